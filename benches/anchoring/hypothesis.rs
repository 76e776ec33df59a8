//! How Hypothesis anchors a quote (`match-quote.ts` and the `approx-string-match` library of its client): all exact
//! occurrences, or else the places with the fewest errors, at most half of the quote; of these the best by quote, prefix,
//! suffix and position, however bad it is and however near the next.

use std::collections::HashMap;

/// A text as letters with numbers.
pub struct Text {
    letters: Vec<usize>,
    numbers: HashMap<char, usize>,
}

struct Match {
    start: usize,
    end: usize,
    errors: usize,
}

impl Text {
    pub fn new(text: &str) -> Self {
        let mut numbers = HashMap::new();
        let letters = text.chars().map(|c| {
            let next = numbers.len() + 1;
            *numbers.entry(c).or_insert(next)
        });
        Self {
            letters: letters.collect(),
            numbers,
        }
    }

    /// The letters of `text`; 0 for what this one has not.
    fn numbered(&self, text: &str) -> Vec<usize> {
        text.chars()
            .map(|c| self.numbers.get(&c).copied().unwrap_or(0))
            .collect()
    }

    /// Where the quote is anchored, in code points.
    pub fn anchor(
        &self,
        quote: &str,
        prefix: &str,
        suffix: &str,
        hint: usize,
    ) -> Option<(usize, usize)> {
        let (quote, prefix, suffix) = (
            self.numbered(quote),
            self.numbered(prefix),
            self.numbered(suffix),
        );
        let exact = self
            .letters
            .windows(quote.len())
            .enumerate()
            .filter(|(_, window)| *window == quote);
        let mut matches: Vec<Match> = exact
            .map(|(start, _)| Match {
                start,
                end: start + quote.len(),
                errors: 0,
            })
            .collect();
        if matches.is_empty() {
            matches = search(
                &self.letters,
                &quote,
                256.min(quote.len() / 2),
                self.numbers.len(),
            );
        }
        let score = |found: &Match| {
            let length = quote.len() as f64;
            let before = &self.letters[found.start.saturating_sub(prefix.len())..found.start];
            let after = &self.letters[found.end..self.letters.len().min(found.end + suffix.len())];
            let position = 1.0 - found.start.abs_diff(hint) as f64 / self.letters.len() as f64;
            50.0 * (1.0 - found.errors as f64 / length)
                + 20.0 * context(before, &prefix, self.numbers.len())
                + 20.0 * context(after, &suffix, self.numbers.len())
                + 2.0 * position
        };
        let best = matches
            .iter()
            .max_by(|one, other| score(one).total_cmp(&score(other)))?;
        Some((best.start, best.end))
    }
}

fn context(text: &[usize], wanted: &[usize], letters: usize) -> f64 {
    if wanted.is_empty() {
        return 1.0;
    }
    if text.is_empty() {
        return 0.0;
    }
    let found = search(text, wanted, wanted.len(), letters);
    found
        .first()
        .map_or(0.0, |found| 1.0 - found.errors as f64 / wanted.len() as f64)
}

/// The places in `text` with the fewest errors, if those are not more than `most`.
fn search(text: &[usize], pattern: &[usize], most: usize, letters: usize) -> Vec<Match> {
    let ends = ends(text, pattern, most, letters);
    let backwards: Vec<usize> = pattern.iter().rev().copied().collect();
    let found = ends.into_iter().map(|(end, errors)| {
        let from = end.saturating_sub(pattern.len() + errors);
        let piece: Vec<usize> = text[from..end].iter().rev().copied().collect();
        let lengths = self::ends(&piece, &backwards, errors, letters);
        let length = lengths.iter().map(|(end, _)| *end).max().unwrap_or(0);
        Match {
            start: end - length,
            end,
            errors,
        }
    });
    found.collect()
}

/// Where a match with the fewest errors ends, by Myers' bit-parallel algorithm in blocks of 64 letters.
fn ends(text: &[usize], pattern: &[usize], mut most: usize, letters: usize) -> Vec<(usize, usize)> {
    let blocks = pattern.len().div_ceil(64);
    if blocks == 0 {
        return Vec::new();
    }
    let mut masks = vec![0u64; (letters + 1) * blocks];
    for (at, letter) in pattern
        .iter()
        .enumerate()
        .filter(|(_, letter)| **letter > 0)
    {
        masks[letter * blocks + at / 64] |= 1 << (at % 64);
    }
    let (mut up, mut down) = (vec![u64::MAX; blocks], vec![0u64; blocks]);
    let last = 1u64 << ((pattern.len() - 1) % 64);
    let mut score = pattern.len();
    let mut found = Vec::new();
    for (at, letter) in text.iter().enumerate() {
        let mut carry = 0i32;
        for block in 0..blocks {
            let mask = masks[letter * blocks + block];
            let (plus, minus) = (up[block], down[block]);
            let below = u64::from(carry < 0);
            let vertical = mask | minus;
            let matched = mask | below;
            let horizontal = ((matched & plus).wrapping_add(plus) ^ plus) | matched;
            let mut more = minus | !(horizontal | plus);
            let mut less = plus & horizontal;
            let edge = if block + 1 == blocks { last } else { 1 << 63 };
            let out = i32::from(more & edge != 0) - i32::from(less & edge != 0);
            more = more << 1 | u64::from(carry > 0);
            less = less << 1 | below;
            up[block] = less | !(vertical | more);
            down[block] = more & vertical;
            carry = out;
        }
        score = score
            .checked_add_signed(isize::try_from(carry).unwrap())
            .unwrap();
        if score <= most {
            if score < most {
                found.clear();
                most = score;
            }
            found.push((at + 1, score));
        }
    }
    found
}
