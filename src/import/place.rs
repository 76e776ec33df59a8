//! From what came in to edits: every annotation gets an identity and a place in the corpus.
//!
//! What has no place comes in as an orphan, on the document it is about or on one called as the file calls it: never
//! nothing. What is here already stays as it is.

mod article;
mod tally;

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;

use super::incoming::{Article, Incoming, Mark};
use super::units::{Counting, Told, chosen, plain};
use super::{Format, identity};
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Codebook, DocPath, Document, DocumentRecord, Edit,
    Link, Tag, TagName, TextHash,
};
use crate::text::counted;

use article::{Placed, Shelf};
use tally::Tally;

/// How many documents, and how many annotations of each, the way of counting is told by.
const MOST_SAMPLES: usize = 20;
const MOST_TOLD: usize = 500;

/// How many annotations of a document are placed before it is asked whether to go on.
const AT_ONCE: usize = 5000;

/// How many names stand in a sentence.
const MOST_NAMED: usize = 5;

/// What is imported into.
pub struct Setting<'a> {
    /// What is there already.
    pub set: &'a AnnotationSet,
    /// Where each of the articles is in the corpus, as far as it was found.
    pub found: &'a [Option<DocPath>],
    /// Reads a document of the corpus.
    pub read: &'a dyn Fn(&DocPath) -> Option<Document>,
    /// Who made what names nobody.
    pub reviewer: &'a str,
    /// When what tells no date was made, where the file as a whole tells none either.
    pub now: Timestamp,
    /// Whether to go on, told how many annotations of how many are placed.
    pub goes_on: &'a dyn Fn(usize, usize) -> bool,
}

/// What an import comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What is to be done, in one step.
    pub edits: Vec<Edit>,
    /// How many annotations are new.
    pub annotations: usize,
    /// How many documents they are on.
    pub documents: usize,
    /// How many tags are new.
    pub tags: usize,
    /// What a person should know: a sentence each, lower case, no full stop.
    pub sentences: Vec<String>,
    /// Texts that annotations were made in, which are to be kept.
    pub texts: Vec<(TextHash, String)>,
}

impl Outcome {
    /// What is new, in words; nothing where nothing is.
    #[must_use]
    pub fn summary(&self) -> Option<String> {
        let mut parts = Vec::new();
        if self.annotations > 0 {
            let (annotations, documents) = (
                counted(self.annotations, "annotation"),
                counted(self.documents, "document"),
            );
            parts.push(format!("{annotations} on {documents}"));
        }
        if self.tags > 0 {
            parts.push(counted(self.tags, "tag"));
        }
        if parts.is_empty() && !self.edits.is_empty() {
            parts.push("what is recorded of documents".to_owned());
        }
        (!parts.is_empty()).then(|| parts.join(" and "))
    }
}

/// Places everything; nothing where it is told not to go on.
#[must_use]
pub fn place(incoming: &Incoming, setting: &Setting<'_>) -> Option<Outcome> {
    let mut placing = Placing::new(incoming, setting);
    let usual = placing.usual();
    let mut by_article: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, (mark, id)) in incoming.marks.iter().zip(&placing.ids).enumerate() {
        if placing.tally.is_new(setting.set.get(*id), mark, *id) {
            by_article.entry(mark.article).or_default().push(number);
        }
    }
    let all = by_article.values().map(Vec::len).sum();
    let mut done = 0;
    for (number, article) in incoming.articles.iter().enumerate() {
        if !(setting.goes_on)(done, all) {
            return None;
        }
        let marks = by_article.remove(&number).unwrap_or_default();
        for some in marks.chunks(AT_ONCE) {
            if !(setting.goes_on)(done, all) {
                return None;
            }
            placing.put(number, article, some, usual);
            done += some.len();
        }
        if marks.is_empty() {
            placing.put(number, article, &[], usual);
        }
    }
    Some(placing.outcome())
}

/// The import under way.
struct Placing<'a> {
    incoming: &'a Incoming,
    setting: &'a Setting<'a>,
    ids: Vec<AnnotationId>,
    /// Identities by what they are called in one document, and in the file.
    inside: HashMap<(usize, &'a str), AnnotationId>,
    anywhere: HashMap<&'a str, AnnotationId>,
    records: BTreeMap<DocPath, (Option<DocumentRecord>, DocumentRecord)>,
    annotations: Vec<Annotation>,
    texts: BTreeMap<String, (TextHash, String)>,
    tally: Tally,
}

impl<'a> Placing<'a> {
    fn new(incoming: &'a Incoming, setting: &'a Setting<'a>) -> Self {
        let mut inside = HashMap::new();
        let mut anywhere = HashMap::new();
        let mut ids = Vec::with_capacity(incoming.marks.len());
        for mark in &incoming.marks {
            let article = incoming.articles.get(mark.article);
            let name = article.map_or("", |article| article.name.as_str());
            let id = identity::of(incoming.format, name, mark);
            if !mark.id.is_empty() {
                inside.entry((mark.article, mark.id.as_str())).or_insert(id);
                anywhere.entry(mark.id.as_str()).or_insert(id);
            }
            ids.push(id);
        }
        Self {
            incoming,
            setting,
            ids,
            inside,
            anywhere,
            records: BTreeMap::new(),
            annotations: Vec::new(),
            texts: BTreeMap::new(),
            tally: Tally::default(),
        }
    }

    /// The document of the corpus that an article was found to be.
    fn document(&self, number: usize) -> Option<Document> {
        let path = self.setting.found.get(number)?.as_ref()?;
        (self.setting.read)(path)
    }

    /// How positions count in most of the file.
    fn usual(&self) -> Counting {
        let documented = self.incoming.format.documented();
        let mut told: BTreeMap<usize, Vec<Told<'_>>> = BTreeMap::new();
        for mark in &self.incoming.marks {
            let is_known = told.contains_key(&mark.article);
            if let Some(one) = told_by(mark)
                && (is_known || told.len() < MOST_SAMPLES)
            {
                let told = told.entry(mark.article).or_default();
                if told.len() < MOST_TOLD {
                    told.push(one);
                }
            }
        }
        let documents: Vec<(Option<Document>, Vec<Told<'_>>)> = told
            .iter()
            .map(|(number, told)| {
                let article = self.incoming.articles.get(*number);
                let has_text = article.is_some_and(|article| article.text.is_some());
                let document = if has_text {
                    None
                } else {
                    self.document(*number)
                };
                (document, told.clone())
            })
            .collect();
        let samples: Vec<_> = told
            .keys()
            .zip(&documents)
            .filter_map(|(number, (document, told))| {
                let article = self.incoming.articles.get(*number)?;
                let text = match (&article.text, document) {
                    (Some(text), _) => plain(text),
                    (None, Some(document)) => document.text.as_str().into(),
                    (None, None) => return None,
                };
                Some((text, told.clone()))
            })
            .collect();
        chosen(&samples, documented).0
    }

    /// Puts the annotations with these numbers where they belong.
    fn put(&mut self, number: usize, article: &'a Article, marks: &[usize], usual: Counting) {
        let found = self.setting.found.get(number).cloned().flatten();
        if marks.is_empty() && article.record == DocumentRecord::new(article.record.path.clone()) {
            return;
        }
        let document = self.document(number);
        let path = found.unwrap_or_else(|| path_of(article));
        let (incoming, ids) = (self.incoming, &self.ids);
        let known: Vec<(&Mark, AnnotationId)> = marks
            .iter()
            .filter_map(|mark| Some((incoming.marks.get(*mark)?, *ids.get(*mark)?)))
            .collect();
        let texts = Shelf::new(article, document.as_ref());
        let wanted: Vec<&Mark> = known.iter().map(|(mark, _)| *mark).collect();
        let placed = texts.place(&wanted, usual, incoming.format, &mut self.tally);
        self.record(&path, article, &texts, &placed);
        for ((mark, id), placed) in known.into_iter().zip(placed) {
            let annotation = self.annotation(mark, id, &path, placed);
            self.annotations.push(annotation);
        }
    }

    fn annotation(
        &mut self,
        mark: &Mark,
        id: AnnotationId,
        path: &DocPath,
        placed: Placed,
    ) -> Annotation {
        let mut links = Vec::new();
        for (to, relation) in &mark.links {
            let here = self.inside.get(&(mark.article, to.as_str()));
            let known = here.or_else(|| self.anywhere.get(to.as_str())).copied();
            match known.or_else(|| identity::given(to)) {
                Some(to) if to != id || mark.is_ours => links.push(Link {
                    to,
                    relation: *relation,
                }),
                _ => self.tally.links += 1,
            }
        }
        let made_by = |name: &str| {
            if name.is_empty() && !mark.is_ours {
                self.setting.reviewer.to_owned()
            } else {
                name.to_owned()
            }
        };
        Annotation {
            id,
            document: path.clone(),
            selector: placed.selector,
            anchors: mark.anchors.clone(),
            tags: mark.tags.clone(),
            note: mark.note.clone(),
            reviewer: made_by(&mark.reviewer),
            created: mark
                .created
                .or(self.incoming.exported)
                .unwrap_or(self.setting.now),
            claim: mark.claim.clone(),
            links,
        }
    }

    /// Records of the document at `path` what came in about it, and in which texts its annotations were made.
    fn record(&mut self, path: &DocPath, article: &Article, texts: &Shelf<'_>, placed: &[Placed]) {
        let set = self.setting.set;
        let (_, record) = self.records.entry(path.clone()).or_insert_with(|| {
            let before = set.document(path).cloned();
            let fresh = || DocumentRecord::new(path.clone());
            let after = before.clone().unwrap_or_else(fresh);
            (before, after)
        });
        record.take_over(&article.record);
        if texts.document.is_none() && !is_ours(self.incoming.format) {
            let title = article.title.as_ref();
            record.title = record.title.take().or_else(|| title.cloned());
            record.url = record.url.take().or_else(|| article.uri.clone());
        }
        if placed.iter().any(|placed| placed.is_theirs)
            && let Some(theirs) = texts.theirs.as_deref()
        {
            let hash = TextHash::of(theirs);
            let mut other = DocumentRecord::new(path.clone());
            other.hash = Some(hash.clone());
            record.take_over_texts(&other);
            let key = hash.as_str().to_owned();
            self.texts
                .entry(key)
                .or_insert_with(|| (hash, theirs.to_owned()));
        }
        if placed.iter().any(|placed| placed.is_captured)
            && let Some(document) = texts.document
        {
            record.annotated_as(&document.hash);
            let key = document.hash.as_str().to_owned();
            self.texts
                .entry(key)
                .or_insert_with(|| (document.hash.clone(), document.text.clone()));
        }
    }

    /// The tags that are new, and what is said of those that are not.
    fn codebook(&self, sentences: &mut Vec<String>) -> (Vec<Edit>, usize) {
        let mut book = Codebook::default();
        for tag in &self.incoming.tags {
            book.put(tag.clone());
        }
        for grade in &self.incoming.grades {
            book.put_grade(grade.clone());
        }
        if !is_ours(self.incoming.format) {
            let carried = self.annotations.iter().flat_map(|made| &made.tags);
            let told = self.records.values().flat_map(|(_, record)| &record.tags);
            let names: Vec<&TagName> = carried.chain(told).collect();
            for name in names {
                if book.get(name).is_none() {
                    book.put(Tag::new(name.clone()));
                }
            }
        }
        let set = self.setting.set;
        let adopted = set.adopting(&book);
        let differ = |tag: &&Tag| {
            let here = set.codebook().get(&tag.name);
            here.is_some_and(|here| !tag.definition.is_empty() && tag.definition != here.definition)
        };
        let differing: Vec<&str> = self
            .incoming
            .tags
            .iter()
            .filter(differ)
            .map(|tag| tag.name.as_str())
            .collect();
        if !differing.is_empty() {
            let count = counted(differing.len(), "tag");
            let named = named(&differing);
            sentences.push(format!(
                "{count} described otherwise here kept the definition from here: {named}"
            ));
        }
        let moved: Vec<&str> = adopted.keys.iter().map(|(tag, ..)| tag.as_str()).collect();
        if !moved.is_empty() {
            let (count, named) = (counted(moved.len(), "tag"), named(&moved));
            sentences.push(format!(
                "{count} got another key, for theirs is taken: {named}"
            ));
        }
        if adopted.leaves_scale {
            sentences.push("the scale of verdicts was left out: there is one already".to_owned());
        }
        (adopted.edits, adopted.tags)
    }

    fn outcome(self) -> Outcome {
        let mut sentences = Vec::new();
        let (mut edits, tags) = self.codebook(&mut sentences);
        self.tally.tell(&mut sentences);
        sentences.extend(self.incoming.dropped());
        let changed = self
            .records
            .into_values()
            .filter(|(before, after)| before.as_ref() != Some(after))
            .filter(|(before, after)| before.is_some() || !after.is_empty());
        edits.extend(changed.map(|(before, after)| Edit::Document {
            before: before.map(Box::new),
            after: Some(Box::new(after)),
        }));
        let on: HashSet<&DocPath> = self.annotations.iter().map(|one| &one.document).collect();
        let (annotations, documents) = (self.annotations.len(), on.len());
        edits.extend(self.annotations.into_iter().map(|made| Edit::Annotation {
            before: None,
            after: Some(Box::new(made)),
        }));
        Outcome {
            edits,
            annotations,
            documents,
            tags,
            sentences,
            texts: self.texts.into_values().collect(),
        }
    }
}

/// Whether the format is postil's own, of which everything comes in as it stands.
fn is_ours(format: Format) -> bool {
    matches!(format, Format::Json | Format::JsonLines)
}

/// What a mark tells of its place.
fn told_by(mark: &Mark) -> Option<Told<'_>> {
    Some(Told {
        position: mark.position.filter(|_| !mark.is_ours)?,
        quote: &mark.quote,
        is_cut: mark.is_cut,
    })
}

/// Some of `names` in a row.
fn named(names: &[&str]) -> String {
    let more = if names.len() > MOST_NAMED {
        ", …"
    } else {
        ""
    };
    let some: Vec<&str> = names.iter().take(MOST_NAMED).copied().collect();
    format!("{}{more}", some.join(", "))
}

/// A path for an article that is not in the corpus, called as its file calls it, which may be anything: it leads nowhere
/// but below the corpus.
fn path_of(article: &Article) -> DocPath {
    let name = article
        .name
        .split_once("://")
        .map_or(article.name.as_str(), |(_, rest)| rest);
    let shown = |part: &str| -> String {
        let part = part.trim().chars().take(120);
        part.map(|c| if c.is_control() { '-' } else { c }).collect()
    };
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .map(shown)
        .filter(|part| !matches!(part.as_str(), "" | "." | ".."))
        .take(32)
        .collect();
    if parts.is_empty() {
        DocPath::new("unnamed")
    } else {
        DocPath::new(&parts.join("/"))
    }
}
