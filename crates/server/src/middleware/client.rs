//! Who sent a request: the peer, or whom a trusted proxy names.

use crate::app::App;
use crate::problem::{Code, Problem};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The client of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its address.
    pub address: IpAddr,
    /// Whether it speaks HTTPS, to us or to the proxy.
    pub is_secure: bool,
}

/// Finds out who the client is, and refuses those who come around the proxy.
pub async fn find(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip().to_canonical());
    let settings = &app.settings;
    let is_proxy = settings.trusts(peer);
    // A request's own id is a proxy's to give; anybody else could fill the log with it.
    if !is_proxy {
        request.headers_mut().remove(REQUEST_ID);
    }
    let speaks_plain = settings.tls.is_none() && !settings.plain_http;
    if speaks_plain && !peer.is_loopback() && !is_proxy {
        return Problem::new(Code::HttpsRequired, "only the trusted proxy may come without HTTPS")
            .into_response();
    }
    let client = if is_proxy {
        named_by_proxy(request.headers(), peer, |address| settings.trusts(address))
    } else {
        Client { address: peer, is_secure: settings.tls.is_some() }
    };
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// The last address that no trusted proxy wrote of itself: everything before it may be invented.
fn named_by_proxy(headers: &HeaderMap, peer: IpAddr, trusts: impl Fn(IpAddr) -> bool) -> Client {
    let mut address = peer;
    let values: Vec<&str> =
        headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).collect();
    for named in values.iter().flat_map(|value| value.split(',')).rev() {
        let Ok(named) = named.trim().parse::<IpAddr>() else { break };
        address = named.to_canonical();
        if !trusts(address) {
            break;
        }
    }
    let proto = headers.get(FORWARDED_PROTO).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_secure = proto.rsplit(',').next().is_some_and(|proto| proto.trim().eq_ignore_ascii_case("https"));
    Client { address, is_secure }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_last_proxy_saw_is_believed() {
        let check = |forwarded: &str, proto: &str, address: &str, is_secure: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(FORWARDED_FOR, forwarded.parse().unwrap());
            headers.insert(FORWARDED_PROTO, proto.parse().unwrap());
            let trusts = |address: IpAddr| address.to_string().starts_with("10.");
            let client = named_by_proxy(&headers, "10.0.0.1".parse().unwrap(), trusts);
            assert_eq!(client, Client { address: address.parse().unwrap(), is_secure });
        };
        check("192.0.2.7", "https", "192.0.2.7", true);
        check("198.51.100.1, 192.0.2.7, 10.0.0.2", "http", "192.0.2.7", false);
        check("nonsense", "HTTPS", "10.0.0.1", true);
        check("192.0.2.7, nonsense", "http, https", "10.0.0.1", true);
    }
}
