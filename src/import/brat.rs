//! brat: texts (`.txt`) and what stands off from them (`.ann`), a line for each thing, parted by tabs.

use std::collections::{BTreeMap, HashMap};

use super::fields::text_of;
use super::incoming::{Article, Given, Incoming, Mark};
use crate::model::{Attribution, CheckWorthy, ClaimKind, ClaimStatus, Relation};

/// Reads the texts in `files`, each with the file beside it.
pub fn read(files: &[Given], incoming: &mut Incoming) -> Result<(), String> {
    let mut names = Names::default();
    let mut texts: BTreeMap<&str, &Given> = BTreeMap::new();
    let mut lines: BTreeMap<&str, &Given> = BTreeMap::new();
    for file in files {
        match file.name.rsplit_once('.') {
            Some((stem, "txt")) => drop(texts.insert(stem, file)),
            Some((stem, "ann")) => drop(lines.insert(stem, file)),
            Some((_, "conf")) => names.read(file),
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
            if standoff.take(line, number, &names, incoming).is_none() {
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
    places: HashMap<(usize, usize), usize>,
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
    fn take(
        &mut self,
        line: &str,
        article: usize,
        names: &Names,
        incoming: &mut Incoming,
    ) -> Option<()> {
        let mut parts = line.splitn(3, '\t');
        let id = parts.next()?.trim();
        let about = parts.next()?;
        let rest = parts.next().unwrap_or_default();
        match id.chars().next()? {
            'T' => {
                let (kind, mut mark) = bound(about, rest, incoming)?;
                id.clone_into(&mut mark.id);
                mark.article = article;
                // Several types of the same words are one annotation with several tags.
                let count = self.marks.len();
                let known = *self.places.entry(mark.position?).or_insert(count);
                self.by_id.insert(id.to_owned(), known);
                if known == count {
                    self.marks.push(mark);
                }
                self.marks.get_mut(known)?.tag(names.of(kind));
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
                let said = Said::Link(kind.to_owned(), to.to_owned());
                self.said.push((from.to_owned(), said));
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
                Said::Note(note) => remark(mark, &note),
                Said::Tag(tag) => attribute(mark, &tag, incoming),
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
fn bound<'a>(about: &'a str, text: &str, incoming: &mut Incoming) -> Option<(&'a str, Mark)> {
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
    Some((kind, mark))
}

/// What types are called where there is room for it: `visual.conf` tells.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn read(&mut self, file: &Given) {
        let Ok(text) = text_of(&file.bytes) else {
            return;
        };
        for line in text.lines() {
            if let Some((kind, label)) = line.split_once('|') {
                let label = label.split('|').next().unwrap_or_default().trim();
                let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
                let spelled: String = label.chars().map(plain).collect();
                // Only what is the same but for characters that no type may have.
                if spelled == kind.trim() {
                    self.0.insert(spelled, label.to_owned());
                }
            }
        }
    }

    fn of<'n>(&'n self, kind: &'n str) -> &'n str {
        self.0.get(kind).map_or(kind, String::as_str)
    }
}

/// Puts an attribute on `mark`: a word of a claim's form, as postil writes it, or else a tag.
fn attribute(mark: &mut Mark, tag: &str, incoming: &mut Incoming) {
    let lower = tag.to_lowercase();
    let (field, word) = lower.split_once('/').unwrap_or((&lower, ""));
    let mut claim = mark.claim.clone().unwrap_or_default();
    let is_known = match field {
        "attribution" => {
            claim.attribution = Attribution::parse(word);
            claim.attribution.is_some()
        }
        "checkworthy" => {
            claim.checkworthy = CheckWorthy::parse(word);
            claim.checkworthy.is_some()
        }
        "status" => {
            claim.status = ClaimStatus::parse(word);
            claim.status.is_some()
        }
        "verdict" => {
            incoming.drop("verdict", "without who gave it and when left out", word);
            return;
        }
        _ => {
            let kind = field.strip_prefix("type_").and_then(ClaimKind::parse);
            claim.kinds.extend(kind);
            kind.is_some()
        }
    };
    if is_known {
        mark.claim = Some(claim);
    } else {
        mark.tag(tag);
    }
}

/// Puts a note on `mark`: what a claim says and who claims it, as postil writes it, or else a note.
fn remark(mark: &mut Mark, note: &str) {
    let said = |label: &str| note.strip_prefix(label).map(str::to_owned);
    if let Some(statement) = said("claim: ") {
        mark.claim.get_or_insert_default().statement = statement;
    } else if let Some(claimant) = said("claimant: ") {
        mark.claim.get_or_insert_default().claimant = claimant;
    } else {
        mark.say(note);
    }
}
