//! The styles of a Word document: what the paragraphs in them are, and how their letters look.
//!
//! ECMA-376, part 1, section 17.7. The names of the styles that come with Word are English in the file whatever the
//! language of the program; only their identifiers are translated.

use std::collections::HashMap;

use super::xml::{self, Node};
use crate::corpus::Fault;

/// How many styles a style may be based on, one on another.
const DEEPEST: usize = 16;

/// What a paragraph is for, as its style tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Subtitle,
    /// A heading; level 1 is the highest.
    Heading(u8),
    Quotation,
    Caption,
    Preformatted,
    /// A line of a table of contents or an index.
    Contents,
}

/// How letters look, as far as it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) is_bold: Option<bool>,
    pub(super) is_italic: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    /// Whether they are raised or, where not, lowered.
    pub(super) is_raised: Option<bool>,
    /// The size in half points.
    pub(super) size: Option<u16>,
}

impl Look {
    /// This look, and `below` where it says nothing.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            is_bold: self.is_bold.or(below.is_bold),
            is_italic: self.is_italic.or(below.is_italic),
            is_hidden: self.is_hidden.or(below.is_hidden),
            is_raised: self.is_raised.or(below.is_raised),
            size: self.size.or(below.size),
        }
    }

    /// Takes over what the property `element` says.
    pub(super) fn read(&mut self, element: &xml::Element<'_>) {
        match element.name() {
            "b" => self.is_bold = Some(element.is_on()),
            "i" => self.is_italic = Some(element.is_on()),
            "vanish" | "webHidden" => self.is_hidden = Some(element.is_on()),
            "vertAlign" => {
                self.is_raised = match element.value().as_deref() {
                    Some("superscript") => Some(true),
                    Some("subscript") => Some(false),
                    _ => None,
                };
            }
            "sz" => self.size = element.value().and_then(|size| size.parse().ok()),
            _ => {}
        }
    }
}

/// What a list number is made from: the list, and the level in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbering {
    pub(super) list: Option<String>,
    pub(super) level: Option<u8>,
}

impl Numbering {
    /// Takes over what the property `element` says.
    pub(super) fn read(&mut self, element: &xml::Element<'_>) {
        match element.name() {
            "numId" => self.list = element.value(),
            "ilvl" => self.level = element.value().and_then(|level| level.parse().ok()),
            _ => {}
        }
    }
}

/// One style.
#[derive(Clone, Debug, Default)]
struct Style {
    /// The name in lower case.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: Numbering,
    look: Look,
}

/// The styles of a document by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads `word/styles.xml`.
    ///
    /// # Errors
    /// Where it is no sound XML.
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        for node in xml::nodes(text) {
            match node? {
                Node::Start(element) if element.name() == "style" => {
                    let id = element.attribute("styleId").unwrap_or_default();
                    open = Some((id, Style::default()));
                }
                Node::Start(element) => {
                    let Some((_, style)) = &mut open else {
                        continue;
                    };
                    match element.name() {
                        "name" => style.name = element.value().unwrap_or_default().to_lowercase(),
                        "basedOn" => style.based_on = element.value(),
                        "outlineLvl" => {
                            style.outline = element.value().and_then(|level| level.parse().ok());
                        }
                        _ => {
                            style.numbering.read(&element);
                            style.look.read(&element);
                        }
                    }
                }
                Node::End(name) if name == "style" => styles.extend(open.take()),
                Node::End(_) | Node::Text(_) => {}
            }
        }
        Ok(Self(styles))
    }

    /// The style `id` and those it is based on, the nearest first.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let based_on = |style: &&'s Style| self.0.get(style.based_on.as_deref()?);
        std::iter::successors(self.0.get(id), based_on).take(DEEPEST)
    }

    /// What a paragraph in the style `id` is; `None` where it is running text.
    pub(super) fn role(&self, id: &str) -> Option<Role> {
        if !self.0.contains_key(id) {
            // Where the style is missing, its identifier may still be Word's own English one.
            return role_of(&spaced(id));
        }
        self.chain(id).find_map(|style| {
            let by_outline = style.outline.filter(|level| *level < 9);
            let by_outline = by_outline.map(|level| Role::Heading(level + 1));
            role_of(&style.name).or(by_outline)
        })
    }

    /// How letters in the style `id` look.
    pub(super) fn look(&self, id: &str) -> Look {
        self.chain(id)
            .fold(Look::default(), |look, style| look.over(style.look))
    }

    /// The list that paragraphs in the style `id` belong to.
    pub(super) fn numbering(&self, id: &str) -> Numbering {
        let mut found = Numbering::default();
        for style in self.chain(id) {
            found.list = found.list.or_else(|| style.numbering.list.clone());
            found.level = found.level.or(style.numbering.level);
        }
        found
    }

    /// How deep the list is that the name of the style `id` numbers: 1 for `List Bullet 2`.
    pub(super) fn list_depth(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| {
            let name = style.name.strip_prefix("list ")?;
            let number = name
                .strip_prefix("bullet ")
                .or(name.strip_prefix("number "))?;
            number.parse::<u8>().ok()?.checked_sub(1)
        })
    }
}

/// What a paragraph in the style called `name` is.
fn role_of(name: &str) -> Option<Role> {
    let numbered = |word: &str| -> Option<u8> { name.strip_prefix(word)?.trim().parse().ok() };
    if let Some(level) = numbered("heading ") {
        return (1..=9).contains(&level).then_some(Role::Heading(level));
    }
    if numbered("toc ").is_some() || numbered("index ").is_some() {
        return Some(Role::Contents);
    }
    Some(match name {
        "title" => Role::Title,
        "subtitle" => Role::Subtitle,
        "quote" | "intense quote" | "quotations" | "block text" | "block quote" | "blockquote" => {
            Role::Quotation
        }
        "caption" | "image caption" | "table caption" | "figure caption" | "illustration" => {
            Role::Caption
        }
        "html preformatted" | "preformatted text" | "source code" | "code" | "macro" => {
            Role::Preformatted
        }
        "toc heading" | "table of figures" | "contents heading" => Role::Contents,
        _ => return None,
    })
}

/// An identifier such as `Heading1` or `IntenseQuote` as the name it stands for.
fn spaced(id: &str) -> String {
    let mut name = String::with_capacity(id.len() + 2);
    for c in id.chars().take(40) {
        if (c.is_uppercase() || c.is_ascii_digit()) && !name.is_empty() {
            name.push(' ');
        }
        name.extend(c.to_lowercase());
    }
    name
}
