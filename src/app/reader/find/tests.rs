//! Searches of short documents and of long ones, and what becomes of them behind the screen.

use super::*;
use crate::app::reader::{OpenDocument, Page};
use crate::model::{AnnotationSet, Block, BlockKind, DocPath, Structure};

/// A reader of paragraphs, each on a line of its own.
fn reader(text: &str) -> Reader {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            span: Span::new(start, end),
        });
        start += line.len();
    }
    let structure = Structure {
        blocks,
        ..Structure::default()
    };
    let document = Document::new(DocPath::new("a.txt"), text.into(), structure);
    let mut reader = Reader::default();
    let page = Page {
        width: 60,
        ..Page::default()
    };
    reader.resize(page, 20);
    let open = Arc::new(OpenDocument::new(document));
    reader.show(open, 0, &AnnotationSet::default());
    reader
}

/// So many lines of 50 bytes, of which those with these numbers say `mill` at their 11th byte.
fn lines(count: usize, with: &[usize]) -> String {
    let line = |number: usize| {
        let word = if with.contains(&number) {
            "mill"
        } else {
            "loom"
        };
        format!(
            "{number:9} {word} {}.\n",
            "words go on and on a".repeat(3).get(..33).unwrap()
        )
    };
    (0..count).map(line).collect()
}

/// Long enough not to be searched while a key waits, thrice over.
const LONG: usize = 3 * AT_ONCE / 50;

fn at(line: usize) -> usize {
    line * 50 + 10
}

fn told(reader: &Reader) -> String {
    reader
        .find()
        .map_or_else(String::new, |find| find.told(reader.cursor()))
}

/// Does what is asked for behind the screen, up to its end.
fn swept(reader: &mut Reader) -> Option<Went> {
    assert!(reader.is_sweep_changed());
    let sweep = reader.sweep().unwrap();
    let all = sweep.search(|_| true).unwrap();
    reader.take_swept(sweep.number, Swept::Over(Arc::new(all)))
}

#[test]
fn a_search_goes_round_both_ways() {
    let mut reader = reader("one two one two one\n");
    assert_eq!(reader.search("one", 1), Went::To(Some(1)));
    assert_eq!((reader.cursor(), told(&reader)), (8, "2 of 3".into()));
    assert_eq!(reader.next_match(true), Went::To(Some(2)));
    assert_eq!(
        reader.next_match(true),
        Went::To(Some(0)),
        "round at the end"
    );
    assert_eq!(reader.next_match(false), Went::To(Some(2)), "and back");
    let find = reader.find().unwrap();
    assert_eq!(find.overlapping(Span::new(2, 9)).count(), 2);
    assert!(!reader.is_sweep_changed(), "nothing is left for later");
    assert_eq!(reader.search("zwei", 3), Went::Nowhere);
    assert_eq!((reader.cursor(), told(&reader)), (3, "no match".into()));
    assert_eq!(reader.search(" ", 3), Went::Nowhere);
    assert!(reader.find().is_none());
}

#[test]
fn what_is_near_is_gone_to_at_once_and_the_rest_is_counted_behind_the_screen() {
    let mut reader = reader(&lines(LONG, &[3, 5, LONG - 2]));
    assert_eq!(reader.search("mill", 0), Went::To(None));
    reader.settle();
    assert_eq!(reader.cursor(), at(3));
    assert_eq!(told(&reader), "0 so far, 0 % searched");
    let shown = |reader: &Reader| {
        let find = reader.find().unwrap();
        find.overlapping(Span::new(0, 400)).collect::<Vec<Span>>()
    };
    let seen = [3, 5].map(|line| Span::new(at(line), at(line) + 4));
    assert_eq!(shown(&reader), seen);
    assert_eq!(reader.next_match(true), Went::To(None));
    assert_eq!(reader.cursor(), at(5));
    assert_eq!(reader.next_match(false), Went::To(None));
    assert_eq!(swept(&mut reader), None, "nobody waits for that");
    assert_eq!(
        (shown(&reader), told(&reader)),
        (seen.to_vec(), "1 of 3".into())
    );
    assert_eq!(reader.next_match(false), Went::To(Some(2)));
    assert!(reader.is_sweep_changed() && reader.sweep().is_none());
}

#[test]
fn what_is_far_is_gone_to_once_it_is_found() {
    let mut reader = reader(&lines(LONG, &[LONG - 2]));
    assert_eq!(reader.search("mill", 100), Went::Waiting);
    assert_eq!(reader.cursor(), 100);
    let number = reader.sweep().unwrap().number;
    let first = Some(Span::new(at(LONG - 2), at(LONG - 2) + 4));
    let going = Swept::Going(Progress {
        first,
        count: 1,
        percent: 66,
    });
    assert_eq!(
        reader.take_swept(number + 1, going.clone()),
        None,
        "another"
    );
    assert_eq!(reader.take_swept(number, going), Some(Went::To(None)));
    assert_eq!(reader.cursor(), at(LONG - 2));
    reader.tell_of_search();
    assert_eq!(
        swept(&mut reader),
        Some(Went::To(Some(0))),
        "told of its end"
    );
    // Whoever has gone elsewhere stays there.
    reader.search("mill", 100);
    reader.go(500);
    assert_eq!(swept(&mut reader), None);
    assert_eq!(reader.cursor(), 500);
    reader.search("millstone", 100);
    assert_eq!(swept(&mut reader), Some(Went::Nowhere));
    assert_eq!(told(&reader), "no match");
    // Words, from the last one on, go round.
    reader.go(at(LONG - 2));
    assert_eq!(reader.search_word(), Went::Waiting);
    assert_eq!(swept(&mut reader), Some(Went::To(Some(0))));
}

#[test]
fn a_search_is_given_up_and_taken_up_again() {
    let mut reader = reader(&lines(LONG, &[LONG / 2]));
    assert_eq!(reader.search("mill", 0), Went::Waiting);
    assert!(reader.is_sweep_changed() && !reader.is_sweep_changed());
    assert!(reader.hide_matches() && !reader.hide_matches());
    assert!(reader.is_sweep_changed() && reader.sweep().is_none());
    assert_eq!(told(&reader), "not all searched");
    assert_eq!(reader.next_match(true), Went::Waiting);
    assert!(reader.is_sweep_changed() && reader.sweep().is_some());
    // Another search is begun and given up: this one goes on.
    let earlier = reader.take_search();
    assert!(reader.is_sweep_changed() && reader.sweep().is_none());
    reader.restore_search(earlier);
    assert_eq!(swept(&mut reader), Some(Went::To(Some(0))));
    assert_eq!(reader.cursor(), at(LONG / 2));
}
