//! HTML: a page for a reader who has no postil. It holds everything it needs, is read from a file, and asks no network.
//!
//! Owns what the page is made of; its style and its script are `assets/report`. The page is whole without the script,
//! which only filters, sorts and sets the notes into the margin. What strangers wrote goes through [`markup`] and, should
//! anything ever get past that, meets a content security policy that allows no script and no style but ours, by hash.

mod article;
mod card;
mod index;
mod markup;
mod overview;
mod runs;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::io;

use serde::Serialize;

use self::index::Index;
use self::markup::Markup;
use super::{Input, Report, has_unseen, one_line};
use crate::model::{TagName, Verdict};
use crate::text::counted;

const STYLE: &str = include_str!("../../../assets/report/report.css");
const SCRIPT: &str = include_str!("../../../assets/report/report.js");

/// What every page begins with.
pub(super) const SIGNATURE: &str =
    "<!doctype html>\n<html lang=\"en\" data-made=\"postil-report\">";

/// Writes `input` as a page.
///
/// # Errors
/// Where the encoder of JSON gives up.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let index = Index::new(input);
    let count = index.notes.len();
    let mut page = Page {
        index,
        out: Markup::default(),
        tally: Tally::default(),
        begun: vec![false; count],
        anchored: vec![false; count],
    };
    page.frame(input)?;
    tell(input, &page, report);
    Ok(page.out.into_bytes())
}

/// What was met on the way that the page cannot hold.
#[derive(Debug, Default)]
struct Tally {
    /// Highlights under too many others.
    buried: usize,
    /// Addresses that lead to no web page and no mailbox.
    refused: usize,
    /// Articles that could not be read.
    unread: usize,
    /// Tags that the heat map has no room for.
    tags_off: usize,
    /// Articles that the heat map has no room for.
    articles_off: usize,
}

fn tell(input: &Input<'_>, page: &Page<'_>, report: &mut Report) {
    let tally = &page.tally;
    report.tell(tally.unread, "document", |documents| {
        format!("the text of {documents} could not be read: only what was said of it is there")
    });
    report.tell(report.annotations, "annotation", |annotations| {
        format!("the identity, code points and time of day of {annotations} were left out")
    });
    let kept = input.count(|one| !one.anchors.is_empty());
    report.tell(kept, "annotation", |annotations| {
        format!("the places that {annotations} had before were left out")
    });
    let hashes = input.documents.iter().filter(|one| one.hash.is_some());
    report.tell(hashes.count(), "document", |documents| {
        format!("the hash of {documents} was left out")
    });
    report.tell(tally.buried, "highlight", |highlights| {
        article::buried(&highlights)
    });
    report.tell(tally.refused, "link", |links| {
        format!("{links} to no web page became text")
    });
    report.tell(tally.tags_off, "tag", |tags| {
        format!("the heat map has no room for {tags} that are used least")
    });
    report.tell(tally.articles_off, "document", |documents| {
        format!("the heat map has no room for the last {documents}")
    });
    let keys = input.codebook.tags().iter();
    report.tell(
        keys.filter(|tag| tag.key.is_some()).count(),
        "tag",
        |tags| format!("the key of {tags} was left out"),
    );
    let unseen = input.count(|one| {
        [&one.selector.quote, &one.note]
            .iter()
            .any(|text| has_unseen(text))
    });
    report.tell(unseen, "annotation", |annotations| {
        format!("control characters in {annotations} were replaced by visible marks")
    });
}

/// What the script has to know of a note: its article, tags, reviewers, and the place of its verdict, -1 where a claim has
/// none and -2 where it is no claim.
type Record<'a> = (usize, &'a [usize], Vec<usize>, isize);

/// What the script has to know.
#[derive(Serialize)]
struct Data<'a> {
    tags: Vec<String>,
    reviewers: Vec<String>,
    verdicts: Vec<String>,
    notes: Vec<Record<'a>>,
}

/// The page while it is written.
struct Page<'p> {
    index: Index<'p>,
    out: Markup,
    tally: Tally,
    /// Which notes have a place in what was written.
    begun: Vec<bool>,
    /// Which places can be jumped to.
    anchored: Vec<bool>,
}

impl Page<'_> {
    fn frame(&mut self, input: &Input<'_>) -> io::Result<()> {
        let mut style = Markup::default();
        style.raw(STYLE);
        for (red, green, blue) in self.index.own_colors() {
            style.raw(".h-");
            style.hex(red, green, blue);
            style.raw("{--own:#");
            style.hex(red, green, blue);
            style.raw(";--ground:light-dark(color-mix(in srgb,var(--own) 30%,#fff),color-mix(in srgb,var(--own) 30%,");
            style.raw("#16181f));--ink:var(--text)}\n");
        }
        let mut script = Markup::default();
        script.raw(SCRIPT);
        let policy = format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'",
            script.hash(),
            style.hash()
        );
        self.out.raw(SIGNATURE);
        self.out.raw("\n<head>\n<meta charset=\"utf-8\">\n");
        self.out
            .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"");
        self.out.policy(&policy);
        self.out
            .raw("\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        self.out
            .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.out
            .raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        let title = format!("{}: annotations", input.corpus);
        self.out.element("title", &[], &title);
        self.out.raw("\n<style>");
        self.out.append(&style);
        self.out.raw("</style>\n</head>\n<body>\n");
        self.head(input.corpus);
        self.out.raw("<div class=\"page\">\n");
        self.contents();
        self.out.raw("<main id=\"main\" tabindex=\"-1\">\n");
        self.filter();
        overview::write_ledger(self);
        overview::write_heat_map(self);
        overview::write_codebook(self);
        for article in 0..self.index.articles.len() {
            article::write(self, article);
        }
        self.out
            .raw("</main>\n</div>\n<footer>Made with postil.</footer>\n");
        self.out
            .raw("<button type=\"button\" id=\"back\" hidden>← Back</button>\n");
        self.data()?;
        self.out.raw("<script>");
        self.out.append(&script);
        self.out.raw("</script>\n</body>\n</html>\n");
        Ok(())
    }

    fn head(&mut self, corpus: &str) {
        self.out.raw("<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header class=\"masthead\">\n");
        self.out
            .raw("<div>\n<p class=\"kind\">Annotated articles</p>\n");
        self.out.element("h1", &[("dir", "auto")], corpus);
        let index = &self.index;
        let claims = index.notes.iter().filter(|note| note.claim().is_some());
        let judged = index.notes.iter().filter(|note| note.verdict().is_some());
        let claims = match (claims.count(), judged.count()) {
            (0, _) => String::new(),
            (claims, judged) => format!("{}, {judged} with a verdict", counted(claims, "claim")),
        };
        let days = index.notes.iter().map(|note| note.annotation().created);
        let day = |at: Option<jiff::Timestamp>| {
            at.map_or_else(String::new, |at| at.strftime("%Y-%m-%d").to_string())
        };
        let (first, last) = (day(days.clone().min()), day(days.max()));
        let days = if first == last {
            first
        } else {
            format!("{first} to {last}")
        };
        let line = [
            counted(index.articles.len(), "article"),
            counted(index.notes.len(), "annotation"),
            claims,
            index
                .reviewers
                .iter()
                .copied()
                .collect::<Vec<_>>()
                .join(", "),
            days,
        ];
        self.out.raw("\n<p class=\"facts\">");
        facts(&mut self.out, &line.each_ref().map(String::as_str));
        self.out.raw(
            "</p>\n</div>\n<label class=\"theme\">Colours <select id=\"theme\"><option value=\"\">As the system</option>\
             <option value=\"light\">Light</option><option value=\"dark\">Dark</option></select></label>\n</header>\n",
        );
    }

    /// The table of contents.
    fn contents(&mut self) {
        self.out
            .raw("<nav class=\"contents\" aria-labelledby=\"contents-h\">\n<details open>\n");
        self.out
            .raw("<summary id=\"contents-h\">Contents</summary>\n<ul role=\"list\">\n");
        if self.index.notes.iter().any(|note| note.claim().is_some()) {
            self.out.raw("<li><a href=\"#claims\">Claims</a></li>\n");
        }
        if !self.index.uses.is_empty() {
            self.out
                .raw("<li><a href=\"#map\">Tags by article</a></li>\n");
        }
        if !self.index.tags.is_empty() {
            self.out.raw("<li><a href=\"#tags\">Tags</a></li>\n");
        }
        self.out.raw("</ul>\n<ol role=\"list\">\n");
        for article in 0..self.index.articles.len() {
            let number = article.to_string();
            self.out.open("li", &[("data-d", &number), ("dir", "auto")]);
            self.out.jump("d", article + 1, &[]);
            self.out.line(self.index.title(article));
            self.out.raw("</a> <span class=\"count\">");
            self.out.number(self.index.notes_on(article).len());
            self.out.raw("</span></li>\n");
        }
        self.out.raw("</ol>\n</details>\n</nav>\n");
    }

    /// What narrows the page to some of the annotations; the script shows it.
    fn filter(&mut self) {
        self.out.raw("<form role=\"search\" class=\"filter\" id=\"filter\" aria-label=\"Filter the annotations\" hidden>\n");
        self.out.raw(
            "<label>Words <input type=\"search\" id=\"words\" autocomplete=\"off\"></label>\n",
        );
        let mut tags: BTreeSet<&str> = BTreeSet::new();
        for tag in self.index.uses.keys() {
            let mut name = Some((*tag).clone());
            tags.insert(tag.as_str());
            while let Some(parent) = name.and_then(|name| name.parent()) {
                let length = parent.as_str().len();
                tags.extend(tag.as_str().get(..length));
                name = Some(parent);
            }
        }
        let reviewers: Vec<&str> = self.index.reviewers.iter().copied().collect();
        let verdicts = self.index.verdicts.clone();
        let notes = self.index.notes.iter();
        let given: BTreeSet<&Verdict> = notes.filter_map(index::Note::verdict).collect();
        let given = verdicts.iter().filter(|verdict| given.contains(verdict));
        let given: Vec<&str> = given.map(Verdict::as_str).collect();
        let has_claims = self.index.notes.iter().any(|note| note.claim().is_some());
        self.choice("Tag", "tag", &tags.into_iter().collect::<Vec<_>>(), &[]);
        self.choice("Reviewer", "reviewer", &reviewers, &[]);
        let none: &[(&'static str, &'static str)] = if has_claims {
            &[("none", "none yet"), ("any", "any")]
        } else {
            &[]
        };
        self.choice("Verdict", "verdict", &given, none);
        self.out
            .raw("<button type=\"reset\" id=\"clear\">Clear</button>\n");
        self.out
            .raw("<p role=\"status\" id=\"shown\"></p>\n</form>\n\n");
    }

    /// A choice among `names`, before which stands `special`; none where there is nothing to choose.
    fn choice(
        &mut self,
        label: &'static str,
        id: &'static str,
        names: &[&str],
        special: &[(&'static str, &'static str)],
    ) {
        if names.is_empty() && special.is_empty() {
            return;
        }
        self.out.raw("<label>");
        self.out.raw(label);
        self.out.raw(" ");
        self.out.open("select", &[("id", id)]);
        self.out.raw("<option value=\"\">all</option>");
        for (value, name) in special {
            self.out.element("option", &[("value", value)], name);
        }
        // A name may be anything, so it is told from the special values by what stands before it.
        for name in names {
            self.out
                .element("option", &[("value", &format!("={name}"))], name);
        }
        self.out.raw("</select></label>\n");
    }

    fn data(&mut self) -> io::Result<()> {
        let index = &self.index;
        let places: HashMap<&TagName, usize> = index.tags.iter().copied().zip(0..).collect();
        let reviewers: Vec<&str> = index.reviewers.iter().copied().collect();
        let given: Vec<Vec<usize>> = (index.notes.iter())
            .map(|note| {
                let tags = note.annotation().tags.iter();
                tags.filter_map(|tag| places.get(tag).copied()).collect()
            })
            .collect();
        let verdict = |of: Option<&Verdict>| {
            let place = of.and_then(|of| index.rank(of));
            place.map_or(-1, |place| isize::try_from(place).unwrap_or(-1))
        };
        let notes = index.notes.iter().zip(&given).map(|(note, tags)| {
            let by = note.reviewers();
            let by = by
                .iter()
                .filter_map(|name| reviewers.binary_search(name).ok());
            let verdict = verdict(note.verdict());
            let verdict = if note.claim().is_some() { verdict } else { -2 };
            (note.article, tags.as_slice(), by.collect(), verdict)
        });
        let notes = notes.collect();
        // As they stand in the choices, with which the script compares them.
        let shown = |names: &[&str]| names.iter().map(|name| one_line(name)).collect();
        let tags: Vec<&str> = index.tags.iter().map(|tag| tag.as_str()).collect();
        let verdicts: Vec<&str> = index.verdicts.iter().map(Verdict::as_str).collect();
        let data = Data {
            tags: shown(&tags),
            reviewers: shown(&reviewers),
            verdicts: shown(&verdicts),
            notes,
        };
        self.out.data(&data)?;
        Ok(())
    }

    /// Notes that the note with this number begins in what is written; whether nothing of it was written before.
    fn begin(&mut self, number: usize) -> bool {
        let known = number.checked_sub(1).and_then(|at| self.begun.get_mut(at));
        known.is_some_and(|begun| !std::mem::replace(begun, true))
    }

    fn is_begun(&self, number: usize) -> bool {
        let known = number.checked_sub(1).and_then(|at| self.begun.get(at));
        known.is_some_and(|begun| *begun)
    }

    /// Whether nothing was written yet that a jump to the place of this note could lead to; from now on there is.
    fn anchor(&mut self, number: usize) -> bool {
        let known = number
            .checked_sub(1)
            .and_then(|at| self.anchored.get_mut(at));
        known.is_some_and(|anchored| !std::mem::replace(anchored, true))
    }

    /// Begins a highlight of this note.
    fn open_mark(&mut self, number: usize) {
        let tags = self.index.note(number).map(|note| &note.annotation().tags);
        let hue = self.index.hue(tags.and_then(|tags| tags.first()));
        let (of_note, id) = (number.to_string(), format!("a{number}"));
        let mut attributes = vec![("class", hue.as_str()), ("data-n", &*of_note)];
        if self.anchor(number) {
            attributes.push(("id", &id));
        }
        self.out.open("mark", &attributes);
    }

    /// The number of a note at the end of its highlight, with the glyphs of its tags: by these it is told without colours.
    fn number_in_text(&mut self, number: usize) {
        let Some(note) = self.index.note(number) else {
            return;
        };
        let tags = &note.annotation().tags;
        let class = format!("ref {}", self.index.hue(tags.first()));
        let of_note = number.to_string();
        let names: Vec<&str> = tags.iter().map(TagName::as_str).collect();
        let label = format!("Note {number} {}", names.join(", "));
        let id = format!("a{number}");
        let mut attributes = vec![
            ("class", class.as_str()),
            ("data-n", &*of_note),
            ("aria-label", &*label),
        ];
        if self.anchor(number) {
            attributes.push(("id", &id));
        }
        self.out.jump("n", number, &attributes);
        for tag in tags {
            self.out
                .text(self.index.codebook.glyph(tag).encode_utf8(&mut [0; 4]));
        }
        self.out.number(number);
        self.out.raw("</a>");
    }

    /// The note with this number, with the words it was made on where it has no place.
    fn card(&mut self, number: usize, with_quote: bool) {
        if let Some(note) = self.index.note(number) {
            card::write(self, &note, with_quote);
        }
    }

    /// A tag, which narrows the page to what has it.
    fn tag(&mut self, tag: &TagName) {
        let class = format!("tag {}", self.index.hue(Some(tag)));
        let label = format!("{tag}: show only this tag");
        self.out.open(
            "button",
            &[
                ("type", "button"),
                ("class", &class),
                ("data-tag", tag.as_str()),
                ("aria-label", &label),
            ],
        );
        self.glyph(tag);
        self.out.line(tag.as_str());
        self.out.raw("</button>");
    }

    /// The glyph of a tag.
    fn glyph(&mut self, tag: &TagName) {
        let class = format!("glyph {}", self.index.hue(Some(tag)));
        let attributes = [("class", class.as_str()), ("aria-hidden", "true")];
        self.out.open("span", &attributes);
        self.out
            .text(self.index.codebook.glyph(tag).encode_utf8(&mut [0; 4]));
        self.out.raw("</span> ");
    }

    /// A verdict.
    fn verdict(&mut self, verdict: &Verdict) {
        let class = format!("verdict {}", self.index.verdict_hue(verdict));
        self.out
            .element("span", &[("class", &class)], verdict.as_str());
    }

    /// A link to another note, by its first words.
    fn reference(&mut self, number: usize) {
        let Some(note) = self.index.note(number) else {
            return;
        };
        self.out.jump("n", number, &[("class", "to-note")]);
        self.out.number(number);
        self.out.raw(" “");
        self.out
            .line(&card::beginning(&note.annotation().place().quote));
        self.out.raw("”</a> ");
        let title = self.index.title(note.article);
        self.out.element("span", &[("class", "where")], title);
    }

    /// An address: a link, or else the text that it is.
    fn address(&mut self, url: &str, class: &'static str) {
        if self.out.away(url, class) {
            self.out.line(url);
            self.out.raw("</a>");
        } else {
            self.tally.refused += 1;
            self.out.element("span", &[("class", "where")], url);
        }
    }
}

/// Those of `facts` that say something, with dots between them.
fn facts(out: &mut Markup, facts: &[&str]) {
    let mut facts = facts.iter().filter(|fact| !fact.trim().is_empty());
    if let Some(first) = facts.next() {
        out.element("span", &[], first);
    }
    for fact in facts {
        out.raw("\u{a0}<span class=\"dot\" aria-hidden=\"true\">·</span> ");
        out.element("span", &[], fact);
    }
}
