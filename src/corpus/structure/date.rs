//! Dates as articles print them, to ISO 8601 with the precision they have.

use jiff::civil::Date;

/// Words that stand beside a date on a line of its own.
const BESIDE: [&str; 38] = [
    "am",
    "at",
    "bst",
    "by",
    "cet",
    "date",
    "edt",
    "est",
    "et",
    "first",
    "friday",
    "fri",
    "gmt",
    "issue",
    "last",
    "modified",
    "monday",
    "mon",
    "no",
    "number",
    "on",
    "pm",
    "posted",
    "published",
    "saturday",
    "sat",
    "sunday",
    "sun",
    "the",
    "thursday",
    "thu",
    "tuesday",
    "tue",
    "updated",
    "utc",
    "vol",
    "volume",
    "wednesday",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first date in `text`.
pub(in crate::corpus) fn find(text: &str) -> Option<String> {
    let words = words(text);
    (0..words.len())
        .find_map(|at| date_at(&words, at))
        .map(|(date, _)| date)
}

/// The date, where `line` says nothing else: `Published on 3 May 2020`, `June 2020, Number 061`.
pub(super) fn of_line(line: &str) -> Option<String> {
    let words = words(line);
    if words.len() > 12 {
        return None;
    }
    let (at, (date, taken)) = (0..words.len()).find_map(|at| Some((at, date_at(&words, at)?)))?;
    let mut others = words.iter().take(at).chain(words.iter().skip(at + taken));
    let is_beside = |word: &str| {
        let word = word.to_lowercase();
        BESIDE.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
    };
    others.all(|word| is_beside(word)).then_some(date)
}

/// The year, where `text` is nothing else.
pub(in crate::corpus) fn year_of(text: &str) -> Option<String> {
    year(text.trim()).map(|year| year.to_string())
}

fn words(text: &str) -> Vec<&str> {
    let is_gap = |c: char| c.is_whitespace() || ",|·•()–—".contains(c);
    let words = text
        .split(is_gap)
        .map(|word| word.trim_end_matches(['.', ':', ';']));
    words.filter(|word| !word.is_empty()).collect()
}

/// The date that begins with the word at `at`, and how many words it takes.
fn date_at(words: &[&str], at: usize) -> Option<(String, usize)> {
    let word = |ahead: usize| words.get(at + ahead).copied().unwrap_or_default();
    let full =
        |y: i16, m: i8, d: i8, taken: usize| Some((Date::new(y, m, d).ok()?.to_string(), taken));
    let first = word(0);
    if let Some(date) = numeric(first) {
        return Some((date, 1));
    }
    if let (Some(d), Some(m), Some(y)) = (day(first), month(word(1)), year(word(2))) {
        return full(y, m, d, 3);
    }
    let m = month(first)?;
    if let (Some(d), Some(y)) = (day(word(1)), year(word(2))) {
        return full(y, m, d, 3);
    }
    year(word(1)).map(|y| (format!("{y:04}-{m:02}"), 2))
}

/// A date in digits: ISO 8601, with a time or without, or day, month and year with full stops.
fn numeric(word: &str) -> Option<String> {
    let date = word.split('T').next()?;
    let mut parts = date.split('-');
    let number = |part: Option<&str>| part.filter(|part| part.len() == 2)?.parse::<i8>().ok();
    if let Some(y) = parts.next().and_then(year) {
        let m = number(parts.next()).filter(|m| (1..=12).contains(m))?;
        return match parts.next() {
            None => Some(format!("{y:04}-{m:02}")),
            part => Some(Date::new(y, m, number(part)?).ok()?.to_string()),
        };
    }
    let mut parts = date.split('.');
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    let (d, m) = (d.parse().ok()?, m.parse().ok()?);
    Some(Date::new(year(y)?, m, d).ok()?.to_string())
}

fn year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse()
        .ok()
        .filter(|year| is_year && (1500..=2100).contains(year))
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let word = if word == "sept" { "sep" } else { &word };
    let is_month = |name: &&str| *name == word || name.get(..3) == Some(word);
    let at = MONTHS.iter().position(is_month)?;
    i8::try_from(at + 1).ok()
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.strip_prefix(digits)?;
    let is_day = matches!(suffix, "" | "st" | "nd" | "rd" | "th");
    digits
        .parse()
        .ok()
        .filter(|day| is_day && (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_exactly_as_they_are_printed() {
        for (line, date) in [
            ("2020-01-19", "2020-01-19"),
            ("2020-01-19T10:30:00Z", "2020-01-19"),
            ("January 19, 2020", "2020-01-19"),
            (
                "Published on Monday, 19th January 2020 at 10:30 am",
                "2020-01-19",
            ),
            ("Sept. 3, 2021", "2021-09-03"),
            ("June 2020, Number 061", "2020-06"),
            ("19.01.2020", "2020-01-19"),
            ("2020-06", "2020-06"),
        ] {
            assert_eq!(of_line(line).as_deref(), Some(date), "{line}");
        }
    }

    #[test]
    fn a_line_that_says_more_is_no_date() {
        for line in [
            "The January 6, 2021 attack",
            "May 2020 be better",
            "February 31, 2020",
            "12 March",
            "2020",
            "",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
        assert_eq!(
            find("As published at ANU on November 2, 2017").as_deref(),
            Some("2017-11-02")
        );
        assert_eq!(year_of(" 2017 ").as_deref(), Some("2017"));
    }
}
