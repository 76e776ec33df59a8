//! Three versions of one value into one: what a change saw, what it makes of it, and what has meanwhile come to be there.
//!
//! Changes to different fields are both kept; of lists every item that either side added is kept, and what either took out
//! is gone. Where both changed one field in different ways the change wins, and the field is named.

use super::{Annotation, Claim, Coverage, DocumentRecord, Grade, Selector, Tag};

/// A merge under way: what it was told to do, and the fields in which it could not do both sides justice.
#[derive(Debug, Default)]
pub struct Merge {
    /// Whether of two different notes both are kept, one below the other.
    pub joins_notes: bool,
    /// The fields that both sides changed in different ways, named as in the annotations file.
    pub conflicts: Vec<&'static str>,
}

impl Merge {
    fn field<T: Clone + PartialEq>(
        &mut self,
        name: &'static str,
        before: &T,
        after: &T,
        there: &T,
    ) -> T {
        if before == after {
            return there.clone();
        }
        if there != before && there != after {
            self.conflicts.push(name);
        }
        after.clone()
    }

    fn note(&mut self, before: &str, after: &str, there: &str) -> String {
        let merged = self.field("note", &before, &after, &there).to_owned();
        let is_conflict = self.conflicts.last() == Some(&"note");
        if !is_conflict || !self.joins_notes || merged.contains(there) {
            merged
        } else if there.contains(&merged) {
            there.to_owned()
        } else {
            format!("{merged}\n\n{there}")
        }
    }

    /// A tag from before a change and after it, and as it is there.
    pub fn tag(&mut self, before: &Tag, after: &Tag, there: &Tag) -> Tag {
        Tag {
            name: there.name.clone(),
            key: self.field("key", &before.key, &after.key, &there.key),
            color: self.field("color", &before.color, &after.color, &there.color),
            definition: self.field(
                "definition",
                &before.definition,
                &after.definition,
                &there.definition,
            ),
            glyph: self.field("glyph", &before.glyph, &after.glyph, &there.glyph),
            use_for: self.field("use_for", &before.use_for, &after.use_for, &there.use_for),
            not_for: self.field("not_for", &before.not_for, &after.not_for, &there.not_for),
            examples: list(&before.examples, &after.examples, &there.examples),
            retired: self.field("retired", &before.retired, &after.retired, &there.retired),
        }
    }

    /// A verdict of the scale from before a change and after it, and as it is there.
    pub fn grade(&mut self, before: &Grade, after: &Grade, there: &Grade) -> Grade {
        Grade {
            name: there.name.clone(),
            color: self.field("color", &before.color, &after.color, &there.color),
            rating: self.field("rating", &before.rating, &after.rating, &there.rating),
            definition: self.field(
                "definition",
                &before.definition,
                &after.definition,
                &there.definition,
            ),
        }
    }

    /// A document's record from before a change and after it, and as it is there.
    pub fn document(
        &mut self,
        before: &DocumentRecord,
        after: &DocumentRecord,
        there: &DocumentRecord,
    ) -> DocumentRecord {
        DocumentRecord {
            path: there.path.clone(),
            hash: self.field("hash", &before.hash, &after.hash, &there.hash),
            earlier: list(&before.earlier, &after.earlier, &there.earlier),
            title: self.field("title", &before.title, &after.title, &there.title),
            author: self.field("author", &before.author, &after.author, &there.author),
            date: self.field("date", &before.date, &after.date, &there.date),
            url: self.field("url", &before.url, &after.url, &there.url),
            corrections: list(&before.corrections, &after.corrections, &there.corrections),
            tags: list(&before.tags, &after.tags, &there.tags),
            status: self.field("status", &before.status, &after.status, &there.status),
            coverage: coverage(&before.coverage, &after.coverage, &there.coverage),
        }
    }

    /// An annotation from before a change and after it, and as it is there.
    pub fn annotation(
        &mut self,
        before: &Annotation,
        after: &Annotation,
        there: &Annotation,
    ) -> Annotation {
        Annotation {
            id: there.id,
            document: self.field(
                "document",
                &before.document,
                &after.document,
                &there.document,
            ),
            // A place is one thing: half of it from here and half from there would be nowhere.
            selector: self.field::<Selector>(
                "quote",
                &before.selector,
                &after.selector,
                &there.selector,
            ),
            tags: list(&before.tags, &after.tags, &there.tags),
            note: self.note(&before.note, &after.note, &there.note),
            reviewer: self.field(
                "reviewer",
                &before.reviewer,
                &after.reviewer,
                &there.reviewer,
            ),
            created: self.field("created", &before.created, &after.created, &there.created),
            claim: match (&before.claim, &after.claim, &there.claim) {
                (Some(b), Some(a), Some(t)) => Some(self.claim(b, a, t)),
                (b, a, t) => self.field("claim", b, a, t),
            },
            anchors: list(&before.anchors, &after.anchors, &there.anchors),
            links: list(&before.links, &after.links, &there.links),
        }
    }

    fn claim(&mut self, before: &Claim, after: &Claim, there: &Claim) -> Claim {
        Claim {
            statement: self.field(
                "claim.statement",
                &before.statement,
                &after.statement,
                &there.statement,
            ),
            claimant: self.field(
                "claim.claimant",
                &before.claimant,
                &after.claimant,
                &there.claimant,
            ),
            attribution: self.field(
                "claim.attribution",
                &before.attribution,
                &after.attribution,
                &there.attribution,
            ),
            kinds: list(&before.kinds, &after.kinds, &there.kinds),
            checkworthy: self.field(
                "claim.checkworthy",
                &before.checkworthy,
                &after.checkworthy,
                &there.checkworthy,
            ),
            status: self.field("claim.status", &before.status, &after.status, &there.status),
            assessments: list(&before.assessments, &after.assessments, &there.assessments),
            evidence: list(&before.evidence, &after.evidence, &there.evidence),
        }
    }
}

/// What each reviewer has seen is merged by itself: no two write of one, unless the same person does in two places.
fn coverage(before: &[Coverage], after: &[Coverage], there: &[Coverage]) -> Vec<Coverage> {
    let mut merged = list(before, after, there);
    let by = |all: &[Coverage], reviewer: &str| {
        let mut of_theirs = all.iter().filter(|known| known.reviewer == reviewer);
        of_theirs.next().cloned()
    };
    let mut told: Vec<String> = Vec::new();
    merged.retain_mut(|coverage| {
        let reviewer = coverage.reviewer.clone();
        if told.contains(&reviewer) {
            return false;
        }
        if let (Some(after), Some(there)) = (by(after, &reviewer), by(there, &reviewer)) {
            let before = by(before, &reviewer).unwrap_or(Coverage {
                hash: there.hash.clone(),
                ..Coverage::default()
            });
            *coverage = Coverage::merged(&before, &after, &there);
        }
        told.push(reviewer);
        true
    });
    merged
}

/// What was taken out is out, what was added is in, and the rest is as it is there.
fn list<T: Clone + PartialEq>(before: &[T], after: &[T], there: &[T]) -> Vec<T> {
    if before == there {
        return after.to_vec();
    }
    let kept = there
        .iter()
        .filter(|item| !before.contains(item) || after.contains(item));
    let mut merged: Vec<T> = kept.cloned().collect();
    for item in after {
        if !before.contains(item) && !merged.contains(item) {
            merged.push(item.clone());
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TagName;

    fn tag(key: Option<char>, definition: &str) -> Tag {
        Tag {
            key,
            definition: definition.into(),
            ..Tag::new(TagName::parse("a").unwrap())
        }
    }

    fn merge(before: &Tag, after: &Tag, there: &Tag) -> (Tag, Vec<&'static str>) {
        let mut merge = Merge::default();
        (merge.tag(before, after, there), merge.conflicts)
    }

    #[test]
    fn changes_to_different_fields_are_both_kept_and_to_the_same_one_reported() {
        let before = tag(None, "old");
        let theirs = tag(None, "theirs");
        assert_eq!(
            merge(&before, &tag(Some('1'), "old"), &theirs),
            (tag(Some('1'), "theirs"), vec![])
        );
        assert_eq!(
            merge(&before, &tag(None, "ours"), &theirs),
            (tag(None, "ours"), vec!["definition"])
        );
    }

    #[test]
    fn lists_take_part_item_by_item() {
        for (before, after, there, expected) in [
            ("ab", "abc", "ab", "abc"),
            ("ab", "ba", "ab", "ba"),
            ("ab", "abc", "abd", "abdc"),
            ("ab", "a", "abd", "ad"),
            ("ab", "ab", "", ""),
            ("a", "ab", "ab", "ab"),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<char>>();
            assert_eq!(
                list(&chars(before), &chars(after), &chars(there)),
                chars(expected)
            );
        }
    }

    #[test]
    fn of_two_notes_both_are_kept() {
        for (before, after, there, expected) in [
            ("", "ours", "theirs", "ours\n\ntheirs"),
            ("", "same", "same", "same"),
            ("a", "a, more", "a", "a, more"),
            ("", "short", "short and long", "short and long"),
        ] {
            let mut merge = Merge {
                joins_notes: true,
                ..Merge::default()
            };
            assert_eq!(merge.note(before, after, there), expected);
        }
    }
}
