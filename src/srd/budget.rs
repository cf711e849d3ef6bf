//! How hard a fight is for a party: XP budgets by level. Advice for authors and hosts, no rule: nothing at the table hangs
//! on it, and it is no part of the book's fingerprint. SRD 5.1 has no such figures; these are from SRD 5.2.1, Gameplay Toolbox.

use std::fmt;
use std::sync::OnceLock;

use serde::Deserialize;

use super::load::read;

/// XP that the foes of one fight may be worth together, if it is to be of a difficulty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Budget {
    /// A fight that costs little.
    pub low: u32,
    /// A fight in which somebody may fall.
    pub moderate: u32,
    /// A fight in which somebody may die.
    pub high: u32,
}

/// How hard a fight is: the smallest budget that it fits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difficulty {
    /// Within the low budget.
    Low,
    /// Within the moderate one.
    Moderate,
    /// Within the high one.
    High,
    /// Worth more than the high one.
    BeyondHigh,
}

impl Budget {
    /// What heroes of these levels can take together. Levels are 1 to 20; lower and higher ones count as the nearest.
    pub fn of(levels: impl IntoIterator<Item = u8>) -> Budget {
        let table = table();
        levels.into_iter().fold(Budget::default(), |sum, level| {
            let one = table[usize::from(level.clamp(1, 20)) - 1];
            Budget { low: sum.low + one.low, moderate: sum.moderate + one.moderate, high: sum.high + one.high }
        })
    }

    /// How hard a fight is whose foes are worth so much XP.
    pub const fn difficulty(self, xp: u32) -> Difficulty {
        match xp {
            xp if xp <= self.low => Difficulty::Low,
            xp if xp <= self.moderate => Difficulty::Moderate,
            xp if xp <= self.high => Difficulty::High,
            _ => Difficulty::BeyondHigh,
        }
    }
}

impl fmt::Display for Difficulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Difficulty::Low => "low",
            Difficulty::Moderate => "moderate",
            Difficulty::High => "high",
            Difficulty::BeyondHigh => "beyond high",
        })
    }
}

/// The budgets of levels 1 to 20.
fn table() -> &'static [Budget; 20] {
    static TABLE: OnceLock<[Budget; 20]> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = read("budgets.ron", include_str!("../../assets/srd/budgets.ron"));
        let rows = rows.unwrap_or_else(|wrong| panic!("the built-in budgets are broken: {wrong}"));
        rows.try_into().unwrap_or_else(|rows: Vec<_>| panic!("budgets.ron has {} levels, not 20", rows.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(levels: &[u8], xp: u32, difficulty: &str) {
        let budget = Budget::of(levels.iter().copied());
        assert_eq!(budget.difficulty(xp).to_string(), difficulty, "{xp} XP for levels {levels:?}: {budget:?}");
    }

    #[test]
    fn a_fight_is_as_hard_as_the_smallest_budget_it_fits_in() {
        check(&[1], 50, "low");
        check(&[1], 51, "moderate");
        check(&[1], 75, "moderate");
        check(&[1], 100, "high");
        check(&[1], 101, "beyond high");
        check(&[5, 5, 5, 5], 1_800, "low");
        check(&[5, 5, 5, 5], 3_000, "moderate");
        check(&[1, 3], 500, "high");
        check(&[20], 22_000, "high");
        check(&[0], 50, "low");
        check(&[30], 22_001, "beyond high");
        check(&[], 1, "beyond high");
    }

    #[test]
    fn more_is_harder_and_higher_levels_take_more() {
        let rows = table();
        assert!(rows.iter().all(|row| row.low < row.moderate && row.moderate < row.high));
        assert!(rows.windows(2).all(|two| two[0].low < two[1].low && two[0].high < two[1].high));
    }
}
