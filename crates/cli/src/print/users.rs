//! The users of a server for people.

use super::pairs::{Tone, cell, table};
use shadowtable_store::User;

/// The list.
pub fn users(users: &[User]) -> String {
    let mut table = table(&["User", "Role", "State"]);
    for User { name, role, disabled, .. } in users {
        table.add_row([
            cell(name, Tone::Plain),
            cell(role.word().to_lowercase(), Tone::Plain),
            cell(if *disabled { "disabled" } else { "" }, Tone::Plain),
        ]);
    }
    format!("{table}\n")
}
