//! Figures that follow from a sheet or a stat block: bonuses, speed, senses (SRD: Using Ability Scores, Adventuring).

use super::body;
use super::known;
use super::sieve;
use super::state;
use super::wear;
use super::zones;
use crate::srd::ability::{Ability, Scores, Skill};
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::conjure::Keeps;
use crate::srd::feature::{Feature, UNLIMITED};
use crate::srd::id::{ClassId, ItemId, ResourceId};
use crate::srd::item::{ArmourWeight, Use};
use crate::srd::kind::CreatureKind;
use crate::srd::knack::Knack;
use crate::srd::modifier::{Modifier, On, Training};
use crate::srd::monster::Monster;
use crate::srd::nature::{Form, Nature};
use crate::srd::quantity::Plus;
use crate::world::World;
use crate::world::creature::{Being, Creature, Sheet};
use crate::world::ongoing::Ongoing;
use crate::world::zone::Zone;

/// Scores of someone whose stat block is not in the book.
const PLAIN: Scores = Scores { str: 10, dex: 10, con: 10, int: 10, wis: 10, cha: 10 };

/// The stat block of a monster.
pub fn block<'w>(world: &'w World, one: &Creature) -> Option<&'w Monster> {
    world.book.monsters.get(one.block_id()?)
}

/// A hero's sheet, as long as his shape leaves him what he has learned.
pub fn learned(one: &Creature) -> Option<&Sheet> {
    one.sheet().filter(|_| one.form.as_ref().is_none_or(|form| form.keeps_mind))
}

/// Every feature of a hero with the levels that count for it: race, background, classes, chosen ones, in this order.
pub fn features<'w>(world: &'w World, sheet: &Sheet) -> impl Iterator<Item = (&'w Feature, u8)> {
    known::features(world, sheet)
}

/// The features that come with one class of a hero.
pub fn features_of<'w>(world: &'w World, sheet: &Sheet, class: &ClassId) -> Vec<(&'w Feature, u8)> {
    let Some((_, level)) = sheet.classes.iter().find(|(id, _)| id == class) else { return Vec::new() };
    let rows =
        world.book.classes.get(class).into_iter().flat_map(|class| class.levels.iter().take(usize::from(*level)));
    let ids = rows.flat_map(|row| &row.features);
    ids.filter_map(|id| world.book.features.get(id)).map(|feature| (feature, *level)).collect()
}

/// So many changes find room without a second look for more.
const USUAL: usize = 64;

/// All that changes a creature's rolls and figures now. The same under one name counts once, whoever caused it.
pub fn gives<'w>(world: &'w World, one: &'w Creature) -> Vec<&'w Modifier> {
    let mut all: Vec<&Modifier> = Vec::with_capacity(USUAL);
    innate(world, one, &mut all);
    for magic in wear::working(world, one) {
        state::count(world, one, &magic.gives, &mut all);
    }
    let twice = |lasts: &Ongoing, other: &Ongoing| {
        other.id < lasts.id && other.name == lasts.name && other.gives == lasts.gives
    };
    let first = |lasts: &&Ongoing| !one.ongoing.values().any(|other| twice(lasts, other));
    let lasting = one.ongoing.values().filter(|lasts| !lasts.gives.is_empty()).filter(first);
    lasting.for_each(|lasts| state::count(world, one, &lasts.gives, &mut all));
    if !world.now.zones.is_empty() {
        all.extend(around(world, one));
    }
    all
}

/// What the areas change in which a creature is. The same under one name counts once.
fn around<'w>(world: &'w World, one: &Creature) -> Vec<&'w Modifier> {
    let mut counted: Vec<&Zone> = Vec::new();
    let is_for = |zone: &&Zone| {
        let only = zone.is.only.as_ref();
        zones::holds(world, zone, one) && only.is_none_or(|only| sieve::matches(world, zone.source, only, one))
    };
    let giving = world.now.zones.values().filter(|zone| !zone.is.gives.is_empty());
    for zone in giving.filter(is_for) {
        if !counted.iter().any(|other| other.name == zone.name && other.is.gives == zone.is.gives) {
            counted.push(zone);
        }
    }
    counted.into_iter().flat_map(|zone| &zone.is.gives).collect()
}

/// What a creature's nature changes: features of heroes, traits of stat blocks.
fn innate<'w>(world: &'w World, one: &'w Creature, into: &mut Vec<&'w Modifier>) {
    if let Some(sheet) = learned(one) {
        match known::of(world, sheet) {
            Some(known) => state::count(world, one, &known.gives, into),
            None => known::gathered(world, sheet)
                .into_iter()
                .for_each(|(feature, level)| state::count(world, one, feature.gives_at(level), into)),
        }
    }
    let block = block(world, one);
    let traits = block.into_iter().flat_map(|block| block.traits.iter().chain(&block.reactions));
    traits.for_each(|given| state::count(world, one, &given.gives, into));
    body::traits(world, one).into_iter().for_each(|gives| state::count(world, one, gives, into));
    // Few have forms at all: only they are asked for the one they have now.
    if block.is_some_and(|block| !block.forms.is_empty()) {
        form(world, one).into_iter().for_each(|form| state::count(world, one, &form.gives, into));
    }
}

/// What heroes know beyond plain bonuses, as far as it counts now.
pub fn knacks<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = &'w Knack> {
    gives(world, one)
        .into_iter()
        .filter_map(|given| if let Modifier::Knack(knack) = given { Some(knack) } else { None })
}

/// Hit points that constitution and features add to those of the hit dice.
pub fn hp_bonus(world: &World, sheet: &Sheet) -> i32 {
    let con = sheet.scores.modifier(Ability::Con) * i32::from(sheet.level());
    let features = features(world, sheet).flat_map(|(feature, level)| {
        feature.gives_at(level).iter().filter_map(move |given| match given {
            Modifier::HpPerLevel(more) => Some(i32::from(*more) * i32::from(level)),
            _ => None,
        })
    });
    con + features.sum::<i32>()
}

/// Ability scores.
pub fn scores(world: &World, one: &Creature) -> Scores {
    let own = match &one.being {
        Being::Hero(sheet) => sheet.scores,
        Being::Monster(id) => world.book.monsters.get(id).map_or(PLAIN, |block| block.scores),
    };
    let mut scores = match &one.form {
        None => own,
        Some(form) => {
            let new = body::of(world, one).map_or(PLAIN, |block| block.scores);
            if form.keeps == Keeps::Figures {
                Scores { str: new.str, dex: new.dex, ..own }
            } else if form.keeps_mind {
                Scores { int: own.int, wis: own.wis, cha: own.cha, ..new }
            } else {
                new
            }
        }
    };
    for given in one.ongoing.values().flat_map(|lasts| &lasts.gives) {
        match given {
            Modifier::Score(ability, score) => *scores.of_mut(*ability) = *score,
            Modifier::Trait(Nature::Weakened(ability, by)) => {
                let score = scores.of_mut(*ability);
                *score = score.saturating_sub(*by);
            }
            _ => {}
        }
    }
    wear::scores(world, one, scores)
}

/// The form that a shape changer has now: the true one unless it has taken another.
pub fn form<'w>(world: &'w World, one: &Creature) -> Option<&'w Form> {
    let forms = &block(world, one)?.forms;
    let taken = one.ongoing.values().flat_map(|lasts| &lasts.gives).find_map(|given| match given {
        Modifier::Trait(Nature::InForm(id)) => Some(id),
        _ => None,
    });
    taken.and_then(|id| forms.iter().find(|form| form.id == *id)).or(forms.first())
}

/// The modifier of one ability.
pub fn modifier(world: &World, one: &Creature, ability: Ability) -> i32 {
    scores(world, one).modifier(ability)
}

/// The proficiency bonus.
pub fn proficiency(world: &World, one: &Creature) -> i32 {
    match learned(one) {
        Some(sheet) => 2 + i32::from(sheet.level().max(1) - 1) / 4 + wear::mastery(world, one),
        None => block(world, one).map_or(2, |block| i32::from(block.proficiency)),
    }
}

/// What a hero is trained in.
pub fn trained(world: &World, sheet: &Sheet, wanted: &Training) -> bool {
    known::trained(world, sheet, wanted)
}

/// What is added to a saving throw, dice and advantage apart.
pub fn save_bonus(world: &World, one: &Creature, ability: Ability) -> i32 {
    let plain = modifier(world, one, ability);
    match learned(one) {
        Some(sheet) if trained(world, sheet, &Training::Save(ability)) => plain + proficiency(world, one),
        Some(_) => plain,
        None => {
            let printed = block(world, one).and_then(|block| block.saves.iter().find(|(of, _)| *of == ability));
            let printed = printed.map_or(plain, |(_, bonus)| i32::from(*bonus));
            body::trained_save(world, one, ability).map_or(printed, |kept| kept.max(printed))
        }
    }
}

/// What is added to an ability check, dice and advantage apart.
pub fn check_bonus(world: &World, one: &Creature, ability: Ability, skill: Option<Skill>) -> i32 {
    let plain = modifier(world, one, ability);
    let Some(skill) = skill else { return plain + state::half_trained(world, one, ability) };
    match learned(one) {
        Some(sheet) if !trained(world, sheet, &Training::Skill(skill)) => {
            plain + state::half_trained(world, one, ability)
        }
        Some(sheet) => {
            let expert = sheet.expertise.contains(&skill)
                || gives(world, one).iter().any(|given| matches!(given, Modifier::Expert(it) if *it == skill));
            plain + if expert { 2 } else { 1 } * proficiency(world, one)
        }
        None => {
            let printed = block(world, one).and_then(|block| block.skills.iter().find(|(of, _)| *of == skill));
            let printed = printed.map_or(plain, |(_, bonus)| i32::from(*bonus));
            body::trained_skill(world, one, ability, skill).map_or(printed, |kept| kept.max(printed))
        }
    }
}

/// Passive wisdom (perception): 10 and the bonus.
pub fn passive_perception(world: &World, one: &Creature) -> i32 {
    let keen = gives(world, one).iter().any(|given| matches!(given, Modifier::Keen));
    let spoilt = Modifier::Disadvantage(On::Skill(Skill::Perception));
    let spoilt = one.sheet().is_none() && gives(world, one).contains(&&spoilt);
    let more = if keen { 5 } else { 0 } - if spoilt { 5 } else { 0 };
    10 + check_bonus(world, one, Ability::Wis, Some(Skill::Perception)) + more
}

/// Speed in feet a turn, after armour, conditions and whatever else lasts.
pub fn speed_feet(world: &World, one: &Creature) -> u16 {
    super::speed::feet(world, one)
}

/// Armour class.
pub fn ac(world: &World, one: &Creature) -> i32 {
    let given = gives(world, one);
    let dex = modifier(world, one, Ability::Dex);
    let shield = one.pack.shield.as_ref().and_then(|id| world.book.items.get(id));
    let shield = shield.map_or(0, |item| if let Use::Shield(plus) = item.use_ { i32::from(plus) } else { 0 });
    let bare = given.iter().filter_map(|given| match given {
        Modifier::AcUnarmoured(ac) => Some(i32::from(*ac) + dex),
        Modifier::AcUnarmouredPlus(ability) => Some(10 + dex + modifier(world, one, *ability)),
        _ => None,
    });
    let worn = one.pack.worn.as_ref().and_then(|id| armour(world, id));
    let from = match (body::of(world, one), worn) {
        (Some(block), _) => {
            let own = form(world, one).and_then(|form| form.ac).unwrap_or(block.ac);
            bare.fold(i32::from(own), i32::max)
        }
        (None, None) => bare.fold(10 + dex, i32::max) + shield,
        (None, Some(armour)) => {
            let dex = match armour.weight {
                ArmourWeight::Light => dex,
                ArmourWeight::Medium => dex.min(2),
                ArmourWeight::Heavy => 0,
            };
            i32::from(armour.ac) + dex + shield
        }
    };
    let plus = given.iter().map(|given| match given {
        Modifier::Ac(plus) => i32::from(*plus),
        Modifier::AcInArmour(plus) if worn.is_some() => i32::from(*plus),
        Modifier::Charm(Charm::AcBare(plus)) if worn.is_none() && one.pack.shield.is_none() => i32::from(*plus),
        _ => 0,
    });
    let least =
        given.iter().filter_map(|given| if let Modifier::AcAtLeast(ac) = given { Some(i32::from(*ac)) } else { None });
    least.fold(from + plus.sum::<i32>(), i32::max)
}

/// The figures of a piece of armour.
pub fn armour<'w>(world: &'w World, id: &ItemId) -> Option<&'w crate::srd::item::Armour> {
    match &world.book.items.get(id)?.use_ {
        Use::Armour(armour) => Some(armour),
        _ => None,
    }
}

/// True when a hero wears armour or bears a shield that he is not trained in.
pub fn burdened(world: &World, one: &Creature) -> bool {
    let Some(sheet) = one.sheet() else { return false };
    let worn = one.pack.worn.as_ref().and_then(|id| armour(world, id)).map(|armour| match armour.weight {
        ArmourWeight::Light => Training::LightArmour,
        ArmourWeight::Medium => Training::MediumArmour,
        ArmourWeight::Heavy => Training::HeavyArmour,
    });
    let shield = one.pack.shield.as_ref().map(|_| Training::Shields);
    worn.into_iter().chain(shield).any(|needed| !trained(world, sheet, &needed) && !wear::trains(world, one, &needed))
}

/// The creature's type.
pub fn kind(world: &World, one: &Creature) -> CreatureKind {
    let counts = one.ongoing.values().flat_map(|lasts| &lasts.gives);
    let mut counts = counts.filter_map(|given| if let Modifier::CountsAs(kind) = given { Some(*kind) } else { None });
    if let Some(kind) = counts.next() {
        return kind;
    }
    block(world, one).map_or(CreatureKind::Humanoid, |block| block.kind)
}

/// How many uses of something counted a hero has, and how many are left.
pub fn uses(world: &World, one: &Creature, resource: &ResourceId) -> (u8, u8) {
    let Some(sheet) = one.sheet() else { return (0, 0) };
    let most = features(world, sheet).filter_map(|(feature, level)| {
        let counted = feature.counts.as_ref().filter(|counted| counted.id == *resource)?;
        let printed = counted.uses.iter().rev().find(|(from, _)| *from <= level).map(|(_, uses)| *uses);
        if counted.plus.is_empty() {
            return printed;
        }
        let plus = counted.plus.iter().map(|plus| match plus {
            Plus::ClassLevel => i32::from(level),
            Plus::TimesClassLevel(times) => i32::from(*times) * i32::from(level),
            Plus::Ability(ability) => modifier(world, one, *ability),
            Plus::Proficiency => proficiency(world, one),
            _ => 0,
        });
        let sum = (plus.sum::<i32>() + i32::from(printed.unwrap_or(0))).max(1);
        Some(u8::try_from(sum).unwrap_or(u8::MAX))
    });
    let most = most.max().unwrap_or(0);
    if most == UNLIMITED {
        return (most, most);
    }
    (most, most.saturating_sub(one.spent.get(resource).copied().unwrap_or(0)))
}

/// True when a creature can take neither actions nor reactions.
pub fn incapacitated(one: &Creature) -> bool {
    !one.is_up()
        || state::is_elsewhere(one)
        || one.ongoing.values().any(|lasts| lasts.condition.is_some_and(Condition::incapacitates))
}
