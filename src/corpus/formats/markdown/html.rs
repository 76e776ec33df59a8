//! The HTML inside Markdown, as a flat stream of tags and words. What was never meant to be seen is not in it.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// The elements whose content is not text of the article.
pub(super) const HIDDEN: [&str; 10] = [
    "audio", "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "video",
];

/// The longest name of an entity, with its `&` and `;`, in bytes.
const LONGEST_ENTITY: usize = 34;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// Words, their entities decoded.
    Text(Cow<'h, str>),
    /// The start of an element: its name in lower case, and its attributes as they stand.
    Open(String, &'h str),
    /// The end of an element: its name in lower case.
    Close(String),
    /// The start of an element of [`HIDDEN`] that does not end in what was given. Its content comes next.
    Hidden(&'static str),
}

/// The pieces of `html` in order, without comments, declarations and elements of [`HIDDEN`].
pub(super) fn tokens(html: &str) -> Tokens<'_> {
    Tokens {
        rest: html,
        endless: Vec::new(),
    }
}

/// The pieces of HTML that are left.
pub(super) struct Tokens<'h> {
    rest: &'h str,
    /// The elements of [`HIDDEN`] that are known to end no more, so that no end is looked for twice.
    endless: Vec<&'static str>,
}

impl<'h> Iterator for Tokens<'h> {
    type Item = Token<'h>;

    fn next(&mut self) -> Option<Token<'h>> {
        while !self.rest.is_empty() {
            let next = self.rest.find('<').unwrap_or(self.rest.len());
            if next > 0 {
                return Some(Token::Text(decoded(self.take(next))));
            }
            let mut letters = self.rest.chars().skip(1);
            match letters.next() {
                Some('!' | '?') => {
                    let end = if self.rest.starts_with("<!--") {
                        "-->"
                    } else {
                        ">"
                    };
                    self.skip_past(end);
                }
                Some('/') if letters.next().is_some_and(|c| c.is_ascii_alphabetic()) => {
                    let inner = self.tag().trim_start_matches('/');
                    return Some(Token::Close(name(inner).to_ascii_lowercase()));
                }
                Some(c) if c.is_ascii_alphabetic() => {
                    let inner = self.tag();
                    let name = name(inner);
                    let attributes = inner.get(name.len()..).unwrap_or_default();
                    let name = name.to_ascii_lowercase();
                    let hidden = HIDDEN.into_iter().find(|hidden| *hidden == name);
                    match hidden {
                        Some(_) if attributes.ends_with('/') => {}
                        Some(hidden) => {
                            if !self.skip_element(hidden) {
                                return Some(Token::Hidden(hidden));
                            }
                        }
                        None => return Some(Token::Open(name, attributes)),
                    }
                }
                _ => return Some(Token::Text(Cow::Borrowed(self.take(1)))),
            }
        }
        None
    }
}

impl<'h> Tokens<'h> {
    fn take(&mut self, length: usize) -> &'h str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn skip_past(&mut self, end: &str) {
        self.rest = self.rest.split_once(end).map_or("", |(_, rest)| rest);
    }

    /// Takes the tag that comes next, and gives what stands between its brackets. A tag that never ends takes all the
    /// rest, as in a browser.
    fn tag(&mut self) -> &'h str {
        let mut quote = None;
        let end = self.rest.bytes().position(|byte| {
            match (quote, byte) {
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
            byte == b'>' && quote.is_none()
        });
        let tag = self.take(end.map_or(self.rest.len(), |end| end + 1));
        let inner = tag.strip_prefix('<').unwrap_or(tag);
        inner.strip_suffix('>').unwrap_or(inner)
    }

    /// Steps over the content of the element `name` and its end; whether there is one.
    fn skip_element(&mut self, name: &'static str) -> bool {
        if self.endless.contains(&name) {
            return false;
        }
        let end = end_of(self.rest, name);
        match end {
            Some(end) => {
                self.take(end);
                self.tag();
            }
            None => self.endless.push(name),
        }
        end.is_some()
    }
}

/// Where the first end tag of the element `name` begins in `html`.
pub(super) fn end_of(html: &str, name: &str) -> Option<usize> {
    let mut ends = html.match_indices("</").map(|(at, _)| at);
    ends.find(|at| is_end(html, *at, name))
}

/// Where the last end tag of the element `name` begins in `html`.
pub(super) fn last_end_of(html: &str, name: &str) -> Option<usize> {
    let mut ends = html.rmatch_indices("</").map(|(at, _)| at);
    ends.find(|at| is_end(html, *at, name))
}

fn is_end(html: &str, at: usize, name: &str) -> bool {
    let found = html.get(at + 2..at + 2 + name.len());
    found.is_some_and(|found| found.eq_ignore_ascii_case(name))
}

fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| c.is_whitespace() || c == '/' || c == '>');
    tag.get(..end.unwrap_or(tag.len())).unwrap_or(tag)
}

/// The value of the attribute `name` in `attributes`.
pub(super) fn attribute<'h>(attributes: &'h str, name: &str) -> Option<Cow<'h, str>> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at_checked(end)?;
        if key.is_empty() && after.is_empty() {
            return None;
        }
        rest = after;
        let Some(value) = after.trim_start().strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => {
                let inner = value.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            None => {
                value.split_at_checked(value.find(char::is_whitespace).unwrap_or(value.len()))?
            }
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(decoded(value));
        }
        rest = after;
    }
}

/// `text` with its entities as the characters they stand for.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, entity)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let head = entity
            .get(..entity.floor_char_boundary(LONGEST_ENTITY))
            .unwrap_or(entity);
        let end = head.find(';').map_or(1, |end| end + 1);
        let (entity, after) = entity.split_at_checked(end).unwrap_or((entity, ""));
        // Markdown has the same entities as HTML, and its parser knows them all (`CommonMark`, section 2.5).
        let mut known = Parser::new(entity).filter_map(|event| match event {
            Event::Text(text) if end > 1 => Some(text),
            _ => None,
        });
        match known.next() {
            Some(letters) => out.push_str(&letters),
            None => out.push_str(entity),
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(html: &str) -> String {
        let tokens = tokens(html).map(|token| match token {
            Token::Text(text) => text.into_owned(),
            Token::Open(name, _) => format!("[{name}]"),
            Token::Close(name) => format!("[/{name}]"),
            Token::Hidden(name) => format!("[hidden {name}]"),
        });
        tokens.collect()
    }

    #[test]
    fn words_and_tags_are_told_from_what_is_not_seen() {
        for (html, expected) in [
            (
                "<P class=\"a>b\">Caf&eacute; &amp; &#x263A;</p >",
                "[p]Café & ☺[/p]",
            ),
            ("a < b && c &nonsense; &", "a < b && c &nonsense; &"),
            ("x<!-- a > b -->y<!DOCTYPE html>z<?php 1 ?>", "xyz"),
            ("<script>if (a<b) { '</p>' }</SCRIPT>after", "after"),
            ("<svg><path d='M0'/></svg><style />x", "x"),
            (
                "<script>never <script>ends",
                "[hidden script]never [hidden script]ends",
            ),
            ("<a href=", "[a]"),
            ("<!-- never ends", ""),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn attributes_are_found_however_they_are_quoted() {
        let attributes = " data-alt=no ALT = 'A &lt; B' hidden src=x.png title=\"T\" /";
        for (name, value) in [
            ("alt", Some("A < B")),
            ("src", Some("x.png")),
            ("title", Some("T")),
            ("hidden", None),
            ("width", None),
        ] {
            assert_eq!(attribute(attributes, name).as_deref(), value, "{name}");
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(html in "[<>/!a&;=\"' -]{0,60}") {
            for token in tokens(&html) {
                if let Token::Open(_, attributes) = token {
                    attribute(attributes, "a");
                }
            }
        }
    }
}
