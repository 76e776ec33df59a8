//! Two annotations compared, side by side or one above the other: what each says, in which surroundings, what it claims and
//! what was found of that.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::App;
use super::action::{Link, OverlayAction};
use super::comparing::{around, first_row, last_top, words};
use super::effect::Effect;
use super::finding::{self, What};
use super::going::Goal;
use super::linking::links_of;
use super::overlay::{Column, Comparison, Finder, Head, Mark, Overlay, Pair};
use super::panes::{comparison_parts, comparison_widths};
use super::reader::{OpenDocument, Wanted, WantedIn};
use super::tagging::listed;
use crate::model::{Annotation, AnnotationId, BlockKind, Document, Span, TextHash};
use crate::review::{is_stale, latest};
use crate::text::cluster;

/// How much of the paragraphs before and after is shown, in bytes: beside each other, and one above the other.
const BESIDE: usize = 320;
const ABOVE: usize = 140;

/// What an annotation stands among.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The paragraph before, and what stands before the words in their own.
    pub before: (String, String),
    /// The words as they read now.
    pub words: String,
    /// What stands after them in their paragraph, and the paragraph after that.
    pub after: (String, String),
    /// The number of the paragraph, where it has one.
    pub paragraph: Option<usize>,
    /// The hash of the text they are in.
    pub hash: TextHash,
}

impl Around {
    /// What the words at `span` stand among.
    #[must_use]
    pub fn of(document: &Document, span: Span) -> Self {
        let text = &document.text;
        let (before, after) = around(text, span);
        let own = document.block_index_at(span.start).unwrap_or(0);
        let end = document.block_index_at(span.end.saturating_sub(1).max(span.start));
        let is_read = |block: &&crate::model::Block| block.kind != BlockKind::Boilerplate;
        let blocks = &document.blocks;
        let earlier = blocks.iter().take(own).rev().find(is_read);
        let later = blocks.iter().skip(end.unwrap_or(own) + 1).find(is_read);
        let words = |block: Option<&crate::model::Block>| {
            block.map_or_else(String::new, |block| block.words(text).of(text).to_owned())
        };
        Self {
            before: (words(earlier), before),
            words: span.of(text).to_owned(),
            after: (after, words(later)),
            paragraph: document.paragraph_at(span.start),
            hash: document.hash.clone(),
        }
    }
}

impl WantedIn {
    /// What the first annotation that is looked for stands among in the document as it is now; `earlier` gives the texts
    /// with these hashes, as far as they are kept. It takes long where the text has changed.
    #[must_use]
    pub fn around(
        &self,
        open: &Arc<OpenDocument>,
        earlier: impl FnOnce(&[TextHash]) -> Vec<String>,
    ) -> Option<Around> {
        let placed = self.place(open, earlier).into_iter().next();
        let span = placed?.1.span?;
        Some(Around::of(&open.document, span))
    }
}

/// What a comparison of two annotations was made of: as long as that is the same, so is the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    sides: [Side; 2],
    window: Rect,
    linked: Vec<String>,
}

/// One of the two.
#[derive(Clone, Debug, PartialEq)]
struct Side {
    annotation: Option<Annotation>,
    around: Option<Result<Around, String>>,
    name: String,
}

impl App {
    /// Compares the annotation with the one that it is linked with: that of the chosen link, or of the only one.
    pub(super) fn compare_linked(&mut self) {
        let here = self.current_annotation();
        let links = here.map_or_else(Vec::new, |here| links_of(self.set(), here));
        let only = || links.first().copied().filter(|_| links.len() == 1);
        match self.chosen_link().or_else(only) {
            Some(linked) if linked.is_there => self.show_pair(linked.here, linked.other),
            Some(linked) => self.follow_linked(&linked),
            None if links.is_empty() => {
                let key = self.keymap.keys_of("link").next().unwrap_or_default();
                let text = format!("it has no links to compare it with; {key} begins one");
                self.status.notice(text);
            }
            None => self.status.notice("go to one of its links first, with j"),
        }
    }

    /// Compares the annotation that is to be linked with the one that is chosen in the list.
    pub(super) fn compare_chosen(&mut self, finder: Box<Finder>) {
        let from = match finder.wanted {
            finding::Wanted::Linked(from) => Some(from),
            _ => None,
        };
        let to = match finder.chosen().map(|row| &row.what) {
            Some(What::Annotation(to)) => Some(*to),
            _ => None,
        };
        self.overlays.push(Overlay::Finder(finder));
        match from.zip(to) {
            Some((from, to)) => self.show_pair(from, to),
            None => self
                .status
                .notice("choose an annotation to compare it with"),
        }
    }

    pub(super) fn show_pair(&mut self, one: AnnotationId, other: AnnotationId) {
        let pair = Pair::new(one, other);
        self.overlays.push(Overlay::Pair(Box::new(pair)));
    }

    pub(super) fn pair_action(&mut self, mut pair: Box<Pair>, link: Link) {
        match link {
            Link::First | Link::Second => {
                let is_first = link == Link::First;
                let id = if is_first { pair.one } else { pair.other };
                self.overlays.push(Overlay::Pair(pair));
                return self.go_to_compared(id);
            }
            Link::Swap => {
                (pair.one, pair.other) = (pair.other, pair.one);
            }
            _ => {
                let (one, other) = (pair.one, pair.other);
                self.overlays.push(Overlay::Pair(pair));
                if !self.is_hindered() {
                    self.ask_relation(one, other);
                }
                return;
            }
        }
        self.overlays.push(Overlay::Pair(pair));
    }

    pub(super) fn pair_scrolled(&mut self, mut pair: Box<Pair>, action: OverlayAction) {
        let page = self.page();
        match action {
            OverlayAction::Cancel => return,
            OverlayAction::Down => pair.top += 1,
            OverlayAction::Up => pair.top = pair.top.saturating_sub(1),
            OverlayAction::PageDown => pair.top = pair.top.saturating_add_signed(page),
            OverlayAction::PageUp => pair.top = pair.top.saturating_add_signed(-page),
            _ => {}
        }
        self.overlays.push(Overlay::Pair(pair));
    }

    /// Goes to one of the two; the way back leads to the comparison.
    fn go_to_compared(&mut self, id: AnnotationId) {
        let Some(path) = self.set().get(id).map(|found| found.document.clone()) else {
            return self.status.notice("that annotation is gone");
        };
        self.open_under(&path, Goal::Annotation(id), "the comparison");
    }

    /// Takes in what an annotation in a document that is not open stands among.
    pub(super) fn glanced(&mut self, id: AnnotationId, found: &Result<Around, String>) {
        for overlay in &mut self.overlays {
            if let Overlay::Pair(pair) = overlay {
                pair.around.insert(id, found.clone());
            }
        }
    }

    /// Sets the comparison of two annotations for the window, where it is not what is shown already, and has read what is
    /// missing for it.
    pub(super) fn settle_pair(&mut self) {
        let is_pair = |overlay: &Overlay| matches!(overlay, Overlay::Pair(_));
        let Some(place) = self.overlays.iter().rposition(is_pair) else {
            return;
        };
        let Overlay::Pair(mut pair) = self.overlays.remove(place) else {
            return;
        };
        for id in [pair.one, pair.other] {
            self.glance_at(&mut pair, id);
        }
        let made_of = self.paired(&pair);
        let is_new = pair.made_of.as_ref() != Some(&made_of);
        if is_new {
            pair.shown = paired(&made_of);
        }
        let Comparison { head, old, new, .. } = &pair.shown;
        let parts = comparison_parts(self.area, head.len(), old.rows.len(), new.rows.len());
        let is_other = |earlier: &Paired| earlier.window != made_of.window;
        if pair.made_of.as_ref().is_none_or(is_other) {
            pair.top = first_row(&pair.shown, &parts);
        }
        pair.top = pair.top.min(last_top(&pair.shown, &parts));
        pair.made_of = Some(made_of);
        self.overlays.insert(place, Overlay::Pair(pair));
    }

    fn glance_at(&mut self, pair: &mut Pair, id: AnnotationId) {
        let Some(annotation) = self.set().get(id) else {
            return;
        };
        let path = annotation.document.clone();
        let is_open = self
            .reader
            .document()
            .is_some_and(|document| document.path == path);
        if is_open || pair.asked.contains(&id) {
            return;
        }
        pair.asked.push(id);
        let wanted = WantedIn {
            texts: self.set().texts_of(&path),
            wanted: vec![Wanted::new(annotation)],
            path,
        };
        self.effects.push(Effect::Glance(Arc::new(wanted)));
    }

    fn paired(&self, pair: &Pair) -> Paired {
        let side = |id: AnnotationId| {
            let annotation = self.set().get(id).cloned();
            let here = self.reader.document().zip(self.reader.places().get(id));
            let here = here.map(|(document, placed)| Ok(Around::of(document, placed.span)));
            let path = annotation.as_ref().map(|annotation| &annotation.document);
            Side {
                around: here.or_else(|| pair.around.get(&id).cloned()),
                name: path.map_or_else(String::new, |path| self.name_of(path)),
                annotation,
            }
        };
        let links = links_of(self.set(), pair.one).into_iter();
        let links = links.filter(|linked| linked.other == pair.other);
        let linked = links.map(|linked| {
            let (from, to) = if linked.is_from_here {
                ("A", "B")
            } else {
                ("B", "A")
            };
            format!("{from} {} {to}", linked.relation.as_str())
        });
        let mut linked: Vec<String> = linked.collect();
        if linked.is_empty() {
            let key = self
                .keymap
                .keys_of("set-relation")
                .next()
                .unwrap_or_default();
            linked.push(format!("A and B are not linked; {key} links them"));
        }
        Paired {
            sides: [side(pair.one), side(pair.other)],
            window: self.area,
            linked,
        }
    }
}

/// Two annotations as they are shown.
fn paired(made_of: &Paired) -> Comparison {
    let (width, column) = comparison_widths(made_of.window);
    let most = if column < width { BESIDE } else { ABOVE };
    let [one, other] = &made_of.sides;
    let mut texts = [side(one, "A", most), side(other, "B", most)];
    for text in &mut texts {
        text.set(column);
    }
    let [old, new] = texts;
    let rows = words(&made_of.linked.join(" · "), width).into_iter();
    let head = rows.map(|row| match row {
        Head::Words(text) => Head::Said(text),
        other => other,
    });
    Comparison {
        head: head.collect(),
        old,
        new,
        choices: 0,
    }
}

/// One of two annotations: what it carries, then its words among what stands around them.
fn side(side: &Side, name: &str, most: usize) -> Column {
    let Some(annotation) = &side.annotation else {
        let mut column = Column::new(name.to_owned());
        column.push("× an annotation that is gone", Mark::Around);
        return column;
    };
    let known = side.around.as_ref().and_then(|around| around.as_ref().ok());
    let paragraph = known.and_then(|around| around.paragraph);
    let paragraph = paragraph.map_or_else(String::new, |number| format!(" · ¶ {number}"));
    let mut column = Column::new(format!("{name} · {}{paragraph}", side.name));
    for fact in facts(annotation, known) {
        column.push_row(&fact, Mark::Around);
    }
    if let Some(Err(reason)) = &side.around {
        column.push_row(&format!("× {reason}"), Mark::Around);
    }
    column.push_row("", Mark::Around);
    let place = annotation.place();
    let (before, words, after) = match known {
        Some(around) => (
            [ending(&around.before.0, most), around.before.1.clone()],
            around.words.as_str(),
            [around.after.0.clone(), beginning(&around.after.1, most)],
        ),
        None => (
            [String::new(), format!("…{}", place.prefix)],
            place.quote.as_str(),
            [format!("{}…", place.suffix), String::new()],
        ),
    };
    let [earlier, before] = before.each_ref().map(|text| shown(text));
    let [after, later] = after.each_ref().map(|text| shown(text));
    // Where there is room, paragraphs are apart.
    let gap = (most == BESIDE).then_some("");
    for text in earlier.into_iter().chain(earlier.and(gap)).chain(before) {
        column.push_row(text, Mark::Around);
    }
    column.push_row("▸ ", Mark::Kept);
    column.push(words, Mark::Kept);
    for text in after.into_iter().chain(later.and(gap)).chain(later) {
        column.push_row(text, Mark::Around);
    }
    column
}

/// What there is to show of a text: nothing where it is blank.
fn shown(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// What an annotation carries: its tags, its note, its claim, the verdict that counts.
fn facts(annotation: &Annotation, around: Option<&Around>) -> Vec<String> {
    let day = annotation.created.strftime("%Y-%m-%d");
    let tags = if annotation.tags.is_empty() {
        "no tags".to_owned()
    } else {
        listed(&annotation.tags)
    };
    let mut facts = vec![format!("{tags} · {} · {day}", annotation.reviewer)];
    if !annotation.note.is_empty() {
        facts.push(format!("note: {}", beginning(&annotation.note, ABOVE)));
    }
    let Some(claim) = &annotation.claim else {
        return facts;
    };
    let claimant = Some(&claim.claimant).filter(|claimant| !claimant.is_empty());
    let claimant = claimant.map_or_else(String::new, |claimant| format!(" ({claimant})"));
    if !claim.statement.is_empty() || !claimant.is_empty() {
        facts.push(format!("claim: {}{claimant}", claim.statement));
    }
    if let Some(found) = latest(claim)
        && let Some(verdict) = &found.verdict
    {
        let is_stale = around.is_some_and(|around| is_stale(found, &around.hash));
        let stale = if is_stale {
            " · given on an earlier text"
        } else {
            ""
        };
        let day = found.at.strftime("%Y-%m-%d");
        let by = &found.reviewer;
        facts.push(format!("verdict: {verdict} · {by} · {day}{stale}"));
    }
    facts
}

/// At most about `most` bytes from the end of `text`.
fn ending(text: &str, most: usize) -> String {
    let from = text.len().saturating_sub(most);
    if from == 0 {
        return text.to_owned();
    }
    let end = text.get(cluster::floor(text, from)..).unwrap_or_default();
    let word = end.find(char::is_whitespace).unwrap_or(0);
    format!("…{}", end.get(word..).unwrap_or_default().trim_start())
}

/// At most about `most` bytes from the beginning of `text`.
fn beginning(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let begun = text.get(..cluster::floor(text, most)).unwrap_or_default();
    let word = begun.rfind(char::is_whitespace).unwrap_or(begun.len());
    format!("{}…", begun.get(..word).unwrap_or_default().trim_end())
}
