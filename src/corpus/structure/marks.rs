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

/// Whether `line` is marked as somebody else's words.
pub(super) fn is_quoted(line: &str) -> bool {
    let rest = line.strip_prefix('>');
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '>']))
}

/// Whether `line` is an item of a list: a bullet or a number, and something after it.
pub(super) fn is_item(line: &str) -> bool {
    item_text(line).is_some()
}

/// What the list item `line` says after its bullet or number.
pub(super) fn item_text(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(|c| "•◦▪‣●○■∙*-–+".contains(c));
    let rest = rest.or_else(|| {
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = line.len() - number.len();
        let rest = number.strip_prefix(['.', ')']);
        rest.filter(|_| (1..=3).contains(&digits))
    })?;
    let is_apart = rest.starts_with(char::is_whitespace) && !is_rule(line);
    is_apart
        .then(|| rest.trim_start())
        .filter(|text| !text.is_empty())
}

/// Whether `line` begins with the number of a note.
pub(super) fn is_note(line: &str) -> bool {
    let inner = line.trim_start_matches(['[', '(']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
    let number = inner.strip_suffix(rest).unwrap_or_default();
    let after = rest.trim_start_matches([']', ')', '.', ':']);
    (1..=3).contains(&number.chars().count()) && after.starts_with(char::is_whitespace)
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
    fn notes_begin_with_a_number() {
        for line in [
            "1 Oliver Richmond",
            "[12] See above",
            "3. Huff 1954",
            "¹ See above",
        ] {
            assert!(is_note(line), "{line}");
        }
        for line in ["2010s saw more", "12", "Notes", "[see above]"] {
            assert!(!is_note(line), "{line}");
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
