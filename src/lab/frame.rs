//! What kind of message a frame holds, by its first two bytes: enough to print a line about it without reading it.

// In the order of the wire's cases, which never changes.
const TO_HOST: [&str; 15] = [
    "knock",
    "proof",
    "hello",
    "ack",
    "command",
    "chat",
    "beat back",
    "want",
    "wish",
    "steering",
    "whereabouts",
    "accusation",
    "pledge",
    "reveal",
    "consent",
];
const TO_GUEST: [&str; 21] = [
    "challenge",
    "shut door",
    "open door",
    "follow",
    "batch",
    "durable",
    "refusal",
    "beat",
    "chat",
    "candidacy",
    "answer",
    "vote",
    "term",
    "slower",
    "hand-over",
    "surpassed",
    "head",
    "evidence",
    "steering",
    "whereabouts",
    "reveal",
];

/// An acknowledgement on its way to a host.
pub const ACK: &str = "ack";
/// The answer to a host's sign of life.
pub const BEAT_BACK: &str = "beat back";
/// A vote on its way to a candidate.
pub const VOTE: &str = "vote";
/// Kinds that can be kept from arriving for a while, so that the road around each is walked.
pub const DETOURS: [&str; 12] =
    ["hello", "ack", "command", "beat back", "want", "follow", "batch", "durable", "refusal", "answer", "vote", "term"];

/// What a frame is called.
pub fn kind(frame: &[u8]) -> &'static str {
    let names: &[&str] = match frame.first() {
        Some(0) => &TO_HOST,
        Some(1) => &TO_GUEST,
        Some(_) | None => &[],
    };
    frame.get(1).and_then(|case| names.get(usize::from(*case))).copied().unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::wire::{Message, ToGuest, ToHost};

    #[test]
    fn kinds_are_those_of_the_wire() {
        assert_eq!(kind(&Message::ToHost(ToHost::Want { after: 3 }).to_frame()), "want");
        assert_eq!(kind(&Message::ToGuest(ToGuest::Slower).to_frame()), "slower");
        assert_eq!(kind(&Message::ToGuest(ToGuest::Surpassed { term: 3 }).to_frame()), "surpassed");
        assert_eq!(kind(&Message::ToGuest(ToGuest::Steered(Vec::new())).to_frame()), "steering");
        assert_eq!(kind(&[9, 9]), "other");
        assert!(DETOURS.iter().all(|name| TO_HOST.contains(name) || TO_GUEST.contains(name)));
    }
}
