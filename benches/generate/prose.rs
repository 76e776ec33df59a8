//! Articles that read like nothing and are made like news: sentences, headings, names, dates, quotations, and words as
//! frequent as words are (Zipf's law: the n-th most frequent one comes 1/n as often as the first).

use crate::numbers::Numbers;

const FUNCTION_WORDS: &str = "the of and to in a that for is on was with as by at it from be has had are which were his an \
    their not have but been this who they or its more after he one about would into said than also some when new will between \
    there over other last no all could two before because against under such during first most while where only so if since \
    she through any these both until per what among without however still even those being many within around despite";

const STEMS: &str = "government report official ministry weapon border elect agree militia contract ship harbour budget market court \
    protest farm water school hospital train bank tax price oil gas vaccine doctor patient virus test research climate forest fire \
    flood storm refugee camp migrant police army soldier drone missile peace treaty sanction trade export import factory worker \
    strike union wage pension house rent build road bridge rail port airport flight airline ticket tour museum paint film music \
    record team match player coach season goal league stadium fan vote party campaign candidate poll debate speech law bill \
    parliament senate council mayor city village town region province capital country nation state leader president king queen \
    prince embassy diplomat talk meet visit summit statement source evidence claim figure number survey study data model machine \
    computer network phone signal satellite rocket space planet star ocean fish boat island coast river lake mountain valley snow \
    rain wind heat energy power plant grid cable battery car driver truck fuel engine crash accident victim witness lawyer judge \
    trial prison sentence crime theft fraud drug gun attack bomb blast wound kill rescue aid food crop wheat rice sugar coffee \
    shop store brand product company firm board chief manager investor share fund loan debt interest rate growth inflation";

const ENDINGS: [&str; 8] = ["", "s", "ed", "ing", "er", "ers", "ment", "al"];

const FIRST_NAMES: [&str; 16] = [
    "Amina", "João", "Mary", "Tomáš", "Li", "Fatima", "Erik", "Zoë", "Samuel", "Olga", "Nnamdi",
    "Yuki", "Carlos", "Ingrid", "Tariq", "Ana",
];
const SYLLABLES: [&str; 24] = [
    "ba", "ker", "mo", "lin", "sa", "den", "ra", "vic", "to", "hal", "ne", "ski", "ar", "du",
    "fen", "go", "ri", "man", "ol", "pe", "ter", "wi", "zan", "qu",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// The sections of the paper, which are the top folders of a corpus.
const SECTIONS: [&str; 8] = [
    "politics",
    "world",
    "economy",
    "science",
    "culture",
    "sport",
    "local news",
    "opinion",
];

/// A paragraph or heading of an article.
pub struct Paragraph {
    pub is_heading: bool,
    pub sentences: Vec<String>,
}

/// An article: what stands above its text, and the text.
pub struct Article {
    pub section: &'static str,
    pub title: String,
    pub author: String,
    /// Year, month and day.
    pub date: (usize, usize, usize),
    pub paragraphs: Vec<Paragraph>,
}

impl Article {
    /// The date as in 2019-04-17.
    pub fn iso_date(&self) -> String {
        let (year, month, day) = self.date;
        format!("{year}-{month:02}-{day:02}")
    }
}

impl Paragraph {
    /// Its sentences with a space between them.
    pub fn text(&self) -> String {
        self.sentences.join(" ")
    }
}

/// Words, the frequent ones first, to be drawn by Zipf's law.
struct Words {
    words: Vec<String>,
    /// How often the words up to this one come in all, in some unit.
    sums: Vec<usize>,
}

impl Words {
    fn new(words: Vec<String>) -> Self {
        let mut sum = 0;
        let sums = (0..words.len())
            .map(|rank| {
                sum += 10_000_000 / (rank + 2);
                sum
            })
            .collect();
        Self { words, sums }
    }

    fn draw(&self, numbers: &mut Numbers) -> &str {
        let drawn = numbers.below(self.sums[self.sums.len() - 1]);
        &self.words[self.sums.partition_point(|sum| *sum <= drawn)]
    }
}

/// What articles are made of.
pub struct Prose {
    function: Words,
    content: Words,
}

impl Prose {
    /// The vocabulary: every stem, then every stem with its first ending, and so on.
    pub fn new() -> Self {
        let content = ENDINGS
            .iter()
            .flat_map(|ending| {
                STEMS
                    .split_whitespace()
                    .map(move |stem| format!("{stem}{ending}"))
            })
            .collect();
        Self {
            function: Words::new(
                FUNCTION_WORDS
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
            ),
            content: Words::new(content),
        }
    }

    /// The article of this number, the same for the same seed: of 2 to 30 kB and about 6 kB as a rule where no `size` in
    /// bytes is given, else at least of that.
    pub fn article(&self, seed: u64, number: usize, size: Option<usize>) -> Article {
        let mut numbers = Numbers(seed ^ (number as u64).wrapping_mul(0xd6e8_feb8_6659_fd93));
        let numbers = &mut numbers;
        let size = size.unwrap_or_else(|| {
            let spread = 1 + numbers.below(28);
            1_900 + numbers.below(1_000 * spread) * spread / 28
        });
        let mut article = Article {
            section: SECTIONS[numbers.below(SECTIONS.len())],
            title: self.heading(numbers),
            author: name(numbers),
            date: (
                2012 + numbers.below(14),
                1 + numbers.below(12),
                1 + numbers.below(28),
            ),
            paragraphs: Vec::new(),
        };
        let mut length = 0;
        while length < size {
            let paragraph = self.paragraph(numbers);
            length += paragraph
                .sentences
                .iter()
                .map(|sentence| sentence.len() + 1)
                .sum::<usize>();
            article.paragraphs.push(paragraph);
        }
        article
    }

    /// A heading now and then, otherwise one to six sentences.
    pub fn paragraph(&self, numbers: &mut Numbers) -> Paragraph {
        let is_heading = numbers.below(14) == 0;
        let sentences = if is_heading {
            vec![self.heading(numbers)]
        } else {
            (0..=numbers.below(6))
                .map(|_| self.sentence(numbers))
                .collect()
        };
        Paragraph {
            is_heading,
            sentences,
        }
    }

    fn heading(&self, numbers: &mut Numbers) -> String {
        let mut words = Vec::new();
        for _ in 0..2 + numbers.below(3) {
            words.push(self.content.draw(numbers));
            if numbers.below(3) == 0 {
                words.push(self.function.draw(numbers));
            }
        }
        words.push(self.content.draw(numbers));
        capitalized(&words.join(" "))
    }

    fn sentence(&self, numbers: &mut Numbers) -> String {
        let kind = numbers.below(10);
        let mut words: Vec<String> = Vec::new();
        for _ in 0..4 + numbers.below(9) {
            if numbers.below(6) > 0 {
                words.push(self.function.draw(numbers).to_owned());
            }
            words.push(self.content.draw(numbers).to_owned());
            match numbers.below(28) {
                0 => words.push(name(numbers)),
                1 => words.push(number(numbers)),
                2 | 3 => words.last_mut().unwrap().push(','),
                _ => {}
            }
        }
        let words = words.join(" ");
        let words = words.trim_end_matches(',');
        match kind {
            0 => format!("“{},” said {}.", capitalized(words), name(numbers)),
            1 => format!("{} said that {words}.", name(numbers)),
            2 => format!("On {}, {words}.", date(numbers)),
            _ => format!("{}.", capitalized(words)),
        }
    }
}

fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// A first name and one of 14,400 last names.
fn name(numbers: &mut Numbers) -> String {
    let mut last = String::new();
    for _ in 0..2 + numbers.below(2) {
        last.push_str(SYLLABLES[numbers.below(SYLLABLES.len())]);
    }
    format!(
        "{} {}",
        FIRST_NAMES[numbers.below(FIRST_NAMES.len())],
        capitalized(&last)
    )
}

fn number(numbers: &mut Numbers) -> String {
    match numbers.below(3) {
        0 => format!("{} percent", numbers.below(100)),
        1 => format!(
            "{},{:03} people",
            1 + numbers.below(90),
            numbers.below(1000)
        ),
        _ => format!("${}.{} million", 1 + numbers.below(900), numbers.below(10)),
    }
}

fn date(numbers: &mut Numbers) -> String {
    let month = MONTHS[numbers.below(MONTHS.len())];
    format!(
        "{} {month} {}",
        1 + numbers.below(28),
        2005 + numbers.below(21)
    )
}
