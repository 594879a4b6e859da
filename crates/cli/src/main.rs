//! The command line `shadowtable`.
fn main() {}
