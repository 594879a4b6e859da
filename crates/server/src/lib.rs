#![doc = include_str!("../README.md")]
//! The modules, in reading order.

pub mod config;
mod hosts;
mod settings;

mod app;
mod router;

mod middleware;

mod problem;

mod etag;
mod idempotency;
mod page;
mod request;
mod sse;

pub mod accounts;
mod audit;
pub mod auth;

mod route;
mod wire;

mod console;
mod docs;
mod openapi;

pub mod log;
mod metrics;

mod serve;
mod tls;

#[cfg(test)]
mod tests;

pub use hosts::AllowedHosts;
pub use serve::{Running, ServeError, serve};
pub use settings::{Limits, SessionTimes, Settings, SettingsError, Tls};
