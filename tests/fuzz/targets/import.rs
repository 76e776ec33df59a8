#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::import::finding::Finding;
use postil::import::{Format, Given, Setting, place, read, recognise};
use postil::model::{AnnotationSet, DocPath, Document, Edit, Structure};

// Whatever a file is taken for, it is read or refused; what came in is in no place that its quote is not, and importing it
// twice changes nothing. The first byte says what it is taken for.
fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let given = |name: &str, bytes: &[u8]| Given {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    let text = "One 💩 text, “naïve” as it is.\n\nAnd another line of it.\n";
    let files = [given("a.ann", bytes), given("a.txt", text.as_bytes())];
    let format = Format::ALL.get(usize::from(*first)).copied();
    let Some(format) = format.or_else(|| recognise(&files[..1])) else {
        return;
    };
    let Ok(incoming) = read(format, &files) else {
        return;
    };
    let path = DocPath::new("a.txt");
    let document = Document::new(path.clone(), text.to_owned(), Structure::default());
    let found = Finding::new(&incoming, &[path]).found();
    let mut set = AnnotationSet::default();
    for round in 0..2 {
        let setting = Setting {
            set: &set,
            found: &found,
            read: &|_| Some(document.clone()),
            reviewer: "me",
            now: "2026-01-01T00:00:00Z".parse().expect("a time"),
            goes_on: &|_, _| true,
        };
        let edits = place(&incoming, &setting).expect("an outcome").edits;
        assert!(round == 0 || edits.is_empty(), "{edits:?}");
        for edit in &edits {
            if let Edit::Annotation { after: Some(one), .. } = edit {
                assert!(one.selector.start <= one.selector.end);
            }
            set.apply(edit);
        }
    }
});
