//! Tests through the router, mirrored on the routes.

mod audit;
mod connections;
mod console;
mod login;
mod operation;
mod permission;
mod server;
mod tokens;
mod users;
mod world;
