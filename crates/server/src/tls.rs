//! TLS: the certificate from its files, read again when they change.

use crate::settings::Tls;
use axum_server::tls_rustls::RustlsConfig;
use rustls::crypto::ring;
use std::io;
use std::time::{Duration, SystemTime};
use tokio_util::sync::CancellationToken;

/// How often the files are looked at: certificates are renewed days before they end.
const PERIOD: Duration = Duration::from_secs(60);

/// Reads the certificate.
///
/// # Errors
/// When a file can't be read or is no PEM.
pub async fn configuration(tls: &Tls) -> io::Result<RustlsConfig> {
    // Another part of the program may have chosen the same one already.
    let _ = ring::default_provider().install_default();
    RustlsConfig::from_pem_file(&tls.certificate, &tls.key).await
}

/// Takes a renewed certificate into use, until the server ends.
pub async fn renew(tls: Tls, configuration: RustlsConfig, ending: CancellationToken) {
    let mut seen = changed(&tls);
    while ending.run_until_cancelled(tokio::time::sleep(PERIOD)).await.is_some() {
        let now = changed(&tls);
        if now == seen {
            continue;
        }
        match configuration.reload_from_pem_file(&tls.certificate, &tls.key).await {
            Ok(()) => {
                tracing::info!("the certificate was renewed");
                seen = now;
            }
            // Perhaps only one of the two files is there yet: the old certificate still holds.
            Err(error) => tracing::warn!(%error, "the renewed certificate can't be used"),
        }
    }
}

fn changed(tls: &Tls) -> [Option<SystemTime>; 2] {
    [&tls.certificate, &tls.key].map(|file| std::fs::metadata(file).and_then(|data| data.modified()).ok())
}
