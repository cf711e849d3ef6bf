//! Facts: what has happened, in the past tense. Append-only; the order of cases is part of every save.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::creature::{Creature, Sheet};
use super::growth::Growth;
use super::hardship::Hardship;
use super::id::{CreatureId, OngoingId, PlayerId, SeatId, ZoneId};
use super::ongoing::Ongoing;
use super::place::Fate;
use super::question::Question;
use super::returning::Returning;
pub use super::roll::{D20, Edge};
use super::seat::Stead;
pub use super::spending::Spending;
use super::why::Why;
use super::wrought::Wrought;
use super::zone::Zone;
use crate::dice::Face;
use crate::srd::ability::{Ability, Skill};
use crate::srd::conjure::Keeps;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Grant;
use crate::srd::id::{ActionId, ClassId, FeatureId, ItemId, MonsterId, ResourceId, SpellId};
use crate::srd::kind::Size;
use crate::tale::deed::Deed;
use crate::tale::id::{ChoiceId, FlagId, MapId, SceneId, ShopId, TextId, ThingId};
use crate::tale::map::Tile;

/// Something that has happened. Every face that was rolled stands in one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each case says what has happened; its fields are named after what they hold")]
pub enum Event {
    // -- the table --
    /// A player has sat down.
    Joined { player: PlayerId, name: String, seats: Vec<SeatId> },
    /// A player has left for good; his heroes stay as bystanders.
    Left { player: PlayerId },
    /// A player's machine no longer answers.
    WentAway { player: PlayerId },
    /// A player's machine answers again.
    CameBack { player: PlayerId },

    // -- heroes --
    /// A hero was made and stands at the start.
    HeroMade { seat: SeatId, hero: Box<Creature> },
    /// A hero gained a level; the sheet as it is now.
    LevelGained { creature: CreatureId, sheet: Box<Sheet>, hp_max: i32, face: Option<Face> },
    /// Spells of a class were prepared.
    Prepared { creature: CreatureId, class: ClassId, spells: Vec<SpellId> },
    /// Experience points.
    XpGained { creature: CreatureId, xp: u32 },

    // -- story --
    /// The adventure has begun.
    TaleBegan,
    /// A scene has begun.
    SceneBegan { scene: SceneId, by: CreatureId },
    /// Someone chose.
    Chosen { by: CreatureId, scene: SceneId, choice: ChoiceId },
    /// The scene is over.
    SceneEnded,
    /// A scene will follow.
    SceneQueued { scene: SceneId },
    /// A flag has a value.
    FlagSet { flag: FlagId, value: i32 },
    /// A line in the journal.
    Journaled { line: TextId },
    /// The adventure is over.
    TaleEnded { ending: TextId },
    // -- place and time --
    /// The party went to a map; where everyone stands.
    Travelled { map: MapId, spots: Vec<(CreatureId, Tile)> },
    /// A creature walked over these tiles; the last is where it stands.
    Moved { creature: CreatureId, path: Vec<Tile>, feet: u16 },
    /// A creature was moved by something else.
    Shoved { creature: CreatureId, to: Tile },
    /// Something became of a thing.
    ThingChanged { map: MapId, thing: ThingId, fate: Fate },
    /// A trap did its work.
    TrapSprung { creature: CreatureId, thing: ThingId },
    /// Time went by outside a fight.
    TimePassed { seconds: u32 },
    /// The party finished a short rest.
    ShortRested,
    /// The party finished a long rest.
    LongRested,
    /// A hit die was spent.
    HitDieSpent { creature: CreatureId, face: Face, healed: i32 },
    // -- things --
    /// Things came into a pack.
    ItemGained { creature: CreatureId, item: ItemId, count: u16 },
    /// Things left a pack.
    ItemLost { creature: CreatureId, item: ItemId, count: u16 },
    /// Coins came into a purse.
    CoinsGained { creature: CreatureId, cp: u32 },
    /// Coins left a purse.
    CoinsLost { creature: CreatureId, cp: u32 },
    /// A counter opened for someone.
    ShopOpened { shop: ShopId, by: CreatureId },
    /// The counter closed.
    ShopClosed,
    /// Something was bought.
    Bought { creature: CreatureId, shop: ShopId, item: ItemId, count: u16, cp: u32 },
    /// Something was sold.
    Sold { creature: CreatureId, shop: ShopId, item: ItemId, count: u16, cp: u32 },
    /// Something was taken in hand or put on.
    Equipped { creature: CreatureId, item: ItemId, slot: Slot },
    /// Something was put away.
    Unequipped { creature: CreatureId, slot: Slot },
    // -- rolls --
    /// An ability check. `dc` is what it had to reach, where there was such a number.
    Checked { creature: CreatureId, ability: Ability, skill: Option<Skill>, roll: D20, dc: Option<i32>, success: bool },
    /// A saving throw.
    Saved { creature: CreatureId, ability: Ability, roll: D20, dc: i32, success: bool },
    /// Two creatures measured themselves against each other.
    Contested { creature: CreatureId, roll: D20, against: CreatureId, other: D20, success: bool },
    /// Initiative.
    InitiativeRolled { creature: CreatureId, roll: D20 },
    /// A death saving throw.
    DeathSaved { creature: CreatureId, face: Face, success: bool },
    /// A d6 for something that recharges.
    Recharged { creature: CreatureId, action: ActionId, face: Face, success: bool },

    // -- fights --
    /// A fight has begun: foes as they stand, and who is surprised.
    EncounterBegan { foes: Vec<Creature>, surprised: Vec<CreatureId>, won: Vec<Deed> },
    /// The order of turns is settled.
    OrderSettled { order: Vec<(CreatureId, i32)> },
    /// A turn began.
    TurnBegan { creature: CreatureId, round: u32 },
    /// A turn ended.
    TurnEnded { creature: CreatureId },
    /// The fight is over.
    EncounterEnded { outcome: Outcome },
    /// Part of a turn was used up.
    Spent { creature: CreatureId, what: Spending },
    /// One of the actions that every creature has was taken.
    Acted { creature: CreatureId, action: Grant, target: Option<CreatureId> },
    /// A monster began several attacks with one action.
    Multiattacked { creature: CreatureId, attacks: Vec<(ActionId, u8)> },
    /// An attack roll.
    Attacked { attacker: CreatureId, target: CreatureId, weapon: Weapon, roll: D20, ac: i32, hits: Hits },
    /// Dice of damage that were rolled for a hit or an effect, before resistances; spread over its targets.
    DamageRolled { by: CreatureId, kind: DamageKind, faces: Vec<Face>, total: i32 },
    /// Hit points were lost: what was dealt, and what was taken after resistances and temporary hit points.
    Damaged { creature: CreatureId, by: Option<CreatureId>, kind: DamageKind, dealt: i32, taken: i32, absorbed: i32 },
    /// Hit points were regained; the faces that said how many.
    Healed { creature: CreatureId, by: Option<CreatureId>, faces: Vec<Face>, hp: i32 },
    /// Temporary hit points: what there are now.
    TempHpGained { creature: CreatureId, faces: Vec<Face>, hp: i32 },
    /// Fell to 0 hit points and is dying.
    Fell { creature: CreatureId },
    /// Failed so many death saves at once by being hit.
    DeathFailed { creature: CreatureId, failures: u8 },
    /// No longer dying, still at 0.
    Stabilized { creature: CreatureId },
    /// Died.
    Died { creature: CreatureId },
    /// Something lasting began.
    Began { creature: CreatureId, ongoing: Box<Ongoing> },
    /// Something lasting ended.
    Ended { creature: CreatureId, ongoing: OngoingId },
    /// Concentrates on a spell.
    Concentrated { creature: CreatureId, spell: SpellId },
    /// Concentrates no longer.
    ConcentrationEnded { creature: CreatureId, spell: SpellId },
    /// A spell was cast, from a slot of this level (0 for a cantrip or ritual).
    Cast { creature: CreatureId, spell: SpellId, level: u8, targets: Vec<CreatureId>, at: Option<Tile> },
    /// A feature was used.
    Featured { creature: CreatureId, feature: FeatureId },
    /// An action of a stat block was used.
    MonsterActed { creature: CreatureId, action: ActionId },
    /// An item was used up or used on someone.
    ItemUsed { creature: CreatureId, item: ItemId, target: Option<CreatureId> },
    /// Uses of something counted were spent.
    UseSpent { creature: CreatureId, resource: ResourceId, count: u8 },
    /// Uses of something counted came back, at most so many.
    UsesRegained { creature: CreatureId, resource: ResourceId, count: u8 },
    /// A spell slot was spent.
    SlotSpent { creature: CreatureId, level: u8 },
    /// A spell slot came back.
    SlotRegained { creature: CreatureId, level: u8 },
    /// Is hidden: what a searcher's perception must reach.
    Hid { creature: CreatureId, total: i32 },
    /// Is hidden no longer.
    Revealed { creature: CreatureId },
    /// Fled or was removed from the fight.
    Withdrew { creature: CreatureId },
    /// A sentence that the table decides on (spells and features of grade narrative).
    Narrated { creature: CreatureId, told: SmolStr },
    // -- choices owed --
    /// Someone owes a choice.
    Asked { question: Box<Question> },
    /// The choice was made.
    Answered { of: CreatureId, yes: bool },
    /// Dice added to or taken from a roll by something lasting, before it is used up.
    Helped { creature: CreatureId, by: SmolStr, faces: Vec<Face> },
    /// A pool of hit points was rolled that a spell or a feature covers its targets with.
    PoolRolled { by: CreatureId, faces: Vec<Face>, total: i32 },
    /// Came back from death, with this many hit points.
    Revived { creature: CreatureId, hp: i32 },
    /// The most hit points it can have went down by so many.
    MaxHpLost { creature: CreatureId, hp: i32 },
    /// A d100 that must not be higher than this.
    PercentRolled { creature: CreatureId, face: Face, most: i32 },
    /// Noticed these, wherever they hide.
    Sensed { creature: CreatureId, found: Vec<CreatureId> },
    /// A hero made a choice that a level left open; the most hit points he can have now.
    Grew { creature: CreatureId, growth: Growth, hp_max: i32 },

    // -- areas, shapes, called creatures --
    /// An area stays on the map.
    ZoneBegan { zone: Box<Zone> },
    /// It has moved.
    ZoneMoved { zone: ZoneId, at: Tile, tiles: Vec<Tile>, side: Vec<Tile> },
    /// Somebody has suffered from it in this turn.
    ZoneTouched { zone: ZoneId, creature: CreatureId },
    /// It has stayed for another turn of its maker.
    ZoneTurned { zone: ZoneId },
    /// It has dealt damage.
    ZoneSpent { zone: ZoneId, damage: u16 },
    /// It is over.
    ZoneEnded { zone: ZoneId },
    /// Somebody was called and is here.
    Arrived { creature: Box<Creature>, initiative: Option<i32> },
    /// Somebody who was called is gone.
    Vanished { creature: CreatureId },
    /// Has another shape.
    Shaped {
        creature: CreatureId,
        monster: MonsterId,
        keeps_mind: bool,
        casts: bool,
        keeps: Keeps,
        hp: i32,
        size: Size,
    },
    /// Has its own shape again.
    Unshaped { creature: CreatureId },
    /// One more of the saving throws that are counted.
    TrialCounted { creature: CreatureId, ongoing: OngoingId, success: bool },
    /// One level of exhaustion less.
    ExhaustionEased { creature: CreatureId },
    /// What was taken from the most hit points is there again.
    MaxHpRestored { creature: CreatureId },
    /// A spell that was being cast came to nothing.
    Countered { creature: CreatureId, spell: SpellId },
    /// What a spell allows was done again.
    Directed { creature: CreatureId, spell: SpellId, targets: Vec<CreatureId>, at: Option<Tile> },
    /// Sensed these by magic, and whether there is more than creatures.
    Divined { creature: CreatureId, found: Vec<CreatureId>, things: bool },
    /// So much time does not count for the dead.
    Preserved { creature: CreatureId, seconds: u64 },
    /// A row of a table was rolled.
    TableRolled { creature: CreatureId, face: Face },
    // -- magic things --
    /// A magic thing was put on.
    Donned { creature: CreatureId, item: ItemId },
    /// A magic thing was taken off.
    Doffed { creature: CreatureId, item: ItemId },
    /// Someone attuned to a magic thing.
    Attuned { creature: CreatureId, item: ItemId },
    /// Someone is no longer attuned to it.
    Unattuned { creature: CreatureId, item: ItemId },
    /// What a magic thing can do became known.
    Identified { creature: CreatureId, item: ItemId },
    /// Charges were spent, or a power was used that comes back at dawn.
    ChargesSpent { creature: CreatureId, item: ItemId, charges: u8 },
    /// Charges came back; the faces that said how many.
    ChargesRegained { creature: CreatureId, item: ItemId, charges: u8, faces: Vec<Face> },
    /// A power of a magic thing was used; which one, from 0.
    Invoked { creature: CreatureId, item: ItemId, power: u8 },
    /// The spell just cast comes from this thing.
    InvokedFor { creature: CreatureId, item: ItemId },
    /// A magic thing whose last charge was spent: the die that says whether it is gone.
    Waned { creature: CreatureId, item: ItemId, face: Face, gone: bool },
    /// Poison was put on a weapon.
    Coated { creature: CreatureId, weapon: ItemId, poison: ItemId },
    /// The poison on a weapon has done its work.
    CoatingSpent { creature: CreatureId, weapon: ItemId },
    /// The most hit points changed with what is worn.
    MaxHpChanged { creature: CreatureId, by: i32 },
    /// A score went up for good.
    ScoreGained { creature: CreatureId, ability: Ability, by: u8, most: u8 },
    /// The table agreed what becomes of heroes whose players are away.
    SteadAgreed { stead: Stead },
    /// A weapon has worn away on what it hit, or was destroyed by it when it was shot.
    Corroded { creature: CreatureId, item: ItemId },
    /// Its reaction is there again.
    ReactionRegained { creature: CreatureId },
    /// It will come back.
    ReturnSet { creature: CreatureId, returning: Box<Returning> },
    /// Somebody comes back: which of those who will, from 0.
    Returned { index: u8 },
    /// What the world does to those who travel it, and what they do about it.
    Hardship(Box<Hardship>),
    /// Fell in two: it is a size smaller, with half its hit points.
    Split { creature: CreatureId },
    /// Why a creature that nobody plays does what follows.
    Reasoned { creature: CreatureId, why: Why },
    /// What magic has done to a place.
    Wrought(Box<Wrought>),
    /// Came back in another body.
    Reborn { creature: CreatureId, sheet: Box<Sheet>, hp_max: i32, size: Size },
    /// Somebody in the story rolled against a spell that lasts on a creature.
    Resisted { creature: CreatureId, spell: SpellId, roll: D20, dc: i32, success: bool },
    /// A player goes on from another machine, under another key, with the seats and heroes that he had.
    Reseated { player: PlayerId, before: PlayerId },
}

/// How an attack roll ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hits {
    /// It missed.
    Miss,
    /// It hit.
    Hit,
    /// It hit and doubles its dice.
    Critical,
}

/// What an attack is made with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Weapon {
    /// A fist, a foot, a head.
    Unarmed,
    /// A weapon in the main hand, in its usual grip.
    Held(ItemId),
    /// A versatile weapon in both hands.
    BothHands(ItemId),
    /// A thrown weapon.
    Thrown(ItemId),
    /// A light weapon in the other hand, with a bonus action.
    OffHand(ItemId),
    /// An action of a stat block.
    Action(ActionId),
    /// A spell's attack.
    Spell(SpellId),
    /// An item that is thrown and breaks.
    Flask(ItemId),
}

/// Where something is worn or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Slot {
    /// On the body.
    Worn,
    /// On the arm.
    Shield,
    /// In the main hand.
    MainHand,
    /// In the other hand.
    OffHand,
}

/// How a fight ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The foes are beaten or gone.
    Won,
    /// No hero is left standing.
    Lost,
    /// The heroes are elsewhere.
    Left,
}
