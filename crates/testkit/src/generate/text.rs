//! Awkward words: names, comments and strings that a careless reader of SQL trips over, and how they are quoted.

use super::charset::Repertoire;
use super::features::Features;
use super::rng::Rng;

/// A name in backquotes.
pub fn name(text: &str) -> String {
    format!("`{}`", text.replace('`', "``"))
}

/// Several names in backquotes, separated by commas.
pub fn names<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    texts.into_iter().map(|text| name(text)).collect::<Vec<_>>().join(", ")
}

/// A string in single quotes, as a server without NO_BACKSLASH_ESCAPES reads it.
pub fn string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for character in text.chars() {
        match character {
            '\'' => quoted.push_str("''"),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            other => quoted.push(other),
        }
    }
    quoted.push('\'');
    quoted
}

const COMMENTS: &[&str] = &[
    "plain",
    "it's; */ PARTITION BY t",
    "a \"c\" -- x /* y */",
    "line1\nline2\ttab \\ back",
    "中文注释",
    "smile 😀",
    "100%_ `tick`",
    ") ENGINE=MyISAM COMMENT='x",
    "# not a comment",
    "ends with a backslash \\",
    "''",
    "?",
];

/// A comment that the server keeps.
pub fn comment(rng: &mut Rng, features: &Features) -> String {
    let kept: Vec<&str> = COMMENTS.iter().copied().filter(|text| features.comments.holds(text)).collect();
    rng.pick_or(&kept, "plain").to_owned()
}

const STRINGS: &[&str] =
    &["x", "", "it's", "a,b c", "\"q\"", "back\\slash", "NULL", "0", "中文", "%d", "`b`", "é"];

/// A short string that the repertoire holds.
pub fn value(rng: &mut Rng, repertoire: Repertoire) -> String {
    let fitting: Vec<&str> = STRINGS.iter().copied().filter(|text| repertoire.holds(text)).collect();
    rng.pick_or(&fitting, "x").to_owned()
}

/// A member of an ENUM (or SET, which can't have commas in it).
pub fn member(rng: &mut Rng, repertoire: Repertoire, set: bool, number: usize) -> String {
    let stem = value(rng, repertoire);
    let stem = if set { stem.replace(',', ";") } else { stem };
    format!("{}{number}", stem.trim())
}

/// A new column's name.
pub fn column(rng: &mut Rng, features: &Features, number: u32) -> String {
    let text = any_column(rng, number);
    if features.quotes_in_names { text } else { text.replace(['\'', '`'], "_") }
}

fn any_column(rng: &mut Rng, number: u32) -> String {
    match rng.below(20) {
        0 => format!("select {number}"),
        1 => format!("a`b{number}"),
        2 => format!("列{number}"),
        3 => format!("it's{number}"),
        4 => format!("Mixed{number}"),
        5 => format!("say \"{number}\""),
        6 => format!("long_{number}_{}", "x".repeat(40)),
        _ => format!("c{number}"),
    }
}

/// A new table's name, short enough for a shadow of any short prefix.
pub fn table(rng: &mut Rng, features: &Features, number: u32) -> String {
    let text = match rng.below(18) {
        0 => format!("Order Items {number}"),
        1 => format!("a`b{number}"),
        2 => format!("订单{number}"),
        3 => format!("it's{number}"),
        4 => format!("select{number}"),
        5 => format!("pct%_{number}"),
        6 => format!("long_{number}_{}", "y".repeat(60 - 6 - number.to_string().len())),
        7 => format!("dash-{number}.$"),
        _ => format!("t{number}"),
    };
    let text = if features.quotes_in_names { text } else { text.replace(['\'', '`'], "_") };
    if features.folds_table_names { text.to_lowercase() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting_survives_quotes() {
        assert_eq!(name("a`b"), "`a``b`");
        assert_eq!(string("it's \\ \n"), "'it''s \\\\ \\n'");
    }
}
