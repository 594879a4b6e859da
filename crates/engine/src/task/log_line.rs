//! An event of a task as a line of its log, for people.

use jiff::Timestamp;
use serde_json::Value;
use shadowtable_store::Event;

/// The line: when (UTC), in which run, what, and who did it.
pub fn log_line(event: &Event) -> String {
    let at = Timestamp::from_millisecond(event.at).unwrap_or_default().strftime("%Y-%m-%dT%H:%M:%S.%3fZ");
    // What can't be read is still shown, as it is.
    let body: Value = event.body.read().unwrap_or_else(|_| Value::from(event.body.text()));
    let run = body["run"].as_i64().map_or_else(String::new, |number| format!("run {number}: "));
    let who = event.who.as_ref().map_or_else(String::new, |who| format!(" ({who})"));
    format!("{at} {run}{}{who}", words(&event.kind, &body))
}

fn words(kind: &str, body: &Value) -> String {
    match kind {
        "log" => text(body, "message").to_owned(),
        "step" => step(body),
        "run-started" => format!("started on node {}", text(body, "node")),
        "run-taken-over" => {
            format!("taken over from node {} by node {}", text(body, "former"), text(body, "node"))
        }
        "run-ended" => format!("{}{}{}", text(body, "state"), counts(body), because(body, "reason")),
        kind => {
            let to = text(body, if body["to"].is_string() { "to" } else { "state" });
            let arrow = if to.is_empty() { String::new() } else { format!(": {to}") };
            format!("{kind}{arrow}{}{}", because(body, "comment"), because(body, "remarks"))
        }
    }
}

fn step(body: &Value) -> String {
    let number = body["position"].as_i64().unwrap_or_default() + 1;
    let took = body["took_ms"].as_i64().map_or_else(String::new, |ms| format!(" after {ms} ms"));
    let refusal = match (body["code"].as_i64(), body["message"].as_str()) {
        (Some(code), Some(message)) => format!(": {code} {message}"),
        _ => String::new(),
    };
    let remark = because(body, "remark");
    format!("{}, statement {number}: {}{took}{refusal}{remark}", text(body, "shadow"), text(body, "state"))
}

fn counts(body: &Value) -> String {
    let Some(counts) = body["counts"].as_object().filter(|counts| !counts.is_empty()) else {
        return String::new();
    };
    let words: Vec<String> = counts.iter().map(|(result, count)| format!("{count} {result}")).collect();
    format!(" ({})", words.join(", "))
}

fn because(body: &Value, field: &str) -> String {
    body[field].as_str().map_or_else(String::new, |reason| format!("; {reason}"))
}

fn text<'a>(body: &'a Value, field: &str) -> &'a str {
    body[field].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shadowtable_store::{AboutKind, Document};

    fn check(kind: &str, who: Option<&str>, body: Value, expected: &str) {
        let event = Event {
            about_kind: AboutKind::Task,
            about_id: "t".to_owned(),
            seq: 1,
            run_id: None,
            kind: kind.to_owned(),
            at: 1_800_000_000_050,
            who: who.map(str::to_owned),
            body: Document::of(&body).unwrap(),
        };
        assert_eq!(log_line(&event), format!("2027-01-15T08:00:00.050Z {expected}"));
    }

    #[test]
    fn a_line_says_what_happened() {
        let submitted = json!({ "mode": "Manual", "state": "Ready", "remarks": "for the test" });
        check("submitted", Some("ann"), submitted, "submitted: Ready; for the test (ann)");
        let rejected = json!({ "from": "AwaitingApproval", "to": "Rejected", "comment": "not tonight" });
        check("reject", Some("bob"), rejected, "reject: Rejected; not tonight (bob)");
        let step = json!({ "run": 2, "shadow": "_t_a", "position": 0, "state": "Failed", "took_ms": 7,
                           "code": 1265, "message": "Data truncated", "remark": null });
        check("step", None, step, "run 2: _t_a, statement 1: Failed after 7 ms: 1265 Data truncated");
        let ended = json!({ "run": 1, "state": "Failed", "reason": "no way", "counts": { "Failed": 2 } });
        check("run-ended", None, ended, "run 1: Failed (2 Failed); no way");
        check("log", None, json!({ "run": 1, "message": "looking" }), "run 1: looking");
    }
}
