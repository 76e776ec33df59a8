//! Lines that tell several things about an article at once, or tell them in the scripts of East Asia and the Near East: who
//! wrote it, when, and where it appeared. What they say is settled from the line alone; `furniture` has been asked before.

use super::furniture::Line;
use super::{date, names, sources};

/// The longest such line, in bytes.
const LONGEST: usize = 160;
/// What stands before the name of a paper.
#[rustfmt::skip]
const SOURCES: [&str; 8] = ["来源", "來源", "出处", "出處", "المصدر", "מקור", "출처", "出典"];
/// What stands before the day of publication.
#[rustfmt::skip]
const DATES: [&str; 10] = [
    "时间", "日期", "发布时间", "发布日期", "發佈時間", "發布時間", "公開日", "입력", "تاريخ النشر", "תאריך",
];

/// What `line` tells, where it is one of these.
pub(super) fn of(line: &str) -> Option<Line> {
    if line.len() > LONGEST {
        return None;
    }
    labelled(line)
        .or_else(|| posted(line))
        .or_else(|| date::of_place_and_day(line).map(Line::Date))
}

/// A label in a script without capitals, and what it is a label of.
fn labelled(line: &str) -> Option<Line> {
    let (key, value) = line.split_once([':', '：'])?;
    let (key, value) = (key.trim(), value.trim());
    if SOURCES.contains(&key) && sources::is_source(value) {
        return Some(Line::Source(value.to_owned()));
    }
    let date = date::find(value).filter(|_| DATES.contains(&key))?;
    Some(Line::Date(date))
}

/// A line such as `May 17, 2024 by Mira Holt 3 Comments` or `Posted by admin on 3 May 2023`.
fn posted(line: &str) -> Option<Line> {
    let lower = line.to_ascii_lowercase();
    let begins = ["by ", "posted by ", "published by ", "written by "];
    if let Some(begin) = begins.iter().find(|begin| lower.starts_with(**begin)) {
        let (name, rest) = line.get(begin.len()..)?.split_once([' ', ','])?;
        let is_time = rest.strip_prefix("at ").is_some_and(|time| {
            time.len() <= 8 && time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit())
        });
        if is_time && is_first_name(name) && !names::is_nobody(name) {
            return Some(Line::Authors(vec![name.to_owned()]));
        }
        return date::of_line(rest)
            .filter(|_| names::is_nobody(name))
            .map(Line::Date);
    }
    let at = lower.find(" by ")?;
    let date = date::of_line(line.get(..at)?)?;
    let named = uncounted(line.get(at + " by ".len()..)?.trim());
    if names::is_nobody(named) {
        return Some(Line::Date(date));
    }
    let authors = names::list(named);
    if !authors.is_empty() {
        return Some(Line::Authors(authors));
    }
    is_first_name(named).then(|| Line::Authors(vec![named.to_owned()]))
}

/// Whether `name` may be the first name that somebody writes under.
fn is_first_name(name: &str) -> bool {
    name.len() <= 24
        && name.starts_with(char::is_uppercase)
        && name.chars().all(char::is_alphabetic)
}

/// `named` without how many readers have said something.
fn uncounted(named: &str) -> &str {
    let lower = named.to_ascii_lowercase();
    let end = [
        "leave a comment",
        "comments off",
        "no comments",
        "filed under",
        "in ",
    ]
    .iter()
    .filter_map(|mark| lower.find(&format!(" {mark}")))
    .min()
    .unwrap_or(named.len());
    let named = named.get(..end).unwrap_or(named);
    let counts =
        |word: &str| word.eq_ignore_ascii_case("comment") || word.eq_ignore_ascii_case("comments");
    let counted = named
        .rsplit_once(' ')
        .filter(|(_, word)| counts(word))
        .and_then(|(rest, _)| rest.trim_end().rsplit_once(' '))
        .filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()));
    counted
        .map_or(named, |(name, _)| name)
        .trim_end_matches([' ', '|', '·', '•', ',', '/', '-', '–'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_several_things_at_once() {
        let authors = |name: &str| Some(Line::Authors(vec![name.into()]));
        let date = |date: &str| Some(Line::Date(date.into()));
        for (line, is) in [
            ("May 17, 2024 by Mira Holt 3 Comments", authors("Mira Holt")),
            (
                "May 17, 2024 by Mira Holt | Leave a comment",
                authors("Mira Holt"),
            ),
            ("Posted on August 21, 2017 by Giulia", authors("Giulia")),
            ("August 21, 2017 by admin", date("2017-08-21")),
            ("Posted by Giulia at 9:14 PM", authors("Giulia")),
            ("Posted by guards at 9 doors", None),
            ("Posted by admin on 3 May 2023", date("2023-05-03")),
            ("New York, 27 September 2019", date("2019-09-27")),
            ("Granada - 07 oct 2018 - 22:01 CEST", date("2018-10-07")),
            ("The long march - 3 May 2020", None),
            ("来源：新华社", Some(Line::Source("新华社".into()))),
            ("发布时间：2024年5月17日", date("2024-05-17")),
            ("It was built by the mayor", None),
            ("Posted by Jane Doe on 3 May 2023", None),
            ("The long march, 3 May 2020", None),
        ] {
            assert_eq!(of(line), is, "{line}");
        }
    }
}
