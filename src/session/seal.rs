//! Who said it: the only place that knows keys. Signs and checks, each kind of object under a name of its own.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey, Verifier, VerifyingKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::hash::{Hash, TableId, encode};
use super::memo;
use super::pledge::Strand;
use crate::bugs::{Bug, seeded};
use crate::dice::chain::Chain;
use crate::world::id::PlayerId;

/// A player's secret: never sent, never shown.
pub struct Identity(SigningKey);

/// A signature: 64 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Signature([u8; 32], [u8; 32]);

/// What is signed. A signature under one domain means nothing under another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// A seat's command.
    Command,
    /// A batch's head.
    Batch,
    /// An acknowledgement.
    Ack,
    /// A vote.
    Vote,
    /// A candidate's request for votes.
    Candidacy,
    /// A host's word that an heir may stand at once.
    HandOver,
    /// A chat line.
    Chat,
    /// An exported table.
    Export,
    /// A knock, signed with the invite's key.
    Invite,
    /// A knock, signed with the player's own key.
    Knock,
    /// A player's wish about the roster, such as to leave.
    Wish,
    /// Where a member may be reached.
    Whereabouts,
    /// The ends of a player's chains.
    Pledge,
    /// That one goes on apart.
    Parting,
    /// That the charter be changed.
    Motion,
    /// A voter's consent that a witness is passed over.
    Consent,
    /// That one's own table ends where a fork begins.
    Adoption,
}

/// A kind of value that is signed.
pub trait Sealable: Serialize {
    /// Under which name.
    const DOMAIN: Domain;
}

/// A value and a signature over its one encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed<T> {
    /// What was said.
    pub said: T,
    /// By whom is known from the value or its place.
    pub signature: Signature,
}

impl<T: Sealable> Sealed<T> {
    /// Signs a value.
    pub fn new(identity: &Identity, said: T) -> Sealed<T> {
        let signature = identity.sign(T::DOMAIN, &encode(&said));
        Sealed { said, signature }
    }

    /// True when this player said it.
    pub fn is_by(&self, player: PlayerId) -> bool {
        verify(T::DOMAIN, player, &encode(&self.said), &self.signature)
    }
}

impl Identity {
    /// The identity that grows from 32 secret bytes.
    pub fn from_secret(secret: &[u8; 32]) -> Identity {
        Identity(SigningKey::from_bytes(secret))
    }

    /// The public half, which is the player's name to machines.
    pub fn player(&self) -> PlayerId {
        PlayerId(self.0.verifying_key().to_bytes())
    }

    /// The secret itself, for the shell to lock away.
    pub fn secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// Another handle on the same identity, for the host that runs beside its own guest.
    pub fn again(&self) -> Identity {
        Identity(self.0.clone())
    }

    /// The chain that this player uses for one strand in one term of one host. It grows from the key alone, so that it
    /// is the same after a restart and nothing more need be kept secret on a disk.
    pub(super) fn chain(&self, term: (TableId, u64, PlayerId), strand: Strand, part: u16) -> Chain {
        let secret = self.secret();
        let mut hasher = blake3::Hasher::new_derive_key("roundtable 2026 dice chain seed");
        hasher.update(&*secret);
        let term = if seeded(Bug::ChainReused) { (term.0, 0, term.2) } else { term };
        hasher.update(&encode(&(term, strand, part)));
        Chain::new(*hasher.finalize().as_bytes())
    }

    /// Signs bytes under a domain. Only `session` says what is signed: there is no door to have foreign bytes signed.
    pub(super) fn sign(&self, domain: Domain, bytes: &[u8]) -> Signature {
        let message = Hash::of(domain.context(), bytes);
        let whole = self.0.sign(&message.0).to_bytes();
        let (mut left, mut right) = ([0; 32], [0; 32]);
        left.copy_from_slice(&whole[..32]);
        right.copy_from_slice(&whole[32..]);
        // What this machine signed it need not check: host and guest beside each other show each other much.
        memo::keep(memo::print(&message, self.player(), &left, &right));
        Signature(left, right)
    }
}

/// True when `player` signed these bytes under this domain. Weak keys and loose encodings sign nothing.
pub(super) fn verify(domain: Domain, player: PlayerId, bytes: &[u8], signature: &Signature) -> bool {
    if seeded(Bug::SignatureIgnored) {
        return true;
    }
    let message = Hash::of(domain.context(), bytes);
    let print = memo::print(&message, player, &signature.0, &signature.1);
    if memo::holds(&print) {
        return true;
    }
    let Ok(key) = VerifyingKey::from_bytes(&player.0) else { return false };
    let mut whole = [0; 64];
    whole[..32].copy_from_slice(&signature.0);
    whole[32..].copy_from_slice(&signature.1);
    let signature = ed25519_dalek::Signature::from_bytes(&whole);
    let sound = match seeded(Bug::WeakKeys) {
        true => key.verify(&message.0, &signature).is_ok(),
        false => key.verify_strict(&message.0, &signature).is_ok(),
    };
    if sound {
        memo::keep(print);
    }
    sound
}

/// True for a key that can belong to one person only: on the curve, canonical and not of small order.
pub fn is_sound(player: PlayerId) -> bool {
    seeded(Bug::WeakKeys)
        || VerifyingKey::from_bytes(&player.0)
            .is_ok_and(|key| !key.is_weak() && key.to_edwards().compress().0 == player.0)
}

impl Domain {
    fn context(self) -> &'static str {
        match if seeded(Bug::OneDomain) { Domain::Command } else { self } {
            Domain::Command => "roundtable 2026 command",
            Domain::Batch => "roundtable 2026 batch",
            Domain::Ack => "roundtable 2026 acknowledgement",
            Domain::Vote => "roundtable 2026 vote",
            Domain::Candidacy => "roundtable 2026 candidacy",
            Domain::HandOver => "roundtable 2026 hand-over",
            Domain::Chat => "roundtable 2026 chat",
            Domain::Export => "roundtable 2026 export",
            Domain::Invite => "roundtable 2026 invite",
            Domain::Knock => "roundtable 2026 knock",
            Domain::Wish => "roundtable 2026 wish",
            Domain::Whereabouts => "roundtable 2026 whereabouts",
            Domain::Motion => "roundtable 2026 motion",
            Domain::Parting => "roundtable 2026 parting",
            Domain::Pledge => "roundtable 2026 pledge",
            Domain::Consent => "roundtable 2026 consent",
            Domain::Adoption => "roundtable 2026 adoption",
        }
    }
}

impl Signature {
    /// This signature with one bit turned over, for tests of what must be refused.
    pub fn bent(mut self) -> Signature {
        self.0[0] ^= 1;
        self
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity of {:?}", self.player())
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({}..)", data_encoding::HEXLOWER.encode(&self.0[..4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_signer_the_domain_and_the_bytes_verify() {
        let ada = Identity::from_secret(&[1; 32]);
        let bob = Identity::from_secret(&[2; 32]);
        let signature = ada.sign(Domain::Ack, b"seven");
        assert!(verify(Domain::Ack, ada.player(), b"seven", &signature));
        assert!(!verify(Domain::Vote, ada.player(), b"seven", &signature));
        assert!(!verify(Domain::Ack, bob.player(), b"seven", &signature));
        assert!(!verify(Domain::Ack, ada.player(), b"eight", &signature));
        assert!(!verify(Domain::Ack, ada.player(), b"seven", &signature.bent()));
    }

    #[test]
    fn weak_keys_are_nobody() {
        assert!(is_sound(Identity::from_secret(&[3; 32]).player()));
        let mut one = [0; 32];
        one[0] = 1;
        for weak in [[0; 32], one, [0xff; 32]] {
            assert!(!is_sound(PlayerId(weak)));
            // The all-zero signature verifies under small-order keys when checks are loose.
            assert!(!verify(Domain::Ack, PlayerId(weak), b"x", &Signature(one, [0; 32])));
        }
    }

    #[test]
    fn a_secret_is_never_printed() {
        let text = format!("{:?}", Identity::from_secret(&[0xab; 32]));
        assert!(!text.contains("abab"), "{text}");
    }
}
