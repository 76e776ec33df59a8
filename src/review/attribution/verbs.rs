//! Sentences in which a verb of saying tells who asserts what they say.

use super::names::{Named, Phrase, phrase};
use super::tokens::{Kind, Token};
use super::words::{
    FINITE, PASSIVE, RELATIVE, SAYS_NOTHING, Saying, TIMES, claims_at_once, saying,
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

/// `Karl Marsh said that …`, `…, Karl Marsh said.`, `“…,” Karl Marsh said.`
fn straight(tokens: &[Token<'_>], verb: usize, kind: Saying) -> Option<Said> {
    if tokens
        .get(back_over(tokens, verb).checked_sub(1)?)?
        .is(PASSIVE)
    {
        return None;
    }
    let who = before_verb(tokens, verb)?;
    // A clause that hangs on another says nothing by itself.
    let before = who.start.checked_sub(1).and_then(|at| tokens.get(at));
    if before
        .is_some_and(|token| token.is(RELATIVE) || token.is(&["if", "whether", "until", "unless"]))
    {
        return None;
    }
    let is_behind = before.is_some_and(|token| matches!(token.kind, Kind::Comma | Kind::Quotation));
    // What shows something need not be anybody who says it.
    let shows = tokens.get(verb)?.is(&[
        "show",
        "shows",
        "showed",
        "indicate",
        "indicates",
        "indicated",
    ]);
    if shows && who.named != Named::Writing && !tokens.get(who.end - 1)?.is_capital() {
        return None;
    }
    let behind_quotation = who.start.checked_sub(1).filter(|at| {
        is_quotation(tokens, *at)
            || *at > 0
                && tokens
                    .get(*at)
                    .is_some_and(|token| token.kind == Kind::Comma)
                && is_quotation(tokens, at - 1)
    });
    if let Some(at) = behind_quotation {
        let last = if is_quotation(tokens, at) { at } else { at - 1 };
        let is_all = last == 0
            && ends_soon(tokens, verb + 1)
            && tokens.get(verb + 1).is_none_or(|next| !next.is(&["that"]));
        return Some(Said {
            who,
            statement: is_all.then_some(last),
            is_quoted: true,
        });
    }
    let next = behind_addressee(tokens, verb);
    let told = |is_quoted| {
        Some(Said {
            who,
            statement: None,
            is_quoted,
        })
    };
    if introduces_quotation(tokens, next) {
        let last = tokens.iter().rfind(|token| token.kind != Kind::Stop);
        return told(last.is_some_and(|last| last.kind == Kind::Quotation));
    }
    if kind == Saying::BesideQuotes {
        return None;
    }
    let is_that = tokens.get(next).is_some_and(|token| {
        token.is(&[
            "that",
            "dass",
            "que",
            "qu’il",
            "qu’elle",
            "qu'il",
            "qu'elle",
        ])
    });
    if is_that {
        return told(false);
    }
    let is_end = tokens
        .get(next)
        .is_none_or(|token| token.kind == Kind::Stop);
    let is_comma = tokens
        .get(next)
        .is_some_and(|token| token.kind == Kind::Comma);
    if (is_comma || is_end) && before.is_some_and(|token| token.is(&["as", "wie", "comme", "como"]))
    {
        return told(false);
    }
    let low = &tokens.get(verb)?.low;
    let is_no_noun = kind == Saying::Surely
        || claims_at_once(low) && !low.ends_with('s')
        || low.ends_with("believes");
    if is_comma && is_behind && is_no_noun && who.start > 3 {
        return told(false);
    }
    let is_shown = tokens.get(verb)?.is(&[
        "show",
        "shows",
        "showed",
        "indicate",
        "indicates",
        "suggest",
        "suggests",
    ]);
    if who.named == Named::Writing && is_shown && !is_end && !is_comma {
        return told(false);
    }
    if is_end {
        let last = who
            .start
            .checked_sub(2)
            .filter(|_| is_behind && who.start > 3)?;
        return Some(Said {
            who,
            statement: Some(last),
            is_quoted: false,
        });
    }
    // German goes on behind a comma.
    let is_german = tokens
        .get(next)
        .is_some_and(|token| token.kind == Kind::Comma)
        && is_german(&tokens.get(verb)?.low);
    (is_german || goes_on(tokens, verb, next, kind)).then(|| Said {
        who,
        statement: None,
        is_quoted: false,
    })
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
