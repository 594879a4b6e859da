//! Plans in files: what `--out` writes and `apply` reads.

use crate::wire::{self, FORMAT, PlanDocument, PlanKind};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::Path;

/// Writes a plan. It replaces the file at once, so that nobody reads half a plan.
pub fn write(file: &Path, document: &PlanDocument) -> Result<()> {
    let shown = file.display();
    let mut scratch = file.as_os_str().to_owned();
    scratch.push(".new");
    std::fs::write(&scratch, wire::text(document))
        .with_context(|| format!("can't write the plan to {shown}"))?;
    std::fs::rename(&scratch, file).with_context(|| format!("can't write the plan to {shown}"))
}

/// Reads a plan.
pub fn read(file: &Path) -> Result<PlanDocument> {
    /// What every version has.
    #[derive(Deserialize)]
    struct Head {
        format: u32,
        kind: String,
    }
    let shown = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("can't read the plan {shown}"))?;
    let head: Head = parse(&text, file)?;
    if head.format != FORMAT {
        bail!(
            "{shown}: the plan has the format {}, and this version reads {FORMAT}: make it again with shadowtable \
             plan --out",
            head.format
        );
    }
    if head.kind != "plan" {
        bail!("{shown}: it is a {}, not a plan: shadowtable plan --out makes one", head.kind);
    }
    let document: PlanDocument = parse(&text, file)?;
    debug_assert_eq!(document.kind, PlanKind::Plan);
    Ok(document)
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str, file: &Path) -> Result<T> {
    serde_json::from_str(text).map_err(|error| {
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or(&words);
        anyhow::anyhow!(
            "{}:{}:{}: {words}: no plan that shadowtable plan --out wrote",
            file.display(),
            error.line(),
            error.column()
        )
    })
}
