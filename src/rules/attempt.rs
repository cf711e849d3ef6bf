//! What else a seat may ask for: everything that the wider rules allow, and which file decides it. Append-only.

use serde::{Deserialize, Serialize};

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::{
    batter, downtime, identify, inspire, journey, leap, mercy, mounted, provision, rampart, snatch, soar, squeeze,
    together, wait,
};
use crate::srd::id::{ItemId, SpellId};
use crate::srd::living::{Lifestyle, Pace, Pastime};
use crate::tale::id::ThingId;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::event::Weapon;
use crate::world::id::CreatureId;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attempt {
    /// Make oneself small to get through a narrow place.
    Squeeze,
    /// Stand as tall as one is again.
    Straighten,
    /// Strike to knock out instead of to kill.
    HoldBack,
    /// Strike to kill again.
    StrikeToKill,
    /// Call on inspiration for the next roll.
    CallOnInspiration,
    /// Hand inspiration on to a friend.
    Inspire(CreatureId),
    /// Help a friend with what he does next, outside of fights.
    Assist(CreatureId),
    /// Get out of what holds, outside of fights.
    BreakFree,
    /// Strike at a locked door or chest.
    Batter {
        /// What is struck.
        thing: ThingId,
        /// With what.
        weapon: Weapon,
    },
    /// Jump to a tile in a fight.
    Leap(Tile),
    /// Fly so high, feet.
    FlyAt(u16),
    /// Agree on how fast the party travels.
    Pace(Pace),
    /// Agree to march on when the day's hours are over.
    March,
    /// Agree to camp then.
    Camp,
    /// Make do with half rations.
    Scrimp,
    /// Eat whole rations again.
    EatWell,
    /// Live like this between adventures.
    Live(Lifestyle),
    /// Spend free days like this.
    TakeUp(Pastime),
    /// Let so many free days pass.
    LetDaysPass(u8),
    /// Attend to a magic thing for the whole of a short rest.
    Identify(ItemId),
    /// Get on a mount.
    Mount(CreatureId),
    /// Get off it.
    Dismount,
    /// Wait with a shot or a spell for a foe who moves.
    Await(Await),
    /// Strike at a wall that magic has raised.
    Hew {
        /// A square of it.
        at: Tile,
        /// With what.
        weapon: Weapon,
    },
    /// Grasp what circles a foe.
    Snatch {
        /// Whom it circles.
        from: CreatureId,
        /// What it is.
        item: ItemId,
    },
    /// Strike at what circles a foe.
    Smash {
        /// Whom it circles.
        from: CreatureId,
        /// What it is.
        item: ItemId,
        /// With what.
        weapon: Weapon,
    },
}

/// What is waited with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Await {
    /// A shot from what is in hand.
    Shoot(ItemId),
    /// A throw.
    Throw(ItemId),
    /// A spell, from a slot of this level.
    Cast {
        /// Which.
        spell: SpellId,
        /// From which slot; 0 for a cantrip.
        level: u8,
    },
}

/// Decides it.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, attempt: &Attempt) -> Result<(), Refusal> {
    match attempt {
        Attempt::Squeeze => squeeze::squeezes(now, who),
        Attempt::Straighten => squeeze::straightens(now, who),
        Attempt::HoldBack => mercy::holds_back(now, who),
        Attempt::StrikeToKill => mercy::strikes_to_kill(now, who),
        Attempt::CallOnInspiration => inspire::calls(now, who),
        Attempt::Inspire(friend) => inspire::hands_on(now, who, *friend),
        Attempt::Assist(friend) => together::assists(now, who, *friend),
        Attempt::BreakFree => together::breaks_free(now, who),
        Attempt::Batter { thing, weapon } => batter::batters(now, who, thing, weapon),
        Attempt::Leap(to) => leap::leaps(now, who, *to),
        Attempt::FlyAt(feet) => soar::flies(now, who, *feet),
        Attempt::Pace(pace) => journey::paces(now, who, *pace),
        Attempt::March | Attempt::Camp => journey::marches(now, who, attempt),
        Attempt::Scrimp | Attempt::EatWell => provision::rations(now, who, attempt),
        Attempt::Live(lifestyle) => downtime::lives(now, who, *lifestyle),
        Attempt::TakeUp(pastime) => downtime::takes_up(now, who, pastime),
        Attempt::LetDaysPass(days) => downtime::passes(now, who, *days),
        Attempt::Identify(item) => identify::studies(now, who, item),
        Attempt::Mount(mount) => mounted::mounts(now, who, *mount),
        Attempt::Dismount => mounted::dismounts(now, who),
        Attempt::Await(it) => wait::waits(now, who, it),
        Attempt::Hew { at, weapon } => rampart::hews(now, who, *at, weapon),
        Attempt::Snatch { from, item } => snatch::grasps(now, who, *from, item),
        Attempt::Smash { from, item, weapon } => snatch::strikes(now, who, *from, item, weapon),
    }
}

/// What may be asked for now.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let mut all = Vec::new();
    for list in LISTS {
        list(world, who, &mut all);
    }
    into.extend(all.into_iter().map(Verb::Try));
}

/// What one file offers to one creature.
type List = fn(&World, CreatureId, &mut Vec<Attempt>);

const LISTS: [List; 15] = [
    wait::offers,
    mounted::offers,
    leap::offers,
    soar::offers,
    squeeze::offers,
    mercy::offers,
    inspire::offers,
    together::offers,
    batter::offers,
    rampart::offers,
    snatch::offers,
    journey::offers,
    provision::offers,
    identify::offers,
    downtime::offers,
];
