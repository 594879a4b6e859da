//! `shadowtable completions`: a script for a shell.

use crate::args::{Arguments, CompletionsArguments};
use crate::exit::Exit;
use crate::terminal;
use clap::CommandFactory;

pub fn run(arguments: &CompletionsArguments) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "shadowtable", &mut script);
    terminal::out(&String::from_utf8_lossy(&script));
    Exit::Done
}
