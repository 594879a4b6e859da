//! Receivers: which addresses may be called, so that a webhook is no way to reach what only this machine may.

use crate::hosts::Hosts;
use crate::reading::in_words;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Url};
use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr as _;
use std::sync::{Arc, OnceLock};

/// Where clouds tell their machines secrets outside of the link-local networks.
const METADATA: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
];

/// Who may be called. Clones are the same one.
#[derive(Clone, Debug, Default)]
pub struct Receivers {
    hosts: Arc<Hosts>,
    client: Arc<OnceLock<Client>>,
}

/// Why an address can't be called.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// It is none.
    #[error("{0}")]
    NoUrl(String),
    /// The configuration does not allow it.
    #[error("{0} may not be called: {1}")]
    NotAllowed(String, &'static str),
}

impl Receivers {
    /// Only these; all but link-local addresses and those of clouds' metadata, if none is named.
    pub fn new(hosts: Hosts) -> Self {
        Self { hosts: Arc::new(hosts), client: Arc::default() }
    }

    /// Reads an address. What a name leads to is looked at when it is called.
    ///
    /// # Errors
    /// [`UrlError`] says what is wrong with it.
    pub fn url(&self, text: &str) -> Result<Url, UrlError> {
        let no_url = |why: &str| UrlError::NoUrl(format!("it is no address to call: {why}"));
        let url = Url::parse(text).map_err(|error| no_url(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(no_url("it begins with http:// or https://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(no_url("it can't hold a user or a password"));
        }
        let host = url.host_str().ok_or_else(|| no_url("it has no host"))?;
        let not_allowed = |why| UrlError::NotAllowed(host.to_owned(), why);
        if !self.hosts.is_empty() && !self.hosts.has(host) {
            return Err(not_allowed("[webhooks] hosts of the configuration does not name it"));
        }
        match IpAddr::from_str(host.trim_matches(['[', ']'])) {
            Ok(address) if !self.may_reach(address) => Err(not_allowed(INNER)),
            _ => Ok(url),
        }
    }

    /// Whether an address may be connected to: one that no network outside of this machine knows only if it is named.
    fn may_reach(&self, address: IpAddr) -> bool {
        !is_inner(address.to_canonical()) || self.hosts.has_address(address)
    }

    /// The client that calls them, made when it is needed first.
    ///
    /// # Errors
    /// When there can be none on this machine.
    pub(super) fn client(&self) -> Result<&Client, reqwest::Error> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        // Another part of the program may have chosen the same one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = match self.builder().build() {
            Ok(client) => client,
            // Plain HTTP needs no authorities, and HTTPS says itself that it trusts nobody.
            Err(error) => {
                tracing::warn!("webhooks of https:// can't be called from here: {}", in_words(&error));
                self.builder().tls_certs_only([]).build()?
            }
        };
        Ok(self.client.get_or_init(|| client))
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder()
            .user_agent(concat!("shadowtable/", env!("CARGO_PKG_VERSION")))
            // A redirect could lead to where nobody may go, and a proxy would resolve names itself.
            .redirect(Policy::none())
            .no_proxy()
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(Guard(self.clone())))
    }
}

/// Why some addresses are refused.
const INNER: &str = "it is a link-local address, or a cloud's for its machines";

fn is_inner(address: IpAddr) -> bool {
    let is_link_local = match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    };
    is_link_local || METADATA.contains(&address)
}

/// Finds out where names lead, and leaves out where nobody may go: a name can lead elsewhere than when it was checked.
struct Guard(Receivers);

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(allowed(self.0.clone(), name))
    }
}

async fn allowed(receivers: Receivers, name: Name) -> Result<Addrs, Box<dyn Error + Send + Sync>> {
    let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
    let (allowed, refused): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|one| receivers.may_reach(one.ip()));
    if allowed.is_empty() && !refused.is_empty() {
        return Err(UrlError::NotAllowed(name.as_str().to_owned(), INNER).into());
    }
    Ok(Box::new(allowed.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let check = |receivers: &Receivers, url: &str, expected: Result<(), &str>| {
            let found = receivers.url(url).map(drop).map_err(|error| error.to_string());
            match expected {
                Ok(()) => assert_eq!(found, Ok(()), "{url}"),
                Err(words) => {
                    assert!(found.as_ref().is_err_and(|text| text.contains(words)), "{url}: {found:?}")
                }
            }
        };
        let all = Receivers::default();
        check(&all, "https://chat.example/hook?token=t", Ok(()));
        check(&all, "http://127.0.0.1:8080/", Ok(()));
        check(&all, "http://10.0.0.1/", Ok(()));
        check(&all, "chat.example", Err("relative URL"));
        check(&all, "file:///etc/passwd", Err("http://"));
        check(&all, "https://u:p@chat.example/", Err("password"));
        let inner = [
            "169.254.169.254",
            "[fe80::1]",
            "[::ffff:169.254.169.254]",
            "100.100.100.200",
            "[fd00:ec2::254]",
        ];
        for host in inner {
            check(&all, &format!("http://{host}/latest/meta-data"), Err("link-local"));
        }
        // However it is written.
        check(&all, "http://2852039166/", Err("link-local"));
        check(&all, "http://0xa9.0xfe.0xa9.0xfe/", Err("link-local"));
        let some = Receivers::new(Hosts::new(["*.example", "10.0.0.0/8", "169.254.1.0/24"]));
        check(&some, "https://chat.example/", Ok(()));
        check(&some, "http://10.1.1.1/", Ok(()));
        check(&some, "http://169.254.1.7/", Ok(()));
        check(&some, "http://127.0.0.1/", Err("does not name it"));
        check(&some, "https://chat.example.org/", Err("does not name it"));
    }
}
