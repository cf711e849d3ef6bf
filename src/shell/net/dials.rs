//! Who is being dialled, where, and when next. Pure: time and chance come in as arguments.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;

use libp2p::Multiaddr;
use libp2p::swarm::ConnectionId;
use tokio::time::Instant;

use super::Attempt;
use super::limits::{DIAL_ANSWERED, DIAL_PATIENCE, DIAL_STEP, DIALS_MAX, LASTED};
use super::meet::pause_ms;
use super::why::Why;

/// Every dial under way and every peer that is kept.
#[derive(Debug, Default)]
pub(super) struct Dials {
    rounds: BTreeMap<u64, Round>,
    next_round: u64,
    kept: BTreeMap<[u8; 32], Kept>,
}

/// One dial: all addresses of one ask, tried in steps.
#[derive(Debug)]
struct Round {
    peer: Option<[u8; 32]>,
    waiting: VecDeque<Multiaddr>,
    next: Instant,
    ringing: HashMap<ConnectionId, Multiaddr>,
    failed: Vec<Attempt>,
    keeps: bool,
    /// How often a door that was too crowded is still tried again.
    patience: u32,
}

/// A peer that is dialled again whenever it is lost.
#[derive(Debug)]
struct Kept {
    addresses: Vec<Multiaddr>,
    failures: u32,
    due: Option<Instant>,
}

/// One address to dial now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    /// For which dial.
    pub(super) round: u64,
    /// Whom to expect.
    pub(super) peer: Option<[u8; 32]>,
    /// Where.
    pub(super) address: Multiaddr,
}

/// A dial that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// Whom we wanted, if we knew.
    pub(super) peer: Option<[u8; 32]>,
    /// Each address with its reason.
    pub(super) attempts: Vec<Attempt>,
    /// When a kept peer is dialled again.
    pub(super) again: Option<Duration>,
}

impl Dials {
    /// Begins a dial; `failed` holds addresses that could not even be read. False when too many are under way.
    pub(super) fn dial(
        &mut self,
        peer: Option<[u8; 32]>,
        addresses: Vec<Multiaddr>,
        failed: Vec<Attempt>,
        now: Instant,
    ) -> bool {
        self.begin(peer, addresses, failed, now, false)
    }

    /// Keeps a peer from now on; it is dialled at once unless a link stands.
    pub(super) fn keep(&mut self, peer: [u8; 32], addresses: Vec<Multiaddr>, linked: bool, now: Instant) {
        let due = (!linked).then_some(now);
        self.kept.insert(peer, Kept { addresses, failures: 0, due });
    }

    /// Keeps a peer no longer, and drops what is under way to it.
    pub(super) fn forget(&mut self, peer: &[u8; 32]) {
        self.kept.remove(peer);
        self.rounds.retain(|_, round| !(round.keeps && round.peer.as_ref() == Some(peer)));
    }

    /// The addresses to dial now.
    pub(super) fn due(&mut self, now: Instant) -> Vec<Call> {
        let ready: Vec<[u8; 32]> = self
            .kept
            .iter()
            .filter(|(_, kept)| kept.due.is_some_and(|due| due <= now))
            .map(|(peer, _)| *peer)
            .collect();
        for peer in ready {
            let Some(kept) = self.kept.get_mut(&peer) else { continue };
            kept.due = None;
            let addresses = kept.addresses.clone();
            self.begin(Some(peer), addresses, Vec::new(), now, true);
        }
        let mut calls = Vec::new();
        for (round, state) in &mut self.rounds {
            if state.next <= now
                && let Some(address) = state.waiting.pop_front()
            {
                state.next = now + DIAL_STEP;
                calls.push(Call { round: *round, peer: state.peer, address });
            }
        }
        calls
    }

    /// When [`Dials::due`] has something to do next.
    pub(super) fn next(&self) -> Option<Instant> {
        let steps = self.rounds.values().filter(|round| !round.waiting.is_empty()).map(|round| round.next);
        steps.chain(self.kept.values().filter_map(|kept| kept.due)).min()
    }

    /// A connection of this dial is being set up.
    pub(super) fn ringing(&mut self, call: Call, connection: ConnectionId) {
        if let Some(round) = self.rounds.get_mut(&call.round) {
            round.ringing.insert(connection, call.address);
        }
    }

    /// A connection stands, its lanes do not yet: the next addresses wait a little.
    pub(super) fn answered(&mut self, connection: ConnectionId, now: Instant) {
        if let Some(round) = self.rounds.values_mut().find(|round| round.ringing.contains_key(&connection)) {
            round.next = now + DIAL_ANSWERED;
        }
    }

    /// A connection came to nothing; the failure of the whole dial if it was the last.
    pub(super) fn failed(&mut self, connection: ConnectionId, why: Why, now: Instant, chance: u32) -> Option<Failure> {
        let (id, round) = self.rounds.iter_mut().find(|(_, round)| round.ringing.contains_key(&connection))?;
        let id = *id;
        let address = round.ringing.remove(&connection)?;
        if why == Why::HungUp && round.patience > 0 {
            round.patience -= 1;
            round.waiting.push_back(address);
            if round.ringing.is_empty() {
                round.next = now + Duration::from_millis(pause_ms(0, chance));
            }
            return None;
        }
        round.failed.push(Attempt { address: super::meet::shown(&address), why });
        // Nothing else is under way: no reason to wait for the next step.
        if round.ringing.is_empty() {
            round.next = now;
        }
        self.conclude(id, now, chance)
    }

    /// The fate of a connection now hangs on another one with the same peer: two dials crossed.
    pub(super) fn moved(&mut self, from: ConnectionId, to: ConnectionId) {
        for round in self.rounds.values_mut() {
            if let Some(address) = round.ringing.remove(&from) {
                round.ringing.insert(to, address);
            }
        }
    }

    /// A link stands: every dial for this peer, and the one that owns the connection, is over.
    pub(super) fn linked(&mut self, peer: &[u8; 32], connection: ConnectionId) {
        self.rounds.retain(|_, round| round.peer.as_ref() != Some(peer) && !round.ringing.contains_key(&connection));
        if let Some(kept) = self.kept.get_mut(peer) {
            kept.due = None;
        }
    }

    /// A link is gone after `lasted`: a kept peer is dialled again soon.
    pub(super) fn lost(&mut self, peer: &[u8; 32], lasted: Duration, now: Instant, chance: u32) {
        if let Some(kept) = self.kept.get_mut(peer) {
            if lasted >= LASTED {
                kept.failures = 0;
            }
            kept.fail(now, chance);
        }
    }

    fn begin(
        &mut self,
        peer: Option<[u8; 32]>,
        addresses: Vec<Multiaddr>,
        failed: Vec<Attempt>,
        now: Instant,
        keeps: bool,
    ) -> bool {
        if self.rounds.len() >= DIALS_MAX {
            return false;
        }
        let (waiting, ringing) = (addresses.into(), HashMap::new());
        let round = Round { peer, waiting, next: now, ringing, failed, keeps, patience: DIAL_PATIENCE };
        self.rounds.insert(self.next_round, round);
        self.next_round += 1;
        true
    }

    /// Ends a dial that has nothing left to try.
    fn conclude(&mut self, id: u64, now: Instant, chance: u32) -> Option<Failure> {
        let round = self.rounds.get(&id)?;
        if !round.waiting.is_empty() || !round.ringing.is_empty() {
            return None;
        }
        let Round { peer, failed, keeps, .. } = self.rounds.remove(&id)?;
        let kept = peer.filter(|_| keeps).and_then(|peer| self.kept.get_mut(&peer));
        let again = kept.map(|kept| kept.fail(now, chance));
        Some(Failure { peer, attempts: failed, again })
    }
}

impl Kept {
    /// Counts a failure and says how long to wait.
    fn fail(&mut self, now: Instant, chance: u32) -> Duration {
        self.failures = self.failures.saturating_add(1);
        let pause = Duration::from_millis(pause_ms(self.failures, chance));
        self.due = Some(now + pause);
        pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: [u8; 32] = [1; 32];

    fn addresses(ports: &[u16]) -> Vec<Multiaddr> {
        ports.iter().map(|port| format!("/ip4/127.0.0.1/tcp/{port}").parse().unwrap()).collect()
    }

    fn id(number: usize) -> ConnectionId {
        ConnectionId::new_unchecked(number)
    }

    /// Dials everything that is due and numbers the connections from `first`.
    fn ring(dials: &mut Dials, now: Instant, first: usize) -> usize {
        let calls = dials.due(now);
        let count = calls.len();
        for (nth, call) in calls.into_iter().enumerate() {
            dials.ringing(call, id(first + nth));
        }
        count
    }

    #[test]
    fn addresses_are_tried_in_steps_and_all_reasons_are_told() {
        let now = Instant::now();
        let mut dials = Dials::default();
        assert!(dials.dial(None, addresses(&[1, 2, 3]), Vec::new(), now));
        assert_eq!(ring(&mut dials, now, 1), 1);
        assert_eq!(ring(&mut dials, now, 2), 0);
        assert_eq!(dials.next(), Some(now + DIAL_STEP));
        assert_eq!(ring(&mut dials, now + DIAL_STEP, 2), 1);
        assert_eq!(dials.failed(id(1), Why::Refused, now, 0), None);
        // The second is still under way, so the third waits for its step.
        assert_eq!(ring(&mut dials, now + DIAL_STEP, 3), 0);
        let later = now + DIAL_STEP + DIAL_STEP / 2;
        assert_eq!(dials.failed(id(2), Why::TimedOut, later, 0), None);
        assert_eq!(ring(&mut dials, later, 3), 1);
        let failure = dials.failed(id(3), Why::WrongKey, later, 0).unwrap();
        let reasons: Vec<Why> = failure.attempts.into_iter().map(|attempt| attempt.why).collect();
        assert_eq!(reasons, [Why::Refused, Why::TimedOut, Why::WrongKey]);
        assert_eq!((failure.peer, failure.again), (None, None));
        assert_eq!(dials.next(), None);
    }

    #[test]
    fn the_first_link_ends_the_dial() {
        let now = Instant::now();
        let mut dials = Dials::default();
        dials.dial(None, addresses(&[1, 2]), Vec::new(), now);
        ring(&mut dials, now, 1);
        dials.answered(id(1), now);
        assert_eq!(ring(&mut dials, now + DIAL_STEP, 2), 0);
        dials.linked(&ADA, id(1));
        assert_eq!(dials.next(), None);
        assert_eq!(dials.failed(id(1), Why::Refused, now, 0), None);
    }

    #[test]
    fn a_crowded_door_is_tried_again_a_few_times() {
        let mut now = Instant::now();
        let mut dials = Dials::default();
        dials.dial(None, addresses(&[1]), Vec::new(), now);
        for nth in 0..=DIAL_PATIENCE as usize {
            assert_eq!(ring(&mut dials, now, nth), 1);
            let failure = dials.failed(id(nth), Why::HungUp, now, 0);
            assert_eq!(failure.is_some(), nth == DIAL_PATIENCE as usize);
            assert_eq!(ring(&mut dials, now, 99), 0);
            now = dials.next().unwrap_or(now);
        }
    }

    #[test]
    fn a_kept_peer_is_dialled_without_end_with_growing_pauses() {
        let mut now = Instant::now();
        let mut dials = Dials::default();
        dials.keep(ADA, addresses(&[1]), false, now);
        let mut pauses = Vec::new();
        for nth in 0..8 {
            assert_eq!(ring(&mut dials, now, nth), 1);
            let failure = dials.failed(id(nth), Why::Refused, now, 0).unwrap();
            let again = failure.again.unwrap();
            pauses.push(again.as_millis());
            assert_eq!(ring(&mut dials, now + again - Duration::from_millis(1), 99), 0);
            now += again;
        }
        assert_eq!(pauses, [750, 1_500, 3_000, 6_000, 12_000, 30_000, 30_000, 30_000]);
        dials.forget(&ADA);
        assert_eq!(dials.next(), None);
    }

    #[test]
    fn a_good_link_resets_the_pause_and_a_short_one_does_not() {
        let now = Instant::now();
        let mut dials = Dials::default();
        dials.keep(ADA, addresses(&[1]), true, now);
        assert_eq!(dials.next(), None);
        let mut check = |lasted, pause| {
            dials.lost(&ADA, lasted, now, 0);
            assert_eq!(dials.next(), Some(now + Duration::from_millis(pause)));
            dials.linked(&ADA, id(1));
        };
        check(LASTED, 750);
        check(Duration::ZERO, 1_500);
        check(Duration::ZERO, 3_000);
        check(LASTED, 750);
    }

    #[test]
    fn dials_are_bounded() {
        let now = Instant::now();
        let mut dials = Dials::default();
        for _ in 0..DIALS_MAX {
            assert!(dials.dial(None, addresses(&[1]), Vec::new(), now));
        }
        assert!(!dials.dial(None, addresses(&[1]), Vec::new(), now));
    }
}
