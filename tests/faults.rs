//! Faults.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

#[allow(dead_code, reason = "shared with the journeys, which use all of it")]
#[path = "pty/articles.rs"]
mod articles;
#[allow(dead_code, reason = "shared with the journeys, which use all of it")]
#[path = "pty/emulator.rs"]
mod emulator;
#[path = "pty/keys.rs"]
mod keys;
#[allow(dead_code, reason = "shared with the journeys, which use all of it")]
#[path = "pty/session.rs"]
mod session;

mod faults {
    mod clock;
    mod desk;
    mod documents;
    mod errors;
    mod instances;
    mod kills;
    mod limits;
    mod model;
    mod outside;
    mod peers;
    mod places;
    mod recovery;
    mod sessions;
    mod strace;
}
