//! TLS: the driver's options for each ssl-mode, and its complaints.

use crate::address::{Address, SslMode};
use mysql_async::{ClientIdentity, DriverError, Error, IoError, SslOpts};

/// The driver's options; `name` is what the certificate must be made out to if not to the host.
pub fn options(address: &Address, name: Option<String>) -> SslOpts {
    let mode = address.ssl_mode_or_default();
    let checks = matches!(mode, SslMode::VerifyCa | SslMode::VerifyIdentity);
    let mut options = SslOpts::default()
        .with_danger_accept_invalid_certs(!checks)
        .with_danger_skip_domain_validation(mode != SslMode::VerifyIdentity)
        .with_danger_tls_hostname_override(name);
    if let Some(authority) = &address.ssl_ca {
        options = options.with_root_certs(vec![authority.clone().into()]).with_disable_built_in_roots(true);
    }
    if let (Some(cert), Some(key)) = (&address.ssl_cert, &address.ssl_key) {
        options =
            options.with_client_identity(Some(ClientIdentity::new(cert.clone().into(), key.clone().into())));
    }
    options
}

/// Whether a connection failed for its encryption.
pub fn is_tls(error: &Error) -> bool {
    match error {
        Error::Driver(DriverError::NoClientSslFlagFromServer | DriverError::NoKeyFound) => true,
        Error::Io(IoError::Tls(_)) => true,
        // What the TLS library finds in the handshake comes as an I/O error of this kind.
        Error::Io(IoError::Io(error)) => error.kind() == std::io::ErrorKind::InvalidData,
        _ => false,
    }
}

/// A name that the server's certificate is made out to, from the TLS library's complaint that it is not the host's.
///
/// VERIFY_CA takes any name, but the driver can't leave the name unchecked and check the signature: its switch for that
/// looks for a word that the TLS library no longer says. So we ask for a name that the certificate has; the signature is
/// checked as before.
pub fn presented_name(complaint: &str) -> Option<String> {
    let (_, names) = complaint.split_once("certificate is only valid for ")?;
    let (_, name) = names.split_once("DnsName(\"")?;
    let (name, _) = name.split_once('"')?;
    Some(name.replacen('*', "any", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_presented_name_is_read() {
        let complaint = |names: &str| {
            presented_name(&format!("certificate not valid for name \"127.0.0.1\"; certificate {names}"))
        };
        assert_eq!(complaint("is only valid for DnsName(\"db.example\")").as_deref(), Some("db.example"));
        let several = "is only valid for IpAddress(10.0.0.1), DnsName(\"*.example\") or DnsName(\"b\")";
        assert_eq!(complaint(several).as_deref(), Some("any.example"));
        assert_eq!(complaint("is not valid for any names (according to its subjectAltName extension)"), None);
    }
}
