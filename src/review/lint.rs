//! What a codebook lacks, and where two of its tags may be one.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::{Uses, tags_in_use};
use crate::model::{AnnotationSet, Tag, TagName, vocabulary};

vocabulary! {
    /// What can be wrong with a tag.
    pub enum Flaw {
        /// Annotations carry it, and the codebook does not have it.
        Unlisted = "unlisted",
        /// Nobody has said what it means.
        NoDefinition = "no-definition",
        /// Another tag has the same key.
        KeyTwice = "key-twice",
        /// It is no longer to be given, and annotations carry it.
        RetiredUsed = "retired-used",
        /// Another tag has almost the same name.
        Alike = "alike",
        /// Nothing carries it.
        NeverUsed = "never-used",
        /// One annotation carries it.
        UsedOnce = "used-once",
    }
}

/// Something that may be wrong with a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The tag.
    pub tag: TagName,
    /// What it is.
    pub flaw: Flaw,
    /// The other tag, where there is one.
    pub other: Option<TagName>,
    /// What it comes to, as half a sentence.
    pub message: String,
}

/// So many tags are compared each with each; of more, only names that fold into one another are found alike.
const MOST_COMPARED: usize = 2_000;
/// Names that are longer than this, in code points, are compared only folded.
const LONGEST_COMPARED: usize = 80;

/// What may be wrong with the tags of `set`, tag by tag in the order of the codebook.
#[must_use]
pub fn lint(set: &AnnotationSet) -> Vec<Finding> {
    let tags = tags_in_use(set);
    let mut by_key: HashMap<char, &Tag> = HashMap::new();
    let mut alike = alike(&tags);
    let mut found = Vec::new();
    for (tag, uses) in &tags {
        let mut say = |flaw: Flaw, other: Option<&TagName>, message: String| {
            found.push(Finding {
                tag: tag.name.clone(),
                flaw,
                other: other.cloned(),
                message,
            });
        };
        let is_listed = set.codebook().get(&tag.name).is_some();
        if !is_listed {
            let message = "is used and not in the codebook".to_owned();
            say(Flaw::Unlisted, None, message);
        } else if tag.definition.trim().is_empty() && !tag.retired {
            let message = "has no definition".to_owned();
            say(Flaw::NoDefinition, None, message);
        }
        if let Some(key) = tag.key.filter(|_| !tag.retired) {
            if let Some(first) = by_key.get(&key) {
                let message = format!("has the key {key}, which gives {}", first.name);
                say(Flaw::KeyTwice, Some(&first.name), message);
            } else {
                by_key.insert(key, tag);
            }
        }
        if tag.retired && *uses != Uses::default() {
            let on = match uses.annotations {
                0 => crate::text::counted(uses.documents, "document"),
                count => crate::text::counted(count, "annotation"),
            };
            let message = format!("is retired and still on {on}");
            say(Flaw::RetiredUsed, None, message);
        }
        for (other, how) in alike.remove(&tag.name).unwrap_or_default() {
            say(Flaw::Alike, Some(&other), format!("is like {other}: {how}"));
        }
        if *uses == Uses::default() && !tag.retired {
            say(Flaw::NeverUsed, None, "is never used".to_owned());
        } else if uses.annotations == 1 && !tag.retired {
            say(Flaw::UsedOnce, None, "is used once".to_owned());
        }
    }
    found
}

/// For each tag, the tags after it that have almost its name, and how.
fn alike(tags: &[(Tag, Uses)]) -> BTreeMap<TagName, BTreeMap<TagName, &'static str>> {
    let mut found: BTreeMap<TagName, BTreeMap<TagName, &'static str>> = BTreeMap::new();
    let mut note = |one: &TagName, other: &TagName, how: &'static str| {
        let others = found.entry(one.clone()).or_default();
        others.entry(other.clone()).or_insert(how);
    };
    let live: Vec<&TagName> = tags
        .iter()
        .filter(|(tag, _)| !tag.retired)
        .map(|(tag, _)| &tag.name)
        .collect();
    let mut groups: BTreeMap<(bool, String), Vec<&TagName>> = BTreeMap::new();
    for name in &live {
        let whole = (false, folded(name.as_str()));
        let last = (true, folded(name.last()));
        groups.entry(whole).or_default().push(name);
        groups.entry(last).or_default().push(name);
    }
    for ((is_last, _), names) in &groups {
        let how = if *is_last {
            "the last part is the same"
        } else {
            "only case, plural or signs differ"
        };
        // Of many that are alike, each is said to be like the first.
        for other in names.iter().skip(1) {
            note(names[0], other, how);
        }
    }
    if live.len() <= MOST_COMPARED {
        let short = live.iter().copied().filter_map(|name| {
            let letters: Vec<char> = folded(name.as_str()).chars().collect();
            (letters.len() <= LONGEST_COMPARED).then_some((name, letters))
        });
        let short: Vec<(&TagName, Vec<char>)> = short.collect();
        for (index, (one, letters)) in short.iter().enumerate() {
            for (other, others) in short.iter().skip(index + 1) {
                if is_slip(letters, others) {
                    note(one, other, "a letter or two differ");
                }
            }
        }
    }
    found
}

/// A name without what does not tell tags apart for a person: case, accents, signs between words, a plural's ending.
fn folded(name: &str) -> String {
    let parts = name.split('/').map(|part| {
        let plain = part.nfkd().filter(|c| c.is_alphanumeric());
        let plain: String = plain.flat_map(char::to_lowercase).collect();
        let singular = plain
            .strip_suffix("ies")
            .map(|stem| format!("{stem}y"))
            .or_else(|| plain.strip_suffix('s').map(str::to_owned));
        singular
            .filter(|stem| stem.chars().count() > 2)
            .unwrap_or(plain)
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Whether one name may be a slip of the pen for the other: one change in four letters or more, two in eight or more.
fn is_slip(one: &[char], other: &[char]) -> bool {
    let length = one.len().min(other.len());
    let most = match length {
        0..4 => return false,
        4..8 => 1,
        _ => 2,
    };
    // What differs in a figure differs on purpose.
    let digits = |name: &[char]| -> Vec<char> {
        name.iter().copied().filter(char::is_ascii_digit).collect()
    };
    one.len().abs_diff(other.len()) <= most
        && one != other
        && digits(one) == digits(other)
        && distance(one, other) <= most
}

/// How many letters have to be put in, left out, changed or swapped with their neighbour to get from one to the other:
/// the optimal string alignment distance (Damerau 1964; Wagner and Fischer 1974).
fn distance(one: &[char], other: &[char]) -> usize {
    let width = other.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    for (row, a) in one.iter().enumerate() {
        let mut current = vec![row + 1; width];
        for (column, b) in other.iter().enumerate() {
            let changed = above[column] + usize::from(a != b);
            let mut least = changed.min(above[column + 1] + 1).min(current[column] + 1);
            let is_swapped = row > 0 && column > 0 && one[row - 1] == *b && other[column - 1] == *a;
            if is_swapped {
                least = least.min(before[column - 1] + 1);
            }
            current[column + 1] = least;
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Annotation, AnnotationId, DocPath, Edit, Selector};
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn name(text: &str) -> TagName {
        TagName::parse(text).unwrap()
    }

    /// `tags` are names, with `!` before a retired one, `=` and a key behind, `:` behind one that is defined.
    fn findings(tags: &[&str], carried: &[&str]) -> Vec<String> {
        let mut set = AnnotationSet::default();
        for text in tags {
            let bare = text.trim_start_matches('!');
            let (bare, definition) = match bare.strip_suffix(':') {
                Some(bare) => (bare, "Said."),
                None => (bare, ""),
            };
            let (bare, key) = bare.split_once('=').unwrap_or((bare, ""));
            let tag = Tag {
                key: key.chars().next(),
                definition: definition.into(),
                retired: text.starts_with('!'),
                ..Tag::new(name(bare))
            };
            set.apply(&Edit::Tag {
                before: None,
                after: Some(tag),
            });
        }
        for (second, tag) in carried.iter().enumerate() {
            let created = Timestamp::from_second(i64::try_from(second).unwrap()).unwrap();
            let annotation = Annotation {
                id: AnnotationId::new(created),
                document: DocPath::new("a.txt"),
                selector: Selector::default(),
                anchors: Vec::new(),
                tags: vec![name(tag)],
                note: String::new(),
                reviewer: "dl".into(),
                created,
                claim: None,
                links: Vec::new(),
            };
            set.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(annotation)),
            });
        }
        let line = |one: &Finding| {
            let other = one.other.as_ref().map(TagName::as_str);
            let line = format!("{} {} {}", one.tag, one.flaw.as_str(), other.unwrap_or(""));
            line.trim_end().to_owned()
        };
        lint(&set).iter().map(line).collect()
    }

    #[test]
    fn flaws_are_found_and_nothing_else() {
        let nothing: [&str; 0] = [];
        for (tags, carried, expected) in [
            (
                &["a=1:", "b=2:"][..],
                &["a", "a", "b", "b"][..],
                &nothing[..],
            ),
            (&["a"], &["a", "a"], &["a no-definition"]),
            (&["a:"], &["a", "b", "b"], &["a used-once", "b unlisted"]),
            (&["a:"], &[], &["a never-used"]),
            (&["!a"], &[], &[]),
            (&["!a:"], &["a"], &["a retired-used"]),
            (&["a=1:", "b=1:"], &["a", "a", "b", "b"], &["b key-twice a"]),
            (&["!a=1:", "b=1:"], &["b", "b"], &[]),
        ] {
            assert_eq!(findings(tags, carried), expected, "{tags:?} {carried:?}");
        }
    }

    #[test]
    fn names_are_alike_that_a_person_would_confuse() {
        for (one, other, is_alike) in [
            ("claim/statistic", "claim/Statistics", true),
            ("claim/statistic", "claim/statistik", true),
            ("claim/causal", "claim/casual", true),
            ("policy", "policies", true),
            ("open question", "open-question", true),
            ("claim/number", "source/number", true),
            ("café", "cafe", true),
            ("tax", "fax", false),
            ("yes", "no", false),
            ("wave 1", "wave 2", false),
            ("claim/cause", "claim/event", false),
            ("person", "opinion", false),
            ("bus", "bu", false),
        ] {
            let found = findings(&[&format!("{one}:"), &format!("{other}:")], &[]);
            let found = found.iter().any(|line| line.contains(" alike "));
            assert_eq!(found, is_alike, "{one} and {other}");
        }
    }

    proptest! {
        #[test]
        fn the_distance_is_one_and_the_same_both_ways(one in "[ab]{0,6}", other in "[ab]{0,6}") {
            let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            prop_assert_eq!(distance(&one, &other), distance(&other, &one));
            prop_assert_eq!(distance(&one, &other) == 0, one == other);
            prop_assert!(distance(&one, &other) <= one.len().max(other.len()));
        }
    }
}
