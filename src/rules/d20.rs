//! Rolling a d20: advantage, bonus dice, saving throws, checks (SRD: Using Ability Scores).

use super::figure;
use super::halo;
use super::instinct;
use super::laden;
use super::lasting;
use super::nature;
use super::sight;
use super::unfold::Unfold;
use super::window::{self, About, Mended};
use crate::dice::{D20 as DIE, Face};
use crate::srd::ability::{Ability, Skill};
use crate::srd::chance::Window;
use crate::srd::condition::Condition;
use crate::srd::effect::EndsOn;
use crate::srd::knack::Knack;
use crate::srd::modifier::{Modifier, On, Training};
use crate::tale::map::Test;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{D20, Edge, Event};
use crate::world::id::CreatureId;
use smol_str::SmolStr;

/// Reasons for advantage and for disadvantage; one of each kind is as good as many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Something helps.
    pub(super) up: bool,
    /// Something hinders.
    pub(super) down: bool,
}

impl Tally {
    /// Both together are neither.
    pub(super) fn edge(self) -> Edge {
        match (self.up, self.down) {
            (true, false) => Edge::Advantage,
            (false, true) => Edge::Disadvantage,
            (true, true) | (false, false) => Edge::Even,
        }
    }

    /// Advantage, if it holds.
    pub(super) fn up_if(&mut self, holds: bool) {
        self.up |= holds;
    }

    /// Disadvantage, if it holds.
    pub(super) fn down_if(&mut self, holds: bool) {
        self.down |= holds;
    }
}

/// Rolls a d20 for a creature. `on` names all that the roll is; what lasts on the roller for one of these adds itself,
/// and what was good for one roll only is over.
pub(super) fn roll(now: &mut Unfold<'_>, who: CreatureId, on: &[On], bonus: i32, tally: Tally) -> D20 {
    let mut tally = tally;
    let mut bonus = bonus;
    let mut extra = Vec::new();
    let mut plus = 0;
    let (mut lucky, mut least) = (false, false);
    let mut used = Vec::new();
    if let Some(one) = now.creature(who) {
        for given in figure::gives(now.world(), one) {
            match given {
                Modifier::Advantage(it) => tally.up_if(on.contains(it)),
                Modifier::Disadvantage(it) => tally.down_if(on.contains(it)),
                Modifier::Bonus { dice, on: rolls } if rolls.iter().any(|it| on.contains(it)) => extra.push((*dice, 1)),
                Modifier::Penalty { dice, on: rolls } if rolls.iter().any(|it| on.contains(it)) => {
                    extra.push((*dice, -1))
                }
                Modifier::RerollOnes => lucky = true,
                Modifier::Knack(Knack::BonusOf { ability, least: floor, on: rolls })
                    if rolls.iter().any(|it| on.contains(it)) =>
                {
                    plus += figure::modifier(now.world(), one, *ability).max(i32::from(*floor));
                }
                Modifier::AtLeast15(ability) => least |= on.contains(&On::Check(*ability)),
                Modifier::Burden(less) => bonus -= i32::from(*less),
                _ => {}
            }
        }
        let spent = one.ongoing.values().filter(|lasts| {
            lasts.ends_on.contains(&EndsOn::Used) && lasts.gives.iter().any(|given| touches(given, on))
        });
        used.extend(spent.map(|lasts| lasts.id));
    }
    let (kept_up, helps) = auras(now.world(), who, on);
    tally.up_if(helps);
    let edge = tally.edge();
    let mut faces = vec![now.roll(DIE)];
    if edge != Edge::Even {
        faces.push(now.roll(DIE));
    }
    let mut counted = faces.clone();
    if let Some(one) = counted.iter_mut().find(|face| lucky && **face == Face(1)) {
        *one = now.roll(DIE);
        faces.push(*one);
    }
    let kept = match edge {
        Edge::Disadvantage => counted.iter().min(),
        Edge::Advantage | Edge::Even => counted.iter().max(),
    };
    let kept = kept.copied().unwrap_or(Face(1));
    let kept = if least && kept < Face(15) { Face(15) } else { kept };
    let mut dice = Vec::new();
    bonus += plus + kept_up;
    for (amount, sign) in extra {
        bonus += sign * i32::from(amount.plus);
        for _ in 0..amount.count {
            let face = now.roll(amount.sides);
            bonus += sign * i32::from(face.0);
            dice.push(face);
        }
    }
    used.into_iter().for_each(|ongoing| lasting::finish(now, who, ongoing));
    D20 { faces, kept, edge, dice, bonus }
}

/// Rolls a d20 that is nobody's: a mechanism's, a vehicle's.
pub(super) fn bare(now: &mut Unfold<'_>, bonus: i32) -> D20 {
    let kept = now.roll(DIE);
    D20 { faces: vec![kept], kept, edge: Edge::Even, dice: Vec::new(), bonus }
}

/// What friends near by add to a saving throw, and whether they give advantage on it.
fn auras(world: &World, who: CreatureId, on: &[On]) -> (i32, bool) {
    if !on.contains(&On::Saves) {
        return (0, false);
    }
    let around = halo::around(world, who);
    let helps = around.iter().any(|(_, given)| matches!(given, Modifier::Advantage(it) if on.contains(it)));
    let of = |(bearer, given): (&Creature, &Modifier)| match given {
        Modifier::Knack(Knack::BonusOf { ability, least, on: rolls }) if rolls.iter().any(|it| on.contains(it)) => {
            figure::modifier(world, bearer, *ability).max(i32::from(*least))
        }
        _ => 0,
    };
    // Of several auras of one sort the strongest counts.
    (around.into_iter().map(of).max().unwrap_or(0), helps)
}

fn touches(given: &Modifier, on: &[On]) -> bool {
    match given {
        Modifier::Advantage(it) | Modifier::Disadvantage(it) => on.contains(it),
        Modifier::Bonus { on: rolls, .. } | Modifier::Penalty { on: rolls, .. } => {
            rolls.iter().any(|it| on.contains(it))
        }
        _ => false,
    }
}

/// A saving throw about to be rolled.
pub(super) struct Save {
    /// Who rolls.
    pub(super) who: CreatureId,
    /// With which ability.
    pub(super) ability: Ability,
    /// What it must reach.
    pub(super) dc: i32,
    /// The conditions that it would prevent.
    pub(super) against: Vec<Condition>,
    /// Whether it would prevent being turned.
    pub(super) turning: bool,
    /// Whether magic causes it.
    pub(super) magic: bool,
    /// What else helps or hinders.
    pub(super) tally: Tally,
    /// Cover and the like.
    pub(super) bonus: i32,
    /// Who causes it, and by what.
    pub(super) by: Option<(CreatureId, SmolStr)>,
    /// What causes it is at nobody else.
    pub(super) alone: bool,
}

impl Save {
    /// A saving throw that nothing else is known of.
    pub(super) fn plain(who: CreatureId, ability: Ability, dc: i32) -> Save {
        let (against, tally) = (Vec::new(), Tally::default());
        Save { who, ability, dc, against, turning: false, magic: false, tally, bonus: 0, by: None, alone: false }
    }
}

/// Rolls a saving throw and says whether it succeeded.
pub(super) fn save(now: &mut Unfold<'_>, save: &Save) -> bool {
    save_margin(now, save) >= 0
}

/// Rolls a saving throw and says by how much it succeeded; below zero it failed.
pub(super) fn save_margin(now: &mut Unfold<'_>, save: &Save) -> i32 {
    let Save { who, ability, dc, .. } = *save;
    let Some(one) = now.creature(who) else { return -1 };
    let helpless = [Condition::Paralyzed, Condition::Petrified, Condition::Stunned, Condition::Unconscious];
    let bodily = matches!(ability, Ability::Str | Ability::Dex);
    if bodily && helpless.into_iter().any(|condition| one.has(condition)) {
        // No face is rolled: an empty list of faces tells that it failed by itself.
        let roll = D20 { faces: Vec::new(), kept: Face(0), edge: Edge::Even, dice: Vec::new(), bonus: 0 };
        now.happens(Event::Saved { creature: who, ability, roll, dc, success: false });
        return -dc.max(1);
    }
    let mut tally = save.tally;
    tally.down_if(one.exhaustion >= 3);
    tally.down_if(ability == Ability::Dex && one.has(Condition::Restrained));
    tally.down_if(bodily && figure::burdened(now.world(), one));
    tally.down_if(laden::hinders(now.world(), one, ability));
    tally.up_if(ability == Ability::Con && !save.magic && one.bears(super::downtime::RECUPERATED));
    let bonus = figure::save_bonus(now.world(), one, ability) + save.bonus;
    let mut on = vec![On::Saves, On::Save(ability)];
    on.extend(save.against.iter().map(|condition| On::SaveAgainst(*condition)));
    if save.turning {
        on.push(On::AgainstTurning);
        tally.up_if(instinct::defies(now.world(), one));
    }
    if save.magic {
        on.extend([On::SavesAgainstMagic(ability), On::AgainstMagic]);
    }
    if !save.against.is_empty() {
        let about = About { conditions: &save.against, ..About::default() };
        tally.up_if(window::helps(now, who, Window::Saves, about));
    }
    let mut rolled = roll(now, who, &on, bonus, tally);
    if rolled.total() < dc {
        let against = save.by.as_ref().map(|(by, name)| (*by, name.as_str()));
        let about = About { total: rolled.total(), goal: dc, against, alone: save.alone, ..About::default() };
        match window::mend(now, who, Window::FailedSave, about) {
            Some(Mended::Again) => {
                let first = rolled.clone();
                now.happens(Event::Saved { creature: who, ability, roll: first, dc, success: false });
                rolled = roll(now, who, &on, bonus, tally);
            }
            mended => mend(&mut rolled, mended),
        }
    }
    let margin = rolled.total() - dc;
    let wills = margin < 0 && nature::wills_it(now, who);
    now.happens(Event::Saved { creature: who, ability, roll: rolled, dc, success: margin >= 0 || wills });
    let turned = margin < 0 && !wills && ability == Ability::Dex && super::ward::evades(now, who);
    if wills || turned { 0 } else { margin }
}

/// Adds what was found to add; a d20 that was made to succeed shows a 20.
fn mend(roll: &mut D20, mended: Option<Mended>) {
    match mended {
        Some(Mended::Plus(faces, sum)) => {
            roll.dice.extend(faces);
            roll.bonus += sum;
        }
        Some(Mended::Made) => roll.kept = Face(DIE.0),
        Some(Mended::Again) | None => {}
    }
}

/// Rolls an ability check without saying what it is for.
pub(super) fn check_roll(
    now: &mut Unfold<'_>,
    who: CreatureId,
    ability: Ability,
    skill: Option<Skill>,
    tally: Tally,
) -> D20 {
    test_roll(now, who, Test { ability, skill, group: false, effort: None }, tally)
}

/// Rolls the check that an adventure asks for.
pub(super) fn test_roll(now: &mut Unfold<'_>, who: CreatureId, test: Test, tally: Tally) -> D20 {
    let Test { ability, skill, effort, .. } = test;
    let (bonus, tally) = match now.creature(who) {
        Some(one) => (
            figure::check_bonus(now.world(), one, ability, skill),
            check_tally(now.world(), one, ability, skill, tally),
        ),
        None => (0, tally),
    };
    let mut on = vec![On::Checks, On::Check(ability)];
    on.extend(skill.map(On::Skill));
    on.extend(effort.map(On::Effort));
    let mut rolled = roll(now, who, &on, bonus, tally);
    floor(now.world(), who, ability, skill, &mut rolled);
    rolled
}

/// What a check is worth at the least, for those who are reliable or strong beyond doubt.
fn floor(world: &World, who: CreatureId, ability: Ability, skill: Option<Skill>, roll: &mut D20) {
    let Some((one, sheet)) = world.creature(who).and_then(|one| Some((one, one.sheet()?))) else { return };
    for knack in figure::knacks(world, one) {
        match knack {
            Knack::Reliable if roll.kept < Face(10) => {
                let trained = skill.is_some_and(|skill| figure::trained(world, sheet, &Training::Skill(skill)));
                roll.kept = if trained { Face(10) } else { roll.kept };
            }
            Knack::CheckFloor(of) if *of == ability => {
                let short = i32::from(sheet.scores.of(ability)) - roll.total();
                roll.bonus += short.max(0);
            }
            _ => {}
        }
    }
}

/// Rolls an ability check against a DC and says whether it succeeded.
pub(super) fn check(now: &mut Unfold<'_>, who: CreatureId, ability: Ability, skill: Option<Skill>, dc: i32) -> bool {
    check_with(now, who, ability, skill, dc, Tally::default())
}

/// The same where something else helps or hinders.
pub(super) fn check_with(
    now: &mut Unfold<'_>,
    who: CreatureId,
    ability: Ability,
    skill: Option<Skill>,
    dc: i32,
    tally: Tally,
) -> bool {
    let mut roll = check_roll(now, who, ability, skill, tally);
    let about = About { total: roll.total(), goal: dc, ..About::default() };
    if roll.total() < dc {
        match window::mend(now, who, Window::FailedCheck, about) {
            Some(Mended::Again) => roll = check_roll(now, who, ability, skill, Tally::default()),
            mended => mend(&mut roll, mended),
        }
    } else {
        roll.bonus -= window::cut(now, who, Window::FoeChecks, about);
    }
    let success = roll.total() >= dc;
    now.happens(Event::Checked { creature: who, ability, skill, roll, dc: Some(dc), success });
    success
}

/// What a creature's state does to its checks.
fn check_tally(world: &World, one: &Creature, ability: Ability, skill: Option<Skill>, tally: Tally) -> Tally {
    let mut tally = tally;
    tally.down_if(one.has(Condition::Poisoned) || one.exhaustion >= 1 || frightened(world, one));
    tally.down_if(matches!(ability, Ability::Str | Ability::Dex) && figure::burdened(world, one));
    tally.down_if(laden::hinders(world, one, ability));
    let worn = one.pack.worn.as_ref().and_then(|id| figure::armour(world, id));
    tally.down_if(skill == Some(Skill::Stealth) && worn.is_some_and(|armour| armour.loud));
    let keen = figure::gives(world, one).iter().any(|given| matches!(given, Modifier::Keen));
    tally.up_if(skill == Some(Skill::Perception) && keen);
    tally.up_if(skill == Some(Skill::Stealth) && steps_softly(world, one));
    tally
}

/// True for some who have moved half their speed at the most in this turn.
fn steps_softly(world: &World, one: &Creature) -> bool {
    let moved = world.now.encounter.as_ref().filter(|fight| fight.current() == Some(one.id));
    let moved = moved.map_or(0, |fight| fight.used.moved_feet);
    figure::knacks(world, one).any(|knack| matches!(knack, Knack::SlowSneak))
        && moved <= figure::speed_feet(world, one) / 2
}

/// True while the source of its fear is in sight.
pub(super) fn frightened(world: &World, one: &Creature) -> bool {
    fears(world, one).next().is_some()
}

/// Those in sight that a creature is frightened of.
pub(super) fn fears<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = &'w Creature> {
    let shaken = one.ongoing.values().all(|lasts| lasts.condition != Some(Condition::Frightened))
        || !(figure::knacks(world, one).any(|knack| matches!(knack, Knack::Unshaken))
            || instinct::stands_firm(world, one));
    one.ongoing
        .values()
        .filter(move |_| shaken)
        .filter(|lasts| lasts.condition == Some(Condition::Frightened) && one.has(Condition::Frightened))
        .filter_map(|lasts| world.creature(lasts.source))
        .filter(|source| sight::sees(world, one, source))
}
