//! Articles from strangers: what a terminal would obey is shown, not sent.

use super::articles::Home;
use super::session::Start;

/// What would ring, set a title, fill the clipboard, turn the line around, and clear the screen.
const HOSTILE: &str = "\u{7}\u{1b}]0;owned\u{7}\u{1b}]52;c;b3duZWQ=\u{7}\u{202e}deen\u{202c}\u{9b}2J\u{1b}[2J\u{90}q\u{9c}";

#[test]
fn nothing_in_an_article_reaches_the_terminal() {
    let home = Home::empty();
    let text = format!(
        "A title {HOSTILE} here\n\nBy Eve {HOSTILE} Dropper\n\nThe first {HOSTILE} sentence is long enough to be one. \
         The second mentions a needle {HOSTILE} in the hay.\n\nA heading {HOSTILE}\n\nThe last words are {HOSTILE} these.\n"
    );
    home.write("a\u{7}\u{1b}]0;named\u{7}b\u{202e}.txt", &text);
    home.write("b\u{1b}[2J.txt", &text);
    let session = Start::reading(&home).size(120, 40).spawn();
    session.wait_for("␛]0;owned␇");
    session.wait_for("deen");
    session.type_keys("}tcheck<Enter>");
    session.wait_for("Annotations · 1");
    for (keys, shown, close) in [
        ("/needle", "SEARCH", "<Enter>"),
        ("f", "FIND", "<Esc>"),
        ("o", "CHOOSE", "<Esc>"),
        ("a", "NOTE", "<Esc>"),
        (":messages<Enter>", "PAGE", "q"),
    ] {
        session.type_keys(keys);
        session.wait_for(shown);
        session.type_keys(close);
        session.wait_for("READ");
    }
    session.type_keys("J");
    session.wait_for("b␛[2J.txt");
    session.type_keys(":export markdown<Enter>");
    session.wait_for("export");
    {
        let emulator = session.emulator();
        let doings = emulator.doings();
        assert_eq!(doings.bells, 0);
        assert_eq!(doings.set, Vec::<String>::new());
        // Links are the terminal's own, and nothing but printable ASCII.
        let is_link = |command: &str| {
            let address = command
                .strip_prefix("8;")
                .and_then(|rest| rest.split_once(';'));
            address.is_some_and(|(_, address)| {
                let schemes = ["http://", "https://", "mailto:"];
                let is_known = schemes.iter().any(|scheme| address.starts_with(scheme));
                (is_known || address.is_empty())
                    && address.bytes().all(|byte| byte.is_ascii_graphic())
            })
        };
        let asked: Vec<_> = doings
            .commands
            .iter()
            .filter(|command| *command != "11;?" && !is_link(command))
            .collect();
        assert!(asked.is_empty(), "{asked:?}");
    }
    session.type_keys("q");
    session.wait_end().expect(0);
}
