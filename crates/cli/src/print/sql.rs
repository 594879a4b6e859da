//! The statements of a plan, as a SQL client reads them.

use super::phases::phases;
use shadowtable_plan::{Plan, Removal, Statement};
use shadowtable_schema::Dialect;

/// All statements of a plan, in order.
pub fn sql(plan: &Plan) -> String {
    let statements: Vec<&Statement> = plan.ordered().into_iter().map(|(_, statement)| statement).collect();
    phases(&statements, plan.dialect)
}

/// What no statement tells: the pairs that can't be synchronized, each a line with its reasons.
pub fn without_statements(plan: &Plan) -> Vec<String> {
    let pairs = plan.pairs.iter().filter(|pair| !pair.verdict.is_usable());
    pairs.map(|pair| format!("{}: {}: {}", pair.pair, pair.verdict, pair.reasons.join("; "))).collect()
}

/// All statements of a removal, in order.
pub fn removal<'a>(removals: impl Iterator<Item = &'a Removal>, dialect: Dialect) -> String {
    let statements: Vec<&Statement> = removals.flat_map(|removal| &removal.statements).collect();
    phases(&statements, dialect)
}
