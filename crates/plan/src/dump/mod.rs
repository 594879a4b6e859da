//! Dumps: the tables of a SQL text, and a plan for them without a server.
//!
//! Every CREATE TABLE statement of the text is a table. What else a dump holds (rows, views, stored programs, settings) is
//! passed over; a statement that would change a table afterwards is refused, since nobody carries it out.

mod compare;
mod error;
mod split;
mod statement;

pub use compare::{DumpRequest, Dumped, plan};
pub use error::{DumpError, Problem};

use crate::Folding;
use crate::analysis::Reading;
use shadowtable_schema::{Dialect, Name, ReadError, read};
use split::Splitter;
use statement::Kind;

/// The tables of a text.
#[derive(Clone, Debug, Default)]
pub struct Dump {
    /// The tables, in the order of the text.
    pub tables: Vec<DumpTable>,
    /// The database that the text says they are in, by USE or CREATE DATABASE.
    pub database: Option<Name>,
}

/// A table of a dump.
#[derive(Clone, Debug)]
pub struct DumpTable {
    /// Its name.
    pub name: Name,
    /// The line on which its statement begins, from 1.
    pub line: usize,
    /// What was read.
    pub reading: Reading,
}

impl Dump {
    /// Reads the tables of a text that `dialect` has printed.
    ///
    /// # Errors
    /// [`DumpError`] with line and column where a table can't be read, where a table is changed after it was made, or
    /// where the text is none that a dump could be.
    pub fn read(text: &str, dialect: Dialect, folding: Folding) -> Result<Self, DumpError> {
        let mut dump = Self::default();
        let mut statements = 0;
        for statement in Splitter::new(text, dialect) {
            let statement = statement.map_err(|(offset, problem)| DumpError::at(text, offset, problem))?;
            statements += 1;
            let at = |problem| DumpError::at(text, statement.start, problem);
            match statement.kind(text, dialect) {
                Kind::CreateTable => dump.add(text, statement.start..statement.end, dialect, folding)?,
                Kind::Database(name) if dump.tables.is_empty() => dump.database = Some(name),
                Kind::Database(name)
                    if dump.database.as_ref().is_some_and(|one| !folding.same(one, &name)) =>
                {
                    return Err(at(Problem::AnotherDatabase(name)));
                }
                Kind::ChangesTable(words) => return Err(at(Problem::ChangesTable(words))),
                Kind::Database(_) | Kind::Other => {}
            }
        }
        if dump.tables.is_empty() {
            return Err(DumpError::whole(Problem::NoTable { statements }));
        }
        Ok(dump)
    }

    fn add(
        &mut self,
        text: &str,
        range: std::ops::Range<usize>,
        dialect: Dialect,
        folding: Folding,
    ) -> Result<(), DumpError> {
        let start = range.start;
        let sql = text.get(range).unwrap_or("");
        let at = |offset, problem| DumpError::at(text, start + offset, problem);
        if let Some(offset) = sql.find('\u{fffd}') {
            return Err(at(offset, Problem::NotUtf8));
        }
        let table = match read(sql, dialect) {
            Ok(table) => table,
            Err(ReadError::Parse(error)) => return Err(at(error.offset, Problem::Parse(error))),
            Err(error @ ReadError::Unfaithful { .. }) => {
                return self.add_reading(text, start, sql, dialect, Reading::Unsupported(error.to_string()));
            }
        };
        let name = table.name.clone();
        if let Some(first) = self.tables.iter().find(|one| folding.same(&one.name, &name)) {
            return Err(at(0, Problem::CreatedTwice { name, first: first.line }));
        }
        let line = DumpError::line_of(text, start);
        self.tables.push(DumpTable { name, line, reading: Reading::Table(Box::new(table)) });
        Ok(())
    }

    /// A table that was read and can't be kept: only its name is known.
    fn add_reading(
        &mut self,
        text: &str,
        start: usize,
        sql: &str,
        dialect: Dialect,
        reading: Reading,
    ) -> Result<(), DumpError> {
        let parsed = shadowtable_schema::parse::parse(sql, dialect);
        let table =
            parsed.map_err(|error| DumpError::at(text, start + error.offset, Problem::Parse(error)))?;
        self.tables.push(DumpTable { name: table.name, line: DumpError::line_of(text, start), reading });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_schema::Flavor;

    const DIALECT: Dialect = Dialect::new(Flavor::MySql, 9, 7, 0);

    fn names(text: &str) -> Result<Vec<String>, String> {
        let dump = Dump::read(text, DIALECT, Folding::Exact).map_err(|error| error.to_string())?;
        Ok(dump.tables.iter().map(|table| format!("{}:{}", table.name, table.line)).collect())
    }

    #[test]
    fn every_create_table_is_a_table() {
        let text = "-- MySQL dump\n/*!40101 SET NAMES utf8 */;\nUSE `shop`;\nDROP TABLE IF EXISTS `a`;\n\
                    CREATE TABLE `a` (\n  `id` int NOT NULL COMMENT 'CREATE TABLE `x` (;'\n) ENGINE=InnoDB;\n\
                    INSERT INTO `a` VALUES (1),('it''s; CREATE TABLE z (a int);');\n\
                    /*!50001 CREATE TABLE `v` (`a` tinyint NOT NULL) */;\n\
                    DELIMITER ;;\nCREATE PROCEDURE p() BEGIN CREATE TABLE q (a int); END ;;\nDELIMITER ;\n\
                    CREATE TABLE IF NOT EXISTS b (c int)";
        assert_eq!(names(text), Ok(vec!["a:5".to_owned(), "b:13".to_owned()]));
        assert_eq!(Dump::read(text, DIALECT, Folding::Exact).unwrap().database, Some("shop".into()));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let check = |text: &str, expected: &str| assert_eq!(names(text), Err(expected.to_owned()), "{text}");
        check("CREATE TABLE `a` (\n  `id` int,\n  `b` (int)\n);", "3:7: expected a name but found \"(\"");
        check(
            "CREATE TABLE a (b int);\nCREATE TABLE a (c int);",
            "2:1: table a is created a second time (first on line 1)",
        );
        check(
            "CREATE TABLE a (b int);\nALTER TABLE a ADD c int;",
            "2:1: ALTER TABLE changes a table that was read, and nobody carries it out here: give a dump of the tables as \
             they are (mysqldump --no-data)",
        );
        check("CREATE TABLE a (b int);\nINSERT INTO a VALUES ('x);", "2:23: a quote is never closed");
        check("", "it is empty");
        check("{\"a\": 1}", "it holds no CREATE TABLE statement: make it with mysqldump --no-data");
        check(
            "USE a; CREATE TABLE t (a int); USE b; CREATE TABLE u (a int);",
            "1:32: a second database (b) begins: dump one database at a time",
        );
        check("CREATE TABLE a (b int COMMENT '\u{fffd}');", "1:32: bytes that are not UTF-8");
    }
}
