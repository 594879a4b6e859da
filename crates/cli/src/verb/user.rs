//! `user`: the users of a server, from the shell beside it.

use crate::args::{ListFormat, RoleName, UserArguments, UserCommand, who};
use crate::exit::Exit;
use crate::wire::users_document;
use crate::{connection, print, store, terminal, wire};
use anyhow::{Context, Result, bail};
use shadowtable_server::accounts::{self, Change, Draft, Shown};
use shadowtable_server::auth::secret;
use shadowtable_store::{Audit, Batch, Document, Page, Role, Store, User, new_id};

/// Runs the verb.
pub async fn run(arguments: UserArguments) -> Result<Exit> {
    let store = store::open(&store::configuration(&arguments.store)?).await?;
    match arguments.command {
        UserCommand::Add { name, role, password_stdin } => add(&store, name, role, password_stdin).await?,
        UserCommand::List { format } => list(&store, format).await?,
        UserCommand::Password { name, password_stdin } => {
            let (password, is_made) = match password_from(password_stdin)? {
                Some(password) => (password, false),
                None => (secret::password().context("can't make a password")?, true),
            };
            let change = Change { password: Some((Shown(password.clone()), true)), ..Change::default() };
            change_user(&store, &name, change).await?;
            if is_made {
                terminal::out(&format!("{password}\n"));
            }
        }
        UserCommand::Role { name, role } => {
            let change = Change { role: Some(role.into()), ..Change::default() };
            change_user(&store, &name, change).await?;
        }
        UserCommand::Disable { name } => {
            change_user(&store, &name, Change { disabled: Some(true), ..Change::default() }).await?;
        }
        UserCommand::Enable { name } => {
            change_user(&store, &name, Change { disabled: Some(false), ..Change::default() }).await?;
        }
    }
    Ok(Exit::Done)
}

async fn add(store: &Store, name: String, role: RoleName, password_stdin: bool) -> Result<()> {
    let Draft { user, shown } =
        accounts::draft(store, name, role.into(), password_from(password_stdin)?).await?;
    if store.users().by_name(&user.name).await?.is_some() {
        bail!(
            "there is a user {} already; shadowtable user password {} gives a new password",
            user.name,
            user.name
        );
    }
    let mut batch = Batch::new();
    batch.insert(&user).insert(&entry(&user, "user-created", user.created_at)?);
    store.commit(batch).await.with_context(|| format!("can't make the user {}", user.name))?;
    if let Some(Shown(password)) = shown {
        terminal::out(&format!("{password}\n"));
    }
    Ok(())
}

async fn change_user(store: &Store, name: &str, change: Change) -> Result<()> {
    let Some(user) = store.users().by_name(name).await? else {
        bail!("there is no user {name}; shadowtable user list shows all");
    };
    let (user, mut batch) = accounts::changed(store, &user, change).await?;
    batch.insert(&entry(&user, "user-changed", store.now().await?)?);
    store.commit(batch).await.with_context(|| format!("can't change the user {name}"))
}

/// Who sits at the shell is known to the system, not to us: the audit log has the login's name.
fn entry(user: &User, action: &str, at: i64) -> Result<Audit> {
    let detail =
        serde_json::json!({ "name": user.name, "role": user.role.word(), "disabled": user.disabled });
    Ok(Audit {
        id: new_id(),
        at,
        who: Some(who()),
        client: Some("shell".to_owned()),
        action: action.to_owned(),
        object_kind: "user".to_owned(),
        object_id: Some(user.id.clone()),
        connection_id: None,
        detail: Document::of(&detail)?,
    })
}

fn password_from(stdin: bool) -> Result<Option<String>> {
    if !stdin {
        return Ok(None);
    }
    Ok(Some(connection::password_from_stdin()?.expose().to_owned()))
}

async fn list(store: &Store, format: ListFormat) -> Result<()> {
    let mut users = Vec::new();
    let mut page = Page { limit: 1_000, ..Page::default() };
    loop {
        let part = store.users().list(None, &page).await?;
        users.extend(part.rows);
        page.after = part.next;
        if page.after.is_none() {
            break;
        }
    }
    terminal::out(&match format {
        ListFormat::Json => wire::text(&users_document(&users)),
        ListFormat::Text => print::users(&users),
    });
    Ok(())
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Viewer => Self::Viewer,
            RoleName::Operator => Self::Operator,
            RoleName::Approver => Self::Approver,
            RoleName::Admin => Self::Admin,
        }
    }
}
