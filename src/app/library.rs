//! The document list.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use crate::model::{DocPath, Metadata, Summary};

/// How many rows one document takes in the list.
pub const ROWS: u16 = 2;

/// A document in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it lies.
    pub path: DocPath,
    /// What is known of it.
    pub described: Described,
}

/// What is known of a document in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Described {
    /// Nothing yet, and nobody was asked.
    #[default]
    Unknown,
    /// Somebody is finding out.
    Asked,
    /// Title, author, date, and how long it is.
    Known(Summary),
    /// It cannot be read, and why.
    Unreadable(String),
}

impl Entry {
    /// What to call the document: its title, or else the name of its file; a line that could not be read, for which its
    /// own name says little, by its file and its number.
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        if let Some((line, _)) = self.line() {
            let mut parts = self.path.as_str().rsplit('/').skip(1);
            return format!("{}, line {line}", parts.next().unwrap_or_default()).into();
        }
        let title = self
            .metadata()
            .and_then(|metadata| metadata.title.as_deref());
        title.unwrap_or_else(|| self.path.name()).into()
    }

    /// Why it cannot be read, as a sentence that names it; `None` where it can, or nobody has tried.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match &self.described {
            Described::Unreadable(reason) => Some(reason),
            _ => None,
        }
    }

    /// The same in as few words as fit a list: without the name, and without what could be done about it.
    #[must_use]
    pub fn short_reason(&self) -> Option<&str> {
        let cause = self.line().map(|(_, cause)| cause);
        cause.or_else(|| self.cause())?.split("; ").next()
    }

    /// Why it cannot be read, without the name.
    fn cause(&self) -> Option<&str> {
        let reason = self.reason()?;
        let named = format!("cannot read {}: ", self.path);
        Some(reason.strip_prefix(&named).unwrap_or(reason))
    }

    /// The number of the line that could not be read, and why, where the document is a line of a file.
    fn line(&self) -> Option<(&str, &str)> {
        let (number, cause) = self.cause()?.strip_prefix("line ")?.split_once(' ')?;
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && self.path.as_str().contains('/')).then_some((number, cause))
    }

    /// Title, author, date, where they are known.
    #[must_use]
    pub fn metadata(&self) -> Option<&Metadata> {
        match &self.described {
            Described::Known(summary) => Some(&summary.metadata),
            _ => None,
        }
    }
}

/// The state of the document list: in natural order of the paths, one of them chosen.
#[derive(Debug, Default)]
pub struct Library {
    entries: Vec<Entry>,
    selected: usize,
    top: usize,
    height: u16,
    /// Whether the corpus is still being walked.
    pub walking: bool,
}

impl Library {
    /// The documents.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The chosen document's number.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The path of the chosen document.
    #[must_use]
    pub fn selected_path(&self) -> Option<&DocPath> {
        self.entries.get(self.selected).map(|entry| &entry.path)
    }

    /// Forgets every document: the corpus is walked again.
    pub fn restart(&mut self) {
        *self = Self {
            height: self.height,
            walking: true,
            ..Self::default()
        };
    }

    /// Adds documents where they belong. The choice stays on its document, and the list does not jump.
    pub fn add(&mut self, mut paths: Vec<DocPath>) {
        let chosen = self.selected_path().cloned();
        let first = self.entries.get(self.top).map(|entry| entry.path.clone());
        paths.sort();
        let mut found = paths.into_iter().peekable();
        let mut merged = Vec::with_capacity(self.entries.len() + found.len());
        for entry in self.entries.drain(..) {
            while let Some(path) = found.next_if(|path| *path < entry.path) {
                merged.push(Entry {
                    path,
                    described: Described::Unknown,
                });
            }
            while found.next_if(|path| *path == entry.path).is_some() {}
            merged.push(entry);
        }
        merged.extend(found.map(|path| Entry {
            path,
            described: Described::Unknown,
        }));
        merged.dedup_by(|one, other| one.path == other.path);
        self.entries = merged;
        let place = |path: Option<DocPath>| path.and_then(|path| self.index(&path));
        (self.selected, self.top) = (place(chosen).unwrap_or(0), place(first).unwrap_or(0));
        self.settle();
    }

    /// Takes a document out of the list. The choice stays on its document.
    pub fn remove(&mut self, path: &DocPath) {
        let Some(index) = self.index(path) else {
            return;
        };
        self.entries.remove(index);
        self.selected -= usize::from(self.selected > index);
        self.top -= usize::from(self.top > index);
        self.settle();
    }

    /// Takes these documents out of the list, as [`Library::remove`] does one.
    pub fn remove_all(&mut self, paths: &HashSet<DocPath>) {
        let is_gone = |entry: &Entry| paths.contains(&entry.path);
        let gone_before = |end: usize| {
            let before = self.entries.get(..end).unwrap_or_default();
            before.iter().filter(|entry| is_gone(entry)).count()
        };
        let (selected, top) = (gone_before(self.selected), gone_before(self.top));
        self.selected -= selected;
        self.top -= top;
        self.entries.retain(|entry| !is_gone(entry));
        self.selected = self.selected.min(self.entries.len().saturating_sub(1));
        self.settle();
    }

    /// The number of a document in the list.
    #[must_use]
    pub fn index(&self, path: &DocPath) -> Option<usize> {
        self.entries
            .binary_search_by(|entry| entry.path.cmp(path))
            .ok()
    }

    /// The entry of a document.
    #[must_use]
    pub fn get(&self, path: &DocPath) -> Option<&Entry> {
        self.entries.get(self.index(path)?)
    }

    /// The chosen document's entry.
    #[must_use]
    pub fn chosen(&self) -> Option<&Entry> {
        self.entries.get(self.selected)
    }

    /// The first document from number `from` on, or back where `step` is negative, that is not known to be unreadable.
    #[must_use]
    pub fn readable(&self, from: usize, step: isize) -> Option<&DocPath> {
        let mut at = Some(from);
        while let Some(entry) = at.and_then(|at| self.entries.get(at)) {
            if entry.reason().is_none() {
                return Some(&entry.path);
            }
            at = at.and_then(|at| at.checked_add_signed(step.signum()));
        }
        None
    }

    /// Takes in what was found out about documents.
    pub fn describe(&mut self, found: Vec<(DocPath, Result<Summary, String>)>) {
        for (path, result) in found {
            let Some(index) = self.index(&path) else {
                continue;
            };
            self.entries[index].described = match (result, &self.entries[index].described) {
                // Whoever opens a document counts no words.
                (Ok(found), Described::Known(known)) if found.words.is_none() => {
                    Described::Known(Summary {
                        words: known.words,
                        ..found
                    })
                }
                (Ok(summary), _) => Described::Known(summary),
                (Err(reason), _) => Described::Unreadable(reason),
            };
        }
    }

    /// The documents on the screen that nobody was asked about yet; from now on somebody was.
    pub fn undescribed(&mut self) -> Vec<DocPath> {
        let shown = self.shown();
        self.ask(shown)
    }

    /// All documents that nobody was asked about yet; from now on somebody was.
    pub fn all_undescribed(&mut self) -> Vec<DocPath> {
        self.ask(0..self.entries.len())
    }

    /// Those of `paths` that nobody was asked about yet; from now on somebody was.
    pub fn undescribed_of<'a>(
        &mut self,
        paths: impl IntoIterator<Item = &'a DocPath>,
    ) -> Vec<DocPath> {
        let mut unknown = Vec::new();
        for path in paths {
            if let Some(index) = self.index(path) {
                unknown.extend(self.ask(index..index + 1));
            }
        }
        unknown
    }

    /// Tells that a document is being read, so that nobody need be asked about it.
    pub fn await_description(&mut self, path: &DocPath) {
        if let Some(index) = self.index(path)
            && self.entries[index].described == Described::Unknown
        {
            self.entries[index].described = Described::Asked;
        }
    }

    fn ask(&mut self, range: Range<usize>) -> Vec<DocPath> {
        let entries = self.entries.get_mut(range).unwrap_or_default();
        let unknown = entries
            .iter_mut()
            .filter(|entry| entry.described == Described::Unknown);
        unknown
            .map(|entry| {
                entry.described = Described::Asked;
                entry.path.clone()
            })
            .collect()
    }

    /// The numbers of the documents on the screen.
    #[must_use]
    pub fn shown(&self) -> Range<usize> {
        let end = (self.top + usize::from(self.height.div_ceil(ROWS))).min(self.entries.len());
        self.top.min(end)..end
    }

    /// How many documents fit on the screen whole.
    #[must_use]
    pub fn page(&self) -> usize {
        usize::from(self.height / ROWS).max(1)
    }

    /// Tells the height of the list in rows.
    pub fn resize(&mut self, height: u16) {
        self.height = height;
        self.settle();
    }

    /// Moves the choice by `count` documents.
    pub fn step(&mut self, count: isize) {
        self.select(self.selected.saturating_add_signed(count));
    }

    /// Chooses the `index`th document, or the last.
    pub fn select(&mut self, index: usize) {
        self.selected = index.min(self.entries.len().saturating_sub(1));
        self.settle();
    }

    /// Scrolls by `count` documents without choosing another.
    pub fn scroll(&mut self, count: isize) {
        let last = self.entries.len().saturating_sub(self.page());
        self.top = self.top.saturating_add_signed(count).min(last);
    }

    /// Keeps the chosen document on the screen, and no room empty that a document could fill.
    fn settle(&mut self) {
        let last = self.entries.len().saturating_sub(self.page());
        self.top = self
            .top
            .min(last)
            .min(self.selected)
            .max((self.selected + 1).saturating_sub(self.page()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<DocPath> {
        names.iter().map(|name| DocPath::new(name)).collect()
    }

    #[test]
    fn documents_that_come_late_do_not_move_the_choice() {
        let mut library = Library::default();
        library.resize(4);
        library.add(paths(&["m.txt", "q.txt"]));
        library.select(1);
        library.add(paths(&["a.txt", "z.txt", "m.txt", "n.txt"]));
        let names: Vec<&str> = library
            .entries()
            .iter()
            .map(|entry| entry.path.as_str())
            .collect();
        assert_eq!(names, ["a.txt", "m.txt", "n.txt", "q.txt", "z.txt"]);
        assert_eq!(library.selected_path().unwrap().as_str(), "q.txt");
        assert!(library.shown().contains(&3));
    }

    #[test]
    fn documents_that_go_do_not_move_the_choice() {
        for (chosen, gone, expected) in [
            (2, &["a", "b"][..], Some("c")),
            (2, &["d", "e"], Some("c")),
            (2, &["c"], Some("d")),
            (4, &["e"], Some("d")),
            (1, &["a", "b", "c", "d", "e"], None),
            (0, &["not there"], Some("a")),
        ] {
            let mut library = Library::default();
            library.resize(4);
            library.add(paths(&["a", "b", "c", "d", "e"]));
            library.select(chosen);
            library.remove_all(&paths(gone).into_iter().collect());
            let now = library.selected_path().map(DocPath::as_str);
            assert_eq!(now, expected, "{chosen} {gone:?}");
        }
    }

    #[test]
    fn no_room_stays_empty_that_a_document_could_fill() {
        let mut library = Library::default();
        library.add(paths(&["c.txt"]));
        library.add(paths(&["a.txt", "b.txt"]));
        library.resize(6);
        assert_eq!((library.shown(), library.selected()), (0..3, 2));
    }

    #[test]
    fn only_what_is_on_the_screen_is_asked_about_and_only_once() {
        let mut library = Library::default();
        library.resize(4);
        library.add(paths(&["a.txt", "b.txt", "c.txt"]));
        assert_eq!(library.undescribed(), paths(&["a.txt", "b.txt"]));
        assert_eq!(library.undescribed(), []);
        library.step(5);
        assert_eq!(library.undescribed(), paths(&["c.txt"]));
        library.describe(vec![(
            DocPath::new("c.txt"),
            Err("permission denied".into()),
        )]);
        assert_eq!(
            library.entries()[2].described,
            Described::Unreadable("permission denied".into())
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_is_called_by_its_file_and_its_number() {
        let mut library = Library::default();
        let path = DocPath::new("a/archive.jsonl/3");
        library.add(vec![path.clone()]);
        let reason =
            format!("cannot read {path}: line 3 is no JSON: it ends too early; mend the line");
        library.describe(vec![(path.clone(), Err(reason))]);
        let entry = library.get(&path).unwrap();
        assert_eq!(entry.name(), "archive.jsonl, line 3");
        assert_eq!(entry.short_reason(), Some("is no JSON: it ends too early"));
    }

    #[test]
    fn what_cannot_be_read_is_told_shortly_and_stepped_over() {
        let mut library = Library::default();
        library.add(paths(&["a.txt", "b; c.pdf", "d.pdf", "e.txt"]));
        let reason =
            |path: &str| format!("cannot read {path}: it has no text, only pictures; do this");
        for path in ["b; c.pdf", "d.pdf"] {
            library.describe(vec![(DocPath::new(path), Err(reason(path)))]);
        }
        let entry = library.get(&DocPath::new("b; c.pdf")).unwrap();
        assert_eq!(entry.short_reason(), Some("it has no text, only pictures"));
        for (from, step, expected) in [
            (1, 1, Some("e.txt")),
            (2, -1, Some("a.txt")),
            (0, 1, Some("a.txt")),
            (4, 1, None),
        ] {
            let found = library.readable(from, step).map(DocPath::as_str);
            assert_eq!(found, expected, "{from} {step}");
        }
    }
}
