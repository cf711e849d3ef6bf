//! Resolving: a seat's command is checked, the rules decide, and what happens becomes an entry.

use super::{Host, Output, Told};
use crate::bugs::{Bug, seeded};
use crate::session::chat::{Saying, saying};
use crate::session::entry::{Asked, Entry, Line, Wish};
use crate::session::ledger::Batch;
use crate::session::limits::{CHAT_BURST, CHAT_PER_SECOND, COMMANDS_BURST, COMMANDS_PER_SECOND, HELD_COMMANDS_MAX};
use crate::session::pledge::Strand;
use crate::session::rate::{Bucket, Measure};
use crate::session::seal::Sealed;
use crate::session::table::forgets_numbers;
use crate::session::wire::{Denial, ToGuest};
use crate::world::id::{PlayerId, SeatId};
use std::sync::Arc;

impl Host {
    /// A command: answered with an entry, or with why not, or, when it was done before, with nothing new.
    pub(super) fn ask(&mut self, from: PlayerId, asked: Sealed<Asked>, out: &mut Vec<Output>) {
        let (seat, number) = (asked.said.command.seat, asked.said.number);
        let place = self.state.table.seats.get(&seat).copied();
        let place = place.filter(|place| place.player == from || seeded(Bug::OtherSeat));
        let denial = match place {
            Some(place) if number <= place.number && !self.forgets(from, seat) => return,
            // The world stands still until the roll that is owed was made: its host cannot choose what comes before it.
            Some(_) if self.state.table.fair.is_waiting() => {
                if self.held.len() < HELD_COMMANDS_MAX && !self.held.iter().any(|(_, held)| *held == asked) {
                    self.held.push((from, asked));
                }
                return;
            }
            Some(_) if self.state.table.members.contains_key(&from) => self.decide(from, asked, out),
            Some(_) | None => Err(Denial::NotYourSeat),
        };
        match denial {
            Ok(()) => self.course(out),
            Err(Denial::TooFast) => {
                let now_ms = self.now_ms;
                let Some(peer) = self.peers.get_mut(&from) else { return };
                let measure = peer.patience.hasten(now_ms);
                match measure {
                    Measure::Refuse => self.send(from, ToGuest::Refused { seat, number, why: Denial::TooFast }, out),
                    Measure::Ignore | Measure::Drop => self.measure(from, measure, out),
                }
            }
            Err(why) => {
                self.send(from, ToGuest::Refused { seat, number, why }, out);
                if why == Denial::BadSignature {
                    self.strike(from, out);
                }
            }
        }
    }

    /// Where a mistake is seeded: whether this host does not remember which commands of a seat were done.
    fn forgets(&self, from: PlayerId, seat: SeatId) -> bool {
        if !forgets_numbers() {
            return false;
        }
        let greeted_ms = self.peers.get(&from).map_or(0, |peer| peer.greeted_ms);
        let is_of_seat = |line: &Line| matches!(&line.entry, Entry::Deed(deed) if deed.asked.said.command.seat == seat);
        let before = self.ledger.batches().iter().rev().find(|batch| batch.head.said.term < self.term());
        let own = before.is_some_and(|batch| batch.head.is_by(self.player()));
        let remembers = |batch: &&Arc<Batch>| match seeded(Bug::NumbersByConnection) {
            true => batch.head.said.time_ms >= greeted_ms,
            false => batch.head.said.term == self.term(),
        };
        let mut known =
            self.ledger.batches().iter().filter(remembers).flat_map(|batch| &batch.lines).chain(&self.draft);
        let kind = seeded(Bug::NumbersByConnection) || seeded(Bug::NumbersLostOnRestart) == own;
        kind && !known.any(is_of_seat)
    }

    fn decide(&mut self, from: PlayerId, asked: Sealed<Asked>, out: &mut Vec<Output>) -> Result<(), Denial> {
        let bucket = self
            .commands
            .entry(asked.said.command.seat)
            .or_insert_with(|| Bucket::new(COMMANDS_PER_SECOND, COMMANDS_BURST));
        if !bucket.take(self.now_ms) {
            return Err(Denial::TooFast);
        }
        if let Some((answer, of)) = self.frozen.or(self.heir.map(|_| (0, 0))) {
            return Err(Denial::Frozen(answer, of));
        }
        if asked.said.table != self.state.table.id || !asked.is_by(from) {
            return Err(Denial::BadSignature);
        }
        let own = Strand::Own(asked.said.command.seat);
        let fits = asked.said.term == self.term() && asked.said.since <= asked.said.term;
        let next = self.state.table.fair.threads.fits(from, own, asked.said.given) || seeded(Bug::OtherSeat);
        if !fits || !next {
            return Err(Denial::Value);
        }
        let holder = self.state.table.holder(asked.said.command.seat);
        let player = holder.filter(|_| seeded(Bug::OtherSeat)).unwrap_or(from);
        let decided = self.roll_deed(player, asked, out);
        if seeded(Bug::RefusalSpendsValue) && matches!(decided, Err(Denial::Rules(_))) {
            self.state.table.fair.threads.burn(from, own);
        }
        decided
    }

    /// A chat line: passed on to everyone as its player signed it.
    pub(super) fn say(&mut self, from: PlayerId, said: Sealed<Saying>, out: &mut Vec<Output>) {
        let now_ms = self.now_ms;
        let bucket = Bucket::new(CHAT_PER_SECOND, CHAT_BURST);
        let (bucket, number) = self.chats.entry(from).or_insert((bucket, 0));
        if !bucket.take(now_ms) {
            let Some(peer) = self.peers.get_mut(&from) else { return };
            let measure = peer.patience.hasten(now_ms);
            return self.measure(from, measure, out);
        }
        let new = said.said.number > *number && said.said.table == self.state.table.id;
        if !new || !self.state.table.members.contains_key(&from) {
            return;
        }
        if saying(&said.said.text).as_ref() != Some(&said.said.text) || !said.is_by(from) {
            return self.strike(from, out);
        }
        if let Some((_, newest)) = self.chats.get_mut(&from) {
            *newest = said.said.number;
        }
        for (player, peer) in &self.peers {
            if peer.linked && peer.follows {
                self.send(*player, ToGuest::Said { player: from, saying: said.clone() }, out);
            }
        }
    }

    /// A player's wish about his own place: it becomes a roster change when one may begin.
    pub(super) fn wished(&mut self, from: PlayerId, wish: Sealed<Wish>, out: &mut Vec<Output>) {
        if wish.said.table != self.state.table.id || wish.said.term != self.term() {
            return;
        }
        if !wish.is_by(from) {
            return self.strike(from, out);
        }
        self.wishes.insert(from, wish);
        self.advance_change(out);
    }

    /// Tells the person that something cannot be done now.
    pub(super) fn cannot(&self, out: &mut Vec<Output>) {
        out.push(Output::Tell(Told::CannotNow));
    }
}
