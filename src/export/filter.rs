//! Which annotations are exported.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::{Annotation, TagName};

/// What an annotation must fulfil; a condition that is empty holds for all. Letters count alike in upper and lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// It has one of these tags, or one that lies under one of them.
    pub tags: Vec<TagName>,
    /// The path of its document holds one of these.
    pub documents: Vec<String>,
    /// One of these made it.
    pub reviewers: Vec<String>,
    /// It was made on this day (in UTC) or later.
    pub since: Option<Date>,
    /// It was made on this day (in UTC) or earlier.
    pub until: Option<Date>,
    /// Its quote or its note holds this.
    pub text: Option<String>,
}

/// What narrows an export when it is typed on one line, as on the command line.
const CONDITIONS: &str = "--tag, --document, --reviewer, --since, --until and --text";

impl Filter {
    /// Reads conditions from words typed on one line, such as `--tag claim --text "per cent"`; the words that are none are
    /// given back with spaces between them.
    ///
    /// # Errors
    /// A sentence that says which condition is wrong.
    pub fn typed(line: &str) -> Result<(Self, String), String> {
        let mut filter = Self::default();
        let mut rest = Vec::new();
        let mut words = words(line).into_iter();
        while let Some(word) = words.next() {
            if !word.starts_with("--") {
                rest.push(word);
                continue;
            }
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (word.clone(), words.next()),
            };
            let value =
                value.ok_or_else(|| format!("{name} of what? write for example {name} claim"))?;
            let date = || {
                value
                    .parse()
                    .map_err(|_| format!("{value} is no date; write it like 2026-11-22"))
            };
            match name.as_str() {
                "--tag" => filter
                    .tags
                    .push(TagName::parse(&value).ok_or_else(|| format!("{value:?} is no tag"))?),
                "--document" => filter.documents.push(value),
                "--reviewer" => filter.reviewers.push(value),
                "--since" => filter.since = Some(date()?),
                "--until" => filter.until = Some(date()?),
                "--text" => filter.text = Some(value),
                _ => {
                    return Err(format!(
                        "there is no condition {name}; there are {CONDITIONS}"
                    ));
                }
            }
        }
        Ok((filter, rest.join(" ")))
    }

    /// Whether every condition holds for `annotation`.
    #[must_use]
    pub fn accepts(&self, annotation: &Annotation) -> bool {
        let day = annotation.created.to_zoned(TimeZone::UTC).date();
        let tagged = |wanted: &TagName| annotation.tags.iter().any(|tag| tag.is_within(wanted));
        let made = |name: &String| name.to_lowercase() == annotation.reviewer.to_lowercase();
        (self.tags.is_empty() || self.tags.iter().any(tagged))
            && (self.documents.is_empty()
                || self
                    .documents
                    .iter()
                    .any(|part| holds(annotation.document.as_str(), part)))
            && (self.reviewers.is_empty() || self.reviewers.iter().any(made))
            && self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.text.as_ref().is_none_or(|text| {
                holds(&annotation.selector.quote, text) || holds(&annotation.note, text)
            })
    }
}

fn holds(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}

/// The words of a line; quotation marks hold several together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    #[test]
    fn conditions_are_typed_on_one_line() {
        let line = r#"--tag claim --text "per cent" my notes.md --since=2026-10-01"#;
        let (filter, rest) = Filter::typed(line).unwrap();
        assert_eq!(rest, "my notes.md");
        assert_eq!(filter.tags, [TagName::parse("claim").unwrap()]);
        assert_eq!(filter.text.as_deref(), Some("per cent"));
        assert_eq!(filter.since, "2026-10-01".parse().ok());
        for wrong in ["--colour red", "--tag", "--since soon", "--tag /"] {
            assert!(Filter::typed(wrong).is_err(), "{wrong}");
        }
    }

    use super::*;
    use crate::export::fixture::Fixture;
    use jiff::civil::date;

    /// The last digit of every annotation of the fixture that the filter accepts.
    fn accepted(filter: &Filter) -> String {
        let fixture = Fixture::rich();
        let accepted = fixture.annotations.iter().filter(|a| filter.accepts(a));
        accepted.filter_map(|a| a.id.to_string().pop()).collect()
    }

    #[test]
    fn each_condition_narrows() {
        let name = |text| TagName::parse(text).unwrap();
        let text = |text: &str| vec![text.to_owned()];
        for (filter, expected) in [
            (Filter::default(), "12345"),
            (
                Filter {
                    tags: vec![name("claim")],
                    ..Filter::default()
                },
                "1",
            ),
            (
                Filter {
                    tags: vec![name("clai")],
                    ..Filter::default()
                },
                "",
            ),
            (
                Filter {
                    tags: vec![name("claim"), name("todo")],
                    ..Filter::default()
                },
                "13",
            ),
            (
                Filter {
                    documents: text("BERLIN"),
                    ..Filter::default()
                },
                "1234",
            ),
            (
                Filter {
                    reviewers: text("Mk"),
                    ..Filter::default()
                },
                "5",
            ),
            (
                Filter {
                    reviewers: text("m"),
                    ..Filter::default()
                },
                "",
            ),
            (
                Filter {
                    since: Some(date(2026, 11, 22)),
                    ..Filter::default()
                },
                "345",
            ),
            (
                Filter {
                    until: Some(date(2026, 11, 21)),
                    ..Filter::default()
                },
                "12",
            ),
            (
                Filter {
                    text: Some("CONTRACTORS".into()),
                    ..Filter::default()
                },
                "1",
            ),
            (
                Filter {
                    text: Some("does this".into()),
                    ..Filter::default()
                },
                "1",
            ),
            (
                Filter {
                    tags: vec![name("todo")],
                    reviewers: text("mk"),
                    ..Filter::default()
                },
                "",
            ),
        ] {
            assert_eq!(accepted(&filter), expected, "{filter:?}");
        }
    }
}
