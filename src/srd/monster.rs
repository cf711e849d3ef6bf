//! Stat blocks (SRD: Monsters, Nonplayer Characters).

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Scores, Skill};
use super::condition::Condition;
use super::damage::DamageKind;
use super::effect::Effect;
use super::filter::Filter;
use super::id::{ActionId, FeatureId, FormId, LanguageId, MonsterId, SpellId, SubkindId};
use super::kind::{CreatureKind, Size};
use super::modifier::Modifier;
use super::nature::Form;
use super::quirk::Quirk;
use crate::dice::Amount;

/// One stat block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monster {
    /// Its name in the tables.
    pub id: MonsterId,
    /// Size category.
    pub size: Size,
    /// Type.
    pub kind: CreatureKind,
    /// Kinds within the type.
    #[serde(default)]
    pub subkinds: Vec<SubkindId>,
    /// Printed armour class.
    pub ac: u8,
    /// Hit dice and constant; the average is the printed figure.
    pub hp: Amount,
    /// Walking speed in feet a turn.
    pub speed_feet: u16,
    /// Other ways of moving.
    #[serde(default)]
    pub fly_feet: u16,
    /// Swimming.
    #[serde(default)]
    pub swim_feet: u16,
    /// Climbing.
    #[serde(default)]
    pub climb_feet: u16,
    /// Digging.
    #[serde(default)]
    pub burrow_feet: u16,
    /// Stays in the air when it cannot move.
    #[serde(default)]
    pub hovers: bool,
    /// Ability scores.
    pub scores: Scores,
    /// Printed saving throw bonuses, where trained.
    #[serde(default)]
    pub saves: Vec<(Ability, i8)>,
    /// Printed skill bonuses, where trained.
    #[serde(default)]
    pub skills: Vec<(Skill, i8)>,
    /// Half damage.
    #[serde(default)]
    pub resists: Vec<DamageKind>,
    /// No damage.
    #[serde(default)]
    pub immune: Vec<DamageKind>,
    /// Double damage.
    #[serde(default)]
    pub vulnerable: Vec<DamageKind>,
    /// Half damage from attacks that are not magical.
    #[serde(default)]
    pub resists_nonmagical: Vec<DamageKind>,
    /// No damage from attacks that are not magical.
    #[serde(default)]
    pub immune_nonmagical: Vec<DamageKind>,
    /// Weapons of this metal count as magical against the two lists above.
    #[serde(default)]
    pub bane: Option<Metal>,
    /// Conditions it cannot have.
    #[serde(default)]
    pub immune_to: Vec<Condition>,
    /// Sees so far in the dark, feet.
    #[serde(default)]
    pub darkvision_feet: u16,
    /// Perceives without sight so far, feet.
    #[serde(default)]
    pub blindsight_feet: u16,
    /// Sees nothing farther away than its blindsight reaches.
    #[serde(default)]
    pub sightless: bool,
    /// Feels what moves on its ground so far, feet.
    #[serde(default)]
    pub tremorsense_feet: u16,
    /// Sees all as it is so far, feet.
    #[serde(default)]
    pub truesight_feet: u16,
    /// What it speaks.
    #[serde(default)]
    pub languages: Vec<LanguageId>,
    /// How many more, which differ from one to the other.
    #[serde(default)]
    pub languages_of_choice: u8,
    /// What it only understands.
    #[serde(default)]
    pub understands: Vec<LanguageId>,
    /// Speaks without a voice so far, feet.
    #[serde(default)]
    pub telepathy_feet: u16,
    /// Challenge rating in eighths: 1 is 1/8, 2 is 1/4, 4 is 1/2, 8 is 1.
    pub cr_eighths: u16,
    /// Experience points.
    pub xp: u32,
    /// Proficiency bonus.
    pub proficiency: u8,
    /// Traits by name, with what they change.
    #[serde(default)]
    pub traits: Vec<Trait>,
    /// What it does with its reaction, with what that changes.
    #[serde(default)]
    pub reactions: Vec<Trait>,
    /// What it can do as an action; multiattack is first where it has one.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Its spells, where it casts.
    #[serde(default)]
    pub casts: Option<Casts>,
    /// Spells that it casts without slots.
    #[serde(default)]
    pub innate: Option<Innate>,
    /// What it may do at the end of others' turns.
    #[serde(default)]
    pub legendary: Option<Legendary>,
    /// Its forms, the true one first; empty for those that have only one.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// What holds of it from the start of every fight.
    #[serde(default)]
    pub starts: Vec<Effect>,
    /// What its traits let it do besides its actions.
    #[serde(default)]
    pub quirks: Vec<Quirk>,
}

/// A metal that some creatures fear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Metal {
    Silver,
    Adamantine,
}

/// A trait of a stat block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trait {
    /// Its name.
    pub id: FeatureId,
    /// What it changes.
    #[serde(default)]
    pub gives: Vec<Modifier>,
}

/// An action of a stat block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its name within the block.
    pub id: ActionId,
    /// What it does.
    pub does: Does,
    /// Comes back on a d6 of at least this at the start of a turn.
    #[serde(default)]
    pub recharge: Option<u8>,
    /// So often a day.
    #[serde(default)]
    pub per_day: Option<u8>,
    /// Is spent and comes back together with this action.
    #[serde(default)]
    pub shares: Option<ActionId>,
    /// The action under whose name the book prints it together with others, one of which is chosen.
    #[serde(default)]
    pub choice_of: Option<ActionId>,
    /// Only in these forms; empty means in all of them.
    #[serde(default)]
    pub forms: Vec<FormId>,
    /// Several attacks: only at one whom this other attack has hit so often in this turn.
    #[serde(default)]
    pub after: Option<(ActionId, u8)>,
    /// Several attacks: at nobody whom another one was aimed at.
    #[serde(default)]
    pub apart: bool,
    /// Several attacks: as many times as these dice tell.
    #[serde(default)]
    pub times: Option<Amount>,
    /// Then it may go so many quarters of its speed.
    #[serde(default)]
    pub walks: u8,
    /// What it makes lasts no longer than its maker concentrates.
    #[serde(default)]
    pub held: bool,
    /// A weapon in hand makes it: another shape needs hands for it, any other attack a body that makes it too.
    #[serde(default)]
    pub wielded: bool,
    /// What it costs as a legendary action: 1 where nothing is said.
    #[serde(default = "one")]
    pub cost: u8,
}

const fn one() -> u8 {
    1
}

/// What an action of a stat block does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Does {
    /// Other actions, each so often; the first row that fits is used.
    Multiattack(Vec<Vec<(ActionId, u8)>>),
    /// A weapon or natural attack.
    Attack(Strike),
    /// Effects on an area or on targets in range.
    Effects {
        /// Whom it touches.
        targets: super::spell::Targets,
        /// How far, feet.
        range_feet: u16,
        /// Whom it may be aimed at.
        #[serde(default)]
        only: Option<Filter>,
        /// What it does.
        effects: Vec<Effect>,
    },
    /// One of these other actions, at no further cost.
    Use(Vec<ActionId>),
    /// A walk of so many quarters of its speed that nobody may strike at.
    Walk(u8),
    /// A walk of so many quarters of its speed.
    Stride(u8),
    /// One of its cantrips.
    Cantrip,
    /// One of its spells.
    Spell,
}

/// A printed attack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strike {
    /// Printed attack bonus.
    pub bonus: i8,
    /// Reach in feet; none when it is only thrown or shot.
    #[serde(default)]
    pub reach_feet: Option<u16>,
    /// Normal and long range in feet.
    #[serde(default)]
    pub range_feet: Option<(u16, u16)>,
    /// Whom it may be aimed at.
    #[serde(default)]
    pub only: Option<Filter>,
    /// What a hit does; the first damage is doubled in dice by a critical hit like every other.
    pub hit: Vec<Effect>,
    /// What a critical hit does besides.
    #[serde(default)]
    pub critical: Vec<Effect>,
    /// Whom it holds it hits without a roll.
    #[serde(default)]
    pub sure: bool,
    /// What it is instead while its bearer has changed; the first that fits.
    #[serde(default)]
    pub alt: Vec<Alt>,
}

/// Another bonus and another hit, for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alt {
    /// While something of this name lasts on the attacker.
    #[serde(default)]
    pub bears: Option<String>,
    /// While the attacker is in one of these forms.
    #[serde(default)]
    pub forms: Vec<FormId>,
    /// The attack bonus.
    #[serde(default)]
    pub bonus: Option<i8>,
    /// What a hit does.
    pub hit: Vec<Effect>,
}

/// A stat block's spellcasting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Casts {
    /// With which ability.
    pub ability: Ability,
    /// Its save DC.
    pub dc: u8,
    /// Its attack bonus.
    pub attack: i8,
    /// Slots of each level from 1st.
    #[serde(default)]
    pub slots: Vec<u8>,
    /// Its spells, cantrips included.
    pub spells: Vec<SpellId>,
}

/// Spells that come of themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Innate {
    /// With which ability.
    pub ability: Ability,
    /// Their save DC.
    pub dc: u8,
    /// Their attack bonus.
    pub attack: i8,
    /// As often as it likes.
    #[serde(default)]
    pub at_will: Vec<SpellId>,
    /// Each so often a day.
    #[serde(default)]
    pub per_day: Vec<(u8, Vec<SpellId>)>,
}

/// What a legend does at the end of others' turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Legendary {
    /// So much until its next turn.
    pub per_round: u8,
    /// Its choices, one at a time.
    pub options: Vec<Action>,
}
