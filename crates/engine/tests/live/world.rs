//! A trial's world: one server, a database of the trial's own on it, and what is asked of it.

use anyhow::{Context, Result};
use mysql_async::prelude::Queryable;
use shadowtable_engine::{Analysis, ErrorPolicy, Events, Interrupt, Request, RunOptions, analyze};
use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::{Affix, ForeignKeyPolicy, RebuildPolicy, Selection};
use shadowtable_target::registry::Place;
use shadowtable_target::{Address, Purpose, Session, Timeouts};
use shadowtable_testkit::connect::connect;
use shadowtable_testkit::kind::Kind;
use std::time::Duration;

/// A server and an empty database on it.
pub struct World {
    pub database: String,
    pub url: String,
    pub address: Address,
}

impl World {
    pub async fn new(kind: Kind, name: &str) -> Result<Self> {
        let url = kind.url_from_env().context("the server's URL is not set")?;
        let short: String = name.chars().filter(char::is_ascii_alphabetic).take(30).collect();
        let database = format!("e_{}_{short}", std::process::id());
        let mut conn = connect(&url).await?;
        conn.query_drop(format!("DROP DATABASE IF EXISTS `{database}`")).await?;
        conn.query_drop(format!("CREATE DATABASE `{database}` DEFAULT CHARACTER SET utf8mb4")).await?;
        conn.disconnect().await?;
        let address = Address::parse(&url)?.with_database(&database);
        Ok(Self { database, url, address })
    }

    /// Runs statements that set the scene; each must be done.
    pub async fn run(&self, statements: &[String]) -> Result<()> {
        let mut conn = connect(&self.url).await?;
        conn.query_drop(format!("USE `{}`", self.database)).await?;
        for sql in statements {
            conn.query_drop(sql).await.with_context(|| sql.to_owned())?;
        }
        Ok(conn.disconnect().await?)
    }

    pub async fn reader(&self) -> Result<Session> {
        // Long enough for a busy machine.
        let timeouts = Timeouts {
            connect: Duration::from_secs(20),
            read: Duration::from_secs(60),
            ..Timeouts::default()
        };
        Ok(Session::open(&self.address, Purpose::Read, timeouts).await?)
    }

    pub async fn analyze(&self, reader: &mut Session) -> Result<Analysis> {
        let more = vec![reader.another(Purpose::Read).await?];
        Ok(analyze(&request(), reader, more, &Events::none()).await?)
    }

    pub async fn drop(self) -> Result<()> {
        let mut conn = connect(&self.url).await?;
        conn.query_drop(format!("DROP DATABASE IF EXISTS `{}`", self.database)).await?;
        Ok(conn.disconnect().await?)
    }
}

/// All tables, with the prefix `_t_`.
pub fn request() -> Request {
    Request {
        affix: Affix::Prefix,
        affix_text: "_t_".to_owned(),
        selection: Selection::all(),
        foreign_keys: ForeignKeyPolicy::Retarget,
        rebuild: RebuildPolicy::Copy,
        adoption: Adoption::All,
        skipped: Vec::new(),
        registry: Place::default(),
    }
}

/// Several tables at a time, and one that fails keeps no other from going on.
pub fn options(parallel: usize) -> RunOptions {
    RunOptions {
        on_error: ErrorPolicy::Continue,
        allowed: None,
        parallel,
        lock_wait_timeout: Duration::from_secs(20),
        program: "a test".to_owned(),
        who: String::new(),
        interrupt: Interrupt::default(),
    }
}
