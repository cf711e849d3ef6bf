//! A simulated evening as the lab page shows it, and what a tester can do to it. Plain data that the shell fills in.

use crate::words::sentence::Sentence;

/// What the lab has to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lab {
    /// Nothing plays: these scripts can be played.
    Shelf(Vec<Sentence>),
    /// An evening.
    Night(Box<Night>),
}

/// A simulated evening up to the moment that is shown. All times are milliseconds since everyone sat down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Night {
    /// What it shows, in words.
    pub title: Option<Sentence>,
    /// The moment that is shown; what lies behind it may be there already and is not drawn.
    pub shown_ms: u64,
    /// How long it will be, as far as that is known.
    pub length_ms: u64,
    /// How many times as fast as life; 0 while time stands still.
    pub pace: u32,
    /// The machines, at most twelve.
    pub lanes: Vec<Lane>,
    /// What does not hold, by the number of its check, from 1; none while the evening goes on.
    pub verdict: Option<Vec<u8>>,
}

/// One machine's evening.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// Whose machine it is.
    pub name: String,
    /// When it was there first.
    pub since_ms: u64,
    /// How it was, and when; later ones lie over earlier ones.
    pub spans: Vec<Span>,
    /// How many entries it knew to be durable: from when, and how many.
    pub durable: Vec<(u64, u64)>,
    /// A check that does not hold begins with this machine.
    pub wrong: bool,
}

/// How a machine was for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// From.
    pub from_ms: u64,
    /// Until; the greatest number while it lasts.
    pub to_ms: u64,
    /// How.
    pub state: State,
}

/// How a machine can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It hosts, in this term.
    Hosts(u64),
    /// It hosts, but so many answer, of so many: too few.
    Waits(u16, u16),
    /// It stands still.
    Paused,
    /// It is off.
    Off,
    /// It cannot hear these.
    Deaf(Vec<usize>),
}

/// What a tester wants of the lab. Machines go by their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To see which scripts there are.
    Look,
    /// The script at this place of the shelf, from its beginning.
    Play(usize),
    /// Back to the shelf.
    Close,
    /// Nothing passes between these machines and all others, and every other way is open.
    Sides(Vec<usize>),
    /// Nothing passes between the two of each pair any more.
    Cut(Vec<(usize, usize)>),
    /// Every way is open.
    Heal,
    /// A machine stands still for three seconds.
    Pause(usize),
    /// A machine dies.
    Kill(usize),
    /// A machine that is off starts again.
    Start(usize),
    /// Whoever hosts hands over to this machine.
    HandOver(usize),
    /// Time goes so many times as fast as life; 0 lets it stand still.
    Pace(u32),
    /// Everything is mended, and the checks judge the evening.
    Finish,
    /// The same evening from its beginning, with everything that was done to it.
    Again,
    /// The evening is kept as a script.
    Keep,
}

/// What holds for a machine at the moment that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// It follows a host.
    Follows,
    /// It hosts, in this term.
    Hosts(u64),
    /// It hosts, but too few answer.
    Waits(u16, u16),
    /// It stands still.
    Paused,
    /// It is off.
    Off,
}

impl Lane {
    /// How the machine is at a moment: off before all else.
    pub fn now(&self, at_ms: u64) -> Now {
        let mut now = Now::Follows;
        for span in self.spans.iter().filter(|span| span.holds(at_ms)) {
            now = match (&span.state, now) {
                (State::Off, _) | (_, Now::Off) => Now::Off,
                (State::Paused, _) | (_, Now::Paused) => Now::Paused,
                (State::Waits(answer, of), _) => Now::Waits(*answer, *of),
                (State::Hosts(_), Now::Waits(..)) => now,
                (State::Hosts(term), _) => Now::Hosts(*term),
                (State::Deaf(_), _) => now,
            };
        }
        now
    }

    /// Whether it cannot hear another at a moment.
    pub fn is_deaf_to(&self, other: usize, at_ms: u64) -> bool {
        let deaf = |span: &Span| matches!(&span.state, State::Deaf(others) if others.contains(&other));
        self.spans.iter().any(|span| span.holds(at_ms) && deaf(span))
    }

    /// How many entries it knew to be durable at a moment.
    pub fn durable_at(&self, at_ms: u64) -> u64 {
        self.durable.iter().take_while(|(from_ms, _)| *from_ms <= at_ms).last().map_or(0, |(_, index)| *index)
    }
}

impl Span {
    /// Whether a moment lies within.
    pub const fn holds(&self, at_ms: u64) -> bool {
        self.from_ms <= at_ms && at_ms < self.to_ms
    }
}

impl Night {
    /// Whether anything is cut at the moment that is shown.
    pub fn is_cut(&self) -> bool {
        let deaf = |span: &Span| matches!(span.state, State::Deaf(_)) && span.holds(self.shown_ms);
        self.lanes.iter().any(|lane| lane.spans.iter().any(deaf))
    }

    /// Machines that hear each other one way or round about, as groups; all in one when nothing is cut.
    pub fn groups(&self, at_ms: u64) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for who in 0..self.lanes.len() {
            let near = |other: &usize| {
                !self.lanes[who].is_deaf_to(*other, at_ms) || !self.lanes[*other].is_deaf_to(who, at_ms)
            };
            let (touched, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.iter().any(near));
            let mut joined: Vec<usize> = touched.into_iter().flatten().collect();
            joined.push(who);
            groups = apart;
            groups.push(joined);
        }
        groups.sort();
        groups
    }

    /// The machine that can decide something at the moment that is shown.
    pub fn host(&self) -> Option<usize> {
        let term = |lane: &Lane| match lane.now(self.shown_ms) {
            Now::Hosts(term) => Some(term),
            _ => None,
        };
        let hosts = self.lanes.iter().enumerate().filter_map(|(who, lane)| Some((term(lane)?, who)));
        hosts.max().map(|(_, who)| who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(spans: &[(u64, u64, State)]) -> Lane {
        let span = |(from_ms, to_ms, state): &(u64, u64, State)| Span {
            from_ms: *from_ms,
            to_ms: *to_ms,
            state: state.clone(),
        };
        Lane { spans: spans.iter().map(span).collect(), durable: vec![(10, 3), (20, 5)], ..Lane::default() }
    }

    #[test]
    fn what_holds_now_is_the_gravest_of_all_that_does() {
        let host = lane(&[
            (0, 50, State::Hosts(2)),
            (20, 30, State::Waits(1, 3)),
            (40, 45, State::Off),
            (41, 44, State::Paused),
        ]);
        let seen: Vec<Now> = [10, 25, 42, 60].map(|at_ms| host.now(at_ms)).to_vec();
        assert_eq!(seen, [Now::Hosts(2), Now::Waits(1, 3), Now::Off, Now::Follows]);
        assert_eq!([5, 10, 99].map(|at_ms| host.durable_at(at_ms)), [0, 3, 5]);
    }

    #[test]
    fn groups_are_who_hears_whom() {
        let deaf = |others: &[usize]| lane(&[(0, 9, State::Deaf(others.to_vec()))]);
        let check = |lanes: Vec<Lane>, at_ms: u64, groups: &[&[usize]]| {
            let night = Night { lanes, ..Night::default() };
            assert_eq!(night.groups(at_ms), groups.iter().map(|group| group.to_vec()).collect::<Vec<_>>());
        };
        check(vec![deaf(&[1, 2]), deaf(&[0]), deaf(&[0])], 5, &[&[0], &[1, 2]]);
        check(vec![deaf(&[1, 2]), deaf(&[0]), deaf(&[0])], 9, &[&[0, 1, 2]]);
        // One way is a way, and so is the way around.
        check(vec![deaf(&[1, 2]), deaf(&[]), deaf(&[])], 5, &[&[0, 1, 2]]);
        check(vec![deaf(&[1]), deaf(&[0]), deaf(&[])], 5, &[&[0, 1, 2]]);
    }
}
