//! An article so long that its beginning is on the screen before the rest has been read.

use super::articles::Home;
use super::session::Start;

#[test]
fn what_is_typed_at_the_beginning_counts_for_all_of_it() {
    let home = Home::numbered(60_000);
    let reading = Start::reading(&home).size(80, 24).spawn();
    reading.wait_for("number 00001 of");
    reading.type_keys("G");
    reading.wait_for("number 60000 of");
    reading.type_keys("gg");
    reading.wait_for("number 00001 of");
    reading.type_keys("q");
    reading.wait_end().expect(0);
}
