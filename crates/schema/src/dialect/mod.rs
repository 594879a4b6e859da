//! A dialect: which server wrote a definition, and what that server can do.
//!
//! Everything that differs between servers is asked here as a question with a name; no other room compares versions.

mod capability;
mod flavor;
mod online;
mod version;

pub use capability::ConstraintScope;
pub use flavor::Flavor;
pub use online::Online;
pub use version::Version;

/// A flavor and its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// The family of servers.
    pub flavor: Flavor,
    /// The version of that family; OceanBase's own (4.3.5), not the MySQL version that it reports.
    pub version: Version,
}

impl Dialect {
    /// The dialect of this flavor at this version.
    pub const fn new(flavor: Flavor, major: u16, minor: u16, patch: u16) -> Self {
        Self { flavor, version: Version::new(major, minor, patch) }
    }
}

impl std::fmt::Display for Dialect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.flavor, self.version)
    }
}
