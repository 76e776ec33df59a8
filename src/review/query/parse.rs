//! Reading a query.

use super::field::meant;
use super::matching::Condition;
use super::{Field, Node};
use crate::model::Span;
use crate::text::cluster::width;
use crate::text::visible::one_line;

/// How many parentheses and negations may lie in one another.
const DEEPEST: usize = 50;

/// How many conditions a query may have.
const MOST: usize = 1_000;

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// The place, in bytes of the query; empty where something is missing.
    pub span: Span,
    /// What is wrong and what would be right: lower case, no full stop.
    pub message: String,
}

impl QueryError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
        }
    }

    /// The query it is about on one line, and under it a line with `^` at the place.
    #[must_use]
    pub fn pointed(&self, query: &str) -> String {
        let before = query.get(..self.span.start).unwrap_or(query);
        let marks = width(self.span.of(query)).max(1);
        format!(
            "{}\n{:indent$}{}",
            one_line(query),
            "",
            "^".repeat(usize::from(marks)),
            indent = usize::from(width(before))
        )
    }
}

/// What a query is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Or,
    And,
    Not,
    Open,
    Close,
    Condition(Condition),
}

pub(super) fn parse(text: &str) -> Result<Node, QueryError> {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
        conditions: 0,
        peeked: None,
    };
    if parser.peek()?.is_none() {
        return Ok(Node::default());
    }
    let root = parser.alternatives()?;
    match parser.take()? {
        None => Ok(root),
        Some((_, span)) => Err(QueryError::new(
            span,
            "this parenthesis closes nothing; take it away, or put it in quotation marks",
        )),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    conditions: usize,
    /// What comes next, where it was looked at; looking at the end again finds it again.
    peeked: Option<(Token, Span)>,
}

impl Parser<'_> {
    fn alternatives(&mut self) -> Result<Node, QueryError> {
        let mut nodes = vec![self.terms()?];
        while let Some(Token::Or) = self.peek()? {
            self.take()?;
            nodes.push(self.terms()?);
        }
        Ok(Node::any(nodes))
    }

    fn terms(&mut self) -> Result<Node, QueryError> {
        let mut nodes = vec![self.term()?];
        loop {
            match self.peek()? {
                None | Some(Token::Or | Token::Close) => return Ok(Node::all(nodes)),
                Some(Token::And) => {
                    self.take()?;
                }
                Some(_) => {}
            }
            nodes.push(self.term()?);
        }
    }

    fn term(&mut self) -> Result<Node, QueryError> {
        let end = Span::new(self.text.len(), self.text.len());
        let Some((token, span)) = self.take()? else {
            return Err(QueryError::new(
                end,
                "something is missing here: write a condition such as tag:claim",
            ));
        };
        match token {
            Token::Condition(condition) => Ok(Node::Is(Box::new(condition))),
            Token::Not => {
                let node = self.deeper(span, Self::term)?;
                Ok(Node::Not(Box::new(node)))
            }
            Token::Open => {
                let node = self.deeper(span, Self::alternatives)?;
                match self.take()? {
                    Some((Token::Close, _)) => Ok(node),
                    _ => Err(QueryError::new(
                        span,
                        "this parenthesis is not closed; write ) where it ends",
                    )),
                }
            }
            Token::Or | Token::And | Token::Close => Err(QueryError::new(
                span,
                "a condition is missing before this; write one such as tag:claim, or put it in quotation marks to search for it",
            )),
        }
    }

    fn deeper(
        &mut self,
        span: Span,
        inner: impl FnOnce(&mut Self) -> Result<Node, QueryError>,
    ) -> Result<Node, QueryError> {
        if self.depth == DEEPEST {
            let message = format!(
                "more than {DEEPEST} parentheses and minus signs lie in one another; use fewer"
            );
            return Err(QueryError::new(span, message));
        }
        self.depth += 1;
        let node = inner(self)?;
        self.depth -= 1;
        Ok(node)
    }

    fn peek(&mut self) -> Result<Option<&Token>, QueryError> {
        if self.peeked.is_none() {
            self.peeked = self.token()?;
        }
        Ok(self.peeked.as_ref().map(|(token, _)| token))
    }

    fn take(&mut self) -> Result<Option<(Token, Span)>, QueryError> {
        match self.peeked.take() {
            Some(token) => Ok(Some(token)),
            None => self.token(),
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn token(&mut self) -> Result<Option<(Token, Span)>, QueryError> {
        let rest = self.rest();
        let shown = rest.trim_start();
        self.at += rest.len() - shown.len();
        let start = self.at;
        let Some(first) = self.rest().chars().next() else {
            return Ok(None);
        };
        let sign = match first {
            '(' => Some(Token::Open),
            ')' => Some(Token::Close),
            '|' => Some(Token::Or),
            '-' => Some(Token::Not),
            _ => None,
        };
        let token = if let Some(sign) = sign {
            self.at += 1;
            sign
        } else if first == '"' {
            let phrase = self.phrase()?;
            self.condition(start, None, false, phrase, true)?
        } else {
            self.word(start)?
        };
        Ok(Some((token, Span::new(start, self.at))))
    }

    /// The word that begins at `start`, with its field.
    fn word(&mut self, start: usize) -> Result<Token, QueryError> {
        let word = self.bare();
        match word.as_str() {
            "OR" => return Ok(Token::Or),
            "AND" => return Ok(Token::And),
            "NOT" => return Ok(Token::Not),
            _ => {}
        }
        let sign = word.find([':', '~']);
        let name = sign
            .and_then(|at| word.get(..at))
            .filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let Some(name) = name else {
            return self.condition(start, None, false, word, false);
        };
        let span = Span::new(start, start + name.len());
        let field = Field::named(name).ok_or_else(|| QueryError::new(span, unknown(name)))?;
        let rest = word.get(name.len()..).unwrap_or_default();
        let holds = rest.starts_with('~');
        let value = rest.get(1..).unwrap_or_default();
        if value.is_empty() && self.rest().starts_with('"') {
            let phrase = self.phrase()?;
            return self.condition(start, Some(field), holds, phrase, true);
        }
        self.condition(start, Some(field), holds, value.to_owned(), false)
    }

    fn condition(
        &mut self,
        start: usize,
        field: Option<Field>,
        holds: bool,
        value: String,
        is_quoted: bool,
    ) -> Result<Token, QueryError> {
        let span = Span::new(start, self.at);
        if self.conditions == MOST {
            let message = format!("a query has at most {MOST} conditions; use fewer");
            return Err(QueryError::new(span, message));
        }
        self.conditions += 1;
        let condition = Condition::new(field, holds, value, is_quoted);
        condition
            .map(Token::Condition)
            .map_err(|message| QueryError::new(span, message))
    }

    /// The signs up to white space or to a sign that means something.
    fn bare(&mut self) -> String {
        let rest = self.rest();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|' | '"');
        let word = rest.get(..rest.find(is_end).unwrap_or(rest.len()));
        let word = word.unwrap_or_default().to_owned();
        self.at += word.len();
        word
    }

    /// What stands between the quotation mark that comes now and the next one.
    fn phrase(&mut self) -> Result<String, QueryError> {
        let opened = Span::new(self.at, self.at + 1);
        let mut phrase = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += at + 1;
                    return Ok(phrase);
                }
                '\\' => {
                    let escaped = chars.next_if(|(_, next)| matches!(next, '"' | '\\'));
                    phrase.push(escaped.map_or(c, |(_, escaped)| escaped));
                }
                _ => phrase.push(c),
            }
        }
        Err(QueryError::new(
            opened,
            "this quotation mark is not closed; write \" where the words end",
        ))
    }
}

/// What to say of a field that there is not.
fn unknown(name: &str) -> String {
    let known = || Field::ALL.iter().map(|field| field.as_str());
    match meant(name, known()) {
        Some(meant) => format!("there is no field {name}; did you mean {meant}?"),
        None => format!(
            "there is no field {name}; there are {}; in quotation marks it is searched for",
            known().collect::<Vec<_>>().join(", ")
        ),
    }
}
