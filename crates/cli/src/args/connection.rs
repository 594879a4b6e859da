//! Which server and database.

/// Which server and database.
#[derive(Debug, clap::Args)]
pub struct ConnectionArguments {
    /// mysql://user:password@host:port/database, with ?ssl-mode=…&ssl-ca=…&socket=…
    #[arg(env = "SHADOWTABLE_URL", hide_env_values = true)]
    pub url: Option<String>,
}
