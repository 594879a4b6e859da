//! Source tables.

use super::check::Check;
use super::column::Column;
use super::data_type::{DataType, Family};
use super::expression::{Expression, Purpose};
use super::features::Features;
use super::foreign_key::ForeignKey;
use super::index::{Index, IndexKind};
use super::partition::Partitioning;
use super::rng::Rng;
use super::table_option::TableOptions;
use super::text;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name; it stays for the life of the table.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// Its keys.
    pub indexes: Vec<Index>,
    /// Its foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// Its CHECK constraints.
    pub checks: Vec<Check>,
    /// Its partitions.
    pub partitioning: Option<Partitioning>,
    /// Its options.
    pub options: TableOptions,
}

impl Table {
    /// A random table without foreign keys. `next` numbers its names. It may need a repair.
    pub fn random(next: &mut u32, rng: &mut Rng, features: &Features) -> Self {
        *next += 1;
        let mut table = Self {
            name: text::table(rng, features, *next),
            columns: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            partitioning: None,
            options: TableOptions::random(rng, features),
        };
        table.give_key(next, rng, features);
        for _ in 0..rng.between(2, 9) {
            *next += 1;
            let name = text::column(rng, features, *next);
            let collation = table.options.effective_collation();
            let column = Column::random(name, &table.columns, collation, rng, features);
            table.columns.push(column);
        }
        for _ in 0..rng.between(0, 4) {
            *next += 1;
            table.indexes.extend(Index::random(format!("k{next}"), &table.columns, rng, features));
        }
        if features.checks {
            for _ in 0..rng.pick_or(&[0, 0, 1, 2], 0) {
                table.checks.extend(table.new_check(next, rng, features));
            }
        }
        if rng.chance(35) {
            table.partitioning = Partitioning::random(&table.columns, next, rng, features);
        }
        table
    }

    /// Most tables have a number as their key, with AUTO_INCREMENT or without; some have two columns, some have none.
    fn give_key(&mut self, next: &mut u32, rng: &mut Rng, features: &Features) {
        if rng.chance(8) {
            return;
        }
        *next += 1;
        let data_type = if rng.chance(60) { DataType::int() } else { DataType::bigint() };
        let mut id = Column::plain(text::column(rng, features, *next), data_type);
        id.nullable = false;
        id.auto_increment = rng.chance(50);
        let mut key = Index::over("PRIMARY".to_owned(), IndexKind::Primary, &[&id.name]);
        self.columns.push(id);
        if rng.chance(20) {
            *next += 1;
            let mut second = Column::plain(text::column(rng, features, *next), DataType::varchar(40));
            second.nullable = false;
            key.parts.push(super::index::Part::column(&second.name));
            self.columns.push(second);
        }
        self.indexes.push(key);
    }

    /// A CHECK over the columns.
    pub fn new_check(&self, next: &mut u32, rng: &mut Rng, features: &Features) -> Option<Check> {
        *next += 1;
        let columns: Vec<&Column> = self.columns.iter().collect();
        let expression = Expression::random(Purpose::Check, &columns, rng)?;
        let name = if rng.chance(75) { Some(format!("ck{next}")) } else { None };
        Some(Check { name, expression, enforced: !features.not_enforced || rng.chance(80) })
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// A column by its name, to change it.
    pub fn column_mut(&mut self, name: &str) -> Option<&mut Column> {
        self.columns.iter_mut().find(|column| column.name == name)
    }

    /// The primary key.
    pub fn primary(&self) -> Option<&Index> {
        self.indexes.iter().find(|index| index.kind == IndexKind::Primary)
    }

    /// Whether a column holds values of one of the families.
    pub fn has_family(&self, families: &[Family]) -> bool {
        self.columns.iter().any(|column| families.contains(&column.data_type.family()))
    }

    /// Bytes of a character of the column.
    pub fn character_bytes(&self, column: &Column) -> u32 {
        column.collation(self.options.effective_collation()).charset.bytes
    }

    /// CREATE TABLE.
    pub fn sql(&self, features: &Features) -> String {
        let mut lines: Vec<String> = self.columns.iter().map(|column| column.sql(features)).collect();
        lines.extend(self.indexes.iter().map(|index| index.sql(features)));
        lines.extend(self.foreign_keys.iter().map(ForeignKey::sql));
        lines.extend(self.checks.iter().map(Check::sql));
        let mut sql = format!("CREATE TABLE {} (\n  {}\n)", text::name(&self.name), lines.join(",\n  "));
        sql.push_str(&self.options.sql());
        if let Some(partitioning) = &self.partitioning {
            sql.push_str(&partitioning.sql(&self.columns, features));
        }
        if let Some(trailer) = self.options.trailer {
            sql.push_str(&format!(" {trailer}"));
        }
        sql
    }
}
