//! The policies: what becomes of foreign keys, and what may be done where no ALTER leads to the wanted table.

use clap::ValueEnum;
use shadowtable_plan::{ForeignKeyPolicy, RebuildPolicy};

/// The policies of a plan.
#[derive(Debug, clap::Args)]
pub struct PolicyArguments {
    /// What becomes of foreign keys
    #[arg(long, value_enum, default_value = "retarget", value_name = "POLICY")]
    foreign_keys: ForeignKeys,
    /// What may be done where no ALTER leads to the wanted table
    #[arg(long, value_enum, default_value = "copy", value_name = "POLICY")]
    rebuild: Rebuild,
}

/// What becomes of foreign keys.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ForeignKeys {
    /// They reference the parent's shadow
    Retarget,
    /// They reference the source's parent
    Keep,
    /// They are left out
    Omit,
}

/// What may be done where no ALTER leads to the wanted table.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Rebuild {
    /// The table is made anew and its rows are copied
    Copy,
    /// The table is made anew and left empty
    Empty,
    /// Nothing
    Never,
}

impl PolicyArguments {
    /// What becomes of foreign keys.
    pub fn foreign_keys(&self) -> ForeignKeyPolicy {
        match self.foreign_keys {
            ForeignKeys::Retarget => ForeignKeyPolicy::Retarget,
            ForeignKeys::Keep => ForeignKeyPolicy::Keep,
            ForeignKeys::Omit => ForeignKeyPolicy::Omit,
        }
    }

    /// What may be done where no ALTER leads to the wanted table.
    pub fn rebuild(&self) -> RebuildPolicy {
        match self.rebuild {
            Rebuild::Copy => RebuildPolicy::Copy,
            Rebuild::Empty => RebuildPolicy::Empty,
            Rebuild::Never => RebuildPolicy::Never,
        }
    }
}
