//! Documents with annotations on them that are not where they were: where they may have gone, and following them there.
//!
//! One that has the very text of a missing one, or nearly all of it, and is the only one, is that document: its annotations
//! follow it, in a step that can be taken back. So it is with a document in whose place there is another one now.
//! Everything less than that is for a person to decide.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::App;
use super::effect::Effect;
use super::going::Goal;
use super::jumps::Place;
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, DocPath, Edit, Problem, Selector, TextHash,
};
use crate::text::counted;

/// How many documents that may be a missing one are named in a message.
const NAMED: usize = 3;

/// What is to be traced, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tracing {
    /// The documents that are not there.
    pub lost: Vec<Lost>,
    /// Those that are.
    pub documents: Vec<DocPath>,
    /// Which of them have annotations of their own.
    pub annotated: HashSet<DocPath>,
}

/// An annotation that is looked for, as it was then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Which.
    pub id: AnnotationId,
    /// How often it had been put elsewhere: once more, and it is decided where it belongs.
    pub anchors: usize,
}

/// What a document that is not there, or that reads otherwise, is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Where it was.
    pub path: DocPath,
    /// The hashes of the texts in which it was annotated, the newest first.
    pub texts: Vec<TextHash>,
    /// What was annotated in it and is looked for.
    pub quotes: Vec<(Gone, String)>,
    /// What else is known of it where a document is there all the same.
    pub there: Option<StillThere>,
}

/// What is known of a document that is there, and from which annotations have gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StillThere {
    /// What stood around the annotations that have gone.
    pub around: Vec<String>,
    /// Its other annotations, which have a place in it.
    pub others: Vec<Gone>,
}

/// What became of a document that is not there, or from which annotations have gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where it was.
    pub path: DocPath,
    /// Whether there is a document all the same, which reads otherwise.
    pub is_there: bool,
    /// Whether that is another document altogether.
    pub is_replaced: bool,
    /// The annotations that are looked for; of a document that is not there or was replaced, all.
    pub annotations: Vec<Gone>,
    /// The documents that have the text it had last.
    pub same: Vec<DocPath>,
    /// Whether no other document can have it: all were looked at.
    pub is_certain: bool,
    /// Documents in which much of what was annotated stands, or that are called the same; the best first.
    pub alike: Vec<Alike>,
}

/// A document that a missing one may have become, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Where it is.
    pub path: DocPath,
    /// How many of the quotes that were looked for stand in it.
    pub quotes: usize,
    /// How many were looked for; those that are too short tell nothing.
    pub of: usize,
    /// The annotations whose quotes stand in it.
    pub held: Vec<AnnotationId>,
    /// Whether nearly all of the text that the missing one had last stands in it.
    pub is_whole: bool,
}

/// What is known of documents that are not there.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// The document that was in the list before the corpus was walked, until the walk meets it.
    pub expected: Option<DocPath>,
    /// The documents with annotations that are not there, or from which annotations have gone.
    missing: Vec<Missing>,
    /// Those that were not there and were followed to where they are now.
    followed: HashSet<DocPath>,
}

impl Gone {
    /// What is looked for of `annotation`.
    #[must_use]
    pub fn new(annotation: &Annotation) -> Self {
        Self {
            id: annotation.id,
            anchors: annotation.anchors.len(),
        }
    }

    /// The annotation, as long as it is on the document at `path` and nothing was decided about it since.
    #[must_use]
    pub fn still_on<'a>(&self, path: &DocPath, set: &'a AnnotationSet) -> Option<&'a Annotation> {
        let annotation = set.get(self.id)?;
        let is_as_it_was = annotation.document == *path && annotation.anchors.len() == self.anchors;
        is_as_it_was.then_some(annotation)
    }
}

impl Missing {
    /// Where the document is now, where that is beyond doubt.
    #[must_use]
    pub fn found_in(&self) -> Option<&DocPath> {
        let is_gone = !self.is_there || self.is_replaced;
        if !is_gone || !self.is_certain {
            return None;
        }
        let mut whole = self.alike.iter().filter(|alike| alike.is_whole);
        match (&self.same[..], whole.next(), whole.next()) {
            ([only], ..) => Some(only),
            ([], Some(only), None) => Some(&only.path),
            _ => None,
        }
    }

    /// Every document it may be or have become, the best first.
    pub fn candidates(&self) -> impl Iterator<Item = &DocPath> {
        self.same
            .iter()
            .chain(self.alike.iter().map(|alike| &alike.path))
    }

    /// The documents in which the quote of an annotation stands.
    pub fn holders(&self, id: AnnotationId) -> impl Iterator<Item = &DocPath> {
        let is_sought = self.annotations.iter().any(|gone| gone.id == id);
        let alike = self.alike.iter();
        let alike = alike.filter(move |alike| alike.held.contains(&id));
        let same = self.same.iter().filter(move |_| is_sought);
        same.chain(alike.map(|alike| &alike.path))
    }

    /// The annotations that go along where it is decided for the candidate with this number: of a document that was split,
    /// those whose quotes stand in it, and of one that is gone also those whose quotes stand nowhere.
    #[must_use]
    pub fn going(&self, candidate: usize) -> Vec<AnnotationId> {
        let Some(alike) = candidate.checked_sub(self.same.len()) else {
            return self.annotations.iter().map(|gone| gone.id).collect();
        };
        let Some(alike) = self.alike.get(alike) else {
            return Vec::new();
        };
        let is_gone = !self.is_there || self.is_replaced;
        let goes = |id: &AnnotationId| {
            alike.held.contains(id) || (is_gone && self.holders(*id).next().is_none())
        };
        let all = self.annotations.iter().map(|gone| gone.id);
        all.filter(goes).collect()
    }
}

impl Tracing {
    /// What is to be traced of the documents that `set` has annotations on, `documents` being those that are there;
    /// `None` where all are.
    #[must_use]
    pub fn new(set: &AnnotationSet, documents: Vec<DocPath>) -> Option<Self> {
        let there: HashSet<&DocPath> = documents.iter().collect();
        let annotated = set.annotated();
        let lost = annotated.iter().filter(|path| !there.contains(**path));
        let lost = lost.map(|path| Lost {
            path: (*path).clone(),
            texts: set.texts_of(path),
            quotes: set.on(path).map(quote).collect(),
            there: None,
        });
        let lost: Vec<Lost> = lost.collect();
        Self::of(lost, set, documents)
    }

    /// What is to be traced of the documents that are there, and from which `orphans` have gone; `None` where none have.
    #[must_use]
    pub fn of_orphans(
        set: &AnnotationSet,
        documents: Vec<DocPath>,
        orphans: &BTreeSet<AnnotationId>,
    ) -> Option<Self> {
        let gone = orphans.iter().filter_map(|id| set.get(*id));
        let paths: BTreeSet<&DocPath> = gone.map(|annotation| &annotation.document).collect();
        let lost = paths.into_iter().map(|path| {
            let is_gone = |annotation: &&Annotation| orphans.contains(&annotation.id);
            let (gone, others): (Vec<&Annotation>, Vec<&Annotation>) =
                set.on(path).partition(is_gone);
            let around = |annotation: &&Annotation| {
                let Selector { prefix, suffix, .. } = annotation.place();
                [prefix.clone(), suffix.clone()]
            };
            Lost {
                path: path.clone(),
                texts: set.texts_of(path),
                there: Some(StillThere {
                    around: gone.iter().flat_map(around).collect(),
                    others: others.into_iter().map(Gone::new).collect(),
                }),
                quotes: gone.into_iter().map(quote).collect(),
            }
        });
        Self::of(lost.collect(), set, documents)
    }

    fn of(lost: Vec<Lost>, set: &AnnotationSet, documents: Vec<DocPath>) -> Option<Self> {
        if lost.is_empty() {
            return None;
        }
        let there: HashSet<&DocPath> = documents.iter().collect();
        let annotated = set.annotated().into_iter();
        let annotated = annotated.filter(|path| there.contains(path)).cloned();
        Some(Self {
            lost,
            annotated: annotated.collect(),
            documents,
        })
    }
}

/// An annotation, and what it was made on last.
fn quote(annotation: &Annotation) -> (Gone, String) {
    (Gone::new(annotation), annotation.place().quote.clone())
}

impl App {
    /// The documents with annotations on them that are not there, and those from which annotations have gone, as far as that
    /// was not decided since; and where they may have gone.
    pub fn missing(&self) -> impl Iterator<Item = &Missing> {
        let traced = self.trail.missing.iter();
        traced.filter(|missing| self.still_on(missing).next().is_some())
    }

    /// Lists a document before the walk has met it, which it may not.
    pub(super) fn list_ahead(&mut self, path: &DocPath) {
        self.library.add(vec![path.clone()]);
        self.trail.expected = Some(path.clone());
    }

    /// Whether the walk has met the document at `path`.
    fn is_there(&self, path: &DocPath) -> bool {
        self.library.index(path).is_some() && self.trail.expected.as_ref() != Some(path)
    }

    /// Has documents traced that are not there, once it is known which are.
    pub(super) fn trace(&mut self) {
        if self.library.walking || self.is_loading() || self.is_recalling() || self.is_single {
            return;
        }
        self.trail.missing.clear();
        if let Some(tracing) = Tracing::new(self.set(), self.documents_there()) {
            self.effects.push(Effect::Trace(Arc::new(tracing)));
        }
        self.look_through();
    }

    /// Has annotations looked for in other documents that are in their own no more.
    pub(super) fn trace_orphans(&mut self, orphans: &BTreeSet<AnnotationId>) {
        let documents = self.documents_there();
        if let Some(tracing) = Tracing::of_orphans(self.set(), documents, orphans) {
            self.effects.push(Effect::Trace(Arc::new(tracing)));
        }
    }

    fn documents_there(&self) -> Vec<DocPath> {
        let entries = self.library.entries().iter();
        let there = entries.filter(|entry| self.trail.expected.as_ref() != Some(&entry.path));
        there.map(|entry| entry.path.clone()).collect()
    }

    /// Follows the documents whose new place is beyond doubt, and tells of the others.
    pub(super) fn traced(&mut self, traced: Vec<Missing>) {
        if self.library.walking || self.is_loading() {
            // Everything is being read anew, and then traced anew.
            return;
        }
        let is_missing = |missing: &Missing| {
            missing.is_there == self.is_there(&missing.path) && self.left_of(missing) > 0
        };
        let (found, mut lost): (Vec<Missing>, Vec<Missing>) =
            traced.into_iter().filter(is_missing).partition(|missing| {
                let is_all = self.left_of(missing) == self.set().count_on(&missing.path);
                let found = missing.found_in().filter(|_| is_all);
                // Whoever has taken a step back does not want it made again at once.
                found.is_some_and(|to| self.is_there(to)) && !self.was_followed(&missing.path)
            });
        let moves: Vec<(DocPath, DocPath)> = found
            .iter()
            .filter_map(|missing| Some((missing.path.clone(), missing.found_in()?.clone())))
            .collect();
        lost.retain(|missing| !missing.is_there || missing.candidates().next().is_some());
        let known = |lost: &&Missing| {
            let mut known = self.trail.missing.iter();
            !known.any(|known| known.path == lost.path)
        };
        self.report_missing(&lost.iter().filter(known).cloned().collect::<Vec<Missing>>());
        // What was followed may be taken back: then it is for a person to decide.
        for missing in lost.into_iter().chain(found) {
            let known = &mut self.trail.missing;
            known.retain(|known| known.path != missing.path);
            known.push(missing);
        }
        if moves.is_empty() {
            return;
        }
        let followed = moves.iter().map(|(from, _)| from.clone());
        self.trail.followed.extend(followed);
        self.follow_documents(&moves);
        self.look_through();
    }

    /// Whether it was followed to where it is now before, in this session or an earlier one, and that was taken back.
    fn was_followed(&self, path: &DocPath) -> bool {
        self.trail.followed.contains(path) || self.annotations.history.has_taken_back(path)
    }

    /// How many annotations of a document still are where it was.
    pub(super) fn left_of(&self, missing: &Missing) -> usize {
        self.still_on(missing).count()
    }

    /// The annotations that are looked for, as far as they were not put elsewhere since.
    pub(super) fn still_on<'a>(
        &'a self,
        missing: &'a Missing,
    ) -> impl Iterator<Item = &'a Annotation> {
        let sought = missing.annotations.iter();
        sought.filter_map(|gone| gone.still_on(&missing.path, self.set()))
    }

    /// Makes everything about the first document of each pair be about the second one, in one step; the pairs are
    /// different documents.
    pub(super) fn follow_documents(&mut self, moves: &[(DocPath, DocPath)]) {
        let what = match moves {
            [] => return,
            [(from, to)] => format!("{from} is now {to}"),
            several => format!("{} have moved", counted(several.len(), "document")),
        };
        let edits = self.set().moving(moves);
        if moves.len() > 1 {
            for (from, to) in moves {
                self.status.note(format!("{from} is now {to}"));
            }
        }
        self.let_follow(&what, edits, moves);
    }

    /// Lets some annotations follow from the document at `from` to the one at `to`, in one step.
    pub(super) fn follow_some(&mut self, ids: &[AnnotationId], from: &DocPath, to: &DocPath) {
        let edits = self.set().moving_some(ids, from, to);
        let what = format!("from {from} to {to}");
        self.let_follow(&what, edits, &[]);
    }

    fn let_follow(&mut self, what: &str, edits: Vec<Edit>, moves: &[(DocPath, DocPath)]) {
        let is_annotation = |edit: &&Edit| matches!(edit, Edit::Annotation { .. });
        let followed = edits.iter().filter(is_annotation).count();
        let verb = if followed == 1 { "follows" } else { "follow" };
        let label = format!("{what}: {} {verb}", counted(followed, "annotation"));
        if self.annotations.read_only.is_some() {
            // What cannot be written down is followed for as long as the program runs.
            for edit in &edits {
                self.annotations.set.apply(edit);
            }
            self.reader.follow(&edits);
            self.go_along(moves);
            self.status.remark(label);
            return;
        }
        // What others wrote follows for as long as it is shown.
        let (edits, theirs) = self.annotations.set.parted(edits);
        for edit in &theirs {
            self.annotations.set.apply(edit);
        }
        self.reader.follow(&theirs);
        if edits.is_empty() {
            self.go_along(moves);
            return self.status.remark(label);
        }
        let undo = self.keymap.keys_of("undo").next().unwrap_or_default();
        self.commit(label.clone(), edits);
        self.go_along(moves);
        self.status.notice(format!("{label}; {undo} takes it back"));
    }

    /// Goes on reading in a document that has moved where one was in it, and forgets that it was expected elsewhere.
    fn go_along(&mut self, moves: &[(DocPath, DocPath)]) {
        let goes_to = |path: &DocPath| {
            let found = moves.iter().find(|(from, _)| from == path);
            found.map(|(_, to)| to.clone())
        };
        let positions = self.remembered.positions.iter_mut();
        let positions = positions.map(|(path, ..)| path);
        let marks = self.remembered.marks.values_mut();
        for path in positions.chain(marks.map(|mark| &mut mark.document)) {
            if let Some(to) = goes_to(path) {
                *path = to;
            }
        }
        let expected = self.trail.expected.take_if(|path| goes_to(path).is_some());
        if let Some(from) = expected {
            self.library.remove(&from);
        }
        let here = self.here();
        let refused = self.refused.as_ref().map(|refused| &refused.path);
        let read = here.as_ref().map(|here| &here.document);
        let wanted = self.opening.path.as_ref().or(read).or(refused);
        if let Some((from, to)) = wanted.and_then(|path| Some((path.clone(), goes_to(path)?))) {
            let here = here.filter(|here| here.document == from);
            let goal = here.map(|here| Place {
                document: to.clone(),
                ..here
            });
            self.read(&to, goal.map_or(Goal::Resume, Goal::Place));
            if let Some(index) = self.library.index(&to) {
                self.library.select(index);
            }
        }
    }

    /// Tells of annotations on documents that are not there: the list does not show them.
    fn report_missing(&mut self, lost: &[Missing]) {
        let problems = lost.iter().map(|missing| {
            let kept = counted(self.left_of(missing), "annotation");
            let names: Vec<&str> = missing.candidates().map(DocPath::as_str).collect();
            let may_be = match names.len() {
                0 => String::new(),
                count => {
                    let first = names.get(..count.min(NAMED)).unwrap_or_default();
                    let verb = if missing.is_there {
                        "look in"
                    } else {
                        "it may be"
                    };
                    let begin = self.keymap.keys_of("review-anchors").next();
                    let begin = begin.unwrap_or_else(|| ":review-anchors".to_owned());
                    format!("; {verb} {} ({begin} has a look)", first.join(" or "))
                }
            };
            let message = if missing.is_there {
                let verb = if self.left_of(missing) == 1 {
                    "has"
                } else {
                    "have"
                };
                format!("reads otherwise; {kept} {verb} no place in it: kept, and exported{may_be}")
            } else {
                format!("is not there; {kept} on it: kept, and exported{may_be}")
            };
            Problem {
                file: missing.path.to_string(),
                line: None,
                column: None,
                message,
            }
        });
        let problems = problems.collect();
        self.status.report(problems);
    }
}
