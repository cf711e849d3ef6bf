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
}

impl Guest {
    /// What this machine's guest is doing.
    pub fn role(&self) -> Part {
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
