//! Values for tests: any that the model allows, with texts that are hard to write down.

use jiff::Timestamp;
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::value::Value;
use crate::model::{
    Anchor, Annotation, AnnotationId, Assessment, Attachment, Attribution, BlockKind, CheckWorthy,
    Claim, ClaimKind, ClaimStatus, Correction, Coverage, DocPath, DocumentRecord, Evidence, Grade,
    Hue, Link, ReadingStatus, Relation, Selector, Stance, Stretches, Tag, TagColor, TagName,
    TextHash, Verdict,
};

/// The identity of every annotation from [`annotation`].
pub const ID: &str = "01994f0e-0000-7000-8000-000000000001";

pub fn text() -> impl Strategy<Value = String> {
    let hard = [
        "\"",
        "\"\"\"",
        "\\",
        "\\u0041",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\0",
        "\u{1b}[31m",
        "\u{85}",
        "\u{7f}",
        "\u{202e}",
        "\u{feff}",
        "😀",
        "é",
        "e\u{301}",
        "#",
        "'''",
        "[[annotation]]",
        "\n[[tag]]\n",
        " ",
        "word",
    ];
    prop_oneof![
        1 => Just(String::new()),
        4 => vec(select(hard.to_vec()), 0..6).prop_map(|parts| parts.concat()),
        2 => any::<String>(),
    ]
}

fn tags() -> impl Strategy<Value = Vec<TagName>> {
    subsequence(vec!["todo", "claim/statistic", "a \"b\"", "è"], 0..=4)
        .prop_shuffle()
        .prop_map(|names| names.into_iter().filter_map(TagName::parse).collect())
}

fn time() -> impl Strategy<Value = Timestamp> {
    let seconds = prop_oneof![0..2_000_000_000_i64, -70_000_000_000..-60_000_000_000_i64];
    (seconds, select(vec![0, 0, 250_000_000, 1])).prop_map(|(seconds, nanos)| {
        Timestamp::new(seconds, nanos).unwrap_or(Timestamp::UNIX_EPOCH)
    })
}

fn id() -> impl Strategy<Value = AnnotationId> {
    (1..9_u8).prop_map(|n| {
        AnnotationId::parse(&format!("01994f0e-0000-7000-8000-00000000010{n}")).unwrap()
    })
}

fn hash() -> impl Strategy<Value = Option<TextHash>> {
    option::of(text().prop_map(|text| TextHash::stored(&text)))
}

fn assessment() -> impl Strategy<Value = Assessment> {
    (
        text(),
        time(),
        select(vec!["", "supported", "half true"]).prop_map(Verdict::parse),
        text(),
        text(),
        hash(),
    )
        .prop_map(
            |(reviewer, at, verdict, confidence, rationale, hash)| Assessment {
                reviewer,
                at,
                verdict,
                confidence,
                rationale,
                hash,
            },
        )
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let date = (1990..2030_i16, 1..=12_i8).prop_map(|(y, m)| Date::new(y, m, 20).unwrap());
    (
        option::of(select(Stance::ALL)),
        text(),
        text(),
        text(),
        option::of(date),
    )
        .prop_map(|(stance, citation, url, quote, accessed)| Evidence {
            stance,
            citation,
            url,
            quote,
            accessed,
        })
}

fn claim() -> impl Strategy<Value = Claim> {
    (
        text(),
        text(),
        option::of(select(Attribution::ALL)),
        subsequence(ClaimKind::ALL, 0..4),
        option::of(select(CheckWorthy::ALL)),
        option::of(select(ClaimStatus::ALL)),
        vec(assessment(), 0..4),
        vec(evidence(), 0..3),
    )
        .prop_map(
            |(
                statement,
                claimant,
                attribution,
                kinds,
                checkworthy,
                status,
                assessments,
                evidence,
            )| Claim {
                statement,
                claimant,
                attribution,
                kinds,
                checkworthy,
                status,
                assessments,
                evidence,
            },
        )
}

fn selector() -> impl Strategy<Value = Selector> {
    (text(), text(), text(), 0..10_000_usize, 0..10_000_usize).prop_map(
        |(quote, prefix, suffix, start, end)| Selector {
            quote,
            prefix,
            suffix,
            start,
            end,
        },
    )
}

fn anchor() -> impl Strategy<Value = Anchor> {
    (
        selector(),
        hash(),
        option::of(select(Attachment::ALL)),
        option::of(0..=100_u8),
        text(),
        time(),
    )
        .prop_map(|(selector, hash, how, score, reviewer, at)| Anchor {
            selector,
            hash,
            how,
            score,
            reviewer,
            at,
        })
}

/// Any annotation, with the identity [`ID`].
pub fn annotation() -> impl Strategy<Value = Value> {
    let link = (id(), select(Relation::ALL)).prop_map(|(to, relation)| Link { to, relation });
    let document = select(vec!["a.txt", "b/\"c\" d.txt"]).prop_map(DocPath::new);
    (
        document,
        selector(),
        tags(),
        text(),
        text(),
        time(),
        option::of(claim()),
        vec(anchor(), 0..3),
        vec(link, 0..4),
    )
        .prop_map(
            |(document, selector, tags, note, reviewer, created, claim, anchors, links)| {
                Value::Annotation(Box::new(Annotation {
                    id: AnnotationId::parse(ID).unwrap(),
                    document,
                    selector,
                    tags,
                    note,
                    reviewer,
                    created,
                    claim,
                    anchors,
                    links,
                }))
            },
        )
}

/// Any tag called `a`.
pub fn tag() -> impl Strategy<Value = Value> {
    let color = prop_oneof![
        select(Hue::ALL).prop_map(TagColor::Named),
        any::<(u8, u8, u8)>().prop_map(|(r, g, b)| TagColor::Rgb(r, g, b)),
    ];
    let prose = (text(), text(), text());
    let examples = subsequence(vec!["", "one", "a \"b\"\nc"], 0..3)
        .prop_map(|texts| texts.into_iter().map(str::to_owned).collect());
    let key = any::<Option<char>>();
    let glyph = option::of(select(vec!['●', '+']));
    let made = (
        key,
        option::of(color),
        glyph,
        prose,
        examples,
        any::<bool>(),
    );
    made.prop_map(|(key, color, glyph, prose, examples, retired)| {
        let (definition, use_for, not_for) = prose;
        Value::Tag(Tag {
            key,
            color,
            glyph,
            definition,
            use_for,
            not_for,
            examples,
            retired,
            ..Tag::new(TagName::parse("a").unwrap())
        })
    })
}

/// Anything about the verdict `half true`.
pub fn grade() -> impl Strategy<Value = Value> {
    let color = option::of(select(Hue::ALL).prop_map(TagColor::Named));
    let made = (color, any::<Option<i64>>(), text());
    made.prop_map(|(color, rating, definition)| {
        Value::Grade(Grade {
            color,
            rating,
            definition,
            ..Grade::new(Verdict::parse("half true").unwrap())
        })
    })
}

fn coverage() -> impl Strategy<Value = Coverage> {
    let ranges = vec((0..500_usize, 0..500_usize), 0..4);
    let made = (text(), hash(), ranges, 0..99_usize, 0..99_usize);
    made.prop_map(|(reviewer, hash, ranges, sentences, decided)| Coverage {
        reviewer,
        hash,
        seen: Stretches::of(ranges),
        sentences,
        decided,
    })
}

fn correction() -> impl Strategy<Value = Correction> {
    let kinds = vec![
        BlockKind::Heading(2),
        BlockKind::Boilerplate,
        BlockKind::ListItem(0),
    ];
    (select(kinds), text()).prop_filter_map("a correction has a text", |(kind, text)| {
        Correction::parse(&Correction::new(kind, &text).to_string())
    })
}

/// Anything recorded about the document `a.txt`.
pub fn document() -> impl Strategy<Value = Value> {
    let some = || option::of(text());
    (
        (hash(), vec(hash(), 0..3)),
        some(),
        some(),
        some(),
        some(),
        vec(correction(), 0..3),
        tags(),
        (
            option::of(select(ReadingStatus::ALL)),
            vec(coverage(), 0..3),
        ),
    )
        .prop_map(
            |((hash, earlier), title, author, date, url, mut corrections, tags, rest)| {
                let (status, coverage) = rest;
                let mut earlier: Vec<TextHash> = earlier.into_iter().flatten().collect();
                earlier.dedup();
                let all = corrections.clone();
                let mut at = 0..all.len();
                corrections.retain(|one| {
                    at.next()
                        .is_some_and(|at| !all.iter().take(at).any(|other| other == one))
                });
                Value::Document(Box::new(DocumentRecord {
                    hash,
                    earlier,
                    title,
                    author,
                    date,
                    url,
                    corrections,
                    tags,
                    status,
                    coverage,
                    ..DocumentRecord::new(DocPath::new("a.txt"))
                }))
            },
        )
}

/// Two values of one record.
pub fn pair() -> impl Strategy<Value = (Value, Value)> {
    prop_oneof![
        (annotation(), annotation()),
        (tag(), tag()),
        (grade(), grade()),
        (document(), document()),
    ]
}
