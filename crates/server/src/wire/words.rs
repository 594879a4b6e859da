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
    /// What becomes of an approved task whose tables have changed.
    DriftOnApproval of shadowtable_store::DriftPolicy {
        /// The pair is refused.
        Refuse,
        /// It is analyzed again, and goes on if that brings no new gate.
        Reanalyze,
        /// The task goes back to AwaitingApproval.
        AskAgain,
    }
}
