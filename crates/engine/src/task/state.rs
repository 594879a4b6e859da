//! The states of a task and which changes between them are possible. There is no other way to change a task's state.

use shadowtable_store::{Mode, RunState, TaskState};

/// Something that can happen to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Somebody else agreed.
    Approve,
    /// Somebody else did not agree.
    Reject,
    /// Nobody agreed in time, or the task's time came first.
    Expire,
    /// Its tables have changed since it was approved, and it is to be approved again.
    AskAgain,
    /// Somebody pressed Execute.
    Execute,
    /// Its time came.
    Fire,
    /// Its time came while nobody was there to see it, and missed firings are left out.
    Miss,
    /// Somebody stopped its schedule for now.
    Pause,
    /// Somebody started its schedule again.
    Resume,
    /// Somebody stopped it for good.
    Cancel,
    /// Somebody wants what failed done again.
    Retry,
    /// A node took up its run.
    Begin,
    /// Its run ended.
    End(RunState),
}

impl Act {
    /// The word used in events, and in the sentence of a refusal.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Expire => "expire",
            Self::AskAgain => "ask-again",
            Self::Execute => "execute",
            Self::Fire => "fire",
            Self::Miss => "miss",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Cancel => "cancel",
            Self::Retry => "retry",
            Self::Begin => "begin",
            Self::End(_) => "end",
        }
    }
}

/// Where a task is after it was submitted.
pub const fn first(mode: Mode, needs_approval: bool) -> TaskState {
    if needs_approval { TaskState::AwaitingApproval } else { ready(mode) }
}

/// Where a task is that nobody has to agree to any more.
const fn ready(mode: Mode) -> TaskState {
    match mode {
        Mode::Immediately => TaskState::Queued,
        Mode::At | Mode::Cron => TaskState::Scheduled,
        Mode::Manual => TaskState::Ready,
    }
}

/// The state that an act leads to; `None` if it is not possible in this state.
pub fn after(state: TaskState, act: Act, mode: Mode) -> Option<TaskState> {
    use TaskState::{
        AwaitingApproval, Cancelled, Expired, Finished, NeedsAttention, Paused, Queued, Ready, Rejected,
        Running, Scheduled,
    };
    let recurs = mode == Mode::Cron;
    Some(match (state, act) {
        (AwaitingApproval, Act::Approve) => ready(mode),
        (AwaitingApproval, Act::Reject) => Rejected,
        (AwaitingApproval, Act::Expire) => Expired,
        (Ready | Scheduled, Act::Execute) | (Scheduled, Act::Fire) => Queued,
        (Scheduled, Act::Miss) if recurs => Scheduled,
        (Scheduled, Act::Pause) if recurs => Paused,
        (Paused, Act::Resume) => Scheduled,
        (Queued, Act::Begin) => Running,
        (Queued, Act::Cancel) => Cancelled,
        // The run is stopped first; its end cancels the task.
        (Running, Act::Cancel) => Running,
        (Running, Act::AskAgain) => AwaitingApproval,
        (Running, Act::End(end)) => match end {
            RunState::NeedsAttention => NeedsAttention,
            RunState::Cancelled => Cancelled,
            RunState::Succeeded | RunState::SucceededWithErrors | RunState::Failed if recurs => Scheduled,
            RunState::Succeeded | RunState::SucceededWithErrors | RunState::Failed => Finished,
            RunState::Queued | RunState::Running | RunState::Cancelling => return None,
        },
        (AwaitingApproval | Ready | Scheduled | Paused | NeedsAttention, Act::Cancel) => Cancelled,
        (Finished | NeedsAttention, Act::Retry) => Queued,
        (Scheduled, Act::Retry) if recurs => Queued,
        _ => return None,
    })
}

/// Whether nothing will ever happen to the task by itself or by anybody's wish but a retry.
pub const fn is_over(state: TaskState) -> bool {
    matches!(state, TaskState::Finished | TaskState::Cancelled | TaskState::Rejected | TaskState::Expired)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTS: [Act; 15] = [
        Act::Approve,
        Act::Reject,
        Act::Expire,
        Act::AskAgain,
        Act::Execute,
        Act::Fire,
        Act::Miss,
        Act::Pause,
        Act::Resume,
        Act::Cancel,
        Act::Retry,
        Act::Begin,
        Act::End(RunState::Succeeded),
        Act::End(RunState::NeedsAttention),
        Act::End(RunState::Cancelled),
    ];

    /// Every possible change of a one-time task, as a table that can be read at a glance.
    #[test]
    fn the_changes_are_these() {
        let check = |state: TaskState, possible: &[(Act, TaskState)]| {
            for act in ACTS {
                let expected = possible.iter().find(|(one, _)| *one == act).map(|(_, to)| *to);
                assert_eq!(after(state, act, Mode::At), expected, "{state} {act:?}");
            }
        };
        use TaskState as S;
        check(
            S::AwaitingApproval,
            &[
                (Act::Approve, S::Scheduled),
                (Act::Reject, S::Rejected),
                (Act::Expire, S::Expired),
                (Act::Cancel, S::Cancelled),
            ],
        );
        check(S::Ready, &[(Act::Execute, S::Queued), (Act::Cancel, S::Cancelled)]);
        check(
            S::Scheduled,
            &[(Act::Execute, S::Queued), (Act::Fire, S::Queued), (Act::Cancel, S::Cancelled)],
        );
        check(S::Queued, &[(Act::Begin, S::Running), (Act::Cancel, S::Cancelled)]);
        check(
            S::Running,
            &[
                (Act::Cancel, S::Running),
                (Act::AskAgain, S::AwaitingApproval),
                (Act::End(RunState::Succeeded), S::Finished),
                (Act::End(RunState::NeedsAttention), S::NeedsAttention),
                (Act::End(RunState::Cancelled), S::Cancelled),
            ],
        );
        check(S::NeedsAttention, &[(Act::Retry, S::Queued), (Act::Cancel, S::Cancelled)]);
        check(S::Finished, &[(Act::Retry, S::Queued)]);
        for over in [S::Cancelled, S::Rejected, S::Expired] {
            check(over, &[]);
        }
    }

    #[test]
    fn a_recurring_task_goes_back_to_its_schedule() {
        use TaskState as S;
        let check = |state, act, to| assert_eq!(after(state, act, Mode::Cron), Some(to), "{state} {act:?}");
        check(S::Running, Act::End(RunState::Failed), S::Scheduled);
        check(S::Running, Act::End(RunState::Cancelled), S::Cancelled);
        check(S::Scheduled, Act::Pause, S::Paused);
        check(S::Paused, Act::Resume, S::Scheduled);
        check(S::Paused, Act::Cancel, S::Cancelled);
        check(S::Scheduled, Act::Retry, S::Queued);
    }

    #[test]
    fn approval_leads_to_what_the_mode_says() {
        for (mode, to) in [
            (Mode::Immediately, TaskState::Queued),
            (Mode::At, TaskState::Scheduled),
            (Mode::Cron, TaskState::Scheduled),
            (Mode::Manual, TaskState::Ready),
        ] {
            assert_eq!(first(mode, false), to);
            assert_eq!(after(first(mode, true), Act::Approve, mode), Some(to));
        }
    }

    /// Whatever is called in whatever order: what is over stays over, but for a retry.
    #[test]
    fn nothing_comes_back_but_by_a_retry() {
        for &state in TaskState::ALL {
            for act in ACTS {
                for &mode in Mode::ALL {
                    if let Some(to) = after(state, act, mode)
                        && is_over(state)
                    {
                        assert_eq!((state, act, to), (TaskState::Finished, Act::Retry, TaskState::Queued));
                    }
                }
            }
        }
    }
}
