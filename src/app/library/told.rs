//! What is known of a listed document, in one piece of memory: a list of 100,000 is to stay small.

use crate::model::{Metadata, Summary};

/// What stands between two facts, and between two authors (the separators of ASCII, ISO 646). Facts are told without
/// them.
const FACT: char = '\u{1f}';
const AUTHOR: char = '\u{1e}';
/// How many of the facts one sees in the list: title, authors, date.
const SEEN: usize = 3;

/// What is known of a document: title, authors and date, and what else its head tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Title, authors, date, subtitle, source and URL; empty where there is none.
    facts: Box<str>,
    /// How many words the text has, as `postil list` counts them, where they were counted.
    pub words: Option<u32>,
}

impl Told {
    fn fact(&self, index: usize) -> Option<&str> {
        let fact = self.facts.split(FACT).nth(index);
        fact.filter(|fact| !fact.is_empty())
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.fact(0)
    }

    /// The authors, in the order that the document names them.
    pub fn authors(&self) -> impl Iterator<Item = &str> {
        self.fact(1).into_iter().flat_map(|all| all.split(AUTHOR))
    }

    /// The date of publication in ISO 8601, as exact as it is known.
    #[must_use]
    pub fn date(&self) -> Option<&str> {
        self.fact(2)
    }

    /// Title, authors and date in one text, for whoever looks for words in them.
    #[must_use]
    pub fn seen(&self) -> &str {
        let end = self.facts.match_indices(FACT).nth(SEEN - 1);
        let seen = end.and_then(|(end, _)| self.facts.get(..end));
        seen.unwrap_or(&self.facts)
    }

    /// The same, each fact by itself.
    #[must_use]
    pub fn metadata(&self) -> Metadata {
        let owned = |fact: &str| fact.to_owned();
        Metadata {
            title: self.title().map(owned),
            authors: self.authors().map(owned).collect(),
            date: self.date().map(owned),
            subtitle: self.fact(3).map(owned),
            source: self.fact(4).map(owned),
            url: self.fact(5).map(owned),
        }
    }
}

impl From<&Summary> for Told {
    fn from(summary: &Summary) -> Self {
        let Metadata {
            title,
            subtitle,
            authors,
            date,
            source,
            url,
        } = &summary.metadata;
        let mut facts = String::new();
        let plain = |fact: &str, facts: &mut String| {
            facts.extend(fact.chars().filter(|c| *c != FACT && *c != AUTHOR));
        };
        let told = |fact: &Option<String>, facts: &mut String| {
            plain(fact.as_deref().unwrap_or_default(), facts);
            facts.push(FACT);
        };
        told(title, &mut facts);
        for (index, author) in authors.iter().enumerate() {
            if index > 0 {
                facts.push(AUTHOR);
            }
            plain(author, &mut facts);
        }
        facts.push(FACT);
        for fact in [date, subtitle, source, url] {
            told(fact, &mut facts);
        }
        facts.truncate(facts.trim_end_matches(FACT).len());
        Self {
            facts: facts.into(),
            words: summary.words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_comes_back() {
        let text = |text: &str| Some(text.to_owned());
        let all = Metadata {
            title: text("A mill"),
            subtitle: text("and its river"),
            authors: vec!["Ada Prose".into(), "Ben Fact".into()],
            date: text("2020-06"),
            source: text("The Post"),
            url: text("https://example.org"),
        };
        let few = Metadata {
            authors: vec!["Ada Prose".into()],
            url: text("https://example.org"),
            ..Metadata::default()
        };
        let odd = Metadata {
            title: text("one\u{1f}two\u{1e}"),
            ..Metadata::default()
        };
        for (metadata, seen) in [
            (&all, "A mill\u{1f}Ada Prose\u{1e}Ben Fact\u{1f}2020-06"),
            (&few, "\u{1f}Ada Prose\u{1f}"),
            (&Metadata::default(), ""),
        ] {
            let told = Told::from(&Summary::from(metadata.clone()));
            assert_eq!(&told.metadata(), metadata);
            assert_eq!(told.seen(), seen);
        }
        let told = Told::from(&Summary::from(odd));
        assert_eq!(told.title(), Some("onetwo"));
        assert_eq!(told.metadata().authors, Vec::<String>::new());
    }
}
