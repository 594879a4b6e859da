//! `serve`: the server, until somebody ends it.

use crate::args::{LogFormat, ServeArguments};
use crate::exit::Exit;
use crate::{store, terminal};
use anyhow::{Context, Result, anyhow, bail};
use shadowtable_engine::service::Services;
use shadowtable_engine::task::{Worker, WorkerOptions};
use shadowtable_server::accounts::{self, Shown};
use shadowtable_server::config::Configuration;
use shadowtable_server::log;
use shadowtable_store::Store;
use std::env;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// The variable with the first admin's password.
const ADMIN_PASSWORD: &str = "SHADOWTABLE_ADMIN_PASSWORD";

/// Runs the verb.
pub async fn run(arguments: ServeArguments) -> Result<Exit> {
    let configuration = configuration(arguments)?;
    begin_log(&configuration)?;
    let settings = configuration.settings()?;
    settings.check()?;
    let ending = CancellationToken::new();
    end_on_signals(&ending)?;
    let store = store::open(&configuration).await?;
    make_admin(&store).await?;
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    let services = Services { store, policy: configuration.policy() };
    let running = shadowtable_server::serve(settings, services.clone(), ending.clone()).await?;
    terminal::say(&format!("listening on {scheme}://{}", running.address));
    let options = WorkerOptions { host: host_name(), ..WorkerOptions::default() };
    let worker = tokio::spawn(Worker::new(services, options).work(ending.clone()));
    let ended = running.ended().await;
    // A server that does not answer any more must not go on with tasks that nobody can stop.
    ending.cancel();
    worker.await.context("the worker has ended badly")?;
    ended?;
    terminal::say("ended");
    Ok(Exit::Done)
}

/// The configuration file, with the command line's options over it.
fn configuration(arguments: ServeArguments) -> Result<Configuration> {
    let mut configuration = store::configuration(&arguments.store)?;
    let ServeArguments { listen, store: _, tls_cert, tls_key, trusted_proxy, plain_http, log, log_format } =
        arguments;
    configuration.listen = listen.or(configuration.listen);
    if tls_cert.is_some() {
        configuration.tls_cert = tls_cert;
        configuration.tls_key = tls_key;
    }
    configuration.trusted_proxies.extend(trusted_proxy);
    configuration.plain_http = if plain_http { Some(true) } else { configuration.plain_http };
    configuration.log = log.or(configuration.log);
    let word = |format| match format {
        LogFormat::Json => "json".to_owned(),
        LogFormat::Text => "text".to_owned(),
    };
    configuration.log_format = log_format.map(word).or(configuration.log_format);
    Ok(configuration)
}

fn begin_log(configuration: &Configuration) -> Result<()> {
    let levels = match &configuration.log {
        Some(text) => log::levels(text).map_err(|error| anyhow!("--log {text}: {error}"))?,
        None => log::usual(),
    };
    let format = match configuration.log_format.as_deref() {
        None | Some("json") => log::Format::Json,
        Some("text") => log::Format::Text,
        Some(other) => bail!("log_format is json or text, not {other}"),
    };
    log::begin(format, &levels).context("can't log")
}

/// The machine's name, for people who look which node it was.
fn host_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    name.trim().to_owned()
}

/// The first signal ends the server in order, the second at once.
fn end_on_signals(ending: &CancellationToken) -> Result<()> {
    let cannot = "can't watch for signals";
    let mut interrupt = signal(SignalKind::interrupt()).context(cannot)?;
    let mut terminate = signal(SignalKind::terminate()).context(cannot)?;
    let ending = ending.clone();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if ending.is_cancelled() {
                terminal::say("ended at once");
                std::process::exit(i32::from(Exit::Interrupted.code()));
            }
            terminal::say("ending: what was begun is answered first");
            ending.cancel();
        }
    });
    Ok(())
}

/// A store without users gets its first admin. A password that was made is shown here and nowhere else.
async fn make_admin(store: &Store) -> Result<()> {
    let given = match env::var(ADMIN_PASSWORD) {
        Ok(password) => Some(password),
        Err(env::VarError::NotPresent) => None,
        Err(env::VarError::NotUnicode(_)) => bail!("{ADMIN_PASSWORD} is no text"),
    };
    let made = accounts::first_admin(store, given).await.context("can't make the first admin")?;
    if let Some(Shown(password)) = made.and_then(|draft| draft.shown) {
        terminal::say(&format!(
            "the first admin is {:?} with the password {password} (shown this once; it must be changed at the first login)",
            accounts::FIRST_ADMIN
        ));
    }
    Ok(())
}
