//! The faces of many d20: how often each came in all, for each seat, and after each other face.

use std::collections::BTreeMap;

use crate::world::id::SeatId;

/// Faces, counted in the order in which they fell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faces {
    /// By the seat that rolled; none for what happens without anyone's choice.
    by: BTreeMap<Option<SeatId>, [u64; 20]>,
    /// By the face that fell before it in the same night.
    after: BTreeMap<u16, [u64; 20]>,
    last: Option<u16>,
}

impl Faces {
    /// [u64; 20] a face from 1 to 20; any other is no d20's.
    pub fn add(&mut self, seat: Option<SeatId>, face: u16) {
        let Some(place) = usize::from(face).checked_sub(1).filter(|place| *place < 20) else { return };
        self.by.entry(seat).or_default()[place] += 1;
        if let Some(last) = self.last.replace(face) {
            self.after.entry(last).or_default()[place] += 1;
        }
    }

    /// Adds those of another night.
    pub fn merge(&mut self, other: &Faces) {
        let sum =
            |mine: &mut [u64; 20], theirs: &[u64; 20]| mine.iter_mut().zip(theirs).for_each(|(one, more)| *one += more);
        other.by.iter().for_each(|(seat, counts)| sum(self.by.entry(*seat).or_default(), counts));
        other.after.iter().for_each(|(face, counts)| sum(self.after.entry(*face).or_default(), counts));
    }

    /// How many there were.
    pub fn total(&self) -> u64 {
        self.by.values().flatten().sum()
    }

    /// What is wrong with how often they came; nothing where there are too few to tell.
    pub fn unfair(&self) -> Option<String> {
        let said =
            |count: &Count| format!("{} d20 of {}: chi-square {}/1000", count.d20, count.whose, count.thousandths);
        self.counts().iter().find(|count| !count.is_fair()).map(said)
    }

    /// How even they came: in all, one after another, and by seat; those are left out of which there are too few to tell.
    pub fn counts(&self) -> Vec<Count> {
        let mut all = [0; 20];
        self.by.values().for_each(|counts| all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count));
        let of = |seat: &Option<SeatId>| seat.map_or("the course".to_owned(), |seat| format!("seat {}", seat.0));
        let seats = self.by.iter().map(|(seat, counts)| (of(seat), counts.to_vec()));
        let row: Vec<u64> = self.after.values().flatten().copied().collect();
        let rows = [("all".to_owned(), all.to_vec()), ("the sequence".to_owned(), row)];
        let all = rows.into_iter().chain(seats).filter_map(|(whose, counts)| {
            let (least, most) = bounds(counts.len())?;
            Some(Count { whose, d20: counts.iter().sum(), thousandths: chi_square(&counts)?, least, most })
        });
        all.collect()
    }
}

/// How even some d20 came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Whose, in words.
    pub whose: String,
    /// How many.
    pub d20: u64,
    /// Pearson's sum, in thousandths.
    pub thousandths: u128,
    /// The least that honest dice come to, in thousandths.
    pub least: u128,
    /// What honest dice stay below, in thousandths.
    pub most: u128,
}

impl Count {
    /// Whether honest dice come to this.
    pub fn is_fair(&self) -> bool {
        (self.least..self.most).contains(&self.thousandths)
    }
}

/// Pearson's sum in thousandths for counts that should be equal; none where each is expected less than a hundred times.
fn chi_square(counts: &[u64]) -> Option<u128> {
    let (total, kinds) = (counts.iter().sum::<u64>(), counts.len() as u64);
    if total < 100 * kinds.max(1) {
        return None;
    }
    let square: u128 = counts.iter().map(|count| u128::from((count * kinds).abs_diff(total)).pow(2)).sum();
    Some(square * 1_000 / (u128::from(kinds) * u128::from(total)))
}

/// Between which thousandths honest dice stay but once in some 300,000 times: 19 or 399 degrees of freedom.
fn bounds(kinds: usize) -> Option<(u128, u128)> {
    match kinds {
        20 => Some((3_000, 60_000)),
        400 => Some((280_000, 545_000)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Honest faces, by a small generator of its own.
    fn honest(count: usize) -> impl Iterator<Item = u16> {
        let mut state = 0x1234_5678_9abc_def1_u64;
        let next = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            ((state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % 20 + 1) as u16
        };
        std::iter::repeat_with(next).take(count)
    }

    /// Faces, each bent by a function of the face before it.
    fn check(count: usize, bend: impl Fn(u16, u16) -> u16, fair: bool) {
        let (mut faces, mut last) = (Faces::default(), 1);
        for (number, face) in honest(count).enumerate() {
            last = bend(last, face);
            faces.add(Some(SeatId((number % 3) as u8)), last);
        }
        assert_eq!(faces.unfair().is_none(), fair, "{:?}", faces.unfair());
    }

    #[test]
    fn loaded_dice_are_seen() {
        check(60_000, |_, face| face, true);
        check(1_000, |_, _| 20, true);
        check(60_000, |_, face| if face == 1 { 20 } else { face }, false);
        // Every face as often as any other, but never the same twice in a row.
        check(60_000, |last, face| if face == last { face % 20 + 1 } else { face }, false);
        // Each comes out even: those are no dice.
        check(60_000, |last, _| last % 20 + 1, false);
    }

    #[test]
    fn one_seat_with_loaded_dice_is_seen_among_many() {
        let mut faces = Faces::default();
        honest(400_000).for_each(|face| faces.add(None, face));
        honest(3_000).for_each(|face| faces.add(Some(SeatId(1)), if face == 1 { 20 } else { face }));
        let said = faces.unfair().unwrap_or_default();
        assert!(said.contains("seat 1"), "{said}");
    }
}
