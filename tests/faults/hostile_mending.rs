//! A broken annotations file and the person who is asked about it: mended in an editor, gone on with as a copy, only read.

use std::fs;

use crate::pty::articles::Home;
use crate::pty::session::{Session, Start};

fn broken(home: &Home) -> String {
    let text = "format = \"postil\"\nversion = 1\n\n[[tag]]\nname = = 'todo'\n\n[[tag]]\nname = 'kept'\nkey = '1'\n";
    home.write("annotations.toml", text);
    text.to_owned()
}

#[test]
fn a_broken_file_is_asked_about_and_mended_in_an_editor() {
    let home = Home::new();
    let text = broken(&home);
    let session = Start::reading(&home)
        .size(120, 40)
        .env("EDITOR", "sed -i s/==/=/;s/=.=/=/")
        .spawn();
    session.wait_for("annotations.toml:5:8");
    session.wait_for("name = = 'todo'");
    session.type_keys("r");
    session.wait_for("READ ONLY");
    session.type_keys("m");
    session.wait_for("nothing can be annotated");
    assert_eq!(home.annotations(), text);
    session.type_keys(":mend<Enter>");
    session.wait_for("BROKEN FILE");
    session.type_keys("e");
    session.wait_gone("READ ONLY");
    session.type_keys("m");
    session.wait_for("saved");
    session.type_keys("q");
    session.wait_end().expect(0);
    let now = home.annotations();
    assert!(
        now.contains("name = 'todo'") && now.contains("[[annotation]]"),
        "{now}"
    );
}

#[test]
fn a_repaired_copy_is_gone_on_with() {
    let home = Home::new();
    let text = broken(&home);
    let session = Start::reading(&home).size(120, 40).spawn();
    session.wait_for("BROKEN FILE");
    session.type_keys("s");
    session.wait_for("A repaired copy is in");
    session.type_keys("y");
    session.wait_gone("BROKEN FILE");
    session.wait_loaded();
    session.type_keys("m");
    session.wait_for("saved");
    session.type_keys("q");
    session.wait_end().expect(0);
    assert_eq!(home.annotations(), text, "the broken file is as it was");
    let copy = fs::read_to_string(home.articles().join("annotations.repaired.toml")).unwrap();
    assert!(
        copy.contains("# name = = 'todo'") && copy.contains("[[annotation]]"),
        "{copy}"
    );
}

#[test]
fn a_file_that_breaks_while_it_is_open_is_asked_about_and_nothing_is_lost() {
    let home = Home::new();
    let session = Start::reading(&home).size(120, 40).spawn();
    session.wait_for("The harbour of");
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for("saved");
    let path = home.articles().join("annotations.toml");
    let good = home.annotations();
    let bad = format!("{good}\n<<<<<<< HEAD\n");
    fs::write(&path, &bad).unwrap();
    session.wait_for("BROKEN FILE");
    session.type_keys("r");
    session.wait_gone("BROKEN FILE");
    session.type_keys(")m");
    session.wait_for("nothing can be annotated");
    assert_eq!(home.annotations(), bad);
    fs::write(&path, &good).unwrap();
    session.wait_for("no mistake is in the way any more");
    // What could not be saved meets the broken file.
    let away = home.root().join("away");
    fs::rename(home.articles(), &away).unwrap();
    session.type_keys("m");
    session.wait_for("NOT SAVED");
    fs::write(away.join("annotations.toml"), &bad).unwrap();
    fs::rename(&away, home.articles()).unwrap();
    session.type_keys("<C-s>");
    session.wait_for("BROKEN FILE");
    assert_eq!(home.annotations(), bad);
    session.type_keys("r");
    session.wait_for("NOT SAVED");
    fs::write(&path, &good).unwrap();
    session.type_keys("<C-s>");
    session.wait_gone("NOT SAVED");
    session.wait_for("saved");
    session.type_keys("q");
    session.wait_end().expect(0);
    assert_eq!(home.annotations().matches("[[annotation]]").count(), 2);
}

/// A session with an annotation that is saved and another that is not, for the file has broken meanwhile.
fn broken_meanwhile(home: &Home) -> (Session, String) {
    fs::write(
        home.root().join("edit.sh"),
        "touch \"$(dirname \"$0\")/edited\"\n",
    )
    .unwrap();
    let editor = format!("sh {}", home.root().join("edit.sh").display());
    let session = Start::reading(home)
        .size(120, 40)
        .env("EDITOR", editor)
        .spawn();
    session.wait_for("The harbour of");
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for("saved");
    let bad = format!("{}\n[[tag]]\nname = = 'x'\n", home.annotations());
    let away = home.root().join("away");
    fs::rename(home.articles(), &away).unwrap();
    session.type_keys(")m");
    session.wait_for("NOT SAVED");
    fs::write(away.join("annotations.toml"), &bad).unwrap();
    fs::rename(&away, home.articles()).unwrap();
    session.type_keys("<C-s>");
    session.wait_for("BROKEN FILE");
    (session, bad)
}

#[test]
fn what_could_not_be_saved_goes_into_the_file_that_was_mended_in_an_editor() {
    let home = Home::new();
    let (session, bad) = broken_meanwhile(&home);
    session.type_keys("e");
    session.wait_for_file(&home.root().join("edited"), |_| {
        home.root().join("edited").exists()
    });
    // It is as it was, and asked about again.
    session.wait_for("BROKEN FILE");
    assert_eq!(home.annotations(), bad);
    fs::write(home.root().join("edit.sh"), "sed -i 's/= =/=/' \"$@\"\n").unwrap();
    session.type_keys("e");
    session.wait_for("Annotations · 2");
    session.wait_for("2 annotations in");
    session.wait_gone("BROKEN FILE");
    session.wait_gone("NOT SAVED");
    session.wait_gone("READ ONLY");
    session.type_keys("q");
    session.wait_end().expect(0);
    assert_eq!(home.annotations().matches("[[annotation]]").count(), 2);
}

#[test]
fn what_could_not_be_saved_goes_into_the_copy_and_the_journal_with_it() {
    let home = Home::new();
    let (session, bad) = broken_meanwhile(&home);
    session.type_keys("s");
    session.wait_for("A repaired copy is in");
    session.type_keys("y");
    session.wait_gone("NOT SAVED");
    session.wait_gone("READ ONLY");
    session.type_keys("q");
    session.wait_end().expect(0);
    assert_eq!(home.annotations(), bad, "the broken file is as it was");
    let copy = home.articles().join("annotations.repaired.toml");
    let count = || {
        let text = fs::read_to_string(&copy).unwrap();
        text.matches("[[annotation]]").count()
    };
    assert_eq!(count(), 2);
    let session = Start::reading(&home)
        .arg("--annotations")
        .arg(&copy)
        .size(120, 40)
        .spawn();
    session.wait_for("The harbour of");
    session.wait_loaded();
    session.type_keys("u");
    session.wait_for("took back");
    session.wait_for("saved");
    session.type_keys("q");
    session.wait_end().expect(0);
    assert_eq!(count(), 1);
}
