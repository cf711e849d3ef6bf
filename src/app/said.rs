//! The session's reasons as sentences: why a door stays shut, what is false, why a command was not done.

use crate::rules::refusal::Refusal;
use crate::session::distrust::{Distrust, Falsehood};
use crate::session::entry::Absent;
use crate::session::evidence::Charge;
use crate::session::guest::{NotAlong, NotApart};
use crate::session::knock::ShutDoor;
use crate::session::limits::PROTOCOL;
use crate::session::replaced::NotReplaced;
use crate::session::ticket::BadTicket;
use crate::session::wire::Denial;
use crate::words::sentence::{Sentence, Value};

/// Why a door stays shut, for whoever stands before it.
pub(super) fn door(door: ShutDoor) -> Sentence {
    at_the_door("door", door)
}

/// Why a door stays shut, for whoever hosts behind it.
pub(super) fn shut(door: ShutDoor) -> Sentence {
    at_the_door("shut", door)
}

fn at_the_door(side: &str, door: ShutDoor) -> Sentence {
    let id = match door {
        ShutDoor::WrongTicket => "wrong-ticket",
        ShutDoor::Expired => "expired",
        ShutDoor::Spent => "spent",
        ShutDoor::Revoked => "revoked",
        ShutDoor::OtherProtocol { theirs } => {
            let ours = Sentence::new(format!("{side}-other-protocol")).with("ours", i64::from(PROTOCOL));
            return ours.with("theirs", i64::from(theirs));
        }
        ShutDoor::OtherBook => "other-book",
        ShutDoor::OtherTale => "other-tale",
        ShutDoor::TableFull => "table-full",
        ShutDoor::NameTaken => "name-taken",
        ShutDoor::BadName(_) => "bad-name",
        ShutDoor::TurnedAway => "turned-away",
        ShutDoor::TooManyTries => "too-many-tries",
        ShutDoor::SentAway => "sent-away",
        ShutDoor::OtherTable => "other-table",
        ShutDoor::NotNow => "not-now",
        ShutDoor::NoAnswer => "no-answer",
        ShutDoor::Replaced => "replaced",
        ShutDoor::PlaceTaken => "place-taken",
    };
    Sentence::new(format!("{side}-{id}"))
}

/// What is wrong with a ticket.
pub(super) fn ticket(why: BadTicket) -> Sentence {
    match why {
        BadTicket::NotATicket => Sentence::new("ticket-not-one"),
        BadTicket::Letter { group, letter } => {
            let sentence = Sentence::new("ticket-letter").with("group", group as i64);
            sentence.with("letter", Value::text(letter))
        }
        BadTicket::Mistyped { group } => Sentence::new("ticket-mistyped").with("group", group as i64),
        BadTicket::Garbled => Sentence::new("ticket-garbled"),
        BadTicket::TooShort => Sentence::new("ticket-short"),
        BadTicket::TooLong => Sentence::new("ticket-long"),
        BadTicket::Bytes(_) => Sentence::new("ticket-other"),
    }
}

/// What is false about an entry or a vote, for whoever believed its author until now.
pub(super) fn falsehood(distrust: &Distrust, name: &str) -> Sentence {
    let id = if distrust.index == 0 { "notice-distrust-vote" } else { "notice-distrust" };
    about(id, distrust).with("name", Value::text(name))
}

/// What a proof convicts someone of, for whoever checks a save.
pub fn convicted(charge: &Charge, name: &str) -> Sentence {
    let id = if charge.index == 0 { "verify-convicted-vote" } else { "verify-convicted" };
    let sentence = Sentence::new(id).with("index", charge.index as i64).with("term", charge.term as i64);
    sentence.with("why", Sentence::new(false_because(charge.why))).with("name", Value::text(name))
}

/// What is false about an entry, for whoever checks a save.
pub fn verdict(distrust: &Distrust) -> Sentence {
    about("verify-false", distrust)
}

fn about(told: &'static str, distrust: &Distrust) -> Sentence {
    let why = Sentence::new(false_because(distrust.why));
    Sentence::new(told).with("index", distrust.index as i64).with("why", why)
}

fn false_because(why: Falsehood) -> &'static str {
    match why {
        Falsehood::Signature => "false-signature",
        Falsehood::Term => "false-term",
        Falsehood::Order => "false-order",
        Falsehood::Chain => "false-chain",
        Falsehood::Rosters => "false-rosters",
        Falsehood::Time => "false-time",
        Falsehood::Digest => "false-digest",
        Falsehood::Author => "false-author",
        Falsehood::Number => "false-number",
        Falsehood::Refused(_) => "false-refused",
        Falsehood::Faces => "false-faces",
        Falsehood::Events => "false-events",
        Falsehood::Idle => "false-idle",
        Falsehood::Impossible => "false-impossible",
        Falsehood::Genesis => "false-genesis",
        Falsehood::Certificate(_) => "false-certificate",
        Falsehood::Place => "false-place",
        Falsehood::Change => "false-change",
        Falsehood::Invite => "false-invite",
        Falsehood::Name => "false-name",
        Falsehood::Limit => "false-limit",
        Falsehood::Durable => "false-durable",
        Falsehood::TwoBatches => "false-two-batches",
        Falsehood::TwoVotes => "false-two-votes",
        Falsehood::Fork => "false-fork",
        Falsehood::Charter => "false-charter",
        Falsehood::Adoption => "false-adoption",
        Falsehood::Content => "false-content",
        Falsehood::Value => "false-value",
        Falsehood::Witness => "false-witness",
        Falsehood::Owed => "false-owed",
        Falsehood::Pledge => "false-pledge",
    }
}

/// How absent players' heroes would be treated.
pub(super) const fn absent(absent: Absent) -> &'static str {
    match absent {
        Absent::Pause => "absent-pause",
        Absent::Guard => "absent-guard",
        Absent::Friend => "absent-friend",
        Absent::Machine => "absent-machine",
    }
}

/// Everyone present was asked to go on apart.
pub(super) fn apart(of: u16) -> Sentence {
    let id = if of > 1 { "notice-apart-asked" } else { "notice-apart-alone" };
    Sentence::new(id).with("of", i64::from(of))
}

/// Why a table is not forked: a stable name and a sentence.
pub(super) fn not_apart(why: NotApart) -> (&'static str, Sentence) {
    let (reason, id) = match why {
        NotApart::HostAnswers => ("HostAnswers", "denied-apart-host"),
        NotApart::NoVoter => ("NoVoter", "denied-apart-voter"),
        NotApart::DiskFailed => ("DiskFailed", "denied-disk-failed"),
    };
    (reason, Sentence::new(id))
}

/// Some went on apart, so many milliseconds ago; a sentence that wants the name of who began it.
pub(super) fn went_on(newer: bool, ago_ms: u64) -> Sentence {
    let minutes = ago_ms / 60_000;
    let (id, count) = match minutes {
        0..120 => ("ago-minutes", minutes),
        120..2_880 => ("ago-hours", minutes / 60),
        _ => ("ago-days", minutes / 1_440),
    };
    let ago = Sentence::new(id).with("count", count as i64);
    let id = if newer { "notice-went-on-newer" } else { "notice-went-on" };
    Sentence::new(id).with("ago", Value::Sentence(Box::new(ago)))
}

/// Why one cannot go along with a fork: a stable name and a sentence.
pub(super) fn not_along(why: NotAlong) -> (&'static str, Sentence) {
    let (reason, id) = match why {
        NotAlong::Nobody => ("NobodyWentOn", "denied-along-nobody"),
        NotAlong::Newer => ("Newer", "denied-along-newer"),
        NotAlong::NoVoice => ("NoVoice", "denied-along-voice"),
        NotAlong::DiskFailed => ("DiskFailed", "denied-disk-failed"),
    };
    (reason, Sentence::new(id))
}

/// Why a newcomer cannot take a member's place: a stable name and a sentence that wants the member's name.
pub(super) fn not_replaced(why: NotReplaced) -> (&'static str, Sentence) {
    let (reason, id) = match why {
        NotReplaced::NoMember => ("NoSuchMember", "line-no-member"),
        NotReplaced::Here => ("StillHere", "denied-replace-here"),
        NotReplaced::Hosts => ("Hosts", "denied-replace-hosts"),
        NotReplaced::Seats { has } => {
            return ("OtherSeats", Sentence::new("denied-replace-seats").with("seats", has as i64));
        }
        NotReplaced::Role => ("OtherRole", "denied-replace-role"),
        NotReplaced::Lied => ("Lied", "denied-replace-lied"),
    };
    (reason, Sentence::new(id))
}

/// Why a command was not done: a stable name and a sentence.
pub(super) fn denial(denial: Denial) -> (String, Sentence) {
    let (reason, sentence) = match denial {
        Denial::Rules(refusal) => return refused(refusal),
        Denial::NotYourSeat => return refused(Refusal::NotYourSeat),
        Denial::OldNumber => ("OldNumber", Sentence::new("denied-old-number")),
        Denial::BadSignature => ("BadSignature", Sentence::new("denied-bad-signature")),
        Denial::TooFast => ("TooFast", Sentence::new("denied-too-fast")),
        Denial::TooLong => ("TooLong", Sentence::new("denied-too-long")),
        Denial::Frozen(here, all) => {
            ("Frozen", Sentence::new("notice-frozen").with("here", i64::from(here)).with("all", i64::from(all)))
        }
        Denial::Broken => ("Broken", Sentence::new("denied-broken")),
        Denial::DiskFailed => ("DiskFailed", Sentence::new("denied-disk-failed")),
        Denial::Value => ("Value", Sentence::new("denied-value")),
        Denial::TooManyWaiting => ("TooManyWaiting", Sentence::new("denied-too-many-waiting")),
    };
    (reason.to_owned(), sentence)
}

/// A refusal of the rules: its name and its sentence.
pub(super) fn refused(refusal: Refusal) -> (String, Sentence) {
    let name = format!("{refusal:?}");
    let mut id = "refused".to_owned();
    for letter in name.chars() {
        if letter.is_uppercase() {
            id.push('-');
        }
        id.extend(letter.to_lowercase());
    }
    (name, Sentence::new(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_said_by_the_message_of_its_name() {
        let (name, sentence) = refused(Refusal::NotYourTurn);
        assert_eq!((name.as_str(), sentence.id.as_ref()), ("NotYourTurn", "refused-not-your-turn"));
    }
}
