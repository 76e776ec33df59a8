//! The form of a claim: what is asserted, by whom, and what a reviewer makes of it.
//!
//! It is in one of three ways: *ready*, where a letter goes to its field; *typing* into a field; *choosing* in one. A piece
//! of evidence is filled in on the same form, in the place of the claim.

mod evidence;
mod filled;
mod view;

pub use evidence::EvidenceForm;
pub use filled::Filled;
pub use view::{FormRow, FormView, Look, Making, Piece, label_cells, rows, top};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Drafted;
use super::form::{Choices, Words};
use crate::app::reader::Passage;
use crate::model::{
    Annotation, Assessment, Attribution, CheckWorthy, ClaimKind, ClaimStatus, Evidence, Grade,
    Verdict,
};

/// How sure one can be.
const CONFIDENCE: [&str; 3] = ["low", "medium", "high"];

/// How many names are offered to complete one that is typed.
const OFFERED: usize = 4;

/// Whose claim it is.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimTarget {
    /// That of an annotation, kept as it was: should it be deleted meanwhile, the claim brings it back.
    Annotation(Box<Annotation>),
    /// That of an annotation which is made when the claim is saved.
    New(Passage),
}

/// The fields of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimField {
    /// The claim in words that stand on their own.
    Statement,
    /// Who claims it.
    Claimant,
    /// Whose words it is in.
    Attribution,
    /// What kinds of thing it asserts.
    Kinds,
    /// Whether it is worth checking.
    CheckWorthy,
    /// How far its review is.
    Status,
    /// The verdict that is given now.
    Verdict,
    /// How sure one is of it.
    Confidence,
    /// Why.
    Rationale,
    /// What a piece of evidence says about the claim.
    Stance,
    /// Its source.
    Citation,
    /// Where that can be read.
    Url,
    /// The words that matter.
    Quote,
    /// When it was looked at.
    Accessed,
}

impl ClaimField {
    /// The fields of a claim.
    pub const OF_CLAIM: [Self; 9] = [
        Self::Statement,
        Self::Claimant,
        Self::Attribution,
        Self::Kinds,
        Self::CheckWorthy,
        Self::Status,
        Self::Verdict,
        Self::Confidence,
        Self::Rationale,
    ];

    /// The fields of a piece of evidence.
    pub const OF_EVIDENCE: [Self; 5] = [
        Self::Stance,
        Self::Citation,
        Self::Url,
        Self::Quote,
        Self::Accessed,
    ];

    /// What stands before it on the form, and the command that goes to it.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Statement => ("statement", "claim-statement"),
            Self::Claimant => ("claimant", "claim-claimant"),
            Self::Attribution => ("attribution", "claim-attribution"),
            Self::Kinds => ("kinds", "claim-kinds"),
            Self::CheckWorthy => ("checkworthy", "claim-checkworthy"),
            Self::Status => ("status", "claim-status"),
            Self::Verdict => ("verdict", "claim-verdict"),
            Self::Confidence => ("confidence", "claim-confidence"),
            Self::Rationale => ("rationale", "claim-rationale"),
            Self::Stance => ("stance", "evidence-stance"),
            Self::Citation => ("citation", "evidence-citation"),
            Self::Url => ("URL", "evidence-url"),
            Self::Quote => ("quote", "evidence-quote"),
            Self::Accessed => ("accessed", "evidence-accessed"),
        }
    }
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// Words.
    Words(Box<Words>),
    /// What is chosen.
    Choice(Choices),
}

/// A field with what it holds.
#[derive(Clone, Debug)]
pub struct Filling {
    /// Which.
    pub field: ClaimField,
    /// What it holds.
    pub value: Value,
}

/// Where one is on the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// At a field.
    Field(ClaimField),
    /// At the piece of evidence with this number.
    Evidence(usize),
    /// Behind the last one, where another is added.
    Add,
}

/// What keys mean on the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A letter goes to its field.
    Ready,
    /// They are typed into the field, or choose in it.
    Filling,
}

/// The form of a claim.
#[derive(Debug)]
pub struct ClaimForm {
    /// Whose claim it is.
    pub target: ClaimTarget,
    /// The words it is made of.
    pub quote: String,
    /// The fields of the claim and of the assessment that is given now.
    pub fields: Vec<Filling>,
    /// What was found.
    pub evidence: Vec<Evidence>,
    /// The assessments there are, oldest first.
    pub earlier: Vec<Assessment>,
    /// Where one is.
    pub at: At,
    /// What keys mean.
    pub mode: Mode,
    /// The piece of evidence that is filled in instead of the claim.
    pub editing: Option<EvidenceForm>,
    /// The name that is chosen of those offered, by its number.
    pub offer: Option<usize>,
    /// The claimants known, the one named most often first.
    pub known: Vec<String>,
    /// What of it is kept.
    pub drafted: Drafted,
    original: Filled,
}

impl ClaimForm {
    /// A form that holds `filled`, for verdicts of the `scale`.
    #[must_use]
    pub fn new(
        target: ClaimTarget,
        quote: String,
        filled: &Filled,
        scale: &[Grade],
        known: Vec<String>,
    ) -> Self {
        let earlier = match &target {
            ClaimTarget::Annotation(annotation) => annotation
                .claim
                .as_ref()
                .map(|claim| claim.assessments.clone()),
            ClaimTarget::New(_) => None,
        };
        let mut form = Self {
            target,
            quote,
            fields: Vec::new(),
            evidence: Vec::new(),
            earlier: earlier.unwrap_or_default(),
            at: At::Field(ClaimField::Statement),
            mode: Mode::Ready,
            editing: None,
            offer: None,
            known,
            drafted: Drafted::default(),
            original: Filled::default(),
        };
        form.fill(filled, scale);
        form.original = form.filled();
        form
    }

    /// Puts `filled` into the fields.
    pub fn fill(&mut self, filled: &Filled, scale: &[Grade]) {
        let claim = &filled.claim;
        let words = |text: &str, is_one_line| Value::Words(Box::new(Words::new(text, is_one_line)));
        let one = |all: Vec<&'static str>, chosen: Option<&str>| {
            let all = all.into_iter().map(|word| (word, None));
            Value::Choice(Choices::new(all, chosen.as_slice(), false))
        };
        let kinds: Vec<&str> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
        let all_kinds = ClaimKind::ALL.iter().map(|kind| (kind.as_str(), None));
        let grades = scale.iter().map(|grade| (grade.name.as_str(), grade.color));
        let verdict = filled.verdict.as_ref().map(Verdict::as_str);
        let confidence = Some(filled.confidence.as_str()).filter(|word| !word.is_empty());
        self.fields = ClaimField::OF_CLAIM
            .into_iter()
            .zip([
                words(&claim.statement, true),
                words(&claim.claimant, true),
                one(
                    spelt(Attribution::ALL, Attribution::as_str),
                    claim.attribution.map(Attribution::as_str),
                ),
                Value::Choice(Choices::new(all_kinds, &kinds, true)),
                one(
                    spelt(CheckWorthy::ALL, CheckWorthy::as_str),
                    claim.checkworthy.map(CheckWorthy::as_str),
                ),
                one(
                    spelt(ClaimStatus::ALL, ClaimStatus::as_str),
                    claim.status.map(ClaimStatus::as_str),
                ),
                Value::Choice(Choices::new(grades, verdict.as_slice(), false)),
                one(CONFIDENCE.to_vec(), confidence),
                words(&filled.rationale, false),
            ])
            .map(|(field, value)| Filling { field, value })
            .collect();
        self.evidence.clone_from(&claim.evidence);
        self.editing = None;
        self.drafted.is_behind = true;
    }

    /// What the form holds, the piece of evidence that is being filled in too.
    #[must_use]
    pub fn filled(&self) -> Filled {
        let mut filled = Filled::default();
        for Filling { field, value } in &self.fields {
            filled.take(*field, value);
        }
        filled.claim.evidence.clone_from(&self.evidence);
        if let Some(editing) = &self.editing {
            let evidence = &mut filled.claim.evidence;
            if let Some(place) = evidence.get_mut(editing.index) {
                *place = editing.evidence();
            }
        }
        let is_there = |evidence: &Evidence| !evidence::is_empty(evidence);
        filled.claim.evidence.retain(is_there);
        filled
    }

    /// What it held at first.
    #[must_use]
    pub fn original(&self) -> &Filled {
        &self.original
    }

    /// Whether leaving now would lose something.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.filled() != self.original
    }

    /// The fields that are on the screen.
    #[must_use]
    pub fn shown(&self) -> &[Filling] {
        self.editing
            .as_ref()
            .map_or(&self.fields, |editing| &editing.fields)
    }

    /// The field one is at, where it is one.
    #[must_use]
    pub fn field(&self) -> Option<ClaimField> {
        match (&self.editing, self.at) {
            (Some(editing), _) => Some(editing.at),
            (None, At::Field(field)) => Some(field),
            (None, At::Evidence(_) | At::Add) => None,
        }
    }

    /// What the field holds that one is at.
    pub fn value_mut(&mut self) -> Option<&mut Value> {
        let field = self.field()?;
        let fields = match &mut self.editing {
            Some(editing) => &mut editing.fields,
            None => &mut self.fields,
        };
        let found = fields.iter_mut().find(|filling| filling.field == field);
        found.map(|filling| &mut filling.value)
    }

    /// What the field holds that one is at.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        let field = self.field()?;
        let found = self.shown().iter().find(|filling| filling.field == field);
        found.map(|filling| &filling.value)
    }

    /// Goes to a field, and begins to fill it in.
    pub fn go_to(&mut self, field: ClaimField) {
        self.stand_at(At::Field(field));
        self.begin();
    }

    /// Goes to a place on the form.
    pub fn stand_at(&mut self, at: At) {
        match (&mut self.editing, at) {
            (Some(editing), At::Field(field)) => editing.at = field,
            (Some(_), _) => {}
            (None, at) => self.at = at,
        }
        self.mode = Mode::Ready;
        self.offer = None;
    }

    /// Begins to fill in the field one is at; whether it is one. A name, a source or an address that stands there already
    /// is selected: what is typed takes its place.
    pub fn begin(&mut self) -> bool {
        let is_short = matches!(
            self.field(),
            Some(ClaimField::Claimant | ClaimField::Citation | ClaimField::Url)
        );
        match self.value_mut() {
            Some(Value::Words(words)) if is_short => words.select_all(),
            Some(_) => {}
            None => return false,
        }
        self.mode = Mode::Filling;
        self.offer = None;
        true
    }

    /// Every place on the form that is on the screen, in order.
    #[must_use]
    pub fn places(&self) -> Vec<At> {
        let mut places: Vec<At> = self
            .shown()
            .iter()
            .map(|filling| At::Field(filling.field))
            .collect();
        if self.editing.is_none() {
            places.extend((0..self.evidence.len()).map(At::Evidence));
            places.push(At::Add);
        }
        places
    }

    /// The place one is at.
    #[must_use]
    pub fn here(&self) -> At {
        self.editing
            .as_ref()
            .map_or(self.at, |editing| At::Field(editing.at))
    }

    /// Goes on by `count` places, and stays at the last and the first.
    pub fn step(&mut self, count: isize) {
        let places = self.places();
        let at = places
            .iter()
            .position(|place| *place == self.here())
            .unwrap_or(0);
        let next = at
            .saturating_add_signed(count)
            .min(places.len().saturating_sub(1));
        if let Some(next) = places.get(next) {
            self.stand_at(*next);
        }
    }

    /// Chooses the next or previous word in the field one is at.
    pub fn turn(&mut self, forward: bool) {
        if let Some(Value::Choice(choices)) = self.value_mut() {
            choices.step(forward);
            self.drafted.is_behind = true;
        }
    }

    /// Takes a key while the field is filled in.
    pub fn key(&mut self, event: KeyEvent) {
        if self.mode != Mode::Filling {
            return;
        }
        let offered = self.offers().len();
        let is_claimant = self.field() == Some(ClaimField::Claimant);
        let changed = match (self.value_mut(), event.code) {
            (Some(Value::Choice(_)), code @ (KeyCode::Down | KeyCode::Up)) => {
                self.step(if code == KeyCode::Down { 1 } else { -1 });
                self.begin();
                return;
            }
            (Some(Value::Choice(_)), code) => return self.choose_by(code, event.modifiers),
            (Some(Value::Words(_)), KeyCode::Down) if is_claimant => {
                let next = self.offer.map_or(0, |offer| offer + 1);
                self.offer = (next < offered).then_some(next);
                return;
            }
            (Some(Value::Words(_)), KeyCode::Up) if is_claimant => {
                self.offer = match self.offer {
                    Some(offer) => offer.checked_sub(1),
                    None => offered.checked_sub(1),
                };
                return;
            }
            (Some(Value::Words(words)), _) => words.key(event),
            (None, _) => false,
        };
        if changed {
            self.offer = None;
            self.drafted.is_behind = true;
        }
    }

    fn choose_by(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        let Some(Value::Choice(choices)) = self.value_mut() else {
            return;
        };
        let is_several = choices.is_several;
        let is_chosen = match code {
            KeyCode::Left | KeyCode::Right if !is_several => {
                choices.step(code == KeyCode::Right);
                false
            }
            KeyCode::Backspace | KeyCode::Delete => {
                choices.clear();
                true
            }
            KeyCode::Char(key)
                if !modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
            {
                let Some(index) = choices.by_key(key) else {
                    return;
                };
                choices.choose(index);
                true
            }
            _ => return,
        };
        self.drafted.is_behind = true;
        if is_chosen && !is_several {
            self.mode = Mode::Ready;
        }
    }

    /// Chooses the option with the number `index` in the field one is at.
    pub fn choose(&mut self, index: usize) {
        if let Some(Value::Choice(choices)) = self.value_mut() {
            choices.choose(index);
            self.drafted.is_behind = true;
        }
    }

    /// Types `text` as it was pasted; whether there is a field it goes into.
    pub fn insert(&mut self, text: &str) -> bool {
        if self.mode != Mode::Filling {
            return false;
        }
        let Some(Value::Words(words)) = self.value_mut() else {
            return false;
        };
        words.insert(text);
        self.drafted.is_behind = true;
        true
    }

    /// The words that are being typed now.
    pub fn words_mut(&mut self) -> Option<&mut Words> {
        if self.mode != Mode::Filling {
            return None;
        }
        match self.value_mut() {
            Some(Value::Words(words)) => Some(words),
            _ => None,
        }
    }

    /// The known claimants that begin with what is typed, then those that hold it.
    #[must_use]
    pub fn offers(&self) -> Vec<&str> {
        let typed = match self.value() {
            Some(Value::Words(words))
                if self.field() == Some(ClaimField::Claimant) && self.mode == Mode::Filling =>
            {
                words.text()
            }
            _ => return Vec::new(),
        };
        let low = typed.to_lowercase();
        let mut found: Vec<(bool, &str)> = Vec::new();
        for name in &self.known {
            let other = name.to_lowercase();
            if *name != typed && other.contains(&low) {
                found.push((!other.starts_with(&low), name));
            }
        }
        found.sort_by_key(|(is_inside, _)| *is_inside);
        found
            .into_iter()
            .map(|(_, name)| name)
            .take(OFFERED)
            .collect()
    }

    /// Takes the name that is chosen of those offered, or else the first; whether there was one.
    pub fn complete(&mut self) -> bool {
        let offers = self.offers();
        let Some(name) = offers
            .get(self.offer.unwrap_or(0))
            .map(|name| (*name).to_owned())
        else {
            return false;
        };
        if let Some(words) = self.words_mut() {
            words.set(&name);
            self.drafted.is_behind = true;
        }
        self.offer = None;
        true
    }
}

fn spelt<T: Copy>(all: &[T], spell: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| spell(*value)).collect()
}
