//! The queue: what needs a person all over the corpus, and walking from one stop to the next.

use std::sync::Arc;

use super::moving::left;
use super::queueing::{Queued, Queueing};
use super::{Stop, Walk};
use crate::app::App;
use crate::app::action::OverlayAction;
use crate::app::effect::Effect;
use crate::app::going::Goal;
use crate::app::overlay::{Overlay, Queue, add_missing};
use crate::app::panes::centred;
use crate::app::reader::needs_a_person;
use crate::model::{AnnotationId, DocPath};
use crate::review::{Need, needs};
use crate::text::counted;
use ratatui::layout::Rect;

/// Up to how many annotations, or documents, it takes no time to speak of to look through them.
const AT_ONCE: usize = 5_000;

impl App {
    /// Shows what needs a person, as far as it is known; what is found while other documents are still being looked through
    /// is added.
    pub(super) fn show_queue(&mut self) {
        let question = self.queueing();
        let mut queue = Queue::new(question.number);
        queue.add_anchors(&self.anchor_stops());
        self.overlays.push(Overlay::Queue(Box::new(queue)));
        if question.set.len() <= AT_ONCE {
            return self.queued(question.work());
        }
        self.effects.push(Effect::Queue(Arc::new(question)));
    }

    /// The annotations whose text changed and of which it is not known where they belong: here, then elsewhere.
    fn anchor_stops(&self) -> Vec<Stop> {
        let here = self.reader.document().map(|document| &document.path);
        let placed = self.reader.places().iter();
        let placed = placed.filter_map(|(id, placement)| Some((here?, id, placement?.state)));
        let placed = placed.filter(|(.., state)| needs_a_person(*state));
        let here = placed.map(|(path, id, _)| self.anchor_stop(path, id));
        let elsewhere = self.found_elsewhere().into_iter();
        let elsewhere = elsewhere.map(|(path, id)| self.anchor_stop(path, id));
        here.chain(elsewhere).collect()
    }

    /// Where the queue is in the window: its frame, with a row for everything, one for each group, a rule, and the stops of
    /// what is chosen as far as there is room.
    #[must_use]
    pub fn queue_part(&self, queue: &Queue) -> Rect {
        const WIDTH: u16 = 78;
        let stops = queue.stops().take(usize::from(self.area.height)).count();
        let rows = u16::try_from(queue.groups.len() + stops + 4).unwrap_or(u16::MAX);
        let most = self.area.height.saturating_sub(3);
        centred(self.area, WIDTH, rows.min(most))
    }

    /// Shows what was worked out, where it is still awaited; what was found meanwhile of texts that changed stays.
    pub(in crate::app) fn queued(&mut self, queued: Queued) {
        let all = self.library.entries().len();
        for overlay in &mut self.overlays {
            if let Overlay::Queue(queue) = overlay
                && queue.number == queued.number
            {
                return queue.put(queued, all);
            }
        }
    }

    fn queueing(&mut self) -> Queueing {
        self.review.queues += 1;
        let entries = self.library.entries();
        let gone = self.missing().filter(|missing| !missing.is_there);
        let paths = || entries.iter().map(|entry| entry.path.clone()).collect();
        Queueing {
            number: self.review.queues,
            set: self.set().clone(),
            reviewer: self.annotations.reviewer.clone(),
            // Of a folder that was walked it is known what is not there.
            listed: (entries.len() <= AT_ONCE).then(paths),
            gone: gone.map(|missing| missing.path.clone()).collect(),
            texts: self.texts_now(),
        }
    }

    fn anchor_stop(&self, document: &DocPath, id: AnnotationId) -> Stop {
        let annotation = self.set().get(id);
        Stop {
            need: Need::Anchor,
            document: document.clone(),
            annotation: Some(id),
            anchors: annotation.map_or(0, |annotation| annotation.anchors.len()),
        }
    }

    /// Adds what was found in the documents at `paths`, as far as they are not open, to the queue that is shown, or walked
    /// through.
    pub(in crate::app) fn queue_what_was_found(&mut self, paths: &[DocPath]) {
        let takes_more = |walk: &&mut Walk| walk.takes_anchors;
        let is_queue = |overlay: &Overlay| matches!(overlay, Overlay::Queue(_));
        if !self.overlays.iter().any(is_queue) && self.review.walk.is_none() {
            return;
        }
        let here = self.reader.document().map(|document| &document.path);
        let mut stops = Vec::new();
        for path in paths.iter().filter(|path| Some(*path) != here) {
            let found = self.still_to_look_at(path);
            stops.extend(found.map(|(id, _)| self.anchor_stop(path, id)));
        }
        if let Some(walk) = self.review.walk.as_mut().filter(takes_more) {
            add_missing(&mut walk.stops, &stops);
        }
        for overlay in &mut self.overlays {
            if let Overlay::Queue(queue) = overlay {
                queue.add_anchors(&stops);
            }
        }
    }

    pub(in crate::app) fn queue_action(&mut self, mut queue: Box<Queue>, action: OverlayAction) {
        match action {
            OverlayAction::Down => queue.step(1),
            OverlayAction::Up => queue.step(-1),
            OverlayAction::Accept => return self.begin_walk(queue),
            OverlayAction::Cancel => return,
            _ => {}
        }
        self.overlays.push(Overlay::Queue(queue));
    }

    fn begin_walk(&mut self, queue: Box<Queue>) {
        let Some(first) = queue.stops().next().cloned() else {
            if queue.is_counting {
                self.status.notice("still counting; try again in a moment");
                return self.overlays.push(Overlay::Queue(queue));
            }
            let next = self.key_of("next-work");
            let text = if queue.not_begun > 0 && queue.chosen <= 1 {
                format!("nothing begun is left; {next} begins the next document")
            } else {
                "nothing is left of that".to_owned()
            };
            self.status.notice(text);
            return self.overlays.push(Overlay::Queue(queue));
        };
        self.turn_on();
        self.review.walk = Some(Walk {
            at: 0,
            takes_anchors: queue.takes_anchors(),
            stops: queue.into_stops(),
        });
        self.go_to_stop(&first);
    }

    fn go_to_stop(&mut self, stop: &Stop) {
        self.turn_on();
        self.reader.drop_frame();
        match stop.annotation {
            Some(id) => self.open(&stop.document, Goal::Annotation(id)),
            None => self.review_from_the_first(&stop.document),
        }
    }

    /// Whether there still is something to do at a stop, as far as is known.
    fn is_due(&self, stop: &Stop) -> bool {
        let is_open = self
            .reader
            .document()
            .is_some_and(|document| document.path == stop.document);
        let annotation = stop.annotation.and_then(|id| self.set().get(id));
        match (stop.need, annotation) {
            (Need::Unseen, _) => match self.tally().filter(|_| is_open) {
                Some(tally) => tally.decided < tally.sentences,
                None => self
                    .coverage_of(&stop.document)
                    .is_some_and(|known| left(known) > 0),
            },
            (_, None) => false,
            (Need::Anchor, Some(annotation)) => {
                let placement = self.reader.places().placement(annotation.id);
                let placement = placement.filter(|_| is_open);
                annotation.anchors.len() == stop.anchors
                    && placement.is_none_or(|found| needs_a_person(found.state))
            }
            (need, Some(annotation)) => {
                needs(annotation, self.text_now(&stop.document)).contains(&need)
            }
        }
    }

    /// Goes on to the next stop at which there is something to do; what is done falls out.
    pub(super) fn next_in_queue(&mut self) {
        let Some(mut walk) = self.review.walk.take() else {
            return;
        };
        let is_due = |stop: &Stop| self.is_due(stop);
        walk.at += usize::from(walk.stops.get(walk.at).is_some_and(is_due));
        let rest = walk.stops.get(walk.at..).unwrap_or_default();
        let done = rest.iter().take_while(|stop| !is_due(stop)).count();
        walk.stops.drain(walk.at..walk.at + done);
        let next = walk.stops.get(walk.at).cloned();
        if walk.stops.is_empty() {
            return self.status.notice("the queue is done");
        }
        walk.at = walk.at.min(walk.stops.len() - 1);
        self.review.walk = Some(walk);
        if let Some(next) = next {
            return self.go_to_stop(&next);
        }
        let back = self.key_of("previous-stop");
        self.status
            .notice(format!("the last of the queue; {back} goes back"));
    }

    /// Goes back to the stop before.
    pub(super) fn previous_in_queue(&mut self) {
        let Some(mut walk) = self.review.walk.take() else {
            let queue = self.key_of("queue");
            return self
                .status
                .notice(format!("no queue is walked through; {queue} shows it"));
        };
        let before = walk.stops.get(..walk.at).unwrap_or_default();
        let due = before.iter().rposition(|stop| self.is_due(stop));
        let previous = due.and_then(|at| before.get(at)).cloned();
        walk.stops.drain(due.map_or(0, |at| at + 1)..walk.at);
        walk.at = due.unwrap_or(0);
        self.review.walk = Some(walk);
        match previous {
            Some(previous) => self.go_to_stop(&previous),
            None => self.status.notice("the first of the queue"),
        }
    }

    /// Where one is in the queue that is walked through, what is to be done there, and by which key.
    #[must_use]
    pub fn queue_line(&self) -> Option<String> {
        let walk = self.review.walk.as_ref()?;
        let stop = walk.stops.get(walk.at)?;
        let (number, of) = (walk.at + 1, walk.stops.len());
        let is_open = self
            .reader
            .document()
            .is_some_and(|document| document.path == stop.document);
        let left = self
            .tally()
            .filter(|_| is_open && stop.need == Need::Unseen);
        let what = match left.map(|tally| tally.sentences - tally.decided) {
            Some(left) => format!("{} not seen yet", counted(left, "sentence")),
            None => stop.need.singular().to_owned(),
        };
        let next = self.key_of("next-work");
        let then = if self.is_due(stop) {
            let how = match stop.need {
                Need::Unseen => String::new(),
                Need::Anchor => format!("{} looks at it · ", self.key_of("review-anchors")),
                _ => format!("{} its form · ", self.key_of("claim")),
            };
            format!("{how}{next} next")
        } else {
            format!("done, {next} goes on")
        };
        Some(format!("queue {number} of {of}: {what} · {then}"))
    }
}
