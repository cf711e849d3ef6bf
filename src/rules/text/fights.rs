//! What is said in fights: attacks, spells, the actions everyone has, answers.

use super::find::{spoken, tile};
use super::{Read, Said, Unclear};
use crate::rules::command::{Consent, Cost, Shoving, Verb};
use crate::srd::effect::Grant;
use crate::srd::id::SpellId;
use crate::srd::item::Use;
use crate::srd::monster::Does;
use crate::tale::map::Tile;
use crate::world::event::Weapon;
use crate::world::id::CreatureId;
use crate::world::question::How;
use smol_str::SmolStr;

/// The phrases, each with its reader.
pub(super) const PHRASES: &[(&str, Read)] = &[
    ("attacks", attack),
    ("throws", throw),
    ("casts", cast),
    ("directs", direct),
    ("answers from level", |_, rest| {
        Ok(Verb::AnswerFrom { level: rest.parse().map_err(|_| Unclear::Count(rest.to_owned()))? })
    }),
    ("dashes", |_, rest| act(Grant::Dash, rest)),
    ("disengages", |_, rest| act(Grant::Disengage, rest)),
    ("dodges", |_, rest| act(Grant::Dodge, rest)),
    ("hides", |_, rest| act(Grant::Hide, rest)),
    ("escapes", |_, rest| act(Grant::Escape, rest)),
    ("searches", search),
    ("helps", |said, rest| Ok(Verb::Help { friend: said.creature(rest)? })),
    ("grapples", |said, rest| Ok(Verb::Grapple { target: said.creature(rest)? })),
    ("shoves", shove),
    ("stands up", |_, _| Ok(Verb::Stand)),
    ("drops prone", |_, _| Ok(Verb::DropProne)),
    ("readies", |said, rest| Ok(Verb::Ready { weapon: weapon(said, rest)? })),
    ("uses", make_use),
    ("does", act_as_monster),
    ("wakes", |said, rest| Ok(Verb::Wake { target: said.creature(rest)? })),
    ("stops concentrating", |_, _| Ok(Verb::LetGo)),
    ("ends turn", |_, _| Ok(Verb::EndTurn)),
    ("ends the turn", |_, _| Ok(Verb::EndTurn)),
    ("answers yes", |_, _| Ok(Verb::Answer { yes: Consent::Yes })),
    ("answers no", |_, _| Ok(Verb::Answer { yes: Consent::No })),
    ("answers", |_, rest| {
        let way = rest.parse().map_err(|_| Unclear::Count(rest.to_owned()))?;
        Ok(Verb::Answer { yes: Consent::Way(way) })
    }),
];

/// How a bonus action is said.
pub(super) const AS_BONUS: &str = "as a bonus action";
pub(super) const BOTH_HANDS: &str = " in both hands";
pub(super) const OTHER_HAND: &str = " in the other hand";

fn attack(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    if let Some(target) = rest.strip_suffix(" unarmed") {
        return Ok(Verb::Attack { target: said.creature(target)?, weapon: Weapon::Unarmed });
    }
    match rest.split_once(" with ") {
        Some((target, with)) => Ok(Verb::Attack { target: said.creature(target)?, weapon: weapon(said, with)? }),
        None => Ok(Verb::Attack { target: said.creature(rest)?, weapon: usual(said) }),
    }
}

fn throw(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (item, target) = rest.split_once(" at ").ok_or_else(|| Unclear::Creature(rest.to_owned()))?;
    let item = said.item(item)?;
    let is_weapon = said.world.book.items.get(&item).is_some_and(|item| matches!(item.use_, Use::Weapon(_)));
    let weapon = if is_weapon { Weapon::Thrown(item) } else { Weapon::Flask(item) };
    Ok(Verb::Attack { target: said.creature(target)?, weapon })
}

/// `longsword`, `longsword in both hands`, `dagger in the other hand`, `fist`, or a stat block's action.
pub(super) fn weapon(said: &Said<'_>, words: &str) -> Result<Weapon, Unclear> {
    if words == "unarmed" {
        return Ok(Weapon::Unarmed);
    }
    if let Some(action) = said.action(words) {
        return Ok(Weapon::Action(action));
    }
    if let Some(item) = words.strip_suffix(BOTH_HANDS) {
        return Ok(Weapon::BothHands(said.item(item)?));
    }
    if let Some(item) = words.strip_suffix(OTHER_HAND) {
        return Ok(Weapon::OffHand(said.item(item)?));
    }
    Ok(Weapon::Held(said.item(words)?))
}

/// What one attacks with when nothing is said: the main hand, or the first attack of the stat block.
pub(super) fn usual(said: &Said<'_>) -> Weapon {
    if let Some(monster) = said.one.block_id() {
        let block = said.world.book.monsters.get(monster);
        let mut actions = block.into_iter().flat_map(|block| &block.actions);
        if let Some(action) = actions.find(|action| matches!(action.does, Does::Attack(_))) {
            return Weapon::Action(action.id.clone());
        }
    }
    said.one.pack.main_hand.clone().map_or(Weapon::Unarmed, Weapon::Held)
}

/// A spell, `as a ritual`, at whom or where, from which slot: `sleep at 3,4`, `bless on Ada, Bron at level 2`.
fn cast(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (rest, asked) = match rest.rsplit_once(" at level ") {
        Some((rest, level)) => (rest, Some(level.parse().map_err(|_| Unclear::Count(level.to_owned()))?)),
        None => (rest, None),
    };
    let (whole, ritual) = match rest.split_once(" as a ritual") {
        Some((name, aim)) => (format!("{name}{aim}"), true),
        None => (rest.to_owned(), false),
    };
    let (spell, targets, at, how) = cast_at(said, &whole)?;
    if ritual {
        return Ok(Verb::Ritual { spell, targets, at, how });
    }
    let own = said.world.book.spells.get(&spell).map_or(0, |spell| spell.level);
    Ok(Verb::Cast { spell, level: asked.unwrap_or(own), targets, at, how })
}

/// What a spell allows to do again: `moonbeam at 3,4`, `telekinesis on gob as away`.
fn direct(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (spell, targets, at, how) = aimed_at(said, rest, said.work(name_in(rest))?)?;
    Ok(Verb::Direct { spell, targets, at, how })
}

/// A spell, at whom or where, further points and what was chosen: `meteor swarm at 3,4 and 9,9`, `enhance ability on Ada as owls wisdom`.
fn cast_at(said: &Said<'_>, words: &str) -> Result<(SpellId, Vec<CreatureId>, Option<Tile>, How), Unclear> {
    let spell = said.spell(name_in(words))?;
    aimed_at(said, words, spell)
}

/// What is cast, without at whom and what was chosen.
fn name_in(words: &str) -> &str {
    aimed(words.rsplit_once(" as ").map_or(words, |(words, _)| words)).0
}

fn aimed_at(
    said: &Said<'_>,
    words: &str,
    spell: SpellId,
) -> Result<(SpellId, Vec<CreatureId>, Option<Tile>, How), Unclear> {
    let (words, choice) = match words.rsplit_once(" as ") {
        Some((words, choice)) => (words, Some(SmolStr::new(choice.trim().replace(' ', "_")))),
        None => (words, None),
    };
    let (_, aim) = aimed(words);
    let mut parts = aim.split(" and ");
    let first = parts.next().unwrap_or_default();
    let also: Option<Vec<Tile>> = parts.map(tile).collect();
    let (aim, also) = match also {
        Some(also) => (first, also),
        None => (aim, Vec::new()),
    };
    let (targets, at) = targets(said, aim)?;
    Ok((spell, targets, at, How { choice, also }))
}

/// What is done, and at whom or where: parted by ` at `, ` on ` or ` over `, whichever comes first.
pub(super) fn aimed(words: &str) -> (&str, &str) {
    let parted = [" at ", " on ", " over "].iter().filter_map(|part| Some((words.find(part)?, part.len()))).min();
    parted.map_or((words, ""), |(at, length)| (&words[..at], words[at + length..].trim()))
}

/// A tile, creatures, or a tile and creatures with `for` between them.
pub(super) fn targets(said: &Said<'_>, aim: &str) -> Result<(Vec<CreatureId>, Option<Tile>), Unclear> {
    let (place, names) = aim.split_once(" for ").unwrap_or((aim, ""));
    match tile(place) {
        Some(at) => Ok((said.creatures(names)?, Some(at))),
        None => Ok((said.creatures(aim)?, None)),
    }
}

fn act(action: Grant, rest: &str) -> Result<Verb, Unclear> {
    match rest {
        "" => Ok(Verb::Act { action, cost: Cost::Action }),
        AS_BONUS => Ok(Verb::Act { action, cost: Cost::Bonus }),
        other => Err(Unclear::Verb(other.to_owned())),
    }
}

/// In a fight a search is an action; outside of fights it takes as long as it takes.
fn search(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    if said.world.now.encounter.is_some() { act(Grant::Search, rest) } else { Ok(Verb::Search) }
}

fn shove(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (target, prone) = match (rest.strip_suffix(" away"), rest.strip_suffix(" over")) {
        (Some(target), _) => (target, Shoving::Away),
        (None, Some(target)) => (target, Shoving::Over),
        (None, None) => (rest, Shoving::Over),
    };
    Ok(Verb::Shove { target: said.creature(target)?, prone })
}

/// A feature or an item, on whom: `second wind`, `potion of healing on Bron`.
fn make_use(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (bare, level) = match rest.rsplit_once(" at level ") {
        Some((rest, level)) => (rest, level.parse().map_err(|_| Unclear::Count(level.to_owned()))?),
        None => (rest, 0),
    };
    let (bare, choice) = match bare.rsplit_once(" as ") {
        Some((rest, choice)) => (rest, Some(SmolStr::new(choice.replace(' ', "_")))),
        None => (bare, None),
    };
    if let Some((feature, aim)) = said.feature_first(bare) {
        let (targets, at) = targets(said, aim)?;
        return Ok(Verb::Use { feature, targets, level, at, how: How { choice, also: Vec::new() } });
    }
    let (name, aim) = aimed(rest);
    let target = if aim.is_empty() { None } else { Some(said.creature(aim)?) };
    Ok(Verb::UseItem { item: said.item(name)?, target })
}

fn act_as_monster(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (rest, choice) = match rest.rsplit_once(" as ") {
        Some((rest, choice)) => (rest, Some(SmolStr::new(choice.trim().replace(' ', "_")))),
        None => (rest, None),
    };
    let (name, aim) = aimed(rest);
    let action = said.action(name).ok_or_else(|| Unclear::Thing(name.to_owned()))?;
    let (targets, at) = targets(said, aim)?;
    Ok(Verb::MonsterAction { action, targets, at, how: How { choice, also: Vec::new() } })
}

/// A weapon as it is said after `with`; thrown ones are said with `throws`.
pub(super) fn with(weapon: &Weapon) -> String {
    match weapon {
        Weapon::Unarmed => "unarmed".to_owned(),
        Weapon::Held(item) | Weapon::Thrown(item) | Weapon::Flask(item) => spoken(item.as_str()),
        Weapon::BothHands(item) => format!("{}{BOTH_HANDS}", spoken(item.as_str())),
        Weapon::OffHand(item) => format!("{}{OTHER_HAND}", spoken(item.as_str())),
        Weapon::Action(action) => spoken(action.as_str()),
        Weapon::Spell(spell) => spoken(spell.as_str()),
    }
}
