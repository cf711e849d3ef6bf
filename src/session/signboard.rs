//! The signboard over the door: what a host tells everyone who looks, so that a table is found without a ticket.

use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::limits::PROTOCOL;
use super::names;
use super::wire::{Message, ToGuest};

/// What is played behind a door. Nothing on it is secret, and nothing of who looked is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signboard {
    /// The wire protocol the host speaks.
    pub protocol: u16,
    /// The book the host has.
    pub book: Hash,
    /// The first 8 bytes of the table's identity.
    pub fingerprint: [u8; 8],
    /// The table's name, at most 64 letters.
    pub table: String,
    /// The name of whoever hosts.
    pub host: String,
    /// Seats nobody has yet, at most 100.
    pub free: u8,
}

impl Signboard {
    /// Reads a stranger's frame: none when it is no signboard, or names something that could not be shown.
    pub fn read(frame: &[u8]) -> Option<Signboard> {
        let Ok(Message::ToGuest(ToGuest::Signboard(board))) = Message::from_stranger(frame) else { return None };
        let shown = names::is_title(&board.table) && names::name(&board.host).as_ref() == Ok(&board.host);
        shown.then_some(*board)
    }

    /// True when this program and the host's can play together.
    pub fn fits(&self, book: Hash) -> bool {
        self.protocol == PROTOCOL && self.book == book
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &str, host: &str, read: bool) {
        let (table, host) = (table.to_owned(), host.to_owned());
        let board = Signboard { protocol: 1, book: Hash([3; 32]), fingerprint: [7; 8], table, host, free: 9 };
        let frame = Message::ToGuest(ToGuest::Signboard(Box::new(board.clone()))).to_frame();
        assert_eq!(Signboard::read(&frame), read.then_some(board), "{frame:?}");
    }

    #[test]
    fn only_what_can_be_shown_is_read() {
        check("The Bell That Lost Its Tongue", "Ada", true);
        check("舌をなくした鐘", "太郎", true);
        check("", "Ada", false);
        check("   ", "Ada", false);
        check(&"a".repeat(65), "Ada", false);
        check("one\nline", "Ada", false);
        check("turned \u{202e}around", "Ada", false);
        check("The Bell", "", false);
        check("The Bell", "Ada ", false);
        check("The Bell", "\u{202e}adA", false);
    }

    #[test]
    fn other_frames_are_no_signboards() {
        assert_eq!(Signboard::read(&Message::ToGuest(ToGuest::Slower).to_frame()), None);
        assert_eq!(Signboard::read(&[]), None);
    }
}
