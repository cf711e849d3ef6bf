//! What an attack is made with, as figures: weapons in hand, fists, stat-block strikes, spells (SRD: Equipment, Combat).

use super::{body, caster, coat, figure, fists, glow, stat_action, ward, wear};
use crate::dice::{Amount, Sides};
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::damage::DamageKind;
use crate::srd::effect::{Effect, Mode};
use crate::srd::filter::Filter;
use crate::srd::id::{ActionId, ItemId, SpellId};
use crate::srd::item::{self, Item, Property, Use};
use crate::srd::kind::Size;
use crate::srd::knack::Knack;
use crate::srd::magic::{Does, Magic};
use crate::srd::modifier::{Modifier, Training, When};
use crate::srd::monster::{self, Action};
use crate::srd::spell::{Range, Spell};
use crate::world::World;
use crate::world::creature::{Creature, Sheet};
use crate::world::event::Weapon;

/// One way to attack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm<'w> {
    /// Added to the attack roll.
    pub bonus: i32,
    /// Damage dice of a hit; none where only `effects` say what a hit does.
    pub damage: Option<Amount>,
    /// Added to that damage.
    pub plus: i32,
    /// The kind of that damage.
    pub kind: DamageKind,
    /// Reach in feet, for attacks in reach.
    pub reach_feet: Option<u16>,
    /// Normal and long range in feet, for attacks at range.
    pub range_feet: Option<(u16, u16)>,
    /// What else a hit does.
    pub effects: &'w [Effect],
    /// What a natural 20 does besides.
    pub critical: &'w [Effect],
    /// What a miss does.
    pub missed: &'w [Effect],
    /// Magic makes the wound.
    pub magical: bool,
    /// Made with a weapon or a body, not with a spell.
    pub weapon: bool,
    /// Strength is behind it.
    pub strength: bool,
    /// What it shoots.
    pub ammunition: Option<&'w ItemId>,
    /// The weapon's properties.
    pub properties: &'w [Property],
    /// Held in both hands.
    pub two_hands: bool,
    /// Slow or clumsy in such small hands.
    pub clumsy: bool,
    /// Whom it may be aimed at; none means anyone.
    pub only: Option<&'w Filter>,
}

/// The figures of an attack, if the creature has what it takes. Whether it may be used now is for the attack to say.
pub fn arm<'w>(world: &'w World, one: &Creature, weapon: &Weapon) -> Option<Arm<'w>> {
    match weapon {
        Weapon::Unarmed => Some(unarmed(world, one)),
        Weapon::Held(id) => held(world, one, id, Grip::Usual),
        Weapon::BothHands(id) => held(world, one, id, Grip::Both),
        Weapon::OffHand(id) => held(world, one, id, Grip::Off),
        Weapon::Thrown(id) => held(world, one, id, Grip::Thrown),
        Weapon::Action(id) => super::fang::arm(world, one, id),
        Weapon::Spell(id) => spell(world, one, id),
        Weapon::Flask(id) => flask(world, one, id),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Grip {
    Usual,
    Both,
    Off,
    Thrown,
}

pub(super) fn plain<'w>(bonus: i32, kind: DamageKind) -> Arm<'w> {
    Arm {
        bonus,
        damage: None,
        plus: 0,
        kind,
        reach_feet: None,
        range_feet: None,
        effects: &[],
        critical: &[],
        missed: &[],
        magical: false,
        weapon: true,
        strength: false,
        ammunition: None,
        properties: &[],
        two_hands: false,
        clumsy: false,
        only: None,
    }
}

fn unarmed<'w>(world: &World, one: &Creature) -> Arm<'w> {
    let clawed = wear::charms(world, one).any(|charm| *charm == Charm::Clawed);
    if clawed {
        let str = figure::modifier(world, one, Ability::Str);
        let claw = plain(str + figure::proficiency(world, one) + 1, DamageKind::Slashing);
        let damage = Some(Amount { count: 1, sides: Sides(8), plus: 0 });
        return Arm { damage, plus: str + 1, reach_feet: Some(5), magical: true, strength: true, ..claw };
    }
    let (str, dex) = (figure::modifier(world, one, Ability::Str), figure::modifier(world, one, Ability::Dex));
    let given = figure::gives(world, one);
    let arts = fists::among(&given);
    let plus = if arts.is_some() { str.max(dex) } else { str };
    let magical = given.contains(&&Modifier::Knack(Knack::MagicFists));
    let mut arm = Arm {
        damage: Some(arts.unwrap_or(Amount::flat(1))),
        plus,
        reach_feet: Some(5),
        strength: plus == str,
        magical,
        ..plain(plus + figure::proficiency(world, one), DamageKind::Bludgeoning)
    };
    if given.contains(&&Modifier::NaturalWeapons) {
        let die = arm.damage.filter(|die| die.average() > 3).or(Some(Amount::dice(1, 6)));
        (arm.damage, arm.bonus, arm.plus) = (die, arm.bonus + 1, arm.plus + 1);
        (arm.kind, arm.magical) = (DamageKind::Slashing, true);
    }
    for given in given {
        if let Modifier::DamageBonus { plus, when: When::MeleeStrength } = given
            && arm.strength
        {
            arm.plus += i32::from(*plus);
        }
    }
    arm
}

fn held<'w>(world: &'w World, one: &Creature, id: &ItemId, grip: Grip) -> Option<Arm<'w>> {
    let item = world.book.items.get(id).filter(|_| !glow::is_out(world, one, id))?;
    let Use::Weapon(weapon) = &item.use_ else { return None };
    let has = |property| weapon.properties.contains(&property);
    let thrown = grip == Grip::Thrown;
    let wooden = matches!(id.as_str(), "club" | "quarterstaff");
    let hurled = if thrown { ward::hurled(one, id) } else { None };
    if !suits(weapon, grip) && hurled.is_none() {
        return None;
    }
    let scores = figure::scores(world, one);
    let (str, dex) = (scores.modifier(Ability::Str), scores.modifier(Ability::Dex));
    let given = figure::gives(world, one);
    let arts = fists::among(&given);
    let monk = arts.is_some() && !thrown && fists::like(id, weapon);
    let ability = match weapon.ranged {
        _ if has(Property::Finesse) || monk => str.max(dex),
        true => dex,
        false => str,
    };
    let trained = masters(world, one, id, item, weapon, &given);
    let works = item.magic.as_ref().is_some_and(|magic| wear::is_active(magic, &one.pack, id));
    let shot = weapon.ammunition.as_ref().and_then(|wanted| one.pack.shot(&world.book, wanted));
    let oiled = coat::honed(world, one, id, shot.as_ref()).map(i32::from);
    let shot = shot.as_ref().and_then(|shot| wear::magic(world, shot));
    let honed = if works { i32::from(weapon.plus) } else { 0 } + shot.map_or(0, |shot| i32::from(shot.plus));
    let honed = honed + oiled.map_or(0, i32::from);
    let bonus = ability + honed + if trained { figure::proficiency(world, one) } else { 0 };
    let two_hands = has(Property::TwoHanded) || grip == Grip::Both;
    let off_hand = given.iter().any(|given| matches!(given, Modifier::OffHandModifier));
    // The other hand adds the modifier to damage only where it takes away, or where it was taught to.
    let plus = if grip == Grip::Off && !off_hand { ability.min(0) } else { ability };
    let damage = if grip == Grip::Both { weapon.versatile } else { weapon.damage };
    let mut arm = Arm {
        damage: if monk { better(damage, arts) } else { damage },
        strength: ability == str && !weapon.ranged,
        plus: plus + honed - i32::from(one.pack.corroded.get(id).copied().unwrap_or(0)),
        effects: match shot {
            Some(shot) if !shot.hit.is_empty() => &shot.hit,
            _ if works || item.magic.is_none() => &weapon.hit,
            _ => &[],
        },
        critical: if works { &weapon.critical } else { &[] },
        magical: item.magic.is_some() || shot.is_some() || oiled.is_some() || strikes_with_magic(&given, weapon),
        reach_feet: (!weapon.ranged && !thrown).then_some(if has(Property::Reach) { 10 } else { 5 }),
        range_feet: if weapon.ranged || thrown { hurled.or(weapon.range_feet) } else { None },
        ammunition: weapon.ammunition.as_ref(),
        properties: &weapon.properties,
        two_hands,
        clumsy: has(Property::Heavy) && one.size <= Size::Small,
        ..plain(bonus, weapon.kind)
    };
    for given in given {
        match given {
            Modifier::AttackBonus { plus, when } if fits(one, &arm, weapon, *when) => arm.bonus += i32::from(*plus),
            Modifier::WeaponPlus(plus) => {
                (arm.bonus, arm.plus, arm.magical) = (arm.bonus + i32::from(*plus), arm.plus + i32::from(*plus), true);
            }
            Modifier::Shillelagh if wooden && !thrown => {
                let better = (caster::spell_modifier(world, one, None) - ability).max(0);
                (arm.bonus, arm.plus) = (arm.bonus + better, arm.plus + better);
                (arm.damage, arm.magical) = (Some(Amount::dice(1, 8)), true);
            }
            Modifier::DamageBonus { plus, when } if fits(one, &arm, weapon, *when) => arm.plus += i32::from(*plus),
            _ => {}
        }
    }
    Some(arm)
}

/// True when the weapon can be used so: what does no damage by itself can only be thrown.
fn suits(weapon: &item::Weapon, grip: Grip) -> bool {
    match grip {
        Grip::Thrown => weapon.properties.contains(&Property::Thrown),
        Grip::Both => weapon.versatile.is_some(),
        Grip::Usual | Grip::Off => weapon.damage.is_some(),
    }
}

/// The die that does more on average.
fn better(printed: Option<Amount>, own: Option<Amount>) -> Option<Amount> {
    if own.map(Amount::average) > printed.map(Amount::average) { own } else { printed }
}

/// Magic in the weapon because of who bears it.
fn strikes_with_magic(given: &[&Modifier], weapon: &item::Weapon) -> bool {
    given.iter().any(|given| match given {
        Modifier::Knack(Knack::PactWeapon) => !weapon.ranged,
        Modifier::MagicWeapons => true,
        _ => false,
    })
}

/// True when the weapon is held as a modifier wants it.
pub(super) fn fits(one: &Creature, arm: &Arm<'_>, weapon: &item::Weapon, when: When) -> bool {
    match when {
        When::Always => true,
        When::RangedWeapon => weapon.ranged,
        When::MeleeWeapon => !weapon.ranged,
        When::OneHandedAlone => !weapon.ranged && !arm.two_hands && one.pack.off_hand.is_none(),
        When::TwoHanded => !weapon.ranged && arm.two_hands,
        When::Bow => weapon.ammunition.as_ref().is_some_and(|shot| shot.as_str() == "arrow"),
        When::MeleeStrength => !weapon.ranged && arm.reach_feet.is_some() && arm.strength,
        When::AnyWeapon => true,
        When::Thrown => !weapon.ranged && arm.range_feet.is_some(),
        When::FinesseOrRanged => weapon.ranged || weapon.properties.contains(&Property::Finesse),
    }
}

/// The book's figures of the weapon that an attack is made with, where it is one.
pub(super) fn book_weapon<'w>(world: &'w World, weapon: &Weapon) -> Option<&'w item::Weapon> {
    let (Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) | Weapon::OffHand(id)) = weapon else {
        return None;
    };
    match &world.book.items.get(id)?.use_ {
        Use::Weapon(weapon) => Some(weapon),
        _ => None,
    }
}

/// Trained by its own learning or by a thing, or nobody who has to learn it.
fn masters(
    world: &World,
    one: &Creature,
    id: &ItemId,
    item: &Item,
    weapon: &item::Weapon,
    given: &[&Modifier],
) -> bool {
    let own = Training::Item(id.clone());
    let taught = |given: &&Modifier| matches!(given, Modifier::Proficient(list) if list.contains(&own));
    let gives = item.magic.as_ref().map_or(&[][..], |magic| &magic.gives);
    let like = |sheet: &Sheet| {
        let alike =
            gives.iter().filter_map(|it| if let Modifier::Charm(Charm::Like(ids)) = it { Some(ids) } else { None });
        alike.flatten().any(|id| figure::trained(world, sheet, &Training::Item(id.clone())))
    };
    one.sheet().is_none_or(|sheet| trained(world, sheet, id, weapon) || like(sheet)) || given.iter().any(taught)
}

fn trained(world: &World, sheet: &Sheet, id: &ItemId, weapon: &item::Weapon) -> bool {
    let family = if weapon.martial { Training::MartialWeapons } else { Training::SimpleWeapons };
    let of = |id| figure::trained(world, sheet, &Training::Item(id));
    figure::trained(world, sheet, &family) || of(id.clone()) || bases(id).any(of)
}

/// What a magic weapon is made of, by its id: who is trained in longswords is trained in magic ones.
fn bases(id: &ItemId) -> impl Iterator<Item = ItemId> {
    let plain = id.as_str().split('+').next().unwrap_or_default();
    let base = plain.rsplit('.').next().unwrap_or_default();
    [plain, base].map(ItemId::new).into_iter()
}

/// True when a stat block has the shape that an action needs.
pub(super) fn can_now(world: &World, one: &Creature, action: &Action) -> bool {
    let left = !matches!(action.does, monster::Does::Attack(_)) || !stat_action::spent(one, action);
    left && (action.forms.is_empty() || figure::form(world, one).is_some_and(|form| action.forms.contains(&form.id)))
}

/// An action of a stat block by its name, if it can be taken in the form that the creature has now.
pub fn action<'w>(world: &'w World, one: &Creature, id: &ActionId) -> Option<&'w Action> {
    let action = body::action(world, one, id)?;
    can_now(world, one, action).then_some(action)
}

/// The attack of a spell: the first among its effects, also where it is made later.
pub(super) fn spell_attack(spell: &Spell) -> Option<(Mode, &[Effect], &[Effect])> {
    attack_in(&spell.effects)
}

fn attack_in(effects: &[Effect]) -> Option<(Mode, &[Effect], &[Effect])> {
    effects.iter().find_map(|effect| match effect {
        Effect::Attack { mode, hit, miss, .. } => Some((*mode, &hit[..], &miss[..])),
        Effect::May(may) => attack_in(&may.effects),
        Effect::Zone(zone) => attack_in(&zone.does),
        Effect::Choose(options) => options.iter().find_map(|(_, effects)| attack_in(effects)),
        _ => None,
    })
}

fn spell<'w>(world: &'w World, one: &Creature, id: &SpellId) -> Option<Arm<'w>> {
    let spell = world.book.spells.get(id)?;
    let (mode, effects, missed) = spell_attack(spell)?;
    let feet = match spell.range {
        Range::Oneself | Range::Touch => spell.aims_feet.unwrap_or(5),
        Range::Feet(feet) => feet,
    };
    let (reach_feet, range_feet) = match mode {
        Mode::Melee => (Some(feet), None),
        Mode::Ranged => (None, Some((feet, feet))),
    };
    let bonus = caster::attack_bonus(world, super::store::caster(world, one, id), Some(spell));
    Some(Arm {
        effects,
        missed,
        reach_feet,
        range_feet,
        magical: true,
        weapon: false,
        ..plain(bonus, DamageKind::Force)
    })
}

fn flask<'w>(world: &'w World, one: &Creature, id: &ItemId) -> Option<Arm<'w>> {
    let item = world.book.items.get(id)?;
    if let Some(magic) = &item.magic {
        return launched(world, one, magic);
    }
    let Use::Consumed { effects, thrown_feet: Some(feet), .. } = &item.use_ else { return None };
    let Some(Effect::Attack { hit, miss, .. }) = effects.first() else { return None };
    let dex = figure::modifier(world, one, Ability::Dex);
    Some(Arm { effects: hit, missed: miss, range_feet: Some((*feet, *feet)), ..plain(dex, DamageKind::Bludgeoning) })
}

/// The attack of a magic thing's power, with the bonus that the thing has.
fn launched<'w>(world: &World, one: &Creature, magic: &'w Magic) -> Option<Arm<'w>> {
    let own = figure::modifier(world, one, Ability::Dex) + figure::proficiency(world, one);
    magic.powers.iter().find_map(|power| {
        let Does::Works { range_feet, effects, .. } = &power.does else { return None };
        let Some(Effect::Attack { hit, miss, bonus, .. }) = effects.first() else { return None };
        let feet = range_feet.unwrap_or(5);
        let arm = plain(bonus.map_or(own, i32::from), DamageKind::Force);
        Some(Arm { effects: hit, missed: miss, range_feet: Some((feet, feet)), magical: true, weapon: false, ..arm })
    })
}

/// Every way to attack that a creature has with what it holds, owns or is.
pub fn choices(world: &World, one: &Creature) -> Vec<Weapon> {
    let mut all = Vec::new();
    if one.block_id().is_some() {
        let actions = body::actions(world, one).into_iter();
        let strikes = actions.filter(|action| matches!(action.does, monster::Does::Attack(_)));
        let strikes = strikes.filter(|action| can_now(world, one, action));
        all.extend(strikes.map(|action| Weapon::Action(action.id.clone())));
        return all;
    }
    for id in one.pack.items.keys() {
        let Some(item) = world.book.items.get(id) else { continue };
        match &item.use_ {
            Use::Weapon(weapon) => {
                all.push(Weapon::Held(id.clone()));
                if weapon.versatile.is_some() {
                    all.push(Weapon::BothHands(id.clone()));
                }
                if weapon.properties.contains(&Property::Thrown) || ward::hurled(one, id).is_some() {
                    all.push(Weapon::Thrown(id.clone()));
                }
                if weapon.properties.contains(&Property::Light) {
                    all.push(Weapon::OffHand(id.clone()));
                }
            }
            Use::Consumed { thrown_feet: Some(_), .. } => all.push(Weapon::Flask(id.clone())),
            _ => {}
        }
    }
    all.push(Weapon::Unarmed);
    all
}
