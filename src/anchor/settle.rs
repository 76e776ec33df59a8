//! Where exactly words went and came: of `one, two, one, three` without `two`, either `one, two` or `two, one` may be what
//! went. The cut belongs where a line or a sentence begins, as it does in the indent heuristic of git's diff.

use super::words::Words;

/// How far a cut is looked for from where the alignment put it, in words.
const FAR: usize = 64;

/// For each word of a text the word of the other text that it is beside.
pub(super) type Partners = Vec<Option<Partner>>;

/// A word of the other text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Partner {
    /// Which one.
    pub at: usize,
    /// Whether it is the same word.
    pub is_same: bool,
}

/// Moves each run of words without partners to where a line or a sentence begins, if the words around it allow that.
pub(super) fn settle(words: &Words<'_>, partners: &mut Partners) {
    let mut start = 0;
    while let Some(from) = partners.iter().skip(start).position(Option::is_none) {
        let from = start + from;
        let run = partners
            .iter()
            .skip(from)
            .take_while(|partner| partner.is_none());
        let to = from + run.count();
        start = slide(words, partners, from, to).max(to);
    }
}

/// Moves the words without partners from `from` to `to`; where they end then.
fn slide(words: &Words<'_>, partners: &mut Partners, from: usize, to: usize) -> usize {
    let same = |at: usize| {
        partners
            .get(at)
            .copied()
            .flatten()
            .filter(|partner| partner.is_same)
    };
    let Some((before, after)) = from.checked_sub(1).and_then(same).zip(same(to)) else {
        return to;
    };
    if after.at != before.at + 1 {
        return to;
    }
    let number = |at: usize| words.numbers.get(at);
    let follows = |at: usize, partner: usize| same(at).is_some_and(|found| found.at == partner);
    let back = (1..=FAR.min(from).min(before.at + 1))
        .take_while(|by| {
            number(from - by) == number(to - by) && follows(from - by, before.at + 1 - by)
        })
        .count();
    let ahead = (0..FAR)
        .take_while(|by| number(from + by) == number(to + by) && follows(to + by, after.at + by))
        .count();
    let here = (break_before(words, from), usize::MAX);
    let cuts = (from - back..=from + ahead).filter(|cut| *cut != from);
    let cuts = cuts.map(|cut| {
        (
            (break_before(words, cut), FAR - cut.abs_diff(from).min(FAR)),
            cut,
        )
    });
    let (_, cut) = cuts.chain([(here, from)]).max().unwrap_or((here, from));
    for by in 1..=from.saturating_sub(cut) {
        partners.swap(from - by, to - by);
    }
    for by in 0..cut.saturating_sub(from) {
        partners.swap(from + by, to + by);
    }
    to + cut - from
}

/// How much of a break there is before the word `at`: none, a sign, a sentence's end, a line's.
fn break_before(words: &Words<'_>, at: usize) -> usize {
    let gap = words.gap_before(at).of(words.text);
    if at == 0 || gap.contains('\n') {
        3
    } else if gap.contains(['.', '!', '?', '。', '！', '？']) {
        2
    } else {
        usize::from(gap.contains([',', ';', ':', '—', '–', '、', '，']))
    }
}
