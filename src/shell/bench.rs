//! The lab's bench: plays a simulated evening at the pace of a screen, does to it what a tester wants, and says what is to
//! be shown. The screen knows nothing of the lab and the lab nothing of the screen: here one becomes the other.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::lab::deed::{Act, Deed};
use crate::lab::lane;
use crate::lab::live::Live;
use crate::lab::script::Script;
use crate::lab::shelf;
use crate::lab::span;
use crate::session::library::Library;
use crate::ui::night::{Lab, Lane, Night, Span, State, Wish};
use crate::words::sentence::{Sentence, Value};

/// How long a machine stands still that a tester stops.
const PAUSE_MS: u64 = 3_000;
/// How long an evening without an end is thought to be.
const OPEN_MS: u64 = 30_000;
/// Room after the last line of a script, for everyone to come together.
const AFTER_MS: u64 = 3_000;
/// A screen that was away for longer is not caught up with.
const STEP_MOST_MS: u64 = 100;
/// What a panic is called among the checks.
const PANIC: u8 = 18;

/// The bench. Nothing is on it until someone asks for something.
#[derive(Debug, Default)]
pub struct Bench {
    night: Option<Playing>,
    /// The shelf is to be shown.
    shelf: bool,
}

/// An evening that plays.
#[derive(Debug)]
struct Playing {
    title: Sentence,
    script: Script,
    live: Live,
    shown_ms: u64,
    pace: u32,
    /// The clock when it was last looked at.
    clock_ms: Option<u64>,
    /// The lanes, and up to when they are known.
    lanes: (u64, Vec<Lane>),
    /// The simulation stopped by a mistake of its own.
    broken: bool,
}

impl Bench {
    /// Puts a script of the tester's own on the bench.
    pub fn play(&mut self, script: Script) {
        let title = script.title.first().cloned().unwrap_or_else(|| format!("seed {}", script.seed));
        self.begin(script, Sentence::new("lab-script-own").with("title", Value::text(title)));
    }

    /// Does what is wanted. An evening that is to be kept comes back as the text of its script.
    pub fn wish(&mut self, wish: Wish) -> Option<String> {
        match wish {
            Wish::Look => self.shelf = self.night.is_none(),
            Wish::Close => {
                self.night = None;
                self.shelf = true;
            }
            Wish::Play(place) => {
                if let (Some(script), Some(name)) = (shelf::script(place), shelf::names().nth(place)) {
                    self.begin(script, Sentence::new(format!("lab-script-{name}")));
                }
            }
            Wish::Again => {
                if let Some(night) = self.night.take() {
                    let whole = if night.live.verdict().is_some() { night.live.script() } else { night.script };
                    self.begin(whole, night.title);
                }
            }
            Wish::Keep => return self.night.as_ref().map(|night| night.live.script().to_string()),
            Wish::Pace(pace) => {
                if let Some(night) = &mut self.night {
                    night.pace = pace;
                }
            }
            deed => {
                if let Some(night) = &mut self.night {
                    // Whoever wants the verdict wants to see the way to it.
                    night.pace = night.pace.max(u32::from(deed == Wish::Finish));
                    night.deeds(&deed).into_iter().for_each(|deed| night.live_on(|live| live.deed(deed)));
                }
            }
        }
        None
    }

    /// Lets time go by up to this moment of the screen's clock, and says what is to be shown, if anything is new.
    pub fn step(&mut self, clock_ms: u64) -> Option<Lab> {
        if let Some(night) = &mut self.night {
            night.step(clock_ms);
            return Some(Lab::Night(Box::new(night.shown())));
        }
        let scripts = || shelf::names().map(|name| Sentence::new(format!("lab-script-{name}"))).collect();
        std::mem::take(&mut self.shelf).then(|| Lab::Shelf(scripts()))
    }

    fn begin(&mut self, script: Script, title: Sentence) {
        let live = Live::new(&script, &Library::standard());
        let lanes = (0, Vec::new());
        let night = Playing { title, script, live, shown_ms: 0, pace: 1, clock_ms: None, lanes, broken: false };
        self.night = Some(night);
    }
}

impl Playing {
    fn step(&mut self, clock_ms: u64) {
        let passed_ms = clock_ms.saturating_sub(self.clock_ms.unwrap_or(clock_ms)).min(STEP_MOST_MS);
        self.clock_ms = Some(clock_ms);
        self.shown_ms += passed_ms * u64::from(self.pace);
        let shown_ms = self.shown_ms;
        self.live_on(|live| live.run_until(shown_ms));
        if self.is_over() {
            // The last moment stays on the screen.
            self.shown_ms = shown_ms.min(self.live.at_ms());
            if self.shown_ms == self.live.at_ms() {
                self.pace = 0;
            }
        }
        let known = (self.live.at_ms(), self.live.verdict().is_some());
        if self.lanes.0 != known.0 || known.1 || self.lanes.1.is_empty() {
            let began_ms = self.live.began_ms();
            let span_ms = (began_ms, began_ms + known.0);
            let lanes = self.live.lanes().into_iter().map(|lane| translated(lane, span_ms)).collect();
            self.lanes = (known.0, lanes);
        }
    }

    /// Lets something happen in the simulation; a panic there is a finding, not the end of the program.
    fn live_on(&mut self, act: impl FnOnce(&mut Live)) {
        if !self.broken {
            let live = &mut self.live;
            self.broken = catch_unwind(AssertUnwindSafe(|| act(live))).is_err();
        }
    }

    fn is_over(&self) -> bool {
        self.broken || self.live.verdict().is_some()
    }

    fn shown(&self) -> Night {
        let script_ms =
            self.script.lines.last().filter(|line| line.deed == Deed::Calm).map(|line| line.at_ms + AFTER_MS);
        let length_ms = if self.is_over() { self.live.at_ms() } else { script_ms.unwrap_or(OPEN_MS) };
        Night {
            title: Some(self.title.clone()),
            shown_ms: self.shown_ms,
            length_ms,
            pace: self.pace,
            lanes: self.lanes.1.clone(),
            verdict: self.verdict().filter(|_| self.shown_ms >= self.live.at_ms()),
        }
    }

    /// The numbers of the checks that do not hold, once the evening is over.
    fn verdict(&self) -> Option<Vec<u8>> {
        if self.broken {
            return Some(vec![PANIC]);
        }
        let number = |name: &str| name.get(1..3).and_then(|digits| digits.parse().ok());
        let mut wrongs: Vec<u8> = self.live.verdict()?.iter().filter_map(|wrong| number(wrong.checker)).collect();
        wrongs.dedup();
        Some(wrongs)
    }

    /// What has to be done for a wish.
    fn deeds(&self, wish: &Wish) -> Vec<Deed> {
        let to = |who: &usize, act: Act| self.place(*who).map(|who| Deed::To { who, act }).into_iter().collect();
        match wish {
            Wish::Heal => vec![Deed::Heal],
            Wish::Sides(beyond) => {
                let all = 0..self.lanes.1.len();
                let (other, one): (Vec<usize>, Vec<usize>) = all.partition(|who| beyond.contains(who));
                let parts = Deed::Partition { one: self.places(&one), other: self.places(&other) };
                vec![Deed::Heal, parts]
            }
            Wish::Cut(pairs) => {
                let mut firsts: Vec<usize> = pairs.iter().map(|(one, _)| *one).collect();
                firsts.dedup();
                let others = |one: usize| pairs.iter().filter(move |(first, _)| *first == one).map(|(_, other)| *other);
                let cut = |one: usize| {
                    let others: Vec<usize> = others(one).collect();
                    Deed::Partition { one: self.places(&[one]), other: self.places(&others) }
                };
                firsts.into_iter().map(cut).collect()
            }
            Wish::Pause(who) => to(who, Act::Pause(PAUSE_MS)),
            Wish::Kill(who) => to(who, Act::Crash),
            Wish::Start(who) => to(who, Act::Restart),
            Wish::HandOver(who) => to(who, Act::HandOver),
            Wish::Finish => vec![Deed::Calm],
            Wish::Look | Wish::Play(_) | Wish::Close | Wish::Pace(_) | Wish::Again | Wish::Keep => Vec::new(),
        }
    }

    /// The place in the script of the machine of a lane: machines are numbered as they come.
    fn place(&self, who: usize) -> Option<usize> {
        let name = &self.lanes.1.get(who)?.name;
        self.script.names.iter().position(|known| known == name)
    }

    fn places(&self, machines: &[usize]) -> Vec<usize> {
        machines.iter().filter_map(|who| self.place(*who)).collect()
    }
}

/// A lane as the screen knows it: times count from when everyone sat down, and what lasts has no end.
fn translated(lane: lane::Lane, (began_ms, end_ms): (u64, u64)) -> Lane {
    let since = |at_ms: u64| at_ms.saturating_sub(began_ms);
    let all = [lane.hosting, lane.frozen, lane.paused, lane.off, lane.apart];
    let spans = all.into_iter().flatten().filter(|span| span.to_ms > began_ms).map(|span| Span {
        from_ms: since(span.from_ms),
        to_ms: if span.to_ms < end_ms { since(span.to_ms) } else { u64::MAX },
        state: match span.state {
            span::State::Hosts(term) => State::Hosts(term),
            span::State::Frozen(answer, of) => State::Waits(answer, of),
            span::State::Off => State::Off,
            span::State::Paused => State::Paused,
            span::State::Deaf(others) => State::Deaf(others),
        },
    });
    Lane {
        name: lane.name,
        since_ms: since(lane.since_ms),
        spans: spans.collect(),
        durable: lane.durable.into_iter().map(|(at_ms, index)| (since(at_ms), index)).collect(),
        wrong: lane.wrong,
    }
}
