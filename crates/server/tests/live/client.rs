//! A client that speaks just enough HTTP: one connection a request, closed by the server at the end of the answer.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody who is logged in.
pub struct Client {
    address: SocketAddr,
    cookie: String,
}

/// An event of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its number.
    pub seq: i64,
    /// What it tells.
    pub data: Value,
}

impl Client {
    /// Logs in.
    pub async fn log_in(address: SocketAddr, name: &str, password: &str) -> Result<Self> {
        let mut client = Self { address, cookie: String::new() };
        let body = serde_json::json!({ "name": name, "password": password }).to_string();
        let (head, text) = client.send("POST", "/login", &body).await?;
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie.with_context(|| format!("no cookie: {text}"))?;
        cookie.split(';').next().unwrap_or_default().clone_into(&mut client.cookie);
        Ok(client)
    }

    pub async fn get(&self, path: &str) -> Result<Value> {
        Ok(serde_json::from_str(&self.text(path).await?)?)
    }

    pub async fn text(&self, path: &str) -> Result<String> {
        success(self.send("GET", path, "").await?)
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let text = success(self.send("POST", path, &body.to_string()).await?)?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Asks until it is so.
    pub async fn wait(&self, path: &str, is_so: impl Fn(&Value) -> bool) -> Result<Value> {
        let begin = Instant::now();
        loop {
            let found = self.get(path).await?;
            if is_so(&found) {
                return Ok(found);
            }
            if begin.elapsed() > PATIENCE {
                bail!("it never came to that: {found}");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The first events of a stream.
    pub async fn first_events(&self, path: &str, count: usize) -> Result<String> {
        let mut stream = BufReader::new(self.begin("GET", path, "").await?);
        let mut text = String::new();
        let read = async {
            while text.matches("\ndata:").count() < count {
                if stream.read_line(&mut text).await? == 0 {
                    break;
                }
            }
            Ok::<_, std::io::Error>(())
        };
        tokio::time::timeout(PATIENCE, read).await.context("no events came")??;
        Ok(text)
    }

    /// The events of a stream behind the one of this number, until `is_last` says so of one or there were `most` of them;
    /// then the connection is dropped.
    pub async fn events(
        &self,
        path: &str,
        behind: i64,
        most: usize,
        is_last: impl Fn(&Event) -> bool,
    ) -> Result<Vec<Event>> {
        let header = if behind == 0 { String::new() } else { format!("Last-Event-ID: {behind}\r\n") };
        let mut lines = BufReader::new(self.begin_with("GET", path, "", &header).await?).lines();
        let read = async {
            let (mut events, mut seq) = (Vec::new(), None);
            while let Some(line) = lines.next_line().await? {
                // What else stands in the stream are the sizes of its chunks, and comments that keep it alive.
                if let Some(id) = line.strip_prefix("id:") {
                    seq = Some(id.trim().parse()?);
                } else if let Some(data) = line.strip_prefix("data:") {
                    let seq = seq.take().context("an event has a number")?;
                    let event = Event { seq, data: serde_json::from_str(data.trim())? };
                    let is_last = is_last(&event);
                    events.push(event);
                    if is_last || events.len() == most {
                        return Ok(events);
                    }
                }
            }
            bail!("the stream ended after {} events", events.len())
        };
        tokio::time::timeout(PATIENCE, read).await.context("no event came")?
    }

    /// All events of a stream, by somebody whose connection is lost again and again.
    pub async fn events_in_parts(&self, path: &str, is_last: impl Fn(&Event) -> bool) -> Result<Vec<Event>> {
        let mut events: Vec<Event> = Vec::new();
        while !events.last().is_some_and(&is_last) {
            let behind = events.last().map_or(0, |event| event.seq);
            let most = 1 + events.len() % 4;
            events.extend(self.events(path, behind, most, &is_last).await?);
        }
        Ok(events)
    }

    async fn begin(&self, method: &str, path: &str, body: &str) -> Result<TcpStream> {
        self.begin_with(method, path, body, "").await
    }

    async fn begin_with(&self, method: &str, path: &str, body: &str, headers: &str) -> Result<TcpStream> {
        let mut stream = TcpStream::connect(self.address).await?;
        let (host, cookie, length) = (self.address, &self.cookie, body.len());
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {cookie}\r\n{headers}\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await?;
        Ok(stream)
    }

    async fn send(&self, method: &str, path: &str, body: &str) -> Result<(String, String)> {
        let mut stream = self.begin(method, path, body).await?;
        let mut answer = String::new();
        tokio::time::timeout(PATIENCE, stream.read_to_string(&mut answer)).await.context("no answer")??;
        let (head, text) = answer.split_once("\r\n\r\n").context("an answer has a head")?;
        let text = if head.contains("transfer-encoding: chunked") { joined(text)? } else { text.to_owned() };
        Ok((head.replace("\r\n", "\n"), text))
    }
}

fn success((head, text): (String, String)) -> Result<String> {
    let status = head.split(' ').nth(1).unwrap_or_default();
    if !status.starts_with('2') {
        bail!("{status}: {text}");
    }
    Ok(text)
}

/// The chunks of an answer, joined.
fn joined(mut text: &str) -> Result<String> {
    let mut whole = String::new();
    loop {
        let (size, rest) = text.split_once("\r\n").context("a chunk has a size")?;
        let size = usize::from_str_radix(size, 16)?;
        if size == 0 {
            return Ok(whole);
        }
        whole.push_str(rest.get(..size).context("a chunk is as long as it says")?);
        text = rest.get(size + 2..).context("a chunk has an end")?;
    }
}
