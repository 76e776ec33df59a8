//! What blocks are for: from the look of lines and their neighbours to title, headings, captions, notes and furniture,
//! and to what the article tells about itself.

use super::furniture::{self, Line};
use super::{HEAD, date, marks, names};
use crate::model::{Block, BlockKind, Metadata, Span};

/// The longest line that can be anything but running text, in bytes.
const SHORT: usize = 300;
/// A line of this many bytes is running text, whatever it ends with.
const LONG: usize = 170;
/// How many blocks a head has at most: what comes later was not written above the article.
const HEAD_BLOCKS: usize = 60;
/// How many blocks of furniture are looked past, so that a page of nothing else takes no longer than any.
const FURNITURE_BLOCKS: usize = 20;

/// Says which of `blocks` are what, and what `text` tells about itself.
pub(super) fn assign(text: &str, blocks: Vec<Block>) -> (Vec<Block>, Metadata) {
    let mut page = Page {
        text,
        lines: Vec::with_capacity(blocks.len()),
        blocks,
        metadata: Metadata::default(),
    };
    page.read_lines();
    let head = page.head();
    page.mark_head(&head);
    page.mark_headings(&head);
    page.level_headings();
    page.read_tail();
    (page.blocks, page.metadata)
}

struct Page<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    /// What furniture each block is, if any.
    lines: Vec<Option<Line>>,
    metadata: Metadata,
}

/// What stands above the article.
struct Head {
    /// The block with the title.
    title: Option<usize>,
    /// The first block of running text.
    body: usize,
}

impl<'t> Page<'t> {
    /// The text of the block at `at`, where it is a single short line.
    fn line(&self, at: usize) -> Option<&'t str> {
        let span = self.blocks.get(at)?.span;
        let line = span.of(self.text);
        (span.len() <= SHORT && !line.contains('\n')).then_some(line)
    }

    fn kind(&self, at: usize) -> Option<BlockKind> {
        self.blocks.get(at).map(|block| block.kind)
    }

    fn set(&mut self, at: usize, kind: BlockKind) {
        if let Some(block) = self.blocks.get_mut(at) {
            block.kind = kind;
        }
    }

    fn furniture(&self, at: usize) -> Option<&Line> {
        self.lines.get(at).and_then(Option::as_ref)
    }

    /// Whether a blank line parts the block at `at` from the one before it.
    fn is_apart(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.blocks.get(before));
        let (Some(before), Some(block)) = (before, self.blocks.get(at)) else {
            return true;
        };
        let gap = Span::new(before.span.end, block.span.start).of(self.text);
        gap.matches('\n').nth(1).is_some()
    }

    /// Whether the block at `at` is running text.
    fn is_body(&self, at: usize) -> bool {
        let Some(block) = self.blocks.get(at) else {
            return false;
        };
        if self.furniture(at).is_some() {
            return false;
        }
        match block.kind {
            BlockKind::Paragraph => self
                .line(at)
                .is_none_or(|line| line.len() >= LONG || is_sentence(line)),
            BlockKind::ListItem(_) => self
                .line(at)
                .is_none_or(|line| line.len() >= 40 || is_sentence(line)),
            BlockKind::Quotation | BlockKind::Preformatted | BlockKind::Table => true,
            _ => false,
        }
    }

    /// The first block after `at` that is not furniture or a caption.
    fn next(&self, at: usize) -> usize {
        let is_part = |at: &usize| {
            self.furniture(*at).is_none() && self.kind(*at) != Some(BlockKind::Caption)
        };
        let mut ahead = (at + 1..self.blocks.len()).take(FURNITURE_BLOCKS);
        ahead.find(is_part).unwrap_or(self.blocks.len())
    }

    /// Recognises what can be told from a line and the one above it.
    fn read_lines(&mut self) {
        for at in 0..self.blocks.len() {
            let is_text = matches!(
                self.kind(at),
                Some(BlockKind::Paragraph | BlockKind::ListItem(_))
            );
            let line = self.line(at).filter(|_| is_text);
            let found = line.and_then(furniture::of);
            // A list may well hold the word, and a date may head the events of that day.
            if !matches!(found, Some(Line::Furniture | Line::Picture))
                || self.kind(at) != Some(BlockKind::Paragraph)
            {
                self.lines.push(found);
                continue;
            }
            self.set(at, BlockKind::Boilerplate);
            self.lines.push(found);
        }
    }

    /// Finds the title, and where the article begins.
    fn head(&self) -> Head {
        let last = self
            .blocks
            .partition_point(|block| block.span.start < HEAD)
            .min(HEAD_BLOCKS);
        let Some(body) = (0..last).find(|at| self.is_body(*at)) else {
            return Head {
                title: None,
                body: 0,
            };
        };
        let labelled = (0..body).find(|at| matches!(self.furniture(*at), Some(Line::Title(_))));
        if labelled.is_some() {
            return Head {
                title: labelled,
                body,
            };
        }
        let marked = (0..body).find(|at| matches!(self.kind(*at), Some(BlockKind::Heading(1))));
        let candidates: Vec<usize> = (0..body).filter(|at| self.is_title_like(*at)).collect();
        let mut title = marked.or(candidates.first().copied());
        for pair in candidates.windows(2) {
            let [one, other] = *pair else { continue };
            if title == Some(one) && marked.is_none() && self.is_better_title(one, other) {
                title = Some(other);
            }
        }
        Head { title, body }
    }

    fn is_title_like(&self, at: usize) -> bool {
        let is_plain = self.kind(at) == Some(BlockKind::Paragraph) && self.furniture(at).is_none();
        let line = self.line(at).filter(|_| is_plain);
        line.is_some_and(|line| {
            is_title(line) && !is_section_name(line) && !self.is_byline_name(at)
        })
    }

    /// Whether the title is rather the candidate at `other` than the one at `one`, which stands before it.
    fn is_better_title(&self, one: usize, other: usize) -> bool {
        let (Some(first), Some(second)) = (self.line(one), self.line(other)) else {
            return false;
        };
        let heads_article = self.is_publication(other + 1) || self.is_byline_name(other + 1);
        let after_furniture = one
            .checked_sub(1)
            .is_some_and(|before| self.furniture(before).is_some());
        let is_category =
            words(first) <= 2 && words(second) >= 3 && (after_furniture || heads_article);
        is_category || (heads_article && is_title_case(second) && !is_title_case(first))
    }

    /// Whether the block at `at` tells who published the article, or when.
    fn is_publication(&self, at: usize) -> bool {
        matches!(
            self.furniture(at),
            Some(Line::Published | Line::By | Line::Authors(_) | Line::Date(_) | Line::Updated)
        )
    }

    /// Whether the block at `at` is a lone name beside a line that tells who published the article, or when.
    fn is_byline_name(&self, at: usize) -> bool {
        let is_plain = self.kind(at) == Some(BlockKind::Paragraph) && self.furniture(at).is_none();
        let after_date = at.checked_sub(1).is_some_and(|before| {
            matches!(self.furniture(before), Some(Line::By | Line::Date(_))) && self.is_body(at + 1)
        });
        // Where the line below names the authors, or nothing stands above, a name is rather a title: `Trade Wars`.
        let is_named_below = matches!(self.furniture(at + 1), Some(Line::Authors(_)));
        let is_placed = (self.is_publication(at + 1) && !is_named_below && at > 0) || after_date;
        is_plain && is_placed && self.line(at).is_some_and(names::is_name)
    }

    /// Marks title and furniture above the article, and takes over what they tell.
    fn mark_head(&mut self, head: &Head) {
        if let Some(title) = head.title {
            let line = self.line(title).unwrap_or_default();
            let shown = match self.furniture(title) {
                Some(Line::Title(title)) => title.as_str(),
                _ => marks::heading_text(
                    self.blocks
                        .get(title)
                        .map_or(line, |block| block.span.of(self.text)),
                ),
            };
            self.metadata.title = Some(shown.split_whitespace().collect::<Vec<_>>().join(" "));
            self.set(title, BlockKind::Title);
        }
        // A short standfirst may come before the byline.
        let is_standfirst = self
            .blocks
            .get(head.body)
            .is_some_and(|block| block.span.len() < 400);
        let mut end = if is_standfirst {
            head.body + 1
        } else {
            head.body
        };
        while end < self.blocks.len() && is_standfirst && !self.is_body(end) {
            end += 1;
        }
        for at in 0..end.min(HEAD_BLOCKS) {
            let is_name = head.title.is_some_and(|title| title < at) && self.is_byline_name(at);
            if is_name && self.metadata.authors.is_empty() {
                self.metadata
                    .authors
                    .extend(self.line(at).map(str::to_owned));
            }
            if head.title == Some(at) {
                continue;
            }
            let is_above = head.title.is_some_and(|title| at < title);
            let is_menu = is_above
                && self.kind(at) != Some(BlockKind::Caption)
                && self.line(at).is_some_and(|line| words(line) <= 3);
            if is_name || is_menu || self.furniture(at).is_some() {
                self.take_over(at);
                self.set(at, BlockKind::Boilerplate);
            }
        }
    }

    /// Takes what a line of furniture tells into the metadata; what was told first holds.
    fn take_over(&mut self, at: usize) {
        let metadata = &mut self.metadata;
        match self.lines.get(at).and_then(Option::as_ref) {
            Some(Line::Authors(authors)) => {
                if metadata.authors.is_empty() {
                    metadata.authors.clone_from(authors);
                }
                if metadata.date.is_none() {
                    let line = self.blocks.get(at).map(|block| block.span.of(self.text));
                    metadata.date = line.and_then(date::find);
                }
            }
            Some(Line::Date(date)) => {
                metadata.date.get_or_insert_with(|| date.clone());
            }
            Some(Line::Url(url)) => {
                metadata.url.get_or_insert_with(|| url.clone());
            }
            _ => {}
        }
    }

    /// Marks the headings of the article, and the heads of further articles in the same file.
    fn mark_headings(&mut self, head: &Head) {
        let first = head.title.map_or(0, |title| title + 1);
        for at in first..self.blocks.len() {
            let Some(line) = self.line(at) else { continue };
            if at > head.body && is_title(line) && self.is_part(at) {
                self.mark_part(at);
            } else if self.is_heading(at, line) && !(at < head.body && self.is_publication(at + 1))
            {
                self.set(at, BlockKind::Heading(1));
            }
        }
    }

    /// Whether another article begins with the block at `at`: publication lines stand below it.
    fn is_part(&self, at: usize) -> bool {
        let is_plain = self.kind(at) == Some(BlockKind::Paragraph) && self.furniture(at).is_none();
        let named = usize::from(self.is_byline_name(at + 1));
        let lines =
            (at + 1 + named..self.blocks.len()).take_while(|at| self.furniture(*at).is_some());
        let is_published = matches!(
            self.furniture(at + 1 + named),
            Some(Line::Published | Line::Authors(_) | Line::Date(_))
        );
        is_plain
            && is_published
            && self.is_apart(at)
            && self.is_body(at + 1 + named + lines.count())
    }

    fn mark_part(&mut self, at: usize) {
        self.set(at, BlockKind::Heading(1));
        if let Some(before) = at.checked_sub(1)
            && self.kind(before) != Some(BlockKind::Boilerplate)
            && self.is_apart(before)
            && self
                .line(before)
                .is_some_and(|line| words(line) <= 2 && is_title(line))
        {
            self.set(before, BlockKind::Boilerplate);
        }
        let mut after = at + 1;
        while self.is_byline_name(after) || self.furniture(after).is_some() {
            self.set(after, BlockKind::Boilerplate);
            after += 1;
        }
    }

    /// Whether the block at `at`, which says `line`, is a heading: a short line that stands alone above running text,
    /// or above another one that does.
    fn is_heading(&self, at: usize, line: &str) -> bool {
        if !self.looks_like_heading(at, line) {
            return false;
        }
        let next = self.next(at);
        let leads = |next: usize| {
            self.is_body(next) || matches!(self.kind(next), Some(BlockKind::Heading(_)))
        };
        let above = self
            .line(next)
            .is_some_and(|line| self.looks_like_heading(next, line))
            && leads(self.next(next));
        let after_short = at.checked_sub(1).is_some_and(|before| {
            let line = self.line(before);
            self.kind(before) == Some(BlockKind::Paragraph)
                && line.is_some_and(|line| self.looks_like_heading(before, line))
        });
        leads(next) || (above && !after_short)
    }

    fn looks_like_heading(&self, at: usize, line: &str) -> bool {
        let is_numbered = matches!(self.kind(at), Some(BlockKind::ListItem(0)))
            && line.starts_with(|c: char| c.is_ascii_digit())
            && !matches!(self.kind(at + 1), Some(BlockKind::ListItem(_)))
            && !at
                .checked_sub(1)
                .is_some_and(|before| matches!(self.kind(before), Some(BlockKind::ListItem(_))));
        let is_plain = self.kind(at) == Some(BlockKind::Paragraph) || is_numbered;
        let is_dated = matches!(self.furniture(at), Some(Line::Date(_)));
        if !is_plain
            || (self.furniture(at).is_some() && !is_dated)
            || line.len() > 120
            || words(line) > 12
        {
            return false;
        }
        // Where no blank lines part paragraphs, a short line beside long ones or lists is as much alone.
        let is_other = |at: Option<usize>| {
            let block = at.and_then(|at| self.blocks.get(at));
            block.is_some_and(|block| {
                block.span.len() >= LONG || matches!(block.kind, BlockKind::ListItem(_))
            })
        };
        let stands_alone = (self.is_apart(at) || is_other(at.checked_sub(1)))
            && (self.is_apart(at + 1) || is_other(Some(at + 1)));
        let is_spoken =
            line.starts_with(['“', '"', '‘']) && line.ends_with(['”', '"', '’']) && words(line) > 6;
        stands_alone && is_title(line) && !line.ends_with('!') && !is_spoken
    }

    /// Gives headings the level that their marks or numbers tell, the highest below the title being 1.
    fn level_headings(&mut self) {
        // Only headings that are underlined have two lines.
        let is_marked = |text: &str| marks::heading(text).is_some() || text.contains('\n');
        let mut highest = u8::MAX;
        for block in &self.blocks {
            if let BlockKind::Heading(level) = block.kind
                && is_marked(block.span.of(self.text))
            {
                highest = highest.min(level);
            }
        }
        for block in &mut self.blocks {
            let BlockKind::Heading(level) = &mut block.kind else {
                continue;
            };
            let text = block.span.of(self.text);
            if is_marked(text) {
                *level = level.saturating_sub(highest) + 1;
            } else if let Some(depth) = marks::section_depth(text) {
                *level = u8::try_from(depth).unwrap_or(u8::MAX);
            }
        }
    }

    /// Looks at the end of a text for what its head did not tell: where it was published, and who wrote it.
    fn read_tail(&mut self) {
        if self.text.len() > HEAD {
            return;
        }
        let from = self.blocks.len().saturating_sub(6);
        for at in from..self.blocks.len() {
            let Some(line) = self.line(at) else { continue };
            if self.kind(at) == Some(BlockKind::Boilerplate)
                && furniture::is_provenance(line)
                && self.metadata.date.is_none()
            {
                self.metadata.date = date::find(line);
            }
            if matches!(self.furniture(at), Some(Line::Url(_) | Line::Authors(_)))
                && !line.starts_with("http")
            {
                self.take_over(at);
                self.set(at, BlockKind::Boilerplate);
            }
        }
        if self.metadata.authors.is_empty() {
            let is_about = |at: &usize| {
                self.line(*at)
                    .is_some_and(|line| line.eq_ignore_ascii_case("about the author"))
            };
            let about = (0..self.blocks.len())
                .find(is_about)
                .and_then(|at| self.blocks.get(at + 1));
            let name = about.and_then(|block| block.span.of(self.text).split_once(" is "));
            let name = name
                .map(|(name, _)| name)
                .filter(|name| names::is_name(name));
            self.metadata.authors.extend(name.map(str::to_owned));
        }
    }
}

fn words(line: &str) -> usize {
    line.split_whitespace().count()
}

/// Whether `line` ends like a sentence and is more than a word or two.
fn is_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['”', '"', '’', ')', ']', '»']);
    let is_ended = end.ends_with(['.', '!', '?', '。', '！', '？', ':']) && !end.ends_with("...");
    is_ended
        && (words(line) >= 5 && !end.ends_with('?')
            || words(line) >= 14
            || !line.is_ascii() && line.chars().count() >= 40)
}

/// Whether `line` could be a title or heading by its length, its beginning and its end.
fn is_title(line: &str) -> bool {
    let inner = line.trim_start_matches(['“', '"', '‘', '\'', '«', '(', '¿', '¡']);
    let goes_on = inner.starts_with('…') || inner.starts_with("...");
    let first = inner.chars().next();
    let starts = first.is_some_and(|c| c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()));
    let end = line.trim_end_matches(['”', '"', '’', '\'', ')', '»']);
    let is_open = end.ends_with(['.', ',', ';', ':', '<', '>', '|', '。', '、', '，']);
    let is_ended = is_open && !end.ends_with("...");
    let is_address =
        line.contains("://") || line.contains("www.") || line.contains('@') || line.contains(" | ");
    let count = words(line);
    (starts || goes_on)
        && !is_ended
        && !is_address
        && (1..=25).contains(&count)
        && line.len() <= 240
        && line.chars().any(char::is_alphabetic)
}

/// Whether most long words of `line` begin with a capital.
fn is_title_case(line: &str) -> bool {
    let long = line
        .split_whitespace()
        .map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let long: Vec<&str> = long.filter(|word| word.chars().count() >= 4).collect();
    let capital = long
        .iter()
        .filter(|word| word.starts_with(|c: char| c.is_uppercase()));
    long.len() >= 3 && capital.count() * 10 >= long.len() * 8
}

/// Whether `line` names a section that every article may have.
fn is_section_name(line: &str) -> bool {
    let names = [
        "abstract",
        "executive summary",
        "introduction",
        "key points",
        "overview",
        "summary",
        "contents",
        "table of contents",
    ];
    names.iter().any(|name| line.eq_ignore_ascii_case(name))
}
