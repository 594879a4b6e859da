//! Reading and writing the registry's rows.

use super::entry::{Affix, Entry, Origin, Writer};
use super::table::{Place, create_sql};
use crate::query::QueryError;
use crate::row;
use crate::session::Session;
use mysql_async::Row;
use shadowtable_schema::{Name, literal};

/// The table does not exist; nobody has written yet.
const NO_SUCH_TABLE: u16 = 1146;

/// Nor does its database.
const NO_SUCH_DATABASE: u16 = 1049;

/// A table of the registry's name has other columns.
const NO_SUCH_COLUMN: u16 = 1054;

/// Rows in one INSERT: 200 of at most 2 KiB stay below the smallest `max_allowed_packet` (4 MiB on 5.6) by far.
const ROWS_A_STATEMENT: usize = 200;

/// Why the registry could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// Reading failed.
    #[error("can't read the registry {table}")]
    Read {
        /// The table.
        table: String,
        /// Why.
        #[source]
        source: QueryError,
    },
    /// Creating its table failed.
    #[error("can't create the registry {table}")]
    Create {
        /// The table.
        table: String,
        /// Why.
        #[source]
        source: QueryError,
    },
    /// Writing failed.
    #[error("can't write to the registry {table}")]
    Write {
        /// The table.
        table: String,
        /// Why.
        #[source]
        source: QueryError,
    },
    /// A table of that name is something else.
    #[error("{table} is no registry of ours: it has other columns")]
    Foreign {
        /// The table.
        table: String,
    },
    /// A row holds a word that we don't know: a later version wrote it.
    #[error("the registry {table} holds {word:?}, which this version does not know")]
    UnknownWord {
        /// The table.
        table: String,
        /// The word.
        word: String,
    },
}

/// The registry of a database's shadows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registry {
    place: Place,
}

impl Registry {
    /// The registry at this place.
    pub const fn new(place: Place) -> Self {
        Self { place }
    }

    /// Where it is.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// All shadows of the session's database, sorted by name, in one query; none if nobody has recorded one.
    ///
    /// # Errors
    /// When the table can't be read or is no registry.
    pub async fn shadows(&self, session: &mut Session) -> Result<Vec<Entry>, RegistryError> {
        let columns = "name, source, rule, affix, policies, origin, who, created_at, updated_at";
        let Some((table, rows)) = self.select(session, columns, "shadow").await? else {
            return Ok(Vec::new());
        };
        let mut entries = rows.iter().map(|row| entry(&table, row)).collect::<Result<Vec<_>, _>>()?;
        entries.sort_unstable_by(|a, b| a.shadow.cmp(&b.shadow));
        Ok(entries)
    }

    /// Who changes tables of the session's database now; former writers that died are among them.
    ///
    /// # Errors
    /// When the table can't be read or is no registry.
    pub async fn writers(&self, session: &mut Session) -> Result<Vec<Writer>, RegistryError> {
        let columns = "name, host, pid, program, who, created_at";
        let Some((table, rows)) = self.select(session, columns, "writer").await? else {
            return Ok(Vec::new());
        };
        rows.iter().map(|row| writer(row).map_err(|source| read_error(&table, source))).collect()
    }

    /// Records shadows; one that is recorded already keeps its first date. Creates the table if need be.
    ///
    /// # Errors
    /// When the table can't be created or written. Without a registry nothing happens.
    pub async fn record(&self, session: &mut Session, entries: &[Entry]) -> Result<(), RegistryError> {
        let rows: Vec<String> = entries.iter().map(|entry| entry_values(session, entry)).collect();
        self.insert(session, &rows).await
    }

    /// Forgets that these tables are shadows.
    ///
    /// # Errors
    /// When the table can't be written.
    pub async fn forget(&self, session: &mut Session, shadows: &[Name]) -> Result<(), RegistryError> {
        let names: Vec<String> =
            shadows.iter().map(|name| literal::quote(session.server.fold(name).as_str())).collect();
        self.delete(session, "shadow", &names).await
    }

    /// Writes down who changes tables now, one for each connection that does.
    ///
    /// # Errors
    /// When the table can't be created or written. Without a registry nothing happens.
    pub async fn announce(&self, session: &mut Session, writers: &[Writer]) -> Result<(), RegistryError> {
        let rows: Vec<String> = writers.iter().map(|writer| writer_values(session, writer)).collect();
        self.insert(session, &rows).await
    }

    /// Takes writers out again.
    ///
    /// # Errors
    /// When the table can't be written.
    pub async fn withdraw(&self, session: &mut Session, connection_ids: &[u64]) -> Result<(), RegistryError> {
        let names: Vec<String> = connection_ids.iter().map(|id| literal::quote(&id.to_string())).collect();
        self.delete(session, "writer", &names).await
    }

    async fn select(
        &self,
        session: &mut Session,
        columns: &str,
        kind: &str,
    ) -> Result<Option<(String, Vec<Row>)>, RegistryError> {
        let Some(table) = self.place.quoted(&session.server.database) else { return Ok(None) };
        let sql = format!("SELECT {columns} FROM {table} WHERE {}", of_kind(session, kind));
        match session.query(&sql).await {
            Ok(rows) => Ok(Some((table, rows))),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(read_error(&table, error)),
        }
    }

    async fn insert(&self, session: &mut Session, rows: &[String]) -> Result<(), RegistryError> {
        let Some(table) = self.place.quoted(&session.server.database) else { return Ok(()) };
        for rows in rows.chunks(ROWS_A_STATEMENT) {
            let sql = insert_sql(&table, rows);
            let answer = match session.query(&sql).await {
                Err(error) if error.is_refusal(NO_SUCH_TABLE) => {
                    let create = create_sql(&table, session.server.dialect.flavor);
                    let created = session.query(&create).await;
                    created.map_err(|source| RegistryError::Create { table: table.clone(), source })?;
                    session.query(&sql).await
                }
                answer => answer,
            };
            answer.map_err(|error| write_error(&table, error))?;
        }
        Ok(())
    }

    async fn delete(&self, session: &mut Session, kind: &str, names: &[String]) -> Result<(), RegistryError> {
        let Some(table) = self.place.quoted(&session.server.database) else { return Ok(()) };
        for names in names.chunks(ROWS_A_STATEMENT) {
            let kind = of_kind(session, kind);
            let sql = format!("DELETE FROM {table} WHERE {kind} AND name IN ({})", names.join(", "));
            match session.query(&sql).await {
                Err(error) if !is_absent(&error) => return Err(write_error(&table, error)),
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_absent(error: &QueryError) -> bool {
    error.is_refusal(NO_SUCH_TABLE) || error.is_refusal(NO_SUCH_DATABASE)
}

fn read_error(table: &str, source: QueryError) -> RegistryError {
    let table = table.to_owned();
    if source.is_refusal(NO_SUCH_COLUMN) {
        RegistryError::Foreign { table }
    } else {
        RegistryError::Read { table, source }
    }
}

fn write_error(table: &str, source: QueryError) -> RegistryError {
    let table = table.to_owned();
    if source.is_refusal(NO_SUCH_COLUMN) {
        RegistryError::Foreign { table }
    } else {
        RegistryError::Write { table, source }
    }
}

fn database_key(session: &Session) -> String {
    literal::quote(session.server.fold(&session.server.database).as_str())
}

fn of_kind(session: &Session, kind: &str) -> String {
    format!("database_name = {} AND kind = '{kind}'", database_key(session))
}

fn insert_sql(table: &str, rows: &[String]) -> String {
    // The first date stays: it is not among the columns that a second record changes.
    format!(
        "INSERT INTO {table} (database_name, kind, name, source, rule, affix, policies, origin, program, host, pid, who, \
         created_at, updated_at) VALUES {} ON DUPLICATE KEY UPDATE source = VALUES(source), rule = VALUES(rule), \
         affix = VALUES(affix), policies = VALUES(policies), origin = VALUES(origin), program = VALUES(program), \
         host = VALUES(host), pid = VALUES(pid), who = VALUES(who), updated_at = VALUES(updated_at)",
        rows.join(", ")
    )
}

fn entry_values(session: &Session, entry: &Entry) -> String {
    let Entry { shadow, source, affix, policies, origin, who, created_at: _, updated_at: _ } = entry;
    let (rule, affix) = match affix {
        Affix::Prefix(text) => ("prefix", text),
        Affix::Suffix(text) => ("suffix", text),
    };
    let origin = match origin {
        Origin::Intended => "intended",
        Origin::Created => "created",
        Origin::Adopted => "adopted",
    };
    format!(
        "({}, 'shadow', {}, {}, '{rule}', {}, {}, '{origin}', '', '', 0, {}, UTC_TIMESTAMP(), UTC_TIMESTAMP())",
        database_key(session),
        literal::quote(session.server.fold(shadow).as_str()),
        literal::quote(session.server.fold(source).as_str()),
        literal::quote(affix),
        literal::quote(policies),
        literal::quote(&cut(who)),
    )
}

fn writer_values(session: &Session, writer: &Writer) -> String {
    let Writer { connection_id, host, pid, program, who, since: _ } = writer;
    format!(
        "({}, 'writer', '{connection_id}', '', '', '', '', '', {}, {}, {pid}, {}, UTC_TIMESTAMP(), UTC_TIMESTAMP())",
        database_key(session),
        literal::quote(&cut(program)),
        literal::quote(&cut(host)),
        literal::quote(&cut(who)),
    )
}

/// The first 255 characters: words for people, which no run should fail for.
fn cut(text: &str) -> String {
    text.chars().take(255).collect()
}

fn entry(table: &str, row: &Row) -> Result<Entry, RegistryError> {
    let text = |column| row::text(row, column).map_err(|source| read_error(table, source));
    let unknown = |word: String| RegistryError::UnknownWord { table: table.to_owned(), word };
    let affix = match (text(2)?.as_str(), text(3)?) {
        ("prefix", affix) => Affix::Prefix(affix),
        ("suffix", affix) => Affix::Suffix(affix),
        (word, _) => return Err(unknown(word.to_owned())),
    };
    let origin = match text(5)?.as_str() {
        "intended" => Origin::Intended,
        "created" => Origin::Created,
        "adopted" => Origin::Adopted,
        word => return Err(unknown(word.to_owned())),
    };
    Ok(Entry {
        shadow: text(0)?.into(),
        source: text(1)?.into(),
        affix,
        policies: text(4)?,
        origin,
        who: text(6)?,
        created_at: text(7)?,
        updated_at: text(8)?,
    })
}

fn writer(row: &Row) -> Result<Writer, QueryError> {
    Ok(Writer {
        connection_id: row::number(row, 0)?,
        host: row::text(row, 1)?,
        pid: u32::try_from(row::number(row, 2)?).unwrap_or(0),
        program: row::text(row, 3)?,
        who: row::text(row, 4)?,
        since: row::text(row, 5)?,
    })
}
