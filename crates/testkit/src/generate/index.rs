//! Keys of all kinds.

use super::column::Column;
use super::data_type::Family;
use super::expression::{Expression, Purpose};
use super::features::Features;
use super::rng::Rng;
use super::text;

/// What a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexKind {
    /// PRIMARY KEY.
    Primary,
    /// UNIQUE KEY.
    Unique,
    /// KEY.
    Plain,
    /// FULLTEXT KEY.
    Fulltext,
    /// SPATIAL KEY.
    Spatial,
    /// VECTOR KEY.
    Vector,
}

impl IndexKind {
    /// Whether it refuses rows.
    pub fn is_unique(self) -> bool {
        matches!(self, Self::Primary | Self::Unique)
    }
}

/// What a part of a key is over.
#[derive(Clone, Debug, PartialEq)]
pub enum PartBase {
    /// A column, perhaps only its first characters.
    Column {
        /// Its name.
        name: String,
        /// How many characters.
        prefix: Option<u32>,
    },
    /// An expression.
    Expression(Expression),
}

/// A part of a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is over.
    pub base: PartBase,
    /// DESC.
    pub descending: bool,
}

impl Part {
    /// A whole column, ascending.
    pub fn column(name: &str) -> Self {
        Self { base: PartBase::Column { name: name.to_owned(), prefix: None }, descending: false }
    }

    /// The name of the column, if it is over one.
    pub fn column_name(&self) -> Option<&str> {
        match &self.base {
            PartBase::Column { name, .. } => Some(name),
            PartBase::Expression(_) => None,
        }
    }

    fn sql(&self) -> String {
        let base = match &self.base {
            PartBase::Column { name, prefix: None } => text::name(name),
            PartBase::Column { name, prefix: Some(prefix) } => format!("{}({prefix})", text::name(name)),
            PartBase::Expression(expression) => format!("({})", expression.sql()),
        };
        if self.descending { format!("{base} DESC") } else { base }
    }
}

/// A key.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// Its name, unique in the table; a primary key's is not written.
    pub name: String,
    /// What it is.
    pub kind: IndexKind,
    /// Its parts in order.
    pub parts: Vec<Part>,
    /// INVISIBLE or IGNORED.
    pub hidden: bool,
    /// WITH PARSER.
    pub parser: Option<&'static str>,
    /// The clause of a vector key, or an option such as KEY_BLOCK_SIZE.
    pub option: Option<&'static str>,
    /// OceanBase's GLOBAL (true) or LOCAL (false).
    pub global: Option<bool>,
    /// OceanBase's STORING.
    pub storing: Vec<String>,
    /// COMMENT.
    pub comment: Option<String>,
}

impl Index {
    /// A key over whole columns without anything.
    pub fn over(name: String, kind: IndexKind, columns: &[&str]) -> Self {
        Self {
            name,
            kind,
            parts: columns.iter().map(|column| Part::column(column)).collect(),
            hidden: false,
            parser: None,
            option: None,
            global: None,
            storing: Vec::new(),
            comment: None,
        }
    }

    /// A key of any kind that the columns allow; none if they allow none. What is wrong with it is repaired later.
    pub fn random(name: String, columns: &[Column], rng: &mut Rng, features: &Features) -> Option<Self> {
        let kind = kind(columns, rng, features);
        let mut index = Self::over(name, kind, &[]);
        index.parts = match kind {
            IndexKind::Fulltext => some_of(columns, &[Family::Text, Family::LongText], 2, rng),
            IndexKind::Spatial => some_of(columns, &[Family::Spatial], 1, rng),
            IndexKind::Vector => some_of(columns, &[Family::Vector], 1, rng),
            _ => ordinary_parts(kind, columns, rng, features),
        };
        if index.parts.is_empty() {
            return None;
        }
        index.give_options(columns, rng, features);
        Some(index)
    }

    fn give_options(&mut self, columns: &[Column], rng: &mut Rng, features: &Features) {
        self.comment = rng.maybe(15, |rng| text::comment(rng, features));
        if self.kind != IndexKind::Primary {
            self.hidden = features.indexes.hidden.is_some() && rng.chance(10);
        }
        match self.kind {
            IndexKind::Vector => self.option = rng.pick(features.indexes.vector).copied(),
            IndexKind::Fulltext if rng.chance(40) => {
                self.parser = rng.pick(features.indexes.parsers).copied()
            }
            IndexKind::Unique | IndexKind::Plain if rng.chance(12) => {
                self.option = rng.pick(features.indexes.options).copied();
            }
            _ => {}
        }
        if features.indexes.global && matches!(self.kind, IndexKind::Unique | IndexKind::Plain) {
            self.global = rng.maybe(20, |rng| rng.chance(50));
            if rng.chance(8)
                && let Some(column) = rng.pick(columns)
            {
                self.storing = vec![column.name.clone()];
            }
        }
    }

    /// Whether a part is the column.
    pub fn has_column(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.column_name() == Some(name))
    }

    /// Its line in CREATE TABLE.
    pub fn sql(&self, features: &Features) -> String {
        let parts: Vec<String> = self.parts.iter().map(Part::sql).collect();
        let mut sql = match self.kind {
            IndexKind::Primary => "PRIMARY KEY".to_owned(),
            IndexKind::Unique => format!("UNIQUE KEY {}", text::name(&self.name)),
            IndexKind::Plain => format!("KEY {}", text::name(&self.name)),
            IndexKind::Fulltext => format!("FULLTEXT KEY {}", text::name(&self.name)),
            IndexKind::Spatial => format!("SPATIAL KEY {}", text::name(&self.name)),
            IndexKind::Vector => format!("VECTOR INDEX {}", text::name(&self.name)),
        };
        sql.push_str(&format!(" ({})", parts.join(", ")));
        if let Some(global) = self.global {
            sql.push_str(if global { " GLOBAL" } else { " LOCAL" });
        }
        if !self.storing.is_empty() {
            sql.push_str(&format!(" STORING ({})", text::names(&self.storing)));
        }
        if let Some(option) = self.option {
            sql.push_str(&format!(" {option}"));
        }
        if let Some(parser) = self.parser {
            sql.push_str(&format!(" WITH PARSER {parser}"));
        }
        if let Some(comment) = &self.comment {
            sql.push_str(&format!(" COMMENT {}", text::string(comment)));
        }
        if let (true, Some(word)) = (self.hidden, features.indexes.hidden) {
            sql.push_str(&format!(" {word}"));
        }
        sql
    }
}

fn kind(columns: &[Column], rng: &mut Rng, features: &Features) -> IndexKind {
    let has =
        |families: &[Family]| columns.iter().any(|column| families.contains(&column.data_type.family()));
    let special = rng.below(10);
    if special < 2 && features.indexes.fulltext && has(&[Family::Text, Family::LongText]) {
        return IndexKind::Fulltext;
    }
    if special < 5 && features.indexes.spatial && has(&[Family::Spatial]) {
        return IndexKind::Spatial;
    }
    if special < 8 && !features.indexes.vector.is_empty() && has(&[Family::Vector]) {
        return IndexKind::Vector;
    }
    if rng.chance(35) { IndexKind::Unique } else { IndexKind::Plain }
}

fn some_of(columns: &[Column], families: &[Family], most: usize, rng: &mut Rng) -> Vec<Part> {
    let fitting: Vec<&Column> =
        columns.iter().filter(|column| families.contains(&column.data_type.family())).collect();
    let count = 1 + rng.below(most);
    rng.sample(&fitting, count).into_iter().map(|column| Part::column(&column.name)).collect()
}

fn ordinary_parts(kind: IndexKind, columns: &[Column], rng: &mut Rng, features: &Features) -> Vec<Part> {
    let count = rng.pick_or(&[1, 1, 1, 2, 2, 3], 1);
    let all: Vec<&Column> = columns.iter().collect();
    let chosen = rng.sample(&all, count);
    let mut parts: Vec<Part> = chosen.into_iter().map(|column| column_part(column, rng, features)).collect();
    if features.indexes.functional && rng.chance(12) {
        if let Some(expression) = Expression::random(Purpose::Key, &all, rng) {
            parts.push(Part { base: PartBase::Expression(expression), descending: rng.chance(20) });
        }
    } else if features.indexes.multi_valued
        && kind == IndexKind::Plain
        && rng.chance(15)
        && let Some(expression) = Expression::random(Purpose::MultiValued, &all, rng)
    {
        parts = vec![Part { base: PartBase::Expression(expression), descending: false }];
    }
    parts
}

/// A part over a column, sometimes over its first characters only, sometimes descending.
pub fn column_part(column: &Column, rng: &mut Rng, features: &Features) -> Part {
    let prefix = match column.data_type.length() {
        Some(length) if column.data_type.can_have_prefix() && length > 4 && rng.chance(25) => {
            Some(rng.between(2, length.min(20) - 1))
        }
        _ => None,
    };
    let descending = features.indexes.descending && rng.chance(12);
    Part { base: PartBase::Column { name: column.name.clone(), prefix }, descending }
}
