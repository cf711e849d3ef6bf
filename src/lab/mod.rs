//! The lab: a simulated network, disk and clock around the very same sessions, and an arena around the very same rules.
//! One seed is one night, bit for bit.
//!
//! # A night
//!
//! [`draw`] makes a [`script`] of a seed: who sits down, the weather, and line by line what is done to machines and ways
//! while everyone plays. [`evening`] performs a script, drawn or written by a person, on a [`night`]: the machines, their
//! disks and clocks, the [`sky`] between them, and one queue of what happens next. What is seen of it is a [`history`];
//! [`check`] judges that alone. A script that fails [`shrink`]s to the smallest one that still does, and [`picture`] and
//! [`svg`] draw it.
//!
//! A [`live`] night is a script that someone watches and meddles with; what he did makes another script, which goes the
//! same way again. Paper and window draw the same [`lane`]s; [`shelf`] holds scripts to begin with.
//! [`rolls`] makes tables of nothing but dice, and [`faces`] counts how even they came.
//!
//! Sessions, wire, ledger file and signatures are those of the game; nothing is stood in for. Two phases: first anything
//! goes; then the faults end, everyone must come together within half a minute, something new must become durable, and
//! no command may still wait. In each drawn night at most one machine, never the founder's, forgets its ledger, rots or
//! lies: what is promised, is promised while the others are a majority.
//!
//! Machines that start again open their ledger by a checkpoint, as far as theirs is sound and fits: some are damaged, are
//! of a ledger that was lost, or are gone. Every time it must lead to the same as the whole ledger does.
//!
//! # Proof that the checkers can fail
//!
//! With the feature `seeded_bugs`, `roundtable lab --bugs` makes the mistakes of [`crate::bugs`] one at a time, in nights
//! with much of what each lives on, and every one must be reported by its own checker.
//!
//! # Faults
//!
//! [`fault::Fault`] names all twenty-six. Three are less than their names: corruption below the signature is what an
//! encrypted transport makes of it, a broken link; of version skew only the refusal at the door is played, since there is
//! one version; and what a relay could do is done to the ways themselves. One key on two machines at a time is not played,
//! and an old ledger is put back only while the host stays who he is: afterwards nobody can know of it.

pub mod arena;
pub mod check;
pub mod clock;
mod close;
pub mod deed;
pub mod disk;
pub mod draw;
pub mod evening;
pub mod faces;
pub mod fault;
#[cfg(feature = "seeded_bugs")]
pub mod focus;
pub mod frame;
pub mod history;
pub mod lane;
pub mod live;
pub mod machine;
pub mod night;
mod note;
mod party;
mod perform;
pub mod picture;
mod play;
mod power;
#[cfg(feature = "seeded_bugs")]
mod probe;
mod queue;
pub mod rack;
mod rogue;
pub mod rolls;
pub mod script;
pub mod shelf;
pub mod shrink;
pub mod sky;
pub mod span;
pub mod svg;
pub mod tally;
#[cfg(feature = "seeded_bugs")]
pub mod trial;
mod ways;
pub mod weather;
