//! The content this program brings: its book and the adventures it can play, by fingerprint.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::hash::Hash;
use crate::srd::Book;
use crate::tale;
use crate::tale::Tale;
use crate::world::World;

/// One book and some adventures.
#[derive(Clone, Debug)]
pub struct Library {
    book: Arc<Book>,
    print: Hash,
    tales: BTreeMap<Hash, Arc<Tale>>,
}

impl Library {
    /// What this program brings: the standard book and the built-in adventures, read once.
    pub fn standard() -> Arc<Library> {
        static LIBRARY: OnceLock<Arc<Library>> = OnceLock::new();
        let read = || Library::new(Arc::new(Book::standard().clone()), tale::standard().iter().cloned().map(Arc::new));
        Arc::clone(LIBRARY.get_or_init(|| Arc::new(read())))
    }

    /// A library of one book and these adventures.
    pub fn new(book: Arc<Book>, tales: impl IntoIterator<Item = Arc<Tale>>) -> Library {
        let print = Hash(book.fingerprint());
        let tales = tales.into_iter().map(|tale| (Library::print_of(&tale), tale)).collect();
        Library { book, print, tales }
    }

    /// The fingerprint of the book.
    pub fn book(&self) -> Hash {
        self.print
    }

    /// The fingerprint of an adventure, as a genesis names it.
    pub fn print_of(tale: &Tale) -> Hash {
        Hash(tale.fingerprint())
    }

    /// The adventure with this fingerprint.
    pub fn tale(&self, print: Hash) -> Option<&Arc<Tale>> {
        self.tales.get(&print)
    }

    /// The world of an adventure before anything has happened, if this library has it.
    pub fn world(&self, tale: Hash) -> Option<World> {
        self.tale(tale).map(|tale| World::new(Arc::clone(&self.book), Arc::clone(tale)))
    }
}
