//! Pasting: text where text is written, and nothing where keys are commands.

use super::articles::Home;
use super::session::Start;

#[test]
fn a_megabyte_pasted_into_a_note_is_saved_whole() {
    let home = Home::new();
    let session = Start::reading(&home).size(120, 30).spawn();
    session.wait_for("fills with mud twice a");
    session.wait_loaded();
    session.type_keys("a");
    session.wait_for("NOTE");
    let line = "Pasted from somewhere else, \"quotes\" and all: ünïcödé, 日本語.\n";
    let count = 1_000_000 / line.len() + 1;
    let text = format!("{}The end of it.", line.repeat(count));
    session.paste(&text);
    session.wait_for("The end of it.");
    session.type_keys("<C-s>");
    let file = home.articles().join("annotations.toml");
    let saved = session.wait_for_file(&file, |text| text.contains("The end of it."));
    session.type_keys("q");
    session.wait_end().expect(0);
    let (set, problems) = postil::store::parse(&saved, "annotations.toml");
    assert!(problems.is_empty(), "{problems:?}");
    let note = &set.annotations().next().unwrap().note;
    assert!(
        note.trim_end() == text,
        "{} bytes of {}",
        note.len(),
        text.len()
    );
}

#[test]
fn pasted_control_characters_are_dropped_from_a_note() {
    let home = Home::new();
    let session = Start::reading(&home).size(120, 30).spawn();
    session.wait_for("fills with mud twice a");
    session.wait_loaded();
    session.type_keys("a");
    session.wait_for("NOTE");
    session.paste("one\r\ntwo\u{7}\u{1b}]0;x\u{7}\rthree\u{0}\u{13}");
    session.wait_for("three");
    session.type_keys("<C-s>");
    let file = home.articles().join("annotations.toml");
    let saved = session.wait_for_file(&file, |text| text.contains("three"));
    assert!(saved.contains("one\ntwo]0;x\nthree"), "{saved}");
    assert_eq!(session.emulator().doings().bells, 0);
}

#[test]
fn what_is_pasted_elsewhere_runs_no_command() {
    let home = Home::new();
    let session = Start::reading(&home).size(120, 30).spawn();
    session.wait_for("fills with mud twice a");
    session.paste("mmm1tq\r:quit\rd");
    session.wait_for("nothing to paste into here");
    session.type_keys("?");
    session.wait_for("PAGE");
    session.paste("q\u{3}");
    session.type_keys("q");
    session.wait_for("READ");
    session.type_keys("t");
    session.wait_for("TAGS");
    session.paste("two words\r");
    session.wait_for("two words");
    session.wait_for("TAGS");
    session.type_keys("<Esc>");
    session.wait_for("READ");
    session.type_keys("q");
    session.wait_end().expect(0);
    assert_eq!(home.annotations(), "");
}
