//! Dice: faces that are rolled from a seed, drawn from what several players gave, or read from a record; nobody else
//! makes a face.

mod amount;
pub mod chain;

use std::collections::VecDeque;

pub use amount::{Amount, AmountError};
use chain::{Mix, Stream};
use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};
use serde::{Deserialize, Serialize};

/// One die's number of sides: 2 to 1,000 (a d100 is one die of 100 sides).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Sides(pub u16);

/// The d20 that decides attacks, saves and checks.
pub const D20: Sides = Sides(20);

/// What one die shows: 1 to its number of sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Face(pub u16);

/// Where faces come from. Every face handed out is remembered in order, so that a record can be kept and read back.
#[derive(Debug)]
pub struct Dice {
    source: Source,
    shown: Vec<Face>,
    fault: bool,
}

#[derive(Debug)]
enum Source {
    Rolled(Box<ChaCha20Rng>),
    Drawn(Box<Stream>),
    Read(VecDeque<Face>),
}

impl Dice {
    /// Dice rolled from 32 bytes of chance: the same seed rolls the same faces on every machine.
    pub fn rolled(seed: [u8; 32]) -> Dice {
        Dice { source: Source::Rolled(Box::new(ChaCha20Rng::from_seed(seed))), shown: Vec::new(), fault: false }
    }

    /// Dice drawn from values that were mixed: whoever has the values draws the same faces.
    pub fn drawn(mix: &Mix) -> Dice {
        Dice { source: Source::Drawn(Box::new(mix.stream())), shown: Vec::new(), fault: false }
    }

    /// Dice that show exactly these faces, in this order.
    pub fn read(faces: impl IntoIterator<Item = Face>) -> Dice {
        Dice { source: Source::Read(faces.into_iter().collect()), shown: Vec::new(), fault: false }
    }

    /// The next face of a die, 1 to `sides`. Read dice that have run out, or hold a face the die does not have, show
    /// 1 and are no longer [settled](Dice::settled).
    pub fn roll(&mut self, sides: Sides) -> Face {
        let face = match &mut self.source {
            Source::Rolled(generator) => Face(generator.random_range(1..=sides.0.max(1))),
            Source::Drawn(stream) => Face(stream.face(sides.0)),
            Source::Read(faces) => match faces.pop_front() {
                Some(face) if face.0 >= 1 && face.0 <= sides.0 => face,
                Some(_) | None => {
                    self.fault = true;
                    Face(1)
                }
            },
        };
        self.shown.push(face);
        face
    }

    /// The sum of an amount's dice and its constant, never below zero.
    pub fn sum(&mut self, amount: Amount) -> i32 {
        let mut total = i32::from(amount.plus);
        for _ in 0..amount.count {
            total += i32::from(self.roll(amount.sides).0);
        }
        total.max(0)
    }

    /// The faces shown since the last time this was asked.
    pub fn take_shown(&mut self) -> Vec<Face> {
        std::mem::take(&mut self.shown)
    }

    /// True when read dice were used up exactly and every face fitted its die; always true of rolled and drawn dice.
    pub fn settled(&self) -> bool {
        match &self.source {
            Source::Rolled(_) | Source::Drawn(_) => true,
            Source::Read(faces) => faces.is_empty() && !self.fault,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_dice_show_their_faces_and_settle() {
        let mut dice = Dice::read([Face(15), Face(6)]);
        assert_eq!(dice.roll(D20), Face(15));
        assert!(!dice.settled(), "one face is left");
        assert_eq!(dice.roll(Sides(8)), Face(6));
        assert!(dice.settled());
        assert_eq!(dice.take_shown(), [Face(15), Face(6)]);
    }

    #[test]
    fn a_face_the_die_does_not_have_is_seen() {
        let mut dice = Dice::read([Face(9)]);
        dice.roll(Sides(8));
        assert!(!dice.settled());
    }

    #[test]
    fn one_seed_rolls_one_row_of_faces_without_bias_at_the_edges() {
        let mut one = Dice::rolled([7; 32]);
        let mut other = Dice::rolled([7; 32]);
        let row: Vec<Face> = (0..2000).map(|_| one.roll(D20)).collect();
        assert!(row.iter().all(|face| other.roll(D20) == *face));
        assert!(row.contains(&Face(1)) && row.contains(&Face(20)));
        assert!(row.iter().all(|face| (1..=20).contains(&face.0)));
    }
}
