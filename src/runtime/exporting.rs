//! Exporting: the documents are read, the annotations placed in them, and the result is written in one go.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use directories::BaseDirs;

use super::missing;
use super::spreading::{spread, threads};
use crate::anchor::resolve_latest;
use crate::app::effect::Exported;
use crate::corpus::Corpus;
use crate::export::{Filter, Format, Input, Item, Place, Report, Source, write};
use crate::model::{Annotation, AnnotationSet, DocPath, Metadata, Part};
use crate::store::texts::Texts;
use crate::store::{atomic, plain};
use crate::text::counted;
use crate::text::positions::CodePoints;

/// The annotations of `corpus` that `filter` lets through, in `format`.
///
/// # Errors
/// When the encoder of the format fails.
pub fn export(
    corpus: &Corpus,
    texts: &Texts,
    set: &AnnotationSet,
    format: Format,
    filter: &Filter,
) -> io::Result<(Vec<u8>, Report)> {
    let annotated = set.annotated();
    let chosen = annotated.into_iter().map(|path| {
        let on = set.on(path);
        let chosen = on.filter(|annotation| filter.accepts(annotation));
        (path, chosen.collect::<Vec<&Annotation>>())
    });
    let chosen: Vec<_> = chosen.filter(|(_, chosen)| !chosen.is_empty()).collect();
    let gathered: Vec<Gathered<'_>> = spread(&chosen, threads(), |(path, annotations)| {
        gather(corpus, texts, set, path, annotations)
    });
    let documents = gathered
        .iter()
        .map(|gathered| gathered.source(set))
        .collect();
    write(
        format,
        &Input {
            corpus: &corpus.name(),
            codebook: set.codebook(),
            documents,
        },
    )
}

struct Gathered<'a> {
    path: &'a DocPath,
    metadata: Metadata,
    /// What is known of each article, where the document holds several.
    parts: Vec<Metadata>,
    annotations: Vec<Found<'a>>,
}

/// An annotation, how and where it was found, and the number of its part.
type Found<'a> = (&'a Annotation, &'static str, Option<Place>, Option<usize>);

/// Finds the places of `annotations`. Those on a document that cannot be read are exported as they were made; where it is
/// not even there, nobody will find them.
fn gather<'a>(
    corpus: &Corpus,
    texts: &Texts,
    set: &AnnotationSet,
    path: &'a DocPath,
    annotations: &[&'a Annotation],
) -> Gathered<'a> {
    let record = set.document(path);
    let Ok(mut document) = corpus.read(path) else {
        let is_gone = corpus.root().is_some() && !missing::is_there(corpus, path);
        let state = if is_gone { "orphan" } else { "unchecked" };
        let unchecked = annotations
            .iter()
            .map(|annotation| (*annotation, state, None, None));
        return Gathered {
            path,
            metadata: record.map_or_else(Metadata::default, |record| {
                record.over(&Metadata::default())
            }),
            parts: Vec::new(),
            annotations: unchecked.collect(),
        };
    };
    if let Some(record) = record {
        record.correct(&mut document);
    }
    let points = CodePoints::new(&document.text);
    let earlier = missing::earlier(set, path, &document, texts);
    let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
    let wanted = annotations
        .iter()
        .map(|annotation| (annotation.place(), &annotation.selector));
    let found = resolve_latest(&document.text, &points, &earlier, wanted);
    let placed = annotations
        .iter()
        .copied()
        .zip(found)
        .map(|(annotation, placement)| {
            let place = placement.span.map(|span| Place {
                start: points.from_byte(&document.text, span.start),
                end: points.from_byte(&document.text, span.end),
                line: document.line_at(span.start),
                paragraph: document.paragraph_at(span.start),
            });
            let part = placement
                .span
                .map(|span| document.part_index_at(span.start));
            (annotation, placement.state.as_str(), place, part)
        });
    let annotations = placed.collect();
    let known = |part: &Part| match record {
        Some(record) => record.over_at(&document, part.span.start),
        None => part.metadata.clone(),
    };
    let parts = Some(&document.parts).filter(|parts| parts.len() > 1);
    let parts = parts.into_iter().flatten().map(known).collect();
    Gathered {
        path,
        metadata: match record {
            Some(record) => record.over(&document.metadata),
            None => document.metadata,
        },
        parts,
        annotations,
    }
}

impl Gathered<'_> {
    fn source<'a>(&'a self, set: &'a AnnotationSet) -> Source<'a> {
        let record = set.document(self.path);
        Source {
            path: self.path,
            metadata: self.metadata.clone(),
            status: record.and_then(|record| record.status),
            tags: record.map_or(&[], |record| record.tags.as_slice()),
            hash: record.and_then(|record| record.hash.as_ref()),
            annotations: self
                .annotations
                .iter()
                .map(|(annotation, state, place, part)| Item {
                    annotation,
                    state,
                    place: *place,
                    part: part.and_then(|part| self.parts.get(part)),
                })
                .collect(),
        }
    }
}

/// Exports as it was typed after `:export FORMAT`: which annotations, and the file, relative to the current folder.
///
/// # Errors
/// A sentence that says why nothing was written.
pub fn typed(
    corpus: &Corpus,
    texts: &Texts,
    set: &AnnotationSet,
    format: &str,
    rest: &str,
) -> Result<Exported, String> {
    let (filter, file) = Filter::typed(rest)?;
    let folder = std::env::current_dir().unwrap_or_default();
    let file = (!file.is_empty()).then(|| PathBuf::from(file));
    to_file(corpus, texts, set, format, file, &folder, &filter)
}

/// Exports into `file`, or into a file called after the corpus in `folder` when none is named.
///
/// # Errors
/// A sentence that says why nothing was written.
pub fn to_file(
    corpus: &Corpus,
    texts: &Texts,
    set: &AnnotationSet,
    format: &str,
    file: Option<PathBuf>,
    folder: &Path,
    filter: &Filter,
) -> Result<Exported, String> {
    let format = Format::named(format)?;
    let path = file.map_or_else(
        || {
            folder.join(format!(
                "{}.{}",
                plain_name(&corpus.name()),
                format.extension()
            ))
        },
        |file| folder.join(from_home(file)),
    );
    let failed = |error: &io::Error| {
        format!(
            "cannot export to {}: {}; name another file",
            path.display(),
            plain(error)
        )
    };
    let (bytes, report) =
        export(corpus, texts, set, format, filter).map_err(|error| failed(&error))?;
    replace(&path, format, &bytes).map_err(|error| failed(&error))?;
    Ok(Exported {
        sentence: summary(&report, &path.display().to_string()),
        dropped: report.dropped,
    })
}

/// Writes an export to `path`. A file that is there is replaced only when it is an earlier export of the same format: a name
/// mistyped must not cost an article.
///
/// # Errors
/// When something else is there, and when the file cannot be written.
pub fn replace(path: &Path, format: Format, bytes: &[u8]) -> io::Result<()> {
    // A pipe would keep one waiting for ever, and a device is nothing to replace.
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        let reason = "there is something of that name that is no regular file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
    }
    let beginning = match File::open(path) {
        Ok(file) => {
            let mut beginning = Vec::new();
            file.take(format.signature().len() as u64)
                .read_to_end(&mut beginning)?;
            beginning
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    if !beginning.is_empty() && beginning != format.signature().as_bytes() {
        let reason = format!(
            "there is a file of that name that is no {} export of postil's",
            format.as_str()
        );
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, reason));
    }
    atomic::replace(path, bytes, false)
}

/// What was written where, as a sentence.
#[must_use]
pub fn summary(report: &Report, target: &str) -> String {
    let (annotations, documents) = (
        counted(report.annotations, "annotation"),
        counted(report.documents, "document"),
    );
    format!("{annotations} on {documents} exported to {target}")
}

/// `~` at the beginning of a path means the home folder, as it does in a shell, which is not asked here.
#[must_use]
pub fn from_home(file: PathBuf) -> PathBuf {
    let home = BaseDirs::new().map(|folders| folders.home_dir().to_owned());
    match (file.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => file,
    }
}

/// A name that is a file name everywhere: letters, digits and dashes.
fn plain_name(name: &str) -> String {
    let stem = Path::new(name)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let plain: String = stem
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .take(60)
        .collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() {
        "annotations".to_owned()
    } else {
        format!("{plain}-annotations")
    }
}

/// Writes to standard output; a reader that has gone away is no failure.
///
/// # Errors
/// When standard output cannot be written to.
pub fn to_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_offered_and_no_other() {
        let command = crate::app::commands::by_name("export").unwrap();
        let mut offered: Vec<&str> = command.arguments().iter().map(|(word, _)| *word).collect();
        let mut known: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
        offered.sort_unstable();
        known.sort_unstable();
        assert_eq!(offered, known);
    }

    #[test]
    fn made_up_names_are_harmless() {
        assert_eq!(plain_name("libya"), "libya-annotations");
        assert_eq!(plain_name("../../x y.txt"), "x-y-annotations");
        assert_eq!(plain_name("\u{1b}]0;"), "0-annotations");
        assert_eq!(plain_name(""), "annotations");
    }
}
