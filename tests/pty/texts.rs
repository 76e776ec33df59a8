//! What becomes of annotations between two sessions in which their articles were edited and renamed.

use std::fs;
use std::path::PathBuf;

use super::articles::Home;
use super::session::Start;

/// The copies of texts that are kept.
fn copies(home: &Home) -> Vec<PathBuf> {
    let mut folders = vec![home.root().join("home")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path if path.extension().is_some_and(|kind| kind == "gz") => found.push(path),
                _ => {}
            }
        }
    }
    found
}

/// Tags the sentence on the barges and leaves.
fn annotate(home: &Home) {
    let session = Start::reading(home).size(120, 24).spawn();
    session.wait_for("fills with mud twice a");
    session.wait_loaded();
    session.type_keys("/800<Enter>mj");
    session.wait_for("Annotations · 1");
    session.type_keys("q");
    session.wait_end().expect(0);
}

#[test]
fn an_article_that_was_edited_is_compared_with_the_text_that_was_kept() {
    let home = Home::new();
    annotate(&home);
    assert_eq!(copies(&home).len(), 1);
    let article = home.articles().join("a-mud.txt");
    let text = fs::read_to_string(&article).unwrap();
    let text = text.replace("800 barges", "900 barges");
    let text = text.replace("By Ada Wharton", "By Ada Wharton\n\nCorrected on Friday.");
    fs::write(&article, text).unwrap();
    let session = Start::reading(&home).size(120, 24).spawn();
    session.wait_for("1 to look at");
    session.wait_for("changed meaning: 800 → 900");
    session.type_keys("A");
    session.wait_for("1 of 1");
    session.wait_for("{+900+}");
    session.type_keys("<Enter>");
    let file = home.articles().join("annotations.toml");
    session.wait_for_file(&file, |text| {
        text.contains("[[annotation.anchor]]") && text.contains("how = \"accepted\"")
    });
    session.wait_gone("to look at");
    session.type_keys("q");
    session.wait_end().expect(0);
    let text = home.annotations();
    assert!(text.contains("800 barges") && text.contains("900 barges"));
}

#[test]
fn an_article_that_was_renamed_is_followed_and_that_is_saved() {
    let home = Home::new();
    annotate(&home);
    let folder = home.articles();
    fs::rename(folder.join("a-mud.txt"), folder.join("d-mud.txt")).unwrap();
    let session = Start::reading(&home).size(120, 24).spawn();
    session.wait_for("a-mud.txt is now d-mud.txt: 1 annotation follows");
    let file = folder.join("annotations.toml");
    session.wait_for_file(&file, |text| {
        text.matches("\"d-mud.txt\"").count() == 2 && !text.contains("a-mud")
    });
    session.type_keys("u");
    session.wait_for_file(&file, |text| text.matches("\"a-mud.txt\"").count() == 2);
    session.type_keys("q");
    session.wait_end().expect(0);
}

#[test]
fn where_copies_cannot_be_kept_everything_else_goes_on() {
    let home = Home::new();
    let data = home.root().join("home/data/postil");
    fs::create_dir_all(&data).unwrap();
    fs::write(data.join("texts"), "a file where the folder should be").unwrap();
    let session = Start::reading(&home).size(120, 24).spawn();
    session.wait_for("fills with mud twice a");
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for("cannot keep a copy of the text");
    session.wait_for_file(&home.articles().join("annotations.toml"), |text| {
        text.contains("[[annotation]]")
    });
    session.type_keys("q");
    session.wait_end().expect(0);
}
