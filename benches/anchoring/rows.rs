//! The rows of the table: what is done to the articles, and what is counted.

use super::edits::{Dice, Script, Words};
use super::hypothesis;
use postil::anchor::{capture, resolve_all};
use postil::model::{Selector, Span};
use postil::text::positions::CodePoints;

/// What is done to an article.
pub struct Row {
    pub name: &'static str,
    pub edit: fn(&mut Script, &[(usize, usize)], &mut Dice),
}

pub const ROWS: [Row; 15] = [
    Row {
        name: "1 % of words edited",
        edit: |script, _, dice| script.edit_words(10, Words::Own, dice),
    },
    Row {
        name: "5 % of words edited",
        edit: |script, _, dice| script.edit_words(50, Words::Own, dice),
    },
    Row {
        name: "15 % of words edited",
        edit: |script, _, dice| script.edit_words(150, Words::Own, dice),
    },
    Row {
        name: "5 % and a block moved",
        edit: |script, _, dice| {
            script.move_block(200, dice);
            script.edit_words(50, Words::Own, dice);
        },
    },
    Row {
        name: "2 %, 30 % of targets deleted",
        edit: |script, targets, dice| {
            for (first, last) in targets {
                if dice.happens(300) {
                    script.delete_sentences(*first, *last);
                }
            }
            script.edit_words(20, Words::Own, dice);
        },
    },
    Row {
        name: "2 %, a tenth of sentences gone",
        edit: |script, targets, dice| {
            for (first, _) in targets {
                if dice.happens(50) {
                    script.delete_sentences(*first, *first);
                }
            }
            script.edit_words(20, Words::Own, dice);
        },
    },
    Row {
        name: "2 %, a quarter deleted",
        edit: |script, _, dice| {
            script.delete_block(250, dice);
            script.edit_words(20, Words::Own, dice);
        },
    },
    Row {
        name: "typography alone",
        edit: |script, _, dice| script.typeset(dice),
    },
    Row {
        name: "15 %, foreign words",
        edit: |script, _, dice| script.edit_words(150, Words::Foreign, dice),
    },
    Row {
        name: "15 % and three blocks moved",
        edit: |script, _, dice| {
            for _ in 0..3 {
                script.move_block(80, dice);
            }
            script.edit_words(150, Words::Own, dice);
        },
    },
    Row {
        name: "5 %, sentences swapped",
        edit: |script, _, dice| {
            script.swap_sentences(100, dice);
            script.edit_words(50, Words::Own, dice);
        },
    },
    Row {
        name: "5 %, one paragraph",
        edit: |script, _, dice| {
            script.edit_words(50, Words::Own, dice);
            script.merge_paragraphs();
        },
    },
    Row {
        name: "5 %, wrapped anew, typeset",
        edit: |script, _, dice| {
            script.edit_words(50, Words::Own, dice);
            script.wrap(60);
            script.typeset(dice);
        },
    },
    Row {
        name: "2 %, marks of emphasis",
        edit: |script, _, dice| {
            script.emphasise(100, dice);
            script.edit_words(20, Words::Own, dice);
        },
    },
    Row {
        name: "half deleted, 10 %, block moved",
        edit: |script, _, dice| {
            script.delete_block(250, dice);
            script.delete_block(300, dice);
            script.move_block(200, dice);
            script.edit_words(100, Words::Foreign, dice);
        },
    },
];

/// What became of the quotes of a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// At the place where they are: at least six tenths of the place and the true one together are common.
    pub right: usize,
    /// At another one.
    pub wrong: usize,
    /// At none though there is one.
    pub missed: usize,
    /// At none, and there is none.
    pub gone: usize,
}

impl Tally {
    fn count(&mut self, truth: Option<(Span, f64)>, found: Option<Span>) {
        let is_right = |found: Span, truth: Span| {
            let both = found
                .end
                .min(truth.end)
                .saturating_sub(found.start.max(truth.start));
            both as f64 >= 0.6 * (found.len() + truth.len() - both) as f64
        };
        match (truth, found) {
            (Some((truth, _)), Some(found)) if is_right(found, truth) => self.right += 1,
            (_, Some(_)) => self.wrong += 1,
            // What is left of less than half of a quote may be taken for gone.
            (Some((_, share)), None) if share >= 0.5 => self.missed += 1,
            (_, None) => self.gone += 1,
        }
    }

    pub fn all(&self) -> usize {
        self.right + self.wrong + self.missed + self.gone
    }

    /// A count in percent of all.
    pub fn share(&self, count: usize) -> f64 {
        100.0 * count as f64 / self.all().max(1) as f64
    }
}

/// With the text as it was annotated, without it, and Hypothesis.
pub type Tallies = [Tally; 3];

/// What is measured.
pub struct Measure<'a> {
    pub articles: &'a [&'a str],
    /// How many quotes there are in all.
    pub quotes: usize,
    pub seed: u64,
    /// Whether Hypothesis is measured too.
    pub beside: bool,
}

impl Measure<'_> {
    /// What becomes of the quotes when the articles are edited as `row` says.
    pub fn run(&self, row: &Row) -> Tallies {
        let mut tallies = Tallies::default();
        let share = |number: usize| number * self.quotes / self.articles.len();
        for (number, article) in self.articles.iter().enumerate() {
            let mut dice = Dice::new(self.seed * 1000 + number as u64);
            let mut script = Script::new(article);
            let targets = targets(&script, share(number + 1) - share(number), &mut dice);
            let points = CodePoints::new(article);
            let spans: Vec<Span> = targets
                .iter()
                .map(|(first, last)| script.old[*first].union(script.old[*last]))
                .collect();
            let selectors: Vec<Selector> = spans
                .iter()
                .map(|span| capture(article, &points, *span))
                .collect();
            (row.edit)(&mut script, &targets, &mut dice);
            let text = script.text();
            let points = CodePoints::new(&text);
            let truths: Vec<_> = targets
                .iter()
                .map(|(first, last)| script.truth(*first, *last))
                .collect();
            for (tally, earlier) in tallies.iter_mut().zip([&[*article][..], &[]]) {
                for (found, truth) in resolve_all(&text, &points, earlier, &selectors)
                    .iter()
                    .zip(&truths)
                {
                    tally.count(*truth, found.span);
                }
            }
            if self.beside {
                let letters = hypothesis::Text::new(&text);
                for ((span, selector), truth) in spans.iter().zip(&selectors).zip(&truths) {
                    let found = as_hypothesis_does(&letters, article, *span, selector.start);
                    let byte = |at: usize| points.to_byte(&text, at).unwrap();
                    tallies[2].count(
                        *truth,
                        found.map(|(start, end)| Span::new(byte(start), byte(end))),
                    );
                }
            }
        }
        tallies
    }
}

/// So many quotes of 1 to 60 words, each by its first and its last word.
fn targets(script: &Script, count: usize, dice: &mut Dice) -> Vec<(usize, usize)> {
    let words = script.old.len();
    let quotes = (0..count).map(|_| {
        let length = 1 + dice.below(60.min(words));
        let first = dice.below(words + 1 - length);
        (first, first + length - 1)
    });
    quotes.collect()
}

/// Where Hypothesis anchors what is `span` in `article`, in code points of the other text.
fn as_hypothesis_does(
    text: &hypothesis::Text,
    article: &str,
    span: Span,
    hint: usize,
) -> Option<(usize, usize)> {
    let before: String = article[..span.start].chars().rev().take(32).collect();
    let prefix: String = before.chars().rev().collect();
    let suffix: String = article[span.end..].chars().take(32).collect();
    text.anchor(span.of(article), &prefix, &suffix, hint)
}
