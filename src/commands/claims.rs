//! `postil claims`: the ledger, as a table, for a spreadsheet or for machines.

use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::table::{Side, table};
use super::{Failure, print_json};
use crate::anchor::State;
use crate::cli::Shape;
use crate::export;
use crate::model::{
    Annotation, Attribution, CheckWorthy, ClaimKind, ClaimStatus, TagName, Verdict,
};
use crate::review::Query;
use crate::review::ledger::{Row, SortKey, linked_from, sort};
use crate::runtime::exporting::to_stdout;
use crate::runtime::gathering::{Reading, gather};
use crate::runtime::missing;
use crate::store::texts::Texts;

#[derive(Serialize)]
struct Listed<'a> {
    id: String,
    document: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
    claim: &'a str,
    quote: &'a str,
    claimant: &'a str,
    attribution: Option<&'static str>,
    kinds: Vec<&'static str>,
    checkworthy: Option<&'static str>,
    tags: Vec<&'a str>,
    status: Option<&'static str>,
    verdict: Option<&'a str>,
    stale: bool,
    confidence: &'a str,
    reviewers: Vec<&'a str>,
    links_from: usize,
    links_to: usize,
    state: &'static str,
    created: String,
}

impl<'a> From<&Row<'a>> for Listed<'a> {
    fn from(row: &Row<'a>) -> Self {
        let (annotation, claim) = (row.annotation(), row.claim);
        Self {
            id: annotation.id.to_string(),
            document: annotation.document.as_str(),
            title: row.about.title,
            date: row.about.date,
            claim: &claim.statement,
            quote: &annotation.place().quote,
            claimant: &claim.claimant,
            attribution: claim.attribution.map(Attribution::as_str),
            kinds: claim.kinds.iter().copied().map(ClaimKind::as_str).collect(),
            checkworthy: claim.checkworthy.map(CheckWorthy::as_str),
            tags: annotation.tags.iter().map(TagName::as_str).collect(),
            status: claim.status.map(ClaimStatus::as_str),
            verdict: row.verdict().map(Verdict::as_str),
            stale: row.is_stale(),
            confidence: row.confidence(),
            reviewers: row.reviewers(),
            links_from: annotation.links.len(),
            links_to: row.linked_from,
            state: row.about.state.map_or("unchecked", State::as_str),
            created: annotation.created.to_string(),
        }
    }
}

pub fn run(
    setup: &Setup,
    paths: &[PathBuf],
    query: &Query,
    (key, downwards): (SortKey, bool),
    shape: Shape,
) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let mut set = setup.annotations(&corpus)?;
    let texts = Texts::new(&setup.folders.data);
    let traced = missing::at_once(&corpus, &set, &texts, false);
    missing::follow(&mut set, &traced);
    let is_claim = |annotation: &Annotation| annotation.claim.is_some();
    let gathered = gather(&corpus, &texts, &set, query, Reading::Always, is_claim);
    let linked = linked_from(&set);
    let all = gathered.iter().flat_map(|document| {
        let found = document.annotations.iter();
        found.map(|found| document.about(found))
    });
    let mut rows: Vec<Row<'_>> = all
        .filter_map(|about| Row::new(about, linked.get(&about.annotation.id).copied()))
        .collect();
    sort(&mut rows, key, downwards, set.codebook());
    if shape.json {
        return print_json(&rows.iter().map(Listed::from).collect::<Vec<_>>());
    }
    if shape.csv {
        return Ok(to_stdout(&export::table(sheet(&rows))?)?);
    }
    Ok(to_stdout(readable(&rows).as_bytes())?)
}

/// Everything there is, a row for each claim under one of headings.
fn sheet(rows: &[Row<'_>]) -> Vec<Vec<String>> {
    let heading = [
        "id",
        "document",
        "title",
        "date",
        "claim",
        "quote",
        "claimant",
        "attribution",
        "kinds",
        "checkworthy",
        "tags",
        "status",
        "verdict",
        "stale",
        "confidence",
        "reviewers",
        "links from",
        "links to",
        "state",
        "created",
    ];
    let heading = heading.map(str::to_owned).to_vec();
    let cells = |row: &Row<'_>| {
        let listed = Listed::from(row);
        let word = |word: Option<&str>| word.unwrap_or_default().to_owned();
        vec![
            listed.id,
            listed.document.to_owned(),
            word(listed.title),
            word(listed.date),
            listed.claim.to_owned(),
            listed.quote.to_owned(),
            listed.claimant.to_owned(),
            word(listed.attribution),
            listed.kinds.join("; "),
            word(listed.checkworthy),
            listed.tags.join("; "),
            word(listed.status),
            word(listed.verdict),
            if listed.stale { "yes" } else { "no" }.to_owned(),
            listed.confidence.to_owned(),
            listed.reviewers.join("; "),
            listed.links_from.to_string(),
            listed.links_to.to_string(),
            listed.state.to_owned(),
            listed.created,
        ]
    };
    std::iter::once(heading)
        .chain(rows.iter().map(cells))
        .collect()
}

/// What matters most, in columns.
fn readable(rows: &[Row<'_>]) -> String {
    let columns = [
        ("claim", 60, Side::Left),
        ("claimant", 24, Side::Left),
        ("document", 32, Side::Left),
        ("date", 10, Side::Left),
        ("tags", 24, Side::Left),
        ("status", 12, Side::Left),
        ("verdict", 28, Side::Left),
        ("reviewers", 16, Side::Left),
        ("links", 5, Side::Right),
    ];
    let cells = |row: &Row<'_>| {
        let claim = row.claim;
        let tags: Vec<&str> = row.annotation().tags.iter().map(TagName::as_str).collect();
        let verdict = row.verdict().map_or("", |verdict| verdict.as_str());
        let stale = if row.is_stale() { " (stale)" } else { "" };
        vec![
            row.words().to_owned(),
            claim.claimant.clone(),
            row.annotation().document.as_str().to_owned(),
            row.about.date.unwrap_or_default().to_owned(),
            tags.join(", "),
            claim.status.map_or("", |status| status.as_str()).to_owned(),
            format!("{verdict}{stale}"),
            row.reviewers().join(", "),
            row.links().to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let columns = columns.map(|(heading, most, side)| (heading.to_owned(), most, side));
    table(&columns, &rows)
}
