//! What lines begin with: bullets, numbers, the labels of notes, the names of figures. Pure.

use super::lines::Line;

/// Marks that items of a list begin with.
const BULLETS: &str = "•◦▪‣●○■□◆➢✓✗❖❑❏→∙·–—*-";

/// How many dots lead to a number at least: an ellipsis at the end of a sentence has four.
const LEADER: usize = 5;

/// What a list item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A bullet.
    Bullet,
    /// A number or a letter with a bracket or a full stop.
    Number,
}

/// The marker that `word`, the first of a line, is; `next` comes after it.
pub(super) fn marker(word: &str, next: Option<&str>) -> Option<Marker> {
    next?;
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return BULLETS.contains(letter).then_some(Marker::Bullet);
    }
    if is_enclosed(word) || number_with_stop(word).is_some() {
        return Some(Marker::Number);
    }
    None
}

/// Whether `word` is `(1)`, `1)`, `(a)`, `b)`, `(iv)` or `[12]`.
fn is_enclosed(word: &str) -> bool {
    let Some(inner) = word.strip_suffix([')', ']']) else {
        return false;
    };
    let inner = inner.strip_prefix(['(', '[']).unwrap_or(inner);
    let is_number = (1..=3).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit());
    let is_letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase());
    let is_roman = (1..=4).contains(&inner.len()) && inner.bytes().all(|b| b"ivx".contains(&b));
    is_number || is_letter || is_roman
}

/// The number of `12.`.
fn number_with_stop(word: &str) -> Option<u32> {
    let number = word.strip_suffix('.')?;
    (1..=3)
        .contains(&number.len())
        .then(|| number.parse().ok())?
}

/// How many levels the section number has that `text` begins with: two for `2.1 Scope`.
pub(super) fn section(text: &str) -> Option<usize> {
    let (number, rest) = text.split_once(' ')?;
    let number = number.trim_end_matches('.');
    let is_part =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_section = number.split('.').all(is_part) && rest.starts_with(char::is_uppercase);
    is_section.then(|| number.split('.').count())
}

/// The label of the note that `line` begins with, and whether it is raised or stands at its word without a space, as a
/// label whose glyphs are raised by themselves does.
pub(super) fn label(line: &Line) -> Option<(String, bool)> {
    let first = line.words.first()?;
    line.words.get(1)?;
    if let Some((label, _)) = glued_label(&first.text) {
        return Some((label.to_owned(), true));
    }
    let bare = first.text.trim_matches(['[', ']', '(', ')', '.', ',']);
    let is_number = (1..=3).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    let is_symbol = (1..=3).contains(&bare.chars().count()) && bare.chars().all(is_symbol);
    (is_number || is_symbol).then(|| (bare.to_owned(), first.is_raised))
}

/// The label and the word of `1See`.
pub(super) fn glued_label(word: &str) -> Option<(&str, &str)> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let label = word.strip_suffix(rest)?;
    let mut letters = rest.chars();
    let is_word = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase);
    ((1..=3).contains(&label.len()) && is_word).then_some((label, rest))
}

/// The word and the mark of a note that is glued to its end: `decades.` and `1`.
pub(super) fn glued_mark(word: &str) -> Option<(&str, &str)> {
    let head = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let mark = word.strip_prefix(head)?;
    let end = head.trim_end_matches(['.', ',', ';', ':', '?', '!', '”', '"', '’', ')', '»']);
    let is_word = end.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && end.ends_with(char::is_alphabetic);
    // What an address ends with is part of it.
    let is_address = head.contains('/') && head.contains([':', '.']);
    let is_mark = (1..=3).contains(&mark.len()) && !mark.starts_with('0');
    (is_mark && is_word && !is_address).then_some((head, mark))
}

/// Whether `c` marks notes beside numbers.
pub(super) fn is_symbol(c: char) -> bool {
    "*†‡§¶∗".contains(c)
}

/// Whether `text` begins as the captions of figures and tables do, `Figure 3.`; where the words just go on, it is a
/// sentence about one.
pub(super) fn is_caption(text: &str) -> bool {
    const NAMES: [&str; 18] = [
        "figure",
        "fig.",
        "fig",
        "table",
        "chart",
        "map",
        "graph",
        "box",
        "exhibit",
        "photo",
        "plate",
        "abbildung",
        "abb.",
        "tabelle",
        "tableau",
        "figura",
        "tabla",
        "scheme",
    ];
    let mut words = text.split_whitespace();
    let (Some(name), Some(number)) = (words.next(), words.next()) else {
        return false;
    };
    let is_name =
        NAMES.contains(&name.to_lowercase().as_str()) && name.starts_with(char::is_uppercase);
    let bare = number.trim_end_matches(['.', ':', '|', ',', ')']);
    let is_number = bare
        .chars()
        .any(|c| c.is_ascii_digit() || "IVXA".contains(c))
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || "IVXABCDE.-–".contains(c))
        && bare.len() <= 6;
    let is_marked = number.ends_with(['.', ':', '|']);
    let next = words.next().unwrap_or_default();
    let goes_on = next.starts_with(char::is_lowercase) || number.ends_with(',');
    is_name && is_number && (is_marked || !goes_on)
}

/// Whether `text` is a line of a table of contents: dots lead to the number of a page.
pub(super) fn is_contents(text: &str) -> bool {
    let (mut dots, mut most) = (0, 0);
    for c in text.chars().filter(|c| *c != ' ') {
        dots = if c == '.' { dots + 1 } else { 0 };
        most = most.max(dots);
    }
    most >= LEADER && text.ends_with(|c: char| c.is_ascii_digit() || "ivxl".contains(c))
}

/// Whether a sentence may end with `text`.
pub(super) fn ends_sentence(text: &str) -> bool {
    // The mark of a note may stand behind the full stop.
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || is_symbol(c));
    let quotes = ['"', '”', '’', '\'', ')', ']', '»', '“'];
    let bare = text.trim_end_matches(quotes);
    bare.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '۔'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_begin_with_a_mark() {
        for (word, expected) in [
            ("•", Some(Marker::Bullet)),
            ("–", Some(Marker::Bullet)),
            ("12.", Some(Marker::Number)),
            ("(iv)", Some(Marker::Number)),
            ("b)", Some(Marker::Number)),
            ("[3]", Some(Marker::Number)),
            ("2020.", None),
            ("A", None),
            ("U.S.", None),
        ] {
            assert_eq!(marker(word, Some("x")), expected, "{word}");
        }
        assert_eq!(marker("•", None), None);
    }

    #[test]
    fn dots_lead_to_the_numbers_of_pages() {
        for (text, expected) in [
            ("2.1 The yard .......... 12", true),
            ("Preface . . . . . . . vii", true),
            ("He fell silent.... 1990 was over.", false),
            ("It was over in 1990", false),
        ] {
            assert_eq!(is_contents(text), expected, "{text}");
        }
    }

    #[test]
    fn captions_are_not_sentences_about_figures() {
        for (text, expected) in [
            ("Figure 1. Visits", true),
            ("Table 2: Visits", true),
            ("Fig. 3 Visits by year", true),
            ("Figure 1 shows that", false),
            ("Table 2, however, shows", false),
            ("Tables are useful", false),
        ] {
            assert_eq!(is_caption(text), expected, "{text}");
        }
        assert_eq!(glued_label("1See"), Some(("1", "See")));
        assert_eq!(glued_label("19th"), None);
        assert_eq!(glued_mark("decades.12"), Some(("decades.", "12")));
        assert_eq!(glued_mark("word”3"), Some(("word”", "3")));
        assert_eq!(glued_mark("3.5"), None);
        assert_eq!(glued_mark("https://doi.example/10.1000/ab1"), None);
        assert_eq!(section("2.1 Scope"), Some(2));
        assert_eq!(section("2020 in review"), None);
    }
}
