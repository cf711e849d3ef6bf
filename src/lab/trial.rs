//! Trials: each seeded bug is made on purpose, and a checker must report it within its number of seeds.
//!
//! A bug counts as caught when one of its own checkers reports it in a night that is sound without it: a lucky crash, or
//! another checker's word, does not count. Where one would look for a bug elsewhere than this design shows it, the list says
//! where: a delta on a wrong base, a rule without order and a clock in the rules make a digest that guests
//! refuse, so that an honest host loses their belief (C14) before two states can part (C05); a lease that lasts too long
//! makes nothing durable here and is measured against its bound (C10).

use std::sync::Arc;

use crate::bugs::{Bug, with};
use crate::lab::check::Violation;
use crate::lab::deed::Lie;
use crate::lab::draw::draw;
use crate::lab::evening::{Voice, attempt};
use crate::lab::focus::{Focus, focused};
use crate::lab::probe;
use crate::lab::script::Script;
use crate::session::library::Library;

/// How one bug is tried.
#[derive(Clone, Copy, Debug)]
pub struct Trial {
    /// The bug.
    pub bug: Bug,
    /// Whose word counts: the beginnings of checkers' names.
    pub checkers: &'static [&'static str],
    /// In how many seeds it must be caught.
    pub seeds: u64,
    scene: Scene,
}

#[derive(Clone, Copy, Debug)]
enum Scene {
    /// Nights as they are always drawn.
    Drawn,
    /// Nights with much of something.
    Much(Focus),
    /// Something made by hand that must be reported.
    Hand(fn() -> Vec<Violation>),
}

/// What came of a trial.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The seed in which it was caught, and by whom.
    pub caught: Option<(u64, Violation)>,
    /// How many seeds were tried.
    pub tried: u64,
}

impl Trial {
    /// Every trial, one for each bug, in order.
    pub fn all() -> Vec<Trial> {
        Bug::ALL.into_iter().map(of).collect()
    }

    /// Makes the bug until it is caught or the seeds are used up.
    pub fn run(&self, library: &Arc<Library>) -> Verdict {
        let counted = |all: Vec<Violation>| all.into_iter().find(|one| self.counts(one));
        if let Scene::Hand(probe) = self.scene {
            let found = counted(with(Some(self.bug), probe));
            let sound = with(None, probe).is_empty();
            return Verdict { caught: found.filter(|_| sound).map(|one| (0, one)), tried: 1 };
        }
        for seed in 0..self.seeds {
            let script = match self.scene {
                Scene::Much(focus) => focused(seed, focus),
                Scene::Drawn | Scene::Hand(_) => draw(seed),
            };
            if let Some(violation) = counted(found(&script, Some(self.bug), library))
                && found(&script, None, library).is_empty()
            {
                return Verdict { caught: Some((seed, violation)), tried: seed + 1 };
            }
        }
        Verdict { caught: None, tried: self.seeds }
    }

    fn counts(&self, violation: &Violation) -> bool {
        self.checkers.iter().any(|checker| violation.checker.starts_with(checker))
    }
}

fn found(script: &Script, bug: Option<Bug>, library: &Arc<Library>) -> Vec<Violation> {
    match with(bug, || attempt(script, library, Voice::Quiet)) {
        Ok(outcome) => outcome.violations,
        Err(violation) => vec![violation],
    }
}

fn of(bug: Bug) -> Trial {
    use Scene::{Drawn, Hand, Much};
    let (checkers, seeds, scene): (&'static [&'static str], u64, Scene) = match bug {
        Bug::AckBeforeSync => (&["C01"], 200, Much(Focus::Crashes)),
        Bug::FolderNotSynced => (&["C01", "C13"], 500, Much(Focus::Crashes)),
        Bug::ChecksumUnread => (&["C13"], 200, Much(Focus::Disks)),
        Bug::TornEndKept => (&["C13"], 200, Much(Focus::Crashes)),
        Bug::SyncTriedAgain => (&["C01"], 500, Much(Focus::Disks)),
        Bug::LastGenerationGone => (&["C01"], 500, Much(Focus::Restores)),
        Bug::ChecksumRenewed => (&["C13"], 2_000, Much(Focus::Disks)),
        Bug::RecoveryInPlace => (&["C13"], 500, Much(Focus::Crashes)),
        Bug::NumbersLostOnRestart => (&["C02"], 200, Much(Focus::Crashes)),
        Bug::NumbersByConnection => (&["C02"], 200, Much(Focus::Links)),
        Bug::NumbersNotInherited => (&["C02"], 500, Much(Focus::Hosts)),
        Bug::VoteBeforeSync => (&["C03"], 2_000, Much(Focus::Hosts)),
        Bug::EqualTermAccepted => (&["C03"], 500, Much(Focus::Races)),
        Bug::PromiseForgotten => (&["C03"], 500, Much(Focus::Crashes)),
        Bug::OldHostAcknowledged => (&["C01", "C03"], 2_000, Much(Focus::Hosts)),
        Bug::NewRosterAlone => (&["C01", "C04"], 2_000, Much(Focus::Roster)),
        Bug::LeaseFromReceipt => (&["C10"], 2_000, Much(Focus::Lateness)),
        Bug::MinorityDurable => (&["C04"], 200, Much(Focus::Hosts)),
        Bug::ShorterTailWins => (&["C01"], 500, Much(Focus::Hosts)),
        Bug::OldTermCounted => (&["C01"], 2_000, Much(Focus::Hosts)),
        Bug::WrongBase => (&["C04", "C05", "C14"], 100, Much(Focus::Hosts)),
        Bug::DigestSkipsField => (&["C05"], 100, Much(Focus::Hosts)),
        Bug::UnorderedRules => (&["C05", "C14"], 100, Much(Focus::Errands)),
        Bug::ClockInRules => (&["C05", "C14"], 100, Much(Focus::Errands)),
        Bug::RefusalSpendsValue => (&["C05", "C09", "C14"], 200, Much(Focus::Links)),
        Bug::RootTooEarly => (&["C05", "C14"], 500, Much(Focus::Hosts)),
        Bug::SignatureIgnored => (&["C07", "C14"], 50, Much(Focus::Lies(Lie::FalseEvidence))),
        Bug::LooseEncoding => (&["C07"], 500, Much(Focus::Lies(Lie::Loose))),
        Bug::OneDomain => (&["C07"], 1, Hand(probe::another_kind)),
        Bug::WeakKeys => (&["C07"], 1, Hand(probe::weak_key)),
        Bug::OtherSeat => (&["C07"], 100, Much(Focus::Lies(Lie::Steal))),
        Bug::OwnerOpen => (&["C07"], 1, Hand(probe::forged_wish)),
        Bug::BanForgotten => (&["C07"], 500, Much(Focus::Return)),
        Bug::PurseWraps => (&["C06"], 200, Drawn),
        Bug::SecondReaction => (&["C06"], 500, Drawn),
        Bug::GiftDoubled => (&["C06"], 1_000, Drawn),
        Bug::EarlyReveal => (&["C08", "C09"], 200, Much(Focus::Silence)),
        Bug::SecretInLog => (&["C08"], 500, Much(Focus::Links)),
        Bug::GrindableRoll => (&["C09"], 500, Much(Focus::Errands)),
        Bug::ChainReused => (&["C09"], 500, Much(Focus::Hosts)),
        Bug::BiasedFace => (&["C09"], 1, Hand(probe::many_faces)),
        Bug::WitnessSkipped => (&["C09"], 500, Much(Focus::Silence)),
        Bug::UnboundedAhead => (&["C10"], 50, Much(Focus::Lies(Lie::NeverRead))),
        Bug::LeakOnReconnect => (&["C10"], 200, Much(Focus::Links)),
        Bug::RateByConnection => (&["C10", "C11"], 100, Much(Focus::Lies(Lie::Haste))),
        Bug::SlowReaderBlocks => (&["C11", "C12"], 50, Much(Focus::Lies(Lie::NeverRead))),
        Bug::NoSounding => (&["C12"], 200, Much(Focus::Deafness)),
        Bug::TermsNotCompared => (&["C14"], 200, Much(Focus::Hosts)),
        Bug::AcceptedAsDurable => (&["C15"], 100, Much(Focus::Hosts)),
        Bug::CheckerOff => (&["canary"], 1, Hand(probe::canary)),
    };
    Trial { bug, checkers, seeds, scene }
}
