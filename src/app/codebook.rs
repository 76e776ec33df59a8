//! The codebook: opening it, moving in it, what is said of its tags in words, and taking another one over. What changes
//! its tags is in `recoding`, the scale of verdicts in `scale`.

pub mod parts;

use std::sync::Arc;

use super::App;
use super::action::{Action, Scope};
use super::commands::COMMANDS;
use super::effect::{Effect, Offered};
use super::overlay::{
    Asked, CodebookView, Consequence, Entry, NoteEditor, NoteTarget, Overlay, Question, Shelf,
};
use super::retagging::Recode;
use super::tagging::tag_item;
use crate::model::{AnnotationSet, Edit, ReadyMade, Step, TagName, TagText};
use crate::review::Tally;
use crate::text::counted;

/// Looks at the codebook, and changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codebook {
    /// Opens it.
    Open,
    /// Closes it.
    Close,
    /// The next tag or verdict.
    Down,
    /// The previous one.
    Up,
    /// A page of them down.
    PageDown,
    /// A page of them up.
    PageUp,
    /// The first one.
    Top,
    /// The last one.
    Bottom,
    /// Scrolls what is said of it down.
    ReadOn,
    /// Scrolls what is said of it up.
    ReadBack,
    /// Adds a tag or a verdict.
    Add,
    /// Says what it means.
    Define,
    /// Says what the tag is for.
    UseFor,
    /// Says what the tag is not for.
    NotFor,
    /// Gives examples of the tag.
    Examples,
    /// Gives the tag a key.
    Key,
    /// Chooses its colour.
    Color,
    /// Gives the tag a glyph.
    Glyph,
    /// Calls it otherwise.
    Rename,
    /// Puts the tag elsewhere in the tree.
    Move,
    /// Makes the tag a part of another.
    Merge,
    /// Shares the annotations of the tag out to several.
    Split,
    /// Gives the tag no longer, or brings it back.
    Retire,
    /// Deletes it, where nothing carries it.
    Delete,
    /// Gives the verdict a number.
    Rating,
    /// Moves the verdict up the scale.
    Earlier,
    /// Moves the verdict down the scale.
    Later,
    /// Begins to narrow the tags by typing.
    Filter,
    /// Ends that and stays with the tags that are listed.
    Narrowed,
    /// Ends that and lists all again.
    All,
    /// Turns from the tags to the verdicts, and back.
    Turn,
    /// Asks for another codebook to take over.
    Load,
    /// Takes over the ready-made codebook with this number.
    Ready(char),
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// While a tag is split: gives the annotation the tag with this number.
    Choose(char),
    /// Gives it several, or one again.
    Several,
    /// Leaves the annotation as it is, or goes on once it has several.
    LeaveStop,
    /// Goes back to the annotation before.
    BackStop,
    /// Saves what was chosen.
    EndSplit,
    /// Forgets it.
    DropSplit,
}

impl App {
    pub(super) fn codebook_action(&mut self, action: Codebook) {
        match action {
            Codebook::Open => self.open_codebook(),
            Codebook::Choose(_)
            | Codebook::Several
            | Codebook::LeaveStop
            | Codebook::BackStop
            | Codebook::EndSplit
            | Codebook::DropSplit => self.split_action(action),
            Codebook::Add
            | Codebook::Define
            | Codebook::UseFor
            | Codebook::NotFor
            | Codebook::Examples
            | Codebook::Key
            | Codebook::Color
            | Codebook::Glyph
            | Codebook::Rename
            | Codebook::Move
            | Codebook::Merge
            | Codebook::Split
            | Codebook::Retire
            | Codebook::Delete
            | Codebook::Rating
            | Codebook::Earlier
            | Codebook::Later
            | Codebook::Undo
            | Codebook::Redo => {
                if !self.is_hindered() {
                    self.change_codebook(action);
                }
            }
            Codebook::Load => self.ask_for_codebook(),
            Codebook::Ready(digit) => self.take_ready_made(digit),
            _ => self.look_in_codebook(action),
        }
    }

    fn change_codebook(&mut self, action: Codebook) {
        let Some(view) = self.codebook_view() else {
            return;
        };
        match (action, view.shelf) {
            (Codebook::Undo, _) => self.undo(),
            (Codebook::Redo, _) => self.redo(),
            (Codebook::Rating | Codebook::Earlier | Codebook::Later, Shelf::Tags) => {
                let turn = self.key_of("codebook-other");
                self.status
                    .notice(format!("that is for verdicts; {turn} turns to their scale"));
            }
            (_, Shelf::Scale) => self.change_scale(action),
            (_, Shelf::Tags) => self.change_tag(action),
        }
    }

    /// What moves about in the codebook and changes nothing.
    fn look_in_codebook(&mut self, action: Codebook) {
        let page = self.page();
        let Some(Overlay::Codebook(view)) = self.overlays.last_mut() else {
            return;
        };
        match action {
            Codebook::Down => view.step(1),
            Codebook::Up => view.step(-1),
            Codebook::PageDown => view.step(page),
            Codebook::PageUp => view.step(-page),
            Codebook::Top => view.step(isize::MIN),
            Codebook::Bottom => view.step(isize::MAX),
            Codebook::ReadOn => view.scroll = view.scroll.saturating_add_signed(page / 2),
            Codebook::ReadBack => view.scroll = view.scroll.saturating_add_signed(-page / 2),
            Codebook::Filter => {
                view.shelf = Shelf::Tags;
                view.is_filtering = true;
            }
            Codebook::Narrowed => view.is_filtering = false,
            Codebook::Turn => {
                view.scroll = 0;
                view.shelf = match view.shelf {
                    Shelf::Tags => Shelf::Scale,
                    Shelf::Scale => Shelf::Tags,
                };
            }
            // What was narrowed is widened first.
            Codebook::All | Codebook::Close if view.is_filtering || view.is_narrowed() => {
                let chosen = view.chosen().map(|row| row.name.clone());
                view.is_filtering = false;
                view.filter = super::overlay::Line::default();
                view.narrow();
                if let Some(name) = chosen {
                    view.choose(&name);
                }
            }
            Codebook::Close => _ = self.overlays.pop(),
            _ => {}
        }
    }

    fn open_codebook(&mut self) {
        if self.codebook_view().is_none() {
            self.overlays.push(Overlay::Codebook(Box::default()));
            self.refresh_codebook(&[]);
        }
    }

    /// The codebook, where it is open.
    #[must_use]
    pub fn codebook_view(&self) -> Option<&CodebookView> {
        self.overlays
            .iter()
            .rev()
            .find_map(|overlay| match overlay {
                Overlay::Codebook(view) => Some(&**view),
                _ => None,
            })
    }

    /// Where the parts of the codebook are.
    #[must_use]
    pub fn codebook_parts(&self, view: &CodebookView) -> parts::CodebookParts {
        let hints = self.codebook_hints(view);
        let widths = hints
            .iter()
            .map(|(keys, hint)| parts::hint_width(keys, hint));
        parts::codebook_parts(self.area, view.len(), &widths.collect::<Vec<u16>>())
    }

    /// The keys that do something where one is in the codebook, each with what it does.
    #[must_use]
    pub fn codebook_hints(&self, view: &CodebookView) -> Vec<(String, &'static str)> {
        let of_use = |action: Codebook| match view.shelf {
            Shelf::Tags => !matches!(
                action,
                Codebook::Rating | Codebook::Earlier | Codebook::Later
            ),
            Shelf::Scale => !matches!(
                action,
                Codebook::UseFor
                    | Codebook::NotFor
                    | Codebook::Examples
                    | Codebook::Key
                    | Codebook::Glyph
                    | Codebook::Move
                    | Codebook::Merge
                    | Codebook::Split
                    | Codebook::Retire
                    | Codebook::Filter
            ),
        };
        let is_bare = view.shelf == Shelf::Tags && view.has_no_tags();
        let when_bare = |action: Codebook| {
            matches!(
                action,
                Codebook::Add | Codebook::Load | Codebook::Turn | Codebook::Close
            )
        };
        let here = COMMANDS
            .iter()
            .filter(|command| command.scope == Scope::Codebook);
        let hinted = here.filter(|command| match command.action {
            Action::Codebook(action) => {
                !command.hint.is_empty()
                    && of_use(action)
                    && (!is_bare || when_bare(action))
                    && (action != Codebook::Undo || self.can_undo())
            }
            _ => !command.hint.is_empty(),
        });
        let keyed = hinted.filter_map(|command| {
            let key = self.keymap.keys_of(command.name).next()?;
            let hint = match (command.action, view.shelf) {
                (Action::Codebook(Codebook::Turn), Shelf::Tags) => "verdicts",
                (Action::Codebook(Codebook::Turn), Shelf::Scale) => "tags",
                _ => command.hint,
            };
            Some((key, hint))
        });
        keyed.collect()
    }

    /// Shows in the codebook, where it is open, what became of the tags by `edits`.
    pub(super) fn refresh_codebook(&mut self, edits: &[Edit]) {
        let set = &self.annotations.set;
        if let Some(view) = view_in(&mut self.overlays)
            && view.refresh(set, edits)
        {
            self.effects.push(Effect::CountTags(set.clone()));
        }
    }

    /// Takes in how often what is used in `counted`; where something has changed since, all is counted again.
    pub(super) fn tags_counted(&mut self, counted: &AnnotationSet, tally: Tally) {
        let set = &self.annotations.set;
        let Some(view) = view_in(&mut self.overlays) else {
            return;
        };
        if counted.is_copy_of(set) {
            view.counted(tally, set);
        } else if view.is_counting {
            self.effects.push(Effect::CountTags(set.clone()));
        }
    }

    /// Chooses a tag in the codebook, where it is open.
    pub(super) fn choose_in_codebook(&mut self, name: &TagName) {
        if let Some(view) = view_in(&mut self.overlays) {
            view.choose(name);
        }
    }

    /// Opens what the codebook says of a tag, which need not be in it yet.
    pub(super) fn begin_words(&mut self, name: &TagName, which: TagText) {
        let known = self.set().codebook().get(name);
        let text = known.map(|tag| tag.text(which)).unwrap_or_default();
        let target = NoteTarget::Tag(name.clone(), which);
        let editor = NoteEditor::new(target, name.to_string(), &text);
        self.overlays.push(Overlay::Note(Box::new(editor)));
    }

    /// Saves what was written of a tag.
    pub(super) fn tag_described(&mut self, name: &TagName, which: TagText, text: &str) {
        let before = self.set().codebook().get(name).cloned();
        let mut after = before
            .clone()
            .unwrap_or_else(|| self.set().codebook().draft(name.clone()));
        after.set_text(which, text);
        if before.as_ref() == Some(&after) {
            return;
        }
        let label = match which {
            TagText::Definition => format!("defined {name}"),
            TagText::UseFor => format!("said what {name} is for"),
            TagText::NotFor => format!("said what {name} is not for"),
            TagText::Examples => {
                format!(
                    "gave {} of {name}",
                    counted(after.examples.len(), "example")
                )
            }
        };
        let item = tag_item(&after);
        self.commit(
            label,
            vec![Edit::Tag {
                before,
                after: Some(after),
            }],
        );
        if let Some(Overlay::Picker(picker)) = self.overlays.last_mut() {
            picker.redefine(item);
        }
    }

    /// Has the codebook called `name`, or in the file of that name, read and then taken over.
    pub(super) fn load_codebook(&mut self, name: &str) {
        if !self.is_hindered() {
            self.status.notice(format!("reading the codebook {name}"));
            self.effects.push(Effect::ReadCodebook(name.to_owned()));
        }
    }

    fn ask_for_codebook(&mut self) {
        let known = ReadyMade::ALL.iter().map(|which| which.as_str());
        let known = known.collect::<Vec<_>>().join(", ");
        let hint =
            format!("Ready-made are {known}; or type the path of a file with [[tag]] records.");
        let title = "Add which codebook?".to_owned();
        self.ask(Entry::new(Asked::Codebook, title, &hint, ""));
    }

    fn take_ready_made(&mut self, digit: char) {
        let is_empty = self.codebook_view().is_some_and(CodebookView::has_no_tags);
        let number = digit
            .to_digit(10)
            .and_then(|digit| usize::try_from(digit).ok());
        let which = number.and_then(|number| ReadyMade::ALL.get(number.checked_sub(1)?));
        match which {
            Some(which) if is_empty => self.load_codebook(which.as_str()),
            _ => {
                let load = self.key_of("codebook-load");
                self.status.notice(format!(
                    "there are tags already; {load} adds a ready-made codebook to them"
                ));
            }
        }
    }

    /// Takes a codebook over that was read, or says why it could not be.
    pub(super) fn codebook_read(&mut self, result: Result<Box<Offered>, String>) {
        match result {
            Ok(offered) => self.take_over(*offered),
            Err(reason) => self.status.failure(reason),
        }
    }

    /// Takes a codebook over; asks first where it meets with what is there.
    fn take_over(&mut self, offered: Offered) {
        let Offered {
            name,
            codebook,
            problems,
        } = offered;
        self.status.report(problems);
        if !matches!(self.overlays.last(), None | Some(Overlay::Codebook(_))) {
            return self
                .status
                .notice(format!("the codebook {name} is read; ask for it again"));
        }
        if self.is_hindered() {
            return;
        }
        self.open_codebook();
        let adopted = self.set().adopting(&codebook);
        let is_new = |count: &(usize, &str)| count.0 > 0;
        let new = [(adopted.tags, "tag"), (adopted.verdicts, "verdict")];
        let new = new.into_iter().filter(is_new);
        let new: Vec<String> = new.map(|(count, what)| counted(count, what)).collect();
        if new.is_empty() {
            let but = if adopted.leaves_scale {
                ", but for its verdicts: there is a scale already"
            } else {
                ""
            };
            return self
                .status
                .notice(format!("all that is in {name} is here already{but}"));
        }
        let added = new.join(" and ");
        let label = format!("added {added} of the codebook {name}");
        let edits = adopted.edits;
        if adopted.keys.is_empty() && adopted.known.is_empty() && !adopted.leaves_scale {
            return self.commit(label, edits);
        }
        let mut details: Vec<String> = Vec::new();
        if !adopted.known.is_empty() {
            let known = adopted.known.iter().take(MOST_TOLD).map(TagName::as_str);
            let names = known.collect::<Vec<_>>().join(", ");
            let more = if adopted.known.len() > MOST_TOLD {
                ", …"
            } else {
                ""
            };
            details.push(format!(
                "These are here already and stay as they are: {names}{more}."
            ));
        }
        for (tag, key, instead) in adopted.keys.iter().take(MOST_TOLD) {
            let owner = self.set().codebook().by_key(*key);
            let owner = owner.map_or_else(|| "another tag".to_owned(), |tag| tag.name.to_string());
            let gets = instead.map_or_else(
                || "no key for now".to_owned(),
                |key| format!("the key {key}"),
            );
            details.push(format!("{key} is the key of {owner}: {tag} gets {gets}."));
        }
        if adopted.keys.len() > MOST_TOLD {
            let more = adopted.keys.len() - MOST_TOLD;
            details.push(format!("{} more get other keys.", counted(more, "tag")));
        }
        if adopted.leaves_scale {
            details.push("Its verdicts are left out: there is a scale already.".to_owned());
        }
        self.status.clear();
        self.overlays.push(Overlay::Question(Question {
            text: format!("Add {added} of the codebook {name} to those that are here?"),
            details,
            on_yes: Consequence::Recode(Recode::Rebase(Arc::new(Step { label, edits }))),
        }));
    }
}

/// The codebook, where it is among the overlays.
pub(super) fn view_in(overlays: &mut [Overlay]) -> Option<&mut CodebookView> {
    overlays.iter_mut().rev().find_map(|overlay| match overlay {
        Overlay::Codebook(view) => Some(&mut **view),
        _ => None,
    })
}

/// So many tags are named one by one in a question.
const MOST_TOLD: usize = 6;
