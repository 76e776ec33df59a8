//! From the events of a Markdown parser to blocks.

mod elements;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::{Placed, html, without_wiki_links};
use crate::corpus::formats::composer::{self, Composer};
use crate::model::{BlockKind, InlineKind};

/// The deepest list item.
const DEEPEST: u8 = 9;
/// The longest line under a picture that may be its caption, in bytes.
const LONGEST_CAPTION: usize = 400;
/// How far from the start the ends of lines are remembered, in bytes of the text.
const HEAD: usize = 4096;

/// What blocks lie in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Quotation,
    Item,
    Definition,
    Note,
}

/// What the block that is being filled is made of, as far as it may be a caption.
#[derive(Clone, Copy, Default)]
struct Look {
    pictures: usize,
    /// Pictures that tell the state of a project and nothing to a reader.
    badges: usize,
    has_plain: bool,
    has_stressed: bool,
}

impl Look {
    fn is_picture(self) -> bool {
        self.pictures > 0 && !self.has_plain && !self.has_stressed
    }
}

/// A picture whose alternative text is being read.
struct Picture<'s> {
    url: CowStr<'s>,
    title: CowStr<'s>,
    alt: String,
    /// How many pictures lie around what is read: alternative texts may hold pictures.
    depth: usize,
}

/// Turns events into a document.
pub(super) struct Converter<'s> {
    source: &'s str,
    composer: Composer,
    /// The labels of the notes in the order of their first marks.
    pub(super) marked: Vec<CowStr<'s>>,
    numbers: HashMap<CowStr<'s>, usize>,
    /// The title that front matter told, until the first heading was met.
    title: Option<String>,
    containers: Vec<Container>,
    /// How many quotations of raw HTML are open, and which lists.
    html_quotations: usize,
    html_lists: Vec<Option<u64>>,
    /// The open lists, and the number of the next item of each that has numbers.
    lists: Vec<Option<u64>>,
    /// The bullet or number that the next words begin with.
    marker: Option<String>,
    /// Where the open inlines begin, and where links lead.
    inlines: Vec<(usize, CowStr<'s>)>,
    /// How many emphases are open.
    stressed: usize,
    look: Look,
    /// Whether the block before was a picture, and what the last caption said.
    is_after_picture: bool,
    caption: String,
    is_after_table: bool,
    /// Whether a figure of raw HTML is open, and the alternative texts of its pictures, which its caption makes needless.
    in_figure: bool,
    alternatives: Vec<String>,
    picture: Option<Picture<'s>>,
    /// The raw HTML of the block that is being read, and where it ends in the source.
    html: Option<(String, usize)>,
    /// The open elements of raw HTML: name, beginning, where it leads.
    elements: Vec<(String, usize, String)>,
    /// Until which byte of the source nothing is meant to be seen.
    hidden_until: usize,
    /// Where the source ends elements that are not seen for the last time, for those that were asked about.
    last_ends: HashMap<&'static str, Option<usize>>,
    /// Where lines of the source end, near its start.
    breaks: Vec<usize>,
}

impl<'s> Converter<'s> {
    pub(super) fn new(source: &'s str, title: Option<String>) -> Self {
        let mut composer = Composer::default();
        if let Some(title) = &title {
            composer.begin(BlockKind::Title);
            composer.text(title);
            composer.end();
        }
        Self {
            source,
            composer,
            title,
            marked: Vec::new(),
            numbers: HashMap::new(),
            containers: Vec::new(),
            html_quotations: 0,
            html_lists: Vec::new(),
            lists: Vec::new(),
            marker: None,
            inlines: Vec::new(),
            stressed: 0,
            look: Look::default(),
            is_after_picture: false,
            caption: String::new(),
            is_after_table: false,
            in_figure: false,
            alternatives: Vec::new(),
            picture: None,
            html: None,
            elements: Vec::new(),
            hidden_until: 0,
            last_ends: HashMap::new(),
            breaks: Vec::new(),
        }
    }

    /// What was put together, and where lines of the source end near its start, in bytes of the text.
    pub(super) fn finish(self) -> (Composer, Vec<usize>) {
        (self.composer, self.breaks)
    }

    /// Writes the note `label`, which consists of `events`.
    pub(super) fn note(&mut self, label: &CowStr<'s>, events: Vec<Placed<'s>>) {
        let number = self.number(label);
        self.composer.end();
        self.composer.note(label);
        self.containers.push(Container::Note);
        self.marker = Some(format!("{number}. "));
        for (event, range) in events {
            self.event(event, range);
        }
        self.composer.end();
        self.containers.pop();
    }

    pub(super) fn event(&mut self, event: Event<'s>, range: Range<usize>) {
        // What holds other things must be told to begin and to end, seen or not.
        if range.start < self.hidden_until && !matches!(event, Event::Start(_) | Event::End(_)) {
            return;
        }
        if self.picture.is_some() {
            self.picture_event(event);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.html {
                Some((html, _)) => html.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(code) => {
                self.ready();
                let start = self.composer.position();
                self.words(&code);
                self.composer.inline(InlineKind::Code, start);
            }
            Event::Html(html) | Event::InlineHtml(html) => match &mut self.html {
                Some((block, _)) => block.push_str(&html),
                None => self.html(&html, range.end),
            },
            Event::FootnoteReference(label) => self.reference(&label),
            Event::SoftBreak => {
                if !self.end_picture() {
                    // Chinese and Japanese have no spaces for a line to end at.
                    if !self.composer.so_far().ends_with(is_unspaced) {
                        self.composer.text("\n");
                    }
                    if self.composer.position() < HEAD {
                        self.breaks.push(self.composer.position());
                    }
                }
            }
            Event::HardBreak => {
                if !self.end_picture() {
                    self.composer.line_break();
                }
            }
            Event::TaskListMarker(is_done) => {
                let number = self.marker.take().filter(|marker| marker != "• ");
                let state = if is_done { "☑ " } else { "☐ " };
                self.marker = Some(number.unwrap_or_default() + state);
            }
            Event::Rule => {
                self.composer.end();
                self.is_after_picture = false;
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => self.words(&math),
        }
    }

    fn start(&mut self, tag: Tag<'s>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                self.ready();
                self.stressed += usize::from(tag == Tag::Emphasis);
                self.inlines.push((self.composer.position(), "".into()));
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                self.ready();
                let url = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}").into(),
                    _ => dest_url,
                };
                self.inlines.push((self.composer.position(), url));
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.picture = Some(Picture {
                    url: dest_url,
                    title,
                    alt: String::new(),
                    depth: 0,
                });
            }
            Tag::TableCell | Tag::TableHead | Tag::TableRow | Tag::Superscript | Tag::Subscript => {
            }
            tag => self.start_block(&tag, &range),
        }
    }

    fn start_block(&mut self, tag: &Tag<'s>, range: &Range<usize>) {
        self.composer.end();
        self.look = Look::default();
        let may_be_caption = matches!(tag, Tag::Paragraph | Tag::HtmlBlock);
        self.is_after_picture &= may_be_caption;
        self.is_after_table &= *tag == Tag::Paragraph;
        match tag {
            Tag::Heading { level, .. } => {
                self.drop_marker();
                self.composer.begin(match self.kind() {
                    BlockKind::Quotation => BlockKind::Quotation,
                    _ => BlockKind::Heading(number_of(*level)),
                });
            }
            Tag::BlockQuote(_) => {
                self.drop_marker();
                self.containers.push(Container::Quotation);
            }
            Tag::CodeBlock(_) => {
                self.drop_marker();
                self.composer.begin(BlockKind::Preformatted);
            }
            Tag::Table(_) => {
                self.drop_marker();
                self.composer.begin(BlockKind::Table);
            }
            Tag::List(first) => self.lists.push(*first),
            Tag::Item => {
                self.containers.push(Container::Item);
                self.marker = Some(self.item_marker(range.clone()));
            }
            Tag::DefinitionListTitle => self.inlines.push((self.composer.position(), "".into())),
            Tag::DefinitionListDefinition => {
                self.containers.push(Container::Definition);
                self.marker = Some("– ".into());
            }
            Tag::HtmlBlock => self.html = Some((String::new(), range.end)),
            _ => {}
        }
    }

    /// The bullet or number of the item that begins at `range` of the source.
    fn item_marker(&mut self, range: Range<usize>) -> String {
        let Some(Some(next)) = self.lists.last_mut() else {
            return "• ".into();
        };
        let number = *next;
        *next = next.saturating_add(1);
        let item = self.source.get(range).unwrap_or_default().trim_start();
        let after = item.trim_start_matches(|c: char| c.is_ascii_digit());
        let mark = if after.starts_with(')') { ")" } else { "." };
        format!("{number}{mark} ")
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                let (start, url) = self.inlines.pop().unwrap_or((0, "".into()));
                match tag {
                    TagEnd::Emphasis => {
                        self.stressed = self.stressed.saturating_sub(1);
                        self.composer.inline(InlineKind::Emphasis, start);
                    }
                    TagEnd::Strong => self.composer.inline(InlineKind::Strong, start),
                    TagEnd::Strikethrough => self.composer.inline(InlineKind::Struck, start),
                    _ => self.composer.link(&url, start),
                }
            }
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::Image => {}
            TagEnd::TableCell => self.composer.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.composer.end_row(),
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::HtmlBlock => {
                let (html, end) = self.html.take().unwrap_or_default();
                self.html(&html, end);
                self.end_figure();
                self.end_paragraph();
            }
            _ => {
                if tag == TagEnd::Item {
                    self.end_picture();
                }
                if tag == TagEnd::DefinitionListTitle
                    && let Some((start, _)) = self.inlines.pop()
                {
                    self.composer.inline(InlineKind::Strong, start);
                }
                self.composer.end();
                match tag {
                    TagEnd::Table => self.is_after_table = true,
                    TagEnd::List(_) => {
                        self.lists.pop();
                    }
                    TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::DefinitionListDefinition => {
                        self.marker = None;
                        self.containers.pop();
                    }
                    _ => {}
                }
            }
        }
    }

    /// Ends a heading. One that only says again what front matter gave as the title is not said twice.
    fn end_heading(&mut self) {
        if let Some(title) = self.title.take()
            && letters(&title).eq(letters(self.composer.so_far()))
        {
            self.composer.discard();
        }
        self.composer.end();
    }

    fn end_paragraph(&mut self) {
        if !self.end_picture() {
            let look = std::mem::take(&mut self.look);
            let words = self.composer.so_far();
            let is_plain = self.composer.kind() == Some(BlockKind::Paragraph);
            let is_caption = look.has_stressed && !look.has_plain && words.len() <= LONGEST_CAPTION;
            if is_plain && self.is_after_picture && is_caption {
                self.composer.turn_into(BlockKind::Caption);
                self.say_once();
            } else if is_plain && is_template(words) {
                // Hugo's figures have their captions in the instruction.
                let caption = html::attribute(words, "caption").map(Cow::into_owned);
                if let Some(caption) = caption.filter(|_| words.contains(" figure ")) {
                    self.composer.discard();
                    self.composer.begin(BlockKind::Caption);
                    self.composer.text(&caption);
                } else {
                    self.composer.turn_into(BlockKind::Boilerplate);
                }
            }
            let is_empty = self.composer.so_far().is_empty();
            self.is_after_picture &= is_empty;
            self.is_after_table &= is_empty;
        }
        self.composer.end();
    }

    /// Ends the block that is being filled where it holds pictures and nothing else; whether it does.
    fn end_picture(&mut self) -> bool {
        let is_heading = matches!(self.composer.kind(), Some(BlockKind::Heading(_)));
        let is_picture = self.look.is_picture() && !is_heading;
        if is_picture {
            if self.composer.kind() == Some(BlockKind::Paragraph) {
                self.composer
                    .turn_into(if self.look.badges == self.look.pictures {
                        BlockKind::Boilerplate
                    } else {
                        BlockKind::Caption
                    });
                self.say_once();
            }
            self.composer.end();
            self.look = Look::default();
            self.is_after_picture = true;
        }
        is_picture
    }

    /// Forgets the caption that is being filled where the one before it said the same of the same picture.
    fn say_once(&mut self) {
        let words = self.composer.so_far();
        if self.is_after_picture && words == self.caption {
            self.composer.discard();
        } else {
            self.caption = words.to_owned();
        }
    }

    /// The kind of a block of running text where it would begin now.
    fn kind(&self) -> BlockKind {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(DEEPEST);
        match self.containers.last() {
            Some(Container::Item | Container::Definition) => {
                BlockKind::ListItem(depth.min(DEEPEST))
            }
            Some(Container::Quotation) => BlockKind::Quotation,
            Some(Container::Note) => BlockKind::Note,
            None if self.html_quotations > 0 => BlockKind::Quotation,
            None => BlockKind::Paragraph,
        }
    }

    /// Makes sure that there is a block, which begins with its bullet or number.
    fn ready(&mut self) {
        if self.composer.kind().is_none() {
            self.composer.begin(self.kind());
        }
        if let Some(marker) = self.marker.take() {
            self.composer.text(&marker);
        }
    }

    /// Forgets the bullet of an item that begins with other than words. The number of a note stands alone then, since
    /// its mark leads there.
    fn drop_marker(&mut self) {
        let marker = self.marker.take();
        if let Some(number) = marker.filter(|_| self.containers.last() == Some(&Container::Note)) {
            self.composer.begin(BlockKind::Note);
            self.composer.text(&number);
        }
    }

    /// Appends words as they stand.
    fn words(&mut self, words: &str) {
        if words.trim().is_empty() {
            self.composer.text(words);
            return;
        }
        self.ready();
        if self.stressed > 0 {
            self.look.has_stressed = true;
        } else {
            self.look.has_plain = true;
        }
        self.composer.text(words);
    }

    /// Appends words of Markdown, in which other dialects may have left their marks.
    fn text(&mut self, text: &str) {
        if self.composer.kind() == Some(BlockKind::Preformatted) {
            self.composer.text(text);
            return;
        }
        let mut text = text;
        let mut is_callout = false;
        if self.composer.is_at_start() {
            // The kind of a callout: `[!note] Words`.
            let is_quoted = self.containers.last() == Some(&Container::Quotation);
            let callout = text.strip_prefix("[!").filter(|_| is_quoted);
            if let Some((kind, rest)) = callout.and_then(|rest| rest.split_once(']'))
                && kind.len() < 20
            {
                text = rest.trim_start_matches(['+', '-']);
                is_callout = true;
            }
        }
        // A fence of a dialect that has names for boxes, and Kramdown's attributes: `::: warning`, `{: .lead}`.
        if text.starts_with(":::") || (text.starts_with("{:") && text.ends_with('}')) {
            return;
        }
        // Pandoc's caption under a table.
        if self.is_after_table
            && self.composer.is_at_start()
            && let Some(rest) = text.strip_prefix("Table: ").or(text.strip_prefix(": "))
        {
            text = rest;
            self.composer.begin(BlockKind::Caption);
        }
        self.words(&without_wiki_links(text));
        if is_callout {
            // What the callout is called stands on a line of its own.
            self.composer.line_break();
        }
    }

    /// The number of the note `label`: how many came before it.
    fn number(&mut self, label: &CowStr<'s>) -> usize {
        if let Some(number) = self.numbers.get(label) {
            return *number;
        }
        self.marked.push(label.clone());
        self.numbers.insert(label.clone(), self.marked.len());
        self.marked.len()
    }

    fn reference(&mut self, label: &CowStr<'s>) {
        let number = self.number(label);
        self.ready();
        let start = self.composer.position();
        self.words(&format!("[{number}]"));
        self.composer.reference(label, start);
    }

    fn picture_event(&mut self, event: Event<'s>) {
        let Some(picture) = &mut self.picture else {
            return;
        };
        match event {
            Event::Text(text) | Event::Code(text) => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            Event::Start(Tag::Image { .. }) => picture.depth += 1,
            Event::End(TagEnd::Image) if picture.depth > 0 => picture.depth -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(picture) = self.picture.take() {
                    self.show_picture(&picture.url, &picture.title, &picture.alt);
                }
            }
            _ => {}
        }
    }

    /// Shows a picture as its alternative text, or else as its title.
    fn show_picture(&mut self, url: &str, title: &str, alt: &str) {
        self.look.pictures += 1;
        self.look.badges += usize::from(url.contains("shields.io") || url.contains("badge"));
        // Some dialects write the width of the picture after its text.
        let bare = alt.trim_end_matches(|c: char| c.is_ascii_digit() || c == 'x');
        let alt = bare.strip_suffix('|').unwrap_or(alt);
        let Some(words) = composer::picture(alt).or_else(|| composer::picture(title)) else {
            return;
        };
        if self.in_figure {
            self.alternatives.push(words.to_owned());
            return;
        }
        if self.look.is_picture() && !self.composer.is_at_start() {
            self.composer.text(" ");
        }
        self.ready();
        self.composer.text(words);
    }
}

fn number_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The letters and digits of `text`, in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// Whether `words` are nothing but an instruction to a site generator, Hugo's or Jekyll's, or a comment of Obsidian's.
fn is_template(words: &str) -> bool {
    [("{{", "}}"), ("{%", "%}"), ("%%", "%%")]
        .iter()
        .any(|(start, end)| {
            let inner = words.strip_prefix(start);
            inner.is_some_and(|inner| {
                inner
                    .find(end)
                    .is_some_and(|at| at + end.len() == inner.len())
            })
        })
}

/// Whether `c` belongs to a script that puts no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}
