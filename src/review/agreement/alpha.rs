//! Krippendorff's alpha for categories: agreement of any number of reviewers beyond chance, whatever each has left out.

use super::ratings::all_alike;
use super::raw::nothing_shared;
use super::{NotComputable, Ratings, real, share};

/// Krippendorff's alpha for nominal data, by the matrix of coincidences: each thing with `m` answers, of which there must be
/// two, gives each of its pairs of answers the weight `1 / (m - 1)`; then
/// `alpha = 1 - (n - 1) * sum o_ck / sum n_c n_k` over all pairs of different categories (Krippendorff 2011, "Computing
/// Krippendorff's Alpha-Reliability", section C; 2004, "Content Analysis", 2nd edition, section 11.3).
///
/// # Errors
/// When nothing was answered about by two of them, and when all answers are the same.
pub fn krippendorff(ratings: &Ratings) -> Result<f64, NotComputable> {
    let mut chosen = vec![0_u64; ratings.categories()];
    let mut apart = 0.0;
    for (answers, count) in ratings.patterns() {
        let tally = ratings.tally(answers);
        let given: u64 = tally.iter().sum();
        if given < 2 {
            continue;
        }
        let same: u64 = tally.iter().map(|one| one * one).sum();
        apart += real(count) * real(given * given - same) / real(given - 1);
        for (all, here) in chosen.iter_mut().zip(&tally) {
            *all += here * count;
        }
    }
    let answers: u64 = chosen.iter().sum();
    if answers == 0 {
        return Err(nothing_shared(ratings));
    }
    if chosen.contains(&answers) {
        return Err(all_alike());
    }
    let answers = real(answers);
    let same: f64 = chosen.iter().map(|count| real(*count).powi(2)).sum();
    Ok(1.0 - share((answers - 1.0) * apart, answers * answers - same)?)
}

#[cfg(test)]
mod tests {
    use super::super::ratings::tests::of;
    use super::*;

    /// Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": A, binary data of two observers; B, nominal data of
    /// two observers; C, nominal data of any number of observers with missing data.
    #[test]
    fn what_krippendorff_reckoned_in_2011() {
        for (answers, expected) in [
            (&["0100000010", "1110010000"][..], 0.095),
            (&["001132224330", "101112224333"], 0.692),
            (
                &[
                    "123321412...",
                    "1233224125.3",
                    ".3332342251.",
                    "12332441251.",
                ],
                0.743,
            ),
        ] {
            let alpha = krippendorff(&of(answers)).unwrap();
            assert!((alpha - expected).abs() < 0.0005, "{alpha}");
        }
    }

    /// The same by its definition: pairs drawn from one thing against pairs drawn from all answers.
    #[test]
    fn it_is_one_minus_observed_by_expected_disagreement() {
        let answers = ["0120.1", "01200.", "112..1"];
        let alpha = krippendorff(&of(&answers)).unwrap();
        let things = (0..6).map(|at| {
            let here = answers.iter().filter_map(|all| all.chars().nth(at));
            here.filter(|answer| *answer != '.').collect::<Vec<char>>()
        });
        let things: Vec<Vec<char>> = things.filter(|answers| answers.len() > 1).collect();
        let apart = |all: &[char]| {
            let mut apart = 0.0;
            for (one, first) in all.iter().enumerate() {
                for (other, second) in all.iter().enumerate() {
                    apart += f64::from(u8::from(one != other && first != second));
                }
            }
            apart
        };
        let all: Vec<char> = things.iter().flatten().copied().collect();
        let size = |list: &[char]| f64::from(u32::try_from(list.len()).unwrap());
        let observed: f64 = things
            .iter()
            .map(|one| apart(one) / (size(one) - 1.0))
            .sum();
        let observed = observed / size(&all);
        let expected = apart(&all) / (size(&all) * (size(&all) - 1.0));
        assert!((alpha - (1.0 - observed / expected)).abs() < 1e-12);
    }

    #[test]
    fn there_is_no_figure_for_nothing() {
        let alike = "every answer is the same, and then chance alone would agree as well";
        for (answers, reason) in [
            (&["01"][..], "there is only one reviewer"),
            // A known tool says 1.0 of users who have no document in common.
            (&["01..", "..01"], "no sentence was seen by both"),
            (
                &["0..", ".1.", "..0"],
                "no sentence was seen by two of them",
            ),
            (&["", ""], "no sentence was seen by both"),
            (&["000", "000"], alike),
            (&["000.", "0001"], alike),
        ] {
            assert_eq!(
                krippendorff(&of(answers)),
                Err(NotComputable::because(reason))
            );
        }
        // Another says 0.0 of full agreement.
        assert_eq!(krippendorff(&of(&["0110", "0110"])), Ok(1.0));
    }
}
