//! The application: what every handler works with.

use crate::settings::Settings;
use metrics_exporter_prometheus::PrometheusHandle;
use shadowtable_engine::service::Services;
use shadowtable_store::Store;
use std::ops::Deref;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What every handler works with. Clones are the same one.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// The settings.
    pub settings: Settings,
    /// What the engine does for callers.
    pub services: Services,
    /// What is remembered.
    pub store: Store,
    /// What was counted.
    pub metrics: PrometheusHandle,
    /// Whether the server is about to end.
    pub ending: CancellationToken,
}

impl App {
    /// An application of these parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
