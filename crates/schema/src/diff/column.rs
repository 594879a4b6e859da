//! Columns: added, dropped, modified, and moved as few as possible.

use super::Side;
use crate::Name;
use crate::change::{Change, Position};
use crate::model::Column;
use std::collections::HashMap;

pub fn changes(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    let (mut old, mut wanted) = (Places::of(&from.given.columns), Places::of(&to.given.columns));
    let was_at: Vec<Option<usize>> = to.given.columns.iter().map(|column| old.find(&column.name)).collect();
    let is_wanted: Vec<bool> =
        from.given.columns.iter().map(|column| wanted.find(&column.name).is_some()).collect();
    for (column, is_wanted) in from.given.columns.iter().zip(is_wanted).rev() {
        if !is_wanted {
            changes.push(Change::DropColumn(column.clone()));
        }
    }
    // The positions that the common columns have now, in the order in which they are wanted.
    let common: Vec<usize> = was_at.iter().copied().flatten().collect();
    let staying = longest_increasing(&common, from.given.columns.len());
    let mut previous: Option<&Name> = None;
    for (at, column) in to.given.columns.iter().enumerate() {
        let after = previous.replace(&column.name);
        let position = || after.map_or(Position::First, |name| Position::After(name.clone()));
        let Some(was_at) = was_at[at] else {
            changes.push(Change::AddColumn { column: column.clone(), position: position() });
            continue;
        };
        let position = (!staying[was_at]).then(position);
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

/// Tables with so many columns have their names looked up in a map; making one costs more than looking through a few.
const MANY: usize = 64;

/// Finds columns by their names. Most stand where they are looked for next.
struct Places<'a> {
    columns: &'a [Column],
    next: usize,
    by_name: Option<HashMap<Name, usize>>,
}

impl<'a> Places<'a> {
    fn of(columns: &'a [Column]) -> Self {
        Self { columns, next: 0, by_name: None }
    }

    /// Where the column of that name stands; names of columns ignore case on every server.
    fn find(&mut self, name: &Name) -> Option<usize> {
        let is_here = |at: &usize| self.columns.get(*at).is_some_and(|column| column.name.same_folded(name));
        let near = [self.next, self.next + 1].into_iter().find(is_here);
        let found = match near {
            Some(at) => at,
            None if self.columns.len() < MANY => (0..self.columns.len()).find(is_here)?,
            None => *self.by_name().get(&name.folded())?,
        };
        self.next = found + 1;
        Some(found)
    }

    fn by_name(&mut self) -> &HashMap<Name, usize> {
        let columns = self.columns;
        self.by_name.get_or_insert_with(|| {
            columns.iter().enumerate().map(|(at, column)| (column.name.folded(), at)).collect()
        })
    }
}

/// Which of the numbers below `end` are in a longest increasing subsequence of distinct `numbers`: the columns that can stay
/// where they are.
fn longest_increasing(numbers: &[usize], end: usize) -> Vec<bool> {
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
    let mut is_in = vec![false; end];
    for at in std::iter::successors(last, |&at| before[at]) {
        is_in[numbers[at]] = true;
    }
    is_in
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
            let is_in = longest_increasing(numbers, 5);
            assert_eq!(is_in.iter().filter(|&&is| is).count(), staying, "{numbers:?}");
        }
    }
}
