//! Input from strangers, against the built program: what a terminal would obey in every place that text can come from,
//! annotations files damaged in every way, folders full of what is no article, and terminals that are none.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "a test that unwraps says what it expects"
)]

mod pty {
    #[allow(dead_code, reason = "what other tests need of it")]
    pub mod articles;
    #[allow(dead_code, reason = "what other tests need of it")]
    pub mod emulator;
    pub mod keys;
    #[allow(dead_code, reason = "what other tests need of it")]
    pub mod session;
}

#[path = "faults/chance.rs"]
#[allow(dead_code, reason = "what other tests need of it")]
mod chance;
#[path = "faults/hostile_annotations.rs"]
mod hostile_annotations;
#[path = "faults/hostile_escapes.rs"]
mod hostile_escapes;
#[path = "faults/hostile_formats.rs"]
mod hostile_formats;
#[path = "faults/hostile_mending.rs"]
mod hostile_mending;
#[path = "faults/hostile_surroundings.rs"]
mod hostile_surroundings;
#[path = "faults/hostile_tree.rs"]
mod hostile_tree;
#[path = "cli/shelf.rs"]
#[allow(dead_code, reason = "what other tests need of it")]
mod shelf;
