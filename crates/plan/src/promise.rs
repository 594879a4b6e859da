//! The promise of a stored plan, and whether it still holds.

use crate::{Fingerprint, Pair, PairPlan, Statement, Verdict};
use shadowtable_schema::Online;

/// What a stored plan said about one pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The pair.
    pub pair: Pair,
    /// The source when the plan was made.
    pub source: Option<Fingerprint>,
    /// The shadow when the plan was made.
    pub shadow: Option<Fingerprint>,
    /// The statements that somebody has read and agreed to, in order.
    pub statements: Vec<String>,
}

impl Promise {
    /// Why the pair, as it is planned now, is not what was promised; `None` if it is, or if nothing is left to be done.
    ///
    /// A plan is never run from its text: the pair is analyzed again, and only if that gives the same statements for the
    /// same tables they run. So a text that was edited, or a database that has moved on, runs nothing.
    pub fn broken(&self, now: &PairPlan) -> Option<String> {
        if now.verdict == Verdict::Consistent || self.is_refused_anyway(now) {
            return None;
        }
        if self.source != now.source_fingerprint {
            return Some(format!("{} has changed since the plan was made", self.pair.source));
        }
        if self.shadow != now.shadow_fingerprint {
            let shadow = &self.pair.shadow;
            return Some(match (&self.shadow, &now.shadow_fingerprint) {
                (None, Some(_)) => format!("{shadow} has been created since the plan was made"),
                (Some(_), None) => format!("{shadow} has been dropped since the plan was made"),
                _ => format!("{shadow} has changed since the plan was made"),
            });
        }
        let promised = self.statements.iter().map(|sql| Online::without_clause(sql));
        let same = promised.eq(now.statements.iter().map(|statement| Online::without_clause(&statement.sql)));
        (!same).then(|| {
            "the statements of the plan are not those that its tables need now: tables around it have changed, or the \
             plan was edited or made by another version"
                .to_owned()
        })
    }

    /// The same for a pair of which a part may have been done: what is left must be a part of what was promised.
    pub fn broken_rest(&self, now: &PairPlan) -> Option<String> {
        if now.verdict == Verdict::Consistent || self.is_refused_anyway(now) {
            return None;
        }
        if self.source != now.source_fingerprint {
            return Some(format!("{} has changed since the plan was made", self.pair.source));
        }
        let mut promised = self.statements.iter().map(|sql| Online::without_clause(sql));
        let is_next =
            |statement: &Statement| promised.any(|one| one == Online::without_clause(&statement.sql));
        (!now.statements.iter().all(is_next)).then(|| {
            format!("what {} needs now is not a part of what the plan would have done", self.pair.shadow)
        })
    }

    fn is_refused_anyway(&self, now: &PairPlan) -> bool {
        matches!(now.verdict, Verdict::Conflict | Verdict::Unsupported | Verdict::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Phase;

    fn planned() -> PairPlan {
        let pair = Pair { source: "a".into(), shadow: "_t_a".into() };
        let mut plan = PairPlan::without_statements(pair, Verdict::Modify, String::new());
        plan.source_fingerprint = Some(Fingerprint::from_text("1"));
        plan.shadow_fingerprint = Some(Fingerprint::from_text("2"));
        plan.statements = vec![Statement::new(Phase::Tables, "_t_a".into(), "ALTER".into())];
        plan
    }

    fn promise(plan: &PairPlan) -> Promise {
        Promise {
            pair: plan.pair.clone(),
            source: plan.source_fingerprint.clone(),
            shadow: plan.shadow_fingerprint.clone(),
            statements: plan.statements.iter().map(|statement| statement.sql.clone()).collect(),
        }
    }

    #[test]
    fn a_promise_holds_as_long_as_nothing_has_changed() {
        let check = |change: fn(&mut PairPlan), expected: Option<&str>| {
            let mut now = planned();
            let promise = promise(&now);
            change(&mut now);
            let broken = promise.broken(&now);
            assert_eq!(broken.as_deref().map(|sentence| &sentence[..20]), expected.map(|one| &one[..20]));
        };
        check(|_| {}, None);
        check(
            |now| now.source_fingerprint = Some(Fingerprint::from_text("3")),
            Some("a has changed since the plan"),
        );
        check(|now| now.shadow_fingerprint = None, Some("_t_a has been dropped since"));
        check(
            |now| now.shadow_fingerprint = Some(Fingerprint::from_text("3")),
            Some("_t_a has changed since"),
        );
        check(|now| now.statements[0].sql.push('!'), Some("the statements of the plan are not"));
        // The table has grown: it is altered in the same way, without making writers wait.
        check(|now| now.statements[0].sql.push_str(", ALGORITHM=INPLACE, LOCK=NONE"), None);
        check(|now| now.statements[0].sql.push_str(", ALGORITHM=INSTANT"), None);
        // Somebody else has done it.
        check(
            |now| {
                now.verdict = Verdict::Consistent;
                now.shadow_fingerprint = Some(Fingerprint::from_text("3"));
            },
            None,
        );
    }

    #[test]
    fn what_is_left_is_a_part_of_what_was_promised() {
        let mut whole = planned();
        let statement = |sql: &str| Statement::new(Phase::Tables, "_t_a".into(), sql.into());
        whole.statements = ["one", "two", "three"].map(statement).to_vec();
        let promise = promise(&whole);
        let broken = |left: &[&str]| {
            let mut now = whole.clone();
            // Its shadow has changed: something was done.
            now.shadow_fingerprint = Some(Fingerprint::from_text("3"));
            now.statements = left.iter().map(|sql| statement(sql)).collect();
            promise.broken_rest(&now).is_some()
        };
        assert!(!broken(&["one", "two", "three"]) && !broken(&["two", "three"]) && !broken(&["three"]));
        assert!(broken(&["three", "two"]) && broken(&["two", "four"]) && broken(&["one", "one"]));
        let mut other = whole.clone();
        other.source_fingerprint = Some(Fingerprint::from_text("3"));
        assert!(promise.broken_rest(&other).is_some());
    }
}
