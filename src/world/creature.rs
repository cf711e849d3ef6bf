//! A creature: a hero with a sheet or a monster with a stat block, and all that has happened to it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::event::Slot;
use super::form::Form;
use super::id::{CreatureId, OngoingId, SeatId};
use super::memo::{Kept, Learned, Memo, Remembers};
use super::ongoing::Ongoing;
use crate::srd::Book;
use crate::srd::ability::{Ability, Scores, Skill};
use crate::srd::condition::Condition;
use crate::srd::conjure::Keeps;
use crate::srd::id::{BackgroundId, ClassId, FeatureId, ItemId, LanguageId, MonsterId, RaceId, ResourceId, SpellId};
use crate::srd::item::Use;
use crate::srd::kind::Size;
use crate::srd::living::{Lifestyle, Pastime};
use crate::srd::modifier::Modifier;
use crate::tale::map::Tile;

/// One creature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creature {
    /// Its number.
    pub id: CreatureId,
    /// The name everyone sees; unique among those present.
    pub name: String,
    /// Whose side it is on.
    pub side: Side,
    /// Sheet or stat block.
    pub being: Being,
    /// Size category.
    pub size: Size,
    /// Its tile: the upper left one when it covers several. As settled by the ledger; walking in between is presence.
    pub at: Tile,
    /// Hit points, 0 to `hp_max`.
    pub hp: i32,
    /// The most hit points it can have.
    pub hp_max: i32,
    /// What was taken from `hp_max` until the next long rest.
    pub hp_max_lost: i32,
    /// Temporary hit points.
    pub hp_temporary: i32,
    /// At 0 hit points: how it fares.
    pub dying: Option<Dying>,
    /// Dead for good.
    pub dead: bool,
    /// Levels of exhaustion, 0 to 6.
    pub exhaustion: u8,
    /// What lasts on it, in the order it came.
    pub ongoing: BTreeMap<OngoingId, Ongoing>,
    /// What it concentrates on: the lasting effects that end with its concentration carry its number.
    pub concentration: Option<SpellId>,
    /// Uses spent of what is counted.
    pub spent: BTreeMap<ResourceId, u8>,
    /// Spell slots spent, 1st to 9th level.
    pub slots_spent: [u8; 9],
    /// Whether its reaction is used.
    pub reacted: bool,
    /// The total of its last stealth check while it stays hidden.
    pub hidden: Option<i32>,
    /// What it owns.
    pub pack: Kept<Pack>,
    /// Another shape that it has now; its true one comes back.
    pub form: Option<Box<Form>>,
    /// It was called by magic and goes when nothing holds it here any longer.
    pub called: bool,
    /// Whose it is: who called it, or who controls it.
    pub master: Option<CreatureId>,
    /// Where it was before it went out of the world for a while, and comes back to.
    pub away: Option<Tile>,
    /// The side that it is on by itself, while somebody else's will is on it.
    pub own_side: Option<Side>,
    /// The second at which it died.
    pub died_seconds: Option<u64>,
    /// How its free days are spent.
    pub days: Days,
    /// Feet above the ground, in flight.
    pub height_feet: u16,
    /// Counts that no rest clears: days without food, breath, how far a disease has gone.
    pub tolls: BTreeMap<SmolStr, u8>,
}

/// Whose side a creature is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Side {
    /// The party.
    Heroes,
    /// Against the party.
    Foes,
    /// Neither.
    Bystanders,
}

/// What a creature is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Being {
    /// A player's character.
    Hero(Kept<Sheet>),
    /// A stat block from the book.
    Monster(MonsterId),
}

/// A hero's choices; figures that follow from them are worked out by `rules`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Whose.
    pub seat: SeatId,
    /// Race or subrace.
    pub race: RaceId,
    /// Background.
    pub background: BackgroundId,
    /// Classes in the order they were taken, with levels.
    pub classes: Vec<(ClassId, u8)>,
    /// Scores with race and improvements added.
    pub scores: Scores,
    /// Skills chosen; those of race and background are added by `rules`.
    pub skills: BTreeSet<Skill>,
    /// Skills with twice the proficiency bonus.
    pub expertise: BTreeSet<Skill>,
    /// Features chosen where there was a choice: fighting styles and the like.
    pub chosen: BTreeSet<FeatureId>,
    /// Languages chosen.
    pub languages: BTreeSet<LanguageId>,
    /// Tools and instruments chosen.
    pub tools: BTreeSet<ItemId>,
    /// Points of ability score improvements taken.
    pub raised: u8,
    /// Abilities that the race let choose.
    pub inherited: BTreeSet<Ability>,
    /// Cantrips known.
    pub cantrips: BTreeSet<SpellId>,
    /// Spells in the book, for those who keep one.
    pub spellbook: BTreeSet<SpellId>,
    /// Spells prepared.
    pub prepared: BTreeSet<SpellId>,
    /// Cantrips and spells known for good, and with which class; prepared ones too where the class is not the first.
    pub learnt: BTreeMap<SpellId, ClassId>,
    /// Spells that a feature let learn, and which.
    pub granted: BTreeMap<SpellId, FeatureId>,
    /// The class whose last level lets exchange something that was learnt.
    pub exchanges: Option<ClassId>,
    /// Experience points.
    pub xp: u32,
    /// Hit dice spent.
    pub hit_dice_spent: u8,
    /// What follows from all this and the book; it is no part of it.
    #[serde(skip)]
    pub memo: Memo<Learned>,
}

/// How a creature at 0 hit points fares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dying {
    /// Death saves made, 0 to 2.
    pub successes: u8,
    /// Death saves failed, 0 to 2.
    pub failures: u8,
    /// Rolls no more.
    pub stable: bool,
}

/// What a creature owns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Coins, in copper pieces.
    pub purse_cp: u32,
    /// Things and how many, those that are worn or held included.
    pub items: BTreeMap<ItemId, u16>,
    /// Armour worn.
    pub worn: Option<ItemId>,
    /// Shield borne.
    pub shield: Option<ItemId>,
    /// In the main hand.
    pub main_hand: Option<ItemId>,
    /// In the other hand.
    pub off_hand: Option<ItemId>,
    /// Magic things worn or borne elsewhere.
    pub adorned: BTreeSet<ItemId>,
    /// Magic things attuned to.
    pub attuned: BTreeSet<ItemId>,
    /// When a rest was last spent on attuning to something or letting it go, on the world's clock.
    pub attuned_seconds: Option<u64>,
    /// Magic things whose powers are known.
    pub known: BTreeSet<ItemId>,
    /// Charges spent of things, and uses of their powers since dawn.
    pub spent: BTreeMap<ItemId, u8>,
    /// What the present spell is cast from.
    pub invoking: Option<ItemId>,
    /// Poison on weapons.
    pub coated: BTreeMap<ItemId, ItemId>,
    /// How much weapons have worn away: so much less damage.
    pub corroded: BTreeMap<ItemId, u8>,
    /// Rows in the book of the magic that works; it is no part of all this.
    #[serde(skip)]
    pub memo: Memo<Vec<usize>>,
}

impl Remembers for Sheet {
    type Known = Learned;

    fn memo(&self) -> &Memo<Learned> {
        &self.memo
    }

    fn memo_mut(&mut self) -> &mut Memo<Learned> {
        &mut self.memo
    }
}

impl Remembers for Pack {
    type Known = Vec<usize>;

    fn memo(&self) -> &Memo<Vec<usize>> {
        &self.memo
    }

    fn memo_mut(&mut self) -> &mut Memo<Vec<usize>> {
        &mut self.memo
    }
}

impl Pack {
    /// What is worn or held there.
    pub fn slot(&self, slot: Slot) -> Option<&ItemId> {
        match slot {
            Slot::Worn => self.worn.as_ref(),
            Slot::Shield => self.shield.as_ref(),
            Slot::MainHand => self.main_hand.as_ref(),
            Slot::OffHand => self.off_hand.as_ref(),
        }
    }

    /// What is worn or held there, to be changed.
    pub(super) fn slot_mut(&mut self, slot: Slot) -> &mut Option<ItemId> {
        match slot {
            Slot::Worn => &mut self.worn,
            Slot::Shield => &mut self.shield,
            Slot::MainHand => &mut self.main_hand,
            Slot::OffHand => &mut self.off_hand,
        }
    }

    /// What is shot when a weapon asks for this ammunition: the most magical that there is.
    pub fn shot(&self, book: &Book, ammunition: &ItemId) -> Option<ItemId> {
        let plus = |item: &ItemId| book.items.get(item).and_then(|item| item.magic.as_ref()).map_or(0, |it| it.plus);
        // Whatever its magic is, it begins with its kind.
        let is = |item: &ItemId, kind: &str| {
            item.as_str().strip_prefix(kind).is_some_and(|magic| magic.is_empty() || magic.starts_with('+'))
        };
        let named = |item: &ItemId| {
            is(item, ammunition.as_str()) || (ammunition.as_str() == "arrow" && is(item, "arrow_of_slaying"))
        };
        let fits =
            |item: &&ItemId| named(item) && book.items.get(item).is_some_and(|it| matches!(it.use_, Use::Ammunition));
        self.items.keys().filter(fits).max_by_key(|item| (plus(item), std::cmp::Reverse(*item))).cloned()
    }

    /// How many of this are worn or held.
    pub fn in_use(&self, item: &ItemId) -> u16 {
        [Slot::Worn, Slot::Shield, Slot::MainHand, Slot::OffHand]
            .into_iter()
            .map(|slot| u16::from(self.slot(slot) == Some(item)))
            .sum()
    }
}

/// How somebody spends his days between adventures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// What he lives on.
    pub lifestyle: Lifestyle,
    /// What he does.
    pub pastime: Option<Pastime>,
    /// Days of that so far.
    pub done: u16,
}

/// The name of a curse that takes all good from rests.
pub const RESTLESS: &str = "restless";
/// The name of what lasts on whoever was swallowed or engulfed.
pub const INSIDE: &str = "inside";

/// The name of what lasts on whoever rides; its source is the mount.
pub const RIDING: &str = "riding";

impl Creature {
    /// Whom it rides.
    pub fn rides(&self) -> Option<CreatureId> {
        self.ongoing.values().find(|lasts| lasts.name == RIDING).map(|lasts| lasts.source)
    }

    /// Who has swallowed or engulfed it.
    pub fn inside(&self) -> Option<CreatureId> {
        self.ongoing.values().find(|lasts| lasts.name == INSIDE).map(|lasts| lasts.source)
    }

    /// A creature with nothing to it yet: one hit point, on the first tile.
    pub fn new(id: CreatureId, name: String, being: Being) -> Creature {
        let side = if matches!(being, Being::Hero(_)) { Side::Heroes } else { Side::Foes };
        Creature {
            id,
            name,
            side,
            being,
            size: Size::Medium,
            at: Tile::default(),
            hp: 1,
            hp_max: 1,
            hp_max_lost: 0,
            hp_temporary: 0,
            dying: None,
            dead: false,
            exhaustion: 0,
            ongoing: BTreeMap::new(),
            concentration: None,
            spent: BTreeMap::new(),
            slots_spent: [0; 9],
            reacted: false,
            hidden: None,
            pack: Kept::default(),
            form: None,
            called: false,
            master: None,
            away: None,
            own_side: None,
            died_seconds: None,
            days: Days::default(),
            height_feet: 0,
            tolls: BTreeMap::new(),
        }
    }

    /// The sheet, for heroes.
    pub fn sheet(&self) -> Option<&Sheet> {
        match &self.being {
            Being::Hero(sheet) => Some(sheet),
            Being::Monster(_) => None,
        }
    }

    /// True while a condition lasts on it.
    pub fn has(&self, condition: Condition) -> bool {
        let bears = self.ongoing.values().any(|ongoing| ongoing.condition == Some(condition));
        bears && !self.suppressed(condition)
    }

    /// True while something keeps a condition quiet that lasts on it.
    fn suppressed(&self, condition: Condition) -> bool {
        let quiets = |given: &Modifier| matches!(given, Modifier::Suppresses(list) if list.contains(&condition));
        self.ongoing.values().any(|ongoing| ongoing.gives.iter().any(quiets))
    }

    /// True while something of this name lasts on it.
    pub fn bears(&self, name: &str) -> bool {
        self.ongoing.values().any(|ongoing| ongoing.name == name)
    }

    /// The stat block that it fights with: of the shape it has now, else its own.
    pub fn block_id(&self) -> Option<&MonsterId> {
        match (&self.form, &self.being) {
            (Some(form), Being::Monster(id)) if form.keeps == Keeps::Figures => Some(id),
            (Some(form), _) => Some(&form.monster),
            (None, Being::Monster(id)) => Some(id),
            (None, Being::Hero(_)) => None,
        }
    }

    /// True while it is out of this world.
    pub fn is_away(&self) -> bool {
        self.away.is_some()
    }

    /// Alive and above 0 hit points.
    pub fn is_up(&self) -> bool {
        !self.dead && self.hp > 0
    }
}

impl Sheet {
    /// The character level: all class levels together.
    pub fn level(&self) -> u8 {
        self.classes.iter().map(|(_, level)| level).sum()
    }
}
