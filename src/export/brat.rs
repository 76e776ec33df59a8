//! A folder for brat: `.txt` and `.ann` files (its standoff format) with the configuration that they need.
//!
//! A tag is a type of entity, a relation a relation, what the form of a claim says are attributes, and words are notes of
//! annotators. An annotation is an entity for each of its tags, on the same words. Positions are code points, and spans are
//! divided at line ends, which the format demands (brat#998).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use super::cut::{Cut, Cuts, countable, cuts};
use super::doccano::{labels, links, tell_of_links, tell_of_makers, tell_of_untagged};
use super::{Input, Report};
use crate::model::{AnnotationId, Claim, DocPath, Relation};
use crate::review::latest;
use crate::text::visible;

/// Writes `input` for brat: the files of the folder, by their names.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> BTreeMap<String, Vec<u8>> {
    let found = cuts(input, report);
    let mut types = Types::default();
    let mut attributes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut adrift, mut cut_up) = (0, 0);
    let mut files = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for one in &found {
        let name = file_name(one.source.path, &mut taken);
        let mut standoff = Standoff::default();
        standoff.entities(one, &mut types, &mut attributes);
        adrift += standoff.relations(one);
        cut_up += standoff.broken_notes;
        files.insert(format!("{name}.txt"), text(one).into_bytes());
        files.insert(format!("{name}.ann"), standoff.lines.into_bytes());
    }
    if !found.is_empty() {
        let (annotation, visual) = configuration(input, &types, &attributes);
        files.insert("annotation.conf".to_owned(), annotation.into_bytes());
        files.insert("visual.conf".to_owned(), visual.into_bytes());
    }
    tell_of_links(adrift, report);
    tell_of_untagged(&found, report);
    report.tell(types.changed(), "tag", |tags| {
        format!("called otherwise as types, and by their own names in visual.conf: {tags}")
    });
    report.tell(cut_up, "note", |notes| {
        format!("the line breaks of {notes} became spaces")
    });
    tell_of_makers(report);
    let earlier = input.sum(|claim| claim.assessments.len().saturating_sub(1));
    report.tell(earlier, "assessment", |assessments| {
        format!("left out: {assessments} before the last of a claim")
    });
    let pieces = input.sum(|claim| claim.evidence.len());
    report.tell(pieces, "piece", |pieces| {
        format!("left out: {pieces} of evidence")
    });
    input.tell_of_bare_spans(report);
    input.tell_of_marks_on_documents(report);
    input.tell_of_scale(report);
    files
}

/// The text as brat reads it, with as many code points: what a terminal would obey is a replacement character.
fn text(one: &Cuts<'_>) -> String {
    let is_strange = |c| visible::is_unseen(c) && !matches!(c, '\n' | '\t');
    let harmless = |c| if is_strange(c) { '\u{fffd}' } else { c };
    countable(&one.document.text, 0)
        .chars()
        .map(harmless)
        .collect()
}

/// The lines of one `.ann` file.
#[derive(Default)]
struct Standoff {
    lines: String,
    entities: usize,
    attributes: usize,
    notes: usize,
    /// The first entity of each annotation.
    first: HashMap<AnnotationId, usize>,
    broken_notes: usize,
}

impl Standoff {
    fn entities(
        &mut self,
        one: &Cuts<'_>,
        types: &mut Types,
        attributes: &mut BTreeMap<String, BTreeSet<String>>,
    ) {
        for cut in &one.found {
            let annotation = cut.item.annotation;
            let (places, words) = fragments(cut);
            if places.is_empty() {
                continue;
            }
            for label in labels(&annotation.tags) {
                self.entities += 1;
                let kind = types.of(label);
                self.line(&format!("T{}\t{kind} {places}\t{words}", self.entities));
                self.first.entry(annotation.id).or_insert(self.entities);
            }
            let Some(entity) = self.first.get(&annotation.id).copied() else {
                continue;
            };
            if let Some(claim) = &annotation.claim {
                for (name, value) in said(claim) {
                    self.attributes += 1;
                    let value = plain(&value);
                    self.line(&format!("A{}\t{name} T{entity} {value}", self.attributes));
                    attributes.entry(name).or_default().insert(value);
                }
                self.note(entity, "claim: ", &claim.statement);
                self.note(entity, "claimant: ", &claim.claimant);
                if let Some(last) = latest(claim) {
                    self.note(entity, "rationale: ", &last.rationale);
                    self.note(entity, "confidence: ", &last.confidence);
                }
            }
            self.note(entity, "", &annotation.note);
        }
    }

    /// The relations of a document; how many links lead out of it.
    fn relations(&mut self, one: &Cuts<'_>) -> usize {
        let (mut number, mut adrift) = (0, 0);
        for (from, link) in one.found.iter().flat_map(links) {
            let ends = self.first.get(&from).zip(self.first.get(&link.to));
            let Some((from, to)) = ends.map(|(from, to)| (*from, *to)) else {
                adrift += 1;
                continue;
            };
            number += 1;
            let kind = capital(link.relation.as_str());
            self.line(&format!("R{number}\t{kind} Arg1:T{from} Arg2:T{to}"));
        }
        adrift
    }

    fn note(&mut self, entity: usize, label: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.notes += 1;
        self.broken_notes += usize::from(text.contains(['\n', '\r', '\t']));
        let text = super::one_line(text);
        self.line(&format!(
            "#{}\tAnnotatorNotes T{entity}\t{label}{text}",
            self.notes
        ));
    }

    fn line(&mut self, line: &str) {
        self.lines.push_str(line);
        self.lines.push('\n');
    }
}

/// Where a span lies, a fragment for each line, as in `0 5;16 23`, and its words with a space between lines.
fn fragments(cut: &Cut<'_>) -> (String, String) {
    let (mut places, mut words) = (String::new(), String::new());
    let mut at = cut.place.start;
    for line in countable(cut.text, at).split(['\n', '\t']) {
        let length = line.chars().count();
        if length > 0 {
            let gap = if places.is_empty() { "" } else { ";" };
            let _ = write!(places, "{gap}{at} {}", at + length);
            if !words.is_empty() {
                words.push(' ');
            }
            let harmless = |c| if visible::is_unseen(c) { '\u{fffd}' } else { c };
            words.extend(line.chars().map(harmless));
        }
        at += length + 1;
    }
    (places, words)
}

/// What the form of a claim says in words of ours.
fn said(claim: &Claim) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut say = |name: &str, word: &str| said.push((name.to_owned(), word.to_owned()));
    if let Some(verdict) = latest(claim).and_then(|last| last.verdict.as_ref()) {
        say("Verdict", verdict.as_str());
    }
    if let Some(attribution) = claim.attribution {
        say("Attribution", attribution.as_str());
    }
    if let Some(checkworthy) = claim.checkworthy {
        say("Checkworthy", checkworthy.as_str());
    }
    if let Some(status) = claim.status {
        say("Status", status.as_str());
    }
    for kind in &claim.kinds {
        say(&format!("Type_{}", kind.as_str()), "yes");
    }
    said
}

/// The types that tags became.
#[derive(Default)]
struct Types {
    /// By tag.
    types: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Types {
    /// The type that stands for this tag.
    fn of(&mut self, tag: &str) -> String {
        if let Some(known) = self.types.get(tag) {
            return known.clone();
        }
        let kind = free(&plain(tag), &mut self.taken);
        self.types.insert(tag.to_owned(), kind.clone());
        kind
    }

    fn changed(&self) -> usize {
        self.types.iter().filter(|(tag, kind)| tag != kind).count()
    }
}

/// `name` in the letters that a name may have in brat.
fn plain(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '-' {
            c
        } else {
            '_'
        }
    };
    name.chars().map(plain).collect()
}

/// `name`, or that with the first number that makes it another than those taken, no matter the case.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut found = name.to_owned();
    let mut number = 2;
    while !taken.insert(found.to_lowercase()) {
        found = format!("{name}_{number}");
        number += 1;
    }
    found
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The name of a document's files without their endings. No part of it leads out of the folder, is hidden, or holds what a
/// file system or a page could take for something else.
fn file_name(path: &DocPath, taken: &mut BTreeSet<String>) -> String {
    let whole = path.as_str();
    let whole = whole.strip_suffix(".txt").unwrap_or(whole);
    let parts = whole
        .split('/')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let harmless = |c: char| {
                let is_odd = matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
                if is_odd || visible::is_unseen(c) {
                    '_'
                } else {
                    c
                }
            };
            let part: String = part.chars().map(harmless).take(LONGEST_NAME).collect();
            match part.strip_prefix('.') {
                Some(rest) => format!("_{rest}"),
                None => part,
            }
        });
    let name = parts.collect::<Vec<_>>().join("/");
    let is_ours = matches!(name.as_str(), "" | "annotation" | "visual");
    if is_ours {
        free(&format!("{name}_"), taken)
    } else {
        free(&name, taken)
    }
}

/// The longest part of a file's name, in code points: with four bytes each it is one that file systems take.
const LONGEST_NAME: usize = 60;

/// `annotation.conf` and `visual.conf`.
fn configuration(
    input: &Input<'_>,
    types: &Types,
    attributes: &BTreeMap<String, BTreeSet<String>>,
) -> (String, String) {
    let mut annotation = String::from("[entities]\n");
    let mut visual = String::from("[labels]\n");
    let mut drawing = String::from("[drawing]\n");
    for (tag, kind) in &types.types {
        let _ = writeln!(annotation, "{kind}");
        if tag != kind && !tag.contains('|') {
            let _ = writeln!(visual, "{kind} | {}", super::one_line(tag));
        }
        let color = input
            .codebook
            .tags()
            .iter()
            .find(|known| known.name.as_str() == tag);
        if let Some(color) = color.and_then(|tag| tag.color) {
            let _ = writeln!(drawing, "{kind}\tbgColor:{}", super::refi::color(color));
        }
    }
    annotation.push_str("\n[relations]\n");
    for relation in Relation::ALL {
        let kind = capital(relation.as_str());
        let _ = writeln!(annotation, "{kind}\tArg1:<ENTITY>, Arg2:<ENTITY>");
    }
    annotation.push_str("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
    annotation.push_str("\n[events]\n\n[attributes]\n");
    for (name, values) in attributes {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let _ = writeln!(
            annotation,
            "{name}\tArg:<ENTITY>, Value:{}",
            values.join("|")
        );
    }
    (annotation, format!("{visual}\n{drawing}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::articles::{Articles, golden};
    use crate::export::{Format, Output, write};
    use crate::text::samples;
    use proptest::prelude::*;

    fn folder(articles: &Articles) -> (BTreeMap<String, Vec<u8>>, Report) {
        match write(Format::Brat, &articles.input()).unwrap() {
            (Output::Folder(files), report) => (files, report),
            (Output::File(_), _) => panic!("brat is a folder"),
        }
    }

    #[test]
    fn a_folder_holds_texts_and_what_stands_off_from_them() {
        let (files, report) = folder(&Articles::rich());
        let mut whole = String::new();
        for (name, bytes) in files
            .iter()
            .filter(|(name, _)| name.strip_suffix(".txt").is_none())
        {
            let _ = write!(whole, "== {name}\n{}", String::from_utf8_lossy(bytes));
        }
        golden("brat.txt", whole.as_bytes(), &report);
    }

    /// Checks every entity of an `.ann` file against its text as brat's own server does: fragments joined by spaces.
    fn check(text: &str, standoff: &str) -> usize {
        let letters: Vec<char> = text.chars().collect();
        let mut entities = 0;
        for line in standoff.lines().filter(|line| line.starts_with('T')) {
            let fields: Vec<&str> = line.splitn(3, '\t').collect();
            let (_, places) = fields[1].split_once(' ').unwrap();
            let cut = places.split(';').map(|place| {
                let (start, end) = place.split_once(' ').unwrap();
                letters[start.parse().unwrap()..end.parse().unwrap()]
                    .iter()
                    .collect::<String>()
            });
            assert_eq!(cut.collect::<Vec<_>>().join(" "), fields[2]);
            entities += 1;
        }
        entities
    }

    #[test]
    fn entities_are_what_the_text_says() {
        let (files, _) = folder(&Articles::rich());
        let mut entities = 0;
        for (name, bytes) in &files {
            if let Some(name) = name.strip_suffix(".ann") {
                let text = String::from_utf8(files[&format!("{name}.txt")].clone()).unwrap();
                entities += check(&text, &String::from_utf8(bytes.clone()).unwrap());
            }
        }
        assert_eq!(entities, 8);
    }

    #[test]
    fn no_file_leaves_the_folder() {
        let mut taken = BTreeSet::new();
        for (path, name) in [
            ("libya/berlin.txt", "libya/berlin"),
            ("libya/berlin.md", "libya/berlin.md"),
            ("libya/Berlin.txt", "libya/Berlin_2"),
            ("../../etc/passwd", "_./_./etc/passwd"),
            ("/a//.b", "a/_b"),
            ("a\\b\u{1b}.txt", "a_b_"),
            ("annotation.txt", "annotation_"),
            ("", "_"),
        ] {
            assert_eq!(file_name(&DocPath::new(path), &mut taken), name);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cut_rightly(text in samples::text(), start in 0_usize..40, length in 1_usize..40) {
            let total = text.chars().count();
            prop_assume!(start < total);
            let articles = Articles::cut(&text, start, (start + length).min(total));
            let (files, _) = folder(&articles);
            let text = String::from_utf8(files["a.txt"].clone()).unwrap();
            prop_assert_eq!(text.chars().count(), total);
            check(&text, &String::from_utf8(files["a.ann"].clone()).unwrap());
        }
    }
}
