//! The outline: the parts and headings of the open document as a tree.

use super::App;
use super::overlay::{Choice, Item, Overlay, Picker, PickerKind};
use crate::model::{BlockKind, Document, Part, on_one_line};

/// A part or heading.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    /// The byte it leads to.
    at: usize,
    /// How many entries it lies inside.
    depth: usize,
    text: String,
    /// Whether it is the title of all there is, by which the document itself is called.
    is_title: bool,
}

impl App {
    /// Shows the parts and headings of the document; the one that is read is marked and chosen.
    pub(super) fn show_outline(&mut self) {
        if self.reader.document().is_none() {
            return;
        }
        let entries = self.entries();
        if entries.is_empty() {
            self.status.notice("no headings in this document");
            return;
        }
        let cursor = self.reader.cursor();
        let passed = entries.iter().rposition(|entry| entry.at <= cursor);
        let item = |(index, entry): (usize, Entry)| {
            let is_here = passed == Some(index);
            Item {
                text: format!("{}{}", "  ".repeat(entry.depth.min(8)), entry.text),
                detail: if is_here { "you are here" } else { "" }.to_owned(),
                choice: Choice::Position(entry.at),
            }
        };
        let items = entries.into_iter().enumerate().map(item).collect();
        let mut picker = Picker::new(PickerKind::Outline, "Outline", items);
        if let Some(passed) = passed {
            picker.select(passed);
        }
        self.overlays.push(Overlay::Picker(Box::new(picker)));
    }

    /// The parts and headings of the open document, each with its first byte: all but what the document is listed by itself.
    pub(super) fn headings(&self) -> impl Iterator<Item = (usize, String)> {
        let entries = self.entries().into_iter().filter(|entry| !entry.is_title);
        entries.map(|entry| (entry.at, entry.text))
    }

    fn entries(&self) -> Vec<Entry> {
        let document = self.reader.document();
        document.map_or_else(Vec::new, |document| {
            let title_of = |part: &Part| self.metadata_at(document, part.span.start).title;
            entries(document, title_of)
        })
    }
}

/// The parts, where there are several, and in each the headings: indented by how many of those above they belong to,
/// whatever levels were left out between them.
fn entries(document: &Document, title_of: impl Fn(&Part) -> Option<String>) -> Vec<Entry> {
    let several = document.parts.len() > 1;
    let mut found = Vec::new();
    for (number, part) in document.parts.iter().enumerate() {
        let blocks = document.blocks_in(part.span);
        let mut above: Vec<u8> = Vec::new();
        let title = blocks
            .iter()
            .find(|block| block.kind == BlockKind::Title)
            .filter(|_| several);
        if several && let Some(first) = title.or(blocks.first()) {
            let text = title_of(part)
                .or_else(|| title.map(|title| on_one_line(title.span.of(&document.text))));
            found.push(Entry {
                at: first.span.start,
                depth: 0,
                text: text.unwrap_or_else(|| format!("Part {}", number + 1)),
                is_title: false,
            });
            above.push(0);
        }
        let headings = blocks
            .iter()
            .filter_map(|block| Some((block, block.kind.heading_level()?)))
            .filter(|(block, _)| title != Some(*block));
        for (place, (block, level)) in headings.enumerate() {
            // A part often says its title once more, as its first heading.
            let is_said = |part: &Entry| {
                let said = on_one_line(block.span.of(&document.text));
                part.text.to_lowercase() == said.to_lowercase()
            };
            if several && place == 0 && found.last().is_some_and(is_said) {
                continue;
            }
            let kept = usize::from(several);
            while above.len() > kept && above.last().is_some_and(|last| *last >= level) {
                above.pop();
            }
            found.push(Entry {
                at: block.span.start,
                depth: above.len(),
                text: on_one_line(block.span.of(&document.text)),
                is_title: level == 0 && !several,
            });
            above.push(level);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, DocPath, Metadata, Span, Structure};

    fn outline(text: &str, borders: &[usize]) -> Vec<String> {
        outline_titled(text, borders, "")
    }

    fn outline_titled(text: &str, borders: &[usize], title: &str) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for paragraph in text.split("\n\n") {
            let kind = match paragraph.split(' ').next() {
                Some("T") => BlockKind::Title,
                Some("1") => BlockKind::Heading(1),
                Some("2") => BlockKind::Heading(2),
                Some("4") => BlockKind::Heading(4),
                _ => BlockKind::Paragraph,
            };
            let span = Span::new(start, start + paragraph.len());
            blocks.push(Block { kind, span });
            start += paragraph.len() + 2;
        }
        let ends = borders.iter().skip(1).copied().chain([text.len()]);
        let parts = borders.iter().zip(ends).map(|(start, end)| Part {
            span: Span::new(*start, end),
            metadata: Metadata {
                title: Some(title.to_owned()).filter(|title| !title.is_empty()),
                ..Metadata::default()
            },
        });
        let structure = Structure {
            blocks,
            parts: parts.collect(),
            ..Structure::default()
        };
        let document = Document::new(DocPath::new("a"), text.into(), structure);
        let found = entries(&document, |part| part.metadata.title.clone());
        let line = |entry: Entry| format!("{}{}@{}", "-".repeat(entry.depth), entry.text, entry.at);
        found.into_iter().map(line).collect()
    }

    #[test]
    fn headings_are_indented_by_those_they_belong_to() {
        assert_eq!(
            outline("T a\n\nwords\n\n2 b\n\n4 c\n\n2 d\n\n1 e", &[]),
            ["T a@0", "-2 b@12", "--4 c@17", "-2 d@22", "-1 e@27"]
        );
        assert_eq!(
            outline("2 a\n\n1 b\n\n2 c", &[]),
            ["2 a@0", "1 b@5", "-2 c@10"]
        );
        assert_eq!(outline("words", &[]), [""; 0]);
    }

    #[test]
    fn parts_stand_over_their_headings() {
        assert_eq!(
            outline("T a\n\n1 b\n\nwords\n\n1 c", &[0, 10]),
            ["T a@0", "-1 b@5", "Part 2@10", "-1 c@17"]
        );
        let text = "x\n\n1 b\n\n1 c\n\nx\n\n1 c\n\n1 C";
        let document_of = |title: &str| outline_titled(text, &[0, 13], title);
        assert_eq!(
            document_of("1 B"),
            ["1 B@0", "-1 c@8", "1 B@13", "-1 c@16", "-1 C@21"]
        );
        assert_eq!(
            document_of("1 c"),
            ["1 c@0", "-1 b@3", "-1 c@8", "1 c@13", "-1 C@21"]
        );
    }
}
