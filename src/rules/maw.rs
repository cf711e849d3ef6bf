//! Swallowed and engulfed: who is inside whom, what the inside does, how one gets out; other things that only jaws and
//! worse do (SRD: Monsters, Actions).

use super::afflict::{self, Cause};
use super::d20::{self, Save, Tally};
use super::damage;
use super::figure;
use super::fling;
use super::lasting;
use super::movement;
use super::unfold::Unfold;
use crate::srd::ability::{Ability, Skill};
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, Escape, Until};
use crate::srd::id::FormId;
use crate::srd::modifier::Modifier;
use crate::srd::monster::{Does, Monster};
use crate::srd::nature::{Maw, Nature};
use crate::srd::quantity::Dc;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::{Creature, INSIDE};
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::{Expires, Ongoing};

/// Does it to each target.
pub(super) fn run(now: &mut Unfold<'_>, cause: &Cause, maw: &Maw, targets: &[CreatureId]) {
    match maw {
        Maw::Swallow { .. } => targets.iter().for_each(|target| swallow(now, cause, maw, *target)),
        Maw::Feeds => feeds(now, cause.by),
        Maw::Weakens(ability, dice) => {
            for target in targets {
                let down = now.sum(*dice);
                weakens(now, cause, *target, *ability, down);
            }
        }
        Maw::Proof => targets.iter().for_each(|target| withstands(now, &cause.name, cause.by, *target)),
        Maw::Slays(most) => {
            for target in targets {
                if now.creature(*target).is_some_and(|one| !one.dead && one.hp <= i32::from(*most)) {
                    damage::die(now, *target);
                }
            }
        }
        Maw::Fools(dc) => {
            let hear =
                targets.iter().filter(|id| now.creature(**id).is_some_and(|one| super::sieve::hears(now.world(), one)));
            for target in hear.copied().collect::<Vec<_>>() {
                d20::check(now, target, Ability::Wis, Some(Skill::Insight), i32::from(*dc));
            }
        }
        Maw::Fells => targets.iter().for_each(|target| fells(now, cause, *target)),
        // The one who strikes has chosen before.
        Maw::HoldsInstead { .. } => {}
        Maw::OneAtATime => {
            let anew = |bearer: CreatureId| targets.contains(&bearer);
            lasting::end_everywhere(now, |_, bearer, lasts| {
                lasts.source == cause.by && lasts.name == cause.name && !anew(bearer)
            });
        }
        Maw::Flings { feet, dice, dc } => {
            targets.iter().for_each(|target| fling::flings(now, cause, *target, *feet, *dice, *dc));
        }
        Maw::Form(form) => {
            lasting::end_where(now, cause.by, |_, lasts| lasts.name == "form");
            let mut ongoing = lasting::new(now, "form", cause.by, Expires::Never);
            ongoing.gives = vec![Modifier::Trait(Nature::InForm(form.clone()))];
            ongoing.gives.extend(grown(now.world(), cause.by, form));
            lasting::begin(now, cause.by, ongoing);
            super::shape::makes_room(now, cause.by);
        }
    }
}

/// By how many sizes another form is larger or smaller than the true one.
fn grown(world: &World, who: CreatureId, form: &FormId) -> Option<Modifier> {
    let block = figure::block(world, world.creature(who)?)?;
    let size = block.forms.iter().find(|it| it.id == *form)?.size?;
    let steps = size as i32 - block.size as i32;
    i8::try_from(steps).ok().filter(|steps| *steps != 0).map(Modifier::Size)
}

/// A day of safety from what goes by this name.
fn withstands(now: &mut Unfold<'_>, name: &str, by: CreatureId, target: CreatureId) {
    let expires = lasting::expires(now.world(), Until::Hours(24), by, target);
    let ongoing = lasting::new(now, smol_str::format_smolstr!("{name}{PROOF}"), by, expires);
    lasting::begin(now, target, ongoing);
}

/// True for those who have withstood what goes by this name, within a day.
pub(super) fn is_proof(one: &Creature, name: &str) -> bool {
    one.ongoing.values().any(|lasts| lasts.name.strip_suffix(PROOF) == Some(name))
}

/// What follows the name of something that was withstood.
const PROOF: &str = "_proof";

/// Takes a creature in: its hold ends, it sees nothing and cannot move, and nobody outside can reach it.
fn swallow(now: &mut Unfold<'_>, cause: &Cause, maw: &Maw, target: CreatureId) {
    let Maw::Swallow { size_max, most, escape_dc, blinds, .. } = maw else { return };
    let world = now.world();
    let (Some(by), Some(one)) = (world.creature(cause.by), world.creature(target)) else { return };
    let full = most.is_some_and(|most| inside(world, by.id).count() >= usize::from(most));
    if one.dead || one.size > *size_max || full || one.inside().is_some() {
        return;
    }
    let at = by.at;
    lasting::end_where(now, target, |_, lasts| lasts.name == "grapple" && lasts.source == cause.by);
    let conditions = [Some(Condition::Restrained), blinds.then_some(Condition::Blinded)];
    for condition in conditions.into_iter().flatten() {
        let mut ongoing = lasting::new(now, INSIDE, cause.by, Expires::Never);
        ongoing.condition = Some(condition);
        ongoing.escape = escape_dc.map(|dc| Escape {
            ability: Ability::Str,
            skill: None,
            dc: Dc::Is(dc),
            saves: false,
            days: 0,
            breaks: false,
            by_friends: false,
        });
        lasting::begin(now, target, ongoing);
    }
    // Who cannot be restrained is inside all the same.
    if now.creature(target).is_some_and(|one| one.inside().is_none()) {
        let ongoing = lasting::new(now, INSIDE, cause.by, Expires::Never);
        lasting::begin(now, target, ongoing);
    }
    now.happens(Event::Shoved { creature: target, to: at });
}

/// Everyone inside a creature.
fn inside(world: &World, who: CreatureId) -> impl Iterator<Item = &Creature> {
    world.now.creatures.values().filter(move |one| one.inside() == Some(who))
}

/// What the inside of a creature does at the start of its turn.
pub(super) fn digests(now: &mut Unfold<'_>, who: CreatureId) {
    let eaten: Vec<CreatureId> = inside(now.world(), who).map(|one| one.id).collect();
    if eaten.is_empty() {
        return;
    }
    let Some((id, Maw::Swallow { each, .. })) = stomach(now.world(), who) else { return };
    let cause = Cause::named(now.world(), who, &id, &each);
    for one in eaten {
        afflict::run(now, &cause, &each, &[one]);
    }
}

/// The part of a stat block that swallows, and its name.
fn stomach(world: &World, who: CreatureId) -> Option<(String, Maw)> {
    let block = figure::block(world, world.creature(who)?)?;
    swallows(block).map(|(id, maw)| (id.to_owned(), maw.clone()))
}

fn swallows(block: &Monster) -> Option<(&str, &Maw)> {
    block.actions.iter().find_map(|action| {
        let effects = match &action.does {
            Does::Attack(strike) => &strike.hit,
            Does::Effects { effects, .. } => effects,
            _ => return None,
        };
        found(effects).map(|maw| (action.id.as_str(), maw))
    })
}

fn found(effects: &[Effect]) -> Option<&Maw> {
    effects.iter().find_map(|effect| match effect {
        Effect::Maw(maw @ Maw::Swallow { .. }) => Some(maw),
        Effect::Save { fail, .. } => found(fail),
        _ => None,
    })
}

/// At the end of a turn: so much damage from inside may be more than a stomach bears.
pub(super) fn retches(now: &mut Unfold<'_>) {
    let Some((who, hurt)) = now.world().now.encounter.as_ref().and_then(|fight| fight.used.from_inside) else { return };
    let Some((_, Maw::Swallow { spits: Some((least, dc)), .. })) = stomach(now.world(), who) else { return };
    if hurt < i32::from(least) || now.creature(who).is_none_or(|one| !one.is_up()) {
        return;
    }
    let save = Save {
        who,
        ability: Ability::Con,
        dc: i32::from(dc),
        against: Vec::new(),
        turning: false,
        magic: false,
        tally: Tally::default(),
        bonus: 0,
        by: None,
        alone: false,
    };
    if !d20::save(now, &save) {
        opens(now, who);
    }
}

/// Lets everyone inside out, prone, beside the creature.
pub(super) fn opens(now: &mut Unfold<'_>, who: CreatureId) {
    let eaten: Vec<CreatureId> = inside(now.world(), who).map(|one| one.id).collect();
    for one in eaten {
        lasting::end_where(now, one, |_, lasts| lasts.name == INSIDE && lasts.source == who);
        comes_out(now, one, who);
        lasting::prone(now, one, who);
    }
}

/// Puts a creature that is free again on the nearest square where it can stand.
pub(super) fn comes_out(now: &mut Unfold<'_>, one: CreatureId, of: CreatureId) {
    let world = now.world();
    let (Some(creature), Some(from)) = (world.creature(one), world.creature(of)) else { return };
    let side = i16::from(from.size.squares());
    let reach = side + i16::from(creature.size.squares()) + 2;
    let around = (-reach..=reach).flat_map(|y| (-reach..=reach).map(move |x| (x, y)));
    let tiles = around.map(|(x, y)| Tile { x: from.at.x.saturating_add(x), y: from.at.y.saturating_add(y) });
    let stands = |tile: &Tile| {
        let ground = super::grid::squares_at(creature, *tile).all(|square| movement::walkable(world, square));
        ground && movement::stands_free(world, creature, *tile)
    };
    let far = |tile: &Tile| (super::grid::feet_between_at(creature, *tile, from), *tile);
    let to = tiles.filter(stands).min_by_key(far);
    if let Some(to) = to {
        now.happens(Event::Shoved { creature: one, to });
    }
}

/// Whoever bites regains what the last bite took.
fn feeds(now: &mut Unfold<'_>, who: CreatureId) {
    let taken = now.events().iter().rev().find_map(|event| match event {
        Event::Damaged { by, taken, .. } if *by == Some(who) => Some(*taken),
        _ => None,
    });
    if let Some(hp) = taken.filter(|hp| *hp > 0) {
        damage::heal(now, who, None, Vec::new(), hp);
    }
}

fn weakens(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId, ability: Ability, by: i32) {
    let Some(one) = now.creature(target).filter(|one| !one.dead) else { return };
    let left = i32::from(figure::scores(now.world(), one).of(ability)) - by;
    // What was lost before from the same source is lost still: both are borne as one.
    let before = |given: &Modifier| match given {
        Modifier::Trait(Nature::Weakened(of, by)) if *of == ability => Some(*by),
        _ => None,
    };
    let borne = |lasts: &&Ongoing| lasts.name == cause.name && lasts.source == cause.by;
    let lost = one.ongoing.values().filter(borne).flat_map(|lasts| &lasts.gives).find_map(before).unwrap_or(0);
    lasting::end_where(now, target, |_, lasts| borne(&lasts) && lasts.gives.iter().any(|it| before(it).is_some()));
    let mut ongoing = lasting::new(now, cause.name.clone(), cause.by, Expires::LongRest);
    let lost = lost.saturating_add(u8::try_from(by).unwrap_or(u8::MAX));
    ongoing.gives = vec![Modifier::Trait(Nature::Weakened(ability, lost))];
    lasting::begin(now, target, ongoing);
    if left <= 0 {
        damage::die(now, target);
    }
}

fn fells(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId) {
    let Some(one) = now.creature(target).filter(|one| one.is_up()) else { return };
    let (hp, hero) = (one.hp, one.sheet().is_some());
    let kind = crate::srd::damage::DamageKind::Psychic;
    now.happens(Event::Damaged { creature: target, by: Some(cause.by), kind, dealt: hp, taken: hp, absorbed: 0 });
    if hero { damage::fall(now, target) } else { damage::die(now, target) }
}
