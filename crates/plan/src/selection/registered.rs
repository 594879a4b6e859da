//! What the registry knows, as far as selection must know it.

use crate::Folding;
use shadowtable_schema::Name;
use std::collections::BTreeMap;

/// The shadows that are registered in the database worked on, and the registry's own table.
#[derive(Clone, Debug, Default)]
pub struct Registered {
    table: Option<Name>,
    sources: BTreeMap<Name, Name>,
    folding: Folding,
}

impl Registered {
    /// The registry that is kept in `table` of this database (`None` if elsewhere or nowhere) and holds these shadows,
    /// each with its source.
    pub fn new(
        table: Option<&Name>,
        shadows: impl IntoIterator<Item = (Name, Name)>,
        folding: Folding,
    ) -> Self {
        let sources = shadows.into_iter().map(|(shadow, source)| (folding.key(&shadow), source)).collect();
        Self { table: table.map(|table| folding.key(table)), sources, folding }
    }

    /// The registry's own table, as the server folds it, if it is in this database.
    pub fn table(&self) -> Option<&Name> {
        self.table.as_ref()
    }

    /// The shadows that are registered, as the server folds them, each with its source.
    pub fn shadows(&self) -> impl Iterator<Item = (&Name, &Name)> {
        self.sources.iter()
    }

    /// Whether it is the registry's own table.
    pub fn is_registry(&self, name: &Name) -> bool {
        self.table.as_ref().is_some_and(|table| *table == self.folding.key(name))
    }

    /// The source of the registered shadow with that name.
    pub fn source_of(&self, shadow: &Name) -> Option<&Name> {
        self.sources.get(&self.folding.key(shadow))
    }
}
