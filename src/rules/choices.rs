//! What a plan for a hero may still choose, step by step: the hero maker's lists and the law that plans are judged by.

use std::collections::BTreeSet;

use super::create::Plan;
use super::lineage::Lineage;
use crate::srd::Book;
use crate::srd::ability::{Scores, Skill};
use crate::srd::class::{Class, Ready, Slots};
use crate::srd::id::{BackgroundId, ClassId, FeatureId, ItemId, LanguageId, RaceId, SpellId};
use crate::srd::item::Use;
use crate::srd::modifier::Training;

/// So many out of a list, no one twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick<T> {
    /// How many.
    pub count: usize,
    /// Out of these.
    pub of: Vec<T>,
}

/// Every choice that a plan has, given those it has made. Later choices depend on earlier ones, in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Races; one with kinds is chosen by its kind.
    pub races: Vec<RaceId>,
    /// Classes.
    pub classes: Vec<ClassId>,
    /// Backgrounds.
    pub backgrounds: Vec<BackgroundId>,
    /// Skills of the class.
    pub skills: Pick<Skill>,
    /// Skills for expertise.
    pub expertise: Pick<Skill>,
    /// Features: one out of each row, in order.
    pub chosen: Vec<Vec<FeatureId>>,
    /// Equipment: one alternative out of each row by its number in the book, with what it holds.
    pub equipment: Vec<Vec<(u8, Vec<(ItemId, u16)>)>>,
    /// What each "any of these" may become, in order.
    pub picks: Vec<Vec<ItemId>>,
    /// Languages.
    pub languages: Pick<LanguageId>,
    /// Cantrips: the class's, then one pick for each trait that brings one.
    pub cantrips: Vec<Pick<SpellId>>,
    /// Spells of 1st level.
    pub spells: Pick<SpellId>,
}

/// Secret languages and dialects are not chosen.
const NEVER_CHOSEN: [&str; 6] = ["druidic", "thieves_cant", "aquan", "auran", "ignan", "terran"];
/// Points that scores may cost.
const POINTS: u32 = 27;

impl Choices {
    /// The choices of a plan. What depends on something not chosen yet is empty.
    pub fn of(book: &Book, plan: &Plan) -> Choices {
        let parents: BTreeSet<&RaceId> = book.races.values().filter_map(|race| race.of.as_ref()).collect();
        let mut choices = Choices {
            races: book.races.keys().filter(|race| !parents.contains(race)).cloned().collect(),
            classes: book.classes.keys().cloned().collect(),
            backgrounds: book.backgrounds.keys().cloned().collect(),
            ..Choices::default()
        };
        let Some(class) = book.classes.get(&plan.class) else { return choices };
        let classes = [(plan.class.clone(), 1)];
        let lineage = Lineage::of(book, &plan.race, &plan.background, &classes, &plan.chosen);
        choices.chosen = features(book, plan, &classes);
        choices.skills = skills(class, &lineage);
        choices.expertise = expertise(plan, &lineage);
        choices.equipment = equipment(class, &lineage);
        choices.picks = picks(book, plan, &choices.equipment);
        choices.languages = languages(book, plan, &lineage);
        choices.cantrips = cantrips(book, class, &lineage);
        choices.spells = spells(book, class, &lineage, &lineage.raise(plan.scores));
        choices
    }

    /// Whether the plan has made exactly these choices.
    pub fn allow(&self, plan: &Plan) -> bool {
        let alternatives = |(row, number): (&Vec<(u8, _)>, &u8)| row.iter().any(|(at, _)| at == number);
        self.races.contains(&plan.race)
            && self.classes.contains(&plan.class)
            && self.backgrounds.contains(&plan.background)
            && affordable(&plan.scores)
            && self.skills.allows(&plan.skills)
            && self.expertise.allows(&plan.expertise)
            && one_each(&self.chosen, &plan.chosen)
            && self.equipment.len() == plan.equipment.len()
            && self.equipment.iter().zip(&plan.equipment).all(alternatives)
            && one_each(&self.picks, &plan.picks)
            && self.languages.allows(&plan.languages)
            && self.allow_cantrips(&plan.cantrips)
            && self.spells.allows(&plan.spells)
    }

    fn allow_cantrips(&self, cantrips: &[SpellId]) -> bool {
        let mut rest = cantrips;
        let fits = self.cantrips.iter().all(|pick| {
            let Some((these, after)) = rest.split_at_checked(pick.count) else { return false };
            rest = after;
            pick.allows(these)
        });
        fits && rest.is_empty() && cantrips.iter().collect::<BTreeSet<_>>().len() == cantrips.len()
    }
}

impl<T> Default for Pick<T> {
    fn default() -> Pick<T> {
        Pick { count: 0, of: Vec::new() }
    }
}

impl<T: Ord + Clone> Pick<T> {
    /// As many as asked for, or as many as there are.
    pub(super) fn new(count: usize, of: Vec<T>) -> Pick<T> {
        Pick { count: count.min(of.len()), of }
    }

    /// Whether these are so many out of the list, no one twice.
    pub fn allows(&self, these: &[T]) -> bool {
        let distinct: BTreeSet<&T> = these.iter().collect();
        these.len() == self.count && distinct.len() == self.count && these.iter().all(|one| self.of.contains(one))
    }
}

/// Whether scores of 8 to 15 cost at most 27 points; the standard array costs exactly that.
pub fn affordable(scores: &Scores) -> bool {
    let costs = [scores.str, scores.dex, scores.con, scores.int, scores.wis, scores.cha].map(cost);
    costs.iter().copied().sum::<Option<u32>>().is_some_and(|points| points <= POINTS)
}

/// Points that a score costs before the race adds to it, 8 to 15.
pub const fn cost(score: u8) -> Option<u32> {
    match score {
        8..=13 => Some(score as u32 - 8),
        14 => Some(7),
        15 => Some(9),
        _ => None,
    }
}

/// Whether there is exactly one out of each row.
pub(super) fn one_each<T: PartialEq>(rows: &[Vec<T>], these: &[T]) -> bool {
    rows.len() == these.len() && rows.iter().zip(these).all(|(row, one)| row.contains(one))
}

fn features(book: &Book, plan: &Plan, classes: &[(ClassId, u8)]) -> Vec<Vec<FeatureId>> {
    let unchosen = Lineage::of(book, &plan.race, &plan.background, classes, &[]);
    unchosen
        .features()
        .iter()
        .filter(|feature| !feature.choose.is_empty())
        .map(|feature| feature.choose.clone())
        .collect()
}

fn skills(class: &Class, lineage: &Lineage<'_>) -> Pick<Skill> {
    let (count, of) = &class.skills;
    let of = if of.is_empty() { &Skill::ALL[..] } else { of.as_slice() };
    // What race or background teaches already is not learnt twice.
    let new = of.iter().filter(|skill| !lineage.has(&Training::Skill(**skill)));
    Pick::new(usize::from(*count), new.copied().collect())
}

fn expertise(plan: &Plan, lineage: &Lineage<'_>) -> Pick<Skill> {
    let count = lineage.features().iter().map(|feature| usize::from(feature.expertise)).sum();
    let trained = |skill: &Skill| plan.skills.contains(skill) || lineage.has(&Training::Skill(*skill));
    Pick::new(count, Skill::ALL.into_iter().filter(trained).collect())
}

fn equipment(class: &Class, lineage: &Lineage<'_>) -> Vec<Vec<(u8, Vec<(ItemId, u16)>)>> {
    let usable = |things: &[(ItemId, u16)]| things.iter().all(|(item, _)| lineage.is_trained(item));
    let rows = class.equipment.iter().map(|row| {
        let numbered = (0u8..).zip(row).filter(|(_, things)| usable(things));
        numbered.map(|(number, things)| (number, things.clone())).collect()
    });
    rows.collect()
}

fn picks(book: &Book, plan: &Plan, equipment: &[Vec<(u8, Vec<(ItemId, u16)>)>]) -> Vec<Vec<ItemId>> {
    let chosen = equipment
        .iter()
        .zip(&plan.equipment)
        .filter_map(|(row, number)| row.iter().find(|(at, _)| at == number).map(|(_, things)| things.as_slice()));
    let background = book.backgrounds.get(&plan.background).map(|background| background.equipment.as_slice());
    let things = chosen.chain(background).flatten();
    let groups = things.filter_map(|(item, count)| match &book.items.get(item)?.use_ {
        Use::OneOf(ids) => Some(std::iter::repeat_n(ids.clone(), usize::from(*count))),
        _ => None,
    });
    groups.flatten().collect()
}

fn languages(book: &Book, plan: &Plan, lineage: &Lineage<'_>) -> Pick<LanguageId> {
    let background = book.backgrounds.get(&plan.background).map_or(0, |background| usize::from(background.languages));
    let known: BTreeSet<&LanguageId> = lineage.languages().collect();
    let open = |id: &&LanguageId| !known.contains(id) && may_choose(id);
    Pick::new(lineage.languages_of_choice() + background, book.languages.iter().filter(open).cloned().collect())
}

/// Whether a language is one that people learn by choice.
pub(super) fn may_choose(id: &LanguageId) -> bool {
    !NEVER_CHOSEN.contains(&id.as_str())
}

fn cantrips(book: &Book, class: &Class, lineage: &Lineage<'_>) -> Vec<Pick<SpellId>> {
    let known = class.levels.first().map_or(0, |level| usize::from(level.cantrips));
    let own = (known > 0).then(|| Pick::new(known, list(book, &class.id, 0)));
    let traits = lineage.features().iter().filter_map(|feature| feature.cantrip.as_ref());
    own.into_iter().chain(traits.map(|(class, _)| Pick::new(1, list(book, class, 0)))).collect()
}

fn spells(book: &Book, class: &Class, lineage: &Lineage<'_>, scores: &Scores) -> Pick<SpellId> {
    let Some(casting) = &class.casting else { return Pick::default() };
    let always = lineage.features().iter().flat_map(|feature| &feature.always).filter(|(level, _)| *level <= 1);
    let always: Vec<&SpellId> = always.flat_map(|(_, spells)| spells).collect();
    let added = lineage.features().iter().flat_map(|feature| &feature.lists);
    let added = added.filter(|id| book.spells.get(*id).is_some_and(|spell| spell.level == 1)).cloned();
    let all: BTreeSet<SpellId> = list(book, &class.id, 1).into_iter().chain(added).collect();
    let of = all.into_iter().filter(|spell| !always.contains(&spell)).collect();
    match casting.ready {
        // Those whose slots grow by halves cast nothing at 1st level.
        Ready::Prepared if casting.slots == Slots::Half => Pick::default(),
        Ready::Prepared => Pick::new(prepared_count(scores.modifier(casting.ability), 1), of),
        Ready::Known => Pick::new(class.levels.first().map_or(0, |level| usize::from(level.spells)), of),
        Ready::Spellbook { start, .. } => Pick::new(usize::from(start), of),
    }
}

/// How many spells are ready at a time: ability modifier + level, at least one.
pub(super) fn prepared_count(modifier: i32, level: u8) -> usize {
    usize::try_from(modifier + i32::from(level)).unwrap_or_default().max(1)
}

/// A class's spells of one level, in the order of their names.
pub(super) fn list(book: &Book, class: &ClassId, level: u8) -> Vec<SpellId> {
    let own = book.spells.values().filter(|spell| spell.level == level && spell.classes.contains(class));
    own.map(|spell| spell.id.clone()).collect()
}
