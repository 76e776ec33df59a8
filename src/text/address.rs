//! Addresses that links of strangers lead to: which of them can be followed, and how they are shown and handed on so that
//! nobody is deceived.
//!
//! An address is read as browsers read it (WHATWG URL Standard, section 4.4): white space and control characters around
//! it and line breaks in it do not count. A backslash, which browsers take for a slash, is an encoded character here and in
//! what is handed on. That is the same reading, written in printable ASCII, so that the host shown is the host gone to.

use std::borrow::Cow;
use std::fmt::Write as _;

use regex::Regex;

use super::visible;

/// The longest address that is followed, in bytes as it is handed on: terminals and browsers cut longer ones.
const LONGEST: usize = 2_000;

/// An address that can be followed: on the web, or of a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    written: String,
    host: String,
    is_mail: bool,
    /// Whether something that may pass for the host stands before it.
    has_user: bool,
}

impl Address {
    /// Reads the address `url`.
    ///
    /// # Errors
    /// A sentence that says why it cannot be followed; what it quotes is safe to show.
    pub fn parse(url: &str) -> Result<Self, String> {
        let is_nothing = |c: char| c <= ' ';
        let clean: String = url
            .trim_matches(is_nothing)
            .chars()
            .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
            .collect();
        let shown = || visible::one_line(&beginning(&clean)).into_owned();
        let refused = |why: &str| Err(format!("cannot follow {}: {why}", shown()));
        let Some((scheme, rest)) = clean
            .split_once(':')
            .filter(|(scheme, _)| is_scheme(scheme))
        else {
            return refused("it leads to no web address");
        };
        let scheme = scheme.to_ascii_lowercase();
        let rest = rest.replace('\\', "%5C");
        let (has_user, host) = match (scheme.as_str(), rest.strip_prefix("//")) {
            ("http" | "https", Some(rest)) => host(rest),
            ("mailto", _) => (false, rest.split('?').next().unwrap_or_default()),
            _ => return refused("only http, https and mailto addresses are opened"),
        };
        if host.is_empty() {
            return refused("it names no host");
        }
        let written = format!("{scheme}:{}", percent_encoded(&rest));
        if written.len() > LONGEST {
            return refused("it is too long for a browser");
        }
        Ok(Self {
            host: host.to_owned(),
            has_user,
            is_mail: scheme == "mailto",
            written,
        })
    }

    /// The address in printable ASCII without spaces, everything else percent-encoded: safe in an escape sequence and as
    /// an argument, which it never looks like an option of.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The host, or for mail the mailbox; safe to show.
    #[must_use]
    pub fn host(&self) -> Cow<'_, str> {
        visible::one_line(&self.host)
    }

    /// Whether it is the address of a mailbox.
    #[must_use]
    pub fn is_mail(&self) -> bool {
        self.is_mail
    }

    /// Why the host may not be what it looks like, as a sentence.
    #[must_use]
    pub fn caution(&self) -> Option<&'static str> {
        if self.has_user {
            return Some("what stands before the @ is not the host");
        }
        caution_of(&self.host)
    }
}

/// What of an address is quoted in a message.
fn beginning(text: &str) -> String {
    let mut letters = text.chars();
    let mut cut: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() {
        cut.push('…');
    }
    cut
}

/// Whether `text` is a scheme (RFC 3986, section 3.1).
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// The host that what follows `//` begins with, and whether a user stands before it.
fn host(rest: &str) -> (bool, &str) {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (has_user, place) = match authority.rsplit_once('@') {
        Some((_, place)) => (true, place),
        None => (false, authority),
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let host = match place.rsplit_once(':') {
        Some((host, port)) if is_port(port) => host,
        _ => place,
    };
    (has_user, host)
}

/// Why `host` may not be what it looks like.
fn caution_of(host: &str) -> Option<&'static str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]@+,".contains(c);
    if host.split('.').any(|label| {
        label
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
    }) {
        return Some("the host is written in Punycode and may look like another one in a browser");
    }
    if host.chars().all(is_plain) {
        return None;
    }
    Some(if scripts(host) > 1 {
        "the host mixes letters of several alphabets, as those do that pass for another"
    } else {
        "the host is not written in plain Latin letters"
    })
}

/// The alphabets that are told apart; those that one language writes together are one (Unicode Technical Standard 39,
/// section 5.1).
const SCRIPTS: &[&str] = &[
    r"\p{Latin}",
    r"\p{Greek}",
    r"\p{Cyrillic}",
    r"\p{Armenian}",
    r"\p{Hebrew}",
    r"\p{Arabic}",
    r"\p{Georgian}",
    r"\p{Cherokee}",
    r"\p{Coptic}",
    r"\p{Thai}",
    r"\p{Devanagari}",
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Hangul}]",
];

/// The most alphabets that the letters of one label of `host` are of: `www.пример.com` is honest.
fn scripts(host: &str) -> usize {
    let scripts = SCRIPTS.iter().filter_map(|script| Regex::new(script).ok());
    let scripts: Vec<Regex> = scripts.collect();
    let used = |label| {
        scripts
            .iter()
            .filter(|script| script.is_match(label))
            .count()
    };
    host.split('.').map(used).max().unwrap_or(0)
}

/// `text` in printable ASCII: every other byte percent-encoded (RFC 3986, section 2.1), and what no address holds too.
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'<' | b'>' | b'`' | b'{' | b'}' | b'|' | b'^')
        {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_host_is_the_one_a_browser_goes_to() {
        for (url, host, written) in [
            (
                "https://example.org/a?b#c",
                "example.org",
                "https://example.org/a?b#c",
            ),
            (
                " HTTP://Example.org:8080\n",
                "Example.org",
                "http://Example.org:8080",
            ),
            (
                "https://exa\tmple.org",
                "example.org",
                "https://example.org",
            ),
            ("https://a.org?@b.org", "a.org", "https://a.org?@b.org"),
            ("https://[::1]:80/x", "[::1]", "https://[::1]:80/x"),
            ("https://a.org/é x", "a.org", "https://a.org/%C3%A9%20x"),
            (
                "https://a.org/\u{1b}]8;;\u{7}x",
                "a.org",
                "https://a.org/%1B]8;;%07x",
            ),
            (
                "mailto:ada@example.org?subject=x",
                "ada@example.org",
                "mailto:ada@example.org?subject=x",
            ),
        ] {
            let address = Address::parse(url).unwrap();
            assert_eq!(
                (&*address.host(), address.written()),
                (host, written),
                "{url}"
            );
            assert_eq!(address.caution(), None, "{url}");
        }
    }

    #[test]
    fn what_deceives_is_warned_of() {
        for (url, host, caution) in [
            ("https://bank.org@evil.org/", "evil.org", "before the @"),
            ("https://bank.org\\@evil.org/", "evil.org", "before the @"),
            (
                "https://xn--80ak6aa92e.com",
                "xn--80ak6aa92e.com",
                "Punycode",
            ),
            (
                "https://www.раypal.com",
                "www.раypal.com",
                "several alphabets",
            ),
            ("https://www.пример.com/", "www.пример.com", "plain Latin"),
            ("https://例え.jp/", "例え.jp", "plain Latin"),
            ("https://ex%61mple.org", "ex%61mple.org", "plain Latin"),
            ("https://a\u{202e}b.org", "a\u{fffd}b.org", "plain Latin"),
        ] {
            let address = Address::parse(url).unwrap();
            assert_eq!(address.host(), host, "{url}");
            let found = address.caution().unwrap_or_default();
            assert!(found.contains(caution), "{url}: {found:?}");
        }
    }

    #[test]
    fn what_cannot_be_followed_is_refused_with_a_reason() {
        let long = format!("https://a.org/{}", "é".repeat(400));
        for (url, reason) in [
            ("javascript:alert(1)", "only http, https and mailto"),
            ("file:///etc/passwd", "only http, https and mailto"),
            ("https:a.org", "only http, https and mailto"),
            ("chapter-2.html", "no web address"),
            ("#note-3", "no web address"),
            ("-h:x", "no web address"),
            ("", "no web address"),
            ("https:///a", "no host"),
            ("https://me@/a", "no host"),
            (&*long, "too long"),
        ] {
            let found = Address::parse(url).unwrap_err();
            assert!(found.contains(reason), "{url}: {found}");
            assert!(found.chars().count() < 140 && !found.contains(char::is_control));
        }
    }

    proptest! {
        #[test]
        fn nothing_but_printable_ascii_is_handed_on(rest in "(//)?\\PC{0,40}|[\\x00-\\x7f]{0,40}", scheme in "https?|mailto") {
            if let Ok(address) = Address::parse(&format!("{scheme}:{rest}")) {
                prop_assert!(address.written().bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(address.written().starts_with(&scheme));
                prop_assert!(address.written().len() <= LONGEST);
                prop_assert!(!address.host().contains(char::is_control));
            }
        }
    }
}
