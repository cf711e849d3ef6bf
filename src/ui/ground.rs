//! The lowest page: which one it is follows the world, so that every player at the table sees the same occasion.

use super::desk::Kit;
use super::page::Page;
use super::title::Title;
use super::view::View;

/// What is going on, as far as the screen is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// At no table.
    Title,
}

impl Ground {
    /// What is going on.
    pub(super) fn of(view: &View, kit: &Kit) -> Ground {
        let _ = (view, kit);
        Ground::Title
    }

    /// Its page, as it first appears.
    pub(super) fn page(self) -> Box<dyn Page> {
        match self {
            Ground::Title => Box::new(Title::new()),
        }
    }

    /// Pages above are taken away when it comes: it wants an answer, or they speak of what is no more.
    pub(super) const fn interrupts(self) -> bool {
        matches!(self, Ground::Title)
    }

    /// The map is seen.
    pub(super) const fn is_board(self) -> bool {
        false
    }

    /// Held directions walk.
    pub(super) const fn walks(self) -> bool {
        false
    }
}
