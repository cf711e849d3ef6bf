//! Which tools make what (SRD: Tools, Crafting).

use crate::srd::id::ItemId;
use crate::srd::item::{ArmourWeight, Item, Use};

/// What artisans make besides weapons and armour.
const MAKES: [(&str, &[&str]); 9] = [
    ("alchemists_supplies", &["acid", "alchemists_fire", "oil", "perfume"]),
    ("herbalism_kit", &["antitoxin", "potion_of_healing"]),
    ("poisoners_kit", &["basic_poison"]),
    ("carpenters_tools", &["barrel", "chest", "ladder", "pole", "portable_ram"]),
    ("woodcarvers_tools", &["arrow", "bolt", "club", "greatclub", "quarterstaff", "blowgun_needle"]),
    ("weavers_tools", &["blanket", "common_clothes", "fine_clothes", "robes", "hempen_rope", "silk_rope"]),
    ("tinkers_tools", &["bullseye_lantern", "hooded_lantern", "lamp", "lock", "manacles", "hunting_trap", "tinderbox"]),
    ("leatherworkers_tools", &["backpack", "pouch", "quiver", "waterskin", "whip", "sling"]),
    ("glassblowers_tools", &["glass_bottle", "vial", "magnifying_glass"]),
];

/// True for a tool that anything is made with.
pub(super) fn is_tool(tool: &ItemId) -> bool {
    tool.as_str() == "smiths_tools" || MAKES.iter().any(|(known, _)| *known == tool.as_str())
}

/// True when this tool makes that thing.
pub(super) fn makes(tool: &ItemId, item: &Item) -> bool {
    let listed = |tool: &str| {
        let row = MAKES.iter().find(|(known, _)| *known == tool);
        row.is_some_and(|(_, things)| things.contains(&item.id.as_str()))
    };
    match (tool.as_str(), &item.use_) {
        // Bows and slings are no work of iron, nor is what woodcarvers make.
        ("smiths_tools", Use::Weapon(weapon)) => {
            let shoots = weapon.ammunition.is_some();
            !shoots && !MAKES.iter().any(|(_, things)| things.contains(&item.id.as_str()))
        }
        ("smiths_tools", Use::Armour(armour)) => armour.weight != ArmourWeight::Light,
        ("smiths_tools", Use::Shield(_)) => true,
        ("leatherworkers_tools", Use::Armour(armour)) => armour.weight == ArmourWeight::Light,
        ("woodcarvers_tools", Use::Weapon(weapon)) => weapon.ammunition.is_some() || listed("woodcarvers_tools"),
        (tool, _) => listed(tool),
    }
}
