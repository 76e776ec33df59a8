//! `postil tags`: the codebook, with how often each tag is used, and what may be wrong with it.

use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, print_json, print_rows};
use crate::model::on_one_line;
use crate::review::{self, tags_in_use};
use crate::runtime::exporting::to_stdout;
use crate::store::codebooks;
use crate::text::counted;

#[derive(Serialize)]
struct Counted {
    name: String,
    key: Option<char>,
    color: Option<String>,
    definition: String,
    use_for: String,
    not_for: String,
    examples: Vec<String>,
    retired: bool,
    annotations: usize,
    documents: usize,
}

#[derive(Serialize)]
struct Found {
    tag: String,
    flaw: &'static str,
    other: Option<String>,
    message: String,
}

/// Lists the tags of the codebook in its order, then those that only annotations know.
pub fn run(setup: &Setup, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let set = setup.annotations(&corpus)?;
    let counted_tags = tags_in_use(&set);
    if json {
        let counted = counted_tags.into_iter().map(|(tag, uses)| Counted {
            name: tag.name.to_string(),
            key: tag.key,
            color: tag.color.map(|color| color.to_string()),
            definition: tag.definition,
            use_for: tag.use_for,
            not_for: tag.not_for,
            examples: tag.examples,
            retired: tag.retired,
            annotations: uses.annotations,
            documents: uses.documents,
        });
        return print_json(&counted.collect::<Vec<Counted>>());
    }
    print_rows(counted_tags.into_iter().map(|(tag, uses)| {
        let retired = if tag.retired { "retired: " } else { "" };
        vec![
            tag.key.map_or_else(String::new, String::from),
            tag.name.to_string(),
            counted(uses.annotations, "annotation"),
            counted(uses.documents, "document"),
            format!("{retired}{}", on_one_line(&tag.definition)),
        ]
    }))
}

/// Lists what may be wrong with the tags. That there is something is no failure.
pub fn lint(setup: &Setup, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let findings = review::lint(&setup.annotations(&corpus)?);
    let found = findings.into_iter().map(|finding| Found {
        tag: finding.tag.to_string(),
        flaw: finding.flaw.as_str(),
        other: finding.other.map(|other| other.to_string()),
        message: finding.message,
    });
    if json {
        return print_json(&found.collect::<Vec<Found>>());
    }
    print_rows(found.map(|found| vec![found.flaw.to_owned(), found.tag, found.message]))
}

/// Writes the codebook alone, in the form of an annotations file.
pub fn export(setup: &Setup, paths: &[PathBuf]) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let set = setup.annotations(&corpus)?;
    Ok(to_stdout(codebooks::text(set.codebook()).as_bytes())?)
}
