//! Dividing a document into the sentences to decide on: the thread that does it.

use std::sync::Arc;
use std::thread;

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::reviewing::Dividing;
use crate::corpus::structure::structure;
use crate::model::Document;
use crate::store::texts::Texts;

/// Divides a document into sentences on a thread of its own, and tells `back`. Of the text that it had before, which
/// `texts` keep, the blocks are found anew.
pub fn divide(asked: Arc<Dividing>, texts: Texts, back: &Answering) {
    let (wanted, answering) = (Arc::clone(&asked), back.clone());
    let work = move || {
        let divided = guarded("find the sentences", || {
            let path = &asked.open.document.path;
            let document = |text: String| {
                let structure = structure(&text);
                Document::new(path.clone(), text, structure)
            };
            Ok(asked.divide(|hash| texts.get(hash).map(document)))
        });
        if let Err(reason) = &divided {
            answering.send(Answer::Failure(reason.clone()));
        }
        let divided = Box::new(divided.unwrap_or_default());
        answering.send(Answer::Divided { asked, divided });
    };
    if let Err(error) = thread::Builder::new().name("divider".into()).spawn(work) {
        back.send(Answer::Failure(format!(
            "cannot find the sentences: {error}; :reload tries again"
        )));
        back.send(Answer::Divided {
            asked: wanted,
            divided: Box::default(),
        });
    }
}
