//! What a record is called: a part of a path that can be typed, written down and found again.

/// The longest name, in bytes.
const LONGEST: usize = 120;
/// How many hexadecimal digits of its hash an identifier that was cut is told by.
const MARK: usize = 8;

/// The name of a record with the identifier `id`. What has a meaning in paths or on command lines, and what cannot be
/// seen, is percent-encoded (RFC 3986, section 2.1); an identifier that is too long is cut and told by its hash.
pub(super) fn name(id: &str) -> String {
    let mut name = String::new();
    for c in id.chars() {
        if c.is_alphanumeric() || "._~-".contains(c) {
            name.push(c);
        } else {
            encode(c, &mut name);
        }
        if name.len() > LONGEST {
            break;
        }
    }
    if name == "." || name == ".." {
        return name.replace('.', "%2E");
    }
    if name.len() <= LONGEST {
        return name;
    }
    let mut end = name.floor_char_boundary(LONGEST - MARK - 1);
    // An encoded byte is not cut through.
    while name.get(..end).is_some_and(is_cut) {
        end -= 1;
    }
    name.truncate(end);
    let hash = blake3::hash(id.as_bytes()).to_hex();
    name.push('~');
    name.extend(hash.chars().take(MARK));
    name
}

/// What something that says `text` is called where nothing else tells it from others.
pub(super) fn mark(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    hash.chars().take(2 * MARK).collect()
}

/// Whether `name` ends in the middle of an encoded byte.
fn is_cut(name: &str) -> bool {
    let mut last = name.chars().rev();
    last.next() == Some('%') || last.next() == Some('%')
}

fn encode(c: char, name: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        let digits = [byte >> 4, byte & 15].map(usize::from);
        name.push('%');
        name.extend(
            digits
                .iter()
                .filter_map(|digit| DIGITS.get(*digit))
                .map(|digit| char::from(*digit)),
        );
    }
}

/// Whether `name`, which may end in a `~2` that tells records with the same identifier apart, is that of a record called
/// `base`.
pub(super) fn is_of(name: &str, base: &str) -> bool {
    let rest = name.strip_prefix(base);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('~'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn identifiers_become_names() {
        let long = "é".repeat(100);
        for (id, expected) in [
            ("a-1_b.c~d", "a-1_b.c~d"),
            ("https://a.b/c?d=e f", "https%3A%2F%2Fa.b%2Fc%3Fd%3De%20f"),
            ("größe", "größe"),
            ("..", "%2E%2E"),
            ("\u{1b}[0m\0", "%1B%5B0m%00"),
            ("\u{202e}", "%E2%80%AE"),
        ] {
            assert_eq!(name(id), expected);
        }
        assert_ne!(name(&long), name(&format!("{long}x")));
        assert!(is_of("a~2", "a") && is_of("a", "a") && !is_of("ab", "a"));
    }

    proptest! {
        #[test]
        fn a_name_is_one_part_of_a_path(id in "\\PC{1,80}|[/%. \u{0}-\u{1f}]{1,60}") {
            let name = name(&id);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST, "{}", name);
            prop_assert!(!name.contains(['/', '\\', '\0']));
            prop_assert!(name != "." && name != "..");
        }
    }
}
