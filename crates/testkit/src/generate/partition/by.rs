//! The methods by which a table is partitioned.

use super::super::column::Column;
use super::super::data_type::{DataType, Family};
use super::super::text;
use super::super::value;

/// What is computed from a column before it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// The column itself.
    Plain,
    /// A remainder.
    Mod,
    /// TO_DAYS.
    ToDays,
    /// YEAR.
    Year,
    /// UNIX_TIMESTAMP.
    UnixTimestamp,
}

impl Function {
    fn sql(self, column: &str) -> String {
        let column = text::name(column);
        match self {
            Self::Plain => column,
            Self::Mod => format!("{column} % 100"),
            Self::ToDays => format!("to_days({column})"),
            Self::Year => format!("year({column})"),
            Self::UnixTimestamp => format!("unix_timestamp({column})"),
        }
    }

    /// The family of columns it takes.
    fn family(self) -> Family {
        match self {
            Self::Plain | Self::Mod => Family::Integer,
            Self::ToDays | Self::Year => Family::Date,
            Self::UnixTimestamp => Family::Timestamp,
        }
    }
}

/// A method with what it looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// HASH.
    Hash {
        /// LINEAR.
        linear: bool,
        /// What is computed.
        function: Function,
        /// Of what.
        column: String,
    },
    /// KEY.
    Key {
        /// LINEAR.
        linear: bool,
        /// ALGORITHM = 2.
        algorithm: bool,
        /// The columns; none stands for the primary key.
        columns: Vec<String>,
    },
    /// RANGE.
    Range {
        /// What is computed.
        function: Function,
        /// Of what.
        column: String,
    },
    /// RANGE COLUMNS.
    RangeColumns(Vec<String>),
    /// LIST.
    List {
        /// The column.
        column: String,
    },
    /// LIST COLUMNS.
    ListColumns(Vec<String>),
    /// SYSTEM_TIME.
    SystemTime,
}

impl By {
    /// The columns it looks at.
    pub fn columns(&self) -> Vec<String> {
        match self {
            Self::Hash { column, .. } | Self::Range { column, .. } | Self::List { column } => {
                vec![column.clone()]
            }
            Self::Key { columns, .. } | Self::RangeColumns(columns) | Self::ListColumns(columns) => {
                columns.clone()
            }
            Self::SystemTime => Vec::new(),
        }
    }

    /// Whether partitions have VALUES LESS THAN.
    pub fn is_range(&self) -> bool {
        matches!(self, Self::Range { .. } | Self::RangeColumns(_))
    }

    /// Whether partitions have VALUES IN.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::List { .. } | Self::ListColumns(_))
    }

    /// Whether only their number matters.
    pub fn is_counted(&self) -> bool {
        matches!(self, Self::Hash { .. } | Self::Key { .. })
    }

    /// Whether the table's columns are such that the method can look at them.
    pub fn is_possible(&self, columns: &[Column], wide: &dyn Fn(&Column) -> bool) -> bool {
        // MySQL 5.6 can't cut fractions of seconds into partitions (1491).
        let has_fractions = |name: &String| {
            columns.iter().any(|c| c.name == *name && !matches!(c.data_type, DataType::Timestamp(0)))
        };
        let find = |name: &String| columns.iter().find(|column| column.name == *name);
        let usable = |name: &String, families: &[Family]| {
            find(name).is_some_and(|column| {
                column.generated.is_none() && families.contains(&column.data_type.family()) && !wide(column)
            })
        };
        match self {
            Self::Hash { function, column, .. } | Self::Range { function, column } => {
                let whole = *function != Function::UnixTimestamp || !has_fractions(column);
                whole && usable(column, &[function.family()])
            }
            Self::List { column } => usable(column, &[Family::Integer]),
            Self::Key { columns, .. } => {
                columns.iter().all(|name| usable(name, &[Family::Integer, Family::Text, Family::Date]))
            }
            Self::RangeColumns(names) | Self::ListColumns(names) => {
                !names.is_empty()
                    && names.iter().all(|name| {
                        usable(name, &[Family::Integer, Family::Text, Family::Date])
                            && find(name)
                                .and_then(|column| column.data_type.length())
                                .is_none_or(|length| length >= 5)
                    })
            }
            Self::SystemTime => true,
        }
    }

    /// The value of a bound in the first column.
    pub fn value(&self, number: u32, columns: &[Column]) -> String {
        let names = self.columns();
        let first = names.first().and_then(|name| columns.iter().find(|column| column.name == *name));
        let data_type = first.map_or(DataType::int(), |column| column.data_type.clone());
        match self {
            Self::Range { function: Function::ToDays, .. } => {
                format!("to_days({})", value::bound(number, &DataType::Date))
            }
            Self::Range { function: Function::UnixTimestamp, .. } => {
                format!("unix_timestamp({})", value::bound(number, &DataType::DateTime(0)))
            }
            _ => value::bound(number, &data_type),
        }
    }

    /// The method as it is written after PARTITION BY or SUBPARTITION BY.
    pub fn sql(&self) -> String {
        let linear = |linear: &bool| if *linear { "LINEAR " } else { "" };
        match self {
            Self::Hash { linear: is_linear, function, column } => {
                format!("{}HASH ({})", linear(is_linear), function.sql(column))
            }
            Self::Key { linear: is_linear, algorithm, columns } => {
                let algorithm = if *algorithm { "ALGORITHM=2 " } else { "" };
                format!("{}KEY {algorithm}({})", linear(is_linear), text::names(columns))
            }
            Self::Range { function, column } => format!("RANGE ({})", function.sql(column)),
            Self::RangeColumns(columns) => format!("RANGE COLUMNS ({})", text::names(columns)),
            Self::List { column } => format!("LIST ({})", text::name(column)),
            Self::ListColumns(columns) => format!("LIST COLUMNS ({})", text::names(columns)),
            Self::SystemTime => "SYSTEM_TIME".to_owned(),
        }
    }
}
