//! The lowest page: which one it is follows the world, so that every player at the table sees the same occasion.

use super::ask::Ask;
use super::desk::Kit;
use super::ending::Ending;
use super::explore::Explore;
use super::fight::Fight;
use super::lobby::Lobby;
use super::page::Page;
use super::talk::Talk;
use super::title::Title;
use super::trade::Trade;
use super::view::View;
use crate::rules::deputy;

/// What is going on, as far as the screen is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// At no table.
    Title,
    /// At a table, the adventure not begun.
    Lobby,
    /// On the map in real time.
    Explore,
    /// In a fight.
    Fight,
    /// In a scene.
    Talk,
    /// At a counter.
    Trade,
    /// One of the player's heroes owes an answer.
    Ask,
    /// After the end.
    Ending,
}

impl Ground {
    /// What is going on. What still plays on the board is seen to its end before the next occasion comes.
    pub(super) fn of(view: &View, kit: &Kit, now: Ground) -> Ground {
        let Some(world) = view.world else { return Ground::Title };
        let story = &world.now.story;
        if !story.begun {
            return Ground::Lobby;
        }
        if kit.stage.is_busy() && matches!(now, Ground::Explore | Ground::Fight) {
            return now;
        }
        let owes = world.now.questions.last().is_some_and(|question| deputy::acts(world, view.player, question.of));
        if owes {
            Ground::Ask
        } else if world.now.encounter.is_some() {
            Ground::Fight
        } else if story.scene.is_some() {
            Ground::Talk
        } else if story.shop.as_ref().is_some_and(|(_, by)| deputy::acts(world, view.player, *by)) {
            Ground::Trade
        } else if story.ending.is_some() {
            Ground::Ending
        } else {
            Ground::Explore
        }
    }

    /// Its page, as it first appears.
    pub(super) fn page(self) -> Box<dyn Page> {
        match self {
            Ground::Title => Box::new(Title::new()),
            Ground::Lobby => Box::new(Lobby::new()),
            Ground::Explore => Box::new(Explore),
            Ground::Fight => Box::new(Fight::new()),
            Ground::Talk => Box::new(Talk::new()),
            Ground::Trade => Box::new(Trade::new()),
            Ground::Ask => Box::new(Ask::new()),
            Ground::Ending => Box::new(Ending),
        }
    }

    /// Pages above are taken away when it comes: it wants an answer, or they speak of what is no more.
    pub(super) const fn interrupts(self) -> bool {
        !matches!(self, Ground::Explore)
    }

    /// The map is seen.
    pub(super) const fn is_board(self) -> bool {
        !matches!(self, Ground::Title | Ground::Lobby | Ground::Ending)
    }

    /// Held directions walk.
    pub(super) const fn walks(self) -> bool {
        matches!(self, Ground::Explore)
    }
}
