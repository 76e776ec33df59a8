//! What the finder needs done behind the screen: looking through all there is, and reading how a document begins.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;
use std::{io, thread};

use super::answering::{Answering, guarded};
use super::spreading::{spread, threads};

use crate::app::effect::Answer;
use crate::app::finding::{Asked, Found, Head, Index};
use crate::app::searching::{Spot, Surrounded};
use crate::corpus::Corpus;
use crate::model::{DocPath, Document};

/// What has only come to be known is looked through together, this long after the first of it.
const GATHERED: Duration = Duration::from_millis(100);

/// Starts the thread that looks for what is typed in the finder; what is sent to it is answered by way of `back`.
///
/// # Errors
/// When the system has no more threads.
pub fn start(back: Answering) -> io::Result<Sender<Arc<Asked>>> {
    let (sender, queue) = mpsc::channel();
    thread::Builder::new()
        .name("finder".into())
        .spawn(move || find_all(&queue, &back))?;
    Ok(sender)
}

/// Answers what comes in the `queue` until that is closed. All of it is learned from; only the question asked last is still
/// wanted.
fn find_all(queue: &Receiver<Arc<Asked>>, back: &Answering) {
    let mut index = Index::default();
    let mut typed: Option<String> = None;
    while let Ok(mut question) = queue.recv() {
        let mut waiting = vec![Arc::clone(&question)];
        loop {
            waiting.extend(queue.try_iter());
            if let Some(last) = waiting.last() {
                question = Arc::clone(last);
            }
            let is_news = |asked: &Arc<Asked>| {
                asked.stock.is_none()
                    && !asked.is_part
                    && !asked.names.is_empty()
                    && Some(&asked.typed) == typed.as_ref()
            };
            if !waiting.iter().all(is_news) {
                break;
            }
            match queue.recv_timeout(GATHERED) {
                Ok(more) => waiting.push(more),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        let found = guarded("find", || {
            for asked in &waiting {
                index.learn(asked);
            }
            Ok(index.find(&question, |pieces, work| spread(pieces, threads(), work)))
        });
        typed = (!question.is_part).then(|| question.typed.clone());
        back.send(Answer::FoundByName(found.unwrap_or_else(|reason| {
            back.send(Answer::Failure(reason));
            Found {
                number: question.number,
                typed: question.typed.clone(),
                is_part: question.is_part,
                ..Found::default()
            }
        })));
    }
}

/// What is to be shown of a document that is not open.
#[derive(Debug)]
pub enum Preview {
    /// How it begins.
    Head(DocPath),
    /// What a result of a search of the corpus stands among.
    Around(Spot),
}

/// A document that is longer is read again for each of its results, rather than kept; in bytes of its text.
const KEPT: usize = 1 << 20;

/// Starts the thread that reads how documents begin, and what results stand among.
///
/// # Errors
/// When the system has no more threads.
pub fn start_previews(corpus: Corpus, back: Answering) -> io::Result<Sender<Preview>> {
    let (sender, queue) = mpsc::channel();
    thread::Builder::new()
        .name("previewer".into())
        .spawn(move || preview_all(&queue, &corpus, &back))?;
    Ok(sender)
}

/// Answers what is in the `queue`; only what was asked last is still wanted.
fn preview_all(queue: &Receiver<Preview>, corpus: &Corpus, back: &Answering) {
    // Whoever goes through results often stays in a document.
    let mut kept: Option<Document> = None;
    while let Ok(asked) = queue.recv() {
        match queue.try_iter().last().unwrap_or(asked) {
            Preview::Head(path) => {
                let read = guarded(&format!("read {path}"), || {
                    let beginning = corpus.glimpse(&path).map_or_else(|| corpus.read(&path), Ok);
                    beginning.map_err(|error| error.to_string())
                });
                back.send(Answer::Previewed(match read {
                    Ok(document) => Head::of(&document),
                    Err(reason) => Head {
                        path,
                        lines: Err(reason),
                    },
                }));
            }
            Preview::Around(spot) => {
                let known = kept.take().and_then(|known| {
                    let around = spot.around(&known)?;
                    Some((known, Some(around)))
                });
                let read = known.or_else(|| {
                    let path = &spot.document;
                    let read = guarded(&format!("read {path}"), || {
                        corpus.read(path).map_err(|error| error.to_string())
                    });
                    let document = read.ok()?;
                    let around = spot.around(&document);
                    Some((document, around))
                });
                let (document, around) = read.unzip();
                kept = document.filter(|document| document.text.len() <= KEPT);
                let around = around.flatten();
                back.send(Answer::Surrounded(Surrounded { spot, around }));
            }
        }
    }
}
