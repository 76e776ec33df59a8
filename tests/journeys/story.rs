//! Stories: what is given, which keys are pressed, what is expected; a line each, carried out in their order.
//!
//! The verbs are in the two `match`es below. Lines that begin with `|` belong to the verb above them. An expected text
//! is found with every run of white space taken for one space.

use std::sync::Arc;

use crossterm::event::MouseEventKind;
use postil::anchor::{Placement, capture};
use postil::app::missing::Missing;
use postil::model::{
    Anchor, Annotation, AnnotationId, AnnotationSet, Assessment, Attachment, CheckWorthy, Claim,
    ClaimStatus, Codebook, Correction, Coverage, Damage, DocPath, DocumentRecord, Draft, DraftId,
    DraftTarget, Edit, Link, Mistake, Problem, Seal, Selector, Span, Step, Tag, TagName, TagText,
    TextHash, Verdict,
};
use postil::text::positions::CodePoints;

use super::desk::{Desk, Given, Saving, document, same};
use postil::app::Input;
use postil::app::action::{Action, Annotate};
use postil::app::effect::{Answer, Recalled};
use postil::app::library::Row;
use postil::app::others::{Other, Read};
use postil::app::overlay::Filled;

/// A line of a story with the lines that belong to it.
#[derive(Clone, Debug)]
struct Line<'t> {
    number: usize,
    verb: &'t str,
    rest: &'t str,
    more: Vec<&'t str>,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found: Vec<Line<'_>> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(more) = line.strip_prefix('|') {
            let owner = found.last_mut().expect("a line that | belongs to");
            owner.more.push(more.strip_prefix(' ').unwrap_or(more));
        } else if !line.is_empty() && !line.starts_with('#') {
            let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
            found.push(Line {
                number: index + 1,
                verb,
                rest,
                more: Vec::new(),
            });
        }
    }
    found
}

/// The article that stories are about when they bring none of their own.
const MILL: &str = include_str!("documents/mill.txt");
const BRIDGE: &str = include_str!("documents/bridge.txt");
const HARBOUR: &str = include_str!("documents/ledger.toml");

/// What came of a story.
pub struct Told {
    /// The desk at its end.
    pub desk: Desk,
    /// What was not as expected, each with its line.
    pub faults: Vec<String>,
}

/// Carries out the story `name`.
pub fn tell(name: &str, text: &str) -> Told {
    let lines = lines(text);
    let first = lines
        .iter()
        .position(|line| !is_given(line))
        .unwrap_or(lines.len());
    let mut desk = Desk::new(&given(&lines[..first]));
    let mut faults = Vec::new();
    let mut undoable = true;
    for line in &lines[first..] {
        if line.verb == "lasting" {
            undoable = false;
        } else if let Err(fault) = step(&mut desk, line) {
            faults.push(format!("{name}:{}: {fault}", line.number));
        }
    }
    if undoable && let Err(fault) = take_back_all(&mut desk) {
        faults.push(format!("{name}: {fault}"));
    }
    Told { desk, faults }
}

fn is_given(line: &Line<'_>) -> bool {
    matches!(
        line.verb,
        "window"
            | "document"
            | "unreadable"
            | "tag"
            | "annotation"
            | "stale"
            | "built-in"
            | "last-read"
            | "slow-disk"
            | "broken"
            | "draft"
            | "was"
            | "forgotten"
            | "judged"
            | "claimed"
            | "harbour"
            | "reviewers"
            | "claims"
            | "other"
            | "other-tag"
            | "sealed"
    )
}

fn given(lines: &[Line<'_>]) -> Given {
    let mut given = Given {
        window: (120, 40),
        ..Given::default()
    };
    for line in lines {
        match line.verb {
            "window" => given.window = size(line.rest),
            "document" => given
                .documents
                .push((line.rest.into(), line.more.join("\n"))),
            "unreadable" => {
                let (path, why) = line.rest.split_once(": ").expect("unreadable PATH: WHY");
                given.unreadable.push((path.into(), why.into()));
            }
            "last-read" => given.last_read = Some(line.rest.to_owned()),
            "slow-disk" => given.is_slow = true,
            "broken" => given.damage = Some(damage()),
            "was" => given.was.push((line.rest.into(), line.more.join("\n"))),
            "harbour" => harbour(&mut given),
            "reviewers" => super::agreeing::reviewers(&mut given),
            "claims" => many_claims(&mut given.set, line.rest.parse().expect("claims NUMBER")),
            "built-in" => {
                use postil::corpus::builtin::{ANNOTATIONS, ARTICLES};
                given.is_builtin = true;
                given.set = postil::store::parse(ANNOTATIONS, "annotations.toml").0;
                let articles = ARTICLES.iter();
                given.documents = articles
                    .map(|(name, text)| ((*name).into(), (*text).into()))
                    .collect();
            }
            _ => {}
        }
    }
    if given.documents.is_empty() {
        given.documents = vec![
            ("1-mill.txt".into(), MILL.into()),
            ("2-bridge.txt".into(), BRIDGE.into()),
        ];
    }
    given.documents.sort();
    for (path, text) in given.was.clone() {
        let mut record = DocumentRecord::new(DocPath::new(&path));
        record.annotated_as(&TextHash::of(&text));
        let (before, after) = (None, Some(Box::new(record)));
        given.set.apply(&Edit::Document { before, after });
        if lines.iter().all(|line| line.verb != "forgotten") {
            given.kept.push(text);
        }
    }
    for (place, line) in lines.iter().enumerate() {
        match line.verb {
            "tag" => {
                let (key, rest) = line.rest.split_once(' ').expect("tag KEY NAME: definition");
                let (name, definition) = rest.split_once(": ").unwrap_or((rest, ""));
                let name = TagName::parse(name).expect("a tag's name");
                let mut tag = given.set.codebook().draft(name);
                tag.key = key.chars().next().filter(|key| *key != '-');
                definition.clone_into(&mut tag.definition);
                let (before, after) = (None, Some(tag));
                given.set.apply(&Edit::Tag { before, after });
            }
            "draft" => {
                let draft = draft(&given, line);
                given.drafts.push(draft);
            }
            "annotation" | "stale" => {
                let annotation = annotation(&given, line, i64::try_from(place).unwrap());
                let (before, after) = (None, Some(Box::new(annotation)));
                given.set.apply(&Edit::Annotation { before, after });
            }
            _ => {}
        }
    }
    given.others = others(&given, lines);
    for line in lines.iter().filter(|line| line.verb == "judged") {
        judge(&mut given.set, line.rest);
    }
    for line in lines.iter().filter(|line| line.verb == "claimed") {
        claim(&mut given.set, line.rest);
    }
    given
}

/// Makes the annotation on a quote a claim: `claimed QUOTE # CLAIMANT # CHECKWORTHY # STATUS`.
fn claim(set: &mut AnnotationSet, told: &str) {
    let mut parts = told.split('#').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let quote = next();
    let found = |found: &&Annotation| found.selector.quote == quote;
    let found = set.annotations().find(found).cloned();
    let mut claimed = found.expect("an annotation");
    let claim = claimed.claim.get_or_insert_default();
    next().clone_into(&mut claim.claimant);
    claim.checkworthy = CheckWorthy::parse(next());
    claim.status = ClaimStatus::parse(next());
    let (before, after) = (None, Some(Box::new(claimed)));
    set.apply(&Edit::Annotation { before, after });
}

/// Claims on an article that is not there, so many that they are worked on behind the screen.
pub fn many_claims(set: &mut AnnotationSet, count: i64) {
    for number in 0..count {
        let created = jiff::Timestamp::from_second(1_700_000_000 + number).unwrap();
        let claim = postil::model::Claim {
            statement: format!("Claim {number} of many"),
            ..postil::model::Claim::default()
        };
        let annotation = Annotation {
            id: AnnotationId::new(created),
            document: DocPath::new("a.txt"),
            selector: Selector::default(),
            anchors: Vec::new(),
            tags: Vec::new(),
            note: String::new(),
            reviewer: "jo".into(),
            created,
            claim: Some(claim),
            links: Vec::new(),
        };
        let (before, after) = (None, Some(Box::new(annotation)));
        set.apply(&Edit::Annotation { before, after });
    }
}

/// Claims enough for a ledger; each document holds what was annotated in it, a paragraph each.
fn harbour(given: &mut Given) {
    let (set, problems) = postil::store::parse(HARBOUR, "annotations.toml");
    assert!(problems.is_empty(), "{problems:?}");
    let documents = set.documents().map(|record| {
        let quotes = set.on(&record.path).map(|one| one.selector.quote.as_str());
        let title = record.title.as_deref().unwrap_or("Notes");
        let text: Vec<&str> = std::iter::once(title).chain(quotes).collect();
        (record.path.to_string(), text.join("\n\n"))
    });
    given.documents = documents.collect();
    given.set = set;
}

/// Gives the claim of the annotation on `quote` a verdict.
fn judge(set: &mut AnnotationSet, quote: &str) {
    let found = |found: &&Annotation| found.selector.quote == quote;
    let found = set.annotations().find(found).cloned();
    let mut judged = found.expect("an annotation");
    let record = set.document(&judged.document);
    let assessment = Assessment {
        reviewer: "jo".into(),
        at: judged.created,
        verdict: Verdict::parse("supported"),
        confidence: String::new(),
        rationale: String::new(),
        hash: record.and_then(|record| record.hash.clone()),
    };
    judged.claim = Some(Claim {
        assessments: vec![assessment],
        ..Claim::default()
    });
    let (before, after) = (None, Some(Box::new(judged)));
    set.apply(&Edit::Annotation { before, after });
}

/// The files of others that are laid over: `other REVIEWER: QUOTE # tag # note`, as an annotation; `other-tag REVIEWER NAME`;
/// `sealed REVIEWER` says that that one's file is.
fn others(given: &Given, lines: &[Line<'_>]) -> Read {
    let mut files: Vec<Other> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        if !matches!(line.verb, "other" | "other-tag" | "sealed") {
            continue;
        }
        let name = line.rest.split([':', ' ']).next().unwrap_or_default();
        let known = files.iter().position(|other| other.name == name);
        let place_of = known.unwrap_or_else(|| {
            files.push(Other {
                name: name.to_owned(),
                file: format!("{name}.toml").into(),
                set: AnnotationSet::default(),
                seal: None,
            });
            files.len() - 1
        });
        let other = &mut files[place_of];
        match line.verb {
            "sealed" => {
                other.seal = Some(Seal {
                    reviewer: name.to_owned(),
                    at: jiff::Timestamp::UNIX_EPOCH,
                    done: None,
                });
            }
            "other-tag" => {
                let (_, tag) = line.rest.split_once(' ').expect("other-tag REVIEWER NAME");
                let tag = Tag::new(TagName::parse(tag).expect("a tag's name"));
                let (before, after) = (None, Some(tag));
                other.set.apply(&Edit::Tag { before, after });
            }
            _ => {
                let made = annotation(given, line, 500 + i64::try_from(place).unwrap());
                let (before, after) = (None, Some(Box::new(made)));
                other.set.apply(&Edit::Annotation { before, after });
            }
        }
    }
    Read {
        files: files.into_iter().map(Arc::new).collect(),
        ..Read::default()
    }
}

/// `annotation REVIEWER: QUOTE # tag, tag # note`; a stale one has a quote that no document holds.
fn annotation(given: &Given, line: &Line<'_>, second: i64) -> Annotation {
    let (reviewer, rest) = line
        .rest
        .split_once(": ")
        .expect("annotation REVIEWER: QUOTE");
    let mut parts = rest.split('#').map(str::trim);
    let quote = parts.next().unwrap_or_default();
    let tags = parts.next().unwrap_or_default();
    let found = given
        .was
        .iter()
        .chain(&given.documents)
        .map(|(path, text)| document(path, text))
        .find_map(|document| Some((find(&document.text, quote)?, document)));
    let (selector, path) = if let Some((span, document)) = found {
        let points = CodePoints::new(&document.text);
        (capture(&document.text, &points, span), document.path)
    } else {
        assert_eq!(line.verb, "stale", "no document holds {quote:?}");
        let selector = Selector {
            quote: quote.to_owned(),
            end: quote.chars().count(),
            ..Selector::default()
        };
        (selector, document(&given.documents[0].0, "").path)
    };
    let created = jiff::Timestamp::from_second(1_760_000_000 + second).unwrap();
    Annotation {
        id: AnnotationId::new(created),
        document: path,
        selector,
        tags: tags.split(',').filter_map(TagName::parse).collect(),
        note: parts.next().unwrap_or_default().to_owned(),
        reviewer: reviewer.to_owned(),
        created,
        claim: None,
        anchors: Vec::new(),
        links: Vec::new(),
    }
}

/// `draft QUOTE: TEXT` of a note, or `draft tag NAME: TEXT`, or `draft title PATH: TEXT`; a note belongs to the annotation
/// on the quote where there is one.
fn draft(given: &Given, line: &Line<'_>) -> Draft {
    let (about, text) = line.rest.split_once(": ").expect("draft QUOTE: TEXT");
    let target = if let Some(name) = about.strip_prefix("tag ") {
        DraftTarget::Tag(
            TagName::parse(name).expect("a tag's name"),
            TagText::Definition,
        )
    } else if let Some(quote) = about.strip_prefix("claim ") {
        let bare = Line {
            verb: "stale",
            rest: &format!("me: {quote}"),
            more: Vec::new(),
            ..*line
        };
        let there = annotation(given, &bare, 0);
        let mut known = given.set.annotations();
        let known = known.find(|known| known.selector.quote == there.selector.quote);
        DraftTarget::Claim {
            annotation: known.map(|known| known.id),
            document: there.document,
            place: there.selector,
        }
    } else if let Some(path) = about.strip_prefix("title ") {
        let (document, fact) = (DocPath::new(path), "title".to_owned());
        DraftTarget::Fact { document, fact }
    } else {
        let bare = Line {
            verb: "stale",
            rest: &format!("me: {about}"),
            more: Vec::new(),
            ..*line
        };
        let there = annotation(given, &bare, 0);
        let mut known = given.set.annotations();
        match known.find(|known| known.selector.quote == there.selector.quote) {
            Some(known) => DraftTarget::Annotation {
                id: known.id,
                document: known.document.clone(),
                place: known.selector.clone(),
            },
            None => DraftTarget::Passage {
                document: there.document,
                place: there.selector,
            },
        }
    };
    let at = jiff::Timestamp::from_second(1_760_000_000).unwrap();
    Draft {
        id: DraftId::new(at),
        target,
        text: text.replace("\\n", "\n"),
        at,
    }
}

/// A mistake in the annotations file.
fn damage() -> Damage {
    let problem = Problem {
        file: "articles/annotations.toml".into(),
        line: Some(7),
        column: Some(8),
        message: "unexpected =".into(),
    };
    Damage {
        file: "articles/annotations.toml".into(),
        reason: "articles/annotations.toml has a mistake in line 7; mend it and press F5".into(),
        mistakes: vec![Mistake {
            problem,
            source: "name = = \"todo\"".into(),
        }],
        count: 1,
    }
}

/// Where `text` holds `quote`, any white space in it standing for any other.
fn find(text: &str, quote: &str) -> Option<Span> {
    let pattern = quote
        .split_whitespace()
        .map(regex::escape)
        .collect::<Vec<_>>();
    let pattern = regex::Regex::new(&pattern.join(r"\s+")).unwrap();
    let found = pattern.find(text)?;
    Some(Span::new(found.start(), found.end()))
}

fn size(text: &str) -> (u16, u16) {
    let (width, height) = text.split_once('x').expect("a size such as 80x24");
    (width.parse().unwrap(), height.parse().unwrap())
}

/// What other reviewers do to their files: `other-noted QUOTE: NOTE`, or `other-done` in every seal.
fn others_do(desk: &mut Desk, line: &Line<'_>) {
    for other in &mut desk.others.files {
        let other = Arc::make_mut(other);
        if line.verb == "other-done" {
            if let Some(seal) = &mut other.seal {
                seal.done = Some(jiff::Timestamp::UNIX_EPOCH);
            }
            continue;
        }
        let (quote, note) = line.rest.split_once(": ").expect("other-noted QUOTE: NOTE");
        let is_it = |one: &&Annotation| one.selector.quote.starts_with(quote);
        let found = other.set.annotations().find(is_it).cloned();
        if let Some(found) = found {
            let mut after = found.clone();
            note.clone_into(&mut after.note);
            other.set.apply(&Edit::Annotation {
                before: Some(Box::new(found)),
                after: Some(Box::new(after)),
            });
        }
    }
    let others = desk.others.clone();
    desk.handle(Input::Answer(Answer::Others(others)));
}

fn step(desk: &mut Desk, line: &Line<'_>) -> Result<(), String> {
    let rest = line.rest;
    match line.verb {
        "keys" => desk.keys(rest),
        "paste" => desk.handle(Input::Paste(rest.replace("\\n", "\n"))),
        "resize" => {
            let (width, height) = size(rest);
            desk.resize(width, height);
        }
        "rewritten" => desk.rewrite(rest, &line.more.join("\n")),
        "removed" => drop(desk.remove(rest)),
        "noticed" => desk.notice(),
        "renamed" => {
            let (from, to) = rest.split_once(" -> ").expect("renamed FROM -> TO");
            let text = desk.remove(from).expect("a document");
            desk.rewrite(to, &text);
        }
        "saving" => {
            desk.saving = match rest {
                "works" => Saving::Works,
                "hangs" => Saving::Hangs,
                _ if rest.starts_with("asks: ") => Saving::Asks(rest[6..].to_owned()),
                _ => Saving::Fails(rest.strip_prefix("fails: ").expect("a reason").to_owned()),
            }
        }
        "disk" if rest == "is slow" => desk.is_slow = true,
        "pause" => desk.handle(Input::Pause),
        "breaks" => {
            desk.damage = Some(damage());
            desk.handle(Input::Answer(Answer::Damaged(desk.damage.clone())));
        }
        "mended" => desk.damage = None,
        "other-noted" | "other-done" => others_do(desk, line),
        "beginnings" => desk.glimpsed = rest.parse().ok(),
        "disk" => desk.catch_up(),
        "answer" => match rest.strip_prefix("fails: ") {
            Some(reason) => desk.not_saved(reason),
            None => desk.saved(Vec::new()),
        },
        "elsewhere-deleted" => {
            let found = desk
                .app
                .set()
                .annotations()
                .find(|found| found.selector.quote == rest);
            let before = Some(Box::new(found.expect("an annotation").clone()));
            desk.saved(vec![Edit::Annotation {
                before,
                after: None,
            }]);
        }
        "elsewhere-noted" | "elsewhere-emptied" | "earlier" => elsewhere(desk, line),
        "browser" => {
            desk.browser_fails = rest.strip_prefix("fails: ").map(str::to_owned);
        }
        "elsewhere-corrected" => {
            let (path, stored) = rest.split_once(' ').expect("PATH KIND: TEXT");
            let path = DocPath::new(path);
            let before = desk.app.set().document(&path).cloned();
            let mut after = before.clone().unwrap_or_else(|| DocumentRecord::new(path));
            after
                .corrections
                .push(Correction::parse(stored).expect("KIND: TEXT"));
            let (before, after) = (before.map(Box::new), Some(Box::new(after)));
            desk.saved(vec![Edit::Document { before, after }]);
        }
        "learned" => desk.learned(rest),
        "editor" => desk.editor = (rest != "nothing").then(|| rest.replace("\\n", "\n")),
        "click" => desk.click(desk.cell(rest), 1),
        "double-click" => desk.click(desk.cell(rest), 2),
        "triple-click" => desk.click(desk.cell(rest), 3),
        "click-at" => desk.click(place(rest), 1),
        "drag" => {
            let (from, to) = rest.split_once(" -> ").expect("drag FROM -> TO");
            desk.drag(desk.cell(from), desk.cell(to));
        }
        "drag-at" => {
            let (from, to) = rest.split_once(" -> ").expect("drag-at X,Y -> X,Y");
            desk.drag(place(from), place(to));
        }
        "wheel-down" => desk.mouse(MouseEventKind::ScrollDown, desk.cell(rest), 1000),
        "wheel-up" => desk.mouse(MouseEventKind::ScrollUp, desk.cell(rest), 1000),
        _ => return expect(desk, line),
    }
    Ok(())
}

/// What another program, or an earlier session of this one, did.
fn elsewhere(desk: &mut Desk, line: &Line<'_>) {
    let rest = line.rest;
    match line.verb {
        "elsewhere-noted" => {
            let (quote, note) = rest.split_once(" # ").expect("QUOTE # NOTE");
            let before = found(desk, quote);
            let after = Annotation {
                note: note.to_owned(),
                ..before.clone()
            };
            let (before, after) = (Some(Box::new(before)), Some(Box::new(after)));
            desk.changed(vec![Edit::Annotation { before, after }]);
        }
        "elsewhere-emptied" => {
            let all = desk.app.set().annotations();
            let deleted = all.map(|found| Edit::Annotation {
                before: Some(Box::new(found.clone())),
                after: None,
            });
            desk.changed(deleted.collect());
        }
        _ => {
            let now = found(desk, rest);
            let (mut bare, mut tagged) = (now.clone(), now.clone());
            bare.note.clear();
            tagged.add_tag(&TagName::parse("late").unwrap());
            let step = |label: &str, before: &Annotation, after: &Annotation| Step {
                label: label.to_owned(),
                edits: vec![Edit::Annotation {
                    before: Some(Box::new(before.clone())),
                    after: Some(Box::new(after.clone())),
                }],
            };
            desk.recalled(Recalled {
                done: vec![step("noted", &bare, &now)],
                undone: vec![step("tagged late", &now, &tagged)],
                ..Recalled::default()
            });
        }
    }
}

/// The rows of the document list: paths, and folders with their mark before them and `/` behind them.
fn listed_rows(desk: &Desk) -> String {
    let library = &desk.app.library;
    let rows = library.rows().iter().filter_map(|row| match row {
        Row::Document(index) => Some(library.entry(*index)?.path.to_string()),
        Row::Folder(index) => {
            let folder = library.folder(*index)?;
            let mark = if folder.is_folded { "+" } else { "-" };
            Some(format!("{mark}{}/", folder.path))
        }
    });
    rows.collect::<Vec<_>>().join(" ")
}

/// The annotation on `quote`.
fn found(desk: &Desk, quote: &str) -> Annotation {
    let mut all = desk.app.set().annotations();
    let found = all.find(|found| plain(&found.selector.quote) == quote);
    found.expect("an annotation").clone()
}

fn place(text: &str) -> (u16, u16) {
    let (x, y) = text.split_once(',').expect("a cell such as 3,4");
    (x.parse().unwrap(), y.parse().unwrap())
}

fn expect(desk: &mut Desk, line: &Line<'_>) -> Result<(), String> {
    let rest = line.rest;
    let reader = &desk.app.reader;
    let text = reader.document().map_or("", |document| &document.text);
    match line.verb {
        "cursor" => begins(&text[reader.cursor()..], rest),
        "selected" => {
            let selected = reader.selected().map_or("-", |span| span.of(text));
            is(&plain(selected), rest)
        }
        "reading" => is(
            reader
                .document()
                .map_or("-", |document| document.path.as_str()),
            rest,
        ),
        "status" => {
            let message = desk
                .app
                .status
                .message()
                .map_or("-", |message| &message.text);
            holds(message, rest)
        }
        "scope" => is(desk.app.scope().as_str(), rest),
        "screen" => holds(&plain(&desk.rows().join("\n")), rest),
        "unseen" => match holds(&plain(&desk.rows().join("\n")), rest) {
            Ok(()) => Err(format!("{rest:?} is on the screen")),
            Err(_) => Ok(()),
        },
        "listed" => {
            let chosen = desk.app.library.selected_path();
            is(chosen.map_or("-", |path| path.as_str()), rest)
        }
        "rows" => is(&listed_rows(desk), rest),
        "list" => {
            let entries = desk.app.library.entries().iter();
            let listed: Vec<&str> = entries.map(|entry| entry.path.as_str()).collect();
            is(&listed.join(" "), rest)
        }
        "card" => {
            let id = reader.places().id(desk.app.sidebar.selected());
            let card = id.and_then(|id| desk.app.set().get(id));
            begins(card.map_or("-", |card| &card.selector.quote), rest)
        }
        "current" => {
            let current = reader.current().and_then(|id| desk.app.set().get(id));
            is(
                &plain(current.map_or("-", |found| &found.selector.quote)),
                rest,
            )
        }
        "anchors" => is(&anchors(desk.app.set()).join("\n"), &line.more.join("\n")),
        "places" => is(&places(desk).join("\n"), &line.more.join("\n")),
        "missing" => is(&missing(desk).join("\n"), &line.more.join("\n")),
        "linked" => is(&linked(desk.app.set()).join("\n"), &line.more.join("\n")),
        "annotations" => is(
            &annotations(desk.app.set()).join("\n"),
            &line.more.join("\n"),
        ),
        "kind" => {
            let document = reader.document();
            let block = document.and_then(|document| document.block_at(reader.cursor()));
            is(
                &block.map_or("-".to_owned(), |block| block.kind.to_string()),
                rest,
            )
        }
        "statuses" => is(&statuses(desk.app.set()), rest),
        "records" => is(&records(desk.app.set()).join("\n"), &line.more.join("\n")),
        "coverage" => is(&coverage(desk.app.set()).join("\n"), &line.more.join("\n")),
        "claims" => is(&claims(desk.app.set()).join("\n"), &line.more.join("\n")),
        "codebook" => is(
            &codebook(desk.app.set().codebook()).join("\n"),
            &line.more.join("\n"),
        ),
        "saved" => same(&desk.disk, &desk.own())
            .then_some(())
            .ok_or_else(|| format!("on disk: {:?}", annotations(&desk.disk))),
        "did" => {
            let did = std::mem::take(&mut desk.did);
            let found = did.iter().any(|what| what == rest);
            found.then_some(()).ok_or_else(|| format!("{did:?}"))
        }
        other => panic!("line {}: there is no verb {other:?}", line.number),
    }
}

/// What every annotation of the open document is on now, or was made on where it has no place, and how it was found.
fn places(desk: &Desk) -> Vec<String> {
    let reader = &desk.app.reader;
    let text = reader.document().map_or("", |document| &document.text);
    let line = |(id, found): (AnnotationId, Option<&Placement>)| {
        let made = &desk.app.set().get(id).unwrap().selector.quote;
        let now = found.and_then(|found| found.span).map(|span| span.of(text));
        let state = found.map_or("sought", |found| found.state.as_str());
        format!("{} # {state}", plain(now.unwrap_or(made)))
    };
    reader.places().iter().map(line).collect()
}

/// Every place that an annotation was given later: where, how, and whether postil had found it.
fn anchors(set: &AnnotationSet) -> Vec<String> {
    let line = |annotation: &Annotation, anchor: &Anchor| {
        let how = anchor.how.map_or("-", Attachment::as_str);
        let score = anchor.score.map_or("-", |_| "%");
        let (quote, document) = (plain(&anchor.selector.quote), &annotation.document);
        format!(
            "{quote} # {how} # {score} # {} # {document}",
            anchor.reviewer
        )
    };
    let all = set.annotations();
    all.flat_map(|annotation| {
        annotation
            .anchors
            .iter()
            .map(move |anchor| line(annotation, anchor))
    })
    .collect()
}

/// The documents that are not there, and what they may be now.
fn missing(desk: &Desk) -> Vec<String> {
    let line = |missing: &Missing| {
        let same = missing.same.iter().map(|path| format!("{path}, the same"));
        let alike = missing.alike.iter();
        let alike = alike.map(|like| format!("{}, {} of {}", like.path, like.quotes, like.of));
        let all: Vec<String> = same.chain(alike).collect();
        format!("{} # {}", missing.path, all.join(" # "))
    };
    let missing = desk.app.missing().map(line);
    missing
        .map(|line| line.trim_end_matches([' ', '#']).to_owned())
        .collect()
}

/// Every link: what it begins at, how that stands to the other, and what it leads to.
fn linked(set: &AnnotationSet) -> Vec<String> {
    let line = |annotation: &Annotation, link: &Link| {
        let to = set.get(link.to).map_or("-", |to| &to.selector.quote);
        let from = plain(&annotation.selector.quote);
        format!("{from} # {} # {}", link.relation.as_str(), plain(to))
    };
    let all = set.annotations();
    let mut lines: Vec<String> = all
        .flat_map(|annotation| {
            annotation
                .links
                .iter()
                .map(move |link| line(annotation, link))
        })
        .collect();
    lines.sort();
    lines
}

fn annotations(set: &AnnotationSet) -> Vec<String> {
    let mut found: Vec<&Annotation> = set.annotations().collect();
    found.sort_by_key(|annotation| {
        let selector = &annotation.selector;
        (
            &annotation.document,
            selector.start,
            std::cmp::Reverse(selector.end),
        )
    });
    let line = |annotation: &&Annotation| {
        let tags: Vec<&str> = annotation.tags.iter().map(TagName::as_str).collect();
        let (quote, tags) = (plain(&annotation.selector.quote), tags.join(", "));
        let line = plain(&format!("{quote} # {tags} # {}", annotation.note));
        line.trim_end_matches([' ', '#']).to_owned()
    };
    found.iter().map(line).collect()
}

/// How far the review of each claim is, in the order they were made.
fn statuses(set: &AnnotationSet) -> String {
    let claims = set.annotations().filter_map(|one| one.claim.as_ref());
    let words = claims.map(|claim| claim.status.map_or("-", |status| status.as_str()));
    words.collect::<Vec<_>>().join(" ")
}

/// What a person put right, a line for each document.
fn records(set: &AnnotationSet) -> Vec<String> {
    let line = |record: &DocumentRecord| {
        let facts = [
            ("title", &record.title),
            ("author", &record.author),
            ("date", &record.date),
            ("url", &record.url),
        ];
        let facts = facts
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name} = {}", value.as_ref()?)));
        let corrections = record.corrections.iter().map(Correction::to_string);
        let all: Vec<String> = facts.chain(corrections).collect();
        (!all.is_empty()).then(|| format!("{} # {}", record.path, all.join(" # ")))
    };
    set.documents().filter_map(line).collect()
}

/// What was seen, a line for each document and reviewer: how many sentences, and how many stretches they make up.
fn coverage(set: &AnnotationSet) -> Vec<String> {
    let line = |record: &DocumentRecord, seen: &Coverage| {
        let stretches = seen.seen.ranges().len();
        let (reviewer, decided, all) = (&seen.reviewer, seen.decided, seen.sentences);
        format!(
            "{} # {reviewer} # {decided} of {all} # {stretches}",
            record.path
        )
    };
    let all = set.documents();
    all.flat_map(|record| record.coverage.iter().map(move |seen| line(record, seen)))
        .collect()
}

/// Every claim, by its fields, and the assessments of it.
fn claims(set: &AnnotationSet) -> Vec<String> {
    let line = |annotation: &Annotation| {
        let claim = annotation.claim.as_ref()?;
        let assessments = claim.assessments.iter().map(|given| {
            let verdict = given.verdict.as_ref().map_or("-", Verdict::as_str);
            plain(&format!(
                "# {verdict} {} {} {}",
                given.reviewer, given.confidence, given.rationale
            ))
        });
        let fields = Filled::of(claim).to_text();
        let lines = fields.lines().map(str::to_owned);
        let all: Vec<String> = lines.chain(assessments).collect();
        Some(all.join(" / "))
    };
    set.annotations().filter_map(line).collect()
}

fn codebook(codebook: &Codebook) -> Vec<String> {
    let line = |tag: &Tag| {
        format!(
            "{} {}: {}",
            tag.key.unwrap_or('-'),
            tag.name,
            tag.definition
        )
        .trim_end_matches([' ', ':'])
        .to_owned()
    };
    codebook.tags().iter().map(line).collect()
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is(found: &str, wanted: &str) -> Result<(), String> {
    (found == wanted)
        .then_some(())
        .ok_or_else(|| format!("expected {wanted:?}\nfound {found:?}"))
}

fn begins(found: &str, wanted: &str) -> Result<(), String> {
    plain(found)
        .starts_with(wanted)
        .then_some(())
        .ok_or_else(|| {
            let start: String = plain(found).chars().take(60).collect();
            format!("expected {wanted:?}\nfound {start:?}")
        })
}

fn holds(found: &str, wanted: &str) -> Result<(), String> {
    let is_right = if wanted == "-" {
        found == "-"
    } else {
        found.contains(wanted)
    };
    is_right
        .then_some(())
        .ok_or_else(|| format!("expected {wanted:?} in\n{found}"))
}

/// Whatever was done can be taken back to what the file held, and made again.
pub fn take_back_all(desk: &mut Desk) -> Result<(), String> {
    let done = desk.own();
    let mut steps = 0;
    loop {
        desk.update(Action::Annotate(Annotate::Undo));
        let last = desk.app.status.log().last();
        if last.is_some_and(|said| said.text == "nothing to take back") {
            break;
        }
        steps += 1;
        if steps > 10_000 {
            let said = last.map(|said| said.text.clone());
            return Err(format!("there is always something to take back: {said:?}"));
        }
    }
    if !same(&desk.own(), &desk.base) {
        return Err(format!(
            "taking all back leaves {:#?}, of what was {:#?}",
            desk.app.set(),
            desk.base
        ));
    }
    for _ in 0..steps {
        desk.update(Action::Annotate(Annotate::Redo));
    }
    if !same(&desk.own(), &done) {
        return Err(format!(
            "making all again gives {:#?}",
            annotations(desk.app.set())
        ));
    }
    Ok(())
}
