//! A program that is run and timed: ours, or one that ours is compared with.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use nix::sys::resource::{UsageWho, getrusage};
use tokio::process::Command;

/// How to run it.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<String>,
    input: Option<PathBuf>,
    directory: Option<PathBuf>,
    fine: Vec<i32>,
}

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// User and system time of the process.
    pub processor: Duration,
    /// The most memory it had, in MiB.
    pub peak: f64,
}

impl Program {
    /// A program with its arguments.
    pub fn new(path: impl Into<PathBuf>, arguments: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let arguments = arguments.into_iter().map(Into::into).collect();
        Self { path: path.into(), arguments, input: None, directory: None, fine: vec![0] }
    }

    /// What it reads.
    #[must_use]
    pub fn reading(self, file: &Path) -> Self {
        Self { input: Some(file.to_owned()), ..self }
    }

    /// Where it runs.
    #[must_use]
    pub fn within(self, directory: &Path) -> Self {
        Self { directory: Some(directory.to_owned()), ..self }
    }

    /// The exit codes with which it has done what it should; anything else ends the bench, for a program that fails is
    /// quick.
    #[must_use]
    pub fn ending_with(self, codes: &[i32]) -> Self {
        Self { fine: codes.to_vec(), ..self }
    }

    /// Runs it; what it prints is thrown away.
    pub async fn run(&self) -> Result<Duration> {
        let mut command = self.command(&self.path, &self.arguments)?;
        let started = Instant::now();
        let output = command.stdout(Stdio::null()).output().await;
        let took = started.elapsed();
        self.check(&output.with_context(|| format!("{} can't be run", self.path.display()))?)?;
        Ok(took)
    }

    /// Runs it as `run` does, and ends it when it takes longer than `longest`; then there is no time.
    pub async fn run_at_most(&self, longest: Duration) -> Result<Option<Duration>> {
        // A program that is dropped is ended.
        tokio::time::timeout(longest, self.run()).await.ok().transpose()
    }

    /// Runs it and gives what it prints.
    pub async fn output(&self) -> Result<String> {
        let mut command = self.command(&self.path, &self.arguments)?;
        let output = command.stdout(Stdio::piped()).output().await;
        let output = output.with_context(|| format!("{} can't be run", self.path.display()))?;
        self.check(&output)?;
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Runs it below a process of its own, which the kernel tells how much memory its child had at most.
    pub async fn measured(&self) -> Result<Usage> {
        let mut arguments = vec!["measured".to_owned(), "--".to_owned(), self.path.display().to_string()];
        arguments.extend(self.arguments.iter().cloned());
        let mut command = self.command(&std::env::current_exe()?, &arguments)?;
        let output = command.stdout(Stdio::piped()).output().await?;
        self.check(&output)?;
        let text = String::from_utf8(output.stdout)?;
        let mut numbers = text.split_whitespace().map(str::parse::<u64>);
        let (Some(Ok(peak)), Some(Ok(processor))) = (numbers.next(), numbers.next()) else {
            bail!("two numbers were expected, not {text:?}");
        };
        // Whole kibibytes up to 2^53 are exact.
        #[expect(clippy::cast_precision_loss, reason = "nobody has that much memory")]
        let peak = peak as f64 / 1024.0;
        Ok(Usage { processor: Duration::from_millis(processor), peak })
    }

    fn command(&self, path: &Path, arguments: &[String]) -> Result<Command> {
        let mut command = Command::new(path);
        command.args(arguments).stderr(Stdio::piped()).kill_on_drop(true);
        match &self.input {
            Some(file) => command.stdin(File::open(file)?),
            None => command.stdin(Stdio::null()),
        };
        if let Some(directory) = &self.directory {
            command.current_dir(directory);
        }
        Ok(command)
    }

    fn check(&self, output: &std::process::Output) -> Result<()> {
        let code = output.status.code();
        if code.is_some_and(|code| self.fine.contains(&code)) {
            return Ok(());
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let end: Vec<&str> = words.lines().rev().take(5).collect();
        bail!(
            "{} {} ended with {}: {}",
            self.path.display(),
            self.arguments.join(" "),
            output.status,
            end.into_iter().rev().collect::<Vec<_>>().join("; ")
        )
    }
}

/// A program and its arguments, run below this process.
#[derive(Debug, Args)]
pub struct Measured {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    command: Vec<String>,
}

impl Measured {
    /// Runs it, prints what it used and ends as it does.
    pub fn run(self) -> Result<ExitCode> {
        let (path, arguments) = self.command.split_first().context("no program is given")?;
        let status = std::process::Command::new(path).args(arguments).stdout(Stdio::null()).status()?;
        // This process has had no other child.
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
        let time = |value: nix::sys::time::TimeVal| value.tv_sec() * 1000 + value.tv_usec() / 1000;
        #[expect(clippy::print_stdout, reason = "the process above reads it")]
        {
            println!("{} {}", usage.max_rss(), time(usage.user_time()) + time(usage.system_time()));
        }
        let code = status.code().context("it was killed")?;
        Ok(ExitCode::from(u8::try_from(code)?))
    }
}
