//! Keys that come faster than pictures can be drawn.

use super::articles::Home;
use super::session::Start;

#[test]
fn two_thousand_keys_at_once_end_where_the_same_keys_one_by_one_do() {
    let (home, other) = (Home::numbered(2_500), Home::numbered(2_500));
    let slow = Start::reading(&other).size(80, 24).spawn();
    slow.wait_for("number 00001");
    for _ in 0..40 {
        slow.type_keys(&"j".repeat(50));
        // Help is drawn after everything typed before it was taken in.
        slow.type_keys("?");
        slow.wait_for("PAGE");
        slow.type_keys("q");
        slow.wait_for("READ");
    }
    slow.wait_for("number 02000");
    slow.wait_gone("PAGE");
    let expect = slow.emulator().rows();
    drop(slow);

    let quick = Start::reading(&home).size(80, 24).spawn();
    quick.wait_for("number 00001");
    quick.type_keys(&"j".repeat(2_000));
    quick.wait_until(&format!("{expect:#?}"), |emulator| {
        (emulator.rows() == expect).then_some(())
    });
    quick.type_keys("q");
    quick.wait_end().expect(0);
}
