//! A record: a struct that is a row of a table, with its columns written down once.

use crate::value::{Row, Unreadable, Value};

/// A row of a table.
pub trait Record: Sized + Send {
    /// The table.
    const TABLE: &'static str;
    /// Its columns, in the order of the struct.
    const COLUMNS: &'static [&'static str];
    /// The columns of its primary key.
    const KEY: &'static [&'static str];
    /// The columns that saving leaves alone: what never changes, and what only a holder of the lease writes.
    const FIXED: &'static [&'static str];

    /// Its cells, in the order of the columns.
    fn values(&self) -> Vec<Value>;

    /// From cells in that order.
    ///
    /// # Errors
    /// [`Unreadable`] names the first cell that holds something else.
    fn read(row: &mut Row) -> Result<Self, Unreadable>;
}

/// A record that is changed by compare-and-set.
pub trait Versioned: Record {
    /// How often it was changed.
    fn version(&self) -> i64;
    /// What it is after a change.
    fn bump(&mut self);
}

/// A struct as a row: `record! { /// Doc. Name in "table" key(id) fixed(created_at) { /// Doc. id: String, … } }`.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $name:ident in $table:literal key($($key:ident),+) $(fixed($($fixed:ident),*))? {
            $($(#[$doc:meta])* $column:ident: $type:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            $($(#[$doc])* pub $column: $type,)+
        }

        impl $crate::record::Record for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),+];
            const KEY: &'static [&'static str] = &[$(stringify!($key)),+];
            const FIXED: &'static [&'static str] = &[$($(stringify!($fixed)),*)?];

            fn values(&self) -> Vec<$crate::value::Value> {
                vec![$($crate::value::Column::to_value(&self.$column)),+]
            }

            fn read(row: &mut $crate::value::Row) -> Result<Self, $crate::value::Unreadable> {
                Ok(Self { $($column: row.take($table, stringify!($column))?),+ })
            }
        }
    };
}

/// A record with a `version`.
macro_rules! versioned {
    ($name:ident) => {
        impl $crate::record::Versioned for $name {
            fn version(&self) -> i64 {
                self.version
            }

            fn bump(&mut self) {
                self.version += 1;
            }
        }
    };
}
