//! The only code that changes a world: one event in, one change done. Host and guests share it.

use super::World;
use super::event::Event;
use super::{
    change_arms, change_body, change_fight, change_hardship, change_magic, change_pack, change_place, change_shape,
    change_story, change_table,
};

/// An event that cannot have happened in this world: at the host a bug, at a guest a reason for distrust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible(pub String);

impl World {
    /// Makes the event true. An event that cannot have happened changes nothing.
    #[rustfmt::skip] // One line holds several events: the list is read as a whole.
    pub fn apply(&mut self, event: &Event) -> Result<(), Impossible> {
        match event {
            Event::Joined { .. } | Event::Left { .. } | Event::WentAway { .. } | Event::CameBack { .. } | Event::Reseated { .. } | Event::SteadAgreed { .. }
            | Event::HeroMade { .. } | Event::LevelGained { .. } | Event::Grew { .. } | Event::Prepared { .. } | Event::XpGained { .. } | Event::Reborn { .. } => change_table::apply(&mut self.now, event),

            Event::TaleBegan | Event::SceneBegan { .. } | Event::Chosen { .. } | Event::SceneEnded
            | Event::SceneQueued { .. } | Event::FlagSet { .. } | Event::Journaled { .. } | Event::TaleEnded { .. }
            | Event::ShopOpened { .. } | Event::ShopClosed => change_story::apply(self, event),

            Event::Travelled { .. } | Event::Moved { .. } | Event::Shoved { .. } | Event::ThingChanged { .. }
            | Event::TrapSprung { .. } | Event::TimePassed { .. } | Event::ShortRested | Event::LongRested
            | Event::HitDieSpent { .. } => change_place::apply(self, event),

            Event::ItemGained { .. } | Event::ItemLost { .. } | Event::CoinsGained { .. } | Event::CoinsLost { .. }
            | Event::Bought { .. } | Event::Sold { .. } | Event::Equipped { .. } | Event::Unequipped { .. }
            | Event::ItemUsed { .. } | Event::Corroded { .. } => change_pack::apply(self, event),

            Event::Donned { .. } | Event::Doffed { .. } | Event::Attuned { .. } | Event::Unattuned { .. }
            | Event::Identified { .. } | Event::ChargesSpent { .. } | Event::ChargesRegained { .. }
            | Event::InvokedFor { .. } | Event::Coated { .. } | Event::CoatingSpent { .. } | Event::MaxHpChanged { .. }
            | Event::ScoreGained { .. } => change_magic::apply(self, event),

            Event::EncounterBegan { .. } | Event::OrderSettled { .. } | Event::TurnBegan { .. }
            | Event::TurnEnded { .. } | Event::EncounterEnded { .. } | Event::Spent { .. } | Event::Acted { .. }
            | Event::Multiattacked { .. } | Event::Invoked { .. } | Event::Featured { .. } | Event::Directed { .. } | Event::Withdrew { .. } | Event::Reasoned { .. } | Event::ReactionRegained { .. } | Event::ReturnSet { .. } | Event::Returned { .. } | Event::Asked { .. } | Event::Answered { .. } => change_fight::apply(&mut self.now, event),

            Event::Damaged { .. } | Event::Healed { .. } | Event::TempHpGained { .. } | Event::Fell { .. }
            | Event::DeathFailed { .. } | Event::DeathSaved { .. } | Event::Stabilized { .. } | Event::Died { .. }
            | Event::Began { .. } | Event::Ended { .. } | Event::Concentrated { .. }
            | Event::ConcentrationEnded { .. } | Event::UseSpent { .. } | Event::UsesRegained { .. }
            | Event::SlotSpent { .. } | Event::SlotRegained { .. } | Event::Hid { .. } | Event::Revealed { .. }
            | Event::Revived { .. } | Event::MaxHpLost { .. } => change_body::apply(&mut self.now, event),

            // Whatever it was cast from before, this one says itself.
            Event::Cast { creature, .. } => self.now.one_mut(*creature).map(|one| one.pack.invoking = None),

            Event::Attacked { attacker, target, weapon, hits, .. } => {
                change_arms::attacked(self, *attacker, *target, weapon, *hits)
            }

            Event::ZoneBegan { .. } | Event::ZoneMoved { .. } | Event::ZoneTouched { .. } | Event::ZoneTurned { .. }
            | Event::ZoneSpent { .. } | Event::ZoneEnded { .. } | Event::Arrived { .. } | Event::Vanished { .. }
            | Event::Shaped { .. } | Event::Unshaped { .. } | Event::Split { .. } | Event::TrialCounted { .. }
            | Event::ExhaustionEased { .. } | Event::MaxHpRestored { .. } | Event::Preserved { .. } => change_shape::apply(&mut self.now, event),

            Event::Hardship(it) => change_hardship::apply(&mut self.now, it),
            Event::Wrought(it) => super::wrought::apply(self, it),

            // Told, but nothing else comes of them: what they lead to has events of its own.
            Event::Checked { creature, .. } | Event::Saved { creature, .. } | Event::Contested { creature, .. }
            | Event::InitiativeRolled { creature, .. } | Event::Recharged { creature, .. }
            | Event::DamageRolled { by: creature, .. } | Event::PoolRolled { by: creature, .. }
            | Event::Waned { creature, .. }
            | Event::PercentRolled { creature, .. } | Event::Sensed { creature, .. }
            | Event::Countered { creature, .. } | Event::TableRolled { creature, .. } | Event::Divined { creature, .. }
            | Event::MonsterActed { creature, .. } | Event::Narrated { creature, .. }
            | Event::Resisted { creature, .. } | Event::Helped { creature, .. } => self.now.one(*creature).map(|_| ()),
        }?;
        self.now.events = self.now.events.saturating_add(1);
        Ok(())
    }
}
