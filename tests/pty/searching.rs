//! Searching all articles: on the screen while one types, read in place, tagged, and remembered.

use super::articles::Home;
use super::session::Start;

#[test]
fn what_is_found_is_read_and_tagged_and_the_search_is_remembered() {
    let home = Home::new();
    let session = Start::reading(&home).size(100, 30).spawn();
    session.wait_for("fills with mud");
    session.wait_for("The last tram");
    session.type_keys("Fyear");
    session.wait_for("3 matches in 2 documents");
    session.wait_for("all 3 searched");
    // Whole words only, as terminals send Alt.
    session.type_keys("\x1bw");
    session.wait_for("2 matches in 1 document ");
    session.type_keys("\x1bw");
    session.wait_for("3 matches in 2 documents");
    session.type_keys("\rJ\r");
    session.wait_for("match 3 of 3, document 2 of 2");
    session.type_keys("\x0f");
    session.wait_for("Search all articles");
    session.type_keys("1");
    session.wait_for("No tag has the key 1 yet");
    session.type_keys("time\r");
    let saved = |text: &str| text.contains("tags = [\"time\"]");
    let file = session.wait_for_file(&home.articles().join("annotations.toml"), saved);
    assert!(
        file.contains(
            "quote = \"A spokeswoman said that the line had lost money for nine years.\""
        ),
        "{file}"
    );
    session.type_keys("qq");
    session.wait_end().expect(0);
    let again = Start::reading(&home).size(100, 30).spawn();
    again.wait_for("fills with mud");
    again.type_keys("F");
    again.wait_for("Searched for before");
    again.type_keys("\x1b[A");
    again.wait_for("3 matches in 2 documents");
    again.type_keys("\x03q");
    again.wait_end().expect(0);
}
