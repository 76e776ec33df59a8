//! Fleiss' kappa: agreement of several reviewers beyond chance, who are taken to have one habit between them.

use super::ratings::all_alike;
use super::{NotComputable, Ratings, real, share};

/// Fleiss' kappa. It demands that as many reviewers answer about each thing: what not all of them have answered about is
/// left out, and the others carry the figure alone (Fleiss 1971, "Measuring nominal scale agreement among many raters",
/// Psychological Bulletin 76, pages 378–382).
///
/// # Errors
/// When there are fewer than two reviewers, when there is nothing that all of them answered about, and when all answers are
/// the same.
pub fn fleiss(ratings: &Ratings) -> Result<f64, NotComputable> {
    let raters = u64::try_from(ratings.raters()).unwrap_or(u64::MAX);
    if raters < 2 {
        return Err(NotComputable::because("there is only one reviewer"));
    }
    let mut chosen = vec![0_u64; ratings.categories()];
    let (mut things, mut alike) = (0_u64, 0.0);
    for (answers, count) in ratings.patterns() {
        if answers.iter().any(Option::is_none) {
            continue;
        }
        let tally = ratings.tally(answers);
        for (all, here) in chosen.iter_mut().zip(&tally) {
            *all += here * count;
        }
        let same = tally.iter().map(|one| one * one.saturating_sub(1));
        alike += real(count) * real(same.sum());
        things += count;
    }
    if things == 0 {
        return Err(ratings.thing.none_by(&ratings.everybody()));
    }
    let answers = real(things * raters);
    if chosen.iter().any(|count| *count == things * raters) {
        return Err(all_alike());
    }
    let chance: f64 = chosen
        .iter()
        .map(|count| (real(*count) / answers).powi(2))
        .sum();
    let observed = alike / (answers * real(raters - 1));
    share(observed - chance, 1.0 - chance)
}

#[cfg(test)]
mod tests {
    use super::super::ratings::tests::of;
    use super::*;

    /// Fleiss 1971, table 1 (page 379): 30 patients, 6 psychiatrists each, 5 diagnoses; kappa 0.430.
    #[test]
    fn what_fleiss_reckoned_in_1971() {
        let patients = [
            "444444", "222555", "233335", "555555", "222444", "113333", "333355", "113334",
            "114444", "555555", "144444", "124444", "222333", "144444", "224445", "333335",
            "111455", "111112", "224444", "133555", "555555", "244444", "224555", "114444",
            "144445", "222224", "111155", "224444", "133333", "555555",
        ];
        let psychiatrist = |place: usize| -> String {
            let diagnoses = patients.iter();
            diagnoses.filter_map(|all| all.chars().nth(place)).collect()
        };
        let all: Vec<String> = (0..6).map(psychiatrist).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let kappa = fleiss(&of(&all)).unwrap();
        assert!((kappa - 0.430).abs() < 0.0005, "{kappa}");
    }

    #[test]
    fn what_not_all_have_seen_is_left_out() {
        let whole = fleiss(&of(&["0110", "0100", "0111"]));
        let more = fleiss(&of(&["01100", "01001", "0111."]));
        assert_eq!(whole, more);
        for (answers, reason) in [
            (&["0"][..], "there is only one reviewer"),
            (&["0.1", "01.", ".10"], "no sentence was seen by all 3"),
            (&["", ""], "no sentence was seen by both"),
            (
                &["11", "11", "11"],
                "every answer is the same, and then chance alone would agree as well",
            ),
        ] {
            assert_eq!(fleiss(&of(answers)), Err(NotComputable::because(reason)));
        }
        assert_eq!(fleiss(&of(&["01", "01", "01"])), Ok(1.0));
    }
}
