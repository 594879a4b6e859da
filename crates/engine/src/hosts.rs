//! Hosts, as a configuration names them: names, everything below a domain, networks, unix sockets.

use ipnet::IpNet;
use std::net::IpAddr;
use std::str::FromStr;

/// A list of hosts.
#[derive(Clone, Debug, Default)]
pub struct Hosts(Vec<Host>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    Name(String),
    /// Everything below a domain.
    Below(String),
    Network(IpNet),
    Socket,
}

impl Hosts {
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

    /// Whether none is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a host is among them. An address is only matched by networks, a name only by names: what a name leads to is
    /// not asked, since it can lead elsewhere the next moment.
    pub fn has(&self, host: &str) -> bool {
        let host = host.to_lowercase();
        match IpAddr::from_str(host.trim_matches(['[', ']'])) {
            Ok(address) => self.has_address(address),
            Err(_) => self.0.iter().any(|one| match one {
                Host::Name(name) => *name == host,
                Host::Below(domain) => host.ends_with(domain),
                Host::Network(_) | Host::Socket => false,
            }),
        }
    }

    /// Whether an address is in one of their networks.
    pub fn has_address(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|one| matches!(one, Host::Network(network) if network.contains(&address)))
    }

    /// Whether unix sockets are among them.
    pub fn has_sockets(&self) -> bool {
        self.0.contains(&Host::Socket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_is_among_them() {
        let hosts = Hosts::new(["db.example", "*.prod.example", "10.0.0.0/8", "::1"]);
        for host in ["db.example", "DB.example", "a.prod.example", "10.1.2.3", "::ffff:10.1.2.3", "[::1]"] {
            assert!(hosts.has(host), "{host}");
        }
        for host in ["example", "xdb.example", "prod.example", "evilprod.example", "11.0.0.1", "localhost"] {
            assert!(!hosts.has(host), "{host}");
        }
        assert!(!hosts.has_sockets() && Hosts::new(["socket"]).has_sockets());
        assert!(Hosts::default().is_empty() && !Hosts::default().has("anything"));
    }
}
