//! `shadowtable diff`: a plan for the tables of dumps, without a server.

use crate::args::{DiffArguments, Format};
use crate::exit::Exit;
use crate::wire::{self, PlanDocument};
use crate::{print, terminal};
use anyhow::{Context, Result, anyhow, bail};
use shadowtable_plan::Rule;
use shadowtable_plan::dump::{self, Dump, DumpRequest};
use std::io::Read;
use std::path::Path;

pub fn run(arguments: &DiffArguments) -> Result<Exit> {
    let (dialect, folding) = (arguments.dialect.dialect(), arguments.dialect.folding());
    let (affix, text) = arguments.rule.affix();
    let request = DumpRequest {
        dialect,
        folding,
        rule: Rule::new(affix, &text, folding)?,
        foreign_keys: arguments.policy.foreign_keys(),
        rebuild: arguments.policy.rebuild(),
    };
    let read = |file: &Path| -> Result<Dump> {
        let text = text_of(file)?;
        Dump::read(&text, dialect, folding).map_err(|error| match error.line {
            Some(_) => anyhow!("{}:{error}", file.display()),
            None => anyhow!("{}: {error}", file.display()),
        })
    };
    let sources = read(&arguments.source_file)?;
    let shadows = arguments.shadow_file.as_deref().map(read).transpose()?;
    let dumped = dump::plan(sources, shadows, &request)?;
    terminal::out(&match arguments.output.format {
        Format::Text => print::plan(&dumped.plan, &dumped.left_out, arguments.output.verbose),
        Format::Sql => print::sql(&dumped.plan),
        Format::Json => wire::text(&PlanDocument::of_diff(&dumped.plan, &dumped.left_out)),
    });
    super::say_without_statements(&dumped.plan, arguments.output.format);
    Ok(Exit::of_plan(&dumped.plan))
}

/// The text of a dump. Rows may hold any bytes; where a definition does, reading it says so.
fn text_of(file: &Path) -> Result<String> {
    let shown = file.display();
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("can't read the standard input")?;
        bytes
    } else {
        std::fs::read(file).with_context(|| format!("can't read {shown}"))?
    };
    if bytes.starts_with(&[0x1f, 0x8b]) || bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        bail!("{shown}: it is compressed: unpack it first");
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
