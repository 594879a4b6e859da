//! The signals by which a person or a CI asks us to end.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Which signal came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interrupt {
    /// Ctrl-C.
    CtrlC,
    /// The terminal is gone.
    Hangup,
    /// The usual way to end a program.
    Terminate,
}

impl Interrupt {
    /// What a shell would return for a program that the signal ended.
    pub fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Hangup => 129,
            Self::CtrlC => 130,
            Self::Terminate => 143,
        })
    }
}

/// Catches the signals from when it is made.
#[derive(Debug)]
pub struct Interrupts {
    interrupt: Signal,
    hangup: Signal,
    terminate: Signal,
}

impl Interrupts {
    /// Starts to catch them.
    pub fn catch() -> Result<Self> {
        let catch = |kind| signal(kind).context("signals can't be caught");
        Ok(Self {
            interrupt: catch(SignalKind::interrupt())?,
            hangup: catch(SignalKind::hangup())?,
            terminate: catch(SignalKind::terminate())?,
        })
    }

    /// Waits for the next one.
    pub async fn next(&mut self) -> Interrupt {
        tokio::select! {
            _ = self.interrupt.recv() => Interrupt::CtrlC,
            _ = self.hangup.recv() => Interrupt::Hangup,
            _ = self.terminate.recv() => Interrupt::Terminate,
        }
    }
}
