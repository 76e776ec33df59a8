//! Annotating: notes, highlights, and what takes them away again. Every change is one step of undo. Tags are in
//! [`super::tagging`].

use jiff::Timestamp;

use super::App;
use super::action::{Annotate, Scope};
use super::effect::Effect;
use super::overlay::{NoteEditor, NoteTarget, Overlay, TagTarget};
use super::panes::Focus;
use super::reader::Passage;
use super::tagging::listed;
use crate::anchor::capture;
use crate::model::{
    Annotation, AnnotationId, DocPath, Document, Edit, Numbering, ReadingStatus, Selector,
    on_one_line,
};
use crate::text::{counted, quoted};

/// A new annotation of `reviewer` on nothing yet.
pub(super) fn blank(reviewer: &str, now: Timestamp) -> Annotation {
    Annotation {
        id: AnnotationId::new(now),
        document: DocPath::new(""),
        selector: Selector::default(),
        tags: Vec::new(),
        note: String::new(),
        reviewer: reviewer.to_owned(),
        created: Timestamp::from_second(now.as_second()).unwrap_or(now),
        claim: None,
        anchors: Vec::new(),
        links: Vec::new(),
    }
}

impl App {
    pub(super) fn annotate(&mut self, annotate: Annotate, now: Timestamp) {
        let changes = !matches!(annotate, Annotate::Copy | Annotate::CopyWithCitation);
        if changes && self.is_hindered() {
            return;
        }
        if changes && self.looking.attaching.is_some() {
            let text = "attach it first, or go back without; then annotate";
            return self.status.notice(text);
        }
        let is_about_card = matches!(
            annotate,
            Annotate::ChooseTags | Annotate::Note | Annotate::Delete
        );
        if is_about_card && self.scope() == Scope::Sidebar {
            if self.reader.places().is_empty() {
                return self.say_nothing_annotated();
            }
            if self.sidebar.chosen().is_none() {
                return self.say_nothing_fits();
            }
        }
        if is_about_card
            && self.scope() == Scope::Sidebar
            && self.chosen_link().is_none()
            && self
                .current_annotation()
                .is_some_and(|id| self.is_anothers(id))
        {
            return;
        }
        match annotate {
            Annotate::TagWithKey(key) => self.tag_with_key(key, now),
            Annotate::ChooseTags => self.choose_tags(None),
            Annotate::Note => self.begin_note(),
            Annotate::Highlight => self.highlight(now),
            Annotate::Repeat => self.repeat_tags(now),
            Annotate::Delete => self.delete(),
            Annotate::ToggleDone => self.toggle_done(),
            Annotate::Undo => self.undo(),
            Annotate::Redo => self.redo(),
            Annotate::Copy if self.copy_link() => {}
            Annotate::Copy => self.copy(false),
            Annotate::CopyWithCitation => self.copy(true),
            Annotate::Correct => self.choose_kind(),
            Annotate::Set(fact) => self.begin_fact(fact),
        }
    }

    /// Whether there is a change to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.annotations.history.is_any_done()
    }

    /// Whether nothing can be changed now; the reason is said.
    pub(super) fn is_hindered(&mut self) -> bool {
        let reason = match (&self.annotations.read_only, self.damage()) {
            (_, Some(damage)) => format!("nothing can be annotated: {}", self.way_out(damage)),
            (Some(reason), None) => reason.clone(),
            (None, None) if self.annotations.is_loaded => return false,
            (None, None) => {
                "the annotations are still being read; try again in a moment".to_owned()
            }
        };
        self.status.failure(reason);
        true
    }

    /// The annotation of this reviewer on exactly this passage.
    pub(super) fn own_annotation_on(&self, passage: &Passage) -> Option<&Annotation> {
        let Passage { open, span } = passage;
        let document = &open.document;
        let is_own = |annotation: &&Annotation| {
            annotation.reviewer == self.annotations.reviewer
                && self.set().whose(annotation.id).is_none()
        };
        let is_shown =
            |shown: &Document| shown.path == document.path && shown.hash == document.hash;
        if self.reader.document().is_some_and(is_shown) {
            let placed = self.reader.places().overlapping(*span);
            let exactly = placed.filter(|placed| placed.span == *span);
            let mut found = exactly.filter_map(|placed| self.set().get(placed.id));
            return found.find(is_own);
        }
        let start = open.points.from_byte(&document.text, span.start);
        let mut there = self.set().on(&document.path).filter(is_own);
        there.find(|annotation| {
            let place = annotation.place();
            place.start == start && place.quote == passage.text()
        })
    }

    /// A new annotation on a passage, carrying nothing yet.
    pub(super) fn draft(&self, passage: &Passage, now: Timestamp) -> Annotation {
        let Passage { open, span } = passage;
        Annotation {
            document: open.document.path.clone(),
            selector: capture(&open.document.text, &open.points, *span),
            ..self.blank(now)
        }
    }

    /// A new annotation on nothing yet.
    pub(super) fn blank(&self, now: Timestamp) -> Annotation {
        blank(&self.annotations.reviewer, now)
    }

    /// The edits that add an annotation on a passage: the document's record remembers the text it stands on.
    pub(super) fn adding(&self, passage: &Passage, annotation: Annotation) -> Vec<Edit> {
        let document = &passage.open.document;
        let before = self.set().document(&document.path).cloned();
        let mut after = self.record(&document.path);
        after.annotated_as(&document.hash);
        after.status = after.status.or(Some(ReadingStatus::Reading));
        let mut edits = Vec::new();
        if before.as_ref() != Some(&after) {
            edits.push(Edit::Document {
                before: before.map(Box::new),
                after: Some(Box::new(after)),
            });
        }
        edits.push(Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation)),
        });
        edits
    }

    /// The edit that changes an annotation; none when the change makes no difference.
    pub(super) fn changing(
        &self,
        id: AnnotationId,
        change: impl FnOnce(&mut Annotation),
    ) -> Option<Edit> {
        let before = self.set().get(id)?;
        let mut after = before.clone();
        change(&mut after);
        let edit = || Edit::Annotation {
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after.clone())),
        };
        (after != *before).then(edit)
    }

    /// What `t` and `a` act on: the chosen card, the selection, the annotation under the cursor, or the sentence. What
    /// another reviewer made is only changed from its card; in the text one makes an annotation of one's own beside it.
    pub(super) fn note_target(&self) -> Option<TagTarget> {
        let current = self.current_annotation();
        if self.layout.focus == Focus::Sidebar {
            return current.map(TagTarget::Annotation);
        }
        let placed = current
            .and_then(|id| self.reader.places().get(id))
            .filter(|_| self.reader.selection().is_none());
        let there = placed.zip(self.reader.open_document());
        let there = there.map(|(placed, open)| Passage {
            open: open.clone(),
            span: placed.span,
        });
        let passage = there.or_else(|| self.reader.target())?;
        let own = self
            .own_annotation_on(&passage)
            .map(|annotation| TagTarget::Annotation(annotation.id));
        Some(own.unwrap_or(TagTarget::Passage(passage)))
    }

    fn begin_note(&mut self) {
        match self.note_target() {
            Some(TagTarget::Annotation(id)) => self.edit_note(id),
            Some(TagTarget::Results { .. }) => {}
            Some(TagTarget::Passage(passage)) => {
                let about = passage.text().to_owned();
                let editor = NoteEditor::new(NoteTarget::New(passage), about, "");
                self.overlays.push(Overlay::Note(Box::new(editor)));
            }
            None => self.status.notice("nothing to write a note on"),
        }
    }

    /// Saves what the editor holds. Nothing is written where nothing changed.
    pub(super) fn note_written(&mut self, target: &NoteTarget, text: &str, now: Timestamp) {
        match target {
            NoteTarget::Annotation(earlier) => self.note_changed(earlier, text),
            NoteTarget::New(passage) => {
                let mut annotation = self.draft(passage, now);
                text.clone_into(&mut annotation.note);
                let edits = self.adding(passage, annotation);
                self.commit("noted".to_owned(), edits);
                self.reader.deselect();
            }
            NoteTarget::Tag(name, which) => self.tag_described(name, *which, text),
            NoteTarget::Verdict(name) => self.verdict_defined(name, text),
        }
    }

    fn note_changed(&mut self, earlier: &Annotation, text: &str) {
        if self.set().get(earlier.id).is_none() {
            // Another program deleted the annotation while its note was written: the note brings it back.
            let after = Some(Box::new(Annotation {
                note: text.to_owned(),
                ..earlier.clone()
            }));
            self.commit(
                "noted; it had been deleted elsewhere".to_owned(),
                vec![Edit::Annotation {
                    before: None,
                    after,
                }],
            );
            return;
        }
        match self.changing(earlier.id, |annotation| {
            text.clone_into(&mut annotation.note);
        }) {
            Some(edit) if text.is_empty() => self.commit("removed the note".to_owned(), vec![edit]),
            Some(edit) => self.commit("noted".to_owned(), vec![edit]),
            None => self.status.notice("the note is as it was"),
        }
    }

    fn highlight(&mut self, now: Timestamp) {
        let Some(passage) = self.reader.target() else {
            return;
        };
        if self.own_annotation_on(&passage).is_some() {
            self.status.notice("it is highlighted already");
        } else {
            let edits = self.adding(&passage, self.draft(&passage, now));
            self.commit("highlighted".to_owned(), edits);
        }
        self.reader.deselect();
    }

    fn delete(&mut self) {
        if let Some(linked) = self.chosen_link() {
            return self.remove_link(&linked);
        }
        let Some(annotation) = self.current_annotation().and_then(|id| self.set().get(id)) else {
            self.status.notice("no annotation here to delete");
            return;
        };
        let edit = Edit::Annotation {
            before: Some(Box::new(annotation.clone())),
            after: None,
        };
        let undo = self.keymap.keys_of("undo").next().unwrap_or_default();
        let what = if annotation.tags.is_empty() {
            "the annotation".to_owned()
        } else {
            listed(&annotation.tags)
        };
        let links = self.said_of_links_to(annotation.id);
        self.commit(format!("deleted {what}"), vec![edit]);
        self.status
            .notice(format!("deleted {what}; {undo} brings it back{links}"));
    }

    fn toggle_done(&mut self) {
        let Some(path) = self.subject() else {
            return;
        };
        let before = self.set().document(&path).cloned();
        let mut after = self.record(&path);
        let done = after.status == Some(ReadingStatus::Done);
        after.status = Some(if done {
            ReadingStatus::Reading
        } else {
            ReadingStatus::Done
        });
        let label = if done {
            "marked as being read again"
        } else {
            "marked as done"
        };
        self.commit(
            label.to_owned(),
            vec![Edit::Document {
                before: before.map(Box::new),
                after: Some(Box::new(after)),
            }],
        );
    }

    /// What copying acts on: the selection, the annotation under the cursor, or the sentence.
    fn to_copy(&self) -> Option<Passage> {
        let annotation = self
            .current_annotation()
            .and_then(|id| self.reader.places().get(id));
        match (
            self.reader.selection(),
            annotation,
            self.reader.open_document(),
        ) {
            (None, Some(placed), Some(open)) => Some(Passage {
                open: open.clone(),
                span: placed.span,
            }),
            _ => self.reader.target(),
        }
    }

    fn copy(&mut self, with_citation: bool) {
        let Some(passage) = self.to_copy() else {
            return;
        };
        let quote = passage.text();
        let text = if with_citation {
            self.citation(&passage)
        } else {
            quote.to_owned()
        };
        let what = counted(quote.split_whitespace().count(), "word");
        let how = if with_citation {
            " with their citation"
        } else {
            ""
        };
        self.effects.push(Effect::Copy(text));
        self.reader.deselect();
        self.status.notice(format!("copied {what}{how}"));
    }

    /// The passage with author, title, date and place: the line where lines are counted beside the text, else the paragraph.
    fn citation(&self, passage: &Passage) -> String {
        let Passage { open, span } = passage;
        let document = &open.document;
        let metadata = self.metadata_at(document, span.start);
        let mut parts = metadata.authors;
        parts.extend(metadata.title.map(|title| quoted(&title)));
        parts.extend(metadata.date);
        parts.push(metadata.url.unwrap_or_else(|| document.path.to_string()));
        parts.extend(match self.layout.typography.numbering {
            Numbering::Lines => Some(format!("line {}", document.line_at(span.start))),
            Numbering::None | Numbering::Paragraphs => document
                .paragraph_at(span.start)
                .map(|paragraph| format!("¶ {paragraph}")),
        });
        let quote = on_one_line(passage.text());
        format!("{} ({})", quoted(&quote), parts.join(", "))
    }

    pub(super) fn export(&mut self, format: &str, rest: &str) {
        self.status.notice("exporting");
        self.effects.push(Effect::Export {
            format: format.to_owned(),
            rest: rest.to_owned(),
        });
    }
}
