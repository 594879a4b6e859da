//! The names that somebody may have meant.

use shadowtable_schema::Name;

/// The most that are worth naming.
const MAX: usize = 3;

/// The names among `candidates` that are nearest to `wanted`, the nearest first and in alphabetical order where they
/// are equally near, without regard to case; none that are so far that nobody can have meant them (more than a third
/// of the letters wrong, and more than two).
pub fn nearest<'a>(wanted: &Name, candidates: impl Iterator<Item = &'a Name>) -> Vec<Name> {
    let wanted: Vec<char> = wanted.folded().as_str().chars().collect();
    let limit = (wanted.len() / 3).max(2);
    let mut found: Vec<(usize, &Name)> = candidates
        .filter_map(|name| {
            let letters: Vec<char> = name.folded().as_str().chars().collect();
            let near = letters.len().abs_diff(wanted.len()) <= limit;
            let distance = if near { distance(&wanted, &letters) } else { usize::MAX };
            (distance <= limit && distance < wanted.len()).then_some((distance, name))
        })
        .collect();
    found.sort();
    found.into_iter().take(MAX).map(|(_, name)| name.clone()).collect()
}

/// How many letters must be added, taken away, replaced or swapped with their neighbor.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = Vec::with_capacity(above.len());
        row.push(i + 1);
        for (j, b) in other.iter().enumerate() {
            let mut least = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let check = |wanted: &str, candidates: &[&str], expected: &[&str]| {
            let candidates: Vec<Name> = candidates.iter().map(Name::new).collect();
            let found = nearest(&wanted.into(), candidates.iter());
            assert_eq!(found, expected.iter().map(Name::new).collect::<Vec<_>>(), "{wanted}");
        };
        check("ordres", &["items", "orders", "order_items"], &["orders"]);
        check("Orders", &["orders", "customers"], &["orders"]);
        check("order", &["orders2", "orders", "border", "orderly_x"], &["border", "orders", "orders2"]);
        check("aaaa", &["aaab", "aaac", "aaad", "aaae"], &["aaab", "aaac", "aaad"]);
        check("invoices", &["orders", "customers"], &[]);
        check("a", &["b", "c"], &[]);
        check("订但", &["订单"], &["订单"]);
        check("", &["a"], &[]);
    }
}
