//! A party of which nobody is awake, outside of fights: time passes until somebody is (SRD: Conditions, Unconscious).
//!
//! Ruling 69: of heroes whose players are away it is not waited for that they wake the others, unless play waits for
//! those players or a friend may play them. A party that has not come round after a day is treated as after a defeat (ruling 9).

use super::clock::{self, HOUR_SECONDS, MINUTE_SECONDS};
use super::deed;
use super::gate;
use super::unfold::Unfold;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::PlayerId;
use crate::world::seat::Stead;

/// So many minutes one by one, then so many hours.
const MINUTES: usize = 60;
const HOURS: usize = 23;

/// Whether there are heroes, none of them can do anything, and nothing else is going on that would change that.
pub(super) fn holds(world: &World) -> bool {
    let story = &world.now.story;
    let idle = world.now.encounter.is_none() && story.scene.is_none() && story.shop.is_none();
    idle && gate::under_way(world).is_ok() && heroes(world).next().is_some() && !somebody_wakes(world)
}

/// Lets time pass until somebody wakes; where nobody does, the party comes round as the adventure says.
pub(super) fn passes(now: &mut Unfold<'_>) {
    let spans = [MINUTE_SECONDS; MINUTES].into_iter().chain([HOUR_SECONDS; HOURS]);
    for seconds in spans {
        if now.world().heroes().all(|hero| !hero.is_up()) {
            break;
        }
        clock::pass(now, seconds);
        if !holds(now.world()) {
            return;
        }
    }
    deed::wake_at_start(now);
}

/// The heroes of those who are here, or of everyone where play waits for who is away.
fn heroes(world: &World) -> impl Iterator<Item = &Creature> {
    let waits = matches!(world.now.stead, Stead::Pause | Stead::Friend);
    let counts = move |player: &PlayerId| waits || world.now.players.get(player).is_some_and(|it| it.present);
    let seats = world.now.seats.values().filter(move |seat| counts(&seat.player));
    seats.filter_map(|seat| world.creature(seat.creature?))
}

fn somebody_wakes(world: &World) -> bool {
    heroes(world).any(|hero| gate::awake(world, hero.id).is_ok())
}

#[cfg(test)]
mod tests {
    use super::super::proceed;
    use super::super::scene::Setting;
    use crate::dice::Dice;
    use crate::world::World;
    use crate::world::ongoing::Expires;

    /// What happens by itself after this setting, where what makes heroes senseless ends after so many seconds.
    fn check(setting: &str, until: Option<u64>, expected: &str) {
        let mut world = Setting::read(&format!("{setting}\n---")).unwrap().world;
        for hero in world.now.creatures.values_mut() {
            let lasts = hero.ongoing.values_mut();
            lasts.for_each(|lasts| lasts.expires = until.map_or(Expires::Never, Expires::At));
        }
        let went = proceed(&world, &mut Dice::read([])).map(|events| {
            events.iter().for_each(|event| world.apply(event).unwrap());
            format!("{} s{}", world.now.clock_seconds, if over(&world) { ", over" } else { "" })
        });
        assert_eq!(went.as_deref().unwrap_or("nothing"), expected, "{setting}");
        assert!(proceed(&world, &mut Dice::read([])).is_none(), "once");
    }

    fn over(world: &World) -> bool {
        world.now.story.ending.is_some()
    }

    #[test]
    fn time_passes_where_nobody_is_awake() {
        let party = |ada: &str, bob: &str| format!("map A B\nexploring\nAda A fighter 1 {ada}\nBob B rogue 1 {bob}");
        check(&party("", ""), Some(90), "nothing");
        check(&party("unconscious", ""), Some(90), "nothing");
        check(&party("unconscious", "unconscious"), Some(90), "120 s");
        check(&party("unconscious", "away"), Some(90), "120 s");
        check(&party("unconscious away", "away"), Some(90), "nothing");
        check(&party("petrified", "stunned"), Some(5 * 3600), "18000 s");
        check(&party("petrified", "unconscious"), None, "86400 s, over");
        check(&party("hp 0 dying", "hp 0 stable"), None, "0 s, over");
    }
}
