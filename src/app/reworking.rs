//! Changes of many annotations at once, worked out behind the screen: what an edit of several claims would do, the step
//! that it comes to, and what taking a large step back or making it again comes to.
//!
//! Owns the question, its answer, and what becomes of it. The answer brings the annotations as they are afterwards, so that
//! no key waits for any of it; it counts only where nothing was changed meanwhile, else it is asked again.

use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use super::action::OverlayAction;
use super::effect::Effect;
use super::history::{STRIDE, Turned, turned};
use super::importing::Importing;
use super::overlay::{Change, Overlay, Plan, Working};
use super::retagging::{Recode, Weigh, Weighed};
use super::searching::Captured;
use crate::model::{Annotation, AnnotationId, AnnotationSet, DocPath, Edit, Step, Taken, Turn};
use crate::text::counted;

/// Up to how many annotations it takes no time to speak of to change them.
pub(super) const AT_ONCE: usize = 500;

/// What is to be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rework {
    /// What this change would do to these.
    Plan(Change, Arc<Vec<AnnotationId>>),
    /// This change, made to these.
    Make(Change, Arc<Vec<AnnotationId>>),
    /// Results of a search of the corpus, tagged at this time.
    Code(Arc<Captured>, Timestamp),
    /// What is to be known before everything follows a tag.
    Weigh(Weigh),
    /// This change, which everything follows that carries a tag or a verdict.
    Recode(Recode),
    /// This step, taken back or made again.
    Turn(Turn, Arc<Step>),
}

/// A question about many annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworking {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// The annotations.
    pub set: AnnotationSet,
    /// What is to be done with them.
    pub what: Rework,
    /// The document that is open.
    pub open: Option<DocPath>,
}

/// The annotations after a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remade {
    /// The annotations.
    pub set: AnnotationSet,
    /// Those edits of the step that one sees: all but those of other documents than the one that was open.
    pub seen: Vec<Edit>,
}

/// What was worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reworked {
    /// What the change would do.
    Plan(Change, Arc<Plan>),
    /// What was to be known.
    Weighed(Weighed),
    /// It cannot be made: a name is taken.
    Refused(Taken),
    /// The step, and the annotations after it; nothing where it would change nothing.
    Made(Option<(Arc<Step>, Remade)>),
    /// What became of the step, and the annotations after that.
    Turned(Turned, Remade),
}

/// What is worked out now.
#[derive(Debug, Default)]
pub struct Reworkings {
    /// The number of the last question: the answer to an older one is stale.
    pub(super) number: u64,
    /// The last question, while it is one that a person waits for.
    asked: Option<Arc<Reworking>>,
    /// The import that is worked out, which counts with the questions.
    pub(super) importing: Option<Arc<Importing>>,
}

impl Rework {
    /// How many annotations or edits of `set` are gone through.
    #[must_use]
    pub fn size(&self, set: &AnnotationSet) -> usize {
        match self {
            Self::Plan(_, ids) => ids.len(),
            // They are found first, and then changed.
            Self::Make(_, ids) => ids.len() * 2,
            Self::Code(captured, _) => captured.count() * 2,
            Self::Recode(recode) => recode.size(set) * 2,
            Self::Weigh(_) => set.len(),
            Self::Turn(_, step) => step.edits.len(),
        }
    }

    /// What there is to say where nothing is to be changed.
    fn nothing(&self) -> String {
        match self {
            Self::Recode(recode) => recode.nothing(),
            _ => "nothing would change".to_owned(),
        }
    }
}

impl Reworking {
    /// Works it out; nothing where `goes_on`, which is told now and then how far that is, says no.
    #[must_use]
    pub fn work(&self, goes_on: &dyn Fn(usize) -> bool) -> Option<Reworked> {
        match &self.what {
            Rework::Plan(change, ids) => {
                let meant = ids.iter().filter_map(|id| self.set.get(*id));
                let plan = Plan::of(change, meant);
                Some(Reworked::Plan(change.clone(), Arc::new(plan)))
            }
            Rework::Make(change, ids) => {
                self.made(step_of(change, ids, &self.set, goes_on)?, goes_on)
            }
            Rework::Code(captured, now) => {
                self.made(captured.step(&self.set, *now, goes_on)?, goes_on)
            }
            Rework::Weigh(weigh) => Some(Reworked::Weighed(weigh.work(&self.set))),
            Rework::Recode(recode) => match recode.step(&self.set, goes_on)? {
                Ok(step) => self.made(step, goes_on),
                Err(taken) => Some(Reworked::Refused(taken)),
            },
            Rework::Turn(turn, step) => {
                let mut set = self.set.clone();
                let turned = turned(*turn, step, &mut set, goes_on)?;
                let remade = self.remade(&turned.step, set);
                Some(Reworked::Turned(turned, remade))
            }
        }
    }
}

impl Reworking {
    /// What the step makes of the annotations.
    fn made(&self, step: Step, goes_on: &dyn Fn(usize) -> bool) -> Option<Reworked> {
        if step.edits.is_empty() {
            return Some(Reworked::Made(None));
        }
        // All were gone through, and of them so many are to be changed.
        let (all, edits) = (self.what.size(&self.set) / 2, step.edits.len());
        let mut set = self.set.clone();
        for (done, edit) in step.edits.iter().enumerate() {
            if done % STRIDE == 0 && !goes_on(all + done * all / edits) {
                return None;
            }
            set.apply(edit);
        }
        let remade = self.remade(&step, set);
        Some(Reworked::Made(Some((Arc::new(step), remade))))
    }

    fn remade(&self, step: &Step, set: AnnotationSet) -> Remade {
        let is_open = |path: &DocPath| Some(path) == self.open.as_ref();
        let is_seen = |edit: &&Edit| match edit {
            Edit::Annotation { before, after } => {
                let mut sides = before.iter().chain(after);
                sides.any(|one| is_open(&one.document))
            }
            Edit::Document { before, after } => {
                let mut sides = before.iter().chain(after);
                sides.any(|one| is_open(&one.path))
            }
            Edit::Tag { .. } | Edit::Grade { .. } | Edit::Order { .. } => true,
        };
        let seen = step.edits.iter().filter(is_seen).cloned().collect();
        Remade { set, seen }
    }
}

/// The step by which `change` is made to those of `ids` of which it changes something, without an edit where these are
/// none; nothing where `goes_on` says no.
fn step_of(
    change: &Change,
    ids: &[AnnotationId],
    set: &AnnotationSet,
    goes_on: &dyn Fn(usize) -> bool,
) -> Option<Step> {
    let mut edits: Vec<Edit> = Vec::new();
    for (done, id) in ids.iter().enumerate() {
        if done % STRIDE == 0 && !goes_on(done) {
            return None;
        }
        let annotation = set.get(*id);
        edits.extend(
            annotation
                .filter(|annotation| change.before(annotation).is_ok())
                .map(|annotation| changed(annotation, change)),
        );
    }
    let label = format!("{} on {}", change.label(), counted(edits.len(), "claim"));
    if let Change::AddTag(name) = change
        && !edits.is_empty()
        && set.codebook().get(name).is_none()
    {
        let (before, after) = (None, Some(set.codebook().draft(name.clone())));
        edits.insert(0, Edit::Tag { before, after });
    }
    Some(Step { label, edits })
}

fn changed(annotation: &Annotation, change: &Change) -> Edit {
    let mut after = annotation.clone();
    change.make(&mut after);
    Edit::Annotation {
        before: Some(Box::new(annotation.clone())),
        after: Some(Box::new(after)),
    }
}

impl App {
    /// Works out what `change` would do to these, for the edit that is chosen: at once where that takes no time.
    pub(super) fn plan(&mut self, change: Change, ids: Arc<Vec<AnnotationId>>) {
        let question = self.question(Rework::Plan(change, ids));
        if question.what.size(&question.set) > AT_ONCE {
            self.effects.push(Effect::Rework(question));
        } else if let Some(Reworked::Plan(change, plan)) = question.work(&|_| true) {
            self.planned(&change, &plan);
        }
    }

    /// Makes `change` to these, in one step. Where nothing would change the choice stays.
    pub(super) fn make(&mut self, change: Change, ids: Arc<Vec<AnnotationId>>) {
        if ids.len() > AT_ONCE {
            let label = format!("{} on {}", change.label(), counted(ids.len(), "claim"));
            return self.work_behind(label, Rework::Make(change, ids));
        }
        match step_of(&change, &ids, self.set(), &|_| true) {
            Some(step) if !step.edits.is_empty() => {
                self.end_asking();
                self.commit(step.label, step.edits);
            }
            _ => self.status.notice("nothing would change"),
        }
    }

    /// Has the next step turned behind the screen, where it is so large that a key would wait for it; whether it is.
    pub(super) fn is_turned_behind(&mut self, turn: Turn) -> bool {
        let next = self.annotations.history.next(turn);
        let Some(step) = next.filter(|step| step.edits.len() > AT_ONCE).cloned() else {
            return false;
        };
        let what = match turn {
            Turn::MadeAgain => "making again",
            _ => "taking back",
        };
        self.work_behind(format!("{what}: {}", step.label), Rework::Turn(turn, step));
        true
    }

    /// Asks for what a person waits for, and shows how far it is.
    pub(super) fn work_behind(&mut self, label: String, what: Rework) {
        let all = what.size(self.set());
        let question = self.question(what);
        self.reworkings.asked = Some(Arc::clone(&question));
        self.effects.push(Effect::Rework(question));
        let done = 0;
        self.overlays
            .push(Overlay::Working(Working { label, done, all }));
    }

    fn question(&mut self, what: Rework) -> Arc<Reworking> {
        self.reworkings.number += 1;
        Arc::new(Reworking {
            number: self.reworkings.number,
            set: self.set().clone(),
            what,
            open: self.reader.document().map(|open| open.path.clone()),
        })
    }

    /// A key while something is worked out that a person waits for.
    pub(super) fn working_action(&mut self, working: Working, action: OverlayAction) {
        if action != OverlayAction::Cancel {
            return self.overlays.push(Overlay::Working(working));
        }
        self.stop_capturing();
        self.reworkings.number += 1;
        self.reworkings.asked = None;
        self.effects.push(match self.reworkings.importing.take() {
            Some(_) => Effect::Import(None),
            None => Effect::StopReworking,
        });
        self.status.notice("stopped; nothing was changed");
    }

    /// How far it is by now.
    pub(super) fn reworking(&mut self, number: u64, far: usize) {
        for overlay in &mut self.overlays {
            if let Overlay::Working(working) = overlay
                && number == self.reworkings.number
            {
                working.done = far;
            }
        }
    }

    /// Takes in what was worked out.
    pub(super) fn reworked(&mut self, number: u64, result: Result<Box<Reworked>, String>) {
        let result = result.map(|reworked| *reworked);
        if number != self.reworkings.number {
            return;
        }
        let asked = self.reworkings.asked.take();
        match result {
            Ok(Reworked::Plan(change, plan)) => return self.planned(&change, &plan),
            Err(reason) => self.status.failure(reason),
            Ok(reworked) => {
                let Some(asked) = asked else { return };
                if !asked.set.is_copy_of(self.set()) {
                    return self.ask_again(&asked.what);
                }
                self.end_working();
                self.worked_out(&asked, reworked);
            }
        }
        self.end_working();
    }

    /// Goes on with what was worked out of the annotations as they are.
    fn worked_out(&mut self, asked: &Reworking, reworked: Reworked) {
        // Another document may have come in its place.
        let open = self.reader.document().map(|open| &open.path);
        let is_as_it_was = open == asked.open.as_ref();
        match (&asked.what, reworked) {
            (what, Reworked::Made(None)) => self.status.notice(what.nothing()),
            (Rework::Weigh(weigh), Reworked::Weighed(weighed)) => {
                if let Err(complaint) = self.weighed(weigh, weighed) {
                    self.refuse(complaint);
                }
            }
            (_, Reworked::Refused(taken)) => {
                let complaint = self.is_taken(&taken);
                self.refuse(complaint);
            }
            // What stands in the way now came up while it was worked out.
            _ if self.is_hindered() => {}
            (what, Reworked::Made(Some((step, remade)))) => {
                self.end_asking();
                self.annotations.set = remade.set;
                if let Rework::Code(captured, _) = what {
                    self.results_tagged(&step.edits, &captured.coding.tags);
                }
                let seen = if is_as_it_was {
                    &remade.seen
                } else {
                    &step.edits
                };
                self.committed(&step, seen);
                if let Rework::Recode(recode) = what {
                    self.choose_recoded(recode);
                }
            }
            (_, Reworked::Turned(turned, remade)) => {
                let step = Arc::clone(&turned.step);
                let seen = if is_as_it_was {
                    &remade.seen
                } else {
                    &step.edits
                };
                self.turned_behind(turned, remade.set, seen);
            }
            (_, Reworked::Plan(..) | Reworked::Weighed(_)) => {}
        }
    }

    /// Another program changed something meanwhile: works it out anew, unless what was to be turned is the last step no
    /// more.
    fn ask_again(&mut self, what: &Rework) {
        let is_next = match what {
            Rework::Turn(turn, step) => {
                let next = self.annotations.history.next(*turn);
                next.is_some_and(|next| Arc::ptr_eq(next, step))
            }
            _ => true,
        };
        if !is_next {
            self.end_working();
            let text = "another program changed the annotations meanwhile; try again";
            return self.status.notice(text);
        }
        let question = self.question(what.clone());
        self.reworkings.asked = Some(Arc::clone(&question));
        self.effects.push(Effect::Rework(question));
    }

    /// Whether a person waits for what is worked out.
    pub(super) fn is_working(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Working(_)))
    }

    pub(super) fn end_working(&mut self) {
        self.overlays
            .retain(|overlay| !matches!(overlay, Overlay::Working(_)));
    }
}
