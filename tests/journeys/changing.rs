//! The desk's documents as other programs change them while one reads.

use std::collections::BTreeMap;
use std::sync::Arc;

use postil::anchor::Moved;
use postil::app::Input;
use postil::app::effect::{Answer, CorpusChange};
use postil::app::reader::OpenDocument;
use postil::model::{DocPath, TextHash};

use super::desk::Desk;

impl Desk {
    /// The documents that are there, and which text each has.
    pub fn on_the_shelf(&self) -> BTreeMap<DocPath, Option<TextHash>> {
        let readable = self.documents.iter();
        let readable =
            readable.map(|document| (document.path.clone(), Some(document.hash.clone())));
        let others = self.unreadable.iter().map(|(path, _)| (path.clone(), None));
        readable.chain(others).collect()
    }

    /// What came, went and changed since it was last looked is noticed.
    pub fn notice(&mut self) {
        let now = self.on_the_shelf();
        let before = std::mem::replace(&mut self.shelf, now.clone());
        let mut change = CorpusChange::default();
        for (path, hash) in &now {
            match before.get(path) {
                None => change.found.push(path.clone()),
                Some(known) if known != hash => change.changed.push(path.clone()),
                Some(_) => {}
            }
        }
        let gone = before.into_keys().filter(|path| !now.contains_key(path));
        change.gone = gone.collect();
        self.handle(Input::Answer(Answer::CorpusChanged(change)));
    }

    /// What is answered to reading again what is shown.
    pub fn reread(&mut self, was: &Arc<OpenDocument>) -> Vec<Answer> {
        let Ok(found) = self.find(&was.document.path).cloned() else {
            return Vec::new();
        };
        let now = Arc::new(OpenDocument::new(found));
        let answer = if now.document.hash == was.document.hash {
            Answer::Renewed(now)
        } else {
            let moved = Moved::new(&was.document.text, &now.document.text);
            let was = Arc::clone(was);
            Answer::Reread { was, now, moved }
        };
        self.now_or_late(answer)
    }
}
