use super::*;
use crate::model::{
    AnnotationId, AnnotationSet, Assessment, Claim, ClaimKind, ClaimStatus, DocPath, Edit,
    Evidence, Link, Relation, Selector, Tag, TagName, Verdict,
};
use jiff::Timestamp;
use proptest::prelude::*;

/// The first is a claim under review, the second a note, the third a bare highlight.
fn annotations() -> [Annotation; 3] {
    let one = |day: i64, document: &str, quote: &str, note: &str, tags: &[&str], by: &str| {
        let created = Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap();
        Annotation {
            id: AnnotationId::new(created),
            document: DocPath::new(document),
            selector: Selector {
                quote: quote.into(),
                ..Selector::default()
            },
            anchors: Vec::new(),
            tags: tags.iter().filter_map(|tag| TagName::parse(tag)).collect(),
            note: note.into(),
            reviewer: by.into(),
            created,
            claim: None,
            links: Vec::new(),
        }
    };
    let mut claim = one(
        0,
        "libya/berlin.txt",
        "It’s 40 per\ncent of Touadéra’s budget",
        "",
        &["claim/statistic", "todo"],
        "dl",
    );
    claim.claim = Some(Claim {
        statement: "The mill pays 40 per cent".into(),
        claimant: "Ada Prose".into(),
        kinds: vec![ClaimKind::Numerical, ClaimKind::Quote],
        status: Some(ClaimStatus::InProgress),
        assessments: vec![Assessment {
            reviewer: "mk".into(),
            at: claim.created,
            verdict: Verdict::parse("mostly true"),
            confidence: "low".into(),
            rationale: String::new(),
            hash: Some(TextHash::of("before")),
        }],
        evidence: vec![Evidence::default()],
        ..Claim::default()
    });
    claim.links = vec![Link {
        to: claim.id,
        relation: Relation::Contradicts,
    }];
    let note = one(
        10,
        "mali.txt",
        "Troops (many)",
        "check \"this\"",
        &["source"],
        "MK",
    );
    [claim, note, one(20, "mali.txt", "Nothing", "", &[], "dl")]
}

/// The numbers of those that the query means.
fn meant(query: &str) -> String {
    let query = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let now = TextHash::of("after");
    let around = [
        (
            Some("Berlin, again"),
            Some("2020-06-17"),
            Some(State::Exact),
        ),
        (None, Some("2021"), Some(State::Orphan)),
        (None, None, None),
    ];
    let all = annotations();
    let about = all
        .iter()
        .zip(around)
        .map(|(annotation, (title, date, state))| About {
            annotation,
            title,
            date,
            now: Some(&now),
            state,
        });
    let accepted = about.zip(1..).filter(|(about, _)| query.accepts(about));
    accepted.map(|(_, number)| number.to_string()).collect()
}

#[test]
fn a_query_means_what_it_says() {
    for (query, expected) in [
        ("", "123"),
        ("  ", "123"),
        // Words.
        ("touadera", "1"),
        ("\"per cent\"", "1"),
        ("\"it's 40\"", "1"),
        ("MILL", "1"),
        ("mill troops", ""),
        ("mill OR troops", "12"),
        ("mill | troops|nothing", "123"),
        ("-mill", "23"),
        ("NOT mill AND troops", "2"),
        ("--mill", "1"),
        ("-(mill | troops)", "3"),
        ("(mill | troops) check", "2"),
        ("tr*ps", "2"),
        ("\"tr*ps\"", ""),
        ("\"(many)\"", "2"),
        ("\"\\\"this\\\"\"", "2"),
        ("40", "1"),
        // Tags.
        ("tag:claim", "1"),
        ("tag:claim/*", "1"),
        ("tag:Claim/Statistic", "1"),
        ("tag:clai", ""),
        ("tag:*stat*", "1"),
        ("tag:c*m", "1"),
        ("tag~sour", "2"),
        ("tag:none", "3"),
        ("tag:any", "12"),
        ("tag:\"none\"", ""),
        ("tag:claim -tag:todo", ""),
        // The rest.
        ("verdict:none", "23"),
        ("verdict:any", "1"),
        ("verdict:stale", "1"),
        ("verdict:\"mostly true\"", "1"),
        ("verdict:most*", "1"),
        ("verdict~true", "1"),
        ("by:mk", "2"),
        ("reviewer:D*", "13"),
        ("doc:libya", "1"),
        ("doc:*.txt", "123"),
        ("doc:berl*", "1"),
        ("doc:again", "1"),
        ("note~check", "2"),
        ("note:\"check \\\"this\\\"\"", "2"),
        ("note:none", "13"),
        ("quote:troops", "2"),
        ("quote:tr*", "2"),
        ("statement:any", "1"),
        ("claimant:\"ada prose\"", "1"),
        ("claimant:ada", ""),
        ("claimant~ADA", "1"),
        ("kind:quote", "1"),
        ("kind:causal", ""),
        ("-status:final", "123"),
        ("status:in-progress", "1"),
        ("Status:IN-PROGRESS", "1"),
        ("checkworthy:none", "123"),
        ("attribution:any", ""),
        ("confidence:low", "1"),
        ("link:contradicts", "1"),
        ("relation~contra", "1"),
        ("link:none", "23"),
        ("has:link", "1"),
        ("has:note", "2"),
        ("has:claim", "1"),
        ("has:evidence", "1"),
        ("has:verdict", "1"),
        ("has:claimant", "1"),
        ("-has:tag", "3"),
        ("is:stale", "1"),
        ("is:orphan", "2"),
        ("is:exact", "1"),
        ("is:unchecked", "3"),
        ("since:2026-10-01", "23"),
        ("until:2026-09", "1"),
        ("made:2026-10", "23"),
        ("made:2026-09-21..2026-10-01", "12"),
        ("date:2020..2021", "12"),
        ("date:2020-06", "1"),
        ("date:2021-03", ""),
        ("date:2021..", "2"),
        ("date:none", "3"),
    ] {
        assert_eq!(meant(query), expected, "{query}");
    }
}

#[test]
fn mistakes_are_named_with_their_place() {
    let deep = "(".repeat(60);
    let minus = format!("{}a", "-".repeat(60));
    let many = "a ".repeat(1_001);
    for (query, place, message) in [
        (
            "tag:a staus:new",
            "staus",
            "there is no field staus; did you mean status?",
        ),
        (
            "status:finall",
            "status:finall",
            "there is no status:finall; did you mean status:final?",
        ),
        (
            "kind:x",
            "kind:x",
            "there is no kind:x; after kind: stands one of numerical, causal, event, quote, position, prediction, definition, none, any",
        ),
        (
            "xyz:1",
            "xyz",
            "there is no field xyz; there are tag, verdict, by,",
        ),
        (
            "a (b",
            "(",
            "this parenthesis is not closed; write ) where it ends",
        ),
        ("a) b", ")", "this parenthesis closes nothing"),
        (
            "a \"b c",
            "\"",
            "this quotation mark is not closed; write \" where the words end",
        ),
        (
            "a |",
            "",
            "something is missing here: write a condition such as tag:claim",
        ),
        ("| a", "|", "a condition is missing before this;"),
        ("()", ")", "a condition is missing before this;"),
        (
            "tag: a",
            "tag:",
            "tag of what? write for example tag:claim/*",
        ),
        (
            "a \"\"",
            "\"\"",
            "there is nothing to search for between the quotation marks",
        ),
        (
            "since:soon",
            "since:soon",
            "soon is no date; write one like since:2026-10-01, as exact as you need",
        ),
        (
            "since:2020..2021",
            "since:2020..2021",
            "2020..2021 is no date;",
        ),
        ("is:lost", "is:lost", "there is no is:lost;"),
        (
            &deep,
            "(",
            "more than 50 parentheses and minus signs lie in one another; use fewer",
        ),
        (&minus, "-", "more than 50"),
        (&many, "a", "a query has at most 1000 conditions; use fewer"),
    ] {
        let error = Query::parse(query).unwrap_err();
        assert_eq!(error.span.of(query), place, "{query}");
        assert!(error.message.starts_with(message), "{query}: {error}");
    }
}

#[test]
fn a_mistake_is_pointed_at() {
    let query = "éa staus:new";
    let error = Query::parse(query).unwrap_err();
    assert_eq!(error.pointed(query), "éa staus:new\n   ^^^^^");
    let query = "\u{1b} 東 (";
    let error = Query::parse(query).unwrap_err();
    assert_eq!(error.pointed(query), "␛ 東 (\n      ^");
}

#[test]
fn it_is_known_which_queries_need_the_documents() {
    for (query, expected) in [
        ("tag:claim by:dl since:2026", false),
        ("a | (b -date:2020)", true),
        ("doc:a", true),
        ("is:orphan", true),
        ("verdict:stale", true),
        ("verdict:any", false),
    ] {
        assert_eq!(
            Query::parse(query).unwrap().needs_documents(),
            expected,
            "{query}"
        );
    }
}

#[test]
fn queries_are_written_as_they_are_typed() {
    for (query, written) in [
        (
            "tag:claim/* verdict:none by:dl doc:libya note~\"check\" since:2026-10-01 -status:final",
            "",
        ),
        ("a OR b AND c", "a | b c"),
        ("((a b) c) | (d)", "a b c | d"),
        ("(a|b) NOT (c d)", "(a | b) -(c d)"),
        ("reviewer:dl \"a \\\\ \\\" b\"", "by:dl \"a \\\\ \\\" b\""),
        ("  ", ""),
    ] {
        let expected = if written.is_empty() {
            query.trim()
        } else {
            written
        };
        assert_eq!(Query::parse(query).unwrap().to_string(), expected);
    }
}

#[test]
fn queries_are_joined() {
    let both = Query::parse("a|b")
        .unwrap()
        .and(Query::of(Field::Tag, "none").unwrap());
    assert_eq!(both.to_string(), "(a | b) tag:\"none\"");
    assert_eq!(Query::default().and(Query::default()), Query::default());
    assert!(Query::any([]).is_empty());
    let one = Query::any(["a|b", "c"].map(|text| Query::parse(text).unwrap()));
    assert_eq!(one.to_string(), "a | b | c");
    assert_eq!(
        Query::saying("per cent").unwrap().to_string(),
        "\"per cent\""
    );
    assert!(Query::saying(" ").is_err());
    assert!(Query::of(Field::Status, "nonsense").is_err());
}

#[test]
fn what_is_typed_is_completed() {
    let mut set = AnnotationSet::default();
    for annotation in annotations() {
        set.apply(&Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation)),
        });
    }
    set.apply(&Edit::Tag {
        before: None,
        after: Some(Tag::new(TagName::parse("two words").unwrap())),
    });
    for (query, at, replaced, choices) in [
        ("ta", 2, "ta", "tag:"),
        ("a -ki", 5, "ki", "kind:"),
        ("tag:st", 6, "st", "claim/statistic"),
        ("(tag:two", 8, "two", "\"two words\""),
        ("claimant:\"ada p", 15, "\"ada p", "\"Ada Prose\""),
        ("status:fin", 10, "fin", "final"),
        ("verdict:stal", 12, "stal", "stale"),
        ("by:m tag:x", 4, "m", "MK"),
        ("nonsense:x", 10, "", ""),
        ("since:2", 7, "2", ""),
    ] {
        let found = complete(query, at, &set);
        assert_eq!(found.span.of(query), replaced, "{query}");
        assert_eq!(found.choices.join(" "), choices, "{query}");
    }
    assert_eq!(complete("", 0, &set).choices.len(), Field::ALL.len());
    for field in Field::ALL {
        assert!(Query::parse(field.example()).is_ok(), "{field:?}");
        assert!(Query::parse(&format!("{}:", field.as_str())).is_err());
    }
}

/// Texts that are queries more often than chance would have it.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("tag:claim"),
        Just("-"),
        Just("("),
        Just(")"),
        Just("|"),
        Just("OR"),
        Just("AND"),
        Just("NOT"),
        Just("\""),
        Just("note~"),
        Just("status:new"),
        Just("date:2020..2021"),
        Just("is:stale"),
        Just("\\"),
        Just(" "),
        Just(" "),
        Just("a*b"),
        Just("é’"),
        Just("by:\"a b\""),
        Just("verdict:none"),
        Just("x:"),
        Just("\n"),
        Just("~"),
    ];
    prop_oneof![
        proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same_query(text in typed()) {
        match Query::parse(&text) {
            Ok(query) => {
                let written = query.to_string();
                prop_assert_eq!(Query::parse(&written), Ok(query.clone()), "{}", written);
                for annotation in annotations() {
                    let _ = query.accepts(&About::new(&annotation));
                }
            }
            Err(error) => {
                prop_assert!(text.get(error.span.start..error.span.end).is_some());
                prop_assert!(!error.message.is_empty());
            }
        }
        let set = AnnotationSet::default();
        for at in 0..=text.len() {
            let found = complete(&text, at, &set);
            prop_assert!(text.get(found.span.start..found.span.end).is_some());
        }
    }
}

#[test]
fn what_is_called_otherwise_is_asked_for_by_its_new_name() {
    let new = |field: Field, name: &str| {
        let is_it = (field, name) == (Field::Tag, "claim") || field == Field::Verdict;
        is_it.then(|| if name == "claim" { "said so" } else { "none" }.to_owned())
    };
    for (query, expected) in [
        (
            "tag:claim -(tag:todo | tag:claim)",
            "tag:\"said so\" -(tag:todo | tag:\"said so\")",
        ),
        ("verdict:refuted", "verdict:\"none\""),
        ("verdict:\"refuted\" claim", "verdict:\"none\" claim"),
        ("tag:claim/* tag~claim", "tag:claim/* tag~claim"),
    ] {
        let mut followed = Query::parse(query).unwrap();
        let is_other = followed.follow(&new);
        assert_eq!(followed.to_string(), expected);
        assert_eq!(is_other, query != expected);
        assert_eq!(Query::parse(expected).as_ref(), Ok(&followed));
    }
}
