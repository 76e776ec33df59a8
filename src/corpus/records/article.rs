//! From a record to an article: its text, and what the record tells about it.
//!
//! The text is a function of the record alone: the text field as its format gives it, under the title where it does
//! not begin with that. What the record tells wins over what its text tells.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use memchr::{memchr2, memmem};

use super::{Fields, RecordFault, Row, Value};
use crate::corpus::Fault;
use crate::corpus::decode::decode;
use crate::corpus::formats::{self, Extracted, Format};
use crate::corpus::structure::{date_in, year_of};
use crate::model::{Block, BlockKind, InlineKind, Metadata, Span, on_one_line};

/// A title longer than this, in bytes, is no title.
const LONGEST_TITLE: usize = 1000;
/// How much of a field's name is told where it is not known, in code points.
const NAME: usize = 40;
/// How much of a text is looked at to tell whether it is HTML, in bytes.
const LOOK: usize = 64 * 1024;
/// What begins a file in UTF-8, whatever the file itself says about its encoding.
const MARK: &str = "\u{feff}";

/// The article in `row`, which begins on `line` of its file, and the format its text is in.
pub(super) fn read(
    row: &Row<'_>,
    fields: &Fields,
    line: u64,
) -> Result<(Extracted, Format), Fault> {
    let (text, format) = written(row, fields, line)?;
    let told = told(row, fields);
    let extracted = match (&told.title, format) {
        (Some(title), Format::Plain) if !begins_with(&text, title) => {
            let text = format!("{title}\n\n{text}");
            let mut extracted = formats::read(format, text.into_bytes())?;
            entitle(&mut extracted, title);
            extracted
        }
        (Some(title), Format::Plain) => {
            let mut extracted = formats::read(format, text.into_bytes())?;
            entitle(&mut extracted, title);
            extracted
        }
        (title, _) => {
            let extracted = formats::read(format, format!("{MARK}{text}").into_bytes())?;
            match title {
                Some(title) => under_title(extracted, title),
                None => extracted,
            }
        }
    };
    let encoding = row.encoding;
    let mut extracted = Extracted {
        encoding,
        ..extracted
    };
    extracted.structure.metadata = over(told, extracted.structure.metadata);
    Ok((extracted, format))
}

/// The text of the article that [`read`] gives. Of plain text it costs a fraction of that.
pub(super) fn text(row: &Row<'_>, fields: &Fields, line: u64) -> Result<String, Fault> {
    let (text, format) = written(row, fields, line)?;
    if format != Format::Plain {
        return read(row, fields, line).map(|(extracted, _)| extracted.text);
    }
    let title = told(row, fields).title;
    let text = match title.filter(|title| !begins_with(&text, title)) {
        Some(title) => format!("{title}\n\n{text}"),
        None => text,
    };
    let decoded = decode(text.into_bytes());
    decoded.map(|(text, _)| text).ok_or(Fault::Binary)
}

/// Whether every word of the text of the record that is written as `line` stands in that as it is: no letter is written as a
/// number, and there is no markup in a word.
pub(super) fn spells(line: &[u8], fields: &Fields) -> bool {
    let is_marked = |name: &str| name.to_ascii_lowercase().ends_with("md") || name.contains('.');
    let is_usual = fields.text.as_deref().is_none_or(|name| !is_marked(name));
    let is_in = |part: &[u8]| memmem::find(line, part).is_some();
    let names: [&[u8]; 5] = [b"arkdown\"", b"ARKDOWN\"", b"md\"", b"Md\"", b"MD\""];
    is_usual
        && memchr2(b'<', b'&', line).is_none()
        && !is_in(b"\\u")
        && !names.into_iter().any(is_in)
}

/// What stands in the text field, and what it is written in.
fn written(row: &Row<'_>, fields: &Fields, line: u64) -> Result<(String, Format), Fault> {
    let broken = |cause: String| Fault::Record(RecordFault::Broken { line, cause });
    let (name, value) = row
        .text(fields)
        .ok_or_else(|| broken(lacking(row, fields)))?;
    let text = value.texts().join("\n\n");
    if text.trim().is_empty() {
        return Err(broken(format!("has no text in {name:?}")));
    }
    let format = format(&name, &text);
    Ok((text, format))
}

/// Why the record has no text, to follow "line 3".
pub(super) fn lacking(row: &Row<'_>, fields: &Fields) -> String {
    if let Some(name) = fields.text.as_deref().or_else(|| row.text_name()) {
        return format!("has no text in {name:?}");
    }
    let mut names = row.names().filter(|name| !name.is_empty());
    let shown = |name: &str| format!("{:?}", name.chars().take(NAME).collect::<String>());
    let known: Vec<String> = names.by_ref().take(6).map(shown).collect();
    let more = if names.next().is_some() { " …" } else { "" };
    if known.is_empty() {
        return "has no fields".into();
    }
    format!(
        "has no field that is known for a text, only {}{more}",
        known.join(", ")
    )
}

/// What a text in the field `name` is written in.
fn format(name: &str, text: &str) -> Format {
    let name = name.rsplit('.').next().unwrap_or(name).to_lowercase();
    let is_markdown = matches!(name.as_str(), "markdown" | "md") || name.ends_with("_markdown");
    let file = if is_markdown {
        "record.md"
    } else if name.contains("html") || looks_like_html(text) {
        "record.html"
    } else {
        "record.txt"
    };
    Format::of_name(file).unwrap_or(Format::Plain)
}

/// Whether `text` has the elements of a page in it: a single `<` is none.
fn looks_like_html(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(LOOK)).unwrap_or(text);
    let head = head.trim_start().to_ascii_lowercase();
    let is_page = head.starts_with("<!doctype html") || head.starts_with("<html");
    let elements = [
        "</p>",
        "</div>",
        "<br>",
        "<br/>",
        "<br />",
        "</article>",
        "</h2>",
        "</li>",
        "<p>",
    ];
    is_page || elements.iter().any(|element| head.contains(element))
}

/// What the record tells about the article.
fn told(row: &Row<'_>, fields: &Fields) -> Metadata {
    let line = |value: Option<Value<'_>>| {
        let text = value?.texts().into_iter().next()?;
        let text = on_one_line(&text);
        (!text.is_empty() && text.len() <= LONGEST_TITLE).then_some(text)
    };
    Metadata {
        title: line(row.title(fields)),
        subtitle: line(row.subtitle(fields)),
        authors: row
            .author(fields)
            .map(|value| authors(&value.texts()))
            .unwrap_or_default(),
        date: line(row.date(fields)).and_then(|text| date(&text)),
        source: line(row.source(fields)),
        url: line(row.url(fields))
            .filter(|url| url.starts_with("http://") || url.starts_with("https://")),
    }
}

/// `told` with what it lacks from `found`.
fn over(told: Metadata, found: Metadata) -> Metadata {
    Metadata {
        title: told.title.or(found.title),
        subtitle: told.subtitle.or(found.subtitle),
        authors: if told.authors.is_empty() {
            found.authors
        } else {
            told.authors
        },
        date: told.date.or(found.date),
        source: told.source.or(found.source),
        url: told.url.or(found.url),
    }
}

/// The people that `texts` name, one or several in each. A list that another program wrote as text (`['A B', 'C D']`)
/// is one too. A comma parts names only where each of them has two words: `Roe, Jane` is one person.
fn authors(texts: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        let text = text.trim();
        let listed = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        let plain = listed.unwrap_or(text);
        let plain = ["By ", "by ", "BY "]
            .iter()
            .find_map(|by| plain.strip_prefix(by))
            .unwrap_or(plain);
        let whole = |part: &str| part.split_whitespace().count() >= 2;
        let parted: Vec<&str> = plain
            .split([';', '|'])
            .flat_map(|part| part.split(" and "))
            .collect();
        for part in parted {
            if listed.is_some() || part.split(',').all(whole) {
                found.extend(part.split(',').map(clean));
            } else {
                found.push(clean(part));
            }
        }
    }
    found.retain(|name| name.chars().any(char::is_alphabetic) && name.len() <= LONGEST_TITLE);
    found.dedup();
    found
}

/// A name without the quotation marks and the spaces around it.
fn clean(name: &str) -> String {
    let name = name.trim().trim_matches(['\'', '"']);
    on_one_line(name)
}

/// A date in ISO 8601, as exact as it is known: from ISO 8601, RFC 2822, seconds or milliseconds since 1970, digits
/// alone, or as articles print it. Where day and month cannot be told apart, the year is all that is known.
fn date(text: &str) -> Option<String> {
    let number = text.split('.').next().unwrap_or(text);
    if !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse::<f64>().is_ok()
    {
        return date_of_digits(number);
    }
    let parts: Vec<&str> = text.split([' ', 'T']).next()?.split('/').collect();
    if let [first, second, third] = parts[..] {
        let number = |part: &str| part.parse::<i16>().ok();
        let (first, second, third) = (number(first)?, number(second)?, number(third)?);
        return match (first, second, third) {
            (1000.., month, day) => full(first, month, day),
            (day @ 13.., month, year) | (month, day @ 13.., year) => full(year, month, day),
            (day, month, year) if day == month => full(year, month, day),
            (_, _, year) => year_of(&year.to_string()),
        };
    }
    date_in(text).or_else(|| year_of(text))
}

fn full(year: i16, month: i16, day: i16) -> Option<String> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Some(Date::new(year, month, day).ok()?.to_string())
}

fn date_of_digits(digits: &str) -> Option<String> {
    let number: i64 = digits.parse().ok()?;
    let at = match digits.len() {
        4 => return year_of(digits),
        8 => {
            let part = |from: i64, size: i64| i16::try_from(number / from % size).ok();
            return full(part(10_000, 10_000)?, part(100, 100)?, part(1, 100)?);
        }
        9 | 10 => Timestamp::from_second(number).ok()?,
        12 | 13 => Timestamp::from_millisecond(number).ok()?,
        _ => return None,
    };
    Some(at.to_zoned(TimeZone::UTC).date().to_string())
}

/// Whether the first line of `text` is `title`, but for case and spaces.
fn begins_with(text: &str, title: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    first.len() <= LONGEST_TITLE * 2 && is_same(first, title)
}

fn is_same(one: &str, other: &str) -> bool {
    let folded = |text: &str| {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    folded(one) == folded(other)
}

/// Makes the first block, where it says no more than `title`, the title, and no other.
fn entitle(extracted: &mut Extracted, title: &str) {
    let Extracted {
        text, structure, ..
    } = extracted;
    let mut blocks = structure.blocks.iter_mut();
    let first = blocks
        .next()
        .filter(|block| is_same(block.span.of(text), title));
    if let Some(first) = first {
        first.kind = BlockKind::Title;
        for block in blocks.filter(|block| block.kind == BlockKind::Title) {
            block.kind = BlockKind::Heading(1);
        }
    }
}

/// `extracted` with `title` above it, where it does not begin with that.
fn under_title(mut extracted: Extracted, title: &str) -> Extracted {
    if !begins_with(&extracted.text, title) {
        let above = if extracted.text.is_empty() {
            title.to_owned()
        } else {
            format!("{title}\n\n")
        };
        let by = above.len();
        let moved = |span: Span| Span {
            start: span.start + by,
            end: span.end + by,
        };
        let structure = &mut extracted.structure;
        for block in &mut structure.blocks {
            block.span = moved(block.span);
        }
        for inline in &mut structure.inlines {
            inline.span = moved(inline.span);
            if let InlineKind::Reference { note } = &mut inline.kind {
                *note += by;
            }
        }
        for part in &mut structure.parts {
            part.span = moved(part.span);
        }
        if let Some(first) = structure.parts.first_mut() {
            first.span.start = 0;
        }
        let kind = BlockKind::Title;
        let span = Span::new(0, title.len());
        structure.blocks.insert(0, Block { kind, span });
        extracted.text.insert_str(0, &above);
    }
    entitle(&mut extracted, title);
    extracted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::jsonl;
    use proptest::prelude::*;

    fn article(line: &str) -> Extracted {
        let row = jsonl::row(line.as_bytes()).unwrap();
        read(&row, &Fields::default(), 1).unwrap().0
    }

    #[test]
    fn the_text_alone_is_that_of_the_article() {
        for line in [
            r#"{"title": "Why", "text": "It was dear.\r\nIt was good."}"#,
            r#"{"title": "Why", "text": "Why\nIt was dear."}"#,
            r#"{"title": "Why", "body": ["A\ud83d", "\u0000 b"]}"#,
            r#"{"title": "Why", "html": "<p>It was <b>d</b>ear.</p>"}"#,
            r#"{"text_md": "It", "markdown": "It was **d**ear."}"#,
            r#"{"title": "Why", "text": " "}"#,
            r#"{"title": "Why"}"#,
        ] {
            let row = jsonl::row(line.as_bytes()).unwrap();
            let fields = Fields::default();
            let whole = read(&row, &fields, 1).map(|(extracted, _)| extracted.text);
            assert_eq!(text(&row, &fields, 1), whole, "{line}");
        }
    }

    #[test]
    fn words_that_are_written_otherwise_are_told() {
        let usual = Fields::default();
        let mine = Fields {
            text: Some("notes_md".into()),
            ..Fields::default()
        };
        for (line, expected) in [
            (r#"{"text": "A “café”.\n\"Yes\""}"#, true),
            (r#"{"text": "caf\u00e9"}"#, false),
            (r#"{"text": "<b>f</b>erry"}"#, false),
            (r#"{"text": "caf&eacute;"}"#, false),
            (r#"{"Body_Markdown": "*f*erry"}"#, false),
        ] {
            assert_eq!(spells(line.as_bytes(), &usual), expected, "{line}");
        }
        assert!(!spells(br#"{"notes_md": "a"}"#, &mine));
    }

    #[test]
    fn the_title_stands_above_the_text_once() {
        for (line, expected) in [
            (
                r#"{"title": " Why  bread ", "text": "It was dear. It was good."}"#,
                "Why bread\n\nIt was dear. It was good.",
            ),
            (
                r#"{"title": "Why bread", "text": "WHY BREAD\n\nIt was dear."}"#,
                "WHY BREAD\n\nIt was dear.",
            ),
            (r#"{"text": ["One.", "Two."]}"#, "One.\n\nTwo."),
        ] {
            let found = article(line);
            assert_eq!(found.text, expected);
            let titles = found.structure.blocks.iter();
            let titles = titles
                .filter(|block| block.kind == BlockKind::Title)
                .count();
            assert_eq!(titles, usize::from(line.contains("title")), "{line}");
        }
    }

    #[test]
    fn markup_is_moved_down_under_the_title() {
        let under = |title| {
            let read = formats::read(Format::Plain, b"First words.\n\nMore.".to_vec()).unwrap();
            under_title(read, title)
        };
        let found = under("Title");
        assert_eq!(found.text, "Title\n\nFirst words.\n\nMore.");
        let blocks = found.structure.blocks.iter();
        let blocks: Vec<&str> = blocks.map(|block| block.span.of(&found.text)).collect();
        assert_eq!(blocks, ["Title", "First words.", "More."]);
        assert_eq!(under("first words.").text, "First words.\n\nMore.");
    }

    #[test]
    fn what_the_record_tells_wins() {
        let found = article(
            r#"{"headline": "A", "byline": "By Jane Roe and John Doe", "date_publish": 1592352000, "link": "javascript:x",
                "publisher": {"name": "The Paper"}, "subtitle": "B", "maintext": "A\n\nBy Someone Else\n\nText of it."}"#,
        );
        let metadata = found.structure.metadata;
        assert_eq!(metadata.title.as_deref(), Some("A"));
        assert_eq!(metadata.subtitle.as_deref(), Some("B"));
        assert_eq!(metadata.authors, ["Jane Roe", "John Doe"]);
        assert_eq!(metadata.date.as_deref(), Some("2020-06-17"));
        assert_eq!(metadata.source.as_deref(), Some("The Paper"));
        assert_eq!(metadata.url, None);
    }

    #[test]
    fn dates_are_told_however_they_are_written() {
        for (text, expected) in [
            ("2020-06-17T10:00:00+02:00", Some("2020-06-17")),
            ("2020-06-17 10:00:00", Some("2020-06-17")),
            ("Wed, 17 Jun 2020 10:00:00 +0000", Some("2020-06-17")),
            ("June 17, 2020", Some("2020-06-17")),
            ("1592352000", Some("2020-06-17")),
            ("1592352000.0", Some("2020-06-17")),
            ("1592352000123", Some("2020-06-17")),
            ("20200617", Some("2020-06-17")),
            ("2020/06/17", Some("2020-06-17")),
            ("06/17/2020", Some("2020-06-17")),
            ("17/06/2020 10:00", Some("2020-06-17")),
            ("05/06/2020", Some("2020")),
            ("2020", Some("2020")),
            ("2020-06", Some("2020-06")),
            ("99999999", None),
            ("yesterday", None),
            ("1/2/3", None),
            ("-1", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn authors_are_told_apart() {
        for (text, expected) in [
            ("Jane Roe", "Jane Roe"),
            ("Roe, Jane", "Roe, Jane"),
            ("Jane Roe, John Doe", "Jane Roe|John Doe"),
            ("Roe, Jane; Doe, John", "Roe, Jane|Doe, John"),
            ("['Jane Roe', 'John Doe']", "Jane Roe|John Doe"),
            ("[]", ""),
            ("Reuters", "Reuters"),
        ] {
            assert_eq!(authors(&[text.to_owned()]).join("|"), expected);
        }
    }

    #[test]
    fn what_has_no_text_is_told_with_what_it_has() {
        for (line, cause) in [
            ("{}", "has no fields"),
            (
                r#"{"a": "x", "b": 1}"#,
                r#"has no field that is known for a text, only "a", "b""#,
            ),
            (r#"{"text": "\n "}"#, r#"has no text in "text""#),
            (r#"{"text": true}"#, r#"has no text in "text""#),
        ] {
            let row = jsonl::row(line.as_bytes()).unwrap();
            let cause = cause.to_owned();
            assert_eq!(
                read(&row, &Fields::default(), 7).unwrap_err(),
                Fault::Record(RecordFault::Broken { line: 7, cause })
            );
        }
    }

    #[test]
    fn html_is_told_from_text() {
        for (text, expected) in [
            ("<p>One</p>", true),
            ("a < b > c", false),
            ("x<br>y", true),
            ("<HTML><body>", true),
        ] {
            assert_eq!(looks_like_html(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_character_is_in_one_block_whatever_the_title(title in "\\PC{0,20}", text in "[\\PC\n]{0,60}") {
            let value = serde_json::json!({"title": title, "text": text}).to_string();
            let row = jsonl::row(value.as_bytes()).unwrap();
            if let Ok((found, _)) = read(&row, &Fields::default(), 1) {
                let mut end = 0;
                for block in &found.structure.blocks {
                    prop_assert!(block.span.start >= end);
                    prop_assert!(found.text.get(end..block.span.start).unwrap().trim().is_empty());
                    end = block.span.end;
                }
                prop_assert!(found.text.get(end..).unwrap().trim().is_empty());
            }
        }
    }
}
