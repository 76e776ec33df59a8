//! Exporting: the documents are read, the annotations placed in them, and the result is written in one go.

pub mod folders;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use directories::BaseDirs;

use super::gathering::{Found, Gathered, Reading, gather};
use crate::anchor::State;
use crate::app::effect::Exported;
use crate::corpus::Corpus;
use crate::export::context::around;
use crate::export::{Format, Input, Item, Output, Publisher, Report, Source, Wishes, write};
use crate::model::{AnnotationSet, DocumentRecord, Metadata};
use crate::review::query::Field;
use crate::review::{Query, Sentences};
use crate::store::texts::Texts;
use crate::store::{atomic, plain};
use crate::text::counted;
use crate::text::positions::CodePoints;

/// What is to be exported, and how.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// As what.
    pub format: Format,
    /// Which annotations.
    pub query: Query,
    /// What else is wished.
    pub wishes: Wishes,
}

/// The annotations of `corpus` that are wanted.
///
/// # Errors
/// When the encoder of the format fails.
pub fn export(
    corpus: &Corpus,
    texts: &Texts,
    set: &AnnotationSet,
    wanted: Wanted,
) -> io::Result<(Output, Report)> {
    let Wanted {
        format,
        query,
        wishes,
    } = wanted;
    let reading = if format.wants_documents() || wishes.context > 0 {
        Reading::Keeping
    } else {
        Reading::Always
    };
    let gathered = gather(corpus, texts, set, &query, reading, |_| true);
    let documents = gathered.iter().map(|one| source(one, set, wishes.context));
    let mut documents: Vec<Source<'_>> = documents.collect();
    if format.holds_records() && query == Query::default() {
        let silent = set
            .documents()
            .filter(|record| set.count_on(&record.path) == 0);
        documents.extend(silent.map(silent_source));
        documents.sort_by(|one, other| one.path.cmp(other.path));
    }
    let input = Input {
        corpus: &corpus.name(),
        codebook: set.codebook(),
        documents,
        wishes,
    };
    write(format, &input)
}

fn source<'a>(gathered: &'a Gathered<'_>, set: &'a AnnotationSet, context: usize) -> Source<'a> {
    let record = set.document(gathered.path);
    let document = gathered.document.as_ref();
    let with_context = document.filter(|_| context > 0);
    let sentences = with_context.map_or_else(Sentences::default, |document| {
        Sentences::of(document, &CodePoints::new(&document.text))
    });
    let item = |found: &'a Found<'_>| Item {
        annotation: found.annotation,
        state: found.state.map_or("unchecked", State::as_str),
        place: found.place,
        part: found.part.and_then(|part| gathered.parts.get(part)),
        around: with_context
            .zip(found.span)
            .and_then(|(document, span)| around(document, &sentences, span, context)),
    };
    Source {
        path: gathered.path,
        metadata: gathered.metadata.clone(),
        status: record.and_then(|record| record.status),
        tags: record.map_or(&[], |record| record.tags.as_slice()),
        hash: record.and_then(|record| record.hash.as_ref()),
        record,
        document,
        annotations: gathered.annotations.iter().map(item).collect(),
    }
}

/// A document that something is recorded of, and nothing annotated in.
fn silent_source(record: &DocumentRecord) -> Source<'_> {
    Source {
        path: &record.path,
        metadata: record.over(&Metadata::default()),
        status: record.status,
        tags: &record.tags,
        hash: record.hash.as_ref(),
        record: Some(record),
        document: None,
        annotations: Vec::new(),
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
    publisher: Publisher,
    format: &str,
    rest: &str,
) -> Result<Exported, String> {
    let format = Format::named(format)?;
    let (query, mut wishes, file) = wished(rest)?;
    wishes.publisher = publisher;
    let folder = std::env::current_dir().unwrap_or_default();
    let file = (!file.is_empty()).then(|| PathBuf::from(file));
    let wanted = Wanted {
        format,
        query,
        wishes,
    };
    to_file(corpus, texts, set, wanted, file, &folder)
}

/// What narrows an export, as on the command line, and what each asks; `--where`, which takes the rest of the line, is none
/// of these.
const CONDITIONS: [(&str, Option<Field>); 6] = [
    ("--tag", Some(Field::Tag)),
    ("--document", Some(Field::Doc)),
    ("--reviewer", Some(Field::By)),
    ("--since", Some(Field::Since)),
    ("--until", Some(Field::Until)),
    ("--text", None),
];

/// How many sentences before and after each quote are to stand beside it.
const CONTEXT: &str = "--context";

/// Reads what is to be exported from words typed on one line, such as `--tag claim my notes.md` or
/// `my notes.md --where tag:claim -status:final`; the words that are no condition are given back with spaces between them.
///
/// # Errors
/// A sentence that says which condition is wrong.
fn wished(line: &str) -> Result<(Query, Wishes, String), String> {
    let is_where = |at: &usize| {
        let before = line.get(..*at).unwrap_or_default();
        let after = line.get(at + "--where".len()..).unwrap_or_default();
        let ends = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == '=');
        ends && (before.is_empty() || before.ends_with(char::is_whitespace))
    };
    let at = line
        .match_indices("--where")
        .map(|(at, _)| at)
        .find(is_where);
    let (line, asked) = match at.and_then(|at| line.split_at_checked(at)) {
        Some((before, rest)) => {
            let rest = rest.strip_prefix("--where").unwrap_or_default();
            (before, Query::parse(rest.strip_prefix('=').unwrap_or(rest)))
        }
        None => (line, Ok(Query::default())),
    };
    let mut groups: [Vec<Query>; CONDITIONS.len()] = Default::default();
    let mut file = Vec::new();
    let mut wishes = Wishes::default();
    let mut words = words(line).into_iter();
    while let Some(word) = words.next() {
        if !word.starts_with("--") {
            file.push(word);
            continue;
        }
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (word.clone(), words.next()),
        };
        if name == CONTEXT {
            let count = value.and_then(|value| value.parse().ok());
            wishes.context = count.ok_or_else(|| {
                format!("{CONTEXT} takes a number of sentences, as in {CONTEXT} 2")
            })?;
            continue;
        }
        let found = CONDITIONS
            .iter()
            .zip(&mut groups)
            .find(|((known, _), _)| *known == name);
        let ((_, field), group) = found.ok_or_else(|| {
            let known: Vec<&str> = CONDITIONS.iter().map(|(known, _)| *known).collect();
            format!(
                "there is no condition {name}; there are {}, {CONTEXT} and --where",
                known.join(", ")
            )
        })?;
        let value =
            value.ok_or_else(|| format!("{name} of what? write for example {name} claim"))?;
        let query = match field {
            Some(field) => Query::of(*field, &value),
            None => Query::saying(&value),
        };
        group.push(query.map_err(|error| error.to_string())?);
    }
    let asked = asked.map_err(|error| error.to_string())?;
    Ok((Query::joined(groups, asked), wishes, file.join(" ")))
}

/// The words of a line; quotation marks hold several together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Exports into `file`, or into a file called after the corpus in `folder` when none is named.
///
/// # Errors
/// A sentence that says why nothing was written.
pub fn to_file(
    corpus: &Corpus,
    texts: &Texts,
    set: &AnnotationSet,
    mut wanted: Wanted,
    file: Option<PathBuf>,
    folder: &Path,
) -> Result<Exported, String> {
    let format = wanted.format;
    let called = || {
        let name = plain_name(&corpus.name());
        folder.join(if format.is_folder() {
            format!("{name}-{}", format.as_str())
        } else {
            format!("{name}.{}", format.extension())
        })
    };
    let path = file.map_or_else(called, |file| folder.join(from_home(file)));
    let failed = |error: &io::Error| {
        format!(
            "cannot export to {}: {}; name another {}",
            path.display(),
            plain(error),
            if format.is_folder() { "folder" } else { "file" }
        )
    };
    if format.is_folder() {
        wanted.wishes.earlier = folders::earlier(&path, format).map_err(|error| failed(&error))?;
    }
    let (output, report) = export(corpus, texts, set, wanted).map_err(|error| failed(&error))?;
    match output {
        Output::File(bytes) => replace(&path, format, &bytes),
        Output::Folder(files) => folders::replace(&path, format, &files),
    }
    .map_err(|error| failed(&error))?;
    Ok(Exported {
        sentence: summary(&report, &path.display().to_string()),
        dropped: report.dropped,
    })
}

/// How much of a file tells whether it is an earlier export, in bytes.
const HEAD: u64 = 1024;

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
    let head = match File::open(path) {
        Ok(file) => {
            let mut head = Vec::new();
            file.take(HEAD).read_to_end(&mut head)?;
            head
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    if !head.is_empty() && !format.is_earlier(&head) {
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
    if let Some(instead) = &report.instead {
        return format!("{instead} exported to {target}");
    }
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
    fn what_is_to_be_exported_is_typed_on_one_line() {
        for (line, query, file) in [
            (
                r#"--tag claim --text "per cent" my notes.md --since=2026-10-01"#,
                r#"tag:"claim" since:"2026-10-01" "per cent""#,
                "my notes.md",
            ),
            ("--tag a --tag b", r#"tag:"a" | tag:"b""#, ""),
            (
                r#"out.csv --reviewer dl --where tag:claim -note~"a b""#,
                r#"by:"dl" tag:claim -note~"a b""#,
                "out.csv",
            ),
            ("--where=a | b", "a | b", ""),
            ("my--where.md", "", "my--where.md"),
            ("", "", ""),
        ] {
            let (found, _, rest) = wished(line).unwrap();
            assert_eq!(
                (found.to_string().as_str(), rest.as_str()),
                (query, file),
                "{line}"
            );
        }
        let (_, wishes, rest) = wished("--context 2 notes.md").unwrap();
        assert_eq!((wishes.context, rest.as_str()), (2, "notes.md"));
        for wrong in [
            "--colour red",
            "--tag",
            "--since soon",
            "--text \"\"",
            "--where staus:new",
            "--context",
            "--context some",
        ] {
            assert!(wished(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn made_up_names_are_harmless() {
        assert_eq!(plain_name("libya"), "libya-annotations");
        assert_eq!(plain_name("../../x y.txt"), "x-y-annotations");
        assert_eq!(plain_name("\u{1b}]0;"), "0-annotations");
        assert_eq!(plain_name(""), "annotations");
    }
}
