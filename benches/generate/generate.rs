//! Makes corpora of any size, the same for the same seed on every machine, for the comparisons in `benches/peers`.
//!
//! ```sh
//! cargo run --release --example generate -- corpus FOLDER --files 100000
//! cargo run --release --example generate -- records FILE.jsonl --bytes 1000000000
//! cargo run --release --example generate -- document FILE.txt --bytes 100000000
//! cargo run --release --example generate -- document FILE.txt --lines 1000000
//! cargo run --release --example generate -- annotations FILE.toml --count 100000 --files 10000
//! cargo run --release --example generate -- annotations FILE.toml --count 10000 --document NAME.txt --bytes 1000000
//! ```
//!
//! Each takes `--seed NUMBER` (1 where it is not given). Annotations are on the corpus, or document, that the other options and
//! the seed would make: open it with `--annotations FILE.toml`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a generator that cannot write has nothing to recover"
)]

mod annotations;
mod files;
#[path = "../generated/numbers.rs"]
mod numbers;
mod prose;

use std::collections::HashMap;
use std::env;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use numbers::Numbers;
use prose::Prose;

const USAGE: &str = "usage: generate corpus FOLDER --files N
       generate records FILE --bytes N
       generate document FILE --bytes N | --lines N
       generate annotations FILE --count N --files N
       generate annotations FILE --count N --document NAME --bytes N
each with --seed N where it is not to be 1";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments) {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => {
            eprintln!("cannot write the files: {error}");
            ExitCode::FAILURE
        }
        None => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// The options by name, without their dashes; nothing where one has no value.
fn options(arguments: &[String]) -> Option<HashMap<&str, &str>> {
    let pairs = arguments.chunks(2);
    pairs
        .map(|pair| Some((pair[0].strip_prefix("--")?, pair.get(1)?.as_str())))
        .collect()
}

/// Does what the arguments ask for; nothing where they cannot be understood.
fn run(arguments: &[String]) -> Option<io::Result<()>> {
    let [what, place, rest @ ..] = arguments else {
        return None;
    };
    let options = options(rest)?;
    let number = |name: &str| {
        options
            .get(name)
            .and_then(|value| value.parse::<usize>().ok())
    };
    let seed = options
        .get("seed")
        .map_or(Some(1), |value| value.parse().ok())?;
    let place = Path::new(place);
    Some(match what.as_str() {
        "corpus" => corpus(place, seed, number("files")?),
        "records" => records(place, seed, number("bytes")?),
        "document" => match number("lines") {
            Some(lines) => document_of_lines(place, seed, lines),
            None => fs::write(place, document(seed, number("bytes")?)),
        },
        "annotations" => {
            let count = number("count")?;
            match options.get("document") {
                Some(name) => annotations::on_document(place, seed, name, number("bytes")?, count),
                None => annotations::on_corpus(place, seed, number("files")?, count),
            }
        }
        _ => return None,
    })
}

/// `count` articles in folders by section, year and month.
fn corpus(folder: &Path, seed: u64, count: usize) -> io::Result<()> {
    let prose = Prose::new();
    for number in 0..count {
        let article = prose.article(seed, number, None);
        let path = folder.join(files::path(&article, number));
        fs::create_dir_all(path.parent().unwrap())?;
        fs::write(path, files::content(&article, files::kind(number)))?;
    }
    Ok(())
}

/// JSON Lines of at least `size` bytes.
fn records(path: &Path, seed: u64, size: usize) -> io::Result<()> {
    let prose = Prose::new();
    let mut file = BufWriter::new(File::create(path)?);
    let mut written = 0;
    for number in 0.. {
        let record = files::record(&prose.article(seed, number, None), number);
        file.write_all(record.as_bytes())?;
        written += record.len();
        if written >= size {
            break;
        }
    }
    file.flush()
}

/// One article of at least `size` bytes.
fn document(seed: u64, size: usize) -> String {
    files::text(&Prose::new().article(seed, 0, Some(size)))
}

/// One article of so many lines, which are broken at 72 bytes.
fn document_of_lines(path: &Path, seed: u64, lines: usize) -> io::Result<()> {
    let prose = Prose::new();
    let mut numbers = Numbers(seed);
    let mut file = BufWriter::new(File::create(path)?);
    let mut written = 0;
    while written < lines {
        let paragraph = format!("{}\n\n", prose.paragraph(&mut numbers).text());
        for line in files::wrapped(&paragraph).lines().take(lines - written) {
            writeln!(file, "{line}")?;
            written += 1;
        }
    }
    file.flush()
}
