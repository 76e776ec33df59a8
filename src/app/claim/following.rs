//! Following a piece of evidence from the form of a claim to where it can be read, and coming back to the form.

use jiff::Timestamp;

use crate::app::App;
use crate::app::going::Goal;
use crate::app::overlay::{ClaimForm, ClaimTarget, Mode, Overlay};

impl App {
    /// Goes to the annotation that is the evidence, or asks whether to open its address. The form stays as it is: the way
    /// back leads to it.
    pub(super) fn follow_evidence(&mut self, mut form: Box<ClaimForm>, now: Timestamp) {
        form.mode = Mode::Ready;
        let evidence = form.evidence_here();
        self.overlays.push(Overlay::Claim(form));
        let Some(evidence) = evidence else {
            return self.status.notice(super::NO_EVIDENCE);
        };
        let url = evidence.url.trim();
        let Some(id) = evidence.annotation() else {
            if url.is_empty() {
                let text = "it has no URL to go to";
                return self.status.notice(text);
            }
            return self.ask_to_follow(url);
        };
        let Some(document) = self.set().get(id).map(|found| found.document.clone()) else {
            let key = self.keymap.keys_of("edit-evidence").next();
            let key = key.unwrap_or_else(|| ":edit-evidence".to_owned());
            return self.status.notice(format!(
                "that annotation is gone; its words are still here, {key} fills in the evidence"
            ));
        };
        // Should it never be come back to, what was filled in is offered at the next start.
        self.keep_drafts(now);
        self.open_under(&document, Goal::Annotation(id), "the claim");
    }

    /// The form that was left to read its evidence, of a claim on what `is_it`.
    pub(super) fn left_form(&mut self, is_it: impl Fn(&ClaimTarget) -> bool) -> Option<Overlay> {
        self.jumps
            .take(|overlay| matches!(overlay, Overlay::Claim(form) if is_it(&form.target)))
    }
}
