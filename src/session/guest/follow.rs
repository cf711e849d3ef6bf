//! Following a host: hello, the shared part, batches checked and taken in, and what a majority keeps.

use std::sync::Arc;

use super::disk::After;
use super::{Guest, Happened, Output, Told};
use crate::bugs::{Bug, seeded};
use crate::session::ack::Durable;
use crate::session::distrust::Falsehood;
use crate::session::entry::Entry;
use crate::session::evidence::Evidence;
use crate::session::journal::record::Record;
use crate::session::ledger::Batch;
use crate::session::limits::{RETRY_MS, ROOT_ENTRIES};
use crate::session::replay::{Care, check_end, replay};
use crate::session::roster::Rosters;
use crate::session::state::State;
use crate::session::table::forgets_numbers;
use crate::session::term::{Certificate, Tail};
use crate::session::wire::{Beat, BeatBack, Follow, Hello, Message, ToGuest, ToHost};
use crate::world::id::PlayerId;

// Where terms end, sent with each hello: more terms than a long campaign has unsettled at any time.
const ENDS_MAX: usize = 32;

impl Guest {
    /// Says hello to a machine that hosts or may know who does; a visitor knocks instead.
    pub(super) fn greet(&mut self, at: PlayerId, out: &mut Vec<Output>) {
        if self.visit.is_some() {
            return self.knock(at, out);
        }
        let Some(table) = self.table else { return };
        let nonce = match self.host.hello {
            // One hello may be said to several machines; its chance stays the same until it is answered.
            Some((nonce, _)) => nonce,
            None => self.chance.number(),
        };
        self.host.hello = Some((nonce, self.now_ms));
        let below = self.host.disputed.unwrap_or(u64::MAX);
        // Of a disputed term only what a majority keeps is sure: whoever hosts now must have it.
        let durable = self.copy.ledger.tail_at(self.copy.durable).filter(|tail| tail.term == below);
        let lower = self.copy.ledger.ends(ENDS_MAX).into_iter().filter(|end| end.term < below);
        let ends = durable.into_iter().chain(lower).collect();
        let (durable, promised, life) = (self.copy.durable, self.fence.promised, self.life);
        let hello = Hello { table, nonce, ends, durable, promised, life };
        self.send(at, Message::ToHost(ToHost::Hello(hello)), out);
    }

    /// The host says what we share. What this ledger has beyond is cut, once a term, and never below what is durable.
    pub(super) fn follow(&mut self, from: PlayerId, follow: Follow, out: &mut Vec<Output>) {
        if !self.heard_of(from, follow.certificate, out) || !self.is_host(from) {
            return;
        }
        if self.host.hello.is_none_or(|(nonce, _)| nonce != follow.nonce) {
            return;
        }
        self.host.hello = None;
        self.alive(out);
        if let Some(doubt) = &follow.doubt {
            self.doubted(doubt, out);
        }
        if follow.twin && self.twin != Some(self.fence.mute) {
            self.twin = Some(self.fence.mute);
            out.push(Output::Tell(Told::Twin { mute: self.fence.mute }));
        }
        let shared = follow.shared;
        // Within a term the ledger only grows: a second answer in one term says nothing new about what is shared.
        if self.host.matched.is_none() {
            let parted = self.copy.ledger.tail_at(shared.index) != Some(shared);
            if parted && self.dispute(from, shared, out) {
                return;
            }
            if parted || shared.index < self.copy.durable {
                return self.distrust(from, self.copy.durable, Falsehood::Durable, out);
            }
            if shared.index < self.tail().index && self.cut(shared, out).is_err() {
                return self.distrust(from, shared.index, Falsehood::Durable, out);
            }
            self.host.matched = Some(shared.index);
        }
        if forgets_numbers() {
            self.waiting.values_mut().flatten().for_each(|waiting| waiting.index = None);
        }
        self.acknowledge(out);
        self.pledge(out);
        self.say_again(out);
        self.say_whereabouts(out);
        self.hand_word_on(out);
    }

    /// Our ledger and the host's part within a term: whoever hosted that term told two stories, and the host of now need
    /// not be the liar. What we were told is shown, and the shared part is looked for in what is durable, and below that term.
    /// False when there is nothing to look for.
    fn dispute(&mut self, from: PlayerId, shared: Tail, out: &mut Vec<Output>) -> bool {
        let lower = self.host.disputed.is_none_or(|term| shared.term < term);
        let Some(before) = shared.index.checked_sub(1).filter(|_| lower && shared.term > 0) else { return false };
        self.host.disputed = Some(shared.term);
        if let Some(batch) = self.copy.ledger.after(before).first() {
            self.send(from, Message::ToGuest(ToGuest::Head(batch.head)), out);
        }
        self.greet(from, out);
        true
    }

    fn cut(&mut self, shared: Tail, out: &mut Vec<Output>) -> Result<(), Falsehood> {
        let lost = self.cut_copy(shared.index)?;
        self.cut_disk(shared);
        self.note_denied(&lost);
        for waiting in self.waiting.values_mut().flatten() {
            waiting.index = waiting.index.filter(|index| *index <= shared.index);
        }
        self.persist(vec![Record::Cut { from: shared.index }], After::Nothing, out);
        let entries = lost.iter().flat_map(|batch| (batch.head.said.first..).zip(batch.lines.iter()));
        let entries = entries.map(|(index, line)| (index, line.entry.clone())).collect();
        out.push(Output::Tell(Told::Lost { entries }));
        Ok(())
    }

    /// An honest host has all that it ever sent in its term: if it writes another in this place, it told two stories.
    pub(super) fn note_denied(&mut self, lost: &[Arc<Batch>]) {
        let term = self.fence.certificate.as_ref().map(Certificate::term);
        let denied = lost.iter().map(|batch| batch.head).find(|head| Some(head.said.term) == term);
        self.host.denied = denied.or(self.host.denied);
    }

    /// Cuts the ledger and goes back to the state it had there.
    pub(super) fn cut_copy(&mut self, index: u64) -> Result<Vec<Arc<Batch>>, Falsehood> {
        let lost = self.copy.ledger.cut(index);
        // What lies beyond the cut is no place to go back to any more.
        let root = self.copy.root.take_if(|(tail, _)| tail.index <= index);
        let (mut tail, mut state, mut eras) = match &root {
            Some((tail, state)) => (*tail, Some(state.clone()), self.copy.eras.clone()),
            None => (Tail::default(), None, Vec::new()),
        };
        eras.retain(|(from, _)| *from <= tail.index);
        self.copy.root = root;
        for batch in self.copy.ledger.after(tail.index) {
            let next = replay(state, tail, batch, &self.library, Care::Own).map_err(|(_, why)| why)?;
            note_era(&mut eras, batch, &next);
            tail = batch.head.said.tail();
            state = Some(next);
        }
        check_end(state.as_ref(), self.copy.ledger.last().map(Arc::as_ref)).map_err(|(_, why)| why)?;
        if !seeded(Bug::WrongBase) {
            self.copy.state = state;
        }
        self.copy.eras = eras;
        Ok(lost)
    }

    /// A batch from the host: checked against everything, kept, told.
    pub(super) fn batch(&mut self, from: PlayerId, batch: Batch, out: &mut Vec<Output>) {
        let head = &batch.head.said;
        let Some(term) = self.term_obeyed() else { return };
        if !self.is_host(from) || self.host.matched.is_none() || head.term > term {
            return;
        }
        self.heard(self.host.frozen, out);
        let tail = self.tail();
        if head.first <= tail.index {
            return self.seen_before(from, &batch, out);
        }
        if head.first > tail.index + 1 {
            return self.want(from, out);
        }
        if let Some(one) = self.host.denied
            && (one.said.first, one.said.term) == (head.first, head.term)
            && one.said != *head
        {
            let other = batch.head;
            self.convict(Evidence::TwoBatches { by: from, one, other }, out);
            if !self.is_host(from) {
                return;
            }
        }
        match replay(self.copy.state.clone(), tail, &batch, &self.library, Care::Whole) {
            Ok(state) if Some(state.table.id) == self.table || self.is_before_fork() => {
                let batch = Arc::new(batch);
                self.take_in(Arc::clone(&batch), state);
                let tail = self.tail();
                self.host.matched = Some(tail.index);
                self.persist(vec![Record::Batch(Arc::clone(&batch))], After::Kept(tail), out);
                self.tell_batch(&batch, out);
                self.pledge(out);
                self.keep_vigil(out);
                self.say_again(out);
                self.weigh_claim(out);
            }
            Ok(_) => self.distrust(from, batch.head.said.first, Falsehood::Term, out),
            Err(fault) => self.lied(from, batch, fault, out),
        }
    }

    /// While a fork's ledger comes in, what comes first is its parent's.
    pub(super) fn is_before_fork(&self) -> bool {
        self.of_fork && self.copy.state.as_ref().is_none_or(|state| Some(state.table.id) != self.table)
    }

    /// A batch we have is nothing new; another one in its place, of the same term and signed, convicts the host.
    fn seen_before(&mut self, from: PlayerId, batch: &Batch, out: &mut Vec<Output>) {
        let head = &batch.head.said;
        let Some(own) = self.copy.ledger.after(head.first - 1).first() else { return };
        let differs = own.head.said.first == head.first && own.head.said != *head && own.head.said.term == head.term;
        if differs {
            let (one, other) = (own.head, batch.head);
            self.convict(Evidence::TwoBatches { by: from, one, other }, out);
        }
    }

    fn want(&mut self, from: PlayerId, out: &mut Vec<Output>) {
        if self.now_ms.saturating_sub(self.host.wanted_ms) >= RETRY_MS / 4 {
            self.host.wanted_ms = self.now_ms;
            self.send(from, Message::ToHost(ToHost::Want { after: self.tail().index }), out);
        }
    }

    /// Adds a checked batch to the ledger.
    pub(super) fn take_in(&mut self, batch: Arc<Batch>, state: State) {
        note_era(&mut self.copy.eras, &batch, &state);
        self.copy.ledger.push(batch);
        self.copy.state = Some(state);
        self.keep_root();
    }

    /// A state to go back to is kept where everything is durable, so that a cut replays a few hundred entries at most.
    fn keep_root(&mut self) {
        let tail = self.tail();
        let since = self.copy.root.as_ref().map_or(0, |(root, _)| root.index);
        if tail.index == self.copy.durable
            && tail.index >= since + if seeded(Bug::RootTooEarly) { 16 } else { ROOT_ENTRIES }
            && let Some(state) = &self.copy.state
        {
            let mut state = state.clone();
            if seeded(Bug::RootTooEarly) {
                state.table.index -= 1;
            }
            self.copy.root = Some((tail, state));
        }
    }

    fn tell_batch(&mut self, batch: &Batch, out: &mut Vec<Output>) {
        for (line, index) in batch.lines.iter().zip(batch.head.said.first..) {
            match &line.entry {
                Entry::Deed(deed) => self.note_done(&deed.asked.said, index, out),
                Entry::Opened(certificate) => self.look_for_votes(certificate, out),
                _ => {}
            }
            let happened =
                Happened { index, term: batch.head.said.term, digest: line.digest, entry: line.entry.clone() };
            out.push(Output::Tell(Told::Happened(Box::new(happened))));
            if seeded(Bug::AcceptedAsDurable) {
                out.push(Output::Tell(Told::Durable { index, machines: self.copy.machines }));
            }
            self.tell_seated(&line.entry, out);
            if self.table().is_some_and(|table| table.replaced.get(&self.identity.player()) == Some(&index)) {
                out.push(Output::Tell(Told::Replaced));
            }
        }
    }

    fn tell_seated(&self, entry: &Entry, out: &mut Vec<Output>) {
        let me = self.identity.player();
        let Entry::Settled { roster } = entry else { return };
        let Some(member) = self.table().and_then(|table| table.members.get(&me)) else { return };
        let newly = self.copy.eras.iter().rev().nth(1).is_some_and(|(_, before)| !before.now.members.contains_key(&me));
        if newly && roster.members.contains_key(&me) {
            out.push(Output::Tell(Told::SatDown { seats: member.seats.clone() }));
        }
    }

    /// The host says how far a majority keeps the ledger, with proof.
    pub(super) fn claimed(&mut self, from: PlayerId, durable: Durable, out: &mut Vec<Output>) {
        if self.is_host(from) && Some(durable.term) == self.term_obeyed() && durable.index > self.copy.durable {
            self.copy.claim = Some(durable);
            self.weigh_claim(out);
        }
    }

    /// A proof may speak of batches that are still on their way: it is weighed again with each one.
    fn weigh_claim(&mut self, out: &mut Vec<Output>) {
        let (Some(claim), Some(table)) = (&self.copy.claim, self.table) else { return };
        let ledger = &self.copy.ledger;
        // Only an entry of the counting host's own term makes what is before it durable.
        if ledger.term_at(claim.index) != Some(claim.term) && !seeded(Bug::OldTermCounted) {
            return;
        }
        // The rosters in force at that entry, or at any later one that we have: the host counted somewhere in between.
        let first = self.copy.eras.partition_point(|(from, _)| *from <= claim.index).saturating_sub(1);
        let eras = self.copy.eras.get(first..).unwrap_or_default();
        if !eras.iter().any(|(_, rosters)| claim.holds(table, ledger, rosters)) {
            return;
        }
        let (index, machines) = (claim.index, claim.kept.len() as u16);
        self.copy.claim = None;
        self.copy.durable = index;
        self.copy.machines = machines;
        self.forget_durable(index);
        self.keep_root();
        self.persist_later(Record::Durable { index });
        out.push(Output::Tell(Told::Durable { index, machines }));
    }

    /// A sign of life, answered with how far this machine is.
    pub(super) fn beat(&mut self, from: PlayerId, beat: Beat, out: &mut Vec<Output>) {
        if !self.is_host(from) || Some(beat.term) != self.term_obeyed() {
            // Word of a newer term may have been lost: ask.
            if self.host.hello.is_none_or(|(_, said)| self.now_ms.saturating_sub(said) > RETRY_MS)
                && !self.is_host(from)
            {
                self.greet(from, out);
            }
            return;
        }
        if beat.frozen.is_none() {
            self.host.frozen_ms = self.now_ms;
        }
        self.heard(beat.frozen, out);
        if beat.frozen != self.host.frozen {
            self.host.frozen = beat.frozen;
            out.push(Output::Tell(match beat.frozen {
                Some((answer, of)) => Told::Waiting { answer, of },
                None => Told::GoingOn,
            }));
        }
        if self.host.matched.is_none() {
            if self.host.hello.is_none_or(|(_, said)| self.now_ms.saturating_sub(said) > RETRY_MS) {
                self.greet(from, out);
            }
            return;
        }
        if beat.durable == self.copy.durable && beat.machines != self.copy.machines {
            self.copy.machines = beat.machines;
            out.push(Output::Tell(Told::Durable { index: beat.durable, machines: beat.machines }));
        }
        let back =
            BeatBack { term: beat.term, sent_ms: beat.sent_ms, index: self.tail().index, durable: self.copy.durable };
        self.send(from, Message::ToHost(ToHost::BeatBack(back)), out);
    }
}

/// Notes where other rosters are in force than before.
fn note_era(eras: &mut Vec<(u64, Rosters)>, batch: &Batch, after: &State) {
    if eras.last().is_none_or(|(_, rosters)| *rosters != after.table.rosters) {
        eras.push((batch.head.said.first, after.table.rosters.clone()));
    }
}
