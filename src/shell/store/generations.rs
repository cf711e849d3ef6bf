//! Generations: the last twenty table files of each table, made on the way and at the end of an evening.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::folder::{replace_file, sync_folder};
use crate::session::export::generations_kept;

/// Keeps one more generation. The oldest goes only when the newest is on the disk for good.
pub(crate) fn keep(folder: &Path, made_ms: u64, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    replace_file(&folder.join(format!("{made_ms:016}.table")), bytes)?;
    let all = all(folder)?;
    for (_, path) in all.iter().skip(generations_kept(all.len())) {
        fs::remove_file(path)?;
    }
    sync_folder(folder)
}

/// The generations of a table: when they were made, in milliseconds since 1970, and where they lie, newest first.
pub(crate) fn all(folder: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let mut all = Vec::new();
    if !folder.is_dir() {
        return Ok(all);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(made_ms) = name.and_then(|name| name.strip_suffix(".table")?.parse().ok()) {
            all.push((made_ms, path));
        }
    }
    all.sort_by_key(|(made_ms, _)| std::cmp::Reverse(*made_ms));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_generations_stay_and_the_oldest_goes() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("one");
        assert!(all(&folder).unwrap().is_empty());
        for made_ms in 1..=25 {
            keep(&folder, made_ms, &[made_ms as u8]).unwrap();
        }
        let kept: Vec<u64> = all(&folder).unwrap().into_iter().map(|(made_ms, _)| made_ms).collect();
        assert_eq!(kept, (6..=25).rev().collect::<Vec<u64>>());
        assert_eq!(fs::read(&all(&folder).unwrap()[0].1).unwrap(), [25]);
    }
}
