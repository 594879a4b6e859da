//! The server: it listens, answers, and ends in order.

use crate::app::{App, Parts};
use crate::settings::{Settings, SettingsError};
use crate::{metrics, router, tls};
use axum_server::{Handle, Server};
use hyper_util::rt::TokioTimer;
use shadowtable_engine::service::Services;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// How long a client may take to send the head of a request.
const HEAD: Duration = Duration::from_secs(20);

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The settings are refused.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The address can't be listened on.
    #[error("can't listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The certificate can't be used.
    #[error("can't use the certificate {} with the key {}", certificate.display(), key.display())]
    Tls {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Metrics can't be recorded.
    #[error("can't record metrics")]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
    /// It ended by itself.
    #[error("the server has stopped answering")]
    Answer(#[source] io::Error),
}

/// A server that runs.
pub struct Running {
    /// Where it listens; the port is the one that was really taken.
    pub address: SocketAddr,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Waits until it has ended.
    ///
    /// # Errors
    /// When it ended by itself.
    pub async fn ended(self) -> Result<(), ServeError> {
        self.task.await.map_err(io::Error::other).flatten().map_err(ServeError::Answer)
    }
}

/// Starts a server. It answers until `ending` is cancelled, and then lets requests go on for a limited time.
///
/// # Errors
/// [`ServeError`] before the first request.
pub async fn serve(
    settings: Settings,
    services: Services,
    ending: CancellationToken,
) -> Result<Running, ServeError> {
    settings.check()?;
    let app = App::new(Parts {
        metrics: metrics::recorder()?,
        settings,
        store: services.store.clone(),
        services,
        ending,
    });
    let (listener, address) = listen(app.settings.listen)?;
    let service = router::router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let in_order = end_in_order(handle.clone(), app.clone());
    let wrong = |source| ServeError::Listen { address, source };
    let task = match &app.settings.tls {
        None => {
            let server = axum_server::from_tcp(listener).map_err(wrong)?;
            tokio::spawn(patient(server, handle).serve(service))
        }
        Some(files) => {
            let configuration = tls::configuration(files).await.map_err(|source| ServeError::Tls {
                certificate: files.certificate.clone(),
                key: files.key.clone(),
                source,
            })?;
            tokio::spawn(tls::renew(files.clone(), configuration.clone(), app.ending.clone()));
            let server = axum_server::from_tcp_rustls(listener, configuration).map_err(wrong)?;
            tokio::spawn(patient(server, handle).serve(service))
        }
    };
    tokio::spawn(in_order);
    Ok(Running { address, task })
}

fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServeError> {
    let listener = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    });
    listener.map_err(|source| ServeError::Listen { address, source })
}

/// A client that sends nothing, or slowly, does not keep its connection.
fn patient<A>(mut server: Server<SocketAddr, A>, handle: Handle<SocketAddr>) -> Server<SocketAddr, A> {
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    server.first_request_timeout(HEAD).handle(handle)
}

/// New connections are refused at once; streams of events see `ending` and end themselves.
async fn end_in_order(handle: Handle<SocketAddr>, app: App) {
    app.ending.cancelled().await;
    handle.graceful_shutdown(Some(app.settings.limits.ending));
}
