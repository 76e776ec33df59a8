//! What an article and its page say of themselves at the end: how to cite it, and who holds the rights.

use super::furniture::Line;
use super::page::Page;
use super::{date, looks, names, sources};
use crate::model::Metadata;

/// How many blocks from the end the rights in the page are told in.
const FOOT: usize = 40;

impl Page<'_> {
    /// Takes over what a citation of the article tells.
    pub(super) fn read_citation(&self, first: usize, end: usize, told: &mut Metadata) {
        let mut text = String::new();
        for at in first + 1..end {
            let line = self
                .blocks
                .get(at)
                .map(|block| block.span.of(self.text))
                .unwrap_or_default();
            for piece in line.lines() {
                // An address that was wrapped ends at a slash.
                if !text.is_empty() && !text.ends_with('/') {
                    text.push(' ');
                }
                text.push_str(piece.trim());
            }
        }
        let authors = text.split(['“', '"', '(']).next().unwrap_or_default();
        if told.authors.is_empty() {
            told.authors = names::list(authors.trim_end_matches([',', ' ', '.']));
        }
        told.date = told.date.take().or_else(|| date::find(&text));
        told.source = told.source.take().or_else(|| cited_source(&text));
        let address = text
            .split_whitespace()
            .find(|word| word.starts_with("https://") || word.starts_with("http://"));
        let address =
            address.map(|address| address.trim_end_matches(['.', ',', ')', ';']).to_owned());
        told.url = told.url.take().or(address);
    }

    /// What the page says of itself: who holds its rights, as a line near the end of the text tells.
    pub(super) fn holder(&self) -> Option<String> {
        let last = self.blocks.len();
        (last.saturating_sub(FOOT)..last)
            .rev()
            .filter(|at| matches!(self.said(*at), Some(Line::Furniture | Line::Menu)))
            .find_map(|at| sources::holder(&self.line(at)?))
    }
}

/// The publication that a citation names between the title in quotation marks and the number or the day: `Jane Doe, “Bread,”
/// The Quay Papers, no. 6, June 2020`.
fn cited_source(text: &str) -> Option<String> {
    let (_, rest) = text.rsplit_once(['”', '"'])?;
    let rest = rest.trim_start_matches([',', '.', ' ']);
    let (name, after) = rest.split_once([',', '('])?;
    let name = name.trim().trim_start_matches("in ");
    let is_counted = date::find(after).is_some() || looks::is_series(after);
    (is_counted && sources::is_source(name) && date::find(name).is_none()).then(|| name.to_owned())
}
