//! Two programs on one folder, and other programs at its file: each sees what the others did.

use std::fs;

use postil::store::parse;

use super::articles::Home;
use super::session::Session;

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
