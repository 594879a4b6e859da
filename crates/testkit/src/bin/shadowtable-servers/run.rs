//! `run`: a command with every server there is.

use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{ExitCode, ExitStatus};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clap::Args;
use rustix::process::{Pid, Signal, kill_process};
use shadowtable_testkit::fleet::Fleet;
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::lifeline::ends_with_us;
use shadowtable_testkit::tally;
use tempfile::NamedTempFile;
use tokio::process::{Child, Command};
use tokio::time::sleep;

use crate::interrupt::{Interrupt, Interrupts};
use crate::report::Report;

/// Run a command with the variable SHADOWTABLE_TEST_…_URL set for every server that was fetched.
///
/// A variable that is set already is left alone, and that server is used. The servers end with the command. At the end
/// it is told what ran on which server; a required server that is missing makes the run fail.
#[derive(Debug, Args)]
pub struct Run {
    /// Only these servers, separated by commas; each is required then.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    only: Vec<Kind>,
    /// Write what is told at the end to this file, too.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Do not fail because a required server is missing.
    #[arg(long)]
    allow_missing: bool,
    /// The command and its arguments.
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<String>,
}

impl Run {
    /// Does it, and returns what the command returned.
    pub async fn execute(self) -> Result<ExitCode> {
        let mut interrupts = Interrupts::catch()?;
        let fleet = tokio::select! {
            fleet = self.start_servers() => fleet,
            interrupt = interrupts.next() => return Ok(interrupt.exit_code()),
        };
        let report = Report::of(&fleet, !self.only.is_empty());
        for kind in report.lacks() {
            eprintln!("warning: {kind} is required and missing");
        }
        let tally = NamedTempFile::new().context("no file for the tally can be made")?;
        let mut child = self.command(&fleet, &tally)?;
        let status = wait(&mut child, &mut interrupts).await?;
        drop(fleet);
        self.tell(&report, &tally)?;
        Ok(self.exit_code(status, &report))
    }

    async fn start_servers(&self) -> Fleet {
        let kinds = if self.only.is_empty() { Kind::ALL.to_vec() } else { self.only.clone() };
        let begin = Instant::now();
        let fleet = Fleet::start(&kinds).await;
        let running = fleet.environment().count();
        eprintln!("servers ready after {:.1} s: {running}", begin.elapsed().as_secs_f32());
        fleet
    }

    fn command(&self, fleet: &Fleet, tally: &NamedTempFile) -> Result<Child> {
        let (program, arguments) = self.command.split_first().context("no command is given")?;
        let mut command = std::process::Command::new(program);
        command.args(arguments).envs(fleet.environment()).env(tally::FILE_VAR, tally.path());
        // Started on the main thread, which is there until the end.
        ends_with_us(&mut command, Signal::TERM);
        Command::from(command).spawn().with_context(|| format!("{program} can't be run"))
    }

    fn tell(&self, report: &Report, tally: &NamedTempFile) -> Result<()> {
        let text = report.text(&tally::read(tally.path()));
        eprintln!("\n{text}");
        if let Some(path) = &self.report {
            std::fs::write(path, &text).with_context(|| format!("{} can't be written", path.display()))?;
        }
        Ok(())
    }

    fn exit_code(&self, status: ExitStatus, report: &Report) -> ExitCode {
        let lacks = report.lacks();
        if status.success() && !lacks.is_empty() && !self.allow_missing {
            let names: Vec<&str> = lacks.iter().map(|kind| kind.name()).collect();
            eprintln!("error: required and missing: {} (--allow-missing lets it pass)", names.join(", "));
            return ExitCode::FAILURE;
        }
        let code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or_default());
        ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX))
    }
}

/// Waits for the command. When we are asked to end, the command is: at first politely, and killed in the end.
async fn wait(child: &mut Child, interrupts: &mut Interrupts) -> Result<ExitStatus> {
    tokio::select! {
        status = child.wait() => return status.context("the command can't be waited for"),
        // A terminal sends Ctrl-C to the command as well.
        interrupt = interrupts.next() => if interrupt != Interrupt::CtrlC { terminate(child) },
    }
    tokio::select! {
        status = child.wait() => return status.context("the command can't be waited for"),
        _ = interrupts.next() => terminate(child),
        () = sleep(Duration::from_secs(10)) => terminate(child),
    }
    tokio::select! {
        status = child.wait() => return status.context("the command can't be waited for"),
        _ = interrupts.next() => {}
        () = sleep(Duration::from_secs(10)) => {}
    }
    child.kill().await?;
    child.wait().await.context("the command can't be waited for")
}

fn terminate(child: &Child) {
    let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    // It may have ended by now, which is what we want.
    let _ = pid.map(|pid| kill_process(pid, Signal::TERM));
}
