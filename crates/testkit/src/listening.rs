//! Whether a process listens on a TCP port, as the kernel tells it.
//!
//! A connection alone would not tell: when two runs choose the same port at the same time, the server that answers may
//! be the other run's.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// `127.0.0.1` as `/proc/net/tcp` writes it on a little-endian machine, and on a big-endian one.
const LOOPBACK: [&str; 2] = ["0100007F", "7F000001"];

/// Whether the process `pid` listens on `port` of the loopback interface. An error if it listens on more than that, since
/// the servers have no passwords.
pub(crate) fn on_loopback(pid: u32, port: u16) -> Result<bool> {
    for table in ["tcp", "tcp6"] {
        // A machine without IPv6 has no such file.
        let Ok(sockets) = fs::read_to_string(format!("/proc/net/{table}")) else { continue };
        for socket in sockets.lines().skip(1).filter_map(Listener::read) {
            if socket.port == port && has_socket(pid, socket.inode)? {
                if LOOPBACK.contains(&socket.address) {
                    return Ok(true);
                }
                bail!("it listens on more than the loopback interface ({}:{port})", socket.address);
            }
        }
    }
    Ok(false)
}

struct Listener<'a> {
    address: &'a str,
    port: u16,
    inode: &'a str,
}

impl<'a> Listener<'a> {
    /// Reads a line of `/proc/net/tcp`: number, local address, remote address, state, …, and as the tenth word the inode.
    fn read(line: &'a str) -> Option<Self> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (&local, &state, &inode) = (words.get(1)?, words.get(3)?, words.get(9)?);
        let (address, port) = local.split_once(':')?;
        let listens = state == "0A";
        listens.then_some(Self { address, port: u16::from_str_radix(port, 16).ok()?, inode })
    }
}

/// Whether one of the process's open files is the socket.
fn has_socket(pid: u32, inode: &str) -> Result<bool> {
    let wanted = format!("socket:[{inode}]");
    let files = fs::read_dir(format!("/proc/{pid}/fd")).context("the server's open files can't be read")?;
    Ok(files.flatten().any(|file| fs::read_link(file.path()).is_ok_and(|link| link == Path::new(&wanted))))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn our_own_listener_is_seen() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(on_loopback(std::process::id(), port).unwrap());
        assert!(!on_loopback(1, port).unwrap_or(false));
    }

    #[test]
    fn a_listener_for_everybody_is_refused() {
        let listener = TcpListener::bind("0.0.0.0:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(on_loopback(std::process::id(), port).is_err());
    }
}
