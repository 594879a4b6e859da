//! Expressions that a server prints in another way after an ALTER than after the CREATE: MySQL 9.7 gives literals the
//! character set of the session that altered the table (`_utf8mb3'x'` becomes `_utf8mb4'x'`) or of the column they are
//! compared with (`_utf16'\0x'`, byte by byte), and puts parentheses around them.

use super::Surroundings;
use crate::lex::{Lexer, TokenKind};
use crate::model::{ColumnClause, KeyTarget, Table};
use crate::{Dialect, Sql, literal};

pub fn rule(table: &mut Table, surroundings: Surroundings<'_>) {
    let dialect = surroundings.dialect;
    for clause in table.columns.iter_mut().flat_map(|column| &mut column.clauses) {
        match clause {
            ColumnClause::Generated(generated) => settle(&mut generated.expression, dialect),
            ColumnClause::Default(sql) => settle(sql, dialect),
            ColumnClause::Check(check) => settle(&mut check.expression, dialect),
            _ => {}
        }
    }
    table.checks.iter_mut().for_each(|check| settle(&mut check.expression, dialect));
    for part in table.indexes.iter_mut().flat_map(|index| &mut index.parts) {
        if let KeyTarget::Expression(sql) = &mut part.target {
            settle(sql, dialect);
        }
    }
}

fn settle(sql: &mut Sql, dialect: Dialect) {
    // A bare word, a number or NULL is printed in one way only.
    if sql.as_str().bytes().any(|byte| matches!(byte, b'(' | b'\'')) {
        *sql = Sql::new(pieces(sql.as_str(), dialect).join(" "));
    }
}

/// The tokens without what says nothing.
fn pieces(text: &str, dialect: Dialect) -> Vec<String> {
    let mut lexer = Lexer::new(text, dialect);
    let mut pieces: Vec<String> = Vec::new();
    loop {
        let token = lexer.next_token();
        let piece = text.get(token.start..token.end).unwrap_or("");
        match token.kind {
            TokenKind::End => return pieces,
            TokenKind::Text => {
                let mut value = literal::unquote(piece);
                if let Some(introducer) = pieces.pop_if(|last| last.starts_with('_')) {
                    let known = text_of(&introducer, &value);
                    let said = known.as_ref().map_or(introducer, |_| "_utf8mb4".to_owned());
                    value = known.unwrap_or(value);
                    if !value.is_ascii() {
                        pieces.push(said);
                    }
                }
                pieces.push(literal::quote(&value));
            }
            TokenKind::Punctuation(b')') => close(&mut pieces),
            _ => pieces.push(piece.to_owned()),
        }
    }
}

/// The text of a literal with an introducer: of the wide character sets the server prints the bytes as if each were a
/// character. Bytes above 127 are lost in that, so such a literal stays as it is.
fn text_of(introducer: &str, value: &str) -> Option<String> {
    let units = |width: usize| {
        let bytes = value.is_ascii().then_some(value.as_bytes())?;
        bytes.len().is_multiple_of(width).then(|| bytes.chunks_exact(width))
    };
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = units(2)?.filter_map(|pair| pair.try_into().ok().map(unit));
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    };
    match introducer {
        "_utf8" | "_utf8mb3" | "_utf8mb4" => Some(value.to_owned()),
        "_utf16" | "_ucs2" => utf16(u16::from_be_bytes),
        "_utf16le" => utf16(u16::from_le_bytes),
        "_utf32" => {
            let mut points = units(4)?.filter_map(|four| four.try_into().ok().map(u32::from_be_bytes));
            points.try_fold(String::new(), |mut text, point| {
                text.push(char::from_u32(point)?);
                Some(text)
            })
        }
        _ => None,
    }
}

/// Closes a parenthesis; one that holds a single literal or name, and is not of a call or a list, is taken away.
fn close(pieces: &mut Vec<String>) {
    let opens = |at: usize| pieces.get(at).is_some_and(|piece| piece == "(");
    let holds_one = pieces.len() >= 2 && opens(pieces.len() - 2);
    let before = pieces.len().checked_sub(3).and_then(|at| pieces.get(at));
    let of_word =
        before.is_some_and(|piece| piece.starts_with(|c: char| c == '`' || c == '_' || c.is_alphanumeric()));
    if holds_one && !of_word {
        pieces.remove(pieces.len() - 2);
    } else {
        pieces.push(")".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Flavor;

    #[test]
    fn only_what_says_nothing_goes() {
        for (text, settled) in [
            ("(`c` between -(5) and 10)", "( `c` between - 5 and 10 )"),
            ("(`c` between -((5)) and 10)", "( `c` between - 5 and 10 )"),
            ("(`s` in (_utf8mb3'x'))", "( `s` in ( 'x' ) )"),
            ("(abs(`a`) > 1)", "( abs ( `a` ) > 1 )"),
            ("concat(_utf8mb4'中',`a`)", "concat ( _utf8mb4 '中' , `a` )"),
            ("concat(_utf8mb3'中',`a`)", "concat ( _utf8mb4 '中' , `a` )"),
            (r"(`s` in (_utf16'\0x\0\'',_utf16'N-'))", "( `s` in ( 'x''' , _utf8mb4 '中' ) )"),
            (r"(`s` <> _utf16le'x\0')", "( `s` < > 'x' )"),
            (r"(`s` <> _utf32'\0\0\0x')", "( `s` < > 'x' )"),
            (r"(`s` <> _gbk'x')", "( `s` < > 'x' )"),
            ("'it\\'s'", "'it''s'"),
            ("((`a` + 1))", "( ( `a` + 1 ) )"),
        ] {
            let mut sql = Sql::new(text);
            settle(&mut sql, Dialect::new(Flavor::MySql, 9, 7, 0));
            assert_eq!(sql.as_str(), settled);
        }
    }
}
