//! The tale room.
