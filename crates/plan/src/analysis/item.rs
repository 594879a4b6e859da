//! A pair on its way through analysis.

use crate::{Fingerprint, Pair, Verdict};
use shadowtable_schema::model::Table;

/// What came of reading a definition.
#[derive(Clone, Debug)]
pub enum Reading {
    /// The table.
    Table(Box<Table>),
    /// The definition was read but can't be kept faithfully; the reason.
    Unsupported(String),
    /// The definition could not be read; the reason.
    Failed(String),
}

/// A pair whose verdict does not depend on any other pair: nothing else of it is kept.
#[derive(Clone, Debug)]
pub struct Settled {
    pub pair: Pair,
    pub verdict: Verdict,
    pub reasons: Vec<String>,
    pub source: Option<Fingerprint>,
    pub shadow: Option<Fingerprint>,
    pub adopted: bool,
}

/// A pair that differs or has foreign keys, so that its tables are kept.
#[derive(Clone, Debug)]
pub struct Open {
    pub pair: Pair,
    pub source: Table,
    pub shadow: Option<Table>,
    /// Whether the existing shadow is not in the registry yet.
    pub adopted: bool,
}

/// A pair after it was added.
#[derive(Clone, Debug)]
pub enum Item {
    Settled(Settled),
    Open(Box<Open>),
}

impl Item {
    pub fn pair(&self) -> &Pair {
        match self {
            Self::Settled(settled) => &settled.pair,
            Self::Open(open) => &open.pair,
        }
    }
}
