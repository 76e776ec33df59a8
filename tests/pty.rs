//! Journeys: the real binary in a pseudo-terminal, driven by keys and judged by the screen of a terminal emulator.
//!
//! Nothing here knows how postil works inside. Every test waits for what it means to see, with a generous deadline, and
//! has its own home folder, so that all of them run side by side.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

mod pty {
    pub mod articles;
    pub mod emulator;
    pub mod keys;
    #[allow(dead_code, reason = "shared with the faults, which use all of it")]
    pub mod session;

    mod changing;
    mod colors;
    mod correcting;
    mod editor;
    mod flood;
    mod hostile;
    mod idle;
    mod lasting;
    mod leaving;
    mod links;
    mod long;
    mod newcomer;
    mod others;
    mod paste;
    mod pipes;
    mod reviewing;
    mod searching;
    mod sizes;
    mod stopping;
    mod texts;
}
