//! What a terminal would obey: in articles, titles, file names, tags, notes, reviewers, the search line and arguments,
//! against the screen and every text output. The payloads are in `hostile_payloads.txt`.

use std::fmt::Write as _;
use std::fs;

use crate::pty::articles::Home;
use crate::pty::session::Start;
use crate::shelf::{Ran, Shelf, postil, ran};

/// The payloads with their names.
pub fn payloads() -> Vec<(String, String)> {
    let lines = include_str!("hostile_payloads.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, payload) = line.split_once('\t').expect("a name and a payload");
            (name.to_owned(), unescaped(payload))
        })
        .collect()
}

fn unescaped(payload: &str) -> String {
    let mut text = String::new();
    let mut rest = payload;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c == '[' && rest.contains("]*") && rest.starts_with('\\') {
            let (inner, after) = rest.split_once("]*").unwrap();
            let end = after.find(|c: char| !c.is_ascii_digit());
            let (count, after) = after.split_at(end.unwrap_or(after.len()));
            text += &unescaped(inner).repeat(count.parse().unwrap());
            rest = after;
        } else if c == '\\' {
            let kind = rest.chars().next().unwrap();
            rest = &rest[1..];
            let number = |digits: &str| char::from_u32(u32::from_str_radix(digits, 16).unwrap());
            match kind {
                'e' => text.push('\x1b'),
                'a' => text.push('\x07'),
                '\\' => text.push('\\'),
                'x' => {
                    text.push(number(&rest[..2]).unwrap());
                    rest = &rest[2..];
                }
                'u' => {
                    let (digits, after) = rest[1..].split_once('}').unwrap();
                    text.push(number(digits).unwrap());
                    rest = after;
                }
                other => panic!("\\{other}"),
            }
        } else {
            text.push(c);
        }
    }
    text
}

/// Whether `c` may not be sent to a terminal by any program that shows text.
fn is_forbidden(c: char) -> bool {
    let n = u32::from(c);
    matches!(n,
        0x00..=0x09 | 0x0b..=0x1f | 0x7f..=0x9f | 0x61c | 0x200b | 0x200e | 0x200f | 0x2028..=0x202e
        | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0xfdd0..=0xfdef | 0xe0000..=0xe0fff)
        || n & 0xfffe == 0xfffe
}

/// What of `bytes`, which a program without a screen wrote, a terminal would obey.
fn leaks_in_text(bytes: &[u8]) -> Vec<String> {
    // CSV ends its lines as its standard says.
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let mut leaks: Vec<String> = text
        .chars()
        .filter(|c| is_forbidden(*c) && *c != '\t')
        .map(|c| format!("{c:?}"))
        .collect();
    leaks.extend(floods(&text));
    leaks
}

/// Letters with more marks on them than any script has.
fn floods(text: &str) -> Vec<String> {
    let is_mark = |c: char| matches!(u32::from(c), 0x300..=0x36f | 0xfe00..=0xfe0f);
    let (mut run, mut worst) = (0, 0);
    for c in text.chars() {
        run = if is_mark(c) { run + 1 } else { 0 };
        worst = worst.max(run);
    }
    (worst > 16)
        .then(|| format!("{worst} marks on one letter"))
        .into_iter()
        .collect()
}

/// What of `bytes`, which a program with a screen sent, is none of the escape sequences that drawing needs.
fn leaks_on_screen(bytes: &[u8]) -> Vec<String> {
    let mut leaks = Vec::new();
    let mut shown = Vec::new();
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != 0x1b {
            shown.push(byte);
            continue;
        }
        let (sequence, after) = match rest.first() {
            Some(b'[') => {
                let end = rest
                    .iter()
                    .skip(1)
                    .position(|byte| (0x40..=0x7e).contains(byte));
                rest.split_at(end.map_or(rest.len(), |end| end + 2))
            }
            Some(b']') => {
                let end = rest
                    .windows(2)
                    .position(|two| two[0] == 7 || two == b"\x1b\\");
                rest.split_at(end.map_or(rest.len(), |end| end + 1 + usize::from(rest[end] != 7)))
            }
            _ => rest.split_at(rest.len().min(1)),
        };
        rest = after;
        let sequence = String::from_utf8_lossy(sequence).into_owned();
        if !is_own(&sequence) {
            leaks.push(format!("{sequence:?}"));
        }
    }
    let shown = String::from_utf8_lossy(&shown);
    leaks.extend(
        shown
            .chars()
            .filter(|c| is_forbidden(*c))
            .map(|c| format!("{c:?}")),
    );
    leaks.extend(floods(&shown));
    leaks
}

/// Whether postil sends this sequence by itself: colours, places, the modes it takes and gives back, the question for the
/// background, links to addresses.
fn is_own(sequence: &str) -> bool {
    if sequence.contains("PWNED") || sequence.contains("31337") {
        return false;
    }
    if let Some(link) = sequence.strip_prefix("]8;") {
        // Its own links have a number each; what closes one has neither number nor address.
        let (number, address) = link.split_once(';').unwrap_or_default();
        let is_address = address.starts_with("http://") || address.starts_with("https://");
        return (number.starts_with("id=") && is_address) || matches!(link, ";\x1b\\" | ";\x07");
    }
    let modes = [
        "1049", "2004", "25", "1000", "1002", "1003", "1004", "1006", "1015", "2026",
    ];
    let is_mode = |mode: &str| modes.contains(&mode);
    match sequence {
        "]11;?\x1b\\" | "]11;?\x07" | "[c" | "[2J" | "[K" => true,
        _ => {
            let Some(body) = sequence.strip_prefix('[') else {
                return false;
            };
            let (numbers, end) = body.split_at(body.len().saturating_sub(1));
            match end {
                "H" | "m" => numbers
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':')),
                "h" | "l" => numbers.strip_prefix('?').is_some_and(is_mode),
                "G" | "d" | "A" | "B" | "C" | "D" | "X" => {
                    numbers.bytes().all(|byte| byte.is_ascii_digit())
                }
                _ => false,
            }
        }
    }
}

/// As a text in TOML.
fn toml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            ' '..='~' => quoted.push(c),
            other => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(other));
            }
        }
    }
    quoted.push('"');
    quoted
}

/// An annotations file with the payloads in tags, definitions, quotes, notes, reviewers, paths, claims and words that are
/// none.
fn annotations(document: &str) -> String {
    let mut file = "format = \"postil\"\nversion = 1\n".to_owned();
    for (index, (name, payload)) in payloads().iter().enumerate() {
        let hostile = toml(&format!("{name} {payload} end"));
        let _ = write!(
            file,
            "\n[[tag]]\nname = {hostile}\ndefinition = {hostile}\ncolor = {hostile}\n\
             \n[[document]]\npath = {hostile}\ntitle = {hostile}\nauthor = {hostile}\nurl = {hostile}\nstatus = {hostile}\n\
             \n[[annotation]]\nid = \"01994f0e-0000-7000-8000-{index:012}\"\ndocument = {}\nquote = {}\ntags = [{hostile}]\n\
             note = {hostile}\nreviewer = {hostile}\n{hostile} = 1\n\
             [annotation.claim]\nstatement = {hostile}\nclaimant = {hostile}\nattribution = {hostile}\nkinds = [{hostile}]\n\
             [[annotation.claim.assessment]]\nreviewer = {hostile}\nverdict = \"refuted\"\nconfidence = {hostile}\n\
             rationale = {hostile}\nhash = {hostile}\n\
             [[annotation.claim.evidence]]\nstance = {hostile}\ncitation = {hostile}\nurl = {hostile}\nquote = {hostile}\n\
             [[annotation.anchor]]\nquote = {hostile}\nprefix = {hostile}\nreviewer = {hostile}\nhow = {hostile}\n\
             [[annotation.link]]\nto = {hostile}\nrelation = {hostile}\n",
            if index % 2 == 0 {
                toml(document)
            } else {
                hostile.clone()
            },
            toml(&format!("Sentence {name} {payload} stands here.")),
        );
    }
    file
}

fn article() -> String {
    let mut text = String::new();
    for (index, (name, payload)) in payloads().iter().enumerate() {
        if index == 0 {
            let _ = write!(
                text,
                "A title {payload} here\n\nBy Eve {payload} Dropper\n\n"
            );
        }
        let _ = write!(
            text,
            "Sentence {name} {payload} stands here. Another one follows it {payload} at once.\n\n"
        );
    }
    text
}

/// A name that a file may have, with the payload in it.
fn file_name(index: usize, payload: &str) -> String {
    let payload: String = payload.replace('/', "_").chars().take(40).collect();
    format!("{index:02} {payload}.txt")
}

#[test]
fn the_test_would_see_every_payload() {
    let all = payloads();
    assert!(all.len() >= 68, "{}", all.len());
    for (name, payload) in all {
        assert!(
            !leaks_in_text(payload.as_bytes()).is_empty(),
            "{name} in a text"
        );
        assert!(
            !leaks_on_screen(payload.as_bytes()).is_empty(),
            "{name} on the screen"
        );
    }
    for own in [
        "\x1b[1;31m\x1b[3;4Hé日本\x1b[?25h",
        "\x1b]8;id=1;https://example.org\x1b\\x\x1b]8;;\x1b\\",
    ] {
        assert_eq!(leaks_on_screen(own.as_bytes()), [""; 0]);
    }
}

#[test]
fn no_payload_reaches_the_screen_from_wherever_it_comes() {
    let home = Home::empty();
    let main = "00 all.txt";
    home.write(main, &article());
    home.write("annotations.toml", &annotations(main));
    for (index, (_, payload)) in payloads().iter().enumerate() {
        let text = format!(
            "Title {payload} of it\n\nBy Eve {payload} Dropper\n\nIt says {payload} here.\n"
        );
        home.write(&file_name(index + 1, payload), &text);
    }
    let session = Start::reading(&home).size(200, 60).spawn();
    session.wait_for("Sentence title-bel");
    // What is wrong with the file is told in words that hold its own.
    session.type_keys(":messages<Enter>");
    session.wait_for("PAGE");
    session.type_keys(&" ".repeat(8));
    session.type_keys("<Esc>");
    session.wait_for("READ");
    for (keys, shown, close) in [
        ("i", "FACTS", "<Esc>"),
        ("o", "CHOOSE", "<Esc>"),
        ("fsentence", "FIND", "<Esc>"),
        ("t", "TAGS", "<Esc>"),
        ("/stands here", "SEARCH", "<Enter>"),
        ("]a", "NOTE", "<Esc>"),
        ("]]]]a", "NOTE", "<Esc>"),
        ("U", "LINKS", ""),
    ] {
        if close.is_empty() {
            continue;
        }
        session.type_keys(keys);
        session.wait_for(shown);
        session.type_keys(close);
        session.wait_for("READ");
    }
    // Everything that was written once, on the line, in the sidebar and in the editor of each note.
    for _ in 0..payloads().len() / 2 {
        session.type_keys("]a");
        session.wait_for("NOTE");
        session.type_keys("<Esc>");
        session.wait_for("READ");
    }
    session.type_keys("gg");
    for _ in 0..12 {
        session.type_keys(" ");
    }
    // Pasted into every line that is typed into.
    for (keys, shown) in [
        ("/", "SEARCH"),
        ("f", "FIND"),
        (":", "CHOOSE"),
        ("a", "NOTE"),
        (":set-title<Enter>", "PUT RIGHT"),
    ] {
        session.type_keys(keys);
        session.wait_for(shown);
        for (_, payload) in payloads() {
            session.paste(&payload);
        }
        if shown != "NOTE" {
            session.type_keys("<C-u>");
        }
        session.paste("theend");
        session.wait_for("theend");
        session.type_keys("<C-c>");
        if shown == "NOTE" {
            session.wait_for("QUESTION");
            session.type_keys("y");
        }
        session.wait_for("READ");
    }
    session.type_keys("<Tab><Tab>");
    session.wait_for("DOCUMENTS");
    for _ in 0..payloads().len() {
        session.type_keys("j");
    }
    session.type_keys("<Enter>");
    session.wait_for("READ");
    for _ in 0..payloads().len() {
        session.type_keys("K");
    }
    session.wait_for("READ");
    session.type_keys(":export markdown<Enter>");
    session.wait_for("export");
    let leaks = leaks_on_screen(&session.emulator().sent);
    assert!(leaks.is_empty(), "{leaks:?}");
    let doings = session.emulator().doings().set.clone();
    assert_eq!(doings, Vec::<String>::new());
    session.type_keys("q");
    session.wait_end().expect(0);
}

#[test]
fn what_harms_is_seen_where_it_stands_and_what_does_not_is_as_one_likes() {
    let home = Home::empty();
    home.write("a.txt", "A title\n\nOne\u{200b}word, co\u{ad}operate, \u{200e}left, \u{202e}turned\u{202c} and \u{1b}[2J cleared.\n");
    let session = Start::reading(&home).size(80, 24).spawn();
    // The emulator shows nothing for the replacement character.
    session.wait_for("One◦word, cooperate, ");
    session.wait_for("␛[2J cleared.");
    session.type_keys(":invisible<Enter>");
    session.wait_for("One◦word, co‧operate, ");
    session.type_keys(":invisible<Enter>");
    session.wait_for("Oneword, cooperate, left, ");
    session.wait_for("␛[2J cleared.");
    let sent = String::from_utf8_lossy(&session.emulator().sent).into_owned();
    assert!(
        sent.contains("\u{fffd}turned\u{fffd}"),
        "what turns text around is always seen"
    );
    session.type_keys("q");
    session.wait_end().expect(0);
}

/// Makes sure that nothing a terminal would obey is in what a run wrote.
pub fn expect_clean(what: &str, ran: &Ran) {
    for (stream, text) in [("standard output", &ran.out), ("standard error", &ran.err)] {
        let leaks = leaks_in_text(text.as_bytes());
        assert!(leaks.is_empty(), "{what}: {stream}: {leaks:?}");
    }
}

#[test]
fn no_payload_is_in_any_text_output() {
    let main = "00 all.txt";
    let article = article();
    let mut files = vec![
        (main.to_owned(), article.clone()),
        ("annotations.toml".to_owned(), annotations(main)),
    ];
    for (index, (_, payload)) in payloads().iter().enumerate() {
        files.push((
            file_name(index + 1, payload),
            format!("Title {payload}\n\nBy Eve {payload} Dropper\n\nIt says {payload} here.\n"),
        ));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let shelf = Shelf::new(&files);
    for arguments in [
        &["list", "."] as &[&str],
        &["show", main],
        &["search", "e", "."],
        &["check", "."],
        &["tags", "."],
        &["export", "-f", "markdown", "."],
        &["export", "-f", "csv", "."],
        &["list", "--json", "."],
        &["check", "--json", "."],
        &["tags", "--json", "."],
        &["export", "-f", "json", "."],
    ] {
        let ran = shelf.run(arguments);
        let is_json = arguments.contains(&"--json") || arguments.contains(&"json");
        if is_json {
            // What has no width is data there, and nothing obeys it.
            let text = ran
                .out
                .replace(['\u{200b}', '\u{2060}', '\u{feff}'], "")
                .replace(['\u{301}', '\u{fe0f}'], "");
            expect_clean(&format!("{arguments:?}"), &Ran { out: text, ..ran });
        } else {
            expect_clean(&format!("{arguments:?}"), &ran);
        }
    }
}

#[test]
fn no_argument_is_repeated_as_it_was_typed() {
    let shelf = Shelf::new(&[("a.txt", "Nothing to see here.\n")]);
    for (name, payload) in payloads() {
        for arguments in [
            vec!["list", payload.as_str()],
            vec!["show", &payload],
            vec!["search", &payload, "."],
            vec!["search", "--regex", &format!("({payload}"), "."],
            vec!["export", "-f", &payload],
            vec!["export", "-f", "markdown", "--since", &payload],
            vec!["list", &format!("--{payload}")],
            vec!["--config", &payload, "list"],
            vec!["--annotations", &payload, "check", "."],
        ] {
            let ran = shelf.run(&arguments);
            expect_clean(&format!("{name}: {:?}", &arguments[..1]), &ran);
        }
    }
}

#[test]
fn settings_and_what_is_remembered_give_no_orders_either() {
    let shelf = Shelf::new(&[("a.txt", "Nothing to see here.\n")]);
    for folder in ["config/postil", "state/postil"] {
        fs::create_dir_all(shelf.home().join(folder)).unwrap();
    }
    let mut config = String::new();
    for (name, payload) in payloads() {
        let _ = writeln!(
            config,
            "{} = {}",
            toml(&format!("{name}{payload}")),
            toml(&payload)
        );
    }
    fs::write(shelf.home().join("config/postil/config.toml"), config).unwrap();
    expect_clean("settings", &shelf.run(&["list", "."]));
    let output = postil(&shelf.home())
        .env("EDITOR", "\x1b]0;PWNED\x07")
        .arg("list")
        .output()
        .unwrap();
    expect_clean("the environment", &ran(&output));
}
