//! SHOW CREATE TABLE in a form in which two shadows that mean the same are equal.

use super::features::Flavor;
use super::text;

/// What may differ on purpose is left out: the value of AUTO_INCREMENT, names of constraints, the database's name, and
/// the order of keys and constraints; so is what a server prints otherwise after an ALTER than after a CREATE.
///
/// It shares no code with the tool's own comparison, so that one is a check of the other.
pub fn canonical(show_create: &str, database: &str, flavor: Flavor) -> String {
    let text = show_create.replace(&format!("`{database}`."), "");
    let (mut columns, mut keys, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    let mut inside = true;
    for line in text.lines() {
        let line = line.trim().trim_end_matches(',').trim_end();
        if line.starts_with(')') {
            inside = false;
        }
        if line.is_empty() {
            continue;
        }
        if !inside {
            rest.push(without_auto_increment(line));
        } else if line.starts_with('`') || line.starts_with("CREATE TABLE") {
            columns.push(settled(line, flavor));
        } else {
            keys.push(settled(&without_constraint_name(line), flavor));
        }
    }
    keys.sort();
    columns.extend(keys);
    columns.extend(rest);
    columns.join("\n")
}

fn without_constraint_name(line: &str) -> String {
    let Some(named) = line.strip_prefix("CONSTRAINT ") else { return line.to_owned() };
    let name = quoted(named, '`');
    named.get(name.len()..).unwrap_or_default().trim_start().to_owned()
}

fn without_auto_increment(line: &str) -> String {
    for word in [" AUTO_INCREMENT=", " AUTO_INCREMENT = "] {
        if let Some((before, after)) = line.split_once(word) {
            let rest = after.trim_start_matches(|character: char| character.is_ascii_digit());
            return format!("{before}{rest}");
        }
    }
    line.to_owned()
}

/// The quoted text at the start: a quote in it is doubled, and a backslash makes it harmless in strings.
fn quoted(text: &str, quote: char) -> &str {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && quote == '\'' {
            characters.next();
        } else if character == quote && characters.next_if(|(_, next)| *next == quote).is_none() {
            return text.get(..at + 1).unwrap_or(text);
        }
    }
    text
}

/// A line's words, names, strings and signs. Blanks belong to what is before them.
fn tokens(line: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let token = match first {
            '`' | '\'' => quoted(rest, first),
            _ if is_word(first) => rest.split(|character| !is_word(character)).next().unwrap_or(rest),
            _ => rest.get(..first.len_utf8()).unwrap_or(rest),
        };
        tokens.push(token);
        rest = rest.get(token.len()..).unwrap_or_default();
    }
    tokens
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '.'
}

/// MySQL gives literals the character set of whoever alters the table or of the column they are compared with, and
/// parentheses, and prints the character set of a column whose definition named it, also where it is the table's (the oracle
/// asks for every column's beside); MariaDB forgets which method a key uses.
fn settled(line: &str, flavor: Flavor) -> String {
    match flavor {
        Flavor::MySql => settled_literals(&without_charset(line)),
        Flavor::MariaDb => settled_methods(line),
        Flavor::OceanBase => line.to_owned(),
    }
}

fn without_charset(line: &str) -> String {
    without(line, |rest| match rest {
        [" ", "CHARACTER", " ", "SET", " ", _, ..] => 6,
        [" ", "COLLATE", " ", _, ..] => 4,
        _ => 0,
    })
}

/// A line without the tokens of which `length` says how many begin here.
fn without(line: &str, length: fn(&[&str]) -> usize) -> String {
    let all = tokens(line);
    let mut rest = all.as_slice();
    let mut kept = String::new();
    while let [token, others @ ..] = rest {
        match length(rest) {
            0 => {
                kept.push_str(token);
                rest = others;
            }
            gone => rest = rest.get(gone..).unwrap_or_default(),
        }
    }
    kept
}

fn settled_literals(line: &str) -> String {
    let mut settled: Vec<String> = Vec::new();
    for token in tokens(line) {
        if token.starts_with('\'') {
            let mut value = unquoted(token);
            if let Some(introducer) = settled.pop_if(|last| last.starts_with('_')) {
                if introducer.starts_with("_utf16") || introducer == "_ucs2" {
                    value = narrow(&value).unwrap_or(value);
                }
                if !value.is_ascii() {
                    settled.push(introducer);
                }
            }
            settled.push(text::string(&value));
        } else if token == ")" && holds_one_literal(&settled) {
            let literal = settled.pop().unwrap_or_default();
            settled.pop();
            settled.push(literal);
        } else {
            settled.push(token.to_owned());
        }
    }
    settled.concat()
}

/// A text of which every character stands behind a NUL, without those.
fn narrow(wide: &str) -> Option<String> {
    let characters: Vec<char> = wide.chars().collect();
    let pairs = characters.chunks(2).map(|pair| match pair {
        ['\0', character] => Some(*character),
        _ => None,
    });
    pairs.collect()
}

/// Whether the tokens end with a parenthesis that opens after a sign, and a literal in it.
fn holds_one_literal(tokens: &[String]) -> bool {
    let [.., sign, open, literal] = tokens else { return false };
    let is_literal = literal.starts_with(|first: char| first == '\'' || first.is_ascii_digit());
    open == "(" && is_literal && matches!(sign.as_str(), "-" | "(" | "+")
}

fn unquoted(literal: &str) -> String {
    let inner = literal.get(1..literal.len().saturating_sub(1)).unwrap_or_default();
    let mut value = String::new();
    let mut characters = inner.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some('0') => value.push('\0'),
                Some(other) => value.push(other),
                None => {}
            },
            '\'' => {
                characters.next_if_eq(&'\'');
                value.push('\'');
            }
            other => value.push(other),
        }
    }
    value
}

fn settled_methods(line: &str) -> String {
    without(line, |rest| match rest {
        [" ", "USING", " ", "BTREE" | "HASH", ..] => 4,
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_differ_is_left_out() {
        let a = "CREATE TABLE `t` (\n  `id` int,\n  KEY `b` (`id`),\n  KEY `a` (`id`),\n  \
                 CONSTRAINT `x``y` FOREIGN KEY (`id`) REFERENCES `d`.`p` (`id`)\n) ENGINE=InnoDB AUTO_INCREMENT=7 COMMENT='c'";
        let b = "CREATE TABLE `t` (\n  `id` int,\n  KEY `a` (`id`),\n  KEY `b` (`id`),\n  \
                 CONSTRAINT `z` FOREIGN KEY (`id`) REFERENCES `p` (`id`)\n) ENGINE=InnoDB COMMENT='c'";
        let of = |text: &str, database: &str| canonical(text, database, Flavor::MySql);
        assert_eq!(of(a, "d"), of(b, "e"));
        assert_ne!(of(a, "d"), of(&b.replace("int", "bigint"), "e"));
    }

    #[test]
    fn literals_and_methods_settle() {
        let settle = |line: &str| settled(line, Flavor::MySql);
        assert_eq!(settle("CHECK ((`a` > -(3)))"), settle("CHECK ((`a` > -3))"));
        assert_eq!(settle("CHECK ((`a` <> _gbk'it\\'s'))"), settle("CHECK ((`a` <> _utf8mb4'it''s'))"));
        assert_eq!(settle(r"CHECK ((`a` <> _utf16'\0x\0\''))"), settle("CHECK ((`a` <> _utf8mb4'x'''))"));
        assert_ne!(settle(r"CHECK ((`a` <> _utf16'x\0'))"), settle("CHECK ((`a` <> 'x'))"));
        assert_ne!(settle(r"CHECK ((`a` <> _utf16'\0x\0'))"), settle("CHECK ((`a` <> 'x'))"));
        assert_ne!(settle("`a` varchar(5)"), settle("`a` varchar(6)"));
        assert_eq!(
            settle("`a` char(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL"),
            "`a` char(5) NOT NULL"
        );
        assert_eq!(settle("`a` char(5) COMMENT ' COLLATE x'"), "`a` char(5) COMMENT ' COLLATE x'");
        assert_eq!(settle("`a` varchar(5) COMMENT 'x'"), "`a` varchar(5) COMMENT 'x'");
        assert_eq!(
            settled("KEY `k` (`a`) USING HASH COMMENT ' USING HASH'", Flavor::MariaDb),
            "KEY `k` (`a`) COMMENT ' USING HASH'"
        );
    }
}
