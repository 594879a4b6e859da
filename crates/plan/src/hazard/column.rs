//! The hazards of a modified column.

use super::known::Phrases;
use super::{Hazard, HazardCode, Known, Question, TypeChange, type_change};
use shadowtable_schema::charset;
use shadowtable_schema::model::{Column, Table};

const NULLS: Phrases = Phrases {
    unknown: "a row that has it fails the statement",
    none: "no row has it",
    one: "row has it and fails the statement",
    several: "rows have it and fail the statement",
};

/// What modifying `from` (in `current`) into `to` (in `wanted`) can do to rows.
pub fn modified(from: &Column, to: &Column, tables: (&Table, &Table), known: Known<'_>) -> Vec<Hazard> {
    let mut hazards = Vec::new();
    let (name, words) = (&to.name, known.rows.in_words());
    let (old, new) = (type_name(from), type_name(to));
    match type_change(&from.data_type, &to.data_type) {
        TypeChange::Same | TypeChange::Widens => {}
        TypeChange::Narrows => hazards.push(Hazard::gate(
            HazardCode::NarrowsType,
            format!("column {name} becomes smaller, from {old} to {new}: a value that does not fit fails the statement ({words})"),
        )),
        TypeChange::Converts => hazards.push(Hazard::gate(
            HazardCode::ConvertsType,
            format!("column {name} becomes another type, from {old} to {new}: values are converted ({words})"),
        )),
    }
    let (old, new) = (effective_charset(from, tables.0), effective_charset(to, tables.1));
    if let (Some(old), Some(new)) = (old, new)
        && old != new
    {
        hazards.push(Hazard::gate(
            HazardCode::ChangesCharset,
            format!(
                "the text of column {name} is converted from {old} to {new}: characters may be lost ({words})"
            ),
        ));
    }
    if to.is_not_null() && !from.is_not_null() && to.generated().is_none() {
        let what = format!("column {name} refuses NULL from now on");
        let question = Question::Nulls(from.name.clone());
        hazards.push(known.misfits(HazardCode::SetsNotNull, &what, Some(&question), &NULLS));
    }
    hazards
}

fn type_name(column: &Column) -> String {
    use shadowtable_schema::model::Arguments;
    let data_type = &column.data_type;
    let mut name = data_type.name.to_string();
    match &data_type.arguments {
        Arguments::None => {}
        Arguments::Members(members) => name.push_str(&format!("({} members)", members.len())),
        Arguments::Plain(sql) => name.push_str(&format!("({sql})")),
    }
    if data_type.unsigned {
        name.push_str(" unsigned");
    }
    name
}

fn effective_charset(column: &Column, table: &Table) -> Option<String> {
    if !column.data_type.has_charset() {
        return None;
    }
    let named = column.charset().map(|name| name.as_str());
    let of_collation = column.collation().map(|name| charset::of_collation(name.as_str()));
    named.or(of_collation).or_else(|| table.charset()).map(charset::canonical)
}
