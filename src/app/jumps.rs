//! Places one can come back to: jumps and marks, and what lay over the text when a place was left.

use std::collections::BTreeMap;
use std::mem::discriminant;

use super::overlay::Overlay;
use crate::model::DocPath;

/// A place in the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document.
    pub document: DocPath,
    /// The position in its text, in code points, so that it can be kept from one session to the next.
    pub position: usize,
}

/// The marks by their letters.
pub type Marks = BTreeMap<char, Place>;

/// How many places are kept to go back to.
const KEPT: usize = 100;

/// The places one jumped from, and those one came back from.
#[derive(Debug, Default)]
pub struct Jumps {
    back: Vec<Place>,
    forward: Vec<Place>,
    /// What lay over the text when places were left, each with how many places there were to go back to then.
    over: Vec<(usize, Over)>,
}

/// What lay over the text when a place was left, and comes back with it.
#[derive(Debug)]
pub enum Over {
    /// The ledger, which is opened as it was.
    Ledger,
    /// The results of a search of the corpus, which are shown as they were.
    Results,
    /// These, the top one last.
    Overlays(Vec<Overlay>),
}

impl Jumps {
    /// Remembers the place one is about to jump from.
    pub fn leave(&mut self, from: Place) {
        self.forward.clear();
        if self.back.last() != Some(&from) {
            self.back.push(from);
        }
        if self.back.len() > KEPT {
            self.back.remove(0);
            self.over.retain_mut(|(places, _)| {
                *places -= 1;
                *places > 0
            });
        }
    }

    /// Remembers what lay over the place that was left last.
    pub fn leave_over(&mut self, over: Over) {
        if !matches!(over, Over::Overlays(_)) {
            // There is but one, as it was left last.
            let kind = discriminant(&over);
            self.over.retain(|(_, left)| discriminant(left) != kind);
        }
        self.over.push((self.back.len(), over));
    }

    /// What going back now leads to beside the place; it is forgotten here.
    pub fn over(&mut self) -> Option<Over> {
        let places = self.back.len();
        let last = self.over.pop_if(|(then, _)| *then >= places);
        last.map(|(_, over)| over)
    }

    /// Everything that was left and can be come back to, save the ledger.
    pub fn left(&mut self) -> impl Iterator<Item = &mut Overlay> {
        let left = self.over.iter_mut().filter_map(|(_, over)| match over {
            Over::Overlays(overlays) => Some(overlays),
            Over::Ledger | Over::Results => None,
        });
        left.flatten()
    }

    /// Takes out everything that was left, save the ledger.
    pub fn take_all(&mut self) -> Vec<Overlay> {
        let left = std::mem::take(&mut self.over).into_iter();
        let overlays = left.filter_map(|(_, over)| match over {
            Over::Overlays(overlays) => Some(overlays),
            Over::Ledger | Over::Results => None,
        });
        overlays.flatten().collect()
    }

    /// Takes out what was left last of what is `wanted`: it is come back to otherwise.
    pub fn take(&mut self, wanted: impl Fn(&Overlay) -> bool) -> Option<Overlay> {
        self.over.iter_mut().rev().find_map(|(_, over)| match over {
            Over::Overlays(overlays) => {
                let place = overlays.iter().rposition(&wanted)?;
                Some(overlays.remove(place))
            }
            Over::Ledger | Over::Results => None,
        })
    }

    /// The place to go back to from `here`.
    pub fn back(&mut self, here: Option<Place>) -> Option<Place> {
        let place = self.back.pop()?;
        self.forward.extend(here);
        Some(place)
    }

    /// The place to go forward to from `here`.
    pub fn forward(&mut self, here: Option<Place>) -> Option<Place> {
        let place = self.forward.pop()?;
        self.back.extend(here);
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::overlay::{Page, PageKind};

    fn at(position: usize) -> Place {
        Place {
            document: DocPath::new("a.txt"),
            position,
        }
    }

    #[test]
    fn the_way_back_leads_through_what_lay_over_the_text() {
        let page = || {
            Overlay::Page(Page {
                title: String::new(),
                lines: Vec::new(),
                top: 0,
                kind: PageKind::Help,
            })
        };
        let is_page = |overlay: &Overlay| matches!(overlay, Overlay::Page(_));
        let mut jumps = Jumps::default();
        assert!(jumps.over().is_none());
        jumps.leave(at(1));
        jumps.leave_over(Over::Ledger);
        jumps.leave(at(2));
        assert!(jumps.over().is_none());
        jumps.leave_over(Over::Overlays(vec![page()]));
        assert_eq!(jumps.left().count(), 1);
        assert!(matches!(jumps.over(), Some(Over::Overlays(_))));
        jumps.back(None);
        assert!(matches!(jumps.over(), Some(Over::Ledger)));
        assert!(jumps.over().is_none(), "it was come back to");
        jumps.leave_over(Over::Overlays(vec![page()]));
        assert!(jumps.take(is_page).is_some());
        assert!(jumps.take(is_page).is_none());
        jumps.leave_over(Over::Ledger);
        jumps.leave_over(Over::Overlays(vec![page()]));
        for position in 2..200 {
            jumps.leave(at(position));
        }
        assert!(jumps.left().next().is_none(), "that is too long ago");
    }

    #[test]
    fn one_comes_back_the_way_one_went() {
        let mut jumps = Jumps::default();
        jumps.leave(at(1));
        jumps.leave(at(2));
        assert_eq!(jumps.back(Some(at(3))), Some(at(2)));
        assert_eq!(jumps.back(Some(at(2))), Some(at(1)));
        assert_eq!(jumps.back(Some(at(1))), None);
        assert_eq!(jumps.forward(Some(at(1))), Some(at(2)));
        assert_eq!(jumps.forward(Some(at(2))), Some(at(3)));
        jumps.back(Some(at(3)));
        jumps.leave(at(9));
        assert_eq!(
            jumps.forward(Some(at(9))),
            None,
            "a new jump ends the way forward"
        );
    }
}
