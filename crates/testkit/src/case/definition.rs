//! Definitions compared by text: rules of our own, so that the product's are proved by others.

/// What SHOW CREATE TABLE prints, without what may differ: a line for each column in order, one for each key and
/// constraint sorted, and the options.
pub fn canonical(definition: &str, database: &str) -> Vec<String> {
    let text = definition.replace(&format!("`{database}`."), "");
    let (head, items, tail) = split(&text);
    let (columns, mut others): (Vec<String>, Vec<String>) =
        items.into_iter().partition(|item| item.starts_with('`'));
    others.iter_mut().for_each(|item| *item = without_wide_literals(&nameless(item)));
    others.sort();
    let mut lines = vec![head];
    lines.extend(columns);
    lines.extend(others);
    lines.push(without_auto_increment(&tail));
    lines
}

/// The first line, what stands between the outermost parentheses, and the options.
///
/// By lines, not by quotes: OceanBase prints members of an ENUM with their quotes unescaped.
fn split(text: &str) -> (String, Vec<String>, String) {
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default().to_owned();
    let mut items: Vec<String> = Vec::new();
    let mut tail: Vec<&str> = Vec::new();
    for line in lines {
        if !tail.is_empty() || line.starts_with(')') {
            tail.push(line);
        } else if let Some(item) = line.strip_prefix("  ") {
            items.push(item.trim_end_matches([',', ' ']).to_owned());
        } else if let Some(last) = items.last_mut() {
            *last = format!("{last}\n{line}");
        }
    }
    (head, items, tail.join("\n"))
}

/// Without the name of a constraint: it is no difference.
fn nameless(item: &str) -> String {
    let Some(rest) = item.strip_prefix("CONSTRAINT `") else { return item.to_owned() };
    for what in ["FOREIGN KEY", "CHECK"] {
        if let Some(at) = rest.find(&format!("` {what}")) {
            return rest[at + 2..].to_owned();
        }
    }
    item.to_owned()
}

/// With literals of UTF-16 as they are in others: MySQL prints those of a CHECK byte by byte after the table was made anew.
fn without_wide_literals(item: &str) -> String {
    const BEGIN: &str = "_utf16'";
    let mut rest = item;
    let mut text = String::new();
    while let Some((before, literal)) = rest.split_once(BEGIN) {
        let (mut inside, mut end) = (String::new(), literal);
        // A NUL, then one character, which may be escaped.
        while let Some(after) = end.strip_prefix("\\0") {
            let length = 1 + usize::from(after.starts_with('\\'));
            let (character, left) = after.split_at_checked(length).unwrap_or((after, ""));
            inside += character;
            end = left;
        }
        match end.strip_prefix('\'') {
            Some(left) => {
                text += &format!("{before}_utf8mb4'{inside}'");
                rest = left;
            }
            None => {
                text += &format!("{before}{BEGIN}");
                rest = literal;
            }
        }
    }
    text + rest
}

/// Without the counter, which is not compared.
fn without_auto_increment(options: &str) -> String {
    const WORD: &str = " AUTO_INCREMENT";
    let mut rest = options;
    let mut text = String::new();
    while let Some(at) = rest.find(WORD) {
        let (before, after) = rest.split_at(at);
        text += before;
        let is_quoted = text.matches('\'').count() % 2 == 1;
        let value = after[WORD.len()..].trim_start_matches([' ', '=']);
        let end = value.trim_start_matches(|c: char| c.is_ascii_digit());
        if is_quoted || end.len() == value.len() {
            text += WORD;
            rest = &after[WORD.len()..];
        } else {
            rest = end;
        }
    }
    text + rest
}

/// Whether the shadow says what its source says: foreign keys aside, which may reference other tables.
pub fn of_source(source: &[String]) -> Vec<String> {
    let of_table = source.iter().filter(|line| !line.starts_with("FOREIGN KEY"));
    let mut lines: Vec<String> = of_table.map(|line| without_implied_charset(line)).collect();
    if let Some(first) = lines.first_mut() {
        "CREATE TABLE … (".clone_into(first);
    }
    lines
}

/// The line without a character set that its collation tells: MySQL prints it for a column that was modified and not for
/// one that was created so.
fn without_implied_charset(line: &str) -> String {
    const WORDS: &str = " CHARACTER SET ";
    let Some(at) = line.find(WORDS) else { return line.to_owned() };
    let (before, rest) = (&line[..at], &line[at + WORDS.len()..]);
    let implied = rest.split_once(" COLLATE ").filter(|(charset, collation)| {
        collation.strip_prefix(charset).is_some_and(|rest| rest.starts_with('_'))
    });
    implied.map_or_else(|| line.to_owned(), |(_, collation)| format!("{before} COLLATE {collation}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_constraints_and_counters_are_no_difference() {
        let one = "CREATE TABLE `t` (\n  `a` int,\n  KEY `k` (`a`),\n  CONSTRAINT `x` CHECK (`a` > 0),\n  \
                   CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `d1`.`p` (`a`)\n) ENGINE=InnoDB AUTO_INCREMENT=7 \
                   DEFAULT CHARSET=utf8mb4 COMMENT='x AUTO_INCREMENT=9'";
        let two = "CREATE TABLE `t` (\n  `a` int,\n  CONSTRAINT `y` FOREIGN KEY (`a`) REFERENCES `p` (`a`),\n  \
                   KEY `k` (`a`),\n  CONSTRAINT `z` CHECK (`a` > 0)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 \
                   COMMENT='x AUTO_INCREMENT=9'";
        assert_eq!(canonical(one, "d1"), canonical(two, "d2"));
        assert_ne!(canonical(one, "d1"), canonical(&two.replace("=9", "=8"), "d2"));
    }

    #[test]
    fn literals_printed_byte_by_byte_are_no_difference() {
        let check = |line: &str, expected: &str| assert_eq!(without_wide_literals(line), expected);
        check(r"CHECK (`c` in (_utf16'\0x\0\'',_utf16'N-'))", r"CHECK (`c` in (_utf8mb4'x\'',_utf16'N-'))");
        check("CHECK (`c` <> _utf8mb4'x')", "CHECK (`c` <> _utf8mb4'x')");
    }

    #[test]
    fn a_character_set_that_the_collation_tells_is_no_difference() {
        let check = |line: &str, expected: &str| assert_eq!(without_implied_charset(line), expected);
        check("`a` text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "`a` text COLLATE utf8mb4_bin");
        check("`a` text CHARACTER SET latin1 NOT NULL", "`a` text CHARACTER SET latin1 NOT NULL");
        check("`a` text", "`a` text");
    }

    #[test]
    fn columns_keep_their_order() {
        let one = "CREATE TABLE `t` (\n  `a` int,\n  `b` int\n) ENGINE=InnoDB";
        let two = "CREATE TABLE `t` (\n  `b` int,\n  `a` int\n) ENGINE=InnoDB";
        assert_ne!(canonical(one, ""), canonical(two, ""));
    }
}
