//! The master key: what credentials are sealed with, from a file that only we may read or from the environment.

use crate::error::StoreError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::OsRng;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use zeroize::Zeroizing;

/// The environment variable that may hold the key, as base64.
pub const VARIABLE: &str = "SHADOWTABLE_MASTER_KEY";

/// A master key. It never prints, and is wiped from memory when dropped.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// A new one, by chance.
    pub fn generate() -> Self {
        Self(Zeroizing::new(XChaCha20Poly1305::generate_key(&mut OsRng).into()))
    }

    /// From base64 of 32 bytes, as `openssl rand -base64 32` prints it.
    ///
    /// # Errors
    /// [`StoreError::MasterKey`] if it is something else.
    pub fn from_base64(text: &str) -> Result<Self, StoreError> {
        let wrong = || StoreError::MasterKey("it is 32 bytes as base64 (openssl rand -base64 32)".to_owned());
        let bytes = Zeroizing::new(STANDARD.decode(text.trim()).map_err(|_| wrong())?);
        let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| wrong())?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// As base64.
    pub fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(self.0.as_slice()))
    }

    /// The key in a file, or one that is made now and kept there.
    ///
    /// # Errors
    /// [`StoreError::MasterKey`] if the file holds no key or others may read it, [`StoreError::File`].
    pub fn load_or_create(path: &Path) -> Result<Self, StoreError> {
        let key = Self::generate();
        match key.save(path) {
            Ok(()) => Ok(key),
            Err(StoreError::File { source, .. }) if source.kind() == ErrorKind::AlreadyExists => {
                Self::load(path)
            }
            Err(error) => Err(error),
        }
    }

    /// The key in a file.
    ///
    /// # Errors
    /// As [`MasterKey::load_or_create`].
    pub fn load(path: &Path) -> Result<Self, StoreError> {
        let file =
            |source| StoreError::File { what: format!("can't read the key in {}", path.display()), source };
        others_cannot_read(path, &fs::metadata(path).map_err(file)?)?;
        Self::from_base64(&Zeroizing::new(fs::read_to_string(path).map_err(file)?))
    }

    /// Keeps it in a new file that only we may read; never over one that is there.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn save(&self, path: &Path) -> Result<(), StoreError> {
        let file =
            |source| StoreError::File { what: format!("can't keep the key in {}", path.display()), source };
        // The whole key is there under its name or nothing is: another process may start at the same moment.
        let draft = path.with_extension(format!("{}.new", uuid::Uuid::now_v7().simple()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(&draft).map_err(file)?;
        let written = out
            .write_all(self.to_base64().as_bytes())
            .and_then(|()| out.write_all(b"\n"))
            .and_then(|()| out.sync_all())
            .and_then(|()| fs::hard_link(&draft, path));
        let removed = fs::remove_file(&draft);
        written.and(removed).map_err(file)
    }

    /// Its name in sealed texts: a part of its hash, from which it can't be found.
    pub(crate) fn id(&self) -> String {
        let hash = Sha256::new().chain_update(b"shadowtable master key\0").chain_update(self.0.as_slice());
        hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }

    pub(crate) fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.0.as_slice().into())
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey")
    }
}

#[cfg(unix)]
fn others_cannot_read(path: &Path, metadata: &fs::Metadata) -> Result<(), StoreError> {
    let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions());
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(StoreError::MasterKey(format!("others may read {path}: chmod 600 {path}")))
}

#[cfg(not(unix))]
fn others_cannot_read(_: &Path, _: &fs::Metadata) -> Result<(), StoreError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_found_again() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("master.key");
        let made = MasterKey::load_or_create(&path).unwrap();
        assert_eq!(MasterKey::load_or_create(&path).unwrap().id(), made.id());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "the draft is gone");
        assert_eq!(format!("{made:?}"), "MasterKey");
    }

    #[test]
    #[cfg(unix)]
    fn a_key_that_others_may_read_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("master.key");
        MasterKey::generate().save(&path).unwrap();
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
        assert!(MasterKey::load(&path).unwrap_err().to_string().contains("chmod 600"));
    }

    #[test]
    fn only_32_bytes_are_a_key() {
        assert!(MasterKey::from_base64("c2hvcnQ=").is_err());
        let key = MasterKey::generate();
        assert_eq!(MasterKey::from_base64(&key.to_base64()).unwrap().id(), key.id());
    }
}
