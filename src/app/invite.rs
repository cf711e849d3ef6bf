//! Invites: one ticket is open as long as friends may come, shown once a majority keeps it.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use super::App;
use super::line::Line;
use crate::session::host::{self, Ask};
use crate::session::invite::{Address, Invite, Rung, Secret, Tag, Ticket, minute_of};
use crate::session::limits::{TICKET_ADDRESSES_MAX, TICKET_EPOCH_MS};
use crate::session::roster::Role;
use crate::ui::view;

const MINUTE_MS: u64 = 60_000;

/// The ticket that is open, or on its way to be.
#[derive(Debug)]
pub(super) struct Open {
    secret: Secret,
    /// Its last minute and its place in the ledger, once it stands there.
    stands: Option<(u32, u64)>,
    /// The text, once it was shown.
    text: Option<String>,
}

impl App {
    /// Opens an invite where this machine hosts, friends may come and none is open.
    pub(super) fn invite(&mut self) {
        let hosts = self.sitting.as_ref().is_some_and(|sitting| sitting.host.is_some());
        let spent = self.open_ticket.as_ref().is_some_and(|open| self.is_spent(&open.secret.tag(), open));
        if spent {
            self.open_ticket = None;
            self.status.ticket = None;
        }
        if !hosts || self.plan.alone || self.listening.is_empty() || self.open_ticket.is_some() {
            return;
        }
        let secret = Secret::new(self.chance.bytes());
        let ask = Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: self.ticket_ms };
        self.open_ticket = Some(Open { secret, stands: None, text: None });
        self.with_sitting(|sitting| sitting.tell_host(host::Input::Asked(ask)));
    }

    /// A minute or more has passed: the open ticket has less left, or its time is over and another takes its place.
    pub(super) fn count_down(&mut self) {
        let stands = self.open_ticket.as_ref().and_then(|open| open.stands);
        if let (Some((expires_minute, _)), Some(ticket)) = (stands, &mut self.status.ticket) {
            ticket.minutes_left = expires_minute.saturating_sub(minute_of(self.now_ms));
        }
        self.invite();
    }

    /// The host could not do what was asked: an invite that does not stand by now is asked for again later.
    pub(super) fn not_invited(&mut self) {
        self.open_ticket.take_if(|open| open.stands.is_none());
    }

    /// The invite stands in the ledger.
    pub(super) fn invited(&mut self, tag: Tag, expires_minute: u32, index: u64) {
        if let Some(open) = self.open_ticket.as_mut().filter(|open| open.secret.tag() == tag) {
            open.stands = Some((expires_minute, index));
        }
    }

    /// Shows the ticket once its invite is durable.
    pub(super) fn show_ticket(&mut self) {
        let Some(sitting) = &self.sitting else { return };
        let (durable, table) = (sitting.guest.durable(), sitting.guest.table_id());
        let (Some(open), Some(table)) = (&mut self.open_ticket, table) else { return };
        let Some((expires_minute, _)) = open.stands.filter(|(_, index)| *index <= durable) else { return };
        if open.text.is_none() {
            let ticket = Ticket::new(table, open.secret.clone(), expires_minute, &best(&self.listening));
            open.text = Some(ticket.to_string());
            self.say_ticket();
        }
    }

    /// Shows the same ticket with the addresses of now, if it was shown.
    pub(super) fn show_ticket_again(&mut self) {
        if self.open_ticket.as_mut().is_some_and(|open| open.text.take().is_some()) {
            self.show_ticket();
        }
    }

    /// Says the open ticket, for the first time or again.
    pub(super) fn say_ticket(&mut self) {
        let open = self.open_ticket.as_ref();
        let Some((text, (expires_minute, _))) = open.and_then(|open| Some((open.text.clone()?, open.stands?))) else {
            return;
        };
        let expires_ms = TICKET_EPOCH_MS + u64::from(expires_minute) * MINUTE_MS;
        let minutes_left = u32::try_from(expires_ms.saturating_sub(self.now_ms) / MINUTE_MS).unwrap_or(u32::MAX);
        self.status.ticket = Some(view::Ticket { text: text.clone(), minutes_left });
        self.say(Line::Ticket { ticket: text, expires: expires_ms / 1000 });
    }

    /// Used up or over its time: the next one takes its place.
    fn is_spent(&self, tag: &Tag, open: &Open) -> bool {
        if open.stands.is_some_and(|(expires_minute, _)| minute_of(self.now_ms) > expires_minute) {
            return true;
        }
        let table = self.sitting.as_ref().and_then(|sitting| sitting.guest.table());
        let used = |invites: &BTreeMap<Tag, Invite>| invites.get(tag).is_none_or(|invite| invite.uses == 0);
        open.stands.is_some_and(|(_, index)| table.is_some_and(|table| table.index >= index && used(&table.invites)))
    }
}

/// The address a network speaks of, for tickets: `/ip4/10.0.0.2/tcp/4001` or `10.0.0.2:4001`.
pub(super) fn socket(address: &str) -> Option<SocketAddr> {
    if let Ok(socket) = address.parse() {
        return Some(socket);
    }
    let mut parts = address.split('/').skip(1);
    let (kind, ip, _, port) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let ip: IpAddr = matches!(kind, "ip4" | "ip6").then(|| ip.parse().ok()).flatten()?;
    Some(SocketAddr::new(ip, port.parse().ok()?))
}

/// The addresses that a friend is most likely to reach, at most as many as a ticket holds: this machine alone only
/// where there is nothing else.
pub(super) fn best(listening: &[SocketAddr]) -> Vec<Address> {
    let mut sockets: Vec<SocketAddr> = listening.to_vec();
    sockets.sort_by_key(rank);
    sockets.dedup();
    if sockets.iter().any(|socket| !socket.ip().is_loopback()) {
        sockets.retain(|socket| !socket.ip().is_loopback());
    }
    sockets.truncate(TICKET_ADDRESSES_MAX);
    sockets.into_iter().map(|at| Address { at, rung: Rung::Direct }).collect()
}

/// Whether the whole internet may reach it.
pub(super) fn is_public(socket: &SocketAddr) -> bool {
    rank(socket).0 == 0
}

/// Public first, then the local network, link-local and this machine last.
fn rank(socket: &SocketAddr) -> (u8, SocketAddr) {
    let rank = match socket.ip() {
        ip if ip.is_loopback() => 4,
        IpAddr::V4(ip) if ip.is_link_local() => 3,
        IpAddr::V6(ip) if ip.is_unicast_link_local() => 3,
        IpAddr::V4(ip) if ip.is_private() => 1,
        IpAddr::V6(ip) if ip.is_unique_local() => 2,
        IpAddr::V4(_) | IpAddr::V6(_) => 0,
    };
    (rank, *socket)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_network_are_sockets() {
        assert_eq!(socket("/ip4/10.0.0.2/udp/4001/quic-v1"), "10.0.0.2:4001".parse().ok());
        assert_eq!(socket("/ip6/::1/tcp/9"), "[::1]:9".parse().ok());
        assert_eq!(socket("10.0.0.2:7"), "10.0.0.2:7".parse().ok());
        for wrong in ["", "/dns/a/tcp/1", "/ip4/x/tcp/1", "/ip4/1.2.3.4", "here"] {
            assert_eq!(socket(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_ticket_names_the_likeliest_addresses() {
        let sockets = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<SocketAddr>>();
        let named = |texts: &[&str]| best(&sockets(texts)).into_iter().map(|address| address.at).collect::<Vec<_>>();
        assert_eq!(named(&["127.0.0.1:4", "192.168.1.2:4", "8.8.8.8:4"]), sockets(&["8.8.8.8:4", "192.168.1.2:4"]));
        assert_eq!(named(&["127.0.0.1:4", "127.0.0.1:4"]), sockets(&["127.0.0.1:4"]));
    }
}
