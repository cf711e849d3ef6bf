//! Roster changes by joint consensus: both rosters are in force until a majority of both has it, then the new one.

use super::distrust::Falsehood;
use super::entry::{Change, Wishing};
use super::invite::{Invite, minute_of};
use super::knock::{Proof, ShutDoor};
use super::limits::{OBSERVERS_MAX, SEATS_MAX, SEATS_PER_PLAYER_MAX};
use super::names;
use super::roster::{Role, Roster, Rosters};
use super::seal::is_sound;
use super::table::Table;
use crate::bugs::{Bug, seeded};
use crate::world::id::PlayerId;

impl Table {
    /// The roster that a change leads to, or why it may not happen here and now.
    pub fn roster_after(&self, change: &Change) -> Result<Roster, Falsehood> {
        if self.rosters.next.is_some() || self.term == 0 {
            return Err(Falsehood::Change);
        }
        let mut roster = self.rosters.now.clone();
        match change {
            Change::Join { role, proof } => {
                self.check_newcomer(*role, proof)?;
                roster.members.insert(proof.transcript.player, *role);
            }
            Change::Wished { player, wish } => {
                let own = wish.is_by(*player) || seeded(Bug::OwnerOpen);
                if wish.said.table != self.id || wish.said.term != self.term || !own {
                    return Err(Falsehood::Author);
                }
                let role = roster.members.get(player).copied().ok_or(Falsehood::Change)?;
                match (wish.said.wishing, role) {
                    // The chair is handed on before its holder goes.
                    (Wishing::Leave, _) if *player == roster.chair => return Err(Falsehood::Change),
                    (Wishing::Leave, _) => drop(roster.members.remove(player)),
                    (Wishing::Rest, Role::Voter) => drop(roster.members.insert(*player, Role::Resting)),
                    (Wishing::Wake, Role::Resting) => drop(roster.members.insert(*player, Role::Voter)),
                    (Wishing::Rest | Wishing::Wake, _) => return Err(Falsehood::Change),
                }
            }
            Change::Kick { player } if *player != roster.chair => {
                roster.members.remove(player).ok_or(Falsehood::Change)?;
            }
            Change::Chair { player } if roster.members.get(player) == Some(&Role::Voter) => roster.chair = *player,
            Change::Kick { .. } | Change::Chair { .. } => return Err(Falsehood::Change),
            Change::Convicted { player, .. } => {
                roster.members.remove(player).ok_or(Falsehood::Change)?;
                if *player == roster.chair {
                    roster.chair = self.next_chair(&roster).ok_or(Falsehood::Change)?;
                }
            }
            Change::Replaced { player, proof } => roster = self.roster_replaced(*player, proof)?,
            // All may be awake already: then the words alone are what changes.
            Change::Adopted { words } => return self.roster_adopted(words),
        }
        // A table nobody can decide for is dead: the last voter stays.
        if roster.total() == 0 || roster == self.rosters.now {
            return Err(Falsehood::Change);
        }
        Ok(roster)
    }

    /// Why a newcomer may not sit down now, in the words of the door.
    pub fn door(&self, proof: &Proof, time_ms: u64) -> Result<Option<Invite>, ShutDoor> {
        let invite = self.ticket_door(proof, time_ms)?;
        let transcript = &proof.transcript;
        let name = names::name(&transcript.name).map_err(ShutDoor::BadName)?;
        if self.members.values().any(|member| names::is_like(&member.name, &name)) {
            return Err(ShutDoor::NameTaken);
        }
        let watchers = self.rosters.now.members.values().filter(|role| **role == Role::Observer).count();
        let full = self.seats_taken() + usize::from(transcript.seats) > SEATS_MAX
            || self.seats.len() + usize::from(transcript.seats) > 256
            || watchers >= OBSERVERS_MAX
            || transcript.seats > SEATS_PER_PLAYER_MAX;
        if full { Err(ShutDoor::TableFull) } else { Ok(invite) }
    }

    /// Why a newcomer's key or ticket is no good here, whatever place he wants.
    pub(super) fn ticket_door(&self, proof: &Proof, time_ms: u64) -> Result<Option<Invite>, ShutDoor> {
        let transcript = &proof.transcript;
        if transcript.table != self.id {
            return Err(ShutDoor::OtherTable);
        }
        if self.banned.contains(&transcript.player) {
            return Err(ShutDoor::SentAway);
        }
        if self.replaced.contains_key(&transcript.player) {
            return Err(ShutDoor::Replaced);
        }
        let invite = match transcript.tag {
            None => None,
            Some(tag) if self.revoked.contains(&tag) => return Err(ShutDoor::Revoked),
            Some(tag) => Some(self.invites.get(&tag).ok_or(ShutDoor::WrongTicket)?),
        };
        // Unknown tickets and false proofs give one answer; only who holds the secret learns what became of it.
        if !proof.holds(invite) || !is_sound(transcript.player) {
            return Err(ShutDoor::WrongTicket);
        }
        if invite.is_some_and(|invite| minute_of(time_ms) > invite.expires_minute) {
            return Err(ShutDoor::Expired);
        }
        if invite.is_some_and(|invite| invite.uses == 0) {
            return Err(ShutDoor::Spent);
        }
        Ok(invite.cloned())
    }

    fn check_newcomer(&self, role: Role, proof: &Proof) -> Result<(), Falsehood> {
        let transcript = &proof.transcript;
        if self.members.contains_key(&transcript.player) || names::name(&transcript.name) != Ok(transcript.name.clone())
        {
            return Err(Falsehood::Name);
        }
        let invite = self.door(proof, self.time_ms).map_err(|shut| match shut {
            ShutDoor::NameTaken | ShutDoor::BadName(_) => Falsehood::Name,
            ShutDoor::TableFull => Falsehood::Limit,
            _ => Falsehood::Invite,
        })?;
        // Who plays has a seat, who watches or only keeps the ledger has none.
        let fits = match role {
            Role::Voter => transcript.seats > 0,
            Role::Witness | Role::Observer => transcript.seats == 0,
            Role::Resting => false,
        };
        let invited = invite.is_none_or(|invite| invite.role == role || role == Role::Observer);
        if fits && invited { Ok(()) } else { Err(Falsehood::Invite) }
    }

    pub(super) fn begin_change(&mut self, change: &Change, old: &Roster, new: &Roster) -> Result<(), Falsehood> {
        if *old != self.rosters.now || *new != self.roster_after(change)? {
            return Err(Falsehood::Change);
        }
        // The invite is spent by the entry itself, so that no second host can spend it again.
        let tag = change.newcomer().and_then(|newcomer| newcomer.tag);
        if let Some(invite) = tag.and_then(|tag| self.invites.get_mut(&tag)) {
            invite.uses -= 1;
        }
        self.rosters.next = Some(new.clone());
        self.change = Some(change.clone());
        self.change_index = self.index + 1;
        self.ever.extend(self.rosters.voters());
        Ok(())
    }

    /// What a settled change means for seats; the world hears of it from [`super::state::State`].
    pub(super) fn settle_change(&mut self, roster: &Roster) -> Result<(), Falsehood> {
        if self.rosters.next.as_ref() != Some(roster) {
            return Err(Falsehood::Change);
        }
        self.rosters = Rosters::settled(roster.clone());
        match self.change.take() {
            Some(Change::Join { proof, .. }) => {
                let transcript = &proof.transcript;
                self.seat(transcript.player, &transcript.name, transcript.seats)?;
            }
            Some(Change::Wished { player, wish }) if wish.said.wishing == Wishing::Leave => self.unseat(player),
            Some(Change::Kick { player } | Change::Convicted { player, .. }) => {
                self.unseat(player);
                self.banned.insert(player);
            }
            Some(Change::Replaced { player, proof }) => self.replace(player, proof.transcript.player)?,
            Some(Change::Adopted { words }) => self.adopt(&words),
            Some(Change::Wished { .. } | Change::Chair { .. }) => {}
            None => return Err(Falsehood::Change),
        }
        Ok(())
    }

    /// Only the host that began a change, in that term, may call it off.
    pub(super) fn call_off_change(&mut self, roster: &Roster) -> Result<(), Falsehood> {
        if self.rosters.next.is_none() || *roster != self.rosters.now || self.change_index < self.opened {
            return Err(Falsehood::Change);
        }
        self.rosters.next = None;
        let tag = self.change.take().and_then(|change| change.newcomer()?.tag);
        if let Some(invite) = tag.and_then(|tag| self.invites.get_mut(&tag)) {
            invite.uses += 1;
        }
        Ok(())
    }

    /// Who is the chair after a chair that was convicted: the host where he weighs, else the first who does.
    fn next_chair(&self, roster: &Roster) -> Option<PlayerId> {
        let voters = || roster.members.iter().filter(|(_, role)| **role == Role::Voter).map(|(player, _)| *player);
        voters().find(|player| *player == self.host).or_else(|| voters().next())
    }

    fn unseat(&mut self, player: PlayerId) {
        // His places stay in the list, so that their numbers are never given to another.
        self.members.remove(&player);
        self.away.remove(&player);
    }
}
