//! The time window of a connection: the part of the day in which statements may be begun.

use super::ServiceError;
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde::Deserialize;
use shadowtable_store::Connection;

/// A part of the day, in a time zone; over midnight if it ends before it begins.
#[derive(Clone, Debug)]
pub struct Window {
    from: Time,
    to: Time,
    zone: TimeZone,
    words: String,
}

/// What of a connection's defaults is read here.
#[derive(Deserialize)]
struct Defaults {
    window: Option<WindowDocument>,
}

/// The window as it is kept: `22:00`, `05:30`, `Asia/Shanghai`.
#[derive(Deserialize)]
struct WindowDocument {
    from: String,
    to: String,
    time_zone: String,
}

impl Window {
    /// The window of a connection; `None` if statements may run at any time.
    ///
    /// # Errors
    /// When a time or the zone can't be read.
    pub fn of(connection: &Connection) -> Result<Option<Self>, ServiceError> {
        match connection.defaults.read::<Defaults>()?.window {
            Some(WindowDocument { from, to, time_zone }) => Self::new(&from, &to, &time_zone).map(Some),
            None => Ok(None),
        }
    }

    /// The window between two times of the day.
    ///
    /// # Errors
    /// When a time or the zone can't be read.
    pub fn new(from: &str, to: &str, zone: &str) -> Result<Self, ServiceError> {
        let invalid = |what: String| {
            ServiceError::invalid("invalid-window", "defaults.window", format!("{what:?} can't be read"))
        };
        let time = |text: &str| Time::strptime("%H:%M", text).map_err(|_| invalid(text.to_owned()));
        Ok(Self {
            from: time(from)?,
            to: time(to)?,
            zone: TimeZone::get(zone).map_err(|_| invalid(zone.to_owned()))?,
            words: format!("{from} to {to} ({zone})"),
        })
    }

    /// Whether a statement may be begun at this moment, ms since the epoch.
    pub fn is_open(&self, at: i64) -> bool {
        let Ok(at) = Timestamp::from_millisecond(at) else { return false };
        let time = at.to_zoned(self.zone.clone()).time();
        if self.from <= self.to {
            self.from <= time && time < self.to
        } else {
            self.from <= time || time < self.to
        }
    }

    /// Refuses a moment outside of it.
    ///
    /// # Errors
    /// `NotPossible` with the window.
    pub fn check(&self, at: i64) -> Result<(), ServiceError> {
        if self.is_open(at) {
            return Ok(());
        }
        let sentence = format!("statements run on this connection from {} only", self.words);
        Err(ServiceError::not_possible("outside-window", sentence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn a_window_may_go_over_midnight() {
        let night = Window::new("22:00", "05:30", "Asia/Shanghai").unwrap();
        for (moment, open) in [
            ("2026-11-24T13:59:59Z", false),
            ("2026-11-24T14:00:00Z", true),
            ("2026-11-24T21:29:59Z", true),
            ("2026-11-24T21:30:00Z", false),
        ] {
            assert_eq!(night.is_open(at(moment)), open, "{moment}");
            assert_eq!(night.check(at(moment)).is_ok(), open);
        }
        let day = Window::new("09:00", "17:00", "UTC").unwrap();
        assert!(day.is_open(at("2026-11-24T09:00:00Z")) && !day.is_open(at("2026-11-24T17:00:00Z")));
        assert!(Window::new("9 o'clock", "17:00", "UTC").is_err());
        assert!(Window::new("09:00", "17:00", "Middle/Earth").is_err());
    }
}
