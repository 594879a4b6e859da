//! Options of a table.

use super::charset::{Collation, DATABASE_DEFAULT};
use super::data_type;
use super::features::Features;
use super::rng::Rng;
use super::text;

/// An option of a vendor, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOption {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: &'static str,
}

/// All options of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableOptions {
    /// ENGINE, where it is not the default one.
    pub engine: Option<&'static str>,
    /// The character set and collation.
    pub collation: Option<Collation>,
    /// COMMENT.
    pub comment: Option<String>,
    /// Everything else.
    pub others: Vec<TableOption>,
    /// A clause after the partitions.
    pub trailer: Option<&'static str>,
    /// MariaDB's WITH SYSTEM VERSIONING.
    pub versioned: bool,
}

impl TableOptions {
    /// Random options.
    pub fn random(rng: &mut Rng, features: &Features) -> Self {
        let mut options = Self {
            engine: rng.maybe(4, |rng| rng.pick(features.engines).copied()).flatten(),
            collation: rng.maybe(40, |rng| data_type::any_collation(rng, features)).flatten(),
            comment: rng.maybe(30, |rng| text::comment(rng, features)),
            others: Vec::new(),
            trailer: rng.maybe(6, |rng| rng.pick(features.trailers).copied()).flatten(),
            versioned: features.system_versioning && rng.chance(5),
        };
        if rng.chance(50) {
            for _ in 0..rng.between(1, 3) {
                options.change_one(rng, features);
            }
        }
        options
    }

    /// Adds, changes or removes one of the vendor's options.
    pub fn change_one(&mut self, rng: &mut Rng, features: &Features) {
        let Some(choice) = rng.pick(features.options) else { return };
        let had = self.others.iter().any(|option| option.name == choice.name);
        self.others.retain(|option| option.name != choice.name);
        if !had || rng.chance(60) {
            self.others.push(TableOption { name: choice.name, value: rng.word(choice.values) });
        }
    }

    /// The value of an option.
    pub fn value(&self, name: &str) -> Option<&'static str> {
        self.others.iter().find(|option| option.name == name).map(|option| option.value)
    }

    /// Takes an option away.
    pub fn remove(&mut self, name: &str) {
        self.others.retain(|option| option.name != name);
    }

    /// The collation of columns that name none.
    pub fn effective_collation(&self) -> Collation {
        self.collation.unwrap_or(DATABASE_DEFAULT)
    }

    /// The clauses after the closing parenthesis and before the partitions.
    pub fn sql(&self) -> String {
        let mut sql = String::new();
        if let Some(engine) = self.engine {
            sql.push_str(&format!(" ENGINE={engine}"));
        }
        for TableOption { name, value } in &self.others {
            sql.push_str(&format!(" {name}{}{value}", if *name == "ORGANIZATION" { " " } else { "=" }));
        }
        if let Some(collation) = self.collation {
            sql.push_str(&collation.table_sql());
        }
        if let Some(comment) = &self.comment {
            sql.push_str(&format!(" COMMENT={}", text::string(comment)));
        }
        if self.versioned {
            sql.push_str(" WITH SYSTEM VERSIONING");
        }
        sql
    }
}
