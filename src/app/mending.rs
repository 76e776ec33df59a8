//! A broken annotations file: what the person is asked, and what becomes of the answer. Until one of the ways out has
//! been taken nothing is written, and annotating says so.

use std::path::PathBuf;

use super::App;
use super::action::OverlayAction;
use super::effect::{Effect, Repaired};
use super::overlay::{Consequence, Overlay, Page, PageKind, PageLine, Question};
use super::status::SaveState;
use crate::model::Damage;
use crate::text::counted;

/// What is wrong with the annotations file.
#[derive(Debug, Default)]
pub struct Mending {
    damage: Option<Damage>,
    /// Whether the person still has to be asked.
    is_due: bool,
}

impl App {
    /// What is wrong with the annotations file, while nothing is written to it for that reason.
    #[must_use]
    pub fn damage(&self) -> Option<&Damage> {
        self.mending.damage.as_ref()
    }

    /// Takes in what is wrong with the annotations file now, or that nothing is.
    pub(super) fn damaged(&mut self, damage: Option<Damage>) {
        match damage {
            Some(damage) => {
                self.annotations.read_only = Some(damage.reason.clone());
                if self.mending.damage.as_ref() != Some(&damage) {
                    // A question about other mistakes than there are now gives way to one about these.
                    self.close_damage();
                    self.mending.is_due = true;
                }
                self.mending.damage = Some(damage);
            }
            None if self.mending.damage.take().is_some() => {
                self.forget_damage();
                self.annotations.read_only = None;
                self.status
                    .notice("no mistake is in the way any more; what you change is saved");
            }
            None => {}
        }
    }

    /// Forgets what was wrong, and the question about it.
    pub(super) fn forget_damage(&mut self) {
        self.mending = Mending::default();
        self.close_damage();
    }

    fn close_damage(&mut self) {
        self.overlays
            .retain(|overlay| !matches!(overlay, Overlay::Damage(_)));
    }

    /// Asks what is to become of the broken file, if that is still to be asked; whether it was.
    pub(super) fn ask_about_damage(&mut self) -> bool {
        let is_due = std::mem::take(&mut self.mending.is_due);
        if is_due {
            self.show_damage();
        }
        is_due
    }

    /// Shows the mistakes in the annotations file and the ways out, whenever one likes.
    pub(super) fn mend(&mut self) {
        if self.mending.damage.is_some() {
            self.show_damage();
        } else if let Some(reason) = &self.annotations.read_only {
            self.status.failure(reason.clone());
        } else {
            self.status
                .notice("there is no mistake in the annotations file");
        }
    }

    fn show_damage(&mut self) {
        let Some(damage) = &self.mending.damage else {
            return;
        };
        let key = |name: &str| self.keymap.keys_of(name).next().unwrap_or_default();
        let text = |text: String| PageLine::Text(text);
        let entry = |name, text: &str| PageLine::Entry(key(name), text.to_owned());
        let name = damage.file.display();
        let mut lines = vec![
            text(format!(
                "What can be read of {name} is shown. Nothing is written to it until you have chosen:"
            )),
            entry(
                "mend-edit",
                "mend it now in your editor, then read it again",
            ),
            entry(
                "mend-copy",
                "save a repaired copy beside it: what cannot be read stays in the copy as comments",
            ),
            entry("mend-later", "only read for now; `:mend` asks again"),
            text(String::new()),
        ];
        for mistake in &damage.mistakes {
            lines.push(text(mistake.problem.to_string()));
            lines.push(PageLine::Entry(
                "it says".to_owned(),
                mistake.source.trim().to_owned(),
            ));
        }
        let more = damage.count - damage.mistakes.len().min(damage.count);
        if more > 0 {
            lines.push(text(format!("and {}", counted(more, "more mistake"))));
        }
        self.overlays.push(Overlay::Damage(Page {
            title: format!(
                "The annotations file has {}",
                counted(damage.count, "mistake")
            ),
            lines,
            top: 0,
            kind: PageKind::Damage,
        }));
    }

    pub(super) fn damage_action(&mut self, mut page: Page, action: OverlayAction) {
        let Some(damage) = self.mending.damage.clone() else {
            return;
        };
        match action {
            OverlayAction::ExternalEditor => self.effects.push(Effect::EditFile {
                path: damage.file.clone(),
                line: damage.line(),
            }),
            OverlayAction::Repair => self.effects.push(Effect::Repair(damage.file.clone())),
            OverlayAction::Cancel | OverlayAction::Accept => {
                let way_out = self.way_out(&damage);
                return self.status.failure(way_out);
            }
            OverlayAction::Down => page.scroll(1),
            OverlayAction::Up => page.scroll(-1),
            OverlayAction::PageDown => page.scroll(self.page()),
            OverlayAction::PageUp => page.scroll(-self.page()),
            _ => {}
        }
        self.overlays.push(Overlay::Damage(page));
    }

    /// Why nothing can be written, and what to do about it.
    pub(super) fn way_out(&self, damage: &Damage) -> String {
        let unsaved = match self.status.saving.state() {
            SaveState::Failed(_) => "; what you changed before is kept",
            _ => "",
        };
        format!("{} (`:mend` offers ways out){unsaved}", damage.reason)
    }

    /// Reads the annotations file again, now that it was edited.
    pub(super) fn file_edited(&mut self, result: Result<(), String>) {
        if let Err(reason) = result {
            return self.status.failure(reason);
        }
        // What could not be saved goes into the file before that is read. Mistakes that are still there are asked about again.
        if matches!(self.status.saving.state(), SaveState::Failed(_)) {
            self.save_again();
        }
        self.load_again();
    }

    /// Has the annotations read anew. What was asked about the file as it was is settled with that.
    pub(super) fn load_again(&mut self) {
        self.forget_damage();
        self.annotations.is_loaded = false;
        self.annotations.read_only = None;
        self.effects.push(Effect::Load);
    }

    /// Asks whether to go on with the repaired copy, once there is one.
    pub(super) fn repaired(&mut self, result: Result<Repaired, String>) {
        let made = match result {
            Ok(made) => made,
            Err(reason) => return self.status.failure(reason),
        };
        self.close_damage();
        let name = made.file.display();
        let text = format!(
            "A repaired copy is in {name}: {} as they were, {} as comments. Go on with the copy?",
            counted(made.kept, "record"),
            counted(made.set_aside, "piece")
        );
        let details = vec![
            "The broken file stays as it is, and is opened again at the next start: put the copy in its place once you have \
             looked through it, or start with --annotations and the copy's name."
                .to_owned(),
        ];
        self.overlays.push(Overlay::Question(Question {
            text,
            details,
            on_yes: Consequence::GoOnWith(made.file),
        }));
    }

    /// Goes on with another annotations file; what could not be saved in the old one is saved there.
    pub(super) fn go_on_with(&mut self, file: PathBuf) {
        self.mending = Mending::default();
        self.annotations.is_loaded = false;
        self.annotations.read_only = None;
        self.status.saving.begin();
        self.effects.push(Effect::GoOnWith(file));
    }
}
