//! The rebuild: the wanted table is made under a scratch name, filled, and takes the shadow's place.

use crate::{Hazard, HazardCode, Occupancy, Phase, Statement};
use shadowtable_schema::model::{Arguments, Column, Table};
use shadowtable_schema::{Dialect, Name, literal, render};

/// What may be done when no ALTER leads to the wanted table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RebuildPolicy {
    /// Rows are copied: the columns that both have.
    #[default]
    Copy,
    /// The new table is left empty.
    Empty,
    /// Nothing: the pair is Unsupported.
    Never,
}

/// The scratch names of one shadow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScratchNames {
    /// Where the wanted table is made.
    pub new: Name,
    /// Where the old one goes until it is dropped.
    pub old: Name,
}

/// The statements that make `wanted` anew and put it in the place of `current`. Foreign keys are left to their phases:
/// after RENAME they would follow the old table (all six servers).
pub fn rebuild(
    current: &Table,
    wanted: &Table,
    scratch: &ScratchNames,
    policy: RebuildPolicy,
    rows: Occupancy,
    dialect: Dialect,
) -> Vec<Statement> {
    let shadow = &wanted.name;
    let mut twin = wanted.clone();
    twin.name = scratch.new.clone();
    twin.foreign_keys.clear();
    let tables = |table: &Name, sql: String| Statement::new(Phase::Tables, table.clone(), sql);
    let drop_if_there = |name: &Name| tables(name, render::drop_table_if_exists(name));
    let mut statements = vec![drop_if_there(&scratch.new), drop_if_there(&scratch.old)];
    statements.push(tables(&scratch.new, render::create_table(&twin, dialect)));
    let columns = common_columns(current, wanted);
    if policy == RebuildPolicy::Copy && !columns.is_empty() {
        let filled = implicit_values(current, wanted);
        let mut copy = tables(&scratch.new, render::copy_rows(shadow, &scratch.new, &columns, &filled));
        copy.relaxes_zero_dates = filled.iter().any(|(_, value)| value.starts_with("'0000"));
        copy.hazards.push(hazard(
            rows,
            HazardCode::CopiesTable,
            format!("{} copied into the new table", rows.that_are()),
        ));
        statements.push(copy);
    }
    let mut swap = tables(shadow, render::swap_tables(shadow, &scratch.new, &scratch.old));
    swap.hazards.push(hazard(
        rows,
        HazardCode::RebuildsTable,
        format!("{shadow} is made anew, since no ALTER leads to the wanted table ({})", rows.in_words()),
    ));
    statements.push(swap);
    let mut drop_old = tables(&scratch.old, render::drop_table(&scratch.old));
    drop_old.hazards.push(match policy {
        RebuildPolicy::Empty => {
            hazard(rows, HazardCode::EmptiesTable, format!("{} thrown away", rows.that_are()))
        }
        _ => hazard(
            rows,
            HazardCode::DropsOldTwin,
            format!("the old table is dropped with the columns that the new one lacks ({})", rows.in_words()),
        ),
    });
    statements.push(drop_old);
    for statement in &mut statements {
        statement.needs_empty = rows.is_empty() && !statement.hazards.is_empty();
    }
    statements
}

fn hazard(rows: Occupancy, code: HazardCode, sentence: String) -> Hazard {
    if rows.is_empty() { Hazard::notice(code, sentence) } else { Hazard::gate(code, sentence) }
}

/// The columns that both tables have and that can be written.
fn common_columns<'a>(current: &Table, wanted: &'a Table) -> Vec<&'a Name> {
    let writable = |column: &Column| column.generated().is_none() && !column.is_row_period();
    wanted
        .columns
        .iter()
        .filter(|column| writable(column))
        .filter(|column| current.column(&column.name).is_some())
        .map(|column| &column.name)
        .collect()
}

/// New columns that refuse NULL and have no default, with what ALTER TABLE would give the rows: a strict session refuses
/// to leave them out (1364; OceanBase even if there are no rows). A type that has no such value gets NULL, which no row
/// survives.
fn implicit_values<'a>(current: &Table, wanted: &'a Table) -> Vec<(&'a Name, String)> {
    let needs_value = |column: &Column| {
        current.column(&column.name).is_none()
            && column.is_not_null()
            && column.default().is_none()
            && column.generated().is_none()
            && !column.is_auto_increment()
            && !column.is_row_period()
    };
    wanted.columns.iter().filter(|column| needs_value(column)).map(|one| (&one.name, implicit(one))).collect()
}

fn implicit(column: &Column) -> String {
    let data_type = &column.data_type;
    let is = |names: &[&str]| names.iter().any(|name| data_type.is(name));
    if let Arguments::Members(members) = &data_type.arguments
        && data_type.is("enum")
    {
        return members.first().map_or_else(|| "NULL".to_owned(), |member| literal::quote(member));
    }
    let value = if is(&["date", "datetime", "timestamp"]) {
        "'0000-00-00'"
    } else if is(&["time"]) {
        "'00:00:00'"
    } else if is(&["json"]) {
        "'null'"
    } else if data_type.has_charset() || is(&BYTES) {
        "''"
    } else if is(&NUMBERS) {
        "0"
    } else {
        "NULL"
    };
    value.to_owned()
}

const BYTES: [&str; 6] = ["binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"];
const NUMBERS: [&str; 10] =
    ["tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit", "year"];
