//! The opening of an executable comment, which tells servers who else may read a clause.

use compact_str::CompactString;

/// How an executable comment begins: `/*!80023`, `/*M!100301`, `/*T![clustered_index]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Marker(CompactString);

impl Marker {
    /// The marker with this opening text.
    pub fn new(opening: impl AsRef<str>) -> Self {
        Self(CompactString::new(opening.as_ref()))
    }

    /// The opening text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
