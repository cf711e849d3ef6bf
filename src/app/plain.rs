//! A line of the text face in sentences, for people; programs read the same line as an object.

use super::line::{Dice, Line, SeatState, State};
use crate::canvas::code::Code;
use crate::words::fluent::Words;
use crate::words::sentence::{Sentence, Value};

const SECONDS_AN_HOUR: u64 = 3600;
const SECONDS_A_MINUTE: u64 = 60;
/// So much of a key is shown to people; programs get all of it.
const KEY_LETTERS: usize = 8;

/// The sentences of a line, as of this second since 1970. Some lines are for programs only and say nothing.
pub fn plain(line: &Line, words: &Words, unix_seconds: u64) -> Vec<String> {
    let one = |sentence: Sentence| vec![words.say(&sentence)];
    match line {
        Line::Ready { version, player, .. } => {
            let player: String = player.chars().take(KEY_LETTERS).collect();
            one(Sentence::new("line-ready").with("version", text(version)).with("player", text(&player)))
        }
        Line::Listening { address } => one(Sentence::new("line-listening").with("address", text(address))),
        Line::Ticket { ticket, expires } => invitation(ticket, expires.saturating_sub(unix_seconds), words),
        Line::Knock { name, seats, by_ticket, digits, places, .. } => {
            let mut lines = one(Sentence::new("line-knock").with("name", text(name)).with("seats", i64::from(*seats)));
            let again = |place: &String| {
                let sentence = Sentence::new("line-knock-as").with("name", text(name)).with("place", text(place));
                words.say(&sentence)
            };
            lines.extend(places.iter().map(again));
            if !by_ticket {
                lines.extend(one(Sentence::new("line-knock-near").with("digits", text(digits))));
            }
            lines
        }
        Line::Near { table, host, free, stands, .. } => {
            let near = Sentence::new("line-near").with("table", text(table)).with("host", text(host));
            let stands = Sentence::new(format!("near-stands-{stands}")).with("free", i64::from(*free));
            one(near.with("stands", Value::Sentence(Box::new(stands))))
        }
        Line::Moved { name, .. } => one(Sentence::new("line-moved").with("name", text(name))),
        Line::Joined { name, .. } => one(Sentence::new("line-joined").with("name", text(name))),
        Line::Left { name, .. } => one(Sentence::new("line-left").with("name", text(name))),
        Line::Entry { told, dice, .. } => marked(told, dice.as_ref()),
        Line::Durable { .. } => Vec::new(),
        Line::Refused { told, .. } | Line::Warning { told, .. } | Line::Error { told, .. } => vec![told.clone()],
        Line::Question { name, offers, .. } => {
            let mut lines = one(Sentence::new("line-question").with("name", text(name)));
            lines.extend(offers.iter().map(|offer| format!("  {}", offer.text)));
            lines
        }
        Line::Offers { offers } if offers.is_empty() => one(Sentence::new("line-offers-none")),
        Line::Offers { offers } => {
            let mut lines = one(Sentence::new("line-offers"));
            lines.extend(offers.iter().map(|offer| format!("  {}", offer.text)));
            lines
        }
        Line::State(state) => standing(state, words),
        Line::Link { name, state, path, .. } => {
            let sentence = Sentence::new("line-link").with("name", text(name)).with("state", text(state));
            one(sentence.with("path", text(path)))
        }
        Line::Term { term, host_name, why, .. } => {
            let sentence = Sentence::new("line-term").with("term", *term as i64).with("host", text(host_name));
            one(sentence.with("why", text(why)))
        }
        Line::Said { name, text: said, .. } => {
            one(Sentence::new("line-said").with("name", text(name)).with("text", text(said)))
        }
        Line::Look { told } | Line::Help { told } => told.clone(),
    }
}

/// An amount of copper as gold, silver and copper.
pub fn coins(cp: u32) -> Sentence {
    let sentence = Sentence::new("line-coins").with("gold", i64::from(cp / 100));
    sentence.with("silver", i64::from(cp / 10 % 10)).with("copper", i64::from(cp % 10))
}

fn text(text: &str) -> Value {
    Value::text(text)
}

/// The sentences of an entry; the last one says whose dice they were.
fn marked(told: &[String], dice: Option<&Dice>) -> Vec<String> {
    let mut lines = told.to_vec();
    if let (Some(last), Some(dice)) = (lines.last_mut(), dice) {
        *last = format!("{last} {}", dice.told);
    }
    lines
}

fn invitation(ticket: &str, seconds_left: u64, words: &Words) -> Vec<String> {
    // Less than an hour is said in minutes.
    let hours = if seconds_left < SECONDS_AN_HOUR { 0 } else { seconds_left.div_ceil(SECONDS_AN_HOUR) as i64 };
    let sentence = Sentence::new("line-ticket").with("hours", hours);
    let told = sentence.with("minutes", seconds_left.div_ceil(SECONDS_A_MINUTE) as i64);
    let mut lines = vec![words.say(&told), format!("  {ticket}")];
    if let Some(code) = Code::of(ticket) {
        lines.push(words.text("line-ticket-code"));
        lines.extend(code.lines());
    }
    lines
}

fn standing(state: &State, words: &Words) -> Vec<String> {
    let named = |prefix: &str, name: &str| Sentence::new(format!("{prefix}{name}"));
    let host = state.roster.iter().find(|voter| voter.player == state.host).map_or("?", |voter| &voter.name);
    let first = Sentence::new("line-state")
        .with("index", state.index as i64)
        .with("term", state.term as i64)
        .with("role", named("line-role-", if state.stopped.is_some() { "stopped" } else { state.role }))
        .with("host", text(host))
        .with("mode", named("line-mode-", state.mode));
    let mut lines = vec![words.say(&first)];
    lines.extend(state.seats.iter().map(|seat| words.say(&place(seat))));
    lines
}

fn place(seat: &SeatState) -> Sentence {
    let Some(name) = &seat.name else { return Sentence::new("line-seat-empty").with("seat", i64::from(seat.seat)) };
    let (hp, most) = seat.hp.unwrap_or_default();
    Sentence::new("line-seat")
        .with("seat", i64::from(seat.seat))
        .with("name", text(name))
        .with("level", i64::from(seat.level.unwrap_or_default()))
        .with("hp", i64::from(hp))
        .with("most", i64::from(most))
        .with("purse", coins(seat.purse_cp.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::line::Offered;
    use crate::words::fluent::Language;

    fn check(line: &Line, english: &str) {
        assert_eq!(plain(line, &Words::new(Language::English), 0).join("\n"), english);
        let japanese = plain(line, &Words::new(Language::Japanese), 0).join("\n");
        assert!(!japanese.contains('['), "{japanese}");
    }

    fn knock(by_ticket: bool, places: &[&str]) -> Line {
        let (player, name, digits) = ("ab".into(), "Bea".into(), "123456".into());
        let places = places.iter().map(|place| (*place).to_owned()).collect();
        Line::Knock { player, name, seats: 1, by_ticket, digits, places }
    }

    #[test]
    fn lines_are_sentences_for_people() {
        check(&knock(true, &[]), "Bea knocks and asks for a seat. Say: admit Bea - or: turn away Bea");
        check(
            &knock(true, &["Bob"]),
            "Bea knocks and asks for a seat. Say: admit Bea - or: turn away Bea\n\
             If this is Bob on another machine, say: admit Bea as Bob",
        );
        check(
            &knock(false, &[]),
            "Bea knocks and asks for a seat. Say: admit Bea - or: turn away Bea\n\
             This one has no ticket and found the table on this network. Open only if these digits stand on both screens: \
             123456",
        );
        check(
            &Line::Near { player: "ab".into(), table: "The Bell".into(), host: "Ada".into(), free: 1, stands: "open" },
            "On this network: The Bell, hosted by Ada (1 seat free).",
        );
        check(
            &Line::Question {
                seat: 1,
                name: "Ada".into(),
                offers: vec![Offered { seat: 1, text: "Ada answers yes".into() }],
            },
            "Ada owes an answer. Say one of these:\n  Ada answers yes",
        );
        check(&Line::Offers { offers: Vec::new() }, "Nothing can be done just now.");
        check(&Line::Durable { index: 4, machines: 2 }, "");
        check(&Line::Said { seat: 0, name: "Ada".into(), text: "hello".into() }, "Ada: \"hello\"");
    }

    #[test]
    fn a_ticket_is_shown_with_its_time_and_a_code() {
        let shown = |expires: u64| {
            plain(&Line::Ticket { ticket: "RT1-ABCD".into(), expires }, &Words::new(Language::English), 0)
        };
        let lines = shown(48 * 3600);
        assert!(lines[0].contains("48 hours"), "{}", lines[0]);
        assert!(shown(90)[0].contains("2 minutes"), "{}", shown(90)[0]);
        assert_eq!(lines[1], "  RT1-ABCD");
        assert!(lines.len() > 10, "the code is missing");
    }
}
