//! Org: a heading for each document and one below it for each annotation, with its identity, as Emacs and others read it.
//!
//! Texts from people and documents are kept from being headings, blocks, links, macros or source code by an invisible
//! space, as the Org manual advises under "Escape Character": a comma does that only in examples and source code, and Org
//! takes it away again there alone.

use std::collections::{BTreeSet, HashSet};

use super::{Format, Input, Item, Report, Source, lost, one_line};
use crate::model::{Annotation, AnnotationId, Claim, Evidence, Metadata, TagName};
use crate::text::visible;

/// U+200B, which Org takes for no part of a word and no sign.
const BREAK: char = '\u{200b}';

/// How many of the tags that had to be changed are named in the report.
const NAMED: usize = 5;

/// How many words of a quote make a heading.
const WORDS: usize = 8;

/// What an address must begin with to be a link: whatever else Org knows may run a program.
const WEB: [&str; 2] = ["https://", "http://"];

/// What Org takes for a link where a colon follows it, and what may run a program or open a file.
const KINDS: [&str; 14] = [
    "attachment",
    "docview",
    "elisp",
    "emacs",
    "eww",
    "file",
    "ftp",
    "help",
    "id",
    "info",
    "man",
    "shell",
    "src",
    "sys",
];

/// Options that keep an exporter from finding signs in texts, should one be left.
const OPTIONS: &str = "#+OPTIONS: ^:{} tex:nil <:nil f:nil -:nil toc:nil";

struct Writer {
    text: String,
    known: HashSet<AnnotationId>,
    /// How many lines had to be broken.
    broken: usize,
}

/// Writes `input` as Org.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> Vec<u8> {
    let mut writer = Writer {
        text: String::new(),
        known: input.items().map(|item| item.annotation.id).collect(),
        broken: 0,
    };
    let corpus = writer.inline(input.corpus);
    writer.line(&format!("{}{corpus}", Format::Org.signature()));
    writer.line(OPTIONS);
    for source in &input.documents {
        writer.document(source);
    }
    writer.codebook(input);
    let broken = writer.broken;
    report.tell(broken, "line", |lines| {
        format!("an invisible space was put into {lines} that Org would take for signs of its own")
    });
    tell(input, report);
    writer.text.into_bytes()
}

fn tell(input: &Input<'_>, report: &mut Report) {
    let mut tags: BTreeSet<&TagName> = BTreeSet::new();
    for source in &input.documents {
        tags.extend(source.tags);
        tags.extend(
            source
                .annotations
                .iter()
                .flat_map(|item| &item.annotation.tags),
        );
    }
    tags.retain(|tag| tag.as_str() != org_tag(tag));
    report.tell(tags.len(), "tag", |count| {
        let named = tags.iter().take(NAMED);
        let named: Vec<String> = named
            .map(|tag| format!("{} as {}", tag.as_str(), org_tag(tag)))
            .collect();
        let rest = if tags.len() > NAMED { ", …" } else { "" };
        format!(
            "{count} had to be written otherwise on headings, and as they are only in a property: {}{rest}",
            named.join(", ")
        )
    });
    input.tell_of_plain_text(report);
    let tags = input.codebook.tags().iter();
    let dressed = tags.filter(|tag| tag.key.is_some() || tag.color.is_some());
    report.tell(dressed.count(), "tag", |tags| {
        format!("the key and colour of {tags} were left out")
    });
    let given = |claim: &Claim| {
        claim
            .assessments
            .iter()
            .filter(|one| one.hash.is_some())
            .count()
    };
    report.tell(input.sum(given), "assessment", |assessments| {
        format!("the hash of the text of {assessments} was left out")
    });
    lost::tell_of_rest(input, report);
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end_matches(' '));
        self.text.push('\n');
    }

    fn document(&mut self, source: &Source<'_>) {
        let name = self.inline(source.name());
        self.line("");
        self.heading(1, &name, source.tags);
        let metadata = &source.metadata;
        let status = source.status.map_or("", |status| status.as_str());
        let properties = [
            ("DOCUMENT", one_line(source.path.as_str())),
            ("AUTHOR", one_line(&metadata.authors.join("; "))),
            (
                "DATE",
                one_line(metadata.date.as_deref().unwrap_or_default()),
            ),
            ("URL", one_line(metadata.url.as_deref().unwrap_or_default())),
            ("STATUS", status.to_owned()),
            ("POSTIL_TAGS", exact(source.tags)),
        ];
        self.drawer(&properties);
        for item in source.in_order() {
            self.annotation(item);
        }
    }

    fn annotation(&mut self, item: &Item<'_>) {
        let annotation = item.annotation;
        let title = self.inline(&first_words(&annotation.selector.quote));
        self.line("");
        self.heading(2, &title, &annotation.tags);
        let (start, end) = item.range();
        let place = |number: Option<usize>| number.map(|number| number.to_string());
        let properties = [
            ("ID", annotation.id.to_string()),
            ("POSTIL_TAGS", exact(&annotation.tags)),
            ("REVIEWER", one_line(&annotation.reviewer)),
            ("CREATED", annotation.created.to_string()),
            ("STATE", one_line(item.state)),
            ("START", start.to_string()),
            ("END_BEFORE", end.to_string()),
            (
                "LINE",
                place(item.place.map(|place| place.line)).unwrap_or_default(),
            ),
            (
                "PARAGRAPH",
                place(item.place.and_then(|place| place.paragraph)).unwrap_or_default(),
            ),
            ("ARTICLE", item.part.map(article).unwrap_or_default()),
        ];
        self.drawer(&properties);
        self.around("before", item.around.map(|around| around.before));
        self.line("#+begin_quote");
        self.paragraphs(&annotation.selector.quote, "");
        self.line("#+end_quote");
        self.around("after", item.around.map(|around| around.after));
        if !annotation.note.trim().is_empty() {
            self.line("");
            self.paragraphs(&annotation.note, "");
        }
        if let Some(claim) = &annotation.claim {
            self.claim(claim);
        }
        self.links(annotation);
    }

    fn around(&mut self, label: &str, text: Option<&str>) {
        let text = self.inline(text.unwrap_or_default());
        if !text.is_empty() {
            self.line(&format!("/{label}:/ {text}"));
        }
    }

    fn claim(&mut self, claim: &Claim) {
        self.line("");
        let kinds: Vec<&str> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
        let facts = [
            ("claim", claim.statement.as_str()),
            ("claimant", claim.claimant.as_str()),
            (
                "attribution",
                claim.attribution.map_or("", |one| one.as_str()),
            ),
            ("kinds", &kinds.join(", ")),
            (
                "worth checking",
                claim.checkworthy.map_or("", |one| one.as_str()),
            ),
            ("status", claim.status.map_or("", |one| one.as_str())),
        ];
        for (label, text) in facts {
            self.fact(label, text);
        }
        for one in &claim.assessments {
            let verdict = one.verdict.as_ref().map_or("no verdict", |it| it.as_str());
            let facts = [verdict, &one.confidence, &one.reviewer, &one.at.to_string()];
            self.fact("assessment", &joined(&facts));
            self.paragraphs(&one.rationale, "  ");
        }
        for piece in &claim.evidence {
            self.evidence(piece);
        }
    }

    fn evidence(&mut self, piece: &Evidence) {
        let stance = piece.stance.map_or("", |stance| stance.as_str());
        let accessed = piece.accessed.map(|day| format!("accessed {day}"));
        let accessed = accessed.unwrap_or_default();
        let about = self.inline(&joined(&[stance, &piece.citation, &accessed]));
        let address = match piece.annotation() {
            Some(id) if self.known.contains(&id) => format!("[[id:{id}][annotation]]"),
            _ => self.address(&piece.url),
        };
        self.line(&format!("- evidence :: {about} {address}"));
        self.paragraphs(&piece.quote, "  ");
    }

    fn links(&mut self, annotation: &Annotation) {
        if annotation.claim.is_none() && !annotation.links.is_empty() {
            self.line("");
        }
        for link in &annotation.links {
            let (relation, to) = (link.relation.as_str(), link.to);
            // A link to what is not in the file would ask Emacs to look for it everywhere.
            let to = if self.known.contains(&to) {
                format!("[[id:{to}]]")
            } else {
                to.to_string()
            };
            self.line(&format!("- {relation} :: {to}"));
        }
    }

    fn codebook(&mut self, input: &Input<'_>) {
        let tags = input.codebook.tags().iter();
        let described: Vec<_> = tags
            .filter(|tag| !tag.definition.trim().is_empty())
            .collect();
        if described.is_empty() {
            return;
        }
        self.line("");
        self.line("* Tags");
        for tag in described {
            let name = self.inline(tag.name.as_str());
            self.line(&format!("- {name} ::"));
            self.paragraphs(&tag.definition, "  ");
        }
    }

    fn heading(&mut self, level: usize, title: &str, tags: &[TagName]) {
        let title = if title.is_empty() { "…" } else { title };
        let mut marks: Vec<String> = Vec::new();
        for tag in tags.iter().map(org_tag) {
            if !marks.contains(&tag) {
                marks.push(tag);
            }
        }
        // Without this, words between colons at the end of a title would be taken for tags.
        let end = if title.ends_with(':') {
            BREAK.to_string()
        } else {
            String::new()
        };
        let tags = if marks.is_empty() {
            String::new()
        } else {
            format!("  :{}:", marks.join(":"))
        };
        self.line(&format!("{} {title}{end}{tags}", "*".repeat(level)));
    }

    fn drawer(&mut self, properties: &[(&str, String)]) {
        self.line(":PROPERTIES:");
        for (name, value) in properties.iter().filter(|(_, value)| !value.is_empty()) {
            self.line(&format!(":{name}: {value}"));
        }
        self.line(":END:");
    }

    fn fact(&mut self, label: &str, text: &str) {
        let text = self.inline(text);
        if !text.is_empty() {
            self.line(&format!("- {label} :: {text}"));
        }
    }

    /// The address as a link where it leads to the web, else as text.
    fn address(&mut self, url: &str) -> String {
        let is_web = WEB.iter().any(|start| url.starts_with(start));
        let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '[' | ']' | '<' | '>' | '\\');
        if is_web && url.chars().all(is_plain) {
            format!("[[{url}]]")
        } else {
            self.inline(url)
        }
    }

    /// `text` on one line.
    fn inline(&mut self, text: &str) -> String {
        self.escaped(&one_line(text))
    }

    /// The lines of `text`, each behind `indent`.
    fn paragraphs(&mut self, text: &str, indent: &str) {
        let text = visible::lines(text).into_owned();
        let mut is_gap = false;
        for line in text.trim().lines().map(str::trim) {
            // Two empty lines would end the list that a text stands in.
            if !(line.is_empty() && is_gap) {
                let line = self.escaped(line);
                self.line(&format!("{indent}{line}"));
            }
            is_gap = line.is_empty();
        }
    }

    fn escaped(&mut self, line: &str) -> String {
        let escaped = escape(line);
        self.broken += usize::from(escaped != line);
        escaped
    }
}

fn article(part: &Metadata) -> String {
    let authors = part.authors.join("; ");
    let known = [
        part.title.as_deref().unwrap_or_default(),
        authors.as_str(),
        part.date.as_deref().unwrap_or_default(),
        part.url.as_deref().unwrap_or_default(),
    ];
    joined(&known)
}

fn joined(texts: &[&str]) -> String {
    let texts = texts.iter().map(|text| one_line(text));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    texts.join(" · ")
}

fn first_words(quote: &str) -> String {
    let quote = one_line(quote);
    let mut words: Vec<&str> = quote.split(' ').take(WORDS + 1).collect();
    if words.len() > WORDS {
        words.truncate(WORDS);
        words.push("…");
    }
    words.join(" ")
}

/// The tags as they are called.
fn exact(tags: &[TagName]) -> String {
    let tags: Vec<&str> = tags.iter().map(TagName::as_str).collect();
    one_line(&tags.join("; "))
}

/// The tag as a heading can hold it: letters, digits, `_`, `@`, `#` and `%`.
fn org_tag(tag: &TagName) -> String {
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '%');
    let chars = tag.as_str().chars();
    chars.map(|c| if is_allowed(c) { c } else { '_' }).collect()
}

/// `line`, which has no line break, with an invisible space wherever Org would find a sign of its own. Before a sign that
/// counts at the beginning of a line it hides that; after one that opens something it stands where Org allows no gap.
pub(super) fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    let (mut before, mut word): (Option<char>, usize) = (None, 0);
    for (at, c) in line.char_indices() {
        let rest = line.get(at + c.len_utf8()..).unwrap_or_default();
        let after = rest.chars().next();
        let is_gap = after.is_none_or(char::is_whitespace);
        let last = line.get(word..at).unwrap_or_default();
        let is_first = at == 0;
        let hides = match c {
            '*' | '#' | ':' | '|' | '%' if is_first => true,
            '-' | '+' if is_first => is_gap || after == Some(c),
            '.' | ')' if at > 0 && at == number => is_gap,
            '[' | '{' | '<' | '@' | ':' if before == Some(c) => true,
            // A program that runs where it stands.
            '(' | '{' | '[' if last.starts_with("src_") || last.starts_with("call_") => true,
            '{' => matches!(before, Some('_' | '^')),
            ':' => KINDS.contains(&last.to_lowercase().as_str()),
            _ => false,
        };
        let may_open = before.is_none_or(|c| c.is_whitespace() || "-–—({'\"[".contains(c));
        let opens = match c {
            '*' | '/' | '_' | '=' | '~' | '+' => may_open && !is_gap,
            '\\' | '$' | '^' => !is_gap,
            '<' => after.is_some_and(|c| c.is_alphanumeric() || c == '%'),
            '[' => rest.starts_with("fn:"),
            _ => false,
        };
        if hides {
            escaped.push(BREAK);
        }
        escaped.push(c);
        if opens {
            escaped.push(BREAK);
        }
        before = Some(c);
        if !(c.is_alphanumeric() || matches!(c, '_' | '-')) {
            word = at + c.len_utf8();
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::context::Around;
    use crate::export::fixture::{Fixture, bare, tag, written};
    use proptest::prelude::*;

    fn export(input: &Input<'_>) -> (String, Vec<String>) {
        let (bytes, report) = written(Format::Org, input);
        (String::from_utf8(bytes).unwrap(), report.dropped)
    }

    #[test]
    fn everything_a_person_wrote_is_there_to_be_read() {
        let (text, dropped) = export(&Fixture::rich().input());
        crate::export::fixture::golden("org.org", &text);
        assert_eq!(
            dropped,
            [
                "an invisible space was put into 2 lines that Org would take for signs of its own",
                "2 tags had to be written otherwise on headings, and as they are only in a property: checked twice as \
                    checked_twice, claim/statistic as claim_statistic",
                "the text around 1 quote was left out",
                "the hash of 1 document was left out",
                "the key and colour of 1 tag were left out",
                "the hash of the text of 1 assessment was left out",
            ]
        );
    }

    #[test]
    fn signs_of_org_are_broken() {
        for (line, expected) in [
            ("* heading", "~* heading"),
            ("** deeper", "~*~* deeper"),
            ("a * b", "a * b"),
            ("#+begin_src", "~#+begin_src"),
            (":PROPERTIES:", "~:PROPERTIES:"),
            ("| a | b |", "~| a | b |"),
            ("- item", "~- item"),
            ("-5 degrees", "-5 degrees"),
            ("1. item", "1~. item"),
            ("1.5 million", "1.5 million"),
            ("[[elisp:(x)][y]]", "[~[elisp~:(x)][y]]"),
            ("see elisp:(x) or shell:ls", "see elisp~:(x) or shell~:ls"),
            (
                "<elisp:x> and <2020-01-01>",
                "<~elisp~:x> and <~2020-01-01>",
            ),
            ("{{{x}}}", "{~{~{x}}}"),
            ("src_sh{rm} call_x(y)", "src_sh~{rm} call_x~(y)"),
            (
                "*bold* /it/ _u_ =v= ~c~".replace('~', "`").as_str(),
                "~*~bold* /~it/ _~u_ =~v= `c`",
            ),
            ("a/b and snake_case, 2+2=4", "a/b and snake_case, 2+2=4"),
            ("https://a.example/b_c?d=1#e", "https://a.example/b_c?d=1#e"),
            ("[fn:1] $x$ \\alpha x^{2}", "[~fn:1] $~x$ \\~alpha x^~~{2}"),
            (", comma", ", comma"),
        ] {
            assert_eq!(escape(line).replace(BREAK, "~"), expected, "{line}");
        }
    }

    #[test]
    fn hostile_texts_add_no_structure() {
        let hostile = "* H\n#+end_quote\n:END:\n:ID: x\n#+begin_src sh\nrm\n#+end_src\n[[shell:rm]]\n\u{1b}[31m";
        let mut annotation = bare(1, "a.txt", 0, hostile);
        annotation.note = hostile.to_owned();
        annotation.reviewer = "x\n:END:\n* y".to_owned();
        annotation.tags = vec![tag("a:b c")];
        let mut fixture = Fixture::one(annotation);
        fixture.documents[0].1.title = Some("x :tag:\n* y".to_owned());
        fixture.documents[0].1.url = Some("elisp:(x)\n* z".to_owned());
        let (text, dropped) = export(&fixture.input());
        let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!((count("* "), count("** ")), (1, 1), "{text}");
        assert_eq!(
            (count(":END:"), count(":PROPERTIES:"), count(":ID:")),
            (2, 2, 1),
            "{text}"
        );
        assert_eq!((count("#+"), count("#+end_quote")), (4, 1), "{text}");
        assert!(!text.contains("[[") && !text.contains('\u{1b}'), "{text}");
        assert!(dropped[1].starts_with("1 tag had to be"), "{dropped:?}");
    }

    #[test]
    fn sentences_around_stand_beside_the_quote() {
        let fixture = Fixture::one(bare(1, "a.txt", 0, "q"));
        let mut input = fixture.input();
        input.documents[0].annotations[0].around = Some(Around {
            before: "* Before. ",
            after: " After.",
        });
        let (text, _) = export(&input);
        let expected =
            format!("/before:/ {BREAK}* Before.\n#+begin_quote\nq\n#+end_quote\n/after:/ After.\n");
        assert!(text.contains(&expected), "{text}");
    }

    proptest! {
        #[test]
        fn no_line_is_a_sign_and_every_line_reads_as_it_was(line in r"[*#+:|\[\]{}<>_/=~$\\^a1. -]{0,40}") {
            let escaped = escape(&line);
            prop_assert_eq!(escaped.replace(BREAK, ""), line);
            prop_assert!(!escaped.starts_with(['*', '#', ':', '|']));
            prop_assert!(!escaped.contains("[[") && !escaped.contains("{{"), "{}", escaped);
        }
    }
}
