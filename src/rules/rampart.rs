//! Walls that magic raises: whom they push aside or shut in, what breaks their panels, what stays for good (SRD: Wall of
//! Ice, Wall of Stone). Ruling 71.

use std::collections::BTreeSet;

use super::arms;
use super::attempt::Attempt;
use super::batter::{self, Blow};
use super::cause::Cause;
use super::d20::{self, Save};
use super::figure;
use super::grid;
use super::lasting;
use super::movement;
use super::refusal::Refusal;
use super::trick;
use super::turn;
use super::unfold::Unfold;
use super::zones;
use crate::srd::quantity::Dc;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::floor::Footing;
use crate::world::id::{CreatureId, ZoneId};
use crate::world::ongoing::{Expires, Ongoing};
use crate::world::wrought::Wrought;
use crate::world::zone::{ZONES_MAX, Zone};

/// Whoever stands where a wall rises finds room so near, squares.
const ASIDE_SQUARES: i16 = 4;

/// A wall stands: those in its way are pushed aside, those within a ring of it may get out.
pub(super) fn rises(now: &mut Unfold<'_>, id: ZoneId) {
    let Some(zone) = now.world().now.zones.get(&id).cloned() else { return };
    let world = now.world();
    let stand = world.now.creatures.values().filter(|one| zones::holds(world, &zone, one));
    for creature in stand.map(|one| one.id).collect::<Vec<_>>() {
        let to = now.creature(creature).and_then(|one| room(now.world(), &zone, one, ASIDE_SQUARES, |_| true));
        if let Some(to) = to {
            now.happens(Event::Shoved { creature, to });
        }
    }
    shuts_in(now, &zone);
}

/// The nearest room for a creature beside a wall: for foes of its maker away from him, for friends towards him.
fn room(world: &World, zone: &Zone, one: &Creature, squares: i16, wanted: impl Fn(Tile) -> bool) -> Option<Tile> {
    let maker = world.creature(zone.source);
    let fits = |tile: &Tile| {
        let open = |square| world.footing(square) != Footing::Solid && !zone.covers(world, square);
        wanted(*tile) && grid::squares_at(one, *tile).all(open) && movement::stands_free(world, one, *tile)
    };
    let apart = |tile: Tile| {
        let (x, y) = (i32::from(tile.x - one.at.x), i32::from(tile.y - one.at.y));
        x * x + y * y
    };
    let side = |tile: Tile| {
        let far = maker.map_or(0, |maker| i32::from(grid::feet(maker.at, tile)));
        if maker.is_some_and(|maker| maker.side == one.side) { far } else { -far }
    };
    let around = (-squares..=squares).flat_map(|y| (-squares..=squares).map(move |x| (x, y)));
    let tiles = around.map(|(x, y)| Tile { x: one.at.x.saturating_add(x), y: one.at.y.saturating_add(y) });
    tiles.filter(fits).min_by_key(|tile| (apart(*tile), side(*tile), *tile))
}

/// Foes within a ring save, and whoever does gets out by his reaction.
fn shuts_in(now: &mut Unfold<'_>, zone: &Zone) {
    let Some(ability) = zone.is.dodged else { return };
    let within = enclosed(zone);
    let world = now.world();
    let dc = Cause::zone(world, zone).dc(world, Dc::Spell);
    let side = world.creature(zone.source).map(|maker| maker.side);
    let caught = |one: &&Creature| !one.is_away() && one.is_up() && Some(one.side) != side && within.contains(&one.at);
    for creature in world.now.creatures.values().filter(caught).map(|one| one.id).collect::<Vec<_>>() {
        if !d20::save(now, &Save::plain(creature, ability, dc)) {
            continue;
        }
        let world = now.world();
        let Some(one) = world.creature(creature).filter(|one| turn::may_react(world, one)) else { continue };
        let squares = i16::try_from(figure::speed_feet(world, one) / grid::SQUARE_FEET).unwrap_or(0);
        let Some(to) = room(world, zone, one, squares, |tile| !within.contains(&tile)) else { continue };
        now.happens(Event::Spent { creature, what: Spending::Reaction });
        now.happens(Event::Shoved { creature, to });
    }
}

/// The squares within a ring; none within a wall that is open at its ends.
fn enclosed(zone: &Zone) -> BTreeSet<Tile> {
    let (xs, ys) = (zone.tiles.iter().map(|tile| tile.x), zone.tiles.iter().map(|tile| tile.y));
    let (Some(left), Some(right)) = (xs.clone().min(), xs.max()) else { return BTreeSet::new() };
    let (Some(top), Some(bottom)) = (ys.clone().min(), ys.max()) else { return BTreeSet::new() };
    let mut seen = BTreeSet::from([zone.at]);
    let mut next = vec![zone.at];
    while let Some(tile) = next.pop() {
        if tile.x <= left || tile.x >= right || tile.y <= top || tile.y >= bottom {
            return BTreeSet::new();
        }
        for (x, y) in [(0, -1), (0, 1), (-1, 0), (1, 0)] {
            let to = Tile { x: tile.x + x, y: tile.y + y };
            if zone.tiles.binary_search(&to).is_err() && seen.insert(to) {
                next.push(to);
            }
        }
    }
    seen
}

/// Walls that have lasted their whole time and stay for good.
pub(super) fn settles(now: &mut Unfold<'_>) {
    let clock = now.world().now.clock_seconds;
    let due = |zone: &&Zone| zone.is.stays && matches!(zone.expires, Expires::At(second) if second <= clock);
    let all: Vec<ZoneId> = now.world().now.zones.values().filter(due).map(|zone| zone.id).collect();
    for zone in all {
        now.happens(Event::Wrought(Box::new(Wrought::Settled { zone })));
    }
}

/// Every panel in reach, with every weapon that strikes from near by.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let Some(one) = world.creature(who) else { return };
    for zone in world.now.zones.values().filter(|zone| zone.is.panels.is_some()) {
        for weapon in arms::choices(world, one) {
            let mut seen = BTreeSet::new();
            let hewn = zone.tiles.iter().filter(|tile| may_hew(world, who, **tile, &weapon).is_ok());
            let panels = hewn.filter(|tile| seen.insert(zone.panel(**tile)));
            into.extend(panels.map(|at| Attempt::Hew { at: *at, weapon: weapon.clone() }));
        }
    }
}

/// Strikes at a panel; without hit points it is gone.
pub(super) fn hews(now: &mut Unfold<'_>, who: CreatureId, at: Tile, weapon: &Weapon) -> Result<(), Refusal> {
    let zone = may_hew(now.world(), who, at, weapon)?.clone();
    let (Some(panels), Some(panel)) = (zone.is.panels.clone(), zone.panel(at)) else { return Ok(()) };
    let ac = i32::from(panels.ac);
    let Some(Blow { roll, dealt, kind }) = batter::blow(now, who, weapon, ac) else { return Ok(()) };
    let dealt = if panels.vulnerable.contains(&kind) { dealt.saturating_mul(2) } else { dealt };
    now.happens(Event::Wrought(Box::new(Wrought::Hewn { creature: who, zone: zone.id, panel, roll, ac, dealt })));
    let lost = zone.hurt.get(&panel).copied().unwrap_or_default().saturating_add(dealt);
    if lost >= panels.hp {
        breaks(now, &zone, panel);
    }
    Ok(())
}

/// A panel is gone; what it leaves lies where it was.
fn breaks(now: &mut Unfold<'_>, zone: &Zone, panel: Tile) {
    if zone.is.panels.as_ref().is_some_and(|panels| panels.thing) {
        now.happens(Event::ZoneEnded { zone: zone.id });
        trick::breaks(now, zone.source, &zone.name);
        let own = |it: &Ongoing| it.source == zone.source && it.name.starts_with(zone.name.as_str());
        return lasting::end_where(now, zone.source, |_, it| own(it));
    }
    now.happens(Event::Wrought(Box::new(Wrought::Breached { zone: zone.id, panel })));
    let leaves = zone.is.panels.as_ref().and_then(|panels| panels.leaves.as_deref());
    if let Some(is) = leaves.filter(|_| now.world().now.zones.len() < ZONES_MAX) {
        let id = ZoneId(now.world().now.next_zone);
        let (is, tiles) = (Box::new(is.clone()), zone.squares_of(panel));
        let left = Zone { id, is, tiles, side: Vec::new(), touched: Vec::new(), turns: 0, ..zone.clone() };
        now.happens(Event::ZoneBegan { zone: Box::new(left) });
    }
    if now.world().now.zones.get(&zone.id).is_some_and(|zone| zone.tiles.is_empty()) {
        now.happens(Event::ZoneEnded { zone: zone.id });
    }
}

/// The wall at a square in reach, for whoever strikes at it from near by.
fn may_hew<'w>(world: &'w World, who: CreatureId, at: Tile, weapon: &Weapon) -> Result<&'w Zone, Refusal> {
    let one = batter::free(world, who)?;
    let mut here = world.now.zones.values();
    let zone = here.find(|zone| zone.panel(at).is_some()).ok_or(Refusal::NothingThere)?;
    let reach = batter::near(world, one, weapon)?;
    if grid::feet_to(one, at) <= reach { Ok(zone) } else { Err(Refusal::OutOfReach) }
}
