//! Changing the codebook with everything that carries its tags: other names, two tags into one, one tag into several.
//!
//! Each gives the edits of one step, one after the other, with nothing for each annotation that stays as it is: whoever
//! takes them in can stop between any two. No annotation loses a tag by it but for the one that is given instead, none gets a tag
//! twice, and the order of its tags stays.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    Annotation, AnnotationId, AnnotationSet, Codebook, DocumentRecord, Edit, Grade, Order, Tag,
    TagName, Verdict,
};

/// Why a tag cannot be called otherwise: another one is called that already, perhaps by taking its tags below with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken(pub TagName);

/// What becomes of a codebook that is taken over into another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// The edits of the step.
    pub edits: Vec<Edit>,
    /// How many tags are new.
    pub tags: usize,
    /// How many verdicts are new: the scale is taken over whole, where the house has none of its own.
    pub verdicts: usize,
    /// Whether there is a scale that is not taken over.
    pub leaves_scale: bool,
    /// The tags that are there already: they stay as they are.
    pub known: Vec<TagName>,
    /// The tags whose key another has already: the key, and the one they get instead.
    pub keys: Vec<(TagName, char, Option<char>)>,
}

/// What becomes of one tag of the codebook in another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Absorbed {
    /// The edits of the codebook.
    pub edits: Vec<Edit>,
    /// What of the one is in neither afterwards, a few words each: `its key 3`.
    pub lost: Vec<String>,
}

impl AnnotationSet {
    /// Every tag that there is: in the codebook, on an annotation, on a document.
    #[must_use]
    pub fn tag_names(&self) -> BTreeSet<TagName> {
        let listed = self.codebook().tags().iter().map(|tag| &tag.name);
        let carried = self.annotations().flat_map(|found| &found.tags);
        let on_documents = self.documents().flat_map(|found| &found.tags);
        // Few of them are many times there.
        let names: HashSet<&TagName> = listed.chain(carried).chain(on_documents).collect();
        names.into_iter().cloned().collect()
    }

    /// The edits by which the tag `from`, and every tag below it, lies at `to`.
    ///
    /// # Errors
    /// [`Taken`] where one of the new names belongs to another tag: then it is for [`AnnotationSet::absorbing`].
    pub fn renaming(
        &self,
        from: &TagName,
        to: &TagName,
    ) -> Result<impl Iterator<Item = Option<Edit>>, Taken> {
        let names = self.tag_names();
        let new = move |name: &TagName| name.moved(from, to);
        let taken = names.iter().filter_map(new).find(|name| {
            let is_moving = name.is_within(from);
            names.contains(name) && !is_moving
        });
        if let Some(taken) = taken {
            return Err(Taken(taken));
        }
        let mut moving: Vec<(&Tag, TagName)> = Vec::new();
        for tag in self.codebook().tags() {
            moving.extend(new(&tag.name).map(|name| (tag, name)));
        }
        // No name may be given before whatever bears it has let go of it.
        let depth = |(_, name): &(&Tag, TagName)| name.as_str().matches('/').count();
        if to.is_within(from) {
            moving.sort_by_key(|moved| std::cmp::Reverse(depth(moved)));
        } else {
            moving.sort_by_key(depth);
        }
        let edits: Vec<Edit> = moving
            .into_iter()
            .filter(|(tag, name)| tag.name != *name)
            .map(|(tag, name)| Edit::Tag {
                before: Some(tag.clone()),
                after: Some(Tag {
                    name,
                    ..tag.clone()
                }),
            })
            .collect();
        Ok(edits.into_iter().map(Some).chain(self.retagging(new)))
    }

    /// The edits by which everything tagged `from` is tagged `into`, and `from` is gone, as [`Codebook::absorbing`] says.
    /// Tags below `from` stay.
    pub fn absorbing(&self, from: &TagName, into: &TagName) -> impl Iterator<Item = Option<Edit>> {
        let edits = self.codebook().absorbing(from, into).edits;
        let new = move |name: &TagName| (name == from).then(|| into.clone());
        edits.into_iter().map(Some).chain(self.retagging(new))
    }

    /// The edits by which the tags of `other` come to those that are there, and its scale where the house has none.
    #[must_use]
    pub fn adopting(&self, other: &Codebook) -> Adopted {
        let codebook = self.codebook();
        let mut adopted = Adopted::default();
        let is_new = |tag: &&Tag| codebook.get(&tag.name).is_none();
        let key = |tag: &Tag| tag.key.filter(|_| !tag.retired);
        let mut taken: BTreeSet<char> = codebook.tags().iter().filter_map(key).collect();
        let (new, known): (Vec<&Tag>, Vec<&Tag>) = other.tags().iter().partition(is_new);
        adopted.known = known.into_iter().map(|tag| tag.name.clone()).collect();
        let mut coming: Vec<(Tag, bool)> = Vec::new();
        for tag in new {
            let has_key = key(tag).is_none_or(|key| taken.insert(key));
            coming.push((tag.clone(), has_key));
        }
        for (mut tag, has_key) in coming {
            if let Some(key) = tag.key.filter(|_| !has_key) {
                let letters = tag
                    .name
                    .last()
                    .chars()
                    .filter(|key| Tag::may_have_key(*key));
                let mut free = ('1'..='9').chain(letters);
                tag.key = free.find(|key| taken.insert(*key));
                adopted.keys.push((tag.name.clone(), key, tag.key));
            }
            adopted.tags += 1;
            adopted.edits.push(Edit::Tag {
                before: None,
                after: Some(tag),
            });
        }
        if codebook.grades().is_empty() {
            adopted.verdicts = other.grades().len();
            let grades = other.grades().iter().cloned();
            adopted.edits.extend(grades.map(|grade| Edit::Grade {
                before: None,
                after: Some(grade),
            }));
        } else {
            adopted.leaves_scale =
                codebook.grades() != other.grades() && !other.grades().is_empty();
        }
        adopted
    }

    /// The edits by which each annotation in `choices` carries the tags that were chosen for it in place of `from`; `new`
    /// are the tags to describe in the codebook first.
    pub fn splitting(
        &self,
        from: &TagName,
        new: Vec<Tag>,
        choices: &BTreeMap<AnnotationId, Vec<TagName>>,
    ) -> impl Iterator<Item = Option<Edit>> {
        let is_new = |tag: &Tag| self.codebook().get(&tag.name).is_none();
        let described = new.into_iter().filter(is_new).map(|tag| {
            let (before, after) = (None, Some(tag));
            Some(Edit::Tag { before, after })
        });
        let changed = choices.iter().map(move |(id, chosen)| {
            let instead = |name: &TagName| (name == from).then(|| chosen.iter().cloned());
            retagged(self.get(*id)?, instead)
        });
        described.chain(changed)
    }

    /// The edits by which every assessment that gave the verdict `from` gave `to`.
    pub fn rejudging(&self, from: &Verdict, to: &Verdict) -> impl Iterator<Item = Option<Edit>> {
        self.annotations().map(move |found| {
            if !found.was_judged(from) {
                return None;
            }
            let mut after = found.clone();
            let given = after
                .claim
                .iter_mut()
                .flat_map(|claim| &mut claim.assessments);
            for assessment in given.filter(|one| one.verdict.as_ref() == Some(from)) {
                assessment.verdict = Some(to.clone());
            }
            Some(changed(found, after))
        })
    }

    /// The edits by which every tag that `new` has another for is that one, on annotations and on documents.
    fn retagging(
        &self,
        new: impl Fn(&TagName) -> Option<TagName> + Copy,
    ) -> impl Iterator<Item = Option<Edit>> {
        let new = move |name: &TagName| new(name).map(std::iter::once);
        let annotations = self.annotations().map(move |found| retagged(found, new));
        let documents = self.documents().map(move |record| {
            let after = DocumentRecord {
                tags: replaced(&record.tags, new)?,
                ..record.clone()
            };
            Some(Edit::Document {
                before: Some(Box::new(record.clone())),
                after: Some(Box::new(after)),
            })
        });
        annotations.chain(documents)
    }
}

impl Annotation {
    /// Whether one of the assessments of what it asserts gave this verdict.
    #[must_use]
    pub fn was_judged(&self, verdict: &Verdict) -> bool {
        let claim = self.claim.iter();
        let mut given = claim.flat_map(|claim| &claim.assessments);
        given.any(|one| one.verdict.as_ref() == Some(verdict))
    }
}

impl Codebook {
    /// What becomes of the tag `from` in `into`, where it is in the codebook: it is gone. What is said of it in words is
    /// added to what is said of `into`; its key, colour and glyph where that has none.
    #[must_use]
    pub fn absorbing(&self, from: &TagName, into: &TagName) -> Absorbed {
        let mut absorbed = Absorbed::default();
        let Some(gone) = self.get(from).filter(|_| from != into) else {
            return absorbed;
        };
        absorbed.edits.extend(self.taking_out(gone));
        let there = self.get(into);
        let mut after = there.cloned().unwrap_or_else(|| Tag::new(into.clone()));
        let mut lost = |what: String| absorbed.lost.push(what);
        match gone.key {
            Some(key) if after.key.is_some() => lost(format!("its key {key}")),
            key => after.key = after.key.or(key),
        }
        match gone.color {
            Some(color) if after.color.is_some_and(|other| other != color) => {
                lost(format!("its colour {color}"));
            }
            color => after.color = after.color.or(color),
        }
        match gone.glyph {
            Some(glyph) if after.glyph.is_some_and(|other| other != glyph) => {
                lost(format!("its glyph {glyph}"));
            }
            glyph => after.glyph = after.glyph.or(glyph),
        }
        for (text, more) in [
            (&mut after.definition, &gone.definition),
            (&mut after.use_for, &gone.use_for),
            (&mut after.not_for, &gone.not_for),
        ] {
            if text.is_empty() {
                text.clone_from(more);
            } else if !text.contains(more.as_str()) {
                *text = format!("{text}\n\n{more}");
            }
        }
        for example in &gone.examples {
            if !after.examples.contains(example) {
                after.examples.push(example.clone());
            }
        }
        if there != Some(&after) {
            absorbed.edits.push(Edit::Tag {
                before: there.cloned(),
                after: Some(after),
            });
        }
        absorbed
    }

    /// Makes the usual scale the house's own, where it has none; the edits that do so.
    pub fn owning_scale(&mut self) -> Vec<Edit> {
        let mut edits = Vec::new();
        if !self.grades().is_empty() {
            return edits;
        }
        for grade in Grade::usual() {
            self.put_grade(grade.clone());
            let (before, after) = (None, Some(grade));
            edits.push(Edit::Grade { before, after });
        }
        edits
    }

    /// The edits that take a tag out of the codebook so that taking them back puts it where it was.
    #[must_use]
    pub fn taking_out(&self, tag: &Tag) -> Vec<Edit> {
        let names = self.tags().iter().map(|tag| tag.name.clone());
        let before: Vec<TagName> = names.collect();
        let mut after = before.clone();
        after.retain(|name| *name != tag.name);
        after.push(tag.name.clone());
        let mut edits = Vec::new();
        if before != after {
            edits.push(Edit::Order {
                before: Order::Tags(before),
                after: Order::Tags(after),
            });
        }
        edits.push(Edit::Tag {
            before: Some(tag.clone()),
            after: None,
        });
        edits
    }

    /// As [`Codebook::taking_out`], for a verdict of the house's own scale.
    #[must_use]
    pub fn taking_out_grade(&self, grade: &Grade) -> Vec<Edit> {
        let names = self.grades().iter().map(|grade| grade.name.clone());
        let before: Vec<Verdict> = names.collect();
        let mut after = before.clone();
        after.retain(|name| *name != grade.name);
        after.push(grade.name.clone());
        let is_last = before == after;
        let order = Edit::Order {
            before: Order::Grades(before),
            after: Order::Grades(after),
        };
        let gone = Edit::Grade {
            before: Some(grade.clone()),
            after: None,
        };
        if is_last {
            vec![gone]
        } else {
            vec![order, gone]
        }
    }
}

fn retagged<T: IntoIterator<Item = TagName>>(
    found: &Annotation,
    new: impl Fn(&TagName) -> Option<T>,
) -> Option<Edit> {
    let tags = replaced(&found.tags, new)?;
    let after = Annotation {
        tags,
        ..found.clone()
    };
    Some(changed(found, after))
}

fn changed(before: &Annotation, after: Annotation) -> Edit {
    Edit::Annotation {
        before: Some(Box::new(before.clone())),
        after: Some(Box::new(after)),
    }
}

/// `tags` with the new ones for each that has some, each once; `None` where that changes nothing.
fn replaced<T: IntoIterator<Item = TagName>>(
    tags: &[TagName],
    new: impl Fn(&TagName) -> Option<T>,
) -> Option<Vec<TagName>> {
    let first = tags.iter().position(|name| new(name).is_some())?;
    let (before, rest) = tags.split_at_checked(first)?;
    let mut replaced = before.to_vec();
    let mut add = |name: TagName| {
        if !replaced.contains(&name) {
            replaced.push(name);
        }
    };
    for name in rest {
        match new(name) {
            Some(new) => new.into_iter().for_each(&mut add),
            None => add(name.clone()),
        }
    }
    (replaced != tags).then_some(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocPath, Selector, Step, TagColor};
    use jiff::Timestamp;
    use proptest::prelude::*;

    const NAMES: [&str; 8] = ["a", "a/b", "a/b/c", "ab", "b", "b/c", "c", "c/a"];

    fn name(text: &str) -> TagName {
        TagName::parse(text).unwrap()
    }

    /// A set whose codebook has the tags with these numbers and whose annotations carry those.
    fn set(listed: &[usize], carried: &[Vec<usize>]) -> AnnotationSet {
        let mut set = AnnotationSet::default();
        for index in listed {
            let tag = Tag {
                definition: format!("What {index} means."),
                color: TagColor::parse("red"),
                ..Tag::new(name(NAMES[*index]))
            };
            let before = set.codebook().get(&tag.name).cloned();
            set.apply(&Edit::Tag {
                before,
                after: Some(tag),
            });
        }
        for (second, tags) in carried.iter().enumerate() {
            let created = Timestamp::from_second(i64::try_from(second).unwrap()).unwrap();
            let mut annotation = Annotation {
                id: AnnotationId::new(created),
                document: DocPath::new("a.txt"),
                selector: Selector::default(),
                anchors: Vec::new(),
                tags: Vec::new(),
                note: String::new(),
                reviewer: "dl".into(),
                created,
                claim: None,
                links: Vec::new(),
            };
            for index in tags {
                annotation.add_tag(&name(NAMES[*index]));
            }
            let mut record = DocumentRecord::new(DocPath::new(&format!("{second}.txt")));
            record.tags.clone_from(&annotation.tags);
            set.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(annotation)),
            });
            set.apply(&Edit::Document {
                before: None,
                after: Some(Box::new(record)),
            });
        }
        set
    }

    /// Makes the edits and takes them back; what the set was in between.
    fn made(set: &mut AnnotationSet, edits: Vec<Edit>) -> AnnotationSet {
        let before = set.clone();
        let label = String::new();
        let step = Step { label, edits };
        for edit in &step.edits {
            let (edit, said) = edit.onto(set);
            assert_eq!(said, None);
            set.apply(&edit.unwrap());
        }
        let after = set.clone();
        for edit in &step.inverse().edits {
            let (edit, said) = edit.onto(set);
            assert_eq!(said, None);
            set.apply(&edit.unwrap());
        }
        assert_eq!(*set, before, "taken back");
        after
    }

    fn tags(set: &AnnotationSet) -> Vec<Vec<TagName>> {
        let annotations = set.annotations().map(|found| found.tags.clone());
        let documents = set.documents().map(|record| record.tags.clone());
        annotations.chain(documents).collect()
    }

    fn each_once(names: Vec<TagName>) -> Vec<TagName> {
        let mut seen = BTreeSet::new();
        names
            .into_iter()
            .filter(|name| seen.insert(name.clone()))
            .collect()
    }

    proptest! {
        #[test]
        fn nothing_loses_a_tag_and_all_can_be_taken_back(
            listed in proptest::collection::btree_set(0..NAMES.len(), 0..6),
            carried in proptest::collection::vec(proptest::collection::vec(0..NAMES.len(), 0..4), 0..5),
            from in 0..NAMES.len(), to in prop_oneof![proptest::sample::select(&NAMES[..]), Just("a/x"), Just("x"), Just("b/c/d")],
        ) {
            let listed: Vec<usize> = listed.into_iter().collect();
            let mut set = set(&listed, &carried);
            let (from, to) = (name(NAMES[from]), name(to));
            let before = tags(&set);
            let renaming = set.renaming(&from, &to).map(|edits| edits.flatten().collect());
            if let Ok(edits) = renaming {
                let after = made(&mut set, edits);
                let moved = |name: TagName| name.moved(&from, &to).unwrap_or(name);
                for (old, new) in before.iter().zip(tags(&after)) {
                    let expected = old.iter().cloned().map(moved).collect();
                    prop_assert_eq!(each_once(expected), new);
                }
                let names = |set: &AnnotationSet| set.codebook().tags().iter().map(|tag| tag.name.clone()).collect::<Vec<_>>();
                let expected: Vec<TagName> = names(&set).into_iter().map(moved).collect();
                prop_assert_eq!(names(&after), expected, "each keeps its place");
            }
            if from != to {
                let edits = set.absorbing(&from, &to).flatten().collect();
                let after = made(&mut set, edits);
                let instead = |name: TagName| if name == from { to.clone() } else { name };
                for (old, new) in before.iter().zip(tags(&after)) {
                    prop_assert_eq!(each_once(old.iter().cloned().map(instead).collect()), new);
                }
                if let Some(gone) = set.codebook().get(&from) {
                    let kept = after.codebook().get(&to).unwrap();
                    prop_assert!(kept.definition.contains(&gone.definition));
                    prop_assert_eq!(after.codebook().get(&from), None);
                }
            }
            let with = set.annotations().filter(|found| found.tags.contains(&from)).map(|found| found.id);
            let both = vec![to.clone(), name("both")];
            let choices: BTreeMap<AnnotationId, Vec<TagName>> = with.step_by(2).map(|id| (id, both.clone())).collect();
            let edits = set.splitting(&from, vec![Tag::new(to.clone())], &choices);
            let edits = edits.flatten().collect();
            let after = made(&mut set, edits);
            for found in set.annotations() {
                let instead = |name: TagName| if name == from && choices.contains_key(&found.id) { both.clone() } else { vec![name] };
                let expected = each_once(found.tags.iter().cloned().flat_map(instead).collect());
                prop_assert_eq!(&after.get(found.id).unwrap().tags, &expected);
            }
        }
    }

    #[test]
    fn a_name_that_is_taken_is_refused_and_what_would_be_lost_is_told() {
        let mut set = set(&[0, 4, 5], &[vec![0, 4]]);
        let taken = set.renaming(&name("a"), &name("b")).err();
        assert_eq!(taken, Some(Taken(name("b"))));
        assert!(
            set.renaming(&name("b"), &name("b/c")).is_ok(),
            "what lies below goes along"
        );
        let (a, b) = (name("a"), name("b"));
        for (tag, key, color) in [(&a, '1', "red"), (&b, '2', "blue")] {
            let before = set.codebook().get(tag).cloned();
            let mut after = before.clone().unwrap();
            after.key = Some(key);
            after.color = TagColor::parse(color);
            set.apply(&Edit::Tag {
                before,
                after: Some(after),
            });
        }
        let absorbed = set.codebook().absorbing(&a, &b);
        assert_eq!(absorbed.lost, ["its key 1", "its colour red"]);
        let edits = set.absorbing(&a, &b).flatten().collect();
        let after = made(&mut set, edits);
        let kept = after.codebook().get(&b).unwrap();
        assert_eq!(kept.definition, "What 4 means.\n\nWhat 0 means.");
        assert_eq!(kept.key, Some('2'));
    }
}
