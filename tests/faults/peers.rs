//! What other annotation programs were caught losing, done with this one.

use std::fs;

use super::desk::{Desk, command, file, going, kept_in};
use crate::articles::Home;

fn said(home: &Home, arguments: &[&str]) -> String {
    let output = command(home).args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a document says where each annotation on it stands, beside its quote.
fn words_and_quotes(home: &Home) -> Vec<(String, String)> {
    let text = fs::read_to_string(file(home)).unwrap();
    let (set, problems) = postil::store::parse(&text, "annotations.toml");
    assert_eq!(problems, []);
    let words = set.annotations().map(|found| {
        let path = home.articles().join(found.document.as_str());
        let shown = said(home, &["show", "--json", path.to_str().unwrap()]);
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        let place = &found.selector;
        let count = place.end - place.start;
        let text = shown["text"].as_str().unwrap();
        let words = text.chars().skip(place.start).take(count).collect();
        (words, place.quote.clone())
    });
    words.collect()
}

#[test]
fn deleting_one_leaves_those_at_the_same_place_of_other_documents() {
    let home = Home::empty();
    for name in ["a.txt", "b.txt", "c.txt"] {
        home.write(
            name,
            &format!("Words, one after the other\n\nThe same words in {name}.\n\nMore of them.\n"),
        );
    }
    let desk = Desk::start(&home, crate::session::Start::reading(&home));
    desk.act(&format!("{}m", going(1))).expect_saved();
    desk.session.type_keys("J");
    desk.session.wait_for("same words in b.txt");
    desk.act(&format!("{}m", going(1))).expect_saved();
    desk.session.type_keys("J");
    desk.session.wait_for("same words in c.txt");
    desk.act(&format!("{}m", going(1))).expect_saved();
    desk.session.type_keys("K");
    desk.session.wait_for("same words in b.txt");
    desk.act(&format!("{}d", going(1))).expect_saved();
    desk.quit();
    let quotes: Vec<String> = kept_in(&file(&home)).into_keys().collect();
    assert_eq!(
        quotes,
        ["The same words in a.txt.", "The same words in c.txt."]
    );
}

#[test]
fn the_last_words_of_a_text_and_whatever_stands_before_them_count_right() {
    for (name, text) in [
        (
            "no line end",
            "Words, one after the other\n\nThe first.\n\nThe very last words",
        ),
        (
            "Windows",
            "Words, one after the other\r\n\r\nThe first.\r\n\r\nThe very last words\r\n",
        ),
        (
            "a mark",
            "\u{feff}Words, one after the other\n\nThe first.\n\nThe very last words\n",
        ),
        (
            "emoji",
            "Words, one after the other\n\nThe 👩\u{200d}🔬🚢 fir\u{301}st 🇫🇮.\n\nThe very last words 👩\u{200d}🔬",
        ),
        (
            "old Mac",
            "Words, one after the other\r\rThe first.\r\rThe very last words\r",
        ),
    ] {
        let home = Home::empty();
        home.write("a.txt", text);
        let desk = Desk::open(&home);
        desk.act(&format!("{}m", going(1))).expect_saved();
        desk.act(&format!("{}m", going(2))).expect_saved();
        desk.quit();
        let found = words_and_quotes(&home);
        assert_eq!(found.len(), 2, "{name}");
        for (words, quote) in &found {
            assert_eq!(words, quote, "{name}");
        }
        assert!(
            found[1].1.starts_with("The very last words"),
            "{name}: {found:?}"
        );
    }
}

#[test]
fn those_without_a_tag_and_those_that_overlap_are_in_every_export() {
    let home = Home::numbered(30);
    let desk = Desk::open(&home);
    desk.act(&format!("{}m", going(1))).expect_saved();
    desk.note(2, "only a note").expect_saved();
    // The sentence, and three words in it.
    desk.act(&format!("{}m", going(3))).expect_saved();
    desk.act(&format!("{}wvwwtinner<Enter>", going(3)))
        .expect_saved();
    desk.quit();
    let all = kept_in(&file(&home));
    assert_eq!(all.len(), 4, "{all:?}");
    let articles = home.articles();
    for format in ["json", "csv", "markdown"] {
        let exported = said(
            &home,
            &["export", "--format", format, articles.to_str().unwrap()],
        );
        for quote in all.keys() {
            assert!(
                exported.contains(quote),
                "{format} lacks {quote}\n{exported}"
            );
        }
    }
}

#[test]
fn one_record_that_cannot_be_read_hides_no_other_and_stays() {
    let home = Home::numbered(30);
    let desk = Desk::open(&home);
    desk.note(1, "note 1").expect_saved();
    desk.note(2, "note 2").expect_saved();
    desk.quit();
    let text = fs::read_to_string(file(&home)).unwrap();
    let odd = "\n[[annotation]]\nid = \"no identity\"\nquote = 17\nmine = \"kept\"\n";
    let text = text.replacen("\n[[annotation]]", &format!("{odd}\n[[annotation]]"), 1);
    fs::write(file(&home), &text).unwrap();
    let desk = Desk::open(&home);
    desk.session.wait_for("Annotations · 2");
    desk.note(3, "note 3").expect_saved();
    desk.quit();
    let now = fs::read_to_string(file(&home)).unwrap();
    assert!(now.contains(odd), "{now}");
    for note in ["note 1", "note 2", "note 3"] {
        assert!(now.contains(note), "{now}");
    }
}
