//! Pixels: a small picture in sixteen colours, what can be drawn on it, and how it leaves as bytes.
//!
//! Nothing here knows what a picture means. A [`Canvas`] is drawn on by the screens, then
//! [presented](present::present) to a window, or kept as a PNG or GIF ([`picture`]).

mod area;
pub mod code;
pub mod letters;
mod likeness;
pub mod palette;
pub mod picture;
mod pixels;
pub mod present;
pub mod recorder;
mod shape;
mod shelf;
mod shore;
pub mod sparks;
pub mod sprite;
mod stamp;
pub mod tiles;
mod wrap;

pub use area::Area;
pub use letters::Letters;
pub use likeness::Looks;
pub use palette::{Ink, Palette, Swap};
pub use pixels::{Canvas, HEIGHT, WIDTH};
pub use sprite::{Sprite, Sprites};
pub use stamp::{Flip, Manner};
