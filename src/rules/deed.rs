//! What a story does to the world, deed by deed.

use super::damage::{self, Harm};
use super::unfold::Unfold;
use super::{ambush, begin, choose, inspire, journey, lasting, plight, rest};
use crate::dice::{Amount, Face};
use crate::srd::damage::DamageKind;
use crate::srd::id::ItemId;
use crate::tale::deed::Deed;
use crate::tale::id::{FlagId, TextId, ThingId};
use crate::world::creature::{Creature, Side};
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::place::Fate;

/// How an adventure without a scene for it ends when no hero is left standing.
const ALL_FELL: &str = "all-fell";
/// A journal holds no more lines.
const JOURNAL_LINES_MAX: usize = 4096;

/// Makes deeds happen, in order; `chooser` is who brought them about. Once the adventure is over, nothing more does.
pub(super) fn run(now: &mut Unfold<'_>, chooser: CreatureId, deeds: &[Deed]) {
    for deed in deeds {
        if now.world().now.story.ending.is_none() {
            happen(now, chooser, deed);
        }
    }
    aftermath(now);
    choose::follow(now, chooser);
}

fn happen(now: &mut Unfold<'_>, chooser: CreatureId, deed: &Deed) {
    match deed {
        Deed::Set(flag, value) => now.happens(Event::FlagSet { flag: flag.clone(), value: *value }),
        Deed::Add(flag, more) => add(now, flag, *more),
        Deed::Give(item, count) => {
            now.happens(Event::ItemGained { creature: chooser, item: item.clone(), count: *count });
        }
        Deed::Take(item, count) => take(now, chooser, item, *count),
        Deed::Pay(cp) => now.happens(Event::CoinsGained { creature: chooser, cp: *cp }),
        Deed::Cost(cp) => cost(now, chooser, *cp),
        Deed::Xp(xp) => {
            // The dead too: whoever is raised later shall not lag behind the table.
            for creature in party(now, |_| true) {
                now.happens(Event::XpGained { creature, xp: *xp });
            }
        }
        Deed::Heal(amount) => heal(now, *amount),
        Deed::Hurt(amount, kind) => hurt(now, chooser, *amount, *kind),
        Deed::Journal(line) => journal(now, line),
        Deed::Fight { foes, won } => ambush::begin(now, foes, None, won),
        Deed::Travel(map, tile) => begin::travel(now, map, *tile),
        Deed::Trade(shop) => now.happens(Event::ShopOpened { shop: shop.clone(), by: chooser }),
        Deed::Open(thing) => change(now, thing, Fate::Open),
        Deed::Remove(thing) => change(now, thing, Fate::Gone),
        Deed::Then(scene) => now.happens(Event::SceneQueued { scene: scene.clone() }),
        Deed::End(ending) => end(now, ending),
        Deed::Rest => rest::whole_night(now),
        Deed::Raise => raise(now),
        Deed::Journey(journey) => journey::goes(now, journey),
        Deed::Inspire => inspire::inspires(now, chooser),
        Deed::Befall(plight) => plight::befalls(now, plight, chooser),
        Deed::BefallAll(plight) => {
            for creature in party(now, |hero| !hero.dead) {
                plight::befalls(now, plight, creature);
            }
        }
    }
}

fn party(now: &Unfold<'_>, which: impl Fn(&Creature) -> bool) -> Vec<CreatureId> {
    now.world().heroes().filter(|hero| which(hero)).map(|hero| hero.id).collect()
}

fn raise(now: &mut Unfold<'_>) {
    for creature in party(now, |hero| hero.dead) {
        now.happens(Event::Revived { creature, hp: 1 });
    }
}

fn add(now: &mut Unfold<'_>, flag: &FlagId, more: i32) {
    let value = now.world().now.story.flags.get(flag).copied().unwrap_or_default();
    now.happens(Event::FlagSet { flag: flag.clone(), value: value.saturating_add(more) });
}

/// The chooser gives first, then the others in the order of their seats.
fn take(now: &mut Unfold<'_>, chooser: CreatureId, item: &ItemId, count: u16) {
    let mut left = count;
    let others = party(now, |hero| hero.id != chooser);
    for creature in std::iter::once(chooser).chain(others) {
        let owned = now.creature(creature).and_then(|one| one.pack.items.get(item)).copied().unwrap_or_default();
        let count = owned.min(left);
        if count > 0 {
            now.happens(Event::ItemLost { creature, item: item.clone(), count });
            left -= count;
        }
    }
}

/// Nobody pays more than he has: the choice that led here asked for it where it matters.
fn cost(now: &mut Unfold<'_>, creature: CreatureId, cp: u32) {
    let cp = now.creature(creature).map_or(0, |one| one.pack.purse_cp.min(cp));
    if cp > 0 {
        now.happens(Event::CoinsLost { creature, cp });
    }
}

fn heal(now: &mut Unfold<'_>, amount: Amount) {
    for creature in party(now, |hero| !hero.dead) {
        let faces: Vec<Face> = (0..amount.count).map(|_| now.roll(amount.sides)).collect();
        let hp = faces.iter().map(|face| i32::from(face.0)).sum::<i32>() + i32::from(amount.plus);
        damage::heal(now, creature, None, faces, hp.max(0));
    }
}

fn hurt(now: &mut Unfold<'_>, target: CreatureId, amount: Amount, kind: DamageKind) {
    let amount = damage::roll(now, target, kind, amount, false, 0);
    damage::deal(now, Harm { target, by: None, kind, amount, magical: true, critical: false });
}

fn journal(now: &mut Unfold<'_>, line: &TextId) {
    if now.world().now.story.journal.len() < JOURNAL_LINES_MAX {
        now.happens(Event::Journaled { line: line.clone() });
    }
}

fn change(now: &mut Unfold<'_>, thing: &ThingId, fate: Fate) {
    let map = now.world().now.place.map.clone();
    now.happens(Event::ThingChanged { map, thing: thing.clone(), fate });
}

fn end(now: &mut Unfold<'_>, ending: &TextId) {
    if now.world().now.story.shop.is_some() {
        now.happens(Event::ShopClosed);
    }
    if now.world().now.story.scene.is_some() {
        now.happens(Event::SceneEnded);
    }
    now.happens(Event::TaleEnded { ending: ending.clone() });
}

/// Whoever falls outside of a fight is helped up by a friend with 1 hit point; if nobody stands, the party has lost.
pub(super) fn aftermath(now: &mut Unfold<'_>) {
    let fallen = party(now, |hero| !hero.dead && hero.hp == 0);
    if fallen.is_empty() || now.world().now.encounter.is_some() || now.world().now.story.ending.is_some() {
        return;
    }
    if now.world().now.creatures.values().any(|one| one.side == Side::Heroes && one.is_up()) {
        fallen.into_iter().for_each(|creature| help_up(now, creature));
    } else {
        wake_at_start(now);
    }
}

fn help_up(now: &mut Unfold<'_>, creature: CreatureId) {
    damage::heal(now, creature, None, Vec::new(), 1);
    lasting::end_where(now, creature, |_, lasts| lasts.name == "prone");
}

/// No hero was left standing: everyone comes round, the dead too, and the tale's scene for it begins; a tale without
/// one is over.
pub(super) fn wake_at_start(now: &mut Unfold<'_>) {
    let Some(scene) = now.world().tale.defeat.clone() else {
        return end(now, &TextId::new(ALL_FELL));
    };
    raise(now);
    for creature in party(now, |hero| hero.hp == 0) {
        help_up(now, creature);
    }
    if now.world().now.story.scene.is_some() {
        now.happens(Event::SceneEnded);
    }
    if let Some(first) = party(now, Creature::is_up).first() {
        choose::open(now, &scene, *first);
    }
}
