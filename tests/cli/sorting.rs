//! The order in which `postil list` tells the documents.

use crate::shelf::Shelf;

fn shelf() -> Shelf {
    let about = |title: &str, date: &str, words: usize| {
        let date = if date.is_empty() {
            String::new()
        } else {
            format!("date: {date}\n")
        };
        let text = "mill ".repeat(words);
        format!("---\ntitle: {title}\n{date}---\n\n{}.\n", text.trim_end())
    };
    Shelf::new(&[
        ("a/2.md", &about("Zebras in town", "2019-03-12", 30)),
        ("a/10.md", &about("Élan of the old ferry", "2021-05", 20)),
        ("b.md", &about("Market hall", "", 40)),
        (
            "annotations.toml",
            r#"format = "postil"
version = 1

[[document]]
path = "a/2.md"
status = "done"

[[document]]
path = "b.md"
status = "reading"

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000001"
document = "a/10.md"
quote = "mill mill"
start = 23
end = 32
tags = ["todo"]
reviewer = "dl"
created = 2026-11-21T22:31:07Z
"#,
        ),
    ])
}

#[test]
fn what_is_listed_stands_in_the_order_that_is_asked_for() {
    let (two, ten, hall) = ("a/2.md", "a/10.md", "b.md");
    let shelf = shelf();
    for (key, expected, reversed) in [
        ("name", [two, ten, hall], [hall, ten, two]),
        ("title", [ten, hall, two], [two, hall, ten]),
        // What is not known comes last either way.
        ("date", [ten, two, hall], [two, ten, hall]),
        ("words", [hall, two, ten], [ten, two, hall]),
        ("annotations", [ten, two, hall], [two, hall, ten]),
        ("status", [hall, ten, two], [two, ten, hall]),
        ("last-read", [two, ten, hall], [two, ten, hall]),
    ] {
        for (arguments, expected) in [
            (&["--sort", key][..], expected),
            (&["--sort", key, "--reverse"], reversed),
        ] {
            let mut command = vec!["list", "--json", "."];
            command.extend(arguments);
            let ran = shelf.run(&command);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
            let listed = ran.json();
            let listed = listed.as_array().unwrap().iter();
            let paths: Vec<&str> = listed.filter_map(|one| one["path"].as_str()).collect();
            assert_eq!(paths, expected, "{arguments:?}");
        }
    }
    let ran = shelf.run(&["list", "--sort", "title", "."]);
    assert!(ran.out.starts_with("a/10.md"), "{}", ran.out);
    let ran = shelf.run(&["list", "--sort", "size", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("last-read"), "{}", ran.err);
}
