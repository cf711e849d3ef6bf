//! What lasts on creatures: how it begins, runs out, is broken off; concentration (SRD: Spellcasting, Conditions).

use smol_str::SmolStr;

use super::d20::{self, Save, Tally};
use super::figure;
use super::nature;
use super::unfold::Unfold;
use crate::srd::condition::Condition;
use crate::srd::effect::{Repeat, Until};
use crate::srd::modifier::Modifier;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::{CreatureId, OngoingId};
use crate::world::ongoing::{Expires, Ongoing};
use crate::world::{ONGOING_MAX, World};

/// Something about to last: nothing but a name, a source and an end so far.
pub(super) fn new(now: &Unfold<'_>, name: impl Into<SmolStr>, source: CreatureId, expires: Expires) -> Ongoing {
    Ongoing {
        id: OngoingId(now.world().now.next_ongoing),
        name: name.into(),
        source,
        concentration: false,
        condition: None,
        gives: Vec::new(),
        expires,
        ends_on: Vec::new(),
        repeat: None,
        escape: None,
        again: None,
        light_feet: None,
    }
}

/// Lets it last, and ends what cannot go on beside it. What one cannot have does not begin.
pub(super) fn begin(now: &mut Unfold<'_>, creature: CreatureId, ongoing: Ongoing) {
    // So much lasts on one creature at the most; what comes on top of that does nothing.
    let room = |one: &&Creature| !one.dead && one.ongoing.len() < ONGOING_MAX;
    let Some(one) = now.creature(creature).filter(room) else { return };
    let kept_off = |condition| {
        immune(now.world(), creature, condition) || nature::wards_off(now.world(), one, condition, ongoing.source)
    };
    if ongoing.condition.is_some_and(kept_off) || super::ward::unbound(now.world(), one, &ongoing) {
        return;
    }
    // Nobody falls twice.
    if ongoing.condition == Some(Condition::Prone) && one.has(Condition::Prone) {
        return;
    }
    // The same from the same source begins anew instead of lasting twice.
    let again = one.ongoing.values().find(|lasts| {
        let same = lasts.name == ongoing.name && lasts.source == ongoing.source;
        same && lasts.condition == ongoing.condition && lasts.gives == ongoing.gives
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
    if condition == Some(Condition::Unconscious) && now.creature(creature).is_some_and(|one| !one.has(Condition::Prone))
    {
        prone(now, creature, creature);
    }
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
            Until::StartOfSourceTurn | Until::EndOfSourceTurn | Until::StartOfTargetTurn | Until::EndOfTargetTurn => {
                Expires::At(clock + 6)
            }
            Until::LongRest => Expires::LongRest,
            Until::Ended | Until::Always => Expires::Never,
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
        Until::StartOfTargetTurn => Expires::TurnStart(bearer, 1),
        Until::EndOfTargetTurn => ends(bearer, 1),
        Until::LongRest => Expires::LongRest,
        Until::Ended | Until::Always => Expires::Never,
    }
}

/// Ends everything on a creature for which it holds.
pub(super) fn end_where(now: &mut Unfold<'_>, creature: CreatureId, holds: impl Fn(&World, &Ongoing) -> bool) {
    let Some(one) = now.creature(creature) else { return };
    let over: Vec<OngoingId> = one.ongoing.values().filter(|it| holds(now.world(), it)).map(|it| it.id).collect();
    for ongoing in over {
        now.happens(Event::Ended { creature, ongoing });
    }
}

/// Ends everything on anyone for which it holds.
pub(super) fn end_everywhere(now: &mut Unfold<'_>, holds: impl Fn(&World, CreatureId, &Ongoing) -> bool) {
    let world = now.world();
    let over = world.now.creatures.values().flat_map(|one| one.ongoing.values().map(move |lasts| (one.id, lasts)));
    let over: Vec<_> = over.filter(|(id, it)| holds(world, *id, it)).map(|(id, it)| (id, it.id)).collect();
    for (creature, ongoing) in over {
        now.happens(Event::Ended { creature, ongoing });
    }
}

/// Ends what has run out: counted turns and seconds that are over.
pub(super) fn run_out(now: &mut Unfold<'_>) {
    end_everywhere(now, |world, _, lasts| match lasts.expires {
        Expires::At(second) => world.now.clock_seconds >= second,
        Expires::TurnStart(_, left) | Expires::TurnEnd(_, left) => left == 0,
        Expires::LongRest | Expires::Never => false,
    });
    drop_idle(now);
}

/// Lets a spell go, and all that hung on it.
pub(super) fn end_concentration(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(spell) = now.creature(who).and_then(|one| one.concentration.clone()) else { return };
    now.happens(Event::ConcentrationEnded { creature: who, spell });
    end_everywhere(now, |_, _, lasts| lasts.concentration && lasts.source == who);
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
    let due =
        one.ongoing.values().filter_map(|lasts| lasts.repeat.filter(|(at, ..)| *at == when).map(|it| (lasts, it)));
    let due: Vec<_> =
        due.map(|(lasts, (_, ability, dc))| (lasts.id, lasts.condition, lasts.concentration, ability, dc)).collect();
    for (ongoing, condition, magic, ability, dc) in due {
        // An earlier save may have ended this one with it.
        if now.creature(who).is_none_or(|one| !one.ongoing.contains_key(&ongoing)) {
            continue;
        }
        let (dc, against) = (i32::from(dc), condition.into_iter().collect());
        let save = Save { who, ability, dc, against, turning: false, magic, tally: Tally::default(), bonus: 0 };
        if d20::save(now, &save) {
            now.happens(Event::Ended { creature: who, ongoing });
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
    let hangs =
        |who: CreatureId| all().any(|one| one.ongoing.values().any(|lasts| lasts.concentration && lasts.source == who));
    let idle = all().filter(|one| one.concentration.is_some() && !hangs(one.id)).map(|one| one.id);
    for who in idle.collect::<Vec<_>>() {
        end_concentration(now, who);
    }
}
