//! Privileges: what the account may do in the database, and which one a refused statement lacked.

use crate::query::{QueryError, ServerError};
use crate::row;
use crate::session::Session;
use shadowtable_schema::Name;
use std::collections::BTreeSet;
use std::fmt;

/// A privilege that our statements need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Privilege {
    /// Reading definitions and rows.
    Select,
    /// Copying rows into a rebuilt table, and writing the registry.
    Insert,
    /// Writing the registry.
    Update,
    /// Writing the registry.
    Delete,
    /// Creating shadows.
    Create,
    /// Updating shadows.
    Alter,
    /// Dropping shadows and old twins.
    Drop,
    /// Adding and dropping keys.
    Index,
    /// Foreign keys.
    References,
}

impl Privilege {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 9] = [
        Self::Select,
        Self::Insert,
        Self::Update,
        Self::Delete,
        Self::Create,
        Self::Alter,
        Self::Drop,
        Self::Index,
        Self::References,
    ];

    /// The word in GRANT.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::Create => "CREATE",
            Self::Alter => "ALTER",
            Self::Drop => "DROP",
            Self::Index => "INDEX",
            Self::References => "REFERENCES",
        }
    }
}

impl fmt::Display for Privilege {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why the privileges could not be read.
#[derive(Debug, thiserror::Error)]
pub enum PrivilegeError {
    /// SHOW GRANTS failed.
    #[error("can't read what the account may do")]
    Grants(#[source] QueryError),
}

/// What the account may do in the session's database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Privileges {
    granted: BTreeSet<Privilege>,
    /// Whether a grant could not be judged: a role, a partial revoke, single tables or columns.
    uncertain: bool,
}

impl Privileges {
    /// Those of `needed` that are surely missing. What can't be judged counts as present: the server has the last word.
    pub fn missing(&self, needed: &[Privilege]) -> Vec<Privilege> {
        if self.uncertain {
            return Vec::new();
        }
        needed.iter().copied().filter(|privilege| !self.granted.contains(privilege)).collect()
    }

    /// Reads the lines of SHOW GRANTS.
    pub fn from_grants<'a>(lines: impl IntoIterator<Item = &'a str>, database: &Name) -> Self {
        let mut privileges = Self::default();
        for line in lines {
            privileges.add(line, database);
        }
        privileges
    }

    fn add(&mut self, line: &str, database: &Name) {
        let Some(rest) = line.trim().strip_prefix("GRANT ") else {
            // A partial revoke, or another vendor's form.
            self.uncertain = true;
            return;
        };
        // A role's line has no ON: what is granted is the role.
        let Some((what, rest)) = rest.split_once(" ON ") else {
            self.uncertain |= !rest.starts_with("USAGE");
            return;
        };
        let Some((object, _)) = rest.rsplit_once(" TO ") else {
            self.uncertain = true;
            return;
        };
        match scope(object, database) {
            Scope::Elsewhere => {}
            Scope::Part => self.uncertain = true,
            Scope::Whole => self.grant(what),
        }
    }

    fn grant(&mut self, what: &str) {
        for word in what.split(',').map(str::trim) {
            if word.eq_ignore_ascii_case("ALL PRIVILEGES") || word.eq_ignore_ascii_case("ALL") {
                self.granted.extend(Privilege::ALL);
            } else if let Some(privilege) = named(word) {
                self.granted.insert(privilege);
            }
        }
    }
}

fn named(word: &str) -> Option<Privilege> {
    Privilege::ALL.into_iter().find(|privilege| word.eq_ignore_ascii_case(privilege.as_str()))
}

/// What a grant's object means for the database.
#[derive(Debug, PartialEq, Eq)]
enum Scope {
    /// All of it.
    Whole,
    /// Tables or columns of it.
    Part,
    /// Nothing.
    Elsewhere,
}

/// `object` is `*.*`, `` `db`.* `` or `` `db`.`table` ``; the database is a LIKE pattern.
fn scope(object: &str, database: &Name) -> Scope {
    if object == "*.*" {
        return Scope::Whole;
    }
    let Some((pattern, table)) = split_object(object) else { return Scope::Elsewhere };
    if !like(&pattern.to_lowercase(), database.folded().as_str()) {
        return Scope::Elsewhere;
    }
    if table == "*" { Scope::Whole } else { Scope::Part }
}

fn split_object(object: &str) -> Option<(String, &str)> {
    match object.strip_prefix('`') {
        None => object.split_once('.').map(|(database, table)| (database.to_owned(), table)),
        Some(rest) => {
            let end = rest.rfind("`.").filter(|end| rest[end + 2..] == *"*").or_else(|| rest.find("`."))?;
            Some((rest[..end].replace("``", "`"), &rest[end + 2..]))
        }
    }
}

/// Whether a text matches a pattern of LIKE: `%`, `_`, and a backslash before either.
fn like(pattern: &str, text: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => text.is_empty(),
        Some('%') => {
            let ends = text.char_indices().map(|(index, _)| index).chain([text.len()]);
            let pattern = rest.as_str();
            ends.into_iter().any(|index| like(pattern, &text[index..]))
        }
        Some(c) => {
            let (wanted, pattern) = match c {
                '_' => (None, rest.as_str()),
                '\\' => {
                    let escaped = rest.next();
                    (Some(escaped.unwrap_or('\\')), rest.as_str())
                }
                c => (Some(c), rest.as_str()),
            };
            let mut chars = text.chars();
            match (chars.next(), wanted) {
                (None, _) => false,
                (Some(found), Some(wanted)) if found != wanted => false,
                (Some(_), _) => like(pattern, chars.as_str()),
            }
        }
    }
}

/// Reads what the account may do in the session's database, in one statement.
///
/// # Errors
/// When the server does not answer.
pub async fn read(session: &mut Session) -> Result<Privileges, PrivilegeError> {
    let rows = session.query("SHOW GRANTS").await.map_err(PrivilegeError::Grants)?;
    let lines = rows.iter().map(|row| row::text(row, 0)).collect::<Result<Vec<_>, _>>();
    let lines = lines.map_err(PrivilegeError::Grants)?;
    Ok(Privileges::from_grants(lines.iter().map(String::as_str), &session.server.database))
}

/// What a refused statement lacked, when it was refused for want of a privilege (1044, 1142, 1143, 1227).
pub fn lacking(error: &ServerError) -> Option<Lacking> {
    let between = |start: &str, end: &str| {
        let from = error.message.find(start)? + start.len();
        let to = error.message[from..].find(end)? + from;
        Some(error.message[from..to].to_owned())
    };
    match error.code {
        1142 | 1143 => Some(Lacking {
            privilege: error.message.split_once(" command denied").map(|(word, _)| word.to_owned()),
            object: between("for table '", "'")
                .or_else(|| between("for table ", "\n"))
                .or_else(|| error.message.split_once("for table ").map(|(_, table)| table.to_owned())),
        }),
        1227 => Some(Lacking { privilege: between("(at least one of) the ", " privilege"), object: None }),
        1044 => Some(Lacking { privilege: None, object: between("to database '", "'") }),
        _ => None,
    }
}

/// A privilege that a statement lacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The server's word for it; `None` when it names none.
    pub privilege: Option<String>,
    /// The table or database it is missing on, if the server names one.
    pub object: Option<String>,
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.privilege {
            Some(privilege) => write!(f, "the account lacks the privilege {privilege}")?,
            None => f.write_str("the account lacks a privilege")?,
        }
        match &self.object {
            Some(object) => write!(f, " on {object}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Privilege::{Alter, Create, Drop, Insert, Select};

    #[rstest::rstest]
    #[case(&["GRANT ALL PRIVILEGES ON *.* TO `root`@`%` WITH GRANT OPTION"], &[])]
    #[case(&["GRANT ALL PRIVILEGES ON `shop`.* TO `a`@`%`"], &[])]
    #[case(&["GRANT SELECT, CREATE ON *.* TO `a`@`%`"], &[Alter, Drop])]
    #[case(&["GRANT USAGE ON *.* TO `a`@`%`", "GRANT SELECT, CREATE, ALTER ON `sh%`.* TO `a`@`%`"], &[Drop])]
    #[case(&["GRANT ALL PRIVILEGES ON `other`.* TO `a`@`%`"], &[Select, Create, Alter, Drop])]
    #[case(&["GRANT ALL PRIVILEGES ON `sh\\_p`.* TO `a`@`%`"], &[Select, Create, Alter, Drop])]
    #[case(&["GRANT SELECT ON *.* TO `a`@`%`", "GRANT `writer`@`%` TO `a`@`%`"], &[])]
    #[case(&["GRANT SELECT ON `shop`.`orders` TO `a`@`%`"], &[])]
    #[case(&["GRANT ALL PRIVILEGES ON *.* TO `a`@`%`", "REVOKE DROP ON `shop`.* FROM `a`@`%`"], &[])]
    fn what_is_surely_missing(#[case] grants: &[&str], #[case] missing: &[Privilege]) {
        let privileges = Privileges::from_grants(grants.iter().copied(), &"shop".into());
        assert_eq!(privileges.missing(&[Select, Create, Alter, Drop]), missing);
    }

    #[test]
    fn a_database_is_matched_as_a_pattern() {
        assert!(like("sh\\_op", "sh_op"));
        assert!(!like("sh\\_op", "shxop"));
        assert!(like("s_o%", "shop"));
        assert!(like("%", ""));
        assert_eq!(scope("`a`.`b`", &"a".into()), Scope::Part);
        assert_eq!(split_object("`a``b`.*"), Some(("a`b".to_owned(), "*")));
    }

    #[rstest::rstest]
    #[case(
        1142,
        "INSERT command denied to user 'a'@'h' for table 't'",
        "the account lacks the privilege INSERT on t"
    )]
    #[case(
        1142,
        "CREATE command denied to user 'a'@'h' for table `shop`.`t`",
        "the account lacks the privilege CREATE on `shop`.`t`"
    )]
    #[case(
        1227,
        "Access denied; you need (at least one of) the SUPER privilege(s) for this operation",
        "the account lacks the privilege SUPER"
    )]
    #[case(
        1044,
        "Access denied for user 'a'@'%' to database 'shop'",
        "the account lacks a privilege on shop"
    )]
    fn a_refusal_names_the_privilege(#[case] code: u16, #[case] message: &str, #[case] expected: &str) {
        let error = ServerError { code, sqlstate: "42000".into(), message: message.into() };
        assert_eq!(lacking(&error).unwrap().to_string(), expected);
        assert_eq!(Insert.as_str(), "INSERT");
    }
}
