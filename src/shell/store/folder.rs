//! The data folder: where everything of one installation lies, held by one process at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// One installation's folder, locked for this process until dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    _lock: File,
}

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FolderError {
    /// The platform names no place for a user's data.
    #[error("this system names no folder for user data; say where with --data DIR")]
    Nowhere,
    /// Another process holds it.
    #[error("{} is in use by another Roundtable; close that one, or start this one with --data OTHER_DIR", .0.display())]
    InUse(PathBuf),
    /// The disk said no.
    #[error("cannot use {}: {source}; free some space, mend the permissions, or choose another folder with --data DIR", path.display())]
    Disk {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Folder {
    /// Opens (and makes, if need be) the folder: the one that is named, or the platform's.
    pub(crate) fn open(named: Option<&Path>) -> Result<Folder, FolderError> {
        let root = match named {
            Some(path) => path.to_path_buf(),
            None => {
                let project = ProjectDirs::from("", "", "roundtable").ok_or(FolderError::Nowhere)?;
                project.data_dir().to_path_buf()
            }
        };
        let wrong = |source| FolderError::Disk { path: root.clone(), source };
        fs::create_dir_all(&root).map_err(wrong)?;
        keep_private(&root).map_err(wrong)?;
        let lock =
            OpenOptions::new().create(true).truncate(false).write(true).open(root.join("lock")).map_err(wrong)?;
        match lock.try_lock() {
            Ok(()) => Ok(Folder { root, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(FolderError::InUse(root)),
            Err(TryLockError::Error(source)) => Err(wrong(source)),
        }
    }

    /// A path inside the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A folder inside the folder, made if need be.
    pub(crate) fn folder(&self, name: &str) -> Result<PathBuf, FolderError> {
        let path = self.root.join(name);
        fs::create_dir_all(&path).map_err(|source| FolderError::Disk { path: path.clone(), source })?;
        Ok(path)
    }
}

/// Writes a whole file so that either the old or the new one is there after a crash: new file, sync, rename, folder sync.
///
/// What is there and is no file (a pipe, `/dev/stdout`) has nothing to keep: it is written into, never replaced.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let new = path.with_extension("new");
    let mut file = private_file(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&new, path)?;
    sync_folder(folder_of(path))
}

/// The folder that a file lies in; the working folder for a bare name.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder's entries (new files, renames) survive a power cut.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<File> {
    File::create(path)
}

#[cfg(unix)]
fn keep_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn keep_private(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_by_one_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let first = Folder::open(Some(place.path())).unwrap();
        assert!(matches!(Folder::open(Some(place.path())), Err(FolderError::InUse(_))));
        drop(first);
        assert!(Folder::open(Some(place.path())).is_ok());
    }

    #[test]
    fn a_folder_that_cannot_be_made_says_what_to_do() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, b"not a folder").unwrap();
        let told = Folder::open(Some(&file)).unwrap_err().to_string();
        assert!(told.contains("--data DIR"), "{told}");
    }

    #[test]
    fn a_replaced_file_is_whole() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("file");
        replace_file(&path, b"one").unwrap();
        replace_file(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_bare_name_lies_in_the_working_folder() {
        let check = |path: &str, folder: &str| assert_eq!(folder_of(Path::new(path)), Path::new(folder));
        check("friday.table", ".");
        check("saves/friday.table", "saves");
        check("/friday.table", "/");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_never_replaced_by_one() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("door");
        let _door = std::os::unix::net::UnixListener::bind(&path).unwrap();
        assert!(replace_file(&path, b"one").is_err(), "nobody can write into a socket's name");
        assert!(!fs::metadata(&path).unwrap().is_file());
    }
}
