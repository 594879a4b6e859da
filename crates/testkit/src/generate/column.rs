//! Columns with all their attributes.

use super::charset::Collation;
use super::data_type::{DataType, Family};
use super::default::{DefaultValue, now};
use super::expression::{Expression, Purpose};
use super::features::{Features, Flavor};
use super::rng::Rng;
use super::text;

/// The expression of a generated column.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// What is computed.
    pub expression: Expression,
    /// STORED, or VIRTUAL.
    pub stored: bool,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub data_type: DataType,
    /// NULL is allowed.
    pub nullable: bool,
    /// DEFAULT.
    pub default: Option<DefaultValue>,
    /// ON UPDATE CURRENT_TIMESTAMP.
    pub on_update: bool,
    /// GENERATED ALWAYS AS.
    pub generated: Option<Generated>,
    /// AUTO_INCREMENT.
    pub auto_increment: bool,
    /// INVISIBLE.
    pub invisible: bool,
    /// MariaDB's COMPRESSED.
    pub compressed: bool,
    /// MySQL's COLUMN_FORMAT, OceanBase's SKIP_INDEX: a clause at the end.
    pub trailer: Option<&'static str>,
    /// MariaDB's CHECK inside the column.
    pub check: Option<Expression>,
    /// COMMENT.
    pub comment: Option<String>,
}

impl Column {
    /// A nullable column without anything.
    pub fn plain(name: String, data_type: DataType) -> Self {
        Self {
            name,
            data_type,
            nullable: true,
            default: None,
            on_update: false,
            generated: None,
            auto_increment: false,
            invisible: false,
            compressed: false,
            trailer: None,
            check: None,
            comment: None,
        }
    }

    /// A column of any type with some attributes. `others` are the columns that a generated one may be over.
    pub fn random(
        name: String,
        others: &[Column],
        table: Collation,
        rng: &mut Rng,
        features: &Features,
    ) -> Self {
        let mut column = Self::plain(name, DataType::random(rng, features));
        if features.columns.generated && rng.chance(12) {
            column.generate(others, rng, features);
        }
        column.nullable = column.nullable && rng.chance(60);
        if column.generated.is_none() {
            column.give_default(table, rng, features);
            column.on_update = column.data_type.family() == Family::Timestamp && rng.chance(40);
            column.compressed = features.columns.compressed && rng.chance(6);
        }
        column.invisible = features.columns.invisible && rng.chance(6);
        column.trailer = trailer(rng, features);
        column.comment = rng.maybe(25, |rng| text::comment(rng, features));
        if features.columns.inline_checks && rng.chance(8) {
            column.check = Expression::random(Purpose::Check, &[&column.clone()], rng);
        }
        column
    }

    /// Makes it a generated column over the others, if one can be.
    pub fn generate(&mut self, others: &[Column], rng: &mut Rng, features: &Features) {
        let bases: Vec<&Column> = others.iter().collect();
        if let Some(expression) = Expression::random(Purpose::Generated, &bases, rng) {
            self.data_type = expression.result(others);
            self.nullable = true;
            self.generated =
                Some(Generated { expression, stored: features.columns.stored && rng.chance(50) });
        }
    }

    /// Gives it a default, or none.
    pub fn give_default(&mut self, table: Collation, rng: &mut Rng, features: &Features) {
        self.default = if rng.chance(55) {
            let repertoire = self.collation(table).charset.repertoire;
            DefaultValue::random(&self.data_type, self.nullable, repertoire, rng, features)
        } else {
            None
        };
    }

    /// The collation its values have in a table of that collation.
    pub fn collation(&self, table: Collation) -> Collation {
        self.data_type.collation().unwrap_or(table)
    }

    /// Its line in CREATE TABLE.
    pub fn sql(&self, features: &Features) -> String {
        let mut sql = format!("{} {}", text::name(&self.name), self.data_type.sql(features, self.compressed));
        if let Some(Generated { expression, stored }) = &self.generated {
            let kind = if *stored { "STORED" } else { "VIRTUAL" };
            sql.push_str(&format!(" GENERATED ALWAYS AS ({}) {kind}", expression.sql()));
        }
        if !self.nullable {
            sql.push_str(" NOT NULL");
        } else if self.generated.is_none() {
            sql.push_str(" NULL");
        }
        if let Some(default) = &self.default {
            sql.push_str(&default.sql(&self.data_type));
        }
        if self.on_update {
            sql.push_str(&format!(" ON UPDATE {}", now(&self.data_type)));
        }
        if self.auto_increment {
            sql.push_str(" AUTO_INCREMENT");
        }
        if self.invisible {
            sql.push_str(" INVISIBLE");
        }
        if let Some(comment) = &self.comment {
            sql.push_str(&format!(" COMMENT {}", text::string(comment)));
        }
        if let Some(trailer) = self.trailer {
            sql.push_str(&format!(" {trailer}"));
        }
        if let Some(check) = &self.check {
            sql.push_str(&format!(" CHECK ({})", check.sql()));
        }
        sql
    }
}

/// Rare storage clauses of a vendor.
pub fn trailer(rng: &mut Rng, features: &Features) -> Option<&'static str> {
    if !rng.chance(4) {
        return None;
    }
    match features.flavor {
        Flavor::MySql if features.columns.column_format => {
            Some(rng.word(&["COLUMN_FORMAT FIXED", "COLUMN_FORMAT DYNAMIC"]))
        }
        Flavor::OceanBase if features.columns.skip_index => {
            Some(rng.word(&["SKIP_INDEX(MIN_MAX)", "SKIP_INDEX(MIN_MAX, SUM)"]))
        }
        _ => None,
    }
}
