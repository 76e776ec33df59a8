//! A template of the user's own (Jinja, as `MiniJinja` reads it), and those that come with the program.
//!
//! What a template prints is escaped for what it writes, which the ending of its name says. It reads no other file, and its
//! steps are counted, so that it comes to an end.

use std::fmt::Write as _;
use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use serde_json::{Map, Value as Json};

use super::{Input, Report, Source, csv, json, lines, lost, markdown, one_line, org};
use crate::model::{Annotation, Metadata, Verdict};
use crate::review::latest;
use crate::text::visible;

/// How many steps a template may take: some seconds' worth.
const STEPS: u64 = 200_000_000;

/// How deep macros may call each other.
const DEPTH: usize = 100;

/// The largest output, in bytes.
const LARGEST: usize = 256 << 20;

/// The templates that come with the program, by their names.
const READY_MADE: [(&str, &str); 5] = [
    (
        "reading-notes.md",
        include_str!("../../assets/templates/reading-notes.md"),
    ),
    (
        "quotations.tex",
        include_str!("../../assets/templates/quotations.tex"),
    ),
    (
        "sources.bib",
        include_str!("../../assets/templates/sources.bib"),
    ),
    (
        "brief.txt",
        include_str!("../../assets/templates/brief.txt"),
    ),
    (
        "claims.csv",
        include_str!("../../assets/templates/claims.csv"),
    ),
];

/// The template called `name` that comes with the program.
#[must_use]
pub fn ready_made(name: &str) -> Option<super::Template> {
    let (name, text) = READY_MADE.iter().find(|(known, _)| *known == name)?;
    Some(super::Template {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    })
}

/// The names of the templates that come with the program.
pub fn ready_made_names() -> impl Iterator<Item = &'static str> {
    READY_MADE.iter().map(|(name, _)| *name)
}

/// What is written by a template called `name`: the ending of its name, or the one before `.j2` and `.jinja`.
pub(super) fn extension(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    let endings = [".j2", ".jinja2", ".jinja"].iter();
    let stem = endings.fold(name, |name, ending| {
        name.strip_suffix(ending).unwrap_or(name)
    });
    let ending = stem.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_plain = ending.chars().all(|c| c.is_ascii_alphanumeric());
    if is_plain && (1..=10).contains(&ending.len()) {
        ending
    } else {
        "txt"
    }
}

/// Writes `input` by the template that is wished.
///
/// # Errors
/// Where the template is wrong, of the kind [`io::ErrorKind::InvalidData`]: a sentence with its name, the line and the cause.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let Some(template) = &input.wishes.template else {
        let reason = "no template is named; name one after template, or with --template";
        return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
    };
    let (data, unseen) = model(input)?;
    let data: Value = serde_json::from_value(data)?;
    let mut environment = Environment::new();
    environment.set_fuel(Some(STEPS));
    environment.set_recursion_limit(DEPTH);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    let mut syntax = SyntaxConfig::builder();
    syntax
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true);
    environment.set_syntax(syntax.build().map_err(io::Error::other)?);
    let kind = extension(&template.name).to_ascii_lowercase();
    environment.set_auto_escape_callback(move |_| escaping(&kind));
    environment.set_formatter(print);
    environment.add_filter("prefixed", prefixed);
    environment.add_filter("words", words);
    environment.add_filter("address", address);
    let mut output = Bounded(Vec::new());
    let rendered = environment
        .template_from_named_str(&template.name, &template.text)
        .and_then(|found| found.render_captured_to(data, &mut output).map(drop));
    rendered.map_err(|error| wrong(&template.name, &error))?;
    report.tell(unseen, "text", |texts| {
        format!("control characters in {texts} were replaced by visible marks")
    });
    lost::tell_of_places(input, report);
    report.dropped.push(format!(
        "the template {} says what is written of the rest",
        one_line(&template.name)
    ));
    Ok(output.0)
}

/// An output that does not grow for ever.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST {
            return Err(io::Error::other("it writes more than 256 MB"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is wrong with a template, with its name and the line.
fn wrong(name: &str, error: &Error) -> io::Error {
    let mut cause = match error.kind() {
        ErrorKind::OutOfFuel => "it takes too many steps".to_owned(),
        kind => error
            .detail()
            .map_or_else(|| kind.to_string(), |detail| format!("{kind}: {detail}")),
    };
    let mut within: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(error) = within {
        let _ = write!(cause, ", {error}");
        within = error.source();
    }
    let line = error.line().map(|line| format!(", line {line}"));
    let sentence = format!(
        "the template {}{} is wrong: {}",
        one_line(name),
        line.unwrap_or_default(),
        one_line(&cause)
    );
    io::Error::new(io::ErrorKind::InvalidData, sentence)
}

fn escaping(kind: &str) -> AutoEscape {
    match kind {
        "html" | "htm" | "xhtml" | "xml" | "svg" => AutoEscape::Html,
        "md" | "markdown" => AutoEscape::Custom("markdown".into()),
        "tex" | "bib" => AutoEscape::Custom("latex".into()),
        "csv" => AutoEscape::Custom("csv".into()),
        "json" | "jsonl" | "yaml" | "yml" => AutoEscape::Custom("json".into()),
        "org" => AutoEscape::Custom("org".into()),
        _ => AutoEscape::None,
    }
}

/// Prints a value as what is written wants it. What is not known prints as nothing.
fn print(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let AutoEscape::Custom(kind) = state.auto_escape().clone() else {
        let value = if value.is_none() {
            &Value::UNDEFINED
        } else {
            value
        };
        return minijinja::escape_formatter(output, state, value);
    };
    if value.is_undefined() {
        // The engine complains where that is wrong.
        return Ok(());
    }
    let text = if value.is_safe() {
        value.to_string()
    } else if kind == "json" {
        let text = serde_json::to_string(value)
            .map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))?;
        visible::escaped_json(text)
    } else if value.is_none() {
        String::new()
    } else {
        escaped(&kind, &value.to_string())
    };
    output.write_str(&text).map_err(Error::from)
}

fn escaped(kind: &str, text: &str) -> String {
    match kind {
        "markdown" => markdown::paragraphs(text, "\\\n").join("\n\n"),
        "latex" => latex(text),
        "csv" => csv::cell(text),
        "org" => {
            let lines: Vec<String> = text.lines().map(|line| org::escape(line.trim())).collect();
            lines.join("\n")
        }
        _ => text.to_owned(),
    }
}

/// `text` for LaTeX, and for a field of BibTeX, which counts braces even behind a backslash.
fn latex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let paragraphs: Vec<String> = visible::lines(text)
        .split("\n\n")
        .map(one_line)
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    for c in paragraphs.join("\n").chars() {
        match c {
            '\n' => escaped.push_str("\\par "),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '<' => escaped.push_str("\\textless{}"),
            '>' => escaped.push_str("\\textgreater{}"),
            '|' => escaped.push_str("\\textbar{}"),
            '"' => escaped.push_str("\\textquotedbl{}"),
            '`' => escaped.push_str("\\textasciigrave{}"),
            '$' | '&' | '#' | '_' | '%' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Each line behind a prefix, escaped for what is written: `{{ quote|prefixed("> ") }}`.
fn prefixed(state: &State<'_, '_>, text: &str, prefix: &str) -> Value {
    let text = match state.auto_escape() {
        AutoEscape::Custom(kind) => escaped(kind, text),
        _ => text.to_owned(),
    };
    let lines: Vec<String> = text
        .lines()
        .map(|line| format!("{prefix}{line}").trim_end().to_owned())
        .collect();
    Value::from_safe_string(lines.join("\n"))
}

/// The first words of a text on one line.
fn words(text: &str, count: usize) -> String {
    let text = one_line(text);
    let mut words: Vec<&str> = text.split(' ').take(count.saturating_add(1)).collect();
    if words.len() > count {
        words.truncate(count);
        words.push("…");
    }
    words.join(" ")
}

/// A web address in which nothing is left that any format takes for a sign; nothing where it is none.
fn address(url: &Value) -> Value {
    let url = url.as_str().unwrap_or_default();
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let mut plain = String::new();
    for c in url.chars().filter(|_| is_web) {
        if c.is_ascii_graphic() && !"{}\\\"<>^`|'()[]*$,;".contains(c) {
            plain.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(plain, "%{byte:02X}");
            }
        }
    }
    Value::from_safe_string(plain)
}

/// What a template can print, and how many texts in it had to be made harmless.
fn model(input: &Input<'_>) -> io::Result<(Json, usize)> {
    let mut keys = Keys::default();
    let (mut documents, mut annotations) = (Vec::new(), Vec::new());
    for source in &input.documents {
        let about = about(source, &mut keys);
        let mut document = serde_json::to_value(json::document(source))?;
        add(&mut document, &about);
        let nested = document.get_mut("annotations").and_then(Json::as_array_mut);
        let nested = nested.into_iter().flatten().zip(source.in_order());
        for (one, item) in nested {
            let verdict = verdict(item.annotation);
            add(one, &verdict);
            let mut flat = serde_json::to_value(lines::entry(source, item))?;
            add(&mut flat, &verdict);
            add(&mut flat, &about);
            annotations.push(flat);
        }
        documents.push(document);
    }
    let claims = annotations.iter().filter(|one| !one["claim"].is_null());
    let mut data = serde_json::json!({
        "corpus": input.corpus,
        "tags": serde_json::to_value(json::tags(input.codebook))?,
        "verdicts": serde_json::to_value(json::verdicts(input.codebook))?,
        "claims": claims.cloned().collect::<Vec<_>>(),
    });
    let mut unseen = 0;
    if let Some(data) = data.as_object_mut() {
        data.insert("documents".to_owned(), documents.into());
        data.insert("annotations".to_owned(), annotations.into());
    }
    make_harmless(&mut data, &mut unseen);
    Ok((data, unseen))
}

fn add(to: &mut Json, fields: &Map<String, Json>) {
    if let Some(to) = to.as_object_mut() {
        to.extend(fields.clone());
    }
}

/// Keys to cite documents by, each once.
#[derive(Default)]
struct Keys(std::collections::HashSet<String>);

impl Keys {
    fn of(&mut self, path: &str) -> String {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let key: String = stem.chars().map(plain).collect();
        let key = key.trim_matches('-').to_ascii_lowercase();
        let mut free = key.clone();
        let mut number = 2;
        while free.is_empty() || !self.0.insert(free.clone()) {
            free = format!("{key}-{number}");
            number += 1;
        }
        free
    }
}

/// What a template should not have to work out of a document.
fn about(source: &Source<'_>, keys: &mut Keys) -> Map<String, Json> {
    let year = |metadata: &Metadata| {
        let year: String = metadata.date.as_deref()?.chars().take(4).collect();
        (year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit())).then_some(year)
    };
    let key = keys.of(source.path.as_str());
    [
        ("name", Json::from(source.name())),
        ("year", year(&source.metadata).into()),
        ("key", key.into()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

/// The verdict that counts: the last one that was given.
fn verdict(annotation: &Annotation) -> Map<String, Json> {
    let last = annotation.claim.as_ref().and_then(latest);
    let verdict = last.and_then(|last| last.verdict.as_ref());
    let verdict = verdict.map(Verdict::as_str);
    Map::from_iter([("verdict".to_owned(), verdict.into())])
}

fn make_harmless(data: &mut Json, count: &mut usize) {
    match data {
        Json::String(text) => {
            let seen = visible::lines(text);
            if seen != *text {
                *count += usize::from(super::has_unseen(text));
                *text = seen.into_owned();
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| make_harmless(item, count)),
        Json::Object(fields) => {
            fields
                .iter_mut()
                .for_each(|(_, value)| make_harmless(value, count));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::context::Around;
    use crate::export::fixture::{Fixture, bare, golden, tag};
    use crate::export::{Format, Output as Written, Template};
    use crate::model::{Claim, Evidence};

    fn rendered(fixture: &Fixture, name: &str, text: &str) -> Result<String, String> {
        let mut input = fixture.input();
        input.wishes.template = Some(Template {
            name: name.into(),
            text: text.into(),
        });
        match crate::export::write(Format::Template, &input) {
            Ok((Written::File(bytes), _)) => Ok(String::from_utf8(bytes).unwrap()),
            Ok(_) => panic!("a folder"),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Everything that any format could take for a sign, wherever a person can write.
    fn hostile() -> Fixture {
        let text = "}{\\end{document}%$&#_^~<b>*x*\n\n\"=1+1\",`\n# H\n@article{x,\n===\u{1b}";
        let mut annotation = bare(1, "a.txt", 0, text);
        annotation.note = text.into();
        annotation.tags = vec![tag("a}b\"c")];
        annotation.claim = Some(Claim {
            statement: text.into(),
            claimant: text.into(),
            evidence: vec![Evidence {
                url: "https://x.example/}\\%20\"".into(),
                citation: text.into(),
                ..Evidence::default()
            }],
            ..Claim::default()
        });
        let mut fixture = Fixture::one(annotation);
        fixture.documents[0].1.title = Some(text.into());
        fixture.documents[0].1.url = Some("https://x.example/}{\\".into());
        fixture
    }

    #[test]
    fn the_ready_made_templates_write_what_they_should() {
        for (name, text) in READY_MADE {
            let text = rendered(&Fixture::rich(), name, text).unwrap();
            golden(&format!("template-{name}"), &text);
        }
    }

    #[test]
    fn the_ready_made_templates_keep_hostile_texts_in_their_place() {
        for (name, text) in READY_MADE {
            let written = rendered(&hostile(), name, text).unwrap();
            assert!(!written.contains('\u{1b}'), "{name}");
            match extension(name) {
                "csv" => {
                    let mut reader = ::csv::Reader::from_reader(written.as_bytes());
                    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
                    assert_eq!(rows.len(), 1, "{written}");
                }
                "tex" | "bib" => {
                    let depth = written.chars().try_fold(0_usize, |depth, c| match c {
                        '{' => Some(depth + 1),
                        '}' => depth.checked_sub(1),
                        _ => Some(depth),
                    });
                    assert_eq!(depth, Some(0), "{written}");
                    assert!(!written.contains("\\end{document}%$"), "{written}");
                    assert!(
                        !written.lines().any(|line| line.starts_with("@article{x")),
                        "{written}"
                    );
                }
                "md" => {
                    let events = pulldown_cmark::Parser::new(&written);
                    let headings = events.filter(|event| {
                        matches!(
                            event,
                            pulldown_cmark::Event::Start(pulldown_cmark::Tag::Heading { .. })
                        )
                    });
                    assert_eq!(headings.count(), 2, "{written}");
                }
                _ => {}
            }
        }
    }

    #[test]
    fn what_is_printed_is_escaped_for_what_is_written() {
        for (name, expected) in [
            ("a.html", "&lt;b&gt;*&quot;="),
            ("a.md", "&lt;b>\\*\"="),
            ("a.tex", "\\textless{}b\\textgreater{}*\\textquotedbl{}="),
            ("a.json", "\"<b>*\\\"=\""),
            ("a.csv", "\"<b>*\"\"=\""),
            ("a.txt", "<b>*\"="),
            ("a.csv.j2", "\"<b>*\"\"=\""),
        ] {
            let fixture = Fixture::one(bare(1, "a.txt", 0, "<b>*\"="));
            let template = "{{ annotations[0].quote }}{{ documents[0].title }}";
            let template = if name.contains("json") {
                "{{ annotations[0].quote }}"
            } else {
                template
            };
            assert_eq!(
                rendered(&fixture, name, template).unwrap(),
                expected,
                "{name}"
            );
        }
        let fixture = Fixture::one(bare(1, "a.txt", 0, "=1"));
        assert_eq!(
            rendered(&fixture, "a.csv", "{{ annotations[0].quote }}").unwrap(),
            "'=1"
        );
        assert_eq!(
            rendered(&fixture, "a.csv", "{{ annotations[0].quote|safe }}").unwrap(),
            "=1"
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let endless =
            "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}";
        for (text, expected) in [
            (
                "a\n{{ x",
                "the template t.md, line 2 is wrong: syntax error: ",
            ),
            (
                "\n\n{{ nothing.there }}",
                "the template t.md, line 3 is wrong: undefined value",
            ),
            ("{{ corpus|nothing }}", "line 1 is wrong: unknown filter: "),
            ("{% include '/etc/passwd' %}", "unknown statement include"),
            ("{% import 'x.txt' as x %}", "unknown statement"),
            (endless, "it takes too many steps"),
            (
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "recursion",
            ),
        ] {
            let error = rendered(&Fixture::rich(), "t.md", text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn sentences_around_are_there_where_they_are_wished() {
        let fixture = Fixture::one(bare(1, "a.txt", 0, "q"));
        let mut input = fixture.input();
        input.documents[0].annotations[0].around = Some(Around {
            before: "Before. ",
            after: "",
        });
        let (data, _) = model(&input).unwrap();
        assert_eq!(data["annotations"][0]["before"], "Before. ");
        assert_eq!(data["documents"][0]["annotations"][0]["before"], "Before. ");
    }

    #[test]
    fn endings_are_told_from_names() {
        for (name, expected) in [
            ("a.md", "md"),
            ("x/a.tex.j2", "tex"),
            ("a.b.jinja", "b"),
            ("notes", "txt"),
            ("a.j2", "txt"),
            ("a.md/b", "txt"),
        ] {
            assert_eq!(extension(name), expected, "{name}");
        }
    }
}
