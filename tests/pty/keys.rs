//! Keys as a person writes them, and the bytes that a terminal sends for them.

/// The bytes of `keys`: characters stand for themselves, `<Enter>`, `<C-r>` and their like for what they name.
///
/// A terminal sends one byte for Escape and the same byte before a key held with Alt; only time tells them apart. So
/// `<Esc>` may only come last, and the caller waits for what it does.
pub fn bytes(keys: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let name = rest
            .strip_prefix('<')
            .and_then(|inner| inner.split_once('>'))
            .map(|(name, _)| name)
            .filter(|name| !name.is_empty());
        if let Some(name) = name {
            assert!(
                name != "Esc" || rest == "<Esc>",
                "keys after <Esc> in {keys:?}"
            );
            bytes.extend(named(name));
            rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        } else {
            bytes.extend(first.to_string().as_bytes());
            rest = rest.strip_prefix(first).unwrap_or_default();
        }
    }
    bytes
}

fn named(name: &str) -> Vec<u8> {
    if let Some(letter) = name.strip_prefix("C-") {
        let letter = letter.bytes().next().unwrap();
        return vec![letter.to_ascii_lowercase() & 0x1f];
    }
    match name {
        "Enter" => b"\r".to_vec(),
        "Esc" => b"\x1b".to_vec(),
        "Tab" => b"\t".to_vec(),
        "Space" => b" ".to_vec(),
        "Backspace" => b"\x7f".to_vec(),
        "Up" => b"\x1b[A".to_vec(),
        "Down" => b"\x1b[B".to_vec(),
        "PageDown" => b"\x1b[6~".to_vec(),
        "lt" => b"<".to_vec(),
        _ => panic!("there is no key called {name}"),
    }
}
