//! String literals: the one way to quote a value, and to read one back.

/// `value` as a string literal for a session without `NO_BACKSLASH_ESCAPES`, the only kind that we open.
pub fn quote(value: &str) -> String {
    let mut sql = String::with_capacity(value.len() + 2);
    quote_into(value, &mut sql);
    sql
}

/// Appends `value` as a string literal. Quotes are doubled, which every server reads; backslash, NUL, newline,
/// carriage return and Ctrl-Z are escaped as `mysql_real_escape_string` does it.
pub fn quote_into(value: &str, sql: &mut String) {
    sql.push('\'');
    let mut rest = value;
    while let Some(at) = rest.find(['\'', '\\', '\0', '\n', '\r', '\u{1a}']) {
        let (plain, special) = rest.split_at(at);
        sql.push_str(plain);
        sql.push_str(match special.as_bytes()[0] {
            b'\'' => "''",
            b'\\' => "\\\\",
            b'\0' => "\\0",
            b'\n' => "\\n",
            b'\r' => "\\r",
            _ => "\\Z",
        });
        rest = &special[1..];
    }
    sql.push_str(rest);
    sql.push('\'');
}

/// The value of a literal given with its quotes (`'it''s'`, `"x"`); escapes are those of the manual's
/// "String Literals". A text that is not so quoted comes back as it is.
pub fn unquote(literal: &str) -> String {
    let mut chars = literal.chars();
    let Some(quote @ ('\'' | '"')) = chars.next() else { return literal.to_owned() };
    let mut value = String::with_capacity(literal.len());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('0') => value.push('\0'),
                Some('b') => value.push('\u{8}'),
                Some('n') => value.push('\n'),
                Some('r') => value.push('\r'),
                Some('t') => value.push('\t'),
                Some('Z') => value.push('\u{1a}'),
                Some(other) => value.push(other),
                None => {}
            },
            // A quote inside is doubled; a single one is the end of the literal.
            c if c == quote => match chars.next() {
                Some(second) if second == quote => value.push(quote),
                _ => break,
            },
            c => value.push(c),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting_and_reading_back_is_the_same() {
        for value in ["", "a", "it's", "\\", "a\nb\r\t\0\u{1a}", "中文 😀", "'; -- \"", "''"] {
            assert_eq!(unquote(&quote(value)), value);
        }
    }

    #[test]
    fn escapes_of_every_server_are_read() {
        assert_eq!(unquote(r#"'it\'s \\ \"q\"'"#), r#"it's \ "q""#);
        assert_eq!(unquote(r"'it''s'"), "it's");
        assert_eq!(unquote(r"'ab\0'"), "ab\0");
    }
}
