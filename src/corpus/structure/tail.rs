//! The end of an article: what pages put below it, and what is told there about it.
//!
//! Notes about the author, how to cite, where it appeared first, lists of other articles, what readers say. The last
//! sentence of an article stands among them, so that what is not known for one of these is left alone.

use super::furniture::Line;
use super::page::{self, Page};
use super::title::Head;
use super::{date, looks, names, sources};
use crate::model::{BlockKind, Metadata};

/// How many blocks from the end are looked at for what belongs to no article.
const TAIL_BLOCKS: usize = 400;
/// How many paragraphs from the end may be about authors.
const BIOS: usize = 6;
/// The longest paragraph about an author, in bytes.
const LONGEST_BIO: usize = 1400;
/// The most text that what follows the article under headings of its own may have, in bytes.
const CLOSING: usize = 8000;

/// A sentence of this many bytes may be the last paragraph of an article.
const SENTENCE: usize = 80;

/// What stands below an article under a heading of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// About those who wrote or published it, to the end.
    About,
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
        self.mark_comments(first, end);
        self.mark_closings(first, end, &mut told);
        self.mark_provenance(first, end, &mut told);
        self.mark_lists(first, end);
        self.mark_bios(first, end, &mut told);
        self.read_signature(first, end, &mut told);
        if may_tell {
            *metadata = told;
            let url = metadata.url.as_deref().and_then(date::of_url);
            metadata.date = metadata.date.take().or(url);
        }
    }

    /// Marks what readers said.
    fn mark_comments(&mut self, first: usize, end: usize) {
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
        let Some(start) = start else { return };
        let readers = (start + 1..end)
            .filter(|at| self.line(*at).is_some_and(|line| is_reader(&line)))
            .count();
        if readers >= 2 {
            (start..end).for_each(|at| self.set_aside(at));
        }
    }

    /// Marks what stands under headings such as `About the Author`.
    fn mark_closings(&mut self, first: usize, end: usize, told: &mut Metadata) {
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
            let after = (at + 1..end).find(|next| match closing {
                Closing::About => is_notes(*next),
                Closing::Citation => is_heading(*next) || self.closing(*next, end).is_some(),
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
            match closing {
                Closing::About => self.read_about(at, after, told),
                Closing::Citation => self.read_citation(at, after, told),
            }
            (at..after).for_each(|at| self.set_aside(at));
            at = after;
        }
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
            "disclaimer",
            "disclosure",
            "disclosure statement",
            "media contact",
            "media contacts",
            "note on contributor",
            "notes on contributor",
            "notes on contributors",
            "notes on the contributors",
            "press contact",
            "press contacts",
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
            return Some(Closing::About);
        }
        if citation.contains(&bare) {
            return Some(Closing::Citation);
        }
        // A press release ends with `About` and the company.
        let is_about =
            line.starts_with("About ") && looks::words(&line) <= 8 && !line.ends_with(['?', '.']);
        let is_late = (at + 1..end).filter(|at| self.is_body(*at)).take(4).count() <= 2;
        let is_heading = matches!(self.kind(at), Some(BlockKind::Heading(_)));
        (is_about && is_late && is_heading).then_some(Closing::About)
    }

    /// Takes over the names of authors that paragraphs about them begin with.
    fn read_about(&self, first: usize, end: usize, told: &mut Metadata) {
        if !told.authors.is_empty() {
            return;
        }
        let heading = self.line(first).unwrap_or_default().to_lowercase();
        let is_about = ["author", "writer", "contributor", "autor", "автор"]
            .iter()
            .any(|word| heading.contains(word));
        for at in (first + 1..end).filter(|_| is_about) {
            let text = self
                .blocks
                .get(at)
                .map(|block| block.span.of(self.text))
                .unwrap_or_default();
            let name = subject(text).map(str::to_owned).or_else(|| {
                let line = self.line(at)?;
                (at == first + 1 && names::is_name(&line)).then(|| line.into_owned())
            });
            let Some(name) = name else { break };
            told.authors.push(name);
        }
    }

    /// Takes over what a citation of the article tells.
    fn read_citation(&self, first: usize, end: usize, told: &mut Metadata) {
        let mut text = String::new();
        for at in first + 1..end {
            let line = self
                .blocks
                .get(at)
                .map(|block| block.span.of(self.text))
                .unwrap_or_default();
            for piece in line.lines() {
                // An address that was wrapped ends at a slash.
                if !text.is_empty() && !text.ends_with('/') {
                    text.push(' ');
                }
                text.push_str(piece.trim());
            }
        }
        let authors = text.split(['“', '"', '(']).next().unwrap_or_default();
        if told.authors.is_empty() {
            told.authors = names::list(authors.trim_end_matches([',', ' ', '.']));
        }
        told.date = told.date.take().or_else(|| date::find(&text));
        let address = text
            .split_whitespace()
            .find(|word| word.starts_with("https://") || word.starts_with("http://"));
        let address =
            address.map(|address| address.trim_end_matches(['.', ',', ')', ';']).to_owned());
        told.url = told.url.take().or(address);
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
        let is_copyright =
            line.starts_with('©') || lower.starts_with("copyright") || lower.starts_with("(c)");
        if is_copyright && told.source.is_none() {
            let holder = line.split(['.', '|', ',']).find_map(|piece| {
                let is_other = |c: char| !c.is_alphabetic();
                let piece = piece
                    .trim()
                    .trim_start_matches("Copyright")
                    .trim_start_matches(is_other);
                let piece = piece
                    .trim_start_matches("by ")
                    .trim_end_matches(|c: char| !c.is_alphanumeric());
                let is_name = sources::is_source(piece)
                    && looks::words(piece) <= 6
                    && !piece.to_lowercase().contains("rights");
                is_name.then(|| piece.to_owned())
            });
            told.source = holder;
        }
    }

    /// Marks the paragraphs about authors at the very end.
    fn mark_bios(&mut self, first: usize, end: usize, told: &mut Metadata) {
        let mut found = Vec::new();
        let mut seen = 0;
        for at in (first + 1..end).rev() {
            if self.kind(at) == Some(BlockKind::Boilerplate) || self.furniture(at).is_some() {
                continue;
            }
            let is_name = self.line(at).is_some_and(|line| {
                told.authors
                    .iter()
                    .chain(found.iter())
                    .any(|name| *name == *line)
            });
            if is_name && !found.is_empty() {
                self.set_aside(at);
                continue;
            }
            seen += 1;
            let Some(name) = self.bio(at, told).filter(|_| seen <= BIOS) else {
                break;
            };
            self.set_aside(at);
            found.extend(name);
        }
        if told.authors.is_empty() {
            told.authors.extend(found.into_iter().rev());
        }
    }

    /// Whether the block at `at` is about an author, and whom it names.
    #[expect(
        clippy::option_option,
        reason = "a note about an author need not name him"
    )]
    fn bio(&self, at: usize, told: &Metadata) -> Option<Option<String>> {
        let block = self.blocks.get(at).filter(|block| {
            block.kind == BlockKind::Paragraph && block.span.len() <= LONGEST_BIO
        })?;
        let text = block.span.of(self.text);
        let lower = text.get(..text.floor_char_boundary(80))?.to_lowercase();
        let unnamed = [
            "the author is ",
            "the authors are ",
            "the writer is ",
            "about the author:",
            "the author, ",
            "*the author",
            "the author works",
            "the writer works",
            "the author would like to thank",
            "follow him on ",
            "follow her on ",
            "follow them on ",
        ];
        if unnamed.iter().any(|begin| lower.starts_with(begin)) {
            return Some(None);
        }
        let name = subject(text)?;
        let surname = name.split_whitespace().next_back()?;
        let is_author = told
            .authors
            .iter()
            .any(|author| author.split_whitespace().next_back() == Some(surname));
        let head = text.get(..text.floor_char_boundary(260)).unwrap_or(text);
        if !names::is_position(head.get(..head.floor_char_boundary(200)).unwrap_or(head))
            && !is_author
        {
            return None;
        }
        // Somebody whom the article speaks of before is not introduced at its end.
        let before = self.text.get(..block.span.start).unwrap_or_default();
        let start = before.floor_char_boundary(before.len().saturating_sub(super::HEAD));
        let mentions = memchr::memmem::find_iter(
            before.get(start..).unwrap_or_default().as_bytes(),
            surname.as_bytes(),
        )
        .take(3)
        .count();
        (is_author && mentions <= 3 || mentions == 0).then(|| Some(name.to_owned()))
    }

    /// Marks lists of other articles and menus at the end.
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
        let (mut is_below, mut is_list) = (false, false);
        for at in last + 1..end {
            let said = self.said(at);
            is_list |= said == Some(&Line::Elsewhere);
            let is_menu = said.is_some()
                && !matches!(
                    said,
                    Some(Line::Authors(_) | Line::Title(_) | Line::Subtitle(_))
                );
            is_below |= is_menu;
            let Some(line) = self.line(at) else { continue };
            let is_line = matches!(
                self.kind(at),
                Some(BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Heading(_))
            );
            if !is_line || looks::is_notes_name(&line) {
                continue;
            }
            let is_teaser = is_list
                && at > last + 1
                && self.kind(at - 1) == Some(BlockKind::Boilerplate)
                && at + 1 < end;
            let is_sentence = looks::is_sentence(&line);
            if is_menu
                || (is_below && !is_sentence && self.may_be_menu(at, end, is_list))
                || (is_sentence && is_teaser && is_list)
            {
                self.set_aside(at);
            }
        }
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
        if names::is_name(name) && self.is_person(last, name) {
            told.authors.push(page::folded(name));
        }
    }

    /// Whether the short line at `at`, which stands below furniture, belongs to it.
    fn may_be_menu(&self, at: usize, end: usize, is_list: bool) -> bool {
        // What stands above a paragraph that is nobody's furniture heads it.
        let leads = self.is_body(at + 1)
            && at + 1 < end
            && !is_list
            && self.kind(at + 1) != Some(BlockKind::Boilerplate);
        !leads
    }
}

/// The name that a paragraph about somebody begins with.
fn subject(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let head = text.get(..text.floor_char_boundary(120))?;
    let verbs = [
        " is ",
        " was ",
        " has ",
        " works ",
        " teaches ",
        " writes ",
        " serves ",
        " covers ",
        " reports ",
        " holds ",
        " currently ",
        " joined ",
        " are ",
        " lives ",
        ", ",
        " (",
        " leads ",
        " heads ",
        " studies ",
        " received ",
    ];
    let end = verbs.iter().filter_map(|verb| head.find(verb)).min()?;
    let name = head.get(..end)?;
    let honoured = [
        "Dr. ",
        "Dr ",
        "Professor ",
        "Prof. ",
        "Mr. ",
        "Ms. ",
        "Mrs. ",
        "Ambassador ",
        "General ",
        "Sir ",
    ];
    let name = honoured
        .iter()
        .find_map(|title| name.strip_prefix(title))
        .unwrap_or(name);
    // `Jane Doe, a baker, said` tells of somebody; `Jane Doe is a baker` presents her.
    let rest = head.get(end..)?;
    let is_presented = !rest.starts_with(", ") && !rest.starts_with(" (")
        || [" is ", " was ", " teaches ", " works "]
            .iter()
            .any(|verb| rest.contains(verb))
            && !rest.contains(" said");
    (names::is_name(name) && is_presented).then_some(name)
}
