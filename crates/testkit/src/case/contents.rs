//! What is in a database: every table's definition and rows.

use std::collections::BTreeMap;

use anyhow::Result;

use super::database::Database;

/// What is in a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents(pub BTreeMap<String, Object>);

/// A table, a view or a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// What the server calls it.
    pub kind: String,
    /// What SHOW CREATE prints, or why it can't.
    pub definition: String,
    /// Its rows in the order of their texts.
    pub rows: Vec<String>,
}

impl Contents {
    /// Reads a database.
    ///
    /// # Errors
    /// If its tables can't be listed.
    pub async fn of(database: &mut Database) -> Result<Self> {
        let mut contents = BTreeMap::new();
        for cells in database.cells("SHOW FULL TABLES").await? {
            let mut cells = cells.into_iter();
            let name = cells.next().unwrap_or_default();
            let kind = cells.next().unwrap_or_default();
            let object = Object::read(database, &name, kind).await;
            contents.insert(name, object);
        }
        Ok(Self(contents))
    }

    /// What SHOW CREATE prints of a table.
    pub fn definition(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|object| object.definition.as_str())
    }

    /// As text, to be compared by a reader.
    pub fn describe(&self, name: &str) -> String {
        self.0.get(name).map_or_else(
            || "there is no such table\n".to_owned(),
            |object| format!("{}: {}\n{}\n", object.kind, object.definition, object.rows.join("\n")),
        )
    }
}

impl Object {
    async fn read(database: &mut Database, name: &str, kind: String) -> Self {
        let quoted = name.replace('`', "``");
        let definition = match database.cells(&format!("SHOW CREATE TABLE `{quoted}`")).await {
            Ok(rows) => rows.into_iter().flatten().nth(1).unwrap_or_default(),
            // A view whose tables are gone can't be shown, and is none of our business.
            Err(error) => format!("{error:#}"),
        };
        let columns = columns(&definition);
        let columns = if columns.is_empty() { "*".to_owned() } else { columns.join(", ") };
        let mut rows = match database.rows(&format!("SELECT {columns} FROM `{quoted}`")).await {
            Ok(rows) => rows,
            Err(error) => vec![format!("{error:#}")],
        };
        rows.sort();
        Self { kind, definition, rows }
    }
}

/// The columns of a definition, quoted as it has them: `*` leaves invisible ones out.
fn columns(definition: &str) -> Vec<String> {
    let mut columns = Vec::new();
    for line in definition.lines().filter(|line| line.starts_with("  `")) {
        let rest = &line[3..];
        let mut end = 0;
        while let Some(at) = rest[end..].find('`') {
            end += at + 1;
            if rest[end..].starts_with('`') {
                end += 1;
            } else {
                columns.push(format!("`{}", &rest[..end]));
                break;
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn columns_are_found_in_a_definition() {
        let text =
            "CREATE TABLE `t` (\n  `a` int,\n  `b``c` int COMMENT '`',\n  KEY `k` (`a`)\n) ENGINE=InnoDB";
        assert_eq!(columns(text), ["`a`", "`b``c`"]);
    }
}
