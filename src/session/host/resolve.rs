//! Resolving: a seat's command is checked, the rules decide, and what happens becomes an entry.

use super::{Host, Output, Told};
use crate::session::chat::{Saying, saying};
use crate::session::entry::{Asked, Wish};
use crate::session::limits::{CHAT_BURST, CHAT_PER_SECOND, COMMANDS_BURST, COMMANDS_PER_SECOND, HELD_COMMANDS_MAX};
use crate::session::pledge::Strand;
use crate::session::rate::{Bucket, Measure};
use crate::session::seal::Sealed;
use crate::session::wire::{Denial, ToGuest};
use crate::world::id::PlayerId;

impl Host {
    /// A command: answered with an entry, or with why not, or, when it was done before, with nothing new.
    pub(super) fn ask(&mut self, from: PlayerId, asked: Sealed<Asked>, out: &mut Vec<Output>) {
        let (seat, number) = (asked.said.command.seat, asked.said.number);
        let place = self.state.table.seats.get(&seat).copied().filter(|place| place.player == from);
        let denial = match place {
            Some(place) if number <= place.number => return,
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
        if !fits || !self.state.table.fair.threads.fits(from, own, asked.said.given) {
            return Err(Denial::Value);
        }
        self.roll_deed(from, asked, out)
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
