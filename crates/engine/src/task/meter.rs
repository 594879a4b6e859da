//! What a node counts of its runs and statements, for whoever operates it.

use shadowtable_store::{DeliveryState, RunState, StepState};

/// A run ended, or stopped.
pub fn run_ended(state: RunState) {
    metrics::counter!("shadowtable_runs_ended_total", "state" => state.word()).increment(1);
}

/// A statement has ended.
pub fn step_ended(state: StepState, took_ms: Option<i64>) {
    metrics::counter!("shadowtable_steps_total", "state" => state.word()).increment(1);
    if let Some(ms) = took_ms.and_then(|ms| u32::try_from(ms).ok()) {
        metrics::histogram!("shadowtable_step_seconds").record(f64::from(ms) / 1000.0);
    }
}

/// A notification was tried: it was taken, was given up, or is tried again.
pub fn delivery_tried(state: DeliveryState) {
    let outcome = match state {
        DeliveryState::Delivered => "delivered",
        DeliveryState::Failed => "failed",
        DeliveryState::Pending => "retried",
    };
    metrics::counter!("shadowtable_deliveries_total", "outcome" => outcome).increment(1);
}

/// A lease was lost: another node goes on.
pub fn lease_lost() {
    metrics::counter!("shadowtable_leases_lost_total").increment(1);
}
