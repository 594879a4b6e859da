//! Accounts: what makes a user, and which changes are refused, whoever asks for them: the API or the shell.

use crate::auth::{password, secret};
use shadowtable_store::{Audit, Batch, Document, Page, Role, Store, StoreError, User, new_id};

/// The name of the first admin.
pub const FIRST_ADMIN: &str = "admin";

/// Why an account can't be like that.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The name is none.
    #[error("a name has 1 to 64 characters, and no blanks at its ends")]
    Name,
    /// The password is too short, or endless.
    #[error("{0}")]
    Password(String),
    /// Nobody could ever make an admin again.
    #[error("this is the last admin")]
    LastAdmin,
    /// The password could not be hashed.
    #[error(transparent)]
    Hash(#[from] password::PasswordError),
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A user that is not in the store yet.
#[derive(Debug)]
pub struct Draft {
    /// The user.
    pub user: User,
    /// The password that was made, to be shown once; `None` if one was given.
    pub shown: Option<Shown>,
}

/// A password that is to be shown once.
pub struct Shown(pub String);

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shown")
    }
}

/// What changes about a user; what is `None` stays.
#[derive(Debug, Default)]
pub struct Change {
    /// The role.
    pub role: Option<Role>,
    /// Whether logging in is refused.
    pub disabled: Option<bool>,
    /// The password, and whether the user must change it.
    pub password: Option<(Shown, bool)>,
}

/// A new user; a password is made if none is given.
///
/// # Errors
/// [`AccountError`].
pub async fn draft(
    store: &Store,
    name: String,
    role: Role,
    password: Option<String>,
) -> Result<Draft, AccountError> {
    check_name(&name)?;
    let (first, shown) = match password {
        Some(password) => (checked(password)?, None),
        None => {
            let made = secret::password().map_err(password::PasswordError::from)?;
            (made.clone(), Some(Shown(made)))
        }
    };
    let user = User {
        id: new_id(),
        name,
        password_hash: password::hash(first).await?,
        role,
        disabled: false,
        must_change: true,
        created_at: store.now().await?,
        version: 1,
    };
    Ok(Draft { user, shown })
}

/// The user as it will be, and the batch that makes it so: whoever is changed is logged out everywhere.
///
/// # Errors
/// [`AccountError`].
pub async fn changed(store: &Store, user: &User, change: Change) -> Result<(User, Batch), AccountError> {
    let mut after = user.clone();
    after.role = change.role.unwrap_or(user.role);
    after.disabled = change.disabled.unwrap_or(user.disabled);
    if after.role != Role::Admin || after.disabled {
        keeps_an_admin(store, user).await?;
    }
    if let Some((Shown(password), must_change)) = change.password {
        after.password_hash = password::hash(checked(password)?).await?;
        after.must_change = must_change;
    }
    let mut batch = Batch::new();
    batch.save(&after).end_sessions(&after.id);
    Ok((after, batch))
}

/// Refuses to let the last admin go.
///
/// # Errors
/// [`AccountError::LastAdmin`], and what the store says.
pub async fn keeps_an_admin(store: &Store, leaving: &User) -> Result<(), AccountError> {
    if leaving.role != Role::Admin || leaving.disabled {
        return Ok(());
    }
    let is_another = |user: &User| user.id != leaving.id && user.role == Role::Admin && !user.disabled;
    let mut page = Page { limit: 1_000, ..Page::default() };
    loop {
        let users = store.users().list(None, &page).await?;
        if users.rows.iter().any(is_another) {
            return Ok(());
        }
        page.after = users.next;
        if page.after.is_none() {
            return Err(AccountError::LastAdmin);
        }
    }
}

/// The admin of a store that has no user yet. With a password that was given it is in force; one that is made must be
/// changed at the first login.
///
/// # Errors
/// [`AccountError`].
pub async fn first_admin(store: &Store, password: Option<String>) -> Result<Option<Draft>, AccountError> {
    if store.users().count().await? > 0 {
        return Ok(None);
    }
    let is_given = password.is_some();
    let mut draft = draft(store, FIRST_ADMIN.to_owned(), Role::Admin, password).await?;
    draft.user.must_change = !is_given;
    let entry = Audit {
        id: new_id(),
        at: draft.user.created_at,
        who: None,
        client: None,
        action: "user-created".to_owned(),
        object_kind: "user".to_owned(),
        object_id: Some(draft.user.id.clone()),
        connection_id: None,
        detail: Document::from_text(r#"{"name":"admin","role":"Admin","why":"first start"}"#),
    };
    let mut batch = Batch::new();
    batch.insert(&draft.user).insert(&entry);
    match store.commit(batch).await {
        Ok(()) => Ok(Some(draft)),
        // Another node has started at the same moment.
        Err(StoreError::Exists(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A name is what people type, and what stands in logs: no blanks around it, nothing that can't be seen.
fn check_name(name: &str) -> Result<(), AccountError> {
    let fits = (1..=64).contains(&name.chars().count());
    let is_plain = name.trim() == name && !name.chars().any(char::is_control);
    if fits && is_plain { Ok(()) } else { Err(AccountError::Name) }
}

fn checked(password: String) -> Result<String, AccountError> {
    match password::fault(&password) {
        Some(fault) => Err(AccountError::Password(fault)),
        None => Ok(password),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_store::{MasterKey, StoreAddress};

    #[tokio::test]
    async fn the_first_start_makes_an_admin_once() {
        let store = Store::open(&StoreAddress::Memory, MasterKey::generate()).await.unwrap();
        let made = first_admin(&store, None).await.unwrap().unwrap();
        assert!(made.user.must_change && made.shown.is_some());
        assert!(first_admin(&store, None).await.unwrap().is_none());
        let user = store.users().by_name(FIRST_ADMIN).await.unwrap().unwrap();
        let Shown(password) = made.shown.unwrap();
        assert!(password::verify(password, Some(user.password_hash)).await.unwrap());
    }

    #[tokio::test]
    async fn a_given_password_is_in_force() {
        let store = Store::open(&StoreAddress::Memory, MasterKey::generate()).await.unwrap();
        let short = first_admin(&store, Some("short".to_owned())).await.unwrap_err();
        assert!(matches!(short, AccountError::Password(_)));
        let made = first_admin(&store, Some("a long password".to_owned())).await.unwrap().unwrap();
        assert!(!made.user.must_change && made.shown.is_none());
        assert_eq!(format!("{:?}", Shown("x".to_owned())), "Shown");
    }
}
