//! The first questions to a server: what it is, which database this is, which connection.

use crate::detect::{Claims, detect};
use crate::query::QueryError;
use crate::row;
use crate::server::{Identity, Server};
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Row};
use sha2::{Digest, Sha256};
use shadowtable_schema::{Dialect, Name};
use std::collections::HashMap;
use std::time::Duration;

/// What the first questions found.
#[derive(Debug)]
pub struct Found {
    /// The server, or what it says of itself if it is none that we know.
    pub server: Result<Server, Unknown>,
    /// The connection's id.
    pub connection_id: u64,
}

/// What a server of an unknown kind says of itself.
#[derive(Debug)]
pub struct Unknown {
    /// `version()`.
    pub version: String,
    /// `@@version_comment`.
    pub comment: String,
}

/// SHOW VARIABLES leaves out what a server lacks, where SELECT @@… would fail.
const VARIABLES: &str = "SHOW VARIABLES WHERE Variable_name IN ('version_comment', 'lower_case_table_names', \
                         'sql_mode', 'server_uuid', 'hostname', 'port', 'datadir', 'innodb_version', \
                         'character_set_database', 'collation_database')";

/// Asks all there is to know, in three statements.
///
/// # Errors
/// When a question has no answer in time.
pub async fn inspect(conn: &mut Conn, limit: Duration) -> Result<Found, QueryError> {
    let (version, connection_id, database) = whoami(conn, limit).await?;
    let variables = variables(conn, VARIABLES, limit).await?;
    let text = |name: &str| variables.get(name).cloned().unwrap_or_default();
    let comment = text("version_comment");
    let claims =
        Claims { version: &version, comment: &comment, has_innodb: variables.contains_key("innodb_version") };
    let Some(found) = detect(claims) else {
        return Ok(Found { server: Err(Unknown { version, comment }), connection_id });
    };
    let spelled = spelling(conn, &database, limit).await?;
    let database = spelled.unwrap_or(Spelling {
        name: Name::new(&database),
        charset: text("character_set_database"),
        collation: text("collation_database"),
    });
    let server = Server {
        dialect: found.dialect,
        seekdb: found.seekdb,
        lower_case_table_names: text("lower_case_table_names").parse().unwrap_or(0),
        identity: identity_of(&variables, found.dialect),
        database: database.name,
        charset: database.charset,
        collation: database.collation,
        sql_mode: text("sql_mode"),
        version_text: version,
        comment,
    };
    Ok(Found { server: Ok(server), connection_id })
}

/// The server's identity and this connection's id, for a further connection to a known server.
///
/// # Errors
/// When a question has no answer in time.
pub async fn identity(
    conn: &mut Conn,
    dialect: Dialect,
    limit: Duration,
) -> Result<(Identity, u64), QueryError> {
    let (_, connection_id, _) = whoami(conn, limit).await?;
    let variables = variables(conn, VARIABLES, limit).await?;
    Ok((identity_of(&variables, dialect), connection_id))
}

/// The databases that the account may see, but for those of the server itself.
///
/// # Errors
/// When the question has no answer in time.
pub async fn databases(conn: &mut Conn, limit: Duration) -> Result<Vec<Name>, QueryError> {
    let rows = ask(conn, "SHOW DATABASES", limit).await?;
    let names = rows.iter().map(|row| row::name(row, 0)).collect::<Result<Vec<Name>, _>>()?;
    Ok(names.into_iter().filter(|name| !is_system_database(name)).collect())
}

/// Whether a database belongs to the server, not to its users.
pub fn is_system_database(name: &Name) -> bool {
    const SYSTEM: [&str; 11] = [
        "information_schema",
        "performance_schema",
        "mysql",
        "sys",
        "oceanbase",
        "metrics_schema",
        "__recyclebin",
        "__public",
        "lbacsys",
        "oraauditor",
        "sys_external_tbs",
    ];
    SYSTEM.contains(&name.folded().as_str())
}

async fn ask(conn: &mut Conn, sql: &str, limit: Duration) -> Result<Vec<Row>, QueryError> {
    match tokio::time::timeout(limit, conn.query(sql)).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(QueryError::TimedOut { limit }),
    }
}

async fn whoami(conn: &mut Conn, limit: Duration) -> Result<(String, u64, String), QueryError> {
    // The database in the driver's handshake is not to be trusted: seekdb tracks another one.
    let rows = ask(conn, "SELECT VERSION(), CONNECTION_ID(), DATABASE()", limit).await?;
    let row = rows.first().ok_or(QueryError::Malformed { what: "a version was expected" })?;
    Ok((row::text(row, 0)?, row::number(row, 1)?, row::optional_text(row, 2)?.unwrap_or_default()))
}

async fn variables(
    conn: &mut Conn,
    sql: &str,
    limit: Duration,
) -> Result<HashMap<String, String>, QueryError> {
    let rows = ask(conn, sql, limit).await?;
    rows.iter().map(|row| Ok((row::text(row, 0)?, row::optional_text(row, 1)?.unwrap_or_default()))).collect()
}

struct Spelling {
    name: Name,
    charset: String,
    collation: String,
}

/// The database as its server spells it: on a server that ignores case DATABASE() gives back what we wrote.
async fn spelling(conn: &mut Conn, database: &str, limit: Duration) -> Result<Option<Spelling>, QueryError> {
    let sql = format!(
        "SELECT SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME \
         FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = {}",
        shadowtable_schema::literal::quote(database)
    );
    let rows = ask(conn, &sql, limit).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(Spelling {
        name: row::name(row, 0)?,
        charset: row::text(row, 1)?,
        collation: row::text(row, 2)?,
    }))
}

/// MariaDB has no server_uuid; its server_uid is made of the machine and the port, so the next server on that port has it
/// too.
fn identity_of(variables: &HashMap<String, String>, dialect: Dialect) -> Identity {
    let value = |name: &str| variables.get(name).map_or("", String::as_str);
    let unique = value("server_uuid");
    // TiDB has the variable, and zeros in it.
    if unique.contains(|c| !matches!(c, '0' | '-')) {
        return Identity::new(unique);
    }
    let mut hash = Sha256::new();
    hash.update(dialect.flavor.as_str());
    for name in ["hostname", "port", "datadir"] {
        hash.update([0]);
        hash.update(value(name));
    }
    Identity::new(hex(&hash.finalize(), 32))
}

/// The first `digits` hexadecimal digits of a hash.
pub fn hex(bytes: &[u8], digits: usize) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text.truncate(digits);
    text
}
