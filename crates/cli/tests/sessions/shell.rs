//! A shell: runs the program as a user would, and writes down what was typed and seen.

use crate::database::Database;
use anyhow::{Context, Result};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// A shell in a directory of its own, with a home directory that holds nothing.
pub struct Shell {
    directory: TempDir,
    transcript: String,
    /// What is written in place of parts that differ from server to server.
    names: Vec<(String, String)>,
}

/// What a command came to.
pub struct Seen {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Shell {
    pub fn new(database: &Database) -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let names = vec![
            (database.url(), "$URL".to_owned()),
            (directory.path().display().to_string(), "$DIR".to_owned()),
            (database.place(), "$SERVER".to_owned()),
            (database.name.clone(), "shop".to_owned()),
        ];
        Ok(Self { directory, transcript: String::new(), names })
    }

    /// Writes one more name by which something is called in the transcript.
    pub fn call(&mut self, what: &str, name: &str) {
        self.names.insert(0, (what.to_owned(), name.to_owned()));
    }

    /// A file in the shell's directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Runs `shadowtable` with these arguments, words separated by blanks, without a terminal; it must end with `code`.
    pub fn run(&mut self, arguments: &str, code: i32) -> Result<Seen> {
        self.run_with(arguments, &[], "", code)
    }

    /// The same with variables and a standard input.
    pub fn run_with(
        &mut self,
        arguments: &str,
        variables: &[(&str, &str)],
        stdin: &str,
        code: i32,
    ) -> Result<Seen> {
        let mut child = self.start(arguments, variables)?;
        if let Some(mut pipe) = child.stdin.take() {
            // A program that ended early does not read it.
            let _ = pipe.write_all(stdin.as_bytes());
        }
        self.finish(arguments, child.wait_with_output()?, code)
    }

    /// Starts `shadowtable` and lets it run.
    pub fn start(&self, arguments: &str, variables: &[(&str, &str)]) -> Result<Child> {
        Command::new(env!("CARGO_BIN_EXE_shadowtable"))
            .args(arguments.split_whitespace())
            .current_dir(self.directory.path())
            .env_clear()
            .env("HOME", self.directory.path())
            .env("USER", "tester")
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("can't run shadowtable")
    }

    /// Writes down what a command came to.
    pub fn finish(&mut self, arguments: &str, output: Output, code: i32) -> Result<Seen> {
        let seen = Seen {
            stdout: String::from_utf8(output.stdout)?,
            stderr: String::from_utf8(output.stderr)?,
            code: output.status.code().unwrap_or(-1),
        };
        // The standard error first: most of it is progress.
        let text =
            format!("$ shadowtable {arguments}\n{}{}exit code {}\n\n", seen.stderr, seen.stdout, seen.code);
        self.transcript.push_str(&self.called(&text));
        anyhow::ensure!(seen.code == code, "{code} was expected:\n{text}");
        Ok(seen)
    }

    /// Runs a command that the session is not about.
    pub fn run_silently(&mut self, arguments: &str, code: i32) -> Result<Seen> {
        let before = self.transcript.len();
        let seen = self.run(arguments, code);
        self.transcript.truncate(before);
        seen
    }

    /// Forgets what was written down.
    pub fn clear(&mut self) {
        self.transcript.clear();
    }

    /// Writes a line into the transcript.
    pub fn note(&mut self, line: &str) {
        let line = self.called(&format!("# {line}\n"));
        self.transcript.push_str(&line);
    }

    pub fn transcript(self) -> String {
        self.transcript
    }

    fn called(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (what, name)| text.replace(what, name))
    }
}
