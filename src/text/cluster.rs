//! Grapheme clusters: where they begin, and what each looks like in cells.
//!
//! The one place where text becomes something to print: every symbol given here is safe on a terminal.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::marks::{Look, UNPRINTABLE, mark_of, skips};
use super::visible;
use crate::model::{Invisible, Span};

/// Combining marks beyond this many are not printed: a flood of them has crashed terminals.
const MOST_MARKS: usize = 8;

/// The flags of England, Scotland and Wales: the only sequences of tag characters that are meant to be seen, and so the
/// only ones that are not split off as hidden text (the `RGI_Emoji_Tag_Sequence` of Unicode's `emoji-sequences.txt`).
const TAGGED_FLAGS: [&str; 3] = [
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

/// The most characters one symbol has; the longest emoji in use have eleven.
const LONGEST_SYMBOL: usize = 24;

/// A line break that is meant, inside running text.
const LINE_SEPARATOR: &str = "\u{2028}";

/// Tabs in preformatted text reach to the next multiple of this many cells.
const TAB: u16 = 4;

/// How far around a position, in bytes, its cluster is looked for.
const WINDOW: usize = 4096;

/// What becomes of white space.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spacing {
    /// Running text: a run of white space that holds a line break is one cluster, drawn as one space; other spaces
    /// stay as they are, and a tab is one space. U+2028 is a line break that is meant, a cluster without width.
    Fold,
    /// Preformatted text: a tab reaches to the next multiple of four cells from the row's start, and a line break
    /// is a cluster without width.
    Keep,
}

/// A piece of text that is drawn, selected and wrapped as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cluster<'t> {
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// How many cells it takes.
    pub width: u16,
    /// What to print: one grapheme, a tab's spaces, or nothing for a line break that is kept.
    pub symbol: Cow<'t, str>,
}

impl Cluster<'_> {
    /// Whether it is white space that may stand past the end of a row: not a space that forbids a line break.
    #[must_use]
    pub fn is_space(&self) -> bool {
        let may_hang =
            |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
        self.symbol.chars().all(may_hang)
    }
}

/// The clusters of `span`, in order and without gaps: their spans together are `span`. A row begins where `span`
/// does. A span that does not fit the text has none.
///
/// They are the grapheme clusters of Unicode, except that characters without width join their neighbour, folded
/// white space is one cluster, and hidden tag characters are split off to be seen.
#[must_use]
pub fn clusters(text: &str, span: Span, spacing: Spacing) -> Clusters<'_> {
    let end = if text.get(span.start..span.end).is_some() {
        span.end
    } else {
        span.start
    };
    Clusters {
        text,
        at: span.start,
        end,
        unfolded: span.start,
        spacing,
        column: 0,
        ambiguous_is_wide: false,
        invisible: Invisible::default(),
    }
}

/// The iterator that [`clusters`] gives.
#[derive(Clone, Debug)]
pub struct Clusters<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// White space before this byte is known not to fold.
    unfolded: usize,
    spacing: Spacing,
    /// Cells since the row's start: what a tab is measured from.
    column: u16,
    ambiguous_is_wide: bool,
    invisible: Invisible,
}

impl<'t> Clusters<'t> {
    /// The same clusters on a terminal that gives characters of ambiguous width (UAX #11) two cells, when `is_wide`.
    #[must_use]
    pub fn with_ambiguous(mut self, is_wide: bool) -> Self {
        self.ambiguous_is_wide = is_wide;
        self
    }

    /// The same clusters with characters that take no room shown or not, as `invisible` has it.
    #[must_use]
    pub fn with_invisible(mut self, invisible: Invisible) -> Self {
        self.invisible = invisible;
        self
    }

    /// Says that the next cluster stands `column` cells from the start of its row.
    pub(super) fn set_column(&mut self, column: u16) {
        self.column = column;
    }

    fn grapheme(&self, from: usize) -> Option<&'t str> {
        match self.text.as_bytes().get(from..self.end)? {
            [] => None,
            [b'\r', b'\n', ..] => self.text.get(from..from + 2),
            [0..0x80] | [0..0x80, 0..0x80, ..] => self.text.get(from..=from),
            _ => self.text.get(from..self.end)?.graphemes(true).next(),
        }
    }

    /// The cluster at `at` when it is one ASCII letter or space and no more, as nearly all of them are.
    fn plain(&mut self) -> Option<Cluster<'t>> {
        let at = self.at;
        match self.text.as_bytes().get(at..self.end)? {
            [b'!'..=b'~'] | [b'!'..=b'~', 0..0x80, ..] | [b' ', b'!'..=b'~', ..] => {}
            _ => return None,
        }
        self.at = at + 1;
        self.column = self.column.saturating_add(1);
        Some(Cluster {
            span: Span::new(at, at + 1),
            width: 1,
            symbol: Cow::Borrowed(self.text.get(at..at + 1)?),
        })
    }

    /// The end of the characters from `from` on that take no room.
    fn skip_nothing(&self, from: usize) -> usize {
        if self.text.as_bytes().get(from).is_none_or(u8::is_ascii) {
            return from;
        }
        let rest = self.text.get(from..self.end).unwrap_or_default();
        let shown = rest.find(|c| !skips(c, self.invisible));
        from + shown.unwrap_or(rest.len())
    }

    /// The end of the white space at `from` when it folds into one space.
    fn folded(&mut self, from: usize) -> Option<usize> {
        if from < self.unfolded {
            return None;
        }
        let rest = self.text.as_bytes().get(from..self.end)?;
        let is_white = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let mut run = rest.iter().take_while(|byte| is_white(byte)).count();
        let followed = rest.get(run).is_some_and(|byte| !byte.is_ascii());
        if followed && self.grapheme(from + run - 1).is_none_or(|g| g.len() > 1) {
            run -= 1; // A combining mark makes the last space a cluster that is more than a space.
        }
        let breaks = rest.iter().take(run).any(|b| matches!(b, b'\n' | b'\r'));
        if !breaks {
            self.unfolded = from + run;
        }
        breaks.then_some(from + run)
    }

    /// The white space `grapheme` at `from`: its end, width and symbol.
    fn white(&mut self, from: usize, grapheme: &str) -> (usize, u16, &'static str) {
        let end = from + grapheme.len();
        match (self.spacing, grapheme) {
            (Spacing::Fold, _) => (self.folded(from).unwrap_or(end), 1, " "),
            (Spacing::Keep, "\t") => {
                let width = TAB - self.column % TAB;
                let symbol = "    ".get(..usize::from(width)).unwrap_or(" ");
                (end, width, symbol)
            }
            (Spacing::Keep, " ") => (end, 1, " "),
            (Spacing::Keep, _) => (end, 0, ""),
        }
    }
}

impl<'t> Iterator for Clusters<'t> {
    type Item = Cluster<'t>;

    #[inline]
    fn next(&mut self) -> Option<Cluster<'t>> {
        if let Some(plain) = self.plain() {
            return Some(plain);
        }
        let start = self.at;
        if start >= self.end {
            return None;
        }
        let from = self.skip_nothing(start);
        let (mut end, width, symbol) = match self.grapheme(from) {
            None => (from, 1, Cow::Borrowed(UNPRINTABLE)),
            Some(white @ (" " | "\t" | "\n" | "\r" | "\r\n")) => {
                let (end, width, symbol) = self.white(from, white);
                (end, width, Cow::Borrowed(symbol))
            }
            Some(LINE_SEPARATOR) if self.spacing == Spacing::Fold => {
                (from + LINE_SEPARATOR.len(), 0, Cow::Borrowed(""))
            }
            Some(grapheme) => {
                let (len, width, symbol) = draw(grapheme, self.ambiguous_is_wide, self.invisible);
                (from + len, width, symbol)
            }
        };
        if symbol.is_empty() {
            self.column = 0;
        } else {
            self.column = self.column.saturating_add(width);
            end = self.skip_nothing(end);
        }
        self.at = end;
        Some(Cluster {
            span: Span::new(start, end),
            width,
            symbol,
        })
    }
}

/// How the beginning of `grapheme` is drawn: the bytes it stands for, its width, its symbol.
fn draw(
    grapheme: &str,
    ambiguous_is_wide: bool,
    invisible: Invisible,
) -> (usize, u16, Cow<'_, str>) {
    if matches!(grapheme.as_bytes(), [b' '..=b'~']) {
        return (1, 1, Cow::Borrowed(grapheme));
    }
    let cells = |symbol: &str| cells(symbol, ambiguous_is_wide);
    if TAGGED_FLAGS.contains(&grapheme) {
        return (grapheme.len(), cells(grapheme), Cow::Borrowed(grapheme));
    }
    let mut chars = grapheme.char_indices();
    if let Some((_, first)) = chars.next()
        && let Some(mark) = mark_of(first, invisible)
    {
        let len = match Look::of(first) {
            Look::Mark(_) => grapheme.len(),
            _ => first.len_utf8(),
        };
        let symbol = String::from(mark);
        return (len, cells(&symbol), Cow::Owned(symbol));
    }
    let is_hidden = |c| match Look::of(c) {
        Look::Mark(_) | Look::Nothing => mark_of(c, invisible).is_some(),
        Look::Plain | Look::Joiner | Look::Selector => false,
    };
    let hidden = chars.find(|(_, c)| is_hidden(*c));
    let len = hidden.map_or(grapheme.len(), |(at, _)| at);
    let shown = grapheme.get(..len).unwrap_or(grapheme);
    let symbol = symbol_of(shown);
    match cells(&symbol) {
        0 => {
            let symbol = on_a_circle(&symbol);
            (len, cells(&symbol), symbol)
        }
        width => (len, width, symbol),
    }
}

/// What of `grapheme`, which holds no mark, is printed.
fn symbol_of(grapheme: &str) -> Cow<'_, str> {
    if grapheme.chars().nth(1).is_none() {
        return Cow::Borrowed(grapheme);
    }
    let mut symbol = String::new();
    let (mut marks, mut length) = (0, 0);
    let mut before = None;
    let mut chars = grapheme.chars().peekable();
    while let Some(c) = chars.next() {
        let room = length < LONGEST_SYMBOL;
        let kept = match Look::of(c) {
            Look::Plain if is_wide(c) => room,
            Look::Plain => {
                marks += 1;
                room && marks <= MOST_MARKS
            }
            Look::Joiner => room && chars.peek().is_some_and(|next| is_wide(*next)),
            Look::Selector => before.is_some_and(|c: char| is_wide(c) && !c.is_ascii_alphabetic()),
            Look::Nothing | Look::Mark(_) => false,
        };
        if kept {
            symbol.push(c);
            length += 1;
        }
        before = Some(c);
    }
    if symbol == grapheme {
        return Cow::Borrowed(grapheme);
    }
    match symbol.graphemes(true).next() {
        Some(first) if first.len() < symbol.len() => Cow::Owned(first.to_owned()),
        _ => Cow::Owned(symbol),
    }
}

/// A combining mark without a base, on the circle that Unicode has for it.
fn on_a_circle(mark: &str) -> Cow<'static, str> {
    let symbol = format!("◌{mark}");
    if symbol.graphemes(true).count() == 1 && cells(&symbol, false) == 1 {
        Cow::Owned(symbol)
    } else {
        Cow::Borrowed(UNPRINTABLE)
    }
}

fn is_wide(c: char) -> bool {
    c.width().unwrap_or(0) > 0
}

/// The cells of `symbol` as ratatui counts them, whose drawing loses what stands in a cell it counts for another.
/// It counts half-width katakana's sound marks twice. Characters of ambiguous width have two cells when
/// `ambiguous_is_wide`, one otherwise.
fn cells(symbol: &str, ambiguous_is_wide: bool) -> u16 {
    let is_sound_mark = |c: &char| matches!(c, '\u{ff9e}' | '\u{ff9f}');
    let sound_marks = symbol.chars().filter(is_sound_mark).count();
    let width = if ambiguous_is_wide {
        symbol.width_cjk()
    } else {
        symbol.width()
    };
    u16::try_from(width + sound_marks).unwrap_or(u16::MAX)
}

/// Whether a terminal may give `symbol` two cells where ratatui counts one: its width is ambiguous (UAX #11).
#[must_use]
pub fn is_ambiguous(symbol: &str) -> bool {
    !symbol.is_ascii() && cells(symbol, true) > cells(symbol, false)
}

/// The first byte of the grapheme cluster that holds the byte `at`; the text's length at the end and past it.
#[must_use]
pub fn floor(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at == text.len() || is_plain_boundary(text, at) {
        return at;
    }
    let (mut cursor, window, from) = cursor(text, at);
    match cursor.is_boundary(window, 0) {
        Ok(false) => previous(text, at),
        _ => from + cursor.cur_cursor(),
    }
}

/// The first byte of the grapheme cluster after the one that holds the byte `at`; the text's length when there is none.
#[must_use]
pub fn next(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let after = text.ceil_char_boundary((at + 1).min(text.len()));
    if is_plain_boundary(text, after) {
        return after;
    }
    let (mut cursor, window, from) = cursor(text, at);
    match cursor.next_boundary(window, 0) {
        Ok(Some(next)) => from + next,
        _ => after,
    }
}

/// The first byte of the last grapheme cluster that begins before the byte `at`; 0 when there is none.
#[must_use]
pub fn previous(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let before = text.floor_char_boundary(at.saturating_sub(1));
    if is_plain_boundary(text, before) {
        return before;
    }
    let (mut cursor, window, from) = cursor(text, at);
    match cursor.prev_boundary(window, 0) {
        Ok(Some(previous)) => from + previous,
        _ => before,
    }
}

/// Whether `at` lies between two ASCII characters that never make one cluster.
fn is_plain_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    match (before, bytes.get(at)) {
        (Some(b'\r'), Some(b'\n')) => false,
        (Some(before), Some(after)) => before.is_ascii() && after.is_ascii(),
        _ => false,
    }
}

/// A cursor at `at` in a window of the text that begins at the byte given last: clusters longer than the window are
/// cut, so that no position costs more than the window.
fn cursor(text: &str, at: usize) -> (GraphemeCursor, &str, usize) {
    let from = text.floor_char_boundary(at.saturating_sub(WINDOW));
    let to = text.ceil_char_boundary(at.saturating_add(WINDOW).min(text.len()));
    let window = text.get(from..to).unwrap_or_default();
    (
        GraphemeCursor::new(at - from, window.len(), true),
        window,
        from,
    )
}

/// The cells that `text` takes on one line, after [`visible::one_line`].
#[must_use]
pub fn width(text: &str) -> u16 {
    let line = visible::one_line(text);
    let whole = Span::new(0, line.len());
    clusters(&line, whole, Spacing::Keep).fold(0, |sum, c| sum.saturating_add(c.width))
}

/// `text` on one line of at most `cells` cells, after [`visible::one_line`]; ending in `…` where something was cut off.
#[must_use]
pub fn truncate(text: &str, cells: u16) -> Cow<'_, str> {
    let line = visible::one_line(text);
    let whole = Span::new(0, line.len());
    let mut used: u16 = 0;
    let mut cut = 0;
    for cluster in clusters(&line, whole, Spacing::Keep) {
        used = used.saturating_add(cluster.width);
        if used > cells {
            let kept = line.get(..cut).unwrap_or_default().trim_end();
            let ellipsis = if cells == 0 { "" } else { "…" };
            return Cow::Owned(format!("{kept}{ellipsis}"));
        }
        if used < cells {
            cut = cluster.span.end;
        }
    }
    line
}

#[cfg(test)]
mod tests;
