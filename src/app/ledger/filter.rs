//! The filter of the ledger: typing it, and what it means.

use crate::app::App;
use crate::app::action::OverlayAction;
use crate::app::overlay::{Ledger, Overlay, View};
use crate::review::Query;
use crate::text::counted;

impl App {
    /// Shows what `query` means.
    pub(in crate::app) fn filter_ledger(&mut self, query: Query) {
        if let Some(ledger) = self.ledger_mut() {
            ledger.filter = query.to_string();
            ledger.query = query;
        }
        self.tabulate("filtering…");
    }

    /// Which filters that were kept the line may be the beginning of, by name, with what they say.
    pub(super) fn kept_filters(&self, typed: &str) -> Vec<(String, String)> {
        let kept = self.remembered.filters.iter();
        let kept = kept.filter(|(name, _)| name.contains(typed.trim()));
        kept.map(|(name, query)| (name.clone(), query.clone()))
            .collect()
    }

    /// A key at the filter line that is none of its text.
    pub(in crate::app) fn ledger_filter_action(
        &mut self,
        mut ledger: Box<Ledger>,
        action: OverlayAction,
    ) {
        let Some(mut line) = ledger.typing.take() else {
            return self.overlays.push(Overlay::Ledger(ledger));
        };
        let mut is_changed = false;
        match action {
            OverlayAction::Accept if line.error.is_none() => {
                let shown = counted(ledger.table().len(), "claim");
                let is_table = ledger.view == View::Claims && !ledger.table().is_empty();
                if ledger.doing.is_none() && is_table && !ledger.query.is_empty() {
                    self.status
                        .notice(format!("{shown}; Esc takes the filter off"));
                }
                return self.overlays.push(Overlay::Ledger(ledger));
            }
            OverlayAction::Accept => line.is_insisting = true,
            OverlayAction::Cancel => {
                _ = ledger.understand(&line.earlier);
                self.overlays.push(Overlay::Ledger(ledger));
                return self.tabulate("filtering…");
            }
            OverlayAction::Down => line.step(1),
            OverlayAction::Up => line.step(-1),
            OverlayAction::Complete => is_changed = line.complete(),
            _ => {}
        }
        ledger.typing = Some(line);
        self.overlays.push(Overlay::Ledger(ledger));
        if is_changed {
            self.ledger_filter_typed();
        }
    }

    /// The filter was typed on: what it means is shown as soon as it can be understood.
    pub(in crate::app) fn ledger_filter_typed(&mut self) {
        let Some(ledger) = self.ledger_mut() else {
            return;
        };
        let Some(mut line) = ledger.typing.take() else {
            return;
        };
        line.is_insisting = false;
        line.error = ledger.understand(line.input.text()).err();
        let kept = self.kept_filters(line.input.text());
        line.offer_kept(kept);
        if let Some(ledger) = self.ledger_mut() {
            ledger.typing = Some(line);
        }
        self.tabulate("filtering…");
    }
}
