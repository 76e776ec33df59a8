//! Editing several claims at once: choosing what, seeing what it would do, and having it done in one step.

use std::sync::Arc;

use super::App;
use super::action::OverlayAction;
use super::overlay::{Bulk, BulkField, Change, Overlay, Plan};
use crate::model::AnnotationId;

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
            .push(Overlay::Bulk(Box::new(Bulk::new(Arc::new(meant)))));
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
                (Some(_), _) => return self.change_several(bulk),
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

    /// Has worked out what the chosen change would do.
    pub(super) fn plan_bulk(&mut self) {
        let Some(Overlay::Bulk(bulk)) = self.overlays.last_mut() else {
            return;
        };
        let change = bulk.change();
        if bulk.asked == change {
            return;
        }
        (bulk.plan, bulk.asked) = (None, change.clone());
        let ids = Arc::clone(&bulk.ids);
        if let Some(change) = change {
            self.plan(change, ids);
        }
    }

    /// Shows what the change would do, where it is still the one that is chosen.
    pub(super) fn planned(&mut self, change: &Change, plan: &Arc<Plan>) {
        for overlay in &mut self.overlays {
            if let Overlay::Bulk(bulk) = overlay
                && bulk.asked.as_ref() == Some(change)
            {
                bulk.plan = Some(Arc::clone(plan));
            }
        }
    }

    /// Makes the chosen change, in one step.
    fn change_several(&mut self, bulk: Box<Bulk>) {
        let (change, ids) = (bulk.change(), Arc::clone(&bulk.ids));
        self.overlays.push(Overlay::Bulk(bulk));
        let Some(change) = change else {
            return self.status.notice("choose what it is to be");
        };
        if !self.is_hindered() {
            self.make(change, ids);
        }
    }
}
