//! Running text: links, stressed words and highlights nested rightly, where they cross too.
//!
//! What crosses is ended and begun again, so that every element lies within another. No more than [`DEEPEST`] highlights
//! lie over each other, which bounds how often that happens: the markup is never more than a few times as long as the text.

use crate::model::{Document, Inline, InlineKind, Span};

use super::Page;

/// How many highlights may lie over each other; further ones have their number in the text and no ground.
pub(super) const DEEPEST: usize = 8;
/// How many elements of the article's own may be open at once.
const DEEPEST_INLINES: usize = 16;

/// A highlight of the article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Highlight {
    /// The number of its note.
    pub(super) number: usize,
    /// Where it is, in bytes of the text.
    pub(super) span: Span,
    /// Whether it lies over so many others that it is not drawn.
    pub(super) is_buried: bool,
}

/// Tells which of `highlights`, in the order they begin, lie over too many others; how many do.
pub(super) fn bury(highlights: &mut [Highlight]) -> usize {
    let mut lanes = [0; DEEPEST];
    let mut buried = 0;
    for one in highlights {
        if let Some(end) = lanes.iter_mut().find(|end| **end <= one.span.start) {
            *end = one.span.end;
        } else {
            one.is_buried = true;
            buried += 1;
        }
    }
    buried
}

/// What an element of running text is.
#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    Inline(&'a Inline),
    Highlight(usize),
}

/// An element of running text that is to be written, within what is written now.
#[derive(Clone, Copy, Debug)]
struct Element<'a> {
    kind: Kind<'a>,
    span: Span,
}

/// The running text of an article, written piece by piece in the order of the text.
pub(super) struct Flow<'a> {
    document: &'a Document,
    /// The article's own number.
    article: usize,
    highlights: Vec<Highlight>,
    next_highlight: usize,
    next_inline: usize,
    active: Vec<Highlight>,
    active_inlines: Vec<&'a Inline>,
}

impl<'a> Flow<'a> {
    /// The text of `document`, whose highlights are given in the order they begin, from its beginning.
    pub(super) fn new(document: &'a Document, article: usize, highlights: Vec<Highlight>) -> Self {
        Self {
            document,
            article,
            highlights,
            next_highlight: 0,
            next_inline: 0,
            active: Vec::new(),
            active_inlines: Vec::new(),
        }
    }

    /// Writes what stands in `range`, which lies behind all that was written before; adds the notes that begin there to
    /// `begun`.
    pub(super) fn write(&mut self, range: Span, page: &mut Page<'_>, begun: &mut Vec<usize>) {
        let within = |span: Span| Span {
            start: span.start.max(range.start),
            end: span.end.min(range.end),
        };
        let (elements, marks) = self.elements(range, page, within);
        let from = begun.len();
        begun.extend(marks.iter().map(|(_, number)| *number));
        begun.get_mut(from..).unwrap_or_default().sort_unstable();
        let mut writer = Writer {
            flow: self,
            page,
            stack: Vec::new(),
            waiting: Vec::new(),
        };
        let (mut elements, mut marks) = (
            elements.into_iter().peekable(),
            marks.into_iter().peekable(),
        );
        let mut at = range.start;
        loop {
            while let Some((_, number)) = marks.next_if(|(end, _)| *end <= at) {
                writer.waiting.push(number);
            }
            writer.close(at);
            while let Some(element) = elements.next_if(|element| element.span.start <= at) {
                writer.open(element);
            }
            if at >= range.end {
                break;
            }
            let ends = writer.stack.iter().map(|element| element.span.end).min();
            let begins = elements.peek().map(|element| element.span.start);
            let mark = marks.peek().map(|(end, _)| *end);
            let stops = [ends, begins, mark].into_iter().flatten();
            let stop = stops.min().unwrap_or(range.end).clamp(at + 1, range.end);
            writer.text(Span::new(at, stop));
            at = stop;
        }
        writer.close(usize::MAX);
    }

    /// The elements in `range`, in the order they begin, the longer first; and where the numbers of the notes stand that
    /// begin there.
    fn elements(
        &mut self,
        range: Span,
        page: &mut Page<'_>,
        within: impl Fn(Span) -> Span,
    ) -> (Vec<Element<'a>>, Vec<(usize, usize)>) {
        self.active.retain(|one| one.span.end > range.start);
        self.active_inlines.retain(|one| one.span.end > range.start);
        let mut marks = Vec::new();
        while let Some(one) = self.highlights.get(self.next_highlight) {
            if one.span.start >= range.end {
                break;
            }
            self.next_highlight += 1;
            if one.span.end <= range.start {
                continue;
            }
            if one.is_buried {
                if page.begin(one.number) {
                    marks.push((within(one.span).end, one.number));
                }
            } else {
                self.active.push(*one);
            }
        }
        while let Some(inline) = self.document.inlines.get(self.next_inline) {
            if inline.span.start >= range.end {
                break;
            }
            self.next_inline += 1;
            let is_within = inline.span.end > range.start && !inline.span.is_empty();
            if is_within && self.active_inlines.len() < DEEPEST * DEEPEST_INLINES {
                self.active_inlines.push(inline);
            }
        }
        let mut elements: Vec<Element<'a>> = Vec::new();
        for one in &self.active {
            let span = within(one.span);
            if page.begin(one.number) {
                marks.push((span.end, one.number));
            }
            let kind = Kind::Highlight(one.number);
            elements.push(Element { kind, span });
        }
        for inline in &self.active_inlines {
            let span = within(inline.span);
            let kind = Kind::Inline(inline);
            elements.push(Element { kind, span });
        }
        self.active_inlines
            .retain(|inline| inline.span.end > range.end);
        elements.retain(|element| element.span.start < element.span.end);
        elements.sort_by_key(|element| (element.span.start, usize::MAX - element.span.end));
        marks.sort_unstable();
        (elements, marks)
    }
}

/// Writes one range of running text.
struct Writer<'w, 'a, 'p> {
    flow: &'w Flow<'a>,
    page: &'w mut Page<'p>,
    /// What is open, the outermost first.
    stack: Vec<Element<'a>>,
    /// Numbers of notes that have to wait until a link ends, which cannot lie in another.
    waiting: Vec<usize>,
}

impl<'a> Writer<'_, 'a, '_> {
    fn text(&mut self, span: Span) {
        for (index, line) in span
            .of(&self.flow.document.text)
            .split('\u{2028}')
            .enumerate()
        {
            if index > 0 {
                self.page.out.raw("<br>");
            }
            self.page.out.text(line);
        }
    }

    /// Ends what ends at `at` or before, and begins again what had to be ended for that.
    fn close(&mut self, at: usize) {
        let ended = self.stack.iter().position(|open| open.span.end <= at);
        if let Some(ended) = ended {
            let mut again = Vec::new();
            while self.stack.len() > ended {
                let Some(open) = self.stack.pop() else { break };
                self.page.out.close(name(open.kind));
                if open.span.end > at {
                    again.push(open);
                }
            }
            self.tell_numbers();
            for open in again.into_iter().rev() {
                self.open(open);
            }
        }
        self.tell_numbers();
    }

    fn tell_numbers(&mut self) {
        if self.stack.iter().any(|open| is_link(open.kind)) {
            return;
        }
        for number in std::mem::take(&mut self.waiting) {
            self.page.number_in_text(number);
        }
    }

    fn open(&mut self, element: Element<'a>) {
        let out = &mut self.page.out;
        match element.kind {
            Kind::Highlight(number) => self.page.open_mark(number),
            Kind::Inline(inline) => {
                let inlines = self
                    .stack
                    .iter()
                    .filter(|open| matches!(open.kind, Kind::Inline(_)));
                let is_in_link = self.stack.iter().any(|open| is_link(open.kind));
                if inlines.count() >= DEEPEST_INLINES || (is_in_link && is_link(element.kind)) {
                    return;
                }
                match &inline.kind {
                    InlineKind::Emphasis => out.raw("<em>"),
                    InlineKind::Strong => out.raw("<strong>"),
                    InlineKind::Code => out.raw("<code>"),
                    InlineKind::Struck => out.raw("<s>"),
                    InlineKind::Link(url) => {
                        if !out.away(url, "out") {
                            self.page.tally.refused += 1;
                            return;
                        }
                    }
                    InlineKind::Reference { note } => {
                        let kind = self.flow.document.block_at(*note);
                        if kind.is_none_or(|block| block.span.start != *note) {
                            return;
                        }
                        out.raw("<a class=\"mark-of-note\" href=\"#f");
                        out.number(self.flow.article);
                        out.raw("-");
                        out.number(*note);
                        out.raw("\">");
                    }
                }
            }
        }
        self.stack.push(element);
    }
}

/// What the element is called.
fn name(kind: Kind<'_>) -> &'static str {
    match kind {
        Kind::Highlight(_) => "mark",
        Kind::Inline(inline) => match inline.kind {
            InlineKind::Emphasis => "em",
            InlineKind::Strong => "strong",
            InlineKind::Code => "code",
            InlineKind::Struck => "s",
            InlineKind::Link(_) | InlineKind::Reference { .. } => "a",
        },
    }
}

fn is_link(kind: Kind<'_>) -> bool {
    matches!(
        kind,
        Kind::Inline(Inline {
            kind: InlineKind::Link(_) | InlineKind::Reference { .. },
            ..
        })
    )
}
