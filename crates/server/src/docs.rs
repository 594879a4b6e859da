//! The API's own page, made from its document: it needs no script, and nothing from elsewhere.

use crate::console::{self, Scripts};
use crate::openapi;
use axum::response::Response;
use serde_json::Value;
use std::fmt::Write as _;
use std::sync::LazyLock;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
    color-scheme:light dark}code,pre{font-family:ui-monospace,monospace;font-size:.9em}pre{overflow-x:auto}\
    details{border-top:1px solid #8884;padding:.4rem 0}summary{cursor:pointer}table{border-collapse:collapse}\
    td,th{text-align:left;vertical-align:top;padding:.15rem 1rem .15rem 0}b.method{display:inline-block;width:5rem}";

static PAGE: LazyLock<String> = LazyLock::new(|| {
    let document = serde_json::to_value(openapi::document()).unwrap_or_default();
    html(&document)
});

/// The page.
pub async fn page() -> Response {
    console::page(&PAGE, Scripts::None)
}

fn html(document: &Value) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Shadowtable API</title>\
         <style nonce=\"{}\">{STYLE}</style></head><body><h1>Shadowtable API</h1><p>{}</p>\
         <p>The same for programs: <a href=\"/api/v1/openapi.json\">openapi.json</a></p>",
        console::NONCE,
        text(&document["info"]["description"]),
    );
    let mut tag = String::new();
    for (path, method, operation) in operations(document) {
        let own = text(&operation["tags"][0]);
        if own != tag {
            let _ = write!(page, "<h2>{own}</h2>");
            tag = own;
        }
        write_operation(&mut page, path, method, operation);
    }
    page.push_str("<h2>Types</h2>");
    for (name, schema) in entries(&document["components"]["schemas"]) {
        let _ = write!(
            page,
            "<details id=\"{name}\"><summary><code>{name}</code> {}</summary>{}</details>",
            text(&schema["description"]),
            fields(schema),
        );
    }
    page.push_str("</body></html>");
    page
}

/// All operations, those of one tag together.
fn operations(document: &Value) -> Vec<(&String, &String, &Value)> {
    let items = entries(&document["paths"]);
    let mut all: Vec<_> = items
        .flat_map(|(path, item)| entries(item).map(move |(method, operation)| (path, method, operation)))
        .collect();
    let mut tags: Vec<String> = Vec::new();
    for (_, _, operation) in &all {
        let tag = text(&operation["tags"][0]);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    all.sort_by_key(|(_, _, operation)| tags.iter().position(|tag| *tag == text(&operation["tags"][0])));
    all
}

fn write_operation(page: &mut String, path: &str, method: &str, operation: &Value) {
    let _ = write!(
        page,
        "<details><summary><b class=\"method\">{}</b><code>{}</code> {}</summary><p>{}</p>",
        method.to_uppercase(),
        escaped(path),
        text(&operation["summary"]),
        text(&operation["description"]),
    );
    let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
    if !parameters.is_empty() {
        page.push_str("<table><tr><th>parameter</th><th>in</th><th></th></tr>");
        for one in parameters {
            let (name, place, words) = (text(&one["name"]), text(&one["in"]), text(&one["description"]));
            let _ = write!(page, "<tr><td><code>{name}</code></td><td>{place}</td><td>{words}</td></tr>");
        }
        page.push_str("</table>");
    }
    for (kind, content) in entries(&operation["requestBody"]["content"]) {
        let _ = write!(page, "<p>Body ({}): {}</p>", escaped(kind), named(&content["schema"]));
    }
    page.push_str("<table><tr><th>answer</th><th></th><th></th></tr>");
    for (status, response) in entries(&operation["responses"]) {
        let schema = entries(&response["content"]).next().map(|(_, content)| named(&content["schema"]));
        let (words, schema) = (text(&response["description"]), schema.unwrap_or_default());
        let _ = write!(page, "<tr><td>{status}</td><td>{words}</td><td>{schema}</td></tr>");
    }
    page.push_str("</table></details>");
}

/// The fields of a type, or its values.
fn fields(schema: &Value) -> String {
    let mut rows = String::new();
    for (name, field) in entries(&schema["properties"]) {
        let words = text(&field["description"]);
        let _ =
            write!(rows, "<tr><td><code>{name}</code></td><td>{}</td><td>{words}</td></tr>", named(field));
    }
    if rows.is_empty() { format!("<p>{}</p>", named(schema)) } else { format!("<table>{rows}</table>") }
}

/// A type by its name, with a link where it has one of its own.
fn named(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = escaped(reference.rsplit('/').next().unwrap_or_default());
        return format!("<a href=\"#{name}\"><code>{name}</code></a>");
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<String> =
            values.iter().map(|value| format!("<code>{}</code>", text(value))).collect();
        return values.join(" ");
    }
    for word in ["oneOf", "anyOf", "allOf"] {
        if let Some(all) = schema[word].as_array() {
            return all.iter().map(named).collect::<Vec<_>>().join(" or ");
        }
    }
    match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" or "),
        kind if kind == "array" => format!("list of {}", named(&schema["items"])),
        kind => text(kind),
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn text(value: &Value) -> String {
    escaped(value.as_str().unwrap_or_default())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_shows_every_operation_and_type() {
        let document = serde_json::to_value(openapi::document()).unwrap();
        let page = html(&document);
        for (path, _, _) in operations(&document) {
            assert!(page.contains(&escaped(path)), "{path}");
        }
        for (name, _) in entries(&document["components"]["schemas"]) {
            assert!(page.contains(&format!("id=\"{name}\"")), "{name}");
        }
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"));
    }
}
