//! Whole command sessions.
fn main() {}
