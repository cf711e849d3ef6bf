//! Adoption: a fork takes the place of the table it parted from, by the signed word of a majority there.
//!
//! A word says that its machine's ledger of the parent holds nothing beyond the fork's beginning that matters, and that
//! it never votes, acknowledges or stands there again. It is a vote in the last term that the parent can ever have, for
//! the end at which the fork begins: what makes elections safe makes this safe.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::distrust::Falsehood;
use super::entry::Entry;
use super::fork::{Fork, Parting};
use super::hash::TableId;
use super::ledger::{Batch, Ledger};
use super::roster::{Role, Roster, Rosters};
use super::seal::{Domain, Sealable, Sealed, Signature};
use super::table::Table;
use super::term::{Certificate, Tail};
use crate::world::id::PlayerId;

/// A member's word about the parent. One machine gives one in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// The table that ends.
    pub parent: TableId,
    /// Where it ends for this machine, and the fork begins.
    pub at: Tail,
    /// The fork that goes on in its place.
    pub fork: TableId,
}

impl Sealable for Adoption {
    const DOMAIN: Domain = Domain::Adoption;
}

/// A word as the machine that gave it keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The word.
    pub word: Sealed<Adoption>,
    /// The last end of its ledger of the parent that matters. The word leaves only for a fork that has it too.
    pub end: Tail,
}

/// What the host of a fork answers a machine that asks for the parent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onward {
    /// How some went on, with the word of each.
    pub fork: Fork,
    /// That this machine hosts the fork.
    pub certificate: Certificate,
    /// When they went on, in milliseconds since 1970.
    pub since_ms: u64,
    /// The part of the parent's ledger that both have.
    pub shared: Option<Tail>,
    /// The asking machine's own word, where the fork has it already.
    pub word: Option<Signature>,
}

/// Where a fork comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parted {
    /// What they agreed on who went apart.
    pub parting: Parting,
    /// The parent's rosters at that end: by them the words weigh.
    pub rosters: Rosters,
    /// Every word that was counted; none until the fork is adopted.
    pub words: BTreeMap<PlayerId, Signature>,
}

impl Parting {
    /// What the word for this fork says.
    pub fn adoption(&self) -> Adoption {
        Adoption { parent: self.parent, at: self.at, fork: self.table() }
    }
}

impl Parted {
    /// True once the fork is the table.
    pub fn is_adopted(&self) -> bool {
        !self.words.is_empty()
    }

    /// True when these words and those that were counted before are a majority of the parent.
    pub fn is_enough(&self, words: &BTreeSet<PlayerId>) -> bool {
        self.rosters.is_majority(&self.words.keys().chain(words).copied().collect())
    }

    /// What a player was at the parent, where the parting made him weigh nothing.
    pub fn before(&self, player: PlayerId) -> Option<Role> {
        let role = self.rosters.now.members.get(&player).copied();
        role.filter(|role| matches!(role, Role::Voter | Role::Witness) && !self.parting.present.contains(&player))
    }
}

/// What becomes of a role while its player is not there.
pub(super) fn laid_to_rest(role: Role) -> Role {
    match role {
        Role::Voter => Role::Resting,
        Role::Witness => Role::Observer,
        role => role,
    }
}

impl Table {
    /// The roster in which those who gave their word are what they were before the fork, and the chair too.
    pub(super) fn roster_adopted(&self, words: &[(PlayerId, Signature)]) -> Result<Roster, Falsehood> {
        let parted = self.parting.as_ref().ok_or(Falsehood::Adoption)?;
        let said = parted.parting.adoption();
        let who: BTreeSet<PlayerId> = words.iter().map(|(player, _)| *player).collect();
        let new = |player: &PlayerId| parted.rosters.contains(*player) && !parted.words.contains_key(player);
        // Weights first: signatures of those whose word is nothing here are never computed.
        if who.is_empty() || who.len() != words.len() || !who.iter().all(new) || !parted.is_enough(&who) {
            return Err(Falsehood::Adoption);
        }
        if !words.iter().all(|(player, signature)| Sealed { said, signature: *signature }.is_by(*player)) {
            return Err(Falsehood::Adoption);
        }
        let mut roster = self.rosters.now.clone();
        for player in &who {
            if let (Some(before), Some(role)) = (parted.before(*player), roster.members.get_mut(player))
                && *role == laid_to_rest(before)
            {
                *role = before;
            }
        }
        // A chair that was moved since the fork stays where the table put it.
        let chair = parted.rosters.now.chair;
        let voter = roster.members.get(&chair) == Some(&Role::Voter);
        if who.contains(&chair) && voter && roster.chair == parted.parting.founder {
            roster.chair = chair;
        }
        Ok(roster)
    }

    /// The words count from now on.
    pub(super) fn adopt(&mut self, words: &[(PlayerId, Signature)]) {
        if let Some(parted) = &mut self.parting {
            parted.words.extend(words.iter().copied());
        }
    }
}

/// The last end that matters: the end of the last batch in which more was done than to open a term, to say whose
/// machine answers, or to invite. A machine that stands alone for a moment does all that by itself.
pub(super) fn last_that_matters(ledger: &Ledger) -> Tail {
    let matters = |batch: &Batch| batch.lines.iter().any(|line| !is_formal(&line.entry));
    let last = ledger.batches().iter().rev().find(|batch| matters(batch));
    last.map_or(Tail::default(), |batch| batch.head.said.tail())
}

fn is_formal(entry: &Entry) -> bool {
    match entry {
        Entry::Opened(_)
        | Entry::Away { .. }
        | Entry::Back { .. }
        | Entry::Invited { .. }
        | Entry::Revoked { .. }
        | Entry::Pledged(_) => true,
        Entry::Genesis(_)
        | Entry::Joint { .. }
        | Entry::Settled { .. }
        | Entry::CalledOff { .. }
        | Entry::Deed(_)
        | Entry::Course { .. }
        | Entry::Owed(_)
        | Entry::PassedOver { .. }
        | Entry::Forked(_)
        | Entry::Chartered { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::entry::{Absent, Change, Charter, Genesis};
    use crate::session::hash::Hash;
    use crate::session::seal::Identity;
    use crate::session::table::Moment;

    fn id(letter: char) -> Identity {
        Identity::from_secret(&[letter as u8; 32])
    }

    fn key(letter: char) -> PlayerId {
        id(letter).player()
    }

    /// `ABCDe DE`: A is the chair of the parent, small letters only watch there; D and E went apart, D first.
    fn fork(text: &str) -> Table {
        let (members, present) = text.split_once(' ').unwrap();
        let founder = members.chars().next().unwrap();
        let genesis = Genesis {
            random: [0; 16],
            founder: key(founder),
            founder_name: "Ada".to_owned(),
            founder_seats: 1,
            name: "a table".to_owned(),
            charter: Charter { absent: Absent::Guard },
            book: Hash::default(),
            tale: Hash::default(),
            protocol: 1,
        };
        let mut table = Table::founded(&genesis).unwrap();
        let role = |letter: char| if letter.is_uppercase() { Role::Voter } else { Role::Observer };
        table.rosters.now.members.extend(members.chars().map(|letter| (key(letter), role(letter))));
        (table.term, table.index) = (1, 7);
        let before = Tail { term: 1, index: 7, hash: Hash([7; 32]) };
        let founder = key(present.chars().next().unwrap());
        let present: Vec<char> = present.chars().collect();
        let parting = Parting {
            parent: table.id,
            at: before,
            random: [1; 16],
            founder,
            present: present.iter().map(|letter| key(*letter)).collect(),
        };
        let sign = |letter: &char| (key(*letter), Sealed::new(&id(*letter), parting.clone()).signature);
        let fork = Fork { consents: present.iter().map(sign).collect(), parting: parting.clone() };
        table.part(&fork, Moment { term: 1, time_ms: 0, before }).unwrap();
        table.term = 2;
        table
    }

    fn words(table: &Table, who: &str) -> Vec<(PlayerId, Signature)> {
        let said = table.parting.as_ref().unwrap().parting.adoption();
        who.chars().map(|letter| (key(letter), Sealed::new(&id(letter), said).signature)).collect()
    }

    fn weights(roster: &Roster, who: &str) -> String {
        who.chars().map(|letter| format!("{letter}{}", roster.weight(key(letter)))).collect::<Vec<_>>().join(" ")
    }

    /// These went apart, and these give their word: then everyone weighs so much, or it is refused.
    fn check(text: &str, who: &str, wanted: &str) {
        let table = fork(text);
        let change = Change::Adopted { words: words(&table, who) };
        let letters = text.split_once(' ').unwrap().0;
        let got = match table.roster_after(&change) {
            Ok(roster) => weights(&roster, letters),
            Err(Falsehood::Adoption) => "no".to_owned(),
            Err(why) => format!("{why:?}"),
        };
        assert_eq!(got, wanted, "{text}: {who}");
    }

    #[test]
    fn a_majority_of_the_parent_adopts_and_has_its_weights_again() {
        check("AB B", "A", "A3 B2");
        check("AB B", "B", "no");
        check("AB B", "AB", "A3 B2");
        check("ABCDE DE", "A", "no");
        check("ABCDE DE", "AB", "no");
        check("ABCDE DE", "BC", "no");
        check("ABCDE DE", "ABC", "A3 B2 C2 D2 E2");
        // The words of those who went apart weigh as much; who did not give his comes when he wakes.
        check("ABCDE DE", "BDE", "A0 B2 C0 D3 E2");
        check("ABCDE DE", "AD", "no");
        check("ABCDE DE", "ADE", "A3 B0 C0 D2 E2");
    }

    #[test]
    fn who_was_nobody_there_or_spoke_twice_adopts_nothing() {
        check("AB B", "", "no");
        check("AB B", "AA", "no");
        check("AB B", "AX", "no");
        // Who only watched may say it and weighs nothing.
        check("ABo B", "o", "no");
        check("ABo B", "Ao", "A3 B2 o0");
    }

    /// One thing is wrong about the word of the pair's founder.
    fn check_bent(bend: impl Fn(&mut Table, &mut Vec<(PlayerId, Signature)>), wanted: Result<(), Falsehood>) {
        let mut table = fork("AB B");
        let mut words = words(&table, "A");
        bend(&mut table, &mut words);
        assert_eq!(table.roster_after(&Change::Adopted { words }).map(drop), wanted);
    }

    #[test]
    fn a_word_is_good_for_one_fork_of_one_parent_at_one_end() {
        let said = |bend: fn(&mut Adoption)| {
            move |table: &mut Table, words: &mut Vec<(PlayerId, Signature)>| {
                let mut said = table.parting.as_ref().unwrap().parting.adoption();
                bend(&mut said);
                words[0].1 = Sealed::new(&id('A'), said).signature;
            }
        };
        check_bent(|_, _| (), Ok(()));
        check_bent(said(|_| ()), Ok(()));
        check_bent(said(|said| said.fork = TableId::default()), Err(Falsehood::Adoption));
        check_bent(said(|said| said.parent = TableId::default()), Err(Falsehood::Adoption));
        check_bent(said(|said| said.at.index += 1), Err(Falsehood::Adoption));
        check_bent(said(|said| said.at.term += 1), Err(Falsehood::Adoption));
        check_bent(said(|said| said.at.hash = Hash::default()), Err(Falsehood::Adoption));
        check_bent(|_, words| words[0].1 = words[0].1.bent(), Err(Falsehood::Adoption));
        check_bent(|_, words| words[0].0 = key('B'), Err(Falsehood::Adoption));
        check_bent(|table, _| table.parting = None, Err(Falsehood::Adoption));
        check_bent(|table, _| table.rosters.next = Some(table.rosters.now.clone()), Err(Falsehood::Change));
    }

    #[test]
    fn a_parent_whose_roster_was_changing_needs_a_majority_of_both() {
        let mut table = fork("ABCDE DE");
        let parted = table.parting.as_mut().unwrap();
        let mut next = parted.rosters.now.clone();
        next.members.extend("XYZ".chars().map(|letter| (key(letter), Role::Voter)));
        parted.rosters.next = Some(next);
        let after = |who: &str| table.roster_after(&Change::Adopted { words: words(&table, who) }).map(drop);
        assert_eq!(after("ABC"), Err(Falsehood::Adoption), "seven of seventeen");
        assert_eq!(after("AXYZ"), Err(Falsehood::Adoption), "three of eleven");
        assert_eq!(after("ABCX"), Ok(()));
    }

    #[test]
    fn a_late_word_puts_one_more_in_his_place_and_moves_no_chair_that_was_given_away() {
        let mut table = fork("ABCDE DE");
        let adopts = |table: &mut Table, who: &str| {
            let change = Change::Adopted { words: words(table, who) };
            let (old, new) = (table.rosters.now.clone(), table.roster_after(&change)?);
            table.begin_change(&change, &old, &new)?;
            table.settle_change(&new)?;
            Ok::<String, Falsehood>(weights(&table.rosters.now, "ABCDE"))
        };
        assert!(!table.parting.as_ref().unwrap().is_adopted());
        assert_eq!(adopts(&mut table, "BDE").as_deref(), Ok("A0 B2 C0 D3 E2"));
        assert!(table.parting.as_ref().unwrap().is_adopted());
        assert_eq!(adopts(&mut table, "B"), Err(Falsehood::Adoption), "his word was counted");
        assert_eq!(adopts(&mut table, "C").as_deref(), Ok("A0 B2 C2 D3 E2"));
        let chair = Change::Chair { player: key('E') };
        let (old, new) = (table.rosters.now.clone(), table.roster_after(&chair).unwrap());
        table.begin_change(&chair, &old, &new).unwrap();
        table.settle_change(&new).unwrap();
        assert_eq!(adopts(&mut table, "A").as_deref(), Ok("A2 B2 C2 D2 E3"));
    }

    #[test]
    fn an_adoption_that_is_called_off_counted_no_word() {
        let mut table = fork("AB B");
        let change = Change::Adopted { words: words(&table, "A") };
        let (old, new) = (table.rosters.now.clone(), table.roster_after(&change).unwrap());
        table.opened = table.index;
        table.begin_change(&change, &old, &new).unwrap();
        table.call_off_change(&old).unwrap();
        assert!(!table.parting.as_ref().unwrap().is_adopted() && table.rosters.now.weight(key('A')) == 0);
        assert!(table.roster_after(&change).is_ok(), "it may be begun again");
    }
}
