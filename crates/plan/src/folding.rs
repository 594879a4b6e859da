//! How a server compares and stores the names of tables.

use shadowtable_schema::Name;

/// What `lower_case_table_names` says; names of databases follow it too. An OceanBase cluster has it by tenant, seekdb
/// lower-cases always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Folding {
    /// 0: stored as given, compared exactly.
    #[default]
    Exact,
    /// 1: stored in lower case, compared without case.
    LowerCase,
    /// 2: stored as given, compared without case.
    IgnoreCase,
}

impl Folding {
    /// The folding that the variable's value means; `None` for a value that no server has.
    pub const fn from_variable(lower_case_table_names: u8) -> Option<Self> {
        match lower_case_table_names {
            0 => Some(Self::Exact),
            1 => Some(Self::LowerCase),
            2 => Some(Self::IgnoreCase),
            _ => None,
        }
    }

    /// The variable's value that means it.
    pub const fn variable(self) -> u8 {
        match self {
            Self::Exact => 0,
            Self::LowerCase => 1,
            Self::IgnoreCase => 2,
        }
    }

    /// The form in which two names are equal when the server takes them for one: the key of every map and set of tables.
    #[must_use]
    pub fn key(self, name: &Name) -> Name {
        match self {
            Self::Exact => name.clone(),
            Self::LowerCase | Self::IgnoreCase => name.folded(),
        }
    }

    /// The name as the server stores it when it is given this one.
    #[must_use]
    pub fn stored(self, name: &Name) -> Name {
        match self {
            Self::Exact | Self::IgnoreCase => name.clone(),
            Self::LowerCase => name.folded(),
        }
    }

    /// Whether the server takes both for one name.
    pub fn same(self, one: &Name, other: &Name) -> bool {
        match self {
            Self::Exact => one == other,
            Self::LowerCase | Self::IgnoreCase => one.same_folded(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folding_has_its_key_and_its_stored_form() {
        let check = |folding: Folding, name: &str, key: &str, stored: &str| {
            assert_eq!(folding.key(&name.into()).as_str(), key, "{folding:?}");
            assert_eq!(folding.stored(&name.into()).as_str(), stored, "{folding:?}");
            assert_eq!(folding.same(&name.into(), &"orders".into()), key == "orders", "{folding:?}");
        };
        check(Folding::Exact, "Orders", "Orders", "Orders");
        check(Folding::LowerCase, "Orders", "orders", "orders");
        check(Folding::IgnoreCase, "Orders", "orders", "Orders");
        check(Folding::IgnoreCase, "ÄÖ", "äö", "ÄÖ");
    }

    #[test]
    fn the_variable_has_three_values() {
        let values = [0, 1, 2, 3].map(Folding::from_variable);
        let expected = [Some(Folding::Exact), Some(Folding::LowerCase), Some(Folding::IgnoreCase), None];
        assert_eq!(values, expected);
    }
}
