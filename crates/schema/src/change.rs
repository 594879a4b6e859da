//! The vocabulary of differences: differ, planner, hazards and every door of the product speak it.

use crate::model::{Check, Column, ForeignKey, Index, Partition, Partitioning, Period, TableOption};
use crate::{Name, Sql};

/// One semantic difference between a table as it is and as it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A column is missing.
    AddColumn {
        /// The column as wanted.
        column: Column,
        /// Where it belongs.
        position: Position,
    },
    /// A column is too many.
    DropColumn(Column),
    /// A column is defined differently, and may stand elsewhere too.
    ModifyColumn {
        /// The column as it is.
        from: Column,
        /// The column as wanted.
        to: Column,
        /// Where it belongs, if it must move.
        position: Option<Position>,
    },
    /// A column stands elsewhere.
    MoveColumn {
        /// The column, as it is and stays.
        column: Column,
        /// Where it belongs.
        position: Position,
    },
    /// A key is missing.
    AddIndex(Index),
    /// A key is too many.
    DropIndex(Index),
    /// A key has another name, and nothing else.
    RenameIndex {
        /// The key as it is.
        from: Index,
        /// The key as wanted.
        to: Index,
    },
    /// A key is only hidden from the optimizer, or only shown to it.
    HideIndex {
        /// The key as it is.
        from: Index,
        /// The key as wanted.
        to: Index,
    },
    /// A foreign key is missing.
    AddForeignKey(ForeignKey),
    /// A foreign key is too many.
    DropForeignKey(ForeignKey),
    /// A CHECK is missing.
    AddCheck(Check),
    /// A CHECK is too many.
    DropCheck(Check),
    /// A period is missing.
    AddPeriod(Period),
    /// A period is too many.
    DropPeriod(Period),
    /// The default character set or collation differs.
    SetCharset {
        /// As it is: character set and collation.
        from: TableCharset,
        /// As wanted.
        to: TableCharset,
    },
    /// An option is missing or has another value.
    SetOption {
        /// As it is, if there is one.
        from: Option<TableOption>,
        /// As wanted.
        to: TableOption,
    },
    /// An option is set that should have its default.
    ResetOption(TableOption),
    /// Parts of the table that are only kept as text differ.
    Verbatim {
        /// As they are.
        from: Vec<Sql>,
        /// As wanted.
        to: Vec<Sql>,
    },
    /// The table is to be partitioned.
    PartitionTable(Box<Partitioning>),
    /// The table is no longer to be partitioned.
    RemovePartitioning(Box<Partitioning>),
    /// The table is to be partitioned in another way.
    Repartition {
        /// As it is.
        from: Box<Partitioning>,
        /// As wanted.
        to: Box<Partitioning>,
    },
    /// Partitions are missing behind the last one.
    AddPartitions(Vec<Partition>),
    /// Partitions are too many, and no other holds their rows.
    DropPartitions(Vec<Partition>),
    /// Neighbouring partitions are to be cut in another way; no row is lost.
    ReorganizePartitions {
        /// As they are.
        from: Vec<Partition>,
        /// As wanted.
        to: Vec<Partition>,
    },
    /// There are too few HASH or KEY partitions.
    AddHashPartitions {
        /// How many there are.
        from: u32,
        /// How many are wanted.
        to: u32,
        /// The partitioning as wanted.
        wanted: Box<Partitioning>,
    },
    /// There are too many HASH or KEY partitions.
    CoalescePartitions {
        /// How many there are.
        from: u32,
        /// How many are wanted.
        to: u32,
        /// The partitioning as wanted.
        wanted: Box<Partitioning>,
    },
}

/// Where a column belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before all others.
    First,
    /// Behind this one.
    After(Name),
}

/// The default character set and collation of a table, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableCharset {
    /// The character set.
    pub charset: Option<Sql>,
    /// The collation, if it is printed.
    pub collation: Option<Sql>,
}
