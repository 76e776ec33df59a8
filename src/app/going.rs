//! Going about: between documents, back and forward, to marks, matches and headings.

use jiff::Timestamp;

use super::App;
use super::action::{Action, Arranging, Go, Move};
use super::effect::{Effect, Remembered};
use super::jumps::{Over, Place};
use super::library::Entry;
use super::overlay::{Line, NoteEditor, NoteTarget, Overlay, SearchLine};
use super::panes::Focus;
use super::reader::is_jump;
use crate::model::{AnnotationId, DocPath, Draft};

/// Where to go in a document once it is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// Where one was when it was last read.
    #[default]
    Resume,
    /// A place.
    Place(Place),
    /// An annotation.
    Annotation(AnnotationId),
    /// A passage that a note was being written on.
    Draft(Box<Draft>),
}

/// The document that is being read from disk.
#[derive(Debug, Default)]
pub struct Opening {
    /// Which, while it is under way.
    pub path: Option<DocPath>,
    /// Where to go when it is there.
    pub goal: Goal,
    /// The number of the last request: the answer to an older one is stale.
    pub number: u64,
    /// Which way to go on where the document cannot be read: nobody asked for this one and no other.
    pub step: Option<isize>,
    /// Whether it was opened for nothing else than being the first document of the corpus.
    pub is_first: bool,
    /// Whether its beginning is shown already.
    pub is_glimpsed: bool,
    /// Whether it may be another one than when it was asked for: it has changed on disk, or more is known of what is page
    /// furniture.
    pub is_overtaken: bool,
}

/// A document that was asked for and cannot be read: the reader shows why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which document.
    pub path: DocPath,
    /// Why, as a sentence that names it.
    pub reason: String,
}

impl App {
    /// Opens a document and goes to `goal` in it. The place one is at can be gone back to.
    pub(super) fn open(&mut self, path: &DocPath, goal: Goal) {
        self.leave_from(self.here());
        self.show(path, goal);
    }

    /// Opens a document, or goes to `goal` at once where it is open already.
    fn show(&mut self, path: &DocPath, goal: Goal) {
        if let Some(index) = self.library.index(path) {
            self.library.select(index);
        }
        if self.opening.path.is_none()
            && self
                .reader
                .document()
                .is_some_and(|document| document.path == *path)
        {
            self.reach(&goal);
        } else {
            self.read(path, goal);
        }
    }

    /// Opens a document, or else the first one that can be read after it, or before it where `step` is negative.
    pub(super) fn open_any(&mut self, path: &DocPath, step: isize) {
        self.open(path, Goal::Resume);
        if self.opening.path.is_some() {
            self.opening.step = Some(step);
        }
    }

    /// Goes on to the next document that can be read, `path` being one that cannot; whether there is one.
    pub(super) fn go_on_from(&mut self, path: &DocPath, step: isize) -> bool {
        if self.library.index(path).is_none() {
            return false;
        }
        let next = self
            .library
            .beyond(Some(path), step)
            .find(|entry| entry.reason().is_none())
            .map(|entry| entry.path.clone());
        if let Some(next) = &next {
            self.show(next, Goal::Resume);
            self.opening.step = self.opening.path.as_ref().map(|_| step);
        }
        next.is_some()
    }

    /// Has a document read from disk, even when it is open.
    pub(super) fn read(&mut self, path: &DocPath, goal: Goal) {
        self.keep_position(None);
        self.library.await_description(path);
        if self.opening.is_glimpsed {
            // Half a document is none to be left in.
            self.reader.close();
        }
        let number = self.opening.number + 1;
        self.opening = Opening {
            path: Some(path.clone()),
            goal,
            number,
            ..Opening::default()
        };
        self.effects.push(Effect::Open {
            path: path.clone(),
            number,
        });
    }

    /// Goes to `goal` in the open document.
    pub(super) fn reach(&mut self, goal: &Goal) {
        match goal {
            Goal::Resume => {}
            Goal::Draft(draft) => self.take_up_here(draft),
            Goal::Place(place) => {
                let byte = self.byte_of(place.position);
                self.reader.go(byte);
            }
            Goal::Annotation(id) => {
                let (is_there, places) = (self.reader.go_to_annotation(*id), self.reader.places());
                if places.is_sought(*id) {
                    self.opening.goal = Goal::Annotation(*id);
                } else if let Some(index) = places.index(*id).filter(|_| !is_there) {
                    self.layout.focus = Focus::Sidebar;
                    self.layout.side = Focus::Sidebar;
                    self.sidebar
                        .reveal(index, &self.annotations.set, &self.reader);
                }
            }
        }
        self.reader.settle();
    }

    /// The position, in code points, at which a document that was read before is to be shown again.
    pub(super) fn resume_position(&self, path: &DocPath) -> Option<usize> {
        let mut positions = self.remembered.positions.iter();
        positions
            .find(|(known, ..)| known == path)
            .map(|(_, position, _)| *position)
    }

    /// The byte of a position in the open document; the end for one that is past it.
    fn byte_of(&self, position: usize) -> usize {
        let Some(open) = self.reader.open_document() else {
            return 0;
        };
        let text = &open.document.text;
        open.points.to_byte(text, position).unwrap_or(text.len())
    }

    /// Remembers the place one jumps from, to go back to.
    pub(super) fn leave_from(&mut self, place: Option<Place>) {
        if let Some(place) = place {
            self.jumps.leave(place);
        }
    }

    /// Where one is.
    pub(super) fn here(&self) -> Option<Place> {
        let open = self.reader.open_document()?;
        let position = open
            .points
            .from_byte(&open.document.text, self.reader.cursor());
        Some(Place {
            document: open.document.path.clone(),
            position,
        })
    }

    /// Goes to a place without remembering the one left.
    pub(super) fn return_to(&mut self, place: &Place) {
        self.show(&place.document.clone(), Goal::Place(place.clone()));
    }

    fn keep_position(&mut self, now: Option<Timestamp>) {
        let Some(here) = self.here() else { return };
        let known = self
            .remembered
            .positions
            .iter()
            .position(|(path, ..)| *path == here.document);
        let last = known.map(|index| self.remembered.positions.remove(index).2);
        let at = now.or(last).unwrap_or(Timestamp::UNIX_EPOCH);
        self.remembered
            .positions
            .insert(0, (here.document, here.position, at));
    }

    /// Has it written down where one is, for the next start.
    pub(super) fn remember(&mut self, now: impl Into<Option<Timestamp>>) {
        self.keep_position(now.into());
        let here = self.here().map(|here| here.document);
        self.remembered.document = here.or_else(|| self.remembered.document.take());
        let remembered = Remembered {
            documents_width: Some(self.layout.documents_width),
            sidebar_width: Some(self.layout.sidebar_width),
            side: Some(self.layout.side),
            list: self.library.arrangement().clone(),
            typography: self.layout.typography.chosen_over(self.settings),
            ..self.remembered.clone()
        };
        self.effects.push(Effect::Remember(Box::new(remembered)));
    }

    pub(super) fn movement(&mut self, movement: Move) {
        match self.layout.focus {
            Focus::Reader => {
                let here = self.here();
                if self.reader.motion(movement) {
                    if is_jump(movement) {
                        self.leave_from(here);
                    }
                } else {
                    self.status.notice(nothing_there(movement));
                }
            }
            Focus::Documents => {
                let page = isize::try_from(self.library.page()).unwrap_or(1);
                match list_step(movement, page) {
                    Some(count) => self.library.step(count),
                    None => self.status.notice("not in the document list"),
                }
            }
            Focus::Sidebar => {
                let Some(count) = list_step(movement, 5) else {
                    return;
                };
                if self.step_link(movement) {
                    return;
                }
                let index = self.sidebar.stepped(count);
                self.choose_card(index);
            }
        }
    }

    /// Chooses a card of the sidebar; the reader follows.
    pub(super) fn choose_card(&mut self, index: usize) {
        self.sidebar
            .select(index, &self.annotations.set, &self.reader);
        let chosen = self.sidebar.chosen();
        if let Some(id) = chosen.and_then(|index| self.reader.places().id(index)) {
            self.reader.go_to_annotation(id);
            self.reader.settle();
        }
    }

    pub(super) fn go(&mut self, go: Go) {
        match go {
            Go::Search => {
                let origin = self.reader.cursor();
                let earlier = self.reader.take_search();
                let line = SearchLine {
                    input: Line::default(),
                    origin,
                    earlier,
                };
                self.overlays.push(Overlay::Search(Box::new(line)));
            }
            Go::NextMatch => self.next_match(true),
            Go::PreviousMatch => self.next_match(false),
            Go::SearchWord => self.search_word(),
            Go::Find => self.show_finder(),
            Go::Outline => self.show_outline(),
            Go::Facts => self.show_facts(),
            Go::Links => self.show_links(),
            Go::Back => self.back_or_forward(true),
            Go::Forward => self.back_or_forward(false),
            Go::SetMark | Go::ToMark => self.await_letter(go),
            Go::Open => self.open_chosen(),
            Go::NextDocument => self.next_document(1),
            Go::PreviousDocument => self.next_document(-1),
            Go::Leave => self.back_out(),
        }
    }

    fn back_or_forward(&mut self, back: bool) {
        let here = self.here();
        let over = back.then(|| self.jumps.over()).flatten();
        let place = if back {
            self.jumps.back(here)
        } else {
            self.jumps.forward(here)
        };
        match place {
            Some(place) => self.return_to(&place),
            None if over.is_some() => {}
            None if back => self.status.notice("nowhere to go back to"),
            None => self.status.notice("nowhere to go forward to"),
        }
        match over {
            Some(Over::Ledger) => self.open_ledger(),
            Some(Over::Overlays(overlays)) => self.lay_over(overlays),
            Some(Over::Results) => self.open_results(),
            None => {}
        }
    }

    /// Opens a document, and puts what lies over the text aside: the way back leads to it.
    pub(super) fn open_under(&mut self, path: &DocPath, goal: Goal, what: &str) {
        let over = std::mem::take(&mut self.overlays);
        for overlay in &over {
            if let Overlay::Finder(finder) = overlay {
                self.forget_found(finder);
            }
        }
        self.layout.focus = Focus::Reader;
        self.open(path, goal);
        self.jumps.leave_over(Over::Overlays(over));
        let back = self.keymap.keys_of("back").next();
        let back = back.unwrap_or_else(|| ":back".to_owned());
        self.status.notice(format!("{back} comes back to {what}"));
    }

    /// Lays over the text what was put aside.
    pub(super) fn lay_over(&mut self, overlays: Vec<Overlay>) {
        self.overlays.extend(overlays);
        if self.ledger().is_some() {
            // What it waited for was asked by another one meanwhile.
            self.tabulate("reading…");
        }
        self.refresh_finder();
    }

    pub(super) fn open_chosen(&mut self) {
        match self.layout.focus {
            Focus::Documents => {
                if self.library.chosen_folder().is_some() {
                    return self.list_action(Arranging::Fold);
                }
                let Some(path) = self.library.selected_path().cloned() else {
                    return;
                };
                self.layout.focus = Focus::Reader;
                self.open_other(&path);
            }
            Focus::Sidebar if self.sidebar.chosen().is_none() => self.say_nothing_fits(),
            Focus::Sidebar if self.reader.places().is_empty() => self.say_nothing_annotated(),
            Focus::Sidebar if let Some(linked) = self.chosen_link() => self.follow_linked(&linked),
            Focus::Sidebar => {
                if let Some(id) = self.current_annotation()
                    && self.reader.go_to_annotation(id)
                {
                    self.layout.focus = Focus::Reader;
                    self.reader.settle();
                } else {
                    self.begin_review(false, self.current_annotation());
                }
            }
            Focus::Reader => self.follow_here(),
        }
    }

    /// Says that there is no annotation in the document, and what makes one.
    pub(super) fn say_nothing_annotated(&mut self) {
        let key = |name| self.keymap.keys_of(name).next().unwrap_or_default();
        let [leave, tag, note] = ["leave", "tag", "note"].map(key);
        self.status.notice(format!(
            "nothing annotated here yet: {leave} goes to the text, where {tag} tags and {note} writes a note"
        ));
    }

    /// Opens a document where another is shown, or none.
    pub(super) fn open_other(&mut self, path: &DocPath) {
        let shown = self.reader.document().map(|document| &document.path);
        if shown != Some(path) {
            self.open(path, Goal::Resume);
        }
    }

    /// Opens the note of an annotation.
    pub(super) fn edit_note(&mut self, id: AnnotationId) {
        let Some(annotation) = self.set().get(id).cloned() else {
            return;
        };
        let (about, note) = (annotation.selector.quote.clone(), annotation.note.clone());
        let editor = NoteEditor::new(NoteTarget::Annotation(Box::new(annotation)), about, &note);
        self.overlays.push(Overlay::Note(Box::new(editor)));
    }

    /// The documents after the one that is read, or is to be, in the order of the list; before it where `step` is negative.
    fn further(&self, step: isize) -> impl Iterator<Item = &Entry> {
        let open = self.reader.document().map(|document| &document.path);
        let refused = self.refused.as_ref().map(|refused| &refused.path);
        let from = self.opening.path.as_ref().or(open).or(refused);
        self.library.beyond(from, step)
    }

    /// Whether an action leads to a document that is not known yet, while more are still being found.
    pub(super) fn is_ahead_of_walk(&self, action: Action) -> bool {
        let step = match action {
            Action::Go(Go::NextDocument) => 1,
            Action::Go(Go::PreviousDocument) => -1,
            _ => return false,
        };
        self.library.walking && self.further(step).all(|entry| entry.reason().is_some())
    }

    fn next_document(&mut self, step: isize) {
        let path = self.further(step).find(|entry| entry.reason().is_none());
        let is_there = self.further(step).next().is_some();
        match path.map(|entry| entry.path.clone()) {
            Some(path) => self.open_any(&path, step),
            None if is_there => self.status.notice("no further document can be read"),
            None if step > 0 => self.status.notice("this is the last document"),
            None => self.status.notice("this is the first document"),
        }
    }

    /// Leaves the nearest thing one is in: the selection, the shown matches, the side pane, the reader alone.
    fn back_out(&mut self) {
        if self.give_up_linking() || self.reader.deselect() || self.reader.hide_matches() {
            return;
        }
        if self.layout.focus == Focus::Sidebar && self.sidebar.filter().is_some() {
            self.filter_by(None);
        } else if self.layout.focus == Focus::Documents && !self.library.query().is_empty() {
            self.list_all();
        } else if self.layout.focus != Focus::Reader {
            self.layout.focus = Focus::Reader;
        } else if self.layout.zoom {
            self.layout.zoom = false;
        } else {
            let quit = self.keymap.keys_of("quit").next().unwrap_or_default();
            self.status.notice(format!("{quit} leaves postil"));
        }
    }
}

fn nothing_there(movement: Move) -> &'static str {
    match movement {
        Move::AnnotationNext => "no annotation further down",
        Move::AnnotationPrevious => "no annotation further up",
        Move::HeadingNext => "no heading further down",
        Move::HeadingPrevious => "no heading further up",
        Move::Down
        | Move::PageDown
        | Move::HalfPageDown
        | Move::Bottom
        | Move::SentenceNext
        | Move::ParagraphNext => "the end; J reads the next document",
        _ => "the beginning",
    }
}

/// How far a movement goes in a list; `None` for one that makes no sense there.
fn list_step(movement: Move, page: isize) -> Option<isize> {
    match movement {
        Move::Down => Some(1),
        Move::Up => Some(-1),
        Move::PageDown | Move::HalfPageDown => Some(page),
        Move::PageUp | Move::HalfPageUp => Some(-page),
        Move::Top => Some(isize::MIN / 2),
        Move::Bottom => Some(isize::MAX / 2),
        _ => None,
    }
}
