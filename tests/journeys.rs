//! Journeys through the program: keys and the mouse in, annotations and pictures out, with neither disk nor terminal.
//!
//! Each file in `tests/journeys/stories` tells one; `tests/journeys/story.rs` says how they are written. The pictures
//! are in `tests/journeys/golden`; `BLESS=1 cargo test --test journeys` draws them anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "a test that unwraps says what it expects"
)]

#[path = "journeys/agreeing.rs"]
mod agreeing;
#[path = "journeys/changing.rs"]
mod changing;
#[path = "journeys/codebook.rs"]
mod codebook;
#[path = "journeys/desk.rs"]
mod desk;
#[path = "journeys/keys.rs"]
mod keys;
#[path = "journeys/ledger.rs"]
mod ledger;
#[path = "journeys/long.rs"]
mod long;
#[path = "journeys/made.rs"]
mod made;
#[path = "journeys/random.rs"]
mod random;
#[path = "journeys/reviewing.rs"]
mod reviewing;
#[path = "journeys/screen.rs"]
mod screen;
#[path = "journeys/story.rs"]
mod story;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use postil::app::commands::COMMANDS;
use postil::model::{Block, BlockKind, Document, Inline, InlineKind, Metadata, Span, Structure};
use postil::ui::color::ColorLevel;
use postil::ui::theme::Background;

/// An article with what is hard to set: a table, three scripts, a list, furniture.
const FERRY: &str = include_str!("journeys/documents/ferry.txt");

/// An article as it was when it was annotated, and as it is now: with what is hard to set, and what is not to be obeyed.
const THEN: &str = include_str!("journeys/documents/bells-then.txt");
const NOW: &str = include_str!("journeys/documents/bells-now.txt");

/// An article with what plain text does not tell.
const DAM: &str = include_str!("journeys/documents/dam.made");

/// Every story with its name.
fn stories() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/stories");
    let mut found: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn every_story_comes_true() {
    let told = stories();
    let told = told.iter().map(|(name, text)| story::tell(name, text));
    let faults: Vec<String> = told.flat_map(|told| told.faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn every_command_and_every_key_of_it_is_in_a_story() {
    let mut given = BTreeSet::new();
    for (name, text) in stories() {
        given.extend(story::tell(&name, &text).desk.given);
    }
    let mut missing = Vec::new();
    for command in COMMANDS {
        if !given.iter().any(|(name, _)| *name == command.name) {
            missing.push(format!("{}: in no story", command.name));
        }
        let keys = command.keys.iter();
        let unused = keys.filter(|key| !given.contains(&(command.name, (**key).to_owned())));
        missing.extend(unused.map(|key| format!("{}: never given by {key}", command.name)));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn stories_are_short() {
    for (name, text) in stories() {
        assert!(text.lines().count() <= 60, "{name} tells too much");
    }
}

#[test]
fn the_screen_looks_as_it_did() {
    let tour =
        |window: &str, keys: &str| format!("built-in\nwindow {window}\nlasting\nkeys {keys}\n");
    let made: Vec<String> = DAM.lines().map(|line| format!("| {line}\n")).collect();
    let made = |window: &str, keys: &str| {
        let made = made.concat();
        format!("window {window}\ndocument dam.made\n{made}lasting\nkeys {keys}\n")
    };
    let ferry = |window: &str, keys: &str| {
        let lines: Vec<String> = FERRY.lines().map(|line| format!("| {line}")).collect();
        let lines = lines.join("\n");
        format!("window {window}\ndocument ferry.txt\n{lines}\nlasting\nkeys {keys}\n")
    };
    compare_all([
        ("wide-120x40", tour("120x40", "]]}jj")),
        ("medium-80x24", tour("80x24", "]}")),
        ("narrow-50x20", tour("50x20", "}}v)")),
        ("large-200x60", tour("200x60", "<Space>]Vj")),
        ("documents-80x24", tour("80x24", "<Shift-Tab>jj")),
        ("documents-folders-50x20", tour("50x20", "<Shift-Tab>gfs")),
        ("documents-filter-80x24", tour("80x24", "<Shift-Tab>/claim")),
        (
            "documents-filter-empty-80x24",
            tour("80x24", "<Shift-Tab>/brix"),
        ),
        ("sidebar-50x20", tour("50x20", "]<Tab>j")),
        ("tag-picker", tour("80x24", "}}ti")),
        (
            "note-editor",
            tour("80x24", "}}aWho says so?<Enter>And when?"),
        ),
        ("help", tour("100x30", "?")),
        ("palette", tour("80x24", ":ne")),
        ("finder", tour("80x24", "fnum")),
        ("search-line", tour("80x24", "/the")),
        ("question", tour("80x24", "}}aUnsaved<Esc>")),
        ("outline", tour("80x24", "o")),
        ("marks", tour("80x24", "Ma}Mb'")),
        ("filter-80x24", tour("80x24", "<Tab>/claim tag:so")),
        ("filter-50x20", tour("50x20", "<Tab>/tag:any<Enter>")),
        ("filter-fields-120x40", tour("120x40", "<Tab>/")),
        ("queries-100x30", tour("100x30", ":queries<Enter>")),
        ("tag-picker-narrow", tour("50x20", "}}t")),
        ("codebook-120x40", tour("120x40", "T")),
        ("codebook-80x24", tour("80x24", "TR")),
        ("codebook-50x20", tour("50x20", "Tj")),
        ("codebook-200x60", tour("200x60", "Tjj")),
        ("codebook-tiny-20x5", tour("20x5", "T")),
        ("codebook-empty-80x24", ferry("80x24", "T")),
        ("codebook-ready-100x30", ferry("100x30", "T1j")),
        ("codebook-scale-80x24", tour("80x24", "T<Tab>j")),
        ("codebook-entry-80x24", tour("80x24", "TKj")),
        ("codebook-colors-80x24", tour("80x24", "Tc")),
        ("codebook-merge-80x24", tour("80x24", "TMopin<Enter>")),
        (
            "codebook-split-80x24",
            tour("80x24", "Ts<Ctrl-u>claim/share, claim/count<Enter>"),
        ),
        ("tiny-20x5", tour("20x5", "]")),
        ("outline-parts", made("80x24", "}}}}}o")),
        ("footnote", made("80x24", "}wwwww<Enter>")),
        ("footnote-narrow", made("50x20", "}}}wwwwww<Enter>")),
        ("link-question", made("80x24", "}/four<Enter><Esc><Enter>")),
        ("links", made("100x30", "U")),
        ("facts", made("100x30", "}i")),
        ("facts-narrow", made("50x20", "i")),
        ("fact", made("80x24", "it<Ctrl-u>The dam")),
        (
            "fact-complaint",
            made("50x20", ":set-date<Enter>soon<Enter>"),
        ),
        ("correcting", made("80x24", "}}=")),
        ("broken-file", "window 80x24\nbroken\nlasting\n".to_owned()),
        (
            "broken-file-narrow",
            "window 50x20\nbroken\nlasting\nkeys r\n".to_owned(),
        ),
        (
            "draft",
            "window 80x24\ndraft The mill opened in 1912.: Who says so?\nlasting\n".to_owned(),
        ),
        (
            "draft-narrow",
            "window 50x20\ndraft Gone for good: Who says so?\nlasting\nkeys <Enter>\n".to_owned(),
        ),
        ("setting-100x44", ferry("100x44", "zjjj")),
        ("setting-40x44", ferry("40x44", "}}}}v))")),
        (
            "setting-otherwise-80x40",
            ferry(
                "80x40",
                "zX------:justify<Enter>:hyphenate<Enter>:spacing<Enter>:spacing<Enter>:numbers<Enter>",
            ),
        ),
    ]);
}

/// Each story ends with the picture that is kept under its name.
fn compare_all(stories: impl IntoIterator<Item = (&'static str, String)>) {
    let compared = stories.into_iter().map(|(name, text)| {
        let told = story::tell(name, &text);
        screen::compare(name, &screen::picture(&told.desk.screen()))
    });
    let faults: Vec<String> = compared.filter_map(Result::err).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn other_reviewers_look_as_they_did() {
    let told = |window: &str| {
        format!(
            "window {window}\ntag 1 claim: What somebody could check.\n\
             annotation me: The mill opened in 1912. # claim # Mine.\n\
             other bob: By 1920 the mill employed 340 people. # claim # Is that so?\n\
             other carol: The mayor called it a fair price. # # Whose price?\n\
             lasting\nkeys ]]\n"
        )
    };
    compare_all([
        ("reviewers-120x40", told("120x40")),
        ("reviewers-80x24", told("80x24")),
        ("reviewers-50x20", told("50x20")),
        ("reviewers-200x60", told("200x60")),
    ]);
}

#[test]
fn changed_annotations_look_as_they_did() {
    let lines = |text: &str| {
        let lines: Vec<String> = text.lines().map(|line| format!("| {line}\n")).collect();
        lines.concat()
    };
    let annotations = "tag 1 claim/number: A number.\n\
        annotation jo: The bells of Sandford rang at six on every morning of the year 1912, and 340 people got up when they \
        did. # claim/number # Who counted them? The parish had fewer than three hundred souls in the census before.\n\
        annotation jo: “漢字の鐘 hung beside the great bell, and neither was ever in tune.” He wrote a page a day for forty \
        years, about the weather, the price of rope, the bats, the boys who threw stones, and about the bishop, who came \
        twice and complained about the noise both times, the second time in writing and at some length\n\
        annotation jo: שלום לכל באי השער בשנת 1834\n\
        annotation jo: Nobody in the valley owned a clock that anybody trusted.\n\
        annotation jo: A cafe\u{301} in the square sold coffee to the ringers for a penny. # # Gone?\n\
        annotation jo: The rope broke in March, said the \u{1b}]0;sexton\u{7} and his \u{202e}nairotsih\u{202c}, and 5 men fell.\n\
        judged שלום לכל באי השער בשנת 1834\n";
    let text = |window: &str, path: &str, keys: &str| {
        let (then, now) = (lines(THEN), lines(NOW));
        format!(
            "window {window}\nwas 1-bells.txt\n{then}document {path}\n{now}{annotations}lasting\nkeys {keys}\n"
        )
    };
    let dark = (Background::Dark, ColorLevel::TrueColor);
    let here = "1-bells.txt";
    let faults: Vec<String> = [
        ("look-120x40", "120x40", here, "An", dark),
        ("look-80x24", "80x24", here, "An", dark),
        ("look-50x20", "50x20", here, "An", dark),
        ("look-200x60", "200x60", here, "Ann", dark),
        ("look-long-50x20", "50x20", here, "Annjjj", dark),
        ("look-hebrew-90x24", "90x24", here, "Annn", dark),
        ("look-hostile-90x24", "90x24", here, "Annnn", dark),
        ("look-orphan-120x30", "120x30", here, "A", dark),
        (
            "look-light-90x24",
            "90x24",
            here,
            "An",
            (Background::Light, ColorLevel::TrueColor),
        ),
        (
            "look-ansi-90x24",
            "90x24",
            here,
            "An",
            (Background::Dark, ColorLevel::Ansi16),
        ),
        (
            "look-none-90x24",
            "90x24",
            here,
            "An",
            (Background::Dark, ColorLevel::None),
        ),
        ("look-tiny-20x5", "20x5", here, "An", dark),
        (
            "look-missing-100x30",
            "100x30",
            "2-copy.md",
            ":orphans<Enter>",
            dark,
        ),
        ("attach-80x24", "80x24", here, "Annnaj", dark),
        ("sidebar-changed-120x40", "120x40", here, "<Tab>j", dark),
    ]
    .into_iter()
    .filter_map(|(name, window, path, keys, (background, level))| {
        let mut told = story::tell(name, &text(window, path, keys));
        told.desk.draw_for(background, level);
        screen::compare(name, &screen::picture(&told.desk.screen())).err()
    })
    .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn reviewing_looks_as_it_did() {
    let given = "tag 1 claim/statistic: A number somebody could check.\ntag 2 claim/event: That something happened.\n\
        tag 3 claim/causal: One thing brings about another.\ntag o opinion\ntag q quote\ntag p prediction\ntag - doubt\n\
        annotation me: The bank lent him twice as much as before. # claim/event\n\
        annotation jo: By 1920 the mill employed 340 people. # claim/statistic\n\
        annotation me: It was never built. # claim/event\n\
        stale me: Gone from everywhere. # claim/event\n\
        claimed The bank lent him twice as much as before. #  # yes # needs-source\n\
        claimed By 1920 the mill employed 340 people. #  # yes # new\n\
        claimed It was never built. # Ben # yes # new\n";
    let dark = (Background::Dark, ColorLevel::TrueColor);
    let keys = "R1<Space>o<Space>O@";
    let queue = "R1<Space>Qjj";
    let faults: Vec<String> = [
        ("reviewing-120x40", "120x40", keys, dark),
        ("reviewing-80x24", "80x24", keys, dark),
        ("reviewing-50x20", "50x20", keys, dark),
        ("reviewing-200x60", "200x60", keys, dark),
        ("reviewing-part-80x24", "80x24", "R1<Space>v<lt>", dark),
        ("reviewing-low-60x10", "60x10", "R1<Space>+", dark),
        (
            "reviewing-light-80x24",
            "80x24",
            keys,
            (Background::Light, ColorLevel::TrueColor),
        ),
        (
            "reviewing-none-80x24",
            "80x24",
            keys,
            (Background::Dark, ColorLevel::None),
        ),
        (
            "reviewing-done-80x24",
            "80x24",
            "}G<Esc>RG;j<Space><Space>",
            dark,
        ),
        ("queue-120x40", "120x40", queue, dark),
        ("queue-80x24", "80x24", queue, dark),
        ("queue-50x20", "50x20", queue, dark),
        ("queue-walk-80x24", "80x24", "R1Qjj<Enter>", dark),
        ("queue-walk-50x20", "50x20", "R1Qjj<Enter>", dark),
    ]
    .into_iter()
    .filter_map(|(name, window, keys, (background, level))| {
        let text = format!("window {window}\n{given}lasting\nkeys {keys}\n");
        let mut told = story::tell(name, &text);
        told.desk.draw_for(background, level);
        screen::compare(name, &screen::picture(&told.desk.screen())).err()
    })
    .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    let told = story::tell("bare", "window 80x24\nlasting\nkeys R\n");
    screen::compare(
        "reviewing-bare-80x24",
        &screen::picture(&told.desk.screen()),
    )
    .unwrap();
}

#[test]
fn claims_look_as_they_did() {
    let text = "The Ferry Question\n\n“The boat carried 900 passengers a day,” said Ida Stone, who keeps the books of the \
        ferry. The mayor promised an answer before the end of the year. Nobody in the hall believed that the money was \
        there, and nobody said so.\n\nאיש לא האמין בכך בשנת 1834. 漢字の鐘 hung beside the great bell, and neither was ever in \
        tune.\n";
    let lines: Vec<String> = text.lines().map(|line| format!("| {line}\n")).collect();
    let given = lines.concat();
    let verdict =
        "}cvr<Right>fmrCounted<Space>twice,<Space>in<Space>the<Space>harbour<Space>log.<Esc>";
    let evidence = "esrcHarbour<Space>log,<Space>1912<Esc>uhttps://example.org/log<Esc>qFour<Space>hundred<Space>a<Space>day<Esc>";
    let judged = format!("{verdict}{evidence}<Esc>kne<Esc>ti<Ctrl-s>");
    let dark = (Background::Dark, ColorLevel::TrueColor);
    let light = (Background::Light, ColorLevel::TrueColor);
    let plain = (Background::Dark, ColorLevel::None);
    let faults: Vec<String> = [
        ("claim-120x40", "120x40", "}c".to_owned(), dark),
        ("claim-80x24", "80x24", format!("{judged}cv"), dark),
        ("claim-50x20", "50x20", "}ct".to_owned(), dark),
        ("claim-200x60", "200x60", format!("{judged}ck"), dark),
        ("claim-light-80x24", "80x24", format!("{judged}cs"), light),
        ("claim-none-80x24", "80x24", format!("{judged}cw"), plain),
        ("claim-tiny-20x5", "20x5", "}cs".to_owned(), dark),
        ("claim-hebrew-80x24", "80x24", "}}cs".to_owned(), dark),
        ("claim-wide-80x24", "80x24", "}})cs<Esc>".to_owned(), dark),
        ("claim-names-80x24", "80x24", format!("{judged})cc"), dark),
        (
            "evidence-80x24",
            "80x24",
            format!("{verdict}{evidence}"),
            dark,
        ),
        (
            "evidence-50x20",
            "50x20",
            format!("{verdict}{evidence}q"),
            dark,
        ),
        (
            "claim-card-120x40",
            "120x40",
            format!("{judged}<Tab>"),
            dark,
        ),
    ]
    .into_iter()
    .filter_map(|(name, window, keys, (background, level))| {
        let text = format!("window {window}\ndocument 1-ferry.txt\n{given}lasting\nkeys {keys}\n");
        let mut told = story::tell(name, &text);
        told.desk.draw_for(background, level);
        screen::compare(name, &screen::picture(&told.desk.screen())).err()
    })
    .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn linked_annotations_look_as_they_did() {
    let linked = |window: &str, keys: &str| {
        format!(
            "window {window}\ntag 1 claim/number: A number.\n\
             annotation jo: By 1920 the mill employed 340 people. # claim/number # Who counted them?\n\
             annotation me: No accounts survive to prove it. # #\n\
             annotation me: A second engineer put it at twenty. # claim/number #\n\
             judged A second engineer put it at twenty.\n\
             lasting\nkeys ]x<Down><Enter>cx<Down><Down><Enter>s{keys}\n"
        )
    };
    let twice = |window: &str, keys: &str| {
        let longer = "In a letter to the council, which was read out at its next meeting and then lost, he wrote that the \
            mill at Sandford employed 340 people in the year 1920, and that it would never do so again.";
        format!(
            "window {window}\ntag 1 claim/number: A number.\n\
             document a.txt\n| The Mill\n|\n| By Ada Prose\n| 12 March 2019\n|\n\
             | The mill at Sandford employed 340 people in the year 1920. Nobody knows who they were.\n\
             document b.txt\n| A Letter\n|\n| By Ben Fact\n| 3 May 2018\n|\n| {longer} Nobody answered.\n\
             document c.txt\n| 漢字の鐘\n|\n| The mill at Sandford employed 430 people in the year 1920. The mill closed.\n\
             annotation jo: The mill at Sandford employed 430 people in the year 1920. # claim/number\n\
             lasting\nkeys }}}}}}1{keys}\n"
        )
    };
    let searched = |window: &str, keys: &str| {
        format!(
            "window {window}\ntag 1 claim/number: A number.\n\
             document a.txt\n| The Mill\n|\n| By Ada Prose\n|\n\
             | The mill at Sandford employed 340 people in the year 1920. Nobody knows who they were, for the books of the \
             old mill burned with the mill itself in 1961, and what the miller’s daughter wrote down later was lost.\n|\n\
             | A wind\u{0301}mill is no mill.\n\
             document b.txt\n| 漢字の鐘\n|\n| 村の鐘は百年前から鳴らない。古い鐘は mill という工場で作られ、その鐘の音は谷に響いた。\n\
             document c.txt\n| שלום מהטחנה\n|\n| הילד ניגן במפוחית ליד ה mill הישן, והמפוחית נשברה.\n\
             document d.txt\n| Strange \u{202e}Signs\n|\n| A mill\u{1b}[31m that is\u{200b} red, and a mill \u{202e}that is not.\n\
             lasting\nkeys {keys}\n"
        )
    };
    compare_all([
        ("link-choose-80x24", linked("80x24", "]x")),
        ("link-choose-50x20", linked("50x20", "x")),
        ("link-relation-80x24", linked("80x24", "x<Down><Enter>")),
        ("link-relation-50x20", linked("50x20", "x<Down><Enter>j")),
        ("link-going-80x24", linked("80x24", "x<Enter>J")),
        ("link-sidebar-120x40", linked("120x40", "<Tab>j")),
        ("link-sidebar-50x20", linked("50x20", "<Tab>jj")),
        ("link-compare-120x40", linked("120x40", "<Tab>jj=")),
        ("link-compare-80x24", linked("80x24", "<Tab>jj=")),
        ("link-compare-50x20", linked("50x20", "<Tab>jj=")),
        ("elsewhere-120x40", twice("120x40", "SlS")),
        ("elsewhere-80x24", twice("80x24", "S<Space>")),
        ("elsewhere-50x20", twice("50x20", "Sj")),
        ("elsewhere-20x5", twice("20x5", "S")),
        ("elsewhere-none-80x24", twice("80x24", ")S")),
        ("corpus-120x40", searched("120x40", "Fmill<Enter>j1j")),
        ("corpus-80x24", searched("80x24", "Fmill<Enter>jj<Space>")),
        ("corpus-50x20", searched("50x20", "Fmill<Enter>jjjj")),
        ("corpus-200x60", searched("200x60", "Fmill<Enter>v")),
        ("corpus-20x5", searched("20x5", "Fmill")),
        ("corpus-list-80x24", searched("80x24", "Fmill<Enter>vG")),
        ("corpus-list-50x20", searched("50x20", "Fmill<Enter>v")),
        ("corpus-wide-80x24", searched("80x24", "F鐘<Enter>j")),
        ("corpus-right-80x24", searched("80x24", "Fמפוחית<Enter>")),
        (
            "corpus-line-80x24",
            searched("80x24", "Fmill<Enter><Esc>F<Ctrl-u>"),
        ),
        ("corpus-error-80x24", searched("80x24", "F<Alt-r>(mill")),
        ("corpus-none-80x24", searched("80x24", "Fzeppelin")),
        (
            "corpus-reading-80x24",
            searched("80x24", "Fmill<Enter>J<Enter>"),
        ),
        (
            "corpus-all-80x24",
            searched("80x24", "Fmill<Enter>Tnumber<Enter>"),
        ),
    ]);
}

#[test]
fn inlines_subtitles_and_headings_look_as_they_did() {
    let text = "The Ferry\n\nA crossing that was to last\n\nIt was meant to last.1 The council said so in code \
        and on its page, strongly and with stress. More stands below.\n\nWhat it costs\n\nPounds\n\nPence\n\n\
        The ferry in May\n\n1. The minutes.";
    let kinds = [
        BlockKind::Title,
        BlockKind::Paragraph,
        BlockKind::Paragraph,
        BlockKind::Heading(1),
        BlockKind::Heading(2),
        BlockKind::Heading(3),
        BlockKind::Caption,
        BlockKind::Note,
    ];
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let mark = text.find(".1").unwrap() + 1;
    let note = text.rfind("1. ").unwrap();
    let inlines = [
        (InlineKind::Reference { note }, Span::new(mark, mark + 1)),
        (InlineKind::Code, at("code")),
        (
            InlineKind::Link("https://example.org".into()),
            at("its page"),
        ),
        (InlineKind::Strong, at("strongly and with")),
        (InlineKind::Emphasis, at("with stress")),
        (InlineKind::Struck, at("stands below")),
    ];
    let mut start = 0;
    let mut blocks = Vec::new();
    for (block, kind) in text.split("\n\n").zip(kinds) {
        let span = Span::new(start, start + block.len());
        blocks.push(Block { kind, span });
        start = span.end + 2;
    }
    let structure = Structure {
        blocks,
        inlines: inlines.map(|(kind, span)| Inline { kind, span }).to_vec(),
        metadata: Metadata {
            subtitle: Some("A crossing that was to last".into()),
            ..Metadata::default()
        },
        ..Structure::default()
    };
    let mut told = story::tell(
        "inlines",
        "window 60x30\ndocument ferry.txt\n| Soon.\nlasting\n",
    );
    let path = told.desk.documents[0].path.clone();
    told.desk.documents = vec![Document::new(path, text.to_owned(), structure)];
    told.desk.keys(":reload<Enter>zG");
    let picture = screen::picture(&told.desk.screen());
    screen::compare("inlines-60x30", &picture).unwrap();
}
