//! Replaced: a member whose machine is lost goes on from another one, whose key takes the place of the old one.
//!
//! Whoever admits vouches that the person is the same, as he vouches for every newcomer; the roster change shows it to
//! everyone. Only a machine that does not answer is replaced, so that nobody is put out of a seat that he is using.

use super::adoption::laid_to_rest;
use super::distrust::Falsehood;
use super::knock::{Proof, ShutDoor};
use super::roster::{Role, Roster};
use super::table::Table;
use crate::world::id::PlayerId;

/// Why a newcomer cannot take a member's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReplaced {
    /// He does not sit here.
    NoMember,
    /// His machine answers, or did a moment ago.
    Here,
    /// His machine hosts.
    Hosts,
    /// He has another number of seats than the newcomer asks for.
    Seats {
        /// How many he has.
        has: usize,
    },
    /// The ticket is for another role than his.
    Role,
    /// It is proven that he lied: he is being voted out.
    Lied,
}

impl Table {
    /// Why the bearer of a proof cannot take a member's place now, whatever becomes of the proof itself.
    pub fn check_replaced(&self, player: PlayerId, proof: &Proof) -> Result<(), NotReplaced> {
        let member = self.members.get(&player).ok_or(NotReplaced::NoMember)?;
        let role = self.rosters.now.members.get(&player).copied().ok_or(NotReplaced::NoMember)?;
        if player == self.host {
            return Err(NotReplaced::Hosts);
        }
        if !self.away.contains(&player) {
            return Err(NotReplaced::Here);
        }
        if member.seats.len() != usize::from(proof.transcript.seats) {
            return Err(NotReplaced::Seats { has: member.seats.len() });
        }
        let invited = proof.transcript.tag.and_then(|tag| self.invites.get(&tag)).map(|invite| invite.role);
        // Who rests for an evening was invited as a voter.
        let fits = |invited: Role| invited == role || (invited, role) == (Role::Voter, Role::Resting);
        if invited.is_none_or(fits) { Ok(()) } else { Err(NotReplaced::Role) }
    }

    /// Why a newcomer is not even heard: as [`Table::door`], but a name that is taken and a table that is full keep
    /// nobody out who may take the place of a member.
    pub fn first_door(&self, proof: &Proof, time_ms: u64) -> Result<(), ShutDoor> {
        match self.door(proof, time_ms) {
            Err(ShutDoor::NameTaken | ShutDoor::TableFull)
                if self.members.keys().any(|player| self.check_replaced(*player, proof).is_ok()) =>
            {
                Ok(())
            }
            door => door.map(drop),
        }
    }

    /// The roster in which a newcomer stands where a member stood.
    pub(super) fn roster_replaced(&self, player: PlayerId, proof: &Proof) -> Result<Roster, Falsehood> {
        let new = proof.transcript.player;
        self.ticket_door(proof, self.time_ms).map_err(|_| Falsehood::Invite)?;
        self.check_replaced(player, proof).map_err(|_| Falsehood::Change)?;
        let mut roster = self.rosters.now.clone();
        let role = roster.members.remove(&player).ok_or(Falsehood::Change)?;
        // Whom only the fork laid to rest is there again: nobody need wake him. The new key has signed nothing yet.
        let laid = |before: &Role| laid_to_rest(*before) == role;
        let role = self.parting.as_ref().and_then(|parted| parted.before(player)).filter(laid).unwrap_or(role);
        if roster.members.insert(new, role).is_some() || self.members.contains_key(&new) {
            return Err(Falsehood::Change);
        }
        if roster.chair == player {
            roster.chair = new;
        }
        Ok(roster)
    }

    /// The new key has everything that the old one had; of the old one only is kept that it is no good.
    pub(super) fn replace(&mut self, player: PlayerId, new: PlayerId) -> Result<(), Falsehood> {
        let member = self.members.remove(&player).ok_or(Falsehood::Change)?;
        self.seats.values_mut().filter(|place| place.player == player).for_each(|place| place.player = new);
        self.members.insert(new, member);
        self.away.remove(&player);
        self.replaced.insert(player, self.index + 1);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::entry::{Absent, Change, Charter, Genesis};
    use crate::session::hash::Hash;
    use crate::session::invite::{Secret, minute_of};
    use crate::session::knock::Transcript;
    use crate::session::seal::Identity;

    const ADA: u8 = 1;
    const BOB: u8 = 2;
    const NEW: u8 = 9;

    fn id(seed: u8) -> Identity {
        Identity::from_secret(&[seed; 32])
    }

    /// Ada hosts and is the chair; Bob plays, and his machine is away. There is a ticket for one voter.
    fn table() -> Table {
        let genesis = Genesis {
            random: [0; 16],
            founder: id(ADA).player(),
            founder_name: "Ada".to_owned(),
            founder_seats: 1,
            name: "a table".to_owned(),
            charter: Charter { absent: Absent::Guard },
            book: Hash::default(),
            tale: Hash::default(),
            protocol: 1,
        };
        let mut table = Table::founded(&genesis).unwrap();
        let bob = id(BOB).player();
        (table.term, table.time_ms) = (1, 1_795_000_000_000);
        table.rosters.now.members.insert(bob, Role::Voter);
        table.seat(bob, "Bob", 1).unwrap();
        table.away.insert(bob);
        let secret = Secret::new([7; 12]);
        let until = minute_of(table.time_ms) + 60;
        table.invites.insert(secret.tag(), secret.invite(Role::Voter, 1, until, id(ADA).player()));
        table
    }

    fn proof(table: &Table, seats: u8) -> Proof {
        let secret = Secret::new([7; 12]);
        let transcript = Transcript {
            table: table.id,
            tag: Some(secret.tag()),
            host: id(ADA).player(),
            player: id(NEW).player(),
            host_nonce: [3; 16],
            player_nonce: [4; 16],
            name: "Bob".to_owned(),
            seats,
        };
        Proof::new(&id(NEW), Some(&secret), transcript)
    }

    /// A newcomer who asks for so many seats would take the place of one of the members.
    fn check(place: u8, seats: u8, bend: impl Fn(&mut Table), wanted: Result<(), Falsehood>) {
        let mut table = table();
        bend(&mut table);
        let change = Change::Replaced { player: id(place).player(), proof: Box::new(proof(&table, seats)) };
        assert_eq!(table.roster_after(&change).map(drop), wanted, "{place} {seats}");
    }

    #[test]
    fn only_who_is_away_is_replaced_and_only_by_the_bearer_of_a_ticket() {
        let bob = id(BOB).player();
        check(BOB, 1, |_| (), Ok(()));
        check(BOB, 1, |table| table.rosters.now.chair = bob, Ok(()));
        let is = |table: &mut Table, role| table.rosters.now.members.extend([(bob, role)]);
        check(BOB, 1, |table| is(table, Role::Resting), Ok(()));
        check(BOB, 1, |table| table.away.clear(), Err(Falsehood::Change));
        check(BOB, 1, |table| table.host = bob, Err(Falsehood::Change));
        check(BOB, 2, |_| (), Err(Falsehood::Change));
        check(ADA, 1, |_| (), Err(Falsehood::Change));
        check(NEW, 1, |_| (), Err(Falsehood::Change));
        check(BOB, 1, |table| is(table, Role::Observer), Err(Falsehood::Change));
        check(BOB, 1, |table| table.invites.clear(), Err(Falsehood::Invite));
        check(BOB, 1, |table| table.banned.extend([id(NEW).player()]), Err(Falsehood::Invite));
        check(BOB, 1, |table| table.replaced.extend([(id(NEW).player(), 3)]), Err(Falsehood::Invite));
        let spent = |table: &mut Table| table.invites.values_mut().for_each(|invite| invite.uses = 0);
        check(BOB, 1, spent, Err(Falsehood::Invite));
    }

    #[test]
    fn the_new_key_has_the_place_and_the_old_one_nothing() {
        let mut table = table();
        let (bob, new) = (id(BOB).player(), id(NEW).player());
        table.rosters.now.chair = bob;
        let change = Change::Replaced { player: bob, proof: Box::new(proof(&table, 1)) };
        let (old, after) = (table.rosters.now.clone(), table.roster_after(&change).unwrap());
        table.begin_change(&change, &old, &after).unwrap();
        assert_eq!(table.invites.values().map(|invite| invite.uses).collect::<Vec<_>>(), [0], "the ticket is spent");
        let (seats, entries) = (table.members[&bob].seats.clone(), table.index);
        table.settle_change(&after).unwrap();
        assert_eq!((table.members[&new].name.as_str(), &table.members[&new].seats), ("Bob", &seats));
        assert_eq!((table.holder(seats[0]), table.rosters.now.chair), (Some(new), new));
        assert_eq!((table.rosters.now.weight(new), table.rosters.now.weight(bob)), (3, 0));
        assert!(!table.members.contains_key(&bob) && table.away.is_empty());
        assert_eq!(table.replaced.get(&bob), Some(&(entries + 1)));
        // Neither may it come again with a ticket.
        let mut back = proof(&table, 1);
        back.transcript.player = bob;
        assert_eq!(table.first_door(&back, table.time_ms), Err(ShutDoor::Replaced));
    }

    #[test]
    fn a_name_that_is_taken_by_one_who_is_away_is_heard_but_gets_no_seat_of_its_own() {
        let mut table = table();
        let knock = proof(&table, 1);
        assert_eq!(table.door(&knock, table.time_ms).map(drop), Err(ShutDoor::NameTaken));
        assert_eq!(table.first_door(&knock, table.time_ms), Ok(()));
        table.away.clear();
        assert_eq!(table.first_door(&knock, table.time_ms), Err(ShutDoor::NameTaken));
    }
}
