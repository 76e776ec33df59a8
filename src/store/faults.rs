//! Sessions on a disk that fails at every call in turn, is killed at every call, and loses its power at every call.
//!
//! The rule is one: what was acknowledged, by the journal or by the file, is there when the program starts again, and the
//! file can be read, whatever happened. What was not acknowledged may be there or not.

mod recalled;

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
        step: Step { label, edits }.into(),
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
