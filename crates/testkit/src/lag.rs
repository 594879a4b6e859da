//! A slow network: a proxy on the loopback interface that adds a delay to every round trip and no limit to what passes.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// A proxy before one server. It ends with the process.
#[derive(Debug)]
pub struct Lag {
    port: u16,
}

impl Lag {
    /// Starts it before the server at `port`; half of `delay` is spent each way.
    pub fn start(port: u16, delay: Duration) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?;
        let own = listener.local_addr()?.port();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // Whoever can't be connected sees that at once, as without the proxy.
                let _refused = connect(client, port, delay / 2);
            }
        });
        Ok(Self { port: own })
    }

    /// Where to connect instead.
    pub fn port(&self) -> u16 {
        self.port
    }
}

fn connect(client: TcpStream, port: u16, delay: Duration) -> std::io::Result<()> {
    let server = TcpStream::connect(("127.0.0.1", port))?;
    for stream in [&client, &server] {
        stream.set_nodelay(true)?;
    }
    pass(client.try_clone()?, server.try_clone()?, delay);
    pass(server, client, delay);
    Ok(())
}

/// Hands on what comes from one end when its time has come. Reading goes on meanwhile: a delay is no narrow road. Threads
/// and not tasks, since timers of a runtime are good to a millisecond only.
fn pass(mut from: TcpStream, mut to: TcpStream, delay: Duration) {
    let (sender, pieces) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            if sender.send((Instant::now() + delay, buffer[..read].to_vec())).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        for (due, piece) in pieces {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&piece).is_err() {
                break;
            }
        }
        // The other end may be gone already.
        let _gone = to.shutdown(Shutdown::Both);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_late_and_whole() {
        let server = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let lag = Lag::start(server.local_addr().unwrap().port(), Duration::from_millis(20)).unwrap();
        thread::spawn(move || {
            let (mut client, _) = server.accept().unwrap();
            let mut question = [0; 4];
            client.read_exact(&mut question).unwrap();
            client.write_all(&vec![7; 1 << 20]).unwrap();
        });
        let mut client = TcpStream::connect(("127.0.0.1", lag.port())).unwrap();
        let started = Instant::now();
        client.write_all(b"well").unwrap();
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).unwrap();
        assert!(started.elapsed() >= Duration::from_millis(20));
        assert_eq!(answer, vec![7; 1 << 20]);
    }
}
