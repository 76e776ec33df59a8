//! Names of people on bylines.

/// Small words inside names.
const PARTICLES: [&str; 18] = [
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le",
    "ten", "van", "von", "y",
];

/// Words that begin with a capital beside names, or in titles, and are part of none.
const NO_NAMES: [&str; 37] = [
    "a",
    "all",
    "an",
    "and",
    "any",
    "by",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "desk",
    "editor",
    "editorial",
    "editors",
    "executive",
    "fellow",
    "foreign",
    "from",
    "for",
    "how",
    "in",
    "new",
    "no",
    "of",
    "our",
    "professor",
    "reporter",
    "senior",
    "staff",
    "summary",
    "the",
    "their",
    "this",
    "what",
    "who",
    "why",
    "writer",
];

/// What ends the names on a byline.
const ENDS: [&str; 9] = [
    " for ", " in ", " at ", " on ", " | ", " · ", " – ", " — ", " (",
];

/// Whether `text` looks like the name of one person: two to five words with capitals.
pub(super) fn is_name(text: &str) -> bool {
    let is_part = |word: &str| {
        let lower = word.to_lowercase();
        let is_spelled = word
            .chars()
            .all(|c| c.is_alphabetic() || "-'’.".contains(c));
        is_spelled
            && !NO_NAMES.contains(&lower.as_str())
            && word.starts_with(|c: char| c.is_uppercase())
    };
    let (mut parts, mut particles) = (0, 0);
    for word in text.split_whitespace() {
        if PARTICLES.contains(&word) {
            particles += 1;
        } else if is_part(word) {
            parts += 1;
        } else {
            return false;
        }
    }
    (2..=4).contains(&parts) && particles <= 3
}

/// The names in a list such as `Jane Doe, John Roe and Ann Poe for The Paper`.
pub(in crate::corpus) fn list(text: &str) -> Vec<String> {
    let end = ENDS.iter().filter_map(|end| text.find(end)).min();
    let names = text.get(..end.unwrap_or(text.len())).unwrap_or(text);
    let names = names
        .split([',', ';', '&'])
        .flat_map(|part| part.split(" and "));
    names
        .map(|name| name.trim().trim_end_matches('.'))
        .filter(|name| !name.is_empty())
        .take_while(|name| is_name(name))
        .map(str::to_owned)
        .collect()
}

/// The people that a byline such as `By Jane Doe` names; empty where `line` is none.
pub(super) fn of_byline(line: &str) -> Vec<String> {
    let marks = [
        "By ",
        "BY ",
        "by ",
        "Written by ",
        "Words by ",
        "Posted by ",
        "Author: ",
        "Authors: ",
        "By: ",
        "Writer's picture",
        "Writer’s picture",
    ];
    let rest = marks.iter().find_map(|mark| line.strip_prefix(mark));
    rest.filter(|rest| rest.len() <= 160)
        .map(list)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_name_people() {
        for (line, names) in [
            ("By Jane Doe", "Jane Doe"),
            (
                "By JANE DOE and John van der Roe, Staff Writer",
                "JANE DOE|John van der Roe",
            ),
            ("By Jane Doe | 3 March 2020", "Jane Doe"),
            (
                "Written by Jane Q. Doe, John Roe, and Ann Poe-Smith for The Paper",
                "Jane Q. Doe|John Roe|Ann Poe-Smith",
            ),
            ("Writer's pictureOlga Krasnyak", "Olga Krasnyak"),
            ("Author: Seán O’Brien", "Seán O’Brien"),
            ("By Any Means Necessary", ""),
            ("By the River", ""),
            ("Jane Doe", ""),
        ] {
            assert_eq!(of_byline(line).join("|"), names, "{line}");
        }
    }
}
