//! Which face the game wears.

/// How the player sees the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Pages on a screen.
    Screen,
    /// Lines of text.
    Lines,
}
