//! A column's definition, as CREATE TABLE and ALTER TABLE have it.

use super::writer::Writer;
use super::{check, data_type};
use crate::literal;
use crate::model::{Column, ColumnClause, DataType, Generated, Storage};

pub fn column(writer: &mut Writer, column: &Column) {
    let Column { name, data_type, clauses } = column;
    writer.name(name);
    data_type::data_type(writer, data_type);
    // OceanBase prints INVISIBLE before GENERATED, where it does not read it (1064).
    let puts_off = writer.is_executable() && column.generated().is_some();
    let mut late = None;
    for clause in clauses {
        match clause {
            ColumnClause::Invisible(_) if puts_off => late = Some(clause),
            _ => self::clause(writer, clause, data_type),
        }
        if matches!(clause, ColumnClause::Generated(_))
            && let Some(clause) = late.take()
        {
            self::clause(writer, clause, data_type);
        }
    }
    if let Some(clause) = late {
        self::clause(writer, clause, data_type);
    }
}

fn clause(writer: &mut Writer, clause: &ColumnClause, data_type: &DataType) {
    match clause {
        ColumnClause::CharacterSet(name) => {
            writer.word("CHARACTER SET");
            writer.word(name.as_str());
        }
        ColumnClause::Collate(name) => {
            writer.word("COLLATE");
            writer.word(name.as_str());
        }
        ColumnClause::Generated(generated) => self::generated(writer, generated),
        ColumnClause::NotNull => writer.word("NOT NULL"),
        ColumnClause::Null => writer.word("NULL"),
        ColumnClause::Default(sql) => {
            writer.word("DEFAULT ");
            if data_type.has_members() && sql.as_str().starts_with('\'') {
                writer.member(&literal::unquote(sql.as_str()));
            } else {
                writer.push(sql.as_str());
            }
        }
        ColumnClause::OnUpdate(sql) => {
            writer.word("ON UPDATE");
            writer.word(sql.as_str());
        }
        ColumnClause::AutoIncrement => writer.word("AUTO_INCREMENT"),
        ColumnClause::Comment(text) => {
            writer.word("COMMENT ");
            writer.string(text);
        }
        ColumnClause::Invisible(marker) => writer.marked(marker.as_ref(), "INVISIBLE"),
        ColumnClause::Srid(id, marker) => writer.marked(marker.as_ref(), &format!("SRID {id}")),
        ColumnClause::RefSystemId(id) => writer.word(&format!("REF_SYSTEM_ID={id}")),
        ColumnClause::Check(check) => check::check(writer, check),
        ColumnClause::Verbatim(sql) => writer.word(sql.as_str()),
    }
}

fn generated(writer: &mut Writer, generated: &Generated) {
    let Generated { expression, storage } = generated;
    writer.word("GENERATED ALWAYS AS (");
    writer.push(expression.as_str());
    writer.push(")");
    writer.word(match storage {
        Storage::Virtual => "VIRTUAL",
        Storage::Stored => "STORED",
    });
}
