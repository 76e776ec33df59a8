//! Dates as articles print them, in the languages articles are mostly in, to ISO 8601 with the precision they have.
//!
//! A date in digits that may be read in two ways (`3/2/2020`) is none, and neither is one that counts from today.

use jiff::civil::Date;

use super::calendar::{BESIDE, CHANGED, MONTHS, PUBLISHED, of_era, western};

/// The most bytes of a text that are looked at for a date.
const WINDOW: usize = 2000;

/// The first date in `text` that is not when it was last changed, or else the first.
pub(in crate::corpus) fn find(text: &str) -> Option<String> {
    let window = text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text);
    let window = western(window);
    let words = words(&window);
    let mut first = None;
    let mut is_change = false;
    let mut at = 0;
    while at < words.len() {
        if let Some((date, taken)) = date_at(&words, at) {
            if !is_change {
                return Some(date);
            }
            first = first.or(Some(date));
            at += taken;
            continue;
        }
        let lower = words
            .get(at)
            .map(|word| word.to_lowercase())
            .unwrap_or_default();
        if CHANGED.contains(&lower.as_str()) {
            is_change = true;
        } else if PUBLISHED.contains(&lower.as_str()) {
            is_change = false;
        }
        at += 1;
    }
    first
}

/// The date, where `line` says nothing else: `Published on 3 May 2020`, `June 2020, Number 061`.
pub(super) fn of_line(line: &str) -> Option<String> {
    if line.len() > 160 {
        return None;
    }
    let line = western(line);
    if !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let words = words(&line);
    if words.len() > 20 {
        return None;
    }
    let mut at = 0;
    let mut is_dated = false;
    while let Some(word) = words.get(at) {
        if let Some((_, taken)) = date_at(&words, at) {
            is_dated = true;
            at += taken;
            continue;
        }
        let lower = word.to_lowercase();
        let is_number =
            word.starts_with(|c: char| c.is_ascii_digit()) || *word == "-" || *word == "/";
        // `GMT+1`
        let zone = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == '+');
        if !is_number && !BESIDE.contains(&zone) && !is_reading_time(&words, at) {
            return None;
        }
        at += 1;
    }
    if is_dated { find(&line) } else { None }
}

/// Whether `line` tells that something came out or was changed, and the day only as one counted from today.
pub(super) fn is_undated(line: &str) -> bool {
    let today = [
        "today",
        "yesterday",
        "aujourd’hui",
        "aujourd'hui",
        "hier",
        "heute",
        "gestern",
        "hoy",
        "ayer",
    ];
    let published = [
        "published",
        "publié",
        "publicado",
        "veröffentlicht",
        "posted",
        "updated",
        "aktualisiert",
    ];
    if line.len() > 80 {
        return false;
    }
    let words: Vec<String> = words(line).iter().map(|word| word.to_lowercase()).collect();
    words
        .first()
        .is_some_and(|word| published.contains(&word.as_str()))
        && words.iter().any(|word| today.contains(&word.as_str()))
        && words.iter().all(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || BESIDE.contains(&word.as_str())
                || today.contains(&word.as_str())
        })
}

/// Whether `line` is a date in digits that may be read in two ways, and nothing else: it tells that there is a date.
pub(super) fn is_unclear(line: &str) -> bool {
    if line.len() > 60 || !line.contains('/') {
        return false;
    }
    let words = words(line);
    let is_date = |word: &str| {
        let mut parts = word.split('/');
        let mut is_short = || {
            let part = parts.next().unwrap_or_default();
            (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        is_short() && is_short() && parts.next().and_then(year).is_some() && parts.next().is_none()
    };
    words.iter().any(|word| is_date(word))
        && words.iter().all(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || BESIDE.contains(&word.to_lowercase().as_str())
        })
}

/// Whether `line` says when the article was last changed and not when it came out.
pub(super) fn is_change(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_published = PUBLISHED.iter().any(|word| lower.contains(word));
    !is_published && CHANGED.iter().any(|word| lower.contains(word))
}

/// Whether `line` counts from today, as in `3 years ago`.
pub(super) fn is_relative(line: &str) -> bool {
    let end = line.get(line.len().saturating_sub("ago".len())..);
    if !end.is_some_and(|end| end.eq_ignore_ascii_case("ago")) {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let units = [
        "second", "seconds", "minute", "minutes", "mins", "hour", "hours", "hrs", "day", "days",
        "week", "weeks", "month", "months", "year", "years",
    ];
    matches!(words.as_slice(), [.., number, unit, ago]
        if (number.bytes().all(|b| b.is_ascii_digit()) || ["a", "an"].contains(number))
            && units.contains(unit) && ago.eq_ignore_ascii_case("ago") && words.len() <= 5)
}

/// The year, where `text` is nothing else.
pub(in crate::corpus) fn year_of(text: &str) -> Option<String> {
    year(text.trim()).map(|year| year.to_string())
}

/// The day that the path of an address names, as in `/2020/03/02/`.
pub(super) fn of_url(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '?', '#']).collect();
    parts.windows(3).find_map(|window| {
        let [y, m, d] = window else { return None };
        let number = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
        Some(
            Date::new(year(y)?, number(m)?, number(d)?)
                .ok()?
                .to_string(),
        )
    })
}

/// The words of `text`, with what scrapers glued together taken apart: `2020Updated`, `Published2 March`.
fn words(text: &str) -> Vec<&str> {
    let is_gap = |c: char| c.is_whitespace() || ",|·•∙()[]–—;：，".contains(c);
    let mut found = Vec::new();
    for word in text.split(is_gap) {
        let mut rest = word.trim_matches(['.', ':', ';', '-', '/']);
        while let Some(cut) = glued(rest) {
            let (head, tail) = rest.split_at(cut);
            found.push(head);
            rest = tail;
        }
        if !rest.is_empty() {
            found.push(rest);
        }
    }
    found
}

/// Where a year meets a word, or a word a day.
fn glued(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    bytes.windows(2).enumerate().find_map(|(at, pair)| {
        let [one, other] = pair else { return None };
        let is_year = at >= 3
            && bytes
                .get(at - 3..=at)
                .is_some_and(|year| year.iter().all(u8::is_ascii_digit))
            && (other.is_ascii_uppercase()
                && !(*other == b'T' && bytes.get(at + 2).is_some_and(u8::is_ascii_digit)));
        // `Nov 24, 20205:45 AM`
        let is_timed = at == 3
            && (bytes.starts_with(b"19") || bytes.starts_with(b"20"))
            && matches!(
                bytes.get(3..),
                Some(
                    [b'0'..=b'9', b'0'..=b'9', b':', ..]
                        | [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b':', ..]
                )
            );
        let is_day = one.is_ascii_lowercase() && other.is_ascii_digit() && at >= 2;
        (is_year || is_timed || is_day).then_some(at + 1)
    })
}

fn is_reading_time(words: &[&str], at: usize) -> bool {
    let word = words.get(at).copied().unwrap_or_default().to_lowercase();
    let known = [
        "min", "mins", "minute", "minutes", "read", "views", "view", "comments", "comment",
        "shares", "age", "pages", "page", "p", "pp",
    ];
    at > 0 && known.contains(&word.as_str())
}

/// The date that begins with the word at `at`, and how many words it takes.
fn date_at(words: &[&str], at: usize) -> Option<(String, usize)> {
    let word = |ahead: usize| words.get(at + ahead).copied().unwrap_or_default();
    let full =
        |y: i16, m: i8, d: i8, taken: usize| Some((Date::new(y, m, d).ok()?.to_string(), taken));
    let first = word(0);
    let american = || american(first, words.get(at + 1..)?);
    if let Some(date) = numeric(first)
        .or_else(|| ideographic(first))
        .or_else(american)
    {
        return Some((date, 1));
    }
    if first.ends_with(['年', '년'])
        && let Some(date) = ideographic(&[first, word(1), word(2)].concat())
        && word(1).ends_with(['月', '월'])
    {
        let is_day = word(2).ends_with(['日', '일']);
        return Some((date, 2 + usize::from(is_day)));
    }
    // `3 de febrero de 2020`, `3rd of February 2020`.
    let is_of = |word: &str| matches!(word, "de" | "of" | "del");
    if let Some(d) = day(first) {
        let skip = usize::from(is_of(word(1)));
        if let Some(m) = month(word(1 + skip)) {
            // `5 يناير/كانون الثاني 2023` tells the month twice.
            let is_twice = word(1 + skip).contains('/') && year(word(2 + skip)).is_none();
            let more = skip + usize::from(is_of(word(2 + skip)) || is_twice);
            if let Some(y) = year(word(2 + more)) {
                return full(y, m, d, 3 + more);
            }
        }
        // `2. 3. 2020`
        let spaced = || Some((year(word(2))?, word(1).parse::<i8>().ok()?));
        if let Some((y, m)) = spaced().filter(|(_, m)| d > 12 || *m == d) {
            return full(y, m, d, 3);
        }
    }
    // `2019 Jun 12`, as libraries print it; `2019 May` is rather a verb's or a name's.
    if let Some((y, m)) = year(first).zip(month(word(1))).filter(|_| first.len() == 4) {
        return match day(word(2)) {
            Some(d) if word(2).len() <= 2 => full(y, m, d, 3),
            _ if word(1).eq_ignore_ascii_case("may") => None,
            _ => Some((format!("{y:04}-{m:02}"), 2)),
        };
    }
    // `September/October 2019`
    let m = month(first.split('/').next().unwrap_or(first))?;
    if let (Some(d), Some(y)) = (day(word(1)), year(word(2))) {
        return full(y, m, d, 3);
    }
    let skip = usize::from(is_of(word(1)));
    year(word(1 + skip)).map(|y| (format!("{y:04}-{m:02}"), 2 + skip))
}

/// A date in digits: ISO 8601, with a time or without; day, month and year with full stops; with slashes where only one
/// reading is a date; `3-Feb-2020`.
fn numeric(word: &str) -> Option<String> {
    if !word.is_ascii() || !(7..=35).contains(&word.len()) {
        return None;
    }
    let date = word
        .split(['T', 't'])
        .next()
        .filter(|date| date.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(word);
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let number = |part: &str| {
        part.parse::<i8>()
            .ok()
            .filter(|_| part.len() <= 2 && !part.starts_with('+'))
    };
    match parts.as_slice() {
        [y, m] if date.contains('-') && m.len() == 2 => {
            let m = number(m).filter(|m| (1..=12).contains(m))?;
            Some(format!("{:04}-{m:02}", year(y)?))
        }
        [y, m, d] if year(y).is_some() => Some(
            Date::new(year(y)?, number(m)?, number(d)?)
                .ok()?
                .to_string(),
        ),
        [d, m, y] if month(m).is_some() => {
            Some(Date::new(year(y)?, month(m)?, number(d)?).ok()?.to_string())
        }
        [m, d, y] if month(m).is_some() => {
            Some(Date::new(year(y)?, month(m)?, number(d)?).ok()?.to_string())
        }
        [one, other, y] => {
            let (one, other, y) = (number(one)?, number(other)?, year(y)?);
            let (d, m) = if date.contains('.') || one > 12 || one == other {
                (one, other)
            } else if other > 12 {
                (other, one)
            } else {
                return None;
            };
            Some(Date::new(y, m, d).ok()?.to_string())
        }
        _ => None,
    }
}

/// The date in `word`, which may be read in two ways, where `after` it the time is told as it is in North America.
fn american(word: &str, after: &[&str]) -> Option<String> {
    let zones = [
        "EDT", "EST", "ET", "CDT", "CT", "MDT", "MT", "PDT", "PST", "PT",
    ];
    let mut parts = word.split('/').filter(|_| word.len() <= 10);
    let (m, d, y) = (parts.next()?, parts.next()?, parts.next()?);
    if !after.iter().take(4).any(|word| zones.contains(word)) {
        return None;
    }
    let year = year(y).or_else(|| {
        y.parse()
            .ok()
            .filter(|_| y.len() == 2)
            .map(|y: i16| 2000 + y)
    })?;
    let date = Date::new(year, m.parse().ok()?, d.parse().ok()?).ok()?;
    parts.next().is_none().then(|| date.to_string())
}

/// A date such as `2020年3月2日`.
fn ideographic(word: &str) -> Option<String> {
    let (y, rest) = word.split_once(['年', '년'])?;
    let (m, rest) = rest.trim().split_once(['月', '월'])?;
    let rest = rest.trim();
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.strip_suffix(after)?;
    // `3月2日の港` says more than the day.
    let after = after.trim_start_matches(['日', '일']);
    if after.starts_with(char::is_alphabetic) {
        return None;
    }
    let m = m.parse().ok()?;
    let y = year(y).or_else(|| of_era(y))?;
    match digits.parse() {
        Ok(d) => Some(Date::new(y, m, d).ok()?.to_string()),
        Err(_) => (1..=12).contains(&m).then(|| format!("{y:04}-{m:02}")),
    }
}

fn year(word: &str) -> Option<i16> {
    let word = word.trim_end_matches(['г', 'r', '.']);
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse()
        .ok()
        .filter(|year| is_year && (1500..=2100).contains(year))
}

fn month(word: &str) -> Option<i8> {
    // The longest name of a month has 12 letters, none of them more than two bytes; Arabic may tell it twice.
    if !(3..=40).contains(&word.len()) || word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let word = word.trim_end_matches('.').to_lowercase();
    // What Arabic writes behind the slash is another name of the month.
    let word = word
        .split_once('/')
        .filter(|(name, _)| !name.is_ascii())
        .map_or(word.as_str(), |(name, _)| name);
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(at + 1).ok()
}

/// Whether `word` names a month, or stands beside a date.
pub(super) fn is_calendar_word(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.']);
    month(word).is_some() || BESIDE.contains(&word.to_lowercase().as_str())
}

/// The date that `line` ends with, where only a place stands before it: `New York, 27 September 2019`.
pub(super) fn of_place_and_day(line: &str) -> Option<String> {
    let (place, date) = line
        .split_once(", ")
        .filter(|(place, _)| !place.contains(" - "))
        .or_else(|| line.split_once(" - "))
        .filter(|_| line.len() <= 80)?;
    let is_place = place.split_whitespace().count() <= 3
        && place.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || ".-’'".contains(c))
        })
        && !place.split_whitespace().any(is_calendar_word);
    of_line(date).filter(|date| is_place && date.len() == 10)
}

/// The date that `line` begins with, where a time or a comma parts it from the place: `May 8, 2020, 11:04 a.m. Bern`.
pub(super) fn of_placed_line(line: &str) -> Option<String> {
    if line.len() > 100
        || !line.contains(|c: char| c.is_ascii_digit())
        || line.ends_with(['.', '?', '!', ':'])
    {
        return None;
    }
    let words = words(line);
    let at = usize::from(
        words
            .first()
            .is_some_and(|word| month(word).is_none() && is_calendar_word(word)),
    );
    let (date, taken) = date_at(&words, at)?;
    let year = words.get(at + taken - 1)?;
    let rest = line.split_once(year)?.1;
    let place = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    let is_place = place.split_whitespace().count() <= 7
        && place
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase) || is_calendar_word(word));
    let is_parted = rest.starts_with(',') || rest.contains(':');
    (date.len() == 10 && is_place && is_parted && !place.is_empty()).then_some(date)
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == 'º' || c == 'ª');
    let suffix = word.strip_prefix(digits)?;
    let is_day = matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "ª");
    let digits = digits.trim_end_matches('.');
    digits
        .parse()
        .ok()
        .filter(|day| is_day && (1..=31).contains(day) && !digits.starts_with('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_exactly_as_they_are_printed() {
        for (line, date) in [
            ("2020-01-19", "2020-01-19"),
            ("2020-01-19T10:30:00Z", "2020-01-19"),
            ("2020/01/19", "2020-01-19"),
            ("January 19, 2020", "2020-01-19"),
            (
                "Published on Monday, 19th January 2020 at 10:30 am",
                "2020-01-19",
            ),
            ("Mon, 3 Feb 2020 10:12 GMT", "2020-02-03"),
            ("Wed 3 Jul 2019 05.00 BST", "2019-07-03"),
            ("Sept. 3, 2021", "2021-09-03"),
            ("Feb. 3, 2020", "2020-02-03"),
            ("3rd of February 2020", "2020-02-03"),
            ("Jul 14 2019 • 2,345 views", "2019-07-14"),
            ("Mar 2, 2020 · 5 min read", "2020-03-02"),
            ("June 2020, Number 061", "2020-06"),
            ("19.01.2020", "2020-01-19"),
            ("19/1/2020", "2020-01-19"),
            ("1/19/2020", "2020-01-19"),
            ("3/3/2020", "2020-03-03"),
            ("3-Feb-2020", "2020-02-03"),
            ("2020-06", "2020-06"),
            ("06/04/2019 06:45 PM EDT", "2019-06-04"),
            ("05/16/22 6:00 AM ET", "2022-05-16"),
            ("September/October 2019", "2019-09"),
            ("2019 Jun 12", "2019-06-12"),
            ("2019 Jun", "2019-06"),
            ("Nov 24, 20205:45 AM", "2020-11-24"),
            ("Nov 24, 202012:45 AM", "2020-11-24"),
            ("Updated 1422 GMT (2222 HKT) July 21, 2021", "2021-07-21"),
            (
                "June 12, 2023 5:10 PM GMT+1 Updated 2 months ago",
                "2023-06-12",
            ),
            (
                "Publié le 15 janvier 2021 à 11h30, mis à jour le 16 janvier 2021 à 09h12",
                "2021-01-15",
            ),
            ("3 février 2020", "2020-02-03"),
            ("1er mars 2020 à 10h30", "2020-03-01"),
            ("3. Februar 2020", "2020-02-03"),
            ("Montag, 3. März 2020, 10:12 Uhr", "2020-03-03"),
            ("3 de febrero de 2020", "2020-02-03"),
            ("Publicado el 3 de febrero de 2020", "2020-02-03"),
            ("3 марта 2020", "2020-03-03"),
            ("2020年3月2日", "2020-03-02"),
            ("2020年03月02日（月）10時30分", "2020-03-02"),
            ("公開日：令和2年3月2日", "2020-03-02"),
            ("２０２０年３月２日", "2020-03-02"),
            ("2020년 3월 2일 오전 9:30", "2020-03-02"),
            ("입력 2020.03.02 09:30 수정 2020.03.03", "2020-03-02"),
            ("发布时间：2020-03-02 08:15", "2020-03-02"),
            ("2 марта 2020 года, 14:05", "2020-03-02"),
            ("2 marca 2020 r.", "2020-03-02"),
            ("2 Mart 2020 Pazartesi", "2020-03-02"),
            ("2 مارس 2020", "2020-03-02"),
            ("٢ مارس ٢٠٢٠", "2020-03-02"),
            ("2 مارس/آذار 2020", "2020-03-02"),
            ("5 يناير/كانون الثاني 2023", "2023-01-05"),
            ("Publicerad 2 mars 2020 kl. 10.30", "2020-03-02"),
            ("2 maart 2020 om 10:30 uur", "2020-03-02"),
            ("lunedì 2 marzo 2020, ore 10:30", "2020-03-02"),
            ("segunda-feira, 2 de março de 2020 às 10h30", "2020-03-02"),
            ("Published March 2, 2020Updated March 3, 2020", "2020-03-02"),
            (
                "Updated March 3, 2020 | Published March 2, 2020",
                "2020-03-02",
            ),
            ("Published2 March 2020", "2020-03-02"),
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
            "3/2/2020",
            "3 years ago",
            "12 March",
            "2020",
            "1.2.3",
            "2 марта 2020 года в порту",
            "2020年3月2日の港",
            "",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
        assert_eq!(
            find("As published at ANU on November 2, 2017").as_deref(),
            Some("2017-11-02")
        );
        assert_eq!(find("no date at all, mis"), None);
        let placed = "Wednesday, January 8, 2020, 11:04 a.m. Bangkok, Thailand";
        assert_eq!(of_placed_line(placed).as_deref(), Some("2020-01-08"));
        assert_eq!(of_placed_line("January 6, 2021 Attack Hearings"), None);
        assert_eq!(year_of(" 2017 ").as_deref(), Some("2017"));
        assert_eq!(
            of_url("https://example.org/2020/03/02/bread").as_deref(),
            Some("2020-03-02")
        );
        assert_eq!(of_url("https://example.org/2020/bread/02"), None);
        assert!(
            is_relative("7 years ago") && is_relative("an hour ago") && !is_relative("years ago")
        );
        assert!(
            is_change("Last updated: 3 May 2020")
                && !is_change("Published 2 May, updated 3 May 2020")
        );
    }
}
