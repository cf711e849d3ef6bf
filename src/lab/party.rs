//! Heroes for the arena: made and levelled by legal offers alone, one of a class at a level.

use std::collections::BTreeSet;

use super::arena::ArenaProblem;
use crate::dice::Dice;
use crate::rules::advance;
use crate::rules::choices::{Choices, Pick};
use crate::rules::command::{Command, Verb};
use crate::rules::create::Plan;
use crate::rules::{offers, owed, prepare, ready, resolve};
use crate::srd::Book;
use crate::srd::ability::{Ability, Scores};
use crate::srd::effect::Effect;
use crate::srd::id::{BackgroundId, ClassId, ItemId, RaceId, SpellId};
use crate::srd::item::Use;
use crate::srd::modifier::Training;
use crate::world::World;
use crate::world::event::Event;
use crate::world::growth::Growth;
use crate::world::id::{PlayerId, SeatId};

/// The highest scores go where a class needs them.
const ARRAY: [u8; 6] = [15, 14, 13, 12, 10, 8];

/// Makes a hero of a class on a seat and takes him to a level. Errs with what to do when the book does not go so far.
pub(super) fn hero(
    world: &mut World,
    player: PlayerId,
    seat: SeatId,
    class: &ClassId,
    level: u8,
) -> Result<(), ArenaProblem> {
    let refused = || ArenaProblem::NoPlan { class: class.to_string() };
    let plan = plan(world, class, &format!("{class} {}", seat.0 + 1)).ok_or_else(refused)?;
    ask(world, player, Command { seat, verb: Verb::Create(Box::new(plan)) }).ok_or_else(refused)?;
    if !world.now.story.begun {
        ask(world, player, Command { seat, verb: Verb::Begin }).ok_or_else(refused)?;
    }
    let creature = world.hero(seat).map(|hero| hero.id).ok_or_else(refused)?;
    choose(world, player, seat);
    for reached in 1..level {
        let xp = advance::threshold(reached + 1).unwrap_or(0) - advance::threshold(reached).unwrap_or(0);
        must(world, &Event::XpGained { creature, xp });
        let rise = |verb: &Verb| matches!(verb, Verb::LevelUp(step) if step.class == *class);
        let mut all = offers(world, player).into_iter().map(|offer| offer.command);
        let step = all.find(|command| command.seat == seat && rise(&command.verb));
        step.and_then(|step| ask(world, player, step)).ok_or_else(|| ArenaProblem::LevelTooHigh {
            class: class.to_string(),
            asked: level,
            most: reached,
        })?;
        choose(world, player, seat);
    }
    Ok(())
}

/// Chooses all that is open: scores that are high already, spells of the highest level.
fn choose(world: &mut World, player: PlayerId, seat: SeatId) {
    // Each choice made leaves fewer; the bound only keeps a mistake from going on for ever.
    for _ in 0..100 {
        let Some(sheet) = world.hero(seat).and_then(|hero| hero.sheet()) else { return };
        let rank = |growth: &Growth| match growth {
            Growth::Raise(ability) | Growth::Inherit(ability) => u16::from(sheet.scores.of(*ability)),
            Growth::Spell(_, id) | Growth::Inscribe(id) | Growth::Granted(_, id) => {
                world.book.spells.get(id).map_or(0, |spell| u16::from(spell.level))
            }
            _ => 0,
        };
        let open =
            owed::owed(world, sheet).into_iter().filter(|it| !matches!(it, Growth::Forget(_) | Growth::GiveUp(_)));
        let Some(growth) = open.max_by_key(|growth| (rank(growth), std::cmp::Reverse(growth.clone()))) else { return };
        if ask(world, player, Command { seat, verb: Verb::Grow(growth) }).is_none() {
            return;
        }
    }
}

/// Rests for a night and prepares what fights best.
pub(super) fn rest_and_prepare(world: &mut World, player: PlayerId, seats: &[SeatId]) {
    if let Some(seat) = seats.first() {
        let _ = ask(world, player, Command { seat: *seat, verb: Verb::LongRest });
    }
    for seat in seats {
        let picks = world.hero(*seat).map(|hero| prepare::ready(world, hero)).unwrap_or_default();
        for (_, pick) in picks.into_iter().filter(|(_, pick)| pick.count > 0) {
            let spells = best(&world.book, &pick);
            let _ = ask(world, player, Command { seat: *seat, verb: Verb::Prepare { spells } });
        }
    }
}

/// Asks for it and makes it true; none when it is refused.
fn ask(world: &mut World, player: PlayerId, command: Command) -> Option<()> {
    let mut dice = Dice::rolled([0; 32]);
    let events = resolve(world, player, &command, &mut dice).ok()?;
    events.iter().for_each(|event| must(world, event));
    Some(())
}

fn must(world: &mut World, event: &Event) {
    let done = world.apply(event);
    assert!(done.is_ok(), "the rules decided {event:?}, but {done:?}");
}

/// The ready-made plan of a class under another name, or one out of the choices that the book leaves.
fn plan(world: &World, class: &ClassId, name: &str) -> Option<Plan> {
    let made = ready::heroes().iter().find(|plan| plan.class == *class);
    let plan = match made {
        Some(plan) => Plan { name: name.to_owned(), ..plan.clone() },
        None => drawn(&world.book, class, name)?,
    };
    Choices::of(&world.book, &plan).allow(&plan).then_some(plan)
}

/// A plan made choice by choice, each out of what those before it leave.
fn drawn(book: &Book, class: &ClassId, name: &str) -> Option<Plan> {
    let record = book.classes.get(class)?;
    let mut plan = Plan {
        name: name.to_owned(),
        race: RaceId::new("human"),
        class: class.clone(),
        background: BackgroundId::new("acolyte"),
        skills: Vec::new(),
        expertise: Vec::new(),
        chosen: Vec::new(),
        equipment: Vec::new(),
        picks: Vec::new(),
        languages: Vec::new(),
        cantrips: Vec::new(),
        spells: Vec::new(),
        scores: scores(record),
    };
    plan.chosen = Choices::of(book, &plan).chosen.iter().filter_map(|row| row.first().cloned()).collect();
    let choices = Choices::of(book, &plan);
    plan.skills = first(&choices.skills);
    plan.languages = first(&choices.languages);
    plan.equipment = choices.equipment.iter().filter_map(|row| row.first().map(|(number, _)| *number)).collect();
    let choices = Choices::of(book, &plan);
    plan.expertise = first(&choices.expertise);
    plan.picks = choices.picks.iter().filter_map(|row| row.iter().max_by_key(|id| bite(book, id)).cloned()).collect();
    for pick in &choices.cantrips {
        let open: Vec<SpellId> = pick.of.iter().filter(|id| !plan.cantrips.contains(id)).cloned().collect();
        plan.cantrips.extend(best(book, &Pick { count: pick.count, of: open }));
    }
    plan.spells = best(book, &choices.spells);
    Some(plan)
}

/// The best score where the class casts with it or fights with it, the next for what keeps it alive.
fn scores(class: &crate::srd::class::Class) -> Scores {
    let heavy = class.training.contains(&Training::MediumArmour);
    let prime = class.casting.as_ref().map_or(if heavy { Ability::Str } else { Ability::Dex }, |it| it.ability);
    let order = [prime, Ability::Con, Ability::Dex, Ability::Str, Ability::Wis, Ability::Int, Ability::Cha];
    let mut left = ARRAY.into_iter();
    let mut scores = Scores { str: 8, dex: 8, con: 8, int: 8, wis: 8, cha: 8 };
    let mut seen = BTreeSet::new();
    for ability in order.into_iter().filter(|ability| seen.insert(*ability)) {
        let score = left.next().unwrap_or(8);
        *match ability {
            Ability::Str => &mut scores.str,
            Ability::Dex => &mut scores.dex,
            Ability::Con => &mut scores.con,
            Ability::Int => &mut scores.int,
            Ability::Wis => &mut scores.wis,
            Ability::Cha => &mut scores.cha,
        } = score;
    }
    scores
}

fn first<T: Clone>(pick: &Pick<T>) -> Vec<T> {
    pick.of.iter().take(pick.count).cloned().collect()
}

/// As many as may be chosen, those that hurt or heal first and the greater before the smaller.
fn best(book: &Book, pick: &Pick<SpellId>) -> Vec<SpellId> {
    let mut of = pick.of.clone();
    let rank = |id: &SpellId| {
        let Some(spell) = book.spells.get(id) else { return (2, 0) };
        let acts = |effect: &Effect| {
            let hurts = matches!(effect, Effect::Attack { .. } | Effect::Save { .. } | Effect::Damage { .. });
            hurts || matches!(effect, Effect::Heal { .. } | Effect::HpPool { .. })
        };
        (u8::from(!spell.effects.iter().any(acts)), 9 - spell.level.min(9))
    };
    of.sort_by_key(rank);
    of.truncate(pick.count);
    of
}

/// What a thing is good for in a fight: the average damage of a weapon.
fn bite(book: &Book, id: &ItemId) -> i32 {
    match book.items.get(id).map(|item| &item.use_) {
        Some(Use::Weapon(weapon)) => weapon.damage.map_or(0, |dice| dice.average()),
        _ => 0,
    }
}
