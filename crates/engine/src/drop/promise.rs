//! What a plan said of a shadow that goes, and whether that still holds.

use super::target::DropTarget;
use crate::document::PairDocument;
use shadowtable_plan::{Fingerprint, Pair};

/// What a plan said of one shadow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropPromise {
    /// The pair.
    pub pair: Pair,
    /// Why it was to stay, if it was.
    refused: Option<String>,
    /// The shadow's definition, if there was one.
    fingerprint: Option<Fingerprint>,
    /// Whether it had surely no rows.
    was_empty: bool,
    /// The statements that somebody has read and agreed to.
    statements: Vec<String>,
}

impl DropPromise {
    /// What a plan says of a shadow.
    pub fn of(target: &DropTarget) -> Self {
        let removal = &target.removal;
        Self {
            pair: removal.pair.clone(),
            refused: removal.refused.clone(),
            fingerprint: target.fingerprint.clone(),
            was_empty: target.has_rows == Some(false),
            statements: removal.statements.iter().map(|statement| statement.sql.clone()).collect(),
        }
    }

    /// What a stored plan said of a shadow.
    pub fn stored(document: &PairDocument) -> Self {
        let promise = document.promise();
        let was_refused = document.verdict != super::rows::VERDICT;
        Self {
            pair: promise.pair,
            refused: was_refused.then(|| document.reasons.join("; ")),
            fingerprint: promise.shadow,
            was_empty: document.occupancy.as_ref().is_some_and(|one| one.empty),
            statements: promise.statements,
        }
    }

    /// Why the shadow, as it is now, is not what was promised; `None` if it is, or if nothing can or need be done about it.
    pub fn broken(&self, now: &DropTarget) -> Option<String> {
        let removal = &now.removal;
        let shadow = &self.pair.shadow;
        if removal.refused.is_some() || !removal.exists {
            return None;
        }
        if let Some(reason) = &self.refused {
            return Some(format!("it could not be dropped when the plan was made: {reason}"));
        }
        if self.statements.is_empty() {
            return Some(format!("{shadow} has been created since the plan was made"));
        }
        if self.fingerprint != now.fingerprint {
            return Some(format!("{shadow} has changed since the plan was made"));
        }
        if self.was_empty && now.has_rows != Some(false) {
            return Some(format!("{shadow} had no rows when the plan was made, and may have some now"));
        }
        let is_new = |sql: &&String| !self.statements.contains(sql);
        let more = removal.statements.iter().map(|statement| &statement.sql).find(is_new)?;
        Some(format!("it needs a statement now that was not in the plan: {more}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_plan::{Phase, Removal, Statement};

    fn target() -> DropTarget {
        let pair = Pair { source: "a".into(), shadow: "_t_a".into() };
        let statements = ["ALTER TABLE `_t_a` DROP FOREIGN KEY `f`", "DROP TABLE `_t_a`"]
            .map(|sql| Statement::new(Phase::Tables, "_t_a".into(), sql.to_owned()));
        DropTarget {
            removal: Removal { pair, exists: true, refused: None, statements: statements.to_vec() },
            has_rows: Some(false),
            size: None,
            definition: None,
            fingerprint: Some(Fingerprint::from_text("1")),
        }
    }

    #[test]
    fn a_shadow_that_is_another_one_now_stays() {
        let check = |change: fn(&mut DropTarget), expected: Option<&str>| {
            let promise = DropPromise::of(&target());
            let mut now = target();
            change(&mut now);
            let broken = promise.broken(&now);
            assert_eq!(broken.is_some(), expected.is_some(), "{broken:?}");
            assert!(broken.unwrap_or_default().contains(expected.unwrap_or_default()));
        };
        check(|_| {}, None);
        check(|now| now.fingerprint = Some(Fingerprint::from_text("2")), Some("has changed"));
        check(|now| now.fingerprint = None, Some("has changed"));
        check(|now| now.has_rows = Some(true), Some("had no rows"));
        check(|now| now.has_rows = None, Some("had no rows"));
        let more = |now: &mut DropTarget| now.removal.statements[0].sql.push('!');
        check(more, Some("was not in the plan: ALTER TABLE `_t_a` DROP FOREIGN KEY `f`!"));
        // Somebody has dropped its key, or the whole of it: the less there is to be done.
        check(|now| drop(now.removal.statements.remove(0)), None);
        check(|now| now.removal.exists = false, None);
    }

    #[test]
    fn what_was_refused_or_not_there_is_not_dropped_later() {
        let mut stays = target();
        stays.refuse("orders references it".to_owned());
        let broken = DropPromise::of(&stays).broken(&target());
        assert!(broken.is_some_and(|reason| reason.contains("orders references it")));
        let mut absent = target();
        absent.removal.exists = false;
        absent.removal.statements.clear();
        let broken = DropPromise::of(&absent).broken(&target());
        assert!(broken.is_some_and(|reason| reason.contains("has been created")));
    }
}
