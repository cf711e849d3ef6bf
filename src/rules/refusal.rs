//! Why not: every reason a command can be refused for, named after the state of things.

use serde::{Deserialize, Serialize};

use crate::words::sentence::Sentence;

/// Why a command was refused. Nothing changes by a refusal. Append-only: it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each name says the state that stands in the way; words/refused tells it in full")]
pub enum Refusal {
    NotYourSeat,
    NoHero,
    HeroExists,
    NotBegun,
    AlreadyBegun,
    TaleOver,
    NotYourTurn,
    InEncounter,
    NoEncounter,
    QuestionOpen,
    NoQuestion,
    SceneOpen,
    NoScene,
    NoSuchChoice,
    Incapacitated,
    NoAction,
    NoBonusAction,
    NoReaction,
    NoMovement,
    NoSuchTarget,
    TargetDown,
    NotAFoe,
    OutOfReach,
    OutOfRange,
    NotSeen,
    Blocked,
    NoSuchThing,
    Locked,
    NotLocked,
    AlreadyOpen,
    NotFound,
    NoTools,
    NotOwned,
    NotAWeapon,
    NoAmmunition,
    HandsFull,
    NoSuchSpell,
    NotPrepared,
    NoSlot,
    NoComponents,
    TooManyTargets,
    AlreadyCast,
    NoSuchFeature,
    NoUses,
    NoShop,
    SoldOut,
    TooDear,
    NotForSale,
    NotRestful,
    NothingToSpend,
    NotEnoughXp,
    BadPlan,
    TooHeavy,
    Grappled,
    NotGrappled,
    TooBig,
    NotProne,
    NotTrained,
    NothingThere,
    AlreadySo,
    NameTaken,
    InUse,
    ChoiceOpen,
    Surprised,
    CannotCast,
    Cursed,
    TooManyAttuned,
    NoCharges,
}

impl Refusal {
    /// The sentence that says why: `refused-` and its name.
    pub fn sentence(self) -> Sentence {
        let mut id = "refused".to_owned();
        for letter in format!("{self:?}").chars() {
            if letter.is_uppercase() {
                id.push('-');
            }
            id.extend(letter.to_lowercase());
        }
        Sentence::new(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fluent::{Language, Words};

    #[test]
    fn every_refusal_is_said_in_every_language() {
        let words = Words::new(Language::English);
        let last = (Refusal::NoCharges as u16) + 1;
        for number in 0..last {
            let refusal: Refusal = postcard::from_bytes(&postcard::to_stdvec(&number).unwrap()).unwrap();
            assert!(words.complete(&refusal.sentence()), "nothing says {refusal:?}");
        }
        let beyond = postcard::to_stdvec(&last).unwrap();
        assert!(postcard::from_bytes::<Refusal>(&beyond).is_err(), "a refusal after NoCharges is not looked at");
    }
}
