//! Articles from a seeded generator, the same on every machine.

mod numbers;

use postil::corpus::structure::structure;
use postil::model::{DocPath, Document};

use numbers::Numbers;

const WORDS: &str = "the of and to in a that report said officials government was percent which after year weapons ministry according people their has been forces \
    naïve café statement it on border were election he agreement under published militia contractors by at least from for with is question evidence source";

/// An article of at least `size` bytes: paragraphs with quotations and numbers, and a heading now and then.
pub fn text(size: usize) -> String {
    let mut numbers = Numbers(7);
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut text = String::from("What the report says\n\nBy A. Writer\n\n");
    while text.len() < size {
        if numbers.below(12) == 0 {
            text.push_str("What was said before\n\n");
        }
        for _ in 0..3 + numbers.below(4) {
            sentence(&mut text, &words, &mut numbers);
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
    text.truncate(text.trim_end().len());
    text
}

fn sentence(text: &mut String, words: &[&str], numbers: &mut Numbers) {
    let quoted = numbers.below(5) == 0;
    text.push_str(if quoted { "“It " } else { "It " });
    for _ in 0..6 + numbers.below(18) {
        text.push_str(words[numbers.below(words.len())]);
        text.push_str(if numbers.below(11) == 0 { ", " } else { " " });
    }
    text.push_str(&numbers.below(9_000).to_string());
    text.push_str(if quoted { ".” " } else { ". " });
}

/// The article as a document.
pub fn document(size: usize) -> Document {
    let text = text(size);
    let structure = structure(&text);
    Document::new(DocPath::new("article.txt"), text, structure)
}
