//! What needs no server: help, usage errors, dumps, completions, the manual page.

#![expect(clippy::unwrap_used, reason = "a helper outside of the tests themselves: a panic is a failed test")]

use std::path::Path;
use std::process::Command;

/// What a command came to, as a user sees it. It runs in the directory of the dumps, without a terminal.
fn shadowtable(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_shadowtable"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps"))
        .env_clear()
        .env("HOME", "/nonexistent")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    format!("{}{}exit code {code}\n", text(output.stderr), text(output.stdout))
}

fn check(name: &str, arguments: &[&str]) {
    let text = format!("$ shadowtable {}\n{}", arguments.join(" "), shadowtable(arguments));
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn help_is_there_for_every_verb() {
    check("help", &["--help"]);
    for verb in
        ["plan", "sync", "apply", "diff", "shadows", "drop", "serve", "user", "store", "completions", "man"]
    {
        check(&format!("help-{verb}"), &[verb, "--help"]);
    }
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in [
        &["plan", "mysql://u@h/d", "--all"][..],
        &["plan", "mysql://u@h/d", "--prefix", "_t_"],
        &["plan", "mysql://u@h/d", "--all", "--tables", "a", "--prefix", "_t_"],
        &["plan", "mysql://u@h/d", "--all", "--prefix", "_t_", "--suffix", "_t"],
        &["sync", "mysql://u@h/d", "--all", "--prefix", "_t_", "--parallel", "0"],
        &["sync", "mysql://u@h/d", "--all", "--prefix", "_t_", "--on-error", "perhaps"],
        &["drop", "mysql://u@h/d", "--yes"],
        &["apply"],
        &["diff", "--source-file", "shop.sql", "--prefix", "_t_"],
        &["frobnicate"],
        &[],
    ] {
        let text = shadowtable(arguments);
        assert!(text.ends_with("exit code 2\n"), "{arguments:?}: {text}");
    }
}

#[test]
fn a_password_in_a_usage_error_is_hidden() {
    let text = shadowtable(&["shadows", "mysql://u:geheim@h/d", "mysql://u:geheim@h/d"]);
    assert!(text.contains("mysql://u:***@h/d") && !text.contains("geheim"), "{text}");
}

#[test]
fn dumps_are_compared() {
    let dialect = ["--dialect", "mysql-9", "--prefix", "_t_"];
    let with = |more: &[&'static str]| [&["diff", "--source-file"][..], more, &dialect[..]].concat();
    check("diff-text", &with(&["shop.sql"]));
    check("diff-sql", &with(&["shop.sql", "--format", "sql"]));
    check("diff-json", &with(&["shop.sql", "--format", "json"]));
    check("diff-two-files", &with(&["shop.sql", "--shadow-file", "shadows.sql"]));
    check("diff-consistent", &with(&["same.sql", "--verbose"]));
}

#[test]
fn every_dialect_reads_its_dump() {
    for dialect in
        ["mysql-9", "mysql-8", "mysql-5.7", "mysql-5.6", "mariadb-10.11", "mariadb-11", "oceanbase", "tidb"]
    {
        let text =
            shadowtable(&["diff", "--source-file", "same.sql", "--dialect", dialect, "--prefix", "_t_"]);
        assert!(text.ends_with("exit code 0\n"), "{dialect}: {text}");
    }
}

#[test]
fn files_that_are_no_dumps_are_named() {
    let mut all = String::new();
    for file in ["malformed.sql", "open-quote.sql", "altered.sql", "rows.sql", "empty.sql", "absent.sql", "."]
    {
        let arguments = ["diff", "--source-file", file, "--dialect", "tidb", "--suffix", "_t"];
        all.push_str(&format!("$ shadowtable {}\n{}", arguments.join(" "), shadowtable(&arguments)));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("diff-mistakes", all);
    });
}

#[test]
fn completions_and_manual_pages_are_made() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = shadowtable(&["completions", shell]);
        assert!(text.contains("allow-hazards") && text.ends_with("exit code 0\n"), "{shell}: {text}");
    }
    let page = shadowtable(&["man"]);
    assert!(page.contains(".TH shadowtable 1"), "{page}");
    let page = shadowtable(&["man", "sync"]);
    assert!(page.contains("allow\\-hazards"), "{page}");
    assert!(shadowtable(&["man", "nothing"]).ends_with("exit code 2\n"));
    let directory = tempfile::tempdir().unwrap();
    shadowtable(&["man", "--dir", directory.path().to_str().unwrap()]);
    assert!(directory.path().join("shadowtable-plan.1").is_file());
}
