//! A player's key and a libp2p identity are the same thing; this is the translation.

use libp2p::PeerId;
use libp2p::identity::{Keypair, PublicKey, ed25519};

/// The multihash code under which a peer id holds the key itself, not a digest of it.
const IDENTITY_HASH: u64 = 0;

/// The identity of an ed25519 secret.
pub(super) fn identity(secret: &[u8; 32]) -> Option<Keypair> {
    let mut bytes = *secret;
    // The library wipes the bytes that it is given; ours were a copy.
    Keypair::ed25519_from_bytes(&mut bytes).ok()
}

/// The 32 bytes of a public key; nothing for keys that are not ed25519.
pub(super) fn of_public(public: &PublicKey) -> Option<[u8; 32]> {
    public.clone().try_into_ed25519().ok().map(|key| key.to_bytes())
}

/// The key that a peer id holds; nothing for identities that are not ed25519.
pub(super) fn of_peer(peer: &PeerId) -> Option<[u8; 32]> {
    let hash = peer.as_ref();
    if hash.code() != IDENTITY_HASH {
        return None;
    }
    of_public(&PublicKey::try_decode_protobuf(hash.digest()).ok()?)
}

/// The peer id of a key; nothing when the bytes are no point of the curve.
pub(super) fn peer_of(key: &[u8; 32]) -> Option<PeerId> {
    Some(PublicKey::from(ed25519::PublicKey::try_from_bytes(key).ok()?).to_peer_id())
}

/// The first eight hex digits, for the log.
pub(super) fn short(key: &[u8; 32]) -> String {
    key.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_the_way_to_a_peer_id_and_back() {
        let identity = identity(&[7; 32]).unwrap();
        let key = of_public(&identity.public()).unwrap();
        assert_eq!(key, ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key().to_bytes());
        let peer = identity.public().to_peer_id();
        assert_eq!(of_peer(&peer), Some(key));
        assert_eq!(peer_of(&key), Some(peer));
    }

    #[test]
    fn other_identities_are_nobody() {
        // A digest instead of a key, as longer keys have it.
        assert_eq!(of_peer(&PeerId::random()), None);
        // Not a point of the curve.
        let mut bytes = [0xff; 32];
        bytes[0] = 2;
        assert_eq!(peer_of(&bytes).and_then(|peer| of_peer(&peer)), None);
    }
}
