//! Walking: this player's changes of steering go up, everyone else's come down. Nothing of it is kept.

use super::{Guest, Output};
use crate::session::limits::MOVES_PER_SECOND;
use crate::session::presence::{Spot, Steering, Stroller};
use crate::session::wire::{Lane, Message, ToHost};
use crate::world::id::{PlayerId, SeatId};
use crate::world::walk::{Buttons, Walker};

// How often a hero who goes on as before says where he is.
const REFRESH_MS: u64 = 2_000;

/// A seat's steering as it was last sent.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Steered {
    buttons: Buttons,
    number: u32,
    sent_ms: u64,
}

impl Guest {
    /// Buttons are held at a spot. Sent when they change, at most twelve times a second, and not at all when idle.
    pub(super) fn steer(&mut self, seat: SeatId, buttons: Buttons, walker: &Walker, out: &mut Vec<Output>) {
        let now_ms = self.now_ms;
        let last = self.steered.entry(seat).or_default();
        let since_ms = now_ms.saturating_sub(last.sent_ms);
        let news = buttons != last.buttons;
        let stale = buttons != Buttons::default() && since_ms >= REFRESH_MS;
        if !(news && since_ms >= 1_000 / u64::from(MOVES_PER_SECOND) || stale) {
            return;
        }
        // The clock keeps numbers rising over restarts.
        let number = (last.number + 1).max((now_ms / 64) as u32);
        *last = Steered { buttons, number, sent_ms: now_ms };
        let steering = Steering { seat, number, buttons, spot: Spot::of(walker) };
        if let Some(host) = self.host_player().filter(|_| self.is_followed()) {
            let frame = Message::ToHost(ToHost::Steer(steering)).to_frame();
            out.push(Output::Send { to: host, lane: Lane::Live, frame });
        }
    }

    /// Others changed their steering.
    pub(super) fn others_steered(&mut self, from: PlayerId, all: &[Steering]) {
        let me = self.identity.player();
        let (true, Some(state)) = (self.is_host(from), &self.copy.state) else { return };
        for steering in all.iter().filter(|steering| state.table.holder(steering.seat) != Some(me)) {
            self.promenade.steer(&state.world, steering);
        }
    }

    pub(super) fn walk_ticked(&mut self) {
        if let Some(state) = &self.copy.state {
            self.promenade.walk(&state.world, self.now_ms);
        }
    }

    /// Everyone else who walks right now, as this machine reckons.
    pub fn strollers(&self) -> impl Iterator<Item = (SeatId, &Stroller)> {
        self.promenade.strollers()
    }
}
