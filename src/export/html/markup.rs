//! Markup while it is written: what strangers wrote gets in by one way for each place it can stand in, and by no other.
//!
//! What is taken as it is has to be ours, known when the program is built: [`Markup::raw`] takes nothing else.

use std::fmt::Write as _;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::export::one_line;
use crate::text::address::Address;
use crate::text::visible;

/// HTML (WHATWG HTML Standard, section 13.1) while it is written.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

/// A name of an element or of an attribute, or a piece of markup: never anything from outside.
type Ours = &'static str;

impl Markup {
    /// Adds `ours` as it is.
    pub(super) fn raw(&mut self, ours: Ours) {
        self.0.push_str(ours);
    }

    /// Adds `theirs` as text, with its line breaks; what would deceive a reader is made visible.
    pub(super) fn text(&mut self, theirs: &str) {
        escape(&visible::lines(theirs), &mut self.0);
    }

    /// Adds `theirs` as text on one line.
    pub(super) fn line(&mut self, theirs: &str) {
        escape(&one_line(theirs), &mut self.0);
    }

    /// Begins an element. The values may be anything: the attributes in which a value could do something (addresses,
    /// styles, handlers) are not written here.
    pub(super) fn open(&mut self, name: Ours, attributes: &[(Ours, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            debug_assert!(
                !matches!(*attribute, "href" | "src" | "style" | "srcdoc")
                    && !attribute.starts_with("on"),
                "{attribute} does something"
            );
            self.attribute(attribute, value);
        }
        self.0.push('>');
    }

    /// Ends an element.
    pub(super) fn close(&mut self, name: Ours) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Adds an element with `theirs` on one line in it.
    pub(super) fn element(&mut self, name: Ours, attributes: &[(Ours, &str)], theirs: &str) {
        self.open(name, attributes);
        self.line(theirs);
        self.close(name);
    }

    /// Begins a link to the element of this page whose identity is `kind` and `number`.
    pub(super) fn jump(&mut self, kind: Ours, number: usize, attributes: &[(Ours, &str)]) {
        self.0.push_str("<a href=\"#");
        self.0.push_str(kind);
        self.0.push_str(&number.to_string());
        self.0.push('"');
        for (attribute, value) in attributes {
            self.attribute(attribute, value);
        }
        self.0.push('>');
    }

    /// Begins a link to `url` where that is an address on the web or of a mailbox; whether it is.
    pub(super) fn away(&mut self, url: &str, class: Ours) -> bool {
        let Ok(address) = Address::parse(url) else {
            return false;
        };
        self.0.push_str("<a rel=\"noopener noreferrer nofollow\"");
        self.attribute("href", address.written());
        self.attribute("class", class);
        self.0.push('>');
        true
    }

    /// Adds `value` as JSON (RFC 8259) that the page's own script reads. Nothing in it can end the script, begin a
    /// comment or break a line of it.
    pub(super) fn data(&mut self, value: &impl Serialize) -> serde_json::Result<()> {
        let json = serde_json::to_string(value)?;
        self.raw("<script type=\"application/json\" id=\"data\">");
        for c in json.chars() {
            match c {
                '<' => self.raw("\\u003c"),
                '>' => self.raw("\\u003e"),
                '&' => self.raw("\\u0026"),
                '\u{2028}' => self.raw("\\u2028"),
                '\u{2029}' => self.raw("\\u2029"),
                c => self.0.push(c),
            }
        }
        self.raw("</script>\n");
        Ok(())
    }

    /// Adds `number`.
    pub(super) fn number(&mut self, number: usize) {
        self.0.push_str(&number.to_string());
    }

    /// Adds a colour as six digits.
    pub(super) fn hex(&mut self, red: u8, green: u8, blue: u8) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{red:02x}{green:02x}{blue:02x}");
    }

    /// Adds a content security policy, which is ours, as the value of an attribute.
    pub(super) fn policy(&mut self, policy: &str) {
        // It holds apostrophes and no other character that means anything here.
        escape(policy, &mut self.0);
    }

    /// Adds what was written apart.
    pub(super) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// The hash of it by which a content security policy allows a script or a style (CSP Level 3, section 2.3.1).
    pub(super) fn hash(&self) -> String {
        let digest = Sha256::digest(self.0.as_bytes());
        format!("sha256-{}", BASE64_STANDARD.encode(digest))
    }

    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn attribute(&mut self, name: Ours, value: &str) {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        escape(&one_line(value), &mut self.0);
        self.0.push('"');
    }
}

/// Adds `text` to `to` so that it is nothing but text, between tags and between quotation marks.
fn escape(text: &str, to: &mut String) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\'' => to.push_str("&#39;"),
            c => to.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Markup)) -> String {
        let mut markup = Markup::default();
        write(&mut markup);
        String::from_utf8(markup.into_bytes()).unwrap()
    }

    #[test]
    fn each_place_has_its_own_way_in() {
        let hostile = "</p><img src=x onerror=\"alert('1')\">&amp;\u{0}\u{202e}";
        let harmless =
            "&lt;/p&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;␀\u{fffd}";
        assert_eq!(written(|to| to.text(hostile)), harmless);
        assert_eq!(
            written(|to| to.open("p", &[("title", hostile)])),
            format!("<p title=\"{harmless}\">")
        );
        assert_eq!(
            written(|to| to.data(&["</script><!--", "a\u{2028}b&"]).unwrap()),
            "<script type=\"application/json\" id=\"data\">[\"\\u003c/script\\u003e\\u003c!--\",\"a\\u2028b\\u0026\"]\
            </script>\n"
        );
        assert_eq!(
            written(|to| assert!(to.away("https://a.example/?b=\"><i>&c=1", "out"))),
            "<a rel=\"noopener noreferrer nofollow\" href=\"https://a.example/?b=%22%3E%3Ci%3E&amp;c=1\" class=\"out\">"
        );
        for refused in [
            "javascript:alert(1)",
            " JaVa\nScript:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "//a.example",
            "file:///etc/passwd",
        ] {
            assert_eq!(
                written(|to| assert!(!to.away(refused, "out"))),
                "",
                "{refused}"
            );
        }
    }

    #[test]
    fn a_hash_is_written_as_a_policy_has_it() {
        let mut script = Markup::default();
        script.raw("alert('Hello, world.');");
        // The example of CSP Level 3, section 8.2.
        assert_eq!(
            script.hash(),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }
}
