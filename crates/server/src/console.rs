//! The console, embedded in the program as it was built; a page that says how to build it where it was not.

use crate::problem::Problem;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum_extra::TypedHeader;
use axum_extra::headers::{ETag, IfNoneMatch};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rust_embed::{EmbeddedFile, RustEmbed};

/// What `ui/dist` held when the program was built; nothing, if it was not there.
#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[allow_missing = true]
struct Console;

/// What stands in pages where the nonce of their styles goes.
pub const NONCE: &str = "__CSP_NONCE__";

const STUB: &str = include_str!("console.html");

/// A file of the console; for every path that is no file the console itself, which knows its own paths.
pub async fn file(
    method: Method,
    uri: Uri,
    if_none_match: Option<TypedHeader<IfNoneMatch>>,
    headers: HeaderMap,
) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") || !matches!(method, Method::GET | Method::HEAD) {
        return Problem::not_found("route").into_response();
    }
    match Console::get(path).filter(|_| path != "index.html") {
        Some(file) => answer(path, coded(path, file, &headers), if_none_match.as_deref()),
        // A script that is gone must not be answered with a page.
        None if path.starts_with("assets/") => Problem::not_found("file").into_response(),
        None => index(),
    }
}

/// A file as it is sent.
struct Coded {
    file: EmbeddedFile,
    kind: String,
    is_brotli: bool,
}

/// The file as it was compressed when the console was built, for clients that take it.
fn coded(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Coded {
    let kind = file.metadata.mimetype().to_owned();
    let compressed = takes_brotli(headers).then(|| Console::get(&format!("{path}.br"))).flatten();
    let is_brotli = compressed.is_some();
    Coded { file: compressed.unwrap_or(file), kind, is_brotli }
}

/// Whether `br` is among the codings that the client takes; `br;q=0` says that it is not.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let offers = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    offers.flat_map(|value| value.split(',')).any(|offer| {
        let (coding, parameters) = offer.split_once(';').unwrap_or((offer, ""));
        let quality = parameters.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok());
        coding.trim().eq_ignore_ascii_case("br") && quality.is_none_or(|q| q > 0.0)
    })
}

/// Files in `assets` have a hash in their names: one of them never changes. The others are asked for again.
fn answer(path: &str, coded: Coded, if_none_match: Option<&IfNoneMatch>) -> Response {
    let Coded { file, kind, is_brotli } = coded;
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(file.metadata.sha256_hash()));
    let Ok(tag) = tag.parse::<ETag>() else { return Problem::not_found("file").into_response() };
    let is_known = if_none_match.is_some_and(|known| !known.precondition_passes(&tag));
    let headers = ([(CACHE_CONTROL, cache), (VARY, "accept-encoding")], TypedHeader(tag));
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let mut response = (headers, [(CONTENT_TYPE, kind)], file.data.into_owned()).into_response();
    if is_brotli {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

fn index() -> Response {
    match Console::get("index.html") {
        Some(file) => page(&String::from_utf8_lossy(&file.data), Scripts::Own),
        None => page(STUB, Scripts::None),
    }
}

/// Which scripts a page may run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    /// None.
    None,
    /// Those of this server.
    Own,
}

/// A page, with a fresh nonce for its styles.
pub fn page(text: &str, scripts: Scripts) -> Response {
    let mut random = [0_u8; 18];
    if let Err(error) = getrandom::fill(&mut random) {
        return Problem::internal(&error).into_response();
    }
    let nonce = URL_SAFE_NO_PAD.encode(random);
    let own = match scripts {
        Scripts::None => "default-src 'none'",
        Scripts::Own => "default-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'",
    };
    let policy = format!(
        "{own}; style-src 'self' 'nonce-{nonce}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CACHE_CONTROL, "no-cache".to_owned()),
        (CONTENT_SECURITY_POLICY, policy),
    ];
    (headers, text.replace(NONCE, &nonce)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        let offers = [
            ("gzip, deflate, br, zstd", true),
            ("BR;q=0.5", true),
            ("br;q=0, gzip", false),
            ("gzip, brotli", false),
            ("", false),
        ];
        for (offer, expected) in offers {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(offer))]);
            assert_eq!(takes_brotli(&headers), expected, "{offer}");
        }
        assert!(!takes_brotli(&HeaderMap::new()));
    }
}
