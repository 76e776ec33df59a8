//! What a line looks like by itself: a sentence, a title, the name of a section. Pure questions about one short line.

use super::marks;

/// Names of sections that every article may have, in lower case and in order.
#[rustfmt::skip]
const SECTIONS: &[&str] = &[
    "abstract", "acknowledgement", "acknowledgements", "acknowledgment", "acknowledgments", "analysis", "annex",
    "appendix", "at a glance", "background", "bibliographie", "bibliography", "case studies", "closing remarks",
    "concluding remarks", "concluding thoughts", "conclusion", "conclusion and recommendations", "conclusiones",
    "conclusions", "conclusions and recommendations", "conclusión", "contents", "context", "data", "discussion",
    "einleitung", "endnotes", "epilogue", "executive summary", "external links", "fazit", "final thoughts", "findings",
    "footnotes", "foreword", "further information", "further reading", "future research", "glossary", "implications",
    "in brief", "in this article", "ingredients", "instructions", "introducción", "introduction", "key facts",
    "key findings", "key points", "key takeaways", "key terms", "limitations", "literatur", "literature",
    "literature review", "literaturverzeichnis", "looking ahead", "main findings", "main points",
    "materials and methods", "method", "methodology", "methods", "notable alumni", "notable people",
    "notable residents", "notes", "notes and references", "outlook", "overview", "policy implications",
    "policy recommendations", "preface", "prologue", "questions and answers", "recommendations", "references",
    "research questions", "results", "resumen", "résumé", "see also", "sources", "summary", "table of contents",
    "takeaways", "the bottom line", "works cited", "zusammenfassung", "введение", "выводы", "заключение", "литература",
    "примечания",
];

/// What stands above a title and says what kind of article it is, or what it is about, in lower case and in order.
#[rustfmt::skip]
const CATEGORIES: &[&str] = &[
    "africa", "americas", "analyses", "analysis", "argument", "article", "articles", "arts", "asia", "asia pacific",
    "asia-pacific", "blog", "blog post", "blogs", "books", "breaking", "brief", "briefing", "business",
    "business & economy", "case study", "central asia", "china", "climate", "column", "columnists", "columns",
    "comment", "commentaries", "commentary", "cover story", "critic's notebook", "critic’s notebook", "culture",
    "defence", "defense", "diplomacy", "dispatch", "eastern europe", "economics", "economy", "editorial", "editorials",
    "education", "energy", "environment", "essay", "essays", "eurasia", "europe", "exclusive", "expert opinions",
    "explained", "explainer", "explainers", "fact check", "fact sheet", "feature", "features", "first person",
    "foreign affairs", "foreign policy", "from the archive", "from the magazine", "front page", "global",
    "guest essay", "guest post", "health", "history", "ideas", "in depth", "in-depth", "insight", "insights",
    "international", "international relations", "international security", "interview", "interviews", "investigation",
    "issue brief", "latin america", "law", "letters", "life", "lifestyle", "long read", "longform", "magazine",
    "middle east", "national", "national security", "news", "news & analysis", "news analysis", "news and analysis",
    "news release", "north africa", "north america", "obituary", "op-ed", "open access", "opinion", "opinions",
    "original article", "original research", "paper", "peer-reviewed", "perspective", "perspectives", "podcast",
    "policy brief", "politics", "press release", "press releases", "press statement", "profile", "publication",
    "publications", "q&a", "report", "reports", "research", "research article", "review", "review article", "reviews",
    "science", "security", "society", "south asia", "special report", "sport", "statement", "tech", "technology",
    "the big read", "the long read", "the saturday read", "travel", "u.s.", "uncategorized", "working paper", "world",
];

/// The signs that may stand around a sentence's or a title's words at its end.
const CLOSING: [char; 9] = ['”', '"', '’', '\'', ')', ']', '»', '*', '“'];

/// `text` in lower case. Where nothing but the letters of ASCII has two cases, as in most text with quotation marks and
/// dashes, many letters are changed at once.
pub(super) fn lower(text: &str) -> String {
    // In UTF-8 (RFC 3629) U+0080 to U+00BF begin with C2, U+2000 to U+203F with E2 80: signs without case.
    let bytes = text.as_bytes();
    // To look at every pair, without a branch, is quicker than to stop at one: many are looked at at once.
    let cased = bytes
        .iter()
        .zip(bytes.iter().skip(1))
        .map(|(first, second)| {
            u8::from(*first >= 0xc3) & (u8::from(*first != 0xe2) | u8::from(*second != 0x80))
        });
    let is_cased = cased.fold(0, |any, one| any | one) > 0;
    if is_cased {
        text.to_lowercase()
    } else {
        text.to_ascii_lowercase()
    }
}

/// Whether `text` begins with one of `known`.
pub(super) fn begins_with(text: &str, known: &[&str]) -> bool {
    // Most of them are told from the text by their first byte.
    let first = text.as_bytes().first();
    let mut alike = known.iter().filter(|one| one.as_bytes().first() == first);
    alike.any(|one| text.starts_with(one))
}

pub(super) fn words(line: &str) -> usize {
    line.split_whitespace().count()
}

/// Whether `line` ends like a sentence and is more than a word or two.
pub(super) fn is_sentence(line: &str) -> bool {
    let end = without_marks(line).trim_end_matches(CLOSING);
    let is_ended = end.ends_with(['.', '!', '?', '。', '！', '？', ':', '।', '؟', '…'])
        && !end.ends_with("...");
    is_ended
        && (words(line) >= 5 && !end.ends_with(['?', '…'])
            || words(line) >= 14
            || !line.is_ascii() && words(line) <= 3 && line.chars().count() >= 40)
}

/// `line` without the marks of notes in square brackets that it ends with: `It was common.[2][3]`.
fn without_marks(line: &str) -> &str {
    let mut rest = line;
    while let Some((before, number)) = rest
        .strip_suffix(']')
        .and_then(|rest| rest.rsplit_once('['))
        && (1..=3).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        rest = before;
    }
    rest
}

/// Whether `line` could be a title or heading by its length, its beginning and its end.
pub(super) fn is_title(line: &str) -> bool {
    let first = line
        .chars()
        .find(|c| !"“\"‘'«„(¿¡[*_\u{a0}\u{202f} ".contains(*c));
    let goes_on = first == Some('…') || line.starts_with("...");
    let starts = first.is_some_and(|c| c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()));
    let end = line.trim_end_matches(CLOSING);
    let is_open = end.ends_with([
        '.', ',', ';', ':', '<', '>', '|', '。', '、', '，', '/', '-', '–', '—', '=',
    ]);
    let is_ended = is_open && !end.ends_with("...") && !is_abbreviated(end);
    let is_address = line.contains("://")
        || line.contains("www.")
        || line.contains('@')
        || line.contains(" | ")
        || line.contains('©');
    (starts || goes_on)
        && !is_ended
        && !is_address
        && (1..=25).contains(&words(line))
        && line.len() <= 240
        && line.chars().any(char::is_alphabetic)
}

/// Whether the full stop that `line` ends with belongs to an abbreviation such as `U.S.`
fn is_abbreviated(line: &str) -> bool {
    let word = line.split_whitespace().next_back().unwrap_or_default();
    let is_initials = word.len() >= 4 && word.split_terminator('.').all(|part| part.len() == 1);
    is_initials && words(line) > 1
}

/// Whether most long words of `line` begin with a capital.
pub(super) fn is_title_case(line: &str) -> bool {
    let long = line
        .split_whitespace()
        .map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let long: Vec<&str> = long.filter(|word| word.chars().count() >= 4).collect();
    let capital = long
        .iter()
        .filter(|word| word.starts_with(|c: char| c.is_uppercase()));
    long.len() >= 3 && capital.count() * 10 >= long.len() * 8
}

/// Whether every letter of `line` is a capital, and there are some.
pub(super) fn is_loud(line: &str) -> bool {
    let mut letters = line.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some()
        && letters.all(char::is_uppercase)
        && line.chars().filter(|c| c.is_alphabetic()).count() >= 3
}

/// Whether `line` names a section that every article may have.
pub(super) fn is_section_name(line: &str) -> bool {
    is_listed(bare(line), SECTIONS)
}

/// Whether `line` says what kind of article stands below it.
pub(super) fn is_category(line: &str) -> bool {
    is_listed(bare(line), CATEGORIES)
}

/// Whether `line` is the name of a paper, a site or an institute by its first or last word.
pub(super) fn is_publisher(line: &str) -> bool {
    let known = [
        "center",
        "centre",
        "argus",
        "bulletin",
        "chronicle",
        "council",
        "courier",
        "daily",
        "enquirer",
        "examiner",
        "foundation",
        "gazette",
        "herald",
        "inquirer",
        "institute",
        "journal",
        "magazine",
        "monitor",
        "news",
        "newspaper",
        "observer",
        "post",
        "press",
        "review",
        "sentinel",
        "society",
        "telegraph",
        "times",
        "today",
        "tribune",
        "university",
        "weekly",
    ];
    let mut words = line.split_whitespace().map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let last = words.next_back();
    let is_known = |word: &str| known.contains(&word);
    (2..=6).contains(&self::words(line))
        && !line.contains([':', '?', ',', '’'])
        && (is_known(&first) || last.is_some_and(|last| is_known(&last)))
}

/// Whether `line` is the name of an office of state: `Ministry of Foreign Affairs`.
pub(super) fn is_office(line: &str) -> bool {
    let offices = [
        "Department of ",
        "Embassy of ",
        "Government of ",
        "Ministry of ",
        "Permanent Mission of ",
        "U.S. Department of ",
    ];
    words(line) <= 9
        && !line.contains([':', '?', ',', '’'])
        && offices.iter().any(|office| line.starts_with(office))
        && line
            .split_whitespace()
            .all(|word| word.len() <= 3 || word.starts_with(char::is_uppercase))
}

/// Whether `line` says which number of a series it is: `Journal of Rooms, Vol. 12, No. 3`.
pub(super) fn is_series(line: &str) -> bool {
    let mut words = line.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let is_counted = words
            .peek()
            .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        let word = word
            .trim_matches(|c: char| !c.is_alphabetic())
            .to_lowercase();
        if is_counted && ["vol", "volume", "issue", "no", "number", "nr"].contains(&word.as_str()) {
            return line.len() <= 120;
        }
    }
    false
}

/// `line` without the button that encyclopedias put behind a heading.
pub(super) fn without_edit(line: &str) -> &str {
    line.strip_suffix("[edit]").map_or(line, str::trim_end)
}

/// Whether `line` is one of those that count, date or letter the sections of an article and say no more: `1931`,
/// `1963–1970`, `IV`, `B`.
pub(super) fn is_lone_mark(line: &str) -> bool {
    let is_year = |year: &str| {
        year.len() == 4 && year.starts_with(['1', '2']) && year.bytes().all(|b| b.is_ascii_digit())
    };
    if line.contains(char::is_whitespace) {
        return false;
    }
    let is_letter = line.len() == 1 && line.bytes().all(|b| b.is_ascii_uppercase());
    let years = line.split_once(['–', '-']);
    is_letter
        || is_year(line)
        || years.is_some_and(|(from, to)| is_year(from) && is_year(to))
        || roman_mark(line).is_some()
}

/// `line` without its number and the punctuation around it.
fn bare(line: &str) -> &str {
    let line = without_edit(line);
    let line = marks::item_text(line).unwrap_or(line);
    line.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_listed(line: &str, list: &[&str]) -> bool {
    line.len() <= 48 && list.binary_search(&line.to_lowercase().as_str()).is_ok()
}

/// Whether `line` is what notes stand under.
pub(super) fn is_notes_name(line: &str) -> bool {
    let names = [
        "bibliography",
        "endnotes",
        "footnotes",
        "notes",
        "notes and references",
        "references",
        "sources",
        "works cited",
    ];
    let line = bare(line);
    names.iter().any(|name| line.eq_ignore_ascii_case(name))
}

/// What a numbered division calls itself, and how deep that is.
pub(super) fn division(line: &str) -> Option<u8> {
    let mut words = line.split_whitespace();
    let first = words.next()?;
    let number = |word: &str| {
        word.trim_end_matches(['.', ':', ',', '—', '–', '-', ')'])
            .to_owned()
    };
    let is_number = |word: &str| {
        let spelled = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first",
            "second", "third", "fourth",
        ];
        let word = number(word);
        (!word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()))
            || roman(&word).is_some()
            || spelled.contains(&word.to_lowercase().as_str())
    };
    let deep = match first.to_lowercase().as_str() {
        "chapter" | "part" | "book" | "act" | "kapitel" | "teil" | "chapitre" | "partie"
        | "capítulo" | "parte" | "глава" | "часть" => 1,
        "section" | "article" | "annex" | "appendix" | "lesson" | "step" | "day" => 2,
        _ => return None,
    };
    words.next().is_some_and(is_number).then_some(deep)
}

/// The number that `word` is in Roman figures, written in capitals.
pub(super) fn roman(word: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' => Some(1_u32),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Option<Vec<u32>> = (word.len() <= 7).then(|| word.chars().map(value).collect())?;
    let digits = digits.filter(|digits| !digits.is_empty())?;
    let mut sum = 0_u32;
    let mut last = 0;
    for digit in digits.iter().rev() {
        // A smaller figure before a larger one is taken away.
        sum = if *digit < last {
            sum.checked_sub(*digit)?
        } else {
            sum + digit
        };
        last = *digit;
    }
    (sum <= 60).then_some(sum)
}

/// The Roman number that a heading such as `IV. The Return` begins with; a lone `I` is a word.
pub(super) fn roman_mark(line: &str) -> Option<u32> {
    let first = line.split_whitespace().next()?;
    let number = first.trim_end_matches(['.', ')', ':']);
    let is_marked = number.len() < first.len();
    let is_alone = first.len() == line.len() && number.len() + usize::from(is_marked) == line.len();
    roman(number).filter(|_| is_marked || is_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        let sorted = |list: &[&str]| list.windows(2).all(|pair| pair[0] < pair[1]);
        assert!(sorted(SECTIONS));
        assert!(sorted(CATEGORIES));
    }

    #[test]
    fn every_letter_has_its_small_one() {
        for text in [
            "",
            "É",
            "“Bread” — BREAD…",
            "¿QUÉ ES?",
            "ХЛЕБ",
            "ÀÖµΩ",
            "Ⅷ K Å",
            "ªº½",
        ] {
            assert_eq!(lower(text), text.to_lowercase());
        }
        for c in '\u{80}'..='\u{ffff}' {
            let text = format!("A{c}");
            assert_eq!(lower(&text), text.to_lowercase());
        }
    }

    #[test]
    fn numbers_are_read_in_roman_figures() {
        for (line, number) in [
            ("IV. The Return", Some(4)),
            ("XII", Some(12)),
            ("I. Before", Some(1)),
            ("I was there", None),
            ("Mix. Stir", None),
            ("II The Return", None),
        ] {
            assert_eq!(roman_mark(line), number, "{line}");
        }
        assert_eq!(division("CHAPTER II."), Some(1));
        assert_eq!(division("Part One: The Mill"), Some(1));
        assert_eq!(division("Section 2 Scope"), Some(2));
        assert_eq!(division("Part of the problem"), None);
    }

    #[test]
    fn sentences_are_told_from_titles() {
        for line in [
            "He did not answer them at all.",
            "“We waited for an hour,” she said.",
            "It was common until the 1930s.[2][3]",
            "看来这是一个很长的句子因为它有四十个以上的字所以它一定是一个句子而不是一个标题对不对是的没错。",
        ] {
            assert!(is_sentence(line), "{line}");
        }
        for line in [
            "Why bread costs more",
            "Made in the U.S.",
            "“Cheap Bread”",
            "¿Qué es el pan?",
            "« On attend » : la grève vue du quai",
            "Не хлебом единым",
        ] {
            assert!(is_title(line) && !is_sentence(line), "{line}");
        }
        for line in [
            "the rest of it",
            "One, two,",
            "see www.example.org",
            "a@b.c",
        ] {
            assert!(!is_title(line), "{line}");
        }
        assert!(
            is_section_name("1. Introduction") && is_category("OPINION") && !is_category("Russia")
        );
    }
}
