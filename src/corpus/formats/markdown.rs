//! Markdown: `CommonMark` 0.31.2 with the tables, footnotes, strikethrough and task lists of GitHub, the attributes of
//! headings, definition lists and inline notes of Pandoc, and front matter.
//!
//! What is shown is what a reader of the rendered page would see: marks are gone, soft breaks fold, hard breaks stay,
//! rules, comments, scripts and the tags of raw HTML are dropped. Quotes and dashes stand as they were typed. Notes are
//! numbered by their first mark and stand at the end. A link to another note (`[[Note]]`, `[[Note|words]]`) is shown as
//! its words, since it leads nowhere here; the parser's own reading of them takes exponential time, so it stays off.
//! Paragraphs that only a site generator reads (`{{< figure >}}`) are furniture.

mod convert;
mod dialects;
mod html;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::{Extracted, front_matter, furniture, headings};
use crate::corpus::{Fault, decode};
use convert::Converter;

/// Reads `bytes` as Markdown in whatever encoding.
pub(super) fn read(bytes: Vec<u8>) -> Result<Extracted, Fault> {
    let (text, encoding) = decode::decode(bytes).ok_or(Fault::Binary)?;
    let (metadata, body) = front_matter::split(&text);
    let body = &dialects::known(body);
    let mut converter = Converter::new(body, metadata.title.clone());
    let mut notes = Notes::default();
    let parser = Parser::new_ext(body, options(body)).into_offset_iter();
    for (event, range) in TextMergeWithOffset::new(parser) {
        if let Some(event) = notes.kept_back(event, &range) {
            converter.event(event, range);
        }
    }
    while let Some(label) = notes.next(&converter.marked) {
        converter.note(&label, notes.take(&label));
    }
    let (composer, breaks) = converter.finish();
    let mut extracted = composer.finish(metadata, encoding);
    headings::settle(&mut extracted, &breaks);
    furniture::mark(&mut extracted, true);
    Ok(extracted)
}

/// What `body` is read with. A line that begins with a colon and no space after it (`:::note`) is a fence of some other
/// dialect, and reading definition lists would tear the text around it apart.
fn options(body: &str) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut colons = body
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix(':'));
    if colons.all(|rest| rest.starts_with([' ', '\t'])) {
        options |= Options::ENABLE_DEFINITION_LIST;
    }
    options
}

/// An event and where it stands in the source.
type Placed<'s> = (Event<'s>, Range<usize>);

/// The notes, kept back until the text is through: they may be written anywhere, and are numbered by their marks.
#[derive(Default)]
struct Notes<'s> {
    /// What each label defines, and in which order the labels came.
    defined: HashMap<CowStr<'s>, Vec<Placed<'s>>>,
    labels: Vec<CowStr<'s>>,
    /// The labels that are being defined, each inside the one before it.
    open: Vec<CowStr<'s>>,
    /// How many marks, and how many labels, were looked at for the note that comes next.
    marks: usize,
    listed: usize,
}

impl<'s> Notes<'s> {
    /// Keeps `event` where it belongs to a note, or else gives it back.
    fn kept_back(&mut self, event: Event<'s>, range: &Range<usize>) -> Option<Event<'s>> {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.labels.push(label.clone());
                self.open.push(label);
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.open.pop();
            }
            event => match self.open.last() {
                Some(label) => {
                    let kept = self.defined.entry(label.clone()).or_default();
                    kept.push((event, range.clone()));
                }
                None => return Some(event),
            },
        }
        None
    }

    /// The label of the note that comes next: in the order of the marks, `marked`, and then those without a mark.
    fn next(&mut self, marked: &[CowStr<'s>]) -> Option<CowStr<'s>> {
        loop {
            let label = if let Some(label) = marked.get(self.marks) {
                self.marks += 1;
                label
            } else {
                self.listed += 1;
                self.labels.get(self.listed - 1)?
            };
            if self.defined.contains_key(label) {
                return Some(label.clone());
            }
        }
    }

    fn take(&mut self, label: &CowStr<'s>) -> Vec<Placed<'s>> {
        self.defined.remove(label).unwrap_or_default()
    }
}

/// `text` with the links to other notes as their words. A lone number in such brackets is the mark of a source, and one
/// pair of brackets stays around it. What is embedded is not shown.
fn without_wiki_links(text: &str) -> Cow<'_, str> {
    if !text.contains("[[") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        let end = after.find(['[', ']', '\n']).filter(|end| *end > 0);
        let inner = end.and_then(|end| after.split_at_checked(end));
        let inner = inner.and_then(|(inner, rest)| Some((inner, rest.strip_prefix("]]")?)));
        let Some((inner, after)) = inner else {
            out.push_str(before);
            out.push_str("[[");
            rest = after;
            continue;
        };
        rest = after;
        if let Some(before) = before.strip_suffix('!') {
            out.push_str(before);
            continue;
        }
        out.push_str(before);
        if inner.bytes().all(|byte| byte.is_ascii_digit()) {
            out.extend(["[", inner, "]"]);
        } else {
            let words = inner.rsplit('|').next().unwrap_or(inner);
            out.push_str(words.trim_start_matches('#'));
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests;
