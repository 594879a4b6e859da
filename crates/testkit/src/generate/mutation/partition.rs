//! Changes of partitions.

use super::super::features::Features;
use super::super::partition::{
    Bound, Layout, Partition, Partitioning, Subpartitioning, children, partition_name,
};
use super::super::rng::Rng;
use super::super::table::Table;
use super::super::text;

/// The highest bound in use.
fn highest(partitions: &[Partition]) -> u32 {
    partitions
        .iter()
        .map(|partition| match &partition.bound {
            Bound::LessThan(limit) => *limit,
            Bound::In { numbers, .. } => numbers.iter().copied().max().unwrap_or(0),
            _ => 0,
        })
        .max()
        .unwrap_or(0)
}

/// A partition like the others, with subpartitions if they have such.
fn fresh(bound: Bound, like: &Partitioning, next: &mut u32, rng: &mut Rng, features: &Features) -> Partition {
    let mut partition = Partition::plain(partition_name(next, rng), bound);
    if let Some(Subpartitioning { by, layout: Layout::Each }) = &like.sub {
        let mut list = children(by, next, rng, features);
        if let (false, Some(other)) = (features.partitions.free_subpartitions, like.partitions.first()) {
            list = other
                .children
                .iter()
                .map(|_| Partition::plain(partition_name(next, rng), Bound::None))
                .collect();
        }
        partition.children = list;
    }
    partition
}

/// A partition behind the last bound, before what takes everything else.
pub(super) fn add(table: &mut Table, next: &mut u32, rng: &mut Rng, features: &Features) {
    let Some(partitioning) = &mut table.partitioning else { return };
    let number = highest(&partitioning.partitions) + rng.between(1, 5);
    let bound = if partitioning.by.is_range() {
        Bound::LessThan(number)
    } else if partitioning.by.is_list() {
        Bound::In { numbers: vec![number, number + 1], null: false }
    } else if partitioning.partitions.is_empty() {
        return;
    } else {
        Bound::None
    };
    let partition = fresh(bound, partitioning, next, rng, features);
    let open = partitioning
        .partitions
        .last()
        .is_some_and(|last| matches!(last.bound, Bound::MaxValue | Bound::Default | Bound::Current));
    let at = partitioning.partitions.len() - usize::from(open);
    partitioning.partitions.insert(at, partition);
}

/// A partition goes.
pub(super) fn drop(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    if let Some(partitioning) = &mut table.partitioning
        && partitioning.partitions.len() > 1
    {
        partitioning.partitions.remove(rng.below(partitioning.partitions.len()));
    }
}

/// A partition becomes two.
pub(super) fn split(table: &mut Table, next: &mut u32, rng: &mut Rng, features: &Features) {
    let Some(partitioning) = &mut table.partitioning else { return };
    let at = rng.below(partitioning.partitions.len());
    let before =
        at.checked_sub(1).and_then(|at| partitioning.partitions.get(at)).map(|other| other.bound.clone());
    let bound = match partitioning.partitions.get_mut(at).map(|partition| &mut partition.bound) {
        Some(Bound::LessThan(limit)) => {
            let low = if let Some(Bound::LessThan(low)) = before { low } else { 0 };
            if *limit <= low + 1 {
                return;
            }
            Bound::LessThan(low + 1)
        }
        Some(Bound::In { numbers, .. }) if numbers.len() > 1 => {
            Bound::In { numbers: vec![numbers.remove(0)], null: false }
        }
        _ => return,
    };
    let partition = fresh(bound, partitioning, next, rng, features);
    partitioning.partitions.insert(at, partition);
}

/// Two neighbours become one.
pub(super) fn merge(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    let Some(partitioning) = &mut table.partitioning else { return };
    if partitioning.partitions.len() < 2 {
        return;
    }
    let at = rng.below(partitioning.partitions.len() - 1);
    let first = partitioning.partitions.remove(at);
    if let (Bound::In { numbers, null }, Some(Bound::In { numbers: into, null: null_into })) =
        (first.bound, partitioning.partitions.get_mut(at).map(|partition| &mut partition.bound))
    {
        into.splice(0..0, numbers);
        *null_into |= null;
    }
}

/// Another number of HASH or KEY partitions or subpartitions.
pub(super) fn count(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    let Some(partitioning) = &mut table.partitioning else { return };
    if let Some(Subpartitioning { layout: Layout::Count(count), .. }) = &mut partitioning.sub
        && rng.chance(50)
    {
        *count = rng.between(1, 4);
    } else if partitioning.partitions.is_empty() {
        partitioning.count = rng.between(1, 7);
    }
}

/// Another method, none, or one for the first time.
pub(super) fn method(table: &mut Table, next: &mut u32, rng: &mut Rng, features: &Features) {
    if table.partitioning.is_some() && rng.chance(25) {
        table.partitioning = None;
    } else {
        table.partitioning = Partitioning::random(&table.columns, next, rng, features);
    }
}

/// Other subpartitions, none, or some for the first time; of the same method but with a change.
pub(super) fn subpartitions(table: &mut Table, next: &mut u32, rng: &mut Rng, features: &Features) {
    let columns = table.columns.clone();
    let Some(partitioning) = &mut table.partitioning else { return };
    if partitioning.sub.is_some() && rng.chance(30) {
        partitioning.sub = None;
    } else if let Some(Subpartitioning { by, layout }) = &mut partitioning.sub
        && rng.chance(60)
    {
        match layout {
            Layout::Count(count) => *count += 1,
            Layout::Template(template) => *template = children(by, next, rng, features),
            Layout::Each => {
                let at = rng.below(partitioning.partitions.len());
                if let (true, Some(partition)) =
                    (features.partitions.free_subpartitions, partitioning.partitions.get_mut(at))
                {
                    partition.children = children(by, next, rng, features);
                }
            }
        }
    } else {
        partitioning.give_sub(&columns, next, rng, features);
    }
}

/// The same partitions with other bounds or values.
pub(super) fn values(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    let Some(partitioning) = &mut table.partitioning else { return };
    let more = rng.between(1, 4);
    let top = highest(&partitioning.partitions);
    let at = rng.below(partitioning.partitions.len());
    match partitioning.partitions.get_mut(at).map(|partition| &mut partition.bound) {
        Some(Bound::LessThan(limit)) => *limit += more,
        Some(Bound::In { numbers, .. }) if numbers.len() > 2 && rng.chance(40) => {
            numbers.remove(0);
        }
        Some(Bound::In { numbers, null }) => {
            numbers.push(top + more);
            *null ^= rng.chance(20);
        }
        _ => {}
    }
}

/// Other names and comments.
pub(super) fn names(table: &mut Table, next: &mut u32, rng: &mut Rng, features: &Features) {
    let Some(partitioning) = &mut table.partitioning else { return };
    let at = rng.below(partitioning.partitions.len());
    if let Some(partition) = partitioning.partitions.get_mut(at) {
        if features.partitions.comments && rng.chance(50) {
            partition.comment = rng.maybe(70, |rng| text::comment(rng, features));
        } else {
            partition.name = partition_name(next, rng);
        }
    }
}
