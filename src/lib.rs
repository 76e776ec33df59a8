//! postil: read and annotate articles in a terminal.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        reason = "a test that unwraps says what it expects"
    )
)]

pub mod anchor;
pub mod app;
pub mod cli;
pub mod commands;
pub mod config;
pub mod corpus;
pub mod export;
pub mod model;
pub mod runtime;
pub mod search;
pub mod store;
pub mod text;
pub mod ui;
