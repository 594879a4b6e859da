//! The files of the repository, as far as they are written by hand.

use std::fs;
use std::path::{Path, PathBuf};

/// Made by programs, or fetched by them.
const SKIPPED: [&str; 5] = ["target", "node_modules", "dist", "corpus", "schema.d.ts"];

/// A file and its text.
pub struct File {
    /// Its path from the root, with slashes.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl File {
    /// Whether its name ends so.
    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }

    /// The crate it belongs to, if it belongs to one.
    pub fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Whether it is a test, a benchmark or a fuzz target as a whole.
    pub fn is_test(&self) -> bool {
        ["/tests/", "/benches/", "/fuzz_targets/"].iter().any(|part| self.path.contains(part))
            || self.path.ends_with("/tests.rs")
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The text of one file, by its path from the root.
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file that is text, in the order of their paths.
pub fn files() -> Vec<File> {
    let mut files = Vec::new();
    walk(&root(), "", &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// Every Rust file.
pub fn rust() -> Vec<File> {
    files().into_iter().filter(|file| file.is("rs")).collect()
}

fn walk(directory: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        let kind = entry.file_type().unwrap();
        if SKIPPED.contains(&name.as_str()) {
            continue;
        }
        if kind.is_dir() && name != ".git" {
            walk(&entry.path(), &path, files);
        } else if kind.is_file() && !path.ends_with(".lock") && path != ".git" {
            // A file that is no text has nothing to say here, and one that is gone again even less.
            if let Ok(text) = fs::read_to_string(entry.path()) {
                files.push(File { path, text });
            }
        }
    }
}
