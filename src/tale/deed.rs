//! What a story may ask of the world and do to it: small, total, the same on every machine.

use serde::{Deserialize, Serialize};

use super::id::{FlagId, MapId, SceneId, ShopId, TextId, ThingId};
use super::map::Tile;
use crate::dice::Amount;
use crate::srd::ability::Skill;
use crate::srd::damage::DamageKind;
use crate::srd::id::{ClassId, ItemId, LanguageId, MonsterId, RaceId, SpellId};
use crate::srd::kind::CreatureKind;
use crate::srd::plight::Plight;

/// Something that must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Need {
    /// A flag is at least this.
    AtLeast(FlagId, i32),
    /// A flag is below this.
    Below(FlagId, i32),
    /// The chooser, or anyone in the party, has this thing.
    Has(ItemId),
    /// The chooser has so many copper pieces.
    Coins(u32),
    /// The chooser is of this class.
    Class(ClassId),
    /// The chooser is of this race.
    Race(RaceId),
    /// The party's level is at least this.
    Level(u8),
    /// Nobody in the party has this thing.
    Lacks(ItemId),
    /// The chooser is trained in this skill.
    Trained(Skill),
    /// Someone in the party is dead.
    Fallen,
    /// The chooser can say something to those who know only this language.
    Speaks(LanguageId),
    /// The chooser understands what is said in this language.
    Understands(LanguageId),
    /// The chooser reads this language.
    Reads(LanguageId),
    /// The chooser talks with creatures of this type, which know no language: beasts, plants.
    Talks(CreatureKind),
    /// The chooser is under this spell.
    Under(SpellId),
}

/// Something that happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Deed {
    /// A flag becomes this.
    Set(FlagId, i32),
    /// A flag goes up or down.
    Add(FlagId, i32),
    /// The chooser gets things.
    Give(ItemId, u16),
    /// The party loses things.
    Take(ItemId, u16),
    /// The chooser gets coins, in copper pieces.
    Pay(u32),
    /// The chooser loses coins, in copper pieces.
    Cost(u32),
    /// Every hero gets so many experience points.
    Xp(u32),
    /// Every hero regains hit points.
    Heal(Amount),
    /// The chooser takes damage.
    Hurt(Amount, DamageKind),
    /// A line in the journal.
    Journal(TextId),
    /// A fight begins.
    Fight {
        /// The foes and where they stand on the current map.
        foes: Vec<Foe>,
        /// What winning brings.
        #[serde(default)]
        won: Vec<Deed>,
    },
    /// The party goes elsewhere.
    Travel(MapId, Tile),
    /// A counter opens.
    Trade(ShopId),
    /// A thing on the current map opens.
    Open(ThingId),
    /// A thing on the current map is gone.
    Remove(ThingId),
    /// Another scene follows once this is over.
    Then(SceneId),
    /// The adventure is over; the sentence says how.
    End(TextId),
    /// Eight hours go by in safety: a long rest for everyone.
    Rest,
    /// Every hero who is dead comes round with 1 hit point.
    Raise,
    /// The party travels: hours and nights go by, then it is elsewhere.
    Journey(Journey),
    /// The chooser is inspired, unless he is already.
    Inspire,
    /// Something bad happens to the chooser: a fall, a disease, madness.
    Befall(Plight),
    /// The same to every hero.
    BefallAll(Plight),
}

/// A way to another map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// How far, in miles.
    pub miles: u16,
    /// Over rough ground: at half the pace.
    #[serde(default)]
    pub rough: bool,
    /// Where to.
    pub map: MapId,
    /// The tile where it ends.
    pub at: Tile,
}

/// One foe of a fight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foe {
    /// Its stat block.
    pub monster: MonsterId,
    /// Where it stands: the upper left tile of its space.
    pub at: Tile,
    /// Comes only against so many heroes or more, 1 to 8; 1 means always.
    #[serde(default = "one")]
    pub heroes_min: u8,
    /// Sleeps until the noise of the fight wakes it.
    #[serde(default)]
    pub asleep: bool,
}

impl Foe {
    /// Whether it comes against a party of this size.
    pub const fn comes(&self, heroes: usize) -> bool {
        self.heroes_min as usize <= heroes || self.heroes_min <= 1
    }
}

const fn one() -> u8 {
    1
}
