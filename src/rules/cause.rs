//! What brings an effect about: who, with what, and the figures that its dice and DCs rest on.

use smol_str::SmolStr;

use super::arms::Arm;
use super::caster;
use super::figure;
use super::invoke;
use super::wear;
use crate::dice::Amount;
use crate::srd::ability::Ability;
use crate::srd::damage::DamageKind;
use crate::srd::effect::{Effect, Escape, Until};
use crate::srd::id::{FeatureId, ItemId, SpellId};
use crate::srd::modifier::Modifier;
use crate::srd::quantity::{Dc, Plus, Quantity};
use crate::srd::spell::{Spell, Targets};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::event::Weapon;
use crate::world::id::{CreatureId, ZoneId};
use crate::world::ongoing::Ongoing;
use crate::world::question::{How, Strike};
use crate::world::zone::Zone;

/// What brings an effect about.
#[derive(Clone, Debug)]
pub(super) struct Cause {
    /// The spell, feature, action or item, as the book names it.
    pub(super) name: SmolStr,
    /// Who does it.
    pub(super) by: CreatureId,
    /// The square it comes from, for cover.
    pub(super) from: Tile,
    /// What its attacks are made with.
    pub(super) weapon: Option<Weapon>,
    /// Magic does it.
    pub(super) magic: bool,
    /// A weapon does it that counts as magical because of who bears it.
    pub(super) enchanted: bool,
    /// It ends with the doer's concentration.
    pub(super) concentration: bool,
    /// A critical hit does it.
    pub(super) critical: bool,
    /// The slot it was cast from.
    pub(super) level: u8,
    /// The ability of the saving throw it asks for first.
    pub(super) save: Option<Ability>,
    /// What was chosen with it.
    pub(super) how: How,
    /// The square that it was aimed at.
    pub(super) at: Option<Tile>,
    /// The area that does it.
    pub(super) zone: Option<ZoneId>,
    /// So many further dice.
    pub(super) swollen: u16,
    lasts: Until,
    spell_dc: i32,
    saved_dc: Option<i32>,
    spell_modifier: i32,
    class_level: u8,
    spent: u8,
    above: u8,
    times: u16,
    heals: bool,
}

impl Cause {
    fn plain(world: &World, by: CreatureId, name: &str) -> Cause {
        let one = world.creature(by);
        Cause {
            name: SmolStr::new(name),
            by,
            from: one.map_or(Tile::default(), |one| one.at),
            weapon: None,
            magic: false,
            enchanted: false,
            concentration: false,
            critical: false,
            level: 0,
            save: None,
            how: How::default(),
            at: None,
            zone: None,
            swollen: 0,
            lasts: Until::Ended,
            spell_dc: one.map_or(10, |one| caster::dc(world, one, None)),
            saved_dc: None,
            spell_modifier: one.map_or(0, |one| caster::spell_modifier(world, one, None)),
            class_level: one.and_then(|one| one.sheet()).map_or(0, |sheet| sheet.level()),
            spent: 0,
            above: 0,
            times: 1,
            heals: false,
        }
    }

    /// So many uses were paid, or a slot of this level, or both.
    pub(super) fn paid(&mut self, spent: u8, level: u8) {
        (self.spent, self.level) = (spent, level);
    }

    /// A slot of this level was spent on a feature: one of 1st level is the least.
    pub(super) fn cast_from(&mut self, level: u8) {
        (self.level, self.above) = (level, level.saturating_sub(1));
    }

    /// The saving throw that these effects ask for first is the one that later ones repeat.
    pub(super) fn saved_by(&mut self, effects: &[Effect]) {
        self.save = first_save(effects);
    }

    /// What these effects bring is resisted by later saving throws of this ability against this.
    pub(super) fn resisted_by(&mut self, ability: Ability, dc: u8) {
        (self.save, self.spell_dc) = (Some(ability), i32::from(dc));
    }

    /// Levels in the class that gives the feature.
    pub(super) const fn class_level(&self) -> u8 {
        self.class_level
    }

    /// A sum of figures.
    pub(super) fn sum(&self, world: &World, plus: &[Plus]) -> i32 {
        let one = world.creature(self.by);
        let plus = plus.iter().map(|plus| match plus {
            Plus::SpellModifier => self.spell_modifier,
            Plus::ClassLevel => i32::from(self.class_level),
            Plus::TimesClassLevel(times) => i32::from(*times) * i32::from(self.class_level),
            Plus::Ability(ability) => one.map_or(0, |one| figure::modifier(world, one, *ability)),
            Plus::Proficiency => one.map_or(0, |one| figure::proficiency(world, one)),
            Plus::Spent => i32::from(self.spent),
            Plus::FiveSpellModifier => 5 * self.spell_modifier,
            Plus::TimesCharges(times) => {
                let item = ItemId::new(&self.name);
                let left = one.zip(wear::magic(world, &item)).map_or(0, |(one, magic)| invoke::left(one, &item, magic));
                i32::from(*times) * i32::from(left)
            }
        });
        plus.sum()
    }

    /// A spell from a slot of this level.
    pub(super) fn spell(world: &World, by: CreatureId, spell: &Spell, level: u8) -> Cause {
        let one = world.creature(by);
        let grown = one.and_then(|one| one.sheet()).map_or(1, |sheet| sheet.level());
        // Rays grow in number instead.
        let rays = matches!(spell.targets, Targets::Shared(_));
        let times = if spell.grows && !rays { caster::growth(grown) } else { 1 };
        Cause {
            weapon: Some(Weapon::Spell(spell.id.clone())),
            magic: true,
            concentration: spell.held_from(level),
            lasts: spell.lasts_from(level),
            level,
            save: first_save(&spell.effects),
            spell_dc: one.map_or(10, |one| caster::dc(world, one, Some(spell))),
            spell_modifier: one.map_or(0, |one| caster::spell_modifier(world, one, Some(spell))),
            above: level.saturating_sub(spell.level),
            times,
            heals: spell.level > 0,
            ..Cause::plain(world, by, spell.id.as_str())
        }
    }

    /// A feature of a hero.
    pub(super) fn feature(world: &World, by: CreatureId, feature: &FeatureId) -> Cause {
        let sheet = world.creature(by).and_then(|one| one.sheet());
        let mut features = sheet.into_iter().flat_map(|sheet| figure::features(world, sheet));
        let found = features.find(|(it, _)| it.id == *feature);
        let effects = found.and_then(|(it, _)| it.acts.as_ref()).map_or(&[][..], |acts| &acts.effects);
        let (class_level, save) = (found.map_or(0, |(_, level)| level), first_save(effects));
        Cause { class_level, save, magic: true, ..Cause::plain(world, by, feature.as_str()) }
    }

    /// An action of a stat block, an item, a trap.
    pub(super) fn named(world: &World, by: CreatureId, name: &str, effects: &[Effect]) -> Cause {
        Cause { save: first_save(effects), ..Cause::plain(world, by, name) }
    }

    /// An item that is used.
    pub(super) fn item(world: &World, by: CreatureId, item: &ItemId, effects: &[Effect]) -> Cause {
        Cause { weapon: Some(Weapon::Flask(item.clone())), ..Cause::named(world, by, item.as_str(), effects) }
    }

    /// A power of a magic thing, with so many charges more than the least.
    pub(super) fn power(world: &World, by: CreatureId, item: &ItemId, effects: &[Effect], above: u8) -> Cause {
        Cause { magic: true, above, level: above, ..Cause::item(world, by, item, effects) }
    }

    /// An attack with this arm that hit.
    pub(super) fn attack(world: &World, strike: &Strike, arm: Option<&Arm<'_>>, critical: bool) -> Cause {
        let by = strike.attacker;
        let cause = match &strike.weapon {
            Weapon::Spell(id) => match world.book.spells.get(id) {
                Some(spell) => Cause { how: strike.how.clone(), ..Cause::spell(world, by, spell, strike.level) },
                None => Cause::plain(world, by, id.as_str()),
            },
            Weapon::Action(id) => Cause::plain(world, by, id.as_str()),
            // A power's attack is as strong as the charges spent on it.
            Weapon::Flask(id) => Cause { above: strike.level, ..Cause::plain(world, by, id.as_str()) },
            Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) | Weapon::OffHand(id) => {
                Cause::plain(world, by, id.as_str())
            }
            Weapon::Unarmed => Cause::plain(world, by, "unarmed"),
        };
        let one = world.creature(by);
        let save = arm.and_then(|arm| first_save(arm.effects));
        let action = matches!(strike.weapon, Weapon::Action(_));
        let enchanted = action && one.is_some_and(|one| super::nature::strikes_with_magic(world, one));
        Cause { critical, save, enchanted, weapon: None, ..cause }
    }

    /// Something that lasts and comes again.
    pub(super) fn lasting(world: &World, ongoing: &Ongoing) -> Cause {
        let how = How { choice: ongoing.chosen.clone(), also: Vec::new() };
        Cause { how, ..Cause::again(world, ongoing.source, &ongoing.name, ongoing.level) }
    }

    /// An area that stays.
    pub(super) fn zone(world: &World, zone: &Zone) -> Cause {
        let how = How { choice: zone.chosen.clone(), also: Vec::new() };
        let (from, at, zone_id) = (zone.at, Some(zone.at), Some(zone.id));
        Cause { how, from, at, zone: zone_id, ..Cause::again(world, zone.source, &zone.name, zone.level) }
    }

    /// A spell that goes on, or something else of this name.
    pub(super) fn again(world: &World, by: CreatureId, name: &str, level: u8) -> Cause {
        match world.book.spells.get(&SpellId::new(name)) {
            Some(spell) => Cause::spell(world, by, spell, level),
            None => {
                let magic = world.book.items.get(&ItemId::new(name)).is_some_and(|item| item.magic.is_some());
                Cause { magic, ..Cause::plain(world, by, name) }
            }
        }
    }

    /// The kind of damage: the chosen one where there are several.
    pub(super) fn kind(&self, kinds: &[DamageKind]) -> Option<DamageKind> {
        let chosen = |kind: &&DamageKind| self.how.choice.as_deref() == Some(kind.as_str());
        kinds.iter().find(chosen).or(kinds.first()).copied()
    }

    /// How long something lasts: as long as the spell where nothing else is said.
    pub(super) fn until(&self, until: Until) -> Until {
        if until == Until::Spell { self.lasts } else { until }
    }

    /// How many slot levels above its own the spell was cast from.
    pub(super) fn above(&self) -> u8 {
        self.above
    }

    /// The number that a roll must reach.
    pub(super) fn dc(&self, world: &World, dc: Dc) -> i32 {
        match dc {
            Dc::Spell => self.spell_dc,
            Dc::Is(number) => i32::from(number),
            Dc::Of(ability) => world
                .creature(self.by)
                .map_or(10, |one| 8 + figure::proficiency(world, one) + figure::modifier(world, one, ability)),
        }
    }

    /// What later saving throws are against, small enough to be kept beside what lasts: as the first one, else the
    /// spell DC.
    pub(super) fn dc_byte(&self) -> u8 {
        u8::try_from(self.saved_dc.unwrap_or(self.spell_dc).clamp(0, 99)).unwrap_or(99)
    }

    /// The same after this saving throw, which later ones repeat.
    pub(super) fn after(&self, ability: Ability, dc: i32) -> Cause {
        Cause { save: Some(ability), saved_dc: Some(dc), ..self.clone() }
    }

    /// The same way out with its DC as a number, which whoever caused it no longer changes.
    pub(super) fn fixed(&self, world: &World, escape: Escape) -> Escape {
        let dc = self.dc(world, escape.dc).clamp(0, 99);
        Escape { dc: Dc::Is(u8::try_from(dc).unwrap_or(99)), ..escape }
    }

    /// Dice and what is added to them.
    pub(super) fn amount(&self, world: &World, quantity: &Quantity) -> Amount {
        let grown = quantity.grows.iter().rev().find(|(from, _)| *from <= self.class_level);
        let mut amount = grown.map_or(quantity.is, |(_, dice)| *dice).and(self.sum(world, &quantity.plus));
        amount.count = amount.count.saturating_mul(self.times);
        if let Some(more) = quantity.per_slot {
            let above = self.above / quantity.every.max(1);
            amount.count = amount.count.saturating_add(more.count.saturating_mul(u16::from(above)));
            amount = amount.and(i32::from(more.plus) * i32::from(above));
        }
        if quantity.dice_max > 0 {
            amount.count = amount.count.min(quantity.dice_max);
        }
        amount.count = amount.count.saturating_add(self.swollen);
        amount
    }

    /// What healers of some callings add to a spell of 1st level or higher.
    pub(super) fn heal_bonus(&self, world: &World) -> i32 {
        let Some(one) = world.creature(self.by).filter(|_| self.heals) else { return 0 };
        let given = figure::gives(world, one);
        let bonus = given
            .iter()
            .filter_map(|it| if let Modifier::HealBonus(plus) = it { Some(i32::from(*plus)) } else { None });
        bonus.map(|plus| plus + i32::from(self.level)).sum()
    }
}

/// The saving throw that comes first, also where it is among options or comes later.
fn first_save(effects: &[Effect]) -> Option<Ability> {
    effects.iter().find_map(|effect| match effect {
        Effect::Save { ability, .. } => Some(*ability),
        Effect::Choose(options) => options.iter().find_map(|(_, effects)| first_save(effects)),
        Effect::May(may) => first_save(&may.effects),
        Effect::Attack { hit, .. } => first_save(hit),
        Effect::HpGate { then, otherwise, .. } => first_save(then).or_else(|| first_save(otherwise)),
        Effect::Zone(zone) => first_save(&zone.does).or_else(|| first_save(&zone.over)),
        _ => None,
    })
}
