//! Rows that fit a table as it is and as it is going to be, so that no change is refused because of them.

use std::collections::BTreeMap;

use super::charset::Repertoire;
use super::column::Column;
use super::database::Database;
use super::default::DefaultValue;
use super::features::Features;
use super::foreign_key::ForeignKey;
use super::index::IndexKind;
use super::partition::{Layout, Partitioning};
use super::table::Table;
use super::text;
use super::value;

/// Rows of one table at most.
const MOST_ROWS: usize = 4;

/// A table on its way from one definition to another.
struct Passage<'a> {
    now: &'a Table,
    then: &'a Table,
}

/// The rows of all tables: their numbers by the name of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows(BTreeMap<String, Vec<u32>>);

impl Rows {
    /// Rows that fit the database `now` and will fit it `then`.
    pub fn between(now: &Database, then: &Database, features: &Features) -> Self {
        let passages: Vec<Passage> = now
            .tables
            .iter()
            .map(|table| Passage { now: table, then: then.table(&table.name).unwrap_or(table) })
            .collect();
        let mut rows = Self(
            passages.iter().map(|passage| (passage.now.name.clone(), passage.written(features))).collect(),
        );
        // Each round can only take rows away.
        loop {
            let before = rows.clone();
            for passage in &passages {
                rows.keep_referring(passage, now);
            }
            if rows == before {
                return rows;
            }
        }
    }

    /// The numbers of a table's rows.
    pub fn of(&self, table: &str) -> &[u32] {
        self.0.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    /// Takes away the rows whose foreign keys can't be NULL and have no parent.
    fn keep_referring(&mut self, passage: &Passage, now: &Database) {
        let mut numbers = self.of(&passage.now.name).to_vec();
        for key in passage.foreign_keys() {
            if !passage.can_be_null(key) {
                let parents = self.parents(key, passage, now);
                numbers.retain(|number| parents.contains(number));
            }
        }
        self.0.insert(passage.now.name.clone(), numbers);
    }

    /// The rows a key can refer to: none if the columns on one of its sides are still to be made.
    fn parents(&self, key: &ForeignKey, passage: &Passage, now: &Database) -> Vec<u32> {
        let Some(parent) = now.table(&key.parent) else { return Vec::new() };
        let there = key.parent_columns.iter().all(|name| parent.column(name).is_some_and(is_ordinary))
            && key.columns.iter().all(|name| passage.now.column(name).is_some_and(is_ordinary));
        if there { self.of(&parent.name).to_vec() } else { Vec::new() }
    }

    /// The INSERT statements of a table's rows, into a table that may have another name.
    pub fn inserts(
        &self,
        table: &str,
        into: &str,
        now: &Database,
        then: &Database,
        features: &Features,
    ) -> Vec<String> {
        let Some(before) = now.table(table) else { return Vec::new() };
        let passage = Passage { now: before, then: then.table(table).unwrap_or(before) };
        let referred = referred_columns(table, now, then);
        let row = |number: &u32| {
            let orphaned: Vec<String> = passage
                .foreign_keys()
                .filter(|key| passage.can_be_null(key) && !self.parents(key, &passage, now).contains(number))
                .flat_map(|key| key.columns.clone())
                .collect();
            passage.insert(*number, into, &orphaned, &referred, features)
        };
        self.of(table).iter().filter_map(row).collect()
    }
}

fn is_ordinary(column: &Column) -> bool {
    column.generated.is_none()
}

/// Columns that foreign keys refer to: their rows are never NULL.
fn referred_columns(table: &str, now: &Database, then: &Database) -> Vec<String> {
    let tables = now.tables.iter().chain(&then.tables);
    tables
        .flat_map(|other| &other.foreign_keys)
        .filter(|key| key.parent == table)
        .flat_map(|key| key.parent_columns.clone())
        .collect()
}

impl Passage<'_> {
    fn foreign_keys(&self) -> impl Iterator<Item = &ForeignKey> {
        self.now.foreign_keys.iter().chain(&self.then.foreign_keys)
    }

    /// The column as it is going to be, or as it is if it will be gone.
    fn then_column<'b>(&'b self, column: &'b Column) -> &'b Column {
        self.then.column(&column.name).unwrap_or(column)
    }

    fn is_nullable(&self, name: &str) -> bool {
        let nullable = |table: &Table| table.column(name).is_none_or(|column| column.nullable);
        let partitioned = |table: &Table| {
            table
                .partitioning
                .as_ref()
                .is_some_and(|partitioning| partitioning.columns().iter().any(|n| n == name))
        };
        nullable(self.now) && nullable(self.then) && !partitioned(self.now) && !partitioned(self.then)
    }

    /// Whether one of a foreign key's columns can be NULL, which is enough not to refer to anything.
    fn can_be_null(&self, key: &ForeignKey) -> bool {
        key.columns.iter().any(|name| {
            let fresh = self.now.column(name).is_none();
            let default = self.then.column(name).and_then(|column| column.default.as_ref());
            self.is_nullable(name) && (!fresh || matches!(default, None | Some(DefaultValue::Null)))
        })
    }

    /// The numbers of rows that can be written: of some types there is no value in SQL.
    fn written(&self, features: &Features) -> Vec<u32> {
        let mut numbers = self.numbers();
        numbers.retain(|number| self.insert(*number, "", &[], &[], features).is_some());
        numbers
    }

    /// The numbers of rows that have a partition on both sides and that new columns and keys leave alone.
    fn numbers(&self) -> Vec<u32> {
        let takes = |partitioning: &Option<Partitioning>, number: u32| {
            partitioning.as_ref().is_none_or(|partitioning| partitioning.takes(number))
        };
        let most = self.most_rows();
        value::NUMBERS
            .filter(|number| {
                takes(&self.now.partitioning, *number) && takes(&self.then.partitioning, *number)
            })
            .take(most)
            .collect()
    }

    fn most_rows(&self) -> usize {
        let is_new = |name: &str| self.now.column(name).is_none();
        let needs_value = self.then.columns.iter().any(|column| {
            let ordinary = column.generated.is_none() && !column.nullable && column.default.is_none();
            ordinary
                && !column.auto_increment
                && is_new(&column.name)
                && !column.data_type.has_implicit_default()
        });
        let decides_partition = self.then.partitioning.as_ref().is_some_and(|partitioning| {
            !partitioning.by.is_counted()
                || matches!(&partitioning.sub, Some(sub) if sub.layout != Layout::Each)
        }) && self.partition_columns().iter().any(|name| is_new(name));
        if needs_value || decides_partition || self.changes_from_computed() || self.converts_bounds() {
            return 0;
        }
        // What is computed may be the same in all rows, and stays so where the column becomes a plain one.
        let is_computed = |name: &str| self.now.column(name).is_some_and(|column| column.generated.is_some());
        let tells_nothing_apart = self.then.indexes.iter().any(|index| {
            let named = || index.parts.iter().filter_map(|part| part.column_name());
            let alike = |name: &str| is_new(name) || is_computed(name);
            index.kind.is_unique() && named().count() > 0 && named().all(alike)
        });
        if tells_nothing_apart { 1 } else { MOST_ROWS }
    }

    fn partition_columns(&self) -> Vec<String> {
        self.then.partitioning.as_ref().map(Partitioning::columns).unwrap_or_default()
    }

    /// Whether values by which rows are cut look otherwise afterwards: '2024-01-01' is in no partition of digits.
    fn converts_bounds(&self) -> bool {
        self.partition_columns().iter().any(|name| {
            let family = |table: &Table| table.column(name).map(|column| column.data_type.family());
            family(self.now).is_some_and(|now| Some(now) != family(self.then))
        })
    }

    /// Whether a computed value would have to become one of another type.
    fn changes_from_computed(&self) -> bool {
        self.now.columns.iter().filter(|column| column.generated.is_some()).any(|column| {
            let then = self.then_column(column);
            then.generated.is_none() && then.data_type != column.data_type
        })
    }

    /// Whether text of a column may be more than a digit: nothing compares it or computes with it, and both sides can
    /// hold it.
    fn is_rich(&self, column: &Column) -> bool {
        [self.now, self.then].into_iter().all(|table| {
            let holds = table.column(&column.name).is_none_or(|column| {
                let collation = column.collation(table.options.effective_collation());
                collation.charset.repertoire == Repertoire::Full && collation.charset.fulltext
            });
            let used = table
                .indexes
                .iter()
                .any(|index| index.kind != IndexKind::Fulltext && index.has_column(&column.name))
                || table.foreign_keys.iter().any(|key| key.columns.contains(&column.name))
                || table
                    .columns
                    .iter()
                    .filter_map(|other| other.generated.as_ref())
                    .any(|generated| generated.expression.columns.contains(&column.name))
                || table.partitioning.as_ref().is_some_and(|by| by.columns().contains(&column.name));
            holds && !used
        })
    }

    fn insert(
        &self,
        number: u32,
        into: &str,
        orphaned: &[String],
        referred: &[String],
        features: &Features,
    ) -> Option<String> {
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (at, column) in self.now.columns.iter().enumerate() {
            if column.generated.is_some() {
                continue;
            }
            let nullable = self.is_nullable(&column.name) && !referred.contains(&column.name);
            let sometimes = (number as usize * 7 + at * 3).is_multiple_of(5);
            let then = self.then_column(column);
            let literal =
                value::literal(number, &column.data_type, &then.data_type, self.is_rich(column), features);
            let null = orphaned.contains(&column.name) && self.is_nullable(&column.name);
            names.push(text::name(&column.name));
            values.push(match literal {
                Some(literal) if !(null || nullable && sometimes) => literal,
                _ if self.is_nullable(&column.name) => "NULL".to_owned(),
                Some(literal) => literal,
                None => return None,
            });
        }
        Some(format!(
            "INSERT INTO {} ({}) VALUES ({})",
            text::name(into),
            names.join(", "),
            values.join(", ")
        ))
    }
}
