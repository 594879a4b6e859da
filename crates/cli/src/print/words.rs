//! Numbers, times and statements in few words.

use shadowtable_plan::Occupancy;
use std::time::Duration;

/// A statement on one line, cut to 72 characters.
pub fn short(sql: &str) -> String {
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 72 {
        return line;
    }
    let cut: String = line.chars().take(71).collect();
    format!("{cut}…")
}

/// `34 ms`, `2.1 s`, `1 min 15 s`.
pub fn duration(took: Duration) -> String {
    let seconds = took.as_secs();
    if took < Duration::from_secs(1) {
        format!("{} ms", took.as_millis())
    } else if seconds < 60 {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

/// `16 KiB`, `1.2 GiB`.
pub fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut value = bytes;
    let mut tenths = 0;
    let mut unit = 0;
    while value >= 1024 && unit + 1 < UNITS.len() {
        tenths = (value % 1024) * 10 / 1024;
        value /= 1024;
        unit += 1;
    }
    if unit == 0 || value >= 10 || tenths == 0 {
        format!("{value} {}", UNITS[unit])
    } else {
        format!("{value}.{tenths} {}", UNITS[unit])
    }
}

/// `12,345`.
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 pair`, `2 pairs`.
pub fn count(many: usize, noun: &str) -> String {
    let plural = if many == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(many as u64))
}

/// The rows of a table, as far as they are known: `0`, `~1,200`, `?`.
pub fn rows(occupancy: Option<Occupancy>) -> String {
    match occupancy {
        None => String::new(),
        Some(Occupancy::Empty) => "0".to_owned(),
        Some(Occupancy::Rows { estimate: Some(rows), .. }) => format!("~{}", number(rows)),
        Some(Occupancy::Rows { estimate: None, .. }) => "?".to_owned(),
    }
}

/// The size of a table, as far as it is known.
pub fn size(occupancy: Option<Occupancy>) -> String {
    match occupancy {
        Some(Occupancy::Rows { bytes: Some(known), .. }) => bytes(known),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        let all = [0, 999, 1000, 12345, 1_234_567].map(number);
        assert_eq!(all, ["0", "999", "1,000", "12,345", "1,234,567"]);
        let all = [0, 1023, 1024, 16384, 1_610_612_736, 5 << 40].map(bytes);
        assert_eq!(all, ["0 B", "1023 B", "1 KiB", "16 KiB", "1.5 GiB", "5 TiB"]);
        assert_eq!([count(0, "pair"), count(1, "pair"), count(2, "pair")], ["0 pairs", "1 pair", "2 pairs"]);
    }

    #[test]
    fn times_are_readable() {
        let all = [3, 999, 2140, 75_000].map(|ms| duration(Duration::from_millis(ms)));
        assert_eq!(all, ["3 ms", "999 ms", "2.1 s", "1 min 15 s"]);
    }

    #[test]
    fn a_statement_fits_a_line() {
        assert_eq!(short("CREATE TABLE `a` (\n  `b` int\n)"), "CREATE TABLE `a` ( `b` int )");
        assert_eq!(short(&"ä".repeat(100)).chars().count(), 72);
    }
}
