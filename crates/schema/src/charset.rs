//! Character sets and their default collations, which servers leave out when they print a column.

/// The collation that a column has when its definition names only the character set.
///
/// `utf8mb4` is always printed with its collation by MySQL 8.0 and MariaDB, so only the default of the others (and of
/// OceanBase and MySQL before 8.0, `utf8mb4_general_ci`) has to be known here (manual: SHOW CHARACTER SET).
pub fn default_collation(charset: &str) -> String {
    let suffix = match charset {
        "binary" => return "binary".to_owned(),
        "latin1" | "dec8" | "swe7" => "swedish_ci",
        "hp8" => "english_ci",
        "big5" | "gb2312" | "gbk" | "gb18030" => "chinese_ci",
        "sjis" | "ujis" | "cp932" | "eucjpms" => "japanese_ci",
        "euckr" => "korean_ci",
        "tis620" => "thai_ci",
        "latin5" => "turkish_ci",
        "utf8" | "utf8mb3" => return "utf8mb3_general_ci".to_owned(),
        _ => "general_ci",
    };
    format!("{charset}_{suffix}")
}

/// The character set to which a collation belongs: the name up to its first underscore.
pub fn of_collation(collation: &str) -> &str {
    collation.split('_').next().unwrap_or(collation)
}

/// One name for the two that `utf8mb3` has: MySQL before 8.0.30 and MariaDB before 10.6 print `utf8`.
pub fn canonical(name: &str) -> String {
    match name.strip_prefix("utf8_") {
        Some(rest) => format!("utf8mb3_{rest}"),
        None if name == "utf8" => "utf8mb3".to_owned(),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_those_of_the_manual() {
        for (charset, collation) in [
            ("latin1", "latin1_swedish_ci"),
            ("gbk", "gbk_chinese_ci"),
            ("ascii", "ascii_general_ci"),
            ("utf8mb4", "utf8mb4_general_ci"),
            ("binary", "binary"),
            ("utf8", "utf8mb3_general_ci"),
        ] {
            assert_eq!(default_collation(charset), collation);
        }
        assert_eq!(of_collation("utf8mb4_0900_ai_ci"), "utf8mb4");
        assert_eq!(canonical("utf8_bin"), "utf8mb3_bin");
    }
}
