//! Dead links: names of scenes, maps, things, shops, flags, items, monsters, classes, races and sprites that nothing answers to.

use std::collections::BTreeSet;

use super::super::Tale;
use super::super::deed::{Deed, Foe, Journey, Need};
use super::super::id::{FlagId, MapId, SceneId, ShopId, ThingId};
use super::super::map::{Is, Lock, Thing};
use super::{Finding, sweep};
use crate::srd::Book;
use crate::srd::id::ItemId;
use crate::srd::plight::Plight;

struct Links<'a> {
    tale: &'a Tale,
    book: &'a Book,
    found: &'a mut BTreeSet<Finding>,
}

pub(super) fn check(tale: &Tale, book: &Book, looks: &BTreeSet<&str>, found: &mut BTreeSet<Finding>) {
    let mut links = Links { tale, book, found };
    links.head();
    for (at, deed) in sweep::deeds(tale) {
        links.deed(&at, deed);
    }
    for (at, needs) in sweep::needs(tale) {
        needs.iter().for_each(|need| links.need(&at, need));
    }
    for (id, scene) in &tale.scenes {
        let nexts = scene.choices.iter().flat_map(|choice| choice.leads.outcomes()).filter_map(|it| it.next.as_ref());
        nexts.for_each(|next| links.scene(&format!("scene \"{id}\""), next));
    }
    for (map, name, thing) in sweep::things(tale) {
        links.thing(&format!("map \"{map}\", thing \"{name}\""), thing, looks);
    }
    for (id, map) in &tale.maps {
        let names: BTreeSet<&str> = map.looks.iter().flatten().map(|look| look.as_str()).collect();
        for look in names.into_iter().filter(|look| !look.is_empty() && !looks.contains(look)) {
            links.dead(&format!("map \"{id}\""), "sprite", look, "draw it or use another tile");
        }
    }
    things_of_scenes(tale, links.found);
}

/// Things that a scene opens or removes stand on a map where it is played.
fn things_of_scenes(tale: &Tale, found: &mut BTreeSet<Finding>) {
    for (id, maps) in sweep::hosts(tale) {
        let Some(scene) = tale.scenes.get(id) else { continue };
        for deed in sweep::scene_deeds(scene) {
            let (Deed::Open(thing) | Deed::Remove(thing)) = deed else { continue };
            let stands = |thing: &ThingId| {
                maps.iter().any(|map| tale.maps.get(map).is_some_and(|map| map.things.contains_key(thing)))
            };
            if !stands(thing) {
                let why =
                    format!("there is no thing \"{thing}\" on the map it is played on; add it or correct the name");
                found.insert(Finding::new(format!("scene \"{id}\""), why));
            }
        }
    }
}

impl Links<'_> {
    fn dead(&mut self, at: &str, kind: &str, name: impl std::fmt::Display, help: &str) {
        self.found.insert(Finding::new(at, format!("there is no {kind} \"{name}\"; {help}")));
    }

    fn head(&mut self) {
        let tale = self.tale;
        tale.opening.iter().chain(&tale.defeat).for_each(|scene| self.scene("tale.json", scene));
        self.map("tale.json", &tale.start.0);
        for (id, shop) in &tale.shops {
            shop.sells.keys().for_each(|item| self.item(&format!("tale.json, shop \"{id}\""), item));
        }
        for item in tale.items.keys().filter(|item| self.book.items.contains_key(*item)) {
            let why = "the book has a thing of this name already; give yours another";
            self.found.insert(Finding::new(format!("tale.json, item \"{item}\""), why));
        }
        // The told lines name every thing alike, the book's and the adventure's.
        for (id, item) in tale.items.iter().filter(|(id, item)| item.name.as_str() != format!("item-{id}")) {
            let why = format!("its name \"{}\" must be \"item-{id}\"; rename it", item.name);
            self.found.insert(Finding::new(format!("tale.json, item \"{id}\""), why));
        }
    }

    fn thing(&mut self, at: &str, thing: &Thing, looks: &BTreeSet<&str>) {
        if !thing.look.is_empty() && !looks.contains(thing.look.as_str()) {
            self.dead(at, "sprite", &thing.look, "draw it or correct the name");
        }
        match &thing.is {
            Is::Door(lock) => self.lock(at, lock.as_ref()),
            Is::Chest { holds, lock, .. } => {
                holds.iter().for_each(|(item, _)| self.item(at, item));
                self.lock(at, lock.as_ref());
            }
            Is::Person(scene) | Is::Spot(scene) | Is::Object(scene) => self.scene(at, scene),
            Is::Shop(shop) => self.shop(at, shop),
            Is::Exit { map, .. } => self.map(at, map),
            Is::Ambush { foes, .. } => self.foes(at, foes),
            Is::Trap { of: Some(trap), .. } if !self.book.traps.contains_key(trap) => {
                self.dead(at, "trap", trap, "use one of the book");
            }
            Is::Trap { of: None, effects, .. } if effects.is_empty() => {
                self.found.insert(Finding::new(at, "this trap does nothing; give it effects or a trap of the book"));
            }
            Is::Trap { .. } | Is::Barrier => {}
        }
    }

    fn deed(&mut self, at: &str, deed: &Deed) {
        match deed {
            Deed::Set(flag, _) | Deed::Add(flag, _) => self.flag(at, flag),
            Deed::Give(item, _) | Deed::Take(item, _) => self.item(at, item),
            Deed::Fight { foes, .. } => self.foes(at, foes),
            Deed::Travel(map, _) | Deed::Journey(Journey { map, .. }) => self.map(at, map),
            Deed::Trade(shop) => self.shop(at, shop),
            Deed::Then(scene) => self.scene(at, scene),
            Deed::Pay(_) | Deed::Cost(_) | Deed::Xp(_) | Deed::Heal(_) | Deed::Hurt(..) => {}
            Deed::Journal(_) | Deed::Open(_) | Deed::Remove(_) | Deed::End(_) | Deed::Rest | Deed::Raise => {}
            Deed::Inspire => {}
            Deed::Befall(plight) | Deed::BefallAll(plight) => self.plight(at, plight),
        }
    }

    fn plight(&mut self, at: &str, plight: &Plight) {
        if let Plight::Catch(id) | Plight::Sicken(id) | Plight::Stress(id) | Plight::Dose(id) = plight
            && !self.book.diseases.contains_key(id)
        {
            self.dead(at, "disease", id, "use one of the book");
        }
    }

    fn need(&mut self, at: &str, need: &Need) {
        match need {
            Need::AtLeast(flag, _) | Need::Below(flag, _) => self.flag(at, flag),
            Need::Has(item) | Need::Lacks(item) => self.item(at, item),
            Need::Class(class) if !self.book.classes.contains_key(class) => {
                self.dead(at, "class", class, "use one of the book");
            }
            Need::Race(race) if !self.book.races.contains_key(race) => {
                self.dead(at, "race", race, "use one of the book");
            }
            Need::Speaks(id) | Need::Understands(id) | Need::Reads(id)
                if !self.book.languages.contains(id) && !self.book.tongues.contains(id) =>
            {
                self.dead(at, "language", id, "use one of the book");
            }
            Need::Under(id) if !self.book.spells.contains_key(id) => {
                self.dead(at, "spell", id, "use one of the book");
            }
            Need::Class(_) | Need::Race(_) | Need::Coins(_) | Need::Level(_) | Need::Trained(_) | Need::Fallen => {}
            Need::Speaks(_) | Need::Understands(_) | Need::Reads(_) | Need::Talks(_) | Need::Under(_) => {}
        }
    }

    fn lock(&mut self, at: &str, lock: Option<&Lock>) {
        lock.and_then(|lock| lock.key.as_ref()).into_iter().for_each(|key| self.item(at, key));
    }

    fn foes(&mut self, at: &str, foes: &[Foe]) {
        for foe in foes.iter().filter(|foe| !self.book.monsters.contains_key(&foe.monster)) {
            let why = format!("there is no monster \"{}\"; use one of the book", foe.monster);
            self.found.insert(Finding::new(at, why));
        }
    }

    fn scene(&mut self, at: &str, scene: &SceneId) {
        if !self.tale.scenes.contains_key(scene) {
            self.dead(at, "scene", scene, "write it or correct the name");
        }
    }

    fn map(&mut self, at: &str, map: &MapId) {
        if !self.tale.maps.contains_key(map) {
            self.dead(at, "map", map, "draw it or correct the name");
        }
    }

    fn shop(&mut self, at: &str, shop: &ShopId) {
        if !self.tale.shops.contains_key(shop) {
            self.dead(at, "shop", shop, "add it to tale.json or correct the name");
        }
    }

    fn flag(&mut self, at: &str, flag: &FlagId) {
        if !self.tale.flags.contains(flag) {
            self.dead(at, "flag", flag, "add it to tale.json or correct the name");
        }
    }

    fn item(&mut self, at: &str, item: &ItemId) {
        if !self.book.items.contains_key(item) && !self.tale.items.contains_key(item) {
            self.dead(at, "item", item, "use one of the book or add it to tale.json");
        }
    }
}
