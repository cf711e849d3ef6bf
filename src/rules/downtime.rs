//! Free days: what they cost by lifestyle, and what pastimes bring (SRD: Between Adventures, Expenses). Ruling 52.

use std::collections::BTreeMap;

use super::attempt::Attempt;
use super::clock;
use super::craft;
use super::d20::{self, Save};
use super::figure;
use super::gate;
use super::lasting;
use super::refusal::Refusal;
use super::toll;
use super::trade;
use super::unfold::Unfold;
use crate::srd::ability::{Ability, Skill};
use crate::srd::id::{ItemId, LanguageId};
use crate::srd::item::{Item, Use};
use crate::srd::living::{Lifestyle, Pastime};
use crate::srd::modifier::{Modifier, Training};
use crate::world::World;
use crate::world::creature::{Creature, Sheet};
use crate::world::event::Event;
use crate::world::growth::Growth;
use crate::world::hardship::{Hardship, Pose};
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

const DAY_SECONDS: u32 = 86_400;
/// Days that pass at one word, at the most.
const DAYS_MAX: u8 = 30;
/// What a day of crafting makes, in copper pieces of the thing's price.
const CRAFT_CP: u32 = 500;
/// What a day of research and of training costs besides, in copper pieces.
const TUITION_CP: u32 = 100;
/// So many days a language or a tool takes.
const TRAINING_DAYS: u16 = 250;
/// So many days of rest ask for one saving throw.
const RECUPERATE_DAYS: u16 = 3;
/// What that saving throw must reach.
const RECUPERATE_DC: i32 = 15;
/// What lasts after it.
pub(super) const RECUPERATED: &str = "recuperated";

/// What may be done of it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let Ok(one) = free(world, who) else { return };
    into.extend(Lifestyle::ALL.into_iter().filter(|style| one.days.lifestyle != *style).map(Attempt::Live));
    let all = [Pastime::Profession, Pastime::Recuperate, Pastime::Research].into_iter();
    // What none of the tools at hand makes is not even looked at.
    let tools: Vec<&ItemId> = one.pack.items.keys().filter(|item| craft::is_tool(item)).collect();
    let makes = |item: &&Item| tools.iter().any(|tool| craft::makes(tool, item));
    let crafts = world.book.items.values().filter(makes).map(|item| Pastime::Craft(item.id.clone()));
    let languages = world.book.languages.iter().map(|language| Pastime::Language(language.clone()));
    let tools = world.book.items.values().filter(|item| matches!(item.use_, Use::Tool));
    let tools = tools.map(|item| Pastime::Tool(item.id.clone()));
    let all = all.chain(crafts).chain(languages).chain(tools);
    into.extend(all.filter(|pastime| may_take_up(world, who, pastime).is_ok()).map(Attempt::TakeUp));
    into.extend([1, 7, DAYS_MAX].map(Attempt::LetDaysPass));
}

/// Lives like this from now on.
pub(super) fn lives(now: &mut Unfold<'_>, who: CreatureId, lifestyle: Lifestyle) -> Result<(), Refusal> {
    if free(now.world(), who)?.days.lifestyle == lifestyle {
        return Err(Refusal::AlreadySo);
    }
    now.happens(Event::Hardship(Box::new(Hardship::Lives { creature: who, lifestyle })));
    Ok(())
}

/// Spends free days like this from now on; materials for what is made are bought at once.
pub(super) fn takes_up(now: &mut Unfold<'_>, who: CreatureId, pastime: &Pastime) -> Result<(), Refusal> {
    may_take_up(now.world(), who, pastime)?;
    if let Pastime::Craft(item) = pastime {
        let cp = materials_cp(now.world(), item);
        now.happens(Event::CoinsLost { creature: who, cp });
    }
    let pastime = pastime.clone();
    now.happens(Event::Hardship(Box::new(Hardship::TakesUp { creature: who, pastime })));
    Ok(())
}

/// So many days pass for everyone.
pub(super) fn passes(now: &mut Unfold<'_>, who: CreatureId, days: u8) -> Result<(), Refusal> {
    free(now.world(), who)?;
    if days == 0 || days > DAYS_MAX {
        return Err(Refusal::NothingToSpend);
    }
    self::days(now, u16::from(days));
    Ok(())
}

/// So many days pass, with what they cost everyone and bring him.
pub(super) fn days(now: &mut Unfold<'_>, days: u16) {
    // What the days cost is told once, at their end.
    let mut owed: BTreeMap<CreatureId, u32> = BTreeMap::new();
    for _ in 0..days {
        clock::pass(now, DAY_SECONDS);
        let heroes: Vec<CreatureId> = now.world().heroes().filter(|hero| hero.is_up()).map(|hero| hero.id).collect();
        for hero in heroes {
            let owes = owed.entry(hero).or_default();
            *owes = owes.saturating_add(day(now, hero, *owes));
        }
    }
    for (creature, cp) in owed.into_iter().filter(|(_, cp)| *cp > 0) {
        now.happens(Event::CoinsLost { creature, cp });
    }
}

/// One day of one hero, who owes so much already: what it costs besides, and what it brings. Whoever cannot pay lives
/// wretchedly and studies nothing.
fn day(now: &mut Unfold<'_>, who: CreatureId, owes: u32) -> u32 {
    let Some(one) = now.creature(who) else { return 0 };
    let purse = one.pack.purse_cp.saturating_sub(owes);
    let (style, pastime) = (one.days.lifestyle, one.days.pastime.clone());
    let free = free_living(now.world(), one, pastime.as_ref());
    let upkeep = style.cost_cp().saturating_sub(if style <= free {
        style.cost_cp()
    } else {
        credit(pastime.as_ref(), style, free)
    });
    let tuition = match pastime {
        Some(Pastime::Research | Pastime::Language(_) | Pastime::Tool(_)) => TUITION_CP,
        Some(Pastime::Craft(_) | Pastime::Profession | Pastime::Recuperate) | None => 0,
    };
    let paid = upkeep.saturating_add(tuition).min(purse);
    let Some(pastime) = pastime.filter(|_| tuition == 0 || paid >= tuition) else { return paid };
    let done = now.creature(who).map_or(0, |one| one.days.done).saturating_add(1);
    now.happens(Event::Hardship(Box::new(Hardship::Worked { creature: who, done })));
    bears_fruit(now, who, &pastime, done);
    paid
}

/// What so many days of a pastime have brought.
fn bears_fruit(now: &mut Unfold<'_>, who: CreatureId, pastime: &Pastime, done: u16) {
    let finished = match pastime {
        Pastime::Craft(item) => {
            let price = trade::price_cp(now.world(), item, 1).unwrap_or(u32::MAX);
            let made = u32::from(done) * CRAFT_CP >= price;
            if made {
                now.happens(Event::ItemGained { creature: who, item: item.clone(), count: 1 });
            }
            made
        }
        Pastime::Language(language) => grows(now, who, done, Growth::Language(language.clone())),
        Pastime::Tool(item) => grows(now, who, done, Growth::Tool(item.clone())),
        Pastime::Recuperate if done >= RECUPERATE_DAYS => {
            recuperates(now, who);
            true
        }
        Pastime::Recuperate | Pastime::Profession | Pastime::Research => false,
    };
    if finished {
        now.happens(Event::Hardship(Box::new(Hardship::Finished { creature: who, pastime: pastime.clone() })));
    }
}

/// After all the days of training it is learned.
fn grows(now: &mut Unfold<'_>, who: CreatureId, done: u16, growth: Growth) -> bool {
    let learned = done >= TRAINING_DAYS;
    if learned {
        let hp_max = now.creature(who).map_or(0, |one| one.hp_max);
        now.happens(Event::Grew { creature: who, growth, hp_max });
    }
    learned
}

/// A constitution save: what kept hit points from coming back is over, else a day of better saves against sickness.
fn recuperates(now: &mut Unfold<'_>, who: CreatureId) {
    if !d20::save(now, &Save::plain(who, Ability::Con, RECUPERATE_DC)) {
        return;
    }
    let barred =
        now.creature(who).is_some_and(|one| one.ongoing.values().any(|it| it.gives.contains(&Modifier::NoHealing)));
    if barred {
        lasting::end_where(now, who, |_, lasts| lasts.gives.contains(&Modifier::NoHealing));
    } else {
        let until = Expires::At(now.world().now.clock_seconds + u64::from(DAY_SECONDS));
        let better = lasting::new(now, RECUPERATED, who, until);
        lasting::begin(now, who, better);
    }
    toll::poses(now, who, Pose::Recovers, None);
}

/// The living that a pastime pays for by itself.
fn free_living(world: &World, one: &Creature, pastime: Option<&Pastime>) -> Lifestyle {
    let performs = one.sheet().is_some_and(|sheet| figure::trained(world, sheet, &Training::Skill(Skill::Performance)));
    match pastime {
        Some(Pastime::Profession) if performs => Lifestyle::Wealthy,
        Some(Pastime::Profession | Pastime::Craft(_)) => Lifestyle::Modest,
        _ => Lifestyle::Wretched,
    }
}

/// What is left to pay of a better living than the pastime brings: a craftsman lives comfortably at half the price.
fn credit(pastime: Option<&Pastime>, style: Lifestyle, free: Lifestyle) -> u32 {
    match pastime {
        Some(Pastime::Craft(_)) if style == Lifestyle::Comfortable => style.cost_cp() / 2,
        _ => free.cost_cp(),
    }
}

fn materials_cp(world: &World, item: &ItemId) -> u32 {
    trade::price_cp(world, item, 1).unwrap_or_default() / 2
}

/// A hero at leisure in a place that is safe.
fn free(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    let one = gate::at_leisure(world, who)?;
    one.sheet().ok_or(Refusal::NoHero)?;
    if world.map().is_some_and(|map| map.restful) { Ok(one) } else { Err(Refusal::NotRestful) }
}

fn may_take_up(world: &World, who: CreatureId, pastime: &Pastime) -> Result<(), Refusal> {
    let one = free(world, who)?;
    let sheet: &Sheet = one.sheet().ok_or(Refusal::NoHero)?;
    if one.days.pastime.as_ref() == Some(pastime) {
        return Err(Refusal::AlreadySo);
    }
    match pastime {
        Pastime::Craft(item) => {
            let made = world.book.items.get(item).ok_or(Refusal::NoSuchThing)?;
            // Whoever makes things is trained with the right tools and has them; magic is not made so.
            let owned = one.pack.items.keys().filter(|tool| craft::makes(tool, made));
            let tools = owned.into_iter().any(|tool| figure::trained(world, sheet, &Training::Item(tool.clone())));
            let cp = trade::price_cp(world, item, 1).filter(|cp| *cp > 0).ok_or(Refusal::NotForSale)?;
            let plain = made.magic.is_none() && !matches!(made.use_, Use::Goods | Use::Mount { .. } | Use::OneOf(_));
            match () {
                () if !plain => Err(Refusal::NotForSale),
                () if !tools => Err(Refusal::NoTools),
                () if cp / 2 > one.pack.purse_cp => Err(Refusal::TooDear),
                () => Ok(()),
            }
        }
        Pastime::Language(language) => {
            let known = sheet.languages.contains(language) || speaks(world, sheet, language);
            if known || !world.book.languages.contains(language) { Err(Refusal::AlreadySo) } else { Ok(()) }
        }
        Pastime::Tool(item) => {
            let tool = world.book.items.get(item).is_some_and(|item| matches!(item.use_, Use::Tool));
            let known = figure::trained(world, sheet, &Training::Item(item.clone()));
            if known || !tool { Err(Refusal::AlreadySo) } else { Ok(()) }
        }
        Pastime::Profession | Pastime::Recuperate | Pastime::Research => Ok(()),
    }
}

/// A language that comes with the race.
fn speaks(world: &World, sheet: &Sheet, language: &LanguageId) -> bool {
    let race = world.book.races.get(&sheet.race);
    let parent = race.and_then(|race| world.book.races.get(race.of.as_ref()?));
    race.into_iter().chain(parent).any(|race| race.languages.contains(language))
}
