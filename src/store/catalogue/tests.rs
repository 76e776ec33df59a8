use super::*;
use crate::model::Metadata;
use proptest::prelude::*;

const LEARNED: [u8; 16] = [7; 16];

fn stamp(length: u64) -> Stamp {
    Stamp {
        length,
        seconds: -3,
        nanoseconds: 999_999_999,
    }
}

fn summary(title: &str) -> Summary {
    Summary {
        metadata: Metadata {
            title: Some(title.into()),
            authors: vec!["Ada Prose".into(), "名前".into()],
            date: Some("2020-06".into()),
            ..Metadata::default()
        },
        words: Some(12),
    }
}

fn save(old: &Catalogue, path: &Path, names: &[&str], findings: &Findings) {
    let documents: Vec<DocPath> = names.iter().map(|name| DocPath::new(name)).collect();
    let is_current = |_: &DocPath, stamp: Stamp| stamp.length < 100;
    let now = Timestamp::UNIX_EPOCH;
    old.replace(path, LEARNED, documents.iter(), findings, is_current, now)
        .unwrap();
}

#[test]
fn what_was_found_out_is_known_as_long_as_the_file_is_as_it_was() {
    let cache = tempfile::tempdir().unwrap();
    let path = place(cache.path(), "/archive");
    assert!(Catalogue::load(&path).is_empty());
    let mut findings = Findings::default();
    let unreadable: Known = Err("cannot read b.pdf: it has no text".into());
    findings.note(&DocPath::new("b.pdf"), stamp(2), &unreadable);
    findings.note(&DocPath::new("a.txt"), stamp(1), &Ok(summary("Earlier")));
    findings.note(&DocPath::new("a.txt"), stamp(1), &Ok(summary("Salt")));
    findings.note(&DocPath::new("gone.txt"), stamp(1), &Ok(summary("Gone")));
    save(
        &Catalogue::default(),
        &path,
        &["a.txt", "b.pdf", "c.txt"],
        &findings,
    );
    let catalogue = Catalogue::load(&path);
    assert_eq!((catalogue.len(), catalogue.learned()), (2, LEARNED));
    let get = |name: &str, length| catalogue.get(&DocPath::new(name), stamp(length));
    assert_eq!(get("a.txt", 1), Some(Ok(summary("Salt"))));
    assert_eq!(get("b.pdf", 2), Some(unreadable));
    for (name, length) in [("a.txt", 2), ("c.txt", 1), ("gone.txt", 1), ("", 1)] {
        assert_eq!(get(name, length), None, "{name}");
    }
    assert_ne!(path, place(cache.path(), "/other"));
}

#[test]
fn what_counts_goes_over_into_the_next_catalogue_and_the_rest_does_not() {
    let cache = tempfile::tempdir().unwrap();
    let path = place(cache.path(), "/archive");
    let mut findings = Findings::default();
    for (name, length) in [("a", 1), ("b", 100), ("c", 1), ("d", 1)] {
        findings.note(&DocPath::new(name), stamp(length), &Ok(summary(name)));
    }
    save(
        &Catalogue::default(),
        &path,
        &["a", "b", "c", "d"],
        &findings,
    );
    let mut newer = Findings::default();
    newer.note(&DocPath::new("d"), stamp(5), &Ok(summary("New")));
    save(&Catalogue::load(&path), &path, &["a", "b", "d"], &newer);
    let catalogue = Catalogue::load(&path);
    let get = |name: &str, length| catalogue.get(&DocPath::new(name), stamp(length));
    assert_eq!(catalogue.len(), 2);
    assert_eq!(get("a", 1), Some(Ok(summary("a"))));
    assert_eq!(get("d", 5), Some(Ok(summary("New"))));
}

#[test]
fn a_catalogue_that_is_broken_or_no_file_is_as_good_as_none() {
    let cache = tempfile::tempdir().unwrap();
    let path = place(cache.path(), "/archive");
    let mut findings = Findings::default();
    findings.note(&DocPath::new("a"), stamp(1), &Ok(summary("Salt")));
    save(&Catalogue::default(), &path, &["a"], &findings);
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x20;
        fs::write(&path, &changed).unwrap();
        assert!(Catalogue::load(&path).is_empty(), "{at}");
        fs::write(&path, &whole[..at]).unwrap();
        assert!(Catalogue::load(&path).is_empty(), "{at}");
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(Catalogue::load(&path).is_empty());
}

#[test]
fn the_oldest_catalogues_go_and_nothing_else() {
    let cache = tempfile::tempdir().unwrap();
    let stranger = folder(cache.path()).join("notes.txt");
    for nth in 0..MOST + 2 {
        let path = place(cache.path(), &nth.to_string());
        save(&Catalogue::default(), &path, &[], &Findings::default());
        fs::write(&stranger, "mine").unwrap();
    }
    let names = fs::read_dir(folder(cache.path())).unwrap();
    assert_eq!(names.count(), MOST + 1);
    assert!(stranger.exists());
}

proptest! {
    #[test]
    fn bytes_that_are_no_catalogue_hold_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..400), count in 0_u32..9) {
        // Even with a header that fits.
        let sealed = [&LEARNED[..], &count.to_le_bytes(), &bytes].concat();
        let hash = blake3::hash(&sealed);
        let made = [&MAGIC[..], &maker(), hash.as_bytes(), &sealed].concat();
        let mut catalogue = Catalogue { bytes: made, count: 0 };
        catalogue.count = catalogue.checked().unwrap_or(0);
        for name in ["", "a", "z"] {
            let _ = catalogue.get(&DocPath::new(name), stamp(1));
        }
    }

    #[test]
    fn an_entry_is_read_as_it_was_written(path in ".{0,20}", title in proptest::option::of(".{0,20}"), authors in proptest::collection::vec(".{0,9}", 0..4), words in proptest::option::of(0..u32::MAX), length: u64, seconds: i64, nanoseconds: u32) {
        let stamp = Stamp { length, seconds, nanoseconds };
        let metadata = Metadata { title, authors, url: Some(String::new()), ..Metadata::default() };
        let known = Ok(Summary { metadata, words });
        let mut bytes = Vec::new();
        encode(&mut bytes, &DocPath::new(&path), stamp, &known);
        prop_assert_eq!(entry::path(&bytes), Some(path.as_bytes()));
        prop_assert_eq!(decode(&bytes), Some((stamp, known)));
        for cut in 0..bytes.len() {
            prop_assert_eq!(decode(bytes.get(..cut).unwrap()), None);
        }
    }
}
