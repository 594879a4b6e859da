//! Brute force: who fails to log in waits, longer each time.

use crate::app::App;
use crate::middleware::client::Client;
use crate::problem::{Code, Problem};
use std::time::Duration;

/// A count is forgotten so long after the last failure.
const FORGET_MS: i64 = 24 * 3_600_000;

/// What is counted: somebody guessing one password, somebody trying many names, many hosts guessing one password.
struct Subject {
    name: String,
    /// So many failures cost nothing.
    free: i64,
    longest: Duration,
}

fn subjects(name: &str, client: &Client) -> [Subject; 3] {
    let (name, address) = (name.to_lowercase(), client.address);
    let minutes = |count: u64| Duration::from_secs(60 * count);
    [
        Subject { name: format!("both {address} {name}"), free: 4, longest: minutes(15) },
        Subject { name: format!("client {address}"), free: 19, longest: minutes(15) },
        // Nobody can lock another one out for long from elsewhere.
        Subject { name: format!("name {name}"), free: 49, longest: minutes(1) },
    ]
}

/// How long the next one waits after so many failures: a second, doubled each time.
fn wait_ms(count: i64, subject: &Subject) -> i64 {
    let over = count - subject.free;
    let longest = i64::try_from(subject.longest.as_millis()).unwrap_or(i64::MAX);
    if over <= 0 { 0 } else { 1_000_i64.saturating_mul(1 << (over - 1).min(20)).min(longest) }
}

/// Refuses a login that comes too soon after failures.
///
/// # Errors
/// `too-many-requests`, and what the store says.
pub async fn check(app: &App, name: &str, client: &Client, now: i64) -> Result<(), Problem> {
    for subject in subjects(name, client) {
        let until = app.store.failed_logins().find(&subject.name).await?.map_or(0, |row| row.until);
        if until > now {
            let seconds = u64::try_from((until - now + 999) / 1_000).unwrap_or_default();
            return Err(Problem::new(Code::TooMany, format!("try again in {seconds} s")).retry_after(seconds));
        }
    }
    Ok(())
}

/// Counts a failure.
///
/// # Errors
/// What the store says.
pub async fn failed(app: &App, name: &str, client: &Client, now: i64) -> Result<(), Problem> {
    for subject in subjects(name, client) {
        app.store
            .failed_logins()
            .record(&subject.name, now, FORGET_MS, |count| wait_ms(count, &subject))
            .await?;
    }
    Ok(())
}

/// Forgets the failures of one who has proved to know the password. What this client tries with other names still counts.
///
/// # Errors
/// What the store says.
pub async fn succeeded(app: &App, name: &str, client: &Client) -> Result<(), Problem> {
    let [both, _, _] = subjects(name, client);
    app.store.failed_logins().forget(&both.name).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_and_ends() {
        let client = Client { address: "192.0.2.1".parse().unwrap(), is_secure: false };
        let [both, _, name] = subjects("Ann", &client);
        let waits: Vec<i64> = [1, 4, 5, 6, 7, 14, 15, 99].map(|count| wait_ms(count, &both)).to_vec();
        assert_eq!(waits, [0, 0, 1_000, 2_000, 4_000, 512_000, 900_000, 900_000]);
        assert_eq!(wait_ms(1_000_000, &name), 60_000);
        assert!(name.name.len() < 190);
    }
}
