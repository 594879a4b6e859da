//! Character sets and collations, and which text each can hold.

/// Which characters a character set has, from few to many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repertoire {
    /// The 7-bit characters; what we use of latin1 too.
    Ascii,
    /// Chinese characters as well.
    Chinese,
    /// Everything of at most three UTF-8 bytes.
    Basic,
    /// Everything.
    Full,
}

impl Repertoire {
    /// Whether every character of the text can be kept.
    pub fn holds(self, text: &str) -> bool {
        text.chars().all(|character| needed(character) <= self)
    }
}

fn needed(character: char) -> Repertoire {
    match u32::from(character) {
        0..=0x7f => Repertoire::Ascii,
        0x4e00..=0x9fff => Repertoire::Chinese,
        0x80..=0xffff => Repertoire::Basic,
        _ => Repertoire::Full,
    }
}

/// A character set with the collations worth trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset {
    /// Its name.
    pub name: &'static str,
    /// Some of its collations.
    pub collations: &'static [&'static str],
    /// What it can hold.
    pub repertoire: Repertoire,
    /// Bytes of its longest character.
    pub bytes: u32,
    /// Whether a FULLTEXT key can be over it.
    pub fulltext: bool,
}

/// A character set, with a collation or with its default one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collation {
    /// The character set.
    pub charset: Charset,
    /// The collation if it is written out.
    pub name: Option<&'static str>,
}

impl Collation {
    /// The clause of a column's type.
    pub fn sql(&self) -> String {
        match self.name {
            Some(name) => format!(" CHARACTER SET {} COLLATE {name}", self.charset.name),
            None => format!(" CHARACTER SET {}", self.charset.name),
        }
    }

    /// The clause of a table's options.
    pub fn table_sql(&self) -> String {
        match self.name {
            Some(name) => format!(" DEFAULT CHARSET={} COLLATE={name}", self.charset.name),
            None => format!(" DEFAULT CHARSET={}", self.charset.name),
        }
    }
}

/// What a generated database gives to tables that say nothing.
pub const DATABASE_DEFAULT: Collation = Collation {
    charset: Charset {
        name: "utf8mb4",
        collations: &["utf8mb4_bin"],
        repertoire: Repertoire::Full,
        bytes: 4,
        fulltext: true,
    },
    name: None,
};
