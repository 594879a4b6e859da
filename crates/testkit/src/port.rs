//! A TCP port of the loopback interface on which nobody listens.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context as _, Result};

/// Below the range from which the kernel takes the ports of outgoing connections (32768 and up): a port from there can be
/// taken by any connection between this look and the server's bind.
const FIRST: u16 = 20_000;
const COUNT: u16 = 12_000;

/// Finds one, starting anywhere so that two runs at the same time rarely look at the same port.
pub(crate) fn free() -> Result<u16> {
    let offset = RandomState::new().hash_one(std::process::id()) % u64::from(COUNT);
    let offset = u16::try_from(offset)?;
    (0..COUNT)
        .map(|step| FIRST + (offset + step) % COUNT)
        .find(|&port| !is_taken(port))
        .context("no TCP port is free")
}

/// Whether somebody listens on it.
pub(crate) fn is_taken(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err()
}
