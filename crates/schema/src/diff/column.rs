//! Columns: added, dropped, modified, and moved as few as possible.

use super::Side;
use crate::Name;
use crate::change::{Change, Position};
use std::collections::HashMap;

pub fn changes(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    let old = positions(from);
    let wanted = positions(to);
    for column in from.given.columns.iter().rev() {
        if !wanted.contains_key(&column.name.folded()) {
            changes.push(Change::DropColumn(column.clone()));
        }
    }
    // The positions that the common columns have now, in the order in which they are wanted.
    let common: Vec<usize> =
        to.given.columns.iter().filter_map(|column| old.get(&column.name.folded()).copied()).collect();
    let staying = longest_increasing(&common);
    let mut previous: Option<&Name> = None;
    for (at, column) in to.given.columns.iter().enumerate() {
        let position = previous.map_or(Position::First, |name| Position::After(name.clone()));
        previous = Some(&column.name);
        let Some(&was_at) = old.get(&column.name.folded()) else {
            changes.push(Change::AddColumn { column: column.clone(), position });
            continue;
        };
        let position = (!staying.contains(&was_at)).then_some(position);
        let (is, same) = (&from.given.columns[was_at], from.normal.columns[was_at] == to.normal.columns[at]);
        match (same, position) {
            (true, None) => {}
            (true, Some(position)) => changes.push(Change::MoveColumn { column: column.clone(), position }),
            (false, position) => {
                changes.push(Change::ModifyColumn { from: is.clone(), to: column.clone(), position });
            }
        }
    }
}

/// Where each column stands, by its folded name.
fn positions(side: &Side<'_>) -> HashMap<Name, usize> {
    side.given.columns.iter().enumerate().map(|(at, column)| (column.name.folded(), at)).collect()
}

/// The members of a longest increasing subsequence of distinct numbers: the columns that can stay where they are.
fn longest_increasing(numbers: &[usize]) -> std::collections::HashSet<usize> {
    // Patience sorting: `ends[n]` is the index of the smallest number that ends an increasing run of length n + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < *number);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let last = ends.last().copied();
    std::iter::successors(last, |&at| before[at]).map(|at| numbers[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::longest_increasing;

    #[test]
    fn as_many_columns_as_possible_stay() {
        for (numbers, staying) in [
            (&[][..], 0),
            (&[0, 1, 2, 3, 4], 5),
            // (a,b,c,d,e) becomes (e,a,b,c,d): one move.
            (&[4, 0, 1, 2, 3], 4),
            (&[1, 2, 3, 4, 0], 4),
            (&[4, 3, 2, 1, 0], 1),
            (&[1, 0, 3, 2], 2),
        ] {
            assert_eq!(longest_increasing(numbers).len(), staying, "{numbers:?}");
        }
    }
}
