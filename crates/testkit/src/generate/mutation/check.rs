//! Changes of CHECK constraints.

use super::super::check::Check;
use super::super::features::Features;
use super::super::rng::Rng;
use super::super::table::Table;

fn any<'a>(table: &'a mut Table, rng: &mut Rng) -> Option<&'a mut Check> {
    let at = rng.below(table.checks.len());
    table.checks.get_mut(at)
}

/// A new one.
pub(super) fn add(table: &mut Table, next: &mut u32, rng: &mut Rng, features: &Features) {
    if features.checks {
        table.checks.extend(table.new_check(next, rng, features));
    }
}

/// One goes.
pub(super) fn drop(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    if !table.checks.is_empty() {
        table.checks.remove(rng.below(table.checks.len()));
    }
}

/// Another condition under the same name, or the same under another name, which is no difference.
pub(super) fn modify(table: &mut Table, next: &mut u32, rng: &mut Rng, _features: &Features) {
    if let Some(check) = any(table, rng) {
        if rng.chance(75) {
            check.expression = check.expression.changed(rng);
        } else {
            *next += 1;
            check.name = Some(format!("ck{next}"));
        }
    }
}

/// ENFORCED, or not.
pub(super) fn enforce(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    if let Some(check) = any(table, rng)
        && features.not_enforced
    {
        check.enforced = !check.enforced;
    }
}
