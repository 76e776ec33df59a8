//! Addresses of documents, for formats that want one of each.

use std::fmt::Write as _;

use super::Source;
use crate::model::Metadata;

/// What the address of a document begins with that has none on the web; its path follows. The names that begin with `x-` are
/// free for such uses (RFC 2141, section 6).
const OURS: &str = "urn:x-postil:";

/// `url`, where it is a plain address on the web.
pub(super) fn web(url: &str) -> Option<&str> {
    let url = url.trim();
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    (!rest.is_empty() && rest.chars().all(is_plain)).then_some(url)
}

/// Whether `c` may stand in a URI (RFC 3986, appendix A).
fn is_plain(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
}

/// The address of the article that `metadata` is of, in `source`: that on the web, or one of ours that tells the path.
pub(super) fn of(source: &Source<'_>, metadata: &Metadata) -> String {
    if let Some(url) = metadata.url.as_deref().and_then(web) {
        return url.to_owned();
    }
    let mut address = OURS.to_owned();
    for byte in source.path.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::{Fixture, bare};

    #[test]
    fn an_address_is_on_the_web_or_tells_the_path() {
        let mut fixture = Fixture::one(bare(1, "a b/é?.txt", 0, "q"));
        fixture.documents[0].0 = crate::model::DocPath::new("a b/é?.txt");
        for (url, expected) in [
            ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
            (" http://a.example ", "http://a.example"),
            ("https://", "urn:x-postil:a%20b/%C3%A9%3F.txt"),
            ("javascript:alert(1)", "urn:x-postil:a%20b/%C3%A9%3F.txt"),
            ("https://a.example/ b", "urn:x-postil:a%20b/%C3%A9%3F.txt"),
            ("https://a.example/\"<", "urn:x-postil:a%20b/%C3%A9%3F.txt"),
        ] {
            fixture.documents[0].1.url = Some(url.into());
            let input = fixture.input();
            let source = &input.documents[0];
            assert_eq!(of(source, &source.metadata), expected);
        }
    }
}
