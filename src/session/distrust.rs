//! Distrust: which entry is false and why, as a value, so that a guest and an offline check say the same thing.

use serde::{Deserialize, Serialize};

use super::term::BadCertificate;
use crate::rules::refusal::Refusal;
use crate::world::id::PlayerId;

/// A false entry: after it nothing more of its author is believed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distrust {
    /// The term it was written in.
    pub term: u64,
    /// Who wrote it, as far as is known.
    pub host: PlayerId,
    /// The first false index.
    pub index: u64,
    /// What is false about it.
    pub why: Falsehood,
}

/// What can be false about an entry or its batch. Append-only: it stands in evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Falsehood {
    /// The batch is not signed by the term's host.
    Signature,
    /// The batch is of a term that this ledger has not opened, or of another table.
    Term,
    /// The batch does not follow the entry before it.
    Order,
    /// The batch holds other entries than its head says.
    Chain,
    /// The head names other rosters than the ledger leads to.
    Rosters,
    /// Ledger time went backwards.
    Time,
    /// The state after the entry is not the one it claims.
    Digest,
    /// A command without its player's signature, or for a seat that is not his.
    Author,
    /// A command's number was used before.
    Number,
    /// The rules refuse the command.
    Refused(Refusal),
    /// The faces are not those the rules ask for.
    Faces,
    /// The rules lead from the command and the faces to other events.
    Events,
    /// Nothing happens here without someone's choice.
    Idle,
    /// The events cannot have happened in this world.
    Impossible,
    /// The first entry is no genesis, or a later one is.
    Genesis,
    /// The term's certificate does not hold.
    Certificate(BadCertificate),
    /// The certificate is not of this place in the ledger.
    Place,
    /// The roster change is not one that may happen now, or not as it is written.
    Change,
    /// The newcomer's invite or proof does not hold.
    Invite,
    /// The newcomer's name cannot be used here.
    Name,
    /// A limit is passed.
    Limit,
    /// An entry that is durable is missing.
    Durable,
    /// Two batches for one index in one term, both signed.
    TwoBatches,
    /// The book or the adventure is another.
    Content,
    /// Two votes in one term.
    TwoVotes,
    /// A value for the dice is not the next of the chain that was pledged.
    Value,
    /// A roll without the values that it needs, or with a witness who was not owed.
    Witness,
    /// Something else happened while a roll waited for its witness.
    Owed,
    /// A pledge that was not due, not its player's, or not for this term.
    Pledge,
    /// A fork that not everyone present agreed to, or not at this end.
    Fork,
    /// A charter that no majority signed for, or that cannot be played.
    Charter,
    /// A fork that takes the parent's place without the word of a majority there.
    Adoption,
}
