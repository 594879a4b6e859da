//! Reach: what a caller may do on a connection, and with everything that belongs to it.

use super::caller::{Caller, too_small};
use crate::app::App;
use crate::problem::Problem;
use shadowtable_store::{Connection, ConnectionFilter, Grant, Page, Role, StoreError};
use std::collections::HashMap;

/// A user's role on a connection: admins may everything; where there are grants, only they count; elsewhere the user's own
/// role does. A token's scope is the most in all cases.
fn role(caller: &Caller, grants: &[Grant]) -> Option<Role> {
    if caller.user.role == Role::Admin {
        return Some(caller.scope);
    }
    let own = match grants {
        [] => Some(caller.user.role),
        grants => grants.iter().find(|grant| grant.user_id == caller.user.id).map(|grant| grant.role),
    };
    own.map(|own| own.min(caller.scope))
}

impl Caller {
    /// The role on a connection; `None` if the caller may not even see it.
    ///
    /// # Errors
    /// What the store says.
    pub async fn role_on(&self, app: &App, connection_id: &str) -> Result<Option<Role>, Problem> {
        let grants = app.store.grants().on(connection_id).await?;
        // A connection that is gone has taken its grants along: what it has left behind is for admins only.
        if grants.is_empty() && self.user.role != Role::Admin {
            match app.store.connections().get(connection_id).await {
                Err(StoreError::NotFound(_)) => return Ok(None),
                found => drop(found?),
            }
        }
        Ok(role(self, &grants))
    }

    /// Refuses who may not do this on the connection. To who may not see it, it and everything of it does not exist.
    ///
    /// # Errors
    /// `not-found` with the word for what was asked for, `forbidden`, and what the store says.
    pub async fn may(
        &self,
        app: &App,
        connection_id: &str,
        needed: Role,
        what: &str,
    ) -> Result<Role, Problem> {
        match self.role_on(app, connection_id).await? {
            None => Err(Problem::not_found(what)),
            Some(role) if role < needed => Err(too_small(role, needed)),
            Some(role) => Ok(role),
        }
    }

    /// A connection on which the caller may do this, and the caller's role there.
    ///
    /// # Errors
    /// As [`Caller::may`].
    pub async fn connection(&self, app: &App, id: &str, needed: Role) -> Result<(Connection, Role), Problem> {
        let connection = match app.store.connections().get(id).await {
            Err(StoreError::NotFound(_)) => return Err(Problem::not_found("connection")),
            found => found?,
        };
        let role = self.may(app, id, needed, "connection").await?;
        Ok((connection, role))
    }

    /// Everything that the caller may see.
    ///
    /// # Errors
    /// What the store says.
    pub async fn reach(&self, app: &App) -> Result<Reach, Problem> {
        let mut grants: HashMap<String, Vec<Grant>> = HashMap::new();
        if self.user.role != Role::Admin {
            for grant in app.store.grants().all().await? {
                grants.entry(grant.connection_id.clone()).or_default().push(grant);
            }
        }
        Ok(Reach { caller: self.clone(), grants })
    }
}

/// What a caller may see of many connections, asked for once.
pub struct Reach {
    caller: Caller,
    grants: HashMap<String, Vec<Grant>>,
}

impl Reach {
    /// The role on a connection.
    pub fn role_on(&self, connection_id: &str) -> Option<Role> {
        role(&self.caller, self.grants.get(connection_id).map_or(&[], Vec::as_slice))
    }

    /// The ids of the connections that the caller may see; `None` for an admin, who sees also what connections that are
    /// gone have left behind.
    ///
    /// # Errors
    /// What the store says.
    pub async fn visible(&self, app: &App) -> Result<Option<Vec<String>>, Problem> {
        self.those_with(app, Role::Viewer).await
    }

    /// As [`Reach::visible`], of those on which the caller may do what `needed` may.
    ///
    /// # Errors
    /// What the store says.
    pub async fn those_with(&self, app: &App, needed: Role) -> Result<Option<Vec<String>>, Problem> {
        if self.caller.user.role == Role::Admin {
            return Ok(None);
        }
        let mut visible = Vec::new();
        let mut page = Page { limit: 1_000, ..Page::default() };
        loop {
            let found = app.store.connections().list(&ConnectionFilter::default(), &page).await?;
            let ids = found.rows.into_iter().map(|row| row.id);
            visible.extend(ids.filter(|id| self.role_on(id).is_some_and(|role| role >= needed)));
            page.after = found.next;
            if page.after.is_none() {
                return Ok(Some(visible));
            }
        }
    }

    /// As [`Reach::those_with`], of the one that is asked for, if one is: none, if the caller may not do that there.
    ///
    /// # Errors
    /// What the store says.
    pub async fn among(
        &self,
        app: &App,
        needed: Role,
        asked: Option<String>,
    ) -> Result<Option<Vec<String>>, Problem> {
        match asked {
            Some(id) => {
                let reaches = self.role_on(&id).is_some_and(|role| role >= needed);
                Ok(Some(if reaches { vec![id] } else { Vec::new() }))
            }
            None => self.those_with(app, needed).await,
        }
    }
}
