//! Settings: where the server listens, whom it trusts, and what it puts up with.

use crate::hosts::AllowedHosts;
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// The settings of a server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The certificate and its key; without them it speaks plain HTTP.
    pub tls: Option<Tls>,
    /// Whether plain HTTP is spoken on more than loopback.
    pub plain_http: bool,
    /// The proxies whose `X-Forwarded-*` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// What requests may cost.
    pub limits: Limits,
    /// How long sessions last.
    pub sessions: SessionTimes,
    /// Which hosts connections may lead to.
    pub hosts: AllowedHosts,
}

/// A certificate and its key, as PEM files.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate, followed by those that it is signed with.
    pub certificate: PathBuf,
    /// The key.
    pub key: PathBuf,
}

/// What a request may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest body, in bytes.
    pub body: usize,
    /// How long an answer may take to begin.
    pub answer: Duration,
    /// How long requests may go on after the server was told to end.
    pub ending: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { body: 4 << 20, answer: Duration::from_secs(60), ending: Duration::from_secs(10) }
    }
}

/// How long a session lasts.
#[derive(Clone, Copy, Debug)]
pub struct SessionTimes {
    /// It ends when it was not used for so long.
    pub idle: Duration,
    /// It ends so long after the login, used or not.
    pub absolute: Duration,
}

impl Default for SessionTimes {
    fn default() -> Self {
        Self { idle: Duration::from_secs(8 * 3600), absolute: Duration::from_secs(7 * 24 * 3600) }
    }
}

/// Why a server can't be started with these settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Passwords would go over the network in the clear.
    #[error(
        "plain HTTP on {address} can be read on the way: give --tls-cert and --tls-key, or name the proxy in front with \
         --trusted-proxy, or say --plain-http"
    )]
    Plain {
        /// Where it would listen.
        address: SocketAddr,
    },
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8686)),
            tls: None,
            plain_http: false,
            trusted_proxies: Vec::new(),
            limits: Limits::default(),
            sessions: SessionTimes::default(),
            hosts: AllowedHosts::default(),
        }
    }
}

impl Settings {
    /// Refuses what would send passwords in the clear without anybody having asked for it.
    ///
    /// # Errors
    /// [`SettingsError`] says what to type.
    pub fn check(&self) -> Result<(), SettingsError> {
        let may_be_plain =
            self.plain_http || self.listen.ip().is_loopback() || !self.trusted_proxies.is_empty();
        if self.tls.is_none() && !may_be_plain {
            return Err(SettingsError::Plain { address: self.listen });
        }
        Ok(())
    }

    /// Whether what this peer says about others is believed.
    pub(crate) fn trusts(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.trusted_proxies.iter().any(|proxy| proxy.contains(&peer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_loopback_unless_asked_for() {
        let on = |address: &str| Settings { listen: address.parse().unwrap(), ..Settings::default() };
        on("127.0.0.1:1").check().unwrap();
        on("[::1]:1").check().unwrap();
        let open = on("0.0.0.0:1");
        assert!(open.check().unwrap_err().to_string().contains("--tls-cert"));
        Settings { plain_http: true, ..open.clone() }.check().unwrap();
        Settings { trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()], ..open }.check().unwrap();
    }

    #[test]
    fn a_proxy_is_trusted_by_its_network() {
        let settings =
            Settings { trusted_proxies: vec!["10.1.0.0/16".parse().unwrap()], ..Settings::default() };
        assert!(settings.trusts("10.1.2.3".parse().unwrap()));
        assert!(settings.trusts("::ffff:10.1.2.3".parse().unwrap()));
        assert!(!settings.trusts("10.2.2.3".parse().unwrap()));
        assert!(!settings.trusts("127.0.0.1".parse().unwrap()));
    }
}
