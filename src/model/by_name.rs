//! Values in an order that each have a name of their own: the tags of a codebook, the verdicts of a scale.
//!
//! Owns that a name is found at once however many there are: a file may hold more tags than anybody would give.

use std::collections::HashMap;
use std::hash::Hash;

/// What has a name.
pub(super) trait Named {
    /// What its name is.
    type Name: Clone + Eq + Hash;

    /// Its name.
    fn name(&self) -> &Self::Name;
}

/// Values in an order, no two of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ByName<T: Named> {
    items: Vec<T>,
    places: HashMap<T::Name, usize>,
}

impl<T: Named> Default for ByName<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<T: Named> ByName<T> {
    /// All of them, in order.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Where the one called `name` stands, counted from 0.
    pub fn place(&self, name: &T::Name) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The one called `name`.
    pub fn get(&self, name: &T::Name) -> Option<&T> {
        self.items.get(self.place(name)?)
    }

    /// Puts `item` in the place of the one with its name, or at the end; what was there before.
    pub fn put(&mut self, item: T) -> Option<T> {
        let place = self.place(item.name());
        if let Some(known) = place.and_then(|place| self.items.get_mut(place)) {
            return Some(std::mem::replace(known, item));
        }
        self.places.insert(item.name().clone(), self.items.len());
        self.items.push(item);
        None
    }

    /// Puts `item` in the place of the one called `name`, which is gone then; where there is none of that name it is as
    /// [`ByName::put`].
    pub fn replace(&mut self, name: &T::Name, item: T) {
        if name != item.name() && self.places.contains_key(name) {
            self.remove(item.name());
            if let Some(place) = self.places.remove(name) {
                self.places.insert(item.name().clone(), place);
                self.items[place] = item;
                return;
            }
        }
        self.put(item);
    }

    /// Takes the one called `name` out.
    pub fn remove(&mut self, name: &T::Name) -> Option<T> {
        let place = self.places.remove(name)?;
        let gone = self.items.remove(place);
        for item in self.items.iter().skip(place) {
            if let Some(place) = self.places.get_mut(item.name()) {
                *place -= 1;
            }
        }
        Some(gone)
    }

    /// Puts those that `names` names into that order; they share the places that they had between them, and all others
    /// keep theirs.
    pub fn reorder(&mut self, names: &[T::Name]) {
        let wanted: HashMap<&T::Name, usize> = names.iter().zip(0..).collect();
        let place = |item: &T| wanted.get(item.name()).copied();
        self.items = reordered(std::mem::take(&mut self.items), place);
        let names = self.items.iter().map(|item| item.name().clone());
        self.places = names.zip(0..).collect();
    }
}

/// `items` with those that have a `place` sorted by it into the places that they take up together.
pub(crate) fn reordered<T>(items: Vec<T>, place: impl Fn(&T) -> Option<usize>) -> Vec<T> {
    let places: Vec<Option<usize>> = items.iter().map(&place).collect();
    let (named, others): (Vec<T>, Vec<T>) =
        items.into_iter().partition(|item| place(item).is_some());
    let mut named = named;
    named.sort_by_key(|item| place(item));
    let (mut named, mut others) = (named.into_iter(), others.into_iter());
    let next = |place: Option<usize>| match place {
        Some(_) => named.next(),
        None => others.next(),
    };
    places.into_iter().filter_map(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A name, and what tells two values of one name apart.
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Item(u8, usize);

    impl Named for Item {
        type Name = u8;

        fn name(&self) -> &u8 {
            &self.0
        }
    }

    #[derive(Clone, Debug)]
    enum Deed {
        Put(u8),
        Replace(u8, u8),
        Remove(u8),
        Reorder(Vec<u8>),
    }

    fn deeds() -> impl Strategy<Value = Vec<Deed>> {
        let name = 0..6_u8;
        let deed = prop_oneof![
            3 => name.clone().prop_map(Deed::Put),
            2 => (name.clone(), name.clone()).prop_map(|(from, to)| Deed::Replace(from, to)),
            1 => name.clone().prop_map(Deed::Remove),
            1 => proptest::collection::vec(name, 0..6).prop_map(Deed::Reorder),
        ];
        proptest::collection::vec(deed, 0..20)
    }

    proptest! {
        #[test]
        fn every_name_is_found_where_it_stands(deeds in deeds()) {
            let mut all = ByName::default();
            for (number, deed) in deeds.into_iter().enumerate() {
                let names = |all: &ByName<Item>| all.items().iter().map(|item| item.0).collect::<Vec<_>>();
                let before = names(&all);
                match deed {
                    Deed::Put(name) => {
                        all.put(Item(name, number));
                        let mut expected = before.clone();
                        expected.extend(Some(name).filter(|name| !before.contains(name)));
                        prop_assert_eq!(names(&all), expected);
                    }
                    Deed::Replace(from, to) => {
                        all.replace(&from, Item(to, number));
                        let mut expected = before.clone();
                        if before.contains(&from) {
                            expected.retain(|name| *name != to || from == to);
                            expected.iter_mut().filter(|name| **name == from).for_each(|name| *name = to);
                        } else if !before.contains(&to) {
                            expected.push(to);
                        }
                        prop_assert_eq!(names(&all), expected);
                    }
                    Deed::Remove(name) => {
                        let gone = all.remove(&name);
                        prop_assert_eq!(gone.is_some(), before.contains(&name));
                        let rest = before.into_iter().filter(|other| *other != name);
                        prop_assert_eq!(names(&all), rest.collect::<Vec<_>>());
                    }
                    Deed::Reorder(order) => {
                        all.reorder(&order);
                        let after = names(&all);
                        for (old, new) in before.iter().zip(&after) {
                            prop_assert_eq!(order.contains(old), order.contains(new));
                            prop_assert!(order.contains(old) || old == new);
                        }
                    }
                }
                for (place, item) in all.items().iter().enumerate() {
                    prop_assert_eq!(all.place(item.name()), Some(place));
                    prop_assert_eq!(all.get(item.name()), Some(item));
                }
                prop_assert_eq!(all.places.len(), all.items.len());
            }
        }
    }
}
