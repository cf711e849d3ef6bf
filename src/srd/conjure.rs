//! What spells and features call, change the shape of, or let their maker do again (SRD: Spell Descriptions).

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::condition::Condition;
use super::effect::{Effect, EndsOn, Until};
use super::filter::Filter;
use super::id::{ClassId, MonsterId, RaceId};
use super::instinct::Terrain;
use super::kind::{CreatureKind, Size};
use super::knack::State;
use super::modifier::{Modifier, Training};
use super::quantity::{Plus, Quantity};
use super::spell::{Spell, Targets, Time};
use crate::dice::Amount;

/// What its maker may do with something that lasts, on this turn and later ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct May {
    /// What it takes.
    pub time: Time,
    /// Whom it may be aimed at.
    pub targets: Targets,
    /// How far, feet; 0 means oneself, or an area that starts there.
    #[serde(default)]
    pub range_feet: u16,
    /// Distances are taken from the area that the spell made.
    #[serde(default)]
    pub from_zone: bool,
    /// The area that the spell made moves so far first, feet.
    #[serde(default)]
    pub moves_feet: u16,
    /// What it does; nothing here means what the spell itself does, as it stands before this.
    #[serde(default)]
    pub effects: Vec<Effect>,
    /// How long it may be done.
    #[serde(default)]
    pub until: Until,
    /// Doing it once ends the spell.
    #[serde(default)]
    pub ends: bool,
    /// It can be done on one target only, and no longer than that target bears the spell.
    #[serde(default)]
    pub on_bearers: bool,
    /// It can be done only once nobody alive bears the spell any longer.
    #[serde(default)]
    pub once_dropped: bool,
    /// Who may do it, where that is not the maker: those whom the spell touches.
    #[serde(default)]
    pub by_target: bool,
    /// It is the spell itself, which was begun before.
    #[serde(default)]
    pub casts: bool,
    /// The area stays so near to its maker, feet; 0 means that it may be anywhere.
    #[serde(default)]
    pub near_feet: u16,
    /// The area stays so near to where it was made, feet; 0 means that it may be anywhere.
    #[serde(default)]
    pub tether_feet: u16,
    /// Only while all of this holds.
    #[serde(default)]
    pub must: Vec<State>,
    /// The square aimed at lies beside ground of this sort, and is free.
    #[serde(default)]
    pub beside: Option<Terrain>,
    /// So many feet of movement.
    #[serde(default)]
    pub feet: u16,
    /// Once a turn.
    #[serde(default)]
    pub once: bool,
}

impl May {
    /// A whole spell that waits to be let go once, with an action, so many feet far.
    pub fn let_go(spell: &Spell, range_feet: u16, until: Until) -> May {
        May {
            time: Time::Action,
            targets: spell.targets.clone(),
            range_feet,
            from_zone: false,
            moves_feet: 0,
            effects: spell.effects.clone(),
            until,
            ends: true,
            on_bearers: false,
            once_dropped: false,
            by_target: false,
            casts: false,
            near_feet: 0,
            tether_feet: 0,
            must: Vec::new(),
            beside: None,
            feet: 0,
            once: false,
        }
    }
}

/// Creatures that come when they are called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summon {
    /// These, one of which is chosen, with how many come.
    #[serde(default)]
    pub these: Vec<(MonsterId, u8)>,
    /// Or any of these types, chosen by name.
    #[serde(default)]
    pub kinds: Vec<CreatureKind>,
    /// These as well, from so high slots on.
    #[serde(default)]
    pub later: Vec<(u8, MonsterId, u8)>,
    /// The numbers of these are weights, and so much of it comes.
    #[serde(default)]
    pub weight: u8,
    /// What ends their stay early.
    #[serde(default)]
    pub ends_on: Vec<EndsOn>,
    /// How many come by their challenge rating in eighths at the most, highest first.
    #[serde(default)]
    pub counts: Vec<(u16, u8)>,
    /// From these slots on so many times as many come.
    #[serde(default)]
    pub times: Vec<(u8, u8)>,
    /// So many more come for each slot level above.
    #[serde(default)]
    pub more_per_slot: u8,
    /// The rating may be so many eighths higher for each slot level above.
    #[serde(default)]
    pub eighths_per_slot: u16,
    /// From these slots on the rating may be so high, in eighths.
    #[serde(default)]
    pub eighths_from: Vec<(u8, u16)>,
    /// They count as this type while they are here.
    #[serde(default)]
    pub counts_as: Option<CreatureKind>,
    /// They count as one of these types, the first where nothing was chosen.
    #[serde(default)]
    pub types: Vec<CreatureKind>,
    /// What else changes about them.
    #[serde(default)]
    pub gives: Vec<Modifier>,
    /// Their hit points, where these are others than printed.
    #[serde(default)]
    pub hp: Option<Quantity>,
    /// They have as many hit points as their maker at the most.
    #[serde(default)]
    pub hp_of_maker: bool,
    /// They turn on their maker when his concentration breaks, instead of vanishing.
    #[serde(default)]
    pub turns_on_maker: bool,
    /// A new one takes the place of the old.
    #[serde(default)]
    pub one_only: bool,
    /// How long they stay.
    #[serde(default)]
    pub until: Until,
    /// As many come as dice tell.
    #[serde(default)]
    pub dice: Option<Amount>,
    /// They fight whoever called them.
    #[serde(default)]
    pub hostile: bool,
    /// They do so unless he is trained in this.
    #[serde(default)]
    pub hostile_unless: Option<Training>,
    /// They have no turns of their own: whoever called them moves them.
    #[serde(default)]
    pub still: bool,
    /// They are on nobody's side.
    #[serde(default)]
    pub strays: bool,
    /// The thing that called them is gone when they die.
    #[serde(default)]
    pub vessel: bool,
}

/// Another shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transform {
    /// These shapes, one of which is chosen.
    #[serde(default)]
    pub these: Vec<MonsterId>,
    /// Or any of these types.
    #[serde(default)]
    pub kinds: Vec<CreatureKind>,
    /// None of these types.
    #[serde(default)]
    pub not_kinds: Vec<CreatureKind>,
    /// The highest challenge rating in eighths; none means the bearer's own rating or level.
    #[serde(default)]
    pub cr_eighths: Option<u16>,
    /// The largest size.
    #[serde(default)]
    pub size_max: Option<Size>,
    /// Measured by levels in this class: the highest ratings in eighths from these levels on, and so many hours as
    /// half the levels.
    #[serde(default)]
    pub by_class: Option<ByClass>,
    /// Intelligence, wisdom and charisma stay as they were.
    #[serde(default)]
    pub keeps_mind: bool,
    /// Spells may be cast in it.
    #[serde(default)]
    pub casts: bool,
    /// How long it lasts.
    #[serde(default)]
    pub until: Until,
    /// What else of the true shape stays.
    #[serde(default)]
    pub keeps: Keeps,
}

/// What of itself somebody keeps in another shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Keeps {
    /// Nothing: the shape has hit points of its own, and the true one comes back when they are gone.
    #[default]
    Nothing,
    /// Hit points, training, legendary resistance, and the power to change again.
    Life,
    /// All but armour class, ways of moving, strength, dexterity and senses; what the shape can do comes besides.
    Figures,
}

/// How levels in a class measure a shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByClass {
    /// Which class.
    pub class: ClassId,
    /// The highest challenge rating in eighths from which level on.
    pub ratings: Vec<(u8, u16)>,
    /// From which level on it may swim.
    pub swims_from: u8,
    /// From which level on it may fly.
    pub flies_from: u8,
}

/// Life that comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revive {
    /// With how many hit points; none means all of them.
    #[serde(default)]
    pub hp: Option<u16>,
    /// Dead for no longer than this many minutes.
    pub minutes: u32,
    /// A burden on rolls that each long rest lightens by 1.
    #[serde(default)]
    pub burden: u8,
    /// For one who was dead for so long the caster pays with his strength until a long rest.
    #[serde(default)]
    pub tires_after_minutes: u32,
    /// A new body: of which race up to which face of a d100.
    #[serde(default)]
    pub new_body: Vec<(u8, RaceId)>,
}

/// What can be put right besides conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mended {
    /// One of these conditions, the first that is there.
    One(Vec<Condition>),
    /// One level of exhaustion.
    Exhaustion,
    /// Curses, and the hold of cursed things.
    Curse,
    /// Diseases.
    Disease,
    /// Poison.
    Poison,
    /// What was taken from the most hit points.
    MaxHp,
    /// What a spell has done: everything of this name.
    Spell(super::id::SpellId),
    /// What was taken from ability scores.
    Scores,
    /// Another shape: the true one comes back.
    Shape,
    /// Madness that passes by itself.
    Madness,
    /// Madness of any kind.
    Mind,
}

/// What magic senses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sense {
    /// Those on the Ethereal Plane.
    #[serde(default)]
    pub ethereal: bool,
    /// How far, feet.
    pub feet: u16,
    /// Creatures of these types.
    #[serde(default)]
    pub kinds: Vec<CreatureKind>,
    /// Those who bear one of these conditions.
    #[serde(default)]
    pub bearing: Vec<Condition>,
    /// Those on whom magic is, and areas of magic.
    #[serde(default)]
    pub magic: bool,
    /// Whoever is meant, wherever he is.
    #[serde(default)]
    pub targets: bool,
    /// Hidden traps.
    #[serde(default)]
    pub traps: bool,
    /// Those who think: intelligence above 3, and a language.
    #[serde(default)]
    pub minds: bool,
    /// Enemies, the nearest one only.
    #[serde(default)]
    pub foes: bool,
}

/// Saving throws that are counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// Which saving throw.
    pub ability: Ability,
    /// How many of either decide it.
    pub times: u8,
    /// What so many failures do; successes end it.
    pub fail: Vec<Effect>,
    /// What lasts meanwhile.
    #[serde(default)]
    pub meanwhile: Vec<Modifier>,
    /// A condition meanwhile.
    #[serde(default)]
    pub is: Option<Condition>,
    /// How long at the most.
    #[serde(default)]
    pub until: Until,
}

/// A check of whoever acts against one of each target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// With what.
    pub mine: Plus,
    /// Against which ability of the target.
    pub against: Ability,
    /// Or which skill, if it likes that better.
    #[serde(default)]
    pub skill: Option<Skill>,
    /// Which creatures it is for.
    #[serde(default)]
    pub only: Option<Filter>,
    /// What winning does.
    pub win: Vec<Effect>,
    /// What not winning does.
    #[serde(default)]
    pub lose: Vec<Effect>,
}
