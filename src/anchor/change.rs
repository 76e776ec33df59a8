//! Which words of a quote went and which came: for showing an edit, and for telling what it does to the meaning.

use super::align::{Ends, Pair, Tie, align};
use super::map::Map;
use super::words::{Range, Vocabulary, Words};
use crate::model::Span;
use crate::text::fold::{Sign, signs};

/// How many words are aligned with how many in full: the product of their numbers. Longer quotes are compared by what
/// stands once in both.
const MOST_CELLS: usize = 60_000;

/// A run of words of two texts: the same in both, or in the one what went and in the other what came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether both read the same but for typography.
    pub kept: bool,
    /// Where it is in the old text, in bytes; empty where words only came.
    pub old: Span,
    /// Where it is in the new text, in bytes; empty where words only went.
    pub new: Span,
}

/// What became of `old` in `new`, word by word: runs in order that together cover both texts.
#[must_use]
pub fn changed(old: &str, new: &str) -> Vec<Change> {
    let mut vocabulary = Vocabulary::default();
    let old = Words::new(old, &mut vocabulary);
    let new = Words::new(new, &mut vocabulary);
    let mut runs = Runs::default();
    let (mut i, mut j) = (0, 0);
    for (at, to) in same(&old, &new, &vocabulary) {
        runs.between(&old, &new, Range::new(i, at), Range::new(j, to));
        runs.push(Change {
            kept: true,
            old: old.span(at),
            new: new.span(to),
        });
        (i, j) = (at + 1, to + 1);
    }
    runs.between(
        &old,
        &new,
        Range::new(i, old.len()),
        Range::new(j, new.len()),
    );
    runs.0
}

/// The words that are in both, in order.
fn same(old: &Words<'_>, new: &Words<'_>, vocabulary: &Vocabulary) -> Vec<(usize, usize)> {
    let ours = old.numbers.iter().zip(&new.numbers);
    let head = ours.take_while(|(one, other)| one == other).count();
    let ours = old.numbers.iter().skip(head).rev();
    let ours = ours.zip(new.numbers.iter().skip(head).rev());
    let tail = ours.take_while(|(one, other)| one == other).count();
    let (end, new_end) = (old.len() - tail, new.len() - tail);
    let (mine, theirs) = (
        old.numbers(Range::new(head, end)),
        new.numbers(Range::new(head, new_end)),
    );
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    if mine.len().saturating_mul(theirs.len()) <= MOST_CELLS {
        let aligned = align(mine, theirs, vocabulary, Ends::Tied).into_iter();
        let same = aligned.filter(|pair| pair.tie == Tie::Same);
        pairs.extend(same.map(|Pair { old, new, .. }| (head + old, head + new)));
    } else {
        let map = Map::new(mine, theirs, vocabulary);
        let mut next = 0;
        for at in 0..mine.len() {
            let fate = map.fate(at).filter(|fate| fate.tie == Tie::Same);
            if let Some(fate) = fate.filter(|fate| fate.new >= next) {
                next = fate.new + 1;
                pairs.push((head + at, head + fate.new));
            }
        }
    }
    pairs.extend((0..tail).map(|at| (end + at, new_end + at)));
    pairs
}

/// The runs so far.
#[derive(Debug, Default)]
struct Runs(Vec<Change>);

impl Runs {
    /// Adds `change` to the last run when it is of its kind, otherwise as another; nothing where it is empty.
    fn push(&mut self, change: Change) {
        if change.old.is_empty() && change.new.is_empty() {
            return;
        }
        match self.0.last_mut().filter(|last| last.kept == change.kept) {
            Some(last) => {
                last.old.end = change.old.end;
                last.new.end = change.new.end;
            }
            None => self.0.push(change),
        }
    }

    /// Adds what lies between two words that are kept: the words `ours` and `theirs`, and what is around them.
    fn between(&mut self, old: &Words<'_>, new: &Words<'_>, ours: Range, theirs: Range) {
        let before = Span::new(old.gap_before(ours.start).start, old.span(ours.end).start);
        let after = Span::new(
            new.gap_before(theirs.start).start,
            new.span(theirs.end).start,
        );
        if is_typography(old, new, (ours, before), (theirs, after)) {
            self.push(Change {
                kept: true,
                old: before,
                new: after,
            });
            return;
        }
        let mine = apart(before, old.text);
        let theirs_apart = apart(after, new.text);
        let (lead, span, tail) = beside(mine, theirs_apart);
        let (new_lead, new_span, new_tail) = beside(theirs_apart, mine);
        for (kept, old, new) in [
            (true, lead, new_lead),
            (false, span, new_span),
            (true, tail, new_tail),
        ] {
            self.push(Change { kept, old, new });
        }
    }
}

/// White space at the beginning of `span`, the rest, and white space at its end.
fn apart(span: Span, text: &str) -> (Span, Span, Span) {
    let inner = span.trimmed(text);
    (
        Span::new(span.start, inner.start),
        inner,
        Span::new(inner.end, span.end),
    )
}

/// A stretch taken apart; where it is white space alone, this goes to the side on which `other` has some.
fn beside(this: (Span, Span, Span), other: (Span, Span, Span)) -> (Span, Span, Span) {
    let (lead, inner, tail) = this;
    if inner.is_empty() && other.0.is_empty() {
        let start = Span::new(lead.start, lead.start);
        return (start, start, Span::new(lead.start, tail.end));
    }
    this
}

/// Whether two stretches differ in typography alone: the same signs and no words, or words that only a hyphen divides.
fn is_typography(
    old: &Words<'_>,
    new: &Words<'_>,
    (ours, before): (Range, Span),
    (theirs, after): (Range, Span),
) -> bool {
    if ours.is_empty() && theirs.is_empty() {
        let sign = |sign: &Sign| sign.sign;
        let (one, other) = (signs(old.text, before), signs(new.text, after));
        return one.iter().map(sign).eq(other.iter().map(sign));
    }
    let letters = |span: Span, text: &str| -> (bool, String) {
        let is_hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}');
        let all = span.of(text).chars();
        let kept = all.filter(|c| !is_hyphen(*c) && !c.is_whitespace());
        (span.of(text).contains(is_hyphen), kept.collect())
    };
    let ((hyphen, ours), (other_hyphen, theirs)) =
        (letters(before, old.text), letters(after, new.text));
    (hyphen || other_hyphen) && ours == theirs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    /// The change as one line: `[-went-]`, `{+came+}`.
    fn shown(old: &str, new: &str) -> String {
        let runs = changed(old, new);
        let shown = runs.iter().map(|run| {
            let (went, came) = (run.old.of(old), run.new.of(new));
            match (run.kept, went, came) {
                (true, ..) => came.to_owned(),
                (_, went, "") => format!("[-{went}-]"),
                (_, "", came) => format!("{{+{came}+}}"),
                _ => format!("[-{went}-]{{+{came}+}}"),
            }
        });
        shown.collect()
    }

    #[test]
    fn words_that_went_and_came_are_told() {
        for (old, new, expect) in [
            ("one two three", "one 2 three", "one [-two-]{+2+} three"),
            ("one two three", "one three", "one [-two-]three"),
            ("one three", "one and three", "one {+and+} three"),
            ("so, he said", "so he said", "so[-,-] he said"),
            ("", "new", "{+new+}"),
            ("old", "", "[-old-]"),
            (
                "It fell to 4.1 percent.",
                "It fell to 4.4 percent!",
                "It fell to [-4.1-]{+4.4+} percent[-.-]{+!+}",
            ),
        ] {
            assert_eq!(shown(old, new), expect);
        }
    }

    #[test]
    fn typography_is_no_change() {
        for (old, new) in [
            (
                "“It’s so,” he said — twice…",
                "\"It's so,\"  he\nsaid -- twice...",
            ),
            ("ne\u{301} of\u{ad}fice", "né office"),
            ("a well-\nknown man", "a well-known man"),
            ("hyphen-\nated", "hyphenated"),
            ("said **so**", "said so"),
        ] {
            let runs = changed(old, new);
            assert!(runs.iter().all(|run| run.kept), "{old:?} {new:?} {runs:?}");
        }
    }

    proptest! {
        #[test]
        fn runs_cover_both_texts(old in samples::text(), new in samples::text()) {
            let runs = changed(&old, &new);
            let (mut i, mut j) = (0, 0);
            for run in &runs {
                prop_assert_eq!((run.old.start, run.new.start), (i, j));
                prop_assert!(old.get(run.old.start..run.old.end).is_some());
                prop_assert!(new.get(run.new.start..run.new.end).is_some());
                (i, j) = (run.old.end, run.new.end);
            }
            prop_assert_eq!((i, j), (old.len(), new.len()));
            prop_assert!(changed(&old, &old).iter().all(|run| run.kept));
        }
    }
}
