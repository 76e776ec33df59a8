//! Finding again what was put elsewhere since it was made: where it was put last counts, where it was made is what is
//! left.

use super::{Placement, State, resolve_all};
use crate::model::Selector;
use crate::text::positions::CodePoints;

/// Where things are, in their order, of each of which is known where it was put last and where it was made; the two are
/// one and the same for what was never put elsewhere. As [`resolve_all`]: what is not found where it was put last is
/// looked for where it was made, and what is found nowhere may be where it was put last.
pub fn resolve_latest<'a>(
    text: &str,
    points: &CodePoints,
    earlier: &[&str],
    wanted: impl IntoIterator<Item = (&'a Selector, &'a Selector)>,
) -> Vec<Placement> {
    let wanted: Vec<(&Selector, &Selector)> = wanted.into_iter().collect();
    let latest = wanted.iter().map(|(latest, _)| *latest);
    let mut found = resolve_all(text, points, earlier, latest);
    let lost: Vec<usize> = (0..)
        .zip(found.iter().zip(&wanted))
        .filter(|(_, (found, (latest, made)))| found.span.is_none() && latest != made)
        .map(|(index, _)| index)
        .collect();
    if lost.is_empty() {
        return found;
    }
    let made = lost
        .iter()
        .filter_map(|index| wanted.get(*index))
        .map(|(_, made)| *made);
    let again = resolve_all(text, points, earlier, made);
    for (index, mut again) in lost.into_iter().zip(again) {
        let Some(known) = found.get_mut(index) else {
            continue;
        };
        if again.span.is_some() {
            // It was somewhere else in between, so that it is not where it was even where it was made.
            if again.state == State::Exact {
                again.state = State::Moved;
            }
            *known = again;
        } else if known.candidates.is_empty() {
            *known = again;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::capture;
    use crate::model::Span;

    const TEXT: &str = "The ferry left at six in the morning with forty aboard.\n\n\
                        Nobody at the mill had been told of the new hour.\n\n\
                        The baker heard of it from his brother, who rows.";

    fn selector(quote: &str) -> Selector {
        let start = TEXT.find(quote).unwrap();
        capture(
            TEXT,
            &CodePoints::new(TEXT),
            Span::new(start, start + quote.len()),
        )
    }

    #[test]
    fn where_it_was_put_last_counts_and_where_it_was_made_is_what_is_left() {
        let ferry = "The ferry left at six in the morning with forty aboard.";
        let mill = "Nobody at the mill had been told of the new hour.";
        let (made, put) = (selector(ferry), selector(mill));
        let without = |quote: &str| TEXT.replace(quote, "");
        for (text, put, found, state) in [
            (TEXT.to_owned(), &put, Some(mill), State::Exact),
            (TEXT.to_owned(), &made, Some(ferry), State::Exact),
            (without(mill), &put, Some(ferry), State::Moved),
            (without(mill).replace(ferry, ""), &put, None, State::Orphan),
        ] {
            let all = resolve_latest(&text, &CodePoints::new(&text), &[], [(put, &made)]);
            let place = all[0].span.map(|span| span.of(&text));
            assert_eq!((place, all[0].state), (found, state));
        }
    }
}
