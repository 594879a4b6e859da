//! The arguments of `serve`, `user` and `store`: where the server's memory is, and how it listens.

use super::ListFormat;
use super::connection::DatabaseUrl;
use clap::{Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Where the server's memory is.
#[derive(Debug, clap::Args)]
pub struct StoreArguments {
    /// The directory of the store and the master key
    ///
    /// ~/.local/share/shadowtable when nothing is said.
    #[arg(long, value_name = "DIRECTORY", env = "SHADOWTABLE_DATA_DIR", help_heading = "Store")]
    pub data_dir: Option<PathBuf>,
    /// A database that several nodes share, instead of a file in the directory: mysql://…
    #[arg(
        long,
        value_name = "URL",
        env = "SHADOWTABLE_STORE",
        hide_env_values = true,
        help_heading = "Store"
    )]
    pub store: Option<DatabaseUrl>,
    /// Reads options from this TOML file; those on the command line win
    #[arg(long, value_name = "FILE", env = "SHADOWTABLE_CONFIG", help_heading = "Store")]
    pub config: Option<PathBuf>,
}

/// The arguments of `serve`.
#[derive(Debug, clap::Args)]
pub struct ServeArguments {
    /// Where to listen: 127.0.0.1:8686 when nothing is said
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// Where the memory is.
    #[command(flatten)]
    pub store: StoreArguments,
    /// Speaks HTTPS with this certificate, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's key, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Believes what this proxy says of its clients (an address or a network); only it may come without HTTPS
    #[arg(long, value_name = "ADDRESS")]
    pub trusted_proxy: Vec<String>,
    /// Speaks plain HTTP on more than loopback: passwords can be read on the way
    #[arg(long)]
    pub plain_http: bool,
    /// What is logged, such as info or warn,shadowtable=debug
    #[arg(long, value_name = "LEVELS", env = "SHADOWTABLE_LOG")]
    pub log: Option<String>,
    /// How it is logged: json when nothing is said
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
}

/// How it is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One JSON document a line
    Json,
    /// For people
    Text,
}

/// The arguments of `user`.
#[derive(Debug, clap::Args)]
pub struct UserArguments {
    /// What is to be done.
    #[command(subcommand)]
    pub command: UserCommand,
    /// Where the memory is.
    #[command(flatten)]
    pub store: StoreArguments,
}

/// What is done with users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Makes a user, with a password that is printed once
    Add {
        /// The name to log in with
        name: String,
        /// What the user may do
        #[arg(long, value_enum, default_value = "viewer", value_name = "ROLE")]
        role: RoleName,
        /// Reads the password from the first line of the standard input instead of making one
        #[arg(long)]
        password_stdin: bool,
    },
    /// Lists the users
    List {
        /// How the result is printed
        #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
        format: ListFormat,
    },
    /// Gives a user a new password, which is printed once
    Password {
        /// The user
        name: String,
        /// Reads the password from the first line of the standard input instead of making one
        #[arg(long)]
        password_stdin: bool,
    },
    /// Gives a user another role
    Role {
        /// The user
        name: String,
        /// What the user may do
        #[arg(value_enum, value_name = "ROLE")]
        role: RoleName,
    },
    /// Refuses a user to log in, and ends all sessions
    Disable {
        /// The user
        name: String,
    },
    /// Lets a user log in again
    Enable {
        /// The user
        name: String,
    },
}

/// The arguments of `store`.
#[derive(Debug, clap::Args)]
pub struct StoreVerbArguments {
    /// What is to be done.
    #[command(subcommand)]
    pub command: StoreCommand,
    /// Where the memory is.
    #[command(flatten)]
    pub store: StoreArguments,
}

/// What is done with the store.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Copies the store into a new file; the master key is not in it
    ///
    /// A store in a file is copied while the server runs. A store in a database is written as lines, while no node runs.
    Backup {
        /// The new file
        file: PathBuf,
        /// Writes lines that any kind of store can take in, while no node runs
        #[arg(long)]
        portable: bool,
    },
    /// Makes the store of a backup, where there is none yet
    Restore {
        /// The file that backup made
        file: PathBuf,
    },
    /// Seals everything with a new master key, while no node runs
    ///
    /// The new key is made and takes the place of the file master.key; SHADOWTABLE_NEW_MASTER_KEY may hold one instead.
    Rekey,
}

/// What a user may do; each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RoleName {
    /// Looks
    Viewer,
    /// Analyzes, submits and runs
    Operator,
    /// Approves what others submitted
    Approver,
    /// Everything
    Admin,
}
