//! The configuration file: the options of `serve` and what has no option, as TOML.

use crate::hosts::AllowedHosts;
use crate::settings::{Limits, SessionTimes, Settings, Tls};
use ipnet::IpNet;
use serde::Deserialize;
use shadowtable_engine::hosts::Hosts;
use shadowtable_engine::service::Policy;
use shadowtable_engine::webhook::Receivers;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

/// What a configuration file may say. Everything may be absent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Where the server listens, such as `127.0.0.1:8686`.
    pub listen: Option<SocketAddr>,
    /// Where the store and the master key are.
    pub data_dir: Option<PathBuf>,
    /// A store that several nodes share.
    pub store: Option<StoreUrl>,
    /// The certificate, a PEM file.
    pub tls_cert: Option<PathBuf>,
    /// Its key, a PEM file.
    pub tls_key: Option<PathBuf>,
    /// Whether plain HTTP is spoken on more than loopback.
    pub plain_http: Option<bool>,
    /// Addresses or networks of proxies whose `X-Forwarded-*` are believed.
    #[serde(default)]
    pub trusted_proxies: Vec<String>,
    /// Which hosts connections may lead to: names, `*.domain`, addresses, networks, `socket`.
    #[serde(default)]
    pub allowed_hosts: Vec<String>,
    /// How many minutes a session lasts that nobody uses.
    pub session_idle_minutes: Option<u64>,
    /// How many hours a session lasts at most.
    pub session_hours: Option<u64>,
    /// The largest body of a request, in bytes.
    pub max_body_bytes: Option<usize>,
    /// How many days an analysis is kept after it has ended.
    pub keep_analyses_days: Option<u64>,
    /// How many days somebody may take to approve a task.
    pub approve_within_days: Option<u64>,
    /// How many minutes late a firing of a recurring task may be.
    pub fire_within_minutes: Option<u64>,
    /// How many seconds a node may be silent before another goes on with its work.
    pub lease_seconds: Option<u64>,
    /// How many days a task is kept after it is over; for ever, if nothing is said.
    pub keep_tasks_days: Option<u64>,
    /// How people reach the console, for links in notifications.
    pub public_url: Option<String>,
    /// Whom webhooks may call.
    #[serde(default)]
    pub webhooks: WebhookConfiguration,
    /// What is logged, such as `info` or `warn,shadowtable=debug`.
    pub log: Option<String>,
    /// `json` or `text`.
    pub log_format: Option<String>,
}

/// What a configuration file says of webhooks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookConfiguration {
    /// Which hosts may be called: names, `*.domain`, addresses, networks. If none is named: all but link-local addresses and
    /// those at which clouds tell their machines secrets.
    #[serde(default)]
    pub hosts: Vec<String>,
}

/// The URL of a store: it may hold a password, so it is never shown.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct StoreUrl(String);

impl StoreUrl {
    /// Keeps a URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The URL, for connecting only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreUrl")
    }
}

/// Why a configuration can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("can't read the configuration {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file is no configuration.
    #[error("the configuration {} can't be used", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A proxy is no address.
    #[error("{0} is no address and no network (10.0.0.1, 10.0.0.0/8)")]
    Proxy(String),
    /// One without the other.
    #[error("a certificate needs its key, and a key its certificate: give both --tls-cert and --tls-key")]
    HalfTls,
}

impl Configuration {
    /// Reads a file.
    ///
    /// # Errors
    /// [`ConfigError`] says what is wrong, and where.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        let wrong = |source| ConfigError::Parse { path: path.to_owned(), source: Box::new(source) };
        toml::from_str(&text).map_err(wrong)
    }

    /// The times that hold for tasks and analyses.
    pub fn policy(&self) -> Policy {
        let usual = Policy::default();
        let seconds = |count: Option<u64>, of: u64, usual: Duration| {
            count.map_or(usual, |count| Duration::from_secs(count.saturating_mul(of).max(1)))
        };
        const DAY: u64 = 24 * 3600;
        Policy {
            keep_analyses: seconds(self.keep_analyses_days, DAY, usual.keep_analyses),
            approve_within: seconds(self.approve_within_days, DAY, usual.approve_within),
            fire_within: seconds(self.fire_within_minutes, 60, usual.fire_within),
            lease: seconds(self.lease_seconds, 1, usual.lease),
            keep_tasks: self.keep_tasks_days.map(|days| Duration::from_secs(days.saturating_mul(DAY).max(1))),
            public_url: self.public_url.clone(),
            receivers: Receivers::new(Hosts::new(self.webhooks.hosts.iter().map(String::as_str))),
        }
    }

    /// The settings of the server.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn settings(&self) -> Result<Settings, ConfigError> {
        let usual = Settings::default();
        let minutes = |count: u64| Duration::from_secs(count.saturating_mul(60));
        let tls = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => {
                Some(Tls { certificate: certificate.clone(), key: key.clone() })
            }
            (None, None) => None,
            _ => return Err(ConfigError::HalfTls),
        };
        Ok(Settings {
            listen: self.listen.unwrap_or(usual.listen),
            tls,
            plain_http: self.plain_http.unwrap_or(false),
            trusted_proxies: self
                .trusted_proxies
                .iter()
                .map(|word| network(word))
                .collect::<Result<_, _>>()?,
            limits: Limits { body: self.max_body_bytes.unwrap_or(usual.limits.body), ..usual.limits },
            sessions: SessionTimes {
                idle: self.session_idle_minutes.map_or(usual.sessions.idle, minutes),
                absolute: self
                    .session_hours
                    .map_or(usual.sessions.absolute, |hours| minutes(hours.saturating_mul(60))),
            },
            hosts: AllowedHosts::new(self.allowed_hosts.iter().map(String::as_str)),
        })
    }
}

/// An address, or a network of them.
fn network(word: &str) -> Result<IpNet, ConfigError> {
    let network = IpNet::from_str(word).ok();
    let network = network.or_else(|| IpAddr::from_str(word).ok().map(IpNet::from));
    network.ok_or_else(|| ConfigError::Proxy(word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_the_options_say() {
        let text = "listen = \"0.0.0.0:443\"\ntls_cert = \"a.pem\"\ntls_key = \"b.pem\"\n\
                    trusted_proxies = [\"10.0.0.1\", \"fd00::/8\"]\nallowed_hosts = [\"*.example\"]\n\
                    session_idle_minutes = 30\nsession_hours = 12\n";
        let settings = toml::from_str::<Configuration>(text).unwrap().settings().unwrap();
        assert_eq!(settings.listen.port(), 443);
        assert!(settings.tls.is_some());
        assert!(settings.trusts("10.0.0.1".parse().unwrap()));
        assert_eq!(settings.sessions.idle, Duration::from_secs(1800));
        assert!(settings.hosts.check("a.example").is_ok());
    }

    #[test]
    fn it_says_what_holds_for_tasks_and_webhooks() {
        let text = "keep_tasks_days = 30\npublic_url = \"https://shadow.example\"\n[webhooks]\nhosts = [\"*.example\"]\n";
        let policy = toml::from_str::<Configuration>(text).unwrap().policy();
        assert_eq!(policy.keep_tasks, Some(Duration::from_secs(30 * 24 * 3600)));
        assert_eq!(policy.public_url.as_deref(), Some("https://shadow.example"));
        assert!(policy.receivers.url("https://chat.example/").is_ok());
        assert!(policy.receivers.url("https://127.0.0.1/").is_err());
        let usual = Configuration::default().policy();
        assert!(usual.keep_tasks.is_none() && usual.receivers.url("http://127.0.0.1/").is_ok());
    }

    #[test]
    fn what_is_wrong_is_told() {
        let unknown = toml::from_str::<Configuration>("lisen = \"x\"").unwrap_err().to_string();
        assert!(unknown.contains("lisen"), "{unknown}");
        let half = Configuration { tls_cert: Some("a".into()), ..Configuration::default() };
        assert!(matches!(half.settings(), Err(ConfigError::HalfTls)));
        let proxy = Configuration { trusted_proxies: vec!["proxy".to_owned()], ..Configuration::default() };
        assert!(matches!(proxy.settings(), Err(ConfigError::Proxy(_))));
        let absent = Configuration::read(Path::new("/nonexistent/x.toml"));
        assert!(matches!(absent, Err(ConfigError::Read { .. })));
    }
}
