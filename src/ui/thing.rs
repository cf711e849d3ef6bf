//! What a thing looks like and what it is good for, in a picture and a few words.

use super::desk::Desk;
use super::pen::Pen;
use super::tumble::snake;
use crate::canvas::{Area, Ink};
use crate::srd::id::ItemId;
use crate::srd::item::{ArmourWeight, Item, Use};
use crate::words::sentence::{Sentence, Value};

/// Draws a thing's picture, 16 by 16 pixels: by its kind where it has none of its own.
pub(super) fn icon(desk: &Desk, pen: &mut Pen, item: &ItemId, x: i32, y: i32) {
    let name = look(desk, item);
    if pen.sprites.has(item.as_str()) {
        pen.picture(item.as_str(), x, y);
    } else {
        pen.picture(name, x, y);
    }
}

/// The name of the sprite for a thing's kind.
fn look(desk: &Desk, item: &ItemId) -> &'static str {
    let id = item.as_str();
    let by_name = [
        ("bow", "bow"),
        ("axe", "axe"),
        ("mace", "mace"),
        ("club", "mace"),
        ("hammer", "mace"),
        ("flail", "mace"),
        ("morningstar", "mace"),
        ("staff", "staff"),
        ("wand", "wand"),
        ("key", "key"),
        ("rope", "rope"),
        ("lantern", "lantern"),
        ("lamp", "lantern"),
        ("torch", "torch"),
        ("candle", "torch"),
        ("ring", "ring"),
        ("amulet", "amulet"),
        ("emblem", "amulet"),
        ("reliquary", "amulet"),
        ("scroll", "scroll"),
        ("letter", "scroll"),
        ("map", "scroll"),
        ("book", "book"),
        ("gem", "gem"),
        ("crystal", "gem"),
        ("orb", "gem"),
        ("bolt", "arrow"),
        ("arrow", "arrow"),
    ];
    let Some(record) = desk.book().and_then(|book| book.items.get(item)) else {
        return by_name.iter().find(|(part, _)| id.contains(part)).map_or("small_star", |(_, look)| look);
    };
    match (&record.use_, by_name.iter().find(|(part, _)| id.contains(part))) {
        (Use::Armour(_), _) => "armor",
        (Use::Shield(_), _) => "shield",
        (Use::Food(_), _) => "food",
        (Use::Consumed { .. } | Use::Poison { .. }, _) => "potion",
        (Use::Ammunition, _) => "arrow",
        (_, Some((_, look))) => look,
        (Use::Weapon(_), None) => "sword",
        (Use::Bundle(_), None) => "pack",
        (Use::Light { .. }, None) => "torch",
        (Use::Tool, None) => "tools",
        (Use::Focus(_), None) => "amulet",
        (Use::Gear | Use::Mount { .. } | Use::Vehicle { .. } | Use::Goods | Use::OneOf(_), None) => "pack",
    }
}

/// A sum of money in words: the largest coins first.
pub(super) fn coins(pen: &Pen, cp: u32) -> String {
    let parts = [("purse-gp", cp / 100), ("purse-sp", cp % 100 / 10), ("purse-cp", cp % 10)];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| pen.tell(&Sentence::new(id).with("count", count)))
        .collect();
    if told.is_empty() { pen.tell(&Sentence::new("purse-gp").with("count", 0_u8)) } else { told.join(" ") }
}

/// What a thing is good for, in a panel.
pub(super) fn describe(desk: &Desk, pen: &mut Pen, area: Area, item: &ItemId) {
    let name = desk.item(item);
    icon(desk, pen, item, area.x, area.y);
    pen.text((area.x + 20, area.y + 3), area.width - 20, &name, Ink::GOLD);
    let lines = figures(desk, item);
    let text = lines.join(" · ");
    pen.paragraph(Area::new(area.x, area.y + 19, area.width, area.height - 18), &text, Ink::DIM_TEXT);
}

/// Damage, armour class, range, properties, weight.
fn figures(desk: &Desk, item: &ItemId) -> Vec<String> {
    let mut told = Vec::new();
    let own = desk.world().and_then(|world| world.tale.items.get(item));
    if let Some(keepsake) = own {
        told.push(weight(desk, keepsake.weight_millipounds));
        return told;
    }
    let Some(record) = desk.book().and_then(|book| book.items.get(item)) else { return told };
    match &record.use_ {
        Use::Weapon(weapon) => {
            if let Some(damage) = weapon.damage {
                let kind = Value::name("damage", snake(&format!("{:?}", weapon.kind)));
                let damage = Value::text(damage.to_string());
                told.push(desk.words.say(&Sentence::new("thing-damage").with("dice", damage).with("kind", kind)));
            }
            if let Some((near, far)) = weapon.range_feet {
                told.push(desk.words.say(&Sentence::new("thing-range").with("near", near).with("far", far)));
            }
            let properties =
                weapon.properties.iter().map(|property| desk.name("property", snake(&format!("{property:?}"))));
            told.extend(properties);
        }
        Use::Armour(armour) => {
            let id = match armour.weight {
                ArmourWeight::Light => "thing-armour-light",
                ArmourWeight::Medium => "thing-armour-medium",
                ArmourWeight::Heavy => "thing-armour-heavy",
            };
            told.push(desk.words.say(&Sentence::new(id).with("ac", armour.ac)));
            if armour.loud {
                told.push(desk.say("thing-loud"));
            }
        }
        Use::Shield(ac) => told.push(desk.words.say(&Sentence::new("thing-shield").with("ac", *ac))),
        Use::Light { bright_feet, dim_feet, .. } => {
            let light = Sentence::new("thing-light").with("bright", *bright_feet).with("dim", *dim_feet);
            told.push(desk.words.say(&light));
        }
        Use::Bundle(holds) => {
            let held = holds
                .iter()
                .map(|(item, count)| if *count > 1 { format!("{}×{count}", desk.item(item)) } else { desk.item(item) });
            told.push(held.collect::<Vec<_>>().join(", "));
        }
        Use::Ammunition
        | Use::Focus(_)
        | Use::Consumed { .. }
        | Use::Poison { .. }
        | Use::Mount { .. }
        | Use::Vehicle { .. }
        | Use::Goods
        | Use::Tool
        | Use::Food(_)
        | Use::Gear
        | Use::OneOf(_) => {}
    }
    // The book gives some small things no weight.
    if weight_of(record) > 0 {
        told.push(weight(desk, weight_of(record)));
    }
    told.insert(0, desk.about("item", item));
    told.retain(|line| !line.is_empty());
    told
}

const fn weight_of(record: &Item) -> u32 {
    record.weight_millipounds
}

/// A weight in pounds, with a fraction only where there is one.
pub(super) fn weight(desk: &Desk, millipounds: u32) -> String {
    let (whole, part) = (millipounds / 1000, millipounds % 1000);
    let text = if part == 0 { whole.to_string() } else { format!("{whole}.{}", part / 100) };
    desk.words.say(&Sentence::new("thing-weight").with("pounds", Value::text(text)))
}
