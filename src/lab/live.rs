//! A night that someone watches: a script performed as fast as he likes, with deeds of his own between its lines.

use std::collections::VecDeque;
use std::sync::Arc;

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};

use crate::lab::check::Violation;
use crate::lab::deed::{Deed, Line};
use crate::lab::evening::{Evening, Outcome, Voice};
use crate::lab::lane::{Lane, lanes};
use crate::lab::script::Script;
use crate::session::hash::Hash;
use crate::session::library::Library;

// How soon the next one plays, once the script has nothing more to say.
const NEXT_MS: std::ops::Range<u64> = 300..900;
// People choose among so many numbers.
const DRAWS: u64 = 1_000_000;

/// A night under way, or over.
#[derive(Debug)]
pub struct Live {
    evening: Evening,
    /// Lines of the script that are still to come.
    coming: VecDeque<Line>,
    /// What was done so far: the script that plays this very night again.
    done: Vec<Line>,
    /// Who plays when the script has run out.
    chance: ChaCha20Rng,
    /// Someone did something that the script knows nothing of: what it expects is void, and it does not end the night.
    own: bool,
    /// What the night came to, once it is over.
    over: Option<Box<Outcome>>,
}

impl Live {
    /// Everyone sits down. A script in which someone cannot is over at once, and says so among what does not hold.
    pub fn new(script: &Script, library: &Arc<Library>) -> Live {
        let mut live = Live {
            evening: Evening::new(script, library, Voice::Quiet),
            coming: script.lines.clone().into(),
            done: Vec::new(),
            chance: ChaCha20Rng::seed_from_u64(script.seed),
            own: false,
            over: None,
        };
        if !live.evening.open() {
            live.evening.nobody_sat();
            live.over = Some(Box::new(live.evening.outcome()));
        }
        live
    }

    /// Lets time go by until so many milliseconds after everyone sat down, line by line, or until the night is over. It
    /// stops where the same script, performed as a whole, would look up too: so this night can be performed again.
    pub fn run_until(&mut self, at_ms: u64) {
        while self.over.is_none() {
            let now_ms = self.evening.at_ms();
            if let Some(line) = self.coming.pop_front_if(|line| line.at_ms <= now_ms) {
                let void = self.own && matches!(line.deed, Deed::Expect(_) | Deed::Calm);
                if !void {
                    self.perform(line.deed, line.at_ms);
                }
            } else if now_ms < at_ms {
                let next_ms = self.coming.front().map(|line| line.at_ms);
                let next_ms = next_ms.unwrap_or_else(|| self.play_on(now_ms));
                self.evening.wait_once(next_ms);
            } else {
                return;
            }
        }
    }

    /// Does something now that the script does not say. The end of the faults is the end of the night.
    pub fn deed(&mut self, deed: Deed) {
        if self.over.is_none() {
            self.own = true;
            self.perform(deed, self.evening.at_ms());
        }
    }

    /// Milliseconds since everyone sat down: so far this night is known.
    pub fn at_ms(&self) -> u64 {
        self.evening.at_ms()
    }

    /// When everyone had sat down, in milliseconds since the evening began, as lanes count.
    pub fn began_ms(&self) -> u64 {
        self.evening.began_ms()
    }

    /// The lanes as they are known now.
    pub fn lanes(&mut self) -> Vec<Lane> {
        let end_ms = self.began_ms() + self.at_ms();
        match &self.over {
            Some(outcome) => lanes(&outcome.history, &outcome.violations, end_ms),
            None => lanes(self.evening.history(), &[], end_ms),
        }
    }

    /// What does not hold; none while the night goes on, since much is only known at its end.
    pub fn verdict(&self) -> Option<&[Violation]> {
        self.over.as_ref().map(|outcome| outcome.violations.as_slice())
    }

    /// A hash over everything that happened, once the night is over.
    pub fn trace(&self) -> Option<Hash> {
        self.over.as_ref().map(|outcome| outcome.trace)
    }

    /// This night as a script: performed, it goes the same way again.
    pub fn script(&self) -> Script {
        Script { lines: self.done.clone(), ..self.evening.script.clone() }
    }

    /// Does a deed and keeps it.
    fn perform(&mut self, deed: Deed, at_ms: u64) {
        self.evening.done(&deed);
        let ends = deed == Deed::Calm;
        self.done.push(Line { at_ms, deed });
        if ends {
            self.evening.close();
            self.over = Some(Box::new(self.evening.outcome()));
        }
    }

    /// The script has nothing more to say: someone plays soon. Says when.
    fn play_on(&mut self, now_ms: u64) -> u64 {
        let at_ms = now_ms + self.chance.random_range(NEXT_MS);
        let who = self.chance.random_range(0..self.evening.script.names.len());
        let draw = self.chance.random_range(0..DRAWS);
        self.coming.push_back(Line { at_ms, deed: Deed::Play { who, draw } });
        at_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::evening::perform;

    /// A script is watched in steps of so many milliseconds, with a deed of one's own at some time; what was watched is
    /// then performed as a whole, and must be the same night to the last byte.
    fn check(text: &str, step_ms: u64, own: Option<(u64, Deed)>) -> Live {
        let library = Library::standard();
        let mut live = Live::new(&Script::parse(text).expect("a script"), &library);
        let (mut at_ms, mut own) = (0, own);
        while live.verdict().is_none() {
            at_ms += step_ms;
            live.run_until(at_ms);
            if let Some((_, deed)) = own.take_if(|(due_ms, _)| *due_ms <= at_ms) {
                live.deed(deed);
            }
            if at_ms > 12_000 {
                live.deed(Deed::Calm);
            }
        }
        assert_eq!(live.verdict(), Some([].as_slice()), "{text}");
        let again = perform(&live.script(), &library, Voice::Quiet);
        assert_eq!(Some(again.trace), live.trace(), "{}", live.script());
        live
    }

    const SCRIPT: &str =
        "seed 3\ntable Ada Bob Cid\nat 0 play Ada 1\nat 1.13 play Bob 41\nat 6 expect host Ada\nat 7 calm";

    #[test]
    fn who_lied_is_told_that_it_is_proven() {
        let place = crate::lab::shelf::names().position(|name| name == "liar").expect("it is on the shelf");
        let mut live = Live::new(&crate::lab::shelf::script(place).expect("a script"), &Library::standard());
        live.run_until(20_000);
        let machines = live.evening.night.machines.iter();
        let convicted = machines.filter(|machine| machine.guest.as_ref().is_some_and(|guest| guest.is_convicted()));
        assert_eq!(convicted.map(|machine| machine.name.as_str()).collect::<Vec<_>>(), ["Cid"]);
    }

    #[test]
    fn a_night_that_was_watched_can_be_performed_again() {
        let whole = check(SCRIPT, 17, None);
        assert_eq!(whole.script().lines.len(), 4, "nothing was done but what the script says");
        let cut = Deed::Partition { one: vec![0], other: vec![1, 2] };
        let mut live = check(SCRIPT, 17, Some((2_000, cut)));
        let lines = live.script().lines;
        assert!(lines.iter().all(|line| !matches!(line.deed, Deed::Expect(_))), "what the script expects is void");
        assert!(lines.len() > 6, "the players play on");
        let lanes = live.lanes();
        assert!(!lanes[0].apart.is_empty() && !lanes[0].frozen.is_empty(), "the host was cut off, and waited");
        assert!(!lanes[1].hosting.is_empty() || !lanes[2].hosting.is_empty(), "another went on");
    }
}
