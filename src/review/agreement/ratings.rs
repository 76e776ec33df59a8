//! Answers of several reviewers about the same things.

use std::collections::HashMap;

use super::NotComputable;

/// What was answered about, in words for the reasons why there is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing {
    /// What it is called: `sentence`.
    pub name: &'static str,
    /// What a reviewer does who answers: `seen`.
    pub done: &'static str,
}

impl Thing {
    /// A sentence that was seen.
    pub const SENTENCE: Self = Self {
        name: "sentence",
        done: "seen",
    };

    /// None of them was done by `whom`.
    #[must_use]
    pub fn none_by(self, whom: &str) -> NotComputable {
        NotComputable::because(format!("no {} was {} by {whom}", self.name, self.done))
    }
}

/// Why nothing can be said of answers that are all the same: chance would bring about as much.
pub(super) fn all_alike() -> NotComputable {
    NotComputable::because("every answer is the same, and then chance alone would agree as well")
}

/// Answers of several reviewers about the same things. An answer is the number of its category; things that were answered
/// in the same way are counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratings {
    /// What was answered about.
    pub thing: Thing,
    raters: usize,
    categories: usize,
    patterns: Vec<(Box<[Option<usize>]>, u64)>,
    known: HashMap<Box<[Option<usize>]>, usize>,
}

impl Ratings {
    /// No answers yet of `raters` reviewers.
    #[must_use]
    pub fn new(thing: Thing, raters: usize) -> Self {
        Self {
            thing,
            raters,
            categories: 0,
            patterns: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Adds `count` things that were answered so: the category that each reviewer gave, in their order, or nothing. Answers
    /// of further reviewers are passed over.
    pub fn add(&mut self, answers: &[Option<usize>], count: u64) {
        let mut answers: Box<[Option<usize>]> = answers.iter().copied().take(self.raters).collect();
        if answers.len() < self.raters {
            let missing = self.raters - answers.len();
            answers = answers.iter().copied().chain(vec![None; missing]).collect();
        }
        let most = answers.iter().flatten().max().map_or(0, |most| most + 1);
        self.categories = self.categories.max(most);
        let next = self.patterns.len();
        let at = *self.known.entry(answers.clone()).or_insert(next);
        match self.patterns.get_mut(at) {
            Some((_, known)) => *known += count,
            None => self.patterns.push((answers, count)),
        }
    }

    /// How many reviewers there are.
    #[must_use]
    pub fn raters(&self) -> usize {
        self.raters
    }

    /// How many categories there are: one more than the highest number that was answered.
    #[must_use]
    pub fn categories(&self) -> usize {
        self.categories
    }

    /// The different ways in which things were answered, each with how many were.
    pub fn patterns(&self) -> impl Iterator<Item = (&[Option<usize>], u64)> {
        let patterns = self.patterns.iter();
        patterns.map(|(answers, count)| (&**answers, *count))
    }

    /// The same ways, found as often as `counts` say.
    pub(super) fn recounted(&self, counts: &[u64]) -> Self {
        let patterns = self.patterns.iter().zip(counts);
        Self {
            patterns: patterns
                .map(|((answers, _), count)| (answers.clone(), *count))
                .collect(),
            known: HashMap::new(),
            ..*self
        }
    }

    /// How many things were answered about by `least` reviewers or more.
    #[must_use]
    pub fn answered_by(&self, least: usize) -> u64 {
        let patterns = self.patterns();
        let enough = patterns.filter(|(answers, _)| answers.iter().flatten().count() >= least);
        enough.map(|(_, count)| count).sum()
    }

    /// Those who would have to answer about a thing, in words: `both`, or `all three`.
    #[must_use]
    pub fn everybody(&self) -> String {
        match self.raters {
            2 => "both".to_owned(),
            count => format!("all {count}"),
        }
    }

    /// How often each category is in `answers`, by its number.
    pub(super) fn tally(&self, answers: &[Option<usize>]) -> Vec<u64> {
        let mut tally = vec![0; self.categories];
        for answer in answers.iter().flatten() {
            if let Some(count) = tally.get_mut(*answer) {
                *count += 1;
            }
        }
        tally
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The answers of one reviewer, a character for each thing; a full stop where there is none.
    pub fn of(reviewers: &[&str]) -> Ratings {
        let mut ratings = Ratings::new(Thing::SENTENCE, reviewers.len());
        let things = reviewers.iter().map(|all| all.chars().count()).max();
        for thing in 0..things.unwrap_or(0) {
            let answer = |all: &&str| match all.chars().nth(thing) {
                None | Some('.') => None,
                Some(letter) => Some(letter as usize - '0' as usize),
            };
            let answers: Vec<Option<usize>> = reviewers.iter().map(answer).collect();
            ratings.add(&answers, 1);
        }
        ratings
    }

    #[test]
    fn what_was_answered_alike_is_counted_together() {
        let ratings = of(&["0101.", "0111."]);
        assert_eq!((ratings.raters(), ratings.categories()), (2, 2));
        let patterns: Vec<u64> = ratings.patterns().map(|(_, count)| count).collect();
        assert_eq!(patterns, [1, 2, 1, 1]);
        assert_eq!((ratings.answered_by(2), ratings.answered_by(0)), (4, 5));
        let mut odd = Ratings::new(Thing::SENTENCE, 2);
        odd.add(&[Some(0)], 1);
        odd.add(&[Some(0), None, Some(7)], 1);
        assert_eq!((odd.patterns().count(), odd.categories()), (1, 1));
    }
}
