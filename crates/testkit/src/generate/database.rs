//! A generated database: source tables that refer to each other.

use super::features::Features;
use super::foreign_key::ForeignKey;
use super::index::IndexKind;
use super::repair;
use super::rng::Rng;
use super::table::Table;

/// Source tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Database {
    /// The tables, parents not always before their children.
    pub tables: Vec<Table>,
    /// The last number given to a name.
    pub last_number: u32,
}

impl Database {
    /// A random database that the server accepts.
    pub fn random(rng: &mut Rng, features: &Features) -> Self {
        let mut database = Self { tables: Vec::new(), last_number: 0 };
        for _ in 0..rng.between(1, 4) {
            let table = Table::random(&mut database.last_number, rng, features);
            database.tables.push(table);
        }
        for _ in 0..rng.pick_or(&[0, 1, 2, 3], 1) {
            database.add_foreign_key(rng, features);
        }
        repair::database(&mut database, features);
        database
    }

    /// Adds a foreign key between random tables if there is a key to refer to.
    pub fn add_foreign_key(&mut self, rng: &mut Rng, features: &Features) {
        let child = rng.below(self.tables.len());
        let parent = if rng.chance(25) { child } else { rng.below(self.tables.len()) };
        if let Some(key) = self.new_foreign_key(child, parent, rng, features)
            && let Some(table) = self.tables.get_mut(child)
        {
            table.foreign_keys.push(key);
        }
    }

    fn new_foreign_key(
        &mut self,
        child: usize,
        parent: usize,
        rng: &mut Rng,
        features: &Features,
    ) -> Option<ForeignKey> {
        let (child, parent) = (self.tables.get(child)?, self.tables.get(parent)?);
        let keys: Vec<Vec<String>> = parent
            .indexes
            .iter()
            .filter(|index| matches!(index.kind, IndexKind::Primary | IndexKind::Unique))
            .map(|index| {
                index.parts.iter().filter_map(|part| part.column_name().map(str::to_owned)).collect()
            })
            .collect();
        let parent_columns = rng.pick(&keys)?.clone();
        let columns = child_columns(child, parent, &parent_columns, rng)?;
        self.last_number += 1;
        let name = if rng.chance(70) { Some(format!("fk{}", self.last_number)) } else { None };
        Some(ForeignKey {
            name,
            columns,
            parent: parent.name.clone(),
            parent_columns,
            on_delete: rng.maybe(50, |rng| rng.word(features.actions)),
            on_update: rng.maybe(40, |rng| rng.word(features.actions)),
        })
    }

    /// A table by its name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The CREATE statements, to be run with foreign keys unchecked.
    pub fn sql(&self, features: &Features) -> Vec<String> {
        self.tables.iter().map(|table| table.sql(features)).collect()
    }
}

/// Columns of the child for those of the parent: of the same family each, for the repair makes them alike.
fn child_columns(
    child: &Table,
    parent: &Table,
    parent_columns: &[String],
    rng: &mut Rng,
) -> Option<Vec<String>> {
    let mut chosen: Vec<String> = Vec::new();
    for name in parent_columns {
        let family = parent.column(name)?.data_type.family();
        let free: Vec<&String> = child
            .columns
            .iter()
            .filter(|column| column.data_type.family() == family && !chosen.contains(&column.name))
            .filter(|column| !child.primary().is_some_and(|key| key.has_column(&column.name)))
            .map(|column| &column.name)
            .collect();
        chosen.push((*rng.pick(&free)?).clone());
    }
    Some(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;

    #[test]
    fn the_same_seed_gives_the_same_sql_and_a_repair_finds_nothing_left() {
        for server in Kind::ALL {
            let features = Features::of(server);
            for seed in 0..200 {
                let database = Database::random(&mut Rng::new(seed), &features);
                let again = Database::random(&mut Rng::new(seed), &features);
                assert_eq!(database.sql(&features), again.sql(&features));
                let mut repaired = database.clone();
                repair::database(&mut repaired, &features);
                assert_eq!(database, repaired, "{server} {seed}");
            }
        }
    }
}
