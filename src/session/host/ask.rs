//! What the person who hosts may do: invites, the door, the roster, handing over.

use super::{Ask, Host, Output, Told};
use crate::session::entry::{Change, Entry};
use crate::session::invite::{Secret, minute_of};
use crate::session::roster::Role;

impl Host {
    pub(super) fn asked(&mut self, ask: Ask, out: &mut Vec<Output>) {
        match ask {
            Ask::Invite { secret, role, uses, lasts_ms } => self.invite(&secret, (role, uses, lasts_ms), out),
            Ask::Revoke { tag } => {
                if !self.may_decide()
                    || !self.state.table.invites.contains_key(&tag)
                    || !self.write(Entry::Revoked { tag }, out)
                {
                    self.cannot(out);
                }
            }
            Ask::Admit { player } => self.admit(player, None, out),
            Ask::AdmitAs { player, place } => self.admit(player, Some(place), out),
            Ask::TurnAway { player } => self.turn_away(player, out),
            Ask::Kick { player } => self.change_later(Change::Kick { player }, out),
            Ask::MoveChair { player } => self.change_later(Change::Chair { player }, out),
            Ask::HandOver { heir } => self.hand_over(heir, out),
            Ask::CallOff => self.call_off(out),
        }
    }

    fn may_decide(&self) -> bool {
        self.frozen.is_none() && self.heir.is_none()
    }

    fn invite(&mut self, secret: &Secret, bounds: (Role, u16, u64), out: &mut Vec<Output>) {
        let (role, uses, lasts_ms) = bounds;
        let expires_minute = minute_of(self.now_ms.saturating_add(lasts_ms));
        let invite = secret.invite(role, uses, expires_minute, self.player());
        let tag = secret.tag();
        // Who left may still host until another does, but invites nobody.
        let member = self.state.table.rosters.contains(self.player());
        if member && self.may_decide() && self.write(Entry::Invited { tag, invite }, out) {
            out.push(Output::Tell(Told::Invited { tag, expires_minute, index: self.end.index }));
        } else {
            self.cannot(out);
        }
    }

    fn change_later(&mut self, change: Change, out: &mut Vec<Output>) {
        if self.changes.len() < 16 && !self.changes.contains(&change) {
            self.changes.push(change);
            self.advance_change(out);
        } else {
            self.cannot(out);
        }
    }
}
