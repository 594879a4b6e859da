//! How long one page of an analysis's pairs takes: filters, sorts and searches in turn, each from its first page to its last.

use anyhow::Result;
use serde_json::json;

use crate::database::LARGE;
use crate::node::Node;
use crate::report::{Must, Report, Row};
use crate::sample::Sample;
use crate::world::World;

/// Milliseconds.
const MUST: f64 = 20.0;

/// What people look for. No pair is found by the last two: all of them are looked at for that.
const LISTS: [&str; 12] = [
    "limit=100",
    "limit=50&synchronized=true",
    "limit=50&skipped=true",
    "limit=100&sort=source&order=desc",
    "limit=100&sort=verdict",
    "limit=50&sort=statements&order=desc&synchronized=true",
    "limit=50&search=order_0",
    "limit=50&search=CUSTOMER&sort=shadow",
    "limit=50&search=_009&sort=source",
    "limit=50&gated=false&verdict=Create&order=desc",
    "limit=50&verdict=Modify,Conflict",
    "limit=50&search=nothing-has-this-name",
];

pub async fn run(world: &World, tables: usize, report: &mut Report) -> Result<()> {
    world.tell("pages of an analysis's pairs");
    let mut node = Node::start(world).await?;
    // Shadows with another prefix are all still to be made, so that pairs have statements; a quarter is skipped.
    let (id, _) = node.analyze(LARGE, &json!({ "prefix": "_page_", "range": "all" })).await?;
    let skip = json!({ "skipped": true, "filter": { "search": "event_" } });
    node.client.post(&format!("/analyses/{id}/skip"), &skip).await?;
    let mut milliseconds = Sample::default();
    let mut open: Vec<(&str, String)> = LISTS.iter().map(|list| (*list, String::new())).collect();
    while !open.is_empty() {
        let mut next = Vec::new();
        for (list, cursor) in open {
            let path = format!("/analyses/{id}/pairs?{list}{cursor}");
            let (page, took) = node.client.timed(&path).await?;
            milliseconds.add(took.as_secs_f64() * 1000.0);
            if let Some(cursor) = page["next"].as_str() {
                next.push((list, format!("&cursor={cursor}")));
            }
        }
        open = next;
    }
    let what = format!(
        "a page of {tables} pairs (filtered, sorted, searched, up to the last page), 99th percentile"
    );
    let mut value = Sample::default();
    value.add(milliseconds.part(0.99));
    let ours = format!("{} requests: {milliseconds:.1} ms", milliseconds.len());
    report.add(Row { ours, value, ..Row::of(world, &what, Must::AtMost(MUST, " ms")) });
    Ok(())
}
