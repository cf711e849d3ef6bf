//! Which file decides which verb: one match and nothing else.

use super::command::{Command, Verb};
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::{advance, begin, carry, choose, create, explore, hazard, interact, prepare, rest, search, trade};
use crate::world::World;
use crate::world::id::{CreatureId, SeatId};

/// Decides a seat's command.
pub(super) fn command(now: &mut Unfold<'_>, command: &Command) -> Result<(), Refusal> {
    if let Verb::Create(plan) = &command.verb {
        return create::resolve(now, command.seat, plan);
    }
    let hero = now.world().hero(command.seat).ok_or(Refusal::NoHero)?.id;
    verb(now, hero, &command.verb)
}

/// Decides what one creature asks for, whoever plays it.
pub(super) fn verb(now: &mut Unfold<'_>, who: CreatureId, verb: &Verb) -> Result<(), Refusal> {
    match verb {
        Verb::Create(_) => Err(Refusal::HeroExists),
        Verb::Begin => begin::resolve(now, who),
        Verb::Go(path) => explore::resolve(now, who, path),
        Verb::Equip { item, slot } => carry::equip(now, who, item, *slot),
        Verb::Unequip { slot } => carry::unequip(now, who, *slot),
        Verb::Give { to, item, count } => carry::give(now, who, *to, item, *count),
        Verb::GiveCoins { to, cp } => carry::give_coins(now, who, *to, *cp),
        Verb::Drop { item, count } => carry::drop(now, who, item, *count),
        Verb::Interact { thing } => interact::resolve(now, who, thing),
        Verb::PickLock { thing } => hazard::pick_lock(now, who, thing),
        Verb::Force { thing } => hazard::force(now, who, thing),
        Verb::Disarm { thing } => hazard::disarm(now, who, thing),
        Verb::Search => search::resolve(now, who),
        Verb::Choose { choice } => choose::resolve(now, who, choice),
        Verb::Continue => choose::go_on(now, who),
        Verb::Buy { shop, item, count } => trade::buy(now, who, shop, item, *count),
        Verb::Sell { shop, item, count } => trade::sell(now, who, shop, item, *count),
        Verb::LeaveShop => trade::leave(now, who),
        Verb::ShortRest => rest::short(now, who),
        Verb::LongRest => rest::long(now, who),
        Verb::SpendHitDie => rest::spend_hit_die(now, who),
        Verb::Prepare { spells } => prepare::resolve(now, who, spells),
        Verb::LevelUp(step) => advance::resolve(now, who, step),
        _ => Err(Refusal::NotYourTurn),
    }
}

/// Everything a seat may ask for now.
pub(super) fn offers(world: &World, seat: SeatId, into: &mut Vec<Verb>) {
    create::offers(world, seat, into);
    let Some(hero) = world.hero(seat) else { return };
    let who = hero.id;
    for list in [
        begin::offers,
        explore::offers,
        carry::offers,
        interact::offers,
        hazard::offers,
        search::offers,
        choose::offers,
        trade::offers,
        rest::offers,
        prepare::offers,
        advance::offers,
    ] {
        list(world, who, into);
    }
}
