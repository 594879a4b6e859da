//! The options behind a table's parenthesis.

use super::Parsed;
use super::cursor::Cursor;
use super::expression;
use crate::model::TableOption;
use crate::{Name, Sql};

/// One option, or one executable comment with one option in it.
pub fn table_option(cursor: &mut Cursor<'_>) -> Parsed<TableOption> {
    let Some(marker) = cursor.eat_marker() else { return plain(cursor) };
    let mut option = plain(cursor)?;
    if !cursor.eat_marker_end() {
        // TiDB puts whole expressions there: TTL=`created` + INTERVAL 1 DAY.
        let start = cursor.position();
        expression::rest_of_marker(cursor)?;
        let rest = cursor.text_since(start);
        let rest = rest.as_str().trim_end_matches("*/").trim_end();
        option.value = Sql::new(format!("{} {rest}", option.value));
    }
    option.marker = Some(marker);
    Ok(option)
}

fn plain(cursor: &mut Cursor<'_>) -> Parsed<TableOption> {
    let name = name(cursor)?;
    let equals = cursor.eat_punctuation(b'=');
    let value = if equals || has_bare_value(name.as_str()) || cursor.at_punctuation(b'(') {
        expression::value(cursor)?
    } else {
        Sql::default()
    };
    Ok(TableOption { name, value, equals, marker: None })
}

/// The words of an option's name, in upper case and one blank between them.
fn name(cursor: &mut Cursor<'_>) -> Parsed<Name> {
    if !cursor.at_any_word() {
        // MariaDB prints attributes that an engine defines in backquotes.
        return Ok(Name::from(cursor.name()?.quoted()));
    }
    let mut name = cursor.word_upper()?;
    let more = match name.as_str() {
        "DEFAULT" if cursor.at_word("CHARACTER") => 2,
        "CHARACTER" | "DEFAULT" | "DATA" | "INDEX" | "PLACEMENT" => 1,
        "WITH" => usize::MAX,
        _ => 0,
    };
    for _ in 0..more {
        if !cursor.at_any_word() || cursor.at_word("PARTITION") {
            break;
        }
        name.push(' ');
        name.push_str(&cursor.word_upper()?);
    }
    if let Some(rest) = name.strip_suffix("CHARACTER SET") {
        name = format!("{rest}CHARSET");
    }
    Ok(Name::from(name))
}

/// Options that OceanBase and MySQL print with a value but without `=`.
fn has_bare_value(name: &str) -> bool {
    matches!(name, "ORGANIZATION" | "PARALLEL" | "TABLESPACE" | "STORAGE")
}
