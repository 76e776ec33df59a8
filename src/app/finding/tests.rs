//! What the finder finds, and in which order.

use crossterm::event::KeyCode;
use jiff::Timestamp;
use proptest::prelude::*;

use super::{Asked, Found, Index, Names, Stock, Wanted, What};
use crate::app::commands::by_name;
use crate::app::effect::{Answer, Effect, Remembered};
use crate::app::keymap::KeyMap;
use crate::app::panes::Layout;
use crate::app::{App, Input, Preferences};
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, DocPath, DocumentRecord, Edit, Selector, Tag, TagName,
};

fn names(all: &[(&str, &str)]) -> Names {
    let mut names = Names::default();
    for (path, name) in all {
        names.add(&DocPath::new(path), name);
    }
    names
}

fn asked(stock: Option<Stock>, names: Names, typed: &str) -> Asked {
    Asked {
        number: 1,
        stock,
        names,
        typed: typed.to_owned(),
        most: 10,
        is_part: false,
    }
}

fn told(found: &Found) -> Vec<String> {
    let rows = found.rows.iter();
    rows.map(|row| match &row.what {
        What::Document(path) => path.to_string(),
        What::Heading(at) => format!("@{at}"),
        What::Tag(name, _) => format!("#{name}"),
        What::Annotation(id) => id.to_string(),
        What::Command(command) => format!(">{}", command.name),
        What::GoThere => "→".to_owned(),
    })
    .collect()
}

fn stock() -> Stock {
    let mut set = AnnotationSet::default();
    let mut tag = Tag::new(TagName::parse("claim/statistic").unwrap());
    tag.definition = "A number somebody could check.".into();
    let (before, after) = (None, Some(tag));
    set.apply(&Edit::Tag { before, after });
    let mut record = DocumentRecord::new(DocPath::new("c/tax.txt"));
    record.title = Some("Taxes by hand".into());
    let (before, after) = (None, Some(Box::new(record)));
    set.apply(&Edit::Document { before, after });
    Stock {
        set,
        headings: vec![(7, "Who checks?".into())],
        commands: vec![(by_name("redraw").unwrap(), "Ctrl-l".into())],
        recent: vec![DocPath::new("b/report.txt")],
        wanted: Wanted::Anything,
        way_there: None,
    }
}

const DOCUMENTS: [(&str, &str); 4] = [
    ("a/report.txt", "The report"),
    ("b/report.txt", "The report"),
    ("c/tax.txt", "Found title"),
    ("d/numbers.txt", "Numbers in the news"),
];

#[test]
fn all_kinds_are_found_in_one_list_and_narrowed_by_a_sign() {
    let mut index = Index::default();
    index.learn(&asked(Some(stock()), names(&DOCUMENTS), ""));
    for (typed, expected) in [
        ("the report", &["b/report.txt", "a/report.txt"][..]),
        ("report the a/", &["a/report.txt"]),
        ("taxes", &["c/tax.txt"]),
        ("found title", &[]),
        ("nmbrs", &["d/numbers.txt"]),
        ("somebody", &["#claim/statistic"]),
        ("@check", &["@7"]),
        ("#check", &["#claim/statistic"]),
        (">anew screen", &[">redraw"]),
        ("!check", &[]),
        ("/redraw", &[]),
    ] {
        let found = index.find_here(&asked(None, Names::default(), typed));
        assert_eq!(told(&found), expected, "{typed}");
        assert_eq!(found.count, expected.len(), "{typed}");
    }
    let everything = index.find_here(&asked(None, Names::default(), ""));
    assert_eq!(
        told(&everything),
        [
            "b/report.txt",
            "a/report.txt",
            "c/tax.txt",
            "d/numbers.txt",
            "@7",
            "#claim/statistic",
            ">redraw"
        ]
    );
}

#[test]
fn a_document_is_called_by_what_was_learned_last() {
    let mut index = Index::default();
    index.learn(&asked(Some(stock()), names(&[("x.txt", "x.txt")]), ""));
    let found = index.find_here(&asked(None, names(&[("x.txt", "A title")]), "title"));
    assert_eq!(told(&found), ["x.txt"]);
    let row = &found.rows[0];
    assert_eq!(
        (row.name.as_str(), row.beside.as_str()),
        ("A title", "x.txt")
    );
    assert_eq!(row.in_name, [2, 3, 4, 5, 6]);
    let found = index.find_here(&asked(None, Names::default(), "x.txt"));
    assert_eq!(found.rows[0].in_beside, [0, 1, 2, 3, 4]);
}

#[test]
fn only_as_many_as_are_wanted_come_and_all_are_counted() {
    let mut index = Index::default();
    let many: Vec<(String, String)> = (0..9000)
        .map(|number| (format!("{number}.txt"), format!("Article {number}")))
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(path, name)| (&**path, &**name)).collect();
    index.learn(&asked(Some(Stock::default()), names(&many), ""));
    let found = index.find_here(&asked(None, Names::default(), "article 77"));
    assert_eq!((found.rows.len(), found.count > 100), (10, true));
    assert_eq!(told(&found)[0], "77.txt");
}

#[test]
fn names_that_come_in_parts_are_found_as_if_they_came_at_once() {
    let parts: [&[(&str, &str)]; 4] = [
        &[("a.txt", "One"), ("b.txt", "Two mills")],
        &[("c/tax.txt", "Found title"), ("d.txt", "Three mills")],
        &[("e.txt", "Four mills")],
        &[("b.txt", "Two dams"), ("a/z.txt", "Five mills")],
    ];
    let mut index = Index::default();
    let mut stock = Some(stock());
    for part in parts {
        let asked = Asked {
            is_part: true,
            ..asked(stock.take(), names(part), "mills")
        };
        let found = index.find_here(&asked);
        assert!(found.is_part && found.rows.is_empty());
    }
    let found = index.find_here(&asked(None, Names::default(), "mills"));
    assert_eq!(told(&found), ["a/z.txt", "d.txt", "e.txt"]);
    let found = index.find_here(&asked(None, Names::default(), "taxes hand"));
    assert_eq!(
        told(&found),
        ["c/tax.txt"],
        "what a person called it counts"
    );
    let found = index.find_here(&asked(None, Names::default(), "/dams"));
    assert_eq!(told(&found), ["b.txt"]);
}

#[test]
fn an_annotation_that_is_wanted_is_found_by_what_it_says_and_by_its_document() {
    let annotation = |second: i64, document: &str, quote: &str| {
        let created = Timestamp::from_second(second).unwrap();
        Annotation {
            id: AnnotationId::new(created),
            document: DocPath::new(document),
            selector: Selector {
                quote: quote.into(),
                ..Selector::default()
            },
            anchors: Vec::new(),
            tags: Vec::new(),
            note: String::new(),
            reviewer: "dl".into(),
            created,
            claim: None,
            links: Vec::new(),
        }
    };
    let all = [
        annotation(1, "a.txt", "The ferry sank."),
        annotation(2, "b.txt", "A bridge fell."),
        annotation(3, "a.txt", "Nobody asked."),
    ];
    let ids = all.each_ref().map(|one| one.id.to_string());
    let mut set = AnnotationSet::default();
    for one in &all {
        let (before, after) = (None, Some(Box::new(one.clone())));
        set.apply(&Edit::Annotation { before, after });
    }
    let stock = Stock {
        set,
        wanted: Wanted::Linked(all[1].id),
        way_there: Some(("go there".into(), "read on".into())),
        ..Stock::default()
    };
    let documents = names(&[("a.txt", "On water"), ("b.txt", "On land")]);
    let mut index = Index::default();
    index.learn(&asked(Some(stock), documents, ""));
    for (typed, expected) in [
        ("", &["→", &ids[2], &ids[0]][..]),
        ("ferry", &[&ids[0]]),
        ("nobody water", &[&ids[2]]),
        ("water", &[&ids[2], &ids[0]]),
        ("land", &[]),
        ("bridge", &[]),
        ("read on", &["→"]),
        // No sign narrows it.
        ("/", &[]),
    ] {
        let found = index.find_here(&asked(None, Names::default(), typed));
        assert_eq!(told(&found), expected, "{typed}");
        assert_eq!(found.count, expected.len(), "{typed}");
    }
    let found = index.find_here(&asked(None, Names::default(), "nobody water"));
    let row = &found.rows[0];
    assert_eq!((row.beside.as_str(), row.in_beside.len()), ("On water", 5));
}

#[test]
fn the_documents_of_a_large_corpus_are_told_part_by_part() {
    let preferences = Preferences {
        reviewer: "me".into(),
        layout: Layout::default(),
        keymap: KeyMap::default(),
        corpus: "many".into(),
        remembered: Remembered::default(),
        is_builtin: false,
    };
    let (mut app, _) = App::new(preferences, None, 80, 24);
    let now = Timestamp::UNIX_EPOCH;
    let paths = (0..20_000).map(|number| DocPath::new(&format!("{number}.txt")));
    for answer in [Answer::Found(paths.collect()), Answer::Walked(Vec::new())] {
        app.handle(Input::Answer(answer), now);
    }
    let mut index = Index::default();
    let (mut told_of, mut most) = (0, 0);
    let mut event = Some(Input::Key(KeyCode::Char('f').into()));
    while let Some(input) = event.take() {
        for effect in app.handle(input, now) {
            if let Effect::Find(asked) = effect {
                (told_of, most) = (told_of + asked.names.len(), most.max(asked.names.len()));
                let found = index.find_here(&asked);
                event = Some(Input::Answer(Answer::FoundByName(found)));
            }
        }
        // What stands first is there from the beginning, and nothing moves.
        let finder = app.finder().unwrap();
        assert_eq!(finder.rows()[0].name, "0.txt");
        assert!(finder.count() >= 20_000);
    }
    assert_eq!(told_of, 20_000);
    assert!(most < 10_000, "no key waits for {most}");
    let found = index.find_here(&asked(None, Names::default(), "/19999"));
    assert_eq!(told(&found), ["19999.txt"]);
}

proptest! {
    #[test]
    fn typing_on_finds_what_typing_at_once_does(
        all in prop::collection::vec("[abAé ]{0,6}", 0..30),
        typed in "[/\"]?[abAé ]{0,5}",
    ) {
        let all: Vec<(String, &String)> = (0..).zip(&all).map(|(number, name): (usize, _)| (number.to_string(), name)).collect();
        let all: Vec<(&str, &str)> = all.iter().map(|(path, name)| (&**path, name.as_str())).collect();
        let fresh = || {
            let mut index = Index::default();
            index.learn(&asked(Some(Stock::default()), names(&all), ""));
            index
        };
        let mut index = fresh();
        let ends = typed.char_indices().map(|(at, letter)| at + letter.len_utf8());
        for end in ends.clone().chain(ends.rev()) {
            let so_far = typed.get(..end).unwrap();
            let found = index.find_here(&asked(None, Names::default(), so_far));
            let at_once = fresh().find_here(&asked(None, Names::default(), so_far));
            prop_assert_eq!(told(&found), told(&at_once), "{}", so_far);
            prop_assert_eq!(found.count, at_once.count);
        }
    }
}
