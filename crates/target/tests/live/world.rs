//! A case's world: one server, and a database of the case's own on it.

use anyhow::{Context, Result, bail};
use mysql_async::prelude::Queryable;
use shadowtable_schema::{Flavor, Name};
use shadowtable_target::{Address, Outcome, Purpose, Session, Timeouts, ZeroDates};
use shadowtable_testkit::connect::connect;
use shadowtable_testkit::kind::{Family, Kind};
use std::time::Duration;

/// A server and an empty database on it.
pub struct World {
    pub kind: Kind,
    pub address: Address,
    pub database: String,
    url: String,
}

/// Drops what the case made.
pub struct Cleaner {
    url: String,
    database: String,
}

impl World {
    pub async fn new(kind: Kind, case: &str) -> Result<Self> {
        let url = kind.url_from_env().context("the server's URL is not set")?;
        let case: String = case.chars().filter(char::is_ascii_alphanumeric).collect();
        let database = format!("t_{}_{}", std::process::id(), &case[..case.len().min(40)]);
        let mut conn = connect(&url).await?;
        conn.query_drop(format!("DROP DATABASE IF EXISTS `{database}`")).await?;
        conn.query_drop(format!("CREATE DATABASE `{database}` DEFAULT CHARACTER SET utf8mb4")).await?;
        conn.disconnect().await?;
        let address = Address::parse(&url)?.with_database(&database);
        Ok(Self { kind, address, database, url })
    }

    pub fn cleaner(&self) -> Cleaner {
        Cleaner { url: self.url.clone(), database: self.database.clone() }
    }

    pub fn is(&self, family: Family) -> bool {
        self.kind.family() == family
    }

    /// A connection of the driver's own, as the account that may do everything.
    pub async fn root(&self) -> Result<mysql_async::Conn> {
        connect(&self.url).await
    }

    /// A session that reads.
    pub async fn reader(&self) -> Result<Session> {
        Ok(Session::open(&self.address, Purpose::Read, timeouts()).await?)
    }

    /// A session that writes.
    pub async fn writer(&self) -> Result<Session> {
        Ok(Session::open(&self.address, Purpose::write(), timeouts()).await?)
    }

    /// Runs statements that set the scene; each must be done.
    pub async fn run(&self, statements: &[impl AsRef<str>]) -> Result<()> {
        let mut conn = self.root().await?;
        conn.query_drop(format!("USE `{}`", self.database)).await?;
        conn.query_drop("SET NAMES utf8mb4").await?;
        for sql in statements {
            let sql = sql.as_ref();
            conn.query_drop(sql).await.with_context(|| sql.to_owned())?;
        }
        conn.disconnect().await?;
        Ok(())
    }

    /// An account with nothing but these grants (`SELECT ON {db}.*`), and the address to log on with it.
    pub async fn account(&self, grants: &[&str]) -> Result<(Address, Account)> {
        let user = format!("u{}{}", std::process::id(), &self.database[self.database.len() - 6..]);
        let mut conn = self.root().await?;
        let created = conn.query_drop(format!("CREATE USER '{user}'@'%' IDENTIFIED BY 'Geheim-1'")).await;
        match created {
            // Nobody else has this name. seekdb 1.4 said so once under load of an account that it had just made; were it
            // not there, the grants or the first log-on would tell.
            Err(mysql_async::Error::Server(error)) if error.code == 1396 => {}
            created => created.context("CREATE USER")?,
        }
        for grant in grants {
            let grant = grant.replace("{db}", &format!("`{}`", self.database));
            conn.query_drop(format!("GRANT {grant} TO '{user}'@'%'")).await?;
        }
        conn.disconnect().await?;
        let mut address = self.address.clone();
        address.user = Some(user.clone());
        address.password = Some(shadowtable_target::secret::Secret::new("Geheim-1"));
        Ok((address, Account { url: self.url.clone(), user }))
    }
}

/// An account of the case's own.
pub struct Account {
    url: String,
    user: String,
}

impl Account {
    pub async fn drop(self) -> Result<()> {
        let mut conn = connect(&self.url).await?;
        let dropped = conn.query_drop(format!("DROP USER '{}'@'%'", self.user)).await;
        match dropped {
            // What seekdb says when it does a thing a second time, as of accounts that are made.
            Err(mysql_async::Error::Server(error)) if error.code == 1396 => {}
            dropped => dropped.context("DROP USER")?,
        }
        conn.disconnect().await?;
        Ok(())
    }
}

impl Cleaner {
    pub async fn clean(self) {
        if let Ok(mut conn) = connect(&self.url).await {
            for database in [self.database.clone(), format!("{}_b", self.database)] {
                let _ = conn.query_drop(format!("DROP DATABASE IF EXISTS `{database}`")).await;
            }
            let _ = conn.disconnect().await;
        }
    }
}

/// Short enough for a test, long enough for a busy machine.
pub fn timeouts() -> Timeouts {
    Timeouts { connect: Duration::from_secs(20), read: Duration::from_secs(60), ..Timeouts::default() }
}

/// Runs a statement that must be done.
pub async fn done(session: &mut Session, sql: &str) -> Result<()> {
    match session.execute(sql, ZeroDates::Refused).await {
        Outcome::Done { .. } => Ok(()),
        outcome => bail!("{sql}: {outcome:?}"),
    }
}

/// A statement that runs for minutes on every server, and its tables (`slow_rows`).
pub async fn slow_statement(world: &World) -> Result<String> {
    let values = |from: u32| (from..from + 500).map(|n| format!("({n})")).collect::<Vec<_>>().join(",");
    world
        .run(&[
            "CREATE TABLE slow_rows (n int primary key)".to_owned(),
            "CREATE TABLE slow_target (n bigint)".to_owned(),
            format!("INSERT INTO slow_rows VALUES {}", values(0)),
            format!("INSERT INTO slow_rows VALUES {}", values(500)),
        ])
        .await?;
    Ok("INSERT INTO slow_target SELECT COUNT(*) FROM slow_rows a, slow_rows b, slow_rows c, slow_rows d \
        WHERE a.n + b.n + c.n + d.n < 0"
        .to_owned())
}

/// The flavor that a kind's servers must be found to have.
pub fn flavor(kind: Kind) -> Flavor {
    match kind.family() {
        Family::MariaDb => Flavor::MariaDb,
        Family::MySql => Flavor::MySql,
        Family::OceanBase => Flavor::OceanBase,
    }
}

pub fn names(texts: &[&str]) -> Vec<Name> {
    texts.iter().map(|text| Name::new(*text)).collect()
}
