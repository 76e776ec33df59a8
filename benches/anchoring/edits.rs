//! Articles that change, with the truth of where everything went.

use std::fmt::Write as _;

use jiff::civil;
use postil::model::Span;

/// A sequence of numbers that look random and are the same in every run (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `count`, which is not 0.
    pub fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap()
    }

    /// Whether something that happens so often in a thousand times happens.
    pub fn happens(&mut self, in_thousand: usize) -> bool {
        self.below(1000) < in_thousand
    }
}

/// A word with what stands before and after it.
#[derive(Clone, Debug)]
struct Piece {
    /// Which word of the old text it is, or stands for.
    old: Option<usize>,
    word: String,
    /// The white space after it.
    gap: String,
}

/// A text as words that remember where they come from.
#[derive(Clone, Debug)]
pub struct Script {
    pieces: Vec<Piece>,
    /// Where each word was in the old text.
    pub old: Vec<Span>,
    /// For each word the sentence it is in.
    sentences: Vec<usize>,
    words: Vec<String>,
}

/// Words that stand in none of the articles.
const FOREIGN: [&str; 24] = [
    "quixotic",
    "marmalade",
    "zephyr",
    "obelisk",
    "tangerine",
    "walrus",
    "gossamer",
    "brackish",
    "lozenge",
    "puffin",
    "rhubarb",
    "sextant",
    "tambourine",
    "umbrage",
    "vellum",
    "wicker",
    "yodel",
    "zither",
    "amphora",
    "bassoon",
    "cistern",
    "dirigible",
    "ermine",
    "filigree",
];

/// An article that says the same of many towns, with other figures: full of sentences that resemble one another.
pub fn almanac() -> String {
    let towns = [
        "Harrow Vale",
        "Little Marden",
        "Saltby",
        "Upper Wick",
        "Thornhaven",
        "Eastmere",
    ];
    let mut dice = Dice::new(1931);
    let mut text = String::from(
        "The year in figures\n\nEvery month the county prints what its towns took in and paid out.",
    );
    for month in 1..=10 {
        let month = civil::date(1931, month, 1).strftime("%B").to_string();
        write!(text, "\n\n{month}\n").unwrap();
        for town in towns {
            let (tonnes, share, houses) = (
                dice.below(900) + 100,
                dice.below(90) + 10,
                dice.below(40) + 2,
            );
            let turn = ["rose", "fell"][dice.below(2)];
            write!(
                text,
                "\nIn {month} the harbour of {town} handled {tonnes} tonnes of grain. Its takings {turn} by {}.{} percent, the \
                 council said. Some {houses} houses were built, and nobody complained of the noise.",
                share / 10,
                share % 10
            )
            .unwrap();
            if dice.happens(300) {
                text += [
                    " The mayor, who had promised more, would not be drawn on the reasons.",
                    " A new crane is to come in the spring, if the bank agrees.",
                    " Two boats were lost in the storm, both with their nets.",
                ][dice.below(3)];
            }
            text += "\n";
        }
    }
    text
}

/// What is done to the words of a text.
#[derive(Clone, Copy, Debug)]
pub enum Words {
    /// Other words come from the text itself.
    Own,
    /// Other words come from elsewhere.
    Foreign,
}

impl Script {
    pub fn new(text: &str) -> Self {
        let mut script = Self {
            pieces: Vec::new(),
            old: Vec::new(),
            sentences: Vec::new(),
            words: Vec::new(),
        };
        let mut rest = text;
        let mut sentence = 0;
        while let Some(from) = rest.find(|c: char| !c.is_whitespace()) {
            let start = text.len() - rest.len() + from;
            let word = rest[from..].split(char::is_whitespace).next().unwrap();
            rest = &rest[from + word.len()..];
            let gap = &rest[..rest.len() - rest.trim_start().len()];
            script.pieces.push(Piece {
                old: Some(script.old.len()),
                word: word.to_owned(),
                gap: gap.to_owned(),
            });
            script.old.push(Span::new(start, start + word.len()));
            script.sentences.push(sentence);
            script.words.push(core(word).to_owned());
            let ends = word
                .trim_end_matches(['"', '”', ')', '’'])
                .ends_with(['.', '!', '?']);
            if ends || gap.contains("\n\n") {
                sentence += 1;
            }
        }
        script
    }

    /// The text as it is now.
    pub fn text(&self) -> String {
        let pieces = self.pieces.iter();
        pieces
            .map(|piece| piece.word.clone() + &piece.gap)
            .collect()
    }

    /// Replaces, deletes or adds a word at so many places in a thousand.
    pub fn edit_words(&mut self, in_thousand: usize, from: Words, dice: &mut Dice) {
        let mut edited = Vec::with_capacity(self.pieces.len());
        for mut piece in std::mem::take(&mut self.pieces) {
            if !dice.happens(in_thousand) {
                edited.push(piece);
                continue;
            }
            let other = match from {
                Words::Own => self.words[dice.below(self.words.len())].clone(),
                Words::Foreign => FOREIGN[dice.below(FOREIGN.len())].to_owned(),
            };
            match dice.below(3) {
                0 => {
                    let old = core(&piece.word).to_owned();
                    piece.word = if old.is_empty() {
                        other
                    } else {
                        piece.word.replacen(&old, &other, 1)
                    };
                    edited.push(piece);
                }
                1 => {}
                _ => {
                    edited.push(piece);
                    edited.push(Piece {
                        old: None,
                        word: other,
                        gap: " ".to_owned(),
                    });
                }
            }
        }
        self.pieces = edited;
    }

    /// Cuts so many pieces in a thousand out of the text, at sentences' ends, and gives the place where they were.
    fn cut(&mut self, in_thousand: usize, dice: &mut Dice) -> Vec<Piece> {
        let length = self.pieces.len() * in_thousand / 1000;
        let from = dice.below(self.pieces.len() - length);
        let (from, to) = (
            self.sentence_start(from),
            self.sentence_start(from + length),
        );
        self.pieces.drain(from..to).collect()
    }

    /// The first piece of the sentence that the piece `at` is in.
    fn sentence_start(&self, at: usize) -> usize {
        let sentence = |at: usize| self.pieces[at].old.map(|old| self.sentences[old]);
        let mut start = at;
        while start > 0
            && (sentence(start).is_none()
                || sentence(start - 1).is_none_or(|s| Some(s) == sentence(start)))
        {
            start -= 1;
        }
        start
    }

    /// Moves so much of the text elsewhere.
    pub fn move_block(&mut self, in_thousand: usize, dice: &mut Dice) {
        let block = self.cut(in_thousand, dice);
        let to = dice.below(self.pieces.len());
        let to = self.sentence_start(to);
        self.pieces.splice(to..to, block);
    }

    /// Deletes so much of the text at once.
    pub fn delete_block(&mut self, in_thousand: usize, dice: &mut Dice) {
        self.cut(in_thousand, dice);
    }

    /// Deletes the sentences that the old words from `first` to `last` are in.
    pub fn delete_sentences(&mut self, first: usize, last: usize) {
        let (from, to) = (self.sentences[first], self.sentences[last]);
        let sentences = &self.sentences;
        self.pieces.retain(|piece| {
            piece
                .old
                .is_none_or(|old| !(from..=to).contains(&sentences[old]))
        });
    }

    /// Swaps so many sentences in a thousand with the one after.
    pub fn swap_sentences(&mut self, in_thousand: usize, dice: &mut Dice) {
        let sentence = |piece: &Piece| piece.old.map_or(0, |old| self.sentences[old]);
        let groups: Vec<Vec<Piece>> = self
            .pieces
            .chunk_by(|a, b| sentence(a) == sentence(b))
            .map(<[Piece]>::to_vec)
            .collect();
        let mut groups = groups;
        for at in 1..groups.len() {
            if dice.happens(in_thousand) {
                groups.swap(at - 1, at);
            }
        }
        self.pieces = groups.concat();
    }

    /// Breaks all lines anew after so many characters.
    pub fn wrap(&mut self, width: usize) {
        let mut column = 0;
        for piece in &mut self.pieces {
            column += piece.word.chars().count() + 1;
            if piece.gap.contains("\n\n") {
                column = 0;
            } else if column > width {
                piece.gap = String::from("\n");
                column = 0;
            } else {
                piece.gap = String::from(" ");
            }
        }
    }

    /// Makes one paragraph of all.
    pub fn merge_paragraphs(&mut self) {
        for piece in &mut self.pieces {
            piece.gap = String::from(" ");
        }
    }

    /// Puts marks of emphasis around so many words in a thousand.
    pub fn emphasise(&mut self, in_thousand: usize, dice: &mut Dice) {
        for piece in &mut self.pieces {
            if dice.happens(in_thousand) {
                let mark = ["*", "**", "_", "`"][dice.below(4)];
                piece.word = format!("{mark}{}{mark}", piece.word);
            }
        }
    }

    /// Sets everything in another typography, without touching a word.
    pub fn typeset(&mut self, dice: &mut Dice) {
        let curly = self
            .pieces
            .iter()
            .any(|piece| piece.word.contains(['“', '’']));
        for piece in &mut self.pieces {
            let mut word = std::mem::take(&mut piece.word);
            let swaps: &[(&str, &str)] = if curly {
                &[
                    ("“", "\""),
                    ("”", "\""),
                    ("’", "'"),
                    ("‘", "'"),
                    ("—", "--"),
                    ("–", "-"),
                    ("…", "..."),
                    ("é", "e\u{301}"),
                ]
            } else {
                &[
                    ("'", "’"),
                    ("--", "—"),
                    ("...", "…"),
                    ("fi", "ﬁ"),
                    ("ff", "ﬀ"),
                    ("é", "e\u{301}"),
                ]
            };
            for (from, to) in swaps {
                word = word.replace(from, to);
            }
            if !curly && let Some(rest) = word.strip_prefix('"') {
                word = format!("“{rest}");
            }
            if !curly && word.ends_with('"') {
                word.pop();
                word.push('”');
            }
            let letters = word.chars().count();
            if letters > 6
                && word.is_ascii()
                && word.bytes().all(|byte| byte.is_ascii_alphabetic())
                && dice.happens(100)
            {
                let by = 3 + dice.below(letters - 5);
                word.insert_str(
                    by,
                    if word.as_bytes()[by].is_ascii_lowercase() && dice.happens(500) {
                        "-\n"
                    } else {
                        "\u{ad}"
                    },
                );
            }
            piece.word = word;
            if piece.gap == " " {
                let gaps = ["\u{a0}", "\n", " ", " ", "  ", "\u{2009}"];
                piece.gap = String::from(gaps[dice.below(gaps.len())]);
            }
        }
    }

    /// Where the words of the old text from `first` to `last` are, from the first that is left to the last, whatever came
    /// between them, and which share of their letters is left.
    pub fn truth(&self, first: usize, last: usize) -> Option<(Span, f64)> {
        let mut at = 0;
        let mut truth: Option<(Span, usize)> = None;
        for piece in &self.pieces {
            let span = Span::new(at, at + piece.word.len());
            at = span.end + piece.gap.len();
            if let Some(old) = piece.old.filter(|old| (first..=last).contains(old)) {
                let (begun, letters) = truth.unwrap_or((span, 0));
                truth = Some((begun.union(span), letters + self.old[old].len()));
            }
        }
        let all: usize = self.old[first..=last].iter().map(|span| span.len()).sum();
        truth.map(|(span, letters)| (span, letters as f64 / all as f64))
    }
}

/// A word without the signs around it.
fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
