//! The partitioning of a table.

use super::Marker;
use crate::{Name, Sql};

/// How a table is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partitioning {
    /// The executable comment around it (MySQL).
    pub marker: Option<Marker>,
    /// How a row finds its partition.
    pub method: Method,
    /// `PARTITIONS n`, when printed.
    pub count: Option<u32>,
    /// How partitions are split again.
    pub subpartitioning: Option<Subpartitioning>,
    /// The partitions, when listed.
    pub partitions: Vec<Partition>,
    /// Anything behind them, as printed.
    pub verbatim: Option<Sql>,
}

/// How a row finds its partition or subpartition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// The family of the method.
    pub kind: MethodKind,
    /// `LINEAR`.
    pub linear: bool,
    /// `COLUMNS`.
    pub columns: bool,
    /// What stands between the method's words and its parenthesis, as printed: `ALGORITHM = 1` with its marker.
    pub algorithm: Option<Sql>,
    /// The text in the method's parentheses; `None` where there are none (`SYSTEM_TIME LIMIT 100`).
    pub operand: Option<Sql>,
    /// What follows the parenthesis before partitions (`INTERVAL 1 MONTH`, `LIMIT 100`), as printed.
    pub suffix: Option<Sql>,
}

/// The family of a partitioning method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MethodKind {
    /// `RANGE`.
    Range,
    /// `LIST`.
    List,
    /// `HASH`.
    Hash,
    /// `KEY`.
    Key,
    /// `SYSTEM_TIME` (MariaDB).
    SystemTime,
}

/// How partitions are split again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subpartitioning {
    /// How a row finds its subpartition.
    pub method: Method,
    /// `SUBPARTITIONS n`, when printed.
    pub count: Option<u32>,
    /// OceanBase's `subpartition template (…)`; empty where there is none.
    pub template: Vec<Partition>,
}

/// A partition or a subpartition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Its name.
    pub name: Name,
    /// Which rows are in it.
    pub bound: Option<Bound>,
    /// Options behind the bound (`ENGINE = InnoDB`, `COMMENT = 'x'`), each as printed, in order.
    pub options: Vec<Sql>,
    /// Its own subpartitions, when listed.
    pub subpartitions: Vec<Partition>,
}

/// Which rows a partition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `VALUES LESS THAN (…)`: the values in the parentheses as printed.
    LessThan(Vec<Sql>),
    /// `VALUES LESS THAN MAXVALUE`, without parentheses.
    LessThanMaxValue,
    /// `VALUES IN (…)`: the values, each a literal or a parenthesized tuple.
    In(Vec<Sql>),
    /// MariaDB's `CURRENT` and `HISTORY`, and its `DEFAULT` of LIST.
    Word(Sql),
}

impl MethodKind {
    /// The keyword.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Range => "RANGE",
            Self::List => "LIST",
            Self::Hash => "HASH",
            Self::Key => "KEY",
            Self::SystemTime => "SYSTEM_TIME",
        }
    }
}
