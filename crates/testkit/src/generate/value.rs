//! Values of rows: row number 3 has 3, '3', the third of January … in whatever type a column has.

use super::data_type::{DataType, Family, vector_function};
use super::features::{Features, SpatialReference};
use super::text;

/// The numbers of rows that we make.
pub const NUMBERS: std::ops::RangeInclusive<u32> = 1..=8;

/// The value of a partition's bound: it compares with values of rows as their numbers do.
pub fn bound(number: u32, data_type: &DataType) -> String {
    match data_type.family() {
        Family::Integer => number.to_string(),
        Family::Date if *data_type == DataType::Date => format!("'{}'", date(number)),
        Family::Date | Family::Timestamp => format!("'{} 00:00:00'", date(number)),
        // Strings compare from the left: '10' would be less than '2'.
        _ if number > 9 => format!("'9{number:03}'"),
        _ => format!("'{number}'"),
    }
}

/// Dates in the order of their numbers.
fn date(number: u32) -> String {
    let day = number - 1;
    format!("{}-{:02}-{:02}", 2024 + day / 336, 1 + day / 28 % 12, 1 + day % 28)
}

/// The value of a column in a row, such that it is also a value of the type that the column is to have; none if there
/// is no such value.
pub fn literal(
    number: u32,
    now: &DataType,
    then: &DataType,
    rich: bool,
    features: &Features,
) -> Option<String> {
    let either = |family: Family| now.family() == family || then.family() == family;
    let families = [now.family(), then.family()];
    if either(Family::Date) || either(Family::Timestamp) {
        let dated = format!("'{}'", date(number));
        let only_dates = *now == DataType::Date || *then == DataType::Date || either(Family::Text);
        return Some(if only_dates { dated } else { format!("'{} 00:00:00'", date(number)) });
    }
    if either(Family::Time) {
        return Some(format!("'10:00:0{number}'"));
    }
    if either(Family::Year) {
        return Some((2000 + number).to_string());
    }
    if either(Family::Json) && !either(Family::LongText) {
        return Some(format!("'{{\"k\": {number}, \"tags\": [{number}, {}]}}'", number + 10));
    }
    match (now, then) {
        (DataType::Choice { members: a, .. }, DataType::Choice { members: b, .. }) => {
            let common: Vec<&String> = a.iter().filter(|member| b.contains(member)).collect();
            common.get(number as usize % common.len().max(1)).map(|member| text::string(member))
        }
        (DataType::Choice { .. }, _) | (_, DataType::Choice { .. }) => None,
        (DataType::Spatial { shape: a, srid: one }, DataType::Spatial { shape: b, srid: other }) => {
            if one == other { spatial(number, a, b, *one, features) } else { None }
        }
        (DataType::Vector(a), DataType::Vector(b)) if a == b => Some(vector(number, *a, features)),
        (DataType::Bit(a), DataType::Bit(b)) => Some(bits(number, (*a).min(*b))),
        (DataType::Network(a), DataType::Network(b)) if a == b => Some(network(number, a)),
        (DataType::Array(a), DataType::Array(b)) if a == b => {
            Some(if a.starts_with("varchar") { format!("'[\"{number}\"]'") } else { format!("'[{number}]'") })
        }
        (DataType::Spatial { .. } | DataType::Vector(_) | DataType::Network(_), _) => None,
        (DataType::Array(_) | DataType::Bitmap, _) => None,
        (number, text) | (text, number) if outgrows(number, text) => None,
        _ => Some(plain(number, families, now, then, rich)),
    }
}

/// Whether a number prints with more digits than fit the text.
fn outgrows(number: &DataType, text: &DataType) -> bool {
    let DataType::Decimal { precision, scale, zerofill, .. } = number else { return false };
    let digits = if *zerofill { precision + 1 } else { scale + 2 };
    text.family() == Family::Text && text.length().is_some_and(|length| length < u32::from(digits))
}

/// Numbers, and strings that look like numbers. A rich one has characters of every length behind its digit.
fn plain(number: u32, families: [Family; 2], now: &DataType, then: &DataType, rich: bool) -> String {
    if families == [Family::Integer; 2]
        || families.contains(&Family::Number) && !families.contains(&Family::Text)
    {
        return number.to_string();
    }
    let long = |data_type: &DataType| data_type.length().is_some_and(|length| length >= 10);
    let texts = families.iter().all(|family| matches!(family, Family::Text | Family::LongText));
    if rich && texts && long(now) && long(then) {
        return format!("'{number}é中😀''\\\\'");
    }
    format!("'{number}'")
}

fn bits(number: u32, width: u8) -> String {
    if width < 4 { (number % 2).to_string() } else { number.to_string() }
}

fn network(number: u32, word: &str) -> String {
    match word {
        "uuid" => format!("'00000000-0000-4000-8000-00000000000{number}'"),
        "inet4" => format!("'10.0.0.{number}'"),
        _ => format!("'fe80::{number}'"),
    }
}

fn vector(number: u32, size: u16, features: &Features) -> String {
    let mut parts = vec![number.to_string()];
    parts.resize(usize::from(size), "1.5".to_owned());
    let text = format!("'[{}]'", parts.join(","));
    vector_function(features).map_or_else(|| text.clone(), |function| format!("{function}({text})"))
}

/// A value of the narrower of two shapes.
fn spatial(number: u32, now: &str, then: &str, srid: Option<u32>, features: &Features) -> Option<String> {
    let shape = match (now, then) {
        (a, b) if a == b => a,
        ("geometry", other) | (other, "geometry") => other,
        _ => return None,
    };
    let text = match shape {
        "linestring" => format!("LINESTRING(0 0, {number} {number})"),
        "polygon" => format!("POLYGON((0 0, 0 {number}, {number} {number}, 0 0))"),
        "multipoint" => format!("MULTIPOINT({number} {number}, 1 2)"),
        "geometrycollection" => format!("GEOMETRYCOLLECTION(POINT({number} 1))"),
        _ => format!("POINT({number} {number})"),
    };
    Some(match srid {
        Some(srid) if features.spatial_reference != SpatialReference::None => {
            format!("ST_GeomFromText('{text}', {srid})")
        }
        _ => format!("ST_GeomFromText('{text}')"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_ascend_with_their_numbers() {
        for data_type in [DataType::Date, DataType::varchar(20)] {
            let bounds: Vec<String> = (1..60).map(|number| bound(number, &data_type)).collect();
            assert!(bounds.is_sorted(), "{bounds:?}");
        }
    }
}
