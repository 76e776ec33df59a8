//! Spreading work over threads.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// How many threads the machine runs at once.
#[must_use]
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// What `work` makes of each of `items`, in their order, done on as many as `threads` threads.
///
/// # Panics
/// As `work` does.
pub fn spread<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let threads = threads.min(items.len());
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done: Vec<(usize, R)> = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            match items.get(index) {
                Some(item) => done.push((index, work(item))),
                None => return done,
            }
        }
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads)
            .filter_map(|_| thread::Builder::new().spawn_scoped(scope, take).ok())
            .collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// How many items a thread takes at once, and how far those done may be ahead of the first that is not: what was made of
/// them waits for it in memory.
const PIECE: usize = 32;
const AHEAD: usize = 1024;

/// Which items were taken and which were handed on.
#[derive(Debug, Default)]
struct Course {
    taken: usize,
    handed_on: usize,
    is_stopped: bool,
}

/// The way from the items to what is made of them.
struct Pipe<'t, T> {
    items: &'t [T],
    course: Mutex<Course>,
    moved: Condvar,
}

impl<'t, T> Pipe<'t, T> {
    /// The next items to do, and the index of the first of them; waits while those done are too far ahead.
    fn take(&self) -> Option<(usize, &'t [T])> {
        let course = self.course.lock().unwrap_or_else(PoisonError::into_inner);
        let is_ahead =
            |course: &mut Course| !course.is_stopped && course.taken >= course.handed_on + AHEAD;
        let waited = self.moved.wait_while(course, is_ahead);
        let mut course = waited.unwrap_or_else(PoisonError::into_inner);
        let (start, end) = (course.taken, self.items.len().min(course.taken + PIECE));
        let piece = self
            .items
            .get(start..end)
            .filter(|piece| !piece.is_empty())?;
        course.taken = end;
        (!course.is_stopped).then_some((start, piece))
    }

    /// Does items for as long as there are any and somebody wants them.
    fn work<S, R>(
        &self,
        mut state: S,
        work: &(impl Fn(&mut S, &T) -> R + Sync),
        done: &SyncSender<(usize, Vec<R>)>,
    ) {
        let _stop = Stop {
            pipe: self,
            is_worker: true,
        };
        while let Some((start, piece)) = self.take() {
            let results = piece.iter().map(|item| work(&mut state, item)).collect();
            if done.send((start, results)).is_err() {
                return;
            }
        }
    }

    fn change(&self, change: impl FnOnce(&mut Course)) {
        change(&mut self.course.lock().unwrap_or_else(PoisonError::into_inner));
        self.moved.notify_all();
    }
}

/// Stops the threads where nobody takes what they make, and where one of them has failed: the others would wait for it.
struct Stop<'p, 't, T> {
    pipe: &'p Pipe<'t, T>,
    is_worker: bool,
}

impl<T> Drop for Stop<'_, '_, T> {
    fn drop(&mut self) {
        if !self.is_worker || thread::panicking() {
            self.pipe.change(|course| course.is_stopped = true);
        }
    }
}

/// Hands what `work` makes of each of `items` to `take`, in their order and as soon as those before are done, until that
/// says to stop. The work is done on as many as `threads` threads, each with a state that `begin` gives it. What is handed
/// on is how many items are done, the index of the item, and what was made of it. What waits to be handed on is bounded.
///
/// # Panics
/// As `work` does, and where the system has no more threads.
pub fn stream<T: Sync, S, R: Send>(
    items: &[T],
    threads: usize,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
    take: &mut dyn FnMut(usize, usize, R) -> bool,
) {
    let pipe = Pipe {
        items,
        course: Mutex::default(),
        moved: Condvar::new(),
    };
    let (sender, results) = mpsc::sync_channel(AHEAD / PIECE);
    thread::scope(|scope| {
        let results = results;
        let _stop = Stop {
            pipe: &pipe,
            is_worker: false,
        };
        for _ in 0..threads.clamp(1, items.len().max(1)) {
            let (pipe, sender, begin, work) = (&pipe, sender.clone(), &begin, &work);
            scope.spawn(move || pipe.work(begin(), work, &sender));
        }
        drop(sender);
        let mut waiting: BTreeMap<usize, Vec<R>> = BTreeMap::new();
        let (mut done, mut next) = (0, 0);
        for (start, made) in &results {
            done += made.len();
            waiting.insert(start, made);
            let before = next;
            while let Some(made) = waiting.remove(&next) {
                for result in made {
                    if !take(done, next, result) {
                        return;
                    }
                    next += 1;
                }
            }
            // Nobody waits while few are ahead, and telling the others costs more than a small item.
            if next / (AHEAD / 4) > before / (AHEAD / 4) {
                pipe.change(|course| course.handed_on = next);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_stays_in_its_order() {
        let items: Vec<usize> = (0..100).collect();
        let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
        for threads in [0, 1, 3, 200] {
            assert_eq!(spread(&items, threads, |item| item * 2), expected);
        }
        assert!(spread(&[], 4, |item: &usize| *item).is_empty());
    }

    #[test]
    fn a_stream_keeps_the_order_and_can_be_stopped() {
        let items: Vec<usize> = (0..3 * AHEAD).collect();
        for (threads, last) in [(0, items.len()), (1, 20), (3, items.len()), (7, 1000)] {
            let mut taken = Vec::new();
            // The first item takes long: the others wait for it.
            let work = |state: &mut usize, item: &usize| {
                *state += 1;
                if *item == 0 {
                    thread::yield_now();
                }
                item * 2
            };
            stream(&items, threads, || 0, work, &mut |done, index, made| {
                assert!(done > index);
                taken.push(made);
                taken.len() < last
            });
            let expected: Vec<usize> = items.iter().map(|item| item * 2).take(last).collect();
            assert_eq!(taken, expected);
        }
        let none: &[usize] = &[];
        stream(none, 2, || (), |(), item| *item, &mut |_, _, _| panic!());
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_of_the_work_stops_all() {
        let items: Vec<usize> = (0..10 * AHEAD).collect();
        let work = |(): &mut (), item: &usize| assert_ne!(*item, 5000);
        stream(&items, 2, || (), work, &mut |_, _, ()| true);
    }
}
