//! The whole main job, as somebody does it on the first day and goes on with it on the second.

use std::fmt::Write as _;
use std::fs;

use postil::model::AnnotationSet;
use postil::store::parse;

use super::articles::Home;
use super::session::{Session, Start};

/// Opens the three articles and makes an annotation with a new tag, one with its digit, and one with a note.
fn first_day(home: &Home) -> Session {
    let day = Start::reading(home).size(120, 40).spawn();
    day.wait_for("fills with mud twice a");
    day.wait_loaded();
    day.type_keys("}s");
    day.wait_for("SELECT sentence");
    day.type_keys("tclaim/number");
    day.wait_for("TAGS");
    day.type_keys("<Enter>");
    day.wait_for("Annotations · 1");
    day.type_keys(")1");
    day.wait_for("Annotations · 2");
    day.type_keys("}a");
    day.wait_for("NOTE");
    day.type_keys("Who measured it?<Enter>And when?<C-s>");
    day.wait_for("Annotations · 3");
    day.wait_for("And when?");
    day
}

fn read_back(home: &Home) -> AnnotationSet {
    let (set, problems) = parse(&home.annotations(), "annotations.toml");
    assert!(problems.is_empty(), "{problems:?}");
    set
}

#[test]
fn what_is_done_on_a_day_is_in_the_file() {
    let home = Home::new();
    let day = first_day(&home);
    let file = home.articles().join("annotations.toml");
    day.type_keys("u");
    day.wait_for_file(&file, |text| !text.contains("Who measured"));
    day.type_keys("<C-r>");
    let written = day.wait_for_file(&file, |text| text.contains("And when?"));
    day.type_keys("/quarry");
    day.wait_for("1 of 2");
    day.type_keys("<Enter>n");
    day.wait_for("2 of 2");
    day.type_keys("q");
    day.wait_end().expect(0);

    assert_eq!(home.annotations(), written, "leaving changes nothing");
    let set = read_back(&home);
    let mut made: Vec<_> = set.annotations().collect();
    made.sort_by_key(|annotation| annotation.selector.start);
    let expect = [
        (
            "The harbour of Lower Quay fills with mud twice a year.",
            "claim/number",
            "",
        ),
        (
            "The port authority says that it takes 800 barges to carry it away.",
            "claim/number",
            "",
        ),
        (
            "The council paid for a survey in the spring.",
            "",
            "Who measured it?\nAnd when?",
        ),
    ];
    assert_eq!(made.len(), expect.len());
    for (annotation, (quote, tag, note)) in made.iter().zip(expect) {
        assert_eq!(annotation.selector.quote, quote);
        let tags: Vec<_> = annotation.tags.iter().map(ToString::to_string).collect();
        assert_eq!(tags.join(" "), tag, "{quote}");
        assert_eq!(annotation.note.trim_end(), note, "{quote}");
        assert_eq!(annotation.reviewer, "tester");
        assert_eq!(annotation.document.to_string(), "a-mud.txt");
    }
}

#[test]
fn the_next_morning_goes_on_where_the_day_ended_and_exports() {
    let home = Home::new();
    let day = first_day(&home);
    day.type_keys("J");
    day.wait_for("moved into the roof");
    day.type_keys("q");
    day.wait_end().expect(0);

    let morning = Start::reading(&home).size(120, 40).spawn();
    morning.wait_for("moved into the roof");
    morning.wait_for("3 annotations in");
    morning.wait_for("articles · 3");
    morning.type_keys("K");
    morning.wait_for("Annotations · 3");
    morning.wait_for("And when?");
    let exported = home.root().join("notes.md");
    morning.type_keys(&format!(":export markdown {}<Enter>", exported.display()));
    morning.wait_for_file(&exported, |text| !text.is_empty());
    morning.type_keys("q");
    morning.wait_end().expect(0);
    let exported = fs::read_to_string(exported).unwrap();
    for part in [
        "The harbour and its mud",
        "fills with mud twice a year",
        "claim/number",
        "And when?",
    ] {
        assert!(exported.contains(part), "{part} in\n{exported}");
    }
}

#[test]
fn the_mouse_opens_selects_and_scrolls() {
    let home = Home::new();
    let session = Start::reading(&home).size(120, 40).spawn();
    session.wait_for("fills with mud twice a");
    session.click("Owls above the library");
    session.wait_for("moved into the roof");
    session.wait_for("READ  Owls");
    session.click("moved into the roof");
    session.click("moved into the roof");
    session.wait_for("SELECT");
    session.type_keys("m");
    session.wait_for("Annotations · 1");
    let file = home.articles().join("annotations.toml");
    session.wait_for_file(&file, |text| text.contains("quote = \"moved\""));
    session.type_keys("q");
    session.wait_end().expect(0);
}

#[test]
fn the_first_key_counts_however_many_annotations_there_are() {
    let home = Home::new();
    let mut file = "format = \"postil\"\nversion = 1\n".to_owned();
    for number in 0..3_000 {
        let _ = write!(
            file,
            "\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-{number:012x}\"\ndocument = \"b-owls.txt\"\n\
             quote = \"owls\"\nprefix = \"A pair of \"\nsuffix = \" has\"\nstart = 51\nend = 55\n\
             created = 2026-11-21T22:31:07Z\n"
        );
    }
    home.write("annotations.toml", &file);
    let session = Start::reading(&home).size(120, 40).spawn();
    session.wait_for("The harbour of");
    session.type_keys("m");
    session.wait_for("Annotations · 1");
}
