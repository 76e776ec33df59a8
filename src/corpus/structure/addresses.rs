//! Addresses in running text: of pages, of mail, and DOIs (the DOI Handbook's `10.1000/182`).
//!
//! An address ends before the punctuation of the sentence it stands in, and before a bracket that it did not open. Only
//! `http`, `https` and `mailto` come out of here.

use std::sync::Arc;

use crate::model::{Block, BlockKind, Inline, InlineKind, Span, Structure};

/// The longest address that is taken for one, in bytes.
const LONGEST: usize = 2000;

/// Adds the addresses in the blocks of `text` as links, save those that are links, marks of notes or code already.
pub(in crate::corpus) fn link(text: &str, found: &mut Structure) {
    let mut links = Vec::new();
    for block in &found.blocks {
        find(text, *block, &mut links);
    }
    let taken = found.inlines.iter().filter(|inline| {
        matches!(
            inline.kind,
            InlineKind::Link(_) | InlineKind::Reference { .. } | InlineKind::Code
        )
    });
    let mut taken = taken.map(|inline| inline.span).peekable();
    let mut reached = 0;
    links.retain(|link| {
        while let Some(span) = taken.next_if(|span| span.start < link.span.end) {
            reached = reached.max(span.end);
        }
        reached <= link.span.start
    });
    found.inlines.append(&mut links);
    found
        .inlines
        .sort_by_key(|inline| (inline.span.start, std::cmp::Reverse(inline.span.end)));
}

fn find(text: &str, block: Block, links: &mut Vec<Inline>) {
    let words = block.span.of(text);
    if !["://", "www.", "@", "10."]
        .iter()
        .any(|part| words.contains(part))
    {
        return;
    }
    let mut at = 0;
    for word in words.split_inclusive(|c: char| c.is_whitespace() || "<>\"“”«»`|\\^{}".contains(c))
    {
        let start = at;
        at += word.len();
        let Some((from, to, url)) = address(word) else {
            continue;
        };
        let mut span = Span::new(
            block.span.start + start + from,
            block.span.start + start + to,
        );
        let mut url = url;
        // An address that was cut after a slash goes on alone on the next line.
        let next = words.get(at..).unwrap_or_default();
        let line = next.split('\n').next().unwrap_or_default().trim_end();
        let is_cut = word.ends_with('\n')
            && url.ends_with(['/', '-', '_', '=', '&'])
            && block.kind != BlockKind::Table;
        if is_cut
            && !line.is_empty()
            && line.len() <= LONGEST
            && line.chars().all(is_of_address)
            && !line.contains("://")
        {
            let line = trimmed(line);
            span.end = block.span.start + at + line.len();
            url.push_str(line);
        }
        links.push(Inline {
            kind: InlineKind::Link(Arc::from(url)),
            span,
        });
    }
}

fn is_of_address(c: char) -> bool {
    c.is_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)
}

/// Where in `word` an address begins and ends, in bytes, and the address in full.
fn address(word: &str) -> Option<(usize, usize, String)> {
    if word.len() > LONGEST {
        return None;
    }
    let lower = || word.to_ascii_lowercase();
    let plain = |from: usize, before: &str| {
        let inner = trimmed(
            word.get(from..)?
                .trim_end_matches(|c: char| !is_of_address(c)),
        );
        let inner = inner.split(|c| !is_of_address(c)).next().map(trimmed)?;
        Some((from, from + inner.len(), format!("{before}{inner}")))
    };
    let begins = |at: &usize| {
        let before = word.get(..*at).unwrap_or_default();
        !before.ends_with(|c: char| c.is_alphanumeric())
    };
    if word.contains("://") {
        let lower = lower();
        let from = lower.find("https://").or_else(|| lower.find("http://"))?;
        return plain(from, "").filter(|(_, _, url)| {
            let host = url.split("://").nth(1).unwrap_or_default();
            host.starts_with(char::is_alphanumeric) && host.contains(['.', ':'])
        });
    }
    if let Some(from) = word.find("www.").filter(begins) {
        let found = plain(from, "https://")?;
        return Some(found).filter(|(_, _, url)| url.matches('.').count() >= 2);
    }
    if let Some(from) = word.find("10.").filter(begins) {
        let digits = word
            .get(from + 3..)?
            .bytes()
            .take_while(|b| b.is_ascii_digit() || *b == b'.')
            .count();
        let rest = word.get(from + 3 + digits..)?;
        if (4..=9).contains(&digits) && rest.len() > 2 && rest.starts_with('/') {
            return plain(from, "https://doi.org/");
        }
    }
    let at = word.find('@')?;
    mail(word, at)
}

/// The address of mail around the `@` at `at`.
fn mail(word: &str, at: usize) -> Option<(usize, usize, String)> {
    let (before, after) = (word.get(..at)?, word.get(at + 1..)?);
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let local = before
        .rsplit(|c| !is_local(c))
        .next()?
        .trim_start_matches('.');
    let is_domain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    let domain = after
        .split(|c| !is_domain(c))
        .next()?
        .trim_end_matches(['.', '-']);
    let (_, top) = domain.rsplit_once('.')?;
    let is_mail = !local.is_empty()
        && local.len() <= 64
        && top.len() >= 2
        && top.bytes().all(|b| b.is_ascii_alphabetic())
        && !domain.starts_with(['.', '-'])
        && !domain.contains("..");
    let (from, to) = (at - local.len(), at + 1 + domain.len());
    is_mail.then(|| (from, to, format!("mailto:{local}@{domain}")))
}

/// `address` without the punctuation of the sentence around it.
fn trimmed(address: &str) -> &str {
    let mut end = address.len();
    while let Some(head) = address.get(..end)
        && let Some(last) = head.chars().next_back()
    {
        let is_unopened = |open: char, close: char| {
            last == close && head.matches(close).count() > head.matches(open).count()
        };
        let is_outside =
            ".,;:!?'’*_".contains(last) || is_unopened('(', ')') || is_unopened('[', ']');
        if !is_outside {
            break;
        }
        end -= last.len_utf8();
    }
    address.get(..end).unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_they_should() {
        for (text, expect) in [
            (
                "See https://example.org/a_(b).",
                "https://example.org/a_(b)",
            ),
            (
                "(see http://example.org/a?b=c#d)",
                "http://example.org/a?b=c#d",
            ),
            (
                "at www.example.org, or",
                "www.example.org=https://www.example.org",
            ),
            (
                "doi:10.1000/182.",
                "10.1000/182=https://doi.org/10.1000/182",
            ),
            ("https://doi.org/10.1000/182", "https://doi.org/10.1000/182"),
            (
                "mail ann.poe@example.co.uk!",
                "ann.poe@example.co.uk=mailto:ann.poe@example.co.uk",
            ),
            (
                "<https://example.org/>, “https://example.com/x”",
                "https://example.org/ https://example.com/x",
            ),
            ("[https://example.org/a]", "https://example.org/a"),
            (
                "cut: https://example.org/en/\nnews/bread-1.",
                "https://example.org/en/\nnews/bread-1=https://example.org/en/news/bread-1",
            ),
            (
                "(mailto:a@example.org)",
                "a@example.org=mailto:a@example.org",
            ),
            ("@annpoe wrote, 10.5 per cent, a@b, 10.1000", ""),
            ("javascript://example.org and ftp://example.org/a", ""),
            ("https:// and http://localhost", ""),
            ("HTTP://EXAMPLE.ORG/A", "HTTP://EXAMPLE.ORG/A"),
        ] {
            let block = Block {
                kind: BlockKind::Paragraph,
                span: Span::new(0, text.len()),
            };
            let mut links = Vec::new();
            find(text, block, &mut links);
            let shown = links.iter().map(|link| {
                let InlineKind::Link(url) = &link.kind else {
                    return String::new();
                };
                let shown = link.span.of(text);
                if shown == &**url {
                    shown.to_owned()
                } else {
                    format!("{shown}={url}")
                }
            });
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expect, "{text}");
        }
    }
}
