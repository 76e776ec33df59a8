//! Annotating: tags, notes, highlights, and what takes them away again. Every change is one step of undo.

use jiff::Timestamp;

use super::App;
use super::action::Annotate;
use super::effect::Effect;
use super::overlay::{
    Choice, Item, NoteEditor, NoteTarget, Overlay, Picker, PickerKind, TagTarget,
};
use super::panes::Focus;
use crate::anchor::capture;
use crate::model::{Annotation, AnnotationId, Edit, ReadingStatus, Span, Tag, TagName};

impl App {
    pub(super) fn annotate(&mut self, annotate: Annotate, now: Timestamp) {
        let changes = !matches!(annotate, Annotate::Copy | Annotate::CopyWithCitation);
        if changes && let Some(obstacle) = self.obstacle() {
            self.status.failure(obstacle);
            return;
        }
        match annotate {
            Annotate::TagWithKey(key) => self.tag_with_key(key, now),
            Annotate::ChooseTags => self.choose_tags(None),
            Annotate::Note => self.begin_note(),
            Annotate::Highlight => self.highlight(now),
            Annotate::Repeat => self.repeat(now),
            Annotate::Delete => self.delete(),
            Annotate::ToggleDone => self.toggle_done(),
            Annotate::Undo => self.undo(),
            Annotate::Redo => self.redo(),
            Annotate::Copy => self.copy(false),
            Annotate::CopyWithCitation => self.copy(true),
        }
    }

    /// Why nothing can be changed now, as a sentence.
    fn obstacle(&self) -> Option<String> {
        if let Some(reason) = &self.annotations.read_only {
            return Some(reason.clone());
        }
        (!self.annotations.is_loaded)
            .then(|| "the annotations are still being read; try again in a moment".to_owned())
    }

    /// The annotation of this reviewer on exactly `span`.
    fn own_annotation_on(&self, span: Span) -> Option<&Annotation> {
        let places = self
            .reader
            .places()
            .overlapping(span)
            .filter(|placed| placed.span == span);
        let mut found = places.filter_map(|placed| self.set().get(placed.id));
        found.find(|annotation| annotation.reviewer == self.annotations.reviewer)
    }

    /// A new annotation on `span` of the open document, carrying nothing yet.
    fn draft(&self, span: Span, now: Timestamp) -> Option<Annotation> {
        let open = self.reader.open_document()?;
        Some(Annotation {
            id: AnnotationId::new(now),
            document: open.document.path.clone(),
            selector: capture(&open.document.text, &open.points, span),
            tags: Vec::new(),
            note: String::new(),
            reviewer: self.annotations.reviewer.clone(),
            created: Timestamp::from_second(now.as_second()).unwrap_or(now),
            claim: None,
            links: Vec::new(),
        })
    }

    /// The edits that add `annotation`: with the first one, the document's record remembers the text it stands on.
    fn adding(&self, annotation: Annotation) -> Vec<Edit> {
        let mut edits = Vec::new();
        if let Some(document) = self.reader.document() {
            let before = self.set().document(&document.path).cloned();
            let mut after = self.record(&document.path);
            after.hash = Some(document.hash.clone());
            after.status = after.status.or(Some(ReadingStatus::Reading));
            if before.as_ref() != Some(&after) {
                edits.push(Edit::Document {
                    before: before.map(Box::new),
                    after: Some(Box::new(after)),
                });
            }
        }
        edits.push(Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation)),
        });
        edits
    }

    fn changing(&self, id: AnnotationId, change: impl FnOnce(&mut Annotation)) -> Option<Edit> {
        let before = self.set().get(id)?;
        let mut after = before.clone();
        change(&mut after);
        (after != *before).then(|| Edit::Annotation {
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        })
    }

    fn tag_with_key(&mut self, key: char, now: Timestamp) {
        match self
            .set()
            .codebook()
            .by_key(key)
            .map(|tag| tag.name.clone())
        {
            Some(tag) => {
                let Some(span) = self.reader.target() else {
                    return;
                };
                let given = self
                    .own_annotation_on(span)
                    .filter(|annotation| annotation.tags.contains(&tag));
                match given.map(|annotation| annotation.id) {
                    Some(id) => self.take_tag(id, &tag),
                    None => self.give_tags(span, &[tag], now),
                }
            }
            None => self.choose_tags(Some(key)),
        }
    }

    /// Takes a tag away; an annotation that carries nothing any more goes with it.
    fn take_tag(&mut self, id: AnnotationId, tag: &TagName) {
        let Some(before) = self.set().get(id).cloned() else {
            return;
        };
        let mut after = before.clone();
        after.tags.retain(|known| known != tag);
        let after = (!after.is_bare()).then(|| Box::new(after));
        self.commit(
            format!("removed {tag}"),
            vec![Edit::Annotation {
                before: Some(Box::new(before)),
                after,
            }],
        );
        self.reader.deselect();
    }

    /// Adds tags to this reviewer's annotation on `span`, which is made when there is none.
    fn give_tags(&mut self, span: Span, tags: &[TagName], now: Timestamp) {
        self.give_tags_with(span, tags, Vec::new(), now);
    }

    fn give_tags_with(
        &mut self,
        span: Span,
        tags: &[TagName],
        mut edits: Vec<Edit>,
        now: Timestamp,
    ) {
        let add = |annotation: &mut Annotation| {
            for tag in tags {
                annotation.add_tag(tag);
            }
        };
        if let Some(id) = self.own_annotation_on(span).map(|annotation| annotation.id) {
            edits.extend(self.changing(id, add));
        } else {
            let Some(mut annotation) = self.draft(span, now) else {
                return;
            };
            add(&mut annotation);
            edits.extend(self.adding(annotation));
        }
        self.annotations.last_tags = tags.to_vec();
        self.reader.deselect();
        if edits.is_empty() {
            self.status
                .notice(format!("it is tagged {} already", listed(tags)));
        } else {
            self.commit(format!("tagged {}", listed(tags)), edits);
        }
    }

    fn repeat(&mut self, now: Timestamp) {
        let tags = self.annotations.last_tags.clone();
        match self.reader.target() {
            _ if tags.is_empty() => self
                .status
                .notice("no tag was given yet; a digit or `t` gives one"),
            Some(span) => self.give_tags(span, &tags, now),
            None => {}
        }
    }

    /// What `t` and `a` act on: the chosen card, the selection, the annotation under the cursor, or the sentence.
    fn note_target(&self) -> Option<TagTarget> {
        let current = self.current_annotation().map(TagTarget::Annotation);
        if self.layout.focus == Focus::Sidebar {
            return current;
        }
        let span = || {
            self.reader.target().map(|span| {
                self.own_annotation_on(span)
                    .map_or(TagTarget::Span(span), |found| {
                        TagTarget::Annotation(found.id)
                    })
            })
        };
        if self.reader.selection().is_some() {
            span()
        } else {
            current.or_else(span)
        }
    }

    fn choose_tags(&mut self, key: Option<char>) {
        // A digit acts on the selection or the sentence, whatever annotation the cursor is in.
        let target = match key {
            Some(_) => self.reader.target().map(TagTarget::Span),
            None => self.note_target(),
        };
        let Some(target) = target else { return };
        let marked = match target {
            TagTarget::Annotation(id) => self
                .set()
                .get(id)
                .map(|annotation| annotation.tags.clone())
                .unwrap_or_default(),
            TagTarget::Span(_) => Vec::new(),
        };
        let title = match key {
            Some(key) => format!("No tag has the key {key} yet: choose one, or type a new one"),
            None => "Tags".to_owned(),
        };
        let kind = PickerKind::Tags {
            target,
            marked: marked.clone(),
            touched: false,
            key,
        };
        let mut items: Vec<Item> = self.set().codebook().tags().iter().map(tag_item).collect();
        // Tags that annotations carry without a codebook entry can be chosen all the same.
        let unlisted = marked
            .iter()
            .filter(|name| self.set().codebook().get(name).is_none());
        items.extend(unlisted.map(|name| tag_item(&Tag::new(name.clone()))));
        self.overlays
            .push(Overlay::Picker(Box::new(Picker::new(kind, &title, items))));
    }

    /// Carries out what the tag picker was left with.
    pub(super) fn tags_chosen(&mut self, picker: &Picker, now: Timestamp) {
        let PickerKind::Tags {
            target,
            marked,
            touched,
            key,
        } = &picker.kind
        else {
            return;
        };
        let chosen = if *touched {
            marked.clone()
        } else {
            picker.chosen_tag().into_iter().collect()
        };
        let mut edits = self.defining(&chosen, *key);
        match *target {
            TagTarget::Span(span) if chosen.is_empty() => self
                .status
                .notice(format!("no tag given to {} characters", span.len())),
            TagTarget::Span(span) => self.give_tags_with(span, &chosen, edits, now),
            TagTarget::Annotation(id) => {
                edits.extend(self.changing(id, |annotation| {
                    if *touched {
                        annotation.tags.clone_from(&chosen);
                    } else {
                        for tag in &chosen {
                            annotation.add_tag(tag);
                        }
                    }
                }));
                if !chosen.is_empty() {
                    self.annotations.last_tags.clone_from(&chosen);
                }
                self.reader.deselect();
                match edits.is_empty() {
                    true => self.status.notice("the tags are as they were"),
                    false if chosen.is_empty() => self.commit("removed all tags".to_owned(), edits),
                    false => self.commit(format!("tagged {}", listed(&chosen)), edits),
                }
            }
        }
    }

    /// The edits that describe new tags in the codebook, and give `key` to the first tag.
    fn defining(&self, tags: &[TagName], key: Option<char>) -> Vec<Edit> {
        let mut codebook = self.set().codebook().clone();
        let mut edits = Vec::new();
        for (index, name) in tags.iter().enumerate() {
            let before = codebook.get(name).cloned();
            let mut after = before
                .clone()
                .unwrap_or_else(|| codebook.draft(name.clone()));
            if index == 0 && key.is_some() {
                after.key = key;
            }
            if before.as_ref() != Some(&after) {
                codebook.put(after.clone());
                edits.push(Edit::Tag {
                    before,
                    after: Some(after),
                });
            }
        }
        edits
    }

    fn begin_note(&mut self) {
        match self.note_target() {
            Some(TagTarget::Annotation(id)) => self.edit_note(id),
            Some(TagTarget::Span(span)) => {
                let about = self
                    .reader
                    .document()
                    .map(|document| span.of(&document.text).to_owned());
                let editor = NoteEditor::new(NoteTarget::New(span), about.unwrap_or_default(), "");
                self.overlays.push(Overlay::Note(Box::new(editor)));
            }
            None => self.status.notice("nothing to write a note on"),
        }
    }

    /// Opens the definition of a tag, which need not be in the codebook yet.
    pub(super) fn begin_definition(&mut self, name: &TagName) {
        let known = self
            .set()
            .codebook()
            .get(name)
            .map(|tag| tag.definition.clone());
        let target = NoteTarget::Definition(name.clone());
        let editor = NoteEditor::new(target, name.to_string(), &known.unwrap_or_default());
        self.overlays.push(Overlay::Note(Box::new(editor)));
    }

    /// Saves what the editor holds. Nothing is written where nothing changed.
    pub(super) fn note_written(&mut self, target: &NoteTarget, text: &str, now: Timestamp) {
        match target {
            NoteTarget::Annotation(id) => {
                match self.changing(*id, |annotation| text.clone_into(&mut annotation.note)) {
                    Some(edit) => self.commit(
                        if text.is_empty() {
                            "removed the note"
                        } else {
                            "noted"
                        }
                        .to_owned(),
                        vec![edit],
                    ),
                    None => self.status.notice("the note is as it was"),
                }
            }
            NoteTarget::New(_) if text.is_empty() => {
                self.status.notice("an empty note; nothing was written");
            }
            NoteTarget::New(span) => {
                let Some(mut annotation) = self.draft(*span, now) else {
                    return;
                };
                text.clone_into(&mut annotation.note);
                let edits = self.adding(annotation);
                self.commit("noted".to_owned(), edits);
                self.reader.deselect();
            }
            NoteTarget::Definition(name) => {
                let before = self.set().codebook().get(name).cloned();
                let mut after = before
                    .clone()
                    .unwrap_or_else(|| self.set().codebook().draft(name.clone()));
                text.clone_into(&mut after.definition);
                if before.as_ref() == Some(&after) {
                    self.status.notice("the definition is as it was");
                } else {
                    self.commit(
                        format!("defined {name}"),
                        vec![Edit::Tag {
                            before,
                            after: Some(after.clone()),
                        }],
                    );
                    if let Some(Overlay::Picker(picker)) = self.overlays.last_mut() {
                        picker.redefine(tag_item(&after));
                    }
                }
            }
        }
    }

    fn highlight(&mut self, now: Timestamp) {
        let Some(span) = self.reader.target() else {
            return;
        };
        if self.own_annotation_on(span).is_some() {
            self.status.notice("it is highlighted already");
        } else if let Some(annotation) = self.draft(span, now) {
            let edits = self.adding(annotation);
            self.commit("highlighted".to_owned(), edits);
        }
        self.reader.deselect();
    }

    fn delete(&mut self) {
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
        self.commit(format!("deleted {what}"), vec![edit]);
        self.status
            .notice(format!("deleted {what}; {undo} brings it back"));
    }

    fn toggle_done(&mut self) {
        let listed = (self.layout.focus == Focus::Documents)
            .then(|| self.library.selected_path().cloned())
            .flatten();
        let Some(path) =
            listed.or_else(|| self.reader.document().map(|document| document.path.clone()))
        else {
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
        let name = self.name_of(&path);
        let label = if done {
            format!("reading {name} again")
        } else {
            format!("done with {name}")
        };
        self.commit(
            label,
            vec![Edit::Document {
                before: before.map(Box::new),
                after: Some(Box::new(after)),
            }],
        );
    }

    fn copy(&mut self, with_citation: bool) {
        let Some(open) = self.reader.open_document() else {
            return;
        };
        let document = &open.document;
        let annotation = self
            .current_annotation()
            .and_then(|id| self.reader.places().get(id));
        let span = match (self.reader.selected(), annotation) {
            (Some(span), _) => Some(span),
            (None, Some(placed)) => Some(placed.span),
            (None, None) => self.reader.target(),
        };
        let Some(span) = span
            .map(|span| span.trimmed(&document.text))
            .filter(|span| !span.is_empty())
        else {
            return;
        };
        let quote = span.of(&document.text);
        let text = if with_citation {
            let metadata = self.metadata(&document.path);
            let place = (
                open.points.from_byte(&document.text, span.start),
                open.points.from_byte(&document.text, span.end),
            );
            let mut parts = metadata.authors.clone();
            parts.extend(metadata.title.map(|title| format!("“{title}”")));
            parts.extend(metadata.date);
            parts.push(metadata.url.unwrap_or_else(|| document.path.to_string()));
            parts.push(format!("characters {}–{}", place.0, place.1));
            format!(
                "“{}” ({})",
                quote.split_whitespace().collect::<Vec<_>>().join(" "),
                parts.join(", ")
            )
        } else {
            quote.to_owned()
        };
        let words = quote.split_whitespace().count();
        self.effects.push(Effect::Copy(text));
        self.reader.deselect();
        self.status.notice(format!(
            "copied {words} words{}",
            if with_citation {
                " with their citation"
            } else {
                ""
            }
        ));
    }

    pub(super) fn export(&mut self, format: &str, file: Option<String>) {
        self.status.notice("exporting");
        self.effects.push(Effect::Export {
            format: format.to_owned(),
            file,
        });
    }
}

/// A tag as the picker lists it: its name, its key and what it means.
fn tag_item(tag: &Tag) -> Item {
    let key = tag.key.map(|key| format!("{key}  ")).unwrap_or_default();
    let definition = tag
        .definition
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let detail = format!("{key}{definition}");
    Item {
        text: tag.name.to_string(),
        detail,
        kind: "",
        choice: Choice::Tag(tag.name.clone()),
    }
}

fn listed(tags: &[TagName]) -> String {
    tags.iter()
        .map(TagName::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}
