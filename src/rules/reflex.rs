//! What stat blocks do with their reactions besides striking and parrying: fall in two, catch rocks, shield whoever
//! bears their amulet (SRD: Monsters, Reactions).

use super::d20::{self, Save};
use super::damage::Harm;
use super::figure;
use super::grid;
use super::lasting;
use super::summon::free_near;
use super::turn;
use super::unfold::Unfold;
use crate::srd::ability::Ability;
use crate::srd::id::FeatureId;
use crate::srd::kind::Size;
use crate::srd::modifier::Modifier;
use crate::srd::monster::Trait;
use crate::srd::nature::Nature;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;
use crate::world::question::Strike;

/// What is too weak does not fall in two, hit points.
const SPLIT_HP_MIN: i32 = 10;
/// What a shield between brings.
const SHIELD_AC: i8 = 2;
/// The name of what the shield between brings.
const SHIELD: &str = "guarded";

/// A reaction of a stat block that does such a thing, while it may react.
fn able<'w>(world: &'w World, one: &Creature, wanted: impl Fn(&Nature) -> bool) -> Option<(&'w Trait, &'w Nature)> {
    let block = figure::block(world, one).filter(|_| turn::may_react(world, one) && one.is_up())?;
    block.reactions.iter().find_map(|given| {
        let nature =
            given.gives.iter().find_map(|it| if let Modifier::Trait(nature) = it { Some(nature) } else { None });
        nature.filter(|nature| wanted(nature)).map(|nature| (given, nature))
    })
}

/// Uses up the reaction under its name.
fn reacts(now: &mut Unfold<'_>, who: CreatureId, name: &FeatureId) {
    now.happens(Event::Spent { creature: who, what: Spending::Reaction });
    now.happens(Event::Featured { creature: who, feature: name.clone() });
}

/// A body that some damage cuts in two becomes two of a size less, with half of its hit points each.
pub(super) fn splits(now: &mut Unfold<'_>, harm: Harm) {
    let world = now.world();
    let Some(one) = world.creature(harm.target).filter(|one| one.hp >= SPLIT_HP_MIN && one.size >= Size::Medium) else {
        return;
    };
    let wanted = |nature: &Nature| matches!(nature, Nature::Splits(kinds) if kinds.contains(&harm.kind));
    let Some((given, _)) = able(world, one, wanted) else { return };
    let (name, mut twin) = (given.id.clone(), one.clone());
    let order = world.now.encounter.as_ref().map(|fight| &fight.order);
    let initiative = order.and_then(|order| order.iter().find(|(id, _)| *id == one.id)).map(|(_, total)| *total);
    reacts(now, harm.target, &name);
    now.happens(Event::Split { creature: harm.target });
    let world = now.world();
    let Some(one) = world.creature(harm.target) else { return };
    let others = || world.now.creatures.values();
    let plain = one.block_id().map_or_else(String::new, |id| id.as_str().replace('_', " "));
    let names = (2..).map(|number| format!("{plain} {number}"));
    (twin.id, twin.reacted, twin.ongoing) = (CreatureId(world.now.next_creature), true, Default::default());
    (twin.hp, twin.hp_max, twin.size) = (one.hp, one.hp_max, one.size);
    twin.name = names.into_iter().find(|name| others().all(|it| it.name != *name)).unwrap_or_default();
    twin.at = free_near(world, &twin, one.at);
    now.happens(Event::Arrived { creature: Box::new(twin), initiative });
}

/// A rock that hits one who can catch it does nothing.
pub(super) fn catches(now: &mut Unfold<'_>, strike: &Strike) -> bool {
    let world = now.world();
    let Some(one) = world.creature(strike.target) else { return false };
    let Weapon::Action(thrown) = &strike.weapon else { return false };
    let wanted = |nature: &Nature| matches!(nature, Nature::Catches { what, .. } if what.contains(thrown));
    let Some((given, Nature::Catches { dc, .. })) = able(world, one, wanted) else { return false };
    let (name, dc) = (given.id.clone(), i32::from(*dc));
    reacts(now, strike.target, &name);
    d20::save(now, &Save::plain(strike.target, Ability::Dex, dc))
}

/// A guardian beside the bearer of its amulet raises his armour class against this one attack.
pub(super) fn shields(now: &mut Unfold<'_>, strike: &Strike) {
    let world = now.world();
    let Some(bearer) = world.creature(strike.target) else { return };
    let wanted =
        |nature: &Nature| matches!(nature, Nature::ShieldsBearer(item) if bearer.pack.items.contains_key(item));
    let beside = |one: &&Creature| {
        one.side == bearer.side && one.id != bearer.id && grid::feet_between(one, bearer) <= grid::SQUARE_FEET
    };
    let mut guards = world.now.creatures.values().filter(beside);
    let Some((guard, name)) = guards.find_map(|one| Some((one.id, able(world, one, wanted)?.0.id.clone()))) else {
        return;
    };
    reacts(now, guard, &name);
    let mut ongoing = lasting::new(now, SHIELD, guard, Expires::TurnStart(guard, 1));
    ongoing.gives = vec![Modifier::Ac(SHIELD_AC)];
    lasting::begin(now, strike.target, ongoing);
}

/// The attack is over, and with it what a guardian's shield brought.
pub(super) fn lowers(now: &mut Unfold<'_>, strike: &Strike) {
    lasting::end_where(now, strike.target, |_, lasts| lasts.name == SHIELD);
}
