//! CHECK constraints: the same, under other names where a database may have each name only once.

use super::RewriteInput;
use crate::constraint_name;
use shadowtable_schema::Name;
use shadowtable_schema::dialect::ConstraintScope;
use shadowtable_schema::model::{Check, Column, ColumnClause};
use std::cell::RefCell;
use std::collections::HashSet;

/// The CHECK constraints of one table while they are rewritten.
pub struct Checks<'a> {
    table: &'a Name,
    input: &'a RewriteInput<'a>,
    /// The names given so far, folded.
    used: RefCell<HashSet<Name>>,
}

impl<'a> Checks<'a> {
    pub fn new(table: &'a Name, input: &'a RewriteInput<'a>) -> Self {
        Self { table, input, used: RefCell::default() }
    }

    /// The table's own constraints. One that a dump leaves unnamed gets the name that MySQL would have given it, as
    /// MySQL refuses to make one up for a table with a long name (1059).
    pub fn rewrite(&self, checks: &[Check]) -> Vec<Check> {
        let automatic = |position: usize| Name::from(format!("{}_chk_{}", self.table, position + 1));
        let name = |(position, check): (usize, &Check)| {
            let name = check.name.clone().or_else(|| self.renames().then(|| automatic(position)));
            Check { name: name.map(|name| self.rename(&name)), ..check.clone() }
        };
        checks.iter().enumerate().map(name).collect()
    }

    /// The column with its own constraints renamed; MariaDB prints these without a name.
    pub fn in_column(&self, column: Column) -> Column {
        if !column.clauses.iter().any(|clause| matches!(clause, ColumnClause::Check(_))) {
            return column;
        }
        let Column { name, data_type, clauses } = column;
        let rename = |clause| match clause {
            ColumnClause::Check(check) => {
                let name = check.name.as_ref().map(|name| self.rename(name));
                ColumnClause::Check(Check { name, ..check })
            }
            other => other,
        };
        Column { name, data_type, clauses: clauses.into_iter().map(rename).collect() }
    }

    fn renames(&self) -> bool {
        self.input.dialect.check_name_scope() == ConstraintScope::Database
    }

    fn rename(&self, name: &Name) -> Name {
        if !self.renames() {
            return name.clone();
        }
        let mut used = self.used.borrow_mut();
        let name = constraint_name(name, self.input.rule, &|name| {
            used.contains(&name.folded()) || (self.input.taken_checks)(name)
        });
        used.insert(name.folded());
        name
    }
}
