//! SHOW CREATE TABLE in a form in which two shadows that mean the same are equal.

/// What may differ on purpose is left out: the value of AUTO_INCREMENT, names of constraints, the database's name, and
/// the order of keys and constraints.
pub fn canonical(show_create: &str, database: &str) -> String {
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
            columns.push(line.to_owned());
        } else {
            keys.push(without_constraint_name(line));
        }
    }
    keys.sort();
    columns.extend(keys);
    columns.extend(rest);
    columns.join("\n")
}

fn without_constraint_name(line: &str) -> String {
    let Some(named) = line.strip_prefix("CONSTRAINT ") else { return line.to_owned() };
    // A backquote in a name is doubled, so a name ends before a lone one.
    let mut characters = named.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '`' && characters.next_if(|(_, next)| *next == '`').is_none() {
            return named.get(at + 1..).unwrap_or_default().trim_start().to_owned();
        }
    }
    line.to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_differ_is_left_out() {
        let a = "CREATE TABLE `t` (\n  `id` int,\n  KEY `b` (`id`),\n  KEY `a` (`id`),\n  \
                 CONSTRAINT `x``y` FOREIGN KEY (`id`) REFERENCES `d`.`p` (`id`)\n) ENGINE=InnoDB AUTO_INCREMENT=7 COMMENT='c'";
        let b = "CREATE TABLE `t` (\n  `id` int,\n  KEY `a` (`id`),\n  KEY `b` (`id`),\n  \
                 CONSTRAINT `z` FOREIGN KEY (`id`) REFERENCES `p` (`id`)\n) ENGINE=InnoDB COMMENT='c'";
        assert_eq!(canonical(a, "d"), canonical(b, "e"));
        assert_ne!(canonical(a, "d"), canonical(&b.replace("int", "bigint"), "e"));
    }
}
