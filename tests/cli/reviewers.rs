//! Another reviewer's file beside the own one, and blind review, without a screen.

use std::fs;

use crate::shelf::Shelf;

const BOB: &str = "format = \"postil\"\nversion = 1\n\n[[tag]]\nname = \"bobs\"\n\n[[annotation]]\n\
    id = \"01994f0e-0000-7000-8000-00000000b0b1\"\ndocument = \"a.txt\"\nquote = \"It cost nine million.\"\n\
    tags = [\"bobs\"]\nnote = \"Is that so?\"\nreviewer = \"bob\"\n\n[annotation.claim]\nstatement = \"It cost nine million\"\n";

fn shelf() -> Shelf {
    let shelf = Shelf::usual();
    fs::write(shelf.home().join("bob.toml"), BOB).unwrap();
    shelf
}

#[test]
fn what_another_wrote_counts_where_it_is_asked_for() {
    let shelf = shelf();
    let own = fs::read_to_string(shelf.corpus().join("annotations.toml")).unwrap();
    for (command, said) in [
        (vec!["claims"], "bob"),
        (vec!["stats"], "bobs"),
        (vec!["export", "-f", "markdown"], "Is that so?"),
        (vec!["check"], "b0b1"),
    ] {
        let alone = shelf.run(&[command.clone(), vec!["."]].concat());
        assert!(!alone.out.contains(said), "{command:?}: {alone:?}");
        let beside =
            shelf.run(&[command.clone(), vec![".", "--with", "../home/bob.toml"]].concat());
        assert!(beside.out.contains(said), "{command:?}: {beside:?}");
    }
    let listed = shelf
        .run(&["list", "--json", "--with", "../home/bob.toml", "."])
        .json();
    assert_eq!(listed[0]["annotations"], 3);
    let after = fs::read_to_string(shelf.corpus().join("annotations.toml")).unwrap();
    assert_eq!(own, after);
    assert_eq!(
        fs::read_to_string(shelf.home().join("bob.toml")).unwrap(),
        BOB
    );
    let gone = shelf.run(&["list", "--with", "nobody.toml", "."]);
    assert!(
        gone.code == 2 && gone.err.contains("nobody.toml"),
        "{gone:?}"
    );
}

#[test]
fn a_copy_is_shown_once_and_what_differs_is_told() {
    let shelf = shelf();
    let own = fs::read_to_string(shelf.corpus().join("annotations.toml")).unwrap();
    fs::write(shelf.home().join("copy.toml"), &own).unwrap();
    let with = |name: &str| shelf.run(&["list", "--json", "--with", name, "."]);
    let alone = shelf.run(&["list", "--json", "."]).json();
    let ran = with("../home/copy.toml");
    assert_eq!((ran.json(), ran.err.as_str()), (alone.clone(), ""));
    let changed = own.replacen("reviewer = \"", "reviewer = \"not ", 1);
    fs::write(shelf.home().join("copy.toml"), changed).unwrap();
    let ran = with("../home/copy.toml");
    assert_eq!(ran.json(), alone);
    assert!(
        ran.err
            .contains("1 annotation in both files and different there"),
        "{ran:?}"
    );
}

#[test]
fn sealed_files_are_left_out_until_both_are_done() {
    let shelf = shelf();
    let count = || {
        let ran = shelf.run(&["list", "--json", "--with", "../home/bob.toml", "."]);
        (ran.json()[0]["annotations"].as_u64().unwrap(), ran.err)
    };
    assert_eq!(count().0, 3);
    let early = shelf.run(&["seal", "--done", "../home/bob.toml"]);
    assert!(
        early.code == 2 && early.err.contains("is not sealed"),
        "{early:?}"
    );
    for (arguments, said, seen) in [
        (vec!["seal", "../home/bob.toml"], "sealed by me", 2),
        (vec!["seal", "../home/bob.toml"], "sealed already", 2),
        (vec!["seal", "annotations.toml"], "sealed by me", 2),
        (vec!["seal", "--done", "../home/bob.toml"], "me is done", 2),
        (vec!["seal", "--done", "annotations.toml"], "me is done", 3),
    ] {
        let ran = shelf.run(&arguments);
        assert!(
            ran.code == 0 && ran.out.contains(said),
            "{arguments:?}: {ran:?}"
        );
        let (found, err) = count();
        assert_eq!(found, seen, "{arguments:?}");
        assert_eq!(
            err.contains("sealed until both are done; 1 annotation by bob"),
            seen == 2,
            "{err}"
        );
    }
    let checked = shelf.run(&["check", "."]);
    assert!(!checked.out.contains("seal"), "{}", checked.out);
}
