//! Sentences that nearly repeat another one: copies, quotations, and parts of them.
//!
//! Two measures, as Broder has them (On the resemblance and containment of documents, 1997): how much of the original a
//! sentence holds, and how much of the sentence the original holds. What one holds of the other is found by tiles, runs of
//! words that both have, the longest first (greedy string tiling: Wise 1993), so that a clause that was moved counts, and
//! scattered words that any two sentences share hardly do. A word counts for what it tells: its inverse document frequency
//! (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 6.2.1), over passages in the place
//! of documents, so that small corpora have enough of them.

use std::collections::{HashMap, HashSet};

use aho_corasick::AhoCorasick;

use crate::text::fold;

/// The least score at which a sentence counts as repeating another one: between what `tests/similar` has of copies and of
/// sentences that are on the same topic.
pub const LEAST: f32 = 0.55;

/// How much of what the original tells a sentence must tell itself to be a part of it, in how many words at least, and how
/// much the score of such a part counts: short sentences are made of phrases that everybody uses.
const LEAST_PART: f32 = 0.4;
const FEWEST_WORDS: usize = 5;
const PART: f32 = 0.88;
/// How many words in a row are a quotation, and how much of what the original tells they must tell.
const QUOTATION: usize = 6;
const LEAST_QUOTED: f32 = 0.34;
/// A sentence of fewer words than this repeats any other of its kind by chance.
const SHORTEST: usize = 4;
/// How many words of a sentence are compared. More is no sentence.
const MOST_WORDS: usize = 240;

/// How much a word counts in a run of one word, of two and of three; in a longer one it counts fully.
const IN_RUN: [f32; 3] = [0.3, 0.7, 0.9];
/// What a word loses that was inflected.
const INFLECTED: f32 = 0.2;

/// How many words a passage has.
const PASSAGE: usize = 100;
/// How many different words are counted.
const MOST_KNOWN: usize = 400_000;

/// How many letters two forms of one word have in common at their beginning, and by how many they may differ at the end.
const STEM: usize = 4;
const ENDING: usize = 3;

/// How many words of the original a text is sifted for: those that tell most.
const SIFTED: usize = 24;
/// How much of what these tell a stretch of the text must hold.
const HELD: f32 = 0.42;
/// How much longer than the original that stretch is, in bytes: markup stands between the words.
const WIDER: usize = 4;
const WIDEST_GAP: usize = 600;

/// How rare words are in a collection of texts.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    passages: u32,
    held: HashMap<String, u32>,
}

impl Rarity {
    /// Counts the words of `text`.
    pub fn learn(&mut self, text: &str) {
        let words: Vec<String> = fold::words(text).map(|word| key(&word.spelling)).collect();
        for passage in words.chunks(PASSAGE) {
            self.passages += 1;
            let distinct: HashSet<&String> = passage.iter().collect();
            for word in distinct {
                if let Some(count) = self.held.get_mut(word) {
                    *count += 1;
                } else if self.held.len() < MOST_KNOWN {
                    self.held.insert(word.clone(), 1);
                }
            }
        }
    }

    /// What a word tells, in nats.
    fn weight(&self, word: &str) -> f32 {
        let held = self.held.get(word).copied().unwrap_or(0);
        let (passages, held) = (f64::from(self.passages), f64::from(held));
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a logarithm is small, and its last digits do not matter"
        )]
        let weight = ((passages + 2.0) / (held + 1.0)).ln_1p() as f32;
        weight
    }
}

/// A word as it is compared: in lower case, digits without what groups them.
fn key(spelling: &str) -> String {
    let is_number = spelling.starts_with(|c: char| c.is_numeric());
    let grouped = spelling.chars().filter(|c| !is_number || *c != ',');
    grouped.flat_map(char::to_lowercase).collect()
}

/// A word of a sentence, and what it tells.
#[derive(Clone, Debug)]
struct Word {
    key: String,
    weight: f32,
}

impl Word {
    /// What two forms of one word have in common; of a short word or a number all of it.
    fn stem(&self) -> &str {
        let end = self.key.char_indices().nth(STEM).map(|(at, _)| at);
        match end {
            Some(end) if !self.is_number() => self.key.get(..end).unwrap_or(&self.key),
            _ => &self.key,
        }
    }

    fn is_number(&self) -> bool {
        self.key.starts_with(|c: char| c.is_numeric())
    }

    /// What is lost where the other word stands for this one, as a share of what it tells; `None` where it is another.
    fn loss(&self, other: &Self) -> Option<f32> {
        if self.key == other.key {
            return Some(0.0);
        }
        if self.is_number() || other.is_number() {
            return None;
        }
        let shared = self.key.chars().zip(other.key.chars());
        let shared = shared.take_while(|(one, another)| one == another).count();
        let is_ending = |key: &str| key.chars().skip(shared).count() <= ENDING;
        (shared >= STEM && is_ending(&self.key) && is_ending(&other.key)).then_some(INFLECTED)
    }
}

fn words_of(text: &str, rarity: &Rarity) -> Vec<Word> {
    let words = fold::words(text).take(MOST_WORDS);
    let words = words.map(|word| key(&word.spelling));
    words
        .map(|key| Word {
            weight: rarity.weight(&key),
            key,
        })
        .collect()
}

fn told(words: &[Word]) -> f32 {
    words.iter().map(|word| word.weight).sum()
}

/// A sentence whose repetitions are looked for.
#[derive(Clone, Debug)]
pub struct Original {
    words: Vec<Word>,
    told: f32,
    length: usize,
}

impl Original {
    /// Prepares `text`; `None` where it is so short that anything would repeat it.
    #[must_use]
    pub fn new(text: &str, rarity: &Rarity) -> Option<Self> {
        let words = words_of(text, rarity);
        let told = told(&words);
        (words.len() >= SHORTEST).then_some(Self {
            words,
            told,
            length: text.len(),
        })
    }

    /// How nearly `text` repeats the original, from `least` to 1; `None` where it is less than that. It takes time in
    /// proportion to the product of their lengths, of which a bounded number of words counts.
    #[must_use]
    pub fn likeness(&self, text: &str, rarity: &Rarity, least: f32) -> Option<f32> {
        let words = words_of(text, rarity);
        let total = told(&words);
        let enough = least.min(LEAST_QUOTED);
        let is_part = words.len() >= FEWEST_WORDS.min(self.words.len())
            && total >= LEAST_PART * self.told
            && held_by(&words, &self.words) >= least * total;
        if !is_part && held_by(&self.words, &words) < enough * self.told {
            return None;
        }
        let tiled = Tiled::lay(&self.words, &words);
        let quoted = if tiled.longest >= QUOTATION && tiled.told >= LEAST_QUOTED * self.told {
            LEAST + (1.0 - LEAST) * tiled.told / self.told.max(f32::MIN_POSITIVE)
        } else {
            0.0
        };
        let whole = tiled.of_words.max(quoted);
        let part = if is_part { tiled.of_others } else { 0.0 };
        // Of two that hold all of it, the one with nothing else is the better copy.
        let (more, less) = (whole.max(PART * part), tiled.of_words.min(tiled.of_others));
        (more >= least).then(|| (0.9 * more + 0.1 * less).max(least))
    }

    /// What tells texts that may hold a repetition from those that do not, by their bytes.
    #[must_use]
    pub fn sieve(&self) -> Option<Sieve> {
        Sieve::new(self)
    }
}

/// What of `words` the `others` hold, in any order: no alignment holds more.
fn held_by(words: &[Word], others: &[Word]) -> f32 {
    let stems: HashSet<&str> = others.iter().map(Word::stem).collect();
    let held = words.iter().filter(|word| stems.contains(word.stem()));
    held.map(|word| word.weight).sum()
}

/// A run of words that two sentences share: where it begins in each, and of how many words it is.
#[derive(Clone, Copy, Debug)]
struct Tile {
    at: usize,
    to: usize,
    length: usize,
}

/// What two sentences share once they are laid out with tiles.
#[derive(Clone, Copy, Debug)]
struct Tiled {
    /// How much of what the words tell is in the others too, from 0 to 1.
    of_words: f32,
    /// How much of what the others tell is in the words too.
    of_others: f32,
    /// How many words the longest tile has.
    longest: usize,
    /// What it tells.
    told: f32,
}

/// A word of one of the sentences, and how much of it a tile covers: nothing while it is free.
struct Cover<'w> {
    word: &'w Word,
    share: Option<f32>,
}

impl Tiled {
    fn lay(words: &[Word], others: &[Word]) -> Self {
        let cover = |word| Cover { word, share: None };
        // Each pair is compared once, however many tiles there are.
        let pairs = words
            .iter()
            .flat_map(|one| others.iter().map(move |other| (one, other)));
        let same: Vec<bool> = pairs
            .map(|(one, other)| one.loss(other).is_some())
            .collect();
        let mut words: Vec<Cover<'_>> = words.iter().map(cover).collect();
        let mut others: Vec<Cover<'_>> = others.iter().map(cover).collect();
        let mut first: Option<(usize, f32)> = None;
        while let Some(Tile { at, to, length }) = longest(&words, &others, &same) {
            let credit = IN_RUN.get(length - 1).copied().unwrap_or(1.0);
            let ours = words.iter_mut().skip(at).take(length);
            let theirs = others.iter_mut().skip(to);
            let mut told = 0.0;
            for (one, other) in ours.zip(theirs) {
                let loss = one.word.loss(other.word).unwrap_or(1.0);
                let share = Some(credit * (1.0 - loss));
                (one.share, other.share) = (share, share);
                told += one.word.weight * (1.0 - loss);
            }
            first = first.or(Some((length, told)));
        }
        let (longest, told) = first.unwrap_or_default();
        Self {
            of_words: covered(&words),
            of_others: covered(&others),
            longest,
            told,
        }
    }
}

/// How much of what words tell is covered, from 0 to 1.
fn covered(words: &[Cover<'_>]) -> f32 {
    let told: f32 = words.iter().map(|cover| cover.word.weight).sum();
    let held = words
        .iter()
        .map(|cover| cover.word.weight * cover.share.unwrap_or(0.0));
    held.sum::<f32>() / told.max(f32::MIN_POSITIVE)
}

/// The longest run of free words that both have, the first of several. Which words are the `same` is told for each of the
/// words by each of the others.
fn longest(words: &[Cover<'_>], others: &[Cover<'_>], same: &[bool]) -> Option<Tile> {
    let mut best: Option<Tile> = None;
    // How long the run is that ends at each of the others and the word before.
    let mut runs = vec![0_usize; others.len()];
    let rows = same.chunks(others.len().max(1));
    for (at, (one, same)) in words.iter().zip(rows).enumerate() {
        if one.share.is_some() {
            runs.fill(0);
            continue;
        }
        let mut before = 0;
        for (to, ((other, same), run)) in others.iter().zip(same).zip(&mut runs).enumerate() {
            let length = if *same && other.share.is_none() {
                before + 1
            } else {
                0
            };
            before = std::mem::replace(run, length);
            if length > best.map_or(0, |best| best.length) {
                let (at, to) = (at + 1 - length, to + 1 - length);
                best = Some(Tile { at, to, length });
            }
        }
    }
    best
}

/// Words of a sentence, to be looked for in the bytes of a text however they are marked up.
#[derive(Clone, Debug)]
pub struct Sieve {
    patterns: AhoCorasick,
    weights: Vec<f32>,
    least: f32,
    stretch: usize,
}

impl Sieve {
    fn new(original: &Original) -> Option<Self> {
        let mut words: Vec<(String, f32)> = Vec::new();
        for word in &original.words {
            let letters = sifted(word);
            if !words.iter().any(|(known, _)| *known == letters) {
                words.push((letters, word.weight));
            }
        }
        words.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        words.truncate(SIFTED);
        let (letters, weights): (Vec<String>, Vec<f32>) = words.into_iter().unzip();
        let builder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(letters);
        Some(Self {
            patterns: builder.ok()?,
            least: weights.iter().sum::<f32>() * HELD,
            weights,
            stretch: original.length * WIDER + WIDEST_GAP,
        })
    }

    /// Whether some stretch of `text` holds enough of the words.
    #[must_use]
    pub fn may_hold(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut window: std::collections::VecDeque<(usize, usize)> =
            std::collections::VecDeque::new();
        let mut counts = vec![0_u32; self.weights.len()];
        let mut held = 0.0;
        for found in self.patterns.find_overlapping_iter(text) {
            let (at, word) = (found.start(), found.pattern().as_usize());
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let is_inside = |byte: &u8| byte.is_ascii_alphanumeric();
            if bytes.get(at).is_some_and(is_inside) && before.is_some_and(is_inside) {
                continue;
            }
            while let Some((start, old)) = window.front().copied()
                && start + self.stretch < at
            {
                window.pop_front();
                counts[old] -= 1;
                if counts[old] == 0 {
                    held -= self.weights[old];
                }
            }
            window.push_back((at, word));
            counts[word] += 1;
            if counts[word] == 1 {
                held += self.weights[word];
                if held >= self.least {
                    return true;
                }
            }
        }
        false
    }
}

/// The letters of a word that every form of it has, and every case: case is folded only in ASCII.
fn sifted(word: &Word) -> String {
    let letters: Vec<char> = word.key.chars().collect();
    let end = if word.is_number() {
        // A number may be grouped: then its last digits are elsewhere.
        letters.len().min(3)
    } else {
        letters
            .len()
            .saturating_sub(ENDING)
            .max(STEM)
            .min(letters.len())
    };
    let first = letters.first().copied().unwrap_or_default();
    let has_cases = !first.is_ascii() && first.is_lowercase() && letters.len() > 2;
    let letters = letters.get(usize::from(has_cases)..end).unwrap_or_default();
    letters.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "The mill opened in 1912. By 1920 the mill employed 340 people, and most of them came \
        from the two villages on the other side of the river. The strike of 1926 lasted eleven weeks. Nobody \
        in the valley owned a clock that anybody trusted, and the mill had the only one.";

    fn rarity() -> Rarity {
        let mut rarity = Rarity::default();
        rarity.learn(TEXT);
        rarity
            .learn("The ferry at Sandford was meant to last for a year. It has lasted for sixty.");
        rarity
    }

    #[test]
    fn copies_and_parts_repeat_a_sentence_and_others_do_not() {
        let rarity = rarity();
        let own = "By 1920 the mill employed 340 people from the two villages";
        let original = Original::new(own, &rarity).unwrap();
        let score = |text: &str| original.likeness(text, &rarity, LEAST).unwrap_or(0.0);
        assert!((score(own) - 1.0).abs() < 0.001);
        let copy = score("by 1920, the mill “employed” 340 people from the two villages");
        let longer = score(
            "In a letter to the council he wrote that by 1920 the mill employed 340 people from the two villages, and that it would never do so again.",
        );
        let part = score("The mill employed 340 people from the villages.");
        let tense = score("By 1920 the mill employs 430 people from two villages.");
        for found in [copy, longer, part, tense] {
            assert!(found >= LEAST, "{copy} {longer} {part} {tense}");
        }
        assert!(copy > longer, "{copy} {longer}");
        for other in [
            "The strike of 1926 lasted eleven weeks.",
            "The mill closed before the people from the villages had other work.",
            "people",
            "",
        ] {
            assert!(score(other) < LEAST, "{other}: {}", score(other));
        }
        assert!(Original::new("The mill.", &rarity).is_none());
    }

    #[test]
    fn the_sieve_lets_through_what_may_repeat_it() {
        let rarity = rarity();
        let own = "By 1920 the mill employed 340 people, and Жизнь была трудной for 1,200 others";
        let sieve = Original::new(own, &rarity).unwrap().sieve().unwrap();
        for text in [
            own,
            "<p>BY 1920 the <b>mill</b> employs&nbsp;340 people</p><p>ЖИЗНЬ была",
            "by 1920 mill employing 340 and 1200 other people",
        ] {
            assert!(sieve.may_hold(text), "{text}");
        }
        let far = format!("mill employed {}340 people", "x ".repeat(2000));
        for text in ["", "The windmill was unemployed", &far] {
            assert!(!sieve.may_hold(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_sentence_repeats_itself_and_passes_its_own_sieve(text in "[a-zA-Zé漢ж0-9,.' ]{20,120}") {
            let mut rarity = rarity();
            rarity.learn(&text);
            if let Some(original) = Original::new(&text, &rarity) {
                let score = original.likeness(&text, &rarity, LEAST);
                prop_assert!(score.is_some_and(|score| score > 0.99), "{:?}", score);
                prop_assert!(original.sieve().is_some_and(|sieve| sieve.may_hold(&text)));
            }
        }

        #[test]
        fn no_text_is_too_much(text in any::<String>(), other in any::<String>()) {
            let rarity = rarity();
            if let Some(original) = Original::new(&text, &rarity) {
                let score = original.likeness(&other, &rarity, LEAST);
                prop_assert!(score.is_none_or(|score| (LEAST..=1.001).contains(&score)));
                let _ = original.sieve().map(|sieve| sieve.may_hold(&other));
            }
        }
    }
}
