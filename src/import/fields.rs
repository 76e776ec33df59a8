//! JSON of strangers: one record at a time, and fields that may be of any kind or missing.
//!
//! A list is handed on element by element, so that a large file costs no more than its largest record; within a record
//! `serde_json` goes no deeper than 128 levels.

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::Encoding;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// The text of a file: UTF-8, or UTF-16 where a byte order mark says so; without that mark.
pub fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) => Ok(encoding.decode(bytes).0),
        None => std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|_| "it is not in UTF-8".to_owned()),
    }
}

/// Hands each element of the list `json` to `take`, as it is written.
///
/// # Errors
/// Where it is no list, or broken; what came before was handed on.
pub fn each<'a>(json: &'a str, take: &mut dyn FnMut(&'a RawValue)) -> Result<(), String> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let done = Each(take).deserialize(&mut reader);
    done.and_then(|()| reader.end())
        .map_err(|error| broken(&error))
}

struct Each<'f, 'a>(&'f mut dyn FnMut(&'a RawValue));

impl<'a> DeserializeSeed<'a> for Each<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a> Visitor<'a> for Each<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element::<&RawValue>()? {
            (self.0)(element);
        }
        Ok(())
    }
}

/// The members of the object `json` that are called one of `wanted`, as they are written.
///
/// # Errors
/// Where it is no object, or broken.
pub fn members<'a>(
    json: &'a str,
    wanted: &[&'static str],
) -> Result<BTreeMap<&'static str, &'a RawValue>, String> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let found = Members(wanted).deserialize(&mut reader);
    found
        .and_then(|found| reader.end().map(|()| found))
        .map_err(|error| broken(&error))
}

struct Members<'w>(&'w [&'static str]);

impl<'a> DeserializeSeed<'a> for Members<'_> {
    type Value = BTreeMap<&'static str, &'a RawValue>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Members<'_> {
    type Value = BTreeMap<&'static str, &'a RawValue>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = BTreeMap::new();
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match self.0.iter().find(|wanted| **wanted == key) {
                Some(wanted) => {
                    found.insert(*wanted, map.next_value::<&RawValue>()?);
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(found)
    }
}

fn broken(error: &serde_json::Error) -> String {
    format!("its JSON cannot be read ({error})")
}

/// What a piece of JSON says; nothing where it is broken or nested too deeply.
pub fn value(raw: &RawValue) -> Option<Value> {
    serde_json::from_str(raw.get()).ok()
}

/// The text at `key`; empty where there is none.
pub fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The text at `key`, where there is one that says something.
pub fn said(value: &Value, key: &str) -> Option<String> {
    let text = text(value, key).trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The number at `key`, where it counts something.
pub fn number(value: &Value, key: &str) -> Option<usize> {
    value.get(key)?.as_u64()?.try_into().ok()
}

/// The two numbers at `start` and `end`, in order.
pub fn range(value: &Value, start: &str, end: &str) -> Option<(usize, usize)> {
    let (start, end) = (number(value, start)?, number(value, end)?);
    (start <= end).then_some((start, end))
}

/// What stands at `key`: the elements of a list, or the one thing that is there instead.
pub fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    match value.get(key) {
        Some(Value::Array(list)) => list,
        Some(Value::Null) | None => &[],
        Some(one) => std::slice::from_ref(one),
    }
}

/// The texts at `key`.
pub fn texts<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v str> {
    list(value, key).iter().filter_map(Value::as_str)
}

/// What identifies something: a text or a number.
pub fn name(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// What the addresses begin with that postil gives to documents which have none on the web; their path follows.
const OURS: &str = "urn:x-postil:";

/// The path that an address of postil's own tells.
pub fn path(address: &str) -> Option<String> {
    let mut rest = address.strip_prefix(OURS)?.bytes();
    let mut bytes = Vec::new();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        bytes.push(match byte {
            b'%' => u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?,
            plain => plain,
        });
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|path| !path.is_empty())
}

/// The moment that `text` tells in ISO 8601; without a zone it is in UTC, without a time it is midnight.
pub fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let local = || -> Option<Timestamp> {
        let moment = text.parse::<DateTime>().ok().or_else(|| {
            let day = text.parse::<Date>().ok()?;
            Some(day.to_datetime(jiff::civil::Time::midnight()))
        })?;
        let utc = jiff::tz::TimeZone::UTC;
        Some(moment.to_zoned(utc).ok()?.timestamp())
    };
    text.parse::<Timestamp>().ok().or_else(local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_members_are_handed_on_as_they_are_written() {
        let json = r#"{"a": [1, {"b": 2}], "c": null, "wanted": ["x"]}"#;
        let found = members(json, &["a", "wanted"]).unwrap();
        assert_eq!(found.len(), 2);
        let mut seen = Vec::new();
        each(found["a"].get(), &mut |raw| seen.push(raw.get().to_owned())).unwrap();
        assert_eq!(seen, ["1", r#"{"b": 2}"#]);
        for wrong in ["", "{", "[1,", "3", "[] []"] {
            assert!(each(wrong, &mut |_| ()).is_err(), "{wrong}");
            assert!(members(wrong, &["a"]).is_err(), "{wrong}");
        }
        // Deep nesting is an error, not a crash.
        let deep = "[".repeat(100_000);
        assert!(each(&deep, &mut |_| ()).is_err());
    }

    #[test]
    fn addresses_of_ours_tell_a_path() {
        for (address, expect) in [
            ("urn:x-postil:a%20b/%C3%A9%3F.txt", Some("a b/é?.txt")),
            ("urn:x-postil:a%2", None),
            ("urn:x-postil:%FF", None),
            ("urn:x-postil:", None),
            ("https://example.org", None),
        ] {
            assert_eq!(path(address).as_deref(), expect, "{address}");
        }
    }

    #[test]
    fn moments_are_read_in_the_forms_there_are() {
        for (text, expect) in [
            ("2026-01-02T03:04:05Z", Some("2026-01-02T03:04:05Z")),
            (
                "2026-01-02T03:04:05.25+02:00",
                Some("2026-01-02T01:04:05.25Z"),
            ),
            ("2026-01-02T03:04:05", Some("2026-01-02T03:04:05Z")),
            ("2026-01-02 03:04:05", Some("2026-01-02T03:04:05Z")),
            ("2026-01-02", Some("2026-01-02T00:00:00Z")),
            ("yesterday", None),
        ] {
            let found = time(text).map(|time| time.to_string());
            assert_eq!(found.as_deref(), expect, "{text}");
        }
    }
}
