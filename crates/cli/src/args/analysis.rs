//! What is analyzed, and by which rule and policies.

use super::ConnectionArguments;
use anyhow::Result;
use clap::{ArgGroup, ValueEnum};
use shadowtable_engine::Request;
use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::selection::{Glob, Range};
use shadowtable_plan::{Affix, ForeignKeyPolicy, RebuildPolicy, Selection};
use shadowtable_schema::Name;
use shadowtable_target::registry::Place;

/// How the result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// The statements, in order.
    Sql,
    /// For programs.
    Json,
}

/// What becomes of foreign keys.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ForeignKeys {
    /// They reference the parent's shadow.
    Retarget,
    /// They reference the source's parent.
    Keep,
    /// They are left out.
    Omit,
}

/// What may be done where no ALTER leads to the wanted table.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Rebuild {
    /// The table is made anew and its rows are copied.
    Copy,
    /// The table is made anew and left empty.
    Empty,
    /// Nothing.
    Never,
}

/// What is analyzed, and how.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("rule").required(true).args(["prefix", "suffix"])))]
#[command(group(ArgGroup::new("range").required(true).args(["all", "tables", "include"])))]
pub struct AnalysisArguments {
    /// Which server and database.
    #[command(flatten)]
    pub connection: ConnectionArguments,
    /// Shadows are named with this before the source's name.
    #[arg(long, value_name = "P")]
    prefix: Option<String>,
    /// Shadows are named with this behind the source's name.
    #[arg(long, value_name = "S")]
    suffix: Option<String>,
    /// All tables of the database that are no shadows.
    #[arg(long)]
    all: bool,
    /// These tables, separated by commas.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    tables: Vec<String>,
    /// The tables whose names fit a pattern with * and ?.
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    include: Vec<String>,
    /// Without the tables whose names fit a pattern.
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    exclude: Vec<String>,
    /// How the result is printed.
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// What becomes of foreign keys.
    #[arg(long, value_enum, default_value = "retarget")]
    foreign_keys: ForeignKeys,
    /// What may be done where no ALTER leads to the wanted table.
    #[arg(long, value_enum, default_value = "copy")]
    rebuild: Rebuild,
    /// Which existing tables are taken for shadows although the registry does not know them: names, alike, or all.
    #[arg(long, value_name = "NAME,…|alike|all", value_delimiter = ',')]
    adopt: Vec<String>,
    /// Where the registry of shadows is: schema.table, or none.
    #[arg(long, value_name = "SCHEMA.TABLE|none")]
    registry: Option<String>,
}

impl AnalysisArguments {
    /// The request that they stand for.
    pub fn request(&self) -> Result<Request> {
        let (affix, affix_text) = match (&self.prefix, &self.suffix) {
            (Some(prefix), _) => (Affix::Prefix, prefix.clone()),
            (None, suffix) => (Affix::Suffix, suffix.clone().unwrap_or_default()),
        };
        Ok(Request {
            affix,
            affix_text,
            selection: self.selection(),
            foreign_keys: match self.foreign_keys {
                ForeignKeys::Retarget => ForeignKeyPolicy::Retarget,
                ForeignKeys::Keep => ForeignKeyPolicy::Keep,
                ForeignKeys::Omit => ForeignKeyPolicy::Omit,
            },
            rebuild: match self.rebuild {
                Rebuild::Copy => RebuildPolicy::Copy,
                Rebuild::Empty => RebuildPolicy::Empty,
                Rebuild::Never => RebuildPolicy::Never,
            },
            adoption: self.adoption(),
            registry: self.registry.as_deref().map(str::parse::<Place>).transpose()?.unwrap_or_default(),
        })
    }

    fn selection(&self) -> Selection {
        let globs = |patterns: &[String]| patterns.iter().map(Glob::new).collect();
        let range = if !self.tables.is_empty() {
            Range::Tables(self.tables.iter().map(Name::new).collect())
        } else if !self.include.is_empty() {
            Range::Include(globs(&self.include))
        } else {
            Range::All
        };
        Selection { range, exclude: globs(&self.exclude) }
    }

    fn adoption(&self) -> Adoption {
        match self.adopt.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] => Adoption::None,
            ["alike"] => Adoption::Alike,
            ["all"] => Adoption::All,
            _ => Adoption::Named(self.adopt.iter().map(Name::new).collect()),
        }
    }
}
