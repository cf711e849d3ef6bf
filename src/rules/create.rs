//! Making a hero: race, class, scores, skills, equipment, spells, all out of the book (SRD: Races, Classes, Equipment).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::choices::{self, Choices};
use super::command::Verb;
use super::lineage::Lineage;
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::{outfit, ready, stand};
use crate::srd::Book;
use crate::srd::ability::{Ability, Scores, Skill};
use crate::srd::class::{Casting, Class, Ready};
use crate::srd::id::{BackgroundId, ClassId, FeatureId, ItemId, LanguageId, RaceId, SpellId};
use crate::world::World;
use crate::world::creature::{Being, Creature, Sheet};
use crate::world::event::Event;
use crate::world::id::{CreatureId, SeatId};
use crate::world::memo::{Kept, Memo};

/// Every choice that makes a hero of 1st level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The name everyone will see.
    pub name: String,
    /// Race, or subrace where the race has kinds.
    pub race: RaceId,
    /// Class.
    pub class: ClassId,
    /// Background.
    pub background: BackgroundId,
    /// Scores before the race adds to them: the standard array in any order, or 27 points.
    pub scores: Scores,
    /// Skills of the class.
    pub skills: Vec<Skill>,
    /// Skills that become expertise.
    pub expertise: Vec<Skill>,
    /// Features where there is a choice.
    pub chosen: Vec<FeatureId>,
    /// Which alternative of each equipment choice, in the class's order.
    pub equipment: Vec<u8>,
    /// What each "any of these" in that equipment and the background's becomes, in the order they come up.
    pub picks: Vec<ItemId>,
    /// Languages of one's choice.
    pub languages: Vec<LanguageId>,
    /// Cantrips: those of the class first, then those that traits bring.
    pub cantrips: Vec<SpellId>,
    /// Spells for the book, of which the first are prepared, or all that are prepared from the list.
    pub spells: Vec<SpellId>,
}

/// Plans that a seat without a hero may choose at once: the ready-made ones whose names are free. Every other legal
/// plan is accepted too.
pub(super) fn offers(world: &World, seat: SeatId, into: &mut Vec<Verb>) {
    let ready = ready::heroes().iter().filter(|plan| allowed(world, seat, plan).is_ok());
    into.extend(ready.map(|plan| Verb::Create(Box::new(plan.clone()))));
}

/// Makes the seat's hero.
pub(super) fn resolve(now: &mut Unfold<'_>, seat: SeatId, plan: &Plan) -> Result<(), Refusal> {
    allowed(now.world(), seat, plan)?;
    let hero = Box::new(hero(now.world(), seat, plan));
    now.happens(Event::HeroMade { seat, hero });
    Ok(())
}

fn allowed(world: &World, seat: SeatId, plan: &Plan) -> Result<(), Refusal> {
    let seat = world.now.seats.get(&seat).ok_or(Refusal::NotYourSeat)?;
    // Whoever has lost a hero for good makes another.
    let lives = |id| world.creature(id).is_some_and(|one| !one.dead);
    if seat.creature.is_some_and(lives) {
        return Err(Refusal::HeroExists);
    }
    if world.now.story.ending.is_some() {
        return Err(Refusal::TaleOver);
    }
    // A hero joins where the party stands, and nobody walks into the middle of a fight.
    if world.now.encounter.is_some() {
        return Err(Refusal::InEncounter);
    }
    if plan.name.trim() != plan.name || plan.name.is_empty() {
        return Err(Refusal::BadPlan);
    }
    let folded = plan.name.to_lowercase();
    if world.now.creatures.values().any(|creature| creature.name.to_lowercase() == folded) {
        return Err(Refusal::NameTaken);
    }
    if Choices::of(&world.book, plan).allow(plan) { Ok(()) } else { Err(Refusal::BadPlan) }
}

fn hero(world: &World, seat: SeatId, plan: &Plan) -> Creature {
    let book = &world.book;
    let classes = vec![(plan.class.clone(), 1)];
    let lineage = Lineage::of(book, &plan.race, &plan.background, &classes, &plan.chosen);
    let scores = lineage.raise(plan.scores);
    let class = book.classes.get(&plan.class);
    let die = class.map_or(0, |class| i32::from(class.hit_die));
    let hp_max = (die + scores.modifier(Ability::Con)).max(1) + i32::from(lineage.hp_per_level());
    let pack = outfit::pack(book, plan, &lineage, &scores);
    let (spellbook, prepared) = spells(class, plan, &scores);
    let (learnt, granted) = learnt(book, class, plan, &lineage);
    let sheet = Sheet {
        seat,
        race: plan.race.clone(),
        background: plan.background.clone(),
        classes,
        scores,
        skills: plan.skills.iter().copied().collect(),
        expertise: plan.expertise.iter().copied().collect(),
        chosen: plan.chosen.iter().cloned().collect(),
        languages: plan.languages.iter().cloned().collect(),
        tools: BTreeSet::new(),
        raised: 0,
        inherited: BTreeSet::new(),
        cantrips: plan.cantrips.iter().cloned().collect(),
        spellbook,
        prepared,
        learnt,
        granted,
        exchanges: None,
        xp: 0,
        hit_dice_spent: 0,
        memo: Memo::default(),
    };
    let id = CreatureId(world.now.next_creature);
    Creature {
        size: lineage.size(),
        at: stand::beside_party(world),
        hp: hp_max,
        hp_max,
        pack: Kept::new(pack),
        ..Creature::new(id, plan.name.clone(), Being::Hero(Kept::new(sheet)))
    }
}

/// The book and what is prepared: out of a book the first spells of the plan, else all of them.
fn spells(class: Option<&Class>, plan: &Plan, scores: &Scores) -> (BTreeSet<SpellId>, BTreeSet<SpellId>) {
    let all = || plan.spells.iter().cloned();
    match class.and_then(|class| class.casting.as_ref()) {
        Some(Casting { ready: Ready::Spellbook { .. }, ability, .. }) => {
            let count = choices::prepared_count(scores.modifier(*ability), 1);
            (all().collect(), all().take(count).collect())
        }
        Some(Casting { ready: Ready::Prepared, .. }) => (BTreeSet::new(), all().collect()),
        Some(Casting { ready: Ready::Known, .. }) | None => (BTreeSet::new(), BTreeSet::new()),
    }
}

/// With which class cantrips and known spells were learnt, and which feature let learn the other cantrips.
fn learnt(
    book: &Book,
    class: Option<&Class>,
    plan: &Plan,
    lineage: &Lineage<'_>,
) -> (BTreeMap<SpellId, ClassId>, BTreeMap<SpellId, FeatureId>) {
    let own = class.and_then(|class| class.levels.first()).map_or(0, |level| usize::from(level.cantrips));
    let own = own.min(choices::list(book, &plan.class, 0).len());
    let known = class.and_then(|class| class.casting.as_ref()).is_some_and(|casting| casting.ready == Ready::Known);
    let spells = plan.spells.iter().filter(|_| known);
    let learnt = plan.cantrips.iter().take(own).chain(spells).map(|spell| (spell.clone(), plan.class.clone()));
    let features = lineage.features().iter().filter(|feature| feature.cantrip.is_some());
    let granted = plan.cantrips.iter().skip(own).zip(features).map(|(spell, it)| (spell.clone(), it.id.clone()));
    (learnt.collect(), granted.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Changes Ada's plan and says whether the book still allows it.
    fn check(of: usize, allowed: bool, change: impl FnOnce(&mut Plan)) {
        let mut plan = ready::heroes()[of].clone();
        change(&mut plan);
        assert_eq!(Choices::of(Book::standard(), &plan).allow(&plan), allowed, "{plan:?}");
    }

    #[test]
    fn plans_are_held_to_the_book() {
        const ADA: usize = 0;
        const PIP: usize = 1;
        const ELRA: usize = 2;
        const DORN: usize = 3;
        check(ADA, true, |_| {});
        check(ADA, false, |plan| plan.race = RaceId::new("dwarf"));
        check(ADA, false, |plan| plan.race = RaceId::new("dragon"));
        check(ADA, false, |plan| plan.scores.str = 16);
        check(ADA, false, |plan| plan.scores.int = 9);
        check(ADA, true, |plan| plan.scores.cha = 8);
        check(ADA, false, |plan| plan.skills.push(Skill::History));
        check(ADA, false, |plan| plan.skills = vec![Skill::Athletics, Skill::Athletics]);
        check(ADA, false, |plan| plan.skills = vec![Skill::Athletics, Skill::Insight]);
        check(ADA, false, |plan| plan.chosen = vec![FeatureId::new("sneak_attack")]);
        check(ADA, false, |plan| plan.equipment = vec![0, 2, 1, 1]);
        check(ADA, false, |plan| plan.picks[0] = ItemId::new("club"));
        check(ADA, false, |plan| plan.languages[0] = LanguageId::new("common"));
        check(ADA, false, |plan| plan.languages[0] = LanguageId::new("druidic"));
        check(ADA, false, |plan| plan.cantrips.push(SpellId::new("light")));
        check(PIP, false, |plan| plan.expertise = vec![Skill::Stealth, Skill::Arcana]);
        check(PIP, true, |plan| plan.expertise = vec![Skill::Stealth, Skill::Religion]);
        check(ELRA, false, |plan| plan.cantrips[3] = plan.cantrips[0].clone());
        check(ELRA, true, |plan| plan.cantrips.swap(0, 3));
        check(ELRA, false, |plan| plan.spells[0] = SpellId::new("cure_wounds"));
        check(DORN, false, |plan| plan.spells[0] = SpellId::new("bless"));
        check(DORN, true, |plan| plan.equipment[0] = 0);
        check(DORN, false, |plan| plan.race = RaceId::new("human"));
    }
}
