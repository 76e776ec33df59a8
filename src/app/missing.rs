//! Documents with annotations on them that are not where they were: where they may have gone, and following them there.
//!
//! One that has the very text of a missing one, and is the only one, is that document: its annotations follow it, in a step
//! that can be taken back. Everything less than that is for a person to decide.

use std::collections::HashSet;

use super::App;
use super::effect::Effect;
use super::going::Goal;
use super::jumps::Place;
use crate::model::{DocPath, Edit, Problem, TextHash};
use crate::text::counted;
use std::sync::Arc;

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

/// What a document that is not there is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Where it was.
    pub path: DocPath,
    /// The hashes of the texts in which it was annotated, the newest first.
    pub texts: Vec<TextHash>,
    /// What was annotated in it.
    pub quotes: Vec<String>,
}

/// What became of a document that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where it was.
    pub path: DocPath,
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
}

/// What is known of documents that are not there.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// The document that was in the list before the corpus was walked, until the walk meets it.
    pub expected: Option<DocPath>,
    /// The documents with annotations that are not there.
    missing: Vec<Missing>,
    /// Those that were not there and were followed to where they are now.
    followed: HashSet<DocPath>,
}

impl Missing {
    /// Where the document is now, where that is beyond doubt.
    #[must_use]
    pub fn found_in(&self) -> Option<&DocPath> {
        match &self.same[..] {
            [only] if self.is_certain => Some(only),
            _ => None,
        }
    }

    /// Every document it may be or have become, the best first.
    pub fn candidates(&self) -> impl Iterator<Item = &DocPath> {
        self.same
            .iter()
            .chain(self.alike.iter().map(|alike| &alike.path))
    }
}

impl Tracing {
    /// What is to be traced of the documents that `set` has annotations on, `documents` being those that are there;
    /// `None` where all are.
    #[must_use]
    pub fn new(set: &crate::model::AnnotationSet, documents: Vec<DocPath>) -> Option<Self> {
        let there: HashSet<&DocPath> = documents.iter().collect();
        let annotated = set.annotated();
        let lost = annotated.iter().filter(|path| !there.contains(**path));
        let lost: Vec<Lost> = lost
            .map(|path| Lost {
                path: (*path).clone(),
                texts: set.texts_of(path),
                quotes: set
                    .on(path)
                    .map(|annotation| annotation.place().quote.clone())
                    .collect(),
            })
            .collect();
        let annotated = annotated.into_iter().filter(|path| there.contains(path));
        let annotated = annotated.cloned().collect();
        (!lost.is_empty()).then_some(Self {
            lost,
            documents,
            annotated,
        })
    }
}

impl App {
    /// The documents with annotations on them that are not there, and where they may have gone.
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.trail.missing
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
        let entries = self.library.entries().iter();
        let there = entries.filter(|entry| self.trail.expected.as_ref() != Some(&entry.path));
        let documents = there.map(|entry| entry.path.clone()).collect();
        if let Some(tracing) = Tracing::new(self.set(), documents) {
            self.effects.push(Effect::Trace(Arc::new(tracing)));
        }
    }

    /// Follows the documents whose new place is beyond doubt, and tells of the others.
    pub(super) fn traced(&mut self, traced: Vec<Missing>) {
        if self.library.walking || self.is_loading() {
            // Everything is being read anew, and then traced anew.
            return;
        }
        let is_missing = |path: &DocPath| !self.is_there(path) && self.set().count_on(path) > 0;
        let (found, lost): (Vec<Missing>, Vec<Missing>) = traced
            .into_iter()
            .filter(|missing| is_missing(&missing.path))
            .partition(|missing| {
                let found = missing.found_in();
                // Whoever has taken a step back does not want it made again at once.
                found.is_some_and(|to| self.is_there(to))
                    && !self.trail.followed.contains(&missing.path)
            });
        let moves: Vec<(DocPath, DocPath)> = found
            .iter()
            .filter_map(|missing| Some((missing.path.clone(), missing.found_in()?.clone())))
            .collect();
        self.report_missing(&lost);
        self.trail.missing = lost;
        self.trail
            .followed
            .extend(moves.iter().map(|(from, _)| from.clone()));
        self.follow_documents(&moves);
    }

    /// A document was decided to be another one, and is not any more.
    pub(super) fn is_missing_again(&mut self, missing: Missing) {
        let known = &mut self.trail.missing;
        known.retain(|known| known.path != missing.path);
        known.push(missing);
    }

    /// Makes everything about the first document of each pair be about the second one, in one step; the pairs are
    /// different documents.
    pub(super) fn follow_documents(&mut self, moves: &[(DocPath, DocPath)]) {
        let mut edits: Vec<Edit> = Vec::new();
        let mut set = self.set().clone();
        let mut followed = 0;
        for (from, to) in moves {
            let step = set.moving(from, to);
            followed += set.count_on(from);
            for edit in &step {
                set.apply(edit);
            }
            edits.extend(step);
        }
        let what = match moves {
            [] => return,
            [(from, to)] => format!("{from} is now {to}"),
            several => format!("{} have moved", counted(several.len(), "document")),
        };
        let verb = if followed == 1 { "follows" } else { "follow" };
        let label = format!("{what}: {} {verb}", counted(followed, "annotation"));
        if moves.len() > 1 {
            for (from, to) in moves {
                self.status.note(format!("{from} is now {to}"));
            }
        }
        self.trail
            .missing
            .retain(|missing| moves.iter().all(|(from, _)| *from != missing.path));
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
        let undo = self.keymap.keys_of("undo").next().unwrap_or_default();
        self.commit(label.clone(), edits);
        self.go_along(moves);
        self.status.notice(format!("{label}; {undo} takes it back"));
    }

    /// Goes on reading in a document that has moved where one was in it, and forgets that it was expected elsewhere.
    fn go_along(&mut self, moves: &[(DocPath, DocPath)]) {
        for (from, to) in moves {
            let here = self.here().filter(|here| here.document == *from);
            let is_wanted = here.is_some()
                || self.opening.path.as_ref() == Some(from)
                || self
                    .refused
                    .as_ref()
                    .is_some_and(|refused| refused.path == *from);
            let positions = self.remembered.positions.iter_mut();
            let positions = positions.map(|(path, ..)| path);
            let marks = self.remembered.marks.values_mut();
            for path in positions.chain(marks.map(|mark| &mut mark.document)) {
                if path == from {
                    path.clone_from(to);
                }
            }
            if self
                .trail
                .expected
                .take_if(|expected| expected == from)
                .is_some()
            {
                self.library.remove(from);
            }
            if is_wanted {
                let goal = here.map(|here| Place {
                    document: to.clone(),
                    ..here
                });
                self.read(to, goal.map_or(Goal::Resume, Goal::Place));
                if let Some(index) = self.library.index(to) {
                    self.library.select(index);
                }
            }
        }
    }

    /// Tells of annotations on documents that are not there: the list does not show them.
    fn report_missing(&mut self, lost: &[Missing]) {
        let problems = lost.iter().map(|missing| {
            let kept = counted(self.set().count_on(&missing.path), "annotation");
            let names: Vec<&str> = missing.candidates().map(DocPath::as_str).collect();
            let may_be = match names.len() {
                0 => String::new(),
                count => {
                    let first = names.get(..count.min(NAMED)).unwrap_or_default();
                    format!("; it may be {}", first.join(" or "))
                }
            };
            Problem {
                file: missing.path.to_string(),
                line: None,
                column: None,
                message: format!("is not there; {kept} on it: kept, and exported{may_be}"),
            }
        });
        let problems = problems.collect();
        self.status.report(problems);
    }
}
