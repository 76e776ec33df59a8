//! How positions count: in code points, UTF-16 units or UTF-8 bytes, to the last or to the one after it, with line ends of
//! one or two, after a byte order mark or not.
//!
//! Nobody is believed: a way of counting is chosen by what its positions cut out of the text.

use std::borrow::Cow;

use crate::model::{Span, on_one_line, vocabulary};

vocabulary! {
    /// What positions count.
    pub enum Unit {
        /// Unicode code points.
        CodePoints = "code points",
        /// Units of UTF-16.
        Utf16 = "UTF-16 units",
        /// Bytes of UTF-8.
        Bytes = "UTF-8 bytes",
    }
}

/// A way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Counting {
    /// What is counted.
    pub unit: Unit,
    /// Whether the end is the last one, not the one after it.
    pub is_inclusive: bool,
    /// Whether a line end counts as two, a carriage return and a line feed.
    pub is_crlf: bool,
    /// Whether a byte order mark before the text counts.
    pub has_mark: bool,
}

/// A place as a file tells it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Where it begins and ends, however that is counted.
    pub position: (usize, usize),
    /// What is there; empty where the file does not tell.
    pub quote: &'a str,
    /// Whether that may be but the beginning.
    pub is_cut: bool,
}

/// How well a way of counting fits: how many quotes it cuts out letter for letter, then how many but for white space; where
/// there are no quotes, how many of its cuts begin and end with words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Letter for letter.
    pub exact: usize,
    /// But for white space.
    pub alike: usize,
    /// At the edges of words.
    pub sensible: usize,
    /// The same of what begins as a quote does that was cut short: where it ends is not told by that.
    pub ended: usize,
}

impl Counting {
    /// Counting in `unit`, the end exclusive, a line end one character, no byte order mark.
    #[must_use]
    pub fn of(unit: Unit) -> Self {
        Self {
            unit,
            is_inclusive: false,
            is_crlf: false,
            has_mark: false,
        }
    }

    /// Every way of counting, the plain ones first.
    fn all() -> impl Iterator<Item = Self> {
        (0..8).flat_map(|bits: u8| {
            Unit::ALL.iter().map(move |unit| Self {
                unit: *unit,
                is_inclusive: bits & 1 > 0,
                is_crlf: bits & 2 > 0,
                has_mark: bits & 4 > 0,
            })
        })
    }

    /// What it is, in words.
    #[must_use]
    pub fn words(self) -> String {
        let mut words = self.unit.as_str().to_owned();
        words.push_str(if self.is_inclusive {
            ", end inclusive"
        } else {
            ", end exclusive"
        });
        if self.is_crlf {
            words.push_str(", line ends of two");
        }
        if self.has_mark {
            words.push_str(", after a byte order mark");
        }
        words
    }

    fn size(self, c: char) -> usize {
        let size = match self.unit {
            Unit::CodePoints => 1,
            Unit::Utf16 => c.len_utf16(),
            Unit::Bytes => c.len_utf8(),
        };
        size + usize::from(self.is_crlf && c == '\n')
    }

    /// The bytes of `text` at `positions`, in their order; nothing for what lies outside or inside a character. `text` has
    /// line feeds alone and no byte order mark, whatever was counted in.
    #[must_use]
    pub fn spans(
        self,
        text: &str,
        positions: impl Iterator<Item = (usize, usize)>,
    ) -> Vec<Option<Span>> {
        let positions: Vec<(usize, usize)> = positions
            .map(|(start, end)| (start, end.saturating_add(usize::from(self.is_inclusive))))
            .collect();
        let ends = positions.iter().flat_map(|(start, end)| [*start, *end]);
        let mut wanted: Vec<usize> = ends.collect();
        wanted.sort_unstable();
        wanted.dedup();
        let bytes = self.bytes(text, &wanted);
        let byte = |position: usize| {
            let at = wanted.binary_search(&position).ok()?;
            bytes.get(at).copied().flatten()
        };
        let span = |(start, end): (usize, usize)| {
            (start <= end).then_some(())?;
            Some(Span::new(byte(start)?, byte(end)?))
        };
        positions.into_iter().map(span).collect()
    }

    /// The bytes at which `wanted`, which are in order, lie.
    fn bytes(self, text: &str, wanted: &[usize]) -> Vec<Option<usize>> {
        let mut found = Vec::with_capacity(wanted.len());
        let mut wanted = wanted.iter().copied().peekable();
        let mut count = 0;
        if self.has_mark {
            count = self.size('\u{feff}');
            while wanted.next_if(|position| *position < count).is_some() {
                found.push(Some(0));
            }
        }
        for (at, c) in text.char_indices() {
            let next = count + self.size(c);
            while let Some(position) = wanted.next_if(|position| *position < next) {
                // Between the two characters of a line end is before it.
                let is_edge = position == count || (c == '\n' && self.is_crlf);
                found.push(is_edge.then_some(at));
            }
            if wanted.peek().is_none() {
                return found;
            }
            count = next;
        }
        found.extend(wanted.map(|position| (position == count).then_some(text.len())));
        found
    }

    /// How well it fits what is `told` of `text`.
    #[must_use]
    pub fn fit(self, text: &str, told: &[Told<'_>]) -> Fit {
        let spans = self.spans(text, told.iter().map(|one| one.position));
        let mut fit = Fit::default();
        for (span, told) in spans.into_iter().zip(told) {
            let Some(span) = span.filter(|span| !span.is_empty()) else {
                continue;
            };
            if told.quote.is_empty() {
                fit.sensible += usize::from(is_sensible(text, span));
                continue;
            }
            let likeness = likeness(span.of(text), told);
            fit.exact += usize::from(likeness == Likeness::Exact);
            fit.alike += usize::from(likeness != Likeness::None);
            let is_begun = told.is_cut && likeness == Likeness::Alike;
            fit.ended += usize::from(is_begun && is_sensible(text, span));
        }
        fit
    }
}

/// How a cut is like the quote that it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    Exact,
    Alike,
    None,
}

fn likeness(cut: &str, told: &Told<'_>) -> Likeness {
    if cut == told.quote {
        return Likeness::Exact;
    }
    let (cut, quote) = (on_one_line(cut), on_one_line(told.quote));
    if cut == quote {
        return Likeness::Alike;
    }
    // Ended by dots, or just ended.
    let begun = quote.trim_end_matches(['.', '…']).trim_end();
    if told.is_cut && !begun.is_empty() && cut.starts_with(begun) {
        return Likeness::Alike;
    }
    Likeness::None
}

/// Whether `span` of `text` reads as what is `told` of it, but for white space.
#[must_use]
pub fn reads_as(text: &str, span: Span, told: &Told<'_>) -> bool {
    likeness(span.of(text), told) != Likeness::None
}

/// Whether `span` begins and ends with words, and divides none.
fn is_sensible(text: &str, span: Span) -> bool {
    let cut = span.of(text);
    let before = Span::new(0, span.start).of(text).chars().next_back();
    let after = Span::new(span.end, text.len()).of(text).chars().next();
    let (first, last) = (cut.chars().next(), cut.chars().next_back());
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let divides = (is_letter(before) && is_letter(first)) || (is_letter(last) && is_letter(after));
    !divides && !is_space(first) && !is_space(last)
}

/// The way of counting that fits what is told of several texts best, all together; where several fit alike the plainest,
/// and before all others `documented`.
#[must_use]
pub fn chosen<'t>(told: &[(Cow<'t, str>, Vec<Told<'t>>)], documented: Counting) -> (Counting, Fit) {
    let sum = |counting: Counting| {
        let fits = told.iter().map(|(text, told)| counting.fit(text, told));
        fits.fold(Fit::default(), |sum, fit| Fit {
            exact: sum.exact + fit.exact,
            alike: sum.alike + fit.alike,
            sensible: sum.sensible + fit.sensible,
            ended: sum.ended + fit.ended,
        })
    };
    let mut best = (documented, sum(documented));
    let edges = |fit: Fit| fit.sensible + fit.ended;
    let all: usize = told.iter().map(|(_, told)| told.len()).sum();
    if best.1.exact == all {
        return best;
    }
    for counting in Counting::all() {
        let fit = sum(counting);
        // What looks sensible proves little: it has to look a good deal more so.
        let is_better = (fit.exact, fit.alike) > (best.1.exact, best.1.alike)
            || (fit.exact, fit.alike) == (best.1.exact, best.1.alike)
                && edges(fit) > edges(best.1) + edges(best.1) / 4;
        if is_better {
            best = (counting, fit);
        }
    }
    best
}

/// `text` without a byte order mark, with line feeds alone for line ends.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    const TEXT: &str = "💩This is an annotation. Café “naïve” 👩‍👩‍👧 end";

    fn told(position: (usize, usize), quote: &str) -> Told<'_> {
        Told {
            position,
            quote,
            is_cut: false,
        }
    }

    #[test]
    fn the_unit_is_told_by_the_quotes() {
        for (unit, words) in [
            (Unit::CodePoints, [(12, 22), (30, 35), (43, 46)]),
            (Unit::Utf16, [(13, 23), (31, 36), (47, 50)]),
            (Unit::Bytes, [(15, 25), (36, 42), (65, 68)]),
        ] {
            let quotes = ["annotation", "naïve", "end"];
            let told: Vec<Told<'_>> = words
                .iter()
                .zip(quotes)
                .map(|(position, quote)| told(*position, quote))
                .collect();
            let texts = [(Cow::Borrowed(TEXT), told)];
            let (found, fit) = chosen(&texts, Counting::of(Unit::CodePoints));
            assert_eq!((found, fit.exact), (Counting::of(unit), 3));
        }
    }

    #[test]
    fn where_nothing_tells_the_definition_of_the_format_holds() {
        let texts = [(Cow::Borrowed("plain words"), vec![told((0, 5), "plain")])];
        for unit in Unit::ALL {
            let documented = Counting::of(*unit);
            assert_eq!(chosen(&texts, documented).0, documented);
        }
    }

    #[test]
    fn a_quote_may_be_cut_short_or_set_on_one_line() {
        let text = "It was said.\nAnd then it was done.";
        for (quote, is_cut, expect) in [
            ("It was said. And then", false, true),
            ("It was said. And...", true, true),
            ("It was…", true, true),
            ("It was…", false, false),
            ("...", true, false),
        ] {
            let told = Told {
                position: (0, 21),
                quote,
                is_cut,
            };
            assert_eq!(
                reads_as(text, Span::new(0, 22 - 1), &told),
                expect,
                "{quote}"
            );
        }
    }

    #[test]
    fn nonsense_lies_nowhere() {
        for counting in Counting::all() {
            let positions = [
                (0, usize::MAX),
                (usize::MAX, usize::MAX),
                (5, 2),
                (900, 901),
            ];
            let spans = counting.spans("né", positions.into_iter());
            assert!(spans.iter().all(Option::is_none), "{spans:?}");
        }
        let inside = Counting::of(Unit::Bytes).spans("é", [(1, 2)].into_iter());
        assert_eq!(inside, [None]);
    }

    proptest! {
        #[test]
        fn what_was_counted_is_found_again(
            text in samples::text(), which in 0usize..24, cuts in prop::collection::vec((0usize..500, 1usize..40), 1..12),
        ) {
            let text = plain(&text).into_owned();
            let counting = Counting::all().nth(which).unwrap();
            let edges: Vec<usize> = samples::boundaries(&text).collect();
            let count = |byte: usize| {
                let mark = if counting.has_mark { counting.size('\u{feff}') } else { 0 };
                mark + Span::new(0, byte).of(&text).chars().map(|c| counting.size(c)).sum::<usize>()
            };
            let mut spans = Vec::new();
            for (start, length) in cuts {
                let from = start % edges.len();
                let to = (from + length).min(edges.len() - 1);
                if edges[from] < edges[to] {
                    spans.push(Span::new(edges[from], edges[to]));
                }
            }
            let positions: Vec<(usize, usize)> = spans
                .iter()
                .map(|span| (count(span.start), count(span.end) - usize::from(counting.is_inclusive)))
                .collect();
            let found = counting.spans(&text, positions.iter().copied());
            let expect: Vec<Option<Span>> = spans.iter().copied().map(Some).collect();
            prop_assert_eq!(found, expect);
            // Whatever is chosen, it cuts out every quote.
            let told: Vec<Told<'_>> = positions
                .iter()
                .zip(&spans)
                .map(|(position, span)| told(*position, span.of(&text)))
                .collect();
            let all = told.len();
            let (_, fit) = chosen(&[(Cow::Borrowed(text.as_str()), told)], Counting::of(Unit::CodePoints));
            prop_assert_eq!(fit.exact, all);
        }
    }
}
