//! Which file decides which verb: one match and nothing else.

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::{
    act, advance, answer, assist, attack, attempt, begin, carry, cast, choose, consume, create, direct, explore,
    feature, grow, hazard,
};
use super::{coat, invoke, wear};
use super::{interact, movement, posture, prepare, rampage, rest, search, stat_action, trade, turn, wrestle};
use crate::world::World;
use crate::world::id::{CreatureId, SeatId};

/// Decides a seat's command.
pub(super) fn command(now: &mut Unfold<'_>, seat: SeatId, asked: &Verb) -> Result<(), Refusal> {
    if let Verb::Create(plan) = asked {
        return create::resolve(now, seat, plan);
    }
    let hero = now.world().hero(seat).ok_or(Refusal::NoHero)?.id;
    let who = acts_for(now.world(), hero);
    if rampage::drives(now.world(), who) {
        return Err(Refusal::NotYourTurn);
    }
    verb(now, who, asked)
}

/// Decides what one creature asks for, whoever plays it.
pub(super) fn verb(now: &mut Unfold<'_>, who: CreatureId, verb: &Verb) -> Result<(), Refusal> {
    now.begin(who, verb);
    match verb {
        Verb::Create(_) => Err(Refusal::HeroExists),
        Verb::Begin => begin::resolve(now, who),
        Verb::Go(path) if now.world().now.encounter.is_some() => movement::resolve(now, who, path),
        Verb::Go(path) => explore::resolve(now, who, path),
        Verb::Attack { target, weapon } => attack::resolve(now, who, *target, weapon),
        Verb::Cast { spell, level, targets, at, how } => cast::resolve(now, who, spell, *level, targets, *at, how),
        Verb::Ritual { spell, targets, at, how } => cast::ritual(now, who, spell, targets, *at, how),
        Verb::Direct { spell, targets, at, how } => direct::resolve(now, who, spell, targets, *at, how),
        Verb::AnswerFrom { level } => answer::resolve_from(now, who, *level),
        Verb::Act { action, cost } => act::resolve(now, who, *action, *cost),
        Verb::Help { friend } => assist::help(now, who, *friend),
        Verb::Grapple { target } => wrestle::grapple(now, who, *target),
        Verb::Shove { target, prone } => wrestle::shove(now, who, *target, *prone),
        Verb::Stand => posture::stand(now, who),
        Verb::DropProne => posture::drop_prone(now, who),
        Verb::Ready { weapon } => assist::ready(now, who, weapon),
        Verb::Use { feature, targets, level, at, how } => {
            feature::resolve(now, who, feature, (targets, *level, *at, how))
        }
        Verb::UseItem { item, target } => consume::resolve(now, who, item, *target),
        Verb::Answer { yes } => answer::resolve(now, who, *yes),
        Verb::Wake { target } => assist::wake(now, who, *target),
        Verb::LetGo => posture::let_go(now, who),
        Verb::EndTurn => turn::resolve(now, who),
        Verb::MonsterAction { action, targets, at, how } => stat_action::resolve(now, who, action, targets, *at, how),
        Verb::Wear { item } => wear::wear(now, who, item),
        Verb::TakeOff { item } => wear::take_off(now, who, item),
        Verb::Attune { item } => wear::attune(now, who, item),
        Verb::Unattune { item } => wear::let_go(now, who, item),
        Verb::Invoke { item, power, charges, targets, at } => {
            invoke::resolve(now, who, item, *power, *charges, (targets, *at))
        }
        Verb::Coat { weapon, poison } => coat::resolve(now, who, weapon, poison),
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
        Verb::Grow(growth) => grow::resolve(now, who, growth),
        Verb::Try(attempt) => attempt::resolve(now, who, attempt),
        // Whoever asks for another seat was heard by then: what he asked for is another verb.
        Verb::For { .. } => Err(Refusal::NotYourSeat),
    }
}

/// Everything a seat may ask for now.
pub(super) fn offers(world: &World, seat: SeatId, into: &mut Vec<Verb>) {
    create::offers(world, seat, into);
    let who = world.hero(seat).map(|hero| acts_for(world, hero.id));
    if let Some(who) = who.filter(|who| !rampage::drives(world, *who)) {
        verbs(world, who, into);
    }
}

/// Who acts when a hero's player commands: a creature of his, while it is its turn or it owes an answer.
pub(super) fn acts_for(world: &World, hero: CreatureId) -> CreatureId {
    let asked = world.now.questions.last().map(|question| question.of);
    let current = || world.now.encounter.as_ref().and_then(|fight| fight.current());
    let his = |id: &CreatureId| world.creature(*id).is_some_and(|one| one.master == Some(hero));
    asked.or_else(current).filter(his).unwrap_or(hero)
}

/// Everything a creature may do now, whoever plays it.
pub(super) fn verbs(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    for list in LISTS {
        list(world, who, into);
    }
}

/// What one file offers to one creature.
type List = fn(&World, CreatureId, &mut Vec<Verb>);

/// Every file that offers something, what is wanted most first.
const LISTS: [List; 29] = [
    answer::offers,
    choose::offers,
    trade::offers,
    begin::offers,
    interact::offers,
    hazard::offers,
    explore::offers,
    search::offers,
    attack::offers,
    cast::offers,
    direct::offers,
    stat_action::offers,
    feature::offers,
    invoke::offers,
    consume::offers,
    coat::offers,
    act::offers,
    assist::offers,
    wrestle::offers,
    posture::offers,
    attempt::offers,
    movement::offers,
    turn::offers,
    grow::offers,
    advance::offers,
    rest::offers,
    prepare::offers,
    carry::offers,
    wear::offers,
];
