//! Who can be reached, which way, and how quickly: what the network told, kept for the screen and the text face.

use std::collections::BTreeMap;

use crate::ui::view::Link;
use crate::world::id::PlayerId;

/// Slower than this there and back is felt.
const SLOW_MICROS: u64 = 250_000;

/// Every peer the network has spoken of.
#[derive(Debug, Default)]
pub(super) struct Links {
    ways: BTreeMap<PlayerId, Way>,
}

/// One peer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) up: bool,
    /// Where the peer was reached, or may be.
    pub(super) addresses: Vec<String>,
    /// In words.
    pub(super) path: String,
    pub(super) round_trip_micros: Option<u64>,
    /// What was said of it last, so that only changes are said.
    said: Option<&'static str>,
}

impl Links {
    /// A link stands.
    pub(super) fn came(&mut self, player: PlayerId, address: Option<&str>, path: String) {
        let way = self.ways.entry(player).or_default();
        way.up = true;
        way.path = path;
        if let Some(address) = address.filter(|address| !way.addresses.iter().any(|known| known == address)) {
            way.addresses.insert(0, address.to_owned());
            way.addresses.truncate(ADDRESSES_MAX);
        }
    }

    /// A link is gone.
    pub(super) fn went(&mut self, player: PlayerId) {
        let way = self.ways.entry(player).or_default();
        way.up = false;
        way.round_trip_micros = None;
    }

    /// There and back was measured.
    pub(super) fn measured(&mut self, player: PlayerId, micros: u64) {
        self.ways.entry(player).or_default().round_trip_micros = Some(micros);
    }

    /// Where a peer may be reached.
    pub(super) fn addresses(&self, player: PlayerId) -> Vec<String> {
        self.ways.get(&player).map(|way| way.addresses.clone()).unwrap_or_default()
    }

    /// Somewhere a peer may be reached, from before.
    pub(super) fn remember(&mut self, player: PlayerId, addresses: Vec<String>) {
        self.ways.entry(player).or_default().addresses = addresses;
    }

    /// How a peer can be reached.
    pub(super) fn link(&self, player: PlayerId, me: PlayerId) -> Link {
        if player == me {
            return Link::Here;
        }
        match self.ways.get(&player) {
            Some(way) if way.up && way.round_trip_micros.is_some_and(|micros| micros > SLOW_MICROS) => Link::Slow,
            Some(way) if way.up => Link::Good,
            Some(way) if !way.addresses.is_empty() => Link::Trying,
            Some(_) | None => Link::Gone,
        }
    }

    /// One peer's way.
    pub(super) fn way(&self, player: PlayerId) -> Option<&Way> {
        self.ways.get(&player)
    }

    /// Everyone with a standing link.
    pub(super) fn standing(&self) -> impl Iterator<Item = PlayerId> {
        self.ways.iter().filter(|(_, way)| way.up).map(|(player, _)| *player)
    }

    /// The state to be said of a peer, if it is another than was said last.
    pub(super) fn news(&mut self, player: PlayerId, me: PlayerId) -> Option<&'static str> {
        let state = name(self.link(player, me));
        let way = self.ways.get_mut(&player)?;
        let new = way.said != Some(state);
        way.said = Some(state);
        new.then_some(state)
    }
}

/// A link's state as the text face names it.
pub(super) const fn name(link: Link) -> &'static str {
    match link {
        Link::Here | Link::Good => "good",
        Link::Slow => "slow",
        Link::Trying => "trying",
        Link::Gone => "gone",
    }
}

/// Addresses kept for one peer.
const ADDRESSES_MAX: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_good_slow_tried_or_gone_and_said_once() {
        let (me, bea) = (PlayerId([1; 32]), PlayerId([2; 32]));
        let mut links = Links::default();
        assert_eq!(links.link(me, me), Link::Here);
        assert_eq!(links.link(bea, me), Link::Gone);
        links.came(bea, Some("127.0.0.1:9"), "loopback quic".into());
        assert_eq!(links.news(bea, me), Some("good"));
        assert_eq!(links.news(bea, me), None);
        links.measured(bea, 900_000);
        assert_eq!(links.news(bea, me), Some("slow"));
        links.went(bea);
        assert_eq!(links.news(bea, me), Some("trying"));
        assert_eq!(links.addresses(bea), ["127.0.0.1:9"]);
    }
}
