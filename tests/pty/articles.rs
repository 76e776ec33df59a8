//! A home folder and a folder of articles, both gone when the test is over.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

const MUD: &str = "\
The harbour and its mud

By Ada Wharton

The harbour of Lower Quay fills with mud twice a year. The port authority says that it takes 800 barges to carry it \
away. Nobody outside the authority has counted them.

The council paid for a survey in the spring. Its authors found that the channel had lost a metre of depth. They did not \
say since when.

What it costs

A barge costs four thousand crowns a day. The bill is shared between the port and the town. Fishermen pay nothing, and \
say that they should be paid.

What nobody asks

Where the mud goes is written down nowhere. A captain remembers an old quarry. The quarry was closed in the year the \
dredging began.
";

const OWLS: &str = "\
Owls above the library

By Bertil Oak

A pair of owls has moved into the roof of the town library. The librarian hears them at closing time. Readers have asked \
for a later closing time.

The nest was found by a roofer in March. He left the tile where it was. The leak he had come for is still there.
";

const TRAMS: &str = "\
The last tram to Hill Street

By Cleo Marsh

The last tram to Hill Street ran on a Sunday. More than two hundred people rode it. The company had counted on forty.

A spokeswoman said that the line had lost money for nine years. A former driver said that it had lost passengers first.
";

/// What postil is given to work with.
pub struct Home {
    folder: TempDir,
}

impl Home {
    /// An empty folder of articles.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("postil-pty-")
            .tempdir()
            .unwrap();
        for part in ["articles", "home", "tmp"] {
            fs::create_dir(folder.path().join(part)).unwrap();
        }
        Self { folder }
    }

    /// Three short articles: one on mud, one on owls, one on trams.
    pub fn new() -> Self {
        let home = Self::empty();
        for (name, text) in [
            ("a-mud.txt", MUD),
            ("b-owls.txt", OWLS),
            ("c-trams.txt", TRAMS),
        ] {
            home.write(name, text);
        }
        home
    }

    /// One article of `count` numbered paragraphs of one line each.
    pub fn numbered(count: usize) -> Self {
        let home = Self::empty();
        let mut text = "The numbers, one after the other\n".to_owned();
        for number in 1..=count {
            let _ = writeln!(text, "\nThis is number {number:05} of them all.");
        }
        home.write("numbers.txt", &text);
        home
    }

    /// Writes an article.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.articles().join(name), text).unwrap();
    }

    /// The folder of everything.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of articles.
    pub fn articles(&self) -> PathBuf {
        self.root().join("articles")
    }

    /// What stands in the annotations file; nothing while there is none.
    pub fn annotations(&self) -> String {
        fs::read_to_string(self.articles().join("annotations.toml")).unwrap_or_default()
    }
}
