//! A node: the program itself, as a process of its own.

use crate::world::World;
use anyhow::{Context, Result, ensure};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// A process that serves.
pub struct Node {
    child: Child,
}

impl Node {
    /// Starts one and waits until it listens.
    pub fn start(world: &World) -> Result<Self> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shadowtable"))
            .env_clear()
            .env("HOME", world.directory.path())
            .env("SHADOWTABLE_MASTER_KEY", world.key.to_base64().as_str())
            .env("SHADOWTABLE_ADMIN_PASSWORD", "given by the test")
            .arg("serve")
            .args(["--listen", "127.0.0.1:0", "--log", "warn", "--store", &world.store_url])
            .arg("--data-dir")
            .arg(world.directory.path())
            .arg("--config")
            .arg(world.directory.path().join("config.toml"))
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        let mut said = BufReader::new(child.stderr.take().context("it has no error output")?);
        let mut all = String::new();
        loop {
            let before = all.len();
            ensure!(said.read_line(&mut all)? > 0, "it ended: {all}");
            if all[before..].contains("listening on") {
                break;
            }
        }
        // Somebody has to read what it says, or it stands still when the pipe is full.
        std::thread::spawn(move || said.lines().for_each(drop));
        Ok(Self { child })
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// As `kill -9` does.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// As a supervisor does.
    pub fn end(mut self) -> Result<()> {
        let id = self.child.id().to_string();
        ensure!(Command::new("kill").args(["-TERM", &id]).status()?.success(), "it can't be told");
        ensure!(self.child.wait()?.success(), "it ended badly");
        Ok(())
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
