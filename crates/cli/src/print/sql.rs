//! The statements of a plan, as a SQL client reads them.

use shadowtable_plan::Plan;

pub fn plan(plan: &Plan) {
    for (_, statement) in plan.ordered() {
        println!("{};", statement.sql);
    }
}
