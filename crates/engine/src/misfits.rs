//! Rows that would not fit a change: counted for a plan where it is cheap, and again right before a statement that relied
//! on there being none.

use shadowtable_plan::analysis::{Comparison, Facts};
use shadowtable_plan::{KeyColumn, Question};
use shadowtable_schema::Name;
use shadowtable_target::{Session, facts};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long all questions of an analysis may take together. What is not answered by then is not known.
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks what the comparison wants to know of the rows of small shadows.
pub async fn count_all(
    comparison: &Comparison,
    found: &Facts,
    session: &mut Session,
) -> HashMap<Name, Vec<(Question, u64)>> {
    let started = Instant::now();
    let mut is_small: HashMap<Name, Option<u64>> = HashMap::new();
    let mut answers: HashMap<Name, Vec<(Question, u64)>> = HashMap::new();
    for (shadow, question) in comparison.questions(found) {
        if started.elapsed() >= PATIENCE {
            break;
        }
        let small = match is_small.get(&shadow) {
            Some(small) => *small,
            None => {
                let most = found.occupancy.get(&shadow).and_then(|occupancy| occupancy.cheap_to_count());
                let small = small_enough(session, &shadow, most).await;
                is_small.insert(shadow.clone(), small);
                small
            }
        };
        let Some(limit_rows) = small else { continue };
        if let Some(count) = count(session, &shadow, &question, limit_rows).await {
            answers.entry(shadow).or_default().push((question, count));
        }
    }
    answers
}

/// `most`, if the table has no more rows than that: an estimate may be far off, and OceanBase has none at first.
async fn small_enough(session: &mut Session, shadow: &Name, most: Option<u64>) -> Option<u64> {
    let most = most?;
    let found = facts::exists_where(session, shadow, "TRUE", most + 1).await.ok()?;
    (found <= most).then_some(most)
}

/// How many rows do not fit, counted up to `limit_rows`; `None` if the server can't say in time.
pub async fn count(
    session: &mut Session,
    shadow: &Name,
    question: &Question,
    limit_rows: u64,
) -> Option<u64> {
    let answer = match question {
        Question::Nulls(column) => facts::count_nulls(session, shadow, column, limit_rows).await,
        Question::Duplicates(columns) => {
            let columns: Vec<(Name, Option<u32>)> =
                columns.iter().map(|KeyColumn { name, length }| (name.clone(), *length)).collect();
            facts::count_duplicates(session, shadow, &columns, limit_rows).await
        }
        Question::Failing(condition) => {
            facts::exists_where(session, shadow, &format!("NOT ({condition})"), limit_rows).await
        }
        Question::Orphans(key) => facts::count_orphans(session, shadow, key, limit_rows).await,
    };
    answer.ok()
}
