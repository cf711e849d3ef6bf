//! The srd room.
