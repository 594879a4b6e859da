//! A server's process: started so that it can't outlive us, ended by its own id.

use std::io;
use std::process::{Child, Command, ExitStatus};
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::lifeline::ends_with_us;

/// A running child.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts `command`. It is killed when this process ends.
    pub(crate) fn start(mut command: Command) -> io::Result<Self> {
        ends_with_us(&mut command, Signal::KILL);
        let (reply, answer) = channel();
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        keeper()?.send(Job { command, reply }).map_err(|error| gone(error.to_string()))?;
        answer.recv().map_err(|error| gone(error.to_string()))?.map(|child| Self { child })
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Asks it to end, and kills it when it has not within `patience`.
    pub(crate) fn terminate(&mut self, patience: Duration) -> io::Result<()> {
        if self.ended()?.is_some() {
            return Ok(());
        }
        if let Some(pid) = i32::try_from(self.id()).ok().and_then(Pid::from_raw) {
            kill_process(pid, Signal::TERM)?;
        }
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if self.ended()?.is_some() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.kill()
    }

    /// Kills it and waits until all of its threads are gone, so that its directory can be removed.
    pub(crate) fn kill(&mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(|_| ())
    }
}

struct Job {
    command: Command,
    reply: Sender<io::Result<Child>>,
}

/// The thread that starts every server. "Dies with its parent" means the parent's *thread*: a server started on a worker
/// of an async runtime would be killed when the runtime retires the worker. This one lives as long as the process.
fn keeper() -> io::Result<&'static Sender<Job>> {
    static KEEPER: OnceLock<Sender<Job>> = OnceLock::new();
    if let Some(keeper) = KEEPER.get() {
        return Ok(keeper);
    }
    let (sender, jobs) = channel::<Job>();
    thread::Builder::new().name("servers".into()).spawn(move || {
        for Job { mut command, reply } in jobs {
            // Nobody waits for the answer any more: the child goes with it.
            if let Err(unwanted) = reply.send(command.spawn())
                && let Ok(mut child) = unwanted.0
            {
                let _ = child.kill().and_then(|()| child.wait());
            }
        }
    })?;
    Ok(KEEPER.get_or_init(|| sender))
}
