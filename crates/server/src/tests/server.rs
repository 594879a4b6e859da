//! A server on a real port: it answers, and ends in order.

use crate::serve::{ServeError, serve};
use crate::settings::{Settings, Tls};
use shadowtable_engine::service::{Policy, Services};
use shadowtable_store::{MasterKey, Store, StoreAddress};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

async fn services() -> Services {
    let store = Store::open(&StoreAddress::Memory, MasterKey::generate()).await.unwrap();
    Services { store, policy: Policy::default() }
}

#[tokio::test]
async fn it_listens_answers_and_ends() {
    let ending = CancellationToken::new();
    let settings = Settings { listen: "127.0.0.1:0".parse().unwrap(), ..Settings::default() };
    let running = serve(settings, services().await, ending.clone()).await.unwrap();
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let address = running.address;
    ending.cancel();
    running.ended().await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn what_keeps_it_from_starting_is_told() {
    let start = async |settings: Settings| {
        serve(settings, services().await, CancellationToken::new()).await.err().unwrap()
    };
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = Settings { listen: taken.local_addr().unwrap(), ..Settings::default() };
    assert!(matches!(start(settings).await, ServeError::Listen { .. }));
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("key.pem");
    std::fs::write(&file, "no key").unwrap();
    let tls = Some(Tls { certificate: file.clone(), key: file });
    let settings = Settings { listen: "127.0.0.1:0".parse().unwrap(), tls, ..Settings::default() };
    assert!(matches!(start(settings).await, ServeError::Tls { .. }));
    let settings = Settings { listen: "0.0.0.0:0".parse().unwrap(), ..Settings::default() };
    assert!(matches!(start(settings).await, ServeError::Settings(_)));
}
