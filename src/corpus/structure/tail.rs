//! The end of an article: what pages put below it, and what is told there about it.
//!
//! Notes about the author, how to cite, where it appeared first, lists of other articles, what readers say. The last
//! sentence of an article stands among them, so that what is not known for one of these is left alone.

use super::furniture::Line;
use super::page::Page;
use super::title::Head;
use super::{HEAD, date, looks, names, sources};
use crate::model::{BlockKind, Metadata, on_one_line};

/// How many blocks from the end are looked at for what belongs to no article.
const TAIL_BLOCKS: usize = 400;
/// The most text that what follows the article under headings of its own may have, in bytes.
const CLOSING: usize = 8000;

/// So many known lines of furniture in a row are the foot of a page.
const FOOTER: usize = 3;
/// How many items of a list stand between one and what introduces the list at most.
const INTRODUCED: usize = 40;

/// A sentence of this many bytes may be the last paragraph of an article.
const SENTENCE: usize = 80;
/// The most words that an article is filed under.
const TAGS: usize = 8;

/// What stands below an article under a heading of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// About those who wrote it, as far as what is said is about a person.
    Author,
    /// Whom the press may ask, to the end.
    Contact,
    /// What the author has to disclose, to the end.
    Notice,
    /// About the company that published it, up to the next heading.
    Company,
    /// How to cite it, up to the next heading.
    Citation,
}

impl Page<'_> {
    /// Marks furniture at the end of the article with `head`, which ends before the block at `end`, and takes over what is
    /// told there where `may_tell` says so.
    pub(super) fn read_tail(
        &mut self,
        head: &Head,
        end: usize,
        may_tell: bool,
        metadata: &mut Metadata,
    ) {
        let first = head
            .body
            .max(head.title.map_or(0, |title| title + 1))
            .max(end.saturating_sub(TAIL_BLOCKS));
        let mut told = metadata.clone();
        let comments = self.mark_comments(first, end);
        // What readers say tells nothing about the article.
        let mut back = self.mark_closings(first, comments, &mut told);
        self.mark_provenance(first, comments, &mut told);
        self.mark_lists(first, end);
        back.extend(self.mark_bios(first, comments, &mut told));
        self.read_signature(first, comments, &mut told);
        // Who wrote it, and for whom, is part of what was published, though no part of its text: it was set aside while what
        // stands around it was looked at.
        for (at, kind) in back {
            self.set(at, kind);
        }
        if may_tell {
            *metadata = told;
            let url = metadata.url.as_deref().and_then(date::of_url);
            metadata.date = metadata.date.take().or(url);
        }
    }

    /// Marks what readers said; returns where it begins, or else `end`.
    fn mark_comments(&mut self, first: usize, end: usize) -> usize {
        let is_reader = |line: &str| {
            let lower = line.to_lowercase();
            lower == "reply"
                || lower.ends_with(" says:")
                || lower.ends_with(" said:")
                || lower.ends_with(" wrote:")
                || lower.ends_with(" ago")
                || lower.starts_with("reply to ")
                || lower == "like"
                || lower == "report"
        };
        let start = (first + 1..end).find(|at| {
            self.furniture(*at) == Some(&Line::Elsewhere)
                && self.line(*at).is_some_and(|line| {
                    let lower = line.to_lowercase();
                    [
                        "comment",
                        "responses",
                        "replies",
                        "discussion",
                        "leave a ",
                        "thoughts",
                    ]
                    .iter()
                    .any(|word| lower.contains(word))
                })
        });
        let Some(start) = start else { return end };
        let readers = (start + 1..end)
            .filter(|at| self.line(*at).is_some_and(|line| is_reader(&line)))
            .count();
        if readers >= 2 {
            (start..end).for_each(|at| self.set_aside(at));
        }
        start
    }

    /// Sets aside what stands under headings such as `About the Author`; returns what of it is no furniture, and what it is.
    fn mark_closings(
        &mut self,
        first: usize,
        end: usize,
        told: &mut Metadata,
    ) -> Vec<(usize, BlockKind)> {
        let mut back = Vec::new();
        let stop = self
            .blocks
            .get(end.saturating_sub(1))
            .map_or(0, |block| block.span.end);
        let mut at = first;
        while at < end {
            let Some(closing) = self.closing(at, end) else {
                at += 1;
                continue;
            };
            let is_notes = |at: usize| {
                self.line(at)
                    .is_some_and(|line| looks::is_notes_name(&line))
            };
            let is_heading =
                |at: usize| matches!(self.kind(at), Some(BlockKind::Heading(_))) || is_notes(at);
            let is_next = |next: usize| is_heading(next) || self.closing(next, end).is_some();
            let after = (at + 1..end).find(|next| match closing {
                Closing::Author => is_next(*next) || !self.is_of_author(*next),
                Closing::Contact | Closing::Notice => is_notes(*next),
                Closing::Company | Closing::Citation => is_next(*next),
            });
            let after = after.unwrap_or(end);
            let start = self.blocks.get(at).map_or(stop, |block| block.span.start);
            let last = self
                .blocks
                .get(after.saturating_sub(1))
                .map_or(start, |block| block.span.end);
            if last - start.min(last) > CLOSING || (closing == Closing::Citation && after - at > 8)
            {
                at += 1;
                continue;
            }
            if closing == Closing::Citation {
                // How to cite an article is worth reading.
                self.read_citation(at, after, told);
                self.set_aside(at);
            } else if after > at + 1 || matches!(closing, Closing::Contact | Closing::Notice) {
                self.read_about(at, after, told);
                for at in at..after {
                    let kind = self.kind(at).filter(|_| closing != Closing::Contact);
                    back.extend(
                        kind.filter(|_| self.said(at).is_none())
                            .map(|kind| (at, kind)),
                    );
                    self.set_aside(at);
                }
            }
            at = after;
        }
        back
    }

    /// What the line at `at` heads, if it stands below the article.
    fn closing(&self, at: usize, end: usize) -> Option<Closing> {
        let is_text = matches!(
            self.kind(at),
            Some(BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Boilerplate)
        );
        let line = self.line(at).filter(|line| is_text && line.len() <= 80)?;
        let lower = line.to_lowercase();
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
        let about = [
            "about the author",
            "about the authors",
            "about the writer",
            "about the contributor",
            "about the contributors",
            "about author",
            "author bio",
            "author biography",
            "author information",
            "author profile",
            "authors",
            "biographical note",
            "biographies",
            "contributor",
            "contributors",
            "note on contributor",
            "notes on contributor",
            "notes on contributors",
            "notes on the contributors",
            "about this article",
            "about this essay",
            "sobre el autor",
            "sobre la autora",
            "à propos de l'auteur",
            "à propos de l’auteur",
            "über den autor",
            "über die autorin",
            "zum autor",
            "zur autorin",
            "об авторе",
        ];
        let notice = ["disclaimer", "disclosure", "disclosure statement"];
        let contact = [
            "media contact",
            "media contacts",
            "press contact",
            "press contacts",
            "media enquiries",
            "media inquiries",
            "press enquiries",
            "press office",
        ];
        let citation = [
            "for academic citation",
            "how to cite",
            "how to cite this article",
            "cite this article",
            "suggested citation",
            "recommended citation",
            "cite this article as",
            "citation",
            "to cite this article",
            "cite as",
            "cite this page",
        ];
        if about.contains(&bare) {
            return Some(Closing::Author);
        }
        if notice.contains(&bare) {
            return Some(Closing::Notice);
        }
        if contact.contains(&bare) {
            return Some(Closing::Contact);
        }
        if citation.contains(&bare) {
            return Some(Closing::Citation);
        }
        self.is_about_company(at, end, &line)
            .then_some(Closing::Company)
    }

    /// Whether `line`, the block at `at`, is what a press release ends with: `About` and a company that the paragraph below
    /// begins with. In an article, `About that night` heads a section.
    fn is_about_company(&self, at: usize, end: usize, line: &str) -> bool {
        let name = line.strip_prefix("About ").unwrap_or_default();
        let name = name.strip_prefix("the ").unwrap_or(name).trim();
        let is_late = || (at + 1..end).filter(|at| self.is_body(*at)).take(4).count() <= 2;
        let below = self
            .blocks
            .get(at + 1)
            .map(|block| block.span.of(self.text))
            .unwrap_or_default();
        let below = below.strip_prefix("The ").unwrap_or(below);
        name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && looks::words(name) <= 7
            && !name.ends_with(['?', '.'])
            && at + 1 < end
            && below.starts_with(name)
            && matches!(self.kind(at), Some(BlockKind::Heading(_)))
            && is_late()
    }

    /// Whether the block at `at`, which stands below `About the Author`, is about him, or a line beside what is.
    fn is_of_author(&self, at: usize) -> bool {
        self.is_about_person(at)
            || self.said(at).is_some()
            || !self.is_body(at) && self.line(at).is_some_and(|line| !ends_sentence(&line))
    }

    /// Marks the sentences at the end that tell where the article appeared first, and lines about who wrote it, and when.
    fn mark_provenance(&mut self, first: usize, end: usize, told: &mut Metadata) {
        let from = first.max(end.saturating_sub(60));
        let mut changed = None;
        for at in from..end {
            let is_late = || {
                (at + 1..end)
                    .filter(|at| {
                        self.is_long(*at) && self.kind(*at) != Some(BlockKind::Boilerplate)
                    })
                    .take(2)
                    .count()
                    <= 1
            };
            let is_told = match self.said(at) {
                Some(Line::Url(_)) => {
                    !self.line(at).is_some_and(|line| line.starts_with("http")) || at + 1 == end
                }
                Some(Line::Provenance | Line::Authors(_) | Line::Source(_)) => true,
                Some(Line::Date(_)) => !(at + 1..end)
                    .any(|at| self.is_body(at) && self.kind(at) != Some(BlockKind::Boilerplate)),
                Some(Line::Updated(date)) => {
                    changed = Some(date.clone());
                    true
                }
                Some(Line::Furniture) => {
                    self.read_credits(at, told);
                    continue;
                }
                _ => false,
            };
            if is_told
                && is_late()
                && matches!(
                    self.kind(at),
                    Some(BlockKind::Paragraph | BlockKind::Boilerplate | BlockKind::ListItem(_))
                )
            {
                self.take_over(at, told);
                self.set_aside(at);
            }
        }
        told.date = told.date.take().or(changed);
    }

    /// Takes over the author and the publisher from the lines of agencies and from copyright lines.
    fn read_credits(&self, at: usize, told: &mut Metadata) {
        let Some(line) = self.line(at) else { return };
        let lower = line.to_lowercase();
        if told.authors.is_empty()
            && let Some(start) = lower.find("reporting by ").filter(|start| *start <= 1)
        {
            told.authors = names::list(
                line.get(start + "reporting by ".len()..)
                    .unwrap_or_default(),
            );
        }
        told.source = told.source.take().or_else(|| sources::holder(&line));
    }

    /// Marks lists of other articles and menus at the end. A sentence, a quotation, or an item that a line with a colon
    /// introduces is the article's wherever it stands, and what comes after it is again; a line that nobody knows is
    /// furniture only in a list of other articles, below much that is known, or between what is.
    fn mark_lists(&mut self, first: usize, end: usize) {
        let is_text = |page: &Self, at: usize| {
            page.kind(at) != Some(BlockKind::Boilerplate)
                && (page.is_long(at)
                    || (page.is_body(at) && page.is_body(at + 1) && at + 1 < end)
                    || matches!(page.kind(at), Some(BlockKind::Note)))
        };
        let is_short = |at: &usize| {
            self.kind(*at) != Some(BlockKind::Boilerplate)
                && self.is_body(*at)
                && self.len(*at) >= SENTENCE
        };
        let last = (first..end).rev().find(|at| is_text(self, *at));
        let last = last.or_else(|| (first..end).rev().find(is_short));
        let Some(last) = last else { return };
        let tags = self.tags(last + 1, end);
        (last + 1..tags).for_each(|at| self.set_aside(at));
        let hemmed = self.hemmed(last + 1, end);
        let (mut is_below, mut is_list, mut run) = (tags > last + 1, false, 0);
        for at in tags..end {
            let said = self.said(at);
            let is_menu = said.is_some()
                && !matches!(
                    said,
                    Some(Line::Authors(_) | Line::Title(_) | Line::Subtitle(_))
                );
            is_list |= said == Some(&Line::Elsewhere) || is_menu && self.heads_tags(at);
            is_below |= is_menu;
            let is_line = matches!(
                self.kind(at),
                Some(BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Heading(_))
            );
            let Some(line) = self.line(at).filter(|_| is_line || is_menu) else {
                (is_below, is_list, run) = (false, false, 0);
                continue;
            };
            if !is_line || looks::is_notes_name(&line) {
                continue;
            }
            run = if is_menu { run + 1 } else { run };
            let may_ask = is_list || run >= FOOTER;
            if is_menu {
                self.set_aside(at);
            } else if self.is_own(at, &line) && !(may_ask && is_question(&line)) {
                (is_below, is_list, run) = (false, false, 0);
            } else if is_list
                || is_below && (run >= FOOTER || hemmed.get(at - last - 1) == Some(&true))
            {
                self.set_aside(at);
            } else {
                run = 0;
            }
        }
    }

    /// Where the words end that an article is filed under, which stand right below its text from the block at `from`: at
    /// `from` itself where there are none. Several words stand above furniture, or most of them in the text.
    fn tags(&self, from: usize, end: usize) -> usize {
        let is_tag = |at: &usize| {
            self.line(*at)
                .filter(|_| self.is_plain(*at))
                .is_some_and(|line| {
                    line.starts_with(char::is_uppercase)
                        && looks::words(&line) <= 3
                        && line
                            .chars()
                            .all(|c| c.is_alphabetic() || " -&’'".contains(c))
                        && !names::is_name(&line)
                        && !names::is_position(&line)
                        && !looks::is_section_name(&line)
                })
        };
        let text = from
            .checked_sub(1)
            .and_then(|last| self.blocks.get(last))
            .map_or("", |block| block.span.of(self.text));
        let count = (from..end).take(TAGS + 1).take_while(is_tag).count();
        if !ends_sentence(text) || count > TAGS {
            return from;
        }
        let is_hemmed = from + count < end
            && matches!(
                self.said(from + count),
                Some(Line::Furniture | Line::Menu | Line::Elsewhere)
            );
        let said = || {
            let start = self.text.floor_char_boundary(
                self.blocks
                    .get(from)
                    .map_or(0, |block| block.span.start.saturating_sub(HEAD)),
            );
            let stop = self.blocks.get(from).map_or(0, |block| block.span.start);
            let text = self
                .text
                .get(start..stop)
                .unwrap_or_default()
                .to_lowercase();
            (from..from + count)
                .filter_map(|at| self.line(at))
                .filter(|tag| text.contains(&tag.to_lowercase()))
                .count()
        };
        let is_filed =
            is_hemmed && count >= 2 || from + count == end && count >= 3 && said() * 2 >= count;
        if is_filed { from + count } else { from }
    }

    /// Whether the subjects of the article stand below the block at `at`.
    fn heads_tags(&self, at: usize) -> bool {
        self.line(at).is_some_and(|line| {
            let line = line.trim_end_matches(':').to_lowercase();
            [
                "archivado en",
                "explore more on these topics",
                "topics",
                "related topics",
                "tags",
                "filed under",
                "themen",
            ]
            .contains(&line.as_str())
        })
    }

    /// Whether known furniture stands below each block from `first` to before `end`, with nothing between that is the
    /// article's.
    fn hemmed(&self, first: usize, end: usize) -> Vec<bool> {
        let mut is_above = false;
        let mut hemmed: Vec<bool> = (first..end)
            .rev()
            .map(|at| {
                let is_hemmed = is_above;
                is_above = match self.said(at) {
                    Some(Line::Authors(_) | Line::Title(_) | Line::Subtitle(_)) => false,
                    Some(_) => true,
                    None => is_above && self.line(at).is_some_and(|line| !self.is_own(at, &line)),
                };
                is_hemmed
            })
            .collect();
        hemmed.reverse();
        hemmed
    }

    /// Whether `line`, the block at `at`, is the article's by what it says: a sentence, what somebody says, what introduces a
    /// list and what it introduces, a row of a table, a rule.
    fn is_own(&self, at: usize, line: &str) -> bool {
        let is_item = |at: usize| matches!(self.kind(at), Some(BlockKind::ListItem(_)));
        let is_introduced = || {
            let is_between = |at: &usize| {
                is_item(*at)
                    || self.said(*at).is_some()
                    || self.kind(*at) == Some(BlockKind::Boilerplate)
            };
            let above = (0..at).rev().take(INTRODUCED).find(|at| !is_between(at));
            above
                .and_then(|above| self.blocks.get(above))
                .is_some_and(|block| {
                    let text = block.span.of(self.text);
                    text.ends_with(':') || looks::is_section_name(text)
                })
        };
        ends_sentence(line)
            || line.starts_with(['“', '"', '‘', '«', '„', '—'])
            || line.ends_with(':')
            || !line.contains(char::is_alphanumeric)
            || looks::is_section_name(line)
            || is_item(at) && is_introduced()
            || matches!(self.kind(at), Some(BlockKind::Heading(_))) && is_item(at + 1)
    }

    /// Takes over the name that a text is signed with at its end.
    fn read_signature(&self, first: usize, end: usize, told: &mut Metadata) {
        let is_open = |at: &usize| {
            self.kind(*at) != Some(BlockKind::Boilerplate) && self.furniture(*at).is_none()
        };
        let last = (first + 1..end).rev().take(TAIL_BLOCKS).find(is_open);
        let Some(last) = last.filter(|_| told.authors.is_empty()) else {
            return;
        };
        let Some(line) = self.line(last) else {
            return;
        };
        let name = line.trim_start_matches(['—', '–', '-', ' ']);
        // Whom to write to is no author.
        let is_contact = self.line(last - 1).is_some_and(|line| line.ends_with(':'));
        if !is_contact && names::is_name(name) && self.is_person(last, name) {
            told.authors.push(on_one_line(name));
        }
    }
}

/// Whether `line` asks something, as the titles of articles do; what somebody asks stands between quotation marks.
fn is_question(line: &str) -> bool {
    line.ends_with('?') && !line.starts_with(['“', '"', '‘', '«', '„', '—'])
}

/// Whether `line` ends like a sentence, however short it is, and says more than a word.
fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»']);
    let is_quoted = end.len() < line.len();
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
        && (is_quoted || looks::words(line) >= 2 || !line.is_ascii())
}
