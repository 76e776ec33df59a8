//! Sentences in which a verb of saying tells who asserts what they say.

use super::names::{Named, Phrase, phrase};
use super::tokens::{Kind, Token};
use super::words::{
    FINITE, PASSIVE, RELATIVE, SAYS_NOTHING, SHOWS, Saying, THAT, TIMES, claims_at_once, saying,
};
use super::{
    Attributed, LONGEST_TAIL, attribution, back_over, before_verb, behind_auxiliaries, ended,
    found, is_no_assertion, is_quoted, trimmed, unmarked,
};
use crate::model::Span;

/// A sentence in which somebody says it.
pub(super) fn by_verb(text: &str, sentence: Span, tokens: &[Token<'_>]) -> Option<Attributed> {
    for (verb, token) in tokens.iter().enumerate() {
        let is_so = token.low == "so" && verb > 1 && is_quotation(tokens, verb - 2);
        let kind = saying(&token.low).or(is_so.then_some(Saying::BesideQuotes));
        let Some(kind) = kind else {
            continue;
        };
        if is_no_assertion(tokens, verb) {
            continue;
        }
        let told = told_by(tokens, verb)
            .or_else(|| turned_round(tokens, verb))
            .or_else(|| straight(tokens, verb, kind));
        let Some(Said {
            who,
            statement,
            is_quoted: beside,
        }) = told
        else {
            continue;
        };
        let found = found(tokens, who)?;
        let statement = match statement {
            Some(last) => trimmed(text, Span::new(sentence.start, tokens.get(last)?.span.end)),
            None => sentence,
        };
        return Some(Attributed {
            attribution: Some(attribution(found.named, beside || is_quoted(text, tokens))),
            claimant: found.claimant,
            statement: if statement == sentence {
                sentence
            } else {
                unmarked(text, tokens, statement)
            },
        });
    }
    None
}

/// Who says it.
struct Said {
    who: Phrase,
    /// The last piece of what is said, where the words about who says it follow it and nothing comes after.
    statement: Option<usize>,
    /// Whether it stands beside a quotation.
    is_quoted: bool,
}

/// `was told by Karl Marsh that …`
fn told_by(tokens: &[Token<'_>], verb: usize) -> Option<Said> {
    let is_told = tokens.get(verb)?.is(&["told"])
        && tokens
            .get(back_over(tokens, verb).checked_sub(1)?)?
            .is(PASSIVE);
    let who = tokens
        .get(verb + 1)
        .filter(|next| is_told && next.is(&["by"]))
        .and_then(|_| phrase(tokens, verb + 2))?;
    Some(Said {
        who,
        statement: None,
        is_quoted: false,
    })
}

fn is_quotation(tokens: &[Token<'_>], at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|token| token.kind == Kind::Quotation)
}

/// `“…,” said Karl Marsh.` and `…, said Karl Marsh.`
fn turned_round(tokens: &[Token<'_>], verb: usize) -> Option<Said> {
    // `a déclaré`
    let from = verb
        .checked_sub(1)
        .filter(|at| {
            tokens
                .get(*at)
                .is_some_and(|token| token.is(&["a", "ont", "ha", "han"]))
        })
        .unwrap_or(verb);
    let before = from.checked_sub(1)?;
    let comma = tokens.get(before).filter(|token| token.kind == Kind::Comma);
    let is_behind_quotation = is_quotation(tokens, before)
        || comma.is_some() && before > 0 && is_quotation(tokens, before - 1);
    let is_sure = saying(&tokens.get(verb)?.low) == Some(Saying::Surely);
    let is_telling = tokens.get(verb)?.is(&["told", "tells", "tell"]);
    if !is_behind_quotation && (comma.is_none() || is_telling) {
        return None;
    }
    let who = ended(
        tokens,
        phrase(tokens, behind_auxiliaries(tokens, verb + 1))?,
    )?;
    let is_end = tokens
        .get(who.end)
        .is_none_or(|next| next.kind != Kind::Word);
    // Without a quotation, `recalled` needs a name and the end of the sentence behind it.
    let is_name = tokens.get(who.end - 1)?.is_capital()
        && tokens
            .get(who.end)
            .is_none_or(|next| next.kind == Kind::Stop);
    if !is_behind_quotation && (!is_end || who.named == Named::Author || !is_sure && !is_name) {
        return None;
    }
    let last = if comma.is_some() {
        before.checked_sub(1)?
    } else {
        before
    };
    let is_all = ends_soon(tokens, who.end) && (!is_behind_quotation || last == 0);
    Some(Said {
        who,
        statement: is_all.then_some(last),
        is_quoted: is_behind_quotation,
    })
}

/// Whether nothing is said any more from the piece `at` on: only where, when, to whom and by whom exactly.
fn ends_soon(tokens: &[Token<'_>], at: usize) -> bool {
    let rest = tokens.get(at..).unwrap_or_default();
    let says_more = |token: &Token<'_>| match token.kind {
        Kind::Quotation | Kind::Colon | Kind::Break => true,
        Kind::Word => {
            token.is(FINITE) || saying(&token.low).is_some() || token.low.ends_with("ing")
        }
        Kind::Comma | Kind::Stop => false,
    };
    rest.len() <= LONGEST_TAIL && !rest.iter().any(says_more)
}

impl Said {
    fn by(who: Phrase) -> Self {
        Self {
            who,
            statement: None,
            is_quoted: false,
        }
    }
}

fn kind_at(tokens: &[Token<'_>], at: usize) -> Option<Kind> {
    tokens.get(at).map(|token| token.kind)
}

/// `Karl Marsh said that …`, `…, Karl Marsh said.`, `“…,” Karl Marsh said.`
fn straight(tokens: &[Token<'_>], verb: usize, kind: Saying) -> Option<Said> {
    let auxiliary = back_over(tokens, verb).checked_sub(1)?;
    if tokens.get(auxiliary)?.is(PASSIVE) {
        return None;
    }
    let who = before_verb(tokens, verb)?;
    // A clause that hangs on another says nothing by itself.
    let before = who.start.checked_sub(1).and_then(|at| tokens.get(at));
    let hangs =
        |token: &Token<'_>| token.is(RELATIVE) || token.is(&["if", "whether", "until", "unless"]);
    // What shows something need not be anybody who says it.
    let is_named = who.named == Named::Writing || tokens.get(who.end - 1)?.is_capital();
    if before.is_some_and(hangs) || tokens.get(verb)?.is(SHOWS) && !is_named {
        return None;
    }
    said_behind_quotation(tokens, verb, who).or_else(|| said_before(tokens, verb, kind, who))
}

/// `“…,” Karl Marsh said.`
fn said_behind_quotation(tokens: &[Token<'_>], verb: usize, who: Phrase) -> Option<Said> {
    let before = who.start.checked_sub(1)?;
    let last = if is_quotation(tokens, before) {
        before
    } else {
        let quotation = before.checked_sub(1)?;
        let is_comma = kind_at(tokens, before) == Some(Kind::Comma);
        Some(quotation).filter(|at| is_comma && is_quotation(tokens, *at))?
    };
    let is_that = tokens.get(verb + 1).is_some_and(|next| next.is(&["that"]));
    let is_all = last == 0 && ends_soon(tokens, verb + 1) && !is_that;
    Some(Said {
        statement: is_all.then_some(last),
        is_quoted: true,
        ..Said::by(who)
    })
}

/// `Karl Marsh said that …`, `…, Karl Marsh said.`, `as Karl Marsh said, …`
fn said_before(tokens: &[Token<'_>], verb: usize, kind: Saying, who: Phrase) -> Option<Said> {
    let next = behind_addressee(tokens, verb);
    if introduces_quotation(tokens, next) {
        let last = tokens.iter().rfind(|token| token.kind != Kind::Stop);
        return Some(Said {
            is_quoted: last.is_some_and(|last| last.kind == Kind::Quotation),
            ..Said::by(who)
        });
    }
    if kind == Saying::BesideQuotes {
        return None;
    }
    let token = tokens.get(verb)?;
    let before = who.start.checked_sub(1).and_then(|at| tokens.get(at));
    let is_as = before.is_some_and(|token| token.is(&["as", "wie", "comme", "como"]));
    let is_comma_before = before.is_some_and(|token| token.kind == Kind::Comma);
    let is_behind = is_comma_before && who.start > 3;
    match kind_at(tokens, next) {
        None | Some(Kind::Stop | Kind::Comma) if is_as => Some(Said::by(who)),
        None | Some(Kind::Stop) => Some(Said {
            statement: Some(who.start.checked_sub(2).filter(|_| is_behind)?),
            ..Said::by(who)
        }),
        Some(Kind::Comma) => {
            // `…, small, Western states, …` holds no verb.
            let is_no_noun = kind == Saying::Surely
                || claims_at_once(&token.low) && !token.low.ends_with('s')
                || token.is(&["believes"]);
            // German goes on behind a comma.
            let goes_on = is_german(&token.low) || is_behind && is_no_noun;
            goes_on.then_some(Said::by(who))
        }
        Some(_) => {
            let is_that = tokens.get(next).is_some_and(|token| token.is(THAT));
            let is_shown = who.named == Named::Writing && token.is(SHOWS);
            let goes_on = is_that || is_shown || goes_on(tokens, verb, next, kind);
            goes_on.then_some(Said::by(who))
        }
    }
}

fn is_german(verb: &str) -> bool {
    ["te", "ten", "sagt", "sagen"]
        .iter()
        .any(|end| verb.ends_with(end))
        || verb == "schrieb"
}

/// The piece behind whom it is said to, and when and where.
fn behind_addressee(tokens: &[Token<'_>], verb: usize) -> usize {
    let mut at = verb + 1;
    let is_telling = tokens
        .get(verb)
        .is_some_and(|token| token.is(&["told", "tells", "tell"]));
    if is_telling
        && let Some(whom) = tokens.get(at).and_then(|token| {
            if token.is(&["me", "us", "him", "her", "them", "you"]) {
                Some(at + 1)
            } else {
                phrase(tokens, at).map(|whom| whom.end)
            }
        })
    {
        at = whom;
    }
    for _ in 0..3 {
        let starts = tokens.get(at).is_some_and(|token| {
            token.is(&[
                "in",
                "on",
                "to",
                "at",
                "last",
                "during",
                "yesterday",
                "today",
                "later",
                "this",
            ])
        });
        let short = tokens.get(at).is_some_and(|token| token.is(TIMES));
        let behind = match tokens.get(at) {
            Some(token) if starts && token.is(&["yesterday", "today", "later"]) || short => {
                Some(at + 1)
            }
            Some(_) if starts => phrase(tokens, at + 1).map(|phrase| phrase.end).or_else(|| {
                tokens
                    .get(at + 1)
                    .filter(|next| next.is(TIMES))
                    .map(|_| at + 2)
            }),
            _ => None,
        };
        match behind {
            Some(behind) => at = behind,
            None => break,
        }
    }
    at
}

fn introduces_quotation(tokens: &[Token<'_>], at: usize) -> bool {
    let marks = (at..at + 2).take_while(|at| {
        tokens.get(*at).is_some_and(|token| {
            matches!(token.kind, Kind::Comma | Kind::Colon) || token.is(&["that", "as"])
        })
    });
    let way = (at..at + 6)
        .take_while(|at| {
            tokens
                .get(*at)
                .is_some_and(|token| token.kind == Kind::Word)
        })
        .count();
    let is_way = tokens
        .get(at + way)
        .is_some_and(|token| token.kind == Kind::Colon);
    is_quotation(tokens, at + marks.count()) || is_way && is_quotation(tokens, at + way + 1)
}

/// Whether what is said follows at once.
fn goes_on(tokens: &[Token<'_>], verb: usize, at: usize, kind: Saying) -> bool {
    let Some(rest) = tokens.get(at..) else {
        return false;
    };
    let Some(first) = rest.first().filter(|token| token.kind == Kind::Word) else {
        return false;
    };
    let is_clause = || {
        let words = rest
            .iter()
            .take_while(|token| token.kind == Kind::Word && !token.is(RELATIVE));
        words.skip(1).any(|token| token.is(FINITE))
    };
    match kind {
        Saying::Surely => {
            let words = rest.iter().filter(|token| token.kind == Kind::Word).count();
            let is_it = first.is(&["it"])
                && !rest.get(1).is_none_or(|next| {
                    next.is(&[
                        "all", "so", "loud", "again", "best", "with", "to", "in", "like", "was",
                    ]) && words < 4
                });
            words >= 3 && (is_it || !first.is(SAYS_NOTHING)) && !first.low.ends_with("ly")
        }
        Saying::Often => {
            tokens
                .get(verb)
                .is_some_and(|token| claims_at_once(&token.low))
                && is_clause()
        }
        Saying::BesideQuotes => false,
    }
}
