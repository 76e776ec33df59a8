//! The marks of notes in running text, tied to the notes they mean: `conflicts.1`, `[3, 4]`, `word¹²`, `name*`.
//!
//! A digit that is glued to a word may be a note's mark, a decimal or the end of a name. It is taken for a mark only
//! where a note with that number exists and the numbers rise through the text as notes do: of all that could be marks,
//! the longest rising sequence is kept.

use std::collections::{HashMap, HashSet};

use super::labels::{self, Form, Key, SIGNS};
use crate::model::{Block, BlockKind, Inline, InlineKind, Span, Structure};

/// What may be the mark of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The mark alone, in bytes of the text.
    pub span: Span,
    /// The note that it means.
    pub key: Key,
    /// Whether it stands where the marks of notes stand, rather than at the end of any word.
    pub is_strong: bool,
    /// Whether it is set off by brackets or by its height, so that it can be said again.
    is_set_off: bool,
}

/// Ties the marks in `text` to its notes.
pub(in crate::corpus) fn tie(text: &str, found: &mut Structure) {
    let mut notes: HashMap<Key, Vec<usize>> = HashMap::new();
    let (mut count, mut is_round) = (0, false);
    for block in found
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Note)
    {
        if let Some(label) =
            labels::label(block.span.of(text)).filter(|label| label.form != Form::Back)
        {
            notes.entry(label.key).or_default().push(block.span.start);
            is_round |= label.form == Form::Round;
            count += 1;
        }
    }
    if notes.is_empty() {
        notes = counted(text, found);
        count = notes.len();
    }
    if notes.is_empty() {
        return;
    }
    let part = |at: usize| found.parts.partition_point(|part| part.span.start <= at);
    let note_of = |mark: &Mark| {
        let starts = notes.get(&mark.key)?;
        let after = starts.partition_point(|start| *start < mark.span.start);
        let is_near = |start: &&usize| part(**start) == part(mark.span.start);
        let following = starts.get(after).filter(is_near);
        following
            .or_else(|| starts.get(after.checked_sub(1)?).filter(is_near))
            .copied()
    };
    let is_linked = |span: Span| {
        let at = found
            .inlines
            .partition_point(|inline| inline.span.end <= span.start);
        found
            .inlines
            .get(at)
            .is_some_and(|inline| inline.span.overlaps(span))
    };
    let mut marks = candidates(text, &found.blocks);
    if is_round {
        marks.extend(round(text, &found.blocks));
        marks.sort_by_key(|mark| mark.span.start);
    }
    let tied = marks.into_iter().filter(|mark| !is_linked(mark.span));
    let tied: Vec<(Mark, usize)> = tied
        .filter_map(|mark| note_of(&mark).map(|note| (mark, note)))
        .collect();
    let (set_off, glued): (Vec<_>, Vec<_>) =
        tied.into_iter().partition(|(mark, _)| mark.is_set_off);
    let glued = plausible(&glued);
    let is_enough = glued.len() * 10 >= count * 3 && set_off.len() < 2.max(glued.len());
    let kept = set_off
        .into_iter()
        .chain(glued.into_iter().filter(|_| is_enough));
    found.inlines.extend(kept.map(|(mark, note)| Inline {
        kind: InlineKind::Reference { note },
        span: mark.span,
    }));
    found
        .inlines
        .sort_by_key(|inline| (inline.span.start, std::cmp::Reverse(inline.span.end)));
}

/// The notes of each section that lost their numbers when the page was scraped, by their place in it; none where the
/// marks in the text do not call for most of them.
fn counted(text: &str, found: &Structure) -> HashMap<Key, Vec<usize>> {
    let mut notes: HashMap<Key, Vec<usize>> = HashMap::new();
    let mut number = 0;
    for block in &found.blocks {
        number = if block.kind == BlockKind::Note {
            number + 1
        } else {
            0
        };
        if number > 0 {
            notes
                .entry(Key::Number(number))
                .or_default()
                .push(block.span.start);
        }
    }
    if notes.is_empty() {
        return notes;
    }
    let marks = candidates(text, &found.blocks);
    let strong = marks
        .iter()
        .filter(|mark| mark.is_strong)
        .map(|mark| mark.key);
    let said: HashSet<Key> = strong.collect();
    let called = notes.keys().filter(|key| said.contains(key)).count();
    if called * 2 < notes.len() || called < 2 {
        notes.clear();
    }
    notes
}

/// Those of the glued `marks` that rise as notes do. A digit at the end of any word counts only between its neighbours,
/// and only where no better mark says the same.
fn plausible(marks: &[(Mark, usize)]) -> Vec<(Mark, usize)> {
    let mut strong: Vec<usize> = marks
        .iter()
        .filter(|(mark, _)| mark.is_strong)
        .map(|(_, note)| *note)
        .collect();
    strong.sort_unstable();
    let worthy =
        |(mark, note): &&(Mark, usize)| mark.is_strong || strong.binary_search(note).is_err();
    let marks: Vec<(Mark, usize)> = marks.iter().filter(worthy).copied().collect();
    let rising = longest_rising(&marks);
    let number = |mark: &Mark| match mark.key {
        Key::Number(number) => number,
        Key::Sign(..) => 0,
    };
    let mut kept = Vec::with_capacity(rising.len());
    for (at, (mark, note)) in rising.iter().enumerate() {
        let beside = |other: Option<&(Mark, usize)>| {
            other.is_some_and(|(other, _)| number(other).abs_diff(number(mark)) == 1)
        };
        let before = at.checked_sub(1).and_then(|before| rising.get(before));
        if mark.is_strong || beside(before) || beside(rising.get(at + 1)) {
            kept.push((*mark, *note));
        }
    }
    kept
}

/// The longest strictly rising subsequence of `marks` by their notes, by patience sorting (Fredman 1975).
fn longest_rising(marks: &[(Mark, usize)]) -> Vec<(Mark, usize)> {
    // The mark that ends the best sequence of each length, and the mark before each mark in its sequence.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(marks.len());
    let note = |at: &usize| marks.get(*at).map_or(0, |(_, note)| *note);
    for at in 0..marks.len() {
        let length = ends.partition_point(|end| note(end) < note(&at));
        before.push(
            length
                .checked_sub(1)
                .and_then(|shorter| ends.get(shorter))
                .copied(),
        );
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut rising = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(here) = at {
        rising.extend(marks.get(here).copied());
        at = before.get(here).copied().flatten();
    }
    rising.reverse();
    rising
}

/// All that may be marks in the running text of `blocks`, in order. Numbers in round brackets are left out: see [`round`].
pub(super) fn candidates(text: &str, blocks: &[Block]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for block in blocks.iter().filter(|block| has_marks(block)) {
        let mut reading = Reading {
            words: block.span.of(text),
            start: block.span.start,
            marks: &mut marks,
        };
        reading.read();
    }
    marks
}

fn has_marks(block: &Block) -> bool {
    !matches!(
        block.kind,
        BlockKind::Note | BlockKind::Boilerplate | BlockKind::Preformatted
    )
}

/// The numbers in round brackets that may be marks: those at the end of a sentence or a part of one.
fn round(text: &str, blocks: &[Block]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for block in blocks.iter().filter(|block| has_marks(block)) {
        let words = block.span.of(text);
        for (at, _) in words.match_indices('(') {
            let rest = words.get(at + 1..).unwrap_or_default();
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, after) = rest.split_at(digits);
            let Some(after) = after
                .strip_prefix(')')
                .filter(|_| (1..=3).contains(&digits))
            else {
                continue;
            };
            let before = words.get(..at).unwrap_or_default();
            let ends = before.ends_with(['.', ',', '”', '"', ';', '!', '?'])
                || after.is_empty()
                || after.starts_with(['.', ',', ';']);
            if let Some(number) = number.parse().ok().filter(|_| ends && at > 0) {
                let start = block.span.start + at;
                marks.push(Mark {
                    span: Span::new(start, start + digits + 2),
                    key: Key::Number(number),
                    is_strong: true,
                    is_set_off: false,
                });
            }
        }
    }
    marks
}

/// Abbreviations after whose full stop a number stands that is no mark, in lower case.
const ABBREVIATIONS: [&str; 30] = [
    "no", "nr", "nos", "p", "pp", "vol", "fig", "art", "sec", "ch", "chap", "para", "mk", "ver",
    "v", "vs", "abb", "tab", "eq", "ex", "ed", "s", "st", "ca", "c", "cf", "approx", "max", "min",
    "version",
];
/// What an area or a volume is measured in: a superscript after it is a power.
const UNITS: [&str; 9] = ["m", "km", "cm", "mm", "ft", "mi", "in", "yd", "x"];

/// How many bytes before a mark are looked at.
const LOOKED_BACK: usize = 64;

/// A block in which marks are looked for.
struct Reading<'t, 'm> {
    words: &'t str,
    /// The first byte of the block.
    start: usize,
    marks: &'m mut Vec<Mark>,
}

impl<'t> Reading<'t, '_> {
    /// What stands before `at`, as far as it is looked at.
    fn before(&self, at: usize) -> &'t str {
        let from = self
            .words
            .floor_char_boundary(at.saturating_sub(LOOKED_BACK));
        self.words.get(from..at).unwrap_or_default()
    }

    fn after(&self, at: usize) -> &'t str {
        self.words.get(at..).unwrap_or_default()
    }

    fn push(&mut self, from: usize, to: usize, key: Key, is_strong: bool, is_set_off: bool) {
        let span = Span::new(self.start + from, self.start + to);
        self.marks.push(Mark {
            span,
            key,
            is_strong,
            is_set_off,
        });
    }

    fn read(&mut self) {
        let mut at = 0;
        while let Some(ahead) = self.after(at).find(begins_mark) {
            at += ahead;
            let c = self.after(at).chars().next().unwrap_or(' ');
            at = match c {
                '0'..='9' => self.digits(at),
                '[' => self.brackets(at).unwrap_or(at + 1),
                c if SIGNS.contains(&c) => self.sign(at, c),
                _ => self.raised(at),
            };
        }
    }

    /// Reads the digits at `at`; returns where they end.
    fn digits(&mut self, at: usize) -> usize {
        let rest = self.after(at);
        let end = at + rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = self.words.get(at..end).unwrap_or_default();
        let value = number
            .parse()
            .ok()
            .filter(|value| *value > 0 && number.len() <= 3 && !number.starts_with('0'));
        let Some(value) = value else { return end };
        // `1,2` and `1–3` are two marks.
        let mut more = Vec::new();
        let mut to = end;
        while let Some(joined) = self.after(to).strip_prefix([',', '–', '-']) {
            let from = self.words.len() - joined.len();
            let digits = joined.bytes().take_while(u8::is_ascii_digit).count();
            let other: Option<u32> = joined.get(..digits).and_then(|number| number.parse().ok());
            match other.filter(|other| digits <= 3 && *other > value && *other <= value + 9) {
                Some(other) => more.push((from, from + digits, other)),
                None => break,
            }
            to = from + digits;
        }
        let Some(is_strong) = self.is_glued(at, to) else {
            return to;
        };
        self.push(at, end, Key::Number(value), is_strong, false);
        for (from, to, other) in more {
            self.push(from, to, Key::Number(other), is_strong, false);
        }
        to
    }

    /// Whether the digits from `at` to `end` hang on to what stands before them as a mark does, and whether they stand
    /// where marks stand.
    fn is_glued(&self, at: usize, end: usize) -> Option<bool> {
        let before = self.before(at);
        let after = self.after(end);
        let mut ahead = after.chars();
        let next = ahead.next();
        let is_free = match next {
            None => true,
            Some('.' | ',' | ':') => !ahead.next().is_some_and(char::is_alphanumeric),
            // The sentence that comes next may be glued to the mark as the mark is to the one before it.
            Some(c) if c.is_uppercase() => before.ends_with(['.', '!', '?', '”']),
            Some(c) => c.is_whitespace() || ";)]”’\"»!?—".contains(c),
        };
        if !is_free {
            return None;
        }
        let last = before.chars().next_back()?;
        let inner = before
            .get(..before.len() - last.len_utf8())
            .unwrap_or_default();
        let closes = |c: char| c.is_alphabetic() || "”’\"»)]%".contains(c);
        let word = |text: &'t str| {
            text.rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default()
        };
        match last {
            '.' | '!' | '?' | '…' => {
                let word = word(inner);
                let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
                let is_initial = !inner.trim_end_matches(word).ends_with('.');
                let is_short = is_initial
                    && (word.chars().count() == 1
                        || ABBREVIATIONS.contains(&word.to_lowercase().as_str()));
                let follows = after.trim_start_matches(['”', '"', '’', ')']);
                let goes_on = follows.trim_start().starts_with(|c: char| c.is_lowercase());
                let is_end = follows.is_empty() || follows.starts_with(char::is_whitespace);
                let is_sentence = inner.ends_with(closes) && (!is_short || last != '.') || is_year;
                is_sentence.then_some(is_end && !goes_on)
            }
            ',' | ';' | ':' => {
                let is_end = next.is_none_or(char::is_whitespace);
                (inner.ends_with(closes) && is_end).then_some(true)
            }
            '”' | '’' | '"' | ')' | ']' | '»' => {
                let is_closing =
                    inner.ends_with(|c: char| c.is_alphanumeric() || ".,!?%…’”)".contains(c));
                is_closing.then_some(!next.is_some_and(char::is_uppercase))
            }
            c if c.is_lowercase() => {
                let word = word(before);
                let is_word = word.chars().count() >= 3
                    && word.chars().all(|c| c.is_lowercase() || c.is_uppercase());
                let small = word.chars().skip(1).all(char::is_lowercase);
                (is_word && small).then_some(false)
            }
            _ => None,
        }
    }

    /// Reads what stands in square brackets at `at`; returns where it ends.
    fn brackets(&mut self, at: usize) -> Option<usize> {
        let inner = self.after(at + 1);
        let close = inner.bytes().take(40).position(|b| b == b']')?;
        let inside = inner.get(..close)?;
        let end = at + close + 2;
        let one = inside.strip_prefix('^').unwrap_or(inside).trim();
        let number = one.parse().ok().or_else(|| marks_roman(one));
        if let Some(number) = number.filter(|_| one.len() <= 6) {
            self.push(at, end, Key::Number(number), true, true);
            return Some(end);
        }
        let is_list = inside
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || ",;-–—".contains(c));
        let mut from = at + 1;
        for piece in inside.split([',', ';', '-', '–', '—']) {
            let digits = piece.trim();
            if let Some(number) = digits.parse().ok().filter(|_| is_list && digits.len() <= 3) {
                let start = from + (piece.len() - piece.trim_start().len());
                self.push(start, start + digits.len(), Key::Number(number), true, true);
            }
            from += piece.len();
            from += self.after(from).chars().next().map_or(0, char::len_utf8);
        }
        is_list.then_some(end)
    }

    /// Reads the superscript digits at `at`; returns where they end.
    fn raised(&mut self, at: usize) -> usize {
        let (mut value, mut end, mut count) = (0, at, 0);
        for c in self.after(at).chars() {
            let Some(digit) = labels::superscript(c) else {
                break;
            };
            value = if count < 3 { value * 10 + digit } else { 0 };
            count += 1;
            end += c.len_utf8();
        }
        let before = self.before(at);
        let word = before
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let is_power = UNITS.contains(&word) || before.ends_with(|c: char| c.is_ascii_digit());
        let is_after = before.ends_with(|c: char| !c.is_whitespace());
        if value > 0 && is_after && !is_power {
            self.push(at, end, Key::Number(value), true, true);
        }
        end
    }

    /// Reads the signs at `at`; returns where they end.
    fn sign(&mut self, at: usize, sign: char) -> usize {
        let rest = self.after(at);
        let end = at + (rest.len() - rest.trim_start_matches(sign).len());
        let count = (end - at) / sign.len_utf8();
        let is_after = self
            .before(at)
            .ends_with(|c: char| c.is_alphanumeric() || ".,;”’\")!?".contains(c));
        let is_free = self
            .after(end)
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric() && c != sign);
        // Asterisks around words stress them.
        let opens = |(place, _): (usize, &str)| {
            let before = self.words.get(..place).unwrap_or_default();
            !before.ends_with(|c: char| !c.is_whitespace())
        };
        let from = self.words.floor_char_boundary(at.saturating_sub(200));
        let nearby = self.words.get(from..at).unwrap_or_default();
        let is_stress = sign == '*'
            && nearby
                .match_indices('*')
                .any(|(place, found)| opens((from + place, found)));
        if is_after && is_free && !is_stress && count <= 3 {
            self.push(at, end, Key::Sign(sign, count), true, true);
        }
        end
    }
}

/// Whether a mark may begin with `c`.
fn begins_mark(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_digit() || c == '[' || c == '*'
    } else {
        SIGNS.contains(&c) || labels::superscript(c).is_some()
    }
}

/// The value of a Roman numeral in small letters that can be a mark.
fn marks_roman(text: &str) -> Option<u32> {
    super::marks::roman(text).filter(|_| text.bytes().all(|b| b.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_other_digits() {
        let read = |text: &str| {
            let block = Block {
                kind: BlockKind::Paragraph,
                span: Span::new(0, text.len()),
            };
            let marks = candidates(text, &[block]).into_iter();
            marks
                .map(|mark| mark.span.of(text).to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (text, expect) in [
            ("It made conflicts.1 Then,", "1"),
            ("the forces.3", "3"),
            ("in the region,12 and “peace”4 came.", "12 4"),
            ("civil war9 and", "9"),
            ("in 2019.3 Nobody", "3"),
            ("claims.3,4 The", "3 4"),
            ("claims.3–5 The", "3 5"),
            (
                "word.[3] word [4, 5] word [6–8] word[^9]",
                "[3] 4 5 6 8 [^9]",
            ),
            ("bread¹² was 5 km² wide at 10³", "¹²"),
            ("Ann Poe* and John† said *so* often", "* †"),
            ("see [ii] there", "[ii]"),
            ("It was so.1Then it was not.2", "1 2"),
            ("by Poe et al.1 and others", "1"),
            ("Article 5.2 and version 2.3", ""),
            ("No.1, p.43, vol.3 and Mk.3 of", ""),
            ("U.S.1 The", "1"),
            ("It grew 3.5 times, 1,200 in all", ""),
            ("G7, G20, MH17 and COVID19 came", ""),
            ("class of ’90 was 12% of it", ""),
            ("at 10:30 or 2:1", ""),
            ("Genesis 1:3 says", ""),
            ("[see page 3] [sic]", ""),
        ] {
            assert_eq!(read(text), expect, "{text}");
        }
    }

    #[test]
    fn what_does_not_rise_is_no_mark() {
        let mark = |at: usize, number: u32| {
            let (span, key) = (Span::new(at, at + 1), Key::Number(number));
            (
                Mark {
                    span,
                    key,
                    is_strong: true,
                    is_set_off: false,
                },
                100 + number as usize,
            )
        };
        let marks = [
            mark(0, 1),
            mark(10, 9),
            mark(20, 2),
            mark(30, 3),
            mark(40, 1),
            mark(50, 4),
        ];
        let rising = longest_rising(&marks)
            .into_iter()
            .map(|(_, note)| note - 100);
        assert_eq!(rising.collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert!(longest_rising(&[]).is_empty());
    }
}
