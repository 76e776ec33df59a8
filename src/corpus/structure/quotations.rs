//! Quotations that no indentation marks: announced by a colon, followed by who said it, or repeated from the text.
//!
//! Paragraphs of dialogue begin and end with quotation marks too, so marks alone make no quotation.

use super::blocks;
use crate::model::{Block, BlockKind, Structure};

/// The longest quotation whose marks nothing but its author's name under it stands for, in bytes.
const EPIGRAPH: usize = 500;
/// The longest line that says who is quoted, in bytes.
const NAME: usize = 140;
/// The shortest and the longest line that is looked for in the text around it, in bytes.
const PULLED: std::ops::RangeInclusive<usize> = 30..=320;
/// How many bytes before and after it a pulled line is looked for, and how many lines are looked for in all.
const AROUND: usize = 48 * 1024;
const LOOKED_FOR: usize = 400;
/// How many bytes of it are looked for before the rest is compared.
const OPENING: usize = 32;
/// How many paragraphs a quotation that is opened once may go on for.
const PARAGRAPHS: usize = 30;

/// Marks the quotations among the paragraphs.
pub(super) fn mark(text: &str, found: &mut Structure) {
    let mut page = Page {
        text,
        blocks: &mut found.blocks,
    };
    let mut at = 0;
    while at < page.blocks.len() {
        let taken = page.announced(at);
        at += taken.max(1);
    }
    page.mark_attributed();
    page.mark_pulled();
}

struct Page<'t, 'b> {
    text: &'t str,
    blocks: &'b mut Vec<Block>,
}

impl<'t> Page<'t, '_> {
    fn paragraph(&self, at: usize) -> Option<&'t str> {
        let block = self
            .blocks
            .get(at)
            .filter(|block| block.kind == BlockKind::Paragraph)?;
        Some(block.span.of(self.text))
    }

    fn set(&mut self, at: usize) {
        if let Some(block) = self.blocks.get_mut(at) {
            block.kind = BlockKind::Quotation;
        }
    }

    /// Marks what the paragraph at `at` announces with a colon; how many blocks that takes with it.
    fn announced(&mut self, at: usize) -> usize {
        let Some(lead) = self
            .paragraph(at)
            .filter(|lead| lead.ends_with(':') && lead.len() >= 12)
        else {
            return 0;
        };
        let mut count = 0;
        let opened = (at + 1..=at + PARAGRAPHS).map_while(|at| self.paragraph(at));
        for words in opened {
            if is_whole(words) {
                count += 1;
                break;
            }
            if !is_opened(words) {
                count = 0;
                break;
            }
            count += 1;
        }
        // A list of titles is in quotation marks too.
        let is_closed = self
            .paragraph(at + count)
            .is_some_and(|last| is_whole(last) && (ends_sentence(last) || speaks(lead)));
        let is_closed = is_closed && count > 0;
        if !is_closed {
            let next = self.paragraph(at + 1).filter(|next| {
                is_cut_out(next) || (speaks(lead) || is_cited(next)) && is_of_another(next)
            });
            count = usize::from(next.is_some());
        }
        for at in at + 1..=at + count {
            self.set(at);
        }
        count
    }

    /// Marks lines that say who is quoted, and what stands above them.
    fn mark_attributed(&mut self) {
        let body = self
            .blocks
            .iter()
            .position(|block| block.kind == BlockKind::Paragraph && block.span.len() >= 300);
        for at in 1..self.blocks.len() {
            let Some(block) = self.blocks.get(at).copied() else {
                continue;
            };
            let next = self.blocks.get(at + 1).map(|block| block.kind);
            let is_text = match block.kind {
                BlockKind::Paragraph => true,
                BlockKind::ListItem(_) => !matches!(next, Some(BlockKind::ListItem(_))),
                _ => false,
            };
            let line = blocks::line(self.text, block);
            let line = line.filter(|line| is_text && is_attribution(line));
            let Some(above) = self.blocks.get(at - 1).copied().filter(|_| line.is_some()) else {
                continue;
            };
            let said = above.span.of(self.text);
            let is_epigraph = body.is_some_and(|body| at <= body + 1)
                && said.len() <= EPIGRAPH
                && ends_sentence(said);
            let is_quoted = above.kind == BlockKind::Quotation
                || (above.kind == BlockKind::Paragraph && (is_whole(said) || is_epigraph))
                || (above.kind == BlockKind::Preformatted && said.len() <= EPIGRAPH * 2);
            if is_quoted {
                if above.kind == BlockKind::Paragraph {
                    self.set(at - 1);
                }
                self.set(at);
            }
        }
    }

    /// Marks lines that stand alone and are said again in a paragraph near by.
    fn mark_pulled(&mut self) {
        let mut looked_for = 0;
        let first = self
            .blocks
            .iter()
            .position(|block| block.kind == BlockKind::Paragraph && block.span.len() >= 170);
        for at in first.unwrap_or(self.blocks.len())..self.blocks.len() {
            let Some(block) = self.blocks.get(at).copied() else {
                continue;
            };
            let Some(line) = self
                .paragraph(at)
                .filter(|line| PULLED.contains(&line.len()))
            else {
                continue;
            };
            let is_marked = is_whole(line);
            if !is_marked && (line.split_whitespace().count() < 8 || !ends_sentence(line)) {
                continue;
            }
            looked_for += 1;
            if looked_for > LOOKED_FOR {
                return;
            }
            let marks = ['“', '”', '"', '‘', '’', '«', '»', '„', '…', '.', ',', ' '];
            let inner = line.trim_matches(marks);
            // It may have begun inside a sentence, with a small letter.
            let inner = inner
                .get(inner.chars().next().map_or(0, char::len_utf8)..)
                .unwrap_or_default();
            let from = self
                .text
                .floor_char_boundary(block.span.start.saturating_sub(AROUND));
            let to = self
                .text
                .floor_char_boundary(block.span.end.saturating_add(AROUND));
            let before = self.text.get(from..block.span.start).unwrap_or_default();
            let after = self.text.get(block.span.end..to).unwrap_or_default();
            // What is looked for takes the longer to prepare the longer it is, and few words tell it from all others.
            let opening = inner.get(..inner.floor_char_boundary(OPENING));
            let opening = memchr::memmem::Finder::new(opening.unwrap_or(inner));
            let is_in = |part: &str, from: usize| {
                let places = opening.find_iter(part.as_bytes());
                let whole =
                    |place: &usize| part.get(*place..).is_some_and(|at| at.starts_with(inner));
                let mut places = places.filter(whole).take(4).map(|place| from + place);
                places.any(|place| self.is_inside(place, inner.len()))
            };
            if !inner.is_empty() && (is_in(before, from) || is_in(after, block.span.end)) {
                self.set(at);
            }
        }
    }

    /// Whether the `length` bytes from `place` are a piece of a longer paragraph.
    fn is_inside(&self, place: usize, length: usize) -> bool {
        let index = self.blocks.partition_point(|block| block.span.end <= place);
        self.blocks.get(index).is_some_and(|block| {
            let is_text = matches!(
                block.kind,
                BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Quotation
            );
            is_text && block.span.contains(place) && block.span.len() * 10 >= (length + 20) * 13
        })
    }
}

/// Pairs of quotation marks that tell their ends apart.
const PAIRS: [(char, char); 7] = [
    ('»', '«'),
    ('“', '”'),
    ('«', '»'),
    ('„', '“'),
    ('‘', '’'),
    ('「', '」'),
    ('"', '"'),
];

/// Whether `words` begin with a quotation mark that is not closed again.
fn is_opened(words: &str) -> bool {
    let first = words.chars().next().unwrap_or(' ');
    let pair = PAIRS.iter().find(|(open, _)| *open == first);
    pair.is_some_and(|(_, close)| {
        !words
            .get(first.len_utf8()..)
            .unwrap_or_default()
            .contains(*close)
    })
}

/// Whether all of `words` stands inside one pair of quotation marks; the mark of a note or the page may stand after it.
fn is_whole(words: &str) -> bool {
    let first = words.chars().next().unwrap_or(' ');
    let Some((open, close)) = PAIRS.iter().find(|(open, _)| *open == first) else {
        return false;
    };
    let inner = words.get(first.len_utf8()..).unwrap_or_default();
    let Some(at) = inner.rfind(*close) else {
        return false;
    };
    let after = inner.get(at + close.len_utf8()..).unwrap_or_default();
    let is_source = after.trim_start().starts_with(['(', '['])
        && after.trim_end_matches('.').ends_with([')', ']']);
    let is_mark = after.chars().all(|c| !c.is_alphabetic()) && after.len() <= 8;
    let inside = inner.get(..at).unwrap_or_default();
    // An apostrophe looks like a closing mark, and a quotation inside may be marked like the one around it.
    let is_one = match *close {
        '’' => inside.matches("’ ").count() <= inside.matches(" ‘").count(),
        close if *open == close => !inside.contains(close),
        close => {
            let mut depth = 1_usize;
            let mut marks = inside.chars().filter(|c| *c == *open || *c == close);
            marks.all(|mark| {
                depth = if mark == close { depth - 1 } else { depth + 1 };
                depth > 0
            })
        }
    };
    is_one
        && (is_mark || (is_source && after.len() <= 60))
        && inside.split_whitespace().count() >= 3
}

/// Words that say that somebody is quoted, in lower case; what begins with one of them counts too.
const SPEAKING: [&str; 75] = [
    "say",
    "write",
    "argue",
    "explain",
    "conclude",
    "claim",
    "said",
    "says",
    "wrote",
    "writes",
    "argued",
    "argues",
    "stated",
    "states",
    "declared",
    "declares",
    "explained",
    "explains",
    "observed",
    "observes",
    "remarked",
    "remarks",
    "asked",
    "asks",
    "recalled",
    "recalls",
    "concluded",
    "concludes",
    "claimed",
    "claims",
    "warned",
    "warns",
    "insisted",
    "insists",
    "replied",
    "answered",
    "commented",
    "tweeted",
    "posted",
    "quoted",
    "quotes",
    "quote",
    "reads",
    "proclaimed",
    "proclaims",
    "announced",
    "told",
    "passage",
    "excerpt",
    "statement",
    "words",
    "confessed",
    "complained",
    "asserts",
    "asserted",
    "summarized",
    "continued",
    "continues",
    "added",
    "adds",
    "schreibt",
    "schrieb",
    "sagte",
    "erklärte",
    "écrit",
    "déclaré",
    "dijo",
    "escribió",
    "afirmó",
    "scrive",
    "сказал",
    "сказала",
    "пишет",
    "писал",
    "заявил",
];

/// Whether the sentence that ends `lead` says that somebody's words come next.
fn speaks(lead: &str) -> bool {
    let from = lead.len().saturating_sub(140);
    let end = lead.get(lead.ceil_char_boundary(from)..).unwrap_or(lead);
    let sentence = end.rsplit(". ").next().unwrap_or(end).to_lowercase();
    // What is no saying, though it looks like it.
    let sentence = sentence
        .replace("united states", "")
        .replace("member states", "");
    if sentence.contains("other words") || sentence.trim_start().starts_with("there ") {
        return false;
    }
    let mut words =
        sentence.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '’' && c != '\'');
    // What is counted after the colon are things, not words.
    let counts = [
        "things",
        "points",
        "reasons",
        "questions",
        "ways",
        "steps",
        "examples",
        "facts",
        "parts",
        "factors",
        "options",
        "measures",
        "groups",
    ];
    let counted = sentence
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| counts.contains(&word));
    !counted && (sentence.contains("put it") || words.any(|word| SPEAKING.contains(&word)))
}

/// Whether `words` begin where a sentence was cut.
fn is_cut_out(words: &str) -> bool {
    let begins = ["...", "…", "[…", "[...", ". . ."];
    begins.iter().any(|begin| words.starts_with(begin)) && words.split_whitespace().count() >= 8
}

/// Whether `words` end with the page they come from, as in `(p. 43)` or `(Poe 2006: 4)`.
fn is_cited(words: &str) -> bool {
    let end = words.trim_end_matches('.');
    let source = end
        .strip_suffix(')')
        .and_then(|end| end.rsplit_once('('))
        .map(|(_, source)| source);
    source.is_some_and(|source| {
        source.len() <= 80 && source.bytes().any(|b| b.is_ascii_digit()) && words.len() >= 80
    })
}

/// Whether `words` can be a quotation that carries no marks: a paragraph of its own that does not go on with counting.
fn is_of_another(words: &str) -> bool {
    let counting = ["First", "1", "One ", "(1", "a)", "To begin"];
    let begins = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    ends_sentence(words)
        && words.split_whitespace().count() >= 8
        && !words.ends_with(':')
        && !words.starts_with(['“', '"', '«', '‘', '„'])
        && !counting.iter().any(|count| begins.starts_with(count))
}

fn ends_sentence(words: &str) -> bool {
    let end = words.trim_end_matches(['”', '"', '’', ')', ']', '»', '“']);
    let end = end.trim_end_matches(|c: char| c.is_ascii_digit() || "[]^".contains(c));
    let end = end.trim_end_matches(['”', '"', '’', ')']);
    end.ends_with(['.', '!', '?', '…', '。'])
}

/// Whether `line` says who is quoted above it: `— Jane Doe, On Bread`.
fn is_attribution(line: &str) -> bool {
    let dashes = ["—", "–", "―", "--", "- ", "~"];
    let Some(name) = dashes.iter().find_map(|dash| line.strip_prefix(dash)) else {
        return false;
    };
    let name = name.trim();
    let lower = name.to_lowercase();
    let is_credit = [
        "reporting",
        "with ",
        "by ",
        "additional",
        "edited",
        "translated",
        "editor",
    ]
    .iter()
    .any(|known| lower.starts_with(known));
    let capital = name
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    let words = name.split_whitespace().count();
    let small_end = name.ends_with(['.', '!', '?', ':', ';']) && words > 8;
    let is_short = words <= 8 && !line.starts_with("- ");
    line.len() <= NAME
        && words <= 16
        && !is_credit
        && !small_end
        && name.starts_with(|c: char| c.is_uppercase() || "“\"«".contains(c))
        && (capital * 2 >= words || is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_all_of_it_are_told_from_marks_inside() {
        for words in [
            "“We were not asked about it.”",
            "“We said ‘no’ to it.”12",
            "\"We were not asked.\" (p. 43)",
            "«Нас никто не спросил.»",
            "„Niemand hat uns gefragt.“",
            "“He told me, “Go away,” and I went.”",
        ] {
            assert!(is_whole(words), "{words}");
        }
        for words in [
            "“We were not asked,” she said, “and never will be.”",
            "“No.”",
            "“We were not asked",
            "We were not asked.",
            "\"We were not asked,\" she said. \"Never.\"",
            "“We were not asked,” said Ann Poe.",
        ] {
            assert!(!is_whole(words), "{words}");
        }
        assert!(is_opened("“We were not asked."));
        assert!(!is_opened("“We” were not asked."));
    }

    #[test]
    fn a_name_under_a_quotation_is_told_from_other_dashes() {
        for line in [
            "— Jane Doe",
            "– Jane Doe, On Bread (1911)",
            "-- Old Miller’s Saying",
            "- Ann Poe, baker",
            "—Seneca",
        ] {
            assert!(is_attribution(line), "{line}");
        }
        for line in [
            "— Reporting by Jane Doe",
            "– yes, he said.",
            "Jane Doe",
            "— It was raining, and nobody came to the mill.",
            "- one thing",
        ] {
            assert!(!is_attribution(line), "{line}");
        }
    }

    #[test]
    fn a_lead_says_whose_words_come_next() {
        assert!(speaks("In her report of 1911 she put it like this:"));
        assert!(speaks("As the minister wrote:"));
        assert!(!speaks("He said three things:"));
        assert!(!speaks("He said so. There are many kinds of bread:"));
    }
}
