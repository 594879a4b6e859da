//! A column's type.

use crate::{Name, Sql};

/// A type as the server names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataType {
    /// The word as printed: `int`, `varchar`, `VECTOR`, `geometry`. An open set: servers add types.
    pub name: Name,
    /// What stands in its parentheses.
    pub arguments: Arguments,
    /// `unsigned`.
    pub unsigned: bool,
    /// `zerofill`.
    pub zerofill: bool,
}

/// What stands in a type's parentheses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Arguments {
    /// Nothing: no parentheses.
    #[default]
    None,
    /// The members of an ENUM or SET, unquoted.
    Members(Vec<String>),
    /// Anything else, as it was printed: `10,2`, `255`, `INT`.
    Plain(Sql),
}

impl DataType {
    /// Whether this is the type with that lower-case name.
    pub fn is(&self, name: &str) -> bool {
        self.name.as_str().eq_ignore_ascii_case(name)
    }

    /// Whether it is ENUM or SET.
    pub fn has_members(&self) -> bool {
        self.is("enum") || self.is("set")
    }

    /// Whether values of the type are text in a character set, so that charset and collation mean something.
    pub fn has_charset(&self) -> bool {
        ["char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"]
            .iter()
            .any(|name| self.is(name))
    }

    /// The first number in the parentheses: a length, a precision or a display width.
    pub fn length(&self) -> Option<u64> {
        self.number(0)
    }

    /// The second number in the parentheses: the scale of a decimal.
    pub fn scale(&self) -> Option<u64> {
        self.number(1)
    }

    fn number(&self, position: usize) -> Option<u64> {
        match &self.arguments {
            Arguments::Plain(sql) => sql.as_str().split(',').nth(position)?.trim().parse().ok(),
            Arguments::None | Arguments::Members(_) => None,
        }
    }
}
