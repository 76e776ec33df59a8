//! Another reviewer's annotations, laid over one's own to be read: they are in the set like all others, and no edit of it
//! is ever about them.
//!
//! Which annotations are laid over is known here and nowhere else, and goes along with every copy of the set. That nothing
//! of theirs is saved is the work of [`AnnotationSet::parted`], which every change goes through.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::{Annotation, AnnotationId, AnnotationSet, DocPath, Edit, Tag, TagName, TextHash};

/// What a file says of blind review: as long as it is not done, what others wrote is not to be seen beside it, nor it by
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Whose file it is.
    pub reviewer: String,
    /// When it was sealed.
    pub at: Timestamp,
    /// When that reviewer was done.
    pub done: Option<Timestamp>,
}

/// What is laid over a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Laid {
    whose: BTreeMap<AnnotationId, Arc<str>>,
    tags: BTreeSet<TagName>,
    texts: BTreeMap<DocPath, Vec<TextHash>>,
}

impl Laid {
    /// The texts in which the annotations of others on a document were made.
    pub(super) fn texts(&self, path: &DocPath) -> impl Iterator<Item = &TextHash> {
        self.texts.get(path).into_iter().flatten()
    }
}

/// What came of laying a set over another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// How many annotations of theirs are shown.
    pub shown: usize,
    /// How many are in both, and the same.
    pub same: usize,
    /// Those that are in both and say different things: one's own is shown.
    pub different: Vec<AnnotationId>,
}

impl AnnotationSet {
    /// Lays `theirs` over this set, for the reviewer called `whose`: the annotations and the tags that this one lacks. A
    /// tag of theirs has no key here, for digits give one's own.
    pub fn lay(&mut self, whose: &str, theirs: &Self) -> Overlay {
        let mut overlay = Overlay::default();
        let whose: Arc<str> = Arc::from(whose);
        let mut laid = (*self.laid).clone();
        for tag in theirs.codebook().tags() {
            if self.codebook().get(&tag.name).is_none() {
                laid.tags.insert(tag.name.clone());
                let tag = Tag {
                    key: None,
                    ..tag.clone()
                };
                self.apply(&making_tag(tag));
            }
        }
        for annotation in theirs.annotations() {
            match self.get(annotation.id) {
                Some(own) if own == annotation => overlay.same += 1,
                Some(_) => overlay.different.push(annotation.id),
                None => {
                    overlay.shown += 1;
                    laid.whose.insert(annotation.id, Arc::clone(&whose));
                    self.apply(&Edit::Annotation {
                        before: None,
                        after: Some(Box::new(annotation.clone())),
                    });
                }
            }
        }
        for path in theirs.annotated() {
            laid.texts
                .entry(path.clone())
                .or_default()
                .extend(theirs.texts_of(path));
        }
        self.laid = Arc::new(laid);
        overlay
    }

    /// Takes off all that was laid over this set.
    pub fn take_off(&mut self) {
        let laid = std::mem::take(&mut self.laid);
        for id in laid.whose.keys() {
            if let Some(annotation) = self.get(*id).cloned() {
                self.apply(&Edit::Annotation {
                    before: Some(Box::new(annotation)),
                    after: None,
                });
            }
        }
        for name in &laid.tags {
            if let Some(tag) = self.codebook().get(name).cloned() {
                let (before, after) = (Some(tag), None);
                self.apply(&Edit::Tag { before, after });
            }
        }
    }

    /// Whose annotation this is, where it is laid over the set; nothing for one's own.
    #[must_use]
    pub fn whose(&self, id: AnnotationId) -> Option<&str> {
        self.laid.whose.get(&id).map(AsRef::as_ref)
    }

    /// Whether something is laid over the set.
    #[must_use]
    pub fn is_laid_over(&self) -> bool {
        !self.laid.whose.is_empty() || !self.laid.tags.is_empty()
    }

    /// The tags that only others have.
    #[must_use]
    pub fn is_tag_of_others(&self, name: &TagName) -> bool {
        self.laid.tags.contains(name)
    }

    /// `edits` in those that are to be made, and those that are about what others wrote. A tag that is only theirs comes
    /// into one's own codebook with the first annotation of one's own that carries it.
    #[must_use]
    pub fn parted(&self, edits: Vec<Edit>) -> (Vec<Edit>, Vec<Edit>) {
        if !self.is_laid_over() {
            return (edits, Vec::new());
        }
        let (theirs, mut own): (Vec<Edit>, Vec<Edit>) =
            edits.into_iter().partition(|edit| self.is_theirs(edit));
        let mut wanted: Vec<Edit> = Vec::new();
        let mut seen: BTreeSet<&TagName> = BTreeSet::new();
        for edit in &own {
            let Edit::Annotation {
                before,
                after: Some(after),
            } = edit
            else {
                continue;
            };
            let had = |tag: &&TagName| before.as_ref().is_some_and(|was| was.tags.contains(tag));
            let new = after.tags.iter().filter(|tag| !had(tag));
            for tag in new.filter(|tag| self.is_tag_of_others(tag)) {
                if seen.insert(tag) {
                    wanted.extend(self.codebook().get(tag).cloned().map(making_tag));
                }
            }
        }
        own.splice(0..0, wanted);
        (own, theirs)
    }

    /// Takes the tags off that were only theirs and that `edits`, which are about to be made, make one's own: they come to
    /// stand where one's own new tags do.
    pub fn adopt(&mut self, edits: &[Edit]) {
        if self.laid.tags.is_empty() {
            return;
        }
        for edit in edits {
            if let Edit::Tag {
                before: None,
                after: Some(tag),
            } = edit
                && self.laid.tags.contains(&tag.name)
            {
                Arc::make_mut(&mut self.laid).tags.remove(&tag.name);
                let (before, after) = (self.codebook().get(&tag.name).cloned(), None);
                self.apply(&Edit::Tag { before, after });
            }
        }
    }

    fn is_theirs(&self, edit: &Edit) -> bool {
        let is_laid = |one: &Annotation| self.laid.whose.contains_key(&one.id);
        match edit {
            Edit::Annotation { before, after } => {
                before.iter().chain(after).any(|one| is_laid(one))
            }
            Edit::Tag {
                before: Some(before),
                ..
            } => self.is_tag_of_others(&before.name),
            Edit::Tag { .. } | Edit::Grade { .. } | Edit::Order { .. } | Edit::Document { .. } => {
                false
            }
        }
    }
}

fn making_tag(tag: Tag) -> Edit {
    Edit::Tag {
        before: None,
        after: Some(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Selector;

    fn annotation(second: i64, note: &str, tags: &[&str]) -> Annotation {
        let created = Timestamp::from_second(second).unwrap();
        Annotation {
            id: AnnotationId::new(created),
            document: DocPath::new("a.txt"),
            selector: Selector::default(),
            tags: tags.iter().filter_map(|tag| TagName::parse(tag)).collect(),
            note: note.into(),
            reviewer: "bob".into(),
            created,
            claim: None,
            anchors: Vec::new(),
            links: Vec::new(),
        }
    }

    fn making(annotation: &Annotation) -> Edit {
        Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation.clone())),
        }
    }

    fn set(annotations: &[&Annotation], tags: &[&str]) -> AnnotationSet {
        let mut set = AnnotationSet::default();
        for tag in tags {
            set.apply(&making_tag(Tag {
                key: Some('1'),
                ..Tag::new(TagName::parse(tag).unwrap())
            }));
        }
        for one in annotations {
            set.apply(&making(one));
        }
        set
    }

    #[test]
    fn what_is_laid_over_is_shown_and_comes_off_without_a_trace() {
        let (mine, theirs) = (annotation(1, "mine", &[]), annotation(2, "theirs", &["b"]));
        let mut copied = mine.clone();
        copied.note = "changed by bob".into();
        let own = set(&[&mine], &["a"]);
        let other = set(&[&copied, &theirs], &["a", "b"]);
        let mut both = own.clone();
        let overlay = both.lay("bob", &other);
        assert_eq!((overlay.shown, overlay.same), (1, 0));
        assert_eq!(overlay.different, [mine.id]);
        assert_eq!(
            (both.whose(theirs.id), both.whose(mine.id)),
            (Some("bob"), None)
        );
        assert_eq!(both.get(mine.id).unwrap().note, "mine", "ours first");
        let b = TagName::parse("b").unwrap();
        assert!(both.is_tag_of_others(&b) && both.codebook().get(&b).unwrap().key.is_none());
        both.take_off();
        assert_eq!(both.codebook(), own.codebook());
        assert_eq!(both.len(), own.len());
        assert!(!both.is_laid_over());
    }

    #[test]
    fn no_edit_of_theirs_is_to_be_made_and_their_tags_come_along_with_ours() {
        let (mine, theirs) = (annotation(1, "", &[]), annotation(2, "", &["b"]));
        let mut both = set(&[&mine], &[]);
        both.lay("bob", &set(&[&theirs], &["b"]));
        let tagged = Edit::Annotation {
            before: Some(Box::new(mine.clone())),
            after: Some(Box::new(Annotation {
                tags: theirs.tags.clone(),
                ..mine
            })),
        };
        let tag = both.codebook().tags()[0].clone();
        let renamed = Edit::Tag {
            before: Some(tag.clone()),
            after: Some(Tag::new(TagName::parse("c").unwrap())),
        };
        let edits = vec![making(&theirs).inverse(), tagged.clone(), renamed.clone()];
        let (own, left) = both.parted(edits);
        assert_eq!(own, [making_tag(tag), tagged]);
        assert_eq!(left, [making(&theirs).inverse(), renamed]);
        both.adopt(&own);
        for edit in &own {
            both.apply(edit);
        }
        both.take_off();
        assert_eq!(both.codebook().tags().len(), 1, "it is ours now");
    }
}
