//! The annotations file from outside: what is read, what is written, and what is never lost.
//!
//! Every file in `tests/store/v1` is one that some version of postil or a person wrote: it loads without a problem and is
//! written back byte for byte. Every file in `tests/store/broken` loads with the problems in the `.expect` beside it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

use std::fs;
use std::path::{Path, PathBuf};

#[path = "store/sharing.rs"]
mod sharing;

use postil::model::{
    Annotation, AnnotationId, AnnotationSet, Assessment, BlockKind, Claim, Correction, DocPath,
    DocumentRecord, Edit, Problem, Relation, Selector, Tag, TagName, Verdict,
};
use postil::store::{Loaded, Saved, Store, StoreError, parse};

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/store")
        .join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

/// The problems that are not about keys, tables and tags of others.
fn wrong(problems: Vec<Problem>) -> Vec<Problem> {
    let theirs = [
        "it is left as it stands",
        "no [[tag]] says what it means; it is kept",
    ];
    let is_theirs = |problem: &Problem| theirs.iter().any(|end| problem.message.ends_with(end));
    problems
        .into_iter()
        .filter(|problem| !is_theirs(problem))
        .collect()
}

fn id(number: usize) -> AnnotationId {
    AnnotationId::parse(&format!("01994f0e-0000-7000-8000-{number:012x}")).unwrap()
}

fn annotation(number: usize) -> Annotation {
    Annotation {
        id: id(number),
        document: DocPath::new("a.txt"),
        selector: Selector {
            quote: format!("quote {number}"),
            start: number,
            end: number + 7,
            ..Selector::default()
        },
        tags: Vec::new(),
        note: String::new(),
        reviewer: "dl".into(),
        created: "2026-11-21T22:31:07Z".parse().unwrap(),
        claim: None,
        anchors: Vec::new(),
        links: Vec::new(),
    }
}

fn edit(before: Option<&Annotation>, after: Option<&Annotation>) -> Edit {
    Edit::Annotation {
        before: before.cloned().map(Box::new),
        after: after.cloned().map(Box::new),
    }
}

fn noted(annotation: &Annotation, note: &str) -> Annotation {
    Annotation {
        note: note.into(),
        ..annotation.clone()
    }
}

fn tagged(annotation: &Annotation, tag: &str) -> Annotation {
    let mut tagged = annotation.clone();
    tagged.add_tag(&TagName::parse(tag).unwrap());
    tagged
}

fn new_tag(name: &str) -> Edit {
    Edit::Tag {
        before: None,
        after: Some(Tag::new(TagName::parse(name).unwrap())),
    }
}

/// A folder with an annotations file in it.
struct Folder {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.toml");
        Self { folder, path }
    }

    fn with(text: &str) -> Self {
        let folder = Self::new();
        fs::write(&folder.path, text).unwrap();
        folder
    }

    /// With a file that holds one annotation.
    fn holding(annotation: &Annotation) -> Self {
        let folder = Self::new();
        folder.save(&[edit(None, Some(annotation))]);
        folder
    }

    /// Another program saves something.
    fn save(&self, edits: &[Edit]) -> Saved {
        self.open().store.save(edits).unwrap()
    }

    fn open(&self) -> Loaded {
        Store::open(&self.path).unwrap()
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    /// What is on disk, which has nothing wrong in it but what is not postil's.
    fn set(&self) -> AnnotationSet {
        let (set, problems) = parse(&self.text(), "annotations.toml");
        assert_eq!(wrong(problems), [], "{}", self.text());
        set
    }

    /// The files in the folder beside the annotations and their lock.
    fn leftovers(&self) -> Vec<String> {
        fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "annotations.toml" && name != ".annotations.toml.lock")
            .collect()
    }
}

const HEAD: &str = "\
# Made with postil. Positions count Unicode code points of the document's text; `end` is exclusive.
format = \"postil\"
version = 1
";

#[test]
fn every_file_of_version_1_loads_and_is_written_back_byte_for_byte() {
    for path in fixtures("v1") {
        let bytes = fs::read(&path).unwrap();
        let folder = Folder::new();
        fs::write(&folder.path, &bytes).unwrap();
        let Loaded {
            mut store,
            set,
            problems,
            read_only,
            ..
        } = folder.open();
        assert_eq!(
            (wrong(problems), read_only),
            (vec![], None),
            "{}",
            path.display()
        );
        let new = annotation(99);
        store.save(&[edit(None, Some(&new))]).unwrap();
        assert_ne!(fs::read(&folder.path).unwrap(), bytes);
        let first = set.annotations().next().cloned();
        if let Some(first) = &first {
            let changed = noted(&tagged(first, "new"), "new\nnote");
            store.save(&[edit(Some(first), Some(&changed))]).unwrap();
            assert_eq!(
                folder.set().get(first.id),
                Some(&changed),
                "{}",
                folder.text()
            );
            store.save(&[edit(Some(&changed), None)]).unwrap();
            store.save(&[edit(None, Some(first))]).unwrap();
        }
        store.save(&[edit(Some(&new), None)]).unwrap();
        assert_eq!(folder.set(), set, "{}", path.display());
        let Loaded { mut store, set, .. } = {
            fs::write(&folder.path, &bytes).unwrap();
            folder.open()
        };
        for annotation in set.annotations() {
            store.save(&[edit(Some(annotation), None)]).unwrap();
        }
        let deleted: Vec<Edit> = set
            .annotations()
            .map(|found| edit(None, Some(found)))
            .collect();
        for undo in deleted.into_iter().rev() {
            store.save(&[undo]).unwrap();
        }
        assert_eq!(fs::read(&folder.path).unwrap(), bytes, "{}", path.display());
    }
}

#[test]
fn what_was_put_right_is_read_and_changed_alone() {
    let folder = Folder::with(include_str!("store/v1/corrections.toml"));
    let Loaded {
        mut store,
        set,
        problems,
        ..
    } = folder.open();
    assert_eq!(problems, []);
    let path = DocPath::new("mill.txt");
    let record = set.document(&path).unwrap();
    let corrections: Vec<String> = record.corrections.iter().map(ToString::to_string).collect();
    assert_eq!(
        corrections,
        [
            "title: How the mill began",
            "boilerplate: Continue Reading: more",
            "heading 2: What is left",
            "list-item 1: One thing"
        ]
    );
    let mut after = record.clone();
    after.corrections.remove(1);
    after
        .corrections
        .push(Correction::new(BlockKind::Note, "3.  A\nsource"));
    store
        .save(&[Edit::Document {
            before: Some(Box::new(record.clone())),
            after: Some(Box::new(after.clone())),
        }])
        .unwrap();
    assert_eq!(folder.set().document(&path), Some(&after));
    assert!(
        folder.text().contains("\"note: 3. A source\""),
        "{}",
        folder.text()
    );
    assert!(folder.text().contains("[\"paragraph: Who wants it\"]"));
}

#[test]
fn the_full_example_is_read_as_it_is_meant() {
    let text = include_str!("store/v1/full.toml");
    let (set, _) = parse(text, "full.toml");
    let document = set
        .document(&DocPath::new("harbour/dredging-2020.txt"))
        .unwrap();
    assert_eq!(document.author.as_deref(), Some("A. Writer"));
    let names: Vec<&str> = set
        .codebook()
        .tags()
        .iter()
        .map(|tag| tag.name.as_str())
        .collect();
    assert_eq!(names, ["claim/statistic", "todo"]);
    let tags = set.codebook().tags();
    assert_eq!((tags[0].glyph, tags[0].retired), (Some('#'), false));
    assert_eq!(tags[0].not_for, "Dates.");
    assert_eq!(tags[0].examples, ["at least 1,000 barges a year"]);
    assert!(tags[1].retired);
    let scale: Vec<_> = set.codebook().scale().to_vec();
    assert_eq!((scale.len(), scale[0].rating), (1, Some(2)));
    let coverage = document.coverage_by("dl").unwrap();
    assert_eq!(coverage.seen.ranges(), [(0, 1200), (1300, 1410)]);
    assert_eq!((coverage.decided, coverage.sentences), (12, 43));
    let found = set.get(id(1)).unwrap();
    assert_eq!(
        found.note,
        "Where does this number come from?\nThe port's own \"report\" has 800.\n"
    );
    assert_eq!((found.selector.start, found.selector.end), (10242, 10270));
    assert_eq!(found.links[0].relation, Relation::Contradicts);
    let claim = found.claim.as_ref().unwrap();
    assert_eq!(
        claim.assessments[0].verdict,
        Verdict::parse("not-enough-evidence")
    );
    assert_eq!(
        claim.evidence[0].accessed.unwrap().to_string(),
        "2026-11-20"
    );
    assert_eq!(set.len(), 2);
}

/// Run with `BLESS=1` to write the `.expect` files anew, and read what changed.
#[test]
fn every_broken_file_says_what_is_wrong_and_shows_the_rest() {
    for path in fixtures("broken") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let folder = Folder::new();
        let bytes = fs::read(&path).unwrap();
        fs::write(&folder.path, &bytes).unwrap();
        let Loaded {
            mut store,
            set,
            problems,
            read_only,
            ..
        } = folder.open();
        let mut found = String::new();
        let there = folder.path.display().to_string();
        for problem in &problems {
            found += &problem.to_string().replace(&there, name);
            found.push('\n');
        }
        if let Some(reason) = &read_only {
            found.push_str(&format!("read-only: {reason}\n").replace(&there, name));
        }
        let tags = set.codebook().tags().iter();
        found.extend(tags.map(|tag| format!("tag {}\n", tag.name)));
        found.extend(
            set.documents()
                .map(|record| format!("document {}\n", record.path)),
        );
        found.extend(
            set.annotations()
                .map(|found| format!("annotation {}\n", found.id)),
        );
        let expect = path.with_extension("expect");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expect, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&expect).unwrap(), "{name}");

        let saved = store.save(&[new_tag("new")]);
        assert_eq!(saved.is_err(), read_only.is_some(), "{name}: {saved:?}");
        let now = fs::read(&folder.path).unwrap();
        if read_only.is_some() {
            assert_eq!(now, bytes, "{name}");
        } else {
            let gone = Edit::Tag {
                before: Some(Tag::new(TagName::parse("new").unwrap())),
                after: None,
            };
            store.save(&[gone]).unwrap();
            assert_eq!(fs::read(&folder.path).unwrap(), bytes, "{name}");
        }
    }
}

#[test]
fn the_file_is_made_with_the_first_annotation_and_has_its_records_in_order() {
    let folder = Folder::new();
    let Loaded { mut store, set, .. } = folder.open();
    assert!(set.is_empty());
    assert_eq!(store.save(&[]).unwrap(), Saved::default());
    assert!(!folder.path.exists(), "nothing to save");
    let mut record = DocumentRecord::new(DocPath::new("a.txt"));
    record.title = Some("A".into());
    let document = Edit::Document {
        before: None,
        after: Some(Box::new(record)),
    };
    let saved = store
        .save(&[
            edit(None, Some(&noted(&annotation(1), "two\nlines"))),
            document,
            new_tag("todo"),
            new_tag("second"),
            edit(None, Some(&annotation(2))),
        ])
        .unwrap();
    assert_eq!(saved, Saved::default());
    let expected = format!(
        "{HEAD}
[[tag]]
name = \"todo\"

[[tag]]
name = \"second\"

[[document]]
path = \"a.txt\"
title = \"A\"

[[annotation]]
id = \"01994f0e-0000-7000-8000-000000000001\"
document = \"a.txt\"
quote = \"quote 1\"
prefix = \"\"
suffix = \"\"
start = 1
end = 8
note = \"\"\"
two
lines\"\"\"
reviewer = \"dl\"
created = 2026-11-21T22:31:07Z

[[annotation]]
id = \"01994f0e-0000-7000-8000-000000000002\"
document = \"a.txt\"
quote = \"quote 2\"
prefix = \"\"
suffix = \"\"
start = 2
end = 9
reviewer = \"dl\"
created = 2026-11-21T22:31:07Z
"
    );
    assert_eq!(folder.text(), expected);
    assert_eq!(folder.leftovers(), [""; 0]);
    assert_eq!(folder.open().set, folder.set());
}

#[test]
fn a_default_is_shown_until_there_is_a_file_and_written_with_the_first_change() {
    let folder = Folder::new();
    let default = format!("{HEAD}\n[[tag]]\nname = \"built in\"\n");
    let Loaded { mut store, set, .. } = Store::open_with_default(&folder.path, &default).unwrap();
    assert_eq!(set.codebook().tags().len(), 1);
    store.save(&[]).unwrap();
    assert!(!folder.path.exists());
    store.save(&[new_tag("mine")]).unwrap();
    assert_eq!(
        folder.text(),
        format!("{default}\n[[tag]]\nname = \"mine\"\n")
    );
    let again = Store::open_with_default(&folder.path, "not looked at").unwrap();
    assert_eq!(again.set, folder.set());
}

#[test]
fn a_word_that_is_not_known_stays_until_its_own_field_is_changed() {
    let claim = "\n[annotation.claim]\nstatus = \"someday\" # hm\n";
    let first = annotation(1);
    let folder = Folder::holding(&first);
    fs::write(&folder.path, folder.text() + claim).unwrap();
    let Loaded {
        mut store,
        set,
        problems,
        ..
    } = folder.open();
    assert_eq!(problems.len(), 1);
    let before = set.get(first.id).unwrap();
    let mut after = before.clone();
    after.claim.as_mut().unwrap().assessments.push(Assessment {
        reviewer: "dl".into(),
        at: first.created,
        verdict: Verdict::parse("refuted"),
        confidence: String::new(),
        rationale: String::new(),
        hash: None,
    });
    store.save(&[edit(Some(before), Some(&after))]).unwrap();
    let text = folder.text();
    assert!(text.contains(claim), "{text}");
    assert!(
        text.ends_with("at = 2026-11-21T22:31:07Z\nverdict = \"refuted\"\n"),
        "{text}"
    );
}

#[test]
fn deleting_many_and_undoing_it_brings_back_every_byte() {
    let mut text = include_str!("store/v1/by_hand.toml").to_owned() + "# not quite\n";
    for number in 10..20 {
        text.extend([format!(
            "# {number}\n[[annotation]]\nid='{}'\ndocument='a'\nmine={number}\n",
            id(number)
        )]);
    }
    let folder = Folder::with(&text);
    let Loaded { mut store, set, .. } = folder.open();
    let delete: Vec<Edit> = set
        .annotations()
        .map(|found| edit(Some(found), None))
        .collect();
    store.save(&delete).unwrap();
    assert!(folder.set().is_empty());
    let undo: Vec<Edit> = delete.iter().rev().map(Edit::inverse).collect();
    store.save(&undo).unwrap();
    assert_eq!(folder.text(), text);
}

#[test]
fn what_cannot_be_read_is_an_error_and_never_an_empty_set() {
    let folder = Folder::new();
    fs::create_dir(&folder.path).unwrap();
    let error = Store::open(&folder.path).unwrap_err();
    assert!(matches!(error, StoreError::Read { .. }), "{error}");
    assert!(
        error.to_string().contains("it is not a regular file"),
        "{error}"
    );
    fs::remove_dir(&folder.path).unwrap();
    let sparse = fs::File::create(&folder.path).unwrap();
    sparse.set_len(8 << 30).unwrap();
    let error = Store::open(&folder.path).unwrap_err().to_string();
    assert!(error.contains("larger than a gigabyte"), "{error}");
    fs::remove_file(&folder.path).unwrap();

    let Loaded { mut store, .. } = folder.open();
    store.save(&[new_tag("a")]).unwrap();
    fs::remove_file(&folder.path).unwrap();
    fs::create_dir(&folder.path).unwrap();
    fs::write(folder.path.join("inside"), "x").unwrap();
    let error = store.save(&[new_tag("b")]).unwrap_err().to_string();
    assert!(error.contains("your changes are kept in memory"), "{error}");
    assert!(folder.path.join("inside").exists());

    // Once the way is free, the edit that failed and all that was there before are written.
    fs::remove_dir_all(&folder.path).unwrap();
    let error = store.save(&[new_tag("b")]).unwrap_err();
    assert!(
        error.question().unwrap().contains("the 1 records it held"),
        "{error}"
    );
    assert!(!folder.path.exists());
    let saved = store.save_anyway(&[new_tag("b")]).unwrap();
    assert_eq!(folder.set().codebook().tags().len(), 2);
    assert_eq!(saved, Saved::default());
}

#[test]
fn going_elsewhere_takes_everything_along_and_loses_nothing_that_is_there() {
    let folder = Folder::with(&format!("{HEAD}\n# mine\n[[tag]]\nname = 'a'\nmore = 1\n"));
    let Loaded { mut store, .. } = folder.open();
    let fresh = folder.folder.path().join("data/corpora/x/annotations.toml");
    assert_eq!(store.relocate(&fresh).unwrap(), Saved::default());
    assert_eq!(store.path(), fresh);
    store.save(&[new_tag("b")]).unwrap();
    let expected = format!("{}\n[[tag]]\nname = \"b\"\n", folder.text());
    assert_eq!(fs::read_to_string(&fresh).unwrap(), expected);

    let Loaded { mut store, .. } = folder.open();
    let other = Folder::with(&format!("{HEAD}\n[[tag]]\nname = 'c'\n"));
    let saved = store.relocate(&other.path).unwrap();
    assert_eq!(saved.foreign, [new_tag("c")]);
    assert_eq!(other.set().codebook().tags().len(), 2);
    assert!(
        other
            .text()
            .contains("# mine\n[[tag]]\nname = 'a'\nmore = 1\n"),
        "{}",
        other.text()
    );
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_permissions_stay_and_a_folder_that_refuses_is_told() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    let real = folder.folder.path().join("real.toml");
    fs::write(&real, HEAD).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.toml", &folder.path).unwrap();
    let Loaded { mut store, .. } = folder.open();
    store.save(&[new_tag("a")]).unwrap();
    assert!(fs::symlink_metadata(&folder.path).unwrap().is_symlink());
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(folder.set().codebook().tags().len(), 1);

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let inner = folder.folder.path().join("inner/annotations.toml");
    let mut private = Store::open(&inner).unwrap().store;
    private.save(&[new_tag("a")]).unwrap();
    assert_eq!(
        mode(inner.parent().unwrap()),
        0o700,
        "a folder of our making is private"
    );
    assert_eq!(mode(&inner), 0o600, "and so is what is in it");

    fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).unwrap();
    let error = store.save(&[new_tag("b")]).unwrap_err();
    assert!(error.is_unwritable(), "{error}");
    assert_eq!(folder.set().codebook().tags().len(), 1);
}

#[test]
fn one_more_of_ten_thousand_changes_no_byte_of_the_others() {
    let mut text = HEAD.to_owned();
    for number in 0..10_000 {
        text.extend([format!(
            "\n[[annotation]]\nid = \"{}\"\ndocument = 'a.txt'\nmine = {number}\n",
            id(number)
        )]);
    }
    let folder = Folder::with(&text);
    let Loaded { mut store, set, .. } = folder.open();
    assert_eq!(set.len(), 10_000);
    store
        .save(&[edit(None, Some(&annotation(10_000)))])
        .unwrap();
    let now = folder.text();
    let added = now.strip_prefix(&text).unwrap();
    assert!(added.starts_with("\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-000000002710\"\n"));
    assert_eq!(added.matches("[[annotation]]").count(), 1);

    let middle = set.get(id(5_000)).unwrap();
    store
        .save(&[edit(Some(middle), Some(&noted(middle, "x")))])
        .unwrap();
    assert_eq!(
        folder.text(),
        now.replace("mine = 5000\n", "mine = 5000\nnote = \"x\"\n")
    );
}

#[test]
fn a_claim_is_added_and_taken_back_without_a_trace() {
    let plain = annotation(1);
    let folder = Folder::holding(&plain);
    let mut store = folder.open().store;
    let before = folder.text();
    let claimed = Annotation {
        claim: Some(Claim {
            statement: "x".into(),
            ..Claim::default()
        }),
        ..plain.clone()
    };
    let add = edit(Some(&plain), Some(&claimed));
    store.save(std::slice::from_ref(&add)).unwrap();
    assert_eq!(
        folder.text(),
        format!("{before}\n[annotation.claim]\nstatement = \"x\"\n")
    );
    store.save(&[add.inverse()]).unwrap();
    assert_eq!(folder.text(), before);
}
