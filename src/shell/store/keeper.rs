//! The keeper: does what a journal plans on the real disk, on a thread of its own, and says when it is synced.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread::{self, JoinHandle};

use data_encoding::HEXLOWER;

use super::folder::sync_folder;
use super::saves;
use crate::app::effect::LedgerWork;
use crate::app::happening::{Happening, Stored};
use crate::session::journal::{Journal, Step};
use crate::ui::view::TableId;

/// A handle to the keeper's thread.
#[derive(Debug)]
pub(crate) struct Keeper {
    folder: PathBuf,
    work: Sender<LedgerWork>,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Starts the keeper over the folder of all tables.
    pub(crate) fn start(folder: PathBuf, happened: SyncSender<Happening>) -> Keeper {
        let (work, orders) = channel();
        let desk = Desk { folder: folder.clone(), open: Open::default() };
        let thread = thread::spawn(move || desk.run(&orders, &happened));
        Keeper { folder, work, thread }
    }

    /// The tables that have a ledger here.
    pub(crate) fn tables(&self) -> Vec<TableId> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        names.filter_map(|name| Some(TableId(HEXLOWER.decode(name.as_bytes()).ok()?.try_into().ok()?))).collect()
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
    open: Open,
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
        for order in orders {
            let stored = match order {
                LedgerWork::Open { table } => match saves::segments(&self.folder_of(table)) {
                    Ok(segments) => Stored::Opened { table, segments },
                    Err(wrong) => Stored::Failed { told: trouble(&self.folder_of(table), &wrong) },
                },
                LedgerWork::Do { table, steps, token } => match self.open.take_steps(&self.folder_of(table), &steps) {
                    Ok(()) => Stored::Kept { token },
                    Err(wrong) => Stored::Lost { token, told: trouble(&self.folder_of(table), &wrong) },
                },
            };
            if happened.send(Happening::Stored(stored)).is_err() {
                return;
            }
        }
    }

    fn folder_of(&self, table: TableId) -> PathBuf {
        self.folder.join(HEXLOWER.encode(&table.0))
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

fn trouble(folder: &Path, wrong: &io::Error) -> String {
    format!("{}: {wrong}; free some space or mend the permissions, then open the table again", folder.display())
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let keeper = Keeper::start(place.path().to_path_buf(), happened);
        let table = TableId([7; 32]);
        keeper.work(LedgerWork::Do { table, steps: steps("one evening"), token: 3 });
        assert_eq!(happenings.recv().unwrap(), Happening::Stored(Stored::Kept { token: 3 }));
        assert_eq!(keeper.tables(), [table]);
        keeper.work(LedgerWork::Do { table, steps: vec![Step::Truncate { segment: 0, bytes: 3 }], token: 4 });
        keeper.work(LedgerWork::Open { table });
        happenings.recv().unwrap();
        let segments = vec![(0, b"one".to_vec())];
        assert_eq!(happenings.recv().unwrap(), Happening::Stored(Stored::Opened { table, segments }));
        keeper.work(LedgerWork::Do { table, steps: vec![Step::SyncFile { segment: 9 }], token: 5 });
        assert!(matches!(happenings.recv().unwrap(), Happening::Stored(Stored::Lost { token: 5, .. })));
        keeper.finish();
    }
}
