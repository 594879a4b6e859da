//! Where the registry of shadows is.

use shadowtable_target::registry::{Place, PlaceError};

/// Where the registry of shadows is.
#[derive(Debug, clap::Args)]
pub struct RegistryArguments {
    /// Where the registry of shadows is [default: shadowtable_registry in the database]
    #[arg(long, value_name = "SCHEMA.TABLE|none")]
    registry: Option<String>,
}

impl RegistryArguments {
    /// The place.
    pub fn place(&self) -> Result<Place, PlaceError> {
        Ok(self.registry.as_deref().map(str::parse).transpose()?.unwrap_or_default())
    }
}
