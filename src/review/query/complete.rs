//! What can be typed next in a query.

use std::collections::BTreeSet;

use super::Field;
use super::field::Sort;
use crate::model::{AnnotationSet, DocPath, Span, TagName};
use crate::search::rank;

/// What can stand in place of the word at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// What would be replaced, in bytes of the query.
    pub span: Span,
    /// What could stand there, the best first: fields with their `:`, or values with quotation marks where they need them.
    pub choices: Vec<String>,
}

/// How many choices are offered.
const MOST: usize = 100;

/// What can stand in place of the word that ends at the byte `at` of `query`: fields, or values that occur in `set`.
#[must_use]
pub fn complete(query: &str, at: usize, set: &AnnotationSet) -> Completion {
    let before = query.get(..at).unwrap_or(query);
    let start = word_start(before);
    let word = before.get(start..).unwrap_or_default();
    let lead = word.len() - word.trim_start_matches('-').len();
    let word = word.get(lead..).unwrap_or_default();
    let sign = word.find([':', '~']);
    let field = sign
        .and_then(|sign| word.get(..sign))
        .and_then(Field::named);
    let (from, choices) = match (sign, field) {
        (Some(sign), Some(field)) => {
            let typed = word.get(sign + 1..).unwrap_or_default();
            (
                sign + 1,
                matching(typed.trim_matches('"'), &values(field, set)),
            )
        }
        (Some(_), None) => (word.len(), Vec::new()),
        (None, _) => (0, fields(word)),
    };
    Completion {
        span: Span::new(start + lead + from, before.len()),
        choices,
    }
}

/// Where the last word of `text` begins: after white space or a sign that is not within quotation marks.
fn word_start(text: &str) -> usize {
    let (mut start, mut is_quoted, mut is_escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            '\\' if is_quoted && !is_escaped => {
                is_escaped = true;
                continue;
            }
            '"' if !is_escaped => is_quoted = !is_quoted,
            c if !is_quoted && (c.is_whitespace() || matches!(c, '(' | ')' | '|')) => {
                start = at + c.len_utf8();
            }
            _ => {}
        }
        is_escaped = false;
    }
    start
}

fn fields(word: &str) -> Vec<String> {
    let word = word.to_ascii_lowercase();
    let known = Field::ALL.iter().map(|field| field.as_str());
    known
        .filter(|name| name.starts_with(&word))
        .map(|name| format!("{name}:"))
        .collect()
}

fn matching(typed: &str, values: &[String]) -> Vec<String> {
    let hits = rank(typed, values.iter().map(String::as_str));
    let found = hits.iter().filter_map(|hit| values.get(hit.index));
    found.take(MOST).map(|value| quoted(value)).collect()
}

/// The values of `field` that occur, each once: those of closed sets in their order, others by name.
fn values(field: Field, set: &AnnotationSet) -> Vec<String> {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let claims = || set.annotations().filter_map(|one| one.claim.as_ref());
    match field {
        Field::Tag => {
            found.extend(set.codebook().tags().iter().map(|tag| tag.name.as_str()));
            found.extend(
                set.annotations()
                    .flat_map(|one| &one.tags)
                    .map(TagName::as_str),
            );
        }
        Field::By => found.extend(set.annotations().map(|one| one.reviewer.as_str())),
        Field::Claimant => found.extend(claims().map(|claim| claim.claimant.as_str())),
        Field::Confidence => {
            let judged = claims().flat_map(|claim| &claim.assessments);
            found.extend(judged.map(|one| one.confidence.as_str()));
        }
        Field::Doc => found.extend(set.annotated().into_iter().map(DocPath::as_str)),
        _ => {}
    }
    found.remove("");
    let mut values: Vec<String> = found.into_iter().map(str::to_owned).collect();
    values.extend(field.words().into_iter().map(str::to_owned));
    if field == Field::Verdict {
        let scale = set.codebook().scale();
        values.extend(scale.iter().map(|grade| grade.name.to_string()));
        values.push("stale".to_owned());
    }
    if field.is_optional() && field.sort() != Sort::Text {
        values.extend(["none", "any"].map(str::to_owned));
    }
    values
}

/// `value` as it has to be typed.
fn quoted(value: &str) -> String {
    let is_special = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|' | '"' | '*' | '\\');
    if value.contains(is_special) {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        value.to_owned()
    }
}
