//! brat: texts (`.txt`) and what stands off from them (`.ann`), a line for each thing, parted by tabs.

use std::collections::{BTreeMap, HashMap};

use super::fields::text_of;
use super::incoming::{Article, Given, Incoming, Mark};
use crate::model::Relation;

/// Reads the texts in `files`, each with the file beside it.
pub fn read(files: &[Given], incoming: &mut Incoming) -> Result<(), String> {
    let mut texts: BTreeMap<&str, &Given> = BTreeMap::new();
    let mut lines: BTreeMap<&str, &Given> = BTreeMap::new();
    for file in files {
        match file.name.rsplit_once('.') {
            Some((stem, "txt")) => drop(texts.insert(stem, file)),
            Some((stem, "ann")) => drop(lines.insert(stem, file)),
            Some((_, "conf")) => {}
            _ => incoming.drop("file", "that is no part of it left out", &file.name),
        }
    }
    if lines.is_empty() {
        return Err("there is no .ann file in it".to_owned());
    }
    for (stem, file) in lines {
        let name = format!("{stem}.txt");
        let mut article = Article::new(&name);
        match texts.get(stem).map(|text| text_of(&text.bytes)) {
            Some(Ok(text)) => article.text = Some(text.into_owned()),
            Some(Err(_)) => incoming.drop("text", "that is not in UTF-8 left out", &name),
            None => incoming.drop("text", "that is not beside its annotations left out", &name),
        }
        let Ok(written) = text_of(&file.bytes) else {
            incoming.drop("file", "that is not in UTF-8 left out", &file.name);
            continue;
        };
        let number = incoming.add_article(article);
        let mut standoff = Standoff::default();
        for line in written.lines().filter(|line| !line.trim().is_empty()) {
            if standoff.take(line, number, incoming).is_none() {
                incoming.drop("line", "that is no annotation left out", line);
            }
        }
        standoff.put(incoming);
    }
    Ok(())
}

/// The annotations of one text.
#[derive(Default)]
struct Standoff {
    marks: Vec<Mark>,
    by_id: HashMap<String, usize>,
    /// What is said of things that may come later in the file.
    said: Vec<(String, Said)>,
}

enum Said {
    Note(String),
    Tag(String),
    Link(String, String),
}

impl Standoff {
    /// Takes in one line; nothing where it is broken.
    fn take(&mut self, line: &str, article: usize, incoming: &mut Incoming) -> Option<()> {
        let mut parts = line.splitn(3, '\t');
        let id = parts.next()?.trim();
        let about = parts.next()?;
        let rest = parts.next().unwrap_or_default();
        match id.chars().next()? {
            'T' => {
                let mut mark = bound(about, rest, incoming)?;
                id.clone_into(&mut mark.id);
                mark.article = article;
                self.by_id.insert(id.to_owned(), self.marks.len());
                self.marks.push(mark);
            }
            '#' => {
                let (_, to) = about.split_once(' ')?;
                self.said.push((to.to_owned(), Said::Note(rest.to_owned())));
            }
            'A' | 'M' => {
                let mut words = about.split(' ');
                let (name, to) = (words.next()?, words.next()?);
                let value = words
                    .next()
                    .map(|value| format!("/{value}"))
                    .unwrap_or_default();
                let tag = format!("{name}{value}");
                self.said.push((to.to_owned(), Said::Tag(tag)));
            }
            'R' => {
                let (kind, arguments) = about.split_once(' ')?;
                let mut ends = arguments.split(' ').filter_map(|end| end.split_once(':'));
                let (from, to) = (ends.next()?.1, ends.next()?.1);
                let link = Said::Link(kind.to_owned(), to.to_owned());
                self.said.push((from.to_owned(), link));
            }
            'E' => {
                let (_, trigger) = about.split(' ').next()?.split_once(':')?;
                if let Some(number) = self.by_id.get(trigger).copied() {
                    self.by_id.insert(id.to_owned(), number);
                }
                if about.trim().contains(' ') {
                    incoming.drop(
                        "event",
                        "kept as what triggers it, its arguments left out",
                        "",
                    );
                }
            }
            'N' => incoming.drop("reference to a knowledge base", "left out", about),
            '*' => incoming.drop("statement that things are the same", "left out", about),
            _ => return None,
        }
        Some(())
    }

    fn put(mut self, incoming: &mut Incoming) {
        for (to, said) in std::mem::take(&mut self.said) {
            let number = self.by_id.get(&to).copied();
            let Some(mark) = number.and_then(|number| self.marks.get_mut(number)) else {
                incoming.drop(
                    "note, attribute or link",
                    "on what is missing left out",
                    &to,
                );
                continue;
            };
            match said {
                Said::Note(note) => mark.say(&note),
                Said::Tag(tag) => mark.tag(&tag),
                Said::Link(kind, to) => {
                    let relation = Relation::parse(&kind.to_lowercase());
                    if relation.is_none() {
                        incoming.drop("link", "of another kind taken for `cites`", &kind);
                    }
                    mark.links.push((to, relation.unwrap_or(Relation::Cites)));
                }
            }
        }
        for mark in self.marks {
            incoming.push(mark);
        }
    }
}

/// What a line such as `Claim 0 5;16 23` and the text after it bind: from the first to the last of several pieces.
fn bound(about: &str, text: &str, incoming: &mut Incoming) -> Option<Mark> {
    let (kind, pieces) = about.split_once(' ')?;
    let mut ranges = Vec::new();
    for piece in pieces.split(';') {
        let (start, end) = piece.trim().split_once(' ')?;
        ranges.push((
            start.parse::<usize>().ok()?,
            end.trim().parse::<usize>().ok()?,
        ));
    }
    let (first, last) = (ranges.first()?, ranges.last()?);
    let is_parted = ranges
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if next.0 > one.1.saturating_add(2)));
    let mut mark = Mark {
        quote: text.to_owned(),
        position: Some((first.0, last.1)),
        ..Mark::default()
    };
    if is_parted {
        let length = first.1.saturating_sub(first.0);
        mark.quote = text.chars().take(length).collect();
        mark.is_cut = true;
        incoming.drop(
            "annotation",
            "of several pieces made one from the first to the last",
            "",
        );
    }
    mark.tag(kind);
    Some(mark)
}
