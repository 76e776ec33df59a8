//! Lines to blocks, by what the lines look like and nothing else: what a line means is told in `roles`.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use unicode_segmentation::UnicodeSegmentation as _;

use super::lists::Lists;
use super::marks::{self, Mark, Style};
use super::{LARGEST_BLOCK, preformatted, tables};
use crate::model::{Block, BlockKind, Span};

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Without the white space at its ends.
    pub span: Span,
    /// How many columns it is indented, a tab reaching to the next multiple of four.
    pub indent: usize,
}

/// What the whole text tells about its lines.
#[derive(Clone, Copy, Debug, Default)]
struct Shape {
    /// The indentation that most of the text has, in columns.
    indent: usize,
    /// The width that the text was wrapped to, in code points; 0 where it was not.
    width: usize,
}

/// How wide the lines of hard-wrapped text are, in code points.
const WRAPPED: RangeInclusive<usize> = 45..=110;
/// How much deeper than the rest of the text a quotation is set, in columns.
const SET_IN: usize = 4;
/// A run of more short lines than this without a blank one is data, not paragraphs.
const MANY_LINES: usize = 256;
/// The deepest list item told apart.
const DEEPEST: usize = 15;

/// Cuts `text` into blocks. Headings are only those that carry a mark.
pub(super) fn split(text: &str) -> Vec<Block> {
    let mut splitter = Splitter {
        text,
        lists: Lists::of(text),
        shape: Shape::default(),
        blocks: Vec::new(),
        list: Vec::new(),
        last: HashMap::new(),
        text_column: 0,
        hopeless: [false; 2],
    };
    splitter.shape = shape(text, &splitter.lists);
    let (mut at, mut group) = (0, Vec::new());
    while at < text.len() {
        let end = line_end(text, at);
        if let Some(after) = splitter.fenced(at, end) {
            splitter.group(&group);
            group.clear();
            splitter.push(BlockKind::Preformatted, Span::new(at, after));
            at = after + 1;
            continue;
        }
        if let Some(line) = line_at(text, at, end) {
            group.push(line);
        } else {
            splitter.group(&group);
            group.clear();
        }
        at = end + 1;
    }
    splitter.group(&group);
    splitter.blocks
}

struct Splitter<'t> {
    text: &'t str,
    lists: Lists,
    shape: Shape,
    blocks: Vec<Block>,
    /// The indentations and the marks of the lists that are open, outermost first.
    list: Vec<(usize, Style)>,
    /// What the last item of each style counted, and its depth: the list goes on where the next number comes.
    last: HashMap<Style, (u32, u8)>,
    /// The column that the words of the last item begin in, where only items came since.
    text_column: usize,
    /// The kinds of fence that are known not to be closed again.
    hopeless: [bool; 2],
}

impl<'t> Splitter<'t> {
    fn of(&self, line: Line) -> &'t str {
        line.span.of(self.text)
    }

    /// Appends a block, or several where it would be too large.
    fn push(&mut self, kind: BlockKind, span: Span) {
        if !matches!(kind, BlockKind::ListItem(_)) {
            self.list.clear();
            self.text_column = 0;
        }
        divide(self.text, Block { kind, span }, &mut self.blocks);
    }

    /// The end of the fenced block that begins on the line from `at` to `end`. Marks that nothing closes are text.
    fn fenced(&mut self, at: usize, end: usize) -> Option<usize> {
        let head = self.text.get(at..end)?;
        let (kind, close) = if head.starts_with("```") {
            (0, "\n```")
        } else if head.starts_with("~~~") {
            (1, "\n~~~")
        } else {
            return None;
        };
        let hopeless = self.hopeless.get_mut(kind)?;
        if *hopeless {
            return None;
        }
        let rest = self.text.as_bytes().get(end..)?;
        let found = memchr::memmem::find(rest, close.as_bytes());
        *hopeless = found.is_none();
        found.map(|found| line_end(self.text, end + found + 1))
    }

    /// Appends the blocks of lines that no blank line parts.
    fn group(&mut self, lines: &[Line]) {
        let mut rest = lines;
        while let [first, after @ ..] = rest {
            let text = self.of(*first);
            let mut taken = 1;
            if let Some(level) = marks::heading(text) {
                self.push(BlockKind::Heading(level), first.span);
            } else if let Some(level) = after
                .first()
                .and_then(|under| self.underlined(*first, *under))
            {
                taken = 2;
                let under = after.first().map_or(first.span, |under| under.span);
                self.push(BlockKind::Heading(level), first.span.union(under));
            } else if marks::is_rule(text) {
                self.push(BlockKind::Boilerplate, first.span);
            } else if marks::is_quoted(text) {
                taken += count(after, |line| marks::is_quoted(self.of(line)));
                self.push_lines(BlockKind::Quotation, rest, taken);
            } else if let Some(mark) = self.item(*first) {
                taken += self.continuation(rest, mark);
                let depth = self.depth(*first, mark);
                self.push_lines(BlockKind::ListItem(depth), rest, taken);
                self.text_column = first.indent + mark.len;
            } else {
                taken += self.plain_lines(rest);
                self.plain(rest.get(..taken).unwrap_or(rest));
            }
            rest = rest.get(taken..).unwrap_or_default();
        }
    }

    fn push_lines(&mut self, kind: BlockKind, lines: &[Line], count: usize) {
        let taken = lines.get(..count).unwrap_or(lines);
        if let [first, .., last] | [first @ last] = taken {
            self.push(kind, first.span.union(last.span));
        }
    }

    /// The level of the heading `line` that `under` underlines.
    fn underlined(&self, line: Line, under: Line) -> Option<u8> {
        let level = marks::underline(self.of(under))?;
        (line.span.len() <= 200 && self.item(line).is_none()).then_some(level)
    }

    /// What `line` begins with, where it is an item of a list.
    fn item(&self, line: Line) -> Option<Mark> {
        self.lists.item(line.span.start)
    }

    /// How many lines after the first of `lines`, a list item with `mark`, belong to it: those set in, those it was
    /// wrapped on to, and what stands under a bullet that stands alone.
    fn continuation(&self, lines: &[Line], mark: Mark) -> usize {
        let Some(first) = lines.first() else { return 0 };
        let is_bare = first.span.len() <= mark.len;
        let pairs = lines.windows(2).enumerate().take_while(|(at, pair)| {
            let [before, line] = pair else { return false };
            let text = self.of(*line);
            let belongs =
                line.indent > first.indent || (is_bare && *at == 0) || self.goes_on(*before, *line);
            belongs && self.item(*line).is_none() && !marks::is_quoted(text)
        });
        pairs.count()
    }

    /// How many lines after the first of `lines` are plain text too. A dash or number at the start of a line that the
    /// line before was wrapped on to is no mark.
    fn plain_lines(&self, lines: &[Line]) -> usize {
        let pairs = lines.windows(2).take_while(|pair| {
            let [before, line] = pair else { return false };
            let text = self.of(*line);
            let is_marked = marks::heading(text).is_some()
                || marks::is_rule(text)
                || marks::is_quoted(text)
                || (self.item(*line).is_some() && !self.runs_on(*before, *line));
            !is_marked
        });
        pairs.count()
    }

    /// Whether `line` begins with a word that had no room at the end of `before`.
    fn runs_on(&self, before: Line, line: Line) -> bool {
        self.shape.width > 0 && breaks_at(self.text, before, line, self.shape.width)
    }

    /// Whether `line` goes on with the sentence of `before`: it was wrapped, or an address or a link in it was set on a
    /// line of its own.
    fn goes_on(&self, before: Line, line: Line) -> bool {
        let (above, below) = (self.of(before), self.of(line));
        let is_address = above.ends_with(['/', '-', '_', '=', '&', '?'])
            && above
                .rsplit(char::is_whitespace)
                .next()
                .is_some_and(|word| word.contains("://"))
            && !below.contains(char::is_whitespace);
        let is_stop = matches!(below, "." | "," | ";" | ")" | ").");
        let first = below.split_whitespace().next().unwrap_or_default();
        let is_byline = below.strip_prefix("by ").is_some_and(|names| {
            names.starts_with(char::is_uppercase) && names.len() <= 160 && !names.ends_with('.')
        });
        let is_label = below.len() < 40
            && [
                "by",
                "on",
                "in",
                "via",
                "from",
                "posted",
                "published",
                "updated",
                "photo",
                "text",
            ]
            .contains(&first);
        let is_sentence = above.len() >= *WRAPPED.start()
            && !above.ends_with(['.', '!', '?', ':', ';', '”', '"', '。'])
            && below.starts_with(char::is_lowercase)
            && !below.contains("://")
            && !is_label
            && !is_byline;
        is_address || is_stop || is_sentence || self.runs_on(before, line)
    }

    /// Whether the list item `line` with a mark of the style `inner` belongs to the item of the style `outer` above it,
    /// which is indented alike: after a bullet, or a blank line, another kind of list is rather a list of its own.
    fn nests(&self, outer: Style, inner: Style, line: Line) -> bool {
        let above = self.blocks.last().map_or(line.span, |block| block.span);
        let gap = Span::new(above.end, line.span.start).of(self.text);
        let is_apart = gap.matches('\n').nth(1).is_some();
        match (outer, inner) {
            _ if above.of(self.text).ends_with(':') => true,
            (_, Style::Bullet(_)) => !is_apart,
            (Style::Bullet(_), _) => false,
            _ => true,
        }
    }

    /// The depth of the list item `line`, which begins with `mark`.
    fn depth(&mut self, line: Line, mark: Mark) -> u8 {
        let entry = (line.indent, mark.style);
        let known = self.last.get(&mark.style).copied();
        let follows = known.filter(|(value, _)| mark.value > 1 && *value + 1 == mark.value);
        while self
            .list
            .last()
            .is_some_and(|(open, _)| *open > line.indent + 1)
        {
            self.list.pop();
        }
        let open = self
            .list
            .iter()
            .rposition(|(open, style)| *style == mark.style && open.abs_diff(line.indent) <= 1);
        if let Some((_, depth)) = follows {
            self.list.resize(usize::from(depth) + 1, entry);
        } else if let Some(open) = open {
            self.list.truncate(open + 1);
        } else {
            let top = self.list.last().copied();
            if top.is_some_and(|(open, style)| {
                open.abs_diff(line.indent) <= 1 && !self.nests(style, mark.style, line)
            }) {
                self.list.pop();
            }
            if self.list.len() <= DEEPEST {
                self.list.push(entry);
            }
        }
        let depth = u8::try_from(self.list.len().saturating_sub(1)).unwrap_or(u8::MAX);
        self.last.insert(mark.style, (mark.value, depth));
        depth
    }

    /// Appends the blocks of lines that carry no mark: rows of tables, and what stands between them.
    fn plain(&mut self, lines: &[Line]) {
        let mut rest = lines;
        while let Some(rows) = tables::rows(self.text, rest) {
            self.words(rest.get(..rows.start).unwrap_or_default());
            let table = rest.get(rows.clone()).unwrap_or_default();
            self.push_lines(BlockKind::Table, table, table.len());
            rest = rest.get(rows.end..).unwrap_or_default();
        }
        self.words(rest);
    }

    /// Appends the blocks of lines that carry no mark and have no columns.
    fn words(&mut self, lines: &[Line]) {
        let Some(first) = lines.first() else { return };
        let size: usize = lines.iter().map(|line| line.span.len()).sum();
        let is_of_item = self.text_column > 0 && first.indent <= self.text_column + 1;
        if lines.iter().all(|line| self.is_set_in(*line)) && !is_of_item {
            let prose = lines
                .iter()
                .filter(|line| is_prose(self.of(**line)))
                .count();
            let kind = if prose * 2 >= lines.len() {
                BlockKind::Quotation
            } else if lines.len() > 1 {
                BlockKind::Preformatted
            } else {
                BlockKind::Paragraph
            };
            self.push_lines(kind, lines, lines.len());
        } else if wrapped_width(self.text, lines).is_some() {
            self.push_lines(BlockKind::Paragraph, lines, lines.len());
        } else if preformatted::is_preformatted(self.text, lines)
            || (lines.len() > MANY_LINES && size < lines.len() * WRAPPED.start())
        {
            self.push_lines(BlockKind::Preformatted, lines, lines.len());
        } else {
            let mut rest = lines;
            while let [_, after @ ..] = rest {
                let pairs = rest.windows(2);
                let taken = pairs
                    .take_while(|pair| matches!(pair, [a, b] if self.goes_on(*a, *b)))
                    .count();
                self.push_lines(BlockKind::Paragraph, rest, taken + 1);
                rest = after.get(taken..).unwrap_or_default();
            }
        }
    }

    fn is_set_in(&self, line: Line) -> bool {
        line.indent >= self.shape.indent + SET_IN
    }
}

/// Where the line that begins at `at` ends, its line feed left out.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    memchr::memchr(b'\n', rest).map_or(text.len(), |found| at + found)
}

/// The line from `at` to `end`, or `None` where it is blank.
fn line_at(text: &str, at: usize, end: usize) -> Option<Line> {
    let span = Span::new(at, end).trimmed(text);
    let mut indent = 0;
    for c in text.get(at..span.start)?.chars() {
        indent = if c == '\t' {
            indent / 4 * 4 + 4
        } else {
            indent + 1
        };
    }
    (!span.is_empty()).then_some(Line { span, indent })
}

fn count(lines: &[Line], is_one: impl Fn(Line) -> bool) -> usize {
    lines.iter().take_while(|line| is_one(**line)).count()
}

/// Looks at the whole text once for how it is indented and wrapped.
fn shape(text: &str, lists: &Lists) -> Shape {
    let mut indents = [0_usize; 16];
    let mut width = 0;
    let mut group: Vec<Line> = Vec::new();
    let mut at = 0;
    while at <= text.len() {
        let end = line_end(text, at);
        let line = line_at(text, at, end);
        if let Some(weight) = line.and_then(|line| indents.get_mut(line.indent)) {
            *weight += end - at;
        }
        if let Some(line) = line {
            group.push(line);
        } else {
            let is_item = group
                .first()
                .is_some_and(|first| lists.item(first.span.start).is_some());
            if !is_item {
                width = width.max(wrapped_width(text, &group).unwrap_or(0));
            }
            group.clear();
        }
        at = end + 1;
    }
    width = width.max(wrapped_width(text, &group).unwrap_or(0));
    let most = (0..indents.len()).max_by_key(|indent| (indents.get(*indent), 16 - indent));
    Shape {
        indent: most.unwrap_or(0),
        width,
    }
}

/// The width that `lines` are wrapped to: three or more of them, all but the last about equally long, and nearly every
/// one broken where the next word had no room.
fn wrapped_width(text: &str, lines: &[Line]) -> Option<usize> {
    let [body @ .., last] = lines else {
        return None;
    };
    if body.len() < 2 || body.iter().any(|line| line.span.len() > WRAPPED.end() * 4) {
        return None;
    }
    let widths = || body.iter().map(|line| width(text, *line));
    let (narrowest, widest) = (widths().min()?, widths().max()?);
    let is_even = narrowest * 10 >= widest * 6 && width(text, *last) <= widest + widest / 10;
    if !is_even || !WRAPPED.contains(&narrowest) || !WRAPPED.contains(&widest) {
        return None;
    }
    let broken = lines
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if breaks_at(text, *a, *b, widest)));
    (broken.count() * 4 >= body.len() * 3).then_some(widest)
}

/// Whether the first word of `next` had no room at the end of `line` in text of `width` code points.
fn breaks_at(text: &str, line: Line, next: Line, width_of_text: usize) -> bool {
    if line.span.len() > WRAPPED.end() * 4 {
        return false;
    }
    let taken = width(text, line);
    let word = next
        .span
        .of(text)
        .split_whitespace()
        .next()
        .unwrap_or_default();
    let needed = taken + 1 + word.chars().take(*WRAPPED.end()).count();
    taken * 10 <= width_of_text * 11 && needed * 10 > width_of_text * 9
}

fn width(text: &str, line: Line) -> usize {
    line.span.of(text).chars().count()
}

/// Whether `line` reads like a sentence or a piece of one.
fn is_prose(line: &str) -> bool {
    let head = line.get(..line.floor_char_boundary(400)).unwrap_or(line);
    let letters = head
        .chars()
        .filter(|c| c.is_alphabetic() || c.is_whitespace())
        .count();
    let is_code = head.ends_with([';', '{', '}']) || head.contains("  ");
    head.split_whitespace().count() >= 5 && letters * 100 >= head.chars().count() * 80 && !is_code
}

/// The lines of `text` that are not blank.
#[cfg(test)]
pub(super) fn lines(text: &str) -> Vec<Line> {
    lines_of(text, Span::new(0, text.len()))
}

/// The lines of `text` inside `span` that are not blank. `span` begins at the first letter of a line.
pub(super) fn lines_of(text: &str, span: Span) -> Vec<Line> {
    let before = text.as_bytes().get(..span.start).unwrap_or_default();
    let mut at = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let mut lines = Vec::new();
    while at < span.end {
        let end = line_end(text, at);
        lines.extend(line_at(text, at, end));
        at = end + 1;
    }
    lines
}

/// The text of `block` where it is a single line.
pub(super) fn line(text: &str, block: Block) -> Option<&str> {
    Some(block.span.of(text)).filter(|line| memchr::memchr(b'\n', line.as_bytes()).is_none())
}

/// Whether a blank line parts the block at `at` from the one before it.
pub(super) fn is_apart(text: &str, blocks: &[Block], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| blocks.get(before));
    let (Some(before), Some(block)) = (before, blocks.get(at)) else {
        return true;
    };
    let gap = Span::new(before.span.end, block.span.start).of(text);
    memchr::memchr_iter(b'\n', gap.as_bytes()).nth(1).is_some()
}

/// `blocks` with those of each of `ranges`, which come in order, made one of `kind`.
pub(super) fn joined(
    text: &str,
    blocks: &[Block],
    ranges: &[Range<usize>],
    kind: BlockKind,
) -> Vec<Block> {
    let mut joined = Vec::with_capacity(blocks.len());
    let mut at = 0;
    for range in ranges {
        joined.extend_from_slice(blocks.get(at..range.start).unwrap_or_default());
        if let [first, .., last] | [first @ last] = blocks.get(range.clone()).unwrap_or_default() {
            let span = first.span.union(last.span);
            joined.push(Block { kind, span });
        }
        at = range.end;
    }
    joined.extend_from_slice(blocks.get(at..).unwrap_or_default());
    divided(text, joined)
}

/// `blocks` of `text`, each that is too large as several.
pub(in crate::corpus) fn divided(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    if blocks.iter().all(|block| block.span.len() <= LARGEST_BLOCK) {
        return blocks;
    }
    let mut divided = Vec::with_capacity(blocks.len());
    for block in blocks {
        divide(text, block, &mut divided);
    }
    divided
}

/// Appends `block` to `blocks`, as several where it is too large; nothing where it is white space.
fn divide(text: &str, block: Block, blocks: &mut Vec<Block>) {
    let kind = block.kind;
    let mut rest = block.span.trimmed(text);
    while rest.len() > LARGEST_BLOCK {
        let cut = rest.start + cut(rest.of(text), kind);
        let span = Span::new(rest.start, cut).trimmed(text);
        blocks.push(Block { kind, span });
        rest = Span::new(cut, rest.end).trimmed(text);
    }
    if !rest.is_empty() {
        blocks.push(Block { kind, span: rest });
    }
}

/// Where to cut `text`, which is too large for a block of `kind`: after a line where lines count, else after a
/// sentence, else at white space, else between two characters as a person sees them.
fn cut(text: &str, kind: BlockKind) -> usize {
    let window = text
        .get(..text.floor_char_boundary(LARGEST_BLOCK))
        .unwrap_or(text);
    let half = LARGEST_BLOCK / 2;
    if kind.keeps_lines()
        && let Some(end) = memchr::memrchr(b'\n', window.as_bytes())
    {
        return end;
    }
    let mut space = None;
    for (at, _) in window.rmatch_indices(char::is_whitespace) {
        space = space.or(Some(at));
        let before = window.get(..at).unwrap_or_default();
        if at < half
            || before
                .trim_end_matches(['”', '"', '’', ')'])
                .ends_with(['.', '!', '?', '。'])
        {
            space = if at < half { space } else { Some(at) };
            break;
        }
    }
    let letter = || window.grapheme_indices(true).next_back().map(|(at, _)| at);
    space
        .or_else(letter)
        .filter(|at| *at > 0)
        .unwrap_or(window.len())
}
