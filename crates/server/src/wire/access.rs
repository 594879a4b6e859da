//! Users, sessions and tokens.

use super::{Role, Time, hidden};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who logs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The user's name.
    pub name: String,
    /// The user's password.
    pub password: String,
}

/// The caller.
#[derive(Serialize, ToSchema)]
pub struct Me {
    /// The user.
    pub user: User,
    /// What the caller may do where no grant says otherwise: a token can have less than its user.
    pub role: Role,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
    /// `session` or `token`.
    pub via: &'static str,
}

/// A new password of one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password until now.
    pub current: String,
    /// The new one, at least 10 characters.
    pub new: String,
}

/// A user.
#[derive(Debug, Serialize, ToSchema)]
pub struct User {
    /// The id.
    pub id: String,
    /// The name to log in with.
    pub name: String,
    /// What the user may do where no grant says otherwise.
    pub role: Role,
    /// Whether logging in is refused.
    pub disabled: bool,
    /// When it was made.
    pub created_at: Time,
}

impl From<shadowtable_store::User> for User {
    fn from(row: shadowtable_store::User) -> Self {
        let shadowtable_store::User {
            id,
            name,
            password_hash: _,
            role,
            disabled,
            must_change: _,
            created_at,
            version: _,
        } = row;
        Self { id, name, role: role.into(), disabled, created_at: Time(created_at) }
    }
}

/// A user to be made.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// The name to log in with: 1 to 64 characters.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// A first password, which the user must change; one is made if there is none here.
    #[serde(serialize_with = "hidden")]
    pub password: Option<String>,
}

/// A user that was made.
#[derive(Serialize, ToSchema)]
pub struct MadeUser {
    /// The user.
    pub user: User,
    /// The password that was made, shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

/// What changes about a user; what is absent stays.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    /// What the user may do.
    pub role: Option<Role>,
    /// Whether logging in is refused.
    pub disabled: Option<bool>,
    /// A new first password, which the user must change.
    #[serde(serialize_with = "hidden")]
    pub password: Option<String>,
}

/// An API token.
#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    /// The id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// The most that it may do; never more than its user.
    pub scope: Role,
    /// When it was made.
    pub created_at: Time,
    /// When it ends; absent if it never does.
    pub expires_at: Option<Time>,
    /// When it was used last, to the minute.
    pub used_at: Option<Time>,
}

/// A token to be made.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// The most that it may do.
    pub scope: Role,
    /// When it ends; 90 days from now if nothing is said.
    pub expires_at: Option<Time>,
}

/// A token that was made.
#[derive(Serialize, ToSchema)]
pub struct MadeToken {
    /// The token.
    pub token: Token,
    /// What goes behind `Authorization: Bearer`, shown this once. Absent if the request was sent a second time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}
