//! What `plan --all` costs as the database grows: time, processor time, memory, and statements for one table.
//!
//! A server needs longer for a table when it has more of them than its caches hold (MariaDB 10.11 with its defaults: twice as
//! long from some 2,000 on, whoever asks). What a pair costs is told at all sizes, and held to be linear among those that
//! are beyond that.

use anyhow::Result;

use super::statements;
use crate::database::{self, LARGE};
use crate::report::{Must, Point, Report, Row};
use crate::sample::Sample;
use crate::turns;
use crate::world::World;

/// How much more a pair may cost in the largest database than in the one of half its size.
const LINEAR: f64 = 1.3;

/// MiB.
const MEMORY: f64 = 200.0;

const STATEMENTS: f64 = 25.0;

/// The cost at some sizes.
#[derive(Debug, Default)]
pub struct Growth(Vec<Point>);

impl Growth {
    /// Measures the database as it is, if it has that size.
    pub async fn at(&mut self, world: &World, size: usize) -> Result<()> {
        // One that an earlier run has kept is larger already.
        if database::sources(&world.url(""), LARGE).await? != size {
            return Ok(());
        }
        world.tell(&format!("plan --all of {size} + {size} tables"));
        let plan = world.ours("plan", LARGE, &[]).ending_with(&[0]);
        let client = world.client(LARGE, &world.show_create_file().await?);
        let turns = match client {
            Ok(client) => turns::take(world.turns, (&plan, &client), async || world.settle().await).await?,
            // Without the client (it is told as missing) there is only our own side.
            Err(_) => turns::alone(world.turns, &plan).await?,
        };
        let (mut processor, mut peak) = (Sample::default(), Sample::default());
        for _ in 0..world.turns {
            let usage = plan.measured().await?;
            processor.add(usage.processor.as_secs_f64());
            peak.add(usage.peak);
        }
        let statements = statements::count(world).await?;
        self.0.push(Point { size, turns, processor, peak, statements });
        Ok(())
    }

    /// The rows about what does not compare with anything.
    pub fn report(self, world: &World, report: &mut Report) {
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else { return };
        report.add(Row {
            ours: format!("{:.0} MiB", last.peak.median()),
            value: last.peak.clone(),
            ..Row::of(world, "peak memory of `plan --all`", Must::AtMost(MEMORY, " MiB"))
        });
        #[expect(clippy::cast_precision_loss, reason = "a few statements")]
        let counts = (first.statements as f64, last.statements as f64);
        let mut value = Sample::default();
        // A count that grows is as bad as one that is too large.
        value.add(if counts.0 < counts.1 { f64::INFINITY } else { counts.1 });
        report.add(Row {
            ours: format!("{} of {}, {} of {}", counts.0, first.size, counts.1, last.size),
            value,
            ..Row::of(world, "statements of `plan --tables one`", Must::AtMost(STATEMENTS, ""))
        });
        if let [.., half, last] = &self.0[..] {
            report.add(linear(half, last, world));
        }
        report.points(world, self.0);
    }
}

/// What a pair costs in the largest database, against what it costs in the one before it.
fn linear(half: &Point, last: &Point, world: &World) -> Row {
    let words = |point: &Point| {
        let (took, own) = (point.a_pair(&point.turns.ours), point.a_pair(&point.processor));
        format!("{took:.2} ms a pair of {}, of which {own:.2} ms are our own processor time", point.size)
    };
    let mut value = Sample::default();
    value.add(last.a_pair(&last.turns.ours) / half.a_pair(&half.turns.ours));
    Row {
        ours: words(last),
        theirs: words(half),
        value,
        ..Row::of(world, "`plan --all` grows linearly", Must::AtMost(LINEAR, ""))
    }
}
