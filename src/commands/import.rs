//! `postil import`: what other programs wrote about the articles.

use jiff::Timestamp;

use super::setup::{Setup, reviewer};
use super::{Failure, complain};
use crate::cli::Import;
use crate::corpus::builtin;
use crate::runtime::importing::{self, Wanted};
use crate::store::texts::Texts;
use crate::store::{BUILT_IN, Loaded, Store};

/// Imports a file, or only tells what that would come to.
pub fn run(setup: &Setup, wants: &Import) -> Result<(), Failure> {
    let (file, is_dry) = (wants.file.as_path(), wants.dry_run);
    let corpus = setup.corpus(&wants.corpus)?;
    let Loaded {
        set,
        problems,
        read_only,
        ..
    } = setup.loaded(&corpus)?;
    for problem in &problems {
        complain(&problem.to_string());
    }
    if let Some(reason) = read_only.filter(|_| !is_dry) {
        return Err(Failure::Failed(reason));
    }
    let wanted = Wanted {
        file: file.to_owned(),
        format: wants.format,
        reviewer: reviewer(&setup.config),
        now: Timestamp::now(),
    };
    let imported = importing::import(&corpus, &set, &wanted, &|_, _| true);
    let Some(imported) = imported.map_err(Failure::Failed)? else {
        return Ok(());
    };
    let outcome = &imported.outcome;
    if !outcome.edits.is_empty() && !is_dry {
        let path = setup.located(&corpus).path;
        let opened = if corpus.key() == BUILT_IN {
            Store::open_with_default(&path, builtin::ANNOTATIONS)
        } else {
            Store::open(&path)
        };
        let mut store = opened.map_err(Failure::failed)?.store;
        let saved = store.save(&outcome.edits).map_err(Failure::failed)?;
        for problem in &saved.problems {
            complain(&problem.to_string());
        }
        let texts = Texts::new(&setup.folders.data);
        if let Err(error) = importing::keep(&texts, outcome) {
            let folder = texts.folder().display();
            let error = crate::store::plain(&error);
            complain(&format!(
                "cannot keep copies of the texts in {folder}: {error}"
            ));
        }
    }
    let brought = importing::brought(&imported, file);
    if is_dry {
        complain("nothing is changed, this only tells what would be");
    }
    complain(&brought.sentence);
    for sentence in &brought.more {
        complain(sentence);
    }
    Ok(())
}
