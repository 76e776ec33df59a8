//! Addresses: what a link on a page leads to.

/// The longest address that is kept, in bytes.
const LONGEST: usize = 2048;

/// The address that `reference` means on a page at `base`, by RFC 3986, section 5.2; `None` where it is not one that
/// may be opened (http, https and mailto are) or is relative to an unknown place.
pub(super) fn resolve(base: Option<&str>, reference: &str) -> Option<String> {
    // Browsers drop line breaks and tabs inside addresses, and the white space around them.
    let reference = reference
        .trim()
        .replace(['\n', '\r', '\t'], "")
        .replace(' ', "%20");
    let found = match scheme(&reference) {
        Some(scheme) => is_opened(scheme).then(|| reference.clone()),
        None => relative(base?, &reference),
    };
    found.filter(|found| found.len() <= LONGEST && !found.chars().any(char::is_control))
}

/// The scheme of `address`.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some(scheme)
}

fn is_opened(scheme: &str) -> bool {
    ["http", "https", "mailto"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}

/// What `reference`, which has no scheme, means beside the http address `base`.
fn relative(base: &str, reference: &str) -> Option<String> {
    let scheme = scheme(base).filter(|scheme| is_opened(scheme))?;
    let rest = base.get(scheme.len() + 1..)?.strip_prefix("//")?;
    if let Some(rest) = reference.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (before_query, _) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = match before_query.find('/') {
        Some(at) => before_query.split_at(at),
        None => (before_query, "/"),
    };
    let (own, tail) = match reference.find(['?', '#']) {
        Some(at) => reference.split_at(at),
        None => (reference, ""),
    };
    let path = if own.is_empty() {
        path.to_owned()
    } else if own.starts_with('/') {
        without_dots(own)
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        without_dots(&format!("{folder}/{own}"))
    };
    Some(format!("{scheme}://{host}{path}{tail}"))
}

/// `path` without `.` and `..` (RFC 3986, section 5.2.4); what would climb out stays inside.
pub(in crate::corpus::formats) fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => {
                if kept.len() > usize::from(path.starts_with('/')) {
                    kept.pop();
                }
            }
            segment => {
                kept.push(segment);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    kept.join("/")
}

/// `text` with the bytes that `%` stands before in hexadecimal put in; what is no UTF-8 then is left as it was.
pub(in crate::corpus::formats) fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| {
            after
                .get(at)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_the_standard_does() {
        let base = "http://a/b/c/d;p?q";
        for (reference, expect) in [
            ("g", "http://a/b/c/g"),
            ("./g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            ("#s", "http://a/b/c/d;p#s"),
            ("..", "http://a/b/"),
            ("../../../g", "http://a/g"),
            ("https://x.example/a b\n", "https://x.example/a%20b"),
            ("https://x.example/a+b", "https://x.example/a+b"),
            ("mailto:a@b.example", "mailto:a@b.example"),
        ] {
            assert_eq!(resolve(Some(base), reference).as_deref(), Some(expect));
        }
        for reference in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "JaVaScRiPt:x",
        ] {
            assert_eq!(resolve(Some(base), reference), None);
        }
        assert_eq!(resolve(None, "a.html"), None);
        assert_eq!(resolve(Some("file:///a"), "a.html"), None);
        assert_eq!(
            resolve(Some("https://a.example"), "x").as_deref(),
            Some("https://a.example/x")
        );
        assert_eq!(unescaped("a%20b%C3%A9%ZZ%"), "a b\u{e9}%ZZ%");
        assert_eq!(without_dots("OEBPS/../../x/./y"), "x/y");
    }
}
