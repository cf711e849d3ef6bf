//! The chains that one machine gives values of in one term, each grown once: a thousand links are too many for every roll.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::hash::TableId;
use super::pledge::{End, Strand, Turn};
use super::seal::Identity;
use crate::dice::chain::{Chain, Value};
use crate::world::id::PlayerId;

/// Chains of one term; those of an earlier one are forgotten, and their memory is wiped.
#[derive(Debug, Default)]
pub(super) struct Grown(RefCell<Row>);

#[derive(Debug, Default)]
struct Row {
    term: Option<(TableId, u64, PlayerId)>,
    chains: BTreeMap<(Strand, u16), Chain>,
}

impl Grown {
    /// The value of a strand at a place; none when its chain is used up.
    pub(super) fn value(
        &self,
        identity: &Identity,
        term: (TableId, u64, PlayerId),
        strand: Strand,
        turn: Turn,
    ) -> Option<Value> {
        self.with(identity, term, (strand, turn.part), |chain| chain.value(turn.place))
    }

    /// The end of a strand's chain, as it is pledged.
    pub(super) fn end(&self, identity: &Identity, term: (TableId, u64, PlayerId), strand: Strand, part: u16) -> End {
        End { part, commitment: self.with(identity, term, (strand, part), Chain::commitment) }
    }

    fn with<T>(
        &self,
        identity: &Identity,
        term: (TableId, u64, PlayerId),
        which: (Strand, u16),
        of: impl Fn(&Chain) -> T,
    ) -> T {
        let mut row = self.0.borrow_mut();
        if row.term != Some(term) {
            *row = Row { term: Some(term), chains: BTreeMap::new() };
        }
        of(row.chains.entry(which).or_insert_with(|| identity.chain(term, which.0, which.1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::hash::Hash;
    use crate::world::id::SeatId;

    #[test]
    fn a_grown_chain_gives_what_the_key_gives() {
        let identity = Identity::from_secret(&[7; 32]);
        let grown = Grown::default();
        for number in [1, 2, 1] {
            let term = (TableId(Hash([3; 32])), number, identity.player());
            for strand in [Strand::Course, Strand::Own(SeatId(2))] {
                let chain = identity.chain(term, strand, 1);
                assert_eq!(grown.end(&identity, term, strand, 1), End { part: 1, commitment: chain.commitment() });
                for place in [0, 31, 32, 33, 1023, 1024] {
                    let value = grown.value(&identity, term, strand, Turn { part: 1, place });
                    assert_eq!(value, chain.value(place), "place {place}");
                }
            }
        }
    }
}
