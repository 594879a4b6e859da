//! How much a table looks like the shadow of a source.

use shadowtable_schema::Name;
use shadowtable_schema::model::{Column, DataType, Table};
use std::collections::HashMap;
use std::fmt;

/// How much two tables are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alikeness {
    /// How many of all columns of both tables are common to both, in percent, rounded down.
    pub score: u8,
    /// Whether the one is recognizably a shadow of the other.
    pub recognizable: bool,
    /// What speaks against it, each a sentence; empty if nothing does.
    pub reasons: Vec<Unlike>,
}

/// Something in which two tables are not alike; its display is a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// Their primary keys are not over the same columns.
    PrimaryKey,
    /// A column of the source is missing.
    Missing(Name),
    /// A column that the source has not.
    Extra(Name),
    /// A column of one name has types of different families.
    Type(Name),
}

/// Compares an existing table with the source (or with the wanted shadow, which has the same columns).
///
/// The rule of `--adopt alike`: a table is recognizably a shadow of a source if
/// - its primary key is over the same columns in the same order, or neither table has one, and
/// - at least two thirds of all columns that occur in either table are common to both.
///
/// A column is common when both tables have it, without regard to case, with a type of one family: numbers, text
/// (ENUM and SET are text), bytes, points in time, shapes, or else the same type. Order, attributes, other keys and
/// options say nothing, as they are what drifts.
pub fn alike(existing: &Table, source: &Table) -> Alikeness {
    let theirs: HashMap<Name, &Column> = columns(existing).collect();
    let ours: HashMap<Name, &Column> = columns(source).collect();
    let mut reasons = Vec::new();
    let mut common: usize = 0;
    for (key, column) in columns(source) {
        match theirs.get(&key) {
            None => reasons.push(Unlike::Missing(column.name.clone())),
            Some(other) if family(&other.data_type) != family(&column.data_type) => {
                reasons.push(Unlike::Type(column.name.clone()));
            }
            Some(_) => common += 1,
        }
    }
    let extra = columns(existing).filter(|(key, _)| !ours.contains_key(key));
    reasons.extend(extra.map(|(_, column)| Unlike::Extra(column.name.clone())));
    let same_key = primary_key(existing) == primary_key(source);
    if !same_key {
        reasons.insert(0, Unlike::PrimaryKey);
    }
    let all = ours.len() + theirs.keys().filter(|key| !ours.contains_key(*key)).count();
    // A table has at least one column, and no server lets it have more than a few thousand.
    let score = (common * 100).checked_div(all).and_then(|score| u8::try_from(score).ok()).unwrap_or(0);
    Alikeness { score, recognizable: same_key && all > 0 && common * 3 >= all * 2, reasons }
}

fn columns(table: &Table) -> impl Iterator<Item = (Name, &Column)> {
    table.columns.iter().map(|column| (column.name.folded(), column))
}

/// The columns of the primary key, folded; a prefix length or a direction says nothing.
fn primary_key(table: &Table) -> Option<Vec<Name>> {
    table.primary_key().map(|key| key.columns().map(Name::folded).collect())
}

/// The family of a type: types between which columns drift. A word that no family has stands for itself.
fn family(data_type: &DataType) -> String {
    let name = data_type.name.as_str().to_ascii_lowercase();
    let family = match name.as_str() {
        "tinyint" | "smallint" | "mediumint" | "int" | "integer" | "bigint" | "bool" | "boolean" | "bit"
        | "decimal" | "numeric" | "float" | "double" | "real" => "number",
        "char" | "varchar" | "nchar" | "nvarchar" | "tinytext" | "text" | "mediumtext" | "longtext"
        | "enum" | "set" => "text",
        "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => "bytes",
        "date" | "datetime" | "timestamp" | "time" | "year" => "time",
        "geometry" | "point" | "linestring" | "polygon" | "multipoint" | "multilinestring"
        | "multipolygon" | "geometrycollection" | "geomcollection" => "shape",
        _ => return name,
    };
    family.to_owned()
}

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PrimaryKey => f.write_str("the primary key is not over the same columns"),
            Self::Missing(name) => write!(f, "column {name} is missing"),
            Self::Extra(name) => write!(f, "the source has no column {name}"),
            Self::Type(name) => write!(f, "column {name} is of another kind"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_schema::{Dialect, Flavor, parse};

    fn table(columns: &str) -> Table {
        let text = format!("CREATE TABLE `t` ({columns})");
        parse::parse(&text, Dialect::new(Flavor::MySql, 9, 7, 0)).unwrap()
    }

    #[test]
    fn two_thirds_of_the_columns_and_the_key_make_a_shadow() {
        let check = |existing: &str, source: &str, score: u8, recognizable: bool, reasons: &str| {
            let found = alike(&table(existing), &table(source));
            let sentences: Vec<String> = found.reasons.iter().map(ToString::to_string).collect();
            assert_eq!((found.score, found.recognizable), (score, recognizable), "{existing} | {source}");
            assert_eq!(sentences.join(", "), reasons, "{existing} | {source}");
        };
        let orders = "`id` int, `total` int, `note` varchar(20), PRIMARY KEY (`id`)";
        check(orders, orders, 100, true, "");
        check("`ID` bigint, `note` text, `total` decimal(9,2), PRIMARY KEY (`ID`)", orders, 100, true, "");
        check("`id` int, `total` int, PRIMARY KEY (`id`)", orders, 66, true, "column note is missing");
        check(
            "`id` int, PRIMARY KEY (`id`)",
            orders,
            33,
            false,
            "column total is missing, column note is missing",
        );
        check(
            "`id` int, `total` int, `note` varchar(20)",
            orders,
            100,
            false,
            "the primary key is not over the same columns",
        );
        check(
            "`id` int, `total` int, `note` blob, `x` int, PRIMARY KEY (`id`)",
            orders,
            50,
            false,
            "column note is of another kind, the source has no column x",
        );
        check("`a` int, `b` int", "`a` int, `b` int", 100, true, "");
        check(
            "`a` int, `b` int, PRIMARY KEY (`b`,`a`)",
            "`a` int, `b` int, PRIMARY KEY (`a`,`b`)",
            100,
            false,
            "the primary key is not over the same columns",
        );
        check("`v` uuid", "`v` varchar(36)", 0, false, "column v is of another kind");
    }
}
