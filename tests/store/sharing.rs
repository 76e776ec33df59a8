//! One file and several programs: what each of them wrote is in it.

use std::fs;

use postil::model::{DocPath, DocumentRecord, Edit};
use postil::store::{Loaded, Saved, StoreError};

use super::{Folder, HEAD, annotation, edit, id, new_tag, noted, tagged};

#[test]
fn two_programs_that_save_in_turn_lose_nothing_and_hear_of_each_other() {
    let shared = annotation(0);
    let folder = Folder::holding(&shared);
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
    let shared = annotation(0);
    let folder = Folder::holding(&shared);
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
    let before = noted(&annotation(1), "old");
    let folder = Folder::holding(&before);
    let mut store = folder.open().store;
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
fn a_file_that_was_emptied_meanwhile_is_written_over_only_after_a_yes() {
    for blank in [Some(""), Some("\n \n"), Some("\u{feff}"), None] {
        let folder = Folder::holding(&annotation(1));
        let mut store = folder.open().store;
        let text = folder.text();
        let empty = || match blank {
            Some(blank) => fs::write(&folder.path, blank).unwrap(),
            None => fs::remove_file(&folder.path).unwrap(),
        };
        empty();
        let more = [edit(None, Some(&annotation(2)))];
        let error = store.save(&more).unwrap_err();
        assert!(
            matches!(error, StoreError::Gone { records: 1, .. }),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&folder.path).ok().as_deref(), blank);
        assert_eq!(store.save_anyway(&more).unwrap(), Saved::default());
        assert_eq!(folder.set().len(), 2);

        // Noticed before anything is to be saved it is taken in, and what is saved next is asked about all the same.
        store.save(&[edit(Some(&annotation(2)), None)]).unwrap();
        empty();
        let found = store.look().unwrap().unwrap();
        assert_eq!(found.foreign, [edit(Some(&annotation(1)), None)]);
        assert_eq!(store.look().unwrap(), None, "told once");
        let back = [edit(None, Some(&annotation(1)))];
        let error = store.save(&back).unwrap_err();
        assert!(
            matches!(error, StoreError::Gone { records: 0, .. }),
            "{error}"
        );
        store.save_anyway(&back).unwrap();
        assert_eq!(folder.text(), text, "as it was, byte for byte");
    }
}

#[test]
fn what_another_program_deleted_comes_back_as_it_was() {
    let text = format!(
        "{HEAD}\n[[tag]]\nname = 'todo' # mine\n\n# the first\n[[annotation]]\nid = '{}'\ndocument = 'a.txt'\nmood = 1\n\n\
         [[annotation]]\nid = '{}' # the second\ndocument = 'a.txt'\n",
        id(1),
        id(2)
    );
    let folder = Folder::with(&text);
    let mut store = folder.open().store;
    let (kept, _) = text.split_once("\n# the first").unwrap();
    fs::write(&folder.path, kept).unwrap();
    let found = store.look().unwrap().unwrap();
    assert_eq!(found.foreign.len(), 2);
    assert_eq!(store.look().unwrap(), None);
    let back: Vec<Edit> = found.foreign.iter().map(Edit::inverse).collect();
    store.save(&back).unwrap();
    assert_eq!(folder.text(), text);
}

#[test]
fn a_file_that_nobody_touched_is_not_even_read() {
    let folder = Folder::new();
    let Loaded { mut store, .. } = folder.open();
    assert_eq!(store.look().unwrap(), None, "there is none");
    store.save(&[edit(None, Some(&annotation(1)))]).unwrap();
    assert_eq!(store.look().unwrap(), None, "it is ours");
    let text = folder.text().replace("quote 1", "quote 2");
    fs::write(&folder.path, text).unwrap();
    assert_eq!(store.look().unwrap().unwrap().foreign.len(), 1);
    assert_eq!(store.look().unwrap(), None);
}

#[test]
fn of_two_different_values_ours_is_kept_and_theirs_stands_beside_it() {
    let folder = Folder::new();
    let mut before = DocumentRecord::new(DocPath::new("a.txt"));
    before.title = Some("Old".into());
    let record = |title: &str| {
        let mut record = before.clone();
        record.title = Some(title.into());
        Some(Box::new(record))
    };
    let change = |from: &str, to: &str| {
        let (before, after) = (record(from), record(to));
        [Edit::Document { before, after }]
    };
    let made = Edit::Document {
        before: None,
        after: record("Old"),
    };
    folder.save(&[made]);
    let mut ours = folder.open().store;
    let mut theirs = folder.open().store;
    theirs
        .save(&change("Old", "Their \"title\"\nin lines"))
        .unwrap();
    let saved = ours.save(&change("Old", "Ours")).unwrap();
    assert_eq!(saved.foreign, []);
    let message = &saved.problems[0].message;
    assert!(
        message.contains("title = \"Ours\"") && message.contains("Their \\\"title\\\"\\nin lines"),
        "{message}"
    );
    let text = folder.text();
    assert!(
        text.contains(
            "[[document]]\n# another program wrote: title = \"Their \\\"title\\\"\\nin lines\"\n"
        ),
        "{text}"
    );
    assert!(text.contains("\ntitle = \"Ours\"\n"), "{text}");
    // Saving it again, as after a save of which it is not known whether it came through, adds nothing.
    ours.save(&change("Old", "Ours")).unwrap();
    assert_eq!(folder.text(), text);
}

#[test]
fn what_somebody_changed_is_not_deleted_though_the_change_came_in_with_the_save_before() {
    let folder = Folder::new();
    let made = edit(None, Some(&annotation(1)));
    folder.open().store.save(&[made]).unwrap();
    let (mut here, mut there) = (folder.open().store, folder.open().store);
    let theirs = noted(&annotation(1), "theirs");
    there
        .save(&[edit(Some(&annotation(1)), Some(&theirs))])
        .unwrap();
    // Both of these were made before anything was heard of that.
    here.save(&[new_tag("a")]).unwrap();
    let saved = here.save(&[edit(Some(&annotation(1)), None)]).unwrap();
    assert!(
        saved.problems[0].message.contains("not deleted"),
        "{saved:?}"
    );
    assert_eq!(saved.foreign, [edit(None, Some(&theirs))]);
    assert_eq!(folder.set().get(id(1)), Some(&theirs));
}

#[test]
fn a_mistake_made_meanwhile_stops_saving_until_it_is_mended() {
    let folder = Folder::holding(&annotation(1));
    let mut store = folder.open().store;
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
fn what_is_saved_once_more_takes_nothing_from_what_others_made_of_it() {
    for made in [annotation(1), noted(&annotation(1), "why?")] {
        let folder = Folder::new();
        let mut ours = folder.open().store;
        // It is in the file, and whoever made it does not know: it was killed, or the folder could not be synced.
        let making = [edit(None, Some(&made))];
        folder.save(&making);
        let theirs = noted(&tagged(&made, "theirs"), "theirs");
        let change = [edit(Some(&made), Some(&theirs))];
        folder.save(&change);
        let mut all = making.to_vec();
        let saved = ours.save(&all).unwrap();
        assert_eq!(folder.set().get(made.id), Some(&theirs));
        assert_eq!(saved.foreign, change);

        // With a later change of ours behind it both are there.
        all.push(edit(Some(&made), Some(&tagged(&made, "ours"))));
        folder.save(&all);
        let both = tagged(&theirs, "ours");
        let found = folder.set();
        let found = found.get(made.id).unwrap();
        assert_eq!(found.note, both.note);
        for tag in &both.tags {
            assert!(found.tags.contains(tag), "{tag} of {:?}", found.tags);
        }
    }
}

#[test]
fn a_broken_file_that_is_deleted_is_in_nobodys_way() {
    let broken = format!("{HEAD}\n[[tag]]\nname = 'a'\n\n[[tag]]\nname = = 'b'\n");
    for looks in [true, false] {
        let folder = Folder::with(&broken);
        let Loaded {
            mut store, mut set, ..
        } = folder.open();
        store.save(&[new_tag("c")]).unwrap_err();
        fs::remove_file(&folder.path).unwrap();
        let mut foreign = Vec::new();
        if looks {
            foreign.extend(store.look().unwrap().unwrap().foreign);
            assert!(store.damage().is_none());
        }
        let error = store.save(&[new_tag("c")]).unwrap_err();
        let question = error.question().unwrap();
        assert!(
            question.ends_with("Make it anew with your changes?"),
            "{question}"
        );
        foreign.extend(store.save_anyway(&[new_tag("c")]).unwrap().foreign);
        assert_eq!(folder.text(), format!("{HEAD}\n[[tag]]\nname = \"c\"\n"));
        for edit in [new_tag("c")].iter().chain(&foreign) {
            set.apply(edit);
        }
        assert_eq!(set, folder.set());
    }
}

#[test]
fn a_file_that_cannot_be_looked_at_is_called_unreadable() {
    let folder = Folder::holding(&annotation(1));
    let mut store = folder.open().store;
    fs::remove_file(&folder.path).unwrap();
    fs::create_dir(&folder.path).unwrap();
    let error = store.look().unwrap_err();
    assert!(matches!(error, StoreError::Read { .. }), "{error}");
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

#[test]
fn a_file_that_breaks_and_is_as_it_was_again_is_well() {
    let folder = Folder::holding(&annotation(0));
    let mut store = folder.open().store;
    let good = folder.text();
    let broken = format!("{good}\n<<<<<<< HEAD\n");
    for (text, is_broken) in [(&broken, true), (&good, false), (&broken, true)] {
        fs::write(&folder.path, text).unwrap();
        store.look().unwrap();
        assert_eq!(store.damage().is_some(), is_broken, "{text}");
    }
}
