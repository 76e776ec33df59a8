//! Whom a few words name: a person, a body, somebody unnamed, something written.

use super::tokens::{Kind, Token};
use super::words::{
    BEFORE_TIMES, BODIES, DETERMINERS, FIRST_PERSON, HOW_MANY, JOINING, KNOWING, LEADING,
    NEVER_IN_IT, PARTICLES, PRONOUNS, TIMES, is_role, is_unnamed, is_writing, saying,
};

/// The most words that name somebody.
const MOST_WORDS: usize = 16;

/// The most words of a description that nothing is known of.
const MOST_UNKNOWN: usize = 4;

/// What kind of thing is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// Somebody or some body that can be told from others.
    Somebody,
    /// People who are not named.
    Unnamed,
    /// A report, a law, data.
    Writing,
    /// Somebody named before; who, is not guessed.
    Pronoun,
    /// The author.
    Author,
}

/// Words that name somebody: the pieces from `start` to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub start: usize,
    pub end: usize,
    pub named: Named,
}

/// What is read so far of a description.
#[derive(Default)]
struct Reading {
    has_determiner: bool,
    unknown: usize,
    /// The word that says what it is.
    head: Option<usize>,
    /// Whether a name ended it, or ends what was read so far.
    ends_in_name: bool,
    /// Whether the last word only says whose the next one is.
    is_open: bool,
}

/// The words that name somebody at the piece `from`, as far as they reach.
pub(super) fn phrase(tokens: &[Token<'_>], from: usize) -> Option<Phrase> {
    let first = tokens.get(from)?;
    let alone = |named| {
        Some(Phrase {
            start: from,
            end: from + 1,
            named,
        })
    };
    if first.is(FIRST_PERSON) && first.text != "es" {
        return alone(Named::Author);
    }
    let is_followed = tokens
        .get(from + 1)
        .is_some_and(|next| next.is_capital() || next.is(JOINING));
    if first.is(PRONOUNS) && !(is_followed && first.is(DETERMINERS)) {
        return if first.is(&["it", "es", "on", "that", "this"]) {
            None
        } else {
            alone(Named::Pronoun)
        };
    }
    let mut reading = Reading::default();
    let mut at = from;
    while at < tokens.len().min(from + MOST_WORDS) && read(&mut reading, tokens, from, &mut at) {}
    if reading.is_open {
        return None;
    }
    let head = reading.head?;
    Some(Phrase {
        start: from,
        end: at,
        named: named(tokens, from, head, &reading)?,
    })
}

/// Reads one word more, or a small word and what it leads to; whether it went on.
fn read(reading: &mut Reading, tokens: &[Token<'_>], from: usize, at: &mut usize) -> bool {
    let Some(token) = tokens.get(*at).filter(|token| token.kind == Kind::Word) else {
        return false;
    };
    let next = tokens.get(*at + 1).filter(|next| next.kind == Kind::Word);
    let is_begun = reading.head.is_some();
    if *at == from && (token.is(DETERMINERS) || token.is(HOW_MANY)) {
        reading.has_determiner = true;
        *at += 1;
        return true;
    }
    let is_name = token.is_capital() && (*at > from || !token.is(NEVER_IN_IT));
    let earlier = at.checked_sub(1).and_then(|at| tokens.get(at));
    let follows_particle = earlier.is_some_and(|earlier| earlier.is(PARTICLES));
    let mut further = tokens.get(*at + 1..).unwrap_or_default().iter();
    let leads_to_name = further
        .find(|next| !next.is(PARTICLES) || next.is_capital())
        .is_some_and(Token::is_capital);
    if is_begun
        && !token.is_capital()
        && (token.is(PARTICLES) || token.is(&["der", "den"]) && follows_particle)
        && leads_to_name
        && reading.ends_in_name
    {
        *at += 1;
        return true;
    }
    if is_begun && token.is(KNOWING) && next.is_some_and(|next| next.is(JOINING)) {
        *at += 1;
        return true;
    }
    if is_begun && (token.is(JOINING) || token.is(&["and", "und", "et", "y", "&"])) {
        return join(reading, tokens, from, at);
    }
    if is_name {
        if !reading.ends_in_name || reading.is_open || is_head_word(token) {
            reading.head = Some(*at);
        }
        reading.ends_in_name = *at > from || !(is_writing(&token.low) || is_unnamed(&token.low));
    } else {
        let is_known = is_unnamed(&token.low) || is_writing(&token.low) || is_role(&token.low);
        let is_out_of_place = reading.ends_in_name && !reading.is_open && !is_known;
        if token.is(NEVER_IN_IT) || token.is(DETERMINERS) || token.is(JOINING) || is_out_of_place {
            return false;
        }
        // A verb of saying is the end of it, but `the report` is what is written.
        let after = tokens.get(*at + 1);
        let is_spoken_of = after.is_none_or(|next| {
            next.kind != Kind::Word || saying(&next.low).is_some() || next.is(JOINING)
        });
        let is_begun_so = reading.has_determiner && !is_begun;
        let is_noun = is_known
            && (is_begun_so || is_spoken_of && (reading.has_determiner || reading.ends_in_name));
        let is_adverb = token.low.ends_with("ly") && !token.low.ends_with("ily");
        let is_verb = saying(&token.low).is_some() && !is_noun;
        if is_verb || is_adverb && (is_begun || !reading.has_determiner) {
            return false;
        }
        let head = reading.head.and_then(|head| tokens.get(head));
        if !is_known && head.is_some_and(|head| is_writing(&head.low)) {
            return false;
        }
        reading.unknown += usize::from(!is_known);
        if reading.unknown > MOST_UNKNOWN {
            return false;
        }
        reading.head = Some(*at);
        reading.ends_in_name = false;
    }
    reading.is_open = token.is_possessive();
    *at += 1;
    true
}

/// Goes on behind a small word that joins: with what a body or a place is called, or a second name.
fn join(reading: &mut Reading, tokens: &[Token<'_>], from: usize, at: &mut usize) -> bool {
    let Some(token) = tokens.get(*at) else {
        return false;
    };
    let is_and = !token.is(JOINING) || token.is(&["y"]);
    // Where a person is when she says it, and where she is from, does not tell who she is.
    let is_body = (from..*at).any(|at| tokens.get(at).is_some_and(|word| word.is(BODIES)));
    if !is_and
        && reading.ends_in_name
        && !(is_body && token.is(&["of", "for", "de", "del", "du", "des", "von"]))
    {
        return false;
    }
    let (head, ends_in_name, has_determiner) =
        (reading.head, reading.ends_in_name, reading.has_determiner);
    let Some(next) = phrase(tokens, *at + 1) else {
        return false;
    };
    let is_time = tokens
        .get(*at + 1)
        .is_some_and(|word| word.is(TIMES) || word.text.chars().all(char::is_numeric));
    if matches!(next.named, Named::Pronoun | Named::Author) || is_time {
        return false;
    }
    *at = next.end;
    reading.head = head;
    reading.has_determiner = has_determiner;
    // A second name makes no name of an unnamed one: officials in Kyiv have none.
    reading.ends_in_name = ends_in_name && is_and;
    true
}

fn is_head_word(token: &Token<'_>) -> bool {
    is_writing(&token.low)
}

fn named(tokens: &[Token<'_>], from: usize, head: usize, reading: &Reading) -> Option<Named> {
    let word = tokens.get(head)?;
    let count = head + 1 - from;
    let first = tokens.get(from)?;
    let is_lower = !word.is_capital();
    if is_writing(&word.low) && (reading.has_determiner || is_lower || count == 1) {
        return Some(Named::Writing);
    }
    if is_unnamed(&word.low) && (is_lower || count == 1) {
        let is_role_of_one = reading.has_determiner
            && first.is(&[
                "the", "his", "her", "its", "their", "der", "die", "das", "le", "la", "les", "el",
                "los",
            ])
            && is_lower
            && !word.low.ends_with('s');
        return Some(if is_role_of_one {
            Named::Somebody
        } else {
            Named::Unnamed
        });
    }
    if first.is(HOW_MANY) && is_lower {
        return Some(Named::Unnamed);
    }
    if is_lower && !reading.has_determiner && !first.is_capital() {
        // `police`, `ringers`: a body or many, and nothing else stands without an article.
        let is_many =
            word.low.ends_with('s') || matches!(&*word.low, "police" | "parliament" | "congress");
        return (count <= 2 && is_many).then_some(Named::Somebody);
    }
    let is_time = word.is(TIMES)
        || word
            .text
            .chars()
            .all(|c| c.is_numeric() || ".,".contains(c));
    (!is_time).then_some(Named::Somebody)
}

/// The words right before the piece `end` that name somebody who says or does what follows; they begin a clause.
pub(super) fn subject(tokens: &[Token<'_>], end: usize) -> Option<Phrase> {
    let is_word = |at: &usize| {
        tokens
            .get(*at)
            .is_some_and(|token| token.kind == Kind::Word)
    };
    let start = (0..end).rev().take_while(is_word).last()?;
    let mut from = start;
    while from < end && tokens.get(from).is_some_and(|token| token.is(LEADING)) {
        from += 1;
    }
    from = behind_time(tokens, from, end);
    if let Some(many) = people(tokens, from, end) {
        return Some(many);
    }
    let found = phrase(tokens, from)?;
    // Where somebody is from is not of the name.
    let is_from = || {
        let joins = tokens.get(found.end).is_some_and(|token| token.is(JOINING));
        joins && phrase(tokens, found.end + 1).is_some_and(|place| place.end == end)
    };
    if found.end != end && !is_from() {
        return None;
    }
    // `Karl Marsh, an owner of the mill said`: the second comma was forgotten.
    let is_described = tokens
        .get(found.start)
        .is_some_and(|token| token.is(&["a", "an"]));
    let name = start
        .checked_sub(1)
        .filter(|_| is_described)
        .and_then(|comma| {
            let name = phrase(tokens, 0)
                .filter(|name| name.end == comma && name.named == Named::Somebody)?;
            tokens
                .get(comma)
                .filter(|comma| comma.kind == Kind::Comma)
                .and(Some(name))
        });
    if name.is_some() {
        return name;
    }
    let list = (from == start)
        .then(|| list_before(tokens, start, end))
        .flatten();
    Some(Phrase {
        start: list.unwrap_or(found.start),
        ..found
    })
}

/// A name or a word with a capital and what people are, as a sentence begins with them: `Human-rights groups`.
fn people(tokens: &[Token<'_>], from: usize, end: usize) -> Option<Phrase> {
    let words = tokens
        .get(from..end)
        .filter(|words| (2..=3).contains(&words.len()))?;
    let (first, rest) = words.split_first()?;
    let is_plain = |token: &Token<'_>| {
        let is_small = token.is(NEVER_IN_IT) || token.is(JOINING) || token.is(DETERMINERS);
        !token.is_capital() && !is_small && !token.is_possessive()
    };
    let is_first = first.is_capital()
        && !first.is(NEVER_IN_IT)
        && !first.is(HOW_MANY)
        && !first.is(DETERMINERS);
    let last = rest
        .last()
        .filter(|last| last.low.ends_with('s') && is_first && rest.iter().all(is_plain))?;
    let named = match &*last.low {
        word if is_writing(word) => Named::Writing,
        word if is_unnamed(word) => Named::Unnamed,
        _ => Named::Somebody,
    };
    Some(Phrase {
        start: from,
        end,
        named,
    })
}

/// Where words before `start` make a list with those up to `end`: its beginning.
fn list_before(tokens: &[Token<'_>], start: usize, end: usize) -> Option<usize> {
    let joins = tokens
        .get(start..end)?
        .iter()
        .any(|token| token.is(&["and", "or", "und", "et", "y"]));
    let before = tokens
        .get(start.checked_sub(1)?)
        .filter(|token| token.kind == Kind::Comma && joins);
    before?;
    let first = phrase(tokens, 0).filter(|first| first.end == start - 1)?;
    Some(first.start)
}

/// The piece behind words that tell when: `On Tuesday the mayor`.
fn behind_time(tokens: &[Token<'_>], from: usize, end: usize) -> usize {
    if !tokens.get(from).is_some_and(|token| token.is(BEFORE_TIMES)) {
        return from;
    }
    let is_time = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            token.is(TIMES) || token.text.len() == 4 && token.text.chars().all(char::is_numeric)
        })
    };
    let last = (from + 1..end.min(from + 5)).rfind(is_time);
    last.map_or(from, |last| last + 1)
}

/// Whom the words between the commas before the piece `end` are about: `Karl Marsh, the owner, said`.
pub(super) fn subject_before_apposition(tokens: &[Token<'_>], end: usize) -> Option<Phrase> {
    let is_comma = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Comma)
    };
    let closing = end.checked_sub(1).filter(|at| is_comma(*at))?;
    let opening = (0..closing).rev().take(40).find(|at| {
        tokens
            .get(*at)
            .is_some_and(|token| token.kind != Kind::Word)
    })?;
    if !is_comma(opening) {
        return None;
    }
    let start = (0..opening)
        .rev()
        .take_while(|at| {
            tokens
                .get(*at)
                .is_some_and(|token| token.kind == Kind::Word)
        })
        .last()?;
    let is_clause_start = start == 0
        || tokens
            .get(start - 1)
            .is_some_and(|token| token.kind == Kind::Quotation);
    let mut from = start;
    while tokens.get(from).is_some_and(|token| token.is(LEADING)) {
        from += 1;
    }
    let found = phrase(tokens, from).filter(|phrase| phrase.end == opening && is_clause_start)?;
    let inside = phrase(tokens, opening + 1).filter(|phrase| phrase.end == closing);
    let words = tokens.get(found.start..found.end)?;
    let is_description = words.first()?.is(DETERMINERS)
        || words.iter().any(Token::is_possessive)
        || !words.last()?.is_capital();
    match inside {
        // `The owner of the mill, Karl Marsh, said`: the name tells more.
        Some(inside)
            if is_description
                && tokens
                    .get(inside.start..inside.end)?
                    .iter()
                    .all(|token| token.is_capital() || token.is(PARTICLES)) =>
        {
            Some(inside)
        }
        _ => Some(found),
    }
}
