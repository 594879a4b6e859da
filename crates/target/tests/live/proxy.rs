//! A proxy between a session and its server that goes silent, or hangs up, when a word passes.

use anyhow::Result;
use shadowtable_target::Address;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What to do when the word passes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The server's answers get lost from now on.
    Silence,
    /// Both ends are hung up on.
    Cut,
}

/// Starts a proxy that makes trouble the first `times` times that `word` is sent to the server; gives its address.
pub async fn start(server: &Address, word: &'static str, trouble: Trouble, times: usize) -> Result<Address> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    let target = (server.host_or_default().to_owned(), server.port_or_default());
    let left = Arc::new(AtomicUsize::new(times));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            if let Ok(server) = TcpStream::connect(&target).await {
                tokio::spawn(pass(client, server, word, trouble, Arc::clone(&left)));
            }
        }
    });
    Ok(Address { host: Some("127.0.0.1".to_owned()), port: Some(port), ..server.clone() })
}

async fn pass(
    client: TcpStream,
    server: TcpStream,
    word: &'static str,
    trouble: Trouble,
    left: Arc<AtomicUsize>,
) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let mut back = tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = tokio::select! {
            read = from_client.read(&mut buffer) => read.unwrap_or(0),
            _ = &mut back => return,
        };
        if read == 0 {
            back.abort();
            return;
        }
        let passes = buffer[..read].windows(word.len()).any(|window| window == word.as_bytes());
        let counted = |n: usize| n.checked_sub(1);
        if passes && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, counted).is_ok() {
            match trouble {
                Trouble::Cut => {
                    back.abort();
                    return;
                }
                Trouble::Silence => {
                    // Both ends stay open, and nothing passes any more.
                    back.abort();
                    let _ = to_server.write_all(&buffer[..read]).await;
                    std::future::pending::<()>().await;
                }
            }
        }
        if to_server.write_all(&buffer[..read]).await.is_err() {
            back.abort();
            return;
        }
    }
}
