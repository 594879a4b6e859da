//! A case as a file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::header::Header;
use super::script::Script;
use super::section::Sections;
use crate::kind::Kind;

/// A case.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file's name without its extension.
    pub name: String,
    /// Where the file is.
    pub path: PathBuf,
    /// What stands above the first section.
    pub header: Header,
    sections: Sections,
}

impl Case {
    /// Reads a file and proves that it can be read for each of its servers.
    ///
    /// # Errors
    /// If something in it can't be read.
    pub fn load(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).context("it can't be read")?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let case = Self::parse(&name, path, &text)?;
        for kind in Kind::ALL {
            case.script(kind)?;
        }
        Ok(case)
    }

    fn parse(name: &str, path: &Path, text: &str) -> Result<Self> {
        let sections = Sections::parse(text)?;
        let header = Header::parse(&sections.head)?;
        Ok(Self { name: name.to_owned(), path: path.to_owned(), header, sections })
    }

    /// The servers it is for.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.header.servers.iter().filter(|kind| self.header.exception(*kind).is_none())
    }

    /// What it says for a server.
    ///
    /// # Errors
    /// If a section can't be read.
    pub fn script(&self, kind: Kind) -> Result<Script> {
        Script::of(&self.header, &self.sections.sections, kind)
    }
}

/// The files of all cases in a directory, by name.
///
/// # Errors
/// If the directory can't be read.
pub fn paths(directory: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(directory).with_context(|| format!("{} can't be read", directory.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let mut paths: Vec<PathBuf> =
        paths.into_iter().filter(|path| path.extension() == Some("case".as_ref())).collect();
    paths.sort();
    Ok(paths)
}
