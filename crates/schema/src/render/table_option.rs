//! The options behind a table's parenthesis.

use super::writer::Writer;
use crate::model::TableOption;

pub fn table_option(writer: &mut Writer, option: &TableOption) {
    let TableOption { name, value, equals, marker } = option;
    writer.open(marker.as_ref());
    writer.word(name.as_str());
    writer.push(if *equals { "=" } else { " " });
    writer.push(value.as_str());
    writer.close(marker.as_ref());
}
