//! The document that describes the API, made from the handlers: what is common to all of them is said here.

use crate::page::Order;
use crate::problem::ProblemBody;
use crate::route::{pairs::PairSort, pairs::PreviewFormat, tasks::TaskSort};
use crate::router;
use axum::Json;
use std::sync::LazyLock;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa::openapi::{Ref, RefOr, ResponseBuilder, SecurityRequirement};
use utoipa::{PartialSchema, ToSchema};

static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(router::document);

/// The document.
pub fn document() -> &'static OpenApi {
    &DOCUMENT
}

/// What the document begins with.
pub fn base() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Shadowtable")
        .version("1")
        .description(Some(
            "Keeps shadow tables equal to their sources. Errors are `application/problem+json`; \
             times are RFC 3339 in UTC; lists come in pages.",
        ))
        .build();
    let components = ComponentsBuilder::new()
        .schema(ProblemBody::name(), ProblemBody::schema())
        // What only parameters refer to is not found by walking the bodies.
        .schema(Order::name(), Order::schema())
        .schema(PairSort::name(), PairSort::schema())
        .schema(TaskSort::name(), TaskSort::schema())
        .schema(PreviewFormat::name(), PreviewFormat::schema())
        .security_scheme(
            "session",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                "shadowtable-session",
                "What POST /login sets; over HTTPS its name is __Host-shadowtable-session",
            ))),
        )
        .security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)))
        .build();
    OpenApiBuilder::new()
        .info(info)
        .components(Some(components))
        .security(Some(["session", "token"].map(|name| SecurityRequirement::new::<_, _, String>(name, []))))
        .build()
}

/// Adds to every operation what all of them have: problems.
pub fn complete(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            add_problem(operation);
        }
    }
}

fn add_problem(operation: &mut Operation) {
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemBody::name()))).build();
    let response = ResponseBuilder::new()
        .description("What went wrong, with a stable code")
        .content("application/problem+json", body)
        .build();
    operation.responses.responses.insert("default".to_owned(), RefOr::T(response));
}

/// This document
#[utoipa::path(
    get, path = "/openapi.json", tag = "server", security(()),
    responses((status = OK, description = "The OpenAPI document", body = serde_json::Value)),
)]
pub async fn get_openapi() -> Json<&'static OpenApi> {
    Json(document())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Clients are generated from the committed document. `SHADOWTABLE_UPDATE=1` writes it.
    #[test]
    fn the_committed_document_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
        let current = document().to_pretty_json().unwrap() + "\n";
        if std::env::var_os("SHADOWTABLE_UPDATE").is_some() {
            std::fs::write(&path, &current).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == current,
            "docs/openapi.json is not what the code says: \
             SHADOWTABLE_UPDATE=1 cargo test -p shadowtable-server openapi writes it"
        );
    }

    #[test]
    fn every_reference_leads_somewhere() {
        const PREFIX: &str = "#/components/schemas/";
        let text = document().to_json().unwrap();
        let schemas = &document().components.as_ref().unwrap().schemas;
        let names = text.split(PREFIX).skip(1).filter_map(|rest| rest.split('"').next());
        let missing: std::collections::BTreeSet<&str> =
            names.filter(|name| !schemas.contains_key(*name)).collect();
        assert!(missing.is_empty(), "the document refers to {missing:?}, which it does not describe");
    }

    #[test]
    fn every_operation_says_what_it_is() {
        let mut ids = Vec::new();
        for (path, item) in &document().paths.paths {
            let operations = [&item.get, &item.put, &item.post, &item.delete, &item.patch];
            for operation in operations.into_iter().flatten() {
                assert!(operation.summary.is_some(), "{path} has no summary");
                assert!(operation.tags.is_some(), "{path} has no tag");
                ids.push(operation.operation_id.clone().unwrap());
            }
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "operation ids are unique");
    }
}
