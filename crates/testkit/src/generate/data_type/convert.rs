//! Type changes that the rows we make survive: widening, narrowing and converting ones.

use super::super::features::Features;
use super::super::rng::Rng;
use super::random::{any_collation, collation};
use super::{DataType, Family, TypeKind};

impl DataType {
    /// A type that values of this one can be changed to; the same one when there is none.
    pub fn converted(&self, rng: &mut Rng, features: &Features) -> Self {
        match self {
            Self::Choice { set, members, collation } => {
                let members = changed_members(members, *set, rng);
                Self::Choice { set: *set, members, collation: *collation }
            }
            Self::Bit(_) => Self::Bit(rng.pick_or(&[4, 8, 33, 64], 8)),
            Self::Spatial { shape: "point", srid } => Self::Spatial { shape: "geometry", srid: *srid },
            Self::Spatial { shape: "geometry", srid } => Self::Spatial { shape: "point", srid: *srid },
            Self::Json => Self::Text { rank: 3, collation: None },
            Self::Binary(length) => {
                let wider = length + rng.between(0, 20);
                rng.pick(&[Self::Binary(wider), Self::Varbinary(wider), Self::Blob(1)])
                    .cloned()
                    .unwrap_or(Self::Blob(1))
            }
            Self::Spatial { .. } | Self::Vector(_) | Self::Network(_) | Self::Array(_) | Self::Bitmap => {
                self.clone()
            }
            _ => {
                let kind = rng.pick(targets(self.family())).copied();
                kind.map_or_else(|| self.clone(), |kind| Self::of_kind(kind, rng, features).wide_enough(self))
            }
        }
    }

    /// Temporal values are long: the types that take them over must be long enough, too.
    fn wide_enough(self, before: &Self) -> Self {
        let least = match before.family() {
            Family::Date | Family::Timestamp | Family::Time => 30,
            // DECIMAL(65,30) and ZEROFILL print many digits.
            Family::Number => 70,
            Family::Integer => 20,
            _ => 5,
        };
        match self {
            // A year does not fit TINYINT.
            Self::Integer { width, unsigned, zerofill, .. } if before.family() == Family::Year => {
                Self::Integer { rank: 3, width, unsigned, zerofill }
            }
            Self::Char { length, collation } if length < least => Self::Varchar { length: least, collation },
            Self::Varchar { length, collation } => Self::Varchar { length: length.max(least), collation },
            Self::Varbinary(length) => Self::Varbinary(length.max(least * 4)),
            other => other,
        }
    }

    /// The same type with another character set or collation; the same one if it has none.
    pub fn with_other_collation(&self, rng: &mut Rng, features: &Features) -> Self {
        let mut changed = self.clone();
        let other = if rng.chance(70) { any_collation(rng, features) } else { collation(rng, features) };
        if let Some(place) = changed.collation_mut() {
            *place = other;
        }
        changed
    }
}

/// The kinds that a family's values can be changed to without losing a value that we make.
fn targets(family: Family) -> &'static [TypeKind] {
    use TypeKind as K;
    match family {
        Family::Integer => {
            &[K::Integer, K::Integer, K::Integer, K::Decimal, K::Float, K::Varchar, K::Char, K::Text]
        }
        Family::Number => &[K::Decimal, K::Decimal, K::Float, K::Integer, K::Varchar],
        Family::Text => {
            &[K::Varchar, K::Varchar, K::Char, K::Text, K::Varbinary, K::Integer, K::Decimal, K::Blob]
        }
        Family::LongText => &[K::Text, K::Text, K::Varchar, K::Blob],
        Family::Bytes => &[K::Varbinary, K::Varbinary, K::Varchar, K::Blob],
        Family::LongBytes => &[K::Blob, K::Blob, K::Text],
        Family::Date | Family::Timestamp => &[K::DateTime, K::Date, K::Timestamp, K::Varchar],
        Family::Time => &[K::Time, K::Varchar],
        Family::Year => &[K::Integer, K::Varchar],
        _ => &[],
    }
}

/// Members added, taken away at the end, or moved: rows only have members that are on both sides.
fn changed_members(members: &[String], set: bool, rng: &mut Rng) -> Vec<String> {
    let mut changed = members.to_vec();
    let stem = if rng.chance(30) { "n'" } else { "n" };
    let fresh = format!("{stem}{}{}", changed.len(), rng.below(1000));
    match rng.below(4) {
        0 => changed.push(fresh),
        1 => changed.insert(rng.below(changed.len() + 1), fresh),
        2 if changed.len() > 2 => drop(changed.pop()),
        _ => changed.rotate_left(1),
    }
    if set {
        changed.truncate(12);
    }
    changed
}
