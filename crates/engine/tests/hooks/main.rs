//! Notifications and settings, with receivers that answer on the loopback interface, and a target that can't be reached: every
//! run fails at once.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod crash;
mod delivering;
mod receiver;
mod settings;
mod telling;
mod world;
