//! Foreign keys: a shadow's reference shadows, real tables, or there are none.

use super::{Notice, Omission, RewriteInput};
use crate::constraint_name;
use shadowtable_schema::model::{ForeignKey, ParentTable, Table};
use shadowtable_schema::{Dialect, Flavor, Name};
use std::collections::HashSet;

/// What becomes of a source's foreign keys in its shadow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ForeignKeyPolicy {
    /// They reference the parent's shadow; where there is no usable one, the key is left out.
    #[default]
    Retarget,
    /// They reference the parent of the source. A key of a table to itself stays one: the shadow's references the shadow.
    Keep,
    /// There are none.
    Omit,
}

impl ForeignKeyPolicy {
    /// The word used in output, options and stored plans.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Retarget => "retarget",
            Self::Keep => "keep",
            Self::Omit => "omit",
        }
    }

    /// The policy that the word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Retarget, Self::Keep, Self::Omit].into_iter().find(|policy| policy.as_str() == word)
    }
}

/// The two names of the table that is rewritten.
#[derive(Clone, Copy)]
pub struct Own<'a> {
    pub source: &'a Name,
    pub shadow: &'a Name,
}

/// The keys of the shadow, in the source's order.
pub fn rewrite(
    keys: &[ForeignKey],
    own: Own<'_>,
    source: &Table,
    input: &RewriteInput<'_>,
    notices: &mut Vec<Notice>,
) -> Vec<ForeignKey> {
    let mut used = names_kept(source, input.dialect);
    let mut rewritten = Vec::with_capacity(keys.len());
    for (position, key) in keys.iter().enumerate() {
        let ForeignKey { name, columns, parent, parent_columns, on_delete, on_update, verbatim } = key;
        let (target, is_real) = match target(parent, own, input) {
            Target::Shadow(name) => (ParentTable { database: parent.database.clone(), name }, false),
            Target::Real => (parent.clone(), true),
            Target::None(why) => {
                let (key, parent) = (name.clone(), parent.clone());
                notices.push(Notice::ForeignKeyOmitted { key, parent, why });
                continue;
            }
        };
        let name = self::name(name.as_ref(), position, own.source, input, &mut used);
        if is_real {
            notices.push(Notice::ForeignKeyToRealTable { key: name.clone(), parent: target.clone() });
        }
        rewritten.push(ForeignKey {
            name: Some(name),
            columns: columns.clone(),
            parent: target,
            parent_columns: parent_columns.clone(),
            on_delete: on_delete.clone(),
            on_update: on_update.clone(),
            verbatim: verbatim.clone(),
        });
    }
    rewritten
}

/// What a key of the shadow references.
enum Target {
    /// This shadow, in the same database.
    Shadow(Name),
    /// The source's parent.
    Real,
    /// Nothing: the key is left out.
    None(Omission),
}

fn target(parent: &ParentTable, own: Own<'_>, input: &RewriteInput<'_>) -> Target {
    if input.foreign_keys == ForeignKeyPolicy::Omit {
        return Target::None(Omission::Asked);
    }
    let is_here = is_here(parent, input);
    if is_here && input.folding.same(&parent.name, own.source) {
        return Target::Shadow(own.shadow.clone());
    }
    match input.foreign_keys {
        ForeignKeyPolicy::Keep => Target::Real,
        _ if !is_here => Target::None(Omission::OtherDatabase),
        _ => {
            (input.usable_shadow)(&parent.name).map_or(Target::None(Omission::NoUsableShadow), Target::Shadow)
        }
    }
}

/// Whether the parent is in the same database. OceanBase always prints which it is in; where nobody knows what the
/// database is called, its word says nothing.
fn is_here(parent: &ParentTable, input: &RewriteInput<'_>) -> bool {
    match (&parent.database, input.database) {
        (None, _) => true,
        (Some(theirs), Some(ours)) => input.folding.same(theirs, ours),
        (Some(_), None) => input.dialect.flavor == Flavor::OceanBase,
    }
}

/// The key's name in the shadow. A dump may have keys without one; the server would make one up from the table's name,
/// and MySQL and MariaDB refuse to if that is longer than 57 characters (1059), so it gets the name it would have had.
fn name(
    name: Option<&Name>,
    position: usize,
    table: &Name,
    input: &RewriteInput<'_>,
    used: &mut HashSet<Name>,
) -> Name {
    let source = name.cloned().unwrap_or_else(|| Name::from(format!("{table}_ibfk_{}", position + 1)));
    let name = constraint_name(&source, input.rule, &|name| {
        used.contains(&name.folded()) || (input.taken_foreign_keys)(name)
    });
    used.insert(name.folded());
    name
}

/// On MariaDB a table's keys and its CHECK constraints, which keep their names, share one space of names (1826).
fn names_kept(source: &Table, dialect: Dialect) -> HashSet<Name> {
    if dialect.flavor != Flavor::MariaDb {
        return HashSet::new();
    }
    source.checks.iter().filter_map(|check| check.name.as_ref().map(Name::folded)).collect()
}
