//! Two sides that take turns, so that whatever else the machine does hits both.

use anyhow::Result;

use crate::program::Program;
use crate::sample::Sample;

/// What two sides took, turn by turn.
#[derive(Clone, Debug, Default)]
pub struct Turns {
    /// Seconds of ours.
    pub ours: Sample,
    /// Seconds of theirs.
    pub theirs: Sample,
    /// Ours through theirs, of each turn.
    pub ratio: Sample,
}

/// Runs both sides once to warm up what is warm in both from then on, then `turns` times in turn. `prepare` is called
/// before each run and is not timed.
pub async fn take(
    turns: usize,
    (ours, theirs): (&Program, &Program),
    mut prepare: impl AsyncFnMut() -> Result<()>,
) -> Result<Turns> {
    for side in [theirs, ours] {
        prepare().await?;
        side.run().await?;
    }
    let mut taken = Turns::default();
    for _ in 0..turns {
        prepare().await?;
        let theirs = theirs.run().await?.as_secs_f64();
        prepare().await?;
        let ours = ours.run().await?.as_secs_f64();
        taken.add(ours, theirs);
    }
    Ok(taken)
}

/// Runs one side by itself: `turns` times after one that warms up.
pub async fn alone(turns: usize, ours: &Program) -> Result<Turns> {
    ours.run().await?;
    let mut taken = Turns::default();
    for _ in 0..turns {
        taken.ours.add(ours.run().await?.as_secs_f64());
    }
    Ok(taken)
}

impl Turns {
    /// One more turn.
    pub fn add(&mut self, ours: f64, theirs: f64) {
        self.ours.add(ours);
        self.theirs.add(theirs);
        self.ratio.add(ours / theirs);
    }
}
