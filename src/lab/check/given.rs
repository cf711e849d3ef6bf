//! A model of its own of the values that dice are drawn from: whose is next in each chain, and which faces they draw.
//!
//! Nothing here asks the session: links, mixing and drawing are written down once more, from what the docs of
//! [`crate::dice::chain`] and [`crate::session::fair`] promise.

use std::collections::BTreeMap;

use crate::dice::Face;
use crate::dice::chain::LENGTH;
use crate::session::entry::{Deed, Entry};
use crate::session::fair::Roll;
use crate::session::hash::{TableId, encode};
use crate::session::ledger::Head;
use crate::session::pledge::{Given, Pledge, Strand};
use crate::world::id::{PlayerId, SeatId};

// Whatever asks for a die asks for one of these, or chooses among a few.
const SIDES: [u16; 14] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 100, 1000];
// More draws than the dice of one entry throw away.
const SPARE_DRAWS: usize = 16;

/// One chain in use.
#[derive(Clone, Copy, Debug)]
struct Thread {
    part: u16,
    last: [u8; 32],
    used: u16,
    /// Values that were passed over since the last one.
    burnt: u16,
}

/// All chains of the present term.
#[derive(Debug)]
pub(super) struct Values {
    table: TableId,
    term: u64,
    host: PlayerId,
    threads: BTreeMap<(PlayerId, Strand), Thread>,
    /// What does not hold.
    pub(super) wrongs: Vec<String>,
}

impl Values {
    /// Before the first entry.
    pub(super) fn new() -> Values {
        let nobody = PlayerId([0; 32]);
        Values { table: TableId::default(), term: 0, host: nobody, threads: BTreeMap::new(), wrongs: Vec::new() }
    }

    /// Follows one entry; seats go by who holds them.
    pub(super) fn entry(
        &mut self,
        entry: &Entry,
        index: u64,
        head: &Head,
        holder: impl Fn(SeatId) -> Option<PlayerId>,
    ) {
        self.table = head.table;
        match entry {
            Entry::Opened(certificate) => {
                (self.term, self.host) = (certificate.term(), certificate.host());
                self.threads.clear();
            }
            Entry::Forked(_) => self.threads.clear(),
            Entry::Pledged(pledge) => self.pledge(&pledge.said, index),
            Entry::PassedOver { witness, .. } => {
                if let Some(thread) = self.threads.get_mut(&(*witness, Strand::Witness)) {
                    (thread.used, thread.burnt) = (thread.used + 1, thread.burnt + 1);
                }
            }
            Entry::Deed(deed) => {
                if let Some(player) = holder(deed.asked.said.command.seat) {
                    self.deed(deed, player, index);
                }
            }
            Entry::Course { roll, faces, .. } => self.roll((None, Strand::Course), *roll, faces, index),
            _ => {}
        }
    }

    fn pledge(&mut self, pledge: &Pledge, index: u64) {
        for (strand, end) in &pledge.ends {
            let thread = Thread { part: end.part, last: end.commitment.0, used: 0, burnt: 0 };
            let old = self.threads.insert((pledge.player, *strand), thread);
            if old.is_some_and(|old| old.used < LENGTH) {
                self.wrongs.push(format!("entry {index} gives a new row of values before the old one was used up"));
            }
        }
    }

    fn deed(&mut self, deed: &Deed, player: PlayerId, index: u64) {
        let asked = &deed.asked.said;
        let own = Strand::Own(asked.command.seat);
        // A command that an earlier host left owed has spent its value then: the course's chain takes its place.
        let mended = asked.term < self.term;
        let strand = match (mended, player == self.host) {
            (true, _) => Strand::Course,
            (false, true) => own,
            (false, false) => Strand::For(asked.command.seat),
        };
        self.roll((Some(asked.given), strand), deed.roll, &deed.faces, index);
        if !mended {
            self.give(player, own, asked.given, index);
        }
    }

    fn roll(&mut self, (own, strand): (Option<Given>, Strand), roll: Roll, faces: &[Face], index: u64) {
        let (host, witness) = match roll {
            Roll::Idle | Roll::Alone => {
                if roll == Roll::Idle && !faces.is_empty() {
                    self.wrongs.push(format!("entry {index} shows faces that nobody rolled"));
                }
                return;
            }
            Roll::Pair { host } => (Some(host), None),
            Roll::Witnessed { host, by, witness } => (host, Some((by, witness))),
        };
        let turn = self.threads.get(&(self.host, strand)).map(|thread| (thread.part, thread.used));
        let turn = turn.filter(|(_, used)| *used < LENGTH);
        let purpose = encode(&(self.table, self.term, self.host, strand, turn));
        let all = own.into_iter().chain(host).chain(witness.map(|(_, given)| given));
        let values: Vec<[u8; 32]> = all.map(|given| given.value.0).collect();
        if !draws(&purpose, &values, faces) {
            self.wrongs.push(format!("entry {index} shows faces that its values do not draw"));
        }
        if let Some(host) = host {
            self.give(self.host, strand, host, index);
        }
        if let Some((by, given)) = witness {
            self.give(by, Strand::Witness, given, index);
        }
    }

    /// A value is spent: it must be the next of its chain, and is never spent again.
    fn give(&mut self, player: PlayerId, strand: Strand, given: Given, index: u64) {
        let next = self.threads.get_mut(&(player, strand)).filter(|thread| {
            let linked = (0..=thread.burnt).fold(given.value.0, |value, _| link(value));
            thread.part == given.part && thread.used < LENGTH && linked == thread.last
        });
        match next {
            Some(thread) => (thread.last, thread.used, thread.burnt) = (given.value.0, thread.used + 1, 0),
            None => self.wrongs.push(format!("entry {index} spends a value that is not the next of {strand:?}")),
        }
    }
}

fn link(value: [u8; 32]) -> [u8; 32] {
    blake3::derive_key("roundtable 2026 dice chain link", &value)
}

/// True when these values, mixed for this purpose, draw these faces with some of the dice there are.
fn draws(purpose: &[u8], values: &[[u8; 32]], faces: &[Face]) -> bool {
    let mut hasher = blake3::Hasher::new_derive_key("roundtable 2026 dice mix");
    hasher.update(&(purpose.len() as u64).to_be_bytes());
    hasher.update(purpose);
    for value in values {
        hasher.update(value);
    }
    let mut row = hasher.finalize_xof();
    let mut draw = || {
        let mut bytes = [0; 2];
        row.fill(&mut bytes);
        u16::from_be_bytes(bytes)
    };
    let draws: Vec<u16> = (0..faces.len() + SPARE_DRAWS).map(|_| draw()).collect();
    shows(&draws, faces)
}

/// Whether some dice show these faces by these draws. A die throws away what lies past its last whole multiple, so that
/// a high draw is either a face of one die or nothing to another: each reading is tried.
fn shows(draws: &[u16], faces: &[Face]) -> bool {
    let Some((face, others)) = faces.split_first() else { return true };
    let Some((draw, later)) = draws.split_first() else { return false };
    let takes = |sides: u16| u32::from(*draw) < (1 << 16) / u32::from(sides) * u32::from(sides);
    let shown = SIDES.iter().any(|sides| takes(*sides) && draw % sides + 1 == face.0);
    let thrown = SIDES.iter().any(|sides| !takes(*sides));
    (shown && shows(later, others)) || (thrown && shows(later, faces))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::chain::{Chain, Mix};
    use crate::dice::{D20, Dice};
    use crate::session::hash::Hash;
    use crate::session::pledge::End;
    use crate::session::seal::{Identity, Sealed};

    const HOST: PlayerId = PlayerId([1; 32]);

    fn chain() -> Chain {
        Chain::new([7; 32])
    }

    fn given(place: u16) -> Given {
        Given { part: 0, value: chain().value(place).expect("a place of the chain") }
    }

    /// The faces that the course's value at a place draws.
    fn faces(place: u16) -> Vec<Face> {
        let purpose = encode(&(TableId::default(), 0_u64, HOST, Strand::Course, Some((0_u16, place))));
        let mut dice = Dice::drawn(&Mix::of(&purpose).with(given(place).value));
        (0..12).map(|_| dice.roll(D20)).collect()
    }

    /// Steps of the course in a row: the place of the value each one gives, and the place whose faces it shows.
    fn check(steps: &[(u16, u16)], wrong: bool) {
        let mut values = Values { host: HOST, ..Values::new() };
        let ends = [(Strand::Course, End { part: 0, commitment: chain().commitment() })].into();
        let pledge = Pledge { table: TableId::default(), term: 0, player: HOST, ends };
        let head = Head {
            table: TableId::default(),
            term: 0,
            first: 1,
            count: 1,
            previous: Hash::default(),
            last: Hash::default(),
            rosters: Hash::default(),
            time_ms: 0,
        };
        let pledged = Entry::Pledged(Sealed::new(&Identity::from_secret(&[1; 32]), pledge));
        values.entry(&pledged, 1, &head, |_| None);
        for (place, shown) in steps {
            let roll = Roll::Pair { host: given(*place) };
            let entry = Entry::Course { roll, again: false, faces: faces(*shown), events: Vec::new() };
            values.entry(&entry, 2, &head, |_| None);
        }
        assert_eq!(!values.wrongs.is_empty(), wrong, "{steps:?}: {:?}", values.wrongs);
    }

    #[test]
    fn each_value_once_in_its_order_and_the_faces_it_draws() {
        check(&[], false);
        check(&[(0, 0)], false);
        check(&[(0, 0), (1, 1), (2, 2)], false);
        check(&[(1, 1)], true);
        check(&[(0, 0), (0, 0)], true);
        check(&[(0, 0), (2, 2)], true);
        check(&[(0, 1)], true);
        check(&[(0, 0), (1, 0)], true);
    }

    #[test]
    fn high_draws_are_a_face_or_none() {
        let check = |draws: &[u16], faces: &[u16], wanted: bool| {
            let faces: Vec<Face> = faces.iter().copied().map(Face).collect();
            assert_eq!(shows(draws, &faces), wanted, "{draws:?} {faces:?}");
        };
        check(&[19, 4], &[20, 5], true);
        check(&[19, 4], &[5, 20], false);
        // A d20 throws 65,530 away; it is 3 on a d8 and 31 on a d100 nowhere.
        check(&[65_530, 19, 4], &[20, 5], true);
        check(&[65_530, 19, 4], &[3, 20], true);
        check(&[65_530, 2, 19], &[3, 3, 20], true);
        check(&[65_530, 19], &[31], false);
        check(&[19], &[20, 5], false);
    }
}
