//! `COMPRESSION='none'` is what a MySQL table without that option has; the word stays when compression is taken away.

use super::Surroundings;
use crate::Flavor;
use crate::literal;
use crate::model::Table;

pub fn rule(table: &mut Table, surroundings: Surroundings<'_>) {
    if surroundings.dialect.flavor != Flavor::MySql {
        return;
    }
    table.options.retain(|option| {
        let value = literal::unquote(option.value.as_str());
        option.name.as_str() != "COMPRESSION" || !(value.is_empty() || value.eq_ignore_ascii_case("none"))
    });
}
