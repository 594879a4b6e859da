//! The closed lists of words in rows: states, roles, policies.

/// An enum that is kept as its words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word, as it is stored and shown.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::word::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|one| one.word() == text)
                    .ok_or_else(|| $crate::word::UnknownWord(text.to_owned()))
            }
        }

        impl $crate::value::Column for $name {
            fn to_value(&self) -> $crate::value::Value {
                $crate::value::Value::from(self.word())
            }

            fn from_value(value: $crate::value::Value) -> Option<Self> {
                match value {
                    $crate::value::Value::Text(text) => text.parse().ok(),
                    _ => None,
                }
            }
        }
    };
}

/// No word of the list.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no word that is known here")]
pub struct UnknownWord(pub String);

words! {
    /// What a user may do; each may do what those before it may.
    Role {
        /// Looks.
        Viewer,
        /// Analyzes, submits and runs.
        Operator,
        /// Approves what others submitted.
        Approver,
        /// Everything, users and connections included.
        Admin,
    }
}

words! {
    /// Where an analysis is.
    AnalysisState {
        /// Waits for a node.
        Queued,
        /// A node reads the database.
        Running,
        /// Every pair has a verdict.
        Done,
        /// The database could not be read as a whole.
        Failed,
        /// Somebody stopped it.
        Cancelled,
    }
}

words! {
    /// What a task does.
    TaskKind {
        /// Makes shadows as they should be.
        Sync,
        /// Drops shadows.
        Drop,
    }
}

words! {
    /// Where a task is.
    TaskState {
        /// Somebody else has to agree.
        AwaitingApproval,
        /// Runs when somebody presses Execute.
        Ready,
        /// Runs at its time.
        Scheduled,
        /// Its run waits for a node.
        Queued,
        /// Its run is under way.
        Running,
        /// Recurring, and stopped for now.
        Paused,
        /// A run can't tell what happened, or may not go on.
        NeedsAttention,
        /// No run will come any more.
        Finished,
        /// Somebody stopped it.
        Cancelled,
        /// Somebody did not agree.
        Rejected,
        /// Nobody agreed in time.
        Expired,
    }
}

words! {
    /// When a task runs.
    Mode {
        /// At once.
        Immediately,
        /// At a time.
        At,
        /// Again and again.
        Cron,
        /// When somebody says so.
        Manual,
    }
}

words! {
    /// What a failed table means for the others.
    ErrorPolicy {
        /// Nothing more is executed.
        Abort,
        /// The other tables go on.
        Continue,
    }
}

words! {
    /// What happens to a pair that changed since its plan was made.
    DriftPolicy {
        /// It is refused.
        Refuse,
        /// It is analyzed again, and goes on if it brings no new gate.
        Reanalyze,
        /// The task goes back to AwaitingApproval.
        AskAgain,
    }
}

words! {
    /// Where a run is.
    RunState {
        /// Waits for a node.
        Queued,
        /// A node carries it out.
        Running,
        /// A node stops it.
        Cancelling,
        /// It can't be told what happened, or it may not go on.
        NeedsAttention,
        /// Everything is in sync.
        Succeeded,
        /// Some tables failed, the others are in sync.
        SucceededWithErrors,
        /// It was given up.
        Failed,
        /// Somebody stopped it.
        Cancelled,
    }
}

words! {
    /// Why there is a run.
    Cause {
        /// The task was submitted to run at once.
        Submitted,
        /// Its time came.
        Fired,
        /// Somebody pressed Execute.
        Executed,
        /// Somebody pressed Retry.
        Retried,
    }
}

words! {
    /// What a run made of a pair.
    PairResult {
        /// Not reached yet.
        Pending,
        /// Its statements run.
        Running,
        /// Read again and equal.
        Synced,
        /// A statement failed, or it still differs.
        Failed,
        /// It was not touched, for a reason.
        Refused,
        /// The run ended before it.
        NotRun,
    }
}

words! {
    /// A statement's fate.
    StepState {
        /// Not sent yet.
        Pending,
        /// Sent; no answer yet.
        Running,
        /// The server said so, or it was seen.
        Done,
        /// The server refused it.
        Failed,
        /// Never sent, and never will be.
        NotRun,
        /// The answer was lost.
        Unknown,
    }
}

words! {
    /// What an event is about: each of these has a stream of its own.
    AboutKind {
        /// A task and its runs.
        Task,
        /// An analysis.
        Analysis,
    }
}

words! {
    /// Where the delivery of a notification is.
    DeliveryState {
        /// Will be tried, again.
        Pending,
        /// Taken.
        Delivered,
        /// Given up.
        Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        for state in TaskState::ALL {
            assert_eq!(state.word().parse(), Ok(*state));
        }
        assert!("running".parse::<TaskState>().is_err());
        assert!(Role::Admin > Role::Approver && Role::Operator > Role::Viewer);
    }
}
