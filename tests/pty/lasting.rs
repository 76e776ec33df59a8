//! What was done is there when the program starts again, however it ended: in the file, or else in the journal, and to be
//! taken back.

use std::fs;
use std::path::{Path, PathBuf};

use postil::store::parse;
use rustix::process::Signal;

use super::articles::Home;
use super::session::{Session, Start};

fn start(home: &Home) -> Session {
    let session = Start::reading(home).size(120, 24).spawn();
    session.wait_for("fills with mud twice a");
    session.wait_for("The last tram");
    session
}

fn annotations_file(home: &Home) -> PathBuf {
    home.articles().join("annotations.toml")
}

/// Every file under `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn undo_and_redo_reach_back_over_a_restart() {
    let home = Home::new();
    let file = annotations_file(&home);
    let day = start(&home);
    day.wait_loaded();
    day.type_keys("}}m");
    day.wait_for("Annotations · 1");
    day.type_keys(")aWho says so?<C-s>");
    day.wait_for("Annotations · 2");
    day.type_keys("q");
    day.wait_end().expect(0);

    let morning = start(&home);
    morning.wait_for("Annotations · 2");
    morning.type_keys("u");
    morning.wait_for("took back: noted");
    morning.wait_for("Annotations · 1");
    morning.type_keys("q");
    morning.wait_end().expect(0);
    assert!(!home.annotations().contains("Who says so?"));

    // What was taken back yesterday is made again today; and all of it is taken back, to an empty file.
    let evening = start(&home);
    evening.wait_for("Annotations · 1");
    evening.type_keys("<C-r>");
    evening.wait_for("made again: noted");
    evening.wait_for_file(&file, |text| text.contains("Who says so?"));
    evening.type_keys("u");
    evening.wait_for("took back: noted");
    evening.type_keys("u");
    evening.wait_for("took back: highlighted");
    evening.wait_for_file(&file, |text| !text.contains("[[annotation]]"));
    evening.type_keys("u");
    evening.wait_for("nothing to take back");
    evening.type_keys("q");
    evening.wait_end().expect(0);
}

#[test]
fn what_is_told_as_saved_survives_being_killed_and_can_be_taken_back() {
    let home = Home::new();
    let session = start(&home);
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for("Annotations · 1");
    session.wait_for(" saved ");
    session.signal(Signal::KILL);
    drop(session);
    let (set, problems) = parse(&home.annotations(), "annotations.toml");
    assert_eq!((set.len(), problems.len()), (1, 0));

    let again = start(&home);
    again.wait_for("Annotations · 1");
    again.type_keys("u");
    again.wait_for("took back: highlighted");
    again.type_keys("q");
    again.wait_end().expect(0);
}

#[test]
fn what_could_not_be_saved_before_it_was_killed_is_saved_at_the_next_start() {
    let home = Home::new();
    let file = annotations_file(&home);
    let aside = home.root().join("aside.toml");
    let session = start(&home);
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for(" saved ");
    // Something that cannot be written over is in the way.
    fs::rename(&file, &aside).unwrap();
    fs::create_dir(&file).unwrap();
    session.type_keys(")aWhere does the mud go?<C-s>");
    session.wait_for("NOT SAVED");
    session.type_keys(":messages<Enter>");
    session.wait_for("your changes are kept in ");
    session.wait_for("again with Ctrl-S");
    session.signal(Signal::KILL);
    drop(session);
    fs::remove_dir(&file).unwrap();
    fs::rename(&aside, &file).unwrap();

    let again = start(&home);
    again.wait_for("1 change of the last session that could not be saved");
    again.wait_for("Where does the mud go?");
    again.wait_for_file(&file, |text| text.contains("Where does the mud go?"));
    again.type_keys("u");
    again.wait_for("took back: noted");
    again.type_keys("q");
    again.wait_end().expect(0);
}

#[test]
fn what_cannot_be_saved_at_all_waits_for_the_articles_to_come_back() {
    let home = Home::new();
    let file = annotations_file(&home);
    let session = start(&home);
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for(" saved ");
    let away = home.root().join("away");
    fs::rename(home.articles(), &away).unwrap();
    session.type_keys(")aWhere does the mud go?<C-s>");
    session.wait_for("NOT SAVED");
    session.type_keys("q");
    session.wait_for("Leave all the same?");
    session.type_keys("y");
    let left = session.wait_end();
    left.expect(1);
    assert!(
        left.picture.contains("~/state/postil/journals/"),
        "{}",
        left.picture
    );
    assert!(
        !home.articles().exists(),
        "a corpus that is gone is not made again"
    );

    fs::rename(&away, home.articles()).unwrap();
    fs::remove_file(&file).unwrap();
    let again = Start::reading(&home).size(120, 24).spawn();
    again.wait_for("or emptied by another program. Make it anew");
    again.type_keys("n");
    again.wait_gone("y yes");
    again.wait_for("NOT SAVED");
    assert!(!file.exists(), "nothing is written anew without a yes");
    again.type_keys("<C-s>");
    again.wait_for("y yes");
    again.type_keys("y");
    again.wait_for_file(&file, |text| text.contains("Where does the mud go?"));
    again.type_keys("q");
    again.wait_end().expect(0);
}

#[test]
fn where_nothing_can_be_kept_it_is_said() {
    let home = Home::new();
    let state = home.root().join("home/state/postil");
    fs::create_dir_all(&state).unwrap();
    // A file where a folder has to be: no journal, and no backup.
    fs::write(state.join("journals"), "").unwrap();
    fs::write(state.join("backups"), "").unwrap();
    let session = start(&home);
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for_file(&annotations_file(&home), |text| {
        text.contains("[[annotation]]")
    });
    session.wait_for("the journal t");
    session.type_keys(":messages<Enter>");
    session.wait_for("cannot be taken back after a");
    session.type_keys("q");
    session.wait_gone("cannot be taken back after a");
    fs::rename(home.articles(), home.root().join("away")).unwrap();
    session.type_keys(")aWhere does the mud go?<C-s>");
    session.wait_for("NOT SAVED");
    session.type_keys(":messages<Enter>");
    session.wait_for("your changes are kept in memory");
    session.type_keys("q");
    session.wait_gone("your changes are kept in memory");
    session.type_keys("q");
    session.wait_for("Leave all the same?");
    session.type_keys("y");
    session.wait_end().expect(1);
    let unsaved = files(&home.root().join("home/data"));
    let mut unsaved = unsaved
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let text = fs::read_to_string(unsaved.next().unwrap()).unwrap();
    assert!(text.contains("Where does the mud go?"), "{text}");
}

#[test]
fn what_is_kept_beside_the_articles_is_nobody_elses_business() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.write(
        "annotations.toml",
        "format = \"postil\"\nversion = 1\n\n[[tag]]\nname = \"todo\"\n",
    );
    let script = "umask 000; exec \"$0\" \"$1\"";
    let session = Start::shell(&home, script).size(120, 24).spawn();
    session.wait_for("fills with mud twice a");
    session.wait_loaded();
    session.type_keys("}}aPrivate.<C-s>");
    session.wait_for(" saved ");
    session.type_keys("q");
    session.wait_end().expect(0);
    let state = home.root().join("home/state");
    let kept = files(&state);
    for part in ["journals", "backups"] {
        let is_there = kept
            .iter()
            .any(|path| path.to_string_lossy().contains(part));
        assert!(is_there, "{part}: {kept:?}");
    }
    for path in kept {
        for path in path.ancestors().take_while(|path| *path != state) {
            let mode = fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}", path.display());
        }
    }
}
