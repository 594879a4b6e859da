//! Ctrl-C and SIGTERM: the first ends a run in order, the second leaves at once.

use crate::exit::Exit;
use crate::terminal;
use shadowtable_engine::Interrupt;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::signal::unix::{SignalKind, signal};

/// The statements that run now, as far as anybody has told.
#[derive(Clone, Debug, Default)]
pub struct Running(Arc<Mutex<Vec<String>>>);

impl Running {
    /// A statement begins.
    pub fn begin(&self, sql: &str) {
        self.change(|all| all.push(sql.to_owned()));
    }

    /// A statement has ended.
    pub fn end(&self, sql: &str) {
        self.change(|all| {
            if let Some(at) = all.iter().position(|one| one == sql) {
                all.remove(at);
            }
        });
    }

    /// Those that run now.
    pub fn now(&self) -> Vec<String> {
        self.change(|all| all.clone())
    }

    fn change<T>(&self, change: impl FnOnce(&mut Vec<String>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Before anything runs, a signal ends the program at once: nothing was done. From [`Watch::run_begins`] on it presses
/// the switch instead, and only a second one ends the program.
pub struct Watch {
    interrupt: Interrupt,
    has_begun: Arc<Mutex<bool>>,
    when_pressed: Arc<Mutex<Vec<String>>>,
}

impl Watch {
    /// Begins to watch.
    ///
    /// # Errors
    /// When the system refuses to tell of signals.
    pub fn begin(running: Running) -> std::io::Result<Self> {
        let watch =
            Self { interrupt: Interrupt::default(), has_begun: Arc::default(), when_pressed: Arc::default() };
        let (mut ctrl_c, mut term) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let (interrupt, has_begun) = (watch.interrupt.clone(), Arc::clone(&watch.has_begun));
        let when_pressed = Arc::clone(&watch.when_pressed);
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    _ = ctrl_c.recv() => {}
                    _ = term.recv() => {}
                }
                if !*has_begun.lock().unwrap_or_else(PoisonError::into_inner) {
                    leave("interrupted: nothing was changed");
                }
                if interrupt.is_pressed() {
                    leave(&left_behind(&running.now()));
                }
                let now = running.now();
                terminal::say(&stopping(&now));
                *when_pressed.lock().unwrap_or_else(PoisonError::into_inner) = now;
                interrupt.press();
            }
        });
        Ok(watch)
    }

    /// The switch of the run.
    pub fn interrupt(&self) -> Interrupt {
        self.interrupt.clone()
    }

    /// The statements that ran when the switch was pressed.
    pub fn running_when_pressed(&self) -> Vec<String> {
        self.when_pressed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Statements are about to be sent.
    pub fn run_begins(&self) {
        *self.has_begun.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }
}

fn leave(line: &str) -> ! {
    // A prompt or a progress bar hides the cursor.
    let _ = console::Term::stderr().show_cursor();
    terminal::say(line);
    std::process::exit(i32::from(Exit::Interrupted.code()))
}

fn stopping(running: &[String]) -> String {
    match running {
        [] => "interrupted: nothing more is begun; what was done is still verified".to_owned(),
        [sql] => {
            format!("interrupted: ending {}; press Ctrl-C again to leave it behind", crate::print::short(sql))
        }
        many => {
            format!("interrupted: ending {} statements; press Ctrl-C again to leave them behind", many.len())
        }
    }
}

fn left_behind(running: &[String]) -> String {
    let mut line = "left at once".to_owned();
    for sql in running {
        line.push_str(&format!("; the server may still be at {}", crate::print::short(sql)));
    }
    line.push_str("; sync again continues from what the database then looks like");
    line
}
