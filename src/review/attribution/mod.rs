//! Who is said to assert what a sentence says, found in its own words and those around it.
//!
//! Cheap patterns of English, and a few of German, French and Spanish. What is found goes into a form that a person looks
//! over, and a wrong name there is worse than none: where the words leave any doubt, nothing is said; who `she` is, is
//! never guessed. It looks at a bounded part of the text, once.

mod names;
mod tokens;
mod verbs;
mod words;

#[cfg(test)]
mod tests;

use crate::model::{Attribution, Span};
use names::{Named, Phrase, phrase, subject, subject_before_apposition};
use tokens::{Kind, Quotation, Token, quotations, tokens};
use verbs::by_verb;
use words::{
    ACCORDING, BETWEEN, HEARSAY, LEADING, NO_ASSERTION, PASSIVE, SAYS_NOTHING, Saying, saying,
};

/// How much of the text before and after the sentence is looked at, in bytes.
const AROUND: usize = 4_000;

/// The most pieces that the words about who says it may have behind a quotation.
const LONGEST_TAIL: usize = 24;

/// The most words of a claimant: what is longer is a description of more than who it is.
const LONGEST_NAME: usize = 10;

/// Who is said to assert a sentence. All spans are bytes of the text it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attributed {
    /// Whose words it is in; nothing where that is in doubt.
    pub attribution: Option<Attribution>,
    /// Who asserts it, where the words name somebody.
    pub claimant: Option<Span>,
    /// What is asserted: the sentence, without quotation marks around all of it and without the words about who says it
    /// behind it, where both can be told for certain.
    pub statement: Span,
}

/// Finds out who is said to assert the `sentence` of `text`, which stands in the paragraph `around`.
#[must_use]
pub fn attribute(text: &str, sentence: Span, around: Span) -> Attributed {
    let window = window(text, sentence, around);
    let sentence = trimmed(
        text,
        Span::new(
            sentence.start.max(window.start),
            sentence.end.min(window.end),
        ),
    );
    let quotations = quotations(text, window);
    let holds = |quotation: &&Quotation| {
        let outside = |part: Span| !part.of(text).contains(char::is_alphanumeric);
        quotation.whole.overlaps(sentence)
            && outside(Span::new(
                sentence.start,
                quotation.whole.start.clamp(sentence.start, sentence.end),
            ))
            && outside(Span::new(
                quotation.whole.end.clamp(sentence.start, sentence.end),
                sentence.end,
            ))
    };
    match quotations.iter().position(|quotation| holds(&quotation)) {
        Some(place) => quoted_whole(text, sentence, window, &quotations, place),
        None => framed(text, sentence, &quotations),
    }
}

/// What of the text is looked at.
fn window(text: &str, sentence: Span, around: Span) -> Span {
    let start = sentence
        .start
        .saturating_sub(AROUND)
        .max(around.start.min(sentence.start));
    let end = sentence
        .end
        .saturating_add(AROUND)
        .min(around.end.max(sentence.end));
    let end = end.min(sentence.start.saturating_add(4 * AROUND));
    let start = text.floor_char_boundary(start);
    Span::new(start, text.floor_char_boundary(end).max(start))
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// A sentence that is quoted, all of it.
fn quoted_whole(
    text: &str,
    sentence: Span,
    window: Span,
    quotations: &[Quotation],
    place: usize,
) -> Attributed {
    let quotation = quotations[place];
    let inner = Span::new(
        sentence.start.max(quotation.inner.start).min(sentence.end),
        sentence.end.min(quotation.inner.end).max(sentence.start),
    );
    let inner = without_comma(text, Span::new(inner.start, inner.end.max(inner.start)));
    let behind = tokens(text, Span::new(quotation.whole.end, window.end), quotations);
    let before = tokens(
        text,
        Span::new(window.start, quotation.whole.start),
        quotations,
    );
    let said = behind_quotation(text, quotation, &behind)
        .or_else(|| before_quotation(&before))
        .or_else(|| in_between(&before));
    let attribution = match said {
        Some(Found {
            named: Named::Writing,
            ..
        }) => Attribution::Document,
        Some(Found {
            named: Named::Unnamed,
            ..
        }) => Attribution::Anonymous,
        _ => Attribution::Quoted,
    };
    Attributed {
        attribution: Some(attribution),
        claimant: said.and_then(|said| said.claimant),
        statement: inner,
    }
}

/// Whom some words name.
#[derive(Clone, Copy)]
struct Found {
    named: Named,
    claimant: Option<Span>,
}

fn found(tokens: &[Token<'_>], phrase: Phrase) -> Option<Found> {
    let first = tokens.get(phrase.start)?;
    let last = tokens.get(phrase.end.checked_sub(1)?)?;
    let is_told = matches!(
        phrase.named,
        Named::Somebody | Named::Unnamed | Named::Writing
    ) && phrase.end - phrase.start <= LONGEST_NAME;
    let claimant = is_told.then(|| {
        let possessive = ["'s", "’s"].iter().find(|end| last.text.ends_with(*end));
        Span::new(
            first.span.start,
            last.span.end - possessive.map_or(0, |end| end.len()),
        )
    });
    Some(Found {
        named: phrase.named,
        claimant,
    })
}

/// Who says what stands in a quotation, by the words behind it: `, said Karl Marsh.`
fn behind_quotation(text: &str, quotation: Quotation, behind: &[Token<'_>]) -> Option<Found> {
    let ended = quotation.inner.of(text).trim_end().ends_with('.');
    let end = behind
        .iter()
        .take(LONGEST_TAIL)
        .position(|token| matches!(token.kind, Kind::Stop | Kind::Quotation));
    let tail = behind.get(..end.unwrap_or(behind.len().min(LONGEST_TAIL)))?;
    let skipped = usize::from(
        tail.first()
            .is_some_and(|token| matches!(token.kind, Kind::Comma)),
    );
    said_after(tail, skipped, ended && skipped == 0)
}

/// Who says it, by the words from the piece `from`: a verb of saying and who says it, or, unless that `begins` a sentence of
/// its own, the other way round.
fn said_after(tokens: &[Token<'_>], from: usize, begins: bool) -> Option<Found> {
    let first = tokens.get(from)?;
    let so = usize::from(first.low == "so");
    if saying(&first.low).is_some() || so > 0 {
        let who = phrase(tokens, behind_auxiliaries(tokens, from + 1))?;
        return found(tokens, ended(tokens, who)?);
    }
    // `a déclaré Marie Lind`
    if first.is(BETWEEN)
        && tokens
            .get(from + 1)
            .is_some_and(|next| saying(&next.low) == Some(Saying::Surely))
    {
        let who = phrase(tokens, from + 2)?;
        return found(tokens, ended(tokens, who)?);
    }
    if begins {
        return None;
    }
    if let Some(behind) = according(tokens, from) {
        return found(tokens, phrase(tokens, behind)?);
    }
    let rest = tokens.get(from..)?;
    let verb = rest.iter().position(|token| saying(&token.low).is_some())?;
    let is_free = rest
        .get(..verb)?
        .iter()
        .all(|token| !token.is(NO_ASSERTION) && !token.is(PASSIVE));
    let who = before_verb(rest, verb).filter(|_| is_free)?;
    found(rest, who).filter(|_| who.start <= leading(rest, 0))
}

/// The piece behind words such as `has` from the piece `at`.
fn behind_auxiliaries(tokens: &[Token<'_>], at: usize) -> usize {
    let is_between = |at: &usize| {
        tokens
            .get(*at)
            .is_some_and(|token| token.is(BETWEEN) && !token.is(&["a"]))
    };
    (at..tokens.len())
        .take_while(is_between)
        .last()
        .map_or(at, |last| last + 1)
}

fn leading(tokens: &[Token<'_>], at: usize) -> usize {
    (at..tokens.len())
        .take_while(|at| tokens.get(*at).is_some_and(|token| token.is(LEADING)))
        .last()
        .map_or(at, |last| last + 1)
}

/// `who`, where nothing follows that could belong to the name or make something else of it.
fn ended(tokens: &[Token<'_>], who: Phrase) -> Option<Phrase> {
    let last = tokens.get(who.end.checked_sub(1)?)?;
    let next = tokens.get(who.end);
    let is_end = next.is_none_or(|next| next.kind != Kind::Word);
    let goes_on = next.is_some_and(|next| {
        next.is(&[
            "in", "on", "to", "at", "from", "who", "when", "as", "after", "during", "of", "that",
            "last", "dem", "über", "mit", "à", "en", "am",
        ])
    });
    let is_name = last.is_capital() || who.named == Named::Pronoun;
    (is_end || goes_on || is_name).then_some(who)
}

/// Who says what stands in a quotation, by the words before it: `Marsh told reporters:`
fn before_quotation(before: &[Token<'_>]) -> Option<Found> {
    let mark = before.last()?;
    if !matches!(mark.kind, Kind::Colon | Kind::Comma) && !mark.is(&["that"]) {
        return None;
    }
    let start = before
        .iter()
        .rposition(|token| matches!(token.kind, Kind::Stop | Kind::Quotation));
    let clause = before.get(start.map_or(0, |start| start + 1)..)?;
    if clause.len() > LONGEST_TAIL * 2 {
        return None;
    }
    if let Some(behind) = according(clause, leading(clause, 0)) {
        return found(clause, phrase(clause, behind)?);
    }
    spoken(clause).and_then(|(who, _)| found(clause, who))
}

/// Who says the quotation that the one before these last words belongs to: `“…,” said Karl Marsh. “…”`
fn in_between(before: &[Token<'_>]) -> Option<Found> {
    let stop = before.len().checked_sub(1).filter(|at| {
        before
            .get(*at)
            .is_some_and(|token| token.kind == Kind::Stop)
    })?;
    let quotation = before
        .get(..stop)?
        .iter()
        .rposition(|token| matches!(token.kind, Kind::Quotation | Kind::Stop))?;
    if before.get(quotation)?.kind != Kind::Quotation {
        return None;
    }
    let tail = before.get(quotation + 1..stop)?;
    let is_stop = before
        .get(quotation)?
        .text
        .trim_end_matches(['”', '"', '»', '’', '“'])
        .ends_with('.');
    let skipped = usize::from(tail.first().is_some_and(|token| token.kind == Kind::Comma));
    said_after(tail, skipped, is_stop)
}

/// The first verb in `tokens` of which it is known who says it, with who that is.
fn spoken(tokens: &[Token<'_>]) -> Option<(Phrase, usize)> {
    let mut verbs = (0..tokens.len()).filter(|at| {
        tokens
            .get(*at)
            .is_some_and(|token| saying(&token.low).is_some())
    });
    verbs.find_map(|verb| {
        let from = back_over(tokens, verb);
        let is_barred = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|token| token.is(NO_ASSERTION) || token.is(PASSIVE))
        };
        let is_barred = (from..verb).any(is_barred) || from.checked_sub(1).is_some_and(is_barred);
        let who = before_verb(tokens, verb).filter(|_| !is_barred)?;
        Some((who, verb))
    })
}

/// The first of the small words that stand right before the piece `verb`: `has also`.
fn back_over(tokens: &[Token<'_>], verb: usize) -> usize {
    let is_between = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            token.is(BETWEEN)
                || token.is(NO_ASSERTION)
                || token.low.len() > 4 && token.low.ends_with("ly") && !token.is_capital()
        })
    };
    (0..verb)
        .rev()
        .take_while(is_between)
        .last()
        .unwrap_or(verb)
}

/// Who does what the piece `verb` says.
fn before_verb(tokens: &[Token<'_>], verb: usize) -> Option<Phrase> {
    let end = back_over(tokens, verb);
    subject(tokens, end).or_else(|| subject_before_apposition(tokens, end))
}

/// The piece behind words at the piece `from` that introduce somebody: `according to`.
fn according(tokens: &[Token<'_>], from: usize) -> Option<usize> {
    let is_here = |words: &&&[&str]| {
        (from..)
            .zip(words.iter())
            .all(|(at, word)| tokens.get(at).is_some_and(|token| token.low == *word))
    };
    ACCORDING
        .iter()
        .find(is_here)
        .map(|words| from + words.len())
}

/// A sentence that is not quoted as a whole.
fn framed(text: &str, sentence: Span, quotations: &[Quotation]) -> Attributed {
    let tokens = tokens(text, sentence, quotations);
    let as_it_is = |attribution| Attributed {
        attribution,
        claimant: None,
        statement: sentence,
    };
    let is_question = sentence
        .of(text)
        .trim_end_matches(['”', '"', '’', ')'])
        .ends_with('?');
    let is_doubtful = is_question
        || tokens
            .first()
            .is_some_and(|token| token.is(&["if", "whether", "unless", "wenn", "si"]));
    match by_source(text, sentence, &tokens).or_else(|| by_verb(text, sentence, &tokens)) {
        Some(found) if !is_doubtful => return found,
        Some(_) => return as_it_is(None),
        None => {}
    }
    let is_said_somehow = tokens.iter().enumerate().any(|(at, token)| {
        let next = tokens.get(at + 1);
        let says = !next.is_some_and(|next| next.is(SAYS_NOTHING) && !next.is(&["it"]));
        saying(&token.low) == Some(Saying::Surely) && says && !is_no_assertion(&tokens, at)
            || saying(&token.low).is_some()
                && tokens.get(at + 1).is_some_and(|next| next.is(&["that"]))
                && !is_no_assertion(&tokens, at)
    });
    let passive = tokens.windows(2).any(|pair| {
        let [one, next] = pair else { return false };
        one.is(PASSIVE)
            && next.is(&[
                "said",
                "reported",
                "alleged",
                "believed",
                "thought",
                "rumoured",
                "rumored",
                "understood",
                "claimed",
                "told",
            ])
    });
    let is_from_somewhere = (0..tokens.len()).any(|at| according(&tokens, at).is_some());
    if passive || tokens.iter().any(|token| token.is(HEARSAY)) {
        as_it_is(Some(Attribution::Anonymous))
    } else if is_said_somehow
        || is_from_somewhere
        || tokens.iter().any(|token| token.kind == Kind::Quotation)
    {
        as_it_is(None)
    } else {
        as_it_is(Some(Attribution::Author))
    }
}

/// Whether the verb at the piece `verb` says that nothing was said, or that it might be.
fn is_no_assertion(tokens: &[Token<'_>], verb: usize) -> bool {
    let from = back_over(tokens, verb);
    let is_one = |at: usize| tokens.get(at).is_some_and(|token| token.is(NO_ASSERTION));
    (from..verb).any(is_one) || from.checked_sub(1).is_some_and(is_one)
}

/// A sentence that names where it is from: `According to the report, …`
fn by_source(text: &str, sentence: Span, tokens: &[Token<'_>]) -> Option<Attributed> {
    let mut places = 0..tokens.len();
    let (from, who) = places.find_map(|at| Some((at, phrase(tokens, according(tokens, at)?)?)))?;
    let next = tokens.get(who.end);
    let is_end = next.is_none_or(|next| next.kind != Kind::Word);
    let is_name = tokens.get(who.end - 1)?.is_capital() || who.named == Named::Writing;
    let found = found(tokens, who).filter(|_| is_end || is_name)?;
    // `according to plan` names nobody.
    if tokens.get(who.start)?.is(&[
        "plan",
        "plans",
        "schedule",
        "size",
        "legend",
        "custom",
        "tradition",
        "taste",
    ]) {
        return None;
    }
    let statement =
        if from == leading(tokens, 0) && next.is_some_and(|next| next.kind == Kind::Comma) {
            trimmed(text, Span::new(tokens.get(who.end)?.span.end, sentence.end))
        } else if from > 0
            && next.is_none_or(|next| next.kind == Kind::Stop)
            && tokens.len() <= who.end + 1
            && tokens.get(from - 1)?.kind == Kind::Comma
        {
            trimmed(
                text,
                Span::new(sentence.start, tokens.get(from - 1)?.span.start),
            )
        } else {
            sentence
        };
    Some(Attributed {
        attribution: Some(attribution(found.named, is_quoted(text, tokens))),
        claimant: found.claimant,
        statement: unmarked(text, tokens, statement),
    })
}

/// Whether most words of the sentence are quoted.
fn is_quoted(text: &str, tokens: &[Token<'_>]) -> bool {
    let quoted: usize = tokens
        .iter()
        .filter(|token| token.kind == Kind::Quotation)
        .map(|token| token.span.of(text).split_whitespace().count())
        .sum();
    let others = tokens
        .iter()
        .filter(|token| token.kind == Kind::Word)
        .count();
    let begins = tokens
        .first()
        .is_some_and(|token| token.kind == Kind::Quotation);
    quoted >= 4 && (quoted >= others || begins && quoted * 2 >= others)
}

fn attribution(named: Named, is_quoted: bool) -> Attribution {
    match named {
        Named::Writing => Attribution::Document,
        Named::Unnamed => Attribution::Anonymous,
        Named::Author => Attribution::Author,
        Named::Somebody | Named::Pronoun if is_quoted => Attribution::Quoted,
        Named::Somebody | Named::Pronoun => Attribution::Paraphrased,
    }
}

/// The statement without its marks, where it is one quotation.
fn unmarked(text: &str, tokens: &[Token<'_>], statement: Span) -> Span {
    let whole = tokens.iter().find(|token| {
        token.kind == Kind::Quotation
            && token.span.start == statement.start
            && token.span.end == statement.end
    });
    match whole {
        Some(_) => without_comma(text, without_marks(text, statement)),
        None => without_comma(text, statement),
    }
}

fn without_marks(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let inner = words.trim_start_matches(['“', '"', '„', '«', '‘', ' ', '\u{a0}']);
    let start = span.start + (words.len() - inner.len());
    let inner = inner.trim_end_matches(['”', '"', '»', '’', '“', ' ', '\u{a0}']);
    Span::new(start, start + inner.len())
}

fn without_comma(text: &str, span: Span) -> Span {
    let words = span.of(text).trim_end_matches([',', ' ', '\n']);
    Span::new(span.start, span.start + words.len())
}
