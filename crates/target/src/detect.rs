//! Which kind of server answers, from what it says of itself.

use shadowtable_schema::{Dialect, Flavor, Version};

/// What a server says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Claims<'a> {
    /// `version()`.
    pub version: &'a str,
    /// `@@version_comment`.
    pub comment: &'a str,
    /// Whether it has a variable `innodb_version`: only servers made from MySQL's sources do.
    pub has_innodb: bool,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detected {
    /// Flavor and version.
    pub dialect: Dialect,
    /// The version of seekdb, if it is one.
    pub seekdb: Option<Version>,
}

/// The server's kind; `None` if it is none that we know.
pub fn detect(claims: Claims<'_>) -> Option<Detected> {
    let Claims { version, comment, .. } = claims;
    if version.contains("OceanBase") || comment.starts_with("OceanBase") {
        return oceanbase(claims);
    }
    let (flavor, version) = if let Some((_, own)) = version.split_once("-TiDB-v") {
        (Flavor::TiDb, Version::parse_prefix(own)?)
    } else if version.contains("MariaDB") || comment.contains("MariaDB") {
        // A prefix that MariaDB sent to old replicas, and some proxies still do.
        (Flavor::MariaDb, Version::parse_prefix(version.strip_prefix("5.5.5-").unwrap_or(version))?)
    } else if claims.has_innodb {
        (Flavor::MySql, Version::parse_prefix(version)?)
    } else {
        return None;
    };
    Some(Detected { dialect: Dialect { flavor, version }, seekdb: None })
}

/// `version()` is `5.7.25-OceanBase-v4.2.1.0` or `5.7.25-OceanBase seekdb-v1.3.0.0`, the comment
/// `OceanBase_CE 4.2.1.0 (r1…)` or `OceanBase 4.3.5.3 seekdb (r1.3.0.0)`.
fn oceanbase(claims: Claims<'_>) -> Option<Detected> {
    let seekdb = after(claims.version, "seekdb-v").or_else(|| after(claims.comment, "seekdb (r"));
    let engine = claims
        .comment
        .strip_prefix("OceanBase")
        .and_then(|rest| rest.split_once(' '))
        .and_then(|(_, number)| Version::parse_prefix(number));
    let mut version = engine.or_else(|| after(claims.version, "OceanBase-v"))?;
    // seekdb 1.4 still calls its engine 4.3.5 but is another one (no REORGANIZE, no sequence defaults): it counts as
    // the versions after it.
    if let Some(build) = seekdb {
        version.patch += build.minor.saturating_sub(3);
    }
    Some(Detected { dialect: Dialect { flavor: Flavor::OceanBase, version }, seekdb })
}

fn after(text: &str, mark: &str) -> Option<Version> {
    Version::parse_prefix(text.split_once(mark)?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(version: &str, comment: &str, has_innodb: bool) -> Option<String> {
        detect(Claims { version, comment, has_innodb }).map(|found| {
            let seekdb = found.seekdb.map(|version| format!(" seekdb {version}")).unwrap_or_default();
            format!("{}{seekdb}", found.dialect)
        })
    }

    #[rstest::rstest]
    #[case("10.11.19-MariaDB-0+deb12u1", "Debian 12", "mariadb 10.11.19")]
    #[case("5.5.5-10.6.1-MariaDB", "", "mariadb 10.6.1")]
    #[case("11.8.6-MariaDB-0+deb13u1 from Debian", "-- Please help", "mariadb 11.8.6")]
    #[case("5.6.24", "MySQL Community Server (GPL)", "mysql 5.6.24")]
    #[case("9.7.4-2", "(Debian)", "mysql 9.7.4")]
    #[case("8.0.36-28", "Percona Server (GPL), Release 28", "mysql 8.0.36")]
    #[case("8.0.11-TiDB-v7.5.0", "TiDB Server (Apache License 2.0)", "tidb 7.5.0")]
    #[case("5.7.25-OceanBase-v4.2.1.0", "OceanBase_CE 4.2.1.0 (r102)", "oceanbase 4.2.1")]
    #[case(
        "5.7.25-OceanBase seekdb-v1.3.0.0",
        "OceanBase 4.3.5.3 seekdb (r1.3.0.0) (Built 1)",
        "oceanbase 4.3.5 seekdb 1.3.0"
    )]
    #[case(
        "5.7.25-OceanBase seekdb-v1.4.0.0",
        "OceanBase 4.3.5.3 seekdb (r1.4.0.0) (Built 1)",
        "oceanbase 4.3.6 seekdb 1.4.0"
    )]
    fn known_servers(#[case] version: &str, #[case] comment: &str, #[case] expected: &str) {
        assert_eq!(kind(version, comment, true).as_deref(), Some(expected));
    }

    #[rstest::rstest]
    #[case("5.7.99", "Doris version doris-2.1")]
    #[case("8.0.30-Vitess", "Version: 18.0.0")]
    #[case("24.3.1.1-ClickHouse", "")]
    fn others_are_refused(#[case] version: &str, #[case] comment: &str) {
        assert_eq!(kind(version, comment, false), None);
    }
}
