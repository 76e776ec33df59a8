//! The facts of a document: what is known about it, what of that a person put right, and where it is from.

use super::App;
use super::action::Fact;
use super::correcting::stated;
use super::overlay::{Overlay, Page, PageKind, PageLine};
use crate::model::{Block, DocPath, Document, DocumentRecord, Metadata, ReadingStatus, Span};
use crate::text::sentence::sentences_of;
use crate::text::{cluster, counted, word};

/// How many words a reader reads in a minute (Brysbaert 2019, "How many words do we read per minute?").
const WORDS_A_MINUTE: usize = 240;
/// How much of a text is counted, in bytes; of a longer one the rest is taken to be alike.
const COUNTED: usize = 1 << 20;

impl App {
    /// What is known of a document: what a person set, what the document says, what the list knows.
    #[must_use]
    pub fn metadata(&self, path: &DocPath) -> Metadata {
        let found = self.says(path).unwrap_or_default();
        match self.set().document(path) {
            Some(record) => record.over(&found),
            None => found,
        }
    }

    /// What is known of the article at the byte `at` of `document`, which may be one of several in it: what a person set,
    /// what the article says.
    #[must_use]
    pub fn metadata_at(&self, document: &Document, at: usize) -> Metadata {
        let record = self.set().document(&document.path);
        record.map_or_else(
            || document.metadata_at(at).clone(),
            |record| record.over_at(document, at),
        )
    }

    /// The record of a document as it is, or an empty one.
    pub(super) fn record(&self, path: &DocPath) -> DocumentRecord {
        self.set()
            .document(path)
            .cloned()
            .unwrap_or_else(|| DocumentRecord::new(path.clone()))
    }

    /// What to call a document.
    #[must_use]
    pub fn name_of(&self, path: &DocPath) -> String {
        self.title_of(path)
            .unwrap_or_else(|| path.name())
            .to_owned()
    }

    /// Shows what is known about the document that is read, or chosen in the list.
    pub(super) fn show_facts(&mut self) {
        let Some(path) = self.subject() else {
            return self.status.notice("no document is open");
        };
        self.overlays.push(Overlay::Page(Page {
            title: "About this document".to_owned(),
            lines: self.facts(&path),
            top: 0,
            kind: PageKind::Facts(path),
        }));
    }

    /// Writes the facts that are shown anew: something was put right.
    pub(super) fn refresh_facts(&mut self) {
        for index in 0..self.overlays.len() {
            let Some(Overlay::Page(Page {
                kind: PageKind::Facts(path),
                ..
            })) = self.overlays.get(index)
            else {
                continue;
            };
            let facts = self.facts(&path.clone());
            if let Some(Overlay::Page(page)) = self.overlays.get_mut(index) {
                page.lines = facts;
            }
        }
    }

    fn facts(&self, path: &DocPath) -> Vec<PageLine> {
        let entry = |term: &str, text: String| PageLine::Entry(term.to_owned(), text);
        let open = self
            .reader
            .document()
            .filter(|document| document.path == *path);
        let known = self.metadata(path);
        let found = self.says(path).unwrap_or_default();
        let mut lines = vec![entry("title", self.fact(&known, &found, Fact::Title, path))];
        lines.extend(known.subtitle.clone().map(|text| entry("subtitle", text)));
        lines.push(entry(
            "author",
            self.fact(&known, &found, Fact::Author, path),
        ));
        lines.push(entry("date", self.fact(&known, &found, Fact::Date, path)));
        lines.extend(known.source.clone().map(|text| entry("source", text)));
        lines.push(entry("URL", self.fact(&known, &found, Fact::Url, path)));
        lines.push(PageLine::Text(String::new()));
        lines.extend(open.map(length).map(|text| entry("length", text)));
        if let Some(document) = open {
            lines.extend(self.parts(document));
        }
        let record = self.set().document(path);
        let status = record.and_then(|record| record.status);
        lines.push(entry(
            "reading",
            status.unwrap_or(ReadingStatus::New).as_str().to_owned(),
        ));
        lines.push(entry("annotations", self.set().count_on(path).to_string()));
        for correction in record.iter().flat_map(|record| &record.corrections) {
            lines.push(entry("put right", correction.to_string()));
        }
        lines.push(PageLine::Text(String::new()));
        lines.push(entry("file", path.to_string()));
        match open {
            Some(document) => lines.extend(origin(document)),
            None => lines.push(PageLine::Text(
                "Open it to see its length, format and hash.".to_owned(),
            )),
        }
        lines
    }

    /// A fact, and whether a person put it right.
    fn fact(&self, known: &Metadata, found: &Metadata, fact: Fact, path: &DocPath) -> String {
        let record = self.set().document(path);
        let is_set = record.is_some_and(|record| match fact {
            Fact::Title => record.title.is_some(),
            Fact::Author => record.author.is_some(),
            Fact::Date => record.date.is_some(),
            Fact::Url => record.url.is_some(),
        });
        let shown = stated(known, fact).unwrap_or_else(|| "not known".to_owned());
        match stated(found, fact) {
            _ if !is_set => shown,
            Some(found) => format!("{shown} (put right; the article says {found})"),
            None => format!("{shown} (put right)"),
        }
    }

    /// The articles in a document that has several, the one that is read marked.
    fn parts(&self, document: &Document) -> Vec<PageLine> {
        if document.parts.len() < 2 {
            return Vec::new();
        }
        let here = document.part_at(self.reader.cursor()).map(|part| part.span);
        let line = |(index, part): (usize, &crate::model::Part)| {
            let metadata = self.metadata_at(document, part.span.start);
            let mut about: Vec<String> = metadata.title.into_iter().collect();
            about.extend(metadata.authors);
            about.extend(metadata.date);
            let mark = if here == Some(part.span) {
                " (you are here)"
            } else {
                ""
            };
            PageLine::Entry(
                format!("part {}", index + 1),
                format!("{}{mark}", about.join(" · ")),
            )
        };
        document.parts.iter().enumerate().map(line).collect()
    }
}

/// How long the document is, and how long it takes to read.
fn length(document: &Document) -> String {
    let Length {
        words,
        sentences,
        is_counted,
    } = Length::of(document);
    let about = if is_counted { "" } else { "about " };
    let minutes = words.div_ceil(WORDS_A_MINUTE).max(1);
    let time = if minutes < 90 {
        counted(minutes, "minute")
    } else {
        counted(minutes.div_ceil(60), "hour")
    };
    let number = |count, thing: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{} {thing}{plural}", grouped(count))
    };
    format!(
        "{about}{}, {}; {time} at {WORDS_A_MINUTE} words a minute",
        number(words, "word"),
        number(sentences, "sentence")
    )
}

/// Where the text of the document is from.
fn origin(document: &Document) -> Vec<PageLine> {
    let entry = |term: &str, text: String| PageLine::Entry(term.to_owned(), text);
    let format = Some(document.format).filter(|format| !format.is_empty());
    let hash = document.hash.as_str();
    let short: String = hash.chars().take(12).collect();
    let mut lines: Vec<PageLine> = Vec::new();
    lines.extend(format.map(|format| entry("format", format.to_owned())));
    lines.push(entry("encoding", document.encoding.to_owned()));
    lines.push(entry(
        "text",
        format!("{} bytes in UTF-8", grouped(document.text.len())),
    ));
    lines.push(entry(
        "hash",
        format!("{short} (the beginning of its BLAKE3)"),
    ));
    lines.push(entry("in full", hash.to_owned()));
    lines
}

struct Length {
    words: usize,
    sentences: usize,
    is_counted: bool,
}

impl Length {
    /// The length of a document. Words are those of UAX #29, as `postil list` counts them.
    fn of(document: &Document) -> Self {
        let text = &document.text;
        let is_counted = text.len() <= COUNTED;
        let counted = cluster::floor(text, text.len().min(COUNTED));
        let beginning = Span::new(0, counted);
        let words = word::count(beginning.of(text));
        let sentences: usize = document
            .blocks_in(beginning)
            .iter()
            .map(|block| {
                let span = Span::new(block.span.start, block.span.end.min(counted));
                sentences_of(text, &Block { span, ..*block }).len()
            })
            .sum();
        let of_all = |count: usize| {
            let whole =
                u128::try_from(count).unwrap_or(0) * u128::try_from(text.len()).unwrap_or(0);
            usize::try_from(whole / u128::try_from(counted.max(1)).unwrap_or(1)).unwrap_or(count)
        };
        if is_counted {
            return Self {
                words,
                sentences,
                is_counted,
            };
        }
        Self {
            words: of_all(words),
            sentences: of_all(sentences),
            is_counted,
        }
    }
}

/// A number with a comma between its thousands.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Structure};

    #[test]
    fn thousands_are_set_apart() {
        for (count, expect) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(count), expect);
        }
    }

    #[test]
    fn what_is_long_is_not_counted_to_its_end() {
        let paragraph = "One two three. Four five.\n\n";
        for (count, expect) in [
            (1, "5 words, 2 sentences; 1 minute"),
            (300, "1,500 words, 600 sentences; 7 minutes"),
            (100_000, "about 500,000 words, 200,0"),
        ] {
            let blocks = (0..count).map(|index| Block {
                kind: BlockKind::Paragraph,
                span: Span::new(index * 27, index * 27 + 25),
            });
            let structure = Structure {
                blocks: blocks.collect(),
                ..Structure::default()
            };
            let text = paragraph.repeat(count);
            let document = Document::new(DocPath::new("a"), text, structure);
            assert!(
                length(&document).starts_with(expect),
                "{}",
                length(&document)
            );
        }
    }
}
