//! The state of the program and how it changes: keys, the mouse and answers in, effects out.
//!
//! State lives with its pane: the document list in [`library`], the open document in [`reader`], the annotation cards in
//! [`sidebar`], what lies over them in [`overlay`]. `App` joins them. Nothing here opens a file, reads a clock or touches
//! a terminal: the time comes in with each input, and what has to be done outside goes out as an [`Effect`].

pub mod action;
pub mod agreeing;
mod anchors;
mod annotate;
mod answers;
mod arranging;
mod attaching;
mod batch;
mod bulk;
mod changing;
mod claim;
pub mod codebook;
pub mod commands;
mod comparing;
mod correcting;
mod drafting;
pub mod effect;
pub mod elsewhere;
mod facts;
pub mod filtering;
pub mod finding;
mod following;
pub mod going;
mod history;
pub mod importing;
pub mod jumps;
pub mod keymap;
mod keys;
mod ledger;
pub mod library;
pub mod linking;
mod matching;
mod mending;
pub mod missing;
mod mouse;
mod outline;
pub mod overlay;
mod overlays;
mod pages;
pub mod pairing;
pub mod panes;
mod placing;
mod present;
pub mod reader;
mod recoding;
pub mod retagging;
pub mod reviewing;
pub mod reworking;
mod saving;
mod scale;
pub mod searching;
mod setting;
pub mod sidebar;
pub mod status;
mod surveying;
pub mod tabulating;
mod tagging;
mod texts;
pub mod typography;
mod whereabouts;

use crossterm::event::{KeyEvent, MouseEvent};
use jiff::Timestamp;
use ratatui::layout::Rect;

use crate::model::{AnnotationId, AnnotationSet, DocPath, Tag, TagName};
use action::{Action, Pane, Program, Scope};
use effect::{Answer, Effect, Remembered};
use history::History;
use jumps::Jumps;
use keymap::KeyMap;
use library::Library;
use overlay::Overlay;
use panes::{Focus, Layout, Panes, ReaderParts, list_part, panes, reader_parts, sidebar_parts};
use reader::{Page, Reader};
use sidebar::Sidebar;
use status::{SaveState, Status};
use typography::Typography;

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The window has this size now, in cells.
    Resize(u16, u16),
    /// Some time has gone by since something was typed that is to be kept (see [`App::is_draft_behind`]).
    Pause,
    /// An effect was carried out.
    Answer(Answer),
}

/// What a person prefers, and what is known at the start.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// Who makes the annotations.
    pub reviewer: String,
    /// The window's division at the start.
    pub layout: Layout,
    /// Which keys give which commands.
    pub keymap: KeyMap,
    /// What the corpus is called.
    pub corpus: String,
    /// Where the person was in it when it was last read.
    pub remembered: Remembered,
    /// Whether this is the corpus that comes with the program.
    pub is_builtin: bool,
}

/// The state of the program.
#[derive(Debug)]
pub struct App {
    /// The document list.
    pub library: Library,
    /// The reader.
    pub reader: Reader,
    /// The annotation sidebar.
    pub sidebar: Sidebar,
    /// What lies over the panes, the top one last.
    pub overlays: Vec<Overlay>,
    /// The status line.
    pub status: Status,
    /// How the window is divided.
    pub layout: Layout,
    /// How text is set unless it is chosen otherwise.
    settings: Typography,
    /// Which keys give which commands.
    pub keymap: KeyMap,
    /// What the corpus is called.
    pub corpus: String,
    is_builtin: bool,
    /// Whether the corpus is one document, so that annotations on others are none of its business.
    is_single: bool,
    area: Rect,
    annotations: Annotations,
    /// The texts that documents with verdicts have now.
    present: present::Present,
    mending: mending::Mending,
    drafting: drafting::Drafting,
    opening: going::Opening,
    refused: Option<going::Refused>,
    jumps: Jumps,
    /// The annotations whose text has changed, as far as they are being looked at.
    looking: anchors::Looking,
    /// What is known of documents that are not there.
    trail: missing::Trail,
    /// The annotation at which a link was begun that waits for its other end.
    linking: Option<AnnotationId>,
    /// The number of the last search for sentences that repeat one.
    seeking: u64,
    /// The number of the last question of the finder.
    finding: u64,
    searching: searching::Searching,
    reworkings: reworking::Reworkings,
    overview: surveying::Overview,
    review: reviewing::Review,
    ledgers: ledger::Ledgers,
    remembered: Remembered,
    typing: keys::Typing,
    mouse: mouse::Mouse,
    /// Whether the person has asked to leave and the last save is waited for.
    is_leaving: bool,
    effects: Vec<Effect>,
}

/// The annotations, and how they came to be what they are.
#[derive(Debug, Default)]
struct Annotations {
    set: AnnotationSet,
    history: History,
    reviewer: String,
    last_tags: Vec<TagName>,
    read_only: Option<String>,
    is_loaded: bool,
    /// Whether it is known what earlier sessions did.
    is_recalled: bool,
}

impl App {
    /// The state at the start, in a window of `width` by `height` cells, and what has to be done first. `first` is the
    /// document, when the corpus is but one: then there is nothing to walk.
    #[must_use]
    pub fn new(
        preferences: Preferences,
        first: Option<DocPath>,
        width: u16,
        height: u16,
    ) -> (Self, Vec<Effect>) {
        let Preferences {
            reviewer,
            mut layout,
            keymap,
            corpus,
            remembered,
            is_builtin,
        } = preferences;
        layout.documents_width = remembered.documents_width.unwrap_or(layout.documents_width);
        layout.sidebar_width = remembered.sidebar_width.unwrap_or(layout.sidebar_width);
        layout.side = remembered.side.unwrap_or(layout.side);
        let settings = layout.typography;
        layout.typography = settings.with(remembered.typography);
        let mut app = Self {
            library: Library::default(),
            reader: Reader::default(),
            sidebar: Sidebar::default(),
            overlays: Vec::new(),
            status: Status::default(),
            layout,
            settings,
            keymap,
            corpus,
            is_builtin,
            is_single: first.is_some(),
            area: Rect::new(0, 0, width, height),
            annotations: Annotations {
                reviewer,
                ..Annotations::default()
            },
            present: present::Present::default(),
            mending: mending::Mending::default(),
            drafting: drafting::Drafting::default(),
            opening: going::Opening::default(),
            refused: None,
            jumps: Jumps::default(),
            looking: anchors::Looking::default(),
            trail: missing::Trail::default(),
            linking: None,
            seeking: 0,
            finding: 0,
            searching: searching::Searching::default(),
            reworkings: reworking::Reworkings::default(),
            overview: surveying::Overview::default(),
            review: reviewing::Review::default(),
            ledgers: ledger::Ledgers::default(),
            remembered,
            typing: keys::Typing::default(),
            mouse: mouse::Mouse::default(),
            is_leaving: false,
            effects: vec![Effect::Load, Effect::FindDrafts],
        };
        app.library.lay_out(app.remembered.list.clone());
        app.library.restart();
        if let Some(path) = first.or_else(|| app.remembered.document.clone()) {
            app.list_ahead(&path);
            app.open(&path, going::Goal::Resume);
            app.opening.step = (!app.is_single).then_some(1);
        } else {
            app.effects.push(Effect::FindFirst);
        }
        if app.is_single {
            app.library.walking = false;
        } else {
            app.effects.push(Effect::Walk);
        }
        app.settle();
        let effects = std::mem::take(&mut app.effects);
        (app, effects)
    }

    /// Takes in something that happened at `now`, and says what has to be done outside.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Vec<Effect> {
        match input {
            // Keys wait behind one that waits, so that none overtakes another.
            Input::Key(_) | Input::Paste(_) | Input::Mouse(_) if self.typing.is_held() => {
                self.hold(input, now);
            }
            Input::Key(event) => self.key(event, now),
            Input::Mouse(_) if self.opening.is_glimpsed => self.hold(input, now),
            Input::Mouse(event) => self.mouse(event, now),
            Input::Paste(text) => self.paste(&text, now),
            Input::Resize(width, height) => self.area = Rect::new(0, 0, width, height),
            Input::Pause => self.keep_drafts(now),
            Input::Answer(answer) => self.answer(answer, now),
        }
        self.settle();
        std::mem::take(&mut self.effects)
    }

    /// Does `action` at `now`, and says what has to be done outside.
    pub fn update(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        self.act(action, now);
        self.settle();
        std::mem::take(&mut self.effects)
    }

    fn act(&mut self, action: Action, now: Timestamp) {
        match action {
            Action::Move(movement) => self.movement(movement),
            Action::Select(select) => self.reader.select(select),
            Action::Annotate(annotate) => self.annotate(annotate, now),
            Action::Go(go) => self.go(go),
            Action::Pane(pane) => self.pane(pane),
            Action::Setting(setting) => self.set_text(setting),
            Action::Overlay(action) => self.overlay_action(action, now),
            Action::Anchor(action) => self.anchor_action(action, now),
            Action::Filter(action) => self.filter_action(action),
            Action::Reviewing(action) => self.reviewing_action(action, now),
            Action::Codebook(action) => self.codebook_action(action),
            Action::Claim(action) => self.claim_action(action, now),
            Action::Ledger(action) => self.ledger_action(action),
            Action::Link(link) => self.link_action(link, now),
            Action::Arrange(arranging) => self.list_action(arranging),
            Action::Corpus(action) => self.corpus_action(action),
            Action::Agree(action) => self.agree_action(action, now),
            Action::Program(program) => self.program(program, now),
        }
    }

    fn program(&mut self, program: Program, now: Timestamp) {
        match program {
            Program::Palette => self.show_palette(""),
            Program::Help => self.show_help(),
            Program::Messages => self.show_messages(),
            Program::Export => self.show_palette("export "),
            Program::Import => self.show_palette("import "),
            Program::Reload => self.reload(),
            Program::Save => self.save_again(),
            Program::Mend => self.mend(),
            Program::Suspend => {
                self.remember(now);
                self.effects.push(Effect::Suspend);
            }
            Program::Redraw => self.effects.push(Effect::Redraw),
            Program::Quit => self.quit(now),
        }
    }

    fn pane(&mut self, pane: Pane) {
        use Focus::{Documents, Reader, Sidebar};
        self.layout.focus = match (pane, self.layout.focus) {
            (Pane::Zoom, _) => {
                self.layout.zoom = !self.layout.zoom;
                Reader
            }
            (Pane::Next, Documents) | (Pane::Previous, Sidebar) => Reader,
            (Pane::Next, Reader) | (Pane::Previous, Documents) => Sidebar,
            (Pane::Next, Sidebar) | (Pane::Previous, Reader) => Documents,
        };
        if self.layout.focus != Reader {
            self.layout.zoom = false;
            self.layout.side = self.layout.focus;
        }
    }

    /// Where the keys are looked up now.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match (self.overlays.last(), self.layout.focus) {
            (Some(overlay), _) => overlay.scope(),
            (None, Focus::Documents) => Scope::Documents,
            (None, Focus::Reader) if self.looking.attaching.is_some() => Scope::Attaching,
            (None, Focus::Reader) if self.review.is_on() => Scope::Reviewing,
            (None, Focus::Reader) => Scope::Reader,
            (None, Focus::Sidebar) => Scope::Sidebar,
        }
    }

    /// Whether the first picture would only be drawn twice: the document or its annotations are still being read, or some
    /// of these are looked for.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.is_waiting_for_document() || self.is_loading() || self.reader.places().sought() > 0
    }

    /// Whether the annotations are still being read.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        !self.annotations.is_loaded && self.annotations.read_only.is_none()
    }

    /// Whether it is still being found out what earlier sessions did.
    pub(super) fn is_recalling(&self) -> bool {
        self.annotations.is_loaded && !self.annotations.is_recalled
    }

    /// Whether nothing can be shown yet because the document is still being read.
    #[must_use]
    pub fn is_waiting_for_document(&self) -> bool {
        let is_expected = self.library.walking && self.refused.is_none();
        self.reader.document().is_none() && (self.opening.path.is_some() || is_expected)
    }

    /// The document that was asked for and cannot be read, where that is what the reader shows.
    #[must_use]
    pub fn refused(&self) -> Option<&going::Refused> {
        let is_shown = self.reader.document().is_none() && self.opening.path.is_none();
        self.refused.as_ref().filter(|_| is_shown)
    }

    /// Whether a change is on its way to the annotations file.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.status.saving.state() == SaveState::Waiting
    }

    /// Whether no document is shown that could be acted on, or not all of it, though one is on its way. While another
    /// one is still on the screen, keys are meant for that.
    pub(super) fn is_opening(&self) -> bool {
        self.opening.is_glimpsed || self.is_waiting_for_document()
    }

    /// Whether there is nothing yet that could be acted on: the annotations or the document are still being read.
    pub(super) fn is_held_up(&self) -> bool {
        self.is_loading()
            || self.is_recalling()
            || self.is_opening()
            || self.is_dividing()
            || self.is_finding()
            || self.waits_for_walk()
    }

    /// Where the panes are.
    #[must_use]
    pub fn panes(&self) -> Panes {
        let strip = self.strip().map_or(0, |(part, _)| part.height);
        let area = Rect {
            y: self.area.y + strip,
            height: self.area.height - strip,
            ..self.area
        };
        panes(area, &self.layout)
    }

    /// Where the parts of the reader are in its pane.
    #[must_use]
    pub fn reader_parts(&self, pane: Rect) -> ReaderParts {
        reader_parts(pane, &self.layout.typography, self.reader.digits())
    }

    /// The annotations of the corpus.
    #[must_use]
    pub fn set(&self) -> &AnnotationSet {
        &self.annotations.set
    }

    /// The tags that a digit gives, in the order of the digits.
    pub fn keyed_tags(&self) -> impl Iterator<Item = &Tag> {
        ('1'..='9').filter_map(|key| self.set().codebook().by_key(key))
    }

    /// Why nothing can be annotated, if so.
    #[must_use]
    pub fn read_only(&self) -> Option<&str> {
        self.annotations.read_only.as_deref()
    }

    /// The annotation that annotating acts on where nothing is selected: the chosen card, or the one under the cursor.
    #[must_use]
    pub fn current_annotation(&self) -> Option<AnnotationId> {
        if self.layout.focus == Focus::Sidebar {
            let chosen = self.sidebar.chosen()?;
            self.reader.places().id(chosen)
        } else {
            self.reader.current()
        }
    }

    fn reload(&mut self) {
        if matches!(
            self.status.saving.state(),
            SaveState::Waiting | SaveState::Failed(_)
        ) {
            self.save_again();
            self.status.notice(
                "press it once more to read everything anew: what is not saved yet is saved first",
            );
            return;
        }
        self.library.restart();
        self.load_again();
        self.effects.push(Effect::Walk);
        let open = self.reader.document().map(|document| document.path.clone());
        let refused = self.refused.take().map(|refused| refused.path);
        if let Some(path) = open.or(refused) {
            self.list_ahead(&path);
            let here = self.here();
            self.read(&path, here.map_or(going::Goal::Resume, going::Goal::Place));
        }
        self.status.notice("reading the corpus anew");
    }

    fn quit(&mut self, now: Timestamp) {
        match self.status.saving.state() {
            SaveState::Failed(reason) => {
                let text = format!(
                    "Leave all the same? Saving is tried once more, and what cannot be saved then is saved when these articles are opened again. ({reason})"
                );
                let question = overlay::Question {
                    text,
                    details: Vec::new(),
                    on_yes: overlay::Consequence::QuitUnsaved,
                };
                self.overlays.push(Overlay::Question(question));
            }
            SaveState::Waiting => {
                self.is_leaving = true;
                self.status.notice("leaving as soon as everything is saved");
            }
            SaveState::Idle | SaveState::Saved => self.leave(now),
        }
    }

    /// Goes on with leaving once the saves that it waited for have ended: it asks when the last of them failed.
    fn leave_when_saved(&mut self, now: Timestamp) {
        if self.is_leaving && self.status.saving.state() != SaveState::Waiting {
            self.is_leaving = false;
            self.quit(now);
        }
    }

    /// Ends the program, asking nothing: the answer was yes.
    fn leave(&mut self, now: Timestamp) {
        self.remember(now);
        self.effects.push(Effect::Quit);
    }

    /// Ends the program because the terminal is gone or a signal says so, and hands out what has to be done first. A note
    /// that is being written is saved as it is: there is nobody left to ask. What cannot be saved stays a draft.
    pub fn leave_by_force(&mut self, now: Timestamp) -> Vec<Effect> {
        self.keep_drafts(now);
        let mut overlays = self.jumps.take_all();
        overlays.append(&mut self.overlays);
        for overlay in overlays {
            match overlay {
                Overlay::Note(editor) if editor.is_changed() && !self.is_hindered() => {
                    self.note_written(&editor.target, &editor.text(), now);
                }
                Overlay::Claim(form) if form.is_changed() && !self.is_hindered() => {
                    self.claim_written(&form, &form.filled(), now);
                }
                _ => {}
            }
        }
        self.leave(now);
        std::mem::take(&mut self.effects)
    }

    /// Tells every pane its size, lets the sidebar follow the reader, and asks for titles that have come into view and for
    /// annotations that are not where they were.
    fn settle(&mut self) {
        self.ask_what_waits();
        self.seek();
        self.sweep();
        self.settle_reviewing();
        self.arrange_list();
        let panes = self.panes();
        if let Some(pane) = panes.reader {
            let typography = self.layout.typography;
            self.reader.count(typography.numbering);
            let parts = self.reader_parts(pane);
            let page = Page {
                width: parts.text.width,
                beside: parts.beside,
                typography,
            };
            self.reader.resize(page, parts.text.height);
        }
        if let Some(pane) = panes.documents {
            self.library.resize(list_part(pane).height);
            let wanted = self.library.undescribed();
            if !wanted.is_empty() {
                self.effects.push(Effect::Describe(wanted));
            }
        }
        if let Some(pane) = panes.sidebar {
            let list = sidebar_parts(pane, self.keyed_tags().count()).list;
            self.sidebar.resize(list.width, list.height);
        }
        if self.layout.focus == Focus::Sidebar {
            // Annotations may have gone since the card was chosen.
            let chosen = self.sidebar.selected();
            self.sidebar
                .select(chosen, &self.annotations.set, &self.reader);
        } else {
            self.sidebar.follow(&self.annotations.set, &self.reader);
        }
        if panes.sidebar.is_some() {
            self.name_linked();
        }
        self.settle_review();
        self.settle_ledger();
        self.settle_pair();
        self.settle_finder();
        self.settle_searching();
        self.settle_agreement();
    }
}
