//! The statements planned, as a case has them, and how they get there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, Result};

use super::section::{self, Word};
use super::servers::Servers;
use crate::kind::Kind;

/// The environment variable that has snapshots written instead of compared.
pub const BLESS_VAR: &str = "SHADOWTABLE_BLESS";

/// What stands for the name of the case's database.
const DATABASE: &str = "this_database";

/// A file is written by several trials.
static WRITING: Mutex<()> = Mutex::new(());

/// What `plan --format sql` printed, as a case has it.
pub fn text(printed: &str, database: &str) -> String {
    let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
    lines.join("\n").trim().replace(database, DATABASE)
}

/// Writes the snapshots of a server into a file: one for each step, by its place.
///
/// # Errors
/// If the file can't be read or written.
pub fn bless(path: &Path, kind: Kind, texts: &[(usize, String)]) -> Result<()> {
    let _alone = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let old = fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    let new = blessed(&old, kind, texts)?;
    if new == old {
        return Ok(());
    }
    fs::write(path, new).with_context(|| format!("{} can't be written", path.display()))
}

/// A step of the file: its text, and the snapshots at its end.
#[derive(Default)]
struct Part {
    lines: Vec<String>,
    snapshots: BTreeMap<Kind, String>,
}

fn blessed(text: &str, kind: Kind, texts: &[(usize, String)]) -> Result<String> {
    let mut parts = parts(text)?;
    for (place, text) in texts {
        let part = parts.get_mut(*place).context("the file has changed meanwhile")?;
        match text.is_empty() {
            true => part.snapshots.remove(&kind),
            false => part.snapshots.insert(kind, text.clone()),
        };
    }
    let parts: Vec<String> = parts.iter().map(Part::text).collect();
    Ok(parts.join("\n"))
}

fn parts(text: &str) -> Result<Vec<Part>> {
    let mut parts = vec![Part::default()];
    let mut snapshot: Option<(Servers, Vec<&str>)> = None;
    for line in text.lines() {
        let opening = section::opening(line)?;
        let part = parts.last_mut().context("no part")?;
        match (&opening, &mut snapshot) {
            (None, Some((_, lines))) => {
                lines.push(line);
                continue;
            }
            _ => part.keep(snapshot.take()),
        }
        match opening {
            Some((Word::Sql, servers)) => snapshot = Some((servers, Vec::new())),
            Some((Word::Then, _)) => {
                parts.push(Part { lines: vec![line.to_owned()], ..Part::default() });
            }
            _ => part.lines.push(line.to_owned()),
        }
    }
    parts.last_mut().context("no part")?.keep(snapshot);
    Ok(parts)
}

impl Part {
    fn keep(&mut self, snapshot: Option<(Servers, Vec<&str>)>) {
        let Some((servers, lines)) = snapshot else { return };
        let text = lines.join("\n").trim().to_owned();
        self.snapshots.extend(servers.iter().map(|kind| (kind, text.clone())));
    }

    /// With one section for all servers of one text.
    fn text(&self) -> String {
        let mut text = format!("{}\n", self.lines.join("\n").trim_end());
        let mut seen: Vec<&String> = Vec::new();
        for sql in self.snapshots.values() {
            if !seen.contains(&sql) {
                seen.push(sql);
                let same = self.snapshots.iter().filter(|(_, other)| *other == sql);
                let servers: Servers = same.map(|(kind, _)| *kind).collect();
                text += &format!("\n-- sql {servers}\n{sql}\n");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "# t\n\n-- setup\nCREATE TABLE a (b int);\n\n-- expect\na -> _test_a: Create\n";

    #[test]
    fn snapshots_are_written_and_grouped() {
        let one = blessed(CASE, Kind::MariaDb1011, &[(0, "X;".to_owned())]).unwrap();
        assert_eq!(one, format!("{CASE}\n-- sql mariadb-10.11\nX;\n"));
        let two = blessed(&one, Kind::MariaDb118, &[(0, "X;".to_owned())]).unwrap();
        assert_eq!(two, format!("{CASE}\n-- sql mariadb\nX;\n"));
        let three = blessed(&two, Kind::MariaDb1011, &[(0, "Y;".to_owned())]).unwrap();
        assert_eq!(three, format!("{CASE}\n-- sql mariadb-10.11\nY;\n\n-- sql mariadb-11.8\nX;\n"));
    }

    #[test]
    fn a_later_step_has_its_own() {
        let case = format!("{CASE}\n-- then\nDROP TABLE c;\n\n-- expect\na -> _test_a: Modify\n");
        let text = blessed(&case, Kind::MySql97, &[(0, "X;".to_owned()), (1, "Y;".to_owned())]).unwrap();
        assert!(text.contains("Create\n\n-- sql mysql-9.7\nX;\n\n-- then\n"), "{text}");
        assert!(text.ends_with("Modify\n\n-- sql mysql-9.7\nY;\n"), "{text}");
        assert_eq!(blessed(&text, Kind::MySql97, &[(1, String::new()), (0, String::new())]).unwrap(), case);
    }
}
