//! The subcommands, a file each. They join settings, corpus and store, and leave the work to those.

mod agree;
mod check;
mod claims;
mod export;
mod import;
mod list;
mod open;
mod piped;
mod search;
mod setup;
mod show;
mod stats;
mod table;
mod tags;

use std::io;
use std::process::ExitCode;

use serde::Serialize;

use crate::cli::{Cli, Command};
use crate::runtime::exporting::to_stdout;
use crate::store::plain;
use crate::text::visible;
use setup::Setup;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// It could not be done: exit code 1.
    Failed(String),
    /// It was asked for wrongly: exit code 2.
    Misused(String),
}

impl Failure {
    fn failed(error: impl std::fmt::Display) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Failed(format!("cannot write the result: {}", plain(&error)))
    }
}

/// Does what the command line asks for.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    match dispatch(cli) {
        Ok(code) => code,
        Err(failure) => {
            let (Failure::Failed(reason) | Failure::Misused(reason)) = &failure;
            complain(reason);
            ExitCode::from(if matches!(failure, Failure::Misused(_)) {
                2
            } else {
                1
            })
        }
    }
}

fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    let setup = Setup::new(&cli.common)?;
    let Some(command) = cli.command else {
        return open::run(setup, &cli.paths);
    };
    if let Some(path) = cli.paths.first() {
        let path = path.display();
        return Err(Failure::Misused(format!(
            "{path} stands before the command; paths come after it"
        )));
    }
    setup.complain_of_settings();
    perform(&setup, command)?;
    Ok(ExitCode::SUCCESS)
}

/// Does the work that needs no screen.
fn perform(setup: &Setup, command: Command) -> Result<(), Failure> {
    match command {
        Command::List {
            corpus,
            sort,
            reverse,
            json,
        } => list::run(setup, &corpus, (sort, reverse), json),
        Command::Show { document, json } => show::run(setup, &document, json),
        Command::Search {
            query,
            corpus,
            how,
            json,
        } => search::run(setup, query, &corpus, &how, json),
        Command::Check {
            corpus,
            json,
            keep_texts,
            prune_texts,
            backups,
        } => {
            if backups {
                return check::backups(setup, &corpus, json);
            }
            let wishes = check::Wishes {
                json,
                keep_texts,
                prune_texts,
            };
            check::run(setup, &corpus, wishes)
        }
        Command::Claims {
            corpus,
            which,
            sort,
            reverse,
            shape,
        } => claims::run(setup, &corpus, &which.into(), (sort, reverse), shape),
        Command::Stats {
            corpus,
            which,
            by,
            shape,
        } => stats::run(setup, &corpus, &which.into(), by, shape),
        Command::Agree {
            files,
            corpus,
            whole,
            shape,
        } => agree::run(setup, &files, &corpus, whole, shape),
        Command::Tags {
            corpus,
            json,
            lint,
            export,
        } => match (lint, export) {
            (true, _) => tags::lint(setup, &corpus, json),
            (_, true) => tags::export(setup, &corpus),
            _ => tags::run(setup, &corpus, json),
        },
        Command::Export {
            corpus,
            output,
            wants,
        } => export::run(setup, &corpus, (*wants).into(), output.as_deref()),
        Command::Import(wants) => import::run(setup, &wants),
    }
}

/// Says something on standard error. What comes from strangers is made visible there too.
fn complain(text: &str) {
    crate::runtime::say(&format!("postil: {text}"));
}

/// Writes a value as JSON for machines. What a terminal would obey is escaped, which means the same.
fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(Failure::failed)?;
    text.push('\n');
    Ok(to_stdout(visible::escaped_json(text).as_bytes())?)
}

/// Writes text for people: control characters in it are shown, not obeyed.
fn print_text(text: &str) -> Result<(), Failure> {
    Ok(to_stdout(visible::paragraphs(text).as_bytes())?)
}

/// Writes a line for each row, with tabs between its fields. No field can add a line or a field of its own.
fn print_rows(rows: impl IntoIterator<Item = Vec<String>>) -> Result<(), Failure> {
    let mut text = String::new();
    for row in rows {
        let fields: Vec<_> = row.iter().map(|field| visible::one_line(field)).collect();
        text.push_str(&fields.join("\t"));
        text.push('\n');
    }
    Ok(to_stdout(text.as_bytes())?)
}
