//! Cross-references of the book: every record that another one names is there.

use std::collections::BTreeSet;

use super::Book;
use super::boon::Boon;
use super::class::Class;
use super::conjure::Mended;
use super::effect::{Effect, Regained, Success};
use super::feature::Feature;
use super::forge::Base;
use super::id::{ItemId, LanguageId, ResourceId, SpellId};
use super::item::{Item, Use};
use super::knack::Knack;
use super::load::BookError;
use super::modifier::{Modifier, Training};
use super::monster::{Does, Monster};
use super::plight::Plight;
use super::race::Race;

/// Errs at the first name that leads nowhere.
pub(super) fn check(book: &Book) -> Result<(), BookError> {
    let resources = book.features.values().filter_map(|feature| feature.counts.as_ref()).map(|counted| &counted.id);
    let walk = Walk { book, resources: resources.collect(), from: String::new() };
    book.races.values().try_for_each(|race| walk.at("race", &race.id).race(race))?;
    book.classes.values().try_for_each(|class| walk.at("class", &class.id).class(class))?;
    book.features.values().try_for_each(|feature| walk.at("feature", &feature.id).feature(feature))?;
    for background in book.backgrounds.values() {
        let walk = walk.at("background", &background.id);
        background.training.iter().try_for_each(|training| walk.training(training))?;
        background.equipment.iter().try_for_each(|(id, _)| walk.item(id))?;
        walk.known("feature", &background.feature, book.features.contains_key(&background.feature))?;
    }
    book.items.values().try_for_each(|item| walk.at("item", &item.id).thing(item))?;
    for template in book.magic.values() {
        let walk = walk.at("magic item", &template.id);
        template.effects().into_iter().try_for_each(|effects| walk.effects(effects))?;
        template.spells().into_iter().try_for_each(|id| walk.spell(id))?;
        template.modifiers().try_for_each(|modifier| walk.modifiers(std::slice::from_ref(modifier)))?;
        if let Base::Of(bases) = &template.base {
            bases.iter().try_for_each(|id| walk.item(id))?;
        }
        let classes = template.attune.iter().flat_map(|attune| &attune.classes);
        classes.into_iter().try_for_each(|id| walk.known("class", id, CLASSES.contains(&id.as_str())))?;
    }
    for spell in book.spells.values() {
        let walk = walk.at("spell", &spell.id);
        spell.classes.iter().try_for_each(|id| walk.known("class", id, CLASSES.contains(&id.as_str())))?;
        spell.needs.item.iter().try_for_each(|id| walk.item(id))?;
        walk.effects(&spell.effects)?;
    }
    book.monsters.values().try_for_each(|monster| walk.at("monster", &monster.id).monster(monster))?;
    for trap in book.traps.values() {
        let shot = trap.shots.as_ref().map_or(&[][..], |shots| &shots.hit);
        walk.at("trap", &trap.id).effects(&trap.effects).and_then(|()| walk.at("trap", &trap.id).effects(shot))?;
    }
    for disease in book.diseases.values() {
        let walk = walk.at("disease", &disease.id);
        disease.spares.iter().try_for_each(|id| walk.known("race", id, book.races.contains_key(id)))?;
        disease.stress.iter().try_for_each(|stress| walk.effects(&stress.fail))?;
    }
    for madness in book.madness.values() {
        let walk = walk.at("madness", &madness.id.as_str());
        madness.rows.iter().try_for_each(|(_, _, effects)| walk.effects(effects))?;
    }
    let graded = book.graded_ids();
    book.listed_grades.iter().try_for_each(|listed| {
        let known = graded.binary_search(&(listed.kind, listed.id.clone())).is_ok();
        walk.at("grade of", &listed.id).known(listed.kind.as_str(), &listed.id, known)
    })
}

/// Spell lists name every class of SRD 5.1, also those whose levels the book does not hold.
const CLASSES: [&str; 12] = [
    "barbarian",
    "bard",
    "cleric",
    "druid",
    "fighter",
    "monk",
    "paladin",
    "ranger",
    "rogue",
    "sorcerer",
    "warlock",
    "wizard",
];

/// One record under inspection.
#[derive(Clone)]
struct Walk<'a> {
    book: &'a Book,
    resources: BTreeSet<&'a ResourceId>,
    from: String,
}

impl Walk<'_> {
    fn at(&self, kind: &str, id: &impl ToString) -> Self {
        Walk { from: format!("{kind} \"{}\"", id.to_string()), ..self.clone() }
    }

    fn known(&self, kind: &'static str, id: &impl ToString, there: bool) -> Result<(), BookError> {
        if there { Ok(()) } else { Err(BookError::Unknown { from: self.from.clone(), kind, id: id.to_string() }) }
    }

    fn item(&self, id: &ItemId) -> Result<(), BookError> {
        self.known("item", id, self.book.items.contains_key(id))
    }

    fn spell(&self, id: &SpellId) -> Result<(), BookError> {
        self.known("spell", id, self.book.spells.contains_key(id))
    }

    fn language(&self, id: &LanguageId) -> Result<(), BookError> {
        self.known("language", id, self.book.languages.contains(id))
    }

    fn race(&self, race: &Race) -> Result<(), BookError> {
        race.of.iter().try_for_each(|id| self.known("race", id, self.book.races.contains_key(id)))?;
        race.languages.iter().try_for_each(|id| self.language(id))?;
        race.traits.iter().try_for_each(|id| self.known("feature", id, self.book.features.contains_key(id)))
    }

    fn class(&self, class: &Class) -> Result<(), BookError> {
        class.training.iter().chain(&class.joining.training).try_for_each(|training| self.training(training))?;
        class.tools.1.iter().try_for_each(|id| self.item(id))?;
        class.equipment.iter().flatten().flatten().try_for_each(|(id, _)| self.item(id))?;
        for level in &class.levels {
            level.features.iter().try_for_each(|id| self.known("feature", id, self.book.features.contains_key(id)))?;
            level.chooses.iter().try_for_each(|id| self.known("feature", id, self.book.features.contains_key(id)))?;
        }
        Ok(())
    }

    fn feature(&self, feature: &Feature) -> Result<(), BookError> {
        self.modifiers(&feature.gives)?;
        feature.grows.iter().try_for_each(|(_, gives)| self.modifiers(gives))?;
        feature.brings.iter().try_for_each(|id| self.known("feature", id, self.book.features.contains_key(id)))?;
        feature.chance.iter().flat_map(|chance| &chance.spends).try_for_each(|id| self.resource(id))?;
        self.effects(&feature.wakes)?;
        feature.choose.iter().try_for_each(|id| self.known("feature", id, self.book.features.contains_key(id)))?;
        let always = feature.always.iter().flat_map(|(_, spells)| spells);
        let learns = feature.learns.iter().flat_map(|learns| &learns.only);
        let spells = always.chain(&feature.lists).chain(learns).chain(&feature.needs.cantrip);
        spells.into_iter().try_for_each(|id| self.spell(id))?;
        feature.cantrip.iter().try_for_each(|(id, _)| self.known("class", id, self.book.classes.contains_key(id)))?;
        let Some(acts) = &feature.acts else { return Ok(()) };
        acts.spends.iter().try_for_each(|id| self.resource(id))?;
        self.effects(&acts.effects)
    }

    fn resource(&self, id: &ResourceId) -> Result<(), BookError> {
        self.known("resource", id, self.resources.contains(id))
    }

    fn thing(&self, item: &Item) -> Result<(), BookError> {
        match &item.use_ {
            Use::Weapon(weapon) => weapon.ammunition.iter().try_for_each(|id| self.item(id)),
            Use::Consumed { effects, .. } | Use::Poison { effects, .. } => self.effects(effects),
            Use::Light { fuel, .. } => fuel.iter().try_for_each(|id| self.item(id)),
            Use::Bundle(contents) => contents.iter().try_for_each(|(id, _)| self.item(id)),
            Use::OneOf(ids) => ids.iter().try_for_each(|id| self.item(id)),
            Use::Mount { block, .. } => self.known("monster", block, self.book.monsters.contains_key(block)),
            Use::Armour(_)
            | Use::Shield(_)
            | Use::Ammunition
            | Use::Focus(_)
            | Use::Tool
            | Use::Vehicle { .. }
            | Use::Goods
            | Use::Food(_)
            | Use::Gear => Ok(()),
        }
    }

    fn monster(&self, monster: &Monster) -> Result<(), BookError> {
        let known = |id| self.book.languages.contains(id) || self.book.tongues.contains(id);
        let mut tongues = monster.languages.iter().chain(&monster.understands);
        tongues.try_for_each(|id| self.known("language", id, known(id)))?;
        let action = |id| self.known("action", id, monster.actions.iter().any(|other| other.id == *id));
        let given = || monster.traits.iter().chain(&monster.reactions);
        for modifier in given().flat_map(|given| &given.gives) {
            match modifier {
                Modifier::Charge { with, .. } => action(with)?,
                Modifier::Pounce { with, then, .. } => action(with).and_then(|()| action(then))?,
                _ => {}
            }
        }
        given().try_for_each(|given| self.modifiers(&given.gives))?;
        let legendary = monster.legendary.iter().flat_map(|legend| &legend.options);
        for given in monster.actions.iter().chain(legendary) {
            given.shares.iter().try_for_each(action)?;
            given.after.iter().try_for_each(|(id, _)| action(id))?;
            match &given.does {
                Does::Multiattack(rows) => rows.iter().flatten().try_for_each(|(id, _)| action(id))?,
                Does::Attack(strike) => {
                    self.effects(&strike.hit)?;
                    self.effects(&strike.critical)?;
                    strike.alt.iter().try_for_each(|alt| self.effects(&alt.hit))?;
                }
                Does::Effects { effects, .. } => self.effects(effects)?,
                Does::Use(ids) => ids.iter().try_for_each(action)?,
                Does::Walk(_) | Does::Stride(_) | Does::Cantrip | Does::Spell => {}
            }
        }
        self.effects(&monster.starts)?;
        monster.quirks.iter().try_for_each(|quirk| self.effects(&quirk.effects))?;
        let innate =
            monster.innate.iter().flat_map(|it| it.at_will.iter().chain(it.per_day.iter().flat_map(|it| &it.1)));
        let spells = monster.casts.iter().flat_map(|casts| &casts.spells).chain(innate);
        spells.into_iter().try_for_each(|id| self.spell(id))
    }

    fn effects(&self, effects: &[Effect]) -> Result<(), BookError> {
        effects.iter().try_for_each(|effect| match effect {
            Effect::Attack { hit, miss, .. } => self.effects(hit).and_then(|()| self.effects(miss)),
            Effect::Save { fail, success, fail_by_5, .. } => {
                self.effects(fail)?;
                self.effects(fail_by_5)?;
                if let Success::Then(then) = success { self.effects(then) } else { Ok(()) }
            }
            Effect::Check { success, fail, .. } => self.effects(success).and_then(|()| self.effects(fail)),
            Effect::Modifier { gives, .. } => self.modifiers(gives),
            Effect::HpPool { then, .. } | Effect::IfDropped { then, .. } => self.effects(then),
            Effect::Ongoing { effects, .. } | Effect::Some { effects, .. } => self.effects(effects),
            Effect::Regain { what: Regained::Uses(id) | Regained::ByLevel(id) } => self.resource(id),
            Effect::Boon(Boon::Percent { then, .. }) => self.effects(then),
            Effect::Choose(options) => options.iter().try_for_each(|(_, effects)| self.effects(effects)),
            Effect::Zone(zone) => self.zone(zone),
            Effect::May(may) => self.effects(&may.effects),
            Effect::Summon(it) => it.these.iter().try_for_each(|it| self.shape(&it.0)).and(self.modifiers(&it.gives)),
            Effect::Transform(transform) => transform.these.iter().try_for_each(|id| self.shape(id)),
            Effect::HpGate { then, otherwise, .. } => self.effects(then).and_then(|()| self.effects(otherwise)),
            Effect::Table { rows, .. } => rows.iter().try_for_each(|(_, effects)| self.effects(effects)),
            Effect::Trial(it) => self.effects(&it.fail).and_then(|()| self.modifiers(&it.meanwhile)),
            Effect::Contest(it) => self.effects(&it.win),
            Effect::Trick(trick) => trick.within().into_iter().try_for_each(|effects| self.effects(effects)),
            Effect::RaiseAs(id) => self.shape(id),
            Effect::Plight(plight) => self.plight(plight),
            Effect::Create { item, .. } => self.item(item),
            Effect::AsSpell { spell, .. } => self.spell(spell),
            Effect::Shine(effect) => self.effects(std::slice::from_ref(effect)),
            Effect::Wonder(it) => self.effects(it.effects()),
            Effect::Mend(list) => list.iter().try_for_each(|mended| self.mended(mended)),
            Effect::Dispel
            | Effect::Counter
            | Effect::Revive(_)
            | Effect::Kill
            | Effect::DropHeld
            | Effect::BreakConcentration
            | Effect::EndThis
            | Effect::Leech
            | Effect::MoreHp { .. }
            | Effect::Wither { .. }
            | Effect::Stagger
            | Effect::Lash
            | Effect::Sense(_)
            | Effect::SendHome
            | Effect::Replace
            | Effect::Preserve { .. }
            | Effect::ExtraTurns { .. }
            | Effect::EndDarkness
            | Effect::Unlock
            | Effect::Boon(_)
            | Effect::Regain {
                what: Regained::SlotsByHalfLevel | Regained::Slot | Regained::SlotUpTo(_) | Regained::SlotOf(_),
            }
            | Effect::Damage { .. }
            | Effect::Heal { .. }
            | Effect::TempHp { .. }
            | Effect::Condition { .. }
            | Effect::Move { .. }
            | Effect::Act { .. }
            | Effect::Stabilize
            | Effect::Remove { .. }
            | Effect::Light { .. }
            | Effect::Grapple { .. }
            | Effect::MaxHpLoss
            | Effect::Grow { .. }
            | Effect::Maw(_)
            | Effect::Narrative { .. } => Ok(()),
        })
    }

    fn plight(&self, plight: &Plight) -> Result<(), BookError> {
        match plight {
            Plight::Catch(id) | Plight::Sicken(id) | Plight::Stress(id) | Plight::Dose(id) => {
                self.known("disease", id, self.book.diseases.contains_key(id))
            }
            Plight::Fall(_) | Plight::Madden(_) | Plight::Tire => Ok(()),
        }
    }

    fn mended(&self, mended: &Mended) -> Result<(), BookError> {
        if let Mended::Spell(id) = mended { self.spell(id) } else { Ok(()) }
    }

    fn shape(&self, id: &super::id::MonsterId) -> Result<(), BookError> {
        self.known("monster", id, self.book.monsters.contains_key(id))
    }

    fn zone(&self, zone: &super::zone::Zone) -> Result<(), BookError> {
        self.modifiers(&zone.gives)?;
        zone.rounds.iter().try_for_each(|(_, effects)| self.effects(effects))?;
        self.effects(&zone.does).and_then(|()| self.effects(&zone.over))
    }

    fn modifiers(&self, gives: &[Modifier]) -> Result<(), BookError> {
        gives.iter().try_for_each(|modifier| match modifier {
            Modifier::Proficient(trained) => trained.iter().try_for_each(|training| self.training(training)),
            Modifier::If { gives, .. } => self.modifiers(gives),
            Modifier::WhenOver(effects) => self.effects(effects),
            Modifier::Smites { effects } | Modifier::StrikesBack { effects, .. } => self.effects(effects),
            Modifier::ImmuneToSpell(id)
            | Modifier::Knack(
                Knack::Casts { spell: id, .. }
                | Knack::SpellDamageOf { spell: Some(id), .. }
                | Knack::SpellPushes(id, _)
                | Knack::SpellReaches(id, _),
            ) => self.spell(id),
            Modifier::Knack(Knack::Aura { gives, .. }) => self.modifiers(gives),
            _ => Ok(()),
        })
    }

    fn training(&self, training: &Training) -> Result<(), BookError> {
        if let Training::Item(id) = training { self.item(id) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srd::id::{FeatureId, SpellId};

    fn check_broken(expected: &str, change: impl FnOnce(&mut Book)) {
        let mut book = Book::standard().clone();
        change(&mut book);
        assert_eq!(check(&book).map_err(|wrong| wrong.to_string()), Err(expected.to_owned()));
    }

    #[test]
    fn a_name_that_leads_nowhere_is_refused() {
        check_broken("race \"human\" names the feature \"wings\", which the book lacks", |book| {
            let human = book.races.values_mut().find(|race| race.id.as_str() == "human").unwrap();
            human.traits.push(FeatureId::new("wings"));
        });
        check_broken("class \"cleric\" names the feature \"wish\", which the book lacks", |book| {
            let cleric = book.classes.values_mut().find(|class| class.id.as_str() == "cleric").unwrap();
            cleric.levels[0].chooses.push(FeatureId::new("wish"));
        });
        check_broken("item \"bullseye_lantern\" names the item \"oil\", which the book lacks", |book| {
            book.items.remove(&ItemId::new("oil"));
        });
        check_broken("feature \"thief_of_five_fates\" names the spell \"bane\", which the book lacks", |book| {
            book.spells.remove(&SpellId::new("bane"));
        });
        check_broken("feature \"oath_spells_devotion\" names the spell \"sanctuary\", which the book lacks", |book| {
            book.spells.remove(&SpellId::new("sanctuary"));
        });
        check_broken(
            "magic item \"cape_of_the_mountebank\" names the spell \"dimension_door\", which the book lacks",
            |book| {
                book.spells.remove(&SpellId::new("dimension_door"));
            },
        );
        check_broken("feature \"rage\" names the resource \"rage\", which the book lacks", |book| {
            book.features.values_mut().for_each(|feature| {
                if feature.id.as_str() == "rage" {
                    feature.counts = None;
                }
            });
        });
    }
}
