//! The finder: one box over documents, headings, tags, annotations, claims and commands.
//!
//! Owns what is asked for and what comes back, and what choosing something does. What is typed is on the screen at once,
//! whatever there is to search: few things are searched then and there, many by a thread behind the screen, and until its
//! answer is there what was found before stays. Keys that mean something in the list wait for that.

mod index;
mod preview;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use super::action::{Action, Annotate, Go, OverlayAction};
use super::commands::Command;
use super::effect::Effect;
use super::going::Goal;
use super::overlay::{Finder, Line, Overlay};
use super::panes::Focus;
use crate::model::{AnnotationId, AnnotationSet, DocPath, TagName, on_one_line};
use crate::search::{Manner, Packed};

pub use index::{Index, Scored};
pub use preview::{Head, PreviewLine};

/// A kind of thing that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A document, by its title or where it lies.
    Document,
    /// A heading of the open document.
    Heading,
    /// A tag.
    Tag,
    /// An annotation, whether it is a claim or not.
    Annotation,
    /// An annotation that is a claim.
    Claim,
    /// A command.
    Command,
}

impl Kind {
    /// Every kind, in the order in which they stand where nothing is typed.
    pub const ALL: [Self; 6] = [
        Self::Document,
        Self::Heading,
        Self::Tag,
        Self::Annotation,
        Self::Claim,
        Self::Command,
    ];

    /// The character that narrows the list to this kind, typed before everything else.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Document => '/',
            Self::Heading => '@',
            Self::Tag => '#',
            Self::Annotation => '"',
            Self::Claim => '!',
            Self::Command => '>',
        }
    }

    /// What one of this kind is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Heading => "heading",
            Self::Tag => "tag",
            Self::Annotation => "annotation",
            Self::Claim => "claim",
            Self::Command => "command",
        }
    }

    /// The same of several, and in short where there is little room.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Document => ("documents", "doc"),
            Self::Heading => ("headings", "head"),
            Self::Tag => ("tags", "tag"),
            Self::Annotation => ("annotations", "ann"),
            Self::Claim => ("claims", "claim"),
            Self::Command => ("commands", "cmd"),
        }
    }

    /// The kind that what is typed narrows the list to, if any, and what is looked for.
    #[must_use]
    pub fn narrowed(typed: &str) -> (Option<Self>, &str) {
        let sign = |kind: &Self| typed.starts_with(kind.sign());
        match Self::ALL.into_iter().find(sign) {
            Some(kind) => {
                let rest = typed.get(kind.sign().len_utf8()..);
                (Some(kind), rest.unwrap_or_default())
            }
            None => (None, typed),
        }
    }

    /// Whether something that is listed as `kind` is of this one.
    fn holds(self, kind: Self) -> bool {
        self == kind || (self, kind) == (Self::Annotation, Self::Claim)
    }

    /// How much it is looked for more than other kinds, in points of the fuzzy score, of which a character that matches is
    /// worth about sixteen.
    fn weight(self) -> u32 {
        match self {
            Self::Document => 24,
            Self::Tag => 16,
            Self::Heading => 8,
            Self::Claim => 4,
            Self::Annotation | Self::Command => 0,
        }
    }

    fn manner(self) -> Manner {
        match self {
            Self::Document | Self::Heading | Self::Tag => Manner::Letters,
            Self::Annotation | Self::Claim | Self::Command => Manner::Words,
        }
    }
}

/// What something that was found is.
#[derive(Clone, Debug)]
pub enum What {
    /// A document.
    Document(DocPath),
    /// A heading of the open document, by its first byte.
    Heading(usize),
    /// A tag, and how many annotations carry it.
    Tag(TagName, usize),
    /// An annotation, or a claim.
    Annotation(AnnotationId),
    /// A command.
    Command(&'static Command),
}

impl What {
    /// Whether both are the same thing.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Document(one), Self::Document(other)) => one == other,
            (Self::Heading(one), Self::Heading(other)) => one == other,
            (Self::Tag(one, _), Self::Tag(other, _)) => one == other,
            (Self::Annotation(one), Self::Annotation(other)) => one == other,
            (Self::Command(one), Self::Command(other)) => one.name == other.name,
            _ => false,
        }
    }
}

/// Something that was found, as it is listed.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which kind it is of.
    pub kind: Kind,
    /// What it is.
    pub what: What,
    /// What it is called, or says.
    pub name: String,
    /// Which characters of that match, in order, in code points from 0.
    pub in_name: Vec<u32>,
    /// What stands beside it.
    pub beside: String,
    /// Which characters of that match.
    pub in_beside: Vec<u32>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The number of the question.
    pub number: u64,
    /// The best, best first.
    pub rows: Vec<Row>,
    /// How many there are in all.
    pub count: usize,
    /// What was typed for it.
    pub typed: String,
}

/// What documents are called.
#[derive(Clone, Debug, Default)]
pub struct Names {
    paths: Vec<DocPath>,
    /// For each its name, and beside it its path where that says more.
    names: Packed,
}

impl Names {
    /// Adds a document.
    pub fn add(&mut self, path: &DocPath, name: &str) {
        let beside = if path.as_str() == name {
            ""
        } else {
            path.as_str()
        };
        self.names.push(name, beside);
        self.paths.push(path.clone());
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }
}

/// What there is to find beside the documents.
#[derive(Debug, Default)]
pub struct Stock {
    /// The annotations and tags.
    pub set: AnnotationSet,
    /// The headings of the open document, each with its first byte.
    pub headings: Vec<(usize, String)>,
    /// The commands, each with its keys.
    pub commands: Vec<(&'static Command, String)>,
    /// The documents last read, the last one first.
    pub recent: Vec<DocPath>,
    /// The tag that all there is to find carries, where only annotations with one are meant.
    pub only: Option<TagName>,
}

/// A question of the finder. Whoever answers it remembers what there is to find from the questions before.
#[derive(Debug)]
pub struct Asked {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// What there is to find, where that is another than before: then no document is known any more either.
    pub stock: Option<Stock>,
    /// Documents that were not known, or that are called otherwise now.
    pub names: Names,
    /// What is typed.
    pub typed: String,
    /// How many of the best are wanted.
    pub most: usize,
}

/// Questions are told apart by their numbers.
impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Asked {}

/// Up to so many documents and annotations are searched at once; more are searched behind the screen.
const AT_ONCE: usize = 4000;

/// How many rows are asked for beyond those that fit on the screen.
const AHEAD: usize = 100;

/// To look a document up takes as long as to go past so many.
const MANY: usize = 16;

/// How many of the documents last read stand first.
const RECENT: usize = 50;

impl App {
    /// Opens the finder; in the document list it begins with documents alone.
    pub(super) fn show_finder(&mut self) {
        // Titles of very many are found out without being asked about.
        let wanted = (!self.is_much()).then(|| self.library.all_undescribed());
        if let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) {
            self.effects.push(Effect::Describe(wanted));
        }
        let mut finder = Finder::new("Find", None, self.commands_to_find());
        if self.layout.focus == Focus::Documents {
            finder.input = Line::new(&Kind::Document.sign().to_string());
        }
        self.begin_to_find(finder);
    }

    /// Lists the annotations that carry a tag.
    pub(super) fn show_tagged(&mut self, name: &TagName) {
        if self.set().annotations().all(|one| !one.tags.contains(name)) {
            return self.status.notice(format!("nothing is tagged {name} yet"));
        }
        let title = format!("Tagged {name}");
        self.begin_to_find(Finder::new(&title, Some(name.clone()), Vec::new()));
    }

    fn begin_to_find(&mut self, finder: Finder) {
        self.overlays.push(Overlay::Finder(Box::new(finder)));
        self.refresh_finder();
        if !self.finder().is_some_and(Finder::is_behind_screen) {
            return;
        }
        // What stands first is seen before all there is has been gone through.
        let (mut names, stock) = (Names::default(), self.stock());
        let first = self.library.entries().iter().take(AHEAD);
        let recent = stock
            .recent
            .iter()
            .filter_map(|path| self.library.get(path));
        for entry in recent.chain(first) {
            names.add(&entry.path, &entry.name());
        }
        let all = self.library.entries().len() + self.set().len();
        if let Some(finder) = self.finder_mut().filter(|finder| finder.only.is_none()) {
            let asked = Asked {
                number: 0,
                stock: Some(Stock {
                    set: AnnotationSet::default(),
                    ..stock
                }),
                names,
                typed: finder.input.text().to_owned(),
                most: AHEAD,
            };
            let mut found = Index::default().find_here(&asked);
            found.count = found.count.max(all);
            finder.take(found);
        }
    }

    /// Lists anew what can be found: what there is to find has become other.
    pub(super) fn refresh_finder(&mut self) {
        if self.finder().is_some() {
            let (mut names, stock) = (Names::default(), self.stock());
            for entry in self.library.entries() {
                names.add(&entry.path, &entry.name());
            }
            self.ask_finder(Some(stock), names);
        }
    }

    /// Tells the finder what these documents are called now.
    pub(super) fn rename_in_finder(&mut self, paths: &[DocPath]) {
        let Some(finder) = self.finder().filter(|_| !paths.is_empty()) else {
            return;
        };
        // To look up very many takes longer than to go through all.
        let is_most = paths.len().saturating_mul(MANY) > self.library.entries().len();
        if is_most || finder.is_behind_screen() != self.is_much() {
            return self.refresh_finder();
        }
        let mut names = Names::default();
        for entry in paths.iter().filter_map(|path| self.library.get(path)) {
            names.add(&entry.path, &entry.name());
        }
        self.ask_finder(None, names);
    }

    /// Whether there is too much to go through it while a key waits.
    fn is_much(&self) -> bool {
        self.library.entries().len() + self.set().len() > AT_ONCE
    }

    /// Whether what is typed in the finder is still being looked for.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        self.finder().is_some_and(Finder::is_waiting)
    }

    pub(super) fn finder(&self) -> Option<&Finder> {
        let mut overlays = self.overlays.iter().rev();
        overlays.find_map(|overlay| match overlay {
            Overlay::Finder(finder) => Some(&**finder),
            _ => None,
        })
    }

    fn finder_mut(&mut self) -> Option<&mut Finder> {
        let mut overlays = self.overlays.iter_mut().rev();
        overlays.find_map(|overlay| match overlay {
            Overlay::Finder(finder) => Some(&mut **finder),
            _ => None,
        })
    }

    fn stock(&self) -> Stock {
        let finder = self.finder();
        let only = finder.and_then(|finder| finder.only.clone());
        let here = self.reader.document().map(|document| &document.path);
        let read = self.remembered.positions.iter().map(|(path, ..)| path);
        // What is on the screen already is hardly looked for.
        let (shown, others): (Vec<&DocPath>, Vec<&DocPath>) =
            read.take(RECENT).partition(|path| Some(*path) == here);
        Stock {
            set: self.set().clone(),
            headings: match only {
                Some(_) => Vec::new(),
                None => self.headings().collect(),
            },
            commands: finder.map_or_else(Vec::new, |finder| finder.commands.clone()),
            recent: others.into_iter().chain(shown).cloned().collect(),
            only,
        }
    }

    /// The commands that can be given from here, with their keys: none that only moves the cursor, for which nobody opens
    /// a list.
    fn commands_to_find(&self) -> Vec<(&'static Command, String)> {
        let is_worth_finding = |command: &&'static Command| {
            !matches!(
                command.action,
                Action::Move(_)
                    | Action::Overlay(_)
                    | Action::Go(Go::Find)
                    | Action::Annotate(Annotate::TagWithKey(_))
            )
        };
        let commands = self.commands_here().into_iter().filter(is_worth_finding);
        commands
            .map(|command| (command, self.keys_here(command)))
            .collect()
    }

    /// Has searched what is typed in the finder: at once where that takes no time, else behind the screen.
    fn ask_finder(&mut self, stock: Option<Stock>, names: Names) {
        let (is_much, fits) = (self.is_much(), usize::from(self.area.height));
        let Some(finder) = self.finder_mut() else {
            return;
        };
        let asked = finder.ask(stock, names, fits + AHEAD);
        if is_much {
            finder.index = None;
            self.effects.push(Effect::Find(Arc::new(asked)));
        } else {
            let index = finder.index.get_or_insert_default();
            let found = index.find_here(&asked);
            finder.take(found);
        }
    }

    /// Takes in what was found behind the screen.
    pub(super) fn take_found(&mut self, found: Found) {
        if let Some(finder) = self.finder_mut() {
            finder.take(found);
        }
        if !self.is_finding() {
            self.release();
        }
    }

    /// Takes in how a document begins.
    pub(super) fn take_head(&mut self, head: Head) {
        if let Some(finder) = self.finder_mut()
            && finder.awaited.as_ref() == Some(&head.path)
        {
            finder.head = Some(head);
        }
    }

    /// Looks for what is typed now.
    pub(super) fn finder_typed(&mut self) {
        if let Some(Overlay::Finder(_)) = self.overlays.last() {
            self.ask_finder(None, Names::default());
        }
    }

    /// Narrows the list to a kind, or lists all kinds again where it is narrowed to that.
    pub(super) fn narrow_finder(&mut self, kind: Kind) {
        if let Some(finder) = self.finder_mut() {
            let (known, query) = Kind::narrowed(finder.input.text());
            let sign = (known != Some(kind)).then(|| kind.sign().to_string());
            finder.input = Line::new(&format!("{}{query}", sign.unwrap_or_default()));
        }
        self.finder_typed();
    }

    /// Asks how the chosen document begins, where that is not known, and for more rows where they come to an end.
    pub(super) fn settle_finder(&mut self) {
        let fits = usize::from(self.area.height);
        let here = self.reader.document().map(|document| document.path.clone());
        let Some(Overlay::Finder(finder)) = self.overlays.last_mut() else {
            return;
        };
        let wants_more = finder.wants_more(fits);
        if let Some(What::Document(path)) = finder.chosen().map(|row| &row.what)
            && here.as_ref() != Some(path)
            && finder.awaited.as_ref() != Some(path)
        {
            let path = path.clone();
            finder.awaited = Some(path.clone());
            self.effects.push(Effect::Preview(path));
        }
        if wants_more {
            self.ask_finder(None, Names::default());
        }
    }

    /// Does what a key means in the finder, which is not on the stack meanwhile.
    pub(super) fn finder_action(
        &mut self,
        mut finder: Box<Finder>,
        action: OverlayAction,
        now: Timestamp,
    ) {
        match action {
            OverlayAction::Cancel => return self.forget_found(&finder),
            OverlayAction::Accept => {
                if let Some(row) = finder.chosen().cloned() {
                    self.forget_found(&finder);
                    return self.take_row(row, now);
                }
            }
            OverlayAction::Down => finder.step(1),
            OverlayAction::Up => finder.step(-1),
            OverlayAction::PageDown => finder.step(self.page()),
            OverlayAction::PageUp => finder.step(-self.page()),
            OverlayAction::Complete => {
                if let Some(row) = finder.chosen() {
                    let sign = Kind::narrowed(finder.input.text()).0.map(Kind::sign);
                    let sign = sign.map(String::from).unwrap_or_default();
                    finder.input = Line::new(&format!("{sign}{} ", on_one_line(&row.name)));
                    self.overlays.push(Overlay::Finder(finder));
                    return self.finder_typed();
                }
            }
            _ => {}
        }
        self.overlays.push(Overlay::Finder(finder));
    }

    /// Lets go of what there was to find: behind the screen, for that takes its time too.
    fn forget_found(&mut self, finder: &Finder) {
        if finder.is_behind_screen() {
            let nothing = Asked {
                number: 0,
                stock: Some(Stock::default()),
                names: Names::default(),
                typed: String::new(),
                most: 0,
            };
            self.effects.push(Effect::Find(Arc::new(nothing)));
        }
    }

    /// Goes to what was chosen, or does it.
    fn take_row(&mut self, row: Row, now: Timestamp) {
        match row.what {
            What::Document(path) => {
                self.layout.focus = Focus::Reader;
                self.open(&path, Goal::Resume);
            }
            What::Heading(at) => {
                self.layout.focus = Focus::Reader;
                self.jump(at);
            }
            What::Annotation(id) => {
                let Some(annotation) = self.set().get(id) else {
                    return self.status.notice("that was deleted meanwhile");
                };
                let path = annotation.document.clone();
                self.layout.focus = Focus::Reader;
                self.open(&path, Goal::Annotation(id));
            }
            What::Tag(name, _) => self.show_tagged(&name),
            What::Command(command) if command.arguments().is_empty() => {
                if let Err(complaint) = self.give(command.name, now) {
                    self.status.failure(complaint);
                }
            }
            What::Command(command) => self.show_palette(&format!("{} ", command.name)),
        }
        self.reader.settle();
    }
}
