//! The data types a generated column can have, and what the other parts of the generator must know about each.

mod convert;
mod random;

pub use random::any_collation;

use super::charset::Collation;
use super::features::{Features, Flavor, SpatialReference};
use super::text;

/// The kinds of types a server may have; `Features` lists those it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// TINYINT to BIGINT.
    Integer,
    /// DECIMAL.
    Decimal,
    /// FLOAT and DOUBLE.
    Float,
    /// BIT.
    Bit,
    /// DATE.
    Date,
    /// DATETIME.
    DateTime,
    /// TIMESTAMP.
    Timestamp,
    /// TIME.
    Time,
    /// YEAR.
    Year,
    /// CHAR.
    Char,
    /// VARCHAR.
    Varchar,
    /// TINYTEXT to LONGTEXT.
    Text,
    /// BINARY.
    Binary,
    /// VARBINARY.
    Varbinary,
    /// TINYBLOB to LONGBLOB.
    Blob,
    /// ENUM.
    Enum,
    /// SET.
    Set,
    /// JSON.
    Json,
    /// GEOMETRY and its kin.
    Spatial,
    /// VECTOR.
    Vector,
    /// MariaDB's UUID, INET4, INET6.
    Network,
    /// OceanBase's ARRAY.
    Array,
    /// OceanBase's ROARINGBITMAP.
    Bitmap,
}

/// A data type with its attributes.
#[derive(Clone, Debug, PartialEq)]
pub enum DataType {
    /// TINYINT to BIGINT.
    Integer {
        /// From 0, TINYINT, to 4, BIGINT.
        rank: u8,
        /// The width it is shown with.
        width: Option<u8>,
        /// UNSIGNED.
        unsigned: bool,
        /// ZEROFILL.
        zerofill: bool,
    },
    /// DECIMAL.
    Decimal {
        /// All its digits.
        precision: u8,
        /// Those behind the point.
        scale: u8,
        /// UNSIGNED.
        unsigned: bool,
        /// ZEROFILL.
        zerofill: bool,
    },
    /// FLOAT or DOUBLE.
    Float {
        /// DOUBLE.
        double: bool,
        /// All digits and those behind the point.
        digits: Option<(u8, u8)>,
        /// UNSIGNED.
        unsigned: bool,
    },
    /// BIT(n).
    Bit(u8),
    /// DATE.
    Date,
    /// DATETIME with fractional digits.
    DateTime(u8),
    /// TIMESTAMP with fractional digits.
    Timestamp(u8),
    /// TIME with fractional digits.
    Time(u8),
    /// YEAR.
    Year,
    /// CHAR(n).
    Char {
        /// In characters.
        length: u32,
        /// If it is not the table's.
        collation: Option<Collation>,
    },
    /// VARCHAR(n).
    Varchar {
        /// In characters.
        length: u32,
        /// If it is not the table's.
        collation: Option<Collation>,
    },
    /// TINYTEXT to LONGTEXT.
    Text {
        /// From 0, TINYTEXT, to 3, LONGTEXT.
        rank: u8,
        /// If it is not the table's.
        collation: Option<Collation>,
    },
    /// BINARY(n).
    Binary(u32),
    /// VARBINARY(n).
    Varbinary(u32),
    /// TINYBLOB (rank 0) to LONGBLOB (rank 3).
    Blob(u8),
    /// ENUM, or SET.
    Choice {
        /// SET.
        set: bool,
        /// The members in order.
        members: Vec<String>,
        /// If it is not the table's.
        collation: Option<Collation>,
    },
    /// JSON.
    Json,
    /// A spatial type, with a spatial reference where it is given.
    Spatial {
        /// POINT, GEOMETRY …
        shape: &'static str,
        /// The reference system.
        srid: Option<u32>,
    },
    /// VECTOR(n).
    Vector(u16),
    /// UUID, INET4 or INET6.
    Network(&'static str),
    /// ARRAY of an element type.
    Array(&'static str),
    /// ROARINGBITMAP.
    Bitmap,
}

/// What kind of values a type holds: expressions, keys and conversions ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Whole numbers.
    Integer,
    /// Other numbers.
    Number,
    /// CHAR and VARCHAR.
    Text,
    /// The TEXT types.
    LongText,
    /// BINARY and VARBINARY.
    Bytes,
    /// The BLOB types.
    LongBytes,
    /// DATE and DATETIME.
    Date,
    /// TIMESTAMP.
    Timestamp,
    /// TIME.
    Time,
    /// YEAR.
    Year,
    /// BIT.
    Bit,
    /// ENUM and SET.
    Choice,
    /// JSON.
    Json,
    /// Spatial types.
    Spatial,
    /// VECTOR.
    Vector,
    /// Everything else.
    Other,
}

const INTEGERS: [&str; 5] = ["tinyint", "smallint", "mediumint", "int", "bigint"];
const LOBS: [&str; 4] = ["tiny", "", "medium", "long"];

impl DataType {
    /// A plain BIGINT.
    pub fn bigint() -> Self {
        Self::Integer { rank: 4, width: None, unsigned: false, zerofill: false }
    }

    /// A plain INT.
    pub fn int() -> Self {
        Self::Integer { rank: 3, width: None, unsigned: false, zerofill: false }
    }

    /// A VARCHAR of the table's character set.
    pub fn varchar(length: u32) -> Self {
        Self::Varchar { length, collation: None }
    }

    /// The kind of values.
    pub fn family(&self) -> Family {
        match self {
            Self::Integer { .. } => Family::Integer,
            Self::Decimal { .. } | Self::Float { .. } => Family::Number,
            Self::Bit(_) => Family::Bit,
            Self::Date | Self::DateTime(_) => Family::Date,
            Self::Timestamp(_) => Family::Timestamp,
            Self::Time(_) => Family::Time,
            Self::Year => Family::Year,
            Self::Char { .. } | Self::Varchar { .. } => Family::Text,
            Self::Text { .. } => Family::LongText,
            Self::Binary(_) | Self::Varbinary(_) => Family::Bytes,
            Self::Blob(_) => Family::LongBytes,
            Self::Choice { .. } => Family::Choice,
            Self::Json => Family::Json,
            Self::Spatial { .. } => Family::Spatial,
            Self::Vector(_) => Family::Vector,
            Self::Network(_) | Self::Array(_) | Self::Bitmap => Family::Other,
        }
    }

    /// The type as it is written after a column's name; `compressed` is MariaDB's attribute.
    pub fn sql(&self, features: &Features, compressed: bool) -> String {
        let mark = if compressed { " COMPRESSED" } else { "" };
        match self {
            Self::Integer { .. } | Self::Decimal { .. } | Self::Float { .. } => self.number_sql(),
            Self::Bit(width) => format!("bit({width})"),
            Self::Date => "date".to_owned(),
            Self::DateTime(digits) => temporal("datetime", *digits),
            Self::Timestamp(digits) => temporal("timestamp", *digits),
            Self::Time(digits) => temporal("time", *digits),
            Self::Year => "year".to_owned(),
            Self::Char { length, collation } => format!("char({length}){}", collation_sql(*collation)),
            Self::Varchar { length, collation } => {
                format!("varchar({length}){mark}{}", collation_sql(*collation))
            }
            Self::Text { rank, collation } => {
                format!("{}text{mark}{}", LOBS[usize::from(*rank)], collation_sql(*collation))
            }
            Self::Binary(length) => format!("binary({length})"),
            Self::Varbinary(length) => format!("varbinary({length}){mark}"),
            Self::Blob(rank) => format!("{}blob{mark}", LOBS[usize::from(*rank)]),
            Self::Choice { set, members, collation } => {
                let word = if *set { "set" } else { "enum" };
                let members: Vec<String> = members.iter().map(|member| text::string(member)).collect();
                format!("{word}({}){}", members.join(","), collation_sql(*collation))
            }
            Self::Json => "json".to_owned(),
            Self::Spatial { shape, srid } => spatial_sql(shape, *srid, features),
            Self::Vector(size) => format!("vector({size})"),
            Self::Network(word) => (*word).to_owned(),
            Self::Array(element) => format!("array({element})"),
            Self::Bitmap => "roaringbitmap".to_owned(),
        }
    }

    fn number_sql(&self) -> String {
        let (mut sql, unsigned, zerofill) = match self {
            Self::Integer { rank, width, unsigned, zerofill } => {
                let width = width.map(|width| format!("({width})")).unwrap_or_default();
                (format!("{}{width}", INTEGERS[usize::from(*rank)]), *unsigned, *zerofill)
            }
            Self::Decimal { precision, scale, unsigned, zerofill } => {
                (format!("decimal({precision},{scale})"), *unsigned, *zerofill)
            }
            Self::Float { double, digits, unsigned } => {
                let digits = digits.map(|(all, after)| format!("({all},{after})")).unwrap_or_default();
                (format!("{}{digits}", if *double { "double" } else { "float" }), *unsigned, false)
            }
            _ => (String::new(), false, false),
        };
        if unsigned || zerofill {
            sql.push_str(" unsigned");
        }
        if zerofill {
            sql.push_str(" zerofill");
        }
        sql
    }

    /// The collation written at the type, if the type can have one.
    pub fn collation(&self) -> Option<Collation> {
        match self {
            Self::Char { collation, .. }
            | Self::Varchar { collation, .. }
            | Self::Text { collation, .. }
            | Self::Choice { collation, .. } => *collation,
            _ => None,
        }
    }

    /// The place of the collation, if the type can have one.
    pub fn collation_mut(&mut self) -> Option<&mut Option<Collation>> {
        match self {
            Self::Char { collation, .. }
            | Self::Varchar { collation, .. }
            | Self::Text { collation, .. }
            | Self::Choice { collation, .. } => Some(collation),
            _ => None,
        }
    }

    /// The length in characters (bytes for binary types), if the type has one.
    pub fn length(&self) -> Option<u32> {
        match self {
            Self::Char { length, .. } | Self::Varchar { length, .. } => Some(*length),
            Self::Binary(length) | Self::Varbinary(length) => Some(*length),
            Self::Text { rank: 0, .. } | Self::Blob(0) => Some(60),
            Self::Text { .. } | Self::Blob(_) => Some(10_000),
            _ => None,
        }
    }

    /// Bytes of a whole value in a key; none if a key can't have a whole value of it.
    pub fn key_bytes(&self, character: u32) -> Option<u32> {
        match self {
            Self::Char { length, .. } | Self::Varchar { length, .. } => Some(length * character),
            Self::Binary(length) | Self::Varbinary(length) => Some(*length),
            Self::Decimal { .. } => Some(16),
            Self::Text { .. } | Self::Blob(_) | Self::Json | Self::Spatial { .. } | Self::Vector(_) => None,
            Self::Array(_) | Self::Bitmap => None,
            _ => Some(8),
        }
    }

    /// Whether a key may have only the first characters of it.
    pub fn can_have_prefix(&self) -> bool {
        matches!(self.family(), Family::Text | Family::LongText | Family::Bytes | Family::LongBytes)
    }

    /// Bytes of the largest value in a row, as the 65,535-byte limit counts them.
    pub fn row_bytes(&self, character: u32) -> u32 {
        match self {
            Self::Char { length, .. } | Self::Varchar { length, .. } => length * character + 2,
            Self::Binary(length) | Self::Varbinary(length) => length + 2,
            Self::Vector(size) => u32::from(*size) * 4 + 2,
            _ => 16,
        }
    }

    /// Whether enough different values exist for a key to be unique over all the rows that we make.
    pub fn has_many_values(&self) -> bool {
        match self {
            Self::Bit(width) => *width >= 4,
            Self::Choice { .. } | Self::Json | Self::Spatial { .. } | Self::Vector(_) => false,
            Self::Array(_) | Self::Bitmap => false,
            _ => true,
        }
    }

    /// Whether ADD COLUMN gives existing rows a value of its own when the column is NOT NULL without a default.
    pub fn has_implicit_default(&self) -> bool {
        matches!(
            self.family(),
            Family::Integer
                | Family::Number
                | Family::Text
                | Family::LongText
                | Family::Bytes
                | Family::LongBytes
                | Family::Bit
        )
    }
}

fn temporal(word: &str, digits: u8) -> String {
    if digits == 0 { word.to_owned() } else { format!("{word}({digits})") }
}

fn collation_sql(collation: Option<Collation>) -> String {
    collation.map(|collation| collation.sql()).unwrap_or_default()
}

/// MySQL writes the SRID after the type; MariaDB has an option of another name.
fn spatial_sql(shape: &str, srid: Option<u32>, features: &Features) -> String {
    match (srid, features.spatial_reference) {
        (Some(srid), SpatialReference::Srid) => format!("{shape} SRID {srid}"),
        (Some(srid), SpatialReference::RefSystemId) => format!("{shape} REF_SYSTEM_ID={srid}"),
        _ => shape.to_owned(),
    }
}

/// The function that makes a vector out of its text; none where the text itself will do.
pub fn vector_function(features: &Features) -> Option<&'static str> {
    match features.flavor {
        Flavor::MySql => Some("STRING_TO_VECTOR"),
        Flavor::MariaDb => Some("VEC_FromText"),
        Flavor::OceanBase => None,
    }
}
