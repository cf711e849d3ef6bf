//! What a seat may ask for. Append-only: commands are signed, sent and saved.

use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::attempt::Attempt;
use super::create::Plan;
use crate::srd::effect::Grant;
use crate::srd::id::{ActionId, FeatureId, ItemId, SpellId};
use crate::tale::id::{ChoiceId, ShopId, ThingId};
use crate::tale::map::Tile;
use crate::world::event::{Slot, Weapon};
use crate::world::growth::Growth;
use crate::world::id::{CreatureId, SeatId};
use crate::world::question::How;

/// One request by one seat for its own creature.
///
/// It is written as seat and verb. What a seat asks for another one follows its verb: so nothing can stand for what
/// stands for something, however deep a liar would like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Whose turn, whose hands, whose voice.
    pub seat: SeatId,
    /// What for.
    pub verb: Verb,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each case says what is asked for; its fields are named after what they hold")]
pub enum Verb {
    /// Make the seat's hero.
    Create(Box<Plan>),
    /// Begin the adventure with those who are here.
    Begin,
    /// Walk over these tiles, one step each; at most 64.
    Go(Vec<Tile>),
    /// Attack.
    Attack { target: CreatureId, weapon: Weapon },
    /// Cast a spell from a slot of this level (0 for a cantrip).
    Cast { spell: SpellId, level: u8, targets: Vec<CreatureId>, at: Option<Tile>, how: How },
    /// Cast a spell as a ritual: ten minutes more, no slot.
    Ritual { spell: SpellId, targets: Vec<CreatureId>, at: Option<Tile>, how: How },
    /// Take one of the actions that everyone has: dash, disengage, dodge, hide, search, escape.
    Act { action: Grant, cost: Cost },
    /// Help a friend against a foe, or with the next check.
    Help { friend: CreatureId },
    /// Hold on to someone.
    Grapple { target: CreatureId },
    /// Push someone away, or over.
    Shove { target: CreatureId, prone: Shoving },
    /// Stand up.
    Stand,
    /// Drop prone.
    DropProne,
    /// Wait for a trigger, then attack whoever comes near with this weapon.
    Ready { weapon: Weapon },
    /// Use a feature.
    Use { feature: FeatureId, targets: Vec<CreatureId>, level: u8, at: Option<Tile>, how: How },
    /// Use up an item on someone or on oneself.
    UseItem { item: ItemId, target: Option<CreatureId> },
    /// Take in hand or put on.
    Equip { item: ItemId, slot: Slot },
    /// Put away.
    Unequip { slot: Slot },
    /// Give to a neighbour.
    Give { to: CreatureId, item: ItemId, count: u16 },
    /// Give coins to a neighbour, in copper pieces.
    GiveCoins { to: CreatureId, cp: u32 },
    /// Let fall.
    Drop { item: ItemId, count: u16 },
    /// Use a thing in reach: open a door, a chest, talk, read, go through.
    Interact { thing: ThingId },
    /// Pick a lock.
    PickLock { thing: ThingId },
    /// Break a lock or a door.
    Force { thing: ThingId },
    /// Disarm a trap that was found.
    Disarm { thing: ThingId },
    /// Look around for what is hidden.
    Search,
    /// Choose in a scene.
    Choose { choice: ChoiceId },
    /// Go on when a scene has nothing to choose.
    Continue,
    /// Buy at the open counter.
    Buy { shop: ShopId, item: ItemId, count: u16 },
    /// Sell at the open counter.
    Sell { shop: ShopId, item: ItemId, count: u16 },
    /// Leave the counter.
    LeaveShop,
    /// Rest for an hour.
    ShortRest,
    /// Rest for eight hours.
    LongRest,
    /// Spend a hit die during or after a short rest.
    SpendHitDie,
    /// Prepare these spells after a long rest.
    Prepare { spells: Vec<SpellId> },
    /// Gain a level.
    LevelUp(Box<super::advance::Step>),
    /// Answer the question that is owed.
    Answer { yes: Consent },
    /// Wake or free someone with an action.
    Wake { target: CreatureId },
    /// Stop concentrating.
    LetGo,
    /// End the turn.
    EndTurn,
    /// Use an action of a stat block (forms and companions).
    MonsterAction { action: ActionId, targets: Vec<CreatureId>, at: Option<Tile>, how: How },
    /// Do again what a spell that lasts allows.
    Direct { spell: SpellId, targets: Vec<CreatureId>, at: Option<Tile>, how: How },
    /// Answer with a spell from a slot of this level.
    AnswerFrom { level: u8 },
    /// Make a choice that race, class or level left open.
    Grow(Growth),
    /// Put on a magic thing, or bear it so that it works.
    Wear { item: ItemId },
    /// Take off a magic thing.
    TakeOff { item: ItemId },
    /// Attune to a magic thing at the end of a short rest.
    Attune { item: ItemId },
    /// Be attuned no longer.
    Unattune { item: ItemId },
    /// Use a power of a magic thing (its number, from 0) with so many charges.
    Invoke { item: ItemId, power: u8, charges: u8, targets: Vec<CreatureId>, at: Option<Tile> },
    /// Put poison on a weapon.
    Coat { weapon: ItemId, poison: ItemId },
    /// Something that the wider rules allow.
    Try(Attempt),
    /// The same for the hero of a seat whose player is away, where the charter lets a friend play him.
    For {
        seat: SeatId,
        #[serde(skip, default = "nothing")]
        verb: Box<Verb>,
    },
}

/// What stands in a verb for another seat until the command has read it.
fn nothing() -> Box<Verb> {
    Box::new(Verb::EndTurn)
}

impl Command {
    /// Whose hero acts, and what he does.
    pub fn meant(&self) -> (SeatId, &Verb) {
        match &self.verb {
            Verb::For { seat, verb } => (*seat, verb),
            verb => (self.seat, verb),
        }
    }
}

impl Serialize for Command {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let meant = match &self.verb {
            Verb::For { verb, .. } => Some(verb),
            _ => None,
        };
        let mut parts = serializer.serialize_tuple(2 + usize::from(meant.is_some()))?;
        parts.serialize_element(&self.seat)?;
        parts.serialize_element(&self.verb)?;
        meant.map_or(Ok(()), |verb| parts.serialize_element(verb))?;
        parts.end()
    }
}

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Command, D::Error> {
        deserializer.deserialize_tuple(3, Parts)
    }
}

/// Reads a command part by part.
struct Parts;

impl<'de> Visitor<'de> for Parts {
    type Value = Command;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a seat and a verb")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Command, A::Error> {
        let short = |count| A::Error::invalid_length(count, &self);
        let seat = parts.next_element()?.ok_or_else(|| short(0))?;
        let verb = match parts.next_element()?.ok_or_else(|| short(1))? {
            Verb::For { seat, .. } => match parts.next_element()?.ok_or_else(|| short(2))? {
                Verb::For { .. } => return Err(A::Error::custom("nobody stands in for who stands in")),
                verb => Verb::For { seat, verb: Box::new(verb) },
            },
            verb => verb,
        };
        Ok(Command { seat, verb })
    }
}

/// What an action is paid with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cost {
    /// The action.
    Action,
    /// The bonus action.
    Bonus,
}

/// Away or over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shoving {
    /// Five feet away.
    Away,
    /// Prone.
    Over,
}

/// The answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consent {
    /// Do it.
    Yes,
    /// Let it pass.
    No,
    /// Do it this way, or with a slot of this level.
    Way(u8),
}
