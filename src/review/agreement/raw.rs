//! Raw agreement: how often two reviewers answered alike, without regard to chance.

use super::{NotComputable, Ratings, real, share};

/// The share of the pairs of answers about one thing that are the same: of two reviewers, the share of the things that both
/// answered about alike.
///
/// # Errors
/// When nothing was answered about by two of them.
pub fn raw(ratings: &Ratings) -> Result<f64, NotComputable> {
    let (mut alike, mut pairs) = (0.0, 0.0);
    for (answers, count) in ratings.patterns() {
        let tally = ratings.tally(answers);
        let all: u64 = tally.iter().sum();
        pairs += real(count) * real(all * all.saturating_sub(1));
        let same = tally.iter().map(|one| one * one.saturating_sub(1));
        alike += real(count) * real(same.sum());
    }
    if pairs == 0.0 {
        return Err(nothing_shared(ratings));
    }
    share(alike, pairs)
}

/// Why there is no figure where nobody answered about what another one did.
pub(super) fn nothing_shared(ratings: &Ratings) -> NotComputable {
    match ratings.raters() {
        0 | 1 => NotComputable::because("there is only one reviewer"),
        2 => ratings.thing.none_by("both"),
        _ => ratings.thing.none_by("two of them"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ratings::tests::of;
    use super::*;

    #[test]
    fn pairs_of_answers_are_compared() {
        assert_eq!(raw(&of(&["0101", "0111"])), Ok(0.75));
        // Of three about one thing, one pair of three is alike; of two about another, none.
        assert_eq!(raw(&of(&["00", "0.", "11"])), Ok(0.25));
        assert_eq!(raw(&of(&["00", "00"])), Ok(1.0));
        for (answers, reason) in [
            (&["0."][..], "there is only one reviewer"),
            (&["0.", ".0"], "no sentence was seen by both"),
            (
                &["0..", ".0.", "..0"],
                "no sentence was seen by two of them",
            ),
            (&["", ""], "no sentence was seen by both"),
        ] {
            assert_eq!(raw(&of(answers)), Err(NotComputable::because(reason)));
        }
    }
}
