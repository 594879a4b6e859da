//! Random data types within what a server has.

use super::super::charset::{Collation, Repertoire};
use super::super::features::Features;
use super::super::rng::Rng;
use super::super::text;
use super::{DataType, TypeKind};

/// Kinds that real tables are full of.
const COMMON: &[TypeKind] = &[
    TypeKind::Integer,
    TypeKind::Integer,
    TypeKind::Varchar,
    TypeKind::Decimal,
    TypeKind::DateTime,
    TypeKind::Char,
];

impl DataType {
    /// Any type the server has.
    pub fn random(rng: &mut Rng, features: &Features) -> Self {
        let kinds = if rng.chance(50) { COMMON } else { features.types };
        Self::of_kind(rng.pick_or(kinds, TypeKind::Integer), rng, features)
    }

    /// A type of a kind.
    pub fn of_kind(kind: TypeKind, rng: &mut Rng, features: &Features) -> Self {
        match kind {
            TypeKind::Integer => integer(rng),
            TypeKind::Decimal => decimal(rng),
            TypeKind::Float => {
                let digits = if rng.chance(30) { Some((9, 3)) } else { None };
                Self::Float { double: rng.chance(50), digits, unsigned: rng.chance(20) }
            }
            TypeKind::Bit => Self::Bit(rng.pick_or(&[1, 4, 8, 33, 64], 8)),
            TypeKind::Date => Self::Date,
            TypeKind::DateTime => Self::DateTime(digits(rng)),
            TypeKind::Timestamp => Self::Timestamp(digits(rng)),
            TypeKind::Time => Self::Time(digits(rng)),
            TypeKind::Year => Self::Year,
            TypeKind::Char => Self::Char {
                length: rng.pick_or(&[1, 4, 10, 36, 60], 10),
                collation: collation(rng, features),
            },
            TypeKind::Varchar => {
                let length = rng.pick_or(&[5, 20, 50, 100, 255, 400], 50);
                Self::Varchar { length, collation: collation(rng, features) }
            }
            TypeKind::Text => Self::Text { rank: lob(rng), collation: collation(rng, features) },
            TypeKind::Binary => Self::Binary(rng.pick_or(&[4, 16, 32], 16)),
            TypeKind::Varbinary => Self::Varbinary(rng.pick_or(&[10, 64, 255], 64)),
            TypeKind::Blob => Self::Blob(lob(rng)),
            TypeKind::Enum => choice(false, rng, features),
            TypeKind::Set => choice(true, rng, features),
            TypeKind::Json => Self::Json,
            TypeKind::Spatial => spatial(rng, features),
            TypeKind::Vector => Self::Vector(rng.pick_or(&[2, 3, 8], 3)),
            TypeKind::Network => Self::Network(rng.word(features.network_types)),
            TypeKind::Array => Self::Array(rng.word(&["int", "bigint", "varchar(10)", "double"])),
            TypeKind::Bitmap => Self::Bitmap,
        }
    }
}

fn integer(rng: &mut Rng) -> DataType {
    let zerofill = rng.chance(8);
    // Seventy in a hundred are INT or BIGINT, so that foreign keys find partners.
    let rank = if rng.chance(70) { rng.pick_or(&[3, 4], 3) } else { rng.pick_or(&[0, 1, 2, 3, 4], 3) };
    DataType::Integer {
        rank,
        width: if zerofill || rng.chance(15) { Some(rng.pick_or(&[1, 5, 9], 5)) } else { None },
        unsigned: zerofill || rng.chance(25),
        zerofill,
    }
}

fn decimal(rng: &mut Rng) -> DataType {
    let (precision, scale) = rng.pick_or(&[(10, 0), (10, 2), (20, 6), (5, 2), (65, 30), (3, 1)], (10, 2));
    let zerofill = rng.chance(5);
    DataType::Decimal { precision, scale, unsigned: zerofill || rng.chance(20), zerofill }
}

fn digits(rng: &mut Rng) -> u8 {
    rng.pick_or(&[0, 0, 0, 3, 6], 0)
}

fn lob(rng: &mut Rng) -> u8 {
    rng.pick_or(&[0, 1, 1, 2, 3], 1)
}

/// Mostly none: the table's is used.
pub(super) fn collation(rng: &mut Rng, features: &Features) -> Option<Collation> {
    if rng.chance(30) { any_collation(rng, features) } else { None }
}

/// One of the server's character sets, with a collation or without.
pub fn any_collation(rng: &mut Rng, features: &Features) -> Option<Collation> {
    let charset = *rng.pick(features.charsets)?;
    let name = if rng.chance(60) { rng.pick(charset.collations).copied() } else { None };
    Some(Collation { charset, name })
}

fn choice(set: bool, rng: &mut Rng, features: &Features) -> DataType {
    let collation = collation(rng, features);
    let repertoire = collation.map_or(Repertoire::Chinese, |collation| collation.charset.repertoire);
    let count = rng.between(2, 5) as usize;
    let members = (0..count).map(|number| text::member(rng, repertoire, set, number)).collect();
    DataType::Choice { set, members, collation }
}

fn spatial(rng: &mut Rng, features: &Features) -> DataType {
    let shape = rng.word(&[
        "point",
        "point",
        "geometry",
        "linestring",
        "polygon",
        "multipoint",
        "geometrycollection",
    ]);
    let srid =
        if features.srids.is_empty() || rng.chance(50) { None } else { rng.pick(features.srids).copied() };
    DataType::Spatial { shape, srid }
}
