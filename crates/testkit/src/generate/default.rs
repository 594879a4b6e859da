//! Default values, and which of them a column's type takes.

use super::charset::Repertoire;
use super::data_type::{DataType, Family};
use super::features::{Features, Flavor};
use super::rng::Rng;
use super::text;

/// A column's DEFAULT clause.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultValue {
    /// DEFAULT NULL.
    Null,
    /// A number.
    Number(String),
    /// A string.
    Text(String),
    /// A number of bits.
    Bits(String),
    /// CURRENT_TIMESTAMP with the column's digits.
    Now,
    /// A date in its full length.
    Zero,
    /// An expression in parentheses.
    Expression(&'static str),
}

impl DefaultValue {
    /// A default for the type; none if it can't have one.
    pub fn random(
        data_type: &DataType,
        nullable: bool,
        repertoire: Repertoire,
        rng: &mut Rng,
        features: &Features,
    ) -> Option<Self> {
        if nullable && rng.chance(20) {
            return Some(Self::Null);
        }
        if features.columns.expression_defaults
            && rng.chance(25)
            && let Some(expression) = rng.pick(expressions(data_type, features))
        {
            return Some(Self::Expression(expression));
        }
        let number = rng.between(0, 99);
        Some(match data_type.family() {
            Family::Integer => Self::Number(number.to_string()),
            Family::Number => Self::Number(rng.word(&["0", "1.5", "7", "99", "0.25"]).to_owned()),
            Family::Text => Self::Text(text::value(rng, repertoire)),
            Family::LongText | Family::LongBytes if features.columns.lob_defaults => {
                Self::Text("it's".to_owned())
            }
            Family::Bytes => Self::Text(text::value(rng, Repertoire::Ascii)),
            Family::Bit => Self::Bits(rng.word(&["b'0'", "b'1'"]).to_owned()),
            Family::Date | Family::Timestamp => date(data_type, rng, features),
            Family::Time => Self::Text("10:20:30".to_owned()),
            Family::Year => Self::Text("2020".to_owned()),
            Family::Choice => choice(data_type, rng)?,
            _ => return None,
        })
    }

    /// Whether the type takes it.
    pub fn fits(
        &self,
        data_type: &DataType,
        nullable: bool,
        repertoire: Repertoire,
        features: &Features,
    ) -> bool {
        let family = data_type.family();
        let takes_literals = !matches!(family, Family::LongText | Family::LongBytes | Family::Json)
            || (features.columns.lob_defaults && family != Family::Json);
        match self {
            Self::Null => nullable,
            Self::Number(number) => number_fits(number, data_type),
            Self::Text(value) => takes_literals && text_fits(value, data_type, repertoire),
            Self::Bits(_) => family == Family::Bit,
            Self::Now => matches!(data_type, DataType::DateTime(_) | DataType::Timestamp(_)),
            Self::Zero => features.zero_dates && matches!(family, Family::Date | Family::Timestamp),
            Self::Expression(expression) => {
                features.columns.expression_defaults && expressions(data_type, features).contains(expression)
            }
        }
    }

    /// The clause.
    pub fn sql(&self, data_type: &DataType) -> String {
        let value = match self {
            Self::Null => "NULL".to_owned(),
            Self::Number(number) => number.clone(),
            Self::Text(value) => text::string(value),
            Self::Bits(bits) => bits.clone(),
            Self::Now => now(data_type),
            Self::Zero => match data_type {
                DataType::Date => "'0000-00-00'".to_owned(),
                _ => "'0000-00-00 00:00:00'".to_owned(),
            },
            Self::Expression(expression) => format!("({expression})"),
        };
        format!(" DEFAULT {value}")
    }
}

/// CURRENT_TIMESTAMP with as many digits as the type has: another number is refused.
pub fn now(data_type: &DataType) -> String {
    match data_type {
        DataType::DateTime(digits) | DataType::Timestamp(digits) if *digits > 0 => {
            format!("CURRENT_TIMESTAMP({digits})")
        }
        _ => "CURRENT_TIMESTAMP".to_owned(),
    }
}

fn date(data_type: &DataType, rng: &mut Rng, features: &Features) -> DefaultValue {
    if features.zero_dates && rng.chance(4) {
        return DefaultValue::Zero;
    }
    if *data_type != DataType::Date && rng.chance(60) {
        return DefaultValue::Now;
    }
    let date = if *data_type == DataType::Date { "2020-02-29" } else { "2020-02-29 01:02:03" };
    DefaultValue::Text(date.to_owned())
}

fn choice(data_type: &DataType, rng: &mut Rng) -> Option<DefaultValue> {
    let DataType::Choice { set, members, .. } = data_type else { return None };
    let first = rng.pick(members)?.clone();
    Some(DefaultValue::Text(match members.first() {
        Some(other) if *set && *other != first && rng.chance(50) => format!("{other},{first}"),
        _ => first,
    }))
}

fn number_fits(number: &str, data_type: &DataType) -> bool {
    match data_type {
        DataType::Integer { .. } => !number.contains('.'),
        // Three digits before the point would not fit DECIMAL(3,1).
        DataType::Decimal { scale, .. } => *scale >= 2 || !number.contains('.'),
        DataType::Float { .. } => true,
        _ => false,
    }
}

fn text_fits(value: &str, data_type: &DataType, repertoire: Repertoire) -> bool {
    let length = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
    match data_type {
        DataType::Char { length: most, .. } | DataType::Varchar { length: most, .. } => {
            length <= *most && repertoire.holds(value)
        }
        DataType::Text { .. } | DataType::Blob(_) => repertoire.holds(value),
        DataType::Binary(most) | DataType::Varbinary(most) => {
            length <= *most && Repertoire::Ascii.holds(value)
        }
        DataType::Choice { set: false, members, .. } => members.iter().any(|member| member == value),
        DataType::Choice { set: true, members, .. } => {
            value.split(',').all(|part| members.iter().any(|member| member == part))
        }
        DataType::Date => value == "2020-02-29",
        DataType::DateTime(_) | DataType::Timestamp(_) => value == "2020-02-29 01:02:03",
        DataType::Time(_) => value == "10:20:30",
        DataType::Year => value == "2020",
        _ => false,
    }
}

/// Expressions that a type takes as its default.
fn expressions(data_type: &DataType, features: &Features) -> &'static [&'static str] {
    let oceanbase = features.flavor == Flavor::OceanBase;
    match data_type {
        DataType::Integer { .. } => &["1 + 2", "abs(-3)", "7 % 4"],
        DataType::Decimal { .. } | DataType::Float { .. } => &["1 + 2", "abs(-3)"],
        DataType::Varchar { length, .. } if *length >= 36 => {
            &["uuid()", "concat('a', 'it''s')", "upper('x')"]
        }
        DataType::Date => &["curdate()"],
        DataType::Text { .. } if !oceanbase => &["concat('a', 'b')", "'it''s'"],
        DataType::Json if !oceanbase => &["json_array()", "json_object('a', 1)"],
        _ => &[],
    }
}
