//! Comparing reviewers: the articles that several of them have begun are read, and their annotations found in them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::answering::{Answering, guarded};
use super::missing;
use super::spreading::{spread, threads};
use crate::app::agreeing::{Agreed, Agreeing};
use crate::app::effect::Answer;
use crate::corpus::Corpus;
use crate::corpus::structure::structure;
use crate::model::{AnnotationSet, DocPath, Document, TextHash};
use crate::review::agreement::{Agreement, Article, Raters, begun_by_several, compare};
use crate::store::texts::Texts;
use crate::text::counted;

/// How far the reviewers in `set` agree. With `is_whole` whoever has annotated an article is taken to have seen the whole of
/// it. `None` where `goes_on` said in between that nobody wants to know any more.
#[must_use]
pub fn agreement(
    corpus: &Corpus,
    texts: &Texts,
    set: &AnnotationSet,
    is_whole: bool,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<Agreement> {
    let raters = Raters::of(set);
    let begun = begun_by_several(set, &raters);
    let read = spread(&begun, threads(), |path| {
        goes_on().then(|| read(corpus, texts, (set, &raters), path, is_whole))
    });
    if !goes_on() {
        return None;
    }
    let (mut articles, mut lost, mut unread) = (Vec::new(), 0, 0);
    for read in read.into_iter().flatten() {
        match read {
            Some((article, without)) => {
                articles.push(article);
                lost += without;
            }
            None => unread += 1,
        }
    }
    let mut agreement = compare(set, &raters, &articles);
    if unread > 0 {
        let articles = counted(unread, "article");
        let text = format!("{articles} left out: it cannot be read");
        agreement.remarks.push(text);
    }
    if lost > 0 {
        let annotations = counted(lost, "annotation");
        let text = format!("{annotations} left out: no place in the text");
        agreement.remarks.push(text);
    }
    Some(agreement)
}

/// An article, and how many annotations have no place in it; nothing where it cannot be read.
fn read(
    corpus: &Corpus,
    texts: &Texts,
    known: (&AnnotationSet, &Raters),
    path: &DocPath,
    is_whole: bool,
) -> Option<(Article, usize)> {
    let (set, _) = known;
    let mut document = corpus.read(path).ok()?;
    if let Some(record) = set.document(path) {
        record.correct(&mut document);
    }
    let earlier = missing::earlier(set, path, &document, texts);
    let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
    let kept = |hash: &TextHash| {
        let text = texts.get(hash)?;
        let structure = structure(&text);
        Some(Document::new(path.clone(), text, structure))
    };
    Some(Article::read(&document, known, is_whole, &earlier, kept))
}

/// The questions that are asked from the screen: the one asked last is the only one that is wanted.
#[derive(Debug, Default)]
pub struct Comparer {
    current: Arc<AtomicU64>,
}

impl Comparer {
    /// Compares on a thread of its own, and tells `back`, unless something else is asked before.
    pub fn ask(&self, asked: Arc<Agreeing>, corpus: Corpus, texts: Texts, back: Answering) {
        let number = self.current.fetch_add(1, Ordering::Relaxed) + 1;
        let current = Arc::clone(&self.current);
        let failing = back.clone();
        let work = move || {
            let goes_on = || current.load(Ordering::Relaxed) == number;
            let compared = guarded("compare the reviewers", || {
                Ok(agreement(
                    &corpus,
                    &texts,
                    &asked.set,
                    asked.is_whole,
                    &goes_on,
                ))
            });
            match compared {
                Ok(Some(agreement)) => back.send(Answer::Agreed(Agreed {
                    asked,
                    agreement: Arc::new(agreement),
                })),
                Ok(None) => {}
                Err(reason) => back.send(Answer::Failure(reason)),
            }
        };
        if let Err(error) = thread::Builder::new().name("comparer".into()).spawn(work) {
            failing.send(Answer::Failure(format!(
                "cannot compare the reviewers: {error}; try again"
            )));
        }
    }

    /// Nobody wants to know any more.
    pub fn stop(&self) {
        self.current.fetch_add(1, Ordering::Relaxed);
    }
}
