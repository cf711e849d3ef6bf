//! How things stand: the state line of the text face, and the status that the screen looks at.

use super::App;
use super::line::{Line, SeatState, State, Voter};
use super::sitting::Sitting;
use crate::session::guest::Part;
use crate::ui::view::{Adventure, Link, Person, Role, Saved, Voiceless};
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::id::{PlayerId, SeatId};

impl App {
    /// Says how things stand.
    pub(super) fn say_state(&mut self) {
        let line = self.sitting.as_ref().and_then(|sitting| self.state(sitting));
        match line {
            Some(state) => self.say(Line::State(Box::new(state))),
            None => self.refused("NoTable".to_owned(), &Sentence::new("line-no-table")),
        }
    }

    /// Says up to where everything is kept.
    pub(super) fn say_saved(&mut self) {
        let durable = self.sitting.as_ref().map_or(0, |sitting| sitting.guest.durable());
        let told = self.words.say(&Sentence::new("line-saved").with("index", durable as i64));
        self.say(Line::Warning { reason: "Saved".to_owned(), told });
    }

    fn state(&self, sitting: &Sitting) -> Option<State> {
        let (state, hex) = (sitting.guest.state()?, |player: &PlayerId| data_encoding::HEXLOWER.encode(&player.0));
        let table = &state.table;
        let roster = table.rosters.next.as_ref().unwrap_or(&table.rosters.now);
        let voter = |player: &PlayerId| Voter {
            player: hex(player),
            name: self.name_of(*player),
            weight: roster.weight(*player),
            present: !table.away.contains(player),
        };
        Some(State {
            index: table.index,
            term: table.term,
            digest: state.digest().to_string(),
            role: role_name(sitting),
            stopped: (sitting.guest.role() == Part::Stopped).then_some("disk"),
            host: hex(&table.host),
            roster: roster.members.keys().map(voter).collect(),
            mode: mode(&state.world),
            seats: state.world.now.seats.iter().map(|(id, seat)| place(&state.world, *id, hex(&seat.player))).collect(),
        })
    }

    /// Brings the screen's status up to date.
    pub(super) fn refresh(&mut self) {
        let me = self.me();
        self.seats = self.seats_of(me);
        let Some(sitting) = &self.sitting else {
            self.status.role = Role::Nowhere;
            (self.status.voiceless, self.status.onward) = (None, false);
            return;
        };
        self.status.role = self.role(sitting);
        self.status.voiceless = match sitting.guest.role() {
            // A disk that failed is another matter, and said elsewhere.
            Part::Stopped => None,
            _ if sitting.guest.is_convicted() => Some(Voiceless::Convicted),
            _ if sitting.guest.is_replaced() => Some(Voiceless::Replaced),
            // He gave it away himself.
            _ if sitting.guest.given().is_some() => None,
            _ => sitting.guest.is_mute().then_some(Voiceless::PutBack),
        };
        self.status.onward = sitting.guest.may_go_along();
        let Some(table) = sitting.guest.table() else { return };
        self.status.table.clone_from(&table.genesis.name);
        let person = |player: &PlayerId| Person {
            player: *player,
            name: self.name_of(*player),
            host: table.host == *player,
            chair: table.rosters.now.chair == *player,
            rests: table.rosters.now.members.get(player) == Some(&crate::session::roster::Role::Resting),
            link: self.link_to(*player, table.host),
            path: self.links.way(*player).map(|way| Sentence::new("screen-path").with("path", Value::text(&way.path))),
            round_trip_ms: self
                .links
                .way(*player)
                .and_then(|way| way.round_trip_micros)
                .map(|micros| u32::try_from(micros.div_ceil(1000)).unwrap_or(u32::MAX)),
        };
        self.status.people = table.members.keys().map(person).collect();
        self.status.durable = sitting.guest.durable();
        self.status.machines = u8::try_from(sitting.guest.machines()).unwrap_or(u8::MAX);
        self.refresh_door();
    }

    /// A guest has no link of his own to other guests as long as the host answers for them.
    fn link_to(&self, player: PlayerId, host: PlayerId) -> Link {
        let me = self.me();
        let own = self.links.link(player, me);
        let away =
            self.sitting.as_ref().and_then(|it| it.guest.table()).is_some_and(|table| table.away.contains(&player));
        match own {
            Link::Gone | Link::Trying if me != host && player != host && !away => self.links.link(host, me),
            own => own,
        }
    }

    /// True when this machine's disk failed and nothing more is kept here.
    pub(super) fn is_stopped(&self) -> bool {
        self.sitting.as_ref().is_some_and(|sitting| sitting.guest.role() == Part::Stopped)
    }

    /// True when nobody else keeps this table.
    pub(super) fn is_lone(&self) -> bool {
        let me = self.me();
        let table = self.sitting.as_ref().and_then(|sitting| sitting.guest.table());
        table.is_none_or(|table| table.rosters.members().iter().all(|member| *member == me))
    }

    fn role(&self, sitting: &Sitting) -> Role {
        let small = |number: u16| u8::try_from(number).unwrap_or(u8::MAX);
        if let Some(host) = &sitting.host {
            return match host.frozen() {
                Some((here, of)) => Role::Frozen { here: small(here), of: small(of) },
                None if self.plan.alone => Role::Alone,
                None => Role::Host,
            };
        }
        match sitting.guest.role() {
            Part::Follower => Role::Guest,
            Part::Waiting { answer, of } => Role::Waiting { here: small(answer), of: small(of) },
            Part::Candidate => Role::Candidate,
            Part::Stopped => Role::Stopped,
            Part::Visitor => Role::Nowhere,
            Part::Alone => {
                let voters = sitting.guest.table().map_or(1, |table| table.rosters.voters().len());
                Role::Waiting { here: 1, of: u8::try_from(voters).unwrap_or(u8::MAX) }
            }
        }
    }

    /// The tables and adventures that the title page offers.
    pub(super) fn list_tables(&mut self) {
        self.status.saved = self
            .saved
            .iter()
            .map(|(table, card)| Saved {
                table: *table,
                name: if card.name.is_empty() {
                    data_encoding::HEXLOWER.encode(&table.0[..4])
                } else {
                    card.name.clone()
                },
                with: card.with.clone(),
                played: day(card.played),
            })
            .collect();
        let adventures = self.tales.iter().map(|tale| Adventure { name: tale.name.clone(), title: self.title(tale) });
        self.status.adventures = adventures.collect();
    }
}

fn role_name(sitting: &Sitting) -> &'static str {
    match (&sitting.host, sitting.guest.role()) {
        (_, Part::Stopped) => "frozen",
        (Some(host), _) if host.frozen().is_some() => "frozen",
        (Some(_), _) => "host",
        (None, Part::Candidate) => "candidate",
        (None, _) => "guest",
    }
}

/// What is going on, as the text face names it.
pub(super) fn mode(world: &World) -> &'static str {
    let story = &world.now.story;
    if story.ending.is_some() {
        "over"
    } else if !story.begun {
        "lobby"
    } else if world.now.encounter.is_some() {
        "encounter"
    } else if story.scene.is_some() {
        "scene"
    } else if story.shop.is_some() {
        "shop"
    } else {
        "exploring"
    }
}

fn place(world: &World, id: SeatId, player: String) -> SeatState {
    let hero = world.hero(id);
    SeatState {
        seat: id.0,
        player,
        name: hero.map(|hero| hero.name.clone()),
        hp: hero.map(|hero| (hero.hp, hero.hp_max)),
        at: hero.map(|hero| (hero.at.x, hero.at.y)),
        level: hero.and_then(|hero| Some(hero.sheet()?.level())),
        purse_cp: hero.map(|hero| hero.pack.purse_cp),
    }
}

/// A day as `2026-11-20`, by the civil calendar; empty for never.
fn day(unix_seconds: u64) -> String {
    if unix_seconds == 0 {
        return String::new();
    }
    // Days are counted from the first of March of the year 0, so that leap days come last.
    let days = (unix_seconds / 86_400) as i64 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_of_the_civil_calendar() {
        assert_eq!(day(0), "");
        assert_eq!(day(1), "1970-01-01");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(1_795_132_800), "2026-11-20");
    }
}
