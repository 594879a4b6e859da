//! Which hosts connections may lead to: without a limit, whoever may make a connection reaches all that the server does.

use crate::problem::{Code, Problem};
use shadowtable_engine::hosts::Hosts;

/// The hosts that the configuration allows; all, if it names none.
#[derive(Clone, Debug, Default)]
pub struct AllowedHosts(Hosts);

impl AllowedHosts {
    /// From `db.example`, `*.example`, `10.0.0.0/8`, `192.0.2.1`, and `socket` for unix sockets.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(Hosts::new(words))
    }

    /// Refuses a host that is not among them.
    ///
    /// # Errors
    /// `host-not-allowed`.
    pub fn check(&self, host: &str) -> Result<(), Problem> {
        self.verdict(self.0.has(host), "host")
    }

    /// Refuses a unix socket if sockets are not among them.
    ///
    /// # Errors
    /// `host-not-allowed`.
    pub fn check_socket(&self) -> Result<(), Problem> {
        self.verdict(self.0.has_sockets(), "socket")
    }

    fn verdict(&self, is_named: bool, field: &str) -> Result<(), Problem> {
        if self.0.is_empty() || is_named {
            return Ok(());
        }
        Err(Problem::new(Code::HostNotAllowed, "allowed_hosts of the configuration does not name it")
            .at(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_is_reached() {
        let allowed = AllowedHosts::new(["db.example", "10.0.0.0/8"]);
        assert!(allowed.check("db.example").is_ok() && allowed.check("10.1.2.3").is_ok());
        assert!(allowed.check("localhost").is_err() && allowed.check_socket().is_err());
        assert!(AllowedHosts::new(["socket"]).check_socket().is_ok());
        assert!(AllowedHosts::default().check("anything").is_ok());
        assert!(AllowedHosts::default().check_socket().is_ok());
    }
}
