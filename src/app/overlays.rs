//! What lies over the panes: opening it, and what its keys do.

use jiff::Timestamp;

use super::App;
use super::action::{Action, Annotate, OverlayAction, Scope};
use super::commands::{COMMANDS, Command};
use super::effect::Effect;
use super::overlay::{
    Choice, Consequence, Item, Line, NoteEditor, Overlay, Picker, PickerKind, Question, SearchLine,
};
use super::panes::Focus;
use super::reader::Went;
use crate::model::TagText;

/// Whether a command that is at home elsewhere can be given by its name from a place with these `scopes`: what has no key
/// and no part in the text from everywhere, and what is done with the cards from beside them.
fn is_given_from(scopes: &[Scope], command: &Command) -> bool {
    match (command.scope, command.action) {
        (Scope::Anywhere, Action::Filter(_) | Action::Program(_)) => command.keys.is_empty(),
        (Scope::Sidebar, Action::Filter(_) | Action::Link(_)) => scopes.contains(&Scope::Anywhere),
        _ => false,
    }
}

impl App {
    pub(super) fn overlay_action(&mut self, action: OverlayAction, now: Timestamp) {
        match self.overlays.pop() {
            Some(Overlay::Search(line)) => self.search_action(line, action),
            Some(Overlay::ListFilter(line)) => self.list_filter_action(line, action),
            Some(Overlay::Picker(picker)) => self.picker_action(picker, action, now),
            Some(Overlay::Finder(finder)) => self.finder_action(finder, action, now),
            Some(Overlay::Note(editor)) => self.note_action(editor, action, now),
            Some(Overlay::Page(mut page)) => {
                match action {
                    OverlayAction::Down => page.scroll(1),
                    OverlayAction::Up => page.scroll(-1),
                    OverlayAction::PageDown => page.scroll(self.page()),
                    OverlayAction::PageUp => page.scroll(-self.page()),
                    _ => return,
                }
                self.overlays.push(Overlay::Page(page));
            }
            Some(Overlay::Question(question)) => self.question_action(question, action, now),
            Some(Overlay::Peek(peek)) => self.peek_action(peek, action),
            Some(Overlay::Field(editor)) => self.field_action(editor, action),
            Some(Overlay::Damage(page)) => self.damage_action(page, action),
            Some(Overlay::Draft(offer)) => self.draft_action(offer, action),
            Some(Overlay::Queue(queue)) => self.queue_action(queue, action),
            Some(Overlay::Entry(entry)) => self.entry_action(entry, action),
            Some(
                overlay @ (Overlay::Anchors(_)
                | Overlay::Codebook(_)
                | Overlay::Split(_)
                | Overlay::Claim(_)),
            ) => self.overlays.push(overlay),
            Some(Overlay::Ledger(ledger)) => self.ledger_filter_action(ledger, action),
            Some(Overlay::Bulk(bulk)) => self.bulk_action(bulk, action),
            Some(Overlay::Working(working)) => self.working_action(working, action),
            Some(Overlay::Relation(choice)) => self.relation_action(choice, action),
            Some(Overlay::Pair(pair)) => self.pair_scrolled(pair, action),
            Some(Overlay::Elsewhere(shown)) => self.elsewhere_action(shown, action),
            Some(Overlay::Corpus(view)) => self.corpus_overlay_action(view, action),
            Some(Overlay::Agreement(view)) => self.agreement_action(view, action),
            Some(Overlay::Adjudication(walk)) => self.adjudication_action(walk, action),
            None => {}
        }
    }

    /// How many items or lines a page is: what a box of the window shows, less a few for context.
    pub(super) fn page(&self) -> isize {
        isize::try_from(self.area.height / 2).unwrap_or(1).max(1)
    }

    fn search_action(&mut self, line: Box<SearchLine>, action: OverlayAction) {
        match action {
            OverlayAction::Accept => self.search_accepted(*line),
            OverlayAction::Cancel => {
                self.reader.restore_search(line.earlier);
                self.reader.go(line.origin);
                self.reader.settle();
            }
            OverlayAction::Down | OverlayAction::Up => {
                match self.reader.next_match(action == OverlayAction::Down) {
                    Went::To(_) | Went::Waiting => {
                        self.reader.settle();
                        self.say_match();
                    }
                    Went::Nowhere => {}
                }
                self.overlays.push(Overlay::Search(line));
            }
            _ => self.overlays.push(Overlay::Search(line)),
        }
    }

    fn search_accepted(&mut self, line: SearchLine) {
        let cursor = self.reader.cursor();
        let is_found = self.reader.find().map(|find| !find.is_in_vain());
        match is_found {
            Some(true) => {
                self.end_walk();
                // Going back leads to where the search began, not to a match passed on the way.
                self.reader.go(line.origin);
                let origin = self.here();
                self.reader.go(cursor);
                self.leave_from(origin);
                self.say_match();
            }
            None if line.input.text().trim().is_empty() => self.reader.restore_search(line.earlier),
            Some(false) | None => self
                .status
                .notice(format!("no match for {}", line.input.text())),
        }
        self.reader.settle();
    }

    fn picker_action(&mut self, mut picker: Box<Picker>, action: OverlayAction, now: Timestamp) {
        if matches!(picker.kind, PickerKind::Filter(_)) {
            return self.filter_line_action(picker, action);
        }
        match action {
            OverlayAction::Accept if matches!(picker.kind, PickerKind::Commands) => {
                if !picker.asks_for_argument() {
                    match self.command_chosen(&picker, now) {
                        Ok(()) => return,
                        // What was typed stays, to be put right.
                        Err(complaint) => self.status.failure(complaint),
                    }
                }
            }
            OverlayAction::Accept => {
                let changes = matches!(
                    picker.kind,
                    PickerKind::Tags { .. }
                        | PickerKind::Kinds(_)
                        | PickerKind::Recode(_)
                        | PickerKind::Colors(_)
                );
                if !changes || !self.is_hindered() {
                    return self.picked(&picker, now);
                }
            }
            OverlayAction::Cancel => return,
            OverlayAction::Down => picker.step(1),
            OverlayAction::Up => picker.step(-1),
            OverlayAction::PageDown => picker.step(self.page()),
            OverlayAction::PageUp => picker.step(-self.page()),
            OverlayAction::Mark => picker.mark(),
            OverlayAction::Complete => {
                if let Some(item) = picker.chosen() {
                    picker.input = Line::new(&format!("{} ", item.text));
                    picker.narrow();
                }
            }
            OverlayAction::Define => {
                if let Some(name) = picker.chosen_tag() {
                    self.overlays.push(Overlay::Picker(picker));
                    self.begin_words(&name, TagText::Definition);
                    return;
                }
            }
            OverlayAction::ExternalEditor
            | OverlayAction::Clear
            | OverlayAction::Yes
            | OverlayAction::No
            | OverlayAction::Repair
            | OverlayAction::Drop
            | OverlayAction::Copy => {}
        }
        self.overlays.push(Overlay::Picker(picker));
    }

    fn picked(&mut self, picker: &Picker, now: Timestamp) {
        if matches!(picker.kind, PickerKind::Tags { .. }) {
            return self.tags_chosen(picker, now);
        }
        if matches!(picker.kind, PickerKind::Recode(_) | PickerKind::Colors(_)) {
            return self.recoding_chosen(picker);
        }
        let Some(item) = picker.chosen() else {
            return;
        };
        match item.choice.clone() {
            Choice::Position(at) => {
                self.layout.focus = Focus::Reader;
                self.jump(at);
            }
            Choice::Link(at, url) => self.link_chosen(at, &url),
            Choice::Kind(kind) => {
                if let PickerKind::Kinds(passage) = &picker.kind {
                    self.kind_chosen(passage, kind);
                }
            }
            Choice::Tag(_)
            | Choice::Command(_)
            | Choice::Argument(..)
            | Choice::Filter(_)
            | Choice::Parent(_)
            | Choice::Color(_) => {}
        }
        self.reader.settle();
    }

    /// Gives the command that is chosen, with what is typed after it; what is wrong with that, if so.
    fn command_chosen(&mut self, picker: &Picker, now: Timestamp) -> Result<(), String> {
        let typed = picker.input.text().trim();
        let after = |text: &str| {
            text.split_once(char::is_whitespace)
                .map_or_else(String::new, |(_, rest)| rest.trim().to_owned())
        };
        let whole = match picker.chosen().map(|item| &item.choice) {
            Some(Choice::Command(command)) => format!("{} {}", command.name, after(typed)),
            Some(Choice::Argument(command, word)) => {
                format!("{} {word} {}", command.name, after(&after(typed)))
            }
            _ => typed.to_owned(),
        };
        self.give(&whole, now)?;
        self.reader.settle();
        Ok(())
    }

    fn note_action(&mut self, editor: Box<NoteEditor>, action: OverlayAction, now: Timestamp) {
        match action {
            OverlayAction::Accept if !editor.is_changed() => {
                self.draft_dropped(editor.drafted.id);
                self.status.notice(editor.target.unchanged());
            }
            // What was written stays on the screen for as long as it cannot be kept.
            OverlayAction::Accept if self.is_hindered() => {
                self.overlays.push(Overlay::Note(editor));
            }
            OverlayAction::Accept => {
                self.note_written(&editor.target, &editor.text(), now);
                self.draft_used(editor.drafted.id);
            }
            OverlayAction::Cancel if editor.is_changed() => {
                self.overlays.push(Overlay::Note(editor));
                let text = "Close without saving what you wrote?".to_owned();
                self.overlays.push(Overlay::Question(Question {
                    text,
                    details: Vec::new(),
                    on_yes: Consequence::DiscardNote,
                }));
            }
            OverlayAction::Cancel => self.draft_dropped(editor.drafted.id),
            OverlayAction::ExternalEditor => {
                let text = editor.text();
                self.overlays.push(Overlay::Note(editor));
                self.keep_drafts(now);
                self.effects.push(Effect::EditExternally(text));
            }
            _ => self.overlays.push(Overlay::Note(editor)),
        }
    }

    fn question_action(&mut self, question: Question, action: OverlayAction, now: Timestamp) {
        match (action, question.on_yes) {
            (OverlayAction::Yes, Consequence::DiscardNote) => {
                match self.overlays.pop() {
                    Some(Overlay::Note(editor)) => self.draft_dropped(editor.drafted.id),
                    Some(Overlay::Claim(form)) => self.draft_dropped(form.drafted.id),
                    _ => {}
                }
                self.status.notice("closed without saving");
            }
            (OverlayAction::Yes, Consequence::QuitUnsaved) => self.leave(now),
            (OverlayAction::Yes, Consequence::SaveAllTheSame) => {
                self.effects.push(Effect::SaveAgain { consents: true });
                self.status.saving.begin();
            }
            (OverlayAction::Yes, Consequence::Follow(address)) => self.follow(&address),
            (OverlayAction::Yes, Consequence::Recode(recode)) => self.recode_now(recode),
            (OverlayAction::Yes, Consequence::Code(captured)) => self.tag_captured(captured, now),
            (OverlayAction::Yes, Consequence::DropSplit) => {
                self.overlays.pop_if(|top| matches!(top, Overlay::Split(_)));
            }
            (OverlayAction::Yes, Consequence::GoOnWith(file)) => self.go_on_with(file),
            _ => {}
        }
    }

    /// The commands that can be given from here: first what has no key of its own, for it is found only in a list, and
    /// last the movements, which everybody knows.
    pub(super) fn commands_here(&self) -> Vec<&'static Command> {
        let scopes = self.scopes();
        let here = |command: &&'static Command| {
            scopes.contains(&command.scope) || is_given_from(&scopes, command)
        };
        let mut commands: Vec<_> = COMMANDS.iter().filter(here).collect();
        commands.sort_by_key(|command| match command.action {
            _ if command.keys.is_empty() => 0,
            Action::Annotate(Annotate::TagWithKey(_)) | Action::Move(_) => 4,
            Action::Annotate(_) | Action::Select(_) | Action::Claim(_) | Action::Link(_) => 1,
            Action::Go(_)
            | Action::Anchor(_)
            | Action::Reviewing(_)
            | Action::Codebook(_)
            | Action::Corpus(_)
            | Action::Ledger(_)
            | Action::Agree(_)
            | Action::Arrange(_) => 2,
            Action::Program(_)
            | Action::Pane(_)
            | Action::Overlay(_)
            | Action::Setting(_)
            | Action::Filter(_) => 3,
        });
        commands
    }

    /// Where keys are looked up now, and where they are when they mean nothing there.
    fn scopes(&self) -> Vec<Scope> {
        std::iter::successors(Some(self.scope()), |scope| scope.parent()).collect()
    }

    /// The keys of a command that count here: what is on a key of another place is called by its name.
    pub(super) fn keys_here(&self, command: &Command) -> String {
        let scopes = self.scopes();
        let keys = self.keymap.keys_of(command.name);
        let keys = keys.filter(|_| scopes.contains(&command.scope));
        keys.collect::<Vec<_>>().join(" ")
    }

    /// Shows all commands, with `typed` typed already.
    pub(super) fn show_palette(&mut self, typed: &str) {
        let commands = self.commands_here();
        let items = commands.iter().map(|command| {
            let keys = self.keys_here(command);
            let detail = if keys.is_empty() {
                command.doc.to_owned()
            } else {
                format!("{keys}  {}", command.doc)
            };
            Item {
                text: command.name.to_owned(),
                detail,
                choice: Choice::Command(command),
            }
        });
        let arguments = commands.iter().flat_map(|command| {
            let words = command.arguments().iter();
            words.map(|(word, meaning)| Item {
                text: (*word).to_owned(),
                detail: (*meaning).to_owned(),
                choice: Choice::Argument(command, word),
            })
        });
        let items = items.chain(arguments).collect();
        let mut picker = Picker::new(PickerKind::Commands, "Commands", items);
        picker.input = Line::new(typed);
        picker.narrow();
        self.overlays.push(Overlay::Picker(Box::new(picker)));
    }
}
