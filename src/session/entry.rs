//! Ledger entries: everything that is agreed for good. Append-only; the order of cases is part of every save.

use serde::{Deserialize, Serialize};

use super::evidence::Evidence;
use super::fair::{Cause, Roll};
use super::fork::Fork;
use super::hash::{Hash, TableId};
use super::invite::{Invite, Tag};
use super::knock::{Proof, Transcript};
use super::pledge::{Given, Pledge};
use super::roster::{Role, Roster};
use super::seal::{Domain, Sealable, Sealed, Signature};
use super::term::Certificate;
use crate::dice::Face;
use crate::rules::command::Command;
use crate::world::event::Event;
use crate::world::id::PlayerId;

/// One thing that was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// The table was founded: the first entry of all, and the table's identity.
    Genesis(Genesis),
    /// A term has begun: the first entry of each host, with the votes that made him host.
    Opened(Box<Certificate>),
    /// The roster is changing: both are in force until it is settled or called off.
    Joint {
        /// Why.
        change: Change,
        /// The roster until now.
        old: Roster,
        /// The roster to come.
        new: Roster,
    },
    /// The new roster alone is in force.
    Settled {
        /// That roster.
        roster: Roster,
    },
    /// The change was called off by the host that began it.
    CalledOff {
        /// The old roster, alone in force again.
        roster: Roster,
    },
    /// A player's command was done.
    Deed(Deed),
    /// Something happened without anyone's choice.
    Course {
        /// Who gave the values of the roll.
        roll: Roll,
        /// True when a roll that an earlier host left owed is rolled in its place.
        again: bool,
        /// The faces rolled, in order.
        faces: Vec<Face>,
        /// What happened.
        events: Vec<Event>,
    },
    /// A player's machine no longer answers.
    Away {
        /// Whose.
        player: PlayerId,
    },
    /// A player's machine answers again.
    Back {
        /// Whose.
        player: PlayerId,
    },
    /// An invite is open.
    Invited {
        /// The name it is looked up by.
        tag: Tag,
        /// Its public half and its bounds.
        invite: Invite,
    },
    /// An invite is void.
    Revoked {
        /// Which.
        tag: Tag,
    },
    /// A player showed the ends of his chains: he is bound for this term.
    Pledged(Sealed<Pledge>),
    /// This will be rolled next, when its witness has given a value.
    Owed(Cause),
    /// The witness was silent: the next one is owed instead.
    PassedOver {
        /// Who.
        witness: PlayerId,
        /// The signed consent of a majority.
        consents: Vec<(PlayerId, Signature)>,
    },
    /// Everyone present goes on apart from the table until here, under an identity of their own.
    Forked(Box<Fork>),
    /// The charter was changed.
    Chartered {
        /// What holds from now on.
        charter: Charter,
        /// The signed word of a majority.
        votes: Vec<(PlayerId, Signature)>,
    },
}

/// An entry and the digest of the whole state after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What was agreed.
    pub entry: Entry,
    /// What it must lead to: a hash over the table and the world.
    pub digest: Hash,
}

/// A table's beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Genesis {
    /// Chance, so that no two tables are one.
    pub random: [u8; 16],
    /// Who founded it and is its chair.
    pub founder: PlayerId,
    /// The founder's name.
    pub founder_name: String,
    /// The founder's seats, 0 to 4.
    pub founder_seats: u8,
    /// The table's name.
    pub name: String,
    /// What holds here.
    pub charter: Charter,
    /// The book's fingerprint.
    pub book: Hash,
    /// The adventure's fingerprint.
    pub tale: Hash,
    /// The wire protocol it was founded with.
    pub protocol: u16,
}

/// The table's settings, changed only by a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charter {
    /// What an absent player's hero does.
    pub absent: Absent,
}

/// What an absent player's hero does. He never dies of a disconnect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Absent {
    /// Play waits for him.
    Pause,
    /// He guards himself.
    Guard,
    /// A friend plays him.
    Friend,
    /// The machine plays him.
    Machine,
}

/// A change of the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Someone sits down.
    Join {
        /// What he becomes.
        role: Role,
        /// That he asked for it, with which name and how many seats, and that he holds a ticket.
        proof: Box<Proof>,
    },
    /// Someone leaves, or rests for an evening, or is back from that, by his own wish.
    Wished {
        /// Who.
        player: PlayerId,
        /// His signed wish.
        wish: Sealed<Wish>,
    },
    /// Someone is sent away; he may not come back.
    Kick {
        /// Who.
        player: PlayerId,
    },
    /// Someone else weighs 3.
    Chair {
        /// Who.
        player: PlayerId,
    },
    /// Someone lied and is voted out for good, the chair included: it passes to the host, or to the first voter.
    Convicted {
        /// Who.
        player: PlayerId,
        /// What proves it.
        proof: Box<Evidence>,
    },
    /// Someone goes on from another machine: its key takes the place of the old one, with role, chair, seats and heroes.
    /// The old key is good for nothing at this table any more.
    Replaced {
        /// The old key.
        player: PlayerId,
        /// That the new key asked to come in, and that its holder has a ticket.
        proof: Box<Proof>,
    },
    /// The fork takes the place of the table it parted from. Those who gave their word are what they were before.
    Adopted {
        /// The words that are counted now, each with its signature.
        words: Vec<(PlayerId, Signature)>,
    },
}

/// What a player may wish for himself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wishing {
    /// To leave for good.
    Leave,
    /// To let the others play without him.
    Rest,
    /// To play again.
    Wake,
}

/// A wish, good at one table until the ledger has grown past it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Which table.
    pub table: TableId,
    /// The term in which it was wished, so that it cannot be replayed later.
    pub term: u64,
    /// What.
    pub wishing: Wishing,
}

/// A command that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// The command as its player signed it.
    pub asked: Sealed<Asked>,
    /// Who gave the values of the roll.
    pub roll: Roll,
    /// The faces rolled, in order.
    pub faces: Vec<Face>,
    /// What happened.
    pub events: Vec<Event>,
}

/// A numbered command of one seat at one table. A number is applied once; numbers may have gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Which table.
    pub table: TableId,
    /// Above every number this seat has used.
    pub number: u64,
    /// The term whose chain the value is of.
    pub term: u64,
    /// The term in which it was first asked: a host of an earlier one may have seen how it would fall.
    pub since: u64,
    /// The next value of the seat's chain.
    pub given: Given,
    /// The seat and what it asks.
    pub command: Command,
}

impl Change {
    /// What a newcomer signed, where this change brings one.
    pub fn newcomer(&self) -> Option<&Transcript> {
        match self {
            Change::Join { proof, .. } | Change::Replaced { proof, .. } => Some(&proof.transcript),
            Change::Wished { .. }
            | Change::Kick { .. }
            | Change::Chair { .. }
            | Change::Convicted { .. }
            | Change::Adopted { .. } => None,
        }
    }
}

impl Sealable for Asked {
    const DOMAIN: Domain = Domain::Command;
}

impl Sealable for Wish {
    const DOMAIN: Domain = Domain::Wish;
}

impl Genesis {
    /// The table's identity.
    pub fn table(&self) -> TableId {
        TableId(Hash::of_value("roundtable 2026 table", self))
    }
}
