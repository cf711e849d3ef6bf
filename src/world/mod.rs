//! The world room.
/// What is true now.
#[derive(Debug)]
pub struct World;
