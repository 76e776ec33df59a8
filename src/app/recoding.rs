//! Changes to the tags of the codebook, each one step of undo. What everything follows that carries a tag is in
//! `retagging`.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::App;
use super::action::OverlayAction;
use super::codebook::Codebook;
use super::overlay::{
    Asked, Choice, CodebookView, Colored, Consequence, Entry, Item, Overlay, Picker, PickerKind,
    Question, Recoding, RowKind,
};
use super::retagging::Recode;
use crate::model::{Edit, Hue, Step, Tag, TagColor, TagName, TagText, on_one_line};
use crate::review::{Uses, uses_of};
use crate::text::cluster::width;
use crate::text::counted;

impl App {
    /// Changes the tag that is chosen in the codebook, or adds one beside it.
    pub(super) fn change_tag(&mut self, action: Codebook) {
        let Some((name, kind)) = self
            .codebook_view()
            .and_then(|view| view.chosen())
            .map(|row| (row.name.clone(), row.kind))
        else {
            return self.add_tag(None);
        };
        match action {
            Codebook::Add => self.add_tag(Some(&name)),
            Codebook::Define => self.begin_words(&name, TagText::Definition),
            Codebook::UseFor => self.begin_words(&name, TagText::UseFor),
            Codebook::NotFor => self.begin_words(&name, TagText::NotFor),
            Codebook::Examples => self.begin_words(&name, TagText::Examples),
            Codebook::Rename => {
                let title = format!("What is {name} to be called?");
                let hint = "Every annotation follows, and the tags below it go along.";
                let (asked, text) = (Asked::TagName(name.clone()), name.as_str());
                self.ask(Entry::new(asked, title, hint, text));
            }
            Codebook::Move => self.ask_where(&name),
            _ if kind == RowKind::Group => {
                let define = self.key_of("codebook-define");
                self.status.notice(format!(
                    "{name} is no tag, only what its tags have in common; {define} describes it and makes it one"
                ));
            }
            Codebook::Merge => self.ask_into(&name),
            Codebook::Split => self.ask_split(&name),
            Codebook::Key => {
                let title = format!("Which key gives {name}?");
                let hint = "Type a digit or a small letter; Backspace takes the key away.";
                self.ask(Entry::new(Asked::TagKey(name), title, hint, ""));
            }
            Codebook::Glyph => {
                let title = format!("The glyph of {name}");
                let glyph = self.set().codebook().glyph(&name).to_string();
                let hint = "One character that takes one cell; an empty line leaves it to its place in the codebook.";
                self.ask(Entry::new(Asked::TagGlyph(name), title, hint, &glyph));
            }
            Codebook::Color => self.ask_color(Colored::Tag(name)),
            Codebook::Retire => self.retire(&name),
            Codebook::Delete => self.delete_tag(&name),
            _ => {}
        }
    }

    pub(super) fn ask(&mut self, entry: Entry) {
        self.overlays.push(Overlay::Entry(Box::new(entry)));
    }

    fn add_tag(&mut self, beside: Option<&TagName>) {
        let row = self.codebook_view().and_then(|view| view.chosen());
        let above = match (beside, row) {
            // A group is there to be filled, and may become a tag.
            (Some(name), Some(row)) if row.kind == RowKind::Group => Some(name.clone()),
            (Some(name), _) => name.parent(),
            (None, _) => None,
        };
        let begun = above.map(|above| format!("{above}/")).unwrap_or_default();
        let hint = "A path such as claim/statistic; it gets the first digit that is free.";
        let title = "The new tag".to_owned();
        self.ask(Entry::new(Asked::NewTag, title, hint, &begun));
    }

    fn ask_where(&mut self, name: &TagName) {
        let mut parents: Vec<TagName> = Vec::new();
        let rows = self
            .codebook_view()
            .into_iter()
            .flat_map(CodebookView::rows);
        for row in rows {
            let above = std::iter::successors(Some(row.name.clone()), TagName::parent);
            parents.extend(above.take(MOST_ABOVE).filter(|one| !one.is_within(name)));
        }
        parents.sort();
        parents.dedup();
        let item = |parent: Option<TagName>| Item {
            text: parent
                .as_ref()
                .map_or("(the top)".to_owned(), ToString::to_string),
            detail: match &parent {
                Some(parent) => format!("{parent}/{}", name.last()),
                None => name.last().to_owned(),
            },
            choice: Choice::Parent(parent),
        };
        let top = name.parent().is_some().then_some(None);
        let here = name.parent();
        let others = parents
            .into_iter()
            .map(Some)
            .filter(|parent| *parent != here);
        let items = top.into_iter().chain(others).map(item).collect();
        let title = format!("Put {name} below which one? Type a new one to make it");
        let kind = PickerKind::Recode(Recoding::Move(name.clone()));
        self.list(kind, &title, items);
    }

    fn ask_into(&mut self, name: &TagName) {
        let codebook = self.set().codebook();
        let view = self.codebook_view();
        let mut names: Vec<TagName> = view
            .map(CodebookView::tags)
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        names.retain(|other| other != name);
        names.sort_unstable();
        let items = names.into_iter().map(|other| {
            let known = codebook.get(&other);
            let definition = known.map(|tag| on_one_line(&tag.definition));
            Item {
                text: other.to_string(),
                detail: definition.unwrap_or_default(),
                choice: Choice::Tag(other),
            }
        });
        let items: Vec<Item> = items.collect();
        if items.is_empty() {
            return self.status.notice("there is no other tag");
        }
        let title = format!("Make {name} a part of which tag?");
        self.list(
            PickerKind::Recode(Recoding::Merge(name.clone())),
            &title,
            items,
        );
    }

    pub(super) fn ask_color(&mut self, what: Colored) {
        let about = match &what {
            Colored::Tag(name) => name.to_string(),
            Colored::Verdict(name) => name.to_string(),
        };
        let item = |color: Option<TagColor>, text: &str| Item {
            text: text.to_owned(),
            detail: String::new(),
            choice: Choice::Color(color),
        };
        let hues = Hue::ALL.iter();
        let hues = hues.map(|hue| item(Some(TagColor::Named(*hue)), hue.as_str()));
        let items = hues.chain([item(None, "none")]).collect();
        let title = format!("The colour of {about}; or type #rrggbb");
        self.list(PickerKind::Colors(what), &title, items);
    }

    fn list(&mut self, kind: PickerKind, title: &str, items: Vec<Item>) {
        let picker = Picker::new(kind, title, items);
        self.overlays.push(Overlay::Picker(Box::new(picker)));
    }

    /// Carries out what was chosen from a list for the codebook.
    pub(super) fn recoding_chosen(&mut self, picker: &Picker) {
        let typed = picker.input.text().trim();
        let chosen = picker.chosen().map(|item| item.choice.clone());
        match (&picker.kind, chosen) {
            (PickerKind::Recode(Recoding::Merge(name)), Some(Choice::Tag(into))) => {
                self.merge_tags(name, &into);
            }
            (PickerKind::Recode(Recoding::Move(name)), chosen) => {
                let parent = match chosen {
                    Some(Choice::Parent(parent)) => parent,
                    _ => TagName::parse(typed),
                };
                let path = match parent {
                    Some(parent) => format!("{parent}/{}", name.last()),
                    None => name.last().to_owned(),
                };
                if let Err(complaint) = self.rename_tag(name, &path) {
                    self.status.failure(complaint);
                }
            }
            (PickerKind::Colors(what), chosen) => {
                let color = match (TagColor::parse(typed), chosen) {
                    (Some(color), _) => Some(color),
                    (None, Some(Choice::Color(color))) => color,
                    (None, _) => {
                        let complaint = format!("{typed:?} is no colour; write it as #a0b1c2");
                        return self.status.failure(complaint);
                    }
                };
                match what {
                    Colored::Tag(name) => {
                        self.alter(name, "coloured", |tag| tag.color = color);
                    }
                    Colored::Verdict(name) => {
                        self.alter_grade(name, "coloured", |grade| grade.color = color);
                    }
                }
            }
            _ => self.status.notice("nothing is chosen"),
        }
    }

    /// Takes, or leaves, what was typed for the codebook.
    pub(super) fn entry_action(&mut self, mut entry: Box<Entry>, action: OverlayAction) {
        match action {
            OverlayAction::Accept if self.is_hindered() => {}
            OverlayAction::Accept => match self.entered(&entry.asked, entry.input.text().trim()) {
                Ok(()) if !self.is_working() => return,
                // It may turn out that something is wrong with it, or be stopped.
                Ok(()) => {
                    let below = self.overlays.len().saturating_sub(1);
                    return self.overlays.insert(below, Overlay::Entry(entry));
                }
                Err(complaint) => {
                    entry.complaint = Some(complaint);
                    if matches!(entry.asked, Asked::TagKey(_)) {
                        entry.input = super::overlay::Line::default();
                    }
                }
            },
            OverlayAction::Cancel => return,
            _ => {}
        }
        self.overlays.push(Overlay::Entry(entry));
    }

    fn entered(&mut self, asked: &Asked, typed: &str) -> Result<(), String> {
        match asked {
            Asked::NewTag => self.new_tag(typed),
            Asked::TagName(name) => self.rename_tag(name, typed),
            Asked::TagKey(name) => self.key_tag(name, typed),
            Asked::TagGlyph(name) => self.glyph_tag(name, typed),
            Asked::Split(name) => self.begin_split(name, typed),
            Asked::NewVerdict => self.new_verdict(typed),
            Asked::VerdictName(name) => self.rename_verdict(name, typed),
            Asked::VerdictRating(name) => self.rate_verdict(name, typed),
            Asked::Codebook if typed.is_empty() => Err("type a name or a path".to_owned()),
            Asked::Codebook => {
                self.load_codebook(typed);
                Ok(())
            }
        }
    }

    fn new_tag(&mut self, typed: &str) -> Result<(), String> {
        let name = parsed(typed)?;
        let codebook = self.set().codebook();
        if codebook.get(&name).is_some() {
            return Err(format!("there is a tag {name} already"));
        }
        let tag = codebook.draft(name.clone());
        let edit = Edit::Tag {
            before: None,
            after: Some(tag),
        };
        self.commit(format!("added {name}"), vec![edit]);
        self.choose_in_codebook(&name);
        Ok(())
    }

    /// Gives a tag the key that was typed; asks before it is taken from another.
    fn key_tag(&mut self, name: &TagName, typed: &str) -> Result<(), String> {
        let mut letters = typed.chars();
        let key = letters.next();
        if key.is_some_and(|key| !Tag::may_have_key(key)) || letters.next().is_some() {
            return Err(format!(
                "{typed:?} can be no key; type a digit or a small letter other than j, k, u and v"
            ));
        }
        let owner = key
            .and_then(|key| self.set().codebook().by_key(key))
            .cloned();
        let Some(tag) = self.set().codebook().get(name).cloned() else {
            let define = self.key_of("codebook-define");
            return Err(format!(
                "{name} has to be in the codebook first; {define} describes it"
            ));
        };
        let Some(owner) = owner.filter(|owner| owner.name != *name) else {
            let label = key.map_or_else(
                || format!("took the key of {name} away"),
                |key| format!("{key} gives {name} now"),
            );
            let after = Tag { key, ..tag.clone() };
            self.change(label, &tag, after);
            return Ok(());
        };
        let named = key.unwrap_or_default();
        let label = format!("{named} gives {name} now");
        let gets = match tag.key {
            Some(old) => format!("{} gets {old} for it.", owner.name),
            None => format!("{} has no key then.", owner.name),
        };
        let edits = vec![
            Edit::Tag {
                before: Some(owner.clone()),
                after: Some(Tag {
                    key: tag.key,
                    ..owner.clone()
                }),
            },
            Edit::Tag {
                before: Some(tag.clone()),
                after: Some(Tag { key, ..tag }),
            },
        ];
        self.overlays.push(Overlay::Question(Question {
            text: format!("{named} is the key of {}. Give it to {name}?", owner.name),
            details: vec![gets],
            on_yes: Consequence::Recode(Recode::Rebase(Arc::new(Step { label, edits }))),
        }));
        Ok(())
    }

    fn glyph_tag(&mut self, name: &TagName, typed: &str) -> Result<(), String> {
        let mut letters = typed.chars();
        let glyph = letters.next();
        let is_one = glyph.is_none_or(|glyph| !glyph.is_control() && width(typed) == 1);
        if !is_one || letters.next().is_some() {
            let count = typed.graphemes(true).count();
            return Err(format!(
                "{typed:?} is {} in {}; type one that takes one cell",
                counted(count, "character"),
                counted(usize::from(width(typed)), "cell")
            ));
        }
        self.alter(name, "gave a glyph to", |tag| tag.glyph = glyph);
        Ok(())
    }

    /// Changes a tag in one field, or says that nothing changed. One that is only used comes into the codebook by it.
    fn alter(&mut self, name: &TagName, deed: &str, change: impl FnOnce(&mut Tag)) {
        let before = self.set().codebook().get(name).cloned();
        let fresh = || Tag::new(name.clone());
        let mut after = before.clone().unwrap_or_else(fresh);
        change(&mut after);
        if before.as_ref() == Some(&after) {
            return self.status.notice("it is so already");
        }
        let edit = Edit::Tag {
            before,
            after: Some(after),
        };
        self.commit(format!("{deed} {name}"), vec![edit]);
    }

    fn change(&mut self, label: String, before: &Tag, after: Tag) {
        if *before == after {
            return self.status.notice("it is so already");
        }
        let edit = Edit::Tag {
            before: Some(before.clone()),
            after: Some(after),
        };
        self.commit(label, vec![edit]);
    }

    fn retire(&mut self, name: &TagName) {
        let Some(tag) = self.set().codebook().get(name).cloned() else {
            let define = self.key_of("codebook-define");
            return self.status.notice(format!(
                "{name} is not in the codebook; {define} describes it"
            ));
        };
        let mut after = Tag {
            retired: !tag.retired,
            ..tag.clone()
        };
        if after.retired {
            return self.change(format!("retired {name}; what has it keeps it"), &tag, after);
        }
        let owner = after.key.and_then(|key| self.set().codebook().by_key(key));
        let mut label = format!("brought {name} back");
        if let Some(owner) = owner {
            label = format!("{label}, without its key, which gives {} now", owner.name);
            after.key = None;
        }
        self.change(label, &tag, after);
    }

    fn delete_tag(&mut self, name: &TagName) {
        let used = uses_of(self.set(), name);
        if used != Uses::default() {
            let what = counted(used.annotations, "annotation");
            let on = counted(used.documents, "document");
            let [merge, retire] = ["codebook-merge", "codebook-retire"].map(|one| self.key_of(one));
            return self.status.notice(format!(
                "{name} is on {what} in {on}: {merge} makes it a part of another tag, {retire} retires it"
            ));
        }
        if let Some(tag) = self.set().codebook().get(name).cloned() {
            let edits = self.set().codebook().taking_out(&tag);
            let undo = self.key_of("codebook-undo");
            self.commit(format!("deleted {name}; {undo} brings it back"), edits);
        }
    }

    fn ask_split(&mut self, name: &TagName) {
        let title = format!("Which tags is {name} to be split into?");
        let hint = "At most nine, with commas between them; new ones are made.";
        let begun = format!("{name}/");
        self.ask(Entry::new(Asked::Split(name.clone()), title, hint, &begun));
    }
}

/// How many parts of a path above a tag are offered to put others below.
const MOST_ABOVE: usize = 24;

/// The tag that is typed.
pub(super) fn parsed(typed: &str) -> Result<TagName, String> {
    let is_begun = typed.trim_end().ends_with('/');
    TagName::parse(typed)
        .filter(|_| !is_begun)
        .ok_or_else(|| format!("{typed:?} is no tag; write a path such as claim/statistic"))
}
