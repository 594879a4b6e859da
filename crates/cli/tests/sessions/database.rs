//! A session's database: one server, and a database of the session's own on it.

use anyhow::{Context, Result};
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, OptsBuilder};
use shadowtable_testkit::connect::{connect, options};
use shadowtable_testkit::kind::Kind;

/// A server and an empty database on it.
pub struct Database {
    pub name: String,
    server: String,
}

/// What every account of a session has for a password.
pub const PASSWORD: &str = "Geheim-1";

impl Database {
    pub async fn new(kind: Kind, session: &str) -> Result<Self> {
        let server = kind.url_from_env().context("the server's URL is not set")?;
        let short: String = session.chars().filter(char::is_ascii_alphabetic).take(24).collect();
        let name = format!("cli_{}_{short}", std::process::id());
        let mut conn = connect(&server).await?;
        conn.query_drop(format!("DROP DATABASE IF EXISTS `{name}`")).await?;
        conn.query_drop(format!("CREATE DATABASE `{name}` DEFAULT CHARACTER SET utf8mb4")).await?;
        conn.disconnect().await?;
        Ok(Self { name, server })
    }

    /// The URL of the database, for the account that may do everything.
    pub fn url(&self) -> String {
        format!("{}/{}", self.server.trim_end_matches('/'), self.name)
    }

    /// Host and port.
    pub fn place(&self) -> String {
        let authority = self.server.trim_start_matches("mysql://").trim_end_matches('/');
        authority.rsplit('@').next().unwrap_or(authority).to_owned()
    }

    /// The URL for another account.
    pub fn url_of(&self, account: &str) -> String {
        format!("mysql://{account}@{}/{}", self.place(), self.name)
    }

    /// A connection to the database.
    pub async fn connect(&self) -> Result<Conn> {
        let opts: OptsBuilder = options(&self.server)?.db_name(Some(&self.name));
        Ok(Conn::new(opts).await?)
    }

    /// Runs statements that set the scene.
    pub async fn run(&self, statements: &[&str]) -> Result<()> {
        let mut conn = self.connect().await?;
        conn.query_drop(format!("USE `{}`", self.name)).await?;
        for sql in statements {
            conn.query_drop(*sql).await.with_context(|| (*sql).to_owned())?;
        }
        conn.disconnect().await?;
        Ok(())
    }

    /// The tables there are, sorted.
    pub async fn tables(&self) -> Result<Vec<String>> {
        let mut conn = self.connect().await?;
        let mut names: Vec<String> = conn.query(format!("SHOW TABLES FROM `{}`", self.name)).await?;
        conn.disconnect().await?;
        names.sort();
        Ok(names)
    }

    /// An account with nothing but these privileges on the database.
    pub async fn account(&self, privileges: &str) -> Result<String> {
        let name = format!("u{}{}", std::process::id(), &self.name[self.name.len() - 6..]);
        let mut conn = connect(&self.server).await?;
        conn.query_drop(format!("DROP USER IF EXISTS '{name}'@'%'")).await.ok();
        conn.query_drop(format!("CREATE USER '{name}'@'%' IDENTIFIED BY '{PASSWORD}'")).await?;
        if !privileges.is_empty() {
            conn.query_drop(format!("GRANT {privileges} ON `{}`.* TO '{name}'@'%'", self.name)).await?;
        }
        conn.disconnect().await?;
        Ok(name)
    }

    pub async fn forget_account(&self, name: &str) -> Result<()> {
        let mut conn = connect(&self.server).await?;
        conn.query_drop(format!("DROP USER '{name}'@'%'")).await?;
        conn.disconnect().await?;
        Ok(())
    }

    pub async fn drop(self) -> Result<()> {
        let mut conn = connect(&self.server).await?;
        conn.query_drop(format!("DROP DATABASE IF EXISTS `{}`", self.name)).await?;
        conn.disconnect().await?;
        Ok(())
    }
}

/// A shop of three tables, each with a foreign key to the one before.
pub const SHOP: &[&str] = &[
    "CREATE TABLE customers (id bigint NOT NULL AUTO_INCREMENT, name varchar(40) NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE orders (id bigint NOT NULL, customer bigint DEFAULT NULL, note varchar(100) DEFAULT NULL, \
     PRIMARY KEY (id), KEY customer (customer), \
     CONSTRAINT fk_customer FOREIGN KEY (customer) REFERENCES customers (id))",
    "CREATE TABLE items (id bigint NOT NULL, orders bigint DEFAULT NULL, PRIMARY KEY (id), KEY orders (orders), \
     CONSTRAINT fk_order FOREIGN KEY (orders) REFERENCES orders (id))",
];
