//! The server as a program: its first start, users from the shell beside it, and its end.

#![expect(clippy::unwrap_used, reason = "a helper outside of the tests themselves: a panic is a failed test")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

fn shadowtable(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shadowtable"));
    command.env_clear().env("HOME", "/nonexistent").env("USER", "tester");
    command.env("SHADOWTABLE_DATA_DIR", directory);
    command
}

/// A server on a port of its own, ended with the test.
struct Server {
    child: Child,
    said: BufReader<ChildStderr>,
    address: String,
}

impl Server {
    /// Starts one; gives also what it said before it listened.
    fn start(command: &mut Command) -> (Self, String) {
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "warn"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        let mut server = Self { child, said, address: String::new() };
        let mut before = String::new();
        while server.address.is_empty() {
            let mut line = String::new();
            assert!(server.said.read_line(&mut line).unwrap() > 0, "it ended: {before}");
            match line.split_once("listening on http://") {
                Some((_, address)) => address.trim().clone_into(&mut server.address),
                None => before.push_str(&line),
            }
        }
        (server, before)
    }

    /// Sends a request; gives the whole answer.
    fn send(&self, request: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "{request} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n{body}",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn log_in(&self, name: &str, password: &str) -> String {
        let body = format!("{{\"name\":\"{name}\",\"password\":\"{password}\"}}");
        self.send("POST /api/v1/login", &body)
    }

    /// Ends it as a supervisor does; gives what it said and its exit code.
    fn end(mut self) -> (String, i32) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut said = String::new();
        self.said.read_to_string(&mut said).unwrap();
        (said, self.child.wait().unwrap().code().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn output(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout) + &text(output.stderr))
}

#[test]
fn the_first_start_makes_an_admin_and_the_next_does_not() {
    let directory = tempfile::tempdir().unwrap();
    let (server, said) = Server::start(&mut shadowtable(directory.path()));
    let password = said.split("with the password ").nth(1).unwrap().split(' ').next().unwrap();
    assert!(server.send("GET /healthz", "").starts_with("HTTP/1.1 200"));
    let answer = server.log_in("admin", password);
    assert!(answer.contains("\"must_change_password\":true"), "{answer}");
    let (said, code) = server.end();
    assert!(said.contains("ending") && code == 0, "{code}: {said}");
    let (server, said) = Server::start(&mut shadowtable(directory.path()));
    assert_eq!(said, "");
    assert!(server.log_in("admin", password).starts_with("HTTP/1.1 200"), "the store was kept");
    assert_eq!(server.end().1, 0);
}

#[test]
fn users_are_managed_beside_the_server() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = shadowtable(directory.path());
    let (server, said) = Server::start(command.env("SHADOWTABLE_ADMIN_PASSWORD", "given by the test"));
    assert_eq!(said, "", "a given password is not shown");
    assert!(server.log_in("admin", "given by the test").contains("\"must_change_password\":false"));
    let user = |arguments: &[&str]| output(shadowtable(directory.path()).arg("user").args(arguments));
    let (code, password) = user(&["add", "ann", "--role", "operator"]);
    assert_eq!(code, 0, "{password}");
    let password = password.trim();
    assert!(server.log_in("ann", password).contains("\"role\":\"operator\""));
    assert_eq!(user(&["role", "ann", "approver"]), (0, String::new()));
    assert!(server.log_in("ann", password).contains("\"role\":\"approver\""));
    assert_eq!(user(&["disable", "ann"]), (0, String::new()));
    assert!(server.log_in("ann", password).contains("wrong-credentials"));
    let (_, list) = user(&["list", "--format", "json"]);
    assert!(list.contains("\"name\": \"ann\"") && list.contains("\"disabled\": true"), "{list}");
    let (code, said) = user(&["add", "ann"]);
    assert!(code == 2 && said.contains("there is a user ann already"), "{said}");
    let (code, said) = user(&["role", "nobody", "admin"]);
    assert!(code == 2 && said.contains("there is no user nobody"), "{said}");
    let (code, said) = user(&["disable", "admin"]);
    assert!(code == 2 && said.contains("the last admin"), "{said}");
}

#[test]
fn what_keeps_it_from_starting_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let check = |arguments: &[&str], expected: &str| {
        let (code, said) = output(shadowtable(directory.path()).arg("serve").args(arguments));
        assert!(code == 2 && said.contains(expected), "{arguments:?}: {code}: {said}");
    };
    check(&["--listen", "0.0.0.0:0"], "--tls-cert");
    check(&["--tls-cert", "a.pem"], "--tls-key");
    check(&["--config", "/nonexistent/c.toml"], "can't read the configuration");
    check(&["--trusted-proxy", "somewhere"], "no address");
    check(&["--log", "shadowtable=loud"], "--log shadowtable=loud");
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0, "nothing was made");
}
