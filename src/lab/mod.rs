//! The lab: a simulated network, disk and clock around the very same sessions. One seed is one night, bit for bit.

mod check;
pub mod disk;
pub mod machine;
pub mod night;
pub mod weather;
