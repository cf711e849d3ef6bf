//! Who speaks and understands what: by birth, by learning, by magic (SRD: Languages, Divination spells).
//!
//! Stat blocks that speak a language of their choice speak Common.

use std::collections::BTreeSet;

use super::World;
use super::creature::Creature;
use crate::srd::feature::Feature;
use crate::srd::id::LanguageId;
use crate::srd::kind::CreatureKind;
use crate::srd::modifier::Modifier;
use crate::srd::monster::Monster;
use crate::srd::speech::Speech;

/// What everyone speaks who may choose.
const COMMON: &str = "common";
/// The mark of stat blocks that speak all languages.
const ALL: &str = "all";

impl World {
    /// True when the creature can say something to those who know only this language.
    pub fn speaks(&self, one: &Creature, language: &LanguageId) -> bool {
        self.knows(one, language) || self.speech(one).any(|it| *it == Speech::Speaks)
    }

    /// True when the creature understands what is said in this language.
    pub fn understands(&self, one: &Creature, language: &LanguageId) -> bool {
        let heard = || self.block(one).is_some_and(|block| block.understands.contains(language));
        self.speaks(one, language) || heard() || self.speech(one).any(|it| *it == Speech::Understands)
    }

    /// True when the creature reads what is written in this language.
    pub fn reads(&self, one: &Creature, language: &LanguageId) -> bool {
        self.knows(one, language) || self.speech(one).any(|it| matches!(it, Speech::Understands | Speech::Reads))
    }

    /// True when the creature talks with those of a type that knows no language.
    pub fn talks_with(&self, one: &Creature, kind: CreatureKind) -> bool {
        self.speech(one).any(|it| *it == Speech::With(kind))
    }

    /// True when the hearer understands what the speaker says, in whatever language they share.
    pub fn is_understood(&self, speaker: &Creature, hearer: &Creature) -> bool {
        let (said, known) = (self.languages(speaker), self.languages(hearer));
        let heard = self.block(hearer).into_iter().flat_map(|block| &block.understands);
        let mut heard = known.iter().chain(heard).peekable();
        // Magic carries the sense to whoever knows any language, and out of any language.
        let carried = heard.peek().is_some() && self.speech(speaker).any(|it| *it == Speech::Speaks);
        let caught = || self.speech(hearer).any(|it| matches!(it, Speech::Speaks | Speech::Understands));
        let all = said.contains(&LanguageId::new(ALL)) || known.contains(&LanguageId::new(ALL));
        let kind = |one: &Creature| self.block(one).map(|block| block.kind);
        let beast = |one, other| kind(other).is_some_and(|kind| self.talks_with(one, kind));
        carried
            || (!said.is_empty() && (all || caught()))
            || heard.any(|language| said.contains(language))
            || beast(speaker, hearer)
            || beast(hearer, speaker)
    }

    /// True for whoever knows any language, if only to listen.
    pub fn knows_any_language(&self, one: &Creature) -> bool {
        !self.languages(one).is_empty() || self.block(one).is_some_and(|block| !block.understands.is_empty())
    }

    /// The languages that the creature speaks by itself.
    pub fn languages(&self, one: &Creature) -> BTreeSet<LanguageId> {
        let learnt = self.speech(one).filter_map(|it| match it {
            Speech::Knows(language) => Some(language.clone()),
            _ => None,
        });
        let mut all: BTreeSet<LanguageId> = learnt.collect();
        if let Some(block) = self.block(one) {
            all.extend(block.languages.iter().cloned());
            if block.languages_of_choice > 0 {
                all.insert(LanguageId::new(COMMON));
            }
        }
        let Some(sheet) = one.sheet() else { return all };
        let race = self.book.races.get(&sheet.race);
        let parent = race.and_then(|race| self.book.races.get(race.of.as_ref()?));
        all.extend(race.into_iter().chain(parent).flat_map(|race| &race.languages).cloned());
        all.extend(sheet.languages.iter().cloned());
        // Secret languages come with a calling and go by its feature's name.
        let secret = self.features(one).into_iter().map(|feature| LanguageId::new(feature.id.as_str()));
        all.extend(secret.filter(|language| self.book.languages.contains(language)));
        all
    }

    fn knows(&self, one: &Creature, language: &LanguageId) -> bool {
        let known = self.languages(one);
        known.contains(language) || known.contains(&LanguageId::new(ALL))
    }

    fn block(&self, one: &Creature) -> Option<&Monster> {
        // Whoever keeps his mind in another shape keeps his languages, though not his tongue.
        one.block_id().and_then(|id| self.book.monsters.get(id))
    }

    /// The features of race and classes that a hero has.
    fn features(&self, one: &Creature) -> Vec<&Feature> {
        let Some(sheet) = one.sheet() else { return Vec::new() };
        let race = self.book.races.get(&sheet.race);
        let parent = race.and_then(|race| self.book.races.get(race.of.as_ref()?));
        let traits = race.into_iter().chain(parent).flat_map(|race| &race.traits);
        let levels = sheet.classes.iter().filter_map(|(class, level)| {
            let class = self.book.classes.get(class)?;
            Some(class.levels.iter().take(usize::from(*level)).flat_map(|row| &row.features))
        });
        let ids = traits.chain(levels.flatten()).chain(&sheet.chosen);
        ids.filter_map(|id| self.book.features.get(id)).collect()
    }

    /// What lasts on the creature or is its own that changes its speech.
    fn speech<'a>(&'a self, one: &'a Creature) -> impl Iterator<Item = &'a Speech> {
        let lasting = one.ongoing.values().flat_map(|lasts| &lasts.gives);
        let own = self.features(one).into_iter().flat_map(|feature| &feature.gives);
        let around = self.zones_at(one.at).flat_map(|zone| &zone.is.gives);
        lasting.chain(own).chain(around).filter_map(|given| match given {
            Modifier::Speech(speech) => Some(speech),
            _ => None,
        })
    }
}
