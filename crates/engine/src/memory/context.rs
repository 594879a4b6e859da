//! The document of what a plan depends on besides the definitions of its pairs.

use super::facts::FactsDocument;
use crate::analyze::Analysis;
use crate::document::RequestDocument;
use crate::request::Request;
use serde::{Deserialize, Serialize};
use shadowtable_plan::analysis::Context;
use shadowtable_plan::selection::Registered;
use shadowtable_plan::{Folding, Rule};
use shadowtable_schema::{Dialect, Flavor, Name, Version};
use std::collections::HashSet;

/// What was asked for, where, and what the registry and the database held then.
#[derive(Debug, Serialize, Deserialize)]
pub struct ContextDocument {
    /// `oceanbase`, `mysql`, `mariadb` or `tidb`.
    pub flavor: String,
    /// The version that decides what the server can do.
    pub version: String,
    /// What the server says of its version.
    pub version_text: String,
    /// Which server it was.
    pub identity: String,
    /// The database, as the server spells it.
    pub database: String,
    /// How the server compares names of tables.
    pub lower_case_table_names: u8,
    /// Rule and policies.
    pub request: RequestDocument,
    /// The registry's own table, if it is in this database.
    pub registry_table: Option<String>,
    /// The registered shadows with their sources.
    pub registered: Vec<(String, String)>,
    /// The shadows that a former run was about to create.
    pub intended: Vec<String>,
    /// The sources outside of the selection with their shadows that exist.
    pub outside: Vec<(String, String)>,
    /// Rows and keys.
    pub facts: FactsDocument,
}

/// What was kept can't be read again.
#[derive(Debug, thiserror::Error)]
#[error("what was kept of the analysis can't be used any more: {0}; analyze again")]
pub struct MemoryError(pub(super) String);

impl ContextDocument {
    /// The document of an analysis.
    pub fn of(analysis: &Analysis, request: &Request) -> Self {
        let Context {
            dialect,
            database,
            folding,
            rule: _,
            foreign_keys: _,
            rebuild: _,
            adoption: _,
            registered,
            intended,
            skipped: _,
            outside,
        } = &analysis.context;
        let words = |(one, other): (&Name, &Name)| (one.to_string(), other.to_string());
        let mut outside: Vec<(String, String)> = outside.iter().map(words).collect();
        outside.sort();
        let mut intended: Vec<String> = intended.iter().map(ToString::to_string).collect();
        intended.sort();
        Self {
            flavor: dialect.flavor.as_str().to_owned(),
            version: dialect.version.to_string(),
            version_text: analysis.server.version_text.clone(),
            identity: analysis.server.identity.to_string(),
            database: database.to_string(),
            lower_case_table_names: folding.variable(),
            request: RequestDocument::of(request),
            registry_table: registered.table().map(ToString::to_string),
            registered: registered.shadows().map(words).collect(),
            intended,
            outside,
            facts: FactsDocument::of(&analysis.facts),
        }
    }

    /// The server's dialect.
    ///
    /// # Errors
    /// When the word or the version is none.
    pub fn dialect(&self) -> Result<Dialect, MemoryError> {
        let flavor = Flavor::from_word(&self.flavor)
            .ok_or_else(|| MemoryError(format!("unknown server {:?}", self.flavor)))?;
        let version = Version::parse_prefix(&self.version)
            .ok_or_else(|| MemoryError(format!("unknown version {:?}", self.version)))?;
        Ok(Dialect { flavor, version })
    }

    /// The context again, with these shadows skipped.
    ///
    /// # Errors
    /// When a word in it is none that this program knows.
    pub fn context(&self, skipped: &[Name]) -> Result<Context, MemoryError> {
        let folding = Folding::from_variable(self.lower_case_table_names).unwrap_or(Folding::IgnoreCase);
        let request = self.request.request().map_err(MemoryError)?;
        let rule = Rule::new(request.affix, &request.affix_text, folding)
            .map_err(|error| MemoryError(error.to_string()))?;
        let names = |(one, other): &(String, String)| (Name::new(one), Name::new(other));
        let table = self.registry_table.as_ref().map(Name::new);
        Ok(Context {
            dialect: self.dialect()?,
            database: Name::new(&self.database),
            folding,
            rule,
            foreign_keys: request.foreign_keys,
            rebuild: request.rebuild,
            adoption: request.adoption,
            registered: Registered::new(table.as_ref(), self.registered.iter().map(names), folding),
            intended: self.intended.iter().map(Name::new).collect(),
            skipped: skipped.iter().map(|shadow| folding.key(shadow)).collect::<HashSet<Name>>(),
            outside: self.outside.iter().map(names).collect(),
        })
    }
}
