//! `postil export`: the annotations in another format.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::setup::Setup;
use super::{Failure, complain};
use crate::cli::Wants;
use crate::export::{Output, Wishes};
use crate::runtime::exporting::{self, Wanted, folders};
use crate::runtime::missing;
use crate::store::plain;
use crate::store::texts::Texts;

impl From<Wants> for Wanted {
    fn from(wants: Wants) -> Self {
        Self {
            format: wants.format,
            query: wants.which.into(),
            wishes: Wishes {
                context: wants.context,
                ..Wishes::default()
            },
        }
    }
}

pub fn run(
    setup: &Setup,
    paths: &[PathBuf],
    mut wanted: Wanted,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let format = wanted.format;
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
    let failed = |error| {
        let other = if format.is_folder() { "folder" } else { "file" };
        Failure::Failed(format!(
            "cannot export to {target}: {}; name another {other}",
            plain(&error)
        ))
    };
    if let Some(folder) = output.filter(|_| format.is_folder()) {
        wanted.wishes.earlier = folders::earlier(folder, format).map_err(failed)?;
    }
    let (written, report) = exporting::export(&corpus, &texts, &set, wanted)?;
    match (&written, output) {
        (Output::File(bytes), None) => exporting::to_stdout(bytes)?,
        (Output::File(bytes), Some(path)) => {
            exporting::replace(path, format, bytes).map_err(failed)?;
        }
        (Output::Folder(files), folder) => {
            let folder = folder.unwrap_or(Path::new("."));
            folders::replace(folder, format, files).map_err(failed)?;
        }
    }
    complain(&exporting::summary(&report, &target));
    for sentence in &report.dropped {
        complain(sentence);
    }
    Ok(())
}
