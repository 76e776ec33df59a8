//! The parts of a Word document that hold text, as a flat list of paragraphs and of the edges of tables.
//!
//! What was deleted, what is hidden and what only Word reads (field codes, properties, the copies of drawings for old
//! programs) is not in it. Text boxes stand after the paragraph that they are tied to.

use std::collections::HashMap;

use super::styles::{Look, Numbering, Styles};
use super::xml::{self, Element, Node};
use crate::corpus::Fault;

/// Elements of which nothing is read: deletions, earlier properties, copies for programs that know no newer ones, and
/// how words are said.
const SKIPPED: [&str; 13] = [
    "Fallback",
    "del",
    "delInstrText",
    "delText",
    "moveFrom",
    "numberingChange",
    "pPrChange",
    "rPrChange",
    "rt",
    "sectPr",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
];

/// How many paragraphs may lie inside each other, as they do in text boxes; what is deeper is not read.
const DEEPEST: usize = 8;
/// How many columns a cell may reach over.
const WIDEST: usize = 64;
/// From how many paragraphs, or bytes, in a cell on a table only lays out the page.
const CELL_PARAGRAPHS: usize = 4;
const CELL_BYTES: usize = 1000;
/// How much of a field's instruction is kept, in bytes.
const INSTRUCTION: usize = 4096;

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Item {
    Paragraph(Paragraph),
    /// The alternative text of a picture.
    Picture(String),
    /// The start of a table; whether it is one, or only lays out the page.
    TableStart {
        is_layout: bool,
    },
    /// The end of a cell, which reaches over so many columns.
    CellEnd(usize),
    RowEnd,
    TableEnd,
}

/// A paragraph as it is written down.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) style: Option<String>,
    pub(super) numbering: Numbering,
    /// The level of the outline, 0 to 9, the last being running text.
    pub(super) outline: Option<u8>,
    pub(super) is_centered: bool,
    pub(super) pieces: Vec<Piece>,
    /// What stands after it: text boxes and pictures.
    after: Vec<Item>,
}

/// A piece of a paragraph.
#[derive(Debug)]
pub(super) enum Piece {
    Words {
        text: String,
        look: Look,
    },
    Break,
    /// The mark of the note with this identifier.
    Reference(NoteKind, String),
    /// What comes next leads to this address.
    LinkStart(String),
    LinkEnd,
}

/// Where a note is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Foot,
    End,
}

/// What a part of the document holds.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) items: Vec<Item>,
    /// The notes by their identifiers, in the parts that hold notes.
    pub(super) notes: Vec<(String, Vec<Item>)>,
}

/// Reads a part; `links` are the addresses its links lead to.
///
/// # Errors
/// Where it is no sound XML.
pub(super) fn read(
    text: &str,
    styles: &Styles,
    links: &HashMap<String, String>,
) -> Result<Story, Fault> {
    let mut reader = Reader {
        styles,
        links,
        story: Story::default(),
        note: None,
        skipped: 0,
        paragraphs: Vec::new(),
        in_properties: false,
        runs: Vec::new(),
        in_text: false,
        in_instruction: false,
        fields: Vec::new(),
        unread_fields: 0,
        led: Vec::new(),
        controls: Vec::new(),
        drawings: Vec::new(),
        tables: Vec::new(),
    };
    for node in xml::nodes(text) {
        match node? {
            Node::Start(element) => reader.start(&element),
            Node::End(name) => reader.end(&name),
            Node::Text(text) => reader.text(&text),
        }
    }
    Ok(reader.story)
}

/// Letters that look alike.
#[derive(Default)]
struct Run {
    look: Look,
    style: Option<String>,
    in_properties: bool,
    /// Whether the mark of a note stands in it, so that its letters are only the mark again.
    is_mark: bool,
}

#[derive(Default)]
struct Field {
    instruction: String,
    is_read: bool,
    is_link: bool,
}

#[derive(Default)]
struct Drawing {
    alt: Option<String>,
    has_text: bool,
}

#[derive(Default)]
struct Table {
    /// Where its start stands among the items.
    at: usize,
    columns: usize,
    widest: usize,
    span: usize,
    paragraphs: usize,
    bytes: usize,
    is_layout: bool,
}

struct Reader<'d> {
    styles: &'d Styles,
    links: &'d HashMap<String, String>,
    story: Story,
    note: Option<String>,
    /// How deep in an element that is not read.
    skipped: usize,
    paragraphs: Vec<Paragraph>,
    in_properties: bool,
    runs: Vec<Run>,
    in_text: bool,
    in_instruction: bool,
    fields: Vec<Field>,
    /// How many of the open fields still give their instruction.
    unread_fields: usize,
    /// The open elements that may lead somewhere, and whether they do.
    led: Vec<bool>,
    /// The open content controls, and whether each shows only what to enter there.
    controls: Vec<bool>,
    drawings: Vec<Drawing>,
    tables: Vec<Table>,
}

impl Reader<'_> {
    /// What the next item is appended to.
    fn items(&mut self) -> &mut Vec<Item> {
        match self.paragraphs.last_mut() {
            Some(paragraph) => &mut paragraph.after,
            None => &mut self.story.items,
        }
    }

    fn piece(&mut self, piece: Piece) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.pieces.push(piece);
        }
    }

    fn start(&mut self, element: &Element<'_>) {
        let name = element.name();
        let is_placeholder = name == "sdtContent" && self.controls.last() == Some(&true);
        let is_too_deep = name == "p" && self.paragraphs.len() >= DEEPEST;
        if self.skipped > 0 || is_placeholder || is_too_deep || SKIPPED.contains(&name) {
            self.skipped += 1;
            return;
        }
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.in_properties = true,
            "r" => self.runs.push(Run::default()),
            "rPr" => {
                if let Some(run) = self.runs.last_mut().filter(|_| !self.in_properties) {
                    run.in_properties = true;
                }
            }
            "t" => self.in_text = true,
            "instrText" => self.in_instruction = true,
            "tab" | "ptab" if !self.in_properties => self.words("\t"),
            "br" | "cr" => {
                let is_page = element
                    .attribute("type")
                    .is_some_and(|kind| kind != "textWrapping");
                self.piece(if is_page {
                    Piece::Words {
                        text: " ".into(),
                        look: Look::default(),
                    }
                } else {
                    Piece::Break
                });
            }
            "noBreakHyphen" => self.words("\u{2011}"),
            "softHyphen" => self.words("\u{ad}"),
            "hyperlink" | "fldSimple" => self.start_link(element),
            "fldChar" => self.field(&element.attribute("fldCharType").unwrap_or_default()),
            "footnoteReference" => self.reference(NoteKind::Foot, element),
            "endnoteReference" => self.reference(NoteKind::End, element),
            "footnote" | "endnote" => {
                // Those with a type are the lines between text and notes.
                let is_note = element
                    .attribute("type")
                    .is_none_or(|kind| kind == "normal");
                self.note = element.attribute("id").filter(|_| is_note);
                self.story.items.clear();
            }
            "sdt" => self.controls.push(false),
            "showingPlcHdr" => {
                if let Some(control) = self.controls.last_mut() {
                    *control = element.is_on();
                }
            }
            "drawing" | "pict" | "docPr" | "shape" | "decorative" | "txbxContent" => {
                self.draw(name, element);
            }
            "tbl" | "tr" | "tc" | "gridSpan" => self.start_table(name, element),
            _ => self.property(element),
        }
    }

    /// Takes over what a property of a paragraph or of letters says.
    fn property(&mut self, element: &Element<'_>) {
        if self.in_properties {
            let Some(paragraph) = self.paragraphs.last_mut() else {
                return;
            };
            match element.name() {
                "pStyle" => paragraph.style = element.value(),
                "outlineLvl" => {
                    paragraph.outline = element.value().and_then(|level| level.parse().ok());
                }
                "jc" => paragraph.is_centered = element.value().as_deref() == Some("center"),
                _ => paragraph.numbering.read(element),
            }
        } else if let Some(run) = self.runs.last_mut().filter(|run| run.in_properties) {
            if element.name() == "rStyle" {
                run.style = element.value();
            } else {
                run.look.read(element);
            }
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_properties = false,
            "r" => {
                self.runs.pop();
            }
            "rPr" => {
                if let Some(run) = self.runs.last_mut() {
                    run.in_properties = false;
                }
            }
            "t" => self.in_text = false,
            "instrText" => self.in_instruction = false,
            "hyperlink" | "fldSimple" => {
                let leads = self.led.pop() == Some(true);
                if leads {
                    self.piece(Piece::LinkEnd);
                }
            }
            "footnote" | "endnote" => {
                let items = std::mem::take(&mut self.story.items);
                if let Some(id) = self.note.take() {
                    self.story.notes.push((id, items));
                }
            }
            "sdt" => {
                self.controls.pop();
            }
            "drawing" | "pict" => {
                let drawing = self.drawings.pop().unwrap_or_default();
                if let Some(alt) = drawing.alt.filter(|_| !drawing.has_text) {
                    self.items().push(Item::Picture(alt));
                }
            }
            "tbl" | "tr" | "tc" => self.end_table(name),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        if self.in_instruction {
            if let Some(field) = self.fields.last_mut().filter(|field| !field.is_read)
                && field.instruction.len() + text.len() <= INSTRUCTION
            {
                field.instruction.push_str(text);
            }
        } else if self.in_text {
            self.words(text);
        }
    }

    fn words(&mut self, words: &str) {
        let Some(run) = self.runs.last() else { return };
        if self.unread_fields > 0 || run.is_mark {
            return;
        }
        let style = run.style.as_deref().map(|style| self.styles.look(style));
        let look = run.look.over(style.unwrap_or_default());
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        // Word cuts its text into pieces by when they were typed.
        match paragraph.pieces.last_mut() {
            Some(Piece::Words { text, look: same }) if *same == look => text.push_str(words),
            _ => paragraph.pieces.push(Piece::Words {
                text: words.to_owned(),
                look,
            }),
        }
    }

    fn reference(&mut self, kind: NoteKind, element: &Element<'_>) {
        let Some(id) = element.attribute("id") else {
            return;
        };
        if let Some(run) = self.runs.last_mut() {
            run.is_mark = element
                .attribute("customMarkFollows")
                .is_some_and(|is_own| is_own == "1" || is_own == "true");
        }
        self.piece(Piece::Reference(kind, id));
    }

    fn start_link(&mut self, element: &Element<'_>) {
        let target = match element.attribute("instr") {
            Some(instruction) => link_of(&instruction),
            None => element
                .attribute("id")
                .and_then(|id| self.links.get(&id).cloned()),
        };
        self.led.push(target.is_some());
        if let Some(target) = target {
            self.piece(Piece::LinkStart(target));
        }
    }

    fn field(&mut self, edge: &str) {
        match edge {
            "begin" => {
                self.fields.push(Field::default());
                self.unread_fields += 1;
            }
            "separate" => {
                let Some(field) = self.fields.last_mut().filter(|field| !field.is_read) else {
                    return;
                };
                field.is_read = true;
                self.unread_fields -= 1;
                if let Some(target) = link_of(&field.instruction) {
                    field.is_link = true;
                    self.piece(Piece::LinkStart(target));
                }
            }
            "end" => {
                let Some(field) = self.fields.pop() else {
                    return;
                };
                self.unread_fields -= usize::from(!field.is_read);
                if field.is_link {
                    self.piece(Piece::LinkEnd);
                }
            }
            _ => {}
        }
    }

    fn draw(&mut self, name: &str, element: &Element<'_>) {
        if matches!(name, "drawing" | "pict") {
            self.drawings.push(Drawing::default());
            return;
        }
        let Some(drawing) = self.drawings.last_mut() else {
            return;
        };
        match name {
            "docPr" => drawing.alt = element.attribute("descr"),
            "shape" => drawing.alt = drawing.alt.take().or_else(|| element.attribute("alt")),
            "decorative" if element.is_on() => drawing.alt = None,
            "txbxContent" => drawing.has_text = true,
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else {
            return;
        };
        self.in_properties = false;
        let after = std::mem::take(&mut paragraph.after);
        if let Some(table) = self
            .tables
            .last_mut()
            .filter(|_| self.paragraphs.is_empty())
        {
            let words = paragraph.pieces.iter().map(|piece| match piece {
                Piece::Words { text, .. } => text.len(),
                _ => 0,
            });
            let bytes: usize = words.sum();
            table.paragraphs += usize::from(bytes > 0);
            table.bytes += bytes;
        }
        let items = self.items();
        items.push(Item::Paragraph(paragraph));
        items.extend(after);
    }

    fn start_table(&mut self, name: &str, element: &Element<'_>) {
        if name == "tbl" {
            if let Some(outer) = self.tables.last_mut() {
                outer.is_layout = true;
            }
            let items = self.items();
            let at = items.len();
            items.push(Item::TableStart { is_layout: true });
            self.tables.push(Table {
                at,
                ..Table::default()
            });
            return;
        }
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        match name {
            "tr" => table.columns = 0,
            "tc" => {
                table.span = 1;
                table.paragraphs = 0;
                table.bytes = 0;
            }
            _ => {
                let span = element.value().and_then(|span| span.parse::<usize>().ok());
                table.span = span.unwrap_or(1).clamp(1, WIDEST);
            }
        }
    }

    fn end_table(&mut self, name: &str) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        match name {
            "tc" => {
                table.columns += 1;
                table.is_layout |= table.paragraphs >= CELL_PARAGRAPHS || table.bytes >= CELL_BYTES;
                let span = table.span;
                self.items().push(Item::CellEnd(span));
            }
            "tr" => {
                table.widest = table.widest.max(table.columns);
                self.items().push(Item::RowEnd);
            }
            _ => {
                let Some(table) = self.tables.pop() else {
                    return;
                };
                let is_layout = table.is_layout || table.widest < 2;
                let items = self.items();
                if let Some(start) = items.get_mut(table.at) {
                    *start = Item::TableStart { is_layout };
                }
                items.push(Item::TableEnd);
            }
        }
    }
}

/// Where a field with this instruction leads: `HYPERLINK "https://…"`.
fn link_of(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?;
    let quoted = rest.trim_start().strip_prefix('"');
    let target = match quoted {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next(),
    };
    target
        .filter(|target| !target.starts_with('\\'))
        .map(str::to_owned)
}
