//! Commands as lines and lines as commands: `Ada attacks gob with longsword`. What [`print`] writes, [`parse`] reads.

use super::command::{Command, Consent, Cost, Shoving, Verb};
use super::read::{Line, ParseProblem, plain};
use super::{arms, movement, plan_text, text_verb};
use crate::srd::effect::Grant;
use crate::srd::id::ItemId;
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Slot, Weapon};
use crate::world::id::{CreatureId, PlayerId, SeatId};

/// Reads a line as a command of one of this player's seats. The line begins with the name of a hero, or with `seat 1`.
/// A player with one seat may leave the name out.
pub fn parse(line: &str, world: &World, player: PlayerId) -> Result<Command, ParseProblem> {
    let mut line = Line::new(world, line);
    let seats: Vec<SeatId> =
        world.now.seats.iter().filter(|(_, seat)| seat.player == player).map(|(seat, _)| *seat).collect();
    if line.eat("seat") {
        let wrong = line.wrong("the number of a seat");
        let seat = line.number().map(SeatId).ok_or(wrong)?;
        let who = world.hero(seat).map(|hero| hero.id);
        return text_verb::read(&mut line, who).map(|verb| Command { seat, verb });
    }
    let mut ahead = line.clone();
    let seat_of =
        |id: CreatureId| world.now.seats.iter().find(|(_, seat)| seat.creature == Some(id)).map(|(seat, _)| *seat);
    if let Some(one) = ahead.creature() {
        let seat = seat_of(one.id).ok_or(ParseProblem { wanted: "somebody with a seat", at: one.name.clone() })?;
        return text_verb::read(&mut ahead, Some(one.id)).map(|verb| Command { seat, verb });
    }
    match seats[..] {
        [seat] => {
            let who = world.hero(seat).map(|hero| hero.id);
            text_verb::read(&mut line, who).map(|verb| Command { seat, verb })
        }
        _ => Err(line.wrong("the name of somebody here")),
    }
}

/// Writes a command as the line that means it in this world.
pub fn print(world: &World, command: &Command) -> String {
    let hero = world.hero(command.seat);
    let name = hero.map_or_else(|| format!("seat {}", command.seat.0), |hero| hero.name.clone());
    format!("{name} {}", phrase(world, hero, &command.verb))
}

/// What stands after the name.
fn phrase(world: &World, one: Option<&Creature>, verb: &Verb) -> String {
    let name = |id: &CreatureId| world.creature(*id).map_or_else(|| format!("#{}", id.0), |one| one.name.clone());
    let thing = |verb: &str, id: &ThingId| format!("{verb} the {}", plain(id));
    match verb {
        Verb::Create(plan) => plan_text::print_plan(plan),
        Verb::LevelUp(step) => plan_text::print_step(step),
        Verb::Begin => "begins".to_owned(),
        Verb::Go(path) => walk(world, one, path),
        Verb::Attack { target, weapon } => attack(weapon, &name(target)),
        Verb::Cast { spell, level, targets, at } => {
            let usual = world.book.spells.get(spell).is_none_or(|spell| spell.level == *level);
            let slot = if usual { String::new() } else { format!(" from slot {level}") };
            format!("casts {}{slot}{}", plain(spell), aim(world, " at ", targets, *at))
        }
        Verb::Ritual { spell, targets, at } => {
            format!("casts {} as a ritual{}", plain(spell), aim(world, " at ", targets, *at))
        }
        Verb::Act { action, cost } => {
            let price = if *cost == Cost::Bonus { " as a bonus action" } else { "" };
            format!("{}{price}", acts(*action))
        }
        Verb::Help { friend } => format!("helps {}", name(friend)),
        Verb::Grapple { target } => format!("grapples {}", name(target)),
        Verb::Shove { target, prone: Shoving::Away } => format!("shoves {} away", name(target)),
        Verb::Shove { target, prone: Shoving::Over } => format!("shoves {} over", name(target)),
        Verb::Stand => "stands up".to_owned(),
        Verb::DropProne => "drops prone".to_owned(),
        Verb::Ready { weapon } => format!("readies {}", arm(weapon)),
        Verb::Use { feature, targets } => format!("uses {}{}", plain(feature), aim(world, " on ", targets, None)),
        Verb::UseItem { item, target } => {
            format!("uses {}{}", plain(item), aim(world, " on ", target.as_slice(), None))
        }
        Verb::Equip { item, slot: Slot::MainHand } => format!("draws {}", plain(item)),
        Verb::Equip { item, slot: Slot::OffHand } => format!("draws {} in the other hand", plain(item)),
        Verb::Equip { item, slot: Slot::Worn | Slot::Shield } => format!("puts on {}", plain(item)),
        Verb::Unequip { slot } => format!("puts away {}", place(*slot)),
        Verb::Give { to, item, count } => format!("gives {count} {} to {}", plain(item), name(to)),
        Verb::GiveCoins { to, cp } => format!("gives {cp} cp to {}", name(to)),
        Verb::Drop { item, count } => format!("drops {count} {}", plain(item)),
        Verb::Interact { thing: id } => thing(touches(world, id), id),
        Verb::PickLock { thing: id } => thing("picks the lock of", id),
        Verb::Force { thing: id } => thing("forces", id),
        Verb::Disarm { thing: id } => thing("disarms", id),
        Verb::Search => "searches".to_owned(),
        Verb::Choose { choice } => format!("chooses {choice}"),
        Verb::Continue => "goes on".to_owned(),
        Verb::Buy { item, count, .. } => format!("buys {count} {}", plain(item)),
        Verb::Sell { item, count, .. } => format!("sells {count} {}", plain(item)),
        Verb::LeaveShop => "leaves the shop".to_owned(),
        Verb::ShortRest => "takes a short rest".to_owned(),
        Verb::LongRest => "takes a long rest".to_owned(),
        Verb::SpendHitDie => "spends a hit die".to_owned(),
        Verb::Prepare { spells } => format!("prepares {}", spells.iter().map(plain).collect::<Vec<_>>().join(", ")),
        Verb::Answer { yes: Consent::Yes } => "answers yes".to_owned(),
        Verb::Answer { yes: Consent::No } => "answers no".to_owned(),
        Verb::Wake { target } => format!("tends {}", name(target)),
        Verb::LetGo => "lets the spell go".to_owned(),
        Verb::EndTurn => "ends turn".to_owned(),
        Verb::MonsterAction { action, targets, at } => {
            format!("does {}{}", plain(action), aim(world, " at ", targets, *at))
        }
    }
}

/// The eight directions by name.
pub(super) const DIRECTIONS: [(&str, i16, i16); 8] = [
    ("north", 0, -1),
    ("northeast", 1, -1),
    ("east", 1, 0),
    ("southeast", 1, 1),
    ("south", 0, 1),
    ("southwest", -1, 1),
    ("west", -1, 0),
    ("northwest", -1, -1),
];

fn walk(world: &World, one: Option<&Creature>, path: &[Tile]) -> String {
    if let (Some(one), [step]) = (one, path) {
        let (x, y) = (step.x - one.at.x, step.y - one.at.y);
        if let Some((name, ..)) = DIRECTIONS.iter().find(|(_, dx, dy)| (*dx, *dy) == (x, y)) {
            return format!("goes {name}");
        }
    }
    let usual = one.zip(path.last()).and_then(|(one, last)| way(world, one.id, *last));
    match path.last() {
        Some(last) if usual.is_some_and(|usual| usual == path) => format!("goes to {},{}", last.x, last.y),
        _ => format!(
            "goes by {}",
            path.iter().map(|tile| format!("{},{}", tile.x, tile.y)).collect::<Vec<_>>().join(" ")
        ),
    }
}

/// The path that `goes to` means.
pub(super) fn way(world: &World, who: CreatureId, to: Tile) -> Option<Vec<Tile>> {
    if world.now.encounter.is_some() {
        return movement::path_to(world, who, to);
    }
    super::explore::path_to(world, who, to)
}

fn attack(weapon: &Weapon, target: &str) -> String {
    match weapon {
        Weapon::Thrown(id) | Weapon::Flask(id) => format!("throws {} at {target}", plain(id)),
        _ => format!("attacks {target} with {}", arm(weapon)),
    }
}

fn arm(weapon: &Weapon) -> String {
    match weapon {
        Weapon::Unarmed => "fist".to_owned(),
        Weapon::Held(id) | Weapon::Thrown(id) | Weapon::Flask(id) => plain(id),
        Weapon::BothHands(id) => format!("{} in both hands", plain(id)),
        Weapon::OffHand(id) => format!("{} in the other hand", plain(id)),
        Weapon::Action(id) => plain(id),
        Weapon::Spell(id) => plain(id),
    }
}

/// The words of the actions that everyone has.
pub(super) const fn acts(action: Grant) -> &'static str {
    match action {
        Grant::Dash => "dashes",
        Grant::Disengage => "disengages",
        Grant::Dodge => "dodges",
        Grant::Hide => "hides",
        Grant::Search => "searches",
        Grant::Escape => "breaks free",
        Grant::Action => "acts",
        Grant::Help => "helps",
        Grant::Attack => "attacks",
    }
}

/// The words of the places where things are worn and held.
pub(super) const fn place(slot: Slot) -> &'static str {
    match slot {
        Slot::Worn => "armour",
        Slot::Shield => "the shield",
        Slot::MainHand => "the main hand",
        Slot::OffHand => "the other hand",
    }
}

fn touches(world: &World, id: &ThingId) -> &'static str {
    match world.map().and_then(|map| map.things.get(id)).map(|thing| &thing.is) {
        Some(Is::Door(_) | Is::Chest { .. }) => "opens",
        Some(Is::Person(_) | Is::Shop(_)) => "talks to",
        Some(Is::Exit { .. }) => "goes through",
        _ => "looks at",
    }
}

fn aim(world: &World, before: &str, targets: &[CreatureId], at: Option<Tile>) -> String {
    let mut all: Vec<String> =
        targets.iter().filter_map(|id| world.creature(*id)).map(|one| one.name.clone()).collect();
    all.extend(at.map(|tile| format!("{},{}", tile.x, tile.y)));
    if all.is_empty() { String::new() } else { format!("{before}{}", all.join(", ")) }
}

/// The weapon that a name means in somebody's hands.
pub(super) fn weapon(world: &World, one: &Creature, id: &ItemId) -> Weapon {
    let held = Weapon::Held(id.clone());
    if arms::arm(world, one, &held).is_some() { held } else { Weapon::Flask(id.clone()) }
}
