//! Fair rolls: whose values a roll needs, who witnesses what the host rolls, and what waits for a witness.
//!
//! - A guest's command carries his value and the host adds his: neither knew the other's. Each done command of a seat
//!   spends the seat's next value, whether it rolls or not, so that the seat's rolls are one fixed row: who drops,
//!   delays, reorders or asks again finds the same roll in the same place. To spend a value only where a die falls
//!   would leave one that was shown but not used, and the host would know the next roll.
//! - What the host himself rolls, for his own seats, for monsters and for the absent, is first written down as owed; a
//!   witness then gives a value, and nothing else happens in the world until the result stands. Steps that roll
//!   nothing need none of this.
//! - Witnesses take turns by their keys. One who is silent is passed over with the signed consent of a majority that
//!   did not see his value; the value he owed is burnt.
//! - A term's chains end with it. What was owed when a host vanished is rolled by the next one before anything else
//!   happens, with the player's value as it stands in the ledger, a value of the new host's and a witness. What never
//!   reached the ledger is asked again with a new value, says so, and is witnessed by a third player. So who quits to
//!   spoil a roll knows nothing of the one that takes its place, and everyone sees that it did.
//! - Who plays an absent friend's hero rolls by a seat of his own, and with a witness: the host could see how his roll
//!   would fall and hear another friend instead, or act himself. Once it is written down as owed, nobody else can. Where
//!   there is nobody but host and friend, the friend witnesses: his second value is no more known than a third player's.
//! - Where nobody else is there the host's machine rolls alone, and every such roll is marked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::distrust::Falsehood;
use super::entry::{Asked, Deed, Entry};
use super::hash::encode;
use super::pledge::{Given, Pledge, Strand, Threads};
use super::seal::{Domain, Sealable, Sealed, Signature};
use super::table::Table;
use crate::bugs::{Bug, seeded};
use crate::dice::chain::Mix;
use crate::dice::{Dice, Face};
use crate::rules::command::Verb;
use crate::world::id::PlayerId;

/// Who gave the values of a roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Roll {
    /// No die was asked for.
    Idle,
    /// The player, in his command, and the host.
    Pair {
        /// The host's value.
        host: Given,
    },
    /// A witness, after it was written down what would be rolled; and the host, and for a command its player.
    Witnessed {
        /// The host's value; for his own seats it stands in the command.
        host: Option<Given>,
        /// Who witnessed.
        by: PlayerId,
        /// The witness's value.
        witness: Given,
    },
    /// The host's machine alone.
    Alone,
}

/// What is rolled for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// A command, as its player signed it.
    Deed(Sealed<Asked>),
    /// What happens without anyone's choice.
    Course,
}

/// A roll that waits for its witness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// What for.
    pub cause: Cause,
    /// Who may witness it, in this order.
    pub rota: Vec<PlayerId>,
    /// The entry since which the first of them is owed.
    pub index: u64,
}

/// The part of the table that keeps rolls fair.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fair {
    /// The term's chains.
    pub threads: Threads,
    /// The roll that waits for its witness.
    pub owed: Option<Owed>,
    /// How many rolls were witnessed: it says whose turn it is.
    pub witnessed: u64,
    /// What was owed when an earlier term ended: it is rolled before anything else happens.
    pub broken: Option<Cause>,
}

/// A witness's value for a roll. It proves itself: it leads to his commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// The term.
    pub term: u64,
    /// Since which entry it is owed.
    pub index: u64,
    /// The value.
    pub given: Given,
}

/// A voter's word that he waited for a witness and saw no value of his.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Which table.
    pub table: super::hash::TableId,
    /// The term.
    pub term: u64,
    /// Since which entry the value is owed.
    pub index: u64,
    /// Who owes it.
    pub witness: PlayerId,
}

impl Sealable for Consent {
    const DOMAIN: Domain = Domain::Consent;
}

impl Fair {
    /// A term begins: its chains are new, and what was owed is owed no more.
    pub(super) fn begin_term(&mut self) {
        let broken = self.owed.take().map(|owed| owed.cause).or_else(|| self.broken.take());
        *self = Fair { broken, ..Fair::default() };
    }

    /// The table goes on apart: what happens by itself still happens first, but a command was asked at the parent, and is
    /// asked anew here by its player, who says so.
    pub(super) fn part(&mut self) {
        self.begin_term();
        self.broken.take_if(|broken| *broken != Cause::Course);
    }

    /// True while the world stands still for a roll that was begun.
    pub fn is_waiting(&self) -> bool {
        self.owed.is_some() || self.broken.is_some()
    }

    /// True when this entry may not be written because of a roll that was begun.
    pub(super) fn bars(&self, entry: &Entry) -> bool {
        let cause = match entry {
            Entry::Settled { .. } | Entry::Away { .. } | Entry::Back { .. } => return self.is_waiting(),
            Entry::Owed(cause) if self.owed.is_none() => cause.clone(),
            Entry::Owed(_) => return true,
            Entry::Deed(deed) => Cause::Deed(deed.asked.clone()),
            Entry::Course { .. } => Cause::Course,
            _ => return false,
        };
        self.broken.as_ref().is_some_and(|broken| *broken != cause)
    }

    /// True for the command that an earlier host left owed.
    pub fn is_mended(&self, asked: &Asked) -> bool {
        matches!(&self.broken, Some(Cause::Deed(broken)) if broken.said == *asked)
    }

    /// Who is owed, and since which entry.
    pub fn witness(&self) -> Option<(PlayerId, u64)> {
        let owed = self.owed.as_ref()?;
        Some((*owed.rota.first()?, owed.index))
    }

    /// True when this is the value that the witness owes.
    pub fn is_owed(&self, reveal: &Reveal) -> bool {
        self.witness().is_some_and(|(witness, index)| {
            index == reveal.index && self.threads.fits(witness, Strand::Witness, reveal.given)
        })
    }
}

impl Table {
    /// Every strand that a player must pledge for this term, with its part, as far as he has not.
    pub fn unpledged(&self, player: PlayerId) -> Vec<(Strand, u16)> {
        let hosts = player == self.host;
        let mut strands: Vec<Strand> = Vec::new();
        for (member, seats) in self.members.iter().map(|(member, at)| (*member, &at.seats)) {
            match (member == player, hosts) {
                (true, _) => strands.extend(seats.iter().map(|seat| Strand::Own(*seat))),
                (false, true) => strands.extend(seats.iter().map(|seat| Strand::For(*seat))),
                (false, false) => {}
            }
        }
        if hosts {
            strands.push(Strand::Course);
        } else if self.rosters.weighs(player) {
            strands.push(Strand::Witness);
        }
        let missing = |strand: Strand| Some((strand, self.fair.threads.missing(player, strand)?));
        strands.into_iter().filter_map(missing).collect()
    }

    /// Who may witness what this command rolls, or what happens by itself. Where a friend plays and nobody else is here,
    /// he does: it is the host who must not know the roll when he chooses whom to hear.
    pub fn rota_of(&self, asked: Option<&Asked>) -> Vec<PlayerId> {
        let player = asked.and_then(|asked| self.holder(asked.command.seat)).unwrap_or(self.host);
        let rota = self.rota(player);
        let able = player != self.host && self.rosters.weighs(player) && !self.away.contains(&player);
        if rota.is_empty() && able && asked.is_some_and(is_for_friend) { vec![player] } else { rota }
    }

    /// Who may witness a roll of the host, or of a player who asks again: whoever weighs something, is here and has no
    /// part in the roll. Those who have pledged take turns; the others come last, but they count, so that no host rolls
    /// alone by being quicker than their pledges.
    fn rota(&self, player: PlayerId) -> Vec<PlayerId> {
        let apart = |who: &PlayerId| *who != self.host && *who != player && !self.away.contains(who);
        let bound = |who: &PlayerId| self.fair.threads.turn(*who, Strand::Witness).is_some();
        let (mut rota, late): (Vec<PlayerId>, Vec<PlayerId>) =
            self.rosters.voters().into_iter().filter(apart).partition(bound);
        let turn = usize::try_from(self.fair.witnessed).unwrap_or(0) % rota.len().max(1);
        rota.rotate_left(turn);
        rota.extend(late);
        rota
    }

    /// True when the host's value alone does not make this command's roll fair.
    pub fn wants_witness(&self, asked: &Asked) -> bool {
        self.holder(asked.command.seat) == Some(self.host) || asked.since < self.term || is_for_friend(asked)
    }

    /// The dice of an entry, by what was given for it; nothing is spent. `faces` are believed only of a host alone.
    pub(super) fn dice(&self, asked: Option<&Asked>, roll: Roll, faces: &[Face]) -> Result<Dice, Falsehood> {
        let player = match asked {
            Some(asked) => self.holder(asked.command.seat).ok_or(Falsehood::Author)?,
            None => self.host,
        };
        // The seat's chain of the term in which a mended command was signed is gone: the course's takes its place.
        let new = asked.filter(|asked| !self.fair.is_mended(asked));
        let strand = new.map_or(Strand::Course, |asked| match player == self.host {
            true => Strand::Own(asked.command.seat),
            false => Strand::For(asked.command.seat),
        });
        let own = new.is_some() && player == self.host;
        let rota = self.fair.owed.as_ref().map_or_else(|| self.rota_of(asked), |owed| owed.rota.clone());
        let given = match roll {
            Roll::Idle if player == self.host => return Ok(Dice::read([])),
            Roll::Alone if player == self.host && rota.is_empty() => return Ok(Dice::read(faces.iter().copied())),
            Roll::Pair { host } if player != self.host => {
                // Who asks again or for a friend is witnessed, unless nobody could be or no die falls.
                if asked.is_some_and(|asked| self.wants_witness(asked)) && !rota.is_empty() && !faces.is_empty() {
                    return Err(Falsehood::Witness);
                }
                [Some(host), None]
            }
            Roll::Witnessed { host, by, witness } if host.is_none() == own => {
                if self.fair.witness().is_none_or(|(who, _)| who != by) {
                    return Err(Falsehood::Witness);
                }
                if !self.fair.threads.fits(by, Strand::Witness, witness) {
                    return Err(Falsehood::Value);
                }
                [host, Some(witness)]
            }
            Roll::Idle | Roll::Alone | Roll::Pair { .. } | Roll::Witnessed { .. } => return Err(Falsehood::Witness),
        };
        if given[0].is_some_and(|host| !self.fair.threads.fits(self.host, strand, host)) {
            return Err(Falsehood::Value);
        }
        let turn = self.fair.threads.turn(self.host, strand).map(|turn| (turn.part, turn.place));
        let mut purpose = encode(&(self.id, self.term, self.host, strand, turn));
        if seeded(Bug::GrindableRoll) {
            purpose.extend(self.time_ms.to_le_bytes());
        }
        let all = asked.map(|asked| asked.given).into_iter().chain(given.into_iter().flatten());
        Ok(Dice::drawn(&all.fold(Mix::of(&purpose), |mix, given| mix.with(given.value))))
    }

    /// A player binds himself.
    pub(super) fn pledge(&mut self, pledge: &Pledge) -> Result<(), Falsehood> {
        let wanted: BTreeSet<(Strand, u16)> = self.unpledged(pledge.player).into_iter().collect();
        let fits = pledge.ends.iter().all(|(strand, end)| wanted.contains(&(*strand, end.part)));
        if pledge.table != self.id || pledge.term != self.term || !fits {
            return Err(Falsehood::Pledge);
        }
        self.fair.threads.pledge(pledge)
    }

    /// It is written down what will be rolled. The world stands still until it is.
    pub(super) fn owe(&mut self, cause: &Cause) -> Result<(), Falsehood> {
        let asked = match cause {
            Cause::Deed(asked) => Some(&asked.said),
            Cause::Course => None,
        };
        if asked.is_some_and(|asked| self.holder(asked.command.seat).is_none()) {
            return Err(Falsehood::Author);
        }
        let rota = self.rota_of(asked);
        if rota.is_empty() {
            return Err(Falsehood::Witness);
        }
        self.fair.owed = Some(Owed { cause: cause.clone(), rota, index: self.index + 1 });
        Ok(())
    }

    /// A silent witness is passed over: the next one is owed from here on. Signatures are the audit's work.
    pub(super) fn pass_over(&mut self, witness: PlayerId, consents: &[(PlayerId, Signature)]) -> Result<(), Falsehood> {
        let voters: BTreeSet<PlayerId> = consents.iter().map(|(voter, _)| *voter).collect();
        let fits = self.fair.witness().is_some_and(|(owing, _)| owing == witness);
        let enough = self.rosters.is_majority(&voters) || seeded(Bug::WitnessSkipped);
        if !fits || voters.len() != consents.len() || !enough {
            return Err(Falsehood::Witness);
        }
        self.fair.threads.burn(witness, Strand::Witness);
        if let Some(owed) = &mut self.fair.owed {
            owed.rota.remove(0);
            owed.index = self.index + 1;
        }
        Ok(())
    }

    /// A command was rolled: its values are spent.
    pub(super) fn spend_deed(&mut self, deed: &Deed) -> Result<(), Falsehood> {
        let asked = &deed.asked.said;
        let seat = asked.command.seat;
        let player = self.holder(seat).ok_or(Falsehood::Author)?;
        if self.fair.is_mended(asked) {
            self.close_owed(Some(&deed.asked), deed.roll)?;
            self.fair.broken = None;
            return self.spend_host(Strand::Course, deed.roll);
        }
        if asked.term != self.term || asked.since > asked.term {
            return Err(Falsehood::Value);
        }
        self.close_owed(Some(&deed.asked), deed.roll)?;
        let spent = self.fair.threads.spend(player, Strand::Own(seat), asked.given);
        if !seeded(Bug::OtherSeat) {
            spent?;
        }
        self.spend_host(Strand::For(seat), deed.roll)
    }

    /// A step of the course was rolled: its values are spent.
    pub(super) fn spend_course(&mut self, roll: Roll, again: bool) -> Result<(), Falsehood> {
        if again != self.fair.broken.take().is_some() {
            return Err(Falsehood::Witness);
        }
        self.close_owed(None, roll)?;
        self.spend_host(Strand::Course, roll)
    }

    fn spend_host(&mut self, strand: Strand, roll: Roll) -> Result<(), Falsehood> {
        match roll {
            Roll::Pair { host } | Roll::Witnessed { host: Some(host), .. } => {
                self.fair.threads.spend(self.host, strand, host)
            }
            Roll::Idle | Roll::Alone | Roll::Witnessed { host: None, .. } => Ok(()),
        }
    }

    /// What was owed comes before anything else, and nothing else is witnessed.
    fn close_owed(&mut self, asked: Option<&Sealed<Asked>>, roll: Roll) -> Result<(), Falsehood> {
        let Some(owed) = self.fair.owed.take() else {
            return if matches!(roll, Roll::Witnessed { .. }) { Err(Falsehood::Witness) } else { Ok(()) };
        };
        let same = match (&owed.cause, asked) {
            (Cause::Deed(owed), Some(asked)) => owed == asked,
            (Cause::Course, None) => true,
            (Cause::Deed(_), None) | (Cause::Course, Some(_)) => false,
        };
        match (roll, owed.rota.first()) {
            (Roll::Witnessed { witness, .. }, Some(who)) if same => {
                self.fair.threads.spend(*who, Strand::Witness, witness)?;
                self.fair.witnessed += 1;
                Ok(())
            }
            // Everyone was passed over.
            (Roll::Alone | Roll::Pair { .. }, None) if same => Ok(()),
            _ => Err(Falsehood::Witness),
        }
    }
}

/// True for a command with a hero whose player is away.
const fn is_for_friend(asked: &Asked) -> bool {
    matches!(asked.command.verb, Verb::For { .. })
}
