//! Closed lists of words, as the store has them.

/// An enum of the wire that has the words of one of the store's.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident of $inner:ty { $($(#[$doc:meta])* $variant:ident),+ $(,)? }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        $(#[$meta])*
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl From<$inner> for $name {
            fn from(word: $inner) -> Self {
                match word { $(<$inner>::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for $inner {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => <$inner>::$variant,)+ }
            }
        }
    };
}

words! {
    /// What a user may do; each may do what those before it may.
    #[serde(rename_all = "lowercase")]
    Role of shadowtable_store::Role {
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
    /// What happens to a pair whose tables have changed since the plan was made.
    DriftPolicy of shadowtable_store::DriftPolicy {
        /// It is refused.
        Refuse,
        /// It is analyzed again, and goes on if that brings no new gate.
        Reanalyze,
        /// The task goes back to AwaitingApproval.
        AskAgain,
    }
}

words! {
    /// Where an analysis is.
    AnalysisState of shadowtable_store::AnalysisState {
        /// It waits for a node.
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
    TaskKind of shadowtable_store::TaskKind {
        /// It makes shadows as they should be.
        Sync,
        /// It drops shadows.
        Drop,
    }
}

words! {
    /// Where a task is.
    TaskState of shadowtable_store::TaskState {
        /// Somebody else has to approve.
        AwaitingApproval,
        /// It runs when somebody executes it.
        Ready,
        /// It runs at its time.
        Scheduled,
        /// Its run waits for a node.
        Queued,
        /// Its run is under way.
        Running,
        /// It is recurring, and stopped for now.
        Paused,
        /// A run can't tell what happened, or may not go on.
        NeedsAttention,
        /// No run will come any more.
        Finished,
        /// Somebody stopped it.
        Cancelled,
        /// Somebody did not approve.
        Rejected,
        /// Nobody approved in time.
        Expired,
    }
}

words! {
    /// When a task runs.
    Mode of shadowtable_store::Mode {
        /// At once.
        Immediately,
        /// At a time.
        At,
        /// Again and again, each time from a fresh analysis.
        Cron,
        /// When somebody executes it.
        Manual,
    }
}

words! {
    /// What a failed table means for the others.
    ErrorPolicy of shadowtable_store::ErrorPolicy {
        /// Nothing more is executed.
        Abort,
        /// The other tables go on.
        Continue,
    }
}

words! {
    /// Where a run is.
    RunState of shadowtable_store::RunState {
        /// It waits for a node.
        Queued,
        /// A node carries it out.
        Running,
        /// A node stops it.
        Cancelling,
        /// It can't be told what happened, or it may not go on.
        NeedsAttention,
        /// Everything is in sync, or gone.
        Succeeded,
        /// Some tables failed, the others are in sync, or gone.
        SucceededWithErrors,
        /// It was given up.
        Failed,
        /// Somebody stopped it.
        Cancelled,
    }
}

words! {
    /// Why there is a run.
    Cause of shadowtable_store::Cause {
        /// The task was submitted to run at once.
        Submitted,
        /// Its time came.
        Fired,
        /// Somebody executed it.
        Executed,
        /// Somebody retried it.
        Retried,
    }
}

words! {
    /// What a run made of a pair.
    PairResult of shadowtable_store::PairResult {
        /// It was not reached yet.
        Pending,
        /// Its statements run.
        Running,
        /// It was read again and is equal; or it is gone, if the task drops it.
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
    StepState of shadowtable_store::StepState {
        /// It was not sent yet.
        Pending,
        /// It was sent, and there is no answer yet.
        Running,
        /// The server said so, or it was seen.
        Done,
        /// The server refused it.
        Failed,
        /// It was never sent, and never will be.
        NotRun,
        /// The answer was lost.
        Unknown,
    }
}

words! {
    /// Where the delivery of a notification is.
    DeliveryState of shadowtable_store::DeliveryState {
        /// It will be tried, again.
        Pending,
        /// The receiver took it.
        Delivered,
        /// It was given up.
        Failed,
    }
}
