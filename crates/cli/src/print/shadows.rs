//! The registered shadows for people.

use super::pairs::{Tone, cell, of_state, table};
use super::words::{bytes, count, number};
use shadowtable_engine::{Shadow, ShadowState};
use shadowtable_target::catalog::Size;
use shadowtable_target::registry::Origin;
use std::fmt::Write;

/// The list, and one line that sums up.
pub fn shadows(shadows: &[Shadow]) -> String {
    let mut text = String::new();
    if !shadows.is_empty() {
        let mut table =
            table(&["Shadow", "Source", "State", ">Rows", ">Size", "Origin", "Since (UTC)", "By"]);
        for Shadow { entry, state: how, reasons: _, size } in shadows {
            table.add_row([
                cell(&entry.shadow, Tone::Plain),
                cell(&entry.source, Tone::Plain),
                cell(how.as_str(), of_state(*how)),
                cell(rows(*size), Tone::Plain),
                cell(size.and_then(|size| size.bytes).map(bytes).unwrap_or_default(), Tone::Plain),
                cell(origin(entry.origin), Tone::Plain),
                cell(&entry.created_at, Tone::Plain),
                cell(&entry.who, Tone::Plain),
            ]);
        }
        let _ = writeln!(text, "{table}");
    }
    for Shadow { entry, reasons, .. } in shadows {
        for reason in reasons {
            let _ = writeln!(text, "{}: {reason}", entry.shadow);
        }
    }
    let _ = writeln!(text, "{}", summary(shadows));
    text
}

fn rows(size: Option<Size>) -> String {
    size.and_then(|size| size.rows).map(|rows| format!("~{}", number(rows))).unwrap_or_default()
}

/// The word for how a table became a shadow.
pub const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Created => "created",
        Origin::Adopted => "adopted",
        Origin::Intended => "intended",
    }
}

fn summary(shadows: &[Shadow]) -> String {
    const ORDER: [ShadowState; 6] = [
        ShadowState::InSync,
        ShadowState::Drifted,
        ShadowState::Orphan,
        ShadowState::Missing,
        ShadowState::Blocked,
        ShadowState::Failed,
    ];
    let counts: Vec<String> = ORDER
        .iter()
        .filter_map(|state| {
            let many = shadows.iter().filter(|one| one.state == *state).count();
            (many > 0).then(|| format!("{} {}", number(many as u64), state.as_str()))
        })
        .collect();
    let total = format!("{} registered", count(shadows.len(), "shadow"));
    if counts.is_empty() { total } else { format!("{total}: {}", counts.join(", ")) }
}
