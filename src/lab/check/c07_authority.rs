//! C07: every command in the ledger is signed by the player whose seat it is, another's hero is played only while that one
//! is away and the charter lets a friend play, and who was sent away does nothing more.

use std::collections::{BTreeMap, BTreeSet};

use crate::lab::history::{History, Seen, letter};
use crate::rules::command::Verb;
use crate::session::entry::{Absent, Change, Entry, Genesis, Line};
use crate::session::roster::Roster;
use crate::session::seal::is_sound;
use crate::world::event::Event;
use crate::world::id::{PlayerId, SeatId};

/// Reads seats and signatures from the line that everyone ends with.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let mut holders = Holders::default();
    let mut lent = Lent::default();
    let mut gone: BTreeSet<PlayerId> = BTreeSet::new();
    let mut kicked = None;
    for moment in history.moments.iter().filter(|moment| moment.seen == Seen::Loose) {
        wrongs.push(format!("{} takes a frame that is not the one encoding of its message", letter(moment.who)));
    }
    for (line, index) in history.line.iter().flat_map(|batch| &batch.lines).zip(1_u64..) {
        holders.read(line);
        lent.read(&line.entry);
        match &line.entry {
            Entry::Joint { change: Change::Join { proof, .. }, .. } => {
                let player = proof.transcript.player;
                if gone.contains(&player) {
                    wrongs.push(format!("entry {index} lets someone in who was sent away"));
                }
                if !is_sound(player) {
                    wrongs.push(format!("entry {index} lets someone in whose key signs anything"));
                }
            }
            Entry::Joint { change: Change::Wished { player, wish }, .. } if !wish.is_by(*player) => {
                wrongs.push(format!("entry {index} is a wish that its player did not sign"));
            }
            Entry::Joint { change: Change::Kick { player } | Change::Convicted { player, .. }, .. } => {
                kicked = Some(*player)
            }
            Entry::Settled { roster } => gone.extend(kicked.take().filter(|who| !roster.members.contains_key(who))),
            Entry::CalledOff { .. } => kicked = None,
            Entry::Deed(deed) => {
                let seat = deed.asked.said.command.seat;
                let Some(player) = &holders.of(seat) else {
                    wrongs.push(format!("entry {index} is a command of seat {}, which nobody holds", seat.0));
                    continue;
                };
                if !deed.asked.is_by(*player) {
                    wrongs.push(format!("entry {index} is not signed by the player of seat {}", seat.0));
                }
                if gone.contains(player) {
                    wrongs.push(format!("entry {index} is a command of one who was sent away"));
                }
                if let Verb::For { seat, .. } = &deed.asked.said.command.verb
                    && !holders.of(*seat).is_some_and(|owner| lent.may(*player, owner))
                {
                    wrongs.push(format!("entry {index} plays the hero of seat {}, who is not lent", seat.0));
                }
            }
            _ => {}
        }
    }
    wrongs
}

/// Who may play whom, read from the ledger alone.
#[derive(Default)]
struct Lent {
    /// Whether the charter lets a friend play.
    friend: bool,
    away: BTreeSet<PlayerId>,
    /// The roster that was settled last; none while the founder is alone.
    members: Option<Roster>,
}

impl Lent {
    fn read(&mut self, entry: &Entry) {
        match entry {
            Entry::Genesis(Genesis { charter, .. }) | Entry::Chartered { charter, .. } => {
                self.friend = charter.absent == Absent::Friend;
            }
            Entry::Away { player } => drop(self.away.insert(*player)),
            Entry::Back { player } => drop(self.away.remove(player)),
            Entry::Settled { roster } => self.members = Some(roster.clone()),
            _ => {}
        }
    }

    /// True when one who is here may play the hero of one who is away and has not left.
    fn may(&self, player: PlayerId, owner: PlayerId) -> bool {
        let stays = self.members.as_ref().is_none_or(|roster| roster.members.contains_key(&owner));
        self.friend && stays && self.away.contains(&owner) && !self.away.contains(&player)
    }
}

/// Whose each seat is, read from the ledger alone.
#[derive(Default)]
pub(super) struct Holders {
    seats: BTreeMap<SeatId, PlayerId>,
    /// The old key and the new one, while a change that replaces it is under way.
    replacing: Option<(PlayerId, PlayerId)>,
}

impl Holders {
    /// Whose a seat is.
    pub(super) fn of(&self, seat: SeatId) -> Option<PlayerId> {
        self.seats.get(&seat).copied()
    }

    /// Seats are given out in order: one after another, as the founder and each newcomer asked for them. A key that
    /// takes the place of another has its seats from when the change is settled.
    pub(super) fn read(&mut self, line: &Line) {
        let (player, seats) = match &line.entry {
            Entry::Genesis(genesis) => (genesis.founder, genesis.founder_seats),
            Entry::Joint { change: Change::Join { proof, .. }, .. } => {
                (proof.transcript.player, proof.transcript.seats)
            }
            Entry::Joint { change: Change::Replaced { player, proof }, .. } => {
                self.replacing = Some((*player, proof.transcript.player));
                return;
            }
            Entry::CalledOff { .. } | Entry::Forked(_) => return self.replacing = None,
            Entry::Settled { .. } => {
                if let Some((old, new)) = self.replacing.take() {
                    self.seats.values_mut().filter(|holder| **holder == old).for_each(|holder| *holder = new);
                }
                return;
            }
            Entry::Deed(deed) => return self.read_events(&deed.events),
            _ => return,
        };
        // A change that was called off gives its seats to the next newcomer.
        if self.seats.values().any(|holder| *holder == player) {
            return;
        }
        let next = self.seats.last_key_value().map_or(0, |(seat, _)| seat.0 + 1);
        self.seats.extend((next..next + seats).map(|seat| (SeatId(seat), player)));
    }

    fn read_events(&mut self, events: &[Event]) {
        for event in events {
            if let Event::Joined { player, seats, .. } = event {
                self.seats.extend(seats.iter().map(|seat| (*seat, *player)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::dice::chain::Value;
    use crate::rules::command::Command;
    use crate::session::entry::{Asked, Charter, Deed, Wish, Wishing};
    use crate::session::fair::Roll;
    use crate::session::hash::{Hash, TableId};
    use crate::session::ledger::{Batch, Setting};
    use crate::session::pledge::Given;
    use crate::session::roster::Role;
    use crate::session::seal::{Identity, Sealed};
    use crate::session::term::Tail;

    fn id(seed: u8) -> Identity {
        Identity::from_secret(&[seed; 32])
    }

    fn deed(seat: u8, by: u8) -> Entry {
        asks(seat, by, Verb::EndTurn)
    }

    fn asks(seat: u8, by: u8, verb: Verb) -> Entry {
        let command = Command { seat: SeatId(seat), verb };
        let given = Given { part: 0, value: Value([0; 32]) };
        let asked = Asked { table: TableId::default(), number: 1, term: 1, since: 1, given, command };
        let asked = Sealed::new(&id(by), asked);
        Entry::Deed(Deed { asked, roll: Roll::Idle, faces: Vec::new(), events: Vec::new() })
    }

    fn genesis() -> Entry {
        Entry::Genesis(Genesis {
            random: [0; 16],
            founder: id(1).player(),
            founder_name: "Ada".to_owned(),
            founder_seats: 2,
            name: "a table".to_owned(),
            charter: Charter { absent: Absent::Guard },
            book: Hash::default(),
            tale: Hash::default(),
            protocol: 1,
        })
    }

    fn wish(of: u8, by: u8) -> Entry {
        let said = Wish { table: TableId::default(), term: 1, wishing: Wishing::Rest };
        let player = id(of).player();
        let change = Change::Wished { player, wish: Sealed::new(&id(by), said) };
        Entry::Joint { change, old: Roster::of(player), new: Roster::of(player) }
    }

    fn check_line(entries: Vec<Entry>, wrong: bool) {
        let lines = entries.into_iter().map(|entry| Line { entry, digest: Hash::default() }).collect();
        let batch = Batch::new(&id(1), Setting::default(), Tail::default(), lines);
        let history = History { line: vec![Arc::new(batch)], ..History::default() };
        assert_eq!(!check(&history).is_empty(), wrong);
    }

    /// Player 1 holds seats 0 and 1, player 2 seat 2; letters change what holds: `F` a charter that lets a friend play,
    /// `P` one that does not, `a` and `b` one of them is away, `A` and `B` back, `x` player 2 leaves. In the end player 1
    /// plays seat 2 by a seat of his own.
    fn check_friend(before: &str, seat: u8, wrong: bool) {
        let [one, two] = [1, 2].map(|number| id(number).player());
        let roster = |players: &[PlayerId]| {
            let mut roster = Roster::of(one);
            roster.members.extend(players.iter().map(|player| (*player, Role::Voter)));
            Entry::Settled { roster }
        };
        let Entry::Deed(mut joins) = deed(0, 1) else { panic!("a command") };
        joins.events = vec![Event::Joined { player: two, name: "Bob".to_owned(), seats: vec![SeatId(2)] }];
        let charter = |absent| Entry::Chartered { charter: Charter { absent }, votes: Vec::new() };
        let told = before.chars().map(|letter| match letter {
            'F' => charter(Absent::Friend),
            'P' => charter(Absent::Pause),
            'a' => Entry::Away { player: one },
            'A' => Entry::Back { player: one },
            'b' => Entry::Away { player: two },
            'B' => Entry::Back { player: two },
            _ => roster(&[]),
        });
        let told: Vec<Entry> = told.collect();
        let plays = asks(0, 1, Verb::For { seat: SeatId(seat), verb: Box::new(Verb::EndTurn) });
        check_line([vec![genesis(), Entry::Deed(joins), roster(&[two])], told, vec![plays]].concat(), wrong);
    }

    #[test]
    fn a_friend_plays_only_whoever_is_away_and_only_under_the_charter() {
        check_friend("Fb", 2, false);
        check_friend("bF", 2, false);
        check_friend("FbBb", 2, false);
        check_friend("FbaA", 2, false);
        check_friend("b", 2, true);
        check_friend("F", 2, true);
        check_friend("FbB", 2, true);
        check_friend("FbP", 2, true);
        check_friend("Fba", 2, true);
        check_friend("Fbx", 2, true);
        check_friend("Fb", 1, true);
        check_friend("Fb", 7, true);
        // It is still to be signed by whoever asks.
        check_line(vec![genesis(), asks(2, 1, Verb::For { seat: SeatId(0), verb: Box::new(Verb::EndTurn) })], true);
    }

    #[test]
    fn only_the_seats_player_commands_it() {
        check_line(vec![genesis(), deed(0, 1)], false);
        check_line(vec![genesis(), deed(1, 1), deed(0, 1)], false);
        check_line(vec![genesis()], false);
        check_line(vec![genesis(), deed(0, 2)], true);
        check_line(vec![genesis(), deed(2, 1)], true);
        let roster = Roster::of(id(9).player());
        let kick =
            Entry::Joint { change: Change::Kick { player: id(1).player() }, old: roster.clone(), new: roster.clone() };
        check_line(vec![genesis(), kick.clone(), Entry::Settled { roster: roster.clone() }, deed(0, 1)], true);
        check_line(vec![genesis(), kick, Entry::CalledOff { roster }, deed(0, 1)], false);
        check_line(vec![genesis(), wish(1, 1)], false);
        check_line(vec![genesis(), wish(1, 2)], true);
    }
}
