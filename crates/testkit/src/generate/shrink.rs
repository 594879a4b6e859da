//! Makes a failing scenario small: takes away whatever the failure does not need.

use super::database::Database;
use super::features::Features;
use super::repair;
use super::scenario::Scenario;
use super::table::Table;

/// One way to make a scenario smaller.
type Cut = Box<dyn Fn(&Scenario) -> Scenario>;

/// Everything that could be taken away from the scenario, large things first. Each one gives a valid scenario.
pub fn smaller(scenario: &Scenario, failed_step: usize, features: &Features) -> Vec<Scenario> {
    let mut candidates: Vec<Scenario> = Vec::new();
    for cut in cuts(scenario, failed_step) {
        let mut candidate = cut(scenario);
        for database in &mut candidate.databases {
            repair::database(database, features);
        }
        if candidate != *scenario && !candidate.databases.is_empty() && !candidates.contains(&candidate) {
            candidates.push(candidate);
        }
    }
    candidates
}

fn cuts(scenario: &Scenario, failed_step: usize) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    // The last step alone, then without one of the steps before it.
    cuts.push(Box::new(move |scenario| window(scenario, failed_step.saturating_sub(1), failed_step)));
    cuts.push(Box::new(move |scenario| window(scenario, failed_step, failed_step)));
    cuts.push(Box::new(move |scenario| window(scenario, 0, failed_step)));
    for step in 0..failed_step {
        cuts.push(Box::new(move |scenario| {
            let mut scenario = scenario.clone();
            scenario.databases.remove(step);
            scenario
        }));
    }
    for name in names(scenario, |database| database.tables.iter().map(|table| table.name.clone()).collect()) {
        cuts.push(Box::new(move |scenario| without_table(scenario, &name)));
    }
    for name in names(scenario, |database| database.tables.iter().map(|table| table.name.clone()).collect()) {
        cuts.extend(table_cuts(scenario, &name));
    }
    cuts
}

fn window(scenario: &Scenario, first: usize, last: usize) -> Scenario {
    let databases = scenario.databases.iter().skip(first).take(last + 1 - first).cloned().collect();
    Scenario { seed: scenario.seed, databases }
}

fn without_table(scenario: &Scenario, name: &str) -> Scenario {
    let mut scenario = scenario.clone();
    for database in &mut scenario.databases {
        database.tables.retain(|table| table.name != name);
    }
    scenario.databases.retain(|database| !database.tables.is_empty());
    scenario
}

fn names(scenario: &Scenario, of: impl Fn(&Database) -> Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = scenario.databases.iter().flat_map(of).collect();
    names.sort();
    names.dedup();
    names
}

fn table_names(scenario: &Scenario, table: &str, of: impl Fn(&Table) -> Vec<String>) -> Vec<String> {
    names(scenario, |database| database.table(table).map(&of).unwrap_or_default())
}

/// A change of one table in all databases in which it is.
fn everywhere(table: &str, change: impl Fn(&mut Table) + 'static) -> Cut {
    let name = table.to_owned();
    Box::new(move |scenario| {
        let mut scenario = scenario.clone();
        let tables = scenario.databases.iter_mut().flat_map(|database| &mut database.tables);
        tables.filter(|table| table.name == name).for_each(&change);
        scenario
    })
}

/// A change of one table in the last database, by what the table was before.
fn as_before(table: &str, change: impl Fn(&mut Table, &Table) + 'static) -> Cut {
    let name = table.to_owned();
    Box::new(move |scenario| {
        let mut scenario = scenario.clone();
        let before =
            scenario.databases.iter().rev().nth(1).and_then(|database| database.table(&name)).cloned();
        let last = scenario.databases.last_mut();
        let after = last.and_then(|database| database.tables.iter_mut().find(|table| table.name == name));
        if let (Some(before), Some(after)) = (before, after) {
            change(after, &before);
        }
        scenario
    })
}

fn table_cuts(scenario: &Scenario, table: &str) -> Vec<Cut> {
    let columns = table_names(scenario, table, |table| {
        table.columns.iter().map(|column| column.name.clone()).collect()
    });
    let indexes =
        table_names(scenario, table, |table| table.indexes.iter().map(|index| index.name.clone()).collect());
    let mut cuts = vec![
        everywhere(table, |table| table.foreign_keys.clear()),
        everywhere(table, |table| table.checks.clear()),
        everywhere(table, |table| table.partitioning = None),
        everywhere(table, |table| table.options = super::table_option::TableOptions::default()),
        everywhere(table, |table| table.indexes.clear()),
        as_before(table, |after, before| *after = before.clone()),
        as_before(table, |after, before| after.foreign_keys = before.foreign_keys.clone()),
        as_before(table, |after, before| after.checks = before.checks.clone()),
        as_before(table, |after, before| after.partitioning = before.partitioning.clone()),
        as_before(table, |after, before| after.options = before.options.clone()),
        as_before(table, |after, before| after.indexes = before.indexes.clone()),
        as_before(table, |after, before| after.columns = before.columns.clone()),
        as_before(table, order_as_before),
    ];
    for name in columns {
        cuts.extend(column_cuts(table, &name));
    }
    for name in indexes {
        cuts.extend(index_cuts(table, &name));
    }
    cuts.extend(small_cuts(table));
    cuts
}

/// Columns that both have stand as they stood.
fn order_as_before(after: &mut Table, before: &Table) {
    let place =
        |name: &str| before.columns.iter().position(|column| column.name == name).unwrap_or(usize::MAX);
    after.columns.sort_by_key(|column| place(&column.name));
}

fn column_cuts(table: &str, name: &str) -> Vec<Cut> {
    let (gone, plain, undone) = (name.to_owned(), name.to_owned(), name.to_owned());
    let bare = name.to_owned();
    vec![
        everywhere(table, move |table| table.columns.retain(|column| column.name != gone)),
        as_before(table, move |after, before| {
            let old = before.column(&undone);
            match (after.columns.iter().position(|column| column.name == undone), old) {
                (Some(at), None) => drop(after.columns.remove(at)),
                (None, Some(old)) => after.columns.push(old.clone()),
                (Some(at), Some(old)) => after.columns[at] = old.clone(),
                (None, None) => {}
            }
        }),
        everywhere(table, move |table| {
            if let Some(column) = table.column_mut(&bare) {
                column.generated = None;
                column.auto_increment = false;
                column.check = None;
            }
        }),
        everywhere(table, move |table| {
            if let Some(column) = table.column_mut(&plain) {
                column.comment = None;
                column.default = None;
                column.on_update = false;
                column.invisible = false;
                column.compressed = false;
                column.trailer = None;
            }
        }),
    ]
}

fn index_cuts(table: &str, name: &str) -> Vec<Cut> {
    let (gone, plain, undone, short) = (name.to_owned(), name.to_owned(), name.to_owned(), name.to_owned());
    vec![
        everywhere(table, move |table| table.indexes.retain(|index| index.name != gone)),
        as_before(table, move |after, before| {
            let old = before.indexes.iter().find(|index| index.name == undone);
            after.indexes.retain(|index| index.name != undone);
            after.indexes.extend(old.cloned());
        }),
        everywhere(table, move |table| {
            for index in table.indexes.iter_mut().filter(|index| index.name == plain) {
                index.comment = None;
                index.hidden = false;
                index.option = None;
                index.global = None;
                index.storing.clear();
                index.parts.iter_mut().for_each(|part| part.descending = false);
            }
        }),
        everywhere(table, move |table| {
            for index in table.indexes.iter_mut().filter(|index| index.name == short && index.parts.len() > 1)
            {
                index.parts.pop();
            }
        }),
    ]
}

/// One of several of a kind, and small attributes.
fn small_cuts(table: &str) -> Vec<Cut> {
    let mut cuts = vec![
        everywhere(table, |table| table.options.comment = None),
        everywhere(table, |table| table.options.collation = None),
        everywhere(table, |table| table.options.others.clear()),
        everywhere(table, |table| {
            table.options.others.pop();
        }),
        everywhere(table, |table| {
            if let Some(partitioning) = &mut table.partitioning {
                partitioning.sub = None;
            }
        }),
        everywhere(table, |table| {
            for partition in
                table.partitioning.iter_mut().flat_map(|partitioning| &mut partitioning.partitions)
            {
                partition.comment = None;
            }
        }),
    ];
    for at in 0..6 {
        cuts.push(everywhere(table, move |table| {
            if at < table.foreign_keys.len() {
                table.foreign_keys.remove(at);
            }
            if at < table.checks.len() {
                table.checks.remove(at);
            }
        }));
        cuts.push(everywhere(table, move |table| {
            if let Some(partitioning) = &mut table.partitioning
                && at < partitioning.partitions.len()
                && partitioning.partitions.len() > 1
            {
                partitioning.partitions.remove(at);
            }
        }));
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;

    #[test]
    fn every_candidate_is_smaller_or_simpler_and_stays_valid() {
        let features = Features::of(Kind::MySql97);
        let scenario = Scenario::of_seed(3, 2, &features);
        let candidates = smaller(&scenario, 2, &features);
        assert!(candidates.len() > 20);
        for candidate in candidates {
            for database in &candidate.databases {
                let mut repaired = database.clone();
                repair::database(&mut repaired, &features);
                assert_eq!(repaired, *database);
            }
        }
    }
}
