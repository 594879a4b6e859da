//! Sessions: what they find out, what they set, and how they fail.

use crate::proxy::{self, Trouble};
use crate::world::{World, flavor, timeouts};
use anyhow::{Context, Result, ensure};
use mysql_async::prelude::Queryable;
use shadowtable_schema::{Name, Version};
use shadowtable_target::facts::exists_where;
use shadowtable_target::{
    Address, ConnectError, OpenError, Purpose, Session, SslMode, ZeroDates, catalog, databases,
    is_system_database,
};
use shadowtable_testkit::kind::{Family, Kind};

pub async fn it_knows_the_server(world: World) -> Result<()> {
    let session = world.reader().await?;
    let server = session.server();
    ensure!(server.dialect.flavor == flavor(world.kind), "{server:?}");
    let (major, minor) = (server.dialect.version.major, server.dialect.version.minor);
    let expected = match world.kind {
        Kind::MariaDb1011 => (10, 11),
        Kind::MariaDb118 => (11, 8),
        Kind::MySql97 => (9, 7),
        Kind::MySql56 => (5, 6),
        Kind::OceanBase435 | Kind::OceanBaseSeekDb14 => (4, 3),
    };
    ensure!((major, minor) == expected, "{server:?}");
    let seekdb = match world.kind {
        Kind::OceanBase435 => Some(Version::new(1, 3, 0)),
        Kind::OceanBaseSeekDb14 => Some(Version::new(1, 4, 0)),
        _ => None,
    };
    ensure!(server.seekdb == seekdb, "{server:?}");
    ensure!(server.database == Name::new(&world.database), "{server:?}");
    ensure!(server.charset == "utf8mb4" && server.collation.starts_with("utf8mb4_"), "{server:?}");
    ensure!(server.folds_names() == world.is(Family::OceanBase), "{server:?}");
    ensure!(!server.identity.as_str().is_empty() && session.connection_id() > 0, "{server:?}");
    // Where case makes no difference the server's own spelling counts.
    if server.folds_names() {
        let address = world.address.clone().with_database(world.database.to_uppercase());
        let session = Session::open(&address, Purpose::Read, timeouts()).await?;
        ensure!(session.server().database == Name::new(&world.database), "{:?}", session.server());
        session.close().await;
    }
    session.close().await;
    Ok(())
}

/// Whether a session variable has this value, asked as a condition: the room has no way to run any SELECT.
async fn variable(session: &mut Session, name: &str, expected: &str) -> Result<bool> {
    let condition = format!("{name} = '{expected}'");
    Ok(exists_where(session, &"one".into(), &condition, 1).await.with_context(|| name.to_owned())? == 1)
}

const ONE: [&str; 2] = ["CREATE TABLE one (a int primary key)", "INSERT INTO one VALUES (1)"];

pub async fn it_reads_as_mysqldump_does(world: World) -> Result<()> {
    world.run(&ONE).await?;
    let mut session = world.reader().await?;
    ensure!(variable(&mut session, "@@time_zone", "+00:00").await?, "time zone");
    ensure!(variable(&mut session, "@@sql_quote_show_create", "1").await?, "quoting");
    ensure!(variable(&mut session, "@@character_set_results", "utf8mb4").await?, "character set");
    ensure!(variable(&mut session, "@@sql_mode", "").await?, "sql_mode");
    Ok(())
}

pub async fn it_writes_strictly(world: World) -> Result<()> {
    world.run(&ONE).await?;
    let mut session = world.writer().await?;
    for mode in ["STRICT_ALL_TABLES", "NO_AUTO_VALUE_ON_ZERO", "NO_ZERO_DATE"] {
        let sees = variable(&mut session, &format!("FIND_IN_SET('{mode}', @@sql_mode) > 0"), "1").await?;
        ensure!(sees, "{mode}");
    }
    match world.kind.family() {
        Family::OceanBase => {
            ensure!(variable(&mut session, "@@ob_query_timeout", "86400000000").await?, "ob_query_timeout");
        }
        Family::MySql | Family::MariaDb => {
            ensure!(variable(&mut session, "@@lock_wait_timeout", "5").await?, "lock_wait_timeout");
        }
    }
    Ok(())
}

pub async fn refusals_are_named(world: World) -> Result<()> {
    let open = |address: Address| async move { Session::open(&address, Purpose::Read, timeouts()).await };
    let bare = Address { database: None, ..world.address.clone() };
    let error = open(bare).await.err().context("no database")?;
    ensure!(
        matches!(error, OpenError::NoDatabase) && error.hint().is_some(),
        "without a database: {error:?}"
    );

    let error =
        open(world.address.clone().with_database("no_such_db")).await.err().context("unknown database")?;
    let is_unknown = matches!(error, OpenError::Connect(ConnectError::UnknownDatabase { .. }));
    ensure!(is_unknown, "a database that is not there: {error:?}");
    ensure!(error.to_string().ends_with("has no database no_such_db"), "{error}");

    let (mut wrong, account) = world.account(&[]).await?;
    wrong.password = Some(shadowtable_target::secret::Secret::new("hunter2"));
    let error = open(wrong.clone()).await.err();
    account.drop().await?;
    let error = error.context("wrong password")?;
    let is_denied = matches!(error, OpenError::Connect(ConnectError::AccessDenied { .. }));
    ensure!(is_denied, "a wrong password: {error:?}");
    ensure!(!format!("{error:?}{error}").contains("hunter2"), "{error:?}");

    // MySQL answers by a way to log on that it draws for each name: with 1045, or by asking for the password in a way that
    // the driver does not know. Of so many names both ways are met.
    for number in 0..8 {
        let user = format!("nobody_here_{number}");
        wrong.user = Some(user.clone());
        let error = open(wrong.clone()).await.err().context("no such account")?;
        let named = match &error {
            OpenError::Connect(ConnectError::AccessDenied { user, .. }) => Some(user),
            OpenError::Connect(ConnectError::AuthPlugin { user, .. }) if world.is(Family::MySql) => {
                Some(user)
            }
            _ => None,
        };
        ensure!(named == Some(&user) && error.hint().is_some(), "{error:?}");
        ensure!(!format!("{error:?}{error}").contains("hunter2"), "{error:?}");
    }

    let mut nowhere = world.address.clone();
    nowhere.port = Some(1);
    let error = open(nowhere).await.err().context("nobody listens")?;
    ensure!(matches!(error, OpenError::Connect(ConnectError::Unreachable { .. })), "{error:?}");

    let mut unresolved = world.address.clone();
    unresolved.host = Some("no-such-host.invalid".into());
    let error = open(unresolved).await.err().context("no such host")?;
    // A machine's resolver may ask around for longer than anybody waits.
    let is_told =
        matches!(error, OpenError::Connect(ConnectError::Unreachable { .. } | ConnectError::TimedOut { .. }));
    ensure!(is_told, "{error:?}");
    Ok(())
}

/// An account with a way of logging on that the driver does not know, on the server that has one.
pub async fn an_unknown_way_to_log_on_is_told(world: World) -> Result<()> {
    if world.kind != Kind::MySql97 {
        return Ok(());
    }
    let (address, account) = world.account(&[]).await?;
    let user = address.user.clone().unwrap_or_default();
    let mut root = world.root().await?;
    root.query_drop(format!("ALTER USER '{user}'@'%' IDENTIFIED WITH sha256_password BY 'Geheim-1'")).await?;
    root.disconnect().await?;
    let error = Session::open(&address, Purpose::Read, timeouts()).await.err();
    account.drop().await?;
    let error = error.context("the driver knows sha256_password")?;
    let OpenError::Connect(ConnectError::AuthPlugin { plugin, .. }) = &error else {
        anyhow::bail!("{error:?}");
    };
    ensure!(plugin == "sha256_password" && error.to_string().contains(&user), "{error}");
    Ok(())
}

pub async fn encryption_is_as_asked(world: World) -> Result<()> {
    for mode in [SslMode::Disabled, SslMode::Preferred] {
        let address = Address { ssl_mode: Some(mode), ..world.address.clone() };
        Session::open(&address, Purpose::Read, timeouts()).await.with_context(|| mode.to_string())?;
    }
    let required = Address { ssl_mode: Some(SslMode::Required), ..world.address.clone() };
    let opened = Session::open(&required, Purpose::Read, timeouts()).await;
    match (&opened, world.kind) {
        (Ok(_), Kind::MySql97 | Kind::MariaDb118) => {}
        (Err(OpenError::Connect(error @ ConnectError::Tls { .. })), kind) if kind != Kind::MySql97 => {
            ensure!(error.hint().is_some());
        }
        _ => anyhow::bail!("{opened:?}"),
    }
    // Servers make certificates without names, signed by nobody: these must be refused where they are checked.
    for mode in [SslMode::VerifyCa, SslMode::VerifyIdentity] {
        let checked = Address { ssl_mode: Some(mode), ..world.address.clone() };
        let opened = Session::open(&checked, Purpose::Read, timeouts()).await;
        ensure!(matches!(opened, Err(OpenError::Connect(ConnectError::Tls { .. }))), "{mode}: {opened:?}");
    }
    Ok(())
}

pub async fn another_session_is_on_the_same_server(world: World) -> Result<()> {
    let session = world.reader().await?;
    let other = session.another(Purpose::write()).await?;
    ensure!(other.server() == session.server() && other.connection_id() != session.connection_id());
    Ok(())
}

pub async fn a_lost_reader_comes_back(world: World) -> Result<()> {
    world.run(&["CREATE TABLE a (id int primary key)"]).await?;
    let address = proxy::start(&world.address, "SHOW FULL TABLES", Trouble::Cut, 1).await?;
    let mut session = Session::open(&address, Purpose::Read, timeouts()).await?;
    ensure!(catalog::list(&mut session).await.is_err(), "the connection was cut");
    ensure!(session.is_lost());
    ensure!(catalog::list(&mut session).await?.len() == 1);
    // One that writes stays lost: it may have held a lock.
    let address = proxy::start(&world.address, "SHOW FULL TABLES", Trouble::Cut, 1).await?;
    let mut session = Session::open(&address, Purpose::write(), timeouts()).await?;
    ensure!(catalog::list(&mut session).await.is_err());
    ensure!(catalog::list(&mut session).await.is_err());
    let outcome = session.execute("DROP TABLE a", ZeroDates::Refused).await;
    ensure!(matches!(outcome, shadowtable_target::Outcome::Unknown { .. }), "{outcome:?}");
    ensure!(catalog::list(&mut world.reader().await?).await?.len() == 1);
    Ok(())
}

pub async fn databases_are_listed(world: World) -> Result<()> {
    let address = Address { database: None, ..world.address.clone() };
    let found = databases(&address, timeouts()).await?;
    ensure!(found.contains(&Name::new(&world.database)), "{found:?}");
    ensure!(!found.iter().any(is_system_database), "{found:?}");
    Ok(())
}
