#![no_main]

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use postil::anchor::{State, capture, resolve};
use postil::model::Span;
use postil::text::positions::CodePoints;

// A text of words, edited word by word, so that it is known what became of every quote.
fuzz_target!(|bytes: &[u8]| {
    let _ = run(&mut Unstructured::new(bytes));
});

/// A word for a number: of letters alone, since a number that changes is a matter of its own.
fn word(mut number: usize) -> String {
    let mut word = String::from("w");
    loop {
        word.push(char::from(b'a' + u8::try_from(number % 20).unwrap_or(0)));
        number /= 20;
        if number == 0 {
            return word;
        }
    }
}

/// The words as sentences, and where each is.
fn text(words: &[usize]) -> (String, Vec<Span>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (index, number) in words.iter().enumerate() {
        let start = text.len();
        text.push_str(&word(*number));
        spans.push(Span::new(start, text.len()));
        text.push_str(match index % 37 {
            36 => ".\n\n",
            11 | 22 => ". ",
            _ => " ",
        });
    }
    (text, spans)
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let count = u.int_in_range(20..=400_usize)?;
    // Where there are few words there are many places that resemble each other.
    let few = if u.arbitrary()? {
        usize::MAX
    } else {
        u.int_in_range(2..=60)?
    };
    let old: Vec<usize> = (0..count).map(|index| index % few).collect();
    let start = u.choose_index(count)?;
    let end = (start + u.int_in_range(1..=30_usize)?).min(count);
    let mut new: Vec<(usize, Option<usize>)> = old
        .iter()
        .enumerate()
        .map(|(index, word)| (*word, Some(index)))
        .collect();
    let mut fresh = 10_000;
    for _ in 0..u.int_in_range(0..=20)? {
        if new.is_empty() {
            break;
        }
        let at = u.choose_index(new.len())?;
        let length = u.int_in_range(1..=12_usize)?;
        let stretch = at..(at + length).min(new.len());
        match u.int_in_range(0..=3)? {
            0 => drop(new.drain(stretch)),
            1 => {
                for (word, origin) in new.get_mut(stretch).into_iter().flatten() {
                    fresh += 1;
                    (*word, *origin) = (fresh, None);
                }
            }
            2 => {
                let put: Vec<_> = (0..length).map(|offset| (fresh + offset, None)).collect();
                fresh += length;
                new.splice(at..at, put);
            }
            _ => {
                let moved: Vec<_> = new.drain(stretch).collect();
                let to = u.int_in_range(0..=new.len())?;
                new.splice(to..to, moved);
            }
        }
    }
    let (old_text, old_spans) = text(&old);
    let (new_text, new_spans) = text(&new.iter().map(|(word, _)| *word).collect::<Vec<_>>());
    let quote = Span::new(old_spans[start].start, old_spans[end - 1].end);
    let selector = capture(&old_text, &CodePoints::new(&old_text), quote);
    let points = CodePoints::new(&new_text);
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let first = new.iter().position(|(_, origin)| *origin == Some(start));
    let stands = first.filter(|first| {
        (start..end).enumerate().all(|(offset, origin)| {
            new.get(first + offset)
                .is_some_and(|found| found.1 == Some(origin))
        })
    });
    let survives = (start..end).any(|origin| new.iter().any(|found| found.1 == Some(origin)));
    for earlier in [&[old_text.as_str()][..], &[]] {
        let found = resolve(&new_text, &points, earlier, &selector);
        if let (State::Exact | State::Moved, Some(span)) = (found.state, found.span) {
            assert_eq!(
                words(span.of(&new_text)),
                words(&selector.quote),
                "it says that nothing changed"
            );
        }
        if few < usize::MAX {
            continue;
        }
        // Every word is the only one of its kind.
        match (stands, found.span) {
            (Some(first), Some(span)) => {
                let expected = Span::new(
                    new_spans[first].start,
                    new_spans[first + end - start - 1].end,
                );
                assert!(span.overlaps(expected), "{found:?}, not {expected:?}");
            }
            (None, Some(_)) if !survives => panic!("nothing of it is left: {found:?}"),
            (Some(first), None) if end - start >= 8 => {
                let there = Span::new(
                    new_spans[first].start,
                    new_spans[first + end - start - 1].end,
                );
                let is_offered = found.candidates.iter().any(|one| one.span.overlaps(there));
                assert!(
                    is_offered || there.of(&new_text) != selector.quote,
                    "it stands unchanged: {found:?}"
                );
            }
            _ => {}
        }
    }
    Ok(())
}
