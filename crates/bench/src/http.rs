//! A client that speaks just enough HTTP, and keeps its connection between requests as a browser does.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// After this the server may have closed a connection: another one is opened.
const UNUSED: Duration = Duration::from_secs(1);

/// Somebody who talks to a server, once logged on.
#[derive(Debug)]
pub struct Client {
    port: u16,
    cookie: String,
    connection: Option<(BufReader<TcpStream>, Instant)>,
}

struct Answer {
    status: String,
    cookie: Option<String>,
    body: Vec<u8>,
}

impl Client {
    /// A client of the server on this port of the loopback interface.
    pub fn new(port: u16) -> Self {
        Self { port, cookie: String::new(), connection: None }
    }

    /// Logs on.
    pub async fn log_on(&mut self, name: &str, password: &str) -> Result<()> {
        let body = serde_json::json!({ "name": name, "password": password }).to_string();
        let answer = self.send("POST", "/login", &body).await?;
        let cookie = answer.cookie.context("no session began")?;
        cookie.split(';').next().unwrap_or_default().clone_into(&mut self.cookie);
        Ok(())
    }

    /// What is under a path of the API.
    pub async fn get(&mut self, path: &str) -> Result<Value> {
        Ok(self.timed(path).await?.0)
    }

    /// The same, and the time from the request until the last byte of the answer was there.
    pub async fn timed(&mut self, path: &str) -> Result<(Value, Duration)> {
        let started = Instant::now();
        let answer = self.send("GET", path, "").await?;
        let took = started.elapsed();
        Ok((serde_json::from_slice(&answer.body)?, took))
    }

    /// Makes something, or has something done.
    pub async fn post(&mut self, path: &str, body: &Value) -> Result<Value> {
        let answer = self.send("POST", path, &body.to_string()).await?;
        Ok(if answer.body.is_empty() { Value::Null } else { serde_json::from_slice(&answer.body)? })
    }

    async fn send(&mut self, method: &str, path: &str, body: &str) -> Result<Answer> {
        let mut stream = match self.connection.take() {
            Some((stream, used)) if used.elapsed() < UNUSED => stream,
            _ => {
                let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let (port, cookie, length) = (self.port, &self.cookie, body.len());
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await?;
        let answer = tokio::time::timeout(PATIENCE, read(&mut stream)).await.context("no answer")??;
        self.connection = Some((stream, Instant::now()));
        if !answer.status.starts_with('2') {
            bail!("{method} {path}: {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
        }
        Ok(answer)
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> Result<Answer> {
    let first = line(stream).await?;
    let status = first.split_once(' ').map(|(_, status)| status.to_owned()).unwrap_or_default();
    let (mut length, mut cookie, mut is_chunked) = (0, None, false);
    loop {
        let header = line(stream).await?;
        let Some((name, value)) = header.split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse()?,
            "transfer-encoding" => is_chunked = value.eq_ignore_ascii_case("chunked"),
            "set-cookie" => cookie = Some(value.to_owned()),
            _ => {}
        }
    }
    let mut body = Vec::new();
    while is_chunked {
        let size = usize::from_str_radix(&line(stream).await?, 16).context("a chunk has a size")?;
        append(stream, &mut body, size).await?;
        line(stream).await?;
        is_chunked = size > 0;
    }
    append(stream, &mut body, length).await?;
    Ok(Answer { status, cookie, body })
}

async fn append(stream: &mut BufReader<TcpStream>, body: &mut Vec<u8>, size: usize) -> Result<()> {
    let start = body.len();
    body.resize(start + size, 0);
    stream.read_exact(body.get_mut(start..).unwrap_or_default()).await?;
    Ok(())
}

async fn line(stream: &mut BufReader<TcpStream>) -> Result<String> {
    let mut text = String::new();
    ensure!(stream.read_line(&mut text).await? > 0, "the server closed the connection");
    Ok(text.trim_end().to_owned())
}
