//! Cohen's kappa: agreement of two reviewers beyond chance, each with a habit of their own.

use super::ratings::all_alike;
use super::raw::nothing_shared;
use super::{NotComputable, Ratings, real, share};

/// Cohen's kappa of two reviewers over what both answered about: `(p_o - p_e) / (1 - p_e)`, where chance (`p_e`) is the sum
/// over the categories of how often one chose each times how often the other did (Cohen 1960, "A coefficient of agreement
/// for nominal scales", Educational and Psychological Measurement 20, pages 37–46).
///
/// # Errors
/// When there are not exactly two reviewers, when they have answered about nothing in common, and when all answers are the
/// same.
pub fn cohen(ratings: &Ratings) -> Result<f64, NotComputable> {
    if ratings.raters() > 2 {
        let many = ratings.raters();
        return Err(NotComputable::because(format!(
            "it is for two reviewers, and there are {many}"
        )));
    }
    let (mut ones, mut others) = (
        vec![0_u64; ratings.categories()],
        vec![0_u64; ratings.categories()],
    );
    let (mut all, mut alike) = (0_u64, 0_u64);
    for (answers, count) in ratings.patterns() {
        let [Some(one), Some(other)] = answers else {
            continue;
        };
        ones[*one] += count;
        others[*other] += count;
        all += count;
        alike += if one == other { count } else { 0 };
    }
    if all == 0 {
        return Err(nothing_shared(ratings));
    }
    let mut pairs = ones.iter().zip(&others);
    if pairs.any(|pair| pair == (&all, &all)) {
        return Err(all_alike());
    }
    let pairs = ones.iter().zip(&others);
    let chance: f64 = pairs.map(|(one, other)| real(*one) * real(*other)).sum();
    let (all, alike) = (real(all), real(alike));
    share(alike * all - chance, all * all - chance)
}

#[cfg(test)]
mod tests {
    use super::super::Thing;
    use super::super::ratings::tests::of;
    use super::*;

    fn table(cells: [[u64; 3]; 3]) -> Ratings {
        let mut ratings = Ratings::new(Thing::SENTENCE, 2);
        for (one, row) in cells.iter().enumerate() {
            for (other, count) in row.iter().enumerate() {
                ratings.add(&[Some(one), Some(other)], *count);
            }
        }
        ratings
    }

    /// Cohen 1960, page 45: 200 patients, sorted into three categories by two judges, kappa 0.492.
    #[test]
    fn what_cohen_reckoned_in_1960() {
        let kappa = cohen(&table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])).unwrap();
        assert!((kappa - 0.492).abs() < 0.0005, "{kappa}");
        // Page 37: agreement 0.29 where chance alone brings about 0.35.
        let kappa = cohen(&table([[25, 12, 3], [13, 2, 15], [12, 16, 2]])).unwrap();
        assert!((kappa - (0.29 - 0.35) / 0.65).abs() < 0.0005, "{kappa}");
    }

    /// A program for coding prints 0.299 for two coders who mark 500 of 1,000 characters each and agree on half of them: it
    /// multiplies where it should add, and leaves out what neither marked. And 0.299 where it is 0.495.
    #[test]
    fn what_nobody_marked_counts_too() {
        let counted = |both, one, other, neither| {
            let mut ratings = Ratings::new(Thing::SENTENCE, 2);
            for (answers, count) in [
                ([Some(1), Some(1)], both),
                ([Some(1), Some(0)], one),
                ([Some(0), Some(1)], other),
                ([Some(0), Some(0)], neither),
            ] {
                ratings.add(&answers, count);
            }
            cohen(&ratings).unwrap()
        };
        assert!(counted(250, 250, 250, 250).abs() < 1e-12);
        assert!((counted(5, 5, 5, 985) - 0.495).abs() < 0.0005);
    }

    #[test]
    fn there_is_no_figure_for_nothing() {
        for (answers, reason) in [
            (&["1"][..], "there is only one reviewer"),
            (&["1.", ".1"], "no sentence was seen by both"),
            (&["", ""], "no sentence was seen by both"),
            (
                &["111", "111"],
                "every answer is the same, and then chance alone would agree as well",
            ),
            (&["1", "1", "0"], "it is for two reviewers, and there are 3"),
        ] {
            assert_eq!(cohen(&of(answers)), Err(NotComputable::because(reason)));
        }
        // That both always disagree is something to say.
        assert_eq!(cohen(&of(&["111", "000"])), Ok(0.0));
        assert_eq!(cohen(&of(&["0011", "1100"])), Ok(-1.0));
        assert_eq!(cohen(&of(&["0011", "0011"])), Ok(1.0));
    }
}
