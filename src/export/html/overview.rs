//! What is told of all articles together: the ledger of claims, the heat map, the codebook.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Page, facts};
use crate::model::{ClaimStatus, TagName};
use crate::review::latest;

/// The columns of the ledger, and whether they are sorted as numbers.
const COLUMNS: [(&str, bool); 9] = [
    ("Note", true),
    ("Claim", false),
    ("Claimant", false),
    ("Kind", false),
    ("Status", true),
    ("Verdict", true),
    ("Evidence", true),
    ("Article", false),
    ("Reviewers", false),
];

/// The claims, in a table that can be sorted; nothing where there is none.
pub(super) fn write_ledger(page: &mut Page<'_>) {
    if !page.index.notes.iter().any(|note| note.claim().is_some()) {
        return;
    }
    page.out.raw(
        "<section id=\"claims\" aria-labelledby=\"claims-h\">\n<h2 id=\"claims-h\">Claims</h2>\n<div class=\"scroll\" \
         tabindex=\"0\" role=\"region\" aria-labelledby=\"claims-h\">\n<table class=\"ledger\" id=\"ledger\">\n<thead><tr>",
    );
    for (name, is_number) in COLUMNS {
        let kind = if is_number { "number" } else { "text" };
        page.out
            .open("th", &[("scope", "col"), ("data-kind", kind)]);
        page.out.raw("<button type=\"button\">");
        page.out.raw(name);
        page.out.raw("</button></th>");
    }
    page.out.raw("</tr></thead>\n<tbody>\n");
    for number in 1..=page.index.notes.len() {
        write_row(page, number);
    }
    page.out.raw("</tbody>\n</table>\n</div>\n</section>\n\n");
}

fn write_row(page: &mut Page<'_>, number: usize) {
    let Some(note) = page.index.note(number) else {
        return;
    };
    let Some(claim) = note.claim() else {
        return;
    };
    let key = |page: &mut Page<'_>, key: &str| page.out.open("td", &[("data-key", key)]);
    let rank = |place: Option<usize>| place.map_or_else(String::new, |place| place.to_string());
    let of_note = number.to_string();
    page.out.open("tr", &[("data-n", &of_note)]);
    key(page, &of_note);
    let label = format!("Note {number}");
    page.out.jump("n", number, &[("aria-label", &label)]);
    page.out.number(number);
    page.out.raw("</a></td>");
    let statement = match claim.statement.trim() {
        "" => note.annotation().place().quote.trim(),
        statement => statement,
    };
    page.out
        .element("td", &[("class", "statement"), ("dir", "auto")], statement);
    page.out.element("td", &[("dir", "auto")], &claim.claimant);
    let kinds: Vec<&str> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
    page.out.element("td", &[], &kinds.join(", "));
    let known = |status| ClaimStatus::ALL.iter().position(|one| *one == status);
    key(page, &rank(claim.status.and_then(known)));
    page.out
        .raw(claim.status.map_or("", |status| status.as_str()));
    page.out.raw("</td>");
    let verdict = note.verdict();
    let known = verdict.and_then(|verdict| page.index.rank(verdict));
    key(page, &rank(known));
    if let Some(verdict) = verdict {
        page.verdict(verdict);
        let stale = if page.index.is_stale(&note) {
            "earlier text"
        } else {
            ""
        };
        page.out.raw(" ");
        let confidence = latest(claim).map_or("", |judged| &judged.confidence);
        facts(&mut page.out, &[confidence, stale]);
    }
    page.out.raw("</td>");
    let count = claim.evidence.len().to_string();
    let shown = if claim.evidence.is_empty() {
        ""
    } else {
        &count
    };
    page.out.element("td", &[("data-key", &count)], shown);
    page.out.raw("<td dir=\"auto\">");
    page.out.jump("d", note.article + 1, &[]);
    page.out.line(page.index.title(note.article));
    page.out.raw("</a></td>");
    page.out.element("td", &[], &note.reviewers().join(", "));
    page.out.raw("</tr>\n");
}

/// How many tags and articles the heat map shows at most.
const MOST_TAGS: usize = 60;
const MOST_ARTICLES: usize = 1000;
/// How many shades it has beside that of nothing.
const SHADES: usize = 5;

/// The heat map: how often each tag is given in each article.
pub(super) fn write_heat_map(page: &mut Page<'_>) {
    let mut counts: HashMap<(usize, &TagName), (usize, usize)> = HashMap::new();
    for note in &page.index.notes {
        for tag in &note.annotation().tags {
            let cell = counts
                .entry((note.article, tag))
                .or_insert((0, note.number));
            cell.0 += 1;
        }
    }
    let uses = |tag: &TagName| page.index.uses.get(tag).copied().unwrap_or(0);
    let mut tags: Vec<(usize, &TagName)> = page.index.tags.iter().copied().enumerate().collect();
    tags.retain(|(_, tag)| uses(tag) > 0);
    if tags.is_empty() {
        return;
    }
    tags.sort_by_key(|(place, tag)| (Reverse(uses(tag)), *place));
    let (all_tags, all_articles) = (tags.len(), page.index.articles.len());
    tags.truncate(MOST_TAGS);
    tags.sort_unstable();
    let articles = all_articles.min(MOST_ARTICLES);
    page.tally.tags_off = all_tags - tags.len();
    page.tally.articles_off = all_articles - articles;
    let most = counts.values().map(|(count, _)| *count).max().unwrap_or(1);
    page.out.raw(
        "<section id=\"map\" aria-labelledby=\"map-h\">\n<h2 id=\"map-h\">Tags by article</h2>\n<div class=\"scroll\" \
         tabindex=\"0\" role=\"region\" aria-labelledby=\"map-h\">\n<table class=\"heat\" id=\"heat\">\n<thead><tr>\
         <th scope=\"col\">Article</th>",
    );
    for (_, tag) in &tags {
        page.out.raw("<th scope=\"col\"><span class=\"up\">");
        page.out.line(tag.as_str());
        page.out.raw("</span>");
        page.glyph(tag);
        page.out.raw("</th>");
    }
    page.out.raw("</tr></thead>\n<tbody>\n");
    for article in 0..articles {
        let number = article.to_string();
        page.out.open("tr", &[("data-d", &number)]);
        page.out.raw("<th scope=\"row\" dir=\"auto\">");
        page.out.jump("d", article + 1, &[]);
        page.out.line(page.index.title(article));
        page.out.raw("</a></th>");
        for (_, tag) in &tags {
            let Some((count, first)) = counts.get(&(article, *tag)).copied() else {
                page.out.raw("<td></td>");
                continue;
            };
            let shade = (count * SHADES).div_ceil(most).clamp(1, SHADES);
            page.out.open("td", &[("class", &format!("heat-{shade}"))]);
            let label = format!("{count} × {tag} in {}", page.index.title(article));
            let dressed = [("data-tag", tag.as_str()), ("aria-label", &*label)];
            page.out.jump("n", first, &dressed);
            page.out.number(count);
            page.out.raw("</a></td>");
        }
        page.out.raw("</tr>\n");
    }
    page.out.raw("</tbody>\n</table>\n</div>\n</section>\n\n");
}

/// The tags with what they mean and how often they are given.
pub(super) fn write_codebook(page: &mut Page<'_>) {
    if page.index.tags.is_empty() {
        return;
    }
    page.out.raw(
        "<section id=\"tags\" aria-labelledby=\"tags-h\">\n<h2 id=\"tags-h\">Tags</h2>\n<dl class=\"codebook\">\n",
    );
    for tag in page.index.tags.clone() {
        page.out.raw("<div><dt>");
        page.tag(tag);
        page.out.raw(" <span class=\"count\">");
        page.out
            .number(page.index.uses.get(tag).copied().unwrap_or(0));
        page.out.raw("</span></dt>");
        if let Some(known) = page.index.codebook.get(tag) {
            let examples = known.examples.join("\n");
            for (label, text) in [
                ("", &known.definition),
                ("Use it for: ", &known.use_for),
                ("Not for: ", &known.not_for),
                ("Such as: ", &examples),
            ] {
                if !text.trim().is_empty() {
                    page.out.raw("<dd dir=\"auto\">");
                    page.out.raw(label);
                    page.out.text(text.trim());
                    page.out.raw("</dd>");
                }
            }
        }
        page.out.raw("</div>\n");
    }
    page.out.raw("</dl>\n</section>\n\n");
}
