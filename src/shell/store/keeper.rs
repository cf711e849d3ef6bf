//! The keeper: does what a journal plans on the real disk, on a thread of its own, and says when it is synced.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread::{self, JoinHandle};

use data_encoding::HEXLOWER;

use super::folder::sync_folder;
use super::generations;
use super::saves;
use super::shelf::Shelf;
use crate::app::effect::LedgerWork;
use crate::app::happening::{Happening, Stored};
use crate::session::entry::Genesis;
use crate::session::journal::mend::Copies;
use crate::session::journal::{Journal, Step};
use crate::ui::view::TableId;

/// A handle to the keeper's thread.
#[derive(Debug)]
pub(crate) struct Keeper {
    folder: PathBuf,
    copies: PathBuf,
    work: Sender<LedgerWork>,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Starts the keeper over the folder of all tables and the one of their second copies, with a shelf for checkpoints.
    pub(crate) fn start(folder: PathBuf, copies: PathBuf, shelf: Shelf, happened: SyncSender<Happening>) -> Keeper {
        let (work, orders) = channel();
        let desk = Desk {
            folder: folder.clone(),
            copies: copies.clone(),
            generations: copies.with_file_name("generations"),
            shelf,
            open: Open::default(),
            copy: Open::default(),
            stopped: BTreeSet::new(),
            uncopied: BTreeSet::new(),
        };
        let thread = thread::spawn(move || desk.run(&orders, &happened));
        Keeper { folder, copies, work, thread }
    }

    /// The tables that have a ledger here.
    pub(crate) fn tables(&self) -> Vec<TableId> {
        let names = |folder: &Path| -> Vec<String> {
            let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
            entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
        };
        // A table whose first copy was lost is there all the same.
        let both: BTreeSet<String> = names(&self.folder).into_iter().chain(names(&self.copies)).collect();
        both.iter().filter_map(|name| Some(TableId(HEXLOWER.decode(name.as_bytes()).ok()?.try_into().ok()?))).collect()
    }

    /// What a ledger says of its table, for when nothing else does.
    pub(crate) fn genesis(&self, table: TableId) -> Option<Genesis> {
        let name = name_of(table);
        [&self.folder, &self.copies].into_iter().find_map(|folder| saves::genesis(&folder.join(&name)))
    }

    /// Hands the keeper some work; its end is told as something that happened.
    pub(crate) fn work(&self, work: LedgerWork) {
        if self.work.send(work).is_err() {
            tracing::error!("the keeper of ledgers is gone");
        }
    }

    /// Finishes what was handed over.
    pub(crate) fn finish(self) {
        drop(self.work);
        if self.thread.join().is_err() {
            tracing::error!("the keeper of ledgers stopped by a mistake");
        }
    }
}

/// The keeper's own side.
struct Desk {
    folder: PathBuf,
    copies: PathBuf,
    generations: PathBuf,
    shelf: Shelf,
    open: Open,
    copy: Open,
    /// Tables where a step failed: nothing more is written to them before they are opened again.
    stopped: BTreeSet<TableId>,
    /// Tables whose second copy failed, until they are opened again.
    uncopied: BTreeSet<TableId>,
}

/// The segment that stays open between two writes.
#[derive(Default)]
struct Open(Option<(PathBuf, File)>);

/// Takes steps of a plan in a ledger's folder, once.
pub(crate) fn take_steps(folder: &Path, steps: &[Step]) -> io::Result<()> {
    Open::default().take_steps(folder, steps)
}

impl Desk {
    fn run(mut self, orders: &Receiver<LedgerWork>, happened: &SyncSender<Happening>) {
        let tell = |stored| happened.send(Happening::Stored(stored)).is_ok();
        for order in orders {
            let heard = match order {
                LedgerWork::Open { table } => tell(self.read(table)),
                LedgerWork::Do { table, steps, token } => {
                    // The second copy is written once the first is reported: it holds nobody up.
                    let kept = self.take(table, &steps, token);
                    let copied = matches!(kept, Stored::Kept { .. });
                    tell(kept) && (!copied || self.follow(table, &steps).is_none_or(tell))
                }
                LedgerWork::Mend { table, first, second } => match self.take(table, &first, 0) {
                    Stored::Kept { .. } => self.follow(table, &second).is_none_or(tell),
                    lost => tell(lost),
                },
                LedgerWork::Generation { table, made_ms, bytes } => {
                    let folder = self.generations.join(name_of(table));
                    match generations::keep(&folder, made_ms, &bytes) {
                        Ok(()) => true,
                        Err(wrong) => tell(Stored::Failed { told: trouble(&folder, &wrong) }),
                    }
                }
                LedgerWork::Checkpoint { table, index, bytes } => {
                    // In one row with what is written to the ledger, so never before the entries it covers are synced.
                    if let Err(wrong) = self.shelf.keep_checkpoint(table, index, &bytes) {
                        tracing::warn!("the checkpoint of entry {index} is not kept: {wrong}");
                    }
                    true
                }
                LedgerWork::Unfit { table } => {
                    tracing::warn!("no checkpoint fits the ledger of {}: all of it was replayed", name_of(table));
                    if let Err(wrong) = self.shelf.forget_checkpoints(table) {
                        tracing::warn!("checkpoints cannot be dropped: {wrong}");
                    }
                    true
                }
                LedgerWork::SetAside { table } => match self.set_aside(table) {
                    Ok(()) => true,
                    Err(wrong) => {
                        self.stopped.insert(table);
                        tell(Stored::Failed { told: trouble(&self.folder_of(table), &wrong) })
                    }
                },
            };
            if !heard {
                return;
            }
        }
    }

    fn read(&mut self, table: TableId) -> Stored {
        self.stopped.remove(&table);
        self.uncopied.remove(&table);
        let read = |folder: PathBuf| if folder.is_dir() { saves::segments(&folder) } else { Ok(Vec::new()) };
        let both = read(self.folder_of(table)).and_then(|first| Ok((first, read(self.copy_of(table))?)));
        match both {
            Ok((first, second)) => {
                let checkpoints = self.shelf.checkpoints(table).unwrap_or_else(|wrong| {
                    tracing::warn!("checkpoints cannot be read: {wrong}");
                    Vec::new()
                });
                let checkpoints = checkpoints.into_iter().map(|(_, bytes)| bytes).collect();
                Stored::Opened { table, copies: Copies { first, second }, checkpoints }
            }
            Err(wrong) => Stored::Failed { told: trouble(&self.folder_of(table), &wrong) },
        }
    }

    /// Takes steps in the first copy. After one that failed none is taken: what the disk then holds is not known.
    fn take(&mut self, table: TableId, steps: &[Step], token: u64) -> Stored {
        let folder = self.folder_of(table);
        if self.stopped.contains(&table) {
            let told = format!("{}: nothing more is written before the table is opened again", folder.display());
            return Stored::Lost { token, told };
        }
        match self.open.take_steps(&folder, steps) {
            Ok(()) => Stored::Kept { token },
            Err(wrong) => {
                self.stopped.insert(table);
                Stored::Lost { token, told: trouble(&folder, &wrong) }
            }
        }
    }

    /// Takes the same steps in the second copy; what is wrong there is told once.
    fn follow(&mut self, table: TableId, steps: &[Step]) -> Option<Stored> {
        if self.uncopied.contains(&table) {
            return None;
        }
        let wrong = self.copy.take_steps(&self.copy_of(table), steps).err()?;
        self.uncopied.insert(table);
        Some(Stored::CopyLost { told: wrong.to_string() })
    }

    /// Renames both copies, so that what is damaged stays to be looked at.
    fn set_aside(&mut self, table: TableId) -> io::Result<()> {
        (self.open, self.copy) = (Open::default(), Open::default());
        for folder in [self.folder_of(table), self.copy_of(table)] {
            if !folder.exists() {
                continue;
            }
            put_aside(&folder)?;
        }
        Ok(())
    }

    fn folder_of(&self, table: TableId) -> PathBuf {
        self.folder.join(name_of(table))
    }

    fn copy_of(&self, table: TableId) -> PathBuf {
        self.copies.join(name_of(table))
    }
}

impl Open {
    fn take_steps(&mut self, folder: &Path, steps: &[Step]) -> io::Result<()> {
        for step in steps {
            match step {
                Step::Create { segment } => {
                    if !folder.exists() {
                        fs::create_dir_all(folder)?;
                        sync_folder(folder.parent().unwrap_or(folder))?;
                    }
                    let path = folder.join(Journal::file_name(*segment));
                    let file = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
                    self.0 = Some((path, file));
                }
                Step::Write { segment, offset, bytes } => {
                    let file = self.file(folder, *segment)?;
                    file.seek(SeekFrom::Start(*offset))?;
                    file.write_all(bytes)?;
                }
                Step::Truncate { segment, bytes } => self.file(folder, *segment)?.set_len(*bytes)?,
                Step::SyncFile { segment } => self.file(folder, *segment)?.sync_data()?,
                Step::SyncFolder => sync_folder(folder)?,
            }
        }
        Ok(())
    }

    fn file(&mut self, folder: &Path, segment: u32) -> io::Result<&mut File> {
        let path = folder.join(Journal::file_name(segment));
        let open = match self.0.take() {
            Some(open) if open.0 == path => open,
            _ => {
                let file = OpenOptions::new().write(true).open(&path)?;
                (path, file)
            }
        };
        Ok(&mut self.0.insert(open).1)
    }
}

/// What a table's folder is called.
fn name_of(table: TableId) -> String {
    HEXLOWER.encode(&table.0)
}

/// Renames a ledger's folder to the first free name beside it.
pub(crate) fn put_aside(folder: &Path) -> io::Result<()> {
    let aside = |number: u32| folder.with_extension(format!("aside-{number}"));
    let free = (1..).map(aside).find(|path| !path.exists());
    fs::rename(folder, free.unwrap_or_else(|| aside(0)))?;
    sync_folder(folder.parent().unwrap_or(folder))
}

fn trouble(folder: &Path, wrong: &io::Error) -> String {
    format!("{}: {wrong}; free some space or mend the permissions, then open the table again", folder.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::folder::Folder;
    use std::sync::mpsc::sync_channel;

    fn steps(text: &str) -> Vec<Step> {
        let bytes = text.as_bytes().to_vec();
        vec![
            Step::Create { segment: 0 },
            Step::SyncFolder,
            Step::Write { segment: 0, offset: 0, bytes },
            Step::SyncFile { segment: 0 },
        ]
    }

    #[test]
    fn what_was_kept_is_read_back_and_a_full_stop_is_told() {
        let place = tempfile::tempdir().unwrap();
        let (happened, happenings) = sync_channel(9);
        let (first, second) = (place.path().join("tables"), place.path().join("copies"));
        let shelf = Shelf::open(&Folder::open(Some(place.path())).unwrap()).unwrap();
        let keeper = Keeper::start(first, second, shelf, happened);
        let table = TableId([7; 32]);
        keeper.work(LedgerWork::Do { table, steps: steps("one evening"), token: 3 });
        assert_eq!(happenings.recv().unwrap(), Happening::Stored(Stored::Kept { token: 3 }));
        assert_eq!(keeper.tables(), [table]);
        keeper.work(LedgerWork::Do { table, steps: vec![Step::Truncate { segment: 0, bytes: 3 }], token: 4 });
        let checkpoint = |index: u64| LedgerWork::Checkpoint { table, index, bytes: vec![index as u8] };
        [1, 2, 3].map(checkpoint).into_iter().for_each(|work| keeper.work(work));
        keeper.work(LedgerWork::Open { table });
        happenings.recv().unwrap();
        let copies = Copies { first: vec![(0, b"one".to_vec())], second: vec![(0, b"one".to_vec())] };
        let opened = Stored::Opened { table, copies, checkpoints: vec![vec![3], vec![2]] };
        assert_eq!(happenings.recv().unwrap(), Happening::Stored(opened));
        keeper.work(LedgerWork::Unfit { table });
        keeper.work(LedgerWork::Do { table, steps: vec![Step::SyncFile { segment: 9 }], token: 5 });
        assert!(matches!(happenings.recv().unwrap(), Happening::Stored(Stored::Lost { token: 5, .. })));
        // A failed sync is not tried again as if nothing had been: the table stops until it is read anew.
        keeper.work(LedgerWork::Do { table, steps: vec![Step::SyncFile { segment: 0 }], token: 6 });
        assert!(matches!(happenings.recv().unwrap(), Happening::Stored(Stored::Lost { token: 6, .. })));
        keeper.work(LedgerWork::Open { table });
        happenings.recv().unwrap();
        keeper.work(LedgerWork::Do { table, steps: vec![Step::SyncFile { segment: 0 }], token: 7 });
        assert_eq!(happenings.recv().unwrap(), Happening::Stored(Stored::Kept { token: 7 }));
        keeper.work(LedgerWork::SetAside { table });
        keeper.work(LedgerWork::Do { table, steps: steps("anew"), token: 8 });
        assert_eq!(happenings.recv().unwrap(), Happening::Stored(Stored::Kept { token: 8 }));
        assert_eq!(keeper.tables(), [table], "what was put aside is no table");
        keeper.finish();
    }
}
