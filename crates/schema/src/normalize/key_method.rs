//! `USING HASH` on a key of a MariaDB table is forgotten by the next ALTER (seen on 10.11): InnoDB has no such keys, and
//! the word of a long unique key is the server's own.

use super::Surroundings;
use crate::Flavor;
use crate::model::{IndexOption, Table};

pub fn rule(table: &mut Table, surroundings: Surroundings<'_>) {
    let is_innodb = table.engine().is_some_and(|engine| engine.eq_ignore_ascii_case("InnoDB"));
    if surroundings.dialect.flavor != Flavor::MariaDb || !is_innodb {
        return;
    }
    for index in &mut table.indexes {
        index.options.retain(|option| !matches!(option, IndexOption::Using(_)));
    }
}
