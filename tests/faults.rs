//! Faults.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

#[allow(
    dead_code,
    reason = "shared with the journeys, which use the rest of it"
)]
mod pty {
    pub mod articles;
    pub mod emulator;
    pub mod keys;
    pub mod session;
}

mod faults {
    mod desk;
    mod errors;
    mod kills;
    mod strace;
}
