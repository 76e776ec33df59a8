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
    /// What was left to read something that it lists, and how many places there were to go back to then.
    over: Option<(Over, usize)>,
}

/// What lies over the text, and is come back to from a place that it lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The ledger.
    Ledger,
    /// The results of a search of the corpus.
    Results,
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
            self.over = self
                .over
                .and_then(|(over, places)| Some((over, places.checked_sub(1)?)));
        }
    }

    /// Remembers what lay over the place that was left last.
    pub fn leave_over(&mut self, over: Over) {
        self.over = Some((over, self.back.len()));
    }

    /// What going back now leads to over the text, which is forgotten then.
    pub fn leads_over(&mut self) -> Option<Over> {
        let back = self.back.len();
        let left = self.over.take_if(|(_, places)| *places >= back);
        left.map(|(over, _)| over)
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
        assert!(jumps.leads_over().is_none());
        jumps.leave(at(1));
        jumps.leave_over(Over::Ledger);
        jumps.leave(at(2));
        assert!(jumps.leads_over().is_none());
        jumps.back(None);
        assert_eq!(jumps.leads_over(), Some(Over::Ledger));
        assert!(jumps.leads_over().is_none(), "it was come back to");
        jumps.leave_over(Over::Ledger);
        for position in 2..200 {
            jumps.leave(at(position));
        }
        assert!(jumps.leads_over().is_none(), "that is too long ago");
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
