//! Whom a guest believes: the newest certified host, until it is caught in a lie.

use super::disk::After;
use super::watch::Watch;
use super::{Guest, Output, Told};
use crate::bugs::{Bug, seeded};
use crate::session::distrust::{Distrust, Falsehood};
use crate::session::evidence::Evidence;
use crate::session::journal::record::Record;
use crate::session::limits::RETRY_MS;
use crate::session::term::{Certificate, Tail};
use crate::session::wire::{Doubt, Message, ToGuest, ToHost};
use crate::world::id::PlayerId;

impl Guest {
    /// True when this player hosts the newest term this machine knows, obeys it, and was not caught in a lie.
    pub(super) fn is_host(&self, player: PlayerId) -> bool {
        self.term_obeyed().is_some() && self.is_host_believed() && self.host_player() == Some(player)
    }

    pub(super) fn host_player(&self) -> Option<PlayerId> {
        self.fence.certificate.as_ref().map(Certificate::host)
    }

    pub(super) fn is_host_believed(&self) -> bool {
        self.host_player().is_some_and(|host| !self.distrusted.iter().any(|lie| lie.host == host))
    }

    /// The newest certified term, unless a higher one was promised.
    pub(super) fn term_obeyed(&self) -> Option<u64> {
        let term = self.fence.certificate.as_ref()?.term();
        (term >= self.fence.promised || seeded(Bug::OldHostAcknowledged)).then_some(term)
    }

    /// Nothing of a lower term is obeyed.
    pub fn promised(&self) -> u64 {
        self.fence.promised
    }

    /// Weighs a certificate that a peer sent. True when it is, or now is, the newest.
    pub(super) fn heard_of(&mut self, from: PlayerId, certificate: Certificate, out: &mut Vec<Output>) -> bool {
        let Some(table) = self.table else { return false };
        if self.fence.certificate.as_ref() == Some(&certificate) {
            return true;
        }
        let known = self.fence.certificate.as_ref().map_or(0, Certificate::term);
        if self.is_of_table(from) {
            self.votes_of(&certificate, out);
        }
        if certificate.term() == known && self.is_of_table(from) {
            self.convict_voters(certificate, out);
            return false;
        }
        if certificate.term() < self.fence.promised || certificate.term() < known {
            return false;
        }
        if !self.is_of_table(from) || certificate.check(table).is_err() || !self.fits_ledger(&certificate) {
            return false;
        }
        self.look_for_votes(&certificate, out);
        self.adopt(certificate, out);
        true
    }

    /// Word of a term. From the host we follow it means that our hello did not reach it.
    pub(super) fn reminded(&mut self, from: PlayerId, certificate: Certificate, out: &mut Vec<Output>) {
        let fresh = self.host.hello.is_some_and(|(_, said)| self.now_ms.saturating_sub(said) < RETRY_MS);
        if self.heard_of(from, certificate, out) && self.is_host(from) && !fresh {
            self.greet(from, out);
        }
    }

    /// Two certificates of one term: whoever voted for both hosts lied.
    fn convict_voters(&mut self, other: Certificate, out: &mut Vec<Output>) {
        if let Some(one) = self.fence.certificate.clone() {
            self.convict(Evidence::TwoCertificates { one: Box::new(one), other: Box::new(other) }, out);
        }
    }

    /// Strangers tell us nothing about terms.
    pub(super) fn is_of_table(&self, player: PlayerId) -> bool {
        self.table().is_none_or(|table| table.ever.contains(&player) || table.rosters.contains(player))
            || self.host_player() == Some(player)
    }

    /// Where our ledger reaches the certificate's tail, it must name the very rosters that stood there.
    fn fits_ledger(&self, certificate: &Certificate) -> bool {
        let base = &certificate.ballot.tail;
        let Some(before) = base.index.checked_sub(1) else { return false };
        match self.copy.ledger.after(before).first() {
            Some(batch) if batch.head.said.tail() == *base => batch.head.said.rosters == certificate.ballot.rosters,
            Some(_) | None => true,
        }
    }

    /// Obeys a new term from now on, also after a restart.
    pub(super) fn adopt(&mut self, certificate: Certificate, out: &mut Vec<Output>) {
        let (term, host, me) = (certificate.term(), certificate.host(), self.identity.player());
        if self.host_player() == Some(me) && host != me {
            out.push(Output::Deposed);
        }
        self.campaign = None;
        self.fence.promised = self.fence.promised.max(term);
        self.fence.certificate = Some(certificate.clone());
        self.host = Watch::since(self.now_ms);
        self.copy.claim = None;
        self.persist(vec![Record::Certificate(Box::new(certificate))], After::Fenced(term), out);
        out.push(Output::Tell(Told::Term { term, host }));
        self.put_off_standing();
        if self.links.contains(&host) || host == me {
            self.greet(host, out);
        }
    }

    /// Something came from the host of its own accord, frozen or not as it last said. A host that hears nobody may still be
    /// heard by all: neither its beats nor what it sends again, because nobody seems to have it, keep it in charge for good.
    pub(super) fn heard(&mut self, frozen: Option<(u16, u16)>, out: &mut Vec<Output>) {
        if frozen.is_some() && self.is_host_stuck() {
            self.host.heard_ms = self.now_ms;
        } else {
            self.alive(out);
        }
    }

    /// The host of the present term was heard.
    pub(super) fn alive(&mut self, out: &mut Vec<Output>) {
        self.host.heard_ms = self.now_ms;
        self.told_waiting = None;
        if self.campaign.take().is_some() || self.host.told_silent {
            self.host.told_silent = false;
            if let Some(host) = self.host_player() {
                out.push(Output::Tell(Told::HostBack { host }));
            }
        }
        self.put_off_standing();
    }

    /// Someone takes this machine for the host: a member, or a stranger with a ticket, is told who is.
    pub(super) fn not_the_host(&mut self, from: PlayerId, message: &ToHost, out: &mut Vec<Output>) {
        let ticket = match message {
            ToHost::Knock(knock) => knock.tag,
            _ => None,
        };
        let invited = ticket.is_some_and(|tag| self.table().is_some_and(|table| table.invites.contains_key(&tag)));
        if invited || self.is_of_table(from) {
            self.tell_term(from, out);
        }
    }

    pub(super) fn tell_term(&mut self, from: PlayerId, out: &mut Vec<Output>) {
        if let Some(certificate) = &self.fence.certificate
            && certificate.host() != from
        {
            let word = ToGuest::Term(Box::new(certificate.clone()));
            self.send(from, Message::ToGuest(word), out);
        }
    }

    /// A false entry: from here on nothing of its author is believed, acknowledged or shown.
    pub(super) fn distrust(&mut self, host: PlayerId, index: u64, why: Falsehood, out: &mut Vec<Output>) {
        let term = self.fence.certificate.as_ref().map_or(0, Certificate::term);
        self.believe_no_more(Distrust { term, host, index, why }, out);
    }

    pub(super) fn believe_no_more(&mut self, distrust: Distrust, out: &mut Vec<Output>) {
        let host = distrust.host;
        if !self.distrusted.contains(&distrust) {
            self.distrusted.push(distrust.clone());
            if self.host_player() == Some(host) {
                self.host.matched = None;
            }
            out.push(Output::Tell(Told::Distrusted(distrust)));
        }
    }

    /// Which lies this guest has seen.
    pub fn distrusted(&self) -> &[Distrust] {
        &self.distrusted
    }

    /// The host doubts that this machine still has what it once had. Where it has not, it is mute from now on.
    pub(super) fn doubted(&mut self, doubt: &Doubt, out: &mut Vec<Output>) {
        let lost = match doubt {
            Doubt::Empty => self.tail() == Tail::default(),
            Doubt::Acked(ack) => {
                let own = Some(ack.said.table) == self.table && Some(ack.said.term) == self.term_obeyed();
                let kept = self.copy.ledger.tail_at(ack.said.tail.index) == Some(ack.said.tail);
                own && !kept && ack.is_by(self.identity.player())
            }
        };
        if lost {
            self.lose_voice(out);
        }
    }

    /// A vote of this machine's key in a certificate that holds, for a higher term than this machine ever voted in, was
    /// given elsewhere: each vote is on the disk before it leaves.
    pub(super) fn look_for_votes(&mut self, certificate: &Certificate, out: &mut Vec<Output>) {
        let me = self.identity.player();
        let last = self.fence.vote.as_ref().map_or(0, |vote| vote.ballot.term);
        let ours = Some(certificate.ballot.table) == self.table && !seeded(Bug::PromiseForgotten);
        if ours && certificate.term() > last && certificate.votes.iter().any(|(voter, _)| *voter == me) {
            self.lose_voice(out);
        }
    }

    /// This machine's key signed what its disk does not have: the ledger was lost, put back or copied. From here on it
    /// neither votes, acknowledges nor hosts.
    pub(super) fn lose_voice(&mut self, out: &mut Vec<Output>) {
        if self.fence.mute {
            return;
        }
        self.fence.mute = true;
        self.campaign = None;
        self.persist(vec![Record::Muted], After::Nothing, out);
        if self.host_player() == Some(self.identity.player()) {
            out.push(Output::Deposed);
        }
        out.push(Output::Tell(Told::Restored));
    }
}
