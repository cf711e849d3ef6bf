//! Records by their ids: walked through in the order of the ids, found at once by one of them.
//!
//! Rules look records up at every question. An ordered map compares a dozen names on the way to one; a shelf works out
//! the place of the name and compares once. Nothing hangs on where a record stands but the speed.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

/// Records of one kind.
#[derive(Clone)]
pub struct Shelf<K, V> {
    /// Records as they came.
    rows: Vec<(K, V)>,
    /// Numbers of rows in the order of their ids.
    order: Vec<u32>,
    /// Where to look for an id: the number of its row and one, or nothing. A power of two long, half empty at least.
    slots: Vec<u32>,
}

impl<K: Hash + Ord, V> Shelf<K, V> {
    /// The record of an id.
    pub fn get(&self, id: &K) -> Option<&V> {
        self.at(self.row(id)?)
    }

    /// The record of an id, to be changed.
    pub fn record_mut(&mut self, id: &K) -> Option<&mut V> {
        let row = self.row(id)?;
        self.rows.get_mut(row).map(|(_, record)| record)
    }

    /// True when there is a record of this id.
    pub fn contains_key(&self, id: &K) -> bool {
        self.row(id).is_some()
    }

    /// The number of the row in which an id stands. It stays the same until something is taken away.
    pub fn row(&self, id: &K) -> Option<usize> {
        let last = self.slots.len().checked_sub(1)?;
        let mut slot = place(id) & last;
        loop {
            // An empty slot ends the search: whoever is not before it is nowhere.
            let row = usize::try_from(*self.slots.get(slot)?).ok()?.checked_sub(1)?;
            if self.rows.get(row).is_some_and(|(own, _)| own == id) {
                return Some(row);
            }
            slot = (slot + 1) & last;
        }
    }

    /// The record in a row.
    pub fn at(&self, row: usize) -> Option<&V> {
        self.rows.get(row).map(|(_, record)| record)
    }

    /// Puts a record there; what stood there before is handed back.
    pub fn insert(&mut self, id: K, record: V) -> Option<V> {
        if let Some(before) = self.record_mut(&id) {
            return Some(std::mem::replace(before, record));
        }
        let after = self.order.partition_point(|row| self.id_of(*row).is_some_and(|other| *other < id));
        let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        assert!(row < u32::MAX, "a shelf is never so long");
        self.order.insert(after, row);
        self.rows.push((id, record));
        if self.rows.len() * 2 > self.slots.len() {
            self.file_all();
        } else {
            self.file(row);
        }
        None
    }

    /// Takes a record away.
    pub fn remove(&mut self, id: &K) -> Option<V> {
        let row = self.row(id)?;
        let (_, record) = self.rows.remove(row);
        let gone = u32::try_from(row).unwrap_or(u32::MAX);
        self.order.retain(|other| *other != gone);
        self.order.iter_mut().filter(|other| **other > gone).for_each(|other| *other -= 1);
        self.file_all();
        Some(record)
    }

    fn id_of(&self, row: u32) -> Option<&K> {
        self.rows.get(usize::try_from(row).ok()?).map(|(id, _)| id)
    }

    /// Files every row anew, with room for as many again.
    fn file_all(&mut self) {
        self.slots = vec![0; (self.rows.len() * 4).next_power_of_two()];
        (0..self.order.len()).filter_map(|row| u32::try_from(row).ok()).for_each(|row| self.file(row));
    }

    fn file(&mut self, row: u32) {
        let Some(id) = self.id_of(row) else { return };
        let last = self.slots.len().saturating_sub(1);
        let mut slot = place(id) & last;
        while self.slots.get(slot).is_some_and(|taken| *taken != 0) {
            slot = (slot + 1) & last;
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = row + 1;
        }
    }
}

impl<K, V> Shelf<K, V> {
    /// Every id and its record, in the order of the ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator {
        self.order.iter().map(|row| {
            let (id, record) = &self.rows[*row as usize];
            (id, record)
        })
    }

    /// Every id in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.iter().map(|(id, _)| id)
    }

    /// Every record in the order of the ids.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.iter().map(|(_, record)| record)
    }

    /// Every record, to be changed, as they came.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.rows.iter_mut().map(|(_, record)| record)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Where an id is looked for first: the same on every machine, though nothing hangs on it.
fn place<K: Hash>(id: &K) -> usize {
    let mut mixed = Mixed(0);
    id.hash(&mut mixed);
    usize::try_from(mixed.0 >> 32).unwrap_or(0)
}

/// A quick mix of bytes; ids are the book's own, so that nobody chooses them to collide.
struct Mixed(u64);

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        let mut mix = |word: u64| self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        words.iter().for_each(|word| mix(u64::from_le_bytes(*word)));
        match (bytes.last_chunk::<8>(), rest) {
            (_, []) => {}
            // What is left over is mixed with some of what was mixed before: that is one step instead of up to seven.
            (Some(last), _) => mix(u64::from_le_bytes(*last)),
            (None, rest) => mix(rest.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte))),
        }
    }

    fn write_u8(&mut self, _: u8) {
        // The mark at the end of a text tells apart lists of texts; an id is one.
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Shelf<K, V> {
        Shelf { rows: Vec::new(), order: Vec::new(), slots: Vec::new() }
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Shelf<K, V> {
    fn eq(&self, other: &Shelf<K, V>) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for Shelf<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Shelf<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Serialize, V: Serialize> Serialize for Shelf<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::srd::id::ItemId;

    fn filled(ids: &[&str]) -> (Shelf<ItemId, usize>, BTreeMap<ItemId, usize>) {
        let (mut shelf, mut map) = (Shelf::default(), BTreeMap::new());
        for (number, id) in ids.iter().enumerate() {
            assert_eq!(shelf.insert(ItemId::new(id), number), map.insert(ItemId::new(id), number), "{id}");
        }
        (shelf, map)
    }

    fn check(shelf: &Shelf<ItemId, usize>, map: &BTreeMap<ItemId, usize>, others: &[&str]) {
        assert!(shelf.iter().eq(map.iter()), "{shelf:?}");
        assert_eq!(postcard::to_stdvec(shelf), postcard::to_stdvec(map), "it is written like an ordered map");
        for id in map.keys().cloned().chain(others.iter().map(|id| ItemId::new(id))) {
            assert_eq!(shelf.get(&id), map.get(&id), "{id}");
        }
    }

    #[test]
    fn a_shelf_is_an_ordered_map() {
        let ids: Vec<String> = (0..300).map(|number| format!("thing_{}", number * 7919 % 257)).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let (mut shelf, mut map) = filled(&ids);
        check(&shelf, &map, &["", "thing", "thing_300"]);
        for id in ids.iter().step_by(3) {
            assert_eq!(shelf.remove(&ItemId::new(id)), map.remove(&ItemId::new(id)), "{id}");
            assert!(shelf.get(&ItemId::new(id)).is_none());
        }
        check(&shelf, &map, &ids);
    }

    #[test]
    fn an_empty_shelf_has_nothing() {
        let (shelf, map) = filled(&[]);
        check(&shelf, &map, &["rope"]);
        assert!(shelf.is_empty());
    }
}
