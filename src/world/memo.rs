//! What follows from a sheet and the book alone, worked out once and kept beside the sheet.
//!
//! It can never be stale: only a [`Kept`] sheet remembers, and whoever is to change one gets it with nothing remembered.
//! It is no part of the world: it is neither compared, nor saved, nor sent, nor counted in a digest.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::creature::Sheet;
use crate::srd::Book;

/// A creature's sheet, which remembers what follows from it until it is changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Kept(Box<Sheet>);

/// What follows from a sheet: nothing for a sheet that is still being written.
#[derive(Default)]
pub struct Memo(Option<Arc<OnceLock<Known>>>);

/// Features by their rows in one book, with the levels that count for them.
struct Known {
    book: Arc<Book>,
    features: Vec<(usize, u8)>,
}

impl Kept {
    /// Keeps a sheet, with nothing remembered.
    pub fn new(mut sheet: Sheet) -> Kept {
        sheet.memo = Memo(Some(Arc::default()));
        Kept(Box::new(sheet))
    }
}

impl Deref for Kept {
    type Target = Sheet;

    fn deref(&self) -> &Sheet {
        &self.0
    }
}

impl DerefMut for Kept {
    /// The sheet, to be changed: whatever followed from it before is forgotten.
    fn deref_mut(&mut self) -> &mut Sheet {
        self.0.memo = Memo(Some(Arc::default()));
        &mut self.0
    }
}

impl Clone for Kept {
    fn clone(&self) -> Kept {
        let mut sheet = Sheet::clone(&self.0);
        // The copy is the same sheet: what is found for one is found for both.
        sheet.memo = Memo(self.0.memo.0.clone());
        Kept(Box::new(sheet))
    }
}

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Kept, D::Error> {
        Sheet::deserialize(deserializer).map(Kept::new)
    }
}

impl Memo {
    /// Rows of the book's features with their levels, found once; none for a sheet that nobody keeps, and where the
    /// book is another than the one that it was found in.
    pub fn features(&self, book: &Arc<Book>, find: impl FnOnce() -> Vec<(usize, u8)>) -> Option<&[(usize, u8)]> {
        let known = self.0.as_ref()?.get_or_init(|| Known { book: Arc::clone(book), features: find() });
        Arc::ptr_eq(&known.book, book).then_some(&known.features)
    }
}

impl Clone for Memo {
    /// A copy of a sheet is there to be changed: it remembers nothing.
    fn clone(&self) -> Memo {
        Memo(None)
    }
}

impl PartialEq for Memo {
    /// Sheets are the same whatever has been worked out from them.
    fn eq(&self, _: &Memo) -> bool {
        true
    }
}

impl Eq for Memo {}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}
