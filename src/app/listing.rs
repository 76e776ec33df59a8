//! The lists of annotations that one narrows by typing: what stands in them, and in which order.
//!
//! Owns the question what is listed and its answer; of few items it is answered at once, of many by a thread behind the
//! screen. Pure: everything it needs is in the question.

use std::collections::HashMap;
use std::sync::Arc;

use super::App;
use super::action::{Action, Link, OverlayAction};
use super::effect::Effect;
use super::overlay::{Choice, Item, Order, Overlay, Picker, PickerKind};
use crate::model::{Annotation, AnnotationId, AnnotationSet, DocPath};
use crate::search::Hit;

/// Up to how many items it takes no time to speak of to list them anew.
const AT_ONCE: usize = 2_000;

/// How many words are shown of each thing that is said of an annotation.
const WORDS: usize = 40;

/// Which annotations are listed: all but this one, where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant(pub Option<AnnotationId>);

/// What a list is made of.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The documents, with their titles as far as they are known.
    entries: Vec<(DocPath, Option<String>)>,
    /// What stands before the annotations.
    others: Vec<Item>,
    set: AnnotationSet,
    meant: Meant,
    /// Whether those made last come first.
    is_latest_first: bool,
    /// What annotations are called in the list.
    kind: &'static str,
}

/// What is to be listed.
#[derive(Clone, Debug)]
pub enum Source {
    /// This, to be put into words.
    Contents(Box<Contents>),
    /// What is listed already, in another order.
    Items(Arc<Vec<Item>>),
}

/// A question what to list.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// What.
    pub source: Source,
    /// What is typed.
    pub query: String,
    /// How it is ranked.
    pub order: Order,
}

impl PartialEq for Listing {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Listing {}

/// The answer.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The number of the question.
    pub number: u64,
    /// The items.
    pub items: Arc<Vec<Item>>,
    /// Those that match, the best first.
    pub hits: Vec<Hit>,
}

impl Listing {
    /// Works it out.
    #[must_use]
    pub fn work(&self) -> Listed {
        let items = match &self.source {
            Source::Contents(contents) => Arc::new(contents.items()),
            Source::Items(items) => Arc::clone(items),
        };
        Listed {
            number: self.number,
            hits: self.order.ranked(&self.query, &items),
            items,
        }
    }
}

impl Contents {
    /// About how many items it has.
    fn len(&self) -> usize {
        self.others.len() + self.set.len()
    }

    fn items(&self) -> Vec<Item> {
        let entries = self.entries.iter();
        let titles: HashMap<&DocPath, &str> = entries
            .filter_map(|(path, title)| Some((path, title.as_deref()?)))
            .collect();
        let name = |path: &DocPath| {
            let set = self.set.document(path);
            let set = set.and_then(|record| record.title.as_deref());
            let found = set.or_else(|| titles.get(path).copied());
            found.unwrap_or_else(|| path.name()).to_owned()
        };
        let mut items: Vec<Item> = Vec::with_capacity(self.len());
        items.extend(self.others.iter().cloned());
        let first = items.len();
        let meant = self.set.annotations().filter(|one| self.meant.holds(one));
        items.extend(meant.map(|annotation| Item {
            text: said(annotation),
            detail: name(&annotation.document),
            kind: self.kind,
            choice: Choice::Annotation(annotation.id),
        }));
        if self.is_latest_first
            && let Some(annotations) = items.get_mut(first..)
        {
            annotations.reverse();
        }
        items
    }
}

impl Meant {
    fn holds(&self, annotation: &Annotation) -> bool {
        Some(annotation.id) != self.0
    }
}

/// What is said with an annotation: its quote, its note, its claim.
fn said(annotation: &Annotation) -> String {
    let statement = annotation
        .claim
        .as_ref()
        .map_or("", |claim| &claim.statement);
    let mut said = String::new();
    for text in [&annotation.selector.quote, &annotation.note, statement] {
        let mut gap = if said.is_empty() { "" } else { " — " };
        for word in text.split_whitespace().take(WORDS) {
            said.push_str(gap);
            said.push_str(word);
            gap = " ";
        }
    }
    said
}

impl App {
    /// Shows a list of annotations, and of what else belongs into it.
    pub(super) fn show_list(&mut self, kind: PickerKind, title: &str, meant: Meant) {
        let contents = self.contents(&kind, meant.clone());
        let picker = if contents.len() <= AT_ONCE {
            Picker::new(kind, title, contents.items())
        } else {
            Picker::awaiting(kind, title, meant)
        };
        self.overlays.push(Overlay::Picker(Box::new(picker)));
    }

    /// Whether there is an annotation to list.
    pub(super) fn is_any(&self, meant: &Meant) -> bool {
        self.set().annotations().any(|one| meant.holds(one))
    }

    fn contents(&self, kind: &PickerKind, meant: Meant) -> Contents {
        let is_link = matches!(kind, PickerKind::Link(_));
        let others = is_link.then(|| self.way_there()).into_iter().collect();
        let title = |path: &DocPath| self.says(path)?.title.clone();
        let mut entries: Vec<(DocPath, Option<String>)> = Vec::new();
        let open = self.reader.document();
        for entry in self.library.entries() {
            let is_open = open.is_some_and(|open| open.path == entry.path);
            let known = entry.metadata().and_then(|known| known.title.clone());
            let known = if is_open { title(&entry.path) } else { known };
            entries.push((entry.path.clone(), known));
        }
        Contents {
            entries,
            others,
            set: self.set().clone(),
            meant,
            is_latest_first: is_link,
            kind: if is_link { "" } else { "annotation" },
        }
    }

    /// Lists anew what an annotation can be linked with: titles have become known.
    pub(super) fn refresh_linking(&mut self) {
        let Some(Overlay::Picker(picker)) = self.overlays.last_mut() else {
            return;
        };
        let PickerKind::Link(from) = picker.kind else {
            return;
        };
        if picker.meant().is_some() {
            return picker.outdate();
        }
        let kind = picker.kind.clone();
        let items = self.contents(&kind, Meant(Some(from))).items();
        if let Some(Overlay::Picker(picker)) = self.overlays.last_mut() {
            picker.replace_items(items);
        }
    }

    /// Has a long list worked out that is not what is typed, or what there is.
    pub(super) fn settle_list(&mut self) {
        let Some(Overlay::Picker(picker)) = self.overlays.last() else {
            return;
        };
        let Some((meant, is_outdated)) = picker.wants() else {
            return;
        };
        let source = if is_outdated {
            Source::Contents(Box::new(self.contents(&picker.kind, meant.clone())))
        } else {
            Source::Items(picker.items())
        };
        self.listing += 1;
        let number = self.listing;
        if let Some(Overlay::Picker(picker)) = self.overlays.last_mut() {
            picker.asked(number);
            let question = Listing {
                number,
                source,
                query: picker.input.text().to_owned(),
                order: picker.order(),
            };
            self.effects.push(Effect::List(Arc::new(question)));
        }
    }

    /// Takes in what is listed, and does what was typed meanwhile.
    pub(super) fn listed(&mut self, answer: Listed) {
        for overlay in self.overlays.iter_mut().chain(self.jumps.left()) {
            if let Overlay::Picker(picker) = overlay
                && picker.is_asked(answer.number)
            {
                picker.answered(answer);
                break;
            }
        }
        self.release();
    }

    /// Whether what is listed on top is not yet what is typed.
    pub(super) fn is_listing(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Picker(picker)) if picker.is_behind())
    }
}

/// Whether an action means what is listed.
pub(super) fn is_about_list(action: Action) -> bool {
    match action {
        Action::Overlay(action) => action != OverlayAction::Cancel,
        Action::Link(link) => link == Link::Compare,
        _ => false,
    }
}
