//! Changes of a table's options.

use super::super::data_type::any_collation;
use super::super::features::Features;
use super::super::rng::Rng;
use super::super::table::Table;
use super::super::text;

/// One of the vendor's options.
pub(super) fn vendor(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    if !features.trailers.is_empty() && rng.chance(15) {
        table.options.trailer = rng.maybe(60, |rng| rng.pick(features.trailers).copied()).flatten();
    } else {
        table.options.change_one(rng, features);
    }
}

/// Another comment or none.
pub(super) fn comment(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    table.options.comment = rng.maybe(75, |rng| text::comment(rng, features));
}

/// Another character set: columns that name none change with it.
pub(super) fn collation(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    table.options.collation = rng.maybe(80, |rng| any_collation(rng, features)).flatten();
}

/// Another storage engine, seldom.
pub(super) fn engine(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    if rng.chance(30) {
        table.options.engine = match table.options.engine {
            Some(_) => None,
            None => rng.pick(features.engines).copied(),
        };
    }
}

/// System versioning, or not.
pub(super) fn versioning(table: &mut Table, _next: &mut u32, _rng: &mut Rng, features: &Features) {
    if features.system_versioning {
        table.options.versioned = !table.options.versioned;
    }
}
