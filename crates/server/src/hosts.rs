//! Which hosts connections may lead to: without a limit, whoever may make a connection reaches all that the server does.

use crate::problem::{Code, Problem};
use ipnet::IpNet;
use std::net::IpAddr;
use std::str::FromStr;

/// The hosts that the configuration allows; all, if it names none.
#[derive(Clone, Debug, Default)]
pub struct AllowedHosts(Vec<Host>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    Name(String),
    /// Everything below a domain.
    Below(String),
    Network(IpNet),
    Socket,
}

impl AllowedHosts {
    /// From `db.example`, `*.example`, `10.0.0.0/8`, `192.0.2.1`, and `socket` for unix sockets.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let host = |word: &str| {
            let word = word.to_lowercase();
            if word == "socket" {
                Host::Socket
            } else if let Some(domain) = word.strip_prefix('*') {
                Host::Below(domain.to_owned())
            } else if let Ok(network) = IpNet::from_str(&word) {
                Host::Network(network)
            } else if let Ok(address) = IpAddr::from_str(&word) {
                Host::Network(address.into())
            } else {
                Host::Name(word)
            }
        };
        Self(words.into_iter().map(host).collect())
    }

    /// Refuses a host that is not among them. An address is only matched by networks, a name only by names: what a name leads
    /// to is not asked, since it can lead elsewhere the next moment.
    ///
    /// # Errors
    /// `host-not-allowed`.
    pub fn check(&self, host: &str) -> Result<(), Problem> {
        let host = host.to_lowercase();
        let address = IpAddr::from_str(host.trim_matches(['[', ']'])).ok();
        let is_allowed = |allowed: &Host| match (allowed, address) {
            (Host::Network(network), Some(address)) => network.contains(&address.to_canonical()),
            (Host::Name(name), None) => *name == host,
            (Host::Below(domain), None) => host.ends_with(domain),
            _ => false,
        };
        self.verdict(&is_allowed, "host")
    }

    /// Refuses a unix socket if sockets are not among them.
    ///
    /// # Errors
    /// `host-not-allowed`.
    pub fn check_socket(&self) -> Result<(), Problem> {
        self.verdict(&|allowed| *allowed == Host::Socket, "socket")
    }

    fn verdict(&self, is_allowed: &dyn Fn(&Host) -> bool, field: &str) -> Result<(), Problem> {
        if self.0.is_empty() || self.0.iter().any(is_allowed) {
            return Ok(());
        }
        Err(Problem::new(Code::HostNotAllowed, "allowed_hosts of the configuration does not name it")
            .at(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_is_reached() {
        let allowed = AllowedHosts::new(["db.example", "*.prod.example", "10.0.0.0/8", "::1"]);
        for host in ["db.example", "DB.example", "a.prod.example", "10.1.2.3", "::ffff:10.1.2.3", "::1"] {
            assert!(allowed.check(host).is_ok(), "{host}");
        }
        for host in ["example", "xdb.example", "prod.example", "evilprod.example", "11.0.0.1", "localhost"] {
            assert!(allowed.check(host).is_err(), "{host}");
        }
        assert!(allowed.check_socket().is_err());
        assert!(AllowedHosts::new(["socket"]).check_socket().is_ok());
        assert!(AllowedHosts::default().check("anything").is_ok());
    }
}
