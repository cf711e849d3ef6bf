//! Asking: this player's commands, numbered, signed, kept until they are durable, and sent again until then.

use super::{Ask, Guest, Output, Told, Waiting};
use crate::rules::command::{Command, Verb};
use crate::rules::deputy;
use crate::session::charter::Motion;
use crate::session::chat::{Saying, saying};
use crate::session::entry::{Absent, Asked, Charter, Wish, Wishing};
use crate::session::hash::encode;
use crate::session::limits::{
    COMMAND_BYTES_MAX, COMMANDS_AHEAD_MAX, COMMANDS_BURST, COMMANDS_PER_SECOND, RETRY_MS, WAITING_COMMANDS_MAX,
};
use crate::session::pledge::{Given, Strand, Turn};
use crate::session::rate::Bucket;
use crate::session::seal::Sealed;
use crate::session::table::forgets_numbers;
use crate::session::wire::{Denial, Message, ToHost};
use crate::world::id::{PlayerId, SeatId};

// What is signed with a command, at most: table, numbers, terms, a value, and the signature itself.
const SIGNED_BYTES: usize = 192;

impl Guest {
    pub(super) fn asked(&mut self, ask: Ask, out: &mut Vec<Output>) {
        match ask {
            Ask::Do(command) => self.ask(command, out),
            Ask::Say(text) => self.say(&text, out),
            Ask::Steer { seat, buttons, walker } => self.steer(seat, buttons, &walker, out),
            Ask::Here(addresses) => self.reachable(addresses, out),
            Ask::Host => self.stand_above(self.floor, out),
            Ask::Leave => self.wish(Wishing::Leave, out),
            Ask::Rest => self.wish(Wishing::Rest, out),
            Ask::Wake => self.wish(Wishing::Wake, out),
            Ask::Absent(absent) => self.move_charter(absent, out),
            Ask::Fork => self.go_apart(out),
            Ask::Follow => self.go_along(out),
        }
    }

    fn ask(&mut self, command: Command, out: &mut Vec<Output>) {
        let me = self.identity.player();
        let command = self.by_own_seat(command);
        let seat = command.seat;
        let Some(table) = self.table() else { return };
        let place = table.seats.get(&seat).filter(|place| place.player == me);
        let Some(place) = place else { return refuse(seat, 0, Denial::NotYourSeat, out) };
        if self.disk.failed && self.host_player() == Some(me) {
            return refuse(seat, 0, Denial::DiskFailed, out);
        }
        let applied = place.number;
        let queue = self.waiting.entry(seat).or_default();
        if queue.len() >= WAITING_COMMANDS_MAX {
            return refuse(seat, 0, Denial::TooManyWaiting, out);
        }
        // The clock keeps numbers rising over restarts, also above those that were signed and never applied.
        let last = queue.back().map_or(applied, |waiting| waiting.number.max(applied));
        let number = (last + 1).max(self.now_ms).max(self.numbered + 1);
        self.numbered = number;
        if encode(&command).len() + SIGNED_BYTES > COMMAND_BYTES_MAX {
            return refuse(seat, number, Denial::TooLong, out);
        }
        queue.push_back(Waiting { number, command, since: None, signed: None, sent_ms: 0, index: None });
        self.say_again(out);
    }

    /// A command with a hero whom this player plays for a friend is asked for by the first seat of his own.
    fn by_own_seat(&self, command: Command) -> Command {
        let me = self.identity.player();
        let lent = self.world().is_some_and(|world| deputy::stands_in(world, me, command.seat));
        let own = || self.table()?.members.get(&me)?.seats.first().copied();
        match own().filter(|_| lent) {
            Some(seat) => Command { seat, verb: Verb::For { seat: command.seat, verb: Box::new(command.verb) } },
            None => command,
        }
    }

    /// This player's commands that are not durable yet, oldest first.
    pub fn waiting(&self) -> impl Iterator<Item = &Command> {
        self.waiting.values().flatten().map(|waiting| &waiting.command)
    }

    /// Seats and numbers of those commands.
    pub fn waiting_numbers(&self) -> impl Iterator<Item = (SeatId, u64)> {
        self.waiting.iter().flat_map(|(seat, queue)| queue.iter().map(|waiting| (*seat, waiting.number)))
    }

    /// Whether a command of this player's is on its way: sent or held back, and not in the ledger.
    pub fn is_asking(&self) -> bool {
        self.waiting.values().flatten().any(|waiting| waiting.index.is_none())
    }

    /// Chat is sent once: a line that is lost with the link is lost.
    fn say(&mut self, text: &str, out: &mut Vec<Output>) {
        let (Some(table), Some(text)) = (self.table, saying(text)) else { return };
        self.chat_number = (self.chat_number + 1).max(self.now_ms);
        let saying = Sealed::new(&self.identity, Saying { table, number: self.chat_number, text });
        self.tell_host(Message::ToHost(ToHost::Say(saying)), out);
    }

    /// Votes for a change of the charter.
    fn move_charter(&mut self, absent: Absent, out: &mut Vec<Output>) {
        let Some((table, round)) = self.table().map(|table| (table.id, table.charter_round)) else { return };
        let motion = Sealed::new(&self.identity, Motion { table, round, charter: Charter { absent } });
        self.tell_host(Message::ToHost(ToHost::Move(Box::new(motion))), out);
    }

    /// Someone voted for a change of the charter.
    pub(super) fn moved(&self, from: PlayerId, player: PlayerId, motion: &Sealed<Motion>, out: &mut Vec<Output>) {
        let ours = self.table().is_some_and(|table| {
            let said = &motion.said;
            said.table == table.id && said.round == table.charter_round && table.rosters.weighs(player)
        });
        if ours && self.is_host(from) && motion.is_by(player) {
            out.push(Output::Tell(Told::Moved { player, absent: motion.said.charter.absent }));
        }
    }

    fn wish(&mut self, wishing: Wishing, out: &mut Vec<Output>) {
        self.wish = Some(wishing);
        self.wished_ms = 0;
        self.wish_again(out);
    }

    /// A wish is sent until the roster says it came true.
    pub(super) fn wish_again(&mut self, out: &mut Vec<Output>) {
        let (Some(wishing), Some(table), Some(term)) = (self.wish, self.table(), self.term_obeyed()) else { return };
        let me = self.identity.player();
        let role = table.rosters.now.members.get(&me);
        let done = match wishing {
            Wishing::Leave => role.is_none(),
            Wishing::Rest => role == Some(&crate::session::roster::Role::Resting),
            Wishing::Wake => role == Some(&crate::session::roster::Role::Voter),
        } && table.rosters.next.is_none();
        if done {
            self.wish = None;
        } else if self.now_ms.saturating_sub(self.wished_ms) >= RETRY_MS {
            let wish = Sealed::new(&self.identity, Wish { table: table.id, term, wishing });
            self.wished_ms = self.now_ms;
            self.tell_host(Message::ToHost(ToHost::Wish(wish)), out);
        }
    }

    /// Sends to the host while it is followed.
    pub(super) fn tell_host(&mut self, message: Message, out: &mut Vec<Output>) {
        if self.host.matched.is_some()
            && self.is_host_believed()
            && let Some(host) = self.host_player()
        {
            self.send(host, message, out);
        }
    }

    /// Sends the oldest commands that the host's line does not hold yet: a new one, one whose turn has changed, and one
    /// that was not answered for a while, but no faster than a host takes them, however many have piled up. Each carries
    /// the value that is its turn by the ledger, so that the rolls of a seat stay one row whatever was refused or lost
    /// before it.
    pub(super) fn say_again(&mut self, out: &mut Vec<Output>) {
        if self.host.matched.is_none() || self.host.frozen.is_some() {
            return;
        }
        let (Some(term), Some(table), Some(host)) = (self.term_obeyed(), self.table, self.host_player()) else {
            return;
        };
        let now_ms = self.now_ms;
        let turns: Vec<_> = self
            .waiting
            .keys()
            .filter_map(|seat| self.turn_of(Strand::Own(*seat)).map(|(turn, left)| (*seat, turn, left)))
            .collect();
        let mut due = Vec::new();
        for (seat, turn, left) in turns {
            let queue = self.waiting.get_mut(&seat).into_iter().flatten();
            let pace = self.pace.entry(seat).or_insert_with(|| Bucket::new(COMMANDS_PER_SECOND, COMMANDS_BURST / 2));
            let places = 0..left.min(COMMANDS_AHEAD_MAX);
            for (waiting, ahead) in queue.filter(|waiting| waiting.index.is_none()).zip(places) {
                let turn = Turn { place: turn.place + ahead, ..turn };
                if waiting.signed.as_ref().is_none_or(|(of, at, _)| (*of, *at) != (term, turn)) {
                    let own = Strand::Own(seat);
                    let Some(value) = self.grown.value(&self.identity, (table, term, host), own, turn) else { break };
                    let since = *waiting.since.get_or_insert(term);
                    let given = Given { part: turn.part, value };
                    let (number, command) = (waiting.number, waiting.command.clone());
                    let asked = Asked { table, number, term, since, given, command };
                    waiting.signed = Some((term, turn, Sealed::new(&self.identity, asked)));
                    waiting.sent_ms = 0;
                }
                let Some((.., asked)) = &waiting.signed else { break };
                if now_ms.saturating_sub(waiting.sent_ms) >= RETRY_MS {
                    if !pace.take(now_ms) {
                        break;
                    }
                    waiting.sent_ms = now_ms;
                    due.push(Message::ToHost(ToHost::Ask(asked.clone())));
                }
            }
        }
        for message in due {
            self.tell_host(message, out);
        }
    }

    /// A command stands in the ledger.
    pub(super) fn note_done(&mut self, asked: &Asked, index: u64, out: &mut Vec<Output>) {
        let Some(queue) = self.waiting.get_mut(&asked.command.seat) else { return };
        for waiting in queue.iter_mut().filter(|waiting| waiting.number == asked.number) {
            waiting.index = Some(index);
        }
        // What was skipped by a higher number can never be applied any more.
        queue.retain(|waiting| {
            let number = waiting.number;
            let skipped = waiting.index.is_none() && number < asked.number;
            if skipped {
                refuse(asked.command.seat, number, Denial::OldNumber, out);
            }
            !skipped
        });
    }

    /// Everything to an index is kept for good: nothing of it is ever sent again.
    pub(super) fn forget_durable(&mut self, durable: u64) {
        if forgets_numbers() {
            return;
        }
        for queue in self.waiting.values_mut() {
            queue.retain(|waiting| waiting.index.is_none_or(|index| index > durable));
        }
        self.waiting.retain(|_, queue| !queue.is_empty());
    }

    /// The host says why a command was not done.
    pub(super) fn refused(&mut self, from: PlayerId, which: (SeatId, u64), why: Denial, out: &mut Vec<Output>) {
        let (seat, number) = which;
        if !self.is_host(from) {
            return;
        }
        let Some(queue) = self.waiting.get_mut(&seat) else { return };
        // A frozen host refuses nothing for good: the command waits until someone can decide.
        if let Denial::Frozen(answer, of) = why {
            self.host.frozen = Some((answer, of));
            queue.iter_mut().filter(|waiting| waiting.index.is_none()).for_each(|waiting| waiting.sent_ms = 0);
            return;
        }
        // What the way has bunched up is said again after a while.
        if why == Denial::TooFast {
            return;
        }
        // One before it is still on its way, or the ledger is: it is signed again when its turn is known.
        if why == Denial::Value {
            return self.say_again(out);
        }
        let before = queue.len();
        queue.retain(|waiting| waiting.index.is_some() || waiting.number != number);
        if queue.len() < before {
            refuse(seat, number, why, out);
            self.say_again(out);
        }
    }

    pub(super) fn said(&mut self, from: PlayerId, player: PlayerId, saying: Sealed<Saying>, out: &mut Vec<Output>) {
        let member = self.table().is_some_and(|table| table.members.contains_key(&player));
        let plain = crate::session::chat::saying(&saying.said.text).as_ref() == Some(&saying.said.text);
        if self.is_host(from) && member && plain && Some(saying.said.table) == self.table && saying.is_by(player) {
            out.push(Output::Tell(Told::Said { player, saying: saying.said }));
        }
    }
}

fn refuse(seat: SeatId, number: u64, why: Denial, out: &mut Vec<Output>) {
    out.push(Output::Tell(Told::Refused { seat, number, why }));
}
