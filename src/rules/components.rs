//! What a caster must have and be able to do: voice, hands, a focus, what has a price (SRD: Spellcasting, Components).

use super::figure;
use super::meta;
use super::refusal::Refusal;
use super::zones;
use crate::srd::item::{Focus, Use};
use crate::srd::knack::{Knack, Meta};
use crate::srd::modifier::Modifier;
use crate::srd::spell::Spell;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::zone::Zone;

/// Voice and hands, a focus or a pouch, and what is worth something (ruling 7).
pub(super) fn components(world: &World, one: &Creature, spell: &Spell) -> Result<(), Refusal> {
    if figure::burdened(world, one) {
        return Err(Refusal::NotTrained);
    }
    let given = figure::gives(world, one);
    if given.iter().any(|given| matches!(given, Modifier::NoCasting)) {
        return Err(Refusal::NoAction);
    }
    // Where nothing is heard no spell is spoken, and where no magic works none is cast.
    let mute = |zone: &Zone| (zone.is.silent && spell.needs.verbal) || zone.is.antimagic;
    if !world.now.zones.is_empty() && world.now.zones.values().any(|zone| mute(zone) && zones::holds(world, zone, one))
    {
        return Err(Refusal::NoComponents);
    }
    if one.sheet().is_none() {
        return Ok(());
    }
    let pack = &one.pack;
    let focus = || {
        pack.items.keys().any(|id| match world.book.items.get(id).map(|item| &item.use_) {
            Some(Use::Focus(Focus::Pouch)) => true,
            Some(Use::Focus(kind)) => suits(one, spell, *kind),
            _ => false,
        })
    };
    let needs = &spell.needs;
    if needs.stone && !super::nature::beside_stone(world, one) {
        return Err(Refusal::NoComponents);
    }
    let bare = |given: &&Modifier| matches!(given, Modifier::Knack(Knack::WithoutComponents));
    if needs.material_cp == 0 && given.iter().any(bare) {
        return Ok(());
    }
    if needs.material {
        let owned = needs.item.as_ref().is_some_and(|id| pack.items.contains_key(id));
        // What has a price and is on no list is kept as part of the purse (ruling 32).
        let priced = needs.material_cp > 0;
        let bought = priced && needs.item.is_none() && pack.purse_cp >= needs.material_cp;
        if !owned && !bought && (priced || !focus()) {
            return Err(Refusal::NoComponents);
        }
    }
    let full = pack.main_hand.is_some() && (pack.off_hand.is_some() || super::ward::arm_taken(one));
    if meta::active(one).contains(&Meta::Subtle) {
        return Ok(());
    }
    let symbol = || needs.material && pack.shield.is_some() && focus();
    if needs.somatic && full && !symbol() { Err(Refusal::HandsFull) } else { Ok(()) }
}

fn suits(one: &Creature, spell: &Spell, focus: Focus) -> bool {
    let Some(sheet) = one.sheet() else { return true };
    let of = |class: &str| sheet.classes.iter().any(|(id, _)| id.as_str() == class && spell.classes.contains(id));
    match focus {
        Focus::Arcane => of("wizard") || of("sorcerer") || of("warlock"),
        Focus::Druidic => of("druid"),
        Focus::Holy => of("cleric") || of("paladin"),
        Focus::Instrument => of("bard"),
        Focus::Pouch => true,
    }
}
