//! Whether what a story asks for holds in this world.

use super::World;
use super::creature::{Creature, Sheet};
use super::id::CreatureId;
use crate::srd::ability::Skill;
use crate::srd::id::{ItemId, RaceId};
use crate::srd::modifier::{Modifier, Training};
use crate::tale::deed::Need;

impl World {
    /// True when the need holds. What it asks of one person it asks of `chooser`; things may be in anyone's pack, and
    /// without a chooser everything may be anyone's.
    pub fn holds(&self, need: &Need, chooser: Option<CreatureId>) -> bool {
        let flag = |id| self.now.story.flags.get(id).copied().unwrap_or_default();
        let chosen = |hero: &&Creature| chooser.is_none_or(|chooser| chooser == hero.id);
        match need {
            Need::AtLeast(id, least) => flag(id) >= *least,
            Need::Below(id, bound) => flag(id) < *bound,
            Need::Has(item) => self.party_has(item),
            Need::Lacks(item) => !self.party_has(item),
            Need::Trained(skill) => {
                self.heroes().filter(chosen).filter_map(Creature::sheet).any(|sheet| self.is_trained(sheet, *skill))
            }
            Need::Coins(cp) => self.heroes().filter(chosen).any(|hero| hero.pack.purse_cp >= *cp),
            Need::Class(class) => self
                .heroes()
                .filter(chosen)
                .filter_map(Creature::sheet)
                .any(|sheet| sheet.classes.iter().any(|(has, _)| has == class)),
            Need::Race(race) => {
                self.heroes().filter(chosen).filter_map(Creature::sheet).any(|sheet| self.is_of(&sheet.race, race))
            }
            Need::Speaks(language) => self.heroes().filter(chosen).any(|hero| self.speaks(hero, language)),
            Need::Understands(language) => self.heroes().filter(chosen).any(|hero| self.understands(hero, language)),
            Need::Reads(language) => self.heroes().filter(chosen).any(|hero| self.reads(hero, language)),
            Need::Talks(kind) => self.heroes().filter(chosen).any(|hero| self.talks_with(hero, *kind)),
            Need::Under(spell) => self.heroes().filter(chosen).any(|hero| hero.bears(spell.as_str())),
            Need::Fallen => self.heroes().any(|hero| hero.dead),
            // The party is as experienced as its most experienced member.
            Need::Level(least) => self.heroes().filter_map(Creature::sheet).any(|sheet| sheet.level() >= *least),
        }
    }

    /// True when all of them hold.
    pub fn holds_all(&self, needs: &[Need], chooser: Option<CreatureId>) -> bool {
        needs.iter().all(|need| self.holds(need, chooser))
    }

    /// Everyone with a seat at the table, the fallen included.
    pub fn heroes(&self) -> impl Iterator<Item = &Creature> {
        self.now.seats.values().filter_map(|seat| self.creature(seat.creature?))
    }

    fn party_has(&self, item: &ItemId) -> bool {
        self.heroes().any(|hero| hero.pack.items.get(item).is_some_and(|count| *count > 0))
    }

    fn is_trained(&self, sheet: &Sheet, skill: Skill) -> bool {
        let background = self.book.backgrounds.get(&sheet.background).into_iter().flat_map(|record| &record.training);
        let race = self.book.races.get(&sheet.race);
        let parent = race.and_then(|race| self.book.races.get(race.of.as_ref()?));
        let traits = race.into_iter().chain(parent).flat_map(|race| &race.traits);
        let given = traits.filter_map(|id| self.book.features.get(id)).flat_map(|feature| &feature.gives);
        let trained = given.filter_map(|modifier| match modifier {
            Modifier::Proficient(training) => Some(training),
            _ => None,
        });
        let mut all = background.chain(trained.flatten());
        sheet.skills.contains(&skill) || all.any(|training| *training == Training::Skill(skill))
    }

    fn is_of(&self, race: &RaceId, wanted: &RaceId) -> bool {
        race == wanted || self.book.races.get(race).is_some_and(|record| record.of.as_ref() == Some(wanted))
    }
}
