//! The terminal: what is printed, and what happens when nobody reads it any more.

use std::io::{IsTerminal, Write};

/// Prints a text to the standard output. Whoever closed it (`| head`) does not want to know more; a run goes on.
pub fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

/// Prints a text to the standard error.
pub fn err(text: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// Prints a line of our own to the standard error.
pub fn say(line: &str) {
    err(&format!("shadowtable: {line}\n"));
}

/// Whether somebody sits there who can be asked.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Whether somebody watches.
pub fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}
