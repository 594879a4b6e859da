//! Which ALTERs MySQL and MariaDB carry out while writers go on, so that the statement may say so and fail at once where
//! the belief is wrong.
//!
//! The rules are those of the manuals ("Online DDL Operations", "InnoDB Online DDL"), as far as they were run: on MySQL
//! 9.7 and MariaDB 10.11 and 11.8. Whatever is not known here is taken for an ALTER that blocks.

mod column;

use super::{Dialect, Flavor, Version};
use crate::Name;
use crate::change::Change;
use crate::model::{Column, Index, IndexKind, KeyTarget, Table, TableOption};

/// How an ALTER goes on without making writers wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Online {
    /// Only the definition changes.
    Instant,
    /// Keys or rows are written anew beside the writers.
    InPlace,
}

impl Online {
    /// The clause that makes the server refuse (1845, 1846) what can't be done so.
    pub const fn clause(self) -> &'static str {
        match self {
            Self::Instant => "ALGORITHM=INSTANT",
            Self::InPlace => "ALGORITHM=INPLACE, LOCK=NONE",
        }
    }

    /// A statement without the clause at its end, if it has one. Whether it has one depends on how many rows the server
    /// believes a table to have, and what the statement leads to does not.
    pub fn without_clause(sql: &str) -> &str {
        let strip = |online: Self| sql.strip_suffix(online.clause())?.strip_suffix(", ");
        strip(Self::Instant).or_else(|| strip(Self::InPlace)).unwrap_or(sql)
    }
}

impl Dialect {
    /// How one ALTER carries out `changes`, which lead from `current` towards `wanted`; `None` where that is not known.
    pub fn online(self, changes: &[Change], current: &Table, wanted: &Table) -> Option<Online> {
        let is_run = self.at_least(Flavor::MySql, Version::new(9, 7, 0))
            || self.at_least(Flavor::MariaDb, Version::new(10, 11, 0));
        if !is_run || changes.is_empty() || !is_ordinary(current) || !is_ordinary(wanted) {
            return None;
        }
        let alter = Alter { flavor: self.flavor, changes, current, wanted };
        if !alter.is_combinable() {
            return None;
        }
        changes
            .iter()
            .map(|change| alter.online(change))
            .try_fold(Online::Instant, |slowest, one| one.map(|one| slowest.max(one)))
    }
}

/// An InnoDB table without anything that changes the rules: FULLTEXT keys have a hidden column, compressed rows can't grow
/// one, versioned rows can't lose one.
fn is_ordinary(table: &Table) -> bool {
    const OPTIONS: [&str; 9] = [
        "ENGINE",
        "DEFAULT CHARSET",
        "COLLATE",
        "COMMENT",
        "AUTO_INCREMENT",
        "ROW_FORMAT",
        "STATS_PERSISTENT",
        "STATS_AUTO_RECALC",
        "STATS_SAMPLE_PAGES",
    ];
    let is_known = |option: &TableOption| match option.name.as_str() {
        "ENGINE" => option.value.is_word("InnoDB"),
        "ROW_FORMAT" => option.value.is_word("DYNAMIC") || option.value.is_word("COMPACT"),
        name => OPTIONS.contains(&name),
    };
    table.engine().is_some()
        && table.options.iter().all(is_known)
        && table.indexes.iter().all(is_plain)
        && table.modifier.is_none()
        && table.periods.is_empty()
        && table.verbatim.is_empty()
        && !table.columns.iter().any(Column::is_row_period)
}

fn is_plain(index: &Index) -> bool {
    let is_column = |target: &KeyTarget| matches!(target, KeyTarget::Column(_));
    matches!(index.kind, IndexKind::Primary | IndexKind::Unique | IndexKind::Plain { .. })
        && index.parts.iter().all(|part| is_column(&part.target))
}

fn was_run_partitioned(change: &Change) -> bool {
    matches!(
        change,
        Change::AddColumn { .. }
            | Change::DropColumn(_)
            | Change::ModifyColumn { position: None, .. }
            | Change::AddIndex(_)
            | Change::DropIndex(_)
    )
}

/// One ALTER.
struct Alter<'a> {
    flavor: Flavor,
    changes: &'a [Change],
    current: &'a Table,
    wanted: &'a Table,
}

impl Alter<'_> {
    /// A virtual column comes or goes alone (manual), and on MariaDB a table that has one was run with one change only. Of
    /// partitioned tables columns and keys were run, but no move of a column.
    fn is_combinable(&self) -> bool {
        let is_generated = |change: &Change| match change {
            Change::AddColumn { column, .. } | Change::DropColumn(column) => column.generated().is_some(),
            _ => false,
        };
        let is_alone = self.changes.len() == 1;
        let may_be_cut = self.current.partitioning.is_none() || self.changes.iter().all(was_run_partitioned);
        may_be_cut
            && (is_alone || !self.changes.iter().any(is_generated))
            && (is_alone || self.flavor != Flavor::MariaDb || !self.has_generated())
    }

    fn online(&self, change: &Change) -> Option<Online> {
        match change {
            Change::AddColumn { column, position: _ } => self.added(column),
            Change::DropColumn(column) => self.dropped(column),
            Change::ModifyColumn { from, to, position } => {
                let modified = self.modified(from, to)?;
                match position {
                    Some(_) => Some(modified.max(self.moved(to)?)),
                    None => Some(modified),
                }
            }
            Change::MoveColumn { column, position: _ } => self.moved(column),
            Change::AddIndex(index) => self.is_addable(index).then_some(Online::InPlace),
            Change::DropIndex(index) => self.is_droppable(index).then_some(Online::InPlace),
            Change::RenameIndex { .. } | Change::HideIndex { .. } | Change::SetCharset { .. } => {
                Some(self.of_definition())
            }
            Change::SetOption { from: _, to } => match to.name.as_str() {
                "COMMENT" | "STATS_PERSISTENT" | "STATS_AUTO_RECALC" | "STATS_SAMPLE_PAGES" => {
                    Some(self.of_definition())
                }
                "ROW_FORMAT" => Some(Online::InPlace),
                _ => None,
            },
            Change::ResetOption(option) => (option.name.as_str() == "COMMENT").then(|| self.of_definition()),
            Change::DropCheck(_) => Some(Online::Instant),
            Change::AddCheck(check) => (!check.is_enforced()).then_some(Online::Instant),
            Change::AddForeignKey(_)
            | Change::DropForeignKey(_)
            | Change::AddPeriod(_)
            | Change::DropPeriod(_)
            | Change::Verbatim { .. }
            | Change::PartitionTable(_)
            | Change::RemovePartitioning(_)
            | Change::Repartition { .. }
            | Change::AddPartitions(_)
            | Change::DropPartitions(_)
            | Change::ReorganizePartitions { .. }
            | Change::AddHashPartitions { .. }
            | Change::CoalescePartitions { .. } => None,
        }
    }

    /// What touches no row: MySQL calls it in place, MariaDB instant.
    fn of_definition(&self) -> Online {
        if self.flavor == Flavor::MariaDb { Online::Instant } else { Online::InPlace }
    }

    /// Over columns that are there and hold values. A primary key makes its columns NOT NULL, which is another change.
    fn is_addable(&self, index: &Index) -> bool {
        let fits = |name: &Name| {
            let column = self.current.column(name).filter(|column| column.generated().is_none());
            column.is_some_and(|column| !index.is_primary() || column.is_not_null())
        };
        index.columns().all(fits)
    }

    /// The primary key goes only together with its successor.
    fn is_droppable(&self, index: &Index) -> bool {
        let succeeds = |change: &Change| matches!(change, Change::AddIndex(new) if new.is_primary());
        !index.is_primary() || self.changes.iter().any(succeeds)
    }

    fn is_in_key(&self, name: &Name, key: impl Fn(&Index) -> bool) -> bool {
        let has = |index: &Index| index.columns().any(|column| column.same_folded(name));
        self.current.indexes.iter().any(|index| key(index) && has(index))
    }

    fn has_generated(&self) -> bool {
        self.current.columns.iter().any(|column| column.generated().is_some())
    }

    /// Whether only new columns stand behind this one.
    fn is_tail(&self, name: &Name) -> bool {
        let behind = self.wanted.columns.iter().rev().take_while(|column| !column.name.same_folded(name));
        behind.into_iter().all(|column| self.current.column(&column.name).is_none())
    }

    fn moved(&self, column: &Column) -> Option<Online> {
        let is_plain = column.generated().is_none() && !self.is_in_key(&column.name, Index::is_primary);
        is_plain.then(|| self.of_definition())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::Surroundings;
    use crate::{diff, read};

    const MYSQL: Dialect = Dialect::new(Flavor::MySql, 9, 7, 0);
    const MARIADB: Dialect = Dialect::new(Flavor::MariaDb, 10, 11, 0);

    fn online(from: &str, to: &str, tail: &str, dialect: Dialect) -> Option<Online> {
        let table = |members: &str| {
            let text = format!(
                "CREATE TABLE `t` (`id` int NOT NULL, {members}, PRIMARY KEY (`id`)) ENGINE=InnoDB{tail}"
            );
            read(&text, dialect).unwrap()
        };
        let (from, to) = (table(from), table(to));
        let changes = diff(&from, &to, Surroundings { dialect, database: &"shop".into() });
        assert!(!changes.is_empty());
        dialect.online(&changes, &from, &to)
    }

    #[test]
    fn what_was_run_is_known() {
        use Online::{InPlace, Instant};
        let utf8 = " DEFAULT CHARSET=utf8mb4";
        for (from, to, tail, mysql, mariadb) in [
            ("`a` int", "`n` int, `a` int", "", Some(Instant), Some(Instant)),
            ("`a` int", "`a` int, `n` int DEFAULT (uuid())", "", None, None),
            ("`a` int", "`a` int, `n` int GENERATED ALWAYS AS (1) STORED", "", None, None),
            ("`a` int, `b` int", "`b` int", "", Some(Instant), Some(Instant)),
            ("`a` int, `b` int, KEY `k` (`a`)", "`b` int", "", Some(InPlace), Some(InPlace)),
            ("`a` int, `b` int", "`b` int, `a` int", "", Some(InPlace), Some(Instant)),
            ("`a` int", "`a` int COMMENT 'x'", "", Some(Instant), Some(Instant)),
            ("`a` int", "`a` bigint", "", None, None),
            ("`a` int", "`a` int NOT NULL", "", Some(InPlace), Some(InPlace)),
            ("`a` varchar(10)", "`a` varchar(20)", utf8, Some(InPlace), Some(Instant)),
            ("`a` varchar(10)", "`a` varchar(64)", utf8, None, Some(Instant)),
            ("`a` varchar(20)", "`a` varchar(10)", utf8, None, None),
            ("`a` enum('x')", "`a` enum('x','y')", utf8, Some(Instant), Some(Instant)),
            ("`a` enum('x')", "`a` enum('y','x')", utf8, None, None),
            ("`a` int", "`a` int, KEY `k` (`a`)", "", Some(InPlace), Some(InPlace)),
            ("`a` int", "`a` int, FULLTEXT KEY `k` (`a`)", "", None, None),
            ("`a` int, KEY `k` (`a`)", "`a` int, KEY `l` (`a`)", "", Some(InPlace), Some(Instant)),
            ("`a` int", "`a` int, CHECK (`a` > 0)", "", None, None),
            ("`a` int", "`a` int, `n` int", " ROW_FORMAT=COMPRESSED", None, None),
            ("`a` int, `b` int", "`b` int, `a` int", " PARTITION BY HASH (`id`)", None, None),
        ] {
            assert_eq!(online(from, to, tail, MYSQL), mysql, "MySQL: {from} -> {to}{tail}");
            assert_eq!(online(from, to, tail, MARIADB), mariadb, "MariaDB: {from} -> {to}{tail}");
        }
    }

    #[test]
    fn what_was_not_run_is_not_known() {
        let old = Dialect::new(Flavor::MySql, 5, 6, 0);
        for dialect in [old, Dialect::new(Flavor::OceanBase, 4, 3, 5), Dialect::new(Flavor::TiDb, 8, 5, 0)] {
            assert_eq!(online("`a` int", "`a` int, `n` int", "", dialect), None, "{dialect}");
        }
    }
}
