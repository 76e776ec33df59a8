//! The head of an article: what stands around its title and above its text, and what that tells about it.

use super::furniture::Line;
use super::page::{Page, STANDFIRST};
use super::title::Head;
use super::{bylines, captions, date, looks, names, sources};
use crate::model::{BlockKind, Metadata, on_one_line};

/// How many blocks below a year another is looked for.
const YEARS: usize = 40;
/// The longest credit of a picture, in bytes.
const CREDIT: usize = 80;
/// How many blocks above a kicker are looked at.
const KICKED: usize = 8;
/// How far around a name its words are looked for, in bytes.
const AROUND: usize = 12 * 1024;

/// Words in the middle of titles, where a line may be broken before or after them.
#[rustfmt::skip]
const SMALL: [&str; 26] = [
    "a", "against", "among", "an", "and", "as", "at", "between", "beyond", "but", "by", "during", "for", "from", "in",
    "into", "of", "on", "or", "the", "through", "to", "toward", "towards", "under", "with",
];

impl Page<'_> {
    /// Whether each word of `name` is written with a capital wherever the text around the block at `at` has it, as names are
    /// and words are not.
    pub(super) fn is_person(&self, at: usize, name: &str) -> bool {
        let start = self.blocks.get(at).map_or(0, |block| block.span.start);
        let from = self.text.floor_char_boundary(start.saturating_sub(AROUND));
        let to = self.text.floor_char_boundary(start.saturating_add(AROUND));
        let page = self.text.get(from..to).unwrap_or_default();
        names::is_name(name)
            && name
                .split_whitespace()
                .filter(|word| word.chars().count() > 3)
                .all(|word| {
                    let lower = word.to_lowercase();
                    lower == *word
                        || !memchr::memmem::find_iter(page.as_bytes(), lower.as_bytes())
                            .take(64)
                            .any(|found| {
                                let is_letter =
                                    |c: Option<char>| c.is_some_and(char::is_alphabetic);
                                let before =
                                    page.get(..found).and_then(|text| text.chars().next_back());
                                let after = page
                                    .get(found + lower.len()..)
                                    .and_then(|text| text.chars().next());
                                !is_letter(before) && !is_letter(after)
                            })
                })
    }

    /// Marks title and furniture of the article with `head` that ends before the block at `end`, and takes over what they
    /// tell.
    pub(super) fn read_head(&mut self, head: &Head, end: usize, metadata: &mut Metadata) {
        if let Some(title) = head.title {
            self.read_title(title, metadata);
        }
        let mut updated = None;
        let (mut is_below_author, mut is_named) = (false, false);
        let after = head.title.map_or(head.first, |title| title + 1);
        for at in head.first..head.body.min(end) {
            let is_read = matches!(self.kind(at), Some(BlockKind::Title | BlockKind::Caption));
            if is_read {
                continue;
            }
            let line = self.line(at).unwrap_or_default().into_owned();
            if at < after {
                self.read_above(at, &line, metadata);
            }
            if let Some(date) = self.other_date(at, &line) {
                updated.get_or_insert(date);
            }
            // Below `By Jane Doe`, another name is rather a caption.
            let is_rule = at >= after && !line.is_empty() && !line.contains(char::is_alphanumeric);
            if is_rule && self.is_plain(at) {
                self.set(at, BlockKind::Boilerplate);
                continue;
            }
            let names = self.lone_names(at, head, metadata).filter(|_| !is_named);
            let names = names.filter(|_| !captions::is_giver(&line));
            if at >= after && names.is_none() && self.is_pictured(at, &line, head, is_below_author)
            {
                self.set(at, BlockKind::Caption);
                continue;
            }
            is_named |= matches!(self.said(at), Some(Line::Authors(_)));
            if let Some(names) = names {
                take_names(names, &line, is_below_author, metadata);
                self.set(at, BlockKind::Boilerplate);
                is_below_author = true;
            } else if self.furniture(at).is_some()
                || (self.said(at).is_some()
                    && (at < after || at + 1 < head.body && looks::words(&line) <= 3))
                || ((1..=6).contains(&line.len())
                    && line.bytes().all(|b| b.is_ascii_digit())
                    && !self.is_first_of_years(at, &line))
                || (at >= after && metadata.title.as_deref() == Some(&*line))
            {
                is_below_author |= matches!(self.furniture(at), Some(Line::Authors(_) | Line::By));
                self.take_over(at, metadata);
                self.set(at, BlockKind::Boilerplate);
            } else if at >= after && is_below_author && self.is_about_author(at, &line) {
                if metadata.source.is_none() {
                    metadata.source = line.split(',').find_map(sources::agency).map(str::to_owned);
                }
                self.set(at, BlockKind::Boilerplate);
            } else if at >= after && looks::is_series(&line) {
                metadata.date = metadata.date.take().or_else(|| date::find(&line));
                self.set(at, BlockKind::Boilerplate);
            } else if at >= after
                && metadata.subtitle.is_none()
                && !is_below_author
                && date::find(&line).is_none()
                && !(line.starts_with(|c: char| c.is_ascii_digit()) && names::is_position(&line))
            {
                self.read_subtitle(at, head, metadata);
            }
        }
        metadata.date = metadata.date.take().or(updated);
        if metadata.date.is_none() || metadata.source.is_none() {
            let first = self
                .blocks
                .get(head.body)
                .map(|block| block.span.of(self.text))
                .unwrap_or_default();
            let (agency, date) = sources::dateline(first);
            metadata.date = metadata.date.take().or(date);
            metadata.source = metadata.source.take().or(agency.map(str::to_owned));
        }
    }

    /// The date in `line`, the block at `at`, where it is not that of the publication: when the article was last changed, or
    /// when the issue came out, which is often later.
    fn other_date(&self, at: usize, line: &str) -> Option<String> {
        match self.said(at)? {
            Line::Updated(date) => Some(date.clone()),
            Line::Date(date) if is_issue(line) => Some(date.clone()),
            _ => None,
        }
    }

    /// Whether `line`, the block at `at`, is the first of the years that head what happened in each.
    fn is_first_of_years(&self, at: usize, line: &str) -> bool {
        let is_year = |line: &str| line.len() == 4 && looks::is_lone_mark(line);
        is_year(line)
            && (at + 1..self.blocks.len())
                .take(YEARS)
                .any(|at| self.line(at).is_some_and(|line| is_year(&line)))
    }

    fn read_title(&mut self, title: usize, metadata: &mut Metadata) {
        let line = self.line(title).unwrap_or_default().into_owned();
        let shown = match self.said(title) {
            Some(Line::Title(title)) => title.clone(),
            _ => self.title_text(title, &line).to_owned(),
        };
        let name = site(&line).map(|(_, name)| name.to_owned());
        metadata.source = metadata.source.take().or(name);
        let mut shown = on_one_line(&shown);
        if let Some(more) = self.wrapped(title, &shown) {
            shown = format!("{shown} {more}");
            self.set(title + 1, BlockKind::Title);
        }
        metadata.title = Some(shown);
        self.set(title, BlockKind::Title);
    }

    /// What the title `shown`, the block at `title`, goes on with in the line below: both are in capitals, or a small word
    /// stands where the line ends or the next begins.
    fn wrapped(&self, title: usize, shown: &str) -> Option<String> {
        let is_open = self.is_plain(title + 1) && !self.is_apart(title + 1);
        let line = self.line(title + 1).filter(|_| is_open)?;
        let is_small = |word: Option<&str>| {
            let word = word.unwrap_or_default().to_lowercase();
            SMALL.contains(&word.as_str())
        };
        let is_loud = looks::is_loud(shown) && looks::is_loud(&line);
        let is_cut = is_small(shown.split_whitespace().next_back())
            || is_small(line.split_whitespace().next());
        let is_cased = looks::is_title_case(&line) || looks::words(&line) <= 4;
        let is_wrapped = looks::words(shown) >= 4
            && looks::words(&line) >= 2
            && (is_loud || is_cut && looks::is_title_case(shown) && is_cased)
            && looks::is_title(&line)
            && self.publication_below(title + 1) == Some(0)
            && names::of_line(&line).is_none();
        is_wrapped.then(|| on_one_line(&line))
    }

    /// Marks what stands above the title: menus, categories, and the title itself with the site's name.
    fn read_above(&mut self, at: usize, line: &str, metadata: &mut Metadata) {
        let is_title =
            site(line).is_some_and(|(title, _)| metadata.title.as_deref() == Some(title));
        if let Some((_, name)) = site(line).filter(|_| is_title) {
            metadata.source.get_or_insert_with(|| name.to_owned());
        }
        // The page's own title names the site after it.
        let named = [" - ", " – ", " — ", " :: ", " • "]
            .iter()
            .find_map(|mark| line.rsplit_once(mark))
            .filter(|(title, name)| {
                metadata.title.as_deref() == Some(title.trim()) && sources::is_source(name)
            });
        if let Some((_, name)) = named {
            metadata.source.get_or_insert_with(|| name.to_owned());
        }
        let is_again = named.is_some() || metadata.title.as_deref() == Some(line);
        let is_text = matches!(
            self.kind(at),
            Some(BlockKind::Paragraph | BlockKind::ListItem(_))
        );
        let is_menu = is_text
            && !line.is_empty()
            && !looks::is_sentence(line)
            && (looks::words(line) <= 4 || looks::is_series(line) || looks::is_publisher(line));
        if is_title || is_again || is_menu || is_text && self.is_kicker(at, line) {
            self.set(at, BlockKind::Boilerplate);
        }
    }

    /// Whether `line`, the block at `at`, stands right above a title that shows clearly, and below nothing but furniture and
    /// pictures: what the article is filed under, in more words than one.
    fn is_kicker(&self, at: usize, line: &str) -> bool {
        let is_other = |at: usize| {
            self.furniture(at).is_some()
                || matches!(
                    self.kind(at),
                    Some(BlockKind::Boilerplate | BlockKind::Caption)
                )
        };
        self.kind(at + 1) == Some(BlockKind::Title)
            && self.publication_below(at + 1) == Some(0)
            && at > 0
            && (0..at).rev().take(KICKED).all(is_other)
            && looks::words(line) <= 8
            && looks::is_title(line)
            && !looks::is_sentence(line)
            && !line.ends_with(['?', '!'])
            && !looks::is_title_case(line)
    }

    /// The names in the block at `at`, which stands below the title and names nobody else.
    fn lone_names(&self, at: usize, head: &Head, metadata: &Metadata) -> Option<Vec<String>> {
        if at > 0 && self.said(at - 1) == Some(&Line::By) && head.title.is_none() {
            let line = self.line(at).filter(|_| self.is_plain(at))?;
            return names::of_line(&line).map(|(names, _)| names);
        }
        let title = head.title.filter(|title| *title < at)?;
        if let Some(names) = self.names(at) {
            return Some(names);
        }
        let line = self.line(at).filter(|_| self.is_plain(at))?;
        let (names, rest) = names::of_line(&line).filter(|_| looks::roman_mark(&line).is_none())?;
        let is_place = rest.trim().is_empty() || rest.trim_start().starts_with("in ");
        let is_first = at == title + 1
            || !metadata.authors.is_empty()
            || self.next(at) == head.body
            || self.names(at + 1).is_some();
        (is_place
            && is_first
            && !looks::is_section_name(&line)
            && names.iter().all(|name| self.is_person(at, name)))
        .then_some(names)
    }

    /// Whether `line`, the block at `at` below the author's name, says what the author is, or where.
    fn is_about_author(&self, at: usize, line: &str) -> bool {
        let is_source = line.split(',').any(|part| sources::agency(part).is_some());
        // `1 School of Health, Quay College.`
        let is_place = line.starts_with(|c: char| c.is_ascii_digit()) && line.len() <= 160;
        let is_open = self.is_plain(at) || matches!(self.kind(at), Some(BlockKind::ListItem(_)));
        if is_place && is_open && names::is_position(line) {
            return true;
        }
        self.is_plain(at)
            && line.len() <= 160
            && !looks::is_sentence(line)
            && (names::is_position(line)
                || is_source
                || looks::is_publisher(line) && self.is_publication(at + 1)
                || line.starts_with("in ")
                || line.starts_with("University"))
    }

    /// Whether `line`, the block at `at` below the lines that tell who published the article, belongs to a picture: the name of
    /// an agency above one more short line, that line, or what stands right above a credit.
    fn is_pictured(&self, at: usize, line: &str, head: &Head, is_signed: bool) -> bool {
        let is_told = is_signed
            || head
                .title
                .is_some_and(|title| (title + 1..at).any(|above| self.is_publication(above)));
        let is_short = |at: usize| {
            self.is_plain(at)
                && self.said(at).is_none()
                && !self.is_body(at)
                && self.names(at).is_none()
                && self.line(at).is_some_and(|line| looks::words(&line) >= 3)
        };
        let is_agency = |at: usize| {
            matches!(self.said(at), Some(Line::Source(_)))
                || self.line(at).is_some_and(|line| captions::is_giver(&line))
        };
        let is_above_text = |at: usize| self.next(at) == head.body;
        if is_agency(at) {
            return is_told
                && is_short(at + 1)
                && is_above_text(at + 1)
                && !line.starts_with("By ")
                && !line.contains(':');
        }
        let is_picture = |at: usize| self.kind(at) == Some(BlockKind::Caption);
        let is_below = at
            .checked_sub(1)
            .is_some_and(|above| is_picture(above) && is_agency(above) && is_above_text(at));
        let is_above = is_picture(at + 1) && self.len(at + 1) <= CREDIT;
        is_told && is_short(at) && (is_below || is_above) && !self.is_about_author(at, line)
    }

    /// Takes the block at `at` for the subtitle, where it stands right below the title.
    fn read_subtitle(&mut self, at: usize, head: &Head, metadata: &mut Metadata) {
        let is_near = head.title.is_some_and(|title| {
            title < at
                && (title + 1..at).all(|between| self.kind(between) != Some(BlockKind::Paragraph))
        });
        let is_open = is_near && self.is_plain(at) && self.len(at) <= STANDFIRST;
        let Some(block) = self.blocks.get(at).filter(|_| is_open) else {
            return;
        };
        let line = on_one_line(block.span.of(self.text));
        let starts = line.starts_with(|c: char| !c.is_lowercase());
        let is_above = (at + 1..self.blocks.len())
            .take(4)
            .take_while(|below| !self.is_body(*below))
            .any(|below| self.is_publication(below) || self.names(below).is_some())
            || self.is_above_byline(at);
        // Several lines sum the article up, and none is the subtitle.
        let is_line = |at: usize| {
            self.is_plain(at)
                && !self.is_body(at)
                && self.names(at).is_none()
                && self.line(at).is_some_and(|line| looks::words(&line) >= 6)
        };
        if is_line(at) && is_line(at + 1) && is_line(at + 2) {
            return;
        }
        let is_title = looks::is_title(&line) && looks::words(&line) >= 4;
        let is_asked = line.starts_with("Question:") || line.starts_with("Q:");
        let is_own = !is_asked
            && !looks::is_section_name(&line)
            && !line.ends_with(':')
            && looks::words(&line) >= 3;
        if is_own && starts && (is_above || is_title) {
            metadata.subtitle = Some(line);
        }
    }

    /// Takes what a line of furniture tells into the metadata; what was told first holds.
    pub(super) fn take_over(&self, at: usize, metadata: &mut Metadata) {
        let line = self.line(at).unwrap_or_default();
        match self.said(at) {
            Some(Line::Authors(authors)) => {
                if metadata.authors.is_empty() {
                    metadata.authors.clone_from(authors);
                }
                if metadata.date.is_none() && !date::is_change(&line) {
                    metadata.date = date::find(&line);
                }
                let mut parts = line.split([',', '|', '·', '•', '–', '—', '(', '/']).skip(1);
                let agency = parts.find_map(sources::agency).map(str::to_owned);
                let paper = line.split_once(" for ").map(|(_, paper)| paper.trim());
                let paper = paper
                    .filter(|paper| sources::is_source(paper) && looks::words(paper) <= 5)
                    .map(str::to_owned);
                metadata.source = metadata.source.take().or(agency).or(paper);
            }
            Some(Line::Date(_)) if is_issue(&line) => {}
            Some(Line::Date(date)) => {
                metadata.date.get_or_insert_with(|| date.clone());
                let source = bylines::source_of(&line).map(str::to_owned);
                metadata.source = metadata.source.take().or(source);
            }
            Some(Line::Url(url)) => _ = metadata.url.get_or_insert_with(|| url.clone()),
            Some(Line::Source(source)) => _ = metadata.source.get_or_insert_with(|| source.clone()),
            Some(Line::Subtitle(subtitle)) => {
                _ = metadata.subtitle.get_or_insert_with(|| subtitle.clone());
            }
            Some(Line::Title(title)) => _ = metadata.title.get_or_insert_with(|| title.clone()),
            Some(Line::Provenance) => {
                metadata.source = metadata
                    .source
                    .take()
                    .or_else(|| sources::of_provenance(&line));
                metadata.date = metadata.date.take().or_else(|| date::find(&line));
            }
            _ => {}
        }
    }
}

/// Whether `line` is the day of an issue: `March 4, 2019 Issue`.
fn is_issue(line: &str) -> bool {
    line.ends_with(" Issue") || line.ends_with(" issue")
}

/// Takes over `names`, which stand alone in `line`, and what it tells beside them.
fn take_names(names: Vec<String>, line: &str, is_more: bool, metadata: &mut Metadata) {
    if is_more || metadata.authors.is_empty() {
        let new: Vec<String> = names
            .into_iter()
            .filter(|name| !metadata.authors.contains(name))
            .collect();
        metadata.authors.extend(new);
    }
    if metadata.date.is_none() {
        metadata.date = date::find(line);
    }
    let last = line
        .rsplit([',', '|', '·', '–', '—', '('])
        .next()
        .unwrap_or_default();
    if metadata.source.is_none() {
        let paper = line.split_once(" | ").map(|(_, paper)| paper.trim());
        let paper = paper.filter(|paper| sources::is_source(paper) && date::find(paper).is_none());
        metadata.source = sources::agency(last).or(paper).map(str::to_owned);
    }
}

/// The title and the name of the site in a line such as `Why bread costs more | The Quay`.
pub(super) fn site(line: &str) -> Option<(&str, &str)> {
    let (title, name) = line
        .rsplit_once(" | ")
        .or_else(|| line.rsplit_once(" — The "))?;
    let is_name = looks::words(name) <= 5 && sources::is_source(name);
    (is_name && looks::words(title) >= 2 && !title.contains(" | "))
        .then_some((title.trim(), name.trim()))
}
