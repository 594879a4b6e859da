//! A CHECK constraint.

use super::Parsed;
use super::cursor::Cursor;
use crate::Name;
use crate::model::Check;

/// `CHECK (…) [NOT ENFORCED]`, the last words in an executable comment on MySQL.
pub fn check(cursor: &mut Cursor<'_>, name: Option<Name>) -> Parsed<Check> {
    cursor.expect_word("CHECK")?;
    let expression = cursor.parenthesized()?;
    let mut ahead = cursor.clone();
    let marker = ahead.eat_marker();
    let mut not_enforced = None;
    if ahead.eat_word("NOT") && ahead.eat_word("ENFORCED") && (marker.is_none() || ahead.eat_marker_end()) {
        *cursor = ahead;
        not_enforced = Some(marker);
    } else {
        cursor.eat_word("ENFORCED");
    }
    Ok(Check { name, expression, not_enforced })
}
