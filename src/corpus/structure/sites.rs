//! What single sites, agencies and journals put around and into their articles, each in its own way: where a reporter was,
//! who edited a paper, how often a page was read. What is told here by the line alone is furniture wherever it stands;
//! what might be a line of the article counts only beside other furniture.

use super::names;

/// Whether `line` is what stands beside an article, and might be part of one.
pub(super) fn is_beside(line: &str) -> bool {
    is_of_paper(line) || is_reaction_count(line) || is_whereabouts(line) || is_funded(line)
}

/// Whether `line` tells who pays somebody: `Jane Doe receives funding from the Oven Trust.`
fn is_funded(line: &str) -> bool {
    line.split_once(" receives funding from ")
        .is_some_and(|(name, _)| names::is_name(name))
}

/// Whether `line`, `lower` in lower case, is what sites put beside an article, each in its own way.
pub(super) fn is_of_site(line: &str, lower: &str) -> bool {
    let words = || line.split_whitespace().count();
    let notices = [
        "consult, own shares in ",
        "does not take collective positions",
        "does not take institutional positions",
        "partner of the conversation",
    ];
    if notices.iter().any(|notice| lower.contains(notice)) {
        return true;
    }
    match lower.as_bytes() {
        // `@highlight`, and an address that stands alone.
        [.., _] if !line.contains(char::is_whitespace) => {
            let is_mail = line
                .split_once('@')
                .is_some_and(|(_, host)| host.contains('.') && !host.contains('@'));
            is_mail || lower == "@highlight" || lower.starts_with("www.") && lower.len() > 7
        }
        // `[Read: The age of the queue]`
        [b'[', .., b']'] => lower.starts_with("[read: ") || lower.starts_with("[from the "),
        // `Contact Jane Doe at jane@example.org`
        [b'c', ..] => {
            let whom = line.get("contact ".len()..).unwrap_or_default();
            let is_named = whom.starts_with(char::is_uppercase);
            lower.starts_with("contact ") && is_named && line.contains('@') && words() <= 16
        }
        // `(Updates with closing price)`
        [b'(', .., b')'] => lower.starts_with("(updates with "),
        [b'i', ..] => lower.starts_with("il vous reste ") && lower.contains(" de cet article"),
        // `list 2 of 4`
        [b'l', ..] => {
            let rest = lower.strip_prefix("list ").unwrap_or_default();
            let is_count = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
            let mut words = rest.split(' ');
            match (words.next(), words.next(), words.next(), words.next()) {
                (Some("of"), Some(number), Some("items"), None)
                | (Some(number), Some("of"), Some(_), None) => is_count(number),
                _ => false,
            }
        }
        // `Heard on Morning Edition`, which a programme's name ends.
        [b'h', ..] => {
            lower.starts_with("heard on ")
                && words() <= 8
                && line
                    .split_whitespace()
                    .skip(2)
                    .all(|word| word.len() <= 3 || word.starts_with(char::is_uppercase))
        }
        [b't', ..] if lower.starts_with("this ") && lower.contains(" made possible by ") => {
            lower.contains(" support") && line.len() <= 300
        }
        [b'a' | b'p' | b't', ..] => {
            let begins = [
                "published in the print ",
                "this article appeared in ",
                "a version of ",
            ];
            begins.iter().any(|begin| lower.starts_with(begin)) && lower.contains("print edition")
        }
        _ => false,
    }
}

/// Whether `line` is what journals tell of a paper beside its text, each after a label: who edited it, who paid.
fn is_of_paper(line: &str) -> bool {
    let labels = [
        "Abbreviations: ",
        "Academic Editor: ",
        "Citation: ",
        "Copyright: ",
        "Data Availability: ",
        "Data Availability Statement: ",
        "Editor: ",
        "Editors: ",
        "Funding: ",
        "Handling Editor: ",
        "Reviewed by: ",
    ];
    line.contains(": ")
        && labels.iter().any(|label| {
            line.strip_prefix(label)
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_lowercase()))
        })
}

/// Whether `line` is a number as it stands beside a button: `41`, `1.4K`.
fn is_reaction_count(line: &str) -> bool {
    let digits = line.trim_end_matches(['K', 'k']);
    let is_number = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.starts_with(|c: char| c.is_ascii_digit() && c != '0')
        && !digits.ends_with('.');
    let is_counted = digits.len() < line.len() || digits.len() >= 2 && !digits.contains('.');
    line.len() <= 5 && is_number && is_counted && digits.len() <= 3
}

/// Whether `line` tells where somebody reported from.
fn is_whereabouts(line: &str) -> bool {
    line.split_once(" reported from ")
        .is_some_and(|(name, place)| {
            line.len() <= 160
                && names::is_name(name)
                && place.starts_with(char::is_uppercase)
                && place.ends_with('.')
        })
}

#[cfg(test)]
mod tests {
    use crate::corpus::structure::furniture::{self, Line};

    #[test]
    fn what_sites_put_beside_articles_is_told_from_what_articles_say() {
        for (line, is) in [
            ("41", Some(Line::Menu)),
            ("1.4K", Some(Line::Menu)),
            ("Editor: Mara Veit, University of Oven", Some(Line::Menu)),
            (
                "Citation: Veit M (2019) Bread. J Ovens 4: 1.",
                Some(Line::Menu),
            ),
            (
                "Mara Veit reported from Ovenstadt, and Tom Roe from Kilnsea.",
                Some(Line::Menu),
            ),
            ("06/04/2019", Some(Line::Published)),
            ("@highlight", Some(Line::Furniture)),
            ("{one,two}@example.org", Some(Line::Furniture)),
            ("www.example.org", Some(Line::Furniture)),
            ("[Read: The age of the queue]", Some(Line::Furniture)),
            ("list 2 of 4", Some(Line::Furniture)),
            ("list of 3 items", Some(Line::Furniture)),
            ("Heard on Morning Edition", Some(Line::Furniture)),
            (
                "Listen to this article · 8:12 min Learn more",
                Some(Line::Furniture),
            ),
            ("3-Minute Listen", Some(Line::Furniture)),
            (
                "[Submitted on 3 Mar 2021]",
                Some(Line::Date("2021-03-03".into())),
            ),
            (
                "This article appeared in the Bread section of the print edition under the headline \"A loaf too dear\"",
                Some(Line::Furniture),
            ),
            (
                "An earlier version of this article misspelled the name of a mill.",
                Some(Line::Furniture),
            ),
            (
                "Listen to this article of faith, she told me, and then judge for yourself.",
                None,
            ),
            (
                "An earlier version of this bridge fell into the river in 1841.",
                None,
            ),
            ("Heard on the quay that night", None),
            ("Citation: that was the word the officer used.", None),
            ("Mara Veit reported from time to time.", None),
            ("list of mills", None),
            ("1931", None),
            ("7", None),
            ("(Updates with closing price)", Some(Line::Furniture)),
            (
                "This report is made possible by general support to the mill.",
                Some(Line::Furniture),
            ),
            (
                "This was made possible by a flood that nobody had foreseen.",
                None,
            ),
            ("A version of the story was told on the quay in 1901.", None),
            (
                "Rebecca Moss receives funding from the Oven Trust.",
                Some(Line::Menu),
            ),
            ("The mill receives funding from the town.", None),
        ] {
            assert_eq!(furniture::of(line), is, "{line}");
        }
    }
}
