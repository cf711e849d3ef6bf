//! The newest of what was told, and how much was told in all: a full list still shows that something new came.

use std::collections::VecDeque;

/// As many as a screen can show; older ones are forgotten.
const KEPT_MAX: usize = 100;

/// The newest lines, oldest first, at most a hundred of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent<T> {
    kept: VecDeque<T>,
    told: u64,
}

impl<T> Default for Recent<T> {
    fn default() -> Recent<T> {
        Recent { kept: VecDeque::new(), told: 0 }
    }
}

impl<T> Recent<T> {
    /// Adds one more.
    pub fn tell(&mut self, line: T) {
        if self.kept.len() >= KEPT_MAX {
            self.kept.pop_front();
        }
        self.kept.push_back(line);
        self.told += 1;
    }

    /// How many were ever told, those that are forgotten included.
    pub const fn told(&self) -> u64 {
        self.told
    }

    /// Those that are kept, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.kept.iter()
    }

    /// The newest.
    pub fn last(&self) -> Option<&T> {
        self.kept.back()
    }

    /// True when nothing was ever told.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

impl<T> FromIterator<T> for Recent<T> {
    fn from_iter<I: IntoIterator<Item = T>>(lines: I) -> Recent<T> {
        let mut recent = Recent::default();
        lines.into_iter().for_each(|line| recent.tell(line));
        recent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_list_forgets_the_oldest_and_still_counts() {
        let mut recent: Recent<u32> = (0..100).collect();
        assert_eq!((recent.told(), recent.iter().count(), recent.last()), (100, 100, Some(&99)));
        recent.tell(99);
        assert_eq!((recent.told(), recent.iter().count(), recent.iter().next()), (101, 100, Some(&1)));
        assert!(Recent::<u32>::default().is_empty());
    }
}
