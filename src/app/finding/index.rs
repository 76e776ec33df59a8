//! What there is to find, packed for matching, and the search through it.
//!
//! Owns which kinds of things there are, how they compare where they match alike, and what of them is shown. Pure: small
//! lists are searched where the key is pressed, large ones by a thread behind the screen that holds such an index.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Asked, Found, Kind, Names, Row, Stock, Wanted, What};
use crate::app::commands::Command;
use crate::model::{Annotation, AnnotationId, AnnotationSet, DocPath, TagName, on_one_line};
use crate::search::{Eye, Manner, Needle, Packed};

/// How many words of a quote, a note or a statement are searched and shown.
const WORDS: usize = 40;

/// How many things are matched in one go.
const PIECE: usize = 4096;

/// Of so many times as many things as are wanted it is found out exactly how well they match, and of so many at least; of
/// the others about how well.
const CLOSER: usize = 4;
const CLOSER_AT_LEAST: usize = 1000;

/// How many of the queries before are remembered, to go back to when letters are deleted.
const DEEP: usize = 16;

/// How many cells of a sentence are kept before what matches in it.
const LEAD: usize = 24;

/// Things that match alike stand in this order behind those last read.
const ORDINARY: u32 = u32::MAX;

/// A thing that is no document.
#[derive(Clone, Debug)]
enum Other {
    Heading(usize),
    Tag(TagName, usize),
    Annotation(AnnotationId),
    Claim(AnnotationId),
    Command(&'static Command),
    GoThere,
}

/// A thing that matches; the better come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scored {
    /// How little it matches.
    rank: u32,
    /// Where it stands among those that match as well.
    tie: u32,
    index: u32,
}

/// What was found for a query, to narrow it for a longer one.
#[derive(Debug)]
struct Narrowed {
    kind: Option<Kind>,
    query: String,
    hits: Vec<u32>,
}

/// A way to tell how well something matches.
type Score = fn(&Needle, &mut Eye, &str, Manner) -> Option<u32>;

/// Everything there is to find.
#[derive(Debug, Default)]
pub struct Index {
    set: AnnotationSet,
    documents: Names,
    /// For each document how many others were read after it; [`ORDINARY`] where that is not known.
    recency: Vec<u32>,
    recent: Vec<DocPath>,
    others: Packed,
    what: Vec<Other>,
    wanted: Wanted,
    narrowed: Vec<Narrowed>,
}

impl Index {
    /// Takes in what is new in `asked`.
    pub fn learn(&mut self, asked: &Asked) {
        if let Some(stock) = &asked.stock {
            self.take_stock(stock);
        }
        if asked.stock.is_some() || !asked.names.is_empty() {
            self.documents = std::mem::take(&mut self.documents).merged(&asked.names, &self.set);
            self.documents.names.spell();
            self.others.spell();
            self.recency = vec![ORDINARY; self.documents.len()];
            for (place, path) in (0..).zip(&self.recent) {
                let known = self.documents.index(path);
                if let Some(recency) = known.and_then(|index| self.recency.get_mut(index)) {
                    *recency = place;
                }
            }
            self.narrowed.clear();
        }
    }

    fn take_stock(&mut self, stock: &Stock) {
        *self = Self {
            set: stock.set.clone(),
            recent: stock.recent.clone(),
            wanted: stock.wanted.clone(),
            ..Self::default()
        };
        if let Some((text, beside)) = &stock.way_there {
            self.others.push(text, beside);
            self.what.push(Other::GoThere);
        }
        for (at, text) in &stock.headings {
            self.others.push(text, "");
            self.what.push(Other::Heading(*at));
        }
        if self.wanted.is_anything() {
            let mut uses: HashMap<&TagName, usize> = HashMap::new();
            for tag in self.set.annotations().flat_map(|one| &one.tags) {
                *uses.entry(tag).or_default() += 1;
            }
            for tag in self.set.codebook().tags() {
                let carriers = uses.get(&tag.name).copied().unwrap_or(0);
                self.others
                    .push(tag.name.as_str(), &first_words(&tag.definition));
                self.what.push(Other::Tag(tag.name.clone(), carriers));
            }
        }
        let wanted = self.set.annotations().filter(|one| self.wanted.holds(one));
        let mut wanted: Vec<&Annotation> = wanted.collect();
        if matches!(self.wanted, Wanted::Linked(_)) {
            wanted.reverse();
        }
        for annotation in wanted {
            self.others.push(&said(annotation), "");
            self.what.push(match annotation.claim {
                Some(_) => Other::Claim(annotation.id),
                None => Other::Annotation(annotation.id),
            });
        }
        for (command, keys) in &stock.commands {
            let beside = [keys.as_str(), command.doc].join("  ");
            self.others.push(command.name, beside.trim_start());
            self.what.push(Other::Command(command));
        }
    }

    fn all(&self) -> usize {
        self.documents.len() + self.what.len()
    }

    /// The thing that is no document at `index`, with its place among those.
    fn other(&self, index: usize) -> Option<(usize, &Other)> {
        let place = index.checked_sub(self.documents.len())?;
        Some((place, self.what.get(place)?))
    }

    fn kind(&self, index: usize) -> Kind {
        match self.other(index) {
            None => Kind::Document,
            Some((_, Other::Heading(_))) => Kind::Heading,
            Some((_, Other::Tag(..))) => Kind::Tag,
            Some((_, Other::Annotation(_))) => Kind::Annotation,
            Some((_, Other::Claim(_))) => Kind::Claim,
            Some((_, Other::Command(_) | Other::GoThere)) => Kind::Command,
        }
    }

    fn packed(&self, index: usize) -> (&str, &str) {
        match self.other(index) {
            None => self.documents.names.get(index),
            Some((place, _)) => self.others.get(place),
        }
    }

    /// What is searched of a thing beside its name, after that: of an annotation, where only those are wanted, its document.
    fn whole(&self, index: usize) -> Cow<'_, str> {
        let (whole, name) = self.packed(index);
        match self
            .annotation(index)
            .filter(|_| !self.wanted.is_anything())
        {
            Some(annotation) => {
                let document = self.documents.name_of(&annotation.document);
                [name, " ", &document].concat().into()
            }
            None => whole.into(),
        }
    }

    /// The annotation at `index`, where it is one.
    fn annotation(&self, index: usize) -> Option<&Annotation> {
        match self.other(index) {
            Some((_, Other::Annotation(id) | Other::Claim(id))) => self.set.get(*id),
            _ => None,
        }
    }

    /// Whether a thing has the letters that are looked for: in its name, and with what stands beside that.
    fn may_match(&self, needle: &Needle, index: usize) -> (bool, bool) {
        let letters = match self.other(index) {
            None => self.documents.names.letters(index),
            Some((place, _)) => self.others.letters(place),
        };
        let (name, whole) = letters.unwrap_or_default();
        let is_more = !self.wanted.is_anything();
        (name.hold(needle.has()), is_more || whole.hold(needle.has()))
    }

    /// How well a thing matches, and in which text of it: its name, or else that with what stands beside it.
    fn matched(
        &self,
        needle: &Needle,
        eye: &mut Eye,
        index: usize,
        score: Score,
    ) -> Option<(u32, bool)> {
        let (by_name, by_whole) = self.may_match(needle, index);
        if !by_whole {
            return None;
        }
        let (kind, (_, name)) = (self.kind(index), self.packed(index));
        let manner = kind.manner();
        let named = by_name.then(|| score(needle, eye, name, manner)).flatten();
        if let Some(score) = named {
            return Some((score + kind.weight(), true));
        }
        let whole = self.whole(index);
        if whole.len() == name.len() {
            return None;
        }
        match kind {
            Kind::Document => {
                let score = score(needle, eye, &whole, manner)?;
                Some((score + kind.weight() / 2, false))
            }
            // What is only said of a thing counts less than what it is called.
            _ => Some((needle.score(eye, &whole, Manner::Words)? / 2, false)),
        }
    }

    /// Those of `from` that match.
    fn scored(&self, needle: &Needle, exact: &str, from: &[u32], score: Score) -> Vec<Scored> {
        let mut eye = Eye::default();
        let scored = |index: &u32| {
            let place = usize::try_from(*index).ok()?;
            let score = if needle.is_empty() {
                0
            } else {
                self.matched(needle, &mut eye, place, score)?.0
            };
            let recency = self.recency.get(place).copied().unwrap_or(ORDINARY);
            let is_called_so = !exact.is_empty() && self.is_file(place, exact);
            Some(Scored {
                rank: u32::MAX - score,
                tie: if is_called_so {
                    0
                } else {
                    recency.saturating_add(1)
                },
                index: *index,
            })
        };
        from.iter().filter_map(scored).collect()
    }

    /// Whether the document at `index` lies in a file that is called `wanted`, with its ending or without.
    fn is_file(&self, index: usize, wanted: &str) -> bool {
        if index >= self.documents.len() {
            return false;
        }
        let (whole, name) = self.documents.names.get(index);
        // Where no path stands beside the name, that is the path.
        let path = whole.get(name.len()..).map_or(name, str::trim_start);
        let path = if path.is_empty() { name } else { path };
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        file.eq_ignore_ascii_case(wanted) || stem.eq_ignore_ascii_case(wanted)
    }

    /// All things of a `kind`. Where annotations are wanted, documents are known for their names alone.
    fn everything(&self, kind: Option<Kind>) -> Vec<u32> {
        let is_meant = |index: &usize| kind.is_none_or(|kind| kind.holds(self.kind(*index)));
        let first = if self.wanted.is_anything() {
            0
        } else {
            self.documents.len()
        };
        let meant = (first..self.all()).filter(is_meant);
        meant
            .filter_map(|index| u32::try_from(index).ok())
            .collect()
    }

    /// Searches for what `asked` asks. `spread` has pieces of the work done, in whatever order, and hands back what came of
    /// each.
    pub fn find(
        &mut self,
        asked: &Asked,
        spread: impl FnOnce(&[&[u32]], &(dyn Fn(&&[u32]) -> Vec<Scored> + Sync)) -> Vec<Vec<Scored>>,
    ) -> Found {
        if asked.is_part {
            return Found {
                number: asked.number,
                typed: asked.typed.clone(),
                is_part: true,
                ..Found::default()
            };
        }
        let (kind, query) = if self.wanted.is_anything() {
            Kind::narrowed(&asked.typed)
        } else {
            (None, asked.typed.as_str())
        };
        let needle = Needle::new(query);
        let is_longer =
            |earlier: &Narrowed| kind == earlier.kind && query.starts_with(&earlier.query);
        while self.narrowed.last().is_some_and(|last| !is_longer(last)) {
            self.narrowed.pop();
        }
        let everything: Vec<u32>;
        let from: &[u32] = if let Some(last) = self.narrowed.last() {
            &last.hits
        } else {
            everything = self.everything(kind);
            &everything
        };
        let pieces: Vec<&[u32]> = from.chunks(PIECE).collect();
        let exact = query.trim();
        let found = spread(&pieces, &|piece: &&[u32]| {
            self.scored(&needle, exact, piece, Needle::estimate)
        });
        let mut found: Vec<Scored> = found.into_iter().flatten().collect();
        let count = found.len();
        if self.narrowed.last().is_none_or(|last| last.query != query) {
            if self.narrowed.len() >= DEEP {
                self.narrowed.pop();
            }
            self.narrowed.push(Narrowed {
                kind,
                query: query.to_owned(),
                hits: found.iter().map(|one| one.index).collect(),
            });
        }
        // Only those that are shown need an order.
        keep_best(
            &mut found,
            asked.most.saturating_mul(CLOSER).max(CLOSER_AT_LEAST),
        );
        if !needle.is_empty() {
            let closer: Vec<u32> = found.iter().map(|one| one.index).collect();
            found = self.scored(&needle, exact, &closer, Needle::score);
        }
        keep_best(&mut found, asked.most);
        found.sort_unstable();
        let mut eye = Eye::default();
        let indices = found
            .iter()
            .filter_map(|one| usize::try_from(one.index).ok());
        let rows = indices.filter_map(|index| self.row(&needle, &mut eye, index));
        Found {
            number: asked.number,
            rows: rows.collect(),
            count,
            typed: asked.typed.clone(),
            is_part: false,
        }
    }

    /// Takes in what is new in `asked`, and searches for what it asks on this thread alone.
    pub fn find_here(&mut self, asked: &Asked) -> Found {
        self.learn(asked);
        self.find(asked, |pieces, work| pieces.iter().map(work).collect())
    }

    /// A thing as it is listed.
    fn row(&self, needle: &Needle, eye: &mut Eye, index: usize) -> Option<Row> {
        let kind = self.kind(index);
        let (whole, (_, name)) = (self.whole(index), self.packed(index));
        let is_named = needle.is_empty() || self.matched(needle, eye, index, Needle::score)?.1;
        let (text, manner) = match kind {
            _ if is_named => (name, kind.manner()),
            Kind::Document => (&*whole, kind.manner()),
            _ => (&*whole, Manner::Words),
        };
        let positions = needle.positions(eye, text, manner);
        let letters = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
        let (in_name, beyond): (Vec<u32>, Vec<u32>) =
            positions.into_iter().partition(|at| *at < letters);
        let in_beside = beyond
            .into_iter()
            .filter_map(|at| at.checked_sub(letters + 1));
        let beside = whole.get(name.len()..).unwrap_or_default().trim_start();
        let (what, beside) = match self.other(index) {
            None => {
                let path = self.documents.paths.get(index)?.clone();
                (What::Document(path), beside.to_owned())
            }
            Some((_, Other::Heading(at))) => (What::Heading(*at), String::new()),
            Some((_, Other::Tag(name, uses))) => {
                (What::Tag(name.clone(), *uses), beside.to_owned())
            }
            Some((_, Other::Annotation(id) | Other::Claim(id))) => {
                let document = &self.set.get(*id)?.document;
                (What::Annotation(*id), self.documents.name_of(document))
            }
            Some((_, Other::Command(command))) => (What::Command(command), beside.to_owned()),
            Some((_, Other::GoThere)) => (What::GoThere, beside.to_owned()),
        };
        let (name, in_name) = match kind {
            Kind::Annotation | Kind::Claim => from_match(name, in_name),
            _ => (name.to_owned(), in_name),
        };
        Some(Row {
            kind,
            what,
            name,
            in_name,
            beside,
            in_beside: in_beside.collect(),
        })
    }
}

/// Keeps the best of those that were found, `most` at most, in no order.
fn keep_best(found: &mut Vec<Scored>, most: usize) {
    if let Some(last) = most.checked_sub(1).filter(|last| *last < found.len()) {
        found.select_nth_unstable(last);
    }
    found.truncate(most);
}

/// The first words of `text`, on one line.
fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
    words.join(" ")
}

/// What is said in an annotation: the statement of its claim, its quote, its note.
fn said(annotation: &Annotation) -> String {
    let claim = annotation.claim.as_ref();
    let statement = claim.map_or("", |claim| &claim.statement);
    let quote = &annotation.selector.quote;
    let quote = if statement == quote { "" } else { quote };
    let said = [statement, quote, &annotation.note].map(first_words);
    let said = said.iter().filter(|text| !text.is_empty());
    said.map(String::as_str).collect::<Vec<_>>().join(" — ")
}

/// A sentence from shortly before what matches in it, with the places of that.
fn from_match(text: &str, positions: Vec<u32>) -> (String, Vec<u32>) {
    let first = positions.first().and_then(|at| usize::try_from(*at).ok());
    let Some(from) = first
        .and_then(|at| at.checked_sub(LEAD))
        .filter(|at| *at > 0)
    else {
        return (text.to_owned(), positions);
    };
    let letters: Vec<char> = text.chars().collect();
    let at_word = (from..).zip(letters.iter().skip(from));
    let mut at_word = at_word.filter(|(_, letter)| letter.is_whitespace());
    let skipped = at_word.next().map_or(from, |(at, _)| at + 1);
    let skipped = if first.is_some_and(|first| skipped > first) {
        from
    } else {
        skipped
    };
    let shown: String = std::iter::once('…')
        .chain(letters.into_iter().skip(skipped))
        .collect();
    let moved = u32::try_from(skipped).unwrap_or(u32::MAX);
    let positions = positions.into_iter();
    let positions = positions.filter_map(|at| at.checked_sub(moved).map(|at| at + 1));
    (shown, positions.collect())
}

impl Names {
    /// Both together, those of `other` first where they name the same document; titles that a person set stand over others.
    fn merged(mut self, other: &Self, set: &AnnotationSet) -> Self {
        let is_further = self.paths.last() < other.paths.first();
        if is_further && other.paths.is_sorted_by(|one, other| one < other) {
            let mut records = set.documents().peekable();
            for (index, path) in other.paths.iter().enumerate() {
                while records.next_if(|record| record.path < *path).is_some() {}
                let record = records.peek().filter(|record| record.path == *path);
                let title = record.and_then(|record| record.title.as_deref());
                self.add(path, title.unwrap_or(other.names.get(index).1));
            }
            return self;
        }
        let mut order: Vec<usize> = (0..other.paths.len()).collect();
        order.sort_by_key(|index| other.paths.get(*index));
        let mut new = order.into_iter().peekable();
        let mut records = set.documents().peekable();
        let mut merged = Self::default();
        let mut push = |path: &DocPath, name: &str| {
            if merged.paths.last() == Some(path) {
                return;
            }
            while records.next_if(|record| record.path < *path).is_some() {}
            let record = records.peek().filter(|record| record.path == *path);
            let title = record.and_then(|record| record.title.as_deref());
            merged.add(path, title.unwrap_or(name));
        };
        for (index, path) in self.paths.iter().enumerate() {
            while let Some(newer) = new.next_if(|newer| other.paths.get(*newer) <= Some(path)) {
                if let Some(known) = other.paths.get(newer) {
                    push(known, other.names.get(newer).1);
                }
            }
            push(path, self.names.get(index).1);
        }
        for newer in new {
            if let Some(known) = other.paths.get(newer) {
                push(known, other.names.get(newer).1);
            }
        }
        merged
    }

    /// The number of the document at `path`, where the names are in order.
    fn index(&self, path: &DocPath) -> Option<usize> {
        self.paths.binary_search(path).ok()
    }

    /// What the document at `path` is called.
    fn name_of(&self, path: &DocPath) -> String {
        let known = self.index(path).map(|index| self.names.get(index).1);
        on_one_line(known.unwrap_or_else(|| path.name()))
    }
}
