//! Shrinking: a night that fails becomes the smallest script that still fails in the same way.

use crate::lab::deed::Deed;
use crate::lab::script::Script;
use crate::lab::weather::Weather;

/// Drops lines, then machines and weather, as long as it still fails; at most so many tries.
pub fn shrink(script: &Script, tries: usize, fails: impl FnMut(&Script) -> bool) -> Script {
    let mut work = Work { best: script.clone(), tries, fails };
    work.lines();
    work.weather();
    work.machines();
    work.lines();
    work.best.title = vec![format!("shrunk from {} lines", script.lines.len())];
    work.best
}

struct Work<F> {
    best: Script,
    tries: usize,
    fails: F,
}

impl<F: FnMut(&Script) -> bool> Work<F> {
    /// Keeps a smaller script when it still fails.
    fn keep(&mut self, smaller: Script) -> bool {
        if self.tries == 0 || smaller == self.best {
            return false;
        }
        self.tries -= 1;
        let fails = (self.fails)(&smaller);
        if fails {
            self.best = smaller;
        }
        fails
    }

    /// Drops runs of lines: halves first, then ever shorter ones, until no single line can go.
    fn lines(&mut self) {
        let mut run = self.best.lines.len().div_ceil(2);
        while run > 0 {
            let (mut from, mut dropped) = (0, false);
            while from < self.best.lines.len() {
                let mut smaller = self.best.clone();
                let to = (from + run).min(smaller.lines.len());
                smaller.lines.drain(from..to);
                if self.keep(smaller) {
                    dropped = true;
                } else {
                    from += run;
                }
            }
            if self.tries == 0 || (run == 1 && !dropped) {
                return;
            }
            run = if run == 1 { 1 } else { run / 2 };
        }
    }

    /// Makes the weather fair, all of it or number by number.
    fn weather(&mut self) {
        let fair = Script { weather: Weather::fair(), shuffled: false, ..self.best.clone() };
        if self.keep(fair) {
            return;
        }
        let straight = Script { shuffled: false, ..self.best.clone() };
        self.keep(straight);
        for place in 0..Weather::fair().numbers().len() {
            let mut smaller = self.best.clone();
            let wanted = Weather::fair().numbers()[place].1.value();
            smaller.weather.numbers()[place].1.become_value(wanted);
            self.keep(smaller);
        }
    }

    /// Takes the last players away, with every line that names them.
    fn machines(&mut self) {
        while self.best.names.len() > 1 {
            let mut smaller = self.best.clone();
            smaller.names.pop();
            let last = smaller.names.len();
            smaller.seated = smaller.seated.min(last);
            smaller.lines.retain_mut(|line| names_only(&mut line.deed, last));
            if !self.keep(smaller) {
                return;
            }
        }
    }
}

/// Takes a machine out of a deed; false when nothing is left of it.
fn names_only(deed: &mut Deed, last: usize) -> bool {
    match deed {
        Deed::Play { who, .. } | Deed::To { who, .. } => *who < last,
        Deed::Partition { one, other } | Deed::Deafen { from: one, to: other } => {
            one.retain(|who| *who < last);
            other.retain(|who| *who < last);
            !one.is_empty() && !other.is_empty()
        }
        Deed::Hold(one, other) | Deed::Release(one, other) | Deed::Break(one, other) | Deed::HalfClose(one, other) => {
            *one < last && *other < last
        }
        Deed::Heal | Deed::Miss { .. } | Deed::Stranger(_) | Deed::Calm | Deed::Expect(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::deed::Act;
    use crate::lab::draw::draw;

    fn check(wanted: &str, fails: impl Fn(&Script) -> bool) {
        let script = (0..).map(draw).find(|script| fails(script)).unwrap_or_else(|| panic!("no seed fails"));
        let small = shrink(&script, 2_000, &fails);
        assert!(fails(&small));
        let lines: Vec<String> = small.lines.iter().map(|line| small.said(&line.deed)).collect();
        assert!(lines.join("; ").starts_with(wanted), "{lines:?}");
        assert!(lines.len() <= 2, "{lines:?}");
    }

    #[test]
    fn what_matters_stays_and_nothing_else() {
        let crash =
            |script: &Script| script.lines.iter().any(|line| matches!(line.deed, Deed::To { act: Act::Crash, .. }));
        check("crash", crash);
        let both = |script: &Script| {
            let wipes = script.lines.iter().any(|line| matches!(line.deed, Deed::To { act: Act::Wipe, .. }));
            wipes && script.lines.iter().any(|line| matches!(line.deed, Deed::Heal))
        };
        let small = shrink(&(0..).map(draw).find(|script| both(script)).unwrap_or_else(|| panic!("none")), 4_000, both);
        assert_eq!((small.lines.len(), small.weather, small.shuffled), (2, Weather::fair(), false));
    }
}
