//! How a fight begins and ends: initiative, surprise, victory and defeat (SRD: The Order of Combat).

use std::collections::BTreeMap;

use super::d20::{self, Tally};
use super::deed;
use super::disease;
use super::figure;
use super::lasting;
use super::lurk;
use super::mend;
use super::nature;
use super::turn;
use super::unfold::Unfold;
use super::ward;
use crate::bugs::{Bug, seeded, unsteady};
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::id::MonsterId;
use crate::srd::knack::Knack;
use crate::srd::modifier::On;
use crate::tale::deed::Deed;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::{Being, Creature, Side};
use crate::world::event::{Event, Outcome};
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

/// Begins a fight. Heroes whose passive perception stays below `unseen` are surprised.
pub(super) fn begin(now: &mut Unfold<'_>, foes: &[(MonsterId, Tile)], unseen: Option<u8>, won: &[Deed]) {
    begin_asleep(now, foes, &[], unseen, won);
}

/// The same where some of the foes sleep, in the same order.
pub(super) fn begin_asleep(
    now: &mut Unfold<'_>,
    foes: &[(MonsterId, Tile)],
    asleep: &[bool],
    unseen: Option<u8>,
    won: &[Deed],
) {
    let world = now.world();
    if world.now.encounter.is_some() {
        return;
    }
    let first = world.now.next_creature;
    let mut made: Vec<Creature> = Vec::new();
    for ((monster, at), number) in foes.iter().zip(first..) {
        made.extend(foe(world, monster, *at, CreatureId(number), &made));
    }
    if made.is_empty() {
        return;
    }
    let heroes = world.now.creatures.values().filter(|one| one.side == Side::Heroes && one.is_up());
    let never = |hero: &Creature| {
        figure::gives(world, hero).iter().any(|given| matches!(given, crate::srd::modifier::Modifier::NeverSurprised))
            || ward::bears(world, hero, |charm| *charm == Charm::NeverSurprised)
    };
    let pace = world.now.place.pace.alertness();
    // Whoever notices one of them is not surprised; what lies still is harder to notice than what hides.
    let unseen = unseen.map(i32::from);
    let least = made.iter().map(|foe| lurk::noticed_at(world, foe).max(unseen)).min().flatten();
    let surprised = heroes
        .filter(|hero| !never(hero))
        .filter(|hero| least.is_some_and(|dc| figure::passive_perception(world, hero) + pace < dc));
    let surprised = surprised.map(|hero| hero.id).collect();
    let ids: Vec<CreatureId> = made.iter().map(|foe| foe.id).collect();
    now.happens(Event::EncounterBegan { foes: made, surprised, won: won.to_vec() });
    for (at, id) in ids.into_iter().enumerate() {
        nature::starts(now, id);
        lurk::begins(now, id);
        if asleep.get(at) == Some(&true) {
            lurk::sleeps(now, id);
        }
    }
    let heroes: Vec<CreatureId> = now.world().heroes().map(|hero| hero.id).collect();
    heroes.into_iter().for_each(|id| disease::stressed(now, id));
    roll_initiative(now);
    turn::first(now);
    settle(now);
}

/// A monster out of the book at full average hit points, on the free square nearest to where it should stand.
pub(super) fn foe(world: &World, monster: &MonsterId, at: Tile, id: CreatureId, made: &[Creature]) -> Option<Creature> {
    let block = world.book.monsters.get(monster)?;
    let plain = monster.as_str().replace('_', " ");
    let taken = |name: &str| made.iter().chain(world.now.creatures.values()).any(|one| one.name == name);
    let mut names = (1..).map(|number| if number == 1 { plain.clone() } else { format!("{plain} {number}") });
    let mut one = Creature::new(id, names.find(|name| !taken(name))?, Being::Monster(monster.clone()));
    one.size = block.size;
    one.hp_max = block.hp.average().max(1);
    one.hp = one.hp_max;
    let free = |tile: &Tile| {
        super::grid::squares_at(&one, *tile).all(|square| {
            let stands = |other: &Creature| !other.dead && super::grid::squares(other).any(|it| it == square);
            super::movement::walkable(world, square) && !made.iter().chain(world.now.creatures.values()).any(stands)
        })
    };
    let near = (0..8_i16).flat_map(|ring| {
        (-ring..=ring)
            .flat_map(move |y| (-ring..=ring).map(move |x| (x, y)))
            .filter(move |(x, y)| x.abs().max(y.abs()) == ring)
    });
    let mut near = near.map(|(x, y)| Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) });
    one.at = near.find(free).unwrap_or(at);
    Some(one)
}

/// Everyone rolls initiative; foes of one kind roll once together. Ties go to dexterity, then to heroes.
pub(super) fn roll_initiative(now: &mut Unfold<'_>) {
    let world = now.world();
    let alive = |one: &&Creature| !one.dead && one.side != Side::Bystanders;
    let everyone: Vec<(CreatureId, Being)> =
        world.now.creatures.values().filter(alive).map(|one| (one.id, one.being.clone())).collect();
    let mut kinds: BTreeMap<MonsterId, i32> = BTreeMap::new();
    let mut order = Vec::new();
    for (who, being) in everyone {
        let known = if let Being::Monster(kind) = &being { kinds.get(kind).copied() } else { None };
        let total = known.unwrap_or_else(|| initiative(now, who));
        if let Being::Monster(kind) = being {
            kinds.insert(kind, total);
        }
        order.push((who, total));
    }
    let world = now.world();
    order.sort_by_key(|(who, total)| {
        let one = world.creature(*who);
        let dex = one.map_or(0, |one| figure::scores(world, one).dex);
        (-total, -i32::from(dex), one.map(|one| one.side), *who)
    });
    if seeded(Bug::UnorderedRules) && unsteady().is_multiple_of(2) {
        order.reverse();
    }
    twice(world, &mut order);
    now.happens(Event::OrderSettled { order });
    gets_ready(now);
}

/// Some have two turns in the first round, unless they are surprised: the second ten later.
fn twice(world: &World, order: &mut Vec<(CreatureId, i32)>) {
    let surprised = |who: &CreatureId| world.now.encounter.as_ref().is_some_and(|fight| fight.surprised.contains(who));
    let quick = |who: &CreatureId| {
        world.creature(*who).is_some_and(|one| figure::knacks(world, one).any(|it| matches!(it, Knack::TwoFirstTurns)))
    };
    let again: Vec<_> = order.iter().filter(|(who, _)| quick(who) && !surprised(who)).copied().collect();
    for (who, total) in again {
        let later = total - 10;
        let place = order.iter().position(|(_, other)| *other < later).unwrap_or(order.len());
        order.insert(place, (who, later));
    }
}

/// What some get back when a fight begins without any of it.
fn gets_ready(now: &mut Unfold<'_>) {
    let world = now.world();
    let mut all = Vec::new();
    for one in world.heroes().filter(|one| one.is_up()) {
        all.extend(figure::knacks(world, one).filter_map(|knack| match knack {
            Knack::RegainsInFight(resource, count) if figure::uses(world, one, resource).1 == 0 => {
                Some((one.id, resource.clone(), *count))
            }
            _ => None,
        }));
    }
    for (creature, resource, count) in all {
        now.happens(Event::UsesRegained { creature, resource, count });
    }
}

fn initiative(now: &mut Unfold<'_>, who: CreatureId) -> i32 {
    let Some(one) = now.creature(who) else { return 0 };
    let bonus = figure::check_bonus(now.world(), one, Ability::Dex, None);
    let mut tally = Tally::default();
    tally.down_if(one.exhaustion >= 1);
    let on = [On::Initiative, On::Checks, On::Check(Ability::Dex)];
    let roll = d20::roll(now, who, &on, bonus, tally);
    let total = roll.total();
    now.happens(Event::InitiativeRolled { creature: who, roll });
    total
}

/// How the fight has ended, if it has: one side has nobody left standing.
pub(super) fn over(world: &World) -> Option<Outcome> {
    world.now.encounter.as_ref()?;
    let stands =
        |side| world.now.creatures.values().any(|one| one.side == side && one.is_up() && !super::double::is_far(one));
    match (stands(Side::Heroes), stands(Side::Foes)) {
        (false, _) => Some(Outcome::Lost),
        (true, false) => Some(Outcome::Won),
        (true, true) => None,
    }
}

/// Ends the fight if it is over, with all that winning or losing it brings; ends the turn of one who cannot go on.
pub(super) fn settle(now: &mut Unfold<'_>) {
    if !now.world().now.questions.is_empty() {
        return;
    }
    let mut outcome = over(now.world());
    if outcome.is_none() {
        let current = now.world().now.encounter.as_ref().and_then(|fight| fight.current());
        let stuck = |one: &Creature| figure::incapacitated(one);
        if let Some(current) = current.filter(|id| now.creature(*id).is_some_and(stuck)) {
            turn::end(now, current);
            outcome = over(now.world());
        }
    }
    match outcome {
        Some(Outcome::Won) => win(now),
        Some(Outcome::Lost) => lose(now),
        Some(Outcome::Left) | None => {}
    }
}

/// Experience is shared among the living heroes, the fallen are tended to (ruling 8), and the tale's deeds follow.
fn win(now: &mut Unfold<'_>) {
    let world = now.world();
    let foes = world.now.creatures.values().filter(|one| one.side == Side::Foes);
    let xp: u32 = foes.filter_map(|foe| figure::block(world, foe)).map(|block| block.xp).sum();
    let heroes: Vec<CreatureId> =
        world.now.creatures.values().filter(|one| one.side == Side::Heroes && !one.dead).map(|one| one.id).collect();
    let won = world.now.encounter.as_ref().map(|fight| fight.won.clone()).unwrap_or_default();
    let found = picked_up(now.world());
    close(now, Outcome::Won);
    found.into_iter().for_each(|event| now.happens(event));
    let share = u32::try_from(heroes.len()).map_or(0, |count| xp / count.max(1));
    for creature in &heroes {
        if now.creature(*creature).is_some_and(|one| one.sheet().is_some() && !one.called) && share > 0 {
            now.happens(Event::XpGained { creature: *creature, xp: share });
        }
    }
    tend(now, &heroes);
    if let Some(first) = heroes.first() {
        deed::run(now, *first, &won);
    }
}

/// Thrown weapons are all found again after a fight that was won, of what was shot one in two (ruling 6).
fn picked_up(world: &World) -> Vec<Event> {
    let mut counts: BTreeMap<(CreatureId, crate::srd::id::ItemId), u16> = BTreeMap::new();
    for shot in world.now.encounter.iter().flat_map(|fight| &fight.shot) {
        *counts.entry(shot.clone()).or_default() += 1;
    }
    let hero = |id: &CreatureId| world.creature(*id).is_some_and(|one| one.sheet().is_some() && !one.dead);
    let found = counts.into_iter().filter(|((id, _), _)| hero(id)).map(|((creature, item), count)| {
        let ammunition =
            matches!(world.book.items.get(&item).map(|item| &item.use_), Some(crate::srd::item::Use::Ammunition));
        (creature, item, if ammunition { count / 2 } else { count })
    });
    let found = found.filter(|(.., count)| *count > 0);
    found.map(|(creature, item, count)| Event::ItemGained { creature, item, count }).collect()
}

/// Nobody is left standing: ruling 9 says what becomes of the party.
fn lose(now: &mut Unfold<'_>) {
    let heroes: Vec<CreatureId> =
        now.world().now.creatures.values().filter(|one| one.side == Side::Heroes).map(|one| one.id).collect();
    close(now, Outcome::Lost);
    tend(now, &heroes);
    deed::wake_at_start(now);
}

/// Whoever lies at 0 hit points is helped up with 1.
fn tend(now: &mut Unfold<'_>, heroes: &[CreatureId]) {
    for creature in heroes {
        if now.creature(*creature).is_some_and(|one| one.hp == 0 && !one.dead) {
            super::damage::heal(now, *creature, None, Vec::new(), 1);
        }
    }
}

/// The heroes are gone from the fight, if there is one: nobody has won it.
pub(super) fn leaves(now: &mut Unfold<'_>) {
    if now.world().now.encounter.is_some() {
        close(now, Outcome::Left);
    }
}

fn close(now: &mut Unfold<'_>, outcome: Outcome) {
    // What is counted in turns has no meaning outside of a fight; what foes have caused goes with them.
    let turns = |expires| matches!(expires, Expires::TurnStart(..) | Expires::TurnEnd(..));
    lasting::end_everywhere(now, |world, _, lasts| {
        let foe = world.creature(lasts.source).is_some_and(|source| source.side == Side::Foes);
        let held = foe && lasts.expires == Expires::Never && !mend::is_curse(&lasts.name);
        turns(lasts.expires) || held || lasts.name == "prone"
    });
    now.happens(Event::EncounterEnded { outcome });
}
