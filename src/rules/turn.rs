//! Whose turn it is, and what beginning and ending one brings (SRD: The Order of Combat).

use super::afflict::{self, Cause};
use super::aura;
use super::command::Verb;
use super::d20;
use super::damage;
use super::disease;
use super::encounter;
use super::figure;
use super::gate;
use super::halo;
use super::heads;
use super::instinct;
use super::lasting;
use super::legend;
use super::linger;
use super::lurk;
use super::maw;
use super::nature;
use super::reaction;
use super::refusal::Refusal;
use super::sight;
use super::soar;
use super::sticky;
use super::unfold::Unfold;
use super::water;
use super::zones;
use crate::bugs::{Bug, seeded};
use crate::dice::{D20, Face, Sides};
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::effect::{EndsOn, Moment, Repeat};
use crate::srd::id::ResourceId;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::srd::zone::On;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::encounter::Used;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// Turns that may pass by themselves in one command: all who sleep, are stunned or lie dying.
const IDLE_TURNS_MAX: usize = 200;

/// Whether a creature may act now: nobody owes an answer, it is able to, and in a fight it is its turn.
pub(super) fn may_act(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    if !world.now.questions.is_empty() {
        return Err(Refusal::QuestionOpen);
    }
    let one = world.creature(who).ok_or(Refusal::NoHero)?;
    if world.now.story.scene.is_some() {
        return Err(Refusal::SceneOpen);
    }
    if world.now.encounter.as_ref().is_some_and(|fight| fight.current() != Some(who)) {
        return Err(Refusal::NotYourTurn);
    }
    if world.now.encounter.is_none() {
        gate::under_way(world)?;
    }
    // Whoever could shake off surprise has first to do so.
    if world.now.encounter.as_ref().is_some_and(|fight| fight.surprised.contains(&who)) && !one.bears("rage") {
        return Err(Refusal::Surprised);
    }
    if figure::incapacitated(one) { Err(Refusal::Incapacitated) } else { Ok(one) }
}

/// The same, and that there is a fight.
pub(super) fn may_fight(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    let one = may_act(world, who)?;
    if world.now.encounter.is_some() { Ok(one) } else { Err(Refusal::NoEncounter) }
}

/// Whether an action is left this turn; outside of fights there always is one.
pub(super) fn has_action(world: &World) -> Result<(), Refusal> {
    slowed(world, |used| used.bonus)?;
    let left = world.now.encounter.as_ref().is_none_or(|fight| fight.used.actions <= fight.used.surges);
    if left { Ok(()) } else { Err(Refusal::NoAction) }
}

/// Whether the further action of the hasted is left this turn.
pub(super) fn has_haste(world: &World) -> bool {
    let Some(fight) = world.now.encounter.as_ref().filter(|fight| !fight.used.hasted) else { return false };
    let quick = |one: &Creature| figure::gives(world, one).contains(&&Modifier::Hasted);
    fight.current().and_then(|id| world.creature(id)).is_some_and(quick)
}

/// Whether the bonus action is left this turn.
pub(super) fn has_bonus(world: &World) -> Result<(), Refusal> {
    slowed(world, |used| used.actions > 0)?;
    let left = world.now.encounter.as_ref().is_none_or(|fight| !fight.used.bonus);
    if left { Ok(()) } else { Err(Refusal::NoBonusAction) }
}

/// Whoever is slowed has an action or a bonus action, not both.
fn slowed(world: &World, other: impl Fn(&Used) -> bool) -> Result<(), Refusal> {
    let Some(fight) = world.now.encounter.as_ref() else { return Ok(()) };
    if !other(&fight.used) {
        return Ok(());
    }
    let slow = |one: &Creature| figure::gives(world, one).iter().any(|given| matches!(given, Modifier::Slowed));
    let slow = fight.current().and_then(|id| world.creature(id)).is_some_and(slow);
    if slow { Err(Refusal::NoAction) } else { Ok(()) }
}

/// Whether a creature could react now, apart from whether it wants to.
pub(super) fn may_react(world: &World, one: &Creature) -> bool {
    let surprised = world.now.encounter.as_ref().is_some_and(|fight| fight.surprised.contains(&one.id));
    let barred = || figure::gives(world, one).iter().any(|given| matches!(given, Modifier::NoReactions));
    (!one.reacted || seeded(Bug::SecondReaction)) && !surprised && !figure::incapacitated(one) && !barred()
}

/// The same for those who have one more reaction than the one that is spent.
pub(super) fn may_react_again(world: &World, one: &Creature) -> bool {
    let mut fresh = one.clone();
    fresh.reacted = false;
    may_react(world, &fresh)
}

/// Whether the turn may be ended.
pub(super) fn allowed(world: &World, who: CreatureId) -> Result<(), Refusal> {
    if !world.now.questions.is_empty() {
        return Err(Refusal::QuestionOpen);
    }
    let fight = world.now.encounter.as_ref().ok_or(Refusal::NoEncounter)?;
    if fight.current() == Some(who) { Ok(()) } else { Err(Refusal::NotYourTurn) }
}

/// The end of one's own turn.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    if allowed(world, who).is_ok() {
        into.push(Verb::EndTurn);
    }
}

/// Ends the turn on its bearer's wish.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    allowed(now.world(), who)?;
    end(now, who);
    Ok(())
}

/// Ends a turn and begins the next one that somebody can use, once every legend had its chance.
pub(super) fn end(now: &mut Unfold<'_>, who: CreatureId) {
    close(now, who);
    if !legend::waits(now, who) {
        go_on(now);
    }
}

/// Begins the next turn that somebody can use.
pub(super) fn go_on(now: &mut Unfold<'_>) {
    for _ in 0..IDLE_TURNS_MAX {
        if encounter::over(now.world()).is_some() {
            return;
        }
        let Some((next, round)) = next(now.world()) else { return };
        if begin(now, next, round) {
            return;
        }
        close(now, next);
        if legend::waits(now, next) {
            return;
        }
    }
}

/// Begins the first turn of a fight.
pub(super) fn first(now: &mut Unfold<'_>) {
    let Some((first, _)) = now.world().now.encounter.as_ref().and_then(|fight| fight.order.first().copied()) else {
        return;
    };
    if !begin(now, first, 1) {
        end(now, first);
    }
}

/// Who comes next and in which round; the dead have no turns.
fn next(world: &World) -> Option<(CreatureId, u32)> {
    let fight = world.now.encounter.as_ref()?;
    let alive = |id: CreatureId| world.creature(id).is_some_and(|one| !one.dead);
    // Who has stepped out of time has one more turn before anyone else.
    let again = |one: &Creature| figure::gives(world, one).iter().any(|given| matches!(given, Modifier::TurnAgain));
    if let Some(current) = fight.current().filter(|id| world.creature(*id).is_some_and(again)) {
        return Some((current, fight.round));
    }
    let turn = usize::from(fight.turn);
    // Only the first round knows somebody's second turn.
    let once = |at: usize| fight.round <= 1 || fight.order.iter().position(|it| it.0 == fight.order[at].0) == Some(at);
    let first = |at: usize| fight.order.iter().position(|it| it.0 == fight.order[at].0) == Some(at);
    let order = || fight.order.iter().map(|(id, _)| *id).enumerate();
    let later = order().skip(turn + 1).filter(|(at, _)| once(*at)).map(|(_, id)| (id, fight.round));
    let again = order().take(turn + 1).filter(|(at, _)| first(*at)).map(|(_, id)| (id, fight.round.saturating_add(1)));
    later.chain(again).find(|(id, _)| alive(*id))
}

/// Begins a turn; false when its bearer can do nothing with it.
fn begin(now: &mut Unfold<'_>, who: CreatureId, round: u32) -> bool {
    now.happens(Event::TurnBegan { creature: who, round });
    lasting::run_out(now);
    legend::refreshes(now, who);
    come_again(now, who, Moment::StartOfTurn);
    aura::felt(now, who);
    maw::digests(now, who);
    water::holds(now, who);
    disease::spreads(now, who);
    zones::at_turn(now, who, On::TurnStart);
    instinct::suffers(now, who, On::TurnStart);
    nature::regenerates(now, who);
    instinct::rages(now, who);
    sticky::commands(now, who);
    reaction::refreshes(now, who);
    nature::rallies(now, who);
    halo::sears(now, who);
    recharge(now, who);
    if now.creature(who).and_then(|one| one.dying).is_some_and(|dying| !dying.stable) && !closes(now, who) {
        death_save(now, who);
    }
    let surprised = now.world().now.encounter.as_ref().is_some_and(|fight| fight.surprised.contains(&who));
    let able = now.creature(who).is_some_and(|one| !figure::incapacitated(one));
    able && (!surprised || now.creature(who).is_some_and(|one| stirs(now.world(), one)))
}

/// True for a surprised hero who may shake the surprise off by what he can use now.
fn stirs(world: &World, one: &Creature) -> bool {
    figure::knacks(world, one).any(|knack| match knack {
        Knack::ActsSurprised(id) => figure::uses(world, one, &ResourceId::new(id.as_str())).1 > 0,
        _ => false,
    })
}

/// A rage and the like end with a turn in which nothing kept them up.
fn calms_down(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some((one, fight)) = world.creature(who).zip(world.now.encounter.as_ref()) else { return };
    let keeps =
        fight.stirred.contains(&who) || figure::knacks(world, one).any(|knack| matches!(knack, Knack::NeverIdle));
    if !keeps {
        lasting::end_where(now, who, |_, lasts| lasts.ends_on.contains(&EndsOn::Idle));
    }
}

fn close(now: &mut Unfold<'_>, who: CreatureId) {
    calms_down(now, who);
    come_again(now, who, Moment::EndOfTurn);
    zones::at_turn(now, who, On::TurnEnd);
    instinct::suffers(now, who, On::TurnEnd);
    heads::grow_again(now, who);
    lasting::repeat(now, who, Repeat::EndOfTurn);
    linger::trials(now, who);
    shows(now, who);
    maw::retches(now);
    soar::sinks(now, who);
    if now.world().now.encounter.as_ref().is_some_and(|fight| fight.current() == Some(who)) {
        now.happens(Event::TurnEnded { creature: who });
        lasting::run_out(now);
    }
}

/// Whoever ends a turn in plain view of a foe hides no longer.
fn shows(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let hides = |one: &&Creature| one.hidden.is_some() && !lurk::keeps_still(world, one);
    let Some(one) = world.creature(who).filter(hides) else { return };
    let mut foes = world.now.creatures.values().filter(|foe| foe.side != one.side && foe.is_up());
    if foes.any(|foe| sight::in_plain_view(world, foe, one)) {
        now.happens(Event::Revealed { creature: who });
    }
}

/// Effects that come again at this moment of the bearer's turn.
fn come_again(now: &mut Unfold<'_>, who: CreatureId, moment: Moment) {
    let Some(one) = now.creature(who) else { return };
    let due = one.ongoing.values().filter_map(|lasts| {
        let (at, effects) = lasts.again.as_ref()?;
        (*at == moment).then(|| (Cause::lasting(now.world(), lasts), effects.clone()))
    });
    for (cause, effects) in due.collect::<Vec<_>>() {
        afflict::run(now, &cause, &effects, &[who]);
    }
}

/// Rolls for actions that come back on a d6.
fn recharge(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(one) = now.creature(who) else { return };
    let actions = figure::block(now.world(), one).into_iter().flat_map(|block| &block.actions);
    let spent = |action: &str| one.spent.contains_key(&ResourceId::new(action));
    let due = actions.filter(|action| spent(action.id.as_str()));
    let due: Vec<_> = due.filter_map(|action| Some((action.id.clone(), action.recharge?))).collect();
    for (action, least) in due {
        let face = now.roll(Sides(6));
        let success = face.0 >= u16::from(least);
        let resource = ResourceId::new(action.as_str());
        now.happens(Event::Recharged { creature: who, action, face, success });
        if success {
            now.happens(Event::UsesRegained { creature: who, resource, count: u8::MAX });
        }
    }
}

/// A death saving throw: 10 or more succeeds, a 20 is back at 1 hit point, a 1 counts as two failures.
/// Something that closes wounds by itself keeps the dying alive.
fn closes(now: &mut Unfold<'_>, who: CreatureId) -> bool {
    let Some(one) = now.creature(who) else { return false };
    let closes = super::wear::charms(now.world(), one).any(|charm| *charm == Charm::ClosesWounds);
    if closes {
        now.happens(Event::Stabilized { creature: who });
    }
    closes
}

fn death_save(now: &mut Unfold<'_>, who: CreatureId) {
    let roll = d20::roll(
        now,
        who,
        &[crate::srd::modifier::On::Saves, crate::srd::modifier::On::DeathSaves],
        0,
        d20::Tally::default(),
    );
    let face = roll.kept;
    let success = face != Face(1) && (roll.total() >= 10 || face == Face(D20.0));
    now.happens(Event::DeathSaved { creature: who, face, success });
    if face == Face(D20.0) {
        damage::heal(now, who, None, Vec::new(), 1);
        return;
    }
    let Some(dying) = now.creature(who).and_then(|one| one.dying) else { return };
    if dying.failures >= 3 {
        damage::die(now, who);
    } else if dying.successes >= 3 {
        now.happens(Event::Stabilized { creature: who });
    }
}

/// True while a creature must spend its movement and action on nothing but getting up.
pub(super) fn is_prone(one: &Creature) -> bool {
    one.has(Condition::Prone)
}
