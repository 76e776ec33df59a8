//! Places one can come back to: jumps and marks.

use std::collections::BTreeMap;

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
    /// How many places there were to go back to when the ledger was left to read a claim.
    ledger: Option<usize>,
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
            self.ledger = self.ledger.and_then(|places| places.checked_sub(1));
        }
    }

    /// Remembers that the ledger lay over the place that was left last.
    pub fn leave_ledger(&mut self) {
        self.ledger = Some(self.back.len());
    }

    /// Whether going back now leads to the ledger, which is forgotten then.
    pub fn leads_to_ledger(&mut self) -> bool {
        self.ledger
            .take_if(|places| *places >= self.back.len())
            .is_some()
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

    fn at(position: usize) -> Place {
        Place {
            document: DocPath::new("a.txt"),
            position,
        }
    }

    #[test]
    fn the_way_back_leads_through_the_ledger() {
        let mut jumps = Jumps::default();
        assert!(!jumps.leads_to_ledger());
        jumps.leave(at(1));
        jumps.leave_ledger();
        jumps.leave(at(2));
        assert!(!jumps.leads_to_ledger());
        jumps.back(None);
        assert!(jumps.leads_to_ledger());
        assert!(!jumps.leads_to_ledger(), "it was come back to");
        jumps.leave_ledger();
        for position in 2..200 {
            jumps.leave(at(position));
        }
        assert!(!jumps.leads_to_ledger(), "that is too long ago");
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
