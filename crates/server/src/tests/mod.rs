//! Tests through the router, mirrored on the routes.

mod analyses;
mod audit;
mod connections;
mod console;
mod furniture;
mod login;
mod operation;
mod permission;
mod server;
mod settings;
mod tasks;
mod tokens;
mod users;
mod webhooks;
mod world;
