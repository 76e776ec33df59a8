//! Krippendorff's alpha for stretches of a text: whether reviewers marked the same parts of it, to the character.
//!
//! This is the coefficient of Krippendorff 1995, "On the reliability of unitizing continuous data" (Sociological Methodology
//! 25, pages 47–76), with the expected disagreement as put right in Krippendorff 2004, "Content Analysis", 2nd edition,
//! section 11.6 (page 254 has the example): not one of the later family of Krippendorff, Mathet, Bouvry and Widlöcher 2016.
//! It is reckoned for one category alone, here a tag.

use super::overlap::Stretch;
use super::{NotComputable, long, share};

/// A text, or several laid end to end, of which all reviewers have seen the whole; what each marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Continuum {
    length: usize,
    marked: Vec<Vec<Stretch>>,
    dropped: usize,
}

impl Continuum {
    /// The text is `length` characters long, and each reviewer marked these stretches. A reviewer's stretches must not
    /// overlap for this measure: of those that do the one that begins first is kept, of those that begin together the
    /// longest. What lies outside of the text is cut off.
    #[must_use]
    pub fn new(length: usize, marked: Vec<Vec<Stretch>>) -> Self {
        let mut dropped = 0;
        let tidy = |stretches: Vec<Stretch>| {
            let within = stretches
                .into_iter()
                .map(|(start, end)| (start, end.min(length)));
            let mut sorted: Vec<Stretch> = within.filter(|(start, end)| start < end).collect();
            sorted.sort_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
            let mut reached = 0;
            sorted.retain(|(start, end)| {
                let is_free = *start >= reached;
                if is_free {
                    reached = *end;
                } else {
                    dropped += 1;
                }
                is_free
            });
            sorted
        };
        let marked = marked.into_iter().map(tidy).collect();
        Self {
            length,
            marked,
            dropped,
        }
    }

    /// How many stretches were passed over, because they overlap with another of the same reviewer.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// The whole text as what one reviewer made of it: stretches and the gaps between them, in order, each with whether it
    /// is a stretch.
    fn sections(&self, marked: &[Stretch]) -> Vec<(Stretch, bool)> {
        let mut sections = Vec::with_capacity(2 * marked.len() + 1);
        let mut at = 0;
        for stretch in marked {
            if at < stretch.0 {
                sections.push(((at, stretch.0), false));
            }
            sections.push((*stretch, true));
            at = stretch.1;
        }
        if at < self.length {
            sections.push(((at, self.length), false));
        }
        sections
    }

    /// The sum of the differences between what two reviewers made of the text.
    fn difference(&self, one: &[Stretch], other: &[Stretch]) -> f64 {
        let (ones, others) = (self.sections(one), self.sections(other));
        let (mut at_one, mut at_other) = (0, 0);
        let mut sum = 0.0;
        while let (Some(one), Some(other)) = (ones.get(at_one), others.get(at_other)) {
            sum += difference(*one, *other);
            let (one_ends, other_ends) = (one.0.1, other.0.1);
            at_one += usize::from(one_ends <= other_ends);
            at_other += usize::from(other_ends <= one_ends);
        }
        sum
    }

    /// The observed disagreement.
    fn observed(&self) -> f64 {
        let raters = long(self.marked.len());
        let mut sum = 0.0;
        for (at, one) in self.marked.iter().enumerate() {
            for other in self.marked.iter().skip(at + 1) {
                sum += 2.0 * self.difference(one, other);
            }
        }
        sum / (raters * (raters - 1.0) * long(self.length).powi(2))
    }

    /// The disagreement that is to be expected of the same stretches anywhere in the text; `None` where there are none.
    fn expected(&self) -> Option<f64> {
        let (raters, length) = (long(self.marked.len()), long(self.length));
        let mut gaps: Vec<f64> = Vec::new();
        for marked in &self.marked {
            let sections = self.sections(marked).into_iter();
            let free = sections.filter(|(_, is_marked)| !is_marked);
            gaps.extend(free.map(|(gap, _)| long(gap.1 - gap.0)));
        }
        gaps.sort_by(f64::total_cmp);
        // What the gaps from each one on come to.
        let mut sums = vec![0.0; gaps.len() + 1];
        for at in (0..gaps.len()).rev() {
            sums[at] = sums[at + 1] + gaps[at];
        }
        let all = self.marked.iter().flatten();
        let lengths: Vec<f64> = all.map(|(start, end)| long(end - start)).collect();
        let others = long(lengths.len()) - 1.0;
        let (mut sum, mut within) = (0.0, 0.0);
        for l in &lengths {
            sum += others / 3.0 * (2.0 * l.powi(3) - 3.0 * l.powi(2) + l);
            let from = gaps.partition_point(|gap| gap < l);
            let fitting = long(gaps.len() - from);
            sum += l.powi(2) * (sums[from] - fitting * (l - 1.0));
            within += l * (l - 1.0);
        }
        let expected = 2.0 / length * sum / (raters * length * (raters * length - 1.0) - within);
        (expected > 0.0 && expected.is_finite()).then_some(expected)
    }
}

/// How much what one reviewer made of a place differs from what another did: of two stretches that overlap the squares of
/// how far their ends are apart; of a stretch within the other's gap the square of its length.
fn difference(one: (Stretch, bool), other: (Stretch, bool)) -> f64 {
    let ((one, one_marked), (other, other_marked)) = (one, other);
    let lies_in = |inner: Stretch, outer: Stretch| outer.0 <= inner.0 && inner.1 <= outer.1;
    let squared = |from: usize, to: usize| long(from.abs_diff(to)).powi(2);
    match (one_marked, other_marked) {
        (true, true) if one.0 < other.1 && other.0 < one.1 => {
            squared(one.0, other.0) + squared(one.1, other.1)
        }
        (true, false) if lies_in(one, other) => squared(one.0, one.1),
        (false, true) if lies_in(other, one) => squared(other.0, other.1),
        _ => 0.0,
    }
}

/// Krippendorff's alpha for unitizing: see the head of this module for which.
///
/// # Errors
/// When there are fewer than two reviewers, when the text is empty, and when nobody marked anything in it.
pub fn alpha_u(continuum: &Continuum) -> Result<f64, NotComputable> {
    let everybody = match continuum.marked.len() {
        0 | 1 => return Err(NotComputable::because("there is only one reviewer")),
        2 => "both".to_owned(),
        count => format!("all {count}"),
    };
    if continuum.length == 0 {
        let reason = format!("no sentence was seen by {everybody}");
        return Err(NotComputable::because(reason));
    }
    if continuum.marked.iter().all(Vec::is_empty) {
        let reason = format!("nobody marked anything in what {everybody} have seen");
        return Err(NotComputable::because(reason));
    }
    let Some(expected) = continuum.expected() else {
        return Err(NotComputable::because(
            "there is no other way to mark so short a text",
        ));
    };
    Ok(1.0 - share(continuum.observed(), expected)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(value: f64, expected: f64) -> bool {
        (value - expected).abs() < 0.00005
    }

    /// Krippendorff 2004, page 254: two observers, 300 units of length from 150 on, the categories c and k.
    #[test]
    fn what_krippendorff_reckoned_in_2004() {
        let from = |stretches: &[(usize, usize)]| -> Vec<Stretch> {
            let all = stretches.iter();
            all.map(|(start, length)| (start - 150, start - 150 + length))
                .collect()
        };
        let c = Continuum::new(
            300,
            vec![
                from(&[(225, 70), (370, 30)]),
                from(&[(220, 80), (355, 20), (400, 20)]),
            ],
        );
        let k = from(&[(180, 60), (300, 50)]);
        let k = Continuum::new(300, vec![k.clone(), k]);
        assert!(near(c.observed(), 0.0144), "{}", c.observed());
        assert!(near(c.expected().unwrap(), 0.0532));
        assert!(near(alpha_u(&c).unwrap(), 0.7286));
        assert!(near(k.observed(), 0.0));
        assert!(near(k.expected().unwrap(), 0.0490));
        assert!(near(alpha_u(&k).unwrap(), 1.0));
    }

    #[test]
    fn traps_that_others_fell_into() {
        let only = |text: &str| NotComputable::because(text);
        let of = |length, marked: &[&[Stretch]]| {
            let marked = marked.iter().map(|one| one.to_vec()).collect();
            alpha_u(&Continuum::new(length, marked))
        };
        assert_eq!(
            of(100, &[&[(1, 5)]]),
            Err(only("there is only one reviewer"))
        );
        assert_eq!(
            of(0, &[&[], &[]]),
            Err(only("no sentence was seen by both"))
        );
        let nobody = "nobody marked anything in what all 3 have seen";
        assert_eq!(of(100, &[&[], &[], &[]]), Err(only(nobody)));
        // One of three marks something, which one tool takes for full agreement.
        assert!(of(100, &[&[(10, 20)], &[], &[]]).unwrap() < 0.1);
        // All mark the same, which another takes for none.
        let same: &[Stretch] = &[(10, 20), (40, 45)];
        assert_eq!(of(100, &[same, same, same]), Ok(1.0));
        assert_eq!(of(10, &[&[(0, 10)], &[(0, 10)]]), Ok(1.0));
        assert!(of(1, &[&[(0, 1)], &[(0, 1)]]).is_err());
        // Of one reviewer's stretches that overlap the earliest is kept, and then the longest.
        let tangled = Continuum::new(
            50,
            vec![vec![(5, 9), (12, 14), (5, 20), (20, 90), (4, 3)], vec![]],
        );
        assert_eq!(tangled.marked[0], [(5, 20), (20, 50)]);
        assert_eq!(tangled.dropped(), 2);
    }

    /// The same from the definitions: every section against every other, every gap place by place, every shift one by one.
    fn plainly(continuum: &Continuum) -> (f64, f64) {
        let sections: Vec<_> = continuum
            .marked
            .iter()
            .map(|marked| {
                let is_inside =
                    |at: usize| marked.iter().position(|(from, to)| *from <= at && at < *to);
                let mut found: Vec<(Stretch, Option<usize>)> = Vec::new();
                for at in 0..continuum.length {
                    match found.last_mut() {
                        Some((section, which)) if *which == is_inside(at) => section.1 = at + 1,
                        _ => found.push(((at, at + 1), is_inside(at))),
                    }
                }
                found
            })
            .collect();
        let mut observed = 0.0;
        for (at, ones) in sections.iter().enumerate() {
            for (place, others) in sections.iter().enumerate() {
                for one in ones.iter().filter(|_| at != place) {
                    for other in others {
                        observed +=
                            difference((one.0, one.1.is_some()), (other.0, other.1.is_some()));
                    }
                }
            }
        }
        let (m, length) = (long(sections.len()), long(continuum.length));
        let all: Vec<Stretch> = continuum.marked.iter().flatten().copied().collect();
        let (mut expected, mut ways) = (0.0, m * length * (m * length - 1.0));
        for (start, end) in &all {
            let l = end - start;
            for _ in 1..all.len() {
                expected += (1..l).map(|shift| 2.0 * long(shift).powi(2)).sum::<f64>();
            }
            let gaps = sections
                .iter()
                .flatten()
                .filter(|(_, which)| which.is_none());
            for (gap, _) in gaps {
                let places = (gap.0..gap.1).filter(|at| at + l <= gap.1).count();
                expected += long(l).powi(2) * long(places);
            }
            ways -= long(l) * long(l - 1);
        }
        (
            observed / (m * (m - 1.0) * length * length),
            2.0 / length * expected / ways,
        )
    }

    proptest! {
        #[test]
        fn it_is_what_its_definition_says(
            length in 1..40_usize,
            marked in proptest::collection::vec(
                proptest::collection::vec((0..40_usize, 1..10_usize), 0..6), 2..4),
        ) {
            let marked = marked.into_iter().map(|one| {
                one.into_iter().map(|(start, length)| (start, start + length)).collect()
            });
            let continuum = Continuum::new(length, marked.collect());
            let (observed, expected) = plainly(&continuum);
            prop_assert!((continuum.observed() - observed).abs() < 1e-9);
            if let Ok(alpha) = alpha_u(&continuum) {
                prop_assert!((continuum.expected().unwrap() - expected).abs() < 1e-9);
                prop_assert!(alpha.is_finite() && alpha <= 1.0);
            }
        }
    }
}
