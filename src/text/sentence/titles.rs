//! Titles between quotation marks, which may hold a stop that ends no sentence.

use super::Stop;
use super::words::SAYING;

/// The longest part of a title on one side of a stop in it, in bytes.
const LONGEST_TITLE: usize = 160;

/// Whether the stop stands inside a title between quotation marks that goes on after it, as in `“Why Bread? A History,” The
/// Quay`: most long words of it have capitals, and the sentence does not end with it.
pub(super) fn holds(stop: &Stop<'_>) -> bool {
    let near = stop
        .before
        .floor_char_boundary(stop.before.len().saturating_sub(LONGEST_TITLE));
    let before = stop.before.get(near..).unwrap_or_default();
    let ahead = stop
        .after
        .get(..stop.after.floor_char_boundary(LONGEST_TITLE));
    let Some((at, _)) = before.rmatch_indices('“').next().filter(|_| !stop.closed) else {
        return false;
    };
    let open = before.get(at..).unwrap_or_default();
    let Some((rest, beyond)) = ahead.and_then(|ahead| ahead.split_once('”')) else {
        return false;
    };
    let next = beyond.trim_start().chars().next();
    let goes_on =
        rest.ends_with(',') || next.is_some_and(|c| c.is_lowercase() || ",;(".contains(c));
    goes_on
        && !open.contains('”')
        && !rest.contains('“')
        && is_capitalised(open)
        && is_capitalised(rest)
        && !is_saying(beyond)
}

/// Whether words of saying are among the first of `after`, which follows a quotation.
fn is_saying(after: &str) -> bool {
    let mut words = after.split_whitespace().take(4);
    words.any(|word| SAYING.contains(&word.trim_end_matches(['.', ','])))
}

/// Whether `text` has long words, and every one of them begins with a capital.
fn is_capitalised(text: &str) -> bool {
    let mut long = text
        .split(|c: char| !c.is_alphanumeric() && !"’'-".contains(c))
        .filter(|word| word.chars().count() >= 4)
        .peekable();
    long.peek().is_some() && long.all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}
