//! A key of a table, of whatever kind.

use super::Marker;
use crate::{Name, Sql};

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// What kind of key it is.
    pub kind: IndexKind,
    /// Its name; a primary key has none.
    pub name: Option<Name>,
    /// What it is made of, in order.
    pub parts: Vec<KeyPart>,
    /// Its options, in the order the server printed them.
    pub options: Vec<IndexOption>,
}

/// The kind of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndexKind {
    /// `PRIMARY KEY`.
    Primary,
    /// `UNIQUE KEY`.
    Unique,
    /// `KEY`. OceanBase prints a multi-valued one as `INDEX`; the word is the flag.
    Plain {
        /// Whether the word was INDEX.
        index_word: bool,
    },
    /// `FULLTEXT KEY`.
    Fulltext,
    /// `SPATIAL KEY`.
    Spatial,
    /// `VECTOR KEY`, and whatever word a server puts before KEY next.
    Other(Name),
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPart {
    /// The column or the expression.
    pub target: KeyTarget,
    /// The prefix length, in characters (bytes for binary types).
    pub length: Option<u32>,
    /// `ASC` or `DESC`, and anything else behind it (`WITHOUT OVERLAPS`), as printed.
    pub suffix: Option<Sql>,
}

/// What a part of a key is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyTarget {
    /// A column.
    Column(Name),
    /// An expression, without its own parentheses.
    Expression(Sql),
}

/// An option of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexOption {
    /// `USING BTREE`, the method.
    Using(Name),
    /// `COMMENT '…'`, the value.
    Comment(String),
    /// `INVISIBLE` or `IGNORED`.
    Hidden(Visibility, Option<Marker>),
    /// `WITH PARSER x`.
    Parser(Name, Option<Marker>),
    /// Anything else, as it was printed: `KEY_BLOCK_SIZE=8`, `LOCAL`, `STORING (…)`.
    Verbatim(Sql),
}

/// The word by which a server hides a key from its optimizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// MySQL, OceanBase, TiDB.
    Invisible,
    /// MariaDB.
    Ignored,
}

impl Index {
    /// Whether it is the primary key.
    pub fn is_primary(&self) -> bool {
        self.kind == IndexKind::Primary
    }

    /// Whether it refuses a second row with the same values.
    pub fn is_unique(&self) -> bool {
        matches!(self.kind, IndexKind::Primary | IndexKind::Unique)
    }

    /// Whether the optimizer does not see it.
    pub fn is_hidden(&self) -> bool {
        self.options.iter().any(|option| matches!(option, IndexOption::Hidden(..)))
    }

    /// Its comment.
    pub fn comment(&self) -> Option<&str> {
        self.options.iter().find_map(|option| match option {
            IndexOption::Comment(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The columns among its parts.
    pub fn columns(&self) -> impl Iterator<Item = &Name> {
        self.parts.iter().filter_map(|part| match &part.target {
            KeyTarget::Column(name) => Some(name),
            KeyTarget::Expression(_) => None,
        })
    }
}
