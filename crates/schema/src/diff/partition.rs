//! Partitioning: the smallest change that loses no row where one exists.

use super::Side;
use crate::change::Change;
use crate::model::{Bound, MethodKind, Partition, Partitioning};
use crate::normalize::sort_lists;
use crate::{Sql, literal};
use std::borrow::Cow;

pub fn changes(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    let given = (&from.given.partitioning, &to.given.partitioning);
    match (&from.normal.partitioning, &to.normal.partitioning, given) {
        (None, Some(_), (_, Some(wanted))) => changes.push(Change::PartitionTable(Box::new(wanted.clone()))),
        (Some(_), None, (Some(is), _)) => changes.push(Change::RemovePartitioning(Box::new(is.clone()))),
        (Some(normal_is), Some(normal_wanted), (Some(is), Some(wanted))) if normal_is != normal_wanted => {
            let (is, wanted) = (in_order_of(is, normal_is), in_order_of(wanted, normal_wanted));
            let sides = Sides { is: &is, wanted: &wanted, normal_is, normal_wanted };
            changes.push(sides.change());
        }
        _ => {}
    }
}

/// The partitioning as given, with its lists sorted if they are in the normal form: positions must be the same in both.
fn in_order_of<'a>(given: &'a Partitioning, normal: &Partitioning) -> Cow<'a, Partitioning> {
    let same = given.partitions.iter().map(|one| &one.name).eq(normal.partitions.iter().map(|one| &one.name));
    if same {
        return Cow::Borrowed(given);
    }
    let mut given = given.clone();
    sort_lists(&mut given);
    Cow::Owned(given)
}

/// Both partitionings, as given and in their normal form.
struct Sides<'a> {
    is: &'a Partitioning,
    wanted: &'a Partitioning,
    normal_is: &'a Partitioning,
    normal_wanted: &'a Partitioning,
}

impl Sides<'_> {
    fn change(&self) -> Change {
        self.small_change().unwrap_or_else(|| Change::Repartition {
            from: Box::new(self.is.clone()),
            to: Box::new(self.wanted.clone()),
        })
    }

    fn small_change(&self) -> Option<Change> {
        let Partitioning { marker: _, method, count: _, subpartitioning, partitions, verbatim } =
            self.normal_is;
        let wanted = self.normal_wanted;
        if method != &wanted.method
            || subpartitioning != &wanted.subpartitioning
            || verbatim != &wanted.verbatim
        {
            return None;
        }
        match method.kind {
            MethodKind::Hash | MethodKind::Key => self.count_change(),
            MethodKind::Range | MethodKind::List if partitions.is_empty() || wanted.partitions.is_empty() => {
                None
            }
            MethodKind::Range => self.range_change(),
            MethodKind::List => self.list_change(),
            MethodKind::SystemTime => None,
        }
    }

    /// HASH and KEY: only the number of partitions, all with the names that the server gives.
    fn count_change(&self) -> Option<Change> {
        let (from, to) = (count(self.normal_is)?, count(self.normal_wanted)?);
        let wanted = Box::new(self.wanted.clone());
        if from < to {
            Some(Change::AddHashPartitions { from, to, wanted })
        } else {
            (from > to).then_some(Change::CoalescePartitions { from, to, wanted })
        }
    }

    /// RANGE: what is between the partitions that both begin and end with is cut anew.
    fn range_change(&self) -> Option<Change> {
        let middle = self.middle();
        let (old, new) = (middle.old, middle.new);
        if old.is_empty() && middle.next.is_none() {
            return Some(Change::AddPartitions(new.to_vec()));
        }
        if new.is_empty() && middle.next.is_none() {
            return Some(Change::DropPartitions(old.to_vec()));
        }
        let same_end = old.last().is_some_and(|last| new.last().is_some_and(|end| end.bound == last.bound));
        match middle.next {
            Some(_) if same_end => Some(reorganize(old, None, new, None)),
            // The next partition ends where it did, so together with it the range is the same.
            Some((is, wanted)) => Some(reorganize(old, Some(is), new, Some(wanted))),
            // The last partition may grow upwards but not shrink (manual: "Management of RANGE and LIST Partitions").
            None if same_end || ends_higher(old.last()?, new.last()?) => {
                Some(reorganize(old, None, new, None))
            }
            None => None,
        }
    }

    /// LIST: partitions that differ are cut anew; all of them if there is a DEFAULT, since rows leave it or come to it.
    /// MariaDB adds a partition without looking for its rows in DEFAULT, where no query finds them any more, and drops one
    /// with rows that belong to DEFAULT now; a REORGANIZE in which DEFAULT moves leads rows astray, and one with LIST
    /// COLUMNS ends the server (seen on 10.11).
    fn list_change(&self) -> Option<Change> {
        if [self.normal_is, self.normal_wanted].iter().any(|one| one.partitions.iter().any(is_default)) {
            return None;
        }
        let middle = self.middle();
        let (old, new) = (middle.old, middle.new);
        match (old.is_empty(), new.is_empty(), middle.next) {
            (true, _, None) => Some(Change::AddPartitions(new.to_vec())),
            (true, _, Some((is, wanted))) => Some(reorganize(old, Some(is), new, Some(wanted))),
            (false, true, _) => Some(Change::DropPartitions(old.to_vec())),
            (false, false, _) => Some(reorganize(old, None, new, None)),
        }
    }

    /// What is left when the partitions with which both begin and end are taken away.
    fn middle(&self) -> Middle<'_> {
        let (is, wanted) = (&self.normal_is.partitions, &self.normal_wanted.partitions);
        let shorter = is.len().min(wanted.len());
        let head = is.iter().zip(wanted).take_while(|(is, wanted)| is == wanted).count();
        let tail = is
            .iter()
            .rev()
            .zip(wanted.iter().rev())
            .take(shorter - head)
            .take_while(|(is, wanted)| is == wanted)
            .count();
        let (given_is, given_wanted) = (&self.is.partitions, &self.wanted.partitions);
        let (is_end, wanted_end) = (is.len() - tail, wanted.len() - tail);
        Middle {
            old: &given_is[head..is_end],
            new: &given_wanted[head..wanted_end],
            next: given_is.get(is_end).zip(given_wanted.get(wanted_end)),
        }
    }
}

/// The partitions that differ, and the first that is the same behind them.
struct Middle<'a> {
    old: &'a [Partition],
    new: &'a [Partition],
    next: Option<(&'a Partition, &'a Partition)>,
}

/// Whether it takes what no other one does: `DEFAULT` on MariaDB, `VALUES IN (DEFAULT)` on OceanBase.
fn is_default(partition: &Partition) -> bool {
    match &partition.bound {
        Some(Bound::Word(word)) => word.is_word("DEFAULT"),
        Some(Bound::In(values)) => values.iter().any(|value| value.is_word("DEFAULT")),
        _ => false,
    }
}

fn reorganize(
    old: &[Partition],
    is: Option<&Partition>,
    new: &[Partition],
    wanted: Option<&Partition>,
) -> Change {
    Change::ReorganizePartitions {
        from: old.iter().chain(is).cloned().collect(),
        to: new.iter().chain(wanted).cloned().collect(),
    }
}

/// How many partitions there are, if they have no names but `p0`, `p1` and so on, and no options.
fn count(partitioning: &Partitioning) -> Option<u32> {
    let plain = |(at, one): (usize, &Partition)| {
        one.name.as_str() == format!("p{at}") && one.options.is_empty() && one.subpartitions.is_empty()
    };
    if !partitioning.partitions.iter().enumerate().all(plain) {
        return None;
    }
    let listed = u32::try_from(partitioning.partitions.len()).ok().filter(|&listed| listed > 0);
    Some(listed.or(partitioning.count).unwrap_or(1))
}

/// Whether the second partition surely ends above the first: MAXVALUE, whole numbers, or texts of one length.
fn ends_higher(old: &Partition, new: &Partition) -> bool {
    match (&old.bound, &new.bound) {
        (Some(Bound::LessThan(old)), Some(Bound::LessThanMaxValue)) => {
            !old.iter().all(|value| value.is_word("MAXVALUE"))
        }
        (Some(Bound::LessThan(old)), Some(Bound::LessThan(new))) => match (&old[..], &new[..]) {
            ([old], [new]) => higher(old, new),
            _ => false,
        },
        _ => false,
    }
}

fn higher(old: &Sql, new: &Sql) -> bool {
    if new.is_word("MAXVALUE") {
        return !old.is_word("MAXVALUE");
    }
    if let (Ok(old), Ok(new)) = (old.as_str().parse::<i128>(), new.as_str().parse::<i128>()) {
        return new > old;
    }
    let is_text = |sql: &Sql| sql.as_str().starts_with('\'');
    let (old_text, new_text) = (literal::unquote(old.as_str()), literal::unquote(new.as_str()));
    is_text(old) && is_text(new) && old_text.len() == new_text.len() && new_text > old_text
}
