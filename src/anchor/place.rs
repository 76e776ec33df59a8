//! From where the words of a quote went to the place of the quote: which of them are together, where exactly it begins and
//! ends, and how much of it and of its surroundings is there.

use super::align::Tie;
use super::map::Fate;
use super::words::{Range, Vocabulary, Words};
use crate::model::Span;
use crate::text::cluster;
use crate::text::fold::{Sign, signs};

/// Where a quote stands in a text that is known: the one it was annotated in, or as much of it as was written down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a, 't> {
    /// The words of the text.
    pub words: &'a Words<'t>,
    /// The quote, in bytes of the text.
    pub quote: Span,
    /// The words that are in the quote, or partly so.
    pub range: Range,
    /// How many words on a side count as the surroundings of the quote.
    around: usize,
}

impl<'a, 't> Source<'a, 't> {
    /// The quote `quote` of a text, with so many words on each side.
    pub(super) fn new(words: &'a Words<'t>, quote: Span, around: usize) -> Self {
        let range = words.within(quote);
        Self {
            words,
            quote,
            range,
            around: around.min(words.len()),
        }
    }

    /// The words of the quote and its surroundings.
    pub(super) fn whole(&self) -> Range {
        Range {
            start: self.range.start.saturating_sub(self.around),
            end: (self.range.end + self.around).min(self.words.len()),
        }
    }
}

/// A place of a quote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Where, in bytes of the text.
    pub span: Span,
    /// Which words of the text.
    pub words: Range,
    /// The share of the quote's words that are there, from 0 to 1.
    pub kept: f32,
    /// How like the quote the place is: as `kept`, and less for every word that is there and not in the quote.
    pub quote: f32,
    /// The share of the words before the quote that are before the place; nothing where there are none.
    pub before: Option<f32>,
    /// The share of the words after the quote that are after the place; nothing where there are none.
    pub after: Option<f32>,
    /// How like each other the stretches around it are.
    pub likeness: Likeness,
    /// Which words of the source are here: the first and the last word of the quote that are, and all between.
    pub part: Range,
    /// Whether other words of the quote are at another place.
    pub torn: bool,
}

impl Found {
    /// How much of the quote and its surroundings is here, from 0 to 1: the quote counts for five ninths, each side for
    /// two. A side that is not known does not count.
    pub(super) fn score(&self) -> f32 {
        let sides = [self.before, self.after];
        let known = sides.iter().flatten();
        let (sum, weight) = known.fold((5.0 * self.quote, 5.0), |(sum, weight), side| {
            (sum + 2.0 * side, weight + 2.0)
        });
        (sum / weight).clamp(0.0, 1.0)
    }

    /// How well the better side fits, from 0 to 1.
    pub(super) fn better_side(&self) -> f32 {
        self.before.unwrap_or(0.0).max(self.after.unwrap_or(0.0))
    }

    /// How well the worse side fits, from 0 to 1; a side that is not known is as good as the other.
    pub(super) fn worse_side(&self) -> f32 {
        let sides = self.before.or(self.after).zip(self.after.or(self.before));
        sides.map_or(0.0, |(before, after)| before.min(after))
    }
}

/// How like each other two stretches are that reach from the first word of quote and surroundings that is there to the
/// last one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Likeness {
    /// The share of words that they have in common, from 0 to 1: low where words that resemble the quote stand among
    /// others.
    pub density: f32,
    /// How many figures and names the longer list of the two has.
    pub names: usize,
    /// The share of figures and names that they have in common, from 0 to 1; 1 where there are none.
    pub identity: f32,
    /// The share of words that they have in common, that the text has nowhere else, and that are neither.
    pub rare: f32,
}

/// A word of the quote that is still there.
#[derive(Clone, Copy, Debug)]
struct Kept {
    old: usize,
    new: usize,
    weight: f32,
}

/// The place of the quote of `source` in a text with the words `new`, when word `n` of the source went to `fate(n)`.
pub(super) fn find(
    source: &Source<'_, '_>,
    fate: impl Fn(usize) -> Option<Fate>,
    new: &Words<'_>,
    vocabulary: &Vocabulary,
    weight: impl Fn(u32) -> f32,
) -> Option<Found> {
    let finding = Finding {
        source,
        new,
        vocabulary,
        fate,
        weight,
    };
    if source.range.is_empty() {
        finding.between()
    } else {
        finding.among()
    }
}
/// Looking for the place of one quote.
struct Finding<'a, 's, 'o, 'n, F, W> {
    source: &'a Source<'s, 'o>,
    new: &'a Words<'n>,
    vocabulary: &'a Vocabulary,
    /// Where a word of the source went.
    fate: F,
    /// How much a word counts.
    weight: W,
}

impl<F: Fn(usize) -> Option<Fate>, W: Fn(u32) -> f32> Finding<'_, '_, '_, '_, F, W> {
    /// The place of a quote that has words.
    fn among(&self) -> Option<Found> {
        let range = self.source.range;
        let kept: Vec<Kept> = (range.start..range.end)
            .filter_map(|old| self.kept(old))
            .collect();
        if let Some(found) = self.shuffled(&kept) {
            return Some(found);
        }
        let groups = groups(&kept, range.len());
        let (group, others) = groups.split_first()?;
        let torn = self.is_torn(others);
        let Group {
            mut first,
            mut last,
            weight,
            ..
        } = *group;
        // Words that others stand for belong to the place as long as they follow on it.
        let near = |old: usize, from: usize, to: usize| {
            let fate = (self.fate)(old);
            fate.map(|fate| fate.new)
                .filter(|at| (from..to).contains(at))
        };
        while first.old > range.start
            && let Some(to) = near(first.old - 1, first.new.saturating_sub(NEXT), first.new)
        {
            (first.old, first.new) = (first.old - 1, to);
        }
        while last.old + 1 < range.end
            && let Some(to) = near(last.old + 1, last.new + 1, last.new + 1 + NEXT)
        {
            (last.old, last.new) = (last.old + 1, to);
        }
        let words = Range::new(first.new, last.new + 1);
        let start = start(self.source, first, self.new);
        let end = end(self.source, last, self.new).max(start);
        let part = Range::new(first.old, last.old + 1);
        Some(self.found(Span::new(start, end), words, part, weight, torn))
    }

    /// The place of a quote whose words stand together in another order.
    fn shuffled(&self, kept: &[Kept]) -> Option<Found> {
        let range = self.source.range;
        let first = kept.iter().min_by_key(|kept| kept.new)?.new;
        let last = kept.iter().max_by_key(|kept| kept.new)?.new;
        let is_in_order = kept.is_sorted_by_key(|kept| kept.new);
        let room = last + 1 - first;
        if is_in_order || 4 * room > 5 * range.len() || 4 * kept.len() < 3 * range.len() {
            return None;
        }
        let span = Span::new(self.new.span(first).start, self.new.span(last).end);
        let weight = kept.iter().map(|kept| kept.weight).sum();
        Some(self.found(span, Range::new(first, last + 1), range, weight, false))
    }

    /// The place `span` with the words `words`, where words of the quote stand that count `weight`.
    fn found(&self, span: Span, words: Range, part: Range, weight: f32, torn: bool) -> Found {
        let length = self.weigh(self.source.words, self.source.range);
        let room = self.weigh(self.new, words);
        Found {
            span: whole_clusters(self.new.text, span),
            words,
            kept: share(weight, length),
            quote: share(2.0 * weight, length + room),
            before: self.before(words.start),
            after: self.after(words.end),
            likeness: self.likeness(words),
            part,
            torn,
        }
    }

    /// Whether words of the quote went to other places for good: more than a stray one, or with their neighbours.
    fn is_torn(&self, others: &[Group]) -> bool {
        let range = self.source.range;
        let goes = |old: usize, to: usize| (self.fate)(old).is_some_and(|fate| fate.new == to);
        let with_neighbours = |group: &Group| {
            let (first, last) = (group.first, group.last);
            let neighbour = first.old.checked_sub(1).zip(first.new.checked_sub(1));
            (first.old == range.start && neighbour.is_some_and(|(old, new)| goes(old, new)))
                || (last.old + 1 == range.end && goes(last.old + 1, last.new + 1))
        };
        let elsewhere: usize = others.iter().map(|group| group.count).sum();
        elsewhere > usize::from(range.len() > 6) || others.iter().any(with_neighbours)
    }

    /// The word `old` of the source, if it is still there.
    fn kept(&self, old: usize) -> Option<Kept> {
        let Fate { new, tie } = (self.fate)(old)?;
        let all = (self.weight)(*self.source.words.numbers.get(old)?);
        let weight = match tie {
            Tie::Same => all,
            Tie::Kin => 0.75 * all,
            Tie::Instead => return None,
        };
        Some(Kept { old, new, weight })
    }

    /// What the words `range` of a text count together.
    fn weigh(&self, words: &Words<'_>, range: Range) -> f32 {
        let words = words.numbers(range).iter();
        words.map(|word| (self.weight)(*word)).sum()
    }

    /// The share of the words before the quote that went to shortly before the word `place`.
    fn before(&self, place: usize) -> Option<f32> {
        let around = Range::new(self.source.whole().start, self.source.range.start);
        let near = place.saturating_sub(2 * self.source.around)..place;
        self.near(around, near)
    }

    /// The share of the words after the quote that went to shortly after the word before `place`.
    fn after(&self, place: usize) -> Option<f32> {
        let around = Range::new(self.source.range.end, self.source.whole().end);
        self.near(around, place..place + 2 * self.source.around)
    }

    fn near(&self, around: Range, near: std::ops::Range<usize>) -> Option<f32> {
        let kept = (around.start..around.end).filter_map(|old| self.kept(old));
        let there = kept.filter(|kept| near.contains(&kept.new));
        let there = there.map(|kept| kept.weight).sum::<f32>();
        (!around.is_empty()).then(|| share(there, self.weigh(self.source.words, around)))
    }

    /// How like each other the stretches are around the words `place` of the new text in which quote and surroundings
    /// are kept.
    fn likeness(&self, place: Range) -> Likeness {
        let far = 2 * self.source.around;
        let near = place.start.saturating_sub(far)..place.end + far;
        let whole = self.source.whole();
        let kept = (whole.start..whole.end).filter_map(|old| self.kept(old));
        let kept: Vec<Kept> = kept.filter(|kept| near.contains(&kept.new)).collect();
        let (Some(first), Some(last)) = (kept.first(), kept.last()) else {
            return Likeness::default();
        };
        let old = Range::new(first.old, last.old + 1);
        let from = kept.iter().map(|kept| kept.new).min().unwrap_or(first.new);
        let to = kept.iter().map(|kept| kept.new).max().unwrap_or(last.new);
        let new = Range::new(from, to + 1);
        let both = self.weigh(self.source.words, old) + self.weigh(self.new, new);
        let common = kept.iter().map(|kept| kept.weight).sum::<f32>();
        let is_name = |word: &&u32| self.vocabulary.identifies(**word);
        let names = |words: &Words<'_>, range| words.numbers(range).iter().filter(is_name).count();
        let (ours, theirs) = (names(self.source.words, old), names(self.new, new));
        let same = kept.iter().filter_map(|kept| {
            let word = self.source.words.numbers.get(kept.old);
            word.filter(|word| self.new.numbers.get(kept.new) == Some(word))
        });
        let same: Vec<&u32> = same.collect();
        let shared = same.iter().filter(|word| is_name(word)).count();
        let unknown = (self.weight)(u32::MAX);
        let is_rare = |word: &&&u32| !is_name(word) && (self.weight)(***word) >= unknown;
        let rare = same.iter().filter(is_rare).count();
        Likeness {
            density: share(2.0 * common, both),
            names: ours.max(theirs),
            identity: match ours + theirs {
                0 => 1.0,
                all => ratio(2 * shared, all),
            },
            rare: ratio(rare, old.len()),
        }
    }

    /// The place of a quote without words: where its signs stand between the same neighbours.
    fn between(&self) -> Option<Found> {
        let (source, new) = (self.source, self.new);
        let same = |old: usize| (self.fate)(old).filter(|fate| fate.tie == Tie::Same);
        let left = source.range.start.checked_sub(1).and_then(same);
        let right = same(source.range.start);
        let at = left.map(|left| left.new + 1);
        let at = at.or(right.map(|right| right.new))?;
        if right.is_some_and(|right| right.new != at) {
            return None;
        }
        let gap = new.gap_before(at);
        let text = source.words.text;
        let quote = source.quote.of(text);
        let span = if let Some(start) = gap.of(new.text).find(quote) {
            Span::new(gap.start + start, gap.start + start + quote.len())
        } else {
            let wanted = signs(text, source.quote);
            let there = signs(new.text, gap);
            let found = there.windows(wanted.len().max(1)).find(|signs| {
                let (signs, wanted) = (signs.iter(), wanted.iter());
                signs.map(|sign| sign.sign).eq(wanted.map(|sign| sign.sign))
            })?;
            Span::new(found.first()?.span.start, found.last()?.span.end)
        };
        let words = Range::new(at, at);
        Some(Found {
            span: whole_clusters(new.text, span),
            words,
            kept: 1.0,
            quote: 1.0,
            before: self.before(at),
            after: self.after(at),
            likeness: self.likeness(words),
            part: source.range,
            torn: false,
        })
    }
}

/// Words of a quote that went to one place.
#[derive(Clone, Copy, Debug)]
struct Group {
    first: Kept,
    last: Kept,
    count: usize,
    weight: f32,
}

/// The words that are kept, by the place they went to, the most first.
fn groups(kept: &[Kept], length: usize) -> Vec<Group> {
    let apart = length.max(6);
    let mut groups: Vec<Group> = Vec::new();
    for word in kept.iter().copied() {
        match groups.last_mut() {
            Some(group)
                if word.new > group.last.new
                    && word.new - group.last.new <= word.old - group.last.old + apart =>
            {
                group.last = word;
                group.count += 1;
                group.weight += word.weight;
            }
            _ => groups.push(Group {
                first: word,
                last: word,
                count: 1,
                weight: word.weight,
            }),
        }
    }
    groups.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    groups
}

fn ratio(part: usize, all: usize) -> f32 {
    let float = |count: usize| u16::try_from(count).map_or(f32::from(u16::MAX), f32::from);
    float(part) / float(all)
}

fn share(part: f32, all: f32) -> f32 {
    if all > 0.0 {
        (part / all).min(1.0)
    } else {
        0.0
    }
}

/// How far the word that stands for the next one may be, in words.
const NEXT: usize = 2;

/// How much of what stands beside a word is looked at for the quote's signs, in bytes.
const BESIDE: usize = 256;

/// Where the quote begins whose word `first.old` is the first that is still there.
fn start(source: &Source<'_, '_>, first: Kept, new: &Words<'_>) -> usize {
    let (text, place) = (source.words.text, new.span(first.new));
    let word = source.words.span(source.range.start);
    let is_whole = first.old == source.range.start;
    if source.quote.start > word.start {
        let cut = Span::new(word.start, source.quote.start);
        let rest = Span::new(source.quote.start, word.end);
        return match rest.of(text) {
            _ if !is_whole => place.start,
            rest if place.of(new.text).ends_with(rest) => place.end - rest.len(),
            _ => along(place, new.text, cut.of(text)),
        };
    }
    let lead = Span::new(source.quote.start, word.start);
    let before = Span::new(0, place.start).of(new.text);
    if is_whole && before.ends_with(lead.of(text)) {
        return place.start - lead.len();
    }
    let gap = new.gap_before(first.new);
    let from = new.text.ceil_char_boundary(gap.end.saturating_sub(BESIDE));
    let there = signs(new.text, Span::new(gap.start.max(from), gap.end));
    let last = common(signs(text, lead).into_iter().rev(), there.into_iter().rev());
    last.map_or(place.start, |sign| sign.span.start)
}

/// Where the quote ends whose word `last.old` is the last that is still there.
fn end(source: &Source<'_, '_>, last: Kept, new: &Words<'_>) -> usize {
    let (text, place) = (source.words.text, new.span(last.new));
    let word = source.words.span(source.range.end - 1);
    let is_whole = last.old + 1 == source.range.end;
    if source.quote.end < word.end {
        let begin = Span::new(word.start, source.quote.end);
        return match begin.of(text) {
            _ if !is_whole => place.end,
            begin if place.of(new.text).starts_with(begin) => place.start + begin.len(),
            begin => along(place, new.text, begin),
        };
    }
    let tail = Span::new(word.end, source.quote.end);
    let after = Span::new(place.end, new.text.len()).of(new.text);
    if is_whole && after.starts_with(tail.of(text)) {
        return place.end + tail.len();
    }
    let gap = new.gap_before(last.new + 1);
    let to = new
        .text
        .floor_char_boundary(gap.start.saturating_add(BESIDE));
    let there = signs(new.text, Span::new(gap.start, gap.end.min(to)));
    let last = common(signs(text, tail).into_iter(), there.into_iter());
    last.map_or(place.end, |sign| sign.span.end)
}

/// The last sign of those that are the same from where they begin, as it is in `there`.
fn common(wanted: impl Iterator<Item = Sign>, there: impl Iterator<Item = Sign>) -> Option<Sign> {
    let same = wanted.zip(there);
    let same = same.take_while(|(wanted, sign)| wanted.sign == sign.sign);
    same.last().map(|(_, sign)| sign)
}

/// As far into the word `place` as `piece` is long, in characters.
fn along(place: Span, text: &str, piece: &str) -> usize {
    let mut inside = place.of(text).char_indices().skip(piece.chars().count());
    inside.next().map_or(place.end, |(at, _)| place.start + at)
}

/// `span` and what remains of the clusters that it cuts.
fn whole_clusters(text: &str, span: Span) -> Span {
    let end = cluster::floor(text, span.end);
    let end = if end < span.end {
        cluster::next(text, end)
    } else {
        end
    };
    Span::new(cluster::floor(text, span.start), end)
}
