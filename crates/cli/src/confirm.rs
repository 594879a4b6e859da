//! The question before anything is changed.

use crate::terminal;
use anyhow::{Context, Result};
use dialoguer::Confirm;

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It may run.
    Yes,
    /// It may not.
    No,
}

/// Asks, unless `--yes` was said. Without a terminal there is nobody to ask, and that means no.
pub async fn ask(question: String, yes: bool) -> Result<Answer> {
    if yes {
        return Ok(Answer::Yes);
    }
    if !terminal::can_ask() {
        terminal::say("nothing was changed: there is no terminal to ask at, so say --yes");
        return Ok(Answer::No);
    }
    // On a thread of its own: whoever watches for Ctrl-C must not wait for the answer.
    tokio::task::spawn_blocking(move || at_the_terminal(&question)).await.context("nobody could be asked")?
}

fn at_the_terminal(question: &str) -> Result<Answer> {
    let confirm = Confirm::new().with_prompt(question).default(false).wait_for_newline(true);
    let answer = confirm.interact_opt();
    if let Err(dialoguer::Error::IO(error)) = &answer
        && error.kind() == std::io::ErrorKind::Interrupted
    {
        // Ctrl-C at the prompt raises the signal, and whoever watches for it ends the program.
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
    let answer = answer.context("can't ask at the terminal; say --yes to run without")?;
    if answer == Some(true) {
        return Ok(Answer::Yes);
    }
    terminal::say("nothing was changed");
    Ok(Answer::No)
}
