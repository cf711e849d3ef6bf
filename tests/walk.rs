//! The walk from end to end without a socket: keys in at one app, pixels out at another; and who is turned away at the door.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "walk/evening.rs"]
mod evening;

use evening::Evening;
use roundtable::app::effect::Farewell;
use roundtable::app::face::Face;
use roundtable::app::happening::Reached;
use roundtable::app::line::Line;
use roundtable::app::opening::{Admit, Opening};
use roundtable::session::limits::PROTOCOL;
use roundtable::session::ticket;
use roundtable::session::wire::{Message, ToHost};
use roundtable::srd::Book;
use roundtable::ui::key::Key;

const HOUR_MS: u64 = 3_600_000;

fn host(evening: &mut Evening) -> usize {
    let opening = Opening::Host {
        table: None,
        adventure: None,
        hero: Some("Ada".to_owned()),
        listen: Vec::new(),
        admit: Admit::All,
        ticket_ms: None,
    };
    evening.start("Ann", Face::Lines, Book::standard(), opening)
}

/// The host's newest ticket that is not this one.
fn invite(evening: &mut Evening, host: usize, but: Option<&str>) -> String {
    evening.wait(host, "a ticket", |line| match line {
        Line::Ticket { ticket, .. } if Some(ticket.as_str()) != but => Some(ticket.clone()),
        _ => None,
    })
}

fn join(evening: &mut Evening, name: &str, face: Face, hero: &str, ticket: &str) -> usize {
    let opening = Opening::Join { ticket: ticket.to_owned(), hero: Some(hero.to_owned()), listen: Vec::new() };
    evening.start(name, face, Book::standard(), opening)
}

#[test]
fn a_key_at_one_machine_moves_a_hero_on_the_screen_of_another() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let first = invite(&mut evening, ann, None);
    let bea = join(&mut evening, "Bea", Face::Screen, "Pip", &first);
    let second = invite(&mut evening, ann, Some(&first));
    let cai = join(&mut evening, "Cai", Face::Screen, "Mara", &second);
    evening.wait(ann, "three heroes", |line| match line {
        Line::Entry { events, .. } => events.iter().any(|event| event.to_string().contains("Mara")).then_some(()),
        _ => None,
    });
    evening.say(ann, "Ada begins");
    evening.say(ann, "Ada continues");
    // What nobody moves looks the same at any time once it has come to rest, but for what blinks: two moments are compared.
    evening.pass(3_000);
    let seen = |evening: &mut Evening| {
        let pictures: Vec<_> = (0..120)
            .map(|_| {
                evening.pass(16);
                evening.picture(cai)
            })
            .collect();
        pictures
    };
    let before = seen(&mut evening);
    evening.hold(bea, Key::Left, 45);
    evening.pass(1_000);
    let after = seen(&mut evening);
    let still = after.iter().filter(|picture| before.contains(picture)).count();
    assert_eq!(still, 0, "Bea's hero walked, and Cai saw nothing of it in {still} of {} frames", after.len());
}

#[test]
fn lines_that_are_piped_in_wait_for_what_came_before_them() {
    let mut evening = Evening::new();
    let opening = Opening::Solo { adventure: None, table: None, hero: Some("Ada".to_owned()) };
    let ann = evening.start("Ann", Face::Lines, Book::standard(), opening);
    for line in ["Ada begins", "Ada continues", "Ada goes to vesk", "Ada talks to vesk", "Ada chooses trade", "quit"] {
        evening.say(ann, line);
    }
    evening.wait(ann, "the shop", |line| match line {
        Line::Entry { told, .. } => told.iter().any(|told| told.contains("Vesk")).then_some(()),
        _ => None,
    });
    evening.pass(200);
    assert_eq!(evening.machines[ann].farewell, Some(Farewell::Well));
    let refused = evening.machines[ann].lines.iter().find(|line| matches!(line, Line::Refused { .. }));
    assert_eq!(refused, None);
}

#[test]
fn a_friend_whose_laptop_is_lost_is_let_in_as_himself() {
    let mut evening = Evening::new();
    let opening = Opening::Host {
        table: None,
        adventure: None,
        hero: Some("Ada".to_owned()),
        listen: Vec::new(),
        admit: Admit::Ask,
        ticket_ms: None,
    };
    let ann = evening.start("Ann", Face::Lines, Book::standard(), opening);
    let first = invite(&mut evening, ann, None);
    let bea = join(&mut evening, "Bea", Face::Lines, "Pip", &first);
    let knocks = |line: &Line| match line {
        Line::Knock { name, places, .. } if name == "Bea" => Some(places.clone()),
        _ => None,
    };
    assert!(evening.wait(ann, "a knock", knocks).is_empty(), "nobody is away");
    evening.say(ann, "admit Bea");
    let second = invite(&mut evening, ann, Some(&first));
    evening.wait(ann, "a hero", |line| match line {
        Line::Entry { events, .. } => events.iter().any(|event| event.to_string().contains("Pip")).then_some(()),
        _ => None,
    });
    evening.lose(bea);
    evening.pass(8_000);
    evening.machines[ann].lines.clear();
    let opening = Opening::Join { ticket: second, hero: None, listen: Vec::new() };
    let again = evening.start("Bea", Face::Lines, Book::standard(), opening);
    assert_eq!(evening.wait(ann, "a knock", knocks), ["Bea"]);
    evening.say(ann, "admit Bea as Ann");
    evening
        .wait(ann, "a refusal", |line| matches!(line, Line::Refused { reason, .. } if reason == "Hosts").then_some(()));
    evening.say(ann, "admit Bea as Bea");
    let moved = |line: &Line| match line {
        Line::Moved { name, seats, .. } if name == "Bea" => Some(seats.clone()),
        _ => None,
    };
    for number in [ann, again] {
        assert_eq!(evening.wait(number, "the old seat", moved), [1]);
    }
    evening.say(again, "state");
    let hero = |line: &Line| match line {
        Line::State(state) => state.seats.iter().find(|seat| seat.seat == 1).and_then(|seat| seat.name.clone()),
        _ => None,
    };
    assert_eq!(evening.wait(again, "the state", hero), "Pip", "with the old hero");
}

fn warned(evening: &mut Evening, number: usize, wanted: &str) -> String {
    evening.wait(number, wanted, |line| match line {
        Line::Warning { reason, told } if reason == wanted => Some(told.clone()),
        _ => None,
    })
}

#[test]
fn the_founder_comes_back_and_goes_along_with_the_friend_who_went_on() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let ticket = invite(&mut evening, ann, None);
    let bea = join(&mut evening, "Bea", Face::Lines, "Pip", &ticket);
    evening.wait(bea, "a hero", |line| match line {
        Line::Entry { events, .. } => events.iter().any(|event| event.to_string().contains("Pip")).then_some(()),
        _ => None,
    });
    evening.pass(1_000);
    evening.lose(ann);
    evening.pass(8_000);
    evening.say(bea, "follow");
    evening.wait(bea, "a refusal", |line| {
        matches!(line, Line::Refused { reason, .. } if reason == "NobodyWentOn").then_some(())
    });
    evening.say(bea, "fork");
    warned(&mut evening, bea, "Forked");
    // Her own word is not enough; it is written to the save of the table that she left before it counts.
    evening.pass(4_000);
    evening.say(bea, "follow");
    warned(&mut evening, bea, "Vouched");
    evening.sleep(2 * HOUR_MS);
    evening.pass(2_000);
    let parent = *evening.machines[ann].cards.keys().next().unwrap();
    let again = |evening: &mut Evening| {
        let table = Some(data_encoding::HEXLOWER.encode(&parent.0));
        let (adventure, hero, ticket_ms) = (None, None, None);
        let opening = Opening::Host { table, adventure, hero, listen: Vec::new(), admit: Admit::Ask, ticket_ms };
        evening.start_again(ann, "Ann", opening);
    };
    again(&mut evening);
    let told = warned(&mut evening, ann, "WentOn");
    assert!(told.starts_with("Bea went on apart 2 hours ago."), "{told}");
    evening.say(ann, "follow");
    for number in [ann, bea] {
        warned(&mut evening, number, "Adopted");
    }
    // What is done now is done at one table; the list tells the two apart.
    evening.machines[bea].lines.clear();
    evening.say(ann, "Ann says hello again");
    evening.wait(bea, "a word", |line| matches!(line, Line::Said { name, .. } if name == "Ann").then_some(()));
    let cards = &evening.machines[ann].cards;
    let (old, new) = (&cards[&parent].name, cards.iter().find(|(table, _)| **table != parent).unwrap().1.name.clone());
    assert_eq!((old, cards.len()), (&format!("{new} (until the others went on)"), 2));
    assert!(evening.machines[bea].cards.values().any(|card| card.name == new), "no longer apart");
    // Opened again, the old save only leads to the other one, whose ledger goes on from this disk.
    evening.lose(ann);
    evening.pass(8_000);
    again(&mut evening);
    warned(&mut evening, ann, "GivenOver");
    evening.say(ann, "state");
    let state = |line: &Line| match line {
        Line::State(state) => Some((state.role, state.index)),
        _ => None,
    };
    let before = evening.wait(ann, "the state", state);
    evening.pass(8_000);
    evening.machines[ann].lines.clear();
    evening.say(ann, "state");
    assert_eq!(evening.wait(ann, "the state", state), before, "nothing is done there any more");
    evening.say(ann, "follow");
    evening.pass(5_000);
    evening.machines[bea].lines.clear();
    evening.say(ann, "Ann says here I am");
    evening.wait(bea, "a word", |line| matches!(line, Line::Said { name, .. } if name == "Ann").then_some(()));
}

#[test]
fn a_ticket_whose_time_is_over_is_said_on_both_sides_and_replaced() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let old = invite(&mut evening, ann, None);
    evening.sleep(49 * HOUR_MS);
    evening.pass(1_000);
    let fresh = invite(&mut evening, ann, Some(&old));
    let bea = join(&mut evening, "Bea", Face::Lines, "Pip", &old);
    turned_away(&mut evening, (ann, bea), "Expired");
    let cai = join(&mut evening, "Cai", Face::Lines, "Pip", &fresh);
    evening.wait(cai, "a seat", |line| matches!(line, Line::Joined { name, .. } if name == "Cai").then_some(()));
}

#[test]
fn a_port_that_the_router_opens_later_comes_onto_the_ticket() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let old = invite(&mut evening, ann, None);
    evening.network(ann, Reached::Listening { address: "8.8.4.4:47471".to_owned() });
    let new = invite(&mut evening, ann, Some(&old));
    let read = |text: &str| ticket::read(text).unwrap();
    assert!(read(&new).addresses.iter().any(|address| address.at.to_string() == "8.8.4.4:47471"));
    assert_eq!(read(&new).fingerprint, read(&old).fingerprint);
    let bea = join(&mut evening, "Bea", Face::Lines, "Pip", &new);
    evening.wait(bea, "a seat", |line| matches!(line, Line::Joined { name, .. } if name == "Bea").then_some(()));
}

#[test]
fn another_protocol_is_said_on_both_sides() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let ticket = invite(&mut evening, ann, None);
    evening.bend = |bytes| match Message::from_frame(&bytes) {
        Ok(Message::ToHost(ToHost::Knock(mut knock))) => {
            knock.protocol += 1;
            Message::ToHost(ToHost::Knock(knock)).to_frame().to_vec()
        }
        _ => bytes,
    };
    let bea = join(&mut evening, "Bea", Face::Lines, "Pip", &ticket);
    let warned = turned_away(&mut evening, (ann, bea), "OtherProtocol");
    assert!(warned.contains(&format!("here {PROTOCOL}, there {}", PROTOCOL + 1)), "{warned}");
}

#[test]
fn another_book_is_said_on_both_sides() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let ticket = invite(&mut evening, ann, None);
    let mut book = Book::standard().clone();
    book.spells.remove(&roundtable::srd::id::SpellId::new("fire_bolt"));
    let opening = Opening::Join { ticket, hero: None, listen: Vec::new() };
    let bea = evening.start("Bea", Face::Lines, &book, opening);
    turned_away(&mut evening, (ann, bea), "OtherBook");
}

/// A host knows who knocks: his digits, and that he has no ticket.
fn knock(evening: &mut Evening, host: usize, of: &str) -> String {
    evening.wait(host, "a knock", |line| match line {
        Line::Knock { name, by_ticket: false, digits, .. } if name == of => Some(digits.clone()),
        _ => None,
    })
}

fn seated(evening: &mut Evening, number: usize, of: &str) {
    evening.wait(number, "a seat", |line| matches!(line, Line::Joined { name, .. } if name == of).then_some(()));
}

#[test]
fn a_table_on_this_network_is_found_by_name_and_a_person_opens() {
    let mut evening = Evening::new();
    // All are let in who have a ticket: that says nothing of those who have none.
    let ann = host(&mut evening);
    let bea = join(&mut evening, "Bea", Face::Lines, "Pip", "ann");
    assert!(evening.machines[bea].shows);
    evening.find(bea, ann);
    let near = evening.wait(bea, "a table", |line| match line {
        Line::Near { table, host, free, stands, .. } => Some(format!("{table}, {host}, {free}, {stands}")),
        _ => None,
    });
    assert_eq!(near, "The Bell That Lost Its Tongue, Ann, 99, open");
    let digits = knock(&mut evening, ann, "Bea");
    let told = evening.wait(bea, "the door", |line| match line {
        Line::Warning { reason, told } if reason == "Knocking" => Some(told.clone()),
        _ => None,
    });
    assert!(told.contains("Ann") && told.contains(&digits), "{told}");
    evening.pass(5_000);
    let sits = |line: &Line| matches!(line, Line::Joined { name, .. } if name == "Bea");
    assert!(!evening.machines[bea].lines.iter().any(sits), "nobody opened");
    evening.say(ann, "admit Bea");
    seated(&mut evening, bea, "Bea");
    assert!(evening.machines[bea].shows, "a member is found by the others");
}

#[test]
fn of_two_tables_with_one_name_the_host_s_name_tells_which() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let opening = Opening::Host {
        table: None,
        adventure: None,
        hero: Some("Mara".to_owned()),
        listen: Vec::new(),
        admit: Admit::Ask,
        ticket_ms: None,
    };
    let cai = evening.start("Cai", Face::Lines, Book::standard(), opening);
    let error = |evening: &mut Evening, guest: usize, why: &str| {
        evening.wait(guest, why, |line| match line {
            Line::Error { reason, told } if reason == why => Some(told.clone()),
            _ => None,
        })
    };
    let bea = join(&mut evening, "Bea", Face::Lines, "Pip", "the bell that lost its tongue");
    evening.find(bea, ann);
    evening.find(bea, cai);
    let told = error(&mut evening, bea, "SeveralNear");
    assert!(told.contains("(Ann)") && told.contains("(Cai)"), "{told}");
    assert_eq!(evening.machines[bea].farewell, Some(Farewell::Refused));
    let dan = join(&mut evening, "Dan", Face::Lines, "Pip", "Cai");
    evening.find(dan, ann);
    evening.find(dan, cai);
    knock(&mut evening, cai, "Dan");
    evening.say(cai, "admit Dan");
    seated(&mut evening, dan, "Dan");
    let eve = join(&mut evening, "Eve", Face::Lines, "Pip", "Zoe");
    evening.find(eve, cai);
    let told = error(&mut evening, eve, "NobodyNear");
    assert!(told.contains("Zoe") && told.contains("(Cai)"), "{told}");
}

#[test]
fn in_the_window_a_table_on_this_network_is_chosen_from_a_list() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let bea = evening.start("Bea", Face::Screen, Book::standard(), Opening::Title);
    let tap = |evening: &mut Evening, key: Key| {
        evening.hold(bea, key, 2);
        evening.pass(100);
    };
    evening.find(bea, ann);
    evening.pass(1_000);
    assert!(!evening.machines[bea].shows, "nobody looks from the title page");
    tap(&mut evening, Key::Down);
    tap(&mut evening, Key::Enter);
    assert!(evening.machines[bea].shows);
    tap(&mut evening, Key::Escape);
    assert!(!evening.machines[bea].shows, "who looks no more shows himself no more");
    tap(&mut evening, Key::Enter);
    evening.find(bea, ann);
    evening.pass(500);
    // The hand stays where it was when a table comes above it.
    tap(&mut evening, Key::Up);
    tap(&mut evening, Key::Enter);
    knock(&mut evening, ann, "Bea");
    evening.say(ann, "admit Bea");
    seated(&mut evening, ann, "Bea");
    evening.pass(500);
    assert!(evening.machines[bea].shows, "a member is found by the others");
}

#[test]
fn a_ticket_is_good_where_its_host_was_met_on_this_network_already() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let ticket = invite(&mut evening, ann, None);
    let bea = evening.start("Bea", Face::Screen, Book::standard(), Opening::Title);
    let tap = |evening: &mut Evening, key: Key| {
        evening.hold(bea, key, 2);
        evening.pass(100);
    };
    tap(&mut evening, Key::Down);
    tap(&mut evening, Key::Enter);
    evening.find(bea, ann);
    evening.pass(500);
    tap(&mut evening, Key::Down);
    tap(&mut evening, Key::Enter);
    evening.paste(bea, &ticket);
    tap(&mut evening, Key::Enter);
    let by_ticket = evening.wait(ann, "a knock", |line| match line {
        Line::Knock { name, by_ticket, .. } if name == "Bea" => Some(*by_ticket),
        _ => None,
    });
    assert!(by_ticket);
    seated(&mut evening, ann, "Bea");
}

/// The guest is told why and ends, having written nothing; the host is told the same reason in a sentence of its own.
fn turned_away(evening: &mut Evening, (host, guest): (usize, usize), why: &str) -> String {
    let error = evening.wait(guest, why, |line| match line {
        Line::Error { reason, told } => Some((reason.clone(), told.clone())),
        _ => None,
    });
    assert_eq!(error.0, why);
    assert_eq!(evening.machines[guest].farewell, Some(Farewell::Refused));
    assert!(evening.machines[guest].disks.is_empty(), "something was written");
    let warned = evening.wait(host, why, |line| match line {
        Line::Warning { reason, told } if reason == why => Some(told.clone()),
        _ => None,
    });
    assert!(error.1.len() > 20 && warned.contains("Bea") && !warned.contains("our friend"), "{error:?} {warned}");
    warned
}

#[test]
fn a_friend_says_what_an_absent_player_s_hero_does() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let ticket = invite(&mut evening, ann, None);
    let bea = join(&mut evening, "Bea", Face::Lines, "Pip", &ticket);
    let ticket = invite(&mut evening, ann, Some(&ticket));
    let cid = join(&mut evening, "Cid", Face::Lines, "Elra", &ticket);
    let made = |line: &Line| match line {
        Line::Entry { events, .. } => events.iter().any(|event| event.to_string().contains("Elra")).then_some(()),
        _ => None,
    };
    for number in [ann, bea, cid] {
        evening.wait(number, "three heroes", made);
    }
    evening.say(ann, "Ada begins");
    for _ in 0..6 {
        evening.pass(300);
        evening.say(ann, "Ada continues");
    }
    evening.lose(bea);
    evening.pass(8_000);
    let refused = |evening: &mut Evening| {
        evening.machines[cid].lines.clear();
        evening.say(cid, "Pip searches");
        evening.wait(cid, "an answer", |line| match line {
            Line::Refused { reason, .. } => Some(Some(reason.clone())),
            Line::Entry { told, seat: Some(seat), .. } => {
                assert!(told.iter().any(|told| told.contains("Pip")), "{told:?}");
                assert_eq!(*seat, 2, "by a seat of his own");
                Some(None)
            }
            _ => None,
        })
    };
    assert_eq!(refused(&mut evening), Some("Unclear".to_owned()), "nobody has agreed to it");
    for number in [ann, cid] {
        evening.say(number, "absent friend");
    }
    evening.wait(cid, "the vote", |line| {
        matches!(line, Line::Warning { reason, .. } if reason == "Chartered").then_some(())
    });
    evening.say(cid, "offers");
    let offered = |line: &Line| match line {
        Line::Offers { offers } => Some(offers.iter().any(|offer| offer.seat == 1 && offer.text == "Pip searches")),
        _ => None,
    };
    assert!(evening.wait(cid, "the offers", offered));
    assert_eq!(refused(&mut evening), None);
}

#[test]
fn in_the_window_the_members_of_a_table_decide_about_it() {
    let mut evening = Evening::new();
    let ann = host(&mut evening);
    let ticket = invite(&mut evening, ann, None);
    let bea = join(&mut evening, "Bea", Face::Screen, "Pip", &ticket);
    evening.wait(ann, "two heroes", |line| match line {
        Line::Entry { events, .. } => events.iter().any(|event| event.to_string().contains("Pip")).then_some(()),
        _ => None,
    });
    evening.say(ann, "Ada begins");
    for _ in 0..6 {
        evening.pass(300);
        evening.say(ann, "Ada continues");
    }
    let decide = |evening: &mut Evening, down: usize| {
        // The menu, from below: good night, settings, the table.
        let down = std::iter::repeat_n(Key::Down, down);
        for key in [Key::Escape, Key::Up, Key::Up, Key::Up, Key::Enter].into_iter().chain(down).chain([Key::Enter]) {
            evening.hold(bea, key, 2);
            evening.pass(100);
        }
    };
    evening.pass(1_000);
    decide(&mut evening, 1);
    let moved = evening.wait(ann, "a vote", |line| match line {
        Line::Warning { reason, told } if reason == "Moved" => Some(told.clone()),
        _ => None,
    });
    assert!(moved.contains("Bea") && moved.contains("waits for heroes"), "{moved}");
    decide(&mut evening, 4);
    evening.pass(2_000);
    evening.machines[ann].lines.clear();
    evening.say(ann, "state");
    let weights = evening.wait(ann, "the state", |line| match line {
        Line::State(state) => {
            Some(state.roster.iter().map(|voter| (voter.name.clone(), voter.weight)).collect::<Vec<_>>())
        }
        _ => None,
    });
    assert!(!weights.iter().any(|(name, weight)| name == "Bea" && *weight > 0), "{weights:?}");
}
