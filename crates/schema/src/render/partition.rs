//! Partitioning, partitions and their bounds.

use super::writer::Writer;
use crate::model::{Bound, Method, Partition, Partitioning, Subpartitioning};
use crate::{Sql, literal};

pub fn partitioning(writer: &mut Writer, partitioning: &Partitioning) {
    let Partitioning { marker, method, count, subpartitioning, partitions, verbatim } = partitioning;
    writer.push("\n");
    writer.open(marker.as_ref());
    writer.word("PARTITION BY");
    self::method(writer, method);
    if let Some(count) = count {
        writer.word(&format!("PARTITIONS {count}"));
    }
    if let Some(subpartitioning) = subpartitioning {
        self::subpartitioning(writer, subpartitioning);
    }
    if !partitions.is_empty() {
        writer.push("\n");
        writer.list(partitions, |writer, one| partition(writer, one, "PARTITION"));
    }
    if let Some(sql) = verbatim {
        writer.word(sql.as_str());
    }
    writer.close(marker.as_ref());
}

fn subpartitioning(writer: &mut Writer, subpartitioning: &Subpartitioning) {
    let Subpartitioning { method, count, template } = subpartitioning;
    writer.push("\n");
    writer.push("SUBPARTITION BY");
    self::method(writer, method);
    if let Some(count) = count {
        writer.word(&format!("SUBPARTITIONS {count}"));
    }
    if !template.is_empty() {
        writer.word("SUBPARTITION TEMPLATE ");
        writer.list(template, |writer, one| partition(writer, one, "SUBPARTITION"));
    }
}

fn method(writer: &mut Writer, method: &Method) {
    let Method { kind, linear, columns, algorithm, operand, suffix } = method;
    if *linear {
        writer.word("LINEAR");
    }
    writer.word(kind.as_str());
    if *columns {
        writer.word("COLUMNS");
    }
    if let Some(sql) = algorithm {
        writer.word(sql.as_str());
    }
    if let Some(sql) = operand {
        writer.word("(");
        writer.push(sql.as_str());
        writer.push(")");
    }
    if let Some(sql) = suffix {
        writer.word(sql.as_str());
    }
}

pub fn partition(writer: &mut Writer, partition: &Partition, keyword: &str) {
    let Partition { name, bound, options, subpartitions } = partition;
    writer.push(keyword);
    writer.push(" ");
    writer.name(name);
    if let Some(bound) = bound {
        self::bound(writer, bound);
    }
    for option in options {
        writer.word(option.as_str());
    }
    if !subpartitions.is_empty() {
        writer.push("\n ");
        writer.list(subpartitions, |writer, one| self::partition(writer, one, "SUBPARTITION"));
    }
}

fn bound(writer: &mut Writer, bound: &Bound) {
    match bound {
        Bound::LessThan(values) => {
            writer.word("VALUES LESS THAN ");
            writer.list(values, value);
        }
        Bound::LessThanMaxValue => writer.word("VALUES LESS THAN MAXVALUE"),
        Bound::In(values) => {
            writer.word("VALUES IN ");
            writer.list(values, value);
        }
        Bound::Word(word) => writer.word(word.as_str()),
    }
}

fn value(writer: &mut Writer, value: &Sql) {
    let text = value.as_str();
    if text.starts_with('\'') && text.ends_with('\'') {
        writer.member(&literal::unquote(text));
    } else {
        writer.push(text);
    }
}
