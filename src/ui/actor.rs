//! Someone as he is seen on the board, and the words and numbers that rise from him.

use crate::words::sentence::Sentence;
use crate::world::walk::Facing;

/// Someone as he is seen on the board.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Figure {
    /// Left edge in pixels of the map.
    pub(super) x: i32,
    /// Top edge in pixels of the map.
    pub(super) y: i32,
    /// Above the ground, in pixels.
    pub(super) height: i32,
    /// Which way he looks.
    pub(super) facing: Facing,
    /// Steps until the legs stand still.
    pub(super) walks: u32,
    /// Hit points as far as they have been shown.
    pub(super) hp: i32,
    /// Steps that a flash goes on.
    pub(super) flash: u32,
    /// Dead, as far as that has been shown.
    pub(super) gone: bool,
}

/// A word or a number that rises from someone.
#[derive(Clone, Debug)]
pub(super) struct Pop {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) age: u32,
    pub(super) what: Popped,
}

/// What rises.
#[derive(Clone, Debug)]
pub(super) enum Popped {
    /// Hit points lost.
    Lost(i32),
    /// Hit points regained.
    Regained(i32),
    /// A blow went wide.
    Missed,
    /// A word.
    Word(Sentence),
}

/// How long a pop is seen, in steps.
pub(super) const POP_STEPS: u32 = 40;
