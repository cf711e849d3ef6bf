//! Menus made from what may be done: offers gathered by kind, then by what is used, then by whom it is done to.

use super::desk::Desk;
use super::tumble::snake;
use crate::rules::Offer;
use crate::rules::advance::HitPoints;
use crate::rules::command::{Command, Cost, Shoving, Verb};
use crate::srd::id::{ItemId, MonsterId, SpellId};
use crate::srd::magic::Does;
use crate::tale::id::MapId;
use crate::tale::map::Tile;
use crate::world::event::Weapon;
use crate::world::growth::Growth;
use crate::world::id::CreatureId;
use crate::world::question::How;

/// The kinds of deeds, in the order of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// What a question asks.
    Answer,
    /// Strike, hold, push.
    Attack,
    /// Cast.
    Cast,
    /// Move about.
    Move,
    /// Actions that everyone has.
    Act,
    /// Features and stat block actions.
    Feature,
    /// Things in the pack.
    Item,
    /// Things on the map.
    Thing,
    /// Rests and what belongs to them.
    Rest,
    /// The turn is over.
    End,
}

/// What is done to whom: a leaf of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Aim {
    /// Creatures it touches.
    pub(super) targets: Vec<CreatureId>,
    /// The tile it touches.
    pub(super) at: Option<Tile>,
    /// What is asked for in the end.
    pub(super) command: Command,
}

/// One row of a menu: its words, and every way to do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What stands in the row.
    pub(super) text: String,
    /// What it costs.
    pub(super) price: Price,
    /// The ways, at least one.
    pub(super) aims: Vec<Aim>,
}

/// What part of a turn something costs, as far as the menu shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Price {
    /// Nothing to speak of.
    #[default]
    Free,
    /// The bonus action.
    Bonus,
    /// A spell slot of this level.
    Slot(u8),
}

/// All deeds of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// The kind.
    pub(super) kind: Kind,
    /// Its rows, at least one.
    pub(super) entries: Vec<Entry>,
}

/// Gathers offers into groups in the order of kinds; rows keep the order of the offers.
pub(super) fn groups<'a>(desk: &Desk, offers: impl Iterator<Item = &'a Offer>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for offer in offers {
        let Some(kind) = kind(&offer.command.verb) else { continue };
        let (text, price) = row(desk, &offer.command.verb);
        let aim = aim(&offer.command);
        let at = match groups.binary_search_by_key(&kind, |group| group.kind) {
            Ok(at) => at,
            Err(at) => {
                groups.insert(at, Group { kind, entries: Vec::new() });
                at
            }
        };
        let entries = &mut groups[at].entries;
        match entries.iter_mut().find(|entry| entry.text == text && entry.price == price) {
            Some(entry) => entry.aims.push(aim),
            None => entries.push(Entry { text, price, aims: vec![aim] }),
        }
    }
    groups
}

impl Kind {
    /// The id of its name.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Kind::Answer => "menu-answer",
            Kind::Attack => "menu-attack",
            Kind::Cast => "menu-cast",
            Kind::Move => "menu-move",
            Kind::Act => "menu-act",
            Kind::Feature => "menu-feature",
            Kind::Item => "menu-item",
            Kind::Thing => "menu-thing",
            Kind::Rest => "menu-rest",
            Kind::End => "menu-end",
        }
    }

    /// The sprite of its sign.
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Kind::Answer => "small_bolt",
            Kind::Attack => "small_sword",
            Kind::Cast => "small_book",
            Kind::Move => "small_boot",
            Kind::Act => "small_eye",
            Kind::Feature => "small_star",
            Kind::Item => "small_bag",
            Kind::Thing => "small_lock",
            Kind::Rest => "small_moon",
            Kind::End => "small_hourglass",
        }
    }
}

/// The kind of a verb; none for what has pages of its own.
const fn kind(verb: &Verb) -> Option<Kind> {
    Some(match verb {
        Verb::Answer { .. } | Verb::AnswerFrom { .. } => Kind::Answer,
        Verb::Attack { .. } | Verb::Grapple { .. } | Verb::Shove { .. } => Kind::Attack,
        Verb::Cast { .. } | Verb::Ritual { .. } | Verb::Direct { .. } | Verb::LetGo => Kind::Cast,
        Verb::Go(_) | Verb::Stand => Kind::Move,
        Verb::DropProne
        | Verb::Act { .. }
        | Verb::Help { .. }
        | Verb::Ready { .. }
        | Verb::Search
        | Verb::Wake { .. }
        | Verb::Try(_) => Kind::Act,
        Verb::Use { .. } | Verb::MonsterAction { .. } => Kind::Feature,
        Verb::UseItem { .. } | Verb::Equip { .. } | Verb::Unequip { .. } => Kind::Item,
        Verb::Wear { .. } | Verb::TakeOff { .. } | Verb::Invoke { .. } | Verb::Coat { .. } => Kind::Item,
        Verb::Attune { .. } | Verb::Unattune { .. } => Kind::Rest,
        Verb::Interact { .. } | Verb::PickLock { .. } | Verb::Force { .. } | Verb::Disarm { .. } => Kind::Thing,
        Verb::ShortRest
        | Verb::LongRest
        | Verb::SpendHitDie
        | Verb::Prepare { .. }
        | Verb::LevelUp(_)
        | Verb::Grow(_) => Kind::Rest,
        Verb::EndTurn => Kind::End,
        // Giving and dropping are done in the pack, where counts are chosen.
        Verb::Give { .. } | Verb::GiveCoins { .. } | Verb::Drop { .. } => return None,
        Verb::Create(_) | Verb::Begin | Verb::Choose { .. } | Verb::Continue => return None,
        Verb::Buy { .. } | Verb::Sell { .. } | Verb::LeaveShop | Verb::For { .. } => return None,
    })
}

/// What a row says, without its target, and what it costs.
fn row(desk: &Desk, verb: &Verb) -> (String, Price) {
    let free = |text: String| (text, Price::Free);
    match verb {
        Verb::Attack { weapon, .. } => {
            let price = if matches!(weapon, Weapon::OffHand(_)) { Price::Bonus } else { Price::Free };
            (weapon_words(desk, weapon), price)
        }
        Verb::Cast { spell, level, how, .. } => {
            let price = if *level == 0 { Price::Free } else { Price::Slot(*level) };
            (chosen(desk, desk.name("spell", spell), how), price)
        }
        Verb::Direct { spell, how, .. } => {
            free(chosen(desk, desk.say_with("verb-direct", "what", named("spell", spell)), how))
        }
        Verb::AnswerFrom { level } => (desk.say("verb-answer-from"), Price::Slot(*level)),
        Verb::Ritual { spell, .. } => free(desk.say_with("verb-ritual", "what", named("spell", spell))),
        Verb::Act { action, cost } => {
            let text = desk.say(&format!("act-{}", snake(&format!("{action:?}"))));
            (text, if *cost == Cost::Bonus { Price::Bonus } else { Price::Free })
        }
        Verb::Ready { weapon } => {
            let weapon = weapon_words(desk, weapon);
            free(desk.say_with("verb-ready", "what", crate::words::sentence::Value::text(weapon)))
        }
        Verb::Use { feature, level, how, .. } => {
            let price = if *level == 0 { Price::Free } else { Price::Slot(*level) };
            (chosen(desk, desk.name("feature", feature), how), price)
        }
        Verb::MonsterAction { action, how, .. } => free(chosen(desk, desk.name("action", action), how)),
        Verb::UseItem { item, .. } => free(desk.item(item)),
        Verb::Equip { item, .. } => free(desk.say_with("verb-equip", "what", desk.item_value(item))),
        Verb::Unequip { slot } => {
            let slot = named("slot", snake(&format!("{slot:?}")));
            free(desk.say_with("verb-unequip", "what", slot))
        }
        Verb::Wear { item } => free(desk.say_with("verb-wear", "what", desk.item_value(item))),
        Verb::TakeOff { item } => free(desk.say_with("verb-take-off", "what", desk.item_value(item))),
        Verb::Attune { item } => free(desk.say_with("verb-attune", "what", desk.item_value(item))),
        Verb::Unattune { item } => free(desk.say_with("verb-unattune", "what", desk.item_value(item))),
        Verb::Coat { weapon, poison } => free(format!("{}: {}", desk.item(poison), desk.item(weapon))),
        Verb::Invoke { item, power, charges, .. } => free(power_words(desk, item, *power, *charges)),
        Verb::Interact { thing } => free(thing_words(desk, "verb-interact", thing)),
        Verb::PickLock { thing } => free(thing_words(desk, "verb-pick-lock", thing)),
        Verb::Force { thing } => free(thing_words(desk, "verb-force", thing)),
        Verb::Disarm { thing } => free(thing_words(desk, "verb-disarm", thing)),
        Verb::Shove { prone: Shoving::Away, .. } => free(desk.say("verb-shove-away")),
        Verb::Shove { prone: Shoving::Over, .. } => free(desk.say("verb-shove-over")),
        Verb::Try(attempt) => free(super::tries::words(desk, attempt)),
        _ => free(desk.say(plain(verb))),
    }
}

/// What a spell does, and what was chosen with it: a stat block, a kind of damage, an option.
fn chosen(desk: &Desk, spell: String, how: &How) -> String {
    let Some(choice) = &how.choice else { return spell };
    let monster = desk.book().is_some_and(|book| book.monsters.contains_key(&MonsterId::new(choice)));
    let spell_too = desk.book().is_some_and(|book| book.spells.contains_key(&SpellId::new(choice)));
    let item = desk.book().is_some_and(|book| book.items.contains_key(&ItemId::new(choice)));
    if let Some((inner, when)) = choice.rsplit_once("_when_") {
        return format!("{spell}: {} ({})", desk.name("spell", inner), desk.name("choice", format!("when_{when}")));
    }
    if let Some((inner, kind)) = choice.split_once("_being_") {
        return format!("{spell}: {} ({})", desk.name("monster", inner), desk.name("creature", kind));
    }
    let map = desk.view.world.and_then(|world| world.tale.maps.get(&MapId::new(choice)));
    if let Some(map) = map {
        return format!("{spell}: {}", desk.say(map.name.as_str()));
    }
    let kind = match (monster, spell_too, item) {
        (true, ..) => "monster",
        (_, true, _) => "spell",
        (.., true) => "item",
        _ => "choice",
    };
    format!("{spell}: {}", desk.name(kind, choice))
}

/// The words of verbs that need nothing added.
const fn plain(verb: &Verb) -> &'static str {
    match verb {
        Verb::Go(_) => "verb-go",
        Verb::Help { .. } => "verb-help",
        Verb::Grapple { .. } => "verb-grapple",
        Verb::Stand => "verb-stand",
        Verb::DropProne => "verb-drop-prone",
        Verb::Search => "verb-search",
        Verb::ShortRest => "verb-short-rest",
        Verb::LongRest => "verb-long-rest",
        Verb::SpendHitDie => "verb-hit-die",
        Verb::Prepare { .. } => "verb-prepare",
        Verb::LevelUp(_) => "verb-level-up",
        Verb::Grow(Growth::Feature(_)) => "verb-take-up",
        Verb::Grow(Growth::Cantrip(..) | Growth::Spell(..) | Growth::Granted(..) | Growth::Inscribe(_)) => "verb-learn",
        Verb::Grow(Growth::Skill(_) | Growth::Language(_) | Growth::Tool(_)) => "verb-train",
        Verb::Grow(Growth::Expertise(_)) => "verb-master",
        Verb::Grow(Growth::Raise(_) | Growth::Inherit(_)) => "verb-raise",
        Verb::Grow(Growth::Forget(_) | Growth::GiveUp(_)) => "verb-give-up",
        Verb::Answer { yes: crate::rules::command::Consent::Yes | crate::rules::command::Consent::Way(_) } => {
            "verb-yes"
        }
        Verb::Answer { yes: crate::rules::command::Consent::No } => "verb-no",
        Verb::Wake { .. } => "verb-wake",
        Verb::LetGo => "verb-let-go",
        Verb::EndTurn => "verb-end-turn",
        _ => "verb-other",
    }
}

/// What tells apart ways to do one thing that touch nobody: the spells or features that they choose.
pub(super) fn detail(desk: &Desk, verb: &Verb) -> Option<String> {
    let spells = |ids: &[SpellId]| ids.iter().map(|id| desk.name("spell", id)).collect::<Vec<_>>();
    let names = match verb {
        Verb::Prepare { spells: ids } => spells(ids),
        Verb::LevelUp(step) => {
            let class = desk.name("class", &step.class);
            vec![if step.hp == HitPoints::Rolled {
                desk.say_with("verb-level-up-rolled", "what", crate::words::sentence::Value::text(class))
            } else {
                class
            }]
        }
        Verb::Grow(growth) => vec![growth_words(desk, growth)],
        _ => return None,
    };
    (!names.is_empty()).then(|| names.join(", "))
}

/// A thing, its power where it has several, and how many charges that takes.
fn power_words(desk: &Desk, item: &ItemId, number: u8, charges: u8) -> String {
    let magic = desk.book().and_then(|book| book.items.get(item)?.magic.as_ref());
    let powers = magic.map_or(&[][..], |magic| &magic.powers);
    let mut said = desk.item(item);
    if let Some(power) = powers.get(usize::from(number)).filter(|_| powers.len() > 1) {
        let name = match &power.does {
            Does::Cast { spell, .. } if power.id.is_empty() => desk.name("spell", spell),
            _ => desk.name("power", &power.id),
        };
        said = format!("{said}: {name}");
    }
    if charges > 0 { format!("{said} ({charges})") } else { said }
}

/// The name of what is chosen.
fn growth_words(desk: &Desk, growth: &Growth) -> String {
    match growth {
        Growth::Feature(id) | Growth::GiveUp(id) => desk.name("feature", id),
        Growth::Cantrip(_, id)
        | Growth::Spell(_, id)
        | Growth::Granted(_, id)
        | Growth::Inscribe(id)
        | Growth::Forget(id) => desk.name("spell", id),
        Growth::Skill(skill) | Growth::Expertise(skill) => desk.name("skill", skill.as_str()),
        Growth::Language(id) => desk.name("language", id),
        Growth::Tool(id) => desk.name("item", id),
        Growth::Raise(ability) | Growth::Inherit(ability) => desk.name("ability", ability.short()),
    }
}

fn named(kind: &'static str, id: impl ToString) -> crate::words::sentence::Value {
    crate::words::sentence::Value::name(kind, id)
}

/// What a weapon is called.
pub(super) fn weapon_words(desk: &Desk, weapon: &Weapon) -> String {
    match weapon {
        Weapon::Unarmed => desk.say("weapon-unarmed"),
        Weapon::Held(item) | Weapon::Flask(item) => desk.item(item),
        Weapon::BothHands(item) => desk.say_with("weapon-both-hands", "what", desk.item_value(item)),
        Weapon::Thrown(item) => desk.say_with("weapon-thrown", "what", desk.item_value(item)),
        Weapon::OffHand(item) => desk.say_with("weapon-off-hand", "what", desk.item_value(item)),
        Weapon::Action(action) => desk.name("action", action),
        Weapon::Spell(spell) => desk.name("spell", spell),
    }
}

fn thing_words(desk: &Desk, id: &'static str, thing: &crate::tale::id::ThingId) -> String {
    let name = desk.world().and_then(|world| world.thing(thing)).map(|thing| desk.say(thing.name.as_str()));
    desk.say_with(id, "what", crate::words::sentence::Value::text(name.unwrap_or_default()))
}

/// Whom and what a command touches.
fn aim(command: &Command) -> Aim {
    let (targets, at) = match &command.verb {
        Verb::Go(path) => (Vec::new(), path.last().copied()),
        Verb::Attack { target, .. }
        | Verb::Grapple { target }
        | Verb::Shove { target, .. }
        | Verb::Wake { target }
        | Verb::Help { friend: target } => (vec![*target], None),
        Verb::Cast { targets, at, .. }
        | Verb::Ritual { targets, at, .. }
        | Verb::Direct { targets, at, .. }
        | Verb::MonsterAction { targets, at, .. } => (targets.clone(), *at),
        Verb::Use { targets, at, .. } => (targets.clone(), *at),
        Verb::UseItem { target, .. } => (target.iter().copied().collect(), None),
        _ => (Vec::new(), None),
    };
    Aim { targets, at, command: command.clone() }
}

impl Aim {
    /// There is something to point at.
    pub(super) fn points(&self) -> bool {
        !self.targets.is_empty() || self.at.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::Kit;
    use super::super::settings::Settings;
    use super::super::view::{Status, View};
    use super::*;
    use crate::srd::id::ItemId;
    use crate::world::id::{PlayerId, SeatId};

    /// The menu of these verbs, a line a group: the kind, then each row with its price and its number of ways.
    fn check(verbs: &[Verb], expected: &[&str]) {
        let status = Status::default();
        let view = View { world: None, player: PlayerId([0; 32]), seats: &[], status: &status };
        let kit = Kit::new(Settings::default());
        let offer =
            |verb: &Verb| Offer { command: Command { seat: SeatId(0), verb: verb.clone() }, text: String::new() };
        let offers: Vec<Offer> = verbs.iter().map(offer).collect();
        let row = |entry: &Entry| format!("{} {:?} {}", entry.text, entry.price, entry.aims.len());
        let line = |group: &Group| {
            format!("{:?}: {}", group.kind, group.entries.iter().map(row).collect::<Vec<_>>().join(", "))
        };
        let lines: Vec<String> = groups(&kit.desk(&view), offers.iter()).iter().map(line).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn offers_become_kinds_rows_and_ways() {
        let sword = Weapon::Held(ItemId::new("longsword"));
        let attack = |target: u16, weapon: &Weapon| Verb::Attack { target: CreatureId(target), weapon: weapon.clone() };
        let bless = |target: u16| Verb::Cast {
            spell: SpellId::new("bless"),
            level: 1,
            targets: vec![CreatureId(target)],
            at: None,
            how: How::default(),
        };
        check(
            &[
                Verb::EndTurn,
                attack(5, &sword),
                Verb::Go(vec![Tile { x: 1, y: 1 }]),
                bless(1),
                attack(6, &sword),
                attack(5, &Weapon::OffHand(ItemId::new("dagger"))),
                Verb::Go(vec![Tile { x: 2, y: 1 }]),
                bless(2),
                Verb::Drop { item: ItemId::new("dagger"), count: 1 },
            ],
            &[
                "Attack: Longsword Free 2, Dagger (off hand) Bonus 1",
                "Cast: Bless Slot(1) 2",
                "Move: Walk Free 2",
                "End: End the turn Free 1",
            ],
        );
        check(&[], &[]);
    }

    #[test]
    fn an_aim_knows_whom_and_where() {
        let at = |verb: Verb| aim(&Command { seat: SeatId(0), verb });
        let walk = at(Verb::Go(vec![Tile { x: 1, y: 1 }, Tile { x: 2, y: 1 }]));
        assert_eq!((walk.at, walk.points()), (Some(Tile { x: 2, y: 1 }), true));
        assert!(!at(Verb::EndTurn).points());
        assert_eq!(at(Verb::Help { friend: CreatureId(3) }).targets, [CreatureId(3)]);
    }
}
