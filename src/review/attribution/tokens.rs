//! A sentence in words, marks and whole quotations.

use crate::model::Span;

/// The fewest words that make a quotation of what stands between marks; fewer are a name or a word that is doubted.
const LEAST_WORDS: usize = 4;

/// The most pieces that a sentence is divided into.
const MOST: usize = 400;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or a number.
    Word,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// What parts clauses: a dash, a bracket, a semicolon.
    Break,
    /// What ends a sentence.
    Stop,
    /// A whole quotation with its marks.
    Quotation,
}

/// A piece of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub kind: Kind,
    pub span: Span,
    pub text: &'t str,
    /// The text in lower case.
    pub low: String,
}

impl Token<'_> {
    pub fn is(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.contains(&self.low.as_str())
    }

    /// Whether it begins with a capital or a digit.
    pub fn is_capital(&self) -> bool {
        self.kind == Kind::Word
            && self
                .text
                .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
    }

    /// Whether it says whose the next word is.
    pub fn is_possessive(&self) -> bool {
        ["'s", "’s", "s’"].iter().any(|end| self.low.ends_with(end))
    }
}

/// A quotation: its bytes with the marks, and those between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    pub whole: Span,
    pub inner: Span,
}

/// The quotations in the part `window` of `text`. One that is not closed runs to the end.
pub(super) fn quotations(text: &str, window: Span) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize, char)> = None;
    let mut before = ' ';
    let mut letters = window.of(text).char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let (at, next) = (
            window.start + at,
            letters.peek().map_or(' ', |(_, next)| *next),
        );
        let after = at + c.len_utf8();
        match open {
            Some((start, inner, mark)) if closes(mark, c, before, next) => {
                found.push(Quotation {
                    whole: Span::new(start, after),
                    inner: Span::new(inner, at),
                });
                open = None;
            }
            None if opens(c, before, next) => open = Some((at, after, c)),
            _ => {}
        }
        before = c;
    }
    if let Some((start, inner, mark)) = open
        && matches!(mark, '“' | '„' | '«')
    {
        found.push(Quotation {
            whole: Span::new(start, window.end),
            inner: Span::new(inner, window.end),
        });
    }
    let is_said = |quotation: &Quotation| {
        let words = quotation.inner.of(text);
        let count = words.split_whitespace().take(LEAST_WORDS).count();
        count == LEAST_WORDS || count > 0 && words.ends_with([',', '.', '!', '?', '…'])
    };
    found.retain(is_said);
    found
}

fn opens(c: char, before: char, next: char) -> bool {
    match c {
        '“' | '„' | '«' => true,
        '"' | '‘' => !before.is_alphanumeric() && !next.is_whitespace(),
        _ => false,
    }
}

fn closes(mark: char, c: char, before: char, next: char) -> bool {
    match mark {
        '“' => c == '”',
        '„' => matches!(c, '“' | '”'),
        '«' => c == '»',
        '"' => c == '"',
        // An apostrophe looks the same.
        '‘' => c == '’' && !next.is_alphanumeric() && before != 's' && !before.is_whitespace(),
        _ => false,
    }
}

/// The part `span` of `text` in pieces, at most 400 of them. Of `quotations` those that reach into it are a piece each.
pub(super) fn tokens<'t>(text: &'t str, span: Span, quotations: &[Quotation]) -> Vec<Token<'t>> {
    let mut found = Vec::new();
    let mut at = span.start;
    while at < span.end && found.len() < MOST {
        let is_here =
            |quotation: &&Quotation| quotation.whole.start <= at && at < quotation.whole.end;
        if let Some(quotation) = quotations.iter().find(is_here) {
            let end = quotation.whole.end.min(span.end);
            push(&mut found, text, Kind::Quotation, Span::new(at, end));
            at = end;
            continue;
        }
        let next = quotations.iter().map(|quotation| quotation.whole.start);
        let end = next
            .filter(|start| *start > at)
            .min()
            .unwrap_or(span.end)
            .min(span.end);
        words(&mut found, text, Span::new(at, end));
        at = end;
    }
    found
}

fn push<'t>(found: &mut Vec<Token<'t>>, text: &'t str, kind: Kind, span: Span) {
    let text = span.of(text);
    let low = if kind == Kind::Word {
        text.to_lowercase()
    } else {
        String::new()
    };
    found.push(Token {
        kind,
        span,
        text,
        low,
    });
}

fn words<'t>(found: &mut Vec<Token<'t>>, text: &'t str, span: Span) {
    let mut begun: Option<usize> = None;
    let mut before = ' ';
    let mut letters = span.of(text).char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let at = span.start + at;
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let joins = before.is_alphanumeric()
            && (next.is_alphanumeric() && "-.,’'".contains(c) || is_inner(text, begun, at, c));
        let is_possessive_end =
            "’'".contains(c) && before == 's' && begun.is_some() && next.is_whitespace();
        let is_digit_mark = c != ',' || before.is_numeric() && next.is_numeric();
        if c.is_alphanumeric() || c == '&' || (joins && is_digit_mark) || is_possessive_end {
            begun.get_or_insert(at);
        } else {
            if let Some(start) = begun.take() {
                push(found, text, Kind::Word, Span::new(start, at));
            }
            let kind = match c {
                ',' => Some(Kind::Comma),
                ':' => Some(Kind::Colon),
                '.' | '?' | '!' | '…' => Some(Kind::Stop),
                ';' | '(' | ')' | '[' | ']' | '–' | '—' => Some(Kind::Break),
                '-' if before.is_whitespace() => Some(Kind::Break),
                _ => None,
            };
            if let Some(kind) = kind {
                push(found, text, kind, Span::new(at, at + c.len_utf8()));
            }
        }
        before = c;
    }
    if let Some(start) = begun {
        push(found, text, Kind::Word, Span::new(start, span.end));
    }
}

/// Whether the stop `c` at the byte `at` is of the word that began at `begun`: an initial, or a short title.
fn is_inner(text: &str, begun: Option<usize>, at: usize, c: char) -> bool {
    let Some(word) = begun
        .and_then(|begun| text.get(begun..at))
        .filter(|_| c == '.')
    else {
        return false;
    };
    let is_initial = word.chars().next_back().is_some_and(char::is_uppercase)
        && word.split('.').all(|part| part.chars().count() == 1);
    is_initial
        || [
            "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Gov", "Gen", "Lt", "Col", "St", "Rep", "Sgt",
            "Rev", "Jr", "Sr", "Capt", "Sra", "Mme",
        ]
        .contains(&word)
}
