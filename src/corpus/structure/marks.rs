//! The marks that lines begin with: headings, rules, quotations, list items, notes. Every line here has no white space
//! at its ends.

/// The level of a heading that begins with `#` marks.
pub(super) fn heading(line: &str) -> Option<u8> {
    let rest = line.trim_start_matches('#');
    let marks = line.len() - rest.len();
    let is_heading = (1..=6).contains(&marks) && rest.starts_with([' ', '\t']) && line.len() <= 300;
    u8::try_from(marks).ok().filter(|_| is_heading)
}

/// The words of a heading without its marks.
pub(super) fn heading_text(block: &str) -> &str {
    let line = block.lines().next().unwrap_or_default();
    match heading(line) {
        Some(_) => line.trim_matches('#').trim(),
        None => line.trim(),
    }
}

/// The level of a heading that `line` underlines.
pub(super) fn underline(line: &str) -> Option<u8> {
    let is_all = |mark: char| line.len() >= 3 && line.chars().all(|c| c == mark);
    if is_all('=') {
        Some(1)
    } else {
        is_all('-').then_some(2)
    }
}

/// Whether `line` is a rule such as `* * *`.
pub(super) fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(mark) = marks.next().filter(|mark| "*-_=~–—•·".contains(*mark)) else {
        return false;
    };
    let mut more = 0;
    let is_same = marks.inspect(|_| more += 1).all(|c| c == mark);
    is_same && more >= 2
}

/// Whether `line` is marked as somebody else's words. A lone arrow before a link to another page is no such mark.
pub(super) fn is_quoted(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('>') else {
        return false;
    };
    let is_apart = rest.is_empty() || rest.starts_with([' ', '>', '\t']);
    let is_glued = rest.starts_with(|c: char| c.is_uppercase() || "“\"".contains(c));
    let words = rest.trim_start();
    let is_arrow = ["Read ", "See ", "More ", "Click ", "READ ", "SEE ", "MORE "]
        .iter()
        .any(|word| words.starts_with(word))
        && !words.ends_with('.');
    (is_apart || (is_glued && rest.len() >= 30)) && !is_arrow
}

/// How a number or letter is set off from what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Frame {
    /// `1.`
    Dot,
    /// `1)`
    Close,
    /// `(1)`
    Round,
}

/// What the items of one list have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// The same bullet.
    Bullet(char),
    /// Numbers.
    Number(Frame),
    /// Letters, capital ones or not.
    Letter(Frame, bool),
    /// Roman numerals, capital ones or not.
    Roman(Frame, bool),
}

/// What a list item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// What it looks like.
    pub style: Style,
    /// What it counts; 0 for a bullet.
    pub value: u32,
    /// How many bytes of the line it takes, white space after it included.
    pub len: usize,
}

/// Bullets that are nothing else.
const BULLETS: &str = "•◦▪‣●○■□∙❖➢➤►▶✓✔⁃\u{f0b7}\u{f0a7}\u{f0d8}\u{f076}";
/// Bullets that are other things too, even where white space follows.
const MAYBE_BULLETS: &str = "*-–+o§·→";

impl Mark {
    /// Whether a line that begins like this is an item of a list, whatever stands around it.
    pub(super) fn is_sure(self) -> bool {
        match self.style {
            Style::Bullet(bullet) => BULLETS.contains(bullet) || "*-·".contains(bullet),
            Style::Number(Frame::Dot | Frame::Close) => self.value <= 1,
            _ => false,
        }
    }
}

/// The marks that `line` may begin with: a letter such as `i)` may be a Roman numeral too. A bullet may stand alone, for
/// what it marks often stands on the next line; a number may not.
pub(super) fn items(line: &str) -> [Option<Mark>; 2] {
    let first = line.chars().next().unwrap_or(' ');
    if BULLETS.contains(first) || MAYBE_BULLETS.contains(first) {
        let rest = line.get(first.len_utf8()..).unwrap_or_default();
        let is_sure = BULLETS.contains(first);
        let is_apart = rest.starts_with(char::is_whitespace)
            || (is_sure && rest.starts_with(|c: char| !BULLETS.contains(c)));
        let mark = Mark {
            style: Style::Bullet(first),
            value: 0,
            len: line.len() - rest.trim_start().len(),
        };
        return [
            Some(mark).filter(|_| (is_apart || (is_sure && rest.is_empty())) && !is_rule(line)),
            None,
        ];
    }
    let opened = line.strip_prefix('(');
    let inner = opened.unwrap_or(line);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric());
    let (number, after) = inner.split_at(end.unwrap_or(inner.len()));
    let frame = match (opened, after.chars().next()) {
        (Some(_), Some(')')) => Frame::Round,
        (None, Some(')')) => Frame::Close,
        (None, Some('.')) => Frame::Dot,
        _ => return [None, None],
    };
    let rest = after.get(1..).unwrap_or_default();
    let text = rest.trim_start();
    let is_bare = rest.len() == text.len() || text.is_empty();
    if number.is_empty() || number.len() > 5 || is_bare {
        return [None, None];
    }
    let len = line.len() - text.len();
    let mark = |style, value| Mark { style, value, len };
    if number.bytes().all(|b| b.is_ascii_digit()) {
        let value = number.parse().ok().filter(|_| number.len() <= 3);
        return [value.map(|value| mark(Style::Number(frame), value)), None];
    }
    let is_upper = number.bytes().all(|b| b.is_ascii_uppercase());
    if !is_upper && !number.bytes().all(|b| b.is_ascii_lowercase()) {
        return [None, None];
    }
    let letter = number.bytes().next().filter(|_| number.len() == 1);
    let letter = letter.map(|letter| u32::from(letter.to_ascii_lowercase() - b'a') + 1);
    [
        letter.map(|value| mark(Style::Letter(frame, is_upper), value)),
        roman(number).map(|value| mark(Style::Roman(frame, is_upper), value)),
    ]
}

/// The value of a Roman numeral up to 89, in either case.
pub(super) fn roman(numeral: &str) -> Option<u32> {
    let tens = ["lxxx", "lxx", "lx", "l", "xl", "xxx", "xx", "x", ""];
    let ones = ["ix", "viii", "vii", "vi", "v", "iv", "iii", "ii", "i", ""];
    let lower = numeral.to_ascii_lowercase();
    let tens_of = [80, 70, 60, 50, 40, 30, 20, 10, 0];
    let ones_of = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
    for (ten, value) in tens.iter().zip(tens_of) {
        let Some(rest) = lower.strip_prefix(ten) else {
            continue;
        };
        let one = ones.iter().position(|one| *one == rest)?;
        let value = value + ones_of.get(one)?;
        return (value > 0).then_some(value);
    }
    None
}

/// What the list item `line` says after its bullet or number.
pub(super) fn item_text(line: &str) -> Option<&str> {
    let mark = items(line).into_iter().flatten().next()?;
    let is_letter = matches!(
        mark.style,
        Style::Letter(..) | Style::Roman(..) | Style::Bullet('o')
    );
    let text = line.get(mark.len..).filter(|text| !text.is_empty());
    text.filter(|_| !is_letter)
}

/// How many levels the section number at the start of `line` has: two for `2.1 Scope`.
pub(super) fn section_depth(line: &str) -> Option<usize> {
    let number = line.split_whitespace().next()?.trim_end_matches('.');
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    number
        .split('.')
        .all(is_number)
        .then(|| number.split('.').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_have_a_mark_and_something_after_it() {
        for line in ["• one", "- one", "12. one", "3) one", "* one"] {
            assert_eq!(item_text(line), Some("one"), "{line}");
        }
        for line in [
            "•",
            "-5 degrees",
            "2020. It began",
            "* * *",
            "3.5 million",
            "e.g. this",
        ] {
            assert_eq!(item_text(line), None, "{line}");
        }
    }

    #[test]
    fn numbers_letters_and_bullets_count() {
        let read = |line: &str| {
            let marks = items(line).into_iter().flatten();
            marks
                .map(|mark| format!("{:?} {} {}", mark.style, mark.value, mark.len))
                .collect::<Vec<_>>()
                .join(" or ")
        };
        for (line, expect) in [
            ("(a) one", "Letter(Round, false) 1 4"),
            ("B. one", "Letter(Dot, true) 2 3"),
            ("iv) one", "Roman(Close, false) 4 4"),
            ("i. one", "Letter(Dot, false) 9 3 or Roman(Dot, false) 1 3"),
            ("(12) one", "Number(Round) 12 5"),
            ("•one", "Bullet('•') 0 3"),
            ("\u{f0b7}\tone", "Bullet('\\u{f0b7}') 0 4"),
            ("o one", "Bullet('o') 0 2"),
            ("•", "Bullet('•') 0 3"),
            ("one) two", ""),
            ("(see) two", ""),
            ("a.m. it rained", ""),
            ("(1)", ""),
            (
                "I) one",
                "Letter(Close, true) 9 3 or Roman(Close, true) 1 3",
            ),
        ] {
            assert_eq!(read(line), expect, "{line}");
        }
        assert_eq!(roman("xlix"), Some(49));
        assert_eq!(roman("iix"), None);
        assert_eq!(roman(""), None);
    }

    #[test]
    fn an_arrow_before_a_link_is_no_quotation() {
        for (line, expect) in [
            ("> His words.", true),
            (">", true),
            (">> His words.", true),
            ("> Read more about bread", false),
            (">Bread was never cheaper than in that year.", true),
            (">b", false),
        ] {
            assert_eq!(is_quoted(line), expect, "{line}");
        }
    }

    #[test]
    fn rules_are_not_lists() {
        for line in ["* * *", "---", "———", "_____"] {
            assert!(is_rule(line), "{line}");
        }
        assert!(!is_rule("--"));
        assert!(!is_rule("- a"));
        assert_eq!(section_depth("2.1 Scope"), Some(2));
        assert_eq!(section_depth("2020 in review"), None);
    }
}
