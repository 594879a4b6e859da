//! Columns that come, go or change while writers go on.

use super::{Alter, Online};
use crate::dialect::Flavor;
use crate::model::{Arguments, Column, ColumnClause, Index, Storage, Table};
use crate::{Sql, charset};

impl Alter<'_> {
    /// MariaDB puts a column before others at once only where none is generated (1846).
    pub(super) fn added(&self, column: &Column) -> Option<Online> {
        let tail = self.is_tail(&column.name);
        let is_placeable = tail || !(self.flavor == Flavor::MariaDb && self.has_generated());
        let is_known = match column.generated() {
            Some(generated) => tail && generated.storage == Storage::Virtual,
            None => is_placeable,
        };
        let is_odd = |clause: &ColumnClause| {
            matches!(
                clause,
                ColumnClause::AutoIncrement
                    | ColumnClause::Check(_)
                    | ColumnClause::Srid(..)
                    | ColumnClause::RefSystemId(_)
                    | ColumnClause::Verbatim(_)
            )
        };
        let is_plain = !column.clauses.iter().any(is_odd) && column.default().is_none_or(is_constant);
        (is_known && is_plain).then_some(Online::Instant)
    }

    /// A key that loses a part is made anew.
    pub(super) fn dropped(&self, column: &Column) -> Option<Online> {
        if self.is_in_key(&column.name, Index::is_primary) {
            return None;
        }
        Some(if self.is_in_key(&column.name, |_| true) { Online::InPlace } else { Online::Instant })
    }

    pub(super) fn modified(&self, from: &Column, to: &Column) -> Option<Online> {
        let (old, new) = (Clauses::of(from), Clauses::of(to));
        let inherits_another =
            to.data_type.has_charset() && inherited(self.current) != inherited(self.wanted);
        let is_generated = from.generated().is_some() || to.generated().is_some();
        if from.name != to.name || old.rest != new.rest || inherits_another || is_generated {
            return None;
        }
        if old.default != new.default && !new.default.is_none_or(is_constant) {
            return None;
        }
        let of_null = if old.not_null == new.not_null { Online::Instant } else { Online::InPlace };
        Some(of_null.max(self.of_type(from, to)?))
    }

    fn of_type(&self, from: &Column, to: &Column) -> Option<Online> {
        let (old, new) = (&from.data_type, &to.data_type);
        if old == new {
            return Some(Online::Instant);
        }
        let same_but_arguments =
            old.name == new.name && old.unsigned == new.unsigned && old.zerofill == new.zerofill;
        match (&old.arguments, &new.arguments) {
            _ if !same_but_arguments => None,
            (Arguments::Members(old_members), Arguments::Members(members)) => {
                let bytes = |count: usize| member_bytes(new.is("set"), count);
                let appended =
                    members.starts_with(old_members) && bytes(old_members.len()) == bytes(members.len());
                appended.then_some(Online::Instant)
            }
            _ if new.is("varchar") || new.is("varbinary") => {
                let width = if new.is("varbinary") { Some(1) } else { self.bytes_of_character(to) }?;
                let (shorter, longer) = (old.length()? * width, new.length()? * width);
                match self.flavor {
                    _ if longer <= shorter => None,
                    Flavor::MariaDb => Some(Online::Instant),
                    // From 256 bytes on a length takes two bytes, in every row (1846).
                    _ => ((shorter < 256) == (longer < 256)).then_some(Online::InPlace),
                }
            }
            _ => None,
        }
    }

    /// `None` for a character set that was not run.
    fn bytes_of_character(&self, column: &Column) -> Option<u64> {
        let named = column.charset().map(|name| name.as_str());
        let of_collation = column.collation().map(|name| charset::of_collation(name.as_str()));
        match charset::canonical(named.or(of_collation).or_else(|| self.wanted.charset())?).as_str() {
            "latin1" | "ascii" => Some(1),
            "utf8mb3" => Some(3),
            "utf8mb4" => Some(4),
            _ => None,
        }
    }
}

/// What a column inherits from its table, if it names none.
fn inherited(table: &Table) -> (Option<&str>, Option<&str>) {
    (table.charset(), table.collation())
}

/// How many bytes of a row an ENUM or SET takes (manual: "String Type Storage Requirements").
fn member_bytes(is_set: bool, count: usize) -> usize {
    match (is_set, count) {
        (false, 0..=255) => 1,
        (false, _) => 2,
        (true, 0..=32) => count.div_ceil(8),
        (true, _) => 8,
    }
}

/// Whether a default is the same for all rows: a literal, or the time of the statement.
fn is_constant(default: &Sql) -> bool {
    let text = default.as_str();
    let is_literal = text.starts_with(['\'', '-']) || text.starts_with(|first: char| first.is_ascii_digit());
    let lower = text.to_ascii_lowercase();
    is_literal || lower == "null" || lower.starts_with("current_timestamp") || lower.starts_with("b'")
}

/// A column's clauses, sorted by what their change costs.
struct Clauses<'a> {
    not_null: bool,
    default: Option<&'a Sql>,
    /// What must be the same on both sides.
    rest: Vec<&'a ColumnClause>,
}

impl<'a> Clauses<'a> {
    fn of(column: &'a Column) -> Self {
        let is_free = |clause: &ColumnClause| {
            matches!(
                clause,
                ColumnClause::NotNull
                    | ColumnClause::Null
                    | ColumnClause::Default(_)
                    | ColumnClause::OnUpdate(_)
                    | ColumnClause::Comment(_)
                    | ColumnClause::Invisible(_)
            )
        };
        Self {
            not_null: column.is_not_null(),
            default: column.default(),
            rest: column.clauses.iter().filter(|clause| !is_free(clause)).collect(),
        }
    }
}
