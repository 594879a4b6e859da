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

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_schema::normalize::Surroundings;
    use shadowtable_schema::{Dialect, Flavor, diff, read};

    /// What is asked, each question in a few words.
    fn asked(from: &str, to: &str) -> Vec<String> {
        let dialect = Dialect::new(Flavor::MySql, 9, 7, 0);
        let table = |members: &str| {
            read(&format!("CREATE TABLE `t` ({members}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"), dialect)
                .unwrap()
        };
        let (from, to) = (table(from), table(to));
        let changes = diff(&from, &to, Surroundings { dialect, database: &"shop".into() });
        let words = |question| match question {
            Question::Nulls(column) => format!("nulls {column}"),
            Question::Duplicates(columns) => {
                let column = |one: &KeyColumn| match one.length {
                    Some(length) => format!(" {}({length})", one.name),
                    None => format!(" {}", one.name),
                };
                format!("duplicates{}", columns.iter().map(column).collect::<String>())
            }
            Question::Failing(condition) => format!("failing {condition}"),
            Question::Orphans(key) => format!("orphans of {}", key.parent.name),
        };
        changes.iter().filter_map(|change| Question::of(change, &from, &to)).map(words).collect()
    }

    #[test]
    fn only_what_the_rows_can_tell_is_asked() {
        for (from, to, expected) in [
            ("`a` int", "`a` int NOT NULL", vec!["nulls a"]),
            ("`a` int NOT NULL", "`a` int", vec![]),
            ("`a` int", "`a` bigint NOT NULL", vec!["nulls a"]),
            ("`a` int", "`a` int, UNIQUE KEY `k` (`a`)", vec!["duplicates a"]),
            ("`a` text", "`a` text, UNIQUE KEY `k` (`a`(5))", vec!["duplicates a(5)"]),
            ("`a` int", "`a` int, UNIQUE KEY `k` ((`a` + 1))", vec![]),
            ("`a` int", "`a` int, KEY `k` (`a`)", vec![]),
            // A column that changes, or that is not there yet, has other values then.
            ("`a` int", "`a` bigint, UNIQUE KEY `k` (`a`)", vec![]),
            ("`a` int", "`a` int, `b` int, UNIQUE KEY `k` (`a`,`b`)", vec![]),
            ("`a` int", "`a` int, CHECK (`a` > 0)", vec!["failing `a` > 0"]),
            ("`a` int", "`a` int, CHECK (`a` > 0) /*!80016 NOT ENFORCED */", vec![]),
            ("`a` int, `b` int", "`a` int, `b` bigint, CHECK (`a` > `b`)", vec![]),
            ("`a` int", "`a` int, FOREIGN KEY (`a`) REFERENCES `p` (`id`)", vec!["orphans of p"]),
            ("`a` int", "`a` bigint, FOREIGN KEY (`a`) REFERENCES `p` (`id`)", vec![]),
        ] {
            assert_eq!(asked(from, to), expected, "{from} -> {to}");
        }
    }

    #[test]
    fn an_answer_of_none_is_relied_on() {
        let dialect = Dialect::new(Flavor::MariaDb, 11, 8, 0);
        let table = |text: &str| read(&format!("CREATE TABLE `t` ({text}) ENGINE=InnoDB"), dialect).unwrap();
        let (from, to) = (table("`a` int, `b` int"), table("`a` int NOT NULL, `b` int NOT NULL"));
        let changes = diff(&from, &to, Surroundings { dialect, database: &"shop".into() });
        let answers = [(Question::Nulls("a".into()), 0), (Question::Nulls("b".into()), 2)];
        assert_eq!(relied_on(&changes, &from, &to, &answers), [Question::Nulls("a".into())]);
    }
}
