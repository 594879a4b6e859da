//! What is analyzed, and by which rule and policies.

use super::{
    ConnectionArguments, OutputArguments, PlanFileArguments, PolicyArguments, RegistryArguments,
    RuleArguments,
};
use anyhow::Result;
use clap::ArgGroup;
use shadowtable_engine::Request;
use shadowtable_plan::Selection;
use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::selection::{Glob, Range};
use shadowtable_schema::Name;

/// What is analyzed, and how.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("range").required(true).args(["all", "tables", "include"])))]
pub struct AnalysisArguments {
    /// Which server and database.
    #[command(flatten)]
    pub connection: ConnectionArguments,
    #[command(flatten)]
    rule: RuleArguments,
    /// All tables of the database that are no shadows
    #[arg(long)]
    all: bool,
    /// These tables, separated by commas
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    tables: Vec<String>,
    /// The tables whose names fit a pattern with * and ?
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    include: Vec<String>,
    /// Without the tables whose names fit a pattern
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    exclude: Vec<String>,
    #[command(flatten)]
    policy: PolicyArguments,
    /// Which existing tables are taken for shadows although the registry does not know them: by name, those that look
    /// like their source, or all
    #[arg(long, value_name = "NAME,…|alike|all", value_delimiter = ',')]
    adopt: Vec<String>,
    #[command(flatten)]
    registry: RegistryArguments,
    /// How the result is printed.
    #[command(flatten)]
    pub output: OutputArguments,
    /// Where else the plan goes.
    #[command(flatten)]
    pub file: PlanFileArguments,
}

impl AnalysisArguments {
    /// The request that they stand for.
    pub fn request(&self) -> Result<Request> {
        let (affix, affix_text) = self.rule.affix();
        Ok(Request {
            affix,
            affix_text,
            selection: self.selection(),
            foreign_keys: self.policy.foreign_keys(),
            rebuild: self.policy.rebuild(),
            adoption: self.adoption(),
            skipped: Vec::new(),
            registry: self.registry.place()?,
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
