//! Changes to the scale of verdicts. The first one makes the usual scale the house's own. Each is one step of undo.

use super::App;
use super::codebook::{Codebook, view_in};
use super::overlay::{Asked, Colored, Entry, NoteEditor, NoteTarget, Overlay};
use super::retagging::Recode;
use crate::model::{self, Edit, Grade, Order, Verdict};
use crate::review::given_in;
use crate::text::counted;

impl App {
    pub(super) fn change_scale(&mut self, action: Codebook) {
        let chosen = self.codebook_view().and_then(|view| view.chosen_grade());
        let Some(grade) = chosen.map(|row| row.grade.clone()) else {
            return;
        };
        let name = grade.name.clone();
        match action {
            Codebook::Add => {
                let hint = "A word or two, such as half true.";
                let title = "The new verdict".to_owned();
                self.ask(Entry::new(Asked::NewVerdict, title, hint, ""));
            }
            Codebook::Define => self.begin_verdict(&name),
            Codebook::Rename => {
                let title = format!("What is {name} to be called?");
                let hint = "Every assessment follows.";
                let text = name.to_string();
                self.ask(Entry::new(Asked::VerdictName(name), title, hint, &text));
            }
            Codebook::Color => self.ask_color(Colored::Verdict(name)),
            Codebook::Rating => {
                let title = format!("{name} as a number");
                let hint = "A whole number; the lowest is the worst. An empty line for none.";
                let text = grade.rating.map(|rating| rating.to_string());
                let asked = Asked::VerdictRating(name);
                self.ask(Entry::new(asked, title, hint, &text.unwrap_or_default()));
            }
            Codebook::Delete => self.delete_verdict(&grade),
            Codebook::Earlier => self.shift_verdict(&name, -1),
            Codebook::Later => self.shift_verdict(&name, 1),
            _ => {
                let turn = self.key_of("codebook-other");
                self.status
                    .notice(format!("that is for tags; {turn} turns to them"));
            }
        }
    }

    /// Makes a change to the scale, which is the house's own by it. `edits` are worked out from the codebook as it is then.
    fn commit_scale(&mut self, label: String, edits: impl FnOnce(&model::Codebook) -> Vec<Edit>) {
        let mut book = self.set().codebook().clone();
        let mut own = book.owning_scale();
        own.extend(edits(&book));
        self.commit(label, own);
    }

    pub(super) fn choose_verdict(&mut self, name: &Verdict) {
        if let Some(view) = view_in(&mut self.overlays) {
            view.choose_grade(name);
        }
    }

    /// Opens what a verdict means.
    pub(super) fn begin_verdict(&mut self, name: &Verdict) {
        let scale = self.set().codebook().scale();
        let known = scale.iter().find(|grade| grade.name == *name);
        let text = known
            .map(|grade| grade.definition.clone())
            .unwrap_or_default();
        let target = NoteTarget::Verdict(name.clone());
        let editor = NoteEditor::new(target, name.to_string(), &text);
        self.overlays.push(Overlay::Note(Box::new(editor)));
    }

    /// Saves what a verdict means.
    pub(super) fn verdict_defined(&mut self, name: &Verdict, text: &str) {
        self.alter_grade(name, "defined", |grade| {
            text.clone_into(&mut grade.definition);
        });
    }

    /// Changes a verdict in one field, or says that nothing changed.
    pub(super) fn alter_grade(
        &mut self,
        name: &Verdict,
        deed: &str,
        change: impl FnOnce(&mut Grade),
    ) {
        let scale = self.set().codebook().scale();
        let known = scale.iter().find(|grade| grade.name == *name).cloned();
        let before = known.unwrap_or_else(|| Grade::new(name.clone()));
        let mut after = before.clone();
        change(&mut after);
        if before == after {
            return self.status.notice("it is so already");
        }
        self.commit_scale(format!("{deed} {name}"), |book| {
            let before = book.grade(&after.name).cloned();
            vec![Edit::Grade {
                before,
                after: Some(after),
            }]
        });
    }

    pub(super) fn new_verdict(&mut self, typed: &str) -> Result<(), String> {
        let name = self.free(typed)?;
        let grade = Grade::new(name.clone());
        self.commit_scale(format!("added the verdict {name}"), |_| {
            vec![Edit::Grade {
                before: None,
                after: Some(grade),
            }]
        });
        self.choose_verdict(&name);
        Ok(())
    }

    pub(super) fn rename_verdict(&mut self, name: &Verdict, typed: &str) -> Result<(), String> {
        if Verdict::parse(typed).as_ref() == Some(name) {
            self.status.notice("it is called that already");
            return Ok(());
        }
        let to = self.free(typed)?;
        self.recode(Recode::Rejudge(name.clone(), to))
    }

    pub(super) fn rate_verdict(&mut self, name: &Verdict, typed: &str) -> Result<(), String> {
        let rating: Option<i64> = match typed {
            "" => None,
            _ => Some(typed.parse().map_err(|_| {
                format!("{typed:?} is no whole number; type one such as 3, or nothing")
            })?),
        };
        self.alter_grade(name, "numbered", |grade| grade.rating = rating);
        Ok(())
    }

    /// The verdict that is typed, if there is none of that name.
    fn free(&self, typed: &str) -> Result<Verdict, String> {
        let name = Verdict::parse(typed).ok_or("a verdict has a name of a word or two")?;
        let scale = self.set().codebook().scale();
        if scale.iter().any(|grade| grade.name == name) {
            return Err(format!("there is a verdict {name} already"));
        }
        Ok(name)
    }

    fn delete_verdict(&mut self, grade: &Grade) {
        let given = given_in(self.set(), &grade.name);
        if given > 0 {
            let rename = self.key_of("codebook-rename");
            return self.status.notice(format!(
                "{} was given in {}: {rename} calls it otherwise",
                grade.name,
                counted(given, "assessment")
            ));
        }
        let undo = self.key_of("codebook-undo");
        let label = format!("deleted the verdict {}; {undo} brings it back", grade.name);
        if self.set().codebook().scale().len() == 1 {
            return self.status.notice("a scale has one verdict at least");
        }
        self.commit_scale(label, |book| book.taking_out_grade(grade));
    }

    /// Moves a verdict `by` places along the scale.
    fn shift_verdict(&mut self, name: &Verdict, by: isize) {
        let scale = self.set().codebook().scale();
        let before: Vec<Verdict> = scale.iter().map(|grade| grade.name.clone()).collect();
        let from = before.iter().position(|known| known == name);
        let to = from.and_then(|from| from.checked_add_signed(by));
        let Some((from, to)) = from.zip(to).filter(|(_, to)| *to < before.len()) else {
            return self.status.notice("it stands at the end of the scale");
        };
        let mut after = before.clone();
        after.swap(from, to);
        let place = to + 1;
        self.commit_scale(
            format!("moved {name} to place {place} of the scale"),
            |_| {
                vec![Edit::Order {
                    before: Order::Grades(before),
                    after: Order::Grades(after),
                }]
            },
        );
    }
}
