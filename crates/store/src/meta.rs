//! What the store knows about itself: its schema's version, and a text that only the right master key unseals.

use crate::backend::Statement;
use crate::error::StoreError;
use crate::key::MasterKey;
use crate::store::Store;
use crate::value::Value;

/// The row's name with the text that proves the key.
pub(crate) const KEY_CHECK: &str = "key_check";

/// What is sealed there, and the id that it is sealed for.
const PROOF: (&str, &str) = ("shadowtable", "meta");

impl Store {
    /// Something the store knows about itself.
    pub(crate) async fn meta(&self, name: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT `value` FROM `meta` WHERE `name` = ?";
        let row = self.query(sql.to_owned(), vec![Value::from(name)]).await?.into_iter().next();
        row.map(|mut row| Ok(row.take("meta", "value")?)).transpose()
    }

    /// Writes it down if nobody has yet.
    pub(crate) async fn meta_once(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO `meta` (`name`, `value`) VALUES (?, ?)";
        let params = vec![Value::from(name), Value::from(value)];
        match self.write(Statement::any("meta", sql, params)).await {
            Err(StoreError::Exists(_)) => Ok(()),
            written => written,
        }
    }

    /// Refuses a store that was sealed with another key. The first key to come is the store's.
    pub(crate) async fn check_key(&self) -> Result<(), StoreError> {
        if self.meta(KEY_CHECK).await?.is_none() {
            self.meta_once(KEY_CHECK, &proof(self.key())?).await?;
        }
        self.is_ours(&self.meta(KEY_CHECK).await?.ok_or(StoreError::NotFound("meta"))?)
    }

    /// Whether this is the proof of our key.
    pub(crate) fn is_ours(&self, sealed: &str) -> Result<(), StoreError> {
        match self.unseal(&crate::value::Hidden::new(sealed), PROOF.1) {
            Ok(text) if text.as_str() == PROOF.0 => Ok(()),
            Ok(_) | Err(_) => Err(StoreError::AnotherKey),
        }
    }
}

/// A new proof of a key.
pub(crate) fn proof(key: &MasterKey) -> Result<String, StoreError> {
    Ok(key.seal(PROOF.0, PROOF.1)?.expose().to_owned())
}
