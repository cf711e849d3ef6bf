//! Makes things of their records: one for each base and variant that a magic item has (SRD: Magic Items A-Z).
//!
//! Ids are put together: `flame_tongue.longsword`, `ring_of_resistance+fire`, `spell_scroll@sleep`; `longsword+1`.

use serde::{Deserialize, Serialize};

use super::chance::Turn;
use super::damage::DamageKind;
use super::effect::Effect;
use super::id::{ItemId, SpellId};
use super::item::{Item, Property, Use};
use super::magic::{Attune, Charges, Does, Gift, Magic, Place, Power, Rarity};
use super::modifier::Modifier;
use super::shelf::Shelf;
use super::spell::{Spell, Time};

/// A magic item's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name in the tables.
    pub id: ItemId,
    /// What it is made of.
    #[serde(default)]
    pub base: Base,
    /// How seldom it is found, where its variants say nothing else.
    #[serde(default)]
    pub rarity: Rarity,
    /// Who may attune to it, where it asks for that.
    #[serde(default)]
    pub attune: Option<Attune>,
    /// Where it is worn or held.
    #[serde(default)]
    pub place: Place,
    /// What it changes about its bearer.
    #[serde(default)]
    pub gives: Vec<Modifier>,
    /// What it uses up.
    #[serde(default)]
    pub charges: Option<Charges>,
    /// What its bearer may do with it.
    #[serde(default)]
    pub powers: Vec<Power>,
    /// What it lets its bearer decide in the middle of something.
    #[serde(default)]
    pub gifts: Vec<Gift>,
    /// Cannot be let go.
    #[serde(default)]
    pub cursed: bool,
    /// What its magic makes of the base.
    #[serde(default)]
    pub honed: Honed,
    /// What it does where it is drunk, strewn or smeared.
    #[serde(default)]
    pub consumed: Vec<Effect>,
    /// How often, before it is used up.
    #[serde(default = "one")]
    pub uses: u16,
    /// Its light: bright and further dim radius in feet.
    #[serde(default)]
    pub light: Option<(u16, u16)>,
    /// Its weight in thousandths of a pound, where it has no base.
    #[serde(default)]
    pub weight_millipounds: u32,
    /// Kinds of it that differ.
    #[serde(default)]
    pub variants: Vec<Variant>,
}

const fn one() -> u16 {
    1
}

/// What a magic item is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Base {
    /// Nothing that the book sells.
    #[default]
    Thing,
    /// One of these.
    Of(Vec<ItemId>),
    /// Any weapon.
    AnyWeapon,
    /// Any armour, shields apart.
    AnyArmour,
    /// Any ammunition.
    AnyAmmunition,
    /// Parchment: one for each spell of the book.
    Scroll,
}

/// What magic makes of a weapon or armour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Honed {
    /// To hit and to hurt, or to armour class.
    pub plus: i8,
    /// What a hit does besides.
    pub hit: Vec<Effect>,
    /// What a roll of 20 does besides.
    pub critical: Vec<Effect>,
    /// Another kind of damage.
    pub kind: Option<DamageKind>,
    /// Further properties.
    pub properties: Vec<Property>,
    /// Can be thrown so far.
    pub range_feet: Option<(u16, u16)>,
    /// Neither loud nor heavy.
    pub easy: bool,
}

/// A kind of a magic item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Its name behind the plus sign.
    pub id: String,
    /// How seldom it is found.
    pub rarity: Option<Rarity>,
    /// To hit and to hurt, or to armour class.
    pub plus: i8,
    /// What it uses up, where its kinds differ in that.
    pub charges: Option<Charges>,
    /// What else it changes about its bearer.
    pub gives: Vec<Modifier>,
    /// What else it can do.
    pub powers: Vec<Power>,
    /// What else it does where it is drunk or smeared.
    pub consumed: Vec<Effect>,
    /// What else a hit does.
    pub hit: Vec<Effect>,
}

/// Every thing of a record.
pub(super) fn forge(template: &Template, items: &Shelf<ItemId, Item>, spells: &Shelf<SpellId, Spell>) -> Vec<Item> {
    if template.base == Base::Scroll {
        return spells.values().map(|spell| scroll(template, spell)).collect();
    }
    let plain = Variant::default();
    let variants: Vec<&Variant> =
        if template.variants.is_empty() { vec![&plain] } else { template.variants.iter().collect() };
    let bases: Vec<Option<&Item>> = match &template.base {
        Base::Thing | Base::Scroll => vec![None],
        Base::Of(ids) => ids.iter().map(|id| items.get(id)).collect(),
        Base::AnyWeapon => some(items, |item| matches!(item.use_, Use::Weapon(_))),
        Base::AnyArmour => some(items, |item| matches!(item.use_, Use::Armour(_))),
        Base::AnyAmmunition => some(items, |item| matches!(item.use_, Use::Ammunition)),
    };
    let many = bases.len() > 1;
    let pairs = bases.iter().flat_map(|base| variants.iter().map(move |variant| (*base, *variant)));
    pairs.map(|(base, variant)| made(template, base, variant, many)).collect()
}

fn some(items: &Shelf<ItemId, Item>, fits: fn(&Item) -> bool) -> Vec<Option<&Item>> {
    items.values().filter(|item| item.magic.is_none() && fits(item)).map(Some).collect()
}

fn made(template: &Template, base: Option<&Item>, variant: &Variant, many: bool) -> Item {
    let mut id = template.id.to_string();
    if let Some(base) = base.filter(|_| many) {
        // What is nothing but better is named after what it is made of.
        let better = !template.variants.is_empty() && template.variants.iter().all(|it| it.plus != 0);
        id = if better { base.id.to_string() } else { format!("{id}.{}", base.id) };
    }
    if !variant.id.is_empty() {
        id = format!("{id}+{}", variant.id);
    }
    let magic = Magic {
        of: template.id.clone(),
        rarity: variant.rarity.unwrap_or(template.rarity),
        attune: template.attune.clone(),
        place: if base.is_some() { Place::Held } else { template.place },
        gives: template.gives.iter().chain(&variant.gives).cloned().collect(),
        charges: variant.charges.or(template.charges),
        powers: template.powers.iter().chain(&variant.powers).cloned().collect(),
        gifts: template.gifts.clone(),
        cursed: template.cursed,
        plus: template.honed.plus + variant.plus,
        hit: template.honed.hit.iter().chain(&variant.hit).cloned().collect(),
    };
    Item {
        id: ItemId::new(&id),
        use_: worked(template, base, variant),
        cost_cp: None,
        weight_millipounds: base.map_or(template.weight_millipounds, |base| base.weight_millipounds),
        bundle: 1,
        magic: Some(magic),
    }
}

fn worked(template: &Template, base: Option<&Item>, variant: &Variant) -> Use {
    let Honed { plus, hit, critical, kind, properties, range_feet, easy } = &template.honed;
    let plus = plus + variant.plus;
    match base.map(|base| base.use_.clone()) {
        Some(Use::Weapon(mut weapon)) => {
            weapon.plus = plus;
            weapon.kind = kind.unwrap_or(weapon.kind);
            let kind = weapon.kind;
            weapon.hit.extend(hit.iter().chain(&variant.hit).map(|effect| of_kind(effect, kind)));
            weapon.critical = critical.iter().map(|effect| of_kind(effect, weapon.kind)).collect();
            weapon.properties.extend(properties);
            weapon.range_feet = range_feet.or(weapon.range_feet);
            Use::Weapon(weapon)
        }
        Some(Use::Armour(mut armour)) => {
            armour.ac = armour.ac.saturating_add_signed(plus);
            if *easy {
                (armour.loud, armour.strength) = (false, None);
            }
            Use::Armour(armour)
        }
        Some(Use::Shield(ac)) => Use::Shield(ac.saturating_add_signed(plus)),
        Some(other) => other,
        None if !template.consumed.is_empty() || !variant.consumed.is_empty() => {
            let effects = template.consumed.iter().chain(&variant.consumed).cloned().collect();
            Use::Consumed { effects, thrown_feet: None, uses: template.uses }
        }
        None => match template.light {
            Some((bright_feet, dim_feet)) => Use::Light { bright_feet, dim_feet, minutes: u16::MAX, fuel: None },
            None => Use::Gear,
        },
    }
}

/// Damage without a kind is of the weapon's.
fn of_kind(effect: &Effect, own: DamageKind) -> Effect {
    let mut effect = effect.clone();
    if let Effect::Damage { kind, .. } = &mut effect
        && kind.is_empty()
    {
        kind.push(own);
    }
    effect
}

/// Rarity, DC and attack bonus of a scroll by its spell's level.
const SCROLLS: [(Rarity, u8, i8); 10] = [
    (Rarity::Common, 13, 5),
    (Rarity::Common, 13, 5),
    (Rarity::Uncommon, 13, 5),
    (Rarity::Uncommon, 15, 7),
    (Rarity::Rare, 15, 7),
    (Rarity::Rare, 17, 9),
    (Rarity::VeryRare, 17, 9),
    (Rarity::VeryRare, 18, 10),
    (Rarity::VeryRare, 18, 10),
    (Rarity::Legendary, 19, 11),
];

fn scroll(template: &Template, spell: &Spell) -> Item {
    let (rarity, dc, attack) = SCROLLS[usize::from(spell.level).min(SCROLLS.len() - 1)];
    let does = Does::Cast {
        spell: spell.id.clone(),
        level: 0,
        dc: Some(dc),
        attack: Some(attack),
        on_oneself: false,
        choice: None,
    };
    let time = match spell.time {
        Time::Reaction(_) => Time::Action,
        time => time,
    };
    let power = Power {
        id: Default::default(),
        time,
        free: false,
        charges: (0, 0),
        a_dawn: None,
        uses_up: true,
        days: 0,
        risk: 0,
        must: Vec::new(),
        does,
    };
    Item {
        id: ItemId::new(&format!("{}@{}", template.id, spell.id)),
        use_: Use::Gear,
        cost_cp: None,
        weight_millipounds: 0,
        bundle: 1,
        magic: Some(Magic {
            of: template.id.clone(),
            rarity,
            attune: None,
            place: Place::Carried,
            gives: Vec::new(),
            charges: None,
            powers: vec![power],
            gifts: Vec::new(),
            cursed: false,
            plus: 0,
            hit: Vec::new(),
        }),
    }
}

impl Template {
    /// The spells that it casts or works like.
    pub(super) fn spells(&self) -> Vec<&SpellId> {
        let powers = self.powers.iter().chain(self.variants.iter().flat_map(|variant| &variant.powers));
        let cast =
            powers.filter_map(|power| if let Does::Cast { spell, .. } = &power.does { Some(spell) } else { None });
        let like = self.effects().into_iter().flatten().filter_map(|effect| match effect {
            Effect::AsSpell { spell, .. } => Some(spell),
            _ => None,
        });
        cast.chain(like).collect()
    }

    /// Every list of effects in it.
    pub fn effects(&self) -> Vec<&[Effect]> {
        let powers = self.powers.iter().chain(self.variants.iter().flat_map(|variant| &variant.powers));
        let works = powers.filter_map(|power| match &power.does {
            Does::Works { effects, .. } => Some(&effects[..]),
            Does::Cast { .. } => None,
        });
        let gifts = self.gifts.iter().flat_map(|gift| match &gift.chance.does {
            Turn::Effects(effects) => vec![&effects[..]],
            Turn::OneOf(ways) => ways.iter().map(|way| &way[..]).collect(),
            _ => Vec::new(),
        });
        let own = [&self.consumed[..], &self.honed.hit, &self.honed.critical];
        let variants = self.variants.iter().flat_map(|variant| [&variant.consumed[..], &variant.hit]);
        own.into_iter().chain(variants).chain(works).chain(gifts).collect()
    }

    /// What it changes about its bearer, in all its kinds.
    pub fn modifiers(&self) -> impl Iterator<Item = &Modifier> {
        self.gives.iter().chain(self.variants.iter().flat_map(|variant| &variant.gives))
    }
}
