//! What a person asked for, step by step, and what the annotations have to be then.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::chance::Chance;
use super::desk::{HEAD, Kept, going};

/// The annotations by the quote they are on.
pub type Annotations = BTreeMap<String, Kept>;

const WORDS: [&str; 24] = [
    "mud",
    "barge",
    "quay",
    "survey",
    "été",
    "naïve",
    "Ωμέγα",
    "слово",
    "ночь",
    "河",
    "漁船",
    "שלום",
    "مرحبا",
    "🚢",
    "👩\u{200d}🔬",
    "cafe\u{301}",
    "ﬁsh",
    "ß",
    "İ",
    "x²",
    "a_b",
    "<b>",
    "it's",
    "\\n",
];

/// An article of paragraphs of one sentence each, told apart by their numbers.
pub struct Article {
    /// The paragraphs after the title.
    pub paragraphs: Vec<String>,
}

impl Article {
    pub fn random(chance: &mut Chance, count: usize) -> Self {
        let paragraph = |number: usize| {
            let mut text = format!("The saying with number {number:03} tells of");
            for _ in 0..=chance.below(9) {
                let _ = write!(text, " {}", chance.of(&WORDS));
            }
            text + " and ends here."
        };
        Self {
            paragraphs: (1..=count).map(paragraph).collect(),
        }
    }

    /// The article as a file.
    pub fn text(&self) -> String {
        let mut text = "Sayings, one after the other\n".to_owned();
        for paragraph in &self.paragraphs {
            let _ = writeln!(text, "\n{paragraph}");
        }
        text
    }

    fn quote(&self, number: usize) -> String {
        self.paragraphs[number - 1].clone()
    }
}

/// The annotations file to begin with: tags for all the digits, so that a new tag takes none.
pub fn codebook() -> String {
    let mut text = HEAD.to_owned();
    for digit in 1..=9 {
        let _ = write!(
            text,
            "\n[[tag]]\nname = \"digit/{digit}\"\nkey = \"{digit}\"\n"
        );
    }
    text
}

/// One thing that a person does, on the paragraph of this number.
#[derive(Clone, Debug)]
pub enum Deed {
    Note(usize, String),
    Highlight(usize),
    Digit(usize, usize),
    NewTag(usize, String),
    Delete(usize),
    Undo,
    Redo,
}

impl Deed {
    /// The keys to type.
    pub fn keys(&self) -> String {
        match self {
            Self::Note(number, text) => format!("{}a{text}<C-s>", going(*number)),
            Self::Highlight(number) => format!("{}m", going(*number)),
            Self::Digit(number, digit) => format!("{}{digit}", going(*number)),
            Self::NewTag(number, name) => format!("{}t{name}<Enter>", going(*number)),
            Self::Delete(number) => format!("{}d", going(*number)),
            Self::Undo => "u".to_owned(),
            Self::Redo => "<C-r>".to_owned(),
        }
    }

    /// What the status line says of it.
    pub fn called(&self) -> &'static str {
        match self {
            Self::Note(..) => "noted",
            Self::Highlight(_) => "highlighted",
            // It is given or taken away.
            Self::Digit(..) => "digit/",
            Self::NewTag(..) => "tagged new/",
            Self::Delete(_) => "brings it back",
            Self::Undo => "took back",
            Self::Redo => "made again",
        }
    }
}

/// What the annotations are, and what undo and redo would make of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub now: Annotations,
    done: Vec<Annotations>,
    undone: Vec<Annotations>,
}

impl State {
    /// The same, when it is not known by which steps it came about.
    pub fn forgetting(self) -> Self {
        Self {
            now: self.now,
            ..Self::default()
        }
    }

    /// What comes of a deed.
    pub fn after(&self, deed: &Deed, article: &Article) -> Self {
        let mut next = self.clone();
        match deed {
            Deed::Undo => {
                let before = next.done.pop().unwrap();
                next.undone.push(std::mem::replace(&mut next.now, before));
            }
            Deed::Redo => {
                let again = next.undone.pop().unwrap();
                next.done.push(std::mem::replace(&mut next.now, again));
            }
            Deed::Delete(number) => {
                next.begin();
                next.now.remove(&article.quote(*number));
            }
            Deed::Highlight(number) => drop(next.on(article.quote(*number))),
            Deed::Note(number, text) => next.on(article.quote(*number)).note.push_str(text),
            Deed::NewTag(number, name) => {
                next.on(article.quote(*number)).tags.insert(name.clone());
            }
            Deed::Digit(number, digit) => {
                let quote = article.quote(*number);
                let kept = next.on(quote.clone());
                let name = format!("digit/{digit}");
                if !kept.tags.remove(&name) {
                    kept.tags.insert(name);
                } else if *kept == Kept::default() {
                    next.now.remove(&quote);
                }
            }
        }
        next
    }

    fn begin(&mut self) {
        self.done.push(self.now.clone());
        self.undone.clear();
    }

    fn on(&mut self, quote: String) -> &mut Kept {
        self.begin();
        self.now.entry(quote).or_default()
    }

    /// Something that changes something. `name` is in no other note or tag.
    pub fn deed(&self, chance: &mut Chance, article: &Article, name: &str) -> Deed {
        let number = chance.below(article.paragraphs.len()) + 1;
        let is_there = self.now.contains_key(&article.quote(number));
        match chance.below(12) {
            0..3 => Deed::Note(number, format!("note {name}")),
            3..5 if !is_there => Deed::Highlight(number),
            5 => Deed::NewTag(number, format!("new/{name}")),
            6..8 if is_there => Deed::Delete(number),
            8 | 9 if !self.done.is_empty() => Deed::Undo,
            10 | 11 if !self.undone.is_empty() => Deed::Redo,
            _ => Deed::Digit(number, chance.below(9) + 1),
        }
    }
}
