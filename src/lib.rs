//! postil: read and annotate articles in a terminal.
//!
//! The house, from the roof down. Imports point down this list, never up, and `tests/layers.rs` holds it to that.
//!
//! | module | owns | must not |
//! |---|---|---|
//! | [`commands`] | one file per subcommand; `open` starts the screen | know how a thing is drawn or stored |
//! | [`cli`] | the command line: what can be typed | do anything |
//! | [`config`] | settings and keys laid over the defaults | read a file |
//! | [`runtime`] | the event loop, the terminal, signals, workers, effects, the clock | decide anything |
//! | [`ui`] | drawing `&App`, and colours by meaning | change anything |
//! | [`app`] | the state and how it changes | do I/O, read a clock |
//! | [`store`] | the annotations file and the state files | know the screen |
//! | [`corpus`] | finding and reading documents | know annotations |
//! | [`export`] | annotations to bytes, a file per format | do I/O |
//! | [`import`] | bytes of other programs to annotations, a file per format | do I/O, believe a file |
//! | [`review`] | queries over annotations, the ledger, statistics, coverage, what is left to do | do I/O |
//! | [`search`] | patterns, sentences that nearly repeat one, fuzzy lists | do I/O |
//! | [`anchor`] | writing a place down and finding it again | do I/O |
//! | [`text`] | clusters, wrapping, sentences, positions, making strange text visible | know documents |
//! | [`model`] | document, annotation, tag, claim | serialise, do I/O |
//!
//! One key's way through it: the terminal wakes `runtime::input`; `runtime` hands the event to `App::handle`, which looks
//! the key up in the scope that is live (`app::keymap`), does the `Action` and hands back `Effect`s; `runtime` carries
//! them out, slow ones on a worker whose `Answer` comes back the same way; then `ui::draw` draws what is on the screen.

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
pub mod import;
pub mod model;
pub mod review;
pub mod runtime;
pub mod search;
pub mod store;
pub mod text;
pub mod ui;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

/// Runs postil with these arguments, the program's name first.
///
/// The exit code is 0 when it is done, 1 when it failed, 2 when it was asked for wrongly, and 128 and the number of the
/// signal when one ended it.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match cli::Cli::try_parse_from(arguments) {
        Ok(cli) => commands::run(cli),
        Err(error) if error.use_stderr() => {
            // It repeats what was typed, which may be anything.
            let message = error.render().to_string();
            let _ = write!(io::stderr(), "{}", text::visible::paragraphs(&message));
            ExitCode::from(2)
        }
        Err(error) => {
            let _ = error.print();
            ExitCode::SUCCESS
        }
    }
}
