//! Scrubbing: what differs from run to run, and from server to server for no reason that a session is about.

use regex::Regex;

/// What is replaced by what, in this order.
const RULES: &[(&str, &str)] = &[
    // Times and sizes.
    (r"\d+ min \d+ s|\d+\.\d s|\b\d+ ms\b", "[time]"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "[date]"),
    (r"\b\d+(\.\d)? (B|KiB|MiB)\b", "[size]"),
    (r"~[\d,]+", "~n"),
    // OceanBase has no estimate before a table is analyzed.
    (r"about \d+ rows?|an unknown number of rows", "about n rows"),
    // Servers.
    (r"\((mariadb|mysql|oceanbase|tidb) [^)]*\)", "([server])"),
    (r"process \d+ on [^,)]+", "process [pid] on [host]"),
    (r"connection \d+", "connection [id]"),
    // How servers print a definition: display widths, quotes around the whole are alike, options are not.
    (r"\b(tinyint|smallint|int|bigint)\(\d+\)", "$1"),
    (r"(?m)^\) [^;\n]*;", ") [options];"),
    (r" BLOCK_SIZE 16384 LOCAL", ""),
    (r"REFERENCES `shop`\.", "REFERENCES "),
    (r" ON UPDATE RESTRICT ON DELETE RESTRICT", ""),
    // How they refuse.
    (r": [^:\n]* \(error \d+, \w+\)", ": [refusal]"),
    (r"shadowtable_scratch_[0-9a-f]{16}", "[scratch]"),
    (r"shadowtable: (\[\d+/\d+\]) .{0,80}? \(\[time\]\): done", "shadowtable: $1 [statement] ([time]): done"),
    // Columns are as wide as what was replaced.
    (r"(?m) +$", ""),
    (r"(\S) {2,}", "$1  "),
    (r"─+", "─"),
];

/// The transcript with all of that replaced.
pub fn scrub(text: &str) -> String {
    RULES.iter().fold(text.to_owned(), |text, (pattern, replacement)| {
        match Regex::new(pattern) {
            Ok(pattern) => pattern.replace_all(&text, *replacement).into_owned(),
            // The transcript then equals no snapshot.
            Err(error) => format!("{text}\n{pattern}: {error}"),
        }
    })
}
