//! Editing several claims at once: choosing what, seeing what it would do, and doing it in one step.

use super::App;
use super::action::OverlayAction;
use super::overlay::{Bulk, BulkField, Change, Overlay, Plan};
use crate::model::{Annotation, AnnotationId, Edit};
use crate::text::counted;

impl App {
    /// Asks what is to change of these.
    pub(super) fn begin_bulk(&mut self, meant: Vec<AnnotationId>) {
        if self.is_hindered() {
            return;
        }
        if meant.is_empty() {
            return self.status.notice("no claim is chosen");
        }
        self.overlays
            .push(Overlay::Bulk(Box::new(Bulk::new(meant))));
    }

    pub(super) fn bulk_action(&mut self, mut bulk: Box<Bulk>, action: OverlayAction) {
        let page = isize::try_from(self.area.height / 3).unwrap_or(1).max(1);
        match action {
            OverlayAction::Accept => match (bulk.field, bulk.chosen_field()) {
                (None, Some(field)) => {
                    let values = self.values_of(field, &bulk.ids);
                    bulk.ask(Some(field), values);
                }
                (None, None) => self.status.notice("there is no such field"),
                (Some(_), _) => {
                    if self.change_several(&bulk) {
                        return;
                    }
                }
            },
            OverlayAction::Cancel if bulk.field.is_none() => return,
            OverlayAction::Cancel => *bulk = Bulk::new(std::mem::take(&mut bulk.ids)),
            OverlayAction::Down => bulk.step(1),
            OverlayAction::Up => bulk.step(-1),
            OverlayAction::PageDown => bulk.top = bulk.top.saturating_add_signed(page),
            OverlayAction::PageUp => bulk.top = bulk.top.saturating_add_signed(-page),
            _ => {}
        }
        self.overlays.push(Overlay::Bulk(bulk));
        self.plan_bulk();
    }

    fn values_of(&self, field: BulkField, ids: &[AnnotationId]) -> Vec<String> {
        let set = self.set();
        let meant = ids.iter().filter_map(|id| set.get(*id));
        let claims = set.annotations().filter_map(|one| one.claim.as_ref());
        let names = claims.map(|claim| claim.claimant.as_str());
        Bulk::values(field, meant, names, set.codebook())
    }

    /// Works out what the chosen change would do.
    pub(super) fn plan_bulk(&mut self) {
        let Some(Overlay::Bulk(bulk)) = self.overlays.last() else {
            return;
        };
        let change = bulk.change();
        if bulk.plan.as_ref().map(|(known, _)| known) == change.as_ref() {
            return;
        }
        let set = self.set();
        let meant = bulk.ids.iter().filter_map(|id| set.get(*id));
        let plan = change.map(|change| {
            let plan = Plan::of(&change, meant);
            (change, plan)
        });
        if let Some(Overlay::Bulk(bulk)) = self.overlays.last_mut() {
            bulk.plan = plan;
        }
    }

    /// Makes the chosen change, in one step; whether there was anything to change.
    fn change_several(&mut self, bulk: &Bulk) -> bool {
        let Some(change) = bulk.change() else {
            self.status.notice("choose what it is to be");
            return false;
        };
        if self.is_hindered() {
            return false;
        }
        let set = self.set();
        let mut edits: Vec<Edit> = Vec::new();
        for annotation in bulk.ids.iter().filter_map(|id| set.get(*id)) {
            if change.before(annotation).is_ok() {
                edits.push(changed(annotation, &change));
            }
        }
        if edits.is_empty() {
            self.status.notice("nothing would change");
            return false;
        }
        let label = format!("{} on {}", change.label(), counted(edits.len(), "claim"));
        if let Change::AddTag(name) = &change
            && set.codebook().get(name).is_none()
        {
            let after = Some(set.codebook().draft(name.clone()));
            edits.insert(
                0,
                Edit::Tag {
                    before: None,
                    after,
                },
            );
        }
        self.commit(label, edits);
        true
    }
}

fn changed(annotation: &Annotation, change: &Change) -> Edit {
    let mut after = annotation.clone();
    change.make(&mut after);
    Edit::Annotation {
        before: Some(Box::new(annotation.clone())),
        after: Some(Box::new(after)),
    }
}
