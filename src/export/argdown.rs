//! Argdown: claims as statements, their evidence as arguments, and the links between them (argdown.org, "Syntax").
//!
//! `+>` supports, `->` attacks, `_>` undercuts, and `><` says that two statements contradict each other, which they do both
//! ways. Texts stand on one line each, with a backslash before every character that the lexer knows.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::{Format, Input, Item, Report, Source, lost, one_line};
use crate::model::{
    Annotation, AnnotationId, Attribution, CheckWorthy, Claim, ClaimStatus, Relation, Stance,
    TagName, Verdict,
};
use crate::review::latest;

/// How many words of a statement are its title.
const WORDS: usize = 8;

/// The longest title, in code points.
const LONGEST: usize = 80;

struct Titles<'a> {
    of: HashMap<AnnotationId, String>,
    taken: HashSet<String>,
    texts: HashMap<AnnotationId, &'a str>,
}

/// What could not be written as a relation.
#[derive(Default)]
struct Left {
    relations: usize,
    outside: usize,
    evidence: usize,
}

/// Writes `input` as Argdown.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> Vec<u8> {
    let linked: HashSet<AnnotationId> = input
        .items()
        .filter(|item| !item.annotation.links.is_empty())
        .flat_map(|item| {
            let links = item.annotation.links.iter().map(|link| link.to);
            links.chain([item.annotation.id])
        })
        .collect();
    let is_written =
        |annotation: &Annotation| annotation.claim.is_some() || linked.contains(&annotation.id);
    let mut titles = Titles::of(input, is_written);
    // Equals signs end the front matter, wherever they stand.
    let corpus = value_of(&input.corpus.replace('=', "-"));
    let mut text = format!("{}\"{corpus}\"\n===\n", Format::Argdown.signature());
    let mut left = Left::default();
    let (mut written, mut documents) = (0, 0);
    for source in &input.documents {
        let items = source.in_order().into_iter();
        let items: Vec<&Item<'_>> = items.filter(|item| is_written(item.annotation)).collect();
        if items.is_empty() {
            continue;
        }
        documents += 1;
        written += items.len();
        _ = writeln!(text, "\n# {}", escape(source.name()));
        for item in items {
            statement(source, item, &mut titles, &mut left, &mut text);
        }
    }
    tell(input, (written, documents), &left, report);
    text.into_bytes()
}

fn tell(input: &Input<'_>, (written, documents): (usize, usize), left: &Left, report: &mut Report) {
    let silent = report.annotations - written;
    report.tell(silent, "annotation", |annotations| {
        format!("{annotations} without a claim or a link were left out")
    });
    report.annotations = written;
    report.documents = documents;
    report.tell(left.relations, "link", |links| {
        format!(
            "{links} that neither support, contradict nor undercut stand in a comment: Argdown has no such relation"
        )
    });
    report.tell(left.outside, "link", |links| {
        format!("{links} to annotations that are not in this export stand in a comment")
    });
    report.tell(left.evidence, "piece", |pieces| {
        format!("{pieces} of evidence that neither support nor refute stand in a comment")
    });
    let notes = input.count(|annotation| !annotation.note.is_empty());
    report.tell(notes, "annotation", |annotations| {
        format!("the notes of {annotations} were left out")
    });
    let earlier = input.sum(|claim| usize::from(claim.assessments.len() > 1));
    report.tell(earlier, "claim", |claims| {
        format!("all assessments but the last of {claims} were left out")
    });
    report.tell(input.codebook.tags().len(), "tag", |tags| {
        format!("what the codebook says of {tags} was left out")
    });
    let marked = input.documents.iter();
    let marked = marked.filter(|source| source.status.is_some() || !source.tags.is_empty());
    report.tell(marked.count(), "document", |documents| {
        format!("the reading status and tags of {documents} were left out")
    });
    input.tell_of_plain_text(report);
    lost::tell_of_scale(input, report);
    lost::tell_of_places(input, report);
}

impl<'a> Titles<'a> {
    fn of(input: &'a Input<'a>, is_written: impl Fn(&Annotation) -> bool) -> Self {
        let mut titles = Self {
            of: HashMap::new(),
            taken: HashSet::new(),
            texts: HashMap::new(),
        };
        for source in &input.documents {
            for item in source.in_order() {
                let annotation = item.annotation;
                if is_written(annotation) {
                    let text = said(annotation);
                    let title = titles.free(text, &annotation.id.to_string());
                    titles.of.insert(annotation.id, title);
                    titles.texts.insert(annotation.id, text);
                }
            }
        }
        titles
    }

    /// A title that no other statement and no argument has: the first words, and where that is taken the end of `id` too,
    /// which stays the same from one export to the next.
    fn free(&mut self, text: &str, id: &str) -> String {
        let title = title(text);
        if self.taken.insert(title.clone()) {
            return title;
        }
        let end: String = id
            .chars()
            .rev()
            .take(8)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let mut titled = format!("{title} ({end})");
        let mut number = 2;
        while !self.taken.insert(titled.clone()) {
            titled = format!("{title} ({end} {number})");
            number += 1;
        }
        titled
    }
}

/// What the annotation asserts: the statement of its claim, or else its quote.
fn said(annotation: &Annotation) -> &str {
    let claim = annotation.claim.as_ref();
    let statement = claim.map(|claim| claim.statement.as_str());
    statement
        .filter(|text| !text.trim().is_empty())
        .unwrap_or(&annotation.selector.quote)
}

fn title(text: &str) -> String {
    let plain: String = one_line(text)
        .chars()
        .map(|c| match c {
            '[' | '<' | '{' => '(',
            ']' | '>' | '}' => ')',
            c => c,
        })
        .collect();
    let words: Vec<&str> = plain.split(' ').collect();
    let mut title: String = words
        .iter()
        .take(WORDS)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    let is_short = words.len() <= WORDS && title.chars().count() <= LONGEST;
    if !is_short {
        title = title.chars().take(LONGEST).collect();
        title.push_str(" …");
    }
    if title.is_empty() {
        "…".to_owned()
    } else {
        title
    }
}

fn statement(
    source: &Source<'_>,
    item: &Item<'_>,
    titles: &mut Titles<'_>,
    left: &mut Left,
    text: &mut String,
) {
    let annotation = item.annotation;
    let Some(title) = titles.of.get(&annotation.id) else {
        return;
    };
    let tags: Vec<String> = annotation.tags.iter().map(hashtag).collect();
    let said = escape(
        titles
            .texts
            .get(&annotation.id)
            .copied()
            .unwrap_or_default(),
    );
    let mut line = format!("\n[{title}]: {said}");
    for tag in tags {
        line.push(' ');
        line.push_str(&tag);
    }
    text.push_str(&line);
    text.push(' ');
    text.push_str(&data(source, item));
    text.push('\n');
    for link in &annotation.links {
        let sign = match link.relation {
            Relation::Supports => "+>",
            Relation::Contradicts => "><",
            Relation::Undercuts => "_>",
            Relation::Repeats | Relation::Updates | Relation::Cites | Relation::Decides => "",
        };
        let relation = link.relation.as_str();
        match titles.of.get(&link.to) {
            Some(target) if !sign.is_empty() => {
                _ = writeln!(text, "  {sign} [{target}]");
            }
            Some(target) => {
                left.relations += 1;
                _ = writeln!(text, "  // {relation}: {target}");
            }
            None => {
                left.outside += 1;
                _ = writeln!(text, "  // {relation}: {}", link.to);
            }
        }
    }
    if let Some(claim) = &annotation.claim {
        evidence(annotation, claim, titles, left, text);
    }
}

fn evidence(
    annotation: &Annotation,
    claim: &Claim,
    titles: &mut Titles<'_>,
    left: &mut Left,
    text: &mut String,
) {
    for (at, piece) in claim.evidence.iter().enumerate() {
        let accessed = piece.accessed.map(|day| format!("accessed {day}"));
        let parts = [
            piece.citation.as_str(),
            piece.quote.as_str(),
            piece.url.as_str(),
            accessed.as_deref().unwrap_or_default(),
        ];
        let said = parts.iter().map(|part| one_line(part));
        let said: Vec<String> = said.filter(|part| !part.is_empty()).collect();
        let said = said.join(", ");
        let sign = match piece.stance {
            Some(Stance::Supports) => "+",
            Some(Stance::Refutes) => "-",
            Some(Stance::Context) | None => {
                left.evidence += 1;
                _ = writeln!(text, "  // evidence: {said}");
                continue;
            }
        };
        // Another annotation that stands here as a statement is that statement.
        let known = piece.annotation().and_then(|id| titles.of.get(&id));
        if let Some(known) = known {
            _ = writeln!(text, "  {sign} [{known}]");
            continue;
        }
        let name = if piece.citation.trim().is_empty() {
            &said
        } else {
            &piece.citation
        };
        let title = titles.free(name, &format!("{}-{at}", annotation.id));
        _ = writeln!(text, "  {sign} <{title}>: {}", escape(&said));
    }
}

/// What else is known of the statement, as the YAML that Argdown allows behind it.
fn data(source: &Source<'_>, item: &Item<'_>) -> String {
    let annotation = item.annotation;
    let claim = annotation.claim.as_ref();
    let last = claim.and_then(latest);
    let metadata = item.part.unwrap_or(&source.metadata);
    let kinds = claim.map(|claim| {
        let kinds: Vec<&str> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
        kinds.join(", ")
    });
    let created = annotation.created.to_string();
    let id = annotation.id.to_string();
    let known = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let quote = claim.map(|_| annotation.selector.quote.as_str());
    let fields = [
        (
            "claimant",
            known(claim.map(|claim| claim.claimant.as_str())),
        ),
        (
            "attribution",
            known(claim.and_then(|it| it.attribution).map(Attribution::as_str)),
        ),
        ("kinds", kinds.unwrap_or_default()),
        (
            "checkworthy",
            known(claim.and_then(|it| it.checkworthy).map(CheckWorthy::as_str)),
        ),
        (
            "status",
            known(claim.and_then(|it| it.status).map(ClaimStatus::as_str)),
        ),
        (
            "verdict",
            known(last.and_then(|it| it.verdict.as_ref()).map(Verdict::as_str)),
        ),
        ("confidence", known(last.map(|it| it.confidence.as_str()))),
        ("rationale", known(last.map(|it| it.rationale.as_str()))),
        ("quote", known(quote)),
        ("before", known(item.around.map(|around| around.before))),
        ("after", known(item.around.map(|around| around.after))),
        ("document", source.path.as_str().to_owned()),
        ("url", known(metadata.url.as_deref())),
        ("date", known(metadata.date.as_deref())),
        ("state", item.state.to_owned()),
        ("reviewer", annotation.reviewer.clone()),
        ("created", created),
        ("id", id),
    ];
    let fields = fields.iter().map(|(key, value)| (key, value_of(value)));
    let fields: Vec<String> = fields
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| format!("{key}: \"{value}\""))
        .collect();
    format!("{{{}}}", fields.join(", "))
}

/// The inside of a double-quoted scalar. The lexer looks for the end of the data before anything reads it as YAML, so no
/// brace may stand in there.
fn value_of(text: &str) -> String {
    let text = one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
    text.replace('{', "(").replace('}', ")")
}

fn hashtag(tag: &TagName) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let name = one_line(tag.as_str());
    if name.chars().all(is_plain) {
        format!("#{name}")
    } else {
        format!("#({})", name.replace('(', "[").replace(')', "]"))
    }
}

/// `text` on one line, with a backslash before whatever the lexer could take for a sign.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in one_line(text).chars() {
        let is_sign = matches!(
            c,
            '\\' | '@' | '#' | '*' | '_' | '[' | ']' | '<' | '>' | '/' | '{' | '}' | '='
        );
        // These are signs where a line begins, and two of them anywhere.
        let is_first = escaped.is_empty() && matches!(c, '+' | '-' | '(');
        if is_sign || is_first || (c == '-' && escaped.ends_with('-')) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::{Fixture, bare, golden, tag, written};
    use crate::model::{Evidence, Link};

    fn export(input: &Input<'_>) -> (String, Report) {
        let (bytes, report) = written(Format::Argdown, input);
        (String::from_utf8(bytes).unwrap(), report)
    }

    #[test]
    fn claims_and_what_they_are_linked_with() {
        let (text, report) = export(&Fixture::rich().input());
        golden("claims.argdown", &text);
        assert_eq!((report.annotations, report.documents), (2, 1));
        assert_eq!(
            report.dropped,
            [
                "3 annotations without a claim or a link were left out",
                "1 link to annotations that are not in this export stand in a comment",
                "the notes of 1 annotation were left out",
                "all assessments but the last of 1 claim were left out",
                "what the codebook says of 2 tags was left out",
                "the reading status and tags of 1 document were left out",
                "the text around 1 quote was left out",
                "the hash of 1 document was left out",
            ]
        );
    }

    #[test]
    fn every_relation_has_its_sign() {
        let mut annotations: Vec<_> = (1..=6)
            .map(|digit| bare(digit, "a.txt", 0, "Same words."))
            .collect();
        let ids: Vec<_> = annotations.iter().map(|annotation| annotation.id).collect();
        annotations[0].links = [
            Relation::Supports,
            Relation::Contradicts,
            Relation::Undercuts,
            Relation::Repeats,
            Relation::Cites,
        ]
        .into_iter()
        .zip(&ids[1..])
        .map(|(relation, to)| Link { to: *to, relation })
        .collect();
        annotations[0].claim = Some(Claim {
            evidence: [Some(Stance::Supports), Some(Stance::Refutes), None]
                .map(|stance| Evidence {
                    stance,
                    citation: "A report".into(),
                    ..Evidence::default()
                })
                .to_vec(),
            ..Claim::default()
        });
        let fixture = Fixture {
            annotations,
            ..Fixture::one(bare(1, "a.txt", 0, "x"))
        };
        let (text, report) = export(&fixture.input());
        for line in [
            "  +> [Same words. (00000002)]",
            "  >< [Same words. (00000003)]",
            "  _> [Same words. (00000004)]",
            "  // repeats: Same words. (00000005)",
            "  + <A report>: A report",
            "  - <A report (000001-1)>: A report",
            "  // evidence: A report",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(
            report.dropped[0].starts_with("2 links that neither"),
            "{report:?}"
        );
    }

    #[test]
    fn hostile_texts_add_no_structure() {
        let hostile = "+> [x]\n\n# H\n[y]: z {a: \"}\n\nb\"} // c /* d */ <!-- e --> <f>: g #tag @[h] ===\nk: v\n=== -- \u{1b}[31m";
        let mut annotation = bare(1, "a.txt", 0, hostile);
        annotation.tags = vec![tag("a b)c"), tag("claim/x")];
        annotation.reviewer = "x\"}\n[z]: y".into();
        annotation.claim = Some(Claim {
            claimant: hostile.into(),
            evidence: vec![Evidence {
                stance: Some(Stance::Refutes),
                citation: hostile.into(),
                ..Evidence::default()
            }],
            ..Claim::default()
        });
        let mut fixture = Fixture::one(annotation);
        fixture.documents[0].1.title = Some(hostile.into());
        let (text, _) = export(&fixture.input());
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), 7, "{text}");
        let open = text.replace("\\{", "").replace("\\}", "");
        assert_eq!(open.matches(['{', '}']).count(), 2, "{text}");
        assert!(!text.contains('\u{1b}'));
        assert!(
            lines[5].contains(" #(a b]c) #(claim/x) {claimant: \"+> [x] "),
            "{text}"
        );
    }
}
