//! What the finder finds, and in which order.

use proptest::prelude::*;

use super::{Asked, Found, Index, Names, Stock, What};
use crate::app::commands::by_name;
use crate::model::{AnnotationSet, DocPath, DocumentRecord, Edit, Tag, TagName};

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
        only: None,
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
