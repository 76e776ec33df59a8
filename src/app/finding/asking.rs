//! What the finder asks for.
//!
//! The key that opens it tells of what is on the screen first. Of the documents of a large corpus it is told part by part,
//! each when the one before was taken in, so that no key waits for all of them.

use std::sync::Arc;

use super::{Asked, Found, Head, Index, Kind, Names, Stock, Wanted, What};
use crate::app::App;
use crate::app::action::{Action, Annotate, Go};
use crate::app::commands::Command;
use crate::app::effect::Effect;
use crate::app::overlay::{Finder, Line, Overlay};
use crate::app::panes::Focus;
use crate::model::{AnnotationSet, DocPath, TagName};

/// Up to so many documents and annotations are searched at once; more are searched behind the screen.
const AT_ONCE: usize = 4000;

/// How many rows are asked for beyond those that fit on the screen.
const AHEAD: usize = 100;

/// How many documents are told of at once where there are many.
const PART: usize = 8192;

/// How many of the documents last read stand first.
const RECENT: usize = 50;

impl App {
    /// Opens the finder; in the document list it begins with documents alone.
    pub(in crate::app) fn show_finder(&mut self) {
        let mut finder = Finder::new("Find", Wanted::Anything, self.finding);
        finder.commands = self.commands_to_find();
        if self.layout.focus == Focus::Documents {
            finder.input = Line::new(&Kind::Document.sign().to_string());
        }
        self.begin_to_find(finder);
    }

    /// Lists the annotations that carry a tag.
    pub(in crate::app) fn show_tagged(&mut self, name: &TagName) {
        let wanted = Wanted::Tagged(name.clone());
        if !self.is_any(&wanted) {
            return self.status.notice(format!("nothing is tagged {name} yet"));
        }
        self.show_annotations(&format!("Tagged {name}"), wanted);
    }

    /// Lists the annotations that are wanted.
    pub(in crate::app) fn show_annotations(&mut self, title: &str, wanted: Wanted) {
        self.begin_to_find(Finder::new(title, wanted, self.finding));
    }

    /// Whether there is an annotation that is wanted.
    pub(in crate::app) fn is_any(&self, wanted: &Wanted) -> bool {
        self.set().annotations().any(|one| wanted.holds(one))
    }

    fn begin_to_find(&mut self, finder: Finder) {
        let is_anything = finder.wanted.is_anything();
        self.overlays.push(Overlay::Finder(Box::new(finder)));
        if is_anything && self.is_much() {
            self.find_first();
        }
        self.refresh_finder();
    }

    /// Lists what stands first, before all there is has been gone through.
    fn find_first(&mut self) {
        let (mut names, stock) = (Names::default(), self.stock());
        let first = self.library.entries().iter().take(AHEAD);
        let recent = stock
            .recent
            .iter()
            .filter_map(|path| self.library.get(path));
        for entry in recent.chain(first) {
            names.add(&entry.path, &self.name_of(&entry.path));
        }
        let documents = self.library.entries().len();
        let others = self.set().codebook().tags().len()
            + self.set().len()
            + stock.headings.len()
            + stock.commands.len();
        self.finding += 1;
        let number = self.finding;
        let Some(finder) = self.finder_mut() else {
            return;
        };
        let count = match finder.kind() {
            Some(_) => documents,
            None => documents + others,
        };
        let asked = Asked {
            number,
            stock: Some(Stock {
                set: AnnotationSet::default(),
                ..stock
            }),
            names,
            typed: finder.input.text().to_owned(),
            most: AHEAD,
            is_part: false,
        };
        let found = Index::default().find_here(&asked);
        finder.take(Found { count, ..found });
    }

    /// Lists anew what can be found: what there is to find has become other.
    pub(in crate::app) fn refresh_finder(&mut self) {
        if let Some(finder) = self.finder_mut() {
            finder.rest = None;
            let stock = self.stock();
            self.tell_finder(Some(stock));
        }
    }

    /// Tells the finder of the documents that it was not told of yet, or of a part of them.
    fn tell_finder(&mut self, stock: Option<Stock>) {
        let Some(finder) = self.finder() else {
            return;
        };
        let most = if self.is_much() { PART } else { usize::MAX };
        let entries = self.library.entries();
        let told = finder.rest.as_ref();
        let from = told.map_or(0, |told| {
            entries.partition_point(|entry| entry.path <= *told)
        });
        let part = entries.get(from..).unwrap_or_default();
        let part = part.get(..most).unwrap_or(part);
        let mut names = Names::default();
        for entry in part {
            if self.is_named_in(finder, &entry.path) {
                names.add(&entry.path, &entry.name());
            }
        }
        let last = part.last().filter(|_| from + part.len() < entries.len());
        let rest = last.map(|entry| entry.path.clone());
        if let Some(finder) = self.finder_mut() {
            finder.rest = rest;
        }
        self.ask_finder(stock, names);
    }

    /// Whether the finder shows what this document is called.
    fn is_named_in(&self, finder: &Finder, path: &DocPath) -> bool {
        finder.wanted.is_anything() || self.set().count_on(path) > 0
    }

    /// Tells the finder what these documents are called now. Those that it was not told of yet it will be.
    pub(in crate::app) fn rename_in_finder(&mut self, paths: &[DocPath]) {
        let Some(finder) = self.finder().filter(|_| !paths.is_empty()) else {
            return;
        };
        if finder.is_behind_screen() != self.is_much() {
            return self.refresh_finder();
        }
        let told = finder.rest.as_ref();
        let is_told = |path: &&DocPath| told.is_none_or(|told| *path <= told);
        let paths = paths.iter().filter(is_told);
        let paths = paths.filter(|path| self.is_named_in(finder, path));
        let mut names = Names::default();
        for entry in paths.filter_map(|path| self.library.get(path)) {
            names.add(&entry.path, &entry.name());
        }
        if !names.is_empty() {
            self.ask_finder(None, names);
        }
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

    pub(in crate::app) fn finder(&self) -> Option<&Finder> {
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
        let wanted = finder.map(|finder| finder.wanted.clone());
        let wanted = wanted.unwrap_or_default();
        let here = self.reader.document().map(|document| &document.path);
        let read = self.remembered.positions.iter().map(|(path, ..)| path);
        // What is on the screen already is hardly looked for.
        let (shown, others): (Vec<&DocPath>, Vec<&DocPath>) =
            read.take(RECENT).partition(|path| Some(*path) == here);
        let is_link = matches!(wanted, Wanted::Linked(_));
        Stock {
            set: self.set().clone(),
            headings: if wanted.is_anything() {
                self.headings().collect()
            } else {
                Vec::new()
            },
            commands: finder.map_or_else(Vec::new, |finder| finder.commands.clone()),
            recent: others.into_iter().chain(shown).cloned().collect(),
            way_there: is_link.then(|| self.way_there()),
            wanted,
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
        self.finding += 1;
        let number = self.finding;
        let Some(finder) = self.finder_mut() else {
            return;
        };
        let asked = finder.ask(number, stock, names, fits + AHEAD);
        if is_much {
            finder.index = None;
            self.effects.push(Effect::Find(Arc::new(asked)));
        } else {
            let index = finder.index.get_or_insert_default();
            let found = index.find_here(&asked);
            finder.take(found);
        }
    }

    /// Takes in what was found behind the screen, or goes on telling what there is.
    pub(in crate::app) fn take_found(&mut self, found: Found) {
        if let Some(finder) = self.finder_mut() {
            if !found.is_part {
                finder.take(found);
            } else if finder.rest.is_some() && finder.is_asked(found.number) {
                self.tell_finder(None);
            }
        }
        if !self.is_finding() {
            self.release();
        }
    }

    /// Takes in how a document begins.
    pub(in crate::app) fn take_head(&mut self, head: Head) {
        if let Some(finder) = self.finder_mut()
            && finder.awaited.as_ref() == Some(&head.path)
        {
            finder.head = Some(head);
        }
    }

    /// Looks for what is typed now.
    pub(in crate::app) fn finder_typed(&mut self) {
        if let Some(Overlay::Finder(_)) = self.overlays.last() {
            self.ask_finder(None, Names::default());
        }
    }

    /// Narrows the list to a kind, or lists all kinds again where it is narrowed to that.
    pub(in crate::app) fn narrow_finder(&mut self, kind: Kind) {
        if let Some(finder) = self.finder_mut() {
            let (known, query) = Kind::narrowed(finder.input.text());
            let sign = (known != Some(kind)).then(|| kind.sign().to_string());
            finder.input = Line::new(&format!("{}{query}", sign.unwrap_or_default()));
        }
        self.finder_typed();
    }

    /// Asks how the chosen document begins, where that is not known, and for more rows where they come to an end.
    pub(in crate::app) fn settle_finder(&mut self) {
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

    /// Lets go of what there was to find: behind the screen, for that takes its time too.
    pub(in crate::app) fn forget_found(&mut self, finder: &Finder) {
        if finder.is_behind_screen() {
            let nothing = Asked {
                number: 0,
                stock: Some(Stock::default()),
                names: Names::default(),
                typed: String::new(),
                most: 0,
                is_part: true,
            };
            self.effects.push(Effect::Find(Arc::new(nothing)));
        }
    }
}
