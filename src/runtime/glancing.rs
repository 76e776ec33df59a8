//! Looking into documents that are not open: at what an annotation stands among, and at texts of which copies are kept.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::answering::{Answering, guarded};
use super::keeper::Keep;
use crate::app::effect::Answer;
use crate::app::reader::{OpenDocument, WantedIn};
use crate::corpus::Corpus;
use crate::model::{DocPath, TextHash};
use crate::store::texts::Texts;

/// Finds out what the first annotation that is looked for stands among, and tells `back`.
pub fn glance(wanted: &WantedIn, corpus: &Corpus, texts: &Texts, back: &Answering) {
    let Some(id) = wanted.wanted.first().map(|wanted| wanted.id) else {
        return;
    };
    let found = guarded(&format!("look at {}", wanted.path), || {
        let document = corpus.read(&wanted.path);
        let document = document.map_err(|error| error.to_string())?;
        let open = Arc::new(OpenDocument::new(document));
        let around = wanted.around(&open, |hashes| texts.all(hashes));
        around.ok_or_else(|| "its words are not in the article any more".to_owned())
    });
    back.send(Answer::Glanced(id, found));
}

/// Hands the texts of these documents to the `keeper`. One that cannot be read is left out.
pub fn keep_texts(paths: &[DocPath], corpus: &Corpus, keeper: &Sender<Keep>) {
    for path in paths {
        let read = guarded("keep texts", || {
            corpus.read(path).map_err(|error| error.to_string())
        });
        if let Ok(document) = read {
            let _ = keeper.send(Keep::Text(Arc::new(OpenDocument::new(document))));
        }
    }
}

/// Reads the kept texts with these hashes, in which the document at `path` was annotated, and tells `back`.
pub fn read_texts(path: DocPath, hashes: &[TextHash], texts: &Texts, back: &Answering) {
    if let Ok(found) = guarded("read kept texts", || Ok(texts.all(hashes))) {
        back.send(Answer::TextsRead(path, found));
    }
}
