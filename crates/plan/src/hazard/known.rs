//! What is known of a shadow before one of its statements is judged.

use super::{Answers, Hazard, HazardCode, Occupancy, Question};
use shadowtable_schema::Online;

/// What is known when the hazards of a statement are found.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// How full the shadow is.
    pub rows: Occupancy,
    /// How many of its rows would not fit, as far as they were counted.
    pub answers: &'a Answers,
    /// How the statement says that it goes on, if it does.
    pub online: Option<Online>,
}

/// What a hazard says of rows that may not fit: when nobody has counted, when there are none, of one, of several.
pub struct Phrases {
    pub unknown: &'static str,
    pub none: &'static str,
    pub one: &'static str,
    pub several: &'static str,
}

impl<'a> Known<'a> {
    /// Only how full it is.
    pub const fn of(rows: Occupancy) -> Self {
        Self { rows, answers: &[], online: None }
    }

    /// A change that rows may fail: a gate, or a notice where it was counted that every row fits.
    pub(super) fn misfits(
        self,
        code: HazardCode,
        what: &str,
        question: Option<&Question>,
        phrases: &Phrases,
    ) -> Hazard {
        let rows = self.rows.in_words();
        let Phrases { unknown, none, one, several } = phrases;
        match question.and_then(|question| question.answer(self.answers)) {
            None => Hazard::gate(code, format!("{what}: {unknown} ({rows})")),
            Some(0) => Hazard::notice(code, format!("{what}: {none} ({rows})")),
            Some(1) => Hazard::gate(code, format!("{what}: 1 {one} ({rows})")),
            Some(count) => Hazard::gate(code, format!("{what}: {count} {several} ({rows})")),
        }
    }
}
