//! Tables for people: as wide as the terminal, as wide as it takes in a pipe.

use comfy_table::{Cell, CellAlignment, Color, ContentArrangement, LineStyle, Table, TableStyle};
use console::Style;
use shadowtable_engine::{PairResult, ShadowState};
use shadowtable_plan::Verdict;

/// The line under the headings, the only one of a table.
const RULE: LineStyle = LineStyle::none().fill('─').junction('─');

/// An empty table with these headings; those that begin with `>` are of numbers.
pub fn table(headings: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(TableStyle::new().header_separator(RULE))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(headings.iter().map(|heading| heading.trim_start_matches('>')));
    for (at, _) in headings.iter().enumerate().filter(|(_, heading)| heading.starts_with('>')) {
        if let Some(column) = table.column_mut(at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// How bad a word is, by its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is as it should be.
    Plain,
    /// It was done.
    Good,
    /// It is worth a look.
    Watch,
    /// It stands in the way.
    Bad,
}

/// A cell in this tone.
pub fn cell(text: impl ToString, tone: Tone) -> Cell {
    let cell = Cell::new(text.to_string());
    // The table looks for a terminal itself, but knows nothing of NO_COLOR.
    if !console::colors_enabled() {
        return cell;
    }
    match tone {
        Tone::Plain => cell,
        Tone::Good => cell.fg(Color::Green),
        Tone::Watch => cell.fg(Color::Yellow),
        Tone::Bad => cell.fg(Color::Red),
    }
}

/// A word in this tone, outside of tables.
pub fn toned(word: &str, tone: Tone) -> String {
    let style = match tone {
        Tone::Plain => Style::new(),
        Tone::Good => Style::new().green(),
        Tone::Watch => Style::new().yellow(),
        Tone::Bad => Style::new().red(),
    };
    style.apply_to(word).to_string()
}

/// The tone of a verdict.
pub const fn of_verdict(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Create => Tone::Good,
        Verdict::Modify => Tone::Watch,
        Verdict::Consistent => Tone::Plain,
        Verdict::Conflict | Verdict::Unsupported | Verdict::Failed => Tone::Bad,
    }
}

/// The tone of a result.
pub const fn of_result(result: PairResult) -> Tone {
    match result {
        PairResult::Synced => Tone::Good,
        PairResult::Untouched => Tone::Plain,
        PairResult::Pending | PairResult::NotRun => Tone::Watch,
        PairResult::Failed | PairResult::Refused => Tone::Bad,
    }
}

/// The tone of a registered shadow's state.
pub const fn of_state(state: ShadowState) -> Tone {
    match state {
        ShadowState::InSync => Tone::Good,
        ShadowState::Drifted | ShadowState::Orphan | ShadowState::Missing => Tone::Watch,
        ShadowState::Blocked | ShadowState::Failed => Tone::Bad,
    }
}
