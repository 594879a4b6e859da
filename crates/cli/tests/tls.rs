//! HTTPS for browsers, and TLS to the store and to the databases worked on: certificates are made by the test, with openssl.

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Trial};
use mysql_async::prelude::Queryable;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use shadowtable_testkit::connect::connect;
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::server::{Options, Server};
use shadowtable_testkit::tally;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

const PASSWORD: &str = "given by the test";

fn main() {
    let arguments = Arguments::from_args();
    let kind = Kind::MariaDb1011;
    let fail = |error: anyhow::Error| format!("{error:#}").into();
    let https = Trial::test("browsers_are_served_over_https", move || served_over_https().map_err(fail));
    let name = "store_and_targets_are_reached_over_tls";
    let store = Trial::test(name, move || reached_over_tls(kind, name).map_err(fail))
        .with_kind(kind.name())
        .with_ignored_flag(kind.url_from_env().is_none());
    libtest_mimic::run(&arguments, vec![https, store]).exit();
}

fn served_over_https() -> Result<()> {
    let directory = tempfile::tempdir()?;
    let ours = Authority::new(directory.path(), "ours")?;
    let others = Authority::new(directory.path(), "others")?;
    ours.sign("server", "IP:127.0.0.1")?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_shadowtable"));
    command
        .env_clear()
        .env("HOME", directory.path())
        .env("SHADOWTABLE_ADMIN_PASSWORD", PASSWORD)
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--data-dir"])
        .arg(directory.path().join("data"))
        .arg("--tls-cert")
        .arg(directory.path().join("server.pem"))
        .arg("--tls-key")
        .arg(directory.path().join("server.key"));
    let server = Serving::start(&mut command)?;
    let body = format!("{{\"name\":\"admin\",\"password\":\"{PASSWORD}\"}}");
    let length = body.len();
    let request = format!(
        "POST /api/v1/login HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}",
        server.address
    );
    let answer = server.send(&ours, &request)?;
    ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("no cookie")?;
    ensure!(cookie.starts_with("__Host-shadowtable-session="), "{cookie}");
    for word in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        ensure!(cookie.split("; ").any(|one| one == word), "{word} is not in {cookie}");
    }
    // Whoever holds the cookie is logged in.
    let (cookie, _) = cookie.split_once(';').context("a cookie has attributes")?;
    let request = format!(
        "GET /api/v1/me HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n",
        server.address
    );
    let answer = server.send(&ours, &request)?;
    ensure!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"admin\""), "{answer}");
    let stranger = server.send(&others, &request);
    ensure!(stranger.is_err(), "a certificate of somebody else's authority was taken: {stranger:?}");
    let mut plain = TcpStream::connect(&server.address)?;
    plain.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    // It may be cut off or told in the words of TLS, but it is no answer.
    let _ = plain.read_to_end(&mut answer);
    ensure!(!answer.starts_with(b"HTTP/1.1 2"), "plain HTTP was answered");
    Ok(())
}

fn reached_over_tls(kind: Kind, name: &str) -> Result<()> {
    let directory = tempfile::tempdir()?;
    let ours = Authority::new(directory.path(), "ours")?;
    let others = Authority::new(directory.path(), "others")?;
    ours.sign("server", "IP:127.0.0.1")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let database = runtime.block_on(with_tls(kind, &ours))?;
    let place = format!("mysql://careful:secret@127.0.0.1:{}", database.port());
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shadowtable"));
        command.env_clear().env("HOME", directory.path()).args(arguments);
        let output = command.output()?;
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        Ok::<_, anyhow::Error>((output.status.code(), said.into_owned()))
    };
    let checked = format!("ssl-mode=VERIFY_IDENTITY&ssl-ca={}", ours.file());
    let wrong = format!("ssl-mode=VERIFY_IDENTITY&ssl-ca={}", others.file());
    for (parameters, works) in
        [(checked.as_str(), true), ("ssl-mode=REQUIRED", true), (&wrong, false), ("ssl-mode=DISABLED", false)]
    {
        let store = format!("{place}/memory?{parameters}");
        let (code, said) = run(&["user", "--store", &store, "list"])?;
        ensure!((code == Some(0)) == works, "the store with {parameters}: {code:?} {said}");
        ensure!(!said.contains("secret"), "{said}");
        let target = format!("{place}/shop?{parameters}");
        let (code, said) = run(&["plan", &target, "--all", "--prefix", "_t_"])?;
        ensure!((code == Some(1)) == works, "the target with {parameters}: {code:?} {said}");
        ensure!(!said.contains("secret"), "{said}");
    }
    let (_, said) = run(&["plan", &format!("{place}/shop?{wrong}"), "--all", "--prefix", "_t_"])?;
    ensure!(said.contains("certificate") && said.contains("ssl-ca"), "it does not say what to do: {said}");
    // And the server itself: its memory is there, behind TLS.
    let mut command = Command::new(env!("CARGO_BIN_EXE_shadowtable"));
    command
        .env_clear()
        .env("HOME", directory.path())
        .env("SHADOWTABLE_ADMIN_PASSWORD", PASSWORD)
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--store"])
        .arg(format!("{place}/memory?{checked}"));
    let server = Serving::start(&mut command)?;
    let mut stream = TcpStream::connect(&server.address)?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(server);
    database.stop()?;
    tally::record(kind, &format!("tls {name}"))
}

/// A server with a certificate, an account that must use it, and a database.
async fn with_tls(kind: Kind, ours: &Authority<'_>) -> Result<Server> {
    let shown = ours.directory.display();
    let options = Options {
        arguments: vec![
            format!("--ssl-cert={shown}/server.pem"),
            format!("--ssl-key={shown}/server.key"),
            format!("--ssl-ca={}", ours.file()),
        ],
        ..Options::default()
    };
    let database = Server::start(kind, options).await?;
    let mut conn = connect(&database.url()).await?;
    for sql in [
        "CREATE DATABASE memory DEFAULT CHARACTER SET utf8mb4",
        "CREATE DATABASE shop DEFAULT CHARACTER SET utf8mb4",
        "CREATE TABLE shop.customers (id INT PRIMARY KEY)",
        // The server lets this account in over TLS only.
        "CREATE USER careful@'%' IDENTIFIED BY 'secret' REQUIRE SSL",
        "GRANT ALL ON *.* TO careful@'%'",
    ] {
        conn.query_drop(sql).await.with_context(|| sql.to_owned())?;
    }
    conn.disconnect().await?;
    Ok(database)
}

/// Somebody who signs certificates.
struct Authority<'a> {
    directory: &'a Path,
    name: &'static str,
}

impl<'a> Authority<'a> {
    fn new(directory: &'a Path, name: &'static str) -> Result<Self> {
        let authority = Self { directory, name };
        authority.openssl(&format!(
            "req -x509 -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.pem -days 2 -subj /CN={name} \
             -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign"
        ))?;
        Ok(authority)
    }

    /// Its own certificate.
    fn file(&self) -> String {
        self.directory.join(format!("{}.pem", self.name)).display().to_string()
    }

    /// A certificate in `to.pem` and its key in `to.key`, made out to this name.
    fn sign(&self, to: &str, subject: &str) -> Result<()> {
        let name = self.name;
        std::fs::write(
            self.directory.join("extensions"),
            format!("subjectAltName={subject}\nbasicConstraints=CA:FALSE\n"),
        )?;
        self.openssl(&format!("req -newkey rsa:2048 -nodes -keyout {to}.key -out {to}.csr -subj /CN={to}"))?;
        self.openssl(&format!(
            "x509 -req -in {to}.csr -CA {name}.pem -CAkey {name}.key -CAcreateserial -days 2 -out {to}.pem \
             -extfile extensions"
        ))
    }

    fn openssl(&self, arguments: &str) -> Result<()> {
        let mut command = Command::new("openssl");
        let output = command.args(arguments.split_whitespace()).current_dir(self.directory).output();
        let output = output.context("openssl can't be run")?;
        ensure!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }
}

/// A server of ours; it ends with the test.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        let mut said = BufReader::new(child.stderr.take().context("it has no error output")?);
        let mut server = Self { child, address: String::new() };
        let mut all = String::new();
        while server.address.is_empty() {
            let before = all.len();
            ensure!(said.read_line(&mut all)? > 0, "it ended: {all}");
            if let Some((_, place)) = all[before..].split_once("listening on http") {
                let (_, address) = place.split_once("://").context("an address has a scheme")?;
                address.trim().clone_into(&mut server.address);
            }
        }
        // Somebody has to read what it says, or it stands still when the pipe is full.
        std::thread::spawn(move || said.lines().for_each(drop));
        Ok(server)
    }

    /// Sends a request over TLS, as somebody who trusts this authority only.
    fn send(&self, trusted: &Authority<'_>, request: &str) -> Result<String> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(trusted.file())?)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from("127.0.0.1")?;
        let connection = ClientConnection::new(Arc::new(config), name)?;
        let mut stream = StreamOwned::new(connection, TcpStream::connect(&self.address)?);
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Nothing is lost with it: its memory goes as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
