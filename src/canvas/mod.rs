//! The canvas room.
