//! A foreign key.

use super::writer::Writer;
use crate::Flavor;
use crate::model::{ForeignKey, ParentTable};

pub fn foreign_key(writer: &mut Writer, key: &ForeignKey) {
    let ForeignKey { name, columns, parent, parent_columns, on_delete, on_update, verbatim } = key;
    if let Some(name) = name {
        writer.word("CONSTRAINT ");
        writer.name(name);
    }
    writer.word("FOREIGN KEY ");
    writer.list(columns, Writer::name);
    writer.word("REFERENCES ");
    let ParentTable { database, name } = parent;
    if let Some(database) = database {
        writer.name(database);
        writer.push(".");
    }
    writer.name(name);
    writer.push(" ");
    writer.list(parent_columns, Writer::name);
    let mut actions = [("ON DELETE", on_delete), ("ON UPDATE", on_update)];
    if writer.dialect().flavor == Flavor::OceanBase {
        actions.reverse();
    }
    for (event, action) in actions {
        if let Some(action) = action {
            writer.word(event);
            writer.word(action.as_str());
        }
    }
    if let Some(sql) = verbatim {
        writer.word(sql.as_str());
    }
}
