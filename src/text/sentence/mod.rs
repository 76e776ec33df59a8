//! Sentences: where one ends and the next begins.
//!
//! The stops of most scripts mean what UAX #29 says they mean. The full stop of Latin script does not: it also ends
//! abbreviations, initials and numbers, and a note's number may be glued to it. Those are judged here, by the tables
//! of `words` and one list of rules (`ends`).

mod titles;
mod words;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Block, BlockKind, Span};
use words::{
    BEFORE_A_NAME, BEFORE_A_NUMBER, BEFORE_AN_ORDINAL, MONTHS_AFTER_AN_ORDINAL, PERHAPS_LAST,
    SAYING, STARTERS,
};

/// Signs that open what is quoted or bracketed in the scripts that put no space between sentences.
const UNSPACED_OPENERS: &[char] = &['“', '‘', '「', '『', '（', '《', '〈', '【', '［', '〔'];

/// Signs that stay with the sentence they close, and signs that belong to the one they open.
const CLOSERS: &[char] = &['”', '’', '"', '\'', ')', ']', '}', '»', '›', '*', '_'];
const OPENERS: &[char] = &[
    '“', '‘', '„', '‚', '"', '\'', '(', '[', '{', '«', '‹', '¿', '¡', '*', '_', '—', '–', '-', '•',
];

/// The longest reference to a note in brackets, in bytes, such as `[12]` or `[citation needed]`.
const LONGEST_REFERENCE: usize = 24;

/// How far back a word is looked at, in bytes: longer ones are in no table.
const LONGEST_WORD: usize = 64;

/// The sentences of `block`: its lines where lines count, a title or heading as a whole, and else what [`sentences`] finds
/// in its words.
#[must_use]
pub fn sentences_of(text: &str, block: &Block) -> Vec<Span> {
    let words = block.words(text);
    match block.kind {
        kind if kind.keeps_lines() => lines(text, words),
        BlockKind::Title | BlockKind::Heading(_) => vec![words],
        _ => sentences(text, words),
    }
}

/// The lines of `span`, without the white space around them and without the empty ones.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut start = span.start;
    let mut found = Vec::new();
    for line in span.of(text).split_inclusive('\n') {
        let whole = Span::new(start, start + line.len()).trimmed(text);
        if !whole.is_empty() {
            found.push(whole);
        }
        start += line.len();
    }
    found
}

/// The sentences of `span`, which is one block of the text: spans in order, without the white space around them.
///
/// Every character that is not white space is in one of them. A line break ends no sentence, an empty line does. A
/// span that does not fit the text has none.
#[must_use]
pub fn sentences(text: &str, span: Span) -> Vec<Span> {
    let block = span.of(text);
    let mut ends = other_ends(block);
    ends.extend(latin_ends(block));
    ends.push(block.len());
    ends.sort_unstable();
    let mut start = 0;
    let mut sentences = Vec::new();
    for end in ends {
        let sentence = Span::new(start, end).trimmed(block);
        if start < end && !sentence.is_empty() {
            sentences.push(Span::new(
                span.start + sentence.start,
                span.start + sentence.end,
            ));
        }
        start = start.max(end);
    }
    sentences
}

/// Where sentences end that end with something else than a Latin stop: as UAX #29 has it, and at empty lines.
fn other_ends(block: &str) -> Vec<usize> {
    let is_break = |c| matches!(c, '\n' | '\r');
    let flat: Cow<'_, str> = if block.contains(is_break) {
        Cow::Owned(block.replace(is_break, " "))
    } else {
        Cow::Borrowed(block)
    };
    let is_ours = |sentence: &str| {
        let open = sentence.trim_end_matches(|c: char| {
            c.is_whitespace() || CLOSERS.contains(&c) || OPENERS.contains(&c)
        });
        open.ends_with(is_stop)
    };
    // UAX #29 leaves a sign that opens the next sentence with the one before it.
    let own = |sentence: &str| sentence.trim_end_matches(UNSPACED_OPENERS).len();
    let mut ends: Vec<usize> = flat
        .split_sentence_bound_indices()
        .filter(|(_, sentence)| !is_ours(sentence))
        .map(|(at, sentence)| at + own(sentence))
        .collect();
    ends.extend(empty_lines(block));
    ends.extend(greek_questions(block));
    ends
}

/// Where a Greek question ends: its mark looks like a semicolon, and a capital comes after it.
fn greek_questions(block: &str) -> impl Iterator<Item = usize> {
    let is_greek =
        |c: char| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}') && c.is_alphabetic();
    block
        .match_indices([';', '\u{37e}'])
        .filter_map(move |(at, mark)| {
            let before = block.get(..at)?.chars().next_back()?;
            let end = at + mark.len();
            let after = block.get(end..)?;
            let next = after.trim_start().chars().next()?;
            let ends =
                is_greek(before) && after.starts_with(char::is_whitespace) && next.is_uppercase();
            ends.then_some(end)
        })
}

/// Where a run of white space begins that holds an empty line.
fn empty_lines(block: &str) -> impl Iterator<Item = usize> {
    block.match_indices('\n').filter_map(|(at, _)| {
        let after = block.get(at + 1..)?;
        let blank = after.trim_start_matches([' ', '\t', '\r']);
        blank.starts_with('\n').then_some(at)
    })
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '⁇' | '⁈' | '⁉')
}

/// Where sentences end that end with a Latin stop, what closes them included. Stops before the first word of a sentence
/// are its beginning.
fn latin_ends(block: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut start, mut done) = (0, 0);
    let mut has_words = false;
    for (at, _) in block.match_indices(is_stop) {
        if at < done {
            continue;
        }
        let stop = Stop::read(block, start, at);
        let since = Span::new(done, at).of(block);
        has_words = has_words || since.contains(char::is_alphanumeric);
        done = stop.end;
        if has_words && ends(&stop) {
            found.push(stop.end);
            start = stop.end;
            has_words = false;
        }
    }
    found
}

/// A run of stops with what stands around it.
struct Stop<'t> {
    /// The sentence so far, up to the run.
    before: &'t str,
    /// The run itself: `.`, `?!`, `...`.
    run: &'t str,
    /// Whether a note's number or a closing sign comes right after it.
    closed: bool,
    /// The byte after the run and what closes it.
    end: usize,
    /// What comes after that.
    after: &'t str,
}

impl<'t> Stop<'t> {
    /// The stop at the byte `at` of a block in which the sentence begins at `start`.
    fn read(block: &'t str, start: usize, at: usize) -> Self {
        let before = block.get(start..at).unwrap_or_default();
        let rest = block.get(at..).unwrap_or_default();
        let run_len = rest.find(|c| !is_stop(c)).unwrap_or(rest.len());
        let (run, mut after) = rest.split_at_checked(run_len).unwrap_or((rest, ""));
        let tail = after;
        let glued = is_noted(before, run);
        while let Some(len) = closing(after, glued) {
            after = after.get(len..).unwrap_or_default();
        }
        Self {
            before,
            run,
            closed: after.len() < tail.len(),
            end: block.len() - after.len(),
            after,
        }
    }

    /// The word before the stop.
    fn word(&self) -> &'t str {
        last_word(self.before)
    }

    /// The word after the stop, without what opens it.
    fn next_word(&self) -> &'t str {
        let after = self.after.trim_start();
        let after = after.trim_start_matches(|c: char| c.is_whitespace() || OPENERS.contains(&c));
        after.split(char::is_whitespace).next().unwrap_or_default()
    }

    /// Whether a word comes after the stop that often begins a sentence; `A.` is an initial and does not.
    fn starter_follows(&self) -> bool {
        let word = self.next_word().trim_end_matches([',', ':', ';']);
        STARTERS.contains(&word)
    }
}

/// The last word of `before`, without what opens it; only the end of a word that is longer than any in the tables.
fn last_word(before: &str) -> &str {
    let near = before.floor_char_boundary(before.len().saturating_sub(LONGEST_WORD));
    let word = before
        .get(near..)
        .and_then(|near| near.rsplit(char::is_whitespace).next());
    word.unwrap_or_default().trim_start_matches(OPENERS)
}

/// Whether digits right after `run` would be a note's number: not after a number, an initial or an abbreviation.
fn is_noted(before: &str, run: &str) -> bool {
    let word = last_word(before);
    let is_word = word.ends_with(|c: char| c.is_alphabetic() || CLOSERS.contains(&c));
    run != "." || (is_word && !is_letter(word) && !is_abbreviation(word))
}

/// The bytes of what closes a sentence at the beginning of `after`: a closing sign, or the reference to a note.
fn closing(after: &str, glued: bool) -> Option<usize> {
    let first = after.chars().next()?;
    if CLOSERS.contains(&first) || matches!(first, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹') {
        return Some(first.len_utf8());
    }
    if let Some(length) = closing_quote(first, after) {
        return Some(length);
    }
    if first == '[' {
        let near = after.get(..after.floor_char_boundary(LONGEST_REFERENCE))?;
        return near
            .find(['\n', ']'])
            .filter(|at| near.get(*at..=*at) == Some("]"))
            .map(|at| at + 1);
    }
    let len = numbers(after);
    let number = after.get(..len)?;
    let longest = number.split([',', '-', '–', ' ']).map(str::len).max()?;
    let alone = after
        .get(len..)?
        .starts_with(|c: char| c.is_whitespace() || CLOSERS.contains(&c));
    let fits = first.is_ascii_digit() && number.ends_with(|c: char| c.is_ascii_digit());
    (glued && fits && longest <= 3 && (alone || len == after.len())).then_some(len)
}

/// The bytes of a quotation mark that closes here though it opens elsewhere: `Warum?“` in German, `Pourquoi ? »` with a
/// space in French.
fn closing_quote(first: char, after: &str) -> Option<usize> {
    let ends_word = |rest: &str| {
        rest.chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | ')'))
    };
    if matches!(first, '“' | '‘' | '«' | '‹') {
        let rest = after.get(first.len_utf8()..)?;
        return ends_word(rest).then_some(first.len_utf8());
    }
    let quote = after.strip_prefix([' ', '\u{a0}', '\u{202f}'])?;
    let rest = quote.strip_prefix(['»', '›'])?;
    ends_word(rest).then_some(after.len() - rest.len())
}

/// The bytes of the numbers of notes that `after` begins with: `3`, `7–9`, `13, 14`.
fn numbers(after: &str) -> usize {
    let mut length = 0;
    let mut rest = after;
    loop {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        rest = rest.get(digits..).unwrap_or_default();
        if digits > 0 {
            length = after.len() - rest.len();
        }
        let next = [", ", ",", "-", "–"]
            .into_iter()
            .find_map(|mark| rest.strip_prefix(mark));
        match next.filter(|next| digits > 0 && next.starts_with(|c: char| c.is_ascii_digit())) {
            Some(next) => rest = next,
            None => return length,
        }
    }
}

fn is_abbreviation(word: &str) -> bool {
    let tables = [BEFORE_A_NAME, BEFORE_A_NUMBER, PERHAPS_LAST];
    tables.iter().any(|table| table.contains(&word)) || is_dotted(word)
}

/// Whether `word` is letters with stops between them, such as `U.S` or `a.m`.
fn is_dotted(word: &str) -> bool {
    let mut parts = word.split('.');
    word.contains('.') && parts.all(is_letter)
}

fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Whether `sentence` is no more than the number of an item in a list, such as `1` or `b`.
fn is_enumerator(sentence: &str) -> bool {
    let number = sentence.trim().trim_start_matches(OPENERS);
    let is_roman = |c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X');
    !number.is_empty()
        && (number.chars().all(|c| c.is_ascii_digit() || c == '.')
            || is_letter(number)
            || (number.len() <= 4 && number.chars().all(is_roman)))
}

/// The rules, in order: whether a sentence ends with `stop`.
fn ends(stop: &Stop<'_>) -> bool {
    if !stop.after.starts_with(char::is_whitespace) {
        return stop.run != "." && stop.after.starts_with(is_unspaced);
    }
    let next = stop.next_word();
    let Some(first) = next.chars().next() else {
        return !stop.after.trim().is_empty();
    };
    if first.is_lowercase() || stop.after.trim_start().starts_with(is_stop) {
        return false;
    }
    if titles::holds(stop) {
        return false;
    }
    match stop.run {
        "." => {}
        "…" => return !first.is_numeric(),
        run if run.starts_with("..") => return !first.is_numeric(),
        _ => return !(stop.closed && is_attributed(stop.after)),
    }
    let word = stop.word();
    let is_number = first.is_numeric() || first == '+';
    if stop.closed && !is_abbreviation(word) {
        return true;
    }
    if is_enumerator(stop.before) || is_before_a_name(word) || is_ordinal(stop, next) {
        return false;
    }
    if BEFORE_A_NUMBER.contains(&word) {
        return !is_number && !is_roman_number(next);
    }
    if PERHAPS_LAST.contains(&word) || is_dotted(word) || is_letter(word) {
        return stop.starter_follows();
    }
    true
}

/// Whether `after` says who said what was just quoted: a name and a word of saying, as in `“Go!” Mr Lowe said`.
fn is_attributed(after: &str) -> bool {
    let mut words = after.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_named = first.starts_with(char::is_uppercase) && !first.ends_with([',', ';', ':']);
    let mut more = words.take(3);
    let said = more.find(|word| !word.starts_with(char::is_uppercase));
    let said = said.unwrap_or_default().trim_end_matches('.');
    is_named && !STARTERS.contains(&first) && SAYING.contains(&said)
}

/// Whether `c` is written without spaces between sentences.
fn is_unspaced(c: char) -> bool {
    UNSPACED_OPENERS.contains(&c)
        || matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether `word`, or its last part as in `Maj.-Gen`, stands before a name.
fn is_before_a_name(word: &str) -> bool {
    let last = word.rsplit('-').next().unwrap_or(word);
    BEFORE_A_NAME.contains(&word)
        || (last.starts_with(char::is_uppercase) && BEFORE_A_NAME.contains(&last))
}

/// Whether the stop makes an ordinal of the number before it, as in `am 3. Mai` or `Der 2. Weltkrieg`.
fn is_ordinal(stop: &Stop<'_>, next: &str) -> bool {
    let word = stop.word();
    let is_number = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    if !is_number {
        return false;
    }
    let rest = stop.before.strip_suffix(word).unwrap_or_default();
    let before = last_word(rest.trim_end()).to_lowercase();
    let month = next.trim_end_matches(|c: char| c.is_ascii_punctuation());
    BEFORE_AN_ORDINAL.contains(&before.as_str()) || MONTHS_AFTER_AN_ORDINAL.contains(&month)
}

/// Whether `word` is a number in Roman figures; `I` alone is rather the pronoun.
fn is_roman_number(word: &str) -> bool {
    if word == "I" {
        return false;
    }
    let number = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let is_roman = |c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M');
    !number.is_empty() && number.chars().all(is_roman)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    /// Texts with a bar at every place where one sentence ends and the next begins.
    const CASES: &[&str] = &[
        "",
        "One.",
        "No stop at all",
        "One. |Two. |Three",
        "One! |Two? |Three?! |Four.",
        // Titles and names.
        "Mr. Biegun met Dr. Lee and Gen. Haftar. |Then he left.",
        "Sen. The Honourable spoke. |Prof. An agreed.",
        "J. K. Rowling and George W. Bush met. |They left.",
        "The book by G. Lewis, “Russia,” sold. |A. A. Milne wrote.",
        "1 Oliver P. Richmond and P. Jones.",
        "It was World War I. |There was peace.",
        "He lives at St. Petersburg. |He moved.",
        "The shop on Main St. |The owner left.",
        // Abbreviations.
        "The U.S. Secretary of Defense agreed.",
        "The U.S. and Russia, e.g. in Syria, vs. Iran.",
        "He is from the U.S. |He left it.",
        "It joined the U.N. |In 1971 that changed.",
        "The U.S. 2018 midterm elections came.",
        "At 5 p.m. Monday it rained. |At 6 a.m. |The sun rose.",
        "At 5 p.m. on Monday.",
        "Acme Inc. Chairman Smith quit Acme Inc. |The board wept.",
        "On Jan. 5 and Sept. 11 it rained. |It stopped in Dec. |We left.",
        "Apples, pears, etc. |They were ripe.",
        "Smith et al. (2019) found it. |Nobody else did.",
        "See cf. Smith and i.e. Jones.",
        // Numbers.
        "It rose 3.5 percent. |It fell 0.2.",
        "Report no. 61, June 2020, and No. 061 and No. VII.",
        "He said no. |The end.",
        "“global” (p. 9). |“The Kremlin” (pp. 7–8). |“The R.”",
        "See Vol. 6, No. 3, and Fig. 2. |It shows.",
        "It happened in 2014. |The war began.",
        "It cost 5. |10 came.",
        "1. The first. |2. The second.",
        "a. The letter.",
        "iv. The numeral.",
        // Notes glued to the stop.
        "It ended in conflicts.1 |The next began.",
        "He blamed others.[3] |It rained.",
        "It has two.[3][4] |And “more.”12 |So it is.",
        "Really.² |Yes.",
        "In some.1,2 |Then.3–5 |Last.",
        "Version 3.5 The name stays.",
        "See No.1 The report.",
        "It was odd.[citation needed] |It still is.",
        // Quotations and brackets.
        "He left.” |She stayed.",
        "“He left.” |“She stayed,” he said.",
        "“Is it so?” the author muses. |“It is!” she said.",
        "(He left.) |She stayed.",
        "He left (she stayed.) and came back.",
        "“So what?” |To draw an analogy is easy.",
        "D. Loom, “Bread as Weapon? The Quay’s Long Strategy,” Harbour Insight, no. 61. |Next.",
        "He wrote “Who Rules? Power and Bread” in 1961. |It sold.",
        "See “Stop. Look. Listen to Trains,” The Quay, p. 4. |Next.",
        "“Is Bread Late? |Ask John Miller,” she said.",
        "“Is it late? |We are going,” she said.",
        "“Who rules? |Nobody knows” is what he wrote.",
        "She asked “Why Now? |Nobody answered her.",
        "He said ‘go.’ |‘Now?’ |‘Now.’",
        "*Bold.* |_Slanted._ |Plain.",
        // Ellipses.
        "Well... it went on. |Well… |Then it ended.",
        "He went . . . and came.",
        "Over... |The end.",
        ". . . ! Then he left. |He came.",
        "He watched the Sun. |Scientists did too.",
        "… How it can be detected… |And so on.",
        "From 5... 6 came.",
        // Stops inside words, line breaks, other scripts.
        "See example.com and file.txt for more.Then nothing.",
        "A line\nbreak is no end.\n|But a stop is.",
        "Mr.\nSmith stays.",
        "A heading\n\n|A paragraph.",
        "Yahoo! is a firm. |Who? what? when?",
        "他走了。|她留下。|为什么？|不知道！",
        "वह गया। |वह रुकी।",
        "هل ذهب؟ |نعم.",
        "He paid €5. |€6 came back. |— So it goes. |• Item.",
        "Привет. |Это тест.",
    ];

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for case in CASES {
            let text = case.replace('|', "");
            let found: Vec<&str> = sentences(&text, Span::new(0, text.len()))
                .into_iter()
                .map(|sentence| sentence.of(&text))
                .collect();
            let expected: Vec<&str> = case
                .split('|')
                .map(str::trim)
                .filter(|s| !s.is_empty())
                .collect();
            assert_eq!(found, expected);
        }
        assert!(CASES.len() > 40);
    }

    #[test]
    fn only_the_block_is_looked_at() {
        let text = "Before. One. Two. After.";
        let found = sentences(text, Span::new(8, 17));
        assert_eq!(found, [Span::new(8, 12), Span::new(13, 17)]);
        assert_eq!(sentences("é", Span::new(1, 9)), []);
    }

    #[test]
    fn rows_of_tables_lines_of_code_and_headings_are_units() {
        let text = "Year\tCost. High\n2019\t4. 5\n\nWhy? Because.";
        let block = |kind, start, end| Block {
            kind,
            span: Span::new(start, end),
        };
        let end = text.find("\n\n").unwrap();
        let of = |block| {
            let found = sentences_of(text, &block);
            found
                .into_iter()
                .map(|span| span.of(text))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of(block(BlockKind::Table, 0, end)),
            ["Year\tCost. High", "2019\t4. 5"]
        );
        let rest = end + 2;
        assert_eq!(
            of(block(BlockKind::Heading(1), rest, text.len())),
            ["Why? Because."]
        );
        assert_eq!(
            of(block(BlockKind::Paragraph, rest, text.len())),
            ["Why?", "Because."]
        );
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_and_cover_all_that_is_no_space(text in samples::text()) {
            let found = sentences(&text, Span::new(0, text.len()));
            let mut at = 0;
            for sentence in found {
                prop_assert!(at <= sentence.start && sentence.start < sentence.end);
                prop_assert_eq!(sentence.trimmed(&text), sentence);
                prop_assert!(Span::new(at, sentence.start).of(&text).trim().is_empty());
                at = sentence.end;
            }
            prop_assert!(Span::new(at, text.len()).of(&text).trim().is_empty());
        }
    }
}
