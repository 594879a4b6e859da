//! Some measurements of one thing: their median, and from where to where they go.

use std::fmt;

/// Numbers that were measured, one a turn.
#[derive(Clone, Debug, Default)]
pub struct Sample(Vec<f64>);

impl Sample {
    /// One more.
    pub fn add(&mut self, number: f64) {
        self.0.push(number);
    }

    /// The one in the middle; 0 when there is none.
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        match (sorted.get(sorted.len() / 2), sorted.len() % 2) {
            (Some(upper), 0) => (upper + sorted[sorted.len() / 2 - 1]) / 2.0,
            (Some(middle), _) => *middle,
            (None, _) => 0.0,
        }
    }

    /// The number that this part of them (0.99: 99 in 100) does not exceed; 0 when there is none.
    pub fn part(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        #[expect(clippy::cast_precision_loss, reason = "there are not that many")]
        let rank = (sorted.len() as f64 * part).ceil();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is a small whole number"
        )]
        let rank = rank as usize;
        sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    }

    fn least(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }

    fn most(&self) -> f64 {
        self.0.iter().copied().fold(0.0, f64::max)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Median, and least and most in parentheses.
impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(2);
        write!(f, "{:.digits$} ({:.digits$}–{:.digits$})", self.median(), self.least(), self.most())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        let sample = |numbers: &[f64]| Sample(numbers.to_vec());
        for (numbers, median) in
            [(&[][..], 0.0), (&[3.0], 3.0), (&[9.0, 1.0, 2.0], 2.0), (&[1.0, 9.0, 3.0, 2.0], 2.5)]
        {
            assert!((sample(numbers).median() - median).abs() < 1e-9, "{numbers:?}");
        }
        assert_eq!(sample(&[9.0, 1.0, 2.0]).to_string(), "2.00 (1.00–9.00)");
    }

    #[test]
    fn a_part_is_counted_from_the_least() {
        let sample = Sample((1..=200_u32).rev().map(f64::from).collect());
        for (part, number) in [(0.99, 198.0), (0.5, 100.0), (1.0, 200.0), (0.001, 1.0)] {
            assert!((sample.part(part) - number).abs() < 1e-9, "{part}");
        }
        assert!(Sample::default().part(0.99).abs() < 1e-9);
    }
}
