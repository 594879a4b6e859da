//! Option files (`my.cnf`): what MySQL's clients read before they connect, read the same way.
//!
//! The rules are those of the manual's "Using Option Files" and of `my_default.c`, which implements them.

use crate::address::{Address, SslMode};
use crate::secret::Secret;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files that include each other deeper than this are taken for a circle.
const DEEPEST_INCLUDE: usize = 10;

/// The groups every client reads, and ours.
const GROUPS: [&str; 2] = ["client", "shadowtable"];

/// Which option files to read, and which groups in them.
#[derive(Clone, Debug, Default)]
pub struct OptionFiles {
    /// Only this file (`--defaults-file`); it must exist.
    pub only: Option<PathBuf>,
    /// One more group (`--defaults-group`), stronger than `[client]` and `[shadowtable]`.
    pub group: Option<String>,
}

/// What went wrong with an option file.
#[derive(Debug, thiserror::Error)]
pub enum OptionFileError {
    /// A file that was named can't be read.
    #[error("can't read the option file {}", .file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A line that no client would accept.
    #[error("{}:{line}: {problem}", .file.display())]
    Line {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it; never the value, which may be a password.
        problem: String,
    },
    /// The group asked for is in none of the files.
    #[error("no option file has a group [{group}]")]
    NoGroup {
        /// The group.
        group: String,
    },
}

impl OptionFiles {
    /// Reads the files: the one given, or `/etc/my.cnf`, `/etc/mysql/my.cnf` and `~/.my.cnf`, later ones stronger. A
    /// standard file that is absent is none; one that anybody may write to is skipped, as clients do.
    ///
    /// # Errors
    /// Names file and line.
    pub fn read(&self) -> Result<Address, OptionFileError> {
        let mut reader = Reader { extra: self.group.as_deref(), ..Reader::default() };
        match &self.only {
            Some(file) => reader.file(file, 0)?,
            None => {
                for file in standard_files() {
                    if file.is_file() && !is_world_writable(&file) {
                        reader.file(&file, 0)?;
                    }
                }
            }
        }
        match &self.group {
            Some(group) if !reader.saw_extra => Err(OptionFileError::NoGroup { group: group.clone() }),
            _ => Ok(reader.address),
        }
    }
}

fn standard_files() -> Vec<PathBuf> {
    let mut files = vec![PathBuf::from("/etc/my.cnf"), PathBuf::from("/etc/mysql/my.cnf")];
    files.extend(std::env::var_os("HOME").map(|home| Path::new(&home).join(".my.cnf")));
    files
}

#[cfg(unix)]
fn is_world_writable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|data| data.permissions().mode() & 0o002 != 0)
}

#[cfg(not(unix))]
fn is_world_writable(_: &Path) -> bool {
    false
}

/// The state that goes on from file to file.
#[derive(Default)]
struct Reader<'a> {
    extra: Option<&'a str>,
    saw_extra: bool,
    address: Address,
}

/// Where a line stands, for errors.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a Path,
    line: usize,
}

impl Place<'_> {
    fn error(self, problem: impl Into<String>) -> OptionFileError {
        OptionFileError::Line { file: self.file.to_owned(), line: self.line, problem: problem.into() }
    }
}

impl Reader<'_> {
    fn file(&mut self, file: &Path, depth: usize) -> Result<(), OptionFileError> {
        let read = |source| OptionFileError::Read { file: file.to_owned(), source };
        let bytes = fs::read(file).map_err(read)?;
        let text = String::from_utf8_lossy(&bytes);
        let mut group: Option<String> = None;
        for (index, line) in text.lines().enumerate() {
            let place = Place { file, line: index + 1 };
            let line = line.trim();
            match line.chars().next() {
                None | Some('#' | ';') => {}
                Some('!') => self.directive(&line[1..], place, depth)?,
                Some('[') => {
                    let Some((name, _)) = line[1..].split_once(']') else {
                        return Err(place.error("a group's name is not closed by ]"));
                    };
                    self.saw_extra |= self.extra == Some(name.trim());
                    group = Some(name.trim().to_owned());
                }
                Some(_) => match &group {
                    None => return Err(place.error("an option stands before any [group]")),
                    Some(group) if self.reads(group) => self.option(group, line, place)?,
                    Some(_) => {}
                },
            }
        }
        Ok(())
    }

    fn reads(&self, group: &str) -> bool {
        GROUPS.contains(&group) || self.extra == Some(group)
    }

    fn directive(&mut self, text: &str, place: Place<'_>, depth: usize) -> Result<(), OptionFileError> {
        let (word, path) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let path = Path::new(path.trim());
        if path.as_os_str().is_empty() {
            return Err(place.error(format!("!{word} names nothing")));
        }
        if depth >= DEEPEST_INCLUDE {
            return Err(place.error("files include each other too deeply"));
        }
        match word {
            "include" => self.file(path, depth + 1),
            "includedir" => {
                let entries = fs::read_dir(path)
                    .map_err(|source| OptionFileError::Read { file: path.to_owned(), source })?;
                let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
                files.retain(|file| file.extension().is_some_and(|extension| extension == "cnf"));
                files.sort();
                files.iter().try_for_each(|file| self.file(file, depth + 1))
            }
            _ => Err(place.error(format!("unknown directive !{word}; known are !include and !includedir"))),
        }
    }

    fn option(&mut self, group: &str, line: &str, place: Place<'_>) -> Result<(), OptionFileError> {
        let line = without_comment(line);
        let (name, value) = match line.split_once('=') {
            Some((name, value)) => (name, Some(unquoted(value.trim()))),
            None => (line, None),
        };
        let name = name.trim().replace('_', "-");
        let name = name.strip_prefix("loose-").unwrap_or(&name);
        let text = || value.clone().filter(|value| !value.is_empty());
        match name {
            "user" => self.address.user = text(),
            "password" | "pass" => self.address.password = value.map(Secret::new),
            "host" => self.address.host = text(),
            "port" => self.address.port = text().map(|text| port(&text, place)).transpose()?,
            "socket" => self.address.socket = text().map(PathBuf::from),
            "database" => self.address.database = text(),
            "ssl-ca" => self.address.ssl_ca = text().map(PathBuf::from),
            "ssl-cert" => self.address.ssl_cert = text().map(PathBuf::from),
            "ssl-key" => self.address.ssl_key = text().map(PathBuf::from),
            "ssl-mode" => self.address.ssl_mode = Some(ssl_mode(&value.unwrap_or_default(), place)?),
            // MariaDB's clients have switches instead of a mode.
            "ssl" | "enable-ssl" => {
                let wanted = is_on(value.as_deref());
                self.address.ssl_mode = Some(if wanted { SslMode::Required } else { SslMode::Disabled });
            }
            "skip-ssl" | "disable-ssl" => self.address.ssl_mode = Some(SslMode::Disabled),
            "ssl-verify-server-cert" if is_on(value.as_deref()) => {
                self.address.ssl_mode = Some(SslMode::VerifyIdentity);
            }
            // Other groups are for other programs too; ours holds only what we know.
            _ if group == "shadowtable" => {
                return Err(place.error(format!("unknown option {name} in [shadowtable]")));
            }
            _ => {}
        }
        Ok(())
    }
}

fn port(text: &str, place: Place<'_>) -> Result<u16, OptionFileError> {
    text.parse().map_err(|_| place.error("the port is no number from 1 to 65535"))
}

fn ssl_mode(text: &str, place: Place<'_>) -> Result<SslMode, OptionFileError> {
    text.parse().map_err(|()| {
        place.error("unknown ssl-mode; known are DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY")
    })
}

fn is_on(value: Option<&str>) -> bool {
    !matches!(value.map(str::to_ascii_lowercase).as_deref(), Some("0" | "off" | "false" | "no"))
}

/// The line up to a `#` that stands outside quotes.
fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut escaped = false;
    for (index, c) in line.char_indices() {
        match c {
            '\'' | '"' if !escaped => match quote {
                None => quote = Some(c),
                Some(open) if open == c => quote = None,
                Some(_) => {}
            },
            '#' if quote.is_none() => return &line[..index],
            _ => {}
        }
        escaped = quote.is_some() && c == '\\' && !escaped;
    }
    line
}

/// A value without the quotes around it and with its escapes (`\b \t \n \r \\ \s \" \'`) replaced.
fn unquoted(value: &str) -> String {
    let inner = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    let mut chars = inner.unwrap_or(value).chars();
    let mut text = String::with_capacity(value.len());
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('b') => text.push('\u{8}'),
            Some('s') => text.push(' '),
            Some(c @ ('"' | '\'' | '\\')) => text.push(c),
            Some(other) => text.extend(['\\', other]),
            None => text.push('\\'),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, group: Option<&str>) -> Result<Address, OptionFileError> {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("my.cnf");
        fs::write(&file, text.replace("DIR", directory.path().to_str().unwrap())).unwrap();
        fs::write(directory.path().join("more.cnf"), "[client]\nport=3399\n").unwrap();
        OptionFiles { only: Some(file), group: group.map(str::to_owned) }.read()
    }

    #[test]
    fn groups_quotes_and_comments_are_read_as_clients_do() {
        let address = read(
            "# first\n[mysqld]\nport=1\n[client]\nuser = 'dba' # who\npassword=\"p#w\\\"\\s\\\\\"\nhost=h\n\n\
             ssl_mode=required\n[shadowtable]\ndatabase=shop\n[mysql]\nuser=nobody\n",
            None,
        )
        .unwrap();
        assert_eq!(address.user.as_deref(), Some("dba"));
        assert_eq!(address.password, Some(Secret::new("p#w\" \\")));
        assert_eq!((address.host.as_deref(), address.port), (Some("h"), None));
        assert_eq!(address.database.as_deref(), Some("shop"));
        assert_eq!(address.ssl_mode, Some(SslMode::Required));
    }

    #[test]
    fn one_more_group_is_read_when_asked_for() {
        let text = "[client]\nuser=a\n[prod]\nuser=b\npager=less\n";
        assert_eq!(read(text, None).unwrap().user.as_deref(), Some("a"));
        assert_eq!(read(text, Some("prod")).unwrap().user.as_deref(), Some("b"));
        let error = read(text, Some("dev")).unwrap_err();
        assert_eq!(error.to_string(), "no option file has a group [dev]");
    }

    #[test]
    fn included_files_stand_where_they_are_included() {
        assert_eq!(read("!include DIR/more.cnf\n[client]\nuser=a\n", None).unwrap().port, Some(3399));
        assert_eq!(read("[client]\nport=1\n!include DIR/more.cnf\n", None).unwrap().port, Some(3399));
        let error = read("!include DIR/my.cnf\n", None).unwrap_err();
        assert!(error.to_string().ends_with("my.cnf:1: files include each other too deeply"));
    }

    #[test]
    fn mistakes_name_file_and_line() {
        for (text, expected) in [
            ("user=a\n", ":1: an option stands before any [group]"),
            ("\n[client\n", ":2: a group's name is not closed by ]"),
            ("[client]\nport=x\n", ":2: the port is no number from 1 to 65535"),
            ("[shadowtable]\nprot=1\n", ":2: unknown option prot in [shadowtable]"),
            ("!inklude a\n", ":1: unknown directive !inklude; known are !include and !includedir"),
        ] {
            let error = read(text, None).unwrap_err().to_string();
            assert!(error.ends_with(expected), "{error}");
        }
    }
}
