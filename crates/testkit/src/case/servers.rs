//! The servers that a line or a section of a case is for.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::kind::{Family, Kind};

/// A set of servers, written as names and families.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Servers(BTreeSet<Kind>);

const FAMILIES: [(&str, Family); 3] =
    [("mysql", Family::MySql), ("mariadb", Family::MariaDb), ("oceanbase", Family::OceanBase)];

impl Servers {
    /// Every server.
    pub fn all() -> Self {
        Self(Kind::ALL.into())
    }

    /// Reads names and families that are separated by blanks.
    ///
    /// # Errors
    /// If there is none, or one that nobody knows.
    pub fn parse(text: &str) -> Result<Self> {
        let mut kinds = BTreeSet::new();
        for word in text.split_whitespace() {
            let found: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| fits(*kind, word)).collect();
            if found.is_empty() {
                bail!("no server and no family is called {word}");
            }
            kinds.extend(found);
        }
        if kinds.is_empty() {
            bail!("no server is named");
        }
        Ok(Self(kinds))
    }

    /// Whether the server is among them.
    pub fn contains(&self, kind: Kind) -> bool {
        self.0.contains(&kind)
    }

    /// Them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Kind> + '_ {
        self.0.iter().copied()
    }
}

impl FromIterator<Kind> for Servers {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        Self(kinds.into_iter().collect())
    }
}

fn fits(kind: Kind, word: &str) -> bool {
    word == "all"
        || kind.name() == word
        || FAMILIES.iter().any(|(name, family)| *name == word && kind.family() == *family)
}

/// As a case has it: a family where all of it is meant.
impl std::fmt::Display for Servers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut words: Vec<&str> = Vec::new();
        for (name, family) in FAMILIES {
            let members: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.family() == family).collect();
            if members.iter().all(|kind| self.contains(*kind)) {
                words.push(name);
            } else {
                words.extend(members.into_iter().filter(|kind| self.contains(*kind)).map(Kind::name));
            }
        }
        f.write_str(&if words.len() == FAMILIES.len() && self.0.len() == Kind::ALL.len() {
            "all".to_owned()
        } else {
            words.join(" ")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_read_and_written() {
        for text in ["all", "mysql", "mysql mariadb-10.11", "mysql-9.7 mariadb oceanbase-4.3.5"] {
            assert_eq!(Servers::parse(text).unwrap().to_string(), text);
        }
        assert!(Servers::parse("oracle").is_err());
        assert!(Servers::parse("").is_err());
    }
}
