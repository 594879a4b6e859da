//! The block at the end of a run: what ran on which server, and what did not run.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use shadowtable_testkit::fleet::{Fleet, Member, State};
use shadowtable_testkit::kind::Kind;

/// What is told about a run, taken while the servers still run.
#[derive(Debug)]
pub struct Report {
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    kind: Kind,
    version: Option<String>,
    note: String,
    is_wanted: bool,
}

impl Report {
    /// Looks at the servers. Those that somebody asked for by name are wanted as much as the required ones.
    pub fn of(fleet: &Fleet, all_are_wanted: bool) -> Self {
        Self { lines: fleet.members.iter().map(|member| Line::of(member, all_are_wanted)).collect() }
    }

    /// The servers that should have been there and were not.
    pub fn lacks(&self) -> Vec<Kind> {
        self.lines
            .iter()
            .filter(|line| line.version.is_none() && line.is_wanted)
            .map(|line| line.kind)
            .collect()
    }

    /// The block. The counts are left out when no case was counted anywhere: the command counts none then.
    pub fn text(&self, counts: &BTreeMap<Kind, usize>) -> String {
        let mut text = String::from("Servers of this run\n");
        for line in self.lines.iter().filter(|line| line.version.is_some()) {
            let version = line.version.as_deref().unwrap_or_default();
            let count = match counts.get(&line.kind) {
                Some(count) => format!("{count} cases"),
                None if counts.is_empty() => String::new(),
                None => "NO CASE RAN".into(),
            };
            let row = format!("  {:<21} {version:<40} {:<8} {count}", line.kind, line.note);
            let _ = writeln!(text, "{}", row.trim_end());
        }
        for line in self.lines.iter().filter(|line| line.version.is_none()) {
            let required = if line.is_wanted { "REQUIRED, " } else { "" };
            let _ = writeln!(text, "  {:<21} NOT TESTED: {required}{}", line.kind, line.note);
        }
        text
    }
}

impl Line {
    fn of(member: &Member, is_asked_for: bool) -> Self {
        let Member { kind, state } = member;
        let (note, has_failed) = match state {
            State::Started(_) => ("started".into(), false),
            State::Given { .. } => ("given".into(), false),
            State::Missing(why) => (why.clone(), false),
            State::Failed(why) => (why.clone(), true),
        };
        Self {
            kind: *kind,
            version: member.version().map(String::from),
            note,
            // One that is there and does not start is a fault, whichever it is.
            is_wanted: is_asked_for || has_failed || kind.is_required(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fleet() -> Fleet {
        let given = State::Given { url: "mysql://h/".into(), version: "9.7.4-2".into() };
        Fleet {
            members: vec![
                Member { kind: Kind::MariaDb1011, state: State::Missing("not fetched".into()) },
                Member { kind: Kind::MariaDb118, state: State::Missing("not fetched".into()) },
                Member { kind: Kind::MySql97, state: given },
                Member { kind: Kind::OceanBaseSeekDb14, state: State::Failed("no memory".into()) },
            ],
        }
    }

    #[test]
    fn a_required_server_and_a_broken_one_are_lacking() {
        assert_eq!(Report::of(&fleet(), false).lacks(), [Kind::MariaDb1011, Kind::OceanBaseSeekDb14]);
    }

    #[test]
    fn a_server_asked_for_by_name_is_lacking() {
        assert!(Report::of(&fleet(), true).lacks().contains(&Kind::MariaDb118));
    }

    #[test]
    fn a_server_on_which_nothing_ran_is_told_loudly() {
        let counts = BTreeMap::from([(Kind::MySql56, 3)]);
        let text = Report::of(&fleet(), false).text(&counts);
        assert!(text.contains("NO CASE RAN"), "{text}");
        assert!(text.contains("NOT TESTED: REQUIRED, not fetched"), "{text}");
    }
}
