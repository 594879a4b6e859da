//! Statements with their values written in, for the text protocol: every value is quoted here and nowhere else.
//!
//! Prepared statements break on OceanBase's proxies, and cost a round trip more.

use crate::value::Value;

/// What SQLite calls it, and MySQL. It stands at the beginning only.
const OR_IGNORE: (&str, &str) = ("INSERT OR IGNORE INTO", "INSERT IGNORE INTO");

/// What does not stand in a string as it is.
const ESCAPED: [char; 6] = ['\'', '\\', '\0', '\n', '\r', '\x1a'];

/// The statement with the values in the place of its question marks; `None` if their numbers differ.
///
/// Our statements have no question mark in a literal: what people write is always a value.
pub fn filled(sql: &str, params: &[Value]) -> Option<String> {
    let mut parts = sql.split('?');
    let first = parts.next()?;
    let mut text = String::with_capacity(sql.len() + params.iter().map(size).sum::<usize>());
    match first.strip_prefix(OR_IGNORE.0) {
        Some(rest) => {
            text.push_str(OR_IGNORE.1);
            text.push_str(rest);
        }
        None => text.push_str(first),
    }
    let mut params = params.iter();
    for part in parts {
        quote(params.next()?, &mut text);
        text.push_str(part);
    }
    params.next().is_none().then_some(text)
}

fn size(value: &Value) -> usize {
    match value {
        Value::Null | Value::Int(_) => 20,
        Value::Text(text) => text.len() + 16,
    }
}

/// As the server reads it back, with the SQL mode that our sessions set (a backslash escapes) and in utf8mb4, in which no
/// byte of a character can be taken for a quote.
fn quote(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("NULL"),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Text(text) => {
            out.push('\'');
            let mut rest = text.as_str();
            while let Some(at) = rest.find(ESCAPED) {
                let (plain, special) = rest.split_at(at);
                out.push_str(plain);
                out.push('\\');
                // Each of them is one byte.
                let (special, behind) = special.split_at(1);
                out.push_str(match special {
                    "\0" => "0",
                    "\n" => "n",
                    "\r" => "r",
                    "\x1a" => "Z",
                    itself => itself,
                });
                rest = behind;
            }
            out.push_str(rest);
            out.push('\'');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in() {
        let params = [Value::Int(-1), Value::Null, Value::from("it's \\ ?\n")];
        assert_eq!(
            filled("INSERT OR IGNORE INTO `t` VALUES (?, ?, ?)", &params).unwrap(),
            "INSERT IGNORE INTO `t` VALUES (-1, NULL, 'it\\'s \\\\ ?\\n')"
        );
    }

    #[test]
    fn numbers_of_marks_and_values_are_the_same() {
        assert_eq!(filled("SELECT ?", &[]), None);
        assert_eq!(filled("SELECT 1", &[Value::Null]), None);
    }
}
