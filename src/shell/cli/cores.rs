//! Numbered work over several threads; its results are taken in the order of the numbers, whoever was faster.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;

/// As many threads as there are cores, or as many as were asked for; one at the least.
pub(super) fn threads(asked: Option<usize>) -> usize {
    asked.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1)
}

/// Does the work of every number, and takes each result on the calling thread.
pub(super) fn over_cores<T: Send>(
    numbers: Range<u64>,
    threads: usize,
    work: impl Fn(u64) -> T + Sync,
    mut take: impl FnMut(u64, T),
) {
    let (next, end) = (AtomicU64::new(numbers.start), numbers.end);
    thread::scope(|scope| {
        let (done, results) = mpsc::channel();
        for _ in 0..threads {
            let (done, next, work) = (done.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= end || done.send((number, work(number))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        let (mut early, mut wanted) = (BTreeMap::new(), numbers.start);
        for (number, result) in results {
            early.insert(number, result);
            while let Some(result) = early.remove(&wanted) {
                take(wanted, result);
                wanted += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_from_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut taken = Vec::new();
            over_cores(3..40, threads, |number| number * number, |number, square| taken.push((number, square)));
            assert_eq!(taken, (3..40).map(|number| (number, number * number)).collect::<Vec<_>>(), "{threads} threads");
        }
        over_cores(5..5, 2, |_| (), |_, ()| panic!("no number, no work"));
    }
}
