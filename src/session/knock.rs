//! The knock: how a stranger shows that he holds a ticket, without showing the ticket, and to this host only.

use serde::{Deserialize, Serialize};

use super::hash::{Hash, TableId, encode};
use super::invite::{Invite, Secret, Tag};
use super::names::BadName;
use super::seal::{Domain, Identity, Signature, verify};
use crate::world::id::PlayerId;

/// A stranger's first word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knock {
    /// The wire protocol he speaks.
    pub protocol: u16,
    /// The book he has.
    pub book: Hash,
    /// Which invite; none when he was found on the same network and asks at the door.
    pub tag: Option<Tag>,
    /// His chance, fresh for this knock.
    pub nonce: [u8; 16],
    /// What he would be called.
    pub name: String,
    /// How many seats he wants; 0 to watch.
    pub seats: u8,
}

/// What both sides sign: bound to both peers, both nonces and everything that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// Which table.
    pub table: TableId,
    /// Which invite.
    pub tag: Option<Tag>,
    /// The machine that answered.
    pub host: PlayerId,
    /// The stranger.
    pub player: PlayerId,
    /// The host's chance.
    pub host_nonce: [u8; 16],
    /// The stranger's chance.
    pub player_nonce: [u8; 16],
    /// What he will be called.
    pub name: String,
    /// How many seats.
    pub seats: u8,
}

/// A transcript with the stranger's signatures. It stands in the ledger, so that every guest can check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// What was signed.
    pub transcript: Transcript,
    /// By the ticket's key.
    pub by_ticket: Option<Signature>,
    /// By the player's own key.
    pub by_player: Signature,
}

/// Why the door stays shut. Append-only: it is sent. An unknown ticket and a false proof are one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShutDoor {
    /// No such ticket here.
    WrongTicket,
    /// The ticket's time is over.
    Expired,
    /// The ticket was used up.
    Spent,
    /// The ticket was taken back.
    Revoked,
    /// The host speaks another protocol.
    OtherProtocol {
        /// The host's.
        theirs: u16,
    },
    /// The host plays by another book.
    OtherBook,
    /// The newcomer does not have the adventure.
    OtherTale,
    /// All seats are taken.
    TableFull,
    /// Someone here has this name, or one that looks like it.
    NameTaken,
    /// Nobody can have this name.
    BadName(BadName),
    /// The host said no.
    TurnedAway,
    /// Too many tries; later perhaps.
    TooManyTries,
    /// This player was sent away from this table.
    SentAway,
    /// The table that answers is not the ticket's table.
    OtherTable,
    /// The roster cannot change just now, for too few machines answer.
    NotNow,
    /// Nobody answered in time.
    NoAnswer,
    /// Another key took the place of this one.
    Replaced,
    /// The machine whose place he was to take answers again.
    PlaceTaken,
}

impl Proof {
    /// Signs a transcript, with the ticket's key too where there is a ticket.
    pub(super) fn new(identity: &Identity, secret: Option<&Secret>, transcript: Transcript) -> Proof {
        let bytes = encode(&transcript);
        Proof {
            by_ticket: secret.map(|secret| secret.identity().sign(Domain::Invite, &bytes)),
            by_player: identity.sign(Domain::Knock, &bytes),
            transcript,
        }
    }

    /// True when the player signed it, and the ticket's key too where an invite is asked for.
    pub fn holds(&self, invite: Option<&Invite>) -> bool {
        let bytes = encode(&self.transcript);
        let by_ticket = match (invite, &self.by_ticket, self.transcript.tag) {
            (Some(invite), Some(signature), Some(_)) => verify(Domain::Invite, invite.key, &bytes, signature),
            (None, None, None) => true,
            _ => false,
        };
        by_ticket && verify(Domain::Knock, self.transcript.player, &bytes, &self.by_player)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::roster::Role;

    fn check(bend: impl Fn(&mut Proof), holds: bool) {
        let ada = Identity::from_secret(&[1; 32]);
        let secret = Secret::new([9; 12]);
        let transcript = Transcript {
            table: TableId::default(),
            tag: Some(secret.tag()),
            host: PlayerId([2; 32]),
            player: ada.player(),
            host_nonce: [3; 16],
            player_nonce: [4; 16],
            name: "Ada".into(),
            seats: 1,
        };
        let mut proof = Proof::new(&ada, Some(&secret), transcript);
        bend(&mut proof);
        let invite = secret.invite(Role::Voter, 1, 9, PlayerId([2; 32]));
        assert_eq!(proof.holds(Some(&invite)), holds);
    }

    #[test]
    fn a_proof_is_good_for_one_transcript() {
        check(|_| (), true);
        check(|proof| proof.transcript.host.0[0] ^= 1, false);
        check(|proof| proof.transcript.host_nonce[0] ^= 1, false);
        check(|proof| proof.transcript.player = PlayerId([5; 32]), false);
        check(|proof| proof.transcript.seats = 4, false);
        check(|proof| proof.by_ticket = None, false);
        check(|proof| proof.by_player = proof.by_player.bent(), false);
        check(|proof| proof.by_ticket = Some(proof.by_player), false);
    }
}
