//! What must hold of every night: eighteen checkers, each a function of the history alone.

mod c01_durability;
mod c02_once;
mod c03_one_host;
mod c04_one_history;
mod c05_determinism;
mod c06_legality;
mod c07_authority;
pub(in crate::lab) mod c08_secrecy;
pub mod c09_dice;
mod c10_bounds;
mod c11_fairness;
mod c12_liveness;
mod c13_storage;
mod c14_evidence;
mod c15_shown;
mod c16_addresses;
mod c17_order;
mod c18_process;
mod eras;
mod given;

pub use c16_addresses::ADDRESS;

use crate::bugs::{Bug, seeded, soundly};
use crate::lab::history::History;

/// One checker.
#[derive(Clone, Copy, Debug)]
pub struct Checker {
    /// Its number and name.
    pub name: &'static str,
    /// What it finds wrong.
    pub check: fn(&History) -> Vec<String>,
}

/// Every checker, in order.
pub const CHECKERS: [Checker; 18] = [
    Checker { name: "C01 durability", check: c01_durability::check },
    Checker { name: "C02 exactly once", check: c02_once::check },
    Checker { name: "C03 one host a term", check: c03_one_host::check },
    Checker { name: "C04 one history", check: c04_one_history::check },
    Checker { name: "C05 determinism", check: c05_determinism::check },
    Checker { name: "C06 legality", check: c06_legality::check },
    Checker { name: "C07 authority", check: c07_authority::check },
    Checker { name: "C08 secrecy", check: c08_secrecy::check },
    Checker { name: "C09 dice", check: c09_dice::check },
    Checker { name: "C10 bounds", check: c10_bounds::check },
    Checker { name: "C11 fairness", check: c11_fairness::check },
    Checker { name: "C12 liveness", check: c12_liveness::check },
    Checker { name: "C13 storage", check: c13_storage::check },
    Checker { name: "C14 evidence", check: c14_evidence::check },
    Checker { name: "C15 what people saw", check: c15_shown::check },
    Checker { name: "C16 addresses", check: c16_addresses::check },
    Checker { name: "C17 order", check: c17_order::check },
    Checker { name: "C18 process", check: c18_process::check },
];

/// What does not hold, each with the name of its checker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The checker.
    pub checker: &'static str,
    /// What is wrong, in words.
    pub what: String,
}

/// Asks every checker.
pub fn violations(history: &History) -> Vec<Violation> {
    // What is seeded to be wrong is wrong elsewhere: checkers count with a sound program.
    let off = seeded(Bug::CheckerOff);
    soundly(|| {
        let found = |checker: &Checker| {
            let name = checker.name;
            (checker.check)(history).into_iter().map(move |what| Violation { checker: name, what })
        };
        let on = CHECKERS.iter().filter(|checker| !off || !checker.name.starts_with("C15"));
        on.flat_map(found).collect()
    })
}
