//! Random partitionings of a table's columns.

use super::super::column::Column;
use super::super::data_type::{DataType, Family};
use super::super::features::Features;
use super::super::rng::Rng;
use super::super::text;
use super::{Bound, By, Function, Layout, Partition, Partitioning, Subpartitioning};

impl Partitioning {
    /// A partitioning of any method the columns allow; none if they allow none. `next` numbers the names.
    pub fn random(columns: &[Column], next: &mut u32, rng: &mut Rng, features: &Features) -> Option<Self> {
        let by = by(columns, rng, features)?;
        let partitions =
            if by.is_counted() { named_hash(next, rng, features) } else { bounded(&by, next, rng, features) };
        let count = if partitions.is_empty() { rng.between(1, 5) } else { 0 };
        let mut partitioning = Self { by, count, partitions, sub: None };
        if rng.chance(35) {
            partitioning.give_sub(columns, next, rng, features);
        }
        Some(partitioning)
    }

    /// Gives it subpartitions if the server has such.
    pub fn give_sub(&mut self, columns: &[Column], next: &mut u32, rng: &mut Rng, features: &Features) {
        let possible = features.partitions.free_subpartitions || self.by.is_range() || self.by.is_list();
        let Some(by) = by(columns, rng, features) else { return };
        let fits = features.partitions.free_subpartitions || (by.is_counted() && !by.columns().is_empty());
        if !possible || !fits || by == By::SystemTime || by.columns().is_empty() {
            return;
        }
        let layout = if by.is_counted() && rng.chance(50) {
            Layout::Count(rng.between(2, 3))
        } else if features.partitions.free_subpartitions && (rng.chance(60) || self.partitions.is_empty()) {
            Layout::Template(children(&by, next, rng, features))
        } else {
            Layout::Each
        };
        if layout == Layout::Each {
            let uniform = rng.between(1, 3);
            for partition in &mut self.partitions {
                partition.children = if features.partitions.free_subpartitions {
                    children(&by, next, rng, features)
                } else {
                    (0..uniform).map(|_| Partition::plain(name(next, rng), Bound::None)).collect()
                };
            }
        }
        self.sub = Some(Subpartitioning { by, layout });
    }
}

/// Subpartitions of one partition, or of the template.
pub fn children(by: &By, next: &mut u32, rng: &mut Rng, features: &Features) -> Vec<Partition> {
    if by.is_counted() {
        (0..rng.between(1, 3)).map(|_| Partition::plain(name(next, rng), Bound::None)).collect()
    } else {
        bounded(by, next, rng, features)
            .into_iter()
            .map(|child| Partition { comment: None, ..child })
            .collect()
    }
}

/// A new partition's name.
pub fn name(next: &mut u32, rng: &mut Rng) -> String {
    *next += 1;
    if rng.chance(6) { format!("part {next}") } else { format!("p{next}") }
}

fn named_hash(next: &mut u32, rng: &mut Rng, features: &Features) -> Vec<Partition> {
    if !features.partitions.named_hash || rng.chance(70) {
        return Vec::new();
    }
    (0..rng.between(1, 3))
        .map(|_| Partition {
            comment: comment(rng, features),
            ..Partition::plain(name(next, rng), Bound::None)
        })
        .collect()
}

fn comment(rng: &mut Rng, features: &Features) -> Option<String> {
    if features.partitions.comments { rng.maybe(15, |rng| text::comment(rng, features)) } else { None }
}

/// RANGE or LIST partitions with ascending bounds, or disjoint values.
fn bounded(by: &By, next: &mut u32, rng: &mut Rng, features: &Features) -> Vec<Partition> {
    if *by == By::SystemTime {
        return vec![
            Partition::plain(name(next, rng), Bound::History),
            Partition::plain(name(next, rng), Bound::Current),
        ];
    }
    let mut partitions = Vec::new();
    let mut number = 0;
    for _ in 0..rng.between(1, 4) {
        let bound = if by.is_range() {
            number += rng.between(2, 6);
            Bound::LessThan(number)
        } else {
            let numbers: Vec<u32> = (0..rng.between(1, 4)).map(|offset| number + 1 + offset).collect();
            number = numbers.last().copied().unwrap_or(number + 1);
            Bound::In { numbers, null: false }
        };
        let comment = comment(rng, features);
        partitions.push(Partition { comment, ..Partition::plain(name(next, rng), bound) });
    }
    let last = if by.is_range() { Bound::MaxValue } else { Bound::Default };
    let possible = by.is_range() || (by.columns().len() == 1 && features.partitions.list_default.is_some());
    if possible && rng.chance(35) {
        partitions.push(Partition::plain(name(next, rng), last));
    } else if by.columns().len() == 1
        && rng.chance(20)
        && let Some(Partition { bound: Bound::In { null, .. }, .. }) = partitions.last_mut()
    {
        *null = true;
    }
    partitions
}

fn by(columns: &[Column], rng: &mut Rng, features: &Features) -> Option<By> {
    if features.partitions.system_time && rng.chance(4) {
        return Some(By::SystemTime);
    }
    let of = |families: &[Family]| -> Vec<&Column> {
        columns
            .iter()
            .filter(|column| column.generated.is_none() && families.contains(&column.data_type.family()))
            .collect()
    };
    let (whole, date) = (of(&[Family::Integer]), of(&[Family::Date, Family::Timestamp]));
    let any = of(&[Family::Integer, Family::Text, Family::Date]);
    let names = |most: usize, rng: &mut Rng| -> Vec<String> {
        let count = 1 + rng.below(most);
        rng.sample(&any, count).into_iter().map(|column| column.name.clone()).collect()
    };
    let linear = features.partitions.linear && rng.chance(20);
    Some(match rng.below(8) {
        0 => By::Hash {
            linear,
            function: rng.pick_or(&[Function::Plain, Function::Plain, Function::Mod], Function::Plain),
            column: rng.pick(&whole)?.name.clone(),
        },
        1 => By::Key {
            linear,
            algorithm: features.partitions.algorithm && rng.chance(20),
            columns: if rng.chance(25) { Vec::new() } else { names(2, rng) },
        },
        2 | 3 => By::Range { function: Function::Plain, column: rng.pick(&whole)?.name.clone() },
        4 => dated(rng.pick(&date)?, linear, rng),
        5 => By::RangeColumns(names(2, rng)).with_columns()?,
        6 => By::List { column: rng.pick(&whole)?.name.clone() },
        _ => By::ListColumns(names(2, rng)).with_columns()?,
    })
}

impl By {
    fn with_columns(self) -> Option<Self> {
        if self.columns().is_empty() { None } else { Some(self) }
    }
}

fn dated(column: &Column, linear: bool, rng: &mut Rng) -> By {
    let name = column.name.clone();
    if matches!(column.data_type, DataType::Timestamp(_)) {
        return By::Range { function: Function::UnixTimestamp, column: name };
    }
    if rng.chance(30) {
        return By::Hash { linear, function: Function::Year, column: name };
    }
    By::Range { function: Function::ToDays, column: name }
}
