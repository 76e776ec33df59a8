use super::*;
use crate::store::{parse, samples};
use proptest::prelude::*;

const HEAD: &str = "format = \"postil\"\nversion = 1\n";

fn told(base: &str, ours: &str, theirs: &str) -> Merged {
    let side = |text: &str| format!("{HEAD}{text}");
    let (base, ours, theirs) = (side(base), side(ours), side(theirs));
    merge(
        (base.as_bytes(), "base"),
        (ours.as_bytes(), "ours"),
        (theirs.as_bytes(), "theirs"),
    )
    .unwrap()
}

/// The text behind the head, and how much there is to decide.
fn merged(base: &str, ours: &str, theirs: &str) -> (String, usize) {
    let found = told(base, ours, theirs);
    (
        found.text.strip_prefix(HEAD).unwrap().to_owned(),
        found.conflicts,
    )
}

#[test]
fn records_come_from_the_side_that_changed_them_with_their_bytes() {
    let (a, b) = ("\n[[tag]]\nname = 'a' # mine\n", "\n[[tag]]\nname = 'b'\n");
    let odd = "\n[[tag]]   # theirs\nname   =   'a'\nsize = 3\n";
    let c = "\n[[tag]]\nname = 'c'\nmood = 'dark'\n";
    let all = |records: &[&str]| records.concat();
    for (name, base, ours, theirs, expected) in [
        ("nothing", all(&[a]), all(&[a]), all(&[a]), all(&[a])),
        (
            "theirs alone",
            all(&[a]),
            all(&[a]),
            all(&[odd]),
            all(&[odd]),
        ),
        ("ours alone", all(&[a]), all(&[odd]), all(&[a]), all(&[odd])),
        ("one more", all(&[a]), all(&[a]), all(&[a, c]), all(&[a, c])),
        (
            "one more each",
            all(&[a]),
            all(&[a, b]),
            all(&[a, c]),
            all(&[a, c, b]),
        ),
        (
            "deleted there",
            all(&[a, b]),
            all(&[a, b]),
            all(&[b]),
            all(&[b]),
        ),
        (
            "deleted here",
            all(&[a, b]),
            all(&[b]),
            all(&[a, b]),
            all(&[b]),
        ),
        (
            "both deleted",
            all(&[a, b]),
            all(&[b]),
            all(&[b]),
            all(&[b]),
        ),
        (
            "both added the same",
            String::new(),
            all(&[c]),
            all(&[c]),
            all(&[c]),
        ),
        (
            "put in order there",
            all(&[a, b]),
            all(&[a, b]),
            all(&[b, a]),
            all(&[b, a]),
        ),
        (
            "put in order here",
            all(&[a, b]),
            all(&[b, a]),
            all(&[a, b]),
            all(&[b, a]),
        ),
    ] {
        assert_eq!(merged(&base, &ours, &theirs), (expected, 0), "{name}");
    }
}

#[test]
fn comments_and_unknown_keys_of_both_sides_are_kept() {
    let base = "\n[[tag]]\nname = 'a'\nsize = 1\nage = 1\n";
    let ours = "\n[[tag]]\nname = 'a'\ndefinition = 'Ours.' # why\nsize = 1\nage = 2\n";
    let theirs = "\n[[tag]]\n# theirs\nname = 'a'\nkey = '1'\nsize = 2\nage = 3\nmood = 'dark'\n";
    let (text, _) = merged(base, ours, theirs);
    for line in [
        "definition = 'Ours.' # why",
        "# theirs",
        "key = \"1\"",
        "size = 2",
        "age = 2",
        "# the other side wrote: age = 3",
        "mood = 'dark'",
    ] {
        assert!(
            text.lines().any(|known| known.trim() == line),
            "{line}: {text}"
        );
    }
}

#[test]
fn of_two_values_ours_stays_and_theirs_stands_beside_it() {
    let base = "\n[[tag]]\nname = 'a'\nkey = '1'\n";
    let found = told(base, &base.replace('1', "2"), &base.replace('1', "3"));
    let expected =
        format!("{HEAD}\n[[tag]]\n# the other side wrote: key = \"3\"\nname = 'a'\nkey = '2'\n");
    assert_eq!((found.text, found.conflicts), (expected, 1));
    assert!(found.told[0].contains("`key` of tag a"), "{:?}", found.told);
    // Merged once more it is said once.
    let (ours, theirs) = (base.replace('1', "2"), base.replace('1', "3"));
    let once = merged(base, &ours, &theirs).0;
    assert_eq!(merged(base, &once, &theirs).0, once);
}

#[test]
fn broken_records_are_kept_on_every_side() {
    let good = "\n[[tag]]\nname = 'a'\n";
    let broken = "\n[[tag]]\nname = = 'b'\n";
    let nameless = "\n[[tag]]\ncolor = 'red'\n";
    let (text, conflicts) = merged(good, good, &[good, broken, nameless].concat());
    assert_eq!(conflicts, 1);
    assert!(
        text.contains("# name = = 'b'") && text.contains("color = 'red'"),
        "{text}"
    );
    assert!(
        parse(&format!("{HEAD}{text}"), "x")
            .1
            .iter()
            .all(|problem| !problem.message.contains("extra"))
    );
    let (text, _) = merged(good, &[broken, good].concat(), &[good, nameless].concat());
    assert!(text.contains(broken) && text.contains(nameless), "{text}");
    // What was broken and is mended there is mended here.
    let mended = "\n[[tag]]\nname = 'b'\n";
    let (text, conflicts) = merged(
        &[good, broken].concat(),
        &[good, broken].concat(),
        &[good, mended].concat(),
    );
    assert_eq!((text, conflicts), ([good, mended].concat(), 0));
}

#[test]
fn what_git_left_behind_is_taken_apart() {
    let base = "\n[[tag]]\nname = 'a'\n";
    let marked = "\n[[tag]]\nname = 'a'\n<<<<<<< HEAD\nkey = '1'\n\n[[tag]]\nname = 'b'\n=======\ncolor = 'red'\n>>>>>>> other\n";
    for (ours, theirs) in [(marked, base), (base, marked)] {
        let found = told(base, ours, theirs);
        assert_eq!(found.conflicts, 0, "{found:?}");
        assert!(
            found
                .told
                .iter()
                .any(|told| told.contains("conflict markers")),
            "{found:?}"
        );
        assert!(
            !found.text.contains("<<<") && !found.text.contains("==="),
            "{found:?}"
        );
        let (set, problems) = parse(&found.text, "x");
        assert_eq!(problems, []);
        assert_eq!(set.codebook().tags().len(), 2, "{}", found.text);
        let first = &set.codebook().tags()[0];
        assert!(
            first.key.is_some() && first.color.is_some(),
            "{}",
            found.text
        );
    }
    let unpaired = "\n[[tag]]\nname = 'a'\n<<<<<<< HEAD\nkey = '1'\n";
    let found = told(base, unpaired, base);
    assert!(
        found.conflicts > 0 && found.text.contains("# <<<<<<< HEAD"),
        "{}",
        found.text
    );
    assert!(!found.text.lines().any(|line| line.starts_with("<<<")));
}

#[test]
fn line_ends_are_those_of_ours() {
    let base = super::super::dos_lines("\n[[tag]]\nname = 'a'\n");
    let theirs = "\n[[tag]]\nname = 'a'\nkey = '1'\n\n[[tag]]\nname = 'b'\n";
    let dos = super::super::dos_lines(HEAD);
    let found = merge(
        (format!("{dos}{base}").as_bytes(), "base"),
        (format!("{dos}{base}").as_bytes(), "ours"),
        (format!("{HEAD}{theirs}").as_bytes(), "theirs"),
    )
    .unwrap();
    assert_eq!(
        found.text.matches("\r\n").count(),
        found.text.matches('\n').count()
    );
    assert_eq!(parse(&found.text, "x").0.codebook().tags().len(), 2);
}

fn file(values: &[Value]) -> String {
    let mut text = HEAD.to_owned();
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(&value.key()) {
            seen.push(value.key());
            text.push('\n');
            text.push_str(&write::record(value));
        }
    }
    text
}

fn values() -> impl Strategy<Value = Vec<Value>> {
    let one = prop_oneof![samples::annotation(), samples::tag(), samples::document()];
    proptest::collection::vec(one, 0..6)
}

proptest! {
    #[test]
    fn what_one_side_has_and_the_other_lacks_comes_out(
        base in values(), mine in values(), yours in values(), dropped in 0..6_usize,
    ) {
        let here = [base.as_slice(), &mine].concat();
        let mut there = [base.as_slice(), &yours].concat();
        let names = |values: &[Value]| values.iter().map(Value::key).collect::<Vec<_>>();
        if dropped < base.len() {
            let gone = base[dropped].key();
            there.retain(|value| value.key() != gone);
        }
        let (base, ours, theirs) = (file(&base), file(&here), file(&there));
        let found = merge(
            (base.as_bytes(), "base"), (ours.as_bytes(), "ours"), (theirs.as_bytes(), "theirs"),
        ).unwrap();
        let read = contents::read(found.text.as_bytes(), "merged");
        prop_assert!(read.barrier.is_none(), "{}", found.text);
        let known = names(&read.values);
        let was = names(&contents::read(base.as_bytes(), "base").values);
        for key in names(&contents::read(theirs.as_bytes(), "theirs").values) {
            prop_assert!(known.contains(&key) || was.contains(&key), "{key} is lost");
        }
        for key in names(&mine) {
            prop_assert!(known.contains(&key) || was.contains(&key), "{key} is lost");
        }
        // Nothing more comes of merging it once more.
        let again = merge(
            (theirs.as_bytes(), "base"), (found.text.as_bytes(), "ours"), (theirs.as_bytes(), "theirs"),
        ).unwrap();
        prop_assert_eq!(again.text, found.text);
    }

    #[test]
    fn no_bytes_end_it(ours: Vec<u8>, theirs in ".{0,200}", cut in 0..3000_usize) {
        let whole = include_bytes!("../../../../tests/store/v1/full.toml");
        let half = whole.get(..cut).unwrap_or(whole);
        let _ = merge((&ours, "a"), (half, "b"), (theirs.as_bytes(), "c"));
        let _ = merge((half, "a"), (whole, "b"), (half, "c"));
    }
}
