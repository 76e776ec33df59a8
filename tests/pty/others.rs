//! Two programs on one folder, and other programs at its file: each sees what the others did.

use std::fs;

use postil::store::parse;

use super::articles::Home;
use super::session::{Session, Start};

#[test]
fn two_sessions_see_each_other_without_a_key() {
    let home = Home::new();
    let (one, other) = (Session::reading(&home), Session::reading(&home));
    one.type_keys("}}m");
    one.wait_for("Annotations · 1");
    other.wait_for("Annotations · 1");
    other.type_keys("}}");
    other.type_keys(")aFrom the other.<C-s>");
    other.wait_for("Annotations · 2");
    one.wait_for("From the other.");
    // The cursor of the one has not moved, and a selection stays.
    one.type_keys("s");
    one.wait_for("SELECT sentence");
    other.type_keys("tclaim<Enter>");
    one.wait_for("claim");
    one.wait_for("SELECT sentence");
    one.type_keys("<Esc>");
    one.wait_gone("SELECT sentence");
    one.type_keys("u");
    other.wait_for("Annotations · 1");
    for session in [one, other] {
        session.type_keys("q");
        session.wait_end().expect(0);
    }
    let (set, problems) = parse(&home.annotations(), "annotations.toml");
    assert_eq!((set.len(), problems.len()), (1, 0));
    assert!(
        set.annotations()
            .all(|found| found.note == "From the other.")
    );
}

#[test]
fn a_file_that_is_emptied_is_told_and_brought_back_after_a_yes() {
    let home = Home::new();
    let file = home.articles().join("annotations.toml");
    let session = Session::reading(&home);
    session.type_keys("}}m");
    session.wait_for("Annotations · 1");
    session.type_keys(")aWho says so?<C-s>");
    session.wait_for("Annotations · 2");
    let text = session.wait_for_file(&file, |text| text.contains("Who says so?"));
    fs::write(&file, "").unwrap();
    session.wait_for("2 annotations were deleted by another program; u brings them back");
    session.wait_gone("Who says so?");
    session.type_keys("u");
    session.wait_for("Make it anew");
    assert_eq!(home.annotations(), "");
    session.type_keys("y");
    session.wait_for_file(&file, |now| now == text);
    session.wait_for("Who says so?");
    session.quit();
}

#[test]
fn an_edit_in_an_editor_is_on_the_screen_at_once() {
    let home = Home::new();
    let file = home.articles().join("annotations.toml");
    let session = Session::reading(&home);
    session.type_keys("}}aAs it was.<C-s>");
    let text = session.wait_for_file(&file, |text| text.contains("As it was."));
    session.wait_for(" saved ");
    fs::write(&file, text.replace("As it was.", "As it is now.")).unwrap();
    session.wait_for("As it is now.");
    // A mistake in it is told, and what was on the screen stays.
    fs::write(&file, text.replace("quote = ", "quote = = ")).unwrap();
    session.wait_for("annotations.toml:");
    session.wait_for("BROKEN FILE");
    session.type_keys("r");
    session.wait_for("As it is now.");
    fs::write(&file, &text).unwrap();
    session.wait_for("As it was.");
    session.quit();
}

#[test]
fn another_reviewers_file_is_read_and_followed_and_never_written_to() {
    let home = Home::new();
    let bo = home.articles().join("bo.toml");
    let file = home.articles().join("annotations.toml");
    let name = std::fs::read_dir(home.articles()).unwrap();
    let name = name
        .map(|entry| entry.unwrap())
        .find(|entry| {
            fs::read_to_string(entry.path())
                .unwrap()
                .contains("Fishermen pay")
        })
        .unwrap();
    let name = name.file_name().into_string().unwrap();
    let theirs = |note: &str| {
        format!(
            "format = \"postil\"\nversion = 1\n\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-0000000000b0\"\n\
             document = \"{name}\"\nquote = \"A barge costs four thousand crowns a day.\"\nnote = \"{note}\"\n\
             reviewer = \"bo\"\n"
        )
    };
    fs::write(&bo, theirs("Is that so?")).unwrap();
    let start = Start::postil(&home).arg("--with").arg(&bo);
    let session = start.arg(home.articles()).size(120, 24).spawn();
    session.wait_for("Is that so?");
    session.wait_for("« bo · read only");
    session.type_keys("]");
    session.type_keys("d");
    session.wait_for("this is bo's and read only");
    assert!(!file.exists());
    fs::write(&bo, theirs("It is not.")).unwrap();
    session.wait_for("It is not.");
    session.type_keys("m");
    session.wait_for("Annotations · 2");
    let saved = session.wait_for_file(&file, |text| text.contains("[[annotation]]"));
    assert_eq!(saved.matches("[[annotation]]").count(), 1, "{saved}");
    assert!(!saved.contains("It is not."), "{saved}");
    session.type_keys(":seal<Enter>");
    session.wait_for("SEALED");
    session.wait_gone("It is not.");
    session.wait_for_file(&file, |text| text.contains("[[seal]]"));
    session.type_keys(":seal-done<Enter>");
    session.wait_for("It is not.");
    assert_eq!(fs::read_to_string(&bo).unwrap(), theirs("It is not."));
    session.quit();
}
