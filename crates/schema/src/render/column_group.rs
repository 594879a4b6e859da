//! OceanBase's column groups: what an ALTER adds to them or takes away (run on 4.3.5).

use crate::Sql;

/// `ADD COLUMN GROUP (…)` or `DROP COLUMN GROUP (…)`; `None` when both would be needed, each in an ALTER of its own.
pub fn change(from: Option<&Sql>, to: Option<&Sql>) -> Option<String> {
    let (from, to) = (groups(from), groups(to));
    let lacking = |these: &[String], those: &[String]| {
        those.iter().filter(|one| !these.contains(one)).cloned().collect::<Vec<_>>().join(", ")
    };
    let (added, dropped) = (lacking(&from, &to), lacking(&to, &from));
    match (added.is_empty(), dropped.is_empty()) {
        (false, true) => Some(format!("ADD COLUMN GROUP ({added})")),
        (true, false) => Some(format!("DROP COLUMN GROUP ({dropped})")),
        _ => None,
    }
}

/// The value that holds the groups of both: what stands between an addition and a removal.
pub fn union(from: &Sql, to: &Sql) -> Sql {
    let mut all = groups(Some(from));
    all.extend(groups(Some(to)).into_iter().filter(|one| !groups(Some(from)).contains(one)));
    // `all columns` is printed before `each column`.
    all.sort();
    Sql::new(format!("({})", all.join(", ")))
}

/// The groups of a value such as `(all columns, each column)`.
fn groups(value: Option<&Sql>) -> Vec<String> {
    let text = value.map_or("", Sql::as_str).trim();
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    inner.split(',').map(|one| one.trim().to_ascii_lowercase()).filter(|one| !one.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_added_or_dropped() {
        for (from, to, expected) in [
            (None, Some("(each column)"), Some("ADD COLUMN GROUP (each column)")),
            (Some("(all columns, each column)"), None, Some("DROP COLUMN GROUP (all columns, each column)")),
            (
                Some("(each column)"),
                Some("(all columns, each column)"),
                Some("ADD COLUMN GROUP (all columns)"),
            ),
            (
                Some("(all columns,each column)"),
                Some("(each column)"),
                Some("DROP COLUMN GROUP (all columns)"),
            ),
            (Some("(all columns)"), Some("(each column)"), None),
        ] {
            let (old, new) = (from.map(Sql::new), to.map(Sql::new));
            assert_eq!(change(old.as_ref(), new.as_ref()).as_deref(), expected, "{from:?} -> {to:?}");
        }
    }

    #[test]
    fn between_them_stand_all() {
        let both = union(&Sql::new("(each column)"), &Sql::new("(all columns)"));
        assert_eq!(both.as_str(), "(all columns, each column)");
    }
}
