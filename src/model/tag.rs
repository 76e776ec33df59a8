//! Tags and the codebook they make up together.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::by_name::{ByName, Named};
use super::{Grade, Verdict, on_one_line};

/// The name of a tag: a path such as `claim/statistic`.
///
/// A name has at least one part, no part is empty, and no part begins or ends with white space or holds a control
/// character. Names are compared whole: `tax` is not a part of `taxation`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TagName(Arc<str>);

impl TagName {
    /// The name that `text` spells: white space around parts and empty parts are dropped; `None` where nothing is
    /// left or a control character is in it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            return None;
        }
        let parts: Vec<String> = text
            .split('/')
            .map(on_one_line)
            .filter(|part| !part.is_empty())
            .collect();
        if parts.is_empty() {
            None
        } else {
            Some(Self(Arc::from(parts.join("/"))))
        }
    }

    /// The whole path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part of the path.
    #[must_use]
    pub fn last(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The path without its last part; `None` where it has but one.
    #[must_use]
    pub fn parent(&self) -> Option<TagName> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(Arc::from(parent)))
    }

    /// The name under `to` that this one, which is `from` or lies under it, has once `from` is called `to`; `None` for
    /// any other name.
    #[must_use]
    pub fn moved(&self, from: &TagName, to: &TagName) -> Option<TagName> {
        let rest = self.0.strip_prefix(&*from.0)?;
        let is_within = rest.is_empty() || rest.starts_with('/');
        is_within.then(|| Self(Arc::from(format!("{}{rest}", to.0))))
    }

    /// Whether the tag is `other` or lies under it.
    #[must_use]
    pub fn is_within(&self, other: &TagName) -> bool {
        match self.0.strip_prefix(&*other.0) {
            Some(rest) => rest.is_empty() || rest.starts_with('/'),
            None => false,
        }
    }
}

impl fmt::Display for TagName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The colour of a tag. What it looks like is the theme's to say: a name means a hue that reads well there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagColor {
    /// One of the named hues.
    Named(Hue),
    /// A colour of one's own, `#rrggbb` in the file.
    Rgb(u8, u8, u8),
}

super::vocabulary! {
    /// The hues that every theme knows.
    pub enum Hue {
        /// Yellow.
        Yellow = "yellow",
        /// Green.
        Green = "green",
        /// Blue.
        Blue = "blue",
        /// Red.
        Red = "red",
        /// Purple.
        Purple = "purple",
        /// Cyan.
        Cyan = "cyan",
        /// Orange.
        Orange = "orange",
        /// Pink.
        Pink = "pink",
    }
}

impl TagColor {
    /// The colour that `text` names: a hue or `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(hue) = Hue::parse(text) {
            return Some(Self::Named(hue));
        }
        let is_hex = |digits: &&str| {
            digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        };
        let digits = text.strip_prefix('#').filter(is_hex)?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Self::Rgb(red, green, blue))
    }
}

impl fmt::Display for TagColor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(hue) => f.write_str(hue.as_str()),
            Self::Rgb(red, green, blue) => write!(f, "#{red:02x}{green:02x}{blue:02x}"),
        }
    }
}

/// A tag as the codebook describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: TagName,
    /// The key that gives it to the sentence under the cursor.
    pub key: Option<char>,
    /// Its colour.
    pub color: Option<TagColor>,
    /// The glyph that stands for it where colour cannot, one cell wide; without one its place in the codebook gives it.
    pub glyph: Option<char>,
    /// What the tag means; empty when nobody has said.
    pub definition: String,
    /// What it is to be used for.
    pub use_for: String,
    /// What it looks as if it were for, and is not.
    pub not_for: String,
    /// Passages it was rightly given to.
    pub examples: Vec<String>,
    /// Whether it is no longer given: what has it keeps it.
    pub retired: bool,
}

super::vocabulary! {
    /// What a codebook says of a tag in words.
    pub enum TagText {
        /// What it means.
        Definition = "definition",
        /// What it is to be used for.
        UseFor = "use_for",
        /// What it looks as if it were for.
        NotFor = "not_for",
        /// Passages it was rightly given to, a line each.
        Examples = "examples",
    }
}

/// The letters that mean something else while sentences are reviewed: a claim, by sentence, tags, undo, growing the
/// selection, a link.
const REVIEWING: [char; 7] = ['c', 'j', 'k', 't', 'u', 'v', 'x'];

impl Tag {
    /// Whether `key` can be the key of a tag: a digit or a small letter that means nothing else while one reviews.
    #[must_use]
    pub fn may_have_key(key: char) -> bool {
        let is_letter = key.is_alphabetic() && !key.is_uppercase();
        (key.is_ascii_digit() || is_letter) && !REVIEWING.contains(&key)
    }

    /// What is said of it under that heading; examples a line each.
    #[must_use]
    pub fn text(&self, which: TagText) -> String {
        match which {
            TagText::Definition => self.definition.clone(),
            TagText::UseFor => self.use_for.clone(),
            TagText::NotFor => self.not_for.clone(),
            TagText::Examples => self.examples.join("\n"),
        }
    }

    /// Says `text` of it under that heading; of examples, each line that is not blank is one.
    pub fn set_text(&mut self, which: TagText, text: &str) {
        match which {
            TagText::Definition => text.clone_into(&mut self.definition),
            TagText::UseFor => text.clone_into(&mut self.use_for),
            TagText::NotFor => text.clone_into(&mut self.not_for),
            TagText::Examples => {
                let lines = text.lines().map(on_one_line);
                self.examples = lines.filter(|line| !line.is_empty()).collect();
            }
        }
    }

    /// A tag with nothing but a name.
    #[must_use]
    pub fn new(name: TagName) -> Self {
        Self {
            name,
            key: None,
            color: None,
            glyph: None,
            definition: String::new(),
            use_for: String::new(),
            not_for: String::new(),
            examples: Vec::new(),
            retired: false,
        }
    }
}

/// All tags together and the scale of verdicts, each in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    tags: ByName<Tag>,
    grades: ByName<Grade>,
}

/// An order of tags or verdicts, by their names; those that are not named are not concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Of tags.
    Tags(Vec<TagName>),
    /// Of the verdicts of the scale.
    Grades(Vec<Verdict>),
}

impl Named for Tag {
    type Name = TagName;

    fn name(&self) -> &TagName {
        &self.name
    }
}

impl Named for Grade {
    type Name = Verdict;

    fn name(&self) -> &Verdict {
        &self.name
    }
}

/// The glyphs that tell tags apart where colour does not: each is one cell wide in every terminal font.
const GLYPHS: [char; 12] = ['●', '■', '▲', '◆', '○', '□', '△', '◇', '★', '▼', '☆', '▽'];

impl Codebook {
    /// The tags, in order.
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        self.tags.items()
    }

    /// The tag called `name`.
    #[must_use]
    pub fn get(&self, name: &TagName) -> Option<&Tag> {
        self.tags.get(name)
    }

    /// The tag that `key` gives; a retired one is not given any more.
    #[must_use]
    pub fn by_key(&self, key: char) -> Option<&Tag> {
        let mut tags = self.tags().iter();
        tags.find(|tag| tag.key == Some(key) && !tag.retired)
    }

    /// Puts `tag` in the place of the one with its name, or at the end; what was there before.
    pub fn put(&mut self, tag: Tag) -> Option<Tag> {
        self.tags.put(tag)
    }

    /// Puts `tag` in the place of the one called `name`, which is gone then: that is how a tag gets another name without
    /// losing its place. Where there is none of that name it is as [`Codebook::put`].
    pub fn replace(&mut self, name: &TagName, tag: Tag) {
        self.tags.replace(name, tag);
    }

    /// Puts the tags or verdicts that `order` names into that order; they share the places that they had between them,
    /// and all others keep theirs.
    pub fn reorder(&mut self, order: &Order) {
        match order {
            Order::Tags(names) => self.tags.reorder(names),
            Order::Grades(names) => self.grades.reorder(names),
        }
    }

    /// Takes the tag called `name` out.
    pub fn remove(&mut self, name: &TagName) -> Option<Tag> {
        self.tags.remove(name)
    }

    /// The verdicts that the house has set, in order; none where it judges on the usual scale.
    #[must_use]
    pub fn grades(&self) -> &[Grade] {
        self.grades.items()
    }

    /// The scale to judge on: the house's own, or else the usual one.
    #[must_use]
    pub fn scale(&self) -> Cow<'_, [Grade]> {
        if self.grades().is_empty() {
            Grade::usual().into()
        } else {
            self.grades().into()
        }
    }

    /// The verdict called `name`, as the house has set it.
    #[must_use]
    pub fn grade(&self, name: &Verdict) -> Option<&Grade> {
        self.grades.get(name)
    }

    /// Puts `grade` in the place of the one with its name, or at the end.
    pub fn put_grade(&mut self, grade: Grade) {
        self.grades.put(grade);
    }

    /// As [`Codebook::replace`], for a verdict.
    pub fn replace_grade(&mut self, name: &Verdict, grade: Grade) {
        self.grades.replace(name, grade);
    }

    /// Takes the verdict called `name` out.
    pub fn remove_grade(&mut self, name: &Verdict) {
        self.grades.remove(name);
    }

    /// A tag called `name` as a person who only typed the name would want it: the first digit that is free is its
    /// key, and the hue that is used least its colour.
    #[must_use]
    pub fn draft(&self, name: TagName) -> Tag {
        let key = ('1'..='9').find(|key| self.by_key(*key).is_none());
        let used = |hue: Hue| {
            self.tags()
                .iter()
                .filter(|tag| tag.color == Some(TagColor::Named(hue)))
                .count()
        };
        let color = Hue::ALL
            .iter()
            .copied()
            .min_by_key(|hue| used(*hue))
            .map(TagColor::Named);
        Tag {
            key,
            color,
            ..Tag::new(name)
        }
    }

    /// The glyph that stands for the tag where colour cannot: its own, or else by its place in the codebook.
    #[must_use]
    pub fn glyph(&self, name: &TagName) -> char {
        if let Some(glyph) = self.get(name).and_then(|tag| tag.glyph) {
            return glyph;
        }
        let place = self.tags.place(name);
        place
            .and_then(|place| GLYPHS.get(place % GLYPHS.len()))
            .copied()
            .unwrap_or('·')
    }

    /// The tag's colour; one that the codebook does not describe has none.
    #[must_use]
    pub fn color(&self, name: &TagName) -> Option<TagColor> {
        self.get(name).and_then(|tag| tag.color)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> TagName {
        TagName::parse(text).unwrap()
    }

    #[test]
    fn names_are_tidied_and_nonsense_is_refused() {
        assert_eq!(
            name(" claim /  a   statistic/").as_str(),
            "claim/a statistic"
        );
        assert_eq!(TagName::parse(" / "), None);
        assert_eq!(TagName::parse("a\u{1b}[31m"), None);
    }

    #[test]
    fn a_tag_lies_within_whole_parts_only() {
        assert!(name("tax/income").is_within(&name("tax")));
        assert!(!name("taxation").is_within(&name("tax")));
    }

    #[test]
    fn tags_keep_their_places_when_they_are_named_anew_or_ordered() {
        let mut codebook = Codebook::default();
        for text in ["a", "b", "c", "d"] {
            codebook.put(Tag::new(name(text)));
        }
        let names = |codebook: &Codebook| {
            let names = codebook.tags().iter().map(|tag| tag.name.to_string());
            names.collect::<Vec<_>>().concat()
        };
        codebook.replace(&name("b"), Tag::new(name("x")));
        assert_eq!(names(&codebook), "axcd");
        codebook.reorder(&Order::Tags(vec![name("d"), name("gone"), name("a")]));
        assert_eq!(names(&codebook), "dxca");
        codebook.replace(&name("a"), Tag::new(name("x")));
        assert_eq!(names(&codebook), "dcx");
        assert_eq!(
            name("a/b").moved(&name("a"), &name("x/y")).unwrap(),
            name("x/y/b")
        );
        assert_eq!(name("ab").moved(&name("a"), &name("x")), None);
        assert_eq!(
            (name("a/b").last(), name("a/b").parent()),
            ("b", Some(name("a")))
        );
    }

    #[test]
    fn colours_are_read_as_they_are_written() {
        for text in ["yellow", "#a0b1c2"] {
            assert_eq!(TagColor::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(TagColor::parse("#12345"), None);
        assert_eq!(TagColor::parse("#+12345"), None);
        assert_eq!(TagColor::parse("#ééé"), None);
    }

    #[test]
    fn drafts_take_the_first_free_digit_and_the_least_used_hue() {
        let mut codebook = Codebook::default();
        for (text, key) in [("a", Some('1')), ("b", Some('2'))] {
            let tag = codebook.draft(name(text));
            assert_eq!(tag.key, key);
            codebook.put(tag);
        }
        codebook.remove(&name("a"));
        let tag = codebook.draft(name("c"));
        assert_eq!(tag.key, Some('1'));
        assert_eq!(tag.color, Some(TagColor::Named(Hue::Yellow)));
        assert_eq!(codebook.glyph(&name("b")), '●');
    }
}
