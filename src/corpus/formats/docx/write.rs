//! From the paragraphs of a Word document to blocks.

use std::collections::HashMap;

use super::body::{Item, NoteKind, Paragraph, Piece};
use super::numbering::{Lists, Marker, written};
use super::styles::{Role, Styles};
use crate::corpus::formats::composer::{self, Composer};
use crate::model::{BlockKind, InlineKind};

/// The lowest heading.
const LOWEST: u8 = 6;
/// The size of letters, in half points, from which a first line is a title.
const DISPLAY: u16 = 28;
/// The longest title that is told by its looks, in bytes.
const LONGEST_TITLE: usize = 150;
/// How many blocks may come before the subtitle.
const HEAD: usize = 10;

/// Puts a document together.
pub(super) struct Writer<'d> {
    styles: &'d Styles,
    lists: Lists,
    pub(super) composer: Composer,
    /// What stands under the title, where a style tells it.
    pub(super) subtitle: Option<String>,
    /// Whether a style tells the title, and whether it was written.
    has_title: bool,
    wrote_title: bool,
    /// How many paragraphs were written.
    written: usize,
    /// The open tables, and whether each is one.
    tables: Vec<bool>,
    /// The notes in the order of their marks.
    marked: Vec<(NoteKind, String)>,
    /// The numbers of the notes that were met, and how many there are of each kind.
    numbers: HashMap<(NoteKind, String), u32>,
    feet: u32,
    ends: u32,
    /// The format of the numbers of endnotes: where there are footnotes too, they look otherwise.
    end_format: &'static str,
    /// The number that the next words of a note begin with; whether a note is being written.
    note: Option<String>,
    in_note: bool,
}

impl<'d> Writer<'d> {
    pub(super) fn new(styles: &'d Styles, lists: Lists, has_both: bool) -> Self {
        Self {
            styles,
            lists,
            composer: Composer::default(),
            subtitle: None,
            has_title: false,
            wrote_title: false,
            written: 0,
            tables: Vec::new(),
            marked: Vec::new(),
            numbers: HashMap::new(),
            feet: 0,
            ends: 0,
            end_format: if has_both { "lowerRoman" } else { "decimal" },
            note: None,
            in_note: false,
        }
    }

    /// Writes the text of the document.
    pub(super) fn body(&mut self, items: &[Item]) {
        self.has_title = items.iter().any(|item| match item {
            Item::Paragraph(paragraph) => self.role(paragraph) == Some(Role::Title),
            _ => false,
        });
        self.items(items);
    }

    /// Writes the notes, in the order of their marks, footnotes first.
    pub(super) fn notes(&mut self, notes: &HashMap<(NoteKind, String), Vec<Item>>) {
        self.in_note = true;
        for kind in [NoteKind::Foot, NoteKind::End] {
            let mut at = 0;
            while let Some((own, id)) = self.marked.get(at).cloned() {
                at += 1;
                let Some(items) = notes.get(&(own, id.clone())).filter(|_| own == kind) else {
                    continue;
                };
                self.composer.end();
                self.composer.note(&identifier(kind, &id));
                self.note = Some(format!("{}. ", self.number(kind, &id)));
                self.items(items);
            }
        }
        self.composer.end();
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            let is_table = self.tables.last() == Some(&true);
            match item {
                Item::Paragraph(paragraph) => self.paragraph(paragraph, is_table),
                Item::Picture(alt) => {
                    let Some(alt) = composer::picture(alt) else {
                        continue;
                    };
                    if !is_table {
                        self.composer.begin(BlockKind::Caption);
                    }
                    self.composer.text(alt);
                }
                Item::TableStart { is_layout } => {
                    self.tables.push(!is_layout);
                    if !is_layout {
                        self.composer.begin(BlockKind::Table);
                    }
                }
                Item::CellEnd(span) if is_table => {
                    for _ in 0..*span {
                        self.composer.end_cell();
                    }
                }
                Item::RowEnd if is_table => self.composer.end_row(),
                Item::CellEnd(_) | Item::RowEnd => {}
                Item::TableEnd => {
                    self.tables.pop();
                    self.composer.end();
                }
            }
        }
    }

    fn role(&self, paragraph: &Paragraph) -> Option<Role> {
        let style = paragraph.style.as_deref();
        let by_style = style.and_then(|style| self.styles.role(style));
        match paragraph.outline {
            Some(level @ 0..9) => by_style.or(Some(Role::Heading(level + 1))),
            _ => by_style,
        }
    }

    /// What stands before the paragraph as an item of a list.
    fn marker(&mut self, paragraph: &Paragraph) -> Option<Marker> {
        let style = paragraph.style.as_deref().unwrap_or_default();
        let mut numbering = paragraph.numbering.clone();
        let by_style = self.styles.numbering(style);
        numbering.list = numbering.list.or(by_style.list);
        numbering.level = numbering.level.or(by_style.level);
        let mut marker = self.lists.next(&numbering, self.styles)?;
        marker.depth = marker.depth.max(self.styles.list_depth(style).unwrap_or(0));
        Some(marker)
    }

    fn paragraph(&mut self, paragraph: &Paragraph, is_table: bool) {
        let marker = self.marker(paragraph);
        let style = paragraph.style.as_deref().unwrap_or_default();
        let below = self.styles.look(style);
        let is_seen = |piece: &Piece| match piece {
            Piece::Words { text, look } => {
                look.over(below).is_hidden != Some(true) && !text.trim().is_empty()
            }
            Piece::Reference(..) => true,
            _ => false,
        };
        if !paragraph.pieces.iter().any(is_seen) {
            return;
        }
        let role = self.role(paragraph);
        let kind = self.kind(paragraph, role, marker.as_ref());
        self.written += 1;
        if is_table {
            self.composer.text(" ");
        } else if self.composer.kind() == Some(kind) && kind == BlockKind::Preformatted {
            self.composer.text("\n");
        } else if self.composer.kind() == Some(kind) && kind == BlockKind::Title {
            self.composer.line_break();
        } else {
            self.composer.begin(kind);
        }
        if let Some(number) = self.note.take() {
            self.composer.text(&number);
        }
        if let Some(marker) = marker.filter(|marker| !marker.text.is_empty()) {
            self.composer.text(&marker.text);
            self.composer.text(" ");
        }
        self.pieces(paragraph, kind);
        if role == Some(Role::Subtitle) && self.subtitle.is_none() && self.written <= HEAD {
            let words = self.composer.so_far().split_whitespace();
            self.subtitle = Some(words.collect::<Vec<_>>().join(" "));
        }
        self.wrote_title |= kind == BlockKind::Title;
    }

    fn kind(
        &self,
        paragraph: &Paragraph,
        role: Option<Role>,
        marker: Option<&Marker>,
    ) -> BlockKind {
        let is_going_on = self.composer.kind() == Some(BlockKind::Title);
        match role {
            _ if self.in_note && role != Some(Role::Preformatted) => match marker {
                Some(marker) => BlockKind::ListItem(marker.depth),
                None => BlockKind::Note,
            },
            Some(Role::Title) if is_going_on || !self.wrote_title => BlockKind::Title,
            Some(Role::Title) => BlockKind::Heading(1),
            Some(Role::Heading(level)) => BlockKind::Heading(level.min(LOWEST)),
            Some(Role::Quotation) => BlockKind::Quotation,
            Some(Role::Caption) => BlockKind::Caption,
            Some(Role::Preformatted) => BlockKind::Preformatted,
            Some(Role::Contents) => BlockKind::Boilerplate,
            Some(Role::Subtitle) | None => match marker {
                Some(marker) => BlockKind::ListItem(marker.depth),
                None if self.is_display(paragraph) => BlockKind::Title,
                None => BlockKind::Paragraph,
            },
        }
    }

    /// Whether the first paragraph of a document without a title by style looks like one: large letters, or bold ones in
    /// the middle.
    fn is_display(&self, paragraph: &Paragraph) -> bool {
        if self.has_title || self.written > 0 || self.in_note {
            return false;
        }
        let below = self
            .styles
            .look(paragraph.style.as_deref().unwrap_or_default());
        let mut length = 0;
        let mut is_large = true;
        let mut is_bold = true;
        let mut end = None;
        for piece in &paragraph.pieces {
            if let Piece::Words { text, look } = piece
                && !text.trim().is_empty()
            {
                let look = look.over(below);
                length += text.len();
                is_large &= look.size.is_some_and(|size| size >= DISPLAY);
                is_bold &= look.is_bold == Some(true);
                end = text.trim_end().chars().next_back();
            }
        }
        let is_line = length <= LONGEST_TITLE && end.is_some_and(|end| !".:;,".contains(end));
        is_line && (is_large || (is_bold && paragraph.is_centered))
    }

    fn pieces(&mut self, paragraph: &Paragraph, kind: BlockKind) {
        let below = self
            .styles
            .look(paragraph.style.as_deref().unwrap_or_default());
        let is_heading = matches!(kind, BlockKind::Title | BlockKind::Heading(_));
        let (mut strong, mut stressed) = (None, None);
        let mut links: Vec<(usize, &str)> = Vec::new();
        for piece in &paragraph.pieces {
            match piece {
                Piece::Words { text, look } => {
                    let whole = look.over(below);
                    if whole.is_hidden == Some(true) {
                        continue;
                    }
                    let is_strong = whole.is_bold == Some(true) && !is_heading;
                    self.mark(&mut strong, is_strong, &InlineKind::Strong);
                    let is_stressed = look.is_italic == Some(true);
                    self.mark(&mut stressed, is_stressed, &InlineKind::Emphasis);
                    let raised = look
                        .is_raised
                        .and_then(|is_up| composer::raised(text, is_up));
                    self.composer.text(raised.as_deref().unwrap_or(text));
                }
                Piece::Break => self.composer.line_break(),
                Piece::Reference(note, id) => {
                    self.mark(&mut strong, false, &InlineKind::Strong);
                    self.mark(&mut stressed, false, &InlineKind::Emphasis);
                    let number = self.number(*note, id);
                    let start = self.composer.position();
                    self.composer.text(&format!("[{number}]"));
                    self.composer.reference(&identifier(*note, id), start);
                }
                Piece::LinkStart(target) => links.push((self.composer.position(), target)),
                Piece::LinkEnd => {
                    if let Some((start, target)) = links.pop() {
                        self.composer.link(target, start);
                    }
                }
            }
        }
        self.mark(&mut strong, false, &InlineKind::Strong);
        self.mark(&mut stressed, false, &InlineKind::Emphasis);
        while let Some((start, target)) = links.pop() {
            self.composer.link(target, start);
        }
    }

    /// Begins or ends an inline that goes on over several pieces; `open` is where it began.
    fn mark(&mut self, open: &mut Option<usize>, is_on: bool, kind: &InlineKind) {
        if is_on {
            open.get_or_insert(self.composer.position());
        } else if let Some(start) = open.take() {
            self.composer.inline(kind.clone(), start);
        }
    }

    /// The number of a note: how many of its kind came before it.
    fn number(&mut self, kind: NoteKind, id: &str) -> String {
        let key = (kind, id.to_owned());
        let number = if let Some(number) = self.numbers.get(&key) {
            *number
        } else {
            let count = match kind {
                NoteKind::Foot => &mut self.feet,
                NoteKind::End => &mut self.ends,
            };
            *count += 1;
            let number = *count;
            self.marked.push(key.clone());
            self.numbers.insert(key, number);
            number
        };
        let format = match kind {
            NoteKind::Foot => "decimal",
            NoteKind::End => self.end_format,
        };
        written(number, format)
    }
}

fn identifier(kind: NoteKind, id: &str) -> String {
    match kind {
        NoteKind::Foot => format!("foot {id}"),
        NoteKind::End => format!("end {id}"),
    }
}
