//! One file and several programs: what each of them wrote is in it.

use std::fs;

use postil::store::{Loaded, Saved, StoreError};

use super::{Folder, annotation, edit, new_tag, noted, tagged};

#[test]
fn two_programs_that_save_in_turn_lose_nothing_and_hear_of_each_other() {
    let folder = Folder::new();
    let shared = annotation(0);
    folder
        .open()
        .store
        .save(&[edit(None, Some(&shared))])
        .unwrap();
    let (mut ours, mut theirs) = (folder.open(), folder.open());
    for round in 1..20 {
        let (mine, other) = if round % 2 == 0 {
            (&mut ours, &mut theirs)
        } else {
            (&mut theirs, &mut ours)
        };
        let before = mine.set.get(shared.id).unwrap().clone();
        let edits = [
            edit(None, Some(&annotation(round))),
            edit(
                Some(&before),
                Some(&tagged(&before, &format!("tag {round}"))),
            ),
        ];
        let saved = mine.store.save(&edits).unwrap();
        for edit in edits.iter().chain(&saved.foreign) {
            mine.set.apply(edit);
        }
        assert_eq!(mine.set, folder.set());
        for edit in &other.store.save(&[]).unwrap().foreign {
            other.set.apply(edit);
        }
        assert_eq!(other.set, folder.set());
    }
    assert_eq!(folder.set().len(), 20);
    assert_eq!(folder.set().get(shared.id).unwrap().tags.len(), 19);
}

#[test]
fn two_programs_that_do_not_listen_lose_nothing_either() {
    let folder = Folder::new();
    let shared = annotation(0);
    folder
        .open()
        .store
        .save(&[edit(None, Some(&shared))])
        .unwrap();
    let (mut ours, mut theirs) = (folder.open(), folder.open());
    let noted_twice = [noted(&shared, "ours"), noted(&shared, "theirs")];
    theirs
        .store
        .save(&[edit(Some(&shared), Some(&noted_twice[1]))])
        .unwrap();
    let saved = ours
        .store
        .save(&[edit(Some(&shared), Some(&noted_twice[0]))])
        .unwrap();
    let both = noted(&shared, "ours\n\ntheirs");
    assert_eq!(folder.set().get(shared.id), Some(&both));
    assert_eq!(saved.foreign, [edit(Some(&noted_twice[0]), Some(&both))]);
    assert_eq!(saved.problems.len(), 1);

    // `theirs` still has the note it wrote, and deletes the annotation: what was written in it since is not lost.
    let saved = theirs
        .store
        .save(&[edit(Some(&noted_twice[1]), None)])
        .unwrap();
    assert_eq!(folder.set().get(shared.id), Some(&both));
    assert_eq!(saved.foreign, [edit(None, Some(&both))]);

    // One deletes it, the other notes something: it comes back.
    ours.store.save(&[edit(Some(&both), None)]).unwrap();
    assert!(folder.set().is_empty());
    let more = noted(&both, "more");
    let saved = theirs
        .store
        .save(&[edit(Some(&both), Some(&more))])
        .unwrap();
    assert_eq!(saved, Saved::default());
    assert_eq!(folder.set().get(shared.id), Some(&more));
}

#[test]
fn a_change_in_an_editor_and_one_here_are_both_kept() {
    let folder = Folder::new();
    let before = noted(&annotation(1), "old");
    let Loaded { mut store, .. } = folder.open();
    store.save(&[edit(None, Some(&before))]).unwrap();
    let text = folder
        .text()
        .replace("note = \"old\"", "# mine\nnote = 'new' # by hand\nmood = 1");
    fs::write(&folder.path, &text).unwrap();
    let after = tagged(&before, "todo");
    let saved = store.save(&[edit(Some(&before), Some(&after))]).unwrap();
    let both = noted(&after, "new");
    assert_eq!(saved.foreign, [edit(Some(&after), Some(&both))]);
    assert_eq!(folder.set().get(before.id), Some(&both));
    let expected = text.replace("# mine\n", "tags = [\"todo\"]\n# mine\n");
    assert_eq!(folder.text(), expected);
}

#[test]
fn a_file_that_was_emptied_meanwhile_takes_nothing_with_it() {
    for blank in ["", "\n \n", "\u{feff}"] {
        let folder = Folder::new();
        let Loaded { mut store, .. } = folder.open();
        store.save(&[edit(None, Some(&annotation(1)))]).unwrap();
        fs::write(&folder.path, blank).unwrap();
        let saved = store.save(&[edit(None, Some(&annotation(2)))]).unwrap();
        assert_eq!((saved.foreign.len(), saved.problems.len()), (0, 1));
        assert_eq!(folder.set().len(), 2);
    }
}

#[test]
fn a_mistake_made_meanwhile_stops_saving_until_it_is_mended() {
    let folder = Folder::new();
    let Loaded { mut store, .. } = folder.open();
    store.save(&[edit(None, Some(&annotation(1)))]).unwrap();
    let good = folder.text();
    let bad = good.replace("quote = ", "quote = = ");
    fs::write(&folder.path, &bad).unwrap();
    let second = [edit(None, Some(&annotation(2)))];
    let error = store.save(&second).unwrap_err().to_string();
    assert!(
        error.contains("has a mistake in line 8; mend it"),
        "{error}"
    );
    assert_eq!(
        store.save(&[]).unwrap().foreign,
        [],
        "what is not shown was not deleted"
    );
    assert_eq!(folder.text(), bad);
    fs::write(&folder.path, &good).unwrap();
    assert_eq!(store.save(&second).unwrap(), Saved::default());
    assert_eq!(folder.set().len(), 2);
}

#[test]
fn another_program_that_holds_the_lock_is_named_after_a_second() {
    let folder = Folder::new();
    let Loaded { mut store, .. } = folder.open();
    store.save(&[new_tag("a")]).unwrap();
    let lock = fs::File::open(folder.folder.path().join(".annotations.toml.lock")).unwrap();
    lock.lock().unwrap();
    let error = store.save(&[new_tag("b")]).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    drop(lock);
    store.save(&[new_tag("b")]).unwrap();
    assert_eq!(folder.set().codebook().tags().len(), 2);
}
