//! Narrowing the cards of the sidebar by a query, and the filters that were kept.
//!
//! A filter is how one person looks at annotations, as a mark is where one person was: it is kept in the state folder, so
//! that nobody else's file changes by it and it can be kept where nothing can be annotated.

use jiff::Timestamp;

use super::App;
use super::action::OverlayAction;
use super::overlay::{
    Choice, FilterChoice, Item, Line, Overlay, Page, PageKind, PageLine, Picker, PickerKind,
};
use super::panes::Focus;
use super::sidebar::Filter;
use crate::model::{Codebook, Edit, TagName, Verdict};
use crate::review::Query;
use crate::review::query::{Field, complete};
use crate::text::counted;
use crate::text::loose::loosened;

/// Narrows the cards of the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filtering {
    /// Asks for a query.
    Begin,
    /// Keeps the query under a name.
    Keep,
    /// Forgets a query that was kept.
    Drop,
    /// Explains what a query can ask for.
    Explain,
}

/// How many filters are kept.
const MOST: usize = 100;

/// What tags and verdicts were called, and what they are called now.
#[derive(Default)]
struct Renamed<'a> {
    tags: Vec<(&'a TagName, &'a TagName)>,
    verdicts: Vec<(&'a Verdict, &'a Verdict)>,
}

impl<'a> Renamed<'a> {
    fn by(edits: &'a [Edit]) -> Self {
        let mut renamed = Self::default();
        for edit in edits {
            match edit {
                Edit::Tag {
                    before: Some(before),
                    after: Some(after),
                } if before.name != after.name => renamed.tags.push((&before.name, &after.name)),
                Edit::Grade {
                    before: Some(before),
                    after: Some(after),
                } if before.name != after.name => {
                    renamed.verdicts.push((&before.name, &after.name));
                }
                _ => {}
            }
        }
        renamed
    }

    fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.verdicts.is_empty()
    }

    /// What is called `name` in a query has this name now. What is only a part of the paths of tags has one where all of
    /// them went along.
    fn now(&self, field: Field, name: &str, codebook: &Codebook) -> Option<String> {
        let name = loosened(name);
        match field {
            Field::Verdict => {
                let is_it = |(was, _): &&(&Verdict, &Verdict)| loosened(was.as_str()) == name;
                let verdict = self.verdicts.iter().find(is_it);
                verdict.map(|(_, now)| now.to_string())
            }
            Field::Tag => {
                let is_it = |tag: &TagName| loosened(tag.as_str()) == name;
                let above = |tag: &TagName| {
                    std::iter::successors(Some(tag.clone()), TagName::parent).find(&is_it)
                };
                let (was, now) = self.tags.iter().find_map(|(was, now)| {
                    let above = above(was)?;
                    let rest = was.as_str().strip_prefix(above.as_str())?;
                    Some((above, TagName::parse(now.as_str().strip_suffix(rest)?)?))
                })?;
                let mut within = self.tags.iter().filter(|(tag, _)| tag.is_within(&was));
                let went_along =
                    within.all(|(tag, to)| tag.moved(&was, &now).as_ref() == Some(*to));
                let mut left = codebook.tags().iter();
                let is_left = left.any(|tag| tag.name.is_within(&was) && !tag.name.is_within(&now));
                (went_along && !is_left).then(|| now.to_string())
            }
            _ => None,
        }
    }
}

impl App {
    pub(super) fn filter_action(&mut self, filtering: Filtering) {
        match filtering {
            Filtering::Begin => self.begin_filter(),
            Filtering::Keep => self
                .status
                .notice("write the name after it, as in :keep-filter open"),
            Filtering::Drop => self
                .status
                .notice("write the name after it, as in :drop-filter open"),
            Filtering::Explain => self.explain_queries(),
        }
    }

    /// Does what was typed after the name of a command that has to do with filters.
    ///
    /// # Errors
    /// What is wrong with it, and what can be typed instead.
    pub(super) fn give_filter(
        &mut self,
        filtering: Filtering,
        rest: &str,
        now: Timestamp,
    ) -> Result<(), String> {
        match filtering {
            Filtering::Begin => {
                let kept = self.remembered.filters.get(rest);
                let query = Query::parse(kept.map_or(rest, String::as_str))
                    .map_err(|error| error.to_string())?;
                if self.ledger().is_some() {
                    self.filter_ledger(query);
                    return Ok(());
                }
                self.focus_on_cards();
                self.filter_by(Some(query));
            }
            Filtering::Keep => {
                let of_cards = self.sidebar.filter().map(|filter| &filter.query);
                let query = self.ledger().map_or(of_cards, |ledger| Some(&ledger.query));
                let Some(query) = query.filter(|query| !query.is_empty()) else {
                    return Err("there is no filter to keep; :filter begins one".to_owned());
                };
                let (query, filters) = (query.to_string(), &mut self.remembered.filters);
                if filters.len() >= MOST && !filters.contains_key(rest) {
                    return Err(format!("{MOST} filters are kept already; drop one first"));
                }
                filters.insert(rest.to_owned(), query);
                self.remember(now);
                self.status
                    .notice(format!("kept as {rest}; :filter {rest} brings it back"));
            }
            Filtering::Drop => {
                if self.remembered.filters.remove(rest).is_none() {
                    return Err(format!("no filter is kept as {rest}; :filter lists them"));
                }
                self.remember(now);
                self.status
                    .notice(format!("the filter {rest} is forgotten"));
            }
            Filtering::Explain => self.explain_queries(),
        }
        Ok(())
    }

    /// Has the filters that were kept ask for tags and verdicts by their new names, while `edits` call them otherwise. Taking
    /// that back gives them the old ones again.
    pub(super) fn filters_follow(&mut self, edits: &[Edit]) {
        let renamed = Renamed::by(edits);
        if renamed.is_empty() || self.remembered.filters.is_empty() {
            return;
        }
        let codebook = self.annotations.set.codebook();
        let new = |field: Field, name: &str| renamed.now(field, name, codebook);
        let mut is_any = false;
        for text in self.remembered.filters.values_mut() {
            if let Ok(mut query) = Query::parse(text)
                && query.follow(&new)
            {
                *text = query.to_string();
                is_any = true;
            }
        }
        if is_any {
            self.remember(None);
        }
    }

    /// Which filters that were kept still ask for a tag, or for those below it, by name.
    pub(super) fn filters_asking_for(&self, tag: &TagName) -> Vec<&str> {
        let is_it = |field: Field, name: &str| {
            let is_tag = field == Field::Tag && loosened(name) == loosened(tag.as_str());
            is_tag.then(|| "x".to_owned())
        };
        let kept = self.remembered.filters.iter();
        let asking = kept.filter(|(_, text)| {
            let query = Query::parse(text);
            query.is_ok_and(|mut query| query.follow(&is_it))
        });
        asking.map(|(name, _)| name.as_str()).collect()
    }

    /// Shows the cards that `query` means, or all, and says how many these are.
    pub(super) fn filter_by(&mut self, query: Option<Query>) {
        let filter = query.filter(|query| !query.is_empty()).map(Filter::new);
        let (set, reader) = (&self.annotations.set, &self.reader);
        self.sidebar.show_only(filter, set, reader);
        let all = reader.places().len();
        self.status.notice(match self.sidebar.filter() {
            Some(filter) => format!("{} of {} shown", filter.count(), counted(all, "annotation")),
            None => "all annotations are shown".to_owned(),
        });
    }

    /// Says that the filter leaves no card to act on.
    pub(super) fn say_nothing_fits(&mut self) {
        self.status
            .notice("no annotation here fits the filter; Esc shows all");
    }

    fn focus_on_cards(&mut self) {
        self.layout.zoom = false;
        (self.layout.focus, self.layout.side) = (Focus::Sidebar, Focus::Sidebar);
    }

    fn begin_filter(&mut self) {
        self.focus_on_cards();
        let before = self.sidebar.filter().cloned();
        let typed = before.as_ref().map(|filter| filter.query.to_string());
        let kind = PickerKind::Filter(before);
        let mut picker = Picker::new(kind, "Filter the annotations", Vec::new());
        picker.input = Line::new(&typed.unwrap_or_default());
        self.overlays.push(Overlay::Picker(Box::new(picker)));
        self.filter_typed();
    }

    /// Lists what the line where a filter is typed comes to, and shows the cards that it means as soon as it means some.
    pub(super) fn filter_typed(&mut self) {
        let Some(Overlay::Picker(picker)) = self.overlays.last_mut() else {
            return;
        };
        if !matches!(picker.kind, PickerKind::Filter(_)) {
            return;
        }
        let parsed = Query::parse(picker.input.text());
        let (set, reader) = (&self.annotations.set, &self.reader);
        if let Ok(query) = &parsed {
            let filter = (!query.is_empty()).then(|| Filter::new(query.clone()));
            self.sidebar.show_only(filter, set, reader);
        }
        let all = reader.places().len();
        let typed = match (&parsed, self.sidebar.filter()) {
            (Err(error), _) => error.to_string(),
            (Ok(_), None) => format!("show all {}", counted(all, "annotation")),
            (Ok(_), Some(filter)) => {
                format!("show {} of {}", filter.count(), counted(all, "annotation"))
            }
        };
        let item = |text: String, detail: &str, choice| Item {
            text,
            detail: detail.to_owned(),
            choice: Choice::Filter(choice),
        };
        let mut items = vec![item(typed, "", FilterChoice::Typed)];
        let text = picker.input.text();
        let kept = self.remembered.filters.iter();
        let kept = kept.filter(|(name, _)| name.contains(text.trim()));
        items.extend(
            kept.map(|(name, query)| item(name.clone(), query, FilterChoice::Kept(query.clone()))),
        );
        let (before, _) = picker.input.parts();
        let found = complete(text, before.len(), set);
        items.extend(found.choices.into_iter().map(|choice| {
            let field = choice.strip_suffix(':').and_then(Field::parse);
            let detail = field.map_or("", Field::meaning);
            let start = text.get(..found.span.start).unwrap_or_default();
            let end = text.get(found.span.end..).unwrap_or_default();
            let longer = format!("{start}{choice}{end}");
            item(choice, detail, FilterChoice::Longer(longer))
        }));
        picker.replace_items(items);
        picker.select(0);
    }

    pub(super) fn filter_line_action(&mut self, mut picker: Box<Picker>, action: OverlayAction) {
        let chosen = match picker.chosen().map(|item| &item.choice) {
            Some(Choice::Filter(choice)) => choice.clone(),
            _ => FilterChoice::Typed,
        };
        match (action, chosen) {
            (OverlayAction::Accept, FilterChoice::Typed) => {
                match Query::parse(picker.input.text()) {
                    Ok(query) => return self.filter_by(Some(query)),
                    Err(error) => {
                        let text = picker.input.text().to_owned();
                        picker.input = Line::with_cursor(&text, error.span.start);
                        self.status.failure(error.to_string());
                    }
                }
            }
            (OverlayAction::Accept, FilterChoice::Kept(query)) => match Query::parse(&query) {
                Ok(query) => return self.filter_by(Some(query)),
                Err(error) => self.status.failure(error.to_string()),
            },
            (OverlayAction::Accept, FilterChoice::Longer(text)) => picker.input = Line::new(&text),
            (OverlayAction::Complete, choice) => {
                let first = || picker.listed(1).next().map(|item| item.choice.clone());
                let choice = match (choice, first()) {
                    (FilterChoice::Typed, Some(Choice::Filter(first))) => first,
                    (choice, _) => choice,
                };
                if let FilterChoice::Kept(text) | FilterChoice::Longer(text) = choice {
                    picker.input = Line::new(&text);
                }
            }
            (OverlayAction::Cancel, _) => {
                if let PickerKind::Filter(before) = picker.kind {
                    let (set, reader) = (&self.annotations.set, &self.reader);
                    self.sidebar.show_only(before, set, reader);
                }
                return;
            }
            (OverlayAction::Down, _) => return self.step_in_filters(picker, 1),
            (OverlayAction::Up, _) => return self.step_in_filters(picker, -1),
            (OverlayAction::PageDown, _) => return self.step_in_filters(picker, self.page()),
            (OverlayAction::PageUp, _) => return self.step_in_filters(picker, -self.page()),
            _ => return self.step_in_filters(picker, 0),
        }
        self.overlays.push(Overlay::Picker(picker));
        self.filter_typed();
    }

    fn step_in_filters(&mut self, mut picker: Box<Picker>, count: isize) {
        picker.step(count);
        self.overlays.push(Overlay::Picker(picker));
    }

    /// Shows what a query can ask for.
    fn explain_queries(&mut self) {
        let text = |text: &str| PageLine::Text(text.to_owned());
        let entry = |keys: &str, doc: &str| PageLine::Entry(keys.to_owned(), doc.to_owned());
        let mut lines = vec![
            text(
                "A query says which annotations are meant: in the sidebar, in the ledger, for an export and on the command \
                 line. Case and accents do not count.",
            ),
            text(""),
            PageLine::Heading("How it is written".to_owned()),
            entry("troops", "The quote, the note or the claim holds the word."),
            entry(
                "\"per cent\"",
                "In quotation marks stand phrases, and names with spaces.",
            ),
            entry("tag:claim/*", "The field is that; * stands for anything."),
            entry("note~source", "The field holds that."),
            entry("tag:none", "Nothing is there; any means that something is."),
            entry("a b", "Both hold."),
            entry("a OR b, a | b", "One of them holds."),
            entry("-tag:todo", "It does not hold."),
            entry("(a | b) c", "Parentheses hold together."),
            text(""),
            PageLine::Heading("What can be asked for".to_owned()),
        ];
        lines.extend(Field::ALL.iter().map(|field| {
            let words = field.words().join(", ");
            let told = match words.as_str() {
                "" => format!("{}.", capital(field.meaning())),
                words => format!("{}: {words}.", capital(field.meaning())),
            };
            PageLine::Entry(field.example().to_owned(), told)
        }));
        self.overlays.push(Overlay::Page(Page {
            title: "Queries".to_owned(),
            lines,
            top: 0,
            kind: PageKind::Help,
        }));
    }
}

/// `text` with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
