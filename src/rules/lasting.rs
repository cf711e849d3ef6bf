//! What lasts on creatures: how it begins, runs out, is broken off; concentration (SRD: Spellcasting, Conditions).

use smol_str::SmolStr;

use super::afflict::{self, Cause};
use super::d20::{self, Save};
use super::fade;
use super::figure;
use super::grid;
use super::halo;
use super::instinct;
use super::nature;
use super::shape;
use super::sight;
use super::unfold::Unfold;
use super::zones;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::effect::{EndsOn, Repeat, Until};
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::srd::nature::Nature;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::{CreatureId, OngoingId};
use crate::world::ongoing::{Expires, Ongoing};
use crate::world::zone::Zone;
use crate::world::{ONGOING_MAX, World};

/// Something about to last: nothing but a name, a source and an end so far.
pub(super) fn new(now: &Unfold<'_>, name: impl Into<SmolStr>, source: CreatureId, expires: Expires) -> Ongoing {
    Ongoing::new(OngoingId(now.world().now.next_ongoing), name.into(), source, expires)
}

/// Lets it last, and ends what cannot go on beside it. What one cannot have does not begin.
pub(super) fn begin(now: &mut Unfold<'_>, creature: CreatureId, ongoing: Ongoing) {
    // So much lasts on one creature at the most; what comes on top of that does nothing.
    let room = |one: &&Creature| !one.dead && one.ongoing.len() < ONGOING_MAX;
    let Some(one) = now.creature(creature).filter(room) else { return };
    let kept_off = |condition| {
        immune(now.world(), creature, condition)
            || halo::keeps_off(now.world(), creature, condition)
            || nature::wards_off(now.world(), one, condition, ongoing.source)
    };
    let never = ongoing.gives.contains(&Modifier::Turned)
        && figure::gives(now.world(), one).iter().any(|given| matches!(given, Modifier::Trait(Nature::NeverTurned)));
    let unbound = super::ward::unbound(now.world(), one, &ongoing)
        || (ongoing.condition == Some(Condition::Frightened) && instinct::stands_firm(now.world(), one))
        || instinct::walks_in(now.world(), one, &ongoing.name)
        || (ongoing.condition.is_some() && super::ward::uncaught(now.world(), one, &ongoing.name))
        || (goes_elsewhere(&ongoing) && super::ward::bears(now.world(), one, |charm| *charm == Charm::Anchored));
    if never || unbound || ongoing.condition.is_some_and(kept_off) {
        return;
    }
    // Nobody falls twice.
    if ongoing.condition == Some(Condition::Prone) && one.has(Condition::Prone) {
        return;
    }
    // The same from the same source begins anew instead of lasting twice.
    let again = one.ongoing.values().find(|lasts| {
        let same = lasts.name == ongoing.name && lasts.source == ongoing.source;
        let may = |it: &Ongoing| it.may.as_ref().map(|may| (may.time, may.moves_feet > 0));
        let kind = |it: &Ongoing| (it.light_feet, may(it), it.again.is_some(), it.trial.is_some());
        same && lasts.condition == ongoing.condition && lasts.gives == ongoing.gives && kind(lasts) == kind(&ongoing)
    });
    if let Some(again) = again.map(|lasts| lasts.id) {
        now.happens(Event::Ended { creature, ongoing: again });
    }
    let condition = ongoing.condition;
    now.happens(Event::Began { creature, ongoing: Box::new(ongoing) });
    // The sixth level of exhaustion is death.
    if condition == Some(Condition::Exhaustion) && now.creature(creature).is_some_and(|one| one.exhaustion >= 6) {
        return super::damage::die(now, creature);
    }
    if condition.is_some_and(Condition::incapacitates) {
        lets_go(now, creature);
    }
    if condition == Some(Condition::Unconscious) {
        end_where(now, creature, |_, lasts| lasts.ends_on.contains(&EndsOn::Unconscious));
    }
    if condition == Some(Condition::Unconscious) && now.creature(creature).is_some_and(|one| !one.has(Condition::Prone))
    {
        prone(now, creature, creature);
    }
}

/// True for what takes its bearer to another place or plane.
fn goes_elsewhere(ongoing: &Ongoing) -> bool {
    ongoing.gives.iter().any(|given| matches!(given, Modifier::Away | Modifier::Knack(Knack::Elsewhere)))
}

/// True when the creature cannot have the condition.
pub(super) fn immune(world: &World, creature: CreatureId, condition: Condition) -> bool {
    let Some(one) = world.creature(creature) else { return true };
    figure::block(world, one).is_some_and(|block| block.immune_to.contains(&condition))
        || figure::gives(world, one).iter().any(|given| matches!(given, Modifier::ImmuneTo(it) if *it == condition))
}

/// Knocks prone.
pub(super) fn prone(now: &mut Unfold<'_>, creature: CreatureId, by: CreatureId) {
    let mut ongoing = new(now, "prone", by, Expires::Never);
    ongoing.condition = Some(Condition::Prone);
    begin(now, creature, ongoing);
}

/// When something is over that lasts until then, on this bearer.
pub(super) fn expires(world: &World, until: Until, source: CreatureId, bearer: CreatureId) -> Expires {
    let clock = world.now.clock_seconds;
    let Some(fight) = &world.now.encounter else {
        return match until {
            Until::Instant => Expires::At(clock),
            Until::Rounds(rounds) => Expires::At(clock + 6 * u64::from(rounds)),
            Until::Minutes(minutes) => Expires::At(clock + 60 * u64::from(minutes)),
            Until::Hours(hours) => Expires::At(clock + 3600 * u64::from(hours)),
            // Outside of fights a turn is six seconds long.
            Until::StartOfSourceTurn
            | Until::EndOfSourceTurn
            | Until::EndOfTurn
            | Until::StartOfTargetTurn
            | Until::EndOfTargetTurn => Expires::At(clock + 6),
            Until::LongRest => Expires::LongRest,
            Until::Ended | Until::Always | Until::Spell => Expires::Never,
        };
    };
    // A turn that is under way does not count for its own end.
    let ends = |whose, turns: u16| Expires::TurnEnd(whose, turns + u16::from(fight.current() == Some(whose)));
    match until {
        Until::Instant => Expires::At(clock),
        Until::Rounds(rounds) => ends(source, rounds),
        Until::Minutes(minutes) if minutes <= 10 => ends(source, minutes * 10),
        Until::Minutes(minutes) => Expires::At(clock + 60 * u64::from(minutes)),
        Until::Hours(hours) => Expires::At(clock + 3600 * u64::from(hours)),
        Until::StartOfSourceTurn => Expires::TurnStart(source, 1),
        Until::EndOfSourceTurn => ends(source, 1),
        Until::EndOfTurn => Expires::TurnEnd(fight.current().unwrap_or(source), 1),
        Until::StartOfTargetTurn => Expires::TurnStart(bearer, 1),
        Until::EndOfTargetTurn => ends(bearer, 1),
        Until::LongRest => Expires::LongRest,
        Until::Ended | Until::Always | Until::Spell => Expires::Never,
    }
}

/// Ends everything on a creature for which it holds.
pub(super) fn end_where(now: &mut Unfold<'_>, creature: CreatureId, holds: impl Fn(&World, &Ongoing) -> bool) {
    let Some(one) = now.creature(creature) else { return };
    let over: Vec<OngoingId> = one.ongoing.values().filter(|it| holds(now.world(), it)).map(|it| it.id).collect();
    over.into_iter().for_each(|ongoing| finish(now, creature, ongoing));
}

/// Ends one thing that lasts, with what comes back when it is over: a place in the world, a shape, a side.
pub(super) fn finish(now: &mut Unfold<'_>, creature: CreatureId, ongoing: OngoingId) {
    let Some(over) = now.creature(creature).and_then(|one| one.ongoing.get(&ongoing)).cloned() else { return };
    now.happens(Event::Ended { creature, ongoing });
    for given in &over.gives {
        match given {
            Modifier::Away => shape::makes_room(now, creature),
            Modifier::Shaped => shape::comes_back(now, creature),
            Modifier::Hasted => spent(now, &over, creature),
            Modifier::WhenOver(effects) => {
                let cause = Cause::lasting(now.world(), &over);
                afflict::run(now, &cause, effects, &[creature]);
            }
            _ => {}
        }
    }
    if over.name == RAGE {
        end_where(now, creature, |_, lasts| lasts.ends_on.contains(&EndsOn::Rage));
    }
}

/// What lasts while a barbarian rages ends with this.
const RAGE: &str = "rage";

/// A wave of lethargy: no movement and no actions until after the next turn.
fn spent(now: &mut Unfold<'_>, over: &Ongoing, creature: CreatureId) {
    if now.creature(creature).is_none_or(|one| one.dead) || now.world().now.encounter.is_none() {
        return;
    }
    let ends = expires(now.world(), Until::EndOfTargetTurn, creature, creature);
    let mut weary = new(now, "lethargy", over.source, ends);
    weary.gives = vec![Modifier::NoMovement, Modifier::NoActions];
    begin(now, creature, weary);
}

/// Ends all that somebody does by this name: what lasts, and areas.
pub(super) fn finish_spell(now: &mut Unfold<'_>, who: CreatureId, name: &str) {
    end_everywhere(now, |_, _, lasts| lasts.source == who && lasts.name == name);
    zones::end_where(now, |_, zone| zone.source == who && zone.name == name);
}

/// Ends everything on anyone for which it holds.
pub(super) fn end_everywhere(now: &mut Unfold<'_>, holds: impl Fn(&World, CreatureId, &Ongoing) -> bool) {
    let world = now.world();
    let over = world.now.creatures.values().flat_map(|one| one.ongoing.values().map(move |lasts| (one.id, lasts)));
    let over: Vec<_> = over.filter(|(id, it)| holds(world, *id, it)).map(|(id, it)| (id, it.id)).collect();
    over.into_iter().for_each(|(creature, ongoing)| finish(now, creature, ongoing));
}

/// Ends what has run out: counted turns and seconds that are over.
pub(super) fn run_out(now: &mut Unfold<'_>) {
    gone_for_good(now);
    end_everywhere(now, |world, _, lasts| match lasts.expires {
        Expires::At(second) => world.now.clock_seconds >= second,
        Expires::TurnStart(_, left) | Expires::TurnEnd(_, left) => left == 0,
        Expires::LongRest | Expires::Never => false,
    });
    zones::run_out(now);
    drop_idle(now);
}

/// Those who belong elsewhere do not come back when their ban has run its time.
fn gone_for_good(now: &mut Unfold<'_>) {
    let world = now.world();
    let banned = |one: &Creature| {
        let kind = figure::kind(world, one);
        one.ongoing.values().any(|lasts| {
            let over = matches!(lasts.expires, Expires::TurnStart(_, 0) | Expires::TurnEnd(_, 0));
            over && lasts.gives.iter().any(|it| matches!(it, Modifier::AwayForGood(kinds) if kinds.contains(&kind)))
        })
    };
    let gone: Vec<CreatureId> = world.now.creatures.values().filter(|one| banned(one)).map(|one| one.id).collect();
    gone.into_iter().for_each(|one| super::summon::sends_home(now, one));
}

/// Ends what a distance or a turn of things has made void: bonds across more than 60 feet, the work of the dead.
pub(super) fn settle(now: &mut Unfold<'_>) {
    let void = |end: &EndsOn| {
        matches!(end, EndsOn::Apart | EndsOn::FarApart | EndsOn::SourceDies | EndsOn::SourceStops | EndsOn::Leaves)
    };
    let bound = |one: &Creature| one.ongoing.values().any(|it| it.ends_on.iter().any(void));
    if now.world().now.creatures.values().any(bound) {
        end_everywhere(now, |world, bearer, lasts| lasts.ends_on.iter().any(|end| is_void(world, bearer, lasts, *end)));
    }
}

/// True when the place or the state of whoever caused it has ended it.
fn is_void(world: &World, bearer: CreatureId, lasts: &Ongoing, end: EndsOn) -> bool {
    let source = world.creature(lasts.source);
    match end {
        EndsOn::Apart => {
            let pair = world.creature(bearer).zip(source);
            pair.is_none_or(|(one, other)| other.dead || other.hp == 0 || grid::feet_between(one, other) > BOND_FEET)
        }
        EndsOn::FarApart => {
            let pair = world.creature(bearer).zip(source);
            pair.is_none_or(|(one, other)| grid::feet_between(one, other) > FAR_BOND_FEET)
        }
        EndsOn::Leaves => {
            let keeps = |zone: &Zone| zone.source == lasts.source && lasts.name.starts_with(zone.name.as_str());
            let inside = |one: &Creature| world.now.zones.values().any(|it| keeps(it) && zones::holds(world, it, one));
            !world.creature(bearer).is_some_and(inside)
        }
        EndsOn::SourceDies => source.is_none_or(|source| source.dead),
        EndsOn::SourceStops => source.is_none_or(figure::incapacitated),
        _ => false,
    }
}

/// So far a bond between two reaches.
const BOND_FEET: u16 = 60;
/// So far a longer one.
const FAR_BOND_FEET: u16 = 120;

/// Lets a spell go, and all that hung on it.
pub(super) fn end_concentration(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(spell) = now.creature(who).and_then(|one| one.concentration.clone()) else { return };
    now.happens(Event::ConcentrationEnded { creature: who, spell });
    end_everywhere(now, |_, _, lasts| lasts.concentration && lasts.source == who);
    zones::end_where(now, |_, zone| zone.concentration && zone.source == who);
}

/// What ends when someone can do nothing any more: concentration, holds on others, dodging.
pub(super) fn lets_go(now: &mut Unfold<'_>, who: CreatureId) {
    end_concentration(now, who);
    end_everywhere(now, |_, bearer, lasts| {
        let holds = lasts.condition == Some(Condition::Grappled) && lasts.name == "grapple" && lasts.source == who;
        holds || (bearer == who && (lasts.name == "dodge" || lasts.name == "ready"))
    });
}

/// Rolls the later saving throws that may end what lasts on a creature.
pub(super) fn repeat(now: &mut Unfold<'_>, who: CreatureId, when: Repeat) {
    let Some(one) = now.creature(who) else { return };
    let unseen = |lasts: &Ongoing| {
        let source = now.world().creature(lasts.source);
        source.is_none_or(|source| !sight::sees(now.world(), one, source))
    };
    let is_due = |lasts: &Ongoing, at: Repeat| match at {
        Repeat::EndOfTurnUnseen => when == Repeat::EndOfTurn && unseen(lasts),
        Repeat::EndOfTurnAndDamage => matches!(when, Repeat::EndOfTurn | Repeat::OnDamage),
        Repeat::EndOfTurnInDread => when == Repeat::EndOfTurn,
        other => other == when,
    };
    let due = one.ongoing.values().filter(|lasts| lasts.repeat.is_some_and(|(at, ..)| is_due(lasts, at)));
    let due: Vec<Ongoing> = due.cloned().collect();
    // What the same spell has brought with the same saving throw is shaken off by one roll, or stays.
    let bond = |lasts: &Ongoing| (lasts.name.clone(), lasts.source, lasts.repeat);
    for (at, lasts) in due.iter().enumerate() {
        // An earlier save may have ended this one with it.
        let rolled = due.iter().take(at).any(|earlier| bond(earlier) == bond(lasts));
        if rolled || now.creature(who).is_none_or(|one| !one.ongoing.contains_key(&lasts.id)) {
            continue;
        }
        let Some((at, ability, dc)) = lasts.repeat else { continue };
        let mut save = Save::plain(who, ability, i32::from(dc));
        let bound = due.iter().filter(|other| bond(other) == bond(lasts));
        (save.against, save.magic) =
            (bound.filter_map(|it| it.condition).collect(), lasts.concentration || lasts.level > 0);
        save.tally.up_if(at == Repeat::EndOfTurnAndDamage && when == Repeat::OnDamage);
        let seen = |now: &Unfold<'_>| {
            let pair = now.creature(who).zip(now.creature(lasts.source));
            pair.is_some_and(|(one, source)| sight::sees(now.world(), one, source))
        };
        save.tally.down_if(at == Repeat::EndOfTurnInDread && seen(now));
        if d20::save(now, &save) {
            let bound: Vec<&Ongoing> = due.iter().filter(|other| bond(other) == bond(lasts)).collect();
            if !fade::fades(now, who, &bound) {
                end_where(now, who, |_, it| bond(it) == bond(lasts));
            }
        }
    }
}

/// Concentration on a spell of which nothing is left is over.
pub(super) fn drop_idle(now: &mut Unfold<'_>) {
    if !now.steps.is_empty() {
        return;
    }
    let world = now.world();
    let all = || world.now.creatures.values();
    let hangs = |who: CreatureId| {
        all().any(|one| one.ongoing.values().any(|lasts| lasts.concentration && lasts.source == who))
            || world.now.zones.values().any(|zone| zone.concentration && zone.source == who)
    };
    let idle = all().filter(|one| one.concentration.is_some() && !hangs(one.id)).map(|one| one.id);
    for who in idle.collect::<Vec<_>>() {
        end_concentration(now, who);
    }
}
