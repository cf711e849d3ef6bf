//! What race, background, class and choices bring together: features and training (SRD: Races, Classes).

use std::collections::BTreeSet;

use crate::srd::Book;
use crate::srd::ability::Scores;
use crate::srd::feature::Feature;
use crate::srd::id::{BackgroundId, ClassId, FeatureId, ItemId, LanguageId, RaceId};
use crate::srd::item::{ArmourWeight, Use};
use crate::srd::kind::Size;
use crate::srd::modifier::{Modifier, Training};
use crate::srd::race::Race;

/// Where a hero comes from and what he has learnt, looked up in the book.
pub(super) struct Lineage<'a> {
    book: &'a Book,
    races: Vec<&'a Race>,
    training: BTreeSet<&'a Training>,
    features: Vec<&'a Feature>,
}

impl<'a> Lineage<'a> {
    /// Looks it up. Names that the book does not have bring nothing.
    pub(super) fn of(
        book: &'a Book,
        race: &RaceId,
        background: &BackgroundId,
        classes: &[(ClassId, u8)],
        chosen: &[FeatureId],
    ) -> Lineage<'a> {
        let own = book.races.get(race);
        let races: Vec<&Race> = own.into_iter().chain(own.and_then(|race| book.races.get(race.of.as_ref()?))).collect();
        let background = book.backgrounds.get(background);
        let mut ids: Vec<&FeatureId> = races.iter().flat_map(|race| &race.traits).collect();
        let mut training: BTreeSet<&Training> = BTreeSet::new();
        for (id, level) in classes {
            let Some(class) = book.classes.get(id) else { continue };
            ids.extend(class.levels.iter().take(usize::from(*level)).flat_map(|level| &level.features));
            training.extend(&class.training);
        }
        ids.extend(background.map(|background| &background.feature));
        ids.extend(chosen);
        let named = ids.into_iter().filter_map(|id| book.features.get(id));
        let features: Vec<&Feature> = named
            .flat_map(|feature| {
                std::iter::once(feature).chain(feature.brings.iter().filter_map(|id| book.features.get(id)))
            })
            .collect();
        training.extend(background.into_iter().flat_map(|background| &background.training));
        training.extend(features.iter().flat_map(|feature| &feature.gives).flat_map(|modifier| match modifier {
            Modifier::Proficient(training) => training.as_slice(),
            _ => &[],
        }));
        Lineage { book, races, training, features }
    }

    /// Everything that race, background, classes and choices bring.
    pub(super) fn features(&self) -> &[&'a Feature] {
        &self.features
    }

    /// Whether something of this kind is among what the features change.
    pub(super) fn gives(&self, wanted: impl Fn(&Modifier) -> bool) -> bool {
        self.features.iter().flat_map(|feature| &feature.gives).any(wanted)
    }

    /// Whether this is trained by race, background, class or feature; skills that a class lets choose are not here.
    pub(super) fn has(&self, training: &Training) -> bool {
        self.training.contains(training)
    }

    /// Whether this thing may be fought in or with without a penalty; things that are neither always may.
    pub(super) fn is_trained(&self, item: &ItemId) -> bool {
        let group = match self.book.items.get(item).map(|item| &item.use_) {
            Some(Use::Weapon(weapon)) if weapon.martial => Training::MartialWeapons,
            Some(Use::Weapon(_)) => Training::SimpleWeapons,
            Some(Use::Shield(_)) => Training::Shields,
            Some(Use::Armour(armour)) => match armour.weight {
                ArmourWeight::Light => Training::LightArmour,
                ArmourWeight::Medium => Training::MediumArmour,
                ArmourWeight::Heavy => Training::HeavyArmour,
            },
            _ => return true,
        };
        self.has(&group) || self.has(&Training::Item(item.clone()))
    }

    /// Languages that come without a choice.
    pub(super) fn languages(&self) -> impl Iterator<Item = &'a LanguageId> {
        self.races.iter().flat_map(|race| &race.languages)
    }

    /// How many languages race and features let choose; the background's come on top.
    pub(super) fn languages_of_choice(&self) -> usize {
        let races = self.races.iter().map(|race| usize::from(race.languages_of_choice));
        races.chain(self.features.iter().map(|feature| usize::from(feature.languages))).sum()
    }

    /// Scores with what the race adds.
    pub(super) fn raise(&self, scores: Scores) -> Scores {
        let mut raised = scores;
        for (ability, plus) in self.races.iter().flat_map(|race| &race.scores) {
            let score: &mut u8 = raised.of_mut(*ability);
            *score = score.saturating_add(*plus).min(20);
        }
        raised
    }

    /// Size category.
    pub(super) fn size(&self) -> Size {
        self.races.first().map_or(Size::Medium, |race| race.size)
    }

    /// Hit points that features add at 1st level.
    pub(super) fn hp_per_level(&self) -> u8 {
        let gives = self.features.iter().flat_map(|feature| feature.gives_at(1));
        gives.map(|modifier| if let Modifier::HpPerLevel(more) = modifier { *more } else { 0 }).sum()
    }
}
