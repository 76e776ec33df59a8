//! Ranges of days as they are typed: `2020`, `2020-06`, `2020-06-17`, `2020..2021-03`, `2020..`, `..2021`.

use jiff::civil::Date;

/// A range of days; an end that is not there is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: Option<Date>,
    /// The last day, which belongs to the range.
    pub last: Option<Date>,
}

impl Days {
    /// The days that `text` means; `None` where it is no date or range, or one that ends before it begins.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((from, to)) = text.split_once("..") else {
            return Self::of(text);
        };
        let end = |text: &str| {
            if text.is_empty() {
                Some(Self::default())
            } else {
                Self::of(text)
            }
        };
        let (first, last) = (end(from)?.first, end(to)?.last);
        let is_range = match (first, last) {
            (None, None) => false,
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        is_range.then_some(Self { first, last })
    }

    /// The days of one date of ISO 8601, as exact as it is: a year, a month or a day.
    #[must_use]
    pub fn of(date: &str) -> Option<Self> {
        let date = date.split(['T', ' ']).next()?;
        let is_plain = |part: &str, length| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut parts = date.split('-');
        let year = parts
            .next()
            .filter(|year| is_plain(year, 4))?
            .parse()
            .ok()?;
        let mut two = || match parts.next() {
            None => Some(None),
            Some(part) if is_plain(part, 2) => part.parse::<i8>().ok().map(Some),
            Some(_) => None,
        };
        let (month, day) = (two()?, two()?);
        if parts.next().is_some() {
            return None;
        }
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        let last = match (month, day) {
            (None, _) => first.last_of_year(),
            (_, None) => first.last_of_month(),
            _ => first,
        };
        Some(Self {
            first: Some(first),
            last: Some(last),
        })
    }

    /// Whether all days of `other` are among these.
    #[must_use]
    pub fn hold(&self, other: &Self) -> bool {
        let begins = match (self.first, other.first) {
            (None, _) => true,
            (Some(first), Some(other)) => first <= other,
            _ => false,
        };
        let ends = match (self.last, other.last) {
            (None, _) => true,
            (Some(last), Some(other)) => other <= last,
            _ => false,
        };
        begins && ends
    }
}

impl From<Date> for Days {
    fn from(day: Date) -> Self {
        Self {
            first: Some(day),
            last: Some(day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_typed() {
        for (text, expected) in [
            ("2020", "2020-01-01 2020-12-31"),
            ("2020-02", "2020-02-01 2020-02-29"),
            ("2020-02-03", "2020-02-03 2020-02-03"),
            ("2020..2021-03", "2020-01-01 2021-03-31"),
            ("2020..", "2020-01-01 -"),
            ("..2020-02", "- 2020-02-29"),
            ("2020-06-17T10:00:00Z", "2020-06-17 2020-06-17"),
            ("2021..2020", "none"),
            ("..", "none"),
            ("2020-13", "none"),
            ("2020-02-30", "none"),
            ("20", "none"),
            ("2020-1", "none"),
            ("2020-01-01-01", "none"),
            ("+202", "none"),
            ("soon", "none"),
            ("", "none"),
        ] {
            let written = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
            let found = Days::parse(text).map_or("none".to_owned(), |days| {
                format!("{} {}", written(days.first), written(days.last))
            });
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_range_holds_what_lies_in_it_whole() {
        for (range, date, expected) in [
            ("2020..2021", "2020-06", true),
            ("2020-06", "2020", false),
            ("2020..", "2024", true),
            ("..2019-12-31", "2020", false),
        ] {
            let (range, date) = (Days::parse(range).unwrap(), Days::of(date).unwrap());
            assert_eq!(range.hold(&date), expected, "{range:?} {date:?}");
        }
    }
}
