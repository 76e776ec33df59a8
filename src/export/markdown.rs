//! Markdown, to be read, and to be regenerated and compared.
//!
//! What people and documents say is escaped so that no parser finds structure in it: every heading, quotation mark bar,
//! link, emphasis and list in the output is ours. Web addresses stay as they are, since a reader sees where they lead.

use std::collections::HashMap;

use super::{Format, Input, Item, Report, Source, lost, one_line};
use crate::model::{
    Annotation, AnnotationId, Assessment, Claim, Evidence, Link, Metadata, TagName,
};
use crate::text::visible;

/// How many words of a linked annotation's quote stand in for it.
const LINK_WORDS: usize = 12;

type ById<'a> = HashMap<AnnotationId, &'a Annotation>;

/// Writes `input` as Markdown.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> Vec<u8> {
    let known: ById<'_> = input
        .items()
        .map(|item| (item.annotation.id, item.annotation))
        .collect();
    let mut blocks = vec![format!(
        "{}{}",
        Format::Markdown.signature(),
        inline(input.corpus)
    )];
    for source in &input.documents {
        write_document(source, &known, &mut blocks);
    }
    write_definitions(input, &mut blocks);
    tell(input, report);
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text.into_bytes()
}

fn tell(input: &Input<'_>, report: &mut Report) {
    report.tell(report.annotations, "annotation", |annotations| {
        format!("the identity and time of day of {annotations} were left out")
    });
    tell_of_rest(input, report);
}

/// Tells of what no format made of Markdown can hold.
pub(super) fn tell_of_rest(input: &Input<'_>, report: &mut Report) {
    input.tell_of_plain_text(report);
    let tags = input.codebook.tags().iter();
    let dressed = tags.filter(|tag| tag.key.is_some() || tag.color.is_some());
    report.tell(dressed.count(), "tag", |tags| {
        format!("the key and colour of {tags} were left out")
    });
    let hashes = input.sum(|claim| {
        claim
            .assessments
            .iter()
            .filter(|a| a.hash.is_some())
            .count()
    });
    report.tell(hashes, "assessment", |assessments| {
        format!("the hash of the text of {assessments} was left out")
    });
    lost::tell_of_rest(input, report);
}

fn write_document(source: &Source<'_>, known: &ById<'_>, blocks: &mut Vec<String>) {
    blocks.push(format!("## {}", inline(source.name())));
    blocks.push(facts(source, &tags(source.tags)).join(" · "));
    let mut lost = false;
    for item in source.in_order() {
        if item.is_orphan() && !lost {
            blocks.push("### Not found in the text any more".to_owned());
            lost = true;
        }
        write_annotation(item, known, blocks);
    }
}

/// What is known of a document; `tags` are its tags as they are written.
pub(super) fn facts(source: &Source<'_>, tags: &str) -> Vec<String> {
    let metadata = &source.metadata;
    let mut facts = vec![
        inline(&metadata.authors.join(", ")),
        inline(metadata.date.as_deref().unwrap_or_default()),
        metadata
            .url
            .as_deref()
            .map_or_else(|| code(source.path.as_str()), link),
        source
            .status
            .map_or("", |status| status.as_str())
            .to_owned(),
        tags.to_owned(),
    ];
    facts.retain(|fact| !fact.is_empty());
    facts
}

fn write_annotation(item: &Item<'_>, known: &ById<'_>, blocks: &mut Vec<String>) {
    let annotation = item.annotation;
    let quote = paragraphs(&annotation.selector.quote, "\n> ").join("\n>\n> ");
    if !quote.is_empty() {
        blocks.push(format!("> {quote}"));
    }
    blocks.extend(around_lines(item));
    if !annotation.tags.is_empty() {
        blocks.push(tags(&annotation.tags));
    }
    blocks.extend(paragraphs(&annotation.note, "\\\n"));
    blocks.extend(item.part.and_then(part_line));
    blocks.push(source_line(item));
    let mut list = Vec::new();
    if let Some(claim) = &annotation.claim {
        list.push(claim_line(claim));
        list.extend(claim.assessments.iter().map(assessment_line));
        let evidence = claim.evidence.iter();
        list.extend(evidence.map(|piece| evidence_line(piece, &link(&piece.url))));
    }
    list.extend(annotation.links.iter().map(|link| link_line(link, known)));
    if !list.is_empty() {
        blocks.push(list.join("\n"));
    }
}

/// What stands around the quote, where that is wished.
pub(super) fn around_lines(item: &Item<'_>) -> Vec<String> {
    let around = item.around.iter();
    let texts = around.flat_map(|around| [("before", around.before), ("after", around.after)]);
    let texts = texts.map(|(label, text)| (label, inline(text)));
    let texts = texts.filter(|(_, text)| !text.is_empty());
    texts
        .map(|(label, text)| format!("*{label}:* {text}"))
        .collect()
}

/// Which of several articles in the document it is from.
pub(super) fn part_line(part: &Metadata) -> Option<String> {
    let mut facts = vec![
        inline(part.title.as_deref().unwrap_or_default()),
        inline(&part.authors.join(", ")),
        inline(part.date.as_deref().unwrap_or_default()),
        part.url.as_deref().map(link).unwrap_or_default(),
    ];
    facts.retain(|fact| !fact.is_empty());
    (!facts.is_empty()).then(|| format!("*in* {}", facts.join(" · ")))
}

/// Who made it, when, and where it is. Nothing that is escaped can be set in italics, so no note can pass for this line.
pub(super) fn source_line(item: &Item<'_>) -> String {
    let annotation = item.annotation;
    let (start, end) = item.range();
    let mut place = format!("code points {start}–{end}");
    match item.place {
        Some(found) => {
            if let Some(paragraph) = found.paragraph {
                place = format!("¶ {paragraph}, {place}");
            }
        }
        None => place.push_str(" when last saved"),
    }
    let mut facts = vec![
        inline(&annotation.reviewer),
        annotation.created.strftime("%Y-%m-%d").to_string(),
        place,
        code(annotation.document.as_str()),
    ];
    if item.state != "exact" {
        facts.push(inline(item.state));
    }
    facts.retain(|fact| !fact.is_empty());
    format!("*{}*", facts.join(" · "))
}

pub(super) fn claim_line(claim: &Claim) -> String {
    let kinds: Vec<_> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
    entry(
        "claim",
        vec![
            inline(&claim.statement),
            labelled("claimant", &claim.claimant),
            labelled("attribution", claim.attribution.map_or("", |a| a.as_str())),
            labelled("kinds", &kinds.join(", ")),
            labelled(
                "worth checking",
                claim.checkworthy.map_or("", |c| c.as_str()),
            ),
            labelled("status", claim.status.map_or("", |status| status.as_str())),
        ],
        "",
    )
}

pub(super) fn assessment_line(assessment: &Assessment) -> String {
    entry(
        "assessment",
        vec![
            assessment
                .verdict
                .as_ref()
                .map_or("no verdict", |verdict| verdict.as_str())
                .to_owned(),
            labelled("confidence", &assessment.confidence),
            inline(&assessment.reviewer),
            assessment.at.strftime("%Y-%m-%d").to_string(),
        ],
        &assessment.rationale,
    )
}

/// A piece of evidence; `address` is where it is.
pub(super) fn evidence_line(evidence: &Evidence, address: &str) -> String {
    let accessed = evidence.accessed.map(|day| format!("accessed {day}"));
    let quote = match evidence.quote.trim() {
        "" => String::new(),
        quote => format!("“{quote}”"),
    };
    entry(
        "evidence",
        vec![
            evidence
                .stance
                .map_or("", |stance| stance.as_str())
                .to_owned(),
            inline(&evidence.citation),
            address.to_owned(),
            accessed.unwrap_or_default(),
        ],
        &quote,
    )
}

fn link_line(link: &Link, known: &ById<'_>) -> String {
    let relation = link.relation.as_str();
    let Some(target) = known.get(&link.to) else {
        return entry(relation, vec![code(&link.to.to_string())], "");
    };
    let quote = first_words(target);
    entry(relation, vec![quote, code(target.document.as_str())], "")
}

/// The first words of an annotation's quote, which stand for it elsewhere.
pub(super) fn first_words(annotation: &Annotation) -> String {
    let quote = one_line(&annotation.selector.quote);
    let mut words: Vec<_> = quote.split(' ').take(LINK_WORDS + 1).collect();
    if words.len() > LINK_WORDS {
        words.truncate(LINK_WORDS);
        words.push("…");
    }
    format!("“{}”", escape(&words.join(" ")))
}

/// A line of a list: its label, the facts that there are, and below them `text` with its line breaks.
pub(super) fn entry(label: &str, mut facts: Vec<String>, text: &str) -> String {
    facts.retain(|fact| !fact.is_empty());
    let mut lines = vec![
        format!("- **{label}:** {}", facts.join(" · "))
            .trim_end()
            .to_owned(),
    ];
    lines.extend(paragraphs(text, "\\\n  "));
    lines.join("\\\n  ")
}

fn labelled(label: &str, text: &str) -> String {
    let text = inline(text);
    if text.is_empty() {
        text
    } else {
        format!("{label}: {text}")
    }
}

/// The tags that say what they mean, in the order of the codebook.
fn write_definitions(input: &Input<'_>, blocks: &mut Vec<String>) {
    let tags = input.codebook.tags().iter();
    let lines: Vec<_> = tags
        .filter(|tag| !tag.definition.trim().is_empty())
        .map(|tag| {
            let text = paragraphs(&tag.definition, "\\\n  ").join("\\\n  ");
            format!("- {}: {text}", code(tag.name.as_str()))
        })
        .collect();
    if !lines.is_empty() {
        blocks.push("## Tags".to_owned());
        blocks.push(lines.join("\n"));
    }
}

fn tags(tags: &[TagName]) -> String {
    let tags: Vec<_> = tags.iter().map(|tag| code(tag.as_str())).collect();
    tags.join(" ")
}

/// `text` on one line as a code span, which ends where it is meant to.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text);
    if text.is_empty() {
        return text;
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// `url` as a link where it is a plain web address, else as text.
pub(super) fn link(url: &str) -> String {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '`' | '\\' | '"');
    if is_web && url.chars().all(is_plain) {
        format!("<{url}>")
    } else {
        inline(url)
    }
}

/// The paragraphs of `text`, escaped line by line, their lines joined by `line_break`.
pub(super) fn paragraphs(text: &str, line_break: &str) -> Vec<String> {
    let text = visible::lines(text);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut().filter(|_| is_open) {
            _ if line.is_empty() => is_open = false,
            Some(paragraph) => {
                paragraph.push_str(line_break);
                paragraph.push_str(&escape(line));
            }
            None => {
                paragraphs.push(escape(line));
                is_open = true;
            }
        }
    }
    paragraphs
}

/// `text` on one line, escaped.
pub(super) fn inline(text: &str) -> String {
    escape(&one_line(text))
}

/// Markdown for `line`, which holds no line break and no white space at its ends, that reads as the line does and is
/// nothing but text wherever it stands, at the start of a line too. What could be told by a backslash in any dialect is;
/// `<` and `&` become entities because some dialects know no backslash before them.
fn escape(line: &str) -> String {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_gap = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut escaped = String::with_capacity(line.len() + line.len() / 16);
    let mut before = None;
    for (at, c) in line.char_indices() {
        let rest = line.get(at + c.len_utf8()..).unwrap_or_default();
        let after = rest.chars().next();
        let is_special = match c {
            '\\' | '`' | '*' | '[' | ']' | '{' | '}' | '|' | '~' | '$' | '^' => true,
            '_' => !(is_word(before) && is_word(after)),
            '#' => !is_word(before),
            '=' | ':' | '%' => at == 0 || before == Some(c),
            '-' | '+' | '>' => at == 0,
            '.' | ')' => at > 0 && at == number && is_gap(after),
            _ => false,
        };
        match c {
            '<' => escaped.push_str("&lt;"),
            '&' if is_entity(rest) => escaped.push_str("&amp;"),
            _ => {
                if is_special {
                    escaped.push('\\');
                }
                escaped.push(c);
            }
        }
        before = Some(c);
    }
    escaped
}

/// Whether `&` and `rest` begin with what a parser takes for an entity.
fn is_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric());
    name.len() < rest.len() && name.starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::{Fixture, bare, tag, written};
    use crate::model::Tag;
    use proptest::prelude::*;
    use regex::Regex;

    fn export(fixture: &Fixture) -> (String, Vec<String>) {
        let (bytes, report) = written(Format::Markdown, &fixture.input());
        (String::from_utf8(bytes).unwrap(), report.dropped)
    }

    #[test]
    fn everything_a_person_wrote_is_there_to_be_read() {
        let (text, dropped) = export(&Fixture::rich());
        assert_eq!(text, include_str!("fixture.md"));
        assert_eq!(
            dropped,
            [
                "the identity and time of day of 5 annotations were left out",
                "the text around 1 quote was left out",
                "the hash of 1 document was left out",
                "the key and colour of 1 tag were left out",
                "the hash of the text of 1 assessment was left out",
            ]
        );
    }

    #[test]
    fn lines_from_strangers_are_nothing_but_text() {
        for (line, escaped) in [
            ("# heading", "\\# heading"),
            ("C# and issue #1", "C# and issue \\#1"),
            ("- item", "\\- item"),
            ("---", "\\---"),
            ("===", "\\=\\=\\="),
            ("a %% b ==c== ^id k:: v", "a %\\% b =\\=c=\\= \\^id k:\\: v"),
            ("12. item", "12\\. item"),
            ("12) item", "12\\) item"),
            ("12.5 million", "12.5 million"),
            ("> quote > 3", "\\> quote > 3"),
            ("[a](javascript:b)", "\\[a\\](javascript:b)"),
            ("![a](b)", "!\\[a\\](b)"),
            ("<script>", "&lt;script>"),
            (
                "&lt;b&gt; &#60; AT&T a&b;c & d;",
                "&amp;lt;b&amp;gt; &amp;\\#60; AT&T a&amp;b;c & d;",
            ),
            ("a|b", "a\\|b"),
            ("*a* _b_ c_d __e__", "\\*a\\* \\_b\\_ c_d \\_\\_e\\_\\_"),
            ("```sh", "\\`\\`\\`sh"),
            ("~~~", "\\~\\~\\~"),
            ("$5 {{x}}", "\\$5 \\{\\{x\\}\\}"),
            (": definition", "\\: definition"),
            ("back\\slash\\", "back\\\\slash\\\\"),
            (
                "https://a.example/b_c?d=1&e=2#f",
                "https://a.example/b_c?d=1&e=2#f",
            ),
        ] {
            assert_eq!(escape(line), escaped);
        }
    }

    #[test]
    fn hostile_texts_add_no_structure() {
        let hostile = "---\ntitle: x\n---\n# H\n\n    code\n\nSetext\n===\n```\n</div><script>alert(1)</script>\n\
            > q\n- [x](javascript:y)\n1. n\n|a|b|\n|-|-|\n[r]: http://x\n*dl · 2026*\n\u{1b}[31m\u{202e}";
        let mut annotation = bare(1, "a.txt", 0, hostile);
        annotation.note = hostile.to_owned();
        annotation.reviewer = "*x*\n# y".to_owned();
        annotation.tags = vec![tag("`` ` <b>")];
        let mut fixture = Fixture::one(annotation);
        fixture.documents[0].1.title = Some("x\n# y <b>".to_owned());
        fixture.documents[0].1.url = Some("javascript:alert(1)\n# z".to_owned());
        fixture.codebook.put(Tag {
            definition: hostile.to_owned(),
            ..Tag::new(tag("d"))
        });
        let (text, dropped) = export(&fixture);
        let starts = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!(starts("#"), 3, "corpus, document, tags:\n{text}");
        assert_eq!(starts("- "), 1, "the one definition:\n{text}");
        assert_eq!(starts("*"), 1, "the source line:\n{text}");
        assert_eq!(starts("```"), 1, "the tag's code span:\n{text}");
        assert_eq!(
            starts("``` `` ` <b> ```"),
            1,
            "it ends on its line:\n{text}"
        );
        for line in text.lines().filter(|line| !line.starts_with("```")) {
            let line = line.strip_prefix("> ").unwrap_or(line).trim_start();
            assert!(!line.contains('<'), "{line}");
            let strange = ["---", "===", "~~~", "|", "[", "    ", "1. ", "+ ", ">"];
            assert!(
                !strange
                    .iter()
                    .any(|start| line.starts_with(start) && line != ">"),
                "{line}"
            );
            let brackets = line.match_indices(['[', '`', '|']);
            for (at, _) in brackets.filter(|_| !line.starts_with('*') && !line.starts_with("- `d`"))
            {
                assert_eq!(
                    line.as_bytes().get(at.wrapping_sub(1)),
                    Some(&b'\\'),
                    "{line}"
                );
            }
            assert!(!line.contains(['\u{1b}', '\u{202e}']), "{line}");
        }
        assert!(dropped.contains(
            &"control characters in 1 annotation were replaced by visible marks".to_owned()
        ));
    }

    #[test]
    fn code_spans_end_where_they_are_meant_to() {
        for (text, expected) in [
            ("a/b", "`a/b`"),
            ("`", "`` ` ``"),
            ("a``b`c", "```a``b`c```"),
            ("new\nline", "`new line`"),
            (" ", ""),
        ] {
            assert_eq!(code(text), expected);
        }
    }

    /// What a parser reads in a line that is nothing but text.
    fn read(line: &str) -> String {
        let mut read = String::new();
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            let escaped = chars.next_if(|next| c == '\\' && next.is_ascii_punctuation());
            read.push(escaped.unwrap_or(c));
        }
        read.replace("&lt;", "<").replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn no_line_begins_a_block_and_every_line_reads_as_it_was(
            text in r"[#>*_`\[\]()<&;~|=+:.019ab \t\n\r!\\$-]{0,60}",
        ) {
            let block = Regex::new(r"^(\s|#|>|=|-|~|<|:|\||`|[+*](\s|$)|\d+[.)](\s|$))").unwrap();
            let escaped = paragraphs(&text, "\n").join("\n");
            for line in escaped.lines() {
                prop_assert!(!block.is_match(line), "{}", line);
            }
            let printed = visible::lines(&text);
            let lines = printed.lines().map(str::trim).filter(|line| !line.is_empty());
            let lines: Vec<_> = lines.map(str::to_owned).collect();
            prop_assert_eq!(escaped.lines().map(read).collect::<Vec<_>>(), lines);
        }
    }
}
