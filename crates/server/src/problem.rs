//! Problems: every error as `application/problem+json`, with a code that stays.

use crate::accounts::AccountError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shadowtable_engine::service::ServiceError;
use shadowtable_store::StoreError;
use utoipa::ToSchema;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $status:ident, $title:literal;)+) => {
        /// What went wrong. Clients may rely on the codes: docs/api.md lists them, and they never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $($(#[$doc])* $variant,)+
        }

        impl Code {
            /// All of them.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code itself.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The HTTP status it comes with.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)+ }
            }

            /// The same words for every problem of this code.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }
    };
}

codes! {
    /// No JSON, a word where a number belongs, a parameter nobody knows.
    Malformed = "malformed", BAD_REQUEST, "the request can't be read";
    /// A value that is well formed and makes no sense.
    Invalid = "invalid", UNPROCESSABLE_ENTITY, "a value can't be used";
    /// Nobody is logged in.
    Unauthenticated = "unauthenticated", UNAUTHORIZED, "log in first";
    /// Wrong name or password.
    WrongCredentials = "wrong-credentials", UNAUTHORIZED, "wrong name or password";
    /// The role does not allow it.
    Forbidden = "forbidden", FORBIDDEN, "your role does not allow this";
    /// A first password must be changed before anything else.
    PasswordChange = "password-change-required", FORBIDDEN, "change your password first";
    /// A page of another site sent the request.
    CrossSite = "cross-site", FORBIDDEN, "requests from other sites are refused";
    /// Plain HTTP where only the proxy may speak it.
    HttpsRequired = "https-required", FORBIDDEN, "this server is reached through its proxy";
    /// No such thing, or none that the caller may see.
    NotFound = "not-found", NOT_FOUND, "there is no such thing here";
    /// The path exists, with other methods.
    Method = "method-not-allowed", METHOD_NOT_ALLOWED, "the method is not known here";
    /// Its state does not allow it.
    Conflict = "conflict", CONFLICT, "its state does not allow this";
    /// The name is taken.
    Exists = "exists", CONFLICT, "there is one of this name already";
    /// Something needs it.
    InUse = "in-use", CONFLICT, "it is in use";
    /// Somebody else was faster.
    Changed = "changed", CONFLICT, "somebody else changed it in the meantime";
    /// The version in If-Match is not the one there is.
    Precondition = "precondition-failed", PRECONDITION_FAILED, "it is not the version that you saw";
    /// A change without If-Match.
    PreconditionRequired = "precondition-required", PRECONDITION_REQUIRED, "say which version you change";
    /// An idempotency key was used for something else.
    KeyReused = "idempotency-key-reused", UNPROCESSABLE_ENTITY, "the idempotency key was used for another request";
    /// The body is too large.
    TooLarge = "too-large", PAYLOAD_TOO_LARGE, "the body is too large";
    /// The body is no JSON.
    MediaType = "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "the body must be JSON";
    /// Too many failed logins.
    TooMany = "too-many-requests", TOO_MANY_REQUESTS, "wait before you try again";
    /// The configuration does not allow this host.
    HostNotAllowed = "host-not-allowed", UNPROCESSABLE_ENTITY, "the configuration does not allow this host";
    /// The database of a connection does not answer, or refuses.
    Target = "target-failed", BAD_GATEWAY, "the database can't be worked with";
    /// No answer in time.
    TimedOut = "timed-out", GATEWAY_TIMEOUT, "it took too long";
    /// The store can't be reached.
    Unavailable = "unavailable", SERVICE_UNAVAILABLE, "the server can't work just now";
    /// A fault of ours.
    Internal = "internal", INTERNAL_SERVER_ERROR, "something went wrong in the server";
}

/// An error as a caller sees it.
#[derive(Clone, Debug)]
pub struct Problem {
    code: &'static str,
    status: StatusCode,
    title: &'static str,
    detail: Box<str>,
    field: Option<Box<str>>,
    hint: Option<Box<str>>,
    retry_after: Option<u64>,
}

/// The body of an error.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// `urn:shadowtable:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// The same words for every problem of this code.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// The stable code; docs/api.md lists them.
    code: &'static str,
    /// What happened this time.
    detail: String,
    /// The field or parameter at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl Problem {
    /// A problem of this code; `detail` says what happened this time.
    pub fn new(code: Code, detail: impl Into<Box<str>>) -> Self {
        Self {
            code: code.as_str(),
            status: code.status(),
            title: code.title(),
            detail: detail.into(),
            field: None,
            hint: None,
            retry_after: None,
        }
    }

    /// A field's value can't be used.
    pub fn invalid(field: impl Into<Box<str>>, detail: impl Into<Box<str>>) -> Self {
        Self::new(Code::Invalid, detail).at(field)
    }

    /// There is no such thing, or none that the caller may see: both sound alike.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("there is no such {what}, or you may not see it"))
    }

    /// The role does not allow it.
    pub fn forbidden(detail: impl Into<Box<str>>) -> Self {
        Self::new(Code::Forbidden, detail)
    }

    /// A fault of ours: logged here, once, and told without its cause.
    pub fn internal(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error = %in_words(error), "a request failed");
        Self::new(Code::Internal, "the log has the cause; the request's id is in the header x-request-id")
    }

    /// The field at fault.
    #[must_use]
    pub fn at(mut self, field: impl Into<Box<str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// What to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<Box<str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// How many seconds to wait.
    #[must_use]
    pub const fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound(what) => Self::not_found(what),
            StoreError::Exists(_) => Self::new(Code::Exists, "choose another name"),
            StoreError::Changed(_) => Self::new(Code::Changed, "read it again, then change it"),
            StoreError::Cursor => {
                Self::new(Code::Malformed, "the cursor is of another list or order").at("cursor")
            }
            StoreError::Unavailable(_) => {
                tracing::warn!(error = %in_words(&error), "the store can't be reached");
                Self::new(Code::Unavailable, "the store can't be reached").retry_after(5)
            }
            error => Self::internal(&error),
        }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let words = error.to_string();
        match error {
            AccountError::Name => Self::invalid("name", words),
            AccountError::Password(_) => Self::invalid("password", words),
            AccountError::LastAdmin => Self::new(Code::Conflict, words),
            AccountError::Hash(error) => Self::internal(&error),
            AccountError::Store(error) => error.into(),
        }
    }
}

impl From<ServiceError> for Problem {
    /// What the engine refuses has the engine's own code.
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Invalid { code, field, sentence } => {
                Self { code, ..Self::invalid(field, sentence) }
            }
            ServiceError::NotPossible { code, sentence } => {
                Self { code, ..Self::new(Code::Conflict, sentence) }
            }
            ServiceError::Target { sentence, hint } => {
                let problem = Self::new(Code::Target, sentence);
                match hint {
                    Some(hint) => problem.with_hint(hint),
                    None => problem,
                }
            }
            ServiceError::Store(error) => error.into(),
            error @ ServiceError::Memory(_) => Self::internal(&error),
        }
    }
}

/// An error with its causes, in one line.
pub fn in_words(error: &(dyn std::error::Error + 'static)) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !words.contains(&text) {
            words = format!("{words}: {text}");
        }
        cause = error.source();
    }
    words
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = ProblemBody {
            kind: format!("urn:shadowtable:problem:{}", self.code),
            title: self.title,
            status: self.status.as_u16(),
            code: self.code,
            detail: self.detail.into(),
            field: self.field.map(String::from),
            hint: self.hint.map(String::from),
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes are a contract: each stands in the document, and nothing else does.
    #[test]
    fn the_codes_are_those_of_the_document() {
        let document = include_str!("../../../docs/api.md");
        let section = document.split("\n## Refusals of the engine").next().unwrap_or_default();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
        let documented: Vec<(String, String)> = rows
            .filter_map(|row| {
                let (code, rest) = row.split_once("` | ")?;
                let (status, _) = rest.split_once(" |")?;
                status.parse::<u16>().ok()?;
                Some((code.to_owned(), status.to_owned()))
            })
            .collect();
        let known: Vec<(String, String)> = Code::ALL
            .iter()
            .map(|code| (code.as_str().to_owned(), code.status().as_u16().to_string()))
            .collect();
        assert_eq!(documented, known);
    }
}
