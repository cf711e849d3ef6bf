//! Pledges: the ends of hash chains that each player shows before anything is rolled, and how far each chain is used.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::distrust::Falsehood;
use super::hash::TableId;
use super::seal::{Domain, Sealable};
use crate::dice::chain::{LENGTH, Value};
use crate::world::id::{PlayerId, SeatId};

/// What one chain of a player is for. Each has a chain of its own, so that no order of play decides which value is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strand {
    /// The commands of a seat of his own.
    Own(SeatId),
    /// As host: the commands of another player's seat.
    For(SeatId),
    /// As host: what happens without anyone's choice.
    Course,
    /// As witness of what the host rolls.
    Witness,
}

/// The end of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The how manieth chain of this strand in the term: a chain that is used up is followed by another.
    pub part: u16,
    /// What its first value must hash to.
    pub commitment: Value,
}

/// A player's word that binds him for a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// Which table.
    pub table: TableId,
    /// For which term.
    pub term: u64,
    /// Whose.
    pub player: PlayerId,
    /// The chains' ends.
    pub ends: BTreeMap<Strand, End>,
}

impl Sealable for Pledge {
    const DOMAIN: Domain = Domain::Pledge;
}

/// A value as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Of which chain of its strand.
    pub part: u16,
    /// The value.
    pub value: Value,
}

/// Where the next value of a strand stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// In which chain of the strand.
    pub part: u16,
    /// At which place, 0 to [`LENGTH`] - 1.
    pub place: u16,
}

/// How far one chain is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Thread {
    part: u16,
    /// The last value that was given, or the commitment.
    last: Value,
    /// Values that are spent, given or not.
    used: u16,
    /// Values spent since `last` that were not given.
    burnt: u16,
}

/// All chains of a term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threads(BTreeMap<(PlayerId, Strand), Thread>);

impl Threads {
    /// Counts a pledge in. A strand is pledged anew only when its chain is used up: nobody gets another row of values
    /// because he does not like the one he has.
    pub(super) fn pledge(&mut self, pledge: &Pledge) -> Result<(), Falsehood> {
        for (strand, end) in &pledge.ends {
            if self.missing(pledge.player, *strand) != Some(end.part) {
                return Err(Falsehood::Pledge);
            }
            let thread = Thread { part: end.part, last: end.commitment, used: 0, burnt: 0 };
            self.0.insert((pledge.player, *strand), thread);
        }
        if pledge.ends.is_empty() { Err(Falsehood::Pledge) } else { Ok(()) }
    }

    /// The part that is to be pledged next, when there is none or it is used up.
    pub fn missing(&self, player: PlayerId, strand: Strand) -> Option<u16> {
        match self.0.get(&(player, strand)) {
            None => Some(0),
            Some(thread) if thread.used >= LENGTH => thread.part.checked_add(1),
            Some(_) => None,
        }
    }

    /// Where a strand's next value stands; none before it is pledged and when it is used up.
    pub fn turn(&self, player: PlayerId, strand: Strand) -> Option<Turn> {
        let thread = self.0.get(&(player, strand)).filter(|thread| thread.used < LENGTH)?;
        Some(Turn { part: thread.part, place: thread.used })
    }

    /// True when this is the strand's next value, and no other.
    pub fn fits(&self, player: PlayerId, strand: Strand, given: Given) -> bool {
        self.0.get(&(player, strand)).is_some_and(|thread| {
            let next = thread.part == given.part && thread.used < LENGTH;
            next && given.value.leads_to(thread.last, thread.burnt + 1)
        })
    }

    /// Spends a strand's next value.
    pub(super) fn spend(&mut self, player: PlayerId, strand: Strand, given: Given) -> Result<(), Falsehood> {
        if !self.fits(player, strand, given) {
            return Err(Falsehood::Value);
        }
        let thread = self.0.get_mut(&(player, strand)).ok_or(Falsehood::Value)?;
        (thread.last, thread.used, thread.burnt) = (given.value, thread.used + 1, 0);
        Ok(())
    }

    /// Spends a strand's next value without its being given: nobody may know a value that is still to be used.
    pub(super) fn burn(&mut self, player: PlayerId, strand: Strand) {
        if let Some(thread) = self.0.get_mut(&(player, strand)).filter(|thread| thread.used < LENGTH) {
            (thread.used, thread.burnt) = (thread.used + 1, thread.burnt + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::chain::Chain;

    const ADA: PlayerId = PlayerId([1; 32]);

    fn chain(part: u16) -> Chain {
        Chain::new([part as u8 + 1; 32])
    }

    fn given(part: u16, place: u16) -> Given {
        Given { part, value: chain(part).value(place).expect("within the chain") }
    }

    fn pledge(part: u16) -> Pledge {
        let ends = BTreeMap::from([(Strand::Witness, End { part, commitment: chain(part).commitment() })]);
        Pledge { table: TableId::default(), term: 1, player: ADA, ends }
    }

    /// Steps are `p1` pledge part 1, `0.3` give the fourth value of part 0, `b` burn; `!` before one that must fail.
    fn check(steps: &str, next: Option<(u16, u16)>) {
        let mut threads = Threads::default();
        for step in steps.split_whitespace() {
            let (fails, step) = step.strip_prefix('!').map_or((false, step), |rest| (true, rest));
            let done = match (step.strip_prefix('p'), step.split_once('.')) {
                (Some(part), _) => threads.pledge(&pledge(part.parse().unwrap())),
                (None, Some((part, place))) => {
                    threads.spend(ADA, Strand::Witness, given(part.parse().unwrap(), place.parse().unwrap()))
                }
                (None, None) => {
                    threads.burn(ADA, Strand::Witness);
                    Ok(())
                }
            };
            assert_eq!(done.is_err(), fails, "{step} of {steps}");
        }
        let next = next.map(|(part, place)| Turn { part, place });
        assert_eq!(threads.turn(ADA, Strand::Witness), next, "after {steps}");
    }

    #[test]
    fn values_come_in_their_one_order() {
        check("", None);
        check("!0.0", None);
        check("p0", Some((0, 0)));
        check("p0 0.0 0.1 0.2", Some((0, 3)));
        check("p0 !0.1 0.0 !0.0 !0.2 0.1", Some((0, 2)));
        check("p0 !1.0 !p0 !p1", Some((0, 0)));
    }

    #[test]
    fn what_was_burnt_is_never_given() {
        check("p0 0.0 b !0.1 0.2", Some((0, 3)));
        check("p0 b b !0.0 !0.1 0.2 0.3", Some((0, 4)));
    }

    #[test]
    fn a_chain_is_followed_by_the_next_only_when_it_is_used_up() {
        let all: String = (0..LENGTH).map(|place| format!(" 0.{place}")).collect();
        check(&format!("p0{all} !0.1023 !p0 !p2"), None);
        check(&format!("p0{all} p1 !0.0 1.0"), Some((1, 1)));
        let burnt = "b ".repeat(usize::from(LENGTH));
        check(&format!("p0 {burnt} b b p1 1.0"), Some((1, 1)));
    }

    #[test]
    fn strands_and_players_do_not_mix() {
        let mut threads = Threads::default();
        threads.pledge(&pledge(0)).unwrap();
        assert!(threads.fits(ADA, Strand::Witness, given(0, 0)));
        assert!(!threads.fits(ADA, Strand::Course, given(0, 0)));
        assert!(!threads.fits(PlayerId([2; 32]), Strand::Witness, given(0, 0)));
    }
}
