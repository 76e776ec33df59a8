//! Who published an article: agencies in datelines and bylines, and the sentences that tell where it appeared first.

use super::looks;

/// Agencies and papers that stand on bylines of their own, as they are written; and in lower case.
#[rustfmt::skip]
const AGENCIES: &[(&str, &str)] = &[
    ("afp", "AFP"), ("agence france-presse", "Agence France-Presse"), ("al jazeera", "Al Jazeera"),
    ("al jazeera english", "Al Jazeera English"), ("anadolu agency", "Anadolu Agency"), ("ansa", "ANSA"),
    ("ap", "AP"), ("associated press", "Associated Press"), ("axios", "Axios"), ("bbc", "BBC"),
    ("bbc news", "BBC News"), ("bloomberg", "Bloomberg"), ("bloomberg news", "Bloomberg News"),
    ("business wire", "Business Wire"), ("cbs news", "CBS News"), ("cnbc", "CNBC"), ("cnn", "CNN"),
    ("deutsche welle", "Deutsche Welle"), ("deutsche presse-agentur", "Deutsche Presse-Agentur"), ("dpa", "dpa"),
    ("dw", "DW"), ("efe", "EFE"), ("euronews", "Euronews"), ("fox news", "Fox News"),
    ("globe newswire", "Globe Newswire"), ("ians", "IANS"), ("interfax", "Interfax"), ("itar-tass", "ITAR-TASS"),
    ("kyodo", "Kyodo"), ("nbc news", "NBC News"), ("npr", "NPR"), ("pa media", "PA Media"),
    ("press association", "Press Association"), ("prnewswire", "PRNewswire"), ("pr newswire", "PR Newswire"),
    ("press trust of india", "Press Trust of India"), ("pti", "PTI"),
    ("radio free europe/radio liberty", "Radio Free Europe/Radio Liberty"), ("reuters", "Reuters"),
    ("rfe/rl", "RFE/RL"), ("ria novosti", "RIA Novosti"), ("sputnik", "Sputnik"), ("sputnik news", "Sputnik News"),
    ("tass", "TASS"), ("the associated press", "The Associated Press"), ("the conversation", "The Conversation"),
    ("the guardian", "The Guardian"), ("the new york times", "The New York Times"),
    ("the washington post", "The Washington Post"), ("united press international", "United Press International"),
    ("upi", "UPI"), ("xinhua", "Xinhua"),
];

/// How a sentence begins that tells where an article was published, and in what words it goes on to the name.
#[rustfmt::skip]
const PROVENANCE: &[&str] = &[
    "a version of this article was", "a version of this article appear", "a version of this article first",
    "a version of this essay", "a version of this piece", "a version of this post",
    "an earlier version of this article appeared", "article originally published", "article first published",
    "as published", "as originally published", "dieser artikel erschien", "first appeared", "first published",
    "originally appeared", "originally published", "previously published", "reposted from", "reprinted from",
    "reprinted with permission", "republished from", "this article appeared", "this article first appeared",
    "this article originally appeared", "this article was", "this piece", "this post",
];

/// The agency that `name` names, as it is written.
pub(super) fn agency(name: &str) -> Option<&'static str> {
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    if name.len() > 40 {
        return None;
    }
    let name = name.to_lowercase();
    AGENCIES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, written)| *written)
}

/// Whether `value` could be the name of a paper, a site or an institute.
pub(super) fn is_source(value: &str) -> bool {
    let count = value.split_whitespace().count();
    let starts =
        value.starts_with(|c: char| c.is_ascii_digit() || c.is_alphabetic() && !c.is_lowercase());
    // Pictures have sources too.
    let agencies = [
        "Getty",
        "Shutterstock",
        "iStock",
        "Flickr",
        "Wikimedia",
        "Unsplash",
        "Pixabay",
    ];
    starts
        && !agencies.iter().any(|agency| value.contains(agency))
        && (1..=8).contains(&count)
        && value.len() <= 80
        && !value.ends_with(['.', '!', '?', ';', ','])
}

/// The name that `value` is, without the number of an issue.
pub(super) fn named(value: &str) -> String {
    let end = [" Volume", " Vol.", " Issue"]
        .iter()
        .filter_map(|mark| value.find(mark))
        .min();
    value
        .get(..end.unwrap_or(value.len()))
        .unwrap_or(value)
        .to_owned()
}

/// Who holds the rights in a page, as its copyright `line` tells: `Copyright © 2019 The Quay`.
pub(super) fn holder(line: &str) -> Option<String> {
    let lower = looks::lower(line);
    let is_copyright =
        line.starts_with('©') || lower.starts_with("copyright") || lower.starts_with("(c)");
    // Of what anybody may copy, the authors hold the rights.
    let is_free = lower.contains("open access") || lower.contains("creative commons");
    if !is_copyright || is_free {
        return None;
    }
    let reserved = [
        "rights",
        "riproduzione",
        "derechos",
        "droits",
        "rechte",
        "direitos",
    ];
    line.split(['.', '|', ',']).find_map(|piece| {
        let is_other = |c: char| !c.is_alphabetic();
        let piece = piece
            .trim()
            .trim_start_matches("Copyright")
            .trim_start_matches(is_other);
        let piece = piece
            .trim_start_matches("by ")
            .trim_end_matches(|c: char| !c.is_alphabetic() && c != ')');
        let lower = looks::lower(piece);
        let is_name = is_source(piece)
            && looks::words(piece) <= 6
            && !reserved.iter().any(|word| lower.contains(word))
            && !piece.ends_with("et al");
        is_name.then(|| piece.to_owned())
    })
}

/// Whether `line` says where the article appeared first.
pub(super) fn is_provenance(line: &str) -> bool {
    if line.len() > 260 {
        return false;
    }
    let lower = looks::lower(line);
    let told = [
        "author’s note:",
        "author's note:",
        "note:",
        "editor’s note:",
        "editor's note:",
        "*",
        "(",
        "[",
    ];
    let lower = told
        .iter()
        .find_map(|told| lower.strip_prefix(told))
        .unwrap_or(&lower)
        .trim_start();
    if !looks::begins_with(lower, PROVENANCE) || line.split_whitespace().count() > 32 {
        return false;
    }
    let is_vague = lower.starts_with("this ") || lower.starts_with("a version");
    let verbs = [
        "published",
        "appear",
        "posted",
        "reprinted",
        "republished",
        "written for",
    ];
    let said = [
        "originally",
        "first",
        "previously",
        "in print",
        "version of",
        "reprinted",
        "republished",
        "permission",
    ];
    // A sentence of the article may begin so too: `First published in 1954, the book sold well.`
    let is_sentence = line.ends_with('.') && !is_vague && line.contains(',');
    if is_vague {
        verbs.iter().any(|verb| lower.contains(verb))
            && said.iter().any(|said| lower.contains(said))
    } else {
        !is_sentence
    }
}

/// The paper or site that a sentence about where the article appeared names.
pub(super) fn of_provenance(line: &str) -> Option<String> {
    let marks = [
        " our partner ",
        " from ",
        " in the ",
        " in ",
        " by ",
        " at ",
        " on ",
        " with permission from ",
    ];
    let start = ["ublished", "ppeared", "osted", "eprinted"]
        .iter()
        .filter_map(|verb| line.find(verb))
        .min()?;
    let rest = line.get(start..)?;
    let (_, name) = marks
        .iter()
        .filter_map(|mark| Some((rest.find(mark)?, mark.len())))
        .min()
        .map(|(at, len)| {
            // `in our partner X` and `in the X` go on before the name.
            (at, rest.get(at + len..).unwrap_or_default())
        })?;
    let name = name.strip_prefix("our partner ").unwrap_or(name);
    let name = name.strip_prefix("our partner, ").unwrap_or(name);
    let is_end = |c: char| ",.;:()[]*".contains(c);
    let name = name.split(is_end).next().unwrap_or_default();
    let ends = [
        " on ", " and is", " under ", " as ", " in ", " with ", " here",
    ];
    let end = ends
        .iter()
        .filter_map(|end| name.find(end))
        .min()
        .unwrap_or(name.len());
    let name = name.get(..end)?.trim();
    (is_source(name) && super::date::find(name).is_none()).then(|| name.to_owned())
}

/// The agency and the date in the dateline that `paragraph` begins with: `MOSCOW, March 2, 2020 (Reuters) — `,
/// `MOSCOW, January 22. /TASS/.`
pub(super) fn dateline(paragraph: &str) -> (Option<&'static str>, Option<String>) {
    let head = paragraph
        .get(..paragraph.floor_char_boundary(120))
        .unwrap_or(paragraph);
    let dash = [
        " — ", " – ", " - ", " -- ", ") —", ")—", ")-", "/. ", "/ ", "—",
    ];
    let end = dash
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| at + dash.len()))
        .min();
    let Some(line) = end.and_then(|end| head.get(..end)) else {
        return (None, None);
    };
    let bracketed = line
        .split(['(', '/'])
        .nth(1)
        .map(|inner| inner.split([')', '/']).next().unwrap_or_default());
    let agency = bracketed.and_then(agency);
    let place = line
        .split([',', '(', '/'])
        .next()
        .unwrap_or_default()
        .trim();
    let is_loud = place
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    let date = (is_loud && (agency.is_some() || line.contains(',')))
        .then(|| super::date::find(line))
        .flatten();
    (agency, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_tell_where_an_article_appeared_first() {
        for (line, source) in [
            ("First published in our partner RIAC", "RIAC"),
            (
                "Author’s note: first published in Georgia Today",
                "Georgia Today",
            ),
            (
                "As published at ANU APPS Policy Forum on November 2, 2017",
                "ANU APPS Policy Forum",
            ),
            (
                "This article was originally published on The Conversation. Read the original article.",
                "The Conversation",
            ),
            ("Republished from The Quay with permission", "The Quay"),
            (
                "This piece first appeared in The Long Table.",
                "The Long Table",
            ),
        ] {
            assert!(is_provenance(line), "{line}");
            assert_eq!(of_provenance(line).as_deref(), Some(source), "{line}");
        }
        for line in [
            "First published in 1954, the book sold well.",
            "This article was never finished.",
            "This post is about bread.",
        ] {
            assert!(!is_provenance(line), "{line}");
        }
    }

    #[test]
    fn datelines_name_agency_and_day() {
        for (head, agency, date) in [
            ("PARIS (AP) — The committee met.", Some("AP"), None),
            (
                "MOSCOW (Reuters) - The committee met.",
                Some("Reuters"),
                None,
            ),
            (
                "MOSCOW, January 22, 2020. /TASS/. The committee met.",
                Some("TASS"),
                Some("2020-01-22"),
            ),
            (
                "NEW YORK, March 2, 2020 /PRNewswire/ -- The committee met.",
                Some("PRNewswire"),
                Some("2020-03-02"),
            ),
            (
                "The committee (AP) — met on March 2, 2020.",
                Some("AP"),
                None,
            ),
            ("The committee met on March 2, 2020 — a Monday.", None, None),
        ] {
            assert_eq!(dateline(head), (agency, date.map(str::to_owned)), "{head}");
        }
    }
}
