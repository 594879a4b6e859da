//! Versions: every object that can be changed has an ETag, and a change says which version it is of.

use crate::problem::{Code, Problem};
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum_extra::TypedHeader;
use axum_extra::headers::{ETag, HeaderMapExt as _, IfMatch};
use serde::Serialize;

fn tag(version: i64) -> Option<ETag> {
    format!("\"{version}\"").parse().ok()
}

/// An object with its version as ETag.
pub struct Versioned<T>(pub i64, pub T);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        (tag(self.0).map(TypedHeader), Json(self.1)).into_response()
    }
}

/// The version that the caller saw: without one, changes of two people could overwrite each other unseen.
pub struct Expected(IfMatch);

impl<S: Send + Sync> FromRequestParts<S> for Expected {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let header = parts
            .headers
            .typed_try_get::<IfMatch>()
            .map_err(|_| Problem::new(Code::Malformed, "If-Match holds no ETag").at("If-Match"))?;
        let Some(header) = header else {
            let detail = "send the ETag of what you saw as If-Match; * changes whatever is there";
            return Err(Problem::new(Code::PreconditionRequired, detail).at("If-Match"));
        };
        Ok(Self(header))
    }
}

impl Expected {
    /// Refuses a change of another version than the one there is.
    ///
    /// # Errors
    /// `precondition-failed`.
    pub fn check(&self, version: i64) -> Result<(), Problem> {
        if tag(version).is_some_and(|tag| self.0.precondition_passes(&tag)) {
            return Ok(());
        }
        let detail = format!("it has the ETag \"{version}\" now: read it again");
        Err(Problem::new(Code::Precondition, detail).at("If-Match"))
    }
}
