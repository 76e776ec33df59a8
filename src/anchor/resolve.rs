//! Finding a span again, stage by stage: where it was; where the text it was annotated in says that its words went; where
//! its quote and context stand, as they were or edited.
//!
//! Each stage gives a placement or leaves it to the next. What is placed by the words around it alone needs a score, a
//! distance to the next best place, and surroundings that fit: a quote that went must not settle on one that resembles it.

use memchr::memmem;

use super::bearings::{Bearings, CLEAR, is_contested};
use super::candidates::Search;
use super::literal;
use super::map::Map;
use super::meaning::{Effect, effect};
use super::place::{Found, Source, find};
use super::placement::{Candidate, Method, Placement, State};
use super::search::{Index, weight};
use super::words::{Range, Vocabulary, Words};
use crate::model::{Selector, Span};
use crate::text::positions::CodePoints;

/// How many words on a side of a quote are looked at in the text it was annotated in.
const KEPT_AROUND: usize = 12;

/// What a place must score to be offered to a person.
const OFFERED: f32 = 0.4;

/// How far from its position a quote is looked for in a text that it may have been made in, in bytes.
const ASIDE: usize = 1024;

/// By how much the best place must be better than any other.
const MARGIN: f32 = 0.05;

/// Where the span that `selector` describes is in `text`, of which `points` is the index.
///
/// `earlier` are texts in which the document was annotated before, the newest first; the selector is looked up in the
/// one in which its positions read as its quote. There may be none. Positions and quotes may be anything: what does not
/// fit is an orphan, and so is an empty quote.
#[must_use]
pub fn resolve(
    text: &str,
    points: &CodePoints,
    earlier: &[&str],
    selector: &Selector,
) -> Placement {
    let mut all = resolve_all(text, points, earlier, std::iter::once(selector));
    all.pop().unwrap_or_else(Placement::orphan)
}

/// Where the spans of `selectors` are, in their order: as [`resolve`] for each, but the texts are read once.
pub fn resolve_all<'a>(
    text: &str,
    points: &CodePoints,
    earlier: &[&str],
    selectors: impl IntoIterator<Item = &'a Selector>,
) -> Vec<Placement> {
    let mut resolver = Resolver {
        text,
        points,
        earlier: earlier.iter().map(|text| Earlier::new(text)).collect(),
        vocabulary: Vocabulary::default(),
        new: None,
        index: None,
        bearings: Bearings::default(),
    };
    let selectors: Vec<&Selector> = selectors.into_iter().collect();
    let mut found: Vec<Placement> = selectors
        .iter()
        .map(|selector| resolver.resolve(selector))
        .collect();
    let all = selectors.iter().copied().zip(&found);
    resolver.bearings = Bearings::new(text, points, all);
    if !resolver.bearings.is_empty() {
        for (selector, found) in selectors.into_iter().zip(&mut found) {
            if is_contested(found) && resolver.kept(selector).is_none() {
                *found = resolver.search(selector);
            }
        }
    }
    found
}

/// Where the span that `selector` describes is, when it is where it was with its context on both sides: the first stage
/// alone, which looks only there and costs next to nothing. Nothing means that it has to be looked for.
#[must_use]
pub fn at_position(text: &str, points: &CodePoints, selector: &Selector) -> Option<Placement> {
    if selector.quote.is_empty() {
        return None;
    }
    let span = standing(text, points, selector)?;
    (fitting_sides(text, span, selector) == 2).then(|| Placement {
        state: State::Exact,
        span: Some(span),
        score: 1.0,
        rival: 0.0,
        method: Method::Position,
        candidates: Vec::new(),
    })
}

/// On how many sides of `span` the context of `selector` stands.
fn fitting_sides(text: &str, span: Span, selector: &Selector) -> usize {
    let before = Span::new(0, span.start).of(text);
    let after = Span::new(span.end, text.len()).of(text);
    usize::from(before.ends_with(&selector.prefix))
        + usize::from(after.starts_with(&selector.suffix))
}

/// The span at the position of `selector`, if that reads as its quote.
fn standing(text: &str, points: &CodePoints, selector: &Selector) -> Option<Span> {
    let start = points.to_byte(text, selector.start)?;
    let end = points.to_byte(text, selector.end)?;
    (text.get(start..end)? == selector.quote).then(|| Span::new(start, end))
}

/// Whether `selector` was made in `text`, of which `points` is the index: its quote stands there with its context on both
/// sides, where its positions say or near that, as with those of a program that counts in another way.
#[must_use]
pub fn is_made_in(text: &str, points: &CodePoints, selector: &Selector) -> bool {
    stood(text, points, selector).is_some_and(|(_, sides)| sides == 2)
}

/// Where the quote of `selector` stands in a text that it may have been made in, and on how many sides its context.
fn stood(text: &str, points: &CodePoints, selector: &Selector) -> Option<(Span, usize)> {
    let here = standing(text, points, selector);
    let here = here.map(|span| (span, fitting_sides(text, span, selector)));
    let has_context = !selector.prefix.is_empty() || !selector.suffix.is_empty();
    if selector.quote.is_empty() || !has_context || here.is_some_and(|(_, sides)| sides == 2) {
        return here;
    }
    nearby(text, points, selector)
        .map(|span| (span, 2))
        .or(here)
}

/// The span nearest to the position of `selector` at which its quote stands with its context on both sides, if there is
/// one not far from it.
fn nearby(text: &str, points: &CodePoints, selector: &Selector) -> Option<Span> {
    let (before, quote) = (selector.prefix.len(), selector.quote.len());
    let whole = [&*selector.prefix, &*selector.quote, &*selector.suffix].concat();
    let at = points.to_byte(text, selector.start).unwrap_or(text.len());
    let from = at.saturating_sub(before + ASIDE);
    let to = at.saturating_add(whole.len() + ASIDE).min(text.len());
    let window = text.as_bytes().get(from..to)?;
    let starts = memmem::find_iter(window, whole.as_bytes()).map(|found| from + found + before);
    let start = starts.min_by_key(|start| start.abs_diff(at))?;
    Some(Span::new(start, start + quote))
}

/// A text in which the document was annotated before.
struct Earlier<'a> {
    text: &'a str,
    points: CodePoints,
    /// Its words, and where they went; made when the first quote needs them.
    read: Option<(Words<'a>, Map)>,
}

impl<'a> Earlier<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            points: CodePoints::new(text),
            read: None,
        }
    }
}

/// A text in which quotes are looked for, and what has been learned of it so far.
struct Resolver<'a> {
    text: &'a str,
    points: &'a CodePoints,
    earlier: Vec<Earlier<'a>>,
    vocabulary: Vocabulary,
    new: Option<Words<'a>>,
    index: Option<Index>,
    /// What was found for certain, once everything was looked for.
    bearings: Bearings,
}

impl Resolver<'_> {
    fn resolve(&mut self, selector: &Selector) -> Placement {
        if selector.quote.is_empty() {
            return Placement::orphan();
        }
        if let Some(placement) = at_position(self.text, self.points, selector) {
            return placement;
        }
        if self.new.is_none() {
            self.new = Some(Words::new(self.text, &mut self.vocabulary));
        }
        match self.kept(selector) {
            Some((which, quote)) => {
                self.make_index();
                self.follow(which, quote, selector)
            }
            None => self.search(selector),
        }
    }

    fn make_index(&mut self) {
        if let (None, Some(new)) = (&self.index, &self.new) {
            self.index = Some(Index::new(new, self.vocabulary.len()));
        }
    }

    /// The places of the quote of `source`, the best first.
    fn candidates(&self, source: &Source<'_, '_>, selector: &Selector) -> Vec<Found> {
        let (Some(new), Some(index)) = (&self.new, &self.index) else {
            return Vec::new();
        };
        let search = Search {
            new,
            index,
            vocabulary: &self.vocabulary,
        };
        search.candidates(source, self.expected(selector))
    }

    /// The earlier text in which `selector` was made, and where the quote is in it: there its positions, or others near
    /// them, read as its quote with the context on both sides, or on one if the other was written down in another way.
    fn kept(&mut self, selector: &Selector) -> Option<(usize, Span)> {
        let stood = self
            .earlier
            .iter()
            .map(|earlier| stood(earlier.text, &earlier.points, selector));
        let stood: Vec<Option<(Span, usize)>> = stood.collect();
        let with = |least: usize| {
            let fits =
                |stood: &Option<(Span, usize)>| stood.is_some_and(|(_, sides)| sides >= least);
            stood.iter().position(fits)
        };
        let which = with(2).or_else(|| with(1))?;
        let (quote, _) = stood.get(which).copied().flatten()?;
        let earlier = self.earlier.get_mut(which)?;
        if let (None, Some(new)) = (&earlier.read, &self.new) {
            let old = Words::new(earlier.text, &mut self.vocabulary);
            let mut map = Map::new(&old.numbers, &new.numbers, &self.vocabulary);
            map.settle(&old, new);
            earlier.read = Some((old, map));
        }
        Some((which, quote))
    }

    /// Where the words of a quote went that stands at `quote` in an earlier text. What the new text has from elsewhere in
    /// the old one is not looked at: a sentence that went is not its neighbour.
    fn follow(&self, which: usize, quote: Span, selector: &Selector) -> Placement {
        let (Some(new), Some((old, map))) = (
            &self.new,
            self.earlier
                .get(which)
                .and_then(|earlier| earlier.read.as_ref()),
        ) else {
            return Placement::orphan();
        };
        let source = Source::new(old, quote, KEPT_AROUND);
        let mapped = find(
            &source,
            |word| map.fate(word),
            new,
            &self.vocabulary,
            |_| 1.0,
        );
        if let Some(found) = mapped.filter(|found| is_followed(found, source.range.len())) {
            let mut placement = self.placed(&found, selector, Method::Diff, 0.0);
            if placement.state == State::ChangedMeaning {
                let candidates = self.candidates(&source, selector);
                placement.rival = rival(&found, &candidates).map_or(0.0, Found::score);
            }
            return placement;
        }
        let candidates = self.candidates(&source, selector);
        if let Some(found) = mapped.filter(|found| found.torn) {
            let mut parts = vec![found];
            parts.extend(
                candidates
                    .iter()
                    .filter(|other| !other.span.overlaps(found.span)),
            );
            return unplaced(State::Ambiguous, &parts);
        }
        let is_free = |found: &&Found| 3 * map.taken(found.words) <= found.words.len();
        let free: Vec<Found> = candidates.iter().filter(is_free).copied().collect();
        self.decide(&source, &free, &candidates, None, selector)
    }

    /// Where the quote and context of `selector` stand.
    fn search(&mut self, selector: &Selector) -> Placement {
        let snippet = [&*selector.prefix, &*selector.quote, &*selector.suffix].concat();
        let words = Words::new(&snippet, &mut self.vocabulary);
        self.make_index();
        let start = selector.prefix.len();
        let quote = Span::new(start, start + selector.quote.len());
        let source = Source::new(&words, quote, words.len());
        let candidates = self.candidates(&source, selector);
        if candidates.is_empty() && source.range.len() <= 2 {
            return literal::resolve(self.text, self.points, selector);
        }
        match self.contenders(&candidates, selector) {
            Contest::None => self.decide(&source, &candidates, &candidates, None, selector),
            Contest::Won(best) => {
                self.decide(&source, &candidates, &candidates, Some(best), selector)
            }
            Contest::Open => unplaced(State::Ambiguous, &candidates),
        }
    }

    /// Which of the places that are nearly as good as the best of `candidates` is where the quote of `selector` is expected.
    fn contenders(&self, candidates: &[Found], selector: &Selector) -> Contest {
        let Some(best) = candidates.first().filter(|_| !self.bearings.is_empty()) else {
            return Contest::None;
        };
        let near = |margin: f32| move |found: &&Found| found.score() > best.score() - margin;
        if candidates.iter().filter(near(CLEAR)).count() < 2 {
            return Contest::None;
        }
        let miss = |found: &Found| {
            let start = self.points.from_byte(self.text, found.span.start);
            self.bearings.miss(selector.start, start)
        };
        let mut expected = candidates
            .iter()
            .filter(near(CLEAR))
            .filter(|found| miss(found).is_some());
        match (expected.next(), expected.next()) {
            (Some(one), None) if near(MARGIN)(&one) => Contest::Won(*one),
            (Some(one), Some(_)) if one == best => Contest::None,
            _ => Contest::Open,
        }
    }

    /// The word of the text near which the quote of `selector` was, if nothing before it changed.
    fn expected(&self, selector: &Selector) -> usize {
        let at = self
            .points
            .to_byte(self.text, selector.start)
            .unwrap_or(self.text.len());
        let at = Span::new(at, at + 1);
        self.new.as_ref().map_or(0, |new| new.within(at).start)
    }

    /// The placement of the best of `candidates`, if it is good enough; `all` are those that a person may choose from. If
    /// one of them is `expected` where it is, this is taken for the best, and need not be better than the others.
    fn decide(
        &self,
        source: &Source<'_, '_>,
        candidates: &[Found],
        all: &[Found],
        expected: Option<Found>,
        selector: &Selector,
    ) -> Placement {
        let best = expected.as_ref().or(candidates.first());
        let rival = best
            .and_then(|best| rival(best, candidates))
            .map_or(0.0, Found::score);
        let is_torn = best.is_some_and(|best| best.torn || self.is_cut(best, source));
        if let Some(best) = best {
            let effect = effect(&selector.quote, best.span.of(self.text));
            let is_clear = expected.is_some() || best.score() >= rival + MARGIN;
            if !is_torn && is_clear && self.is_certain(best, effect, source) {
                let method = match effect {
                    Effect::Same if best.span.of(self.text) != selector.quote => Method::Normalised,
                    Effect::Same if rival > OFFERED => Method::Context,
                    Effect::Same => Method::Quote,
                    _ => Method::Approximate,
                };
                return self.placed(best, selector, method, rival);
            }
        }
        let is_ambiguous = is_torn
            || best.is_some_and(|best| {
                best.quote > 0.8 && best.score() >= OFFERED && rival > best.score() - MARGIN
            });
        unplaced(
            if is_ambiguous {
                State::Ambiguous
            } else {
                State::Orphan
            },
            all,
        )
    }

    /// Whether a quote is where `best` is, if it is anywhere.
    fn is_certain(&self, best: &Found, effect: Effect, source: &Source<'_, '_>) -> bool {
        let (better, worse) = (best.better_side(), best.worse_side());
        let length = source.range.len();
        if best.kept < 0.5 || !is_same_one(best) {
            return false;
        }
        let is_dense = length >= 8 && better >= 0.6 && best.likeness.density >= 0.75;
        let is_bare = best.before.is_none() && best.after.is_none();
        match effect {
            Effect::Same if is_bare && length > 2 => true,
            Effect::Same if length < 4 => better >= 0.6,
            _ if length < 4 => better >= 0.7 && worse >= 0.5,
            Effect::Same => better >= 0.3 || self.says_enough(source),
            Effect::Edited => is_dense || (better >= 0.5 && (worse >= 0.25 || best.quote >= 0.8)),
            Effect::ChangedMeaning => is_dense || (better >= 0.7 && worse >= 0.5),
        }
    }

    /// Whether the words of a quote that are missing at an end of `best`, where the surroundings are missing too, stand
    /// elsewhere with these.
    fn is_cut(&self, best: &Found, source: &Source<'_, '_>) -> bool {
        let (Some(index), Some(new)) = (&self.index, &self.new) else {
            return false;
        };
        let whole = source.whole();
        let ends = [
            (
                best.before,
                Range::new(whole.start, best.part.start),
                source.range.start,
            ),
            (
                best.after,
                Range::new(best.part.end, whole.end),
                source.range.end,
            ),
        ];
        ends.into_iter().any(|(side, rest, edge)| {
            let is_ragged =
                rest.start < edge && edge < rest.end && side.is_some_and(|side| side < 0.4);
            let query = source.words.numbers(rest);
            let stands = || {
                index
                    .windows(new, query, 0)
                    .first()
                    .is_some_and(|window| 2 * window.common > query.len())
            };
            is_ragged && query.len() > 3 && stands()
        })
    }

    /// Whether the words of a quote are so many and so rare that they do not stand together by chance.
    fn says_enough(&self, source: &Source<'_, '_>) -> bool {
        let (Some(index), Some(new)) = (&self.index, &self.new) else {
            return false;
        };
        let words = source.words.numbers(source.range).iter();
        let bits = words.map(|word| weight(new.len(), index.count(*word)));
        bits.sum::<f32>() > 24.0 + weight(new.len(), 1)
    }

    fn placed(&self, found: &Found, selector: &Selector, method: Method, rival: f32) -> Placement {
        let span = found.span;
        let state = match effect(&selector.quote, span.of(self.text)) {
            Effect::Same if standing(self.text, self.points, selector) == Some(span) => {
                State::Exact
            }
            Effect::Same => State::Moved,
            Effect::Edited => State::Edited,
            Effect::ChangedMeaning => State::ChangedMeaning,
        };
        Placement {
            state,
            span: Some(span),
            score: found.score(),
            rival,
            method,
            candidates: Vec::new(),
        }
    }
}

/// What the places of other annotations say of places that are equally good.
enum Contest {
    /// Nothing, or there is no contest.
    None,
    /// It is this one.
    Won(Found),
    /// It is none of them, or not the one that reads best.
    Open,
}

/// What is left to a person, with those of `candidates` that are worth a look.
fn unplaced(state: State, candidates: &[Found]) -> Placement {
    let score = |at: usize| candidates.get(at).map_or(0.0, Found::score);
    let offered: Vec<Candidate> = candidates
        .iter()
        .map(|found| Candidate {
            span: found.span,
            score: found.score(),
        })
        .filter(|candidate| candidate.score >= OFFERED)
        .collect();
    let is_empty = offered.is_empty();
    Placement {
        state: if offered.len() > 1 {
            state
        } else {
            State::Orphan
        },
        span: None,
        score: if is_empty { 0.0 } else { score(0) },
        rival: if is_empty { 0.0 } else { score(1) },
        method: if is_empty {
            Method::None
        } else {
            Method::Approximate
        },
        candidates: offered,
    }
}

/// Whether the words of a quote of `length` words were followed to `found` beyond doubt.
fn is_followed(found: &Found, length: usize) -> bool {
    let (better, worse) = (found.better_side(), found.worse_side());
    !found.torn
        && match length {
            0..4 => found.kept >= 0.5 && better >= 0.5 && (found.kept > 0.99 || worse >= 0.4),
            _ => found.kept >= 0.5,
        }
}

/// Whether the figures and names in and around `found` are those of the quote and its context, or else many words are that
/// the text has nowhere else: a sentence that resembles another has the same common words and other figures.
fn is_same_one(found: &Found) -> bool {
    let likeness = found.likeness;
    let is_rare = likeness.rare >= 0.1 && found.better_side() >= 0.5;
    likeness.identity >= 0.65 || (is_rare && (likeness.names < 3 || likeness.identity >= 0.45))
}

/// The best of `candidates` that has no word in common with `best`.
fn rival<'f>(best: &Found, candidates: &'f [Found]) -> Option<&'f Found> {
    let elsewhere = |found: &&Found| !found.span.overlaps(best.span);
    candidates.iter().find(elsewhere)
}
