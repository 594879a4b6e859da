//! A key's definition, as CREATE TABLE and ALTER TABLE have it.

use super::writer::Writer;
use crate::Flavor;
use crate::model::{Index, IndexKind, IndexOption, KeyPart, KeyTarget, Visibility};

pub fn index(writer: &mut Writer, index: &Index) {
    let Index { kind, name, parts, options } = index;
    writer.push(match kind {
        IndexKind::Primary => "PRIMARY KEY",
        IndexKind::Unique => "UNIQUE KEY",
        IndexKind::Plain { index_word: false } => "KEY",
        IndexKind::Plain { index_word: true } => "INDEX",
        IndexKind::Fulltext => "FULLTEXT KEY",
        IndexKind::Spatial => "SPATIAL KEY",
        IndexKind::Other(word) => word.as_str(),
    });
    if let IndexKind::Other(_) = kind {
        writer.word("KEY");
    }
    writer.push(" ");
    if let Some(name) = name {
        writer.name(name);
        writer.push(" ");
    }
    let is_plain = matches!(kind, IndexKind::Plain { index_word: false });
    writer.list(parts, |writer, part| key_part(writer, part, is_plain));
    for option in options {
        self::option(writer, option);
    }
}

fn key_part(writer: &mut Writer, part: &KeyPart, of_plain_key: bool) {
    let KeyPart { target, length, suffix } = part;
    match target {
        KeyTarget::Column(name) => writer.name(name),
        KeyTarget::Expression(sql) => {
            // OceanBase prints `((cast(…)))` and the multi-valued `(cast(…))` as one text, and reads that as the latter.
            let is_cast = sql.as_str().starts_with("json_query(") && of_plain_key;
            let more = writer.is_executable() && writer.dialect().flavor == Flavor::OceanBase && is_cast;
            writer.push(if more { "((" } else { "(" });
            writer.push(sql.as_str());
            writer.push(if more { "))" } else { ")" });
        }
    }
    if let Some(length) = length {
        writer.push(&format!("({length})"));
    }
    if let Some(sql) = suffix {
        writer.word(sql.as_str());
    }
}

fn option(writer: &mut Writer, option: &IndexOption) {
    match option {
        IndexOption::Using(method) => {
            writer.word("USING");
            writer.word(method.as_str());
        }
        IndexOption::Comment(text) => {
            writer.word("COMMENT ");
            writer.string(text);
        }
        IndexOption::Hidden(visibility, marker) => writer.marked(
            marker.as_ref(),
            match visibility {
                Visibility::Invisible => "INVISIBLE",
                Visibility::Ignored => "IGNORED",
            },
        ),
        IndexOption::Parser(name, marker) => {
            writer.open(marker.as_ref());
            writer.word("WITH PARSER ");
            writer.name(name);
            writer.close(marker.as_ref());
        }
        IndexOption::Verbatim(sql) => writer.word(sql.as_str()),
    }
}
