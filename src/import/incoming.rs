//! What came in, before anybody knows which document of the corpus it is about.

use std::collections::BTreeMap;
use std::collections::HashMap;

use jiff::Timestamp;

use super::Format;
use crate::model::{
    Anchor, Claim, DocPath, DocumentRecord, Grade, Relation, Tag, TagName, TextHash,
};
use crate::text::counted;

/// How many annotations are taken from one file.
const MOST: usize = 500_000;

/// How many bytes of text are taken from one file, whatever it repeats, and how many bytes a note and how many tags a thing
/// may have.
const MOST_TEXT: usize = 512 << 20;
const LONGEST_NOTE: usize = 4 << 20;
const MOST_TAGS: usize = 1000;

/// How many things of a kind that were dropped are called by name.
const MOST_NAMED: usize = 5;

/// How many kinds of things that were dropped are told apart: a stranger's words may be in them.
const MOST_KINDS: usize = 100;

/// A file to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What came in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// From what.
    pub format: Format,
    /// The codebook, as far as the file has one.
    pub tags: Vec<Tag>,
    /// The scale of verdicts, as far as the file has one.
    pub grades: Vec<Grade>,
    /// The documents that it is about.
    pub articles: Vec<Article>,
    /// The annotations.
    pub marks: Vec<Mark>,
    /// When the file was written, where it says so.
    pub exported: Option<Timestamp>,
    dropped: BTreeMap<(String, &'static str), Dropped>,
    by_name: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    by_tag: HashMap<TagName, usize>,
    /// How many bytes of text may still be taken.
    left: usize,
}

#[derive(Clone, Debug, Default)]
struct Dropped {
    count: usize,
    names: Vec<String>,
}

/// A document as the file knows it.
#[derive(Clone, Debug)]
pub struct Article {
    /// What the file calls it: a path, a name, a title or an address. It is part of the identity of what has none.
    pub name: String,
    /// Where it is on the web.
    pub uri: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its text, as the file has it.
    pub text: Option<String>,
    /// The hash of the text that was annotated.
    pub hash: Option<TextHash>,
    /// What is recorded of it; the path is of no meaning.
    pub record: DocumentRecord,
}

/// An annotation as the file knows it.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// Its identity in the file; empty where it has none.
    pub id: String,
    /// The number of its document among the articles.
    pub article: usize,
    /// The annotated text; empty where the file does not tell.
    pub quote: String,
    /// Whether the quote may be but the beginning of it.
    pub is_cut: bool,
    /// What stands before it.
    pub prefix: String,
    /// What stands after it.
    pub suffix: String,
    /// Where it is, as the format counts.
    pub position: Option<(usize, usize)>,
    /// Its tags.
    pub tags: Vec<TagName>,
    /// Its note.
    pub note: String,
    /// Who made it; empty where the file does not tell.
    pub reviewer: String,
    /// When it was made, where the file tells.
    pub created: Option<Timestamp>,
    /// What it asserts.
    pub claim: Option<Claim>,
    /// Links to others, by their identities in the file.
    pub links: Vec<(String, Relation)>,
    /// The places it was given later.
    pub anchors: Vec<Anchor>,
    /// Whether something was left out of the note for its length.
    pub is_full: bool,
    /// Whether quote, context and position are postil's own, and stand as they were written down.
    pub is_ours: bool,
}

impl Mark {
    /// Adds the tag called `name`, unless it is there already or no name.
    pub fn tag(&mut self, name: &str) {
        if let Some(tag) = TagName::parse(name) {
            add_tag(&mut self.tags, tag);
        }
    }

    /// Adds a paragraph to the note.
    pub fn say(&mut self, text: &str) {
        if self.note.len() + text.len() > LONGEST_NOTE {
            self.is_full = true;
        } else {
            add_paragraph(&mut self.note, text);
        }
    }
}

/// Adds `tag`, unless it is there already or there are more than anybody gives.
fn add_tag(tags: &mut Vec<TagName>, tag: TagName) {
    if tags.len() < MOST_TAGS && !tags.contains(&tag) {
        tags.push(tag);
    }
}

/// Adds `text` below what is there.
pub fn add_paragraph(note: &mut String, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    if note.is_empty() {
        return note.push_str(text);
    }
    note.truncate(note.trim_end().len());
    note.push_str("\n\n");
    note.push_str(text);
}

impl Article {
    /// A document of which only the name is known.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            uri: None,
            title: None,
            text: None,
            hash: None,
            record: DocumentRecord::new(DocPath::new(name)),
        }
    }

    /// Puts a tag on the document as a whole.
    pub fn tag(&mut self, tag: TagName) {
        add_tag(&mut self.record.tags, tag);
    }
}

impl Incoming {
    /// Nothing yet.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self {
            format,
            tags: Vec::new(),
            grades: Vec::new(),
            articles: Vec::new(),
            marks: Vec::new(),
            exported: None,
            dropped: BTreeMap::new(),
            by_name: HashMap::new(),
            by_id: HashMap::new(),
            by_tag: HashMap::new(),
            left: MOST_TEXT,
        }
    }

    /// The number of the document called `name`.
    pub fn article(&mut self, name: &str) -> usize {
        if let Some(known) = self.by_name.get(name) {
            return *known;
        }
        self.add_article(Article::new(name))
    }

    /// The number of the document called `name`, where there is one.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Adds a document, whatever others are called; its number.
    pub fn add_article(&mut self, article: Article) -> usize {
        let number = self.articles.len();
        self.by_name.entry(article.name.clone()).or_insert(number);
        self.articles.push(article);
        number
    }

    /// Adds an annotation, as long as there is room.
    pub fn push(&mut self, mark: Mark) {
        let texts = [&mark.quote, &mark.prefix, &mark.suffix, &mark.note];
        let length = texts.iter().map(|text| text.len()).sum();
        if self.marks.len() >= MOST || !self.affords(length) {
            let fate = "above the most that is taken from one file left out";
            return self.drop("annotation", fate, "");
        }
        if mark.is_full {
            self.drop("note", "cut, for its length", "");
        }
        if !mark.id.is_empty() {
            let number = self.marks.len();
            self.by_id.entry(mark.id.clone()).or_insert(number);
        }
        self.marks.push(mark);
    }

    /// The number of the annotation that the file calls `id`.
    #[must_use]
    pub fn called(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Whether `length` more bytes of text may be taken.
    pub fn affords(&mut self, length: usize) -> bool {
        let left = self.left.checked_sub(length);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// Adds a tag, unless there is one with its name; what is said of it is taken over where nothing was.
    pub fn add_tag(&mut self, tag: Tag) {
        let number = *self
            .by_tag
            .entry(tag.name.clone())
            .or_insert(self.tags.len());
        match self.tags.get_mut(number) {
            None => self.tags.push(tag),
            Some(known) if known.definition.is_empty() => known.definition = tag.definition,
            Some(_) => {}
        }
    }

    /// Notes that a `thing` was dropped, or changed: `fate` says which. `name` is what it is called, if it is called
    /// anything.
    pub fn drop(&mut self, thing: &str, fate: &'static str, name: &str) {
        let key = (thing.to_owned(), fate);
        if self.dropped.len() >= MOST_KINDS && !self.dropped.contains_key(&key) {
            return self.drop_other();
        }
        let dropped = self.dropped.entry(key).or_default();
        dropped.count += 1;
        let name: String = crate::model::on_one_line(name).chars().take(80).collect();
        if !name.is_empty() && dropped.names.len() <= MOST_NAMED && !dropped.names.contains(&name) {
            dropped.names.push(name);
        }
    }

    fn drop_other(&mut self) {
        let key = ("other thing".to_owned(), "left out");
        self.dropped.entry(key).or_default().count += 1;
    }

    /// What was dropped or changed: a sentence for each kind, with its count.
    #[must_use]
    pub fn dropped(&self) -> Vec<String> {
        let tell = |((thing, fate), dropped): (&(String, &str), &Dropped)| {
            let count = counted(dropped.count, thing);
            let (named, more) = match dropped.names.split_at_checked(MOST_NAMED) {
                Some((named, [_, ..])) => (named, ", …"),
                _ => (dropped.names.as_slice(), ""),
            };
            if named.is_empty() {
                format!("{count} {fate}")
            } else {
                format!("{count} {fate}: {}{more}", named.join(", "))
            }
        };
        self.dropped.iter().map(tell).collect()
    }
}
