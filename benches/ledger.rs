//! How long keys in the ledger and in the codebook take, from the key to the picture, with 100,000 annotations on 10,000
//! documents; and how long it takes behind the screen until what was asked for is there. `cargo bench --bench ledger`
//! prints the slowest of each.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that unwraps says what it expects, and prints what it found"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use postil::app::effect::{Answer, Effect, Loaded, Recalled, Remembered};
use postil::app::keymap::KeyMap;
use postil::app::overlay::Plan;
use postil::app::panes::Layout;
use postil::app::reworking::Reworked;
use postil::app::tabulating::Found;
use postil::app::{App, Input, Preferences};
use postil::model::{
    Annotation, AnnotationId, AnnotationSet, Assessment, Claim, ClaimKind, ClaimStatus, DocPath,
    Edit, Link, Metadata, Relation, Selector, Tag, TagName, Verdict,
};
use postil::review::Tally;
use postil::ui;
use postil::ui::color::ColorLevel;
use postil::ui::theme::{Background, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const DOCUMENTS: usize = 10_000;
const ANNOTATIONS: usize = 100_000;
const WORDS: [&str; 16] = [
    "harbour",
    "tide",
    "The",
    "ferry",
    "council",
    "Élan",
    "cost",
    "340,000",
    "pounds",
    "港の朝",
    "said",
    "never",
    "mayor",
    "bridge",
    "of",
    "percent",
];

/// Numbers that look drawn by lot and are the same every time (a linear congruential generator, Knuth's MMIX).
struct Lot(u64);

impl Lot {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }
}

fn path(number: usize) -> DocPath {
    DocPath::new(&format!("{}/{number}.txt", number % 100))
}

fn annotation(lot: &mut Lot, number: usize, before: Option<AnnotationId>) -> Annotation {
    let created = Timestamp::from_second(1_700_000_000 + i64::try_from(number).unwrap()).unwrap();
    let verdicts = ["supported", "refuted", "not-enough-evidence", "conflicting"];
    let judged = (lot.below(3) == 0).then(|| Assessment {
        reviewer: "mk".into(),
        at: created,
        verdict: Verdict::parse(verdicts[lot.below(4)]),
        confidence: "low".into(),
        rationale: lot.words(12),
        hash: None,
    });
    let claim = Claim {
        statement: lot.words(10),
        claimant: format!("{} {}", lot.words(2), lot.below(3_000)),
        kinds: vec![ClaimKind::ALL[lot.below(7)]],
        status: Some(ClaimStatus::ALL[lot.below(6)]),
        assessments: judged.into_iter().collect(),
        ..Claim::default()
    };
    let count = 1 + lot.below(3);
    let tags: Vec<usize> = (0..count).map(|_| lot.below(40)).collect();
    let link = before.filter(|_| lot.below(10) == 0);
    let mut annotation = Annotation {
        id: AnnotationId::new(created),
        document: path(lot.below(DOCUMENTS)),
        selector: Selector {
            quote: lot.words(25),
            ..Selector::default()
        },
        anchors: Vec::new(),
        tags: Vec::new(),
        note: if lot.below(4) == 0 {
            lot.words(8)
        } else {
            String::new()
        },
        reviewer: ["dl", "mk", "jo"][lot.below(3)].into(),
        created,
        claim: Some(claim),
        links: Vec::new(),
    };
    annotation.links.extend(link.map(|to| Link {
        to,
        relation: Relation::Repeats,
    }));
    for tag in tags {
        annotation.add_tag(&TagName::parse(&format!("claim/{tag}")).unwrap());
    }
    annotation
}

fn set() -> AnnotationSet {
    let mut lot = Lot(1);
    let mut set = AnnotationSet::default();
    for number in 0..40 {
        let name = TagName::parse(&format!("claim/{number}")).unwrap();
        let (before, after) = (None, Some(Tag::new(name)));
        set.apply(&Edit::Tag { before, after });
    }
    let mut before = None;
    for number in 0..ANNOTATIONS {
        let annotation = annotation(&mut lot, number, before);
        before = Some(annotation.id);
        set.apply(&Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation)),
        });
    }
    set
}

/// The program with its screen; what it asks for is done when that is wanted.
struct Desk {
    app: App,
    terminal: Terminal<TestBackend>,
    theme: Theme,
    now: Timestamp,
    asked: Vec<Effect>,
    /// The last answers, which the thread that gives them holds on to.
    held: Vec<Found>,
    /// What was asked about many annotations, which the thread that answers it holds on to.
    reworked: Vec<Effect>,
    plans: Vec<Arc<Plan>>,
}

impl Desk {
    fn new(set: AnnotationSet) -> Self {
        let preferences = Preferences {
            reviewer: "me".into(),
            layout: Layout::default(),
            keymap: KeyMap::default(),
            corpus: "articles".into(),
            remembered: Remembered::default(),
            is_builtin: false,
        };
        let (app, _) = App::new(preferences, None, 120, 40);
        let mut desk = Self {
            app,
            terminal: Terminal::new(TestBackend::new(120, 40)).unwrap(),
            theme: Theme::load(Background::Dark, ColorLevel::TrueColor),
            now: Timestamp::from_second(1_800_000_000).unwrap(),
            asked: Vec::new(),
            held: Vec::new(),
            reworked: Vec::new(),
            plans: Vec::new(),
        };
        desk.take(Input::Answer(Answer::Found(
            (0..DOCUMENTS).map(path).collect(),
        )));
        desk.take(Input::Answer(Answer::Walked(Vec::new())));
        let loaded = Loaded {
            set,
            ..Loaded::default()
        };
        desk.take(Input::Answer(Answer::Loaded(Ok(Box::new(loaded)))));
        desk.take(Input::Answer(Answer::Recalled(Recalled::default())));
        let described = (0..DOCUMENTS).map(|number| {
            let metadata = Metadata {
                title: Some(format!("{} {number}", WORDS[number % WORDS.len()])),
                date: Some(format!("{}-{:02}-01", 2010 + number % 12, 1 + number % 12)),
                ..Metadata::default()
            };
            (path(number), Ok(metadata.into()))
        });
        desk.take(Input::Answer(Answer::Described(described.collect())));
        desk
    }

    /// Takes an input in and draws; how long both took.
    fn take(&mut self, input: Input) -> Duration {
        self.now += jiff::SignedDuration::from_secs(1);
        let begun = Instant::now();
        let effects = self.app.handle(input, self.now);
        self.terminal
            .draw(|frame| ui::draw(&self.app, &self.theme, frame))
            .unwrap();
        let took = begun.elapsed();
        self.asked.extend(effects);
        took
    }

    fn key(&mut self, code: KeyCode) -> Duration {
        self.take(Input::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    /// Does what was asked for last behind the screen; how long that took, and how long it took to take it in.
    fn catch_up(&mut self) -> (Duration, Duration) {
        let (mut worked, mut taken) = (Duration::ZERO, Duration::ZERO);
        while let Some(effect) = self.asked.pop() {
            if let Effect::Rework(question) = &effect {
                let begun = Instant::now();
                let reworked = question.work(&|_| true).unwrap();
                worked = worked.max(begun.elapsed());
                if let Reworked::Plan(_, plan) = &reworked {
                    self.plans.push(Arc::clone(plan));
                }
                let (number, result) = (question.number, Ok(Box::new(reworked)));
                self.reworked.push(effect);
                let answer = Answer::Reworked { number, result };
                taken = taken.max(self.take(Input::Answer(answer)));
            } else if let Effect::Queue(question) = effect {
                let begun = Instant::now();
                let queued = question.work();
                worked = worked.max(begun.elapsed());
                taken = taken.max(self.take(Input::Answer(Answer::Queued(queued))));
            } else if effect == Effect::ComeBack {
                taken = taken.max(self.take(Input::Answer(Answer::CameBack)));
            } else if let Effect::CountTags(set) = effect {
                self.asked.clear();
                let begun = Instant::now();
                let tally = Tally::of(&set);
                worked = worked.max(begun.elapsed());
                let answer = Answer::TagsCounted { set, tally };
                taken = taken.max(self.take(Input::Answer(answer)));
            } else if let Effect::Tabulate(question) = effect {
                self.asked.clear();
                let begun = Instant::now();
                let answer = question.work();
                self.held.push(answer.found.clone());
                let surplus = self.held.len().saturating_sub(5);
                self.held.drain(..surplus);
                drop(question);
                worked = worked.max(begun.elapsed());
                taken = taken.max(self.take(Input::Answer(Answer::Tabulated(answer))));
            }
        }
        (worked, taken)
    }

    /// Types `keys`, each when the one before is answered or right after it; the slowest of each kind.
    fn keys(&mut self, what: &str, keys: &[KeyCode], is_patient: bool) {
        let mut slowest = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
        for code in keys {
            slowest.0 = slowest.0.max(self.key(*code));
            if is_patient {
                let (worked, taken) = self.catch_up();
                slowest = (slowest.0, slowest.1.max(worked), slowest.2.max(taken));
            }
        }
        let (worked, taken) = self.catch_up();
        slowest = (slowest.0, slowest.1.max(worked), slowest.2.max(taken));
        println!(
            "{what:<34} {:>9.2?} {:>9.2?} {:>9.2?}",
            slowest.0, slowest.1, slowest.2
        );
    }
}

fn main() {
    let letters = |text: &str| text.chars().map(KeyCode::Char).collect::<Vec<_>>();
    let mut desk = Desk::new(set());
    println!(
        "{:<34} {:>9} {:>9} {:>9}",
        "slowest of", "key", "behind", "answer"
    );
    desk.keys("open", &letters("L"), true);
    desk.keys("50 moves", &letters(&"j".repeat(50)), true);
    desk.keys("to the end and back", &letters("Ggg"), true);
    for column in 0..11 {
        desk.keys(
            &format!("sort by column {column}, both ways"),
            &letters("ss"),
            true,
        );
        desk.keys(&format!("to column {}", column + 1), &letters("l"), true);
    }
    let typed = letters("/tag:claim/7 verdict:none ferry");
    desk.keys("filter, letter by letter", &typed, true);
    desk.keys("accept, take off", &[KeyCode::Enter, KeyCode::Esc], true);
    desk.keys("filter, without waiting", &typed, false);
    desk.keys("accept, take off", &[KeyCode::Enter, KeyCode::Esc], true);
    desk.keys("claimant and document", &letters("/claimant:f doc:3"), true);
    desk.keys("take off", &[KeyCode::Esc, KeyCode::Esc], true);
    desk.keys("open again", &letters("L"), true);
    for view in "2345".chars() {
        desk.keys(&format!("view {view}"), &letters(&view.to_string()), true);
        desk.keys("10 moves", &letters("jjjjjlllll"), true);
        desk.keys(
            "a cell and back",
            &[KeyCode::Enter, KeyCode::Backspace],
            true,
        );
    }
    desk.keys("mark all", &letters("1V"), true);
    desk.keys("edit them", &letters("e"), true);
    desk.keys("choose the status", &[KeyCode::Enter], true);
    desk.keys("choose another", &[KeyCode::Down], true);
    desk.keys("do it", &[KeyCode::Enter], true);
    desk.keys("take it back", &letters("u"), true);
    desk.keys("edit one", &letters("ve"), true);
    desk.keys("its status", &[KeyCode::Enter, KeyCode::Enter], true);
    codebook(&mut Desk::new(set()));
    let mut desk = Desk::new(set());
    desk.keys("the queue", &letters("Q"), true);
    desk.keys("10 moves", &letters("jjjjjkkkkk"), true);
    desk.keys("close it", &[KeyCode::Esc], true);
    desk.keys(
        "walk through it",
        &[KeyCode::Char('Q'), KeyCode::Enter],
        true,
    );
}

fn codebook(desk: &mut Desk) {
    let letters = |text: &str| text.chars().map(KeyCode::Char).collect::<Vec<_>>();
    let typed = |text: &str| [letters(text), vec![KeyCode::Enter]].concat();
    desk.keys("the codebook", &letters("T"), true);
    desk.keys("50 moves", &letters(&"jjjjk".repeat(10)), true);
    desk.keys("find a tag", &typed("/claim/7"), true);
    desk.keys("list all", &[KeyCode::Esc], true);
    desk.keys("another colour", &typed("cred"), true);
    desk.keys("another key", &letters("Kw"), true);
    desk.keys("delete, which is refused", &letters("d"), true);
    desk.keys("retire, bring back", &letters("RR"), true);
    desk.keys("add a tag", &typed("aanother"), true);
    desk.keys("take all that back", &letters("uuuu"), true);
    desk.keys("ask where to put it", &letters("m"), true);
    desk.keys("do not", &[KeyCode::Esc], true);
    desk.keys("rename, on 5,000 annotations", &typed("rx"), true);
    desk.keys("take it back", &letters("u"), true);
    desk.keys("ask what to merge it into", &letters("M"), true);
    desk.keys("which one", &letters("claim/8"), true);
    desk.keys("that one", &[KeyCode::Enter], true);
    desk.keys("yes", &letters("y"), true);
    desk.keys("take it back", &letters("u"), true);
    desk.keys("begin to split it", &typed("sa,b"), true);
    desk.keys("decide on 20", &letters(&"1 ".repeat(10)), true);
    desk.keys("save that", &[KeyCode::Enter], true);
    desk.keys("the verdicts", &[KeyCode::Tab], true);
    desk.keys("rename one, on 8,000 claims", &typed("rx"), true);
    desk.keys("take it back", &letters("u"), true);
}
