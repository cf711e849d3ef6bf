//! Legendary actions: what some creatures do at the end of others' turns (SRD: Monsters, Legendary Creatures).

use super::afflict::{self, Cause};
use super::attack;
use super::cast::{self, Casting};
use super::figure;
use super::price;
use super::stride;
use super::tactics;
use super::turn;
use super::unfold::Unfold;
use crate::srd::id::{ActionId, ResourceId};
use crate::srd::monster::{Action, Legendary};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Weapon};
use crate::world::id::CreatureId;
use crate::world::question::Pending;

/// How a legendary action is taken.
pub(super) enum Taken {
    /// An attack of the stat block.
    Strike(ActionId, CreatureId),
    /// Effects of the option, or of another action, on these.
    Effects(ActionId, Vec<CreatureId>),
    /// A walk that nobody strikes at.
    Walk(Vec<Tile>),
    /// A walk like any other.
    Stride(Vec<Tile>),
    /// A spell.
    Cast(Box<Casting>),
}

/// Under which name what was spent is counted.
fn counter() -> ResourceId {
    ResourceId::new("legendary")
}

/// Who may act at the end of a turn, if anyone does: then the next turn waits.
pub(super) fn waits(now: &mut Unfold<'_>, after: CreatureId) -> bool {
    let world = now.world();
    let any = world.now.creatures.values().any(|one| able(world, one, after).is_some());
    if any {
        now.steps.push_back(Pending::Legend { after, asked: Vec::new() });
    }
    any
}

/// One legendary action, then the question for the next legend, then the next turn.
pub(super) fn go_on(now: &mut Unfold<'_>, after: CreatureId, asked: Vec<CreatureId>) {
    let world = now.world();
    let open = world.now.creatures.values().filter(|one| !asked.contains(&one.id));
    let next = open.filter_map(|one| Some((one.id, able(world, one, after)?))).next();
    let Some((who, left)) = next.filter(|_| super::encounter::over(world).is_none()) else {
        return turn::go_on(now);
    };
    let asked = asked.into_iter().chain([who]).collect();
    now.steps.push_front(Pending::Legend { after, asked });
    let choice = now.creature(who).and_then(|one| tactics::legend(now.world(), one, left));
    if let Some((action, taken)) = choice {
        take(now, who, &action, taken);
    }
}

/// Regains what it has spent as its turn starts.
pub(super) fn refreshes(now: &mut Unfold<'_>, who: CreatureId) {
    if now.creature(who).is_some_and(|one| one.spent.contains_key(&counter())) {
        now.happens(Event::UsesRegained { creature: who, resource: counter(), count: u8::MAX });
    }
}

/// What is left to a legend that may act now.
fn able(world: &World, one: &Creature, after: CreatureId) -> Option<u8> {
    let legend = of(world, one)?;
    let spent = one.spent.get(&counter()).copied().unwrap_or(0);
    let surprised = world.now.encounter.as_ref().is_some_and(|fight| fight.surprised.contains(&one.id));
    let left = legend.per_round.saturating_sub(spent);
    (one.id != after && left > 0 && !surprised && !figure::incapacitated(one)).then_some(left)
}

/// The legendary actions of a creature.
pub(super) fn of<'w>(world: &'w World, one: &Creature) -> Option<&'w Legendary> {
    figure::block(world, one)?.legendary.as_ref()
}

fn take(now: &mut Unfold<'_>, who: CreatureId, action: &Action, taken: Taken) {
    for _ in 0..action.cost {
        now.happens(Event::UseSpent { creature: who, resource: counter(), count: 1 });
    }
    now.happens(Event::MonsterActed { creature: who, action: action.id.clone() });
    match taken {
        Taken::Strike(id, target) => {
            now.steps.push_front(Pending::Roll(attack::strike(who, target, &Weapon::Action(id))));
        }
        Taken::Effects(id, targets) => {
            let world = now.world();
            let own = world.creature(who).and_then(|one| effects(world, one, action, &id));
            let Some(effects) = own.map(<[_]>::to_vec) else { return };
            let cause = Cause::named(world, who, id.as_str(), &effects);
            afflict::run(now, &cause, &effects, &targets);
        }
        Taken::Walk(path) => {
            if let Some(to) = path.last() {
                now.happens(Event::Shoved { creature: who, to: *to });
            }
        }
        Taken::Stride(path) => stride::begin(now, who, path),
        Taken::Cast(casting) => {
            price::pays(now, who, &casting.spell, casting.level);
            cast::unfolds(now, who, *casting);
        }
    }
    if action.walks > 0 {
        let path = now.creature(who).and_then(|one| tactics::strides(now.world(), one, action.walks));
        path.into_iter().for_each(|path| stride::begin(now, who, path));
    }
}

/// What the option itself does, or the action that it stands for.
fn effects<'w>(
    world: &'w World,
    one: &Creature,
    action: &'w Action,
    id: &ActionId,
) -> Option<&'w [crate::srd::effect::Effect]> {
    use crate::srd::monster::Does;
    let action = if action.id == *id { action } else { super::arms::action(world, one, id)? };
    if let Does::Effects { effects, .. } = &action.does { Some(effects) } else { None }
}
