//! Actions that everyone has: dash, disengage, dodge, hide, search, escape; paid with the action or what allows it
//! as a bonus action (SRD: Actions in Combat).

use smol_str::SmolStr;

use super::attack;
use super::command::{Cost, Verb};
use super::d20::{self, Tally};
use super::figure;
use super::instinct;
use super::lasting;
use super::refusal::Refusal;
use super::sight;
use super::sticky;
use super::turn;
use super::unfold::Unfold;
use super::window::{self, About};
use crate::srd::ability::{Ability, Skill};
use crate::srd::chance::Window;
use crate::srd::condition::Condition;
use crate::srd::effect::{Escape, Grant, Until};
use crate::srd::modifier::{Modifier, On};
use crate::srd::quantity::Dc;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::{D20, Event, Spending};
use crate::world::id::{CreatureId, OngoingId};
use crate::world::ongoing::Ongoing;

/// The actions that this file decides.
const ACTIONS: [Grant; 6] = [Grant::Dash, Grant::Disengage, Grant::Dodge, Grant::Hide, Grant::Search, Grant::Escape];

/// Those that the further action of the hasted may be.
const HASTY: [Grant; 3] = [Grant::Dash, Grant::Disengage, Grant::Hide];

/// Those of them that may be taken now.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    for action in ACTIONS {
        for cost in [Cost::Action, Cost::Bonus] {
            if allowed(world, who, action, cost).is_ok() {
                into.push(Verb::Act { action, cost });
            }
        }
    }
}

/// Whether the action may be taken at this price.
pub(super) fn allowed(world: &World, who: CreatureId, action: Grant, cost: Cost) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    if !ACTIONS.contains(&action) {
        return Err(Refusal::NoSuchFeature);
    }
    attack::only(world, one, action)?;
    match cost {
        Cost::Action if HASTY.contains(&action) && turn::has_haste(world) => {}
        Cost::Action => turn::has_action(world)?,
        Cost::Bonus if !quick(world, one, action) => return Err(Refusal::NoBonusAction),
        Cost::Bonus => turn::has_bonus(world)?,
    }
    match action {
        Grant::Hide => may_hide(world, one),
        Grant::Escape if way_out(one).is_none() => Err(Refusal::NotGrappled),
        _ => Ok(()),
    }
}

/// Takes it.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, action: Grant, cost: Cost) -> Result<(), Refusal> {
    allowed(now.world(), who, action, cost)?;
    let what = match cost {
        Cost::Action if turn::has_action(now.world()).is_err() => Spending::Hasted,
        Cost::Action => Spending::Action,
        Cost::Bonus => Spending::Bonus,
    };
    now.happens(Event::Spent { creature: who, what });
    granted(now, who, action);
    Ok(())
}

/// Does what the action does, already paid for.
pub(super) fn granted(now: &mut Unfold<'_>, who: CreatureId, action: Grant) {
    if action == Grant::Action {
        return now.happens(Event::Spent { creature: who, what: Spending::Surge });
    }
    now.happens(Event::Acted { creature: who, action, target: None });
    match action {
        Grant::Dash => {
            let feet = now.creature(who).map_or(0, |one| figure::speed_feet(now.world(), one));
            now.happens(Event::Spent { creature: who, what: Spending::Dashed(feet) });
        }
        Grant::Disengage => stay(now, who, "disengage", Until::EndOfTargetTurn, Vec::new()),
        Grant::Dodge => {
            let gives = vec![Modifier::AttackedWithDisadvantage, Modifier::Advantage(On::Save(Ability::Dex))];
            stay(now, who, "dodge", Until::StartOfTargetTurn, gives);
        }
        Grant::Hide => hide(now, who),
        Grant::Search => {
            search(now, who);
            super::illusion::inspects(now, who);
        }
        Grant::Escape => escape(now, who),
        Grant::Action | Grant::Help | Grant::Attack | Grant::UseObject => {}
    }
}

/// True when something lets the creature do it as a bonus action.
fn quick(world: &World, one: &Creature, action: Grant) -> bool {
    figure::gives(world, one).iter().any(|given| match given {
        Modifier::BonusActions(list) => list.contains(&action),
        Modifier::NimbleEscape => matches!(action, Grant::Disengage | Grant::Hide),
        Modifier::Aggressive => action == Grant::Dash,
        _ => false,
    })
}

fn stay(now: &mut Unfold<'_>, who: CreatureId, name: &str, until: Until, gives: Vec<Modifier>) {
    // A turn that is under way ends with itself here: disengaging lasts for the rest of it.
    let expires = match until {
        Until::EndOfTargetTurn => crate::world::ongoing::Expires::TurnEnd(who, 1),
        _ => lasting::expires(now.world(), until, who, who),
    };
    let mut ongoing = lasting::new(now, name, who, expires);
    ongoing.gives = gives;
    lasting::begin(now, who, ongoing);
}

/// Nobody hides in plain view of a foe (ruling 4).
fn may_hide(world: &World, one: &Creature) -> Result<(), Refusal> {
    if one.hidden.is_some() {
        return Err(Refusal::AlreadySo);
    }
    let behind = figure::gives(world, one).iter().any(|given| matches!(given, Modifier::HidesBehindLarger));
    let watched = foes(world, one)
        .any(|foe| sight::in_plain_view(world, foe, one) && !(behind && sight::behind_larger(world, foe, one)));
    if watched { Err(Refusal::NotSeen) } else { Ok(()) }
}

fn foes<'w>(world: &'w World, one: &Creature) -> impl Iterator<Item = &'w Creature> {
    let (id, side) = (one.id, one.side);
    let hostile = move |other: &&Creature| other.id != id && other.side != side && other.side != Side::Bystanders;
    world.now.creatures.values().filter(hostile).filter(|other| other.is_up())
}

fn hide(now: &mut Unfold<'_>, who: CreatureId) {
    let (ability, skill) = (Ability::Dex, Some(Skill::Stealth));
    let roll = d20::check_roll(now, who, ability, skill, Tally::default());
    let total = roll.total();
    let Some(one) = now.creature(who) else { return };
    let unseen = foes(now.world(), one).any(|foe| figure::passive_perception(now.world(), foe) < total);
    now.happens(Event::Checked { creature: who, ability, skill, roll, dc: None, success: unseen });
    if unseen {
        now.happens(Event::Hid { creature: who, total });
    }
}

/// Whoever searches finds every foe whose stealth his perception reaches.
fn search(now: &mut Unfold<'_>, who: CreatureId) {
    let (ability, skill) = (Ability::Wis, Some(Skill::Perception));
    let marked = |foe: &Creature| {
        foe.hidden.is_some() && foe.ongoing.values().any(|it| it.source == who && it.name == "hunters_mark")
    };
    let mut tally = Tally::default();
    tally.up_if(now.world().now.creatures.values().any(marked));
    tally.down_if(now.creature(who).is_some_and(|one| !sight::brightly_lit(now.world(), one.at)));
    let roll = d20::check_roll(now, who, ability, skill, tally);
    let Some(one) = now.creature(who) else { return };
    let hidden = foes(now.world(), one).filter(|foe| foe.hidden.is_some_and(|total| total <= roll.total()));
    let found: Vec<CreatureId> = hidden.map(|foe| foe.id).collect();
    now.happens(Event::Checked { creature: who, ability, skill, roll, dc: None, success: !found.is_empty() });
    for creature in found {
        now.happens(Event::Revealed { creature });
    }
}

/// What holds the creature and can be escaped from: a grapple, a web, flames.
pub(super) fn way_out(one: &Creature) -> Option<&Ongoing> {
    let tried = |lasts: &Ongoing| one.bears(&tried(&lasts.name));
    let open = |lasts: &Ongoing| lasts.escape.is_some_and(|escape| escape.days == 0 || !tried(lasts));
    one.ongoing.values().find(|lasts| open(lasts) || (lasts.escape.is_none() && lasts.name == "grapple"))
}

/// What tells that somebody has tried in vain to get out of something, and must wait.
fn tried(name: &str) -> String {
    format!("{name}_tried")
}

/// What a try to get free leaves where that was of no use, or of more use than was good for what held.
fn after_try(now: &mut Unfold<'_>, who: CreatureId, (name, source): (&str, CreatureId), out: Escape, free: bool) {
    if !free && out.days > 0 {
        let expires = lasting::expires(now.world(), Until::Hours(out.days.saturating_mul(24)), who, who);
        let mark = lasting::new(now, tried(name), who, expires);
        lasting::begin(now, who, mark);
    }
    if free && out.breaks {
        super::trick::breaks(now, source, name);
    }
}

fn escape(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(held) = now.creature(who).and_then(way_out) else { return };
    let (id, name, source, out) = (held.id, held.name.clone(), held.source, held.escape);
    let held = held.clone();
    let grappled = held.condition == Some(Condition::Grappled);
    let mut tally = Tally::default();
    tally.up_if(grappled && window::helps(now, who, Window::Escapes, About::default()));
    let free = match out {
        Some(escape) => {
            let Dc::Is(dc) = escape.dc else { return };
            if now.creature(who).is_some_and(|one| instinct::knows_way(now.world(), one, &held)) {
                return end(now, who, id);
            }
            if escape.saves {
                let mut save = d20::Save::plain(who, escape.ability, i32::from(dc));
                save.magic = true;
                if d20::save(now, &save) {
                    end(now, who, id);
                }
                return lasting::drop_idle(now);
            }
            let best = better(now.world(), who, escape.ability, escape.skill);
            tally.down_if(sticky::clings(now.world(), source));
            d20::check_with(now, who, escape.ability, best, i32::from(dc), tally)
        }
        None => wriggles_free(now, who, source, tally),
    };
    if free {
        end(now, who, id);
    }
    if let Some(out) = out {
        after_try(now, who, (&name, source), out, free);
    }
}

fn better(world: &World, who: CreatureId, ability: Ability, skill: Option<Skill>) -> Option<Skill> {
    let one = world.creature(who)?;
    skill.filter(|it| {
        figure::check_bonus(world, one, it.ability(), Some(*it)) >= figure::check_bonus(world, one, ability, None)
    })
}

fn end(now: &mut Unfold<'_>, creature: CreatureId, ongoing: OngoingId) {
    // What comes from the same hold ends with it.
    let Some(held) = now.creature(creature).and_then(|one| one.ongoing.get(&ongoing)) else { return };
    let (name, source): (SmolStr, CreatureId) = (held.name.clone(), held.source);
    lasting::end_where(now, creature, |_, lasts| {
        lasts.name == name && lasts.source == source && lasts.condition != Some(Condition::Prone)
    });
}

fn wriggles_free(now: &mut Unfold<'_>, who: CreatureId, holder: CreatureId, tally: Tally) -> bool {
    let roll = contest_with(now, who, true, tally);
    let other = contest_roll(now, holder, false);
    let success = roll.total() > other.total();
    now.happens(Event::Contested { creature: who, roll, against: holder, other, success });
    success
}

/// Strength (athletics), or for whoever resists also dexterity (acrobatics), whichever is better.
pub(super) fn contest_roll(now: &mut Unfold<'_>, who: CreatureId, nimbly: bool) -> D20 {
    contest_with(now, who, nimbly, Tally::default())
}

fn contest_with(now: &mut Unfold<'_>, who: CreatureId, nimbly: bool, tally: Tally) -> D20 {
    let (strong, nimble) = ((Ability::Str, Skill::Athletics), (Ability::Dex, Skill::Acrobatics));
    let bonus = |(ability, skill)| {
        now.creature(who).map_or(0, |one| figure::check_bonus(now.world(), one, ability, Some(skill)))
    };
    let (ability, skill) = if nimbly && bonus(nimble) > bonus(strong) { nimble } else { strong };
    d20::check_roll(now, who, ability, Some(skill), tally)
}
