//! What a column may not have together.

use super::super::charset::Repertoire;
use super::super::column::Column;
use super::super::data_type::{DataType, Family};
use super::super::default::DefaultValue;
use super::super::features::{Features, Flavor};
use super::super::table::Table;

/// Less than the 65,535 bytes of a row.
const ROW_BYTES: u32 = 40_000;

pub(super) fn repair(table: &mut Table, features: &Features) {
    let mut seen = Vec::new();
    table.columns.retain(|column| {
        let name = column.name.to_lowercase();
        let new = !seen.contains(&name);
        seen.push(name);
        new
    });
    if table.columns.is_empty() {
        table.columns.push(Column::plain("c0".to_owned(), DataType::int()));
    }
    if let Some(first) = table.columns.first_mut() {
        first.generated = None;
        first.invisible = false;
    }
    repair_generated(table, features);
    let collation = table.options.effective_collation();
    for column in &mut table.columns {
        let charset = column.collation(collation).charset;
        repair_one(column, charset.repertoire, features);
        if features.flavor == Flavor::OceanBase && hides_default(column, charset.name) {
            column.default = None;
        }
    }
    repair_size(table);
}

/// A generated column follows the columns it is over, and becomes an ordinary one when they are gone.
fn repair_generated(table: &mut Table, features: &Features) {
    forbid_late_expressions(table, features);
    let columns = table.columns.clone();
    for column in &mut table.columns {
        let Some(generated) = &column.generated else { continue };
        if !features.columns.generated || !generated.expression.is_over(&columns) {
            column.generated = None;
            continue;
        }
        column.data_type = generated.expression.result(&columns);
        column.default = None;
        column.on_update = false;
        column.auto_increment = false;
        column.compressed = false;
        column.check = None;
        column.trailer = None;
        let may_be_null = |name: &String| {
            columns
                .iter()
                .any(|base| base.name == *name && (base.nullable || base.data_type == DataType::Json))
        };
        column.nullable |=
            !features.columns.generated_not_null || generated.expression.columns.iter().any(may_be_null);
        if depends_on_session(column, &columns, features)
            && let Some(generated) = &mut column.generated
        {
            generated.stored = false;
        }
    }
}

/// MySQL has a column with an expression as its default before those that are computed from it.
fn forbid_late_expressions(table: &mut Table, features: &Features) {
    if features.flavor != Flavor::MySql {
        return;
    }
    let bases: Vec<String> = table
        .columns
        .iter()
        .filter_map(|column| column.generated.as_ref())
        .flat_map(|generated| generated.expression.columns.clone())
        .collect();
    for column in table.columns.iter_mut().filter(|column| bases.contains(&column.name)) {
        column.default =
            column.default.take().filter(|default| !matches!(default, DefaultValue::Expression(_)));
    }
}

/// MariaDB pads CHAR or not as the session wants it, so what is computed of one can't be stored, nor be in a key.
pub(super) fn depends_on_session(column: &Column, columns: &[Column], features: &Features) -> bool {
    features.flavor == Flavor::MariaDb
        && column.generated.as_ref().is_some_and(|generated| {
            let is_base = |other: &&Column| generated.expression.columns.contains(&other.name);
            columns.iter().filter(is_base).any(|base| matches!(base.data_type, DataType::Char { .. }))
        })
}

/// OceanBase prints the default of an ENUM or SET as bytes of the column's character set: not readable in the Chinese
/// ones, empty in UTF-16, where it then refuses its own text (1067 "Invalid default value").
fn hides_default(column: &Column, charset: &str) -> bool {
    let DataType::Choice { .. } = column.data_type else { return false };
    match &column.default {
        Some(DefaultValue::Text(value)) => charset == "utf16" || charset != "utf8mb4" && !value.is_ascii(),
        _ => false,
    }
}

fn repair_one(column: &mut Column, repertoire: Repertoire, features: &Features) {
    repair_members(&mut column.data_type, repertoire);
    if features.srids.is_empty()
        && let DataType::Spatial { srid, .. } = &mut column.data_type
    {
        *srid = None;
    }
    column.auto_increment &= matches!(column.data_type, DataType::Integer { .. });
    if column.auto_increment {
        column.nullable = false;
        column.default = None;
        column.check = None;
        column.invisible = false;
    }
    if column
        .default
        .as_ref()
        .is_some_and(|default| !default.fits(&column.data_type, column.nullable, repertoire, features))
    {
        column.default = None;
    }
    column.on_update &= matches!(column.data_type, DataType::DateTime(_) | DataType::Timestamp(_));
    column.on_update &= column.default != Some(DefaultValue::Null) || column.nullable;
    column.compressed &= matches!(
        column.data_type,
        DataType::Varchar { .. } | DataType::Text { .. } | DataType::Varbinary(_) | DataType::Blob(_)
    );
    column.invisible &= column.nullable || column.default.is_some() || column.generated.is_some();
    let summed = matches!(column.data_type.family(), Family::Integer | Family::Number);
    if column.trailer.is_some_and(|trailer| trailer.starts_with("SKIP_INDEX")) && !summed {
        column.trailer = None;
    }
    let alone = column.clone();
    if let Some(check) = &alone.check
        && !check.is_over(std::slice::from_ref(&alone))
    {
        column.check = None;
    }
}

/// Members that the character set can't hold, or that are there twice, go.
fn repair_members(data_type: &mut DataType, repertoire: Repertoire) {
    if let DataType::Choice { members, .. } = data_type {
        let mut seen = Vec::new();
        members.retain(|member| {
            let folded = member.to_lowercase();
            let keep = repertoire.holds(member) && !seen.contains(&folded);
            seen.push(folded);
            keep
        });
        if members.is_empty() {
            members.push("a".to_owned());
        }
    }
}

fn repair_size(table: &mut Table) {
    let collation = table.options.effective_collation();
    let bytes = |column: &Column| column.data_type.row_bytes(column.collation(collation).charset.bytes);
    let total: u32 = table.columns.iter().map(bytes).sum();
    if total <= ROW_BYTES {
        return;
    }
    for column in &mut table.columns {
        if column.data_type.family() == Family::Text
            && let DataType::Varchar { length, .. } = &mut column.data_type
        {
            *length = (*length).min(100);
        }
    }
}
