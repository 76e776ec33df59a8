//! The encoding of a page: what its bytes begin with, else what it says of itself, else what it looks like.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::corpus::{Fault, decode};

/// How many bytes of a page its encoding is declared in (HTML standard, section 4.2.5.4).
const PRESCAN: usize = 1024;

/// The text of the page `bytes` and the WHATWG name of its encoding.
///
/// # Errors
/// [`Fault::Binary`] where the bytes look like no text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, &'static str), Fault> {
    let declared = Encoding::for_bom(&bytes)
        .is_none()
        .then(|| declared(&bytes))
        .flatten();
    // Many pages declare a legacy encoding and are in UTF-8 since somebody saved them anew; hardly a text in a legacy
    // encoding that is not all ASCII is sound UTF-8.
    match declared {
        Some(encoding) if encoding != UTF_8 && std::str::from_utf8(&bytes).is_err() => {
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            let (text, _) = decode::decode(text.into_owned().into_bytes()).ok_or(Fault::Binary)?;
            Ok((text, encoding.name()))
        }
        _ => decode::decode(bytes).ok_or(Fault::Binary),
    }
}

/// The encoding that the page `bytes` declares in a `meta` tag or an XML declaration: the prescan of the HTML standard
/// (section 13.2.3.2), which steps over comments and reads `charset` and `content` attributes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut rest = head.as_str();
    if let Some((declaration, _)) = rest
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        && let Some((_, value)) = declaration.split_once("encoding")
    {
        return labelled(value);
    }
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag;
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(meta) = tag.strip_prefix("meta") {
            let (meta, after) = meta.split_once('>').unwrap_or((meta, ""));
            rest = after;
            let found = meta
                .split_once("charset")
                .and_then(|(_, value)| labelled(value));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// The encoding that `value`, as in `="utf-8"`, names. A page whose ASCII can be read is in no UTF-16, whatever it says.
fn labelled(value: &str) -> Option<&'static Encoding> {
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '>');
    let label = value.split(is_end).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if is_wide { UTF_8 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_in_the_encoding_it_says() {
        for (bytes, text, encoding) in [
            (&b"<meta charset=windows-1251>\xef\xf0"[..], "пр", "windows-1251"),
            (b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=ISO-8859-1'>\x93a\x94", "“a”", "windows-1252"),
            (b"<!-- <meta charset=koi8-r> --><meta charset='euc-jp'>\xa4\xa2", "あ", "EUC-JP"),
            (b"<?xml version='1.0' encoding='koi8-r'?>\xc1", "а", "KOI8-R"),
            (b"<meta charset=utf-16>\xc3\xa9", "é", "UTF-8"),
            (b"<meta charset=windows-1252>\xc3\xa9", "é", "UTF-8"),
            (b"\xef\xbb\xbf<meta charset=windows-1252>\xc3\xa9", "é", "UTF-8"),
            (b"<meta charset=nonsense>caf\xe9 ol\xe9", "é olé", "windows-1252"),
        ] {
            let (decoded, name) = decode(bytes.to_vec()).unwrap();
            assert!(decoded.ends_with(text), "{decoded}");
            assert_eq!(name, encoding, "{decoded}");
        }
        assert_eq!(decode(vec![0; 100]), Err(Fault::Binary));
    }
}
