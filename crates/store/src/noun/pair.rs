//! Pairs: of an analysis with their skip marks, and of a task as its frozen copy.

use crate::backend::Statement;
use crate::batch::{Batch, names};
use crate::document::Document;
use crate::error::StoreError;
use crate::list::{Listed, Order, Page, Select};
use crate::noun::analysis::Analysis;
use crate::record::Record;
use crate::value::{Column as _, Row, Unreadable, Value};

/// Whose pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairsOf<'a> {
    /// Of the analysis of this id.
    Analysis(&'a str),
    /// Of the task of this id.
    Task(&'a str),
}

impl PairsOf<'_> {
    fn owner(self) -> String {
        match self {
            Self::Analysis(id) | Self::Task(id) => id.to_owned(),
        }
    }

    fn tables(self) -> (&'static str, &'static str) {
        match self {
            Self::Analysis(_) => (AnalysisPair::TABLE, AnalysisBody::TABLE),
            Self::Task(_) => (TaskPair::TABLE, TaskBody::TABLE),
        }
    }
}

/// A pair as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Its place in the plan, from 0.
    pub position: i64,
    /// The source.
    pub source: String,
    /// The shadow's name.
    pub shadow: String,
    /// What analysis found.
    pub verdict: String,
    /// Whether a user left it out.
    pub skipped: bool,
    /// How many gates it has.
    pub gates: i64,
    /// How many statements it has.
    pub statements: i64,
    /// The codes of its hazards, a JSON array.
    pub hazards: Document,
    /// Its reasons, a JSON array.
    pub reasons: Document,
}

/// All that is known about a pair besides: it is read one by one, or for a preview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairBody {
    /// The pair's place.
    pub position: i64,
    /// Changes, statements, fingerprints, occupancy: the engine's own document.
    pub body: Document,
    /// The source's definition.
    pub source_ddl: Option<String>,
    /// The shadow's definition.
    pub shadow_ddl: Option<String>,
    /// The shadow's definition as it should be.
    pub wanted_ddl: Option<String>,
}

/// The four tables have the same columns behind their owner's: one list, written down once.
macro_rules! owned {
    ($name:ident of $inner:ident in $table:literal owner $owner:literal { $($column:ident),+ }) => {
        /// A row of one of the four tables.
        pub(crate) struct $name {
            owner: String,
            inner: $inner,
        }

        impl Record for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$owner, $(stringify!($column)),+];
            const KEY: &'static [&'static str] = &[$owner, "position"];
            const FIXED: &'static [&'static str] = &[];

            fn values(&self) -> Vec<Value> {
                vec![self.owner.to_value(), $(self.inner.$column.to_value()),+]
            }

            fn read(row: &mut Row) -> Result<Self, Unreadable> {
                let owner = row.take($table, $owner)?;
                Ok(Self { owner, inner: $inner { $($column: row.take($table, stringify!($column))?),+ } })
            }
        }
    };
}

owned! { AnalysisPair of Pair in "analysis_pairs" owner "analysis_id" {
    position, source, shadow, verdict, skipped, gates, statements, hazards, reasons
} }
owned! { TaskPair of Pair in "task_pairs" owner "task_id" {
    position, source, shadow, verdict, skipped, gates, statements, hazards, reasons
} }
owned! { AnalysisBody of PairBody in "analysis_bodies" owner "analysis_id" {
    position, body, source_ddl, shadow_ddl, wanted_ddl
} }
owned! { TaskBody of PairBody in "task_bodies" owner "task_id" {
    position, body, source_ddl, shadow_ddl, wanted_ddl
} }

/// What pairs are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PairOrder {
    /// Their place in the plan.
    #[default]
    Position,
    /// The source's name.
    Source,
    /// The shadow's name.
    Shadow,
    /// The verdict.
    Verdict,
    /// How many statements they have.
    Statements,
}

/// Which pairs are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairFilter {
    /// Those with one of these verdicts; all, if there are none.
    pub verdicts: Vec<String>,
    /// The skipped ones, or the others.
    pub skipped: Option<bool>,
    /// Those that will be synchronized (Create and Modify, not skipped), or all others.
    pub synchronized: Option<bool>,
    /// Those with gates, or the others.
    pub gated: Option<bool>,
    /// Those with a hazard of this code.
    pub hazard: Option<String>,
    /// Those whose source or shadow contains this.
    pub search: Option<String>,
    /// Those at one of these places.
    pub positions: Option<Vec<i64>>,
}

impl PairFilter {
    fn select(&self, of: PairsOf<'_>) -> Select {
        let column = match of {
            PairsOf::Analysis(_) => "analysis_id",
            PairsOf::Task(_) => "task_id",
        };
        let gated = |gated: bool| if gated { "`gates` > 0" } else { "`gates` = 0" };
        let hazard = self.hazard.as_deref().map(|code| format!("\"{code}\""));
        let select = Select::default()
            .is(column, of.owner())
            .one_of("verdict", &self.verdicts)
            .equals_if("skipped", self.skipped)
            .contains(&["hazards"], hazard.as_deref())
            .contains(&["source", "shadow"], self.search.as_deref())
            .any_of("position", self.positions.as_deref());
        let select = match self.gated {
            Some(wanted) => select.filter(gated(wanted), Vec::new()),
            None => select,
        };
        match self.synchronized {
            Some(true) => select.filter("(`verdict` IN ('Create', 'Modify') AND `skipped` = 0)", Vec::new()),
            Some(false) => {
                select.filter("(`verdict` NOT IN ('Create', 'Modify') OR `skipped` = 1)", Vec::new())
            }
            None => select,
        }
    }
}

repository! {
    /// Pairs of analyses and tasks.
    Pairs
}

impl Pairs<'_> {
    /// A page of pairs.
    ///
    /// # Errors
    /// `Cursor`, and what the database says.
    pub async fn list(
        &self,
        of: PairsOf<'_>,
        filter: &PairFilter,
        order: PairOrder,
        page: &Page,
    ) -> Result<Listed<Pair>, StoreError> {
        let by = match order {
            PairOrder::Position => "`position`",
            PairOrder::Source => "`source`",
            PairOrder::Shadow => "`shadow`",
            PairOrder::Verdict => "`verdict`",
            PairOrder::Statements => "`statements`",
        };
        let order = Order { by, tie: "position" };
        let select = filter.select(of);
        Ok(match of {
            PairsOf::Analysis(_) => {
                bare(select.page::<AnalysisPair>(self.0, order, page).await?, |row| row.inner)
            }
            PairsOf::Task(_) => bare(select.page::<TaskPair>(self.0, order, page).await?, |row| row.inner),
        })
    }

    /// All pairs, in the order of the plan.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all(&self, of: PairsOf<'_>, filter: &PairFilter) -> Result<Vec<Pair>, StoreError> {
        let (store, select, tail) = (self.0, filter.select(of), "ORDER BY `position`");
        Ok(match of {
            PairsOf::Analysis(_) => inner(select.all::<AnalysisPair>(store, tail).await?, |row| row.inner),
            PairsOf::Task(_) => inner(select.all::<TaskPair>(store, tail).await?, |row| row.inner),
        })
    }

    /// How many there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self, of: PairsOf<'_>, filter: &PairFilter) -> Result<i64, StoreError> {
        filter.select(of).count(self.0, of.tables().0).await
    }

    /// How many pairs that are not skipped have which verdict, and how many are skipped, as (verdict, skipped, count).
    ///
    /// # Errors
    /// What the database says.
    pub async fn tally(&self, of: PairsOf<'_>) -> Result<Vec<(String, bool, i64)>, StoreError> {
        let (table, _) = of.tables();
        let sql = format!(
            "SELECT `verdict`, `skipped`, COUNT(*) FROM `{table}` WHERE `{}` = ? GROUP BY `verdict`, `skipped` \
             ORDER BY `verdict`, `skipped`",
            owner_column(of)
        );
        let rows = self.0.query(sql, vec![of.owner().to_value()]).await?;
        let read = |mut row: Row| {
            Ok((row.take(table, "verdict")?, row.take(table, "skipped")?, row.take(table, "count")?))
        };
        rows.into_iter().map(read).collect()
    }

    /// The pair at a place, with all that is known about it.
    ///
    /// # Errors
    /// `NotFound`, and what the database says.
    pub async fn get(&self, of: PairsOf<'_>, position: i64) -> Result<(Pair, PairBody), StoreError> {
        let filter = PairFilter { positions: Some(vec![position]), ..PairFilter::default() };
        let pair = self.all(of, &filter).await?.into_iter().next();
        let body = self.bodies(of, position, 1).await?.into_iter().next();
        match (pair, body.filter(|body| body.position == position)) {
            (Some(pair), Some(body)) => Ok((pair, body)),
            _ => Err(StoreError::NotFound(of.tables().0)),
        }
    }

    /// The bodies from a place on, at most so many: a preview reads them piece by piece.
    ///
    /// # Errors
    /// What the database says.
    pub async fn bodies(&self, of: PairsOf<'_>, from: i64, limit: i64) -> Result<Vec<PairBody>, StoreError> {
        let select = Select::default()
            .is(owner_column(of), of.owner())
            .filter("`position` >= ?", vec![Value::Int(from)]);
        let (store, tail) = (self.0, format!("ORDER BY `position` LIMIT {limit}"));
        Ok(match of {
            PairsOf::Analysis(_) => inner(select.all::<AnalysisBody>(store, &tail).await?, |row| row.inner),
            PairsOf::Task(_) => inner(select.all::<TaskBody>(store, &tail).await?, |row| row.inner),
        })
    }

    /// Skips pairs of an analysis, or takes the marks back; says how many changed. `Changed` if the analysis has another
    /// version; it has the next one afterwards.
    ///
    /// # Errors
    /// `Changed`, and what the database says.
    pub async fn skip(
        &self,
        analysis: &mut Analysis,
        filter: &PairFilter,
        skipped: bool,
    ) -> Result<u64, StoreError> {
        let mut batch = Batch::new();
        batch.skip_pairs(analysis, filter, skipped);
        let affected = self.0.commit_counted(batch).await?;
        analysis.version += 1;
        Ok(affected.last().copied().unwrap_or_default())
    }
}

impl Batch {
    /// Inserts pairs with their bodies.
    pub fn insert_pairs(&mut self, of: PairsOf<'_>, pairs: &[(Pair, PairBody)]) -> &mut Self {
        let owner = of.owner();
        match of {
            PairsOf::Analysis(_) => self
                .insert_owned(pairs, |(pair, _)| AnalysisPair { owner: owner.clone(), inner: pair.clone() })
                .insert_owned(pairs, |(_, body)| AnalysisBody { owner: owner.clone(), inner: body.clone() }),
            PairsOf::Task(_) => self
                .insert_owned(pairs, |(pair, _)| TaskPair { owner: owner.clone(), inner: pair.clone() })
                .insert_owned(pairs, |(_, body)| TaskBody { owner: owner.clone(), inner: body.clone() }),
        }
    }

    /// Writes pairs that are there over: a parent was skipped, and its children are planned again.
    pub fn replace_pairs(&mut self, of: PairsOf<'_>, pairs: &[(Pair, PairBody)]) -> &mut Self {
        let owner = of.owner();
        for (pair, body) in pairs {
            let (pair, body) = (pair.clone(), body.clone());
            match of {
                PairsOf::Analysis(_) => self
                    .put(&AnalysisPair { owner: owner.clone(), inner: pair })
                    .put(&AnalysisBody { owner: owner.clone(), inner: body }),
                PairsOf::Task(_) => self
                    .put(&TaskPair { owner: owner.clone(), inner: pair })
                    .put(&TaskBody { owner: owner.clone(), inner: body }),
            };
        }
        self
    }

    /// Deletes all pairs and bodies.
    pub fn clear_pairs(&mut self, of: PairsOf<'_>) -> &mut Self {
        let (pairs, bodies) = of.tables();
        self.delete(pairs, owner_column(of), &of.owner()).delete(bodies, owner_column(of), &of.owner())
    }

    /// Copies all pairs of an analysis to a task: its own, frozen from now on. Fails with `Changed` if the analysis has
    /// another version than when it was read, so what is copied is what was looked at.
    pub fn freeze_pairs(&mut self, analysis: &Analysis, task_id: &str) -> &mut Self {
        self.touch(analysis);
        let copies = [
            (AnalysisPair::TABLE, TaskPair::TABLE, &AnalysisPair::COLUMNS[1..]),
            (AnalysisBody::TABLE, TaskBody::TABLE, &AnalysisBody::COLUMNS[1..]),
        ];
        for (from, to, columns) in copies {
            let columns = names(columns);
            let sql = format!(
                "INSERT INTO `{to}` (`task_id`, {columns}) SELECT ?, {columns} FROM `{from}` WHERE `analysis_id` = ?"
            );
            self.push(Statement::any(to, sql, vec![Value::from(task_id), analysis.id.to_value()]));
        }
        self
    }

    /// Sets or takes back skip marks of an analysis that has this version.
    pub fn skip_pairs(&mut self, analysis: &Analysis, filter: &PairFilter, skipped: bool) -> &mut Self {
        self.touch(analysis);
        let (condition, conditions) = filter.select(PairsOf::Analysis(&analysis.id)).into_condition();
        let sql = format!("UPDATE `analysis_pairs` SET `skipped` = ? WHERE {condition} AND `skipped` <> ?");
        let mut params = vec![skipped.to_value()];
        params.extend(conditions);
        params.push(skipped.to_value());
        self.push(Statement::any(AnalysisPair::TABLE, sql, params))
    }

    fn insert_owned<T: Record>(
        &mut self,
        pairs: &[(Pair, PairBody)],
        row: impl Fn(&(Pair, PairBody)) -> T,
    ) -> &mut Self {
        let rows: Vec<T> = pairs.iter().map(row).collect();
        self.insert_rows(&rows)
    }
}

fn owner_column(of: PairsOf<'_>) -> &'static str {
    match of {
        PairsOf::Analysis(_) => "analysis_id",
        PairsOf::Task(_) => "task_id",
    }
}

fn inner<T, U>(rows: Vec<T>, take: impl Fn(T) -> U) -> Vec<U> {
    rows.into_iter().map(take).collect()
}

fn bare<T, U>(listed: Listed<T>, take: impl Fn(T) -> U) -> Listed<U> {
    Listed { rows: inner(listed.rows, take), next: listed.next }
}
