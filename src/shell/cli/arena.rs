//! `roundtable arena HEROES MONSTERS`: the same fight many times over, and how often the heroes win it.

use std::time::Instant;

use clap::Args;

use super::Exit;
use super::cores::{over_cores, threads};
use crate::lab::arena::{Arena, Bout, Odds};
use crate::shell::terminal;

/// Fight the same fight many times and tell the odds.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: roundtable arena fighter:5,cleric:5,rogue:5,wizard:5 troll --fights 2000 --seed 7 --json\n\
                  The digest hangs on heroes, monsters, seed and the number of fights, not on --jobs.\n\
                  How hard a fight is by the book (low, moderate, high, beyond high) is weighed by levels and XP alone.\n\
                  Exit code 0: fought; 2: no such fight; 3: the outside failed."
)]
pub(super) struct Ring {
    /// Heroes as class:level, with commas between them
    heroes: String,
    /// Monsters by their names in the book, name*3 for three of them, with commas between them
    monsters: String,
    /// How many fights
    #[arg(long, default_value_t = 1000, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    fights: u64,
    /// What the dice come from: the same seed, the same fights
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// How many fights at a time (default: one for each core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// One JSON object: {"fights","wins","rounds_mean","fights_per_s","digest","xp","difficulty"}
    #[arg(long)]
    json: bool,
}

impl Ring {
    pub(super) fn run(self) -> Exit {
        let arena = match Arena::new(&self.heroes, &self.monsters, self.seed) {
            Ok(arena) => arena,
            Err(problem) => {
                terminal::complain(&problem.to_string());
                return Exit::Misused;
            }
        };
        let began = Instant::now();
        let mut bouts: Vec<Bout> = Vec::new();
        over_cores(
            0..self.fights,
            threads(self.jobs.map(usize::from)),
            |number| arena.bout(number),
            |_, bout| bouts.push(bout),
        );
        let per_second = bouts.len() as f64 / began.elapsed().as_secs_f64().max(1e-9);
        let told = self.tell(&arena, &Odds::of(&bouts), per_second);
        if terminal::say(&told).is_ok() { Exit::Done } else { Exit::Failed }
    }

    fn tell(&self, arena: &Arena, odds: &Odds, per_second: f64) -> String {
        let digest = data_encoding::HEXLOWER.encode(&odds.digest);
        let (mean, per_second) = (odds.rounds_mean(), per_second.round());
        let (xp, budget, difficulty) = (arena.xp, arena.budget, arena.budget.difficulty(arena.xp).to_string());
        if self.json {
            let mean = (mean * 1000.0).round() / 1000.0;
            return serde_json::json!({
                "fights": odds.fights, "wins": odds.wins, "rounds_mean": mean, "fights_per_s": per_second, "digest": digest,
                "xp": xp, "difficulty": difficulty
            })
            .to_string();
        }
        let percent = 100.0 * odds.wins as f64 / odds.fights as f64;
        let weighed = format!(
            "{difficulty} by the book: {xp} XP (low {}, moderate {}, high {})",
            budget.low, budget.moderate, budget.high
        );
        format!(
            "{} against {}: the heroes win {} of {} fights ({percent:.1} %)\n{weighed}\n{mean:.2} rounds a fight, {per_second} fights a second\ndigest {digest}",
            self.heroes, self.monsters, odds.wins, odds.fights
        )
    }
}
