//! The results: a row a measure, what must be reached, and what was not.

use shadowtable_testkit::kind::Kind;

use crate::sample::Sample;
use crate::turns::Turns;
use crate::world::World;

/// What the project promises of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Must {
    /// At most this, with its unit.
    AtMost(f64, &'static str),
    /// The number is for information.
    Nothing,
}

/// One measure's result.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// On which server, if on one.
    pub server: String,
    /// Our side.
    pub ours: String,
    /// The other side, if there is one.
    pub theirs: String,
    /// The number that counts: its median.
    pub value: Sample,
    /// What it must be.
    pub must: Must,
}

/// What planning cost at one size of the database.
#[derive(Clone, Debug)]
pub struct Point {
    /// How many sources, each with a shadow.
    pub size: usize,
    /// Ours beside the client that runs SHOW CREATE TABLE on the same tables.
    pub turns: Turns,
    /// Seconds of the program's own processor time.
    pub processor: Sample,
    /// MiB.
    pub peak: Sample,
    /// Statements of a plan for one table.
    pub statements: usize,
}

impl Point {
    /// What one pair's share of it is, in thousandths of the sample's unit.
    pub fn a_pair(&self, took: &Sample) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "there are not that many tables")]
        let size = self.size as f64;
        took.median() * 1000.0 / size
    }
}

impl Row {
    /// A row about a server.
    pub fn of(world: &World, what: &str, must: Must) -> Self {
        Self { server: world.kind.to_string(), ..Self::in_memory(what, must) }
    }

    /// A row about no server.
    pub fn in_memory(what: &str, must: Must) -> Self {
        let (server, ours, theirs) = (String::new(), String::new(), String::new());
        Self { what: what.to_owned(), server, ours, theirs, value: Sample::default(), must }
    }

    /// A row of two programs that took turns.
    pub fn against(world: &World, what: &str, whom: &str, turns: &Turns, must: f64) -> Self {
        Self {
            ours: format!("{:.2} s", turns.ours),
            theirs: format!("{whom}: {:.2} s", turns.theirs),
            value: turns.ratio.clone(),
            ..Self::of(world, what, Must::AtMost(must, ""))
        }
    }

    fn is_missed(&self) -> bool {
        matches!(self.must, Must::AtMost(most, _) if self.value.median() > most)
    }

    fn line(&self) -> String {
        let Self { what, server, ours, theirs, value, must } = self;
        let unit = if let Must::AtMost(_, unit) = must { unit } else { "" };
        let must = match must {
            Must::AtMost(most, _) => format!("≤ {most}{unit}"),
            Must::Nothing => "–".to_owned(),
        };
        let number = if value.len() > 1 {
            format!("**{:.2}**{unit} {}", value.median(), range(value))
        } else {
            format!("**{:.2}**{unit}", value.median())
        };
        let reached = match self.must {
            Must::Nothing => "",
            Must::AtMost(..) if self.is_missed() => "**no**",
            Must::AtMost(..) => "yes",
        };
        format!("| {what} | {server} | {ours} | {theirs} | {number} | {must} | {reached} |")
    }
}

/// From where to where.
fn range(sample: &Sample) -> String {
    let text = sample.to_string();
    text.split_once(' ').map(|(_, range)| range.to_owned()).unwrap_or_default()
}

/// All results of a run.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
    points: Vec<(Kind, Vec<Point>)>,
    versions: Vec<String>,
    skipped: Vec<String>,
}

impl Report {
    /// One more row.
    #[expect(clippy::print_stderr, reason = "somebody waits for it")]
    pub fn add(&mut self, row: Row) {
        eprintln!("{}", row.line());
        self.rows.push(row);
    }

    /// What planning cost as a server's database grew.
    pub fn points(&mut self, world: &World, points: Vec<Point>) {
        self.points.push((world.kind, points));
    }

    /// The version of a server that was measured.
    pub fn version(&mut self, world: &World) {
        self.versions.push(format!("{} is {}", world.kind, world.version()));
    }

    /// A measure that could not be taken.
    pub fn skip(&mut self, what: &str, server: Kind, reason: &str) {
        self.skipped.push(format!("{what} on {server}: {reason}"));
    }

    /// What could not be measured, each a line.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// The servers' versions, each a line.
    pub fn versions(&self) -> &[String] {
        &self.versions
    }

    /// The rows that don't reach what they must.
    pub fn missed(&self) -> Vec<String> {
        self.rows.iter().filter(|row| row.is_missed()).map(Row::line).collect()
    }

    /// All of it as tables in Markdown.
    pub fn table(&self) -> String {
        let mut text =
            "| measure | server | Shadowtable | against | number | must be | reached |\n|---|---|---|---|---|---|---|\n"
                .to_owned();
        for row in &self.rows {
            text.push_str(&row.line());
            text.push('\n');
        }
        if self.points.is_empty() {
            return text;
        }
        text.push_str(
            "\nWhat `plan --all` costs as the database grows (`n` sources and `n` shadows):\n\n\
             | server | n | time, s | a pair, ms | own processor time, s | peak memory, MiB | statements for one table |\n\
             |---|---|---|---|---|---|---|\n",
        );
        for (kind, point) in
            self.points.iter().flat_map(|(kind, points)| points.iter().map(move |one| (kind, one)))
        {
            let Point { size, turns, processor, peak, statements } = point;
            let (each, took) = (point.a_pair(&turns.ours), &turns.ours);
            text.push_str(&format!(
                "| {kind} | {size} | {took:.2} | {each:.2} | {processor:.2} | {peak:.0} | {statements} |\n"
            ));
        }
        text
    }
}
