//! Sessions at random, each ended by a kill at a random moment; what the status line had called saved is compared with
//! what is there afterwards.
//!
//! `POSTIL_FAULT_SESSIONS` says how many there are to be, `POSTIL_FAULT_SEED` with which seed they begin.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::chance::{Chance, number_from};
use super::desk::{Desk, file, kept_in, say};
use super::model::{Annotations, Article, Deed, State, codebook};
use crate::articles::Home;

/// How many sessions there are on the same articles, one after the other.
const CHAIN: usize = 8;

/// The longest time from the last key to the kill, in microseconds.
const LONGEST: usize = 100_000;

/// What came of the sessions.
#[derive(Debug, Default)]
struct Tally {
    sessions: usize,
    /// How many edits the status line said were saved.
    confirmed: usize,
    /// How many edits were under way at a kill and are there all the same.
    survived: usize,
    /// What of the confirmed is not there, or what is there instead.
    lost: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.sessions += other.sessions;
        self.confirmed += other.confirmed;
        self.survived += other.survived;
        self.lost.extend(other.lost);
    }
}

/// Sessions on one folder of articles, one after the other.
struct Chain {
    seed: u64,
    home: Home,
    article: Article,
    chance: Chance,
    /// The states that the annotations may be in: what was confirmed, and what came of each edit under way after it.
    possible: Vec<State>,
    tally: Tally,
}

impl Chain {
    fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let count = chance.below(30) + 6;
        let article = Article::random(&mut chance, count);
        let home = Home::empty();
        home.write("sayings.txt", &article.text());
        fs::write(file(&home), codebook()).unwrap();
        Self {
            seed,
            home,
            article,
            chance,
            possible: vec![State::default()],
            tally: Tally::default(),
        }
    }

    /// All of the sessions. `meddle` is given the file after each kill, and what stood in it before the last edits.
    fn run(mut self, sessions: usize, meddle: &dyn Fn(&Path, &[u8])) -> Tally {
        let mut result = Ok(());
        for session in 0..sessions {
            result = self.session(session, meddle);
            if result.is_err() {
                break;
            }
            self.tally.sessions += 1;
        }
        // What the last one left is looked for once more, by a session that is not killed.
        let result = result.and_then(|()| {
            let desk = Desk::open(&self.home);
            self.begin(&desk, "at last")?;
            desk.quit();
            let found = kept_in(&file(&self.home));
            self.narrow(&found)
        });
        if let Err(lost) = result {
            let seed = self.seed;
            self.tally.lost.push(format!("seed {seed:#x}: {lost}"));
        }
        self.tally
    }

    /// One session, up to its kill and what is there then.
    fn session(&mut self, number: usize, meddle: &dyn Fn(&Path, &[u8])) -> Result<(), String> {
        let desk = Desk::open(&self.home);
        let name = format!("{:x}-{number}", self.seed);
        self.begin(&desk, &name)?;
        for number in 0..self.chance.below(7) {
            let deed = self.deed(&format!("{name}-{number}"));
            desk.act_called(&deed.keys(), deed.called()).expect_saved();
            self.possible.drain(..self.possible.len() - 1);
            self.tally.confirmed += 1;
        }
        let before = fs::read(file(&self.home)).unwrap();
        let mut keys = String::new();
        for number in 0..=self.chance.below(4) {
            keys += &self.deed(&format!("{name}-last{number}")).keys();
        }
        desk.clear();
        desk.session.type_keys(&keys);
        let micros = self.chance.below(LONGEST);
        thread::sleep(Duration::from_micros(micros.try_into().unwrap()));
        desk.session.kill();
        meddle(&file(&self.home), &before);
        let found = kept_in(&file(&self.home));
        self.narrow(&found)
            .map_err(|lost| format!("session {number}: {lost}"))
    }

    /// The first edit of a session, which shows what of the last one is there.
    fn begin(&mut self, desk: &Desk, name: &str) -> Result<(), String> {
        let number = self.chance.below(self.article.paragraphs.len()) + 1;
        let note = format!("first {name}");
        desk.first_note(number, &note);
        let deed = Deed::Note(number, note);
        for state in &mut self.possible {
            *state = state.after(&deed, &self.article);
        }
        let found = kept_in(&file(&self.home));
        self.narrow(&found)?;
        // Undo reaches back over the kill. Several ways may have led to what is there, and some of them end in a deed that
        // can be made again: then nothing is taken back that was done before.
        let possible = std::mem::take(&mut self.possible);
        let mut alike = possible.into_iter().filter(|state| state.now == found);
        let first = alike.next().unwrap();
        let is_sure = alike.all(|state| state == first);
        self.possible = vec![if is_sure { first } else { first.forgetting() }];
        Ok(())
    }

    /// Another deed, whose outcome is not known yet.
    fn deed(&mut self, name: &str) -> Deed {
        let last = self.possible.last().unwrap();
        let deed = last.deed(&mut self.chance, &self.article, name);
        let next = last.after(&deed, &self.article);
        self.possible.push(next);
        deed
    }

    /// Drops the states before the one that was found: what is there now must stay. An error where none of them was.
    fn narrow(&mut self, found: &Annotations) -> Result<(), String> {
        let index = self.possible.iter().position(|state| state.now == *found);
        let index = index.ok_or_else(|| difference(&self.possible[0].now, found))?;
        self.possible.drain(..index);
        self.tally.survived += index;
        Ok(())
    }
}

/// What is in one and not in the other.
fn difference(confirmed: &Annotations, found: &Annotations) -> String {
    let only = |one: &Annotations, other: &Annotations| {
        let differing = one
            .iter()
            .filter(|(quote, kept)| other.get(*quote) != Some(*kept));
        differing.fold(String::new(), |text, (quote, kept)| {
            format!("{text}\n    {kept:?} on {quote}")
        })
    };
    format!(
        "\n  confirmed and not there:{}\n  there and not confirmed:{}",
        only(confirmed, found),
        only(found, confirmed)
    )
}

#[test]
fn sessions_that_are_killed_lose_nothing_that_was_called_saved() {
    let sessions = number_from("POSTIL_FAULT_SESSIONS", 24);
    let seed = number_from("POSTIL_FAULT_SEED", 4_000);
    let chains = sessions.div_ceil(CHAIN);
    let (next, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism()
            .map_or(2, usize::from)
            .min(8)
        {
            scope.spawn(|| {
                loop {
                    let chain = next.fetch_add(1, Ordering::SeqCst);
                    if chain >= chains {
                        return;
                    }
                    let sessions = CHAIN.min(sessions - chain * CHAIN);
                    let seed = u64::try_from(seed + chain).unwrap();
                    let result = Chain::new(seed).run(sessions, &|_, _| {});
                    tally.lock().unwrap().add(result);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    say(&format!(
        "{} sessions killed, edits confirmed {}, edits lost {}; of the edits under way {} survived",
        tally.sessions,
        tally.confirmed,
        tally.lost.len(),
        tally.survived
    ));
    assert!(tally.lost.is_empty(), "{}", tally.lost.join("\n"));
    assert_eq!(tally.sessions, sessions);
}

#[test]
fn an_old_copy_put_in_the_place_of_the_file_is_found_out() {
    // What was there before the last edits is one of the possible states; what is missing its last record is not.
    let saboteur = |file: &Path, _: &[u8]| {
        let text = fs::read_to_string(file).unwrap();
        let end = text.rfind("[[annotation]]").unwrap();
        fs::write(file, text.get(..end).unwrap()).unwrap();
    };
    let tally = Chain::new(17).run(3, &saboteur);
    assert_eq!(tally.lost.len(), 1, "{tally:?}");
    assert!(
        tally.lost[0].contains("confirmed and not there"),
        "{tally:?}"
    );
}
