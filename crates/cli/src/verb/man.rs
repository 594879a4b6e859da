//! `shadowtable man`: the manual pages.

use crate::args::{Arguments, ManArguments};
use crate::exit::Exit;
use crate::terminal;
use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use clap_mangen::Man;

pub fn run(arguments: &ManArguments) -> Result<Exit> {
    let mut command = Arguments::command();
    if let Some(directory) = &arguments.dir {
        let shown = directory.display();
        std::fs::create_dir_all(directory).with_context(|| format!("can't make the directory {shown}"))?;
        clap_mangen::generate_to(command, directory)
            .with_context(|| format!("can't write the manual pages to {shown}"))?;
        return Ok(Exit::Done);
    }
    command.build();
    let page = match &arguments.verb {
        None => command,
        Some(verb) => match command.find_subcommand(verb) {
            Some(own) => own.clone(),
            None => bail!("there is no verb {verb}: shadowtable help lists them"),
        },
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text).context("can't write the manual page")?;
    terminal::out(&String::from_utf8_lossy(&text));
    Ok(Exit::Done)
}
