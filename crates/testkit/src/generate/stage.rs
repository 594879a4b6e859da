//! A database of a seed's own on the server: sources made, filled, changed and dropped again.

use anyhow::{Context as _, Result};

use super::database::Database;
use super::features::Features;
use super::rows::Rows;
use super::session::{Refused, Session};
use super::text;

/// How many statements of a kind the server took.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Statements that ran.
    pub accepted: usize,
    /// Those that did not.
    pub refused: Vec<String>,
}

impl Tally {
    /// Adds another tally.
    pub fn add(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.refused.extend(other.refused);
    }

    /// Counts what became of a statement; errors that are no refusal are handed on.
    fn count(&mut self, outcome: Result<()>) -> Result<()> {
        match outcome {
            Ok(()) => self.accepted += 1,
            Err(error) => match error.downcast::<Refused>() {
                Ok(refused) => self.refused.push(refused.to_string()),
                Err(error) => return Err(error),
            },
        }
        Ok(())
    }
}

/// A database on the server.
pub struct Stage<'a> {
    /// The connection.
    pub session: Session,
    /// The database's name.
    pub name: String,
    /// Where it is, for the tool.
    pub url: String,
    features: &'a Features,
    /// CREATE TABLE statements.
    pub creates: Tally,
    /// INSERT statements.
    pub inserts: Tally,
}

impl<'a> Stage<'a> {
    /// Makes the database, empty.
    ///
    /// # Errors
    /// If the server can't be reached or won't have it.
    pub async fn build(server_url: &str, name: &str, features: &'a Features) -> Result<Self> {
        let mut session = Session::open(server_url, features).await?;
        for sql in features.preparations {
            session.run(sql).await?;
        }
        session.run(&format!("DROP DATABASE IF EXISTS {}", text::name(name))).await?;
        session.run(&format!("CREATE DATABASE {} DEFAULT CHARACTER SET utf8mb4", text::name(name))).await?;
        session.run(&format!("USE {}", text::name(name))).await?;
        Ok(Self {
            session,
            name: name.to_owned(),
            url: with_database(server_url, name)?,
            features,
            creates: Tally::default(),
            inserts: Tally::default(),
        })
    }

    /// Puts the sources of `wanted` in place of those of `before`, with rows.
    ///
    /// # Errors
    /// If the server can't be asked; what it refuses is counted.
    pub async fn set_sources(&mut self, before: Option<&Database>, wanted: &Database) -> Result<()> {
        if let Some(before) = before {
            for table in &before.tables {
                self.session.run(&format!("DROP TABLE IF EXISTS {}", text::name(&table.name))).await?;
            }
        }
        for sql in wanted.sql(self.features) {
            let outcome = self.session.run(&sql).await;
            self.creates.count(outcome)?;
        }
        let rows = self.rows(wanted, wanted);
        for table in &wanted.tables {
            self.fill(&rows, &table.name, &table.name, wanted, wanted).await?;
        }
        Ok(())
    }

    /// Rows that fit the database `now` and will fit it `then`.
    pub fn rows(&self, now: &Database, then: &Database) -> Rows {
        Rows::between(now, then, self.features)
    }

    /// Puts rows that also fit `then` in place of those of a table. It may be a shadow, which has another name.
    ///
    /// # Errors
    /// If the server can't be asked; what it refuses is counted.
    pub async fn fill(
        &mut self,
        rows: &Rows,
        table: &str,
        into: &str,
        now: &Database,
        then: &Database,
    ) -> Result<usize> {
        let emptied = self.session.run(&format!("DELETE FROM {}", text::name(into))).await;
        self.inserts.count(emptied)?;
        // Rows of the past would have to fit every change, too.
        if now.table(table).is_some_and(|table| table.options.versioned) {
            let forgotten = self.session.run(&format!("DELETE HISTORY FROM {}", text::name(into))).await;
            self.inserts.count(forgotten)?;
        }
        let inserts = rows.inserts(table, into, now, then, self.features);
        for sql in &inserts {
            let outcome = self.session.run(sql).await;
            self.inserts.count(outcome)?;
        }
        Ok(inserts.len())
    }

    /// How many rows a table has.
    ///
    /// # Errors
    /// If it can't be asked.
    pub async fn count_rows(&mut self, table: &str) -> Result<usize> {
        let rows = self.session.texts(&format!("SELECT COUNT(*) FROM {}", text::name(table))).await?;
        let count = rows.first().and_then(|row| row.first()).context("no count")?;
        Ok(count.parse()?)
    }

    /// Drops the database.
    ///
    /// # Errors
    /// If the server won't.
    pub async fn tear_down(mut self) -> Result<()> {
        self.session.run(&format!("DROP DATABASE IF EXISTS {}", text::name(&self.name))).await?;
        self.session.close().await;
        Ok(())
    }
}

/// The address with another database in it.
fn with_database(url: &str, name: &str) -> Result<String> {
    let (base, query) = url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let (scheme, rest) = base.split_once("://").context("the server's address has no scheme")?;
    let host = rest.split_once('/').map_or(rest, |(host, _)| host);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Ok(format!("{scheme}://{host}/{name}{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_of_an_address_is_replaced() {
        assert_eq!(with_database("mysql://u@h:1", "d").unwrap(), "mysql://u@h:1/d");
        assert_eq!(with_database("mysql://u@h:1/x?a=b", "d").unwrap(), "mysql://u@h:1/d?a=b");
    }
}
