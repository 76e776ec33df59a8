//! Links: those of the terminal, and what opens them.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::articles::Home;
use super::session::Start;

const LINKED: &str = "\
# The dam

It cost [four million](https://archive.example/cost?y=1931&v=é), as [the board](javascript:alert(1)) said. \
The [inquiry into the whole of the matter and everything around it, page by page](https://inquiry.example/) took nine years.
";

/// The links that the terminal was told of, each once, in their order.
fn addresses(commands: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for command in commands {
        let address = command
            .strip_prefix("8;")
            .and_then(|rest| rest.split_once(';'));
        if let Some((_, address)) = address
            && !address.is_empty()
            && !found.iter().any(|known| known == address)
        {
            found.push(address.to_owned());
        }
    }
    found
}

#[test]
fn links_are_links_of_the_terminal_unless_it_has_none() {
    let home = Home::empty();
    home.write("dam.md", LINKED);
    let told = |term: &str| {
        let session = Start::reading(&home).env("TERM", term).spawn();
        session.wait_for("It cost four");
        session.type_keys("jjo");
        session.wait_for("Outline");
        session.type_keys("<Esc>");
        session.wait_gone("Outline");
        session.wait_for("It cost four");
        let found = addresses(&session.emulator().doings().commands);
        let doings = session.emulator().doings().set.clone();
        assert_eq!(doings, Vec::<String>::new());
        session.type_keys("q");
        session.wait_end().expect(0);
        found
    };
    let expect = [
        "https://archive.example/cost?y=1931&v=%C3%A9",
        "https://inquiry.example/",
    ];
    assert_eq!(told("xterm-256color"), expect);
    assert_eq!(told("linux"), [""; 0]);
}

#[test]
fn a_link_is_opened_after_it_was_asked_about_and_without_a_shell() {
    let home = Home::empty();
    home.write(
        "dam.md",
        "# The dam\n\nSee [this](https://a.example/$(id);x?b=c&d).\n",
    );
    let opened = home.root().join("opened");
    let browser = home.root().join("browser");
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" >{}\n",
        opened.display()
    );
    fs::write(&browser, script).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let session = Start::reading(&home).env("BROWSER", &browser).spawn();
    session.wait_for("See this.");
    session.type_keys("}w");
    session.type_keys("<Enter>");
    session.wait_for("Open a.example in your browser?");
    assert!(!opened.exists());
    session.type_keys("y");
    session.wait_for_file(&opened, |text| {
        text == "1\nhttps://a.example/$(id);x?b=c&d\n"
    });
    session.wait_for("opened https://a.example/");
    session.type_keys("q");
    session.wait_end().expect(0);
}
