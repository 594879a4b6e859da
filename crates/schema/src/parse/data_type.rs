//! A column's type.

use super::Parsed;
use super::cursor::Cursor;
use crate::model::{Arguments, DataType};

/// `word`, `word(…)`, and `unsigned` and `zerofill` behind it.
pub fn data_type(cursor: &mut Cursor<'_>) -> Parsed<DataType> {
    let name = cursor.name()?;
    let mut data_type = DataType { name, arguments: Arguments::None, unsigned: false, zerofill: false };
    if cursor.at_punctuation(b'(') {
        data_type.arguments = if data_type.has_members() {
            Arguments::Members(cursor.list(Cursor::member)?)
        } else {
            Arguments::Plain(cursor.parenthesized()?)
        };
    }
    loop {
        if cursor.eat_word("unsigned") {
            data_type.unsigned = true;
        } else if cursor.eat_word("zerofill") {
            data_type.zerofill = true;
        } else {
            return Ok(data_type);
        }
    }
}
