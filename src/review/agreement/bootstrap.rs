//! How far a figure could be off: the percentile bootstrap.

use super::{NotComputable, Ratings, long, real};

/// How many samples are drawn.
pub const ROUNDS: usize = 1000;

/// How many of them must give a figure, so that an interval is told.
const ENOUGH: usize = 950;

/// How many things must have been answered about.
const LEAST: u64 = 5;

/// Where the seed begins: the same answers always give the same interval.
const SEED: u64 = 0x706f_7374_696c;

/// Where `measure` lies in 95 of 100 samples: as many things as there are are drawn from them with replacement, a thousand
/// times, and the figures of these samples are cut off at 2.5 and 97.5 per cent (Efron and Tibshirani 1993, "An Introduction
/// to the Bootstrap", section 13.3). Drawn are the things that at least two reviewers have answered about, the sentences or
/// the claims, each with all its answers. A sample that gives no figure, because all its answers are the same, is passed
/// over.
///
/// `None` where there are fewer than five things, or where more than one sample in twenty gives no figure.
pub fn interval(
    ratings: &Ratings,
    measure: impl Fn(&Ratings) -> Result<f64, NotComputable>,
) -> Option<(f64, f64)> {
    let shared = |answers: &[Option<usize>]| answers.iter().flatten().count() > 1;
    let counts: Vec<u64> = ratings
        .patterns()
        .map(|(answers, count)| if shared(answers) { count } else { 0 })
        .collect();
    let all: u64 = counts.iter().sum();
    if all < LEAST {
        return None;
    }
    let mut drawing = Drawing::new(&counts, all);
    let rounds = (0..ROUNDS).filter_map(|_| measure(&ratings.recounted(&drawing.sample())).ok());
    let mut figures: Vec<f64> = rounds.collect();
    if figures.len() < ENOUGH {
        return None;
    }
    figures.sort_by(f64::total_cmp);
    // The 25th from either end of a thousand.
    let cut = figures.len() / 40;
    let low = figures.get(cut)?;
    let high = figures.get(figures.len() - 1 - cut)?;
    Some((*low, *high))
}

/// Drawing samples of things, of which only is told how many are of each kind.
struct Drawing {
    /// The kinds, the most frequent first: which, and how many things are of it or of one before it.
    kinds: Vec<(usize, u64)>,
    /// How many are of the most frequent.
    most: u64,
    all: u64,
    state: u64,
    len: usize,
}

impl Drawing {
    fn new(counts: &[u64], all: u64) -> Self {
        let mut kinds: Vec<(usize, u64)> = counts.iter().copied().enumerate().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let most = kinds.first().map_or(0, |(_, count)| *count);
        let mut sum = 0;
        for (_, count) in &mut kinds {
            sum += *count;
            *count = sum;
        }
        Self {
            kinds,
            most,
            all,
            state: SEED,
            len: counts.len(),
        }
    }

    /// The next number of `SplitMix64` (Steele, Lea and Flood 2014).
    fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`: for numbers of things the part by which some are likelier is far too small to be seen.
    fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.number()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number between 0 and 1, neither of which it is.
    fn fraction(&mut self) -> f64 {
        (real(self.number() >> 12) + 0.5) / real(1 << 52)
    }

    /// How many things of each kind are in a sample of as many as there are.
    fn sample(&mut self) -> Vec<u64> {
        let mut counts = vec![0; self.len];
        let Some((usual, _)) = self.kinds.first().copied() else {
            return counts;
        };
        // Mostly it is one kind that is drawn again and again, `neither gave it`: how often is known from how far it is to
        // the next thing of another kind, which is distributed geometrically.
        let often = (real(self.most) / real(self.all)).ln();
        let mut left = self.all;
        while left > 0 {
            let skipped = match self.most {
                most if most == self.all => left,
                _ => truncated(self.fraction().ln() / often).min(left),
            };
            counts[usual] += skipped;
            left -= skipped;
            if left > 0 {
                let at = self.most + self.below(self.all - self.most);
                let kind = self.kinds.partition_point(|(_, sum)| *sum <= at);
                if let Some(count) = self
                    .kinds
                    .get(kind)
                    .and_then(|(kind, _)| counts.get_mut(*kind))
                {
                    *count += 1;
                }
                left -= 1;
            }
        }
        counts
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the part after the point is to go, and what is too large is cut off"
)]
fn truncated(number: f64) -> u64 {
    number.clamp(0.0, long(usize::MAX >> 12)) as u64
}

#[cfg(test)]
mod tests {
    use super::super::ratings::tests::of;
    use super::super::{Thing, cohen, krippendorff, raw};
    use super::*;

    #[test]
    fn the_share_of_a_coin_lies_where_the_binomial_distribution_says() {
        let mut ratings = Ratings::new(Thing::SENTENCE, 2);
        ratings.add(&[Some(0), Some(0)], 80);
        ratings.add(&[Some(0), Some(1)], 20);
        // Between the 2.5th and the 97.5th percentile of a binomial distribution of 100 draws with 0.8: 72 and 87.
        let (low, high) = interval(&ratings, raw).unwrap();
        assert!(
            (low - 0.72).abs() < 0.021 && (high - 0.87).abs() < 0.021,
            "{low} {high}"
        );
        assert_eq!(interval(&ratings, raw), Some((low, high)), "seeded");
        // What only one has answered about is not drawn.
        ratings.add(&[Some(0), None], 1000);
        assert_eq!(interval(&ratings, raw), Some((low, high)));
    }

    #[test]
    fn every_sample_has_as_many_things_as_there_are() {
        for counts in [&[5, 0, 3][..], &[1, 1], &[0, 7], &[9]] {
            let all: u64 = counts.iter().sum();
            let mut drawing = Drawing::new(counts, all);
            let mut sums = vec![0; counts.len()];
            for _ in 0..2000 {
                let sample = drawing.sample();
                assert_eq!(sample.iter().sum::<u64>(), all);
                for (sum, here) in sums.iter_mut().zip(&sample) {
                    *sum += here;
                }
            }
            for (sum, count) in sums.iter().zip(counts) {
                let off = (real(*sum) / 2000.0 - real(*count)).abs();
                assert!(off < 0.2, "{sums:?} of {counts:?}");
            }
        }
    }

    #[test]
    fn there_is_no_interval_around_what_is_too_little() {
        assert_eq!(interval(&of(&["01", "01"]), cohen), None, "two things");
        let once = of(&["00000001", "00000001"]);
        assert_eq!(
            interval(&once, cohen),
            None,
            "a third of the samples have no 1"
        );
        let alike = of(&["0101010101", "0101010101"]);
        assert_eq!(interval(&alike, krippendorff), Some((1.0, 1.0)));
        let answers = of(&["0101010101", "0101010110"]);
        let (low, high) = interval(&answers, krippendorff).unwrap();
        let alpha = krippendorff(&answers).unwrap();
        assert!(low < alpha && alpha < high && high <= 1.0, "{low} {high}");
    }
}
