//! Texts for the property tests: what an article holds, what a hostile one holds, and everything between.

use proptest::prelude::*;

const PIECES: [&str; 48] = [
    "a",
    "the",
    "Word",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    ".",
    ". ",
    "? ",
    "!",
    "…",
    "“",
    "”",
    "’",
    "(",
    ")",
    "12",
    "U.S. ",
    "[3]",
    "-",
    "漢",
    "語。",
    "ｶﾞ",
    "e\u{301}",
    "\u{301}",
    "שלום",
    "مرحبا",
    "👩‍🚀",
    "🇫🇷",
    "🇫",
    "❤\u{fe0f}",
    "👍🏽",
    "\u{200b}",
    "\u{feff}",
    "\u{ad}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{9b}",
    "\u{2028}",
    "\u{e0041}",
    "\u{a0}",
    "한",
];

/// A text made of awkward pieces, with a sprinkle of arbitrary characters.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Every byte position of `text` that lies on a character boundary, the end included.
pub fn boundaries(text: &str) -> impl Iterator<Item = usize> {
    (0..=text.len()).filter(|at| text.is_char_boundary(*at))
}
