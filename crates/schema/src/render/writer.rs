//! The text being written, and the small pieces that all nouns share.

use crate::model::Marker;
use crate::{Dialect, Name, literal};

/// For whom a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As the server prints it.
    Echo,
    /// As the server reads it.
    Executable,
}

/// A text being written.
pub struct Writer {
    sql: String,
    dialect: Dialect,
    style: Style,
}

impl Writer {
    pub fn new(dialect: Dialect, style: Style) -> Self {
        Self { sql: String::with_capacity(1024), dialect, style }
    }

    pub fn finish(self) -> String {
        self.sql
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Whether a server is to read the text.
    pub fn is_executable(&self) -> bool {
        self.style == Style::Executable
    }

    pub fn push(&mut self, text: &str) {
        self.sql.push_str(text);
    }

    /// A word or a clause with a blank before it.
    pub fn word(&mut self, text: &str) {
        self.sql.push(' ');
        self.sql.push_str(text);
    }

    pub fn name(&mut self, name: &Name) {
        name.quote_into(&mut self.sql);
    }

    pub fn string(&mut self, value: &str) {
        literal::quote_into(value, &mut self.sql);
    }

    /// A member of a list of strings.
    pub fn member(&mut self, value: &str) {
        if self.style == Style::Echo && self.dialect.prints_members_unescaped() {
            self.sql.push('\'');
            self.sql.push_str(value);
            self.sql.push('\'');
        } else {
            self.string(value);
        }
    }

    /// A clause inside its executable comment, if it has one.
    pub fn marked(&mut self, marker: Option<&Marker>, clause: &str) {
        self.open(marker);
        self.word(clause);
        self.close(marker);
    }

    pub fn open(&mut self, marker: Option<&Marker>) {
        if let Some(marker) = marker {
            self.word(marker.as_str());
        }
    }

    pub fn close(&mut self, marker: Option<&Marker>) {
        if marker.is_some() {
            self.word("*/");
        }
    }

    /// `(a, b)`, each item written by `item`.
    pub fn list<T>(&mut self, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        self.push("(");
        for (position, value) in items.iter().enumerate() {
            if position > 0 {
                self.push(",");
            }
            item(self, value);
        }
        self.push(")");
    }
}
