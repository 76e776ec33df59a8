//! Obsidian: a folder with a page for each document, whose front matter, tags, links and block identifiers are those that
//! Obsidian knows, and a page for the codebook.
//!
//! What postil writes on a page stands between two marks; what a person wrote around them is left as it is. Texts are
//! escaped as in Markdown, so that none of them is a comment, a tag or a link of Obsidian's.

mod front;
mod names;
mod page;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::markdown::{self, entry, inline, paragraphs};
use super::{Input, Item, Report, Source};
use crate::model::{Annotation, AnnotationId, DocPath, Evidence, Link, ReadingStatus, TagName};
use crate::text::counted;
use front::{Property, Value};
use names::Names;
use page::Page;

/// How many of the tags that had to be changed are named in the report.
const NAMED: usize = 5;

/// Where an annotation stands.
#[derive(Clone, Copy)]
struct Target<'a> {
    annotation: &'a Annotation,
    source: &'a Source<'a>,
}

/// What every page needs to know of the others.
struct Vault<'a> {
    names: Names,
    known: HashMap<AnnotationId, Target<'a>>,
    by_path: HashMap<&'a DocPath, &'a Source<'a>>,
    /// The documents that each is linked with, in either direction.
    neighbours: HashMap<&'a DocPath, BTreeSet<&'a DocPath>>,
}

/// Writes `input` as pages, by their names.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> BTreeMap<String, Vec<u8>> {
    let vault = Vault::of(input);
    let earlier = &input.wishes.earlier;
    let mut pages = BTreeMap::new();
    let mut done = Done::default();
    for source in input.documents.iter().filter(|source| is_written(source)) {
        let Some(name) = vault.names.of_document(source.path) else {
            continue;
        };
        let page = Page {
            front: front_matter(source),
            part: vault.part(source),
        };
        let (text, kept) = page.over(earlier.get(name).map(String::as_str));
        done.add(&kept);
        pages.insert(name.to_owned(), text.into_bytes());
    }
    if let Some(part) = codebook(input) {
        let page = Page {
            front: Vec::new(),
            part,
        };
        let name = vault.names.codebook();
        let (text, kept) = page.over(earlier.get(name).map(String::as_str));
        done.add(&kept);
        pages.insert(name.to_owned(), text.into_bytes());
    }
    let left = earlier
        .iter()
        .filter(|(name, text)| !pages.contains_key(*name) && page::is_page(text));
    done.left = left.count();
    tell(input, &done, report);
    pages
}

/// Whether there is something to say on a page about the document.
fn is_written(source: &Source<'_>) -> bool {
    !source.annotations.is_empty() || !source.tags.is_empty() || source.status.is_some()
}

/// What became of the pages that were there.
#[derive(Default)]
struct Done {
    moved: usize,
    unmarked: usize,
    clashing: usize,
    left: usize,
}

impl Done {
    fn add(&mut self, kept: &page::Kept) {
        self.moved += usize::from(kept.is_moved);
        self.unmarked += usize::from(kept.is_unmarked);
        self.clashing += kept.clashing;
    }
}

fn tell(input: &Input<'_>, done: &Done, report: &mut Report) {
    report.tell(done.moved, "page", |pages| {
        format!(
            "what a person had written between the marks of postil on {pages} was moved below them"
        )
    });
    report.tell(done.unmarked, "page", |pages| {
        format!("{pages} without the marks of postil got them at the top, and what stood there is below them")
    });
    report.tell(done.clashing, "field", |fields| {
        format!("{fields} of front matter that a person has set under the same name were left as they are")
    });
    report.tell(done.left, "page", |pages| {
        format!("{pages} of earlier exports that nothing stands for now were left as they are")
    });
    let silent = input.documents.iter().filter(|source| !is_written(source));
    let silent = silent.count();
    report.documents -= silent;
    report.tell(silent, "document", |documents| {
        format!("no page stands for {documents} without annotations")
    });
    let changed = changed_tags(input);
    report.tell(changed.len(), "tag", |tags| {
        let named: Vec<String> = changed
            .iter()
            .take(NAMED)
            .map(|tag| format!("{} as {}", tag.as_str(), hashtag(tag)))
            .collect();
        let more = changed.len().saturating_sub(NAMED);
        let rest = if more > 0 { ", …" } else { "" };
        format!(
            "{tags} had to be written otherwise: {}{rest}",
            named.join(", ")
        )
    });
    report.tell(report.annotations, "annotation", |annotations| {
        format!("the time of day of {annotations} was left out")
    });
    markdown::tell_of_rest(input, report);
}

/// The tags in use that Obsidian cannot hold as they are.
fn changed_tags<'a>(input: &Input<'a>) -> BTreeSet<&'a TagName> {
    let mut tags: BTreeSet<&TagName> = BTreeSet::new();
    for source in &input.documents {
        tags.extend(source.tags);
        for item in &source.annotations {
            tags.extend(&item.annotation.tags);
        }
    }
    tags.retain(|tag| hashtag(tag).strip_prefix('#') != Some(tag.as_str()));
    tags
}

/// The tag as Obsidian knows tags: letters, digits, `_`, `-` and `/`, and not digits alone.
fn hashtag(tag: &TagName) -> String {
    let is_allowed = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '_' | '-' | '/')
            || (c > '\u{2ff}'
                && !c.is_whitespace()
                && !crate::text::visible::is_unseen(c)
                && !matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}'))
    };
    let name: String = tag
        .as_str()
        .chars()
        .map(|c| if is_allowed(c) { c } else { '-' })
        .collect();
    let is_number = name.chars().all(|c| c.is_numeric() || c == '/');
    format!("#{}{name}", if is_number { "_" } else { "" })
}

fn hashtags(tags: &[TagName]) -> String {
    let tags: Vec<String> = tags.iter().map(hashtag).collect();
    tags.join(" ")
}

fn front_matter(source: &Source<'_>) -> Vec<Property> {
    let metadata = &source.metadata;
    let text = |text: Option<&str>| Value::Text(text.unwrap_or_default().to_owned());
    let title = metadata.title.as_deref();
    let tags = source.tags.iter();
    let tags = tags.filter_map(|tag| hashtag(tag).strip_prefix('#').map(str::to_owned));
    vec![
        Property::new("document", text(Some(source.path.as_str()))),
        Property::new("title", text(title)),
        Property::new("author", Value::List(metadata.authors.clone())),
        Property::new("date", text(metadata.date.as_deref())),
        Property::new("url", text(metadata.url.as_deref())),
        Property::new("status", text(source.status.map(ReadingStatus::as_str))),
        Property::shared("aliases", title.into_iter().map(str::to_owned)),
        Property::shared("tags", tags),
    ]
}

fn codebook(input: &Input<'_>) -> Option<String> {
    let tags = input.codebook.tags().iter();
    let lines: Vec<String> = tags
        .filter(|tag| !tag.definition.trim().is_empty())
        .map(|tag| {
            let text = paragraphs(&tag.definition, "\\\n  ").join("\\\n  ");
            format!("- {}: {text}", hashtag(&tag.name))
        })
        .collect();
    (!lines.is_empty()).then(|| format!("# Codebook\n\n{}", lines.join("\n")))
}

impl<'a> Vault<'a> {
    fn of(input: &'a Input<'a>) -> Self {
        let written = input.documents.iter().filter(|source| is_written(source));
        let names = Names::of(written.map(|source| source.path), &input.wishes.earlier);
        let mut known = HashMap::new();
        for source in &input.documents {
            for item in &source.annotations {
                let annotation = item.annotation;
                known.insert(annotation.id, Target { annotation, source });
            }
        }
        let mut neighbours: HashMap<&DocPath, BTreeSet<&DocPath>> = HashMap::new();
        for from in known.values() {
            let own = from.source.path;
            for to in all_targets(from.annotation).filter_map(|id| known.get(&id)) {
                let other = to.source.path;
                if own != other {
                    neighbours.entry(own).or_default().insert(other);
                    neighbours.entry(other).or_default().insert(own);
                }
            }
        }
        Self {
            names,
            known,
            by_path: input.documents.iter().map(|one| (one.path, one)).collect(),
            neighbours,
        }
    }

    /// What postil writes on the page of `source`, without the marks.
    fn part(&self, source: &Source<'_>) -> String {
        let mut blocks = vec![format!("# {}", inline(source.name()))];
        let facts = markdown::facts(source, &hashtags(source.tags));
        blocks.push(facts.join(" · "));
        let neighbours = self.neighbours.get(source.path).into_iter().flatten();
        let linked = neighbours.filter_map(|path| self.by_path.get(path));
        let linked: Vec<String> = linked.filter_map(|source| self.to_page(source)).collect();
        if !linked.is_empty() {
            blocks.push(format!("*linked with* {}", linked.join(" · ")));
        }
        let mut lost = false;
        for item in source.in_order() {
            if item.is_orphan() && !lost {
                blocks.push("## Not found in the text any more".to_owned());
                lost = true;
            }
            self.write_annotation(item, source, &mut blocks);
        }
        blocks.join("\n\n")
    }

    fn write_annotation(&self, item: &Item<'_>, source: &Source<'_>, blocks: &mut Vec<String>) {
        let annotation = item.annotation;
        let quote = paragraphs(&annotation.selector.quote, "\n> ").join("\n>\n> ");
        // A block identifier belongs to the block above it.
        let id = format!("^{}", annotation.id);
        if quote.is_empty() {
            blocks.push(markdown::source_line(item));
            blocks.push(id);
        } else {
            blocks.push(format!("> {quote}"));
            blocks.push(id);
        }
        blocks.extend(markdown::around_lines(item));
        if !annotation.tags.is_empty() {
            blocks.push(hashtags(&annotation.tags));
        }
        blocks.extend(paragraphs(&annotation.note, "\\\n"));
        blocks.extend(item.part.and_then(markdown::part_line));
        if !quote.is_empty() {
            blocks.push(markdown::source_line(item));
        }
        let mut list = Vec::new();
        if let Some(claim) = &annotation.claim {
            list.push(markdown::claim_line(claim));
            list.extend(claim.assessments.iter().map(markdown::assessment_line));
            let evidence = claim.evidence.iter();
            list.extend(evidence.map(|piece| self.evidence_line(piece, source)));
        }
        let links = annotation.links.iter();
        list.extend(links.map(|link| self.link_line(link, source)));
        if !list.is_empty() {
            blocks.push(list.join("\n"));
        }
    }

    fn evidence_line(&self, evidence: &Evidence, source: &Source<'_>) -> String {
        let target = evidence.annotation().and_then(|id| self.known.get(&id));
        match target.and_then(|target| self.to_annotation(*target, source)) {
            Some(link) => markdown::evidence_line(evidence, &link),
            None => markdown::evidence_line(evidence, &markdown::link(&evidence.url)),
        }
    }

    fn link_line(&self, link: &Link, source: &Source<'_>) -> String {
        let relation = link.relation.as_str();
        let target = self.known.get(&link.to);
        let Some((target, to)) = target.and_then(|target| {
            let to = self.to_annotation(*target, source)?;
            Some((target, to))
        }) else {
            return entry(relation, vec![markdown::code(&link.to.to_string())], "");
        };
        let quote = markdown::first_words(target.annotation);
        entry(relation, vec![to, quote], "")
    }

    /// A link to the page of `source`.
    fn to_page(&self, source: &Source<'_>) -> Option<String> {
        let page = self
            .names
            .of_document(source.path)?
            .strip_suffix(names::ENDING)?;
        Some(format!("[[{page}|{}]]", shown(source.name())))
    }

    /// A link to an annotation from the page of `from`.
    fn to_annotation(&self, target: Target<'_>, from: &Source<'_>) -> Option<String> {
        let page = self.names.of_document(target.source.path)?;
        let page = page.strip_suffix(names::ENDING)?;
        let (id, name) = (target.annotation.id, shown(target.source.name()));
        Some(if target.source.path == from.path {
            format!("[[#^{id}|on this page]]")
        } else {
            format!("[[{page}#^{id}|{name}]]")
        })
    }
}

fn all_targets(annotation: &Annotation) -> impl Iterator<Item = AnnotationId> {
    let links = annotation.links.iter().map(|link| link.to);
    let claim = annotation.claim.iter();
    let evidence = claim.flat_map(|claim| claim.evidence.iter());
    links.chain(evidence.filter_map(Evidence::annotation))
}

/// What a link is shown as. Nothing can be escaped in there, so what would end it is replaced.
fn shown(text: &str) -> String {
    let text: String = super::one_line(text)
        .chars()
        .map(|c| match c {
            '[' | '{' => '(',
            ']' | '}' => ')',
            '|' => '/',
            '<' => '‹',
            '`' | '\\' | '^' | '$' | '=' | '#' => ' ',
            c => c,
        })
        .collect();
    let text = super::one_line(&text).replace("%%", "%");
    if text.is_empty() {
        counted(1, "document")
    } else {
        text
    }
}

#[cfg(test)]
mod tests;
