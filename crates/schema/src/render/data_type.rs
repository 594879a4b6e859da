//! A column's type.

use super::writer::Writer;
use crate::model::{Arguments, DataType};

pub fn data_type(writer: &mut Writer, data_type: &DataType) {
    let DataType { name, arguments, unsigned, zerofill } = data_type;
    writer.word(name.as_str());
    match arguments {
        Arguments::None => {}
        Arguments::Members(members) => writer.list(members, |writer, member| writer.member(member)),
        Arguments::Plain(sql) => {
            writer.push("(");
            writer.push(sql.as_str());
            writer.push(")");
        }
    }
    if *unsigned {
        writer.word("unsigned");
    }
    if *zerofill {
        writer.word("zerofill");
    }
}
