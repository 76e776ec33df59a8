//! Two reviewers and git: real repositories, real branches, and the driver that `postil merge --install` sets up.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::shelf::{Ran, Shelf, postil, ran};

const HEAD: &str = "# Ours alone.\nformat = \"postil\"\nversion = 1\n";

fn annotation(number: usize, note: &str, tags: &str) -> String {
    format!(
        "\n[[annotation]] # number {number}\nid = \"01994f0e-0000-7000-8000-{number:012}\"\ndocument = \"a.txt\"\n\
         quote = \"words\"\ntags = [{tags}]\nnote = \"{note}\"\nreviewer = \"dl\"\ncolleague = {number}\n"
    )
}

fn tag(name: &str, definition: &str) -> String {
    format!("\n[[tag]]\nname = \"{name}\"\ndefinition = \"{definition}\"\n")
}

/// A repository with a corpus, or nothing where there is no git, which is said.
struct Repository {
    shelf: Shelf,
}

impl Repository {
    #[expect(
        clippy::print_stderr,
        reason = "what is not tried is said, and not taken for what went well"
    )]
    fn new(annotations: &str) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("SKIPPED: there is no git here, and merging with it is not tried");
            return None;
        }
        let shelf = Shelf::new(&[
            ("a.txt", "Some words.\n"),
            ("annotations.toml", annotations),
        ]);
        let own = Self { shelf };
        own.git(&["init", "--quiet", "--initial-branch=main"]);
        own.git(&["config", "user.name", "A Reviewer"]);
        own.git(&["config", "user.email", "reviewer@example.org"]);
        own.git(&["config", "commit.gpgsign", "false"]);
        assert_eq!(own.shelf.run(&["merge", "--install", "."]).code, 0);
        own.commit("begin");
        Some(own)
    }

    fn output(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        let home = self.shelf.home();
        command
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_EDITOR", "true")
            .current_dir(self.shelf.corpus())
            .args(arguments);
        command.output().unwrap()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self, what: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "--quiet", "-m", what]);
    }

    /// Makes a branch from the first commit on which the file says this.
    fn branch(&self, name: &str, annotations: &str) {
        self.git(&["checkout", "--quiet", "-b", name, "main"]);
        self.write(annotations);
        self.commit(name);
    }

    fn write(&self, annotations: &str) {
        fs::write(self.shelf.corpus().join("annotations.toml"), annotations).unwrap();
    }

    fn read(&self) -> String {
        let text = fs::read_to_string(self.shelf.corpus().join("annotations.toml")).unwrap();
        for mark in ["<<<<<<<", ">>>>>>>", "|||||||"] {
            assert!(!text.contains(mark), "{text}");
        }
        let checked = self.shelf.run(&["check", "--json", "."]).json();
        for problem in checked["problems"].as_array().unwrap() {
            let said = problem["message"].as_str().unwrap();
            let is_known = ["`colleague` is no key", "no [[tag]] says", "is not there"];
            assert!(
                is_known.iter().any(|known| said.contains(known)),
                "{said}: {text}"
            );
        }
        text
    }

    /// Merges `theirs` into `ours`, in each of the three ways that git has: what came out of each, and what was said.
    fn each_way(&self, ours: &str, theirs: &str) -> Vec<(&'static str, String, Option<String>)> {
        let mut found = Vec::new();
        for (way, on, arguments) in [
            ("merge", ours, ["merge", "--no-edit", theirs]),
            (
                "cherry-pick",
                ours,
                ["cherry-pick", "--allow-empty", theirs],
            ),
            ("rebase", theirs, ["rebase", "--quiet", ours]),
        ] {
            self.git(&["checkout", "--quiet", "-B", "trial", on]);
            let output = self.output(&arguments);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let text = self.read();
            if output.status.success() {
                assert_eq!(self.git(&["status", "--porcelain"]), "", "{way}");
                found.push((way, text, None));
            } else {
                assert_eq!(
                    self.git(&["status", "--porcelain"]),
                    "UU annotations.toml\n",
                    "{way}: {said}"
                );
                self.git(&[way, "--abort"]);
                found.push((way, text, Some(said)));
            }
        }
        found
    }
}

#[test]
fn branches_that_change_different_things_merge_without_a_word() {
    let base = format!(
        "{HEAD}{}{}",
        tag("a", "One."),
        annotation(1, "old", "\"a\"")
    );
    let Some(repository) = Repository::new(&base) else {
        return;
    };
    repository.branch(
        "ours",
        &format!(
            "{HEAD}{}{}{}",
            tag("a", "Ours."),
            annotation(1, "old", "\"a\", \"b\""),
            annotation(2, "ours", "")
        ),
    );
    repository.branch(
        "theirs",
        &format!(
            "{HEAD}{}{}{}{}",
            tag("a", "One."),
            tag("c", "Theirs."),
            annotation(1, "new", "\"a\", \"c\""),
            annotation(3, "theirs", "\"c\"")
        ),
    );
    for (way, text, told) in repository.each_way("ours", "theirs") {
        assert_eq!(told, None, "{way}");
        assert!(text.starts_with(HEAD), "{way}: {text}");
        for said in [
            "\"Ours.\"",
            "name = \"c\"",
            "note = \"new\"",
            "number 2",
            "number 3",
            "colleague = 3",
        ] {
            assert_eq!(text.matches(said).count(), 1, "{way}: {said}: {text}");
        }
        let tags = text.lines().find(|line| line.starts_with("tags")).unwrap();
        for name in ["a", "b", "c"] {
            assert!(tags.contains(&format!("\"{name}\"")), "{way}: {tags}");
        }
    }
}

#[test]
fn one_field_changed_twice_stops_git_and_loses_neither_side() {
    let base = format!("{HEAD}{}", tag("a", "One."));
    let Some(repository) = Repository::new(&base) else {
        return;
    };
    repository.branch("ours", &format!("{HEAD}{}", tag("a", "Ours.")));
    repository.branch("theirs", &format!("{HEAD}{}", tag("a", "Theirs.")));
    for (way, text, told) in repository.each_way("ours", "theirs") {
        let told = told.unwrap_or_else(|| panic!("{way} did not stop"));
        assert!(text.contains("definition = \"Ours.\""), "{way}: {text}");
        assert!(
            text.contains("# the other side wrote: definition = \"Theirs.\""),
            "{way}: {text}"
        );
        assert!(
            told.contains("`definition` of tag a was changed on both sides"),
            "{way}: {told}"
        );
    }
    // What git leaves to be decided is a file like any other.
    repository.git(&["checkout", "--quiet", "-B", "trial", "ours"]);
    assert!(!repository.output(&["merge", "theirs"]).status.success());
    repository.git(&["add", "annotations.toml"]);
    repository.git(&["commit", "--quiet", "--no-edit"]);
}

#[test]
fn what_one_side_deletes_goes_and_what_the_other_changed_meanwhile_stays() {
    let base = format!(
        "{HEAD}{}{}{}",
        annotation(1, "one", ""),
        annotation(2, "two", ""),
        annotation(3, "three", "")
    );
    let Some(repository) = Repository::new(&base) else {
        return;
    };
    repository.branch("shorter", &format!("{HEAD}{}", annotation(3, "three", "")));
    repository.branch(
        "longer",
        &format!(
            "{HEAD}{}{}{}",
            annotation(1, "one", ""),
            annotation(2, "two, and more", ""),
            annotation(3, "three", "")
        ),
    );
    for (ours, theirs) in [("shorter", "longer"), ("longer", "shorter")] {
        for (way, text, told) in repository.each_way(ours, theirs) {
            assert!(!text.contains("number 1\n"), "{way}: {text}");
            assert!(text.contains("two, and more"), "{way}: {text}");
            assert_eq!(text.matches("number 2\n").count(), 1);
            assert!(
                told.is_some_and(|told| told.contains("it is kept")),
                "{way}"
            );
        }
    }
}

#[test]
fn a_tag_that_one_side_calls_otherwise_is_called_so_everywhere() {
    let base = format!(
        "{HEAD}{}{}",
        tag("old", "What it means."),
        annotation(1, "one", "\"old\"")
    );
    let Some(repository) = Repository::new(&base) else {
        return;
    };
    repository.branch(
        "ours",
        &format!(
            "{HEAD}{}{}",
            tag("new", "What it means."),
            annotation(1, "one", "\"new\"")
        ),
    );
    repository.branch(
        "theirs",
        &format!("{base}{}", annotation(2, "two", "\"old\"")),
    );
    for (ours, theirs) in [("ours", "theirs"), ("theirs", "ours")] {
        for (way, text, told) in repository.each_way(ours, theirs) {
            assert_eq!(told, None, "{way}");
            assert!(!text.contains("\"old\""), "{way}: {text}");
            assert_eq!(text.matches("tags = [\"new\"]").count(), 2, "{way}: {text}");
        }
    }
}

#[test]
fn both_add_the_file() {
    let Some(repository) = Repository::new("") else {
        return;
    };
    repository.branch("ours", &format!("{HEAD}{}", annotation(1, "one", "")));
    repository.branch("theirs", &format!("{HEAD}{}", annotation(2, "two", "")));
    for (way, text, told) in repository.each_way("ours", "theirs") {
        assert_eq!(told, None, "{way}");
        assert!(
            text.contains("number 1") && text.contains("number 2"),
            "{way}: {text}"
        );
        assert_eq!(text.matches("format =").count(), 1, "{way}: {text}");
    }
}

#[test]
fn setting_git_up_touches_nothing_else_and_is_taken_back() {
    let Some(repository) = Repository::new("") else {
        return;
    };
    let corpus = repository.shelf.corpus();
    let attributes = corpus.join(".gitattributes");
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    assert_eq!(read(&attributes), "annotations.toml merge=postil\n");
    let again = repository.shelf.run(&["merge", "--install", "."]);
    assert_eq!(again.out.matches("already").count(), 3, "{}", again.out);
    assert_eq!(repository.shelf.run(&["merge", "--uninstall", "."]).code, 0);
    assert!(!attributes.exists());
    assert!(!read(&corpus.join(".git/config")).contains("postil"));
    let nothing = repository.shelf.run(&["merge", "--uninstall", "."]);
    assert_eq!(
        (nothing.code, nothing.out.as_str()),
        (0, "nothing was set up here\n")
    );
    for theirs in ["*.png binary", "*.png binary\r\n# mine\r\n"] {
        fs::write(&attributes, theirs).unwrap();
        repository.shelf.run(&["merge", "--install", "."]);
        assert!(read(&attributes).starts_with(theirs));
        repository.shelf.run(&["merge", "--uninstall", "."]);
        assert_eq!(read(&attributes).trim_end(), theirs.trim_end());
    }
    let nowhere = Shelf::usual();
    let said = nowhere.run(&["merge", "--install", "."]);
    assert!(said.code == 1 && said.err.contains("git init"), "{said:?}");
}

fn merged(shelf: &Shelf, more: &[&str]) -> Ran {
    let mut command = postil(&shelf.home());
    command
        .current_dir(shelf.corpus())
        .args(["merge", "base", "ours", "theirs"])
        .args(more);
    ran(&command.output().unwrap())
}

#[test]
fn files_are_merged_without_git_too() {
    let base = format!("{HEAD}{}", annotation(1, "one", ""));
    let theirs = format!("{base}{}", annotation(2, "two", ""));
    let shelf = Shelf::new(&[("base", &base), ("ours", &base), ("theirs", &theirs)]);
    let read = |name: &str| fs::read_to_string(shelf.corpus().join(name)).unwrap();
    let told = merged(&shelf, &["-o", "-"]);
    assert_eq!(
        (told.code, told.out.as_str(), told.err.as_str()),
        (0, theirs.as_str(), "")
    );
    assert_eq!(read("ours"), base);
    assert_eq!(merged(&shelf, &["-o", "new"]).code, 0);
    assert_eq!((read("ours"), read("new")), (base.clone(), theirs.clone()));
    assert_eq!(merged(&shelf, &[]).code, 0);
    assert_eq!(read("ours"), theirs);
    for (name, text, said) in [
        ("theirs", "<!DOCTYPE html>", "mistake in line 1"),
        (
            "theirs",
            "format = \"postil\"\nversion = 9\n",
            "update postil",
        ),
    ] {
        fs::write(shelf.corpus().join(name), text).unwrap();
        let told = merged(&shelf, &[]);
        assert!(told.code == 2 && told.err.contains(said), "{told:?}");
        assert_eq!(read("ours"), theirs);
    }
    let told = shelf.run(&["merge", "ours"]);
    assert!(
        told.code == 2 && told.err.contains("BASE OURS THEIRS"),
        "{told:?}"
    );
}
