//! Times: RFC 3339 in UTC on the wire, milliseconds since the epoch inside.

use jiff::Timestamp;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// A moment, such as `2026-11-24T12:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = DateTime)]
pub struct Time(pub i64);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = Timestamp::from_millisecond(self.0).map_err(S::Error::custom)?;
        serializer.collect_str(&time)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let time: Timestamp = text
            .parse()
            .map_err(|_| D::Error::custom(format!("{text:?} is no time such as 2026-11-24T12:00:00Z")))?;
        Ok(Self(time.as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_back() {
        let json = serde_json::to_string(&Time(1_764_000_000_123)).unwrap();
        assert_eq!(json, "\"2025-11-24T16:00:00.123Z\"");
        assert_eq!(serde_json::from_str::<Time>(&json).unwrap(), Time(1_764_000_000_123));
        let with_offset = "\"2026-11-24T12:00:00+01:00\"";
        assert_eq!(serde_json::from_str::<Time>(with_offset).unwrap(), Time(1_795_518_000_000));
        assert!(serde_json::from_str::<Time>("\"tomorrow\"").is_err());
    }
}
