//! What postil took for something else, put right on one day and still right on the next.

use super::articles::Home;
use super::session::Start;

#[test]
fn what_is_put_right_is_in_the_file_and_holds_the_next_time() {
    let home = Home::new();
    let file = home.articles().join("annotations.toml");
    let day = Start::reading(&home).size(120, 40).spawn();
    day.wait_for("fills with mud twice a");
    day.wait_loaded();
    day.type_keys("]]=");
    day.wait_for("What is “What it costs”?");
    day.type_keys("title<Enter>");
    day.wait_for("put right: title");
    day.wait_for_file(&file, |text| text.contains("\"title: What it costs\""));
    day.type_keys("i");
    day.wait_for("About this document");
    day.wait_for("(put right; the article says The harbour and its mud)");
    day.type_keys("d2020-05-17<Enter>");
    day.wait_for_file(&file, |text| text.contains("date = \"2020-05-17\""));
    day.type_keys("qq");
    day.wait_end().expect(0);

    let next = Start::reading(&home).size(120, 40).spawn();
    next.wait_for("What it costs");
    next.wait_for("2020-05-17");
    next.type_keys("ggo");
    next.wait_for("Outline");
    next.wait_for("What nobody asks");
    next.type_keys("<Esc>");
    next.wait_gone("Outline");
    next.type_keys("i");
    next.wait_for("title: What it costs");
    next.type_keys("qq");
    next.wait_end().expect(0);
}
