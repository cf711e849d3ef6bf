//! The player's secret key at rest: encrypted with this installation's own key, which only its user can read.

use std::fs;
use std::io;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::folder::{Folder, replace_file};
use crate::shell::chance;

const NONCE_BYTES: usize = 24;
const VERSION: u8 = 1;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SecretError {
    /// The disk said no.
    #[error("cannot read or write your player key in the data folder: {0}; free some space or mend the permissions")]
    Disk(#[from] io::Error),
    /// One of the two files is not what was written.
    #[error(
        "your player key in the data folder is damaged; put back the files \"key\" and \"identity\" from a backup, or \
         start as a new player with --data OTHER_DIR (a damaged key is never replaced, since seats hang on it)"
    )]
    Damaged,
}

/// The 32 secret bytes of this installation's player; made at the first start.
pub(crate) fn player_secret(folder: &Folder) -> Result<Zeroizing<[u8; 32]>, SecretError> {
    let key_path = folder.path("key");
    let identity_path = folder.path("identity");
    let key = match (read(&key_path)?, identity_path.exists()) {
        (Some(key), _) => Zeroizing::new(<[u8; 32]>::try_from(key.as_slice()).map_err(|_| SecretError::Damaged)?),
        (None, true) => return Err(SecretError::Damaged),
        (None, false) => {
            let key = Zeroizing::new(chance::bytes());
            replace_file(&key_path, key.as_slice())?;
            key
        }
    };
    let cipher = XChaCha20Poly1305::new((&*key).into());
    match read(&identity_path)? {
        Some(sealed) => open(&cipher, &sealed),
        None => {
            let secret = Zeroizing::new(chance::bytes());
            let nonce: [u8; NONCE_BYTES] = chance::bytes();
            let sealed = cipher.encrypt(&XNonce::from(nonce), secret.as_slice()).map_err(|_| SecretError::Damaged)?;
            let bytes = [&[VERSION][..], &nonce, &sealed].concat();
            replace_file(&identity_path, &bytes)?;
            Ok(secret)
        }
    }
}

fn open(cipher: &XChaCha20Poly1305, sealed: &[u8]) -> Result<Zeroizing<[u8; 32]>, SecretError> {
    let rest = sealed.strip_prefix(&[VERSION]).ok_or(SecretError::Damaged)?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(SecretError::Damaged)?;
    let secret = Zeroizing::new(cipher.decrypt(&XNonce::from(*nonce), sealed).map_err(|_| SecretError::Damaged)?);
    <[u8; 32]>::try_from(secret.as_slice()).map(Zeroizing::new).map_err(|_| SecretError::Damaged)
}

fn read(path: &Path) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(wrong) => Err(wrong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_player_stays_the_same_player_and_the_secret_is_not_on_the_disk() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(place.path())).unwrap();
        let first = player_secret(&folder).unwrap();
        let again = player_secret(&folder).unwrap();
        assert_eq!(*first, *again);
        let sealed = fs::read(folder.path("identity")).unwrap();
        assert!(!sealed.windows(8).any(|window| window == &first[..8]));
    }

    #[test]
    fn a_damaged_key_is_said_and_never_replaced() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(place.path())).unwrap();
        player_secret(&folder).unwrap();
        let mut sealed = fs::read(folder.path("identity")).unwrap();
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        fs::write(folder.path("identity"), &sealed).unwrap();
        assert!(matches!(player_secret(&folder), Err(SecretError::Damaged)));
        assert_eq!(fs::read(folder.path("identity")).unwrap(), sealed);
        fs::remove_file(folder.path("key")).unwrap();
        assert!(matches!(player_secret(&folder), Err(SecretError::Damaged)));
    }
}
