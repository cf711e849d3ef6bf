//! A command as the line that means it.

use super::charms::of_wear;
use super::deeds::using;
use super::fights::{AS_BONUS, with};
use super::find::spoken;
use super::walks::said_path;
use crate::rules::advance::HitPoints;
use crate::rules::command::{Command, Consent, Cost, Shoving, Verb};
use crate::rules::create::Plan;
use crate::rules::ready;
use crate::srd::effect::Grant;
use crate::srd::id::SpellId;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::event::Weapon;
use crate::world::growth::Growth;
use crate::world::id::CreatureId;
use crate::world::question::How;

/// The line that a seat's player may send back as it is.
pub fn print(world: &World, command: &Command) -> String {
    let (seat, verb) = command.meant();
    match (world.hero(seat), verb) {
        (_, Verb::Create(plan)) => format!("seat {} {}", seat.0, sits(plan)),
        (None, _) => format!("seat {}", seat.0),
        (Some(hero), verb) => format!("{} {}", hero.name, print_verb(world, hero.id, verb)),
    }
}

/// What one creature does, without its name.
pub fn print_verb(world: &World, who: CreatureId, verb: &Verb) -> String {
    let name = |id: &CreatureId| name(world, *id);
    let counted = |item: &crate::srd::id::ItemId, count: u16| counted(item.as_str(), count);
    match verb {
        Verb::Create(plan) => sits(plan),
        Verb::Begin => "begins".to_owned(),
        Verb::Go(path) => match world.creature(who) {
            Some(one) => format!("goes {}", said_path(world, one, path)),
            None => "goes".to_owned(),
        },
        Verb::Attack { target, weapon } => attack(&name(target), weapon),
        Verb::Cast { spell, level, targets, at, how } => {
            let own = world.book.spells.get(spell).map_or(0, |spell| spell.level);
            let slot = if *level == own { String::new() } else { format!(" at level {level}") };
            format!("casts {}{}{}{slot}", spoken(spell.as_str()), aim(world, targets, *at), chosen(how))
        }
        Verb::Ritual { .. } | Verb::Direct { .. } => again(world, verb),
        Verb::AnswerFrom { level } => format!("answers from level {level}"),
        Verb::Act { action, cost } => act(*action, *cost),
        Verb::Help { friend } => format!("helps {}", name(friend)),
        Verb::Grapple { target } => format!("grapples {}", name(target)),
        Verb::Shove { target, prone: Shoving::Away } => format!("shoves {} away", name(target)),
        Verb::Shove { target, prone: Shoving::Over } => format!("shoves {} over", name(target)),
        Verb::Stand => "stands up".to_owned(),
        Verb::DropProne => "drops prone".to_owned(),
        Verb::Ready { weapon } => format!("readies {}", with(weapon)),
        Verb::Use { feature, targets, level, at, how } => {
            let slot = if *level == 0 { String::new() } else { format!(" at level {level}") };
            format!("uses {}{}{}{slot}", spoken(feature.as_str()), aim(world, targets, *at), chosen(how))
        }
        Verb::UseItem { item, target } => {
            format!("uses {}{}", spoken(item.as_str()), aim(world, target.as_slice(), None))
        }
        Verb::Give { to, item, count } => format!("gives {} to {}", counted(item, *count), name(to)),
        Verb::GiveCoins { to, cp } => format!("gives {cp} cp to {}", name(to)),
        Verb::Drop { item, count } => format!("drops {}", counted(item, *count)),
        Verb::Interact { thing } => format!("{} the {}", using(world, thing), spoken(thing.as_str())),
        Verb::PickLock { thing } => format!("picks the lock of the {}", spoken(thing.as_str())),
        Verb::Force { thing } => format!("forces the {}", spoken(thing.as_str())),
        Verb::Disarm { thing } => format!("disarms the {}", spoken(thing.as_str())),
        Verb::Search => "searches".to_owned(),
        Verb::Choose { choice } => format!("chooses {}", spoken(choice.as_str())),
        Verb::Continue => "continues".to_owned(),
        Verb::Buy { item, count, .. } => format!("buys {}", counted(item, *count)),
        Verb::Sell { item, count, .. } => format!("sells {}", counted(item, *count)),
        Verb::LeaveShop => "leaves the shop".to_owned(),
        Verb::ShortRest => "takes a short rest".to_owned(),
        Verb::LongRest => "takes a long rest".to_owned(),
        Verb::SpendHitDie => "spends a hit die".to_owned(),
        Verb::Prepare { spells } => format!("prepares {}", spell_list(spells)),
        Verb::LevelUp(step) => level_up(step),
        Verb::Grow(growth) => grows(growth),
        Verb::Answer { yes: Consent::Yes } => "answers yes".to_owned(),
        Verb::Answer { yes: Consent::No } => "answers no".to_owned(),
        Verb::Answer { yes: Consent::Way(way) } => format!("answers {way}"),
        Verb::Wake { target } => format!("wakes {}", name(target)),
        Verb::LetGo => "stops concentrating".to_owned(),
        Verb::EndTurn => "ends the turn".to_owned(),
        Verb::MonsterAction { action, targets, at, how } => {
            format!("does {}{}{}", spoken(action.as_str()), aim(world, targets, *at), chosen(how))
        }
        Verb::Wear { .. } | Verb::TakeOff { .. } | Verb::Attune { .. } | Verb::Unattune { .. } => of_wear(world, verb),
        Verb::Try(attempt) => super::tries::said(world, attempt),
        Verb::For { verb, .. } => print_verb(world, who, verb),
        Verb::Equip { .. } | Verb::Unequip { .. } | Verb::Invoke { .. } | Verb::Coat { .. } => of_wear(world, verb),
    }
}

/// A ritual, or what a spell allows to do again.
fn again(world: &World, verb: &Verb) -> String {
    match verb {
        Verb::Ritual { spell, targets, at, how } => {
            format!("casts {} as a ritual{}{}", spoken(spell.as_str()), aim(world, targets, *at), chosen(how))
        }
        Verb::Direct { spell, targets, at, how } => {
            format!("directs {}{}{}", spoken(spell.as_str()), aim(world, targets, *at), chosen(how))
        }
        _ => String::new(),
    }
}

pub(super) fn name(world: &World, id: CreatureId) -> String {
    world.creature(id).map_or_else(|| "nobody".to_owned(), |one| one.name.clone())
}

fn counted(item: &str, count: u16) -> String {
    if count == 1 { spoken(item) } else { format!("{count} {}", spoken(item)) }
}

fn attack(target: &str, weapon: &Weapon) -> String {
    match weapon {
        Weapon::Unarmed => format!("attacks {target} unarmed"),
        Weapon::Thrown(_) | Weapon::Flask(_) => format!("throws {} at {target}", with(weapon)),
        _ => format!("attacks {target} with {}", with(weapon)),
    }
}

pub(super) fn aim(world: &World, targets: &[CreatureId], at: Option<Tile>) -> String {
    let names = targets.iter().map(|target| name(world, *target)).collect::<Vec<_>>().join(", ");
    match at {
        Some(at) if names.is_empty() => format!(" at {},{}", at.x, at.y),
        Some(at) => format!(" at {},{} for {names}", at.x, at.y),
        None if names.is_empty() => String::new(),
        None => format!(" on {names}"),
    }
}

/// Further points and what was chosen: ` and 5,6 as fire`.
fn chosen(how: &How) -> String {
    let also: String = how.also.iter().map(|tile| format!(" and {},{}", tile.x, tile.y)).collect();
    let choice = how.choice.as_ref().map(|choice| format!(" as {}", spoken(choice))).unwrap_or_default();
    format!("{also}{choice}")
}

fn act(action: Grant, cost: Cost) -> String {
    let said = match action {
        Grant::Dash => "dashes",
        Grant::Disengage => "disengages",
        Grant::Dodge => "dodges",
        Grant::Hide => "hides",
        Grant::Search => "searches",
        Grant::Escape => "escapes",
        Grant::Action | Grant::Help | Grant::Attack | Grant::UseObject => "acts",
    };
    match cost {
        Cost::Action => said.to_owned(),
        Cost::Bonus => format!("{said} {AS_BONUS}"),
    }
}

fn level_up(step: &crate::rules::advance::Step) -> String {
    let rolls = if step.hp == HitPoints::Rolled { " and rolls" } else { "" };
    format!("gains a level in {}{rolls}", spoken(step.class.as_str()))
}

fn grows(growth: &Growth) -> String {
    match growth {
        Growth::Feature(id) => format!("takes up {}", spoken(id.as_str())),
        Growth::Cantrip(class, spell) | Growth::Spell(class, spell) => {
            format!("learns {} as {}", spoken(spell.as_str()), spoken(class.as_str()))
        }
        Growth::Inscribe(spell) => format!("inscribes {}", spoken(spell.as_str())),
        Growth::Granted(feature, spell) => {
            format!("learns {} by {}", spoken(spell.as_str()), spoken(feature.as_str()))
        }
        Growth::Skill(skill) => format!("trains {}", spoken(skill.as_str())),
        Growth::Expertise(skill) => format!("masters {}", spoken(skill.as_str())),
        Growth::Language(id) => format!("learns to speak {}", spoken(id.as_str())),
        Growth::Tool(id) => format!("learns to use {}", spoken(id.as_str())),
        Growth::Raise(ability) => format!("raises {}", ability.short()),
        Growth::Inherit(ability) => format!("inherits {}", ability.short()),
        Growth::Forget(spell) => format!("forgets {}", spoken(spell.as_str())),
        Growth::GiveUp(feature) => format!("gives up {}", spoken(feature.as_str())),
    }
}

fn spell_list(spells: &[SpellId]) -> String {
    spells.iter().map(|spell| spoken(spell.as_str())).collect::<Vec<_>>().join(", ")
}

/// A ready-made hero by name, any other by the whole plan.
fn sits(plan: &Plan) -> String {
    if ready::heroes().contains(plan) {
        return format!("plays {}", plan.name);
    }
    let whole = ron::to_string(plan).unwrap_or_default();
    assert!(!whole.is_empty(), "a plan can always be written");
    format!("makes {whole}")
}
