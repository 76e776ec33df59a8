//! `postil check`: whether every annotation is where it belongs, and the texts that are kept to find it again.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, complain, print_json, print_rows};
use crate::anchor::{Candidate, Placement, State, is_made_in, resolve_latest};
use crate::app::missing::Missing;
use crate::corpus::Corpus;
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, DocPath, DocumentRecord, Edit, Problem, Span, TextHash,
};
use crate::review::{is_stale, latest};
use crate::runtime::missing;
use crate::runtime::spreading::{spread, threads};
use crate::store::texts::{Texts, mentioned};
use crate::store::{FILE_NAME, Store, StoreError, annotations_path, backup, plain};
use crate::text::counted;
use crate::text::positions::CodePoints;

/// What is wanted of a check beside its report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes {
    /// The report for machines.
    pub json: bool,
    /// That the texts of annotated documents are kept first.
    pub keep_texts: bool,
    /// That the kept texts are deleted first that nobody mentions.
    pub prune_texts: bool,
}

#[derive(Serialize)]
struct Report {
    annotations: Vec<Checked>,
    problems: Vec<Found>,
    missing: Vec<Gone>,
}

#[derive(Serialize)]
struct Checked {
    id: String,
    document: String,
    state: &'static str,
    start: Option<usize>,
    end: Option<usize>,
    score: f32,
    method: &'static str,
    rival: f32,
    candidates: Vec<Choice>,
    quote_now: Option<String>,
    found_in: Option<String>,
    /// Whether the verdict was given on another text; nothing where there is none, or where that is not known.
    stale: Option<bool>,
}

#[derive(Serialize)]
struct Choice {
    start: usize,
    end: usize,
    score: f32,
}

#[derive(Serialize)]
struct Found {
    path: String,
    line: Option<usize>,
    message: String,
    column: Option<usize>,
}

/// A document that is not there, or from which annotations have gone.
#[derive(Serialize)]
struct Gone {
    path: String,
    is_there: bool,
    same: Vec<String>,
    alike: Vec<Alike>,
}

#[derive(Serialize)]
struct Alike {
    path: String,
    quotes: usize,
    of: usize,
}

pub fn run(setup: &Setup, paths: &[PathBuf], wishes: Wishes) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let mut loaded = setup.loaded(&corpus)?;
    let texts = Texts::new(&setup.folders.data);
    if wishes.keep_texts {
        note_hashes(setup, &corpus, &mut loaded.set)?;
        complain(&keep(&corpus, &loaded.set, &texts)?);
    }
    if wishes.prune_texts {
        complain(&prune(setup, &corpus, &texts)?);
    }
    setup.lay_others(&corpus, &mut loaded.set)?;
    let problems = loaded.problems.into_iter().chain(loaded.remarks);
    let report = check(&corpus, &loaded.set, &texts, problems.collect());
    if wishes.json {
        print_json(&report)?;
    } else {
        print_rows(readable(report))?;
    }
    match loaded.read_only {
        Some(reason) => Err(Failure::Failed(format!("nothing can be saved: {reason}"))),
        None => Ok(()),
    }
}

#[derive(Serialize)]
struct Kept {
    path: String,
    time: String,
    records: usize,
}

/// Lists the copies that were kept of the annotations file.
pub fn backups(setup: &Setup, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let annotations = setup.located(&corpus).path;
    let found = backup::list(&setup.folders.state, &annotations)
        .map_err(|error| Failure::Failed(format!("cannot read the backups: {}", plain(&error))))?;
    let kept = found.into_iter().map(|backup| Kept {
        path: backup.path.display().to_string(),
        time: backup.at.to_string(),
        records: backup.records,
    });
    let kept: Vec<Kept> = kept.collect();
    if json {
        return print_json(&kept);
    }
    let row = |kept: Kept| vec![kept.time, counted(kept.records, "record"), kept.path];
    print_rows(kept.into_iter().map(row))
}

fn check(corpus: &Corpus, set: &AnnotationSet, texts: &Texts, problems: Vec<Problem>) -> Report {
    let mut problems: Vec<Found> = problems
        .into_iter()
        .map(|problem| Found {
            path: problem.file,
            line: problem.line,
            message: problem.message,
            column: problem.column,
        })
        .collect();
    let mut traced = missing::at_once(corpus, set, texts, true);
    let mut annotated = set.annotated();
    if corpus.is_passing() {
        // What is in no result today is kept for the day when it is in one.
        let there: HashSet<DocPath> = corpus.list().0.into_iter().collect();
        annotated.retain(|path| there.contains(*path));
    }
    let mut checked = resolve(corpus, set, texts, &traced, &annotated);
    // What is gone from its own document may be in another one.
    let gone = checked.iter().flat_map(|found| &found.orphans);
    let gone: BTreeSet<AnnotationId> = gone.copied().collect();
    let strayed = missing::orphans_at_once(corpus, set, texts, &gone);
    let replaced = strayed
        .iter()
        .filter(|missing| missing.found_in().is_some());
    let replaced: HashSet<&DocPath> = replaced.map(|missing| &missing.path).collect();
    checked.retain(|found| !replaced.contains(&found.path));
    let replaced: Vec<&DocPath> = replaced.into_iter().collect();
    checked.extend(resolve(corpus, set, texts, &strayed, &replaced));
    checked.sort_by(|one, other| one.path.cmp(&other.path));
    traced.extend(
        strayed
            .into_iter()
            .filter(|missing| missing.candidates().next().is_some()),
    );
    let mut annotations = Vec::new();
    for found in checked {
        annotations.extend(found.annotations);
        problems.extend(found.problem);
    }
    tell_where_orphans_are(&mut annotations, &traced);
    Report {
        annotations,
        problems,
        missing: traced.into_iter().map(gone_from).collect(),
    }
}

/// What was found of one document.
struct InDocument {
    path: DocPath,
    annotations: Vec<Checked>,
    /// What has no place in it, though it can be read.
    orphans: Vec<AnnotationId>,
    /// Why it cannot be read, if so.
    problem: Option<Found>,
}

fn resolve(
    corpus: &Corpus,
    set: &AnnotationSet,
    texts: &Texts,
    traced: &[Missing],
    paths: &[&DocPath],
) -> Vec<InDocument> {
    let found_in = traced.iter();
    let found_in = found_in.filter_map(|missing| Some((&missing.path, missing.found_in()?)));
    let found_in: HashMap<&DocPath, &DocPath> = found_in.collect();
    spread(paths, threads(), |path| {
        document(corpus, set, texts, path, found_in.get(path).copied())
    })
}

/// Says of each orphan whose quote stands in one other document which that is.
fn tell_where_orphans_are(annotations: &mut [Checked], traced: &[Missing]) {
    let mut holders: HashMap<String, Vec<&DocPath>> = HashMap::new();
    for missing in traced {
        for gone in &missing.annotations {
            holders.insert(gone.id.to_string(), missing.holders(gone.id).collect());
        }
    }
    let orphans = annotations.iter_mut();
    let orphans = orphans.filter(|checked| checked.state == State::Orphan.as_str());
    for checked in orphans.filter(|checked| checked.found_in.is_none()) {
        if let Some([only]) = holders.get(&checked.id).map(Vec::as_slice) {
            checked.found_in = Some(only.to_string());
        }
    }
}

/// How every annotation on the document at `path` was found, which is at `now` where that is elsewhere.
fn document(
    corpus: &Corpus,
    set: &AnnotationSet,
    texts: &Texts,
    path: &DocPath,
    now: Option<&DocPath>,
) -> InDocument {
    let on: Vec<&Annotation> = set.on(path).collect();
    let document = match corpus.read(now.unwrap_or(path)) {
        Ok(document) => document,
        Err(error) => {
            let problem = Found {
                path: path.to_string(),
                line: None,
                column: None,
                message: error.to_string(),
            };
            let lost = on.iter().map(|annotation| {
                let nowhere = CodePoints::default();
                checked(annotation, &Placement::orphan(), ("", &nowhere), None, None)
            });
            return InDocument {
                path: path.clone(),
                annotations: lost.collect(),
                orphans: Vec::new(),
                problem: Some(problem),
            };
        }
    };
    let points = CodePoints::new(&document.text);
    let earlier = missing::earlier(set, path, &document, texts);
    let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
    let wanted = on
        .iter()
        .map(|annotation| (annotation.place(), &annotation.selector));
    let found = resolve_latest(&document.text, &points, &earlier, wanted);
    let is_orphan = |placement: &Placement| now.is_none() && placement.state == State::Orphan;
    let orphans = on.iter().zip(&found);
    let orphans = orphans.filter(|(_, placement)| is_orphan(placement));
    let orphans = orphans.map(|(annotation, _)| annotation.id).collect();
    let checked = on.iter().zip(found).map(|(annotation, placement)| {
        let text = (document.text.as_str(), &points);
        checked(annotation, &placement, text, Some(&document.hash), now)
    });
    InDocument {
        path: path.clone(),
        annotations: checked.collect(),
        orphans,
        problem: None,
    }
}

fn checked(
    annotation: &Annotation,
    placement: &Placement,
    (text, points): (&str, &CodePoints),
    hash: Option<&TextHash>,
    found_in: Option<&DocPath>,
) -> Checked {
    let at = |byte: usize| points.from_byte(text, byte);
    let choice = |candidate: &Candidate| Choice {
        start: at(candidate.span.start),
        end: at(candidate.span.end),
        score: candidate.score,
    };
    let span: Option<Span> = placement.span;
    let judged = annotation.claim.as_ref().and_then(latest);
    Checked {
        id: annotation.id.to_string(),
        document: annotation.document.to_string(),
        state: placement.state.as_str(),
        start: span.map(|span| at(span.start)),
        end: span.map(|span| at(span.end)),
        score: placement.score,
        method: placement.method.as_str(),
        rival: placement.rival,
        candidates: placement.candidates.iter().map(choice).collect(),
        quote_now: span.map(|span| span.of(text).to_owned()),
        found_in: found_in.map(ToString::to_string),
        stale: judged
            .zip(hash)
            .map(|(judged, hash)| is_stale(judged, hash)),
    }
}

fn gone_from(missing: Missing) -> Gone {
    let alike = missing.alike.into_iter().map(|alike| Alike {
        path: alike.path.to_string(),
        quotes: alike.quotes,
        of: alike.of,
    });
    Gone {
        path: missing.path.to_string(),
        is_there: missing.is_there,
        same: missing.same.iter().map(ToString::to_string).collect(),
        alike: alike.collect(),
    }
}

/// Notes the hash of every text of which the annotations file has none and in which all annotations stand as they were
/// made, as it is with a file that another program wrote: a kept text is found by it.
fn note_hashes(setup: &Setup, corpus: &Corpus, set: &mut AnnotationSet) -> Result<(), Failure> {
    let nameless = |path: &&DocPath| {
        set.document(path)
            .is_none_or(|record| record.hash.is_none())
    };
    let annotated = set.annotated();
    let nameless: Vec<&DocPath> = annotated.iter().copied().filter(nameless).collect();
    let hashes = spread(&nameless, threads(), |path| {
        let text = corpus.text(path).ok()?;
        let points = CodePoints::new(&text);
        let is_here = |annotation: &Annotation| is_made_in(&text, &points, &annotation.selector);
        set.on(path).all(is_here).then(|| TextHash::of(&text))
    });
    let noted = nameless.iter().zip(hashes);
    let edits: Vec<Edit> = noted
        .filter_map(|(path, hash)| {
            let before = set.document(path).cloned();
            let mut after = before
                .clone()
                .unwrap_or_else(|| DocumentRecord::new((*path).clone()));
            after.annotated_as(&hash?);
            Some(Edit::Document {
                before: before.map(Box::new),
                after: Some(Box::new(after)),
            })
        })
        .collect();
    if edits.is_empty() {
        return Ok(());
    }
    let failed = |error: StoreError| Failure::Failed(error.to_string());
    let mut store = Store::open(&setup.located(corpus).path)
        .map_err(failed)?
        .store;
    store.save(&edits).map_err(failed)?;
    for edit in &edits {
        set.apply(edit);
    }
    Ok(())
}

/// Keeps the text of every annotated document that has not changed since; what became of them, as a sentence.
fn keep(corpus: &Corpus, set: &AnnotationSet, texts: &Texts) -> Result<String, Failure> {
    let annotated = set.annotated();
    let kept = spread(&annotated, threads(), |path| {
        let recorded = set.document(path).and_then(|record| record.hash.as_ref());
        let read = corpus.text(path).ok();
        let same = recorded
            .zip(read)
            .filter(|(hash, text)| TextHash::of(text) == **hash);
        same.map(|(hash, text)| texts.keep(hash, &text))
    });
    let (mut written, mut known, mut changed) = (0, 0, 0);
    for kept in kept {
        match kept {
            Some(Ok(true)) => written += 1,
            Some(Ok(false)) => known += 1,
            Some(Err(error)) => {
                return Err(Failure::Failed(format!(
                    "cannot keep texts in {}: {}; see that there is room and that you may write there",
                    texts.folder().display(),
                    plain(&error)
                )));
            }
            None => changed += 1,
        }
    }
    let documents = counted(written, "document");
    Ok(format!(
        "kept the texts of {documents}; of {known} they were kept already, and {changed} are not what was annotated"
    ))
}

/// Deletes the kept texts that the annotations of no corpus mention, of those that postil knows; what became of them, as a
/// sentence.
fn prune(setup: &Setup, corpus: &Corpus, texts: &Texts) -> Result<String, Failure> {
    let mut files: HashSet<PathBuf> = HashSet::new();
    let data = &setup.folders.data;
    let remembered = setup.remembered();
    for known in remembered.iter().chain([corpus]) {
        files.insert(setup.located(known).path);
        files.insert(annotations_path(None, known.root(), &known.key(), data).path);
        files.extend(known.root().map(|root| root.join(FILE_NAME)));
    }
    files.insert(data.join("builtin").join(FILE_NAME));
    let corpora = fs::read_dir(data.join("corpora")).into_iter().flatten();
    files.extend(corpora.flatten().map(|entry| entry.path().join(FILE_NAME)));
    // What can still be taken back, or copied back, is wanted too.
    for folder in ["journals", "backups"] {
        files.extend(files_under(setup.folders.state.join(folder)));
    }
    let failed = |what: &std::path::Path, error: &std::io::Error| {
        Failure::Failed(format!(
            "cannot tell which texts are wanted: {}: {}; nothing was deleted for it",
            what.display(),
            plain(error)
        ))
    };
    let mut wanted = HashSet::new();
    for file in &files {
        wanted.extend(mentioned(file).map_err(|error| failed(file, &error))?);
    }
    let pruned = texts
        .prune(&wanted)
        .map_err(|error| failed(texts.folder(), &error))?;
    Ok(format!(
        "deleted {}, {} bytes; {} mentioned",
        counted(pruned.texts, "text"),
        pruned.bytes,
        counted(wanted.len(), "text")
    ))
}

/// Every regular file in `folder` and the folders in it.
fn files_under(folder: PathBuf) -> Vec<PathBuf> {
    let mut folders = vec![folder];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files
}

/// What is not where it was made, what could not be read, and how many are well.
fn readable(report: Report) -> Vec<Vec<String>> {
    let (all, problems) = (report.annotations.len(), report.problems.len());
    let mut exact = 0;
    let mut stale = 0;
    let mut rows = Vec::new();
    for checked in report.annotations {
        if checked.stale == Some(true) {
            stale += 1;
            let (document, id) = (checked.document.clone(), checked.id.clone());
            rows.push(vec!["stale verdict".to_owned(), document, id]);
        }
        if checked.state == State::Exact.as_str() && checked.found_in.is_none() {
            exact += 1;
        } else {
            let document = match checked.found_in {
                Some(now) if checked.state == State::Orphan.as_str() => {
                    format!("{} (its words are in {now})", checked.document)
                }
                Some(now) => format!("{} (now {now})", checked.document),
                None => checked.document,
            };
            rows.push(vec![checked.state.to_owned(), document, checked.id]);
        }
    }
    rows.extend(report.problems.into_iter().map(|problem| {
        let mut place = problem.path;
        for number in [problem.line, problem.column].into_iter().flatten() {
            let _ = write!(place, ":{number}");
        }
        vec!["problem".to_owned(), place, problem.message]
    }));
    for gone in report.missing {
        let same = gone
            .same
            .into_iter()
            .map(|path| format!("{path} (the same text)"));
        let alike = gone
            .alike
            .into_iter()
            .map(|alike| format!("{} ({} of {} quotes)", alike.path, alike.quotes, alike.of));
        let may_be: Vec<String> = same.chain(alike).collect();
        if !may_be.is_empty() {
            let what = if gone.is_there {
                "gone from"
            } else {
                "missing"
            };
            rows.push(vec![what.to_owned(), gone.path, may_be.join(", ")]);
        }
    }
    let problems = counted(problems, "problem");
    let judged = match stale {
        0 => String::new(),
        count => format!("; {} stale", counted(count, "verdict")),
    };
    rows.push(vec![format!(
        "{exact} of {} {}{judged}; {problems}",
        counted(all, "annotation"),
        if exact == 1 {
            "is where it was made"
        } else {
            "are where they were made"
        }
    )]);
    rows
}
