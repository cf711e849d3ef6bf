//! Tunes: what plays under a place or a fight, over and over.

/// A tune that plays over and over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tune {
    /// The title page, villages, taverns.
    Village,
    /// The open road.
    Road,
    /// Below the ground.
    Dungeon,
    /// Swords are drawn.
    Fight,
}

impl Tune {
    /// Every tune.
    pub const ALL: &[Tune] = &[Tune::Village, Tune::Road, Tune::Dungeon, Tune::Fight];

    /// Its notes, as text.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Tune::Village => include_str!("../../assets/sounds/village.tune"),
            Tune::Road => include_str!("../../assets/sounds/road.tune"),
            Tune::Dungeon => include_str!("../../assets/sounds/dungeon.tune"),
            Tune::Fight => include_str!("../../assets/sounds/fight.tune"),
        }
    }
}
