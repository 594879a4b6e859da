//! One text of tables for all backends: CREATE TABLE with our own types, spelled as each of them has it.
//!
//! `ID`, `WORD`, `NAME` and `LINE` are texts of at most 36, 40, 190 and 500 characters, `LONG` is any text, `INT` has 64 bits.
//! What may be NULL says so. Keys are lines of their own: `PRIMARY KEY`, `UNIQUE name`, `INDEX name`. 190 characters of four
//! bytes are what an index of MySQL 5.6 holds. `CLUSTERED` keeps the rows in the order of their key, as InnoDB always does:
//! sorting the 10,000 pairs of an analysis takes SQLite 6 ms instead of 80. An INSERT stands on a line of its own, and so does
//! `ALTER TABLE … ADD`, which gives a table of an older schema one more column.

use crate::backend::Dialect;
use crate::error::StoreError;

/// What a statement begins with that gives a table one more column.
pub const ADDITION: &str = "ALTER TABLE ";

/// The statements that make the tables of a text, each of which may be run again; of an [`ADDITION`] the second run says that
/// the column is there.
pub fn spelled(text: &str, dialect: Dialect) -> Result<Vec<String>, StoreError> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("--"));
    let mut statements = Vec::new();
    let mut table: Option<Table> = None;
    for line in lines {
        if let Some(name) = line.strip_prefix("CREATE TABLE ").and_then(|line| line.strip_suffix(" (")) {
            table = Some(Table { name: name.to_owned(), ..Table::default() });
        } else if let Some(insertion) = line.strip_suffix(';').filter(|line| line.starts_with("INSERT ")) {
            statements.push(insertion.to_owned());
        } else if let Some(addition) = line.strip_prefix(ADDITION).and_then(|line| line.strip_suffix(';')) {
            let (table, added) = addition.split_once(" ADD ").ok_or_else(|| wrong(line))?;
            statements.push(format!("{ADDITION}`{table}` ADD COLUMN {}", column(added, dialect)?));
        } else if line == ");" {
            statements.extend(table.take().ok_or_else(|| wrong(line))?.spelled(dialect));
        } else {
            table.as_mut().ok_or_else(|| wrong(line))?.add(line.trim_end_matches(','), dialect)?;
        }
    }
    Ok(statements)
}

#[derive(Default)]
struct Table {
    name: String,
    parts: Vec<String>,
    indexes: Vec<String>,
    clustered: bool,
}

impl Table {
    fn add(&mut self, line: &str, dialect: Dialect) -> Result<(), StoreError> {
        if line == "CLUSTERED" {
            self.clustered = true;
            return Ok(());
        }
        let mut words = line.split(' ');
        let (Some(word), Some(name)) = (words.next(), words.next()) else { return Err(wrong(line)) };
        match (word, dialect) {
            ("PRIMARY", _) => self.parts.push(format!("PRIMARY KEY ({})", columns(line)?)),
            ("UNIQUE", Dialect::Mysql) => {
                self.parts.push(format!("UNIQUE KEY `{name}` ({})", columns(line)?));
            }
            ("INDEX", Dialect::Mysql) => self.parts.push(format!("KEY `{name}` ({})", columns(line)?)),
            ("UNIQUE" | "INDEX", Dialect::Sqlite) => {
                let unique = if word == "UNIQUE" { "UNIQUE " } else { "" };
                let (table, columns) = (&self.name, columns(line)?);
                let index = format!("CREATE {unique}INDEX IF NOT EXISTS `{name}` ON `{table}` ({columns})");
                self.indexes.push(index);
            }
            _ => self.parts.push(column(line, dialect)?),
        }
        Ok(())
    }

    fn spelled(self, dialect: Dialect) -> Vec<String> {
        let Self { name, parts, indexes, clustered } = self;
        let options = match dialect {
            Dialect::Sqlite if clustered => " WITHOUT ROWID",
            Dialect::Sqlite => "",
            Dialect::Mysql => " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        };
        let mut statements =
            vec![format!("CREATE TABLE IF NOT EXISTS `{name}` ({}){options}", parts.join(", "))];
        statements.extend(indexes);
        statements
    }
}

/// The columns of a key, quoted.
fn columns(line: &str) -> Result<String, StoreError> {
    let inner =
        line.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).ok_or_else(|| wrong(line))?;
    let quoted: Vec<String> = inner.split(", ").map(|column| format!("`{column}`")).collect();
    Ok(quoted.join(", "))
}

fn column(line: &str, dialect: Dialect) -> Result<String, StoreError> {
    let mut words = line.split(' ');
    let (Some(name), Some(kind)) = (words.next(), words.next()) else { return Err(wrong(line)) };
    let kind = match (kind, dialect) {
        ("INT", Dialect::Sqlite) => "INTEGER",
        ("ID" | "WORD" | "NAME" | "LINE" | "LONG", Dialect::Sqlite) => "TEXT",
        ("INT", Dialect::Mysql) => "BIGINT",
        ("ID", Dialect::Mysql) => "VARCHAR(36)",
        ("WORD", Dialect::Mysql) => "VARCHAR(40)",
        ("NAME", Dialect::Mysql) => "VARCHAR(190)",
        ("LINE", Dialect::Mysql) => "VARCHAR(500)",
        ("LONG", Dialect::Mysql) => "LONGTEXT",
        _ => return Err(wrong(line)),
    };
    let rest: Vec<&str> = words.collect();
    let null = if rest.first() == Some(&"NULL") { String::new() } else { " NOT NULL".to_owned() };
    let rest = if rest.is_empty() { String::new() } else { format!(" {}", rest.join(" ")) };
    Ok(format!("`{name}` {kind}{null}{rest}"))
}

fn wrong(line: &str) -> StoreError {
    StoreError::Refused(crate::backend::BackendError::Refused {
        code: 0,
        message: format!("a migration has a line that nobody understands: {line}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "-- People.\nCREATE TABLE users (\n  id ID,\n  name NAME NULL,\n  uses INT DEFAULT 0,\n  \
                        PRIMARY KEY (id),\n  UNIQUE users_name (name),\n  CLUSTERED,\n);\n";

    #[test]
    fn sqlite_has_its_own_spelling() {
        let statements = spelled(TEXT, Dialect::Sqlite).unwrap();
        assert_eq!(
            statements,
            [
                "CREATE TABLE IF NOT EXISTS `users` (`id` TEXT NOT NULL, `name` TEXT NULL, \
                 `uses` INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (`id`)) WITHOUT ROWID",
                "CREATE UNIQUE INDEX IF NOT EXISTS `users_name` ON `users` (`name`)"
            ]
        );
    }

    #[test]
    fn a_table_gets_one_more_column() {
        let text = "-- More.\nALTER TABLE users ADD seen_at INT NULL;\n";
        let check = |dialect, expected: &str| assert_eq!(spelled(text, dialect).unwrap(), [expected]);
        check(Dialect::Sqlite, "ALTER TABLE `users` ADD COLUMN `seen_at` INTEGER NULL");
        check(Dialect::Mysql, "ALTER TABLE `users` ADD COLUMN `seen_at` BIGINT NULL");
    }

    #[test]
    fn mysql_has_its_own_spelling() {
        let statements = spelled(TEXT, Dialect::Mysql).unwrap();
        assert_eq!(
            statements,
            ["CREATE TABLE IF NOT EXISTS `users` (`id` VARCHAR(36) NOT NULL, `name` VARCHAR(190) NULL, \
              `uses` BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (`id`), UNIQUE KEY `users_name` (`name`)) \
              DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"]
        );
    }
}
