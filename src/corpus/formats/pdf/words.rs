//! Glyphs to words: what stands on one baseline, cut at spaces and at gaps that are as wide as one.
//!
//! The order in which a page is drawn does not count, only the places do. Words come out with their letters in the order
//! they are read in, ligatures undone, accents on their letters; a small raised word knows that it is one.

use std::rc::Rc;

use unicode_bidi::BidiClass;
use unicode_normalization::UnicodeNormalization as _;

use super::fonts::UNKNOWN;
use super::glyphs::{Glyph, Sheet};

/// How many of the words around a small one are looked at for the word it belongs to.
const NEIGHBOURS: usize = 300;

/// A word on a page. Lengths are in points, from the lower left corner.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Word {
    /// What it says.
    pub(super) text: String,
    /// Its left edge.
    pub(super) x: f64,
    /// Its right edge.
    pub(super) end: f64,
    /// The baseline of its line.
    pub(super) y: f64,
    /// The size of its font.
    pub(super) size: f64,
    /// Whether it is bold.
    pub(super) is_bold: bool,
    /// Whether it is italic.
    pub(super) is_italic: bool,
    /// Whether the file says that it is no part of the article.
    pub(super) is_artifact: bool,
    /// Whether it is small and raised, as the marks of notes are.
    pub(super) is_raised: bool,
    /// Whether no space parts it from the word before it.
    pub(super) is_glued: bool,
}

impl Word {
    /// How many characters it has.
    pub(super) fn count(&self) -> usize {
        self.text.chars().count()
    }

    /// The words of `text`, set plainly on a line that begins at `x` and stands at `y`.
    #[cfg(test)]
    pub(super) fn line(text: &str, mut x: f64, y: f64) -> Vec<Self> {
        let words = text.split(' ').map(|text| {
            let word = Self {
                text: text.into(),
                x,
                end: x + super::real(text.len()) * 5.0,
                y,
                size: 10.0,
                is_bold: false,
                is_italic: false,
                is_artifact: false,
                is_raised: false,
                is_glued: false,
            };
            x = word.end + 3.0;
            word
        });
        words.collect()
    }
}

/// The words of a page, from top to bottom and from left to right.
pub(super) fn words(sheet: &Sheet) -> Vec<Word> {
    let mut glyphs: Vec<&Glyph> = sheet.glyphs.iter().collect();
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut words = Vec::new();
    let mut row: Vec<&Glyph> = Vec::new();
    for glyph in glyphs {
        let is_same = row
            .first()
            .is_none_or(|first| first.y - glyph.y <= 0.12 * first.size.min(glyph.size));
        if !is_same {
            cut(&mut row, &mut words);
        }
        row.push(glyph);
    }
    cut(&mut row, &mut words);
    attach(&mut words);
    words
}

/// Cuts the glyphs of one baseline into words.
fn cut(row: &mut Vec<&Glyph>, words: &mut Vec<Word>) {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    // What is drawn twice to look bold, or to throw a shadow, is said once.
    row.dedup_by(|b, a| a.text == b.text && (b.x - a.x).abs() < 0.12 * a.size && !is_blank(a));
    let widest = gap(row);
    let mut builder = Builder::default();
    for glyph in row.drain(..) {
        if is_blank(glyph) {
            builder.finish(words);
            builder.is_apart = true;
        } else {
            builder.push(glyph, widest, words);
        }
    }
    builder.finish(words);
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.chars().all(char::is_whitespace) && !glyph.text.is_empty()
}

/// The widest gap inside a word of `row`, as a share of the font's size: more where letters are spaced, less where the
/// file draws no spaces.
fn gap(row: &[&Glyph]) -> f64 {
    let spaces = row.iter().filter(|glyph| is_blank(glyph)).count();
    let mut gaps: Vec<f64> = row
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if !is_blank(a) && !is_blank(b) => Some((b.x - a.end) / a.size.max(b.size)),
            _ => None,
        })
        .collect();
    gaps.sort_by(f64::total_cmp);
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    let usual = if spaces * 14 >= row.len() { 0.28 } else { 0.14 };
    let is_spaced = gaps.len() >= 6 && median > 0.08;
    if is_spaced {
        (median * 1.7).clamp(usual, 0.6)
    } else {
        usual
    }
}

/// A word that is being put together from its glyphs, from left to right.
#[derive(Default)]
struct Builder {
    pieces: Vec<Rc<str>>,
    word: Option<Word>,
    bold: usize,
    italic: usize,
    last: (f64, f64),
    /// Whether a space was met since the last glyph.
    is_apart: bool,
}

impl Builder {
    fn push(&mut self, glyph: &Glyph, widest: f64, words: &mut Vec<Word>) {
        let mut is_glued = false;
        if let Some(word) = &self.word {
            let gap = (glyph.x - word.end) / word.size.max(glyph.size);
            let is_other = glyph.size > word.size * 1.2 || glyph.size < word.size * 0.83;
            if let Some(joined) = self.accented(glyph) {
                if let Some(last) = self.pieces.last_mut() {
                    *last = joined;
                }
                if let Some(word) = &mut self.word {
                    word.end = word.end.max(glyph.end);
                }
                return;
            }
            if gap > widest || gap < -1.5 || is_other {
                is_glued = is_other && gap.abs() <= widest;
                self.finish(words);
            }
        }
        let is_apart = std::mem::take(&mut self.is_apart);
        let word = self.word.get_or_insert_with(|| Word {
            text: String::new(),
            x: glyph.x,
            end: glyph.end,
            y: glyph.y,
            size: glyph.size,
            is_bold: false,
            is_italic: false,
            is_artifact: glyph.is_artifact,
            is_raised: false,
            is_glued: is_glued && !is_apart,
        });
        word.end = word.end.max(glyph.end);
        word.x = word.x.min(glyph.x);
        self.bold += usize::from(glyph.is_bold);
        self.italic += usize::from(glyph.is_italic);
        self.last = (glyph.x, glyph.end);
        self.pieces.push(Rc::clone(&glyph.text));
    }

    /// The last piece and `glyph` as one, where one of them is an accent that is drawn over the other.
    fn accented(&self, glyph: &Glyph) -> Option<Rc<str>> {
        let (start, end) = self.last;
        let last = self.pieces.last()?;
        let shared = end.min(glyph.end) - start.max(glyph.x);
        if shared < 0.5 * (end - start).min(glyph.end - glyph.x) {
            return None;
        }
        let (base, accent) = match (combining(last), combining(&glyph.text)) {
            (Some(accent), None) => (&glyph.text, accent),
            (None, Some(accent)) => (last, accent),
            _ => return None,
        };
        let base = match &**base {
            "ı" => "i",
            "ȷ" => "j",
            base => base,
        };
        Some(format!("{base}{accent}").nfc().collect::<String>().into())
    }

    fn finish(&mut self, words: &mut Vec<Word>) {
        let Some(mut word) = self.word.take() else {
            return;
        };
        let pieces = std::mem::take(&mut self.pieces);
        word.is_bold = self.bold * 2 > pieces.len();
        word.is_italic = self.italic * 2 > pieces.len();
        (self.bold, self.italic) = (0, 0);
        word.text = spelled(&pieces);
        if !word.text.is_empty() {
            words.push(word);
        }
    }
}

/// The combining mark that is drawn like the spacing accent `text`.
fn combining(text: &str) -> Option<char> {
    Some(match text {
        "`" | "ˋ" => '\u{300}',
        "´" | "ˊ" => '\u{301}',
        "^" | "ˆ" => '\u{302}',
        "~" | "˜" => '\u{303}',
        "¯" | "ˉ" => '\u{304}',
        "˘" => '\u{306}',
        "˙" => '\u{307}',
        "¨" => '\u{308}',
        "˚" | "°" => '\u{30a}',
        "˝" => '\u{30b}',
        "ˇ" => '\u{30c}',
        "¸" => '\u{327}',
        "˛" => '\u{328}',
        _ => return None,
    })
}

/// The text of `pieces`, which come from left to right, in the order it is read in.
fn spelled(pieces: &[Rc<str>]) -> String {
    let is_backward = pieces
        .iter()
        .any(|piece| piece.chars().any(is_right_to_left));
    let mut text = String::new();
    if is_backward {
        let mut rest = pieces;
        // Numbers and Latin letters inside run from left to right all the same.
        while let Some(last) = rest.last() {
            let forward = rest
                .iter()
                .rev()
                .take_while(|piece| piece.chars().all(is_left_to_right));
            let taken = forward.count().max(1);
            let (before, run) = rest.split_at(rest.len() - taken);
            if taken > 1 {
                text.extend(run.iter().map(|piece| &**piece));
            } else {
                text.push_str(last);
            }
            rest = before;
        }
    } else {
        text.extend(pieces.iter().map(|piece| &**piece));
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c) {
            0xfb00..=0xfb06 | 0xfb13..=0xfb17 | 0xfb1d..=0xfdfb | 0xfe70..=0xfefc => {
                plain.extend(std::iter::once(c).nfkc());
            }
            0..=0x1f
            | 0x7f..=0x9f
            | 0x200b..=0x200f
            | 0x202a..=0x202e
            | 0x2060..=0x2064
            | 0xfeff => {}
            0xe000..=0xf8ff | 0xfff9..=0xffff | 0xf_0000.. => plain.push(UNKNOWN),
            0xa0 | 0x2000..=0x200a | 0x202f | 0x205f | 0x2028 | 0x2029 | 0x3000 => plain.push(' '),
            _ => plain.push(c),
        }
    }
    plain.nfc().collect()
}

/// Whether `c` belongs to a script that is written from right to left.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(unicode_bidi::bidi_class(c), BidiClass::R | BidiClass::AL)
}

fn is_left_to_right(c: char) -> bool {
    matches!(
        unicode_bidi::bidi_class(c),
        BidiClass::L
            | BidiClass::EN
            | BidiClass::AN
            | BidiClass::ES
            | BidiClass::CS
            | BidiClass::ET
    )
}

/// Puts small words that are raised or lowered on the baseline of the words that they belong to.
fn attach(words: &mut [Word]) {
    for at in 0..words.len() {
        let Some(small) = words.get(at).cloned() else {
            continue;
        };
        let above = words.get(..at).unwrap_or_default().iter().rev();
        let below = words.get(at + 1..).unwrap_or_default().iter();
        let reach = 2.5 * small.size;
        let above = above
            .take_while(|word| word.y - small.y < reach)
            .take(NEIGHBOURS);
        let below = below
            .take_while(|word| small.y - word.y < reach)
            .take(NEIGHBOURS);
        let hosts = above.chain(below).filter_map(|host| {
            let raised = (small.y - host.y) / host.size;
            let is_host = !host.is_raised && small.size < host.size * 0.86;
            let is_near = (0.1..0.8).contains(&raised) || (-0.4..-0.05).contains(&raised);
            let after = (small.x - host.end) / host.size;
            let before = (host.x - small.end) / host.size;
            if !is_host || !is_near {
                None
            } else if (-0.3..0.35).contains(&after) {
                Some((after.abs(), host, true))
            } else if (-0.2..0.8).contains(&before) {
                Some((before.abs() + 1.0, host, false))
            } else {
                None
            }
        });
        let host = hosts.min_by(|(a, ..), (b, ..)| a.total_cmp(b));
        let Some((y, is_raised, is_glued)) =
            host.map(|(_, host, is_glued)| (host.y, small.y > host.y + 0.15 * host.size, is_glued))
        else {
            continue;
        };
        if let Some(word) = words.get_mut(at) {
            (word.y, word.is_raised, word.is_glued) = (y, is_raised, is_glued);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of half their size in width: text, left edge, baseline, size.
    fn sheet(glyphs: &[(&str, f64, f64, f64)]) -> Sheet {
        let glyphs = glyphs.iter().map(|(text, x, y, size)| Glyph {
            text: Rc::from(*text),
            x: *x,
            end: x + size / 2.0,
            y: *y,
            size: *size,
            is_bold: false,
            is_italic: false,
            is_artifact: false,
        });
        Sheet {
            height: 800.0,
            glyphs: glyphs.collect(),
            pictures: 0.0,
        }
    }

    fn said(glyphs: &[(&str, f64, f64, f64)]) -> Vec<String> {
        let words = words(&sheet(glyphs)).into_iter();
        words
            .map(|word| format!("{}{}", if word.is_raised { "^" } else { "" }, word.text))
            .collect()
    }

    #[test]
    fn words_are_cut_at_spaces_and_gaps() {
        let ten = |text, x| (text, x, 100.0, 10.0);
        let gap = [ten("n", 8.0), ten("i", 0.0), ten("t", 15.0), ten("o", 20.0)];
        assert_eq!(
            said(&gap),
            ["i", "n", "to"],
            "the order of drawing does not count"
        );
        let space = [ten("i", 0.0), ten("n", 5.0), ten(" ", 10.0), ten("a", 10.5)];
        assert_eq!(said(&space), ["in", "a"]);
        let twice = [ten("a", 0.0), ten("a", 0.4), ten("b", 5.0)];
        assert_eq!(said(&twice), ["ab"]);
        let spaced: Vec<_> = ["N", "O", "T", "I", "C", "E", "S", "X"]
            .into_iter()
            .zip(0..8)
            .map(|(text, at)| ten(text, f64::from(at) * 8.0))
            .collect();
        assert_eq!(said(&spaced), ["NOTICESX"]);
    }

    #[test]
    fn accents_and_ligatures_are_letters() {
        let ten = |text, x| (text, x, 100.0, 10.0);
        assert_eq!(
            said(&[ten("´", 0.5), ten("e", 0.0), ten("ﬁ", 5.0)]),
            ["éfi"]
        );
        assert_eq!(said(&[ten("¨", 0.0), ten("ı", 0.2)]), ["ï"]);
    }

    #[test]
    fn right_to_left_words_are_read_from_the_right() {
        let ten = |text, x| (text, x, 100.0, 10.0);
        let word = [ten("ם", 0.0), ten("ל", 5.0), ten("ש", 10.0)];
        assert_eq!(said(&word), ["שלם"]);
        assert_eq!(
            said(&[ten("1", 0.0), ten("9", 5.0), ten("ב", 10.0)]),
            ["ב19"]
        );
    }

    #[test]
    fn a_small_raised_number_belongs_to_the_word_before_it() {
        let glyphs = [
            ("a", 0.0, 100.0, 10.0),
            ("3", 5.0, 104.0, 6.0),
            ("b", 12.0, 100.0, 10.0),
        ];
        let found = words(&sheet(&glyphs));
        let mark = found.iter().find(|word| word.text == "3").unwrap();
        assert!(mark.is_raised && mark.is_glued && (mark.y - 100.0).abs() < 0.01);
    }
}
