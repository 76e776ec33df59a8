//! What the parts of the report refer to: every annotation by its number, tags, reviewers and verdicts by theirs.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::export::{Input, Item, Source};
use crate::model::{
    Annotation, AnnotationId, Claim, Codebook, Grade, Relation, Span, TagColor, TagName, Verdict,
};
use crate::review::{is_stale, latest};
use crate::text::positions::CodePoints;

/// An annotation of the report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note<'a> {
    /// Its number, from 1: they are counted through the whole report, in the order of the articles and of the text.
    pub(super) number: usize,
    /// The annotation and how it was found.
    pub(super) item: &'a Item<'a>,
    /// The index of its article.
    pub(super) article: usize,
    /// Where it is, in bytes of the article's text; nothing where it was not found or the article could not be read.
    pub(super) place: Option<Span>,
}

impl<'a> Note<'a> {
    /// The annotation.
    pub(super) fn annotation(&self) -> &'a Annotation {
        self.item.annotation
    }

    /// What it asserts.
    pub(super) fn claim(&self) -> Option<&'a Claim> {
        self.annotation().claim.as_ref()
    }

    /// The verdict that counts.
    pub(super) fn verdict(&self) -> Option<&'a Verdict> {
        latest(self.claim()?)?.verdict.as_ref()
    }

    /// Who made it, and then who judged it, each once.
    pub(super) fn reviewers(&self) -> Vec<&'a str> {
        let judges = self
            .claim()
            .into_iter()
            .flat_map(|claim| &claim.assessments);
        let judges = judges.map(|one| one.reviewer.as_str());
        let mut reviewers: Vec<&str> = Vec::new();
        for name in std::iter::once(self.annotation().reviewer.as_str()).chain(judges) {
            if !name.is_empty() && !reviewers.contains(&name) {
                reviewers.push(name);
            }
        }
        reviewers
    }
}

/// Everything that is referred to.
#[derive(Debug)]
pub(super) struct Index<'a> {
    /// All tags, with what they mean.
    pub(super) codebook: &'a Codebook,
    /// The articles.
    pub(super) articles: &'a [Source<'a>],
    /// The annotations, in the order of their numbers.
    pub(super) notes: Vec<Note<'a>>,
    /// Which of the notes are on each article.
    pub(super) on: Vec<Range<usize>>,
    /// The tags: those of the codebook in its order, then those it does not describe.
    pub(super) tags: Vec<&'a TagName>,
    /// How many annotations have each of the tags.
    pub(super) uses: HashMap<&'a TagName, usize>,
    /// Everybody who made or judged an annotation.
    pub(super) reviewers: BTreeSet<&'a str>,
    /// The verdicts of the scale, then others that were given.
    pub(super) verdicts: Vec<Verdict>,
    ranks: HashMap<Verdict, usize>,
    by_id: HashMap<AnnotationId, usize>,
    linked_from: HashMap<AnnotationId, Vec<(usize, Relation)>>,
}

impl<'a> Index<'a> {
    /// The index of `input`.
    pub(super) fn new(input: &'a Input<'a>) -> Self {
        let mut index = Self {
            codebook: input.codebook,
            articles: &input.documents,
            notes: Vec::new(),
            on: Vec::new(),
            tags: input.codebook.tags().iter().map(|tag| &tag.name).collect(),
            uses: HashMap::new(),
            reviewers: BTreeSet::new(),
            verdicts: (input.codebook.scale().iter())
                .map(|grade| grade.name.clone())
                .collect(),
            ranks: HashMap::new(),
            by_id: HashMap::new(),
            linked_from: HashMap::new(),
        };
        for (article, source) in input.documents.iter().enumerate() {
            index.add(article, source);
        }
        index.name();
        index
    }

    fn add(&mut self, article: usize, source: &'a Source<'a>) {
        let first = self.notes.len();
        let document = source.document;
        let points = document.map(|document| CodePoints::new(&document.text));
        for item in source.in_order() {
            let place = || {
                let (document, points, place) = (document?, points.as_ref()?, item.place?);
                let start = points.to_byte(&document.text, place.start)?;
                let end = points.to_byte(&document.text, place.end)?;
                (start < end).then_some(Span { start, end })
            };
            let number = self.notes.len() + 1;
            self.by_id.entry(item.annotation.id).or_insert(number);
            self.notes.push(Note {
                number,
                item,
                article,
                place: place(),
            });
        }
        self.on.push(first..self.notes.len());
    }

    fn name(&mut self) {
        let mut others: BTreeSet<&TagName> = BTreeSet::new();
        let mut verdicts: BTreeSet<&Verdict> = BTreeSet::new();
        for note in &self.notes {
            for tag in &note.annotation().tags {
                *self.uses.entry(tag).or_default() += 1;
                if self.codebook.get(tag).is_none() {
                    others.insert(tag);
                }
            }
            self.reviewers.extend(note.reviewers());
            verdicts.extend(note.verdict());
            for link in &note.annotation().links {
                let from = (note.number, link.relation);
                self.linked_from.entry(link.to).or_default().push(from);
            }
        }
        self.tags.extend(others);
        let known: BTreeSet<&Verdict> = self.verdicts.iter().collect();
        let unknown: Vec<Verdict> = verdicts
            .into_iter()
            .filter(|one| !known.contains(one))
            .cloned()
            .collect();
        self.verdicts.extend(unknown);
        self.ranks = self.verdicts.iter().cloned().zip(0..).collect();
    }

    /// The note with this number.
    pub(super) fn note(&self, number: usize) -> Option<Note<'a>> {
        self.notes.get(number.checked_sub(1)?).copied()
    }

    /// The place of the verdict among all of them.
    pub(super) fn rank(&self, verdict: &Verdict) -> Option<usize> {
        self.ranks.get(verdict).copied()
    }

    /// The number of the annotation with this identity, where it is in the report.
    pub(super) fn number(&self, id: AnnotationId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// Which notes link to the annotation, and how.
    pub(super) fn linked_from(&self, id: AnnotationId) -> &[(usize, Relation)] {
        self.linked_from.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The notes on the article with this index.
    pub(super) fn notes_on(&self, article: usize) -> &[Note<'a>] {
        let range = self.on.get(article).cloned().unwrap_or_default();
        self.notes.get(range).unwrap_or_default()
    }

    /// What the article with this index is called.
    pub(super) fn title(&self, article: usize) -> &str {
        self.articles.get(article).map_or("", Source::name)
    }

    /// Whether the text of the note's article has changed since the verdict that counts.
    pub(super) fn is_stale(&self, note: &Note<'_>) -> bool {
        let judged = note.claim().and_then(latest);
        let now = self.articles.get(note.article).and_then(|one| one.document);
        judged
            .zip(now)
            .is_some_and(|(judged, now)| is_stale(judged, &now.hash))
    }

    /// The class of what is coloured as the tag is.
    pub(super) fn hue(&self, tag: Option<&TagName>) -> String {
        class(tag.and_then(|tag| self.codebook.color(tag)))
    }

    /// The class of what is coloured as the verdict is.
    pub(super) fn verdict_hue(&self, verdict: &Verdict) -> String {
        let usual = || {
            Grade::usual()
                .into_iter()
                .find(|grade| grade.name == *verdict)
        };
        let grade = match self.codebook.grades() {
            [] => usual(),
            _ => self.codebook.grade(verdict).cloned(),
        };
        class(grade.and_then(|grade| grade.color))
    }

    /// The colours that are nobody's name, which the style has to be told of.
    pub(super) fn own_colors(&self) -> BTreeSet<(u8, u8, u8)> {
        let scale = self.codebook.scale();
        let tags = self.codebook.tags().iter().filter_map(|tag| tag.color);
        let grades = scale.iter().filter_map(|grade| grade.color);
        tags.chain(grades)
            .filter_map(|color| match color {
                TagColor::Rgb(red, green, blue) => Some((red, green, blue)),
                TagColor::Named(_) => None,
            })
            .collect()
    }
}

fn class(color: Option<TagColor>) -> String {
    match color {
        None => "h-plain".to_owned(),
        Some(TagColor::Named(hue)) => format!("h-{}", hue.as_str()),
        Some(TagColor::Rgb(red, green, blue)) => format!("h-{red:02x}{green:02x}{blue:02x}"),
    }
}
