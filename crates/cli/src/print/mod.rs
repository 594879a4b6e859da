//! Printers: the same result for people, for a SQL client and for programs. Each makes a text; nothing is printed here.

mod drop;
mod highlight;
mod pairs;
mod phases;
mod plan;
mod run;
mod shadows;
mod sql;
mod users;
mod words;

pub use drop::{drop_plan, drop_run};
pub use plan::plan;
pub use run::{fates, result_word, run};
pub use shadows::{origin as origin_word, shadows};
pub use sql::{removal as sql_of_removal, sql, without_statements};
pub use users::users;
pub use words::{count, duration, short};
