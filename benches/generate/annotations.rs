//! Annotations files on what is generated.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::files::{self, Kind};
use crate::prose::{Article, Prose};

const TAGS: [(&str, &str); 3] = [
    ("claim/statistic", "yellow"),
    ("quote", "green"),
    ("todo", "blue"),
];
/// How many code points of context are kept on each side of a quote.
const CONTEXT: usize = 32;

/// `count` annotations on the texts of the corpus of so many files, spread evenly.
pub fn on_corpus(path: &Path, seed: u64, files: usize, count: usize) -> io::Result<()> {
    let prose = Prose::new();
    let texts: Vec<usize> = (0..files)
        .filter(|number| files::kind(*number) == Kind::Text)
        .collect();
    let mut file = begin(path)?;
    let mut written = 0;
    for (at, number) in texts.iter().enumerate() {
        let article = prose.article(seed, *number, None);
        let wanted = count * (at + 1) / texts.len() - written;
        records(
            &mut file,
            &article,
            &files::path(&article, *number),
            wanted,
            written,
        )?;
        written += wanted;
    }
    file.flush()
}

/// `count` annotations on the one document of so many bytes.
pub fn on_document(
    path: &Path,
    seed: u64,
    name: &str,
    size: usize,
    count: usize,
) -> io::Result<()> {
    let article = Prose::new().article(seed, 0, Some(size));
    let mut file = begin(path)?;
    records(&mut file, &article, name, count, 0)?;
    file.flush()
}

/// The beginning of the file, and three tags with keys.
fn begin(path: &Path) -> io::Result<BufWriter<File>> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "format = \"postil\"\nversion = 1")?;
    for (key, (name, color)) in (1..).zip(TAGS) {
        writeln!(
            file,
            "\n[[tag]]\nname = \"{name}\"\nkey = \"{key}\"\ncolor = \"{color}\""
        )?;
    }
    Ok(file)
}

/// Where the sentences stand in the text of the article, in code points: start and end.
fn sentences(article: &Article, text: &[char]) -> Vec<(usize, usize)> {
    let body: usize = article
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.text().chars().count() + 2)
        .sum();
    let mut at = text.len() - body + 1;
    let mut places = Vec::new();
    for paragraph in &article.paragraphs {
        for sentence in &paragraph.sentences {
            let end = at + sentence.chars().count();
            if !paragraph.is_heading {
                places.push((at, end));
            }
            at = end + 1;
        }
        at += 1;
    }
    places
}

/// `count` annotations on sentences of the article, on a sentence again in part where there are too few.
fn records(
    file: &mut impl Write,
    article: &Article,
    path: &str,
    count: usize,
    first: usize,
) -> io::Result<()> {
    let text: Vec<char> = files::text(article).chars().collect();
    let places = sentences(article, &text);
    let of = |start: usize, end: usize| {
        text[start..end]
            .iter()
            .collect::<String>()
            .replace('\n', "\\n")
    };
    for index in 0..count {
        let (start, end) = places[index * places.len() / count];
        let end = end - index % 7;
        let number = first + index;
        let mut record = String::new();
        write!(
            record,
            "\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-{number:012x}\"\ndocument = \"{path}\"\nquote = \"{}\"\nprefix = \"{}\"\n\
             suffix = \"{}\"\nstart = {start}\nend = {end}\ntags = [\"{}\"]\n",
            of(start, end),
            of(start.saturating_sub(CONTEXT), start),
            of(end, text.len().min(end + CONTEXT)),
            TAGS[number % TAGS.len()].0
        )
        .unwrap();
        if number.is_multiple_of(4) {
            record.push_str("note = \"Where does this number come from?\"\n");
        }
        record.push_str("reviewer = \"dl\"\ncreated = 2026-11-21T22:31:07Z\n");
        file.write_all(record.as_bytes())?;
    }
    Ok(())
}
