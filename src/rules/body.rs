//! Whose body a creature has in a shape that leaves it what it is, and what it can do with it (SRD: Change Shape).

use super::figure;
use super::stat_action;
use crate::srd::ability::{Ability, Skill};
use crate::srd::conjure::{Keeps, Transform};
use crate::srd::effect::Effect;
use crate::srd::id::ActionId;
use crate::srd::kind::CreatureKind;
use crate::srd::modifier::Modifier;
use crate::srd::monster::{Action, Does, Monster};
use crate::srd::nature::Nature;
use crate::world::World;
use crate::world::creature::{Being, Creature};
use crate::world::event::Weapon;

/// The stat block whose body it has: armour class, ways of moving, senses.
pub(super) fn of<'w>(world: &'w World, one: &Creature) -> Option<&'w Monster> {
    match &one.form {
        Some(form) => world.book.monsters.get(&form.monster),
        None => figure::block(world, one),
    }
}

/// What of itself a creature keeps in the shape that it has.
pub(super) fn keeps(one: &Creature) -> Keeps {
    one.form.as_ref().map_or(Keeps::Nothing, |form| form.keeps)
}

/// The stat block of its true shape.
pub(super) fn true_block<'w>(world: &'w World, one: &Creature) -> Option<&'w Monster> {
    if let Being::Monster(id) = &one.being { world.book.monsters.get(id) } else { None }
}

/// The shape that was taken, where it brings its own abilities to those its bearer keeps.
fn lent<'w>(world: &'w World, one: &Creature) -> Option<&'w Monster> {
    if keeps(one) == Keeps::Figures { of(world, one) } else { None }
}

/// What another shape adds to its bearer's traits, or leaves of them.
pub(super) fn traits<'w>(world: &'w World, one: &Creature) -> Vec<&'w [Modifier]> {
    match keeps(one) {
        Keeps::Nothing => Vec::new(),
        Keeps::Life => {
            let own = true_block(world, one).into_iter().flat_map(|block| &block.traits);
            let resists = |given: &&Modifier| matches!(given, Modifier::Trait(Nature::LegendaryResistance(_)));
            own.flat_map(|given| &given.gives).filter(resists).map(std::slice::from_ref).collect()
        }
        Keeps::Figures => {
            let own = figure::block(world, one);
            let new = |id| own.is_none_or(|own| own.traits.iter().all(|it| it.id != id));
            let lent = lent(world, one).into_iter().flat_map(|block| &block.traits);
            lent.filter(|given| new(given.id.clone())).map(|given| given.gives.as_slice()).collect()
        }
    }
}

/// Every action of a creature: those of its stat block, those that it keeps in another shape, those of that shape.
pub(super) fn actions<'w>(world: &'w World, one: &Creature) -> Vec<&'w Action> {
    let own = figure::block(world, one).into_iter().flat_map(|block| &block.actions);
    if keeps(one) == Keeps::Nothing {
        return own.collect();
    }
    let mut all: Vec<&Action> = own.filter(|action| fits(world, one, action)).collect();
    let others = if keeps(one) == Keeps::Life { true_block(world, one) } else { lent(world, one) };
    for action in others.into_iter().flat_map(|block| &block.actions) {
        let lasts = keeps(one) == Keeps::Figures || changes(action).is_some();
        if lasts && all.iter().all(|it| it.id != action.id) {
            all.push(action);
        }
    }
    all
}

/// An action by its name.
pub(super) fn action<'w>(world: &'w World, one: &Creature, id: &ActionId) -> Option<&'w Action> {
    // Hardly anyone has another shape: everyone else is spared the list.
    match keeps(one) {
        Keeps::Nothing => figure::block(world, one)?.actions.iter().find(|action| action.id == *id),
        Keeps::Life | Keeps::Figures => actions(world, one).into_iter().find(|action| action.id == *id),
    }
}

/// The other shapes that an action takes.
fn changes(action: &Action) -> Option<&Transform> {
    let Does::Effects { effects, .. } = &action.does else { return None };
    effects.iter().find_map(|effect| if let Effect::Transform(it) = effect { Some(&**it) } else { None })
}

/// Whether an action that is its own can be taken with the body that it has.
fn fits(world: &World, one: &Creature, action: &Action) -> bool {
    let Some(body) = lent(world, one) else { return true };
    match &action.does {
        Does::Attack(_) if action.wielded => body.kind == CreatureKind::Humanoid,
        Does::Attack(_) => body.actions.iter().any(|it| it.id == action.id),
        Does::Multiattack(rows) => {
            let named = |id: &ActionId| figure::block(world, one)?.actions.iter().find(|it| it.id == *id);
            let able = |id: &ActionId| named(id).is_some_and(|it| fits(world, one, it) && !stat_action::spent(one, it));
            rows.iter().any(|row| row.iter().all(|(id, _)| able(id)))
        }
        _ => true,
    }
}

/// How much stronger or weaker than printed its own attack is by the body that it has.
pub(super) fn strength(world: &World, one: &Creature, action: &Action) -> i32 {
    let (Some(_), Some(own)) = (lent(world, one), figure::block(world, one)) else { return 0 };
    let Does::Attack(strike) = &action.does else { return 0 };
    if !own.actions.iter().any(|it| it.id == action.id) {
        return 0;
    }
    let printed = strike.hit.iter().find_map(|effect| match effect {
        Effect::Damage { dice, .. } => Some(i32::from(dice.is.plus)),
        _ => None,
    });
    let modifier = |ability| own.scores.modifier(ability);
    // What the book adds to the damage tells which ability is behind the blow.
    let quick = printed == Some(modifier(Ability::Dex)) && printed != Some(modifier(Ability::Str));
    let ability = if quick { Ability::Dex } else { Ability::Str };
    figure::modifier(world, one, ability) - modifier(ability)
}

/// What a hit does with the body that its maker has.
pub(super) fn strikes(world: &World, one: &Creature, weapon: &Weapon, hit: Vec<Effect>) -> Vec<Effect> {
    let Weapon::Action(id) = weapon else { return hit };
    let Some(action) = lent(world, one).and_then(|_| action(world, one, id)) else { return hit };
    let more = i16::try_from(strength(world, one, action)).unwrap_or_default();
    let mut hit = hit;
    if let Some(Effect::Damage { dice, .. }) = hit.iter_mut().find(|effect| matches!(effect, Effect::Damage { .. })) {
        dice.is.plus += more;
    }
    hit
}

/// The saving throw bonus that a shape leaves to those who were trained in it.
pub(super) fn trained_save(world: &World, one: &Creature, ability: Ability) -> Option<i32> {
    let own = true_block(world, one).filter(|_| keeps(one) == Keeps::Life)?;
    let trained = own.saves.iter().any(|(of, _)| *of == ability);
    trained.then(|| figure::modifier(world, one, ability) + i32::from(own.proficiency))
}

/// The same for a skill.
pub(super) fn trained_skill(world: &World, one: &Creature, ability: Ability, skill: Skill) -> Option<i32> {
    let own = true_block(world, one).filter(|_| keeps(one) == Keeps::Life)?;
    let trained = own.skills.iter().any(|(of, _)| *of == skill);
    trained.then(|| figure::modifier(world, one, ability) + i32::from(own.proficiency))
}
