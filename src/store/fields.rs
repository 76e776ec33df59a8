//! The keys of one table of a record: what stands there, as what it has to be, or what is wrong with it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::record::Fault;
use crate::model::{TagColor, TagName, Verdict};

/// How many keys of one table that nobody knows are told one by one.
const MOST_KEYS: usize = 20;

pub(super) fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> String {
    let words: Vec<&str> = all.iter().map(|value| word(*value)).collect();
    format!("one of {}", words.join(", "))
}

pub(super) fn unknown(key: &str, found: &str, wanted: &str, at: usize) -> Fault {
    Fault {
        is_remark: false,
        at,
        message: format!(
            "`{key}`: {found:?} is not {wanted}; it is left as it stands and not used"
        ),
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// The keys of one table.
pub(super) struct Fields<'a, 'i> {
    pub(super) table: &'a DeTable<'i>,
    /// Where the table begins, in bytes of the record.
    pub(super) at: usize,
}

impl<'a, 'i> Fields<'a, 'i> {
    pub(super) fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.table.get(key)
    }

    /// Reports the keys that `record` has no use for.
    pub(super) fn others(&self, record: &str, known: &[&str], faults: &mut Vec<Fault>) {
        let strange = self
            .table
            .iter()
            .filter(|(key, _)| !known.contains(&&**key.get_ref()));
        for (count, (key, _)) in strange.enumerate() {
            let at = key.span().start;
            if count == MOST_KEYS {
                let message =
                    format!("more keys are none of {record}; they are left as they stand");
                faults.push(Fault::remark(at, message));
                break;
            }
            let name = key.get_ref();
            let message = format!("`{name}` is no key of {record}; it is left as it stands");
            faults.push(Fault::remark(at, message));
        }
    }

    /// The tags that can be read, each with the byte it begins at.
    pub(super) fn used_tags(&self) -> Vec<(TagName, usize)> {
        let texts = self.texts("tags").unwrap_or_default().into_iter();
        let tag = |(text, at): (String, usize)| Some((TagName::parse(&text)?, at));
        texts.filter_map(tag).collect()
    }

    /// The verdicts of the assessments that can be read, each with the byte it begins at.
    pub(super) fn used_verdicts(&self) -> Vec<(Verdict, usize)> {
        let claims = self.tables("claim").unwrap_or_default().into_iter();
        let assessments = claims.flat_map(|claim| claim.tables("assessment").unwrap_or_default());
        let verdict = |assessment: Self| {
            let value = assessment.get("verdict")?;
            let verdict = Verdict::parse(value.get_ref().as_str()?)?;
            Some((verdict, value.span().start))
        };
        assessments.filter_map(verdict).collect()
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<String>, Fault> {
        self.typed(key, "a text in quotes", |value| {
            value.as_str().map(str::to_owned)
        })
    }

    pub(super) fn typed<T>(
        &self,
        key: &str,
        wanted: &str,
        take: impl Fn(&DeValue<'i>) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        match take(value.get_ref()) {
            Some(taken) => Ok(Some(taken)),
            None => Err(Fault {
                is_remark: false,
                at: value.span().start,
                message: format!("`{key}` must be {wanted}"),
            }),
        }
    }

    pub(super) fn required<T>(
        &self,
        key: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        let Some(text) = self.text(key)? else {
            return Err(Fault {
                is_remark: false,
                at: self.at,
                message: format!("`{key}` is missing"),
            });
        };
        parse(&text).ok_or_else(|| Fault {
            is_remark: false,
            at: self.get(key).map_or(self.at, |value| value.span().start),
            message: format!("`{key}` cannot be {text:?}"),
        })
    }

    /// A word that `parse` understands; another one is reported and counts as absent.
    pub(super) fn word<T>(
        &self,
        key: &str,
        wanted: &str,
        parse: impl Fn(&str) -> Option<T>,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<T>, Fault> {
        let Some(text) = self.text(key)? else {
            return Ok(None);
        };
        let parsed = parse(&text);
        if parsed.is_none() {
            let at = self.get(key).map_or(self.at, |value| value.span().start);
            faults.push(unknown(key, &text, wanted, at));
        }
        Ok(parsed)
    }

    pub(super) fn choice<T: Copy>(
        &self,
        key: &str,
        all: &[T],
        word: fn(T) -> &'static str,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<T>, Fault> {
        let parse = |text: &str| all.iter().copied().find(|value| word(*value) == text);
        self.word(key, &words(all, word), parse, faults)
    }

    pub(super) fn color(&self, faults: &mut Vec<Fault>) -> Result<Option<TagColor>, Fault> {
        let wanted = "a colour such as \"yellow\" or \"#a0b1c2\"";
        self.word("color", wanted, TagColor::parse, faults)
    }

    pub(super) fn flag(&self, key: &str) -> Result<bool, Fault> {
        let flag = self.typed(key, "true or false", DeValue::as_bool)?;
        Ok(flag.unwrap_or_default())
    }

    pub(super) fn integer(&self, key: &str) -> Result<Option<i64>, Fault> {
        self.typed(key, "a whole number", whole)
    }

    /// Ranges of code points, each written as `[start, end]`.
    pub(super) fn ranges(&self, key: &str) -> Result<Vec<(usize, usize)>, Fault> {
        let position = |item: &Spanned<DeValue<'i>>| usize::try_from(whole(item.get_ref())?).ok();
        let range = |item: &Spanned<DeValue<'i>>| match item.get_ref().as_array()?.get(..)? {
            [start, end] => Some((position(start)?, position(end)?)),
            _ => None,
        };
        let wanted = "a list of ranges such as [[0, 120], [300, 410]]";
        let ranges = self.typed(key, wanted, |value| {
            value.as_array()?.iter().map(range).collect()
        })?;
        Ok(ranges.unwrap_or_default())
    }

    /// A position counted in code points; one that is negative is reported and counts as 0, and the quote decides.
    pub(super) fn position(&self, key: &str, faults: &mut Vec<Fault>) -> Result<usize, Fault> {
        let Some(number) = self.integer(key)? else {
            return Ok(0);
        };
        Ok(usize::try_from(number).unwrap_or_else(|_| {
            let at = self.get(key).map_or(self.at, |value| value.span().start);
            faults.push(unknown(key, &number.to_string(), "a position", at));
            0
        }))
    }

    pub(super) fn percent(&self, key: &str, faults: &mut Vec<Fault>) -> Result<Option<u8>, Fault> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let number = self.position(key, faults)?;
        let percent = u8::try_from(number).ok().filter(|number| *number <= 100);
        if percent.is_none() {
            let at = value.span().start;
            faults.push(unknown(key, &number.to_string(), "from 0 to 100", at));
        }
        Ok(percent)
    }

    /// A date or time as it is spelled, whether TOML's own or in quotes.
    pub(super) fn date_text(&self, key: &str) -> Result<Option<String>, Fault> {
        self.typed(key, "a date", |value| {
            let text = value.as_str().map(str::to_owned);
            text.or_else(|| value.as_datetime().map(ToString::to_string))
        })
    }

    pub(super) fn dated<T>(
        &self,
        key: &str,
        parse: impl Fn(&str) -> Option<T>,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<T>, Fault> {
        let Some(text) = self.date_text(key)? else {
            return Ok(None);
        };
        let parsed = parse(&text);
        if parsed.is_none() {
            let at = self.get(key).map_or(self.at, |value| value.span().start);
            faults.push(unknown(key, &text, "a date that exists", at));
        }
        Ok(parsed)
    }

    /// A point in time; one without an offset is in UTC.
    pub(super) fn time(
        &self,
        key: &str,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<Timestamp>, Fault> {
        let parse = |text: &str| {
            text.parse::<Timestamp>().ok().or_else(|| {
                let local: DateTime = text.parse().ok()?;
                Some(local.to_zoned(TimeZone::UTC).ok()?.timestamp())
            })
        };
        self.dated(key, parse, faults)
    }

    pub(super) fn date(&self, key: &str, faults: &mut Vec<Fault>) -> Result<Option<Date>, Fault> {
        self.dated(key, |text| text.parse().ok(), faults)
    }

    /// The texts of a list, each with the byte it begins at.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<(String, usize)>, Fault> {
        let taken = self.typed(key, "a list of texts in quotes", |value| {
            let one = |item: &Spanned<DeValue<'i>>| {
                Some((item.get_ref().as_str()?.to_owned(), item.span().start))
            };
            value
                .as_array()?
                .iter()
                .map(one)
                .collect::<Option<Vec<_>>>()
        })?;
        Ok(taken.unwrap_or_default())
    }

    /// The tables under a key, whether it holds one or a list of them.
    pub(super) fn tables(&self, key: &str) -> Result<Vec<Fields<'a, 'i>>, Fault> {
        let Some(value) = self.get(key) else {
            return Ok(Vec::new());
        };
        let items: Vec<&'a Spanned<DeValue<'i>>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let fields = items.iter().map(|item| {
            Some(Fields {
                table: item.get_ref().as_table()?,
                at: item.span().start,
            })
        });
        fields.collect::<Option<Vec<_>>>().ok_or_else(|| Fault {
            is_remark: false,
            at: value.span().start,
            message: format!("`{key}` must be a table"),
        })
    }
}
