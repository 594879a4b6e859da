//! The stable codes of hazards.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)+) => {
        /// What kind of hazard it is. Scripts allow gates by these codes, so a code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum HazardCode {
            $($(#[$doc])* $variant,)+
        }

        impl HazardCode {
            /// Every code, in the order of docs/hazards.md.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as it is written.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

codes! {
    /// A column goes, and its values with it.
    DropsColumn = "drops-column",
    /// The primary key goes.
    DropsPrimaryKey = "drops-primary-key",
    /// A unique key goes, so that duplicates may come.
    DropsUnique = "drops-unique",
    /// A partition goes, and its rows with it.
    DropsPartition = "drops-partition",
    /// A type becomes smaller: values that do not fit fail the statement.
    NarrowsType = "narrows-type",
    /// A type becomes another: values are converted.
    ConvertsType = "converts-type",
    /// The character set of stored text changes.
    ChangesCharset = "changes-charset",
    /// A column refuses NULL from now on.
    SetsNotNull = "sets-not-null",
    /// A unique or primary key comes over rows that may repeat.
    AddsUnique = "adds-unique",
    /// A CHECK comes over rows that may not fit.
    AddsCheck = "adds-check",
    /// A foreign key comes over rows that may have no parent.
    AddsForeignKey = "adds-foreign-key",
    /// Rows are cut into other partitions: all of them are copied, and one without a partition fails the statement.
    Repartitions = "repartitions",
    /// The table is made anew and takes the place of the old one.
    RebuildsTable = "rebuilds-table",
    /// Rows are copied from one table to another by SQL.
    CopiesTable = "copies-table",
    /// Rows are thrown away by a rebuild without a copy.
    EmptiesTable = "empties-table",
    /// Writes wait while a large table is altered.
    BlocksWrites = "blocks-writes",
    /// The old twin of a rebuilt table is dropped.
    DropsOldTwin = "drops-old-twin",
    /// A shadow is dropped with its rows.
    DropsShadow = "drops-shadow",
    /// A foreign key references a table that is no shadow: that table is locked and its rows are checked.
    ForeignKeyToRealTable = "foreign-key-to-real-table",
    /// A statement touches a foreign key to a table that is no shadow, and so locks that table.
    TouchesRealTable = "touches-real-table",
    /// A foreign key was left out, since its parent has no usable shadow.
    ForeignKeyOmitted = "foreign-key-omitted",
    /// A default that takes numbers from the source's sequence was left out.
    SequenceDefaultOmitted = "sequence-default-omitted",
    /// A time to live was left out: it would delete shadow rows in mid-test.
    TtlOmitted = "ttl-omitted",
    /// A list of real tables behind a MERGE table was left out.
    UnionOmitted = "union-omitted",
}

impl fmt::Display for HazardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for HazardCode {
    type Err = UnknownHazardCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == text)
            .ok_or_else(|| UnknownHazardCode(text.to_owned()))
    }
}

/// A text that is no hazard's code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no hazard has the code {0:?}")]
pub struct UnknownHazardCode(pub String);
