//! Disks that are full, places that cannot be written to, and things that are no file.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::{Pid, Resource, Rlimit, geteuid, prlimit};

use super::desk::{Desk, Outcome, expect_notes, file, going, notes, say};
use super::strace::process;
use crate::articles::Home;
use crate::session::{POSTIL, Start};

/// A user without rights, on systems of every kind.
const NOBODY: u32 = 65_534;

fn run(program: &str, arguments: &[&str]) -> bool {
    let ran = Command::new(program).args(arguments).output();
    ran.is_ok_and(|output| output.status.success())
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Sets how large a file the session may write; `None` takes the limit away.
fn limit_files(desk: &Desk, limit: Option<u64>) {
    let pid = Pid::from_raw(i32::try_from(process(&desk.session)).unwrap());
    let limits = Rlimit {
        current: limit,
        maximum: None,
    };
    prlimit(pid, Resource::Fsize, limits).unwrap();
}

fn numbered_notes(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("note {number}")).collect()
}

#[test]
fn a_file_that_may_not_grow_is_told_and_saved_once_it_may() {
    // The signal that comes with the error ends a program that does not know of it.
    for script in ["trap '' XFSZ; exec \"$0\" \"$1\"", "exec \"$0\" \"$1\""] {
        let home = Home::numbered(30);
        let desk = Desk::shell(&home, script);
        for number in 1..=8 {
            desk.note(number, &format!("note {number}")).expect_saved();
        }
        let before = fs::read(desk.file()).unwrap();
        limit_files(&desk, Some(before.len().try_into().unwrap()));
        let outcome = desk.note(9, "note 9");
        assert!(
            outcome.expect_refused().contains("file too large"),
            "{outcome:?}"
        );
        assert_eq!(fs::read(desk.file()).unwrap(), before);
        desk.stay_after_all();
        limit_files(&desk, None);
        desk.act("<C-s>").expect_saved();
        desk.quit();
        expect_notes(&home, &numbered_notes(9));
        assert_eq!(leftovers(&home.articles()), [""; 0]);
    }
}

/// What a save left beside the file.
fn leftovers(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name());
    names
        .filter_map(|name| name.into_string().ok())
        .filter(|name| name.contains(".tmp"))
        .collect()
}

/// A file system of its own, gone with this.
struct Mount(PathBuf);

impl Mount {
    fn new(folder: &Path, size: &str) -> Option<Self> {
        let folder = folder.to_path_buf();
        let mounted = run(
            "mount",
            &[
                "-t",
                "tmpfs",
                "-o",
                &format!("size={size}"),
                "tmpfs",
                folder.to_str()?,
            ],
        );
        if !mounted {
            say("skipped: nothing can be mounted here");
        }
        mounted.then(|| Self(folder))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        run("umount", &["-l", self.0.to_str().unwrap()]);
    }
}

#[test]
fn a_full_disk_is_told_and_saved_once_there_is_room() {
    let home = Home::empty();
    let Some(_mount) = Mount::new(&home.articles(), "128k") else {
        return;
    };
    home.write(
        "numbers.txt",
        &fs::read_to_string(Home::numbered(30).articles().join("numbers.txt")).unwrap(),
    );
    let desk = Desk::open(&home);
    for number in 1..=3 {
        desk.note(number, &format!("note {number}")).expect_saved();
    }
    let before = fs::read(desk.file()).unwrap();
    // As much as there is room for: the last write fails.
    let filling = home.articles().join("filling");
    assert!(fs::write(&filling, vec![b'x'; 1 << 20]).is_err());
    for number in 4..=6 {
        let outcome = desk.note(number, &format!("note {number}"));
        assert!(
            outcome.expect_refused().contains("no space left"),
            "{outcome:?}"
        );
        assert_eq!(fs::read(desk.file()).unwrap(), before);
    }
    desk.stay_after_all();
    fs::remove_file(filling).unwrap();
    desk.note(7, "note 7").expect_saved();
    desk.quit();
    expect_notes(&home, &numbered_notes(7));
    assert_eq!(leftovers(&home.articles()), [""; 0]);
}

#[test]
fn a_disk_that_is_full_for_the_journal_too_says_so_and_loses_nothing_while_it_runs() {
    let home = Home::numbered(30);
    let folder = home.root().join("home");
    let Some(_mount) = Mount::new(home.root(), "1m") else {
        return;
    };
    for part in ["articles", "home", "tmp"] {
        fs::create_dir(home.root().join(part)).unwrap();
    }
    home.write(
        "numbers.txt",
        &fs::read_to_string(Home::numbered(30).articles().join("numbers.txt")).unwrap(),
    );
    let desk = Desk::open(&home);
    desk.note(1, "note 1").expect_saved();
    let filling = folder.join("filling");
    assert!(fs::write(&filling, vec![b'x'; 4 << 20]).is_err());
    let outcome = desk.note(2, "note 2");
    assert!(
        outcome.expect_refused().contains("no space left"),
        "{outcome:?}"
    );
    desk.stay_after_all();
    fs::remove_file(filling).unwrap();
    desk.act("<C-s>").expect_saved();
    desk.quit();
    expect_notes(&home, &numbered_notes(2));
}

/// A home that belongs to the user whose rights postil is to have, and the beginning of a command line that takes them.
fn without_rights(home: &Home) -> Option<String> {
    if !geteuid().is_root() {
        return Some(String::new());
    }
    let drop = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    for path in [
        home.root().to_path_buf(),
        home.root().join("home"),
        home.root().join("tmp"),
    ] {
        chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let mut arguments = drop.to_vec();
    arguments.extend([POSTIL, "--version"]);
    if run("setpriv", &arguments) {
        Some(format!("setpriv {} ", drop.join(" ")))
    } else {
        say("skipped: rights cannot be dropped here");
        None
    }
}

#[test]
fn a_folder_that_may_not_be_written_to_keeps_its_annotations_elsewhere_and_says_where() {
    let home = Home::numbered(30);
    let Some(drop) = without_rights(&home) else {
        return;
    };
    fs::set_permissions(home.articles(), Permissions::from_mode(0o555)).unwrap();
    let desk = Desk::shell(&home, &format!("exec {drop}\"$0\" \"$1\""));
    desk.note(1, "note 1").expect_saved();
    desk.note(2, "note 2").expect_saved();
    desk.quit();
    assert!(!file(&home).exists());
    let desk = Desk::shell(&home, &format!("exec {drop}\"$0\" \"$1\""));
    desk.session.wait_for("Annotations · 2");
    desk.quit();
    // Once the folder can be written to, what was kept elsewhere is still shown.
    fs::set_permissions(home.articles(), Permissions::from_mode(0o777)).unwrap();
    let desk = Desk::shell(&home, &format!("exec {drop}\"$0\" \"$1\""));
    desk.session.wait_for("Annotations · 2");
    desk.note(3, "note 3").expect_saved();
    desk.quit();
    let desk = Desk::shell(&home, &format!("exec {drop}\"$0\" \"$1\""));
    desk.session.wait_for("Annotations · 3");
    desk.quit();
}

/// A file that nobody can change, as long as this is there.
struct Immutable(String);

impl Immutable {
    fn new(file: &Path) -> Option<Self> {
        let path = file.to_str()?.to_owned();
        let made = run("chattr", &["+i", &path]);
        if !made {
            say("skipped: no file can be made immutable here");
        }
        made.then_some(Self(path))
    }
}

impl Drop for Immutable {
    fn drop(&mut self) {
        run("chattr", &["-i", &self.0]);
    }
}

/// A session in which the annotations file could not be changed by anybody while the second note was made; whether that
/// can be had here.
fn with_a_file_locked_against_change(home: &Home) -> bool {
    let desk = Desk::open(home);
    desk.note(1, "note 1").expect_saved();
    let Some(immutable) = Immutable::new(desk.file()) else {
        return false;
    };
    let before = fs::read(desk.file()).unwrap();
    let outcome = desk.note(2, "note 2");
    let is_unchanged = fs::read(desk.file()).unwrap() == before;
    drop(immutable);
    assert!(is_unchanged);
    match outcome {
        Outcome::Saved => desk.session.wait_for("annotations are kept in"),
        Outcome::Refused(_) => desk.act("<C-s>").expect_saved(),
        outcome => panic!("{outcome:?}"),
    }
    desk.quit();
    true
}

#[test]
fn a_file_that_is_locked_against_change_keeps_its_bytes_and_the_note_is_kept_elsewhere() {
    let home = Home::numbered(30);
    if with_a_file_locked_against_change(&home) {
        let is_kept = fs::read_to_string(file(&home)).unwrap().contains("note 2");
        let elsewhere = home.root().join("home/data");
        assert!(is_kept || holds(&elsewhere, "note 2"));
    }
}

#[test]
fn what_was_kept_elsewhere_is_shown_again_once_it_can_be_kept_beside_the_articles() {
    let home = Home::numbered(30);
    if with_a_file_locked_against_change(&home) {
        let desk = Desk::open(&home);
        desk.session.wait_for("Annotations · 2");
        desk.quit();
    }
}

/// Whether a file below `folder` holds `text`.
fn holds(folder: &Path, text: &str) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            holds(&path, text)
        } else {
            fs::read_to_string(&path).is_ok_and(|found| found.contains(text))
        }
    })
}

#[test]
fn a_folder_that_goes_and_comes_back_finds_its_annotations() {
    let home = Home::numbered(30);
    let (desk, other) = (Desk::open(&home), Desk::open(&home));
    desk.note(1, "note 1").expect_saved();
    other.session.wait_for("Annotations · 1");
    let away = home.root().join("away");
    fs::rename(home.articles(), &away).unwrap();
    // What is in a folder that was moved was not deleted.
    for desk in [&desk, &other] {
        desk.session
            .wait_for("annotations.toml is gone; put it back");
        desk.session.wait_for("Annotations · 1");
    }
    let outcome = desk.note(2, "note 2");
    assert!(outcome.expect_refused().contains("gone"), "{outcome:?}");
    assert!(
        !home.articles().exists(),
        "it is not made again with nothing but notes in it"
    );
    fs::rename(&away, home.articles()).unwrap();
    desk.act("<C-s>").expect_saved();
    other.session.wait_for("Annotations · 2");
    desk.quit();
    other.quit();
    expect_notes(&home, &numbered_notes(2));
}

#[test]
fn what_is_no_file_is_neither_read_nor_replaced() {
    type Making = (&'static str, fn(&Path));
    let cases: &[Making] = &[
        ("folder", |path| fs::create_dir(path).unwrap()),
        ("pipe", |path| {
            assert!(run("mkfifo", &[path.to_str().unwrap()]));
        }),
        ("full device", |path| symlink("/dev/full", path).unwrap()),
        ("endless device", |path| symlink("/dev/zero", path).unwrap()),
        ("circle", |path| symlink("annotations.toml", path).unwrap()),
    ];
    for (name, make) in cases {
        // While it is open.
        let home = Home::numbered(30);
        let desk = Desk::open(&home);
        desk.note(1, "note 1").expect_saved();
        let away = home.root().join("away");
        fs::rename(desk.file(), &away).unwrap();
        make(desk.file());
        let kind = fs::symlink_metadata(desk.file()).unwrap().file_type();
        desk.note(2, "note 2").expect_refused();
        desk.stay_after_all();
        let still = fs::symlink_metadata(desk.file()).unwrap().file_type();
        assert_eq!(still, kind, "{name}");
        if kind.is_dir() {
            fs::remove_dir(desk.file()).unwrap();
        } else {
            fs::remove_file(desk.file()).unwrap();
        }
        fs::rename(&away, desk.file()).unwrap();
        desk.act("<C-s>").expect_saved();
        desk.quit();
        expect_notes(&home, &numbered_notes(2));

        // From the start: read, and annotated elsewhere or not at all.
        let home = Home::numbered(30);
        make(&file(&home));
        let desk = Desk::open(&home);
        desk.session.wait_for("annotations.toml");
        desk.session.type_keys(&format!("{}m", going(1)));
        desk.session.wait_for("annotations.toml");
        desk.quit();
        let still = fs::symlink_metadata(file(&home)).unwrap().file_type();
        assert_eq!(still, kind, "{name}");
    }
}

#[test]
fn links_modes_and_owners_are_kept() {
    let home = Home::numbered(30);
    let elsewhere = home.root().join("real.toml");
    symlink(&elsewhere, file(&home)).unwrap();
    let desk = Desk::open(&home);
    desk.note(1, "note 1").expect_saved();
    assert!(fs::symlink_metadata(desk.file()).unwrap().is_symlink());
    fs::set_permissions(&elsewhere, Permissions::from_mode(0o640)).unwrap();
    let is_given = chown(&elsewhere, Some(NOBODY), Some(NOBODY)).is_ok();
    // A second name of the same file keeps what it had: the first is replaced, not written into.
    let second = home.root().join("second.toml");
    fs::hard_link(&elsewhere, &second).unwrap();
    let before = fs::read(&second).unwrap();
    desk.note(2, "note 2").expect_saved();
    assert!(fs::symlink_metadata(desk.file()).unwrap().is_symlink());
    assert_eq!(mode(&elsewhere), 0o640);
    if is_given {
        assert_eq!(fs::metadata(&elsewhere).unwrap().uid(), NOBODY);
    }
    assert_eq!(fs::read(&second).unwrap(), before);
    desk.quit();
    expect_notes(&home, &numbered_notes(2));
}

/// Every file and folder under `folder` that others than its owner may do something with.
fn open_to_others(folder: &Path) -> Vec<PathBuf> {
    let mut open = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let found = fs::symlink_metadata(&path).unwrap();
        if found.permissions().mode() & 0o077 != 0 {
            open.push(path.clone());
        }
        if found.is_dir() {
            open.extend(open_to_others(&path));
        }
    }
    open
}

#[test]
fn what_is_private_stays_private_whatever_the_mask() {
    let home = Home::numbered(30);
    fs::set_permissions(home.articles(), Permissions::from_mode(0o700)).unwrap();
    fs::set_permissions(
        home.articles().join("numbers.txt"),
        Permissions::from_mode(0o600),
    )
    .unwrap();
    fs::set_permissions(home.root().join("home"), Permissions::from_mode(0o700)).unwrap();
    let desk = Desk::shell(&home, "umask 000; exec \"$0\" \"$1\"");
    desk.note(1, "note 1").expect_saved();
    desk.note(2, "note 2").expect_saved();
    desk.quit();
    assert_eq!(open_to_others(&home.articles()), Vec::<PathBuf>::new());
    assert_eq!(
        open_to_others(&home.root().join("home")),
        Vec::<PathBuf>::new()
    );
}

#[test]
fn a_thousand_leftovers_of_the_dead_are_no_hindrance() {
    let home = Home::numbered(30);
    for number in 0..1_000 {
        home.write(&format!(".postil-{number:06}.tmp"), "half of a file");
    }
    home.write(".annotations.toml.lock", "4711");
    let desk = Desk::open(&home);
    desk.note(1, "note 1").expect_saved();
    desk.quit();
    expect_notes(&home, &numbered_notes(1));
    assert_eq!(notes(&home).len(), 1);
}

#[test]
fn annotations_beside_articles_given_by_name_are_where_they_are_said_to_be() {
    let home = Home::numbered(30);
    let chosen = home.root().join("chosen/annotations.toml");
    let desk = Desk::start(
        &home,
        Start::reading(&home).arg("--annotations").arg(&chosen),
    );
    desk.note(1, "note 1").expect_saved();
    desk.quit();
    assert!(chosen.exists() && !file(&home).exists());
}
