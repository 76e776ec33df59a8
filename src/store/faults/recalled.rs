//! What sessions that have ended left behind, and what becomes of it.

use super::*;

#[test]
fn what_an_earlier_session_did_is_there_to_be_taken_back() {
    let disk = Faulty::new(&FOLDERS);
    run(&disk);
    disk.restart();
    let mut keeping = open(&disk).unwrap();
    let recalled = keeping.recall(at(100_000));
    let labels: Vec<&str> = recalled
        .done
        .iter()
        .map(|step| step.label.as_str())
        .collect();
    assert_eq!(labels, ["made", "made", "noted", "deleted", "made"]);
    assert_eq!((recalled.undone.len(), recalled.changes), (0, 0));
    assert_eq!(recalled.problems, []);

    // Another one beside it has a journal of its own.
    let mut beside = open(&disk).unwrap();
    assert_eq!(beside.recall(at(100_001)).done.len(), 0);

    // Taken back in the second session, it is to be made again in the third.
    let last = recalled.done.last().unwrap();
    keeping.take(
        &change(Turn::TakenBack, "made", last.inverse().edits),
        at(100_002),
    );
    keeping.save(false).unwrap();
    disk.restart();
    let recalled = open(&disk).unwrap().recall(at(100_003));
    assert_eq!((recalled.done.len(), recalled.undone.len()), (4, 1));
    assert_eq!(recalled.undone[0], *last);
}

#[test]
fn what_was_done_to_a_file_that_is_gone_is_not_taken_up_again() {
    for now in [None, Some("format = \"postil\"\nversion = 1\n")] {
        let disk = Faulty::new(&FOLDERS);
        run(&disk);
        disk.restart();
        disk.put(FILE, now.unwrap_or_default());
        let mut keeping = open(&disk).unwrap();
        let recalled = keeping.recall(at(100_000));
        assert_eq!(
            (recalled.done.len(), recalled.unsaved.len()),
            (0, 0),
            "{now:?}"
        );
    }
}

#[test]
fn what_could_not_be_saved_is_saved_at_the_next_start_and_asked_about_where_the_file_is_gone() {
    for is_gone in [false, true] {
        let disk = Faulty::new(&FOLDERS);
        let mut keeping = open(&disk).unwrap();
        keeping.recall(at(0));
        let first = annotation(1, "");
        keeping.take(
            &change(Turn::Made, "made", vec![edit(None, Some(&first))]),
            at(1),
        );
        keeping.save(false).unwrap();
        keeping.take(
            &change(
                Turn::Made,
                "noted",
                vec![edit(Some(&first), Some(&annotation(1, "x")))],
            ),
            at(2),
        );
        keeping.take(
            &change(
                Turn::Made,
                "made",
                vec![edit(None, Some(&annotation(2, "")))],
            ),
            at(3),
        );
        disk.restart();
        if is_gone {
            disk.put(FILE, "");
        }
        let mut keeping = open(&disk).unwrap();
        let recalled = keeping.recall(at(4));
        assert_eq!((recalled.changes, recalled.unsaved.len()), (2, 2));
        if is_gone {
            let error = keeping.save(false).unwrap_err();
            assert!(error.question().is_some(), "{error}");
            assert_eq!(disk.text(FILE).unwrap(), "");
        }
        keeping.save(true).unwrap();
        let (set, _) = parse(&disk.text(FILE).unwrap(), FILE);
        let notes: Vec<&str> = set.annotations().map(|found| found.note.as_str()).collect();
        assert_eq!(notes, ["x", ""]);
        disk.restart();
        assert_eq!(
            open(&disk).unwrap().recall(at(5)).changes,
            0,
            "once is enough"
        );
    }
}

#[test]
fn an_unsaved_change_brings_nothing_back_that_was_deleted_since() {
    let disk = Faulty::new(&FOLDERS);
    let mut keeping = open(&disk).unwrap();
    keeping.recall(at(0));
    let (first, second) = (annotation(1, ""), annotation(2, ""));
    let both = vec![edit(None, Some(&first)), edit(None, Some(&second))];
    keeping.take(&change(Turn::Made, "made", both), at(1));
    keeping.save(false).unwrap();
    keeping.take(
        &change(
            Turn::Made,
            "noted",
            vec![edit(Some(&first), Some(&annotation(1, "x")))],
        ),
        at(2),
    );
    disk.restart();
    let mut other = Store::open_on(Arc::new(disk.clone()), &places().annotations, None)
        .unwrap()
        .store;
    other.save(&[edit(Some(&first), None)]).unwrap();
    let mut keeping = open(&disk).unwrap();
    let recalled = keeping.recall(at(3));
    assert_eq!((recalled.unsaved.len(), recalled.problems.len()), (0, 1));
    assert!(
        recalled.problems[0]
            .message
            .contains("1 change that could not be saved")
    );
}

#[test]
fn a_journal_with_damaged_lines_gives_what_is_readable_and_keeps_the_rest() {
    let disk = Faulty::new(&FOLDERS);
    run(&disk);
    disk.restart();
    let journal = |disk: &Faulty| {
        let all = disk.all();
        let found = all
            .into_iter()
            .find(|path| path.extension().is_some_and(|end| end == "jsonl"));
        found.unwrap().to_string_lossy().into_owned()
    };
    let path = journal(&disk);
    let text = disk.text(&path).unwrap();
    let damaged = format!(
        "{}\u{0}\u{0}torn",
        text.replacen("{\"change\":2", "{{\"change\":2", 1)
    );
    disk.put(&path, &damaged);
    let mut keeping = open(&disk).unwrap();
    let recalled = keeping.recall(at(100_000));
    assert_eq!(recalled.problems.len(), 1);
    assert_eq!(recalled.done.len(), 4);
    keeping.take(
        &change(
            Turn::Made,
            "made",
            vec![edit(None, Some(&annotation(7, "")))],
        ),
        at(100_001),
    );
    keeping.save(false).unwrap();
    let text = disk.text(&journal(&disk)).unwrap();
    assert!(
        text.starts_with(&format!("{damaged}\n{{\"change\":")),
        "{text}"
    );
    disk.restart();
    assert_eq!(open(&disk).unwrap().recall(at(100_002)).done.len(), 5);
}

#[test]
fn a_journal_that_cannot_be_read_is_told_and_taken_up_later() {
    let disk = Faulty::new(&FOLDERS);
    let mut keeping = open(&disk).unwrap();
    keeping.recall(at(0));
    let made = vec![edit(None, Some(&annotation(1, "")))];
    keeping.take(&change(Turn::Made, "made", made), at(1));
    let mut told = 0;
    for call in 0.. {
        disk.restart();
        let mut keeping = open(&disk).unwrap();
        disk.set(call, Fault::Once(ErrorKind::Other));
        let recalled = keeping.recall(at(2));
        if !disk.mend() {
            break;
        }
        let is_told = recalled.problems.iter().any(|problem| {
            problem.message.contains("cannot be read") && problem.file.contains("/journals/")
        });
        assert!(is_told || recalled.changes == 1, "{call}: {recalled:?}");
        told += usize::from(is_told);
    }
    assert!(told > 2, "{told}");
    disk.restart();
    assert_eq!(open(&disk).unwrap().recall(at(3)).changes, 1);
}

#[test]
fn a_journal_stays_small_and_keeps_the_last_thousand_steps() {
    let disk = Faulty::new(&FOLDERS);
    let mut keeping = open(&disk).unwrap();
    keeping.recall(at(0));
    let mut note = String::new();
    let long = "long ".repeat(40);
    keeping.take(
        &change(
            Turn::Made,
            "made",
            vec![edit(None, Some(&annotation(1, "")))],
        ),
        at(0),
    );
    for number in 0..5000 {
        let next = format!("{long}{number}");
        let edits = vec![edit(
            Some(&annotation(1, &note)),
            Some(&annotation(1, &next)),
        )];
        keeping.take(
            &change(Turn::Made, &format!("noted {number}"), edits),
            at(1),
        );
        note = next;
        if number % 100 == 99 {
            keeping.save(false).unwrap();
            keeping.rest(at(1)).unwrap();
        }
    }
    let all = disk.all();
    let path = all
        .iter()
        .find(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let size = disk.text(&path.unwrap().to_string_lossy()).unwrap().len();
    assert!(size < 6 << 20, "{size} bytes");
    disk.restart();
    let recalled = open(&disk).unwrap().recall(at(2));
    assert_eq!(recalled.done.len(), 1000);
    assert_eq!(recalled.done.last().unwrap().label, "noted 4999");
}

#[test]
fn what_could_not_be_saved_outlives_a_broken_file_and_goes_over_to_another_with_the_journal() {
    const COPY: &str = "/corpus/annotations.repaired.toml";
    let disk = Faulty::new(&FOLDERS);
    let mut keeping = open(&disk).unwrap();
    keeping.recall(at(0));
    let first = annotation(1, "");
    let made = vec![edit(None, Some(&first))];
    keeping.take(&change(Turn::Made, "made", made), at(1));
    keeping.save(false).unwrap();
    let noted = vec![edit(Some(&first), Some(&annotation(1, "x")))];
    keeping.take(&change(Turn::Made, "noted", noted), at(2));
    disk.restart();
    let broken = disk.text(FILE).unwrap().replace("quote = ", "quote = = ");
    disk.put(FILE, &broken);

    // What it cannot read of the file is not taken for deleted.
    let mut keeping = open(&disk).unwrap();
    assert!(keeping.damage().is_some());
    let recalled = keeping.recall(at(3));
    assert_eq!((recalled.done.len(), recalled.unsaved.len()), (2, 1));
    assert_eq!(recalled.problems, []);
    keeping.save(false).unwrap_err();
    assert_eq!(disk.text(FILE).unwrap(), broken);

    disk.put(COPY, "format = \"postil\"\nversion = 1\n");
    keeping.change_to(COPY.as_ref()).unwrap();
    keeping.save(false).unwrap();
    assert_eq!(disk.text(FILE).unwrap(), broken);
    let (set, _) = parse(&disk.text(COPY).unwrap(), COPY);
    assert_eq!(set.annotations().next().unwrap().note, "x");
    disk.restart();
    let recalled = open(&disk).unwrap().recall(at(4));
    assert_eq!((recalled.done.len(), recalled.changes), (0, 0));
    let copy = Places {
        annotations: PathBuf::from(COPY),
        ..places()
    };
    let opened = Keeping::open_on(Arc::new(disk.clone()), &copy, None);
    let recalled = opened.unwrap().keeping.recall(at(5));
    assert_eq!((recalled.done.len(), recalled.changes), (2, 0));
}
