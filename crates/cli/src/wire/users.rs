//! The document of the users of a server.

use super::FORMAT;
use serde::Serialize;
use shadowtable_store::User;

/// The users, as programs read them.
#[derive(Serialize)]
pub struct UsersDocument {
    format: u32,
    kind: &'static str,
    shadowtable: &'static str,
    users: Vec<UserDocument>,
}

#[derive(Serialize)]
struct UserDocument {
    name: String,
    role: String,
    disabled: bool,
}

/// The document of these users.
pub fn users_document(users: &[User]) -> UsersDocument {
    let document = |user: &User| UserDocument {
        name: user.name.clone(),
        role: user.role.word().to_lowercase(),
        disabled: user.disabled,
    };
    UsersDocument {
        format: FORMAT,
        kind: "users",
        shadowtable: env!("CARGO_PKG_VERSION"),
        users: users.iter().map(document).collect(),
    }
}
