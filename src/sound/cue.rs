//! Cues: the short sounds that say what just happened.

macro_rules! cues {
    ($($(#[$doc:meta])* $cue:ident $name:literal,)*) => {
        /// A short sound that says what just happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cue { $($(#[$doc])* $cue,)* }

        impl Cue {
            /// Every cue.
            pub const ALL: &[Cue] = &[$(Cue::$cue),*];

            /// The id of the sentence that says the same to people who do not hear it.
            pub const fn caption(self) -> &'static str {
                match self { $(Cue::$cue => concat!("caption-", $name)),* }
            }

            /// Its notes, as text.
            pub(super) const fn text(self) -> &'static str {
                match self { $(Cue::$cue => include_str!(concat!("../../assets/sounds/", $name, ".cue"))),* }
            }
        }
    };
}

cues! {
    /// A foot is set down.
    Step "step",
    /// A blow lands.
    Hit "hit",
    /// A blow goes wide.
    Miss "miss",
    /// A blow lands as hard as it can.
    Critical "critical",
    /// A door opens or closes.
    Door "door",
    /// Coins change hands.
    Coin "coin",
    /// A spell is cast.
    Spell "spell",
    /// Somebody is healed.
    Heal "heal",
    /// Somebody falls.
    Death "death",
    /// Dice roll.
    Dice "dice",
    /// The table waits for an answer.
    Question "question",
    /// It is this player's turn.
    Turn "turn",
    /// Somebody sits down at the table.
    Join "join",
    /// Somebody leaves the table.
    Leave "leave",
    /// The choice in a menu moves.
    MenuMove "menu-move",
    /// Something in a menu is chosen.
    MenuChoose "menu-choose",
    /// Something cannot be done.
    Refused "refused",
    /// Danger: a trap, an ambush, the host is gone.
    Danger "danger",
    /// A fight is won.
    Victory "victory",
    /// A hero rises to a new level.
    Level "level",
    /// The table is saved.
    Saved "saved",
}
