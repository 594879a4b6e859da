//! What a change of type does to values that are stored.

use shadowtable_schema::model::{Arguments, DataType};

/// What happens to stored values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeChange {
    /// Nothing: the types hold the same values.
    Same,
    /// Every value fits.
    Widens,
    /// A value may not fit.
    Narrows,
    /// Values become values of another family.
    Converts,
}

/// What changing `from` into `to` does to values (manual: "Data Types", storage requirements).
pub fn type_change(from: &DataType, to: &DataType) -> TypeChange {
    if from == to {
        return TypeChange::Same;
    }
    if let (Some(from), Some(to)) = (integer(from), integer(to)) {
        return ranges(from, to);
    }
    if let (Some(from), Some(to)) = (capacity(from), capacity(to)) {
        return if from.family != to.family { TypeChange::Converts } else { compare(from.length, to.length) };
    }
    let same_name = from.name.as_str().eq_ignore_ascii_case(to.name.as_str());
    match (&from.arguments, &to.arguments) {
        (Arguments::Members(from), Arguments::Members(to)) if same_name => members(from, to),
        _ if from.is("decimal") && to.is("decimal") => decimals(from, to),
        _ if from.is("float") && to.is("double") && from.unsigned == to.unsigned => TypeChange::Widens,
        _ if same_name && from.unsigned == to.unsigned => {
            compare(from.length().unwrap_or(0), to.length().unwrap_or(0))
        }
        _ if same_name => TypeChange::Narrows,
        _ => TypeChange::Converts,
    }
}

fn compare(from: u64, to: u64) -> TypeChange {
    match from.cmp(&to) {
        std::cmp::Ordering::Less => TypeChange::Widens,
        std::cmp::Ordering::Equal => TypeChange::Same,
        std::cmp::Ordering::Greater => TypeChange::Narrows,
    }
}

/// The least and the greatest value of an integer type.
fn integer(data_type: &DataType) -> Option<(i128, i128)> {
    let bits = [("tinyint", 8), ("smallint", 16), ("mediumint", 24), ("int", 32), ("bigint", 64)]
        .into_iter()
        .find(|(name, _)| data_type.is(name))?
        .1;
    Some(if data_type.unsigned { (0, (1 << bits) - 1) } else { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) })
}

fn ranges(from: (i128, i128), to: (i128, i128)) -> TypeChange {
    if from == to {
        TypeChange::Same
    } else if to.0 <= from.0 && from.1 <= to.1 {
        TypeChange::Widens
    } else {
        TypeChange::Narrows
    }
}

/// How much text or how many bytes a type holds.
struct Capacity {
    family: &'static str,
    length: u64,
}

fn capacity(data_type: &DataType) -> Option<Capacity> {
    let length = data_type.length();
    let (family, length) = match data_type.name.as_str().to_ascii_lowercase().as_str() {
        // A CHAR loses trailing blanks when it is read, a VARCHAR keeps them: both ways values may differ.
        "char" => ("char", length.unwrap_or(1)),
        "varchar" => ("text", length?),
        // A TEXT is measured in bytes; at four bytes a character it surely holds a quarter.
        "tinytext" => ("text", 255 / 4),
        "text" => ("text", 65_535 / 4),
        "mediumtext" => ("text", 16_777_215 / 4),
        "longtext" => ("text", u64::from(u32::MAX) / 4),
        "binary" => ("binary", length.unwrap_or(1)),
        "varbinary" => ("bytes", length?),
        "tinyblob" => ("bytes", 255),
        "blob" => ("bytes", 65_535),
        "mediumblob" => ("bytes", 16_777_215),
        "longblob" => ("bytes", u64::from(u32::MAX)),
        _ => return None,
    };
    Some(Capacity { family, length })
}

/// Members at the end cost nothing; a missing one fails the rows that have it. A member in the middle changes the
/// numbers of those behind it, which the server rewrites without loss.
fn members(from: &[String], to: &[String]) -> TypeChange {
    if from.iter().all(|member| to.contains(member)) { TypeChange::Widens } else { TypeChange::Narrows }
}

fn decimals(from: &DataType, to: &DataType) -> TypeChange {
    let parts = |data_type: &DataType| {
        let (precision, scale) = (data_type.length().unwrap_or(10), data_type.scale().unwrap_or(0));
        (precision.saturating_sub(scale), scale)
    };
    let ((whole, scale), (new_whole, new_scale)) = (parts(from), parts(to));
    if to.unsigned && !from.unsigned || new_whole < whole || new_scale < scale {
        TypeChange::Narrows
    } else if (new_whole, new_scale) == (whole, scale) {
        TypeChange::Same
    } else {
        TypeChange::Widens
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_schema::{Dialect, Flavor, read};

    fn data_type(text: &str) -> DataType {
        let sql = format!("CREATE TABLE `t` (`a` {text})");
        read(&sql, Dialect::new(Flavor::MySql, 9, 7, 0)).unwrap().columns.remove(0).data_type
    }

    #[test]
    fn what_fits_is_known() {
        use TypeChange::*;
        for (from, to, expected) in [
            ("int", "int", Same),
            ("int", "bigint", Widens),
            ("int(11)", "int(10)", Same),
            ("int unsigned", "bigint", Widens),
            ("int", "int unsigned", Narrows),
            ("bigint", "int", Narrows),
            ("varchar(10)", "varchar(20)", Widens),
            ("varchar(20)", "varchar(10)", Narrows),
            ("varchar(20)", "text", Widens),
            ("varchar(60000)", "text", Narrows),
            ("text", "mediumtext", Widens),
            ("varchar(20)", "int", Converts),
            ("char(3)", "varchar(3)", Converts),
            ("decimal(10,2)", "decimal(12,2)", Widens),
            ("decimal(10,2)", "decimal(10,4)", Narrows),
            ("datetime", "datetime(6)", Widens),
            ("datetime(6)", "datetime", Narrows),
            ("datetime", "date", Converts),
            ("enum('a','b')", "enum('a','b','c')", Widens),
            ("enum('a','b')", "enum('a')", Narrows),
            ("float", "double", Widens),
        ] {
            assert_eq!(type_change(&data_type(from), &data_type(to)), expected, "{from} -> {to}");
        }
    }
}
