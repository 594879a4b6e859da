//! Ties the life of a child process to ours, in the one place of the project that needs `unsafe`.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use rustix::process::{Pid, Signal, getpid, getppid, set_parent_process_death_signal};

/// Has the kernel send `signal` to the child when the *thread* that starts it ends, however it ends.
#[expect(
    unsafe_code,
    reason = "pre_exec runs code between fork and exec; this one makes two system calls and no more"
)]
pub fn ends_with_us(command: &mut Command, signal: Signal) {
    let parent: Pid = getpid();
    let tie = move || -> io::Result<()> {
        set_parent_process_death_signal(Some(signal))?;
        // Whoever starts it may have died before the kernel was told.
        if getppid() == Some(parent) { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
    };
    // SAFETY: after a fork in a program with threads only async-signal-safe calls are allowed. `tie` makes the system
    // calls prctl and getppid and neither allocates nor locks.
    unsafe {
        command.pre_exec(tie);
    }
}
