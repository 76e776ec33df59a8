//! What the document list shows, and what stays where it is.

use super::*;
use crate::model::{AnnotationSet, DocumentRecord, Edit, ReadingStatus};
use proptest::collection::vec;
use proptest::prelude::*;

fn arrange(library: &mut Library) {
    arrange_by(library, &AnnotationSet::default());
}

fn arrange_by(library: &mut Library, set: &AnnotationSet) {
    library.arrange(&Facts::new(set, std::iter::empty()));
}

/// The rows of a list, a folder with its mark before it.
fn rows(library: &Library, rows: impl IntoIterator<Item = Row>) -> Vec<String> {
    let rows = rows.into_iter().map(|row| match row {
        Row::Document(index) => library.entry(index).unwrap().path.to_string(),
        Row::Folder(index) => {
            let folder = library.folder(index).unwrap();
            let mark = if folder.is_folded { "+" } else { "-" };
            format!("{mark}{} {}", folder.path, folder.count)
        }
    });
    rows.collect()
}

fn all(library: &Library) -> Vec<String> {
    rows(library, library.rows().iter().copied())
}

fn shown(library: &Library) -> Vec<String> {
    rows(library, library.shown().into_iter().map(|shown| shown.row))
}

fn chosen(library: &Library) -> &str {
    library.selected_path().map_or("-", DocPath::as_str)
}

/// What is found out about a document, by its path.
fn titled(path: &str, title: &str, words: u32) -> (DocPath, Result<Summary, String>) {
    let metadata = Metadata {
        title: Some(title.to_owned()),
        ..Metadata::default()
    };
    let words = Some(words);
    (DocPath::new(path), Ok(Summary { metadata, words }))
}

fn sort(library: &mut Library, by: By, is_reversed: bool) {
    library.sort(Sorting { by, is_reversed });
    arrange(library);
}

fn paths(names: &[&str]) -> Vec<DocPath> {
    names.iter().map(|name| DocPath::new(name)).collect()
}

#[test]
fn documents_that_come_late_do_not_move_the_choice() {
    let mut library = Library::default();
    library.resize(4);
    library.add(paths(&["m.txt", "q.txt"]));
    library.select(1);
    library.add(paths(&["a.txt", "z.txt", "m.txt", "n.txt"]));
    arrange(&mut library);
    let names: Vec<&str> = library
        .entries()
        .iter()
        .map(|entry| entry.path.as_str())
        .collect();
    assert_eq!(names, ["a.txt", "m.txt", "n.txt", "q.txt", "z.txt"]);
    assert_eq!(library.selected_path().unwrap().as_str(), "q.txt");
    assert!(shown(&library).contains(&"q.txt".to_owned()));
}

#[test]
fn documents_that_go_do_not_move_the_choice() {
    for (chosen, gone, expected) in [
        (2, &["a", "b"][..], Some("c")),
        (2, &["d", "e"], Some("c")),
        (2, &["c"], Some("d")),
        (4, &["e"], Some("d")),
        (1, &["a", "b", "c", "d", "e"], None),
        (0, &["not there"], Some("a")),
    ] {
        let mut library = Library::default();
        library.resize(4);
        library.add(paths(&["a", "b", "c", "d", "e"]));
        arrange(&mut library);
        library.select(chosen);
        library.remove_all(&paths(gone).into_iter().collect());
        arrange(&mut library);
        let now = library.selected_path().map(DocPath::as_str);
        assert_eq!(now, expected, "{chosen} {gone:?}");
    }
}

#[test]
fn no_room_stays_empty_that_a_document_could_fill() {
    let mut library = Library::default();
    library.add(paths(&["c.txt"]));
    arrange(&mut library);
    library.add(paths(&["a.txt", "b.txt"]));
    library.resize(6);
    arrange(&mut library);
    assert_eq!(shown(&library), ["a.txt", "b.txt", "c.txt"]);
    assert_eq!(chosen(&library), "c.txt");
}

#[test]
fn only_what_is_on_the_screen_is_asked_about_and_only_once() {
    let mut library = Library::default();
    library.resize(4);
    library.add(paths(&["a.txt", "b.txt", "c.txt"]));
    arrange(&mut library);
    assert_eq!(library.undescribed(), paths(&["a.txt", "b.txt"]));
    assert_eq!(library.undescribed(), []);
    library.step(5);
    assert_eq!(library.undescribed(), paths(&["c.txt"]));
    library.describe(vec![(
        DocPath::new("c.txt"),
        Err("permission denied".into()),
    )]);
    assert_eq!(
        library.entries()[2].described,
        Described::Unreadable("permission denied".into())
    );
}

#[test]
fn a_line_that_cannot_be_read_is_called_by_its_file_and_its_number() {
    let mut library = Library::default();
    let path = DocPath::new("a/archive.jsonl/3");
    library.add(vec![path.clone()]);
    let reason = format!("cannot read {path}: line 3 is no JSON: it ends too early; mend the line");
    library.describe(vec![(path.clone(), Err(reason))]);
    let entry = library.get(&path).unwrap();
    assert_eq!(entry.name(), "archive.jsonl, line 3");
    assert_eq!(entry.short_reason(), Some("is no JSON: it ends too early"));
}

#[test]
fn what_cannot_be_read_is_told_shortly_and_stepped_over() {
    let mut library = Library::default();
    library.add(paths(&["a.txt", "b; c.pdf", "d.pdf", "e.txt"]));
    let reason = |path: &str| format!("cannot read {path}: it has no text, only pictures; do this");
    for path in ["b; c.pdf", "d.pdf"] {
        library.describe(vec![(DocPath::new(path), Err(reason(path)))]);
    }
    let entry = library.get(&DocPath::new("b; c.pdf")).unwrap();
    assert_eq!(entry.short_reason(), Some("it has no text, only pictures"));
    for (from, step, expected) in [
        (1, 1, Some("e.txt")),
        (2, -1, Some("a.txt")),
        (0, 1, Some("a.txt")),
        (4, 1, None),
    ] {
        let found = library.readable(from, step).map(DocPath::as_str);
        assert_eq!(found, expected, "{from} {step}");
    }
}

#[test]
fn the_list_is_sorted_and_settles_without_the_choice_moving() {
    let mut library = Library::default();
    library.resize(4);
    library.add(paths(&["a", "b", "c", "d", "e"]));
    arrange(&mut library);
    library.describe(vec![titled("a", "Zoo", 3), titled("b", "Ape", 9)]);
    sort(&mut library, By::Title, false);
    assert_eq!(all(&library), ["b", "a", "c", "d", "e"]);
    assert_eq!(library.pending(), 3);
    library.select(0);
    let place = |library: &Library| {
        let shown = library.shown();
        shown.iter().find(|row| row.is_chosen).map(|row| row.y)
    };
    let before = place(&library);
    library.describe(vec![
        titled("d", "Bee", 1),
        titled("e", "Cat", 2),
        (DocPath::new("c"), Err("no".into())),
    ]);
    arrange(&mut library);
    assert_eq!(all(&library), ["b", "d", "e", "a", "c"]);
    assert_eq!((chosen(&library), library.pending()), ("a", 0));
    assert_eq!(place(&library), before);
    sort(&mut library, By::Words, false);
    assert_eq!(all(&library), ["b", "a", "e", "d", "c"]);
    sort(&mut library, By::Words, true);
    assert_eq!(all(&library), ["d", "e", "a", "b", "c"]);
    sort(&mut library, By::Name, true);
    assert_eq!(all(&library), ["e", "d", "c", "b", "a"]);
    assert_eq!(chosen(&library), "a");
    library.add(paths(&["bb"]));
    arrange(&mut library);
    assert_eq!(all(&library), ["e", "d", "c", "bb", "b", "a"]);
}

#[test]
fn what_is_recorded_sorts_too_and_what_was_read() {
    let mut set = AnnotationSet::default();
    for (path, status) in [("a", ReadingStatus::Done), ("c", ReadingStatus::Reading)] {
        let mut record = DocumentRecord::new(DocPath::new(path));
        record.status = Some(status);
        let after = Some(Box::new(record));
        set.apply(&Edit::Document {
            before: None,
            after,
        });
    }
    let mut library = Library::default();
    library.resize(40);
    library.add(paths(&["a", "b", "c"]));
    let read = paths(&["b", "a"]);
    for (by, expected) in [
        (By::Status, ["c", "b", "a"]),
        (By::LastRead, ["b", "a", "c"]),
        (By::Annotations, ["a", "b", "c"]),
    ] {
        library.sort(Sorting {
            by,
            is_reversed: false,
        });
        library.arrange(&Facts::new(&set, read.iter()));
        assert_eq!(all(&library), expected, "{by:?}");
    }
}

#[test]
fn folders_are_told_and_folded_and_the_choice_stays() {
    let mut library = Library::default();
    library.resize(40);
    library.add(paths(&["z.txt", "a/1.txt", "a/b/2.txt", "a/c.txt"]));
    arrange(&mut library);
    library.select(1);
    library.group(true);
    arrange(&mut library);
    let unfolded = [
        "- 1",
        "z.txt",
        "-a 2",
        "a/1.txt",
        "a/c.txt",
        "-a/b 1",
        "a/b/2.txt",
    ];
    assert_eq!(all(&library), unfolded);
    assert_eq!(chosen(&library), "a/b/2.txt");
    library.select(2);
    assert!(library.fold());
    arrange(&mut library);
    let folded = ["- 1", "z.txt", "+a 2", "-a/b 1", "a/b/2.txt"];
    assert_eq!(all(&library), folded);
    assert_eq!(&*library.chosen_folder().unwrap().path, "a");
    let order: Vec<&str> = library
        .beyond(Some(&DocPath::new("z.txt")), 1)
        .map(|entry| entry.path.as_str())
        .collect();
    assert_eq!(order, ["a/1.txt", "a/c.txt", "a/b/2.txt"]);
    library.narrow("c.t");
    arrange(&mut library);
    assert_eq!(all(&library), ["-a 1", "a/c.txt"]);
    assert!(!library.fold());
    library.narrow("");
    arrange(&mut library);
    assert_eq!(all(&library), folded);
    assert_eq!(library.fold_all(), Some(true));
    arrange(&mut library);
    assert_eq!(all(&library), ["+ 1", "+a 2", "+a/b 1"]);
    assert_eq!(library.fold_all(), Some(false));
    arrange(&mut library);
    assert_eq!(all(&library), unfolded);
}

#[test]
fn the_list_narrows_and_the_choice_comes_back() {
    let mut library = Library::default();
    library.resize(40);
    library.add(paths(&["a", "b", "c", "d"]));
    library.describe(vec![
        titled("a", "The Mill", 1),
        titled("b", "The Bridge", 1),
    ]);
    arrange(&mut library);
    library.select(0);
    for (query, expected, chosen_one) in [
        ("the", &["a", "b"][..], "a"),
        ("the br", &["b"], "b"),
        ("the brx", &[], "-"),
        ("the br", &["b"], "b"),
        ("", &["a", "b", "c", "d"], "a"),
        ("bridge", &["b"], "b"),
    ] {
        library.narrow(query);
        arrange(&mut library);
        assert_eq!(all(&library), expected, "{query}");
        assert_eq!(chosen(&library), chosen_one, "{query}");
    }
    // What comes, goes or is found out later counts too.
    library.describe(vec![titled("d", "Another bridge", 1)]);
    library.add(paths(&["aa", "the bridge.txt"]));
    arrange(&mut library);
    assert_eq!(all(&library), ["b", "d", "the bridge.txt"]);
    library.remove(&DocPath::new("b"));
    arrange(&mut library);
    assert_eq!(all(&library), ["d", "the bridge.txt"]);
}

proptest! {
    #[test]
    fn whatever_happens_the_choice_is_shown_and_nothing_is_lost(
        steps in vec((0..9_u8, 0..20_usize, 0..5_usize), 1..40), height in 0..30_u16,
    ) {
        let mut library = Library::default();
        library.resize(height);
        let name = |number: usize| format!("{}/{number}", ["a", "a/b", "c", "d"][number % 4]);
        let mut there = BTreeSet::new();
        for (what, number, more) in steps {
            let wanted = library.selected_path().cloned();
            match what {
                0 | 1 => {
                    let new = (number..number + more).map(name);
                    let new: Vec<DocPath> = new.map(|name| DocPath::new(&name)).collect();
                    there.extend(new.clone());
                    library.add(new);
                }
                2 => {
                    let path = DocPath::new(&name(number));
                    there.remove(&path);
                    library.remove(&path);
                }
                3 => library.describe(vec![titled(&name(number), &format!("T{more}"), 7)]),
                4 => library.sort(Sorting { by: By::ALL[number % By::ALL.len()], is_reversed: more > 2 }),
                5 => library.group(more > 1),
                6 => { library.fold(); }
                7 => library.narrow(["", "a", "a b", "T1", "nothing"][more]),
                _ => library.step(number.cast_signed() - 10),
            }
            arrange(&mut library);
            let listed: Vec<&DocPath> = library.entries().iter().map(|entry| &entry.path).collect();
            prop_assert_eq!(listed, there.iter().collect::<Vec<_>>());
            prop_assert_eq!(library.beyond(None, 1).count(), library.fitting().unwrap_or(there.len()));
            let shown = library.shown();
            let is_shown = shown.iter().any(|row| row.is_chosen);
            prop_assert_eq!(is_shown, height > 0 && !library.rows().is_empty());
            if matches!(what, 0 | 1 | 3 | 4) && library.query().is_empty() && wanted.is_some() {
                prop_assert_eq!(library.selected_path(), wanted.as_ref());
            }
        }
    }
}
