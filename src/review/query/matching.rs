//! Conditions: what one part of a query asks, and whether it holds of an annotation.

use std::fmt;

use jiff::tz::TimeZone;

use super::field::{Sort, meant};
use super::{About, Days, Field};
use crate::model::{Attribution, CheckWorthy, Claim, ClaimStatus, Verdict};
use crate::review::{is_stale, latest};
use crate::text::loose::loosened;

/// A condition as it was typed, and the test that it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    field: Option<Field>,
    /// Whether it was typed with `~`.
    holds: bool,
    value: String,
    is_quoted: bool,
    test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    /// Nothing is there.
    Missing,
    /// Something is there.
    Present,
    /// One of the values fits.
    Fits(Fit),
    /// The value lies in a tag's path.
    Within(Fit),
    /// The day lies in these.
    Days(Days),
    /// The verdict was given on another text.
    Stale,
    /// The place is in this state.
    State(String),
    /// The annotation has this.
    Has(Field),
    /// The annotation is a claim.
    Claim,
    /// The claim has evidence.
    Evidence,
}

/// How a loosened value is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fit {
    Is(String),
    Holds(String),
    /// It has these pieces in their order, the first at its beginning and the last at its end.
    Like(Vec<String>),
}

impl Fit {
    fn new(value: &str, holds: bool, is_quoted: bool) -> Self {
        if !is_quoted && value.contains('*') {
            let anywhere = if holds { "*" } else { "" };
            let pattern = format!("{anywhere}{value}{anywhere}");
            return Self::Like(pattern.split('*').map(loosened).collect());
        }
        let value = loosened(value);
        if holds {
            Self::Holds(value)
        } else {
            Self::Is(value)
        }
    }

    fn fits(&self, loose: &str) -> bool {
        match self {
            Self::Is(value) => loose == value,
            Self::Holds(value) => {
                memchr::memmem::find(loose.as_bytes(), value.as_bytes()).is_some()
            }
            Self::Like(pieces) => like(loose, pieces).unwrap_or(false),
        }
    }

    /// Whether the path or one that it lies under fits.
    fn fits_path(&self, loose: &str) -> bool {
        let above = loose
            .match_indices('/')
            .filter_map(|(end, _)| loose.get(..end));
        match self {
            Self::Holds(_) => self.fits(loose),
            _ => self.fits(loose) || above.into_iter().any(|path| self.fits(path)),
        }
    }
}

/// Each piece is taken where it first stands, which is right for every piece but the last: linear in the text.
fn like(text: &str, pieces: &[String]) -> Option<bool> {
    let (first, rest) = pieces.split_first()?;
    let mut left = text.strip_prefix(first.as_str())?;
    let Some((last, between)) = rest.split_last() else {
        return Some(left.is_empty());
    };
    for piece in between {
        let at = memchr::memmem::find(left.as_bytes(), piece.as_bytes())?;
        left = left.get(at + piece.len()..)?;
    }
    Some(left.ends_with(last.as_str()))
}

impl Condition {
    /// The condition for what was typed, or what is wrong with it.
    pub fn new(
        field: Option<Field>,
        holds: bool,
        value: String,
        is_quoted: bool,
    ) -> Result<Self, String> {
        let test = test(field, holds, &value, is_quoted)?;
        Ok(Self {
            field,
            holds,
            value,
            is_quoted,
            test,
        })
    }

    /// Asks for what is called otherwise now by its new name; whether it did ask for that. `new` gives the new name of a
    /// value of a field.
    pub fn follow(&mut self, new: &dyn Fn(Field, &str) -> Option<String>) -> bool {
        let Some(field) = self.field.filter(|_| !self.holds) else {
            return false;
        };
        let below = self.value.strip_suffix("/*").filter(|_| !self.is_quoted);
        let name = below.unwrap_or(&self.value);
        let Some(now) = new(field, name) else {
            return false;
        };
        let value = match below {
            Some(_) => format!("{now}/*"),
            None => now,
        };
        // As plain as it was, where it means the same then.
        let plain = if self.is_quoted { None } else { Some(false) };
        for is_quoted in plain.into_iter().chain(below.is_none().then_some(true)) {
            let condition = Self::new(self.field, false, value.clone(), is_quoted);
            let Ok(condition) = condition else { continue };
            let written = super::parse::parse(&condition.to_string());
            if written == Ok(super::Node::Is(Box::new(condition.clone())))
                && (is_quoted || below.is_some() || !value.contains('*'))
                && !matches!(condition.test, Test::Missing | Test::Present | Test::Stale)
            {
                *self = condition;
                return true;
            }
        }
        false
    }

    pub fn needs_documents(&self) -> bool {
        matches!(self.test, Test::Stale | Test::State(_))
            || matches!(self.field, Some(Field::Doc | Field::Date))
    }

    pub fn accepts(&self, about: &About<'_>) -> bool {
        match &self.test {
            Test::Missing => !has(self.field, about),
            Test::Present => has(self.field, about),
            Test::Fits(fit) => any(self.field, about, &mut |value| fit.fits(&loosened(value))),
            Test::Within(fit) => any(self.field, about, &mut |value| {
                fit.fits_path(&loosened(value))
            }),
            Test::Days(days) => days_of(self.field, about).is_some_and(|day| days.hold(&day)),
            Test::Stale => about.now.is_some_and(|now| {
                let judged = claim(about).and_then(latest);
                judged.is_some_and(|judged| is_stale(judged, now))
            }),
            Test::State(name) => {
                about
                    .state
                    .map_or("unchecked", crate::anchor::State::as_str)
                    == name
            }
            Test::Has(field) => has(Some(*field), about),
            Test::Claim => claim(about).is_some(),
            Test::Evidence => claim(about).is_some_and(|claim| !claim.evidence.is_empty()),
        }
    }
}

/// What a condition comes to, or what is wrong with it.
fn test(field: Option<Field>, holds: bool, value: &str, is_quoted: bool) -> Result<Test, String> {
    let Some(field) = field else {
        if loosened(value).is_empty() {
            return Err("there is nothing to search for between the quotation marks".to_owned());
        }
        return Ok(Test::Fits(Fit::new(value, true, is_quoted)));
    };
    let name = field.as_str();
    if loosened(value).is_empty() {
        return Err(format!(
            "{name} of what? write for example {}",
            field.example()
        ));
    }
    let word = value.to_ascii_lowercase();
    if !is_quoted && !holds && field.is_optional() {
        match word.as_str() {
            "none" => return Ok(Test::Missing),
            "any" => return Ok(Test::Present),
            "stale" if field == Field::Verdict => return Ok(Test::Stale),
            _ => {}
        }
    }
    match field.sort() {
        Sort::Path => Ok(Test::Within(Fit::new(value, holds, is_quoted))),
        Sort::Name => Ok(Test::Fits(Fit::new(value, holds, is_quoted))),
        Sort::Text => {
            let is_pattern = !is_quoted && value.contains('*') && !holds;
            Ok(Test::Fits(Fit::new(value, !is_pattern, is_quoted)))
        }
        Sort::Word if holds && !matches!(field, Field::Has | Field::Is) => {
            Ok(Test::Fits(Fit::new(value, true, is_quoted)))
        }
        Sort::Word => closed(field, &word),
        Sort::Days => days(field, value),
    }
}

/// The test for a word of a closed set.
fn closed(field: Field, word: &str) -> Result<Test, String> {
    let known = field.words();
    if !known.contains(&word) {
        let name = field.as_str();
        if let Some(meant) = meant(word, known.iter().copied()) {
            return Err(format!(
                "there is no {name}:{word}; did you mean {name}:{meant}?"
            ));
        }
        let none = if field.is_optional() {
            ", none, any"
        } else {
            ""
        };
        return Err(format!(
            "there is no {name}:{word}; after {name}: stands one of {}{none}",
            known.join(", ")
        ));
    }
    Ok(match (field, word) {
        (Field::Has, "claim") => Test::Claim,
        (Field::Has, "evidence") => Test::Evidence,
        (Field::Has, part) => Field::parse(part).map_or(Test::Claim, Test::Has),
        (Field::Is, "stale") => Test::Stale,
        (Field::Is, state) => Test::State(state.to_owned()),
        (_, word) => Test::Fits(Fit::Is(word.to_owned())),
    })
}

fn days(field: Field, value: &str) -> Result<Test, String> {
    let range = match field {
        Field::Since | Field::Until => Days::of(value),
        _ => Days::parse(value),
    };
    let range = range.ok_or_else(|| {
        format!(
            "{value} is no date; write one like {}, as exact as you need",
            field.example()
        )
    })?;
    Ok(Test::Days(match field {
        Field::Since => Days {
            last: None,
            ..range
        },
        Field::Until => Days {
            first: None,
            ..range
        },
        _ => range,
    }))
}

fn claim<'a>(about: &About<'a>) -> Option<&'a Claim> {
    about.annotation.claim.as_ref()
}

/// Whether there is anything in the field.
fn has(field: Option<Field>, about: &About<'_>) -> bool {
    any(field, about, &mut |value| !value.trim().is_empty())
}

/// Whether one of the values that the field has satisfies `test`.
fn any(field: Option<Field>, about: &About<'_>, test: &mut dyn FnMut(&str) -> bool) -> bool {
    let annotation = about.annotation;
    let claim = claim(about);
    let mut maybe = |value: Option<&str>| value.is_some_and(&mut *test);
    let Some(field) = field else {
        return maybe(Some(&annotation.selector.quote))
            || maybe(Some(&annotation.note))
            || maybe(claim.map(|claim| claim.statement.as_str()));
    };
    match field {
        Field::Tag => annotation.tags.iter().any(|tag| test(tag.as_str())),
        Field::Verdict => {
            let judged = claim.and_then(latest);
            maybe(judged.and_then(|one| one.verdict.as_ref().map(Verdict::as_str)))
        }
        Field::Confidence => maybe(claim.and_then(latest).map(|one| one.confidence.as_str())),
        Field::By => maybe(Some(&annotation.reviewer)),
        Field::Doc => maybe(Some(annotation.document.as_str())) || maybe(about.title),
        Field::Note => maybe(Some(&annotation.note)),
        Field::Quote => maybe(Some(&annotation.selector.quote)),
        Field::Statement => maybe(claim.map(|claim| claim.statement.as_str())),
        Field::Claimant => maybe(claim.map(|claim| claim.claimant.as_str())),
        Field::Kind => {
            claim.is_some_and(|claim| claim.kinds.iter().any(|kind| test(kind.as_str())))
        }
        Field::Status => maybe(
            claim
                .and_then(|claim| claim.status)
                .map(ClaimStatus::as_str),
        ),
        Field::Checkworthy => maybe(
            claim
                .and_then(|claim| claim.checkworthy)
                .map(CheckWorthy::as_str),
        ),
        Field::Attribution => maybe(
            claim
                .and_then(|claim| claim.attribution)
                .map(Attribution::as_str),
        ),
        Field::Link => annotation
            .links
            .iter()
            .any(|link| test(link.relation.as_str())),
        Field::Date => maybe(about.date),
        Field::Has | Field::Is | Field::Made | Field::Since | Field::Until => false,
    }
}

/// The days that a field with days has.
fn days_of(field: Option<Field>, about: &About<'_>) -> Option<Days> {
    match field {
        Some(Field::Date) => Days::of(about.date?.trim()),
        _ => Some(
            about
                .annotation
                .created
                .to_zoned(TimeZone::UTC)
                .date()
                .into(),
        ),
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = self.field {
            let sign = if self.holds { '~' } else { ':' };
            write!(f, "{}{sign}", field.as_str())?;
        }
        if self.is_quoted {
            write!(
                f,
                "\"{}\"",
                self.value.replace('\\', "\\\\").replace('"', "\\\"")
            )
        } else {
            f.write_str(&self.value)
        }
    }
}
