//! Normalization: what may differ between two definitions that mean the same.
//!
//! Both sides of a comparison go through [`RULES`], one file a rule. Nothing else decides that a difference is none, but
//! for constraint names and the order of keys and constraints, which [`crate::diff`] matches by content.

mod auto_increment;
mod echoed_engine;
mod expression;
mod inherited_charset;
mod key_method;
mod list_order;
mod own_database;
mod partition_marker;

pub(crate) use auto_increment::is_count;
pub(crate) use list_order::sort as sort_lists;

use crate::model::Table;
use crate::{Dialect, Name};

/// What the rules know besides the table itself.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The server that printed the table.
    pub dialect: Dialect,
    /// The database that the table is in.
    pub database: &'a Name,
}

/// A rule: takes away a difference that has no meaning.
type Rule = fn(&mut Table, Surroundings<'_>);

/// All rules, in the order in which they are applied.
const RULES: [Rule; 8] = [
    auto_increment::rule,
    inherited_charset::rule,
    echoed_engine::rule,
    own_database::rule,
    partition_marker::rule,
    expression::rule,
    key_method::rule,
    list_order::rule,
];

/// The table in the form in which it is compared: two tables are the same when their normal forms are.
pub fn normalize(mut table: Table, surroundings: Surroundings<'_>) -> Table {
    for rule in RULES {
        rule(&mut table, surroundings);
    }
    table
}
