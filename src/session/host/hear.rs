//! Hearing: frames from members and strangers, bounded and counted before they are read.

use super::{Host, Output, Told};
use crate::bugs::{Bug, seeded};
use crate::session::rate::Measure;
use crate::session::wire::{BeatBack, Malformed, Message, ToGuest, ToHost};
use crate::world::id::PlayerId;

impl Host {
    pub(super) fn received(&mut self, from: PlayerId, frame: &[u8], out: &mut Vec<Output>) {
        // The guest on this machine is heard also when its player has left and nobody took over yet.
        let member = self.state.table.rosters.contains(from) || from == self.player();
        let read = if member {
            self.read_member(from, frame, out)
        } else if self.state.table.replaced.contains_key(&from) {
            self.read_replaced(from, frame, out)
        } else {
            self.read_stranger(from, frame, out)
        };
        let Some(message) = read else { return };
        match message {
            ToHost::Knock(knock) => self.knocked(from, knock, out),
            ToHost::Prove(proof) => self.proved(from, *proof, out),
            ToHost::Hello(hello) => self.greeted(from, &hello, out),
            ToHost::Ack(ack) => self.acked(from, ack, out),
            ToHost::Ask(asked) => self.ask(from, asked, out),
            ToHost::Say(saying) => self.say(from, saying, out),
            ToHost::BeatBack(back) => self.beaten_back(from, back, out),
            ToHost::Want { after } => self.wanted(from, after, out),
            ToHost::Wish(wish) => self.wished(from, wish, out),
            ToHost::Here(sealed) => self.here(from, *sealed, out),
            ToHost::Accuse(proof) if from == self.player() => {
                self.accuse(*proof);
                self.advance_change(out);
            }
            ToHost::Move(motion) => self.moved(from, *motion, out),
            ToHost::Accuse(_) => self.strike(from, out),
            ToHost::Pledge(pledge) => self.pledged(from, *pledge, out),
            ToHost::Reveal(reveal) => self.revealed(reveal, out),
            ToHost::Consent(consent) => self.consented(from, consent, out),
            ToHost::Look => self.looked(from, out),
            ToHost::Word(word) => self.word_given(from, *word, out),
            ToHost::Steer(steering) => self.steered(from, &steering, out),
        }
    }

    /// A key that another took the place of may ask how things stand, and may knock to be told; nothing else is heard.
    fn read_replaced(&mut self, from: PlayerId, frame: &[u8], out: &mut Vec<Output>) -> Option<ToHost> {
        match self.read_member(from, frame, out)? {
            ToHost::Hello(hello) => {
                self.greet_replaced(from, &hello, out);
                None
            }
            message @ (ToHost::Knock(_) | ToHost::Prove(_)) => Some(message),
            _ => None,
        }
    }

    fn read_member(&mut self, from: PlayerId, frame: &[u8], out: &mut Vec<Output>) -> Option<ToHost> {
        let (now_ms, me) = (self.now_ms, self.player());
        let peer = self.peers.entry(from).or_insert_with(super::Peer::new);
        // The loop on this machine is not a link that can be flooded.
        if from != me && !peer.frames.take(now_ms) {
            let measure = peer.patience.hasten(now_ms);
            self.measure(from, measure, out);
            return None;
        }
        match Message::from_frame(frame) {
            Ok(Message::ToHost(message)) => Some(message),
            Ok(Message::ToGuest(_)) | Err(Malformed::TooLong | Malformed::NotAMessage) => {
                self.strike(from, out);
                None
            }
        }
    }

    /// An invalid signature or a malformed frame: three of them end a link.
    pub(super) fn strike(&mut self, from: PlayerId, out: &mut Vec<Output>) {
        let now_ms = self.now_ms;
        let peer = self.peers.entry(from).or_insert_with(super::Peer::new);
        if peer.patience.strike(now_ms) == Measure::Drop {
            self.measure(from, Measure::Drop, out);
        }
    }

    /// Too much of something: first refused with a word, then in silence, then the link is cut.
    pub(super) fn measure(&mut self, from: PlayerId, measure: Measure, out: &mut Vec<Output>) {
        match measure {
            Measure::Refuse => self.send(from, ToGuest::Slower, out),
            Measure::Ignore => {}
            Measure::Drop => {
                self.unlinked(from);
                out.push(Output::Tell(Told::Misbehaved { player: from }));
                out.push(Output::Drop { player: from });
            }
        }
    }

    /// A machine answers a beat: the lease counts from when the beat was sent.
    fn beaten_back(&mut self, from: PlayerId, back: BeatBack, out: &mut Vec<Output>) {
        if back.term != self.term() || back.sent_ms > self.now_ms || back.index > self.ledger.tail().index {
            return;
        }
        if self.peers.get(&from).is_some_and(|peer| !peer.follows) {
            // It believes that it follows us, but we saw its link break: it is to say hello again.
            return self.send(from, ToGuest::Term(Box::new(self.certificate.clone())), out);
        }
        let (now_ms, durable) = (self.now_ms, self.durable);
        let Some(peer) = self.peers.get_mut(&from).filter(|peer| peer.follows && peer.greeted_ms <= back.sent_ms)
        else {
            return;
        };
        let counted_ms = if seeded(Bug::LeaseFromReceipt) { now_ms } else { back.sent_ms };
        peer.answered_ms = peer.answered_ms.max(Some(counted_ms));
        peer.durable = back.durable;
        let behind = back.durable < durable;
        if from != self.identity.player() {
            let round_trip_ms = now_ms - back.sent_ms;
            out.push(Output::Tell(Told::RoundTrip { player: from, round_trip_ms }));
        }
        self.peer_has(from, back.index);
        if behind {
            self.send_durable(from, out);
        }
        self.pump(from, out);
    }
}
