//! Which server and database.

use shadowtable_target::Secret;
use std::path::PathBuf;

/// Which server and database.
#[derive(Debug, clap::Args)]
pub struct ConnectionArguments {
    /// mysql://user:password@host:port/database, with ?ssl-mode=…&ssl-ca=…&socket=…
    ///
    /// What it leaves out is taken from the option files. A password in it can be seen in the list of processes: better
    /// give it by option file, SHADOWTABLE_URL or --password-stdin.
    #[arg(value_name = "URL", env = "SHADOWTABLE_URL", hide_env_values = true)]
    pub url: Option<DatabaseUrl>,
    /// Reads this option file instead of /etc/my.cnf, /etc/mysql/my.cnf and ~/.my.cnf
    #[arg(long, value_name = "FILE", help_heading = "Connection")]
    pub defaults_file: Option<PathBuf>,
    /// Reads this group of the option files too, after [client] and [shadowtable]
    #[arg(long, value_name = "NAME", help_heading = "Connection")]
    pub defaults_group: Option<String>,
    /// Reads the password from the first line of the standard input
    #[arg(long, help_heading = "Connection")]
    pub password_stdin: bool,
}

/// A URL as it was typed: it may hold a password, so it is never shown.
#[derive(Clone, Debug)]
pub struct DatabaseUrl(Secret);

impl DatabaseUrl {
    /// The text, for reading the address only.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl From<String> for DatabaseUrl {
    fn from(text: String) -> Self {
        Self(Secret::new(text))
    }
}
