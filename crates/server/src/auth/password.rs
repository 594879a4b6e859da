//! Passwords: hashed with Argon2id, off the threads that answer, and never more at a time than memory allows.

use super::secret;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use shadowtable_store::Hidden;
use std::sync::{LazyLock, OnceLock};
use tokio::sync::Semaphore;
use tokio::task::JoinError;

/// The shortest password.
pub const SHORTEST: usize = 10;

/// The longest one: hashing a novel is a way to keep a server busy.
pub const LONGEST: usize = 256;

/// One hash takes 19 MiB and some tens of milliseconds; whoever sends a thousand logins at once waits in line.
static AT_A_TIME: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(4));

/// Why a password could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The hash in the store is none, or there is no chance for a salt.
    #[error("a password can't be hashed: {0}")]
    Hash(String),
    /// The thread that hashed is gone.
    #[error("a password was not hashed")]
    Thread(#[from] JoinError),
    /// There are no random bytes.
    #[error("the system gives no random bytes")]
    Random(#[from] getrandom::Error),
}

/// What is wrong with a new password, if anything is.
pub fn fault(password: &str) -> Option<String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(format!("a password has at least {SHORTEST} characters"));
    }
    (password.len() > LONGEST).then(|| format!("a password has at most {LONGEST} bytes"))
}

/// A hash of the password, with a salt of its own.
///
/// # Errors
/// [`PasswordError`].
pub async fn hash(password: String) -> Result<Hidden, PasswordError> {
    apart(move || hashed(&password)).await
}

/// Whether the password is the one of the hash. Without a hash the same time is spent: who asks does not learn whether there
/// is such a user.
///
/// # Errors
/// [`PasswordError`].
pub async fn verify(password: String, expected: Option<Hidden>) -> Result<bool, PasswordError> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    apart(move || {
        let is_known = expected.is_some();
        let expected = match expected {
            Some(hash) => hash,
            None => nobodys()?,
        };
        let parsed = PasswordHash::new(expected.expose()).map_err(words)?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && is_known)
    })
    .await
}

/// The hash of a password that nobody has.
fn nobodys() -> Result<Hidden, PasswordError> {
    static HASH: OnceLock<Hidden> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash.clone());
    }
    let hash = hashed(&secret::new()?)?;
    Ok(HASH.get_or_init(|| hash).clone())
}

fn hashed(password: &str) -> Result<Hidden, PasswordError> {
    let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes()).map_err(words)?;
    Ok(Hidden::new(hash.to_string()))
}

fn words(error: impl std::fmt::Display) -> PasswordError {
    PasswordError::Hash(error.to_string())
}

async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
) -> Result<T, PasswordError> {
    // The semaphore is never closed.
    let _turn = AT_A_TIME.acquire().await;
    tokio::task::spawn_blocking(work).await?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash() {
        let hash = hash("correct horse".to_owned()).await.unwrap();
        assert!(hash.expose().starts_with("$argon2id$"));
        let is =
            async |password: &str, hash: Option<Hidden>| verify(password.to_owned(), hash).await.unwrap();
        assert!(is("correct horse", Some(hash.clone())).await);
        assert!(!is("correct horsf", Some(hash.clone())).await);
        assert!(!is("correct horse", None).await);
        assert!(!is(&"x".repeat(LONGEST + 1), Some(hash)).await);
    }

    #[test]
    fn short_and_endless_ones_are_refused() {
        assert!(fault("123456789").is_some());
        assert!(fault("1234567890").is_none());
        assert!(fault(&"x".repeat(LONGEST + 1)).is_some());
    }
}
