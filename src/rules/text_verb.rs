//! Reads what stands after the name in a line: the verb and all that belongs to it.

use super::command::{Consent, Cost, Shoving, Verb};
use super::read::{Line, ParseProblem};
use super::{arms, attack, plan_text, text};
use crate::srd::effect::Grant;
use crate::srd::id::ActionId;
use crate::srd::item::Use;
use crate::tale::id::ChoiceId;
use crate::tale::map::Tile;
use crate::world::creature::Creature;
use crate::world::event::{Slot, Weapon};
use crate::world::id::CreatureId;

/// Reads a verb and its end of the line. Nobody in particular can do nothing but make a hero.
pub(super) fn read(line: &mut Line<'_>, who: Option<CreatureId>) -> Result<Verb, ParseProblem> {
    if line.eat("makes") {
        return plan_text::read_plan(line).map(|plan| Verb::Create(Box::new(plan)));
    }
    let one = who.and_then(|who| line.world.creature(who)).ok_or_else(|| line.wrong("makes"))?;
    let verb = plain_verb(line).map(Ok).unwrap_or_else(|| longer(line, one))?;
    line.done()?;
    Ok(verb)
}

/// Verbs that stand alone.
fn plain_verb(line: &mut Line<'_>) -> Option<Verb> {
    let plain = [
        ("begins", Verb::Begin),
        ("stands up", Verb::Stand),
        ("drops prone", Verb::DropProne),
        ("goes on", Verb::Continue),
        ("leaves the shop", Verb::LeaveShop),
        ("takes a short rest", Verb::ShortRest),
        ("takes a long rest", Verb::LongRest),
        ("spends a hit die", Verb::SpendHitDie),
        ("answers yes", Verb::Answer { yes: Consent::Yes }),
        ("answers no", Verb::Answer { yes: Consent::No }),
        ("lets the spell go", Verb::LetGo),
        ("ends turn", Verb::EndTurn),
    ];
    for (words, verb) in plain {
        if line.eat(words) {
            return Some(verb);
        }
    }
    let fight = line.world.now.encounter.is_some();
    let actions = [Grant::Dash, Grant::Disengage, Grant::Dodge, Grant::Hide, Grant::Search, Grant::Escape];
    for action in actions {
        if line.eat(text::acts(action)) {
            if action == Grant::Search && !fight {
                return Some(Verb::Search);
            }
            let cost = if line.eat("as a bonus action") { Cost::Bonus } else { Cost::Action };
            return Some(Verb::Act { action, cost });
        }
    }
    None
}

fn longer(line: &mut Line<'_>, one: &Creature) -> Result<Verb, ParseProblem> {
    if let Some(found) = touching(line) {
        return found;
    }
    if let Some(found) = trading(line, one) {
        return found;
    }
    let Some(word) = line.word() else { return Err(line.wrong("a verb")) };
    match word.to_ascii_lowercase().as_str() {
        "goes" | "steps" => walk(line, one),
        "attacks" => attacks(line, one),
        "throws" => {
            let item = line.item()?;
            line.must("at")?;
            let target = line.someone()?;
            let thrown = Weapon::Thrown(item.clone());
            let weapon = if arms::arm(line.world, one, &thrown).is_some() { thrown } else { Weapon::Flask(item) };
            Ok(Verb::Attack { target, weapon })
        }
        "casts" => casts(line),
        "helps" => Ok(Verb::Help { friend: line.someone()? }),
        "tends" | "wakes" => Ok(Verb::Wake { target: line.someone()? }),
        "grapples" => Ok(Verb::Grapple { target: line.someone()? }),
        "shoves" => {
            let target = line.someone()?;
            let prone = if line.eat("over") { Shoving::Over } else { Shoving::Away };
            line.eat("away");
            Ok(Verb::Shove { target, prone })
        }
        "readies" => Ok(Verb::Ready { weapon: weapon(line, one)? }),
        "uses" | "drinks" => uses(line),
        "does" => {
            let actions = super::figure::block(line.world, one).into_iter().flat_map(|block| &block.actions);
            let wrong = line.wrong("an action of this creature");
            let ids: Vec<ActionId> = actions.map(|action| action.id.clone()).collect();
            let action = line.id(|text| ids.iter().find(|id| id.as_str() == text).cloned()).ok_or(wrong)?;
            let (targets, at) = aim(line, "at")?;
            Ok(Verb::MonsterAction { action, targets, at })
        }
        "draws" => {
            let item = line.item()?;
            let slot = if line.eat("in the other hand") { Slot::OffHand } else { Slot::MainHand };
            Ok(Verb::Equip { item, slot })
        }
        "chooses" => chooses(line),
        "prepares" => {
            let mut spells = Vec::new();
            while !line.is_done() {
                spells.push(line.spell()?);
            }
            Ok(Verb::Prepare { spells })
        }
        "gains" => plan_text::read_step(line).map(|step| Verb::LevelUp(Box::new(step))),
        _ => Err(ParseProblem { wanted: "a verb such as attacks, casts, goes, uses, ends turn", at: word.to_owned() }),
    }
}

/// Things on the map.
fn touching(line: &mut Line<'_>) -> Option<Result<Verb, ParseProblem>> {
    if line.eat("picks the lock of") {
        return Some(line.thing().map(|thing| Verb::PickLock { thing }));
    }
    if line.eat("forces") {
        return Some(line.thing().map(|thing| Verb::Force { thing }));
    }
    if line.eat("disarms") {
        return Some(line.thing().map(|thing| Verb::Disarm { thing }));
    }
    let touches = ["opens", "talks to", "goes through", "looks at", "reads", "takes the way"];
    touches.into_iter().any(|words| line.eat(words)).then(|| line.thing().map(|thing| Verb::Interact { thing }))
}

/// Things in packs and purses.
fn trading(line: &mut Line<'_>, one: &Creature) -> Option<Result<Verb, ParseProblem>> {
    if line.eat("puts on") {
        return Some(line.item().map(|item| {
            let shield = matches!(line.world.book.items.get(&item).map(|item| &item.use_), Some(Use::Shield(_)));
            Verb::Equip { item, slot: if shield { Slot::Shield } else { Slot::Worn } }
        }));
    }
    if line.eat("puts away") {
        return Some(puts_away(line, one));
    }
    if line.eat("gives") {
        return Some(gives(line));
    }
    let shop = line.world.now.story.shop.as_ref().map(|(shop, _)| shop.clone());
    let counted = |line: &mut Line<'_>| {
        let count = line.number().unwrap_or(1);
        line.item().map(|item| (item, count))
    };
    if line.eat("drops") {
        return Some(counted(line).map(|(item, count)| Verb::Drop { item, count }));
    }
    // Without a counter the name of no shop is the right one: the rules refuse it with their own reason.
    let shop = shop.unwrap_or_default();
    if line.eat("buys") {
        return Some(counted(line).map(|(item, count)| Verb::Buy { shop, item, count }));
    }
    if line.eat("sells") {
        return Some(counted(line).map(|(item, count)| Verb::Sell { shop, item, count }));
    }
    None
}

fn puts_away(line: &mut Line<'_>, one: &Creature) -> Result<Verb, ParseProblem> {
    for slot in [Slot::Worn, Slot::Shield, Slot::MainHand, Slot::OffHand] {
        if line.eat(text::place(slot)) {
            return Ok(Verb::Unequip { slot });
        }
    }
    let wrong = line.wrong("something worn or held");
    let item = line.item()?;
    let slots = [Slot::MainHand, Slot::OffHand, Slot::Shield, Slot::Worn];
    let slot = slots.into_iter().find(|slot| one.pack.slot(*slot) == Some(&item)).ok_or(wrong)?;
    Ok(Verb::Unequip { slot })
}

fn gives(line: &mut Line<'_>) -> Result<Verb, ParseProblem> {
    let count: Option<u32> = line.number();
    if line.eat("cp") {
        line.must("to")?;
        return Ok(Verb::GiveCoins { to: line.someone()?, cp: count.unwrap_or(1) });
    }
    let item = line.item()?;
    line.must("to")?;
    let count = u16::try_from(count.unwrap_or(1)).unwrap_or(u16::MAX);
    Ok(Verb::Give { to: line.someone()?, item, count })
}

fn walk(line: &mut Line<'_>, one: &Creature) -> Result<Verb, ParseProblem> {
    // The longer names first, so that `north` does not stand in the way of `northeast`: words are read whole.
    for (name, x, y) in text::DIRECTIONS {
        if line.eat(name) {
            return Ok(Verb::Go(vec![Tile { x: one.at.x.saturating_add(x), y: one.at.y.saturating_add(y) }]));
        }
    }
    let by = line.eat("by");
    if !by {
        line.must("to")?;
    }
    let mut tiles = Vec::new();
    while let Some(tile) = line.tile() {
        tiles.push(tile);
    }
    match tiles[..] {
        [] => Err(line.wrong("a tile such as 3,4")),
        // A tile that cannot be reached is asked for all the same: the rules say why not.
        [to] if !by => Ok(Verb::Go(text::way(line.world, one.id, to).unwrap_or_else(|| vec![to]))),
        _ => Ok(Verb::Go(tiles)),
    }
}

fn attacks(line: &mut Line<'_>, one: &Creature) -> Result<Verb, ParseProblem> {
    let target = line.someone()?;
    if line.eat("with") {
        return Ok(Verb::Attack { target, weapon: weapon(line, one)? });
    }
    // Without a weapon named it is the best of those that may be used now, else whatever is in hand.
    let world = line.world;
    let all = arms::choices(world, one);
    let able = all.iter().filter(|weapon| !matches!(weapon, Weapon::Thrown(_) | Weapon::Flask(_)));
    let able = able.filter(|weapon| attack::allowed(world, one.id, target, weapon).is_ok());
    let best = able.max_by_key(|weapon| arms::arm(world, one, weapon).map_or(0, |arm| attack::worth(&arm)));
    let in_hand = || attack::for_opportunity(world, one).map(|(weapon, _)| weapon);
    let weapon = best.cloned().or_else(in_hand).unwrap_or(Weapon::Unarmed);
    Ok(Verb::Attack { target, weapon })
}

fn weapon(line: &mut Line<'_>, one: &Creature) -> Result<Weapon, ParseProblem> {
    if line.eat("fist") {
        return Ok(Weapon::Unarmed);
    }
    if let Some(block) = super::figure::block(line.world, one) {
        let ids = || block.actions.iter().map(|action| &action.id);
        if let Some(id) = line.id(|text| ids().find(|id| id.as_str() == text).cloned()) {
            return Ok(Weapon::Action(id));
        }
    }
    let item = line.item()?;
    if line.eat("in both hands") {
        return Ok(Weapon::BothHands(item));
    }
    if line.eat("in the other hand") {
        return Ok(Weapon::OffHand(item));
    }
    Ok(text::weapon(line.world, one, &item))
}

fn casts(line: &mut Line<'_>) -> Result<Verb, ParseProblem> {
    let spell = line.spell()?;
    if line.eat("as a ritual") {
        let (targets, at) = aim(line, "at")?;
        return Ok(Verb::Ritual { spell, targets, at });
    }
    let usual = line.world.book.spells.get(&spell).map_or(0, |spell| spell.level);
    let level = if line.eat("from slot") {
        let wrong = line.wrong("the level of a slot");
        line.number().ok_or(wrong)?
    } else {
        usual
    };
    let (targets, at) = aim(line, "at")?;
    Ok(Verb::Cast { spell, level, targets, at })
}

fn aim(line: &mut Line<'_>, before: &str) -> Result<(Vec<CreatureId>, Option<Tile>), ParseProblem> {
    if !line.eat(before) && !line.eat("on") {
        return Ok((Vec::new(), None));
    }
    let targets = line.everyone();
    let at = line.tile();
    if targets.is_empty() && at.is_none() { Err(line.wrong("a name or a tile such as 3,4")) } else { Ok((targets, at)) }
}

fn uses(line: &mut Line<'_>) -> Result<Verb, ParseProblem> {
    let mut ahead = line.clone();
    if let Some(feature) = ahead.feature().filter(|_| ahead.is_done() || ahead.rest().starts_with("on")) {
        *line = ahead;
        let (targets, _) = aim(line, "on")?;
        return Ok(Verb::Use { feature, targets });
    }
    let mut ahead = line.clone();
    if let Ok(item) = ahead.item() {
        *line = ahead;
        let target = if line.eat("on") { Some(line.someone()?) } else { None };
        return Ok(Verb::UseItem { item, target });
    }
    line.thing().map(|thing| Verb::Interact { thing })
}

/// By name, or by its place in the list of those that are offered.
fn chooses(line: &mut Line<'_>) -> Result<Verb, ParseProblem> {
    let world = line.world;
    let wrong = line.wrong("one of the choices");
    let word = line.word().ok_or(wrong)?;
    let scene = world.now.story.scene.as_ref().and_then(|(scene, _)| world.tale.scenes.get(scene));
    let known = scene.is_some_and(|scene| scene.choices.iter().any(|choice| choice.id.as_str() == word));
    let by_number = |number: usize| {
        let mut verbs = Vec::new();
        let (_, by) = world.now.story.scene.as_ref()?;
        super::choose::offers(world, *by, &mut verbs);
        let mut choices =
            verbs.into_iter().filter_map(|verb| if let Verb::Choose { choice } = verb { Some(choice) } else { None });
        choices.nth(number.checked_sub(1)?)
    };
    let choice = if known { None } else { word.parse().ok().and_then(by_number) };
    Ok(Verb::Choose { choice: choice.unwrap_or_else(|| ChoiceId::new(word)) })
}
