//! What becomes of a source's definition: each row is a clause of the source and what stands in its place.

#![expect(clippy::unwrap_used, reason = "a text that cannot be read fails the test")]

use shadowtable_plan::{
    Affix, Folding, ForeignKeyPolicy, RewriteInput, Rule, Unsuitable, Wanted, rewrite, unsuitable,
};
use shadowtable_schema::lex::{Lexer, TokenKind};
use shadowtable_schema::{Dialect, Flavor, Name, parse, render};
use std::path::{Path, PathBuf};

const MYSQL: Dialect = Dialect::new(Flavor::MySql, 9, 7, 0);
const MARIADB: Dialect = Dialect::new(Flavor::MariaDb, 10, 11, 0);
const OCEANBASE: Dialect = Dialect::new(Flavor::OceanBase, 4, 3, 5);
const TIDB: Dialect = Dialect::new(Flavor::TiDb, 8, 5, 0);

/// A server and what was asked of it; the database is `shop`, the rule is prefix `_test_`.
#[derive(Clone, Copy)]
struct Asked {
    dialect: Dialect,
    folding: Folding,
    policy: ForeignKeyPolicy,
    /// The parents whose shadows are usable.
    usable: &'static [&'static str],
    /// Names that other constraints have.
    taken: &'static [&'static str],
}

const ASKED: Asked = Asked {
    dialect: MYSQL,
    folding: Folding::Exact,
    policy: ForeignKeyPolicy::Retarget,
    usable: &[],
    taken: &[],
};

const KEEP: Asked = Asked { policy: ForeignKeyPolicy::Keep, ..ASKED };
const OMIT: Asked = Asked { policy: ForeignKeyPolicy::Omit, usable: &["customers"], ..ASKED };

fn wanted(asked: Asked, source: &str) -> Wanted {
    let source = parse::parse(source, asked.dialect).unwrap();
    let rule = Rule::new(Affix::Prefix, "_test_", asked.folding).unwrap();
    let taken = |name: &Name| asked.taken.contains(&name.folded().as_str());
    let usable = |name: &Name| asked.usable.contains(&name.as_str()).then(|| rule.shadow_of(name));
    let input = RewriteInput {
        dialect: asked.dialect,
        database: Some(&Name::new("shop")),
        rule: &rule,
        folding: asked.folding,
        foreign_keys: asked.policy,
        usable_shadow: &usable,
        taken_foreign_keys: &taken,
        taken_checks: &taken,
    };
    let shadow = rule.shadow_of(&source.name);
    let wanted = rewrite(&source, &shadow, &input);
    assert_eq!(wanted, rewrite(&source, &shadow, &input));
    assert_eq!(wanted.table.name, shadow);
    wanted
}

/// Rewrites a table `t` that has this member, and compares the member and the notices' codes.
fn check(asked: Asked, member: &str, expected: &str, codes: &[&str]) {
    let text = |name: &str, member: &str| {
        let comma = if member.is_empty() { "" } else { ", " };
        format!("CREATE TABLE `{name}` (`id` int NOT NULL{comma}{member})")
    };
    check_table(asked, &text("t", member), &text("_test_t", expected), codes);
}

/// Rewrites a table, and compares it and the notices' codes.
fn check_table(asked: Asked, source: &str, expected: &str, codes: &[&str]) {
    let wanted = wanted(asked, source);
    let expected = parse::parse(expected, asked.dialect).unwrap();
    let sql = |table| render::create_table(table, asked.dialect);
    assert_eq!(sql(&wanted.table), sql(&expected), "{source}");
    assert_eq!(
        wanted.notices.iter().map(|notice| notice.code().as_str()).collect::<Vec<_>>(),
        codes,
        "{source}"
    );
}

#[test]
fn foreign_keys_reference_shadows() {
    let usable = Asked { usable: &["customers", "items"], ..ASKED };
    let key = "CONSTRAINT `fk` FOREIGN KEY (`a`,`b`) REFERENCES `customers` (`x`,`y`) ON DELETE SET NULL ON UPDATE CASCADE";
    let shadows = "CONSTRAINT `_test_fk` FOREIGN KEY (`a`,`b`) REFERENCES `_test_customers` (`x`,`y`) ON DELETE SET NULL ON UPDATE CASCADE";
    check(usable, key, shadows, &[]);
    check(ASKED, key, "", &["foreign-key-omitted"]);
    check(OMIT, key, "", &["foreign-key-omitted"]);
    check(KEEP, key, &key.replace("`fk`", "`_test_fk`"), &["foreign-key-to-real-table"]);
    // Two keys, of which one has a parent with a shadow.
    check(
        usable,
        "CONSTRAINT `k1` FOREIGN KEY (`a`) REFERENCES `gone` (`id`), CONSTRAINT `k2` FOREIGN KEY (`a`) REFERENCES `items` (`id`)",
        "CONSTRAINT `_test_k2` FOREIGN KEY (`a`) REFERENCES `_test_items` (`id`)",
        &["foreign-key-omitted"],
    );
}

#[test]
fn a_key_of_a_table_to_itself_stays_one() {
    let key = "CONSTRAINT `fk` FOREIGN KEY (`a`) REFERENCES `t` (`id`)";
    let own = "CONSTRAINT `_test_fk` FOREIGN KEY (`a`) REFERENCES `_test_t` (`id`)";
    check(ASKED, key, own, &[]);
    check(KEEP, key, own, &[]);
    check(OMIT, key, "", &["foreign-key-omitted"]);
    let folds = Asked { folding: Folding::IgnoreCase, ..ASKED };
    check(folds, &key.replace("`t`", "`T`"), own, &[]);
    check(ASKED, &key.replace("`t`", "`T`"), "", &["foreign-key-omitted"]);
}

#[test]
fn parents_in_other_databases_have_no_shadow() {
    let usable = Asked { usable: &["customers"], ..ASKED };
    let key = |database: &str, name: &str, parent: &str| {
        format!("CONSTRAINT `{name}` FOREIGN KEY (`a`) REFERENCES {database}`{parent}` (`id`)")
    };
    check(usable, &key("`crm`.", "fk", "customers"), "", &["foreign-key-omitted"]);
    check(usable, &key("`crm`.", "fk", "t"), "", &["foreign-key-omitted"]);
    let kept = key("`crm`.", "_test_fk", "customers");
    check(KEEP, &key("`crm`.", "fk", "customers"), &kept, &["foreign-key-to-real-table"]);
    // OceanBase always prints the database; MySQL never prints the own one, but a dump may.
    for dialect in [OCEANBASE, MYSQL] {
        let usable = Asked { dialect, ..usable };
        let (own, shadow) =
            (key("`shop`.", "fk", "customers"), key("`shop`.", "_test_fk", "_test_customers"));
        check(usable, &own, &shadow, &[]);
        check(usable, &key("`shop`.", "fk", "t"), &key("`shop`.", "_test_fk", "_test_t"), &[]);
        let exact = key("`SHOP`.", "fk", "customers");
        check(usable, &exact, "", &["foreign-key-omitted"]);
        let folds = Asked { folding: Folding::LowerCase, ..usable };
        check(folds, &exact, &key("`SHOP`.", "_test_fk", "_test_customers"), &[]);
    }
}

#[test]
fn constraints_get_names_of_their_own() {
    let usable = Asked { usable: &["p"], ..ASKED };
    let key = |name: &str, parent: &str| format!("{name} FOREIGN KEY (`a`) REFERENCES `{parent}` (`id`)");
    check(usable, &key("CONSTRAINT `t_ibfk_1`", "p"), &key("CONSTRAINT `_test_t_ibfk_1`", "_test_p"), &[]);
    check(usable, &key("", "p"), &key("CONSTRAINT `_test_t_ibfk_1`", "_test_p"), &[]);
    let taken = Asked { taken: &["_test_fk"], ..usable };
    check(taken, &key("CONSTRAINT `FK`", "p"), &key("CONSTRAINT `_test_FK_b16649c1`", "_test_p"), &[]);
    // MySQL and OceanBase keep each CHECK's name once in a database, MariaDB once in a table.
    let (named, renamed) = ("CONSTRAINT `c` CHECK (`id` > 0)", "CONSTRAINT `_test_c` CHECK (`id` > 0)");
    for dialect in [MYSQL, OCEANBASE, TIDB] {
        check(Asked { dialect, ..ASKED }, named, renamed, &[]);
    }
    let maria = Asked { dialect: MARIADB, ..usable };
    check(maria, named, named, &[]);
    check(maria, "CHECK (`id` > 0)", "CHECK (`id` > 0)", &[]);
    check(maria, "`b` int CHECK (`b` > 0)", "`b` int CHECK (`b` > 0)", &[]);
    check(ASKED, "CHECK (`id` > 0)", "CONSTRAINT `_test_t_chk_1` CHECK (`id` > 0)", &[]);
    let taken = Asked { taken: &["_test_c"], ..ASKED };
    check(taken, named, "CONSTRAINT `_test_c_344e3a8f` CHECK (`id` > 0)", &[]);
    // A key and a CHECK may have one name on MySQL; on MariaDB they share one space within a table.
    let both = |key: &str, check: &str, parent: &str| {
        format!(
            "CONSTRAINT `{key}` FOREIGN KEY (`a`) REFERENCES `{parent}` (`id`), CONSTRAINT `{check}` CHECK (`id` > 0)"
        )
    };
    check(usable, &both("c", "c", "p"), &both("_test_c", "_test_c", "_test_p"), &[]);
    check(maria, &both("c", "_test_c", "p"), &both("_test_c_344e3a8f", "_test_c", "_test_p"), &[]);
}

#[test]
fn what_would_leak_is_left_out() {
    let maria = Asked { dialect: MARIADB, ..ASKED };
    let omitted = &["sequence-default-omitted"];
    check(maria, "`n` int(11) NOT NULL DEFAULT nextval(`shop`.`s`)", "`n` int(11) NOT NULL", omitted);
    check(
        maria,
        "`n` int(11) DEFAULT (nextval(`shop`.`s`) + 1) COMMENT 'x'",
        "`n` int(11) DEFAULT NULL COMMENT 'x'",
        omitted,
    );
    check(maria, "`n` varchar(20) DEFAULT 'nextval('", "`n` varchar(20) DEFAULT 'nextval('", &[]);
    let table = |asked, options: &str, expected: &str, codes: &[&str]| {
        let text = |name, options| format!("CREATE TABLE `{name}` (`id` int NOT NULL) {options}");
        check_table(asked, &text("t", options), &text("_test_t", expected), codes);
    };
    let (tidb, ob) = (Asked { dialect: TIDB, ..ASKED }, Asked { dialect: OCEANBASE, ..ASKED });
    table(
        ASKED,
        "ENGINE=InnoDB AUTO_INCREMENT=42 DEFAULT CHARSET=utf8mb4",
        "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4",
        &[],
    );
    table(
        tidb,
        "ENGINE=InnoDB /*T![ttl] TTL=`at` + INTERVAL 3 MONTH */ /*T![ttl] TTL_ENABLE='ON' */ /*T![ttl] TTL_JOB_INTERVAL='1h' */ /*T![auto_rand_base] AUTO_RANDOM_BASE=30001 */ COMMENT='x'",
        "ENGINE=InnoDB COMMENT='x'",
        &["ttl-omitted"],
    );
    table(ob, "AUTO_INCREMENT = 5 PCTFREE = 0 TTL = (a + interval 1 day)", "PCTFREE = 0", &["ttl-omitted"]);
    table(
        ASKED,
        "ENGINE=MRG_MYISAM INSERT_METHOD=LAST UNION=(`m1`,`m2`)",
        "ENGINE=MRG_MYISAM INSERT_METHOD=LAST",
        &["union-omitted"],
    );
    let places = "/*!50100 TABLESPACE `ts1` */ ENGINE=InnoDB DATA DIRECTORY='/data/'";
    table(ASKED, places, places, &[]);
}

#[test]
fn notices_say_what_to_do() {
    let say = |asked, source: &str, expected: &str| {
        let notices = wanted(asked, source).notices;
        let sentences: Vec<String> = notices.iter().map(ToString::to_string).collect();
        assert_eq!(sentences, [expected]);
    };
    let key = |parent: &str| {
        format!("CREATE TABLE t (id int, CONSTRAINT fk FOREIGN KEY (id) REFERENCES {parent} (id))")
    };
    say(
        ASKED,
        &key("customers"),
        "foreign key fk is left out, since customers has no usable shadow: add customers to the tables",
    );
    say(
        ASKED,
        &key("crm.customers"),
        "foreign key fk is left out, since crm.customers is in another database and has no shadow",
    );
    say(OMIT, &key("customers"), "foreign key fk to customers is left out, as asked");
    say(
        KEEP,
        &key("customers"),
        "foreign key _test_fk references customers, which is no shadow: shadow rows are checked against real ones, \
         and that table is locked when the key is made or dropped",
    );
    say(
        Asked { dialect: OCEANBASE, ..ASKED },
        "CREATE TABLE t (a datetime) TTL = (a + interval 1 day)",
        "the time to live (a + interval 1 day) is left out, since it would delete shadow rows",
    );
    say(
        Asked { dialect: MARIADB, ..ASKED },
        "CREATE TABLE t (id int DEFAULT nextval(`shop`.`s`))",
        "the default nextval(`shop`.`s`) of column id is left out, since it would use up a real sequence's numbers",
    );
}

#[test]
fn tables_that_are_none_are_told_apart() {
    let check = |text: &str, expected: Option<&str>| {
        let table = parse::parse(text, MARIADB).unwrap();
        assert_eq!(unsuitable(&table).as_ref().map(Unsuitable::to_string).as_deref(), expected, "{text}");
    };
    check("CREATE TABLE t (id int) ENGINE=InnoDB", None);
    check("CREATE TABLE t (id int) ENGINE=MRG_MyISAM UNION=(`a`)", None);
    check("CREATE TEMPORARY TABLE t (id int)", Some("the table is temporary"));
    check("CREATE GLOBAL TEMPORARY TABLE t (id int)", Some("the table is global temporary"));
    check(
        "CREATE TABLE `s` (`next_not_cached_value` bigint(21) NOT NULL) ENGINE=InnoDB SEQUENCE=1",
        Some("it is a sequence"),
    );
    let elsewhere = |engine| {
        format!(
            "the rows of a table of engine {engine} are somewhere else: a shadow would read and write the real ones"
        )
    };
    for engine in ["FEDERATED", "SPIDER", "CONNECT"] {
        check(&format!("CREATE TABLE t (id int) ENGINE={engine} CONNECTION='x'"), Some(&elsewhere(engine)));
    }
    check(
        "CREATE TABLE t (id int) ENGINE=PERFORMANCE_SCHEMA",
        Some("no table of engine PERFORMANCE_SCHEMA can be created"),
    );
}

/// All texts of real servers, and those recorded by hand.
fn fixtures() -> Vec<(PathBuf, Dialect, String)> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut texts = Vec::new();
    for directory in std::fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path()) {
        for path in std::fs::read_dir(directory).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            let place = path.to_string_lossy().into_owned();
            let (_, place) = place.split_once("fixtures/").unwrap();
            let dialect = match place {
                _ if place.contains("mariadb") => MARIADB,
                _ if place.contains("oceanbase") => OCEANBASE,
                _ if place.contains("tidb") => TIDB,
                _ => MYSQL,
            };
            let text = std::fs::read_to_string(&path).unwrap();
            texts.extend(
                text.trim_end_matches('\n')
                    .split("\n-- ----\n")
                    .map(|one| (path.clone(), dialect, one.to_owned())),
            );
        }
    }
    assert!(texts.len() > 800, "only {} tables were found", texts.len());
    texts
}

/// Whether a text has `name.` anywhere but right behind REFERENCES.
fn qualifies_with(text: &str, dialect: Dialect, name: &Name) -> bool {
    let mut lexer = Lexer::new(text, dialect);
    let tokens = std::iter::from_fn(|| Some(lexer.next_token()).filter(|token| token.kind != TokenKind::End));
    let pieces: Vec<&str> = tokens.map(|token| &text[token.start..token.end]).collect();
    pieces.windows(3).any(|three| {
        three[0] != "REFERENCES"
            && three[2] == "."
            && (three[1] == name.quoted() || three[1] == name.as_str())
    })
}

#[test]
fn no_server_prints_a_tables_own_name_in_an_expression() {
    for (path, dialect, text) in fixtures() {
        let Ok(table) = parse::parse(&text, dialect) else { continue };
        assert!(!qualifies_with(&text, dialect, &table.name), "{}: {text}", path.display());
    }
    let text = "CREATE TABLE `t` (`a` int, CHECK (`t`.`a` > 0))";
    assert!(qualifies_with(text, MYSQL, &"t".into()));
}

#[test]
fn every_table_of_the_fixtures_is_rewritten_to_one_without_a_trace_of_its_source() {
    for (path, dialect, text) in fixtures() {
        let Ok(table) = parse::parse(&text, dialect) else { continue };
        let wanted = wanted(Asked { dialect, ..ASKED }, &text).table;
        assert_eq!(wanted.columns.len(), table.columns.len(), "{}", path.display());
        assert_eq!(wanted.indexes, table.indexes, "{}", path.display());
        assert_eq!(wanted.partitioning, table.partitioning, "{}", path.display());
        assert!(wanted.foreign_keys.iter().all(|key| key.parent.name == wanted.name), "{}", path.display());
        let names = |table: &shadowtable_schema::model::Table| {
            table.foreign_keys.iter().filter_map(|key| key.name.clone()).collect::<Vec<_>>()
        };
        assert!(names(&wanted).iter().all(|name| !names(&table).contains(name)), "{}", path.display());
    }
}
