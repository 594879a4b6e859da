//! `start`: one server in the foreground.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::server::{Options, Server};
use tokio::time::sleep;

use crate::interrupt::Interrupts;
use crate::load::load;

/// Start one server and print where it runs; Ctrl-C ends it.
#[derive(Debug, Args)]
pub struct Start {
    /// Which server.
    name: Kind,
    /// The TCP port of 127.0.0.1, instead of a free one.
    #[arg(long)]
    port: Option<u16>,
    /// A data directory to use and to keep; without it the data goes when the server ends.
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// SQL to run before it is ready; statements end with a semicolon, there is no DELIMITER.
    #[arg(long, value_name = "FILE")]
    load: Vec<PathBuf>,
}

impl Start {
    /// Does it until somebody ends it.
    pub async fn execute(self) -> Result<ExitCode> {
        let mut interrupts = Interrupts::catch()?;
        let mut server = tokio::select! {
            server = self.start() => server?,
            interrupt = interrupts.next() => return Ok(interrupt.exit_code()),
        };
        eprintln!("{} {} is ready; Ctrl-C ends it", server.kind(), server.version());
        println!("{}", server.url());
        tokio::select! {
            _ = interrupts.next() => {}
            end = until_it_ends(&mut server) => bail!("the server ended by itself: {}", end?),
        }
        server.stop()?;
        // A signal is how this command ends well.
        Ok(ExitCode::SUCCESS)
    }

    async fn start(&self) -> Result<Server> {
        let options = Options { port: self.port, data_dir: self.data_dir.clone(), ..Options::default() };
        let server = Server::start(self.name, options).await?;
        for file in &self.load {
            load(&server.url(), file).await?;
        }
        Ok(server)
    }
}

async fn until_it_ends(server: &mut Server) -> Result<String> {
    loop {
        if let Some(end) = server.ended()? {
            return Ok(end);
        }
        sleep(Duration::from_millis(300)).await;
    }
}
