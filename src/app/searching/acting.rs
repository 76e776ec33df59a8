//! The keys of the search of the corpus: what is typed is searched for at once, each search giving up the one before. What
//! was found comes back in the order of the documents, so that the first results stand after a few milliseconds however
//! many documents there are, and nothing that stands moves while one types on.

use std::sync::Arc;

use super::{CorpusSearch, CorpusView, FoundInCorpus, Query};
use crate::app::App;
use crate::app::action::OverlayAction;
use crate::app::effect::Effect;
use crate::app::going::Goal;
use crate::app::jumps::{Over, Place};
use crate::app::overlay::{Line, Overlay, TagTarget};
use crate::app::panes::Focus;
use crate::model::DocPath;
use crate::search::PatternError;

/// How many searches are remembered.
const REMEMBERED: usize = 30;

/// The longest selection that is searched for, in bytes: a longer one is nowhere else.
const LONGEST: usize = 400;

/// What can be done on the screen of a search of the corpus, beside what every overlay can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CorpusAction {
    /// Opens the screen.
    Begin,
    /// From the line to the results, or back.
    Switch,
    /// Only whole words match, or parts of words too.
    WholeWords,
    /// What is typed is a regular expression, or what stands in the text.
    Regex,
    /// The next way to count letter case.
    Case,
    /// Matches under each other, or sentences in a list.
    View,
    /// Sentences are tagged, or matches.
    Unit,
    /// The first result.
    Top,
    /// The last result.
    Bottom,
    /// The next document with results.
    NextDocument,
    /// The document before.
    PreviousDocument,
    /// Gives the tag on this key to what is marked, or the chosen result.
    Tag(char),
    /// Chooses tags for what is marked, or the chosen result.
    ChooseTags,
    /// Chooses tags for what is marked, or all results.
    TagAll,
}

/// What is known of searches of the corpus while none is on the screen.
#[derive(Debug, Default)]
pub struct Searching {
    /// The number of the last search.
    pub(super) number: u64,
    /// The results that were left.
    pub(super) kept: Option<Box<CorpusView>>,
    /// Which document with results one is in, while one reads on from match to match.
    pub(super) walk: Option<usize>,
    /// Whether one has just come from the results, and is to be told how to go on and back.
    pub(super) is_new: bool,
    /// Until it was said which match of the document one is at: whether its text is another one than was searched.
    pub(super) unsaid: Option<bool>,
    /// Whether its last match is meant, once it is open.
    pub(super) is_from_end: bool,
    /// The number of the last look at what is to be tagged, and of the last one that was given up.
    pub(super) captures: (u64, u64),
}

impl App {
    /// What was searched for in this corpus, the last one first.
    #[must_use]
    pub fn searched(&self) -> &[Query] {
        &self.remembered.searches
    }

    /// The screen, where it is shown.
    pub(in crate::app) fn corpus_view(&mut self) -> Option<&mut CorpusView> {
        self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Corpus(view) => Some(&mut **view),
            _ => None,
        })
    }

    /// Sets the screen for the window, and asks for the titles that are on it.
    pub(in crate::app) fn settle_searching(&mut self) {
        self.settle_surroundings();
        let area = self.area;
        let Some(view) = self.corpus_view() else {
            return;
        };
        view.resize(area);
        let groups = view.rows().iter().filter_map(|row| match row {
            super::Row::Document(group) => view.results.group(*group),
            _ => None,
        });
        let shown: Vec<DocPath> = groups.map(|found| found.document.clone()).collect();
        let wanted = self.library.undescribed_of(&shown);
        if !wanted.is_empty() {
            self.effects.push(Effect::Describe(wanted));
        }
    }

    pub(in crate::app) fn corpus_action(&mut self, action: CorpusAction) {
        if action == CorpusAction::Begin {
            return self.begin_corpus_search();
        }
        let Some(view) = self.corpus_view() else {
            return;
        };
        match action {
            CorpusAction::Begin => {}
            CorpusAction::Switch => {
                view.is_typing = !view.is_typing;
                view.is_fresh = false;
                if !view.is_typing {
                    self.remember_search();
                }
            }
            CorpusAction::WholeWords => {
                view.query.whole_words = !view.query.whole_words;
                self.corpus_typed();
            }
            CorpusAction::Regex => {
                view.query.is_regex = !view.query.is_regex;
                self.corpus_typed();
            }
            CorpusAction::Case => {
                view.turn_case();
                self.corpus_typed();
            }
            CorpusAction::View => view.is_list = !view.is_list,
            CorpusAction::Unit => {
                view.unit = match view.unit {
                    super::Unit::Sentence => super::Unit::Match,
                    super::Unit::Match => super::Unit::Sentence,
                };
            }
            CorpusAction::Top => view.results.select(0),
            CorpusAction::Bottom => view.results.select(usize::MAX),
            CorpusAction::NextDocument => view.results.step_document(true),
            CorpusAction::PreviousDocument => view.results.step_document(false),
            CorpusAction::Tag(key) => self.tag_results_with(key),
            CorpusAction::ChooseTags => self.choose_tags_of_results(false),
            CorpusAction::TagAll => self.choose_tags_of_results(true),
        }
    }

    fn choose_tags_of_results(&mut self, all: bool) {
        if self.has_results() {
            self.choose_tags_for(TagTarget::Results { all }, None);
        }
    }

    /// Opens the screen: with the selection, or else as it was left, the line ready for another search.
    fn begin_corpus_search(&mut self) {
        let selected = self.reader.selection().and_then(|_| self.reader.target());
        let selected = selected.filter(|_| self.layout.focus == Focus::Reader);
        let selected = selected.map(|passage| {
            let words = passage.text().split_whitespace();
            words.collect::<Vec<_>>().join(" ")
        });
        let mut view = self.searching.kept.take().unwrap_or_default();
        (view.is_typing, view.is_fresh, view.recalled) = (true, true, None);
        let selected = selected.map(|mut text| {
            text.truncate(text.floor_char_boundary(LONGEST));
            text
        });
        if let Some(text) = selected.as_deref() {
            view.put(Query::new(text));
        }
        self.end_walk();
        self.overlays.push(Overlay::Corpus(view));
        if selected.is_some() {
            self.reader.deselect();
            self.corpus_typed();
        }
    }

    /// Shows the results as they were left.
    pub(in crate::app) fn open_results(&mut self) {
        if let Some(mut view) = self.searching.kept.take() {
            (view.is_typing, view.is_fresh) = (false, false);
            self.end_walk();
            self.overlays.push(Overlay::Corpus(view));
        }
    }

    /// Searches for what the line holds now, in the way that is chosen.
    pub(in crate::app) fn corpus_typed(&mut self) {
        self.searching.number += 1;
        let number = self.searching.number;
        let entries = (!self.library.walking).then(|| self.library.entries());
        let Some(view) = self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Corpus(view) => Some(view),
            _ => None,
        }) else {
            return;
        };
        let was_searching = view.is_searching();
        view.input.text().clone_into(&mut view.query.text);
        let checked = view.query.pattern();
        view.complaint = match &checked {
            Ok(_) | Err(PatternError::Blank | PatternError::Empty) => None,
            Err(error) => Some(error.to_string()),
        };
        view.begin(number, checked.is_ok());
        if view.documents.is_none() {
            let entries = entries.filter(|entries| !entries.is_empty());
            view.documents =
                entries.map(|entries| entries.iter().map(|entry| entry.path.clone()).collect());
        }
        view.of = view.documents.as_ref().map_or(0, |all| all.len());
        let documents = match checked {
            Ok(_) => view.documents.clone(),
            Err(_) if was_searching => Some(Arc::default()),
            Err(_) => return,
        };
        let query = view.query.clone();
        self.effects
            .push(Effect::SearchCorpus(Arc::new(CorpusSearch {
                number,
                query,
                documents,
            })));
    }

    /// Takes in what was found, wherever the results are.
    pub(in crate::app) fn found_in_corpus(&mut self, answer: FoundInCorpus) {
        let shown = self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Corpus(view) => Some(view),
            _ => None,
        });
        if let Some(view) = shown.or(self.searching.kept.as_mut())
            && view.number == answer.number
        {
            view.take_in(answer);
        }
    }

    /// Has the search given up.
    fn give_up_search(&mut self) {
        self.searching.number += 1;
        self.effects
            .push(Effect::SearchCorpus(Arc::new(CorpusSearch {
                number: self.searching.number,
                query: Query::default(),
                documents: Some(Arc::default()),
            })));
    }

    pub(in crate::app) fn corpus_overlay_action(
        &mut self,
        mut view: Box<CorpusView>,
        action: OverlayAction,
    ) {
        let page = view.page();
        match action {
            OverlayAction::Cancel if view.is_searching() => {
                self.give_up_search();
                view.stop();
            }
            OverlayAction::Cancel => {
                self.searching.kept = Some(view);
                return;
            }
            OverlayAction::Accept if view.is_typing => {
                (view.is_typing, view.is_fresh) = (false, false);
                if view.input.text().trim().is_empty() {
                    view.is_typing = true;
                    self.status.notice("type what to search for");
                }
            }
            OverlayAction::Accept if view.results.chosen().is_some() => {
                self.overlays.push(Overlay::Corpus(view));
                self.remember_search();
                return self.read_result();
            }
            OverlayAction::Up if view.is_typing => self.recall(&mut view, true),
            OverlayAction::Down if view.is_typing => self.recall(&mut view, false),
            OverlayAction::Down => view.results.step(1),
            OverlayAction::Up => view.results.step(-1),
            OverlayAction::PageDown => view.results.step(page),
            OverlayAction::PageUp => view.results.step(-page),
            OverlayAction::Mark => view.results.mark(),
            _ => {}
        }
        let (is_left, is_recalled) = (!view.is_typing, action == OverlayAction::Up);
        let is_recalled = (is_recalled || action == OverlayAction::Down) && view.is_typing;
        self.overlays.push(Overlay::Corpus(view));
        if is_recalled {
            self.corpus_typed();
        } else if is_left && action == OverlayAction::Accept {
            self.remember_search();
        }
    }

    /// Puts an earlier search on the line, or a later one; after the last of them nothing.
    fn recall(&mut self, view: &mut CorpusView, is_earlier: bool) {
        let searches = &self.remembered.searches;
        let place = match (view.recalled, is_earlier) {
            // What is typed is the last one itself where that was searched for.
            (None, true) => Some(usize::from(
                searches.first().is_some_and(|last| *last == view.query),
            )),
            (Some(place), true) => Some(place + 1),
            (place, false) => place.and_then(|place| place.checked_sub(1)),
        };
        match place.map(|place| (place, searches.get(place))) {
            Some((place, Some(query))) => {
                view.put(query.clone());
                (view.recalled, view.is_fresh) = (Some(place), false);
            }
            Some((_, None)) => self.status.notice("nothing else was searched for before"),
            None => {
                view.input = Line::default();
                view.recalled = None;
            }
        }
    }

    /// Remembers what is searched for.
    fn remember_search(&mut self) {
        let Some(query) = self.corpus_view().map(|view| view.query.clone()) else {
            return;
        };
        if query.pattern().is_ok() {
            let searches = &mut self.remembered.searches;
            searches.retain(|known| *known != query);
            searches.insert(0, query);
            searches.truncate(REMEMBERED);
        }
    }

    /// Reads the chosen result in its document. The search goes on behind the screen.
    fn read_result(&mut self) {
        let Some(Overlay::Corpus(view)) = self.overlays.pop() else {
            return;
        };
        let chosen = view.results.chosen().map(|hit| {
            let place = Place {
                document: hit.found.document.clone(),
                position: hit.passage.start,
            };
            (hit.group, place)
        });
        self.searching.kept = Some(view);
        if let Some((group, place)) = chosen {
            self.layout.focus = Focus::Reader;
            (self.searching.walk, self.searching.is_from_end) = (Some(group), false);
            self.searching.is_new = true;
            self.open(&place.document.clone(), Goal::Place(place));
            self.jumps.leave_over(Over::Results);
            if self.opening.path.is_none() {
                self.mark_found();
            }
        }
    }
}
