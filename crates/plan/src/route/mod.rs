//! The route from a table as it is to the table as wanted: which ALTERs a server accepts, or that none leads there.
//!
//! One file a vendor. A route is a list of steps in order; the changes of a step go into one ALTER.

mod apart;
mod bounds;
mod combined;
mod expand;
mod oceanbase;
mod prefixed;
mod remade;
mod step;

pub use step::Step;

use shadowtable_schema::model::Table;
use shadowtable_schema::{Change, Dialect, Flavor};

/// How a table becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// By these ALTERs, in order.
    Alter(Vec<Step>),
    /// Only by making it anew; the reasons, each a sentence.
    Rebuild(Vec<String>),
}

/// Finds the route for `changes`, which lead from `current` to `wanted`. Foreign keys are not among them: they have
/// phases of their own.
pub fn route(changes: &[Change], current: &Table, wanted: &Table, dialect: Dialect) -> Route {
    match try_route(changes, current, wanted, dialect) {
        Ok(steps) => Route::Alter(steps),
        Err(reason) => Route::Rebuild(vec![reason]),
    }
}

fn try_route(
    changes: &[Change],
    current: &Table,
    wanted: &Table,
    dialect: Dialect,
) -> Result<Vec<Step>, String> {
    let changes = expand::expand(changes, current, wanted, dialect)?;
    let has_way =
        |change: &&Change| step::clause(change, dialect).is_some() || oceanbase::takes_in_halves(change);
    if let Some(change) = changes.iter().find(|change| !has_way(change)) {
        return Err(format!("{dialect} has no ALTER for this difference: {}", step::describe(change)));
    }
    match dialect.flavor {
        Flavor::MySql | Flavor::MariaDb => combined::steps(changes, current, wanted, dialect),
        Flavor::OceanBase | Flavor::TiDb => oceanbase::steps(changes, current, wanted, dialect),
    }
}
