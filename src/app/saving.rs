//! Changes on their way to the disk, back again through undo, and those that other programs made.
//!
//! Owns what is told to the thread that writes, and what becomes of its answers. What is written where is not its business.

use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use super::effect::{Effect, NotSaved, Recalled, Saved};
use super::history::Turned;
use super::overlay::{Consequence, Overlay, Question};
use super::status::SaveState;
use crate::model::{AnnotationSet, Change, Edit, Step, Stretches, Turn};
use crate::text::counted;

/// From how many deletions on what another program deleted can be taken back.
const MANY: usize = 2;

impl App {
    /// Makes a change: applies it, remembers it for undo, and has it saved.
    pub(super) fn commit(&mut self, label: String, edits: Vec<Edit>) {
        let asked = edits.len();
        let edits = self.only_own(edits);
        if edits.is_empty() && asked > 0 {
            return;
        }
        let step = Arc::new(Step { label, edits });
        self.annotations.set.adopt(&step.edits);
        for edit in &step.edits {
            self.annotations.set.apply(edit);
        }
        self.committed(&step, &step.edits);
    }

    /// A step was made in the set: remembers it for undo, and has it saved. What one sees changes by the edits that are
    /// `seen`.
    pub(super) fn committed(&mut self, step: &Arc<Step>, seen: &[Edit]) {
        self.annotations.history.push(Arc::clone(step));
        self.save(Turn::Made, step, seen);
        self.step_inside(seen);
        self.status.notice(step.label.clone());
    }

    /// Has a change saved that is in the set already.
    fn save(&mut self, turn: Turn, step: &Arc<Step>, seen: &[Edit]) {
        self.reader.follow(seen);
        self.refresh_facts();
        self.refresh_codebook(seen);
        self.follow_tags(seen);
        let change = Change {
            turn,
            step: Arc::clone(step),
        };
        self.effects.push(Effect::Save(change));
        self.status.saving.begin();
        self.keep_text_of(seen);
    }

    /// Puts the cursor into an annotation just made on the sentence it stands before, on a bullet say: what is asked for
    /// next is meant for it.
    fn step_inside(&mut self, edits: &[Edit]) {
        if self.corpus_view().is_some() {
            // What is tagged there is not what one reads, and may be very much.
            return;
        }
        for edit in edits {
            if let Edit::Annotation {
                before: None,
                after: Some(made),
            } = edit
                && let Some(placed) = self.reader.places().get(made.id)
                && !placed.span.contains(self.reader.cursor())
            {
                self.reader.go_to_annotation(made.id);
                self.reader.settle();
            }
        }
    }

    pub(super) fn undo(&mut self) {
        if self.is_turned_behind(Turn::TakenBack) {
            return;
        }
        let decided = self.seen_before();
        self.take_off();
        let set = &mut self.annotations.set;
        let turned = self.annotations.history.undo(set);
        self.lay();
        match turned {
            Some(turned) => {
                let step = Arc::clone(&turned.step);
                self.turned(turned, &step.edits, decided.as_ref());
            }
            None => self.status.notice("nothing to take back"),
        }
    }

    pub(super) fn redo(&mut self) {
        if self.is_turned_behind(Turn::MadeAgain) {
            return;
        }
        let decided = self.seen_before();
        self.take_off();
        let set = &mut self.annotations.set;
        let turned = self.annotations.history.redo(set);
        self.lay();
        match turned {
            Some(turned) => {
                let step = Arc::clone(&turned.step);
                self.turned(turned, &step.edits, decided.as_ref());
            }
            None => self.status.notice("nothing to make again"),
        }
    }

    /// A step was taken back or made again in `set`, behind the screen. What one sees changes by the edits that are `seen`.
    pub(super) fn turned_behind(&mut self, turned: Turned, set: AnnotationSet, seen: &[Edit]) {
        let decided = self.seen_before();
        self.annotations.history.has_turned(&turned);
        self.annotations.set = set;
        self.lay();
        self.turned(turned, seen, decided.as_ref());
    }

    /// Shows and saves a step that was taken back or made again, of which these edits are `seen`, and says what others have
    /// left of it. `decided` is what was seen before it of the sentences that are reviewed.
    fn turned(&mut self, turned: Turned, seen: &[Edit], decided: Option<&Stretches>) {
        let Turned {
            turn, step, said, ..
        } = turned;
        let what = match (turn, step.edits.is_empty()) {
            (_, true) => "nothing is left of",
            (Turn::TakenBack, _) => "took back",
            _ => "made again",
        };
        let mut text = format!("{what}: {}", step.label);
        if let Some(first) = said.first() {
            text.push_str("; ");
            text.push_str(first);
        }
        self.save(turn, &step, seen);
        self.show_edited(seen);
        self.return_to_decided(decided);
        for sentence in said.into_iter().skip(1) {
            self.status.note(sentence);
        }
        self.status.notice(text);
    }

    /// Goes to what edits changed in the open document, so that undo is seen where it happens.
    fn show_edited(&mut self, edits: &[Edit]) {
        let changed = edits.iter().find_map(|edit| match edit {
            Edit::Annotation { before, after } => after.as_ref().or(before.as_ref()),
            Edit::Tag { .. } | Edit::Grade { .. } | Edit::Order { .. } | Edit::Document { .. } => {
                None
            }
        });
        if let Some(annotation) = changed
            && self.reader.go_to_annotation(annotation.id)
        {
            self.sidebar.follow(&self.annotations.set, &self.reader);
        }
    }

    pub(super) fn save_again(&mut self) {
        match self.status.saving.state() {
            SaveState::Failed(_) => {
                self.effects.push(Effect::SaveAgain { consents: false });
                self.status.saving.begin();
            }
            SaveState::Idle | SaveState::Saved => match &self.annotations.read_only {
                Some(reason) => self.status.failure(reason.clone()),
                None => self.status.notice("everything is saved"),
            },
            SaveState::Waiting => self.status.notice("saving"),
        }
    }

    /// What came of a save.
    pub(super) fn saved(&mut self, result: Result<Saved, NotSaved>, now: Timestamp) {
        match result {
            Ok(saved) => {
                self.status.saving.end(None);
                self.end_used_drafts();
                self.take_in(saved);
                self.leave_when_saved(now);
            }
            Err(NotSaved { reason, question }) => {
                self.status.saving.end(Some(reason.clone()));
                self.status.failure(reason);
                match question {
                    Some(question) => self.ask_to_save(question),
                    None => self.leave_when_saved(now),
                }
            }
        }
    }

    /// Takes in what other programs made of the annotations, and what there is to be said about it.
    pub(super) fn take_in(&mut self, saved: Saved) {
        let is_any = !saved.foreign.is_empty();
        if is_any {
            self.take_off();
        }
        let set = &mut self.annotations.set;
        let mut taken = Vec::new();
        for edit in &saved.foreign {
            if let Some(edit) = beside_ours(edit, set) {
                set.apply(&edit);
                taken.push(edit);
            }
        }
        if is_any {
            self.lay();
        }
        if !taken.is_empty() {
            self.reader.follow(&taken);
            self.refresh_facts();
            self.refresh_codebook(&taken);
            self.follow_tags(&taken);
            self.status.remark(format!(
                "{} of another program taken in",
                counted(taken.len(), "change")
            ));
            self.keep_what_was_deleted(&taken);
        }
        if let Some(file) = saved.moved_to {
            self.status.notice(format!(
                "the corpus cannot be written to; annotations are kept in {}",
                file.display()
            ));
        }
        for sentence in saved.said {
            self.status.notice(sentence);
        }
        self.status.report(saved.problems);
    }

    /// Where another program deleted several things at once, a mistake is as likely as a meaning: it becomes a step that
    /// can be taken back.
    fn keep_what_was_deleted(&mut self, foreign: &[Edit]) {
        let is_deletion = |edit: &&Edit| {
            matches!(
                edit,
                Edit::Annotation { after: None, .. }
                    | Edit::Document { after: None, .. }
                    | Edit::Tag { after: None, .. }
                    | Edit::Grade { after: None, .. }
            )
        };
        // The last first, so that taking the step back brings each below the one it stood below.
        let edits: Vec<Edit> = foreign.iter().rev().filter(is_deletion).cloned().collect();
        if edits.len() < MANY {
            return;
        }
        let is_annotation = |edit: &&Edit| matches!(edit, Edit::Annotation { .. });
        let annotations = edits.iter().filter(is_annotation).count();
        let what = if annotations == 0 {
            counted(edits.len(), "record")
        } else {
            counted(annotations, "annotation")
        };
        let were = if annotations == 1 { "was" } else { "were" };
        let step = Arc::new(Step {
            label: format!("what another program deleted ({what})"),
            edits,
        });
        self.annotations.history.find(Arc::clone(&step));
        let turn = Turn::Found;
        self.effects.push(Effect::Note(Change { turn, step }));
        self.status.failure(format!(
            "{what} {were} deleted by another program; u brings them back"
        ));
    }

    /// Takes in what was done in an earlier session.
    pub(super) fn recalled(&mut self, recalled: Recalled) {
        let Recalled {
            done,
            undone,
            unsaved,
            problems,
        } = recalled;
        self.annotations.history.precede(done, undone);
        self.annotations.is_recalled = true;
        if !unsaved.is_empty() {
            self.take_off();
            for edit in &unsaved {
                self.annotations.set.apply(edit);
            }
            self.lay();
            self.reader.follow(&unsaved);
            self.refresh_facts();
            self.refresh_codebook(&unsaved);
            self.status.saving.begin();
        }
        self.status.report(problems);
    }

    /// Asks before something is saved that only a yes can save. While something else is being typed the question waits:
    /// Ctrl-S and leaving ask again.
    fn ask_to_save(&mut self, text: String) {
        self.is_leaving = false;
        if self.overlays.is_empty() {
            self.overlays.push(Overlay::Question(Question {
                text,
                details: Vec::new(),
                on_yes: Consequence::SaveAllTheSame,
            }));
        }
    }
}

/// What of another program's edit is to be made here, where changes of ours may be on their way that it does not know of:
/// those win, as they will in the file.
fn beside_ours(edit: &Edit, set: &AnnotationSet) -> Option<Edit> {
    let is_ours = match edit {
        Edit::Tag {
            before: Some(before),
            after: None,
        } => set.codebook().get(&before.name) != Some(before),
        Edit::Grade {
            before: Some(before),
            after: None,
        } => set.codebook().grade(&before.name) != Some(before),
        Edit::Document {
            before: Some(before),
            after: None,
        } => set.document(&before.path) != Some(before),
        Edit::Annotation {
            before: Some(before),
            after: None,
        } => set.get(before.id) != Some(before),
        _ => return edit.onto(set).0,
    };
    (!is_ours).then(|| edit.clone())
}
