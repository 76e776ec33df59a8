//! `postil seal`: blind review by two and more, each with a file of their own.

use std::path::Path;

use jiff::Timestamp;

use super::setup::{self, Setup};
use super::{Failure, print_text};
use crate::model::Seal;
use crate::store::seal;

pub fn run(setup: &Setup, file: &Path, is_done: bool) -> Result<(), Failure> {
    if is_done && seal::of(file).is_none() {
        let file = file.display();
        return Err(Failure::Misused(format!(
            "{file} is not sealed; `postil seal {file}` seals it"
        )));
    }
    let reviewer = setup::reviewer(&setup.config);
    let (before, now) =
        seal::set(file, &reviewer, is_done, Timestamp::now()).map_err(Failure::failed)?;
    let Seal { reviewer, at, done } = &now;
    let already = if before.as_ref() == Some(&now) {
        " already"
    } else {
        ""
    };
    let file = file.display();
    print_text(&match done {
        Some(done) => format!("{file}: {reviewer} is done{already}, since {done}\n"),
        None => format!("{file}: sealed{already} by {reviewer}, since {at}\n"),
    })
}
