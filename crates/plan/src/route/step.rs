//! A step of a route: the changes that one ALTER carries out.

use shadowtable_schema::{Change, Dialect, Name, Online, render};

/// The changes of one ALTER.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step(pub Vec<Change>);

impl Step {
    /// The ALTER TABLE statement, which the server refuses if it can't go on as `online` says.
    pub fn sql(&self, table: &Name, online: Option<Online>, dialect: Dialect) -> String {
        let clauses = self.0.iter().filter_map(|change| clause(change, dialect));
        let clauses: Vec<String> = clauses.chain(online.map(|online| online.clause().to_owned())).collect();
        render::alter::alter_table(table, &clauses)
    }
}

pub fn clause(change: &Change, dialect: Dialect) -> Option<String> {
    render::alter::clause(change, dialect)
}

/// The change in a few words.
pub fn describe(change: &Change) -> String {
    match change {
        Change::ResetOption(option) => format!("option {} is to be unset", option.name),
        Change::SetOption { from: _, to } => format!("option {}", to.name),
        Change::Verbatim { .. } => "a part of the definition that is only kept as text".to_owned(),
        Change::SetCharset { .. } => "no default character set is wanted".to_owned(),
        Change::DropIndex(_)
        | Change::DropCheck(_)
        | Change::DropForeignKey(_)
        | Change::RenameIndex { .. }
        | Change::HideIndex { .. } => "a key or constraint without a name".to_owned(),
        _ => "a change without a clause".to_owned(),
    }
}
