//! What is heard: which cue goes with what plays on the board, which tune with the place.

use super::beat::Beat;
use super::ground::Ground;
use super::view::{Notice, View, Weight};
use crate::canvas::sparks::Burst;
use crate::sound::{Cue, Tune};
use crate::world::event::Event;

/// The cue of something that begins to play on the board.
pub(super) fn cue(beat: &Beat) -> Option<Cue> {
    Some(match beat {
        Beat::Roll(_) => Cue::Dice,
        Beat::Blow(_, taken) if *taken > super::stage::HEAVY_HP => Cue::Critical,
        Beat::Blow(..) => Cue::Hit,
        Beat::Miss(_) => Cue::Miss,
        Beat::Mend(..) => Cue::Heal,
        Beat::Magic(..) => Cue::Spell,
        Beat::Fall(_) | Beat::Die(_) => Cue::Death,
        Beat::Mark(_, Burst::Gold, None) => Cue::Coin,
        Beat::Walk(..) | Beat::Slide(..) | Beat::Lunge(..) | Beat::Mark(..) | Beat::Banner(_) => return None,
    })
}

/// The cue of something that happened, whether it is seen on the board or not.
pub(super) const fn cue_of_event(event: &Event) -> Option<Cue> {
    Some(match event {
        Event::Joined { .. } | Event::CameBack { .. } | Event::Reseated { .. } => Cue::Join,
        Event::Left { .. } | Event::WentAway { .. } => Cue::Leave,
        Event::ThingChanged { .. } => Cue::Door,
        Event::Bought { .. } | Event::Sold { .. } => Cue::Coin,
        Event::TrapSprung { .. } | Event::EncounterBegan { .. } => Cue::Danger,
        Event::EncounterEnded { outcome: crate::world::event::Outcome::Won } => Cue::Victory,
        Event::LevelGained { .. } => Cue::Level,
        _ => return None,
    })
}

/// The cue of something that must be known.
pub(super) fn cue_of_notice(notice: &Notice) -> Option<Cue> {
    let id = notice.line.id.as_ref();
    let refused = ["denied-", "refused-", "door-"].iter().any(|kind| id.starts_with(kind));
    match (notice.weight, id) {
        (Weight::Error, _) | (_, "notice-lost-link" | "notice-frozen" | "notice-lost-commands") => Some(Cue::Danger),
        (_, "notice-found-link" | "notice-thawed") => Some(Cue::Join),
        (_, "notice-picture") => Some(Cue::Saved),
        (Weight::Plain, _) if refused => Some(Cue::Refused),
        (Weight::Plain | Weight::Warning, _) => None,
    }
}

/// The cue of a new occasion.
pub(super) const fn cue_of_ground(ground: Ground) -> Option<Cue> {
    match ground {
        Ground::Ask => Some(Cue::Question),
        _ => None,
    }
}

/// The tune of the place: swords, safe ground, the open road, the dark.
pub(super) fn tune(view: &View) -> Tune {
    let Some(world) = view.world.filter(|world| world.now.story.begun) else { return Tune::Village };
    if world.now.encounter.is_some() {
        return Tune::Fight;
    }
    let Some(map) = world.map() else { return Tune::Village };
    let lit = map.ground.iter().filter(|ground| ground.lit).count();
    match (map.restful, lit * 2 > map.ground.len()) {
        (true, _) => Tune::Village,
        (false, true) => Tune::Road,
        (false, false) => Tune::Dungeon,
    }
}
