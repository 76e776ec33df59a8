//! Following what is under the cursor: the mark of a note to its note and back, a link to where it leads.

use ratatui::layout::Rect;

use super::App;
use super::action::OverlayAction;
use super::effect::Effect;
use super::overlay::{Choice, Consequence, Item, Overlay, Peek, Picker, PickerKind, Question};
use super::panes::{Focus, inside, peek_part, peek_width};
use super::reader::{Reference, Target};
use crate::model::{InlineKind, Span, on_one_line};
use crate::text::address::Address;
use crate::text::visible;

/// How many links are listed; a page that has more is a list of links itself.
const MOST_LINKS: usize = 10_000;

impl App {
    /// Shows the note whose mark is under the cursor, asks whether to open the link there, edits the annotation there,
    /// goes from a note back to its mark, or else follows what the sentence leads to.
    pub(super) fn follow_here(&mut self) {
        let reference = self.reader.reference();
        let link = self.reader.link();
        // A link is followed from all of its words, the one with a mark at its end too.
        let is_on_mark =
            reference.is_some_and(|reference| reference.mark.contains(self.reader.cursor()));
        if let Some(reference) = reference.filter(|_| is_on_mark || link.is_none()) {
            self.show_note(reference);
        } else if let Some(url) = link {
            self.ask_to_follow(&url);
        } else if let Some(id) = self.reader.current() {
            self.edit_note(id);
        } else if let Some(mark) = self.reader.mark_of_note() {
            self.jump(mark);
        } else {
            match self.reader.target_in_sentence() {
                Some(Target::Note(reference)) => self.show_note(reference),
                Some(Target::Link(url)) => self.ask_to_follow(&url),
                None => self
                    .status
                    .notice("nothing to follow here; `a` begins a note, a digit tags the sentence"),
            }
        }
    }

    fn show_note(&mut self, reference: Reference) {
        let text = self.reader.note_text(reference.note);
        self.overlays.push(Overlay::Peek(Box::new(Peek {
            reference,
            text,
            top: 0,
        })));
    }

    /// Goes to a byte of the open document; the place left can be gone back to.
    pub(super) fn jump(&mut self, at: usize) {
        self.leave_from(self.here());
        self.reader.go(at);
        self.reader.settle();
    }

    pub(super) fn ask_to_follow(&mut self, url: &str) {
        let address = match Address::parse(url) {
            Ok(address) => address,
            Err(reason) => return self.status.failure(reason),
        };
        let text = if address.is_mail() {
            format!("Write to {}?", address.host())
        } else {
            format!("Open {} in your browser?", address.host())
        };
        let caution = address
            .caution()
            .map(|caution| format!("⚠ Careful: {caution}."));
        let shown = visible::one_line(url.trim()).into_owned();
        self.overlays.push(Overlay::Question(Question {
            text,
            details: caution.into_iter().chain([shown]).collect(),
            on_yes: Consequence::Follow(address.written().to_owned()),
        }));
    }

    /// The answer to the question whether to open a link was yes.
    pub(super) fn follow(&mut self, address: &str) {
        self.status.notice(format!("opening {address}"));
        self.effects.push(Effect::Follow(address.to_owned()));
    }

    /// What became of opening an address. One that could not be opened is copied.
    pub(super) fn followed(&mut self, address: String, result: Result<(), String>) {
        match result {
            Ok(()) => self.status.notice(format!("opened {address}")),
            Err(reason) => {
                self.status
                    .failure(format!("{reason}; the address is copied instead"));
                self.effects.push(Effect::Copy(address));
            }
        }
    }

    /// Copies the address of the link under the cursor, where nothing is selected; whether there is one.
    pub(super) fn copy_link(&mut self) -> bool {
        let is_reading = self.layout.focus == Focus::Reader && self.reader.selection().is_none();
        let Some(url) = self.reader.link().filter(|_| is_reading) else {
            return false;
        };
        let address = Address::parse(&url).map_or_else(
            |_| url.chars().filter(|c| !visible::is_unseen(*c)).collect(),
            |address| address.written().to_owned(),
        );
        self.status.notice(format!("copied the address {address}"));
        self.effects.push(Effect::Copy(address));
        true
    }

    /// Lists the links of the document; the first one that is not above the cursor is chosen.
    pub(super) fn show_links(&mut self) {
        let Some(document) = self.reader.document() else {
            return;
        };
        let links = document
            .inlines
            .iter()
            .filter_map(|inline| match &inline.kind {
                InlineKind::Link(url) => Some((inline.span, url)),
                _ => None,
            });
        let items: Vec<Item> = links
            .take(MOST_LINKS)
            .map(|(span, url)| {
                let words = on_one_line(span.of(&document.text));
                let address = url.trim();
                let text = if words == address {
                    words
                } else {
                    format!("{address}  {words}")
                };
                Item {
                    text,
                    detail: String::new(),
                    choice: Choice::Link(span.start, url.clone()),
                }
            })
            .collect();
        if items.is_empty() {
            return self.status.notice("no links in this document");
        }
        let cursor = self.reader.cursor();
        let end = |at| {
            let link = document.inlines_in(Span::new(at, at + 1));
            let links = link.filter(|inline| matches!(inline.kind, InlineKind::Link(_)));
            links.map(|link| link.span.end).max().unwrap_or(at)
        };
        let is_near = |item: &Item| matches!(item.choice, Choice::Link(at, _) if end(at) > cursor);
        let mut picker = Picker::new(PickerKind::Links, "Links", items);
        picker.choose(is_near);
        self.overlays.push(Overlay::Picker(Box::new(picker)));
    }

    /// Goes to a link that was chosen, and asks whether to open it.
    pub(super) fn link_chosen(&mut self, at: usize, url: &str) {
        self.layout.focus = Focus::Reader;
        self.jump(at);
        self.ask_to_follow(url);
    }

    pub(super) fn peek_action(&mut self, mut peek: Box<Peek>, action: OverlayAction) {
        let page = self.page();
        let count = match action {
            OverlayAction::Accept => {
                return self.jump(self.reader.note_words(peek.reference.note));
            }
            OverlayAction::Down => 1,
            OverlayAction::Up => -1,
            OverlayAction::PageDown => page,
            OverlayAction::PageUp => -page,
            _ => return,
        };
        if let Some((frame, rows)) = self.peek_part(&peek) {
            peek.scroll(count, rows.len(), inside(frame).height);
        }
        self.overlays.push(Overlay::Peek(peek));
    }

    /// Where a note of the article is shown, frame and all, beside the row with its mark or, where that is not on the
    /// screen, the first one; and the rows of it, in bytes of its text. `None` where there is no reader on the screen.
    #[must_use]
    pub fn peek_part(&self, peek: &Peek) -> Option<(Rect, Vec<Span>)> {
        let text = self.reader_parts(self.panes().reader?).text;
        let mark = peek.reference.mark.start;
        let mut shown = self.reader.visible().iter();
        let row = shown.position(|row| row.span.contains(mark)).unwrap_or(0);
        let rows = peek.rows(peek_width(text));
        let cells = |count| u16::try_from(count).unwrap_or(u16::MAX);
        Some((peek_part(text, cells(row), cells(rows.len())), rows))
    }
}
