//! The lexer: one text cut into tokens, in linear time.

mod key;
mod list;
mod token;

use key::UnescapedKey;
use list::UnescapedList;
pub use token::{Token, TokenKind};

use crate::Dialect;

/// Reads tokens from a text, one after the other.
///
/// Plain comments and white space are passed over; executable comments (`/*!80023 … */`, `/*M!…*/`, `/*T![…] … */`) open
/// and close with tokens of their own, since their content belongs to the definition.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    text: &'a str,
    at: usize,
    list: Option<UnescapedList>,
    key: Option<UnescapedKey>,
}

impl<'a> Lexer<'a> {
    /// A lexer at the beginning of `text`, which `dialect` has printed.
    pub fn new(text: &'a str, dialect: Dialect) -> Self {
        let list = dialect.prints_members_unescaped().then(UnescapedList::default);
        let key = dialect.prints_key_columns_unescaped().then(UnescapedKey::default);
        Self { text, at: 0, list, key }
    }

    /// The next token; [`TokenKind::End`] at the end, again and again.
    pub fn next_token(&mut self) -> Token {
        self.skip_blanks();
        let start = self.at;
        let Some(first) = self.byte(0) else { return Token { kind: TokenKind::End, start, end: start } };
        let kind = match first {
            b'`' => self.name(),
            b'\'' if self.list.is_some_and(UnescapedList::is_inside) => self.unescaped_text(ends_a_member),
            b'\'' if self.list.is_some_and(UnescapedList::is_default) => self.unescaped_text(ends_a_default),
            b'\'' | b'"' => self.quoted(first, TokenKind::Text),
            b'0'..=b'9' => self.number(),
            b'/' if self.byte(1) == Some(b'*') => self.marker(),
            b'*' if self.byte(1) == Some(b'/') => {
                self.at += 2;
                TokenKind::MarkerEnd
            }
            first if is_word_byte(first) => self.word(),
            first => {
                self.at += 1;
                TokenKind::Punctuation(first)
            }
        };
        let token = Token { kind, start, end: self.at };
        if let Some(list) = &mut self.list {
            list.pass(kind, self.text.get(start..self.at).unwrap_or(""));
        }
        if let Some(key) = &mut self.key {
            key.pass(kind, self.text.get(start..self.at).unwrap_or(""));
        }
        token
    }

    /// Reads a string whose quotes the server did not escape: it ends at the first quote whose followers say so.
    fn unescaped_text(&mut self, ends: fn(&[u8]) -> bool) -> TokenKind {
        let bytes = self.text.as_bytes();
        let end = (self.at + 1..bytes.len()).find(|&at| bytes[at] == b'\'' && ends(&bytes[at + 1..]));
        self.at = end.map_or(bytes.len(), |end| end + 1);
        if end.is_some() { TokenKind::Text } else { TokenKind::Unterminated }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn skip_blanks(&mut self) {
        loop {
            match self.byte(0) {
                Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c) => self.at += 1,
                Some(b'#') => self.skip_line(),
                Some(b'-') if self.byte(1) == Some(b'-') && self.byte(2).is_none_or(|c| c <= b' ') => {
                    self.skip_line();
                }
                Some(b'/') if self.byte(1) == Some(b'*') && self.marker_length().is_none() => {
                    let rest = &self.text.as_bytes()[self.at + 2..];
                    let close = rest.windows(2).position(|pair| pair == b"*/");
                    self.at = close.map_or(self.text.len(), |at| self.at + 2 + at + 2);
                }
                _ => return,
            }
        }
    }

    fn skip_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    }

    /// How long the opening of an executable comment is at this place: `/*!`, `/*M!` or `/*T!`, and behind it either
    /// digits or a word in brackets.
    fn marker_length(&self) -> Option<usize> {
        let bang = match (self.byte(2), self.byte(3)) {
            (Some(b'!'), _) => 3,
            (Some(b'M' | b'T'), Some(b'!')) => 4,
            _ => return None,
        };
        let rest = &self.text.as_bytes()[self.at + bang..];
        if rest.first() == Some(&b'[') {
            // Feature names of TiDB; looking for the bracket any further would be looking through the whole text.
            let is_feature = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b',' | b' ');
            let close = 1 + rest[1..].iter().take_while(is_feature).count();
            return (rest.get(close) == Some(&b']')).then_some(bang + close + 1);
        }
        Some(bang + rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
    }

    fn marker(&mut self) -> TokenKind {
        // A plain comment was passed over before, so this one has a length.
        self.at += self.marker_length().unwrap_or(2);
        TokenKind::MarkerStart
    }

    /// A name in backquotes, doubled inside or, in a foreign key of MariaDB, not.
    fn name(&mut self) -> TokenKind {
        let inside = self.at + 1;
        let kind = self.quoted(b'`', TokenKind::Quoted);
        let Some(key) = self.key else { return kind };
        if key.is_whole(self.text.get(self.at..).unwrap_or("")) {
            return kind;
        }
        match self.text.get(inside..).and_then(|rest| key.length(rest)) {
            Some(length) => {
                self.at = inside + length + 1;
                TokenKind::Bare
            }
            None => kind,
        }
    }

    /// A name or a string up to its closing quote; a doubled quote is inside, and so is an escaped one in a string.
    fn quoted(&mut self, quote: u8, kind: TokenKind) -> TokenKind {
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        while let Some(&byte) = bytes.get(at) {
            if byte == b'\\' && quote != b'`' {
                at += 2;
            } else if byte != quote {
                at += 1;
            } else if bytes.get(at + 1) == Some(&quote) {
                at += 2;
            } else {
                self.at = at + 1;
                return kind;
            }
        }
        self.at = bytes.len();
        TokenKind::Unterminated
    }

    fn number(&mut self) -> TokenKind {
        let bytes = self.text.as_bytes();
        let start = self.at;
        while self.byte(0).is_some_and(|byte| byte.is_ascii_digit() || byte == b'.') {
            self.at += 1;
        }
        if matches!(self.byte(0), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.byte(1), Some(b'-' | b'+')));
            if self.byte(1 + sign).is_some_and(|byte| byte.is_ascii_digit()) {
                self.at += 1 + sign;
                while self.byte(0).is_some_and(|byte| byte.is_ascii_digit()) {
                    self.at += 1;
                }
                return TokenKind::Number;
            }
        }
        // A name may begin with digits; then it has no point (manual: "Schema Object Names").
        if self.byte(0).is_some_and(is_word_byte) && !bytes[start..self.at].contains(&b'.') {
            return self.word();
        }
        TokenKind::Number
    }

    fn word(&mut self) -> TokenKind {
        while self.byte(0).is_some_and(is_word_byte) {
            self.at += 1;
        }
        TokenKind::Word
    }
}

const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn ends_a_member(rest: &[u8]) -> bool {
    match rest.first() {
        Some(b')') => true,
        // OceanBase puts no blank behind the comma; a quote or a number begins the next member.
        Some(b',') => {
            rest.get(1).is_some_and(|next| matches!(next, b'\'' | b'0'..=b'9' | b'-' | b'N' | b'(' | b' '))
        }
        _ => false,
    }
}

/// Behind the default of a column stands the end of its line or an upper-case word.
fn ends_a_default(rest: &[u8]) -> bool {
    match rest.first() {
        Some(b',' | b'\n' | b')') | None => true,
        Some(b' ') => rest.get(1).is_none_or(u8::is_ascii_uppercase),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Flavor;

    fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
        kinds_of(text, Flavor::MySql)
    }

    fn kinds_of(text: &str, flavor: Flavor) -> Vec<(TokenKind, &str)> {
        let mut lexer = Lexer::new(text, Dialect::new(flavor, 9, 0, 0));
        std::iter::from_fn(|| {
            let token = lexer.next_token();
            (token.kind != TokenKind::End).then(|| (token.kind, &text[token.start..token.end]))
        })
        .collect()
    }

    #[test]
    fn quotes_comments_and_markers_are_told_apart() {
        use TokenKind::*;
        assert_eq!(
            kinds("`a``b` 'it''s' 'x\\'y' /* no */ /*!80023 INVISIBLE */ /*T![ttl] T */ b'1' 1.5e3 # end"),
            [
                (Quoted, "`a``b`"),
                (Text, "'it''s'"),
                (Text, "'x\\'y'"),
                (MarkerStart, "/*!80023"),
                (Word, "INVISIBLE"),
                (MarkerEnd, "*/"),
                (MarkerStart, "/*T![ttl]"),
                (Word, "T"),
                (MarkerEnd, "*/"),
                (Word, "b"),
                (Text, "'1'"),
                (Number, "1.5e3"),
            ]
        );
    }

    #[test]
    fn what_never_ends_is_one_token() {
        assert_eq!(kinds("'abc"), [(TokenKind::Unterminated, "'abc")]);
        assert_eq!(kinds("'abc\\"), [(TokenKind::Unterminated, "'abc\\")]);
        assert_eq!(kinds("/* abc"), []);
    }

    #[test]
    fn an_unescaped_member_ends_before_a_comma_or_a_parenthesis() {
        use TokenKind::*;
        let expected = [
            (Word, "enum"),
            (Punctuation(b'('), "("),
            (Text, "'it's'"),
            (Punctuation(b','), ","),
            (Text, "'a,b'"),
            (Punctuation(b')'), ")"),
            (Text, "'it\\'s'"),
        ];
        assert_eq!(kinds_of("enum('it's','a,b') 'it\\'s'", Flavor::OceanBase), expected);
    }

    #[test]
    fn names_in_a_foreign_key_of_mariadb_end_where_the_key_goes_on() {
        use TokenKind::*;
        let text = "`a``b` int, CONSTRAINT `f`k` FOREIGN KEY (`a`b`, `c`) REFERENCES `p``q` (`x``y`)";
        let names = |flavor| -> Vec<(TokenKind, &str)> {
            kinds_of(text, flavor).into_iter().filter(|(kind, _)| matches!(kind, Quoted | Bare)).collect()
        };
        assert_eq!(
            names(Flavor::MariaDb),
            [
                (Quoted, "`a``b`"),
                (Bare, "`f`k`"),
                (Bare, "`a`b`"),
                (Quoted, "`c`"),
                (Quoted, "`p``q`"),
                (Quoted, "`x``y`"),
            ]
        );
        assert!(names(Flavor::MySql).iter().all(|(kind, _)| *kind == Quoted));
    }
}
