//! Paragraphs about those who wrote an article, below it: which they are, and whom they name.
//!
//! Somebody whom the article speaks of is introduced in much the same words, so that a paragraph counts only where it is about
//! the author, or where nobody is known to be one and the article has not spoken of the person before.

use super::HEAD;
use super::names;
use super::page::Page;
use crate::model::{BlockKind, Metadata};

/// How many paragraphs from the end may be about authors.
const BIOS: usize = 6;
/// The longest paragraph about an author, in bytes.
const LONGEST_BIO: usize = 1400;

impl Page<'_> {
    /// Takes over the names of authors that paragraphs about them begin with.
    pub(super) fn read_about(&self, first: usize, end: usize, told: &mut Metadata) {
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

    /// Sets the paragraphs about authors at the very end aside; returns what they are.
    pub(super) fn mark_bios(
        &mut self,
        first: usize,
        end: usize,
        told: &mut Metadata,
    ) -> Vec<(usize, BlockKind)> {
        let (mut found, mut back) = (Vec::new(), Vec::new());
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
                back.extend(self.kind(at).map(|kind| (at, kind)));
                self.set_aside(at);
                continue;
            }
            seen += 1;
            let Some(name) = self.bio(at, told).filter(|_| seen <= BIOS) else {
                break;
            };
            back.push((at, BlockKind::Paragraph));
            self.set_aside(at);
            found.extend(name);
        }
        if told.authors.is_empty() {
            told.authors.extend(found.into_iter().rev());
        }
        back
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
            .filter_map(|author| author.split_whitespace().next_back())
            .any(|author| author == surname || author.to_uppercase() == surname);
        let head = text.get(..text.floor_char_boundary(260)).unwrap_or(text);
        if !names::is_position(head.get(..head.floor_char_boundary(200)).unwrap_or(head))
            && !is_author
        {
            return None;
        }
        // Somebody whom the article speaks of before is not introduced at its end.
        let before = self.text.get(..block.span.start).unwrap_or_default();
        let start = before.floor_char_boundary(before.len().saturating_sub(HEAD));
        let mentions = memchr::memmem::find_iter(
            before.get(start..).unwrap_or_default().as_bytes(),
            surname.as_bytes(),
        )
        .take(3)
        .count();
        let is_introduced = if told.authors.is_empty() {
            mentions == 0
        } else {
            is_author && mentions <= 3 || mentions == 0 && self.is_beside_furniture(at)
        };
        is_introduced.then(|| Some(name.to_owned()))
    }

    /// Whether the block above the one at `at` or below it is no part of the article.
    fn is_beside_furniture(&self, at: usize) -> bool {
        let is_one = |at: usize| self.kind(at) == Some(BlockKind::Boilerplate);
        is_one(at + 1) || at.checked_sub(1).is_some_and(is_one)
    }

    /// Whether the block at `at`, which stands under a heading such as `About the Author`, is about a person, or goes on
    /// with one.
    pub(super) fn is_about_person(&self, at: usize) -> bool {
        let text = self
            .blocks
            .get(at)
            .map(|block| block.span.of(self.text))
            .unwrap_or_default();
        let goes_on = [
            "He ",
            "She ",
            "They ",
            "His ",
            "Her ",
            "Their ",
            "The author",
        ];
        subject(text).is_some() || goes_on.iter().any(|begin| text.starts_with(begin))
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
