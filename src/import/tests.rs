//! What every format gives, and what strangers' files do not do.

use std::io::{Cursor, Write as _};

use jiff::Timestamp;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::finding::Finding;
use super::{Format, Given, Incoming, Outcome, Setting, place, read, recognise};
use crate::model::{
    Annotation, AnnotationSet, Attribution, DocPath, Document, Edit, Relation, Span, Structure,
    TagName,
};

const ARTICLE: &str = "💩 The ferry left at six.\n\nCafé “naïve” was the house on the quay.\n\n\
                       Nobody had been told of the new hour, and forty stood there.\n";

fn given(name: &str, bytes: impl AsRef<[u8]>) -> Given {
    Given {
        name: name.into(),
        bytes: bytes.as_ref().to_vec(),
    }
}

fn corpus() -> Vec<Document> {
    let document = |name: &str, text: &str| {
        Document::new(DocPath::new(name), text.to_owned(), Structure::default())
    };
    vec![
        document("news/ferry.txt", ARTICLE),
        document(
            "other.txt",
            "Something else is said in here, at some length.\n",
        ),
    ]
}

fn placed(incoming: &Incoming, set: &AnnotationSet) -> Outcome {
    let corpus = corpus();
    let paths: Vec<DocPath> = corpus
        .iter()
        .map(|document| document.path.clone())
        .collect();
    let mut finding = Finding::new(incoming, &paths);
    if finding.wants_texts() {
        let held: Vec<_> = corpus
            .iter()
            .map(|document| (document.path.clone(), finding.look(&document.text)))
            .collect();
        finding.by_texts(&held);
    }
    let setting = Setting {
        set,
        found: &finding.found(),
        read: &|path| {
            corpus
                .iter()
                .find(|document| document.path == *path)
                .cloned()
        },
        reviewer: "me",
        now: "2026-11-22T12:00:00Z".parse::<Timestamp>().unwrap(),
        goes_on: &|_, _| true,
    };
    place(incoming, &setting).unwrap()
}

/// What importing `files` makes of nothing, after making sure that doing it twice changes nothing.
fn imported(files: &[Given]) -> (AnnotationSet, Outcome) {
    let format = recognise(files).expect("a format");
    let incoming = read(format, files).unwrap();
    let mut set = AnnotationSet::default();
    let outcome = placed(&incoming, &set);
    for edit in &outcome.edits {
        set.apply(edit);
    }
    let again = placed(&incoming, &set);
    assert_eq!(again.edits, [], "{:?}", again.sentences);
    (set, outcome)
}

/// Quote, tags, note and reviewer of every annotation, by place; the quote must stand at its place.
fn said(set: &AnnotationSet) -> Vec<String> {
    let mut all: Vec<&Annotation> = set.annotations().collect();
    all.sort_by_key(|one| (one.selector.start, one.selector.end, one.id));
    let corpus = corpus();
    let say = |one: &&Annotation| {
        let selector = &one.selector;
        let document = corpus.iter().find(|document| document.path == one.document);
        let stands = document.is_some_and(|document| {
            let points = document.text.chars().skip(selector.start);
            let cut: String = points.take(selector.end - selector.start).collect();
            cut == selector.quote && !cut.is_empty()
        });
        let tags: Vec<&str> = one.tags.iter().map(TagName::as_str).collect();
        format!(
            "{}{} | {} | {} | {}",
            if stands { "" } else { "? " },
            selector.quote,
            tags.join(", "),
            one.note,
            one.reviewer
        )
    };
    all.iter().map(say).collect()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Where `quote` is in the article, counted by `size`.
fn at(quote: &str, size: fn(char) -> usize) -> (usize, usize) {
    let start = ARTICLE.find(quote).unwrap();
    let count = |text: &str| text.chars().map(size).sum::<usize>();
    let before = count(Span::new(0, start).of(ARTICLE));
    (before, before + count(quote))
}

#[test]
fn web_annotations_come_with_bodies_claims_and_links() {
    let (start, end) = at("naïve", |_| 1);
    let json = format!(
        r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationCollection","total":3,
        "first":{{"type":"AnnotationPage","items":[
        {{"id":"urn:uuid:01994f0e-0000-7000-8000-000000000001","type":"Annotation","motivation":["commenting"],
          "created":"2026-01-02T03:04:05Z","creator":{{"type":"Person","nickname":"ann"}},
          "body":[{{"type":"TextualBody","purpose":"tagging","value":"place"}},{{"type":"TextualBody","value":"why?"}},
                  {{"type":"TextualBody","purpose":"describing","value":"It was naive."}},
                  {{"type":"TextualBody","purpose":"classifying","value":"attribution: quoted"}}],
          "target":{{"source":"ferry.txt","selector":[{{"type":"TextQuoteSelector","exact":"naïve"}},
            {{"type":"TextPositionSelector","start":{start},"end":{end}}}]}}}},
        {{"id":"urn:uuid:01994f0e-0000-7000-8000-000000000002","type":"Annotation","bodyValue":"plain",
          "target":{{"source":"ferry.txt","selector":{{"type":"TextQuoteSelector","exact":"left at six","prefix":"ferry "}}}}}},
        {{"id":"urn:uuid:01994f0e-0000-7000-8000-000000000003","type":"Annotation","motivation":"linking",
          "body":{{"type":"TextualBody","value":"contradicts"}},
          "target":["urn:uuid:01994f0e-0000-7000-8000-000000000001","urn:uuid:01994f0e-0000-7000-8000-000000000002"]}},
        {{"type":"Annotation","body":"x","target":{{"source":"ferry.txt","selector":{{"type":"SvgSelector","value":"<svg/>"}}}}}}
        ]}}}}"#
    );
    let (set, outcome) = imported(&[given("notes.jsonld", json)]);
    assert_eq!(
        said(&set),
        [
            "?  |  | x | me",
            "left at six |  | plain | me",
            "naïve | place | why? | ann",
        ]
    );
    let first = set.annotations().next().unwrap();
    assert_eq!(first.id.to_string(), "01994f0e-0000-7000-8000-000000000001");
    assert_eq!(first.links[0].relation, Relation::Contradicts);
    let claim = first.claim.as_ref().unwrap();
    assert_eq!(claim.statement, "It was naive.");
    assert_eq!(claim.attribution, Some(Attribution::Quoted));
    let told = outcome.sentences.join("\n");
    assert!(told.contains("SvgSelector"), "{told}");
    assert!(
        told.contains("positions were code points, end exclusive: 1 of 1 quote fit"),
        "{told}"
    );
}

#[test]
fn hypothesis_positions_are_told_by_the_quotes() {
    let (start, end) = at("“naïve” was", char::len_utf16);
    let json = format!(
        r#"{{"export_date":"2026-05-06T07:08:09Z","export_userid":"acct:ann@hypothes.is","client_version":"1.0","annotations":[
        {{"id":"abcdefghijklmnop","user":"acct:ann@hypothes.is","uri":"https://example.org/ferry","text":"note","tags":["a","b/c"],
          "document":{{"title":["ferry"]}},"target":[{{"source":"https://example.org/ferry","selector":[
            {{"type":"RangeSelector","startContainer":"/p[1]"}},
            {{"type":"TextPositionSelector","start":{start},"end":{end}}},
            {{"type":"TextQuoteSelector","exact":"“naïve” was","prefix":"Café ","suffix":" the"}}]}}]}},
        {{"id":"reply","references":["abcdefghijklmnop"],"user":"acct:bob@hypothes.is","uri":"https://example.org/ferry",
          "text":"no","target":[{{"source":"https://example.org/ferry"}}]}},
        {{"id":"page","user":"acct:ann@hypothes.is","uri":"https://example.org/ferry","text":"all of it","tags":[],
          "target":[{{"source":"https://example.org/ferry"}}]}},
        {{"id":"longer","user":"acct:ann@hypothes.is","uri":"https://example.org/ferry","text":"","tags":[],
          "target":[{{"selector":[{{"type":"TextQuoteSelector","exact":"had been told of the \"new\" hour"}}]}}]}}
        ]}}"#
    );
    let (set, outcome) = imported(&[given("export.json", json)]);
    let all = said(&set);
    assert!(
        all.contains(&"“naïve” was | a, b/c | note | ann".to_owned()),
        "{all:?}"
    );
    assert!(
        all.contains(&"“naïve” was |  | no | bob".to_owned()),
        "{all:?}"
    );
    assert!(
        all.contains(&"?  |  | all of it | ann".to_owned()),
        "{all:?}"
    );
    assert_eq!(all.len(), 4);
    let bob = set.annotations().find(|one| one.reviewer == "bob").unwrap();
    assert_eq!(bob.links.len(), 1);
    assert_eq!(bob.created.to_string(), "2026-05-06T07:08:09Z");
    let told = outcome.sentences.join("\n");
    assert!(
        told.contains("UTF-16 units, end exclusive: 2 of 2 quotes"),
        "{told}"
    );
    // The document was known by what was quoted from it alone.
    assert!(
        set.annotations()
            .all(|one| one.document.as_str() == "news/ferry.txt")
    );
}

#[test]
fn hypothesis_tables_have_neither_identity_nor_place() {
    let csv = "Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\r\n\
        2026-01-02T03:04:05Z,ann,ferry,https://example.org/a,Public,Annotation,\"Nobody had been told of the new hour\",'=1+1,\"a,b\"\r\n";
    let (set, _) = imported(&[given("export.csv", csv)]);
    assert_eq!(
        said(&set),
        ["Nobody had been told of the new hour | a, b | =1+1 | ann"]
    );
}

const QDE: &str = r##"<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Ferries" origin="Another 1.0" modifiedDateTime="2026-02-03T04:05:06Z">
 <Users><User guid="{AAAAAAAA-0000-4000-8000-000000000001}" name="ann"/><User guid="AAAAAAAA-0000-4000-8000-000000000002" name="bob"/></Users>
 <CodeBook><Codes><Code guid="C0000000-0000-4000-8000-000000000001" name="claim" isCodable="false">
   <Code guid="C0000000-0000-4000-8000-000000000002" name="number" isCodable="true" color="#abc"><Description>What counts.</Description></Code>
 </Code></Codes></CodeBook>
 <Sources><TextSource guid="50000000-0000-4000-8000-000000000001" name="ferry" plainTextPath="internal://t.TXT">
  <PlainTextSelection guid="5E000000-0000-4000-8000-000000000001" name="The ferry left at six." startPosition="START" endPosition="END"
    creatingUser="aaaaaaaa-0000-4000-8000-000000000001" creationDateTime="2026-01-02T03:04:05Z">
   <Coding guid="0" creatingUser="AAAAAAAA-0000-4000-8000-000000000001"><CodeRef targetGUID="c0000000-0000-4000-8000-000000000002"/></Coding>
   <Coding guid="1" creatingUser="AAAAAAAA-0000-4000-8000-000000000002"><CodeRef targetGUID="C0000000-0000-4000-8000-000000000001"/></Coding>
   <NoteRef targetGUID="D0000000-0000-4000-8000-000000000001"/>
  </PlainTextSelection>
  <Coding guid="2"><CodeRef targetGUID="C0000000-0000-4000-8000-000000000002"/></Coding>
 </TextSource><AudioSource guid="3" name="A talk"/></Sources>
 <Notes><Note guid="D0000000-0000-4000-8000-000000000001" name="n"><PlainTextContent>So it &lt;left&gt;.</PlainTextContent></Note></Notes>
 <Sets><Set guid="4" name="Some set"/></Sets><Graphs><Graph guid="5" name="A map"/></Graphs>
</Project>"##;

#[test]
fn projects_come_with_coders_notes_and_what_was_dropped_by_name() {
    // QualCoder's way: line ends of two, a byte order mark, the end inclusive.
    let text = format!("\u{feff}{}", ARTICLE.replace('\n', "\r\n"));
    let (start, end) = at("The ferry left at six.", |_| 1);
    let qde = QDE
        .replace("START", &(start + 1).to_string())
        .replace("END", &end.to_string());
    let files = [
        ("project.qde", qde.as_bytes()),
        ("Sources/t.txt", text.as_bytes()),
    ];
    let (set, outcome) = imported(&[given("p.qdpx", zip(&files))]);
    let mut all = said(&set);
    all.sort();
    assert_eq!(
        all,
        [
            "The ferry left at six. | claim |  | bob",
            "The ferry left at six. | claim/number | So it <left>. | ann",
        ]
    );
    let record = set.document(&DocPath::new("news/ferry.txt")).unwrap();
    assert_eq!(record.tags[0].as_str(), "claim/number");
    let tag = set.codebook().get(&record.tags[0]).unwrap();
    assert_eq!(
        (
            tag.definition.as_str(),
            tag.color.unwrap().to_string().as_str()
        ),
        ("What counts.", "#aabbcc")
    );
    let told = outcome.sentences.join("\n");
    for word in ["A talk", "Some set", "A map", "end inclusive"] {
        assert!(told.contains(word), "{word}: {told}");
    }
}

#[test]
fn codebooks_come_alone() {
    // As Taguette writes it, with an empty element that the schema forbids.
    let qdc = r#"<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette"><Codes>
        <Code guid="0D62985D-B147-5D01-A9B5-CAE5DCD98342" name="a/b" isCodable="true"/></Codes><Sets/></CodeBook>"#;
    let (set, outcome) = imported(&[given("book.qdc", qdc)]);
    assert_eq!(set.codebook().tags()[0].name.as_str(), "a/b");
    assert_eq!((outcome.tags, outcome.annotations), (1, 0));
    let csv = "Name,Description\nplace,Where it was\n\"\",nothing\n";
    let (set, outcome) = imported(&[given("codebook.csv", csv)]);
    assert_eq!(set.codebook().tags()[0].definition, "Where it was");
    assert_eq!(outcome.sentences, ["1 tag without a name left out"]);
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>description</t></is></c></row>
        <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c></row></sheetData></worksheet>"#;
    let strings = "<sst><si><t>tag</t></si><si><t>x/y</t></si><si><r><t>So </t></r><r><t>so.</t></r></si></sst>";
    let files = [
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ];
    let (set, _) = imported(&[given("codebook.xlsx", zip(&files))]);
    let tag = &set.codebook().tags()[0];
    assert_eq!(
        (tag.name.as_str(), tag.definition.as_str()),
        ("x/y", "So so.")
    );
}

#[test]
fn a_taguette_project_counts_bytes_of_its_text() {
    let bytes = include_bytes!("../../tests/import/project.sqlite3");
    let files = [given("project.sqlite3", bytes)];
    let incoming = read(recognise(&files).unwrap(), &files).unwrap();
    assert_eq!(incoming.marks.len(), 42);
    let text = include_str!("../../tests/import/ferry.txt");
    let path = DocPath::new("ferry.txt");
    let document = Document::new(path.clone(), text.to_owned(), Structure::default());
    let set = AnnotationSet::default();
    let setting = Setting {
        set: &set,
        found: &Finding::new(&incoming, &[path]).found(),
        read: &|_| Some(document.clone()),
        reviewer: "me",
        now: Timestamp::UNIX_EPOCH,
        goes_on: &|_, _| true,
    };
    let outcome = place(&incoming, &setting).unwrap();
    let made: Vec<&Annotation> = outcome
        .edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Annotation { after, .. } => after.as_deref(),
            _ => None,
        })
        .collect();
    for one in &made {
        let cut: String = text
            .chars()
            .skip(one.selector.start)
            .take(one.selector.end - one.selector.start)
            .collect();
        assert_eq!(cut, one.selector.quote);
        assert_eq!(
            (one.reviewer.as_str(), one.created.to_string().as_str()),
            ("ann", "2026-01-02T03:04:05Z")
        );
    }
    assert_eq!(made[1].selector.quote, "naïve");
    assert_eq!(made[1].tags.len(), 2);
    assert!(
        made[41]
            .selector
            .quote
            .contains("day 39 of the strike & the weeks")
    );
    let told = outcome.sentences.join("\n");
    assert!(
        told.contains("UTF-8 bytes, end exclusive: 42 of 42 quotes fit"),
        "{told}"
    );
}

#[test]
fn labelled_texts_bring_their_texts_along() {
    let point = |quote: &str| at(quote, |_| 1);
    let ((a, b), (c, d)) = (point("ferry"), point("forty"));
    let text = serde_json::to_string(ARTICLE).unwrap();
    let line = format!(
        r#"{{"id":1,"text":{text},"label":["news"],"entities":[{{"id":5,"label":"boat","start_offset":{a},"end_offset":{b}}},
        {{"id":6,"label":"many","start_offset":{c},"end_offset":{d}}},{{"id":7,"label":"count","start_offset":{c},"end_offset":{d}}}],
        "relations":[{{"id":1,"from_id":5,"to_id":7,"type":"Supports"}}],"Comments":[],"year":2026}}"#
    );
    let (set, outcome) = imported(&[given("all.jsonl", line.replace('\n', " "))]);
    assert_eq!(
        said(&set),
        ["ferry | boat |  | me", "forty | many, count |  | me"]
    );
    let linked = set.annotations().find(|one| !one.links.is_empty()).unwrap();
    assert_eq!(linked.links[0].relation, Relation::Supports);
    let record = set.document(&linked.document).unwrap();
    assert_eq!(
        (record.path.as_str(), record.tags[0].as_str()),
        ("news/ferry.txt", "news")
    );
    assert!(
        outcome
            .sentences
            .contains(&"1 field of a text left out: year".to_owned())
    );
    let list = format!(r#"{{"text":{text},"label":[[{a},{b},"boat"]]}}"#);
    let (set, _) = imported(&[given("list.jsonl", list)]);
    assert_eq!(said(&set), ["ferry | boat |  | me"]);
}

#[test]
fn tasks_are_counted_in_utf_16() {
    let ((a, b), (c, d)) = (at("naïve", char::len_utf16), at("forty", char::len_utf16));
    let text = serde_json::to_string(ARTICLE).unwrap();
    let json = format!(
        r#"[{{"id":3,"data":{{"text":{text},"name":"ferry.txt"}},"annotations":[
        {{"id":9,"completed_by":{{"email":"ann@example.org"}},"created_at":"2026-01-02T03:04:05.000Z","result":[
          {{"id":"r1","from_name":"l","to_name":"t","type":"labels","value":{{"start":{a},"end":{b},"labels":["odd","word"]}}}},
          {{"id":"r1","from_name":"n","to_name":"t","type":"textarea","value":{{"start":{a},"end":{b},"text":["why?"]}}}},
          {{"id":"r2","from_name":"l","to_name":"t","type":"labels","value":{{"start":{c},"end":{d},"text":"forty","labels":["many"]}}}},
          {{"id":"r3","from_name":"c","to_name":"t","type":"choices","value":{{"choices":["news"]}}}},
          {{"from_id":"r2","to_id":"r1","type":"relation","labels":["updates"]}}]}},
        {{"id":10,"was_cancelled":true,"result":[]}}],"predictions":[]}}]"#
    );
    let (set, outcome) = imported(&[given("tasks.json", json)]);
    assert_eq!(
        said(&set),
        [
            "naïve | odd, word | why? | ann@example.org",
            "forty | many |  | ann@example.org"
        ]
    );
    assert!(set.annotations().any(|one| {
        one.links
            .first()
            .is_some_and(|link| link.relation == Relation::Updates)
    }));
    assert!(
        outcome
            .sentences
            .iter()
            .any(|told| told.contains("skipped"))
    );
}

#[test]
fn standoff_comes_with_its_text_beside_it() {
    let point = |quote: &str| at(quote, |_| 1);
    let ((a, b), (c, d)) = (point("ferry left"), point("six."));
    let (nobody, hour) = (point("Nobody"), point("hour"));
    let ann = format!(
        "T1\tClaim {a} {b}\tferry left\r\nT2\tClaim {c} {d};{x} {y}\tsix. Café\r\nT3\tOdd {e} {f};{g} {h}\tNobody hour\r\n\
        R1\tSupports Arg1:T1 Arg2:T2\r\n#1\tAnnotatorNotes T1\tis it?\r\nA1\tSure T2 low\r\nT9\tbroken\r\n",
        e = nobody.0,
        f = nobody.1,
        g = hour.0,
        h = hour.1,
        x = d + 2,
        y = d + 6
    );
    let files = [
        given("ferry.ann", ann),
        given("ferry.txt", ARTICLE),
        given("annotation.conf", ""),
    ];
    let (set, outcome) = imported(&files);
    assert_eq!(
        said(&set),
        [
            "ferry left | Claim | is it? | me",
            "six.\n\nCafé | Claim, Sure/low |  | me",
            "Nobody had been told of the new hour | Odd |  | me",
        ]
    );
    let told = outcome.sentences.join("\n");
    assert!(
        told.contains("of several pieces") && told.contains("T9"),
        "{told}"
    );
}

#[test]
fn what_has_no_document_or_no_place_is_kept() {
    let json = r#"[{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","bodyValue":"a","target":
        {"source":"https://example.org/../../etc/passwd","selector":{"type":"TextQuoteSelector","exact":"Not in here at all, anywhere."}}},
        {"type":"Annotation","bodyValue":"b","target":{"source":"ferry.txt","selector":
        {"type":"TextQuoteSelector","exact":"This was said nowhere in that article."}}}]"#;
    let (set, outcome) = imported(&[given("a.json", json)]);
    let mut paths: Vec<&str> = set.annotations().map(|one| one.document.as_str()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["example.org/etc/passwd", "news/ferry.txt"]);
    let told = outcome.sentences.join("\n");
    assert!(
        told.contains("not in the corpus") && told.contains("kept as orphans"),
        "{told}"
    );
}

#[test]
fn what_is_no_export_is_refused_and_never_believed() {
    let deep = "[".repeat(200_000);
    let nested = format!("{{\"items\":{}", "{\"first\":".repeat(10_000));
    let circle = {
        let mut bytes = include_bytes!("../../tests/import/project.sqlite3").to_vec();
        // Every page is an inner one that leads to itself.
        for page in bytes.chunks_mut(512).skip(1) {
            page.fill(0);
            page[0] = 5;
            page[11] = 2;
        }
        bytes
    };
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><CodeBook>&b;</CodeBook>";
    let inputs: [&[u8]; 14] = [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"PK\x03\x04",
        b"SQLite format 3\0",
        deep.as_bytes(),
        nested.as_bytes(),
        bomb.as_bytes(),
        &circle,
        b"{\"format\":\"postil-export\",\"version\":2}",
        b"T1\t",
        b"a,b\n1,2\n",
    ];
    for bytes in inputs {
        for format in Format::ALL {
            for name in ["a", "a.ann", "a.txt"] {
                if let Ok(incoming) = read(*format, &[given(name, bytes)]) {
                    let outcome = placed(&incoming, &AnnotationSet::default());
                    assert!(outcome.annotations < 2, "{format:?} {bytes:?}");
                }
            }
        }
    }
}

mod random {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn nothing_is_too_strange(which in 0usize..Format::ALL.len(), text in "\\PC{0,60}", at in 0usize..400, byte in any::<u8>()) {
            let format = Format::ALL[which];
            let project = include_bytes!("../../tests/import/project.sqlite3");
            let samples: [Vec<u8>; 6] = [
                text.clone().into_bytes(),
                format!("{{\"text\":{text:?},\"label\":[[0,{at},\"a\"]]}}").into_bytes(),
                format!("T1\tA {at} {byte}\t{text}\n").into_bytes(),
                QDE.replace("START", &at.to_string()).replace("END", &byte.to_string()).into_bytes(),
                format!("[{{\"target\":{{\"source\":{text:?},\"selector\":{{\"type\":\"TextPositionSelector\",\"start\":{at},\"end\":{byte}}}}}}}]").into_bytes(),
                project.to_vec(),
            ];
            for mut bytes in samples {
                let place = at * 37 % bytes.len().max(1);
                if let Some(old) = bytes.get_mut(place) {
                    *old = byte;
                }
                if let Ok(incoming) = read(format, &[given("a.ann", &bytes)]) {
                    placed(&incoming, &AnnotationSet::default());
                }
            }
        }
    }
}
