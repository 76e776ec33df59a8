//! `postil agree`: how far reviewers agree, as a table, for a spreadsheet or for machines.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::setup::Setup;
use super::table::{Side, table};
use super::{Failure, complain, print_json};
use crate::cli::Shape;
use crate::corpus::Corpus;
use crate::export;
use crate::model::{AnnotationSet, Verdict};
use crate::review::agreement::{
    Agreement, Column, Computed, Dispute, Item, Reviewer, Row, Version, joined,
};
use crate::runtime::agreeing::agreement;
use crate::runtime::exporting::to_stdout;
use crate::runtime::missing;
use crate::store::texts::Texts;
use crate::store::{Loaded, Store};
use crate::text::{counted, visible};

#[derive(Serialize)]
struct Told<'a> {
    reviewers: Vec<Who<'a>>,
    documents: usize,
    sentences: usize,
    shared: usize,
    rows: Vec<Line<'a>>,
    disagreements: Vec<Apart<'a>>,
    decided: usize,
    remarks: &'a [String],
}

#[derive(Serialize)]
struct Who<'a> {
    name: &'a str,
    seen: usize,
    annotations: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    part: &'static str,
    about: &'a str,
    n: u64,
    agree: Measure<'a>,
    cohen: Measure<'a>,
    fleiss: Measure<'a>,
    alpha: Measure<'a>,
    alpha_u: Measure<'a>,
    f1: Measure<'a>,
    apart: Vec<Behind<'a>>,
}

/// A figure, or why there is none.
#[derive(Serialize)]
struct Measure<'a> {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Behind<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    answers: Vec<Option<&'a str>>,
    annotations: Vec<String>,
}

#[derive(Serialize)]
struct Apart<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    cost: u32,
    about: &'a [&'static str],
    versions: Vec<Voice<'a>>,
}

#[derive(Serialize)]
struct Voice<'a> {
    reviewer: &'a str,
    annotation: Option<String>,
    verdict: Option<&'a str>,
}

pub fn run(
    setup: &Setup,
    files: &[PathBuf],
    paths: &[PathBuf],
    is_whole: bool,
    shape: Shape,
) -> Result<(), Failure> {
    let (corpus, mut set) = opened(setup, files, paths)?;
    let texts = Texts::new(&setup.folders.data);
    let traced = missing::at_once(&corpus, &set, &texts, false);
    missing::follow(&mut set, &traced);
    let agreement = agreement(&corpus, &texts, &set, is_whole, &|| true).unwrap_or_default();
    if shape.json {
        return print_json(&told(&agreement));
    }
    if shape.csv {
        return Ok(to_stdout(&export::table(sheet(&agreement))?)?);
    }
    for remark in &agreement.remarks {
        complain(remark);
    }
    let told = [
        summary(&agreement),
        readable(&agreement),
        reasons(&agreement, is_whole),
    ];
    Ok(to_stdout(told.concat().as_bytes())?)
}

/// The corpus that is meant, and what is to be compared: several files, or the one of the corpus.
fn opened(
    setup: &Setup,
    files: &[PathBuf],
    paths: &[PathBuf],
) -> Result<(Corpus, AnnotationSet), Failure> {
    let beside = files.first().and_then(|file| {
        let folder = file.parent()?;
        let is_here = folder.as_os_str().is_empty();
        Some(if is_here { Path::new(".") } else { folder }.to_owned())
    });
    let paths = match beside {
        Some(folder) if paths.is_empty() => vec![folder],
        _ => paths.to_vec(),
    };
    let corpus = setup.corpus(&paths)?;
    if files.is_empty() {
        let set = setup.annotations(&corpus)?;
        return Ok((corpus, set));
    }
    let mut sets = Vec::new();
    for file in files {
        let name = file.display().to_string();
        if !file.is_file() {
            return Err(Failure::Misused(format!(
                "there is no annotations file {name}; `--corpus FOLDER` says where the articles are"
            )));
        }
        let Loaded { set, problems, .. } = Store::open(file).map_err(Failure::failed)?;
        for problem in &problems {
            complain(&problem.to_string());
        }
        sets.push((name, set));
    }
    Ok((corpus, joined(sets)))
}

fn name_of(reviewer: &str) -> &str {
    if reviewer.is_empty() {
        "no name"
    } else {
        reviewer
    }
}

/// Who is compared, and over what.
fn summary(agreement: &Agreement) -> String {
    let Agreement {
        reviewers,
        documents,
        sentences,
        shared,
        ..
    } = agreement;
    let mut text = String::new();
    for Reviewer {
        name,
        seen,
        annotations,
    } in reviewers
    {
        let name = visible::one_line(name_of(name));
        let (sentences, annotations) = (
            counted(*seen, "sentence"),
            counted(*annotations, "annotation"),
        );
        _ = writeln!(text, "{name}: {sentences} seen, {annotations}");
    }
    let articles = counted(*documents, "article");
    let sentences = counted(*sentences, "sentence");
    _ = writeln!(
        text,
        "seen by two or more: {shared} of {sentences} in {articles}\n"
    );
    text
}

const HEADINGS: [&str; 6] = ["agree", "cohen", "fleiss", "alpha", "alpha-u", "f1"];

/// A figure in two digits, with its interval.
fn shown(figure: &Computed) -> String {
    match figure {
        Err(_) => "—".to_owned(),
        Ok(figure) => match figure.interval {
            None => figure.short(),
            Some((low, high)) => format!("{} ({low:.2}–{high:.2})", figure.short()),
        },
    }
}

/// The table for people.
fn readable(agreement: &Agreement) -> String {
    let words = |text: &str| (text.to_owned(), 40, Side::Left);
    let mut columns = vec![words(""), ("n".to_owned(), 12, Side::Right)];
    columns.extend(HEADINGS.map(words));
    let rows: Vec<Vec<String>> = agreement
        .rows
        .iter()
        .map(|row| {
            let first = [row.subject.name().to_owned(), row.units.to_string()];
            first
                .into_iter()
                .chain(row.figures.iter().map(shown))
                .collect()
        })
        .collect();
    table(&columns, &rows)
}

/// Why some figures are not there, each reason once with the rows and the measures that it is about.
fn reasons(agreement: &Agreement, is_whole: bool) -> String {
    let mut reasons: BTreeMap<String, BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    for row in &agreement.rows {
        let mut here: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (figure, heading) in row.figures.iter().zip(HEADINGS) {
            if let Err(reason) = figure {
                here.entry(reason.to_string()).or_default().push(heading);
            }
        }
        for (reason, measures) in here {
            let about = reasons.entry(reason).or_default();
            about
                .entry(measures.join(", "))
                .or_default()
                .push(row.subject.name());
        }
    }
    let mut text = String::new();
    for (reason, about) in reasons {
        _ = writeln!(text, "\n— {reason}:");
        for (measures, rows) in about {
            let rows = visible::one_line(&rows.join(", ")).into_owned();
            _ = writeln!(text, "  {measures}: {rows}");
        }
    }
    if agreement.shared == 0 && !is_whole {
        text.push_str(
            "\nSentences count as seen that were reviewed one by one (R). `--whole` takes every article that a reviewer \
             annotated for one that was read through.\n",
        );
    }
    text
}

/// Everything there is, a row for each under one of headings.
fn sheet(agreement: &Agreement) -> Vec<Vec<String>> {
    let mut heading: Vec<String> = ["part", "about", "n"].map(str::to_owned).to_vec();
    for name in HEADINGS {
        heading.extend([
            name.to_owned(),
            format!("{name} low"),
            format!("{name} high"),
        ]);
    }
    let mut rows = vec![heading];
    for row in &agreement.rows {
        let mut cells = vec![
            row.subject.part().as_str().to_owned(),
            row.subject.name().to_owned(),
            row.units.to_string(),
        ];
        for figure in &row.figures {
            let number =
                |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.4}"));
            let value = figure
                .as_ref()
                .map_or_else(ToString::to_string, |figure| number(Some(figure.value)));
            let interval = figure.as_ref().ok().and_then(|figure| figure.interval);
            cells.extend([
                value,
                number(interval.map(|(low, _)| low)),
                number(interval.map(|(_, high)| high)),
            ]);
        }
        rows.push(cells);
    }
    rows
}

fn told(agreement: &Agreement) -> Told<'_> {
    Told {
        reviewers: agreement
            .reviewers
            .iter()
            .map(|reviewer| Who {
                name: &reviewer.name,
                seen: reviewer.seen,
                annotations: reviewer.annotations,
            })
            .collect(),
        documents: agreement.documents,
        sentences: agreement.sentences,
        shared: agreement.shared,
        rows: agreement.rows.iter().map(line).collect(),
        disagreements: agreement.disputes.iter().map(apart).collect(),
        decided: agreement.decided,
        remarks: &agreement.remarks,
    }
}

fn line(row: &Row) -> Line<'_> {
    let measure = |column: Column| measure(row.figure(column));
    Line {
        part: row.subject.part().as_str(),
        about: row.subject.name(),
        n: row.units,
        agree: measure(Column::Raw),
        cohen: measure(Column::Cohen),
        fleiss: measure(Column::Fleiss),
        alpha: measure(Column::Alpha),
        alpha_u: measure(Column::Unitizing),
        f1: measure(Column::Overlap),
        apart: row
            .items
            .iter()
            .filter(|item| !item.agrees)
            .map(behind)
            .collect(),
    }
}

fn measure(figure: Option<&Computed>) -> Measure<'_> {
    let known = figure.and_then(|figure| figure.as_ref().ok());
    let interval = known.and_then(|figure| figure.interval);
    Measure {
        value: known.map(|figure| figure.value),
        low: interval.map(|(low, _)| low),
        high: interval.map(|(_, high)| high),
        reason: figure.and_then(|figure| Some(figure.as_ref().err()?.reason())),
    }
}

fn behind(item: &Item) -> Behind<'_> {
    Behind {
        document: item.document.as_str(),
        start: item.place.0,
        end: item.place.1,
        answers: item.answers.iter().map(Option::as_deref).collect(),
        annotations: item.annotations.iter().map(ToString::to_string).collect(),
    }
}

fn voice(version: &Version) -> Voice<'_> {
    Voice {
        reviewer: &version.reviewer,
        annotation: version.annotation.as_ref().map(ToString::to_string),
        verdict: version.verdict.as_ref().map(Verdict::as_str),
    }
}

fn apart(dispute: &Dispute) -> Apart<'_> {
    Apart {
        document: dispute.document.as_str(),
        start: dispute.place.0,
        end: dispute.place.1,
        cost: dispute.cost,
        about: &dispute.about,
        versions: dispute.versions.iter().map(voice).collect(),
    }
}
