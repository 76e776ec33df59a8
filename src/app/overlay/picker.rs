//! Lists that one narrows by typing: headings, tags, annotations, commands.

mod fit;

use super::Line;
use crate::app::commands::{Command, by_name};
use crate::app::reader::Passage;
use crate::app::sidebar::Filter;
use crate::model::{AnnotationId, BlockKind, TagColor, TagName, Verdict};
use crate::search::{Hit, matched, rank};
use crate::text::cluster::width;
use std::sync::Arc;

/// What choosing an item leads to.
#[derive(Clone, Debug)]
pub enum Choice {
    /// A byte of the open document to go to.
    Position(usize),
    /// A tag.
    Tag(TagName),
    /// A command to give.
    Command(&'static Command),
    /// A command to give with one of the words that it wants after its name.
    Argument(&'static Command, &'static str),
    /// A link to go to, by the first byte of its words, and its address.
    Link(usize, Arc<str>),
    /// What blocks really are; `None` for what postil took them for.
    Kind(Option<BlockKind>),
    /// What the cards of the sidebar are narrowed by.
    Filter(FilterChoice),
    /// The part of the path that a tag is put below; `None` for the top.
    Parent(Option<TagName>),
    /// A colour; `None` for none.
    Color(Option<TagColor>),
}

/// What can be chosen where a filter is typed.
#[derive(Clone, Debug)]
pub enum FilterChoice {
    /// What is typed.
    Typed,
    /// A filter that was kept: its query.
    Kept(String),
    /// What is typed with its last word made longer.
    Longer(String),
}

/// An item of the list.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is shown, and searched.
    pub text: String,
    /// What is shown beside it.
    pub detail: String,
    /// What choosing it leads to.
    pub choice: Choice,
}

/// What the tags of the picker are for.
#[derive(Clone, Debug, PartialEq)]
pub enum TagTarget {
    /// An annotation, whose tags become those that are marked.
    Annotation(AnnotationId),
    /// A passage, on which an annotation is made.
    Passage(Passage),
    /// What a search of the corpus found.
    Results {
        /// Whether every result is meant where none is marked.
        all: bool,
    },
}

/// What a tag is changed into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recoding {
    /// A part of another tag: that takes it in.
    Merge(TagName),
    /// The same tag elsewhere in the tree.
    Move(TagName),
}

/// What a colour is chosen for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Colored {
    /// A tag.
    Tag(TagName),
    /// A verdict.
    Verdict(Verdict),
}

/// What a picker is for.
#[derive(Clone, Debug)]
pub enum PickerKind {
    /// Going to a part or heading.
    Outline,
    /// Going to a link and opening it.
    Links,
    /// Saying what the blocks of a passage really are.
    Kinds(Passage),
    /// Giving a command.
    Commands,
    /// Narrowing the cards of the sidebar, which showed these before; what is listed depends on what is typed.
    Filter(Option<Filter>),
    /// Changing a tag into another.
    Recode(Recoding),
    /// Choosing a colour.
    Colors(Colored),
    /// Choosing tags.
    Tags {
        /// What for.
        target: TagTarget,
        /// The tags marked, in the order they were.
        marked: Vec<TagName>,
        /// Whether the marks were touched: then they are what counts, and else the item under the cursor.
        touched: bool,
        /// The key that the chosen tag is to get.
        key: Option<char>,
    },
}

/// A list that one narrows by typing.
#[derive(Debug)]
pub struct Picker {
    /// What it is for.
    pub kind: PickerKind,
    /// What stands above it.
    pub title: String,
    /// What is typed.
    pub input: Line,
    items: Vec<Item>,
    hits: Vec<Hit>,
    selected: usize,
}

impl Picker {
    /// A picker that shows all of `items`.
    #[must_use]
    pub fn new(kind: PickerKind, title: &str, items: Vec<Item>) -> Self {
        let mut picker = Self {
            kind,
            title: title.to_owned(),
            input: Line::default(),
            items,
            hits: Vec::new(),
            selected: 0,
        };
        picker.narrow();
        picker
    }

    /// The command of which a word is wanted now, its name being typed.
    fn wanting(&self) -> Option<&'static Command> {
        let typed = self.input.text().trim_start();
        let (name, _) = typed.split_once(char::is_whitespace)?;
        let is_wanted = matches!(self.kind, PickerKind::Commands);
        by_name(name).filter(|command| is_wanted && !command.arguments().is_empty())
    }

    /// What of that which is typed narrows the list.
    fn query(&self) -> &str {
        let mut words = self.input.text().split_whitespace();
        match self.kind {
            PickerKind::Commands if self.wanting().is_some() => words.nth(1).unwrap_or_default(),
            PickerKind::Commands => words.next().unwrap_or_default(),
            PickerKind::Filter(_) => "",
            _ => self.input.text(),
        }
    }

    /// Whether choosing the chosen item has to wait for a word that it wants: that is asked for then.
    pub fn asks_for_argument(&mut self) -> bool {
        let Some(Choice::Command(command)) = self.chosen().map(|item| &item.choice) else {
            return false;
        };
        let (name, is_wanting) = (command.name, !command.arguments().is_empty());
        if is_wanting {
            self.input = Line::new(&format!("{name} "));
            self.narrow();
        }
        is_wanting
    }

    /// Ranks the items anew by what is typed. Only the first word counts for commands, and the second for the words that one
    /// of them wants: the rest are arguments.
    pub fn narrow(&mut self) {
        let wanting = self.wanting();
        let query = self.query().to_owned();
        let query = query.as_str();
        self.hits = rank(query, self.items.iter().map(|item| &item.text));
        if matches!(self.kind, PickerKind::Commands) {
            let of = |hit: &Hit| match self.items.get(hit.index).map(|item| &item.choice) {
                Some(Choice::Argument(command, _)) => Some(command.name),
                _ => None,
            };
            let name = wanting.map(|command| command.name);
            self.hits.retain(|hit| of(hit) == name);
            // Who writes out a command of another place means that, not what is said of the commands of this one.
            if name.is_none() && by_name(query).is_none() {
                let described = self.described(query);
                self.hits.extend(described);
            }
            let items = &self.items;
            self.hits
                .sort_by_key(|hit| items.get(hit.index).map(|item| item.fit(query)));
        }
        self.marked_first();
        self.selected = 0;
    }

    /// The commands that are not listed for their name and do what `query` says: a newcomer knows the word, not the name.
    fn described(&self, query: &str) -> Vec<Hit> {
        let listed: Vec<usize> = self.hits.iter().map(|hit| hit.index).collect();
        let described = self.items.iter().enumerate().filter(|(index, item)| {
            matches!(item.choice, Choice::Command(_))
                && item.is_described(query)
                && !listed.contains(index)
        });
        described
            .map(|(index, _)| Hit { index, score: 0 })
            .collect()
    }

    /// Puts the tags that are marked before the others, where nothing is typed.
    fn marked_first(&mut self) {
        let PickerKind::Tags { marked, .. } = &self.kind else {
            return;
        };
        let place = |hit: &Hit| {
            let name = self.items.get(hit.index).map(|item| item.text.as_str());
            let place = marked.iter().position(|tag| Some(tag.as_str()) == name);
            place.unwrap_or(marked.len())
        };
        if self.input.text().trim().is_empty() {
            self.hits.sort_by_key(place);
        }
    }

    /// The tags that are given when the picker is left with what is in it: those that are marked and, where one is typed,
    /// the one under the cursor; where no mark was touched, that one alone.
    #[must_use]
    pub fn given(&self) -> Vec<TagName> {
        let PickerKind::Tags {
            marked, touched, ..
        } = &self.kind
        else {
            return Vec::new();
        };
        let is_typed = !self.input.text().trim().is_empty();
        let mut given = if *touched { marked.clone() } else { Vec::new() };
        let chosen = self.chosen_tag().filter(|_| is_typed || !touched);
        given.extend(chosen.filter(|name| !marked.contains(name) || !touched));
        given
    }

    /// Chooses the first item that `wanted` accepts, when it is listed.
    pub fn choose(&mut self, wanted: impl Fn(&Item) -> bool) {
        let place = self
            .hits
            .iter()
            .position(|hit| self.items.get(hit.index).is_some_and(&wanted));
        self.selected = place.unwrap_or(self.selected);
    }

    /// The items that match, best first, from the one with this number on.
    pub fn listed(&self, from: usize) -> impl Iterator<Item = &Item> {
        let hits = self.hits.iter().skip(from);
        hits.filter_map(|hit| self.items.get(hit.index))
    }

    /// Which characters of an item match what is typed, in code points.
    #[must_use]
    pub fn matched(&self, item: &Item) -> Vec<u32> {
        matched(self.query(), &item.text)
    }

    /// The number of the chosen item among those listed. In the tag picker one more is listed when a new tag is typed.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The chosen item.
    #[must_use]
    pub fn chosen(&self) -> Option<&Item> {
        self.hits
            .get(self.selected)
            .and_then(|hit| self.items.get(hit.index))
    }

    /// The tag that is typed, when there is none of that name: it is listed last, as one to make.
    #[must_use]
    pub fn new_tag(&self) -> Option<TagName> {
        if !matches!(self.kind, PickerKind::Tags { .. }) {
            return None;
        }
        let name = TagName::parse(self.input.text())?;
        let known = self
            .items
            .iter()
            .any(|item| matches!(&item.choice, Choice::Tag(tag) if *tag == name));
        (!known).then_some(name)
    }

    /// The tag under the cursor: one that is there, or the one to make.
    #[must_use]
    pub fn chosen_tag(&self) -> Option<TagName> {
        match self.chosen() {
            Some(Item {
                choice: Choice::Tag(name),
                ..
            }) => Some(name.clone()),
            Some(_) => None,
            None => self.new_tag(),
        }
    }

    /// How many items are listed, the tag to make included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hits.len() + usize::from(self.new_tag().is_some())
    }

    /// The cells of the longest item.
    #[must_use]
    pub fn widest(&self) -> u16 {
        let items = self.items.iter();
        items.map(|item| width(&item.text)).max().unwrap_or(0)
    }

    /// How many items there are whatever is typed, one to make included.
    #[must_use]
    pub fn all(&self) -> usize {
        self.items.len() + 1
    }

    /// Whether nothing is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of the first item on the screen where `height` items fit.
    #[must_use]
    pub fn top(&self, height: u16) -> usize {
        (self.selected + 1).saturating_sub(usize::from(height.max(1)))
    }

    /// Moves the choice by `count` items.
    pub fn step(&mut self, count: isize) {
        self.selected = self
            .selected
            .saturating_add_signed(count)
            .min(self.len().saturating_sub(1));
    }

    /// Chooses the `index`th listed item; whether there is one.
    pub fn select(&mut self, index: usize) -> bool {
        let there = index < self.len();
        if there {
            self.selected = index;
        }
        there
    }

    /// Marks the tag under the cursor, or takes its mark away. What was typed to find it is done with.
    pub fn mark(&mut self) {
        let Some(name) = self.chosen_tag() else {
            return;
        };
        let is_new = self.chosen().is_none();
        let PickerKind::Tags {
            marked, touched, ..
        } = &mut self.kind
        else {
            return;
        };
        *touched = true;
        if let Some(place) = marked.iter().position(|tag| *tag == name) {
            marked.remove(place);
        } else {
            marked.push(name.clone());
        }
        let (from, count) = (self.selected, marked.len());
        let is_typed = !self.input.text().is_empty();
        if is_new {
            let item = Item {
                text: name.to_string(),
                detail: "new".into(),
                choice: Choice::Tag(name),
            };
            self.items.push(item);
        }
        self.input = Line::default();
        self.narrow();
        // Going down a list and marking here and there, one goes on under the row that has moved up.
        let next = if is_typed { count } else { from + 1 };
        self.selected = next.min(self.len().saturating_sub(1));
    }

    /// Lists other items; what is typed stays, and so does the choice where it can.
    pub fn replace_items(&mut self, items: Vec<Item>) {
        self.items = items;
        let selected = self.selected;
        self.narrow();
        self.selected = selected.min(self.len().saturating_sub(1));
    }

    /// Takes in what became of the tag that `item` stands for.
    pub fn redefine(&mut self, item: Item) {
        let items = &mut self.items;
        match items.iter_mut().find(|known| known.text == item.text) {
            Some(known) => *known = item,
            None => items.push(item),
        }
        let selected = self.selected;
        self.narrow();
        self.select(selected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(names: &[&str]) -> Picker {
        let item = |name: &&str| Item {
            text: (*name).to_owned(),
            detail: String::new(),
            choice: Choice::Tag(TagName::parse(name).unwrap()),
        };
        let kind = PickerKind::Tags {
            target: TagTarget::Annotation(AnnotationId::new(jiff::Timestamp::UNIX_EPOCH)),
            marked: Vec::new(),
            touched: false,
            key: None,
        };
        Picker::new(kind, "Tags", names.iter().map(item).collect())
    }

    fn type_in(picker: &mut Picker, text: &str) {
        picker.input = Line::new(text);
        picker.narrow();
    }

    #[test]
    fn a_tag_that_is_not_there_can_be_made() {
        let mut picker = tags(&["claim/statistic", "todo"]);
        type_in(&mut picker, "stat");
        assert_eq!(picker.chosen_tag().unwrap().as_str(), "claim/statistic");
        assert_eq!(picker.new_tag().unwrap().as_str(), "stat");
        picker.step(1);
        assert_eq!(picker.chosen_tag().unwrap().as_str(), "stat");
        type_in(&mut picker, "todo");
        assert_eq!(picker.new_tag(), None, "there is one of that name");
    }

    #[test]
    fn what_is_marked_stays_in_sight_and_what_is_typed_is_given_too() {
        let names = |tags: Vec<TagName>| tags.iter().map(TagName::to_string).collect::<Vec<_>>();
        let mut picker = tags(&["claim/statistic", "doubt", "todo"]);
        assert_eq!(names(picker.given()), ["claim/statistic"]);
        type_in(&mut picker, "todo");
        picker.mark();
        assert_eq!(picker.input.text(), "");
        assert_eq!(picker.listed(0).next().unwrap().text, "todo");
        assert_eq!(names(picker.given()), ["todo"], "a row alone is not chosen");
        type_in(&mut picker, "dou");
        assert_eq!(names(picker.given()), ["todo", "doubt"]);
        type_in(&mut picker, "todo");
        assert_eq!(names(picker.given()), ["todo"]);
        picker.mark();
        assert_eq!(names(picker.given()), [""; 0]);
    }

    #[test]
    fn marks_take_several_at_once_new_ones_too() {
        let mut picker = tags(&["claim/statistic", "todo"]);
        picker.mark();
        type_in(&mut picker, "brand new");
        picker.mark();
        let PickerKind::Tags { marked, .. } = &picker.kind else {
            panic!("it lists tags")
        };
        let names: Vec<&str> = marked.iter().map(TagName::as_str).collect();
        assert_eq!(names, ["claim/statistic", "brand new"]);
        assert_eq!(picker.len(), 3);
    }
}
