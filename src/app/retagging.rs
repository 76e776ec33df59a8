//! Changes that everything follows which carries a tag or a verdict: another name, two tags into one, one into several.
//!
//! Owns what is told before such a change, what step it comes to, and what becomes of what was asked for it. What is much is
//! worked out behind the screen (`reworking`). Each is one step of undo.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::App;
use super::codebook::Codebook;
use super::history::STRIDE;
use super::overlay::{Consequence, Overlay, Question, Split};
use super::recoding::parsed;
use super::reworking::{AT_ONCE, Rework};
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Edit, Grade, Step, TagName, Taken, Verdict,
};
use crate::text::counted;

/// So many tags can be told apart by a digit.
const MOST_SPLIT: usize = 9;

/// Up to how many annotations it takes no time to speak of to look through them for a tag.
const LOOKED_THROUGH: usize = 5_000;

/// What each annotation gets in place of the tag that is split.
pub type Choices = BTreeMap<AnnotationId, Vec<TagName>>;

/// A change that everything follows which carries a tag or a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recode {
    /// The first tag, and every tag below it, lies where the second says.
    Rename(TagName, TagName),
    /// The first tag becomes a part of the second.
    Merge(TagName, TagName),
    /// Annotations get what was chosen for them in place of the tag; the last are those to choose from.
    Split(TagName, Arc<Choices>, Vec<TagName>),
    /// The first verdict is called what the second says.
    Rejudge(Verdict, Verdict),
    /// This step, as far as others have left what it is about.
    Rebase(Arc<Step>),
}

/// What is to be known before a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weigh {
    /// What carries the first tag, which is to become a part of the second.
    Merge(TagName, TagName),
    /// What carries the tag that is to be split into others.
    Split(TagName, Vec<TagName>),
}

/// What is known then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weighed {
    /// How many annotations carry the tag, and how many tags lie below it.
    Merge(usize, usize),
    /// The annotations that carry it, document by document.
    Split(Vec<AnnotationId>),
}

impl Recode {
    /// How much is gone through to find what is to be changed.
    #[must_use]
    pub fn size(&self, set: &AnnotationSet) -> usize {
        match self {
            Self::Rename(..) | Self::Merge(..) | Self::Rejudge(..) => set.len(),
            Self::Split(_, choices, _) => choices.len(),
            Self::Rebase(step) => step.edits.len(),
        }
    }

    /// Whether a key would wait for it.
    fn is_large(&self, set: &AnnotationSet) -> bool {
        let is_one = |one: &&Annotation| match self {
            Self::Rename(from, _) => one.tags.iter().any(|tag| tag.is_within(from)),
            Self::Merge(from, _) => one.tags.contains(from),
            Self::Rejudge(from, _) => one.was_judged(from),
            Self::Split(..) | Self::Rebase(_) => false,
        };
        match self {
            Self::Split(..) | Self::Rebase(_) => self.size(set) > AT_ONCE,
            _ => set.len() > LOOKED_THROUGH || set.annotations().filter(is_one).count() > AT_ONCE,
        }
    }

    /// What is done, while it is.
    fn doing(&self) -> String {
        match self {
            Self::Rename(from, to) => format!("calling {from} {to}"),
            Self::Merge(from, into) => format!("making {from} a part of {into}"),
            Self::Split(from, ..) => format!("splitting {from}"),
            Self::Rejudge(from, to) => format!("calling the verdict {from} {to}"),
            Self::Rebase(step) => step.label.clone(),
        }
    }

    /// What there is to say where nothing is to be changed.
    pub(super) fn nothing(&self) -> String {
        match self {
            Self::Rename(..) => "it is called that already".to_owned(),
            Self::Split(from, ..) => {
                format!("nothing is tagged {from} any more; nothing was changed")
            }
            _ => "nothing would change".to_owned(),
        }
    }

    /// The step that it comes to, without an edit where nothing is to be changed, or why it cannot be made; nothing where
    /// `goes_on`, which is told now and then how much was gone through, says no.
    #[must_use]
    pub fn step(
        &self,
        set: &AnnotationSet,
        goes_on: &dyn Fn(usize) -> bool,
    ) -> Option<Result<Step, Taken>> {
        let (label, edits) = match self {
            Self::Rename(from, to) => {
                let edits = match set.renaming(from, to) {
                    Ok(edits) => gathered(edits, goes_on)?,
                    Err(taken) => return Some(Err(taken)),
                };
                (format!("called {from} {to}, on {}", carried(&edits)), edits)
            }
            Self::Merge(from, into) => {
                let edits = gathered(set.absorbing(from, into), goes_on)?;
                let label = format!("made {from} a part of {into}, on {}", carried(&edits));
                (label, edits)
            }
            Self::Split(from, choices, into) => {
                let mut codebook = set.codebook().clone();
                let mut new = Vec::new();
                let is_chosen = |name: &&TagName| choices.values().any(|tags| tags.contains(name));
                for name in into.iter().filter(is_chosen) {
                    if codebook.get(name).is_none() {
                        let tag = codebook.draft(name.clone());
                        codebook.put(tag.clone());
                        new.push(tag);
                    }
                }
                let mut edits = gathered(set.splitting(from, new, choices), goes_on)?;
                if in_annotations(&edits) == 0 {
                    edits.clear();
                }
                (format!("split {from}, on {}", carried(&edits)), edits)
            }
            Self::Rejudge(from, to) => {
                let mut book = set.codebook().clone();
                let mut edits = book.owning_scale();
                let before = book.grade(from).cloned();
                let after = before.clone().map(|grade| Grade {
                    name: to.clone(),
                    ..grade
                });
                if before.is_some() {
                    edits.push(Edit::Grade { before, after });
                }
                edits.extend(gathered(set.rejudging(from, to), goes_on)?);
                (format!("called the verdict {from} {to}"), edits)
            }
            Self::Rebase(step) => {
                let rebased = step.edits.iter().map(|edit| edit.onto(set).0);
                (step.label.clone(), gathered(rebased, goes_on)?)
            }
        };
        Some(Ok(Step { label, edits }))
    }
}

impl Weigh {
    /// Finds it out.
    #[must_use]
    pub fn work(&self, set: &AnnotationSet) -> Weighed {
        match self {
            Self::Merge(from, _) => {
                let carrying = set.annotations().filter(|found| found.tags.contains(from));
                let names = set.tag_names();
                let below = names
                    .iter()
                    .filter(|other| other.is_within(from) && *other != from);
                Weighed::Merge(carrying.count(), below.count())
            }
            Self::Split(from, _) => {
                let carrying = set.annotations().filter(|found| found.tags.contains(from));
                let mut stops: Vec<_> = carrying
                    .map(|found| (&found.document, found.place().start, found.id))
                    .collect();
                stops.sort_unstable();
                Weighed::Split(stops.into_iter().map(|(.., id)| id).collect())
            }
        }
    }
}

impl App {
    /// Makes a change that everything follows, at once where that takes no time.
    ///
    /// # Errors
    /// Why it cannot be made, as far as that is known at once.
    pub(super) fn recode(&mut self, recode: Recode) -> Result<(), String> {
        if recode.is_large(self.set()) {
            let label = recode.doing();
            self.work_behind(label, Rework::Recode(recode));
            return Ok(());
        }
        match recode.step(self.set(), &|_| true) {
            Some(Ok(step)) if step.edits.is_empty() => self.status.notice(recode.nothing()),
            Some(Ok(step)) => {
                self.commit(step.label, step.edits);
                self.choose_recoded(&recode);
            }
            Some(Err(taken)) => return Err(self.is_taken(&taken)),
            None => {}
        }
        Ok(())
    }

    /// Chooses what was called otherwise in the codebook.
    pub(super) fn choose_recoded(&mut self, recode: &Recode) {
        match recode {
            Recode::Rename(from, to) => {
                self.choose_in_codebook(to);
                self.tell_of_filters(from);
            }
            Recode::Merge(from, _) => self.tell_of_filters(from),
            Recode::Rejudge(_, to) => self.choose_verdict(to),
            _ => {}
        }
    }

    /// Tells which filters still ask for a tag that is gone by its name.
    fn tell_of_filters(&mut self, gone: &TagName) {
        let asking = self.filters_asking_for(gone).join(", ");
        if !asking.is_empty() {
            let text = format!("kept filters that still ask for {gone}: {asking}");
            self.status.remark(text);
        }
    }

    /// Says why nothing is changed: below the line that was typed, where that is still there.
    pub(super) fn refuse(&mut self, complaint: String) {
        match self.overlays.last_mut() {
            Some(Overlay::Entry(entry)) => entry.complaint = Some(complaint),
            _ => self.status.failure(complaint),
        }
    }

    /// That a name is taken, in words.
    pub(super) fn is_taken(&self, Taken(name): &Taken) -> String {
        let merge = self.key_of("codebook-merge");
        format!("there is a tag {name} already; {merge} makes one of the two")
    }

    /// Calls a tag, and those below it, otherwise.
    pub(super) fn rename_tag(&mut self, name: &TagName, typed: &str) -> Result<(), String> {
        let to = parsed(typed)?;
        if to == *name {
            self.status.notice("it is called that already");
            return Ok(());
        }
        self.recode(Recode::Rename(name.clone(), to))
    }

    /// Finds out what is to be known before a change, and goes on with that: at once where that takes no time.
    fn weigh(&mut self, label: String, weigh: Weigh) -> Result<(), String> {
        if self.set().len() > LOOKED_THROUGH {
            self.work_behind(label, Rework::Weigh(weigh));
            return Ok(());
        }
        let weighed = weigh.work(self.set());
        self.weighed(&weigh, weighed)
    }

    /// Goes on with what is known before a change.
    ///
    /// # Errors
    /// Why nothing comes of it.
    pub(super) fn weighed(&mut self, weigh: &Weigh, weighed: Weighed) -> Result<(), String> {
        match (weigh, weighed) {
            (Weigh::Merge(from, into), Weighed::Merge(annotations, below)) => {
                self.ask_to_merge(from, into, (annotations, below));
            }
            (Weigh::Split(from, _), Weighed::Split(stops)) if stops.is_empty() => {
                let rename = self.key_of("codebook-rename");
                return Err(format!(
                    "no annotation carries {from}; {rename} calls it otherwise"
                ));
            }
            (Weigh::Split(from, into), Weighed::Split(stops)) => {
                self.end_asking();
                self.overlays.push(Overlay::Split(Box::new(Split {
                    from: from.clone(),
                    into: into.clone(),
                    stops,
                    at: 0,
                    choices: BTreeMap::default(),
                    is_several: false,
                })));
            }
            _ => {}
        }
        Ok(())
    }

    /// Asks whether a tag is to be a part of another.
    pub(super) fn merge_tags(&mut self, name: &TagName, into: &TagName) {
        let label = format!("counting what is tagged {name}");
        let weigh = Weigh::Merge(name.clone(), into.clone());
        // Nothing stands in the way of a question.
        _ = self.weigh(label, weigh);
    }

    fn ask_to_merge(&mut self, name: &TagName, into: &TagName, (carrying, below): (usize, usize)) {
        let annotations = counted(carrying, "annotation");
        let mut details = vec![format!(
            "{annotations} tagged {name} will be tagged {into}. What is written of {name} is added to what is written of {into}."
        )];
        let lost = self.set().codebook().absorbing(name, into).lost;
        if !lost.is_empty() {
            details.push(format!("Lost is {}.", lost.join(" and ")));
        }
        if below > 0 {
            details.push(format!(
                "{} below {name} stay where they are.",
                counted(below, "tag")
            ));
        }
        self.overlays.push(Overlay::Question(Question {
            text: format!("Make {name} a part of {into}?"),
            details,
            on_yes: Consequence::Recode(Recode::Merge(name.clone(), into.clone())),
        }));
    }

    /// Makes a change that was asked about.
    pub(super) fn recode_now(&mut self, recode: Recode) {
        if self.is_hindered() {
            return;
        }
        if let Err(complaint) = self.recode(recode) {
            self.status.failure(complaint);
        }
    }

    pub(super) fn begin_split(&mut self, name: &TagName, typed: &str) -> Result<(), String> {
        let mut into: Vec<TagName> = Vec::new();
        for word in typed.split(',').filter(|word| !word.trim().is_empty()) {
            let tag = parsed(word)?;
            if tag == *name {
                return Err(format!(
                    "{name} is the one to split; what is left as it is keeps it"
                ));
            }
            if !into.contains(&tag) {
                into.push(tag);
            }
        }
        if into.is_empty() || into.len() > MOST_SPLIT {
            return Err(format!(
                "name one to {MOST_SPLIT} tags, with commas between them"
            ));
        }
        let label = format!("looking for what is tagged {name}");
        self.weigh(label, Weigh::Split(name.clone(), into))
    }

    pub(super) fn split_action(&mut self, action: Codebook) {
        let Some(Overlay::Split(mut split)) = self.overlays.pop_if(is_split) else {
            return;
        };
        match action {
            Codebook::Choose(digit) if !split.choose(digit) => {
                let notice = match split.current() {
                    Some(_) => format!("there are only {} to choose from", split.into.len()),
                    None => "all were looked at; Enter saves".to_owned(),
                };
                self.status.notice(notice);
            }
            Codebook::Several => split.is_several = !split.is_several,
            Codebook::LeaveStop => split.leave(),
            Codebook::BackStop => split.back(),
            Codebook::EndSplit if split.choices.is_empty() => {
                return self.status.notice(format!("{} is as it was", split.from));
            }
            Codebook::EndSplit if !self.is_hindered() => return self.split_ended(split),
            Codebook::DropSplit if split.choices.is_empty() => return,
            Codebook::DropSplit => {
                let chosen = counted(split.choices.len(), "annotation");
                self.overlays.push(Overlay::Split(split));
                self.overlays.push(Overlay::Question(Question {
                    text: format!("Forget what was chosen for {chosen}?"),
                    details: Vec::new(),
                    on_yes: Consequence::DropSplit,
                }));
                return;
            }
            _ => {}
        }
        self.overlays.push(Overlay::Split(split));
    }

    /// Gives the annotations what was chosen for them, which stays chosen where it is stopped.
    fn split_ended(&mut self, split: Box<Split>) {
        let choices = Arc::new(split.choices.clone());
        let recode = Recode::Split(split.from.clone(), choices, split.into.clone());
        if recode.is_large(self.set()) {
            self.overlays.push(Overlay::Split(split));
        }
        // A split refuses no name.
        _ = self.recode(recode);
    }

    /// Closes where something was typed or chosen for a change that is made.
    pub(super) fn end_asking(&mut self) {
        let is_asking = |overlay: &Overlay| {
            matches!(
                overlay,
                Overlay::Bulk(_) | Overlay::Entry(_) | Overlay::Split(_)
            )
        };
        self.overlays.retain(|overlay| !is_asking(overlay));
    }
}

fn is_split(overlay: &mut Overlay) -> bool {
    matches!(overlay, Overlay::Split(_))
}

/// The edits, as long as `goes_on` says yes.
fn gathered(
    edits: impl Iterator<Item = Option<Edit>>,
    goes_on: &dyn Fn(usize) -> bool,
) -> Option<Vec<Edit>> {
    let mut gathered = Vec::new();
    for (done, edit) in edits.enumerate() {
        if done % STRIDE == 0 && !goes_on(done) {
            return None;
        }
        gathered.extend(edit);
    }
    Some(gathered)
}

/// How many annotations the edits change, in words.
fn carried(edits: &[Edit]) -> String {
    counted(in_annotations(edits), "annotation")
}

/// How many annotations the edits change.
fn in_annotations(edits: &[Edit]) -> usize {
    let is_one = |edit: &&Edit| matches!(edit, Edit::Annotation { .. });
    edits.iter().filter(is_one).count()
}
