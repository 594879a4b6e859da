//! Server versions, ordered.

use std::fmt;

/// A version of three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The first number.
    pub major: u16,
    /// The second number.
    pub minor: u16,
    /// The third number.
    pub patch: u16,
}

impl Version {
    /// The version `major.minor.patch`.
    pub const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Self { major, minor, patch }
    }

    /// Reads the leading `n.n.n` of a text such as `10.11.14-MariaDB-0+deb12u2`; missing numbers are 0.
    /// `None` if the text does not begin with a number.
    pub fn parse_prefix(text: &str) -> Option<Self> {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let mut numbers = text[..end].split('.').filter(|part| !part.is_empty()).map(str::parse::<u16>);
        let major = numbers.next()?.ok()?;
        let minor = numbers.next().and_then(Result::ok).unwrap_or(0);
        let patch = numbers.next().and_then(Result::ok).unwrap_or(0);
        Some(Self { major, minor, patch })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_suffix_is_ignored() {
        assert_eq!(Version::parse_prefix("10.11.14-MariaDB-0+deb12u2"), Some(Version::new(10, 11, 14)));
        assert_eq!(Version::parse_prefix("9.7.4-2"), Some(Version::new(9, 7, 4)));
        assert_eq!(Version::parse_prefix("5.6"), Some(Version::new(5, 6, 0)));
        assert_eq!(Version::parse_prefix("v8"), None);
    }
}
