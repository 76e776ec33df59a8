//! What agreement between reviewers looks like, and what is disagreed about.

use postil::model::{Coverage, DocPath, DocumentRecord, Edit, Stretches, TextHash};
use postil::ui::color::ColorLevel;
use postil::ui::theme::Background;

use super::desk::Given;
use super::{screen, story};

const DARK: (Background, ColorLevel) = (Background::Dark, ColorLevel::TrueColor);
const LIGHT: (Background, ColorLevel) = (Background::Light, ColorLevel::TrueColor);
const NONE: (Background, ColorLevel) = (Background::Dark, ColorLevel::None);

const ARTICLE: &str = include_str!("documents/bakery.txt");
const ANNOTATIONS: &str = include_str!("documents/reviewers.toml");

/// Puts an article on the desk that two have been through, Ann to its end and Bob but for the last sentence.
pub fn reviewers(given: &mut Given) {
    let (mut set, _) = postil::store::parse(ANNOTATIONS, "annotations.toml");
    let text = ARTICLE.trim_end();
    let last = text.find("Bread is").unwrap();
    let mut record = DocumentRecord::new(DocPath::new("bakery.txt"));
    for (reviewer, end) in [("ann", text.len()), ("bob", last)] {
        record.coverage.push(Coverage {
            reviewer: reviewer.into(),
            hash: Some(TextHash::of(text)),
            seen: Stretches::of([(0, end)]),
            sentences: 10,
            decided: if end == last { 9 } else { 10 },
        });
    }
    let placed: Vec<_> = set.annotations().cloned().collect();
    for mut annotation in placed {
        // The article is plain ASCII: its bytes are its code points.
        let quote = annotation.selector.quote.clone();
        let start = text.find(&quote).unwrap();
        let end = start + quote.len();
        let selector = &mut annotation.selector;
        (selector.start, selector.end) = (start, end);
        text[start.saturating_sub(32)..start].clone_into(&mut selector.prefix);
        text[end..(end + 32).min(text.len())].clone_into(&mut selector.suffix);
        set.apply(&Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation)),
        });
    }
    record.annotated_as(&TextHash::of(text));
    set.apply(&Edit::Document {
        before: None,
        after: Some(Box::new(record)),
    });
    given.documents = vec![("bakery.txt".into(), text.into())];
    given.set = set;
}

#[test]
fn agreement_looks_as_it_did() {
    let table = ":agree<Enter>jjjl";
    let list = ":agree<Enter>jjjl<Enter>";
    let walk = ":adjudicate<Enter>";
    let faults: Vec<String> = [
        ("agreement-120x40", "120x40", table, DARK),
        ("agreement-80x24", "80x24", table, DARK),
        ("agreement-50x20", "50x20", table, DARK),
        ("agreement-200x60", "200x60", table, DARK),
        ("agreement-light-120x40", "120x40", table, LIGHT),
        ("agreement-none-80x24", "80x24", table, NONE),
        ("agreement-tiny-20x5", "20x5", table, DARK),
        (
            "agreement-reason-80x24",
            "80x24",
            ":agree<Enter>jjjjjjjjl",
            DARK,
        ),
        ("agreement-behind-80x24", "80x24", list, DARK),
        ("agreement-behind-50x20", "50x20", list, DARK),
        ("agreement-behind-none-80x24", "80x24", list, NONE),
        ("adjudication-120x40", "120x40", walk, DARK),
        ("adjudication-80x24", "80x24", walk, DARK),
        ("adjudication-50x20", "50x20", walk, DARK),
        ("adjudication-200x60", "200x60", walk, DARK),
        ("adjudication-light-120x40", "120x40", walk, LIGHT),
        ("adjudication-none-80x24", "80x24", walk, NONE),
        ("adjudication-tiny-20x5", "20x5", walk, DARK),
        (
            "adjudication-one-sided-80x24",
            "80x24",
            ":adjudicate<Enter>jj",
            DARK,
        ),
        (
            "adjudication-settled-80x24",
            "80x24",
            ":adjudicate<Enter>1k",
            DARK,
        ),
    ]
    .into_iter()
    .filter_map(|(name, window, keys, (background, level))| {
        let text = format!("window {window}\nreviewers\nlasting\nkeys {keys}\n");
        let mut told = story::tell(name, &text);
        told.desk.draw_for(background, level);
        screen::compare(name, &screen::picture(&told.desk.screen())).err()
    })
    .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn what_was_decided_is_an_annotation_of_whoever_decided() {
    let text = "window 100x30\nreviewers\nkeys :adjudicate<Enter>2bn\n";
    let told = story::tell("decided", text);
    assert!(told.faults.is_empty(), "{:?}", told.faults);
    let set = &told.desk.disk;
    let made = set.annotations().filter(|one| one.reviewer == "me");
    let made: Vec<_> = made
        .map(|one| {
            let tags: Vec<&str> = one
                .tags
                .iter()
                .map(postil::model::TagName::as_str)
                .collect();
            let claim = one.claim.as_ref();
            let judged = claim.and_then(|claim| claim.assessments.last());
            let verdict = judged
                .and_then(|one| Some((one.reviewer.as_str(), one.verdict.as_ref()?.as_str())));
            let links: Vec<String> = one
                .links
                .iter()
                .map(|link| {
                    let id = link.to.to_string();
                    format!("{} {}", link.relation.as_str(), &id[id.len() - 2..])
                })
                .collect();
            (tags.join("+"), claim.is_some(), verdict, links.join(", "))
        })
        .collect();
    let expected = [
        (
            "claim/number",
            true,
            Some(("me", "refuted")),
            "decides 03, decides 04",
        ),
        ("claim/number+source", true, None, "decides 05, decides 06"),
        ("", false, None, "decides 11"),
    ];
    let expected = expected.map(|(tags, is_claim, verdict, links)| {
        (tags.to_owned(), is_claim, verdict, links.to_owned())
    });
    assert_eq!(made, expected);
    // What the reviewers wrote stays as it was.
    let same = |one: &&postil::model::Annotation| one.reviewer != "me";
    let before: Vec<_> = told.desk.base.annotations().collect();
    assert_eq!(set.annotations().filter(same).collect::<Vec<_>>(), before);
    // Each decision is one step.
    let text = "window 100x30\nreviewers\nkeys :adjudicate<Enter>2bnuuu\n";
    let told = story::tell("taken back", text);
    assert_eq!(told.desk.disk.annotations().filter(same).count(), 11);
    assert_eq!(told.desk.disk.len(), 11);
}
