//! Page furniture by recurrence: a short line that stands in many documents of a corpus belongs to none of them.
//!
//! Pure: it is told how documents begin and end, counts their short lines, and says which recur. A line counts once a
//! document. Names of sections recur too, and so do headings of a series: a line that mostly stands above running text has to
//! recur more often, and a sentence has to stand in most documents.

use std::collections::{HashMap, HashSet};

use super::{furniture, looks};
use crate::model::on_one_line;

/// How many bytes of each end of a document are looked at.
pub const EDGE: usize = 16 * 1024;
/// How many documents are looked at.
pub const SAMPLE: usize = 200;
/// The longest line that is counted, in bytes.
const LONGEST: usize = 160;
/// How many lines of one document are counted.
const LINES: usize = 400;
/// In how many documents a line stands at least.
const LEAST: usize = 3;

/// The lines that recur in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recurring {
    lines: HashSet<String>,
}

/// How often a line was met.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    /// In how many documents.
    documents: usize,
    /// In how many of them above running text.
    above: usize,
}

impl Recurring {
    /// Learns from the beginnings and ends of documents; where a document is short, its end is empty.
    #[must_use]
    pub fn learn<'t>(edges: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut met: HashMap<&str, Met> = HashMap::new();
        let mut sampled: usize = 0;
        for (head, tail) in edges.into_iter().take(SAMPLE) {
            sampled += 1;
            let mut own: HashMap<&str, bool> = HashMap::new();
            for edge in [head, tail] {
                let mut before = None;
                for line in edge.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    if let Some(short) = before {
                        let is_above = line.len() >= super::page::LONG;
                        own.entry(short)
                            .and_modify(|above| *above |= is_above)
                            .or_insert(is_above);
                    }
                    before = (line.len() <= LONGEST && own.len() < LINES).then_some(line);
                }
                if let Some(short) = before {
                    own.entry(short).or_insert(false);
                }
            }
            for (line, is_above) in own {
                let met = met.entry(line).or_default();
                met.documents += 1;
                met.above += usize::from(is_above);
            }
        }
        let recurs = |line: &str, met: Met| {
            let share = |part: usize| met.documents >= LEAST.max(sampled.div_ceil(part));
            let needs = if looks::is_sentence(line) {
                // More than half.
                met.documents * 2 > sampled
            } else if met.above * 2 > met.documents {
                share(4) && met.documents > LEAST
            } else {
                share(20)
            };
            share(20) && needs && !is_part_of_articles(line)
        };
        let lines = met
            .into_iter()
            .filter(|(line, met)| recurs(line, *met))
            .map(|(line, _)| on_one_line(line));
        Self {
            lines: lines.collect(),
        }
    }

    /// Whether `line`, on which white space is folded, recurs.
    #[must_use]
    pub fn holds(&self, line: &str) -> bool {
        self.lines.contains(line)
    }

    /// What tells these lines from others.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 16] {
        let mut lines: Vec<&String> = self.lines.iter().collect();
        lines.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for line in lines {
            hasher.update(line.as_bytes());
            hasher.update(b"\n");
        }
        let mut fingerprint = [0; 16];
        hasher.finalize_xof().fill(&mut fingerprint);
        fingerprint
    }

    /// Whether nothing recurs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether a short line of `text` recurs.
    #[must_use]
    pub fn touches(&self, text: &str) -> bool {
        !self.is_empty()
            && text
                .lines()
                .any(|line| line.len() <= 2 * LONGEST && self.holds(&on_one_line(line)))
    }
}

/// Whether many articles have the line `line` of their own: names of sections, what tells who wrote them, and when.
fn is_part_of_articles(line: &str) -> bool {
    let is_told = furniture::of(line).is_some_and(|said| said.is_publication());
    looks::is_section_name(line)
        || looks::is_notes_name(line)
        || looks::division(line).is_some()
        || is_told
        || !line.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::structure::{among, structure};
    use crate::model::BlockKind;

    const BODY: &str = "The committee met on Tuesday, and nobody who attended it would say afterwards what had been decided, \
                        or whether anything had been, since the minutes were never written down by anyone at all.";

    fn page(title: &str) -> String {
        format!(
            "Harbour Notes Weekly Review\n\n{title}\n\n{BODY}\n\nConclusion\n\n{BODY}\n\nThe tide waits for us all here.\n\nMore harbours"
        )
    }

    #[test]
    fn what_many_documents_say_is_furniture_and_what_few_say_is_not() {
        let pages: Vec<String> = [
            "Why bread costs more",
            "The price of salt",
            "A dry winter",
            "Rain at last",
        ]
        .map(page)
        .into();
        let known = Recurring::learn(pages.iter().map(|page| (page.as_str(), "")));
        assert!(known.holds("Harbour Notes Weekly Review") && known.holds("More harbours"));
        assert!(known.holds("The tide waits for us all here."));
        assert!(!known.holds("Conclusion") && !known.holds("A dry winter"));
        let few = Recurring::learn(pages.iter().take(2).map(|page| (page.as_str(), "")));
        assert!(few.is_empty());
    }

    #[test]
    fn a_title_is_found_below_the_name_of_the_site() {
        let pages: Vec<String> = ["Why salt is dear", "A dry winter", "Rain at last"]
            .map(page)
            .into();
        let known = Recurring::learn(pages.iter().map(|page| (page.as_str(), "")));
        let text = page("Rain at last");
        assert_eq!(
            structure(&text).metadata.title.as_deref(),
            Some("Harbour Notes Weekly Review")
        );
        let found = among(&text, &known);
        assert_eq!(found.metadata.title.as_deref(), Some("Rain at last"));
        assert_eq!(
            found.blocks.first().map(|block| block.kind),
            Some(BlockKind::Boilerplate)
        );
        assert!(known.touches(&text) && !known.touches(BODY));
    }

    #[test]
    fn a_series_keeps_its_headings() {
        let page =
            |n: usize| format!("Title number {n}\n\n{BODY}\n\nWhat it means for bakers\n\n{BODY}");
        let pages: Vec<String> = (0..30)
            .map(|n| {
                if n < 5 {
                    page(n)
                } else {
                    format!("Title {n}\n\n{BODY}")
                }
            })
            .collect();
        let known = Recurring::learn(pages.iter().map(|page| (page.as_str(), "")));
        assert!(known.is_empty(), "{known:?}");
    }
}
