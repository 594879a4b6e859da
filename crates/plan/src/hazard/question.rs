//! Questions about rows that exist: how many would not fit a change.

use shadowtable_schema::model::{ForeignKey, KeyPart, KeyTarget, Table};
use shadowtable_schema::{Change, Name, Sql};

/// How many rows, or values, of a shadow would not fit. The answer is a number, or not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Rows with NULL in this column.
    Nulls(Name),
    /// Values, or tuples of them, that stand in more than one row.
    Duplicates(Vec<KeyColumn>),
    /// Rows for which this condition is false.
    Failing(Sql),
    /// Rows without a parent, by this foreign key.
    Orphans(Box<ForeignKey>),
}

/// A column as a key sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyColumn {
    /// The column.
    pub name: Name,
    /// How many characters of it (bytes of a binary one) the key holds; all when nothing is said.
    pub length: Option<u32>,
}

/// What is known of the rows that would not fit.
pub type Answers = [(Question, u64)];

impl Question {
    /// What `change`, one of those that lead from `current` to `wanted`, asks of the rows there are. `None` where no row
    /// can fail it, or where the rows of `current` can't tell since the columns change as well.
    pub fn of(change: &Change, current: &Table, wanted: &Table) -> Option<Self> {
        let stays = |name: &Name| stays(name, current, wanted);
        match change {
            Change::ModifyColumn { from, to, position: _ } => {
                let asks = to.is_not_null() && !from.is_not_null() && to.generated().is_none();
                asks.then(|| Self::Nulls(from.name.clone()))
            }
            Change::AddIndex(index) if index.is_unique() => {
                let columns = index.parts.iter().map(key_column).collect::<Option<Vec<_>>>()?;
                columns.iter().all(|column| stays(&column.name)).then_some(Self::Duplicates(columns))
            }
            Change::AddCheck(check) if check.is_enforced() => {
                let text = check.expression.as_str().to_lowercase();
                let all = current.columns.iter().chain(&wanted.columns);
                let mut changing = all.map(|column| &column.name).filter(|name| !stays(name));
                let mentions = |name: &Name| text.contains(&name.as_str().to_lowercase());
                (!changing.any(mentions)).then(|| Self::Failing(check.expression.clone()))
            }
            Change::AddForeignKey(key) => {
                // Its name and its actions are no part of the question.
                let bare = ForeignKey {
                    name: None,
                    on_delete: None,
                    on_update: None,
                    verbatim: None,
                    ..key.clone()
                };
                key.columns.iter().all(stays).then(|| Self::Orphans(Box::new(bare)))
            }
            _ => None,
        }
    }

    /// The number of rows that would not fit, if it is known.
    pub fn answer(&self, answers: &Answers) -> Option<u64> {
        answers.iter().find(|(question, _)| question == self).map(|(_, count)| *count)
    }
}

fn key_column(part: &KeyPart) -> Option<KeyColumn> {
    match &part.target {
        KeyTarget::Column(name) => Some(KeyColumn { name: name.clone(), length: part.length }),
        KeyTarget::Expression(_) => None,
    }
}

/// Whether a column keeps its values and their order: its definition, and what it inherits, are the same.
fn stays(name: &Name, current: &Table, wanted: &Table) -> bool {
    let (Some(old), Some(new)) = (current.column(name), wanted.column(name)) else { return false };
    let inherits_the_same =
        current.charset() == wanted.charset() && current.collation() == wanted.collation();
    old == new && (inherits_the_same || !old.data_type.has_charset())
}

/// The questions of these changes whose answer was that every row fits. A statement that relies on it asks again right
/// before it runs.
pub fn relied_on(changes: &[Change], current: &Table, wanted: &Table, answers: &Answers) -> Vec<Question> {
    let questions = changes.iter().filter_map(|change| Question::of(change, current, wanted));
    questions.filter(|question| question.answer(answers) == Some(0)).collect()
}
