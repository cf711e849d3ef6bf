//! The shelf: sled, for what can be rebuilt or lost without harm to a table: settings, known peers, the table list,
//! checkpoints.
//!
//! Nothing that was acknowledged hangs on it: the ledger is a file of its own, and with the shelf's folder deleted
//! the game starts as before, with default settings and the tables found in their folders.

use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::folder::{Folder, sync_folder};
use crate::session::checkpoint::outdated;
use crate::ui::view::TableId;

/// sled never frees what it stores beyond about 100 KB, so nothing that large is put on the shelf.
const VALUE_BYTES_MAX: usize = 64 << 10;
const CACHE_BYTES: u64 = 16 << 20;
/// Right after a process ended its lock can linger for a moment.
const OPEN_TRIES: u32 = 20;
const OPEN_WAIT: Duration = Duration::from_millis(100);

/// An open shelf; a clone of it is the same shelf.
#[derive(Clone, Debug)]
pub(crate) struct Shelf {
    db: sled::Db,
    path: PathBuf,
}

/// Why something is not on the shelf.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ShelfError {
    /// sled said no.
    #[error(
        "the shelf in the data folder cannot be used: {0}; deleting the folder \"shelf\" loses only settings and the list of friends' addresses"
    )]
    Sled(#[from] sled::Error),
    /// The disk said no.
    #[error("the shelf in the data folder cannot be written: {0}; free some space or mend the permissions")]
    Disk(#[from] io::Error),
    /// Too large, or not to be encoded.
    #[error("a value does not fit on the shelf")]
    Unfit,
}

/// Which compartment of the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// This player's own settings.
    Settings,
    /// Friends' last good addresses by player key.
    Peers,
    /// What the table list shows, by table id.
    Tables,
    /// Checkpoints, by table id and index.
    Checkpoints,
}

impl Row {
    const fn name(self) -> &'static str {
        match self {
            Row::Settings => "settings",
            Row::Peers => "peers",
            Row::Tables => "tables",
            Row::Checkpoints => "checkpoints",
        }
    }
}

impl Shelf {
    /// Opens the shelf. A damaged one is moved aside and a new one begun: nothing on it is worth a start that fails.
    pub(crate) fn open(folder: &Folder) -> Result<Shelf, ShelfError> {
        let path = folder.path("shelf");
        match open_patiently(&path) {
            Ok(db) => Ok(Shelf { db, path }),
            Err(sled::Error::Io(wrong)) if is_outside(&wrong) => Err(ShelfError::Disk(wrong)),
            Err(damaged) => {
                tracing::warn!("the shelf is damaged and begun anew: {damaged}");
                let aside = folder.path("shelf.damaged");
                if aside.exists() {
                    fs::remove_dir_all(&aside)?;
                }
                fs::rename(&path, &aside)?;
                Ok(Shelf { db: open_patiently(&path)?, path })
            }
        }
    }

    /// Puts a value on the shelf, in place of what was there.
    pub(crate) fn put<T: Serialize>(&self, row: Row, key: &[u8], value: &T) -> Result<(), ShelfError> {
        let bytes = serde_json::to_vec(value).map_err(|_| ShelfError::Unfit)?;
        if bytes.len() > VALUE_BYTES_MAX {
            return Err(ShelfError::Unfit);
        }
        self.db.open_tree(row.name())?.insert(key, bytes)?;
        self.sync()
    }

    /// Takes a value from the shelf; one that cannot be read any more counts as missing.
    pub(crate) fn find<T: DeserializeOwned>(&self, row: Row, key: &[u8]) -> Result<Option<T>, ShelfError> {
        let found = self.db.open_tree(row.name())?.get(key)?;
        Ok(found.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// All of a row, by key; the walk stops at the first error.
    pub(crate) fn all<T: DeserializeOwned>(&self, row: Row) -> Result<Vec<(Vec<u8>, T)>, ShelfError> {
        let mut all = Vec::new();
        for entry in &self.db.open_tree(row.name())? {
            let (key, bytes) = entry?;
            if let Ok(value) = serde_json::from_slice(&bytes) {
                all.push((key.to_vec(), value));
            }
        }
        Ok(all)
    }

    /// Keeps one more checkpoint of a table, and drops those that are outdated by it. It reaches the disk some time: a
    /// ledger is opened without one as well.
    pub(crate) fn keep_checkpoint(&self, table: TableId, index: u64, bytes: &[u8]) -> Result<(), ShelfError> {
        if bytes.len() > VALUE_BYTES_MAX {
            return Err(ShelfError::Unfit);
        }
        let row = self.db.open_tree(Row::Checkpoints.name())?;
        let known: Vec<u64> = self.checkpoints(table)?.into_iter().map(|(index, _)| index).collect();
        for old in outdated(known, index) {
            row.remove(checkpoint_key(table, old))?;
        }
        row.insert(checkpoint_key(table, index), bytes)?;
        self.db.flush()?;
        Ok(())
    }

    /// A table's checkpoints by index, the newest first; the walk stops at the first error.
    pub(crate) fn checkpoints(&self, table: TableId) -> Result<Vec<(u64, Vec<u8>)>, ShelfError> {
        let mut all = Vec::new();
        for entry in self.db.open_tree(Row::Checkpoints.name())?.scan_prefix(table.0).rev() {
            let (key, bytes) = entry?;
            if let Some(index) = key.get(table.0.len()..).and_then(|index| index.try_into().ok()) {
                all.push((u64::from_be_bytes(index), bytes.to_vec()));
            }
        }
        Ok(all)
    }

    /// Drops a table's checkpoints.
    pub(crate) fn forget_checkpoints(&self, table: TableId) -> Result<(), ShelfError> {
        let row = self.db.open_tree(Row::Checkpoints.name())?;
        for (index, _) in self.checkpoints(table)? {
            row.remove(checkpoint_key(table, index))?;
        }
        Ok(())
    }

    /// sled's own flush does not reach the disk for certain, so every file and the folder are synced after it.
    fn sync(&self) -> Result<(), ShelfError> {
        self.db.flush()?;
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            if path.is_file() {
                File::open(path)?.sync_all()?;
            }
        }
        Ok(sync_folder(&self.path)?)
    }
}

fn checkpoint_key(table: TableId, index: u64) -> Vec<u8> {
    [table.0.as_slice(), &index.to_be_bytes()].concat()
}

/// True where the disk refuses, so that a shelf which is sound is not taken for a damaged one.
fn is_outside(wrong: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull, WouldBlock};
    matches!(wrong.kind(), PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull | WouldBlock)
}

fn open_patiently(path: &Path) -> Result<sled::Db, sled::Error> {
    let mut tries = 0;
    loop {
        let config = sled::Config::default().path(path).cache_capacity(CACHE_BYTES).flush_every_ms(None);
        // Truncated files make sled panic while it opens them.
        let opened = catch_unwind(AssertUnwindSafe(|| config.open())).unwrap_or_else(|_| {
            Err(sled::Error::Io(io::Error::new(io::ErrorKind::InvalidData, "sled panicked on its files")))
        });
        match opened {
            Err(sled::Error::Io(busy)) if busy.kind() == io::ErrorKind::WouldBlock && tries < OPEN_TRIES => {
                tries += 1;
                thread::sleep(OPEN_WAIT);
            }
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_found_after_a_restart() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(place.path())).unwrap();
        Shelf::open(&folder).unwrap().put(Row::Settings, b"own", &("ja".to_owned(), 7)).unwrap();
        let shelf = Shelf::open(&folder).unwrap();
        assert_eq!(shelf.find::<(String, i32)>(Row::Settings, b"own").unwrap(), Some(("ja".to_owned(), 7)));
        assert_eq!(shelf.find::<(String, i32)>(Row::Peers, b"own").unwrap(), None);
        assert_eq!(shelf.all::<(String, i32)>(Row::Settings).unwrap().len(), 1);
        assert!(matches!(shelf.put(Row::Settings, b"own", &"x".repeat(VALUE_BYTES_MAX)), Err(ShelfError::Unfit)));
    }

    #[test]
    fn two_checkpoints_of_each_table_stay_after_a_restart() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(place.path())).unwrap();
        let (one, other) = (TableId([7; 32]), TableId([8; 32]));
        let shelf = Shelf::open(&folder).unwrap();
        for index in [256, 512, 70_000, 131_000] {
            shelf.keep_checkpoint(one, index, &index.to_be_bytes()).unwrap();
        }
        shelf.keep_checkpoint(other, 9, b"nine").unwrap();
        assert!(matches!(shelf.keep_checkpoint(one, 900, &vec![0; VALUE_BYTES_MAX + 1]), Err(ShelfError::Unfit)));
        drop(shelf);
        let shelf = Shelf::open(&folder).unwrap();
        let indices =
            |table| -> Vec<u64> { shelf.checkpoints(table).unwrap().iter().map(|(index, _)| *index).collect() };
        assert_eq!(indices(one), [131_000, 70_000]);
        assert_eq!(shelf.checkpoints(other).unwrap(), [(9, b"nine".to_vec())]);
        // The ledger was lost and begun again: what is beyond it is of no use.
        shelf.keep_checkpoint(one, 300, b"again").unwrap();
        assert_eq!(indices(one), [300]);
        shelf.forget_checkpoints(one).unwrap();
        assert_eq!((indices(one), indices(other)), (vec![], vec![9]));
    }

    #[test]
    fn a_damaged_shelf_is_begun_anew() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(place.path())).unwrap();
        Shelf::open(&folder).unwrap().put(Row::Settings, b"own", &1).unwrap();
        for file in fs::read_dir(folder.path("shelf")).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                fs::write(path, [0x55; 300]).unwrap();
            }
        }
        let shelf = Shelf::open(&folder).unwrap();
        assert_eq!(shelf.find::<i32>(Row::Settings, b"own").unwrap(), None);
        shelf.put(Row::Settings, b"own", &2).unwrap();
        assert!(folder.path("shelf.damaged").is_dir());
    }
}
