//! Every server that can be had for one run of the tests.

use anyhow::Result;
use tokio::task::JoinSet;

use crate::connect;
use crate::kind::Kind;
use crate::server::{Options, Server};

/// The servers of a run, each in the order of [`Kind::ALL`].
#[derive(Debug)]
pub struct Fleet {
    /// One for each kind asked for.
    pub members: Vec<Member>,
}

/// One kind of server in a run.
#[derive(Debug)]
pub struct Member {
    /// Which.
    pub kind: Kind,
    /// What became of it.
    pub state: State,
}

/// What became of a server that was asked for.
#[derive(Debug)]
pub enum State {
    /// It was started for this run.
    Started(Server),
    /// The environment says where it runs.
    Given {
        /// Where.
        url: String,
        /// What it answers to `select version()`.
        version: String,
    },
    /// It is not in the cache.
    Missing(String),
    /// It is there and could not be started, or was given and can't be reached.
    Failed(String),
}

impl Fleet {
    /// Starts all that are in the cache, at the same time, except those the environment gives.
    pub async fn start(kinds: &[Kind]) -> Self {
        let mut tasks: JoinSet<Member> = kinds.iter().copied().map(Member::start).collect();
        let mut members = Vec::new();
        while let Some(joined) = tasks.join_next().await {
            members.extend(joined);
        }
        members.sort_by_key(|member| member.kind);
        Self { members }
    }

    /// The variables that tell the tests where the servers are.
    pub fn environment(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.members.iter().filter_map(|member| Some((member.kind.env_var(), member.url()?)))
    }
}

impl Member {
    async fn start(kind: Kind) -> Self {
        let state = match kind.url_from_env() {
            Some(url) => State::reach(url).await,
            None => State::start(kind).await,
        };
        Self { kind, state }
    }

    /// Where it is, if it runs.
    pub fn url(&self) -> Option<String> {
        match &self.state {
            State::Started(server) => Some(server.url()),
            State::Given { url, .. } => Some(url.clone()),
            State::Missing(_) | State::Failed(_) => None,
        }
    }

    /// What it answers to `select version()`, if it runs.
    pub fn version(&self) -> Option<&str> {
        match &self.state {
            State::Started(server) => Some(server.version()),
            State::Given { version, .. } => Some(version),
            State::Missing(_) | State::Failed(_) => None,
        }
    }
}

impl State {
    async fn reach(url: String) -> Self {
        match connect::version(&url).await {
            Ok(version) => Self::Given { url, version },
            Err(error) => Self::Failed(format!("{error:#}")),
        }
    }

    async fn start(kind: Kind) -> Self {
        if let Err(error) = crate::cache::Fetched::find(kind) {
            return Self::Missing(format!("{error:#}"));
        }
        let started: Result<Server> = Server::start(kind, Options::default()).await;
        started.map_or_else(|error| Self::Failed(format!("{error:#}")), Self::Started)
    }
}
