//! What a seed stands for: source tables, and what becomes of them step by step.

use super::database::Database;
use super::features::Features;
use super::mutation;
use super::rng::Rng;

/// The source tables at the start and after each step.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The number it was made from.
    pub seed: u64,
    /// At least one database.
    pub databases: Vec<Database>,
}

impl Scenario {
    /// The scenario of a seed.
    pub fn of_seed(seed: u64, steps: usize, features: &Features) -> Self {
        let mut rng = Rng::new(seed);
        let mut databases = vec![Database::random(&mut rng, features)];
        for _ in 0..steps {
            if let Some(last) = databases.last() {
                databases.push(mutation::step(last, &mut rng, features));
            }
        }
        Self { seed, databases }
    }
}
