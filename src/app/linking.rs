//! Links between annotations: making one while going about, listing them under each annotation, going from one to the
//! other, taking one away.

use jiff::Timestamp;

use super::App;
use super::action::{Move, OverlayAction};
use super::effect::Effect;
use super::finding::Wanted;
use super::going::Goal;
use super::overlay::{Overlay, RELATIONS, RelationChoice};
use super::panes::Focus;
use super::sidebar::CardLine;
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, DocPath, Link as Made, Relation, on_one_line,
};
use crate::text::{counted, quoted};

/// Acts on links between annotations, and on sentences that nearly repeat one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// Begins a link at the annotation, or ends the one that was begun at it.
    Begin,
    /// Says how the two stand to each other.
    Relate(Relation),
    /// Exchanges the two.
    Swap,
    /// Compares the two, side by side.
    Compare,
    /// Goes to the first of the two.
    First,
    /// Goes to the second.
    Second,
    /// Looks for sentences that nearly repeat this one.
    Elsewhere,
    /// Tags those that were found like the one that was looked for.
    TagFound,
    /// Links the chosen one.
    LinkFound,
    /// Links all that are marked, or all.
    LinkAllFound,
}

/// A link as it is seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The annotation it is seen from.
    pub here: AnnotationId,
    /// The other one, which may be gone.
    pub other: AnnotationId,
    /// How the one stands to the other.
    pub relation: Relation,
    /// Whether it begins here.
    pub is_from_here: bool,
    /// Whether the other annotation is there.
    pub is_there: bool,
}

/// The links of an annotation: those that begin there, then those that end there.
#[must_use]
pub fn links_of(set: &AnnotationSet, here: AnnotationId) -> Vec<Linked> {
    let own = set
        .get(here)
        .map_or(&[][..], |annotation| &annotation.links);
    let from = own.iter().map(|link| Linked {
        here,
        other: link.to,
        relation: link.relation,
        is_from_here: true,
        is_there: set.get(link.to).is_some(),
    });
    let to = set.linking_to(here).flat_map(move |other| {
        let links = other.links.iter().filter(move |link| link.to == here);
        links.map(move |link| Linked {
            here,
            other: other.id,
            relation: link.relation,
            is_from_here: false,
            is_there: true,
        })
    });
    from.chain(to).collect()
}

/// How the end of a link stands to its beginning.
fn passive(relation: Relation) -> &'static str {
    match relation {
        Relation::Supports => "supported by",
        Relation::Contradicts => "contradicted by",
        Relation::Repeats => "repeated by",
        Relation::Updates => "updated by",
        Relation::Undercuts => "undercut by",
        Relation::Cites => "cited by",
        Relation::Decides => "decided by",
    }
}

/// Whether a link says the same whichever way it goes.
fn is_mutual(relation: Relation) -> bool {
    relation == Relation::Contradicts
}

impl Linked {
    /// Which way the link goes, and how the one stands to the other: `→ contradicts`, `← contradicted by`.
    #[must_use]
    pub fn words(&self) -> String {
        if self.is_from_here {
            format!("→ {}", self.relation.as_str())
        } else {
            format!("← {}", passive(self.relation))
        }
    }
}

impl App {
    /// The annotation at which a link was begun that waits for its other end.
    #[must_use]
    pub fn linking_from(&self) -> Option<&Annotation> {
        self.set().get(self.linking?)
    }

    /// What the status line says while a link is being made.
    #[must_use]
    pub fn linking_words(&self) -> Option<String> {
        let from = self.linking_from()?;
        let [link, leave] = ["link", "leave"].map(|name| {
            let key = self.keymap.keys_of(name).next();
            key.unwrap_or_else(|| format!(":{name}"))
        });
        let about: String = self.words_of(from).chars().take(24).collect();
        Some(format!(
            "{link} on the other annotation, {leave} gives up · linking {}",
            quoted(&format!("{}…", about.trim_end()))
        ))
    }

    /// What an annotation is called by in one line: what it claims, or else its quote.
    #[must_use]
    pub fn words_of(&self, annotation: &Annotation) -> String {
        let statement = annotation.claim.as_ref().map(|claim| &claim.statement);
        let statement = statement.filter(|statement| !statement.trim().is_empty());
        on_one_line(statement.unwrap_or(&annotation.place().quote))
    }

    /// What a link leads to, in one line; of an annotation in another document, that too.
    #[must_use]
    pub fn leads_to(&self, linked: &Linked) -> String {
        let here = self.set().get(linked.here);
        let Some(other) = self.set().get(linked.other) else {
            return "× gone".to_owned();
        };
        let about = quoted(&self.words_of(other));
        if here.is_some_and(|here| here.document == other.document) {
            about
        } else {
            format!("{about} · {}", self.name_of(&other.document))
        }
    }

    /// Gives up the link that is being made; whether one was.
    pub(super) fn give_up_linking(&mut self) -> bool {
        let was = self.linking.take().is_some();
        if was {
            self.status.notice("no link was made");
        }
        was
    }

    pub(super) fn link_action(&mut self, link: Link, now: Timestamp) {
        if self.overlays.is_empty() && self.looking.attaching.is_some() {
            let text = "attach it first, or go back without; then go on";
            return self.status.notice(text);
        }
        let top = self.overlays.pop();
        match (link, top) {
            (Link::Begin, None) => self.begin_link(),
            (Link::Elsewhere, None) => self.seek_elsewhere(),
            (Link::Compare, None) => self.compare_linked(),
            (Link::Compare, Some(Overlay::Finder(finder))) => self.compare_chosen(finder),
            (Link::Relate(relation), Some(Overlay::Relation(choice))) => {
                self.relate(&choice, relation);
            }
            (Link::Swap, Some(Overlay::Relation(mut choice))) => {
                choice.is_swapped = !choice.is_swapped;
                self.overlays.push(Overlay::Relation(choice));
            }
            (Link::Begin | Link::Swap | Link::First | Link::Second, Some(Overlay::Pair(pair))) => {
                self.pair_action(pair, link);
            }
            (_, top) => {
                self.overlays.extend(top);
                match link {
                    Link::TagFound => self.tag_twins(now),
                    Link::LinkFound => self.link_twins(false, now),
                    Link::LinkAllFound => self.link_twins(true, now),
                    Link::Relate(_) | Link::Swap | Link::First | Link::Second => {
                        let key = self.keymap.keys_of("link").next();
                        let key = key.unwrap_or_else(|| ":link".to_owned());
                        let text = format!("nothing is being linked; {key} begins a link");
                        self.status.notice(text);
                    }
                    Link::Begin | Link::Elsewhere | Link::Compare => {}
                }
            }
        }
    }

    fn begin_link(&mut self) {
        if self.is_hindered() {
            return;
        }
        self.linking = self.linking.filter(|id| self.set().get(*id).is_some());
        match (self.current_annotation(), self.linking) {
            (None, _) => {
                let [highlight, link] = ["highlight", "link"].map(|name| {
                    let key = self.keymap.keys_of(name).next();
                    key.unwrap_or_else(|| format!(":{name}"))
                });
                self.status.notice(format!(
                    "no annotation here to link: {highlight} highlights the sentence, then {link} links it"
                ));
            }
            (Some(here), Some(from)) => self.ask_relation(from, here),
            (Some(here), None) => self.choose_other(here),
        }
    }

    /// Offers all other annotations, those made last first, and the way of going there.
    fn choose_other(&mut self, from: AnnotationId) {
        let Some(annotation) = self.set().get(from) else {
            return;
        };
        let title = format!("Link {} with…", quoted(&self.words_of(annotation)));
        let annotated: Vec<DocPath> = self.set().annotated().into_iter().cloned().collect();
        self.name(&annotated);
        self.show_annotations(&title, Wanted::Linked(from));
    }

    /// The way to the other end of a link that is not chosen from a list, and what can be done on it.
    pub(super) fn way_there(&self) -> (String, String) {
        let link = self.key_of("link");
        (
            format!("go there and press {link} again"),
            "read on, search, open another document".to_owned(),
        )
    }

    /// Has the titles of documents found out, as far as they are not known.
    fn name(&mut self, paths: &[DocPath]) {
        let unknown = self.library.undescribed_of(paths);
        if !unknown.is_empty() {
            self.effects.push(Effect::Describe(unknown));
        }
    }

    /// Has the titles found out of the documents that the links on the screen lead to.
    pub(super) fn name_linked(&mut self) {
        let rows = self.sidebar.rows(&self.annotations.set, &self.reader);
        let linked = rows.iter().filter_map(|row| match row.line() {
            CardLine::Link(_, linked) => Some(linked.other),
            _ => None,
        });
        let set = self.set();
        let others = linked.filter_map(|other| set.get(other));
        let paths: Vec<DocPath> = others.map(|other| other.document.clone()).collect();
        self.name(&paths);
    }

    /// Asks how two annotations stand to each other.
    pub(super) fn ask_relation(&mut self, one: AnnotationId, other: AnnotationId) {
        if one == other {
            let text = "this is where the link begins: an annotation is not linked to itself";
            return self.status.notice(text);
        }
        let choice = RelationChoice {
            one,
            other,
            is_swapped: false,
            selected: 0,
        };
        self.overlays.push(Overlay::Relation(choice));
    }

    pub(super) fn relation_action(&mut self, mut choice: RelationChoice, action: OverlayAction) {
        let last = RELATIONS.len() - 1;
        match action {
            OverlayAction::Accept => {
                if let Some(relation) = RELATIONS.get(choice.selected) {
                    return self.relate(&choice, *relation);
                }
            }
            OverlayAction::Cancel => return,
            OverlayAction::Down => choice.selected = (choice.selected + 1).min(last),
            OverlayAction::Up => choice.selected = choice.selected.saturating_sub(1),
            _ => {}
        }
        self.overlays.push(Overlay::Relation(choice));
    }

    /// Links two annotations, unless they are linked so already.
    fn relate(&mut self, choice: &RelationChoice, relation: Relation) {
        let (from, to) = choice.ends();
        let said = choice.sentence(relation);
        let is_made = |from, to| {
            let links = self.set().get(from).map_or(&[][..], |from| &from.links);
            links.contains(&Made { to, relation })
        };
        if is_made(from, to) || is_mutual(relation) && is_made(to, from) {
            self.status
                .notice(format!("they are linked so already: {said}"));
            return self.overlays.push(Overlay::Relation(choice.clone()));
        }
        if self.is_hindered() {
            return self.overlays.push(Overlay::Relation(choice.clone()));
        }
        let edit = self.changing(from, |from| from.links.push(Made { to, relation }));
        let Some(edit) = edit.filter(|_| self.set().get(to).is_some()) else {
            let text = "one of the two was deleted meanwhile: undo brings it back";
            return self.status.notice(text);
        };
        self.linking = None;
        // The list that led here has served.
        let is_list = |overlay: &Overlay| matches!(overlay, Overlay::Finder(finder) if matches!(finder.wanted, Wanted::Linked(_)));
        if let Some(place) = self.overlays.iter().position(is_list)
            && let Overlay::Finder(finder) = self.overlays.remove(place)
        {
            self.forget_found(&finder);
        }
        self.commit(format!("linked: {said}"), vec![edit]);
    }

    /// The link that is chosen under the card that is.
    #[must_use]
    pub fn chosen_link(&self) -> Option<Linked> {
        let number = self
            .sidebar
            .link()
            .filter(|_| self.layout.focus == Focus::Sidebar)?;
        let links = links_of(self.set(), self.current_annotation()?);
        links.get(number).copied()
    }

    /// Moves among the links under the chosen card; whether there was one to move to.
    pub(super) fn step_link(&mut self, movement: Move) -> bool {
        let here = self.current_annotation();
        let count = here.map_or(0, |here| links_of(self.set(), here).len());
        let chosen = self.sidebar.link();
        let next = match (movement, chosen) {
            (Move::Down, None) => Some(0),
            (Move::Down, Some(chosen)) => Some(chosen + 1),
            (Move::Up, Some(chosen)) => chosen.checked_sub(1),
            _ => return false,
        };
        let is_back = movement == Move::Up;
        let next = next.filter(|next| *next < count);
        if next.is_some() || is_back {
            self.choose_link(next);
        }
        next.is_some() || is_back
    }

    /// Chooses the link with this number under the chosen card, or the card itself.
    pub(super) fn choose_link(&mut self, link: Option<usize>) {
        self.sidebar.select_link(link);
    }

    /// Goes to the other end of a link.
    pub(super) fn follow_linked(&mut self, linked: &Linked) {
        let Some(other) = self.set().get(linked.other) else {
            let [delete, undo] = ["sidebar-delete", "undo"].map(|name| {
                let key = self.keymap.keys_of(name).next();
                key.unwrap_or_else(|| format!(":{name}"))
            });
            return self.status.notice(format!(
                "that annotation is gone: {undo} may bring it back, {delete} removes the link"
            ));
        };
        let path = other.document.clone();
        self.layout.focus = Focus::Reader;
        self.open(&path, Goal::Annotation(linked.other));
    }

    /// Takes a link away.
    pub(super) fn remove_link(&mut self, linked: &Linked) {
        let (from, to) = if linked.is_from_here {
            (linked.here, linked.other)
        } else {
            (linked.other, linked.here)
        };
        let relation = linked.relation;
        let edit = self.changing(from, |from| {
            from.links.retain(|link| *link != Made { to, relation });
        });
        let Some(edit) = edit else { return };
        let undo = self.keymap.keys_of("undo").next().unwrap_or_default();
        let what = linked.words();
        self.commit(format!("removed the link {what}"), vec![edit]);
        self.status
            .notice(format!("removed the link {what}; {undo} brings it back"));
        self.choose_link(None);
    }

    /// What is said of links to an annotation that was deleted: they stay.
    pub(super) fn said_of_links_to(&self, id: AnnotationId) -> String {
        match self.set().linking_to(id).count() {
            0 => String::new(),
            1 => "; the link to it stays, shown as gone".to_owned(),
            count => format!("; {} to it stay, shown as gone", counted(count, "link")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_reads_both_ways() {
        let id = AnnotationId::new(Timestamp::UNIX_EPOCH);
        for relation in Relation::ALL {
            let linked = |is_from_here| Linked {
                here: id,
                other: id,
                relation: *relation,
                is_from_here,
                is_there: true,
            };
            assert_eq!(linked(true).words(), format!("→ {}", relation.as_str()));
            let back = linked(false).words();
            assert!(back.starts_with("← ") && back.ends_with(" by"), "{back}");
        }
    }
}
