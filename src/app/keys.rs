//! From keys to actions: sequences, marks that wait for their letter, and text for whatever is typed into.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};
use jiff::{SignedDuration, Timestamp};

use super::Input;
use super::action::{
    Action, Anchor, Annotate, Arranging, ClaimAction, Codebook, Filtering, Go, LedgerAction, Link,
    OverlayAction, Program, Scope,
};
use super::finding::is_about_list;
use super::keymap::{Chord, shown};
use super::overlay::{ClaimForm, Entry, Line, Overlay};
use super::panes::Focus;
use super::reviewing::waits_for_sentences;
use super::{App, jumps::Place};

/// A longer sequence counts when its next key comes this soon after a shorter one was acted on.
const QUICK: SignedDuration = SignedDuration::from_millis(300);

/// What was typed and is not settled yet.
#[derive(Debug, Default)]
pub struct Typing {
    /// The beginning of a sequence that means nothing by itself.
    pending: Vec<Chord>,
    /// A sequence that was acted on and may turn out to be the beginning of a longer one.
    provisional: Option<Provisional>,
    /// What the next character is the letter of.
    letter_for: Option<Go>,
    /// What waits until the annotations and the whole document are there: an action on them, then all that was typed after it.
    held: VecDeque<(Held, Timestamp)>,
}

#[derive(Debug)]
enum Held {
    Action(Action),
    Input(Box<Input>),
}

/// What is typed into something.
#[derive(Clone, Copy)]
enum Typed<'a> {
    /// A key.
    Key(KeyEvent),
    /// Text that was pasted.
    Text(&'a str),
}

impl Typed<'_> {
    /// Types it into a line; whether the line changed by it.
    fn into_line(self, line: &mut Line) -> bool {
        match self {
            Self::Key(event) => line.key(event),
            Self::Text(text) => {
                line.insert(text);
                true
            }
        }
    }

    /// Types into an entry; whether that takes what was typed as it stands.
    fn into_entry(self, entry: &mut Entry) -> bool {
        match self {
            Self::Key(event) => entry.key(event),
            Self::Text(text) => {
                entry.insert(text);
                false
            }
        }
    }

    /// Types into a form; whether that takes it.
    fn into_form(self, form: &mut ClaimForm) -> bool {
        match self {
            Self::Key(event) => {
                form.key(event);
                true
            }
            Self::Text(text) => form.insert(text),
        }
    }
}

impl Typing {
    /// Whether something waits.
    pub fn is_held(&self) -> bool {
        !self.held.is_empty()
    }
}

/// Whether `action` in the pane that has the `focus` has nothing to do with the document that is still being read.
fn leaves_be(action: Action, focus: Focus) -> bool {
    match action {
        Action::Program(_)
        | Action::Pane(_)
        | Action::Overlay(_)
        | Action::Filter(_)
        | Action::Codebook(_)
        | Action::Corpus(_)
        | Action::Ledger(_)
        | Action::Agree(_)
        | Action::Arrange(_) => true,
        Action::Claim(claim) => claim != ClaimAction::Begin,
        Action::Anchor(anchor) => !matches!(anchor, Anchor::Review | Anchor::Orphans),
        Action::Go(Go::Open) | Action::Move(_) => focus == Focus::Documents,
        Action::Go(go) => matches!(
            go,
            Go::NextDocument | Go::PreviousDocument | Go::Find | Go::Leave
        ),
        Action::Reviewing(action) => !waits_for_sentences(action),
        Action::Link(link) => !matches!(link, Link::Begin | Link::Elsewhere | Link::Compare),
        Action::Select(_) | Action::Annotate(_) | Action::Setting(_) => false,
    }
}

/// Whether an action wants to know the sentences of the document.
fn is_about_sentences(action: Action) -> bool {
    match action {
        Action::Reviewing(action) => waits_for_sentences(action),
        Action::Annotate(_) => true,
        _ => false,
    }
}

#[derive(Debug)]
struct Provisional {
    sequence: Vec<Chord>,
    at: Timestamp,
    place: Option<Place>,
    /// Whether one key is tapped or held on and on: then each time means the key alone.
    is_run: bool,
}

impl App {
    /// How a person gives the command called `name`: its first key, or else its name after a colon.
    pub(super) fn key_of(&self, name: &str) -> String {
        let key = self.keymap.keys_of(name).next();
        key.unwrap_or_else(|| format!(":{name}"))
    }

    /// The keys typed that wait for another, and what each could lead to.
    #[must_use]
    pub fn continuations(&self) -> Vec<(String, &'static str)> {
        match self.typing.letter_for {
            Some(Go::SetMark) => {
                return vec![("a letter".to_owned(), "Set the mark of this name.")];
            }
            Some(_) => {
                let marks = self.remembered.marks.iter();
                return marks
                    .map(|(letter, place)| (format!("{letter} ({})", place.document.name()), ""))
                    .collect();
            }
            None if self.typing.pending.is_empty() => return Vec::new(),
            None => {}
        }
        let found = self
            .keymap
            .continuations(self.scope(), &self.typing.pending);
        found
            .into_iter()
            .map(|(keys, command)| (keys, command.doc))
            .collect()
    }

    /// The keys typed that wait for another, as they are shown.
    #[must_use]
    pub fn pending_keys(&self) -> Option<String> {
        match self.typing.letter_for {
            Some(Go::SetMark) => Some("M".to_owned()),
            Some(_) => Some("'".to_owned()),
            None => (!self.typing.pending.is_empty()).then(|| shown(&self.typing.pending)),
        }
    }

    pub(super) fn key(&mut self, event: KeyEvent, now: Timestamp) {
        if event.kind == KeyEventKind::Release {
            return;
        }
        let chord = Chord::of(event);
        if let Some(go) = self.typing.letter_for.take() {
            match chord.char() {
                Some(letter) => self.mark(go, letter),
                None => self.status.clear(),
            }
            return;
        }
        let scope = self.scope();
        if let Some(earlier) = self.typing.provisional.take()
            && now.duration_since(earlier.at) < QUICK
            && self.go_on(earlier, chord, now)
        {
            return;
        }
        if scope == Scope::Reviewing && self.typing.pending.is_empty() {
            let action = self.codebook_key(event);
            if let Some(action) = action {
                self.status.clear();
                return self.act_or_hold(Action::Reviewing(action), now);
            }
            if self.end_adding() {
                return self.status.notice("no tag has that key; nothing was added");
            }
        }
        let mut sequence = std::mem::take(&mut self.typing.pending);
        let fresh = sequence.is_empty();
        sequence.push(chord);
        let found = self.keymap.lookup(scope, &sequence);
        if let Some(command) = found.command {
            self.status.clear();
            let place = self.here();
            self.act_or_hold(command.action, now);
            if found.more {
                self.typing.provisional = Some(Provisional {
                    sequence,
                    at: now,
                    place,
                    is_run: false,
                });
            }
        } else if found.more {
            self.typing.pending = sequence;
        } else if !fresh {
            self.key(event, now);
        } else {
            self.typed(event, &sequence, now);
        }
    }

    /// Goes on with a sequence that was acted on: its longer form counts from the place where it began. Pressed quickly
    /// once more, the key was meant each time, not twice at once. Whether `chord` belonged to it.
    fn go_on(&mut self, earlier: Provisional, chord: Chord, now: Timestamp) -> bool {
        let Provisional {
            mut sequence,
            place,
            is_run,
            ..
        } = earlier;
        sequence.push(chord);
        let scope = self.scope();
        let longer = self
            .keymap
            .lookup(scope, &sequence)
            .command
            .filter(|_| !is_run);
        let alone = self.keymap.lookup(scope, &[chord]).command;
        if longer.is_some() {
            // What the shorter form had to say is not what was asked for.
            self.status.clear();
        }
        let is_tapped = sequence.len() > 2 && sequence.iter().all(|other| *other == chord);
        let is_run = match (longer, alone) {
            (Some(command), _) => {
                self.return_from(place.as_ref());
                self.act(command.action, now);
                false
            }
            (None, Some(command)) if is_tapped => {
                let times = if is_run { 1 } else { sequence.len() };
                if !is_run {
                    self.return_from(place.as_ref());
                }
                for _ in 0..times {
                    self.act(command.action, now);
                }
                true
            }
            (None, _) => return false,
        };
        self.typing.provisional = Some(Provisional {
            sequence,
            at: now,
            place,
            is_run,
        });
        true
    }

    fn return_from(&mut self, place: Option<&Place>) {
        if let Some(place) = place {
            self.return_to(place);
        }
    }

    /// Does `action`, or keeps it until the annotations that it changes have been read.
    fn act_or_hold(&mut self, action: Action, now: Timestamp) {
        let is_turn = matches!(action, Action::Annotate(Annotate::Undo | Annotate::Redo));
        let is_early = self.is_loading() || (is_turn && self.is_recalling());
        let changes = matches!(
            action,
            Action::Annotate(_) | Action::Claim(ClaimAction::Begin)
        );
        if is_early && changes {
            self.status
                .notice("the annotations are still being read; what you type is kept");
            self.typing.held.push_back((Held::Action(action), now));
        } else if self.is_dividing() && is_about_sentences(action) {
            self.status
                .notice("the sentences are still being found; what you type is kept");
            self.typing.held.push_back((Held::Action(action), now));
        } else if self.is_opening() && !leaves_be(action, self.layout.focus) {
            let what = if self.opening.is_glimpsed {
                "the rest"
            } else {
                "the article"
            };
            self.status
                .notice(format!("{what} is still being read; what you type is kept"));
            self.typing.held.push_back((Held::Action(action), now));
        } else if self.is_ahead_of_walk(action) {
            self.status
                .notice("the articles are still being found; what you type is kept");
            self.typing.held.push_back((Held::Action(action), now));
        } else if self.is_finding() && is_about_list(action) {
            self.typing.held.push_back((Held::Action(action), now));
        } else {
            self.act(action, now);
        }
    }

    /// Keeps what is typed behind what waits already; Esc lets go of all of it.
    pub(super) fn hold(&mut self, input: Input, now: Timestamp) {
        if matches!(&input, Input::Key(event) if event.code == KeyCode::Esc) {
            self.typing.held.clear();
            self.status.clear();
        } else {
            self.typing
                .held
                .push_back((Held::Input(Box::new(input)), now));
        }
    }

    /// Whether what waits first leads to a document that is not known yet.
    pub(super) fn waits_for_walk(&self) -> bool {
        let first = self.typing.held.front();
        first.is_some_and(
            |(held, _)| matches!(held, Held::Action(action) if self.is_ahead_of_walk(*action)),
        )
    }

    /// Does what waited for the annotations or for the document.
    pub(super) fn release(&mut self) {
        // What is released may begin to load again: then the rest goes on waiting.
        while !self.is_held_up()
            && let Some((held, at)) = self.typing.held.pop_front()
        {
            match held {
                Held::Action(action) => self.act(action, at),
                Held::Input(input) => match *input {
                    Input::Key(event) => self.key(event, at),
                    Input::Paste(text) => self.paste(&text, at),
                    Input::Mouse(event) => self.mouse(event, at),
                    Input::Resize(..) | Input::Answer(_) | Input::Pause => {}
                },
            }
            self.settle();
        }
    }

    /// Takes a key that means nothing else.
    fn typed(&mut self, event: KeyEvent, sequence: &[Chord], now: Timestamp) {
        let is_taken = self.type_into_overlay(Typed::Key(event), now);
        if !is_taken && self.overlays.is_empty() {
            let help = self.key_of("help");
            self.status.notice(format!(
                "{} does nothing here; {help} lists the keys",
                shown(sequence)
            ));
        }
    }

    /// Takes pasted text, which is never taken for keys.
    pub(super) fn paste(&mut self, text: &str, now: Timestamp) {
        if !self.type_into_overlay(Typed::Text(text), now) {
            self.status
                .notice("nothing to paste into here; `a` begins a note");
        }
    }

    fn type_into_finder(&mut self, typed: Typed<'_>) {
        if let Some(Overlay::Finder(finder)) = self.overlays.last_mut()
            && typed.into_line(&mut finder.input)
        {
            self.status.clear();
            self.finder_typed();
        }
    }

    /// Types into what lies on top; whether that takes text.
    fn type_into_overlay(&mut self, typed: Typed<'_>, now: Timestamp) -> bool {
        match self.overlays.last_mut() {
            Some(Overlay::Search(line)) => {
                if typed.into_line(&mut line.input) {
                    self.search_typed();
                }
            }
            Some(Overlay::ListFilter(line)) => {
                if typed.into_line(line) {
                    self.list_filter_typed();
                }
            }
            Some(Overlay::Picker(picker)) => {
                if typed.into_line(&mut picker.input) {
                    picker.narrow();
                    self.status.clear();
                    self.filter_typed();
                }
            }
            Some(Overlay::Finder(_)) => self.type_into_finder(typed),
            Some(Overlay::Note(editor)) => match typed {
                Typed::Key(event) => editor.key(event),
                Typed::Text(text) => editor.insert(text),
            },
            Some(Overlay::Field(editor)) => match typed {
                Typed::Key(event) => editor.key(event),
                Typed::Text(text) => editor.insert(text),
            },
            Some(Overlay::Codebook(view)) if view.is_filtering => {
                if typed.into_line(&mut view.filter) {
                    view.narrow();
                }
            }
            Some(Overlay::Entry(entry)) => {
                if typed.into_entry(entry) {
                    self.overlay_action(OverlayAction::Accept, now);
                }
            }
            Some(Overlay::Claim(form)) => {
                if !typed.into_form(form) {
                    self.say_where_to_paste();
                }
            }
            Some(Overlay::Corpus(_)) => return self.type_into_search(typed),
            Some(Overlay::Bulk(bulk)) => {
                if typed.into_line(&mut bulk.input) {
                    bulk.narrow();
                    self.plan_bulk();
                }
            }
            Some(Overlay::Ledger(ledger)) => {
                let Some(line) = &mut ledger.typing else {
                    return false;
                };
                if typed.into_line(&mut line.input) {
                    self.ledger_filter_typed();
                }
            }
            Some(
                Overlay::Page(_)
                | Overlay::Question(_)
                | Overlay::Peek(_)
                | Overlay::Damage(_)
                | Overlay::Anchors(_)
                | Overlay::Queue(_)
                | Overlay::Codebook(_)
                | Overlay::Split(_)
                | Overlay::Working(_)
                | Overlay::Relation(_)
                | Overlay::Pair(_)
                | Overlay::Elsewhere(_)
                | Overlay::Agreement(_)
                | Overlay::Adjudication(_)
                | Overlay::Draft(_),
            )
            | None => return false,
        }
        true
    }

    /// Types into the line of a search of the corpus; whether that takes text now.
    fn type_into_search(&mut self, typed: Typed<'_>) -> bool {
        let Some(view) = self.corpus_view().filter(|view| view.is_typing) else {
            return false;
        };
        let is_changed = match typed {
            Typed::Key(event) => view.key(event),
            Typed::Text(text) => view.insert(text),
        };
        if is_changed {
            self.corpus_typed();
        }
        true
    }

    fn say_where_to_paste(&mut self) {
        let what = "go to a field first, by its letter; then paste";
        self.status.notice(what);
    }

    /// Waits for the letter of a mark.
    pub(super) fn await_letter(&mut self, go: Go) {
        self.typing.letter_for = Some(go);
    }

    fn mark(&mut self, go: Go, letter: char) {
        let Some(here) = self.here() else { return };
        if go == Go::SetMark {
            self.remembered.marks.insert(letter, here);
            self.status
                .notice(format!("mark {letter} set; '{letter} comes back here"));
        } else if let Some(place) = self.remembered.marks.get(&letter).cloned() {
            self.jumps.leave(here);
            self.return_to(&place);
        } else {
            self.status
                .notice(format!("there is no mark {letter}; M{letter} sets it"));
        }
    }

    /// Gives the command that was typed after `:`, with its arguments.
    ///
    /// # Errors
    /// What is wrong with what was typed, and what can be typed instead.
    pub(super) fn give(&mut self, typed: &str, now: Timestamp) -> Result<(), String> {
        let (name, rest) = parted(typed);
        let Some(command) = super::commands::by_name(name) else {
            return Err(format!(
                "there is no command called {name:?}; an empty line lists what there is here"
            ));
        };
        let (word, further) = parted(rest);
        let wanted = command.arguments();
        if !wanted.is_empty() && !wanted.iter().any(|(known, _)| *known == word) {
            let known: Vec<&str> = wanted.iter().map(|(known, _)| *known).collect();
            return Err(format!("{name} takes {}, not {word:?}", known.join(", ")));
        }
        match command.action {
            Action::Program(Program::Export) => self.export(word, further),
            Action::Program(Program::Import) => self.import(rest, now),
            Action::Filter(filtering) if !rest.is_empty() => {
                self.give_filter(filtering, rest, now)?;
            }
            Action::Codebook(Codebook::Open) if !rest.is_empty() => self.load_codebook(rest),
            Action::Ledger(LedgerAction::Filter) if !rest.is_empty() => {
                self.give_filter(Filtering::Begin, rest, now)?;
            }
            Action::Setting(setting) if !word.is_empty() => self.set_text_to(setting, word)?,
            Action::Arrange(Arranging::Sort) if !word.is_empty() => self.sort_by(word)?,
            Action::Annotate(Annotate::Set(fact)) if !rest.is_empty() => {
                self.give_fact(fact, rest)?;
            }
            action => self.act_or_hold(action, now),
        }
        Ok(())
    }
}

/// The first word of `text`, and what stands after it.
fn parted(text: &str) -> (&str, &str) {
    let text = text.trim();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim_start())
}
