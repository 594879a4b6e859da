//! Connections and grants.

use super::{DriftPolicy, Role, Time, hidden};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A connection. The password is never shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct Connection {
    /// The id.
    pub id: String,
    /// Its name; no two share one.
    pub name: String,
    /// The host, if it is not a socket.
    pub host: Option<String>,
    /// The port.
    pub port: Option<u16>,
    /// The unix socket.
    pub socket: Option<String>,
    /// The account.
    pub user: String,
    /// Whether a password is kept.
    pub has_password: bool,
    /// How the way is protected.
    pub ssl_mode: Option<SslMode>,
    /// The path, on the server, of a file with the authorities to trust.
    pub ssl_ca: Option<String>,
    /// What new tasks start with.
    pub defaults: Defaults,
    /// Which environment it is.
    pub environment: Option<String>,
    /// The colour of its label.
    pub color: Option<String>,
    /// Whether tasks need somebody else's approval.
    pub needs_approval: bool,
    /// What becomes of an approved task whose tables have changed.
    pub drift_on_approval: DriftPolicy,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Time,
    /// What the last test found.
    pub server: Option<ServerFacts>,
    /// When that was.
    pub tested_at: Option<Time>,
    /// What the caller may do on it.
    pub role: Role,
}

/// How the way to the database is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SslMode {
    /// Never encrypted.
    Disabled,
    /// Encrypted when the server can.
    Preferred,
    /// Encrypted or not at all; the certificate is not checked.
    Required,
    /// As `REQUIRED`, and the certificate is signed by a known authority.
    VerifyCa,
    /// As `VERIFY_CA`, and it is made out to this host.
    VerifyIdentity,
}

impl SslMode {
    const ALL: [Self; 5] =
        [Self::Disabled, Self::Preferred, Self::Required, Self::VerifyCa, Self::VerifyIdentity];

    /// The word that is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Disabled => "DISABLED",
            Self::Preferred => "PREFERRED",
            Self::Required => "REQUIRED",
            Self::VerifyCa => "VERIFY_CA",
            Self::VerifyIdentity => "VERIFY_IDENTITY",
        }
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

/// What the wizard starts with on a connection; what is absent has no default of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// What stands before the names of sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// What stands behind the names of sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// `retarget`, `keep` or `omit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foreign_keys: Option<String>,
    /// `copy`, `empty` or `never`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rebuild: Option<String>,
    /// The codes of hazards that are allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_hazards: Vec<String>,
    /// When statements may run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// How long a statement waits for a lock, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub lock_wait_ms: Option<u32>,
    /// How many tables are worked on at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 64)]
    pub parallel: Option<u16>,
}

/// A part of the day in which statements may run; over midnight if it ends before it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// When it begins, such as `22:00`.
    pub from: String,
    /// When it ends, such as `05:30`.
    pub to: String,
    /// The time zone of both, such as `Asia/Shanghai`.
    pub time_zone: String,
}

/// What a test found out about a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServerFacts {
    /// `oceanbase`, `mysql`, `mariadb` or `tidb`.
    pub flavor: String,
    /// What the server says of its version.
    pub version: String,
    /// How many databases the account sees.
    pub databases: usize,
    /// Privileges that a sync needs and the account surely lacks on the database that was tested.
    pub missing: Vec<String>,
}

/// A connection as it is to be. When one is changed, what is absent becomes empty; only an absent password stays.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConnectionRequest {
    /// Its name; no two share one.
    pub name: String,
    /// The host. Either this or a socket is needed.
    pub host: Option<String>,
    /// The port; 3306 if nothing is said.
    pub port: Option<u16>,
    /// The unix socket.
    pub socket: Option<String>,
    /// The account.
    pub user: String,
    /// The account's password; empty for none.
    #[serde(serialize_with = "hidden")]
    pub password: Option<Password>,
    /// How the way is protected; `PREFERRED` if nothing is said.
    pub ssl_mode: Option<SslMode>,
    /// The path, on the server, of a file with the authorities to trust.
    pub ssl_ca: Option<String>,
    /// What new tasks start with.
    #[serde(default)]
    pub defaults: Defaults,
    /// Which environment it is.
    pub environment: Option<String>,
    /// The colour of its label.
    pub color: Option<String>,
    /// Whether tasks need somebody else's approval.
    #[serde(default)]
    pub needs_approval: bool,
    /// What becomes of an approved task whose tables have changed; `Refuse` if nothing is said.
    pub drift_on_approval: Option<DriftPolicy>,
}

/// A password on its way in: it is never shown.
#[derive(Clone, Deserialize, ToSchema)]
#[schema(value_type = String, format = Password)]
#[serde(transparent)]
pub struct Password(pub String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

/// What a user may do on a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The user's id.
    pub user_id: String,
    /// What the user may do.
    pub role: Role,
}

/// All grants of a connection. Where there are none, every user's own role counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Grants {
    /// The grants.
    pub grants: Vec<Grant>,
}

/// What is to be tested.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestRequest {
    /// The database whose privileges are looked at; the first that the account sees if nothing is said.
    pub database: Option<String>,
}

/// A connection that is to be tested before it is kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTestRequest {
    /// The connection.
    pub connection: ConnectionRequest,
    /// The database whose privileges are looked at; the first that the account sees if nothing is said.
    pub database: Option<String>,
    /// The connection that is being edited: its password is taken if there is none here, if host, port, socket, account,
    /// TLS mode and CA are the same.
    pub id: Option<String>,
}

/// What a test found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tested {
    /// Whether the server answered and let us in.
    pub ok: bool,
    /// What it is, if it did.
    pub server: Option<ServerFacts>,
    /// What is wrong, in words, if it did not.
    pub error: Option<String>,
    /// What to do about it, if that is known.
    pub hint: Option<String>,
}

impl Connection {
    /// A row, as the caller sees it.
    pub fn of(row: shadowtable_store::Connection, role: shadowtable_store::Role) -> Self {
        let shadowtable_store::Connection {
            id,
            name,
            host,
            port,
            socket,
            user,
            password,
            ssl_mode,
            ssl_ca,
            defaults,
            environment,
            color,
            needs_approval,
            drift_on_approval,
            created_by,
            created_at,
            version: _,
            server,
            tested_at,
        } = row;
        Self {
            id,
            name,
            host,
            port: port.and_then(|port| u16::try_from(port).ok()),
            socket,
            user,
            has_password: password.is_some(),
            ssl_mode: ssl_mode.as_deref().and_then(SslMode::of),
            ssl_ca,
            // Both were written by this server; what another version wrote is shown as nothing rather than refused.
            defaults: defaults.read().unwrap_or_default(),
            server: server.and_then(|server| server.read().ok()),
            environment,
            color,
            needs_approval,
            drift_on_approval: drift_on_approval.into(),
            created_by,
            created_at: Time(created_at),
            tested_at: tested_at.map(Time),
            role: role.into(),
        }
    }
}
