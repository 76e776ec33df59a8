//! Export: annotations to bytes, with a report of what a format cannot hold.
//!
//! Owns what each format looks like and how texts from strangers are made harmless in it. Reads no clock and no disk, so
//! the same annotations always give the same bytes and an export can be regenerated and compared.

mod address;
mod argdown;
#[cfg(test)]
mod articles;
mod brat;
mod claimreview;
pub mod context;
mod csl;
mod csv;
mod cut;
mod doccano;
#[cfg(test)]
mod fixture;
mod guid;
mod html;
mod hypothesis;
mod json;
mod label_studio;
mod lines;
mod lost;
mod markdown;
mod obsidian;
mod org;
mod refi;
mod taguette;
mod template;
mod told;
mod w3c;
mod xlsx;
mod xml;

use std::collections::BTreeMap;
use std::io;

pub use context::Around;
pub use csv::table;
pub use template::{ready_made, ready_made_names};

use crate::model::{
    Annotation, Claim, Codebook, DocPath, Document, DocumentRecord, Metadata, ReadingStatus,
    TagName, TextHash, vocabulary,
};
use crate::text::{counted, visible};

vocabulary! {
    /// What an export is written as.
    pub enum Format {
        /// To be read, and compared with the export of yesterday.
        Markdown = "markdown",
        /// Everything there is, for programs.
        Json = "json",
        /// One row for each annotation, for spreadsheets.
        Csv = "csv",
        /// An annotation a line, for programs that read lines.
        JsonLines = "jsonl",
        /// A page to be looked at, with the articles.
        Html = "html",
        /// A folder for Obsidian: a page for each document, which a person goes on writing on.
        Obsidian = "obsidian",
        /// For Org mode.
        Org = "org",
        /// A workbook: annotations, claims, assessments, evidence, codebook and documents.
        Xlsx = "xlsx",
        /// Claims and how they stand to each other, for Argdown.
        Argdown = "argdown",
        /// As a template of the user's own says.
        Template = "template",
        /// W3C Web Annotation, for whatever speaks it.
        W3c = "w3c",
        /// As the client of Hypothesis exports, and imports.
        Hypothesis = "hypothesis",
        /// The codebook for programs of qualitative analysis (REFI-QDA).
        Qdc = "qdc",
        /// The project for programs of qualitative analysis (REFI-QDA): texts, codes, codings.
        Qdpx = "qdpx",
        /// The codebook for Taguette.
        Taguette = "taguette",
        /// Spans and relations for doccano.
        Doccano = "doccano",
        /// Tasks with annotations for Label Studio.
        LabelStudio = "label-studio",
        /// A folder for brat: texts and standoff annotations.
        Brat = "brat",
        /// What was found of claims, as schema.org's `ClaimReview`, for a page on the web.
        ClaimReview = "claimreview",
        /// Articles and evidence as sources to cite (CSL-JSON).
        Csl = "csl",
    }
}

impl Format {
    /// How the names of files in this format end, without the dot; of the folder's files, where it is a folder.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown | Self::Obsidian => "md",
            Self::Json | Self::Hypothesis | Self::LabelStudio | Self::Csl => "json",
            Self::Csv | Self::Taguette => "csv",
            Self::JsonLines | Self::Doccano => "jsonl",
            Self::W3c | Self::ClaimReview => "jsonld",
            Self::Qdc => "qdc",
            Self::Qdpx => "qdpx",
            Self::Brat => "ann",
            Self::Html => "html",
            Self::Org => "org",
            Self::Xlsx => "xlsx",
            Self::Argdown => "argdown",
            Self::Template => "txt",
        }
    }

    /// Whether an export in this format is a folder of files.
    #[must_use]
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Brat | Self::Obsidian)
    }

    /// Whether people go on writing in the files of an export, so that none may be replaced that could not be read.
    #[must_use]
    pub fn is_written_on(self) -> bool {
        self == Self::Obsidian
    }

    /// Whether an export in this format is text, which a terminal can show.
    #[must_use]
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Qdpx | Self::Xlsx)
    }

    /// Whether an export in this format needs to know what the documents say, beside what is annotated in them.
    #[must_use]
    pub fn wants_documents(self) -> bool {
        matches!(
            self,
            Self::Html
                | Self::Hypothesis
                | Self::Qdpx
                | Self::Doccano
                | Self::LabelStudio
                | Self::Brat
        )
    }

    /// Whether an export in this format holds documents too that something is recorded of and nothing is annotated in.
    #[must_use]
    pub fn holds_records(self) -> bool {
        self == Self::Json
    }

    /// The format that a person calls `name`.
    ///
    /// # Errors
    /// A sentence that names those there are.
    pub fn named(name: &str) -> Result<Self, String> {
        let known = || {
            Self::ALL
                .iter()
                .map(|format| format.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        Self::parse(name)
            .ok_or_else(|| format!("there is no format {name:?}; there are {}", known()))
    }

    /// What every export in this format begins with, by which an earlier one is known.
    #[must_use]
    pub fn signature(self) -> &'static str {
        match self {
            Self::Markdown => "# Annotations: ",
            Self::Json => "{\n  \"format\": \"postil-export\"",
            Self::Csv => "id,document,title,",
            Self::JsonLines => "{\"format\":\"postil-export-lines\"",
            Self::Html => html::SIGNATURE,
            Self::W3c => {
                "{\n  \"@context\": [\n    \"http://www.w3.org/ns/anno.jsonld\",\n    {\n      \"postil\": \"urn:x-postil:\""
            }
            Self::Hypothesis => "{\n  \"client_version\": \"postil\"",
            Self::Qdc => refi::CODEBOOK,
            Self::Qdpx => refi::ARCHIVE,
            Self::Taguette => taguette::HEADER,
            Self::Doccano => "{\"postil\":\"export\",",
            Self::LabelStudio | Self::Csl => "[",
            Self::ClaimReview => claimreview::HEAD,
            Self::Org => "#+TITLE: Annotations: ",
            Self::Xlsx => xlsx::HEAD,
            Self::Argdown => "===\npostil: export\ntitle: ",
            // Nothing that all of them begin with: a folder has a list of its own, and a template can begin in any way.
            Self::Obsidian | Self::Brat | Self::Template => "",
        }
    }

    /// Whether a file that begins with `head`, its first kilobyte, is an earlier export in this format.
    #[must_use]
    pub fn is_earlier(self, head: &[u8]) -> bool {
        let Some(rest) = head.strip_prefix(self.signature().as_bytes()) else {
            return false;
        };
        match self {
            Self::Qdpx => refi::begins_as(head),
            Self::Xlsx => xlsx::begins_as(head),
            Self::LabelStudio => label_studio::goes_on_as(rest),
            Self::Csl => csl::goes_on_as(rest),
            Self::ClaimReview => claimreview::goes_on_as(rest),
            // A folder says in a list of its own which of its files are postil's.
            Self::Brat | Self::Obsidian | Self::Template => false,
            _ => true,
        }
    }
}

/// Whether a file that begins with `head`, its first kilobyte, is an export of postil's. It takes more than a
/// signature: an article may well begin with the same words.
#[must_use]
pub fn is_export(head: &[u8]) -> bool {
    Format::ALL.iter().any(|format| {
        format.is_earlier(head)
            && match format {
                Format::Markdown => {
                    let signature = format.signature().len();
                    let rest = head.get(signature..).unwrap_or_default();
                    let line = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                    let below = rest.get(line..).unwrap_or_default();
                    below.is_empty() || below.starts_with(b"\n## ")
                }
                Format::Csv => csv::begins_as(head),
                _ => true,
            }
    })
}

/// What is to be exported.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// What the corpus is called.
    pub corpus: &'a str,
    /// All its tags.
    pub codebook: &'a Codebook,
    /// The documents, in the order in which they are to be written.
    pub documents: Vec<Source<'a>>,
    /// What the person who exports wishes.
    pub wishes: Wishes,
}

/// What the person who exports wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// How many sentences before and after each quote are to stand beside it.
    pub context: usize,
    /// Who publishes what was found of claims.
    pub publisher: Publisher,
    /// The files of the folder that is written to, by their names, as they are: what a person wrote into them is kept.
    pub earlier: BTreeMap<String, String>,
    /// What to write by, for [`Format::Template`].
    pub template: Option<Template>,
}

/// A template of the user's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The name of its file, which says by its ending what is written and how that is escaped.
    pub name: String,
    /// What it says.
    pub text: String,
}

impl Template {
    /// How the names of files that are written by it end, without the dot: as its own does, without `.j2` or `.jinja`.
    #[must_use]
    pub fn extension(&self) -> &str {
        template::extension(&self.name)
    }
}

/// Who publishes what was found of claims, as the settings say; empty where they do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publisher {
    /// The name.
    pub name: String,
    /// The address of the page that the reviews stand on.
    pub url: String,
}

/// What an export is written into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// One file.
    File(Vec<u8>),
    /// A folder of files, by their names, which may hold a `/`.
    Folder(BTreeMap<String, Vec<u8>>),
}

/// A document and what is to be exported of it.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// Where it lies.
    pub path: &'a DocPath,
    /// Title, authors, date and URL, as far as they are known.
    pub metadata: Metadata,
    /// How far the reader is with it.
    pub status: Option<ReadingStatus>,
    /// Tags on the document as a whole.
    pub tags: &'a [TagName],
    /// The hash of its text.
    pub hash: Option<&'a TextHash>,
    /// Everything that is recorded of it.
    pub record: Option<&'a DocumentRecord>,
    /// What it says, where the format or a wish asks for that and it could be read.
    pub document: Option<&'a Document>,
    /// Its annotations, in any order: they are written by place, what was not found last.
    pub annotations: Vec<Item<'a>>,
}

impl Source<'_> {
    /// What to call the document: its title, or else the name of its file.
    fn name(&self) -> &str {
        let title = self.metadata.title.as_deref().map(str::trim);
        title
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| self.path.name())
    }

    /// The annotations in the order of every export: by place, then by identity, what was not found last.
    fn in_order(&self) -> Vec<&Item<'_>> {
        let mut items: Vec<_> = self.annotations.iter().collect();
        items.sort_by_key(|item| (item.is_orphan(), item.range(), item.annotation.id));
        items
    }
}

/// An annotation and where it is now.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The annotation.
    pub annotation: &'a Annotation,
    /// How it was found: `exact`, `moved`, `ambiguous`, `orphan`, or `unchecked` where nobody looked.
    pub state: &'a str,
    /// Where it was found.
    pub place: Option<Place>,
    /// What is known of the article it was found in, where its document holds several.
    pub part: Option<&'a Metadata>,
    /// What stands around the quote, where that is wished and it was found.
    pub around: Option<Around<'a>>,
}

impl Item<'_> {
    /// Whether the text was searched and the quote is not in it.
    fn is_orphan(&self) -> bool {
        self.state == "orphan"
    }

    /// First code point and the one after the last: as found, or else as stored.
    fn range(&self) -> (usize, usize) {
        let stored = &self.annotation.selector;
        self.place
            .map_or((stored.start, stored.end), |place| (place.start, place.end))
    }
}

/// Where an annotation is in the text as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The first code point of the quote.
    pub start: usize,
    /// The first code point after the quote.
    pub end: usize,
    /// The line the quote begins on, counted from 1.
    pub line: usize,
    /// The paragraph the quote begins in, counted from 1; none where that is page furniture.
    pub paragraph: Option<usize>,
}

/// What was written and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many documents were written.
    pub documents: usize,
    /// How many annotations were written.
    pub annotations: usize,
    /// What the format cannot hold or had to change: a sentence for each kind, with its count, lower case, no full stop.
    pub dropped: Vec<String>,
    /// What was written, in words, where that is no annotations on documents: `12 tags`.
    pub instead: Option<String>,
}

impl Report {
    /// Adds the sentence that `say` makes of `count` things called `thing`, unless there are none.
    fn tell(&mut self, count: usize, thing: &str, say: impl FnOnce(String) -> String) {
        if count > 0 {
            self.dropped.push(say(counted(count, thing)));
        }
    }
}

/// Writes `input` in `format`.
///
/// # Errors
/// Where a template is wrong, or the encoder of a format gives up. No input is known to make any do that.
pub fn write(format: Format, input: &Input<'_>) -> io::Result<(Output, Report)> {
    let mut report = Report {
        documents: input.documents.len(),
        annotations: input.items().count(),
        ..Report::default()
    };
    let bytes = match format {
        Format::Markdown => markdown::write(input, &mut report),
        Format::Json => json::write(input)?,
        Format::Csv => csv::write(input, &mut report)?,
        Format::JsonLines => lines::write(input, &mut report)?,
        Format::Html => html::write(input, &mut report)?,
        Format::Obsidian => {
            let pages = obsidian::write(input, &mut report);
            return Ok((Output::Folder(pages), report));
        }
        Format::Org => org::write(input, &mut report),
        Format::Xlsx => xlsx::write(input, &mut report)?,
        Format::Argdown => argdown::write(input, &mut report),
        Format::Template => template::write(input, &mut report)?,
        Format::W3c => w3c::write(input, &mut report)?,
        Format::Hypothesis => hypothesis::write(input, &mut report)?,
        Format::Qdc => refi::codebook(input, &mut report),
        Format::Qdpx => refi::project(input, &mut report)?,
        Format::Taguette => taguette::write(input, &mut report)?,
        Format::Doccano => doccano::write(input, &mut report)?,
        Format::LabelStudio => label_studio::write(input, &mut report)?,
        Format::Brat => {
            let files = brat::write(input, &mut report);
            return Ok((Output::Folder(files), report));
        }
        Format::ClaimReview => claimreview::write(input, &mut report)?,
        Format::Csl => csl::write(input, &mut report)?,
    };
    Ok((Output::File(bytes), report))
}

impl Input<'_> {
    /// Every annotation, in the order given.
    fn items(&self) -> impl Iterator<Item = &Item<'_>> {
        self.documents.iter().flat_map(|source| &source.annotations)
    }

    /// How many annotations `test` holds for.
    fn count(&self, test: impl Fn(&Annotation) -> bool) -> usize {
        self.items().filter(|item| test(item.annotation)).count()
    }

    /// The sum of what `measure` says of every claim.
    fn sum(&self, measure: impl Fn(&Claim) -> usize) -> usize {
        let claims = self
            .items()
            .filter_map(|item| item.annotation.claim.as_ref());
        claims.map(measure).sum()
    }

    /// Tells of what a format drops that has a `record` for each annotation and none for a document, whose silent ones
    /// are not counted as written.
    fn tell_of_documents(&self, report: &mut Report, record: &str) {
        let documents = self.documents.iter();
        let silent = documents
            .filter(|source| source.annotations.is_empty())
            .count();
        report.documents -= silent;
        report.tell(silent, "document", |documents| {
            format!("no {record} stands for {documents} without annotations")
        });
        self.tell_of_marks_on_documents(report);
        let documents = self.documents.iter();
        let worked_on = documents.filter(|source| source.record.is_some_and(is_worked_on));
        report.tell(worked_on.count(), "document", |documents| {
            format!("what was put right in {documents} and seen of them was left out")
        });
    }

    /// Tells of what neither Markdown nor CSV can hold.
    fn tell_of_plain_text(&self, report: &mut Report) {
        let contexts =
            self.count(|a| !a.selector.prefix.is_empty() || !a.selector.suffix.is_empty());
        report.tell(contexts, "quote", |quotes| {
            format!("the text around {quotes} was left out")
        });
        self.tell_of_earlier_places(report);
        self.tell_of_hashes(report);
        let unseen = self.count(|a| {
            [&a.selector.quote, &a.note]
                .iter()
                .any(|text| has_unseen(text))
        });
        report.tell(unseen, "annotation", |annotations| {
            format!("control characters in {annotations} were replaced by visible marks")
        });
    }
}

/// Whether a person put something right in the document, or looked through its sentences.
fn is_worked_on(record: &DocumentRecord) -> bool {
    !(record.corrections.is_empty() && record.coverage.is_empty())
}

/// Whether `text` holds an unseen character other than those that set it in lines.
fn has_unseen(text: &str) -> bool {
    text.replace("\r\n", "\n")
        .contains(|c| visible::is_unseen(c) && !matches!(c, '\n' | '\t'))
}

/// `text` on one line, safe to print.
fn one_line(text: &str) -> String {
    visible::lines(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::fixture::{Fixture, written};
    use super::*;

    /// The formats that need nothing but annotations: all without a template.
    fn given() -> impl Iterator<Item = &'static Format> {
        let formats = Format::ALL.iter();
        formats.filter(|format| **format != Format::Template)
    }

    #[test]
    fn formats_are_read_as_they_are_written() {
        for format in Format::ALL {
            assert_eq!(Format::parse(format.as_str()), Some(*format));
        }
        assert_eq!(Format::Markdown.extension(), "md");
    }

    #[test]
    fn the_order_in_which_annotations_are_given_does_not_show() {
        let fixture = Fixture::rich();
        let mut turned = fixture.input();
        for source in &mut turned.documents {
            source.annotations.reverse();
        }
        for format in given() {
            let straight = write(*format, &fixture.input()).unwrap();
            assert_eq!(write(*format, &turned).unwrap(), straight);
        }
    }

    #[test]
    fn an_export_is_known_by_more_than_its_first_words() {
        let fixture = Fixture::rich();
        for format in given().filter(|format| !format.is_folder()) {
            let (bytes, _) = written(*format, &fixture.input());
            let head = bytes.get(..1024).unwrap_or(&bytes);
            assert!(head.is_empty() || is_export(head), "{format:?}");
        }
        // An export with the columns that the first ones had is an export still.
        let earlier = "id,document,title,author,date,url,tags,quote,note,reviewer,created,state,start,end,claim,claimant,\
            status,verdict,confidence,links\r\n1,a";
        assert!(is_export(earlier.as_bytes()));
        for head in [
            "id,document,title,author,date,url,tags,quote,note,reviewer,created,state,start,end,claim,claimant,\
                status,verdict,confidence,links,likes\r\n1,a",
            "# Annotations: a history\n\nPeople have always written in books.",
            "id,document,title,text\n1,a,b,c",
            "{}",
            "[{\"data\": {}}]",
            "{\n  \"@context\": \"https://schema.org\",\n  \"@graph\": [ {} ]}",
            "PK\u{3}\u{4}",
            "",
        ] {
            assert!(!is_export(head.as_bytes()), "{head}");
        }
    }

    #[test]
    fn no_export_makes_a_terminal_obey() {
        let hostile = "\u{feff}a\u{1b}[2J\u{202e}b\r\nc\u{9b}1m\u{2028}\u{e0041}\u{0}<d>&\"";
        let total = hostile.chars().count();
        let articles = articles::Articles::cut(hostile, 0, total);
        for format in given().filter(|format| format.is_text()) {
            let files = match write(*format, &articles.input()).unwrap().0 {
                Output::File(bytes) => vec![bytes],
                Output::Folder(files) => files.into_values().collect(),
            };
            for bytes in files {
                let text = String::from_utf8(bytes).unwrap();
                let is_obeyed = |c| visible::is_unseen(c) && !matches!(c, '\n' | '\r' | '\t');
                assert!(!text.contains(is_obeyed), "{format:?}: {text:?}");
            }
        }
    }

    #[test]
    fn nothing_at_all_can_be_exported() {
        let fixture = Fixture::empty();
        for format in given() {
            let (output, report) = write(*format, &fixture.input()).unwrap();
            if let Output::File(bytes) = output
                && !bytes.is_empty()
            {
                let signature = format.signature().as_bytes();
                assert!(bytes.starts_with(signature), "{format:?}");
                assert!(is_export(bytes.get(..1024).unwrap_or(&bytes)), "{format:?}");
            }
            // A codebook has to have a code, and says so.
            let told = usize::from(*format == Format::Qdc);
            assert_eq!(report.dropped.len(), told, "{format:?}");
            assert_eq!((report.annotations, report.documents), (0, 0));
        }
    }
}
