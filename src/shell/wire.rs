//! Between the app's words for the network and the network's own: what was told becomes a happening, a wish an ask.

use super::net::{Ask, Direction, Lane, Told};
use crate::app::effect;
use crate::app::effect::Reach;
use crate::app::happening::Reached;
use crate::world::id::PlayerId;

/// What the network told, as something that happened; none for what the game has no use for.
pub(crate) fn happened(told: Told) -> Option<Reached> {
    Some(match told {
        Told::Listening { address } => Reached::Listening { address },
        Told::Mapped { address } => Reached::Listening { address },
        Told::Stopped { address, why } => Reached::NotListening { address, why: why.to_string() },
        Told::Connected { peer, address, path, direction } => {
            Reached::Linked { player: PlayerId(peer), address, path, inbound: direction == Direction::Inbound }
        }
        Told::Lost { peer, why } => Reached::Unlinked { player: PlayerId(peer), why: why.to_string() },
        Told::Received { peer, bytes, .. } => Reached::Received { player: PlayerId(peer), bytes },
        Told::Failed { peer, attempts, .. } => {
            let attempts = attempts.iter().map(|attempt| format!("{}: {}", attempt.address, attempt.why));
            let why = attempts.collect::<Vec<_>>().join("; ");
            Reached::Failed { player: peer.map(PlayerId), why }
        }
        Told::RoundTrip { peer, micros } => Reached::RoundTrip { player: PlayerId(peer), micros },
        Told::Found { peer, addresses } => Reached::Found { player: PlayerId(peer), addresses },
        Told::Gone { peer } => Reached::Vanished { player: PlayerId(peer) },
        Told::Warning { why } => Reached::Warned { told: why },
        Told::Ended { why } => Reached::Warned { told: format!("the network has ended: {why}") },
        Told::Dropped { .. } | Told::Seen { .. } => return None,
    })
}

/// What the app wants of the network, as the network is asked.
pub(crate) fn asked(reach: Reach) -> Ask {
    match reach {
        Reach::Listen { address } => Ask::Listen { address },
        Reach::Dial { addresses } => Ask::Dial { peer: None, addresses },
        Reach::KeepLink { player, addresses } => Ask::Keep { peer: player.0, addresses },
        Reach::Forget { player } => Ask::Forget { peer: player.0 },
        Reach::Send { player, lane, bytes } => Ask::Send { peer: player.0, lane: on(lane), bytes },
        Reach::Close { player, why } => Ask::Close { peer: player.0, why },
        Reach::Discover => Ask::Discover,
        Reach::Hide => Ask::Hide,
        Reach::MapPort => Ask::MapPort,
    }
}

const fn on(lane: effect::Lane) -> Lane {
    match lane {
        effect::Lane::Ctrl => Lane::Ctrl,
        effect::Lane::Live => Lane::Live,
        effect::Lane::Bulk => Lane::Bulk,
    }
}
