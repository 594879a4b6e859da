//! The guard: a statement that is about to be sent changes no table but those that the plan may change.

use shadowtable_plan::{PairPlan, scratch};
use shadowtable_schema::lex::{Lexer, TokenKind};
use shadowtable_schema::{Dialect, Name};

/// Checks the text itself, not what the plan says of it: the tables that it changes must be the pair's shadow or a
/// scratch twin.
///
/// # Errors
/// A sentence that names the table, if the text would change another one or is of no kind that a plan may hold.
pub fn check(sql: &str, pair: &PairPlan, dialect: Dialect) -> Result<(), String> {
    let tables = changed_tables(sql, dialect)
        .ok_or_else(|| "the statement is of no kind that a plan may hold".to_owned())?;
    let may_change = |name: &Name| *name == pair.pair.shadow || scratch::is_scratch(name);
    match tables.iter().find(|name| !may_change(name)) {
        Some(name) => {
            Err(format!("the statement would change {}, which is no shadow of this plan", name.quoted()))
        }
        None => Ok(()),
    }
}

/// The tables that a statement changes; `None` if it is none that we write.
fn changed_tables(sql: &str, dialect: Dialect) -> Option<Vec<Name>> {
    let mut lexer = Lexer::new(sql, dialect);
    let mut words = Vec::new();
    let mut names = Vec::new();
    loop {
        let token = lexer.next_token();
        let text = sql.get(token.start..token.end)?;
        match token.kind {
            TokenKind::Word if names.is_empty() => words.push(text.to_ascii_uppercase()),
            TokenKind::Quoted => names.push(Name::from(text.get(1..text.len() - 1)?.replace("``", "`"))),
            TokenKind::End | TokenKind::Unterminated => break,
            _ => {}
        }
        // Only RENAME goes on to name tables.
        if !names.is_empty() && words.first().is_some_and(|word| word != "RENAME") {
            break;
        }
    }
    if names.is_empty() {
        return None;
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["CREATE", "TABLE"]
        | ["ALTER", "TABLE"]
        | ["DROP", "TABLE"]
        | ["DROP", "TABLE", "IF", "EXISTS"]
        | ["INSERT", "INTO"]
        | ["RENAME", "TABLE"] => Some(names),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_plan::{Pair, Verdict};
    use shadowtable_schema::Flavor;

    #[test]
    fn only_the_shadow_and_scratch_tables_are_changed() {
        let pair = Pair { source: "orders".into(), shadow: "_t_orders".into() };
        let plan = PairPlan::without_statements(pair, Verdict::Modify, String::new());
        let scratch = scratch::names(&"_t_orders".into()).new.quoted();
        for (sql, allowed) in [
            ("ALTER TABLE `_t_orders` ADD COLUMN `a` int", true),
            ("CREATE TABLE `_t_orders` (`a` int)", true),
            ("ALTER TABLE `orders` ADD COLUMN `a` int", false),
            ("DROP TABLE IF EXISTS `orders`", false),
            (&format!("DROP TABLE IF EXISTS {scratch}"), true),
            (&format!("INSERT INTO {scratch} (`a`) SELECT `a` FROM `_t_orders`"), true),
            (&format!("RENAME TABLE `_t_orders` TO {scratch}"), true),
            (&format!("RENAME TABLE `orders` TO {scratch}"), false),
            ("TRUNCATE TABLE `_t_orders`", false),
            ("ALTER TABLE `_t_orders", false),
            ("DELETE FROM `_t_orders`", false),
        ] {
            let result = check(sql, &plan, Dialect::new(Flavor::MySql, 9, 7, 0));
            assert_eq!(result.is_ok(), allowed, "{sql}: {result:?}");
        }
    }
}
