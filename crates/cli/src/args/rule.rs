//! How shadows are named.

use clap::ArgGroup;
use shadowtable_plan::Affix;

/// How shadows are named.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("rule").required(true).args(["prefix", "suffix"])))]
pub struct RuleArguments {
    /// A shadow is named with this before its source's name
    #[arg(long, value_name = "P")]
    prefix: Option<String>,
    /// A shadow is named with this behind its source's name
    #[arg(long, value_name = "S")]
    suffix: Option<String>,
}

impl RuleArguments {
    /// The affix and on which side it stands.
    pub fn affix(&self) -> (Affix, String) {
        match (&self.prefix, &self.suffix) {
            (Some(prefix), _) => (Affix::Prefix, prefix.clone()),
            (None, suffix) => (Affix::Suffix, suffix.clone().unwrap_or_default()),
        }
    }
}
