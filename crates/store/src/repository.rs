//! What all repositories can do: insert, get, save and remove rows of their record.

use crate::record::Record;

/// A record that is inserted as it is; others need more (a number, a stream, a place) and have a method of their own.
pub trait Plain: Record {}

/// A repository of a record: `repository! { /// Doc. Users of User }`.
macro_rules! repository {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub struct $name<'a>(pub(crate) &'a $crate::store::Store);
    };
}

/// Getting a row by its id.
macro_rules! get_by_id {
    ($name:ident, $record:ident) => {
        impl $name<'_> {
            /// The row of this id.
            ///
            /// # Errors
            /// `NotFound`, and what the database says.
            pub async fn get(&self, id: &str) -> Result<$record, $crate::error::StoreError> {
                let found = $crate::list::Select::default().is("id", id.to_owned()).first(self.0).await?;
                found.ok_or($crate::error::StoreError::NotFound(<$record as $crate::record::Record>::TABLE))
            }
        }
    };
}

/// Inserting rows as they are.
macro_rules! insert_plain {
    ($name:ident, $record:ident) => {
        impl $crate::repository::Plain for $record {}

        impl $name<'_> {
            /// Inserts a row.
            ///
            /// # Errors
            /// `Exists` if there is one of its key or name, and what the database says.
            pub async fn insert(&self, row: &$record) -> Result<(), $crate::error::StoreError> {
                let mut batch = $crate::batch::Batch::new();
                batch.insert(row);
                self.0.commit(batch).await
            }
        }
    };
}

/// Changing rows by compare-and-set.
macro_rules! compare_and_set {
    ($name:ident, $record:ident) => {
        versioned!($record);

        impl $name<'_> {
            /// Writes what may change, if the row still has this version, and counts the version up, in the store and here.
            ///
            /// # Errors
            /// `Changed` if somebody else was first or the row is gone, and what the database says.
            pub async fn save(&self, row: &mut $record) -> Result<(), $crate::error::StoreError> {
                let mut batch = $crate::batch::Batch::new();
                batch.save(row);
                self.0.commit(batch).await?;
                $crate::record::Versioned::bump(row);
                Ok(())
            }
        }
    };
}
