//! Tagging: with a digit, from the picker, once more; new tags come into the codebook as they are given.

use jiff::Timestamp;
use unicode_segmentation::UnicodeSegmentation;

use super::App;
use super::overlay::{Choice, Item, Overlay, Picker, PickerKind, TagTarget};
use super::reader::Passage;
use crate::model::{Annotation, AnnotationId, Codebook, Edit, Tag, TagName};
use crate::text::counted;

impl App {
    /// Gives the tag on `key`, or takes it away where it was given; a key without a tag asks which tag it is to be.
    pub(super) fn tag_with_key(&mut self, key: char, now: Timestamp) {
        let Some(tag) = self
            .set()
            .codebook()
            .by_key(key)
            .map(|tag| tag.name.clone())
        else {
            self.choose_tags(Some(key));
            return;
        };
        let Some(passage) = self.reader.target() else {
            return;
        };
        let given = self
            .own_annotation_on(&passage)
            .filter(|annotation| annotation.tags.contains(&tag));
        match given.map(|annotation| annotation.id) {
            Some(id) if !self.is_to_confirm(&passage) => self.take_tag(id, &tag),
            _ => self.give_tags(&passage, &[tag], Vec::new(), now),
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

    /// Adds tags to this reviewer's annotation on the passage, which is made when there is none; `edits` are made before,
    /// in the same step.
    fn give_tags(
        &mut self,
        passage: &Passage,
        tags: &[TagName],
        mut edits: Vec<Edit>,
        now: Timestamp,
    ) {
        let add = |annotation: &mut Annotation| {
            for tag in tags {
                annotation.add_tag(tag);
            }
        };
        if let Some(id) = self
            .own_annotation_on(passage)
            .map(|annotation| annotation.id)
        {
            edits.extend(self.changing(id, add));
        } else {
            let mut annotation = self.draft(passage, now);
            add(&mut annotation);
            edits.extend(self.adding(passage, annotation));
        }
        self.annotations.last_tags = tags.to_vec();
        let decision = self.decision(passage);
        self.see_tagged(passage, decision.as_ref(), &mut edits);
        self.reader.deselect();
        if edits.is_empty() {
            self.status
                .notice(format!("it is tagged {} already", listed(tags)));
        } else {
            self.commit(format!("tagged {}", listed(tags)), edits);
        }
        self.go_on_after(decision);
    }

    /// Keeps the tags given last with their names while `edits` call them otherwise. What they take out of the codebook is
    /// not given again.
    pub(super) fn follow_tags(&mut self, edits: &[Edit]) {
        let last = &mut self.annotations.last_tags;
        for edit in edits {
            match edit {
                Edit::Tag {
                    before: Some(before),
                    after: Some(after),
                } => {
                    let renamed = last.iter_mut().filter(|name| **name == before.name);
                    renamed.for_each(|name| name.clone_from(&after.name));
                }
                Edit::Tag {
                    before: Some(before),
                    after: None,
                } => last.retain(|name| *name != before.name),
                _ => {}
            }
        }
        self.filters_follow(edits);
    }

    /// Gives the tags given last once more, but for those that were retired since.
    pub(super) fn repeat_tags(&mut self, now: Timestamp) {
        let codebook = self.set().codebook();
        let is_retired = |name: &TagName| codebook.get(name).is_some_and(|tag| tag.retired);
        let last = self.annotations.last_tags.iter();
        let tags: Vec<TagName> = last.filter(|name| !is_retired(name)).cloned().collect();
        if self.annotations.last_tags.is_empty() {
            self.status
                .notice("no tag was given yet; a digit or `t` gives one");
        } else if tags.is_empty() {
            let retired = listed(&self.annotations.last_tags);
            self.status.notice(format!(
                "{retired} is retired; a digit or `t` gives another tag"
            ));
        } else if let Some(passage) = self.reader.target() {
            self.give_tags(&passage, &tags, Vec::new(), now);
        }
    }

    /// Opens the tag picker, for a digit that has no tag yet with that digit.
    pub(super) fn choose_tags(&mut self, key: Option<char>) {
        // A digit acts on the selection or the sentence, whatever annotation the cursor is in.
        let target = match key {
            Some(_) => self.reader.target().map(TagTarget::Passage),
            None => self.note_target(),
        };
        if let Some(target) = target {
            self.choose_tags_for(target, key);
        }
    }

    /// Opens the tag picker for `target`.
    pub(super) fn choose_tags_for(&mut self, target: TagTarget, key: Option<char>) {
        let marked = match &target {
            TagTarget::Annotation(id) => self
                .set()
                .get(*id)
                .map(|annotation| annotation.tags.clone()),
            TagTarget::Passage(_) | TagTarget::Results { .. } => None,
        };
        let marked = marked.unwrap_or_default();
        let title = match key {
            Some(key) => format!("No tag has the key {key} yet: choose one, or type a new one"),
            None => "Tags".to_owned(),
        };
        let codebook = self.set().codebook();
        // Tags that the annotation carries without a codebook entry can be chosen all the same.
        let unlisted = marked.iter().filter(|name| codebook.get(name).is_none());
        let unlisted: Vec<Tag> = unlisted.map(|name| Tag::new(name.clone())).collect();
        let items = codebook
            .tags()
            .iter()
            .filter(|tag| !tag.retired || marked.contains(&tag.name))
            .chain(&unlisted)
            .map(tag_item)
            .collect();
        let kind = PickerKind::Tags {
            target,
            marked,
            touched: false,
            key,
        };
        self.overlays
            .push(Overlay::Picker(Box::new(Picker::new(kind, &title, items))));
    }

    /// Carries out what the tag picker was left with.
    pub(super) fn tags_chosen(&mut self, picker: &Picker, now: Timestamp) {
        let PickerKind::Tags {
            target,
            touched,
            key,
            ..
        } = &picker.kind
        else {
            return;
        };
        let chosen = picker.given();
        let edits = defining(self.set().codebook(), &chosen, *key);
        match target {
            TagTarget::Results { .. } if chosen.is_empty() => self.status.notice("no tag given"),
            TagTarget::Results { all } => self.tag_results(*all, chosen, *key),
            TagTarget::Passage(passage) if chosen.is_empty() => {
                let characters = passage.text().graphemes(true).count();
                self.status.notice(format!(
                    "no tag given to {}",
                    counted(characters, "character")
                ));
            }
            TagTarget::Passage(passage) => self.give_tags(passage, &chosen, edits, now),
            TagTarget::Annotation(id) => self.retag(*id, &chosen, *touched, edits),
        }
    }

    /// Makes `tags` the tags of an annotation, or adds them to what it has.
    fn retag(&mut self, id: AnnotationId, tags: &[TagName], replace: bool, mut edits: Vec<Edit>) {
        edits.extend(self.changing(id, |annotation| {
            if replace {
                annotation.tags = tags.to_vec();
            }
            for tag in tags {
                annotation.add_tag(tag);
            }
        }));
        if !tags.is_empty() {
            self.annotations.last_tags = tags.to_vec();
        }
        let passage = self.passage_of(id);
        let decision = passage.as_ref().and_then(|it| self.decision(it));
        if let Some(passage) = &passage {
            self.see_tagged(passage, decision.as_ref(), &mut edits);
        }
        self.reader.deselect();
        if edits.is_empty() {
            self.status
                .notice("the tags are as they were; Tab in the list takes a mark away");
        } else if tags.is_empty() {
            self.commit("removed all tags".to_owned(), edits);
        } else {
            self.commit(format!("tagged {}", listed(tags)), edits);
        }
        self.go_on_after(decision);
    }

    /// What an annotation of the open document is on.
    pub(super) fn passage_of(&self, id: AnnotationId) -> Option<Passage> {
        let span = self.reader.places().get(id)?.span;
        let open = self.reader.open_document()?.clone();
        Some(Passage { open, span })
    }
}

/// A tag as the picker lists it; what the codebook says of it stands beside the list.
pub(super) fn tag_item(tag: &Tag) -> Item {
    Item {
        text: tag.name.to_string(),
        detail: String::new(),
        choice: Choice::Tag(tag.name.clone()),
    }
}

/// Tags as a sentence names them.
pub(super) fn listed(tags: &[TagName]) -> String {
    tags.iter()
        .map(TagName::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

/// The edits that describe new tags in the codebook, and give `key` to the first tag.
pub(super) fn defining(codebook: &Codebook, tags: &[TagName], key: Option<char>) -> Vec<Edit> {
    let mut codebook = codebook.clone();
    let mut edits = Vec::new();
    for (index, name) in tags.iter().enumerate() {
        let before = codebook.get(name).cloned();
        let mut after = before
            .clone()
            .unwrap_or_else(|| codebook.draft(name.clone()));
        // Whoever types the name of a retired tag wants it back, but not the key that another has got since.
        if after.retired {
            let is_taken = |key: &char| codebook.by_key(*key).is_some();
            after.key = after.key.filter(|key| !is_taken(key));
            after.retired = false;
        }
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
