//! What other programs do to the articles while they are read, and what is known of them the next time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::articles::Home;
use super::emulator::Emulator;
use super::session::{Session, Start};

/// An article with this title.
fn article(title: &str) -> String {
    format!(
        "{title}\n\nBy Dora Lind\n\nNobody knew at first what it was about. Then everybody did.\n"
    )
}

/// Makes the articles older than the steps in which the system counts time.
fn age(home: &Home) {
    for entry in fs::read_dir(home.articles()).unwrap() {
        let file = File::options().append(true).open(entry.unwrap().path());
        let earlier = SystemTime::now() - Duration::from_hours(1);
        file.unwrap().set_modified(earlier).unwrap();
    }
}

/// The one catalogue in the cache folder, once it is there.
fn catalogue(home: &Home) -> Option<PathBuf> {
    let folder = home.root().join("home/.cache/postil/catalogues");
    let mut found = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    found.find(|path| path.extension().is_some_and(|end| end == "titles"))
}

fn wait_for_catalogue(home: &Home, session: &Session, holds: impl Fn(&Path) -> bool) -> PathBuf {
    session.wait_until("the catalogue", |_| {
        catalogue(home).filter(|path| holds(path))
    })
}

#[test]
fn articles_that_come_go_and_change_are_noticed_without_a_key() {
    let home = Home::new();
    let session = Session::reading(&home);
    session.type_keys("}}s");
    session.wait_for("SELECT sentence");
    home.write("b-bees.txt", &article("Bees in the bell tower"));
    session.wait_for("Bees in the bell tower");
    fs::create_dir(home.articles().join("d")).unwrap();
    home.write("d/eels.txt", &article("Eels under the bridge"));
    session.wait_for("Eels under the bridge");
    // A file that is written beside and renamed, as editors do it.
    home.write(".owls.swp", &article("Owls, and now bats too"));
    fs::rename(
        home.articles().join(".owls.swp"),
        home.articles().join("b-owls.txt"),
    )
    .unwrap();
    session.wait_for("Owls, and now bats too");
    session.wait_gone("Owls above the library");
    fs::remove_file(home.articles().join("c-trams.txt")).unwrap();
    session.wait_gone("The last tram");
    fs::rename(home.articles().join("d"), home.articles().join("e")).unwrap();
    home.write("e/frogs.txt", &article("Frogs on the road"));
    session.wait_for("Frogs on the road");
    session.wait_for("Eels under the bridge");
    fs::remove_dir_all(home.articles().join("e")).unwrap();
    session.wait_gone("Frogs on the road");
    session.wait_gone("Eels under the bridge");
    // What is hidden or excluded is no article.
    home.write(".gitignore", "b-*\n");
    session.wait_gone("Bees in the bell tower");
    fs::remove_file(home.articles().join(".gitignore")).unwrap();
    session.wait_for("Bees in the bell tower");
    // All the while the place one was at is the same.
    session.wait_for("SELECT sentence");
    session.type_keys("<Esc>");
    session.wait_gone("SELECT sentence");
    session.quit();
}

#[test]
fn the_article_that_is_read_is_read_again_in_place() {
    let home = Home::new();
    let file = home.articles().join("a-mud.txt");
    let session = Session::reading(&home);
    session.type_keys("}}}m");
    session.wait_for("Annotations · 1");
    let text = fs::read_to_string(&file).unwrap();
    let longer = text.replace(
        "By Ada Wharton\n",
        "By Ada Wharton\n\nA correction was made to this article.\n",
    );
    fs::write(&file, longer).unwrap();
    session.wait_for("A correction was made");
    session.wait_for("was changed by another program");
    session.wait_for("Annotations · 1");
    session.type_keys("aStill here.<C-s>");
    session.wait_for("Still here.");
    fs::remove_file(&file).unwrap();
    session.wait_for("is not there");
    session.wait_for("A correction was made");
    fs::write(&file, &text).unwrap();
    session.wait_gone("A correction was made");
    session.wait_gone("1 to look at");
    session.wait_for("Still here.");
    session.quit();
    assert!(home.annotations().contains("Still here."));
}

#[test]
fn one_file_that_is_read_alone_is_read_again_too() {
    let home = Home::new();
    let file = home.articles().join("a-mud.txt");
    let session = Start::postil(&home).arg(&file).size(120, 24).spawn();
    session.wait_for("fills with mud twice a");
    session.wait_loaded();
    home.write("a-mud.txt", &article("The mud has gone"));
    session.wait_for("The mud has gone");
    session.quit();
}

#[test]
fn what_articles_are_called_is_remembered_and_never_trusted_over_them() {
    let home = Home::new();
    age(&home);
    let session = Session::reading(&home);
    let path = wait_for_catalogue(&home, &session, |_| true);
    session.quit();
    let known = fs::read(&path).unwrap();
    // With everything known there is nothing to write; one that is broken is made anew in silence.
    let session = Session::reading(&home);
    session.quit();
    assert!(fs::read(&path).unwrap() == known);
    fs::write(&path, &known[..known.len() / 2]).unwrap();
    let session = Session::reading(&home);
    wait_for_catalogue(&home, &session, |path| {
        fs::read(path).is_ok_and(|now| now == known)
    });
    session.quit();
    home.write("b-owls.txt", &article("Owls, and now bats too"));
    fs::remove_file(home.articles().join("c-trams.txt")).unwrap();
    let session = Start::reading(&home).size(120, 24).spawn();
    session.wait_for("Owls, and now bats too");
    session.wait_gone("The last tram");
    session.quit();
}

#[test]
fn what_was_read_first_stays_however_many_there_are() {
    let home = Home::empty();
    for folder in 1..=20 {
        fs::create_dir(home.articles().join(folder.to_string())).unwrap();
        for number in 1..=30 {
            let title = format!("Article {number} of volume {folder}");
            home.write(&format!("{folder}/{number}.txt"), &article(&title));
        }
    }
    let session = Start::reading(&home).size(120, 24).spawn();
    // The title of the page, not that in the list.
    let is_first = |emulator: &Emulator| {
        let rows = emulator.rows();
        let page = rows.iter().filter_map(|row| row.split_once('│'));
        page.map(|(_, page)| page)
            .any(|page| page.contains("Article 1 of volume 1"))
            .then_some(())
    };
    session.wait_until("the first article", is_first);
    session.wait_for("articles · 600 ");
    session.type_keys("J");
    session.wait_for("Article 2 of volume 1");
    session.quit();
    let session = Start::reading(&home).size(120, 24).spawn();
    session.wait_for("articles · 600 ");
    session.wait_for("Article 2 of volume 1");
    session.quit();
}
