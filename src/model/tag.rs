//! Tags and the codebook they make up together.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

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

impl Tag {
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
    tags: Vec<Tag>,
    grades: Vec<Grade>,
}

/// The glyphs that tell tags apart where colour does not: each is one cell wide in every terminal font.
const GLYPHS: [char; 12] = ['●', '■', '▲', '◆', '○', '□', '△', '◇', '★', '▼', '☆', '▽'];

impl Codebook {
    /// The tags, in order.
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// The tag called `name`.
    #[must_use]
    pub fn get(&self, name: &TagName) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.name == *name)
    }

    /// The tag that `key` gives; a retired one is not given any more.
    #[must_use]
    pub fn by_key(&self, key: char) -> Option<&Tag> {
        self.tags
            .iter()
            .find(|tag| tag.key == Some(key) && !tag.retired)
    }

    /// Puts `tag` in the place of the one with its name, or at the end; what was there before.
    pub fn put(&mut self, tag: Tag) -> Option<Tag> {
        if let Some(known) = self.tags.iter_mut().find(|known| known.name == tag.name) {
            Some(std::mem::replace(known, tag))
        } else {
            self.tags.push(tag);
            None
        }
    }

    /// Takes the tag called `name` out.
    pub fn remove(&mut self, name: &TagName) -> Option<Tag> {
        let index = self.tags.iter().position(|tag| tag.name == *name)?;
        Some(self.tags.remove(index))
    }

    /// The verdicts that the house has set, in order; none where it judges on the usual scale.
    #[must_use]
    pub fn grades(&self) -> &[Grade] {
        &self.grades
    }

    /// The scale to judge on: the house's own, or else the usual one.
    #[must_use]
    pub fn scale(&self) -> Cow<'_, [Grade]> {
        if self.grades.is_empty() {
            Grade::usual().into()
        } else {
            self.grades.as_slice().into()
        }
    }

    /// The verdict called `name`, as the house has set it.
    #[must_use]
    pub fn grade(&self, name: &Verdict) -> Option<&Grade> {
        self.grades.iter().find(|grade| grade.name == *name)
    }

    /// Puts `grade` in the place of the one with its name, or at the end.
    pub fn put_grade(&mut self, grade: Grade) {
        if let Some(known) = self
            .grades
            .iter_mut()
            .find(|known| known.name == grade.name)
        {
            *known = grade;
        } else {
            self.grades.push(grade);
        }
    }

    /// Takes the verdict called `name` out.
    pub fn remove_grade(&mut self, name: &Verdict) {
        self.grades.retain(|grade| grade.name != *name);
    }

    /// A tag called `name` as a person who only typed the name would want it: the first digit that is free is its
    /// key, and the hue that is used least its colour.
    #[must_use]
    pub fn draft(&self, name: TagName) -> Tag {
        let key = ('1'..='9').find(|key| self.by_key(*key).is_none());
        let used = |hue: Hue| {
            self.tags
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
        let place = self.tags.iter().position(|tag| tag.name == *name);
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
