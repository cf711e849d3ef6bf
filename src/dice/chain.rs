//! Hash chains: values that a player is bound to long before anyone sees them, and what several of them draw together.
//!
//! Whoever owns a chain shows its end, the commitment. Each value he gives later hashes to the one he gave before it, so
//! that he has no choice at any roll, and nobody else can know the next value. Values of two people who do not help each
//! other, mixed, draw faces that neither of them chose.

use crate::bugs::{Bug, seeded};

use std::fmt;
use std::sync::OnceLock;

use blake3::hazmat::{ContextKey, HasherExt, hash_derive_key_context};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Values in one chain. Short enough that a whole chain is grown anew in a fraction of a millisecond, so that nothing but
/// the seed is ever kept on a disk.
pub const LENGTH: u16 = 1024;

// Links between two values that a grown chain remembers: any other is a few links away.
const STRIDE: u16 = 32;
const MARKS: usize = (LENGTH / STRIDE) as usize + 1;

const LINK: &str = "roundtable 2026 dice chain link";
const MIX: &str = "roundtable 2026 dice mix";

/// A value of a chain, or its commitment: 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Value(pub [u8; 32]);

impl Value {
    /// The value that stands before this one in its chain, or the chain's commitment.
    pub fn link(self) -> Value {
        // The same as deriving a key in this context, whose own hash is worked out once instead of with each link.
        static CONTEXT: OnceLock<ContextKey> = OnceLock::new();
        let context = CONTEXT.get_or_init(|| hash_derive_key_context(LINK));
        Value(*blake3::Hasher::new_from_context_key(context).update(&self.0).finalize().as_bytes())
    }

    /// True when `earlier` is met after exactly so many links.
    pub fn leads_to(self, earlier: Value, links: u16) -> bool {
        after(self, links) == earlier
    }

    /// After how many links, 1 to [`LENGTH`], `earlier` is met; None for a value that is not of that chain.
    pub fn distance(self, earlier: Value) -> Option<u16> {
        let mut value = self;
        (1..=LENGTH).find(|_| {
            value = value.link();
            value == earlier
        })
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(f, "Value({a:02x}{b:02x}{c:02x}{d:02x}..)")
    }
}

/// A chain, known to its owner alone: its seed, and what is met after every few links from there.
pub struct Chain(Zeroizing<[[u8; 32]; MARKS]>);

impl Chain {
    /// The chain that grows from 32 secret bytes. One secret must never grow two chains.
    pub fn new(seed: [u8; 32]) -> Chain {
        let mut marks = Zeroizing::new([seed; MARKS]);
        let mut value = Value(seed);
        for mark in marks.iter_mut() {
            *mark = value.0;
            value = after(value, STRIDE);
        }
        Chain(marks)
    }

    /// What binds its owner to all its values.
    pub fn commitment(&self) -> Value {
        self.linked(LENGTH)
    }

    /// The value at a place, 0 to [`LENGTH`] - 1, in the order in which they are given; None when the chain is used up.
    pub fn value(&self, place: u16) -> Option<Value> {
        (place < LENGTH).then(|| self.linked(LENGTH - 1 - place))
    }

    fn linked(&self, links: u16) -> Value {
        after(Value(self.0[usize::from(links / STRIDE)]), links % STRIDE)
    }
}

fn after(value: Value, links: u16) -> Value {
    (0..links).fold(value, |value, _| value.link())
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chain(..)")
    }
}

/// Values mixed for one roll, bound to what the roll is for.
#[derive(Clone, Debug)]
pub struct Mix(blake3::Hasher);

impl Mix {
    /// A mix for one purpose: the same values for another purpose have nothing in common with it.
    pub fn of(purpose: &[u8]) -> Mix {
        let mut hasher = blake3::Hasher::new_derive_key(MIX);
        // Length first, so that no purpose runs into the values.
        hasher.update(&(purpose.len() as u64).to_be_bytes());
        hasher.update(purpose);
        Mix(hasher)
    }

    /// This mix with one more value. Their order matters.
    pub fn with(mut self, value: Value) -> Mix {
        self.0.update(&value.0);
        self
    }

    /// An endless row of chance.
    pub(super) fn stream(&self) -> Stream {
        Stream(self.0.finalize_xof())
    }
}

/// An endless row of chance, two bytes a draw.
#[derive(Debug)]
pub(super) struct Stream(blake3::OutputReader);

impl Stream {
    /// 1 to `sides`, each equally often: draws past the last whole multiple of `sides` are thrown away.
    pub(super) fn face(&mut self, sides: u16) -> u16 {
        let sides = u32::from(sides.max(1));
        let whole = (1 << 16) / sides * sides;
        loop {
            let mut bytes = [0; 2];
            self.0.fill(&mut bytes);
            let draw = u32::from(u16::from_be_bytes(bytes));
            if seeded(Bug::BiasedFace) {
                return (u32::from(bytes[0]) % sides + 1) as u16;
            }
            if draw < whole {
                // Below 65,536, so it fits.
                return (draw % sides + 1) as u16;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{D20, Dice, Sides};

    fn chain(seed: u8) -> Chain {
        Chain::new([seed; 32])
    }

    #[test]
    fn each_value_leads_to_the_one_before_it_and_the_first_to_the_commitment() {
        let chain = chain(1);
        let mut before = chain.commitment();
        for place in 0..LENGTH {
            let value = chain.value(place).expect("within the chain");
            assert!(value.leads_to(before, 1), "place {place}");
            assert!(!value.leads_to(before, 2), "place {place}");
            before = value;
        }
        assert_eq!(chain.value(LENGTH), None);
    }

    /// The value at `place` against the one at `after`, or against the commitment.
    fn check(place: u16, after: Option<u16>, links: u16, leads: bool) {
        let chain = chain(2);
        let earlier = after.map_or(chain.commitment(), |after| chain.value(after).expect("within the chain"));
        let value = chain.value(place).expect("within the chain");
        assert_eq!(value.leads_to(earlier, links), leads, "{place} after {after:?} by {links}");
    }

    #[test]
    fn skipping_is_counted_exactly() {
        check(0, None, 1, true);
        check(4, Some(3), 1, true);
        check(6, Some(3), 3, true);
        check(6, Some(3), 2, false);
        check(3, Some(3), 1, false);
        check(2, Some(3), 1, false);
        check(1023, None, 1024, true);
    }

    #[test]
    fn a_link_is_a_key_derived_in_its_context() {
        assert_eq!(Value([5; 32]).link().0, blake3::derive_key(LINK, &[5; 32]));
    }

    #[test]
    fn foreign_values_are_not_of_the_chain() {
        let commitment = chain(3).commitment();
        assert_eq!(chain(3).value(0).and_then(|value| value.distance(commitment)), Some(1));
        assert_eq!(chain(3).value(LENGTH - 1).and_then(|value| value.distance(commitment)), Some(LENGTH));
        assert_eq!(chain(4).value(0).and_then(|value| value.distance(commitment)), None);
        assert_eq!(commitment.distance(commitment), None);
        let mut bent = chain(3).value(7).expect("within the chain");
        bent.0[31] ^= 1;
        assert_eq!(bent.distance(commitment), None);
    }

    #[test]
    fn purpose_values_and_their_order_all_matter_and_nothing_else() {
        let (one, other) = (Value([1; 32]), Value([2; 32]));
        let row = |mix: Mix| (0..40).map(|_| 0).scan(Dice::drawn(&mix), |dice, _| Some(dice.roll(D20).0)).collect();
        let plain: Vec<u16> = row(Mix::of(b"seat 1").with(one).with(other));
        assert_eq!(plain, row(Mix::of(b"seat 1").with(one).with(other)), "asked again, the same faces");
        assert_ne!(plain, row(Mix::of(b"seat 1").with(other).with(one)));
        assert_ne!(plain, row(Mix::of(b"seat 2").with(one).with(other)));
        assert_ne!(plain, row(Mix::of(b"seat 1").with(one)));
        assert_ne!(plain, row(Mix::of(b"seat 1").with(one).with(other).with(other)));
    }

    #[test]
    fn secrets_are_never_printed() {
        assert_eq!(format!("{:?}", chain(0xab)), "Chain(..)");
        assert!(format!("{:?}", Mix::of(b"x").with(Value([0xab; 32]))).len() < 400);
    }

    /// Pearson's sum for counts that should be equal.
    fn chi_square(counts: &[u64]) -> f64 {
        let expected = counts.iter().sum::<u64>() as f64 / counts.len() as f64;
        counts.iter().map(|count| (*count as f64 - expected).powi(2) / expected).sum()
    }

    /// Between the 0.0005 and the 0.9995 quantile, by Wilson and Hilferty's approximation.
    fn is_plausible(sum: f64, freedom: f64) -> bool {
        let bound = |z: f64| freedom * (1.0 - 2.0 / (9.0 * freedom) + z * (2.0 / (9.0 * freedom)).sqrt()).powi(3);
        sum > bound(-3.29) && sum < bound(3.29)
    }

    // A million faces as a table draws them: four players, chains used up and renewed, four faces a roll.
    #[test]
    fn a_million_drawn_faces_are_fair_for_each_player_and_in_sequence() {
        let mut pairs = vec![0u64; 400];
        let mut before = 1;
        for player in 0..4u8 {
            let mut counts = vec![0u64; 20];
            for part in 0..62u8 {
                let (own, host) = (values([player, part, 0]), values([player, part, 1]));
                for (place, (own, host)) in own.iter().zip(&host).enumerate() {
                    let mix = Mix::of(&[player, part, (place >> 8) as u8, place as u8]).with(*own).with(*host);
                    let mut dice = Dice::drawn(&mix);
                    for _ in 0..4 {
                        let face = usize::from(dice.roll(D20).0);
                        counts[face - 1] += 1;
                        pairs[(before - 1) * 20 + face - 1] += 1;
                        before = face;
                    }
                }
            }
            let sum = chi_square(&counts);
            assert!(is_plausible(sum, 19.0), "player {player}: {sum} for {counts:?}");
        }
        assert!(pairs.iter().sum::<u64>() > 1_000_000);
        let sum = chi_square(&pairs);
        assert!(is_plausible(sum, 399.0), "in sequence: {sum}");
    }

    /// A whole chain in the order of giving, computed in one go.
    fn values(name: [u8; 3]) -> Vec<Value> {
        let seed = Value(blake3::derive_key("roundtable 2026 test of chains", &name));
        let mut row: Vec<Value> = std::iter::successors(Some(seed), |value| Some(value.link())).take(1024).collect();
        row.reverse();
        assert_eq!(row.first().copied(), Chain::new(seed.0).value(0));
        row
    }

    // 1,000 sides leave 536 of 65,536 draws to throw away: without that the low faces would come too often.
    #[test]
    fn every_size_of_die_is_unbiased() {
        for sides in [2, 3, 4, 6, 8, 10, 12, 100, 1000] {
            let mut dice = Dice::drawn(&Mix::of(b"sizes").with(Value([9; 32])));
            let mut counts = vec![0u64; usize::from(sides)];
            for _ in 0..100 * u32::from(sides).max(100) {
                counts[usize::from(dice.roll(Sides(sides)).0) - 1] += 1;
            }
            let sum = chi_square(&counts);
            assert!(is_plausible(sum, f64::from(sides) - 1.0), "d{sides}: {sum}");
        }
    }

    #[test]
    fn a_bent_die_would_be_seen() {
        assert!(!is_plausible(chi_square(&[1000, 1000, 1000, 1300]), 3.0));
        assert!(!is_plausible(chi_square(&[1000; 400]), 399.0), "too even is no chance either");
    }
}
