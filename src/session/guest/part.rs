//! What a guest is doing, for whoever looks at it.

use super::Guest;

/// What a guest is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Knocking.
    Visitor,
    /// Following a host.
    Follower,
    /// Following a host that is frozen: how many voters answer it, of how many.
    Waiting {
        /// Voters that answer.
        answer: u16,
        /// Voters in all.
        of: u16,
    },
    /// Asking for votes.
    Candidate,
    /// Hearing no host.
    Alone,
    /// Its disk takes nothing more: it neither hosts, votes nor acknowledges until the table is opened again.
    Stopped,
}

impl Guest {
    /// Where the ledger ended when it was last put back from a file, and when that was, in milliseconds since 1970.
    pub fn put_back_at(&self) -> Option<(u64, u64)> {
        self.restored
    }

    /// True when this machine neither votes nor acknowledges, and so never hosts.
    pub fn is_mute(&self) -> bool {
        self.fence.mute
    }

    /// True when another machine's key took the place of this one's.
    pub fn is_replaced(&self) -> bool {
        let me = self.identity.player();
        self.table().is_some_and(|table| table.replaced.contains_key(&me))
    }

    /// True when it is proven here that this machine's own key lied.
    pub fn is_convicted(&self) -> bool {
        self.convicted.contains(&self.identity.player())
    }

    /// What this machine's guest is doing.
    pub fn role(&self) -> Part {
        if self.disk.failed {
            return Part::Stopped;
        }
        match (&self.visit, &self.campaign) {
            (Some(_), _) => Part::Visitor,
            (None, Some(_)) => Part::Candidate,
            (None, None) if self.is_followed() => match self.host.frozen {
                Some((answer, of)) => Part::Waiting { answer, of },
                None => Part::Follower,
            },
            (None, None) => Part::Alone,
        }
    }
}
