//! Sessions on a disk that fails at every call in turn, is killed at every call, and loses its power at every call.
//!
//! The rule is one: what was acknowledged, by the journal or by the file, is there when the program starts again, and the
//! file can be read, whatever happened. What was not acknowledged may be there or not.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::faulty::{Dice, Fault, Faulty};
use super::keeping::{Keeping, Opened, Places};
use super::{Store, parse};
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Change, DocPath, Edit, Selector, Step, Turn,
};

const FILE: &str = "/corpus/annotations.toml";
const FOLDERS: [&str; 3] = ["/", "/corpus", "/home"];

fn places() -> Places {
    Places {
        annotations: PathBuf::from(FILE),
        state: PathBuf::from("/home/state"),
    }
}

fn annotation(number: usize, note: &str) -> Annotation {
    Annotation {
        id: AnnotationId::parse(&format!("01994f0e-0000-7000-8000-{number:012x}")).unwrap(),
        document: DocPath::new("a.txt"),
        selector: Selector {
            quote: format!("quote {number}"),
            ..Selector::default()
        },
        tags: Vec::new(),
        note: note.into(),
        reviewer: "dl".into(),
        created: "2026-11-21T22:31:07Z".parse().unwrap(),
        claim: None,
        anchors: Vec::new(),
        links: Vec::new(),
    }
}

fn edit(before: Option<&Annotation>, after: Option<&Annotation>) -> Edit {
    Edit::Annotation {
        before: before.cloned().map(Box::new),
        after: after.cloned().map(Box::new),
    }
}

fn change(turn: Turn, label: &str, edits: Vec<Edit>) -> Change {
    let label = label.to_owned();
    Change {
        turn,
        step: Step { label, edits },
    }
}

/// What a session does: each a change, or something that another program does.
enum Deed {
    Change(Change),
    /// Another program adds an annotation to the file, if there is one.
    Elsewhere(usize),
}

fn script() -> Vec<Deed> {
    let made = |number| annotation(number, "");
    let asking = |number| annotation(number, "why?");
    let creation = |number| change(Turn::Made, "made", vec![edit(None, Some(&made(number)))]);
    let note = |number| vec![edit(Some(&made(number)), Some(&asking(number)))];
    let unnote = |number| vec![edit(Some(&asking(number)), Some(&made(number)))];
    vec![
        Deed::Change(creation(1)),
        Deed::Change(creation(2)),
        Deed::Change(change(Turn::Made, "noted", note(1))),
        Deed::Change(change(Turn::TakenBack, "noted", unnote(1))),
        Deed::Elsewhere(90),
        Deed::Change(change(Turn::MadeAgain, "noted", note(1))),
        Deed::Change(change(
            Turn::Made,
            "deleted",
            vec![edit(Some(&made(2)), None)],
        )),
        Deed::Change(creation(3)),
    ]
}

/// What may be in the file for one annotation: what it was told last, and whatever was tried since without a word.
#[derive(Clone, Debug, Default)]
struct Told {
    sets: Vec<AnnotationSet>,
    elsewhere: Vec<AnnotationId>,
}

struct Ran {
    /// The set after what was acknowledged last, and after each change tried since.
    told: Told,
    /// How many changes have been acknowledged.
    acknowledged: usize,
}

fn open(disk: &Faulty) -> Option<Keeping> {
    let opened = Keeping::open_on(Arc::new(disk.clone()), &places(), None);
    opened.ok().map(|Opened { keeping, .. }| keeping)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

/// Carries the script out. What the journal or the file took is acknowledged.
fn run(disk: &Faulty) -> Ran {
    let mut ran = Ran {
        told: Told {
            sets: vec![AnnotationSet::default()],
            elsewhere: Vec::new(),
        },
        acknowledged: 0,
    };
    let Some(mut keeping) = open(disk) else {
        return ran;
    };
    keeping.recall(at(0));
    let mut set = AnnotationSet::default();
    for (second, deed) in (0..).zip(script()) {
        // Each change comes a quarter of an hour after the one before, so that each is time for a backup.
        let now = at(0) + SignedDuration::from_mins(15 * second);
        match deed {
            Deed::Change(change) => {
                for edit in &change.step.edits {
                    set.apply(edit);
                }
                keeping.take(&change, now);
                let is_in_journal = keeping.kept_in().is_ok();
                let is_in_file = keeping.save(false).is_ok();
                if is_in_journal || is_in_file {
                    ran.told.sets.clear();
                    ran.acknowledged += 1;
                }
                ran.told.sets.push(set.clone());
                if is_in_file {
                    let _ = keeping.rest(now);
                }
            }
            Deed::Elsewhere(number) => {
                if let Some(text) = disk.text(FILE) {
                    let added = annotation(number, "elsewhere");
                    let record = super::write::record(&super::value::Value::Annotation(Box::new(
                        added.clone(),
                    )));
                    disk.put(FILE, &format!("{text}\n{record}"));
                    ran.told.elsewhere.push(added.id);
                    if keeping.look().is_ok() {
                        set.apply(&edit(None, Some(&added)));
                    }
                }
            }
        }
    }
    ran
}

/// Starts again after what happened, and fails unless everything acknowledged is in the file, which can be read.
#[track_caller]
fn check(disk: &Faulty, ran: &Ran, what: &str) {
    let mut keeping = open(disk).unwrap();
    let recalled = keeping.recall(at(100_000));
    if keeping.is_unsaved() {
        keeping.save(false).unwrap();
    }
    let text = disk.text(FILE).unwrap_or_default();
    let (found, problems) = parse(&text, FILE);
    assert_eq!(problems, [], "{what}\n{text}");
    // What another program wrote is there whatever happened here, but for a change of it by hand.
    let mine = |set: &AnnotationSet| {
        let all = set.annotations();
        all.filter(|found| !ran.told.elsewhere.contains(&found.id))
            .cloned()
            .collect::<Vec<_>>()
    };
    for id in &ran.told.elsewhere {
        assert!(
            found.get(*id).is_some(),
            "{what}: what was written elsewhere is gone\n{text}"
        );
    }
    let is_told = ran.told.sets.iter().any(|set| mine(set) == mine(&found));
    assert!(
        is_told,
        "{what}: after {} acknowledged changes\n{text}\n{:#?}",
        ran.acknowledged, recalled
    );
    for path in disk.all() {
        let name = path.to_string_lossy().into_owned();
        if name.contains("/backups/") && !name.contains(super::disk::DRAFT.0) {
            let (_, problems) = parse(&disk.text(&name).unwrap(), &name);
            assert_eq!(problems, [], "{what}: the backup {name}");
        }
    }
}

/// Runs the script with the fault at the first call, the second, and so on until it is over before the fault.
fn at_every_call(fault: Fault, check: impl Fn(&Faulty, &Ran, usize)) -> usize {
    for at in 0.. {
        let disk = Faulty::new(&FOLDERS);
        disk.set(at, fault);
        let ran = run(&disk);
        if !disk.mend() {
            return at;
        }
        check(&disk, &ran, at);
    }
    0
}

#[test]
fn what_was_acknowledged_survives_being_killed_at_any_call() {
    let calls = at_every_call(Fault::Crash, |disk, ran, at| {
        disk.restart();
        check(disk, ran, &format!("killed at {at}"));
    });
    assert!(calls > 100, "only {calls} calls");
}

#[test]
fn what_was_acknowledged_survives_a_power_cut_at_any_call() {
    at_every_call(Fault::Crash, |disk, _, at| {
        disk.restart();
        for seed in 0..8 {
            // The same session once more, so that each cut finds the disk as it was.
            let disk = Faulty::new(&FOLDERS);
            disk.set(at, Fault::Crash);
            let ran = run(&disk);
            disk.lose_power(&mut Dice(seed));
            check(&disk, &ran, &format!("power lost at {at}, seed {seed}"));
        }
    });
}

#[test]
fn a_power_cut_while_the_last_one_is_made_good_loses_nothing_either() {
    for first in (3..).step_by(17) {
        let mut is_over = false;
        for second in 0.. {
            let disk = Faulty::new(&FOLDERS);
            disk.set(first, Fault::Crash);
            let ran = run(&disk);
            is_over = !disk.mend();
            disk.lose_power(&mut Dice(first as u64));
            disk.set(second, Fault::Crash);
            if let Some(mut keeping) = open(&disk) {
                keeping.recall(at(90_000));
                if keeping.is_unsaved() && keeping.save(false).is_ok() {
                    let _ = keeping.rest(at(90_000));
                }
            }
            let is_through = !disk.mend();
            disk.lose_power(&mut Dice(second as u64));
            check(
                &disk,
                &ran,
                &format!("power lost at {first} and again at {second}"),
            );
            if is_through {
                break;
            }
        }
        if is_over {
            break;
        }
    }
}

#[test]
fn a_call_that_fails_loses_nothing() {
    use ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, StorageFull};
    let input_output = ErrorKind::Other;
    let kinds = [
        input_output,
        StorageFull,
        PermissionDenied,
        ReadOnlyFilesystem,
        CrossesDevices,
    ];
    for kind in kinds {
        for fault in [Fault::Once(kind), Fault::From(kind)] {
            at_every_call(fault, |disk, ran, at| {
                disk.restart();
                check(disk, ran, &format!("{fault:?} at {at}"));
            });
        }
    }
    for seed in 0..4 {
        at_every_call(Fault::Once(input_output), |disk, ran, at| {
            disk.lose_power(&mut Dice(seed));
            check(disk, ran, &format!("failed at {at}, then power lost"));
        });
    }
}

#[test]
fn a_call_that_does_half_its_work_is_carried_on() {
    at_every_call(Fault::Short, |disk, ran, at| {
        assert_eq!(
            ran.told.sets.len(),
            1,
            "everything was acknowledged, short at {at}"
        );
        disk.lose_power(&mut Dice(at as u64));
        check(disk, ran, &format!("short at {at}"));
    });
}

#[test]
fn a_file_that_cannot_be_read_at_the_start_is_not_an_empty_one() {
    let disk = Faulty::new(&FOLDERS);
    let ran = run(&disk);
    let text = disk.text(FILE).unwrap();
    disk.restart();
    for at in 0..3 {
        disk.set(at, Fault::Once(ErrorKind::Other));
        let opened = Store::open_on(Arc::new(disk.clone()), &places().annotations, None);
        let is_hit = disk.mend();
        assert_eq!(opened.is_err(), is_hit, "at {at}");
        assert_eq!(disk.text(FILE).unwrap(), text);
    }
    check(&disk, &ran, "nothing happened");
}

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
