//! Names of people on bylines.

/// Small words inside names.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "al", "bin", "d", "da", "de", "del", "den", "der", "di", "dos", "du", "e", "el", "ibn", "la", "le", "ten", "ter",
    "van", "von", "y", "zu",
];

/// Words that begin with a capital beside names, or in titles, and are part of none.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "a", "about", "academic", "after", "agency", "all", "america", "american", "an", "analysis", "and", "annual",
    "any", "archive", "are", "article", "associated", "association", "at", "author", "authors", "before", "blog",
    "board", "breaking", "brief", "briefing", "bureau", "business", "by", "can", "case", "center", "central",
    "centre", "chapter", "chief", "climate", "college", "columnist", "comment", "commentary", "conclusion",
    "conflict", "contents", "contributor", "correspondent", "council", "country", "culture", "daily", "department",
    "desk", "east", "economic", "economy", "edition", "editor", "editorial", "editors", "education", "english",
    "environment", "europe", "european", "executive", "features", "fellow", "final", "for", "foreign", "foundation",
    "freedom", "from", "future", "global", "government", "group", "health", "history", "home", "house", "how",
    "human", "in", "institute", "international", "interview", "introduction", "is", "issue", "issues", "its",
    "journal", "key", "latest", "law", "life", "local", "magazine", "media", "middle", "military", "minister",
    "ministry", "more", "national", "new", "news", "newspaper", "no", "north", "northern", "not", "notes", "of",
    "office", "on", "open", "opinion", "our", "part", "party", "peace", "photo", "policy", "political", "politics",
    "post", "power", "president", "press", "professor", "program", "project", "public", "read", "real", "regional",
    "relations", "release", "report", "reporter", "republic", "research", "resources", "review", "rights", "role",
    "russian", "science", "section", "security", "senior", "service", "social", "society", "south", "special",
    "staff", "state", "states", "story", "strategic", "studies", "study", "summary", "technology", "the",
];

/// More of them, which begin with a letter after the middle of the alphabet.
#[rustfmt::skip]
const NO_NAMES_EITHER: &[&str] = &[
    "their", "this", "times", "to", "today", "top", "trade", "travel", "under", "union", "united", "university",
    "update", "us", "usa", "video", "views", "war", "wars", "was", "we", "week", "weekly", "west", "western", "what",
    "when", "where", "who", "why", "will", "with", "world", "writer", "year", "your",
];

/// What ends the names on a byline.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    " for ", " For ", " in ", " at ", " on ", " | ", " · ", " • ", " – ", " — ", " - ", " / ", " (", " of ", " from ", "\t",
    " — ",
];

/// Words that mean "and" in other languages than English.
const JOINING: [&str; 11] = [
    " et ", " und ", " y ", " e ", " i ", " en ", " och ", " og ", " ve ", " и ", " та ",
];

/// What a byline begins with, in lower case. What is glued to the name stands at the end.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    "a cura di ", "a report by ", "analyse von ", "analysis by ", "analysis: ", "article by ", "article de ",
    "auteur : ", "auteur: ", "author ", "author(s): ", "author: ", "authored by ", "authors: ", "autor: ",
    "autora: ", "autore: ", "autoren: ", "av ", "bericht von ", "blog by ", "by ", "by: ", "byline: ", "column by ",
    "commentary by ", "commentary: ", "compiled by ", "contributed by ", "di ", "door ", "door: ",
    "ein bericht von ", "ein gastbeitrag von ", "ein interview von ", "ein kommentar von ", "eine analyse von ",
    "entrevista de ", "essay by ", "guest post by ", "haber: ", "interview by ", "interview von ", "interviewed by ",
    "intervista di ", "kommentar von ", "opinion by ", "par ", "por ", "post author: ", "post by ", "posted by ",
    "propos recueillis par ", "published by ", "redactie: ", "report by ", "reportagem de ", "reportaje de ",
    "reported by ", "reporting by ", "review by ", "reviewed by ", "skriven av ", "speaker: ", "speech by ",
    "story by ", "story: ", "submitted by ", "tekst ", "tekst i zdjęcia: ", "tekst: ", "testo di ", "text by ",
    "text: ", "texte : ", "texte de ", "texte par ", "texto de ", "texto: ", "un reportaje de ", "von ", "words by ",
    "words: ", "writer: ", "writing by ", "written by ", "written by: ", "yazan: ", "yazar: ", "автор текста: ",
    "автор: ", "авторы: ", "текст: ", "מאת ", "מאת: ", "إعداد: ", "الكاتب: ", "بقلم ", "بقلم: ", "تحرير: ", "كتب: ",
    "글: ", "기자: ", "writer's picture", "writer’s picture", "作者:", "作者：", "撰文:", "撰文：", "文/", "文／", "文：", "記者", "记者",
    "글=", "الكاتب/", "بقلم/", "كتب/",
];

/// What a byline begins with that titles begin with as well: `Analysis: Macron Loses Ground`.
const WEAK_MARKS: [&str; 5] = ["analysis: ", "commentary: ", "story: ", "text: ", "words: "];

/// The commonest family names of China and Korea, which are one letter each and stand first.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭\
     김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허남심노하곽성차주우구민유나진지";

/// Names under which nobody in particular writes, in lower case.
const NOBODY: [&str; 8] = [
    "admin",
    "administrator",
    "editor",
    "editors",
    "guest",
    "root",
    "staff",
    "webmaster",
];

/// The marks of notes and places of work that stand after a name.
const NAME_MARKS: [char; 17] = [
    '*', '†', '‡', '§', '¶', '#', '⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '✉',
];

/// What stands before or after a name and is no part of it.
#[rustfmt::skip]
const HONORIFICS: &[&str] = &[
    "dr", "dr.", "prof", "prof.", "professor", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "amb.", "hon.", "dipl.",
];

const DEGREES: &[&str] = &[
    "PhD", "Ph.D.", "Ph.D", "MD", "M.D.", "MA", "MSc", "MBA", "JD", "Esq.", "FRS",
];

/// What people are on bylines and in notes about them, in lower case.
#[rustfmt::skip]
const POSITIONS: &[&str] = &[
    "academic", "activist", "adviser", "advisor", "ambassador", "analyst", "assistant", "associate", "attorney",
    "author", "bureau", "candidate", "chair", "chairman", "chief", "co-founder", "columnist", "consultant",
    "contributor", "coordinator", "correspondent", "critic", "dean", "director", "doctoral", "economist", "editor",
    "expert", "fellow", "founder", "freelance", "graduate", "historian", "intern", "journalist", "lawyer",
    "lecturer", "manager", "novelist", "officer", "philosopher", "producer", "professor", "reader", "reporter",
    "researcher", "scholar", "scientist", "specialist", "writer",
];

/// Where people are on bylines, in lower case.
const PLACES: &[&str] = &[
    "academy",
    "college",
    "department",
    "faculty",
    "institute",
    "laboratory",
    "school",
    "universität",
    "university",
    "université",
    "universidad",
];

/// Whether `text` looks like the name of one person: two to four words with capitals.
pub(super) fn is_name(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let is_part = |word: &str| {
        let lower = word.to_lowercase();
        let is_spelled = word
            .chars()
            .all(|c| c.is_alphabetic() || "-'’.".contains(c));
        is_spelled
            && !NO_NAMES.contains(&lower.as_str())
            && !NO_NAMES_EITHER.contains(&lower.as_str())
            && word.starts_with(|c: char| c.is_uppercase())
    };
    let (mut parts, mut particles, mut longest) = (0, 0, 0);
    for word in text.split_whitespace() {
        if PARTICLES.contains(&word) {
            particles += 1;
        } else if is_part(word) {
            parts += 1;
            longest = longest.max(word.trim_end_matches('.').chars().count());
        } else {
            return false;
        }
    }
    let ends = text.split_whitespace().next_back().unwrap_or_default();
    let is_end_initial = ends.ends_with('.') && !["Jr.", "Sr."].contains(&ends);
    (2..=4).contains(&parts) && particles <= 3 && longest >= 3 && !is_end_initial
}

/// Whether `text` says what somebody is, or where: `Senior Fellow, Centre for Rooms`.
pub(super) fn is_position(text: &str) -> bool {
    let is_known = |word: &str| {
        let word = word
            .trim_matches(|c: char| !c.is_alphabetic())
            .to_lowercase();
        POSITIONS.binary_search(&word.as_str()).is_ok() || PLACES.contains(&word.as_str())
    };
    text.len() <= 200 && text.split([' ', ',', '/']).any(is_known)
}

/// `name` as it is said: without honorific and degree, and not in capitals.
fn spoken(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut words = words.as_slice();
    while let [first, rest @ ..] = words
        && rest.len() >= 2
        && HONORIFICS.contains(&first.to_lowercase().as_str())
    {
        words = rest;
    }
    while let [rest @ .., last] = words
        && rest.len() >= 2
        && DEGREES.contains(last)
    {
        words = rest;
    }
    let name = words.join(" ");
    let is_loud = name
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase)
        && words.iter().any(|word| word.chars().count() > 3);
    if !is_loud {
        return name;
    }
    let mut quiet = String::with_capacity(name.len());
    let mut is_first = true;
    for c in name.chars() {
        if is_first {
            quiet.push(c);
        } else {
            quiet.extend(c.to_lowercase());
        }
        is_first = !c.is_alphabetic();
    }
    quiet
}

/// The names in a list such as `Jane Doe, John Roe and Ann Poe for The Paper`.
pub(in crate::corpus) fn list(text: &str) -> Vec<String> {
    names_and_rest(text).0
}

/// The names that `text` begins with, and what comes after them; where somebody is may stand between: `Jane Doe in Paris
/// and John Roe in Rome`.
pub(super) fn names_and_rest(text: &str) -> (Vec<String>, &str) {
    let (mut names, mut rest) = first_names(text);
    while !names.is_empty()
        && names.len() < 12
        && let Some((place, more)) = rest.trim_start().strip_prefix("in ").and_then(|rest| {
            let (place, more) = rest.split_once(" and ")?;
            (place.len() <= 40).then_some((place, more))
        })
        && place.starts_with(char::is_uppercase)
    {
        let (others, after) = first_names(more);
        if others.is_empty() {
            break;
        }
        names.extend(others);
        rest = after;
    }
    (names, rest)
}

/// The names that `text` begins with, up to where somebody is.
fn first_names(text: &str) -> (Vec<String>, &str) {
    let end = ENDS
        .iter()
        .filter_map(|end| text.find(end))
        .min()
        .unwrap_or(text.len());
    let end = end.min(dated(text));
    let head = text.get(..end).unwrap_or(text);
    let mut found = Vec::new();
    let mut taken = 0;
    for piece in head.split_inclusive([',', ';', '&']) {
        let (mut is_whole, mut at) = (true, 0);
        for (part, joined) in joined(piece) {
            let mut name = joined.trim_end_matches([',', ';', '&', ' ']);
            name = name
                .strip_prefix("and ")
                .unwrap_or(name)
                .trim_start_matches("By ")
                .trim_start_matches("by ");
            let name = unmarked(name);
            let bare = spoken(name);
            let bare = bare.trim_end_matches('.');
            if is_name(bare) && found.len() < 12 {
                found.push(bare.to_owned());
            } else if !name.is_empty() {
                is_whole = false;
                break;
            }
            at += part.len();
        }
        taken += at;
        if !is_whole {
            break;
        }
    }
    (found, text.get(taken..).unwrap_or_default())
}

/// The parts of `piece` between words that mean "and", with and without what joins them; in other languages than English
/// those words stand inside names too, so that each part must be a name there: `José Ortega y Gasset` is one.
fn joined(piece: &str) -> Vec<(&str, &str)> {
    let mut parts = Vec::new();
    for part in piece.split_inclusive(" and ") {
        let bare = part.strip_suffix(" and ").unwrap_or(part).trim();
        let pair = JOINING.iter().find_map(|joining| {
            let (one, other) = bare.split_once(joining)?;
            (is_name(one.trim()) && is_name(unmarked(other.trim_end_matches([',', ';', '&', ' ']))))
                .then_some((one, other, joining.len()))
        });
        match pair {
            Some((one, other, length)) => {
                let before = part.len() - part.trim_start().len();
                let cut = before + one.len() + length;
                let (first, rest) = part.split_at_checked(cut).unwrap_or((part, ""));
                parts.extend([(first, one), (rest, other)]);
            }
            None => parts.push((part, bare)),
        }
    }
    parts
}

/// `name` without the marks and numbers of notes after it: `R. Quill*`, `Ann Bell1`.
fn unmarked(name: &str) -> &str {
    let is_mark = |c: char| NAME_MARKS.contains(&c) || c.is_ascii_digit();
    let name = name.strip_suffix("archive page").unwrap_or(name);
    name.trim_end_matches(is_mark).trim_end()
}

/// Whether `name` stands where somebody's does and is nobody's: `admin`.
pub(super) fn is_nobody(name: &str) -> bool {
    NOBODY.contains(&name.trim().to_lowercase().as_str())
}

/// Whether `line` begins like a byline and like a title.
pub(super) fn is_weak_byline(line: &str) -> bool {
    let head = line.get(..line.floor_char_boundary(16)).unwrap_or(line);
    let lower = head.to_lowercase();
    WEAK_MARKS.iter().any(|mark| lower.starts_with(mark))
}

/// The names in `text`, which stands after the mark of a byline, where its script has no capitals.
pub(super) fn uncased(text: &str) -> Vec<String> {
    let text = text
        .split(['|', '(', '（', '/', '／'])
        .next()
        .unwrap_or_default();
    let is_name = |name: &&str| {
        let has_no_case = name.chars().all(|c| {
            c.is_whitespace()
                || "·-'’״\"".contains(c)
                || c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase()
        });
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let is_ideographic = name.chars().any(|c| c >= '\u{2e80}');
        let words = name.split_whitespace().count();
        has_no_case
            && if is_ideographic {
                (2..=6).contains(&letters) && words <= 2
            } else {
                (2..=4).contains(&words) && letters <= 40
            }
    };
    // Chinese and Korean names on one line are parted by spaces, and of two letters or more each.
    let text = text.trim();
    let is_row = text.contains(' ')
        && text.split_whitespace().all(|name| {
            (2..=4).contains(&name.chars().count())
                && has_surname(name)
                && name.chars().all(is_han_or_hangul)
        });
    let pieces = text
        .split(|c: char| "、，,،;；&・·".contains(c) || is_row && c == ' ')
        .map(str::trim);
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    let are_names = pieces.len() <= 12 && pieces.iter().all(is_name);
    let names = pieces.into_iter().filter(|_| are_names);
    names.map(str::to_owned).collect()
}

/// Whether `name` begins with a common family name of China or Korea.
pub(super) fn has_surname(name: &str) -> bool {
    name.starts_with(|c| SURNAMES.contains(c))
}

/// Whether `c` is a letter of Chinese or Korean, as names there have no others.
pub(super) fn is_han_or_hangul(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '々')
}

/// Where the date begins that `text` goes on with, or its end. A number that is glued to a name is the mark of a note.
fn dated(text: &str) -> usize {
    let mut before = ' ';
    let mut digits = text.char_indices().filter(|(at, c)| {
        let is_first = c.is_ascii_digit() && (before.is_whitespace() || "(|·•[".contains(before));
        before = *c;
        is_first && !is_spaced_mark(text, *at)
    });
    let Some((digit, _)) = digits.next() else {
        return text.len();
    };
    let mut head = text.get(..digit).unwrap_or_default().trim_end();
    while let Some((rest, word)) = head.rsplit_once(' ')
        && super::date::is_calendar_word(word)
    {
        head = rest.trim_end();
    }
    head.len()
}

/// Whether the number at `at` is the mark of a place of work that a space parts from its name: `P Doe 1, R Roe 2`.
fn is_spaced_mark(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_day = before
        .split_whitespace()
        .next_back()
        .is_some_and(super::date::is_calendar_word);
    let is_last = || before.contains(|c: char| c.is_ascii_digit()) && after.is_empty();
    rest.len() - after.len() <= 2 && !is_day && (after.starts_with([',', ';']) || is_last())
}

/// The people that a byline such as `By Jane Doe` names, and what comes after them; `None` where `line` is no byline.
pub(super) fn of_byline(line: &str) -> Option<(Vec<String>, &str)> {
    if line.len() > 200 {
        return None;
    }
    let lower = super::looks::lower(line.get(..line.floor_char_boundary(24))?);
    let first = lower.as_bytes().first();
    let mark = MARKS
        .iter()
        .filter(|mark| mark.as_bytes().first() == first && lower.starts_with(**mark))
        .max_by_key(|mark| mark.len())?;
    // A mark takes as many bytes in the line as in lower case: none of its letters changes its length.
    let after = line.get(mark.len()..)?.trim_start();
    // Where to write to the author may stand after the name.
    let after = after
        .rsplit_once(' ')
        .filter(|(_, last)| last.contains('@'))
        .map_or(after, |(names, _)| names);
    let (mut names, rest) = names_and_rest(after);
    if names.is_empty() && !mark.is_ascii() {
        names = uncased(after);
    }
    (!names.is_empty()).then_some((names, rest))
}

/// The people that `line` names and nothing else but what they are, where they are and when: `Jane Doe, Senior Fellow`,
/// `Jane Doe | 3 May 2020`, `Jane Doe in Moscow`.
pub(super) fn of_line(line: &str) -> Option<(Vec<String>, &str)> {
    if line.len() > 200 || line.ends_with([':', '?', '!', ';', ',']) {
        return None;
    }
    titled(line).or_else(|| Some(names_and_rest(line)).filter(|(names, _)| !names.is_empty()))
}

/// The name that `line` begins with, where only what the person is comes after: `Jane Doe Political correspondent`.
fn titled(line: &str) -> Option<(Vec<String>, &str)> {
    let last = line.rsplit(' ').next()?;
    if line.len() > 80 || POSITIONS.binary_search(&last).is_err() {
        return None;
    }
    let ends = line.match_indices(' ').map(|(at, _)| at).skip(1).take(2);
    ends.into_iter().find_map(|end| {
        let (name, rest) = line.split_at_checked(end)?;
        let first = rest.split_whitespace().next()?;
        let is_office = first.starts_with(char::is_uppercase)
            && rest.split_whitespace().count() <= 4
            && rest.split_whitespace().skip(1).all(|word| {
                word.chars().all(|c| c.is_lowercase() || c == '-') || word == "UK" || word == "US"
            });
        (is_office && is_name(name)).then(|| (vec![name.to_owned()], rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        assert!(NO_NAMES.is_sorted() && POSITIONS.is_sorted());
    }

    #[test]
    fn bylines_name_people() {
        for (line, names) in [
            ("By Jane Doe", "Jane Doe"),
            (
                "By JANE DOE and John van der Roe, Staff Writer",
                "Jane Doe|John van der Roe",
            ),
            ("By Jane Doe | 3 March 2020", "Jane Doe"),
            (
                "Written by Jane Q. Doe, John Roe, and Ann Poe-Smith for The Paper",
                "Jane Q. Doe|John Roe|Ann Poe-Smith",
            ),
            ("Writer's pictureOlga Krasnyak", "Olga Krasnyak"),
            ("Author: Seán O’Brien", "Seán O’Brien"),
            (
                "Author(s): Dr. Jane Doe, Prof. John Roe",
                "Jane Doe|John Roe",
            ),
            ("Text: Jane Doe", "Jane Doe"),
            ("Von Jana Muster", "Jana Muster"),
            ("Par Jeanne Dupont", "Jeanne Dupont"),
            ("Автор: Иван Петров", "Иван Петров"),
            (
                "Текст: Иван Петров и Анна Котова",
                "Иван Петров|Анна Котова",
            ),
            (
                "Par Jeanne Dupont et Jean Martin",
                "Jeanne Dupont|Jean Martin",
            ),
            ("Por José Ortega y Gasset", "José Ortega y Gasset"),
            ("Por Ana Ruiz y Juan Gil", "Ana Ruiz|Juan Gil"),
            ("Tekst: Anna Kowalska", "Anna Kowalska"),
            ("Yazan: Ayşe Yılmaz", "Ayşe Yılmaz"),
            ("Ein Bericht von Jana Muster", "Jana Muster"),
            ("Texte de loi", ""),
            ("By Jane Doe jdoe@quay.example", "Jane Doe"),
            ("By Jane Doe, Ph.D.", "Jane Doe"),
            ("By Any Means Necessary", ""),
            ("By the River", ""),
            ("Jane Doe", ""),
        ] {
            let found = of_byline(line).map(|(names, _)| names).unwrap_or_default();
            assert_eq!(found.join("|"), names, "{line}");
        }
    }

    #[test]
    fn what_comes_after_the_names_is_told() {
        for (line, names, rest) in [
            (
                "Jane Doe, Associated Press",
                "Jane Doe",
                " Associated Press",
            ),
            ("Jane Doe and John Roe", "Jane Doe|John Roe", ""),
            ("Jane Doe | Reuters", "Jane Doe", " | Reuters"),
            ("Jane Doe in Moscow", "Jane Doe", " in Moscow"),
            (
                "Jane Doe Political correspondent",
                "Jane Doe",
                " Political correspondent",
            ),
            (
                "Jane Doe Arts and culture editor",
                "Jane Doe",
                " Arts and culture editor",
            ),
            ("P Doe 1, R Roe 2, D Poe 1", "P Doe|R Roe|D Poe", ""),
            (
                "Jane Doe in London and Ann-May Poe in Hong Kong",
                "Jane Doe|Ann-May Poe",
                " in Hong Kong",
            ),
            (
                "Jane Doe in London and the north",
                "Jane Doe",
                " in London and the north",
            ),
            ("Jane Doearchive page", "Jane Doe", ""),
            ("Usa Today", "", ""),
            ("Jane Doe hits back at editor", "", ""),
            ("Jane Doe 3", "Jane Doe", " 3"),
        ] {
            let (found, after) = of_line(line).unwrap_or_default();
            assert_eq!((found.join("|").as_str(), after), (names, rest), "{line}");
        }
        assert!(is_position("Senior Fellow, Centre for Rooms"));
        assert!(!is_position("The Long Table"));
    }
}
