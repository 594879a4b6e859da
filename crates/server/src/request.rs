//! What is taken from a request, with its faults as problems: bodies, paths, queries.

use crate::problem::{Code, Problem};
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts};
use std::error::Error;

/// A JSON body.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub struct Body<T>(pub T);

/// The parameters of a path.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub struct Path<T>(pub T);

/// The parameters behind the question mark.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub struct Query<T>(pub T);

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        match rejection {
            JsonRejection::MissingJsonContentType(_) => {
                Self::new(Code::MediaType, "send the header Content-Type: application/json")
            }
            // The body could not be read to its end: it was too large, or the client went away.
            JsonRejection::BytesRejection(inner) if inner.status() == Code::TooLarge.status() => {
                Self::new(Code::TooLarge, "send less at a time")
            }
            rejection => Self::from_error(&rejection),
        }
    }
}

impl From<PathRejection> for Problem {
    /// A path with something else than an id in it leads nowhere.
    fn from(_: PathRejection) -> Self {
        Self::not_found("resource")
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::from_error(&rejection)
    }
}

impl Problem {
    /// Malformed input: the innermost cause says what is wrong, and the outer ones know where.
    fn from_error(error: &(dyn Error + 'static)) -> Self {
        let mut field = None;
        let mut words = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            words = error.to_string();
            if let Some(error) = error.downcast_ref::<serde_path_to_error::Error<serde_json::Error>>() {
                field = Some(error.path().to_string());
                words = error.inner().to_string();
            }
            cause = error.source();
        }
        let problem = Self::new(Code::Malformed, words);
        match field.filter(|field| field != ".") {
            Some(field) => problem.at(field),
            None => problem,
        }
    }
}
