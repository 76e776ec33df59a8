//! `postil export`: the annotations in another format.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::setup::Setup;
use super::{Failure, complain};
use crate::cli::Wants;
use crate::export::{Format, Output, Wishes};
use crate::runtime::exporting::{self, Wanted, folders};
use crate::runtime::missing;
use crate::store::texts::Texts;

/// What is wanted, with its template read.
fn wanted(wants: Wants) -> Result<Wanted, Failure> {
    let format = wants.format;
    let template = match (format, &wants.template) {
        (Format::Template, Some(path)) => Some(exporting::template(path).map_err(Failure::Failed)?),
        (Format::Template, None) => {
            let reason = "template needs one: name it with --template";
            return Err(Failure::Misused(reason.to_owned()));
        }
        (_, Some(_)) => {
            let format = format.as_str();
            let reason = format!(
                "--template writes by a template, and {format} is none: leave one of them out"
            );
            return Err(Failure::Misused(reason));
        }
        (_, None) => None,
    };
    Ok(Wanted {
        format,
        query: wants.which.into(),
        wishes: Wishes {
            context: wants.context,
            template,
            ..Wishes::default()
        },
        is_forced: wants.force,
    })
}

pub fn run(
    setup: &Setup,
    paths: &[PathBuf],
    wants: Wants,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let mut wanted = wanted(wants)?;
    let (format, is_forced) = (wanted.format, wanted.is_forced);
    wanted.wishes.publisher = setup.publisher();
    if output.is_none() && format.is_folder() {
        return Err(Failure::Misused(format!(
            "{} is a folder of files: name it with --output",
            format.as_str()
        )));
    }
    if output.is_none() && !format.is_text() && io::stdout().is_terminal() {
        return Err(Failure::Misused(format!(
            "{} is no text that a terminal could show: name a file with --output",
            format.as_str()
        )));
    }
    let corpus = setup.corpus(paths)?;
    let mut set = setup.annotations(&corpus)?;
    let texts = Texts::new(&setup.folders.data);
    let traced = missing::at_once(&corpus, &set, &texts, false);
    missing::follow(&mut set, &traced);
    let target = output.map_or_else(
        || "standard output".to_owned(),
        |path| path.display().to_string(),
    );
    let failed = |error: io::Error| Failure::Failed(exporting::failure(&target, format, &error));
    if let Some(folder) = output.filter(|_| format.is_folder()) {
        wanted.wishes.earlier = folders::earlier(folder, format, is_forced).map_err(failed)?;
    }
    let (written, report) = exporting::export(&corpus, &texts, &set, wanted).map_err(failed)?;
    match (&written, output) {
        (Output::File(bytes), None) => exporting::to_stdout(bytes)?,
        (Output::File(bytes), Some(path)) => {
            exporting::replace(path, format, bytes, is_forced).map_err(failed)?;
        }
        (Output::Folder(files), folder) => {
            let folder = folder.unwrap_or(Path::new("."));
            folders::replace(folder, format, files, is_forced).map_err(failed)?;
        }
    }
    complain(&exporting::summary(&report, &target));
    for sentence in &report.dropped {
        complain(sentence);
    }
    Ok(())
}
