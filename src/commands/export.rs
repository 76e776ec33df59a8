//! `postil export`: the annotations in another format.

use std::path::PathBuf;

use super::setup::Setup;
use super::{Failure, complain};
use crate::export::Format;
use crate::review::Query;
use crate::runtime::{exporting, missing};
use crate::store::plain;
use crate::store::texts::Texts;

pub fn run(
    setup: &Setup,
    paths: &[PathBuf],
    format: Format,
    output: Option<PathBuf>,
    query: &Query,
) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let mut set = setup.annotations(&corpus)?;
    let texts = Texts::new(&setup.folders.data);
    let traced = missing::at_once(&corpus, &set, &texts, false);
    missing::follow(&mut set, &traced);
    let (bytes, report) = exporting::export(&corpus, &texts, &set, format, query)?;
    let target = match output {
        None => {
            exporting::to_stdout(&bytes)?;
            "standard output".to_owned()
        }
        Some(path) => {
            let name = path.display().to_string();
            let failed = |error| {
                Failure::Failed(format!(
                    "cannot export to {name}: {}; name another file",
                    plain(&error)
                ))
            };
            exporting::replace(&path, format, &bytes).map_err(failed)?;
            name
        }
    };
    complain(&exporting::summary(&report, &target));
    for sentence in &report.dropped {
        complain(sentence);
    }
    Ok(())
}
