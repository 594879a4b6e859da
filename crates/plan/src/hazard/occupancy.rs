//! How full a shadow is, as far as is known when a plan is made.

/// Up to so many rows it is cheap to count those that would not fit a change.
const CHEAP_ROWS: u64 = 100_000;

/// The rows that a statement meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occupancy {
    /// It was looked: there is no row. A statement that relies on it looks again right before it runs.
    Empty,
    /// There are rows, or nobody has looked.
    Rows {
        /// The server's estimate of their number.
        estimate: Option<u64>,
        /// The data's size in bytes, as the server estimates it.
        bytes: Option<u64>,
    },
}

impl Occupancy {
    /// Nothing is known: as careful as if there were rows.
    pub const UNKNOWN: Self = Self::Rows { estimate: None, bytes: None };

    /// Whether there is surely no row.
    pub const fn is_empty(self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Whether altering the table takes long enough to be felt: a million rows or a gibibyte.
    pub fn is_large(self) -> bool {
        match self {
            Self::Empty => false,
            Self::Rows { estimate, bytes } => estimate >= Some(1_000_000) || bytes >= Some(1 << 30),
        }
    }

    /// Up to how many rows the table may turn out to have, for counting in it to be cheap; `None` if it surely is not.
    pub fn cheap_to_count(self) -> Option<u64> {
        match self {
            Self::Empty => None,
            Self::Rows { estimate, .. } => (estimate.unwrap_or(0) <= CHEAP_ROWS).then_some(CHEAP_ROWS),
        }
    }

    /// `about 1200 rows`, for a sentence.
    pub fn in_words(self) -> String {
        match self {
            Self::Empty => "no rows".to_owned(),
            // OceanBase estimates 0 until a table is analyzed.
            Self::Rows { estimate: Some(0) | None, .. } => "an unknown number of rows".to_owned(),
            Self::Rows { estimate: Some(1), .. } => "about 1 row".to_owned(),
            Self::Rows { estimate: Some(rows), .. } => format!("about {rows} rows"),
        }
    }

    /// `about 1200 rows are`, for a sentence.
    pub fn that_are(self) -> String {
        let is_one = matches!(self, Self::Rows { estimate: Some(1), .. });
        format!("{} {}", self.in_words(), if is_one { "is" } else { "are" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_is_no_rows() {
        for (estimate, expected) in [
            (Some(1), "about 1 row is"),
            (Some(2), "about 2 rows are"),
            (Some(0), "an unknown number of rows are"),
            (None, "an unknown number of rows are"),
        ] {
            assert_eq!(Occupancy::Rows { estimate, bytes: None }.that_are(), expected);
        }
    }

    #[test]
    fn few_rows_are_cheap_to_count() {
        let rows = |estimate| Occupancy::Rows { estimate, bytes: None }.cheap_to_count().is_some();
        assert!(rows(None) && rows(Some(100_000)) && !rows(Some(100_001)));
        assert_eq!(Occupancy::Empty.cheap_to_count(), None);
    }
}
