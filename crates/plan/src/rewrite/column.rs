//! Columns: the same, but for defaults that take numbers from a real sequence.

use super::Notice;
use shadowtable_schema::lex::{Lexer, TokenKind};
use shadowtable_schema::model::{Column, ColumnClause};
use shadowtable_schema::{Dialect, Flavor, Sql};

/// The shadow's column. Without its default it has none if NULL is refused, and else NULL, as the server prints it.
pub fn rewrite(column: &Column, notices: &mut Vec<Notice>) -> Column {
    let Column { name, data_type, clauses } = column;
    let is_not_null = column.is_not_null();
    let rewrite = |clause: &ColumnClause| match clause {
        ColumnClause::Default(default) if reads_sequence(default) => {
            notices.push(Notice::SequenceDefaultOmitted { column: name.clone(), default: default.clone() });
            (!is_not_null).then(|| ColumnClause::Default(Sql::new("NULL")))
        }
        other => Some(other.clone()),
    };
    Column {
        name: name.clone(),
        data_type: data_type.clone(),
        clauses: clauses.iter().filter_map(rewrite).collect(),
    }
}

/// Whether an expression uses a sequence. MariaDB and TiDB print `nextval(…)`, `lastval(…)` and `setval(…)` whatever was
/// written; `NEXT VALUE FOR s` and `s.nextval` can stand in a dump.
fn reads_sequence(expression: &Sql) -> bool {
    let text = expression.as_str();
    // Nearly every default is told apart by this, without reading it.
    if !text.as_bytes().windows(3).any(|word| word.eq_ignore_ascii_case(b"val")) {
        return false;
    }
    // Outside of a list no server's strings differ from the others'.
    let mut lexer = Lexer::new(text, Dialect::new(Flavor::MariaDb, 10, 11, 0));
    let mut words: [String; 2] = Default::default();
    loop {
        let token = lexer.next_token();
        let piece = text.get(token.start..token.end).unwrap_or("");
        let piece = if token.kind == TokenKind::Text { "''" } else { piece };
        let piece = piece.to_ascii_lowercase();
        let [before, last] = &words;
        let call = piece == "(" && matches!(last.as_str(), "nextval" | "lastval" | "setval" | "currval");
        let value_for = piece == "for" && last == "value" && matches!(before.as_str(), "next" | "previous");
        let member = last == "." && matches!(piece.as_str(), "nextval" | "currval");
        if call || value_for || member {
            return true;
        }
        if matches!(token.kind, TokenKind::End | TokenKind::Unterminated) {
            return false;
        }
        words.rotate_left(1);
        words[1] = piece;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_is_found_in_an_expression_and_not_in_a_string() {
        let check = |text: &str, expected| assert_eq!(reads_sequence(&Sql::new(text)), expected, "{text}");
        check("nextval(`shop`.`numbers`)", true);
        check("(nextval(`shop`.`numbers`) + 1)", true);
        check("NEXT VALUE FOR numbers", true);
        check("(previous value for `numbers`)", true);
        check("setval(`shop`.`numbers`,5,1,0)", true);
        check("lastval(`numbers`)", true);
        check("`shop`.`numbers`.nextval", true);
        check("'nextval(x)'", false);
        check("(concat('nextval',`a`))", false);
        check("(`nextval` + 1)", false);
        check("(`value` + `for`)", false);
        check("CURRENT_TIMESTAMP", false);
        check("NULL", false);
        check("42", false);
        check("'a", false);
    }
}
