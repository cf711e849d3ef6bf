//! Why a dial failed, a link ended or a frame was dropped: one closed list, each with its sentence.

use libp2p::TransportError;
use libp2p::allow_block_list::Blocked;
use libp2p::swarm::DialError;

/// A reason, for the program to match and for people to read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Nobody listens there.
    #[error("the connection was refused: nobody listens there")]
    Refused,
    /// No answer came.
    #[error("no answer in time")]
    TimedOut,
    /// Somebody else answered.
    #[error("somebody else answered at this address: another key than expected")]
    WrongKey,
    /// We reached ourselves.
    #[error("this is our own address")]
    OwnAddress,
    /// There is no way to that network from here.
    #[error("that network cannot be reached from here")]
    Unreachable,
    /// Something answered that is no table of this version.
    #[error("what answered is no table of this version")]
    NotATable,
    /// The other side hung up before anything was said: its door is crowded, or closed for us.
    #[error("the other side hung up at once: too many at its door, perhaps")]
    HungUp,
    /// The other side closed the connection before it became a link.
    #[error("the other side turned us away")]
    TurnedAway,
    /// There is a link already.
    #[error("already connected")]
    AlreadyConnected,
    /// There is no link.
    #[error("not connected")]
    NotConnected,
    /// This cannot be read as an address.
    #[error("not an address that can be used here: {0}")]
    BadAddress(String),
    /// The port is taken.
    #[error("this port is in use by another program")]
    PortTaken,
    /// The key is banned here.
    #[error("banned here")]
    Banned,
    /// Our own limits are reached.
    #[error("too many connections at once")]
    TooMany,
    /// The frame is longer than its lane allows.
    #[error("longer than this lane allows")]
    TooLong,
    /// The queue of a lane is full.
    #[error("the other side reads too slowly: the queue is full")]
    Overflow,
    /// Nothing came in any more.
    #[error("silent for 5 s")]
    Silent,
    /// The other side takes nothing any more.
    #[error("took nothing for 10 s")]
    NotReading,
    /// The other side broke the rules of the wire.
    #[error("broke the rules of the wire: {0}")]
    Breach(String),
    /// A newer connection of the same player took over.
    #[error("replaced by a newer connection of the same player")]
    Replaced,
    /// We closed it.
    #[error("closed here: {0}")]
    ClosedHere(String),
    /// They closed it and said why.
    #[error("closed there: {0}")]
    ClosedThere(String),
    /// The connection broke.
    #[error("the connection broke: {0}")]
    Broken(String),
}

impl Why {
    /// Reads the reason out of an error of the operating system or a carrier.
    pub(super) fn of_io(error: &std::io::Error) -> Why {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::ConnectionRefused => Why::Refused,
            Kind::TimedOut => Why::TimedOut,
            Kind::NetworkUnreachable | Kind::HostUnreachable | Kind::AddrNotAvailable => Why::Unreachable,
            Kind::AddrInUse => Why::PortTaken,
            _ => Why::of_words(&chain(error), &format!("{error:?}")),
        }
    }

    /// Reads the reason out of a dial that failed.
    pub(super) fn of_dial(error: &DialError) -> Why {
        match error {
            // One address is always given; the swarm strikes it out when it is one of our own.
            DialError::LocalPeerId { .. } | DialError::NoAddresses => Why::OwnAddress,
            DialError::WrongPeerId { .. } => Why::WrongKey,
            DialError::Aborted | DialError::DialPeerConditionFalse(_) => Why::Broken("given up".to_owned()),
            DialError::Denied { cause } if cause.downcast_ref::<Blocked>().is_some() => Why::Banned,
            DialError::Denied { .. } => Why::TooMany,
            DialError::Transport(attempts) => match attempts.last() {
                Some((_, TransportError::Other(error))) => Why::of_io(error),
                Some((address, TransportError::MultiaddrNotSupported(_))) => Why::BadAddress(address.to_string()),
                None => Why::Unreachable,
            },
        }
    }

    /// Carriers wrap their errors in sentences and lose the rest; what matters to players is told apart by its words,
    /// or by the kind of the innermost error, which only its debugging form still shows.
    fn of_words(words: &str, inside: &str) -> Why {
        let lower = words.to_lowercase();
        let holds = |part: &str| lower.contains(part) || inside.contains(part);
        if holds("in use") {
            Why::PortTaken
        } else if holds("refused") {
            Why::Refused
        } else if holds("timed out") || holds("timeout") {
            Why::TimedOut
        } else if holds("unreachable") {
            Why::Unreachable
        } else if holds("aborted by peer") || holds("UnexpectedEof") || holds("ConnectionReset") {
            Why::HungUp
        } else if holds("InvalidData") || holds("InvalidMessage") {
            Why::NotATable
        } else {
            Why::Broken(plain(words))
        }
    }
}

/// An error and everything under it, in one line.
pub(super) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut line = error.to_string();
    let mut below = error.source();
    while let Some(source) = below {
        let words = source.to_string();
        if !line.contains(&words) {
            line.push_str(": ");
            line.push_str(&words);
        }
        below = source.source();
    }
    line
}

/// Words from outside, cut to what a screen can show: no control or direction characters, a bounded length.
pub(super) fn plain(words: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    words.chars().filter(|c| !hidden(*c)).take(super::limits::BYE_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriers_words_become_reasons() {
        let check = |words: &str, why: Why| assert_eq!(Why::of_io(&std::io::Error::other(words)), why, "{words}");
        check("Handshake with the remote timed out.", Why::TimedOut);
        check("Connection refused (os error 111)", Why::Refused);
        check("Network is unreachable (os error 101)", Why::Unreachable);
        check("closed: aborted by peer: the application", Why::HungUp);
        check("odd\u{1b}[2J thing", Why::Broken("odd[2J thing".to_owned()));
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        assert_eq!(Why::of_io(&refused), Why::Refused);
    }

    #[test]
    fn words_from_outside_are_cut_and_cleaned() {
        assert_eq!(plain("a\u{202e}b\nc"), "abc");
        assert_eq!(plain(&"x".repeat(1_000)).len(), super::super::limits::BYE_CHARACTERS_MAX);
    }
}
