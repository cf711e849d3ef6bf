//! What follows from a sheet or a pack and the book alone, worked out once and kept beside it.
//!
//! It can never be stale: only what is [`Kept`] remembers, and whoever is to change it gets it with nothing remembered.
//! It is no part of the world: it is neither compared, nor saved, nor sent, nor counted in a digest.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::srd::Book;
use crate::srd::modifier::{Modifier, Training};

/// Part of a creature that remembers what follows from it until it is changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Kept<T>(Box<T>);

/// Whatever can be kept so.
pub trait Remembers: Clone {
    /// What follows from it.
    type Known;

    /// What is remembered.
    fn memo(&self) -> &Memo<Self::Known>;

    /// Where it is remembered.
    fn memo_mut(&mut self) -> &mut Memo<Self::Known>;
}

/// What follows from something and one book: nothing while nobody keeps it.
pub struct Memo<K>(Option<Arc<OnceLock<(Arc<Book>, K)>>>);

/// What follows from a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learned {
    /// Features by their rows in the book, with the levels that count for them.
    pub features: Vec<(usize, u8)>,
    /// What all of them change.
    pub gives: Vec<Modifier>,
    /// Everything that is trained.
    pub training: BTreeSet<Training>,
}

impl<T: Remembers> Kept<T> {
    /// Keeps it, with nothing remembered.
    pub fn new(it: T) -> Kept<T> {
        let mut kept = Kept(Box::new(it));
        kept.forget();
        kept
    }

    fn forget(&mut self) {
        *self.0.memo_mut() = Memo(Some(Arc::default()));
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Remembers> DerefMut for Kept<T> {
    /// To be changed: whatever followed from it before is forgotten.
    fn deref_mut(&mut self) -> &mut T {
        self.forget();
        &mut self.0
    }
}

impl<T: Remembers> Clone for Kept<T> {
    fn clone(&self) -> Kept<T> {
        let mut copy = self.0.clone();
        // It is the same: what is found for one is found for both.
        *copy.memo_mut() = Memo(self.0.memo().0.clone());
        Kept(copy)
    }
}

impl<T: Remembers + Default> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept::new(T::default())
    }
}

impl<T: Serialize> Serialize for Kept<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Remembers + Deserialize<'de>> Deserialize<'de> for Kept<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Kept<T>, D::Error> {
        T::deserialize(deserializer).map(Kept::new)
    }
}

impl<K> Memo<K> {
    /// What follows, found once; none for what nobody keeps, and where the book is another than the one before.
    pub fn known(&self, book: &Arc<Book>, find: impl FnOnce() -> K) -> Option<&K> {
        let (of, known) = self.0.as_ref()?.get_or_init(|| (Arc::clone(book), find()));
        Arc::ptr_eq(of, book).then_some(known)
    }
}

impl<K> Default for Memo<K> {
    fn default() -> Memo<K> {
        Memo(None)
    }
}

impl<K> Clone for Memo<K> {
    /// Nobody keeps a copy yet, and it may be changed: it remembers nothing.
    fn clone(&self) -> Memo<K> {
        Memo(None)
    }
}

impl<K> PartialEq for Memo<K> {
    /// Things are the same whatever has been worked out from them.
    fn eq(&self, _: &Memo<K>) -> bool {
        true
    }
}

impl<K> Eq for Memo<K> {}

impl<K> fmt::Debug for Memo<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srd::id::ItemId;
    use crate::world::creature::Pack;

    /// What is known after the pack was changed so: found anew, or what was found before.
    fn check(change: fn(&mut Kept<Pack>), anew: bool) {
        let book = Arc::new(Book::default());
        let mut pack: Kept<Pack> = Kept::default();
        assert_eq!(pack.memo.known(&book, || vec![1]), Some(&vec![1]));
        change(&mut pack);
        assert_eq!(pack.memo.known(&book, || vec![2]), Some(&vec![if anew { 2 } else { 1 }]));
        assert_eq!(pack.memo.known(&Arc::new(Book::default()), || vec![3]), None, "another book is another answer");
    }

    #[test]
    fn what_is_changed_is_forgotten() {
        check(|_| {}, false);
        check(|pack| pack.worn = Some(ItemId::new("plate")), true);
        check(|pack| pack.items.clear(), true);
        check(|pack| *pack = Kept::default(), true);
        check(|pack| *pack = pack.clone(), false);
        check(|pack| *pack = Kept::new(Pack::clone(pack)), true);
    }

    #[test]
    fn a_copy_that_nobody_keeps_remembers_nothing() {
        let book = Arc::new(Book::default());
        let pack: Kept<Pack> = Kept::default();
        assert!(pack.memo.known(&book, Vec::new).is_some());
        assert!(Pack::clone(&pack).memo.known(&book, Vec::new).is_none());
    }
}
