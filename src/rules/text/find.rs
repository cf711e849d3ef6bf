//! Finding what words name: creatures, things of the book, things of the place.

use super::{Said, Unclear};
use crate::rules::body;
use crate::srd::id::{ActionId, FeatureId, ItemId, SpellId};
use crate::tale::id::ThingId;
use crate::tale::map::Tile;
use crate::world::id::CreatureId;

/// An id as it is spoken.
pub(super) fn spoken(id: &str) -> String {
    id.replace(['_', '.', '@'], " ")
}

/// Whether a line begins with a phrase, as whole words.
pub(super) fn starts(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// What follows a name at the beginning of a line, whatever the case of its letters.
pub(super) fn after<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = line.chars();
    for letter in name.chars() {
        let same = rest.next()?.to_lowercase().eq(letter.to_lowercase());
        same.then_some(())?;
    }
    let rest = rest.as_str();
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim())
}

/// The words without an article before them.
fn bare(words: &str) -> &str {
    let words = words.trim();
    ["the ", "a ", "an "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words)
}

impl Said<'_> {
    /// The creature of this name.
    pub(super) fn creature(&self, name: &str) -> Result<CreatureId, Unclear> {
        let name = bare(name);
        let mut here = self.world.now.creatures.values();
        if matches!(name, "himself" | "herself" | "itself" | "themselves") {
            return Ok(self.one.id);
        }
        let one = here.find(|one| one.name.to_lowercase() == name);
        one.map(|one| one.id).ok_or_else(|| Unclear::Creature(name.to_owned()))
    }

    /// Creatures with commas between them; none for no words at all.
    pub(super) fn creatures(&self, names: &str) -> Result<Vec<CreatureId>, Unclear> {
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| self.creature(name)).collect()
    }

    /// The item of this name, whoever has it.
    pub(super) fn item(&self, name: &str) -> Result<ItemId, Unclear> {
        let name = bare(name);
        let own = self.world.tale.items.keys();
        let mut known = self.world.book.items.keys().chain(own);
        known.find(|id| spoken(id.as_str()) == name).cloned().ok_or_else(|| Unclear::Thing(name.to_owned()))
    }

    /// A number and an item; one where no number is said.
    pub(super) fn items(&self, words: &str) -> Result<(ItemId, u16), Unclear> {
        let counted = words.split_once(' ').and_then(|(count, rest)| Some((count.parse().ok()?, rest)));
        match counted {
            Some((count, rest)) => Ok((self.item(rest)?, count)),
            None => Ok((self.item(words)?, 1)),
        }
    }

    /// The spell of this name.
    pub(super) fn spell(&self, name: &str) -> Result<SpellId, Unclear> {
        let known = self.world.book.spells.keys().find(|id| spoken(id.as_str()) == name);
        known.cloned().ok_or_else(|| Unclear::Thing(name.to_owned()))
    }

    /// The spell or the thing of this name, whose work goes on.
    pub(super) fn work(&self, name: &str) -> Result<SpellId, Unclear> {
        self.spell(name).or_else(|_| self.item(name).map(|item| SpellId::new(item.as_str())))
    }

    /// Spells with commas between them.
    pub(super) fn spells(&self, names: &str) -> Result<Vec<SpellId>, Unclear> {
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| self.spell(name)).collect()
    }

    /// The feature that the words begin with, by the longest name that fits, and at whom or where.
    pub(super) fn feature_first<'a>(&self, words: &'a str) -> Option<(FeatureId, &'a str)> {
        let rest = |id: &FeatureId| {
            let rest = words.strip_prefix(spoken(id.as_str()).as_str())?;
            if rest.is_empty() {
                return Some(rest);
            }
            [" at ", " on ", " over "].iter().find_map(|part| rest.strip_prefix(part)).map(str::trim)
        };
        let fitting = self.world.book.features.keys().filter_map(|id| Some((id, rest(id)?)));
        fitting.max_by_key(|(id, _)| id.as_str().len()).map(|(id, rest)| (id.clone(), rest))
    }

    /// The feature of this name.
    pub(super) fn feature(&self, name: &str) -> Option<FeatureId> {
        self.world.book.features.keys().find(|id| spoken(id.as_str()) == name).cloned()
    }

    /// The action of this name in the creature's stat block.
    pub(super) fn action(&self, name: &str) -> Option<ActionId> {
        let block = self.world.book.monsters.get(self.one.block_id()?)?;
        let quirks = block.quirks.iter().map(|quirk| &quirk.id);
        // In another shape it may have those of that shape and some of its own.
        let bodies = [body::true_block(self.world, self.one), body::of(self.world, self.one)];
        let others = bodies.into_iter().flatten().flat_map(|block| &block.actions).map(|action| &action.id);
        let own = block.actions.iter().map(|action| &action.id).chain(quirks);
        own.chain(others).find(|id| spoken(id.as_str()) == name).cloned()
    }

    /// The thing of this name on the map.
    pub(super) fn thing(&self, name: &str) -> Result<ThingId, Unclear> {
        let name = bare(name);
        let here = self.world.things().map(|(id, _)| id).find(|id| spoken(id.as_str()) == name);
        here.cloned().ok_or_else(|| Unclear::Thing(name.to_owned()))
    }
}

/// A tile as in `3,4`.
pub(super) fn tile(words: &str) -> Option<Tile> {
    let (x, y) = words.split_once(',')?;
    Some(Tile { x: x.trim().parse().ok()?, y: y.trim().parse().ok()? })
}
