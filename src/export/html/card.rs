//! A note in the margin: what somebody said of a place, what it asserts, what was found, and where it leads.

use super::index::Note;
use super::{Page, facts};
use crate::model::{Assessment, CheckWorthy, Claim, Evidence, Relation};
use crate::review::latest;
use crate::text::counted;

/// How many words of another annotation stand for it in a link.
const LINK_WORDS: usize = 10;

/// Writes the note; with the words it was made on, where it has no place in the text.
pub(super) fn write(page: &mut Page<'_>, note: &Note<'_>, with_quote: bool) {
    let annotation = note.annotation();
    let number = note.number.to_string();
    let class = format!("note {}", page.index.hue(annotation.tags.first()));
    page.out.open(
        "div",
        &[
            ("class", &class),
            ("id", &format!("n{number}")),
            ("data-n", &number),
            ("role", "note"),
            ("aria-label", &format!("Note {number}")),
            ("tabindex", "-1"),
        ],
    );
    page.out.raw("\n<div class=\"top\">");
    if with_quote {
        page.out.element("span", &[("class", "number")], &number);
    } else {
        let label = format!("Note {number}: to its place in the text");
        let dressed = [("class", "number"), ("aria-label", &*label)];
        page.out.jump("a", note.number, &dressed);
        page.out.number(note.number);
        page.out.raw("</a>");
    }
    for tag in &annotation.tags {
        page.out.raw(" ");
        page.tag(tag);
    }
    if !matches!(note.item.state, "exact" | "unchecked") {
        let state = note.item.state.replace('-', " ");
        page.out.raw(" ");
        page.out.element("span", &[("class", "state")], &state);
    }
    page.out.raw("</div>\n");
    if with_quote {
        quote(page, note);
    }
    if !annotation.note.trim().is_empty() {
        page.out.open("p", &[("class", "said"), ("dir", "auto")]);
        page.out.text(annotation.note.trim());
        page.out.raw("</p>\n");
    }
    if let Some(claim) = &annotation.claim {
        write_claim(page, note, claim);
    }
    write_links(page, note);
    page.out.raw("<p class=\"who\">");
    let day = annotation.created.strftime("%Y-%m-%d").to_string();
    facts(&mut page.out, &[&annotation.reviewer, &day]);
    page.out.raw("</p>\n</div>\n");
}

/// The words the note was made on, with what stood around them.
fn quote(page: &mut Page<'_>, note: &Note<'_>) {
    let place = note.annotation().place();
    page.out.raw("<blockquote class=\"quote\" dir=\"auto\">");
    page.out.text(&place.prefix);
    page.out.open(
        "mark",
        &[("class", &page.index.hue(note.annotation().tags.first()))],
    );
    page.out.text(&place.quote);
    page.out.raw("</mark>");
    page.out.text(&place.suffix);
    page.out.raw("</blockquote>\n");
}

fn write_claim(page: &mut Page<'_>, note: &Note<'_>, claim: &Claim) {
    page.out.raw("<div class=\"claim\">\n<p class=\"statement\" dir=\"auto\"><span class=\"label\">Claim</span> ");
    page.out.line(&claim.statement);
    page.out.raw("</p>\n<p class=\"facts\">");
    let kinds: Vec<&str> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
    let checkworthy = claim.checkworthy.map(CheckWorthy::as_str);
    facts(
        &mut page.out,
        &[
            &claim.claimant,
            claim.attribution.map_or("", |one| one.as_str()),
            &kinds.join(", "),
            &checkworthy.map_or_else(String::new, |one| format!("worth checking: {one}")),
            claim.status.map_or("", |one| one.as_str()),
        ],
    );
    page.out.raw("</p>\n");
    if let Some(judged) = latest(claim) {
        page.out.raw("<p class=\"judged\">");
        if let Some(verdict) = &judged.verdict {
            page.verdict(verdict);
        }
        let stale = if page.index.is_stale(note) {
            "given on an earlier text"
        } else {
            ""
        };
        page.out.raw(" ");
        facts(&mut page.out, &[&judged.confidence, stale]);
        page.out.raw("</p>\n");
    }
    let mut found = Vec::new();
    if !claim.assessments.is_empty() {
        found.push(counted(claim.assessments.len(), "assessment"));
    }
    match claim.evidence.len() {
        0 => {}
        1 => found.push("1 piece of evidence".to_owned()),
        count => found.push(format!("{count} pieces of evidence")),
    }
    if !found.is_empty() {
        page.out.raw("<details>\n");
        page.out.element("summary", &[], &found.join(", "));
        page.out.raw("\n<ul>\n");
        for assessment in &claim.assessments {
            write_assessment(page, assessment);
        }
        for evidence in &claim.evidence {
            write_evidence(page, evidence);
        }
        page.out.raw("</ul>\n</details>\n");
    }
    page.out.raw("</div>\n");
}

fn write_assessment(page: &mut Page<'_>, assessment: &Assessment) {
    page.out.raw("<li>");
    match &assessment.verdict {
        Some(verdict) => page.verdict(verdict),
        None => page.out.raw("<span class=\"label\">no verdict</span>"),
    }
    page.out.raw(" ");
    let day = assessment.at.strftime("%Y-%m-%d").to_string();
    facts(
        &mut page.out,
        &[&assessment.confidence, &assessment.reviewer, &day],
    );
    said(page, &assessment.rationale);
    page.out.raw("</li>\n");
}

fn write_evidence(page: &mut Page<'_>, evidence: &Evidence) {
    page.out.raw("<li><span class=\"label\">");
    page.out
        .raw(evidence.stance.map_or("evidence", |stance| stance.as_str()));
    page.out.raw("</span> ");
    page.out.line(&evidence.citation);
    if let Some(id) = evidence.annotation() {
        page.out.raw(" ");
        match page.index.number(id) {
            Some(number) => page.reference(number),
            None => page
                .out
                .raw("<span class=\"where\">an annotation that is not here</span>"),
        }
    } else if !evidence.url.trim().is_empty() {
        page.out.raw(" ");
        page.address(&evidence.url, "out");
    }
    if let Some(day) = evidence.accessed {
        page.out.raw(" ");
        let accessed = format!("accessed {day}");
        page.out.element("span", &[("class", "where")], &accessed);
    }
    if !evidence.quote.trim().is_empty() {
        said(page, &format!("“{}”", evidence.quote.trim()));
    }
    page.out.raw("</li>\n");
}

fn said(page: &mut Page<'_>, text: &str) {
    if !text.trim().is_empty() {
        page.out.open("p", &[("class", "said"), ("dir", "auto")]);
        page.out.text(text.trim());
        page.out.raw("</p>");
    }
}

/// The links from the note and to it.
fn write_links(page: &mut Page<'_>, note: &Note<'_>) {
    let annotation = note.annotation();
    let linked_from = page.index.linked_from(annotation.id).to_vec();
    if annotation.links.is_empty() && linked_from.is_empty() {
        return;
    }
    page.out.raw("<ul class=\"links\">\n");
    for link in &annotation.links {
        page.out.raw("<li><span class=\"label\">");
        page.out.raw(link.relation.as_str());
        page.out.raw("</span> ");
        match page.index.number(link.to) {
            Some(number) => page.reference(number),
            None => page
                .out
                .raw("<span class=\"where\">an annotation that is not here</span>"),
        }
        page.out.raw("</li>\n");
    }
    for (number, relation) in linked_from {
        page.out.raw("<li><span class=\"label\">");
        page.out.raw(turned(relation));
        page.out.raw("</span> ");
        page.reference(number);
        page.out.raw("</li>\n");
    }
    page.out.raw("</ul>\n");
}

/// The relation as the other end has it.
fn turned(relation: Relation) -> &'static str {
    match relation {
        Relation::Supports => "supported by",
        Relation::Contradicts => "contradicted by",
        Relation::Repeats => "repeated by",
        Relation::Updates => "updated by",
        Relation::Undercuts => "undercut by",
        Relation::Cites => "cited by",
        Relation::Decides => "decided by",
    }
}

/// The first words of `quote`.
pub(super) fn beginning(quote: &str) -> String {
    let mut words = quote.split_whitespace();
    let mut first: Vec<&str> = words.by_ref().take(LINK_WORDS).collect();
    if words.next().is_some() {
        first.push("…");
    }
    first.join(" ")
}
