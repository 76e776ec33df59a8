//! What a person puts right: facts about a document, and what its blocks are. It is kept in the document's record, wins
//! over what postil found, and every change is one step of undo.

use jiff::civil::Date;

use super::App;
use super::action::{Fact, OverlayAction};
use super::overlay::{
    Choice, Drafted, FieldEditor, Item, Line, Overlay, Page, PageKind, Picker, PickerKind,
};
use super::panes::Focus;
use super::reader::Passage;
use crate::model::{
    BlockKind, Correction, DocPath, DocumentRecord, Edit, Metadata, Span, on_one_line,
};
use crate::text::counted;

/// How many blocks are put right at once: each has a line of its own in the annotations file.
const MOST_BLOCKS: usize = 200;

/// What a block can be said to be: what is typed, and what it means.
const KINDS: &[(BlockKind, &str, &str)] = &[
    (
        BlockKind::Title,
        "title",
        "what the article is called, everywhere",
    ),
    (BlockKind::Heading(1), "heading 1", "over a section"),
    (
        BlockKind::Heading(2),
        "heading 2",
        "over a section of a section",
    ),
    (BlockKind::Heading(3), "heading 3", "one level further down"),
    (BlockKind::Paragraph, "paragraph", "running text"),
    (
        BlockKind::Quotation,
        "quotation",
        "somebody else's words, set apart",
    ),
    (
        BlockKind::Caption,
        "caption",
        "what stands under a picture or a table",
    ),
    (BlockKind::ListItem(0), "list item", "one item of a list"),
    (BlockKind::Note, "note", "a footnote or endnote"),
    (
        BlockKind::Boilerplate,
        "furniture",
        "menus, share lines: not the article's",
    ),
];

impl App {
    /// Asks what the block under the cursor, or each selected one, really is.
    pub(super) fn choose_kind(&mut self) {
        let Some(open) = self.reader.open_document() else {
            return;
        };
        let document = &open.document;
        let cursor = self.reader.cursor();
        let wanted = self
            .reader
            .selected()
            .unwrap_or_else(|| Span::new(cursor, cursor + 1));
        let blocks = document.blocks_in(wanted);
        if blocks.len() > MOST_BLOCKS {
            return self.status.notice(format!(
                "select at most {MOST_BLOCKS} blocks to put them right"
            ));
        }
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
            return self.status.notice("no block here");
        };
        let span = first.span.union(last.span);
        let alike = blocks.iter().all(|block| block.kind == first.kind);
        let now = alike.then_some(first.kind);
        let found = document
            .block_index_at(span.start)
            .and_then(|index| open.found_kind(index));
        let title = match blocks.len() {
            1 => format!("What is “{}”?", beginning(span.of(&document.text))),
            count => format!("What are these {}?", counted(count, "block")),
        };
        let item = |kind: Option<BlockKind>, text: &str, detail: String| Item {
            text: text.to_owned(),
            detail,
            choice: Choice::Kind(kind),
        };
        let mut items: Vec<Item> = KINDS
            .iter()
            .map(|(kind, name, meaning)| {
                let is_now = now == Some(*kind);
                let detail = if is_now {
                    format!("{meaning}; it is set as this now")
                } else {
                    (*meaning).to_owned()
                };
                item(Some(*kind), name, detail)
            })
            .collect();
        let found = found
            .filter(|_| blocks.len() == 1)
            .map_or("what postil took them for".to_owned(), |found| {
                format!("what postil took it for: {}", name(found))
            });
        items.push(item(None, "as found", found));
        let passage = Passage {
            open: open.clone(),
            span,
        };
        let mut picker = Picker::new(PickerKind::Kinds(passage), &title, items);
        picker.choose(
            |item| matches!(item.choice, Choice::Kind(kind) if kind.is_some() && kind == now),
        );
        self.overlays.push(Overlay::Picker(Box::new(picker)));
    }

    /// Records what the blocks of `passage` are; `None` takes back what was recorded of them.
    pub(super) fn kind_chosen(&mut self, passage: &Passage, kind: Option<BlockKind>) {
        let document = &passage.open.document;
        let blocks = document.blocks_in(passage.span);
        let texts: Vec<&str> = blocks
            .iter()
            .map(|block| block.span.of(&document.text))
            .collect();
        let mut record = self.record(&document.path);
        let is_about_them = |known: &Correction| texts.iter().any(|text| known.is_about(text));
        let joined = on_one_line(passage.text());
        let is_single = document.parts.len() <= 1;
        record.corrections.retain(|known| !is_about_them(known));
        if kind == Some(BlockKind::Title) {
            // An article has one title: what a person took for it before is what it was found as again.
            let part = document.part_at(passage.span.start).map(|part| part.span);
            let rivals: Vec<&str> = document
                .blocks_in(part.unwrap_or(passage.span))
                .iter()
                .filter(|block| block.kind == BlockKind::Title)
                .map(|block| block.span.of(&document.text))
                .collect();
            record.corrections.retain(|known| {
                known.kind != BlockKind::Title || !rivals.iter().any(|text| known.is_about(text))
            });
            if is_single {
                record.title =
                    Some(joined).filter(|title| document.metadata.title.as_ref() != Some(title));
            }
        } else if is_single && record.title.as_ref() == Some(&joined) {
            record.title = None;
        }
        let is_so = kind.is_some_and(|kind| blocks.iter().all(|block| block.kind == kind));
        for text in kind.iter().flat_map(|_| &texts) {
            if let Some(kind) = kind
                && !record.corrections.iter().any(|known| known.is_about(text))
            {
                record.corrections.push(Correction::new(kind, text));
            }
        }
        let what = match (kind, texts.len()) {
            (Some(kind), 1) => format!("put right: {}", name(kind)),
            (Some(kind), count) => {
                format!(
                    "put right: {}, each {}",
                    counted(count, "block"),
                    name(kind)
                )
            }
            (None, 1) => "set as postil found it again".to_owned(),
            (None, _) => "set as postil found them again".to_owned(),
        };
        if is_so && record.title == self.record(&document.path).title {
            self.status.notice("that is what it is set as already");
        } else {
            self.record_changed(record, what, "nothing had been put right here");
        }
        self.reader.deselect();
    }

    /// The document that facts are shown of and put right: that of the page on top, the chosen one in the list, or the one
    /// that is read.
    pub(super) fn subject(&self) -> Option<DocPath> {
        let page = self.overlays.last().and_then(|overlay| match overlay {
            Overlay::Page(Page {
                kind: PageKind::Facts(path),
                ..
            }) => Some(path.clone()),
            _ => None,
        });
        let listed = || {
            (self.layout.focus == Focus::Documents)
                .then(|| self.library.selected_path().cloned())
                .flatten()
        };
        let read = || self.reader.document().map(|document| document.path.clone());
        page.or_else(listed).or_else(read)
    }

    /// What a document says of itself, whatever a person put right.
    pub(super) fn says(&self, path: &DocPath) -> Option<Metadata> {
        let open = self
            .reader
            .document()
            .filter(|document| document.path == *path)
            .map(|document| document.metadata.clone());
        let listed = || {
            self.library
                .get(path)
                .and_then(super::library::Entry::metadata)
        };
        open.or_else(listed)
    }

    /// Begins to put a fact right.
    pub(super) fn begin_fact(&mut self, fact: Fact) {
        match self.subject() {
            Some(document) => self.begin_fact_of(document, fact),
            None => self.status.notice("no document to put right"),
        }
    }

    /// Opens a fact of `document` to be put right.
    pub(super) fn begin_fact_of(&mut self, document: DocPath, fact: Fact) {
        let known = stated(&self.metadata(&document), fact).unwrap_or_default();
        let found = self.says(&document).and_then(|found| stated(&found, fact));
        self.overlays.push(Overlay::Field(Box::new(FieldEditor {
            fact,
            input: Line::new(&known),
            document,
            found: found.unwrap_or_default(),
            complaint: None,
            is_selected: !known.is_empty(),
            original: known,
            drafted: Drafted::default(),
        })));
    }

    /// Puts a fact of the document at hand right at once, without asking for it.
    ///
    /// # Errors
    /// What is wrong with what was typed.
    pub(super) fn give_fact(&mut self, fact: Fact, typed: &str) -> Result<(), String> {
        match self.subject() {
            Some(path) if !self.is_hindered() => self.fact_typed(&path, fact, typed)?,
            Some(_) => {}
            None => self.status.notice("no document to put right"),
        }
        Ok(())
    }

    pub(super) fn field_action(&mut self, mut editor: Box<FieldEditor>, action: OverlayAction) {
        match action {
            OverlayAction::Accept if self.is_hindered() => {}
            OverlayAction::Accept => {
                let typed = editor.input.text().to_owned();
                match self.fact_typed(&editor.document, editor.fact, &typed) {
                    Ok(()) => return self.draft_used(editor.drafted.id),
                    Err(complaint) => editor.complaint = Some(complaint),
                }
            }
            OverlayAction::Cancel => return self.draft_dropped(editor.drafted.id),
            OverlayAction::Clear => editor.clear(),
            _ => {}
        }
        self.overlays.push(Overlay::Field(editor));
    }

    fn fact_typed(&mut self, path: &DocPath, fact: Fact, typed: &str) -> Result<(), String> {
        let value = checked(fact, typed)?;
        let found = self.says(path).and_then(|found| stated(&found, fact));
        // What the document says itself need not be remembered.
        let value = value.filter(|value| found.as_ref() != Some(value));
        let mut record = self.record(path);
        let name = fact.as_str();
        let label = match &value {
            Some(value) => format!("put the {name} right: {value}"),
            None => format!("the {name} is what the article says again"),
        };
        *match fact {
            Fact::Title => &mut record.title,
            Fact::Author => &mut record.author,
            Fact::Date => &mut record.date,
            Fact::Url => &mut record.url,
        } = value;
        self.record_changed(record, label, &format!("the {name} is as it was"));
        Ok(())
    }

    /// Makes `record` what is remembered of its document, or says `unchanged`.
    fn record_changed(&mut self, record: DocumentRecord, label: String, unchanged: &str) {
        let before = self.set().document(&record.path).cloned();
        let after = (!record.is_empty()).then_some(record);
        if before == after {
            self.status.notice(unchanged);
            return;
        }
        let (before, after) = (before.map(Box::new), after.map(Box::new));
        self.commit(label, vec![Edit::Document { before, after }]);
    }
}

/// What `metadata` says of a fact, on one line.
pub(super) fn stated(metadata: &Metadata, fact: Fact) -> Option<String> {
    match fact {
        Fact::Title => metadata.title.clone(),
        Fact::Author => Some(metadata.authors.join("; ")),
        Fact::Date => metadata.date.clone(),
        Fact::Url => metadata.url.clone(),
    }
    .filter(|text| !text.is_empty())
}

/// What was typed for a fact as it is remembered; `None` for an empty line.
fn checked(fact: Fact, typed: &str) -> Result<Option<String>, String> {
    let typed = on_one_line(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    match fact {
        Fact::Title => Ok(Some(typed)),
        Fact::Author => {
            let names = typed.split(';').map(str::trim);
            let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
            Ok(Some(names.join("; ")).filter(|names| !names.is_empty()))
        }
        Fact::Date if is_date(&typed) => Ok(Some(typed)),
        Fact::Date => Err(format!(
            "{typed:?} is no date; write 2020, 2020-06 or 2020-06-17"
        )),
        Fact::Url if is_url(&typed) => Ok(Some(typed)),
        Fact::Url => Err(format!(
            "{typed:?} is no web address; write all of it, such as https://example.org/article"
        )),
    }
}

/// Whether `text` is a year, a month or a day of the calendar (ISO 8601, as exact as it is known).
fn is_date(text: &str) -> bool {
    let filled = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    let digits = filled.bytes().enumerate();
    let is_shaped = digits.into_iter().all(|(at, byte)| {
        if matches!(at, 4 | 7) {
            byte == b'-'
        } else {
            byte.is_ascii_digit()
        }
    });
    is_shaped && filled.parse::<Date>().is_ok()
}

fn is_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
            && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// What a kind of block is called when it is put right.
pub(super) fn name(kind: BlockKind) -> String {
    let known = KINDS.iter().find(|(known, ..)| *known == kind);
    known.map_or_else(|| kind.to_string(), |(_, name, _)| (*name).to_owned())
}

/// The first words of `text`.
fn beginning(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut begun: Vec<&str> = words.by_ref().take(8).collect();
    if words.next().is_some() {
        begun.push("…");
    }
    begun.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_checked() {
        for (fact, typed, expect) in [
            (Fact::Title, "  A  title ", Ok(Some("A title"))),
            (Fact::Title, "   ", Ok(None)),
            (
                Fact::Author,
                "Ada Prose ;; Ben Fact;",
                Ok(Some("Ada Prose; Ben Fact")),
            ),
            (Fact::Author, ";", Ok(None)),
            (Fact::Date, "2020", Ok(Some("2020"))),
            (Fact::Date, "2020-06", Ok(Some("2020-06"))),
            (Fact::Date, "2020-02-29", Ok(Some("2020-02-29"))),
            (Fact::Date, "2021-02-29", Err(())),
            (Fact::Date, "2020-13", Err(())),
            (Fact::Date, "17 June 2020", Err(())),
            (Fact::Date, "20é0", Err(())),
            (
                Fact::Url,
                "https://example.org/a",
                Ok(Some("https://example.org/a")),
            ),
            (Fact::Url, "example.org", Err(())),
            (Fact::Url, "javascript:alert(1)", Err(())),
            (Fact::Url, "https://a b", Err(())),
        ] {
            let found = checked(fact, typed).map_err(|_| ());
            assert_eq!(found, expect.map(|text| text.map(str::to_owned)), "{typed}");
        }
    }
}
