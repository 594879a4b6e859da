//! A CHECK constraint.

use super::writer::Writer;
use crate::model::Check;

pub fn check(writer: &mut Writer, check: &Check) {
    let Check { name, expression, not_enforced } = check;
    if let Some(name) = name {
        writer.word("CONSTRAINT ");
        writer.name(name);
    }
    writer.word("CHECK (");
    writer.push(expression.as_str());
    writer.push(")");
    if let Some(marker) = not_enforced {
        writer.marked(marker.as_ref(), "NOT ENFORCED");
    }
}
